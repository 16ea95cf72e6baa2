//! 电子表格：各工作表的格与页眉页脚；行多了，写着行号的地方都跟着走。

mod around;
mod formula;
mod height;
mod outside;
mod page;
mod shift;
mod style;

use super::package::Package;
use super::scope::Filler;
use super::tree::{Element, Node, Part};
use crate::diagnostic::Code;
use page::Page;
use shift::{Maps, Path, RowMap, shift};
use std::collections::{BTreeMap, BTreeSet};
use style::Styles;

const BOOK: &str = "xl/workbook.xml";
const BOOK_LINKS: &str = "xl/_rels/workbook.xml.rels";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
const CHAIN: &str = "xl/calcChain.xml";

/// 填各工作表。
pub fn fill(package: &mut Package<'_>, filler: &Filler) -> Result<(), String> {
    let mut book = read(package, BOOK)?;
    let mut strings = if package.has(STRINGS) { Some(read(package, STRINGS)?) } else { None };
    let styles = if package.has(STYLES) { Some(read(package, STYLES)?) } else { None };
    let mut styles = Styles::new(styles);
    let shared: Vec<Element> =
        strings.iter().flat_map(|part| part.root.elements().filter(|entry| entry.is("si")).cloned()).collect();
    let mut used = BTreeSet::new();
    let mut pages = Vec::new();
    for (name, path) in sheets(package, &book)? {
        let part = read(package, &path)?;
        let mut page = Page::new(name, path, part);
        page.prepare(&shared, &mut used).map_err(|why| format!("的工作表“{}”{why}", page.name))?;
        page.inspect(filler);
        pages.push(page);
    }
    if filler.failed() || !pages.iter().any(|page| page.tagged) {
        return Ok(());
    }
    let mut maps = Maps::new();
    for page in &mut pages {
        if page.tagged {
            page.expand(filler, &mut styles);
        }
        maps.insert(page.name.clone(), std::mem::take(&mut page.map));
    }
    if filler.failed() {
        return Ok(());
    }
    let moved = maps.values().any(RowMap::changed);
    let mut computes = false;
    for page in &mut pages {
        around::follow(page, filler, &maps);
        height::fit(page, &shared, &styles, filler);
        let cells = |row: &Element| row.elements().any(|cell| cell.child("f").is_some());
        computes |= page.part.root.child("sheetData").is_some_and(|data| data.elements().any(cells));
    }
    outside::follow(package, &pages, filler, &maps)?;
    if moved {
        defined_names(&mut book, filler, &maps);
    }
    if filler.failed() {
        return Ok(());
    }
    if computes {
        recalculate(&mut book);
        drop_chain(package)?;
    }
    for page in pages {
        let text = page.part.to_string();
        package.set(&page.path, text);
    }
    if let Some(strings) = &mut strings {
        // 抄进格里的不再有人用；留着位置，去掉标记。
        for (at, entry) in strings.root.elements_mut().filter(|entry| entry.is("si")).enumerate() {
            if used.contains(&at) {
                let blank = Element::beside(entry, "t");
                entry.children = vec![Node::Element(blank)];
            }
        }
        package.set(STRINGS, strings.to_string());
    }
    if let Some(text) = styles.changed() {
        package.set(STYLES, text);
    }
    package.set(BOOK, book.to_string());
    Ok(())
}

fn read(package: &mut Package<'_>, name: &str) -> Result<Part, String> {
    Part::parse(&package.text(name)?).map_err(|why| format!("里面的 {name} {why}"))
}

/// 各工作表的名称与在包里的位置。
fn sheets(package: &mut Package<'_>, book: &Part) -> Result<Vec<(String, String)>, String> {
    let links = read(package, BOOK_LINKS)?;
    let targets: BTreeMap<String, String> = links
        .root
        .elements()
        .filter(|link| link.attribute("Type").is_some_and(|kind| kind.ends_with("/worksheet")))
        .filter_map(|link| Some((link.attribute("Id")?, resolved(BOOK, &link.attribute("Target")?))))
        .collect();
    let list = book.root.child("sheets").into_iter().flat_map(Element::elements);
    Ok(list
        .filter_map(|sheet| {
            let link = sheet.attribute("r:id")?;
            Some((sheet.attribute("name")?, targets.get(&link)?.clone()))
        })
        .collect())
}

/// 由写着链接的部分与目标得出包里的位置。
fn resolved(from: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// 打印区域、标题行与自己起的名称。
fn defined_names(book: &mut Part, filler: &Filler, maps: &Maps) {
    let names = book.root.child_mut("definedNames").map(Element::elements_mut);
    for name in names.into_iter().flatten() {
        let text = name.text();
        match shift(&text, "", &Path::new(), maps) {
            Ok(moved) if moved != text => name.set_text(&moved),
            Ok(_) => {}
            Err(why) => {
                let place = format!("名称“{}”", name.attribute("name").unwrap_or_default());
                filler.report(Code::E1106, &place, &format!("“{text}”{why}"), None);
            }
        }
    }
}

/// 打开时全部重算。
fn recalculate(book: &mut Part) {
    if book.root.child("calcPr").is_none() {
        const BEFORE: [&str; 9] = [
            "fileVersion",
            "fileSharing",
            "workbookPr",
            "workbookProtection",
            "bookViews",
            "sheets",
            "functionGroups",
            "externalReferences",
            "definedNames",
        ];
        let after = |node: &Node| node.element().is_some_and(|one| BEFORE.contains(&one.local.as_str()));
        let at = book.root.children.iter().rposition(after).map_or(0, |at| at + 1);
        let setting = Element::beside(&book.root, "calcPr");
        book.root.children.insert(at, Node::Element(setting));
    }
    if let Some(setting) = book.root.child_mut("calcPr") {
        setting.set_attribute("fullCalcOnLoad", "1");
    }
}

/// 计算次序的缓存记着旧的位置，去掉，打开时另算。
fn drop_chain(package: &mut Package<'_>) -> Result<(), String> {
    if !package.has(CHAIN) {
        return Ok(());
    }
    package.remove(CHAIN);
    for name in [BOOK_LINKS, "[Content_Types].xml"] {
        let mut part = read(package, name)?;
        let points = |element: &Element, attribute| {
            element.attribute(attribute).is_some_and(|target| target.ends_with("calcChain.xml"))
        };
        part.root.retain(|element| !points(element, "Target") && !points(element, "PartName"));
        package.set(name, part.to_string());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn 链接的目标() {
        assert_eq!(resolved("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets/sheet1.xml", "../drawings/a.xml"), "xl/drawings/a.xml");
        assert_eq!(resolved("xl/workbook.xml", "/xl/a.xml"), "xl/a.xml");
    }
}
