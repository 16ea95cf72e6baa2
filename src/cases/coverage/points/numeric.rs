//! 数值的指标值：各种比较符号下，达标、部分、零分与各处边界。

use super::super::point::Point;
use super::super::specimen::{Specimen, quotient};
use super::List;
use crate::model::{AtMostMethod, ExactlyMethod, Floor, RuleKind};
use crate::number::Decimal;
use crate::target::Kind;

/// 比较的方向。
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// 越大越好；`strict` 不含本数。
    Up { strict: bool },
    /// 越小越好。
    Down { strict: bool },
    /// 越近越好。
    Both,
    /// 区间。
    Range,
}

/// 小于一的一点。
const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

impl List<'_> {
    pub(super) fn direction(&self) -> Direction {
        let exactly = match self.usage.rule.kind {
            RuleKind::Proportional { exactly, .. } => exactly,
            _ => ExactlyMethod::Symmetric,
        };
        match (self.usage.class, exactly) {
            ("above", _) => Direction::Up { strict: true },
            ("at_least", _) | ("exactly", ExactlyMethod::AtLeast) => Direction::Up { strict: false },
            ("below", _) => Direction::Down { strict: true },
            ("at_most", _) | ("exactly", ExactlyMethod::AtMost) => Direction::Down { strict: false },
            ("exactly", _) => Direction::Both,
            _ => Direction::Range,
        }
    }

    pub(super) fn numeric(&mut self) {
        match self.usage.rule.kind {
            RuleKind::Steps { .. } => self.steps(),
            RuleKind::Bands { .. } => self.bands(),
            _ => self.compared(),
        }
        self.over();
        // 只有公式算的比率会是负的（如负增长）；合格率一类写不成负的。
        let is_computed = self.usage.rows.iter().any(|row| row.target.unit.is_rate() && row.compute.is_some());
        let can_be_negative = self.usage.is_open || is_computed;
        if self.usage.class == "at_least" && can_be_negative && self.specimen.unit == "%" {
            self.number(Point::Negative, -Decimal::ONE);
        }
        let capped = self.usage.rule.cap.is_some_and(|cap| cap < self.specimen.points);
        if let (true, Some(target)) = (capped, self.specimen.bound()) {
            let met = match self.direction() {
                Direction::Down { .. } => target * (Decimal::ONE - TENTH),
                _ => target,
            };
            self.number(Point::Cap, met);
        }
    }

    /// 按比例与达标得满分的规则。
    fn compared(&mut self) {
        let Some(target) = self.specimen.bound() else { return self.range() };
        match self.direction() {
            Direction::Up { strict } => {
                if strict {
                    self.number(Point::Met, target * (Decimal::ONE + TENTH));
                }
                self.number(Point::Equal, target);
                self.shares(|share| Some(target * share));
            }
            Direction::Down { strict } => {
                if strict {
                    self.number(Point::Met, target * (Decimal::ONE - TENTH));
                }
                self.number(Point::Equal, target);
                self.shares_over(target);
            }
            Direction::Both => {
                self.number(Point::Equal, target);
                self.shares(|share| Some(target * share));
                let (low, high) = (Decimal::ONE - TENTH, Decimal::ONE + TENTH);
                self.number(Point::Low, target * low);
                self.number(Point::High, target * high);
            }
            Direction::Range => {}
        }
    }

    /// “≤”类：由完成比例反推实际。
    fn shares_over(&mut self, target: Decimal) {
        match self.usage.rule.kind {
            RuleKind::Proportional { at_most: AtMostMethod::Zero, .. } => {
                self.number(Point::Zero, target * Decimal::TWO);
            }
            RuleKind::Proportional { at_most: AtMostMethod::Ratio, .. } => {
                self.shares(|share| quotient(target, share));
            }
            _ => self.shares(|share| Some(target * (Decimal::TWO - share))),
        }
    }

    /// 各处完成比例；`actual` 由比例算出实际，除不尽的为空。
    fn shares(&mut self, actual: impl Fn(Decimal) -> Option<Decimal>) {
        let rule = self.usage.rule;
        let is_ratio = matches!(
            (&rule.kind, self.direction()),
            (RuleKind::Proportional { at_most: AtMostMethod::Ratio, .. }, Direction::Down { .. })
        );
        let strict = match rule.kind {
            RuleKind::Proportional { exactly: ExactlyMethod::Strict, .. } => self.direction() == Direction::Both,
            RuleKind::Proportional { .. } => false,
            _ => true,
        };
        let floor = match rule.kind {
            RuleKind::Proportional { floor, .. } if !strict => floor,
            _ => None,
        };
        let top = rule.full_at.map_or(Decimal::ONE, |at| at.min(Decimal::ONE));
        if let Some(at) = rule.full_at.filter(|at| *at < Decimal::ONE) {
            self.share(Point::FullAt(at), at, is_ratio, &actual);
        }
        if strict {
            let under = top / Decimal::TWO;
            self.share(Point::Zero, under, is_ratio, &actual);
            return;
        }
        match floor {
            Some(Floor { at, .. }) => {
                self.share(Point::FloorUnder(at), at / Decimal::TWO, is_ratio, &actual);
                if at < top {
                    self.share(Point::FloorAt(at), at, is_ratio, &actual);
                    self.share(Point::FloorOver(at), (at + top) / Decimal::TWO, is_ratio, &actual);
                }
            }
            None => {
                self.share(Point::Part, top / Decimal::TWO, is_ratio, &actual);
                // 目标÷实际不会到零。
                if !is_ratio {
                    self.share(Point::Zero, Decimal::ZERO, is_ratio, &actual);
                }
            }
        }
    }

    /// 一处完成比例。目标÷实际除不尽的，另写一行：指标值取比例的一百倍，实际取一百。
    fn share(&mut self, point: Point, share: Decimal, is_ratio: bool, actual: &impl Fn(Decimal) -> Option<Decimal>) {
        if let Some(value) = actual(share) {
            return self.number(point, value);
        }
        if !is_ratio {
            return;
        }
        if let Some(specimen) = Specimen::with_target(self.usage, share * Decimal::ONE_HUNDRED) {
            let proposal = specimen.number(&self.name(&point), Decimal::ONE_HUNDRED);
            self.push(point, proposal);
        }
    }

    fn range(&mut self) {
        let Kind::Between(range) = self.specimen.kind else { return };
        let (low, high) = (range.low.map(|low| low.value), range.high.map(|high| high.value));
        let inside = match (low, high) {
            (Some(low), Some(high)) => (low + high) / Decimal::TWO,
            (Some(low), None) => low + Decimal::ONE,
            (None, Some(high)) => high - Decimal::ONE,
            (None, None) => return,
        };
        let far = |end: Decimal| (end.abs() * TENTH).max(TENTH);
        self.number(Point::Inside, inside);
        if let Some(low) = low {
            self.number(Point::LowEnd, low);
            if low > Decimal::ZERO || !self.is_floored_at_zero(low) {
                self.number(Point::Low, low - far(low));
            }
        }
        if let Some(high) = high {
            self.number(Point::HighEnd, high);
            self.number(Point::High, high + far(high));
        }
    }

    /// 负数按零计，到不了这一端之下。
    fn is_floored_at_zero(&self, low: Decimal) -> bool {
        low.is_zero() && self.usage.rule.negative == crate::model::NegativeActual::AsZero
    }

    /// 超额：只看“≥”类。
    fn over(&mut self) {
        let over = self.usage.rule.over;
        let (Direction::Up { strict }, Some(target)) = (self.direction(), self.specimen.bound()) else { return };
        let reachable = |at: Decimal| if strict { at > Decimal::ONE } else { at >= Decimal::ONE };
        if let Some(at) = over.flag_at.filter(|at| reachable(*at)) {
            self.number(Point::Flag(at), target * at);
        }
        if let Some(from) = over.reason_from {
            self.number(Point::Reason(from), target * (from + TENTH));
        }
        if let Some(excess) = over.deduct {
            if reachable(excess.from) {
                self.number(Point::ExcessAt(excess.from), target * excess.from);
            }
            self.number(Point::Excess(excess.from), target * (excess.from + excess.per));
            if let Some(most) = excess.most {
                let steps = (most / excess.lose).ceil();
                self.number(Point::ExcessMost(most), target * (excess.from + excess.per * steps));
            }
        }
    }
}
