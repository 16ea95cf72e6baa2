//! 表：分列宽，量各格，定行高，把一页上的几行摆好。

use super::fonts::Role;
use super::sheet::{Color, Owner, Rule, Sheet, Text};
use super::text::{Line, Manner, Setter};
use super::{BORDER, Length, MILLIMETRE, POINT, leading};
use crate::write::layout::squeeze;
use crate::write::{Align, Cell, Grid};
use std::ops::Range;

/// 表里的字最大与最小的字号；列太多时逐级减小。
const SIZES: Range<Length> = 5..11;
/// 格子上下的留白。
const PAD_Y: Length = MILLIMETRE * 7 / 10;
/// 格子左右的留白；居中的格子少留些。
const PAD_X: Length = MILLIMETRE;
const PAD_CENTER: Length = MILLIMETRE / 2;

/// 一张量好的表。
pub(super) struct Table<'a> {
    pub grid: &'a Grid,
    /// 在表样的第几块。
    block: usize,
    size: Length,
    /// 各列的竖线，比列数多一条。
    edges: Vec<Length>,
    /// 各格的行，与 `grid.cells` 一一对应。
    lines: Vec<Vec<Line>>,
    /// 在各行结束的格子的序号。
    ends: Vec<Vec<usize>>,
    /// 只看不跨行的格子，各行要多高。
    plain: Vec<Length>,
}

/// 一页上的一行：表的第几行，上下两条线在哪里。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub row: usize,
    pub top: Length,
    pub bottom: Length,
}

impl<'a> Table<'a> {
    /// 量一张表，摆在 `span` 两条竖线之间；列太多，最小的字也放不下的为 `None`。
    pub fn measure(grid: &'a Grid, block: usize, span: Range<Length>, setter: &Setter) -> Option<Table<'a>> {
        let columns = grid.columns.len();
        let room = span.end - span.start;
        let least = |size: Length| size * POINT + 2 * PAD_CENTER + BORDER;
        let count = Length::try_from(columns).ok()?;
        let size = SIZES.rev().find(|size| least(*size) * count <= room)?;
        let widths = widths(grid, usize::try_from(room).ok()?, usize::try_from(least(size)).ok()?);
        let mut edges = vec![span.start];
        for width in widths {
            edges.push(edges.last()? + Length::try_from(width).ok()?);
        }
        let mut table = Table {
            grid,
            block,
            size: size * POINT,
            edges,
            lines: Vec::new(),
            ends: vec![Vec::new(); grid.rows],
            plain: vec![0; grid.rows],
        };
        for (index, cell) in grid.cells.iter().enumerate() {
            if let Some(ends) = table.ends.get_mut(cell.row + cell.row_span - 1) {
                ends.push(index);
            }
            let (left, right) = table.inside(cell);
            let role = if cell.strong { Role::Title } else { Role::Body };
            let text = crate::write::wrap::clean(&cell.text);
            let (size, limit, balanced) = (table.size, right - left, cell.align == Align::Center);
            let manner = Manner { role, size, limit, indent: 0, balanced, justified: false };
            let lines = setter.words(&text, &cell.seams, manner);
            let need = table.need(lines.len());
            if let Some(plain) = table.plain.get_mut(cell.row).filter(|_| cell.row_span == 1) {
                *plain = (*plain).max(need);
            }
            table.lines.push(lines);
        }
        Some(table)
    }

    /// 放得下这么多行字的格子有多高；没有字的也有一行高。
    fn need(&self, lines: usize) -> Length {
        Length::try_from(lines.max(1)).unwrap_or(Length::MAX).saturating_mul(leading(self.size)) + 2 * PAD_Y + BORDER
    }

    /// 这么高的格子放得下几行字。
    fn capacity(&self, height: Length) -> usize {
        usize::try_from((height - 2 * PAD_Y - BORDER) / leading(self.size)).unwrap_or_default()
    }

    /// 留得下这么高才值得把一行拆开。
    pub fn worth(&self) -> Length {
        self.need(3)
    }

    /// 一行的高度：`above` 是这一页上它之前同一张表的各行，自 `first` 行起；`used` 是前几页已经印了的。
    pub fn height(&self, row: usize, first: usize, above: &[Length], used: &[usize]) -> Length {
        let cells = self.ends.get(row).into_iter().flatten();
        let needs = cells.map(|&index| {
            let rest = self.lines[index].len().saturating_sub(used[index]);
            let skipped = self.grid.cells[index].row.saturating_sub(first);
            self.need(rest) - above.iter().skip(skipped).sum::<Length>()
        });
        needs.max().unwrap_or_default().max(self.need(1))
    }

    /// 格子里放字的左右边界。
    fn inside(&self, cell: &Cell) -> (Length, Length) {
        let pad = BORDER / 2 + if cell.align == Align::Center { PAD_CENTER } else { PAD_X };
        let left = self.edges[cell.column] + pad;
        // 很窄的列里，留白让给字。
        (left, (self.edges[cell.column + cell.column_span] - pad).max(left))
    }

    /// 把连着的几行摆上一页，`used` 随之增加。`again` 的是重印的表头。`unfinished`：末行没有摆完，下页接着摆。
    pub fn place(&'a self, rows: &[Shown], unfinished: bool, again: bool, used: &mut [usize], sheet: &mut Sheet<'a>) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let finished = last.row + usize::from(!unfinished);
        let mut index = None;
        for shown in rows {
            for column in 0..self.grid.columns.len() {
                let Some(at) = self.grid.index_at(shown.row, column).filter(|at| index != Some(*at)) else { continue };
                index = Some(at);
                let cell = &self.grid.cells[at];
                // 一格在一页上只摆一次：在它露出的头一行。
                if shown.row != cell.row.max(first.row) || column != cell.column {
                    continue;
                }
                let end = cell.row + cell.row_span;
                let bottom = rows.get(end - first.row - 1).map_or(last.bottom, |shown| shown.bottom);
                let part = shown.top..bottom;
                let from = if again { 0 } else { used[at] };
                let rest = self.lines[at].len() - from;
                let fits = self.capacity(part.end - part.start);
                let count = if end <= finished || rest <= fits {
                    rest
                } else if from == 0 && self.need(rest) <= self.plain[last.row + 1..end].iter().sum() {
                    // 后面放得下整格的字，不拆开。
                    0
                } else {
                    fits
                };
                self.write(at, from..from + count, part, again, sheet);
                if !again {
                    used[at] = from + count;
                }
            }
        }
    }

    /// 把一格的几行字上下居中写在 `part` 之内。
    fn write(&'a self, index: usize, lines: Range<usize>, part: Range<Length>, again: bool, sheet: &mut Sheet<'a>) {
        let cell = &self.grid.cells[index];
        let (left, right) = self.inside(cell);
        let step = leading(self.size);
        let lines = &self.lines[index][lines];
        let height = step * Length::try_from(lines.len()).unwrap_or_default();
        let mut top = part.start + (part.end - part.start - height) / 2;
        for line in lines {
            let x = super::aligned(cell.align, left, right, line.width);
            sheet.texts.push(Text {
                x,
                top,
                size: self.size,
                leading: step,
                color: Color::Black,
                line,
                owner: Owner { block: self.block, cell: Some(index) },
                again,
            });
            top += step;
        }
    }

    /// 画几行的框线（可以不相连，如重印的表头与接着的几行）：页上的头尾都封口，同一格之内不画。
    pub fn rule(&self, rows: &[Shown], sheet: &mut Sheet<'a>) {
        let columns = self.grid.columns.len();
        let at = |shown: Option<&Shown>, column| shown.and_then(|shown| self.grid.index_at(shown.row, column));
        for place in 0..=rows.len() {
            let (above, below) = (place.checked_sub(1).and_then(|above| rows.get(above)), rows.get(place));
            let Some(y) = below.map(|below| below.top).or(above.map(|above| above.bottom)) else { return };
            let drawn = |column| match (at(above, column), at(below, column)) {
                (Some(one), Some(other)) if one == other => false,
                (Some(one), Some(_)) => !self.grid.cells[one].corner,
                _ => true,
            };
            for run in runs(columns, drawn) {
                sheet.rules.push(Rule { from: (self.edges[run.start], y), to: (self.edges[run.end], y) });
            }
        }
        for column in 0..=columns {
            let drawn = |place: usize| {
                let left = column.checked_sub(1).and_then(|left| at(rows.get(place), left));
                left.is_none() || left != at(rows.get(place), column)
            };
            for run in runs(rows.len(), drawn) {
                let x = self.edges[column];
                sheet.rules.push(Rule { from: (x, rows[run.start].top), to: (x, rows[run.end - 1].bottom) });
            }
        }
    }

    /// 一格在纸上的左右两条线。
    #[cfg(test)]
    pub fn sides(&self, index: usize) -> Range<Length> {
        let cell = &self.grid.cells[index];
        self.edges[cell.column]..self.edges[cell.column + cell.column_span]
    }

    /// 一格共有几行字。
    #[cfg(test)]
    pub fn line_count(&self, index: usize) -> usize {
        self.lines[index].len()
    }
}

/// 连着成立的几段。
fn runs(count: usize, holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..count).filter(|at| holds(*at)) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// 各列的宽度，合计恰为 `room`：写了百分比的照比例，没有写的平分其余；窄于 `least` 的放宽到 `least`。
fn widths(grid: &Grid, room: usize, least: usize) -> Vec<usize> {
    let given: usize = grid.columns.iter().flatten().map(|share| *share as usize).sum();
    let blanks = grid.columns.iter().filter(|share| share.is_none()).count();
    // 已写的占满了，没有写的按平均数。
    let blank = match 1000usize.saturating_sub(given).checked_div(blanks) {
        Some(rest) if rest > 0 => rest,
        _ => given.checked_div(grid.columns.len() - blanks).unwrap_or(1000).max(1),
    };
    let shares: Vec<usize> = grid.columns.iter().map(|share| share.map_or(blank, |share| share as usize)).collect();
    let total: usize = shares.iter().sum();
    let mut before = 0;
    let wishes: Vec<usize> = shares
        .iter()
        .map(|share| {
            let start = room * before / total.max(1);
            before += share;
            room * before / total.max(1) - start
        })
        .collect();
    squeeze(&wishes, &vec![least; wishes.len()], room)
}
