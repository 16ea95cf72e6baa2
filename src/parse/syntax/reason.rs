//! 出错的一行，缘由是什么：看它的样子，不看语法库怎么说；看不出来才照译。

use super::complaint::{Complaint, Seen, complaint};
use super::line::Line;
use super::pairs::Kind;
use super::words;
use crate::diagnostic::Code;
use std::ops::Range;

/// 一行的缘由：从最确切的看起。
pub fn explain(line: &Line<'_>, at: usize, message: &str, seen: &Seen<'_>) -> Option<Complaint> {
    let at = at.clamp(line.start, line.start + line.text.len());
    let here = at..at + line.slice(&(at..line.start + line.text.len())).chars().next().map_or(0, char::len_utf8);
    if message.contains("escaped value") || message.contains("unicode value") {
        let (reason, help) = words::BACKSLASH;
        return Some(complaint(here, reason, help));
    }
    if message.contains("duplicate") {
        return if line.is_header() { duplicate_table(line, seen) } else { duplicate_key(line, at, seen) };
    }
    let lookalike = || line.lookalike().map(|(span, (reason, help))| complaint(span, reason, help));
    let found = lookalike()
        .or_else(|| header(line))
        .or_else(|| key(line, at, message, seen))
        .or_else(|| value(line, at, message));
    Some(found.unwrap_or_else(|| {
        let known = words::MESSAGES.iter().find(|(english, _)| message.contains(english));
        let (reason, help) = known.map_or(("", ""), |(_, words)| *words);
        complaint(here, reason, help)
    }))
}

fn duplicate_key(line: &Line<'_>, at: usize, seen: &Seen<'_>) -> Option<Complaint> {
    let key = line.slice(&(at..line.code_end())).split(['=', ',', '}']).next().unwrap_or("").trim();
    let before = seen.keys.get(key).map_or_else(String::new, |number| format!("，前一次在第 {number} 行"));
    let next = if words::REPEATED.contains(&seen.header) {
        format!("；从这里起是另一张的，前面加一行 [[{}]]", seen.header)
    } else {
        String::new()
    };
    let help = format!("一张表里同一个键只写一次，删去多余的{next}");
    (!seen.is_doubtful).then(|| complaint(at..at + key.len(), format!("键“{key}”写了两次{before}"), help))
}

fn duplicate_table(line: &Line<'_>, seen: &Seen<'_>) -> Option<Complaint> {
    let (name, span) = (line.name(), line.start..line.code_end());
    let number = seen.tables.get(name);
    let (reason, help) = match number {
        // 写坏的表名使后面的好表名也重复。
        _ if words::REPEATED.contains(&name) && seen.has_wrong_header => return None,
        Some(number) if words::REPEATED.contains(&name) => {
            (format!("表名“{name}”要写两层方括号"), format!("每张都写成 [[{name}]]，包括第 {number} 行"))
        }
        Some(number) => (
            format!("表 [{name}] 写了两次，前一次在第 {number} 行"),
            format!("并到一处：把这里的内容移到第 {number} 行的 [{name}] 之下，删去这一行"),
        ),
        None => (format!("表 [{name}] 前面已经写过"), "并到一处，同一张表只写一次".to_owned()),
    };
    Some(complaint(span, reason, help))
}

/// 表名一行的毛病。
fn header(line: &Line<'_>) -> Option<Complaint> {
    let (name, span) = (line.name(), line.start..line.code_end());
    let code = line.slice(&span);
    if !line.is_header() || code.contains('=') {
        return None;
    }
    let right = if words::REPEATED.contains(&name) { format!("[[{name}]]") } else { format!("[{name}]") };
    Some(if !name.is_ascii() && !name.contains('"') {
        let known = words::TABLES.iter().find(|(chinese, _)| *chinese == name);
        let help = match (known, name.rsplit_once('.')) {
            (Some((_, table)), _) => format!("写成 {table}"),
            (None, Some((table, last))) => format!("名称改用英文，或给汉字加英文双引号：[{table}.\"{last}\"]"),
            (None, None) => "填报的表名有 [submission]、[budget]、[[goal]]、[[task]]、[[indicator]]、[actuals]、\
                             [[deduction]]、[declared]"
                .to_owned(),
        };
        complaint(span, format!("表名要用英文，这里是“{name}”"), help)
    } else if name.is_empty() {
        complaint(span, "方括号里没有表名", "写上表名，如 [submission]")
    } else if code.matches('[').count() != code.matches(']').count() {
        complaint(span, "表名的方括号没有配对", format!("写成 {right}"))
    } else if code.ends_with(']') {
        complaint(span, "表名里有不能用的字符", "表名只用英文字母、数字、下划线与短横，不留空格")
    } else {
        complaint(span, "表名的后面多了内容", "表名自成一行；说明文字前面加 #")
    })
}

/// 等号之前的毛病。
fn key(line: &Line<'_>, at: usize, message: &str, seen: &Seen<'_>) -> Option<Complaint> {
    let whole = line.key();
    let text = line.slice(&whole);
    let is_chinese = |text: &str| !text.is_ascii() && !text.contains(['"', '\'']);
    let has_equals = line.equals().is_some();
    if has_equals && is_chinese(text) && !text.contains(['{', '[']) {
        return Some(chinese_key(whole, text, seen));
    }
    let is_about_key = message.contains("key with no value") || message.contains("invalid unquoted key");
    if is_about_key && !has_equals && !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let help = "写成 键 = 值；是说明文字的，行首加 #";
        return Some(complaint(line.start..line.code_end(), "这一行不是 键 = 值", help));
    }
    if message.contains("invalid unquoted key") {
        let token = line.token(at);
        let text = line.slice(&token);
        return is_chinese(text).then(|| chinese_key(token.clone(), text, seen));
    }
    let rest = line.slice(&(whole.end..line.code_end())).trim();
    if has_equals && message.contains("key with no value") {
        return Some(complaint(whole, "键名里有空格或不能用的字符", "键名只用英文字母、数字、下划线与短横"));
    }
    (!has_equals && !rest.is_empty() && message.contains("key with no value"))
        .then(|| complaint(whole, "键后面没有等号", format!("键和值之间加英文等号，写成 {text} = {rest}")))
}

fn chinese_key(span: Range<usize>, key: &str, seen: &Seen<'_>) -> Complaint {
    let find =
        |table: &'static [(&str, &str)], name: &str| table.iter().find(|(from, _)| *from == name).map(|(_, to)| *to);
    let help = match (seen.header, find(words::KEYS, key), find(words::TABLE_KEYS, seen.header)) {
        ("actuals" | "declared.rows", ..) => "左边写指标的编码，如 C01；编码只用英文字母、数字与 - _ .".to_owned(),
        (_, Some(english), _) => format!("“{key}”写作 {english}"),
        (table, None, Some(keys)) => format!("换成英文的键；{table} 里常用的有：{keys}"),
        _ => "换成英文的键；各表有哪些键见 docs/file-format.md".to_owned(),
    };
    Complaint { code: Code::E0107, ..complaint(span, format!("键“{key}”里有汉字，键要用英文"), help) }
}

/// 等号之后的毛病。
fn value(line: &Line<'_>, at: usize, message: &str) -> Option<Complaint> {
    line.equals()?;
    let whole = line.value();
    let text = line.slice(&whole);
    let bare = |c: char| line.pieces().filter(|piece| piece.kind == Kind::Bare(c)).count();
    let is_tail = message.contains("unexpected key or value");
    let in_brackets = line.in_brackets();
    let rest = line.slice(&(at..line.code_end())).trim();
    let (reason, help) = if text.is_empty() {
        ("等号后面没有值", "在等号后面补上值，文字加英文双引号；没有可写的就删去这一行")
    } else if line.has_inner_quote() {
        ("文字中间有英文双引号", "中间的引号写成 \\\"，或改用中文引号“”")
    } else if is_tail && !rest.is_empty() && rest.chars().all(|c| ",，;；.。、".contains(c)) {
        ("行末多了标点", "删去行末的标点；一行一个 键 = 值，不用标点隔开")
    } else if text.starts_with('=') {
        ("多了等号", "一行只写一个等号")
    } else if !in_brackets && bare('=') > 1 {
        ("一行里有两个等号", "一行只写一个 键 = 值；文字里有等号的，两端加英文双引号")
    } else if in_brackets && text.contains('{') && has_grouping(text) {
        ("数里有逗号", "去掉数里的逗号，如 1,200 写成 1200")
    } else if in_brackets && is_tail && (bare(']') > bare('[') || bare('}') > bare('{')) {
        ("多了一个右括号", "删去多余的右括号")
    } else if is_tail && text.starts_with('"') && text.matches('"').count() > 2 {
        ("几个值没有放进方括号", "外面加英文方括号，写成 [\"甲\", \"乙\"]")
    } else {
        return scalar(line, at, message);
    };
    Some(complaint(whole, reason, help))
}

/// 语法库认不出一个不加引号的值时的说法。
const SCALAR: &[&str] = &[
    "must be quoted",
    "invalid float",
    "invalid boolean",
    "invalid date",
    "invalid time",
    "invalid integer",
    "unexpected key or value",
];

/// 没有加引号的值。
fn scalar(line: &Line<'_>, at: usize, message: &str) -> Option<Complaint> {
    let span = line.token(at);
    let text = line.slice(&span);
    if text.starts_with(['"', '\'', '[', '{']) || !SCALAR.iter().any(|english| message.contains(english)) {
        return None;
    }
    if line.slice(&(span.end..line.code_end())).trim_start().starts_with('=') {
        return Some(complaint(span, "两项之间缺逗号", "各项之间用英文逗号 , 分开"));
    }
    let key = line.key_before(span.start);
    let is_short = text.chars().count() <= 40 && !text.contains(['"', '\\']);
    let quoted = if is_short { format!("\"{text}\"") } else { "\"……\"".to_owned() };
    let number = leading_number(text);
    let starts_with_digit = text.chars().map(half_width).next().is_some_and(|c| c.is_ascii_digit());
    let (reason, help) = match number {
        _ if text.is_empty() => ("少了一个值".to_owned(), "补上值，文字加英文双引号".to_owned()),
        _ if is_date(text) => {
            let help = format!("写成 2024-02-03 这样；要按文字写就加英文双引号，写成 {quoted}");
            ("日期不对：历上没有这一天，或者月、日没有写成两位".to_owned(), help)
        }
        Some(_) if text.chars().all(|c| c.is_ascii_digit() || "+-._eE".contains(c)) && !message.contains("date") => {
            return None;
        }
        Some(number) if text.chars().map(half_width).all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) => {
            ("数里有逗号或全角字符".to_owned(), format!("写成 {number}"))
        }
        Some(number) if words::NUMBER_KEYS.contains(&key) => {
            let money = ["initial", "full_year", "executed"].contains(&key);
            let unit = if money { "；金额的单位写在 [budget] 的 unit 里" } else { "" };
            (format!("“{key}”只写数，不带单位"), format!("写成 {key} = {number}{unit}"))
        }
        _ if matches!(text.to_ascii_lowercase().as_str(), "true" | "false") => {
            ("真假值要小写".to_owned(), format!("写成 {}", text.to_ascii_lowercase()))
        }
        _ if starts_with_digit => {
            let help = format!("带单位或百分号的值要加英文双引号，写成 {quoted}");
            ("带单位或百分号的值没有加引号".to_owned(), help)
        }
        _ => ("文字没有加引号".to_owned(), format!("文字两端加英文双引号，写成 {quoted}")),
    };
    Some(Complaint { spreads: false, ..complaint(span, reason, help) })
}

/// 像 2024-2-3、2024/2/3、2024.2.3。
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(is_number) && parts[0].len() == 4 && !(parts.len() == 2 && text.contains('.'))
}

/// 有千位分隔号，如 1,200。
fn has_grouping(text: &str) -> bool {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).count();
    let mut parts = text.split(',').peekable();
    std::iter::from_fn(|| Some((parts.next()?, *parts.peek()?)))
        .any(|(before, after)| before.ends_with(|c: char| c.is_ascii_digit()) && digits(after) == 3)
}

/// 开头的数，全角照半角，逗号不要。
fn leading_number(text: &str) -> Option<String> {
    let digits: String = text.chars().map(half_width).take_while(|c| c.is_ascii_digit() || ",.".contains(*c)).collect();
    let digits = digits.replace(',', "").trim_matches('.').to_owned();
    (!digits.is_empty()).then_some(digits)
}

fn half_width(c: char) -> char {
    let half = u32::from(c).wrapping_sub(0xfee0);
    char::from_u32(half).filter(|half| half.is_ascii_digit() || ",.".contains(*half)).unwrap_or(c)
}
