//! 指标值与规则的满分线说的不是一回事（W0819）：达标了还不满分，或者没有达标也满分。

use super::row::Row;
use crate::diagnostic::{Code, Sink};
use crate::model::{Band, Pay, RuleKind, Variable};
use crate::number::{Decimal, plain};
use crate::target::{Bound, Kind};

/// 越大越好，还是越小越好。
#[derive(Clone, Copy, PartialEq, Eq)]
enum Better {
    Up,
    Down,
}

pub fn look(row: &Row<'_>, sink: &mut Sink) {
    let target = &row.indicator.target;
    let (better, wanted) = match target.kind {
        Kind::AtLeast(value) => (Better::Up, Bound::closed(value)),
        Kind::Above(value) => (Better::Up, Bound { value, closed: false }),
        Kind::AtMost(value) => (Better::Down, Bound::closed(value)),
        Kind::Below(value) => (Better::Down, Bound { value, closed: false }),
        _ => return,
    };
    let full = match &row.indicator.rule.kind {
        RuleKind::Bands { on: Variable::Actual, bands } => band_line(bands, row.indicator.points, better),
        RuleKind::Steps { from: Some(from), .. } => Some(Bound { value: *from, closed: wanted.closed }),
        _ => None,
    };
    let Some(full) = full.filter(|full| *full != wanted) else { return };
    let sign = match (better, full.closed) {
        (Better::Up, true) => "≥",
        (Better::Up, false) => ">",
        (Better::Down, true) => "≤",
        (Better::Down, false) => "<",
    };
    let line = format!("{sign}{}{}", plain(full.value), target.unit.as_str());
    let is_easier = match better {
        Better::Up => (full.value, !full.closed) < (wanted.value, !wanted.closed),
        Better::Down => (full.value, full.closed) > (wanted.value, wanted.closed),
    };
    let message = if is_easier {
        format!("“{}”的指标值是 {}，规则却在 {line} 就给满分", row.indicator.name, target.text)
    } else {
        format!("“{}”的指标值是 {}，规则却要 {line} 才给满分", row.indicator.name, target.text)
    };
    sink.push(row.at_target(Code::W0819, message, "与规则的满分线不同"));
}

/// 满分从哪里起：越大越好的取满分各段最低的一端，反之取最高的一端。按比例给分的段说不清，不看。
fn band_line(bands: &[Band], points: Decimal, better: Better) -> Option<Bound> {
    if bands.iter().any(|band| matches!(band.pay, Pay::Slope(..) | Pay::Completion)) {
        return None;
    }
    let is_full = |band: &&Band| match band.pay {
        Pay::Score(score) => score >= points,
        Pay::Share(share) => share >= Decimal::ONE,
        Pay::Slope(..) | Pay::Completion => false,
    };
    let full = bands.iter().filter(is_full);
    match better {
        Better::Up => full.filter_map(|band| band.range.low).min_by_key(|low| (low.value, !low.closed)),
        Better::Down => full.filter_map(|band| band.range.high).max_by_key(|high| (high.value, high.closed)),
    }
}
