//! 图的数据：各板块得分、失分的次序、资金执行。精确的数与写好的文字都在这里，画图的只管画。

use super::form::UNSCORED;
use crate::model::{Denominator, MoneyRow, Set, Submission};
use crate::number::{Decimal, Ratio, Rounding, fixed, plain};
use crate::score::{Outcome, printed_rate};
use serde::Serialize;

/// 三张图。
#[derive(Clone, Debug)]
pub struct Charts<'a> {
    /// 各板块得分：预算执行率在前，各板块照表上的次序。
    pub sections: Vec<SectionBar<'a>>,
    /// 失分各行，从多到少；与 [`super::Report::lost`] 相同。
    pub lost: Vec<LostPoints<'a>>,
    /// 资金执行：总额在前，各来源在后；预算与执行都是零的来源不列。不计执行率的表没有。
    pub execution: Vec<MoneyBar<'a>>,
    /// 金额的单位，如"万元"。
    pub money_unit: &'a str,
    /// 作执行率分母的是哪一栏："全年预算数"或"年初预算数"。
    pub budget_title: &'static str,
}

/// 一个板块得多少、满分多少。
#[derive(Clone, Debug)]
pub struct SectionBar<'a> {
    pub name: &'a str,
    pub points: Decimal,
    /// 得分；还有未计分的行时没有。
    pub score: Option<Decimal>,
    pub points_text: String,
    /// 得分的文字；没有得分时为"未评"。
    pub score_text: String,
    /// 得分率，如"98.35%"；没有得分或分值为零时为空。
    pub rate_text: String,
}

/// 一行失的分；预算执行率的编码为空。
#[derive(Clone, Debug, Serialize)]
pub struct LostPoints<'a> {
    pub code: &'a str,
    pub name: &'a str,
    /// 失分的文字，至少两位小数。
    pub lost: String,
    pub reason: &'a str,
    /// 失分，分目标计分的已乘所属目标的占比。
    #[serde(skip)]
    pub amount: Decimal,
}

/// 一笔资金的预算与执行。
#[derive(Clone, Debug)]
pub struct MoneyBar<'a> {
    pub name: &'a str,
    /// 作执行率分母的预算数；没有填的为空。
    pub budget: Option<Decimal>,
    pub executed: Decimal,
    /// 执行率（百分数，两位小数）；预算为零或没有填时没有。
    pub rate: Option<Decimal>,
    pub budget_text: String,
    pub executed_text: String,
    /// 执行率的文字；没有时照口径印表上的写法。
    pub rate_text: String,
}

/// 由结果得出图的数据。
pub fn charts<'a>(set: &'a Set, submission: &'a Submission, outcome: &Outcome) -> Charts<'a> {
    let denominator = set.profile.execution.denominator;
    Charts {
        sections: sections(set, outcome),
        lost: lost(set, submission, outcome),
        execution: execution(set, submission),
        money_unit: submission.money.unit.as_str(),
        budget_title: match denominator {
            Denominator::FullYear => "全年预算数",
            Denominator::Initial => "年初预算数",
        },
    }
}

pub(super) fn sections<'a>(set: &'a Set, outcome: &Outcome) -> Vec<SectionBar<'a>> {
    let bar = |name, points: Decimal, score: Option<Decimal>| SectionBar {
        name,
        points,
        score,
        points_text: plain(points),
        score_text: score.map_or_else(|| UNSCORED.to_owned(), |score| fixed(score, 2)),
        rate_text: score
            .and_then(|score| Ratio::new(score * Decimal::ONE_HUNDRED, points))
            .map_or_else(String::new, |rate| format!("{}%", fixed(rate.round(Rounding::CENTS), 2))),
    };
    let execution = outcome.execution.iter().map(|e| bar(EXECUTION, e.points, e.result.score));
    let sections = set.sections.iter().zip(&outcome.sections);
    let sections = sections
        .map(|(section, result)| bar(section.level1.as_str(), result.points, result.complete.then_some(result.score)));
    execution.chain(sections).collect()
}

/// 预算执行率一行的名称。
pub(super) const EXECUTION: &str = "预算执行率";

/// 失分各行，从多到少；未计分、不计入总分的行不在内。
pub(super) fn lost<'a>(set: &'a Set, submission: &'a Submission, outcome: &Outcome) -> Vec<LostPoints<'a>> {
    let rows = submission.rows.iter().zip(&outcome.rows).filter(|(_, result)| result.counted);
    let rows = rows.filter_map(|(row, result)| {
        let indicator = submission.indicator(set, row);
        let share = submission.goal_share(row).unwrap_or(Decimal::ONE);
        let amount = (indicator.points - result.score?) * share;
        Some((indicator.code.as_str(), indicator.name.as_str(), row.entry.reason.as_str(), amount))
    });
    let execution = outcome.execution.iter().filter_map(|execution| {
        let amount = execution.points - execution.result.score?;
        Some(("", EXECUTION, submission.money.reason.as_str(), amount))
    });
    let mut lost: Vec<LostPoints<'a>> = rows
        .chain(execution)
        .filter(|(_, _, _, amount)| *amount > Decimal::ZERO)
        .map(|(code, name, reason, amount)| LostPoints { code, name, lost: fixed(amount, 2), reason, amount })
        .collect();
    lost.sort_by_key(|l| std::cmp::Reverse(l.amount));
    lost
}

fn execution<'a>(set: &'a Set, submission: &'a Submission) -> Vec<MoneyBar<'a>> {
    let Some(block) = &set.execution else { return Vec::new() };
    let denominator = set.profile.execution.denominator;
    let bar = |name: &'a str, row: &MoneyRow| {
        let budget = row.budget(denominator);
        let rate = printed_rate(row, denominator);
        MoneyBar {
            name,
            budget,
            executed: row.executed,
            rate,
            budget_text: budget.map_or_else(String::new, plain),
            executed_text: plain(row.executed),
            rate_text: rate.map_or_else(|| set.profile.undefined_rate.clone(), |rate| format!("{}%", fixed(rate, 2))),
        }
    };
    let total = submission.money.total.iter().map(|row| bar(&block.title, row));
    let sources = block.sources.iter().zip(&submission.money.sources);
    let sources = sources
        .filter_map(|(source, row)| Some(bar(&source.name, row.as_ref()?)))
        .filter(|bar| !bar.executed.is_zero() || bar.budget.is_some_and(|budget| !budget.is_zero()));
    total.chain(sources).collect()
}
