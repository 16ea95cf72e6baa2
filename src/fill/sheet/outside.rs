//! 行动了以后，工作表之外写着行号的地方：图表引用的范围、图的位置、形状里的链接；数据透视表不移。

use super::super::package::Package;
use super::super::scope::Filler;
use super::super::tree::Element;
use super::page::Page;
use super::shift::{Maps, Path, RowMap, Stuck, shift, spread};
use super::{read, resolved};
use crate::diagnostic::Code;

/// 图表里成组的数据：只有一格的，循环展开以后是一段。
const DATA: [&str; 10] =
    ["cat", "val", "xVal", "yVal", "bubbleSize", "plus", "minus", "datalabelsRange", "strDim", "numDim"];
/// 图表里存着的旧数。
const CACHES: [&str; 4] = ["strCache", "numCache", "multiLvlStrCache", "dlblRangeCache"];

/// 图表与图都跟着行走；移不动的报告。
pub fn follow(package: &mut Package<'_>, pages: &[Page], filler: &Filler, maps: &Maps) -> Result<(), String> {
    let moved = maps.values().any(RowMap::changed);
    if moved && package.names().iter().any(|name| name.starts_with("xl/pivot")) {
        let help = "把数据透视表放到另一个工作簿";
        filler.report(Code::E1106, "", "行数变了，数据透视表不能跟着移", Some(help.to_owned()));
    }
    let is_chart = |name: &&String| name.starts_with("xl/charts/") && name.ends_with(".xml");
    let charts: Vec<String> = package.names().iter().filter(is_chart).cloned().collect();
    for name in charts {
        let mut part = read(package, &name)?;
        chart(&mut part.root, false, filler, maps);
        package.set(&name, part.to_string());
    }
    for page in pages {
        for name in drawings(package, page)? {
            let mut part = read(package, &name)?;
            let map = maps.get(&page.name).filter(|map| map.changed());
            part.root.visit(&mut |element| {
                if let Some(map) = map.filter(|_| matches!(element.local.as_str(), "twoCellAnchor" | "oneCellAnchor")) {
                    anchor(element, map);
                }
                if let Some(link) = element.attribute("textlink").filter(|link| !link.is_empty()) {
                    match shift(&link, &page.name, &Path::new(), maps) {
                        Ok(new) if new != link => element.set_attribute("textlink", &new),
                        Ok(_) => {}
                        Err(why) => report(filler, &page.place("上的形状"), &link, why),
                    }
                }
            });
            package.set(&name, part.to_string());
        }
    }
    Ok(())
}

fn report(filler: &Filler, place: &str, text: &str, why: Stuck) {
    filler.report(Code::E1106, place, &format!("“{text}”{why}"), None);
}

/// 图表引用的范围；存着的旧数去掉，打开时照工作表画。
fn chart(element: &mut Element, in_data: bool, filler: &Filler, maps: &Maps) {
    let in_data = in_data || DATA.contains(&element.local.as_str());
    if matches!(element.local.as_str(), "f" | "sqref") {
        let text = element.text();
        let outside = Path::new();
        let moved = if in_data { spread(&text, "", &outside, maps) } else { shift(&text, "", &outside, maps) };
        match moved {
            Ok(moved) if moved != text => element.set_text(&moved),
            Ok(_) => {}
            Err(why) => report(filler, "图表", &text, why),
        }
    }
    element.retain(|inner| !CACHES.contains(&inner.local.as_str()));
    element.elements_mut().for_each(|inner| chart(inner, in_data, filler, maps));
}

/// 一张工作表的图在包里的位置。
fn drawings(package: &mut Package<'_>, page: &Page) -> Result<Vec<String>, String> {
    let (folder, file) = page.path.rsplit_once('/').unwrap_or(("", &page.path));
    let links = format!("{folder}/_rels/{file}.rels");
    if page.part.root.child("drawing").is_none() || !package.has(&links) {
        return Ok(Vec::new());
    }
    let links = read(package, &links)?;
    let kind = |link: &&Element| link.attribute("Type").is_some_and(|kind| kind.ends_with("/drawing"));
    let targets = links.root.elements().filter(kind).filter_map(|link| link.attribute("Target"));
    Ok(targets.map(|target| resolved(&page.path, &target)).collect())
}

/// 一幅图的位置，从 0 数起：随格改变大小的，下边跟着它所在的行；大小固定的，下边与上边移得一样多。
fn anchor(anchor: &mut Element, map: &RowMap) {
    let fixed = anchor.attribute("editAs");
    if fixed.as_deref() == Some("absolute") {
        return;
    }
    let row = |end: Option<&Element>| end?.child("row")?.text().trim().parse::<u32>().ok();
    let Some(top) = row(anchor.child("from")) else { return };
    let bottom = row(anchor.child("to"));
    let new_top = map.onward(top.saturating_add(1)) - 1;
    set_row(anchor, "from", new_top);
    if let Some(bottom) = bottom {
        let new = match fixed.as_deref() {
            Some("oneCell") => new_top + bottom.saturating_sub(top),
            _ => map.backward(bottom.saturating_add(1)).map_or(new_top, |row| row - 1),
        };
        set_row(anchor, "to", new.max(new_top));
    }
}

fn set_row(anchor: &mut Element, end: &str, row: u32) {
    if let Some(element) = anchor.child_mut(end).and_then(|end| end.child_mut("row")) {
        element.set_text(&row.to_string());
    }
}
