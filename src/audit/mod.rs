//! 复核：别人送来的自评表，照印的读进来，用计分的同一套算法重新算，说出哪里不符、为什么。
//!
//! 读（`read`）→ 找口径（`choice`）→ 逐行重算（`row`）、找原因（`cause`、`unpointed`）、看写法（`quality`、`category`）→ 资金（`execution`）→ 板块、总分、等次（`sections`、`total`）
//! → 整张表（`whole`）。每个发现就是一条诊断：代码、位置、说明、办法；算术写在说明里。

mod amount;
mod category;
mod cause;
mod cell;
mod choice;
mod execution;
mod infer;
mod lean;
mod quality;
mod reading;
mod row;
mod sections;
mod submission;
mod table;
mod total;
mod unpointed;
mod way;
mod whole;

pub mod accounts;
pub mod folder;
pub mod read;
pub mod review;

pub use choice::{Choice, choose};
pub use infer::{Hypothesis, Inference, PointsHint, infer};
pub use reading::{ReadActual, ReadTarget};
pub use submission::{audit_submission, printed_table};
pub use table::{Printed, PrintedBudget, PrintedMoney, PrintedRow, Table};
pub use way::Way;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Entry, Indicator, Profile};
use crate::number::{Decimal, Ratio};
use crate::score::{ExecutionOutcome, RowOutcome};
use std::sync::Arc;

/// 复核一张表的结果。
#[derive(Clone, Debug)]
pub struct Audit {
    pub table: Table,
    pub profile: Arc<Profile>,
    /// 用的哪个口径，为什么用它。
    pub why: String,
    /// 与表上各行一一对应。
    pub rows: Vec<RowAudit>,
    /// 表上没有资金一块的没有。
    pub execution: Option<ExecutionAudit>,
    /// 各个一级指标，按表上的先后。
    pub sections: Vec<SectionAudit>,
    pub total: TotalAudit,
    pub findings: Vec<Finding>,
    /// 推断的规则；没有要推断的没有。
    pub inference: Option<Inference>,
}

/// 一行的复核。
#[derive(Clone, Debug)]
pub struct RowAudit {
    pub target: ReadTarget,
    /// 表上印的分值与得分。
    pub points: Option<Decimal>,
    pub declared: Option<Decimal>,
    /// 重新算出的得分。
    pub recomputed: Option<Decimal>,
    /// 印的与算的相同；缺一样的没有，必有一个发现说明为什么。
    pub agrees: Option<bool>,
    /// 重新计分的依据与结果；不能重新计分的没有。
    pub rescored: Option<Rescored>,
    /// 读懂的实际完成值；指标值读不懂的没有。
    pub actual: Option<ReadActual>,
    /// 实际÷目标，没有印分值的也有；越小越好的、没有数的没有。
    pub fulfilment: Option<Ratio>,
    /// 与得分有关的数。
    fact: Option<way::Fact>,
}

/// 重新计分的一行：规则与指标值、读懂的实际完成值、结果。
#[derive(Clone, Debug)]
pub struct Rescored {
    pub indicator: Indicator,
    pub entry: Entry,
    pub outcome: RowOutcome,
}

/// 资金一块的复核。
#[derive(Clone, Debug)]
pub struct ExecutionAudit {
    pub points: Option<Decimal>,
    pub declared: Option<Decimal>,
    pub recomputed: Option<Decimal>,
    pub agrees: Option<bool>,
    /// 算出的执行率（百分数，两位小数）。
    pub rate: Option<Decimal>,
    pub outcome: Option<ExecutionOutcome>,
}

/// 一个一级指标的复核。
#[derive(Clone, Debug)]
pub struct SectionAudit {
    /// 名称，不带后面的分值。
    pub level1: String,
    /// 名称后面印的分值，如“产出指标(50分)”。
    pub printed_points: Option<Decimal>,
    /// 各行分值之和；有一行没有印的没有。
    pub points: Option<Decimal>,
    /// 各行印的得分之和；有一行没有印的没有。
    pub declared: Option<Decimal>,
    /// 各行算出的得分之和；有一行算不出的没有。
    pub recomputed: Option<Decimal>,
}

/// 总分的复核。
#[derive(Clone, Debug)]
pub struct TotalAudit {
    pub points: Option<Decimal>,
    pub declared: Option<Decimal>,
    /// 表上印的各行得分与执行率得分之和；缺一样的没有。
    pub sum: Option<Decimal>,
    /// 重新算出的总分；有一行算不出的没有。
    pub recomputed: Option<Decimal>,
    /// 印的总分等于印的各项之和。
    pub agrees: Option<bool>,
    /// 印的等次，与按印的总分应评的等次。
    pub grade: Option<String>,
    pub grade_due: Option<String>,
}

/// 发现说的是表上哪里。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// 第几行指标，从零起。
    Row(usize),
    Execution,
    Section(usize),
    Total,
    /// 整张表。
    Table,
}

/// 一个发现。
#[derive(Clone, Debug)]
pub struct Finding {
    pub about: About,
    pub diagnostic: Diagnostic,
}

impl Finding {
    /// 说的是哪一行指标，从零起；不单说一行的没有。
    pub fn row(&self) -> Option<usize> {
        if let About::Row(at) = self.about { Some(at) } else { None }
    }
}

impl Audit {
    /// 说某一处的各个发现。
    pub fn about(&self, about: About) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(move |finding| finding.about == about).map(|finding| &finding.diagnostic)
    }

    /// 某一级别的发现有几个。
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }
}

/// 收集发现。
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn push(&mut self, about: About, diagnostic: Diagnostic) {
        self.0.push(Finding { about, diagnostic });
    }
}

/// 复核一张表。
pub fn audit(table: Table, choice: Choice) -> Audit {
    let Choice { profile, why } = choice;
    let mut findings = Findings::default();
    let context = row::Context::of(&table, &profile);
    let rows = table.rows.iter().enumerate();
    let rows: Vec<RowAudit> =
        rows.map(|(at, printed)| row::audit(at, printed, &table.rows[..at], context, &mut findings)).collect();
    for (at, diagnostic) in unpointed::look(&table.rows, &rows) {
        findings.push(About::Row(at), diagnostic);
    }
    let execution =
        table.budget.as_ref().map(|budget| execution::audit(budget, &profile.execution.rule, &profile, &mut findings));
    finish(table, profile, why, rows, execution, findings)
}

/// 各行与资金都复核过了，接着看板块、总分、等次与整张表。
fn finish(
    table: Table,
    profile: Arc<Profile>,
    why: String,
    rows: Vec<RowAudit>,
    execution: Option<ExecutionAudit>,
    mut findings: Findings,
) -> Audit {
    let sections = sections::audit(&table, &rows, &mut findings);
    let total = total::audit(&table, &rows, execution.as_ref(), &profile, &mut findings);
    whole::audit(&table, &rows, execution.as_ref(), &profile, &mut findings);
    Audit { table, profile, why, rows, execution, sections, total, findings: findings.0, inference: None }
}
