//! 用例文件的写法：体系或口径的手算例子。

use super::formula::{RawGiven, read_given};
use super::reader::{At, Table};
use super::rule::{self, RawRule};
use super::submission::{RawActual, RawMoney, read_actual, read_money};
use crate::diagnostic::{Place, Sink};
use crate::number::Decimal;

/// 一份用例，按书面内容。
#[derive(Clone, Debug)]
pub struct RawCases {
    pub place: Place,
    /// 所测的指标体系。
    pub set: Option<At<String>>,
    /// 所测的口径；与 `set` 二者其一。
    pub profile: Option<At<String>>,
    pub year: Option<At<usize>>,
    pub cases: Vec<RawCase>,
}

/// 一个用例。
#[derive(Clone, Debug)]
pub struct RawCase {
    pub place: Place,
    pub name: Option<At<String>>,
    /// 体系中一行的编码。
    pub row: Option<At<String>>,
    pub rule: Option<RawRule>,
    pub target: Option<At<String>>,
    pub qualitative: bool,
    pub points: Option<At<Decimal>>,
    /// 由公式算出的自写行。
    pub compute: Option<At<String>>,
    pub actual: Option<RawActual>,
    /// 代入公式的基础数据。
    pub facts: Vec<RawGiven>,
    /// 体系中几行一起算，组成一张小表。
    pub rows: Option<RawRows>,
    pub budget: Option<RawMoney>,
    pub total: Option<At<Decimal>>,
    /// 用口径里哪张等次表。
    pub grades: Option<At<String>>,
    pub veto: Option<At<String>>,
    pub score: Option<At<Decimal>>,
    pub deviation: Option<At<Decimal>>,
    pub status: Option<At<&'static str>>,
    /// 公式算出的值，照印出的写法。
    pub value: Option<At<String>>,
    pub counts: Option<At<String>>,
    pub want_total: Option<At<Decimal>>,
    pub grade: Option<At<String>>,
    pub work: Option<At<String>>,
    /// 各键都读得通；读不通的已经报告过，缺的不一定是没有写。
    pub is_readable: bool,
}

/// 一起算的几行。
#[derive(Clone, Debug)]
pub struct RawRows {
    pub place: Place,
    /// 编码与实际完成值。
    pub actuals: Vec<(At<String>, RawActual)>,
}

/// 期望的状态，与评分结果的写法相同。
const STATUSES: &[(&str, &str)] = &[
    ("met", "met"),
    ("missed", "missed"),
    ("exceeded", "exceeded"),
    ("not_applicable", "not_applicable"),
    ("not_scored", "not_scored"),
];

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawCases {
    let mut raw = RawCases { place: root.place(), set: None, profile: None, year: None, cases: Vec::new() };
    match root.table("cases", sink) {
        None => root.missing("[cases]", sink),
        Some(mut head) => {
            raw.place = head.place();
            if !head.has("set") && !head.has("profile") {
                head.missing("set", sink);
            }
            raw.set = head.text("set", sink);
            raw.profile = head.text("profile", sink);
            raw.year = head.count("year", sink);
            head.finish(sink);
        }
    }
    for table in root.tables("case", sink) {
        raw.cases.push(read_case(table, sink));
    }
    raw
}

fn read_case(mut table: Table<'_>, sink: &mut Sink) -> RawCase {
    let mark = sink.mark();
    let place = table.place();
    let name = table.require_text("name", sink);
    let actual = table.item("actual").map(|item| read_actual("actual", item, sink));
    let rows = table.item("rows").and_then(|item| match item.as_table() {
        Some(rows) => {
            let mut actuals = Vec::new();
            for (code, item) in rows.into_entries() {
                let actual = read_actual(code.value, item, sink);
                actuals.push((code.map(str::to_owned), actual));
            }
            Some(RawRows { place: item.place(), actuals })
        }
        None => {
            item.wrong("rows", "一张表，如 { E1 = \"95%\", E2 = \"不适用\" }", sink);
            None
        }
    });
    let mut case = RawCase {
        place,
        name,
        row: table.text("row", sink),
        rule: table.item("rule").and_then(|item| rule::read_item("rule", item, sink)),
        target: table.text("target", sink),
        qualitative: table.flag("qualitative", sink),
        points: table.number("points", sink),
        compute: table.text("compute", sink),
        actual,
        facts: read_given(&mut table, sink),
        rows,
        budget: table.item("budget").and_then(|item| read_money("budget", item, sink)),
        total: table.number("total", sink),
        grades: table.text("grades", sink),
        veto: table.text("veto", sink),
        score: table.number("score", sink),
        deviation: table.number("deviation", sink),
        status: table.choice_at("status", STATUSES, sink),
        value: table.text("value", sink),
        counts: table.text("counts", sink),
        want_total: table.number("want_total", sink),
        grade: table.text("grade", sink),
        work: table.text("work", sink),
        is_readable: true,
    };
    table.finish(sink);
    case.is_readable = !sink.errors_since(mark);
    case
}
