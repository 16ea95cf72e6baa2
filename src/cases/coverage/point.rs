//! 要测到的一处：怎样称呼，怎样才算走到。

use super::observed::Observed;
use crate::diagnostic::Code;
use crate::model::{Actual, RuleKind, Worth};
use crate::number::{Decimal, Ratio, plain};
use crate::report::percent;
use crate::score::{Status, Step};
use crate::target::{Bound, Kind};

/// 一条规则要测到的一处。
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Point {
    /// 达标。
    Met,
    /// 正好等于指标值。
    Equal,
    /// 区间之内。
    Inside,
    /// 正好在区间的下端、上端。
    LowEnd,
    HighEnd,
    /// 未达标，偏低、偏高。
    Low,
    High,
    /// 部分得分。
    Part,
    /// 未达标，零分。
    Zero,
    /// 指标值为零或为负而未达标。
    ZeroTarget,
    /// 实际为负。
    Negative,
    /// 满分线上。
    FullAt(Decimal),
    /// 及格门槛之下、门槛上、门槛之上。
    FloorUnder(Decimal),
    FloorAt(Decimal),
    FloorOver(Decimal),
    /// 正好达到记为超额的比例。
    Flag(Decimal),
    /// 超过须说明的比例。
    Reason(Decimal),
    /// 正好在超额扣分的起点、扣了分、扣到上限。
    ExcessAt(Decimal),
    Excess(Decimal),
    ExcessMost(Decimal),
    /// 封顶。
    Cap,
    /// 正好在起扣点，没有扣分。
    AtStart,
    /// 扣了整数档。
    Whole,
    /// 不足一档的部分。
    Fraction,
    /// 扣完。
    AllLost,
    /// 第几个区间，及其书面写法。
    Band(usize, String),
    /// 正好在区间的一端。
    Edge(Decimal, String),
    /// 第几档，及其名称。
    Tier(usize, String),
    TierEdge(usize, String),
    /// 只写档名。
    TierName(usize, String),
    /// 照写指标值。
    SameText,
    /// 时限之内、逾期。
    InTime,
    Late,
    /// 满分（清单、百分比）。
    Full,
    /// 人工评分。
    Given,
}

impl Point {
    /// 称呼，用在“没有用例算到……”之后。
    pub fn title(&self) -> String {
        let text = match self {
            Point::Met => "达标",
            Point::Equal => "正好等于指标值",
            Point::Inside => "区间之内",
            Point::LowEnd => "正好在区间下端",
            Point::HighEnd => "正好在区间上端",
            Point::Low => "偏低",
            Point::High => "偏高",
            Point::Part => "部分得分",
            Point::Zero => "零分",
            Point::ZeroTarget => "指标值为零而未达标",
            Point::Negative => "实际为负",
            Point::FullAt(at) => return format!("正好在满分线 {}", percent(*at)),
            Point::FloorUnder(at) => return format!("低于门槛 {}", percent(*at)),
            Point::FloorAt(at) => return format!("正好在门槛 {}", percent(*at)),
            Point::FloorOver(at) => return format!("门槛 {} 之上", percent(*at)),
            Point::Flag(at) => return format!("正好达到 {}，记为超额", percent(*at)),
            Point::Reason(from) => return format!("超过 {}，须说明原因", percent(*from)),
            Point::ExcessAt(from) => return format!("正好完成 {}，不扣分", percent(*from)),
            Point::Excess(from) => return format!("超过 {} 而扣分", percent(*from)),
            Point::ExcessMost(most) => return format!("超额扣分到上限 {} 分", plain(*most)),
            Point::Cap => "封顶",
            Point::AtStart => "正好在起扣点",
            Point::Whole => "扣整数档",
            Point::Fraction => "不足一档",
            Point::AllLost => "扣完",
            Point::Band(_, range) => return format!("区间 {range}"),
            Point::Edge(_, value) => return format!("正好在区间的端点 {value}"),
            Point::Tier(_, name) => return format!("“{name}”一档"),
            Point::TierEdge(_, name) => return format!("“{name}”一档的下限"),
            Point::TierName(_, name) => return format!("只写档名“{name}”"),
            Point::SameText => "照写指标值",
            Point::InTime => "时限之内",
            Point::Late => "逾期",
            Point::Full => "满分",
            Point::Given => "评分",
        };
        text.to_owned()
    }

    /// 这一行的计分走到了没有；规则已经对上。
    pub fn is_reached(&self, seen: &Observed<'_>) -> bool {
        let compares = |test: fn(Ratio, Decimal) -> bool| {
            seen.compared().zip(seen.kind.value()).is_some_and(|(actual, target)| test(actual, target))
        };
        let ends = match seen.kind {
            Kind::Between(range) => (range.low, range.high),
            _ => (None, None),
        };
        let at_end = |end: Option<Bound>| seen.compared().zip(end).is_some_and(|(actual, end)| actual == end.value);
        let share_is = |at: Decimal| seen.share().is_some_and(|share| share == at);
        let done = seen.result.fulfilment;
        match self {
            Point::Met => seen.met(),
            Point::Equal => compares(|actual, target| actual == target) || share_is(Decimal::ONE),
            Point::Inside => seen.met() && !at_end(ends.0) && !at_end(ends.1),
            Point::LowEnd => at_end(ends.0),
            Point::HighEnd => at_end(ends.1),
            Point::Low => {
                let below = |end: Bound| seen.compared().is_some_and(|actual| actual < end.value);
                seen.missed() && (compares(|actual, target| actual < target) || ends.0.is_some_and(below))
            }
            Point::High => {
                let above = |end: Bound| seen.compared().is_some_and(|actual| actual > end.value);
                seen.missed() && (compares(|actual, target| actual > target) || ends.1.is_some_and(above))
            }
            Point::Part => seen.missed() && !seen.is_zero() && !seen.is_full(),
            Point::Zero => seen.missed() && seen.is_zero(),
            Point::ZeroTarget => {
                let not_positive = seen.kind.value().is_some_and(|target| target <= Decimal::ZERO);
                not_positive && (seen.missed() || seen.result.status == Status::NotScored(Code::E0507))
            }
            Point::Negative => {
                let below_zero = seen.compared().is_some_and(|actual| actual < Decimal::ZERO);
                below_zero || seen.has(|step| matches!(step, Step::NegativeAsZero { .. }))
            }
            Point::FullAt(at) => share_is(*at) && seen.has(|step| matches!(step, Step::FullAt { reached: true, .. })),
            Point::FloorUnder(_) => seen.has(|step| matches!(step, Step::Floor { passed: false, .. })),
            Point::FloorAt(at) => share_is(*at) && seen.has(|step| matches!(step, Step::Floor { passed: true, .. })),
            Point::FloorOver(at) => {
                let over = seen.share().is_some_and(|share| share > *at);
                over && seen.has(|step| matches!(step, Step::Floor { passed: true, .. }))
            }
            Point::Flag(at) => seen.result.status == Status::Exceeded && done.is_some_and(|done| done == *at),
            Point::Reason(from) => done.is_some_and(|done| done > *from),
            Point::ExcessAt(from) => {
                let at = done.is_some_and(|done| done == *from);
                seen.met() && at && !seen.has(|step| matches!(step, Step::Excess { .. }))
            }
            Point::Excess(_) => seen.has(|step| matches!(step, Step::Excess { lost, .. } if *lost > Decimal::ZERO)),
            Point::ExcessMost(most) => seen.has(|step| matches!(step, Step::Excess { lost, .. } if *lost == *most)),
            Point::Cap => seen.has(|step| matches!(step, Step::Cap { .. })),
            Point::AtStart => seen.beyond().is_some_and(|beyond| beyond == Decimal::ZERO) && seen.is_full(),
            Point::Whole => {
                seen.missed() && !seen.is_zero() && steps_of(seen).is_some_and(|steps| steps == steps.floor())
            }
            Point::Fraction => steps_of(seen).is_some_and(|steps| steps > steps.floor()),
            Point::AllLost => {
                seen.is_zero() && seen.has(|step| matches!(step, Step::Subtract { left, .. } if *left == Decimal::ZERO))
            }
            Point::Band(at, _) => seen.has(|step| matches!(step, Step::Band { band, .. } if band == at)),
            Point::Edge(edge, _) => seen.has(|step| matches!(step, Step::Band { value, .. } if *value == *edge)),
            Point::Tier(at, _) => tier_of(seen).is_some_and(|(tier, _)| tier == *at),
            Point::TierEdge(at, _) => {
                let RuleKind::Tiers { tiers, .. } = &seen.rule.kind else { return false };
                tier_of(seen)
                    .zip(tiers.get(*at))
                    .is_some_and(|((tier, worth), edge)| tier == *at && worth == Worth::Share(edge.from))
            }
            Point::TierName(at, _) => {
                let RuleKind::Tiers { tiers, .. } = &seen.rule.kind else { return false };
                let named = seen
                    .entry
                    .zip(tiers.get(*at))
                    .is_some_and(|(entry, tier)| tier.name == entry.text || tier.aliases.contains(&entry.text));
                named && tier_of(seen).is_some_and(|(tier, _)| tier == *at)
            }
            Point::SameText => {
                let same = seen.entry.is_some_and(|entry| entry.text == seen.target);
                same && tier_of(seen).is_some()
            }
            Point::InTime => seen.has(|step| matches!(step, Step::Timing { met: true, .. })),
            Point::Late => seen.has(|step| matches!(step, Step::Timing { met: false, .. })),
            Point::Full => seen.is_full(),
            Point::Given => seen.entry.is_some_and(|entry| matches!(entry.actual, Actual::Score(_))),
        }
    }
}

/// 相差几档，取整之前；没有差的为空。
fn steps_of(seen: &Observed<'_>) -> Option<Ratio> {
    let RuleKind::Steps { per, .. } = seen.rule.kind else { return None };
    seen.beyond().filter(|beyond| *beyond > Decimal::ZERO)?.over(per)
}

fn tier_of(seen: &Observed<'_>) -> Option<(usize, Worth)> {
    seen.find(|step| match *step {
        Step::Tier { tier, worth } => Some((tier, worth)),
        _ => None,
    })
}
