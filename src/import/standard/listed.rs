//! 定性与时限指标的评分标准：分档、清单、逾期扣分、达到或零分。

use super::clause::{Clause, Outcome, Way, When};
use super::{Facts, Found, Parts, Why, is_otherwise, is_pass};
use crate::model::{ChecklistItem, ItemWorth, Measure, Partial, RuleKind, Tier};
use crate::number::{Decimal, Unit, plain};
use crate::target::Kind;

pub(super) fn read(parts: Parts, row: &Facts<'_>) -> Result<Found, Why> {
    if !parts.explain.is_empty() {
        return Err("定性与时限指标没有超额可言".to_owned());
    }
    if !parts.proportions.is_empty() {
        return Err("指标值不是数，按什么比例说不准".to_owned());
    }
    let ranged = parts.scores.iter().chain(&parts.steps).any(|c| matches!(c.when, Some(When::Range(_))));
    if ranged {
        return Err("标准里有界限，指标值却不是数".to_owned());
    }
    if matches!(row.kind, Kind::Date(_)) {
        return by_date(&parts, row);
    }
    if parts.partial.is_some() {
        return Err("论项扣分，没有不足一档可言".to_owned());
    }
    if let [clause] = parts.tiers.as_slice() {
        let Outcome::Tiers(named) = &clause.outcome else { return Err("各档读不全".to_owned()) };
        if !parts.scores.is_empty() || !parts.steps.is_empty() || !parts.loses.is_empty() {
            return Err("既分档又另有给分".to_owned());
        }
        return tiers(named);
    }
    if !parts.tiers.is_empty() {
        return Err("分档写了两次".to_owned());
    }
    if !parts.steps.is_empty() || !parts.loses.is_empty() {
        return losing(&parts, row);
    }
    if let Some(named) = named_tiers(&parts, row) {
        return tiers(&named);
    }
    if is_pass(&parts, |clause| Ok(clause.outcome == Outcome::Full || is_negation(clause)))? {
        return Ok(Found::new(RuleKind::Pass));
    }
    earning(&parts, row)
}

/// “不健全”“未建立”“否则”：说的是做不到。
fn is_negation(clause: &Clause) -> bool {
    is_otherwise(clause) || (clause.when.is_none() && clause.subject.starts_with(['不', '未', '没', '无']))
}

fn by_date(parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    if !parts.loses.is_empty() || !parts.tiers.is_empty() {
        return Err("时限只认按时、逾期与每逾期一天扣分".to_owned());
    }
    for clause in &parts.scores {
        let named = clause.subject.is_empty()
            || row.text.contains(clause.subject.as_str())
            || row.name.contains(clause.subject.as_str())
            || [
                "在规定时间内",
                "规定时间内",
                "在规定时限内",
                "规定时限内",
                "任务",
                "项目",
                "工作",
                "延期",
                "延迟",
                "推迟",
            ]
            .contains(&clause.subject.as_str());
        if clause.outcome == Outcome::Full && !named {
            return Err(format!("“{}”是不是本行的时限，说不准", clause.head));
        }
    }
    match parts.steps.as_slice() {
        [] => {
            let late = |c: &Clause| is_otherwise(c) || ["延期", "延迟", "推迟"].contains(&c.subject.as_str());
            if is_pass(parts, |clause| Ok(clause.outcome == Outcome::Full || late(clause)))? {
                return Ok(Found::new(RuleKind::Pass));
            }
            Err("没有同时写明按时得满分与逾期怎样计分".to_owned())
        }
        [step] => {
            let Outcome::Step { way, per, lose, .. } = &step.outcome else {
                return Err("扣分的一档读不全".to_owned());
            };
            if parts.scores.iter().any(|clause| clause.outcome != Outcome::Full) {
                return Err("既按逾期的天数扣分又另有给分".to_owned());
            }
            let late = *way == Some(Way::Late) || (way.is_none() && matches!(step.when, Some(When::Missed)));
            let days = Unit::read("天").filter(|days| per.unit.as_ref() == Some(days));
            let (true, Some(unit)) = (late, days) else {
                return Err("时限的扣分只认每逾期若干天".to_owned());
            };
            let mut notes = Vec::new();
            let partial = match &parts.partial {
                Some((partial, of)) if of.is_none() || of.as_ref() == Some(per) => *partial,
                Some(_) => return Err("不足一档的大小与每档的大小不同".to_owned()),
                None => {
                    if per.value != Decimal::ONE {
                        notes.push("没有写不足一档怎样算，按不足一档不扣分读".to_owned());
                    }
                    Partial::Full
                }
            };
            let lose = lose.points(row.points);
            let kind = RuleKind::Steps { measure: Measure::Difference, per: per.value, lose, from: None, partial };
            Ok(Found { unit: Some(unit), notes, ..Found::new(kind) })
        }
        _ => Err("不止一种扣分的办法".to_owned()),
    }
}

/// 论项扣分：`缺一项扣0.5分`、`发现一起扣1分`、`未按时报送扣1分`。
fn losing(parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    let mut items = Vec::new();
    for clause in &parts.steps {
        let Outcome::Step { way, per, lose, .. } = &clause.outcome else { continue };
        if per.value != Decimal::ONE || matches!(way, Some(Way::High | Way::Either)) {
            return Err(format!("“{}”不是论次数扣分", clause.head));
        }
        if per.unit.as_ref().is_some_and(|unit| unit.is_rate() || unit.is_money() || unit.as_str() == "个百分点") {
            return Err("标准按百分比扣分，指标值却不是数".to_owned());
        }
        items.push(ChecklistItem { name: clause.head.clone(), worth: ItemWorth::Lose(lose.points(row.points)) });
    }
    for clause in &parts.loses {
        let Outcome::Lose(lost) = clause.outcome else { continue };
        if clause.head.is_empty() || matches!(clause.when, Some(When::Otherwise | When::Range(_))) {
            return Err(format!("扣 {} 分的是哪一种情形，说不准", plain(lost)));
        }
        items.push(ChecklistItem { name: clause.head.clone(), worth: ItemWorth::Lose(lost) });
    }
    for clause in &parts.scores {
        match clause.outcome {
            Outcome::Full => {}
            Outcome::None if clause.when != Some(When::Otherwise) && !clause.head.is_empty() => {
                items.push(ChecklistItem { name: clause.head.clone(), worth: ItemWorth::Lose(row.points) });
            }
            _ => return Err(format!("既扣分又给分，“{}”怎样算说不准", clause.head)),
        }
    }
    if items.iter().any(|item| item.name.is_empty()) {
        return Err("扣分的是哪一种情形，没有写".to_owned());
    }
    Ok(Found::new(RuleKind::Checklist { items }))
}

/// 逐项得分，各项之和等于分值。
fn earning(parts: &Parts, row: &Facts<'_>) -> Result<Found, Why> {
    let mut items: Vec<ChecklistItem> = Vec::new();
    let mut sum = Decimal::ZERO;
    for clause in &parts.scores {
        match clause.outcome {
            Outcome::Score(score) if !clause.head.is_empty() && clause.when != Some(When::Otherwise) => {
                sum += score;
                items.push(ChecklistItem { name: clause.head.clone(), worth: ItemWorth::Earn(score) });
            }
            // “制度健全得1分，不健全不得分”：说的是上一项。
            Outcome::None if items.last().is_some_and(|item| negates(clause, &item.name)) => {}
            Outcome::Full if parts.scores.len() == 1 => return Err("没有写做不到时怎样计分".to_owned()),
            _ => return Err(format!("“{}”与其余各项怎样合在一起，说不准", clause.head)),
        }
    }
    match items.len() {
        0 => Err("没有写怎样给分".to_owned()),
        _ if sum != row.points => Err(format!("各项合计 {} 分，与分值 {} 不同", plain(sum), plain(row.points))),
        _ => Ok(Found::new(RuleKind::Checklist { items })),
    }
}

fn negates(clause: &Clause, item: &str) -> bool {
    match clause.when {
        Some(When::Otherwise | When::Missed) => true,
        None => {
            let stem = clause.subject.trim_start_matches(['不', '未', '没', '有', '无']);
            stem != clause.subject && (stem.is_empty() || item.contains(stem))
        }
        _ => false,
    }
}

/// 档名的开头。
const TIER_NAMES: &[&str] = &[
    "优",
    "良",
    "中",
    "差",
    "好",
    "较好",
    "较差",
    "一般",
    "合格",
    "不合格",
    "基本合格",
    "基本达成",
    "达成",
    "部分",
    "未达成",
    "全部",
    "基本完成",
    "完成",
    "未完成",
    "显著",
    "较显著",
    "不显著",
    "明显",
    "较明显",
    "不明显",
    "很好",
    "较优",
    "满意",
    "较满意",
    "基本满意",
    "不满意",
];

/// “优得100%，良得80%……”：每句一档，由高到低。
fn named_tiers(parts: &Parts, row: &Facts<'_>) -> Option<Vec<(String, Decimal, Decimal)>> {
    if parts.scores.len() < 3 {
        return None;
    }
    let mut tiers = Vec::new();
    for clause in &parts.scores {
        let name = clause.head.trim_start_matches(['为']).trim_end_matches(['得', '的']);
        if !TIER_NAMES.iter().any(|known| name.starts_with(known)) || matches!(clause.when, Some(When::Otherwise)) {
            return None;
        }
        let (high, low) = match clause.outcome {
            Outcome::Full => (Decimal::ONE, Decimal::ONE),
            Outcome::None => (Decimal::ZERO, Decimal::ZERO),
            Outcome::Share(share) => (share, share),
            Outcome::Spread(high, low) => (high, low),
            Outcome::Score(score) => {
                let share = score.checked_div(row.points)?;
                // 除不尽的比例写不出。
                if share * row.points != score || share.scale() > 6 {
                    return None;
                }
                (share, share)
            }
            _ => return None,
        };
        tiers.push((name.to_owned(), high, low));
    }
    Some(tiers)
}

/// 各档由高到低；写明固定比例的，由它到上一档为一档，只写档名即取这个比例。
fn tiers(named: &[(String, Decimal, Decimal)]) -> Result<Found, Why> {
    let fixed = named.iter().all(|(_, high, low)| high == low);
    let mut tiers: Vec<Tier> = Vec::new();
    for (at, (name, high, low)) in named.iter().enumerate() {
        let top = tiers.last().map_or(Decimal::ONE, |above| above.from);
        let last = at + 1 == named.len();
        if fixed {
            if (at == 0 && *high != Decimal::ONE) || (at > 0 && *high >= top) {
                return Err("各档没有从 100% 起由高到低".to_owned());
            }
            let from = if last { Decimal::ZERO } else { *high };
            tiers.push(Tier { name: name.clone(), aliases: Vec::new(), from, to: top, default: Some(*high) });
        } else {
            if *high != top || low >= high || (last && !low.is_zero()) {
                return Err(format!("“{name}”一档与相邻的档接不上，或各档没有由 100% 到 0%"));
            }
            tiers.push(Tier { name: name.clone(), aliases: Vec::new(), from: *low, to: top, default: None });
        }
    }
    Ok(Found::new(RuleKind::Tiers { tiers, same_text: None }))
}
