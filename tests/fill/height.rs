//! 电子表格的行高：填过的行放得下文字，不低于原来定的；别的行不动。

use super::book::text_cell;
use super::office::{part, xlsx};
use super::{SHEET, department, problems};
use ziping::diagnostic::Code;
use ziping::fill::{Document, Filled, fill};

/// 基准字体 Arial 十磅，数字宽七像素；样式依次是换行的、不换行的、竖排的、缩进一级的、转了方向的。
const STYLES: &str = "<fonts count=\"1\"><font><sz val=\"10\"/><name val=\"Arial\"/></font></fonts><cellXfs count=\"5\">\
<xf fontId=\"0\"><alignment wrapText=\"1\"/></xf><xf fontId=\"0\"/><xf fontId=\"0\"><alignment textRotation=\"255\"/></xf>\
<xf fontId=\"0\"><alignment wrapText=\"1\" indent=\"1\"/></xf><xf fontId=\"0\"><alignment textRotation=\"90\"/></xf></cellXfs>";

fn book(rows: &str, rest: &str) -> Filled {
    let page = format!(
        "<sheetFormatPr defaultRowHeight=\"15\"/><cols><col min=\"1\" max=\"3\" width=\"10\" customWidth=\"1\"/></cols>\
         <sheetData>{rows}</sheetData>{rest}"
    );
    let book = xlsx(&[("表", page)], "", &["<t>一二三四五六七八九十甲乙</t>".to_owned()], STYLES);
    fill("表", &book, Document::Xlsx, &department()).expect("填得好")
}

/// 各行起始标记里行号之后的部分。
fn rows(filled: &Filled) -> Vec<String> {
    let page = part(&filled.bytes, SHEET);
    let rows = page.split("<row r=\"").skip(1);
    rows.filter_map(|row| Some(row.split_once('>')?.0.split_once('"')?.1.trim().to_owned())).collect()
}

/// 一格七十像素，去掉左右八像素，放得下四个十磅的汉字（一个 13⅓ 像素）；一行 19⅓ 像素，上下共四像素。
#[test]
fn 填过的行放得下文字() {
    let twelve = "{{ \"一二三四五六七八九十甲乙\" }}";
    let styled = |at: &str, style: u32, text: &str| text_cell(at, text).replace("<c ", &format!("<c s=\"{style}\" "));
    let lines = [
        // 三行：六十二像素，46.5 磅。
        format!("<row r=\"1\">{}</row>", styled("A1", 0, twelve)),
        // 原来定的更高，不动；更低的加高。
        format!("<row r=\"2\" ht=\"60\" customHeight=\"1\">{}</row>", styled("A2", 0, twelve)),
        format!("<row r=\"3\" ht=\"20\" customHeight=\"1\">{}</row>", styled("A3", 0, twelve)),
        // 照标记的字数自动定的不作数。
        format!("<row r=\"4\" ht=\"90\">{}</row>", styled("A4", 0, "{{ \"一\" }}")),
        // 没有填的不动，即使放不下。
        "<row r=\"5\" ht=\"12\"><c r=\"A5\" s=\"0\" t=\"s\"><v>0</v></c></row>".to_owned(),
        // 同一行里没有标记的文字也要放得下。
        format!("<row r=\"6\">{}<c r=\"B6\" s=\"0\" t=\"s\"><v>0</v></c></row>", styled("A6", 1, twelve)),
        // 不换行的一行；竖排的十二行；缩进九像素的一行三个字，四行；转了方向的照宽度，160 像素加两头。
        format!("<row r=\"7\">{}</row>", styled("A7", 1, twelve)),
        format!("<row r=\"8\">{}</row>", styled("A8", 2, twelve)),
        format!("<row r=\"9\">{}</row>", styled("A9", 3, twelve)),
        format!("<row r=\"10\">{}</row>", styled("A10", 4, twelve)),
        // 空的不定高度。
        format!("<row r=\"11\">{}</row>", styled("A11", 0, "{{ \"\" }}")),
        // 并了三列：二百一十像素，放得下十五个字，一行。
        format!("<row r=\"12\">{}</row>", styled("A12", 0, twelve)),
        // 并了两行，第二行没有填：由第一行补足，62 减去第二行的 20 像素。
        format!("<row r=\"13\">{}</row>", styled("A13", 0, twelve)),
        "<row r=\"14\"><c r=\"A14\"/></row>".to_owned(),
        // 藏起来的不动。
        format!("<row r=\"15\" hidden=\"1\">{}</row>", styled("A15", 0, twelve)),
    ];
    let merges = "<mergeCells><mergeCell ref=\"A12:C12\"/><mergeCell ref=\"A13:A14\"/></mergeCells>";
    let filled = book(&lines.concat(), merges);
    let set = |points: &str| format!("ht=\"{points}\" customHeight=\"1\"");
    let expected = [
        set("46.5"),
        set("60"),
        set("46.5"),
        set("18"),
        "ht=\"12\"".to_owned(),
        set("46.5"),
        set("18"),
        set("177"),
        set("61.5"),
        set("126"),
        String::new(),
        set("18"),
        set("31.5"),
        String::new(),
        "hidden=\"1\"".to_owned(),
    ];
    assert_eq!(rows(&filled), expected);
    assert!(filled.warnings.is_empty());
}

/// `span` 合并的与原有的合并一样算；各行都填过，差的平摊。
#[test]
fn 合并的各行平摊() {
    let first = "{{ \"一二三四五六七八九十甲乙\"|span(2) }}";
    let lines = [
        format!("<row r=\"1\">{}{}</row>", text_cell("A1", first), text_cell("B1", "{{ year }}")),
        format!("<row r=\"2\">{}{}</row>", text_cell("A2", "{{ \"\"|span(0) }}"), text_cell("B2", "{{ year }}")),
    ];
    let filled = book(&lines.concat().replace("<c ", "<c s=\"0\" "), "");
    // 行数没有变，也要合并。
    assert!(part(&filled.bytes, SHEET).contains("<mergeCell ref=\"A1:A2\"/>"));
    // 各行二十四像素，还差十四像素：各七。
    assert_eq!(rows(&filled), ["ht=\"23.25\" customHeight=\"1\"", "ht=\"23.25\" customHeight=\"1\""]);
}

#[test]
fn 一行放不下的提醒() {
    let long = text_cell("A1", "{{ range(200)|join(\"，\") }}").replace("<c ", "<c s=\"0\" ");
    let filled = book(&format!("<row r=\"1\">{long}</row>"), "");
    assert_eq!(rows(&filled), ["ht=\"409.5\" customHeight=\"1\""]);
    assert_eq!(filled.warnings.len(), 1);
    assert_eq!(filled.warnings[0].code, Code::W1102);
    assert!(filled.warnings[0].message.contains("工作表“表”第 1 行"), "{}", filled.warnings[0].message);
}

#[test]
fn 一格放不下的不出文件() {
    let long = "{{ range(9000)|join(\"，\") }}";
    let book = super::book::sheet(&format!("<row r=\"1\">{}</row>", text_cell("A1", long)), "");
    let found = problems(&book, Document::Xlsx);
    // 0 至 8999：十个一位、九十个两位、九百个三位、八千个四位，另有 8999 个逗号。
    let length = 10 + 180 + 2700 + 32_000 + 8999;
    assert_eq!(found[0].0, Code::E1101);
    assert!(found[0].1.contains(&format!("A1：填上的文字有 {length} 字")), "{found:?}");
}
