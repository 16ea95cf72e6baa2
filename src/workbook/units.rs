//! 隐藏的“换算”一张表：单位与比较符号的各种写法，公式照着查。

use super::cell;
use super::export::Book;
use crate::model::BareTarget;
use crate::number::{Decimal, Unit};
use crate::target::sign_spellings;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// 工作表的名称；读回时不看。
const SHEET: &str = "换算";
/// 单位的三列：写法、基本单位、一个合多少基本单位。
pub const UNITS: &str = "单位表";
/// 符号的两列：写法、意思。
pub const SIGNS: &str = "符号表";
/// 说明升降的词，后面跟着的数没有写方向。
const CHANGES: [&str; 9] = ["提升", "提高", "增长", "增加", "上升", "下降", "降低", "减少", "完成"];

/// 比率的基本单位：千分之一。
pub const RATE: &str = "‰";

/// 基本单位（连同分母）与倍数；比率以千分之一计，倍数便都是整数。
pub fn family(unit: &Unit) -> (String, Decimal) {
    if unit.is_rate() {
        return (RATE.to_owned(), unit.factor_to(&Unit::percent()).unwrap_or(Decimal::ONE) * Decimal::TEN);
    }
    let (base, per, factor) = unit.parts();
    (format!("{base}{per}"), factor)
}

/// 没有写符号的指标值的意思；口径不作推断的为空。
pub fn bare(bare: BareTarget) -> &'static str {
    match bare {
        BareTarget::AtLeast => "≥",
        BareTarget::AtMost => "≤",
        BareTarget::Exactly => "=",
        BareTarget::Refuse => "",
    }
}

/// 写出这张表，给两处起名。
pub fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    let units = units(book);
    for (row, (text, base, factor)) in (0_u32..).zip(&units) {
        sheet.write_string(row, 0, text)?.write_string(row, 1, base)?;
        match crate::write::number(&crate::number::plain(*factor)) {
            Some(number) => sheet.write_number(row, 2, number.value)?,
            None => sheet.write_blank(row, 2, &rust_xlsxwriter::Format::new())?,
        };
    }
    let undirected = bare(book.set.profile.bare);
    let changes = CHANGES.iter().filter(|_| !undirected.is_empty()).map(|word| (*word, undirected));
    let mut last = 0;
    for (row, (text, sign)) in (0_u32..).zip(sign_spellings().chain(changes)) {
        sheet.write_string(row, 4, text)?.write_string(row, 5, sign)?;
        last = row;
    }
    sheet.set_very_hidden(true).protect();
    workbook.push_worksheet(sheet);
    let area =
        |first, end, last| format!("='{SHEET}'!${}$1:${}${}", cell::letters(first), cell::letters(end), last + 1);
    workbook.define_name(UNITS, &area(0, 2, units.len().saturating_sub(1) as u32))?;
    workbook.define_name(SIGNS, &area(4, 5, last))?;
    Ok(())
}

/// 认得的写法，以及这份填报的指标值与基础数据用到的单位和能与它们换算的写法。
fn units(book: &Book<'_>) -> Vec<(String, String, Decimal)> {
    let mut all: Vec<(String, String, Decimal)> = Vec::new();
    let mut add = |text: &str| {
        let Some(unit) = Unit::read(text).filter(|unit| !unit.is_none()) else { return };
        if all.iter().all(|(known, ..)| known != text) {
            let (base, factor) = family(&unit);
            all.push((text.to_owned(), base, factor.normalize()));
        }
    };
    for text in Unit::spellings() {
        add(text);
        // 万元、万人；万‰、万亿这样的不成单位。
        if Unit::read(text).is_some_and(|unit| !unit.is_rate() && !text.starts_with(['万', '亿', '千', '百'])) {
            add(&format!("万{text}"));
        }
    }
    let (set, submission) = (book.set, book.submission);
    let targets = submission.rows.iter().map(|row| &submission.indicator(set, row).target.unit);
    for unit in targets.chain(set.formulary.facts.iter().map(|fact| &fact.unit)) {
        add(unit.as_str());
        let (_, per, _) = unit.parts();
        if !per.is_empty() {
            Unit::spellings().for_each(|head| add(&format!("{head}{per}")));
        }
    }
    all
}
