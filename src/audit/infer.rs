//! 不知道用的哪条规则时，把见过的算法与修约逐一试过，看哪一种对得上的行最多。
//!
//! 只列出来，不替人选：对得上同样多的都列，一行也对不上的另说。

use super::way::{Fact, Way, roundings};
use super::{Audit, RowAudit};
use crate::number::{Decimal, Mode, Ratio, Rounding};

/// 一种假设：越大越好的行、越小越好的行各用哪种算法，怎样修约。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hypothesis {
    /// 表上没有这样的行时没有。
    pub up: Option<Way>,
    pub down: Option<Way>,
    pub rounding: Rounding,
    /// 对得上的行，从零起。
    pub explained: Vec<usize>,
}

/// 没有印分值的一行：分值是多少才对得上，只供参考。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointsHint {
    pub row: usize,
    pub points: Decimal,
    /// 照这个分值，印的得分超过了分值。
    pub is_above: bool,
}

/// 试的结果。
#[derive(Clone, Debug)]
pub struct Inference {
    /// 分值、得分、指标值、实际完成值都有数的行，从零起。
    pub rows: Vec<usize>,
    /// 其中能分辨规则的行数：换一种假设就对不上的。
    pub telling: usize,
    /// 对得上最多的各种假设。
    pub best: Vec<Hypothesis>,
    /// 一共试了多少种。
    pub tried: usize,
    /// 哪一种都对不上的行，从零起。
    pub unexplained: Vec<usize>,
    /// 口径的规则对得上几行。
    pub profile: usize,
    pub hints: Vec<PointsHint>,
}

/// 试各种规则与修约。
pub fn infer(audit: &Audit) -> Inference {
    let facts: Vec<(usize, Decimal, Decimal, Fact)> = audit
        .rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, row.points?, row.declared?, row.fact?)))
        .collect();
    let is_down = |fact: &Fact| matches!(fact, Fact::Down(..));
    let options = |any: bool, ways: &[Way]| -> Vec<Option<Way>> {
        if any { ways.iter().copied().map(Some).collect() } else { vec![None] }
    };
    let ups = options(facts.iter().any(|(.., fact)| !is_down(fact)), &Way::UP);
    let downs = options(facts.iter().any(|(.., fact)| is_down(fact)), &Way::DOWN);
    let mut all = Vec::new();
    if !facts.is_empty() {
        for rounding in roundings() {
            for &up in &ups {
                for &down in &downs {
                    let fits = |&&(_, points, declared, fact): &&(usize, Decimal, Decimal, Fact)| {
                        let way = if is_down(&fact) { down } else { up };
                        let exact = way.and_then(|way| way.exact(points, fact));
                        exact.is_some_and(|exact| exact.round(rounding) == declared)
                    };
                    let explained = facts.iter().filter(fits).map(|(at, ..)| *at).collect();
                    all.push(Hypothesis { up, down, rounding, explained });
                }
            }
        }
    }
    let most = all.iter().map(|hypothesis| hypothesis.explained.len()).max().unwrap_or(0);
    let rows: Vec<usize> = facts.iter().map(|(at, ..)| *at).collect();
    let explained_by = |at: &usize| all.iter().filter(|hypothesis| hypothesis.explained.contains(at)).count();
    let telling = rows.iter().filter(|at| explained_by(at) < all.len()).count();
    let unexplained = rows.iter().copied().filter(|at| explained_by(at) == 0).collect();
    let profile = rows.iter().filter(|&&at| audit.rows[at].agrees == Some(true)).count();
    let tried = all.len();
    let best = all.into_iter().filter(|hypothesis| most > 0 && hypothesis.explained.len() == most).collect();
    Inference { rows, telling, best, tried, unexplained, profile, hints: hints(&audit.rows) }
}

/// 各行没有印的分值。
fn hints(rows: &[RowAudit]) -> Vec<PointsHint> {
    let hint = |(row, audit): (usize, &RowAudit)| {
        let (None, Some(declared), Some(fact)) = (audit.points, audit.declared, audit.fact) else { return None };
        let points = points_behind(declared, fact.share()?)?;
        Some(PointsHint { row, points, is_above: declared > points })
    };
    rows.iter().enumerate().filter_map(hint).collect()
}

/// 整数的分值，乘以完成比例、照印的位数四舍五入正是印的得分；没有的返回 `None`。
pub(super) fn points_behind(declared: Decimal, share: Ratio) -> Option<Decimal> {
    if declared <= Decimal::ZERO || share <= Decimal::ZERO {
        return None;
    }
    // declared ÷ share
    let points = Ratio::new(share.den(), share.num())?.times(declared);
    let points = points.round(Rounding { places: 0, mode: Mode::HalfUp });
    let rounding = Rounding { places: declared.normalize().scale(), mode: Mode::HalfUp };
    (points > Decimal::ZERO && share.times(points).round(rounding) == declared.normalize()).then_some(points)
}
