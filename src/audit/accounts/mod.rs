//! 决算的核对：各张决算表、情况说明与自评表相互勾稽，规则是数据。
//!
//! 写下的决算（`ledger`）与自评表成为有名称的表、行、栏（`facts`），规则（`check`）里的算式以 `[表/行/栏]`
//! 取数（`reference`），逐处核对数（`numeric`）与文字（`wording`）。数都是分数，四舍五入容许的出入按印出的
//! 位数算出上下限（`arithmetic`），所以不必另定误差。

mod arithmetic;
mod check;
mod facts;
mod figure;
mod form;
mod ledger;
pub mod long;
mod numeric;
mod reference;
mod wording;

pub use check::{Check, Checks, checks};
pub use facts::Facts;
pub use form::{add_submission, add_table};
pub use ledger::facts;

use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::CheckKind;
use numeric::Outcome;
use reference::Here;

/// 核对的结果。
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub findings: Vec<Diagnostic>,
    /// 核对了几条规则，几处。
    pub rules: usize,
    pub places: usize,
    /// 一处也没有核对的规则，与缺什么。
    pub unused: Vec<(String, String)>,
}

impl Report {
    /// 某一级别的发现有几个。
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|found| found.severity == severity).count()
    }
}

/// 照规则逐条核对。
pub fn audit(facts: &Facts, checks: &Checks) -> Report {
    let mut report = Report::default();
    for check in &checks.checks {
        let mut seen = 0;
        let mut lacking = String::new();
        if is_numeric(check.kind) {
            for here in places(check, facts) {
                match numeric::run(check, checks, facts, here) {
                    Outcome::Holds => seen += 1,
                    Outcome::Unneeded => {}
                    Outcome::Lacking(why) if lacking.is_empty() => lacking = why,
                    Outcome::Lacking(_) => {}
                    Outcome::Found(found) => {
                        seen += 1;
                        report.findings.push(*found);
                    }
                }
            }
        } else {
            report.findings.extend(wording::run(check, checks, facts, &mut seen));
        }
        report.places += seen;
        if seen > 0 {
            report.rules += 1;
        } else {
            let why = if lacking.is_empty() { "没有用得着的地方".to_owned() } else { lacking };
            report.unused.push((check.id.clone(), why));
        }
    }
    report
}

fn is_numeric(kind: CheckKind) -> bool {
    use CheckKind::{Absent, Appears, Equal, Holds, Needs, Whole};
    matches!(kind, Equal | Holds | Absent | Needs | Appears | Whole)
}

/// 一条规则要核对的各处：没有写 each 的只有一处；说到本栏的逐栏。
fn places<'f>(check: &'f Check, facts: &'f Facts) -> Vec<Here<'f>> {
    if check.each.is_empty() {
        return vec![Here::default()];
    }
    let formulas = [&check.left, &check.right, &check.must, &check.when];
    let by_column = formulas.into_iter().flatten().any(arithmetic::Formula::uses_column);
    let mut all = Vec::new();
    for (table, row) in wording::each(check, facts) {
        let here = Here { table: Some(table), row: Some(row), column: None };
        if by_column {
            all.extend((0..table.columns.len()).map(|at| Here { column: Some(at), ..here }));
        } else {
            all.push(here);
        }
    }
    all
}
