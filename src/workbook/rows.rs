//! “指标”一张表：各行的输入与公式，清单的各项，自设的空行，小计、总分与等级。

use super::cell::{at, compare, number, range, rounded, text};
use super::export::{Book, UNFINISHED, ZIPING};
use super::layout::{HEAD, Key, NO, Sheet, YES, rows};
use super::reading;
use super::scoring::{Cells, Scoring, is_expressible};
use super::sheet::{Look, Page};
use super::written::{WrittenActual, decimal};
use crate::model::{
    GradeBasis, Indicator, ItemWorth, NotApplicable, Room, Row, RowOrigin, RuleKind, VetoEffect, Worth, ZeroBase,
};
use crate::number::{Decimal, Rounding, fixed, plain};
use crate::score::{RowOutcome, Status};
use crate::target::Kind;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, Workbook, XlsxError};

/// 每处余地留几行空的。
const SPARE: usize = 5;
/// 原因与佐证至多几个字。
const LONGEST: u32 = 2000;

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
    let note =
        "浅黄色的格要填。实际完成值连单位照写，如 98%、19人；不适用写“不适用”。灰色的得分自动算，以程序计分为准。";
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
    let actual = format!("${}{}=\"缺实际值\"", super::cell::letters(rows::NOTE), sums.first + 1);
    page.mark(sums.first, sums.last, rows::ACTUAL, &actual)?;
    totals(book, &mut page, next, &sums)?;
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

fn length(most: u32) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(most));
    rule.set_error_title("太长")?.set_error_message(format!("至多 {most} 个字"))
}

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
    let result = &book.outcome.rows[index];
    let cell = |column| at(column, at_row);
    let (key, written, own) = match row.origin {
        RowOrigin::Set(_) => (Key::Row(indicator.code.clone()), book.written.take_actual(&indicator.code), None),
        RowOrigin::Own(own) => {
            let keys = ["code", "level1", "level2", "name", "target", "points"];
            let (keys, mut actual) = book.written.take_own(own, keys);
            if actual == WrittenActual::default() {
                actual = book.written.take_actual(&indicator.code);
            }
            (Key::Own(own + 1), actual, Some(keys))
        }
    };
    page.put(at_row, 0, &key.text(), Look::Plain)?;
    match &own {
        None => {
            page.put(at_row, rows::CODE, &indicator.code, Look::Center)?;
            page.put(at_row, rows::LEVEL1, &indicator.level1, Look::Center)?;
            page.put(at_row, rows::LEVEL2, &indicator.level2, Look::Center)?;
            page.put(at_row, rows::NAME, &indicator.name, Look::Fixed)?;
            page.put(at_row, rows::TARGET, &indicator.target.text, Look::Center)?;
            page.put_number(at_row, rows::POINTS, indicator.points, Look::Center)?;
        }
        Some([code, level1, level2, name, target, _]) => {
            page.put(at_row, rows::CODE, code, Look::InputCenter)?;
            page.put(at_row, rows::LEVEL1, level1, Look::InputCenter)?;
            page.put(at_row, rows::LEVEL2, level2, Look::InputCenter)?;
            page.put(at_row, rows::NAME, name, Look::Input)?;
            page.put(at_row, rows::TARGET, target, Look::InputCenter)?;
            page.put_number(at_row, rows::POINTS, indicator.points, Look::InputNumber)?;
        }
    }
    page.put(at_row, rows::UNIT, indicator.target.unit.as_str(), Look::Center)?;
    page.put(at_row, rows::ACTUAL, &written.value, Look::InputCenter)?;
    inputs(page, at_row, indicator, &written)?;
    for (column, value) in [(rows::REASON, &written.reason), (rows::EVIDENCE, &written.evidence)] {
        page.put(at_row, column, value, Look::Input)?;
        page.check(at_row, column, &length(LONGEST)?)?;
    }
    let listed = items(indicator);
    for (number, item) in (1_u32..).zip(listed) {
        let value = written.checks.get(number as usize - 1).map_or("", String::as_str);
        checklist_item(page, at_row + number, number as usize, item, value)?;
    }
    let cells = Cells {
        text: format!("TRIM({}&\"\")", cell(rows::ACTUAL)),
        number: cell(rows::NUMBER),
        degree: cell(rows::DEGREE),
        met: cell(rows::MET),
        completion: cell(rows::COMPLETION),
        raw: cell(rows::RAW),
        points: cell(rows::POINTS),
        items: (1..=listed.len() as u32).map(|number| at(rows::ACTUAL, at_row + number)).collect(),
        given: given(&cell(rows::SHARE)),
        share: share(&cell(rows::SHARE)),
    };
    let scoring = Scoring {
        rule: &indicator.rule,
        target: &indicator.target,
        profile: &set.profile,
        cells: &cells,
        cap: [indicator.rule.cap, indicator.cap].into_iter().flatten().min(),
        points: indicator.points,
    };
    let live =
        Live { book, indicator, row, index, at_row, written: &written, scoring: &scoring, is_own: own.is_some() };
    live.write(page, result, sums)?;
    Ok(at_row + 1 + listed.len() as u32)
}

/// 完成程度或给分一格，以及实际完成值的下拉。
fn inputs(page: &mut Page, at_row: u32, indicator: &Indicator, written: &WrittenActual) -> Result<(), XlsxError> {
    let shown: Vec<&str> =
        [&written.share, &written.score].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
    let takes = matches!(indicator.rule.kind, RuleKind::Tiers { .. } | RuleKind::Percent | RuleKind::Manual)
        || matches!(indicator.target.kind, Kind::Qualitative | Kind::Date(_));
    let look = if takes || !shown.is_empty() { Look::InputCenter } else { Look::Center };
    page.put(at_row, rows::SHARE, &shown.join(" "), look)?;
    if let RuleKind::Tiers { tiers, .. } = &indicator.rule.kind {
        let names: Vec<&str> = tiers.iter().map(|tier| tier.name.as_str()).chain(["不适用"]).collect();
        // 下拉只供选，百分数照样可以写。
        if let Ok(rule) = DataValidation::new().allow_list_strings(&names) {
            page.check(at_row, rows::ACTUAL, &rule.show_error_message(false))?;
        }
    } else {
        page.check(at_row, rows::ACTUAL, &length(LONGEST)?)?;
    }
    Ok(())
}

fn checklist_item(
    page: &mut Page,
    at_row: u32,
    number: usize,
    item: &crate::model::ChecklistItem,
    value: &str,
) -> Result<(), XlsxError> {
    for column in rows::CODE..=rows::NOTE {
        page.put(at_row, column, "", Look::Center)?;
    }
    page.put(at_row, 0, &Key::Item(number).text(), Look::Plain)?;
    let worth = match item.worth {
        ItemWorth::Earn(points) => format!("　{}（做到得 {} 分）", item.name, plain(points)),
        ItemWorth::Lose(points) => format!("　{}（每次扣 {} 分）", item.name, plain(points)),
    };
    page.put(at_row, rows::NAME, &worth, Look::Fixed)?;
    match decimal(value) {
        Some(count) => page.put_number(at_row, rows::ACTUAL, count, Look::InputNumber)?,
        None => page.put(at_row, rows::ACTUAL, value, Look::InputNumber)?,
    }
    let rule = match item.worth {
        ItemWorth::Earn(_) => DataValidation::new().allow_list_strings(&[YES, NO]),
        ItemWorth::Lose(_) => Ok(DataValidation::new().allow_whole_number(DataValidationRule::Between(0, 9999))),
    };
    if let Ok(rule) = rule.and_then(|rule| rule.set_error_message("做到的写 是、没有做到写 否；扣分的写发生的次数"))
    {
        page.check(at_row, rows::ACTUAL, &rule)?;
    }
    Ok(())
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

/// 一行要写公式的各格。
struct Live<'a, 'b> {
    book: &'a Book<'b>,
    indicator: &'a Indicator,
    row: &'a Row,
    index: usize,
    at_row: u32,
    written: &'a WrittenActual,
    scoring: &'a Scoring<'a>,
    is_own: bool,
}

impl Live<'_, '_> {
    fn cell(&self, column: u16) -> String {
        at(column, self.at_row)
    }

    fn write(&self, page: &mut Page, result: &RowOutcome, sums: &Sums) -> Result<(), XlsxError> {
        let hidden =
            |page: &mut Page, column, formula: &str| page.formula(self.at_row, column, formula, "", Look::Plain);
        let (net, body) = (self.cell(rows::TEXT), self.cell(rows::BODY));
        let (digits, suffix) = (self.cell(rows::DIGITS), self.cell(rows::SUFFIX));
        let computed = self.computed();
        let typed = reading::net(&self.cell(rows::ACTUAL));
        let is_given = !self.scoring.cells.items.is_empty() || matches!(self.indicator.rule.kind, RuleKind::Manual);
        let other = if is_given {
            given_text(self.scoring.cells, &self.cell(rows::SHARE))
        } else {
            format!("TRIM({}&\"\")", self.cell(rows::SHARE))
        };
        let blank = match &computed {
            Some((value, zero)) => format!("IF(ISNUMBER({value}),\"由公式\",IF({zero},\"不适用\",{other}))"),
            None if self.indicator.compute.is_some() => format!("IF({other}=\"\",\"由公式\",{other})"),
            None => other,
        };
        hidden(page, rows::TEXT, &format!("IF({typed}=\"\",{blank},{typed})"))?;
        hidden(page, rows::BODY, &reading::body(&net))?;
        hidden(page, rows::DIGITS, &reading::digits(&net, &body))?;
        hidden(page, rows::SUFFIX, &reading::suffix(&body))?;
        let read = self.number_read(&digits, &suffix);
        let read = match &computed {
            Some((value, _)) => format!("IF({net}=\"由公式\",{value},{read})"),
            None => read,
        };
        hidden(page, rows::NUMBER, &self.scoring.value(&read))?;
        hidden(page, rows::DEGREE, &self.degree(&digits, &suffix))?;
        hidden(page, rows::MET, &self.scoring.met())?;
        hidden(page, rows::COMPLETION, &self.scoring.completion())?;
        let raw = if self.is_live() { self.scoring.raw() } else { "\"\"".to_owned() };
        hidden(page, rows::RAW, &self.guarded(&raw))?;
        let (score, deviation) = (self.score(), self.deviation());
        page.formula(self.at_row, rows::SCORE, &score, &score_text(result), Look::Center)?;
        let shown = result.deviation.map_or_else(String::new, |d| fixed(d, 2));
        page.formula(self.at_row, rows::DEVIATION, &deviation, &shown, Look::Center)?;
        page.formula(self.at_row, rows::NOTE, &self.note(), &self.note_text(result), Look::Fixed)?;
        self.sums(page, sums, &hidden)
    }

    /// 自设的行，指标值改了就不能再照原来的算。
    fn guarded(&self, formula: &str) -> String {
        match text(&self.indicator.target.text).filter(|_| self.is_own) {
            Some(target) => format!("IF(EXACT(TRIM({}&\"\"),{target}),{formula},\"\")", self.cell(rows::TARGET)),
            None if self.is_own => "\"\"".to_owned(),
            None => formula.to_owned(),
        }
    }

    /// 规则写得成公式，这一行也没有公式看不到的东西。
    fn is_live(&self) -> bool {
        let is_computable = self.indicator.compute.is_none() || self.computed().is_some();
        is_expressible(&self.indicator.rule, &self.indicator.target) && is_computable
    }

    /// 由公式算出的值（以指标值的单位计）与按不适用处理的条件；本行另有基础数据的，表上算不出。
    fn computed(&self) -> Option<(String, String)> {
        let formula = self.indicator.compute.as_ref().filter(|_| !self.written.has_facts)?;
        let (_, place) = self.book.formulas.iter().find(|(id, _)| *id == formula.id)?;
        let unit = &self.indicator.target.unit;
        let factor = if unit.is_none() { Decimal::ONE } else { formula.unit.factor_to(unit)? };
        let numeric = !matches!(self.indicator.target.kind, Kind::Qualitative | Kind::Date(_))
            && !matches!(self.indicator.rule.kind, RuleKind::Tiers { .. } | RuleKind::Percent);
        let sheet = format!("'{}'!", Sheet::Facts.title());
        let value = format!("{sheet}{}", at(super::layout::facts::VALUE, *place));
        let scaled = if factor == Decimal::ONE { value.clone() } else { format!("{value}*{}", number(factor)) };
        let zero = match formula.zero_base {
            ZeroBase::NotApplicable => format!("OR({value}=\"不适用\",{value}=\"除数为零\")"),
            ZeroBase::NotScored => format!("{value}=\"不适用\""),
        };
        numeric.then_some((scaled, zero))
    }

    fn number_read(&self, digits: &str, suffix: &str) -> String {
        let target = &self.indicator.target;
        let numeric = !matches!(target.kind, Kind::Qualitative | Kind::Date(_));
        let by_number = matches!(
            self.indicator.rule.kind,
            RuleKind::Proportional { .. } | RuleKind::Pass | RuleKind::Steps { .. } | RuleKind::Bands { .. }
        );
        if !(numeric && by_number) {
            return "\"\"".to_owned();
        }
        reading::in_unit(digits, suffix, &target.unit, &reading::bare(digits, &target.unit))
    }

    fn degree(&self, digits: &str, suffix: &str) -> String {
        let target = &self.indicator.target;
        let percent = reading::percent(digits, suffix);
        match (&self.indicator.rule.kind, target.kind) {
            (RuleKind::Checklist { .. } | RuleKind::Manual, _) => "\"\"".to_owned(),
            (RuleKind::Tiers { .. } | RuleKind::Percent, _) | (_, Kind::Qualitative | Kind::Date(_)) => {
                self.scoring.degree(&percent)
            }
            // 指标值不是百分数而写了百分数，按完成比例；上限不能。
            (_, Kind::AtMost(_) | Kind::Below(_)) => "\"\"".to_owned(),
            _ if target.unit.is_none() || target.unit.is_rate() => "\"\"".to_owned(),
            _ => {
                let is_negative = format!("IF(ISNUMBER({digits}),{digits}<0,FALSE)");
                format!("IF({is_negative},\"\",{percent})")
            }
        }
    }

    /// 得分：没有填为空，不适用依规定，公式读不出的写“待核”，再扣复核的分。
    fn score(&self) -> String {
        let (net, raw) = (self.cell(rows::TEXT), self.cell(rows::RAW));
        let policy = self.indicator.not_applicable.unwrap_or(self.book.set.profile.not_applicable);
        let not_applicable = match policy {
            NotApplicable::Full => self.deducted(&self.cell(rows::POINTS)),
            NotApplicable::Zero => self.deducted("0"),
            NotApplicable::Rescale => "\"-\"".to_owned(),
        };
        let settled = self.deducted(&self.scoring.settled());
        let last = self.as_exported(&score_text(&self.book.outcome.rows[self.index]), ZIPING);
        format!("IF({net}=\"\",\"\",IF({net}=\"不适用\",{not_applicable},IF(ISNUMBER({raw}),{settled},{last})))")
    }

    fn deviation(&self) -> String {
        let (net, raw, met) = (self.cell(rows::TEXT), self.cell(rows::RAW), self.cell(rows::MET));
        let result = &self.book.outcome.rows[self.index];
        let shown = result.deviation.map_or_else(String::new, plain);
        let last = self.as_exported(&shown, "");
        let deviation = self.scoring.deviation();
        format!("IF(OR({net}=\"\",{net}=\"不适用\"),\"\",IF(ISNUMBER({raw}),IF({met}=\"\",\"\",{deviation}),{last}))")
    }

    /// 公式读不出、写不成的：所填与写出时相同的，仍是程序算得的结果；改动过的为 `other`。
    fn as_exported(&self, result: &str, other: &str) -> String {
        let same = |column, value: &str| {
            text(value.trim()).map(|value| format!("EXACT(TRIM({}&\"\"),{value})", self.cell(column)))
        };
        let shown: Vec<&str> = [&self.written.share, &self.written.score]
            .into_iter()
            .map(String::as_str)
            .filter(|t| !t.is_empty())
            .collect();
        let conditions = [
            same(rows::ACTUAL, &self.written.value),
            same(rows::SHARE, &shown.join(" ")),
            same(rows::TARGET, &self.indicator.target.text),
            (!self.indicator.points.is_zero())
                .then(|| format!("{}={}", self.cell(rows::POINTS), number(self.indicator.points))),
        ];
        let other = format!("\"{other}\"");
        let is_simple = self.indicator.compute.is_none() && self.scoring.cells.items.is_empty();
        match conditions.into_iter().collect::<Option<Vec<String>>>() {
            Some(conditions) if is_simple && !result.is_empty() => {
                let value = if decimal(result).is_some() { result.to_owned() } else { format!("\"{result}\"") };
                format!("IF(AND({}),{value},{other})", conditions.join(","))
            }
            _ => other,
        }
    }

    /// 复核扣分，扣完为止。
    fn deducted(&self, score: &str) -> String {
        let rounding = self.indicator.rule.rounding.unwrap_or(self.book.set.profile.row);
        let all = self.book.submission.deductions_of(self.index);
        all.fold(score.to_owned(), |score, deduction| deduct(&score, deduction.worth, rounding))
    }

    fn note(&self) -> String {
        let profile = &self.book.set.profile;
        let (net, score, met) = (self.cell(rows::TEXT), self.cell(rows::SCORE), self.cell(rows::MET));
        let mut owed = Vec::new();
        if profile.obligations.missed {
            owed.push(format!("{met}=0"));
            if self.book.submission.deductions_of(self.index).next().is_none() {
                owed.push(compare(&score, "<", &self.cell(rows::POINTS)));
            }
        }
        if let Some(from) = profile.obligations.deviation_from {
            let deviation = self.cell(rows::DEVIATION);
            owed.push(format!("IF(ISNUMBER({deviation}),ABS({deviation})>={},FALSE)", number(from)));
        }
        owed.extend(self.scoring.over_condition());
        let owed = match owed.is_empty() {
            true => "\"\"".to_owned(),
            false => format!("IF(AND({}=\"\",OR({})),\"缺原因\",\"\")", self.cell(rows::REASON), owed.join(",")),
        };
        format!("IF({net}=\"\",\"缺实际值\",IF({net}=\"不适用\",\"\",IF(ISNUMBER({score}),{owed},\"{ZIPING}\")))")
    }

    fn note_text(&self, result: &RowOutcome) -> String {
        let entry = &self.row.entry;
        let profile = &self.book.set.profile;
        match result.status {
            Status::NotApplicable => return String::new(),
            Status::NotScored(_) if self.written.value.is_empty() && self.written.share.is_empty() => {
                return if self.written.score.is_empty() && self.written.checks.is_empty() {
                    "缺实际值"
                } else {
                    ZIPING
                }
                .to_owned();
            }
            Status::NotScored(_) => return ZIPING.to_owned(),
            Status::Met | Status::Missed | Status::Exceeded => {}
        }
        let is_deducted = self.book.submission.deductions_of(self.index).next().is_some();
        let lost = !is_deducted && result.score.is_some_and(|score| score < self.indicator.points);
        let far = profile.obligations.deviation_from.zip(result.deviation).is_some_and(|(from, d)| d.abs() >= from);
        let over = self.indicator.rule.over.reason_from.zip(result.fulfilment).is_some_and(|(from, done)| done > from);
        let owed = (profile.obligations.missed && (lost || result.status == Status::Missed)) || far || over;
        if owed && entry.reason.is_empty() { "缺原因".to_owned() } else { String::new() }
    }

    /// 计入、计分、剔除、未评与所属板块。
    fn sums(
        &self,
        page: &mut Page,
        sums: &Sums,
        hidden: &impl Fn(&mut Page, u16, &str) -> Result<(), XlsxError>,
    ) -> Result<(), XlsxError> {
        let (net, score) = (self.cell(rows::TEXT), self.cell(rows::SCORE));
        let group = self.row.group.map(|at| (&self.book.set.groups[at], &sums.groups[at]));
        if let Some((group, _)) = group {
            let rank = match group.counts {
                crate::model::Counts::Better => format!("IF(ISNUMBER({score}),{score},-1)"),
                crate::model::Counts::Applicable => "1".to_owned(),
            };
            hidden(page, rows::RANK, &format!("IF({net}=\"不适用\",-2,{rank})"))?;
        }
        let counted = match group {
            None => "1".to_owned(),
            Some((_, members)) => {
                let own = self.cell(rows::RANK);
                let conditions: Vec<String> = members
                    .iter()
                    .filter(|member| **member != self.at_row)
                    .map(|member| {
                        let sign = if *member < self.at_row { ">" } else { ">=" };
                        format!("{own}{sign}{}", at(rows::RANK, *member))
                    })
                    .collect();
                if conditions.is_empty() { "1".to_owned() } else { format!("IF(AND({}),1,0)", conditions.join(",")) }
            }
        };
        hidden(page, rows::COUNTED, &counted)?;
        let counted = self.cell(rows::COUNTED);
        let weight =
            self.book.submission.goal_share(self.row).map_or(String::new(), |share| format!("*{}", number(share)));
        hidden(page, rows::PART, &format!("IF(AND({counted}=1,ISNUMBER({score})),{score}{weight},0)"))?;
        let points = self.cell(rows::POINTS);
        hidden(page, rows::DROPPED, &format!("IF(AND({counted}=1,{score}=\"-\"),{points}{weight},0)"))?;
        let open = format!("IF(AND({counted}=1,NOT(ISNUMBER({score})),{score}<>\"-\"),1,0)");
        hidden(page, rows::OPEN, &open)?;
        page.put_number(self.at_row, rows::SECTION, Decimal::from(self.row.section as u64 + 1), Look::Plain)
    }
}

/// 清单与人工评分有没有填。
fn given_text(cells: &Cells, share: &str) -> String {
    match cells.items.is_empty() {
        true => format!("TRIM({share}&\"\")"),
        false => cells.items.iter().map(|cell| format!("{cell}&\"\"")).collect::<Vec<_>>().join("&"),
    }
}

/// 扣分：扣几分，或扣得分的比例；扣完为止。
fn deduct(score: &str, worth: Worth, rounding: Rounding) -> String {
    match worth {
        Worth::Score(points) => format!("MAX(0,ROUND({score}-{},10))", number(points)),
        Worth::Share(share) => {
            format!("MAX(0,{})", rounded(&format!("({score})*{}", number(Decimal::ONE - share)), rounding))
        }
    }
}

/// 留给自设指标的空行。
fn spare(book: &Book<'_>, page: &mut Page, first: u32, section: usize) -> Result<u32, XlsxError> {
    let mut next = first;
    for (level2, room) in rooms(book, section) {
        for _ in 0..SPARE {
            let cell = |column| at(column, next);
            page.put(next, 0, &Key::Spare.text(), Look::Plain)?;
            let level1 = book.set.sections.get(section).map_or("", |s| s.level1.as_str());
            page.put(next, rows::LEVEL1, level1, Look::Center)?;
            if level2.is_empty() {
                page.put(next, rows::LEVEL2, "", Look::InputCenter)?;
                let names: Vec<&str> = room.level2.iter().map(String::as_str).collect();
                if let Some(Ok(rule)) = (!names.is_empty()).then(|| DataValidation::new().allow_list_strings(&names)) {
                    page.check(next, rows::LEVEL2, &rule)?;
                }
            } else {
                page.put(next, rows::LEVEL2, level2, Look::Center)?;
            }
            for column in
                [rows::CODE, rows::NAME, rows::TARGET, rows::ACTUAL, rows::SHARE, rows::REASON, rows::EVIDENCE]
            {
                page.put(next, column, "", if column == rows::NAME { Look::Input } else { Look::InputCenter })?;
            }
            page.put(next, rows::UNIT, "", Look::Center)?;
            page.put(next, rows::POINTS, "", Look::InputNumber)?;
            let most = room.points_max.unwrap_or(book.set.total);
            let least = room.points_min.unwrap_or_default();
            let rule = DataValidationRule::Between(Formula::new(plain(least)), Formula::new(plain(most)));
            page.check(next, rows::POINTS, &DataValidation::new().allow_decimal_number_formula(rule))?;
            let filled =
                format!("{}&{}&{}&{}&\"\"", cell(rows::CODE), cell(rows::NAME), cell(rows::TARGET), cell(rows::ACTUAL));
            page.formula(next, rows::SCORE, &format!("IF({filled}=\"\",\"\",\"{ZIPING}\")"), "", Look::Center)?;
            page.put(next, rows::DEVIATION, "", Look::Center)?;
            page.formula(next, rows::NOTE, &format!("IF({filled}=\"\",\"\",\"{ZIPING}\")"), "", Look::Fixed)?;
            page.formula(next, rows::OPEN, &format!("IF({filled}=\"\",0,1)"), "0", Look::Plain)?;
            page.put_number(next, rows::SECTION, Decimal::from(section as u64 + 1), Look::Plain)?;
            next += 1;
        }
    }
    Ok(next)
}

/// 小计、总分与等级。
fn totals(book: &Book<'_>, page: &mut Page, first: u32, sums: &Sums) -> Result<(), XlsxError> {
    let (set, outcome) = (book.set, book.outcome);
    let by_goals = book.submission.rows.iter().any(|row| row.goal.is_some());
    let section_column = range(rows::SECTION, sums.first, sums.last);
    let sum = |column, section: usize| {
        format!("SUMIF({section_column},{},{})", section + 1, range(column, sums.first, sums.last))
    };
    let mut next = first;
    let mut scores = Vec::new();
    for (index, (section, result)) in set.sections.iter().zip(&outcome.sections).enumerate() {
        line(page, next, &format!("{}　小计", section.level1), Some(section.points))?;
        let cap = section.cap.map_or(section.points, |cap| cap.min(section.points));
        let part = sum(rows::PART, index);
        let score = if by_goals { format!("ROUND({part},10)") } else { rounded(&part, set.profile.section) };
        let mut open = format!("{}>0", sum(rows::OPEN, index));
        if sums.rooms[index] && set.groups.is_empty() && !by_goals {
            let points = compare(&sum(rows::POINTS, index), "<>", &number(section.points));
            open = format!("OR({open},{points})");
        }
        let shown = if result.complete { plain(result.score) } else { UNFINISHED.to_owned() };
        let formula = format!("IF({open},\"{UNFINISHED}\",MIN({},{score}))", number(cap));
        page.formula(next, rows::SCORE, &formula, &shown, Look::Total)?;
        scores.push(at(rows::SCORE, next));
        next += 1;
    }
    let mut dropped = format!("SUM({})", range(rows::DROPPED, sums.first, sums.last));
    if let Some((execution, place)) = set.execution.as_ref().zip(book.execution_place) {
        line(page, next, "预算执行率", Some(execution.points))?;
        let from = format!("'{}'!{}", Sheet::Money.title(), at(super::layout::money::SCORE, place));
        let result = outcome.execution.as_ref().map_or_else(String::new, |e| score_text(&e.result));
        page.formula(
            next,
            rows::SCORE,
            &format!("IF({from}=\"\",\"{UNFINISHED}\",{from})"),
            &or_open(result),
            Look::Total,
        )?;
        let cell = at(rows::SCORE, next);
        dropped = format!("({dropped}+IF({cell}=\"-\",{},0))", number(execution.points));
        scores.push(cell);
        next += 1;
    }
    line(page, next, "总分", Some(set.total))?;
    // 未经修约的总分与修约后的总分各占一格隐藏的列。
    let (exact, settled) = (at(rows::RAW, next), at(rows::PART, next));
    let unfinished = scores.iter().map(|cell| format!("{cell}=\"{UNFINISHED}\"")).collect::<Vec<_>>().join(",");
    let all = scores.iter().map(|cell| format!("N({cell})")).collect::<Vec<_>>().join("+");
    let total = number(set.total);
    let rescaled = format!("IF({dropped}=0,{all},({all})*{total}/({total}-{dropped}))");
    page.formula(next, rows::RAW, &format!("IF(OR({unfinished}),\"\",IFERROR({rescaled},\"\"))"), "", Look::Plain)?;
    let rounded_total = rounded(&exact, set.profile.total);
    page.formula(next, rows::PART, &format!("IF(ISNUMBER({exact}),{rounded_total},\"\")"), "", Look::Plain)?;
    let deductions = book.submission.deductions.iter().filter(|d| d.row.is_none());
    let mut score = deductions.fold(settled.clone(), |score, d| deduct(&score, d.worth, set.profile.total));
    for (veto, cell) in set.profile.vetoes.iter().zip(&book.vetoes) {
        match veto.effect {
            VetoEffect::Zero => score = format!("IF({cell}=\"{YES}\",0,{score})"),
            VetoEffect::ScoreCap(cap) => {
                score = format!("MIN({score},IF({cell}=\"{YES}\",{},1000000))", number(cap));
            }
            VetoEffect::GradeMax(_) => {}
        }
    }
    let result = outcome.total.score.map_or_else(|| UNFINISHED.to_owned(), plain);
    page.formula(
        next,
        rows::SCORE,
        &format!("IF(ISNUMBER({settled}),{score},\"{UNFINISHED}\")"),
        &result,
        Look::Total,
    )?;
    let total_cell = at(rows::SCORE, next);
    if !set.grades.is_empty() {
        next += 1;
        line(page, next, "等级", None)?;
        let ground = match set.profile.grade_basis {
            GradeBasis::Rounded => total_cell.clone(),
            GradeBasis::Exact => format!("IF({total_cell}={settled},{exact},{total_cell})"),
        };
        grade(book, page, next, &total_cell, &ground)?;
    }
    Ok(())
}

fn or_open(text: String) -> String {
    if text.is_empty() { UNFINISHED.to_owned() } else { text }
}

fn line(page: &mut Page, row: u32, title: &str, points: Option<Decimal>) -> Result<(), XlsxError> {
    for column in rows::CODE..=rows::NOTE {
        page.put(row, column, "", Look::Total)?;
    }
    page.put(row, rows::NAME, title, Look::Total)?;
    match points {
        Some(points) => page.put_number(row, rows::POINTS, points, Look::Total),
        None => Ok(()),
    }
}

/// 等级：总分不低于其下限的最高一等，再看否决情形的限级。
fn grade(book: &Book<'_>, page: &mut Page, row: u32, total: &str, ground: &str) -> Result<(), XlsxError> {
    let set = book.set;
    let place = set.grades.iter().enumerate().rev().fold("0".to_owned(), |rest, (at, grade)| {
        format!("IF({},{},{rest})", compare(ground, ">=", &number(grade.from)), at + 1)
    });
    let limits: Vec<String> = set
        .profile
        .vetoes
        .iter()
        .zip(&book.vetoes)
        .filter_map(|(veto, cell)| match &veto.effect {
            VetoEffect::GradeMax(label) => {
                let limit = set.grades.iter().position(|grade| grade.label == *label)?;
                Some(format!("IF({cell}=\"{YES}\",{},0)", limit + 1))
            }
            _ => None,
        })
        .collect();
    let index = at(rows::RAW, row);
    page.formula(row, rows::RAW, &format!("IF(ISNUMBER({total}),{place},0)"), "", Look::Plain)?;
    let limited = if limits.is_empty() { index.clone() } else { format!("MAX({index},{})", limits.join(",")) };
    let labels: Option<Vec<String>> = set.grades.iter().map(|grade| text(&grade.label)).collect();
    let shown = book.outcome.grade.map_or("", |at| set.grades[at].label.as_str());
    match labels {
        Some(labels) => {
            let formula = format!("IF({index}=0,\"\",CHOOSE({limited},{}))", labels.join(","));
            page.formula(row, rows::SCORE, &formula, shown, Look::Total)
        }
        None => page.put(row, rows::SCORE, shown, Look::Total),
    }
}
