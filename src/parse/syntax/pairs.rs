//! 引号与括号的配对。
//!
//! 少一个引号或括号，语法库会把后面的好行也读进去，报成一串错误。这里不依语法，只分清文字、注释与其余的字符，
//! 找出没有配对的那一处和它连累的几行。

use std::ops::Range;

/// 原文的一小段。
pub struct Piece {
    pub span: Range<usize>,
    pub kind: Kind,
    /// 一个键或值可以从这里开始。
    pub fresh: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 加了引号的文字，连引号。
    Text,
    /// 有前引号而没有后引号的文字。
    Unpaired,
    Comment,
    /// 其余的一个字符。
    Bare(char),
}

/// 逐段看过去。
pub struct Pieces<'t> {
    text: &'t str,
    at: usize,
    fresh: bool,
}

impl<'t> Pieces<'t> {
    pub fn new(text: &'t str) -> Self {
        Pieces { text, at: 0, fresh: true }
    }

    fn move_to(&mut self, at: usize) {
        self.at = at;
        self.fresh = true;
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let (length, kind) = match first {
            '#' => (rest.find('\n').unwrap_or(rest.len()), Kind::Comment),
            '"' => quoted(rest, first),
            '\'' if !self.text[..self.at].ends_with(char::is_alphanumeric) => quoted(rest, first),
            _ => (first.len_utf8(), Kind::Bare(first)),
        };
        let piece = Piece { span: self.at..self.at + length, kind, fresh: self.fresh };
        self.at += length;
        self.fresh = match kind {
            Kind::Bare('\n' | '=' | '[' | '{' | ',' | '＝' | '，') => true,
            Kind::Bare(c) => self.fresh && c.is_whitespace(),
            _ => false,
        };
        Some(piece)
    }
}

/// 以引号开头的一段有多长，引号配没配对。
fn quoted(rest: &str, quote: char) -> (usize, Kind) {
    let is_triple = rest.chars().take(3).filter(|c| *c == quote).count() == 3;
    let close = &rest[..if is_triple { 3 } else { 1 }];
    let mut at = close.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(close) {
            at += close.len();
            let extra = rest[at..].chars().take_while(|c| is_triple && *c == quote).take(2).count();
            return (at + extra, Kind::Text);
        }
        if c == '\n' && !is_triple {
            break;
        }
        at += c.len_utf8();
        if c == '\\' && quote == '"' {
            at += rest[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        }
    }
    (at, Kind::Unpaired)
}

/// 左括号叠到这么多层的地方。语法库自己的限制数不准表名混在花括号里的情形，会用尽栈空间。
pub fn too_deep(text: &str) -> Option<usize> {
    const MOST: usize = 200;
    if text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() <= MOST {
        return None;
    }
    let mut depth = 0usize;
    Pieces::new(text).find_map(|piece| {
        match piece.kind {
            Kind::Bare('[' | '{') => depth += 1,
            Kind::Bare(']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > MOST).then_some(piece.span.start)
    })
}

/// 没有配对的一处。
pub struct Spill {
    /// 引号（连同其后的文字），或没有配对的括号。
    pub at: Range<usize>,
    /// 连累的几行，都是整行。
    pub lines: Range<usize>,
}

/// 跨行的写法：没有配对的，与配对的（各是几个整行）。
#[derive(Default)]
pub struct Structure {
    pub spills: Vec<Spill>,
    pub blocks: Vec<Range<usize>>,
}

/// 从头看到尾；表名那一行的括号不在此列。
pub fn structure(text: &str) -> Structure {
    let mut found = Structure::default();
    let mut open: Vec<usize> = Vec::new();
    let mut pieces = Pieces::new(text);
    let mut is_line_start = true;
    let mut statement = 0;
    loop {
        if is_line_start {
            let line = text[pieces.at..].lines().next().unwrap_or("");
            let in_array = open.last().is_some_and(|at| text[*at..].starts_with('['));
            if is_header(line) || in_array && is_assignment(line) {
                unclosed(text, statement, &mut open, &mut found.spills);
                let end = found.spills.last().map_or(0, |spill| spill.lines.end);
                if end > pieces.at {
                    pieces.move_to(end);
                    continue;
                }
            }
            if open.is_empty() {
                if text[statement..pieces.at].trim_end().contains('\n') {
                    found.blocks.push(statement..pieces.at);
                }
                statement = pieces.at;
                if line.trim_start().starts_with('[') {
                    pieces.move_to(pieces.at + line.len());
                }
            }
        }
        let Some(Piece { span, kind, .. }) = pieces.next() else { break };
        is_line_start = kind == Kind::Bare('\n');
        let lost = match kind {
            Kind::Bare('[' | '{') => {
                open.push(span.start);
                continue;
            }
            Kind::Bare(close @ (']' | '}')) => {
                let is_pair = |at: &usize| text[*at..].starts_with('[') == (close == ']');
                match open.pop() {
                    None => continue,
                    Some(last) if is_pair(&last) => continue,
                    // 外面有它的左括号，没有配对的就是里面的这一个；否则是它自己写错或多写了。
                    Some(last) if open.iter().any(is_pair) => last..last + 1,
                    Some(_) => span.clone(),
                }
            }
            Kind::Unpaired => span.clone(),
            _ => continue,
        };
        open.clear();
        let end = statement_end(text, statement, line_end(text, span.end));
        found.spills.push(Spill { at: lost, lines: statement..end });
        pieces.move_to(end);
        (is_line_start, statement) = (true, end);
    }
    unclosed(text, statement, &mut open, &mut found.spills);
    found
}

/// 没有等到右括号的，一个语句只记最外面的一个。
fn unclosed(text: &str, statement: usize, open: &mut Vec<usize>, found: &mut Vec<Spill>) {
    let mut end = statement;
    for at in open.drain(..) {
        if at >= end {
            let start = if end == statement { statement } else { line_start(text, at) };
            end = statement_end(text, start, line_end(text, at));
            found.push(Spill { at: at..at + 1, lines: start..end });
        }
    }
}

/// 语句到哪里为止：下一个表名，或下一个 键 = 值，除非上一行以逗号或左括号收尾。
fn statement_end(text: &str, start: usize, at_least: usize) -> usize {
    let mut end = start;
    let mut is_open = false;
    for line in text[start..].split_inclusive('\n') {
        if end >= at_least && (is_header(line) || is_assignment(line) && !is_open) {
            break;
        }
        end += line.len();
        let code = line.split('#').next().unwrap_or("").trim_end();
        if !code.is_empty() {
            is_open = code.ends_with([',', '，', '[', '{']);
        }
    }
    end
}

/// 一个语句从这一行开始。
pub fn is_statement(line: &str) -> bool {
    is_header(line) || is_assignment(line)
}

/// 像 `[表名]` 或 `[[表名]]`。
fn is_header(line: &str) -> bool {
    let Some(inner) = line.trim_start().strip_prefix('[') else { return false };
    let Some((name, rest)) = inner.trim_start_matches('[').split_once(']') else { return false };
    name.starts_with(char::is_alphabetic)
        && !name.contains([',', '='])
        && !rest.trim_start_matches(']').trim_start().starts_with([',', ']', '}'])
}

/// 像 `键 = 值`；错写成冒号的也算。
fn is_assignment(line: &str) -> bool {
    let colon = || line.split_once([':', '：']).filter(|(key, _)| key.is_ascii());
    let Some((key, _)) = line.split_once(['=', '＝']).or_else(colon) else { return false };
    let key = key.trim();
    !key.is_empty() && !key.contains(['[', ']', '{', '}', ',', '#']) && (key.starts_with('"') || !key.contains('"'))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |before| before + 1)
}

/// 这一行的末尾，连换行。
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |after| at + after + 1)
}
