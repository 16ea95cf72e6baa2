//! 2024 年公开的两张自评表：照原件逐格录入，与 `examples/luoyang-jianxi-2024/` 算出、成文的结果逐格相比。
//!
//! 这里的文字录自公开的决算文件（涧西区政务服务中心），不取自程序的输出；比较时不计空白。

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use ziping::check::Checked;
use ziping::diagnostic::{Code, Severity, Sink, Sources};
use ziping::library::{self, Library};
use ziping::number::Decimal;
use ziping::report::{self, FormRow};
use ziping::review::review;
use ziping::score::{Detail, Outcome, score};

struct Example {
    checked: Checked,
    outcome: Outcome,
    sink: Sink,
}

fn example(name: &str) -> Example {
    let path = Path::new("examples/luoyang-jianxi-2024").join(name);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let loaded = library::submission(&path, &Library::default(), &mut sources, &mut sink);
    let checked = loaded.expect("示例能读");
    let outcome = score(&checked.set, &checked.submission, Detail::Steps);
    review(&checked.set, &checked.submission, &outcome, &mut sink);
    Example { checked, outcome, sink }
}

impl Example {
    fn messages(&self, code: Code) -> Vec<&str> {
        self.sink.all().iter().filter(|d| d.code == code).map(|d| d.message.as_str()).collect()
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// 一级指标、二级指标、三级指标、年度指标值、实际完成值、分值、得分、偏差度、偏差原因分析及改进措施。
type Printed = [&'static str; 9];

#[track_caller]
fn same_rows(rows: &[FormRow<'_>], printed: &[Printed]) {
    for (row, printed) in rows.iter().zip(printed) {
        let got = [
            row.level1,
            row.level2,
            row.name,
            row.target,
            row.actual,
            &row.points,
            &row.score,
            &row.deviation,
            row.reason,
        ];
        assert_eq!(got.map(bare), printed.map(bare), "{}", row.name);
    }
    assert_eq!(rows.len(), printed.len());
}

const DEPARTMENT: [Printed; 23] = [
    [
        "投入管理指标",
        "工作目标管理",
        "年度履职目标相关性",
        "相关",
        "90%",
        "1.5",
        "1.35",
        "-10.00",
        "调整年度工作重心，合理调配工作方向，争取最大限度完成目标。",
    ],
    [
        "投入管理指标",
        "工作目标管理",
        "工作任务科学性",
        "科学",
        "95%",
        "1.5",
        "1.43",
        "-5.00",
        "缺少科学规范意识，加强培训，提高业务水平。",
    ],
    ["投入管理指标", "工作目标管理", "绩效指标合理性", "合理", "95%", "1.5", "1.43", "-5.00", "合理设定绩效目标"],
    ["投入管理指标", "预算和财务管理", "预算编制完整性", "完整", "100%", "2", "2", "0.00", ""],
    ["投入管理指标", "预算和财务管理", "专项资金细化率", "≥90%", "90%", "2", "2", "0.00", ""],
    ["投入管理指标", "预算和财务管理", "预算调整率", "≤20%", "0%", "1.5", "1.5", "0.00", ""],
    ["投入管理指标", "预算和财务管理", "结转结余率", "≤10%", "0%", "1.5", "1.5", "0.00", ""],
    ["投入管理指标", "预算和财务管理", "“三公经费”控制率", "≤10%", "0%", "1.5", "1.5", "0.00", ""],
    ["投入管理指标", "预算和财务管理", "政府采购执行率", "≥95%", "95%", "1", "1", "0.00", ""],
    ["投入管理指标", "预算和财务管理", "决算真实性", "真实", "100%", "1.5", "1.5", "0.00", ""],
    ["投入管理指标", "预算和财务管理", "资金使用合规性", "合规", "100%", "1.5", "1.5", "0.00", ""],
    [
        "投入管理指标",
        "预算和财务管理",
        "管理制度健全性",
        "健全",
        "90%",
        "1.5",
        "1.35",
        "-10.00",
        "缺少工作经验；加强业务学习，积累工作经验，尽快健全管理制度。",
    ],
    ["投入管理指标", "预算和财务管理", "预决算信息公开性", "公开", "100%", "1.5", "1.5", "0.00", ""],
    [
        "投入管理指标",
        "预算和财务管理",
        "资产管理规范性",
        "规范",
        "90%",
        "1.5",
        "1.35",
        "-10.00",
        "未能严格执行资产管理制度；严格按照要求规范管理资产。",
    ],
    ["投入管理指标", "绩效管理", "绩效监控完成率", "=100%", "100%", "1.5", "1.5", "0.00", ""],
    ["投入管理指标", "绩效管理", "绩效自评完成率", "=100%", "100%", "1.5", "1.5", "0.00", ""],
    ["投入管理指标", "绩效管理", "绩效目标编制完成率", "=100%", "100%", "2", "2", "0.00", ""],
    ["投入管理指标", "绩效管理", "部门绩效评价完成率", "=100%", "100%", "2", "2", "0.00", ""],
    ["投入管理指标", "绩效管理", "评价结果应用率", "=100%", "100%", "1.5", "1.5", "0.00", ""],
    ["产出指标", "重点工作任务完成", "工作完成率", "≥95%", "98%", "12", "12", "0.00", ""],
    ["产出指标", "履职目标实现", "实现导办、代办、帮办建立健全便民便企服务", "≥95%", "96%", "13", "13", "0.00", ""],
    ["效益指标", "履职效益", "优质的服务群众", "≥95%", "96%", "15", "15", "0.00", ""],
    ["效益指标", "满意度", "企业、群众满意度", "≥95%", "96%", "20", "20", "0.00", ""],
];

/// 名称、年初预算数、全年预算数、全年执行数、分值、执行率、得分。
const MONEY: [[&str; 7]; 4] = [
    ["部门预算总额", "262.6", "250.65", "248.09", "10", "98.98 %", "10"],
    ["资金来源：（1）财政拨款", "262.6", "250.65", "248.09", "-", "98.98 %", "-"],
    ["（2）财政专户管理资金", "0", "0", "0", "-", "0.00%", "-"],
    ["（3）单位资金", "0", "0", "0", "-", "0.00%", "-"],
];

const GOAL: [&str; 2] = [
    "提升政务服务能力：
     1、积极探索高频政务服务事项“跨省通办”。
     2、推动政务服务事项“就近办”。
     3、推进政务服务标准化建设完善政务大厅服务规范积极创建省级服务标准化示范单位。
     4、进一步深化优化一窗受理。
     5、健全完善“好差评”制度。
     6、积极配合市级 12345 政务服务热线相关工作。",
    "按照时间节点，很好的完成了年度总体目标和主要任务。",
];

/// 原件把这五行印了两遍，示例照录。
const TASKS: [[&str; 2]; 5] = [
    [
        "“12345 政务服务热线”",
        "规范完善 12345 政务热线受理、派单、办理、答复、督办、办结、回访、评价等环节的工作流程，及时反馈、强力督办，\
      实现企业和群众诉求办理的闭环运行",
    ],
    ["“一窗受理”", "进一步推进前台综合受理、后台分类审批、为企业群众提供公开、高效、便捷的政务服务"],
    ["“跨省通办”", "优化便民服务事项，不断拓展通办范围"],
    [
        "“好差评”",
        "推动政务服务“好差评”规范化，督促个单位提高“好差评”主动评价率和评价覆盖事项率，按时整改差评，\
      确保年度实名差评整改率达 100%",
    ],
    ["制定政务服务中心日常管理制度", "为进驻政务服务中心各单位开展工作提供服务"],
];

const TASK_DONE: &str = "按照时间节点，很好的完成了年度主要任务";

#[test]
fn 部门表逐格相同() {
    let example = example("department.toml");
    let form = report::report(&example.checked.set, &example.checked.submission, &example.outcome);
    assert_eq!(form.title, "部门整体支出绩效自评情况表");
    assert_eq!(form.unit, "洛阳市涧西区政务服务中心");
    assert_eq!(bare(form.date), bare("2025 年 10 月"));

    let money = form.money.as_ref().expect("有资金情况");
    assert_eq!(money.unit, "万元");
    assert_eq!(money.rows.len(), MONEY.len());
    for (row, printed) in money.rows.iter().zip(MONEY) {
        let got = [row.name, &row.initial, &row.full_year, &row.executed, &row.points, &row.rate, &row.score];
        assert_eq!(got.map(bare), printed.map(bare));
    }

    assert_eq!(form.goals.len(), 1);
    assert_eq!([form.goals[0].expected, form.goals[0].achieved].map(bare), GOAL.map(bare));
    assert_eq!(form.tasks.len(), 2 * TASKS.len());
    for (task, [name, content]) in form.tasks.iter().zip(TASKS.iter().chain(&TASKS)) {
        assert_eq!([task.name, task.content, task.achieved].map(bare), [name, content, TASK_DONE].map(bare));
    }

    same_rows(&form.rows, &DEPARTMENT);
    assert!(form.management.is_empty());
    assert_eq!([form.total.points, form.total.score], ["100", "99.41"]);
    assert_eq!(form.grade, "A");
    assert!(form.rows.iter().all(|row| !row.inferred));
}

#[test]
fn 部门表的提醒() {
    let example = example("department.toml");
    assert_eq!(example.sink.count(Severity::Error), 0, "{:?}", example.sink.all());
    // 248.09÷250.65×10＝9.8978… → 9.90，表上印的是 10。
    let unconfirmed = example.messages(Code::W0703);
    assert_eq!(unconfirmed.len(), 1);
    assert!(unconfirmed[0].contains("98.98%") && unconfirmed[0].contains("9.90"), "{}", unconfirmed[0]);
    assert!(example.messages(Code::W0705).is_empty(), "印的得分都与计算相符");
    assert_eq!(example.messages(Code::W0710).len(), 1, "重复的任务行提醒一次");
}

const PROJECT: [Printed; 8] = [
    ["成本指标", "经济成本指标", "每人每月薪资", "2000 元", "100%", "10", "10", "0.00", ""],
    ["产出指标", "数量指标", "人员考勤率", "≥90%", "100%", "10", "10", "0.00", ""],
    ["产出指标", "质量指标", "资金发放到位率", "≥100%", "100%", "5", "5", "0.00", ""],
    ["产出指标", "质量指标", "资金使用合规率", "≥100%", "100%", "10", "10", "0.00", ""],
    ["产出指标", "时效指标", "资金发放及时率", "按月按时发放", "100%", "5", "5", "0.00", ""],
    ["效益指标", "社会效益指标", "提供就业岗位", "=19 人", "19 人", "10", "10", "0.00", ""],
    ["效益指标", "社会效益指标", "保障本单位工作有序开展", "保持稳定", "100%", "15", "15", "0.00", ""],
    ["满意度指标", "服务对象满意度指标", "单位满意度", "≥98%", "98%", "5", "5", "0.00", ""],
];

#[test]
fn 项目表逐格相同() {
    let example = example("project.toml");
    let form = report::report(&example.checked.set, &example.checked.submission, &example.outcome);
    same_rows(&form.rows, &PROJECT);
    let sum = |pick: for<'r> fn(&'r FormRow<'_>) -> &'r str| -> Decimal {
        form.rows.iter().map(|row| pick(row).parse::<Decimal>().unwrap()).sum()
    };
    assert_eq!(sum(|row| &row.points), Decimal::from(70));
    assert_eq!(sum(|row| &row.score), Decimal::from(70));
    assert_eq!([form.total.points, form.total.score], ["100", "100"]);
    assert_eq!(form.grade, "优");
}

#[test]
fn 项目表没有印的都标作推定() {
    let example = example("project.toml");
    let form = report::report(&example.checked.set, &example.checked.submission, &example.outcome);
    assert!(form.rows.iter().all(|row| !row.inferred), "印了的八行不是推定");
    assert_eq!(form.management.len(), 4);
    assert!(form.management.iter().all(|row| row.inferred));
    assert!(example.checked.submission.money.inferred);
    // 资金管理四行，加上资金情况。
    assert_eq!(example.messages(Code::W0704).len(), 5);
    assert!(example.messages(Code::W0705).is_empty(), "印的得分都与计算相符");
    assert_eq!(example.sink.count(Severity::Error), 0, "{:?}", example.sink.all());
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("应当是对象").keys().map(String::as_str).collect()
}

/// 小数一律写成文字，读出来是数。
#[track_caller]
fn decimal(value: &Value) -> Decimal {
    value.as_str().expect("小数写成文字").parse().expect("文字是数")
}

#[test]
fn 部门表的结果照约定写成json() {
    let example = example("department.toml");
    let Example { checked, outcome, .. } = &example;
    let text = report::outcome_json(&checked.set, &checked.submission, outcome, None, Value::Array(Vec::new()));
    let json: Value = serde_json::from_str(&text).unwrap();

    // 对外约定的各键；凭据与诊断是另附的。
    let contract = ["format", "set", "unit", "year", "execution", "indicators", "sections", "total", "grade"];
    assert_eq!(keys(&json), contract.into_iter().chain(["findings", "receipt"]).collect());
    assert_eq!(json["format"], "ziping.outcome/1");
    assert_eq!(keys(&json["set"]), ["id", "version", "sha256"].into());
    assert_eq!([&json["set"]["id"], &json["set"]["version"]], ["henan/department", "2024"]);
    let digest = json["set"]["sha256"].as_str().unwrap();
    assert!(digest.len() == 64 && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')), "{digest}");
    assert_eq!(json["unit"], "洛阳市涧西区政务服务中心");
    assert_eq!(json["year"], 2024);
    assert_eq!(json["execution"], serde_json::json!({ "rate": "98.98", "points": "10", "score": "10.00" }));
    assert_eq!(json["total"], serde_json::json!({ "points": "100", "score": "99.41" }));
    assert_eq!(json["grade"], "A");

    let rows = json["indicators"].as_array().unwrap();
    assert_eq!(rows.len(), DEPARTMENT.len());
    let columns =
        ["code", "level1", "level2", "name", "target", "actual", "points", "score", "deviation", "status", "reason"];
    for (row, printed) in rows.iter().zip(DEPARTMENT) {
        assert_eq!(keys(row), columns.into(), "{row}");
        assert!(columns.iter().all(|column| row[column].is_string()), "{row}");
        let texts = ["level1", "level2", "name", "target", "actual"].map(|column| row[column].as_str().unwrap());
        assert_eq!(texts.map(bare).as_slice(), printed[..5].iter().map(|t| bare(t)).collect::<Vec<_>>());
        let numbers = ["points", "score", "deviation"].map(|column| decimal(&row[column]));
        assert_eq!(numbers.as_slice(), printed[5..8].iter().map(|t| t.parse().unwrap()).collect::<Vec<Decimal>>());
        assert_eq!(row["score"].as_str().unwrap().split_once('.').map(|(_, tail)| tail.len()), Some(2), "{row}");
        assert_eq!(row["status"], if printed[7] == "0.00" { "met" } else { "missed" });
        assert_eq!(bare(row["reason"].as_str().unwrap()), bare(printed[8]));
    }

    let sections = json["sections"].as_array().unwrap();
    let expected = [("投入管理指标", "30", "29.41"), ("产出指标", "25", "25.00"), ("效益指标", "35", "35.00")];
    assert_eq!(sections.len(), expected.len());
    for (section, (level1, points, score)) in sections.iter().zip(expected) {
        assert_eq!(section, &serde_json::json!({ "level1": level1, "points": points, "score": score }));
    }
    let sum: Decimal = sections.iter().map(|section| decimal(&section["score"])).sum();
    assert_eq!(sum + decimal(&json["execution"]["score"]), decimal(&json["total"]["score"]));
}

#[test]
fn 推定与步骤只在有的时候写进json() {
    let example = example("project.toml");
    let Example { checked, outcome, .. } = &example;
    let explanation = report::explain(&checked.set, &checked.submission, outcome);
    let findings = Value::Array(Vec::new());
    let text = report::outcome_json(&checked.set, &checked.submission, outcome, Some(&explanation), findings);
    let json: Value = serde_json::from_str(&text).unwrap();
    let rows = json["indicators"].as_array().unwrap();
    let inferred: Vec<&str> =
        rows.iter().filter(|row| row["inferred"] == true).map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(inferred, ["M01", "M02", "M03", "M04"]);
    for row in rows {
        assert!(!row["steps"].as_array().unwrap().is_empty(), "{row}");
    }
    assert!(!json["execution"]["steps"].as_array().unwrap().is_empty());
    assert_eq!(json["total"], serde_json::json!({ "points": "100", "score": "100.00" }));
    assert_eq!(json["grade"], "优");
}
