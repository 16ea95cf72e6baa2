//! 决算文件成为基础：各张表与说明的各条。

use super::facts::{About, FactRow, FactTable, Facts, Passage, is_numbered, plain, quoted};
use super::figure::{Figure, Reading};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::number::Unit;
use crate::parse::{At, FIGURES, RawAccounts, RawLedger, RawStatement};

/// 科目编码的栏名。
const CODES: [&str; 6] = ["科目代码", "科目编码", "代码", "编码", "功能分类科目编码", "经济分类科目编码"];
/// 名称的栏名。
const NAMES: [&str; 5] = ["科目名称", "项目", "名称", "项目名称", "行"];
/// 不是数的栏。
const LINES: [&str; 1] = ["行次"];

/// 由写下的决算得出基础；读不出的数、写了两次的都报告。
pub fn facts(raw: &RawAccounts, sink: &mut Sink) -> Facts {
    let mut facts = Facts::default();
    let money = match &raw.money {
        Some(text) => match Unit::read(&text.value).filter(Unit::is_money) {
            Some(unit) => unit,
            None => {
                let message = format!("“{}”不是金额单位", text.value);
                let help = "写 元、万元、亿元 之一";
                sink.push(Diagnostic::new(Code::E0204, message).at(&text.place).label("这个单位").help(help));
                Unit::wan_yuan()
            }
        },
        None => Unit::wan_yuan(),
    };
    for ledger in &raw.tables {
        add_ledger(ledger, &money, &mut facts, sink);
    }
    for statement in &raw.statements {
        add_statement(statement, &money, &mut facts, sink);
    }
    facts
}

fn add_ledger(raw: &RawLedger, money: &Unit, facts: &mut Facts, sink: &mut Sink) {
    let Some(number) = &raw.number else { return };
    let key = plain(&format!("{}{}", number.value, raw.side));
    if facts.table(&key).is_some() {
        let message = format!("{key} 表写了两次");
        sink.push(Diagnostic::new(Code::E1419, message).at(&number.place).label("前面已经写过"));
        return;
    }
    let side = if raw.side.is_empty() { String::new() } else { format!("（{}）", raw.side) };
    let title = format!("{} 表{side}", number.value);
    let names: Vec<String> = raw.columns.iter().map(|column| plain(&column.value)).collect();
    let position = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    let (code_at, name_at) = (position(&CODES), position(&NAMES));
    let is_figure = |at: usize| Some(at) != code_at && Some(at) != name_at && !LINES.contains(&names[at].as_str());
    let figures: Vec<usize> = (0..names.len()).filter(|at| is_figure(*at)).collect();
    if code_at.is_none() && name_at.is_none() || figures.is_empty() {
        let message = format!("{title}的 columns 里没有认出名称一栏与数的各栏");
        let help = "名称一栏写“科目名称”或“项目”，编码一栏写“科目代码”，其余各栏照表头写";
        sink.push(Diagnostic::new(Code::E1415, message).at(&raw.place).label("这张表").help(help));
        return;
    }
    let columns = figures.iter().map(|at| names[*at].clone()).collect();
    let mut table = FactTable { key, title, columns, rows: Vec::new(), is_ledger: true };
    for line in raw.rows.iter().filter(|row| row.cells.len() == names.len()) {
        let text = |at: Option<usize>| at.and_then(|at| line.cells.get(at)).map_or("", |cell| cell.value.as_str());
        let (code, printed) = (plain(text(code_at)), text(name_at));
        let name = if printed.is_empty() { code.clone() } else { plain(printed) };
        let title = if code.is_empty() { printed.to_owned() } else { format!("{code} {printed}") };
        if table.rows.iter().any(|row| row.code == code && row.name == name) {
            let message = format!("{}的“{}”写了两次", table.title, title.trim());
            sink.push(Diagnostic::new(Code::E1419, message).at(&line.place).label("前面已经写过"));
            continue;
        }
        let owner = format!("{}“{}”", table.title, quoted(&title));
        facts.passages.extend((!printed.is_empty()).then(|| passage("名称", &owner, printed, line.place.clone())));
        let cells = figures.iter().map(|at| {
            let cell = line.cells.get(*at)?;
            Some(figure(cell, money, false, &owner, facts, sink))
        });
        let cells = cells.collect();
        table.rows.push(FactRow {
            code,
            name,
            title: title.trim().to_owned(),
            is_numbered: is_numbered(printed),
            cells,
            about: About::default(),
            place: line.place.clone(),
        });
    }
    if let Some(note) = &raw.note {
        facts.passages.push(passage("注", &table.title, &note.value, note.place.clone()));
    }
    facts.tables.push(table);
}

fn passage(kind: &'static str, owner: &str, text: &str, place: crate::diagnostic::Place) -> Passage {
    Passage { kind, owner: owner.to_owned(), text: text.to_owned(), place }
}

/// 读一格；不是数的记下文字，好查占位符；有数字却读不出的报告。
fn figure(cell: &At<String>, unit: &Unit, is_change: bool, owner: &str, facts: &mut Facts, sink: &mut Sink) -> Figure {
    let read = if is_change { Figure::read_change } else { Figure::read };
    let figure = read(&cell.value, unit, &cell.place);
    if figure.reading == Reading::Words {
        facts.passages.push(passage("数", owner, &cell.value, cell.place.clone()));
        if cell.value.chars().any(|c| c.is_ascii_digit()) {
            let message = format!("{owner}的“{}”读不出是多少", cell.value);
            sink.push(Diagnostic::new(Code::E1416, message).at(&cell.place).label("这个数"));
        }
    }
    figure
}

fn add_statement(raw: &RawStatement, money: &Unit, facts: &mut Facts, sink: &mut Sink) {
    let (Some(topic), Some(name)) = (&raw.topic, &raw.name) else { return };
    let key = format!("说明/{}", plain(&topic.value));
    let owner = format!("说明“{}”的“{}”", topic.value, quoted(&name.value));
    let figures: Vec<(&'static str, Figure)> = raw
        .figures
        .iter()
        .map(|(field, cell)| {
            let unit = match *field {
                "completion" | "share" | "growth" => Unit::percent(),
                "count" => Unit::default(),
                _ => money.clone(),
            };
            let is_change = matches!(*field, "change" | "growth");
            (*field, figure(cell, &unit, is_change, &owner, facts, sink))
        })
        .collect();
    let mut say = |kind: &'static str, text: &At<String>| {
        facts.passages.push(passage(kind, &owner, &text.value, text.place.clone()));
    };
    say("名称", name);
    raw.reason.iter().for_each(|text| say("原因", text));
    raw.words.iter().for_each(|text| say("原话", text));
    raw.grade.iter().for_each(|text| say("等次", text));
    raw.items.iter().for_each(|text| say("列举", text));
    raw.levels.iter().for_each(|text| say("名称", text));
    let row = FactRow {
        code: String::new(),
        name: plain(&name.value),
        title: name.value.clone(),
        is_numbered: false,
        cells: FIGURES
            .iter()
            .map(|(field, _)| figures.iter().find(|(key, _)| key == field).map(|(_, f)| f.clone()))
            .collect(),
        about: About {
            of: raw.of.as_ref().map(|of| of.value.clone()).unwrap_or_default(),
            change_of: raw.change_of.as_ref().map(|of| of.value.clone()).unwrap_or_default(),
            levels: raw.levels.iter().map(|level| level.value.clone()).collect(),
            items: raw.items.iter().map(|item| item.value.clone()).collect(),
            at: raw.at.clone(),
        },
        place: raw.place.clone(),
    };
    let at = facts.tables.iter().position(|table| table.key == key).unwrap_or_else(|| {
        let columns = FIGURES.iter().map(|(_, column)| (*column).to_owned()).collect();
        let title = format!("说明“{}”的", topic.value);
        facts.tables.push(FactTable { key, title, columns, rows: Vec::new(), is_ledger: false });
        facts.tables.len() - 1
    });
    if let Some(table) = facts.tables.get_mut(at) {
        if table.rows.iter().any(|known| known.name == row.name) {
            let message = format!("{owner}写了两次");
            let help = "同一节里同名的合成一条，或把名称写全，如“财政拨款收入总计”";
            sink.push(Diagnostic::new(Code::E1419, message).at(&name.place).label("前面已经写过").help(help));
            return;
        }
        table.rows.push(row);
    }
}
