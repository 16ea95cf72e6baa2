//! 分值合不合口径的通例（W0812），必须有的一级指标有没有（W0813）。

use super::row::without_note;
use crate::check::norm_text;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::model::{Norm, Set};
use crate::number::{Decimal, plain};
use crate::parse::{RawExecution, RawIndicator, RawSet, RawSubmission};

/// 通例里代表预算执行一块的名称。
const EXECUTION: &str = "预算执行率";

/// 体系的各板块。
pub fn of_set(raw: &RawSet, set: &Set, sink: &mut Sink) {
    let section = |level1: &str| {
        let sections = raw.sections.iter().filter(|s| s.level2.is_empty());
        sections.into_iter().find(|s| s.level1.value == level1).map(|s| &s.points.place)
    };
    let place = |level1: &str| section(level1).or_else(|| points_of(raw.indicators.iter(), level1));
    look(set, raw.execution.as_ref(), &raw.place, &place, sink);
}

/// 只依口径的填报，各板块由行推出。
pub fn of_submission(raw: &RawSubmission, set: &Set, sink: &mut Sink) {
    // 分目标计分时，各板块的分值随目标的占比折算，与通例不是一回事。
    if raw.goals.iter().any(|goal| goal.share.is_some()) {
        return;
    }
    let place = |level1: &str| points_of(raw.indicators.iter().map(|(row, _)| row), level1);
    look(set, raw.execution.as_ref(), &raw.place, &place, sink);
}

fn points_of<'a>(mut rows: impl Iterator<Item = &'a RawIndicator>, level1: &str) -> Option<&'a Place> {
    let row = rows.find(|row| row.level1.as_ref().is_some_and(|l| l.value == level1))?;
    Some(row.points.as_ref().map_or(&row.place, |points| &points.place))
}

fn look<'a>(
    set: &Set,
    execution: Option<&'a RawExecution>,
    head: &'a Place,
    place: &dyn Fn(&str) -> Option<&'a Place>,
    sink: &mut Sink,
) {
    // 通例说的是一百分的整张表。
    if set.total != Decimal::ONE_HUNDRED {
        return;
    }
    for norm in set.profile.norms.iter().filter(|norm| norm.kind == set.kind) {
        let found = if norm.level1 == EXECUTION {
            let place = execution.map(|e| e.points.as_ref().map_or(&e.place, |points| &points.place));
            set.execution.as_ref().map(|e| (e.points, place))
        } else {
            let section = set.sections.iter().find(|s| without_note(&s.level1) == norm.level1);
            section.map(|s| (s.points, place(&s.level1)))
        };
        match found {
            Some((points, place)) => compare(norm, points, place.unwrap_or(head), sink),
            None if norm.required => {
                let message = format!("缺少“{}”：{}要求有", norm.level1, basis(norm));
                sink.push(Diagnostic::new(Code::W0813, message).at(head).label("这张表"));
            }
            None => {}
        }
    }
}

fn compare(norm: &Norm, points: Decimal, place: &Place, sink: &mut Sink) {
    let Some(range) = norm.points.filter(|(low, high)| points < *low || points > *high) else { return };
    let message = format!("“{}”占 {} 分，{}是 {} 分", norm.level1, plain(points), basis(norm), norm_text(range));
    sink.push(Diagnostic::new(Code::W0812, message).at(place).label("与通例不同"));
}

fn basis(norm: &Norm) -> String {
    if norm.source.starts_with("unconfirmed") {
        "口径的通例".to_owned()
    } else {
        format!("通例（{}）", norm.source_text())
    }
}
