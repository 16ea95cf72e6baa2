//! 表：列宽、横竖合并、框线、表头重印、短的行不拆开。

use super::markup::{justification, run};
use super::{BORDER, Twips, hundredths_of_mm};
use crate::write::layout::{Columns, shares};
use crate::write::wrap::{by_words, clean, measure, wrap};
use crate::write::{Align, Cell, Grid};
use std::borrow::Cow;
use std::fmt::Write;

/// 格子上下、左右的留白；居中的格子左右少留些。
const PAD_Y: Twips = hundredths_of_mm(70);
const PAD_X: Twips = hundredths_of_mm(100);
const PAD_CENTER: Twips = hundredths_of_mm(50);
/// 表里的字半个字宽多少（十磅字），一行多高。
const HALF: Twips = 100;
const LINE: Twips = 270;
/// 没有写宽度的表，按内容分作这么多份。
const PARTS: usize = 100;

/// 一页上放表的地方：宽与高。
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub width: Twips,
    pub height: Twips,
}

/// 一张表与上下两块的关系。
pub(super) struct Setting {
    /// 与下面紧接的表看上去是一张。
    pub joined_below: bool,
    /// 末行不与下一块分在两页。
    pub tied_below: bool,
}

/// 写一张有行的表。
pub(super) fn write(grid: &Grid, setting: &Setting, sheet: Sheet, out: &mut String) {
    let widths = widths(grid, sheet.width);
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>{}<w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:top w:w=\"{PAD_Y}\" w:type=\"dxa\"/><w:left w:w=\"{PAD_X}\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"{PAD_Y}\" w:type=\"dxa\"/><w:right w:w=\"{PAD_X}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
        sheet.width,
        borders(setting)
    );
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    for row in 0..grid.rows {
        let tied = match grid.tied.get(row + 1) {
            Some(tied) => *tied,
            None => setting.tied_below || setting.joined_below,
        };
        write_row(grid, row, tied, &widths, sheet, out);
    }
    out.push_str("</w:tbl>");
}

/// 全表的框线。相接的两张表，接缝处只由下面一张画：它的表头每页重印，顶上总要有线；
/// 上面一张的末行不与它分在两页，不会露出没有底线的一边。
fn borders(setting: &Setting) -> String {
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map(|edge| {
        if edge == "bottom" && setting.joined_below {
            return "<w:bottom w:val=\"nil\"/>".to_owned();
        }
        format!("<w:{edge} w:val=\"single\" w:sz=\"{BORDER}\" w:space=\"0\" w:color=\"000000\"/>")
    });
    format!("<w:tblBorders>{}</w:tblBorders>", edges.concat())
}

fn write_row(grid: &Grid, row: usize, tied: bool, widths: &[Twips], sheet: Sheet, out: &mut String) {
    out.push_str("<w:tr><w:trPr>");
    // 占不到三分之一页的行不拆开；更高的拆开，免得前一页空出大半。
    if height(grid, row, widths) <= sheet.height / 3 {
        out.push_str("<w:cantSplit/>");
    }
    if row < grid.header_rows {
        out.push_str("<w:tblHeader/>");
    }
    out.push_str("</w:trPr>");
    let mut column = 0;
    while let Some(cell) = grid.cell_at(row, column) {
        let above = row.checked_sub(1).and_then(|above| grid.cell_at(above, column));
        let setting = Slot {
            width: width(cell, widths),
            first: cell.row == row,
            open_above: cell.row == row && above.is_some_and(|above| above.corner),
            tied,
        };
        write_cell(cell, &setting, out);
        column = cell.column + cell.column_span;
    }
    out.push_str("</w:tr>");
}

/// 一个格子在一行上的那一段。
struct Slot {
    width: Twips,
    /// 是格子的头一行：文字写在这里。
    first: bool,
    /// 与上面的格子连成一格，中间不画线。
    open_above: bool,
    tied: bool,
}

fn write_cell(cell: &Cell, slot: &Slot, out: &mut String) {
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", slot.width);
    if cell.column_span > 1 {
        let _ = write!(out, "<w:gridSpan w:val=\"{}\"/>", cell.column_span);
    }
    if cell.row_span > 1 {
        out.push_str(if slot.first { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" });
    }
    if slot.open_above || cell.corner {
        out.push_str("<w:tcBorders>");
        if slot.open_above {
            out.push_str("<w:top w:val=\"nil\"/>");
        }
        if cell.corner {
            out.push_str("<w:bottom w:val=\"nil\"/>");
        }
        out.push_str("</w:tcBorders>");
    }
    if cell.align == Align::Center {
        let _ = write!(
            out,
            "<w:tcMar><w:left w:w=\"{PAD_CENTER}\" w:type=\"dxa\"/><w:right w:w=\"{PAD_CENTER}\" w:type=\"dxa\"/></w:tcMar>"
        );
    }
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    let text = if slot.first { text(cell, slot.width) } else { Cow::Borrowed("") };
    for line in text.split('\n') {
        write_line(cell, line, slot, out);
    }
    out.push_str("</w:tc>");
}

/// 格子里的一段。
fn write_line(cell: &Cell, text: &str, slot: &Slot, out: &mut String) {
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"FormCell\"/>");
    if slot.tied {
        out.push_str("<w:keepNext/>");
    }
    let indent = if cell.align == Align::Center { balance(text, inside(cell, slot.width)) } else { 0 };
    if indent > 0 {
        let _ = write!(out, "<w:ind w:left=\"{indent}\" w:right=\"{indent}\"/>");
    }
    out.push_str(justification(cell.align));
    out.push_str("</w:pPr>");
    run(text, cell.strong, out);
    out.push_str("</w:p>");
}

/// 居中的话要折行时，左右各缩进多少，使各行尽量一样长、行数不变。
///
/// 只看全是汉字的：西文的宽度随字体而变，缩进了反而可能多出一行。
fn balance(text: &str, room: Twips) -> Twips {
    let text = clean(text);
    let need = measure(&text);
    if need.whole != 2 * text.chars().count() {
        return 0;
    }
    let columns = columns(room);
    let lines = wrap(&text, columns).len();
    if lines < 2 {
        return 0;
    }
    let narrowest = (need.word.max(2)..=columns).find(|columns| wrap(&text, *columns).len() == lines);
    // 多留半个字，免得凑巧放不下。
    let used = narrowest.map_or(room, |columns| (columns as Twips + 1) * HALF);
    room.saturating_sub(used) / 2
}

/// 这么宽放得下几列，半个字一列。
fn columns(room: Twips) -> usize {
    (room / HALF).max(2) as usize
}

/// 格子里的文字；表头放不下的按词换行。
fn text(cell: &Cell, width: Twips) -> Cow<'_, str> {
    by_words(&cell.text, &cell.seams, columns(inside(cell, width)))
}

/// 格子里放字的地方有多宽。
fn inside(cell: &Cell, width: Twips) -> Twips {
    let pad = if cell.align == Align::Center { PAD_CENTER } else { PAD_X };
    width.saturating_sub(2 * pad)
}

/// 一个格子占的各列合起来有多宽。
fn width(cell: &Cell, widths: &[Twips]) -> Twips {
    widths.iter().skip(cell.column).take(cell.column_span).sum()
}

/// 一行估计有多高；跨行的格子不算。
fn height(grid: &Grid, row: usize, widths: &[Twips]) -> Twips {
    let cells = grid.starting_in(row).iter().filter(|cell| cell.row_span == 1);
    let lines = cells.map(|cell| {
        let width = width(cell, widths);
        wrap(&clean(&text(cell, width)), columns(inside(cell, width))).len()
    });
    let lines = lines.max().unwrap_or(1).max(1);
    Twips::try_from(lines).unwrap_or(Twips::MAX).saturating_mul(LINE).saturating_add(2 * PAD_Y)
}

/// 各列的宽度，合计恰为 `room`：写了宽度的按比例，没有写的按内容。
fn widths(grid: &Grid, room: Twips) -> Vec<Twips> {
    let parts: Vec<u64> = if grid.columns.iter().all(Option::is_none) {
        let needs: Vec<_> = grid.cells.iter().map(|cell| measure(&clean(&cell.text))).collect();
        Columns::fit(grid, &needs, PARTS).widths.into_iter().map(|width| width as u64).collect()
    } else {
        shares(&grid.columns)
    };
    let all = parts.iter().sum::<u64>().max(1);
    let edge = |before: u64| Twips::try_from(u64::from(room) * before / all).unwrap_or(room);
    let mut before = 0;
    let widths = parts.iter().map(|part| {
        let from = edge(before);
        before += part;
        edge(before) - from
    });
    widths.collect()
}
