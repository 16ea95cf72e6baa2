//! 预算执行率的计分。

use super::outcome::ExecutionOutcome;
use super::row::{self, RATE, Terms};
use super::step::{Step, Trace};
use crate::diagnostic::Code;
use crate::model::{Denominator, Execution, Money, MoneyRow, NotApplicable, Profile, ZeroBudget};
use crate::number::{Decimal, Ratio};
use crate::target::Kind;

/// 一行资金的执行率（小数），分母依口径；分母为零或缺失时没有意义。
fn rate(row: &MoneyRow, denominator: Denominator) -> Option<Ratio> {
    Ratio::new(row.executed, row.budget(denominator)?)
}

pub(super) fn score<T: Trace>(
    execution: &Execution,
    profile: &Profile,
    money: &Money,
    trace: &mut T,
) -> ExecutionOutcome {
    let mark = trace.mark();
    let policy = &profile.execution;
    let total = money.total.as_ref();
    let share = total.and_then(|total| rate(total, policy.denominator));
    let points = execution.points;
    let result = match (total, share) {
        (None, _) => row::unscored(Code::E0403),
        (Some(total), _) if total.budget(policy.denominator).is_none() => row::unscored(Code::E0403),
        (Some(_), None) => {
            trace.step(|| Step::ZeroBudget);
            match policy.zero_budget {
                ZeroBudget::NotScored => row::unscored(Code::E0509),
                ZeroBudget::Zero => row::not_applicable(NotApplicable::Zero, points, trace),
                ZeroBudget::NotApplicable => row::not_applicable(profile.not_applicable, points, trace),
            }
        }
        (Some(total), Some(share)) => {
            trace.step(|| Step::Rate {
                executed: total.executed,
                budget: total.budget(policy.denominator).unwrap_or_default(),
                rate: share,
            });
            let rule = &*execution.rule;
            let cap = rule.cap.map_or(points, |cap| cap.min(points));
            let terms = Terms { kind: &Kind::AtLeast(Decimal::ONE_HUNDRED), rule, points, cap };
            row::score_rate(terms, share.times(Decimal::ONE_HUNDRED), profile, trace)
        }
    };
    let rate = total.and_then(|total| printed_rate(total, policy.denominator));
    let mut outcome = ExecutionOutcome { rate, points, result };
    outcome.result.steps = mark..trace.mark();
    outcome
}

/// 一行资金的执行率（百分数，两位小数），供表上印出。
pub fn printed_rate(row: &MoneyRow, denominator: Denominator) -> Option<Decimal> {
    rate(row, denominator).map(|share| share.times(Decimal::ONE_HUNDRED).round(RATE))
}
