//! 数据从哪里来：没有写来源（W0811），满意度没有调查（W0814）。

use super::row::Row;
use crate::diagnostic::{Code, Diagnostic, Sink};

/// 满意度的来源里要有其中之一。
const SURVEYS: &[&str] = &["问卷", "调查", "测评", "评议", "回访", "访谈", "好差评", "评价系统", "满意度报告"];

/// 一次列出的行数；其余只报总数。
const MOST: usize = 6;

pub fn look(rows: &[Row<'_>], sink: &mut Sink) {
    let (satisfaction, rest): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
        rows.iter().partition(|row| ["满意度", "满意率"].iter().any(|word| row.name().ends_with(word)));
    for row in satisfaction {
        let told = [&row.indicator.evidence, &row.indicator.formula, &row.indicator.meaning];
        if told.iter().any(|text| SURVEYS.iter().any(|word| text.contains(word))) {
            continue;
        }
        let why = if row.indicator.evidence.is_empty() { "没有写数据从哪里来" } else { "来源不是调查" };
        let message = format!("“{}”{why}：满意度要有问卷或测评", row.indicator.name);
        sink.push(row.at_name(Code::W0814, message, "问了谁、怎样问"));
    }
    let missing = |row: &&Row<'_>| row.indicator.evidence.is_empty() && row.raw.compute.is_none();
    let bare: Vec<&Row<'_>> = rest.into_iter().filter(missing).collect();
    let Some(first) = bare.first() else { return };
    let codes: Vec<&str> = bare.iter().take(MOST).map(|row| row.indicator.code.as_str()).collect();
    let more = if bare.len() > MOST { format!("等 {} 行", bare.len()) } else { String::new() };
    let message = format!("没有写数据来源或佐证：{}{more}", codes.join("、"));
    sink.push(Diagnostic::new(Code::W0811, message).at(&first.raw.place).label("从这一行起"));
}
