//! 填报文件的写法。

use super::declaration::{RawDeclaration, read_declaration};
use super::formula::{RawGiven, read_given};
use super::monitoring::{RawMonitoring, read_monitoring};
use super::narrative::{RawNarrative, read_narrative};
use super::norm::{RawAllow, read_allows};
use super::reader::{At, Item, Table};
use super::set::{KINDS, RawExecution, RawIndicator, read_execution, read_indicator};
use crate::diagnostic::{Place, Sink};
use crate::model::Kind;
use crate::number::Decimal;

/// 填报，按书面内容。
#[derive(Clone, Debug)]
pub struct RawSubmission {
    pub place: Place,
    /// 指标体系的名称，如 `henan/department@2024`。
    pub set: Option<At<String>>,
    /// 没有体系时所依的口径。
    pub profile: Option<At<String>>,
    pub kind: Option<Kind>,
    pub form: Option<At<String>>,
    pub grades: Option<At<String>>,
    pub total: Option<At<Decimal>>,
    pub title: String,
    pub unit: Option<At<String>>,
    pub year: Option<At<usize>>,
    pub date: String,
    pub project: String,
    pub supervisor: String,
    pub implementer: String,
    pub vetoes: Vec<At<String>>,
    pub execution: Option<RawExecution>,
    pub budget: Option<RawBudget>,
    /// 基础数据。
    pub facts: Vec<RawGiven>,
    pub goals: Vec<RawGoal>,
    pub tasks: Vec<RawTask>,
    /// 自设指标；只有口径的填报在此写下全部指标。
    pub indicators: Vec<(RawIndicator, Option<RawActual>)>,
    pub actuals: Vec<(At<String>, RawActual)>,
    pub deductions: Vec<RawDeduction>,
    pub declared: RawDeclared,
    /// 绩效情况说明的补充内容。
    pub narrative: Option<RawNarrative>,
    /// 申报的项目情况。
    pub declaration: Option<RawDeclaration>,
    /// 绩效运行监控。
    pub monitoring: Option<RawMonitoring>,
    pub allows: Vec<RawAllow>,
}

/// 资金情况。
#[derive(Clone, Debug)]
pub struct RawBudget {
    pub place: Place,
    pub unit: Option<At<String>>,
    pub reason: String,
    pub inferred: bool,
    /// 总额（`total`）与各来源。
    pub rows: Vec<(At<String>, RawMoney)>,
}

/// 资金的一行。
#[derive(Clone, Debug)]
pub struct RawMoney {
    pub place: Place,
    pub initial: Option<At<Decimal>>,
    pub full_year: Option<At<Decimal>>,
    pub executed: Option<At<Decimal>>,
    /// 各数都读得通；读不通的已经报告过，缺的不一定是没有写。
    pub is_readable: bool,
}

/// 年度目标。
#[derive(Clone, Debug)]
pub struct RawGoal {
    pub id: Option<At<String>>,
    pub share: Option<At<Decimal>>,
    pub expected: String,
    pub achieved: String,
}

/// 年度主要任务。
#[derive(Clone, Debug)]
pub struct RawTask {
    pub place: Place,
    pub name: String,
    pub content: String,
    pub achieved: String,
}

/// 一行的实际完成情况。
#[derive(Clone, Debug)]
pub struct RawActual {
    pub place: Place,
    pub value: Option<At<String>>,
    /// 定性档内的比例或得分，人工评分的得分。
    pub share: Option<At<Decimal>>,
    pub score: Option<At<Decimal>>,
    pub checks: Option<At<Vec<u32>>>,
    pub not_applicable: bool,
    /// 只用于这一行的基础数据。
    pub facts: Vec<RawGiven>,
    pub reason: String,
    pub evidence: String,
    pub inferred: bool,
    /// 写了，但类型不对，已经报告过。
    pub unreadable: bool,
}

impl RawActual {
    /// 没有写实际完成值的一行。
    pub fn unwritten(place: Place) -> Self {
        RawActual {
            place,
            value: None,
            share: None,
            score: None,
            checks: None,
            not_applicable: false,
            facts: Vec::new(),
            reason: String::new(),
            evidence: String::new(),
            inferred: false,
            unreadable: false,
        }
    }

    /// 写了实际完成值，不论用哪个键，也不论写得对不对。
    pub fn is_written(&self) -> bool {
        self.unreadable
            || self.not_applicable
            || self.share.is_some()
            || self.score.is_some()
            || self.checks.is_some()
            || self.value.as_ref().is_some_and(|value| !value.value.is_empty())
    }
}

/// 复核扣分。
#[derive(Clone, Debug)]
pub struct RawDeduction {
    pub place: Place,
    pub code: Option<At<String>>,
    pub points: Option<At<Decimal>>,
    pub share: Option<At<Decimal>>,
    pub reason: Option<At<String>>,
}

/// 表上印的得分。
#[derive(Clone, Debug, Default)]
pub struct RawDeclared {
    pub total: Option<At<Decimal>>,
    pub grade: Option<At<String>>,
    pub execution: Option<At<Decimal>>,
    pub rows: Vec<(At<String>, RawDeclaredRow)>,
}

/// 一行印的得分与偏差度。
#[derive(Clone, Debug)]
pub struct RawDeclaredRow {
    pub score: Option<At<Decimal>>,
    pub deviation: Option<At<Decimal>>,
}

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawSubmission {
    let mut raw = RawSubmission {
        place: root.place(),
        set: None,
        profile: None,
        kind: None,
        form: None,
        grades: None,
        total: None,
        title: String::new(),
        unit: None,
        year: None,
        date: String::new(),
        project: String::new(),
        supervisor: String::new(),
        implementer: String::new(),
        vetoes: Vec::new(),
        execution: None,
        budget: None,
        facts: Vec::new(),
        goals: Vec::new(),
        tasks: Vec::new(),
        indicators: Vec::new(),
        actuals: Vec::new(),
        deductions: Vec::new(),
        declared: RawDeclared::default(),
        narrative: None,
        declaration: None,
        monitoring: None,
        allows: Vec::new(),
    };
    match root.table("submission", sink) {
        None => root.missing("[submission]", sink),
        Some(head) => read_head(head, &mut raw, sink),
    }
    raw.execution = root.table("execution", sink).map(|table| read_execution(table, sink));
    raw.budget = root.table("budget", sink).map(|table| read_budget(table, sink));
    raw.facts = read_given(root, sink);
    for mut table in root.tables("goal", sink) {
        let id = table.text("id", sink);
        let share = table.share("share", sink);
        let expected = table.text_or_empty("expected", sink);
        let achieved = table.text_or_empty("achieved", sink);
        table.finish(sink);
        raw.goals.push(RawGoal { id, share, expected, achieved });
    }
    for mut table in root.tables("task", sink) {
        let place = table.place();
        let name = table.text_or_empty("name", sink);
        let content = table.text_or_empty("content", sink);
        let achieved = table.text_or_empty("achieved", sink);
        table.finish(sink);
        raw.tasks.push(RawTask { place, name, content, achieved });
    }
    for mut table in root.tables("indicator", sink) {
        let indicator = read_indicator(&mut table, sink);
        let mut actual = read_actual_keys(&mut table, "actual", sink);
        // 自设指标的一行里，数据来源就是佐证，只写一处。
        actual.evidence.clone_from(&indicator.evidence);
        let given = table.has("actual")
            || table.has("share")
            || !actual.facts.is_empty()
            || (indicator.compute.is_some() && !actual.reason.is_empty())
            || actual.not_applicable
            || actual.checks.is_some()
            || actual.score.is_some();
        table.finish(sink);
        raw.indicators.push((indicator, given.then_some(actual)));
    }
    for (code, item) in root.entries("actuals", sink) {
        let actual = read_actual(code.value, item, sink);
        raw.actuals.push((code.map(str::to_owned), actual));
    }
    for mut table in root.tables("deduction", sink) {
        let deduction = RawDeduction {
            place: table.place(),
            code: table.text("code", sink),
            points: table.number("points", sink),
            share: table.share("share", sink),
            reason: table.require_text("reason", sink),
        };
        table.finish(sink);
        raw.deductions.push(deduction);
    }
    raw.narrative = root.table("narrative", sink).map(|table| read_narrative(table, sink));
    raw.declaration = root.table("declaration", sink).map(|table| read_declaration(table, sink));
    raw.monitoring = root.table("monitoring", sink).map(|table| read_monitoring(table, sink));
    raw.allows = read_allows(root, sink);
    if let Some(table) = root.table("declared", sink) {
        raw.declared = read_declared(table, sink);
    }
    raw
}

fn read_head(mut head: Table<'_>, raw: &mut RawSubmission, sink: &mut Sink) {
    raw.place = head.place();
    raw.set = head.text("set", sink);
    raw.profile = head.text("profile", sink);
    if raw.set.is_none() && raw.profile.is_none() && !head.has("set") && !head.has("profile") {
        head.missing("set", sink);
    }
    raw.kind = head.choice("kind", KINDS, sink);
    raw.form = head.text("form", sink);
    raw.grades = head.text("grades", sink);
    raw.total = head.number("total", sink);
    raw.title = head.text_or_empty("title", sink);
    raw.unit = head.require_text("unit", sink);
    raw.year = head.count("year", sink);
    if !head.has("year") {
        head.missing("year", sink);
    }
    raw.date = head.date_text("date", sink);
    raw.project = head.text_or_empty("project", sink);
    raw.supervisor = head.text_or_empty("supervisor", sink);
    raw.implementer = head.text_or_empty("implementer", sink);
    raw.vetoes = head.texts("vetoes", sink);
    head.finish(sink);
}

fn read_budget(mut table: Table<'_>, sink: &mut Sink) -> RawBudget {
    let place = table.place();
    let unit = table.text("unit", sink);
    let reason = table.text_or_empty("reason", sink);
    let inferred = table.flag("inferred", sink);
    let mut rows = Vec::new();
    for (key, item) in table.into_entries() {
        if matches!(key.value, "unit" | "reason" | "inferred") {
            continue;
        }
        if let Some(money) = read_money(key.value, item, sink) {
            rows.push((key.map(str::to_owned), money));
        }
    }
    RawBudget { place, unit, reason, inferred, rows }
}

/// 一行资金：填报与用例共用。
pub(super) fn read_money(key: &str, item: Item<'_>, sink: &mut Sink) -> Option<RawMoney> {
    let Some(row) = item.as_table() else {
        item.wrong(key, "一行资金，如 { initial = 100, full_year = 100, executed = 98 }", sink);
        return None;
    };
    Some(read_amounts(row, item.place(), sink))
}

/// 一行资金的三个数；绩效情况说明里的项目支出也是这样写。
pub(super) fn read_amounts(mut row: Table<'_>, place: Place, sink: &mut Sink) -> RawMoney {
    let mark = sink.mark();
    let money = RawMoney {
        place,
        initial: row.number("initial", sink),
        full_year: row.number("full_year", sink),
        executed: row.number("executed", sink),
        is_readable: !sink.errors_since(mark),
    };
    row.finish(sink);
    money
}

/// 一行的实际完成情况：一个值，或一张表；填报的 `[actuals]` 与用例共用。
pub(super) fn read_actual(code: &str, item: Item<'_>, sink: &mut Sink) -> RawActual {
    if let Some(mut table) = item.as_table() {
        let mut actual = read_actual_keys(&mut table, "value", sink);
        actual.evidence = table.text_or_empty("evidence", sink);
        table.finish(sink);
        return actual;
    }
    let value = item.as_written().map(|text| At { value: text.trim().to_owned(), place: item.place() });
    if value.is_none() {
        item.wrong(code, "实际完成值，或 { value = \"90%\", reason = \"…\" }", sink);
    }
    RawActual { unreadable: value.is_none(), value, ..RawActual::unwritten(item.place()) }
}

/// 实际完成值的各键，佐证除外；`value_key` 在自设指标里是 `actual`，在 `[actuals]` 里是 `value`。
fn read_actual_keys(table: &mut Table<'_>, value_key: &'static str, sink: &mut Sink) -> RawActual {
    let place = table.place();
    let mark = sink.mark();
    let value = table.item(value_key).and_then(|item| match item.as_written() {
        Some(text) => Some(At { value: text.trim().to_owned(), place: item.place() }),
        None => {
            item.wrong(value_key, "数或文字", sink);
            None
        }
    });
    let checks = table.items("checks", sink).map(|(items, place)| {
        let mut counts = Vec::with_capacity(items.len());
        for item in items {
            match item.as_written().and_then(|text| text.parse().ok()) {
                Some(count) => counts.push(count),
                None => item.wrong("checks", "真假值或次数", sink),
            }
        }
        At { value: counts, place }
    });
    let share = table.share("share", sink);
    let score = table.number("score", sink);
    RawActual {
        place,
        value,
        share,
        score,
        checks,
        not_applicable: table.flag("not_applicable", sink),
        facts: read_given(table, sink),
        reason: table.text_or_empty("reason", sink),
        evidence: String::new(),
        inferred: table.flag("inferred", sink),
        unreadable: sink.errors_since(mark),
    }
}

fn read_declared(mut table: Table<'_>, sink: &mut Sink) -> RawDeclared {
    let total = table.number("total", sink);
    let grade = table.text("grade", sink);
    let execution = table.number("execution", sink);
    let mut rows = Vec::new();
    for (code, item) in table.entries("rows", sink) {
        let Some(mut row) = item.as_table() else {
            item.wrong(code.value, "一行，如 { score = 1.35, deviation = -10.00 }", sink);
            continue;
        };
        let declared = RawDeclaredRow { score: row.number("score", sink), deviation: row.number("deviation", sink) };
        row.finish(sink);
        rows.push((code.map(str::to_owned), declared));
    }
    table.finish(sink);
    RawDeclared { total, grade, execution, rows }
}
