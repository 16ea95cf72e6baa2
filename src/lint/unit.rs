//! 缺计量单位的数（W0808）。

use super::row::{Row, without_note};
use crate::diagnostic::{Code, Sink};
use crate::number::Unit;
use crate::target::Kind;

pub fn look(row: &Row<'_>, sink: &mut Sink) {
    let target = &row.indicator.target;
    let is_number = match target.kind {
        Kind::Between(range) => range.low.or(range.high).is_some(),
        kind => kind.value().is_some_and(|value| !value.is_zero()),
    };
    if !is_number || !target.unit.is_none() || unit_in_name(&row.indicator.name) {
        return;
    }
    let message = format!("“{}”的指标值 {} 没有计量单位", row.indicator.name, target.text);
    let help = if row.names_rate() || row.name().ends_with("满意度") {
        format!("是百分数的写成“{}%”；倍数写成“{}倍”", target.text, target.text)
    } else {
        format!("写上单位，如“{}个”“{}万元”", target.text, target.text)
    };
    sink.push(row.at_target(Code::W0808, message, "缺单位").help(help));
}

/// 名称末尾的括号里写了常见的单位，如“成本控制数(万元)”。
fn unit_in_name(name: &str) -> bool {
    let note = name.trim()[without_note(name).len()..].trim().trim_matches(['(', ')', '（', '）']);
    note == "月"
        || Unit::read(note.trim_start_matches(['≥', '≤', '*'])).is_some_and(|unit| !unit.is_none() && unit.is_known())
}
