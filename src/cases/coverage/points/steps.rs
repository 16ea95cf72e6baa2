//! 分档扣分：起扣点、整数档、不足一档、扣完。

use super::super::point::Point;
use super::List;
use super::numeric::Direction;
use crate::model::{Measure, NegativeActual, RuleKind};
use crate::number::Decimal;
use crate::target::Kind;

impl List<'_> {
    pub(super) fn steps(&mut self) {
        let RuleKind::Steps { measure, per, lose, from, .. } = self.usage.rule.kind else { return };
        if let Kind::Between(range) = self.specimen.kind {
            let (low, high) = (range.low.map(|low| low.value), range.high.map(|high| high.value));
            let middle = low.zip(high).map(|(low, high)| (low + high) / Decimal::TWO);
            if let Some(inside) = middle.or(low.map(|low| low + Decimal::ONE)).or(high.map(|high| high - Decimal::ONE))
            {
                self.number(Point::Inside, inside);
            }
            if let Some(high) = high {
                self.number(Point::HighEnd, high);
            }
            if let Some(low) = low {
                self.number(Point::LowEnd, low);
                self.lost(measure, per, lose, from.unwrap_or(low), Direction::Up { strict: false });
            }
            if let Some(high) = high {
                self.lost(measure, per, lose, from.unwrap_or(high), Direction::Down { strict: false });
            }
            return;
        }
        let Some(start) = from.or(self.specimen.bound()) else { return };
        let direction = self.direction();
        self.number(Point::AtStart, start);
        self.lost(measure, per, lose, start, direction);
        if direction == Direction::Both {
            self.number(Point::High, start + amount(measure, per, start));
            self.number(Point::Low, start - amount(measure, per, start));
        }
    }

    /// 扣了分的各处：偏离起扣点若干档。
    fn lost(&mut self, measure: Measure, per: Decimal, lose: Decimal, start: Decimal, direction: Direction) {
        let points = self.specimen.points;
        let stops_at_zero = self.usage.rule.negative == NegativeActual::AsZero && start >= Decimal::ZERO;
        let at = |steps: Decimal| {
            let beyond = amount(measure, per * steps, start);
            match direction {
                Direction::Down { .. } => Some(start + beyond),
                _ => Some(start - beyond).filter(|actual| !stops_at_zero || *actual >= Decimal::ZERO),
            }
        };
        let half = Decimal::new(5, 1);
        let all = (points / lose).ceil();
        if lose < points
            && let Some(actual) = at(Decimal::ONE)
        {
            self.number(Point::Whole, actual);
        }
        if let Some(actual) = at(half) {
            self.number(Point::Fraction, actual);
        }
        if let Some(actual) = at(all) {
            self.number(Point::AllLost, actual);
        }
    }

    /// 时限按天扣分：各处逾期的天数。
    pub(super) fn steps_of_days(&self, per: Decimal, lose: Decimal, from: Decimal) -> Vec<(Point, Decimal)> {
        let all = (self.specimen.points / lose).ceil();
        let mut days = Vec::new();
        if from > Decimal::ZERO {
            days.push((Point::AtStart, from));
        }
        if lose < self.specimen.points {
            days.push((Point::Whole, from + per));
        }
        // 一档正好一天的，没有不足一档。
        if per > Decimal::ONE {
            days.push((Point::Fraction, from.floor() + Decimal::ONE));
        }
        days.push((Point::AllLost, from + per * all));
        days
    }
}

/// 相差的量：按差额就是它，按偏差是起扣点的几成。
fn amount(measure: Measure, size: Decimal, start: Decimal) -> Decimal {
    match measure {
        Measure::Difference => size,
        Measure::Deviation => size * start.abs(),
    }
}
