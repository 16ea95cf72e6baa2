//! 基础数据与公式的写法：口径、体系里的 `[[fact]]` 与 `[[formula]]`，填报里的 `[facts]`。

use super::layer::Member;
use super::reader::{At, Table};
use super::rule::read_rounding;
use crate::diagnostic::Sink;
use crate::model::{BudgetColumn, ZeroBase};
use crate::number::{Decimal, Rounding, Unit};

/// 一项基础数据。
#[derive(Clone, Debug)]
pub struct RawFact {
    pub key: At<String>,
    pub name: At<String>,
    pub unit: At<String>,
    pub meaning: String,
    pub from: Option<BudgetColumn>,
}

/// 一个公式。
#[derive(Clone, Debug)]
pub struct RawFormula {
    pub id: At<String>,
    /// 位置不含引号；有转义的是整个字符串。
    pub expression: At<String>,
    pub unit: At<String>,
    pub rounding: Option<Rounding>,
    pub zero_base: ZeroBase,
    pub text: String,
    pub source: String,
}

/// 填报的一项基础数据：键与带单位的数；写得不对、已经报告过的没有数。
pub type RawGiven = (At<String>, Option<At<(Decimal, Unit)>>);

pub(super) fn read_facts(root: &mut Table<'_>, sink: &mut Sink) -> Vec<RawFact> {
    let mut facts = Vec::new();
    let identity = |table: &Table<'_>| table.peek_text("key").map(str::to_owned);
    for Member { mut table, .. } in root.merged_tables("fact", &identity, &mut |_, _| false, sink) {
        let key = table.require_text("key", sink);
        let name = table.require_text("name", sink);
        let unit = table.present_text("unit", sink);
        let meaning = table.text_or_empty("meaning", sink);
        let from = table.choice("from", &BudgetColumn::NAMES.map(|(name, column, _)| (name, column)), sink);
        table.finish(sink);
        if let (Some(key), Some(name), Some(unit)) = (key, name, unit) {
            facts.push(RawFact { key, name, unit, meaning, from });
        }
    }
    facts
}

pub(super) fn read_formulas(root: &mut Table<'_>, sink: &mut Sink) -> Vec<RawFormula> {
    let mut formulas = Vec::new();
    let identity = |table: &Table<'_>| table.peek_text("id").map(str::to_owned);
    for Member { mut table, .. } in root.merged_tables("formula", &identity, &mut |_, _| false, sink) {
        let id = table.require_text("id", sink);
        let expression = table.inner_text("expression", sink);
        let unit = table.present_text("unit", sink);
        let rounding = read_rounding(&mut table, "rounding", sink);
        let zero = [("not_applicable", ZeroBase::NotApplicable), ("not_scored", ZeroBase::NotScored)];
        let zero_base = table.choice("zero_base", &zero, sink).unwrap_or(ZeroBase::NotApplicable);
        let text = table.text_or_empty("text", sink);
        let source = table.text("source", sink).map_or_else(|| "unconfirmed".to_owned(), |s| s.value);
        table.finish(sink);
        if let (Some(id), Some(expression), Some(unit)) = (id, expression, unit) {
            formulas.push(RawFormula { id, expression, unit, rounding, zero_base, text, source });
        }
    }
    formulas
}

/// 填报里的 `[facts]`，或一行的 `facts = { … }`。
pub(super) fn read_given(table: &mut Table<'_>, sink: &mut Sink) -> Vec<RawGiven> {
    let mut given = Vec::new();
    for (key, item) in table.entries("facts", sink) {
        // 空着的是还没有填，由用到它的行去说。
        if item.as_written().is_some_and(|text| text.trim().is_empty()) {
            continue;
        }
        let value = item.quantity(key.value, sink);
        given.push((key.map(str::to_owned), value));
    }
    given
}
