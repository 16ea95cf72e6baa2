//! 三十二份公开的自评表，逐份复核：读懂几行、重算几行、相符几行、哪里有什么发现，记在快照里，一处变了就失败。
//!
//! 快照由复核的人逐行看过；`targets.txt` 与这里的 [`SEEN`] 是看着表手写的，不从程序抄来。

mod command;

use command::ziping;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/audit");

/// 解释一行得分怎样来的代码。
const CAUSES: &[&str] = &["A0301", "A0302", "A0303", "A0304", "A0305", "A0306", "A0307", "A0320"];

/// 人看着表找出的问题：案例、行（资金与合计不是行）、代码。
const SEEN: &[(&str, &str, &str)] = &[
    // 1 分的行得 2 分；2 分的行得 0 分。
    ("anhui-2021-project-tongling-ruralaward", "10", "A0303"),
    ("anhui-2021-project-tongling-ruralaward", "4", "A0309"),
    // 总额一行三个零，分项却有数；合格率写“≥100”。
    ("anhui-2022-project-tangxi-entrusted", "execution", "A0403"),
    ("anhui-2022-project-tangxi-entrusted", "2", "A0321"),
    ("anhui-2022-project-tianchang-flood", "3", "A0316"),
    ("anhui-2022-project-tianchang-flood", "8", "A0316"),
    // 338.31÷329.77；3061÷2000＝153%；数量写“≤4”。
    ("anhui-2023-department-jinzhai-chagu", "execution", "A0402"),
    ("anhui-2023-department-jinzhai-chagu", "3", "A0319"),
    ("anhui-2023-department-jinzhai-chagu", "1", "A0321"),
    ("anhui-2023-project-xiaoxian-hexi-farming", "4", "A0311"),
    // 46÷148＝31.08%，印 31.00%。
    ("anhui-2023-project-xuancheng-animal", "execution", "A0401"),
    // 86.2% 印 9 分；37.24÷43.2 也是 9 分；金额写作数量指标。
    ("hebei-2019-project-langfang-foodschool", "execution", "A0404"),
    ("hebei-2019-project-langfang-foodschool", "1", "A0305"),
    ("hebei-2019-project-langfang-foodschool", "1", "A0321"),
    // 20×98%＝19.6。
    ("hubei-2020-project-huanggang-soilwater", "3", "A0304"),
    ("hubei-2021-project-caidian-forestfire", "1", "A0316"),
    ("hubei-2021-project-caidian-forestfire", "3", "A0313"),
    // 19.99 印 19；8×9÷10＝7.2 印 7，没有原因。
    ("hubei-2022-project-ezhou-science", "execution", "A0404"),
    ("hubei-2022-project-ezhou-science", "2", "A0305"),
    ("hubei-2022-project-ezhou-science", "2", "A0309"),
    ("hubei-2022-project-ezhou-science", "7", "A0311"),
    // 100－92.8＝7.2，满一档，5－2＝3。
    ("hunan-2015-department-provincial-industry", "3", "A0320"),
    ("hunan-2017-department-wenku-unit", "1", "A0317"),
    ("hunan-2020-project-hengshan-grainreserve", "11", "A0317"),
    ("hunan-2020-project-hengshan-grainreserve", "15", "A0321"),
    // 分值一格印 100，得分 10。
    ("jiangxi-2021-project-shangrao-justice", "execution", "A0404"),
    // 达标的四行失了 1＋1＋2＋2 分，总分至多 94，印 98。
    ("ningxia-2021-project-yinchuan-school", "3", "A0301"),
    ("ningxia-2021-project-yinchuan-school", "8", "A0301"),
    ("ningxia-2021-project-yinchuan-school", "12", "A0301"),
    ("ningxia-2021-project-yinchuan-school", "13", "A0301"),
    ("ningxia-2021-project-yinchuan-school", "total", "A0405"),
    // 15×8676÷8755＝14.86 印 13；95% 对 95% 只给九成；9.91 印 9；合计 93 印 94。
    ("shanxi-2020-project-jishan-medinsurance", "1", "A0307"),
    ("shanxi-2020-project-jishan-medinsurance", "5", "A0301"),
    ("shanxi-2020-project-jishan-medinsurance", "5", "A0309"),
    ("shanxi-2020-project-jishan-medinsurance", "6", "A0301"),
    ("shanxi-2020-project-jishan-medinsurance", "execution", "A0404"),
    ("shanxi-2020-project-jishan-medinsurance", "total", "A0405"),
    ("sichuan-2017-department-wanglu-unit", "4", "A0309"),
    // 85÷21＝405%。
    ("sichuan-2021-project-suining-drugcheck", "6", "A0319"),
    ("sichuan-2021-project-suining-drugcheck", "2", "A0319"),
    ("sichuan-2022-project-daying-railway", "7", "A0318"),
    // 实际连符号一起抄；100＋10＝110 印 100。
    ("sichuan-2022-project-zhongjiang-watergauge", "1", "A0311"),
    ("sichuan-2022-project-zhongjiang-watergauge", "9", "A0311"),
    ("sichuan-2022-project-zhongjiang-watergauge", "total", "A0405"),
    ("sichuan-2022-project-zhongjiang-watergauge", "total", "A0406"),
    ("sichuan-2023-project-qingshen-wages", "1", "A0317"),
    ("sichuan-2023-project-qingshen-wages", "1", "A0318"),
    // 四行都正好达标，四行都失分。
    ("yunnan-2020-project-lijiang-landsatellite", "1", "A0301"),
    ("yunnan-2020-project-lijiang-landsatellite", "2", "A0301"),
    ("yunnan-2020-project-lijiang-landsatellite", "3", "A0301"),
    ("yunnan-2020-project-lijiang-landsatellite", "4", "A0301"),
    // 20×12767.36÷8000＝31.9，不封顶；2.89 印 2.9；产值的单位印成 %。
    ("yunnan-2021-project-shidian-farmentity", "3", "A0320"),
    ("yunnan-2021-project-shidian-farmentity", "4", "A0320"),
    ("yunnan-2021-project-shidian-farmentity", "5", "A0320"),
    ("yunnan-2021-project-shidian-farmentity", "3", "A0321"),
    ("yunnan-2021-project-shidian-farmentity", "execution", "A0404"),
    // 名称里的 **；只花了两成钱，产出全部完成。
    ("yunnan-2022-project-changning-pigfarm", "1", "A0315"),
    ("yunnan-2022-project-changning-pigfarm", "execution", "A0412"),
    // 550 对 20 给满分，又都没有单位；一格空着。
    ("yunnan-2023-project-nanhua-mushroom", "2", "A0302"),
    ("yunnan-2023-project-nanhua-mushroom", "2", "A0312"),
    ("yunnan-2023-project-nanhua-mushroom", "3", "A0317"),
    ("yunnan-2023-project-nanhua-mushroom", "4", "A0311"),
];

/// 复核一份，取 JSON。
fn audited(case: &str) -> Value {
    let file = format!("field-cases/{case}.json");
    let run = ziping(Path::new(FOLDER), &["audit", &file, "--format", "json"]);
    assert!(run.exit <= 1 && run.codes().is_empty(), "{case}：{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// 全部案例，按名称。
fn cases() -> BTreeMap<String, Value> {
    let files = fs::read_dir(format!("{FOLDER}/field-cases")).expect("读文件夹");
    let names = files.map(|file| file.expect("读文件夹").path().file_stem().unwrap().to_string_lossy().into_owned());
    let cases: BTreeMap<String, Value> = names.map(|name| (name.clone(), audited(&name))).collect();
    assert_eq!(cases.len(), 32);
    cases
}

fn codes(value: &Value) -> Vec<&str> {
    value.as_array().map(|codes| codes.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

fn shown(value: &Value) -> &str {
    value.as_str().unwrap_or("—")
}

fn agreement(value: &Value) -> &'static str {
    match value["agrees"].as_bool() {
        Some(true) => "相符",
        Some(false) => "不符",
        None => "未比",
    }
}

/// 一份案例的复核，写成几行。
fn summary(audit: &Value) -> String {
    let mut text = String::new();
    let rows = audit["rows"].as_array().expect("各行");
    let count = |test: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| test(row)).count();
    let _ = writeln!(
        text,
        "{} 行：读懂 {}，重算 {}，相符 {}，不符 {}，说得出原因 {}",
        rows.len(),
        count(&|row| row["target"]["kind"] != "unreadable"),
        count(&|row| row["recomputed"].is_string()),
        count(&|row| row["agrees"] == true),
        count(&|row| row["agrees"] == false),
        count(&|row| {
            row["agrees"] == false && codes(&row["findings"]).iter().any(|c| CAUSES.contains(c) && *c != "A0307")
        }),
    );
    for row in rows {
        let target = &row["target"];
        let parts = [target["kind"].as_str(), target["value"].as_str(), target["unit"].as_str()];
        let target: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(
            text,
            "{} {} | {} → {} {} | {}",
            row["row"],
            target.join(" "),
            shown(&row["declared"]),
            shown(&row["recomputed"]),
            agreement(row),
            codes(&row["findings"]).join(" ")
        );
    }
    let block = &audit["execution"];
    if !block.is_null() {
        let (declared, recomputed) = (shown(&block["declared"]), shown(&block["recomputed"]));
        let _ = writeln!(
            text,
            "资金 | {declared} → {recomputed} {} | {}",
            agreement(block),
            codes(&block["findings"]).join(" ")
        );
    }
    let total = &audit["total"];
    let _ = writeln!(
        text,
        "总分 | {}，各项之和 {}，算得 {} {}",
        shown(&total["declared"]),
        shown(&total["sum_of_rows"]),
        shown(&total["recomputed"]),
        agreement(total)
    );
    let whole: Vec<&str> = audit["findings"]
        .as_array()
        .expect("发现")
        .iter()
        .filter(|found| !["row", "execution"].contains(&found["about"].as_str().unwrap_or_default()))
        .filter_map(|found| found["code"].as_str())
        .collect();
    let _ = writeln!(text, "全表 | {}", whole.join(" "));
    text
}

#[test]
fn 逐份复核的结果不变() {
    for (case, audit) in cases() {
        insta::with_settings!({ omit_expression => true, description => case.as_str() }, {
            insta::assert_snapshot!(case.as_str(), summary(&audit));
        });
    }
}

/// 人看出的每个问题都报了。
#[test]
fn 人看出的问题都报出来() {
    let cases = cases();
    let mut missing = Vec::new();
    for (case, about, code) in SEEN {
        let found = cases[*case]["findings"].as_array().expect("发现").iter().any(|found| {
            let row = found["row"].as_u64().map(|row| row.to_string());
            let place = row.as_deref().or(found["about"].as_str());
            found["code"] == *code && place == Some(*about)
        });
        if !found {
            missing.push(format!("{case} {about} {code}"));
        }
    }
    assert!(missing.is_empty(), "没有报出：\n{}", missing.join("\n"));
}

/// 相符的行没有错误；不符的行都有原因；没有比的行都说明为什么。
#[test]
fn 每一行都有交代() {
    for (case, audit) in cases() {
        let findings = audit["findings"].as_array().expect("发现");
        for row in audit["rows"].as_array().expect("各行") {
            let own: Vec<&Value> = findings.iter().filter(|found| found["row"] == row["row"]).collect();
            let at = format!("{case} 第 {} 行", row["row"]);
            match row["agrees"].as_bool() {
                Some(true) => assert!(own.iter().all(|found| found["severity"] != "error"), "{at}：相符却有错误"),
                Some(false) => {
                    assert!(own.iter().any(|found| CAUSES.contains(&shown(&found["code"]))), "{at}：没有原因");
                }
                None => assert!(!own.is_empty(), "{at}：没有说明为什么不比"),
            }
            for found in own {
                assert!(shown(&found["message"]).chars().count() > 6, "{at}：{found}");
            }
        }
    }
}

/// 指标值逐行与手写的相同。
#[test]
fn 指标值与手写的相同() {
    let expected = fs::read_to_string(format!("{FOLDER}/targets.txt")).expect("手写的期望");
    let cases = cases();
    let (mut audit, mut seen) = (&Value::Null, 0);
    for line in expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(case) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            audit = &cases[case];
            continue;
        }
        let (at, want) = line.split_once(' ').expect("行号与意思");
        let target = &audit["rows"][at.parse::<usize>().expect("行号") - 1]["target"];
        let parts = [target["kind"].as_str(), target["value"].as_str(), target["unit"].as_str()];
        let read: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        assert_eq!(read.join(" "), want, "{line}");
        seen += 1;
    }
    assert_eq!(seen, 218);
}
