//! 按比例得分、扣分，与写明的算式。

use super::super::words::{Input, any_of, number, skip};
use super::{Outcome, Proportion};
use crate::number::Decimal;
use winnow::Result;
use winnow::combinator::{alt, opt};
use winnow::prelude::*;

pub(super) fn proportion(input: &mut Input<'_>) -> Result<Outcome> {
    let by = (
        any_of(&["按照", "按", "根据", "以"]),
        skip(&[
            "其", "实际", "完成", "达标", "达成", "相应", "对应", "目标", "任务", "工作", "情况", "的", "超出", "超过",
            "超支", "超",
        ]),
        any_of(&["百分比", "比例", "比率", "程度", "率"]),
        skip(&["计算", "折算", "相应", "进行", "酌减", "予以"]),
    );
    let earn = any_of(&["得分", "计分", "给分", "赋分", "记分", "评分", "分值"]).value(Proportion::Earn);
    let lose = any_of(&["扣分", "扣减分值", "扣减得分", "扣除分值", "扣减", "减分"]).value(Proportion::Lose);
    // “酌减”之类没有定数的，读不出。
    let words = (by, alt((earn, lose))).map(|(_, how)| (how, None));
    let rate = || any_of(&["预算执行率", "资金执行率", "执行率"]);
    let gets = any_of(&["得分", "计分", "给分", "赋分", "计算得分"]);
    let by_rate = (any_of(&["按照", "按", "根据", "以"]), opt(any_of(&["实际"])), rate(), gets).value(None);
    let named = || any_of(&["分值", "满分"]).value(None);
    let share = || alt((named(), (number, opt(any_of(&["分"]))).map(|(worth, _)| Some(worth))));
    let times = || any_of(&["*", "x", "X"]);
    let product = alt((
        (rate(), times(), share()).map(|(_, _, worth)| worth),
        (share(), times(), rate()).map(|(worth, ..)| worth),
    ));
    let product = (any_of(&["得分="]), product).map(|(_, worth)| worth);
    let by_rate = alt((by_rate, product)).map(|worth| (Proportion::Actual, worth));
    let read = alt((words, formula, by_rate));
    read.map(|(how, worth)| Outcome::Proportion { how, worth }).parse_next(input)
}

/// 写明的算式：“得分=实际完成值/目标值*分值”；第二个值是分值写成的数。
fn formula(input: &mut Input<'_>) -> Result<(Proportion, Option<Decimal>)> {
    let actual = || any_of(&["实际完成值", "实际完成数", "实际完成", "实际值", "实际数", "完成值", "完成数", "实际"]);
    let goal = || {
        any_of(&[
            "年度指标值",
            "年初目标值",
            "计划完成数",
            "计划完成值",
            "目标值",
            "指标值",
            "计划数",
            "计划值",
            "目标",
            "计划",
        ])
    };
    let worth = || {
        let named = any_of(&["该项分值", "本项分值", "指标分值", "该指标分值", "分值", "满分", "权重"]).value(None);
        alt((named, (number, opt(any_of(&["分"]))).map(|(worth, _)| Some(worth))))
    };
    let rate = || any_of(&["实际完成率", "指标完成率", "任务完成率", "完成比例", "完成率"]).void();
    let times = || any_of(&["*", "x", "X"]);
    let over = || any_of(&["/"]);
    any_of(&["指标得分=", "该项得分=", "本项得分=", "得分="]).parse_next(input)?;
    let open = || opt(any_of(&["("]));
    let close = || opt(any_of(&[")"]));
    let up = || (open(), actual(), over(), goal(), close());
    let down = || (open(), goal(), over(), actual(), close());
    let one =
        || (any_of(&["[1-(", "(1-("]), actual(), any_of(&["-"]), goal(), any_of(&[")/"]), goal(), any_of(&["]", ")"]));
    let up = alt((
        (up(), opt((times(), any_of(&["100%"]))), times(), worth()).map(|(.., worth)| worth),
        (rate(), times(), worth()).map(|(.., worth)| worth),
        (worth(), times(), rate()).map(|(worth, ..)| worth),
        (worth(), times(), up()).map(|(worth, ..)| worth),
    ));
    let down =
        alt(((down(), times(), worth()).map(|(.., worth)| worth), (worth(), times(), down()).map(|(worth, ..)| worth)));
    let linear =
        alt(((one(), times(), worth()).map(|(.., worth)| worth), (worth(), times(), one()).map(|(worth, ..)| worth)));
    let mut read = alt((
        up.map(|worth| (Proportion::Earn, worth)),
        down.map(|worth| (Proportion::Ratio, worth)),
        linear.map(|worth| (Proportion::Linear, worth)),
    ));
    let found = read.parse_next(input)?;
    opt(any_of(&["分"])).parse_next(input)?;
    Ok(found)
}
