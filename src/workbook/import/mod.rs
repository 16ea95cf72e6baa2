//! 读回填报工作簿：认出各表（`page`），把格里的值放进“其余”里的 TOML（`fill`），记下每个值从哪一格来（`origin`），
//! 锁住的各栏与体系核对（`structure`），
//! 计分之后与表上的得分核对（`printed`）。
//!
//! 只取所填的格。公式的结果除了核对得分，一概不信。

mod fill;
mod origin;
mod page;
mod printed;
mod rows;
mod structure;

pub use printed::{Printed, check_printed, declare};

use crate::diagnostic::{Code, Diagnostic, Sink, Sources};
use crate::import::Table;
use crate::library::{Library, definition_sha256};
use crate::model::Set;
use crate::workbook::layout::{FORMAT, Key, Sheet, VALUE};
use fill::Filler;
use origin::Cells;
use page::{Page, Pages};
use std::path::Path;
use std::sync::Arc;
use toml_edit::{DocumentMut, Item, value};

/// 没有“其余”一张表时（单独一张 csv）填报的开头。
#[derive(Clone, Copy, Debug, Default)]
pub struct Heading<'a> {
    /// 体系的名称；没有的依口径。
    pub set: Option<&'a str>,
    /// 口径的名称。
    pub profile: &'a str,
    pub unit: &'a str,
    pub year: Option<u16>,
}

/// 读回的填报。
#[derive(Debug)]
pub struct Imported {
    /// 填报文件的文字，没有整理过排版。
    pub text: String,
    /// 这份文字在 [`Sources`] 里的编号；它的诊断指着表上的格。
    pub source: crate::diagnostic::SourceId,
    /// 表上的得分，供计分之后核对。
    pub printed: Vec<Printed>,
}

/// 各表是不是填报工作簿：有“指标”，并且有“其余”“说明”或隐藏的键；只有栏名相像的是照印的表。
pub fn is_filled(sheets: &[(String, Table)]) -> bool {
    let pages = Pages::find(sheets);
    let has_one = pages.get(Sheet::Rest).is_some() || pages.get(Sheet::Guide).is_some();
    pages.get(Sheet::Rows).is_some_and(|rows| has_one || rows.has_keys())
}

/// 由各表得出填报；读不成的返回 `None`，原因在 `sink` 里。
pub fn submission(
    path: &Path,
    sheets: &[(String, Table)],
    heading: &Heading<'_>,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Imported> {
    let name = path.display().to_string();
    let mark = sink.mark();
    let pages = Pages::find(sheets);
    if pages.get(Sheet::Rows).is_none() {
        let message = format!("{name} 不是填报工作簿：没有“指标”一张表");
        sink.push(Diagnostic::new(Code::E1201, message));
        return None;
    }
    let mut cells = Cells::new(&name, sources);
    let mut base = base(&pages, heading, &mut cells, sink)?;
    let set = named_set(&base, path, library, cells.sources);
    let has_execution = match &set {
        Some(set) => set.execution.is_some(),
        None => base.contains_key("execution"),
    };
    pages.tell(set.is_some(), has_execution, &mut cells, sink);
    let is_renewed = check_guide(&pages, set.as_deref(), &mut cells, sink);
    check_heading(&base, heading, sink);
    let printed = Filler::new(&pages, set.as_deref(), &mut base, &mut cells, sink, is_renewed).fill();
    if sink.errors_since(mark) {
        return None;
    }
    let text = fill::ordered(base);
    let source = cells.finish(&pages, &text);
    Some(Imported { text, source, printed })
}

/// “其余”里的 TOML；没有这张表的由“说明”与命令里写的得出。
fn base(pages: &Pages<'_>, heading: &Heading<'_>, cells: &mut Cells<'_, '_>, sink: &mut Sink) -> Option<DocumentMut> {
    if let Some(rest) = pages.get(Sheet::Rest) {
        let text: String =
            rest.table.rows.iter().map(|row| row.first().map_or("", String::as_str).to_owned() + "\n").collect();
        return match text.parse() {
            Ok(mut base) => {
                without_basics(pages, heading, &mut base);
                Some(base)
            }
            Err(error) => {
                let error: toml_edit::TomlError = error;
                let row = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count());
                let message = "隐藏的“其余”一张表改坏了，读不通".to_owned();
                sink.push(
                    Diagnostic::new(Code::E1201, message)
                        .at(&cells.place(rest, row, 0))
                        .help("从原来的工作簿里把这张表复制回来，或重新导出再填"),
                );
                None
            }
        };
    }
    let mut base = DocumentMut::new();
    let mut head = toml_edit::Table::new();
    let guide = pages.get(Sheet::Guide);
    let based = guide.and_then(|guide| {
        let row = (0..guide.table.rows.len()).find(|row| guide.key(*row) == Some(Key::Set))?;
        Some(guide.cell(row, VALUE).to_owned())
    });
    match (heading.set.map(str::to_owned).or(based), heading.profile) {
        (Some(set), _) => match set.strip_prefix("口径") {
            Some(profile) => head.insert("profile", value(profile.trim())),
            None => head.insert("set", value(set)),
        },
        (None, profile) => head.insert("profile", value(profile)),
    };
    base.insert("submission", Item::Table(head));
    without_basics(pages, heading, &mut base);
    Some(base)
}

/// 没有“基本情况”一张表的，单位与年度取命令里写的。
fn without_basics(pages: &Pages<'_>, heading: &Heading<'_>, base: &mut DocumentMut) {
    if pages.get(Sheet::Basics).is_some() {
        return;
    }
    fill::edit(base, "submission", |head| {
        head.insert("unit", value(heading.unit));
        if let Some(year) = heading.year {
            head.insert("year", value(i64::from(year)));
        }
    });
}

/// 填报所依的体系；找不到的由后面的审查去说。
fn named_set(base: &DocumentMut, path: &Path, library: &Library, sources: &mut Sources) -> Option<Arc<Set>> {
    let head = base.get("submission")?.as_table_like()?;
    let set = head.get("set")?.as_str()?;
    let beside = path.parent().unwrap_or(Path::new(""));
    library.set_for(None, set, None, beside, sources, &mut Sink::default())
}

/// 格式的版次与体系的摘要，与写出的时候相同；得出体系是不是改过。
fn check_guide(pages: &Pages<'_>, set: Option<&Set>, cells: &mut Cells<'_, '_>, sink: &mut Sink) -> bool {
    let Some(guide) = pages.get(Sheet::Guide) else { return false };
    let mut is_renewed = false;
    for row in 0..guide.table.rows.len() {
        let text = guide.cell(row, VALUE);
        let place = cells.place(guide, row, guide.column(VALUE).unwrap_or(0));
        match guide.key(row) {
            Some(Key::Format) if text != FORMAT => {
                let message = format!("工作簿的格式是“{text}”，这个程序读 {FORMAT}");
                sink.push(Diagnostic::new(Code::E1201, message).at(&place));
            }
            Some(Key::Set) => {
                cells.record(&["submission", "set"], place.clone());
                cells.record(&["submission", "profile"], place);
            }
            Some(Key::Definition) => {
                let Some(set) = set.filter(|set| !text.is_empty() && definition_sha256(set) != text) else { continue };
                is_renewed = true;
                let message = format!("体系 {} 与导出的时候不同了，照现在的计分", set.reference());
                sink.push(Diagnostic::new(Code::W1204, message).at(&place));
            }
            _ => {}
        }
    }
    is_renewed
}

/// 命令里写的体系与工作簿里记着的不同。
fn check_heading(base: &DocumentMut, heading: &Heading<'_>, sink: &mut Sink) {
    let written = base.get("submission").and_then(Item::as_table_like).and_then(|head| head.get("set")?.as_str());
    if let Some((wanted, written)) = heading.set.zip(written).filter(|(wanted, written)| wanted != written) {
        let message = format!("工作簿依 {written}，命令里写的是 --set {wanted}；照工作簿的读");
        sink.push(Diagnostic::new(Code::W1204, message).help("要换一份体系，用它另导出一份再填"));
    }
}

/// 一格里的文字是表格程序的错误值。
fn is_error(text: &str) -> bool {
    ["#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#GETTING_DATA"].contains(&text)
}

/// 一页里的一格：行，列。
type Spot<'p, 'b> = (&'p Page<'b>, usize, usize);
