//! 段落与行里没有配上对的标记：行首行尾的管整行，独占一段、一行的管下面几段、几行。

use super::inline;
use super::plan::Item;
use super::scope::Filler;
use super::tags::{Tag, Token, has_tags, tokens, unmatched};
use super::tree::Element;
use crate::diagnostic::Code;

/// 一格（或一段）里的文字，与其中各段落的标记。
struct Marked {
    /// 第几格，格内第几段。
    at: (usize, usize),
    token: Token,
}

/// 一个部分里配不上对的标记：是不是起头的、在哪里。
#[derive(Default)]
pub struct Loose(Vec<(bool, String)>);

impl Loose {
    /// 记下这一处的各个标记。
    pub fn note<'t>(&mut self, tags: impl IntoIterator<Item = &'t Tag>, place: &str) {
        self.0.extend(tags.into_iter().map(|tag| (tag.opens(), place.to_owned())));
    }

    /// 一个也没有。
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// 起头的与收尾的都有，是跨过了结构；只有一种，是少写了一个。
    pub fn report(&self, filler: &Filler) {
        let crossing = self.0.iter().any(|(opens, _)| *opens) && self.0.iter().any(|(opens, _)| !opens);
        for (opens, place) in &self.0 {
            let (code, message) = match (crossing, opens) {
                (true, _) => (Code::E1106, "循环或条件的起止不在同一层：不能一头在表外一头在表内，或分在两张表里"),
                (false, true) => (Code::E1105, "有 for 或 if，没有找到与它配对的 endfor 或 endif"),
                (false, false) => (Code::E1105, "endfor、endif 或 else 的前面没有与它配对的 for 或 if"),
            };
            filler.report(code, place, message, None);
        }
    }
}

/// 一串里的标记，与各自在哪里。
pub fn tags<'i, U>(items: &'i [Item<U>], places: &'i [String]) -> Vec<(&'i Tag, &'i String)> {
    let tag = |(item, place): (&'i Item<U>, &'i String)| match item {
        Item::Tag(tag) => Some((tag, place)),
        Item::Unit(_) => None,
    };
    items.iter().zip(places).filter_map(tag).collect()
}

/// 一段：独占的标记去掉这一段，夹在文字里的起头归段前、收尾归段后。
pub fn paragraph<U>(holder: &Element, filler: &Filler, place: &str, unit: impl FnOnce(Element) -> U) -> Vec<Item<U>> {
    let keeps = holder.child("pPr").is_some_and(|style| style.child("sectPr").is_some());
    split(holder, vec![vec![Vec::new()]], keeps, filler, place, unit)
}

/// 一行：`cells` 是各格里各段落的位置。
pub fn row<U>(row: &Element, filler: &Filler, place: &str, unit: impl FnOnce(Element) -> U) -> Vec<Item<U>> {
    let mut cells = Vec::new();
    for (at, node) in row.children.iter().enumerate() {
        let Some(cell) = node.element() else { continue };
        let mut inside = Vec::new();
        holders(cell, &mut vec![at], &mut inside);
        cells.push(inside);
    }
    split(row, cells, false, filler, place, unit)
}

/// 格里的段落，不进到里面的表。
fn holders(element: &Element, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if element.is("p") || element.is("is") {
        found.push(path.clone());
        return;
    }
    for (at, node) in element.children.iter().enumerate() {
        if let Some(inner) = node.element().filter(|inner| !inner.is("tbl")) {
            path.push(at);
            holders(inner, path, found);
            path.pop();
        }
    }
}

fn at<'e>(from: &'e Element, path: &[usize]) -> Option<&'e Element> {
    path.iter().try_fold(from, |element, step| element.children.get(*step)?.element())
}

fn split<U>(
    whole: &Element,
    cells: Vec<Vec<Vec<usize>>>,
    keeps: bool,
    filler: &Filler,
    place: &str,
    unit: impl FnOnce(Element) -> U,
) -> Vec<Item<U>> {
    let mut blank = !keeps;
    let mut marked: Vec<Marked> = Vec::new();
    for (cell, paths) in cells.iter().enumerate() {
        let mut inside = Vec::new();
        for (part, path) in paths.iter().enumerate() {
            let Some(holder) = at(whole, path) else { continue };
            let text = inline::text(holder);
            let found = if has_tags(&text) { tokens(&text).unwrap_or_default() } else { Vec::new() };
            let mut rest = text;
            for token in
                found.iter().rev().filter(|token| token.tag.opens() || token.tag.closes() || token.tag.divides())
            {
                rest.replace_range(token.range.clone(), "");
            }
            blank &= rest.trim().is_empty() && !inline::has_objects(holder);
            let loose = unmatched(found.iter().map(|token| &token.tag));
            // 段内配好的一对里有内容与否都算内容。
            let structural = found.iter().filter(|token| token.tag.opens() || token.tag.closes()).count();
            blank &= structural <= loose.len();
            inside.extend(loose.into_iter().map(|index| Marked { at: (cell, part), token: found[index].clone() }));
        }
        // 格内各段之间配好的，留给格内。
        let loose = unmatched(inside.iter().map(|marked| &marked.token.tag));
        let kept = inside.into_iter().enumerate().filter(|(index, _)| loose.contains(index));
        marked.extend(kept.map(|(_, marked)| marked));
    }
    if marked.is_empty() {
        return vec![Item::Unit(unit(whole.clone()))];
    }
    if blank {
        return marked.into_iter().map(|marked| Item::Tag(marked.token.tag)).collect();
    }
    let divides = marked.iter().any(|marked| marked.token.tag.divides());
    let first_open = marked.iter().position(|marked| marked.token.tag.opens()).unwrap_or(marked.len());
    let closes_first = marked[..first_open].iter().any(|marked| marked.token.tag.closes());
    if divides || (closes_first && first_open < marked.len()) {
        let message = "行里有文字时，行首只能写起头的 for、if，行尾只能写收尾的 endfor、endif；else 另占一行";
        filler.report(Code::E1106, place, message, None);
        return vec![Item::Unit(unit(whole.clone()))];
    }
    let mut stripped = whole.clone();
    for (cell, paths) in cells.iter().enumerate() {
        for (part, path) in paths.iter().enumerate() {
            let drop: Vec<Token> =
                marked.iter().filter(|marked| marked.at == (cell, part)).map(|marked| marked.token.clone()).collect();
            if drop.is_empty() {
                continue;
            }
            let target = path.iter().try_fold(&mut stripped, |element, step| element.element_mut(*step));
            if let Some(holder) = target {
                inline::strip(holder, &drop);
            }
        }
    }
    let (before, after): (Vec<Tag>, Vec<Tag>) = marked.into_iter().map(|marked| marked.token.tag).partition(Tag::opens);
    let mut items: Vec<Item<U>> = before.into_iter().map(Item::Tag).collect();
    items.push(Item::Unit(unit(stripped)));
    items.extend(after.into_iter().map(Item::Tag));
    items
}
