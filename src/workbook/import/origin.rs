//! 每个值从哪一格来：一格登记成一份小小的原文，名称就是 `文件 表!格`，诊断便指着它。

use super::page::{Page, Pages};
use crate::diagnostic::{Place, SourceId, Sources};
use crate::import::cell_name;
use crate::workbook::layout::Sheet;
use std::collections::BTreeMap;
use std::ops::Range;
use toml_edit::{Document, Item, Key, Table, TableLike, Value};

/// 登记过的格，与各个值的来处。
pub(super) struct Cells<'n, 's> {
    name: &'n str,
    pub sources: &'s mut Sources,
    made: BTreeMap<(String, usize, usize), Place>,
    /// 值在 TOML 里的路径，如 `actuals/T01/value`、`indicator/2/target`。
    origins: BTreeMap<Vec<String>, Place>,
}

impl<'n, 's> Cells<'n, 's> {
    pub fn new(name: &'n str, sources: &'s mut Sources) -> Self {
        Cells { name, sources, made: BTreeMap::new(), origins: BTreeMap::new() }
    }

    /// 一格的位置。
    pub fn place(&mut self, page: &Page<'_>, row: usize, column: usize) -> Place {
        let key = (page.title.to_owned(), row, column);
        if let Some(place) = self.made.get(&key) {
            return place.clone();
        }
        let text = page.table.cell(row, column);
        let cell = cell_name(row, column);
        let name = match page.title {
            "" => format!("{} {cell}", self.name),
            title => format!("{} {title}!{cell}", self.name),
        };
        let place = Place { source: self.sources.add(name, text), span: 0..text.len() };
        self.made.insert(key, place.clone());
        place
    }

    /// 记下一个值的来处。
    pub fn record(&mut self, path: &[&str], place: Place) {
        self.origins.insert(path.iter().map(|part| (*part).to_owned()).collect(), place);
    }

    /// 登记读回的填报，各处都指着格。
    pub fn finish(mut self, pages: &Pages<'_>, text: &str) -> SourceId {
        let source = self.sources.add(format!("{} 读回的填报", self.name), text);
        for (head, sheet) in [
            ("submission", Sheet::Basics),
            ("budget", Sheet::Money),
            ("goal", Sheet::Goals),
            ("task", Sheet::Goals),
            ("indicator", Sheet::Rows),
            ("actuals", Sheet::Rows),
            ("facts", Sheet::Facts),
            ("declared", Sheet::Rest),
            ("deduction", Sheet::Rest),
        ] {
            if let Some(page) = pages.get(sheet) {
                let place = self.place(page, page.first.saturating_sub(1), page.column(1).unwrap_or(0));
                self.origins.entry(vec![head.to_owned()]).or_insert(place);
            }
        }
        let mut found = Vec::new();
        if let Some(page) = pages.get(Sheet::Rows) {
            found.push((0..text.len() + 1, self.place(page, page.first.saturating_sub(1), 0)));
        }
        if let Ok(document) = Document::parse(text) {
            let mut walk = Walk { text, origins: &self.origins, found: &mut found };
            walk.table(document.as_table(), &mut Vec::new());
        }
        self.sources.derive(source, found);
        source
    }
}

struct Walk<'w> {
    text: &'w str,
    origins: &'w BTreeMap<Vec<String>, Place>,
    found: &'w mut Vec<(Range<usize>, Place)>,
}

impl Walk<'_> {
    fn note(&mut self, path: &[String], span: Option<Range<usize>>) {
        // 没有自己的格，就随上一级的格。
        let place = (1..=path.len()).rev().find_map(|length| self.origins.get(&path[..length]));
        if let (Some(span), Some(place)) = (span, place) {
            self.found.push((span, place.clone()));
        }
    }

    fn table(&mut self, table: &Table, path: &mut Vec<String>) {
        for (name, item) in table {
            path.push(name.to_owned());
            match item {
                Item::Table(inner) => {
                    self.header(inner, path);
                    self.table(inner, path);
                }
                Item::ArrayOfTables(all) => {
                    for (at, inner) in all.iter().enumerate() {
                        path.push(at.to_string());
                        self.header(inner, path);
                        self.table(inner, path);
                        path.pop();
                    }
                }
                Item::Value(value) => self.pair(table.key(name), value, path),
                Item::None => {}
            }
            path.pop();
        }
    }

    /// 表头一行。
    fn header(&mut self, table: &Table, path: &[String]) {
        let span = table.span().map(|span| {
            let end = self.text[span.start..].find('\n').map_or(self.text.len(), |at| span.start + at);
            span.start..end
        });
        self.note(path, span);
    }

    fn pair(&mut self, key: Option<&Key>, value: &Value, path: &mut Vec<String>) {
        let start = key.and_then(Key::span).or_else(|| value.span()).map(|span| span.start);
        let span = start.zip(value.span()).map(|(start, value)| start..value.end);
        self.note(path, span);
        if let Value::InlineTable(inner) = value {
            for (name, item) in inner.iter() {
                path.push(name.to_owned());
                self.pair(TableLike::key(inner, name), item, path);
                path.pop();
            }
        }
    }
}
