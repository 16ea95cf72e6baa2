//! 绩效情况说明：一份部门表与各项目的结果写成句子要用的文字与个数。
//!
//! 每个数都出自评分结果或填报；算不出的句子不写，另报一条提醒，不编造。

use super::chart::{LostPoints, lost, sections};
use super::form::{Receipt, UNSCORED, receipt};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{Block, Denominator, MoneyRow, Row, Submission};
use crate::number::{Decimal, Ratio, Rounding, fixed, plain};
use crate::review::{Gathered, Part};
use crate::score::{RowOutcome, Status};
use serde::Serialize;

/// 一份说明的全部文字。
#[derive(Debug, Serialize)]
pub struct Narrative<'a> {
    pub title: &'static str,
    pub unit: &'a str,
    pub year: i32,
    pub date: &'a str,
    /// 金额的单位，以部门表为准。
    pub money_unit: &'a str,
    /// 部门整体。
    pub department: NarrativePart<'a>,
    /// 部门的预算执行；不计执行率的表没有。
    pub execution: Option<NarrativeExecution>,
    /// 部门表各板块的得分。
    pub sections: Vec<NarrativeSection<'a>>,
    /// 部门支出分为基本支出与项目支出；不知道项目支出的没有。
    pub split: Option<Split>,
    /// 各项目，照给出的次序。
    pub projects: Vec<NarrativePart<'a>>,
    /// 应当自评的项目数；没有写的没有。
    pub due: Option<usize>,
    /// 有总分的项目数。
    pub scored: usize,
    /// 各等级的项目数，从高到低；没有这一等的也列出，为零。
    pub grades: Vec<GradeCount<'a>>,
    /// 有总分而体系不评等级的项目数。
    pub ungraded: usize,
    /// 完成所有绩效指标的、存在偏差的项目数；两者相加就是 `scored`。
    pub complete: usize,
    pub deviating: usize,
    /// 项目从哪些方面自评；各项目不一样的为空。
    pub aspects: Vec<&'a str>,
    /// 涉及的资金，逐栏；有项目没有填的一栏不列。
    pub covered: Vec<Covered>,
    /// 资金是推定的项目数。
    pub inferred: usize,
    /// 部门与项目未达标的指标数，以及其中没有写原因的。
    pub missed: usize,
    pub unexplained: usize,
    pub work: Vec<String>,
    pub good: Vec<String>,
    pub problems: Vec<String>,
    pub measures: Vec<String>,
    pub key_evaluation: String,
    /// 部门与各项目的凭据；没有要的为空。
    pub receipts: Vec<Receipt<'a>>,
    pub draft: bool,
}

/// 部门整体，或一个项目。
#[derive(Debug, Serialize)]
pub struct NarrativePart<'a> {
    pub name: &'a str,
    pub points: String,
    /// 总分；没有评完时为"未评"。
    pub score: String,
    /// 等级；没有的为空。
    pub grade: &'a str,
    /// 没有未达标的绩效指标。
    pub complete: bool,
    /// 未达标、超额完成的指标，与达标而失了分的，照表上的次序。
    pub rows: Vec<NarrativeRow<'a>>,
    /// 失分的各行，从多到少，与合计。
    pub lost: Vec<LostPoints<'a>>,
    pub lost_total: String,
}

/// 要说明的一行指标。
#[derive(Debug, Serialize)]
pub struct NarrativeRow<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub target: &'a str,
    pub actual: &'a str,
    pub points: String,
    pub score: String,
    /// 失分；没有失分的为空。
    pub lost: String,
    /// 偏差度，带百分号；没有意义的为空。
    pub deviation: String,
    pub status: &'static str,
    /// 原因与改进措施，末尾有句号；没有写的为空。
    pub reason: String,
}

/// 部门的预算执行。
#[derive(Debug, Serialize)]
pub struct NarrativeExecution {
    /// 作分母的是哪一栏。
    pub budget_title: &'static str,
    pub budget: String,
    pub executed: String,
    /// 执行率，带百分号；没有意义的为空。
    pub rate: String,
    pub points: String,
    pub score: String,
    /// 执行率偏低或预算调整的说明，末尾有句号。
    pub reason: String,
}

/// 一个板块的得分。
#[derive(Debug, Serialize)]
pub struct NarrativeSection<'a> {
    pub name: &'a str,
    pub points: String,
    pub score: String,
}

/// 部门全年执行数分为基本支出与项目支出；比重是占部门全年执行数的。
#[derive(Debug, Serialize)]
pub struct Split {
    pub total: String,
    pub basic: String,
    pub basic_share: String,
    pub project: String,
    pub project_share: String,
}

/// 一个等级的项目数。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct GradeCount<'a> {
    pub label: &'a str,
    pub count: usize,
}

/// 自评的项目涉及的资金，一栏。
#[derive(Debug, Serialize)]
pub struct Covered {
    /// 哪一栏："年初预算数"、"全年预算数"或"全年执行数"。
    pub title: &'static str,
    pub amount: String,
    /// 部门项目支出的同一栏，与所占的比重；不知道的为空。
    pub of: String,
    pub share: String,
}

/// 写成一份说明；写不出的句子各报一条提醒。
pub fn narrative<'a>(gathered: &Gathered<'a>, sink: &mut Sink) -> Narrative<'a> {
    let department = gathered.department;
    let submission = department.submission;
    let supplement = &submission.supplement;
    let mut missing = Missing { submission, sink };
    let covered = covered(gathered, &mut missing);
    let split = split(submission, &mut missing);
    let due = supplement.due.filter(|due| {
        let enough = *due >= gathered.projects.len();
        if !enough {
            let count = gathered.projects.len();
            missing.say(format!("写的是应自评 {due} 个项目，填报却有 {count} 份，应自评多少个没有写"));
        }
        enough
    });
    if supplement.key_evaluation.is_empty() {
        missing.say("没有写重点绩效评价结果（key_evaluation），这一节没有写".to_owned());
    }
    let whole = part(department, "部门整体");
    let projects: Vec<NarrativePart<'a>> = gathered.projects.iter().map(|p| part(*p, p.name())).collect();
    let scored = || gathered.projects.iter().zip(&projects).filter(|(p, _)| p.outcome.total.score.is_some());
    let missed = || std::iter::once(&whole).chain(&projects).flat_map(|p| &p.rows).filter(|row| row.is_missed());
    Narrative {
        title: "预算绩效情况说明",
        unit: &submission.unit,
        year: submission.year,
        date: &submission.date,
        money_unit: submission.money.unit.as_str(),
        execution: execution(department),
        sections: section_texts(department),
        split,
        due,
        scored: scored().count(),
        grades: grades(&gathered.projects),
        ungraded: scored().filter(|(p, _)| p.outcome.grade.is_none()).count(),
        complete: scored().filter(|(_, text)| text.complete).count(),
        deviating: scored().filter(|(_, text)| !text.complete).count(),
        aspects: aspects(&gathered.projects),
        covered,
        inferred: gathered.projects.iter().filter(|p| p.submission.money.inferred).count(),
        missed: missed().count(),
        unexplained: missed().filter(|row| row.reason.is_empty()).count(),
        work: supplement.work.iter().map(|text| closed(text)).collect(),
        good: supplement.good.iter().map(|text| closed(text)).collect(),
        problems: supplement.problems.iter().map(|text| closed(text)).collect(),
        measures: supplement.measures.iter().map(|text| closed(text)).collect(),
        key_evaluation: closed(&supplement.key_evaluation),
        receipts: Vec::new(),
        draft: false,
        department: whole,
        projects,
    }
}

impl<'a> Narrative<'a> {
    /// 附上部门与各项目的凭据。
    pub fn with_receipts(mut self, gathered: &Gathered<'a>) -> Self {
        let parts = std::iter::once(&gathered.department).chain(&gathered.projects);
        self.receipts = parts.map(|part| receipt(part.set, part.submission)).collect();
        self
    }
}

/// 少写的句子报在部门表的表头。
struct Missing<'a, 's> {
    submission: &'a Submission,
    sink: &'s mut Sink,
}

impl Missing<'_, '_> {
    fn say(&mut self, message: String) {
        self.sink.push(Diagnostic::new(Code::W1301, message).at(&self.submission.place));
    }
}

fn part<'a>(part: Part<'a>, name: &'a str) -> NarrativePart<'a> {
    let Part { set, submission, outcome } = part;
    let rows = || submission.rows.iter().zip(&outcome.rows).filter(|(_, result)| result.counted);
    let is_indicator = |row: &Row| set.sections[row.section].block == Block::Indicators;
    let told = rows().filter(|(row, result)| {
        let lost = result.score.is_some_and(|score| score < submission.indicator(set, row).points);
        lost || matches!(result.status, Status::Missed | Status::Exceeded)
    });
    let lost = lost(set, submission, outcome);
    NarrativePart {
        name,
        points: plain(outcome.total.points),
        score: outcome.total.score.map_or_else(|| UNSCORED.to_owned(), plain),
        grade: outcome.grade.map_or("", |at| &set.grades[at].label),
        complete: !rows().any(|(row, result)| is_indicator(row) && result.status == Status::Missed),
        rows: told.map(|(row, result)| row_text(part, row, result)).collect(),
        lost_total: fixed(lost.iter().map(|row| row.amount).sum(), 2),
        lost,
    }
}

fn row_text<'a>(part: Part<'a>, row: &'a Row, result: &RowOutcome) -> NarrativeRow<'a> {
    let indicator = part.submission.indicator(part.set, row);
    let lost = result.score.map(|score| indicator.points - score).filter(|lost| *lost > Decimal::ZERO);
    NarrativeRow {
        code: &indicator.code,
        name: &indicator.name,
        target: &indicator.target.text,
        actual: &row.entry.text,
        points: plain(indicator.points),
        score: result.score.map_or_else(|| UNSCORED.to_owned(), plain),
        lost: lost.map_or_else(String::new, |lost| fixed(lost, 2)),
        deviation: result.deviation.map_or_else(String::new, |deviation| format!("{}%", fixed(deviation, 2))),
        status: result.status.title(),
        reason: closed(&row.entry.reason),
    }
}

impl NarrativeRow<'_> {
    fn is_missed(&self) -> bool {
        self.status == Status::Missed.title()
    }
}

fn execution(part: Part<'_>) -> Option<NarrativeExecution> {
    let result = part.outcome.execution.as_ref()?;
    let total = part.submission.money.total.as_ref()?;
    let denominator = part.set.profile.execution.denominator;
    Some(NarrativeExecution {
        budget_title: match denominator {
            Denominator::FullYear => "全年预算数",
            Denominator::Initial => "年初预算数",
        },
        budget: fixed(total.budget(denominator)?, 2),
        executed: fixed(total.executed, 2),
        rate: result.rate.map_or_else(String::new, |rate| format!("{}%", fixed(rate, 2))),
        points: plain(result.points),
        score: result.result.score.map_or_else(|| UNSCORED.to_owned(), plain),
        reason: closed(&part.submission.money.reason),
    })
}

/// 各板块的得分，预算执行率不在内。
fn section_texts(part: Part<'_>) -> Vec<NarrativeSection<'_>> {
    let bars = sections(part.set, part.outcome);
    let executions = usize::from(part.outcome.execution.is_some());
    let bars = bars.into_iter().skip(executions);
    // 成文的话里，整分不带小数。
    let score = |score: Option<Decimal>| score.map_or_else(|| UNSCORED.to_owned(), plain);
    bars.map(|bar| NarrativeSection { name: bar.name, points: bar.points_text, score: score(bar.score) }).collect()
}

/// 各等级的个数：等级的名称与次序照各体系的等次表。
fn grades<'a>(projects: &[Part<'a>]) -> Vec<GradeCount<'a>> {
    let mut counts: Vec<GradeCount<'a>> = Vec::new();
    for project in projects {
        let grades = &project.set.grades;
        for (at, grade) in grades.iter().enumerate() {
            let own = usize::from(project.outcome.grade == Some(at));
            match counts.iter_mut().find(|count| count.label == grade.label) {
                Some(count) => count.count += own,
                None => counts.push(GradeCount { label: &grade.label, count: own }),
            }
        }
    }
    counts
}

/// 各项目都从同样的几个方面自评的，是哪几个方面。
fn aspects<'a>(projects: &[Part<'a>]) -> Vec<&'a str> {
    let names =
        |part: &Part<'a>| sections(part.set, part.outcome).into_iter().map(|bar| bar.name).collect::<Vec<&'a str>>();
    let Some((first, rest)) = projects.split_first() else { return Vec::new() };
    let names_of_first = names(first);
    if rest.iter().all(|part| names(part) == names_of_first) { names_of_first } else { Vec::new() }
}

/// 资金的一栏：名称，项目的一行取哪个数，部门的项目支出取哪个数。
type Column = (&'static str, fn(&MoneyRow) -> Option<Decimal>, Option<Decimal>);

fn covered(gathered: &Gathered<'_>, missing: &mut Missing<'_, '_>) -> Vec<Covered> {
    let submission = gathered.department.submission;
    let spending = submission.supplement.spending;
    if gathered.projects.is_empty() {
        missing.say("没有项目的填报，项目绩效自评结果没有写".to_owned());
        return Vec::new();
    }
    if [spending.initial, spending.full_year, spending.executed] == [None; 3] {
        missing.say("没有写部门的项目支出（project_spending），支出的构成、自评的项目占多少没有写".to_owned());
    }
    let columns: [Column; 3] = [
        ("年初预算数", |row| row.initial, spending.initial),
        ("全年预算数", |row| Some(row.full_year), spending.full_year),
        ("全年执行数", |row| Some(row.executed), spending.executed),
    ];
    let mut covered = Vec::with_capacity(columns.len());
    for (title, pick, of) in columns {
        let amount = |part: &Part<'_>| {
            let money = &part.submission.money;
            Some(pick(money.total.as_ref()?)? * money.unit.factor_to(&submission.money.unit)?)
        };
        let amounts: Vec<Option<Decimal>> = gathered.projects.iter().map(amount).collect();
        let Some(sum) = amounts.iter().copied().sum::<Option<Decimal>>() else {
            // 都没有填、也不要算占多少的一栏，本来就不写。
            if of.is_none() && amounts.iter().all(Option::is_none) {
                continue;
            }
            let unfilled = gathered.projects.iter().zip(&amounts).filter(|(_, amount)| amount.is_none());
            let names: Vec<&str> = unfilled.map(|(part, _)| part.name()).collect();
            missing.say(format!("“{}”没有填{title}，各项目的{title}合计不出，没有写", names.join("”“")));
            continue;
        };
        let share = of.and_then(|of| {
            let share = share(sum, of).filter(|_| sum <= of);
            if share.is_none() {
                let (sum, of) = (plain(sum), plain(of));
                missing.say(format!("各项目的{title}合计 {sum}，部门的项目支出写的是 {of}，占多少没有写"));
            }
            share.map(|share| (fixed(of, 2), share))
        });
        let (of, share) = share.unwrap_or_default();
        covered.push(Covered { title, amount: fixed(sum, 2), of, share });
    }
    covered
}

/// 部门全年执行数分为基本支出与项目支出。
fn split(submission: &Submission, missing: &mut Missing<'_, '_>) -> Option<Split> {
    let total = submission.money.total.as_ref()?.executed;
    let spending = submission.supplement.spending;
    let Some(project) = spending.executed else {
        if spending.initial.or(spending.full_year).is_some() {
            missing.say("没有写项目支出的执行数（project_spending 的 executed），支出的构成没有写".to_owned());
        }
        return None;
    };
    let basic = total - project;
    if basic < Decimal::ZERO {
        let (total, project) = (plain(total), plain(project));
        missing.say(format!("部门的全年执行数是 {total}，项目支出却写了 {project}，基本支出与项目支出各占多少没有写"));
        return None;
    }
    Some(Split {
        basic_share: share(basic, total)?,
        project_share: share(project, total)?,
        total: fixed(total, 2),
        basic: fixed(basic, 2),
        project: fixed(project, 2),
    })
}

/// 占的比重，带百分号，两位小数；分母为零时没有。
fn share(part: Decimal, whole: Decimal) -> Option<String> {
    let share = Ratio::new(part * Decimal::ONE_HUNDRED, whole)?;
    Some(format!("{}%", fixed(share.round(Rounding::CENTS), 2)))
}

/// 去掉首尾空白，末尾没有句号的补上；空的仍为空。
fn closed(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['。', '！', '？', '…']) {
        return text.to_owned();
    }
    format!("{}。", text.trim_end_matches(['；', ';', '，', ',', '.']))
}
