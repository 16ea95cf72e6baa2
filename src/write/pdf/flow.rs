//! 分页：自上而下放满一页再放下一页，不该分开的不分开，表头每页重印，太高的行才拆开。

use super::Length;
use super::prose::Prose;
use super::sheet::{Owner, Sheet, Text};
use super::table::{Shown, Table};
use std::ops::Range;

/// 排好的一块。
pub(super) enum Set<'a> {
    Prose(Prose),
    Table(Table<'a>),
}

/// 分页时不再拆的一段：段落的一行，或表的一行。
struct Piece {
    block: usize,
    line: usize,
    /// 与上一段之间的空白；在页首的不要。
    gap: Length,
    /// 不与上一段分在两页。
    tied: bool,
}

/// 放得进一页的几段。
struct Filled {
    /// 重印的表头各行。
    heads: Vec<Shown>,
    /// 各段的上下沿；比放得下的多一段。
    spans: Vec<Range<Length>>,
    /// 放得下的段数。
    count: usize,
}

/// 分页的经过。
pub(super) struct Flow<'a> {
    blocks: &'a [Set<'a>],
    pieces: Vec<Piece>,
    /// 各表各格已经摆了几行字。
    used: Vec<Vec<usize>>,
    across: Range<Length>,
    down: Range<Length>,
}

impl<'a> Flow<'a> {
    /// 在每页的 `across` × `down` 之内分页；没有内容的也有一页。
    pub fn pages(blocks: &'a [Set<'a>], across: Range<Length>, down: Range<Length>) -> Vec<Sheet<'a>> {
        let used = blocks.iter().map(|block| match block {
            Set::Table(table) => vec![0; table.grid.cells.len()],
            Set::Prose(_) => Vec::new(),
        });
        let mut flow = Flow { blocks, pieces: pieces(blocks), used: used.collect(), across, down };
        let mut pages = Vec::new();
        let mut start = 0;
        while start < flow.pieces.len() || pages.is_empty() {
            let (sheet, next) = flow.page(start);
            pages.push(sheet);
            start = next;
        }
        pages
    }

    /// 从一段起摆一页；得到这一页，以及下一页从哪一段起。
    fn page(&mut self, start: usize) -> (Sheet<'a>, usize) {
        let filled = self.fill(start);
        let end = start + filled.count;
        if end == self.pieces.len() {
            return (self.emit(start, filled, None), end);
        }
        let top = filled.spans.last().map_or(self.down.start, |span| span.start);
        let heads: Length = filled.heads.iter().map(|head| head.bottom - head.top).sum();
        let tall =
            filled.spans.last().is_some_and(|span| span.end - span.start > self.down.end - self.down.start - heads);
        let worth = match &self.blocks[self.pieces[end].block] {
            Set::Table(table) => self.down.end - top >= table.worth(),
            Set::Prose(_) => false,
        };
        if end == start || tall && worth {
            let bottom = self.down.end;
            // 一行字总放得下一页，拆的只会是表的行。
            let is_row = matches!(self.blocks[self.pieces[end].block], Set::Table(_));
            return (
                self.emit(start, Filled { count: filled.count + 1, ..filled }, is_row.then_some(bottom)),
                end + usize::from(!is_row),
            );
        }
        let cut = (start + 1..=end).rev().find(|at| !self.pieces[*at].tied).unwrap_or(end);
        (self.emit(start, Filled { count: cut - start, ..filled }, None), cut)
    }

    /// 从一段起，一页放得下几段，各在哪里。
    fn fill(&self, start: usize) -> Filled {
        let mut filled = Filled { heads: self.heads(start), spans: Vec::new(), count: 0 };
        let mut y = filled.heads.last().map_or(self.down.start, |head| head.bottom);
        // 这一页上同一张表已经放的各行。
        let (mut block, mut first, mut above) = (usize::MAX, 0, Vec::new());
        for (at, piece) in self.pieces.iter().enumerate().skip(start) {
            if piece.block != block {
                (block, first) = (piece.block, piece.line);
                above.clear();
            }
            let height = match &self.blocks[block] {
                Set::Prose(prose) => prose.style.leading,
                Set::Table(table) => table.height(piece.line, first, &above, &self.used[block]),
            };
            above.push(height);
            let top = y + if at > start { piece.gap } else { 0 };
            y = top + height;
            filled.spans.push(top..y);
            if y > self.down.end {
                break;
            }
            filled.count += 1;
        }
        filled
    }

    /// 页首接着上一页的表，要重印的表头；占去半页以上的不重印。
    fn heads(&self, start: usize) -> Vec<Shown> {
        let mut heads = Vec::new();
        let Some(piece) = self.pieces.get(start) else { return heads };
        let Set::Table(table) = &self.blocks[piece.block] else { return heads };
        if piece.line < table.grid.header_rows {
            return heads;
        }
        let fresh = vec![0; table.grid.cells.len()];
        let (mut above, mut top) = (Vec::new(), self.down.start);
        for row in 0..table.grid.header_rows {
            let height = table.height(row, 0, &above, &fresh);
            heads.push(Shown { row, top, bottom: top + height });
            above.push(height);
            top += height;
        }
        if top - self.down.start > (self.down.end - self.down.start) / 2 {
            heads.clear();
        }
        heads
    }

    /// 摆出一页；`split` 是末行拆开处的下沿。
    fn emit(&mut self, start: usize, mut filled: Filled, split: Option<Length>) -> Sheet<'a> {
        let mut sheet = Sheet::default();
        filled.spans.truncate(filled.count);
        if let (Some(bottom), Some(span)) = (split, filled.spans.last_mut()) {
            span.end = bottom;
        }
        let blocks = self.blocks;
        let shown: Vec<(&Piece, &Range<Length>)> = self.pieces[start..].iter().zip(&filled.spans).collect();
        for group in shown.chunk_by(|one, other| one.0.block == other.0.block) {
            let Some(block) = group.first().map(|(piece, _)| piece.block) else { continue };
            match &blocks[block] {
                Set::Prose(prose) => {
                    for (piece, span) in group {
                        let (style, line) = (prose.style, &prose.lines[piece.line]);
                        let x = prose.start(piece.line, self.across.start, self.across.end);
                        let owner = Owner { block, cell: None };
                        let (top, size, leading, color) = (span.start, style.size, style.leading, style.color);
                        sheet.texts.push(Text { x, top, size, leading, color, line, owner, again: false });
                    }
                }
                Set::Table(table) => {
                    let row = |(piece, span): &(&Piece, &Range<Length>)| Shown {
                        row: piece.line,
                        top: span.start,
                        bottom: span.end,
                    };
                    let rows: Vec<Shown> = group.iter().map(row).collect();
                    let is_last = split.is_some() && rows.last().map(|row| row.bottom) == split;
                    let used = &mut self.used[block];
                    let mut all = rows.clone();
                    if sheet.texts.is_empty() && sheet.rules.is_empty() && !filled.heads.is_empty() {
                        table.place(&filled.heads, false, true, used, &mut sheet);
                        all.splice(0..0, filled.heads.iter().copied());
                    }
                    table.place(&rows, is_last, false, used, &mut sheet);
                    table.rule(&all, &mut sheet);
                }
            }
        }
        sheet
    }
}

/// 各块拆成段：段落的头两行、末两行不分开。
fn pieces(blocks: &[Set]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut below, mut ties_next) = (0, false);
    for (block, set) in blocks.iter().enumerate() {
        let (above, own_below, ties, count) = match set {
            Set::Prose(prose) => (prose.style.above, prose.style.below, prose.style.ties, prose.lines.len()),
            Set::Table(table) => (0, 0, (false, false), table.grid.rows),
        };
        for line in 0..count {
            let first = line == 0;
            let tied = match set {
                _ if first => !pieces.is_empty() && (ties.0 || ties_next),
                Set::Prose(_) => line == 1 || line + 1 == count,
                Set::Table(table) => table.grid.tied.get(line).copied().unwrap_or_default(),
            };
            pieces.push(Piece { block, line, gap: if first { above.max(below) } else { 0 }, tied });
        }
        if count > 0 {
            (below, ties_next) = (own_below, ties.1);
        }
    }
    pieces
}
