//! 出错的一行：键在哪里，值在哪里，引号之外有没有像英文符号的字符。

use super::pairs::{Kind, Piece, Pieces};
use super::words::{LOOKALIKES, Seat, Words};
use std::ops::Range;

/// 原文的一行。
#[derive(Clone, Copy)]
pub struct Line<'t> {
    pub start: usize,
    pub text: &'t str,
}

impl<'t> Line<'t> {
    pub fn pieces(&self) -> impl Iterator<Item = Piece> + use<'t> {
        Pieces::new(self.text)
    }

    /// 原文中的一段；行外的不算。
    pub fn slice(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.start.saturating_sub(self.start)..span.end.saturating_sub(self.start)).unwrap_or("")
    }

    /// 注释与行末空白之前的末尾。
    pub fn code_end(&self) -> usize {
        let comment = self.pieces().find(|piece| piece.kind == Kind::Comment);
        self.start + self.text[..comment.map_or(self.text.len(), |piece| piece.span.start)].trim_end().len()
    }

    /// 掐去两头空白的一段。
    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        let text = self.slice(&span);
        let start = span.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }

    pub fn is_header(&self) -> bool {
        self.text.trim_start().starts_with('[')
    }

    /// 表名，不连方括号。
    pub fn name(&self) -> &'t str {
        self.slice(&(self.start..self.code_end())).trim_matches(['[', ']', ' ', '\t'])
    }

    /// 第一个等号之前；没有等号时是第一个词。
    pub fn key(&self) -> Range<usize> {
        let text = self.text.trim_start();
        let length = match self.equals() {
            Some(at) => return self.trimmed(self.start..at),
            None => text.find([' ', '\t', '"', '\'']).unwrap_or(text.len()),
        };
        let start = self.start + (self.text.len() - text.len());
        start..start + length
    }

    /// 第一个等号的位置。
    pub fn equals(&self) -> Option<usize> {
        self.pieces().find(|piece| piece.kind == Kind::Bare('=')).map(|piece| self.start + piece.span.start)
    }

    /// 第一个等号之后，到注释为止；没有等号时是整行。
    pub fn value(&self) -> Range<usize> {
        let start = self.equals().map_or(self.start, |at| at + 1);
        self.trimmed(start..self.code_end().max(start))
    }

    /// 这一行的值在括号里，或本身以括号开头。
    pub fn in_brackets(&self) -> bool {
        let open = ['[', '{'];
        self.slice(&self.key()).contains(open) || self.slice(&self.value()).starts_with(open)
    }

    /// 包含一处的那个值：括号里的逐项分开，否则是等号后的全部。
    pub fn token(&self, at: usize) -> Range<usize> {
        if self.equals().is_some() && !self.in_brackets() {
            let value = self.value();
            return value.start..value.start + self.slice(&value).trim_end_matches(',').len();
        }
        let (before, after) = (self.slice(&(self.start..at)), self.slice(&(at..self.code_end())));
        let delimiters = ['[', ']', '{', '}', ',', '='];
        let start = at - before.len() + before.rfind(delimiters).map_or(0, |found| found + 1);
        self.trimmed(start..at + after.find(delimiters).unwrap_or(after.len()))
    }

    /// 一处之前最近的键。
    pub fn key_before(&self, at: usize) -> &'t str {
        let before = self.slice(&(self.start..at)).trim_end().trim_end_matches('=').trim_end();
        before.rsplit([' ', '\t', '{', ',']).next().unwrap_or("")
    }

    /// 引号之外第一个像英文符号的字符。
    pub fn lookalike(&self) -> Option<(Range<usize>, Words)> {
        let mut seat = Seat { in_key: true, is_fresh: true, after_text: false, in_brackets: false };
        let mut in_table = false;
        for Piece { span, kind, fresh } in self.pieces() {
            seat.is_fresh = fresh;
            let Kind::Bare(c) = kind else {
                seat.after_text = kind == Kind::Text;
                continue;
            };
            let found = LOOKALIKES.iter().find(|(chars, counts, _)| chars.contains(c) && counts(&seat));
            if let Some((.., words)) = found {
                return Some((self.start + span.start..self.start + span.end, *words));
            }
            match c {
                '=' => seat.in_key = false,
                '{' | '[' => {
                    in_table = c == '{';
                    (seat.in_key, seat.in_brackets) = (in_table, true);
                }
                ',' => seat.in_key = in_table,
                _ => {}
            }
            seat.after_text &= c.is_whitespace();
        }
        None
    }

    /// 文字的引号紧挨着别的字：`"某某"一窗"中心"`。
    pub fn has_inner_quote(&self) -> bool {
        let (mut texts, mut is_glued, mut after_text) = (0, false, false);
        for Piece { kind, .. } in self.pieces() {
            is_glued |= after_text && matches!(kind, Kind::Bare(c) if c.is_alphanumeric());
            after_text = kind == Kind::Text;
            texts += usize::from(after_text);
        }
        is_glued && texts > 1
    }
}
