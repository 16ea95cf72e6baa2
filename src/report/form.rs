//! 表上的文字，按表的次序排好；模板只负责摆放，不作计算。

use super::ENGINE;
use super::chart::{LostPoints, lost};
use super::monitoring::{FormMonitoring, FormProgress, Watch, form_monitoring, form_progress};
use super::recheck::{FormRecheck, Recheck};
use crate::library::definition_sha256;
use crate::model::{Block, Declaration, Indicator, MoneyRow, Set, Submission};
use crate::number::{Decimal, fixed, plain};
use crate::score::{Outcome, RowOutcome, Status, printed_rate};
use serde::Serialize;

/// 一张表的全部文字。
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    pub title: &'a str,
    pub kind: &'static str,
    pub unit: &'a str,
    pub year: i32,
    pub date: &'a str,
    pub project: &'a str,
    pub supervisor: &'a str,
    pub implementer: &'a str,
    /// 申报的项目情况；没有写的各项为空。
    pub declaration: FormDeclaration<'a>,
    pub money: Option<FormMoney<'a>>,
    pub goals: Vec<FormGoal<'a>>,
    pub tasks: Vec<FormTask<'a>>,
    /// 资金管理情况。
    pub management: Vec<FormRow<'a>>,
    /// 绩效指标。
    pub rows: Vec<FormRow<'a>>,
    pub sections: Vec<FormSection<'a>>,
    pub total: FormTotal,
    pub grade: &'a str,
    /// 失分各行，从多到少。
    pub lost: Vec<LostPoints<'a>>,
    pub receipt: Option<Receipt<'a>>,
    /// 还有错误没有改完，只能作草稿。
    pub draft: bool,
    /// 绩效运行监控；不是监控表的没有。
    pub monitoring: Option<FormMonitoring<'a>>,
    /// 执行率与总分的复核；没有复核的各栏为空。
    pub recheck: FormRechecks,
}

/// 申报的项目情况。
#[derive(Debug, Serialize)]
pub struct FormDeclaration<'a> {
    pub nature: &'a str,
    pub duration: &'a str,
    pub start: &'a str,
    pub end: &'a str,
    pub leader: &'a str,
    pub supervisor_code: &'a str,
    pub overview: &'a str,
    pub basis: &'a str,
    pub feasibility: &'a str,
    pub necessity: &'a str,
    pub schedule: &'a str,
    pub long_term: &'a str,
    /// 项目资金总额，单位同资金情况。
    pub total: String,
}

impl<'a> From<&'a Declaration> for FormDeclaration<'a> {
    fn from(own: &'a Declaration) -> Self {
        FormDeclaration {
            nature: own.nature,
            duration: own.duration,
            start: &own.start,
            end: &own.end,
            leader: &own.leader,
            supervisor_code: &own.supervisor_code,
            overview: &own.overview,
            basis: &own.basis,
            feasibility: &own.feasibility,
            necessity: &own.necessity,
            schedule: &own.schedule,
            long_term: &own.long_term,
            total: own.total.map_or_else(String::new, plain),
        }
    }
}

/// 执行率、总分与等次的复核。
#[derive(Debug, Default, Serialize)]
pub struct FormRechecks {
    pub execution: FormRecheck,
    pub total: FormRecheck,
    pub grade: String,
}

/// 资金情况一块。
#[derive(Debug, Serialize)]
pub struct FormMoney<'a> {
    pub unit: &'a str,
    /// 总额一行在前，来源各行在后。
    pub rows: Vec<FormMoneyRow<'a>>,
    pub inferred: bool,
}

/// 资金的一行。
#[derive(Debug, Serialize)]
pub struct FormMoneyRow<'a> {
    pub name: &'a str,
    pub initial: String,
    pub full_year: String,
    pub executed: String,
    pub points: String,
    pub rate: String,
    pub score: String,
}

/// 年度目标。
#[derive(Debug, Serialize)]
pub struct FormGoal<'a> {
    pub expected: &'a str,
    pub achieved: &'a str,
}

/// 年度主要任务。
#[derive(Debug, Serialize)]
pub struct FormTask<'a> {
    pub name: &'a str,
    pub content: &'a str,
    pub achieved: &'a str,
}

/// 指标的一行。
#[derive(Debug, Serialize)]
pub struct FormRow<'a> {
    pub code: &'a str,
    pub level1: &'a str,
    pub level2: &'a str,
    pub name: &'a str,
    pub target: &'a str,
    pub actual: &'a str,
    pub points: String,
    pub score: String,
    pub deviation: String,
    pub reason: &'a str,
    pub status: &'static str,
    pub evidence: &'a str,
    /// 一级、二级指标的单元格跨几行；被上一行跨到的为零。
    pub level1_rows: usize,
    pub level2_rows: usize,
    pub inferred: bool,
    /// 指标值说明：指标解释，没有的取计算公式。
    pub meaning: &'a str,
    /// 在填报各行里的序号。
    #[serde(skip)]
    at: usize,
    /// 监控的几栏；不是监控表的空着。
    pub progress: FormProgress<'a>,
    /// 复核的几栏；没有复核的空着。
    pub recheck: FormRecheck,
}

/// 一个板块。
#[derive(Debug, Serialize)]
pub struct FormSection<'a> {
    pub level1: &'a str,
    pub points: String,
    pub score: String,
}

/// 总分。
#[derive(Debug, Serialize)]
pub struct FormTotal {
    pub points: String,
    pub score: String,
    /// 已评各行的得分与分值；评完时与总分相同。
    pub scored: String,
    pub scored_points: String,
}

/// 凭据：用什么引擎、什么体系、对什么内容算出来的。
#[derive(Debug, Serialize)]
pub struct Receipt<'a> {
    pub engine: &'static str,
    pub set: String,
    pub set_sha256: &'a str,
    /// 体系连同各级上级与口径的摘要；上级或口径变了，它就变。
    pub definition_sha256: String,
    pub submission_sha256: &'a str,
}

/// 没有得分时表上写什么。
pub(super) const UNSCORED: &str = "未评";

/// 写成表上的文字。
pub fn report<'a>(set: &'a Set, submission: &'a Submission, outcome: &Outcome) -> Report<'a> {
    let mut rows = Vec::with_capacity(submission.rows.len());
    let mut management = Vec::new();
    for (at, (row, result)) in submission.rows.iter().zip(&outcome.rows).enumerate() {
        let indicator = submission.indicator(set, row);
        let form = form_row(indicator, at, row, result);
        match set.sections[row.section].block {
            Block::Indicators => rows.push(form),
            Block::Management => management.push(form),
        }
    }
    merge(&mut rows);
    merge(&mut management);
    let sections = set.sections.iter().zip(&outcome.sections);
    Report {
        title: &set.title,
        kind: set.kind.as_str(),
        unit: &submission.unit,
        year: submission.year,
        date: &submission.date,
        project: &submission.project,
        supervisor: &submission.supervisor,
        implementer: &submission.implementer,
        declaration: FormDeclaration::from(&submission.declaration),
        money: set.execution.is_some().then(|| money(set, submission, outcome)),
        goals: submission.goals.iter().map(|g| FormGoal { expected: &g.expected, achieved: &g.achieved }).collect(),
        tasks: submission
            .tasks
            .iter()
            .map(|t| FormTask { name: &t.name, content: &t.content, achieved: &t.achieved })
            .collect(),
        management,
        rows,
        sections: sections
            .map(|(section, result)| FormSection {
                level1: &section.level1,
                points: plain(result.points),
                score: if result.complete { fixed(result.score, 2) } else { UNSCORED.to_owned() },
            })
            .collect(),
        total: total(set, submission, outcome),
        grade: outcome.grade.map_or("", |at| &set.grades[at].label),
        lost: lost(set, submission, outcome),
        receipt: None,
        draft: false,
        monitoring: None,
        recheck: FormRechecks::default(),
    }
}

impl<'a> Report<'a> {
    /// 在表尾附上凭据。
    pub fn with_receipt(mut self, set: &'a Set, submission: &'a Submission) -> Self {
        self.receipt = Some(receipt(set, submission));
        self
    }

    /// 填上监控的几栏；`watch` 须是同一份填报的。
    pub fn with_monitoring(mut self, watch: &'a Watch) -> Self {
        for row in self.management.iter_mut().chain(&mut self.rows) {
            row.progress = form_progress(watch, row.at);
        }
        self.monitoring = Some(form_monitoring(watch));
        self
    }

    /// 填上复核的几栏；`recheck` 须是同一份填报的，各行一一对应。
    pub fn with_recheck(mut self, recheck: &Recheck) -> Self {
        for row in self.management.iter_mut().chain(&mut self.rows) {
            row.recheck = recheck.rows.get(row.at).map(FormRecheck::from).unwrap_or_default();
        }
        self.recheck = FormRechecks {
            execution: FormRecheck::from(&recheck.execution),
            total: FormRecheck::from(&recheck.total),
            grade: recheck.grade.clone(),
        };
        self
    }
}

/// 凭据。
pub(super) fn receipt<'a>(set: &'a Set, submission: &'a Submission) -> Receipt<'a> {
    Receipt {
        engine: ENGINE,
        set: set.reference(),
        set_sha256: &set.sha256,
        definition_sha256: definition_sha256(set),
        submission_sha256: &submission.sha256,
    }
}

fn form_row<'a>(indicator: &'a Indicator, at: usize, row: &'a crate::model::Row, result: &RowOutcome) -> FormRow<'a> {
    let actual = row.entry.text.as_str();
    FormRow {
        code: &indicator.code,
        level1: &indicator.level1,
        level2: &indicator.level2,
        name: &indicator.name,
        target: &indicator.target.text,
        actual: if result.status == Status::NotApplicable && actual.is_empty() { "不适用" } else { actual },
        points: plain(indicator.points),
        score: match result.score {
            _ if !result.counted => "-".to_owned(),
            Some(score) => plain(score),
            None if result.status == Status::NotApplicable => "-".to_owned(),
            None => UNSCORED.to_owned(),
        },
        deviation: result.deviation.map_or_else(String::new, |d| fixed(d, 2)),
        reason: &row.entry.reason,
        status: result.status.title(),
        evidence: &row.entry.evidence,
        level1_rows: 1,
        level2_rows: 1,
        inferred: row.entry.inferred,
        meaning: if indicator.meaning.is_empty() { &indicator.formula } else { &indicator.meaning },
        at,
        progress: FormProgress::default(),
        recheck: FormRecheck::default(),
    }
}

/// 相邻的同名一、二级指标合并单元格。
fn merge(rows: &mut [FormRow<'_>]) {
    let mut first1 = 0;
    let mut first2 = 0;
    for at in 1..rows.len() {
        let same1 = rows[at].level1 == rows[first1].level1;
        let same2 = same1 && rows[at].level2 == rows[first2].level2;
        if same1 {
            rows[first1].level1_rows += 1;
            rows[at].level1_rows = 0;
        } else {
            first1 = at;
        }
        if same2 {
            rows[first2].level2_rows += 1;
            rows[at].level2_rows = 0;
        } else {
            first2 = at;
        }
    }
}

fn money<'a>(set: &'a Set, submission: &'a Submission, outcome: &Outcome) -> FormMoney<'a> {
    let denominator = set.profile.execution.denominator;
    let rate = |row: &MoneyRow| match printed_rate(row, denominator) {
        Some(rate) => format!("{}%", fixed(rate, 2)),
        None => set.profile.undefined_rate.clone(),
    };
    let line = |name: &'a str, row: Option<&MoneyRow>, points: String, score: String| FormMoneyRow {
        name,
        initial: row.and_then(|r| r.initial).map_or_else(String::new, plain),
        full_year: row.map_or_else(String::new, |r| plain(r.full_year)),
        executed: row.map_or_else(String::new, |r| plain(r.executed)),
        points,
        rate: row.map_or_else(String::new, rate),
        score,
    };
    let mut rows = Vec::new();
    if let (Some(block), Some(result)) = (&set.execution, &outcome.execution) {
        let score = result.result.score.map_or_else(|| UNSCORED.to_owned(), plain);
        rows.push(line(&block.title, submission.money.total.as_ref(), plain(block.points), score));
        for (source, row) in block.sources.iter().zip(&submission.money.sources) {
            rows.push(line(&source.name, row.as_ref(), "-".to_owned(), "-".to_owned()));
        }
    }
    FormMoney { unit: submission.money.unit.as_str(), rows, inferred: submission.money.inferred }
}

fn total(set: &Set, submission: &Submission, outcome: &Outcome) -> FormTotal {
    let score = outcome.total.score.map_or_else(|| UNSCORED.to_owned(), plain);
    FormTotal {
        points: plain(outcome.total.points),
        score,
        scored: fixed(outcome.total.sum, 2),
        scored_points: plain(scored_points(set, submission, outcome)),
    }
}

/// 已评各行的分值。
fn scored_points(set: &Set, submission: &Submission, outcome: &Outcome) -> Decimal {
    let rows = submission.rows.iter().zip(&outcome.rows).filter(|(_, result)| result.counted && result.score.is_some());
    let mut points: Decimal = rows
        .map(|(row, _)| submission.indicator(set, row).points * submission.goal_share(row).unwrap_or(Decimal::ONE))
        .sum();
    if let Some(execution) = outcome.execution.as_ref().filter(|e| e.result.score.is_some()) {
        points += execution.points;
    }
    points
}
