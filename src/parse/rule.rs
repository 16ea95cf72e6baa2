//! 计分规则的写法：一个名称，或一张带 `kind` 与参数的表。

use super::reader::{At, Item, Table};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::model::{
    AtMostMethod, Band, ChecklistItem, ExactlyMethod, Excess, Floor, ItemWorth, Measure, NegativeActual, Over, Partial,
    Pay, Rule, RuleKind, Tier, Variable, ZeroTarget,
};
use crate::number::{Decimal, Mode, Rounding, Unit};
use crate::target::Interval;

/// 一处写下的规则。
#[derive(Clone, Debug)]
pub enum RawRule {
    /// 引用口径或体系里的具名规则。
    Named(At<String>),
    /// 就地写下的规则。
    Table(Box<RuleTable>),
}

/// 写成表的规则，带各处的位置，供审查报告。
#[derive(Clone, Debug)]
pub struct RuleTable {
    pub rule: Rule,
    pub place: Place,
    /// 各区间、各档或各项的位置与书面写法。
    pub parts: Vec<At<String>>,
}

impl RawRule {
    /// 写下规则的地方。
    pub fn place(&self) -> &Place {
        match self {
            RawRule::Named(name) => &name.place,
            RawRule::Table(table) => &table.place,
        }
    }
}

const PARTIALS: &[(&str, Partial)] =
    &[("full", Partial::Full), ("prorated", Partial::Prorated), ("ceiling", Partial::Ceiling)];

/// 名称或表。
pub(super) fn read_item(key: &str, item: Item<'_>, sink: &mut Sink) -> Option<RawRule> {
    if let Some(mut table) = item.as_table() {
        let rule = read_table(&mut table, sink);
        table.finish(sink);
        return rule.map(|rule| RawRule::Table(Box::new(rule)));
    }
    match item.as_written() {
        Some(name) => Some(RawRule::Named(At { value: name.trim().to_owned(), place: item.place() })),
        None => {
            item.wrong(key, "规则名称，或规则的表", sink);
            None
        }
    }
}

/// 一张规则表。
pub(super) fn read_table(table: &mut Table<'_>, sink: &mut Sink) -> Option<RuleTable> {
    let place = table.place();
    let text = table.text_or_empty("text", sink);
    let source = table.text("source", sink).map_or_else(|| "unconfirmed".to_owned(), |s| s.value);
    let full_at = table.share("full_at", sink).map(|s| s.value);
    let cap = table.number("cap", sink).map(|n| n.value);
    let over = read_over(table, sink);
    let zero_target = table
        .choice("zero_target", &[("met_or_zero", ZeroTarget::MetOrZero), ("not_scored", ZeroTarget::NotScored)], sink)
        .unwrap_or(ZeroTarget::MetOrZero);
    let negative = table
        .choice("negative", &[("as_zero", NegativeActual::AsZero), ("keep", NegativeActual::Keep)], sink)
        .unwrap_or(NegativeActual::AsZero);
    let rounding = read_rounding(table, "rounding", sink);
    const KINDS: &[(&str, &str)] = &[
        ("proportional", "proportional"),
        ("pass", "pass"),
        ("steps", "steps"),
        ("bands", "bands"),
        ("tiers", "tiers"),
        ("percent", "percent"),
        ("checklist", "checklist"),
        ("manual", "manual"),
    ];
    if !table.has("kind") {
        table.missing("kind", sink);
    }
    let mut parts = Vec::new();
    let mut unit = None;
    let kind = match table.choice("kind", KINDS, sink)? {
        "proportional" => Some(read_proportional(table, sink)),
        "pass" => Some(RuleKind::Pass),
        "steps" => read_steps(table, &mut unit, sink),
        "bands" => read_bands(table, &mut unit, &mut parts, sink),
        "tiers" => read_tiers(table, &mut parts, sink),
        "percent" => Some(RuleKind::Percent),
        "checklist" => read_checklist(table, &mut parts, sink),
        _ => Some(RuleKind::Manual),
    }?;
    let rule = Rule { text, source, kind, unit, full_at, cap, over, zero_target, negative, rounding };
    Some(RuleTable { rule, place, parts })
}

/// 修约：`{ places = 2, mode = "half_up" }`。
pub(super) fn read_rounding(table: &mut Table<'_>, key: &'static str, sink: &mut Sink) -> Option<Rounding> {
    let mut inner = table.table(key, sink)?;
    let places = inner.count("places", sink);
    if !inner.has("places") {
        inner.missing("places", sink);
    }
    let modes = Mode::NAMES.map(|(name, mode, _)| (name, mode));
    let mode = inner.choice("mode", &modes, sink).unwrap_or(Mode::HalfUp);
    inner.finish(sink);
    let places = places?;
    if places.value > 8 {
        let message = format!("修约到 {} 位小数超出范围", places.value);
        sink.push(Diagnostic::new(Code::E0305, message).at(&places.place).help("places 取 0 至 8"));
        return None;
    }
    Some(Rounding { places: places.value as u32, mode })
}

fn read_over(table: &mut Table<'_>, sink: &mut Sink) -> Over {
    let Some(mut inner) = table.table("over", sink) else { return Over::default() };
    let flag_at = inner.share("flag_at", sink).map(|s| s.value);
    let reason_from = inner.share("reason_from", sink).map(|s| s.value);
    let deduct = inner.table("deduct", sink).and_then(|mut deduct| {
        for key in ["from", "per", "lose"] {
            if !deduct.has(key) {
                deduct.missing(key, sink);
            }
        }
        let from = deduct.share("from", sink);
        let per = deduct.share("per", sink);
        let lose = deduct.number("lose", sink);
        let partial = deduct.choice("partial", PARTIALS, sink).unwrap_or(Partial::Full);
        let most = deduct.number("most", sink).map(|n| n.value);
        deduct.finish(sink);
        Some(Excess { from: from?.value, per: per?.value, lose: lose?.value, partial, most })
    });
    inner.finish(sink);
    Over { flag_at, reason_from, deduct }
}

fn read_proportional(table: &mut Table<'_>, sink: &mut Sink) -> RuleKind {
    let at_most = table
        .choice(
            "at_most",
            &[("linear", AtMostMethod::Linear), ("ratio", AtMostMethod::Ratio), ("zero", AtMostMethod::Zero)],
            sink,
        )
        .unwrap_or(AtMostMethod::Linear);
    let exactly = table
        .choice(
            "exactly",
            &[
                ("at_least", ExactlyMethod::AtLeast),
                ("at_most", ExactlyMethod::AtMost),
                ("symmetric", ExactlyMethod::Symmetric),
                ("strict", ExactlyMethod::Strict),
            ],
            sink,
        )
        .unwrap_or(ExactlyMethod::AtLeast);
    let floor = table.share("floor", sink).map(|s| s.value);
    let share = table.share("floor_share", sink).map(|s| s.value);
    RuleKind::Proportional { at_most, exactly, floor: floor.map(|at| Floor { at, share }) }
}

fn read_steps(table: &mut Table<'_>, unit: &mut Option<Unit>, sink: &mut Sink) -> Option<RuleKind> {
    for key in ["per", "lose"] {
        if !table.has(key) {
            table.missing(key, sink);
        }
    }
    let measure = table
        .choice("measure", &[("difference", Measure::Difference), ("deviation", Measure::Deviation)], sink)
        .unwrap_or(Measure::Difference);
    let per = match measure {
        Measure::Difference => table.quantity("per", sink).map(|per| {
            *unit = Some(per.value.1);
            per.value.0
        }),
        Measure::Deviation => table.share("per", sink).map(|s| s.value),
    };
    let lose = table.number("lose", sink).map(|n| n.value);
    let from = table.quantity("from", sink).and_then(|from| {
        let (value, its_unit) = from.value;
        let base = unit.get_or_insert_with(|| its_unit.clone());
        let factor = its_unit.factor_to(base);
        if factor.is_none() {
            let message = "from 与 per 的单位不同".to_owned();
            sink.push(Diagnostic::new(Code::E0305, message).at(&from.place).help("两处写同一单位"));
        }
        factor.map(|factor| value * factor)
    });
    let partial = table.choice("partial", PARTIALS, sink).unwrap_or(Partial::Full);
    Some(RuleKind::Steps { measure, per: per?, lose: lose?, from, partial })
}

fn read_bands(
    table: &mut Table<'_>,
    unit: &mut Option<Unit>,
    parts: &mut Vec<At<String>>,
    sink: &mut Sink,
) -> Option<RuleKind> {
    let on = table
        .choice(
            "on",
            &[("actual", Variable::Actual), ("completion", Variable::Completion), ("deviation", Variable::Deviation)],
            sink,
        )
        .unwrap_or(Variable::Actual);
    if !table.has("bands") {
        table.missing("bands", sink);
    }
    let mut bands = Vec::new();
    let mut complete = true;
    for mut band in table.tables("bands", sink) {
        let place = band.place();
        let written = band.require_text("range", sink);
        let range = written.as_ref().and_then(|text| match Interval::read(&text.value) {
            Ok((range, range_unit)) => Some(range_in(range, range_unit, on, unit, &text.place, sink)),
            Err(error) => {
                let message = format!("区间“{}”读不懂：{error}", text.value);
                let help = "写成 \"[60%,90%)\"、\"(30%,∞)\"、\"=0\"、\"≤10%\"";
                sink.push(Diagnostic::new(Code::E0305, message).at(&text.place).label("这个区间").help(help));
                None
            }
        });
        let pay = read_pay(&mut band, sink);
        band.finish(sink);
        match (range, pay) {
            (Some(Some(range)), Some(pay)) => {
                bands.push(Band { range, pay });
                parts.push(At { value: written.map(|w| w.value).unwrap_or_default(), place });
            }
            _ => complete = false,
        }
    }
    complete.then_some(RuleKind::Bands { on, bands })
}

/// 区间端点换算到同一单位；按完成比例或偏差计的换成小数。
fn range_in(
    range: Interval,
    range_unit: Unit,
    on: Variable,
    unit: &mut Option<Unit>,
    place: &Place,
    sink: &mut Sink,
) -> Option<Interval> {
    let scale = |factor: Decimal| Interval {
        low: range.low.map(|b| crate::target::Bound { value: b.value * factor, ..b }),
        high: range.high.map(|b| crate::target::Bound { value: b.value * factor, ..b }),
    };
    let factor = if on == Variable::Actual {
        // "=0" 一类不写单位的零，单位随其他区间。
        let zero_only = range.low.iter().chain(&range.high).all(|b| b.value.is_zero());
        match unit {
            _ if range_unit.is_none() && zero_only => Some(Decimal::ONE),
            Some(base) => range_unit.factor_to(base),
            None => {
                *unit = Some(range_unit);
                Some(Decimal::ONE)
            }
        }
    } else {
        match range_unit.factor_to(&Unit::percent()) {
            Some(factor) => Some(factor / Decimal::ONE_HUNDRED),
            None if range.low.iter().chain(&range.high).all(|b| b.value.is_zero()) => Some(Decimal::ONE),
            None => None,
        }
    };
    if factor.is_none() {
        let message = "各区间的单位不同，或比例没有带百分号".to_owned();
        sink.push(
            Diagnostic::new(Code::E0305, message).at(place).help("各区间写同一单位；按完成比例或偏差分的区间写百分数"),
        );
    }
    factor.map(scale)
}

fn read_pay(band: &mut Table<'_>, sink: &mut Sink) -> Option<Pay> {
    let place = band.place();
    let score = band.number("score", sink).map(|n| Pay::Score(n.value));
    let share = band.share("share", sink).map(|s| Pay::Share(s.value));
    let low = band.share("share_from", sink).map(|s| s.value);
    let high = band.share("share_to", sink).map(|s| s.value);
    let completion = band.flag("by_completion", sink).then_some(Pay::Completion);
    let slope = match (low, high) {
        (Some(low), Some(high)) => Some(Pay::Slope(low, high)),
        _ => None,
    };
    let ways: Vec<Pay> = [score, share, slope, completion].into_iter().flatten().collect();
    if let [pay] = ways[..] {
        return Some(pay);
    }
    let message = if ways.is_empty() {
        "这个区间没有写怎样给分"
    } else {
        "这个区间写了不止一种给分办法"
    };
    let help = "写一种：score = 4，或 share = \"80%\"，或 share_from 与 share_to，或 by_completion = true";
    sink.push(Diagnostic::new(Code::E0305, message).at(&place).label("这个区间").help(help));
    None
}

fn read_tiers(table: &mut Table<'_>, parts: &mut Vec<At<String>>, sink: &mut Sink) -> Option<RuleKind> {
    if !table.has("tiers") {
        table.missing("tiers", sink);
    }
    let mut tiers = Vec::new();
    let mut complete = true;
    for mut tier in table.tables("tiers", sink) {
        let place = tier.place();
        for key in ["from", "to"] {
            if !tier.has(key) {
                tier.missing(key, sink);
            }
        }
        let name = tier.require_text("name", sink).map(|t| t.value);
        let aliases = tier.texts("aliases", sink).into_iter().map(|t| t.value).collect();
        let from = tier.share("from", sink).map(|s| s.value);
        let to = tier.share("to", sink).map(|s| s.value);
        let default = tier.share("default", sink).map(|s| s.value);
        tier.finish(sink);
        match (name, from, to) {
            (Some(name), Some(from), Some(to)) => {
                parts.push(At { value: name.clone(), place });
                tiers.push(Tier { name, aliases, from, to, default });
            }
            _ => complete = false,
        }
    }
    let same_text = table.text("same_text", sink).and_then(|text| {
        let at = tiers.iter().position(|t| t.name == text.value);
        if at.is_none() && complete {
            let message = format!("same_text 所写的“{}”不是任何一档", text.value);
            sink.push(Diagnostic::new(Code::E0305, message).at(&text.place).help("写其中一档的 name"));
        }
        at
    });
    complete.then_some(RuleKind::Tiers { tiers, same_text })
}

fn read_checklist(table: &mut Table<'_>, parts: &mut Vec<At<String>>, sink: &mut Sink) -> Option<RuleKind> {
    if !table.has("items") {
        table.missing("items", sink);
    }
    let mut items = Vec::new();
    let mut complete = true;
    for mut item in table.tables("items", sink) {
        let place = item.place();
        let name = item.require_text("name", sink).map(|t| t.value);
        let earn = item.number("points", sink).map(|n| ItemWorth::Earn(n.value));
        let lose = item.number("lose", sink).map(|n| ItemWorth::Lose(n.value));
        item.finish(sink);
        let worth = match (earn, lose) {
            (Some(worth), None) | (None, Some(worth)) => Some(worth),
            _ => {
                let message = "清单的一项要么写 points（做到得分），要么写 lose（每次扣分）";
                sink.push(Diagnostic::new(Code::E0305, message).at(&place).label("这一项").help("两者写其一"));
                None
            }
        };
        match (name, worth) {
            (Some(name), Some(worth)) => {
                parts.push(At { value: name.clone(), place });
                items.push(ChecklistItem { name, worth });
            }
            _ => complete = false,
        }
    }
    complete.then_some(RuleKind::Checklist { items })
}
