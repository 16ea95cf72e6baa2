//! 数的核对：相等、比较、该不该有。

use super::arithmetic::{Filled, written};
use super::check::{Check, Checks};
use super::facts::Facts;
use super::reference::{Here, Reference, Term};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::formula::{Exact, Value, in_unit};
use crate::number::{Decimal, Mode, Rounding, Unit};
use crate::parse::CheckKind;

/// 一条规则在一处核对的结果。
#[derive(Debug)]
pub enum Outcome {
    Holds,
    Found(Box<Diagnostic>),
    /// 条件不成立，用不着核对。
    Unneeded,
    /// 缺数，不能核对。
    Lacking(String),
}

/// 在一处核对。
pub fn run(check: &Check, checks: &Checks, facts: &Facts, here: Here<'_>) -> Outcome {
    let mut because = String::new();
    if let Some(when) = &check.when {
        match when.fill(facts, here) {
            Err(why) => return Outcome::Lacking(why),
            Ok(filled) if filled.value() == Ok(Value::Truth(true)) => because = filled.told(),
            Ok(_) => return Outcome::Unneeded,
        }
    }
    let is_given = |reference: &Reference| reference.find(facts, here).is_ok_and(|terms| !terms.is_empty());
    if check.kind != CheckKind::Needs && check.given.iter().any(is_given) {
        return Outcome::Unneeded;
    }
    let written = check.left.as_ref().or(check.must.as_ref()).map(|formula| formula.fill(facts, here));
    let left = match written {
        Some(Ok(left)) => left,
        Some(Err(why)) => return Outcome::Lacking(why),
        None => return Outcome::Unneeded,
    };
    let found = match check.kind {
        CheckKind::Equal => {
            let right = check.right.as_ref().map(|formula| formula.fill(facts, here));
            match right {
                Some(Ok(right)) => equal(check, &left, &right),
                Some(Err(why)) => return Outcome::Lacking(why),
                None => None,
            }
        }
        CheckKind::Holds => holds(check, &left),
        CheckKind::Absent => Found::new(check.code, format!("{}，而 {because}", described(&left))),
        CheckKind::Needs if check.given.iter().any(is_given) => None,
        CheckKind::Needs => Found::new(check.code, described(&left)),
        CheckKind::Appears if appears(&left, facts) => None,
        CheckKind::Appears => {
            let said = format!("{}，决算的各张表与说明里没有这个数", described(&left));
            Found::new(check.code, said)
        }
        CheckKind::Whole => whole(check, &left),
        _ => None,
    };
    let place = left.terms.iter().find_map(|term| term.place.as_ref());
    found.map_or(Outcome::Holds, |found| Outcome::Found(Box::new(found.diagnostic(check, checks, here, place))))
}

/// 一条发现的话：规则说的在前，这一处的算术在后，末尾是规则的名称与在公开文本的哪里。
pub fn sentence(check: &Check, said: &str, here: Here<'_>) -> String {
    let at = here.row.map_or("", |row| row.about.at.as_str());
    let at = if at.is_empty() { String::new() } else { format!("{at}；") };
    format!("{}：{said}（{at}规则 {}）", check.text, check.id)
}

/// 附上依据：规则自己的，勾稽的规则没有写的用整份的。
pub fn with_basis(found: Diagnostic, check: &Check, checks: &Checks) -> Diagnostic {
    let basis = match check.basis.as_str() {
        "" if check.code == Code::A0501 && found.code == check.code => &checks.basis,
        own => own,
    };
    if basis.is_empty() {
        return found;
    }
    let help = format!("{}；依据：{basis}", found.help);
    found.help(help)
}

/// 在一处核对时发现的。
struct Found {
    code: Code,
    said: String,
}

impl Found {
    fn new(code: Code, said: String) -> Option<Found> {
        Some(Found { code, said })
    }

    fn diagnostic(self, check: &Check, checks: &Checks, here: Here<'_>, place: Option<&Place>) -> Diagnostic {
        let message = sentence(check, &self.said, here);
        let mut found = Diagnostic::new(self.code, message).at_known(place).label("这个数");
        if let Some(severity) = check.severity.filter(|_| self.code == check.code) {
            found.severity = severity;
        }
        with_basis(found, check, checks)
    }
}

/// 一个数说“某表某行某栏印 x”，算式写出算术。
fn described(filled: &Filled) -> String {
    match filled.single() {
        Some(Term { label, text, .. }) => format!("{label}印 {text}"),
        None => match filled.value() {
            Ok(Value::Number(value)) => format!("{}＝{}", filled.shown(), written(&value, &filled.unit())),
            _ => filled.shown(),
        },
    }
}

fn equal(check: &Check, left: &Filled, right: &Filled) -> Option<Found> {
    let unit = left.unit();
    let (Ok(Value::Number(a)), Ok(b)) = (left.value(), right.value()) else {
        return undefined(check, left, right, &unit);
    };
    let b = b.number();
    let difference = &a - &b;
    // 单独一个印出的数，只与重新算出的差它末位的四舍五入。
    let own = left.single().map_or_else(|| Exact::from(Decimal::ZERO), |term| term.slack.clone());
    if difference.abs() <= *check.tolerance.as_ref().unwrap_or(&own) {
        return None;
    }
    let shown = written(&b, &unit);
    let arithmetic = match right.single() {
        Some(_) => described(right),
        None if !right.shown().contains(['＋', '－', '×', '÷', '（']) => format!("应为 {shown}"),
        None => format!("应为 {}＝{shown}", right.shown()),
    };
    let said = format!("{}，{arithmetic}，相差 {}", described(left), written(&difference, &unit));
    if check.tolerance.is_none() && meets(left.range(), right.range()) {
        return Found::new(Code::A0509, said);
    }
    Found::new(check.code, said)
}

/// 一边除数为零：印着的比率没有意义。
fn undefined(check: &Check, left: &Filled, right: &Filled, unit: &Unit) -> Option<Found> {
    let broken = [right, left].into_iter().find_map(|side| side.value().err().map(|undefined| (side, undefined)))?;
    let zero = if broken.1.both { "零除零" } else { "除数为零" };
    let said = format!("{}，而 {} 是{zero}，没有意义，应写“—”", described(left), broken.0.shown());
    // 不是比率的，不是写法的问题。
    let code = if unit.is_rate() || broken.1.both { Code::A0503 } else { check.code };
    Found::new(code, said)
}

/// 上下限有没有重合；估不出的当作没有。
fn meets(a: Option<super::arithmetic::Range>, b: Option<super::arithmetic::Range>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1)
}

fn holds(check: &Check, must: &Filled) -> Option<Found> {
    match must.value() {
        Ok(Value::Truth(true)) => None,
        Err(undefined) => {
            let zero = if undefined.both { "零除零" } else { "除数为零" };
            Found::new(Code::A0503, format!("{} 是{zero}，没有意义", must.shown()))
        }
        Ok(_) => {
            let terms: Vec<String> = must.terms.iter().take(4).map(|term| term.label.clone()).collect();
            let unit = must.unit();
            let sides = must
                .side_values()
                .map(|(a, b)| format!("，左边是 {}，右边是 {}", written(&a, &unit), written(&b, &unit)));
            let sides = sides.filter(|_| must.shown().contains(['＋', '－', '×', '÷'])).unwrap_or_default();
            let said = format!("{} 不成立{sides}（依次是{}）", must.shown(), terms.join("、"));
            let is_tail = must.sides().is_some_and(|(a, b)| meets(Some(a), Some(b)));
            Found::new(if is_tail { Code::A0509 } else { check.code }, said)
        }
    }
}

/// 决算的表与说明里有没有这个数。
fn appears(left: &Filled, facts: &Facts) -> bool {
    let Ok(Value::Number(value)) = left.value() else { return true };
    let published = facts.tables.iter().filter(|table| table.is_ledger || table.key.starts_with("说明/"));
    let mut figures = published.flat_map(|table| &table.rows).flat_map(|row| row.cells.iter().flatten());
    figures.any(|figure| figure.value() == Some(&value))
}

fn whole(check: &Check, left: &Filled) -> Option<Found> {
    let Ok(Value::Number(value)) = left.value() else { return None };
    let down = Rounding { places: 0, mode: Mode::Down };
    if value.round(down).is_none_or(|whole| Exact::from(whole) == value) {
        return None;
    }
    let shown = in_unit(&value, &Unit::default()).shown();
    Found::new(check.code, format!("{}＝{shown}，不是整数", left.shown()))
}
