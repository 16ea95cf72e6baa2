//! xlsx、xls 工作簿：一张工作表读成文字的表。数取存下的文字，百分数格式的写成百分数，公式取算好的值。

use super::table::Table;
use crate::diagnostic::Diagnostic;

/// 没有带读工作簿的部分：说明怎么办。
#[cfg(not(feature = "xlsx"))]
pub(super) fn read(name: &str, _: &[u8], _: Option<&str>) -> Result<Table, Diagnostic> {
    Err(super::not_a_workbook(name, "是工作簿，这份程序没有带读工作簿的部分（构建时加 xlsx）"))
}

/// 同上。
#[cfg(not(feature = "xlsx"))]
pub(super) fn sheets(name: &str, bytes: &[u8], _: &str) -> Result<Vec<(String, Table)>, Diagnostic> {
    read(name, bytes, None).map(|table| vec![(String::new(), table)])
}

#[cfg(feature = "xlsx")]
pub(super) use reading::{read, sheets};

#[cfg(feature = "xlsx")]
mod reading {
    use super::super::biff::{self, Percents};
    use super::super::table::{COLUMNS, ROWS, TEXT, clean, too_large};
    use super::super::{archive, header, not_a_workbook};
    use super::{Diagnostic, Table};
    use crate::diagnostic::{Code, choices};
    use crate::number::{Decimal, plain};
    use calamine::{Data, Dimensions, Reader, Xls, Xlsx};
    use std::collections::BTreeSet;
    use std::io::Cursor;
    use std::panic::catch_unwind;
    use std::str::FromStr;

    /// 打开的工作簿：现在的 xlsx，或旧式的 xls。
    enum Workbook<'b> {
        Zipped(Box<Xlsx<Cursor<&'b [u8]>>>),
        Compound(Box<Xls<Cursor<&'b [u8]>>>, Percents),
    }

    /// 合并的格里的文字填到哪里；只填文字，合并的数是几行共有的，不能每行算一遍。
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Merged {
        /// 填满各格。
        Filled,
        /// 只填左边一列的各行：横着合并的，右边各栏是空的。
        Down,
    }

    /// 一张表怎样读。
    #[derive(Clone, Copy)]
    struct Manner {
        merged: Merged,
        /// 各格的文字一字不改，首尾的空白也留着。
        verbatim: bool,
    }

    const FILLED: Manner = Manner { merged: Merged::Filled, verbatim: false };

    /// 各格的文字还容得下多少。
    struct Room(usize);

    impl Default for Room {
        fn default() -> Self {
            Room(TEXT)
        }
    }

    impl Room {
        /// 收下一格的文字，连同一格自己占的地方。
        fn take(&mut self, name: &str, text: &str) -> Result<(), Diagnostic> {
            let size = text.len() + size_of::<String>();
            self.0 = self.0.checked_sub(size).ok_or_else(|| too_large(name))?;
            Ok(())
        }
    }

    /// 读工作簿里写明的一张表；没有写明的取第一张认得出表头的。
    pub(in super::super) fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, Diagnostic> {
        let mut book = open(name, bytes)?;
        let names = book.names();
        if let Some(wanted) = sheet {
            if !names.iter().any(|one| one == wanted) {
                let known: Vec<&str> = names.iter().map(String::as_str).collect();
                let message = format!("{name} 里没有名为“{wanted}”的工作表");
                return Err(Diagnostic::new(Code::E1001, message).help(choices("现有的工作表", wanted, &known)));
            }
            return book.table(name, wanted, FILLED, &mut Room::default());
        }
        // 都认不出的，先说读不出的那一张，再说第一张。
        let (mut first, mut failed) = (None, None);
        for sheet in &names {
            match book.table(name, sheet, FILLED, &mut Room::default()) {
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

    /// 每一张工作表，合并的格只填左边一列；名为 `verbatim` 的一字不改。
    pub(in super::super) fn sheets(
        name: &str,
        bytes: &[u8],
        verbatim: &str,
    ) -> Result<Vec<(String, Table)>, Diagnostic> {
        let mut book = open(name, bytes)?;
        let mut room = Room::default();
        let names = book.names();
        let one = |sheet: String| {
            let manner = Manner { merged: Merged::Down, verbatim: sheet.trim() == verbatim };
            book.table(name, &sheet, manner, &mut room).map(|table| (sheet, table))
        };
        names.into_iter().map(one).collect()
    }

    fn open<'b>(name: &str, bytes: &'b [u8]) -> Result<Workbook<'b>, Diagnostic> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            let percents = biff::inspect(name, bytes)?;
            // 旧格式的读入器遇到残缺的文件会中断，只当作读不通。
            let opened = catch_unwind(|| Xls::new(Cursor::new(bytes))).ok().and_then(Result::ok);
            let opened = opened.ok_or_else(|| not_a_workbook(name, "是加了密码的工作簿，或读不通的 xls"))?;
            return Ok(Workbook::Compound(Box::new(opened), percents));
        }
        if !bytes.starts_with(b"PK") {
            return Err(not_a_workbook(name, "不是工作簿，只是名称像"));
        }
        archive::inspect(name, bytes)?;
        if name.to_lowercase().ends_with(".ods") {
            return Err(not_a_workbook(name, "是 ods 表格，不读"));
        }
        let opened = Xlsx::new(Cursor::new(bytes)).map_err(|_| not_a_workbook(name, "不是 xlsx 工作簿"))?;
        Ok(Workbook::Zipped(Box::new(opened)))
    }

    impl Workbook<'_> {
        fn names(&self) -> Vec<String> {
            match self {
                Workbook::Zipped(book) => book.sheet_names(),
                Workbook::Compound(book, _) => book.sheet_names(),
            }
        }

        fn table(&mut self, name: &str, sheet: &str, manner: Manner, room: &mut Room) -> Result<Table, Diagnostic> {
            let table =
                Table { name: format!("{name} 工作表“{sheet}”"), rows: Vec::new(), formulas: BTreeSet::new() };
            let mut growing = Growing { name, table, room, verbatim: manner.verbatim };
            let at = self.names().iter().position(|one| one == sheet);
            let areas = match self {
                Workbook::Zipped(book) => zipped(name, book, sheet, &mut growing)?,
                Workbook::Compound(book, percents) => {
                    compound(name, book, sheet, |place| at.is_some_and(|at| percents.has(at, place)), &mut growing)?
                }
            };
            for area in &areas {
                growing.fill(area, manner.merged)?;
            }
            Ok(growing.table)
        }
    }

    /// 正在读的一张表。
    struct Growing<'g> {
        name: &'g str,
        table: Table,
        room: &'g mut Room,
        verbatim: bool,
    }

    impl Growing<'_> {
        /// 收下一格；空格不占地方。
        fn put(
            &mut self,
            place: (u32, u32),
            value: &Data,
            is_percent: bool,
            is_formula: bool,
        ) -> Result<(), Diagnostic> {
            let text = match value {
                Data::String(text) if self.verbatim => text.clone(),
                value => shown(value, is_percent),
            };
            if text.is_empty() && !is_formula {
                return Ok(());
            }
            let (row, column) = (place.0 as usize, place.1 as usize);
            if row >= ROWS || column >= COLUMNS {
                return Err(too_large(self.name));
            }
            if is_formula {
                self.table.formulas.insert((row, column));
            }
            self.set(row, column, text)
        }

        /// 合并的文字填到各格。
        fn fill(&mut self, area: &Dimensions, merged: Merged) -> Result<(), Diagnostic> {
            let (top, left) = (area.start.0 as usize, area.start.1 as usize);
            let text = self.table.cell(top, left).to_owned();
            if text.is_empty() || crate::number::read_quantity(&text).is_ok() {
                return Ok(());
            }
            let right = match merged {
                Merged::Filled => (area.end.1 as usize + 1).min(COLUMNS),
                Merged::Down => left + 1,
            };
            for row in top..(area.end.0 as usize + 1).min(self.table.rows.len()) {
                for column in left..right {
                    if (row, column) != (top, left) {
                        self.set(row, column, text.clone())?;
                    }
                }
            }
            Ok(())
        }

        fn set(&mut self, row: usize, column: usize, text: String) -> Result<(), Diagnostic> {
            self.room.take(self.name, &text)?;
            let rows = &mut self.table.rows;
            if rows.len() <= row {
                rows.resize(row + 1, Vec::new());
            }
            let Some(cells) = rows.get_mut(row) else { return Ok(()) };
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
            Ok(())
        }
    }

    fn unreadable(name: &str, sheet: &str) -> Diagnostic {
        not_a_workbook(name, &format!("的工作表“{sheet}”读不出"))
    }

    /// 逐格读，不按四至开一整块：远处的一格不至于占满内存。得出合并的各处。
    fn zipped(
        name: &str,
        book: &mut Xlsx<Cursor<&[u8]>>,
        sheet: &str,
        table: &mut Growing<'_>,
    ) -> Result<Vec<Dimensions>, Diagnostic> {
        let broken = |_| unreadable(name, sheet);
        let styles = book.worksheet_style(sheet).map_err(broken)?;
        let merged = book.merge_cells_by_sheet_name(sheet).map_err(broken)?;
        let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            let format = styles.get(cell.pos).and_then(|style| style.number_format.as_ref());
            let is_percent = format.is_some_and(|format| format.format_code.contains('%'));
            table.put(cell.pos, &Data::from(cell.value), is_percent, cell.formula.is_some())?;
        }
        Ok(merged)
    }

    fn compound(
        name: &str,
        book: &mut Xls<Cursor<&[u8]>>,
        sheet: &str,
        is_percent: impl Fn((u32, u32)) -> bool,
        table: &mut Growing<'_>,
    ) -> Result<Vec<Dimensions>, Diagnostic> {
        let broken = |_| unreadable(name, sheet);
        let cells = book.worksheet_range(sheet).map_err(broken)?;
        let formulas = book.worksheet_formula(sheet).map_err(broken)?;
        let (top, left) = cells.start().unwrap_or_default();
        for (row, column, value) in cells.used_cells() {
            let place = (top.saturating_add(row as u32), left.saturating_add(column as u32));
            let is_formula = formulas.get_value(place).is_some_and(|formula| !formula.is_empty());
            table.put(place, value, is_percent(place), is_formula)?;
        }
        book.merge_cells_by_sheet_name(sheet).map_err(broken)
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
            Data::DateTimeIso(text) => clean(text.split('T').next().unwrap_or_default()),
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
