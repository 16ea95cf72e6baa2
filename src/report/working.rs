//! 公式的演算写成讲解的步骤：公式、代入的数、内层运算、得数与印出的数。

use super::explain::Sentence;
use crate::formula::{Known, Working, workings};
use crate::model::{Actual, Computed, Entry, Formulary};

/// 一行由公式算出的实际完成值的步骤；不由公式算的没有。
pub(super) fn working(entry: &Entry, formulary: &Formulary) -> Vec<Sentence> {
    let Some(computed) = &entry.computed else { return Vec::new() };
    let formula = &computed.formula;
    let expr = &formula.expression;
    // 真假用冒号接，数用等号接。
    let (colon, equals) = if expr.is_comparison() { ("：", "") } else { ("＝", "＝") };
    let whole = format!("{}{colon}{expr}；出处：{}", formula.title(), formula.source_text());
    let mut sentences = vec![Sentence { title: "公式", text: whole }];
    for line in workings(expr, &known(computed, formulary), &formula.unit) {
        let (title, text) = match line {
            Working::Put(text) => ("代入", format!("{equals}{text}")),
            Working::Inner(text) => ("其中", text),
            Working::Result(text) => ("得数", format!("{equals}{text}，{}", printed(computed, entry))),
            Working::Undefined(text) => ("得数", format!("{text}，{}", undefined(entry))),
        };
        sentences.push(Sentence { title, text });
    }
    sentences
}

/// 代入的各项，用算式里的名称。
fn known<'c>(computed: &'c Computed, formulary: &'c Formulary) -> Vec<Known<'c>> {
    let inputs = computed.inputs.iter();
    inputs
        .map(|input| Known { name: &formulary.facts[input.fact].plain, value: input.value, unit: &input.unit })
        .collect()
}

fn printed(computed: &Computed, entry: &Entry) -> String {
    match computed.formula.rounding {
        _ if computed.formula.expression.is_comparison() => format!("按 {} 计", entry.text),
        Some(rounding) => {
            let (places, mode) = (rounding.places, rounding.mode.title());
            format!("以 {} 计分（保留 {places} 位小数，{mode}）", entry.text)
        }
        None => format!("印作 {}", entry.text),
    }
}

fn undefined(entry: &Entry) -> &'static str {
    match entry.actual {
        Actual::NotApplicable => "按不适用处理",
        _ => "不予计分",
    }
}
