//! 行动了以后，工作表里其余写着行号的地方：公式、条件格式、有效性、链接、分页、冻结的窗格、合并。

use super::super::scope::Filler;
use super::super::tree::{Element, Node};
use super::formula::Point;
use super::page::Page;
use super::shift::{Maps, Path, RowMap, shift, spread};
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
        }
    }
    page.part.root.children.retain_mut(|node| match node {
        Node::Element(element) if !element.is("sheetData") && !element.is("mergeCells") => {
            others(element, &home, &title, filler, maps)
        }
        _ => true,
    });
}

fn formulas(data: &mut Element, home: &str, rows: &[(u32, Path)], filler: &Filler, maps: &Maps) {
    for row in data.elements_mut() {
        let number = row.attribute("r").and_then(|r| r.parse::<u32>().ok()).unwrap_or(1);
        let (source, path) = rows.get(number as usize - 1).cloned().unwrap_or((number, Path::new()));
        for cell in row.elements_mut() {
            let column = cell.attribute("r").and_then(|r| Point::parse(&r)).map(|at| at.column).unwrap_or_default();
            let place = format!("工作表“{home}”{column}{source} 的公式");
            let Some(formula) = cell.child_mut("f") else { continue };
            if formula.attribute("t").as_deref() == Some("dataTable") && maps.values().any(RowMap::changed) {
                filler.report(Code::E1106, &place, "行数变了，模拟运算表不能跟着移", None);
            }
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

/// 里面一样也不剩就连自己一起去掉的。
const LISTS: [&str; 9] = [
    "dataValidations",
    "hyperlinks",
    "ignoredErrors",
    "protectedRanges",
    "conditionalFormattings",
    "rowBreaks",
    "sparklines",
    "sparklineGroup",
    "sparklineGroups",
];

/// 别处的范围与公式：`sqref`、`ref` 属性，以及公式的元素。返回还留不留：范围里的行都没有了的不留。
fn others(element: &mut Element, home: &str, title: &str, filler: &Filler, maps: &Maps) -> bool {
    let Some(map) = maps.get(home) else { return true };
    if map.changed() {
        if !ranges(element, map) {
            return false;
        }
        if element.local == "sparklines" {
            sparklines(element, home, title, filler, maps);
            return true;
        }
    }
    let text = element.text();
    let moved = || shift(&text, home, &first_time(map), maps);
    if matches!(element.local.as_str(), "formula" | "formula1" | "formula2" | "f") && !text.is_empty() {
        match moved() {
            Ok(moved) if moved != text => element.set_text(&moved),
            Ok(_) => {}
            Err(why) => {
                let message = format!("条件格式或数据有效性里的“{text}”{why}");
                filler.report(Code::E1106, title, &message, None);
            }
        }
    }
    if let Some(target) = element.attribute("location").filter(|_| element.is("hyperlink")) {
        // 链接到的一行没有了，链接留着原样。
        let moved = shift(&target, home, &first_time(map), maps).unwrap_or(target);
        element.set_attribute("location", &moved);
    }
    // 列的分页不随行走。
    if element.is("colBreaks") {
        return true;
    }
    let (mut gone, mut lost_range) = (0, false);
    element.children.retain_mut(|node| {
        let Node::Element(inner) = node else { return true };
        let keep = others(inner, home, title, filler, maps);
        gone += usize::from(!keep);
        lost_range |= !keep && inner.local == "sqref";
        keep
    });
    let left = element.elements().count();
    if lost_range || (gone > 0 && left == 0 && LISTS.contains(&element.local.as_str())) {
        return false;
    }
    for name in ["count", "manualBreakCount"].into_iter().filter(|_| gone > 0) {
        if element.attribute(name).is_some() {
            element.set_attribute(name, &left.to_string());
        }
    }
    true
}

/// 一个元素写着的范围跟着行走；一行不剩的返回假。
fn ranges(element: &mut Element, map: &RowMap) -> bool {
    for name in ["sqref", "ref"] {
        let Some(old) = element.attribute(name) else { continue };
        let moved: Vec<String> = old.split_whitespace().filter_map(|range| stretched(range, map)).collect();
        match (moved.is_empty(), element.is("selection")) {
            (false, _) => element.set_attribute(name, &moved.join(" ")),
            // 选中的格没有了，就选第一格。
            (true, true) => element.set_attribute(name, "A1"),
            (true, false) => return false,
        }
        if element.is("selection") && moved.is_empty() {
            element.remove_attribute("activeCell");
        }
    }
    for name in ["activeCell", "topLeftCell"] {
        if let Some(at) = element.attribute(name).and_then(|at| Point::parse(&at)).filter(|at| at.row > 0) {
            let at = Point { row: map.onward(at.row), ..at };
            element.set_attribute(name, &at.to_string());
        }
    }
    if element.is("pane") && element.attribute("state").is_some_and(|state| state.starts_with("frozen")) {
        let rows = element.attribute("ySplit").and_then(|rows| rows.parse::<u32>().ok()).filter(|rows| *rows > 0);
        if let Some(last) = rows.and_then(|rows| map.backward(rows)) {
            element.set_attribute("ySplit", &last.to_string());
        }
    }
    if element.is("brk") {
        let row = element.attribute("id").and_then(|id| id.parse::<u32>().ok());
        let Some(row) = row else { return true };
        let Some(last) = map.backward(row) else { return false };
        element.set_attribute("id", &last.to_string());
    }
    if element.local == "sqref" {
        let text = element.text();
        let moved: Vec<String> = text.split_whitespace().filter_map(|range| stretched(range, map)).collect();
        element.set_text(&moved.join(" "));
        return !moved.is_empty();
    }
    true
}

/// 格里的小图：循环里的每遍一份，各指各的数。
fn sparklines(list: &mut Element, home: &str, title: &str, filler: &Filler, maps: &Maps) {
    let Some(map) = maps.get(home) else { return };
    let mut made = Vec::new();
    for one in list.elements() {
        let at = one.child("sqref").and_then(|at| Point::parse(&at.text()));
        let Some(at) = at.filter(|at| at.row > 0) else { continue };
        for (row, path) in map.copies(at.row) {
            let mut copy = one.clone();
            if let Some(place) = copy.child_mut("sqref") {
                place.set_text(&Point { row, ..at.clone() }.to_string());
            }
            if let Some(source) = copy.child_mut("f") {
                let text = source.text();
                match spread(&text, home, &path, maps) {
                    Ok(moved) => source.set_text(&moved),
                    Err(why) => {
                        filler.report(Code::E1106, title, &format!("格里的小图引用的“{text}”{why}"), None);
                    }
                }
            }
            made.push(Node::Element(copy));
        }
    }
    list.children = made;
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
