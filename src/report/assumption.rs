//! 假设的结果，写成文字：所假设的各行之前之后各是多少，还差多少。

use super::comparison::{
    ComparedRow, Comparison, Grades, RowSide, Shift, comparison, execution_side, row_side, signed,
};
use crate::check::EXECUTION;
use crate::compare::View;
use crate::number::{Decimal, fixed};
use serde::Serialize;

/// 假设与它的后果。
#[derive(Debug, Serialize)]
pub struct Assumed {
    /// 所假设的各行，照假设的先后。
    pub rows: Vec<AssumedRow>,
    /// 没有假设、却跟着变了的各行。
    pub others: Vec<ComparedRow>,
    pub total: Shift,
    pub grade: Grades,
    /// 假设之后总分离满分还差多少；没有总分的为空。
    pub remaining: Option<String>,
}

/// 所假设的一行。
#[derive(Debug, Serialize)]
pub struct AssumedRow {
    pub name: String,
    pub from: RowSide,
    pub to: RowSide,
    pub difference: Option<String>,
    /// 假设之后离本行分值还差多少；没有得分的为空。
    pub remaining: Option<String>,
}

/// 比较假设之前与之后。`codes` 是所假设的编码，执行率为 `execution`。
pub fn assumed(from: View<'_>, to: View<'_>, codes: &[&str]) -> Assumed {
    let Comparison { total, grade, rows, .. } = comparison(from, to, (true, true), Vec::new());
    let places = to.set.profile.row.places;
    let remaining = |points: Decimal, score: Option<Decimal>| score.map(|score| fixed(points - score, places));
    let listed = codes.iter().filter_map(|code| {
        let execution =
            |view: View<'_>| Some((execution_side(view, places)?, view.outcome.execution.as_ref()?.result.score));
        let row = |view: View<'_>| {
            let at = view.lines().iter().position(|(row, _)| row.code == *code)?;
            Some((row_side(view, at, places), view.outcome.rows[at].score))
        };
        let is_execution = *code == EXECUTION;
        let face = |view| if is_execution { execution(view) } else { row(view) };
        let ((before, from_score), (after, to_score)) = (face(from)?, face(to)?);
        let name = to.lines().iter().find(|(row, _)| row.code == *code).map(|(row, _)| row.name.clone());
        let points = match &to.outcome.execution {
            Some(execution) if is_execution => execution.points,
            _ => to.lines().iter().find(|(row, _)| row.code == *code)?.0.points,
        };
        Some(AssumedRow {
            name: name.unwrap_or_else(|| "预算执行率".to_owned()),
            from: before,
            to: after,
            difference: from_score.zip(to_score).map(|(from, to)| signed(to - from, places)),
            remaining: remaining(points, to_score),
        })
    });
    let is_listed = |row: &ComparedRow| row.to.as_ref().is_some_and(|side| codes.contains(&side.code.as_str()));
    Assumed {
        rows: listed.collect(),
        others: rows.into_iter().filter(|row| !is_listed(row)).collect(),
        total,
        grade,
        remaining: to
            .outcome
            .total
            .score
            .map(|score| fixed(to.outcome.total.points - score, to.set.profile.total.places)),
    }
}
