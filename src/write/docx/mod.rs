//! 写成 docx：真正的表格（横竖合并、框线、列宽），A4 可直接打印，可在 Word、WPS 里再改。
//!
//! 直接写 WordprocessingML。固定不变的各部分（样式、字体表、页脚等）是 `parts/` 里的 XML 原文，
//! 只有正文与属性由表样写成；长度一律是整数，单位为二十分之一磅。没有时钟：同样的表样写出同样的字节。

mod markup;
mod prose;
mod table;

use super::{Block, Form, Grid};
use crate::diagnostic::{Code, Diagnostic};
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// 长度，二十分之一磅。
type Twips = u32;

/// 一毫米的百分之一有多长：1440 ÷ 2540，先乘后除。
const fn hundredths_of_mm(hundredths: Twips) -> Twips {
    hundredths * 1440 / 2540
}

/// A4 的短边与长边。
const A4: (Twips, Twips) = (11906, 16838);
/// 上下、左右的页边，与网页的打印样式相同。
const MARGINS: (Twips, Twips) = (hundredths_of_mm(1600), hundredths_of_mm(1770));
/// 页码离纸边多远。
const FOOTER: Twips = hundredths_of_mm(800);
/// 框线的粗细，八分之一磅。
const BORDER: u32 = 6;
/// 表的左右各让出一条框线，不压在页边之外。
const INSET: Twips = 15;
/// Word 的一张表至多有这么多列。
const MAX_COLUMNS: usize = 63;

/// 文件里固定的部分：名称与原文。
const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("parts/content_types.xml")),
    ("_rels/.rels", include_str!("parts/package_rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document_rels.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/fontTable.xml", include_str!("parts/fontTable.xml")),
];
/// 页脚：第几页、共几页，都是域。
const PAGE_NUMBER: &str = include_str!("parts/footer1.xml");
/// 页眉是空的；草稿的页眉里是每页的底字。
const PLAIN_HEADER: &str = include_str!("parts/header1.xml");
const DRAFT_HEADER: &str = include_str!("parts/header1_draft.xml");

/// 写成 docx 的字节。
///
/// 紧接着的两张列宽相同的表看上去是一张，而后一张的表头仍在每页重印；XML 里不能有的字符换成 �。
///
/// # Errors
///
/// 一张表多于六十三列，Word 打不开（E1102）。
pub fn to_docx(form: &Form) -> Result<Vec<u8>, Diagnostic> {
    let tables = form.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        _ => None,
    });
    if let Some(columns) = tables.map(|grid| grid.columns.len()).find(|columns| *columns > MAX_COLUMNS) {
        return Err(Diagnostic::new(Code::E1102, format!("表有 {columns} 列，Word 的表至多 {MAX_COLUMNS} 列"))
            .help("减少列数，或改写 .html 或 .xlsx"));
    }
    packed(form).map_err(|error| Diagnostic::new(Code::E1102, format!("docx 写不成：{error}")))
}

/// 各部分压成一个文件；日期写定。
fn packed(form: &Form) -> ZipResult<Vec<u8>> {
    let (document, properties) = (document(form), properties(&form.page.title));
    let header = if form.page.draft { DRAFT_HEADER } else { PLAIN_HEADER };
    let own = [
        ("word/document.xml", document.as_str()),
        ("word/header1.xml", header),
        ("word/footer1.xml", PAGE_NUMBER),
        ("docProps/core.xml", properties.as_str()),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in PARTS.into_iter().chain(own) {
        file.start_file(name, options)?;
        file.write_all(content.as_bytes())?;
    }
    file.finish().map(Cursor::into_inner)
}

/// 文件的属性：标题，写定的日期。
fn properties(title: &str) -> String {
    let title = markup::escaped(title);
    format!(
        "{}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>",
        markup::DECLARATION
    )
}

/// 正文：各块依次写，末尾是纸面。
fn document(form: &Form) -> String {
    let (width, height) = if form.page.landscape { (A4.1, A4.0) } else { A4 };
    let (ends, sides) = MARGINS;
    let sheet = table::Sheet { width: width - 2 * (sides + INSET), height: height - 2 * ends };
    let mut out = format!(
        "{}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>",
        markup::DECLARATION
    );
    let blocks: Vec<&Block> = form.blocks.iter().filter(|block| !is_empty(block)).collect();
    for (at, block) in blocks.iter().enumerate() {
        let below = blocks.get(at + 1).copied();
        match block {
            Block::Heading { level, text } => prose::heading(*level, text, &mut out),
            Block::Paragraph { text, class } => prose::paragraph(text, class, &mut out),
            Block::Table(grid) => {
                let setting = table::Setting {
                    joined_below: below.and_then(as_table).is_some_and(|below| grid.continues(below)),
                    tied_below: below.is_some_and(prose::follows_table),
                };
                table::write(grid, &setting, sheet, &mut out);
                // 两张表之间、正文末尾的表之后，都要有一段；它藏起来，不占地方。
                if below.is_none_or(|below| as_table(below).is_some()) {
                    prose::joint(&mut out);
                }
            }
        }
    }
    let orient = if form.page.landscape { " w:orient=\"landscape\"" } else { "" };
    out.push_str(&format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>\
         <w:pgMar w:top=\"{ends}\" w:right=\"{sides}\" w:bottom=\"{ends}\" w:left=\"{sides}\" w:header=\"{FOOTER}\" \
         w:footer=\"{FOOTER}\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    ));
    out
}

fn as_table(block: &Block) -> Option<&Grid> {
    match block {
        Block::Table(grid) => Some(grid),
        _ => None,
    }
}

/// 没有行的表，不写。
fn is_empty(block: &Block) -> bool {
    as_table(block).is_some_and(|grid| grid.rows == 0)
}
