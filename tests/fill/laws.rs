//! 规律：标记怎样拆都填成一样；没有标记的一字不动；填上的文字读回来还是原样。

use super::office::{docx, part, parts, xlsx};
use super::read::{paragraphs, sheet_cells};
use super::{SHEET, department};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use std::io::Cursor;
use ziping::fill::{Document, fill};

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// 一段拆成几个 run，夹着校对与书签的记号。
fn split(text: &str, cuts: &[usize]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (chars.len() + 1)).collect();
    cuts.sort_unstable();
    let mut runs = String::new();
    let mut from = 0;
    for (at, to) in cuts.into_iter().chain([chars.len()]).enumerate() {
        let piece: String = chars[from..to].iter().collect();
        let style = ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:sz w:val=\"30\"/></w:rPr>"][at % 3];
        let mark = ["<w:proofErr w:type=\"spellStart\"/>", "", "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/>"][at % 3];
        runs.push_str(&format!("{mark}<w:r>{style}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&piece)));
        from = to;
    }
    format!("<w:p>{runs}</w:p>")
}

/// 各段的文字。
fn texts(body: &str) -> Vec<String> {
    let book = fill("表", &docx(body, "", "<w:p/>"), Document::Docx, &department());
    paragraphs(&book.expect("填得好").bytes)
}

/// 填上 `unit` 的两份文件：Word 的一段，工作表的两格。
fn with_unit(unit: &str) -> (Vec<u8>, Vec<u8>) {
    let word = docx("<w:p><w:r><w:t>（{{ unit }}）</w:t></w:r></w:p>", "", "<w:p/>");
    let cells = "<c r=\"A1\" t=\"inlineStr\"><is><t>（{{ unit }}）</t></is></c><c r=\"B1\" t=\"s\"><v>0</v></c>";
    let page = format!("<sheetData><row r=\"1\">{cells}</row></sheetData>");
    let styles = "<cellXfs count=\"1\"><xf numFmtId=\"49\"/></cellXfs>";
    let book = xlsx(&[("表", page)], "", &["<t>{{ unit }}</t>".to_owned()], styles);
    let mut report = department();
    report.unit = unit;
    let done = |bytes: &[u8], kind| fill("表", bytes, kind, &report).expect("填得好").bytes;
    (done(&word, Document::Docx), done(&book, Document::Xlsx))
}

fn any_text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "<",
        "&",
        ">",
        "\"",
        "'",
        "\n",
        "\t",
        "\r\n",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(1)",
        "🧧",
        "👩\u{200d}👧",
        "{{",
        "}}",
        "{% if %}",
        "{{ unit }}",
        "{#",
        "]]>",
        "&amp;",
        "_x0041_",
        "_x000D_",
        "  ",
        "甲",
        "２０２４",
        "1.50",
        "\u{feff}",
        "é",
    ]);
    prop_oneof![prop::collection::vec(word, 0..8).prop_map(|words| words.concat()), "[^\\p{C}]{0,30}"]
}

proptest! {
    /// 标记拆在几处，填好的文字与不拆的一样。
    #[test]
    fn 怎样拆都填成一样(cuts in prop::collection::vec(0usize..200, 0..12)) {
        let line = "单位：{{ unit }}，得{{ total.score }}分{% for s in sections %}；{{ s.level1 ~ \"“}}”\" }}{% endfor %}。{# 注 #}";
        prop_assert_eq!(texts(&split(line, &cuts)), texts(&split(line, &[])));
    }

    /// 整段的循环拆开也一样。
    #[test]
    fn 起止拆开也重复(one in prop::collection::vec(0usize..40, 0..4), two in prop::collection::vec(0usize..40, 0..4)) {
        let body = |one: &[usize], two: &[usize]| {
            split("{% for s in sections %}", one) + &split("{{ s.level1 }}", &[3]) + &split("{% endfor %}", two)
        };
        prop_assert_eq!(texts(&body(&one, &two)), texts(&body(&[], &[])));
    }

    /// 没有标记的文件，各部分一个字节也不变。
    #[test]
    fn 没有标记的一字不动(lines in prop::collection::vec(any_text(), 1..6), cuts in prop::collection::vec(0usize..40, 0..4)) {
        let lines: Vec<String> = lines.iter().map(|line| line.replace(['{', '\u{fffe}', '\u{ffff}'], "")).collect();
        let body: String = lines.iter().map(|line| split(line, &cuts)).collect();
        let table = format!("<w:tbl><w:tr><w:tc>{body}<w:bookmarkEnd w:id=\"1\"/></w:tc></w:tr></w:tbl>");
        let cell = |(n, line): (usize, &String)| format!("<row r=\"{n}\"><c t='inlineStr'><is><t>{}</t></is></c></row>", escaped(line));
        let rows: String = (1..).zip(&lines).map(cell).collect();
        let page = format!("<sheetData>{rows}<row r=\"90\"><c r=\"A90\"><f>SUM(A1:A9)</f><v>1</v></c></row></sheetData>");
        for (bytes, kind) in [
            (docx(&(body + &table), "", "<w:p/>"), Document::Docx),
            (xlsx(&[("表", page)], "", &[], ""), Document::Xlsx),
        ] {
            let done = fill("表", &bytes, kind, &department()).expect("填得好");
            prop_assert_eq!(parts(&done.bytes), parts(&bytes));
        }
    }

    /// 填上的文字读回来还是原样，也不成公式：自己解开 XML 读，与用 calamine 读。
    #[test]
    fn 填上的读回来还是原样(text in any_text()) {
        let (word, book) = with_unit(&text);
        let written = text.replace("\r\n", "\n");
        prop_assert_eq!(paragraphs(&word), [format!("（{written}）")]);
        let cells: Vec<String> = sheet_cells(&book, SHEET, 0).into_iter().map(|cell| decoded(&cell.4)).collect();
        prop_assert_eq!(&cells, &[format!("（{written}）"), written.clone()]);
        prop_assert!(!part(&book, SHEET).contains("<f"));
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("读得出");
        let range = read.worksheet_range("表").expect("读得出");
        prop_assert_eq!(range.get_value((0, 0)), Some(&Data::String(format!("（{written}）"))));
        match range.get_value((0, 1)) {
            Some(Data::String(found)) => prop_assert_eq!(found, &written),
            other => prop_assert!(written.is_empty(), "{:?}", other),
        }
    }
}

/// 工作表的文字里 `_x0041_` 是字符本身。
fn decoded(text: &str) -> String {
    text.replace("_x005F_", "_")
}
