//! 对外的 JSON：`ziping.outcome/1`。小数一律写成文字。

use super::assumption::Assumed;
use super::explain::Explanation;
use super::form::{Receipt, receipt};
use crate::model::{Entry, Formulary, Set, Submission};
use crate::number::{Decimal, fixed, plain};
use crate::score::Outcome;
use serde::Serialize;

#[derive(Serialize)]
struct OutcomeJson<'a> {
    format: &'static str,
    set: SetJson<'a>,
    unit: &'a str,
    year: i32,
    execution: Option<ExecutionJson>,
    indicators: Vec<IndicatorJson<'a>>,
    sections: Vec<SectionJson<'a>>,
    total: TotalJson,
    grade: Option<&'a str>,
    /// 假设的结果才有：它不是自评结果。
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed: Option<&'a Assumed>,
    findings: serde_json::Value,
    receipt: Receipt<'a>,
}

#[derive(Serialize)]
struct SetJson<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct ExecutionJson {
    rate: Option<String>,
    points: String,
    score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<StepJson>>,
}

#[derive(Serialize)]
struct IndicatorJson<'a> {
    code: &'a str,
    level1: &'a str,
    level2: &'a str,
    name: &'a str,
    target: &'a str,
    actual: &'a str,
    points: String,
    score: Option<String>,
    deviation: Option<String>,
    status: &'static str,
    reason: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    inferred: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    not_counted: bool,
    /// 由公式算出的，代入了什么。
    #[serde(skip_serializing_if = "Option::is_none")]
    computed: Option<ComputedJson<'a>>,
    /// 不予计分的原因代码。
    #[serde(skip_serializing_if = "Option::is_none")]
    code_not_scored: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<StepJson>>,
}

#[derive(Serialize)]
struct ComputedJson<'a> {
    formula: &'a str,
    expression: String,
    facts: Vec<FactJson<'a>>,
}

#[derive(Serialize)]
struct FactJson<'a> {
    key: &'a str,
    name: &'a str,
    value: String,
    unit: &'a str,
}

fn computed<'a>(entry: &'a Entry, formulary: &'a Formulary) -> Option<ComputedJson<'a>> {
    let computed = entry.computed.as_ref()?;
    let facts = computed.inputs.iter().map(|input| {
        let fact = &formulary.facts[input.fact];
        FactJson { key: &fact.key, name: &fact.name, value: plain(input.value), unit: input.unit.as_str() }
    });
    let formula = &computed.formula;
    Some(ComputedJson { formula: &formula.id, expression: formula.expression.to_string(), facts: facts.collect() })
}

#[derive(Serialize)]
struct StepJson {
    step: String,
    text: String,
}

#[derive(Serialize)]
struct SectionJson<'a> {
    level1: &'a str,
    points: String,
    score: Option<String>,
}

#[derive(Serialize)]
struct TotalJson {
    points: String,
    score: Option<String>,
}

/// 结果的 JSON 文字，缩进两格，末尾换行。`explanation` 在要步骤时给出，`findings` 为诊断。
pub fn outcome_json(
    set: &Set,
    submission: &Submission,
    outcome: &Outcome,
    explanation: Option<&Explanation<'_>>,
    findings: serde_json::Value,
) -> String {
    assumed_json(set, submission, outcome, explanation, None, findings)
}

/// 同上；`assumed` 是所作的假设与它的后果，写在 `assumed` 里。
pub fn assumed_json(
    set: &Set,
    submission: &Submission,
    outcome: &Outcome,
    explanation: Option<&Explanation<'_>>,
    assumed: Option<&Assumed>,
    findings: serde_json::Value,
) -> String {
    let places = set.profile.row.places;
    let amount = |value: Decimal| fixed(value, places);
    let steps = |at: usize| {
        explanation.map(|e| {
            let steps = e.rows[at].steps.iter();
            steps.map(|s| StepJson { step: s.title.to_owned(), text: s.text.clone() }).collect()
        })
    };
    let offset = usize::from(outcome.execution.is_some());
    let indicators = submission.rows.iter().zip(&outcome.rows).enumerate().map(|(at, (row, result))| {
        let indicator = submission.indicator(set, row);
        IndicatorJson {
            code: &indicator.code,
            level1: &indicator.level1,
            level2: &indicator.level2,
            name: &indicator.name,
            target: &indicator.target.text,
            actual: &row.entry.text,
            points: plain(indicator.points),
            score: result.score.map(amount),
            deviation: result.deviation.map(|d| fixed(d, set.profile.deviation.places)),
            status: result.status.as_str(),
            reason: &row.entry.reason,
            inferred: row.entry.inferred,
            not_counted: !result.counted,
            computed: computed(&row.entry, &set.formulary),
            code_not_scored: match result.status {
                crate::score::Status::NotScored(code) => Some(code.as_str()),
                _ => None,
            },
            steps: steps(at + offset),
        }
    });
    let json = OutcomeJson {
        format: "ziping.outcome/1",
        set: SetJson { id: &set.id, version: &set.version, sha256: &set.sha256 },
        unit: &submission.unit,
        year: submission.year,
        execution: outcome.execution.as_ref().map(|e| ExecutionJson {
            rate: e.rate.map(|r| fixed(r, 2)),
            points: plain(e.points),
            score: e.result.score.map(amount),
            steps: steps(0),
        }),
        indicators: indicators.collect(),
        sections: set
            .sections
            .iter()
            .zip(&outcome.sections)
            .map(|(section, result)| SectionJson {
                level1: &section.level1,
                points: plain(result.points),
                score: result.complete.then(|| amount(result.score)),
            })
            .collect(),
        total: TotalJson { points: plain(outcome.total.points), score: outcome.total.score.map(amount) },
        grade: outcome.grade.map(|at| set.grades[at].label.as_str()),
        assumed,
        findings,
        receipt: receipt(set, submission),
    };
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text.push('\n');
    text
}
