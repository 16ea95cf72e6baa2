//! 口径是否成立。

use super::formula::formulary;
use super::rule::{self, Names};
use super::set::{Codes, check_id};
use super::{monitoring, norm};
use crate::diagnostic::{Code, Diagnostic, Sink, choices};
use crate::model::{
    AtMostMethod, ExactlyMethod, ExecutionPolicy, Grade, NegativeActual, Origin, Over, Profile, Rule, RuleKind, Veto,
    VetoEffect, ZeroTarget,
};
use crate::number::Decimal;
use crate::parse::{At, RawGrade, RawProfile, RawVeto};
use std::collections::BTreeMap;
use std::sync::Arc;

/// 审查口径。`origins` 是文件自己与各级上级。有错误时返回 `None`，错误都在 `sink` 里。
pub fn profile(raw: &RawProfile, origins: Vec<Origin>, sink: &mut Sink) -> Option<Profile> {
    let mark = sink.mark();
    let mut rules = Names::new();
    rule::collect(&raw.rules, &mut rules, sink);
    let formulary = formulary(None, &raw.facts, &raw.formulas, sink);
    let mut defaults = BTreeMap::new();
    for (kind, default) in &raw.defaults {
        if let Some(rule) = rule::resolve(default, &rules, sink) {
            defaults.insert((*kind).to_owned(), rule);
        }
    }
    let execution_rule = match &raw.execution.rule {
        Some(rule) => rule::resolve(rule, &rules, sink),
        None => Some(Arc::new(by_rate())),
    };
    let mut grades = BTreeMap::new();
    for (name, levels) in &raw.grades {
        grades.insert(name.value.clone(), read_grades(name, levels, sink));
    }
    let mut codes = Codes::default();
    for veto in &raw.vetoes {
        codes.add(&veto.code, sink);
    }
    let vetoes = raw.vetoes.iter().filter_map(|veto| read_veto(veto, &grades, sink)).collect();
    let norms = norm::norms(&raw.norms, sink);
    let monitoring = monitoring::policy(&raw.monitoring, sink);
    if let Some(region) = raw.regions.iter().find(|region| region.value.is_empty()) {
        let help = "写地名，如 regions = [\"河南\", \"洛阳\"]";
        sink.push(Diagnostic::new(Code::E0208, "地区不能是空的").at(&region.place).label("这个地区").help(help));
    }
    let id = raw.id.as_ref()?;
    check_id(id, sink);
    if sink.errors_since(mark) {
        return None;
    }
    Some(Profile {
        id: id.value.clone(),
        origins,
        title: raw.title.clone(),
        basis: raw.basis.clone(),
        regions: raw.regions.iter().map(|region| region.value.clone()).collect(),
        row: raw.row,
        section: raw.section,
        total: raw.total,
        bare: raw.bare,
        rules,
        formulary,
        defaults,
        execution: ExecutionPolicy {
            denominator: raw.execution.denominator,
            rule: execution_rule?,
            zero_budget: raw.execution.zero_budget,
            reason_below: raw.execution.reason_below,
            adjustment_reason_above: raw.execution.adjustment_reason_above,
        },
        deviation_side: raw.deviation_side,
        deviation: raw.deviation,
        obligations: raw.obligations,
        not_applicable: raw.not_applicable,
        grades,
        grade_basis: raw.grade_basis,
        vetoes,
        norms,
        monitoring,
        undefined_rate: raw.undefined_rate.clone(),
    })
}

/// 没有写执行规则时：分值×执行率，不超过满分。
fn by_rate() -> Rule {
    Rule {
        text: "得分＝分值×执行率，不超过分值".to_owned(),
        source: "财预〔2020〕10号".to_owned(),
        kind: RuleKind::Proportional { at_most: AtMostMethod::Linear, exactly: ExactlyMethod::AtLeast, floor: None },
        unit: None,
        full_at: None,
        cap: None,
        over: Over::default(),
        zero_target: ZeroTarget::NotScored,
        negative: NegativeActual::AsZero,
        rounding: None,
    }
}

fn read_grades(name: &At<String>, levels: &[RawGrade], sink: &mut Sink) -> Vec<Grade> {
    let mut wrong = |message: String, place| {
        sink.push(Diagnostic::new(Code::E0308, message).at(place).label("这里"));
    };
    if levels.is_empty() {
        wrong(format!("等次表“{}”一个等次也没有", name.value), &name.place);
    }
    for pair in levels.windows(2) {
        if pair[1].from.value >= pair[0].from.value {
            wrong(format!("“{}”的下限应当低于“{}”", pair[1].label.value, pair[0].label.value), &pair[1].from.place);
        }
    }
    if let Some(last) = levels.last().filter(|last| !last.from.value.is_zero()) {
        wrong(format!("最低的等次“{}”应当从 0 分起，否则低分没有等次", last.label.value), &last.from.place);
    }
    levels.iter().map(|l| Grade { label: l.label.value.clone(), from: l.from.value }).collect()
}

fn read_veto(raw: &RawVeto, grades: &BTreeMap<String, Vec<Grade>>, sink: &mut Sink) -> Option<Veto> {
    let effects: Vec<VetoEffect> = [
        raw.zero.then_some(VetoEffect::Zero),
        raw.score_cap.as_ref().map(|cap| VetoEffect::ScoreCap(cap.value)),
        raw.grade_max.as_ref().map(|label| VetoEffect::GradeMax(label.value.clone())),
    ]
    .into_iter()
    .flatten()
    .collect();
    let [effect] = &effects[..] else {
        let message = format!("否决情形“{}”要写且只写一种后果", raw.name);
        let help = "写 zero = true、score_cap = 59 或 grade_max = \"中\" 之一";
        sink.push(Diagnostic::new(Code::E0305, message).at(&raw.code.place).help(help));
        return None;
    };
    if let Some(label) = &raw.grade_max {
        let labels: Vec<&str> = grades.values().flatten().map(|g| g.label.as_str()).collect();
        if !labels.contains(&label.value.as_str()) {
            let help = choices("已有的等次", &label.value, &labels);
            let message = format!("没有“{}”这个等次", label.value);
            sink.push(Diagnostic::new(Code::E0308, message).at(&label.place).help(help));
        }
    }
    if raw.score_cap.as_ref().is_some_and(|c| c.value < Decimal::ZERO) {
        sink.push(Diagnostic::new(Code::E0305, "score_cap 不能为负").at(&raw.code.place));
    }
    Some(Veto {
        code: raw.code.value.clone(),
        name: raw.name.clone(),
        effect: effect.clone(),
        source: raw.source.clone(),
    })
}
