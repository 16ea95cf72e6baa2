//! 几档的名称与各自的比例范围，写在一句里。

use super::super::words::{Input, any_of, number, skip};
use super::Outcome;
use crate::number::Decimal;
use winnow::Result;
use winnow::combinator::{fail, opt, separated};
use winnow::prelude::*;
use winnow::token::take;

/// 一档的名称，到顿号、“三档”或“分别”为止。
fn tier_name<'i>(input: &mut Input<'i>) -> Result<&'i str> {
    const STOPS: &[&str] = &["二档", "两档", "三档", "四档", "五档", "两个", "三个", "四个", "五个", "分别"];
    let text: &'i str = input.input;
    let end = text.char_indices().find(|(at, c)| {
        !c.is_alphabetic() || "得扣".contains(*c) || STOPS.iter().any(|stop| text[*at..].starts_with(stop))
    });
    let length = text[..end.map_or(text.len(), |(at, _)| at)].chars().count();
    if (1..=24).contains(&length) { take(length).parse_next(input) } else { fail.parse_next(input) }
}

/// “达成预期指标、部分达成、未达成三档，分别按照分值的100-80%(含)、80-60%(含)、60-0%确定得分”。
pub(super) fn tiers(input: &mut Input<'_>) -> Result<Outcome> {
    skip(&["根据", "按照", "指标", "目标", "任务", "实际", "完成情况", "完成程度", "分为", "分成", ":", ","])
        .parse_next(input)?;
    let names: Vec<&str> = separated(2..=6, tier_name, any_of(&["、", "和"])).parse_next(input)?;
    skip(&["二档", "两档", "三档", "四档", "五档", "两个", "三个", "四个", "五个", "档次", "等级", "档", ",", "等次"])
        .parse_next(input)?;
    any_of(&["分别"]).parse_next(input)?;
    skip(&["按照", "按", "得", "给予", "赋", "对应", "该", "指标", "分值", "区间", "的", "权重"]).parse_next(input)?;
    let one = |input: &mut Input<'_>| {
        let high = number(input)?;
        let near = opt(any_of(&["%"])).parse_next(input)?;
        let low = opt((any_of(&["-", "~", "至"]), number)).parse_next(input)?;
        if low.is_some() {
            any_of(&["%"]).void().parse_next(input)?
        } else if near.is_none() && !high.is_zero() {
            return fail.parse_next(input);
        }
        if low.is_some() {
            opt(any_of(&["%"])).void().parse_next(input)?;
        }
        opt(any_of(&["(含)", "(不含)"])).parse_next(input)?;
        let share = |value: Decimal| value / Decimal::ONE_HUNDRED;
        Ok((share(high), low.map_or(share(high), |(_, low)| share(low))))
    };
    let ends: Vec<(Decimal, Decimal)> = separated(2..=6, one, any_of(&["、", ",", "和"])).parse_next(input)?;
    skip(&["合理", "确定", "评定", "计算", "计", "给予", "的", "该", "指标", "得分", "分值", "分数", "进行", "评分"])
        .parse_next(input)?;
    if names.len() != ends.len() {
        return fail.parse_next(input);
    }
    let tiers = names.iter().zip(ends).map(|(name, (high, low))| ((*name).to_owned(), high, low));
    Ok(Outcome::Tiers(tiers.collect()))
}
