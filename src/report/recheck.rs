//! 复核：复核表里自评旁边的几栏，没有复核的空着供手填。

use super::form::UNSCORED;
use crate::model::{Set, Submission, Worth};
use crate::number::{Decimal, plain};
use crate::score::Outcome;
use serde::Serialize;

/// 一次复核的结果，与填报的各行一一对应。
#[derive(Clone, Debug, Default)]
pub struct Recheck {
    pub rows: Vec<RecheckRow>,
    pub execution: RecheckRow,
    pub total: RecheckRow,
    pub grade: String,
}

/// 一行的复核；没有复核的各栏为空。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecheckRow {
    /// 复核完成值。
    pub actual: String,
    pub score: Option<Decimal>,
    /// 比自评少的分；复核分高的为负。
    pub lost: Option<Decimal>,
    /// 扣分依据。
    pub basis: String,
}

/// 由填报里的 `[[deduction]]` 得出复核：`own` 是不扣时的结果，`checked` 是扣了的。没有扣分的返回 `None`。
pub fn recheck(set: &Set, submission: &Submission, own: &Outcome, checked: &Outcome) -> Option<Recheck> {
    if submission.deductions.is_empty() {
        return None;
    }
    let row = |own: Option<Decimal>, checked: Option<Decimal>, basis: String| RecheckRow {
        actual: String::new(),
        score: checked,
        lost: own.zip(checked).map(|(own, checked)| own - checked),
        basis,
    };
    let reasons = |at: Option<usize>| {
        let about = submission.deductions.iter().filter(|deduction| deduction.row == at);
        about.map(|deduction| reason(deduction.worth, &deduction.reason)).collect::<Vec<_>>().join("\n")
    };
    let rows = own.rows.iter().zip(&checked.rows).enumerate();
    let score = |outcome: &Outcome| outcome.execution.as_ref().and_then(|e| e.result.score);
    Some(Recheck {
        rows: rows
            .map(|(at, (own, checked))| RecheckRow {
                actual: submission.rows[at].entry.text.clone(),
                ..row(own.score, checked.score, reasons(Some(at)))
            })
            .collect(),
        execution: row(score(own), score(checked), String::new()),
        total: row(own.total.score, checked.total.score, reasons(None)),
        grade: checked.grade.map_or_else(String::new, |at| set.grades[at].label.clone()),
    })
}

/// 扣多少、为什么。
fn reason(worth: Worth, reason: &str) -> String {
    match worth {
        Worth::Score(points) => format!("{reason}（扣 {} 分）", plain(points)),
        Worth::Share(share) => format!("{reason}（扣 {}%）", plain(share * Decimal::ONE_HUNDRED)),
    }
}

/// 表上的复核几栏。
#[derive(Debug, Default, Serialize)]
pub struct FormRecheck {
    pub actual: String,
    pub score: String,
    pub lost: String,
    pub basis: String,
}

impl From<&RecheckRow> for FormRecheck {
    fn from(row: &RecheckRow) -> FormRecheck {
        FormRecheck {
            actual: row.actual.clone(),
            score: row.score.map_or_else(|| UNSCORED.to_owned(), plain),
            lost: row.lost.filter(|lost| !lost.is_zero()).map_or_else(String::new, plain),
            basis: row.basis.clone(),
        }
    }
}
