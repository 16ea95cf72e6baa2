//! 口径文件的写法。

use super::formula::{RawFact, RawFormula, read_facts, read_formulas};
use super::layer::Member;
use super::monitoring::{RawMonitoringPolicy, read_policy};
use super::norm::{RawNorm, read_norms};
use super::reader::{At, Table};
use super::rule::{self, RawRule, RuleTable};
use crate::diagnostic::{Place, Sink};
use crate::model::{BareTarget, Denominator, DeviationSide, GradeBasis, NotApplicable, Obligations, ZeroBudget};
use crate::number::{Decimal, Rounding};

/// 口径，按书面内容。
#[derive(Clone, Debug)]
pub struct RawProfile {
    pub place: Place,
    pub id: Option<At<String>>,
    /// 上级的名称或路径；各键已与上级的合好。
    pub extends: Option<At<String>>,
    pub title: String,
    pub basis: Vec<String>,
    pub note: String,
    pub regions: Vec<At<String>>,
    pub row: Rounding,
    pub section: Rounding,
    pub total: Rounding,
    pub bare: BareTarget,
    pub rules: Vec<(At<String>, RuleTable)>,
    pub facts: Vec<RawFact>,
    pub formulas: Vec<RawFormula>,
    pub defaults: Vec<(&'static str, RawRule)>,
    pub execution: RawPolicy,
    pub deviation_side: DeviationSide,
    pub deviation: Rounding,
    pub obligations: Obligations,
    pub not_applicable: NotApplicable,
    pub grades: Vec<(At<String>, Vec<RawGrade>)>,
    pub grade_basis: GradeBasis,
    pub vetoes: Vec<RawVeto>,
    pub norms: Vec<RawNorm>,
    pub monitoring: RawMonitoringPolicy,
    pub undefined_rate: String,
}

/// 预算执行的约定。
#[derive(Clone, Debug)]
pub struct RawPolicy {
    pub place: Place,
    pub denominator: Denominator,
    pub rule: Option<RawRule>,
    pub zero_budget: ZeroBudget,
    pub reason_below: Option<Decimal>,
    pub adjustment_reason_above: Option<Decimal>,
}

/// 一个等次。
#[derive(Clone, Debug)]
pub struct RawGrade {
    pub label: At<String>,
    pub from: At<Decimal>,
}

/// 一种否决情形。
#[derive(Clone, Debug)]
pub struct RawVeto {
    pub code: At<String>,
    pub name: String,
    pub source: String,
    pub zero: bool,
    pub score_cap: Option<At<Decimal>>,
    pub grade_max: Option<At<String>>,
}

/// 可以有默认规则的指标值种类。
const TARGET_KINDS: [&str; 8] = ["at_least", "above", "at_most", "below", "exactly", "between", "qualitative", "date"];

/// 不适用的处理办法。
pub(super) const NOT_APPLICABLE: &[(&str, NotApplicable)] =
    &[("full", NotApplicable::Full), ("rescale", NotApplicable::Rescale), ("zero", NotApplicable::Zero)];

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawProfile {
    let place = root.place();
    let mut head = match root.merged("profile", sink) {
        Some(head) => head.private(&["id", "extends", "note", "regions"]),
        None => {
            root.missing("[profile]", sink);
            return empty(place);
        }
    };
    let id = head.require_text("id", sink);
    let extends = head.text("extends", sink);
    let title = head.text_or_empty("title", sink);
    let basis = head.texts("basis", sink).into_iter().map(|t| t.value).collect();
    let note = head.text_or_empty("note", sink);
    let regions = head.texts("regions", sink);
    let place = head.place();
    head.finish(sink);

    let mut raw = empty(place);
    (raw.id, raw.extends, raw.title, raw.basis, raw.note) = (id, extends, title, basis, note);
    raw.regions = regions;
    if let Some(mut rounding) = root.merged("rounding", sink) {
        for (slot, key) in [(&mut raw.row, "row"), (&mut raw.section, "section"), (&mut raw.total, "total")] {
            if let Some(read) = rule::read_rounding(&mut rounding, key, sink) {
                *slot = read;
            }
        }
        rounding.finish(sink);
    }
    if let Some(mut targets) = root.merged("targets", sink) {
        let choices = [
            ("at_least", BareTarget::AtLeast),
            ("at_most", BareTarget::AtMost),
            ("exactly", BareTarget::Exactly),
            ("refuse", BareTarget::Refuse),
        ];
        raw.bare = targets.choice("bare", &choices, sink).unwrap_or(raw.bare);
        targets.finish(sink);
    }
    raw.rules = read_rules(root, sink);
    raw.facts = read_facts(root, sink);
    raw.formulas = read_formulas(root, sink);
    if let Some(mut defaults) = root.merged("defaults", sink) {
        for kind in TARGET_KINDS {
            if let Some(rule) = defaults.item(kind).and_then(|item| rule::read_item(kind, item, sink)) {
                raw.defaults.push((kind, rule));
            }
        }
        defaults.finish(sink);
    }
    read_execution(root, &mut raw.execution, sink);
    if let Some(mut deviation) = root.merged("deviation", sink) {
        let sides = [("clip", DeviationSide::Clip), ("signed", DeviationSide::Signed)];
        raw.deviation_side = deviation.choice("favourable", &sides, sink).unwrap_or(raw.deviation_side);
        raw.deviation = rule::read_rounding(&mut deviation, "rounding", sink).unwrap_or(raw.deviation);
        deviation.finish(sink);
    }
    if let Some(mut reason) = root.merged("reason", sink) {
        raw.obligations.missed = reason.flag("missed", sink);
        raw.obligations.deviation_from = reason.share("deviation_from", sink).map(|s| s.value * Decimal::ONE_HUNDRED);
        reason.finish(sink);
    }
    if let Some(mut policy) = root.merged("not_applicable", sink) {
        raw.not_applicable = policy.choice("score", NOT_APPLICABLE, sink).unwrap_or(raw.not_applicable);
        policy.finish(sink);
    }
    if let Some(mut grade) = root.merged("grade", sink) {
        let bases = [("rounded", GradeBasis::Rounded), ("exact", GradeBasis::Exact)];
        raw.grade_basis = grade.choice("on", &bases, sink).unwrap_or(raw.grade_basis);
        grade.finish(sink);
    }
    raw.grades = read_grades(root, sink);
    raw.vetoes = read_vetoes(root, sink);
    raw.norms = read_norms(root, sink);
    raw.monitoring = read_policy(root, sink);
    if let Some(mut form) = root.merged("form", sink) {
        if let Some(text) = form.text("undefined_rate", sink) {
            raw.undefined_rate = text.value;
        }
        form.finish(sink);
    }
    raw
}

fn empty(place: Place) -> RawProfile {
    RawProfile {
        place: place.clone(),
        id: None,
        extends: None,
        title: String::new(),
        basis: Vec::new(),
        note: String::new(),
        regions: Vec::new(),
        row: Rounding::CENTS,
        section: Rounding::CENTS,
        total: Rounding::CENTS,
        bare: BareTarget::Refuse,
        rules: Vec::new(),
        facts: Vec::new(),
        formulas: Vec::new(),
        defaults: Vec::new(),
        execution: RawPolicy {
            place,
            denominator: Denominator::FullYear,
            rule: None,
            zero_budget: ZeroBudget::NotScored,
            reason_below: None,
            adjustment_reason_above: None,
        },
        deviation_side: DeviationSide::Clip,
        deviation: Rounding::CENTS,
        obligations: Obligations { missed: false, deviation_from: None },
        not_applicable: NotApplicable::Full,
        grades: Vec::new(),
        grade_basis: GradeBasis::Rounded,
        vetoes: Vec::new(),
        norms: Vec::new(),
        monitoring: RawMonitoringPolicy::default(),
        undefined_rate: "-".to_owned(),
    }
}

/// 具名规则 `[rules.NAME]`，口径与体系同一写法；与上级同名的整条换掉。
pub(super) fn read_rules(root: &mut Table<'_>, sink: &mut Sink) -> Vec<(At<String>, RuleTable)> {
    let mut rules = Vec::new();
    for (name, item) in root.merged_entries("rules", sink) {
        let Some(mut table) = item.as_table() else {
            item.wrong(name.value, "一张规则的表", sink);
            continue;
        };
        let rule = rule::read_table(&mut table, sink);
        table.finish(sink);
        if let Some(rule) = rule {
            rules.push((name.map(str::to_owned), rule));
        }
    }
    rules
}

fn read_execution(root: &mut Table<'_>, policy: &mut RawPolicy, sink: &mut Sink) {
    let Some(mut table) = root.merged("execution", sink) else { return };
    policy.place = table.place();
    let denominators = [("full_year", Denominator::FullYear), ("initial", Denominator::Initial)];
    policy.denominator = table.choice("denominator", &denominators, sink).unwrap_or(policy.denominator);
    policy.rule = table.item("rule").and_then(|item| rule::read_item("rule", item, sink));
    let zero = [
        ("not_applicable", ZeroBudget::NotApplicable),
        ("zero", ZeroBudget::Zero),
        ("not_scored", ZeroBudget::NotScored),
    ];
    policy.zero_budget = table.choice("zero_budget", &zero, sink).unwrap_or(policy.zero_budget);
    policy.reason_below = table.share("reason_below", sink).map(|s| s.value);
    policy.adjustment_reason_above = table.share("adjustment_reason_above", sink).map(|s| s.value);
    table.finish(sink);
}

fn read_grades(root: &mut Table<'_>, sink: &mut Sink) -> Vec<(At<String>, Vec<RawGrade>)> {
    let mut all = Vec::new();
    for (name, item) in root.merged_entries("grades", sink) {
        let Some(mut table) = item.as_table() else {
            item.wrong(name.value, "一张表，内有 levels", sink);
            continue;
        };
        let mut levels = Vec::new();
        for mut level in table.tables("levels", sink) {
            let label = level.require_text("label", sink);
            let from = level.require_number("from", sink);
            level.finish(sink);
            if let (Some(label), Some(from)) = (label, from) {
                levels.push(RawGrade { label, from });
            }
        }
        table.finish(sink);
        all.push((name.map(str::to_owned), levels));
    }
    all
}

fn read_vetoes(root: &mut Table<'_>, sink: &mut Sink) -> Vec<RawVeto> {
    let mut vetoes = Vec::new();
    let identity = |table: &Table<'_>| table.peek_text("code").map(str::to_owned);
    for Member { mut table, .. } in root.merged_tables("veto", &identity, &mut |_, _| false, sink) {
        let code = table.require_text("code", sink);
        let name = table.require_text("name", sink);
        let source = table.text("source", sink).map_or_else(|| "unconfirmed".to_owned(), |s| s.value);
        let zero = table.flag("zero", sink);
        let score_cap = table.number("score_cap", sink);
        let grade_max = table.text("grade_max", sink);
        table.finish(sink);
        if let (Some(code), Some(name)) = (code, name) {
            vetoes.push(RawVeto { code, name: name.value, source, zero, score_cap, grade_max });
        }
    }
    vetoes
}
