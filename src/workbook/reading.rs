//! 把填的文字读成数的公式：`98%`、`19人`、`980000元`、`-3`。
//!
//! 只认数后面直接跟单位的写法；别的写法（千位分隔号、中文数字、前后的话）公式不猜，得分一格写“待核”，
//! 由程序读回之后再算。

use super::cell::number;
use crate::number::{Decimal, Unit};

/// 常用单位的写法，用来列出与指标值单位可以换算的各种后缀。
const SPELLINGS: [&str; 36] = [
    "%",
    "‰",
    "百分比",
    "元",
    "圆",
    "千元",
    "万元",
    "百万元",
    "千万元",
    "亿元",
    "分钟",
    "小时",
    "个月",
    "年",
    "毫米",
    "厘米",
    "米",
    "公里",
    "千米",
    "克",
    "公斤",
    "千克",
    "吨",
    "万吨",
    "平方米",
    "㎡",
    "平米",
    "公顷",
    "平方公里",
    "天",
    "日",
    "立方米",
    "万人次",
    "万人",
    "万亩",
    "万户",
];

/// 净文：去掉首尾空白，全角折成半角。
pub fn net(cell: &str) -> String {
    format!("TRIM(ASC({cell}&\"\"))")
}

/// 去掉开头的正负号。
pub fn body(net: &str) -> String {
    format!("IF(OR(LEFT({net},1)=\"-\",LEFT({net},1)=\"+\"),MID({net},2,255),{net})")
}

/// 数字与小数点共几个。
fn length(body: &str) -> String {
    format!(
        "SUMPRODUCT(LEN({body})-LEN(SUBSTITUTE({body},{{\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\".\"}},\"\")))"
    )
}

/// 开头的数，带上正负号；不是以数开头，或不止一个小数点、超过十五位的，为空。
pub fn digits(net: &str, body: &str) -> String {
    let digits = format!("LEFT({body},{})", length(body));
    let is_digit = |c: &str| format!("ISNUMBER(FIND({c},\"0123456789\"))");
    format!(
        "IFERROR(IF(AND({body}<>\"\",LEN({digits})<=15,LEN({digits})-LEN(SUBSTITUTE({digits},\".\",\"\"))<=1,{},{}),IF(LEFT({net},1)=\"-\",-1,1)*VALUE({digits}),\"\"),\"\")",
        is_digit(&format!("LEFT({body},1)")),
        is_digit(&format!("RIGHT({digits},1)")),
    )
}

/// 数后面的文字。
pub fn suffix(body: &str) -> String {
    format!("TRIM(MID({body},{}+1,255))", length(body))
}

/// 可以换算成 `unit` 的各种后缀，连同倍数；第一个是 `unit` 自己。
fn spellings(unit: &Unit) -> Vec<(String, Decimal)> {
    let mut all = vec![(unit.as_str().to_owned(), Decimal::ONE)];
    let tens = format!("万{}", unit.as_str());
    for text in SPELLINGS.iter().copied().chain([tens.as_str()]) {
        let factor = Unit::read(text).and_then(|read| read.factor_to(unit));
        if let Some(factor) = factor.filter(|_| !all.iter().any(|(known, _)| known == text)) {
            all.push((text.to_owned(), factor.normalize()));
        }
    }
    all
}

/// `value` 乘以倍数；除得尽的小倍数改用除，免得带进二进制的零头。
fn scaled(value: &str, factor: Decimal) -> String {
    if factor == Decimal::ONE {
        return value.to_owned();
    }
    match Decimal::ONE.checked_div(factor).map(|inverse| inverse.normalize()) {
        Some(inverse) if factor < Decimal::ONE && inverse.scale() == 0 => {
            format!("ROUND({value}/{},12)", number(inverse))
        }
        _ => format!("ROUND({value}*{},9)", number(factor)),
    }
}

/// 后缀认得出时换算成 `unit`；`bare` 是没有写单位时的式子。认不出为空。
pub fn in_unit(digits: &str, suffix: &str, unit: &Unit, bare: &str) -> String {
    let mut formula = format!("IF({suffix}=\"\",{bare},\"\")");
    if !unit.is_none() {
        for (text, factor) in spellings(unit).into_iter().rev() {
            formula = format!("IF({suffix}=\"{text}\",{},{formula})", scaled(digits, factor));
        }
    }
    format!("IF({digits}=\"\",\"\",{formula})")
}

/// 没有写单位的数怎样理解，与程序相同：百分数在一以内的、金额不为零的说不清。
pub fn bare(digits: &str, unit: &Unit) -> String {
    if unit.is_rate() {
        format!("IF(OR({digits}=0,ABS({digits})>1),{digits},\"\")")
    } else if unit.is_money() {
        format!("IF({digits}=0,0,\"\")")
    } else {
        digits.to_owned()
    }
}

/// 百分数写成小数；不是百分数的为空。
pub fn percent(digits: &str, suffix: &str) -> String {
    format!(
        "IF({digits}=\"\",\"\",IF(OR({suffix}=\"%\",{suffix}=\"百分比\"),ROUND({digits}/100,12),IF({suffix}=\"‰\",ROUND({digits}/1000,12),\"\")))"
    )
}
