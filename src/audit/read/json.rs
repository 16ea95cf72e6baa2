//! 读公开的自评表（JSON）：照印的一张表，各键见 docs/audit.md。

use super::json_text::{Value, parse};
use crate::audit::table::{Printed, PrintedBudget, PrintedMoney, PrintedRow, Table};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId, Sources, choices};
use crate::model::Kind;
use crate::parse::At;

/// 读一张表。读不通、写错类型、没有内容的返回 `None`，原因一次报全。
pub fn json(source: SourceId, sources: &Sources, sink: &mut Sink) -> Option<Table> {
    let mark = sink.mark();
    let value = match parse(&sources.get(source).text, source) {
        Ok(value) => value,
        Err(diagnostic) => {
            sink.push(diagnostic);
            return None;
        }
    };
    let Some(root) = Fields::of(&value, "最外层", sink) else {
        if !sink.errors_since(mark) {
            wrong("最外层", "一张表 { … }", &value.place, sink);
        }
        return None;
    };
    let budget = root.get("budget").and_then(|value| Fields::of(value, "budget", sink));
    let rows = root.list("rows", sink);
    let table = Table {
        source: root.text("source", sink).text,
        region: root.text("region", sink),
        year: year(&root, sink),
        kind: kind(&root, sink),
        unit: root.text("unit", sink).text,
        title: root.text("title", sink).text,
        truncated: root.flag("truncated", sink).unwrap_or(false),
        budget: budget.map(|fields| read_budget(&fields, sink)),
        rows: rows.iter().map(|fields| read_row(fields, sink)).collect(),
        total_points: root.text("total_points", sink),
        total_score: root.text("total_score", sink),
        grade: root.text("grade", sink),
        place: root.place.clone(),
    };
    if sink.errors_since(mark) {
        return None;
    }
    if table.rows.is_empty() && table.budget.is_none() {
        let message = "表里既没有指标行 rows，也没有资金 budget，没有可以复核的";
        sink.push(Diagnostic::new(Code::E1403, message).at(&table.place).label("这张表"));
        return None;
    }
    Some(table)
}

fn read_row(fields: &Fields<'_>, sink: &mut Sink) -> PrintedRow {
    PrintedRow {
        level1: fields.text("l1", sink),
        level2: fields.text("l2", sink),
        name: fields.text("l3", sink),
        target: fields.text("target", sink),
        actual: fields.text("actual", sink),
        points: fields.text("points", sink),
        score: fields.text("score", sink),
        deviation: fields.text("deviation", sink),
        reason: fields.text("reason", sink),
        reason_given: fields.flag("reason_given", sink),
        place: fields.place.clone(),
    }
}

fn read_budget(fields: &Fields<'_>, sink: &mut Sink) -> PrintedBudget {
    let sources = fields.list("sources", sink);
    PrintedBudget {
        total: read_money(fields, sink),
        sources: sources.iter().map(|source| read_money(source, sink)).collect(),
        place: fields.place.clone(),
    }
}

fn read_money(fields: &Fields<'_>, sink: &mut Sink) -> PrintedMoney {
    PrintedMoney {
        name: fields.text("name", sink).text,
        initial: fields.text("initial", sink),
        full_year: fields.text("full_year", sink),
        executed: fields.text("executed", sink),
        points: fields.text("points", sink),
        rate: fields.text("rate", sink),
        score: fields.text("score", sink),
        place: fields.place.clone(),
    }
}

fn year(root: &Fields<'_>, sink: &mut Sink) -> Option<i32> {
    let printed = root.text("year", sink);
    let year = printed.text.trim_end_matches(['年', '度']).parse().ok().filter(|year| (1990..=2100).contains(year));
    if year.is_none() && !printed.is_blank() {
        let message = format!("年度 year 应当是 1990 至 2100 的年份，这里是“{}”", printed.text);
        sink.push(Diagnostic::new(Code::E1402, message).at(&printed.place).label("这个年度"));
    }
    year
}

fn kind(root: &Fields<'_>, sink: &mut Sink) -> Option<Kind> {
    let printed = root.text("kind", sink);
    let kind = [Kind::Department, Kind::Project].into_iter().find(|kind| kind.as_str() == printed.text);
    if kind.is_none() && !printed.is_blank() {
        let message = format!("kind 不能写“{}”", printed.text);
        let help = choices("只能是", &printed.text, &["department", "project"]);
        sink.push(Diagnostic::new(Code::E1402, message).at(&printed.place).label("这个写法").help(help));
    }
    kind
}

/// 一张 JSON 表的各键；没有认出的键是另外的说明，不管它。
struct Fields<'v> {
    entries: &'v [(At<String>, At<Value>)],
    place: Place,
}

impl<'v> Fields<'v> {
    fn of(value: &'v At<Value>, what: &str, sink: &mut Sink) -> Option<Fields<'v>> {
        match &value.value {
            Value::Object(entries) => Some(Fields { entries, place: value.place.clone() }),
            Value::Null => None,
            _ => {
                wrong(what, "一张表 { … }", &value.place, sink);
                None
            }
        }
    }

    fn get(&self, key: &str) -> Option<&'v At<Value>> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// 文字，或数的书面写法；没有写与 `null` 都是没有印。
    fn text(&self, key: &str, sink: &mut Sink) -> Printed {
        let Some(value) = self.get(key) else { return Printed::blank(&self.place) };
        let text = match &value.value {
            Value::Null => String::new(),
            Value::Text(text) | Value::Number(text) => text.trim().to_owned(),
            _ => {
                wrong(key, "文字或数", &value.place, sink);
                String::new()
            }
        };
        Printed { text, place: value.place.clone() }
    }

    fn flag(&self, key: &str, sink: &mut Sink) -> Option<bool> {
        let value = self.get(key)?;
        match value.value {
            Value::Bool(flag) => Some(flag),
            Value::Null => None,
            _ => {
                wrong(key, "true 或 false", &value.place, sink);
                None
            }
        }
    }

    fn list(&self, key: &str, sink: &mut Sink) -> Vec<Fields<'v>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match &value.value {
            Value::List(items) => items.iter().filter_map(|item| Fields::of(item, key, sink)).collect(),
            Value::Null => Vec::new(),
            _ => {
                wrong(key, "一组表 [ { … }, … ]", &value.place, sink);
                Vec::new()
            }
        }
    }
}

fn wrong(key: &str, wanted: &str, place: &Place, sink: &mut Sink) {
    let message = format!("“{key}”应当是{wanted}");
    sink.push(Diagnostic::new(Code::E1402, message).at(place).label("类型不对"));
}
