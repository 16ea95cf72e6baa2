//! 分值通例与写明不报的提醒是否成立。

use crate::diagnostic::{Code, Diagnostic, Severity, Sink, choices, guess_or_choices};
use crate::model::{Allow, Norm};
use crate::number::{Decimal, plain, read_number};
use crate::parse::{At, RawAllow, RawNorm};
use crate::target::Interval;

/// 审查口径的各条通例；读不出的不要。
pub(super) fn norms(raw: &[RawNorm], sink: &mut Sink) -> Vec<Norm> {
    raw.iter().filter_map(|norm| one(norm, sink)).collect()
}

fn one(raw: &RawNorm, sink: &mut Sink) -> Option<Norm> {
    let points = match &raw.points {
        Some(text) => Some(range(text, sink)?),
        None => None,
    };
    if points.is_none() && !raw.required {
        let message = "通例要写分值 points，或写 required = true";
        sink.push(Diagnostic::new(Code::E0203, message).at(&raw.place).label("这一条"));
    }
    Some(Norm {
        kind: raw.kind?,
        level1: raw.level1.as_ref()?.value.clone(),
        points,
        required: raw.required,
        source: raw.source.clone(),
    })
}

/// “50”或“40~60”。
fn range(text: &At<String>, sink: &mut Sink) -> Option<(Decimal, Decimal)> {
    if let Ok(points) = read_number(&text.value) {
        return Some((points, points));
    }
    let ends = Interval::read(&text.value).ok().filter(|(_, unit)| unit.is_none());
    let ends = ends.and_then(|(interval, _)| Some((interval.low?.value, interval.high?.value)));
    if ends.is_none() {
        let message = format!("分值的通例“{}”读不出", text.value);
        let help = "写一个数，如 \"50\"，或一个范围，如 \"40~60\"";
        sink.push(Diagnostic::new(Code::E0206, message).at(&text.place).help(help));
    }
    ends
}

/// 分值的通例写成文字。
pub fn norm_text(points: (Decimal, Decimal)) -> String {
    if points.0 == points.1 { plain(points.0) } else { format!("{}~{}", plain(points.0), plain(points.1)) }
}

/// 审查写明不报的提醒：代码是提醒，行都存在。
pub(super) fn allows(raw: &[RawAllow], rows: &[&str], sink: &mut Sink) -> Vec<Allow> {
    let mut allows = Vec::with_capacity(raw.len());
    for allow in raw {
        let (Some(code), Some(reason)) = (&allow.code, &allow.reason) else { continue };
        for row in allow.rows.iter().filter(|row| !rows.contains(&row.value.as_str())) {
            let message = format!("没有编码为“{}”的指标", row.value);
            let help = guess_or_choices("已有的编码", &row.value, rows);
            sink.push(Diagnostic::new(Code::E0402, message).at(&row.place).label("没有这一行").help(help));
        }
        match Code::find(&code.value).filter(|code| code.severity() == Severity::Warning) {
            Some(found) => allows.push(Allow {
                code: found,
                rows: allow.rows.iter().map(|row| row.value.clone()).collect(),
                reason: reason.value.clone(),
                place: allow.place.clone(),
            }),
            None => {
                let warnings = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
                let names: Vec<&str> = warnings.map(|code| code.as_str()).collect();
                let message = format!("“{}”不是可以不报的提醒", code.value);
                let help = choices("只能写 W 开头的代码", &code.value, &names);
                sink.push(Diagnostic::new(Code::E0204, message).at(&code.place).label("这个代码").help(help));
            }
        }
    }
    allows
}
