//! 按比例得分：用哪一种算法，从多少起满分，低于多少不得分。

use super::axis::{on_axis, variable};
use super::clause::{Clause, Outcome, Proportion, Way, When};
use super::numeric::agrees;
use super::{Facts, Found, Parts, Why, bands};
use crate::model::{AtMostMethod, ExactlyMethod, Floor, RuleKind, Variable};
use crate::number::Decimal;
use crate::target::{Bound, Interval, Kind};

pub(super) fn by_proportion(clause: &Clause, parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    let Outcome::Proportion { how, .. } = clause.outcome else {
        return Err("按比例的一句读不全".to_owned());
    };
    let mut notes = Vec::new();
    let whole = row.unit.as_str() == "%" && row.kind.value() == Some(Decimal::ONE_HUNDRED);
    let at_most = match (row.kind, how) {
        (Kind::AtLeast(_) | Kind::Exactly(_), Proportion::Actual) if whole => AtMostMethod::Linear,
        (_, Proportion::Actual) => return Err("按实际的率还是按完成比例得分，说不准".to_owned()),
        (Kind::AtLeast(_) | Kind::Above(_), Proportion::Earn | Proportion::Lose) => AtMostMethod::Linear,
        (Kind::AtMost(_) | Kind::Below(_), Proportion::Ratio) => AtMostMethod::Ratio,
        (Kind::AtMost(_) | Kind::Below(_), Proportion::Lose | Proportion::Linear) => AtMostMethod::Linear,
        (Kind::AtMost(_) | Kind::Below(_), Proportion::Earn) => {
            return Err("“≤”类按比例得分有两种算法，没有写明是哪一种".to_owned());
        }
        (Kind::Exactly(value), Proportion::Earn | Proportion::Lose) if value > Decimal::ZERO => {
            notes.push(format!("{}，高于它的按达到读", row.equal));
            AtMostMethod::Linear
        }
        (Kind::Between(_), _) => return Err("指标值是区间，按什么比例说不准".to_owned()),
        _ => return Err("算式与指标值的方向不符".to_owned()),
    };
    // 主语是完成率、执行率一类时，只要与本行有关就是按完成比例。
    variable(&clause.subject, row)?;
    let (mut full_at, mut floor) = (None, None);
    for score in &parts.scores {
        match score.outcome {
            Outcome::Full if agrees(score, row)? => {}
            Outcome::Full => full_at = Some(completion_from(score, row)?),
            Outcome::None => floor = Some(completion_floor(score, row, &mut notes)?),
            _ => return bands::read(parts, row),
        }
    }
    if let Some(When::Range(range)) = &clause.when {
        let (on, interval) = on_axis(range, &clause.subject, row)?;
        let goal = if on == Variable::Completion { Some(full_at.unwrap_or(Decimal::ONE)) } else { row.kind.value() };
        let tops = interval.high.or(interval.low).map(|b| b.value) == goal;
        let bottoms = interval.low.is_none() || interval.high.is_none() || interval.low.map(|b| b.value) == floor;
        if !tops || !bottoms {
            return Err("按比例的一段与得满分、不得分的界限接不上".to_owned());
        }
    }
    if matches!(clause.when, Some(When::Beyond(Way::Low))) && at_most_kind(row)
        || matches!(clause.when, Some(When::Beyond(Way::High))) && !at_most_kind(row)
    {
        return Err("按比例的方向与指标值相反".to_owned());
    }
    let floor = floor.map(|at| Floor { at, share: None });
    let kind = RuleKind::Proportional { at_most, exactly: ExactlyMethod::AtLeast, floor };
    Ok(Found { full_at, notes, ..Found::new(kind) })
}

fn at_most_kind(row: &Facts<'_>) -> bool {
    matches!(row.kind, Kind::AtMost(_) | Kind::Below(_))
}

/// 一段界限以完成比例计；指标值是 100% 的，实际值就是完成比例。
fn as_completion(clause: &Clause, row: &Facts<'_>) -> Result<Interval, Why> {
    let Some(When::Range(range)) = &clause.when else {
        return Err(format!("“{}”与按比例得分怎样合在一起，说不准", clause.head));
    };
    let (on, interval) = on_axis(range, &clause.subject, row)?;
    if on == Variable::Completion {
        return Ok(interval);
    }
    if row.unit.as_str() == "%" && row.kind.value() == Some(Decimal::ONE_HUNDRED) {
        let scale = |bound: Option<Bound>| bound.map(|b| Bound { value: b.value / Decimal::ONE_HUNDRED, ..b });
        return Ok(Interval { low: scale(interval.low), high: scale(interval.high) });
    }
    Err(format!("“{}”说的是实际完成值还是完成比例，说不准", clause.head))
}

fn completion_from(clause: &Clause, row: &Facts<'_>) -> Result<Decimal, Why> {
    match as_completion(clause, row)? {
        Interval { low: Some(low), high: None }
            if low.closed && low.value > Decimal::ZERO && low.value < Decimal::ONE =>
        {
            Ok(low.value)
        }
        _ => Err(format!("得满分的“{}”与指标值对不上", clause.head)),
    }
}

fn completion_floor(clause: &Clause, row: &Facts<'_>, notes: &mut Vec<String>) -> Result<Decimal, Why> {
    let loose = matches!(&clause.when, Some(When::Range(range)) if range.loose);
    match as_completion(clause, row)? {
        Interval { low: None, high: Some(high) }
            if (!high.closed || loose) && high.value > Decimal::ZERO && high.value < Decimal::ONE =>
        {
            if high.closed {
                notes.push(format!("“{}”按不含本数读：正好在界限上的按比例得分", clause.head));
            }
            Ok(high.value)
        }
        _ => Err(format!("不得分的“{}”与按比例得分接不上", clause.head)),
    }
}
