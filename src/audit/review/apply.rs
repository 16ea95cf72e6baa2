//! 把复核加到表上：重新计分、扣分、总分、偏离度与等次。

use super::{Ground, GroundKind, Review, ReviewRow, Reviewed, ReviewedItem};
use crate::audit::total::{self, grades_of};
use crate::audit::{Audit, Findings, Rescored, execution, row};
use crate::check::printed_entry;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::model::Worth;
use crate::number::{Decimal, Ratio, Rounding, plain};
use crate::parse::At;
use crate::score::{deduct, score_row};

/// 加上复核；复核完成值算不出得分、没有得分可扣的推入 `sink`。
pub fn apply(audit: &Audit, review: &Review, sink: &mut Sink) -> Reviewed {
    let rounding = audit.profile.row;
    let rows: Vec<ReviewedItem> = (0..audit.rows.len())
        .map(|at| {
            let own = &audit.rows[at];
            // 没有印得分的填报，程序算的就是它的自评得分。
            let declared = own.declared.or(own_rule(audit, at).and(own.recomputed));
            let mut item = start(declared, own.recomputed, review.recompute);
            for change in review.rows.iter().filter(|change| change.at == at) {
                change_row(&mut item, change, audit, rounding, sink);
            }
            item
        })
        .collect();
    let is_submission = (0..audit.rows.len()).any(|at| own_rule(audit, at).is_some());
    // 执行率已经是表里一行的，资金一块不再算一遍。
    let has_row = audit.table.rows.iter().any(|row| total::is_execution(row.title(), &row.level1.text));
    let block = audit.execution.as_ref().filter(|_| !has_row);
    if let (None, Some(budget)) = (block, &review.budget) {
        let message = "预算执行率是表里的一行，执行数的复核写在那一行的 [[row]] 里";
        sink.push(Diagnostic::new(Code::E1425, message).at(&budget.place).label("这里"));
    }
    let execution = block.map(|block| {
        let declared = block.declared.or(block.recomputed.filter(|_| is_submission));
        let mut item = start(declared, block.recomputed, review.recompute);
        change_budget(&mut item, audit, review, sink);
        item
    });
    // 择一组里没有计入总分的行，改动与总分无关。
    let is_counted = |at: usize| own_rule(audit, at).is_none_or(|own| own.outcome.counted);
    let counted = rows.iter().enumerate().filter(|(at, _)| is_counted(*at)).map(|(_, item)| item);
    let lost: Decimal = counted.chain(&execution).filter_map(ReviewedItem::lost).sum();
    let declared = audit.total.declared.or(audit.total.recomputed.filter(|_| is_submission));
    let sum = audit.total.sum;
    let own = declared.or(sum);
    let base = if review.recompute { sum.or(declared) } else { own };
    let score = base.map(|base| audit.profile.total.apply((base - lost).max(Decimal::ZERO)));
    // 没有改动的，复核得分就是自评得分，不因修约而不同。
    let score = if lost.is_zero() && base == own { own } else { score };
    let own_grade = audit.total.grade.clone();
    let grades = own_grade.as_deref().and_then(|grade| grades_of(grade, &audit.profile));
    let grade = score
        .zip(grades)
        .and_then(|(score, grades)| grades.iter().find(|grade| score >= grade.from).map(|grade| grade.label.clone()));
    Reviewed { rows, execution, own, score, divergence: divergence(own, score), own_grade, grade }
}

/// （自评－复核）÷自评，百分数；自评为零的没有。
fn divergence(own: Option<Decimal>, score: Option<Decimal>) -> Option<Decimal> {
    let (own, score) = own.zip(score)?;
    Some(Ratio::new(own - score, own)?.times(Decimal::ONE_HUNDRED).round(Rounding::CENTS))
}

/// 从自评得分起；要求照口径重算的从算出的起。
fn start(own: Option<Decimal>, recomputed: Option<Decimal>, recompute: bool) -> ReviewedItem {
    let mut item = ReviewedItem { own, score: own, ..ReviewedItem::default() };
    if let (true, Some(score)) = (recompute, recomputed) {
        set(&mut item, score, GroundKind::Recomputed, String::new(), None);
    }
    item
}

/// 换成 `score`，记下为什么；重新计算而没有变的不记。
fn set(item: &mut ReviewedItem, score: Decimal, kind: GroundKind, reason: String, change: Option<&ReviewRow>) {
    let lost = item.score.map_or(Decimal::ZERO, |before| before - score);
    item.score = Some(score);
    if kind == GroundKind::Recomputed && lost.is_zero() {
        return;
    }
    let rule = change.and_then(|change| change.rule.clone());
    item.grounds.push(Ground { kind, reason, rule, level: change.and_then(|change| change.level), lost });
}

fn change_row(item: &mut ReviewedItem, change: &ReviewRow, audit: &Audit, rounding: Rounding, sink: &mut Sink) {
    let printed = &audit.table.rows[change.at];
    if let Some(actual) = &change.actual {
        let score = match rescore(audit, change.at, actual) {
            Ok(score) => score,
            Err(why) => {
                let message = format!("{}：复核完成值“{}”算不出得分", printed.title(), actual.value);
                let help = format!("{why}；改写完成值，或用 share、points 写明扣多少");
                sink.push(unscorable(message, &actual.place).help(help.trim_start_matches('；').to_owned()));
                return;
            }
        };
        item.actual = Some(actual.value.clone());
        // 改了完成值又扣分的，原因只在扣分处说一遍。
        let is_last = change.worth.is_none();
        let reason = if is_last { change.reason.clone() } else { String::new() };
        set(item, score, GroundKind::Actual, reason, Some(change).filter(|_| is_last));
    }
    let Some(worth) = change.worth else {
        if change.actual.is_none() {
            let (rule, reason) = (change.rule.clone(), change.reason.clone());
            let level = change.level;
            item.grounds.push(Ground { kind: GroundKind::Kept, reason, rule, level, lost: Decimal::ZERO });
        }
        return;
    };
    let Some(before) = item.score else {
        let message = format!("{}：表上没有印得分，无从扣分", printed.title());
        sink.push(unscorable(message, &change.place).help("写复核完成值 actual，由程序算出得分再扣"));
        return;
    };
    let kind = match worth {
        Worth::Share(share) => GroundKind::Share(share),
        Worth::Score(points) => GroundKind::Points(points),
    };
    set(item, deduct(before, worth, rounding), kind, change.reason.clone(), Some(change));
}

/// 换成复核完成值重新计分；算不出的说明为什么。填报照它自己的规则，照印的表照口径的。
fn rescore(audit: &Audit, at: usize, actual: &At<String>) -> Result<Decimal, String> {
    if let Some(own) = own_rule(audit, at) {
        let mut heard = Sink::default();
        let entry = printed_entry(&own.indicator, actual, audit.table.year.unwrap_or_default(), &mut heard);
        let score = score_row(&own.indicator, &entry, &audit.profile).score;
        let why = || heard.all().first().map(|found| found.message.clone()).unwrap_or_default();
        return score.ok_or_else(why);
    }
    let mut checked = audit.table.rows[at].clone();
    checked.actual.text.clone_from(&actual.value);
    let mut heard = Findings::default();
    let context = row::Context::of(&audit.table, &audit.profile);
    let again = row::audit(at, &checked, &[], context, &mut heard);
    let why = || heard.0.first().map(|finding| finding.diagnostic.message.clone()).unwrap_or_default();
    again.recomputed.ok_or_else(why)
}

/// 填报的一行有自己的规则与编码；照印的表没有。
fn own_rule(audit: &Audit, at: usize) -> Option<&Rescored> {
    audit.rows[at].rescored.as_ref().filter(|own| !own.indicator.code.is_empty())
}

fn change_budget(item: &mut ReviewedItem, audit: &Audit, review: &Review, sink: &mut Sink) {
    let (Some(change), Some(budget)) = (&review.budget, &audit.table.budget) else { return };
    let mut checked = budget.clone();
    let unit = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit() || ".,-，".contains(c)).to_owned();
    let total = &mut checked.total;
    for (cell, value) in [(&mut total.full_year, change.full_year), (&mut total.executed, change.executed)] {
        if let Some(value) = value {
            // 表上数后面写着单位的，单位照旧。
            cell.text = format!("{}{}", plain(value), unit(&cell.text));
        }
    }
    total.rate.text.clear();
    let (budget, executed) = (total.full_year.text.clone(), total.executed.text.clone());
    let again = execution::audit(&checked, &audit.profile.execution.rule, &audit.profile, &mut Findings::default());
    let Some(score) = again.recomputed else {
        let message = format!("预算执行：预算数 {budget}、执行数 {executed} 算不出得分");
        sink.push(unscorable(message, &change.place).help("预算数不能为零；表上要印着执行率的分值"));
        return;
    };
    item.actual = again.rate.map(|rate| format!("{}%", plain(rate)));
    set(item, score, GroundKind::Actual, change.reason.clone(), None);
}

fn unscorable(message: String, place: &Place) -> Diagnostic {
    Diagnostic::new(Code::E1427, message).at(place).label("这里")
}
