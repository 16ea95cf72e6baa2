//! 假设的结果：终端文字。

use super::comparison::{grade_text, shift_text};
use crate::report::{Assumed, RowSide};
use std::fmt::Write;

/// 所假设的各行、跟着变了的各行、总分与等次；开头与末尾都说明是假设。
pub fn assumption_text(assumed: &Assumed, unit: &str, year: i32) -> String {
    let mut out = format!("假设　{unit}　{year} 年度　（不是自评结果，填报文件没有改）\n");
    let score = |side: &RowSide| side.shown().to_owned();
    for row in &assumed.rows {
        let (before, after) = (&row.from, &row.to);
        let actual = if before.actual.is_empty() { "（没有填）" } else { &before.actual };
        let difference = row.difference.as_ref().map_or_else(String::new, |d| format!("（{d}）"));
        let _ =
            writeln!(out, "  {} {}　指标值 {}　实际 {actual} → {}", after.code, row.name, after.target, after.actual);
        let _ = write!(out, "    得分 {} → {}{difference}　分值 {}", score(before), score(after), after.points);
        if let Some(remaining) = &row.remaining {
            let _ = write!(out, "　还可得 {remaining}");
        }
        out.push('\n');
    }
    for row in &assumed.others {
        let text = |side: &Option<RowSide>| side.as_ref().map_or_else(|| "—".to_owned(), score);
        let why = row.why.join("；");
        let _ = writeln!(out, "  跟着变了：{}　得分 {} → {}　{why}", row.name, text(&row.from), text(&row.to));
    }
    let _ = write!(out, "假设的总分 {}", shift_text(&assumed.total));
    if let Some(remaining) = &assumed.remaining {
        let _ = write!(out, "　离满分还差 {remaining}");
    }
    if let Some(grade) = grade_text(&assumed.grade) {
        let _ = write!(out, "　等次 {grade}");
    }
    out.push('\n');
    out
}
