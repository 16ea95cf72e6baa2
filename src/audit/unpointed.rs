//! 没有印分值、只印了得分的行：得分能看出分值时，照样说出怎样来的。

use super::infer::points_behind;
use super::way::{Fact, Way, rounding_text};
use super::{PrintedRow, RowAudit};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::number::{Decimal, Mode, Ratio, Rounding, plain};

/// 逐行看；返回行的序号与发现。
pub(super) fn look(rows: &[PrintedRow], audits: &[RowAudit]) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    let all: Vec<(usize, Decimal, Fact)> = audits
        .iter()
        .enumerate()
        .filter_map(|(at, audit)| Some((at, audit.declared.filter(|_| audit.points.is_none())?, audit.fact?)))
        .collect();
    // 超额的行得分都不是整分、又都推得出整数的分值，才说得上不封顶。
    let uncapped: Vec<(usize, Decimal, Decimal, Fact)> = all
        .iter()
        .filter_map(|&(at, declared, fact)| {
            let share = fact.share().filter(|share| *share > Decimal::ONE)?;
            let points = points_behind(declared, share)?;
            (declared > points && !declared.fract().is_zero()).then_some((at, points, declared, fact))
        })
        .collect();
    if uncapped.len() >= 2 {
        for (at, points, declared, fact) in uncapped {
            let message = format!(
                "{}：没有印分值；分值若是 {}，印的 {} 正是{}（{}），超额的得分高过了分值",
                rows[at].title(),
                plain(points),
                plain(declared),
                Way::Uncapped.title(),
                Way::Uncapped.sum(points, fact)
            );
            found.push((at, at_score(Code::A0320, message, &rows[at])));
        }
    }
    for &(at, declared, fact) in &all {
        found.extend(twice(at, declared, fact, &rows[at]));
        found.extend(truncated(at, declared, fact, rows, audits));
    }
    found
}

fn at_score(code: Code, message: String, row: &PrintedRow) -> Diagnostic {
    Diagnostic::new(code, message).at(&row.score.place).label("印的得分").severity(Severity::Warning)
}

/// 达标而得分不是整分，除以实际的百分数才是：又乘了一遍百分数。
fn twice(at: usize, declared: Decimal, fact: Fact, row: &PrintedRow) -> Option<(usize, Diagnostic)> {
    let Fact::Up(actual, _, true) = fact else { return None };
    if !fact.is_met() || actual >= Decimal::ONE_HUNDRED || declared.fract().is_zero() {
        return None;
    }
    let points = points_behind(declared, Ratio::new(actual, Decimal::ONE_HUNDRED)?)?;
    let message = format!(
        "{}：实际“{}”达到指标值“{}”，印的 {} 却是 {}×{}%：达标应得满分，这里又乘了一遍实际的百分数（没有印分值，照 {} 分推算）",
        row.title(),
        row.actual.text,
        row.target.text,
        plain(declared),
        plain(points),
        plain(actual),
        plain(points)
    );
    Some((at, at_score(Code::A0304, message, row)))
}

/// 未达标而得整分，同一二级指标达标的各行得分都相同：照那个分值算，只差取整。
fn truncated(
    at: usize,
    declared: Decimal,
    fact: Fact,
    rows: &[PrintedRow],
    audits: &[RowAudit],
) -> Option<(usize, Diagnostic)> {
    let row = &rows[at];
    if fact.is_met() || !declared.fract().is_zero() || matches!(fact, Fact::Down(..)) {
        return None;
    }
    let kin: Vec<Decimal> = rows
        .iter()
        .zip(audits)
        .filter(|(other, audit)| other.level2.text == row.level2.text && audit.fact.is_some_and(Fact::is_met))
        .filter_map(|(_, audit)| audit.declared)
        .collect();
    let points = *kin.first()?;
    if kin.len() < 2 || kin.iter().any(|score| *score != points) {
        return None;
    }
    let exact = Way::Proportional.exact(points, fact)?;
    let modes = [Mode::HalfUp, Mode::Down, Mode::Up].map(|mode| Rounding { places: 0, mode });
    let fitting: Vec<Rounding> =
        modes.into_iter().filter(|rounding| exact.round(*rounding) == declared && exact != declared).collect();
    if fitting.is_empty() {
        return None;
    }
    let message = format!(
        "{}：没有印分值；同类达标的行都得 {}，照这个分值 {}＝{}，{}是印的 {}",
        row.title(),
        plain(points),
        Way::Proportional.sum(points, fact),
        plain(exact.shown().0),
        rounding_text(&fitting),
        plain(declared)
    );
    Some((at, at_score(Code::A0305, message, row)))
}
