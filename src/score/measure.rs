//! 实际与目标相比：是否达标、完成比例、偏差。

use super::Completion;
use crate::model::{AtMostMethod, ExactlyMethod};
use crate::number::{Decimal, Ratio};
use crate::target::Kind;

/// 比较的方向：越大越好、越小越好、越近越好。
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
    Both,
}

/// 把指标值化为方向与界限；区间取离实际最近的一端。
#[derive(Clone, Copy)]
pub(super) struct Bound {
    pub direction: Direction,
    pub value: Decimal,
    pub met: bool,
}

/// 实际 `a` 与指标值比较。定性与时限没有数值界限，返回 `None`。
pub(super) fn bound(kind: &Kind, exactly: ExactlyMethod, a: Ratio) -> Option<Bound> {
    let up = |value, met| Some(Bound { direction: Direction::Up, value, met });
    let down = |value, met| Some(Bound { direction: Direction::Down, value, met });
    match *kind {
        Kind::AtLeast(t) => up(t, a >= t),
        Kind::Above(t) => up(t, a > t),
        Kind::AtMost(t) => down(t, a <= t),
        Kind::Below(t) => down(t, a < t),
        Kind::Exactly(t) | Kind::Bare(t) => match exactly {
            // “=0 起”是不许发生，不因“＝视同≥”而算达标。
            ExactlyMethod::AtLeast if t.is_zero() => down(t, a <= t),
            ExactlyMethod::AtLeast => up(t, a >= t),
            ExactlyMethod::AtMost => down(t, a <= t),
            ExactlyMethod::Symmetric | ExactlyMethod::Strict => {
                Some(Bound { direction: Direction::Both, value: t, met: a == t })
            }
        },
        Kind::Between(range) => {
            let below = range.low.filter(|low| a < low.value || (!low.closed && a == low.value));
            let above = range.high.filter(|high| a > high.value || (!high.closed && a == high.value));
            match (below, above, range.low.or(range.high)) {
                (Some(low), ..) => up(low.value, false),
                (_, Some(high), _) => down(high.value, false),
                (.., Some(any)) => up(any.value, true),
                (.., None) => None,
            }
        }
        Kind::Date(_) | Kind::Qualitative => None,
    }
}

/// 完成比例（1 为 100%），未限制在 0 与 1 之间；目标不为正时没有意义。
pub(super) fn completion(bound: Bound, a: Ratio, at_most: AtMostMethod) -> Option<(Completion, Ratio)> {
    let t = bound.value;
    if t <= Decimal::ZERO {
        return None;
    }
    match bound.direction {
        Direction::Up => Some((Completion::ActualOverTarget(a, t), a.over(t)?)),
        Direction::Down => match at_most {
            AtMostMethod::Linear => Some((Completion::LinearOver(a, t), a.above(t).over(t)?.below(Decimal::ONE))),
            AtMostMethod::Ratio if a > Decimal::ZERO => {
                Some((Completion::TargetOverActual(a, t), Ratio::new(t * a.den(), a.num())?))
            }
            AtMostMethod::Ratio => Some((Completion::TargetOverActual(a, t), Ratio::from(Decimal::ONE))),
            AtMostMethod::Zero => Some((Completion::Given, Ratio::from(Decimal::ZERO))),
        },
        Direction::Both => Some((Completion::Symmetric(a, t), distance(a, t).over(t)?.below(Decimal::ONE))),
    }
}

/// 相对偏差 (实际-目标)÷|目标|；目标为零时没有意义。
pub(super) fn deviation(bound: Bound, a: Ratio) -> Option<Ratio> {
    a.above(bound.value).over(bound.value.abs())
}

/// 与起扣点的差额，不利的一侧为正。
pub(super) fn beyond(direction: Direction, a: Ratio, start: Decimal) -> Ratio {
    match direction {
        Direction::Up => a.below(start),
        Direction::Down => a.above(start),
        Direction::Both => distance(a, start),
    }
}

fn distance(a: Ratio, t: Decimal) -> Ratio {
    if a < t { a.below(t) } else { a.above(t) }
}
