//! 评分标准的一句：什么情况下、怎样给分。

use super::range::{Range, range};
use super::words::{Amount, Input, amount, any_of, number, skip};
use crate::model::Partial;
use crate::number::Decimal;
use winnow::Result;
use winnow::combinator::{alt, fail, not, opt, peek, separated};
use winnow::prelude::*;
use winnow::token::{any, take, take_while};

/// 读出的一句。
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    /// 说的是哪个量或哪件事：给分的字样之前、条件之前的文字。
    pub subject: String,
    pub when: Option<When>,
    pub outcome: Outcome,
    /// 给分字样之前的全部文字。
    pub head: String,
}

/// 条件。
#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    /// 在一段界限之内。
    Range(Range),
    /// 达到指标值。
    Reached,
    /// 没有达到指标值；逾期。
    Missed,
    /// 不低于、不超过指标值。
    Within(Way),
    /// 低于、高于指标值。
    Beyond(Way),
    /// 上面没有说到的情形。
    Otherwise,
}

/// 往哪一边差。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Low,
    High,
    Late,
    /// 没有说方向：相差、偏离。
    Either,
    /// 发现、发生、缺：按次数。
    Event,
}

/// 怎样给分。
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Full,
    None,
    Score(Decimal),
    /// 分值的比例。
    Share(Decimal),
    /// 从一个比例到另一个比例，由人在其中评定。
    Spread(Decimal, Decimal),
    /// 按比例得分、扣分，或写明的算式。
    Proportion(Proportion),
    /// 扣分，一次为限。
    Lose(Decimal),
    /// 每差一档扣分；`noun` 是量后面的名词，如“每发生一起安全事故”。
    Step {
        way: Option<Way>,
        per: Amount,
        noun: String,
        lose: Loss,
    },
    /// 扣完为止；最多扣几分。
    Most(Option<Decimal>),
    /// 不足一档怎样算；写明一档多大的，须与扣分的一档相同。
    Partial(Partial, Option<Amount>),
    /// 本项的分值。
    Worth(Decimal),
    /// 超过多少要说明原因。
    Explain,
    /// 不影响计分的话。
    Nothing,
    /// 几档的名称与各自的比例范围。
    Tiers(Vec<(String, Decimal, Decimal)>),
}

/// 按比例的算法。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proportion {
    /// 按完成的比例得分。
    Earn,
    /// 按差的比例扣分。
    Lose,
    /// 分值×实际的率，如执行率。
    Actual,
    /// 分值×目标÷实际。
    Ratio,
    /// 分值×[1-(实际-目标)÷目标]。
    Linear,
}

/// 每档扣多少：分，或分值的比例。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    Points(Decimal),
    Share(Decimal),
}

/// 目标的各种叫法。
const GOALS: &[&str] = &[
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

fn when(input: &mut Input<'_>) -> Result<When> {
    let when = alt((within, beyond, range.map(When::Range), missed, reached, otherwise)).parse_next(input)?;
    // “超过100%的部分，每……”。
    opt(any_of(&["的部分", "部分"])).parse_next(input)?;
    Ok(when)
}

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

fn full(input: &mut Input<'_>) -> Result<Outcome> {
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

fn none(input: &mut Input<'_>) -> Result<Outcome> {
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
fn gain(input: &mut Input<'_>) -> Result<Outcome> {
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

fn loss(input: &mut Input<'_>) -> Result<Loss> {
    any_of(&["扣减", "扣除", "扣罚", "扣掉", "扣", "减"]).parse_next(input)?;
    skip(OF_WORTH).parse_next(input)?;
    let share = (number, any_of(&["%"]), skip(&["的", "该项", "本项", "指标", "分值", "分数", "权重分", "权重", "分"]));
    let share = share.map(|(value, _, ())| Loss::Share(value / Decimal::ONE_HUNDRED));
    let points = (number, any_of(&["分"])).map(|(value, _)| Loss::Points(value));
    alt((share, points)).parse_next(input)
}

fn proportion(input: &mut Input<'_>) -> Result<Outcome> {
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
    let words = (by, alt((earn, lose))).map(|(_, how)| how);
    let rate = || any_of(&["预算执行率", "资金执行率", "执行率"]);
    let gets = any_of(&["得分", "计分", "给分", "赋分", "计算得分"]);
    let by_rate = (any_of(&["按照", "按", "根据", "以"]), opt(any_of(&["实际"])), rate(), gets).void();
    let share = || any_of(&["分值", "满分"]).void();
    let share = || alt((share(), (number, opt(any_of(&["分"]))).void()));
    let product =
        alt(((rate(), any_of(&["*", "x", "X"]), share()).void(), (share(), any_of(&["*", "x", "X"]), rate()).void()));
    let by_rate = alt((by_rate, (any_of(&["得分="]), product).void())).value(Proportion::Actual);
    alt((words, formula, by_rate)).map(Outcome::Proportion).parse_next(input)
}

/// 写明的算式：“得分=实际完成值/目标值*分值”。
fn formula(input: &mut Input<'_>) -> Result<Proportion> {
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
        let named = any_of(&["该项分值", "本项分值", "指标分值", "该指标分值", "分值", "满分", "权重"]).void();
        alt((named, (number, opt(any_of(&["分"]))).void()))
    };
    let rate = || any_of(&["实际完成率", "指标完成率", "任务完成率", "完成比例", "完成率"]).void();
    let times = || any_of(&["*", "x", "X"]);
    let over = || any_of(&["/"]);
    any_of(&["指标得分=", "该项得分=", "本项得分=", "得分="]).parse_next(input)?;
    let up =
        (opt(any_of(&["("])), actual(), over(), goal(), opt(any_of(&[")"])), opt((times(), any_of(&["100%"])))).void();
    let up = alt((
        (up, times(), worth()).void(),
        (rate(), times(), worth()).void(),
        (worth(), times(), rate()).void(),
        (worth(), times(), opt(any_of(&["("])), actual(), over(), goal(), opt(any_of(&[")"]))).void(),
    ));
    let down = alt((
        (opt(any_of(&["("])), goal(), over(), actual(), opt(any_of(&[")"])), times(), worth()).void(),
        (worth(), times(), opt(any_of(&["("])), goal(), over(), actual(), opt(any_of(&[")"]))).void(),
    ));
    let one =
        || (any_of(&["[1-(", "(1-("]), actual(), any_of(&["-"]), goal(), any_of(&[")/"]), goal(), any_of(&["]", ")"]));
    let linear = alt(((one(), times(), worth()).void(), (worth(), times(), one()).void()));
    let mut read = alt((up.value(Proportion::Earn), down.value(Proportion::Ratio), linear.value(Proportion::Linear)));
    let how = read.parse_next(input)?;
    opt(any_of(&["分"])).parse_next(input)?;
    Ok(how)
}

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
fn step(input: &mut Input<'_>) -> Result<Outcome> {
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

fn most(input: &mut Input<'_>) -> Result<Outcome> {
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

fn partial(input: &mut Input<'_>) -> Result<Outcome> {
    any_of(&["不足", "不满", "未满"]).parse_next(input)?;
    let named = opt(any_of(&["一档"])).parse_next(input)?;
    let of = if named.is_some() { None } else { opt(amount).parse_next(input)? };
    skip(&["的", "部分", "部份", "一档", ","]).parse_next(input)?;
    let full = any_of(&["不计算", "不计", "不扣分", "不扣", "忽略不计", "舍去"]).value(Partial::Full);
    let prorated =
        (any_of(&["按比例"]), skip(&["计算", "折算", "扣分", "扣减", "计扣", "计"])).value(Partial::Prorated);
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
fn worth(input: &mut Input<'_>) -> Result<Outcome> {
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

fn nothing(input: &mut Input<'_>) -> Result<Outcome> {
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

fn explain(input: &mut Input<'_>) -> Result<Outcome> {
    skip(&["须", "应", "需", "要", "应当", "必须"]).parse_next(input)?;
    any_of(&["说明原因", "说明理由", "分析原因", "写明原因", "作出说明", "做出说明"])
        .value(Outcome::Explain)
        .parse_next(input)
}

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
fn tiers(input: &mut Input<'_>) -> Result<Outcome> {
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

/// 列举的序号：“①”“1.”“(1)”“一是”。
fn bullet(input: &mut Input<'_>) -> Result<()> {
    let circled = any.verify(|c: &char| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛')).void();
    let digits = || take_while(1..=2, |c: char| c.is_ascii_digit());
    let dotted = (digits(), any_of(&[".", "、", ")"]), not(peek(any.verify(|c: &char| c.is_ascii_digit())))).void();
    let bracketed =
        (any_of(&["("]), alt((digits(), any_of(&["一", "二", "三", "四", "五", "六", "七", "八"]))), any_of(&[")"]))
            .void();
    let spoken = any_of(&["一是", "二是", "三是", "四是", "五是", "六是"]).void();
    let listed = (any_of(&["一", "二", "三", "四", "五", "六", "七", "八"]), any_of(&["、"])).void();
    alt((circled, dotted, bracketed, spoken, listed)).parse_next(input)
}

/// 条件与给分，开头没有别的话；第二个值是给分字样开始时还剩多少字节。
fn bare(input: &mut Input<'_>) -> Result<(Option<When>, usize, Outcome)> {
    let left = input.input.len();
    if let Ok(outcome) = attempt(input, alt((tiers, most, partial, worth, nothing))) {
        return Ok((None, left, outcome));
    }
    let outcome = |input: &mut Input<'_>| {
        let scored = alt((explain, step, proportion, none, full, gain));
        alt((
            scored,
            loss.map(|loss| match loss {
                Loss::Points(points) => Outcome::Lose(points),
                // “扣80%”就是得其余。
                Loss::Share(share) => Outcome::Share(Decimal::ONE - share),
            }),
        ))
        .parse_next(input)
    };
    if let Ok(outcome) = attempt(input, outcome) {
        return Ok((None, left, outcome));
    }
    let when = when(input)?;
    skip(&["的", "时", "者", ",", ":", "则", "、"]).parse_next(input)?;
    let left = input.input.len();
    Ok((Some(when), left, outcome(input)?))
}

/// 读不成就退回原处。
fn attempt<'i, T>(
    input: &mut Input<'i>,
    mut parser: impl Parser<Input<'i>, T, winnow::error::ContextError>,
) -> Result<T> {
    let start = *input;
    let read = parser.parse_next(input);
    if read.is_err() {
        *input = start;
    }
    read
}

/// 主语至多这么多字。
const SUBJECT: usize = 60;

/// 一句。主语取最短的：逐字往后试，到读得成的地方为止；不越过句号与分号。
fn clause(input: &mut Input<'_>) -> Result<Clause> {
    skip(&[",", ";", "。", "、", ":", "其中", "且"]).parse_next(input)?;
    while attempt(input, bullet).is_ok() {}
    let start = input.input;
    for (at, c) in start.char_indices().take(SUBJECT) {
        let mut after = *input;
        after.input = &start[at..];
        if let Ok((when, left, outcome)) = bare(&mut after) {
            let whole = &start[..start.len() - after.input.len()];
            *input = after;
            // “缺一项扣0.5分”整个是一档，事由到“扣”字为止。
            let end = match &outcome {
                Outcome::Step { .. } => whole.rfind(['扣', '减']).unwrap_or(whole.len()),
                _ => start.len() - left,
            };
            return Ok(Clause { subject: tidy(&start[..at]), when, outcome, head: tidy(&start[..end]) });
        }
        if matches!(c, '。' | ';') {
            break;
        }
    }
    fail.parse_next(input)
}

fn tidy(text: &str) -> String {
    text.trim_matches([',', ':', '、', '。', '的', '则', '(', ')']).to_owned()
}

/// 把整段读成各句；读不下去时给出读不出的一段。
pub(super) fn clauses(text: &str, own_unit: &str) -> std::result::Result<Vec<Clause>, String> {
    let mut input = Input { input: text, state: own_unit };
    for label in ["评分标准:", "评分标准", "计分方法:", "扣分标准:", "评分办法:", "得分标准:", "计分标准:"]
    {
        if let Some(rest) = input.input.strip_prefix(label) {
            input.input = rest;
            break;
        }
    }
    let mut all = Vec::new();
    loop {
        input.input = input.input.trim_start_matches([',', ';', '。', '、', '.', ')']);
        if input.input.is_empty() {
            return Ok(all);
        }
        let unread = input.input;
        match clause(&mut input) {
            Ok(clause) => all.push(clause),
            Err(_) => return Err(unread.split([';', '。']).next().unwrap_or(unread).to_owned()),
        }
    }
}
