//! 两份结果的比较，写成文字。

use super::form::UNSCORED;
use crate::compare::{Reason, RowDifference, View, outcomes};
use crate::model::Indicator;
use crate::number::{Decimal, fixed, plain};
use crate::score::{RowOutcome, Status};
use serde::Serialize;

/// 两份结果的比较。
#[derive(Debug, Serialize)]
pub struct Comparison {
    pub from: Side,
    pub to: Side,
    pub total: Shift,
    pub execution: Option<Shift>,
    pub grade: Grades,
    /// 不同的各行。
    pub rows: Vec<ComparedRow>,
    /// 对不上、没有比的各处。
    pub notes: Vec<String>,
}

/// 一边是谁。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    pub set: String,
    pub unit: String,
    pub year: i32,
}

/// 一个数由多少变为多少；没有计分的为空。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Shift {
    pub from: Option<String>,
    pub to: Option<String>,
    /// 带正负号；有一边没有的为空。
    pub difference: Option<String>,
}

/// 两边的等次；不评或评不出的为空。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Grades {
    pub from: Option<String>,
    pub to: Option<String>,
}

/// 不同的一行。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ComparedRow {
    pub name: String,
    pub from: Option<RowSide>,
    pub to: Option<RowSide>,
    pub difference: Option<String>,
    pub why: Vec<String>,
}

/// 一行在一边的样子。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct RowSide {
    /// 执行率为 `execution`。
    pub code: String,
    pub target: String,
    pub actual: String,
    pub points: String,
    pub score: Option<String>,
    /// 状态，写法同 `ziping.outcome/1`。
    pub status: &'static str,
}

impl RowSide {
    /// 得分的文字；没有得分的写“不适用”或“未评”。
    pub fn shown(&self) -> &str {
        let is_not_applicable = self.status == Status::NotApplicable.as_str();
        self.score.as_deref().unwrap_or(if is_not_applicable { "不适用" } else { UNSCORED })
    }
}

impl Shift {
    fn of(from: Option<Decimal>, to: Option<Decimal>, places: u32) -> Shift {
        let amount = |value: Decimal| fixed(value, places);
        let difference = from.zip(to).map(|(from, to)| signed(to - from, places));
        Shift { from: from.map(amount), to: to.map(amount), difference }
    }
}

/// 带正负号的数；零不带。
pub(super) fn signed(value: Decimal, places: u32) -> String {
    match value {
        value if value > Decimal::ZERO => format!("＋{}", fixed(value, places)),
        value if value < Decimal::ZERO => format!("－{}", fixed(-value, places)),
        value => fixed(value, places),
    }
}

/// 比较两份结果。`notes` 是比之前已经知道对不上的各处；`is_whole` 说两边的总分有没有意义。
pub fn comparison(from: View<'_>, to: View<'_>, is_whole: (bool, bool), notes: Vec<String>) -> Comparison {
    let places = from.set.profile.row.places.max(to.set.profile.row.places);
    let total = |view: View<'_>, is_whole: bool| view.outcome.total.score.filter(|_| is_whole);
    let grade = |view: View<'_>, is_whole: bool| {
        let at = view.outcome.grade.filter(|_| is_whole)?;
        Some(view.set.grades[at].label.clone())
    };
    let execution = |view: View<'_>| view.outcome.execution.as_ref().and_then(|execution| execution.result.score);
    let has_execution = from.outcome.execution.is_some() || to.outcome.execution.is_some();
    Comparison {
        from: side(from),
        to: side(to),
        total: Shift::of(total(from, is_whole.0), total(to, is_whole.1), places),
        execution: has_execution.then(|| Shift::of(execution(from), execution(to), places)),
        grade: Grades { from: grade(from, is_whole.0), to: grade(to, is_whole.1) },
        rows: outcomes(from, to).iter().map(|row| compared(row, from, to, places)).collect(),
        notes,
    }
}

fn side(view: View<'_>) -> Side {
    Side { set: view.set.reference(), unit: view.submission.unit.clone(), year: view.submission.year }
}

fn compared(row: &RowDifference, from: View<'_>, to: View<'_>, places: u32) -> ComparedRow {
    let is_execution = row.rows.from.is_none() && row.rows.to.is_none();
    let face = |view: View<'_>, at: Option<usize>| {
        if is_execution { execution_side(view, places) } else { Some(row_side(view, at?, places)) }
    };
    let indicator = |view: View<'_>, at: Option<usize>| -> Option<String> {
        let row = &view.submission.rows[at?];
        Some(view.submission.indicator(view.set, row).name.clone())
    };
    let name = indicator(to, row.rows.to).or_else(|| indicator(from, row.rows.from));
    let (before, after) = (face(from, row.rows.from), face(to, row.rows.to));
    ComparedRow {
        name: name.unwrap_or_else(|| "预算执行率".to_owned()),
        why: row.reasons.iter().map(|reason| why(*reason, before.as_ref(), after.as_ref())).collect(),
        from: before,
        to: after,
        difference: row.difference.map(|value| signed(value, places)),
    }
}

pub(super) fn row_side(view: View<'_>, at: usize, places: u32) -> RowSide {
    let row = &view.submission.rows[at];
    let indicator: &Indicator = view.submission.indicator(view.set, row);
    let result = &view.outcome.rows[at];
    RowSide {
        code: indicator.code.clone(),
        target: indicator.target.text.clone(),
        actual: row.entry.text.clone(),
        points: plain(indicator.points),
        score: score(result, places),
        status: result.status.as_str(),
    }
}

pub(super) fn execution_side(view: View<'_>, places: u32) -> Option<RowSide> {
    let execution = view.outcome.execution.as_ref()?;
    Some(RowSide {
        code: "execution".to_owned(),
        target: "≥100%".to_owned(),
        actual: execution.rate.map(|rate| format!("{}%", fixed(rate, 2))).unwrap_or_default(),
        points: plain(execution.points),
        score: score(&execution.result, places),
        status: execution.result.status.as_str(),
    })
}

fn score(result: &RowOutcome, places: u32) -> Option<String> {
    result.score.map(|score| fixed(score, places))
}

fn why(reason: Reason, from: Option<&RowSide>, to: Option<&RowSide>) -> String {
    let part =
        |side: Option<&RowSide>, read: fn(&RowSide) -> &String| side.map(|side| read(side).clone()).unwrap_or_default();
    let change =
        |what: &str, read: fn(&RowSide) -> &String| format!("{what} {} → {}", part(from, read), part(to, read));
    match reason {
        Reason::OnlyFrom => "后一边没有这一行".to_owned(),
        Reason::OnlyTo => "前一边没有这一行".to_owned(),
        Reason::UnscoredFrom => format!("前一边{}", from.map_or(UNSCORED, RowSide::shown)),
        Reason::UnscoredTo => format!("后一边{}", to.map_or(UNSCORED, RowSide::shown)),
        Reason::Rule => "规则不同".to_owned(),
        Reason::Points => change("分值", |side| &side.points),
        Reason::Target => change("指标值", |side| &side.target),
        Reason::Actual => change("实际", |side| &side.actual),
        Reason::Choice => "择一计的不是同一行".to_owned(),
        Reason::Policy => "口径的约定不同".to_owned(),
    }
}
