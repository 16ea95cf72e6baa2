//! 申报的项目情况是否成立：只写在项目的表里，起止时间读得懂、有先有后，时效指标不晚于项目结束。

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{Declaration, Kind, Row, Set, Submission};
use crate::number::{Decimal, plain};
use crate::parse::{At, RawDeclaration, RawSubmission};
use crate::target::{self, DateSpan, Day, read_date};

/// 审查 `[declaration]`；没有写的得到空的一份。
pub(super) fn declaration(raw: &RawSubmission, set: &Set, year: i32, sink: &mut Sink) -> Declaration {
    let Some(own) = &raw.declaration else { return Declaration::default() };
    if set.kind == Kind::Department {
        let message = "项目属性、起止时间这些写在项目的表里，部门的表不写";
        let help = "移到项目支出的填报里";
        sink.push(Diagnostic::new(Code::E0204, message).at(&own.place).label("这张表").help(help));
    }
    let last_day = last_day(own, year, sink);
    check_filled(own, raw, sink);
    let total = own.total.as_ref().filter(|total| {
        if total.value < Decimal::ZERO {
            let message = format!("项目资金总额 {} 不能为负", plain(total.value));
            sink.push(Diagnostic::new(Code::E0406, message).at(&total.place).label("负数"));
        }
        total.value >= Decimal::ZERO
    });
    let text = |written: &Option<At<String>>| written.as_ref().map(|at| at.value.clone()).unwrap_or_default();
    Declaration {
        nature: own.nature.unwrap_or_default(),
        duration: own.duration.unwrap_or_default(),
        start: text(&own.start),
        end: text(&own.end),
        last_day,
        leader: own.leader.clone(),
        supervisor_code: own.supervisor_code.clone(),
        overview: own.overview.clone(),
        basis: own.basis.clone(),
        feasibility: own.feasibility.clone(),
        necessity: own.necessity.clone(),
        schedule: own.schedule.clone(),
        long_term: own.long_term.clone(),
        total: total.map(|total| total.value),
    }
}

/// 结束的那一天：起止时间读得懂，结束不早于开始才有。
fn last_day(raw: &RawDeclaration, year: i32, sink: &mut Sink) -> Option<Day> {
    let mut read = |written: &Option<At<String>>, what: &str| -> Option<DateSpan> {
        let at = written.as_ref().filter(|at| !at.value.is_empty())?;
        let span = read_date(&at.value);
        if span.is_none() {
            let message = format!("项目的{what}时间“{}”读不懂", at.value);
            let help = format!("写成 {year}-01-01、“{year}年1月”这样的日期；长期的项目不写 end");
            sink.push(Diagnostic::new(Code::E0416, message).at(&at.place).label("这个日期").help(help));
        }
        span
    };
    let first = read(&raw.start, "开始").map(|start| start.first_day(year));
    let last = read(&raw.end, "结束").map(|end| end.last_day(year));
    if let (Some(first), Some(last), Some(written)) = (first, last, &raw.end)
        && last < first
    {
        let message = format!("项目 {last} 结束，早于开始的 {first}");
        let help = "改起止时间；没有写年份的按填报的年度算";
        sink.push(Diagnostic::new(Code::E0416, message).at(&written.place).label("早于开始").help(help));
        return None;
    }
    last
}

/// 写了项目情况就是要申报，项目名称、主管部门、年度目标都要有；缺的合成一条提醒。
fn check_filled(own: &RawDeclaration, raw: &RawSubmission, sink: &mut Sink) {
    let has_goal = raw.goals.iter().any(|goal| !goal.expected.trim().is_empty());
    let parts = [
        ("项目名称（project）", !raw.project.trim().is_empty()),
        ("主管部门（supervisor）", !raw.supervisor.trim().is_empty()),
        ("年度目标（[[goal]] 的 expected）", has_goal),
    ];
    let missing: Vec<&str> = parts.into_iter().filter(|(_, written)| !written).map(|(part, _)| part).collect();
    if !missing.is_empty() {
        let message = format!("申报表没有填全，还缺{}", missing.join("、"));
        sink.push(Diagnostic::new(Code::W0719, message).at(&own.place).label("申报的项目情况"));
    }
}

/// 时效指标的时限不晚于项目结束的那一天。
pub(super) fn check_deadlines(set: &Set, submission: &Submission, sink: &mut Sink) {
    let year = submission.year;
    let Some(end) = submission.declaration.last_day else { return };
    let deadline = |row: &Row| match &submission.indicator(set, row).target.kind {
        target::Kind::Date(deadline) => Some(deadline.span().last_day(year)),
        _ => None,
    };
    for row in &submission.rows {
        let Some(deadline) = deadline(row).filter(|deadline| *deadline > end) else { continue };
        let indicator = submission.indicator(set, row);
        let (code, name, text) = (&indicator.code, &indicator.name, &indicator.target.text);
        let message = format!("{code} {name}：时限“{text}”到 {deadline}，项目 {end} 就结束了");
        let help = "改指标值的时限，或 [declaration] 的 end";
        sink.push(Diagnostic::new(Code::W0718, message).at(&row.place).label("这一行").help(help));
    }
}
