//! 标准说的是哪个量：本行的实际完成值，还是完成比例；界限换算到这个量上。

use super::range::Range;
use super::{Facts, Why};
use crate::model::Variable;
use crate::number::{Decimal, Unit};
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
pub(super) fn counted(unit: &Unit) -> String {
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
    if said == Some(Variable::Completion) || (is_percent && !own.is_rate() && !own.is_none() && said.is_none()) {
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
