//! 推断规则的结果写成文字与 JSON。

use crate::audit::{Hypothesis, Inference, Way};
use crate::number::{Mode, Rounding, plain};
use serde_json::{Value, json};

/// 一行一句；先说试了多少，再列对得上最多的，最后说哪一种都对不上的。
pub(super) fn inference_lines(inference: &Inference) -> Vec<String> {
    let mut lines = Vec::new();
    if inference.rows.is_empty() {
        lines.push("推断规则：没有一行的分值、得分、指标值、实际完成值都是数，无从推断".to_owned());
    } else {
        lines.push(format!(
            "推断规则：{} 行的分值、得分、指标值、实际完成值都是数，其中 {} 行能分辨规则；试了 {} 种，口径的规则对得上 {} 行",
            inference.rows.len(),
            inference.telling,
            inference.tried,
            inference.profile
        ));
    }
    if let Some(most) = inference.best.first().map(|hypothesis| hypothesis.explained.len()) {
        let same = inference.best.iter().all(|other| other.explained == inference.best[0].explained);
        let which = if same { format!("，{}", rows_text(&inference.best[0].explained)) } else { String::new() };
        lines.push(format!("对得上最多的（{most} 行{which}），共 {} 种，不分先后：", inference.best.len()));
        lines.extend(grouped(&inference.best, !same));
    }
    if !inference.unexplained.is_empty() {
        lines.push(format!("哪一种都对不上：{}", rows_text(&inference.unexplained)));
    }
    if !inference.hints.is_empty() {
        let hints: Vec<String> = inference
            .hints
            .iter()
            .map(|hint| {
                let above = if hint.is_above { "（得分高过分值）" } else { "" };
                format!("第 {} 行 {} 分{above}", hint.row + 1, plain(hint.points))
            })
            .collect();
        lines.push(format!("没有印分值的行，照完成比例推，分值是这些才对得上（只供参考）：{}", hints.join("、")));
    }
    lines
}

fn rows_text(rows: &[usize]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
    format!("第 {} 行", rows.join("、"))
}

/// 算法相同的归成一句，列出各种修约。
fn grouped(best: &[Hypothesis], with_rows: bool) -> Vec<String> {
    let mut groups: Vec<(&Hypothesis, Vec<Rounding>)> = Vec::new();
    for hypothesis in best {
        let is_same = |first: &Hypothesis| {
            (first.up, first.down, &first.explained) == (hypothesis.up, hypothesis.down, &hypothesis.explained)
        };
        match groups.iter_mut().find(|(first, _)| is_same(first)) {
            Some((_, roundings)) => roundings.push(hypothesis.rounding),
            None => groups.push((hypothesis, vec![hypothesis.rounding])),
        }
    }
    let line = |(first, roundings): (&Hypothesis, Vec<Rounding>)| {
        let ways: Vec<&str> = [first.up, first.down].into_iter().flatten().map(Way::title).collect();
        let rows = if with_rows { format!("（{}）", rows_text(&first.explained)) } else { String::new() };
        format!("  {}；{}{rows}", ways.join("；"), roundings_text(&roundings))
    };
    groups.into_iter().map(line).collect()
}

/// “两位小数（四种取舍都行）、整数（四舍五入、进一）”。
fn roundings_text(roundings: &[Rounding]) -> String {
    let parts: Vec<String> = [2, 1, 0]
        .into_iter()
        .filter_map(|places| {
            let modes: Vec<&str> =
                roundings.iter().filter(|r| r.places == places).map(|rounding| rounding.mode.title()).collect();
            let title = if places == 0 { "整数".to_owned() } else { format!("{places} 位小数") };
            match modes.len() {
                0 => None,
                count if count == Mode::NAMES.len() => Some(format!("{title}（怎样取舍都行）")),
                _ => Some(format!("{title}（{}）", modes.join("、"))),
            }
        })
        .collect();
    parts.join("、")
}

/// 推断的 JSON；行从一数起。
pub(super) fn inference_json(inference: &Inference) -> Value {
    let numbered = |rows: &[usize]| rows.iter().map(|row| row + 1).collect::<Vec<_>>();
    let mode = |mode: Mode| Mode::NAMES[mode as usize].0;
    let best = inference.best.iter().map(|hypothesis| {
        json!({
            "up": hypothesis.up.map(Way::name),
            "down": hypothesis.down.map(Way::name),
            "rounding": { "places": hypothesis.rounding.places, "mode": mode(hypothesis.rounding.mode) },
            "explained": numbered(&hypothesis.explained),
        })
    });
    let hints = inference
        .hints
        .iter()
        .map(|hint| json!({ "row": hint.row + 1, "points": plain(hint.points), "above": hint.is_above }));
    json!({
        "rows": numbered(&inference.rows),
        "telling": inference.telling,
        "tried": inference.tried,
        "profile_explains": inference.profile,
        "best": best.collect::<Vec<_>>(),
        "unexplained": numbered(&inference.unexplained),
        "points_hints": hints.collect::<Vec<_>>(),
    })
}
