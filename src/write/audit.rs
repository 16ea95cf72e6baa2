//! 复核的终端文字。

use super::{Align, Grid, to_list};
use crate::report::{AuditReport, AuditedRow, FindingGroup};
use std::fmt::Write;

/// 表头、各行印的与算的、总分、各个发现、一句话的结论；`width` 为终端列数。
pub fn audit_text(report: &AuditReport, width: usize) -> String {
    let mut out = String::new();
    let year = if report.year.is_empty() { String::new() } else { format!("{} 年度", report.year) };
    let head = [report.unit.as_str(), &year, &report.title];
    let head: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
    let _ = writeln!(out, "{}", head.join("　"));
    let _ = writeln!(out, "文件 {}", report.file);
    let _ = writeln!(out, "口径 {}（{}）：{}", report.profile, report.profile_title, report.why);
    let header = ["行", "三级指标", "年度指标值", "实际完成值", "分值", "印", "算", "相符", "发现"];
    let aligns = [
        Align::Right,
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
        Align::Left,
    ];
    let rows: Vec<Vec<String>> = report.execution.iter().chain(&report.rows).map(cells).collect();
    if !rows.is_empty() {
        out.push_str(&to_list(&Grid::from_rows(&header, rows, &aligns), width));
    }
    let total = &report.total;
    let parts = [
        ("印的总分", &total.declared),
        ("印的各项之和", &total.sum),
        ("照口径算", &total.recomputed),
        ("印的等次", &total.grade),
        ("应评", &total.grade_due),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(title, text)| format!("{title} {text}")).collect();
    if !parts.is_empty() {
        let _ = writeln!(out, "{}", parts.join("　"));
    }
    finding_lines(&report.findings, &mut out);
    for (at, line) in report.inference.iter().enumerate() {
        let _ = writeln!(out, "{}{line}", if at == 0 { "\n" } else { "" });
    }
    let _ = writeln!(out, "\n{}", report.summary);
    out
}

/// 各个发现，一个代码一段。
pub(super) fn finding_lines(groups: &[FindingGroup], out: &mut String) {
    for group in groups {
        let _ = writeln!(out, "\n{}[{}] {}", group.severity_title, group.code, group.title);
        for (at, item) in group.items.iter().enumerate() {
            let row = item.row.map_or_else(String::new, |row| format!("第 {row} 行　"));
            let place = if item.place.is_empty() { String::new() } else { format!("　［{}］", item.place) };
            let _ = writeln!(out, "  {row}{}{place}", item.message.replace('\n', " "));
            // 接着的几条是同一个办法，只说一遍。
            if group.items.get(at + 1).is_none_or(|next| next.help != item.help) {
                let _ = writeln!(out, "  办法：{}", item.help);
            }
        }
    }
}

fn cells(row: &AuditedRow) -> Vec<String> {
    let codes = row.codes.join(" ");
    let cells = [
        &row.number,
        &row.name,
        &row.target,
        &row.actual,
        &row.points,
        &row.declared,
        &row.recomputed,
        row.verdict,
        &codes,
    ];
    cells.map(|cell: &str| cell.to_owned()).to_vec()
}
