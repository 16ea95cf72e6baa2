//! 把规则写成体系文件里的样子；只写与默认不同的键。

use crate::model::{
    AtMostMethod, Band, ExactlyMethod, ItemWorth, Measure, NegativeActual, Partial, Pay, Rule, RuleKind, Variable,
};
use crate::number::{Decimal, plain};
use crate::target::Interval;
use std::fmt::Write;

/// TOML 的文字，引号与换行都写妥。
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn percent(share: Decimal) -> String {
    quoted(&format!("{}%", plain(share * Decimal::ONE_HUNDRED)))
}

/// 一张表（`indicator`、`execution`）的规则：短的写成 `rule = { … }`，有多段的写成 `[indicator.rule]`。写在这张表的最后。
pub fn rule(rule: &Rule, table: &str) -> String {
    let mut keys: Vec<(&str, String)> = vec![("kind", quoted(kind(rule)))];
    let mut list: Option<(&str, Vec<String>)> = None;
    let unit = rule.unit.as_ref().map_or("", |unit| unit.as_str());
    let size = |value: Decimal| quoted(&format!("{}{unit}", plain(value)));
    match &rule.kind {
        RuleKind::Proportional { at_most, exactly, floor } => {
            match at_most {
                AtMostMethod::Linear => {}
                AtMostMethod::Ratio => keys.push(("at_most", quoted("ratio"))),
                AtMostMethod::Zero => keys.push(("at_most", quoted("zero"))),
            }
            match exactly {
                ExactlyMethod::AtLeast => {}
                ExactlyMethod::AtMost => keys.push(("exactly", quoted("at_most"))),
                ExactlyMethod::Symmetric => keys.push(("exactly", quoted("symmetric"))),
                ExactlyMethod::Strict => keys.push(("exactly", quoted("strict"))),
            }
            if let Some(floor) = floor {
                keys.push(("floor", percent(floor.at)));
                keys.extend(floor.share.map(|share| ("floor_share", percent(share))));
            }
        }
        RuleKind::Steps { measure, per, lose, from, partial } => {
            match measure {
                Measure::Difference => keys.push(("per", size(*per))),
                Measure::Deviation => {
                    keys.push(("measure", quoted("deviation")));
                    keys.push(("per", percent(*per)));
                }
            }
            keys.push(("lose", plain(*lose)));
            keys.extend(from.map(|from| ("from", size(from))));
            keys.extend(partial_key(*partial));
        }
        RuleKind::Bands { on, bands } => {
            match on {
                Variable::Actual => {}
                Variable::Completion => keys.push(("on", quoted("completion"))),
                Variable::Deviation => keys.push(("on", quoted("deviation"))),
            }
            list = Some(("bands", bands.iter().map(|b| band(b, *on, unit)).collect()));
        }
        RuleKind::Tiers { tiers, same_text } => {
            let named = same_text.and_then(|at| tiers.get(at));
            keys.extend(named.map(|tier| ("same_text", quoted(&tier.name))));
            let one = |tier: &crate::model::Tier| {
                let mut text = format!("name = {}", quoted(&tier.name));
                if !tier.aliases.is_empty() {
                    let aliases: Vec<String> = tier.aliases.iter().map(|a| quoted(a)).collect();
                    let _ = write!(text, ", aliases = [{}]", aliases.join(", "));
                }
                let _ = write!(text, ", from = {}, to = {}", percent(tier.from), percent(tier.to));
                if let Some(default) = tier.default {
                    let _ = write!(text, ", default = {}", percent(default));
                }
                text
            };
            list = Some(("tiers", tiers.iter().map(one).collect()));
        }
        RuleKind::Checklist { items } => {
            let one = |item: &crate::model::ChecklistItem| match item.worth {
                ItemWorth::Earn(points) => format!("name = {}, points = {}", quoted(&item.name), plain(points)),
                ItemWorth::Lose(points) => format!("name = {}, lose = {}", quoted(&item.name), plain(points)),
            };
            list = Some(("items", items.iter().map(one).collect()));
        }
        RuleKind::Pass | RuleKind::Percent | RuleKind::Manual => {}
    }
    keys.extend(rule.full_at.map(|at| ("full_at", percent(at))));
    keys.extend(over(rule).map(|over| ("over", over)));
    if rule.negative == NegativeActual::Keep {
        keys.push(("negative", quoted("keep")));
    }
    keys.push(("text", quoted(&rule.text)));
    match list {
        None => {
            let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("rule = {{ {} }}\n", keys.join(", "))
        }
        Some((name, lines)) => {
            let mut out = format!("\n[{table}.rule]\n");
            for (key, value) in keys {
                let _ = writeln!(out, "{key} = {value}");
            }
            let _ = writeln!(out, "{name} = [");
            for line in lines {
                let _ = writeln!(out, "    {{ {line} }},");
            }
            out.push_str("]\n");
            out
        }
    }
}

fn kind(rule: &Rule) -> &'static str {
    match rule.kind {
        RuleKind::Proportional { .. } => "proportional",
        RuleKind::Pass => "pass",
        RuleKind::Steps { .. } => "steps",
        RuleKind::Bands { .. } => "bands",
        RuleKind::Tiers { .. } => "tiers",
        RuleKind::Percent => "percent",
        RuleKind::Checklist { .. } => "checklist",
        RuleKind::Manual => "manual",
    }
}

fn partial_key(partial: Partial) -> Option<(&'static str, String)> {
    match partial {
        Partial::Full => None,
        Partial::Prorated => Some(("partial", quoted("prorated"))),
        Partial::Ceiling => Some(("partial", quoted("ceiling"))),
    }
}

fn over(rule: &Rule) -> Option<String> {
    let mut keys = Vec::new();
    keys.extend(rule.over.flag_at.map(|at| format!("flag_at = {}", percent(at))));
    keys.extend(rule.over.reason_from.map(|at| format!("reason_from = {}", percent(at))));
    if let Some(excess) = &rule.over.deduct {
        let mut inner =
            format!("from = {}, per = {}, lose = {}", percent(excess.from), percent(excess.per), plain(excess.lose));
        if let Some((key, value)) = partial_key(excess.partial) {
            let _ = write!(inner, ", {key} = {value}");
        }
        if let Some(most) = excess.most {
            let _ = write!(inner, ", most = {}", plain(most));
        }
        keys.push(format!("deduct = {{ {inner} }}"));
    }
    (!keys.is_empty()).then(|| format!("{{ {} }}", keys.join(", ")))
}

fn band(band: &Band, on: Variable, unit: &str) -> String {
    let pay = match band.pay {
        Pay::Score(score) => format!("score = {}", plain(score)),
        Pay::Share(share) => format!("share = {}", percent(share)),
        Pay::Slope(from, to) => format!("share_from = {}, share_to = {}", percent(from), percent(to)),
        Pay::Completion => "by_completion = true".to_owned(),
    };
    format!("range = {}, {pay}", quoted(&range(&band.range, on, unit)))
}

/// 区间的写法，端点带单位；按完成比例与偏差的写百分数。
pub(super) fn range(interval: &Interval, on: Variable, unit: &str) -> String {
    let end = |value: Decimal| match on {
        Variable::Actual => format!("{}{unit}", plain(value)),
        _ => format!("{}%", plain(value * Decimal::ONE_HUNDRED)),
    };
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => format!("={}", end(low.value)),
        (Some(low), Some(high)) => format!(
            "{}{},{}{}",
            if low.closed { '[' } else { '(' },
            end(low.value),
            end(high.value),
            if high.closed { ']' } else { ')' }
        ),
        (Some(low), None) => format!("{}{}", if low.closed { '≥' } else { '>' }, end(low.value)),
        (None, Some(high)) => format!("{}{}", if high.closed { '≤' } else { '<' }, end(high.value)),
        (None, None) => "(-∞,∞)".to_owned(),
    }
}
