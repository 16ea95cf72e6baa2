//! 定性分档：写的是哪一档，档内给几分，完成程度是多少。

use super::super::cell::{compare, number, rounded, text};
use super::{Goal, Scoring, UNSCORED};
use crate::model::{RuleKind, Tier};
use crate::number::{Decimal, Rounding};

impl Scoring<'_> {
    pub(super) fn tiers(&self, tiers: &[Tier]) -> String {
        let cells = self.cells;
        let edge = |share: Decimal| match self.points {
            Some(points) => number(Rounding::CENTS.apply(points * share)),
            None => rounded(&format!("{}*{}", cells.points, number(share)), Rounding::CENTS),
        };
        let pick = |form: &dyn Fn(usize, &Tier) -> String| {
            tiers
                .iter()
                .enumerate()
                .rev()
                .fold(UNSCORED.to_owned(), |rest, (at, tier)| format!("{}{rest})", form(at, tier)))
        };
        let named = &cells.tier;
        let by_share = pick(&|at, tier| {
            let (low, high) = (number(tier.from), number(tier.to));
            let within = format!("AND({},{})", compare(&cells.degree, ">=", &low), compare(&cells.degree, "<=", &high));
            format!("IF({within},IF(OR({named}=0,{named}={}),{}*{},{UNSCORED}),", at + 1, cells.points, cells.degree)
        });
        let by_score = pick(&|at, tier| {
            let sign = if at == 0 { "<=" } else { "<" };
            let within = format!(
                "AND({}>={},{}{sign}{},OR({named}=0,{named}={}))",
                cells.given,
                edge(tier.from),
                cells.given,
                edge(tier.to),
                at + 1
            );
            format!("IF({within},{},", cells.given)
        });
        format!("IF(ISNUMBER({}),{by_score},IF(ISNUMBER({}),{by_share},{UNSCORED}))", cells.given, cells.degree)
    }

    /// 写的是第几档；没有写档名的为零。
    pub fn tier(&self) -> String {
        let RuleKind::Tiers { tiers, same_text } = &self.rule.kind else { return "0".to_owned() };
        let written = &self.cells.text;
        tiers.iter().enumerate().rev().fold("0".to_owned(), |rest, (at, tier)| {
            let names = std::iter::once(&tier.name).chain(&tier.aliases);
            let mut same: Vec<String> =
                names.filter_map(|name| Some(format!("EXACT({written},{})", text(name.trim())?))).collect();
            if *same_text == Some(at) {
                same.push(format!("EXACT({written},{})", self.cells.target));
            }
            format!("IF(OR({}),{},{rest})", same.join(","), at + 1)
        })
    }

    /// 分档、百分数、定性行的完成程度：另写的百分数在先，其次实际完成值本身，再次档名的默认。
    pub fn degree(&self, own: &str) -> String {
        let cells = self.cells;
        let last = match &self.rule.kind {
            RuleKind::Tiers { tiers, .. } => {
                tiers.iter().enumerate().rev().fold("\"\"".to_owned(), |rest, (at, tier)| match tier.default {
                    Some(default) => format!("IF({}={},{},{rest})", cells.tier, at + 1, number(default)),
                    None => rest,
                })
            }
            _ if self.is_by_number() && self.goal == Goal::Words => {
                format!("IF(EXACT({},{}),1,\"\")", cells.text, cells.target)
            }
            _ => "\"\"".to_owned(),
        };
        let found = format!("IF(ISNUMBER({0}),{0},IF(ISNUMBER({own}),{own},{last}))", cells.share);
        format!("IFERROR(IF({found}<0,\"\",{found}),\"\")")
    }
}
