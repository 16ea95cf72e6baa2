//! 数值指标的评分标准：分档扣分、按比例、达到或零分、按区间。

use super::clause::{Clause, Loss, Outcome, Proportion, Way, When};
use super::range::Range;
use super::{Facts, Found, Parts, Why, bands, excess, is_otherwise, is_pass};
use crate::model::{AtMostMethod, ExactlyMethod, Floor, Measure, Partial, RuleKind, Variable};
use crate::number::{Decimal, Unit, plain};
use crate::target::{Bound, Interval, Kind};

/// 没有限定什么量的主语。
const GENERIC: &[&str] = &[
    "",
    "实际",
    "实际值",
    "实际完成值",
    "实际完成",
    "完成值",
    "实际数",
    "指标",
    "指标值",
    "该指标",
    "本指标",
    "结果",
    "与目标值相比",
    "与指标值相比",
    "与目标值",
    "与指标值",
    "比目标值",
    "比指标值",
    "较目标值",
    "较指标值",
    "比",
    "较",
    "在此基础上",
    "对",
    "任务",
    "工作",
    "工作任务",
    "年度任务",
    "项目",
    "实际完成情况",
    "未达到的",
    "未达到",
    "未完成",
    "未完成的",
    "不足",
    "未达标的",
    "未达标",
    "超过的",
    "超出的",
    "超过",
    "超出",
];

/// 完成比例的各种叫法。
const COMPLETION: &[&str] = &[
    "完成率",
    "完成比例",
    "实际完成率",
    "实际完成比例",
    "指标完成率",
    "任务完成率",
    "目标完成率",
    "计划完成率",
    "完成程度",
    "完成比率",
    "指标完成比例",
    "目标完成比例",
];

/// 主语说的是哪个量；没有说的为 `None`。
pub(super) fn variable(subject: &str, row: &Facts<'_>) -> Result<Option<Variable>, Why> {
    let subject = subject.trim_end_matches(['的', ',', '为', '在']);
    if GENERIC.contains(&subject) {
        return Ok(None);
    }
    if row.name.contains(subject) || (!row.name.is_empty() && subject.contains(row.name)) {
        return Ok(Some(Variable::Actual));
    }
    if COMPLETION.contains(&subject) {
        return Ok(Some(Variable::Completion));
    }
    Err(format!("“{subject}”是不是本行的实际完成值，说不准"))
}

/// 指标值以什么计。
fn counted(unit: &Unit) -> String {
    if unit.is_none() { "没有单位".to_owned() } else { format!("以“{}”计", unit.as_str()) }
}

/// 指标值达标的区间。
pub(super) fn met(kind: &Kind) -> Option<Interval> {
    let (low, high) = match *kind {
        Kind::AtLeast(v) => (Some(Bound::closed(v)), None),
        Kind::Above(v) => (Some(Bound::open(v)), None),
        Kind::AtMost(v) => (None, Some(Bound::closed(v))),
        Kind::Below(v) => (None, Some(Bound::open(v))),
        Kind::Exactly(v) => (Some(Bound::closed(v)), Some(Bound::closed(v))),
        Kind::Between(range) => return Some(range),
        Kind::Bare(_) | Kind::Date(_) | Kind::Qualitative => return None,
    };
    Some(Interval { low, high })
}

/// 界限换算到本行的单位，或换成完成比例的小数。
pub(super) fn on_axis(range: &Range, subject: &str, row: &Facts<'_>) -> Result<(Variable, Interval), Why> {
    let said = variable(subject, row)?;
    let said = if range.of.is_empty() { said } else { variable(&range.of, row)?.or(said) };
    let own = row.unit;
    let scale = |factor: Decimal| {
        let bound = |bound: Option<Bound>| bound.map(|b| Bound { value: b.value * factor, ..b });
        Interval { low: bound(range.interval.low), high: bound(range.interval.high) }
    };
    let is_percent = range.unit.as_ref().is_some_and(|unit| unit.as_str() == "%");
    if said == Some(Variable::Completion) || (is_percent && !own.is_rate() && said.is_none()) {
        if !is_percent {
            return Err("完成比例的界限没有写百分号".to_owned());
        }
        return match row.kind {
            Kind::AtLeast(_) | Kind::Above(_) => Ok((Variable::Completion, scale(Decimal::ONE / Decimal::ONE_HUNDRED))),
            _ => Err("“≤”“＝”类指标的完成比例怎样算，说不准".to_owned()),
        };
    }
    let factor = range.unit.as_ref().map_or(Some(Decimal::ONE), |unit| unit.factor_to(own));
    match factor {
        Some(factor) if range.unit.is_some() || own.is_none() => Ok((Variable::Actual, scale(factor))),
        Some(_) => Err(format!("界限没有写单位，指标值{}", counted(own))),
        None => {
            let unit = range.unit.as_ref().map_or("", Unit::as_str);
            Err(format!("界限以“{unit}”计，指标值{}", counted(own)))
        }
    }
}

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

/// “超过120%的，每超10%扣1分”是对超额的扣分。
fn is_excess(clause: &Clause, row: &Facts<'_>) -> bool {
    let upward = matches!(row.kind, Kind::AtLeast(_) | Kind::Above(_));
    let high = matches!(clause.outcome, Outcome::Step { way: Some(Way::High), .. });
    upward && high && matches!(&clause.when, Some(When::Range(range)) if range.interval.high.is_none())
}

/// 超额从哪里算起，只认完成比例。
fn over_from(range: &Range, subject: &str, row: &Facts<'_>) -> Result<Decimal, Why> {
    match (on_axis(range, subject, row)?, range.interval.high) {
        ((Variable::Completion, Interval { low: Some(low), .. }), None) if low.value >= Decimal::ONE => Ok(low.value),
        _ => Err("超额从完成比例的多少算起，说不准".to_owned()),
    }
}

fn over_deducts(clause: &Clause, parts: &Parts, row: &Facts<'_>, found: &mut Found) -> Result<(), Why> {
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
    found.over.deduct = Some(excess(from, per.value / Decimal::ONE_HUNDRED, lost(*lose, row), partial));
    Ok(())
}

/// 每档扣的分。
fn lost(lose: Loss, row: &Facts<'_>) -> Decimal {
    match lose {
        Loss::Points(points) => points,
        Loss::Share(share) => share * row.points,
    }
}

/// 达标的一句是否与指标值一致。
fn agrees(clause: &Clause, row: &Facts<'_>) -> Result<bool, Why> {
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

fn by_steps(step: &Clause, parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
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
    let kind = RuleKind::Steps { measure, per: size, lose: lost(*lose, row), from, partial };
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

fn by_proportion(clause: &Clause, parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    let Outcome::Proportion(how) = clause.outcome else {
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
