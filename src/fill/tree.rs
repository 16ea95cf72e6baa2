//! 可改的 XML 树：没有动过的起始标记、文字、注释照原样写回。

use quick_xml::escape::{escape, partial_escape, unescape};
use roxmltree::{Document, ParsingOptions};
use std::ops::Range;

/// 元素嵌套的上限；走树是递归的。
const MAX_DEPTH: usize = 200;
/// 一个部分的节点上限。
const MAX_NODES: u32 = 5_000_000;

/// 元素属于哪一种正文。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// 文字处理。
    Word,
    /// 电子表格。
    Sheet,
    /// 图形、公式之类。
    Other,
}

impl Space {
    /// 由命名空间得出；过渡与严格两种写法。
    fn of(uri: &str) -> Space {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Space::Sheet,
            _ => Space::Other,
        }
    }
}

/// 一份 XML：根元素前后的文字照原样留着。
#[derive(Clone, Debug)]
pub struct Part {
    before: String,
    pub root: Element,
    after: String,
}

/// 元素，或元素之间的原文（文字、注释、处理指令）。
#[derive(Clone, Debug)]
pub enum Node {
    Element(Element),
    Raw(String),
}

/// 一个元素。
#[derive(Clone, Debug)]
pub struct Element {
    /// 不带前缀的名称。
    pub local: String,
    pub space: Space,
    /// 起始标记的原文，不含末尾的 `>` 或 `/>`。
    tag: String,
    pub children: Vec<Node>,
    /// 原文写作 `<a/>`。
    short: bool,
}

impl Part {
    /// 读一份 XML；不合写法或太深太多时说明原因。
    pub fn parse(text: &str) -> Result<Part, String> {
        let (mark, body) = match text.strip_prefix('\u{feff}') {
            Some(body) => ("\u{feff}", body),
            None => ("", text),
        };
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(body, options)
            .map_err(|error| format!("不是合法的 XML（第 {} 行）", error.pos().row))?;
        let root = document.root_element();
        let range = root.range();
        Ok(Part {
            before: format!("{mark}{}", &body[..range.start]),
            after: body[range.end..].to_owned(),
            root: Element::read(root, body, 0)?,
        })
    }
}

/// 写回文字。
impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::new();
        self.root.write(&mut out);
        write!(f, "{}{out}{}", self.before, self.after)
    }
}

impl Element {
    fn read(node: roxmltree::Node<'_, '_>, text: &str, depth: usize) -> Result<Element, String> {
        if depth >= MAX_DEPTH {
            return Err(format!("嵌套超过 {MAX_DEPTH} 层"));
        }
        let range = node.range();
        let end = range.start + tag_end(&text[range.clone()]);
        let short = text[..end].ends_with("/>");
        let tag = text[range.start..end - if short { 2 } else { 1 }].to_owned();
        let mut children = Vec::new();
        let mut at = end;
        for child in node.children().filter(roxmltree::Node::is_element) {
            let inner = child.range();
            push_raw(&mut children, &text[at..inner.start]);
            children.push(Node::Element(Element::read(child, text, depth + 1)?));
            at = inner.end;
        }
        if !short {
            let close = text[at..range.end].rfind("</").map_or(range.end, |close| at + close);
            push_raw(&mut children, &text[at..close]);
        }
        let name = node.tag_name();
        let space = Space::of(name.namespace().unwrap_or_default());
        Ok(Element { local: name.name().to_owned(), space, tag, children, short })
    }

    /// 与 `like` 同前缀的空元素。
    pub fn beside(like: &Element, local: &str) -> Element {
        let tag = format!("<{}{local}", like.prefix());
        Element { local: local.to_owned(), space: like.space, tag, children: Vec::new(), short: true }
    }

    /// 前缀连同冒号；没有前缀的为空。
    fn prefix(&self) -> &str {
        let name = self.qualified();
        name.find(':').map_or("", |colon| &name[..=colon])
    }

    fn qualified(&self) -> &str {
        let name = &self.tag[1..];
        &name[..name.find([' ', '\t', '\r', '\n']).unwrap_or(name.len())]
    }

    /// 是正文的这个元素。
    pub fn is(&self, local: &str) -> bool {
        self.space != Space::Other && self.local == local
    }

    /// 属性值的位置；名称连同前缀。
    fn attribute_at(&self, name: &str) -> Option<Range<usize>> {
        let mut at = 1 + self.qualified().len();
        loop {
            let rest = &self.tag[at..];
            let start = at + rest.find(|c: char| !c.is_ascii_whitespace())?;
            let equals = start + self.tag[start..].find('=')?;
            let open = equals + self.tag[equals..].find(['"', '\''])?;
            let quote = self.tag.as_bytes()[open] as char;
            let close = open + 1 + self.tag[open + 1..].find(quote)?;
            if self.tag[start..equals].trim_ascii_end() == name {
                return Some(open + 1..close);
            }
            at = close + 1;
        }
    }

    /// 属性的值；名称连同前缀，如 `r:id`。
    pub fn attribute(&self, name: &str) -> Option<String> {
        let raw = &self.tag[self.attribute_at(name)?];
        Some(unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned()))
    }

    /// 改写或添上一个属性。
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        let value = escape(value).into_owned();
        match self.attribute_at(name) {
            Some(range) => self.tag.replace_range(range, &value),
            None => {
                self.tag.truncate(self.tag.trim_ascii_end().len());
                self.tag.push_str(&format!(" {name}=\"{value}\""));
            }
        }
    }

    /// 去掉一个属性。
    pub fn remove_attribute(&mut self, name: &str) {
        if let Some(value) = self.attribute_at(name) {
            let start = self.tag[..value.start].rfind(name).unwrap_or(value.start);
            let start = self.tag[..start].trim_ascii_end().len();
            self.tag.replace_range(start..value.end + 1, "");
        }
    }

    /// 正文命名空间里的属性，名称按元素的前缀写（`w:val`）。
    pub fn set_own(&mut self, local: &str, value: &str) {
        let name = format!("{}{local}", self.prefix());
        self.set_attribute(&name, value);
    }

    /// 子元素。
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// 子元素，可改。
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// 第一个这个名称的子元素。
    pub fn child(&self, local: &str) -> Option<&Element> {
        self.elements().find(|element| element.local == local)
    }

    /// 同 [`Element::child`]，可改。
    pub fn child_mut(&mut self, local: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.local == local)
    }

    /// 第几个子节点，是元素的话。
    pub fn element_mut(&mut self, at: usize) -> Option<&mut Element> {
        match self.children.get_mut(at) {
            Some(Node::Element(element)) => Some(element),
            _ => None,
        }
    }

    /// 去掉不要的子元素。
    pub fn retain(&mut self, mut keep: impl FnMut(&Element) -> bool) {
        self.children.retain(|node| node.element().is_none_or(&mut keep));
    }

    /// 自己与下面的各个元素，先里后外，逐个改。
    pub fn visit(&mut self, change: &mut impl FnMut(&mut Element)) {
        self.elements_mut().for_each(|element| element.visit(change));
        change(self);
    }

    /// 自己这一层的文字。
    pub fn text(&self) -> String {
        let mut out = String::new();
        for node in &self.children {
            let Node::Raw(raw) = node else { continue };
            decode(raw, &mut out);
        }
        out
    }

    /// 换成这些文字；XML 不容许的控制字符略去。
    pub fn set_text(&mut self, text: &str) {
        let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}');
        let text: String = text.chars().filter(allowed).collect();
        self.children = vec![Node::Raw(partial_escape(&text).into_owned())];
        if text != text.trim() || text.contains('\n') {
            self.set_attribute("xml:space", "preserve");
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.tag);
        if self.short && self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Raw(raw) => out.push_str(raw),
            }
        }
        out.push_str("</");
        out.push_str(self.qualified());
        out.push('>');
    }
}

impl Node {
    /// 元素；原文为 `None`。
    pub fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        }
    }
}

/// 起始标记到哪里止（含 `>`）；引号里的不算。
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn push_raw(children: &mut Vec<Node>, raw: &str) {
    if !raw.is_empty() {
        children.push(Node::Raw(raw.to_owned()));
    }
}

/// 原文里的文字：实体还原，注释与处理指令略去，CDATA 照写。
fn decode(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        let (plain, special) = rest.split_at(at);
        push_unescaped(plain, out);
        let (close, data) = match special {
            s if s.starts_with("<![CDATA[") => ("]]>", s.get(9..)),
            s if s.starts_with("<!--") => ("-->", None),
            _ => (">", None),
        };
        let end = special.find(close).map_or(special.len(), |end| end + close.len());
        if let Some(data) = data {
            out.push_str(data.split(close).next().unwrap_or(data));
        }
        rest = &special[end..];
    }
    push_unescaped(rest, out);
}

fn push_unescaped(raw: &str, out: &mut String) {
    match unescape(raw) {
        Ok(text) => out.push_str(&text),
        Err(_) => out.push_str(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<?xml version=\"1.0\"?>\n<!-- 头 --><w:a xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" x = '>' >\
        <w:t  w:k=\"1\" />甲&amp;<!-- 注 --><![CDATA[<乙>]]><b></b></w:a>\n";

    #[test]
    fn 不动的一字不差地写回() {
        assert_eq!(Part::parse(TEXT).unwrap().to_string(), TEXT);
    }

    #[test]
    fn 属性与文字() {
        let mut part = Part::parse(TEXT).unwrap();
        assert_eq!(part.root.text(), "甲&<乙>");
        assert_eq!(part.root.attribute("x").as_deref(), Some(">"));
        let inner = part.root.child_mut("t").unwrap();
        assert!(inner.is("t"));
        inner.set_attribute("w:k", "\"2\"");
        inner.set_own("val", "丙");
        inner.set_text(" <丁>\u{1} ");
        assert_eq!(inner.attribute("w:k").as_deref(), Some("\"2\""));
        inner.remove_attribute("w:k");
        assert!(part.to_string().contains("<w:t w:val=\"丙\" xml:space=\"preserve\"> &lt;丁&gt; </w:t>"));
    }

    #[test]
    fn 太深的不读() {
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        assert!(Part::parse(&deep).unwrap_err().contains("嵌套超过"));
        assert!(Part::parse("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").is_err());
    }
}
