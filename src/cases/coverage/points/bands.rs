//! 按区间：每个区间，每个端点。

use super::super::point::Point;
use super::List;
use super::numeric::Direction;
use crate::model::{NegativeActual, RuleKind, Variable};
use crate::number::{Decimal, plain};
use crate::report::{interval, percent};
use crate::target::Interval;

impl List<'_> {
    pub(super) fn bands(&mut self) {
        let RuleKind::Bands { on, bands } = &self.usage.rule.kind else { return };
        let (low, high) = self.domain(*on);
        for (at, band) in bands.iter().enumerate() {
            if let Some(value) = middle(&band.range, low, high, *on)
                && let Some(actual) = self.actual(*on, value)
            {
                let range = interval(&band.range, *on, &self.specimen.unit);
                self.number(Point::Band(at, range), actual);
            }
        }
        for end in bands.iter().flat_map(|band| [band.range.low, band.range.high]).flatten() {
            let within = low.is_none_or(|low| end.value >= low) && high.is_none_or(|high| end.value <= high);
            if let Some(actual) = self.actual(*on, end.value).filter(|_| within) {
                let shown = match on {
                    Variable::Actual => format!("{}{}", plain(end.value), self.specimen.unit),
                    Variable::Completion | Variable::Deviation => percent(end.value),
                };
                self.number(Point::Edge(end.value, shown), actual);
            }
        }
    }

    /// 区间所看的量取得到的范围。
    fn domain(&self, on: Variable) -> (Option<Decimal>, Option<Decimal>) {
        let unsigned = self.usage.rule.negative == NegativeActual::AsZero;
        let zero = unsigned.then_some(Decimal::ZERO);
        match (on, self.direction()) {
            (Variable::Actual, _) => (zero, None),
            (Variable::Completion, Direction::Down { .. }) => (Some(Decimal::ZERO), Some(Decimal::TWO)),
            (Variable::Completion, Direction::Both) => (Some(Decimal::ZERO), Some(Decimal::ONE)),
            (Variable::Completion, _) => (Some(Decimal::ZERO), None),
            (Variable::Deviation, _) => (unsigned.then_some(Decimal::NEGATIVE_ONE), None),
        }
    }

    /// 使区间所看的量取这个值的实际。
    fn actual(&self, on: Variable, value: Decimal) -> Option<Decimal> {
        if on == Variable::Actual {
            return Some(value);
        }
        let target = self.specimen.bound()?;
        match (on, self.direction()) {
            (Variable::Deviation, _) => Some(target + value * target.abs()),
            (_, Direction::Down { .. }) => Some(target * (Decimal::TWO - value)),
            _ => Some(target * value),
        }
    }
}

/// 区间里取得到的一个数，尽量不取端点。
fn middle(range: &Interval, low: Option<Decimal>, high: Option<Decimal>, on: Variable) -> Option<Decimal> {
    let step = if on == Variable::Actual { Decimal::ONE } else { Decimal::new(1, 1) };
    let from = [range.low.map(|end| end.value), low].into_iter().flatten().max();
    let to = [range.high.map(|end| end.value), high].into_iter().flatten().min();
    let value = match (from, to) {
        (Some(from), Some(to)) => (from + to) / Decimal::TWO,
        (Some(from), None) => from + step,
        (None, Some(to)) => to - step,
        (None, None) => Decimal::ZERO,
    };
    let within = low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high);
    (within && range.contains(value)).then_some(value)
}
