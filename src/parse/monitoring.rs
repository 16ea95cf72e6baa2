//! 绩效运行监控：填报里的 `[monitoring]`，口径里的 `[monitoring]` 与 `[[alert]]`。

use super::layer::Member;
use super::reader::{At, Item, Table};
use super::submission::{RawActual, read_actual};
use crate::diagnostic::{Place, Sink};
use crate::model::AlertOn;
use crate::number::Decimal;

/// 填报里的监控一块，按书面内容。
#[derive(Clone, Debug)]
pub struct RawMonitoring {
    pub place: Place,
    pub as_of: Option<At<String>>,
    /// 总额（`total`）与各来源的进度。
    pub budget: Vec<(At<String>, RawMoneyProgress)>,
    /// 各行的进度，键是编码。
    pub rows: Vec<(At<String>, RawRowProgress)>,
}

/// 一行资金的进度。
#[derive(Clone, Debug)]
pub struct RawMoneyProgress {
    pub place: Place,
    pub to_date: Option<At<Decimal>>,
    pub expected: Option<At<Decimal>>,
}

/// 一行指标的进度。
#[derive(Clone, Debug)]
pub struct RawRowProgress {
    pub place: Place,
    /// 两个值的写法都同 `[actuals]`。
    pub to_date: Option<RawActual>,
    pub expected: Option<RawActual>,
    pub cause: Option<At<String>>,
    pub note: String,
    pub likelihood: Option<At<String>>,
    pub remark: String,
}

/// 口径里监控的用词与预警线，没有写的为空。
#[derive(Clone, Debug, Default)]
pub struct RawMonitoringPolicy {
    pub causes: Vec<At<String>>,
    pub likelihoods: Vec<At<String>>,
    pub alerts: Vec<RawAlert>,
}

/// 一档预警。
#[derive(Clone, Debug)]
pub struct RawAlert {
    pub place: Place,
    pub on: Option<AlertOn>,
    pub label: Option<At<String>>,
    pub below: Option<At<Decimal>>,
    /// 到几月底为止。
    pub by: Option<At<usize>>,
    pub source: String,
}

/// 预警看什么。
const ALERT_ON: &[(&str, AlertOn)] = &[("indicator", AlertOn::Indicator), ("execution", AlertOn::Execution)];

pub(super) fn read_monitoring(mut table: Table<'_>, sink: &mut Sink) -> RawMonitoring {
    let place = table.place();
    if !table.has("as_of") {
        table.missing("as_of", sink);
    }
    let as_of = table.date("as_of", sink);
    let mut budget = Vec::new();
    for (key, item) in table.entries("budget", sink) {
        if let Some(money) = read_money_progress(key.value, item, sink) {
            budget.push((key.map(str::to_owned), money));
        }
    }
    let mut rows = Vec::new();
    for (code, item) in table.entries("rows", sink) {
        if let Some(row) = read_row_progress(code.value, item, sink) {
            rows.push((code.map(str::to_owned), row));
        }
    }
    table.finish(sink);
    RawMonitoring { place, as_of, budget, rows }
}

fn read_money_progress(key: &str, item: Item<'_>, sink: &mut Sink) -> Option<RawMoneyProgress> {
    let Some(mut row) = item.as_table() else {
        item.wrong(key, "一行资金的进度，如 { to_date = 60, expected = 98 }", sink);
        return None;
    };
    let money = RawMoneyProgress {
        place: item.place(),
        to_date: row.require_number("to_date", sink),
        expected: row.number("expected", sink),
    };
    row.finish(sink);
    Some(money)
}

fn read_row_progress(code: &str, item: Item<'_>, sink: &mut Sink) -> Option<RawRowProgress> {
    let Some(mut row) = item.as_table() else {
        item.wrong(code, "一行的进度，如 { to_date = \"6场\", expected = \"10场\" }", sink);
        return None;
    };
    let progress = RawRowProgress {
        place: item.place(),
        to_date: row.item("to_date").map(|item| read_actual("to_date", item, sink)),
        expected: row.item("expected").map(|item| read_actual("expected", item, sink)),
        cause: row.text("cause", sink),
        note: row.text_or_empty("note", sink),
        likelihood: row.text("likelihood", sink),
        remark: row.text_or_empty("remark", sink),
    };
    row.finish(sink);
    Some(progress)
}

/// 口径的用词与预警线；上级同一组、同一种颜色、同一个月的预警线逐键合。
pub(super) fn read_policy(root: &mut Table<'_>, sink: &mut Sink) -> RawMonitoringPolicy {
    let mut policy = RawMonitoringPolicy::default();
    if let Some(mut table) = root.merged("monitoring", sink) {
        policy.causes = table.texts("causes", sink);
        policy.likelihoods = table.texts("likelihoods", sink);
        table.finish(sink);
    }
    let identity = |table: &Table<'_>| {
        let by = table.peek_text("by").unwrap_or_default();
        Some(format!("{}／{}／{by}", table.peek_text("on")?, table.peek_text("label")?))
    };
    for Member { mut table, .. } in root.merged_tables("alert", &identity, &mut |_, _| false, sink) {
        if !table.has("on") {
            table.missing("on", sink);
        }
        policy.alerts.push(RawAlert {
            place: table.place(),
            on: table.choice("on", ALERT_ON, sink),
            label: table.require_text("label", sink),
            below: table.share("below", sink),
            by: table.count("by", sink),
            source: table.text("source", sink).map_or_else(|| "unconfirmed".to_owned(), |s| s.value),
        });
        table.finish(sink);
    }
    policy
}
