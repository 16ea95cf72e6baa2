//! 监控的核对：预计完不成的写了原因没有，可能性与预计合不合，哪些行推算不了。

use crate::check::{Basis, Projection};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{Monitoring, Set, Submission};
use crate::number::plain;
use crate::score::{Outcome, Status};

/// 核对一份监控，问题推入 `sink`。`expected` 是全年预计的结果，与 `submission` 的各行一一对应。
pub fn review_monitoring(
    set: &Set,
    submission: &Submission,
    monitoring: &Monitoring,
    expected: &Outcome,
    projection: &Projection,
    sink: &mut Sink,
) {
    let likelihoods = &set.profile.monitoring.likelihoods;
    for (at, (row, result)) in submission.rows.iter().zip(&expected.rows).enumerate() {
        let indicator = submission.indicator(set, row);
        let name = format!("{} {}", indicator.code, indicator.name);
        let progress = monitoring.rows[at].as_ref();
        let place = progress.map_or(&row.place, |progress| &progress.place);
        let mut push = |code, message: String, help: &str| {
            sink.push(Diagnostic::new(code, message).at(place).help(help.to_owned()));
        };
        if projection.rows[at] == Basis::Missing && matches!(result.status, Status::NotScored(_)) {
            let message = format!("{name}：没有写全年预计完成情况，也推算不了，不计入预计的总分");
            let help = format!("在 [monitoring.rows] 的 {} 里写 expected", indicator.code);
            push(Code::W0716, message, &help);
        }
        let (Some(progress), Basis::Stated) = (progress, projection.rows[at]) else { continue };
        let is_short = match result.status {
            Status::Missed => true,
            Status::Met | Status::Exceeded => result.score.is_some_and(|score| score < indicator.points),
            Status::NotApplicable | Status::NotScored(_) => continue,
        };
        if is_short && (progress.cause.is_none() || progress.note.is_empty()) {
            let score = result.score.map(plain).unwrap_or_default();
            let message = format!(
                "{name}：预计全年完成“{}”，得 {score} 分（分值 {}），没有写偏差原因的类别与说明",
                progress.expected,
                plain(indicator.points)
            );
            let causes = set.profile.monitoring.causes.join("、");
            push(Code::E0414, message, &format!("写 cause（{causes}）与 note"));
        }
        let sure = progress.likelihood == Some(0) && result.status == Status::Missed;
        let hopeless = likelihoods.len() > 1
            && progress.likelihood == Some(likelihoods.len() - 1)
            && matches!(result.status, Status::Met | Status::Exceeded);
        if let Some(word) = progress.likelihood.filter(|_| sure || hopeless).map(|at| &likelihoods[at]) {
            let outcome = if sure { "达不到" } else { "达到" };
            let message = format!("{name}：完成目标的可能性写“{word}”，预计的“{}”却{outcome}指标值", progress.expected);
            push(Code::W0717, message, "改可能性，或改预计完成情况");
        }
    }
    let owes_total = set.execution.is_some() && submission.money.total.is_some();
    if owes_total && projection.total.1 == Basis::Missing {
        let message = "没有写资金总额的进度，执行率推算不了，不计入预计的总分";
        let help = "在 [monitoring.budget] 里写 total = { to_date = …, expected = … }";
        sink.push(Diagnostic::new(Code::W0716, message).at(&submission.money.place).help(help));
    }
}
