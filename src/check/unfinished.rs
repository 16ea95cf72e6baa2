//! 还没有填完的填报：自设的行不够、分值还没有凑足也照收，好导出去接着填。

use super::section::counted_points;
use super::submission::{Base, Checked, submission};
use crate::diagnostic::Sink;
use crate::model::{Room, Set};
use crate::number::Decimal;
use crate::parse::RawSubmission;
use std::sync::Arc;

/// 审查依体系的一份填报，不问自设的行够不够、分值合计对不对；别的错误照报，有错误的返回 `None`。
pub fn unfinished(raw: &RawSubmission, set: &Arc<Set>, sha256: String, sink: &mut Sink) -> Option<Checked> {
    let checked = submission(raw, &Base::Set(Arc::new(fitted(set, raw))), sha256, sink)?;
    Some(Checked { set: Arc::clone(set), ..checked })
}

/// 各处余地不设下限，规定的分值恰好等于已经写下的。
fn fitted(set: &Set, raw: &RawSubmission) -> Set {
    let mut fitted = set.clone();
    for section in &mut fitted.sections {
        let level1 = section.level1.clone();
        let sum = |level2: Option<&str>| -> Decimal {
            let is_here = |l1: &str, l2: &str| l1 == level1 && level2.is_none_or(|level2| l2 == level2);
            let own = raw
                .indicators
                .iter()
                .filter(|(row, _)| row.level1.as_ref().is_some_and(|level1| is_here(&level1.value, &row.level2)));
            let fixed = set.indicators.iter().filter(|row| is_here(&row.level1, &row.level2));
            let own: Decimal = own.filter_map(|(row, _)| row.points.as_ref()).map(|points| points.value).sum();
            counted_points(fixed, &set.groups) + own
        };
        let open = |room: &mut Option<Room>, points: &mut Decimal, level2: Option<&str>| {
            if let Some(room) = room {
                room.min = 0;
                *points = sum(level2);
            }
        };
        for part in &mut section.parts {
            open(&mut part.room, &mut part.points, Some(&part.level2));
        }
        if section.parts.is_empty() {
            open(&mut section.room, &mut section.points, None);
        }
    }
    fitted
}
