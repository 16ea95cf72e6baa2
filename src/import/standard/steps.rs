//! 每差一档扣几分：往哪一边差、从哪里起扣、一档多大。

use super::axis::{counted, on_axis, variable};
use super::clause::{Clause, Outcome, Way, When};
use super::numeric::agrees;
use super::{Facts, Found, Parts, Why};
use crate::model::{Measure, Partial, RuleKind, Variable};
use crate::number::{Decimal, Unit, plain};
use crate::target::Kind;

/// 差的方向须与指标值相符。
fn direction(way: Option<Way>, clause: &Clause, row: &Facts<'_>, notes: &mut Vec<String>) -> Result<(), Why> {
    let way = match (way, &clause.when) {
        (Some(way), _) => way,
        (None, Some(When::Beyond(way))) => *way,
        (None, Some(When::Missed)) => return Ok(()),
        (None, Some(When::Range(range))) if range.interval.low.is_none() => Way::Low,
        (None, Some(When::Range(range))) if range.interval.high.is_none() => Way::High,
        _ => return Err("没有写往哪一边差才扣分".to_owned()),
    };
    let fits = match row.kind {
        Kind::AtLeast(_) | Kind::Above(_) => matches!(way, Way::Low),
        Kind::AtMost(_) | Kind::Below(_) => matches!(way, Way::High | Way::Event | Way::Late),
        Kind::Exactly(value) if value.is_zero() => matches!(way, Way::High | Way::Event | Way::Either),
        Kind::Exactly(value) if way == Way::Low && row.unit.as_str() == "%" && value == Decimal::ONE_HUNDRED => {
            notes.push(format!("{}，高于它的也照差额扣分", row.equal));
            true
        }
        Kind::Exactly(_) => {
            if way != Way::Either {
                return Err(format!("{}，标准只写了往一边差怎样扣分", row.equal));
            }
            true
        }
        Kind::Between(_) => {
            if way != Way::Either {
                return Err("指标值是区间，标准只写了往一边差怎样扣分".to_owned());
            }
            true
        }
        Kind::Bare(_) | Kind::Date(_) | Kind::Qualitative => false,
    };
    if fits { Ok(()) } else { Err("扣分的方向与指标值相反".to_owned()) }
}

/// 起扣点：满分的界限或扣分的界限；与指标值相同的不必写。
fn start(parts: &Parts, step: &Clause, row: &Facts<'_>, notes: &mut Vec<String>) -> Result<Option<Decimal>, Why> {
    let upward = matches!(row.kind, Kind::AtLeast(_) | Kind::Above(_) | Kind::Exactly(_));
    let mut starts: Vec<(Variable, Decimal)> = Vec::new();
    for clause in &parts.scores {
        if clause.outcome != Outcome::Full {
            return Err("既按差距扣分又另有给分，怎样合在一起说不准".to_owned());
        }
        if agrees(clause, row)? {
            continue;
        }
        let Some(When::Range(range)) = &clause.when else {
            return Err(format!("得满分的“{}”与指标值对不上", clause.head));
        };
        let (on, interval) = on_axis(range, &clause.subject, row)?;
        let bound = match (upward, interval.low, interval.high) {
            (true, Some(low), None) => low.value,
            (false, None, Some(high)) => high.value,
            _ => return Err("得满分的界限与指标值的方向不同".to_owned()),
        };
        starts.push((on, bound));
    }
    if let Some(When::Range(range)) = &step.when {
        let (on, interval) = on_axis(range, &step.subject, row)?;
        let bound = match (upward, interval.low, interval.high) {
            (true, None, Some(high)) => high.value,
            (false, Some(low), None) => low.value,
            _ => return Err("扣分的界限与指标值的方向不同".to_owned()),
        };
        starts.push((on, bound));
    }
    let Some(&(on, first)) = starts.first() else { return Ok(None) };
    if starts.iter().any(|other| *other != (on, first)) {
        return Err("得满分的界限与开始扣分的界限不同".to_owned());
    }
    if on == Variable::Completion {
        return if first == Decimal::ONE {
            Ok(None)
        } else {
            Err("按完成比例的起扣点，规则里写不出".to_owned())
        };
    }
    if row.kind.value() == Some(first) {
        return Ok(None);
    }
    let unit = row.unit.as_str();
    notes.push(format!("起扣点 {}{unit} 与指标值“{}”不同，照评分标准", plain(first), row.text));
    Ok(Some(first))
}

pub(super) fn by_steps(step: &Clause, parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    let Outcome::Step { way, per, noun, lose } = &step.outcome else {
        return Err("扣分的一档读不全".to_owned());
    };
    let mut notes = Vec::new();
    direction(*way, step, row, &mut notes)?;
    let said = variable(&step.subject, row)?;
    variable(noun, row)?;
    let from = start(parts, step, row, &mut notes)?;
    let own = row.unit;
    let is_points = per.unit.as_ref().is_some_and(|unit| unit.as_str() == "个百分点");
    let is_percent = per.unit.as_ref().is_some_and(|unit| unit.as_str() == "%");
    let by_share = (is_points || is_percent) && (said == Some(Variable::Completion) || own.as_str() != "%");
    let (measure, size, unit) = if by_share {
        if own.is_none() && said != Some(Variable::Completion) {
            return Err("指标值没有写单位，百分数是差额还是差的比例，说不准".to_owned());
        }
        if row.kind.value().is_none_or(|value| value <= Decimal::ZERO) {
            return Err("指标值不大于零或是区间，差百分之几没有意义".to_owned());
        }
        if from.is_some() {
            return Err("起扣点与指标值不同，又按百分比扣分，从哪里算起说不准".to_owned());
        }
        if said == Some(Variable::Completion) && !matches!(row.kind, Kind::AtLeast(_) | Kind::Above(_)) {
            return Err("“≤”“＝”类指标的完成比例怎样算，说不准".to_owned());
        }
        (Measure::Deviation, per.value / Decimal::ONE_HUNDRED, None)
    } else if own.as_str() == "%" && (is_points || is_percent) {
        if is_percent {
            notes.push(format!("“{}%”按 {} 个百分点读", plain(per.value), plain(per.value)));
        }
        (Measure::Difference, per.value, Some(own.clone()))
    } else {
        match &per.unit {
            None if own.is_none() => (Measure::Difference, per.value, Some(own.clone())),
            None => return Err(format!("每档的大小没有写单位，指标值{}", counted(own))),
            Some(unit) => match unit.factor_to(own) {
                Some(factor) => (Measure::Difference, per.value * factor, Some(own.clone())),
                None => return Err(format!("每档以“{}”计，指标值{}", unit.as_str(), counted(own))),
            },
        }
    };
    let partial = match &parts.partial {
        Some((partial, of)) if of.is_none() || of.as_ref() == Some(per) => *partial,
        Some(_) => return Err("不足一档的大小与每档的大小不同".to_owned()),
        None => {
            if measure == Measure::Deviation || size != Decimal::ONE || is_divisible(own) {
                notes.push("没有写不足一档怎样算，按不足一档不扣分读".to_owned());
            }
            Partial::Full
        }
    };
    let kind = RuleKind::Steps { measure, per: size, lose: lose.points(row.points), from, partial };
    Ok(Found { unit, notes, ..Found::new(kind) })
}

/// 可以有零头的单位；论个的（人、次、天）没有。
fn is_divisible(unit: &Unit) -> bool {
    unit.is_none()
        || unit.is_rate()
        || unit.is_money()
        || ["亩", "公里", "米", "吨", "公斤", "平方米", "公顷", "小时", "个月", "年", "立方米", "平方公里"]
            .contains(&unit.as_str())
}
