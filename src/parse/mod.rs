//! 读入：TOML 文本成为带位置的原始内容，写法上的错误一次报全。
//!
//! 这一层只看写法（键、类型、数的写法），内容是否成立由 `check` 审查。

mod profile;
mod reader;
mod rule;
mod set;
mod submission;
mod syntax;

pub use profile::{RawGrade, RawPolicy, RawProfile, RawVeto};
pub use reader::At;
pub use rule::{RawRule, RuleTable};
pub use set::{RawExecution, RawGroup, RawIndicator, RawSection, RawSet, RawSource};
pub use submission::{
    RawActual, RawBudget, RawDeclared, RawDeclaredRow, RawDeduction, RawGoal, RawMoney, RawSubmission, RawTask,
};
pub use syntax::{FileKind, LIMIT, decode, kind_of};

use crate::diagnostic::{Sink, SourceId, Sources};
use reader::Table;

/// 读指标体系。语法错误使全文不可读时返回 `None`。
pub fn set(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawSet> {
    document(sources, source, sink, set::read)
}

/// 读口径。
pub fn profile(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawProfile> {
    document(sources, source, sink, profile::read)
}

/// 读填报。
pub fn submission(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawSubmission> {
    document(sources, source, sink, submission::read)
}

fn document<T>(
    sources: &Sources,
    source: SourceId,
    sink: &mut Sink,
    read: impl FnOnce(&mut Table<'_>, &mut Sink) -> T,
) -> Option<T> {
    let document = syntax::parse(&sources.get(source).text, source, sink)?;
    let mut table = Table::new(document.get_ref(), source, 0..0);
    let raw = read(&mut table, sink);
    table.finish(sink);
    Some(raw)
}
