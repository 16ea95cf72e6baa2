//! 体系的不同与结果的比较：终端文字与 Markdown。

use super::markdown::escape;
use super::{Align, Grid, to_list};
use crate::report::{Change, ChangeKind, ChangeLine, Changes, ComparedRow, Comparison, Grades, RowSide, Shift};
use std::fmt::Write;

/// 没有的一边。
const NONE: &str = "（无）";

/// 两个体系的不同，终端文字。
pub fn changes_text(changes: &Changes) -> String {
    let mut out = format!("{} → {}\n", changes.from, changes.to);
    if changes.groups.is_empty() {
        out.push_str("没有不同\n");
    }
    for group in &changes.groups {
        let _ = writeln!(out, "\n{}", group.title);
        for change in &group.changes {
            let _ = writeln!(out, "  {}", heading(change));
            for line in &change.lines {
                let _ = writeln!(out, "    {}", sentence(change, line));
            }
        }
    }
    out
}

/// 两个体系的不同，Markdown。
pub fn changes_markdown(changes: &Changes) -> String {
    let mut out = format!("# {} → {}\n", escape(&changes.from), escape(&changes.to));
    if changes.groups.is_empty() {
        out.push_str("\n没有不同。\n");
    }
    for group in &changes.groups {
        let _ = writeln!(out, "\n## {}\n", group.title);
        for change in &group.changes {
            let _ = writeln!(out, "- **{}**", escape(&heading(change)));
            for line in &change.lines {
                let _ = writeln!(out, "  - {}", escape(&sentence(change, line)));
            }
        }
    }
    out
}

fn heading(change: &Change) -> String {
    let title = change.kind.title();
    if change.subject.is_empty() { title.to_owned() } else { format!("{title} {}", change.subject) }
}

fn sentence(change: &Change, line: &ChangeLine) -> String {
    let text = |side: &Option<String>| side.as_deref().unwrap_or(NONE).replace('\n', " ");
    match change.kind {
        ChangeKind::Added => format!("{}：{}", line.what, text(&line.to)),
        ChangeKind::Removed => format!("{}：{}", line.what, text(&line.from)),
        _ => format!("{}：{} → {}", line.what, text(&line.from), text(&line.to)),
    }
}

/// 结果的比较，终端文字；`width` 为终端列数。
pub fn comparison_text(comparison: &Comparison, width: usize) -> String {
    let mut out = format!("{}\n{}\n", sides(comparison), totals(comparison));
    if comparison.rows.is_empty() {
        out.push_str("各行得分相同\n");
    } else {
        let aligns = [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Left];
        let rows = comparison.rows.iter().map(cells).collect();
        out.push_str(&to_list(&Grid::from_rows(&HEADER, rows, &aligns), width));
    }
    for note in &comparison.notes {
        let _ = writeln!(out, "说明：{note}");
    }
    out
}

/// 结果的比较，Markdown。
pub fn comparison_markdown(comparison: &Comparison) -> String {
    let mut out = format!("## {}\n\n{}\n", escape(&sides(comparison)), escape(&totals(comparison)));
    if comparison.rows.is_empty() {
        out.push_str("\n各行得分相同。\n");
    } else {
        let _ = write!(out, "\n| {} |\n|---|---|---:|---:|---:|---|\n", HEADER.join(" | "));
        for row in &comparison.rows {
            let cells: Vec<String> = cells(row).iter().map(|cell| escape(cell)).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    if !comparison.notes.is_empty() {
        out.push('\n');
    }
    for note in &comparison.notes {
        let _ = writeln!(out, "- {}", escape(note));
    }
    out
}

const HEADER: [&str; 6] = ["编码", "指标", "前", "后", "差", "为什么"];

fn cells(row: &ComparedRow) -> Vec<String> {
    let code = |side: &Option<RowSide>| side.as_ref().map(|side| side.code.clone());
    let code = match (code(&row.from), code(&row.to)) {
        (Some(from), Some(to)) if from != to => format!("{from} → {to}"),
        (from, to) => to.or(from).unwrap_or_default(),
    };
    let score = |side: &Option<RowSide>| match side {
        None => "—".to_owned(),
        Some(side) => format!("{}/{}", side.shown(), side.points),
    };
    let difference = row.difference.clone().unwrap_or_else(|| "—".to_owned());
    vec![code, row.name.clone(), score(&row.from), score(&row.to), difference, row.why.join("；")]
}

/// 两边是谁：单位、年度与体系，相同的只写一次。
fn sides(comparison: &Comparison) -> String {
    let (from, to) = (&comparison.from, &comparison.to);
    let shift = |from: &str, to: &str| if from == to { from.to_owned() } else { format!("{from} → {to}") };
    let year = shift(&from.year.to_string(), &to.year.to_string());
    format!("{}　{year} 年度　体系 {}", shift(&from.unit, &to.unit), shift(&from.set, &to.set))
}

fn totals(comparison: &Comparison) -> String {
    let mut out = format!("总分 {}", shift_text(&comparison.total));
    if let Some(execution) = &comparison.execution {
        let _ = write!(out, "　执行率得分 {}", shift_text(execution));
    }
    if let Some(grade) = grade_text(&comparison.grade) {
        let _ = write!(out, "　等次 {grade}");
    }
    out
}

/// 一个数的变化，如“95.30 → 96.10（＋0.80）”。
pub(super) fn shift_text(shift: &Shift) -> String {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "未评".to_owned());
    let difference = shift.difference.as_ref().map_or_else(String::new, |difference| format!("（{difference}）"));
    format!("{} → {}{difference}", side(&shift.from), side(&shift.to))
}

/// 等次的变化；两边都没有的不写。
pub(super) fn grade_text(grade: &Grades) -> Option<String> {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "未评".to_owned());
    (grade.from.is_some() || grade.to.is_some()).then(|| format!("{} → {}", side(&grade.from), side(&grade.to)))
}

/// 各份填报在两边的总分与等次，一份一行。
pub fn totals_text(comparisons: &[Comparison], width: usize) -> String {
    let header = ["单位", "年度", "总分", "等次"];
    let rows = comparisons.iter().map(|c| {
        let grade = grade_text(&c.grade).unwrap_or_default();
        vec![c.from.unit.clone(), c.from.year.to_string(), shift_text(&c.total), grade]
    });
    to_list(&Grid::from_rows(&header, rows.collect(), &[Align::Left; 4]), width)
}
