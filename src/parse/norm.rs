//! 口径里的分值通例 `[[norm]]`，体系与填报里的 `[[allow]]`。

use super::layer::Member;
use super::reader::{At, Table};
use super::set::KINDS;
use crate::diagnostic::{Place, Sink};
use crate::model::Kind;

/// 一个一级指标的分值通例。
#[derive(Clone, Debug)]
pub struct RawNorm {
    pub place: Place,
    pub kind: Option<Kind>,
    pub level1: Option<At<String>>,
    /// 一个数，或“40~60”这样的范围；没写为空。
    pub points: Option<At<String>>,
    pub required: bool,
    pub source: String,
}

/// 不报某个提醒。
#[derive(Clone, Debug)]
pub struct RawAllow {
    pub place: Place,
    pub code: Option<At<String>>,
    /// 只对这些行；没写时对整份文件。
    pub rows: Vec<At<String>>,
    pub reason: Option<At<String>>,
}

/// 通例；上级的同一种表、同一个一级指标逐键合。
pub(super) fn read_norms(root: &mut Table<'_>, sink: &mut Sink) -> Vec<RawNorm> {
    let identity = |table: &Table<'_>| Some(format!("{}／{}", table.peek_text("kind")?, table.peek_text("level1")?));
    let mut norms = Vec::new();
    for Member { mut table, .. } in root.merged_tables("norm", &identity, &mut |_, _| false, sink) {
        if !table.has("kind") {
            table.missing("kind", sink);
        }
        let points = table.item("points").and_then(|item| match item.as_written() {
            Some(text) => Some(At { value: text.trim().to_owned(), place: item.place() }),
            None => {
                item.wrong("points", "数，或 \"40~60\" 这样的范围", sink);
                None
            }
        });
        norms.push(RawNorm {
            place: table.place(),
            kind: table.choice("kind", KINDS, sink),
            level1: table.require_text("level1", sink),
            points,
            required: table.flag("required", sink),
            source: table.text("source", sink).map_or_else(|| "unconfirmed".to_owned(), |s| s.value),
        });
        table.finish(sink);
    }
    norms
}

/// 这一份文件自己写的不报；上级写的只管上级。
pub(super) fn read_allows(root: &mut Table<'_>, sink: &mut Sink) -> Vec<RawAllow> {
    let mut allows = Vec::new();
    for mut table in root.tables("allow", sink) {
        allows.push(RawAllow {
            place: table.place(),
            code: table.require_text("code", sink),
            rows: table.texts("rows", sink),
            reason: table.require_text("reason", sink),
        });
        table.finish(sink);
    }
    allows
}
