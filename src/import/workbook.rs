//! xlsx 工作簿：一张工作表读成文字的表。数取存下的文字，百分数格式的写成百分数，公式取算好的值。

use super::table::Table;
use crate::diagnostic::Diagnostic;

/// 没有带读工作簿的部分：说明怎么办。
#[cfg(not(feature = "xlsx"))]
pub(super) fn read(name: &str, _: &[u8], _: Option<&str>) -> Result<Table, Diagnostic> {
    Err(super::not_a_workbook(name, "是工作簿，这份程序没有带读工作簿的部分（构建时加 xlsx）"))
}

#[cfg(feature = "xlsx")]
pub(super) use reading::read;

#[cfg(feature = "xlsx")]
mod reading {
    use super::super::table::{COLUMNS, ROWS, clean, too_large};
    use super::super::{header, not_a_workbook};
    use super::{Diagnostic, Table};
    use crate::diagnostic::{Code, choices};
    use crate::number::{Decimal, plain};
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;
    use std::str::FromStr;

    /// 解开以后至多这么大。
    const EXPANDED: u64 = 64 << 20;

    type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

    /// 读工作簿里写明的一张表；没有写明的取第一张认得出表头的。
    pub(in super::super) fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, Diagnostic> {
        if !bytes.starts_with(b"PK") {
            let old = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
            let why = if old {
                "是旧式的 xls 或加了密码的工作簿，不读"
            } else {
                "不是工作簿，只是名称像"
            };
            return Err(not_a_workbook(name, why));
        }
        match expanded(bytes) {
            Some(size) if size <= EXPANDED => {}
            Some(_) => return Err(too_large(name)),
            None => return Err(not_a_workbook(name, "不是完整的工作簿")),
        }
        let mut book: Workbook<'_> =
            open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| not_a_workbook(name, "不是 xlsx 工作簿"))?;
        let names = book.sheet_names();
        if let Some(wanted) = sheet {
            if !names.iter().any(|one| one == wanted) {
                let known: Vec<&str> = names.iter().map(String::as_str).collect();
                let message = format!("{name} 里没有名为“{wanted}”的工作表");
                return Err(Diagnostic::new(Code::E1001, message).help(choices("现有的工作表", wanted, &known)));
            }
            return one(name, &mut book, wanted);
        }
        // 都认不出的，先说读不出的那一张，再说第一张。
        let (mut first, mut failed) = (None, None);
        for sheet in &names {
            match one(name, &mut book, sheet) {
                Ok(table) if header::is_in(&table) => return Ok(table),
                Ok(table) => first = first.or(Some(table)),
                Err(diagnostic) => failed = failed.or(Some(diagnostic)),
            }
        }
        match (failed, first) {
            (None, Some(table)) => Ok(table),
            (failed, _) => Err(failed.unwrap_or_else(|| not_a_workbook(name, "里一张工作表也没有"))),
        }
    }

    fn one(name: &str, book: &mut Workbook<'_>, sheet: &str) -> Result<Table, Diagnostic> {
        let broken = |_| not_a_workbook(name, &format!("的工作表“{sheet}”读不出"));
        let styles = book.worksheet_style(sheet).map_err(broken)?;
        let merged = book.merge_cells_by_sheet_name(sheet).map_err(broken)?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
        // 逐格读，不按四至开一整块：远处的一格不至于占满内存。
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let position = cell.get_position();
            let format = styles.get(position).and_then(|style| style.number_format.as_ref());
            let is_percent = format.is_some_and(|format| format.format_code.contains('%'));
            let text = shown(&Data::from(cell.get_value().clone()), is_percent);
            if text.is_empty() {
                continue;
            }
            let (row, column) = (position.0 as usize, position.1 as usize);
            if row >= ROWS || column >= COLUMNS {
                return Err(too_large(name));
            }
            put(&mut rows, row, column, text);
        }
        for area in merged {
            let (top, left) = (area.start.0 as usize, area.start.1 as usize);
            let text = rows.get(top).and_then(|row| row.get(left)).cloned().unwrap_or_default();
            // 合并的数是几行共有的，不能每行算一遍。
            if text.is_empty() || crate::number::read_quantity(&text).is_ok() {
                continue;
            }
            for row in top..(area.end.0 as usize + 1).min(rows.len()) {
                for column in left..(area.end.1 as usize + 1).min(COLUMNS) {
                    put(&mut rows, row, column, text.clone());
                }
            }
        }
        Ok(Table { name: format!("{name} 工作表“{sheet}”"), rows })
    }

    fn put(rows: &mut Vec<Vec<String>>, row: usize, column: usize, text: String) {
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        let cells = &mut rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }

    /// 一格的文字，与表格程序里看到的意思相同。
    fn shown(value: &Data, is_percent: bool) -> String {
        match value {
            Data::Int(_) | Data::Float(_) => number(&value.to_string(), is_percent),
            Data::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
            Data::DateTime(date) if date.is_datetime() => {
                let (year, month, day, ..) = date.to_ymd_hms_milli();
                format!("{year}年{month}月{day}日")
            }
            other => clean(&other.to_string()),
        }
    }

    /// 表格程序只保十五位有效数字；再往后是存储的零头。
    fn number(text: &str, is_percent: bool) -> String {
        const DIGITS: u32 = 15;
        let Some(value) = Decimal::from_str(text).ok().and_then(|value| value.round_sf(DIGITS)) else {
            return text.to_owned();
        };
        if is_percent { format!("{}%", plain(value * Decimal::ONE_HUNDRED)) } else { plain(value) }
    }

    /// 压缩包目录里写明的各文件大小之和；目录不完整的没有。
    fn expanded(bytes: &[u8]) -> Option<u64> {
        let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06")?;
        let (count, mut at) = (u16_at(end + 10)?, u32_at(end + 16)? as usize);
        let mut sum = 0_u64;
        for _ in 0..count {
            if bytes.get(at..at + 4)? != b"PK\x01\x02" {
                return None;
            }
            sum += u64::from(u32_at(at + 24)?);
            at += 46 + usize::from(u16_at(at + 28)?) + usize::from(u16_at(at + 30)?) + usize::from(u16_at(at + 32)?);
        }
        Some(sum)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn 数不带浮点的零头() {
            assert_eq!(number("0.95", true), "95%");
            assert_eq!(number("0.30000000000000004", false), "0.3");
            assert_eq!(number("0.285", true), "28.5%");
            assert_eq!(number("12", false), "12");
            assert_eq!(number("0.07", true), "7%");
        }
    }
}
