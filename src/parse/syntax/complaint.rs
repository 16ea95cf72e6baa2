//! 写坏的 TOML：一处错误只说一次，说清缘由与改法。
//!
//! 先找没有配对的引号、括号，把它连累的几行抹成空白再读一遍；这样余下的错误各是一处，互不牵连。
//! 语法库的话只看大意，缘由主要看那一行写的是什么。

use super::line::Line;
use super::pairs::{Spill, Structure, is_statement, structure};
use super::reason::explain;
use super::words;
use crate::diagnostic::{Code, Diagnostic, Place, SourceId};
use std::collections::HashMap;
use std::ops::Range;
use toml::de::{DeTable, Error};

/// 一处错误：位置、缘由、改法。
pub struct Complaint {
    pub code: Code,
    pub span: Range<usize>,
    pub reason: String,
    pub help: String,
    /// 后面几行的错误多半由它引起。
    pub spreads: bool,
}

pub fn complaint(span: Range<usize>, reason: impl Into<String>, help: impl Into<String>) -> Complaint {
    Complaint { code: Code::E0104, span, reason: reason.into(), help: help.into(), spreads: true }
}

/// 语法库报的错误，归成各自独立的诊断。
pub fn complaints(text: &str, errors: Vec<Error>, source: SourceId) -> Vec<Diagnostic> {
    if let Some(error) = errors.iter().find(|error| error.message().contains("recurs")) {
        let span = error.span().unwrap_or_else(|| most_dots(text));
        return vec![too_deep(&Place { source, span })];
    }
    let shown = |c: Complaint| {
        let place = Place { source, span: c.span };
        Diagnostic::new(c.code, c.reason).at(&place).label("这里").help(c.help)
    };
    all(text, errors).into_iter().map(shown).collect()
}

pub fn too_deep(place: &Place) -> Diagnostic {
    Diagnostic::new(Code::E0108, "括号嵌套太深，读不下去").at(place).label("从这里起")
}

/// 一串点连成的键太长时语法库不说在哪里；点最多的一行就是。
fn most_dots(text: &str) -> Range<usize> {
    let line = text.lines().max_by_key(|line| line.matches('.').count()).unwrap_or("");
    let start = text.find(line).unwrap_or(0);
    start..start + line.chars().next().map_or(0, char::len_utf8)
}

fn all(text: &str, errors: Vec<Error>) -> Vec<Complaint> {
    let Structure { spills, blocks } = structure(text);
    let mut found: Vec<Complaint> = spills.iter().map(|spill| unpaired(text, spill)).collect();
    let errors = if spills.is_empty() { errors } else { DeTable::parse_recoverable(&without(text, &spills)).1 };
    let mut errors: Vec<(usize, &str)> = errors.iter().map(|error| (position(text, error), error.message())).collect();
    errors.sort_by_key(|(at, _)| *at);
    let (mut errors, mut blocks) = (errors.into_iter().peekable(), blocks.into_iter().peekable());
    let mut seen = Seen::default();
    let mut start = 0;
    // 从一处错误到此处为止，其余的错误多由它引起。
    let mut quiet = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        while blocks.next_if(|block| block.end <= start).is_some() {}
        quiet = quiet.filter(|to| start < *to || !is_statement(line));
        let line = Line { start, text: line.trim_end() };
        let first = errors.next_if(|(at, _)| *at < end || end == text.len());
        while errors.next_if(|(at, _)| *at < end).is_some() {}
        let complaint = match (first, quiet) {
            (Some((at, message)), None) => explain(&line, at, message, &seen),
            _ => None,
        };
        if complaint.as_ref().is_some_and(|complaint| complaint.spreads) {
            quiet = Some(blocks.peek().filter(|block| block.start <= start).map_or(end, |block| block.end));
        }
        seen.note(&line, number + 1, first.map(|(_, message)| message));
        found.extend(complaint);
        start = end;
    }
    found.sort_by_key(|complaint| complaint.span.start);
    found
}

/// 少了逗号的，语法库指着后一项；逗号该写在前一项之后。
fn position(text: &str, error: &Error) -> usize {
    let at = error.span().map_or(0, |span| span.start);
    if error.message().contains("missing comma") { text[..at].trim_ascii_end().len() } else { at }
}

/// 把几段抹成空白，其余的位置不变。
fn without(text: &str, spills: &[Spill]) -> String {
    let mut blanked = String::with_capacity(text.len());
    for Range { start, end } in spills.iter().map(|spill| spill.lines.clone()) {
        blanked.push_str(&text[blanked.len()..start.max(blanked.len())]);
        blanked.extend(std::iter::repeat_n(' ', end.saturating_sub(blanked.len())));
    }
    blanked.push_str(&text[blanked.len()..]);
    blanked
}

/// 没有配对的引号或括号。
fn unpaired(text: &str, spill: &Spill) -> Complaint {
    let line_start = text[..spill.at.start].rfind('\n').map_or(0, |at| at + 1);
    let line = Line { start: line_start, text: text[line_start..].lines().next().unwrap_or("") };
    let body = &text[spill.at.clone()];
    let later = text[..spill.lines.end].get(spill.at.end..).unwrap_or("");
    let is_quote = body.starts_with(['"', '\'']);
    if let Some((span, (reason, help))) = line.lookalike().filter(|_| is_quote) {
        return complaint(span, reason, help);
    }
    let (reason, help) = match body.chars().next() {
        Some(']' | '}') => ("左右括号没有对上", "[ 与 ]、{ 与 } 各自成对：换成对应的右括号，或删去多写的这一个"),
        Some('[') => ("方括号没有配对", "从这里往后补上右方括号 ]；括号要用英文的"),
        Some('{') => ("花括号没有配对", "从这里往后补上右花括号 }；括号要用英文的"),
        _ if body.starts_with("\"\"\"") || body.starts_with("'''") => {
            ("三个引号的文字没有配对", "在文字的末尾补上同样的三个引号")
        }
        _ if body.matches(['”', '＂']).count() > body.matches('“').count() => words::CHINESE_QUOTES,
        _ if body.contains('\\') => words::BACKSLASH,
        _ if later.lines().find(|line| line.contains('"')).is_some_and(|line| line.matches('"').count() % 2 == 1) => {
            ("一段文字跨了行", "并成一行；确要分行的，文字两端各用三个英文双引号 \"\"\"")
        }
        _ => ("引号没有配对", "文字两端都要有英文双引号；文字中间的引号写成 \\\"，或改用中文引号“”"),
    };
    complaint(spill.at.clone(), reason, help)
}

/// 读到这一行之前写过的表与键，各在第几行。
#[derive(Default)]
pub struct Seen<'t> {
    /// 所在的表。
    pub header: &'t str,
    pub tables: HashMap<&'t str, usize>,
    pub keys: HashMap<&'t str, usize>,
    /// 已经有表名写坏了。
    pub has_wrong_header: bool,
    /// 这张表的开头写坏了，或已经报过重复；其下的键重复与否说不准。
    pub is_doubtful: bool,
}

impl<'t> Seen<'t> {
    fn note(&mut self, line: &Line<'t>, number: usize, error: Option<&str>) {
        if line.is_header() {
            self.header = line.name();
            self.has_wrong_header |= error.is_some();
            self.is_doubtful = error.is_some();
            self.keys.clear();
            self.tables.entry(self.header).or_insert(number);
        } else {
            self.is_doubtful |= error.is_some_and(|message| message.contains("duplicate") || line.equals().is_none());
            self.keys.entry(line.slice(&line.key())).or_insert(number);
        }
    }
}
