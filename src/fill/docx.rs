//! Word 文档：正文、页眉页脚、脚注尾注里的段落与表格。

use super::inline;
use super::package::Package;
use super::plan::{Item, build, walk};
use super::rows::{Loose, paragraph, row, tags};
use super::scope::{Filler, Inspector, Scope};
use super::tags::unmatched;
use super::tree::{Element, Node, Part};
use crate::diagnostic::Code;

/// 要填的部分：内容类型的结尾与中文名称。
const PARTS: [(&str, &str); 6] = [
    ("wordprocessingml.document.main+xml", "正文"),
    ("wordprocessingml.template.main+xml", "正文"),
    ("wordprocessingml.header+xml", "页眉"),
    ("wordprocessingml.footer+xml", "页脚"),
    ("wordprocessingml.footnotes+xml", "脚注"),
    ("wordprocessingml.endnotes+xml", "尾注"),
];

/// 填各部分；`types` 是各部分的内容类型。
pub fn fill(package: &mut Package<'_>, types: &[(String, String)], filler: &Filler) -> Result<(), String> {
    let mut parts = Vec::new();
    for (name, kind) in types {
        let Some((_, title)) = PARTS.iter().find(|(end, _)| kind.ends_with(end)) else { continue };
        if !package.has(name) {
            continue;
        }
        let part = Part::parse(&package.text(name)?).map_err(|why| format!("里面的 {name} {why}"))?;
        let mut inspector = Inspector::new(filler);
        inspect(&part.root, &mut inspector, title);
        parts.push((name, *title, part));
    }
    if filler.failed() {
        return Ok(());
    }
    for (name, title, mut part) in parts {
        let mut writer = Writer { filler, title, span: None };
        let mut loose = Loose::default();
        writer.survey(&part.root, &mut loose);
        loose.report(filler);
        if !loose.is_empty() {
            continue;
        }
        part.root.children = writer.blocks(&part.root.children, &filler.outermost());
        package.set(name, part.to_string());
    }
    Ok(())
}

fn inspect(element: &Element, inspector: &mut Inspector<'_>, title: &str) {
    if element.is("p") {
        let text = inline::text(element);
        inspector.text(&text, &placed(title, &text));
    }
    element.elements().for_each(|inner| inspect(inner, inspector, title));
}

/// 哪一部分的哪一段：段首的几个字。
fn placed(title: &str, text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head: String = text.chars().take(30).collect();
    let more = if head.len() < text.len() { "…" } else { "" };
    format!("{title}“{head}{more}”")
}

/// 填一个部分。
struct Writer<'f> {
    filler: &'f Filler,
    title: &'static str,
    /// 刚填的一段给出的合并行数，由所在的格取走。
    span: Option<usize>,
}

impl Writer<'_> {
    /// 填之前先看各层的起止配不配得上。
    fn survey(&self, element: &Element, loose: &mut Loose) {
        let (items, places) = self.items(&element.children);
        let tags = tags(&items, &places);
        for at in unmatched(tags.iter().map(|(tag, _)| *tag)) {
            loose.note([tags[at].0], tags[at].1);
        }
        for item in &items {
            if let Item::Unit(Node::Element(inner)) = item {
                self.survey(inner, loose);
            }
        }
    }

    /// 同一层的各节点读成一串，与各项在哪里。
    fn items(&self, nodes: &[Node]) -> (Vec<Item<Node>>, Vec<String>) {
        let mut items: Vec<Item<Node>> = Vec::new();
        let mut places = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if element.is("p") => {
                    let place = placed(self.title, &inline::text(element));
                    items.extend(paragraph(element, self.filler, &place, Node::Element));
                    places.resize(items.len(), place);
                }
                Node::Element(element) if element.is("tr") => {
                    let place = placed(self.title, &row_text(element));
                    items.extend(row(element, self.filler, &place, Node::Element));
                    places.resize(items.len(), place);
                }
                other => {
                    items.push(Item::Unit(other.clone()));
                    places.push(String::new());
                }
            }
        }
        (items, places)
    }

    /// 同一层的各节点：段落与行之间的循环展开，其余逐个填。
    fn blocks(&mut self, nodes: &[Node], scope: &Scope) -> Vec<Node> {
        let (items, places) = self.items(nodes);
        let place = tags(&items, &places).first().map_or_else(|| self.title.to_owned(), |(_, place)| (*place).clone());
        let Ok(pieces) = build(items) else {
            self.filler.report(Code::E1105, &place, "else 或 elif 的位置不对", None);
            return nodes.to_vec();
        };
        let mut out = Vec::with_capacity(nodes.len());
        let filler = self.filler;
        walk(filler, &pieces, scope, &place, &mut |unit, scope| out.extend(self.unit(unit, scope)));
        out
    }

    fn unit(&mut self, node: &Node, scope: &Scope) -> Option<Node> {
        let Node::Element(source) = node else { return Some(node.clone()) };
        let mut element = source.clone();
        if element.is("p") {
            if !scope.path.is_empty() {
                forget_identity(&mut element);
            }
            let place = placed(self.title, &inline::text(&element));
            if let Some(filled) = inline::fill(&mut element, self.filler, scope, &place) {
                self.span = filled.span.or(self.span);
            }
            self.boxes(&mut element, scope);
            return Some(Node::Element(element));
        }
        if element.children.is_empty() {
            return Some(Node::Element(element));
        }
        if element.is("tc") {
            let outer = self.span.take();
            element.children = self.blocks(&source.children, scope);
            if let Some(rows) = self.span.take() {
                merge(&mut element, rows);
            }
            self.span = outer;
            end_with_paragraph(&mut element);
            return Some(Node::Element(element));
        }
        if element.is("tr") && !scope.path.is_empty() {
            forget_identity(&mut element);
        }
        element.children = self.blocks(&source.children, scope);
        // 一行也不剩的表不合规定。
        let emptied = element.is("tbl") && element.child("tr").is_none() && source.child("tr").is_some();
        (!emptied).then_some(Node::Element(element))
    }

    /// 段落里的文本框另有自己的段落。
    fn boxes(&mut self, element: &mut Element, scope: &Scope) {
        for inner in element.elements_mut() {
            if inner.is("txbxContent") {
                inner.children = self.blocks(&inner.children, scope);
                end_with_paragraph(inner);
            } else {
                self.boxes(inner, scope);
            }
        }
    }
}

fn row_text(row: &Element) -> String {
    let mut texts = Vec::new();
    fn gather(element: &Element, texts: &mut Vec<String>) {
        if element.is("p") {
            texts.push(inline::text(element));
        } else {
            element.elements().for_each(|inner| gather(inner, texts));
        }
    }
    gather(row, &mut texts);
    texts.join(" ")
}

/// 循环里抄出来的段落与行，不能再用同一个编号。
fn forget_identity(element: &mut Element) {
    element.remove_attribute("w14:paraId");
    element.remove_attribute("w14:textId");
}

/// 格里最后一块不能是表，也不能一块都没有；书签之类不算一块。
fn end_with_paragraph(cell: &mut Element) {
    let block = |inner: &&Element| matches!(inner.local.as_str(), "p" | "tbl" | "sdt" | "customXml");
    if cell.elements().filter(block).last().is_none_or(|last| last.is("tbl")) {
        let blank = Element::beside(cell, "p");
        cell.children.push(Node::Element(blank));
    }
}

/// 纵向合并：几行就从这一格起，零则并入上一格，一不合并。
fn merge(cell: &mut Element, rows: usize) {
    if cell.child("tcPr").is_none() {
        let style = Element::beside(cell, "tcPr");
        cell.children.insert(0, Node::Element(style));
    }
    let mut mark = Element::beside(cell, "vMerge");
    if rows > 1 {
        mark.set_own("val", "restart");
    }
    let Some(style) = cell.child_mut("tcPr") else { return };
    style.retain(|inner| !inner.is("vMerge"));
    if rows == 1 {
        return;
    }
    let before = |node: &Node| {
        node.element().is_none_or(|inner| matches!(inner.local.as_str(), "cnfStyle" | "tcW" | "gridSpan" | "hMerge"))
    };
    let at = style.children.iter().position(|node| !before(node)).unwrap_or(style.children.len());
    style.children.insert(at, Node::Element(mark));
}
