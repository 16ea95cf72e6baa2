//! 复核的结果写成文字，与对外的 JSON（`ziping.audit/1`）。

use super::inference::{inference_json, inference_lines};
use crate::audit::{About, Audit, ExecutionAudit, ReadTarget, RowAudit};
use crate::diagnostic::{Diagnostic, Severity, Sink, Sources, region, to_json};
use crate::number::{Decimal, fixed, plain};
use crate::target::{Bound, Kind, Target};
use serde::Serialize;
use serde_json::{Value, json};

/// 一张表的复核，全部文字。
#[derive(Clone, Debug, Serialize)]
pub struct AuditReport {
    /// 表的标题；没有印的用通用的名称。
    pub title: String,
    /// 送来的文件。
    pub file: String,
    pub unit: String,
    /// 年度；没有印的为空。
    pub year: String,
    pub region: String,
    pub profile: String,
    pub profile_title: String,
    /// 为什么用这个口径。
    pub why: String,
    /// 资金一块；表上没有的没有。
    pub execution: Option<AuditedRow>,
    pub rows: Vec<AuditedRow>,
    /// 总分：印的、印的各项之和、重新算出的。
    pub total: AuditedTotal,
    /// 各个发现，重的在前，同一代码的归在一起。
    pub findings: Vec<FindingGroup>,
    /// 推断的规则，一行一句；没有要推断的为空。
    pub inference: Vec<String>,
    /// 一句话的结论。
    pub summary: String,
}

/// 复核的一行。
#[derive(Clone, Debug, Serialize)]
pub struct AuditedRow {
    /// 第几行，从一数起；资金一块为空。
    pub number: String,
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub target: String,
    pub actual: String,
    pub points: String,
    pub declared: String,
    pub recomputed: String,
    pub verdict: &'static str,
    /// 这一行的发现的代码。
    pub codes: Vec<&'static str>,
}

/// 复核的总分。
#[derive(Clone, Debug, Serialize)]
pub struct AuditedTotal {
    pub points: String,
    pub declared: String,
    pub sum: String,
    pub recomputed: String,
    pub verdict: &'static str,
    pub grade: String,
    pub grade_due: String,
}

/// 同一代码的各个发现。
#[derive(Clone, Debug, Serialize)]
pub struct FindingGroup {
    pub code: &'static str,
    pub severity: &'static str,
    pub severity_title: &'static str,
    pub title: &'static str,
    pub items: Vec<FoundItem>,
}

/// 一个发现。
#[derive(Clone, Debug, Serialize)]
pub struct FoundItem {
    /// 第几行，从一数起；不单说一行的没有。
    pub row: Option<usize>,
    /// 在文件里的行:列，从一数起。
    pub place: String,
    pub message: String,
    pub help: String,
}

/// 一句话的判断。
fn verdict(agrees: Option<bool>) -> &'static str {
    match agrees {
        Some(true) => "相符",
        Some(false) => "不符",
        None => "未比",
    }
}

fn shown(value: Option<Decimal>) -> String {
    value.map(plain).unwrap_or_default()
}

/// 复核写成文字。
pub fn audit_report(audit: &Audit, sources: &Sources) -> AuditReport {
    let table = &audit.table;
    let places = audit.profile.row.places;
    let score = |value: Option<Decimal>| value.map(|value| fixed(value, places)).unwrap_or_default();
    let codes = |about| audit.about(about).map(|found| found.code.as_str()).collect();
    let rows = table.rows.iter().zip(&audit.rows).enumerate().map(|(at, (printed, row))| AuditedRow {
        number: (at + 1).to_string(),
        level1: printed.level1.text.clone(),
        level2: printed.level2.text.clone(),
        name: printed.name.text.clone(),
        target: printed.target.text.clone(),
        actual: printed.actual.text.clone(),
        points: printed.points.text.clone(),
        declared: printed.score.text.clone(),
        recomputed: score(row.recomputed),
        verdict: verdict(row.agrees),
        codes: codes(About::Row(at)),
    });
    let execution = audit.execution.as_ref().zip(table.budget.as_ref()).map(|(block, budget)| {
        let money = &budget.total;
        AuditedRow {
            number: String::new(),
            level1: String::new(),
            level2: String::new(),
            name: "预算执行率".to_owned(),
            target: money.full_year.text.clone(),
            actual: money.executed.text.clone(),
            points: money.points.text.clone(),
            declared: money.score.text.clone(),
            recomputed: score(block.recomputed),
            verdict: verdict(block.agrees),
            codes: codes(About::Execution),
        }
    });
    let total = &audit.total;
    AuditReport {
        title: if table.title.is_empty() { "自评表".to_owned() } else { table.title.clone() },
        file: sources.get(sources.shown(&table.place).source).name.clone(),
        unit: table.unit.clone(),
        year: table.year.map(|year| year.to_string()).unwrap_or_default(),
        region: table.region.text.clone(),
        profile: audit.profile.id.clone(),
        profile_title: audit.profile.title.clone(),
        why: audit.why.clone(),
        execution,
        rows: rows.collect(),
        total: AuditedTotal {
            points: shown(total.points),
            declared: shown(total.declared),
            sum: shown(total.sum),
            recomputed: total.recomputed.map(|score| fixed(score, audit.profile.total.places)).unwrap_or_default(),
            verdict: verdict(total.agrees),
            grade: total.grade.clone().unwrap_or_default(),
            grade_due: total.grade_due.clone().unwrap_or_default(),
        },
        findings: groups(audit.findings.iter().map(|found| (found.row(), &found.diagnostic)), &|found| {
            place_text(found, sources)
        }),
        inference: audit.inference.as_ref().map(inference_lines).unwrap_or_default(),
        summary: summary(audit),
    }
}

/// 重的在前，同一代码的归在一起，照表上的先后；每个发现带着说的是第几行，从零起。
///
/// `place` 写明位置：只有一份文件的写行与列，几份的连文件名一起写。
pub(super) fn groups<'f>(
    found: impl Iterator<Item = (Option<usize>, &'f Diagnostic)>,
    place: &dyn Fn(&Diagnostic) -> String,
) -> Vec<FindingGroup> {
    let mut order: Vec<_> = found.collect();
    order.sort_by_key(|(_, found)| (found.severity, found.code));
    let mut groups: Vec<FindingGroup> = Vec::new();
    for (row, found) in order {
        let Diagnostic { code, severity, message, help, .. } = found;
        let item = FoundItem {
            row: row.map(|at| at + 1),
            place: place(found),
            message: message.clone(),
            help: help.clone().into_owned(),
        };
        match groups.last_mut().filter(|group| group.code == code.as_str() && group.severity == severity.as_str()) {
            Some(group) => group.items.push(item),
            None => groups.push(FindingGroup {
                code: code.as_str(),
                severity: severity.as_str(),
                severity_title: severity.title(),
                title: code.title(),
                items: vec![item],
            }),
        }
    }
    groups
}

/// 行:列，从一数起；没有位置的为空。
pub(super) fn place_text(found: &Diagnostic, sources: &Sources) -> String {
    let place = found.place.as_ref().map(|place| sources.shown(place));
    place.map_or_else(String::new, |place| {
        let at = region(sources.get(place.source), place.span.clone());
        format!("{}:{}", at.line, at.column)
    })
}

fn summary(audit: &Audit) -> String {
    let rows = |wanted| audit.rows.iter().filter(|row| row.agrees == wanted).count();
    let mut parts = Vec::new();
    if !audit.rows.is_empty() {
        let mut text = format!("{} 行中相符 {}，不符 {}", audit.rows.len(), rows(Some(true)), rows(Some(false)));
        if rows(None) > 0 {
            text.push_str(&format!("，未比 {}", rows(None)));
        }
        parts.push(text);
    }
    let counted = [(Severity::Error, "个错误"), (Severity::Warning, "条提醒"), (Severity::Note, "条说明")];
    let counted = counted.into_iter().map(|(severity, what)| (audit.count(severity), what));
    let counted: Vec<String> =
        counted.filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    parts.push(if counted.is_empty() { "没有发现问题".to_owned() } else { counted.join("，") });
    format!("{}。", parts.join("；"))
}

/// 复核的 JSON 文字，缩进两格，末尾换行。
pub fn audit_json(audit: &Audit, sources: &Sources) -> String {
    let places = audit.profile.row.places;
    let score = |value: Option<Decimal>| value.map(|value| fixed(value, places));
    let codes = |about| audit.about(about).map(|found| found.code.as_str()).collect::<Vec<_>>();
    let rows = audit.rows.iter().enumerate().map(|(at, row)| {
        let RowAudit { target, declared, recomputed, agrees, .. } = row;
        json!({
            "row": at + 1,
            "name": audit.table.rows[at].title(),
            "target": target_json(target),
            "declared": declared.map(plain),
            "recomputed": score(*recomputed),
            "agrees": agrees,
            "findings": codes(About::Row(at)),
        })
    });
    let rows: Vec<Value> = rows.collect();
    let execution = audit.execution.as_ref().map(|block| {
        let ExecutionAudit { declared, recomputed, agrees, rate, .. } = block;
        json!({
            "rate": rate.map(|rate| fixed(rate, 2)),
            "declared": declared.map(plain),
            "recomputed": score(*recomputed),
            "agrees": agrees,
            "findings": codes(About::Execution),
        })
    });
    let total = &audit.total;
    let sections = audit.sections.iter().map(|section| {
        json!({
            "level1": section.level1,
            "points": section.points.map(plain),
            "declared": section.declared.map(plain),
            "recomputed": score(section.recomputed),
        })
    });
    let json = json!({
        "format": "ziping.audit/1",
        "unit": audit.table.unit,
        "year": audit.table.year,
        "profile": { "id": audit.profile.id, "why": audit.why },
        "rows": rows,
        "execution": execution,
        "sections": sections.collect::<Vec<_>>(),
        "total": {
            "declared": total.declared.map(plain),
            "sum_of_rows": total.sum.map(plain),
            "recomputed": total.recomputed.map(|score| fixed(score, audit.profile.total.places)),
            "agrees": total.agrees,
        },
        "grade": { "declared": total.grade, "due": total.grade_due },
        "findings": findings_json(audit, sources),
        "inference": audit.inference.as_ref().map(inference_json),
    });
    format!("{json:#}\n")
}

/// 读懂的指标值；区间的两端另有 `low`、`high`，没有的一端是 `null`。
fn target_json(target: &ReadTarget) -> Value {
    let mut json = json!({ "kind": target.kind(), "value": target.value().map(plain), "unit": target.unit() });
    if let Ok(Target { kind: Kind::Between(interval), .. }) = &target.target {
        let end = |bound: Option<Bound>| bound.map(|bound| plain(bound.value));
        json["low"] = json!(end(interval.low));
        json["high"] = json!(end(interval.high));
    }
    json
}

/// 各个发现，与诊断的 JSON 同样的键，另有第几行。
fn findings_json(audit: &Audit, sources: &Sources) -> Vec<Value> {
    let mut sink = Sink::default();
    audit.findings.iter().for_each(|finding| sink.push(finding.diagnostic.clone()));
    let Value::Array(mut entries) = to_json(sources, &sink) else { return Vec::new() };
    for (entry, finding) in entries.iter_mut().zip(&audit.findings) {
        entry["row"] = json!(finding.row().map(|at| at + 1));
        entry["about"] = json!(match finding.about {
            About::Row(_) => "row",
            About::Execution => "execution",
            About::Section(_) => "section",
            About::Total => "total",
            About::Table => "table",
        });
    }
    entries
}
