//! 推断规则：照一种规则、一种修约算出的表，推断列出的必有它；公开的表上推断得出见过的规则。

mod command;

use command::ziping;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn inferred(folder: &Path, table: &Value) -> Value {
    fs::write(folder.join("表.json"), table.to_string()).expect("写文件");
    let run = ziping(folder, &["audit", "表.json", "--infer", "--format", "json"]);
    assert!(run.exit <= 1 && run.codes().is_empty(), "{}", run.stderr);
    serde_json::from_str::<Value>(&run.stdout).expect("JSON")["inference"].take()
}

/// 独立的算法：分子、分母都是整数，按位数与方式取舍，写成文字。
fn rounded(num: i128, den: i128, places: u32, mode: &str) -> String {
    let scaled = num * 10i128.pow(places);
    let (quotient, rest) = (scaled / den, scaled % den);
    let up = match mode {
        "down" => false,
        "up" => rest > 0,
        "half_up" => 2 * rest >= den,
        _ => 2 * rest > den || (2 * rest == den && quotient % 2 == 1),
    };
    let value = quotient + i128::from(up);
    let power = 10i128.pow(places);
    if places == 0 {
        value.to_string()
    } else {
        format!("{}.{:0width$}", value / power, value % power, width = places as usize)
    }
}

/// 一行照规则 `way` 应得的分，未取舍：分子与分母。
fn due(way: &str, points: i128, target: i128, actual: i128) -> (i128, i128) {
    match way {
        "proportional" => (points * actual.min(target), target),
        "uncapped" => (points * actual, target),
        "percent" => (points * actual, 100),
        "pass" if actual >= target => (points, 1),
        "pass" => (0, 1),
        "linear" if actual <= target => (points, 1),
        "linear" => (points * (2 * target - actual).max(0), target),
        "inverse" if actual <= target => (points, 1),
        "inverse" => (points * target, actual),
        _ => unreachable!("没有这种规则"),
    }
}

const UP: [&str; 4] = ["proportional", "uncapped", "percent", "pass"];
const DOWN: [&str; 2] = ["linear", "inverse"];
const MODES: [&str; 4] = ["half_up", "half_even", "down", "up"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// 照任一规则、任一修约算出的各行，推断必列出这一种，且说它每行都对得上。
    #[test]
    fn 照规则算出的表推得出这条规则(
        up in prop::sample::select(&UP[..]),
        down in prop::sample::select(&DOWN[..]),
        mode in prop::sample::select(&MODES[..]),
        places in 0u32..3,
        rows in prop::collection::vec((any::<bool>(), 1i128..40, 1i128..200, 1i128..300), 1..8),
    ) {
        let folder = tempfile::tempdir().expect("临时文件夹");
        let written: Vec<Value> = rows
            .iter()
            .enumerate()
            .map(|(at, &(is_up, points, target, actual))| {
                let (way, sign) = if is_up { (up, "≥") } else { (down, "≤") };
                let (num, den) = due(way, points, target, actual);
                json!({
                    "l1": "产出指标", "l3": format!("某项工作{at}"),
                    "target": format!("{sign}{target}%"), "actual": format!("{actual}%"),
                    "points": points.to_string(), "score": rounded(num, den, places, mode),
                })
            })
            .collect();
        let inference = inferred(folder.path(), &json!({ "unit": "某局", "year": 2024, "rows": written }));
        let has = |is_up: bool, way: &str| if rows.iter().any(|row| row.0 == is_up) { json!(way) } else { Value::Null };
        let (up, down) = (has(true, up), has(false, down));
        let found = inference["best"].as_array().expect("各种假设").iter().find(|one| {
            one["up"] == up && one["down"] == down && one["rounding"]["places"] == places && one["rounding"]["mode"] == mode
        });
        let found = found.unwrap_or_else(|| panic!("没有列出 {up} {down} {places} {mode}：{inference:#}"));
        prop_assert_eq!(found["explained"].as_array().expect("各行").len(), rows.len());
    }
}

/// 施甸的表没有印分值：照完成比例推，一行 20 分得 31.9，是不封顶。
#[test]
fn 没有印分值的表推得出分值() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit/field-cases");
    let file = "yunnan-2021-project-shidian-farmentity.json";
    let run = ziping(&folder, &["audit", file, "--infer", "--format", "json"]);
    let audit: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let hints = &audit["inference"]["points_hints"];
    // 8÷(6÷15)＝20；7.3≈20×4164÷11442；31.9≈20×12767.36÷8000；10.5≈10×2074÷1980；11.1≈10×100÷90。
    let want = json!([
        { "row": 1, "points": "20", "above": false }, { "row": 2, "points": "20", "above": false },
        { "row": 3, "points": "20", "above": true }, { "row": 4, "points": "10", "above": true },
        { "row": 5, "points": "10", "above": true },
    ]);
    assert_eq!(*hints, want);
    let run = ziping(&folder, &["audit", file, "--infer"]);
    assert!(run.stdout.contains("无从推断") && run.stdout.contains("第 3 行 20 分（得分高过分值）"), "{}", run.stdout);
}

/// 稷山的表：一行哪种都对不上，照实说；不替人选。
#[test]
fn 对不上的行照实说() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit/field-cases");
    let run = ziping(&folder, &["audit", "shanxi-2020-project-jishan-medinsurance.json", "--infer"]);
    assert!(run.stdout.contains("哪一种都对不上：第 1、5 行"), "{}", run.stdout);
    assert!(run.stdout.contains("不分先后"), "{}", run.stdout);
}
