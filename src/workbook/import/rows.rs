//! “指标”一张表：体系的各行、自设的各行、清单的各项。

use super::fill::{Filler, edit, is_no, is_yes, number, tables};
use super::page::Page;
use super::printed::What;
use crate::diagnostic::{Code, Place};
use crate::model::{RuleKind, Set};
use crate::workbook::layout::{Key, rows};
use std::collections::BTreeSet;
use toml_edit::{Array, ArrayOfTables, InlineTable, Item, Table, Value, value};

/// 自设指标自己的键所在的列。
const OWN: [(&str, u16); 6] = [
    ("code", rows::CODE),
    ("level1", rows::LEVEL1),
    ("level2", rows::LEVEL2),
    ("name", rows::NAME),
    ("target", rows::TARGET),
    ("points", rows::POINTS),
];

/// 一行实际完成情况写在哪里。
enum Slot {
    /// `[actuals]` 里的编码。
    Code(String),
    /// 第几段自设指标（在 `Own` 里的次序）。
    Own(usize),
}

/// 一段自设指标。
struct Own {
    /// 原来是第几段；新添的没有。
    index: Option<usize>,
    /// 在表上是第几段。
    order: usize,
    table: Table,
    /// 各个值在哪一格。
    places: Vec<(&'static str, Place)>,
    head: Place,
}

/// 一行读到一半：清单的各项在它下面的几行。
struct Open {
    slot: Slot,
    fields: Vec<(&'static str, Value, Place)>,
    items: Vec<(String, usize)>,
    head: Place,
}

impl<'p, 'b> Filler<'_, 'p, 'b, '_, '_> {
    pub(super) fn rows(&mut self, page: &'p Page<'b>) {
        let mut kept: Vec<Option<Table>> = tables(self.base, "indicator").into_iter().map(Some).collect();
        let mut own: Vec<Own> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Option<Open> = None;
        for row in page.first..page.table.rows.len() {
            let key = match page.cell(row, 0) {
                "" => self.row_named(page, row, open.as_ref(), &kept),
                _ => page.key(row),
            };
            match key {
                Some(Key::Item(at)) => self.item(page, row, at, open.as_mut()),
                Some(Key::Row(code)) => {
                    self.close(page, open.take(), &mut own);
                    if !seen.insert(code.clone()) {
                        self.twice(page, row, &code);
                        continue;
                    }
                    let shown = page.cell(row, rows::CODE);
                    if !shown.is_empty() && shown != code {
                        let message = format!("这一行的键是 {code}，编码却是 {shown}，说不清是哪一行");
                        self.report(Code::E1205, message, (page, row, page.column(rows::CODE).unwrap_or(0)));
                    }
                    self.check_structure(page, row, &code);
                    self.print_cell(page, row, rows::SCORE, What::Row(code.clone()));
                    self.print_cell(page, row, rows::DEVIATION, What::Deviation(code.clone()));
                    open = Some(self.open(page, row, Slot::Code(code), "value"));
                }
                Some(Key::Own(at)) => {
                    self.close(page, open.take(), &mut own);
                    let Some(table) = at.checked_sub(1).and_then(|at| kept.get_mut(at)).map(Option::take) else {
                        let message = format!("“其余”里没有第 {at} 段自设指标");
                        self.report(Code::E1205, message, (page, row, page.column(0).unwrap_or(0)));
                        continue;
                    };
                    let Some(table) = table else {
                        self.twice(page, row, &format!("第 {at} 段自设指标"));
                        continue;
                    };
                    open = Some(self.own(page, row, Some(at - 1), table, &mut own));
                }
                Some(Key::Spare) => {
                    self.close(page, open.take(), &mut own);
                    let filled = [rows::CODE, rows::NAME, rows::TARGET, rows::ACTUAL, rows::POINTS];
                    let filled = filled.into_iter().chain([rows::SHARE, rows::REASON, rows::EVIDENCE]);
                    if filled.into_iter().any(|column| !page.cell(row, column).is_empty()) {
                        open = Some(self.own(page, row, None, Table::new(), &mut own));
                    }
                }
                _ => {
                    self.stray(page, row);
                    self.print_total(page, row);
                }
            }
        }
        self.close(page, open.take(), &mut own);
        own.sort_by_key(|own| own.index.unwrap_or(usize::MAX));
        self.reorder(&own.iter().map(|own| own.order).collect::<Vec<_>>());
        let mut made = ArrayOfTables::new();
        for (at, own) in own.into_iter().enumerate() {
            let index = at.to_string();
            self.cells.record(&["indicator", &index], own.head);
            for (key, place) in own.places {
                self.cells.record(&["indicator", &index, key], place);
            }
            made.push(own.table);
        }
        if !made.is_empty() {
            self.base.insert("indicator", Item::ArrayOfTables(made));
        }
        self.drop_empty_actuals();
    }

    /// 导出时留作记号的空表，编码改了、整行删了的就没有用处。
    fn drop_empty_actuals(&mut self) {
        let Some(actuals) = self.base.get_mut("actuals").and_then(Item::as_table_like_mut) else { return };
        let is_empty = |item: &Item| item.as_table_like().is_some_and(|inner| inner.is_empty());
        let empty: Vec<String> =
            actuals.iter().filter(|(_, item)| is_empty(item)).map(|(code, _)| code.to_owned()).collect();
        for code in empty {
            actuals.remove(&code);
        }
        if actuals.is_empty() {
            self.base.remove("actuals");
        }
    }

    fn twice(&mut self, page: &Page<'_>, row: usize, what: &str) {
        let message = format!("{what} 在表上有两行");
        self.report(Code::E1205, message, (page, row, page.column(rows::CODE).unwrap_or(0)));
    }

    /// 没有键的一行，按编码与名称认。
    fn row_named(&self, page: &Page<'_>, row: usize, open: Option<&Open>, kept: &[Option<Table>]) -> Option<Key> {
        let (code, name) = (page.cell(row, rows::CODE), page.cell(row, rows::NAME));
        let is_set_row = |set: &Set| set.indicators.iter().find(|one| one.code == code).map(|one| one.code.clone());
        if let Some(code) = self.set.and_then(is_set_row) {
            return Some(Key::Row(code));
        }
        if name.is_empty() && code.is_empty() {
            return None;
        }
        if let (Some(open), true) = (open, code.is_empty()) {
            let item = self.item_named(open, name);
            if item.is_some() || page.cell(row, rows::LEVEL1).is_empty() {
                return item.map(Key::Item);
            }
        }
        if page.cell(row, rows::TARGET).is_empty() && page.cell(row, rows::ACTUAL).is_empty() {
            return None;
        }
        // 合并的一级指标只写在头一行，自设的行也要有指标值。
        match kept.iter().position(Option::is_some).filter(|_| !page.has_keys()) {
            Some(at) => Some(Key::Own(at + 1)),
            None => Some(Key::Spare),
        }
    }

    fn item_named(&self, open: &Open, name: &str) -> Option<usize> {
        let Slot::Code(code) = &open.slot else { return None };
        let indicator = self.set?.indicators.iter().find(|one| one.code == *code)?;
        let RuleKind::Checklist { items } = &indicator.rule.kind else { return None };
        items.iter().position(|item| name.trim_start().starts_with(&item.name)).map(|at| at + 1)
    }

    /// 一行的实际完成情况。
    fn open(&mut self, page: &'p Page<'b>, row: usize, slot: Slot, value_key: &'static str) -> Open {
        let mut fields = Vec::new();
        let head = self.place(page, row, rows::ACTUAL);
        let actual = self.read(page, row, rows::ACTUAL);
        if !actual.is_empty() {
            fields.push((value_key, Value::from(actual), head.clone()));
        }
        let given = self.read(page, row, rows::SHARE);
        let place = self.place(page, row, rows::SHARE);
        for part in given.split_whitespace() {
            if part.ends_with(['%', '％', '‰']) {
                fields.push(("share", Value::from(part), place.clone()));
            } else {
                fields.push(("score", number(part), place.clone()));
            }
        }
        for (key, column) in [("reason", rows::REASON), ("evidence", rows::EVIDENCE)] {
            let text = self.read(page, row, column);
            if !text.is_empty() {
                let place = self.place(page, row, column);
                fields.push((key, Value::from(text), place));
            }
        }
        Open { slot, fields, items: Vec::new(), head }
    }

    fn own(
        &mut self,
        page: &'p Page<'b>,
        row: usize,
        index: Option<usize>,
        mut kept: Table,
        own: &mut Vec<Own>,
    ) -> Open {
        let head = self.place(page, row, rows::NAME);
        let (mut made, mut places) = (Table::new(), Vec::new());
        for (key, column) in OWN {
            let text = self.read(page, row, column);
            if !text.is_empty() {
                made.insert(key, Item::Value(if key == "points" { number(&text) } else { text.into() }));
            }
            places.push((key, self.place(page, row, column)));
        }
        for (key, item) in std::mem::take(&mut kept) {
            made.insert(&key, item);
        }
        let at = own.len();
        self.print_cell(page, row, rows::SCORE, What::Own(at));
        let code = made.get("code").and_then(Item::as_str).unwrap_or_default().to_owned();
        own.push(Own { index, order: at, table: made, places, head });
        // 实际完成情况另写在 [actuals] 里的，照旧写在那里。
        let actuals = self.base.get("actuals").and_then(Item::as_table_like);
        match actuals.is_some_and(|actuals| !code.is_empty() && actuals.contains_key(&code)) {
            true => self.open(page, row, Slot::Code(code), "value"),
            false => self.open(page, row, Slot::Own(at), "actual"),
        }
    }

    fn item(&mut self, page: &'p Page<'b>, row: usize, at: usize, open: Option<&mut Open>) {
        let text = self.read(page, row, rows::ACTUAL);
        match open.filter(|open| open.items.len() + 1 == at) {
            Some(open) => open.items.push((text, row)),
            None => {
                let message = "清单的这一项上面没有它的指标，或次序乱了".to_owned();
                self.report(Code::E1205, message, (page, row, page.column(rows::NAME).unwrap_or(0)));
            }
        }
    }

    /// 清单各项连成 `checks`，末尾空着的不算；一项也没有填的没有。
    fn checks(&mut self, page: &Page<'_>, items: &[(String, usize)]) -> Option<Array> {
        let items = &items[..=items.iter().rposition(|(text, _)| !text.is_empty())?];
        let mut checks = Array::new();
        for (text, row) in items {
            let folded: String = text.chars().map(crate::number::fold).collect();
            match folded.trim().parse::<u32>() {
                Ok(count) => checks.push(i64::from(count)),
                Err(_) if is_yes(text) => checks.push(true),
                Err(_) if is_no(text) => checks.push(false),
                Err(_) => {
                    let message = match text.as_str() {
                        "" => "清单的这一项没有填".to_owned(),
                        text => format!("清单的一项写 是、否 或次数，不写“{text}”"),
                    };
                    self.report(Code::E1204, message, (page, *row, page.column(rows::ACTUAL).unwrap_or(0)));
                }
            }
        }
        Some(checks)
    }

    /// 一行读完，放进去。
    fn close(&mut self, page: &'p Page<'b>, open: Option<Open>, own: &mut [Own]) {
        let Some(mut open) = open else { return };
        if let Some(checks) = self.checks(page, &open.items) {
            open.fields.push(("checks", Value::from(checks), open.head.clone()));
        }
        match open.slot {
            Slot::Own(at) => {
                let Some(own) = own.get_mut(at) else { return };
                own.places.push(("actual", open.head));
                for (key, filled, place) in open.fields {
                    own.table.insert(key, value(filled));
                    own.places.push((key, place));
                }
            }
            Slot::Code(code) => {
                self.cells.record(&["actuals", &code], open.head);
                for (key, _, place) in &open.fields {
                    self.cells.record(&["actuals", &code, key], place.clone());
                }
                let is_computed =
                    |set: &Set| set.indicators.iter().any(|one| one.code == code && one.compute.is_some());
                let is_computed = self.set.is_some_and(is_computed);
                edit(self.base, "actuals", |actuals| {
                    let kept = actuals.remove(&code).map(Item::into_table).and_then(Result::ok).unwrap_or_default();
                    let written = match (&open.fields[..], kept.is_empty()) {
                        // 由公式算的行空着就是不填；别的行空着也写上，诊断才指得着这一格。
                        ([], true) if is_computed => return,
                        ([], true) => Value::from(""),
                        ([("value", only, _)], true) => only.clone(),
                        _ => joined(open.fields, kept),
                    };
                    actuals.insert(&code, value(written));
                });
            }
        }
    }
}

/// 所填的各个值，连同表上看不到的各个键。
fn joined(fields: Vec<(&'static str, Value, Place)>, kept: Table) -> Value {
    let mut inner = InlineTable::new();
    for (key, filled, _) in fields {
        inner.insert(key, filled);
    }
    for (key, item) in kept {
        if let Ok(filled) = item.into_value() {
            inner.insert(&key, filled);
        }
    }
    Value::InlineTable(inner)
}
