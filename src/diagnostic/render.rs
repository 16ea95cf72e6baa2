//! 诊断的呈现：终端文字与 JSON。

use super::{Diagnostic, Severity, Sink, Source, Sources};
use codespan_reporting::diagnostic as span;
use codespan_reporting::files::{Error, Files};
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
    let all = sink.all().len();
    if all > MOST {
        let _ = writeln!(out, "（其余 {} 条从略）", all - MOST);
    }
    let counted = [(Severity::Error, "个错误"), (Severity::Warning, "条提醒"), (Severity::Note, "条说明")]
        .map(|(severity, what)| (sink.count(severity), what));
    let counted: Vec<String> =
        counted.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !counted.is_empty() {
        let _ = writeln!(out, "{}。", counted.join("，"));
    }
    out
}

fn excerpt(sources: &Sources, diagnostic: &Diagnostic, color: Color, out: &mut String) {
    let severity = match diagnostic.severity {
        Severity::Error => span::Severity::Error,
        Severity::Warning => span::Severity::Warning,
        Severity::Note => span::Severity::Note,
    };
    let message = printable(&diagnostic.message);
    let mut shown = span::Diagnostic::new(severity).with_code(diagnostic.code.as_str()).with_message(&message);
    if !diagnostic.help.is_empty() {
        shown = shown.with_notes(vec![format!("办法：{}", printable(&diagnostic.help))]);
    }
    let excerpt = match &diagnostic.place {
        Some(place) => {
            let place = sources.shown(place);
            let excerpt = Excerpt::new(sources.get(place.source), place.span.clone());
            let label = span::Label::primary((), excerpt.marked.clone()).with_message(printable(&diagnostic.label));
            shown = shown.with_labels(vec![label]);
            excerpt
        }
        None => Excerpt::default(),
    };
    let config = term::Config { chars: term::Chars::box_drawing(), ..term::Config::default() };
    let mut text = String::new();
    let written = match color {
        Color::Always => {
            let mut buffer = term::termcolor::Buffer::ansi();
            let written = term::emit_to_write_style(&mut buffer, &config, &excerpt, &shown);
            text = String::from_utf8_lossy(buffer.as_slice()).into_owned();
            written
        }
        Color::Never => term::emit_to_string(&mut text, &config, &excerpt, &shown),
    };
    if written.is_err() {
        text = format!("{}[{}]: {message}\n", severity_word(severity), diagnostic.code.as_str());
    }
    let title = diagnostic.severity.title();
    out.push_str(&text.replacen(severity_word(severity), title, 1));
}

fn severity_word(severity: span::Severity) -> &'static str {
    match severity {
        span::Severity::Error => "error",
        span::Severity::Note => "note",
        _ => "warning",
    }
}

/// 控制字符不送到终端：以同样字节数的替代字符显示，位置不变。
fn printable(text: &str) -> String {
    let replace = |c: char| match c {
        '\t' => ' '.into(),
        '\n' => '\n'.into(),
        // 替代字符与原字符字节数相同，标记才不会移位。
        c if is_invisible(c) => ["?", "??", "\u{fffd}"][c.len_utf8().min(3) - 1].into(),
        c => String::from(c),
    };
    text.chars().map(replace).collect()
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// 原文中要摘录的一行；太长时只取标记前后的一段。
#[derive(Default)]
struct Excerpt {
    name: String,
    text: String,
    /// 行号与列号，从一开始，列按字符计。
    line: usize,
    column: usize,
    /// 标记在 `text` 中的范围。
    marked: std::ops::Range<usize>,
}

/// 一行至多摘录这么多字节，标记前后各一半。
const WINDOW: usize = 240;

impl Excerpt {
    fn new(source: &Source, span: std::ops::Range<usize>) -> Excerpt {
        let text = source.text.as_str();
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let from = if start - line_start > WINDOW / 2 { floor(text, start - WINDOW / 2) } else { line_start };
        let to = if line_end - start > WINDOW { floor(text, start + WINDOW) } else { line_end };
        Excerpt {
            name: printable(&source.name),
            text: printable(text[from..to].trim_end_matches('\r')),
            line: text[..line_start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            marked: start - from..end.min(to) - from,
        }
    }
}

impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.line)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.column)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<std::ops::Range<usize>, Error> {
        Ok(0..self.text.len())
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// 一段原文的起止：行与列从一开始，列按字符计；止处是最后一个字符之后。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// 一段字节范围在哪几行、哪几列。
pub fn region(source: &Source, span: std::ops::Range<usize>) -> Region {
    let text = source.text.as_str();
    let at = |offset: usize| {
        let before = &text[..floor(text, offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    };
    let ((line, column), (end_line, end_column)) = (at(span.start), at(span.end.max(span.start)));
    Region { line, column, end_line, end_column }
}

/// 确定的改动：换掉哪一段，换成什么，改了什么。
#[derive(Serialize)]
struct Change<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    replacement: &'a str,
    what: &'a str,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Change<'a>>,
}

/// 诊断的 JSON 值：一个数组，元素依次含代码、级别、文件、行、列、说明、短语、办法。
pub fn to_json(sources: &Sources, sink: &Sink) -> serde_json::Value {
    let entries = sink.all().iter().map(|d| {
        let place = d.place.as_ref().map(|place| sources.shown(place)).map(|place| {
            let source = sources.get(place.source);
            let excerpt = Excerpt::new(source, place.span.clone());
            (source.name.as_str(), excerpt.line, excerpt.column)
        });
        Entry {
            code: d.code.as_str(),
            severity: d.severity.as_str(),
            file: place.map(|p| p.0),
            line: place.map(|p| p.1),
            column: place.map(|p| p.2),
            message: &d.message,
            label: &d.label,
            help: &d.help,
            fix: d.fix().filter(|fix| !sources.is_derived(fix.place.source)).map(|fix| {
                let Region { line, column, end_line, end_column } =
                    region(sources.get(fix.place.source), fix.place.span.clone());
                Change { line, column, end_line, end_column, replacement: &fix.replacement, what: fix.what }
            }),
        }
    });
    entries.map(|e| serde_json::to_value(e).unwrap_or_default()).collect()
}
