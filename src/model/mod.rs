//! 经过审查、内容有效的指标体系、口径与填报；以及计分规则。
//!
//! 这里的类型只描述"是什么"，怎样读入在 `parse` 与 `check`，怎样计分在 `score`。

mod declaration;
mod formula;
mod monitoring;
mod profile;
mod rule;
mod set;
mod submission;
mod supplement;

pub use declaration::Declaration;
pub use formula::{BudgetColumn, Computed, Fact, Formula, Formulary, Input, ZeroBase};
pub use monitoring::{Alert, AlertOn, MoneyProgress, Monitoring, MonitoringPolicy, RowProgress, Stage};
pub use profile::{
    BareTarget, Denominator, DeviationSide, ExecutionPolicy, Grade, GradeBasis, Norm, NotApplicable, Obligations,
    Profile, ZeroBudget,
};
pub use rule::{
    AtMostMethod, Band, ChecklistItem, ExactlyMethod, Excess, Floor, ItemWorth, Measure, NegativeActual, Over, Partial,
    Pay, Rule, RuleKind, Tier, Variable, ZeroTarget,
};
pub use set::{
    Allow, Block, Counts, Execution, Group, Indicator, Kind, MoneySource, Origin, Part, Room, Section, Set, Term, Veto,
    VetoEffect,
};
pub use submission::{
    Actual, Declared, DeclaredRow, Deduction, Entry, Goal, Money, MoneyRow, Row, RowOrigin, Submission, Task, Worth,
};
pub use supplement::{Spending, Supplement};
