//! 把各表的值放进填报：表上有的以格为准，表上没有的键照“其余”里的留着。

use super::origin::Cells;
use super::page::{Page, Pages};
use super::printed::Printed;
use super::{Spot, is_error};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::import::cell_name;
use crate::model::Set;
use crate::number::{fold, plain, read_number};
use crate::workbook::layout::{BASIC_KEYS, Key, NO, Sheet, VALUE, YES, facts, goals, money};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

/// 表的先后。
const ORDER: [&str; 10] =
    ["submission", "execution", "budget", "facts", "goal", "task", "indicator", "actuals", "deduction", "declared"];

/// 正在填的一份。
pub(super) struct Filler<'f, 'p, 'b, 'n, 's> {
    pub pages: &'p Pages<'b>,
    pub set: Option<&'f Set>,
    pub base: &'f mut DocumentMut,
    pub cells: &'f mut Cells<'n, 's>,
    pub sink: &'f mut Sink,
    /// 体系自导出以来改过。
    pub is_renewed: bool,
    pub printed: Vec<Printed>,
}

impl<'f, 'p, 'b, 'n, 's> Filler<'f, 'p, 'b, 'n, 's> {
    pub fn new(
        pages: &'p Pages<'b>,
        set: Option<&'f Set>,
        base: &'f mut DocumentMut,
        cells: &'f mut Cells<'n, 's>,
        sink: &'f mut Sink,
        is_renewed: bool,
    ) -> Self {
        Filler { pages, set, base, cells, sink, is_renewed, printed: Vec::new() }
    }

    /// 逐张表放进去；得出表上的得分。
    pub fn fill(mut self) -> Vec<Printed> {
        let pages = self.pages;
        if let Some(page) = pages.get(Sheet::Basics) {
            self.basics(page);
        }
        if let Some(page) = pages.get(Sheet::Money) {
            self.money(page);
        }
        if let Some(page) = pages.get(Sheet::Facts) {
            self.facts(page);
        }
        if let Some(page) = pages.get(Sheet::Goals) {
            self.goals(page);
        }
        if let Some(page) = pages.get(Sheet::Rows) {
            self.rows(page);
        }
        self.printed
    }

    /// 所填的一格：错误值不收，公式取算好的值并提醒。
    pub fn read(&mut self, page: &'p Page<'b>, row: usize, column: u16) -> String {
        let Some(at) = page.column(column) else { return String::new() };
        let text = page.table.cell(row, at);
        let is_formula = page.table.formulas.contains(&(row, at));
        if is_error(text) {
            let message = format!("{} 是错误值 {text}", cell_name(row, at));
            self.report(Code::E1203, message, (page, row, at));
            return String::new();
        }
        if is_formula {
            let cell = cell_name(row, at);
            let message = match text {
                "" => format!("{cell} 填的是公式，没有算好的值，当作空着"),
                text => format!("{cell} 填的是公式，取上次算好的“{text}”"),
            };
            self.report(Code::W1202, message, (page, row, at));
        }
        text.to_owned()
    }

    /// 指着一格报告。
    pub fn report(&mut self, code: Code, message: String, (page, row, column): Spot<'_, '_>) {
        let place = self.cells.place(page, row, column);
        self.sink.push(Diagnostic::new(code, message).at(&place));
    }

    /// 一栏里一格的位置；没有这一栏的指着这一行的头一格。
    pub fn place(&mut self, page: &Page<'_>, row: usize, column: u16) -> Place {
        self.cells.place(page, row, page.column(column).unwrap_or(0))
    }

    fn basics(&mut self, page: &'p Page<'b>) {
        let mut vetoes = Array::new();
        let mut seen = Vec::new();
        for row in page.first..page.table.rows.len() {
            let label = page.cell(row, 1);
            let named = || {
                let basic = BASIC_KEYS.iter().find(|(_, name)| *name == label).map(|(key, _)| Key::Basic(key));
                let veto = self.set.and_then(|set| set.profile.vetoes.iter().find(|veto| veto.name == label));
                basic.or_else(|| veto.map(|veto| Key::Veto(veto.code.clone())))
            };
            match page.key(row).or_else(named) {
                Some(Key::Basic(key)) => {
                    let text = self.read(page, row, VALUE);
                    let place = self.place(page, row, VALUE);
                    self.cells.record(&["submission", key], place);
                    seen.push(key);
                    // 必填的空着也写上，诊断才指得着这一格。
                    let is_kept = !text.is_empty() || matches!(key, "unit" | "year");
                    let written = if key == "year" { year(&text) } else { text.into() };
                    edit(self.base, "submission", |head| match is_kept {
                        true => head.insert(key, Item::Value(written)),
                        false => head.remove(key),
                    });
                }
                Some(Key::Veto(code)) => {
                    let text = self.read(page, row, VALUE);
                    if is_yes(&text) {
                        let place = self.place(page, row, VALUE);
                        self.cells.record(&["submission", "vetoes"], place);
                        vetoes.push(code);
                    } else if !text.is_empty() && !is_no(&text) {
                        let message = format!("否决情形写“{YES}”或空着，不写“{text}”");
                        self.report(Code::E1204, message, (page, row, page.column(VALUE).unwrap_or(0)));
                    }
                }
                _ => self.stray(page, row),
            }
        }
        if !vetoes.is_empty() {
            edit(self.base, "submission", |table| table.insert("vetoes", value(vetoes)));
        }
    }

    fn money(&mut self, page: &'p Page<'b>) {
        let had = self.base.contains_key("budget");
        let mut unit = String::new();
        let mut is_filled = had;
        for row in page.first..page.table.rows.len() {
            let label = page.cell(row, money::NAME);
            let named = || self.money_named(label);
            match page.key(row).or_else(named) {
                Some(Key::Money(key)) => {
                    let mut written = InlineTable::new();
                    let columns =
                        [("initial", money::INITIAL), ("full_year", money::FULL_YEAR), ("executed", money::EXECUTED)];
                    for (name, column) in columns {
                        let text = self.read(page, row, column);
                        let place = self.place(page, row, column);
                        self.cells.record(&["budget", &key, name], place);
                        if !text.is_empty() {
                            written.insert(name, number(&text));
                        }
                    }
                    let place = self.place(page, row, money::NAME);
                    self.cells.record(&["budget", &key], place);
                    if key == "total" {
                        let place = self.place(page, row, money::NAME);
                        self.cells.record(&["budget"], place);
                        self.print_cell(page, row, money::SCORE, super::printed::What::Execution);
                    }
                    if !written.is_empty() {
                        is_filled = true;
                        edit(self.base, "budget", |table| table.insert(&key, value(written)));
                    }
                }
                Some(Key::MoneyUnit) => {
                    unit = self.read(page, row, money::INITIAL);
                    let place = self.place(page, row, money::INITIAL);
                    self.cells.record(&["budget", "unit"], place);
                }
                Some(Key::MoneyReason) => {
                    let text = self.read(page, row, money::INITIAL);
                    let place = self.place(page, row, money::INITIAL);
                    self.cells.record(&["budget", "reason"], place);
                    if !text.is_empty() {
                        is_filled = true;
                        edit(self.base, "budget", |table| table.insert("reason", value(text)));
                    }
                }
                _ => self.stray(page, row),
            }
        }
        // 只有照例的“万元”，别的都没有填，就是没有资金情况。
        if is_filled && !unit.is_empty() {
            edit(self.base, "budget", |table| table.insert("unit", value(unit)));
        }
    }

    fn money_named(&self, label: &str) -> Option<Key> {
        let execution = self.set?.execution.as_ref()?;
        if label == execution.title {
            return Some(Key::Money("total".to_owned()));
        }
        let source = execution.sources.iter().find(|source| source.name == label);
        source.map(|source| Key::Money(source.key.clone())).or_else(|| match label {
            "金额单位" => Some(Key::MoneyUnit),
            label if label.ends_with("说明") => Some(Key::MoneyReason),
            _ => None,
        })
    }

    fn facts(&mut self, page: &'p Page<'b>) {
        for row in page.first..page.table.rows.len() {
            let label = page.cell(row, facts::NAME);
            let named = || {
                let fact = self.set?.formulary.facts.iter().find(|fact| fact.name == label)?;
                Some(Key::Fact(fact.key.clone()))
            };
            let Some(Key::Fact(key)) = page.key(row).or_else(named) else {
                self.stray(page, row);
                continue;
            };
            let text = self.read(page, row, facts::VALUE);
            let place = self.place(page, row, facts::VALUE);
            self.cells.record(&["facts", &key], place);
            if !text.is_empty() {
                edit(self.base, "facts", |table| table.insert(&key, value(text)));
            }
        }
    }

    fn goals(&mut self, page: &'p Page<'b>) {
        let mut kept = [tables(self.base, "goal"), tables(self.base, "task")];
        let mut made = [ArrayOfTables::new(), ArrayOfTables::new()];
        let mut is_task = false;
        let columns: [&[(&str, u16)]; 2] = [
            &[
                ("id", goals::NAME),
                ("share", goals::SHARE),
                ("expected", goals::EXPECTED),
                ("achieved", goals::ACHIEVED),
            ],
            &[("name", goals::NAME), ("content", goals::EXPECTED), ("achieved", goals::ACHIEVED)],
        ];
        for row in page.first..page.table.rows.len() {
            // 没有键时，写着“任务名称”的一行以下是任务。
            let is_heading = page.cell(row, goals::NAME) == "任务名称";
            is_task |= is_heading;
            let key = page.key(row);
            let kind = match key {
                Some(Key::Goal) => 0,
                Some(Key::Task) => 1,
                None if page.cell(row, 0).is_empty() && !is_heading => usize::from(is_task),
                None if is_heading => continue,
                _ => {
                    self.stray(page, row);
                    continue;
                }
            };
            let old = if key.is_some() && !kept[kind].is_empty() { kept[kind].remove(0) } else { Table::new() };
            let mut new = Table::new();
            let head = ["goal", "task"][kind];
            let index = made[kind].len().to_string();
            for (name, column) in columns[kind] {
                let text = self.read(page, row, *column);
                if !text.is_empty() {
                    let place = self.place(page, row, *column);
                    self.cells.record(&[head, &index, name], place);
                    new.insert(name, value(text));
                }
            }
            for (name, item) in old {
                new.insert(&name, item);
            }
            if !new.is_empty() {
                let place = self.place(page, row, goals::NAME);
                self.cells.record(&[head, &index], place);
                made[kind].push(new);
            }
        }
        for (head, made) in ["goal", "task"].into_iter().zip(made) {
            if made.is_empty() {
                self.base.remove(head);
            } else {
                self.base.insert(head, Item::ArrayOfTables(made));
            }
        }
    }

    /// 认不出的键。
    pub fn stray(&mut self, page: &Page<'_>, row: usize) {
        let text = page.cell(row, 0);
        if !text.is_empty() && page.key(row).is_none() && page.has_keys() {
            let message = format!("不认识这一行的键“{text}”");
            self.report(Code::E1205, message, (page, row, page.column(0).unwrap_or(0)));
        }
    }
}

/// 改 `[head]`；没有这张表，或写成了别的，就添上。
pub(super) fn edit<R>(base: &mut DocumentMut, head: &str, change: impl FnOnce(&mut dyn TableLike) -> R) -> R {
    if let Some(table) = base.get_mut(head).and_then(Item::as_table_like_mut) {
        return change(table);
    }
    let mut made = Table::new();
    let done = change(&mut made);
    base.insert(head, Item::Table(made));
    done
}

/// 取出 `[[head]]` 各段。
pub(super) fn tables(base: &mut DocumentMut, head: &str) -> Vec<Table> {
    match base.remove(head) {
        Some(Item::ArrayOfTables(all)) => all.into_iter().collect(),
        Some(Item::Value(Value::Array(all))) => {
            all.into_iter().filter_map(|one| one.as_inline_table().map(|inner| inner.clone().into_table())).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn is_yes(text: &str) -> bool {
    matches!(text, YES | "√" | "✓" | "有" | "做到")
}

pub(super) fn is_no(text: &str) -> bool {
    matches!(text, NO | "×" | "✗" | "无" | "没有")
}

/// 数写成 TOML 的数，小数末尾的零照留；不是数的照原文，由审查去说。
pub(super) fn number(text: &str) -> Value {
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let as_written = || text.parse::<Value>().ok().filter(|value| value.is_integer() || value.is_float());
    let parsed = || read_number(text).ok().and_then(|number| plain(number).parse::<Value>().ok());
    is_plain.then(as_written).flatten().or_else(parsed).unwrap_or_else(|| text.into())
}

/// `2024`、`２０２４年`、`2024年度`。
fn year(text: &str) -> Value {
    let folded: String = text.chars().map(fold).collect();
    let bare = folded.trim_end_matches("年度").trim_end_matches('年').trim();
    bare.parse::<i64>().map_or_else(|_| text.into(), Value::from)
}

/// 照固定的先后写出。
pub(super) fn ordered(mut base: DocumentMut) -> String {
    let mut written = DocumentMut::new();
    for head in ORDER {
        if let Some(item) = base.remove(head) {
            written.insert(head, item);
        }
    }
    for (head, item) in std::mem::take(base.as_table_mut()) {
        written.insert(&head, item);
    }
    place(written.as_table_mut(), &mut 0);
    format!("#:schema schema/submission.json\n{written}")
}

fn place(table: &mut Table, next: &mut isize) {
    for (_, item) in table.iter_mut() {
        let mut one = |inner: &mut Table| {
            *next += 1;
            inner.set_position(Some(*next));
            inner.decor_mut().set_prefix("\n");
            place(inner, next);
        };
        match item {
            Item::Table(inner) => one(inner),
            Item::ArrayOfTables(all) => all.iter_mut().for_each(one),
            Item::Value(_) | Item::None => {}
        }
    }
}
