//! 一行得分的各种算法：按完成比例、不封顶、乘实际的百分数、线性、比值、达到得满分……
//!
//! 口径里的规则是应当怎样算；这里是各地的表上见过的算法，用来找出印的得分是怎样来的。

use crate::number::{Decimal, Mode, Ratio, Rounding, plain};
use crate::target::{Answer, Kind, Target};

/// 一行里与得分有关的数：实际、指标值，或完成比例。
#[derive(Clone, Copy, Debug)]
pub(super) enum Fact {
    /// 越大越好：实际与指标值；第三个值为真时两者都是百分数。
    Up(Decimal, Decimal, bool),
    /// 越小越好。
    Down(Decimal, Decimal),
    /// 完成比例（1 为 100%）。
    Share(Decimal),
}

impl Fact {
    /// 由计分用的指标值与实际完成值得出；没有数、区间与时限没有。`name` 说是率的，没有单位的数也是百分数。
    pub fn of(target: &Target, answer: &Answer, name: &str) -> Option<Fact> {
        let is_rate = target.unit.is_rate() || (target.unit.is_none() && name.ends_with(['率', '度']));
        let value = match answer {
            Answer::Number(value) | Answer::Fraction(value) => *value,
            Answer::Share(share) => return Some(Fact::Share(*share)),
            _ => return None,
        };
        match target.kind {
            Kind::Qualitative => Some(Fact::Share(value / Decimal::ONE_HUNDRED)),
            Kind::AtMost(t) | Kind::Below(t) => Some(Fact::Down(value, t)),
            Kind::Exactly(t) | Kind::AtLeast(t) | Kind::Above(t) | Kind::Bare(t) => {
                // “=0 起”越小越好。
                let is_zero = t.is_zero() && matches!(target.kind, Kind::Exactly(_) | Kind::Bare(_));
                Some(if is_zero { Fact::Down(value, t) } else { Fact::Up(value, t, is_rate) })
            }
            Kind::Between(_) | Kind::Date(_) => None,
        }
    }

    /// 达标；不分含不含本数。
    pub fn is_met(self) -> bool {
        match self {
            Fact::Up(a, t, _) => a >= t,
            Fact::Down(a, t) => a <= t,
            Fact::Share(share) => share >= Decimal::ONE,
        }
    }

    /// 完成比例，未封顶；指标值不为正的没有。
    pub fn share(self) -> Option<Ratio> {
        match self {
            Fact::Up(a, t, _) if t > Decimal::ZERO => Ratio::new(a, t),
            Fact::Share(share) => Some(Ratio::from(share)),
            _ => None,
        }
    }
}

/// 一种算法。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// 达到得满分，未达到的分值×完成比例。
    Proportional,
    /// 分值×完成比例，超额的超过分值。
    Uncapped,
    /// 分值×实际的百分数，不看指标值。
    Percent,
    /// 达到得满分，否则不得分。
    Pass,
    /// “≤”类：分值×[1-(实际-目标)÷目标]。
    Linear,
    /// “≤”类：分值×目标÷实际。
    Inverse,
}

impl Way {
    /// 越大越好的行、越小越好的行各有哪几种。
    pub const UP: [Way; 4] = [Way::Proportional, Way::Pass, Way::Uncapped, Way::Percent];
    pub const DOWN: [Way; 3] = [Way::Linear, Way::Inverse, Way::Pass];

    /// 名称。
    pub fn title(self) -> &'static str {
        match self {
            Way::Proportional => "分值×实际÷目标，不超过分值",
            Way::Uncapped => "分值×实际÷目标，不封顶",
            Way::Percent => "分值×实际的百分数，不看目标",
            Way::Pass => "达到得满分，否则不得分",
            Way::Linear => "“≤”类：分值×[1－(实际－目标)÷目标]",
            Way::Inverse => "“≤”类：分值×目标÷实际",
        }
    }

    /// 输出中的写法。
    pub fn name(self) -> &'static str {
        match self {
            Way::Proportional => "proportional",
            Way::Uncapped => "uncapped",
            Way::Percent => "percent",
            Way::Pass => "pass",
            Way::Linear => "linear",
            Way::Inverse => "inverse",
        }
    }

    /// 未修约的得分；这种算法用不上的没有。
    pub(super) fn exact(self, points: Decimal, fact: Fact) -> Option<Ratio> {
        let full = || Some(Ratio::from(points));
        let nothing = || Some(Ratio::from(Decimal::ZERO));
        match (self, fact) {
            (Way::Pass, fact) => {
                if fact.is_met() {
                    full()
                } else {
                    nothing()
                }
            }
            (Way::Proportional, Fact::Up(..) | Fact::Share(_)) if fact.is_met() => full(),
            (Way::Proportional, fact) => Some(fact.share()?.times(points).clamp(Decimal::ZERO, points)),
            (Way::Uncapped, fact) => Some(fact.share()?.times(points)),
            (Way::Percent, Fact::Up(a, _, true)) => Ratio::new(a, Decimal::ONE_HUNDRED).map(|rate| rate.times(points)),
            (Way::Percent, Fact::Share(share)) => Some(Ratio::from(share).times(points)),
            (Way::Linear | Way::Inverse, Fact::Down(..)) if fact.is_met() => full(),
            (Way::Linear | Way::Inverse, Fact::Down(_, t)) if t <= Decimal::ZERO => nothing(),
            (Way::Linear, Fact::Down(a, t)) => {
                let share = Ratio::from(a).above(t).over(t)?.below(Decimal::ONE);
                Some(share.times(points).clamp(Decimal::ZERO, points))
            }
            (Way::Inverse, Fact::Down(a, t)) => Some(Ratio::new(t, a)?.times(points)),
            (Way::Percent | Way::Linear | Way::Inverse, _) => None,
        }
    }

    /// 代入的算式，如“20×98%”；指标值为零的没有算式。
    pub(super) fn sum(self, points: Decimal, fact: Fact) -> String {
        let points = plain(points);
        match (self, fact) {
            (Way::Pass, _) => String::new(),
            (_, Fact::Down(_, t)) if t.is_zero() => String::new(),
            (Way::Percent, Fact::Up(a, ..)) => format!("{points}×{}%", plain(a)),
            (_, Fact::Share(share)) => format!("{points}×{}%", plain(share * Decimal::ONE_HUNDRED)),
            (Way::Linear, Fact::Down(a, t)) => {
                format!("{points}×[1－({}－{t})÷{t}]", plain(a), t = plain(t))
            }
            (_, Fact::Down(a, t)) => format!("{points}×{}÷{}", plain(t), plain(a)),
            (_, Fact::Up(a, t, _)) => format!("{points}×{}÷{}", plain(a), plain(t)),
        }
    }
}

/// 试的修约：整数、一位、两位小数，四种取舍。
pub(super) fn roundings() -> impl Iterator<Item = Rounding> {
    [2, 1, 0].into_iter().flat_map(|places| Mode::NAMES.into_iter().map(move |(_, mode, _)| Rounding { places, mode }))
}

/// 哪几种修约能由算出的数得到印的数；位数最多的优先，只取那一种位数。
pub(super) fn fitting(exact: Ratio, declared: Decimal) -> Vec<Rounding> {
    finest(roundings().filter(|rounding| exact.round(*rounding) == declared).collect())
}

/// 差一点满分、印了满分的，哪几种修约说得过去：四舍五入够得上的才算，进一不算——进一什么都能说成满分。
pub(super) fn fitting_full(exact: Ratio, points: Decimal) -> Vec<Rounding> {
    let nearest = roundings().filter(|rounding| matches!(rounding.mode, Mode::HalfUp | Mode::HalfEven));
    finest(nearest.filter(|rounding| exact.round(*rounding) == points).collect())
}

/// 只留位数最多的。
fn finest(mut fitting: Vec<Rounding>) -> Vec<Rounding> {
    let places = fitting.iter().map(|rounding| rounding.places).max();
    fitting.retain(|rounding| Some(rounding.places) == places);
    fitting
}

/// 修约的说法：“四舍五入、进一到整数”。
pub(super) fn rounding_text(roundings: &[Rounding]) -> String {
    let modes: Vec<&str> = roundings.iter().map(|rounding| rounding.mode.title()).collect();
    let places = match roundings.first().map_or(0, |rounding| rounding.places) {
        0 => "整数".to_owned(),
        places => format!("{places}位小数"),
    };
    format!("{}到{places}", modes.join("、"))
}
