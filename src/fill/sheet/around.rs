//! 行动了以后，工作表里其余写着行号的地方：合并、公式、条件格式、有效性、分页、打印区域、图的位置。

use super::super::scope::Filler;
use super::super::tree::{Element, Node};
use super::formula::Point;
use super::page::Page;
use super::shift::{Maps, Path, RowMap, shift};
use crate::diagnostic::Code;

/// 这些带着行号、又不会跟着移的，有了就不填。
const FIXED: [(&str, &str); 3] =
    [("tableParts", "表格（套用了“表格格式”的区域）"), ("scenarios", "方案"), ("legacyDrawing", "批注或旧式控件")];

/// 一张工作表里的引用都跟着行走；移不动的报告。
pub fn follow(page: &mut Page, filler: &Filler, maps: &Maps) {
    let title = page.place("");
    let Some(map) = maps.get(&page.name) else { return };
    if map.changed() {
        for (local, what) in FIXED {
            if page.part.root.child(local).is_some() {
                let message = format!("行数变了，这张表上的{what}不能跟着移");
                filler.report(Code::E1106, &title, &message, Some("把它移到另一张工作表，或先去掉".to_owned()));
            }
        }
        page.part.root.retain(|element| !element.is("dimension"));
    }
    if map.changed() || !page.spans.is_empty() {
        merge(page, filler, map, &title);
    }
    let home = page.name.clone();
    let rows = std::mem::take(&mut page.rows);
    for element in page.part.root.elements_mut() {
        if element.is("sheetData") {
            formulas(element, &home, &rows, filler, maps);
        } else if !element.is("mergeCells") {
            others(element, &home, &title, filler, maps);
        }
    }
}

fn formulas(data: &mut Element, home: &str, rows: &[(u32, Path)], filler: &Filler, maps: &Maps) {
    for row in data.elements_mut() {
        let number = row.attribute("r").and_then(|r| r.parse::<u32>().ok()).unwrap_or(1);
        let (source, path) = rows.get(number as usize - 1).cloned().unwrap_or((number, Path::new()));
        for cell in row.elements_mut() {
            let column = cell.attribute("r").and_then(|r| Point::parse(&r)).map(|at| at.column).unwrap_or_default();
            let place = format!("工作表“{home}”{column}{source} 的公式");
            let Some(formula) = cell.child_mut("f") else { continue };
            let text = formula.text();
            match shift(&text, home, &path, maps) {
                Ok(moved) if moved != text => formula.set_text(&moved),
                Ok(_) => {}
                Err(why) => filler.report(Code::E1106, &place, &format!("“{text}”{why}"), None),
            }
            if let Some(range) = formula.attribute("ref") {
                let moved = shift(&range, home, &path, maps).unwrap_or(range);
                formula.set_attribute("ref", &moved);
            }
            // 存着的旧值不对了，打开时重算。
            cell.retain(|inner| !inner.is("v"));
            cell.remove_attribute("t");
        }
    }
}

/// 别处的范围与公式：`sqref`、`ref` 属性，以及公式的元素。
fn others(element: &mut Element, home: &str, title: &str, filler: &Filler, maps: &Maps) {
    let Some(map) = maps.get(home) else { return };
    let outside = Path::new();
    for name in ["sqref", "ref", "activeCell", "topLeftCell"] {
        let Some(ranges) = element.attribute(name).filter(|_| map.changed()) else { continue };
        let moved: Vec<String> = ranges.split_whitespace().filter_map(|range| stretched(range, map)).collect();
        if moved.is_empty() {
            continue;
        }
        element.set_attribute(name, &moved.join(" "));
    }
    if element.is("brk") {
        let row = element.attribute("id").and_then(|id| id.parse::<u32>().ok());
        if let Some(last) = row.and_then(|row| map.places(row, &outside).last().copied()).filter(|_| map.changed()) {
            element.set_attribute("id", &last.to_string());
        }
    }
    let text = element.text();
    if element.local == "sqref" && map.changed() {
        let moved: Vec<String> = text.split_whitespace().filter_map(|range| stretched(range, map)).collect();
        element.set_text(&moved.join(" "));
    }
    if matches!(element.local.as_str(), "formula" | "formula1" | "formula2" | "f") && !text.is_empty() {
        match shift(&text, home, &first_time(map), maps) {
            Ok(moved) if moved != text => element.set_text(&moved),
            Ok(_) => {}
            Err(why) => {
                let message = format!("条件格式或数据有效性里的“{text}”{why}");
                filler.report(Code::E1106, title, &message, None);
            }
        }
    }
    // 列的分页不随行走。
    if !element.is("colBreaks") {
        element.elements_mut().for_each(|inner| others(inner, home, title, filler, maps));
    }
}

/// 条件格式里的公式以范围的左上角为准，循环里的就是各层的头一遍。
fn first_time(map: &RowMap) -> Path {
    map.loops().into_iter().map(|id| (id, 0)).collect()
}

/// 一处范围撑开以后的写法；一行不剩的没有。
pub fn stretched(range: &str, map: &RowMap) -> Option<String> {
    let (start, end) = range.split_once(':').unwrap_or((range, range));
    let (start, end) = (Point::parse(start)?, Point::parse(end)?);
    if start.row == 0 {
        return Some(range.to_owned());
    }
    let (first, last) = map.span(start.row, end.row, &Path::new())?;
    let (top, bottom) = (Point { row: first, ..start.clone() }, Point { row: last, ..end.clone() });
    Some(if top == bottom { top.to_string() } else { format!("{top}:{bottom}") })
}

/// 一处合并：起止的行与列。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Area {
    top: u32,
    bottom: u32,
    left: u32,
    right: u32,
}

/// 合并单元格：各遍各一份，再加上 `span` 合并的。
fn merge(page: &mut Page, filler: &Filler, map: &RowMap, title: &str) {
    let mut areas = Vec::new();
    let listed = page.part.root.child("mergeCells").map(|list| list.elements().cloned().collect::<Vec<_>>());
    for range in listed.into_iter().flatten().filter_map(|one| one.attribute("ref")) {
        let ends = range.split_once(':').and_then(|(a, b)| Some((Point::parse(a)?, Point::parse(b)?)));
        let Some((start, end)) = ends else { continue };
        match map.merges(start.row, end.row) {
            Ok(rows) => areas.extend(rows.into_iter().map(|(top, bottom)| Area {
                top,
                bottom,
                left: start.column_number(),
                right: end.column_number(),
            })),
            Err(why) => filler.report(Code::E1106, &format!("{title}{range}"), why, None),
        }
    }
    let spans = std::mem::take(&mut page.spans);
    let mut made = Vec::new();
    for (row, column, rows) in spans {
        // 循环里原有的横向合并并进来。
        let own = areas.iter().position(|area| (area.top, area.bottom, area.left) == (row, row, column));
        let right = own.map_or(column, |at| areas.remove(at).right);
        if rows > 0 && (rows > 1 || right > column) {
            made.push(Area { top: row, bottom: row + rows - 1, left: column, right });
        }
    }
    for one in &made {
        let overlaps = |other: &Area| {
            other != one
                && one.top <= other.bottom
                && other.top <= one.bottom
                && one.left <= other.right
                && other.left <= one.right
        };
        if areas.iter().chain(&made).any(overlaps) {
            let place = format!("{title}第 {} 行", one.top);
            filler.report(Code::E1106, &place, "span 合并的单元格与别的合并单元格重叠", None);
        }
    }
    areas.extend(made);
    areas.sort_unstable();
    write_merges(&mut page.part.root, &areas);
}

fn write_merges(sheet: &mut Element, areas: &[Area]) {
    if sheet.child("mergeCells").is_none() {
        let list = Element::beside(sheet, "mergeCells");
        // 次序是规定好的：在这些之后。
        const BEFORE: [&str; 8] = [
            "sheetData",
            "sheetCalcPr",
            "sheetProtection",
            "protectedRanges",
            "scenarios",
            "autoFilter",
            "sortState",
            "dataConsolidate",
        ];
        let after = |node: &Node| node.element().is_some_and(|one| BEFORE.contains(&one.local.as_str()));
        let at = sheet.children.iter().rposition(after).map_or(sheet.children.len(), |at| at + 1);
        sheet.children.insert(at, Node::Element(list));
    }
    if areas.is_empty() {
        return sheet.retain(|element| !element.is("mergeCells"));
    }
    let Some(list) = sheet.child_mut("mergeCells") else { return };
    let letters = super::formula::column_letters;
    let written = areas.iter().map(|area| {
        let mut one = Element::beside(list, "mergeCell");
        one.set_attribute("ref", &format!("{}{}:{}{}", letters(area.left), area.top, letters(area.right), area.bottom));
        Node::Element(one)
    });
    list.children = written.collect();
    list.set_attribute("count", &areas.len().to_string());
}
