//! 复核：读送来的表，逐行重算，各种发现。每个发现另有说明页的例子（`diagnostics.rs`）。

mod command;

use command::{Run, ziping};
use serde_json::Value;
use std::fs;
use std::path::Path;
use ziping::audit::{self, Table};
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::import;
use ziping::number::{plain, read_number};

/// 写成一份文件再复核。
fn audited(name: &str, text: &str) -> Run {
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
    let deep = "[".repeat(10_000);
    assert_eq!(audited("表.json", &deep).codes(), [Code::E1401]);
}

/// 数去掉末尾的零；不是数的照原样。
fn number(text: &str) -> String {
    read_number(text).map_or_else(|_| text.to_owned(), plain)
}

/// 读工作簿里的自评表。
fn sheets(path: &Path) -> Vec<Table> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let bytes = fs::read(path).expect("读文件");
    let sheets = import::sheets(path, &bytes).expect("读工作簿");
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
