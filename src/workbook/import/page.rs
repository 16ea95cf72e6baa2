//! 认出各张表：按表名，改了名的按栏名；栏按栏名，键没有了的按名称。

use super::origin::Cells;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::import::Table;
use crate::workbook::layout::{Key, Sheet};

/// 栏名在前几行里找。
const DEPTH: usize = 12;

/// 认出的一张表。
pub(super) struct Page<'b> {
    pub sheet: Sheet,
    /// 工作表的名称；csv 的为空。
    pub title: &'b str,
    pub table: &'b Table,
    /// 内容自这一行起。
    pub first: usize,
    columns: Vec<Option<usize>>,
}

impl<'b> Page<'b> {
    fn read(sheet: Sheet, title: &'b str, table: &'b Table) -> Option<Page<'b>> {
        if sheet == Sheet::Rest {
            return Some(Page { sheet, title, table, first: 0, columns: Vec::new() });
        }
        let wanted = sheet.columns();
        let columns = |cells: &[String]| -> Vec<Option<usize>> {
            wanted.iter().map(|column| cells.iter().position(|cell| folded(cell) == folded(column.title))).collect()
        };
        let count = |found: &[Option<usize>]| found.iter().skip(1).flatten().count();
        let top: Vec<_> = table.rows.iter().take(DEPTH).map(|cells| columns(cells)).enumerate().collect();
        let (row, found) = top.into_iter().rev().max_by_key(|(_, found)| count(found))?;
        let least = if sheet == Sheet::Rows { 3 } else { 2 };
        (count(&found) >= least).then_some(Page { sheet, title, table, first: row + 1, columns: found })
    }

    /// 一栏在第几列；没有的为空。
    pub fn column(&self, column: u16) -> Option<usize> {
        self.columns.get(usize::from(column)).copied().flatten()
    }

    /// 一格的文字；没有这一栏的为空。
    pub fn cell(&self, row: usize, column: u16) -> &'b str {
        self.column(column).map_or("", |column| self.table.cell(row, column))
    }

    /// 栏名一行的头一格。
    fn heading(&self, cells: &mut Cells<'_, '_>) -> Place {
        cells.place(self, self.first.saturating_sub(1), 0)
    }

    /// 这张表有没有键一栏。
    pub fn has_keys(&self) -> bool {
        self.column(0).is_some()
    }

    /// 一行的键。
    pub fn key(&self, row: usize) -> Option<Key> {
        Key::read(self.cell(row, 0))
    }
}

/// 表名就是它；另存成 csv 的，前面带着工作簿的名称与一横。
fn is_titled(title: &str, sheet: Sheet) -> bool {
    let title = folded(title);
    title.strip_suffix(sheet.title()).is_some_and(|before| before.is_empty() || before.ends_with(['-', '_']))
}

fn folded(text: &str) -> String {
    text.chars().map(crate::number::fold).filter(|c| !c.is_whitespace()).collect()
}

/// 各张表。
pub(super) struct Pages<'b>(Vec<Page<'b>>);

impl<'b> Pages<'b> {
    /// 先按表名，再在剩下的里按栏名。
    pub fn find(sheets: &'b [(String, Table)]) -> Pages<'b> {
        let mut pages: Vec<Page<'b>> = Vec::new();
        let named = |sheet: Sheet| sheets.iter().find(|(title, _)| is_titled(title, sheet));
        for sheet in Sheet::ALL {
            pages.extend(named(sheet).and_then(|(title, table)| Page::read(sheet, title, table)));
        }
        for sheet in [Sheet::Rows, Sheet::Money, Sheet::Goals, Sheet::Facts, Sheet::Basics, Sheet::Guide] {
            if pages.iter().any(|page| page.sheet == sheet) {
                continue;
            }
            let free = |title: &str| pages.iter().all(|page| page.title != title || page.title.is_empty());
            let left = sheets.iter().filter(|(title, _)| free(title));
            let found = left.filter_map(|(title, table)| Page::read(sheet, title, table)).next();
            // 只有一张没有名称的表时，它是“指标”。
            pages.extend(found.filter(|page| !page.title.is_empty() || sheet == Sheet::Rows));
        }
        Pages(pages)
    }

    pub fn get(&self, sheet: Sheet) -> Option<&Page<'b>> {
        self.0.iter().find(|page| page.sheet == sheet)
    }

    /// 说明哪些是按名称认出的。
    pub fn tell(&self, has_set: bool, has_execution: bool, cells: &mut Cells<'_, '_>, sink: &mut Sink) {
        for page in &self.0 {
            if page.sheet == Sheet::Rest {
                continue;
            }
            if !page.title.is_empty() && !is_titled(page.title, page.sheet) {
                let message = format!("工作表“{}”按栏名当作“{}”读", page.title, page.sheet.title());
                sink.push(Diagnostic::new(Code::W1203, message).at(&page.heading(cells)));
            }
            if !page.has_keys() && page.sheet != Sheet::Guide {
                let how = if page.sheet == Sheet::Rows { "编码与名称" } else { "名称" };
                let tail = if has_set { "" } else { "；对照不到体系，认不出的不读" };
                let message = format!("“{}”没有隐藏的键一栏，各行按{how}认{tail}", page.sheet.title());
                sink.push(Diagnostic::new(Code::W1203, message).at(&page.heading(cells)));
            }
        }
        // 单独一张“指标”的，本来就没有别的表与栏。
        if self.get(Sheet::Rest).is_none() && self.get(Sheet::Guide).is_none() {
            return;
        }
        for sheet in [Sheet::Basics, Sheet::Money, Sheet::Goals, Sheet::Facts, Sheet::Rest] {
            // 没有预算执行一块的体系，没有“资金”一张表。
            if self.get(sheet).is_none() && (sheet != Sheet::Money || has_execution) {
                let message = format!("没有“{}”一张表，其中的内容当作没有", sheet.title());
                sink.push(Diagnostic::new(Code::W1203, message));
            }
        }
        for page in &self.0 {
            let missing: Vec<&str> = (0_u16..)
                .zip(page.sheet.columns())
                .filter(|(at, column)| column.width > 0 && page.column(*at).is_none())
                .map(|(_, column)| column.title)
                .collect();
            if !missing.is_empty() {
                let message = format!("“{}”没有“{}”栏，其中的内容当作没有", page.sheet.title(), missing.join("”“"));
                sink.push(Diagnostic::new(Code::W1203, message).at(&page.heading(cells)));
            }
        }
    }
}
