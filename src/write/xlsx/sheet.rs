//! 一张工作表：自上而下写各块，记下印到哪里、每页重印哪几行。

use super::measure::{self, pieces};
use super::number::{Number, margins, number};
use super::split::Sheet;
use super::style::{CELL, Font, Style, Styles, is_risky};
use super::failed;
use crate::diagnostic::{Code, Diagnostic};
use crate::write::{Align, Block, Cell, Grid, Page};
use rust_xlsxwriter::{Format, IgnoreError, Worksheet};
use std::ops::Range;

/// 一格至多的字数（按 UTF-16 计）。
const TEXT_LIMIT: usize = 32_767;
/// A4 的纸号；去掉左右纸边之后的宽度，像素：竖排、横排。
const A4: u8 = 9;
const PORTRAIT: u32 = 658;
const LANDSCAPE: u32 = 986;
/// 日期一行上下多留的空白，像素。
const APART: u32 = 12;

/// 正在写的一张工作表。
struct Writer<'w> {
    worksheet: &'w mut Worksheet,
    styles: &'w mut Styles,
    columns: Vec<u32>,
    /// 下一个空行。
    next: u32,
}

/// 写一张工作表。
pub(super) fn write(sheet: &Sheet<'_>, page: &Page, styles: &mut Styles, worksheet: &mut Worksheet) -> Result<(), Diagnostic> {
    worksheet.set_name(&sheet.name).map_err(failed)?;
    let width = if page.landscape { LANDSCAPE } else { PORTRAIT };
    let columns = sheet.tables().next().map_or_else(|| vec![width], |grid| measure::columns(grid, width));
    for (column, width) in (0..).zip(&columns) {
        worksheet.set_column_width_pixels(column, *width).map_err(failed)?;
    }
    let mut writer = Writer { worksheet, styles, columns, next: 0 };
    let mut header: Range<u32> = 0..0;
    for block in &sheet.blocks {
        match block {
            Block::Heading { level, text } => {
                let style = Style { font: Font::Title(*level), align: Align::Center, ..Style::default() };
                writer.line(text, style)?;
            }
            Block::Paragraph { text, class } => writer.line(text, paragraph(class))?,
            Block::Table(grid) => {
                let rows = writer.table(grid)?;
                if rows.len() > header.len() {
                    header = rows;
                }
            }
        }
    }
    let (last_row, last_column) = (writer.next.saturating_sub(1), writer.columns.len().saturating_sub(1) as u16);
    print(worksheet, page, header, last_row, last_column)
}

/// 纸面与印法。
fn print(worksheet: &mut Worksheet, page: &Page, header: Range<u32>, last_row: u32, last_column: u16) -> Result<(), Diagnostic> {
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    worksheet.set_footer("&C&\"仿宋_GB2312\"&9第 &P 页 共 &N 页");
    margins(worksheet);
    if page.landscape {
        worksheet.set_landscape();
    }
    worksheet.set_print_area(0, 0, last_row, last_column).map_err(failed)?;
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

impl Writer<'_> {
    /// 标题或段落，占满一行。
    fn line(&mut self, text: &str, style: Style) -> Result<(), Diagnostic> {
        let size = style.font.size();
        let extra = if style.font == Font::Date { APART } else { 0 };
        let height = measure::height(text, self.columns.iter().sum(), size) + extra;
        let rows = self.take(height)?;
        let columns = 0..self.columns.len() as u16;
        let style = Style { literal: is_risky(text), ..style };
        self.put(rows, columns, text, style)
    }

    /// 一张表；返回它的表头占的行。
    fn table(&mut self, grid: &Grid) -> Result<Range<u32>, Diagnostic> {
        let first = self.next;
        let heights = measure::rows(grid, &self.columns, CELL);
        let mut rows = Vec::with_capacity(heights.len());
        for height in heights {
            rows.push(self.take(height)?);
        }
        for cell in &grid.cells {
            let covered = rows.iter().skip(cell.row).take(cell.row_span);
            let start = covered.clone().map(|row| row.start).next().unwrap_or(first);
            let end = covered.map(|row| row.end).next_back().unwrap_or(start + 1);
            let column = cell.column as u16;
            let columns = column..column + cell.column_span as u16;
            match self.as_number(cell) {
                Some(Number { value, format }) => {
                    let style = Style { number: format, literal: false, ..Style::of_cell(cell) };
                    self.put(start..end, columns, "", style.clone())?;
                    let format = self.styles.get(style);
                    self.worksheet.write_number_with_format(start, column, value, format).map_err(failed)?;
                }
                None => self.put(start..end, columns, &cell.text, Style::of_cell(cell))?,
            }
        }
        Ok(first..rows.iter().take(grid.header_rows).next_back().map_or(first, |row| row.end))
    }

    /// 可以写成数的格子：表体里不靠左的（靠左的是名称与说明），而且一行放得下。
    fn as_number(&self, cell: &Cell) -> Option<Number> {
        let place = !cell.header && cell.align != Align::Left;
        let fits = || measure::fits(&cell.text, measure::cell_width(cell, &self.columns), CELL);
        if place && fits() { number(&cell.text) } else { None }
    }

    /// 占下一行；太高的分成几行。
    fn take(&mut self, height: u32) -> Result<Range<u32>, Diagnostic> {
        let first = self.next;
        for piece in pieces(height) {
            self.worksheet.set_row_height_pixels(self.next, piece).map_err(failed)?;
            self.next += 1;
        }
        Ok(first..self.next)
    }

    /// 写一格文字；占几行几列的合并。
    fn put(&mut self, rows: Range<u32>, columns: Range<u16>, text: &str, style: Style) -> Result<(), Diagnostic> {
        let length = text.encode_utf16().count();
        if length > TEXT_LIMIT {
            let message = format!("第 {} 行第 {} 列的文字有 {length} 字，xlsx 的一格放不下", rows.start + 1, columns.start + 1);
            return Err(Diagnostic::new(Code::E1101, message).help(format!("一格至多 {TEXT_LIMIT} 字；写得短些，或换 .html、.docx、.pdf")));
        }
        let format: &Format = self.styles.get(style);
        if rows.len() <= 1 && columns.len() <= 1 {
            self.worksheet.write_string_with_format(rows.start, columns.start, text, format).map_err(failed)?;
        } else {
            let (last_row, last_column) = (rows.end - 1, columns.end - 1);
            self.worksheet
                .merge_range(rows.start, columns.start, last_row, last_column, text, format)
                .map_err(failed)?;
        }
        Ok(())
    }
}
