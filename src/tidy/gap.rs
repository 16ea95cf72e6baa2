//! 两处内容之间的空白：读成注释与空行，再按所在的地方摆放。

use super::line::Line;

/// 两处内容之间的注释与空行。
pub(super) struct Gap<'t> {
    /// 与前一处同在一行的注释。
    pub note: Option<&'t str>,
    /// 自成一行的注释；空行为 `None`，连着的空行只记一个。
    pub rest: Vec<Option<&'t str>>,
}

impl<'t> Gap<'t> {
    /// 从行首读起：文件里表头与键值之前的空白。
    pub fn read(raw: &'t str) -> Self {
        let mut rest: Vec<Option<&str>> = Vec::new();
        // 最后一段是缩进，或文件末尾没有换行的注释。
        let (lines, last) = raw.rsplit_once('\n').unwrap_or(("", raw));
        let lines = if raw.contains('\n') { lines.split('\n').collect() } else { Vec::new() };
        for line in lines.into_iter().chain(Some(last).filter(|last| !last.trim().is_empty())) {
            let comment = Some(line.trim()).filter(|line| !line.is_empty());
            if comment.is_some() || rest.last().is_none_or(Option::is_some) {
                rest.push(comment);
            }
        }
        Gap { note: None, rest }
    }

    /// 从行中读起：数组与就地的表里，前一项之后的空白。
    pub fn read_after(raw: &'t str) -> Self {
        let (first, rest) = raw.split_once('\n').unwrap_or((raw, ""));
        Gap { note: Some(first.trim()).filter(|note| !note.is_empty()), ..Gap::read(rest) }
    }

    /// 去掉开头的空行。
    pub fn without_lead(mut self) -> Self {
        if self.rest.first().is_some_and(Option::is_none) {
            self.rest.remove(0);
        }
        self
    }

    /// 去掉末尾的空行。
    pub fn without_tail(mut self) -> Self {
        if self.rest.last().is_some_and(Option::is_none) {
            self.rest.pop();
        }
        self
    }

    /// 表头之前：至少空一行；空行已经在注释之后的，注释属于前一张表，不再添。
    pub fn before_header(self, lines: &mut Vec<Line<'t>>) {
        if lines.is_empty() {
            return self.without_lead().put(lines);
        }
        if !self.rest.contains(&None) {
            lines.push(Line::Blank);
        }
        self.put(lines);
    }

    /// 键值之前：表头之后不空行，别处照原来的分组。
    pub fn before_pair(self, lines: &mut Vec<Line<'t>>) {
        let is_first = matches!(lines.last(), None | Some(Line::Header { .. }));
        if is_first { self.without_lead().put(lines) } else { self.put(lines) }
    }

    /// 文件末尾：不留空行。
    pub fn at_end(self, lines: &mut Vec<Line<'t>>) {
        let gap = self.without_tail();
        if lines.is_empty() { gap.without_lead().put(lines) } else { gap.put(lines) }
    }

    fn put(self, lines: &mut Vec<Line<'t>>) {
        lines.extend(self.rest.into_iter().map(|one| one.map_or(Line::Blank, Line::Comment)));
    }
}
