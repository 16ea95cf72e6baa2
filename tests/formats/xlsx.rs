//! 拆开 xlsx：各工作表的格子显示出什么、合并了哪些、在哪里分页。不用写它的那个库。

use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// 一块矩形：首行、首列、末行、末列，从 0 数起。
pub type Area = (usize, usize, usize, usize);

/// 一张工作表。
#[derive(Debug, Default)]
pub struct Sheet {
    pub name: String,
    /// 各格显示的文字；空格子不在内。
    pub shown: BTreeMap<(usize, usize), String>,
    /// 存作数的格子。
    pub numbers: BTreeSet<(usize, usize)>,
    /// 再编辑时照文字看待的格子。
    pub quoted: BTreeSet<(usize, usize)>,
    pub merged: BTreeSet<Area>,
    /// 四边都有线的格子。
    pub boxed: BTreeSet<(usize, usize)>,
    /// 各页（第一页除外）的首行。
    pub breaks: Vec<usize>,
    /// 各行的高度，百分之一磅。
    pub heights: Vec<u32>,
    /// 工作表原文。
    pub xml: String,
}

/// 压缩包里的一份文件；没有的为空。
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("压缩包完整");
    let mut text = String::new();
    if let Ok(mut file) = archive.by_name(name) {
        file.read_to_string(&mut text).expect("是 UTF-8");
    }
    text
}

/// 读各张工作表。
pub fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    let strings = strings(&part(bytes, "xl/sharedStrings.xml"));
    let styles = styles(&part(bytes, "xl/styles.xml"));
    let workbook = part(bytes, "xl/workbook.xml");
    let workbook = Document::parse(&workbook).expect("workbook.xml 合法");
    let named = elements(workbook.root(), "sheet").map(|sheet| sheet.attribute("name").unwrap_or_default().to_owned());
    let sheet = |(at, name): (usize, String)| {
        let xml = part(bytes, &format!("xl/worksheets/sheet{}.xml", at + 1));
        Sheet { name, ..read(xml, &strings, &styles) }
    };
    named.enumerate().map(sheet).collect()
}

fn elements<'a, 'input>(root: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    root.descendants().filter(move |node| node.tag_name().name() == name)
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn strings(xml: &str) -> Vec<String> {
    if xml.is_empty() {
        return Vec::new();
    }
    let document = Document::parse(xml).expect("sharedStrings.xml 合法");
    elements(document.root(), "si").map(text_of).collect()
}

/// 一种样式：数字格式、是否照文字看待、四边的线是否齐全。
#[derive(Clone, Default)]
struct Style {
    format: String,
    quoted: bool,
    boxed: bool,
}

fn styles(xml: &str) -> Vec<Style> {
    let document = Document::parse(xml).expect("styles.xml 合法");
    let custom: BTreeMap<&str, &str> = elements(document.root(), "numFmt")
        .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
        .collect();
    let borders: Vec<bool> = elements(document.root(), "border")
        .map(|border| {
            ["left", "right", "top", "bottom"].iter().all(|side| {
                border.children().any(|line| {
                    line.has_tag_name(line.tag_name())
                        && line.tag_name().name() == *side
                        && line.attribute("style").is_some()
                })
            })
        })
        .collect();
    let list = elements(document.root(), "cellXfs").next().expect("有 cellXfs");
    let style = |xf: Node<'_, '_>| {
        let id = xf.attribute("numFmtId").unwrap_or("0");
        let built_in = match id {
            "1" => "0",
            "2" => "0.00",
            _ => "",
        };
        let border: usize = xf.attribute("borderId").and_then(|id| id.parse().ok()).unwrap_or(0);
        Style {
            format: (*custom.get(id).unwrap_or(&built_in)).to_owned(),
            quoted: xf.attribute("quotePrefix") == Some("1"),
            boxed: borders[border],
        }
    };
    list.children().filter(Node::is_element).map(style).collect()
}

fn read(xml: String, strings: &[String], styles: &[Style]) -> Sheet {
    let mut sheet = Sheet::default();
    let document = Document::parse(&xml).expect("工作表合法");
    assert_eq!(elements(document.root(), "f").count(), 0, "不该有公式");
    for row in elements(document.root(), "row") {
        let points = row.attribute("ht").expect("写了行高");
        let (whole, fraction) = points.split_once('.').unwrap_or((points, ""));
        sheet.heights.push(format!("{whole}{fraction:0<2}").parse().expect("行高至多两位小数"));
    }
    for cell in elements(document.root(), "c") {
        let place = place(cell.attribute("r").expect("写了位置"));
        let style = &styles[cell.attribute("s").and_then(|s| s.parse::<usize>().ok()).unwrap_or(0)];
        if style.boxed {
            sheet.boxed.insert(place);
        }
        let Some(value) = elements(cell, "v").next().map(text_of) else { continue };
        let shown = match cell.attribute("t") {
            Some("s") => strings[value.parse::<usize>().expect("序号")].clone(),
            None => {
                sheet.numbers.insert(place);
                displayed(&value, &style.format)
            }
            Some(other) => panic!("没有料到的格子类型 {other}"),
        };
        if style.quoted {
            sheet.quoted.insert(place);
        }
        sheet.shown.insert(place, shown);
    }
    for merge in elements(document.root(), "mergeCell") {
        let (first, last) = merge.attribute("ref").and_then(|area| area.split_once(':')).expect("合并的范围");
        let (first, last) = (place(first), place(last));
        assert!(sheet.merged.insert((first.0, first.1, last.0, last.1)), "合并写了两次");
    }
    let breaks = elements(document.root(), "rowBreaks").flat_map(|list| elements(list, "brk"));
    sheet.breaks = breaks.map(|line| line.attribute("id").and_then(|id| id.parse().ok()).expect("行号")).collect();
    sheet.xml = xml;
    sheet
}

/// 数按格式显示：只认“0”“0.00”这一类，补足小数。
fn displayed(value: &str, format: &str) -> String {
    let places = match format.split_once('.') {
        Some(("0", zeros)) if zeros.bytes().all(|b| b == b'0') => zeros.len(),
        None if format == "0" => 0,
        _ => panic!("没有料到的数字格式“{format}”"),
    };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    assert!(fraction.len() <= places, "{value} 按 {format} 显示会丢位");
    if places == 0 { whole.to_owned() } else { format!("{whole}.{fraction:0<places$}") }
}

/// “B12” 是第 12 行第 2 列，从 0 数起为 (11, 1)。
fn place(name: &str) -> (usize, usize) {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    let row: usize = name.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse().expect("行号");
    (row - 1, column - 1)
}
