//! 一段之内的填写：Word 的段落（`w:p`）与工作表的富文本（`si`、`is`）。
//!
//! 一个标记常被拆在几个 run 里：先并到头一个 run，格式照头一个的。段内文字连成一段模板，
//! 每个 run 的文字前放一个记号；模板写出以后按记号分回各个 run，循环里重复的就照样添 run。

use super::scope::{Filler, SPAN, Scope};
use super::tags::{Tag, Token, has_tags, tokens};
use super::tree::{Element, Node, Space};
use crate::diagnostic::Code;
use std::ops::Range;

/// 记号的首尾；文字里不会有的码位，中间是第几段。
const MARK: (char, char) = ('\u{fdd0}', '\u{fdd1}');

/// 段内的一小段：`w:t`、换行、制表符，或图片、域之类。
#[derive(Debug)]
struct Atom {
    /// 从段落起，逐层是第几个子节点。
    path: Vec<usize>,
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Break,
    Other,
}

/// 填好的一段。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// `span` 过滤器给的行数。
    pub span: Option<usize>,
    /// 原来整段就是一个 `{{ }}`。
    pub alone: bool,
}

/// 段落里的文字连成一段。
pub fn text(holder: &Element) -> String {
    atoms(holder).into_iter().map(|atom| atom.text).collect()
}

/// 除了文字还有别的（图片、域）。
pub fn has_objects(holder: &Element) -> bool {
    atoms(holder).iter().any(|atom| atom.kind == Kind::Other)
}

/// 去掉这几处标记。
pub fn strip(holder: &mut Element, drop: &[Token]) {
    let atoms = atoms(holder);
    let Ok(tokens) = tokens(&joined(&atoms)) else { return };
    let texts = assign(&atoms, &tokens, drop);
    put(holder, &atoms, texts.into_iter().map(|text| text.into_iter().collect()).collect());
}

/// 填一段；没有标记的原样不动，返回 `None`。
pub fn fill(holder: &mut Element, filler: &Filler, scope: &Scope, place: &str) -> Option<Filled> {
    let atoms = atoms(holder);
    let joined = joined(&atoms);
    if !has_tags(&joined) {
        return None;
    }
    let tokens = tokens(&joined).ok()?;
    let mut template = String::new();
    for (at, text) in assign(&atoms, &tokens, &[]).into_iter().enumerate() {
        let Some(text) = text else { continue };
        template.push_str(&format!("{}{at}{}", MARK.0, MARK.1));
        if atoms[at].kind == Kind::Text {
            template.push_str(&text);
        }
    }
    let rendered = filler.render(&template, scope, place)?.replace("\r\n", "\n").replace('\r', "\n");
    let mut span = None;
    let chunks: Vec<(usize, String)> =
        chunks(&rendered, atoms.len()).into_iter().map(|(at, text)| (at, without_span(&text, &mut span))).collect();
    let text = chunks.iter().map(|(at, text)| if atoms[*at].kind == Kind::Break { "\n" } else { text }).collect();
    if chunks.windows(2).all(|two| two[0].0 < two[1].0) {
        let mut texts: Vec<Vec<String>> = vec![Vec::new(); atoms.len()];
        for (at, text) in chunks {
            texts[at].push(text);
        }
        put(holder, &atoms, texts);
    } else if !rebuild(holder, &atoms, &chunks) {
        filler.report(Code::E1106, place, "段内的循环跨过了超链接、修订或内容控件", None);
    }
    let is_whole = |range: &Range<usize>| joined.trim().len() == range.len();
    let alone = matches!(&tokens[..], [Token { tag: Tag::Print(_), range }] if is_whole(range));
    Some(Filled { text, span, alone })
}

/// 填一行打印的页眉页脚：值里的 `&` 是格式的记号，写成两个。
pub fn plain(text: &str, filler: &Filler, scope: &Scope, place: &str) -> Option<String> {
    let tokens = tokens(text).ok()?;
    let mut template = String::new();
    let mut at = 0;
    for token in &tokens {
        template.push_str(&text[at..token.range.start]);
        match &token.tag {
            Tag::Print(source) => template.push_str(&format!("{{{{ ({source})|string|replace('&', '&&') }}}}")),
            _ => template.push_str(&text[token.range.clone()]),
        }
        at = token.range.end;
    }
    template.push_str(&text[at..]);
    filler.render(&template, scope, place)
}

fn joined(atoms: &[Atom]) -> String {
    atoms.iter().map(|atom| atom.text.as_str()).collect()
}

fn atoms(holder: &Element) -> Vec<Atom> {
    let mut found = Vec::new();
    collect(holder, &mut Vec::new(), &mut found);
    found
}

fn collect(parent: &Element, path: &mut Vec<usize>, found: &mut Vec<Atom>) {
    for (at, node) in parent.children.iter().enumerate() {
        let Node::Element(element) = node else { continue };
        if element.space == Space::Other {
            continue;
        }
        path.push(at);
        match element.local.as_str() {
            "r" => {
                for (inner, node) in element.children.iter().enumerate() {
                    let Node::Element(piece) = node else { continue };
                    if !piece.is("rPr") {
                        path.push(inner);
                        found.push(atom(piece, path.clone()));
                        path.pop();
                    }
                }
            }
            // 工作表的字符串没有格式时，文字直接写在外面。
            "t" => found.push(atom(element, path.clone())),
            "hyperlink" | "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "dir"
            | "bdo" => collect(element, path, found),
            _ => {}
        }
        path.pop();
    }
}

fn atom(element: &Element, path: Vec<usize>) -> Atom {
    let page = || element.attribute("w:type").is_some_and(|kind| kind != "textWrapping");
    let (kind, text) = match element.local.as_str() {
        _ if element.space == Space::Other => (Kind::Other, String::new()),
        "t" if element.space == Space::Sheet => (Kind::Text, unescaped(&element.text())),
        "t" => (Kind::Text, element.text()),
        "tab" => (Kind::Break, "\t".to_owned()),
        // 分页、分栏不是换行。
        "br" if !page() => (Kind::Break, "\n".to_owned()),
        "cr" => (Kind::Break, "\n".to_owned()),
        _ => (Kind::Other, String::new()),
    };
    Atom { path, kind, text }
}

/// 每一小段该写的模板：标记整个归它开头的那一段，`drop` 里的去掉；被标记吞掉的换行没有了。
fn assign(atoms: &[Atom], tokens: &[Token], drop: &[Token]) -> Vec<Option<String>> {
    let joined = joined(atoms);
    let mut start = 0;
    let mut out = Vec::with_capacity(atoms.len());
    for atom in atoms {
        let end = start + atom.text.len();
        let mut text = String::new();
        let mut at = start;
        for token in tokens.iter().filter(|token| token.range.start < end && token.range.end > start) {
            text.push_str(joined.get(at..token.range.start).unwrap_or_default());
            if token.range.start >= start && !drop.contains(token) {
                text.push_str(&joined[token.range.clone()]);
            }
            at = token.range.end.min(end);
        }
        text.push_str(joined.get(at..end).unwrap_or_default());
        let swallowed = atom.kind == Kind::Break && text.is_empty();
        out.push(if swallowed { None } else { Some(text) });
        start = end;
    }
    out
}

/// 按记号分开。
fn chunks(rendered: &str, count: usize) -> Vec<(usize, String)> {
    let mut chunks: Vec<(usize, String)> = Vec::new();
    for part in rendered.split(MARK.0) {
        let marked = part.split_once(MARK.1).and_then(|(at, text)| Some((at.parse::<usize>().ok()?, text)));
        match marked {
            Some((at, text)) if at < count => chunks.push((at, text.to_owned())),
            _ => {
                if let Some((_, text)) = chunks.last_mut() {
                    text.push_str(part);
                }
            }
        }
    }
    chunks
}

/// 取出合并的行数。
fn without_span(text: &str, span: &mut Option<usize>) -> String {
    let mut out = String::new();
    for (at, part) in text.split(SPAN.0).enumerate() {
        match part.split_once(SPAN.1).and_then(|(rows, rest)| Some((rows.parse::<usize>().ok()?, rest))) {
            Some((rows, rest)) if at > 0 => {
                *span = Some(rows);
                out.push_str(rest);
            }
            _ => out.push_str(part),
        }
    }
    out
}

/// 各小段换成这些文字，从后往前，前面的位置不变；没有文字的去掉。
fn put(holder: &mut Element, atoms: &[Atom], texts: Vec<Vec<String>>) {
    for (atom, texts) in atoms.iter().zip(texts).rev() {
        let Some((last, above)) = atom.path.split_last() else { continue };
        let Some(parent) = descend(holder, above) else { continue };
        let Some(Node::Element(element)) = parent.children.get(*last) else { continue };
        let written = texts.iter().flat_map(|text| written(element, atom.kind, text)).collect::<Vec<Node>>();
        parent.children.splice(*last..*last + 1, written);
    }
}

fn descend<'e>(from: &'e mut Element, path: &[usize]) -> Option<&'e mut Element> {
    path.iter().try_fold(from, |element, step| element.element_mut(*step))
}

/// 一小段写成节点：Word 的文字里的换行是 `w:br`、制表符是 `w:tab`，工作表的照写。
fn written(element: &Element, kind: Kind, text: &str) -> Vec<Node> {
    if kind != Kind::Text {
        return vec![Node::Element(element.clone())];
    }
    let piece = |text: &str| {
        let mut piece = element.clone();
        piece.set_text(text);
        Node::Element(piece)
    };
    if element.space != Space::Word {
        return vec![piece(&escaped(text))];
    }
    let mut nodes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\t']) {
        let name = if rest[at..].starts_with('\n') { "br" } else { "tab" };
        nodes.push(piece(&rest[..at]));
        nodes.push(Node::Element(Element::beside(element, name)));
        rest = &rest[at + 1..];
    }
    nodes.push(piece(rest));
    nodes
}

/// 工作表的文字里 `_x0041_` 是一个字符的写法，从哪里起；没有的为 `None`。
fn code_at(text: &str) -> Option<usize> {
    let is_code = |at: &usize| {
        let code = text.as_bytes().get(at + 2..at + 7);
        code.is_some_and(|code| code[..4].iter().all(u8::is_ascii_hexdigit) && code[4] == b'_')
    };
    text.match_indices("_x").map(|(at, _)| at).find(is_code)
}

/// 本来就写着 `_x0041_` 的，下划线也写成字符的写法。
fn escaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = code_at(rest) {
        out.push_str(&rest[..at]);
        out.push_str("_x005F_");
        rest = &rest[at + 1..];
    }
    out + rest
}

/// [`escaped`] 的反面：`_x0041_` 是字符本身。
fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = code_at(rest) {
        out.push_str(&rest[..at]);
        let code = u32::from_str_radix(&rest[at + 2..at + 6], 16).ok().and_then(char::from_u32);
        match code {
            Some(c) => out.push(c),
            None => out.push_str(&rest[at..at + 7]),
        }
        rest = &rest[at + 7..];
    }
    out + rest
}

/// 有重复的：各小段连同自己的 run 照次序重写；不在同一层的不行。
fn rebuild(holder: &mut Element, atoms: &[Atom], chunks: &[(usize, String)]) -> bool {
    let Some(level) = atoms.first().map(|atom| atom.path.len()).filter(|level| *level >= 2) else { return false };
    let above = atoms[0].path[..level - 2].to_vec();
    if atoms.iter().any(|atom| atom.path.len() != level || atom.path[..level - 2] != above) {
        return false;
    }
    let Some(parent) = descend(holder, &above) else { return false };
    let mut runs = Vec::new();
    for (at, text) in chunks {
        let path = &atoms[*at].path;
        let Some(Node::Element(run)) = parent.children.get(path[level - 2]) else { return false };
        let Some(Node::Element(element)) = run.children.get(path[level - 1]) else { return false };
        let mut copy = run.clone();
        copy.children.retain(|node| node.element().is_some_and(|inner| inner.is("rPr")));
        copy.children.extend(written(element, atoms[*at].kind, text));
        runs.push(Node::Element(copy));
    }
    let first = atoms[0].path[level - 2];
    let mut at = 0;
    parent.children.retain(|node| {
        at += 1;
        at - 1 < first || node.element().is_none_or(|element| !element.is("r"))
    });
    parent.children.splice(first..first, runs);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 字符的写法() {
        assert_eq!(unescaped("甲_x000D__x0041__x005F_x0041_乙"), "甲\rA_x0041_乙");
        for text in ["_x0041_", "__x0041_x0041_", "_x004_", "_xD800_", "_x", "甲_x00e9_"] {
            assert_eq!(unescaped(&escaped(text)), text, "{text}");
        }
    }
}
