//! 监控写成文字：截至日的进度、预警、全年的预计；`ziping.monitor/1` 的 JSON 与监控表都由此而来。

use super::alert::{AlertLine, Seen, find_alert};
use crate::check::{Basis, Checked, Projection, accumulates};
use crate::model::{Actual, AlertOn, MoneyRow, Monitoring};
use crate::number::{Decimal, Ratio, Rounding, fixed, plain};
use crate::score::{Outcome, RowOutcome};
use crate::target::Day;
use serde::Serialize;

/// 一次监控的全部内容：填报、截至日的结果与全年预计的结果。
#[derive(Clone, Debug)]
pub struct Watch {
    /// 照原样审查的填报。
    pub own: Checked,
    pub monitoring: Monitoring,
    /// 时间进度（小数）。
    pub elapsed: Ratio,
    /// 实际完成值换成截至日的。
    pub to_date: Checked,
    pub to_date_outcome: Outcome,
    /// 实际完成值换成全年预计的。
    pub year_end: Checked,
    pub year_end_outcome: Outcome,
    pub projection: Projection,
}

/// 监控的结果，全部为写好的文字；`ziping.monitor/1` 就是它。百分数不带百分号，没有意义的为空。
#[derive(Debug, Serialize)]
pub struct Monitor<'a> {
    pub format: &'static str,
    pub set: String,
    pub title: &'a str,
    pub unit: &'a str,
    pub project: &'a str,
    pub year: i32,
    pub as_of: String,
    /// 监控的期间，如“1—7月”。
    pub period: String,
    /// 时间进度（百分数）。
    pub elapsed: String,
    /// 全部行与资金里最要紧的一种颜色。
    pub alert: Option<&'a str>,
    pub execution: Option<MonitorExecution<'a>>,
    pub indicators: Vec<MonitorRow<'a>>,
    /// 预计要失分的行，从多到少。
    pub risks: Vec<Risk<'a>>,
    pub total: MonitorTotal<'a>,
    /// 推算时的假定。
    pub assumptions: Vec<String>,
    /// 所用的预警线与出处。
    pub alerts: Vec<AlertLine>,
}

/// 预算执行。
#[derive(Debug, Serialize)]
pub struct MonitorExecution<'a> {
    /// 金额单位。
    pub unit: &'a str,
    pub points: String,
    /// 照截至日的执行率计分；只供参考，年底不是这个数。
    pub score_to_date: Option<String>,
    pub expected_score: Option<String>,
    /// 总额一行在前，来源各行在后。
    pub rows: Vec<MonitorMoney<'a>>,
}

/// 一行资金。
#[derive(Debug, Serialize)]
pub struct MonitorMoney<'a> {
    pub name: &'a str,
    pub initial: String,
    /// 作执行率分母的预算数。
    pub budget: String,
    pub to_date: String,
    pub rate: Option<String>,
    /// 执行率÷时间进度（百分数）。
    pub pace: Option<String>,
    pub alert: Option<&'a str>,
    pub expected: String,
    pub expected_rate: Option<String>,
    pub basis: &'static str,
}

/// 一行指标。
#[derive(Debug, Serialize)]
pub struct MonitorRow<'a> {
    pub code: &'a str,
    pub level1: &'a str,
    pub level2: &'a str,
    pub name: &'a str,
    pub target: &'a str,
    pub points: String,
    pub to_date: &'a str,
    /// 累积的指标：已完成÷指标值；其余：照截至日的情况所得的分÷分值（百分数）。
    pub progress: Option<String>,
    /// 累积的指标：完成比例÷时间进度；其余同 `progress`（百分数）。
    pub pace: Option<String>,
    pub alert: Option<&'a str>,
    pub expected: &'a str,
    /// stated 填报写下的，linear 按进度推算，missing 没有。
    pub basis: &'static str,
    pub expected_score: Option<String>,
    pub status: &'static str,
    pub cause: Option<&'a str>,
    pub note: &'a str,
    pub likelihood: Option<&'a str>,
    pub remark: &'a str,
}

/// 一行预计要失的分。
#[derive(Debug, Serialize)]
pub struct Risk<'a> {
    /// 编码；预算执行率为空。
    pub code: &'a str,
    pub name: &'a str,
    pub points: String,
    pub expected_score: String,
    /// 预计失的分。
    pub stake: String,
    pub note: &'a str,
    #[serde(skip)]
    amount: Decimal,
}

/// 预计的总分。
#[derive(Debug, Serialize)]
pub struct MonitorTotal<'a> {
    pub points: String,
    /// 各行都有预计时的总分；有缺的没有。
    pub expected_score: Option<String>,
    /// 已有预计的各行得分之和。
    pub scored: String,
    pub grade: Option<&'a str>,
    /// 其中有推算的。
    pub is_inferred: bool,
}

/// 一次监控写成文字。
pub fn monitor(watch: &Watch) -> Monitor<'_> {
    let (set, submission) = (&*watch.own.set, &watch.own.submission);
    let outcome = &watch.year_end_outcome;
    let places = set.profile.row.places;
    let mut ranks = Vec::new();
    let execution = execution(watch, &mut ranks);
    let indicators: Vec<MonitorRow<'_>> = (0..submission.rows.len()).map(|at| row(watch, at, &mut ranks)).collect();
    // 指标与资金的预警线各排各的，最前的一档最要紧。
    let alert = ranks.iter().min_by_key(|(rank, _)| *rank).map(|(_, label)| *label);
    let is_inferred = watch.projection.is_inferred();
    Monitor {
        format: "ziping.monitor/1",
        set: set.reference(),
        title: &set.title,
        unit: &submission.unit,
        project: &submission.project,
        year: submission.year,
        as_of: watch.monitoring.as_of.to_string(),
        period: period(watch.monitoring.as_of),
        elapsed: percent(watch.elapsed),
        alert,
        execution,
        indicators,
        risks: risks(watch),
        total: MonitorTotal {
            points: plain(outcome.total.points),
            expected_score: outcome.total.score.map(|score| fixed(score, places)),
            scored: fixed(outcome.total.sum, places),
            grade: outcome.grade.map(|at| set.grades[at].label.as_str()),
            is_inferred,
        },
        assumptions: if is_inferred { assumptions(watch) } else { Vec::new() },
        alerts: set.profile.monitoring.alerts.iter().map(AlertLine::from).collect(),
    }
}

/// 监控的期间：月底的写“1—7月”，月中的写到日。
pub(super) fn period(as_of: Day) -> String {
    let Day { month, day, .. } = as_of;
    match (as_of.is_month_end(), month) {
        (true, 1) => "1月".to_owned(),
        (true, _) => format!("1—{month}月"),
        (false, _) => format!("1月1日—{month}月{day}日"),
    }
}

fn assumptions(watch: &Watch) -> Vec<String> {
    vec![
        format!(
            "推算：没有写全年预计的，设以后各月与以前一样快，全年＝截至日的数÷时间进度（{}%）；\
             只推算越多越好、以数量计的指标与支出，数量向下取到原来的小数位，支出不超过预算",
            percent(watch.elapsed)
        ),
        "时点数（如在册人数）不随时间累积，不宜推算，请写 expected".to_owned(),
    ]
}

/// 比例写成百分数，两位小数，不带百分号。
fn percent(share: Ratio) -> String {
    fixed(share.times(Decimal::ONE_HUNDRED).round(Rounding::CENTS), 2)
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Linear => "linear",
        Basis::Missing => "missing",
    }
}

fn execution<'a>(watch: &'a Watch, ranks: &mut Vec<(usize, &'a str)>) -> Option<MonitorExecution<'a>> {
    let (set, submission) = (&*watch.own.set, &watch.own.submission);
    let block = set.execution.as_ref()?;
    let denominator = set.profile.execution.denominator;
    let places = set.profile.row.places;
    let mut line = |name: &'a str, row: Option<&MoneyRow>, to_date: Option<Decimal>, year: (Option<Decimal>, Basis)| {
        let budget = row.and_then(|row| row.budget(denominator));
        let rate = |executed: Option<Decimal>| Ratio::new(executed?, budget?);
        let pace = rate(to_date).and_then(|rate| pace(rate, watch.elapsed));
        let seen = Seen { progress: rate(to_date), pace, as_of: watch.monitoring.as_of };
        let found = find_alert(&set.profile.monitoring.alerts, AlertOn::Execution, seen);
        ranks.extend(found);
        MonitorMoney {
            name,
            initial: row.and_then(|row| row.initial).map_or_else(String::new, plain),
            budget: budget.map_or_else(String::new, plain),
            to_date: to_date.map_or_else(String::new, plain),
            rate: rate(to_date).map(percent),
            pace: pace.map(percent),
            alert: found.map(|(_, label)| label),
            expected: year.0.map_or_else(String::new, plain),
            expected_rate: rate(year.0).map(percent),
            basis: basis(year.1),
        }
    };
    let monitoring = &watch.monitoring;
    let money = &submission.money;
    let total = monitoring.total.map(|progress| progress.to_date);
    let mut rows = vec![line(&block.title, money.total.as_ref(), total, watch.projection.total)];
    for (at, source) in block.sources.iter().enumerate() {
        let to_date = monitoring.sources[at].map(|progress| progress.to_date);
        rows.push(line(&source.name, money.sources[at].as_ref(), to_date, watch.projection.sources[at]));
    }
    let score = |outcome: &Outcome| outcome.execution.as_ref()?.result.score.map(|score| fixed(score, places));
    Some(MonitorExecution {
        unit: money.unit.as_str(),
        points: plain(block.points),
        score_to_date: total.and_then(|_| score(&watch.to_date_outcome)),
        expected_score: watch.projection.total.0.and_then(|_| score(&watch.year_end_outcome)),
        rows,
    })
}

/// 进度÷时间进度；年初第一天以前没有意义。
fn pace(progress: Ratio, elapsed: Ratio) -> Option<Ratio> {
    // 时间进度的分子分母都是不大的整数，交叉相乘放得下。
    progress.times(elapsed.den()).over(elapsed.num())
}

fn row<'a>(watch: &'a Watch, at: usize, ranks: &mut Vec<(usize, &'a str)>) -> MonitorRow<'a> {
    let (set, submission) = (&*watch.own.set, &watch.own.submission);
    let indicator = submission.indicator(set, &submission.rows[at]);
    let result = &watch.year_end_outcome.rows[at];
    let written = watch.monitoring.rows[at].as_ref();
    let (progress, pace) = progress(watch, at);
    let seen = Seen { progress, pace, as_of: watch.monitoring.as_of };
    let found = find_alert(&set.profile.monitoring.alerts, AlertOn::Indicator, seen);
    ranks.extend(found);
    let policy = &set.profile.monitoring;
    MonitorRow {
        code: &indicator.code,
        level1: &indicator.level1,
        level2: &indicator.level2,
        name: &indicator.name,
        target: &indicator.target.text,
        points: plain(indicator.points),
        to_date: written.map_or("", |written| &written.to_date),
        progress: progress.map(percent),
        pace: pace.map(percent),
        alert: found.map(|(_, label)| label),
        expected: expected(watch, at),
        basis: basis(watch.projection.rows[at]),
        expected_score: expected_score(result).map(|score| fixed(score, set.profile.row.places)),
        status: result.status.as_str(),
        cause: written.and_then(|written| written.cause).map(|at| policy.causes[at].as_str()),
        note: written.map_or("", |written| &written.note),
        likelihood: written.and_then(|written| written.likelihood).map(|at| policy.likelihoods[at].as_str()),
        remark: written.map_or("", |written| &written.remark),
    }
}

/// 一行的全年预计：填报写下的，或推算的。
pub(super) fn expected(watch: &Watch, at: usize) -> &str {
    match watch.projection.rows[at] {
        Basis::Linear => &watch.projection.texts[at],
        Basis::Stated | Basis::Missing => watch.monitoring.rows[at].as_ref().map_or("", |progress| &progress.expected),
    }
}

fn expected_score(result: &RowOutcome) -> Option<Decimal> {
    result.score.filter(|_| result.counted)
}

/// 一行的进度，与它同时间进度之比。
fn progress(watch: &Watch, at: usize) -> (Option<Ratio>, Option<Ratio>) {
    let (set, submission) = (&*watch.to_date.set, &watch.to_date.submission);
    let row = &submission.rows[at];
    let indicator = submission.indicator(set, row);
    let target = &indicator.target;
    if accumulates(&target.kind, target.unit.is_rate(), &indicator.rule.kind) {
        let done = match (&row.entry.actual, target.kind.value()) {
            (Actual::Number(done), Some(target)) => Ratio::new(*done, target),
            (Actual::Share(share), _) => Some(Ratio::from(*share)),
            _ => None,
        };
        return (done, done.and_then(|done| pace(done, watch.elapsed)));
    }
    let score = watch.to_date_outcome.rows[at].score.filter(|_| !matches!(row.entry.actual, Actual::NotApplicable));
    let share = score.and_then(|score| Ratio::new(score, indicator.points));
    (share, share)
}

fn risks(watch: &Watch) -> Vec<Risk<'_>> {
    let (set, submission) = (&*watch.own.set, &watch.own.submission);
    let outcome = &watch.year_end_outcome;
    let places = set.profile.row.places;
    let risk = |code, name, points: Decimal, score: Decimal, note| Risk {
        code,
        name,
        points: plain(points),
        expected_score: fixed(score, places),
        stake: fixed(points - score, places),
        note,
        amount: points - score,
    };
    let mut risks: Vec<Risk<'_>> = Vec::new();
    for (at, (row, result)) in submission.rows.iter().zip(&outcome.rows).enumerate() {
        let indicator = submission.indicator(set, row);
        let note = watch.monitoring.rows[at].as_ref().map_or("", |progress| progress.note.as_str());
        if let Some(score) = expected_score(result) {
            risks.push(risk(indicator.code.as_str(), indicator.name.as_str(), indicator.points, score, note));
        }
    }
    let execution = outcome.execution.as_ref().filter(|_| watch.projection.total.0.is_some());
    if let Some((points, score)) = execution.and_then(|e| Some((e.points, e.result.score?))) {
        risks.push(risk("", "预算执行率", points, score, submission.money.reason.as_str()));
    }
    risks.retain(|risk| risk.amount > Decimal::ZERO);
    risks.sort_by_key(|risk| std::cmp::Reverse(risk.amount));
    risks
}

#[derive(Serialize)]
struct MonitorJson<'a> {
    #[serde(flatten)]
    monitor: &'a Monitor<'a>,
    findings: serde_json::Value,
}

/// 对外的 JSON：`ziping.monitor/1`，缩进两格，末尾换行。`findings` 为诊断。
pub fn monitor_json(monitor: &Monitor<'_>, findings: serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(&MonitorJson { monitor, findings }).unwrap_or_default();
    text.push('\n');
    text
}

/// 监控表上用的：期间、类别与用词、资金各行。
#[derive(Debug, Serialize)]
pub struct FormMonitoring<'a> {
    pub period: String,
    pub causes: &'a [String],
    pub likelihoods: &'a [String],
    pub money: Vec<MonitorMoney<'a>>,
}

/// 监控表上的一行；没有监控的各栏空着。
#[derive(Debug, Default, Serialize)]
pub struct FormProgress<'a> {
    pub to_date: &'a str,
    pub expected: &'a str,
    /// 全年预计是推算的。
    pub inferred: bool,
    /// 类别与用词在 [`FormMonitoring`] 里的序号。
    pub cause: Option<usize>,
    pub note: &'a str,
    pub likelihood: Option<usize>,
    pub remark: &'a str,
}

/// 监控表的一块。
pub(super) fn form_monitoring(watch: &Watch) -> FormMonitoring<'_> {
    let policy = &watch.own.set.profile.monitoring;
    FormMonitoring {
        period: period(watch.monitoring.as_of),
        causes: &policy.causes,
        likelihoods: &policy.likelihoods,
        money: execution(watch, &mut Vec::new()).map(|execution| execution.rows).unwrap_or_default(),
    }
}

/// 监控表的一行。
pub(super) fn form_progress(watch: &Watch, at: usize) -> FormProgress<'_> {
    let written = watch.monitoring.rows[at].as_ref();
    FormProgress {
        to_date: written.map_or("", |written| &written.to_date),
        expected: expected(watch, at),
        inferred: watch.projection.rows[at] == Basis::Linear,
        cause: written.and_then(|written| written.cause),
        note: written.map_or("", |written| &written.note),
        likelihood: written.and_then(|written| written.likelihood),
        remark: written.map_or("", |written| &written.remark),
    }
}
