//! 成文：结果写成表上的文字、讲解的步骤与对外的 JSON。数字在这里、也只在这里变成文字。

mod accounts;
mod alert;
mod assumption;
mod audit;
mod audit_folder;
mod changes;
mod chart;
mod comparison;
mod explain;
mod form;
mod inference;
mod json;
mod marked;
mod monitoring;
mod narrative;
mod profile_text;
mod recheck;
mod review;
mod rule_text;
mod set_text;
mod working;

pub use accounts::{AccountsReport, accounts_json, accounts_report};
pub use alert::AlertLine;
pub use assumption::{Assumed, AssumedRow, assumed};
pub use audit::{AuditReport, AuditedRow, AuditedTotal, FindingGroup, FoundItem, audit_json, audit_report};
pub use audit_folder::{
    CodeLine, FolderLine, FolderReport, FormalityLine, SampleReport, UnreadableLine, folder_json, folder_report,
};
pub use changes::{Change, ChangeGroup, ChangeKind, ChangeLine, Changes, changes};
pub use chart::{Charts, LostPoints, MoneyBar, SectionBar, charts};
pub use comparison::{ComparedRow, Comparison, Grades, RowSide, Shift, Side, comparison};
pub use explain::{Explained, Explanation, Sentence, explain};
pub use form::{
    FormDeclaration, FormGoal, FormMoney, FormMoneyRow, FormRechecks, FormRow, FormSection, FormTask, FormTotal,
    Receipt, Report, report,
};
pub use json::{assumed_json, outcome_json};
pub use marked::{Mark, MarkedCell, MarkedFinding, MarkedMoney, MarkedRow, MarkedTable, marked_table};
pub use monitoring::{
    FormMonitoring, FormProgress, Monitor, MonitorExecution, MonitorMoney, MonitorRow, MonitorTotal, Risk, Watch,
    monitor, monitor_json,
};
pub use narrative::{
    Covered, GradeCount, Narrative, NarrativeExecution, NarrativePart, NarrativeRow, NarrativeSection, Split, narrative,
};
pub use recheck::{FormRecheck, Recheck, RecheckRow, recheck};
pub use review::{ReviewLine, ReviewReport, ReviewTotal, review_json, review_report};
pub use rule_text::{interval, kind_title, parameters, percent};
pub use set_text::room_text;

/// 引擎的名称与版本，印在凭据里。
pub const ENGINE: &str = concat!("ziping ", env!("CARGO_PKG_VERSION"));
