//! 填报文件写着表上印的得分（`[declared]`）：照它自己的体系计分，与印的比。

use super::row::{self, Context};
use super::{
    About, Audit, Findings, Printed, PrintedBudget, PrintedMoney, PrintedRow, Rescored, Table, execution, finish,
    unpointed, whole,
};
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{DeclaredRow, MoneyRow, Submission};
use crate::number::{Decimal, plain};
use crate::score::Outcome;
use std::sync::Arc;

/// 复核一份审查、计分过的填报；规则、板块的上限、折算都照体系，不取口径的默认规则。
pub fn audit_submission(checked: &Checked, outcome: &Outcome) -> Audit {
    let Checked { set, submission, .. } = checked;
    let profile = Arc::clone(&set.profile);
    let table = printed_table(checked);
    let mut findings = Findings::default();
    let context = Context::of(&table, &profile);
    let rescored = submission.rows.iter().zip(&outcome.rows).map(|(row, result)| Rescored {
        indicator: submission.indicator(set, row).clone(),
        entry: row.entry.clone(),
        outcome: result.clone(),
    });
    let rows = table
        .rows
        .iter()
        .zip(rescored)
        .enumerate()
        .map(|(at, (printed, own))| row::audit_scored(at, printed, own, &table.rows[..at], context, &mut findings));
    let rows: Vec<_> = rows.collect();
    for (at, diagnostic) in unpointed::look(&table.rows, &rows) {
        findings.push(About::Row(at), diagnostic);
    }
    tasks(submission, &mut findings);
    let rule = set.execution.as_ref().map_or(&profile.execution.rule, |block| &block.rule);
    let block = table.budget.as_ref().map(|budget| execution::audit(budget, rule, &profile, &mut findings));
    let why = if set.version.is_empty() {
        "填报写明的口径".to_owned()
    } else {
        format!("填报所依的体系 {}", set.reference())
    };
    let mut audit = finish(table, Arc::clone(&profile), why, rows, block, findings);
    audit.total.recomputed = outcome.total.score;
    audit
}

/// 年度主要任务：整行重复的，实际完成情况用同一段文字的。
fn tasks(submission: &Submission, findings: &mut Findings) {
    let tasks = &submission.tasks;
    let repeated = tasks.iter().enumerate().filter(|(at, task)| tasks[..*at].contains(task)).count();
    let mut push = |code, message: String| {
        let diagnostic = Diagnostic::new(code, message).at(&submission.place).label("年度主要任务");
        findings.push(About::Table, diagnostic.help("请填报单位删去重复的任务，逐项写做了什么"));
    };
    if repeated > 0 {
        push(Code::A0314, format!("年度主要任务 {} 行里有 {repeated} 行与前面的完全相同", tasks.len()));
    }
    let Some(first) = tasks.first().filter(|first| !first.achieved.is_empty()) else { return };
    if tasks.len() >= whole::MANY && tasks.iter().all(|task| task.achieved == first.achieved) {
        push(Code::A0410, format!("年度主要任务 {} 行的实际完成情况一字不差：“{}”", tasks.len(), first.achieved));
    }
}

/// 填报成为照印的一张表；没有写得分的格就是没有印。另指定口径的，拿它照口径的默认规则复核。
pub fn printed_table(checked: &Checked) -> Table {
    let Checked { set, submission, .. } = checked;
    let place = &submission.place;
    let declared = &submission.declared;
    let at = |text: String, place: &Place| Printed { text, place: place.clone() };
    let number = |value: Option<Decimal>, place: &Place| at(value.map(plain).unwrap_or_default(), place);
    let rows = submission.rows.iter().enumerate().map(|(index, row)| {
        let indicator = submission.indicator(set, row);
        let own = declared.rows.get(index);
        let spot = own.and_then(|own| own.place.as_ref()).unwrap_or(&row.place);
        let cell = |text: &str| at(text.to_owned(), &row.place);
        let printed = |value: fn(&DeclaredRow) -> Option<Decimal>| number(own.and_then(value), spot);
        PrintedRow {
            level1: cell(&indicator.level1),
            level2: cell(&indicator.level2),
            name: cell(&indicator.name),
            target: cell(&indicator.target.text),
            actual: cell(&row.entry.text),
            points: number(Some(indicator.points), &row.place),
            score: printed(|own| own.score),
            deviation: printed(|own| own.deviation),
            reason: cell(&row.entry.reason),
            reason_given: Some(!row.entry.reason.is_empty()),
            place: row.place.clone(),
        }
    });
    Table {
        source: String::new(),
        region: Printed::blank(place),
        year: Some(submission.year),
        kind: Some(set.kind),
        unit: submission.unit.clone(),
        title: set.title.clone(),
        truncated: false,
        budget: budget(checked),
        rows: rows.collect(),
        total_points: number(Some(set.total), place),
        total_score: number(declared.total, declared.total_place.as_ref().unwrap_or(place)),
        grade: at(declared.grade.clone().unwrap_or_default(), declared.grade_place.as_ref().unwrap_or(place)),
        place: place.clone(),
    }
}

/// 资金一块；体系没有执行率、或没有写总额的没有。执行率由程序算，没有印的可比。
fn budget(checked: &Checked) -> Option<PrintedBudget> {
    let Checked { set, submission, .. } = checked;
    let money = &submission.money;
    let (block, total) = set.execution.as_ref().zip(money.total.as_ref())?;
    let line = |name: &str, row: &MoneyRow, points: Option<Decimal>, score: Option<Decimal>| {
        let cell =
            |value: Option<Decimal>| Printed { text: value.map(plain).unwrap_or_default(), place: money.place.clone() };
        PrintedMoney {
            name: name.to_owned(),
            initial: cell(row.initial),
            full_year: cell(Some(row.full_year)),
            executed: cell(Some(row.executed)),
            points: cell(points),
            rate: cell(None),
            score: cell(score),
            place: money.place.clone(),
        }
    };
    let sources = block.sources.iter().zip(&money.sources);
    Some(PrintedBudget {
        total: line(&block.title, total, Some(block.points), submission.declared.execution),
        sources: sources.filter_map(|(source, row)| Some(line(&source.name, row.as_ref()?, None, None))).collect(),
        place: money.place.clone(),
    })
}
