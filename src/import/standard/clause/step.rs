//! 每差一档扣几分：往哪一边差、一档多大。

use super::super::words::{Input, amount, any_of, skip};
use super::condition::GOALS;
use super::outcome::loss;
use super::{Outcome, Way};
use crate::number::Decimal;
use winnow::Result;
use winnow::combinator::{alt, fail, opt};
use winnow::prelude::*;
use winnow::token::take_while;

fn way(input: &mut Input<'_>) -> Result<Way> {
    let low = &[
        "低于",
        "降低",
        "下降",
        "降",
        "减少",
        "少完成",
        "少于",
        "未完成",
        "未达到",
        "缺少",
        "少",
        "低",
        "差",
        "缺",
        "欠",
    ];
    let high = &["超过", "超出", "超支", "高于", "高出", "增加", "增长", "上升", "提高", "多于", "超", "高", "多"];
    let late = &["逾期", "延迟", "推迟", "延期", "拖延", "超期", "滞后", "延后", "迟", "晚"];
    let event = &["发现", "发生", "出现", "存在", "有", "漏"];
    let either = &["相差", "偏离", "偏差", "变动"];
    alt((
        any_of(late).value(Way::Late),
        any_of(event).value(Way::Event),
        any_of(either).value(Way::Either),
        any_of(low).value(Way::Low),
        any_of(high).value(Way::High),
    ))
    .parse_next(input)
}

/// “每低1个百分点扣0.5分”“比目标值每少1人扣2分”“缺一项扣1分”。
pub(super) fn step(input: &mut Input<'_>) -> Result<Outcome> {
    opt(any_of(&["按"])).parse_next(input)?;
    let each = opt(any_of(&["每"])).parse_next(input)?;
    let way = opt(way).parse_next(input)?;
    opt(any_of(GOALS)).parse_next(input)?;
    let per = amount.parse_next(input)?;
    skip(&["以上", "及以上"]).parse_next(input)?;
    let noun: &str =
        take_while(0..=10, |c: char| c.is_alphabetic() && !"扣减每得的则就将".contains(c)).parse_next(input)?;
    skip(&["的", ",", "则", "就", "将"]).parse_next(input)?;
    let lose = loss(input)?;
    // 没有“每”字的，只有论次数的才成一档：“缺一项扣1分”。
    let counted = each.is_some() || matches!(way, Some(Way::Low | Way::Event | Way::Late));
    if counted && per.value > Decimal::ZERO {
        Ok(Outcome::Step { way, per, noun: noun.to_owned(), lose })
    } else {
        fail.parse_next(input)
    }
}
