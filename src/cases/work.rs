//! 手算的算式：单独求值、修约，与所写的得分核对。

use crate::check::{Case, Subject};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::formula;
use crate::number::{Rounding, fixed, plain};

/// 核对算式；读不懂的、算得不等的推入 `sink`。
pub(super) fn check(case: &Case, sink: &mut Sink) {
    let expected = &case.expected;
    let (Some(work), Some(want)) = (&expected.work, expected.score.as_ref().or(expected.total.as_ref())) else {
        return;
    };
    let refuse = |message: String| {
        Diagnostic::new(Code::E0902, format!("用例“{}”：{message}", case.name)).at(&work.place).label("这个算式")
    };
    let value = match formula::constant(&work.value) {
        Ok(value) => value,
        Err(fault) => {
            let fragment = work.value.get(fault.span).unwrap_or_default();
            let at = if fragment.is_empty() { String::new() } else { format!("（“{fragment}”处）") };
            let help = "算式里只写数、＋－×÷、括号与 min、max，如 \"10 × 248.09 ÷ 250.65\"";
            sink.push(refuse(format!("算式算不出：{}{at}", fault.message)).help(help));
            return;
        }
    };
    let rounding = rounding(case);
    match value.round(rounding) {
        Some(rounded) if rounded == want.value => {}
        Some(rounded) => {
            let places = rounding.places;
            let (exact, mode) = (value.shown(), rounding.mode.title());
            let rounded = fixed(rounded, places);
            let message =
                format!("算式得 {exact}，保留 {places} 位小数（{mode}）为 {rounded}，写的得分是 {}", plain(want.value));
            sink.push(refuse(message));
        }
        None => sink.push(refuse("算式得出的数太大".to_owned())),
    }
}

/// 得分的修约：行依规则、没有规定的依口径，几行与总分依总分的。
fn rounding(case: &Case) -> Rounding {
    let set = &case.table.set;
    let profile = &set.profile;
    let rule = match case.subject {
        Subject::Row => set.indicators.first().map(|row| &row.rule),
        Subject::Execution => set.execution.as_ref().map(|execution| &execution.rule),
        Subject::Rows | Subject::Total => return profile.total,
    };
    rule.and_then(|rule| rule.rounding).unwrap_or(profile.row)
}
