//! 评分标准的一句：什么情况下、怎样给分。

mod condition;
mod outcome;
mod proportion;
mod step;
mod tiers;

use super::range::Range;
use super::words::{Amount, Input, any_of, skip};
use crate::model::Partial;
use crate::number::Decimal;
use condition::when;
use outcome::{explain, full, gain, loss, most, none, nothing, partial, worth};
use proportion::proportion;
use step::step;
use tiers::tiers;
use winnow::Result;
use winnow::combinator::{alt, fail, not, peek};
use winnow::prelude::*;
use winnow::token::{any, take_while};

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
    /// 按比例得分、扣分，或写明的算式；`worth` 是算式里写成数的分值。
    Proportion {
        how: Proportion,
        worth: Option<Decimal>,
    },
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

impl Loss {
    /// 合多少分；`worth` 是分值。
    pub(super) fn points(self, worth: Decimal) -> Decimal {
        match self {
            Loss::Points(points) => points,
            Loss::Share(share) => share * worth,
        }
    }
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
