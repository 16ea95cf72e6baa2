//! 运行中真正发生的：一行（或执行率）所依的规则、步骤与结果。

use crate::cases::Ran;
use crate::check::Subject;
use crate::model::{Entry, Rule, RuleKind};
use crate::number::{Decimal, Ratio};
use crate::score::{Outcome, RowOutcome, Status, Step};
use crate::target::Kind;

/// 一行计分的所见。
#[derive(Clone, Copy)]
pub(super) struct Observed<'a> {
    pub rule: &'a Rule,
    pub kind: &'a Kind,
    pub points: Decimal,
    /// 预算执行率没有填报的内容。
    pub entry: Option<&'a Entry>,
    pub target: &'a str,
    pub result: &'a RowOutcome,
    pub steps: &'a [Step],
}

/// 执行率的指标值。
pub(super) const FULL_EXECUTION: Kind = Kind::AtLeast(Decimal::ONE_HUNDRED);

/// 一个用例里计了分的各行；总分的用例没有。
pub(super) fn observed<'a>(ran: &'a Ran<'_>) -> impl Iterator<Item = Observed<'a>> {
    let table = &ran.case.table;
    let outcome = &ran.outcome;
    let execution = table.set.execution.as_ref().zip(outcome.execution.as_ref()).map(|(block, result)| Observed {
        rule: &block.rule,
        kind: &FULL_EXECUTION,
        points: block.points,
        entry: None,
        target: "",
        result: &result.result,
        steps: part(outcome, &result.result),
    });
    let scored = ran.case.subject != Subject::Total;
    let rows = table.submission.rows.iter().zip(&outcome.rows).filter(move |_| scored).map(move |(row, result)| {
        let indicator = table.submission.indicator(&table.set, row);
        Observed {
            rule: &indicator.rule,
            kind: &indicator.target.kind,
            points: indicator.points,
            entry: Some(&row.entry),
            target: &indicator.target.text,
            result,
            steps: part(outcome, result),
        }
    });
    execution.into_iter().chain(rows)
}

fn part<'a>(outcome: &'a Outcome, result: &RowOutcome) -> &'a [Step] {
    outcome.steps.get(result.steps.start as usize..result.steps.end as usize).unwrap_or_default()
}

impl<'a> Observed<'a> {
    pub fn is_execution(&self) -> bool {
        self.entry.is_none()
    }

    /// 第一个符合的步骤里的值。
    pub fn find<T>(&self, pick: impl Fn(&Step) -> Option<T>) -> Option<T> {
        self.steps.iter().find_map(pick)
    }

    /// 有没有这样的步骤。
    pub fn has(&self, test: impl Fn(&Step) -> bool) -> bool {
        self.steps.iter().any(test)
    }

    pub fn met(&self) -> bool {
        matches!(self.result.status, Status::Met | Status::Exceeded)
    }

    pub fn missed(&self) -> bool {
        self.result.status == Status::Missed
    }

    pub fn is_full(&self) -> bool {
        self.result.score == Some(self.points)
    }

    pub fn is_zero(&self) -> bool {
        self.result.score.is_some_and(|score| score.is_zero())
    }

    /// 与指标值比较的实际。
    pub fn compared(&self) -> Option<Ratio> {
        self.find(|step| match *step {
            Step::Compare { actual, .. } => Some(actual),
            _ => None,
        })
    }

    /// 完成比例。
    pub fn share(&self) -> Option<Ratio> {
        self.find(|step| match *step {
            Step::Completion { share, .. } => Some(share),
            _ => None,
        })
    }

    /// 与起扣点相差多少；时限的以天计。
    pub fn beyond(&self) -> Option<Ratio> {
        let RuleKind::Steps { from, .. } = self.rule.kind else { return None };
        self.find(|step| match *step {
            Step::Beyond { beyond, .. } => Some(beyond),
            Step::Timing { met: false, days_late: Some(days) } => {
                Some(Ratio::from(Decimal::from(days) - from.unwrap_or_default()))
            }
            _ => None,
        })
    }
}
