//! 写成终端文本：用制表线画出真正合并的单元格，汉字占两列。

use super::layout::{Columns, row_heights};
use super::wrap::{clean, measure, width, wrap};
use super::{Align, Block, Cell, Form, Grid};

/// 终端宽度的取值范围：再窄的终端按 40 列排，再宽的也没有必要。
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=4096;

/// 写成终端文本，尽量不超过 `width` 列；每行以换行结束。
///
/// 头一级标题按最宽的表居中，没有表时按 `width` 居中，以下各级靠左。内容少的表按内容收窄；
/// 列多到每列只剩两列宽还放不下时，表会超出 `width`。各列宽度相同的相邻两表接成一张。
pub fn to_text(form: &Form, width: usize) -> String {
    let form = &joined(form);
    let limit = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let drawings: Vec<Option<Drawing>> = form
        .blocks
        .iter()
        .map(|block| match block {
            Block::Table(grid) => Some(Drawing::new(grid, limit, Rules::All)),
            Block::Heading { .. } | Block::Paragraph { .. } => None,
        })
        .collect();
    let widest = drawings.iter().flatten().map(Drawing::width).max();
    let title = form.blocks.iter().filter_map(|block| match block {
        Block::Heading { text, .. } => Some(measure(&clean(text)).whole.min(limit)),
        _ => None,
    });
    let canvas = widest.map_or(limit, |table| title.max().unwrap_or(0).max(table));

    let mut text = String::new();
    let mut previous: Option<&Block> = None;
    for (block, drawing) in form.blocks.iter().zip(&drawings) {
        let apart = match (previous, block) {
            (None | Some(Block::Heading { .. }), _) => false,
            (_, Block::Heading { .. }) => true,
            (previous, Block::Table(_)) => matches!(previous, Some(Block::Table(_))),
            (_, Block::Paragraph { .. }) => false,
        };
        if apart {
            text.push('\n');
        }
        match block {
            Block::Heading { level: 1, text: heading } => write_lines(heading, canvas, Align::Center, &mut text),
            Block::Heading { text: heading, .. } => write_lines(heading, canvas, Align::Left, &mut text),
            Block::Paragraph { text: paragraph, class } => {
                let has = |name: &str| class.split_ascii_whitespace().any(|class| class == name);
                let align = match () {
                    () if has("num") => Align::Right,
                    () if has("center") || has("caption") => Align::Center,
                    () => Align::Left,
                };
                // 表很窄时段落不必跟着窄。
                let canvas = if align == Align::Left { canvas.max(limit.min(80)) } else { canvas };
                write_lines(paragraph, canvas, align, &mut text);
            }
            Block::Table(_) => drawing.iter().for_each(|drawing| drawing.draw(&mut text)),
        }
        previous = Some(block);
    }
    text
}

/// 表样为了跨页重复表头而分成的几张表，在终端上接成一张。
fn joined(form: &Form) -> Form {
    let mut blocks: Vec<Block> = Vec::with_capacity(form.blocks.len());
    for block in &form.blocks {
        match (blocks.last_mut(), block) {
            (Some(Block::Table(above)), Block::Table(below)) if above.continues(below) => above.stack(below),
            _ => blocks.push(block.clone()),
        }
    }
    Form { page: Default::default(), blocks }
}

/// 没有合并单元格的表写成紧凑的清单：只在表头之下画横线。
pub fn to_list(grid: &Grid, width: usize) -> String {
    let limit = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut text = String::new();
    Drawing::new(grid, limit, Rules::Header).draw(&mut text);
    text
}

/// 行与行之间哪里画横线。
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    All,
    /// 只在表头之下。
    Header,
}

/// 表外的文字：折行、对齐，行末不留空格。
fn write_lines(text: &str, canvas: usize, align: Align, out: &mut String) {
    for line in wrap(&clean(text), canvas) {
        out.push_str(justify(&line, canvas, align).trim_end_matches(' '));
        out.push('\n');
    }
}

/// 补空格到恰好 `room` 列。
fn justify(line: &str, room: usize, align: Align) -> String {
    let used = width(line);
    if used > room {
        // 极少见的连写使整行比逐字相加还宽：换成逐字可靠的写法，宁可少字也不错框线。
        let safe: String = line.chars().map(|c| if c.is_ascii() { c } else { '\u{fffd}' }).take(room).collect();
        return justify(&safe, room, align);
    }
    let spare = room - used;
    let left = match align {
        Align::Left => 0,
        Align::Center => spare / 2,
        Align::Right => spare,
    };
    format!("{}{line}{}", " ".repeat(left), " ".repeat(spare - left))
}

/// 一张排好的表。
struct Drawing<'a> {
    grid: &'a Grid,
    rules: Rules,
    /// 各列宽度，含左右空白，不含框线。
    columns: Vec<usize>,
    /// 格子左右各留的空白。
    padding: usize,
    /// 各单元格折好的行。
    texts: Vec<Vec<String>>,
    /// 各行高度，不含框线。
    heights: Vec<usize>,
    /// 各行第一行文字在表中是第几行。
    tops: Vec<usize>,
}

impl<'a> Drawing<'a> {
    fn new(grid: &'a Grid, limit: usize, rules: Rules) -> Drawing<'a> {
        let cleaned: Vec<_> = grid.cells.iter().map(|cell| clean(&cell.text)).collect();
        let needs: Vec<_> = cleaned.iter().map(|text| measure(text)).collect();
        let Columns { widths: columns, padding } = Columns::fit(grid, &needs, limit);
        let mut drawing =
            Drawing { grid, rules, columns, padding, texts: Vec::new(), heights: Vec::new(), tops: Vec::new() };
        drawing.texts = grid
            .cells
            .iter()
            .zip(&cleaned)
            .map(|(cell, text)| wrap(text, drawing.inner_width(cell).saturating_sub(2 * padding)))
            .collect();
        drawing.heights = row_heights(grid, &drawing.texts);
        let mut top = 1;
        for (row, height) in drawing.heights.iter().enumerate() {
            drawing.tops.push(top);
            top += height + usize::from(drawing.is_ruled(row + 1));
        }
        drawing
    }

    /// 整张表的宽度，含框线。
    fn width(&self) -> usize {
        self.columns.iter().sum::<usize>() + self.columns.len() + 1
    }

    /// 一个单元格左右框线之间的宽度。
    fn inner_width(&self, cell: &Cell) -> usize {
        let spanned = self.columns.iter().skip(cell.column).take(cell.column_span);
        spanned.sum::<usize>() + cell.column_span.saturating_sub(1)
    }

    fn draw(&self, out: &mut String) {
        if self.columns.is_empty() || self.heights.is_empty() {
            return;
        }
        for (row, height) in self.heights.iter().enumerate() {
            if self.is_ruled(row) {
                self.draw_border(row, out);
            }
            for line in 0..*height {
                self.draw_content(row, self.tops[row] + line, out);
            }
        }
        self.draw_border(self.heights.len(), out);
    }

    /// 第 `row` 行上方画不画横线。
    fn is_ruled(&self, row: usize) -> bool {
        self.rules == Rules::All || row <= self.grid.header_rows || row == self.heights.len()
    }

    /// 第 `row` 行里的一行文字，`line` 是它在表中的行号。
    fn draw_content(&self, row: usize, line: usize, out: &mut String) {
        out.push('│');
        let mut column = 0;
        while column < self.columns.len() {
            column = self.draw_text(row, column, line, out);
            out.push('│');
        }
        out.push('\n');
    }

    /// 第 `row` 行上方的框线；跨过它的合并单元格在这里继续写文字。
    fn draw_border(&self, row: usize, out: &mut String) {
        let line = self.tops.get(row).map_or(0, |top| top - 1);
        let mut column = 0;
        out.push(self.junction(row, column));
        while column < self.columns.len() {
            if self.line_above(row, column) {
                out.extend(std::iter::repeat_n('─', self.columns[column]));
                column += 1;
            } else {
                column = self.draw_text(row, column, line, out);
            }
            out.push(self.junction(row, column));
        }
        out.push('\n');
    }

    /// 占据这个位置的单元格在表中第 `line` 行的文字；返回它右边的一列。
    fn draw_text(&self, row: usize, column: usize, line: usize, out: &mut String) -> usize {
        let index = self.grid.index_at(row, column);
        let found = index.and_then(|index| Some((self.grid.cells.get(index)?, self.texts.get(index)?)));
        let Some((cell, lines)) = found else { return self.columns.len() };
        // 合并了多行的格子，文字上下居中。
        let spare = if cell.row_span > 1 { self.inner_height(cell).saturating_sub(lines.len()) } else { 0 };
        let start = self.tops.get(cell.row).map_or(line, |top| top + spare / 2);
        let text = line.checked_sub(start).and_then(|at| lines.get(at)).map_or("", String::as_str);
        let padding = " ".repeat(self.padding);
        let room = self.inner_width(cell).saturating_sub(2 * self.padding);
        out.push_str(&padding);
        out.push_str(&justify(text, room, cell.align));
        out.push_str(&padding);
        column.max(cell.column + cell.column_span).max(column + 1)
    }

    /// 一个单元格上下框线之间的高度。
    fn inner_height(&self, cell: &Cell) -> usize {
        let spanned = self.heights.iter().skip(cell.row).take(cell.row_span);
        spanned.sum::<usize>() + cell.row_span.saturating_sub(1)
    }

    /// 第 `row` 行第 `column` 列的上方有横线。
    fn line_above(&self, row: usize, column: usize) -> bool {
        let cell = |row| self.grid.index_at(row, column);
        row == 0 || row == self.heights.len() || cell(row - 1) != cell(row)
    }

    /// 第 `row` 行第 `column` 列的左边有竖线。
    fn line_left(&self, row: usize, column: usize) -> bool {
        let cell = |column| self.grid.index_at(row, column);
        column == 0 || column == self.columns.len() || cell(column - 1) != cell(column)
    }

    /// 第 `row` 行上方的框线与第 `column` 列左边的框线相交处，由上下左右四臂决定。
    fn junction(&self, row: usize, column: usize) -> char {
        let up = row > 0 && self.line_left(row - 1, column);
        let down = row < self.heights.len() && self.line_left(row, column);
        let left = column > 0 && self.line_above(row, column - 1);
        let right = column < self.columns.len() && self.line_above(row, column);
        match (up, down, left, right) {
            (true, true, true, true) => '┼',
            (true, true, true, false) => '┤',
            (true, true, false, true) => '├',
            (true, false, true, true) => '┴',
            (false, true, true, true) => '┬',
            (true, false, true, false) => '┘',
            (true, false, false, true) => '└',
            (false, true, true, false) => '┐',
            (false, true, false, true) => '┌',
            (true | false, true | false, false, false) => '│',
            (false, false, _, _) => '─',
        }
    }
}

#[cfg(test)]
mod tests;
