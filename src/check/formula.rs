//! 基础数据与公式是否成立：名称不重，算式读得懂，单位合得上，能用在指标行上。

use super::set::Codes;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, guess_or_choices};
use crate::formula::{self, Expr, Fault, FaultKind, Function, plain_name};
use crate::model::{Fact, Formula, Formulary, Rule, RuleKind};
use crate::number::Unit;
use crate::parse::{At, RawFact, RawFormula};
use crate::target::{Kind, Target};
use std::collections::HashMap;
use std::sync::Arc;

/// 审查基础数据与公式，加在 `base` 上；同键、同名的盖过 `base` 里的。
pub(super) fn formulary(
    base: Option<&Arc<Formulary>>,
    facts: &[RawFact],
    formulas: &[RawFormula],
    sink: &mut Sink,
) -> Arc<Formulary> {
    if facts.is_empty() && formulas.is_empty() {
        return base.map_or_else(Arc::default, Arc::clone);
    }
    let mut all = base.map_or_else(Formulary::default, |base| Formulary::clone(base));
    let mut codes = Codes::default();
    for raw in facts {
        codes.add(&raw.key, sink);
        if let Some(fact) = read_fact(raw, sink) {
            check_name(&fact, raw, &all, sink);
            match all.fact(&fact.key) {
                Some(at) => all.facts[at] = fact,
                None => all.facts.push(fact),
            }
        }
    }
    // 换了基础数据的单位或名称，原有的公式也要再查一遍。
    if let Some(first) = facts.first() {
        for formula in &all.formulas {
            let is_replaced = formulas.iter().any(|raw| raw.id.value == formula.id);
            if let Some(fault) = faults(&formula.expression, &all, &formula.unit).first().filter(|_| !is_replaced) {
                let message = format!("这些基础数据使原有的公式“{}”不再成立：{}", formula.id, fault.message);
                sink.push(Diagnostic::new(code(fault), message).at(&first.key.place).label("从这一项起"));
            }
        }
    }
    let mut seen: HashMap<&str, &Place> = HashMap::new();
    for raw in formulas {
        if seen.insert(&raw.id.value, &raw.id.place).is_some() {
            let message = format!("公式“{}”写了两次", raw.id.value);
            sink.push(Diagnostic::new(Code::E0205, message).at(&raw.id.place).label("前面已经写过"));
        }
        if let Some(formula) = read_formula(raw, &all, sink).map(Arc::new) {
            match all.formulas.iter_mut().find(|known| known.id == formula.id) {
                Some(known) => *known = formula,
                None => all.formulas.push(formula),
            }
        }
    }
    Arc::new(all)
}

fn read_unit(text: &At<String>, sink: &mut Sink) -> Option<Unit> {
    let unit = Unit::read(&text.value);
    match &unit {
        None => {
            let message = format!("“{}”不是计量单位", text.value);
            sink.push(Diagnostic::new(Code::E0312, message).at(&text.place).label("这个单位"));
        }
        Some(unit) if !unit.is_known() => {
            let message = format!("“{}”不是常见的计量单位", text.value);
            sink.push(Diagnostic::new(Code::W0706, message).at(&text.place).label("单位在这里"));
        }
        _ => {}
    }
    unit
}

fn read_fact(raw: &RawFact, sink: &mut Sink) -> Option<Fact> {
    let plain = plain_name(&raw.name.value);
    if plain.is_none() {
        let message = format!("“{}”不能作基础数据的名称", raw.name.value);
        let help = "名称用汉字、字母、数字与下划线，不以数字开头；引号可写可不写";
        sink.push(Diagnostic::new(Code::E0208, message).at(&raw.name.place).label("这个名称").help(help));
    }
    let unit = read_unit(&raw.unit, sink)?;
    if let Some(column) = raw.from.filter(|_| !unit.is_money()) {
        let message = format!("“{}”取自{}，单位应当是金额", raw.name.value, column.title());
        sink.push(Diagnostic::new(Code::E0312, message).at(&raw.unit.place).label("这个单位").help("写 万元 或 元"));
    }
    Some(Fact {
        key: raw.key.value.clone(),
        name: raw.name.value.clone(),
        plain: plain?,
        unit,
        meaning: raw.meaning.clone(),
        from: raw.from,
    })
}

/// 名称在算式里只指一项。
fn check_name(fact: &Fact, raw: &RawFact, known: &Formulary, sink: &mut Sink) {
    if Function::find(&fact.plain).is_some() {
        let message = format!("“{}”是函数的名称，不能作基础数据的名称", fact.name);
        sink.push(Diagnostic::new(Code::E0208, message).at(&raw.name.place).label("换一个名称"));
    }
    let same = known.facts.iter().find(|other| other.plain == fact.plain && other.key != fact.key);
    if let Some(other) = same {
        let message = format!("基础数据“{}”与“{}”同名，算式里分不清", fact.key, other.key);
        let help = format!("两项是一回事就只用键 {}，不是就换一个名称", other.key);
        sink.push(Diagnostic::new(Code::E0205, message).at(&raw.name.place).label("名称重复").help(help));
    }
}

fn faults(expr: &Expr, known: &Formulary, unit: &Unit) -> Vec<Fault> {
    let names: Vec<(&str, &Unit)> = known.facts.iter().map(|fact| (fact.plain.as_str(), &fact.unit)).collect();
    formula::check(expr, &names, unit)
}

fn code(fault: &Fault) -> Code {
    match fault.kind {
        FaultKind::Syntax => Code::E0311,
        FaultKind::Unit => Code::E0312,
    }
}

fn read_formula(raw: &RawFormula, known: &Formulary, sink: &mut Sink) -> Option<Formula> {
    let unit = read_unit(&raw.unit, sink);
    let expression = match formula::parse(&raw.expression.value) {
        Ok(expression) => expression,
        Err(fault) => {
            sink.push(diagnostic(raw, &fault, known));
            return None;
        }
    };
    let unit = unit?;
    let faults = faults(&expression, known, &unit);
    faults.iter().for_each(|fault| sink.push(diagnostic(raw, fault, known)));
    faults.is_empty().then(|| Formula {
        id: raw.id.value.clone(),
        expression,
        unit,
        rounding: raw.rounding,
        zero_base: raw.zero_base,
        text: raw.text.clone(),
        source: raw.source.clone(),
    })
}

/// 算式里的一处，指到字。
fn diagnostic(raw: &RawFormula, fault: &Fault, known: &Formulary) -> Diagnostic {
    let written = &raw.expression;
    // 没有转义的算式，文件里的一段与算式的文字一样长，可以指到里面去。
    let exact = written.place.span.len() == written.value.len();
    let place = if exact {
        let start = written.place.span.start;
        Place { source: written.place.source, span: start + fault.span.start..start + fault.span.end }
    } else {
        written.place.clone()
    };
    let message = format!("公式“{}”：{}", raw.id.value, fault.message);
    let diagnostic = Diagnostic::new(code(fault), message).at(&place).label(fault.label.clone());
    let word = written.value.get(fault.span.clone()).unwrap_or_default();
    match known.facts.iter().find(|fact| fact.key == word) {
        Some(fact) => diagnostic.help(format!("算式里写名称“{}”，不写键", fact.name)),
        None if fault.help.is_empty() => diagnostic,
        None => diagnostic.help(fault.help.clone()),
    }
}

/// 指标行的 `compute` 指的公式；不存在、与指标值或规则不相配时报告。
pub(super) fn compute(
    named: &At<String>,
    target: &Target,
    rule: &Rule,
    known: &Formulary,
    sink: &mut Sink,
) -> Option<Arc<Formula>> {
    let Some(formula) = known.formula(&named.value) else {
        let ids: Vec<&str> = known.formulas.iter().map(|formula| formula.id.as_str()).collect();
        let message = format!("没有公式“{}”", named.value);
        let help = match ids.is_empty() {
            true => "体系与口径里都没有公式，先写 [[formula]]".to_owned(),
            false => guess_or_choices("已有的公式", &named.value, &ids),
        };
        sink.push(Diagnostic::new(Code::E0408, message).at(&named.place).label("没有这个公式").help(help));
        return None;
    };
    if matches!(rule.kind, RuleKind::Checklist { .. } | RuleKind::Manual) {
        let message = "逐项填写或人工评分的行，不能由公式算";
        sink.push(Diagnostic::new(Code::E0307, message).at(&named.place).label("这个公式").help("删去 compute"));
        return None;
    }
    let want = if by_share(target, rule) { Unit::percent() } else { target.unit.clone() };
    let is_rate = |unit: &Unit| unit.is_rate() || unit.is_none();
    let fits = match by_share(target, rule) {
        true => is_rate(&formula.unit),
        false => formula.unit.factor_to(&want).is_some(),
    };
    if !fits {
        let message = format!(
            "公式“{}”以{}计，这一行要的是{}",
            formula.id,
            shown(&formula.unit),
            if by_share(target, rule) { "完成程度（百分数）".to_owned() } else { shown(&want) }
        );
        let help = "指标值写上与公式相同的单位，或换一个公式";
        sink.push(Diagnostic::new(Code::E0312, message).at(&named.place).label("这个公式").help(help));
        return None;
    }
    Some(Arc::clone(formula))
}

/// 单位说给人听的名称。
pub(super) fn shown(unit: &Unit) -> String {
    if unit.is_none() { "没有单位的数".to_owned() } else { format!("“{}”", unit.as_str()) }
}

/// 这一行看的是完成程度，不是以指标值的单位计的数。
pub(super) fn by_share(target: &Target, rule: &Rule) -> bool {
    matches!(rule.kind, RuleKind::Percent | RuleKind::Tiers { .. })
        || matches!(target.kind, Kind::Qualitative | Kind::Date(_))
}
