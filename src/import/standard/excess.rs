//! 超过目标太多的：扣分，或须说明原因。

use super::axis::on_axis;
use super::clause::{Clause, Outcome, Way, When};
use super::range::Range;
use super::{Facts, Found, Parts, Why};
use crate::model::{Excess, Partial, Variable};
use crate::number::Decimal;
use crate::target::{Interval, Kind};

/// “超过120%的，每超10%扣1分”是对超额的扣分。
pub(super) fn is_excess(clause: &Clause, row: &Facts<'_>) -> bool {
    let upward = matches!(row.kind, Kind::AtLeast(_) | Kind::Above(_));
    let high = matches!(clause.outcome, Outcome::Step { way: Some(Way::High), .. });
    upward && high && matches!(&clause.when, Some(When::Range(range)) if range.interval.high.is_none())
}

/// 超额从哪里算起，只认完成比例。
pub(super) fn over_from(range: &Range, subject: &str, row: &Facts<'_>) -> Result<Decimal, Why> {
    match (on_axis(range, subject, row)?, range.interval.high) {
        ((Variable::Completion, Interval { low: Some(low), .. }), None) if low.value >= Decimal::ONE => Ok(low.value),
        _ => Err("超额从完成比例的多少算起，说不准".to_owned()),
    }
}

pub(super) fn over_deducts(clause: &Clause, parts: &Parts, row: &Facts<'_>, found: &mut Found) -> Result<(), Why> {
    let (Some(When::Range(range)), Outcome::Step { per, lose, .. }) = (&clause.when, &clause.outcome) else {
        return Err("超额扣分读不全".to_owned());
    };
    let is_share = per.unit.as_ref().is_some_and(|unit| matches!(unit.as_str(), "%" | "个百分点"));
    if !is_share || found.over.deduct.is_some() {
        return Err("超额扣分的一档不是完成比例的百分数，或写了两次".to_owned());
    }
    let from = over_from(range, &clause.subject, row)?;
    let partial = match &parts.partial {
        Some((partial, of)) if of.is_none() || of.as_ref() == Some(per) => *partial,
        Some(_) => return Err("不足一档的大小与每档的大小不同".to_owned()),
        None => {
            found.notes.push("没有写超额不足一档怎样算，按不足一档不扣分读".to_owned());
            Partial::Full
        }
    };
    found.over.deduct = Some(Excess {
        from,
        per: per.value / Decimal::ONE_HUNDRED,
        lose: lose.points(row.points),
        partial,
        most: None,
    });
    Ok(())
}
