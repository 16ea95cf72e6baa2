//! 一张工作表：先把各块摆到行列上，分好页，再写进去。

use super::measure::{self, pieces};
use super::number::{Number, margins, number};
use super::pages::Pages;
use super::split::Sheet;
use super::style::{CELL, Font, Style, Styles, is_risky};
use super::{COLUMN_PAGE, failed};
use crate::diagnostic::{Code, Diagnostic};
use crate::write::height::{TEXT_LIMIT, height};
use crate::write::{Align, Block, Cell, Grid, Page};
use rust_xlsxwriter::{IgnoreError, Note, Worksheet};
use std::borrow::Cow;
use std::ops::Range;

/// 一张工作表至多的分页。
const BREAK_LIMIT: usize = 1023;
/// A4 的纸号。
const A4: u8 = 9;
/// 去掉纸边之后的宽与高，像素，各留一点余地：竖排、横排。
const PORTRAIT: (u32, u32) = (658, COLUMN_PAGE);
const LANDSCAPE: (u32, u32) = (986, 668);
/// 批注框的宽、一行的字数与一行的高，像素。
const NOTE_WIDTH: u32 = 300;
const NOTE_LINE: u32 = 20;
const NOTE_HEIGHT: u32 = 18;
/// 日期一行上下多留的空白，像素。
const APART: u32 = 12;
const FOOTER: &str = "&C&\"仿宋_GB2312\"&9第 &P 页 共 &N 页";

/// 摆好的一格。
struct Placed<'f> {
    rows: Range<u32>,
    columns: Range<u16>,
    text: Cow<'f, str>,
    number: Option<Number>,
    style: Style,
    /// 写下文字要的高度。
    need: u32,
    /// 批注；没有的为空。
    note: &'f str,
}

/// 摆好的一张工作表。
#[derive(Default)]
struct Plan<'f> {
    columns: Vec<u32>,
    pages: Pages,
    placed: Vec<Placed<'f>>,
}

/// 写一张工作表。
pub(super) fn write(
    sheet: &Sheet<'_>,
    page: &Page,
    styles: &mut Styles,
    worksheet: &mut Worksheet,
) -> Result<(), Diagnostic> {
    let (width, height) = if page.landscape { LANDSCAPE } else { PORTRAIT };
    let columns = sheet.tables().next().map_or_else(|| vec![width], |grid| measure::columns(grid, width));
    let mut plan = Plan { columns, ..Plan::default() };
    for block in &sheet.blocks {
        plan.add(block);
    }
    let starts = plan.pages.starts(height);
    worksheet.set_name(&sheet.name).map_err(failed)?;
    for (column, width) in (0..).zip(&plan.columns) {
        worksheet.set_column_width_pixels(column, *width).map_err(failed)?;
    }
    for (row, height) in (0..).zip(&plan.pages.heights) {
        worksheet.set_row_height_pixels(row, *height).map_err(failed)?;
    }
    for placed in &plan.placed {
        placed.write(&starts, &plan.pages, styles, worksheet)?;
    }
    print(&plan, &starts, page, worksheet)
}

/// 纸面：A4，一页宽，水平居中，页脚印页码。
pub(super) fn paper(worksheet: &mut Worksheet, landscape: bool) {
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true).set_footer(FOOTER);
    margins(worksheet);
    if landscape {
        worksheet.set_landscape();
    }
}

/// 印到哪里、在哪里分页、每页重印哪几行。
fn print(plan: &Plan<'_>, starts: &[u32], page: &Page, worksheet: &mut Worksheet) -> Result<(), Diagnostic> {
    paper(worksheet, page.landscape);
    let last_row = plan.next().saturating_sub(1);
    let last_column = plan.columns.len().saturating_sub(1) as u16;
    worksheet.set_print_area(0, 0, last_row, last_column).map_err(failed)?;
    worksheet.set_page_breaks(&starts[..starts.len().min(BREAK_LIMIT)]).map_err(failed)?;
    let header = &plan.pages.header;
    if !header.is_empty() {
        worksheet.set_repeat_rows(header.start, header.end - 1).map_err(failed)?;
    }
    // “98%”这样的文字不必标出“以文本形式存储的数字”。
    worksheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText).map_err(failed)?;
    Ok(())
}

/// 段落的样子。
fn paragraph(class: &str) -> Style {
    let has = |name: &str| class.split_ascii_whitespace().any(|class| class == name);
    let align = match () {
        () if has("num") => Align::Right,
        () if has("center") || has("caption") || has("date") => Align::Center,
        () => Align::Left,
    };
    let font = Font::of_paragraph(class);
    Style { font, align, strong: has("strong") || font == Font::Draft, ..Style::default() }
}

impl<'f> Plan<'f> {
    fn add(&mut self, block: &'f Block) {
        match block {
            Block::Heading { level, text } => {
                let style = Style { font: Font::Title(*level), align: Align::Center, ..Style::default() };
                self.line(text, style);
            }
            Block::Paragraph { text, class } => self.line(text, paragraph(class)),
            Block::Table(grid) => self.table(grid),
        }
    }

    /// 下一个空行。
    fn next(&self) -> u32 {
        self.pages.heights.len() as u32
    }

    /// 占下一行；太高的分成几行。
    fn take(&mut self, height: u32, tied: bool) -> Range<u32> {
        let first = self.next();
        for piece in pieces(height) {
            self.pages.tied.push(tied && self.next() == first);
            self.pages.heights.push(piece);
        }
        first..self.next()
    }

    /// 标题或段落，占满一行。注与凭据不离开上面的表，表不离开上面的标题与日期。
    fn line(&mut self, text: &'f str, style: Style) {
        let need = height(text, self.columns.iter().sum(), style.font.size());
        let apart = if style.font == Font::Date { APART } else { 0 };
        let tied = matches!(style.font, Font::Note | Font::Foot) || self.leads();
        let rows = self.take(need + apart, tied && self.next() > 0);
        let style = Style { literal: is_risky(text), ..style };
        let columns = 0..self.columns.len() as u16;
        let text = Cow::Borrowed(text);
        self.placed.push(Placed { rows, columns, text, number: None, style, need, note: "" });
    }

    /// 上一块是标题或日期。
    fn leads(&self) -> bool {
        self.placed.last().is_some_and(|above| matches!(above.style.font, Font::Title(_) | Font::Date))
    }

    /// 一张表。
    fn table(&mut self, grid: &'f Grid) {
        let led = self.leads();
        let mut rows = Vec::with_capacity(grid.rows);
        for (row, height) in measure::rows(grid, &self.columns, CELL).into_iter().enumerate() {
            let tied = grid.tied.get(row).is_some_and(|tied| *tied);
            rows.push(self.take(height, tied || row == 0 && led));
        }
        for cell in &grid.cells {
            let covered = || rows.iter().skip(cell.row).take(cell.row_span);
            let (Some(first), Some(last)) = (covered().next(), covered().next_back()) else { continue };
            let need = measure::cell_height(cell, &self.columns, CELL);
            if cell.row_span > 1 {
                self.pages.spans.push((first.start..last.end, need));
            }
            let column = cell.column as u16;
            let number = self.as_number(cell);
            let corner = |row: usize| grid.cell_at(row, cell.column).is_some_and(|other| other.corner);
            let open_top = cell.row.checked_sub(1).is_some_and(corner);
            let shrink = measure::shrinks(cell, &self.columns, CELL);
            let plain = Style { open_top, open_bottom: cell.corner, shrink, ..Style::of_cell(cell) };
            let style = match &number {
                Some(number) => Style { number: number.format.clone(), literal: false, ..plain },
                None => plain,
            };
            let columns = column..column + cell.column_span as u16;
            let text = measure::text(cell, &self.columns, CELL);
            let (rows, note) = (first.start..last.end, cell.note.as_str());
            self.placed.push(Placed { rows, columns, text, number, style, need, note });
        }
        // 几张表都有表头的，重印行数最多的。
        if let (Some(first), Some(last)) =
            (rows.first(), grid.header_rows.checked_sub(1).and_then(|last| rows.get(last)))
            && last.end - first.start > self.pages.header.len() as u32
        {
            self.pages.header = first.start..last.end;
        }
    }

    /// 可以写成数的格子：表体里不靠左的（靠左的是名称与说明），而且一行放得下：写数的格子不会折行，放不下就显示成一串 #。
    fn as_number(&self, cell: &Cell) -> Option<Number> {
        let place = !cell.header && cell.align != Align::Left;
        if place && measure::shrinks(cell, &self.columns, CELL) { number(&cell.text) } else { None }
    }
}

impl Placed<'_> {
    /// 写进工作表；占几行几列的合并，跨页的在分页处断开，每页各有框线。
    fn write(
        &self,
        starts: &[u32],
        pages: &Pages,
        styles: &mut Styles,
        worksheet: &mut Worksheet,
    ) -> Result<(), Diagnostic> {
        let (row, column) = (self.rows.start, self.columns.start);
        let length = self.text.encode_utf16().count();
        if length > TEXT_LIMIT {
            let message = format!("第 {} 行第 {} 列的文字有 {length} 字，xlsx 的一格放不下", row + 1, column + 1);
            let help = format!("一格至多 {TEXT_LIMIT} 字；写得短些，或换成 .html");
            return Err(Diagnostic::new(Code::E1101, message).help(help));
        }
        let format = styles.get(&self.style);
        if !self.note.is_empty() {
            // 批注框照字数放大，免得要拉开才看得全。
            let lines = self.note.chars().count() as u32 / NOTE_LINE + 2;
            let note = Note::new(self.note).set_author("ziping").add_author_prefix(false).set_width(NOTE_WIDTH);
            worksheet.insert_note(row, column, &note.set_height(lines * NOTE_HEIGHT)).map_err(failed)?;
        }
        for part in self.parts(starts, pages) {
            let (last_row, last_column) = (part.rows.end - 1, self.columns.end - 1);
            let text = if part.holds_text { self.text.as_ref() } else { "" };
            if part.rows.start == last_row && column == last_column {
                worksheet.write_string_with_format(last_row, column, text, format).map_err(failed)?;
            } else {
                worksheet.merge_range(part.rows.start, column, last_row, last_column, text, format).map_err(failed)?;
            }
            if let (Some(number), true) = (&self.number, part.holds_text) {
                worksheet.write_number_with_format(part.rows.start, column, number.value, format).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// 由分页断成的各段。文字写在第一个放得下的一段；都放不下的（一页也写不下）不断开，让文字流过几页。
    fn parts(&self, starts: &[u32], pages: &Pages) -> Vec<Part> {
        let after = starts.partition_point(|start| *start <= self.rows.start);
        let inside = starts.iter().skip(after).copied().take_while(|start| *start < self.rows.end);
        let mut parts: Vec<Part> = Vec::new();
        let mut first = self.rows.start;
        for end in inside.chain([self.rows.end]) {
            parts.push(Part { rows: first..end, holds_text: false });
            first = end;
        }
        let fits = |part: &&mut Part| pages.between(part.rows.clone()) >= self.need;
        match parts.iter_mut().find(fits) {
            Some(part) => part.holds_text = true,
            None => parts = vec![Part { rows: self.rows.clone(), holds_text: true }],
        }
        parts
    }
}

/// 一格断在一页上的一段。
struct Part {
    rows: Range<u32>,
    holds_text: bool,
}
