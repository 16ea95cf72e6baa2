//! 只有体系、还没有填报时，一份什么也没有填的填报。

use crate::diagnostic::{Code, Place};
use crate::model::{
    Actual, Declaration, Declared, DeclaredRow, Entry, Money, Row, RowOrigin, Set, Submission, Supplement,
};
use crate::number::Unit;

/// 什么也没有填的填报；各行都还没有实际完成值。
pub fn blank(set: &Set, year: i32, place: &Place) -> Submission {
    let entry = || Entry {
        actual: Actual::Unscored(Code::E0403),
        computed: None,
        text: String::new(),
        reason: String::new(),
        evidence: String::new(),
        inferred: false,
    };
    let rows: Vec<Row> = set
        .indicators
        .iter()
        .enumerate()
        .map(|(at, indicator)| Row {
            origin: RowOrigin::Set(at),
            section: set.sections.iter().position(|s| s.level1 == indicator.level1).unwrap_or(0),
            group: set.groups.iter().position(|g| g.codes.contains(&indicator.code)),
            goal: None,
            entry: entry(),
            place: place.clone(),
        })
        .collect();
    Submission {
        place: place.clone(),
        supplement: Supplement::default(),
        unit: String::new(),
        year,
        date: String::new(),
        project: String::new(),
        supervisor: String::new(),
        implementer: String::new(),
        sha256: String::new(),
        money: Money {
            unit: Unit::wan_yuan(),
            total: None,
            sources: vec![None; set.execution.as_ref().map_or(0, |execution| execution.sources.len())],
            reason: String::new(),
            inferred: false,
            place: place.clone(),
        },
        goals: Vec::new(),
        tasks: Vec::new(),
        own: Vec::new(),
        declared: Declared { rows: vec![DeclaredRow::default(); rows.len()], ..Declared::default() },
        rows,
        deductions: Vec::new(),
        vetoes: Vec::new(),
        declaration: Declaration::default(),
        monitoring: None,
        allows: Vec::new(),
    }
}
