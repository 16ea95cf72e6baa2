//! 指标值的写法不统一（W0817）：意思不变、只换字形的，可以直接改。

use super::row::Row;
use crate::diagnostic::{Code, Sink};
use crate::number::fold;
use crate::target::{Kind, read_target};

/// 各种字形的符号；前面的先换。
const SIGNS: &[(&str, &str)] = &[
    ("==", "="),
    (">=", "≥"),
    ("=>", "≥"),
    ("<=", "≤"),
    ("=<", "≤"),
    ("≧", "≥"),
    ("⩾", "≥"),
    ("≦", "≤"),
    ("⩽", "≤"),
    ("﹥", ">"),
    ("﹤", "<"),
    ("﹦", "="),
    ("═", "="),
    ("﹪", "%"),
];

/// 单位的异写。
const UNITS: &[(&str, &str)] =
    &[("百分比", "%"), ("㎡", "平方米"), ("m²", "平方米"), ("m2", "平方米"), ("平米", "平方米"), ("m³", "立方米")];

pub fn look(row: &Row<'_>, sink: &mut Sink) {
    let target = &row.indicator.target;
    if matches!(target.kind, Kind::Qualitative | Kind::Date(_)) {
        return;
    }
    let new = usual(&target.text);
    if new == target.text {
        return;
    }
    // 改了写法而意思变了的，不是字形的事。
    let (Ok(before), Ok(after)) = (read_target(&target.text), read_target(&new)) else { return };
    if (before.kind, &before.unit) != (after.kind, &after.unit) {
        return;
    }
    let message = format!("指标值“{}”的写法不统一，通常写作“{new}”", target.text);
    let fix = row.target_fix(&new, "指标值换成通常的写法");
    sink.push(row.at_target(Code::W0817, message, "意思不变，只换写法").with_fix(fix));
}

/// 通常的写法：半角的数、≥ ≤ > < =、百分号在后。
fn usual(text: &str) -> String {
    let mut new: String = text.chars().map(|c| if is_wide(c) { fold(c) } else { c }).collect();
    for (old, sign) in SIGNS {
        new = new.replace(old, sign);
    }
    for (old, unit) in UNITS {
        if let Some(head) = new.strip_suffix(old) {
            new = format!("{head}{unit}");
        }
    }
    for prefix in ["%", "百分之"] {
        let digits = new.strip_prefix(prefix).filter(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
        if let Some(digits) = digits.map(str::to_owned) {
            new = format!("{digits}%");
        }
    }
    new
}

/// 全角的数字与符号；括号、逗号一类标点照旧。
fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | '％' | '．' | '＝' | '＞' | '＜')
}
