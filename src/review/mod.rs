//! 评后核对：结果出来之后才看得出的问题——该写原因没写、与自己印的得分不符、所依规则未经证实。

mod gather;
mod monitoring;

pub use gather::{Gathered, Part, gather};
pub use monitoring::review_monitoring;

use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::model::{Actual, Profile, Set, Submission};
use crate::number::{Decimal, Ratio, Rounding, fixed, plain};
use crate::score::{ExecutionOutcome, Outcome, RowOutcome, Status};

/// 核对一份结果，问题推入 `sink`。
pub fn review(set: &Set, submission: &Submission, outcome: &Outcome, sink: &mut Sink) {
    if let Some(execution) = &outcome.execution {
        review_execution(set, submission, execution, sink);
    }
    for (at, (row, result)) in submission.rows.iter().zip(&outcome.rows).enumerate() {
        let indicator = submission.indicator(set, row);
        let name = format!("{} {}", indicator.code, indicator.name);
        let mut push = |code, message: String| sink.push(Diagnostic::new(code, message).at(&row.place));
        // 计分时才发现的不能计分；读入时发现的已经报告过。
        if let (Status::NotScored(code), false) = (result.status, matches!(row.entry.actual, Actual::Unscored(_))) {
            let why = match code {
                Code::E0503 => "这条规则要用实际的数，不能用完成比例".to_owned(),
                Code::E0506 => "逾期多少天算不出，不能按天扣分".to_owned(),
                _ => format!("指标值“{}”为零或为负，这条规则要除以它，算不出得分", indicator.target.text),
            };
            push(code, format!("{name}：{why}"));
        }
        // 复核扣的分另有复核的理由。
        let is_deducted = submission.deductions_of(at).next().is_some();
        if row.entry.reason.is_empty() && owes_reason(&set.profile, indicator.points, result, is_deducted) {
            let score = result.score.map(plain).unwrap_or_default();
            let message = format!("{name}：得 {score} 分（分值 {}），没有写偏差原因", plain(indicator.points));
            push(Code::E0601, message);
        }
        let over = indicator.rule.over.reason_from.zip(result.fulfilment).filter(|(from, done)| done > from);
        if let Some((from, done)) = over.filter(|_| row.entry.reason.is_empty()) {
            let done = fixed(done.times(Decimal::ONE_HUNDRED).round(Rounding::CENTS), 2);
            let from = plain(from * Decimal::ONE_HUNDRED);
            push(Code::W0709, format!("{name}：实际是指标值的 {done}%，超过 {from}%，没有说明原因"));
        }
        let declared = &submission.declared.rows[at];
        let mut differs = |message: String| {
            let place = declared.place.as_ref().unwrap_or(&row.place);
            sink.push(Diagnostic::new(Code::W0705, message).at(place));
        };
        if let Some((printed, score)) = declared.score.zip(result.score).filter(|(a, b)| a != b) {
            differs(format!("{name}：表上印的得分是 {}，按口径应为 {}", plain(printed), fixed(score, 2)));
        }
        if let Some((printed, deviation)) = declared.deviation.zip(result.deviation).filter(|(a, b)| a != b) {
            differs(format!("{name}：表上印的偏差度是 {printed}，按口径应为 {}", fixed(deviation, 2)));
        }
    }
    review_total(set, submission, outcome, sink);
}

fn owes_reason(profile: &Profile, points: Decimal, result: &RowOutcome, is_deducted: bool) -> bool {
    let lost = !is_deducted && result.score.is_some_and(|score| score < points);
    let judged = matches!(result.status, Status::Met | Status::Missed | Status::Exceeded);
    let far = profile.obligations.deviation_from.zip(result.deviation).is_some_and(|(from, d)| d.abs() >= from);
    judged && ((profile.obligations.missed && (lost || result.status == Status::Missed)) || far)
}

fn review_execution(set: &Set, submission: &Submission, execution: &ExecutionOutcome, sink: &mut Sink) {
    let money = &submission.money;
    let policy = &set.profile.execution;
    let mut push = |code, message: String, help: String| {
        let diagnostic = Diagnostic::new(code, message).at(&money.place);
        sink.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    };
    if execution.result.status == Status::NotScored(Code::E0509) {
        push(Code::E0509, "预算数为零，执行率没有意义，不能计分".into(), String::new());
    }
    let names = set.execution.iter().flat_map(|e| &e.sources);
    for (source, row) in names.zip(&money.sources) {
        if row.is_some_and(|row| row.budget(policy.denominator).unwrap_or_default().is_zero()) {
            let printed = &set.profile.undefined_rate;
            let message = format!("“{}”预算为零，执行率没有意义，表上按口径印作“{printed}”", source.name);
            push(Code::W0708, message, String::new());
        }
    }
    let Some(total) = money.total else { return };
    let rule = set.execution.as_ref().map(|e| &*e.rule);
    if let (Some(rule), Some(score)) = (rule, execution.result.score) {
        let proportional =
            total.budget(policy.denominator).and_then(|b| Ratio::new(total.executed * execution.points, b));
        let proportional = proportional.map(|p| p.round(set.profile.row).min(execution.points));
        if let Some(plain_score) = proportional.filter(|p| *p != score && rule.is_unconfirmed()) {
            let message = format!(
                "执行率 {}% 得 {} 分，所依的规则未经证实；按比例计应为 {} 分。规则：{}（{}）",
                execution.rate.map(|r| fixed(r, 2)).unwrap_or_default(),
                plain(score),
                fixed(plain_score, 2),
                rule.text,
                rule.source_text()
            );
            push(Code::W0703, message, String::new());
        }
    }
    let rate = execution.rate.unwrap_or_default() / Decimal::ONE_HUNDRED;
    if let Some(below) = policy.reason_below.filter(|below| rate < *below && money.reason.is_empty()) {
        let message = format!("执行率低于 {}%，没有说明原因", plain(below * Decimal::ONE_HUNDRED));
        push(Code::E0601, message, "在 [budget] 里写 reason".into());
    }
    if let (Some(above), Some(initial)) = (policy.adjustment_reason_above, total.initial) {
        let change = Ratio::new((total.full_year - initial).abs(), initial);
        if money.reason.is_empty() && change.is_some_and(|change| change > above) {
            let message = format!("全年预算比年初预算调整超过 {}%，没有说明原因", plain(above * Decimal::ONE_HUNDRED));
            push(Code::E0601, message, "在 [budget] 里写 reason".into());
        }
    }
    if let Some((printed, score)) = submission.declared.execution.zip(execution.result.score).filter(|(a, b)| a != b) {
        let message = format!("表上印的执行率得分是 {}，按口径应为 {}", plain(printed), fixed(score, 2));
        push(Code::W0705, message, String::new());
    }
}

fn review_total(set: &Set, submission: &Submission, outcome: &Outcome, sink: &mut Sink) {
    let declared = &submission.declared;
    let mut push = |place: &Option<Place>, message: String| {
        sink.push(Diagnostic::new(Code::W0705, message).at_known(place.as_ref()));
    };
    if let Some((printed, score)) = declared.total.zip(outcome.total.score).filter(|(a, b)| a != b) {
        let message = format!("表上印的总分是 {}，按口径应为 {}", plain(printed), fixed(score, 2));
        push(&declared.total_place, message);
    }
    let label = outcome.grade.map(|at| set.grades[at].label.as_str());
    if let Some((printed, label)) = declared.grade.as_deref().zip(label).filter(|(a, b)| a != b) {
        push(&declared.grade_place, format!("表上印的等次是“{printed}”，按口径应为“{label}”"));
    }
}
