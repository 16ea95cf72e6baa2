//! “资金”一张表：总额与各来源、执行率、执行率的得分。

use super::cell::{at, compare, number, rounded};
use super::export::Book;
use super::layout::{HEAD, Key, Sheet, money};
use super::scoring::{Amount, Cells, Goal, Scoring};
use super::sheet::{Look, Page};
use super::written::decimal;
use crate::model::{Denominator, Execution, NotApplicable, ZeroBudget};
use crate::number::{Decimal, Mode, Rounding, plain};
use crate::score::{Status, printed_rate};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, Workbook, XlsxError};

/// 隐藏的四列：执行率（百分数）、达标、完成比例、修约之前的得分，以及一列空的。
const NUMBER: u16 = money::NOTE + 1;
const MET: u16 = NUMBER + 1;
const COMPLETION: u16 = NUMBER + 2;
const RAW: u16 = NUMBER + 3;
const EMPTY: u16 = NUMBER + 4;

pub fn write(book: &mut Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    // 没有预算执行一块的体系，没有这张表。
    let Some(execution) = &book.set.execution else { return Ok(()) };
    let mut page = Page::new(Sheet::Money, "资金情况", "浅黄色的格要填。金额写数，不带单位；单位在表下面选。")?;
    let all = std::iter::once(("total", execution.title.as_str()))
        .chain(execution.sources.iter().map(|source| (source.key.as_str(), source.name.as_str())));
    let mut next = HEAD + 1;
    for (index, (key, name)) in all.enumerate() {
        page.put(next, 0, &Key::Money(key.to_owned()).text(), Look::Plain)?;
        page.put(next, money::NAME, name, Look::Fixed)?;
        let written = book.written.take_within("budget", key, ["initial", "full_year", "executed"]);
        for (column, text) in [money::INITIAL, money::FULL_YEAR, money::EXECUTED].into_iter().zip(written) {
            match decimal(&text) {
                Some(value) => page.put_number(next, column, value, Look::InputNumber)?,
                None => page.put(next, column, &text, Look::InputNumber)?,
            }
            let rule = DataValidationRule::GreaterThanOrEqualTo(Formula::new("0"));
            let rule = DataValidation::new().allow_decimal_number_formula(rule);
            page.check(next, column, &rule.set_error_message("金额写不小于零的数，不带单位")?)?;
        }
        let row = match index {
            0 => book.submission.money.total,
            _ => book.submission.money.sources.get(index - 1).copied().flatten(),
        };
        let rate = row.and_then(|row| printed_rate(&row, book.set.profile.execution.denominator));
        let shown = match (row, rate) {
            (_, Some(rate)) => plain(rate / Decimal::ONE_HUNDRED),
            (Some(_), None) => book.set.profile.undefined_rate.clone(),
            (None, None) => String::new(),
        };
        let rate = Rate { book, at_row: next };
        page.formula(next, money::RATE, &rate.printed(), &shown, Look::Percent)?;
        for column in [money::POINTS, money::SCORE, money::NOTE] {
            page.put(next, column, "", Look::Center)?;
        }
        if index == 0 {
            score(book, execution, &mut page, next)?;
            book.execution_place = Some(next);
        }
        next += 1;
    }
    below(book, &mut page, next)?;
    page.finish(workbook)
}

/// 金额单位与说明两行。
fn below(book: &mut Book<'_>, page: &mut Page, first: u32) -> Result<(), XlsxError> {
    let unit = book.written.take("budget", "unit");
    page.put(first, 0, &Key::MoneyUnit.text(), Look::Plain)?;
    page.put(first, money::NAME, "金额单位", Look::Fixed)?;
    page.put(first, money::INITIAL, if unit.is_empty() { "万元" } else { &unit }, Look::InputCenter)?;
    page.check(
        first,
        money::INITIAL,
        &DataValidation::new().allow_list_strings(&["元", "千元", "万元", "亿元"])?.show_error_message(false),
    )?;
    let reason = book.written.take("budget", "reason");
    page.put(first + 1, 0, &Key::MoneyReason.text(), Look::Plain)?;
    page.put(first + 1, money::NAME, "执行率偏低或预算调整的说明", Look::Fixed)?;
    page.merge(first + 1, money::INITIAL, money::NOTE, &reason, Look::Input)?;
    page.at_least(first + 1, 3);
    Ok(())
}

struct Rate<'a, 'b> {
    book: &'a Book<'b>,
    at_row: u32,
}

impl Rate<'_, '_> {
    fn budget(&self) -> String {
        match self.book.set.profile.execution.denominator {
            Denominator::Initial => at(money::INITIAL, self.at_row),
            Denominator::FullYear => at(money::FULL_YEAR, self.at_row),
        }
    }

    fn executed(&self) -> String {
        at(money::EXECUTED, self.at_row)
    }

    /// 全年两栏与分母都填了。
    fn is_filled(&self) -> String {
        format!("COUNT({},{},{})=3", at(money::FULL_YEAR, self.at_row), self.executed(), self.budget())
    }

    /// 表上印的执行率：小数，格式是百分数。
    fn printed(&self) -> String {
        let (executed, budget) = (self.executed(), self.budget());
        let none = self.book.set.profile.undefined_rate.replace('"', "\"\"");
        let rounding = Rounding { places: 4, mode: Mode::HalfUp };
        let rate = rounded(&format!("{executed}/{budget}"), rounding);
        format!("IF({},IF({budget}=0,\"{none}\",{rate}),\"\")", self.is_filled())
    }
}

/// 总额一行的分值、得分与提示。
fn score(book: &Book<'_>, execution: &Execution, page: &mut Page, at_row: u32) -> Result<(), XlsxError> {
    let profile = &book.set.profile;
    let rate = Rate { book, at_row };
    let cell = |column| at(column, at_row);
    let (executed, budget) = (rate.executed(), rate.budget());
    let cells = Cells {
        text: String::new(),
        target: String::new(),
        tier: String::new(),
        number: cell(NUMBER),
        degree: cell(EMPTY),
        met: cell(MET),
        completion: cell(COMPLETION),
        raw: cell(RAW),
        points: cell(money::POINTS),
        items: Vec::new(),
        given: "\"\"".to_owned(),
        share: "\"\"".to_owned(),
    };
    let scoring = Scoring {
        rule: &execution.rule,
        goal: Goal::AtLeast(Amount::fixed(Decimal::ONE_HUNDRED)),
        profile,
        cells: &cells,
        cap: execution.rule.cap,
        points: Some(execution.points),
    };
    page.put_number(at_row, money::POINTS, execution.points, Look::Center)?;
    let mut hidden = |column, formula: &str| page.formula(at_row, column, formula, "", Look::Plain);
    hidden(NUMBER, &format!("IF({},IF({budget}=0,\"\",{executed}*100/{budget}),\"\")", rate.is_filled()))?;
    hidden(MET, &scoring.met())?;
    hidden(COMPLETION, &scoring.completion())?;
    hidden(RAW, &scoring.raw())?;
    let policy = |policy: NotApplicable| match policy {
        NotApplicable::Full => cell(money::POINTS),
        NotApplicable::Zero => "0".to_owned(),
        NotApplicable::Rescale => "\"-\"".to_owned(),
    };
    let zero = match profile.execution.zero_budget {
        ZeroBudget::NotApplicable => policy(profile.not_applicable),
        ZeroBudget::Zero => "0".to_owned(),
        ZeroBudget::NotScored => "\"\"".to_owned(),
    };
    let formula = format!(
        "IF({},IF({budget}=0,{zero},IF(ISNUMBER({raw}),{},\"\")),\"\")",
        rate.is_filled(),
        scoring.settled(),
        raw = cells.raw
    );
    let result = book.outcome.execution.as_ref().map(|execution| &execution.result);
    let shown = match result.map(|result| (result.score, result.status)) {
        Some((Some(score), _)) => plain(score),
        Some((None, Status::NotApplicable)) => "-".to_owned(),
        _ => String::new(),
    };
    page.formula(at_row, money::SCORE, &formula, &shown, Look::Center)?;
    note(book, execution, page, at_row, &rate)
}

/// 该说明而没有说明的提示。
fn note(
    book: &Book<'_>,
    execution: &Execution,
    page: &mut Page,
    at_row: u32,
    rate: &Rate<'_, '_>,
) -> Result<(), XlsxError> {
    let policy = &book.set.profile.execution;
    let money = &book.submission.money;
    let (initial, full_year) = (at(money::INITIAL, at_row), at(money::FULL_YEAR, at_row));
    let mut owed = Vec::new();
    let mut is_owed = false;
    let printed = money.total.and_then(|total| printed_rate(&total, policy.denominator));
    if let Some(below) = policy.reason_below {
        // 没有意义的执行率当作零看。
        owed.push(compare(&format!("N({})", at(money::RATE, at_row)), "<", &number(below)));
        is_owed |= printed.unwrap_or_default() / Decimal::ONE_HUNDRED < below && money.total.is_some();
    }
    if let Some(above) = policy.adjustment_reason_above {
        let change = format!("ABS({full_year}-{initial})/{initial}");
        owed.push(format!(
            "IF(ISNUMBER({initial}),IF({initial}=0,FALSE,{}),FALSE)",
            compare(&change, ">", &number(above))
        ));
        let change = money.total.and_then(|total| {
            let initial = total.initial?;
            crate::number::Ratio::new((total.full_year - initial).abs(), initial)
        });
        is_owed |= change.is_some_and(|change| change > above);
    }
    let reason = at(money::INITIAL, at_row + 2 + execution.sources.len() as u32);
    let owed = match owed.is_empty() {
        true => "\"\"".to_owned(),
        false => format!("IF(AND({reason}=\"\",OR({})),\"缺说明\",\"\")", owed.join(",")),
    };
    let formula = format!("IF({},{owed},\"缺资金\")", rate.is_filled());
    let shown = match (money.total, is_owed && money.reason.is_empty()) {
        (None, _) => "缺资金",
        (_, true) => "缺说明",
        _ => "",
    };
    page.formula(at_row, money::NOTE, &formula, shown, Look::Center)?;
    page.mark(
        at_row + 2 + execution.sources.len() as u32,
        at_row + 2 + execution.sources.len() as u32,
        money::INITIAL,
        &format!("${}${}=\"缺说明\"", super::cell::letters(money::NOTE), at_row + 1),
    )
}
