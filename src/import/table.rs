//! 一张读入的表：各格的文字，以及每一格在诊断里的位置。

use crate::diagnostic::{Code, Diagnostic, Place, SourceId, Sources};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// 文件至多这么大。
pub const FILE_LIMIT: usize = 8 << 20;
/// 至多这么多行、这么多列。
pub(super) const ROWS: usize = 20_000;
pub(super) const COLUMNS: usize = 200;
/// 各格的文字合起来至多这么大：一段长的文字许多格共用时，文件小而表大。
pub(super) const TEXT: usize = 32 << 20;

/// 表的内容，行列与电子表格里的相同（空行也占一行）。
#[derive(Clone, Debug)]
pub struct Table {
    /// 文件名；多张工作表的带上表名。
    pub name: String,
    pub rows: Vec<Vec<String>>,
    /// 写着公式的格（行、列从零起）；取的是表格程序上次算好的值。
    pub formulas: BTreeSet<(usize, usize)>,
}

/// 登记过的表：每一格都指得出位置。
///
/// 诊断的位置是文本中的一段，所以把表写成“一行一行、各格以竖线分开”的文本登记下来：行号就是
/// 电子表格的行号，文件名就是表的名称。
pub struct Placed<'t> {
    pub table: &'t Table,
    source: SourceId,
    spans: Vec<Vec<Range<usize>>>,
}

impl Table {
    /// 一格的文字；没有的格为空。
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }

    /// 登记下来，诊断才指得着各格。
    pub fn place(&self, sources: &mut Sources) -> Placed<'_> {
        let (mut text, mut spans) = (String::new(), Vec::with_capacity(self.rows.len()));
        for row in &self.rows {
            let mut line = Vec::with_capacity(row.len());
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    text.push_str(" | ");
                }
                let start = text.len();
                text.extend(cell.chars().map(|c| if c == '\n' { ' ' } else { c }));
                line.push(start..text.len());
            }
            text.push('\n');
            spans.push(line);
        }
        Placed { table: self, source: sources.add(self.name.as_str(), text), spans }
    }
}

impl Placed<'_> {
    /// 一格的文字；没有的格为空。
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.table.cell(row, column)
    }

    /// 一格的位置。
    pub fn at(&self, row: usize, column: usize) -> Place {
        let line = self.spans.get(row);
        let span = line.and_then(|line| line.get(column).or(line.last())).cloned().unwrap_or(0..0);
        Place { source: self.source, span }
    }

    /// 一整行的位置。
    pub fn line(&self, row: usize) -> Place {
        let line = self.spans.get(row);
        let ends = line.and_then(|line| Some((line.first()?.start, line.last()?.end)));
        Place { source: self.source, span: ends.map_or(0..0, |(start, end)| start..end) }
    }
}

/// 单元格的名称，如 `F7`。
pub fn cell_name(row: usize, column: usize) -> String {
    let (mut letters, mut left) = (Vec::new(), column + 1);
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

/// 去掉首尾空白与看不见的字符；格内的换行留下。
pub(super) fn clean(text: &str) -> String {
    let invisible = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let unified = text.replace("\r\n", "\n").replace(['\r', '\t'], " ");
    unified.chars().filter(|c| !invisible(*c)).collect::<String>().trim().to_owned()
}

/// 表太大。
pub(super) fn too_large(name: &str) -> Diagnostic {
    let message =
        format!("{name} 太大：至多 {ROWS} 行、{COLUMNS} 列、{} MiB，各格的文字 {} MiB", FILE_LIMIT >> 20, TEXT >> 20);
    Diagnostic::new(Code::E0103, message).help("只留要读的各张表，删去多余的行列再导入")
}

/// 是工作簿（xlsx、xls），不是文字的表。
pub fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
        || matches!(extension.as_str(), "xlsx" | "xlsm" | "xls")
}

/// 读入一张表；csv 按文字读，xlsx、xls 按工作簿读。
///
/// # Errors
/// 编码不明、表太大、不是工作簿、没有所写的工作表，都以诊断返回。
pub fn read(path: &Path, bytes: &[u8], sheet: Option<&str>) -> Result<Table, Diagnostic> {
    let name = path.display().to_string();
    if bytes.len() > FILE_LIMIT {
        return Err(too_large(&name));
    }
    if is_workbook(path, bytes) {
        return super::workbook::read(&name, bytes, sheet);
    }
    if sheet.is_some() {
        let message = format!("{name} 是文字的表，没有工作表可选");
        return Err(Diagnostic::new(Code::E1001, message).help("去掉 --sheet"));
    }
    let text = decoded(&name, bytes)?;
    let rows = records(&name, &text, clean)?;
    Ok(Table { name, rows, formulas: BTreeSet::new() })
}

/// 读入工作簿的每一张表，连同表名；csv 只有一张，表名为空。合并的文字填到左边一列的各行；名为 `verbatim`
/// 的表各格的文字一字不改。
///
/// # Errors
/// 同 [`read`]。
pub fn sheets(path: &Path, bytes: &[u8], verbatim: &str) -> Result<Vec<(String, Table)>, Diagnostic> {
    if bytes.len() <= FILE_LIMIT && is_workbook(path, bytes) {
        return super::workbook::sheets(&path.display().to_string(), bytes, verbatim);
    }
    Ok(vec![(String::new(), read(path, bytes, None)?)])
}

/// 由一张工作表另存成的 csv；名称以 `verbatim` 收尾的各格一字不改。
///
/// # Errors
/// 同 [`read`]。
pub fn sheet(path: &Path, bytes: &[u8], verbatim: &str) -> Result<(String, Table), Diagnostic> {
    let name = path.display().to_string();
    let title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if !title.ends_with(verbatim) {
        return read(path, bytes, None).map(|table| (title, table));
    }
    let text = decoded(&name, bytes)?;
    let rows = records(&name, &text, str::to_owned)?;
    Ok((title, Table { name, rows, formulas: BTreeSet::new() }))
}

/// UTF-8（可带 BOM）；不是的按 GB18030，整个读得通才算。
fn decoded(name: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    let unreadable = |why: &str| {
        let message = format!("{name} {why}");
        Diagnostic::new(Code::E0102, message).help("在表格程序里另存为“CSV UTF-8”，或直接导入 xlsx")
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(unreadable("是 UTF-16 编码"));
    }
    if bytes.contains(&0) {
        return Err(unreadable("不是文字的表"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.trim_start_matches('\u{feff}').to_owned());
    }
    match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => Err(unreadable("既不是 UTF-8 也不是 GB18030 编码")),
    }
}

/// 逐条读出；空行也占一行，行号才与电子表格的一致。
fn records(name: &str, text: &str, kept: fn(&str) -> String) -> Result<Vec<Vec<String>>, Diagnostic> {
    let head: String = text.lines().take(10).collect();
    let count = |mark: char| head.matches(mark).count();
    let mark = [',', '\t', ';'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(mark).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let mut start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // 上一条以回车换行结尾的，读入器停在两者之间。
        if text.get(..start).is_some_and(|before| before.ends_with('\r')) && text[start..].starts_with('\n') {
            start += 1;
        }
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {}
            Err(error) => {
                let message = format!("{name} 的 csv 写法读不通（{error}）");
                return Err(Diagnostic::new(Code::E1001, message).help("在表格程序里打开，另存为“CSV UTF-8”"));
            }
        }
        let blank = text.get(start..).unwrap_or("").chars().take_while(|c| matches!(c, '\n' | '\r'));
        let blanks = blank.filter(|c| *c == '\n').count();
        rows.extend(std::iter::repeat_n(Vec::new(), blanks.min(ROWS + 1)));
        rows.push(record.iter().map(kept).collect());
        if rows.len() > ROWS || record.len() > COLUMNS {
            return Err(too_large(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        records("表.csv", text, clean).unwrap().iter().map(|row| row.join("/")).collect()
    }

    #[test]
    fn 空行与格内换行不乱行号() {
        assert_eq!(rows("a,b\n\n\"c\nd\",e\r\n\r\nf,g\n"), ["a/b", "", "c\nd/e", "", "f/g"]);
        assert_eq!(rows("\n\na;b\nc;d"), ["", "", "a/b", "c/d"]);
        assert_eq!(rows("a\tb\nc\td"), ["a/b", "c/d"]);
    }

    #[test]
    fn 单元格的名称() {
        assert_eq!(
            [cell_name(0, 0), cell_name(6, 5), cell_name(9, 26), cell_name(0, 701)],
            ["A1", "F7", "AA10", "ZZ1"]
        );
    }
}
