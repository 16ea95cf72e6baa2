//! 规则的名称与参数，写成文字。

use super::profile_text::rounding;
use crate::model::{
    AtMostMethod, ExactlyMethod, ItemWorth, Measure, NegativeActual, Partial, Pay, Rule, RuleKind, Tier, Variable,
    ZeroTarget,
};
use crate::number::{Decimal, Ratio, plain};
use crate::target::{Interval, Kind};

/// 规则种类的名称。
pub fn kind_title(rule: &Rule) -> &'static str {
    match rule.kind {
        RuleKind::Proportional { .. } => "按完成比例",
        RuleKind::Pass => "达标得满分",
        RuleKind::Steps { .. } => "分档扣分",
        RuleKind::Bands { .. } => "按区间",
        RuleKind::Tiers { .. } => "定性分档",
        RuleKind::Percent => "按填报的百分比",
        RuleKind::Checklist { .. } => "按清单",
        RuleKind::Manual => "人工评分",
    }
}

/// 百分数文字：0.8 写作 80%。
pub fn percent(share: Decimal) -> String {
    format!("{}%", plain(share * Decimal::ONE_HUNDRED))
}

/// 商的文字：除得尽写全，除不尽写六位小数。第二个值是等号或约等号。
pub(super) fn ratio(value: Ratio) -> (String, &'static str) {
    let (shown, exact) = value.shown();
    (plain(shown), if exact { "＝" } else { "≈" })
}

/// 算式里写出的数都除得尽才是等号。
pub(super) fn equals(numbers: &[Ratio]) -> &'static str {
    if numbers.iter().all(|number| number.shown().1) { "＝" } else { "≈" }
}

/// 区间的文字，端点带单位。
pub fn interval(range: &Interval, on: Variable, unit: &str) -> String {
    let end = |value: Decimal| match on {
        Variable::Actual => format!("{}{unit}", plain(value)),
        Variable::Completion | Variable::Deviation => percent(value),
    };
    match (range.low, range.high) {
        (Some(low), Some(high)) if low.value == high.value => format!("＝{}", end(low.value)),
        (Some(low), Some(high)) => format!(
            "{}{}，{}{}",
            if low.closed { '[' } else { '(' },
            end(low.value),
            end(high.value),
            if high.closed { ']' } else { ')' }
        ),
        (Some(low), None) => format!("{}{}", if low.closed { '≥' } else { '＞' }, end(low.value)),
        (None, Some(high)) => format!("{}{}", if high.closed { '≤' } else { '＜' }, end(high.value)),
        (None, None) => "全部".to_owned(),
    }
}

/// 不足一档怎样算。
pub(super) fn partial(partial: Partial) -> &'static str {
    match partial {
        Partial::Full => "不足一档不扣",
        Partial::Prorated => "不足一档按比例",
        Partial::Ceiling => "不足一档按一档",
    }
}

/// 规则的参数，一条一句；给出指标值的种类时，只列与它有关的。
pub fn parameters(rule: &Rule, kind: Option<&Kind>) -> Vec<String> {
    let is_down = kind.is_none_or(|k| matches!(k, Kind::AtMost(_) | Kind::Below(_) | Kind::Between(_)));
    let is_equal = kind.is_none_or(|k| matches!(k, Kind::Exactly(_) | Kind::Bare(_)));
    let can_exceed = kind.is_none_or(|k| matches!(k, Kind::AtLeast(_) | Kind::Above(_))) || is_equal;
    let unit = rule.unit.as_ref().map_or("", |u| u.as_str());
    let mut lines = Vec::new();
    match &rule.kind {
        RuleKind::Proportional { at_most, exactly, floor } => {
            let at_most = match at_most {
                AtMostMethod::Linear => "“≤”类未达标：分值×[1－(实际－目标)÷目标]",
                AtMostMethod::Ratio => "“≤”类未达标：分值×目标÷实际",
                AtMostMethod::Zero => "“≤”类未达标：不得分",
            };
            let exactly = match exactly {
                ExactlyMethod::AtLeast => "“＝”类视同“≥”",
                ExactlyMethod::AtMost => "“＝”类视同“≤”",
                ExactlyMethod::Symmetric => "“＝”类偏高偏低同样折减",
                ExactlyMethod::Strict => "“＝”类不等即不得分",
            };
            lines.extend(is_down.then(|| at_most.to_owned()));
            lines.extend(is_equal.then(|| exactly.to_owned()));
            if let Some(floor) = floor {
                lines.push(match floor.share {
                    None => format!("完成比例低于 {} 不得分", percent(floor.at)),
                    Some(share) => {
                        format!(
                            "完成比例低于 {} 不得分，自 {} 起由 {} 升到满分",
                            percent(floor.at),
                            percent(floor.at),
                            percent(share)
                        )
                    }
                });
            }
        }
        RuleKind::Steps { measure, per, lose, from, partial: part } => {
            let size = match measure {
                Measure::Difference => format!("{}{unit}", plain(*per)),
                Measure::Deviation => format!("偏差 {}", percent(*per)),
            };
            let start = from.map_or_else(|| "指标值".to_owned(), |from| format!("{}{unit}", plain(from)));
            lines.push(format!("与{start}每差 {size} 扣 {} 分，扣完为止，{}", plain(*lose), partial(*part)));
        }
        RuleKind::Bands { on, bands } => {
            let on_title = variable(*on);
            for band in bands {
                let pay = match band.pay {
                    Pay::Score(score) => format!("得 {} 分", plain(score)),
                    Pay::Share(share) => format!("得分值的 {}", percent(share)),
                    Pay::Slope(from, to) => format!("得分值的 {} 至 {}，线性变化", percent(from), percent(to)),
                    Pay::Completion => "按完成比例得分".to_owned(),
                };
                lines.push(format!("{on_title} {}：{pay}", interval(&band.range, *on, unit)));
            }
        }
        RuleKind::Tiers { tiers, .. } => {
            for (at, tier) in tiers.iter().enumerate() {
                let close = if at == 0 { "含" } else { "不含" };
                lines.push(format!("{}：{}（含）至 {}（{close}）", tier.name, percent(tier.from), percent(tier.to)));
            }
        }
        RuleKind::Checklist { items } => {
            for (at, item) in items.iter().enumerate() {
                let worth = match item.worth {
                    ItemWorth::Earn(points) => format!("做到得 {} 分", plain(points)),
                    ItemWorth::Lose(points) => format!("每次扣 {} 分", plain(points)),
                };
                lines.push(format!("第 {} 项 {}：{worth}", at + 1, item.name));
            }
        }
        RuleKind::Pass | RuleKind::Percent | RuleKind::Manual => {}
    }
    if let Some(at) = rule.full_at {
        lines.push(format!("完成比例达到 {} 即得满分", percent(at)));
    }
    if let Some(cap) = rule.cap {
        lines.push(format!("至多得 {} 分", plain(cap)));
    }
    if let Some(at) = rule.over.flag_at.filter(|_| can_exceed) {
        lines.push(format!("完成比例达到 {} 记为超额完成", percent(at)));
    }
    if let Some(from) = rule.over.reason_from.filter(|_| can_exceed) {
        lines.push(format!("完成比例超过 {} 须说明原因", percent(from)));
    }
    if let Some(excess) = rule.over.deduct.filter(|_| can_exceed) {
        lines.push(format!(
            "完成比例超过 {} 起每超 {} 扣 {} 分",
            percent(excess.from),
            percent(excess.per),
            plain(excess.lose)
        ));
    }
    lines
}

/// 区间所看的量的名称。
pub(super) fn variable(on: Variable) -> &'static str {
    match on {
        Variable::Actual => "实际完成值",
        Variable::Completion => "完成比例",
        Variable::Deviation => "偏差",
    }
}

/// 参数的句子里没有写的各样约定：名称与文字；依通常的为空。
pub(super) fn asides(rule: &Rule) -> Vec<(String, String)> {
    let zero = if rule.zero_target == ZeroTarget::NotScored { "未达标的不予计分" } else { "" };
    let negative = if rule.negative == NegativeActual::Keep { "照算" } else { "" };
    let same = match &rule.kind {
        RuleKind::Tiers { tiers, same_text: Some(at) } => tiers.get(*at).map_or("", |tier| tier.name.as_str()),
        _ => "",
    };
    let tiers = match &rule.kind {
        RuleKind::Tiers { tiers, .. } => tiers.as_slice(),
        _ => &[],
    };
    let default = |tier: &Tier| tier.default.map(|share| format!("{} {}", tier.name, percent(share)));
    let defaults: Vec<String> = tiers.iter().filter_map(default).collect();
    let aliases: Vec<String> = tiers
        .iter()
        .filter(|t| !t.aliases.is_empty())
        .map(|t| format!("{}＝{}", t.name, t.aliases.join("、")))
        .collect();
    let excess = rule.over.deduct.as_ref();
    let most = excess.and_then(|e| e.most).map(|most| format!("{} 分", plain(most))).unwrap_or_default();
    [
        ("文字", rule.text.clone()),
        ("出处", rule.source_text()),
        ("修约", rule.rounding.map(rounding).unwrap_or_default()),
        ("指标值为零", zero.to_owned()),
        ("实际为负", negative.to_owned()),
        ("与指标值文字相同的归入", same.to_owned()),
        ("只写档名时取", defaults.join("，")),
        ("档的同义写法", aliases.join("，")),
        ("超额至多扣", most),
        ("超额不足一档", excess.map_or("", |excess| partial(excess.partial)).to_owned()),
    ]
    .map(|(what, text)| (what.to_owned(), text))
    .to_vec()
}
