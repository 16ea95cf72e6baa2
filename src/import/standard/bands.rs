//! 按区间给分：各段须同看一个量，合起来不缺不叠。

use super::axis::{met, on_axis, variable};
use super::clause::{Outcome, Proportion, When};

use super::{Facts, Found, Parts, Why};
use crate::import::rule_text::range;
use crate::model::{Band, Pay, RuleKind, Variable};
use crate::number::{Decimal, plain};
use crate::target::{Bound, Interval, Kind};

pub(super) fn read(parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    let mut bands: Vec<Band> = Vec::new();
    let (mut on, mut rest) = (None, None);
    for clause in parts.scores.iter().chain(&parts.proportions) {
        let pay = match clause.outcome {
            Outcome::Full => Pay::Share(Decimal::ONE),
            Outcome::None => Pay::Score(Decimal::ZERO),
            Outcome::Score(score) => Pay::Score(score),
            Outcome::Share(share) => Pay::Share(share),
            Outcome::Proportion { how: Proportion::Earn, .. }
                if matches!(row.kind, Kind::AtLeast(_) | Kind::Above(_)) =>
            {
                Pay::Completion
            }
            _ => return Err(format!("“{}”之后给多少分说不准", clause.head)),
        };
        let (variable, range) = match &clause.when {
            Some(When::Range(range)) => on_axis(range, &clause.subject, row)?,
            Some(When::Reached) if clause.outcome != Outcome::Full => {
                return Err(format!("“{}”得的分与分值 {} 不同", clause.head, plain(row.points)));
            }
            Some(When::Reached) => {
                variable(&clause.subject, row)?;
                (Variable::Actual, met(&row.kind).ok_or("指标值没有界限")?)
            }
            Some(When::Otherwise) if rest.is_none() => {
                rest = Some(pay);
                continue;
            }
            _ => return Err(format!("“{}”是哪一段说不准", clause.head)),
        };
        if on.is_some_and(|on| on != variable) {
            return Err("有的段看实际完成值，有的段看完成比例".to_owned());
        }
        on = Some(variable);
        bands.push(Band { range, pay });
    }
    let on = on.ok_or("没有读出各段的界限")?;
    let unit = if on == Variable::Actual { row.unit.as_str() } else { "" };
    let shown = |interval: &Interval| {
        let text = range(interval, on, unit);
        if on == Variable::Completion { format!("完成比例 {text}") } else { text }
    };
    bands.sort_by_key(|band| band.range.low.map_or((0, Decimal::ZERO, false), |b| (1, b.value, !b.closed)));
    let bands = cover(bands, rest, &shown)?;
    worth(&bands, row)?;
    let signed = bands.iter().flat_map(|b| [b.range.low, b.range.high]).flatten().any(|b| b.value < Decimal::ZERO);
    let unit = (on == Variable::Actual).then(|| row.unit.clone());
    let mut bands = bands;
    bands.reverse();
    Ok(Found { unit, signed, ..Found::new(RuleKind::Bands { on, bands }) })
}

fn exactly(value: Decimal) -> Interval {
    Interval { low: Some(Bound::closed(value)), high: Some(Bound::closed(value)) }
}

/// 补上“其他”的各段；有缺口或重叠的说明在哪里。
fn cover(bands: Vec<Band>, rest: Option<Pay>, shown: &impl Fn(&Interval) -> String) -> Result<Vec<Band>, Why> {
    let mut whole: Vec<Band> = Vec::new();
    // 已覆盖到的上端；一段也没有时为空。
    let mut reached: Option<Bound> = None;
    let mut filled = false;
    let mut fill = |low: Option<Bound>, high: Option<Bound>, whole: &mut Vec<Band>| {
        let gap = Interval { low, high };
        match rest {
            Some(pay) => {
                filled = true;
                whole.push(Band { range: gap, pay });
                Ok(())
            }
            None => Err(format!("{} 没有写怎样给分", shown(&gap))),
        }
    };
    let flip = |bound: Bound| Bound { closed: !bound.closed, ..bound };
    for (at, band) in bands.iter().enumerate() {
        match (at, band.range.low) {
            (0, None) => {}
            (0, Some(low)) if low.value < Decimal::ZERO => fill(None, Some(flip(low)), &mut whole)?,
            (0, Some(low)) if low.value.is_zero() && low.closed => {}
            (0, Some(low)) => fill(Some(Bound::closed(Decimal::ZERO)), Some(flip(low)), &mut whole)?,
            (_, low) => {
                let (Some(top), Some(low)) = (reached, low) else {
                    return Err(format!("{} 与另一段重叠", shown(&band.range)));
                };
                let touching = top.value == low.value;
                if low.value < top.value || (touching && low.closed && top.closed) {
                    let before = &bands[at - 1].range;
                    let both = format!("{} 与 {} 重叠", shown(before), shown(&band.range));
                    let where_at = if touching {
                        format!("：正好 {} 算哪一段没有写明", shown(&exactly(low.value)).replace('=', ""))
                    } else {
                        String::new()
                    };
                    return Err(both + &where_at);
                }
                if low.value > top.value || !(low.closed || top.closed) {
                    fill(Some(flip(top)), Some(flip(low)), &mut whole)?;
                }
            }
        }
        whole.push(*band);
        reached = band.range.high;
    }
    if let Some(top) = reached {
        fill(Some(flip(top)), None, &mut whole)?;
    }
    if rest.is_some() && !filled {
        return Err("各段已经覆盖全部，“其他”说的是什么情形不明".to_owned());
    }
    Ok(whole)
}

/// 最高一段应得满分，越好得分不应越少。
fn worth(bands: &[Band], row: &Facts<'_>) -> Result<(), Why> {
    let score = |pay: Pay| match pay {
        Pay::Score(score) => score,
        Pay::Share(share) => share * row.points,
        // 按比例的一段介于两边之间。
        Pay::Completion | Pay::Slope(..) => row.points,
    };
    let fixed: Vec<Decimal> = bands.iter().filter(|b| b.pay != Pay::Completion).map(|b| score(b.pay)).collect();
    let most = fixed.iter().copied().max().unwrap_or_default();
    if most != row.points {
        return Err(format!("最高一段得 {} 分，与分值 {} 不同", plain(most), plain(row.points)));
    }
    let falls = fixed.windows(2).any(|pair| pair[1] < pair[0]);
    let rises = fixed.windows(2).any(|pair| pair[1] > pair[0]);
    match row.kind {
        Kind::AtLeast(_) | Kind::Above(_) if falls => Err("指标值越高越好，标准里高的一段得分反而少".to_owned()),
        Kind::AtMost(_) | Kind::Below(_) if rises => Err("指标值越低越好，标准里高的一段得分反而多".to_owned()),
        _ => Ok(()),
    }
}
