//! 同一份表样写成各种格式，各格的文字相同；拆开各种文件逐格地看。

#[cfg(feature = "docx")]
#[path = "formats/document.rs"]
mod document;
#[path = "formats/grids.rs"]
mod grids;
#[cfg(feature = "pdf")]
#[path = "formats/pdf.rs"]
mod pdf;
#[cfg(feature = "xlsx")]
#[path = "formats/workbook.rs"]
mod workbook;
#[cfg(feature = "xlsx")]
#[path = "formats/xlsx.rs"]
mod xlsx;

use std::path::Path;
use ziping::diagnostic::{Sink, Sources};
use ziping::library::{self, Library};
use ziping::report::report;
use ziping::score::{Detail, score};
use ziping::write::{Block, Form, Templates, to_markdown};

/// 公开的两张表，各用河南与全国两种式样；名称与网页原文。
pub fn published() -> Vec<(String, String)> {
    let templates = Templates::load(None).expect("模板成立");
    let mut forms = Vec::new();
    for name in ["department", "project"] {
        let path = Path::new("examples/luoyang-jianxi-2024").join(format!("{name}.toml"));
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let checked = library::submission(&path, &Library::default(), &mut sources, &mut sink).expect("示例能读");
        let outcome = score(&checked.set, &checked.submission, Detail::Result);
        let report =
            report(&checked.set, &checked.submission, &outcome).with_receipt(&checked.set, &checked.submission);
        for place in ["henan", "national"] {
            let form = format!("{place}/{name}");
            forms.push((form.clone(), templates.html(&form, &report).expect("出得了表")));
        }
    }
    forms
}

/// 一份表样里的全部文字：各块各格，自上而下、自左至右。
pub fn texts(form: &Form) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &form.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => texts.push(text.clone()),
            Block::Table(grid) => texts.extend(grid.cells.iter().map(|cell| cell.text.clone())),
        }
    }
    texts
}

/// 各行文字，去掉空白与空行，不计次序。
pub fn lines<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut lines: Vec<String> =
        texts.into_iter().flat_map(str::lines).map(bare).filter(|line| !line.is_empty()).collect();
    lines.sort();
    lines
}

/// 去掉空白与换行。
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// 各格的文字，去掉空白、换行与空的，不计次序：xlsx、docx 的窄表头按词换行，换行不算。
pub fn wholes<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut wholes: Vec<String> = texts.into_iter().map(bare).filter(|text| !text.is_empty()).collect();
    wholes.sort();
    wholes
}

/// 网格里各格的文字，作各种格式比较的一方。
pub fn expected(form: &Form) -> Vec<String> {
    lines(texts(form).iter().map(String::as_str))
}

/// 网页照浏览器看到的读：不经网格，只取块与格的文字。
#[test]
fn 网页() {
    for (name, html) in published() {
        let document = roxmltree::Document::parse_with_options(
            html.trim_start_matches(|c| c != '\n'),
            roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
        )
        .expect("网页合 XML");
        let block =
            |node: &roxmltree::Node<'_, '_>| matches!(node.tag_name().name(), "h1" | "h2" | "h3" | "p" | "td" | "th");
        let text = |node: roxmltree::Node<'_, '_>| {
            let part = |inner: roxmltree::Node<'_, '_>| match inner.tag_name().name() {
                "br" => "\n".to_owned(),
                _ if inner.is_text() => inner.text().unwrap_or_default().replace('\n', " "),
                _ => String::new(),
            };
            node.descendants().map(part).collect::<String>()
        };
        let seen: Vec<String> = document.descendants().filter(block).map(text).collect();
        let form = Form::parse(&html).expect("读得回");
        assert_eq!(lines(seen.iter().map(String::as_str)), expected(&form), "{name}");
    }
}

/// Markdown 把多行的表头并成一行，用 `<br>` 隔开；记号都转义了。
#[test]
fn 标记文字() {
    for (name, html) in published() {
        let form = Form::parse(&html).expect("读得回");
        let markdown = to_markdown(&form);
        let mut seen: Vec<String> = Vec::new();
        for line in markdown.lines() {
            let ruler = line.starts_with('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
            if ruler && line.contains("---") {
                continue;
            }
            let line = line.trim_start_matches("# ").replace("\\|", "\u{1}");
            seen.extend(line.split('|').map(|cell| plain(&cell.replace('\u{1}', "|").replace("<br>", "\n"))));
        }
        assert_eq!(lines(seen.iter().map(String::as_str)), expected(&form), "{name}");
    }
}

/// 去掉 Markdown 的转义与整格的加粗。
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let cell = cell.strip_prefix("**").and_then(|cell| cell.strip_suffix("**")).unwrap_or(cell);
    let mut text = String::new();
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        text.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    text
}
