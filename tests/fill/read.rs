//! 把填好的文件读成格：第几行、第几列、占几行、占几列、文字。

use super::office::part;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// 一格。
pub type Cell = (usize, usize, usize, usize, String);

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name_local(name))
}

trait Local {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn value(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value().to_owned())
}

/// 段落的文字，换行是 `\n`。
pub fn text(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for inner in node.descendants() {
        match inner.tag_name().name() {
            "t" => out.push_str(inner.text().unwrap_or_default()),
            "br" => out.push('\n'),
            "tab" => out.push('\t'),
            _ => {}
        }
    }
    out
}

/// Word 文档正文各段的文字，表里的不算。
pub fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let xml = part(bytes, "word/document.xml");
    let document = Document::parse(&xml).expect("合法的 XML");
    let body = document.descendants().find(|node| node.has_tag_name_local("body")).expect("有正文");
    named(body, "p").map(text).collect()
}

/// Word 文档里的各张表接成一张。
pub fn word_cells(bytes: &[u8]) -> Vec<Cell> {
    let xml = part(bytes, "word/document.xml");
    let document = Document::parse(&xml).expect("合法的 XML");
    let mut cells: Vec<Cell> = Vec::new();
    let rows = document.descendants().filter(|node| node.has_tag_name_local("tr"));
    for (row, line) in rows.enumerate() {
        let mut column = 0;
        for cell in named(line, "tc") {
            let style = |name: &'static str| {
                named(cell, "tcPr").flat_map(|style| named(style, name).collect::<Vec<_>>()).next()
            };
            let span = style("gridSpan").and_then(|one| value(one, "val")).map_or(1, |n| n.parse().expect("数"));
            let words: Vec<String> = named(cell, "p").map(text).collect();
            let merge = style("vMerge").map(|one| value(one, "val").unwrap_or_default());
            if merge.as_deref() == Some("") {
                let above = cells.iter_mut().rev().find(|other| other.1 == column).expect("上面有格");
                assert_eq!((above.0 + above.2, words.join("")), (row, String::new()), "并入上一格的没有文字");
                above.2 += 1;
            } else {
                cells.push((row, column, 1, span, words.join("\n")));
            }
            column += span;
        }
    }
    cells.sort();
    cells
}

/// 工作表的格，照合并；空的也在内。`from` 起的行才要。
pub fn sheet_cells(bytes: &[u8], sheet: &str, from: usize) -> Vec<Cell> {
    let xml = part(bytes, sheet);
    let document = Document::parse(&xml).expect("合法的 XML");
    let strings = part(bytes, "xl/sharedStrings.xml");
    let strings = Document::parse(&strings).expect("合法的 XML");
    let shared: Vec<String> = strings.descendants().filter(|node| node.has_tag_name_local("si")).map(text).collect();
    let mut merges = BTreeMap::new();
    for one in document.descendants().filter(|node| node.has_tag_name_local("mergeCell")) {
        let range = value(one, "ref").expect("有范围");
        let (a, b) = range.split_once(':').expect("两端");
        merges.insert(position(a), position(b));
    }
    let mut cells = Vec::new();
    for cell in document.descendants().filter(|node| node.has_tag_name_local("c")) {
        let at = position(&value(cell, "r").expect("格号"));
        let covered = merges.iter().any(|(a, b)| *a != at && a.0 <= at.0 && at.0 <= b.0 && a.1 <= at.1 && at.1 <= b.1);
        if covered || at.0 < from {
            continue;
        }
        let stored = named(cell, "v").next().and_then(|v| v.text()).unwrap_or_default().to_owned();
        let words = match value(cell, "t").as_deref() {
            Some("s") => shared[stored.parse::<usize>().expect("序号")].clone(),
            Some("inlineStr") => named(cell, "is").map(text).collect(),
            _ => stored,
        };
        let (bottom, right) = merges.get(&at).copied().unwrap_or(at);
        cells.push((at.0 - from, at.1, bottom - at.0 + 1, right - at.1 + 1, words));
    }
    cells.sort();
    cells
}

/// 格号：行、列，从 0 数起。
fn position(cell: &str) -> (usize, usize) {
    let (letters, digits) = cell.split_at(cell.find(|c: char| c.is_ascii_digit()).expect("有行号"));
    let column = letters.bytes().fold(0, |n, b| n * 26 + usize::from(b - b'A') + 1);
    (digits.parse::<usize>().expect("行号") - 1, column - 1)
}
