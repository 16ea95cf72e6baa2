//! 核对规则文件的写法：决算、说明与自评表之间应当成立的关系。

use super::layer::Member;
use super::reader::{At, Item, Table};
use crate::diagnostic::{Code, Place, Severity, Sink};
use crate::number::{Decimal, Unit};

/// 一份核对规则，按书面内容。
#[derive(Clone, Debug)]
pub struct RawChecks {
    pub place: Place,
    pub id: Option<At<String>>,
    pub version: Option<At<String>>,
    pub title: String,
    pub basis: String,
    pub checks: Vec<RawCheck>,
}

/// 一条规则。
#[derive(Clone, Debug)]
pub struct RawCheck {
    pub place: Place,
    pub id: Option<At<String>>,
    pub kind: Option<CheckKind>,
    pub text: Option<At<String>>,
    pub severity: Option<Severity>,
    pub code: Option<At<String>>,
    pub basis: String,
    /// 逐行、逐栏核对哪些表。
    pub each: Vec<At<String>>,
    pub when: Option<At<String>>,
    pub left: Option<At<String>>,
    pub right: Option<At<String>>,
    pub must: Option<At<String>>,
    pub tolerance: Option<At<(Decimal, Unit)>>,
    /// 有其中一个就行的各个数，或有了就不必报的。
    pub given: Vec<At<String>>,
    /// 看哪几种文字。
    pub texts: Vec<At<String>>,
    pub words: Vec<At<String>>,
    /// 写法各成一套的用词。
    pub groups: Vec<At<Vec<String>>>,
    /// 相同到几处才报。
    pub least: Option<At<usize>>,
}

/// 规则的种类。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// 左右相等。
    Equal,
    /// 一个比较成立。
    Holds,
    /// 条件成立时不应印着这个数。
    Absent,
    /// 印着这个数，就要有能说明它的数。
    Needs,
    /// 这个数在决算里找得到。
    Appears,
    /// 是整数。
    Whole,
    /// 不应有的字样。
    Placeholder,
    /// 错字：写的与该写的，以 → 隔开。
    Misspelt,
    /// 条件成立时不应说的话。
    Claim,
    /// 多处用同一段话。
    Alike,
    /// 同一行印了两遍。
    Repeated,
    /// 用了不止一套词。
    Vocabulary,
    /// 同一个名称印了不同的数。
    SameName,
    /// “主要包括”列的各项与表上不为零的各行一致。
    Listed,
    /// 类款项的名称在表上找得到。
    Named,
}

/// 种类的写法。
pub const KINDS: &[(&str, CheckKind)] = &[
    ("equal", CheckKind::Equal),
    ("holds", CheckKind::Holds),
    ("absent", CheckKind::Absent),
    ("needs", CheckKind::Needs),
    ("appears", CheckKind::Appears),
    ("whole", CheckKind::Whole),
    ("placeholder", CheckKind::Placeholder),
    ("misspelt", CheckKind::Misspelt),
    ("claim", CheckKind::Claim),
    ("alike", CheckKind::Alike),
    ("repeated", CheckKind::Repeated),
    ("vocabulary", CheckKind::Vocabulary),
    ("same_name", CheckKind::SameName),
    ("listed", CheckKind::Listed),
    ("named", CheckKind::Named),
];

const SEVERITIES: &[(&str, Severity)] =
    &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawChecks {
    let mut raw = RawChecks {
        place: root.place(),
        id: None,
        version: None,
        title: String::new(),
        basis: String::new(),
        checks: Vec::new(),
    };
    match root.merged("checks", sink).map(|head| head.private(&["id", "version", "extends", "remove"])) {
        None => root.missing("[checks]", sink),
        Some(mut head) => {
            raw.place = head.place();
            raw.id = head.require_text("id", sink);
            raw.version = head.require_text("version", sink);
            raw.title = head.text_or_empty("title", sink);
            raw.basis = head.text_or_empty("basis", sink);
            // 上级由调用方先找到，去掉什么在合的时候看。
            head.text("extends", sink);
            head.texts("remove", sink);
            head.finish(sink);
        }
    }
    let mut removals = super::layer::Removals::read(root, "checks");
    let identity = |table: &Table<'_>| Some(table.peek_text("id")?.to_owned());
    let removed = &mut |depth: usize, table: &Table<'_>| match table.peek_text("id") {
        Some(id) => removals.takes(depth, &[id]),
        None => false,
    };
    for Member { table, .. } in root.merged_tables("check", &identity, removed, sink) {
        raw.checks.push(read_check(table, sink));
    }
    removals.finish(sink);
    raw
}

fn read_check(mut table: Table<'_>, sink: &mut Sink) -> RawCheck {
    let place = table.place();
    if !table.has("kind") {
        table.missing("kind", sink);
    }
    let check = RawCheck {
        place,
        id: table.require_text("id", sink),
        kind: table.choice("kind", KINDS, sink),
        text: table.require_text("text", sink),
        severity: table.choice("severity", SEVERITIES, sink),
        code: table.text("code", sink),
        basis: table.text_or_empty("basis", sink),
        each: table.texts("each", sink),
        when: inner(&mut table, "when", sink),
        left: inner(&mut table, "left", sink),
        right: inner(&mut table, "right", sink),
        must: inner(&mut table, "must", sink),
        tolerance: table.quantity("tolerance", sink),
        given: table.texts("given", sink),
        texts: table.texts("texts", sink),
        words: table.texts("words", sink),
        groups: read_groups(&mut table, sink),
        least: table.count("least", sink),
    };
    table.finish(sink);
    check
}

/// 算式：位置只算引号里面的。
fn inner(table: &mut Table<'_>, key: &'static str, sink: &mut Sink) -> Option<At<String>> {
    if table.has(key) { table.inner_text(key, sink) } else { table.text(key, sink) }
}

fn read_groups(table: &mut Table<'_>, sink: &mut Sink) -> Vec<At<Vec<String>>> {
    let Some((items, _)) = table.items("groups", sink) else { return Vec::new() };
    let mut groups = Vec::new();
    for item in items {
        let words = item.array("groups", "几组用词，如 [[\"优\", \"良\"], [\"A\", \"B\"]]", sink).unwrap_or_default();
        let value = words.iter().filter_map(Item::as_written).map(|word| word.trim().to_owned()).collect();
        groups.push(At { value, place: item.place() });
    }
    groups
}

/// 规则里写的代码；不是复核的代码为 `None`。
pub fn finding_code(text: &str) -> Option<Code> {
    Code::find(text).filter(|code| code.as_str().starts_with("A05"))
}
