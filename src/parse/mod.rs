//! 读入：TOML 文本成为带位置的原始内容，写法上的错误一次报全。
//!
//! 这一层只看写法（键、类型、数的写法），内容是否成立由 `check` 审查。

mod accounts;
mod cases;
mod checks;
mod declaration;
mod formula;
mod layer;
mod monitoring;
mod narrative;
mod norm;
mod profile;
mod reader;
mod review;
mod rule;
mod section;
mod set;
mod submission;
mod syntax;

pub use accounts::{FIGURES, RawAccounts, RawLedger, RawLedgerRow, RawStatement};
pub use cases::{RawCase, RawCases, RawRows};
pub use checks::{CheckKind, RawCheck, RawChecks, finding_code};
pub use declaration::RawDeclaration;
pub use formula::{RawFact, RawFormula, RawGiven};
pub use monitoring::{RawAlert, RawMoneyProgress, RawMonitoring, RawMonitoringPolicy, RawRowProgress};
pub use narrative::RawNarrative;
pub use norm::{RawAllow, RawNorm};
pub use profile::{RawGrade, RawPolicy, RawProfile, RawVeto};
pub use reader::At;
pub use review::{Level, RawReview, RawReviewBudget, RawReviewRow, RawReviewRule, RawReviewRules};
pub use rule::{RawRule, RuleTable};
pub use section::{RawRoom, RawSection};
pub use set::{RawExecution, RawGroup, RawIndicator, RawSet, RawSource};
pub use submission::{
    RawActual, RawBudget, RawDeclared, RawDeclaredRow, RawDeduction, RawGoal, RawMoney, RawSubmission, RawTask,
};
pub use syntax::{FileKind, LIMIT, decode, kind_of};

use crate::diagnostic::{Sink, SourceId, Sources};
use reader::Table;

/// 读指标体系。`chain` 是这一份与它的各级上级，从下往上；合成一份，各处的位置仍在所写的文件里。
/// 语法错误使哪一份不可读时返回 `None`。
pub fn set(sources: &Sources, chain: &[SourceId], sink: &mut Sink) -> Option<RawSet> {
    document(sources, chain, sink, set::read)
}

/// 读口径；`chain` 同上。
pub fn profile(sources: &Sources, chain: &[SourceId], sink: &mut Sink) -> Option<RawProfile> {
    document(sources, chain, sink, profile::read)
}

/// 读填报。
pub fn submission(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawSubmission> {
    document(sources, &[source], sink, submission::read)
}

/// 体系或口径的表头里与名称、版本、上级有关的几样。
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub id: Option<At<String>>,
    pub version: Option<At<String>>,
    pub effective: Option<At<String>>,
    pub expires: Option<At<String>>,
    pub extends: Option<At<String>>,
    /// 口径适用的地区。
    pub regions: Vec<At<String>>,
}

/// 先看一眼表头，好去找上级；没有写、写得不对的为空，读的时候会报告。
pub fn head(sources: &Sources, source: SourceId) -> Option<Head> {
    let sink = &mut Sink::default();
    let document = syntax::parse(&sources.get(source).text, source, sink)?;
    let root = Table::new(document.get_ref(), source, 0..0);
    let mut head = ["set", "profile", "checks"].iter().find_map(|name| root.peek(name)?.as_table())?;
    Some(Head {
        id: head.text("id", sink),
        version: head.text("version", sink),
        effective: head.date("effective", sink),
        expires: head.date("expires", sink),
        extends: head.text("extends", sink),
        regions: head.texts("regions", sink),
    })
}

/// 读发布情况：`[files]` 里各个文件与摘要。
pub fn lock(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<Vec<(At<String>, At<String>)>> {
    document(sources, &[source], sink, |root, sink| {
        let mut files = Vec::new();
        for (name, item) in root.entries("files", sink) {
            match item.as_written() {
                Some(digest) => {
                    let digest = At { value: digest.to_owned(), place: item.place() };
                    files.push((name.map(str::to_owned), digest));
                }
                None => item.wrong(name.value, "文件内容的 SHA-256（加双引号）", sink),
            }
        }
        files
    })
}

/// 读用例。
pub fn cases(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawCases> {
    document(sources, &[source], sink, cases::read)
}

/// 读复核单。
pub fn review(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawReview> {
    document(sources, &[source], sink, review::read)
}

/// 读一组复核的扣分规则。
pub fn review_rules(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawReviewRules> {
    document(sources, &[source], sink, review::read_rules)
}

/// 读决算公开文件。
pub fn accounts(sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<RawAccounts> {
    document(sources, &[source], sink, accounts::read)
}

/// 读核对规则；`chain` 是这一份与它的上级，从下往上。
pub fn checks(sources: &Sources, chain: &[SourceId], sink: &mut Sink) -> Option<RawChecks> {
    document(sources, chain, sink, checks::read)
}

/// 只看语法：不论是哪一种文件，语法错误都推入诊断。
pub fn is_well_formed(sources: &Sources, source: SourceId, sink: &mut Sink) -> bool {
    syntax::parse(&sources.get(source).text, source, sink).is_some()
}

fn document<T>(
    sources: &Sources,
    chain: &[SourceId],
    sink: &mut Sink,
    read: impl FnOnce(&mut Table<'_>, &mut Sink) -> T,
) -> Option<T> {
    let mut documents = Vec::with_capacity(chain.len());
    for &source in chain {
        documents.push((source, syntax::parse(&sources.get(source).text, source, sink)?));
    }
    let layers = documents.iter().rev().map(|(source, document)| Table::new(document.get_ref(), *source, 0..0));
    let mut table = layers.fold(None, |under: Option<Table<'_>>, table| Some(table.over(under)))?;
    let raw = read(&mut table, sink);
    table.finish(sink);
    Some(raw)
}
