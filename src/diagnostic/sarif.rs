//! 诊断的 SARIF 2.1.0：代码托管与编辑器读的格式。

use super::render::{Region, region};
use super::{Code, Diagnostic, Severity, Sink, Sources};
use serde_json::{Value, json};

/// 全部诊断，连同各代码的说明。行、列从一开始，列按 Unicode 码点计。
pub fn to_sarif(sources: &Sources, sink: &Sink) -> Value {
    let rules: Vec<Value> = Code::ALL.iter().map(|&code| rule(code)).collect();
    let results: Vec<Value> = sink.all().iter().map(|found| result(sources, found)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": code.why() },
        "help": { "text": code.remedy() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(sources: &Sources, found: &Diagnostic) -> Value {
    let mut result = json!({
        "ruleId": found.code.as_str(),
        "ruleIndex": found.code as usize,
        "level": level(found.severity),
        "message": { "text": format!("{}。办法：{}", found.message, found.help) },
    });
    if let Some(place) = found.place.as_ref().map(|place| sources.shown(place)) {
        let source = sources.get(place.source);
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&source.name) },
            "region": spot(&region(source, place.span.clone())),
        } }]);
    }
    if let Some(fix) = found.fix().filter(|fix| !sources.is_derived(fix.place.source)) {
        let source = sources.get(fix.place.source);
        result["fixes"] = json!([{
            "description": { "text": fix.what },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&source.name) },
                "replacements": [{
                    "deletedRegion": spot(&region(source, fix.place.span.clone())),
                    "insertedContent": { "text": fix.replacement },
                }],
            }],
        }]);
    }
    result
}

fn spot(region: &Region) -> Value {
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    })
}

/// 文件名写成 URI 引用：非 ASCII 与不能直接写的字符转成百分号编码。
fn uri(name: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/@".contains(&byte);
    let name = name.replace('\\', "/");
    name.bytes().map(|byte| if safe(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
