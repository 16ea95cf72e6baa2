//! 评分标准里的字与数：规范字形，阿拉伯与中文的数，带单位的量。

use crate::number::{Decimal, Unit, fold, scan_number};
use winnow::Result;
use winnow::combinator::{alt, fail, opt};
use winnow::prelude::*;
use winnow::stream::Stateful;
use winnow::token::take_while;

/// 读到的地方；附带本行指标值的单位，生僻的单位由此认得。
pub(super) type Input<'i> = Stateful<&'i str, &'i str>;

/// 带单位的量；没写单位的随上下文。
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    pub value: Decimal,
    pub unit: Option<Unit>,
}

/// 全角折成半角，比较符号归一，去掉空白；空白两边都是数字时留下分号，以免两个数连成一个。
pub(super) fn normal(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut blank = false;
    for c in words.chars().map(fold) {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && c.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit() || last == '%') {
            out.push(';');
        }
        blank = false;
        out.push(match c {
            '≧' | '⩾' | '≮' => '≥',
            '≦' | '⩽' | '≯' => '≤',
            '﹥' => '>',
            '﹤' => '<',
            '—' | '–' | '―' | '─' | '∼' | '〜' => '~',
            '［' | '【' => '[',
            '］' | '】' => ']',
            '÷' => '/',
            '×' => '*',
            other => other,
        });
    }
    out.replace(">=", "≥").replace("<=", "≤").replace("~~", "~")
}

/// 依次试这些写法，先写的优先。
pub(super) fn any_of<'i>(
    words: &'static [&'static str],
) -> impl Parser<Input<'i>, &'i str, winnow::error::ContextError> {
    move |input: &mut Input<'i>| {
        for word in words {
            if input.input.starts_with(word) {
                return winnow::token::literal(*word).parse_next(input);
            }
        }
        fail.parse_next(input)
    }
}

/// 可有可无、可以重复的字样。
pub(super) fn skip<'i>(words: &'static [&'static str]) -> impl Parser<Input<'i>, (), winnow::error::ContextError> {
    move |input: &mut Input<'i>| {
        while opt(any_of(words)).parse_next(input)?.is_some() {}
        Ok(())
    }
}

/// 一个数：`0.5`、`五`、`二十`、`零点五`、`半`。
pub(super) fn number(input: &mut Input<'_>) -> Result<Decimal> {
    alt((arabic, chinese)).parse_next(input)
}

fn arabic(input: &mut Input<'_>) -> Result<Decimal> {
    let digits: &str = take_while(1.., |c: char| c.is_ascii_digit() || c == '.').parse_next(input)?;
    match scan_number(digits) {
        Ok(Some((value, length))) if length == digits.len() => Ok(value),
        _ => fail.parse_next(input),
    }
}

fn digit(c: char) -> Option<i64> {
    let at = "零一二三四五六七八九".chars().position(|d| d == c);
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => at.map(|at| at as i64),
    }
}

fn chinese(input: &mut Input<'_>) -> Result<Decimal> {
    let is_numeral = |c: char| digit(c).is_some() || matches!(c, '十' | '百' | '千' | '点' | '半');
    let start = *input;
    let text: &str = take_while(1.., is_numeral).parse_next(input)?;
    if text == "半" {
        return Ok(Decimal::new(5, 1));
    }
    match read_chinese(text) {
        Some(value) => Ok(value),
        None => {
            *input = start;
            fail.parse_next(input)
        }
    }
}

fn read_chinese(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('点').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    // `last` 是还没有配上“十百千”的一位；`unit` 防止次序颠倒。
    let (mut value, mut last, mut unit) = (0_i64, None, 10_000_i64);
    for c in whole.chars() {
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let one = digit(c)?;
                if last.is_some_and(|last| last != 0) {
                    return None;
                }
                last = Some(one);
                continue;
            }
        };
        if scale >= unit {
            return None;
        }
        // “百分点”的百不是一百。
        let count = last.filter(|one| *one != 0).or((scale == 10).then_some(1))?;
        (value, unit) = (value + count * scale, scale);
        last = None;
    }
    value += last.unwrap_or(0);
    if whole.is_empty() {
        return None;
    }
    let Some(fraction) = fraction else { return Some(Decimal::from(value)) };
    let digits: Option<String> =
        fraction.chars().map(|c| Some(char::from(b'0' + u8::try_from(digit(c)?).ok()?))).collect();
    let digits = digits.filter(|digits| (1..=8).contains(&digits.len()))?;
    scan_number(&format!("{value}.{digits}")).ok()?.map(|(value, _)| value)
}

/// 评分标准里常见的单位；前一个是后一个的开头时，长的在前。
const UNITS: &[&str] = &[
    "个百分点",
    "百分点",
    "%",
    "‰",
    "万亿元",
    "亿元",
    "千万元",
    "百万元",
    "万元",
    "千元",
    "元",
    "个工作日",
    "工作日",
    "个月",
    "小时",
    "分钟",
    "天",
    "日",
    "年",
    "万人次",
    "人次",
    "人",
    "户次",
    "户",
    "批次",
    "批",
    "次",
    "起",
    "件",
    "项",
    "场",
    "期",
    "处",
    "例",
    "份",
    "篇",
    "家",
    "条",
    "种",
    "类",
    "宗",
    "笔",
    "台",
    "套",
    "辆",
    "所",
    "座",
    "栋",
    "间",
    "只",
    "头",
    "株",
    "棵",
    "亩",
    "公顷",
    "平方公里",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "米",
    "公斤",
    "吨",
    "册",
    "本",
    "班",
    "村",
    "个",
];

fn unit(input: &mut Input<'_>) -> Result<Unit> {
    let own = input.state;
    if !own.is_empty() && input.input.starts_with(own) {
        let word = winnow::token::take(own.chars().count()).parse_next(input)?;
        return Unit::read(word).map_or_else(|| fail.parse_next(input), Ok);
    }
    let word = any_of(UNITS).parse_next(input)?;
    // “个工作日”与“工作日”是一回事。
    Unit::read(if word == "个工作日" { "工作日" } else { word }).map_or_else(|| fail.parse_next(input), Ok)
}

/// 一个量：`0.5个百分点`、`百分之九十五`、`5%`、`一天`、`90`。
pub(super) fn amount(input: &mut Input<'_>) -> Result<Amount> {
    let percent = ("百分之", number).map(|(_, value)| Amount { value, unit: Some(Unit::percent()) });
    // “60分”的分是得分，不是单位。
    let plain = (number, opt(unit)).map(|(value, unit)| Amount { value, unit });
    alt((percent, plain)).parse_next(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let mut input = Stateful { input: text, state: "标段" };
        let amount = amount(&mut input).ok()?;
        let unit = amount.unit.map_or_else(String::new, |unit| unit.as_str().to_owned());
        Some(format!("{} {unit} {}", amount.value, input.input))
    }

    #[test]
    fn 数与量的写法() {
        for (text, want) in [
            ("0.5个百分点扣", "0.5 个百分点 扣"),
            ("五个百分点", "5 个百分点 "),
            ("百分之九十五", "95 % "),
            ("一百二十天", "120 天 "),
            ("十五日", "15 天 "),
            ("零点五分", "0.5  分"),
            ("两个标段", "2 个 标段"),
            ("3标段", "3 标段 "),
            ("半个百分点", "0.5 个百分点 "),
            ("一千零五人", "1005 人 "),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
        for text in ["点五", "五五", "十百", "1.2.3%", "若干"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn 字形() {
        assert_eq!(normal("每低１个\n百分点 扣０．５分，扣完为止。"), "每低1个百分点扣0.5分,扣完为止。");
        assert_eq!(normal("≥95%得5\n90%-95%"), "≥95%得5;90%-95%");
        assert_eq!(normal("90%——95%"), "90%~95%");
    }
}
