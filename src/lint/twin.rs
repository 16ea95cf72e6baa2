//! 同一件事写了两行：名称相同（W0809），或只差几个可有可无的字（W0810）。

use super::row::Row;
use crate::diagnostic::{Code, Sink};
use crate::model::{Group, Indicator};
use crate::number::fold;

/// 有没有都不改变意思的字。
const FILLERS: &[&str] =
    &["年度", "本年", "项目", "工作", "情况", "程度", "数量", "开展", "实施", "的", "之", "与", "和", "及"];

/// `others` 是不在这份文件里的行，只与它们比，不报它们。
pub fn look(rows: &[Row<'_>], others: &[&Indicator], groups: &[Group], sink: &mut Sink) {
    for (at, row) in rows.iter().enumerate() {
        let earlier = others.iter().copied().chain(rows[..at].iter().map(|row| row.indicator));
        let mut near = None;
        for other in earlier.filter(|other| compared(other, row.indicator, groups)) {
            let (a, b) = (folded(&other.name), folded(&row.indicator.name));
            if a == b {
                let message = format!("“{}”与 {} 的名称相同，同一件事计了两次分", row.indicator.name, other.code);
                sink.push(row.at_name(Code::W0809, message, "前面已经有了"));
                near = None;
                break;
            }
            let is_kin = other.level2 == row.indicator.level2
                || (other.target.kind.value().is_some() && other.target.text == row.indicator.target.text);
            if is_kin && essence(&a) == essence(&b) {
                near = near.or(Some(other));
            }
        }
        if let Some(other) = near {
            let message = format!("“{}”与 {}“{}”像是同一个指标", row.indicator.name, other.code, other.name);
            sink.push(row.at_name(Code::W0810, message, "与前面的相近"));
        }
    }
}

/// 择一计分的一组、分属不同目标的两行，本来就可以相同。
fn compared(a: &Indicator, b: &Indicator, groups: &[Group]) -> bool {
    let grouped = groups.iter().any(|group| group.codes.contains(&a.code) && group.codes.contains(&b.code));
    a.code != b.code && a.goal == b.goal && !grouped
}

fn folded(name: &str) -> String {
    name.chars().map(fold).filter(|c| c.is_alphanumeric() || matches!(c, '%' | '(' | ')')).collect()
}

/// 去掉可有可无的字，不计次序；剩下太少的不拿来比。
fn essence(name: &str) -> Vec<char> {
    let mut core = name.to_owned();
    for filler in FILLERS {
        core = core.replace(filler, "");
    }
    let mut chars: Vec<char> = if core.chars().count() >= 4 { core.chars().collect() } else { name.chars().collect() };
    chars.sort_unstable();
    chars
}
