//! 写成的 docx：拆开来逐格地看，合并、文字、表头与网格相符。

use crate::{bare, grids, published, texts, wholes};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use std::io::{Cursor, Read};
use ziping::diagnostic::Code;
use ziping::write::{Block, Cell, Form, Grid, to_docx};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// 压缩包里的各部分：名称与内容。
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("压缩包完整");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("名称可读").into_owned()).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).expect("有这一部分").read_to_string(&mut text).expect("是 UTF-8");
        text
    };
    names.iter().map(|name| (name.clone(), read(name))).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(own, _)| own == name).expect("有这一部分").1
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |node| node.has_tag_name((W, name)))
}

/// 元素的 `w:val`。
fn value<'a>(node: Node<'a, '_>, name: &'static str) -> Option<&'a str> {
    named(node, name).next().map(|node| node.attribute((W, "val")).unwrap_or_default())
}

/// 一块或一格的文字：段与段之间、`w:br` 都是换行。
fn text(node: Node<'_, '_>) -> String {
    let line = |paragraph: Node<'_, '_>| {
        let piece = |node: Node<'_, '_>| match node.tag_name().name() {
            "br" => "\n".to_owned(),
            "t" => node.text().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        paragraph.descendants().map(piece).collect::<String>()
    };
    named(node, "p").map(line).collect::<Vec<_>>().join("\n")
}

/// 表里的一格：首行、首列、占几行、占几列、文字。
type Seen = (usize, usize, usize, usize, String);

/// 照 Word 的规则读一张表：`gridSpan` 占几列，`vMerge` 接在正上方。
fn cells(table: Node<'_, '_>) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::new();
    let columns = named(table, "gridCol").count();
    for (row, line) in named(table, "tr").enumerate() {
        let mut column = 0;
        for cell in named(line, "tc") {
            let wide: usize = value(cell, "gridSpan").map_or(1, |span| span.parse().expect("整数"));
            match value(cell, "vMerge") {
                Some("") => {
                    let above = |own: &&mut Seen| own.1 == column && own.0 + own.2 == row && own.3 == wide;
                    seen.iter_mut().find(above).expect("上面有起头的一格").2 += 1;
                    assert_eq!(text(cell), "", "接着的格子是空的");
                }
                _ => seen.push((row, column, 1, wide, text(cell))),
            }
            column += wide;
        }
        assert_eq!(column, columns, "第 {row} 行占满各列");
    }
    seen
}

fn own(cell: &Cell) -> Seen {
    (cell.row, cell.column, cell.row_span, cell.column_span, cell.text.clone())
}

/// 去掉换行与空白再比：窄的表头按词换行。
fn bared(cells: Vec<Seen>) -> Vec<Seen> {
    cells.into_iter().map(|(row, column, tall, wide, text)| (row, column, tall, wide, bare(&text))).collect()
}

/// 各表逐格与网格相符，列宽合计是表宽，表头各行注明重印。
fn same(form: &Form) -> Vec<u8> {
    let bytes = to_docx(form).expect("写得成");
    for (name, content) in parts(&bytes) {
        assert!(Document::parse(&content).is_ok(), "{name} 不合 XML");
    }
    let xml = part(&bytes, "word/document.xml");
    let document = Document::parse(&xml).expect("合 XML");
    let grids: Vec<&Grid> = form
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(grid) if grid.rows > 0 => Some(grid),
            _ => None,
        })
        .collect();
    let tables: Vec<_> = named(document.root(), "tbl").collect();
    assert_eq!(tables.len(), grids.len());
    for (table, grid) in tables.into_iter().zip(grids) {
        assert_eq!(bared(cells(table)), bared(grid.cells.iter().map(own).collect()));
        let width = |node: Node<'_, '_>| node.attribute((W, "w")).and_then(|w| w.parse::<u32>().ok()).expect("宽度");
        let total = named(table, "tblW").next().map(width).expect("表宽");
        assert_eq!(named(table, "gridCol").map(width).sum::<u32>(), total);
        let heads: Vec<bool> = named(table, "tr").map(|row| named(row, "tblHeader").count() == 1).collect();
        assert_eq!(heads, (0..grid.rows).map(|row| row < grid.header_rows).collect::<Vec<_>>());
    }
    assert_eq!(bytes, to_docx(form).expect("写得成"), "字节相同");
    bytes
}

#[test]
fn 公开的表逐格相符() {
    for (name, html) in published() {
        let form = Form::parse(&html).expect("读得回");
        let bytes = same(&form);
        let xml = part(&bytes, "word/document.xml");
        let document = Document::parse(&xml).expect("合 XML");
        let outside = |node: &Node<'_, '_>| !node.ancestors().skip(1).any(|above| above.has_tag_name((W, "tc")));
        let paragraphs = named(document.root(), "p").filter(outside).map(text);
        let seen: Vec<String> = named(document.root(), "tc").map(text).chain(paragraphs).collect();
        let own = texts(&form);
        assert_eq!(wholes(seen.iter().map(String::as_str)), wholes(own.iter().map(String::as_str)), "{name}");
        assert!(xml.contains("w:w=\"11906\" w:h=\"16838\"/>"), "{name}：A4 竖放");
    }
}

/// 表头放不下的在词与词之间换行，各成一段。
#[test]
fn 窄的表头按词换行() {
    let table = "<table><col width=\"5%\"/><col width=\"95%\"/>\
                 <tr><th><span>部门</span><span>整体</span></th><th><span>部门</span><span>整体</span></th></tr></table>";
    let xml = part(&same(&Form::parse(table).expect("读得通")), "word/document.xml");
    let document = Document::parse(&xml).expect("合 XML");
    let seen: Vec<String> =
        cells(named(document.root(), "tbl").next().expect("有表")).into_iter().map(|cell| cell.4).collect();
    assert_eq!(seen, ["部门\n整体", "部门整体"]);
}

/// 相接的两张表之间只由下面一张画线，上面一张的末行不与它分在两页，中间只有藏起来的一段。
#[test]
fn 相接的表看上去是一张() {
    let table = "<table><col width=\"40%\"/><col width=\"60%\"/><tr><td>甲</td><td>乙</td></tr></table>";
    let xml = part(&same(&Form::parse(&format!("{table}{table}")).expect("读得通")), "word/document.xml");
    let document = Document::parse(&xml).expect("合 XML");
    let sizes: Vec<(Option<&str>, Option<&str>)> = named(document.root(), "tblBorders")
        .map(|borders| {
            let size = |edge| named(borders, edge).next().and_then(|line| line.attribute((W, "sz")));
            (size("top"), size("bottom"))
        })
        .collect();
    assert_eq!(sizes, [(Some("6"), None), (Some("6"), Some("6"))]);
    assert_eq!(xml.matches("<w:keepNext/>").count(), 2, "末行的两格");
    assert_eq!(xml.matches("FormJoint").count(), 2);
}

#[test]
fn 横放与草稿() {
    let form = Form::parse("<div class=\"landscape draft\"><p>甲</p></div>").expect("读得通");
    let bytes = same(&form);
    assert!(part(&bytes, "word/document.xml").contains("w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\""));
    assert!(part(&bytes, "word/header1.xml").contains("string=\"草稿\""));
    let plain = same(&Form::parse("<p>甲</p>").expect("读得通"));
    assert!(!part(&plain, "word/header1.xml").contains("草稿"));
    let footer = part(&plain, "word/footer1.xml");
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
}

/// 代码里造的表可以有任何字符；XML 里不能有的换成 �。
#[test]
fn 不能有的字符换掉() {
    let odd = "甲\u{1}乙\u{fffe}丙<&>\u{b}\"丁";
    let grid = Grid::from_rows(&[], vec![vec![odd.to_owned()]], &[]);
    let form = Form { blocks: vec![Block::Table(grid)], ..Form::default() };
    let bytes = to_docx(&form).expect("写得成");
    let xml = part(&bytes, "word/document.xml");
    let document = Document::parse(&xml).expect("合 XML");
    let table = named(document.root(), "tbl").next().expect("有表");
    assert_eq!(cells(table)[0].4, "甲\u{fffd}乙\u{fffd}丙<&>\u{fffd}\"丁");
}

#[test]
fn 列太多的不写() {
    let wide = |columns: usize| {
        to_docx(&Form::parse(&format!("<table><tr>{}</tr></table>", "<td/>".repeat(columns))).expect("读得通"))
    };
    assert!(wide(63).is_ok());
    assert_eq!(wide(64).expect_err("写不成").code, Code::E1102);
}

/// 一格三百行字的行可以拆开，短的行不拆。
#[test]
fn 短的行不拆开() {
    let long = "很长的原因".repeat(300);
    let html = format!("<table><tr><td>短</td></tr><tr><td>{long}</td></tr></table>");
    let xml = part(&same(&Form::parse(&html).expect("读得通")), "word/document.xml");
    let document = Document::parse(&xml).expect("合 XML");
    let whole: Vec<bool> = named(document.root(), "tr").map(|row| named(row, "cantSplit").count() == 1).collect();
    assert_eq!(whole, [true, false]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn 随机的表逐格相符(table in grids::table(), title in "[甲乙]{1,6}", note in "[丙丁=+]{0,6}") {
        let html = format!("<h1>{title}</h1>{table}<p class=\"note\">{note}</p>{table}{table}");
        same(&Form::parse(&html).expect("生成的表合规定"));
    }
}
