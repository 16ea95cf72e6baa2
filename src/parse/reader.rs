//! TOML 表的逐键读取：记下问过哪些键，没有问过的就是未知的键。

use super::syntax::controls;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId, choices, guess_or_choices};
use crate::number::{Decimal, NumberError, Unit, read_number, read_quantity};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// 一个值和它在文件中的位置。
#[derive(Clone, Debug)]
pub struct At<T> {
    pub value: T,
    pub place: Place,
}

impl<T> At<T> {
    /// 换一个值，位置不变。
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At { value: change(self.value), place: self.place }
    }
}

/// 正在读的一张表；体系与口径有上级时，下面还垫着上级的同一张表。
#[derive(Clone)]
pub struct Table<'t> {
    pub(super) map: &'t DeTable<'t>,
    pub(super) source: SourceId,
    span: Range<usize>,
    seen: Vec<&'static str>,
    /// 问到了的键数；与表中的键数相等时没有未知的键。
    found: usize,
    /// 上级的同一张表：这里没有写的键到那里取。
    pub(super) under: Option<Box<Table<'t>>>,
    /// 只说这一份文件、不到上级取的键。
    pub(super) private: &'static [&'static str],
}

impl<'t> Table<'t> {
    pub fn new(map: &'t DeTable<'t>, source: SourceId, span: Range<usize>) -> Self {
        Table { map, source, span, seen: Vec::with_capacity(16), found: 0, under: None, private: &[] }
    }

    /// 表头的位置。
    pub fn place(&self) -> Place {
        Place { source: self.source, span: self.span.clone() }
    }

    /// 只取这一层的值，不到上级取。
    pub(super) fn here(&mut self, key: &'static str) -> Option<Item<'t>> {
        debug_assert!(!self.seen.contains(&key), "{key} 问了两次");
        self.seen.push(key);
        let value = self.map.get(key)?;
        self.found += 1;
        Some(Item { value, source: self.source })
    }

    fn get(&mut self, key: &'static str) -> Option<Item<'t>> {
        let value = self.here(key);
        let under = self.under.as_mut().and_then(|under| under.get(key));
        value.or_else(|| under.filter(|_| !self.private.contains(&key)))
    }

    /// 有没有这个键（不算读过）。
    pub fn has(&self, key: &str) -> bool {
        self.peek(key).is_some()
    }

    /// 看一眼值（不算读过）。
    pub(super) fn peek(&self, key: &str) -> Option<Item<'t>> {
        let value = self.map.get(key).map(|value| Item { value, source: self.source });
        value.or_else(|| {
            let under = self.under.as_ref().filter(|_| !self.private.contains(&key))?;
            under.peek(key)
        })
    }

    /// 缺了必填的键。
    pub fn missing(&self, key: &str, sink: &mut Sink) {
        let message = format!("缺少必填的“{key}”");
        sink.push(Diagnostic::new(Code::E0203, message).at(&self.place()).label(format!("这里要写 {key}")));
    }

    /// 文字，可缺。
    pub fn text(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<String>> {
        self.get(key)?.text(key, sink)
    }

    /// 文字，缺时为空串。
    pub fn text_or_empty(&mut self, key: &'static str, sink: &mut Sink) -> String {
        self.text(key, sink).map(|t| t.value).unwrap_or_default()
    }

    /// 文字，必填且不能为空。
    pub fn require_text(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<String>> {
        let Some(value) = self.get(key) else {
            self.missing(key, sink);
            return None;
        };
        let text = value.text(key, sink)?;
        if text.value.is_empty() {
            let message = format!("“{key}”不能为空");
            sink.push(Diagnostic::new(Code::E0208, message).at(&text.place).label("这里是空的"));
            return None;
        }
        Some(text)
    }

    /// 文字，必填，可以是空的。
    pub fn present_text(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<String>> {
        if !self.has(key) {
            self.missing(key, sink);
        }
        self.text(key, sink)
    }

    /// 文字，必填且不能为空；位置只算引号里面的，里面有转义时才是整个字符串。
    pub fn inner_text(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<String>> {
        let mut text = self.require_text(key, sink)?;
        if let Some(DeValue::String(DeString::Borrowed(raw))) = self.peek(key).map(|item| item.value.get_ref()) {
            // 没有转义的文字两头是一样长的引号；多行的开头可能还有一个换行，不计在内。
            let span = &text.place.span;
            let quote = if span.len() == raw.len() + 2 { 1 } else { 3 };
            let start = span.end.saturating_sub(quote + raw.len()) + (raw.len() - raw.trim_start().len());
            text.place.span = start..start + text.value.len();
        }
        Some(text)
    }

    /// 一组文字，缺时为空。
    pub fn texts(&mut self, key: &'static str, sink: &mut Sink) -> Vec<At<String>> {
        let items = self.get(key).and_then(|value| value.array(key, "一组文字，如 [\"甲\", \"乙\"]", sink));
        items.into_iter().flatten().filter_map(|item| item.text(key, sink)).collect()
    }

    /// 数，按书面写法读，不经浮点；也可写成加引号的文字。
    pub fn number(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<Decimal>> {
        self.get(key)?.number(key, sink)
    }

    /// 数，必填。
    pub fn require_number(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<Decimal>> {
        let Some(value) = self.get(key) else {
            self.missing(key, sink);
            return None;
        };
        value.number(key, sink)
    }

    /// 带单位的数（加引号），如 "5%"、"2万元"。
    pub fn quantity(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<(Decimal, Unit)>> {
        self.get(key)?.quantity(key, sink)
    }

    /// 比例：必须带百分号，读成小数（"80%" 为 0.8）。
    pub fn share(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<Decimal>> {
        let at = self.quantity(key, sink)?;
        match at.value.1.factor_to(&Unit::percent()) {
            Some(factor) => Some(at.map(|(value, _)| value * factor / Decimal::ONE_HUNDRED)),
            None => {
                let message = format!("“{key}”是比例，要带百分号");
                sink.push(Diagnostic::new(Code::E0206, message).at(&at.place).help("写成加引号的百分数，如 \"80%\""));
                None
            }
        }
    }

    /// 非负整数。
    pub fn count(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<usize>> {
        let item = self.get(key)?;
        let place = item.place();
        match item.value.get_ref() {
            DeValue::Integer(i) if i.radix() == 10 => match i.as_str().parse() {
                Ok(value) => Some(At { value, place }),
                Err(_) => {
                    let message = format!("“{key}”应当是不太大的非负整数，这里是 {}", i.as_str());
                    sink.push(Diagnostic::new(Code::E0206, message).at(&place));
                    None
                }
            },
            _ => {
                item.mistyped(key, "整数（不加引号）", sink);
                None
            }
        }
    }

    /// 真假值，缺时为假。
    pub fn flag(&mut self, key: &'static str, sink: &mut Sink) -> bool {
        let Some(item) = self.get(key) else { return false };
        match item.value.get_ref() {
            DeValue::Boolean(value) => *value,
            _ => {
                item.mistyped(key, "true 或 false", sink);
                false
            }
        }
    }

    /// 几个固定写法之一。
    pub fn choice<T: Copy>(&mut self, key: &'static str, allowed: &[(&str, T)], sink: &mut Sink) -> Option<T> {
        self.choice_at(key, allowed, sink).map(|at| at.value)
    }

    /// 几个固定写法之一，连同位置。
    pub fn choice_at<T: Copy>(&mut self, key: &'static str, allowed: &[(&str, T)], sink: &mut Sink) -> Option<At<T>> {
        let text = self.text(key, sink)?;
        if let Some((_, value)) = allowed.iter().find(|(name, _)| *name == text.value) {
            return Some(text.map(|_| *value));
        }
        let names: Vec<&str> = allowed.iter().map(|(name, _)| *name).collect();
        let message = format!("“{key}”不能写“{}”", text.value);
        let help = choices("只能是", &text.value, &names);
        sink.push(Diagnostic::new(Code::E0204, message).at(&text.place).label("这个写法").help(help));
        None
    }

    /// 日期或文字，原样取作文字。
    pub fn date_text(&mut self, key: &'static str, sink: &mut Sink) -> String {
        self.date(key, sink).map(|t| t.value).unwrap_or_default()
    }

    /// 日期或文字，可缺。
    pub fn date(&mut self, key: &'static str, sink: &mut Sink) -> Option<At<String>> {
        let item = self.get(key)?;
        match item.value.get_ref() {
            DeValue::Datetime(date) => Some(At { value: date.to_string(), place: item.place() }),
            _ => item.text(key, sink),
        }
    }

    /// 下级的表；上级的同一张表整个不用。
    pub fn table(&mut self, key: &'static str, sink: &mut Sink) -> Option<Table<'t>> {
        self.get(key)?.table(key, sink)
    }

    /// 一组下级的表（`[[key]]`），缺时为空；这里写了，上级的一组整个不用。
    pub fn tables(&mut self, key: &'static str, sink: &mut Sink) -> Vec<Table<'t>> {
        self.get(key).map(|item| item.tables(key, sink)).unwrap_or_default()
    }

    /// 以任意文字为键的下级表：逐项给出键、键的位置与值。
    pub fn entries(&mut self, key: &'static str, sink: &mut Sink) -> Vec<(At<&'t str>, Item<'t>)> {
        self.table(key, sink).map(|table| table.into_entries()).unwrap_or_default()
    }

    /// 把本表的全部键值逐项取出，按在文件中的先后。
    pub fn into_entries(self) -> Vec<(At<&'t str>, Item<'t>)> {
        let source = self.source;
        let mut entries: Vec<_> = self
            .map
            .iter()
            .map(|(key, value)| {
                let at = At { value: key.get_ref().as_ref(), place: Place { source, span: key.span() } };
                (at, Item { value, source })
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.place.span.start);
        entries
    }

    /// 数组的各项。
    pub fn items(&mut self, key: &'static str, sink: &mut Sink) -> Option<(Vec<Item<'t>>, Place)> {
        let item = self.get(key)?;
        Some((item.array(key, "数组，如 [1, 0, 2]", sink)?, item.place()))
    }

    /// 取出一个值，由调用方判断类型。
    pub fn item(&mut self, key: &'static str) -> Option<Item<'t>> {
        self.get(key)
    }

    /// 读完：没有问过的键都是未知的键，上级的也是。
    pub fn finish(self, sink: &mut Sink) {
        if let Some(under) = self.under {
            under.finish(sink);
        }
        if self.found == self.map.len() {
            return;
        }
        for (key, _) in self.map.iter() {
            let name = key.get_ref().as_ref();
            if self.seen.contains(&name) {
                continue;
            }
            let message = format!("不认识的键“{name}”");
            let help = guess_or_choices("这里可以写", name, &self.seen);
            let place = Place { source: self.source, span: key.span() };
            sink.push(Diagnostic::new(Code::E0201, message).at(&place).label("没有这个键").help(help));
        }
    }
}

/// 一个尚未判断类型的值。
#[derive(Clone, Copy)]
pub struct Item<'t> {
    value: &'t Spanned<DeValue<'t>>,
    source: SourceId,
}

impl<'t> Item<'t> {
    pub fn place(&self) -> Place {
        Place { source: self.source, span: self.value.span() }
    }

    /// 是表时取出。
    pub fn as_table(&self) -> Option<Table<'t>> {
        match self.value.get_ref() {
            DeValue::Table(map) => Some(Table::new(map, self.source, self.value.span())),
            _ => None,
        }
    }

    /// 文字或数的书面写法；真假值写作 1 与 0。
    pub fn as_written(&self) -> Option<&'t str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text),
            DeValue::Integer(i) if i.radix() == 10 => Some(i.as_str()),
            DeValue::Float(f) => Some(f.as_str()),
            DeValue::Boolean(true) => Some("1"),
            DeValue::Boolean(false) => Some("0"),
            _ => None,
        }
    }

    /// 文字，首尾空白去掉。
    fn text(&self, key: &str, sink: &mut Sink) -> Option<At<String>> {
        let DeValue::String(text) = self.value.get_ref() else {
            self.mistyped(key, "文字（加双引号）", sink);
            return None;
        };
        // 原文已经查过控制字符，只有转义写法（`\u0007`）还要再查；转义过的文字不是借用的。
        let escaped = if matches!(text, DeString::Owned(_)) { controls(text).next() } else { None };
        if let Some((_, c)) = escaped {
            let message = format!("文字里有看不见的控制字符 U+{:04X}", c as u32);
            sink.push(Diagnostic::new(Code::E0105, message).at(&self.place()).label("这段文字里"));
        }
        Some(At { value: text.trim().to_owned(), place: self.place() })
    }

    fn number(&self, key: &str, sink: &mut Sink) -> Option<At<Decimal>> {
        let text = match self.value.get_ref() {
            DeValue::Integer(i) if i.radix() == 10 => i.as_str(),
            DeValue::Float(f) => f.as_str(),
            DeValue::String(text) => text,
            _ => {
                self.mistyped(key, "数", sink);
                return None;
            }
        };
        let place = self.place();
        match read_number(text) {
            Ok(value) => Some(At { value, place }),
            Err(error) => {
                sink.push(number_error(key, text, error).at(&place).label("这个数"));
                None
            }
        }
    }

    /// 数，可带单位（加引号）。
    pub fn quantity(&self, key: &str, sink: &mut Sink) -> Option<At<(Decimal, Unit)>> {
        let written = self.as_written().filter(|_| !matches!(self.value.get_ref(), DeValue::Boolean(_)));
        let Some(text) = written else {
            self.mistyped(key, "数，可带单位（加引号）", sink);
            return None;
        };
        let place = self.place();
        match read_quantity(text) {
            Ok(q) => Some(At { value: (q.value, q.unit), place }),
            Err(error) => {
                sink.push(number_error(key, text, error).at(&place).label("这个数"));
                None
            }
        }
    }

    pub(super) fn table(&self, key: &str, sink: &mut Sink) -> Option<Table<'t>> {
        let table = self.as_table();
        if table.is_none() {
            self.mistyped(key, &format!("一张表，写成 [{key}]"), sink);
        }
        table
    }

    pub(super) fn tables(&self, key: &str, sink: &mut Sink) -> Vec<Table<'t>> {
        let mut tables = Vec::new();
        for item in self.array(key, &format!("一组表，写成 [[{key}]]"), sink).into_iter().flatten() {
            match item.as_table() {
                Some(table) => tables.push(table),
                None => item.mistyped(key, &format!("表，写成 [[{key}]]"), sink),
            }
        }
        tables
    }

    /// 数组的各项。
    pub(super) fn array(&self, key: &str, want: &str, sink: &mut Sink) -> Option<Vec<Item<'t>>> {
        let DeValue::Array(items) = self.value.get_ref() else {
            self.mistyped(key, want, sink);
            return None;
        };
        Some(items.iter().map(|value| Item { value, source: self.source }).collect())
    }

    /// 报告类型不对，并说写成了什么。
    fn mistyped(&self, key: &str, want: &str, sink: &mut Sink) {
        let got = match self.value.get_ref() {
            DeValue::String(_) => "文字",
            DeValue::Integer(_) => "整数",
            DeValue::Float(_) => "小数",
            DeValue::Boolean(_) => "真假值",
            DeValue::Datetime(_) => "日期",
            DeValue::Array(_) => "数组",
            DeValue::Table(_) => "表",
        };
        let message = format!("“{key}”应当是{want}，这里写的是{got}");
        sink.push(Diagnostic::new(Code::E0202, message).at(&self.place()).label(format!("要写{want}")));
    }

    /// 报告类型不对。
    pub fn wrong(&self, key: &str, want: &str, sink: &mut Sink) {
        let message = format!("“{key}”应当是{want}");
        sink.push(Diagnostic::new(Code::E0202, message).at(&self.place()).label(format!("要写{want}")));
    }
}

/// 数读不出来的诊断。
pub(super) fn number_error(key: &str, text: &str, error: NumberError) -> Diagnostic {
    match error {
        NumberError::TooManyDigits => {
            Diagnostic::new(Code::E0207, format!("“{key}”的数字超过 16 位有效数字，无法精确计算"))
        }
        NumberError::Grouping => Diagnostic::new(Code::E0206, format!("“{key}”的千位分隔号位置不对：{text}"))
            .help("千位分隔号每三位一组，如 1,234,567"),
        NumberError::NotANumber => Diagnostic::new(Code::E0206, format!("“{key}”应当是数，读不出：{text}")),
    }
}
