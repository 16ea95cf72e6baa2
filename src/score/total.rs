//! 板块、总分与等次。

use super::outcome::{ExecutionOutcome, Outcome, RowOutcome, SectionOutcome, Status, TotalOutcome};
use super::row::deduct;
use super::step::{Step, Trace};
use crate::model::{Counts, GradeBasis, Set, Submission, VetoEffect};
use crate::number::{Decimal, Ratio};

pub(super) fn total<T: Trace>(
    set: &Set,
    submission: &Submission,
    execution: Option<ExecutionOutcome>,
    mut rows: Vec<RowOutcome>,
    trace: &mut T,
) -> Outcome {
    let mark = trace.mark();
    choose(set, submission, &mut rows);
    let (sections, mut dropped) = sections(set, submission, &rows);
    let mut sum: Decimal = sections.iter().map(|s| s.score).sum();
    let mut complete = sections.iter().all(|s| s.complete);
    if let Some(execution) = &execution {
        match (execution.result.score, execution.result.status) {
            (Some(score), _) => sum += score,
            (None, Status::NotApplicable) => dropped += execution.points,
            (None, _) => complete = false,
        }
    }
    trace.step(|| Step::Sum { sum });
    let exact = if complete { rescaled(sum, set.total, dropped, trace) } else { None };
    let settled = exact.map(|exact| settle(set, submission, exact, trace));
    let grade = settled.and_then(|(exact, score)| {
        let ground = match set.profile.grade_basis {
            GradeBasis::Rounded => Ratio::from(score),
            GradeBasis::Exact => exact,
        };
        grade(set, submission, ground)
    });
    Outcome {
        execution,
        rows,
        sections,
        total: TotalOutcome {
            points: set.total,
            score: settled.map(|(_, score)| score),
            sum,
            dropped,
            steps: mark..trace.mark(),
        },
        grade,
        steps: Vec::new(),
    }
}

/// 择一计分：每组只留一行计入。
fn choose(set: &Set, submission: &Submission, rows: &mut [RowOutcome]) {
    for (group, rule) in set.groups.iter().enumerate() {
        let members: Vec<usize> = (0..rows.len()).filter(|&at| submission.rows[at].group == Some(group)).collect();
        let applicable = |at: &usize| rows[*at].status != Status::NotApplicable;
        let chosen = match rule.counts {
            Counts::Applicable => members.iter().copied().find(|at| applicable(at)),
            // 得分相同取在前的一行。
            Counts::Better => {
                members.iter().copied().filter(|at| applicable(at)).rev().max_by_key(|&at| rows[at].score)
            }
        }
        .or_else(|| members.first().copied());
        for at in members {
            rows[at].counted = Some(at) == chosen;
        }
    }
}

/// 板块得分，以及按不适用剔除的分值。
fn sections(set: &Set, submission: &Submission, rows: &[RowOutcome]) -> (Vec<SectionOutcome>, Decimal) {
    let profile = &set.profile;
    let by_goals = submission.rows.iter().any(|row| row.goal.is_some());
    let mut dropped = Decimal::ZERO;
    let mut sections: Vec<SectionOutcome> = set
        .sections
        .iter()
        .map(|s| SectionOutcome { points: s.points, score: Decimal::ZERO, complete: true })
        .collect();
    for (row, outcome) in submission.rows.iter().zip(rows) {
        if !outcome.counted {
            continue;
        }
        let share = submission.goal_share(row);
        let weighted = |value: Decimal| share.map_or(value, |share| value * share);
        let section = &mut sections[row.section];
        match (outcome.score, outcome.status) {
            (Some(score), _) => section.score += weighted(score),
            (None, Status::NotApplicable) => dropped += weighted(submission.indicator(set, row).points),
            (None, _) => section.complete = false,
        }
    }
    for (section, rule) in sections.iter_mut().zip(&set.sections) {
        let cap = rule.cap.map_or(section.points, |cap| cap.min(section.points));
        // 分目标计分时，板块只是各目标得分折算后的一部分，到总分才修约。
        let rounded = if by_goals { section.score } else { profile.section.apply(section.score) };
        section.score = rounded.min(cap);
    }
    (sections, dropped)
}

/// 剔除不适用的分值后折算到满分；全部不适用时没有总分。
fn rescaled<T: Trace>(sum: Decimal, points: Decimal, dropped: Decimal, trace: &mut T) -> Option<Ratio> {
    if dropped.is_zero() {
        return Some(Ratio::from(sum));
    }
    let to = Ratio::new(sum * points, points - dropped)?;
    trace.step(|| Step::Rescale { sum, points, dropped, to });
    Some(to)
}

/// 修约、复核扣分与否决。返回修约前后的总分。
fn settle<T: Trace>(set: &Set, submission: &Submission, exact: Ratio, trace: &mut T) -> (Ratio, Decimal) {
    let rounding = set.profile.total;
    let mut score = exact.round(rounding);
    trace.step(|| Step::Round { from: exact, rounding, to: score });
    let rounded = score;
    for deduction in submission.deductions.iter().filter(|d| d.row.is_none()) {
        score = deduct(score, deduction.worth, rounding);
        trace.step(|| Step::Deduct { worth: deduction.worth, to: score });
    }
    for &veto in &submission.vetoes {
        match set.profile.vetoes[veto].effect {
            VetoEffect::Zero => score = Decimal::ZERO,
            VetoEffect::ScoreCap(cap) => score = score.min(cap),
            VetoEffect::GradeMax(_) => {}
        }
        trace.step(|| Step::Veto { veto });
    }
    let exact = if score == rounded { exact } else { Ratio::from(score) };
    (exact, score)
}

/// 等次：总分不低于其下限的最高一等，再看否决情形的限级。
fn grade(set: &Set, submission: &Submission, ground: Ratio) -> Option<usize> {
    let mut grade = set.grades.iter().position(|g| ground >= g.from)?;
    for &veto in &submission.vetoes {
        if let VetoEffect::GradeMax(label) = &set.profile.vetoes[veto].effect
            && let Some(limit) = set.grades.iter().position(|g| g.label == *label)
        {
            grade = grade.max(limit);
        }
    }
    Some(grade)
}
