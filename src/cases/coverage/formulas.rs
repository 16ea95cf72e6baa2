//! 公式：算得出，以及除数为零。

use super::specimen::opening;
use super::{Gap, Item};
use crate::cases::Ran;
use crate::check::Base;
use crate::diagnostic::Code;
use crate::formula::{Exact, Undefined, base as in_base, evaluate};
use crate::model::{Formula, Formulary, Indicator, ZeroBase};
use crate::number::{Decimal, plain};
use crate::score::Status;

/// 体系各行用到的公式要测到的各处。
pub(super) fn items(base: &Base, ran: &[&Ran<'_>]) -> Vec<Item> {
    let Base::Set(set) = base else { return Vec::new() };
    let mut seen: Vec<&Formula> = Vec::new();
    let mut items = Vec::new();
    for row in &set.indicators {
        let Some(formula) = &row.compute else { continue };
        if seen.iter().any(|known| known.id == formula.id) {
            continue;
        }
        seen.push(formula);
        items.extend(of_row(row, formula, &set.formulary, ran));
    }
    items
}

fn of_row(row: &Indicator, formula: &Formula, known: &Formulary, ran: &[&Ran<'_>]) -> Vec<Item> {
    let names = formula.expression.names();
    let subject = format!("公式 {}", formula.id);
    let item = |point: &str, values: &[Decimal], expected: &str| {
        let facts: Vec<String> = names
            .iter()
            .zip(values)
            .filter_map(|(name, value)| {
                let fact = known.facts.get(known.named(name)?)?;
                Some(format!("{} = \"{}{}\"", fact.key, plain(*value), fact.unit.as_str()))
            })
            .collect();
        let name = format!("{subject}：{point}").replace('"', "'");
        let head = format!("{}row = \"{}\"\nfacts = {{ {} }}\n", opening(&name), row.code, facts.join(", "));
        Gap { subject: subject.clone(), point: point.to_owned(), proposal: head + expected }
    };
    let value = |values: &[Decimal]| {
        let fact = |name: &str| {
            let at = names.iter().position(|known| *known == name)?;
            Some(in_base(*values.get(at)?, &known.facts.get(known.named(name)?)?.unit))
        };
        evaluate(&formula.expression, &fact).map(|value| value.number())
    };
    let mut items = Vec::new();
    let sound = |values: &&Vec<Decimal>| {
        value(values).is_ok_and(|value| !value.is_negative() && value <= Exact::from(Decimal::ONE))
    };
    let tried = assignments(names.len());
    let computed = tried.iter().find(sound).or_else(|| tried.iter().find(|values| value(values).is_ok()));
    if let Some(values) = computed {
        let gap = item("算出", values, "score = 0   # 改成手算的得分\n");
        items.push(Item { gap, is_reached: ran.iter().any(|ran| outcome(ran, formula) == Some(Reached::Computed)) });
    }
    let is_zero_base = |values: &&Vec<Decimal>| matches!(value(values), Err(Undefined { both: false, .. }));
    if let Some(values) = zeroed(names.len()).iter().find(is_zero_base) {
        let status = match formula.zero_base {
            ZeroBase::NotApplicable => "status = \"not_applicable\"\n",
            ZeroBase::NotScored => "status = \"not_scored\"\n",
        };
        let gap = item("除数为零", values, status);
        items.push(Item { gap, is_reached: ran.iter().any(|ran| outcome(ran, formula) == Some(Reached::ZeroBase)) });
    }
    items
}

#[derive(PartialEq, Eq)]
enum Reached {
    Computed,
    ZeroBase,
}

/// 这个用例的这个公式算到了哪里。
fn outcome(ran: &Ran<'_>, formula: &Formula) -> Option<Reached> {
    let rows = ran.case.table.submission.rows.iter().zip(&ran.outcome.rows);
    let uses = |used: &Formula| {
        used.id == formula.id && used.expression == formula.expression && used.zero_base == formula.zero_base
    };
    let (_, result) =
        rows.into_iter().find(|(row, _)| row.entry.computed.as_ref().is_some_and(|used| uses(&used.formula)))?;
    match result.status {
        Status::NotApplicable | Status::NotScored(Code::E0512) => Some(Reached::ZeroBase),
        Status::NotScored(_) => None,
        _ => Some(Reached::Computed),
    }
}

/// 试着代入的几组数：全为一、逐个加大、逐个减小。
fn assignments(count: usize) -> Vec<Vec<Decimal>> {
    let rising: Vec<Decimal> = (1..=count).map(Decimal::from).collect();
    let falling = rising.iter().rev().copied().collect();
    vec![vec![Decimal::ONE; count], rising, falling]
}

/// 其中一个为零，或前几个为零，其余各不相同。
fn zeroed(count: usize) -> Vec<Vec<Decimal>> {
    let value = |at: usize| Decimal::from(at + 1);
    let one = (0..count).map(|zero| (0..count).map(|at| if at == zero { Decimal::ZERO } else { value(at) }).collect());
    let but_one =
        (0..count).map(|kept| (0..count).map(|at| if at == kept { value(at) } else { Decimal::ZERO }).collect());
    one.chain(but_one).collect()
}
