//! 绩效运行监控是否成立：截至日在本年，行与来源对得上，用词在规定之内；口径的预警线从低到高。

use super::submission::no_such_row;
use crate::diagnostic::{Code, Diagnostic, Sink, choices};
use crate::model::{Alert, AlertOn, MoneyProgress, Monitoring, MonitoringPolicy, RowProgress, Set};
use crate::number::{Decimal, plain};
use crate::parse::{At, RawActual, RawAlert, RawMoneyProgress, RawMonitoring, RawMonitoringPolicy, RawRowProgress};
use crate::target::{Day, read_date};
use std::collections::BTreeMap;

/// 口径没有写类别时用的：财预〔2019〕136号监控表的几栏。
const CAUSES: [&str; 5] = ["经费保障", "制度保障", "人员保障", "硬件条件保障", "其他"];

/// 口径没有写时，完成目标可能性的用词，同上。
const LIKELIHOODS: [&str; 3] = ["确定能", "有可能", "完全不可能"];

/// 口径没有写预警线时用的：进度与时间进度之比的百分数。
const ALERTS: [(AlertOn, &str, Option<i64>); 7] = [
    (AlertOn::Indicator, "红", Some(60)),
    (AlertOn::Indicator, "黄", Some(80)),
    (AlertOn::Indicator, "绿", Some(120)),
    (AlertOn::Indicator, "蓝", None),
    (AlertOn::Execution, "红", Some(60)),
    (AlertOn::Execution, "黄", Some(80)),
    (AlertOn::Execution, "绿", None),
];

/// 通用的预警线从哪里来。
const ALERT_SOURCE: &str = "unconfirmed：预算绩效监控系统的常见做法，没有查到文件规定";

/// 审查口径里监控的用词与预警线；没有写的用通用的。
pub(super) fn policy(raw: &RawMonitoringPolicy, sink: &mut Sink) -> MonitoringPolicy {
    let words = |raw: &[At<String>], standard: &[&str]| -> Vec<String> {
        if raw.is_empty() {
            return standard.iter().map(|word| (*word).to_owned()).collect();
        }
        raw.iter().map(|word| word.value.clone()).collect()
    };
    let mut alerts: Vec<Alert> = raw.alerts.iter().filter_map(alert).collect();
    for on in [AlertOn::Indicator, AlertOn::Execution] {
        let written: Vec<&RawAlert> = raw.alerts.iter().filter(|alert| alert.on == Some(on)).collect();
        check_order(&written, sink);
        if written.is_empty() {
            alerts.extend(ALERTS.iter().filter(|(kind, ..)| *kind == on).map(|(on, label, below)| Alert {
                on: *on,
                label: (*label).to_owned(),
                below: below.map(|percent| Decimal::new(percent, 2)),
                by: None,
                source: ALERT_SOURCE.to_owned(),
            }));
        }
    }
    MonitoringPolicy { causes: words(&raw.causes, &CAUSES), likelihoods: words(&raw.likelihoods, &LIKELIHOODS), alerts }
}

fn alert(raw: &RawAlert) -> Option<Alert> {
    Some(Alert {
        on: raw.on?,
        label: raw.label.as_ref()?.value.clone(),
        below: raw.below.as_ref().map(|below| below.value),
        by: raw.by.as_ref().and_then(|by| u32::try_from(by.value).ok()),
        source: raw.source.clone(),
    })
}

/// 一组预警线从低到高（限于同一个月的也是），最后一档且只有最后一档不写上限。
fn check_order(alerts: &[&RawAlert], sink: &mut Sink) {
    let mut wrong = |alert: &RawAlert, message: &str| {
        let help = "从最要紧的写起，below 由小到大；最后一档不写 below";
        sink.push(Diagnostic::new(Code::E0305, message).at(&alert.place).label("这一档预警").help(help));
    };
    // 各月（没有限定月份的另算）已经写到的最高一档。
    let mut highest: BTreeMap<Option<usize>, Decimal> = BTreeMap::new();
    for (at, alert) in alerts.iter().enumerate() {
        let month = alert.by.as_ref().map(|by| by.value);
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            wrong(alert, "by 是月份，写 1 至 12");
        }
        match (&alert.below, at + 1 == alerts.len()) {
            (None, false) => wrong(alert, "没有写 below 的一档应当排在最后，否则后面的几档用不到"),
            (None, true) if month.is_some() => wrong(alert, "最后一档不限月份，不写 by"),
            (None, true) => {}
            (Some(below), is_last) => {
                if highest.insert(month, below.value).is_some_and(|before| below.value <= before) {
                    wrong(alert, "预警线应当一档比一档高");
                }
                if is_last {
                    wrong(alert, "最后一档不写 below，否则进度快的没有颜色");
                }
            }
        }
    }
}

/// 审查填报里的监控一块；截至日不成立的返回 `None`。
pub(super) fn monitoring(
    raw: &RawMonitoring,
    set: &Set,
    codes: &[&str],
    year: i32,
    sink: &mut Sink,
) -> Option<Monitoring> {
    let as_of = raw.as_of.as_ref().and_then(|text| read_as_of(text, year, sink));
    let mut rows = vec![None; codes.len()];
    for (code, row) in &raw.rows {
        match codes.iter().position(|known| *known == code.value) {
            Some(at) => rows[at] = Some(row_progress(row, code, set, sink)),
            None => sink.push(no_such_row(code, codes.iter().copied())),
        }
    }
    let sources = set.execution.as_ref().map_or(&[][..], |execution| &execution.sources);
    let mut total = None;
    let mut progress = vec![None; sources.len()];
    for (key, money) in &raw.budget {
        let slot = if key.value == "total" {
            Some(&mut total)
        } else {
            sources.iter().position(|source| source.key == key.value).map(|at| &mut progress[at])
        };
        match slot {
            Some(slot) => *slot = money_progress(&key.value, money, sink),
            None => {
                let known: Vec<&str> = ["total"].into_iter().chain(sources.iter().map(|s| s.key.as_str())).collect();
                let help = choices("可以写", &key.value, &known);
                let message = format!("没有“{}”这一资金来源", key.value);
                sink.push(Diagnostic::new(Code::E0405, message).at(&key.place).label("这个来源").help(help));
            }
        }
    }
    Some(Monitoring { as_of: as_of?, total, sources: progress, rows })
}

/// 读截至日：日期，或“2024年7月”“7月”；须在填报的年度之内。
pub fn read_as_of(text: &At<String>, year: i32, sink: &mut Sink) -> Option<Day> {
    let day = read_date(&text.value).map(|span| span.last_day(year));
    if day.is_none_or(|day| day.year != year) {
        let message = format!("监控的截至日“{}”不是 {year} 年里的日子", text.value);
        let help = format!("写成 {year}-07-31 或“{year}年7月”");
        sink.push(Diagnostic::new(Code::E0412, message).at(&text.place).label("截至日").help(help));
        return None;
    }
    day
}

fn row_progress(raw: &RawRowProgress, code: &At<String>, set: &Set, sink: &mut Sink) -> RowProgress {
    let policy = &set.profile.monitoring;
    let text = |actual: &Option<RawActual>| {
        actual.as_ref().and_then(|actual| actual.value.as_ref()).map_or_else(String::new, |v| v.value.clone())
    };
    let mut find = |word: &Option<At<String>>, known: &[String], what: &str| {
        let word = word.as_ref().filter(|word| !word.value.is_empty())?;
        let found = known.iter().position(|known| *known == word.value);
        if found.is_none() {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let help = choices("可以写", &word.value, &known);
            let message = format!("{}：{what}不能写“{}”", code.value, word.value);
            sink.push(Diagnostic::new(Code::E0413, message).at(&word.place).label("这个写法").help(help));
        }
        found
    };
    RowProgress {
        to_date: text(&raw.to_date),
        expected: text(&raw.expected),
        cause: find(&raw.cause, &policy.causes, "偏差原因的类别"),
        note: raw.note.clone(),
        likelihood: find(&raw.likelihood, &policy.likelihoods, "完成目标的可能性"),
        remark: raw.remark.clone(),
        place: raw.place.clone(),
    }
}

fn money_progress(name: &str, raw: &RawMoneyProgress, sink: &mut Sink) -> Option<MoneyProgress> {
    let to_date = raw.to_date.as_ref()?;
    for amount in [Some(to_date), raw.expected.as_ref()].into_iter().flatten() {
        if amount.value < Decimal::ZERO {
            let message = format!("{name}：金额 {} 不能为负", plain(amount.value));
            sink.push(Diagnostic::new(Code::E0406, message).at(&amount.place).label("负数"));
            return None;
        }
    }
    if let Some(expected) = raw.expected.as_ref().filter(|expected| expected.value < to_date.value) {
        let (less, more) = (plain(expected.value), plain(to_date.value));
        let message = format!("{name}：全年预计执行 {less}，比已经执行的 {more} 还少");
        let help = "全年预计执行数包括已经执行的部分";
        sink.push(Diagnostic::new(Code::E0415, message).at(&expected.place).label("少于已执行").help(help));
        return None;
    }
    Some(MoneyProgress { to_date: to_date.value, expected: raw.expected.as_ref().map(|amount| amount.value) })
}
