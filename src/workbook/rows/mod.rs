//! “指标”一张表：各行的输入与公式，清单的各项，自设的空行，小计、总分与等级。

mod cases;
mod inputs;
mod live;
mod totals;

use super::cell::{at, number, text};
use super::export::{Book, ZIPING};
use super::layout::{HEAD, Key, Sheet, facts, rows};
use super::scoring::{Cells, Goal, Scoring};
use super::sheet::{Look, Page};
use super::written::{WrittenActual, decimal};
use crate::model::{Indicator, Room, Row, RowOrigin, Rule, RuleKind, ZeroBase};
use crate::number::{Decimal, fixed, plain};
use crate::score::{RowOutcome, Status};
use crate::target::Kind;
use cases::{Cases, goal_formulas};
use live::{Live, Shown};
use rust_xlsxwriter::{Workbook, XlsxError};

/// 没有实际完成值的提示；由公式算的行缺的是基础数据。
const NO_ACTUAL: &str = "缺实际值";
const NO_FACTS: &str = "缺基础数据";

/// 每处余地留几行空的。
const SPARE: usize = 5;

/// 写“指标”一张表时记下的位置。
struct Sums {
    first: u32,
    last: u32,
    /// 自设余地所在的板块。
    rooms: Vec<bool>,
    /// 各择一组成员所在的行。
    groups: Vec<Vec<u32>>,
}

pub fn write(book: &mut Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let note = "浅黄色的格要填，橙色的还缺。实际完成值连单位照写，如 98%、19人；不适用写“不适用”。得分、偏差度随填随算，以程序计分为准。";
    let mut page = Page::new(Sheet::Rows, "绩效指标", note)?;
    let (set, submission) = (book.set, book.submission);
    let mut next = HEAD + 1;
    let mut sums = Sums {
        first: next,
        last: next,
        rooms: set.sections.iter().map(|s| s.room.is_some() || s.parts.iter().any(|p| p.room.is_some())).collect(),
        groups: vec![Vec::new(); set.groups.len()],
    };
    let places = place_rows(book, next);
    for (index, row) in submission.rows.iter().enumerate() {
        if let Some(group) = row.group {
            sums.groups[group].push(places[index]);
        }
    }
    for section in 0..set.sections.len().max(1) {
        for (index, row) in submission.rows.iter().enumerate().filter(|(_, row)| row.section == section) {
            next = indicator(book, &mut page, next, index, row, &sums)?;
        }
        next = spare(book, &mut page, next, section)?;
    }
    sums.last = next.saturating_sub(1).max(sums.first);
    let reason = format!("LEFT(${}{},3)=\"缺原因\"", super::cell::letters(rows::NOTE), sums.first + 1);
    page.mark(sums.first, sums.last, rows::REASON, &reason)?;
    let actual = format!("${}{}=\"{NO_ACTUAL}\"", super::cell::letters(rows::NOTE), sums.first + 1);
    page.mark(sums.first, sums.last, rows::ACTUAL, &actual)?;
    totals::write(book, &mut page, next, &sums)?;
    page.finish(workbook)
}

/// 清单有几项。
fn items(indicator: &Indicator) -> &[crate::model::ChecklistItem] {
    match &indicator.rule.kind {
        RuleKind::Checklist { items } => items,
        _ => &[],
    }
}

/// 各行所在的行号：按板块，清单的各项接在后面，板块之末是空行。
fn place_rows(book: &Book<'_>, first: u32) -> Vec<u32> {
    let (set, submission) = (book.set, book.submission);
    let mut places = vec![first; submission.rows.len()];
    let mut next = first;
    for section in 0..set.sections.len().max(1) {
        for (index, row) in submission.rows.iter().enumerate().filter(|(_, row)| row.section == section) {
            places[index] = next;
            next += 1 + items(submission.indicator(set, row)).len() as u32;
        }
        next += (rooms(book, section).len() * SPARE) as u32;
    }
    places
}

/// 一个板块里的各处余地：二级指标的名称（没有规定的为空）与规定。
fn rooms<'a>(book: &Book<'a>, section: usize) -> Vec<(&'a str, &'a Room)> {
    let Some(section) = book.set.sections.get(section).filter(|_| book.has_set) else { return Vec::new() };
    let parts = section.parts.iter().filter_map(|part| Some((part.level2.as_str(), part.room.as_ref()?)));
    parts.chain(section.room.as_ref().map(|room| ("", room))).collect()
}

/// 一行的分、偏差度写在格里的样子。
fn score_text(result: &RowOutcome) -> String {
    match (result.score, result.status) {
        (Some(score), _) => plain(score),
        (None, Status::NotApplicable) => "-".to_owned(),
        (None, _) => String::new(),
    }
}

/// 一行指标，连同清单的各项；返回下一行。
fn indicator(
    book: &mut Book<'_>,
    page: &mut Page,
    at_row: u32,
    index: usize,
    row: &Row,
    sums: &Sums,
) -> Result<u32, XlsxError> {
    let (set, submission) = (book.set, book.submission);
    let indicator = submission.indicator(set, row);
    let is_own = matches!(row.origin, RowOrigin::Own(_));
    let own = Own::of(book, row);
    let written = head(book, page, at_row, indicator, row)?;
    inputs::actual(page, at_row, indicator, &written, is_own)?;
    let listed = items(indicator);
    for (number, item) in (1_u32..).zip(listed) {
        let value = written.checks.get(number as usize - 1).map_or("", String::as_str);
        inputs::checklist_item(page, at_row + number, number as usize, item, value)?;
    }
    let cells = cells(at_row, listed.len() as u32);
    let cap = |rule: &Rule| [rule.cap, indicator.cap].into_iter().flatten().min();
    let scoring = Scoring {
        rule: &indicator.rule,
        goal: Goal::of(&indicator.target),
        profile: &set.profile,
        cells: &cells,
        cap: cap(&indicator.rule),
        points: (!is_own).then_some(indicator.points),
    };
    let unit = &indicator.target.unit;
    let cases = match &own {
        // 由公式算的行，公式要的单位写定了。
        Some(own) if indicator.compute.is_none() => {
            let form =
                |rule, goal| Scoring { rule, goal, profile: &set.profile, cells: &cells, cap: cap(rule), points: None };
            let rule = own.has_rule.then_some(&*indicator.rule);
            let original = Some((scoring, unit));
            let text = Some(indicator.target.text.as_str());
            for (column, formula) in goal_formulas(at_row, &set.profile, text, own.is_qualitative) {
                page.formula(at_row, column, &formula, "", Look::Plain)?;
            }
            Cases::typed(original, rule, &set.profile, at_row, form)
        }
        _ => Cases::fixed(scoring, unit),
    };
    let result = &book.outcome.rows[index];
    let shown = Shown {
        score: score_text(result),
        deviation: result.deviation.map_or_else(String::new, |deviation| fixed(deviation, 2)),
        note: note_text(book, index, row, &written, result),
    };
    let plainly = result.deviation.map_or_else(String::new, plain);
    let is_simple = indicator.compute.is_none() && listed.is_empty();
    let last = |result: &str, other: &str| {
        let kept = as_exported(at_row, indicator, &written, result).filter(|_| is_simple && !result.is_empty());
        kept.map_or_else(|| format!("\"{other}\""), |(same, value)| format!("IF({same},{value},\"{other}\")"))
    };
    let live = Live {
        book,
        at_row,
        cases,
        cells: &cells,
        computed: computed(book, indicator, &written),
        is_computed: indicator.compute.is_some(),
        not_applicable: indicator.not_applicable.unwrap_or(set.profile.not_applicable),
        deductions: submission.deductions_of(index).map(|deduction| deduction.worth).collect(),
        last: (last(&shown.score, ZIPING), last(&plainly, "")),
        share: submission.goal_share(row),
        group: row.group.map(|at| (set.groups[at].counts, sums.groups[at].as_slice())),
        section: row.section,
        is_spare: false,
        shown,
    };
    live.write(page)?;
    Ok(at_row + 1 + listed.len() as u32)
}

/// 自设的一行写明了什么。
struct Own {
    /// 规则是这一行自己写的，不是口径的默认。
    has_rule: bool,
    /// 写明是定性的。
    is_qualitative: bool,
}

impl Own {
    fn of(book: &Book<'_>, row: &Row) -> Option<Own> {
        let RowOrigin::Own(at) = row.origin else { return None };
        let has = |key| book.written.own_has(at, key);
        Some(Own { has_rule: has("rule"), is_qualitative: has("qualitative") })
    }
}

/// 键、编码、各级名称、指标值、单位与分值；返回写下的实际完成情况。
fn head(
    book: &mut Book<'_>,
    page: &mut Page,
    at_row: u32,
    indicator: &Indicator,
    row: &Row,
) -> Result<WrittenActual, XlsxError> {
    page.put(at_row, rows::UNIT, indicator.target.unit.as_str(), Look::Center)?;
    let RowOrigin::Own(own) = row.origin else {
        page.put(at_row, 0, &Key::Row(indicator.code.clone()).text(), Look::Plain)?;
        page.put(at_row, rows::CODE, &indicator.code, Look::Center)?;
        page.put(at_row, rows::LEVEL1, &indicator.level1, Look::Center)?;
        page.put(at_row, rows::LEVEL2, &indicator.level2, Look::Center)?;
        page.put(at_row, rows::NAME, &indicator.name, Look::Fixed)?;
        page.put(at_row, rows::TARGET, &indicator.target.text, Look::Center)?;
        page.put_number(at_row, rows::POINTS, indicator.points, Look::Center)?;
        return Ok(book.written.take_actual(&indicator.code));
    };
    let keys = ["code", "level1", "level2", "name", "target", "points"];
    let ([code, level1, level2, name, target, _], mut actual) = book.written.take_own(own, keys);
    if actual == WrittenActual::default() {
        actual = book.written.take_actual(&indicator.code);
    }
    page.put(at_row, 0, &Key::Own(own + 1).text(), Look::Plain)?;
    page.put(at_row, rows::CODE, &code, Look::InputCenter)?;
    page.put(at_row, rows::LEVEL1, &level1, Look::InputCenter)?;
    page.put(at_row, rows::LEVEL2, &level2, Look::InputCenter)?;
    page.put(at_row, rows::NAME, &name, Look::Input)?;
    page.put(at_row, rows::TARGET, &target, Look::InputCenter)?;
    page.put_number(at_row, rows::POINTS, indicator.points, Look::InputNumber)?;
    Ok(actual)
}

/// 公式要引用的各格。
fn cells(at_row: u32, items: u32) -> Cells {
    let cell = |column| at(column, at_row);
    let trimmed = |column| format!("TRIM({}&\"\")", cell(column));
    Cells {
        text: trimmed(rows::ACTUAL),
        target: trimmed(rows::TARGET),
        number: cell(rows::NUMBER),
        tier: cell(rows::TIER),
        degree: cell(rows::DEGREE),
        met: cell(rows::MET),
        completion: cell(rows::COMPLETION),
        raw: cell(rows::RAW),
        points: cell(rows::POINTS),
        items: (1..=items).map(|number| at(rows::ACTUAL, at_row + number)).collect(),
        given: given(&cell(rows::SHARE)),
        share: share(&cell(rows::SHARE)),
    }
}

/// “完成程度或给分”里没有写百分号的数。
fn given(cell: &str) -> String {
    format!("IF(ISNUMBER(FIND(\"%\",ASC({cell}&\"\"))),\"\",{})", strict_number(&format!("TRIM(ASC({cell}&\"\"))")))
}

/// “完成程度或给分”里的百分数。
fn share(cell: &str) -> String {
    let net = format!("TRIM(ASC({cell}&\"\"))");
    let head = format!("LEFT({net},LEN({net})-1)");
    format!("IF(RIGHT({net},1)=\"%\",IFERROR({}/100,\"\"),\"\")", strict_number(&head))
}

/// 只有数字与一个小数点的文字读成数，别的为空文字。
fn strict_number(value: &str) -> String {
    let digits = "{\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\".\"}";
    format!(
        "IFERROR(IF(SUMPRODUCT(LEN({value})-LEN(SUBSTITUTE({value},{digits},\"\")))=LEN({value}),VALUE({value}),\"\"),\"\")"
    )
}

/// 由公式算出的值（以指标值的单位计）与按不适用处理的条件；本行另有基础数据的，表上算不出。
fn computed(book: &Book<'_>, indicator: &Indicator, written: &WrittenActual) -> Option<(String, String)> {
    let formula = indicator.compute.as_ref().filter(|_| !written.has_facts)?;
    let (_, place) = book.formulas.iter().find(|(id, _)| *id == formula.id)?;
    let unit = &indicator.target.unit;
    let factor = if unit.is_none() { Decimal::ONE } else { formula.unit.factor_to(unit)? };
    let numeric = !matches!(indicator.target.kind, Kind::Qualitative | Kind::Date(_))
        && !matches!(indicator.rule.kind, RuleKind::Tiers { .. } | RuleKind::Percent);
    let value = format!("'{}'!{}", Sheet::Facts.title(), at(facts::VALUE, *place));
    let scaled = if factor == Decimal::ONE { value.clone() } else { format!("{value}*{}", number(factor)) };
    let zero = match formula.zero_base {
        ZeroBase::NotApplicable => format!("OR({value}=\"不适用\",{value}=\"除数为零\")"),
        ZeroBase::NotScored => format!("{value}=\"不适用\""),
    };
    numeric.then_some((scaled, zero))
}

/// 所填与写出时相同的条件，以及写出时的结果；有一段文字太长、比不了的没有。
fn as_exported(at_row: u32, indicator: &Indicator, written: &WrittenActual, result: &str) -> Option<(String, String)> {
    let same = |column, value: &str| {
        text(value.trim()).map(|value| format!("EXACT(TRIM({}&\"\"),{value})", at(column, at_row)))
    };
    let conditions = [
        same(rows::ACTUAL, &written.value)?,
        same(rows::SHARE, &inputs::given(written))?,
        same(rows::TARGET, &indicator.target.text)?,
        format!("{}={}", at(rows::POINTS, at_row), number(indicator.points)),
    ];
    let value = if decimal(result).is_some() { result.to_owned() } else { format!("\"{result}\"") };
    Some((format!("AND({})", conditions.join(",")), value))
}

/// 提示一格写出时的文字，与公式同一说法。
fn note_text(book: &Book<'_>, index: usize, row: &Row, written: &WrittenActual, result: &RowOutcome) -> String {
    let profile = &book.set.profile;
    let indicator = book.submission.indicator(book.set, row);
    match result.status {
        Status::NotApplicable => return String::new(),
        Status::NotScored(_) if written.value.is_empty() && written.share.is_empty() => {
            let is_blank = written.score.is_empty() && written.checks.is_empty();
            let missing = if indicator.compute.is_some() { NO_FACTS } else { NO_ACTUAL };
            return if is_blank { missing } else { ZIPING }.to_owned();
        }
        Status::NotScored(_) => return ZIPING.to_owned(),
        Status::Met | Status::Missed | Status::Exceeded => {}
    }
    let is_deducted = book.submission.deductions_of(index).next().is_some();
    let lost = !is_deducted && result.score.is_some_and(|score| score < indicator.points);
    let far = profile.obligations.deviation_from.zip(result.deviation).is_some_and(|(from, d)| d.abs() >= from);
    let over = indicator.rule.over.reason_from.zip(result.fulfilment).is_some_and(|(from, done)| done > from);
    let owed = (profile.obligations.missed && (lost || result.status == Status::Missed)) || far || over;
    if owed && row.entry.reason.is_empty() { "缺原因".to_owned() } else { String::new() }
}

/// 一个板块里留给自设指标的空行；返回下一行。
fn spare(book: &Book<'_>, page: &mut Page, first: u32, section: usize) -> Result<u32, XlsxError> {
    let profile = &book.set.profile;
    let level1 = book.set.sections.get(section).map_or("", |section| section.level1.as_str());
    let mut next = first;
    for (level2, room) in rooms(book, section) {
        for _ in 0..SPARE {
            inputs::spare(page, next, level1, level2, room, book.set.total)?;
            for (column, formula) in goal_formulas(next, profile, None, false) {
                page.formula(next, column, &formula, "", Look::Plain)?;
            }
            let cells = cells(next, 0);
            let form = |rule, goal| Scoring { rule, goal, profile, cells: &cells, cap: rule.cap, points: None };
            let live = Live {
                book,
                at_row: next,
                cases: Cases::typed(None, None, profile, next, form),
                cells: &cells,
                computed: None,
                is_computed: false,
                not_applicable: profile.not_applicable,
                deductions: Vec::new(),
                last: (format!("\"{ZIPING}\""), "\"\"".to_owned()),
                share: None,
                group: None,
                section,
                is_spare: true,
                shown: Shown { score: String::new(), deviation: String::new(), note: String::new() },
            };
            live.write(page)?;
            next += 1;
        }
    }
    Ok(next)
}
