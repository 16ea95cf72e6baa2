//! 诊断的呈现：终端文字与 JSON。

use super::{Diagnostic, Severity, Sink, Sources};
use codespan_reporting::diagnostic as span;
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term;
use serde::Serialize;
use std::fmt::Write;

/// 终端文字是否上色。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    Always,
    Never,
}

/// 一次最多详列的条数；其余只报总数。
const MOST: usize = 60;

/// 逐条列出诊断，附原文摘录，末尾一行合计；没有诊断时为空串。
pub fn to_text(sources: &Sources, sink: &Sink, color: Color) -> String {
    let mut out = String::new();
    for diagnostic in sink.all().iter().take(MOST) {
        excerpt(sources, diagnostic, color, &mut out);
    }
    let (errors, warnings) = (sink.count(Severity::Error), sink.count(Severity::Warning));
    if errors + warnings > MOST {
        let _ = writeln!(out, "（其余 {} 条从略）", errors + warnings - MOST);
    }
    match (errors, warnings) {
        (0, 0) => {}
        (0, w) => {
            let _ = writeln!(out, "{w} 条提醒。");
        }
        (e, 0) => {
            let _ = writeln!(out, "{e} 个错误。");
        }
        (e, w) => {
            let _ = writeln!(out, "{e} 个错误，{w} 条提醒。");
        }
    }
    out
}

fn excerpt(sources: &Sources, diagnostic: &Diagnostic, color: Color, out: &mut String) {
    let severity = match diagnostic.code.severity() {
        Severity::Error => span::Severity::Error,
        Severity::Warning => span::Severity::Warning,
    };
    let mut shown =
        span::Diagnostic::new(severity).with_code(diagnostic.code.as_str()).with_message(&diagnostic.message);
    if !diagnostic.help.is_empty() {
        shown = shown.with_notes(vec![format!("办法：{}", diagnostic.help)]);
    }
    let (name, text) = match &diagnostic.place {
        Some(place) => {
            let source = sources.get(place.source);
            let range = visible(&source.text, place.span.clone());
            shown = shown.with_labels(vec![span::Label::primary((), range).with_message(&diagnostic.label)]);
            (source.name.as_str(), source.text.as_str())
        }
        None => ("", ""),
    };
    let file = SimpleFile::new(name, text);
    let config = term::Config { chars: term::Chars::box_drawing(), ..term::Config::default() };
    let mut text = String::new();
    let written = match color {
        Color::Always => {
            let mut buffer = term::termcolor::Buffer::ansi();
            let written = term::emit_to_write_style(&mut buffer, &config, &file, &shown);
            text = String::from_utf8_lossy(buffer.as_slice()).into_owned();
            written
        }
        Color::Never => term::emit_to_string(&mut text, &config, &file, &shown),
    };
    if written.is_err() {
        text = format!("{}[{}]: {}\n", severity_word(severity), diagnostic.code.as_str(), diagnostic.message);
    }
    let title = diagnostic.code.severity().title();
    out.push_str(&text.replacen(severity_word(severity), title, 1));
}

fn severity_word(severity: span::Severity) -> &'static str {
    if severity == span::Severity::Error { "error" } else { "warning" }
}

/// 空范围与跨行的长范围收窄到看得见的一段。
fn visible(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = floor(text, range.start.min(text.len()));
    let end = floor(text, range.end.clamp(start, text.len()));
    let first_line = text[start..end].find('\n').map_or(end, |at| start + at);
    start..first_line
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// 一条诊断的 JSON：列号按字符计，从一开始。
#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    message: &'a str,
    label: &'a str,
    help: &'a str,
}

/// 诊断的 JSON 值：一个数组，元素依次含代码、级别、文件、行、列、说明、短语、办法。
pub fn to_json(sources: &Sources, sink: &Sink) -> serde_json::Value {
    let entries = sink.all().iter().map(|d| {
        let place = d.place.as_ref().map(|place| {
            let source = sources.get(place.source);
            let before = &source.text[..floor(&source.text, place.span.start.min(source.text.len()))];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
            (source.name.as_str(), line, column)
        });
        Entry {
            code: d.code.as_str(),
            severity: d.code.severity().as_str(),
            file: place.map(|p| p.0),
            line: place.map(|p| p.1),
            column: place.map(|p| p.2),
            message: &d.message,
            label: &d.label,
            help: &d.help,
        }
    });
    entries.map(|e| serde_json::to_value(e).unwrap_or_default()).collect()
}
