//! 读填好的自评表（xlsx、xls、csv）：认出资金、指标、总分各块的表头，逐行照印的收下。

use super::columns::{Column, Columns, plain_title};
use crate::audit::table::{Printed, PrintedBudget, PrintedMoney, PrintedRow, Table};
use crate::diagnostic::{Code, Diagnostic, Sink, Sources};
use crate::import::{Placed, Table as Sheet};
use crate::model::Kind;
use crate::number::read_number;

/// 读一份工作簿或 csv 的各张表；一张自评表也没有认出时报告，返回空的。
pub fn sheets(sheets: &[(String, Sheet)], sources: &mut Sources, sink: &mut Sink) -> Vec<Table> {
    let mut tables: Vec<Table> = sheets.iter().filter_map(|(_, sheet)| read(sheet, sources)).collect();
    let place = tables.first().map(|table| table.place.clone());
    tables.retain(|table| !table.rows.is_empty() || table.budget.is_some());
    if let Some(place) = place.filter(|_| tables.is_empty()) {
        let message = "表头下面没有指标行，也没有资金一块，没有可以复核的";
        sink.push(Diagnostic::new(Code::E1403, message).at(&place).label("这张表"));
    } else if tables.is_empty() {
        let names: Vec<&str> = sheets.iter().map(|(_, sheet)| sheet.name.as_str()).collect();
        let message = format!("{} 里没有认出自评表的表头", names.join("、"));
        sink.push(Diagnostic::new(Code::E1404, message));
    }
    tables
}

fn read(sheet: &Sheet, sources: &mut Sources) -> Option<Table> {
    let has_header = (0..sheet.rows.len()).any(|row| {
        let (columns, _) = header(sheet, row);
        columns.is_indicators() || columns.is_money()
    });
    has_header.then(|| Reader::new(sheet.place(sources)).read())
}

/// 把一行当作表头看，认出的各栏；表头占两行的连下一行，返回是不是这样。
fn header(sheet: &Sheet, row: usize) -> (Columns, bool) {
    let cells = |row: usize| -> Vec<&str> { sheet.rows.get(row).into_iter().flatten().map(String::as_str).collect() };
    let one = Columns::of(cells(row).into_iter());
    let is_short = one.is_named() && (one.at(Column::Score).is_none() || one.at(Column::Actual).is_none());
    let two = is_short.then(|| Columns::of_two(&cells(row), &cells(row + 1))).flatten();
    match two {
        Some(two) => (two, true),
        None => (one, false),
    }
}

/// 正在读的一块。
enum Block {
    Head,
    Money(Columns),
    Rows(Columns),
}

struct Reader<'s> {
    placed: Placed<'s>,
    table: Table,
    block: Block,
    /// 一、二级指标的格向下跨几行，只有头一行有文字。
    level1: Printed,
    level2: Printed,
}

impl<'s> Reader<'s> {
    fn new(placed: Placed<'s>) -> Self {
        let place = placed.line(0);
        let blank = Printed::blank(&place);
        let table = Table {
            source: placed.table.name.clone(),
            region: blank.clone(),
            year: None,
            kind: None,
            unit: String::new(),
            title: String::new(),
            truncated: false,
            budget: None,
            rows: Vec::new(),
            total_points: blank.clone(),
            total_score: blank.clone(),
            grade: blank.clone(),
            place,
        };
        Reader { placed, table, block: Block::Head, level1: blank.clone(), level2: blank }
    }

    fn read(mut self) -> Table {
        let mut is_below = false;
        for row in 0..self.placed.table.rows.len() {
            if std::mem::take(&mut is_below) {
                continue;
            }
            self.head(row);
            let (columns, is_double) = header(self.placed.table, row);
            is_below = is_double && columns.is_indicators();
            if columns.is_money() {
                self.block = Block::Money(columns);
                continue;
            }
            if columns.is_indicators() || columns.is_management() {
                // 资金管理情况一类的块，名目写在表头左边一格。
                let side = self.cell(row, 0);
                self.level1 = if columns.is_indicators() { Printed::blank(&side.place) } else { side };
                self.level2 = Printed::blank(&self.level1.place);
                self.block = Block::Rows(columns);
                continue;
            }
            match std::mem::replace(&mut self.block, Block::Head) {
                Block::Head => {}
                Block::Money(columns) => {
                    if self.money(row, &columns) {
                        self.block = Block::Money(columns);
                    }
                }
                Block::Rows(columns) => {
                    // 总分之后是签章与说明；再有指标，另有表头。
                    if !self.total(row, &columns) && self.indicator(row, &columns) {
                        self.block = Block::Rows(columns);
                    }
                }
            }
        }
        self.table
    }

    fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        self.placed.table.rows.get(row).into_iter().flatten().map(String::as_str)
    }

    fn cell(&self, row: usize, column: usize) -> Printed {
        // 推定的数后面有一个星号；单独的横线是不必填。
        let text = self.placed.cell(row, column).trim_end_matches('＊').trim();
        let text = if matches!(text, "-" | "－" | "—" | "——" | "/") { "" } else { text };
        Printed { text: text.replace('\n', ""), place: self.placed.at(row, column) }
    }

    fn column(&self, row: usize, columns: &Columns, wanted: Column) -> Printed {
        columns.at(wanted).map_or_else(|| Printed::blank(&self.placed.line(row)), |at| self.cell(row, at))
    }

    /// 表头里的几样：标题、年度、单位、等级；写在哪一块之间都认。
    fn head(&mut self, row: usize) {
        let cells: Vec<Printed> = (0..self.cells(row).count()).map(|at| self.cell(row, at)).collect();
        let filled: Vec<&Printed> = cells.iter().filter(|cell| !cell.is_blank()).collect();
        let Some(first) = filled.first() else { return };
        if self.table.title.is_empty() && filled.len() == 1 && first.text.contains('表') {
            self.table.title = first.text.clone();
            self.table.kind = match first.text.as_str() {
                text if text.contains("整体") || text.contains("部门") => Some(Kind::Department),
                text if text.contains("项目") => Some(Kind::Project),
                _ => None,
            };
            self.table.place = first.place.clone();
        }
        let is_head = matches!(self.block, Block::Head);
        if self.table.year.is_none() && is_head {
            // “2025年10月”是填报日期，不是年度。
            let is_titled = |text: &str| text.contains("年度") || text == self.table.title;
            self.table.year = filled.iter().filter(|cell| is_titled(&cell.text)).find_map(|cell| year(&cell.text));
        }
        for pair in filled.windows(2) {
            let [label, value] = pair else { continue };
            match plain_title(&label.text).as_str() {
                "部门名称" | "单位名称" | "预算单位" | "填报单位" | "部门" if self.table.unit.is_empty() =>
                {
                    self.table.unit = value.text.clone();
                }
                "实施单位" | "项目单位" | "项目实施单位" => self.table.unit = value.text.clone(),
                "评价等级" | "评价等次" | "自评等级" | "自评等次" | "等级" | "等次" | "自评结论" =>
                {
                    self.table.grade = (*value).clone();
                }
                _ => {}
            }
        }
    }

    /// 资金的一行；不再是资金的返回假。
    fn money(&mut self, row: usize, columns: &Columns) -> bool {
        let get = |wanted| self.column(row, columns, wanted);
        // 只有“预算数”一栏的表，写的是全年预算数。
        let (initial, full_year) = (get(Column::Initial), get(Column::FullYear));
        let executed = get(Column::Executed);
        if initial.is_blank() && full_year.is_blank() && executed.is_blank() {
            return false;
        }
        let name = (0..columns.first()).rev().map(|at| self.cell(row, at)).find(|cell| !cell.is_blank());
        let money = PrintedMoney {
            name: name.map(|name| name.text).unwrap_or_default(),
            initial,
            full_year,
            executed,
            points: get(Column::Points),
            rate: get(Column::Rate),
            score: get(Column::Score),
            place: self.placed.line(row),
        };
        match &mut self.table.budget {
            Some(budget) => budget.sources.push(money),
            None => {
                let place = money.place.clone();
                self.table.budget = Some(PrintedBudget { total: money, sources: Vec::new(), place });
            }
        }
        true
    }

    /// 总分一行。
    fn total(&mut self, row: usize, columns: &Columns) -> bool {
        let last = columns.at(Column::Points).or(columns.at(Column::Score)).unwrap_or_default();
        let label = (0..last).map(|at| plain_title(&self.cell(row, at).text)).find(|title| !title.is_empty());
        if !matches!(label.as_deref(), Some("总分" | "合计" | "总计" | "总得分" | "自评总分" | "自评得分"))
        {
            return false;
        }
        self.table.total_points = self.column(row, columns, Column::Points);
        self.table.total_score = self.column(row, columns, Column::Score);
        true
    }

    /// 指标的一行；既没有指标值也没有得分的，是表下的说明。
    fn indicator(&mut self, row: usize, columns: &Columns) -> bool {
        let get = |wanted| self.column(row, columns, wanted);
        let (points, score, actual) = (get(Column::Points), get(Column::Score), get(Column::Actual));
        let mut target = self.target(row, columns);
        if [&points, &score, &actual, &target].into_iter().all(Printed::is_blank) {
            // 空着的一行还在表里；有字的是说明，到此为止。
            return self.cells(row).all(|cell| cell.trim().is_empty());
        }
        let label = (0..columns.at(Column::Points).unwrap_or_default()).map(|at| self.cell(row, at));
        let label = label.into_iter().find(|cell| !cell.is_blank());
        let is_rate = label.is_some_and(|label| plain_title(&label.text) == "预算执行率");
        if is_rate && get(Column::Name).is_blank() && self.table.budget.is_some() {
            // 资金一块的得分在这里重印一遍，不是一行指标。
            return true;
        }
        let (level1, level2) = (get(Column::Level1), get(Column::Level2));
        let mut name = get(Column::Name);
        if columns.is_management() {
            // 没有三级指标一栏的块，名目是分值左边的第一格；其余是情况说明。
            let own = (1..columns.at(Column::Points).unwrap_or_default()).map(|at| self.cell(row, at));
            name = own.into_iter().find(|cell| !cell.is_blank()).unwrap_or(name);
            // 这样的块没有指标值一栏，都是定性的。
            target.text = "定性".to_owned();
        }
        let (reason, deviation) = (get(Column::Reason), get(Column::Deviation));
        let has_reasons = columns.at(Column::Reason).is_some();
        if !level1.is_blank() {
            self.level1 = level1;
            self.level2 = Printed::blank(&self.level1.place);
        }
        if !level2.is_blank() {
            self.level2 = level2;
        }
        if name.is_blank() && points.is_blank() && score.is_blank() {
            return false;
        }
        // “其中：……”是上一行拆开的，没有分值与得分，不算一行。
        if name.text.starts_with("其中") && points.is_blank() && score.is_blank() {
            return true;
        }
        self.table.rows.push(PrintedRow {
            level1: self.level1.clone(),
            level2: self.level2.clone(),
            name,
            target,
            actual,
            points,
            score,
            deviation,
            reason_given: has_reasons.then(|| !reason.is_blank()),
            reason,
            place: self.placed.line(row),
        });
        true
    }

    /// 指标值；符号、数、单位分作三栏的连起来。
    fn target(&self, row: usize, columns: &Columns) -> Printed {
        let mut target = self.column(row, columns, Column::Target);
        let nature = self.column(row, columns, Column::Nature).text;
        let unit = self.column(row, columns, Column::Unit).text;
        if target.is_blank() {
            return target;
        }
        if !unit.is_empty() && read_number(&target.text).is_ok() {
            target.text.push_str(&unit);
        }
        if nature.contains("定性") {
            target.text = format!("定性 {}", target.text);
        } else if !nature.is_empty() && !target.text.starts_with(nature.as_str()) {
            target.text = format!("{nature}{}", target.text);
        }
        target
    }
}

/// “（2024年度）”“2024 年度”里的年份。
fn year(text: &str) -> Option<i32> {
    let at = text.find('年')?;
    let digits: String =
        text[..at].chars().rev().skip_while(|c| c.is_whitespace()).take_while(char::is_ascii_digit).collect();
    let year: i32 = digits.chars().rev().collect::<String>().parse().ok()?;
    (1990..=2100).contains(&year).then_some(year)
}
