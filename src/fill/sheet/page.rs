//! 一张工作表：带标记的格改成就地的文字，行的循环展开，格填好。

use super::super::inline;
use super::super::plan::{Item, build, walk};
use super::super::rows::{Loose, row, tags};
use super::super::scope::{Filler, Inspector, Scope};
use super::super::tags::{has_tags, unmatched};
use super::super::tree::{Element, Node, Part};
use super::formula::{Point, rewrite};
use super::shift::{Path, RowMap};
use super::style::{Styles, is_number, is_true};
use crate::diagnostic::Code;
use crate::write::height::TEXT_LIMIT;
use std::collections::{BTreeMap, BTreeSet};

/// 一张工作表。
pub struct Page {
    /// 名称。
    pub name: String,
    /// 在包里的位置。
    pub path: String,
    pub part: Part,
    /// 有标记。
    pub tagged: bool,
    /// 填好以后：各行的去向，新的各行原来是第几行、在循环的第几遍；没有展开的为空。
    pub map: RowMap,
    pub rows: Vec<(u32, Path)>,
    /// 由 `span` 过滤器合并的：行、列、几行。
    pub spans: Vec<(u32, u32, u32)>,
    /// 填过的行，新的行号。
    pub filled: BTreeSet<u32>,
}

/// 原来的一行；没有写出来的空行没有元素。
struct Line {
    number: u32,
    element: Option<Element>,
}

impl Page {
    pub fn new(name: String, path: String, part: Part) -> Page {
        let (map, rows, spans, filled) = (RowMap::default(), Vec::new(), Vec::new(), BTreeSet::new());
        Page { name, path, part, tagged: false, map, rows, spans, filled }
    }

    /// 诊断里怎样称呼这一格。
    pub fn place(&self, cell: &str) -> String {
        format!("工作表“{}”{cell}", self.name)
    }

    /// 补全行号与格号，带标记的格把共用的文字抄进来；共用的公式各写各的。
    pub fn prepare(&mut self, shared: &[Element], used: &mut BTreeSet<usize>) -> Result<(), String> {
        let Some(data) = self.part.root.child_mut("sheetData") else { return Ok(()) };
        let mut next_row = 1;
        let mut masters: BTreeMap<String, (String, Point)> = BTreeMap::new();
        for row in data.elements_mut() {
            let number = row.attribute("r").and_then(|r| r.parse::<u32>().ok()).unwrap_or(next_row);
            if number < next_row || number > super::formula::MAX_ROW {
                return Err("的行号次序不对".to_owned());
            }
            row.set_attribute("r", &number.to_string());
            next_row = number + 1;
            let mut next_column = 1;
            for cell in row.elements_mut().filter(|cell| cell.is("c")) {
                let at = cell.attribute("r").and_then(|r| Point::parse(&r)).unwrap_or(Point {
                    column: super::formula::column_letters(next_column),
                    column_fixed: false,
                    row: number,
                    row_fixed: false,
                });
                next_column = at.column_number() + 1;
                cell.set_attribute("r", &format!("{}{number}", at.column));
                remember(cell, &Point { row: number, ..at }, &mut masters);
                self.tagged |= own_text(cell, shared, used);
            }
        }
        for cell in data.elements_mut().flat_map(Element::elements_mut) {
            unshare(cell, &masters);
        }
        for group in self.part.root.elements().filter(|element| element.is("headerFooter")) {
            self.tagged |= group.elements().any(|line| has_tags(&line.text()));
        }
        Ok(())
    }

    /// 填之前先看写法与名称。
    pub fn inspect(&self, filler: &Filler) {
        let mut inspector = Inspector::new(filler);
        for row in self.part.root.child("sheetData").into_iter().flat_map(Element::elements) {
            for cell in row.elements() {
                if let Some(text) = cell.child("is").map(inline::text).filter(|text| has_tags(text)) {
                    inspector.text(&text, &self.place(&cell.attribute("r").unwrap_or_default()));
                }
            }
        }
        for group in self.part.root.elements().filter(|element| element.is("headerFooter")) {
            group.elements().for_each(|line| inspector.text(&line.text(), &self.place("页眉页脚")));
        }
    }

    /// 展开行的循环，填好各格。
    pub fn expand(&mut self, filler: &Filler, styles: &mut Styles) {
        let scope = filler.outermost();
        let title = self.place("");
        self.head_and_foot(filler, &scope);
        let Some(data) = self.part.root.child("sheetData").cloned() else { return };
        let mut items: Vec<Item<Line>> = Vec::new();
        let mut loose = Loose::default();
        let mut places = Vec::new();
        let mut last = 0;
        for element in data.elements() {
            let number = element.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(last + 1);
            items.extend((last + 1..number).map(|number| Item::Unit(Line { number, element: None })));
            last = number;
            let place = self.place(&format!("第 {number} 行"));
            items.extend(row(element, filler, &place, |element| Line { number, element: Some(element) }));
            places.resize(items.len(), place);
        }
        let tags = tags(&items, &places);
        let unpaired = unmatched(tags.iter().map(|(tag, _)| *tag));
        if !unpaired.is_empty() {
            unpaired.into_iter().for_each(|at| loose.note([tags[at].0], tags[at].1));
            return loose.report(filler);
        }
        let place = tags.first().map_or_else(|| title.clone(), |(_, place)| (*place).clone());
        let Ok(pieces) = build(items) else {
            return filler.report(Code::E1105, &place, "else 或 elif 的位置不对", None);
        };
        let mut out: Vec<(u32, Path)> = Vec::new();
        let mut rows: Vec<Node> = Vec::new();
        let mut done = Done::default();
        walk(filler, &pieces, &scope, &place, &mut |line, scope| {
            out.push((line.number, scope.path.clone()));
            let number = out.len() as u32;
            if let Some(source) = &line.element {
                let row = Row { filler, scope, page: self, number, source: line.number };
                rows.push(Node::Element(row.written(source, styles, &mut done)));
            }
        });
        if out.len() > super::formula::MAX_ROW as usize {
            return filler.report(Code::E1105, &title, "填好以后行数超过工作表的上限", None);
        }
        self.map = RowMap::new(&out, last);
        self.rows = out;
        (self.spans, self.filled) = (done.spans, done.filled);
        if let Some(data) = self.part.root.child_mut("sheetData") {
            data.children = rows;
        }
    }

    /// 打印的页眉页脚；`&` 是格式的记号，文字里的要写两个。
    fn head_and_foot(&mut self, filler: &Filler, scope: &Scope) {
        let place = self.place("页眉页脚");
        let groups = self.part.root.elements_mut().filter(|element| element.is("headerFooter"));
        for line in groups.flat_map(Element::elements_mut) {
            let text = line.text();
            if let Some(filled) = has_tags(&text).then(|| inline::plain(&text, filler, scope, &place)).flatten() {
                line.set_text(&filled);
            }
        }
    }
}

/// 填的时候记下的：`span` 合并的行、列、几行，填过的行。
#[derive(Default)]
struct Done {
    spans: Vec<(u32, u32, u32)>,
    filled: BTreeSet<u32>,
}

/// 一行正在填。
struct Row<'a> {
    filler: &'a Filler,
    scope: &'a Scope,
    page: &'a Page,
    /// 新的行号。
    number: u32,
    source: u32,
}

impl Row<'_> {
    fn written(&self, source: &Element, styles: &mut Styles, done: &mut Done) -> Element {
        let mut row = source.clone();
        row.set_attribute("r", &self.number.to_string());
        for cell in row.elements_mut().filter(|cell| cell.is("c")) {
            let at = cell.attribute("r").and_then(|r| Point::parse(&r));
            let Some(at) = at else { continue };
            cell.set_attribute("r", &format!("{}{}", at.column, self.number));
            let place = self.page.place(&format!("{}{}", at.column, self.source));
            let Some(text) = cell.child_mut("is") else { continue };
            let Some(filled) = inline::fill(text, self.filler, self.scope, &place) else { continue };
            let length = filled.text.encode_utf16().count();
            if length > TEXT_LIMIT {
                let message = format!("填上的文字有 {length} 字，一格至多 {TEXT_LIMIT} 字");
                self.filler.report(Code::E1101, &place, &message, None);
            }
            done.filled.insert(self.number);
            if let Some(rows) = filled.span {
                done.spans.push((self.number, at.column_number(), rows.min(super::formula::MAX_ROW as usize) as u32));
            }
            store(cell, &filled, styles);
        }
        // 照标记的字数自动定的高度不作数，另算。
        if done.filled.contains(&self.number) && !row.attribute("customHeight").is_some_and(|fixed| is_true(&fixed)) {
            row.remove_attribute("ht");
        }
        row
    }
}

/// 填好的格：空的留空，整格一个数的存成数，有换行的换成会换行的样式；其余一概是文字，不会当作公式。
fn store(cell: &mut Element, done: &inline::Filled, styles: &mut Styles) {
    let style = cell.attribute("s").and_then(|s| s.parse().ok()).unwrap_or(0);
    if done.text.is_empty() {
        cell.remove_attribute("t");
        cell.children.clear();
    } else if done.alone && is_number(&done.text, styles.format(style)) {
        cell.remove_attribute("t");
        let mut value = Element::beside(cell, "v");
        value.set_text(&done.text);
        cell.children = vec![Node::Element(value)];
    } else if done.text.contains('\n') {
        cell.set_attribute("s", &styles.wrapping(style).to_string());
    }
}

/// 带标记的格：共用的文字抄到格里。返回有没有标记。
fn own_text(cell: &mut Element, shared: &[Element], used: &mut BTreeSet<usize>) -> bool {
    match cell.attribute("t").as_deref() {
        Some("s") => {
            let index = cell.child("v").and_then(|value| value.text().trim().parse::<usize>().ok());
            let Some((index, entry)) = index.and_then(|index| Some((index, shared.get(index)?))) else { return false };
            if !has_tags(&inline::text(entry)) {
                return false;
            }
            used.insert(index);
            let mut text = Element::beside(cell, "is");
            // 注音与文字对不上了。
            text.children = entry.children.iter().filter(|node| !is_phonetic(node)).cloned().collect();
            cell.children = vec![Node::Element(text)];
            cell.set_attribute("t", "inlineStr");
            true
        }
        Some("inlineStr") => cell.child("is").is_some_and(|text| has_tags(&inline::text(text))),
        _ => false,
    }
}

fn is_phonetic(node: &Node) -> bool {
    node.element().is_some_and(|element| matches!(element.local.as_str(), "rPh" | "phoneticPr"))
}

fn shared_group(cell: &Element) -> Option<(&Element, String)> {
    let formula = cell.child("f").filter(|formula| formula.attribute("t").as_deref() == Some("shared"))?;
    Some((formula, formula.attribute("si").unwrap_or_default()))
}

/// 写着共用的公式的格，记下来。
fn remember(cell: &Element, at: &Point, masters: &mut BTreeMap<String, (String, Point)>) {
    let Some((formula, group)) = shared_group(cell) else { return };
    let text = formula.text();
    if !text.is_empty() {
        masters.insert(group, (text, at.clone()));
    }
}

/// 共用的公式写成各格自己的。
fn unshare(cell: &mut Element, masters: &BTreeMap<String, (String, Point)>) {
    let at = cell.attribute("r").and_then(|r| Point::parse(&r));
    let Some((at, (formula, group))) = at.zip(shared_group(cell)) else { return };
    let Some((text, from)) = masters.get(&group) else { return };
    let own = if formula.text().is_empty() {
        let rows = i64::from(at.row) - i64::from(from.row);
        let columns = i64::from(at.column_number()) - i64::from(from.column_number());
        let moved = rewrite(text, &mut |reference| {
            let end = reference.end.as_ref().map(|end| end.moved(rows, columns).ok_or(())).transpose()?;
            Ok::<_, ()>((reference.start.moved(rows, columns).ok_or(())?, end))
        });
        moved.unwrap_or_else(|()| "#REF!".to_owned())
    } else {
        formula.text()
    };
    let Some(formula) = cell.child_mut("f") else { return };
    for name in ["t", "si", "ref"] {
        formula.remove_attribute(name);
    }
    formula.set_text(&own);
}
