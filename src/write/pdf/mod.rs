//! 写成 pdf：网格摆到 A4 纸上，分页，交给 krilla 写。
//!
//! 排版只用整数，单位是千分之一磅；只有 `ink` 把它换成 krilla 要的小数。
//! 没有时钟与随机数：同样的表样、同样的字体，写出的字节相同。

mod flow;
mod fonts;
mod ink;
mod prose;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use fonts::Fonts;

use super::{Align, Block, Form};
use crate::diagnostic::{Code, Diagnostic};
use flow::{Flow, Set};
use fonts::Role;
use prose::{Prose, Style};
use std::ops::Range;
use table::Table;
use text::{Manner, Setter};

/// 纸上的长度与位置，千分之一磅；自左上角数起。
type Length = i64;

const POINT: Length = 1000;
const MILLIMETRE: Length = 2835;
/// 框线的粗细。
const BORDER: Length = 750;
/// A4 的短边与长边。
const A4: (Length, Length) = (595_276, 841_890);
/// 上下、左右的页边，与表样的 CSS 相同。
const MARGINS: (Length, Length) = (16 * MILLIMETRE, MILLIMETRE * 177 / 10);
/// 页码的字号；底字的字号。
const FOLIO: Length = 9 * POINT;
const WATERMARK: Length = 110 * POINT;

/// 写成的 pdf。
pub struct Pdf {
    /// 文件的内容。
    pub content: Vec<u8>,
    /// 没有字体能印的字（W1101）：印成了〓。
    pub findings: Vec<Diagnostic>,
}

/// 一页纸有多大。
fn paper(form: &Form) -> (Length, Length) {
    if form.page.landscape { (A4.1, A4.0) } else { A4 }
}

/// 写成 pdf。
///
/// # Errors
///
/// 列太多，A4 放不下（E1102）。
pub fn to_pdf(form: &Form, fonts: &Fonts) -> Result<Pdf, Diagnostic> {
    let (chosen, chains) = fonts.chosen(characters(form));
    let setter = Setter::new(&chosen, chains);
    let (width, _) = paper(form);
    let (across, down) = frame(form);
    let mut missing = Vec::new();
    let blocks = set(form, &across, &setter, &mut missing)?;
    let sheets = Flow::pages(&blocks, across, down);
    let single = |text: &str, role, size| {
        setter.lines(text, Manner { role, size, limit: width, indent: 0, balanced: false, justified: false })
    };
    let folio = |number: usize| single(&format!("{number} / {}", sheets.len()), Role::Body, FOLIO);
    let folios: Vec<_> = (1..=sheets.len()).map(folio).collect();
    let watermark = if form.page.draft { single("草稿", Role::Title, WATERMARK) } else { Vec::new() };
    let content = ink::write(form, &sheets, &folios, &watermark, &chosen)?;
    Ok(Pdf { content, findings: unprintable(&missing) })
}

/// 纸上能摆字的地方：左右、上下各从哪里到哪里。
fn frame(form: &Form) -> (Range<Length>, Range<Length>) {
    let (width, height) = paper(form);
    let (side, end) = (MARGINS.1 + BORDER, MARGINS.0 + BORDER / 2);
    (side..width - side, end..height - end)
}

/// 各块排成行；印不出的字连同所在的块记进 `missing`。
fn set<'a>(
    form: &'a Form,
    across: &Range<Length>,
    setter: &Setter,
    missing: &mut Vec<(&'a Block, Vec<char>)>,
) -> Result<Vec<Set<'a>>, Diagnostic> {
    let limit = across.end - across.start;
    let mut blocks = Vec::with_capacity(form.blocks.len());
    for (index, block) in form.blocks.iter().enumerate() {
        blocks.push(match block {
            Block::Heading { level, text } => Set::Prose(Prose::set(text, Style::heading(*level), limit, setter)),
            Block::Paragraph { text, class } => Set::Prose(Prose::set(text, Style::paragraph(class), limit, setter)),
            Block::Table(grid) => match Table::measure(grid, index, across.clone(), setter) {
                Some(table) => Set::Table(table),
                None => return Err(too_wide(grid.columns.len(), form.page.landscape)),
            },
        });
        let unprinted = setter.take_missing();
        if !unprinted.is_empty() {
            missing.push((block, unprinted));
        }
    }
    Ok(blocks)
}

/// 表样里的全部文字。
fn characters(form: &Form) -> impl Iterator<Item = char> {
    form.blocks.iter().flat_map(|block| {
        let texts: Vec<&str> = match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => vec![text],
            Block::Table(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect(),
        };
        texts.into_iter().flat_map(str::chars)
    })
}

fn too_wide(columns: usize, landscape: bool) -> Diagnostic {
    let paper = if landscape { "横放" } else { "竖放" };
    Diagnostic::new(Code::E1102, format!("表有 {columns} 列，{paper}的 A4 纸放不下"))
        .help("减少列数，或把表样的纸改为横放（landscape）；也可以改写 .html 或 .xlsx")
}

/// 印不出的字合成一条：各是什么字，头一处在哪一格；同一格的放在一起。
fn unprintable(missing: &[(&Block, Vec<char>)]) -> Vec<Diagnostic> {
    const MOST: usize = 10;
    let mut seen: Vec<char> = Vec::new();
    let mut found: Vec<(String, Vec<char>)> = Vec::new();
    for (block, chars) in missing {
        for char in chars {
            if seen.contains(char) {
                continue;
            }
            seen.push(*char);
            if seen.len() > MOST {
                continue;
            }
            let place = place(block, *char);
            match found.last_mut().filter(|(last, _)| *last == place) {
                Some((_, together)) => together.push(*char),
                None => found.push((place, vec![*char])),
            }
        }
    }
    let named = found.iter().map(|(place, chars)| {
        let quoted: String = chars.iter().map(|char| format!("“{char}”")).collect();
        let points: Vec<String> = chars.iter().map(|char| format!("U+{:04X}", u32::from(*char))).collect();
        format!("{quoted}（{}，{place}）", points.join("、"))
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return Vec::new();
    }
    let rest = if seen.len() > MOST { format!("等 {} 个字", seen.len()) } else { String::new() };
    let message = format!("没有字体能印{}{rest}，pdf 上印成了〓", named.join("、"));
    vec![Diagnostic::new(Code::W1101, message)]
}

/// 一个字在哪里：标题、段落，或者表的哪一格。
fn place(block: &Block, char: char) -> String {
    const SHOWN: usize = 16;
    let (place, text) = match block {
        Block::Heading { text, .. } => ("标题".to_owned(), text),
        Block::Paragraph { text, .. } => ("段落".to_owned(), text),
        Block::Table(grid) => match grid.cells.iter().find(|cell| cell.text.contains(char)) {
            Some(cell) => (format!("表的第 {} 行第 {} 列", cell.row + 1, cell.column + 1), &cell.text),
            None => return "表".to_owned(),
        },
    };
    let short: String = text.replace('\n', " ").chars().take(SHOWN).collect();
    let dots = if text.chars().count() > SHOWN { "…" } else { "" };
    format!("{place}“{short}{dots}”")
}

/// 行高：一又百分之三十五倍字号。
fn leading(size: Length) -> Length {
    size * 135 / 100
}

/// 宽 `width` 的一行在左右两界之间从哪里写起。
fn aligned(align: Align, left: Length, right: Length, width: Length) -> Length {
    match align {
        Align::Left => left,
        Align::Center => left + (right - left - width) / 2,
        Align::Right => right - width,
    }
}
