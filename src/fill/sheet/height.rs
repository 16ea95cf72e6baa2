//! 填过的各行要多高：合并的格表格程序不会自己定行高，所以照列宽、字号算出来写上。

use super::super::inline;
use super::super::scope::Filler;
use super::super::tree::Element;
use super::formula::{MAX_ROW, Point};
use super::page::Page;
use super::style::{Flow, Look, Styles, font_size, is_true};
use crate::number::Decimal;
use crate::write::height::{Need, TALLEST, height, raise, stacked, turned, unwrapped};
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// 没有写行高的行，像素：十五磅。
const USUAL_HEIGHT: u32 = 20;
/// 没有写宽度的列放几个数字。
const USUAL_DIGITS: u32 = 8;
/// 一级缩进，像素。
const INDENT: u32 = 9;
/// 宽度至多算到这里，像素；再宽也是一行。
const WIDEST: u32 = 20_000;

/// 各列的宽度，像素。
struct Widths {
    /// 起止的列号与宽度。
    given: Vec<(u32, u32, u32)>,
    usual: u32,
}

impl Widths {
    fn read(sheet: &Element, digit: u32) -> Widths {
        let width = |text: Option<String>| {
            let width = Decimal::from_str_exact(text?.trim()).ok()?.checked_mul(Decimal::from(digit))?;
            width.floor().to_u32().map(|width| width.min(WIDEST))
        };
        let usual = sheet.child("sheetFormatPr").and_then(|usual| width(usual.attribute("defaultColWidth")));
        let given = sheet.child("cols").into_iter().flat_map(Element::elements).filter_map(|column| {
            let number = |name| column.attribute(name)?.parse::<u32>().ok();
            let is_hidden = column.attribute("hidden").is_some_and(|hidden| is_true(&hidden));
            let width = if is_hidden { 0 } else { width(column.attribute("width"))? };
            Some((number("min")?, number("max")?, width))
        });
        // 默认的列宽凑成八的倍数。
        let usual = usual.unwrap_or((USUAL_DIGITS * digit + 5).next_multiple_of(8));
        Widths { given: given.collect(), usual }
    }

    fn across(&self, left: u32, right: u32) -> u32 {
        let one = |column: u32| {
            let given = self.given.iter().find(|(min, max, _)| (*min..=*max).contains(&column));
            given.map_or(self.usual, |(_, _, width)| *width)
        };
        let mut sum = 0;
        for column in left..=right {
            sum += one(column);
            if sum >= WIDEST {
                return WIDEST;
            }
        }
        sum
    }
}

/// 合并的格：左上角一格占到哪一行、哪一列；填过的各行里被并进去的列。
#[derive(Default)]
struct Merged {
    anchors: BTreeMap<(u32, u32), (u32, u32)>,
    covered: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl Merged {
    fn read(sheet: &Element, filled: &BTreeSet<u32>) -> Merged {
        let mut merged = Merged::default();
        for range in sheet.child("mergeCells").into_iter().flat_map(Element::elements) {
            let range = range.attribute("ref").unwrap_or_default();
            let ends = range.split_once(':').and_then(|(a, b)| Some((Point::parse(a)?, Point::parse(b)?)));
            let Some((start, end)) = ends.filter(|(start, end)| start.row <= end.row) else { continue };
            let columns = (start.column_number(), end.column_number());
            merged.anchors.insert((start.row, columns.0), (end.row, columns.1));
            for row in filled.range(start.row..=end.row) {
                merged.covered.entry(*row).or_default().push(columns);
            }
        }
        merged
    }

    /// 一格占到哪一行、哪一列；并在别的格里的没有。
    fn extent(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        if let Some(extent) = self.anchors.get(&(row, column)) {
            return Some(*extent);
        }
        let is_covered = |columns: &Vec<(u32, u32)>| columns.iter().any(|(a, b)| (*a..=*b).contains(&column));
        (!self.covered.get(&row).is_some_and(is_covered)).then_some((row, column))
    }
}

/// 定好填过的各行的高度：放得下这一行的文字，不低于原来定的；别的行不动。一行放不下的提醒。
pub fn fit(page: &mut Page, shared: &[Element], styles: &Styles, filler: &Filler) {
    let filled = std::mem::take(&mut page.filled);
    let title = page.place("");
    let sheet = &mut page.part.root;
    let widths = Widths::read(sheet, styles.digit());
    let merged = Merged::read(sheet, &filled);
    let usual = sheet.child("sheetFormatPr").and_then(|usual| pixels(usual.attribute("defaultRowHeight")));
    let Some(data) = sheet.child_mut("sheetData") else { return };
    let mut heights: Vec<u32> = Vec::new();
    let mut hidden = BTreeSet::new();
    let mut needs = Vec::new();
    let mut looks: BTreeMap<usize, Look> = BTreeMap::new();
    let usual = usual.unwrap_or(USUAL_HEIGHT);
    for row in data.elements() {
        let Some(number) = row_number(row) else { continue };
        heights.resize(number as usize - 1, usual);
        heights.push(pixels(row.attribute("ht")).unwrap_or(usual));
        if row.attribute("hidden").is_some_and(|hidden| is_true(&hidden)) {
            hidden.insert(number);
        }
        if !filled.contains(&number) {
            continue;
        }
        for cell in row.elements() {
            let Some(column) = cell.attribute("r").and_then(|r| Point::parse(&r)).map(|at| at.column_number()) else {
                continue;
            };
            let Some((bottom, right)) = merged.extent(number, column) else { continue };
            let style = cell.attribute("s").and_then(|s| s.parse().ok()).unwrap_or(0);
            let look = *looks.entry(style).or_insert_with(|| styles.look(style));
            if let Some(height) = needed(cell, shared, look, widths.across(column, right)) {
                needs.push(Need { rows: number as usize - 1..bottom as usize, height });
            }
        }
    }
    let deepest = needs.iter().map(|need| need.rows.end).max().unwrap_or(0).min(MAX_ROW as usize);
    heights.resize(heights.len().max(deepest), usual);
    let before = heights.clone();
    let may = |row: usize| u32::try_from(row + 1).is_ok_and(|row| filled.contains(&row) && !hidden.contains(&row));
    let texted: BTreeSet<usize> = needs.iter().flat_map(|need| need.rows.clone()).filter(|row| may(*row)).collect();
    raise(&mut heights, needs, may);
    for row in data.elements_mut() {
        let Some(at) = row_number(row).map(|number| number as usize - 1).filter(|at| texted.contains(at)) else {
            continue;
        };
        if heights[at] > TALLEST {
            let most = points(TALLEST);
            let message = format!("一格的文字要 {} 磅高，一行至多 {most} 磅，印出来不全", points(heights[at]));
            let help = "把列放宽、字号改小，或在表上多合并几行".to_owned();
            filler.warn(&format!("{title}第 {} 行", at + 1), &message, Some(help));
        }
        if heights[at] > before[at] || row.attribute("ht").is_none() {
            row.set_attribute("ht", &points(heights[at].min(TALLEST)));
            row.set_attribute("customHeight", "1");
        }
    }
}

fn row_number(row: &Element) -> Option<u32> {
    row.attribute("r")?.parse().ok().filter(|number| (1..=MAX_ROW).contains(number))
}

/// 一格的文字要多高；空格没有。
fn needed(cell: &Element, shared: &[Element], look: Look, width: u32) -> Option<u32> {
    let stored = || cell.child("v").map(Element::text);
    let holder = match cell.attribute("t").as_deref() {
        Some("inlineStr") => cell.child("is"),
        Some("s") => shared.get(stored()?.trim().parse::<usize>().ok()?),
        // 数与公式只占一行。
        _ => return (!cell.children.is_empty()).then(|| unwrapped("", look.size)),
    };
    let text = inline::text(holder?);
    let runs = holder?.elements().filter_map(|run| font_size(run.child("rPr")?));
    let size = runs.max().unwrap_or(look.size);
    if text.is_empty() {
        return None;
    }
    Some(match look.flow {
        Flow::Wrapped => height(&text, width.saturating_sub(look.indent.min(250) * INDENT), size),
        Flow::Straight => unwrapped(&text, size),
        Flow::Stacked => stacked(&text, size),
        Flow::Turned => turned(&text, size),
    })
}

/// 磅变成像素，不超过一行的上限。
fn pixels(points: Option<String>) -> Option<u32> {
    let points = Decimal::from_str_exact(points?.trim()).ok()?;
    let pixels = points.checked_mul(Decimal::from(4))? / Decimal::from(3);
    pixels.floor().to_u32().map(|pixels| pixels.min(TALLEST))
}

/// 像素写成磅。
fn points(pixels: u32) -> String {
    crate::number::plain(Decimal::new(i64::from(pixels) * 75, 2))
}
