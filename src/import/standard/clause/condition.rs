//! 什么情况下：达到、没有达到、低于与高于指标值，或在一段界限之内。

use super::super::range::range;
use super::super::words::{Input, any_of, skip};
use super::{Way, When};
use winnow::Result;
use winnow::combinator::{alt, opt};
use winnow::prelude::*;

/// 目标的各种叫法。
pub(super) const GOALS: &[&str] = &[
    "年度目标值",
    "年初目标值",
    "年度指标值",
    "绩效目标值",
    "预期目标值",
    "预期目标",
    "年度目标",
    "年初目标",
    "绩效目标",
    "既定目标",
    "计划目标",
    "目标任务",
    "目标要求",
    "目标值",
    "指标值",
    "计划值",
    "计划数",
    "标准值",
    "规定标准",
    "预期指标",
    "年度指标",
    "绩效指标",
    "指标要求",
    "目标",
    "指标",
    "任务",
    "计划",
    "标准",
    "要求",
    "规定",
    "进度",
];

const DONE: &[&str] = &["达到", "达成", "完成", "实现", "符合", "满足", "达标", "达"];

const FULLY: &[&str] = &[
    "全部",
    "按时",
    "按期",
    "及时",
    "如期",
    "按要求",
    "按计划",
    "按规定",
    "实际",
    "已",
    "均",
    "全面",
    "足额",
    "能",
    "所有",
];

fn reached(input: &mut Input<'_>) -> Result<When> {
    skip(FULLY).parse_next(input)?;
    any_of(DONE).parse_next(input)?;
    opt(any_of(&["了"])).parse_next(input)?;
    skip(&["年度", "年初", "全部", "预期"]).parse_next(input)?;
    opt(any_of(GOALS)).parse_next(input)?;
    opt(any_of(&["及以上", "以上", "的100%", "100%"])).parse_next(input)?;
    Ok(When::Reached)
}

fn missed(input: &mut Input<'_>) -> Result<When> {
    let late = any_of(&["逾期未完成", "逾期完成", "逾期", "超期完成", "超期", "超时"]).value(When::Missed);
    let denied = (any_of(&["未能", "未", "没有", "没", "不能", "不"]), reached).value(When::Missed);
    let short = (any_of(&["达不到", "完不成"]), opt(any_of(GOALS))).value(When::Missed);
    alt((denied, short, late)).parse_next(input)
}

fn beyond(input: &mut Input<'_>) -> Result<When> {
    let low = any_of(&["低于", "少于", "小于", "不足"]).value(Way::Low);
    let high = any_of(&["超过", "超出", "高于", "大于", "多于"]).value(Way::High);
    (alt((low, high)), any_of(GOALS)).map(|(way, _)| When::Beyond(way)).parse_next(input)
}

fn within(input: &mut Input<'_>) -> Result<When> {
    let low = any_of(&["不低于", "不少于", "大于等于", "大于或等于", "≥"]).value(Way::Low);
    let high = any_of(&["不超过", "不高于", "不超出", "未超过", "未超出", "小于等于", "小于或等于", "控制在", "≤"])
        .value(Way::High);
    let (way, _) = (alt((low, high)), any_of(GOALS)).parse_next(input)?;
    skip(&["以内", "之内", "内", "范围"]).parse_next(input)?;
    Ok(When::Within(way))
}

fn otherwise(input: &mut Input<'_>) -> Result<When> {
    let words = &["否则", "反之", "其他情况", "其他情形", "其它情况", "其余情况", "其他", "其它", "其余", "不然"];
    any_of(words).value(When::Otherwise).parse_next(input)
}

pub(super) fn when(input: &mut Input<'_>) -> Result<When> {
    let when = alt((within, beyond, range.map(When::Range), missed, reached, otherwise)).parse_next(input)?;
    // “超过100%的部分，每……”。
    opt(any_of(&["的部分", "部分"])).parse_next(input)?;
    Ok(when)
}
