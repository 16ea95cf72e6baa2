//! 两份结果逐行差多少、为什么差。

use super::pairs::{Line, Pair, are_kin, pair_rows};
use crate::model::{RowOrigin, Rule, Set, Submission};
use crate::number::Decimal;
use crate::score::{Outcome, RowOutcome};

/// 一份结果，连同它的体系与填报。
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub set: &'a Set,
    pub submission: &'a Submission,
    pub outcome: &'a Outcome,
}

/// 得分为什么不同。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 只有前一边有这一行。
    OnlyFrom,
    /// 只有后一边有这一行。
    OnlyTo,
    /// 前一边、后一边没有计分。
    UnscoredFrom,
    UnscoredTo,
    Rule,
    Points,
    Target,
    Actual,
    /// 择一的一组里，两边计的不是同一行。
    Choice,
    /// 行上都相同，是口径不同（修约、不适用的办法等）。
    Policy,
}

/// 不同的一行。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDifference {
    /// 在各自填报中的序号；执行率两边都为空。
    pub rows: Pair<usize>,
    /// 后一边减前一边；有一边没有得分的没有。
    pub difference: Option<Decimal>,
    pub reasons: Vec<Reason>,
}

/// 一行里要比的几样。
#[derive(Clone, Copy)]
struct Compared<'a> {
    rule: &'a Rule,
    points: Decimal,
    target: &'a str,
    actual: &'a str,
    result: &'a RowOutcome,
}

impl<'a> View<'a> {
    /// 各行的指标，按表上的次序。
    pub fn lines(&self) -> Vec<Line<'a>> {
        let rows = self.submission.rows.iter();
        rows.map(|row| (self.submission.indicator(self.set, row), matches!(row.origin, RowOrigin::Set(_)))).collect()
    }

    fn row(&self, at: usize) -> Compared<'a> {
        let row = &self.submission.rows[at];
        let indicator = self.submission.indicator(self.set, row);
        Compared {
            rule: &indicator.rule,
            points: indicator.points,
            target: &indicator.target.text,
            actual: &row.entry.text,
            result: &self.outcome.rows[at],
        }
    }
}

/// 得分不同、或只有一边有的各行；执行率（如有不同）在最前。
pub fn outcomes(from: View<'_>, to: View<'_>) -> Vec<RowDifference> {
    let execution = execution(from, to);
    let pairs = pair_rows(&from.lines(), &to.lines(), are_kin(from.set, to.set));
    let rows = pairs.into_iter().filter_map(|rows| match (rows.from, rows.to) {
        (Some(a), Some(b)) => difference(rows, from.row(a), to.row(b)),
        (Some(_), None) => Some(RowDifference { rows, difference: None, reasons: vec![Reason::OnlyFrom] }),
        _ => Some(RowDifference { rows, difference: None, reasons: vec![Reason::OnlyTo] }),
    });
    execution.into_iter().chain(rows).collect()
}

fn difference(rows: Pair<usize>, from: Compared<'_>, to: Compared<'_>) -> Option<RowDifference> {
    let counted = |row: &Compared<'_>| (row.result.score, row.result.counted);
    if counted(&from) == counted(&to) {
        return None;
    }
    let causes = [
        (from.result.score.is_none(), Reason::UnscoredFrom),
        (to.result.score.is_none(), Reason::UnscoredTo),
        (from.rule != to.rule, Reason::Rule),
        (from.points != to.points, Reason::Points),
        (from.target != to.target, Reason::Target),
        (from.actual != to.actual, Reason::Actual),
        (from.result.counted != to.result.counted, Reason::Choice),
    ];
    let mut reasons: Vec<Reason> = causes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, reason)| reason).collect();
    if reasons.is_empty() {
        reasons.push(Reason::Policy);
    }
    let difference = from.result.score.zip(to.result.score).map(|(from, to)| to - from);
    Some(RowDifference { rows, difference, reasons })
}

fn execution(from: View<'_>, to: View<'_>) -> Option<RowDifference> {
    let rows = Pair { from: None, to: None };
    let only = |reason| Some(RowDifference { rows, difference: None, reasons: vec![reason] });
    let (from_block, to_block) = (from.set.execution.as_ref(), to.set.execution.as_ref());
    match (&from.outcome.execution, &to.outcome.execution) {
        (None, None) => None,
        (Some(_), None) => only(Reason::OnlyFrom),
        (None, Some(_)) => only(Reason::OnlyTo),
        (Some(a), Some(b)) => {
            let mut found = difference(
                rows,
                Compared { rule: &from_block?.rule, points: a.points, target: "", actual: "", result: &a.result },
                Compared { rule: &to_block?.rule, points: b.points, target: "", actual: "", result: &b.result },
            )?;
            if a.rate != b.rate {
                found.reasons.retain(|reason| *reason != Reason::Policy);
                found.reasons.push(Reason::Actual);
            }
            Some(found)
        }
    }
}
