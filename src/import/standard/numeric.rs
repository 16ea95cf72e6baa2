//! 数值指标的评分标准：各句合起来是分档扣分、按比例、达到或零分，还是按区间。

use super::axis::{met, on_axis, variable};
use super::clause::{Clause, Outcome, Way, When};
use super::excess::{is_excess, over_deducts, over_from};
use super::proportion::by_proportion;
use super::steps::by_steps;
use super::{Facts, Found, Parts, Why, bands, is_otherwise, is_pass};
use crate::model::{RuleKind, Variable};
use crate::number::Decimal;
use crate::target::{Bound, Interval, Kind};

pub(super) fn read(parts: Parts, row: &Facts<'_>) -> Result<Found, Why> {
    if !parts.tiers.is_empty() {
        return Err("分档评定用在数值指标上，怎样归档说不准".to_owned());
    }
    if !parts.loses.is_empty() {
        let head = &parts.loses[0].head;
        return Err(format!("“{head}”扣分与实际完成值的关系说不准"));
    }
    let (over, steps): (Vec<_>, Vec<_>) = parts.steps.iter().partition(|clause| is_excess(clause, row));
    let mut found = match (steps.as_slice(), parts.proportions.as_slice()) {
        ([], []) => plain_or_bands(&parts, row)?,
        ([step], []) => by_steps(step, &parts, row)?,
        ([], [proportion]) => by_proportion(proportion, &parts, row)?,
        ([], _) if parts.scores.iter().any(|c| matches!(c.when, Some(When::Range(_)))) => bands::read(&parts, row)?,
        _ => return Err("不止一种扣分或按比例的办法，怎样合在一起说不准".to_owned()),
    };
    if !matches!(found.kind, RuleKind::Steps { .. }) && over.is_empty() && parts.partial.is_some() {
        return Err("写了不足一档怎样算，却没有读出每档扣多少".to_owned());
    }
    for clause in over {
        over_deducts(clause, &parts, row, &mut found)?;
    }
    for clause in &parts.explain {
        let Some(When::Range(range)) = &clause.when else {
            return Err("超过多少要说明原因，没有写明".to_owned());
        };
        found.over.reason_from = Some(over_from(range, &clause.subject, row)?);
    }
    Ok(found)
}

/// 达标的一句是否与指标值一致。
pub(super) fn agrees(clause: &Clause, row: &Facts<'_>) -> Result<bool, Why> {
    match &clause.when {
        Some(When::Range(range)) => {
            let (on, interval) = on_axis(range, &clause.subject, row)?;
            let whole = Interval { low: Some(Bound::closed(Decimal::ONE)), high: None };
            Ok(if on == Variable::Completion { interval == whole } else { Some(interval) == met(&row.kind) })
        }
        Some(When::Reached) | None => Ok(variable(&clause.subject, row).is_ok()),
        Some(When::Within(Way::Low)) => Ok(matches!(row.kind, Kind::AtLeast(_))),
        Some(When::Within(Way::High)) => Ok(matches!(row.kind, Kind::AtMost(_))),
        _ => Ok(false),
    }
}

/// 未达标的一句是否就是达标之外的全部。
fn is_rest(clause: &Clause, row: &Facts<'_>) -> Result<bool, Why> {
    Ok(match &clause.when {
        Some(When::Beyond(Way::Low)) => matches!(row.kind, Kind::AtLeast(_)),
        Some(When::Beyond(Way::High)) => matches!(row.kind, Kind::AtMost(_)),
        Some(When::Range(range)) => {
            let (on, interval) = on_axis(range, &clause.subject, row)?;
            let flip = |bound: Option<Bound>| bound.map(|b| Bound { closed: !b.closed, ..b });
            let whole = Interval { low: None, high: Some(Bound::open(Decimal::ONE)) };
            let rest = met(&row.kind).filter(|m| m.low.is_none() != m.high.is_none());
            let rest = rest.map(|m| Interval { low: flip(m.high), high: flip(m.low) });
            if on == Variable::Completion { interval == whole } else { Some(interval) == rest }
        }
        _ => is_otherwise(clause),
    })
}

fn plain_or_bands(parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    let pass =
        is_pass(
            parts,
            |clause| {
                if clause.outcome == Outcome::Full { agrees(clause, row) } else { is_rest(clause, row) }
            },
        )?;
    if pass {
        return Ok(Found::new(RuleKind::Pass));
    }
    match parts.scores.as_slice() {
        [] => Err("没有写怎样给分".to_owned()),
        [only] if only.outcome == Outcome::Full => Err("没有写未达到时怎样计分".to_owned()),
        [only] if only.outcome == Outcome::None => Err("没有写达到时得多少分".to_owned()),
        _ => bands::read(parts, row),
    }
}
