//! 一次给定的得分与扣分，以及写在后面的限定：满分、扣完为止、不足一档、说明原因。

use super::super::words::{Input, amount, any_of, number, skip};
use super::{Loss, Outcome};
use crate::model::Partial;
use crate::number::Decimal;
use winnow::Result;
use winnow::combinator::{alt, fail, not, opt, peek};
use winnow::prelude::*;

const OF_WORTH: &[&str] = &[
    "该项",
    "本项",
    "此项",
    "该指标",
    "本指标",
    "指标",
    "对应",
    "相应",
    "分值",
    "满分",
    "权重分",
    "权重",
    "总分",
    "的",
];

pub(super) fn full(input: &mut Input<'_>) -> Result<Outcome> {
    let words = &[
        "得该项满分",
        "得本项满分",
        "得此项满分",
        "该项得满分",
        "本项得满分",
        "得满分",
        "计满分",
        "记满分",
        "给满分",
        "赋满分",
        "得全分",
        "计全分",
        "得标准分",
        "不扣分",
        "满分",
    ];
    any_of(words).value(Outcome::Full).parse_next(input)
}

pub(super) fn none(input: &mut Input<'_>) -> Result<Outcome> {
    skip(&["该项", "本项", "此项", "该指标", "本指标"]).parse_next(input)?;
    let words = &[
        "不得分",
        "不计分",
        "不给分",
        "不予得分",
        "得零分",
        "计零分",
        "为零分",
        "零分",
        "扣全部分值",
        "扣除全部分值",
        "全扣",
    ];
    any_of(words).value(Outcome::None).parse_next(input)
}

/// “得5分”“得分值的80%”“得8-10分”。
pub(super) fn gain(input: &mut Input<'_>) -> Result<Outcome> {
    let led = opt(any_of(&["得", "计", "记", "给予", "给", "赋", "为", "按", "可得"])).parse_next(input)?;
    skip(OF_WORTH).parse_next(input)?;
    let half = any_of(&["一半"]).value(Outcome::Share(Decimal::new(5, 1)));
    let share = (number, any_of(&["%"])).map(|(value, _)| value / Decimal::ONE_HUNDRED);
    let spread =
        (number, opt(any_of(&["%"])), any_of(&["-", "~", "至"]), number, any_of(&["%"]), opt(any_of(&["(含)"])));
    let spread =
        spread.map(|(high, _, _, low, _, _)| Outcome::Spread(high / Decimal::ONE_HUNDRED, low / Decimal::ONE_HUNDRED));
    let of_share = alt((half, spread, share.map(Outcome::Share)));
    let of_share =
        (of_share, skip(&["的", "该项", "本项", "指标", "分值", "分数", "权重分", "权重", "得分", "计分", "分"]));
    let score = (number, any_of(&["分"]), not(peek(any_of(&["点", "之"])))).map(|(score, ..)| Outcome::Score(score));
    let spelled = input.input.starts_with(|c: char| !c.is_ascii_digit());
    let outcome = alt((of_share.map(|(outcome, ())| outcome), score)).parse_next(input)?;
    if led.is_some() {
        return Ok(outcome);
    }
    // 没有“得”字的只认“5分”，后面另起一句；“80%”多半是界限，“十分明显”不是得分。
    let ends = input.input.chars().next().is_none_or(|c| !c.is_alphabetic() || ('①'..='⑳').contains(&c));
    if spelled || !ends || !matches!(outcome, Outcome::Score(_)) { fail.parse_next(input) } else { Ok(outcome) }
}

pub(super) fn loss(input: &mut Input<'_>) -> Result<Loss> {
    any_of(&["扣减", "扣除", "扣罚", "扣掉", "扣", "减"]).parse_next(input)?;
    let named = input.input;
    skip(OF_WORTH).parse_next(input)?;
    let named = named.len() > input.input.len();
    let points = (number, any_of(&["分"])).map(|(value, _)| Loss::Points(value));
    // “扣1%”没有说是什么的百分之一，读不出。
    let tail = &["的", "该项", "本项", "指标", "分值", "分数", "权重分", "权重", "分"];
    let share = (number, any_of(&["%"]), skip(tail).take()).verify_map(move |(value, _, tail)| {
        (named || !tail.is_empty()).then_some(Loss::Share(value / Decimal::ONE_HUNDRED))
    });
    alt((share, points)).parse_next(input)
}

pub(super) fn most(input: &mut Input<'_>) -> Result<Outcome> {
    let until = (
        any_of(&["直至扣完", "直到扣完", "扣完", "扣至", "扣到"]),
        skip(&["该项", "本项", "此项", "指标", "所有", "全部", "分值", "分数", "分", "满分", "的"]),
        opt((number, any_of(&["分"]))),
        skip(&["为止", "即止"]),
    );
    let until = until.verify_map(|(word, (), score, ())| match (word, score) {
        ("扣至" | "扣到", Some((zero, _))) if zero.is_zero() => Some(None),
        ("扣至" | "扣到", _) => None,
        (_, score) => Some(score.map(|(score, _)| score)),
    });
    let at_most = (
        any_of(&["最多扣", "至多扣", "最高扣", "累计最多扣", "扣分不超过", "扣分最高不超过", "最多可扣"]),
        skip(&["减", "除", "至"]),
        number,
        any_of(&["分"]),
    );
    let at_most = at_most.map(|(_, (), score, _)| Some(score));
    let floor = any_of(&[
        "最低得0分",
        "最低为0分",
        "最低0分",
        "不计负分",
        "不得负分",
        "不倒扣",
        "不扣负分",
        "以该项分值为限",
        "以分值为限",
    ]);
    alt((until, at_most, floor.value(None))).map(Outcome::Most).parse_next(input)
}

pub(super) fn partial(input: &mut Input<'_>) -> Result<Outcome> {
    any_of(&["不足", "不满", "未满"]).parse_next(input)?;
    let named = opt(any_of(&["一档"])).parse_next(input)?;
    let of = if named.is_some() { None } else { opt(amount).parse_next(input)? };
    skip(&["的", "部分", "部份", "一档", ","]).parse_next(input)?;
    let full = any_of(&["不计算", "不计", "不扣分", "不扣", "忽略不计", "舍去"]).value(Partial::Full);
    let prorated =
        (any_of(&["按比例"]), skip(&["计算", "折算", "扣分", "扣减", "计扣", "计", "扣"])).value(Partial::Prorated);
    let up = (
        any_of(&["按照", "按", "以", "算", "视为", "视同"]),
        alt((any_of(&["一档"]).value(None), amount.map(Some))),
        skip(&["计算", "计", "算", "扣分", "扣减", "扣"]),
    );
    let same = of.clone();
    let up = up.verify(move |(_, to, ())| to.is_none() || *to == same).value(Partial::Ceiling);
    let how = alt((full, prorated, up)).parse_next(input)?;
    Ok(Outcome::Partial(how, of))
}

/// “满分5分”“(5分)”“共5分”。
pub(super) fn worth(input: &mut Input<'_>) -> Result<Outcome> {
    let open = opt(any_of(&["("])).parse_next(input)?;
    skip(&["本项", "该项", "此项", "本指标", "该指标", "指标"]).parse_next(input)?;
    let word = opt(any_of(&["满分值", "满分", "分值为", "分值", "共计", "共", "总分", "权重"])).parse_next(input)?;
    skip(&["为", ":"]).parse_next(input)?;
    let score = number(input)?;
    any_of(&["分"]).parse_next(input)?;
    if open.is_some() {
        any_of(&[")"]).parse_next(input)?;
    } else if word.is_none() {
        return fail.parse_next(input);
    }
    Ok(Outcome::Worth(score))
}

pub(super) fn nothing(input: &mut Input<'_>) -> Result<Outcome> {
    let words = &[
        "超额完成的不加分",
        "超额完成不加分",
        "超过部分不加分",
        "超出部分不加分",
        "不加分",
        "最高得满分",
        "最高不超过满分",
        "得分不超过满分",
        "不超过该项分值",
        "不超过分值",
        "不超过满分",
        "最多得满分",
    ];
    any_of(words).value(Outcome::Nothing).parse_next(input)
}

pub(super) fn explain(input: &mut Input<'_>) -> Result<Outcome> {
    skip(&["须", "应", "需", "要", "应当", "必须"]).parse_next(input)?;
    any_of(&["说明原因", "说明理由", "分析原因", "写明原因", "作出说明", "做出说明"])
        .value(Outcome::Explain)
        .parse_next(input)
}
