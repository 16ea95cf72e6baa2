//! 人工复核：复核人改的完成值、扣的分，加到送来的表上，得出复核得分与偏离度。
//!
//! 没有写到的行照自评得分（复核单写 `recompute = true` 的照重新算出的）；改了完成值的由同一套算法重新计分；
//! 扣分在后，扣完为止。

mod apply;
mod matching;
mod rules;

pub use apply::apply;
pub use matching::match_review;
pub use rules::{Effect, ReviewRule, Rules};

use crate::diagnostic::Place;
use crate::model::Worth;
use crate::number::Decimal;
use crate::parse::{At, Level};
use std::sync::Arc;

/// 一份复核单，已与表上的行对上。
#[derive(Clone, Debug)]
pub struct Review {
    pub place: Place,
    pub reviewer: String,
    pub date: String,
    pub opinion: String,
    pub recompute: bool,
    pub rows: Vec<ReviewRow>,
    pub budget: Option<ReviewBudget>,
}

/// 对一行的复核；同一行可以有几处，依次加上。
#[derive(Clone, Debug)]
pub struct ReviewRow {
    pub place: Place,
    /// 表上第几行，从零起。
    pub at: usize,
    /// 复核完成值。
    pub actual: Option<At<String>>,
    pub rule: Option<Arc<ReviewRule>>,
    pub level: Option<Level>,
    pub worth: Option<Worth>,
    pub reason: String,
}

/// 预算执行的复核数；没有写的照表上的。
#[derive(Clone, Debug)]
pub struct ReviewBudget {
    pub place: Place,
    pub full_year: Option<Decimal>,
    pub executed: Option<Decimal>,
    pub reason: String,
}

/// 复核的结果。
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// 与表上各行一一对应。
    pub rows: Vec<ReviewedItem>,
    /// 资金一块；表上没有、或已经算作一行的没有。
    pub execution: Option<ReviewedItem>,
    /// 总分：自评的、复核后的。
    pub own: Option<Decimal>,
    pub score: Option<Decimal>,
    /// 偏离度，百分数，两位小数：（自评－复核）÷自评。
    pub divergence: Option<Decimal>,
    pub own_grade: Option<String>,
    /// 复核后的等次；表上没有印等次、或口径没有这个等次的没有。
    pub grade: Option<String>,
}

/// 一行（或资金一块）的复核结果。
#[derive(Clone, Debug, Default)]
pub struct ReviewedItem {
    pub own: Option<Decimal>,
    pub score: Option<Decimal>,
    /// 复核完成值；没有改的为空。
    pub actual: Option<String>,
    /// 依次改了什么。
    pub grounds: Vec<Ground>,
}

/// 一处改动。
#[derive(Clone, Debug)]
pub struct Ground {
    pub kind: GroundKind,
    /// 复核人写的原因；照口径重新计算的为空。
    pub reason: String,
    pub rule: Option<Arc<ReviewRule>>,
    pub level: Option<Level>,
    /// 这一处少了多少分；多出来的为负。
    pub lost: Decimal,
}

/// 怎样改的。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroundKind {
    /// 照口径重新计算。
    Recomputed,
    /// 换成复核完成值重新计算。
    Actual,
    /// 扣得分的比例。
    Share(Decimal),
    /// 扣若干分。
    Points(Decimal),
    /// 不扣分：只作说明，或只要求改正。
    Kept,
}

impl ReviewedItem {
    /// 比自评少的分；多出来的为负。
    pub fn lost(&self) -> Option<Decimal> {
        Some(self.own? - self.score?)
    }
}
