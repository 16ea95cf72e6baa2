//! 计分：有效的体系与填报，算出各行、各板块、总分与等次。
//!
//! 纯函数：不读写文件，不看时钟，不排版；同样的输入得到同样的 [`Outcome`]。
//! 计分步骤只在要讲解时记录（[`Detail::Steps`]），成批计分不付这份代价。

mod execution;
mod measure;
mod outcome;
mod row;
mod step;
mod total;

pub use execution::printed_rate;
pub use outcome::{ExecutionOutcome, Outcome, RowOutcome, SectionOutcome, Status, TotalOutcome};
pub use row::deduct;
pub use step::{Completion, Step};

use crate::model::{Entry, Execution, Indicator, Money, Profile, Set, Submission};
use step::{Record, Silent, Trace};

/// 要不要记录计分步骤。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// 只要结果。
    Result,
    /// 连同每一步。
    Steps,
}

/// 计分。
pub fn score(set: &Set, submission: &Submission, detail: Detail) -> Outcome {
    match detail {
        Detail::Result => run(set, submission, &mut Silent),
        Detail::Steps => {
            let mut record = Record(Vec::with_capacity(submission.rows.len() * 5 + 16));
            let mut outcome = run(set, submission, &mut record);
            outcome.steps = record.0;
            outcome
        }
    }
}

/// 只计一行：不在哪一份填报里的一行，与 [`score`] 是同一算法。
pub fn score_row(indicator: &Indicator, entry: &Entry, profile: &Profile) -> RowOutcome {
    row::score(indicator, entry, profile, std::iter::empty(), &mut Silent)
}

/// 只计预算执行一块，与 [`score`] 是同一算法。
pub fn score_execution(block: &Execution, money: &Money, profile: &Profile) -> ExecutionOutcome {
    execution::score(block, profile, money, &mut Silent)
}

fn run<T: Trace>(set: &Set, submission: &Submission, trace: &mut T) -> Outcome {
    let execution = set.execution.as_ref().map(|e| execution::score(e, &set.profile, &submission.money, trace));
    let mut rows = Vec::with_capacity(submission.rows.len());
    for (at, row) in submission.rows.iter().enumerate() {
        let indicator = submission.indicator(set, row);
        rows.push(row::score(indicator, &row.entry, &set.profile, submission.deductions_of(at), trace));
    }
    total::total(set, submission, execution, rows, trace)
}
