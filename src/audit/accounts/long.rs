//! 决算写成一张长表：一个数一行，表头是 表、行、栏、值。

use crate::diagnostic::{Code, Diagnostic, Sink, Sources};
use crate::import::{Placed, Table};
use crate::parse::{At, FIGURES, RawAccounts, RawLedger, RawLedgerRow, RawStatement};

/// 表头的四栏。
const HEADS: [&str; 4] = ["表", "行", "栏", "值"];

/// 由长表得出决算；表头不全的返回 `None`，原因在 `sink` 里。
pub fn accounts(table: &Table, sources: &mut Sources, sink: &mut Sink) -> Option<RawAccounts> {
    let placed = table.place(sources);
    let is_head = |row: usize| HEADS.iter().all(|head| (0..width(table)).any(|at| table.cell(row, at).trim() == *head));
    let Some(head) = (0..table.rows.len().min(10)).find(|row| is_head(*row)) else {
        let message = format!("{} 的前十行里没有“表、行、栏、值”的表头", table.name);
        let help = "长表一个数一行：表 03，行 201 一般公共服务支出，栏 基本支出，值 140.28；见 docs/accounts.md";
        sink.push(Diagnostic::new(Code::E1415, message).help(help));
        return None;
    };
    let column = |name: &str| (0..width(table)).find(|at| table.cell(head, *at).trim() == name).unwrap_or_default();
    let [key, row, field, value] = HEADS.map(column);
    let mut raw = RawAccounts {
        place: placed.line(head),
        unit: None,
        year: None,
        money: None,
        rules: None,
        tables: Vec::new(),
        statements: Vec::new(),
    };
    let cell = |line: usize, column: usize| At {
        value: placed.cell(line, column).trim().to_owned(),
        place: placed.at(line, column),
    };
    for line in head + 1..table.rows.len() {
        let cells = [key, row, field, value].map(|column| cell(line, column));
        let [key, row, field, value] = cells;
        if key.value.is_empty() && row.value.is_empty() && field.value.is_empty() {
            continue;
        }
        if key.value.is_empty() || row.value.is_empty() || field.value.is_empty() {
            let message = "这一行的表、行、栏没有写全";
            sink.push(Diagnostic::new(Code::E1415, message).at(&placed.line(line)).label("这一行"));
            continue;
        }
        match key.value.strip_prefix("说明/") {
            Some(topic) => add_statement(topic, [key.clone(), row, field, value], &mut raw, &placed, line, sink),
            None => add_ledger([key, row, field, value], &mut raw, &placed, line),
        }
    }
    Some(raw)
}

fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).max().unwrap_or(0)
}

/// 表的名称分成几表与哪一边：`01收入`。
fn side(key: &str) -> (&str, &str) {
    key.find(|c: char| !c.is_ascii_digit()).map_or((key, ""), |at| key.split_at(at))
}

fn add_ledger([key, row, field, value]: [At<String>; 4], raw: &mut RawAccounts, placed: &Placed<'_>, line: usize) {
    let (number, own_side) = side(&key.value);
    let is_same = |ledger: &RawLedger| {
        ledger.number.as_ref().is_some_and(|known| known.value == number) && ledger.side == own_side
    };
    let at = raw.tables.iter().position(is_same).unwrap_or_else(|| {
        let head = |name: &str| At { value: name.to_owned(), place: key.place.clone() };
        raw.tables.push(RawLedger {
            place: placed.line(line),
            number: Some(At { value: number.to_owned(), place: key.place.clone() }),
            side: own_side.to_owned(),
            title: String::new(),
            columns: vec![head("科目代码"), head("科目名称")],
            rows: Vec::new(),
            note: None,
        });
        raw.tables.len() - 1
    });
    let Some(ledger) = raw.tables.get_mut(at) else { return };
    let column = ledger.columns.iter().position(|known| known.value == field.value).unwrap_or_else(|| {
        ledger.columns.push(field);
        ledger.columns.len() - 1
    });
    let text = row.value.as_str();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (code, name) = if digits >= 3 { text.split_at(digits) } else { ("", text) };
    let (code, name) = (code.to_owned(), name.trim().to_owned());
    let width = ledger.columns.len();
    let known = ledger.rows.iter().position(|known| match known.cells.as_slice() {
        [known_code, known_name, ..] if code.is_empty() => known_code.value.is_empty() && known_name.value == name,
        [known_code, ..] => known_code.value == code,
        [] => false,
    });
    let at = known.unwrap_or_else(|| {
        let cell = |value: String| At { value, place: row.place.clone() };
        ledger.rows.push(RawLedgerRow { place: placed.line(line), cells: vec![cell(code), cell(name)] });
        ledger.rows.len() - 1
    });
    // 别的行没有这一栏的，补成空格，各行才一样长。
    for row in &mut ledger.rows {
        let place = row.place.clone();
        row.cells.resize(width.max(row.cells.len()), At { value: String::new(), place });
    }
    if let Some(cell) = ledger.rows.get_mut(at).and_then(|row| row.cells.get_mut(column)) {
        *cell = value;
    }
}

fn add_statement(
    topic: &str,
    [key, row, field, value]: [At<String>; 4],
    raw: &mut RawAccounts,
    placed: &Placed<'_>,
    line: usize,
    sink: &mut Sink,
) {
    let is_same = |one: &RawStatement| {
        let is = |at: &Option<At<String>>, text: &str| at.as_ref().is_some_and(|at| at.value == text);
        is(&one.topic, topic) && is(&one.name, &row.value)
    };
    let at = raw.statements.iter().position(is_same).unwrap_or_else(|| {
        raw.statements.push(RawStatement {
            place: placed.line(line),
            topic: Some(At { value: topic.to_owned(), place: key.place.clone() }),
            name: Some(row.clone()),
            at: String::new(),
            figures: Vec::new(),
            of: None,
            change_of: None,
            levels: Vec::new(),
            items: Vec::new(),
            reason: None,
            grade: None,
            words: None,
        });
        raw.statements.len() - 1
    });
    let Some(statement) = raw.statements.get_mut(at) else { return };
    let listed = |value: &At<String>| -> Vec<At<String>> {
        let parts = value.value.split('、').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| At { value: part.to_owned(), place: value.place.clone() }).collect()
    };
    let figure = FIGURES.iter().find(|(_, column)| *column == field.value);
    match (figure, field.value.as_str()) {
        (Some((key, _)), _) => statement.figures.push((key, value)),
        (None, "基数") => statement.of = Some(value),
        (None, "增减名称") => statement.change_of = Some(value),
        (None, "类款项") => statement.levels = listed(&value),
        (None, "列举") => statement.items = listed(&value),
        (None, "原因") => statement.reason = Some(value),
        (None, "等次") => statement.grade = Some(value),
        (None, "原话") => statement.words = Some(value),
        (None, "位置") => statement.at = value.value,
        (None, other) => {
            let names: Vec<&str> = FIGURES.iter().map(|(_, column)| *column).chain(WORDS).collect();
            let message = format!("说明里没有“{other}”这一栏");
            let help = crate::diagnostic::guess_or_choices("可以写", other, &names);
            sink.push(Diagnostic::new(Code::E1415, message).at(&field.place).label("这一栏").help(help));
        }
    }
}

/// 说明里不是数的各栏。
const WORDS: [&str; 8] = ["基数", "增减名称", "类款项", "列举", "原因", "等次", "原话", "位置"];
