//! 填报文件里写下的值：一个个取出来放到表上，取剩下的就是“其余”。

use crate::number::Decimal;
use std::str::FromStr;
use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

/// 还没有取完的填报。
pub struct Written {
    doc: DocumentMut,
}

/// 一行实际完成情况里写下的各键，原样的文字；没有写的为空文字。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenActual {
    pub value: String,
    pub share: String,
    pub score: String,
    /// 清单各项：`是`、`否` 或次数。
    pub checks: Vec<String>,
    pub reason: String,
    pub evidence: String,
    /// 带有只用于这一行的基础数据。
    pub has_facts: bool,
}

impl Written {
    /// 读通过审查的填报；读不通的当作空的。
    pub fn new(text: &str) -> Written {
        Written { doc: text.parse().unwrap_or_default() }
    }

    /// 取 `[head]` 里的一个键。
    pub fn take(&mut self, head: &str, key: &str) -> String {
        self.doc.get_mut(head).and_then(Item::as_table_like_mut).map(|table| take(table, key)).unwrap_or_default()
    }

    /// 取 `[head]` 里的一个键下面的一张表的各键；各键都取完的表也去掉。
    pub fn take_within<const N: usize>(&mut self, head: &str, key: &str, names: [&str; N]) -> [String; N] {
        let Some(outer) = self.doc.get_mut(head).and_then(Item::as_table_like_mut) else {
            return names.map(|_| String::new());
        };
        let taken = match outer.get_mut(key).and_then(Item::as_table_like_mut) {
            Some(inner) => names.map(|name| take(inner, name)),
            None => return names.map(|_| String::new()),
        };
        if outer.get(key).and_then(Item::as_table_like).is_some_and(TableLike::is_empty) {
            outer.remove(key);
        }
        taken
    }

    /// `[head]` 里有哪些键。
    pub fn keys(&self, head: &str) -> Vec<String> {
        let table = self.doc.get(head).and_then(Item::as_table_like);
        table.map(|table| table.iter().map(|(key, _)| key.to_owned()).collect()).unwrap_or_default()
    }

    /// 取一组文字，如 `vetoes`；有别的东西的不取。
    pub fn take_texts(&mut self, head: &str, key: &str) -> Vec<String> {
        let Some(table) = self.doc.get_mut(head).and_then(Item::as_table_like_mut) else { return Vec::new() };
        let array = table.get(key).and_then(Item::as_array);
        let texts: Option<Vec<String>> = array
            .map(|array| array.iter().map(|value| value.as_str().map(str::to_owned)).collect())
            .unwrap_or_default();
        if texts.is_some() {
            table.remove(key);
        }
        texts.unwrap_or_default()
    }

    /// 取 `[[head]]` 各段的这些键；各段都取空了的去掉，不然留着空段，使先后不乱。
    pub fn take_each<const N: usize>(&mut self, head: &str, names: [&str; N]) -> Vec<[String; N]> {
        let mut all = Vec::new();
        let mut is_empty = true;
        each(&mut self.doc, head, |table| {
            all.push(names.map(|name| take(table, name)));
            is_empty &= table.is_empty();
        });
        if is_empty {
            self.doc.remove(head);
        }
        all
    }

    /// 取 `[actuals]` 里一行的实际完成情况。
    pub fn take_actual(&mut self, code: &str) -> WrittenActual {
        let Some(actuals) = self.doc.get_mut("actuals").and_then(Item::as_table_like_mut) else {
            return WrittenActual::default();
        };
        if let Some(value) = actuals.get(code).and_then(scalar) {
            actuals.remove(code);
            return WrittenActual { value, ..WrittenActual::default() };
        }
        let Some(row) = actuals.get_mut(code).and_then(Item::as_table_like_mut) else {
            return WrittenActual::default();
        };
        let taken = take_actual(row, "value");
        if row.is_empty() {
            actuals.remove(code);
        }
        taken
    }

    /// 第 `at` 段 `[[indicator]]`（从零起）有没有写这个键；写作 `false` 的当作没有写。
    pub fn own_has(&self, at: usize, key: &str) -> bool {
        let has = |table: &dyn TableLike| table.get(key).is_some_and(|item| item.as_bool() != Some(false));
        match self.doc.get("indicator") {
            Some(Item::ArrayOfTables(tables)) => tables.get(at).is_some_and(|table| has(table)),
            Some(Item::Value(Value::Array(array))) => {
                array.get(at).and_then(Value::as_inline_table).is_some_and(|table| has(table))
            }
            _ => false,
        }
    }

    /// 取第 `at` 段 `[[indicator]]`（从零起）的这些键与实际完成情况。
    ///
    /// 实际完成情况写在 `[actuals]` 里的，从那里取，留下一张空表：读回时就照旧写在那里。
    pub fn take_own<const N: usize>(&mut self, at: usize, names: [&str; N]) -> ([String; N], WrittenActual) {
        let mut found = (names.map(|_| String::new()), WrittenActual::default());
        let listed = self.keys("actuals");
        let (mut next, mut elsewhere) = (0, None);
        each(&mut self.doc, "indicator", |table| {
            if next == at {
                let code = table.get("code").and_then(scalar);
                elsewhere = code.filter(|code| listed.contains(code));
                let actual = if elsewhere.is_some() { WrittenActual::default() } else { take_actual(table, "actual") };
                found = (names.map(|name| take(table, name)), actual);
            }
            next += 1;
        });
        if let Some(code) = elsewhere {
            found.1 = self.take_actual(&code);
            let actuals = self.doc.get_mut("actuals").and_then(Item::as_table_like_mut);
            if let Some(actuals) = actuals.filter(|actuals| !actuals.contains_key(&code)) {
                actuals.insert(&code, Item::Value(Value::InlineTable(InlineTable::new())));
            }
        }
        found
    }

    /// 取剩下的，去掉注释与空表。
    pub fn rest(mut self) -> String {
        for head in ["budget", "facts", "actuals"] {
            if self.doc.get(head).and_then(Item::as_table_like).is_some_and(TableLike::is_empty) {
                self.doc.remove(head);
            }
        }
        self.doc.to_string()
    }
}

/// 去掉名称与指标值都空着的自设行，工作簿里另有空行；再给没有写的单位名称填上 `unit`。
///
/// 前一份是往工作簿里写的，后一份只用来审查。读不通的没有。
pub fn without_blanks(text: &str, unit: &str) -> Option<(String, String)> {
    let mut doc: DocumentMut = text.parse().ok()?;
    let is_blank = |table: &dyn TableLike, key| table.get(key).and_then(scalar).is_none_or(|text| text.is_empty());
    let is_empty_row = |table: &dyn TableLike| is_blank(table, "name") && is_blank(table, "target");
    match doc.get_mut("indicator") {
        Some(Item::ArrayOfTables(tables)) => tables.retain(|table| !is_empty_row(table)),
        Some(Item::Value(Value::Array(array))) => {
            array.retain(|value| value.as_inline_table().is_none_or(|table| !is_empty_row(table)));
        }
        _ => {}
    }
    let written = doc.to_string();
    let head = doc.get_mut("submission").and_then(Item::as_table_like_mut)?;
    if is_blank(head, "unit") {
        head.insert("unit", toml_edit::value(unit));
    }
    Some((written, doc.to_string()))
}

/// 逐段看 `[[head]]`，不论写成几段还是一个数组。
fn each(doc: &mut DocumentMut, head: &str, mut visit: impl FnMut(&mut dyn TableLike)) {
    match doc.get_mut(head) {
        Some(Item::ArrayOfTables(tables)) => tables.iter_mut().for_each(|table| visit(table)),
        Some(Item::Value(Value::Array(array))) => {
            array.iter_mut().filter_map(Value::as_inline_table_mut).for_each(|table| visit(table));
        }
        _ => {}
    }
}

fn take_actual(row: &mut dyn TableLike, value: &str) -> WrittenActual {
    let mut taken = WrittenActual {
        value: take(row, value),
        share: take(row, "share"),
        score: take(row, "score"),
        reason: take(row, "reason"),
        evidence: take(row, "evidence"),
        has_facts: row.contains_key("facts"),
        checks: Vec::new(),
    };
    let checks = row.get("checks").and_then(Item::as_array).map(|array| array.iter().map(check).collect::<Option<_>>());
    if let Some(Some(checks)) = checks {
        taken.checks = checks;
        row.remove("checks");
    }
    let is_marked = row.get("not_applicable").and_then(Item::as_bool) == Some(true);
    if is_marked && (taken.value.is_empty() || taken.value == super::layout::NOT_APPLICABLE) {
        row.remove("not_applicable");
        taken.value = super::layout::NOT_APPLICABLE.to_owned();
    }
    taken
}

fn check(value: &Value) -> Option<String> {
    match value.as_bool() {
        Some(true) => Some(super::layout::YES.to_owned()),
        Some(false) => Some(super::layout::NO.to_owned()),
        None => written(value),
    }
}

fn take(table: &mut dyn TableLike, key: &str) -> String {
    let text = table.get(key).and_then(scalar);
    if text.is_some() {
        table.remove(key);
    }
    text.unwrap_or_default()
}

fn scalar(item: &Item) -> Option<String> {
    written(item.as_value()?)
}

/// 书面的一个值：文字照文字，数照写下的样子；数组与表没有。
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().trim().to_owned()),
        Value::Integer(number) => Some(number.display_repr().replace('_', "")),
        Value::Float(number) => Some(number.display_repr().replace('_', "")),
        Value::Boolean(flag) => Some(flag.value().to_string()),
        Value::Datetime(date) => Some(date.value().to_string()),
        Value::Array(_) | Value::InlineTable(_) => None,
    }
}

/// 写下的数，如 `66.50`。
pub fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str(text.trim_start_matches('+').replace(',', "").as_str()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 取走表上的值剩下看不到的键() {
        let text = "[submission]\nset = \"x@1\" # 体系\nunit = \"某局\"\n[[indicator]]\ncode = \"A\"\nrule = \"pass\"\nactual = 3\n\
                    [actuals]\nT1 = \"98%\"\nT2 = { value = \"甲\", reason = \"因\", inferred = true }\nT3 = { checks = [true, 2] }\n\
                    T4 = { not_applicable = true }\n";
        let mut written = Written::new(text);
        assert_eq!(written.take("submission", "unit"), "某局");
        assert_eq!(written.take_actual("T1").value, "98%");
        let second = written.take_actual("T2");
        assert_eq!((second.value.as_str(), second.reason.as_str()), ("甲", "因"));
        assert_eq!(written.take_actual("T3").checks, ["是", "2"]);
        assert_eq!(written.take_actual("T4").value, "不适用");
        let (keys, actual) = written.take_own(0, ["code", "name"]);
        assert_eq!((keys[0].as_str(), keys[1].as_str(), actual.value.as_str()), ("A", "", "3"));
        let rest: DocumentMut = written.rest().parse().unwrap();
        assert_eq!(rest["submission"].as_table().unwrap().len(), 1);
        assert!(rest["actuals"].get("T1").is_none() && rest["actuals"].get("T2").is_some());
        assert_eq!(rest["indicator"].as_array_of_tables().unwrap().get(0).unwrap().len(), 1);
    }
}
