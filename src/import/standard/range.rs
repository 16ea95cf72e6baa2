//! 评分标准里的界限：`≥95%`、`90%(含)-95%`、`低于60%`、`达到目标值的80%以上`、`90%≤完成率<95%`。

use super::words::{Amount, Input, amount, any_of, skip};
use crate::number::{Decimal, Unit};
use crate::target::{Bound, Interval};
use winnow::Result;
use winnow::combinator::{alt, fail, opt};
use winnow::prelude::*;
use winnow::token::take_while;

/// 一段界限，数值按书面写法。
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Range {
    pub interval: Interval,
    pub unit: Option<Unit>,
    /// 夹在两端之间或写明“目标值的”：说的是哪个量。
    pub of: String,
    /// “60%以下”这样的写法含不含本数，常与紧接的一段冲突。
    pub loose: bool,
}

/// 比较的方向。
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    AtLeast,
    Above,
    AtMost,
    Below,
    Exactly,
}

const SIGNS: &[(Sign, &[&str])] = &[
    (
        Sign::Below,
        &["未达到", "达不到", "没有达到", "不达", "未达", "不到", "不足", "不满", "低于", "小于", "少于", "<"],
    ),
    (
        Sign::AtLeast,
        &[
            "大于或等于",
            "大于等于",
            "高于或等于",
            "高于等于",
            "不低于",
            "不少于",
            "不小于",
            "达到或超过",
            "达到",
            "至少",
            "完成",
            "达",
            "≥",
        ],
    ),
    (
        Sign::AtMost,
        &[
            "小于或等于",
            "小于等于",
            "低于或等于",
            "低于等于",
            "不超过",
            "未超过",
            "不高于",
            "不大于",
            "不多于",
            "控制在",
            "≤",
        ],
    ),
    (Sign::Above, &["超过", "高于", "大于", "多于", "超出", ">"]),
    (Sign::Exactly, &["等于", "="]),
];

/// 在长的词之前不能先认短的（“低于或等于”不是“低于”）。
fn sign(input: &mut Input<'_>) -> Result<Sign> {
    let text = input.input;
    let found = SIGNS.iter().flat_map(|(sign, words)| words.iter().map(move |word| (*sign, *word)));
    let found = found.filter(|(_, word)| text.starts_with(word)).max_by_key(|(_, word)| word.len());
    match found {
        Some((sign, word)) => winnow::token::literal(word).value(sign).parse_next(input),
        None => fail.parse_next(input),
    }
}

/// “(含)”“(不含95%)”“(含本数)”。
fn note(input: &mut Input<'_>) -> Result<bool> {
    any_of(&["("]).parse_next(input)?;
    let included =
        alt((any_of(&["不包含", "不含"]).value(false), any_of(&["包含", "含"]).value(true))).parse_next(input)?;
    opt(any_of(&["本数", "本级"])).parse_next(input)?;
    opt(amount).parse_next(input)?;
    any_of(&[")"]).parse_next(input)?;
    Ok(included)
}

/// 一端：符号与后缀合在一起的意思；都没有的是一个光秃秃的数。
struct Side {
    sign: Option<Sign>,
    amount: Amount,
    of_target: bool,
    /// “以下”“以上”没有注明含不含。
    loose: bool,
    included: Option<bool>,
}

fn side(input: &mut Input<'_>) -> Result<Side> {
    skip(&["在", "为", "是", "介于", "处于"]).parse_next(input)?;
    let before = opt(sign).parse_next(input)?;
    let of_target = opt((
        skip(&["年度", "年初", "预期", "绩效"]),
        any_of(&["目标值的", "指标值的", "目标的", "计划数的", "计划的", "任务的"]),
    ))
    .parse_next(input)?
    .is_some();
    let amount = amount.parse_next(input)?;
    let early = opt(note).parse_next(input)?;
    let after = opt(alt((
        any_of(&["及以上", "以上", "(含)以上"]).value(Sign::AtLeast),
        any_of(&["及以下", "以下", "以内", "之内", "(含)以下"]).value(Sign::AtMost),
    )))
    .parse_next(input)?;
    let late = opt(note).parse_next(input)?;
    let included = match (early, late) {
        (Some(a), Some(b)) if a != b => return fail.parse_next(input),
        (early, late) => early.or(late),
    };
    let sign = match (before, after) {
        (None, None) => None,
        (Some(sign), None) => Some(sign),
        (None | Some(Sign::AtLeast), Some(Sign::AtLeast)) => Some(Sign::AtLeast),
        (None | Some(Sign::AtMost), Some(Sign::AtMost)) => Some(Sign::AtMost),
        _ => return fail.parse_next(input),
    };
    let loose = before.is_none() && after.is_some() && included.is_none();
    // 含与不含盖过符号：“以下(不含)”不含本数，“<60%(含)”自相矛盾。
    let sign = match (sign, included) {
        (Some(Sign::AtLeast), Some(false)) if before.is_none() => Some(Sign::Above),
        (Some(Sign::AtMost), Some(false)) if before.is_none() => Some(Sign::Below),
        (Some(Sign::AtLeast | Sign::AtMost), Some(false))
        | (Some(Sign::Above | Sign::Below | Sign::Exactly), Some(true)) => {
            return fail.parse_next(input);
        }
        (sign, _) => sign,
    };
    Ok(Side { sign, amount, of_target, loose, included })
}

fn joined(low: Bound, high: Bound, unit: Option<Unit>, of: String) -> Range {
    Range { interval: Interval { low: Some(low), high: Some(high) }, unit, of, loose: false }
}

/// 两端的单位：一端没写的随另一端，不同的不成一段。
fn shared(a: Option<Unit>, b: Option<Unit>) -> Option<Option<Unit>> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => Some(a.or(b)),
    }
}

/// `[90%,95%)`。
fn brackets(input: &mut Input<'_>) -> Result<Range> {
    let low_closed = alt((any_of(&["["]).value(true), any_of(&["("]).value(false))).parse_next(input)?;
    let low = amount.parse_next(input)?;
    any_of(&[",", "~", "-", "、", ";"]).parse_next(input)?;
    let high = amount.parse_next(input)?;
    let high_closed = alt((any_of(&["]"]).value(true), any_of(&[")"]).value(false))).parse_next(input)?;
    let (a, b) = (Bound { value: low.value, closed: low_closed }, Bound { value: high.value, closed: high_closed });
    match shared(low.unit, high.unit) {
        Some(unit) if a.value < b.value => Ok(joined(a, b, unit, String::new())),
        _ => fail.parse_next(input),
    }
}

/// `90%(含)-95%`；只注明一端含的，另一端不含；都不注的两端都含。
fn dashed(input: &mut Input<'_>) -> Result<Range> {
    skip(&["在", "为", "介于", "处于", "达到"]).parse_next(input)?;
    let first = (amount, opt(note)).parse_next(input)?;
    any_of(&["-", "~", "至", "到", "与", "和"]).parse_next(input)?;
    let second = (amount, opt(note)).parse_next(input)?;
    skip(&["之间"]).parse_next(input)?;
    let ((first, first_in), (second, second_in)) = (first, second);
    let closed = |own: Option<bool>, other: Option<bool>| own.unwrap_or(other != Some(true));
    let a = Bound { value: first.value, closed: closed(first_in, second_in) };
    let b = Bound { value: second.value, closed: closed(second_in, first_in) };
    match shared(first.unit, second.unit) {
        Some(unit) if a.value < b.value => Ok(joined(a, b, unit, String::new())),
        Some(unit) if a.value > b.value => Ok(joined(b, a, unit, String::new())),
        _ => fail.parse_next(input),
    }
}

/// `90%≤完成率<95%`。
fn enclosed(input: &mut Input<'_>) -> Result<Range> {
    let symbol = &["≤", "<", "≥", ">"];
    let first = amount.parse_next(input)?;
    let left = any_of(symbol).parse_next(input)?;
    let of: &str = take_while(1..=24, |c: char| c.is_alphabetic() && !"得扣按每".contains(c)).parse_next(input)?;
    let right = any_of(symbol).parse_next(input)?;
    let second = amount.parse_next(input)?;
    let closed = |symbol: &str| matches!(symbol, "≤" | "≥");
    let rising = matches!(left, "≤" | "<");
    if rising != matches!(right, "≤" | "<") {
        return fail.parse_next(input);
    }
    let of = if of.chars().all(|c| c.is_ascii_alphabetic()) { String::new() } else { of.to_owned() };
    let (a, b) =
        (Bound { value: first.value, closed: closed(left) }, Bound { value: second.value, closed: closed(right) });
    match shared(first.unit, second.unit) {
        Some(unit) if rising && a.value < b.value => Ok(joined(a, b, unit, of)),
        Some(unit) if !rising && a.value > b.value => Ok(joined(b, a, unit, of)),
        _ => fail.parse_next(input),
    }
}

/// `≥95%`，或两个方向合成的一段：`大于等于90%小于95%`、`90%以上95%以下`。
fn compared(input: &mut Input<'_>) -> Result<Range> {
    let first = side(input)?;
    let mut after = *input;
    let second = (skip(&[",", "、", "且", "并", "而", "但"]), side).parse_next(&mut after).ok().map(|(_, side)| side);
    let second = second.filter(|second| second.sign.is_some() && first.sign.is_some());
    let mut range = one(&first);
    if let Some(second) = second {
        let other = one(&second);
        let unit = shared(range.unit.clone(), other.unit.clone());
        let opposite = range.interval.low.is_some() != other.interval.low.is_some()
            && range.interval.high.is_some() != other.interval.high.is_some();
        if let (Some(unit), true) = (unit, opposite) {
            let interval = Interval {
                low: range.interval.low.or(other.interval.low),
                high: range.interval.high.or(other.interval.high),
            };
            if interval.is_empty() {
                return fail.parse_next(input);
            }
            *input = after;
            range = Range { interval, unit, of: range.of, loose: false };
        }
    }
    Ok(range)
}

fn one(side: &Side) -> Range {
    let value: Decimal = side.amount.value;
    let (low, high) = match side.sign {
        Some(Sign::AtLeast) => (Some(Bound::closed(value)), None),
        Some(Sign::Above) => (Some(Bound::open(value)), None),
        Some(Sign::AtMost) => (None, Some(Bound::closed(value))),
        Some(Sign::Below) => (None, Some(Bound::open(value))),
        Some(Sign::Exactly) | None => (Some(Bound::closed(value)), Some(Bound::closed(value))),
    };
    let of = if side.of_target { "完成比例".to_owned() } else { String::new() };
    let loose = side.loose && side.included.is_none();
    Range { interval: Interval { low, high }, unit: side.amount.unit.clone(), of, loose }
}

/// 一段界限。
pub(super) fn range(input: &mut Input<'_>) -> Result<Range> {
    alt((brackets, enclosed, dashed, compared)).parse_next(input)
}
