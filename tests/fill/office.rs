//! 造 docx、xlsx 用的压缩包，与读回填好的文件。

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// 各部分写成一个文件；次序与日期固定，同样的内容写出同样的字节。
pub fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(*name, SimpleFileOptions::default()).expect("写压缩包");
        out.write_all(text.as_bytes()).expect("写压缩包");
    }
    out.finish().expect("写压缩包").into_inner()
}

/// 一部分的文字；没有这一部分的为空。
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("是压缩包");
    let mut text = String::new();
    if let Ok(mut file) = archive.by_name(name) {
        file.read_to_string(&mut text).expect("是文字");
    }
    text
}

/// 各部分的名称与内容。
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("是压缩包");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("读得出");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("读得出");
            (file.name().expect("名称").into_owned(), content)
        })
        .collect()
}

pub const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument";

fn relationships(links: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"/>")
    };
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    let links: String = links.iter().map(one).collect();
    format!("{XML}<Relationships xmlns=\"{space}\">{links}</Relationships>")
}

fn content_types(overrides: &[(&str, &str)]) -> String {
    let space = "http://schemas.openxmlformats.org/package/2006/content-types";
    let one =
        |(part, kind): &(&str, &str)| format!("<Override PartName=\"/{part}\" ContentType=\"{TYPES}.{kind}+xml\"/>");
    let overrides: String = overrides.iter().map(one).collect();
    format!(
        "{XML}<Types xmlns=\"{space}\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
    )
}

/// 一份 Word 文档：正文、样式与页脚；`{W}` 换成命名空间。
pub fn docx(body: &str, styles: &str, footer: &str) -> Vec<u8> {
    let space = format!("xmlns:w=\"{WORD}\" xmlns:r=\"{LINKS}\"");
    packed(&[
        (
            "[Content_Types].xml",
            content_types(&[
                ("word/document.xml", "wordprocessingml.document.main"),
                ("word/styles.xml", "wordprocessingml.styles"),
                ("word/footer1.xml", "wordprocessingml.footer"),
            ]),
        ),
        ("_rels/.rels", relationships(&[("rId1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", format!("{XML}<w:document {space}><w:body>{body}</w:body></w:document>")),
        (
            "word/_rels/document.xml.rels",
            relationships(&[("rId1", "styles", "styles.xml"), ("rId2", "footer", "footer1.xml")]),
        ),
        ("word/styles.xml", format!("{XML}<w:styles {space}>{styles}</w:styles>")),
        ("word/footer1.xml", format!("{XML}<w:ftr {space}>{footer}</w:ftr>")),
    ])
}

/// 一个工作簿：各工作表的名称与 XML，名称（definedNames）与样式。
pub fn xlsx(sheets: &[(&str, String)], names: &str, strings: &[String], styles: &str) -> Vec<u8> {
    let space = format!("xmlns=\"{SHEET}\" xmlns:r=\"{LINKS}\"");
    let files: Vec<String> = (1..=sheets.len()).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let mut types = vec![
        ("xl/workbook.xml", "spreadsheetml.sheet.main"),
        ("xl/styles.xml", "spreadsheetml.styles"),
        ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
    ];
    types.extend(files.iter().map(|file| (file.as_str(), "spreadsheetml.worksheet")));
    let ids: Vec<(String, String)> =
        (1..=sheets.len()).map(|n| (format!("rId{n}"), format!("worksheets/sheet{n}.xml"))).collect();
    let mut links = vec![("rIdA", "styles", "styles.xml"), ("rIdB", "sharedStrings", "sharedStrings.xml")];
    links.extend(ids.iter().map(|(id, target)| (id.as_str(), "worksheet", target.as_str())));
    let listed: String = sheets
        .iter()
        .zip(1..)
        .map(|((name, _), n)| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
        .collect();
    let names = if names.is_empty() { String::new() } else { format!("<definedNames>{names}</definedNames>") };
    let strings: String = strings.iter().map(|text| format!("<si>{text}</si>")).collect();
    let mut all = vec![
        ("[Content_Types].xml", content_types(&types)),
        ("_rels/.rels", relationships(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", format!("{XML}<workbook {space}><sheets>{listed}</sheets>{names}</workbook>")),
        ("xl/_rels/workbook.xml.rels", relationships(&links)),
        ("xl/styles.xml", format!("{XML}<styleSheet {space}>{styles}</styleSheet>")),
        ("xl/sharedStrings.xml", format!("{XML}<sst {space}>{strings}</sst>")),
    ];
    let written = sheets.iter().map(|(_, sheet)| format!("{XML}<worksheet {space}>{sheet}</worksheet>"));
    all.extend(files.iter().map(String::as_str).zip(written));
    packed(&all)
}
