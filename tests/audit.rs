//! 复核：读送来的表，逐行重算，各种发现。每个发现另有说明页的例子（`diagnostics.rs`）。

mod command;
#[path = "laws/generate.rs"]
#[allow(dead_code)]
mod generate;

use command::{Run as Command, ziping};
use generate::{Run, any_rows, budget, config, submission};
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::Path;
use ziping::audit::{self, Table};
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::import;
use ziping::number::{Decimal, plain, read_number};

/// 写成一份文件再复核。
fn audited(name: &str, text: &str) -> Command {
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::write(folder.path().join(name), text).expect("写文件");
    ziping(folder.path(), &["audit", name])
}

#[test]
fn 读不成的表() {
    let cases = [
        ("{\"unit\": \"某局\",}", Code::E1401, "这里应当是键"),
        ("{\"unit\": \"某局\"", Code::E1401, "这里应当是逗号或 }"),
        ("", Code::E1401, "还没有写完"),
        ("{\"year\": 2.4e3}", Code::E1401, "不用科学记数法"),
        ("{\"unit\": \"a\", \"unit\": \"b\"}", Code::E1401, "写了两次"),
        ("{\"unit\": \"\\uZZZZ\"}", Code::E1401, "四位十六进制数"),
        ("[]", Code::E1402, "“最外层”应当是一张表"),
        ("null", Code::E1402, "“最外层”应当是一张表"),
        (
            "{\"rows\": [{\"l3\": [1]}], \"truncated\": \"是\", \"kind\": \"项目\", \"year\": 24}",
            Code::E1402,
            "“l3”应当是文字或数",
        ),
        ("{\"unit\": \"某局\", \"rows\": []}", Code::E1403, "没有可以复核的"),
    ];
    for (text, code, message) in cases {
        let run = audited("表.json", text);
        assert_eq!(run.exit, 1, "{text}\n{}", run.stderr);
        assert!(run.codes().contains(&code), "{text}\n{}", run.stderr);
        assert!(run.stderr.contains(message), "{text}\n{}", run.stderr);
        assert!(run.stdout.is_empty(), "{text}\n{}", run.stdout);
    }
    // 类型不对的一次报全。
    let run = audited("表.json", cases[8].0);
    assert_eq!(run.codes().len(), 4, "{}", run.stderr);
    let run = audited("表.csv", "姓名,电话\n张三,12345\n");
    assert_eq!((run.exit, run.codes()), (1, vec![Code::E1404]), "{}", run.stderr);
    let run = audited("表.csv", "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n");
    assert_eq!((run.exit, run.codes()), (1, vec![Code::E1403]), "{}", run.stderr);
    let deep = "[".repeat(10_000);
    assert_eq!(audited("表.json", &deep).codes(), [Code::E1401]);
}

#[test]
fn 合不到一起的选项() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::create_dir(folder.path().join("表")).expect("建文件夹");
    let cases: [(&[&str], &str); 7] = [
        (&["表.json", "--sample", "10%"], "只用于文件夹的抽查"),
        (&["表.json", "--seed", "2"], "只用于文件夹的抽查"),
        (&["表.json", "--red-first"], "只用于文件夹的抽查"),
        (&["表.json", "表"], "文件夹要单独写"),
        (&["表", "--review", "单.toml"], "不能用于文件夹"),
        (&["表", "--accounts", "决算.toml"], "不能用于文件夹"),
        (&["表.json", "--review", "单.toml", "--accounts", "决算.toml"], "不能这样同时写"),
    ];
    for (options, message) in cases {
        let run = ziping(folder.path(), &[&["audit"], options].concat());
        assert_eq!(run.exit, 2, "{options:?}");
        assert!(run.stderr.contains(message), "{options:?}\n{}", run.stderr);
    }
}

/// 数去掉末尾的零；不是数的照原样。
fn number(text: &str) -> String {
    read_number(text).map_or_else(|_| text.to_owned(), plain)
}

/// 读工作簿里的自评表。
fn sheets(path: &Path) -> Vec<Table> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let bytes = fs::read(path).expect("读文件");
    let sheets = import::sheets(path, &bytes, "").expect("读工作簿");
    let tables = audit::read::sheets(&sheets, &mut sources, &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.all());
    tables
}

const NATIONAL: &str = r#"
[submission]
profile = "national"
unit = "某某局"
year = 2024
total = 100
KIND
[execution]
points = 10
title = "年度资金总额"
[[execution.source]]
key = "fiscal"
name = "财政拨款"

[budget]
total = { initial = 100, full_year = 120.5, executed = 98.3 }
fiscal = { initial = 100, full_year = 120.5, executed = 98.3 }

[[goal]]
expected = "完成培训"
achieved = "已完成"

[[indicator]]
level1 = "产出指标"
level2 = "数量指标"
name = "培训人数"
target = "≥200人"
points = 30
actual = "181人"
reason = "两期因故合并。"

[[indicator]]
level1 = "产出指标"
level2 = "质量指标"
name = "考核合格率"
target = "≥95%"
points = 30
actual = "97%"

[[indicator]]
level1 = "满意度指标"
level2 = "服务对象满意度指标"
name = "学员满意度"
target = "≥90%"
points = 30
actual = "88%"
reason = "食宿条件差。"
"#;

/// 自己出的表读得回来：各行的名称、指标值、实际完成值、分值、得分，资金与总分。
#[test]
fn 自己出的表读得回来() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/luoyang-jianxi-2024");
    let text = |name: &str| fs::read_to_string(examples.join(name)).expect("读例子");
    let national = |kind: &str| NATIONAL.replace("KIND", kind);
    // 94.64＝30×181÷200＋30＋30×88÷90＋10×98.3÷120.5，各项四舍五入到两位。
    let cases = [
        (text("department.toml"), "", 23, "99.41"),
        (text("project.toml"), "", 12, "100"),
        (text("department.toml"), "复核表", 23, "99.41"),
        (national("kind = \"project\"\nproject = \"培训\""), "", 3, "94.64"),
        (national("kind = \"department\""), "", 3, "94.64"),
        (national("kind = \"project\""), "复核表", 3, "94.64"),
    ];
    for (text, form, count, total) in cases {
        fs::write(at.join("填报.toml"), &text).expect("写文件");
        let mut render = vec!["render", "填报.toml", "-o", "自评表.xlsx"];
        if !form.is_empty() {
            render.extend(["--form", form]);
        }
        let run = ziping(at, &render);
        assert_eq!(run.exit, 0, "{}", run.stderr);
        let json: Value =
            serde_json::from_str(&ziping(at, &["score", "填报.toml", "--format", "json"]).stdout).unwrap();
        let tables = sheets(&at.join("自评表.xlsx"));
        assert_eq!(tables.len(), 1);
        let table = &tables[0];
        let read = table.rows.iter().map(|row| {
            let cells = [&row.level1, &row.name, &row.actual].map(|cell| cell.text.as_str());
            format!("{} {} {}", cells.join(" "), number(&row.points.text), number(&row.score.text))
        });
        let wanted = json["indicators"].as_array().expect("各行").iter().map(|row| {
            let cell = |key: &str| row[key].as_str().expect("文字");
            let cells = [cell("level1"), cell("name"), cell("actual")];
            format!("{} {} {}", cells.join(" "), number(cell("points")), number(cell("score")))
        });
        assert_eq!(read.collect::<Vec<_>>(), wanted.collect::<Vec<_>>(), "{form}");
        assert_eq!(table.rows.len(), count);
        assert_eq!(table.total_score.text, total, "{form}");
        let money = &table.budget.as_ref().expect("资金").total;
        assert_eq!(number(&money.score.text), number(json["execution"]["score"].as_str().expect("得分")));
        assert!(!table.unit.is_empty());
    }
}

/// 一张项目表：资金照写的，一行指标 90 分得满分。
fn with_budget(budget: &str, rest: &str) -> String {
    let row =
        r#"{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}"#;
    format!("{{\"unit\": \"某某局\", \"year\": 2024, \"budget\": {{{budget}}}, \"rows\": [{row}], {rest}}}")
}

/// 各种写法的执行率：算术手算，写在第三栏。
#[test]
fn 执行率的写法() {
    let cases: &[(&str, &[&str], &str)] = &[
        // 37.24÷43.2＝86.2037…%：印整数、两位都对，截尾的 86.20% 也是四舍五入。
        (r#""full_year": "43.2", "executed": "37.24", "rate": "86%""#, &[], ""),
        (r#""full_year": "43.2", "executed": "37.24", "rate": "86.20""#, &[], ""),
        (r#""full_year": "43.2", "executed": "37.24", "rate": "86.21%""#, &["A0401"], "37.24÷43.2＝86.2%"),
        // 94÷650＝14.46%，没有百分号的 0.1 是小数。
        (r#""full_year": "650", "executed": "94", "rate": "0.1""#, &["A0412"], ""),
        (r#""full_year": "650", "executed": "94", "rate": "0.15""#, &["A0401", "A0412"], "94÷650＝14.46%"),
        // 103.97÷104＝99.9711…%。
        (r#""full_year": "104", "executed": "103.97", "rate": "99.97""#, &[], ""),
        // 2÷3＝66.666…%，66.66% 是截尾，只作说明。
        (r#""full_year": "3", "executed": "2", "rate": "66.66%""#, &["A0401", "A0412"], "是截尾"),
        // 46÷148＝31.08%，31.00% 的零不是算出来的。
        (r#""full_year": "148", "executed": "46", "rate": "31.00%""#, &["A0401", "A0412"], "只准到整数"),
        (r#""full_year": "620.82万元", "executed": "620.82万元", "rate": "100%""#, &[], ""),
        (r#""full_year": "5.8万", "executed": "58000元", "rate": "100.00""#, &[], ""),
        // 338.31÷329.77＝102.59%。
        (r#""full_year": "329.77", "executed": "338.31", "rate": "102.59%""#, &["A0402"], "338.31 超过预算数 329.77"),
        (r#""full_year": "0", "executed": "3", "rate": "100%""#, &["A0403"], "预算数是 0，却执行了 3"),
        (r#""full_year": "--", "executed": "3", "rate": "待定""#, &[], ""),
    ];
    for (budget, codes, message) in cases {
        let run = audited("表.json", &with_budget(budget, r#""truncated": true"#));
        let own: Vec<&str> =
            run.codes().iter().map(|code| code.as_str()).filter(|code| !matches!(*code, "A0318" | "A0413")).collect();
        let mut sorted = own.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, *codes, "{budget}\n{}", run.stdout);
        assert!(run.stdout.contains(message), "{budget}\n{}", run.stdout);
    }
}

/// 执行率得分、总分、分值、等次：对不上的说出算式与像是什么。
#[test]
fn 合计与取整() {
    let money = |points: &str, score: &str| {
        format!(
            r#""full_year": "104", "executed": "103.97", "points": "{points}", "rate": "99.97", "score": "{score}""#
        )
    };
    // 20×99.9711…%＝19.9942…：截尾到整数是 19，四舍五入是 20。
    let run = audited("表.json", &with_budget(&money("20", "19"), r#""truncated": true"#));
    assert!(run.stdout.contains("截尾到整数才是 19"), "{}", run.stdout);
    // 分值一格印 100，按 10 分计得 10.00。
    let run = audited("表.json", &with_budget(&money("100", "10"), r#""truncated": true"#));
    assert!(run.stdout.contains("错把整张表的满分写了进来"), "{}", run.stdout);
    // 90＋10.00＝100，印 99。
    let run = audited("表.json", &with_budget(&money("10", "10"), r#""total_points": "100", "total_score": "99""#));
    assert!(run.stdout.contains("各项得分 90+10＝100，印的总分是 99"), "{}", run.stdout);
    // 看得见的已失 1 分，总分至多 99。
    let rest = r#""truncated": true, "total_points": "100", "total_score": "99.5""#;
    let run = audited("表.json", &with_budget(&money("10", "9"), rest));
    assert!(run.stdout.contains("总分至多 100－1＝99，印的是 99.5"), "{}", run.stdout);
    // 加得出 110，满分印 100。
    let run = audited("表.json", &with_budget(&money("20", "20"), r#""total_points": "100", "total_score": "110""#));
    assert!(run.stdout.contains("各行分值之和 90，加执行率 20，共 110，印的满分是 100"), "{}", run.stdout);
    for (grade, is_right) in [("优", true), ("优秀", true), ("良", false), ("甲", false)] {
        let rest = format!(r#""total_points": "100", "total_score": "100", "grade": "{grade}""#);
        let run = audited("表.json", &with_budget(&money("10", "10"), &rest));
        assert_eq!(run.codes().contains(&Code::A0407), !is_right, "{grade}\n{}", run.stdout);
    }
}

/// 口径：指定的，按地区的，都没有的；用了哪个都说明白。
#[test]
fn 口径的选取() {
    let table = |unit: &str, region: &str| {
        format!(
            "{{\"unit\": \"{unit}\", \"region\": \"{region}\", \"budget\": {{\"full_year\": \"1\", \"executed\": \"1\"}}}}"
        )
    };
    let cases = [
        (table("某局", "湖北省鄂州市"), "口径 hubei（湖北省预算绩效自评口径）：地区“湖北省鄂州市”属“湖北”"),
        (table("某局", "鄂州市"), "口径 hubei（湖北省预算绩效自评口径）：地区“鄂州市”属“鄂州”"),
        (table("洛阳市某局", ""), "口径 henan（河南省预算绩效自评口径）：单位“洛阳市某局”属“洛阳”"),
        (table("某局", "青海省"), "口径 national（全国通行口径）：没有口径写明适用于“青海省”"),
        (table("某局", ""), "口径 national（全国通行口径）：表上没有印地区"),
    ];
    for (text, wanted) in cases {
        let run = audited("表.json", &text);
        assert!(run.stdout.contains(wanted), "{}", run.stdout);
    }
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::write(folder.path().join("表.json"), table("某局", "湖北省")).expect("写文件");
    let run = ziping(folder.path(), &["audit", "表.json", "--profile", "henan"]);
    assert!(run.stdout.contains("口径 henan（河南省预算绩效自评口径）：由 --profile 指定"), "{}", run.stdout);
    let run = ziping(folder.path(), &["audit", "表.json", "--profile", "henann"]);
    assert_eq!((run.exit, run.codes()), (2, vec![Code::E0401]), "{}", run.stderr);
}

/// 2024 年公开的两张表：23 行得分、板块 29.41 与总分 99.41 都对得上，只有已知的几处。
#[test]
fn 公开的部门表() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = "examples/luoyang-jianxi-2024/department.toml";
    let json: Value = serde_json::from_str(&ziping(root, &["audit", file, "--format", "json"]).stdout).expect("JSON");
    let rows = json["rows"].as_array().expect("各行");
    assert_eq!(rows.len(), 23);
    assert!(rows.iter().all(|row| row["agrees"] == true), "{json:#}");
    assert_eq!((&json["total"]["declared"], &json["total"]["recomputed"]), (&"99.41".into(), &"99.41".into()));
    assert_eq!(json["total"]["agrees"], true);
    assert_eq!(json["sections"][0]["recomputed"], "29.41");
    assert_eq!(json["execution"]["findings"], serde_json::json!(["A0404"]));
    let severe = json["findings"].as_array().expect("发现").iter().filter(|found| found["severity"] == "error").count();
    assert_eq!(severe, 0, "{json:#}");
}

/// 填报工作簿：表上的得分当作印的得分。
#[test]
fn 填报工作簿() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("临时文件夹");
    let book = folder.path().join("填报.xlsx");
    let book = book.to_str().expect("路径");
    let file = "examples/luoyang-jianxi-2024/department.toml";
    assert_eq!(ziping(root, &["export", file, "-o", book]).exit, 0);
    let json: Value = serde_json::from_str(&ziping(root, &["audit", book, "--format", "json"]).stdout).expect("JSON");
    let rows = json["rows"].as_array().expect("各行");
    assert_eq!(rows.iter().filter(|row| row["agrees"] == true).count(), 23, "{json:#}");
    assert_eq!(json["total"]["declared"], "99.41");
}

proptest! {
    #![proptest_config(config(120))]

    /// 计出的得分照印，复核全都相符；改动一行，一定看得出，总分也不再是各项之和。
    #[test]
    fn 照印的相符_改动的看得出(rows in any_rows(), budget in budget(), at in any::<prop::sample::Index>(), cents in 1i64..500, up in any::<bool>()) {
        let Run { mut checked, outcome } = Run::of(&submission(&rows, budget));
        for (row, result) in checked.submission.declared.rows.iter_mut().zip(&outcome.rows) {
            row.score = result.score;
        }
        checked.submission.declared.execution = outcome.execution.as_ref().and_then(|block| block.result.score);
        checked.submission.declared.total = outcome.total.score;
        let same = audit::audit_submission(&checked, &outcome);
        prop_assert!(same.rows.iter().all(|row| row.agrees == Some(true)), "{:?}", same.findings);
        prop_assert!(same.execution.iter().all(|block| block.agrees == Some(true)), "{:?}", same.findings);
        prop_assert_eq!(same.total.agrees, Some(true));
        let wrong = [Code::A0301, Code::A0302, Code::A0303, Code::A0304, Code::A0305, Code::A0307, Code::A0320];
        prop_assert!(!same.findings.iter().any(|found| wrong.contains(&found.diagnostic.code)), "{:?}", same.findings);

        let at = at.index(rows.len());
        let change = Decimal::new(if up { cents } else { -cents }, 2);
        let score = &mut checked.submission.declared.rows[at].score;
        *score = score.map(|score| score + change);
        let changed = audit::audit_submission(&checked, &outcome);
        prop_assert_eq!(changed.rows[at].agrees, Some(false));
        let about = audit::About::Row(at);
        prop_assert!(changed.about(about).any(|found| found.code != Code::A0311 && found.code != Code::A0313), "{:?}", changed.findings);
        prop_assert_eq!(changed.total.agrees, Some(false));
        prop_assert!(changed.about(audit::About::Total).any(|found| found.code == Code::A0405));
    }
}
