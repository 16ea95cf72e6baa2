//! 决算核对的结果写成文字，与对外的 JSON（`ziping.accounts/1`）。

use super::audit::{FindingGroup, groups, place_text};
use crate::audit::accounts::Report;
use crate::diagnostic::{Diagnostic, Severity, Sink, Sources, to_json};
use serde::Serialize;
use serde_json::json;

/// 决算的核对，全部文字。
#[derive(Clone, Debug, Serialize)]
pub struct AccountsReport {
    /// 用的哪份规则。
    pub rules: String,
    /// 各个发现，重的在前，同一代码的归在一起。
    pub findings: Vec<FindingGroup>,
    /// 没有用上的规则，与缺什么。
    pub unused: Vec<String>,
    /// 一句话的结论。
    pub summary: String,
}

/// 决算的核对写成文字；`rules` 是规则的名称。
pub fn accounts_report(report: &Report, rules: &str, sources: &Sources) -> AccountsReport {
    let counted = [(Severity::Error, "个错误"), (Severity::Warning, "条提醒"), (Severity::Note, "条说明")];
    let counted = counted.into_iter().map(|(severity, what)| (report.count(severity), what));
    let counted: Vec<String> =
        counted.filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let found = if counted.is_empty() { "没有发现问题".to_owned() } else { counted.join("，") };
    let place = |found: &Diagnostic| {
        let at = found.place.as_ref().map(|place| sources.get(sources.shown(place).source).name.as_str());
        at.map_or_else(String::new, |name| format!("{name}:{}", place_text(found, sources)))
    };
    let summary = format!("决算核对了 {} 条规则、{} 处：{found}。", report.rules, report.places);
    AccountsReport {
        rules: rules.to_owned(),
        findings: groups(report.findings.iter().map(|found| (None, found)), &place),
        unused: report.unused.iter().map(|(id, why)| format!("{id}：{why}")).collect(),
        summary,
    }
}

/// 决算核对的 JSON 文字，缩进两格，末尾换行。
pub fn accounts_json(report: &Report, rules: &str, sources: &Sources) -> String {
    let mut sink = Sink::default();
    report.findings.iter().for_each(|found| sink.push(found.clone()));
    let unused: Vec<_> = report.unused.iter().map(|(id, why)| json!({ "rule": id, "why": why })).collect();
    let json = json!({
        "format": "ziping.accounts/1",
        "rules": rules,
        "checked": { "rules": report.rules, "places": report.places },
        "unused": unused,
        "findings": to_json(sources, &sink),
    });
    format!("{json:#}\n")
}
