//! 复核单与表对上：写的是哪一行、扣多少、说没说清。

use super::rules::{Effect, Rules, is_share};
use super::{Review, ReviewBudget, ReviewRow};
use crate::audit::Audit;
use crate::diagnostic::{Code, Diagnostic, Sink, did_you_mean};
use crate::model::Worth;
use crate::number::{Decimal, plain};
use crate::parse::{RawReview, RawReviewRow};
use std::sync::Arc;

/// 对上一张表；对不上、说不清的推入 `sink`，那一处不用。
pub fn match_review(raw: &RawReview, rules: &Rules, audit: &Audit, sink: &mut Sink) -> Review {
    let rows = raw.rows.iter().filter_map(|row| {
        let at = find(row, audit, sink)?;
        read(row, at, rules, audit, sink)
    });
    let rows = rows.collect();
    let budget = raw.budget.as_ref().and_then(|budget| {
        let refuse = |message: &str, sink: &mut Sink| {
            sink.push(Diagnostic::new(Code::E1425, message).at(&budget.place).label("这里"));
        };
        if audit.table.budget.is_none() {
            refuse("表上没有资金一块，不能写 [budget]", sink);
            return None;
        }
        if budget.full_year.is_none() && budget.executed.is_none() {
            refuse("[budget] 里要写复核的预算数 full_year 或执行数 executed", sink);
            return None;
        }
        let Some(reason) = budget.reason.as_ref().filter(|reason| !reason.value.is_empty()) else {
            let message = "改了预算执行的数，没有写原因";
            sink.push(Diagnostic::new(Code::E1426, message).at(&budget.place).label("要写 reason"));
            return None;
        };
        Some(ReviewBudget {
            place: budget.place.clone(),
            full_year: budget.full_year.as_ref().map(|at| at.value),
            executed: budget.executed.as_ref().map(|at| at.value),
            reason: reason.value.clone(),
        })
    });
    Review {
        place: raw.place.clone(),
        reviewer: raw.reviewer.clone(),
        date: raw.date.clone(),
        opinion: raw.opinion.clone(),
        recompute: raw.recompute,
        rows,
        budget,
    }
}

/// 复核单的一处说的是表上第几行。
fn find(row: &RawReviewRow, audit: &Audit, sink: &mut Sink) -> Option<usize> {
    let rows = &audit.table.rows;
    if let Some(number) = &row.row {
        let at = number.value.checked_sub(1).filter(|at| *at < rows.len());
        if at.is_none() {
            let message = format!("表上没有第 {} 行，一共 {} 行", number.value, rows.len());
            sink.push(Diagnostic::new(Code::E1425, message).at(&number.place).label("这个行号"));
        }
        // 两样都写的要说的是同一行。
        if let (Some(at), Some(name)) = (at, &row.name)
            && !is_named(audit, at, &name.value)
        {
            let message = format!("第 {} 行是“{}”，不是“{}”", number.value, rows[at].title(), name.value);
            sink.push(Diagnostic::new(Code::E1425, message).at(&name.place).label("名称与行号不合"));
            return None;
        }
        return at;
    }
    let name = row.name.as_ref()?;
    let found: Vec<usize> = (0..rows.len()).filter(|&at| is_named(audit, at, &name.value)).collect();
    match found[..] {
        [at] => Some(at),
        [] => {
            let names: Vec<&str> = rows.iter().map(|row| row.title()).collect();
            let help = did_you_mean(&name.value, &names).unwrap_or_else(|| "用 row 写第几行，从 1 数起".to_owned());
            let message = format!("表上没有叫“{}”的指标", name.value);
            sink.push(Diagnostic::new(Code::E1425, message).at(&name.place).label("这个名称").help(help));
            None
        }
        _ => {
            let numbers: Vec<String> = found.iter().map(|at| (at + 1).to_string()).collect();
            let message = format!("叫“{}”的有第 {} 行，说不准是哪一行", name.value, numbers.join("、"));
            let help = "用 row 写第几行，从 1 数起";
            sink.push(Diagnostic::new(Code::E1425, message).at(&name.place).label("这个名称").help(help));
            None
        }
    }
}

/// 叫这个名称，或（填报的）编码是它。
fn is_named(audit: &Audit, at: usize, name: &str) -> bool {
    let code = audit.rows[at].rescored.as_ref().map_or("", |own| own.indicator.code.as_str());
    audit.table.rows[at].title() == name || !code.is_empty() && code == name
}

/// 改什么、扣多少、为什么；缺一样就是笼统。
fn read(row: &RawReviewRow, at: usize, rules: &Rules, audit: &Audit, sink: &mut Sink) -> Option<ReviewRow> {
    let title = audit.table.rows[at].title();
    let rule = match &row.rule {
        None => None,
        Some(name) => match rules.find(&name.value) {
            Some(rule) => Some(Arc::clone(rule)),
            None => {
                sink.push(rules.unknown(name));
                return None;
            }
        },
    };
    let level = row.level.as_ref().map(|level| level.value);
    let vague = |message: String| Diagnostic::new(Code::E1426, message).at(&row.place).label("这一处");
    let by_rule = match rule.as_ref().map(|rule| rule.share(level)) {
        Some(Ok(share)) => share,
        Some(Err(why)) => {
            let place = row.level.as_ref().map_or(&row.place, |level| &level.place);
            sink.push(Diagnostic::new(Code::E1428, format!("{title}：{why}")).at(place).label("这条规则"));
            return None;
        }
        None if level.is_some() => {
            sink.push(vague(format!("{title}：写了 level，没有写是哪条规则")));
            return None;
        }
        None => None,
    };
    let points = audit.rows[at].points;
    let worth = match (&row.share, &row.points) {
        (Some(_), Some(_)) => {
            sink.push(vague(format!("{title}：share 与 points 只能写一样")));
            return None;
        }
        (Some(share), None) if !is_share(share.value) => {
            let message = format!("{title}：扣的比例要在 0% 与 100% 之间");
            sink.push(Diagnostic::new(Code::E1426, message).at(&share.place).label("这个比例"));
            return None;
        }
        (None, Some(lost)) if lost.value <= Decimal::ZERO || points.is_some_and(|most| lost.value > most) => {
            let most = points.map_or_else(String::new, |most| format!("，不超过分值 {}", plain(most)));
            let message = format!("{title}：扣的分要大于零{most}");
            sink.push(Diagnostic::new(Code::E1426, message).at(&lost.place).label("这个数"));
            return None;
        }
        (Some(share), None) => Some(Worth::Share(share.value)),
        (None, Some(lost)) => Some(Worth::Score(lost.value)),
        (None, None) => by_rule.map(Worth::Share),
    };
    let is_kept = rule.as_ref().is_some_and(|rule| rule.effect == Effect::Keep);
    if is_kept && worth.is_some() {
        sink.push(vague(format!("{title}：这条规则不扣分，不能另写 share 或 points")));
        return None;
    }
    let reason = row.reason.as_ref().map(|reason| reason.value.clone()).unwrap_or_default();
    if reason.is_empty() {
        let what = if worth.is_some() { "扣了分" } else { "写了复核" };
        sink.push(vague(format!("{title}：{what}，没有写原因 reason")));
        return None;
    }
    let only_fix = rule.as_ref().is_some_and(|rule| rule.effect == Effect::Stated);
    if worth.is_none() && row.actual.is_none() && !is_kept && !only_fix {
        sink.push(vague(format!("{title}：没有写扣多少：比例 share、分数 points、规则 rule，或复核完成值 actual")));
        return None;
    }
    Some(ReviewRow { place: row.place.clone(), at, actual: row.actual.clone(), rule, level, worth, reason })
}
