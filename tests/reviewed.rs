//! 人工复核、文件夹的总表与抽查、标了记号的报告。

mod command;

use command::{Run, ziping};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use ziping::audit::{
    self,
    review::{Reviewed, Rules, apply, match_review},
};
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::Library;
use ziping::number::Decimal;
use ziping::parse;

/// 一张自评表：三行各印着得分，执行率 95% 得 9.5 分，总分 96.5。
const TABLE: &str = r#"{"unit": "某某局", "year": 2024, "region": "安徽省", "title": "培训项目绩效自评表", "grade": "优",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [
  {"l1": "产出指标", "l2": "数量指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "40", "score": "40"},
  {"l1": "产出指标", "l2": "质量指标", "l3": "合格率", "target": "≥95%", "actual": "96%", "points": "30", "score": "30"},
  {"l1": "满意度指标", "l2": "满意度", "l3": "学员满意度", "target": "≥90%", "actual": "85%", "points": "20", "score": "17", "reason": "场地偏远"}],
 "total_points": "100", "total_score": "96.5"}"#;

/// 写好表与复核单的文件夹。
fn folder(review: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::write(folder.path().join("表.json"), TABLE).expect("写文件");
    fs::write(folder.path().join("复核单.toml"), review).expect("写文件");
    folder
}

fn reviewed(review: &str) -> Run {
    let folder = folder(review);
    ziping(folder.path(), &["audit", "表.json", "--review", "复核单.toml", "--format", "json"])
}

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{}\n{}", run.stdout, run.stderr))
}

#[test]
fn 没有改动的照自评() {
    let run = reviewed("[review]\n");
    assert_eq!(run.exit, 0, "{}", run.stderr);
    let json = json(&run);
    assert_eq!(json["total"]["declared"], "96.5");
    assert_eq!(json["total"]["reviewed"], "96.5");
    assert_eq!(json["total"]["divergence"], "0.00");
    assert!(json["rows"].as_array().expect("各行").iter().all(|row| row["lost"] == "0"), "{json}");
}

/// 手算：第 1 行 160÷200×40＝32，少 8；第 2 行没有佐证扣 100%，少 30；第 3 行 17×(1-30%)＝11.9，少 5.1；
/// 执行率 90÷100×10＝9，少 0.5。96.5-8-30-5.1-0.5＝52.9；偏离度 43.6÷96.5＝45.18%。
const CHANGED: &str = r#"[review]
reviewer = "某县财政局"
date = "2025年5月20日"
opinion = "请按意见改正。"

[[row]]
row = 1
actual = "160人"
reason = "签到表只有160人"

[[row]]
name = "合格率"
rule = "no-evidence"
reason = "没有考试成绩单"

[[row]]
row = 3
rule = "not-measurable"
level = "light"
reason = "没有说明怎样调查"

[budget]
executed = 90
reason = "5万元列在下一年"
"#;

#[test]
fn 复核得分手算相同() {
    let run = reviewed(CHANGED);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    let json = json(&run);
    let scores: Vec<&str> =
        json["rows"].as_array().expect("各行").iter().map(|row| row["reviewed"].as_str().expect("得分")).collect();
    assert_eq!(scores, ["32", "0", "11.9"]);
    assert_eq!(json["execution"]["reviewed"], "9");
    assert_eq!(json["total"]["reviewed"], "52.9");
    assert_eq!(json["total"]["divergence"], "45.18");
    assert_eq!(json["grade"]["declared"], "优");
    assert_eq!(json["grade"]["reviewed"], "差");
}

#[test]
fn 复核表与复核意见() {
    let folder = folder(CHANGED);
    let at = folder.path();
    for form in ["review", "opinion"] {
        let run = ziping(at, &["audit", "表.json", "--review", "复核单.toml", "--form", form, "--format", "md"]);
        assert_eq!(run.exit, 0, "{}", run.stderr);
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(form, run.stdout); });
    }
    let outputs = ["-o", "意见.docx", "-o", "意见.html", "-o", "意见.md", "-o", "意见.xlsx"];
    let run =
        ziping(at, &[&["audit", "表.json", "--review", "复核单.toml", "--form", "opinion"], &outputs[..]].concat());
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(["意见.docx", "意见.html", "意见.md", "意见.xlsx"].iter().all(|name| at.join(name).is_file()));
}

/// 意见里出现的数，都在表、复核单、口径的结果里有来处。
#[test]
fn 意见里的数都有来处() {
    let folder = folder(CHANGED);
    let run =
        ziping(folder.path(), &["audit", "表.json", "--review", "复核单.toml", "--form", "opinion", "--format", "md"]);
    let values = reviewed(CHANGED).stdout + &ziping(folder.path(), &["audit", "表.json", "--format", "json"]).stdout;
    // 章节与条目的序号、行数、条数由内容数出；其余须原样出现。
    let known = format!("{TABLE}\n{CHANGED}\n{values}\n43.6 100 1 2 3 4 0");
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    for number in run.stdout.split(|c| !digits(c)).map(|n| n.trim_matches('.')).filter(|n| !n.is_empty()) {
        assert!(
            known.split(|c| !digits(c)).any(|other| other.trim_matches('.') == number),
            "{number} 没有来处\n{}",
            run.stdout
        );
    }
}

#[test]
fn 写得不对的复核单() {
    let row = |text: &str| format!("[review]\n[[row]]\n{text}\n");
    let cases = [
        (row("row = 9\nactual = \"1\"\nreason = \"甲\""), Code::E1425, "一共 3 行"),
        (row("row = 0\nactual = \"1\"\nreason = \"甲\""), Code::E1425, "没有第 0 行"),
        (row("name = \"培训人次\"\nactual = \"1\"\nreason = \"甲\""), Code::E1425, "是不是要写“培训人数”"),
        (row("row = 2\nname = \"培训人数\"\nshare = \"10%\"\nreason = \"甲\""), Code::E1425, "不是“培训人数”"),
        (row("row = 1\nreason = \"不好\""), Code::E1426, "没有写扣多少"),
        (row("row = 1\nshare = \"30%\""), Code::E1426, "没有写原因"),
        (row("row = 1\nshare = \"130%\"\nreason = \"甲\""), Code::E1426, "0% 与 100% 之间"),
        (row("row = 1\npoints = 41\nreason = \"甲\""), Code::E1426, "不超过分值 40"),
        (row("row = 1\npoints = 1\nshare = \"1%\"\nreason = \"甲\""), Code::E1426, "只能写一样"),
        (row("row = 1\nactual = \"许多\"\nreason = \"甲\""), Code::E1427, "算不出得分"),
        (row("row = 1\nrule = \"no-evidnce\"\nreason = \"甲\""), Code::E1428, "no-evidence"),
        (row("row = 1\nrule = \"no-basis\"\nreason = \"甲\""), Code::E1428, "要写 level"),
        (row("row = 1\nrule = \"no-evidence\"\nlevel = \"light\"\nreason = \"甲\""), Code::E1428, "不写 level"),
        ("[review]\n[budget]\nexecuted = 90\n".to_owned(), Code::E1426, "没有写原因"),
        ("[review]\n[budget]\nfull_year = 0\nreason = \"甲\"\n".to_owned(), Code::E1427, "算不出得分"),
    ];
    for (text, code, message) in cases {
        let run = reviewed(&text);
        assert_eq!(run.exit, 1, "{text}\n{}", run.stderr);
        assert!(run.codes().contains(&code), "{text}\n{}", run.stderr);
        assert!(run.stderr.contains(message), "{text}\n{}", run.stderr);
        assert!(run.stdout.is_empty(), "{text}\n{}", run.stdout);
    }
}

#[test]
fn 抽查的份额() {
    let folder = folder("");
    for text in ["0%", "150%", "15", "许多", "-5%"] {
        let run = ziping(folder.path(), &["audit", ".", &format!("--sample={text}")]);
        assert_eq!(run.codes(), [Code::E1429], "{text}\n{}", run.stderr);
    }
}

/// 满分的表、执行率低的表、读不成的表各一张。
fn batch(at: &Path) {
    fs::create_dir(at.join("表")).expect("建文件夹");
    let full = TABLE
        .replace("\"85%\"", "\"92%\"")
        .replace("\"17\"", "\"20\"")
        .replace("\"95\", \"points\"", "\"100\", \"points\"")
        .replace("\"rate\": \"95%\", \"score\": \"9.5\"", "\"rate\": \"100%\", \"score\": \"10\"")
        .replace("96.5", "100");
    let slow = full
        .replace("某某局", "另一局")
        .replace("\"100\", \"points\"", "\"50\", \"points\"")
        .replace("\"rate\": \"100%\", \"score\": \"10\"", "\"rate\": \"50%\", \"score\": \"5\"")
        .replace("\"total_score\": \"100\"", "\"total_score\": \"95\"");
    fs::write(at.join("表/甲.json"), full).expect("写文件");
    fs::write(at.join("表/乙.json"), slow).expect("写文件");
    fs::write(at.join("表/丙.json"), "{\"unit\": 1,").expect("写文件");
    fs::write(at.join("表/复核单.toml"), "[review]\n").expect("写文件");
}

#[test]
fn 文件夹的总表() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    batch(at);
    let run = ziping(at, &["audit", "表", "--format", "json", "--sample", "50%", "--red-first"]);
    assert_eq!(run.exit, 1, "{}", run.stderr);
    let json = json(&run);
    let tables = json["tables"].as_array().expect("各表");
    let of = |path: &str| tables.iter().find(|table| table["path"] == path).expect("有这张表");
    assert_eq!(tables.len(), 2);
    // 指标 90÷90＝100%，执行率得分 5÷10＝50%，差 50% 超过 5%：红灯。
    assert_eq!(of("乙.json")["light"], "red");
    assert_eq!(of("乙.json")["sampled"], true);
    assert_eq!(of("甲.json")["light"], serde_json::Value::Null);
    assert_eq!(of("甲.json")["full"], true);
    assert_eq!(json["formality"], serde_json::json!([{ "unit": "某某局", "tables": 1 }]));
    assert_eq!(json["unreadable"][0]["path"], "丙.json");
    assert_eq!(json["sample"]["size"], 1);
    assert_eq!(json["sample"]["paths"], serde_json::json!(["乙.json"]));
    let outputs = ["-o", "总表.html", "-o", "总表.csv", "-o", "总表.xlsx", "-o", "总表.md"];
    ziping(at, &[&["audit", "表"], &outputs[..]].concat());
    assert!(at.join("总表.xlsx").is_file() && at.join("总表.html").is_file());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("folder-csv", fs::read_to_string(at.join("总表.csv")).expect("读"));
        insta::assert_snapshot!("folder-md", fs::read_to_string(at.join("总表.md")).expect("读"));
    });
    // 同样的输入，逐字节相同。
    let again = ziping(at, &["audit", "表", "--format", "json", "--sample", "50%", "--red-first"]);
    assert_eq!(run.stdout, again.stdout);
}

/// 扣错三处：得分 39 而应 40，总分没有跟着改，等次写良。
#[test]
fn 报告照原样标记() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    fs::write(at.join("表.json"), TABLE.replacen("\"score\": \"40\"", "\"score\": \"39\"", 1)).expect("写文件");
    let outputs = ["-o", "报告.html", "-o", "报告.xlsx", "-o", "报告.md", "-o", "报告.sarif"];
    let run = ziping(at, &[&["audit", "表.json"], &outputs[..]].concat());
    assert_eq!(run.exit, 1, "{}", run.stderr);
    let html = fs::read_to_string(at.join("报告.html")).expect("读");
    assert!(html.contains("<td class=\"center error\" title=\""), "{html}");
    assert!(!html.contains("http"), "离线也打得开");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("marked-md", fs::read_to_string(at.join("报告.md")).expect("读"));
    });
    // 一格有两条发现的，批注仍是合法的写法。
    let example = format!("{}/examples/luoyang-jianxi-2024/department.toml", env!("CARGO_MANIFEST_DIR"));
    let run = ziping(at, &["audit", &example, "-o", "两条.html", "-o", "两条.xlsx"]);
    assert!(at.join("两条.xlsx").is_file(), "{}", run.stderr);
    let sarif: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(at.join("报告.sarif")).expect("读")).expect("JSON");
    assert!(!sarif["runs"][0]["results"].as_array().expect("各条").is_empty());
    let mut workbook = zip::ZipArchive::new(fs::File::open(at.join("报告.xlsx")).expect("打开")).expect("压缩包");
    let notes = std::io::read_to_string(workbook.by_name("xl/comments1.xml").expect("批注")).expect("读");
    assert!(notes.contains("印的是 39"), "{notes}");
    let names = std::io::read_to_string(workbook.by_name("xl/workbook.xml").expect("工作簿")).expect("读");
    assert!(names.contains("问题清单"), "{names}");
}

/// 读表、读复核单、加上去，不经命令行。
fn applied(table: &str, review: &str) -> Reviewed {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let source = sources.add("表.json", table);
    let table = audit::read::json(source, &sources, &mut sink).expect("读得成");
    let choice = audit::choose(&table, None, &Library::default(), &mut sources, &mut sink).expect("有口径");
    let audit = audit::audit(table, choice);
    let rules = Rules::built_in(&mut sources, &mut sink);
    let source = sources.add("复核单.toml", review);
    let raw = parse::review(&sources, source, &mut sink).expect("读得通");
    let review = match_review(&raw, &rules, &audit, &mut sink);
    let reviewed = apply(&audit, &review, &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.all());
    reviewed
}

proptest! {
    /// 各行的得分（百分之一分）与几处扣分：得分不为负，不比自评高；总分等于各项之和；没有扣的不变。
    #[test]
    fn 扣分不为负而总分相合(
        scores in prop::collection::vec(0i64..=1000, 1..6),
        cuts in prop::collection::vec((0usize..6, any::<bool>(), 1i64..=1000), 0..6),
    ) {
        let cents = |cents: i64| Decimal::new(cents, 2).to_string();
        let rows: Vec<String> = scores
            .iter()
            .map(|score| format!(r#"{{"l3": "甲", "target": "≥1", "actual": "1", "points": "10", "score": "{}"}}"#, cents(*score)))
            .collect();
        let sum: i64 = scores.iter().sum();
        let table = format!(r#"{{"unit": "某局", "region": "安徽省", "rows": [{}], "total_score": "{}"}}"#, rows.join(","), cents(sum));
        let mut review = "[review]\n".to_owned();
        let mut touched = vec![false; scores.len()];
        for (row, is_share, cut) in &cuts {
            let row = row % scores.len();
            touched[row] = true;
            let how = if *is_share { format!("share = \"{}%\"", cents(cut * 10)) } else { format!("points = {}", cents(*cut)) };
            review += &format!("[[row]]\nrow = {}\n{how}\nreason = \"乙\"\n", row + 1);
        }
        let reviewed = applied(&table, &review);
        let mut total = Decimal::ZERO;
        for ((row, score), touched) in reviewed.rows.iter().zip(&scores).zip(touched) {
            let after = row.score.expect("有得分");
            prop_assert!(after >= Decimal::ZERO && after <= Decimal::new(*score, 2));
            if !touched {
                prop_assert_eq!(after, Decimal::new(*score, 2));
            }
            total += after;
        }
        prop_assert_eq!(reviewed.score, Some(total));
    }
}
