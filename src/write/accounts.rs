//! 决算核对的终端文字。

use super::audit::finding_lines;
use crate::report::AccountsReport;
use std::fmt::Write;

/// 各个发现、没有用上的规则、一句话的结论。
pub fn accounts_text(report: &AccountsReport) -> String {
    let mut out = format!("决算核对　规则 {}\n", report.rules);
    finding_lines(&report.findings, &mut out);
    if !report.unused.is_empty() {
        let _ = writeln!(out, "\n没有用上的规则（缺数，没有核对）：");
        for line in &report.unused {
            let _ = writeln!(out, "  {line}");
        }
    }
    let _ = writeln!(out, "\n{}", report.summary);
    out
}
