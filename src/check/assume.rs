//! 假设：把填报里的几处换成假设的值，其余不动。

use super::submission::Checked;
use crate::diagnostic::{Code, Diagnostic, Sink, guess_or_choices};
use crate::model::Denominator;
use crate::number::{Decimal, Unit, read_quantity};
use crate::parse::{At, RawActual, RawSubmission};

/// 一处假设：编码（执行率为 `execution`）与值，值的写法同 `[actuals]`。
#[derive(Clone, Debug)]
pub struct Assumption {
    pub code: At<String>,
    pub value: At<String>,
}

/// 执行率在假设里的名称。
pub const EXECUTION: &str = "execution";

/// 读 `T01=96%`；没有等号或少一边的报告。
pub fn read_assumption(text: &At<String>, sink: &mut Sink) -> Option<Assumption> {
    let parts = text.value.split_once('=').map(|(code, value)| (code.trim(), value.trim()));
    let Some((code, value)) = parts.filter(|(code, value)| !code.is_empty() && !value.is_empty()) else {
        let message = format!("假设“{}”要写成 编码=值", text.value);
        let help = "如 T01=96%、execution=95%、C02=不适用";
        sink.push(Diagnostic::new(Code::E0206, message).at(&text.place).label("这个假设").help(help));
        return None;
    };
    let at = |value: &str| At { value: value.to_owned(), place: text.place.clone() };
    Some(Assumption { code: at(code), value: at(value) })
}

/// 换上假设的值。`own` 是照原样审查的结果，用来认编码；认不出的报告，其余照换。
pub fn assume(raw: &mut RawSubmission, own: &Checked, assumptions: &[Assumption], sink: &mut Sink) {
    let codes: Vec<&str> =
        own.submission.rows.iter().map(|row| own.submission.indicator(&own.set, row).code.as_str()).collect();
    for (at, Assumption { code, value }) in assumptions.iter().enumerate() {
        if assumptions[..at].iter().any(|before| before.code.value == code.value) {
            let message = format!("“{}”假设了两次", code.value);
            sink.push(Diagnostic::new(Code::E0205, message).at(&code.place).label("前面已经假设过"));
        } else if code.value == EXECUTION && own.set.execution.is_some() {
            assume_rate(raw, own, value, sink);
        } else if codes.contains(&code.value.as_str()) {
            assume_row(raw, own, code, value);
        } else {
            let known: Vec<&str> = codes.iter().copied().chain(own.set.execution.as_ref().map(|_| EXECUTION)).collect();
            let help = guess_or_choices("已有的编码", &code.value, &known);
            let message = format!("没有编码为“{}”的指标", code.value);
            sink.push(Diagnostic::new(Code::E0402, message).at(&code.place).label("没有这一行").help(help));
        }
    }
}

fn assume_row(raw: &mut RawSubmission, own: &Checked, code: &At<String>, value: &At<String>) {
    let at = own.submission.own.iter().position(|indicator| indicator.code == code.value);
    let inline = at.and_then(|at| raw.indicators.get_mut(at)).map(|(_, actual)| actual).filter(|a| a.is_some());
    if let Some(actual) = inline {
        *actual = Some(assumed(actual.as_ref(), value));
        return;
    }
    let listed = raw.actuals.iter_mut().find(|(known, _)| known.value == code.value);
    match listed {
        Some((_, actual)) => *actual = assumed(Some(actual), value),
        None => raw.actuals.push((code.clone(), assumed(None, value))),
    }
}

/// 换了值的实际完成情况；档内的比例、得分、清单都说的是原来的值，不留。
fn assumed(before: Option<&RawActual>, value: &At<String>) -> RawActual {
    RawActual {
        value: Some(value.clone()),
        reason: before.map(|actual| actual.reason.clone()).unwrap_or_default(),
        evidence: before.map(|actual| actual.evidence.clone()).unwrap_or_default(),
        ..RawActual::unwritten(value.place.clone())
    }
}

/// 执行率：预算数不动，执行数取预算数乘以假设的率。
fn assume_rate(raw: &mut RawSubmission, own: &Checked, value: &At<String>, sink: &mut Sink) {
    let share = read_quantity(&value.value).ok().and_then(|rate| {
        let factor = rate.unit.factor_to(&Unit::percent())?;
        rate.value.checked_mul(factor)?.checked_div(Decimal::ONE_HUNDRED)
    });
    let Some(share) = share.filter(|share| *share >= Decimal::ZERO) else {
        let message = format!("假设的执行率“{}”要写成百分数", value.value);
        sink.push(Diagnostic::new(Code::E0206, message).at(&value.place).label("这个假设").help("如 execution=95%"));
        return;
    };
    // 各来源的执行数说的是原来的总额，不留。
    if let Some(budget) = &mut raw.budget {
        budget.rows.retain(|(key, _)| key.value == "total");
    }
    let total = raw.budget.as_mut().and_then(|budget| budget.rows.iter_mut().find(|(key, _)| key.value == "total"));
    let budget = total.and_then(|(_, row)| {
        let budget = match own.set.profile.execution.denominator {
            Denominator::FullYear => row.full_year.as_ref(),
            Denominator::Initial => row.initial.as_ref(),
        };
        Some((budget?.value.checked_mul(share)?, &mut row.executed))
    });
    match budget {
        Some((executed, slot)) => *slot = Some(At { value: executed, place: value.place.clone() }),
        None => {
            let message = "没有填资金总额，执行率假设不了";
            sink.push(Diagnostic::new(Code::E0403, message).at(&value.place).help("在 [budget] 里写 total"));
        }
    }
}
