//! 填报工作簿的写出、读回与改动，不经命令行。

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;
use toml_edit::{DocumentMut, Item, TableLike, Value};
use ziping::diagnostic::{Sink, Sources};
use ziping::import::sheets;
use ziping::library::{self, Library};
use ziping::number::{plain, read_number};
use ziping::score::{Detail, score};
use ziping::workbook::import::{Heading, submission};
use ziping::workbook::layout::Sheet;
use ziping::workbook::to_workbook;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(vec!["tests/cases/sets".into()]));

/// 写出；填报不成立的没有。
pub fn export(path: &Path) -> Option<Vec<u8>> {
    let checked = library::submission(path, &LIBRARY, &mut Sources::default(), &mut Sink::default())?;
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    let text = std::fs::read_to_string(path).expect("读文件");
    Some(to_workbook(&checked.set, &checked.submission, &outcome, &text).expect("写出"))
}

/// 读回所得的填报；读不成的是各条诊断。
pub fn import(path: &Path, bytes: &[u8]) -> Result<String, String> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let all = sheets(path, bytes, Sheet::Rest.title()).map_err(|diagnostic| diagnostic.message)?;
    let read = submission(path, &all, &Heading::default(), &LIBRARY, &mut sources, &mut sink);
    let said: Vec<String> = sink.all().iter().map(|one| format!("{} {}", one.code.as_str(), one.message)).collect();
    read.map(|read| read.text).filter(|_| said.is_empty()).ok_or_else(|| said.join("\n"))
}

/// 填报里写下的每个值，连同它写在哪里。
///
/// 只有书面不同的算一样：数与数的文字，一个值与只有 `value` 的一张表，`not_applicable` 与“不适用”，
/// 写明的“万元”与没有写，空的文字与没有写。
pub fn values(text: &str) -> BTreeMap<String, String> {
    let document: DocumentMut = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut found = BTreeMap::new();
    table(document.as_table(), "", &mut found);
    found.retain(|path, value| !(value.is_empty() || path == "/budget/unit" && value == "万元"));
    found
}

fn table(table: &dyn TableLike, path: &str, found: &mut BTreeMap<String, String>) {
    for (key, item) in table.iter() {
        let path = format!("{path}/{key}");
        match item {
            Item::Table(inner) => self::table(inner, &path, found),
            Item::ArrayOfTables(all) => all.iter().enumerate().for_each(|(at, one)| {
                self::table(one, &format!("{path}/{at}"), found);
            }),
            Item::Value(Value::InlineTable(inner)) => self::table(inner, &path, found),
            Item::Value(value) => self::value(value, path, found),
            Item::None => {}
        }
    }
}

fn value(value: &Value, path: String, found: &mut BTreeMap<String, String>) {
    let path = match path.strip_prefix("/actuals/") {
        Some(code) if !code.contains('/') => format!("{path}/value"),
        _ => path,
    };
    if let Some(head) = path.strip_suffix("/not_applicable") {
        let name = if head.starts_with("/actuals/") { "value" } else { "actual" };
        found.insert(format!("{head}/{name}"), "不适用".to_owned());
        return;
    }
    if let Value::Array(all) = value {
        let mut each: Vec<String> = all.iter().map(written).collect();
        if path.ends_with("/vetoes") {
            each.sort();
        }
        found.insert(path, format!("{each:?}"));
        return;
    }
    found.insert(path, written(value));
}

fn written(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.value().trim().to_owned(),
        Value::Integer(number) => number.display_repr().into_owned(),
        Value::Float(number) => number.display_repr().into_owned(),
        Value::Boolean(flag) => flag.value().to_string(),
        Value::Datetime(date) => date.value().to_string(),
        Value::Array(_) | Value::InlineTable(_) => value.to_string(),
    };
    read_number(&text).map_or(text, plain)
}

/// 重写时的一格。
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    /// 百分数格式的数。
    Percent(f64),
    Date(u16, u8, u8),
    /// 公式与存着的结果。
    Formula(&'static str, &'static str),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

/// 一张表：名称、各格、合并、隐藏的行。
#[derive(Clone, Debug)]
pub struct Grid {
    pub name: String,
    pub rows: Vec<Vec<Cell>>,
    /// 合并：首行、首列、末行、末列。
    pub merged: Vec<(u32, u16, u32, u16)>,
    pub hidden: Vec<u32>,
}

impl Grid {
    /// 有这段文字的一格在第几行。
    pub fn row(&self, text: &str) -> usize {
        let holds = |row: &Vec<Cell>| row.contains(&Cell::from(text));
        self.rows.iter().position(holds).unwrap_or_else(|| panic!("{} 里没有“{text}”", self.name))
    }

    /// 改一格。
    pub fn put(&mut self, row: usize, column: u16, cell: impl Into<Cell>) {
        let (cells, column) = (&mut self.rows[row], usize::from(column));
        if cells.len() <= column {
            cells.resize(column + 1, "".into());
        }
        cells[column] = cell.into();
    }
}

/// 各表的各格；数与公式的结果都取文字，数字格仍是数。
pub fn grids(bytes: &[u8]) -> Vec<Grid> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("打开");
    let names = book.sheet_names();
    let one = |name: String| {
        let range = book.worksheet_range(&name).expect("读表");
        let (height, width) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
        let cell = |at| match range.get_value(at) {
            Some(Data::Float(number)) => Cell::Number(*number),
            Some(other) => Cell::Text(other.to_string()),
            None => "".into(),
        };
        let rows = (0..height).map(|row| (0..width).map(|column| cell((row, column))).collect()).collect();
        Grid { name, rows, merged: Vec::new(), hidden: Vec::new() }
    };
    names.into_iter().map(one).collect()
}

/// 照各格重写成工作簿。
pub fn rewritten(grids: &[Grid]) -> Vec<u8> {
    let mut book = Workbook::new();
    for grid in grids {
        let sheet = book.add_worksheet().set_name(&grid.name).expect("表名");
        for &(top, left, bottom, right) in &grid.merged {
            sheet.merge_range(top, left, bottom, right, "", &Format::new()).expect("合并");
        }
        for (row, cells) in (0..).zip(&grid.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Text(text) if text.is_empty() => continue,
                    Cell::Text(text) => sheet.write_string(row, column, text),
                    Cell::Number(number) => sheet.write_number(row, column, *number),
                    Cell::Percent(number) => {
                        sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format("0%"))
                    }
                    Cell::Date(year, month, day) => {
                        let date = ExcelDateTime::from_ymd(*year, *month, *day).expect("日期");
                        let format = Format::new().set_num_format("yyyy/m/d");
                        sheet.write_datetime_with_format(row, column, &date, &format)
                    }
                    Cell::Formula(formula, result) => {
                        sheet.write_formula(row, column, Formula::new(*formula).set_result(*result))
                    }
                }
                .expect("写格");
            }
        }
        for row in &grid.hidden {
            sheet.set_row_hidden(*row).expect("隐藏");
        }
    }
    book.save_to_buffer().expect("写出")
}
