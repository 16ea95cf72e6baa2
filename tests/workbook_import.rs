//! 读回填报工作簿：写出再读回，值与得分不变；各种毛病都指着表上的格。
#![cfg(feature = "xlsx")]

#[path = "workbook_import/book.rs"]
mod book;
mod command;
#[path = "workbook_import/identity.rs"]
mod identity;
#[path = "workbook_import/limits.rs"]
mod limits;
#[path = "workbook_import/ragged.rs"]
mod ragged;
#[path = "workbook_import/resave.rs"]
mod resave;

use command::ziping;
use rust_xlsxwriter::{Format, Workbook};
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// 计分的结果，去掉摘要与位置。
fn outcome(folder: &Path, file: &str) -> serde_json::Value {
    let run = ziping(folder, &["score", file, "--format", "json"]);
    let mut json: serde_json::Value = serde_json::from_str(&run.stdout).expect("结果是 JSON");
    json["findings"] = run.codes().iter().map(|code| code.as_str()).collect();
    json["receipt"]["submission_sha256"] = "".into();
    json
}

#[test]
fn 例子写出再读回不变() {
    for example in ["luoyang-jianxi-2024/department", "luoyang-jianxi-2024/project", "training/rules"] {
        let folder = tempfile::tempdir().expect("临时文件夹");
        let at = folder.path();
        std::fs::copy(format!("{ROOT}/examples/{example}.toml"), at.join("原.toml")).expect("复制");
        assert_eq!(ziping(at, &["export", "原.toml", "-o", "表.xlsx"]).exit, 0, "{example}");
        let run = ziping(at, &["import", "表.xlsx", "-o", "回.toml"]);
        assert_eq!(run.exit, 0, "{example}\n{}", run.stderr);
        assert_eq!(outcome(at, "回.toml"), outcome(at, "原.toml"), "{example}");
        assert_eq!(outcome(at, "表.xlsx"), outcome(at, "原.toml"), "{example}：直接计分");
        let fmt = ziping(at, &["fmt", "--check", "回.toml"]);
        assert_eq!((fmt.exit, fmt.stdout.as_str()), (0, ""), "{example} 读回的文件要整理");
        // 再写出、再读回，一字不差。
        ziping(at, &["export", "回.toml", "-o", "再.xlsx"]);
        ziping(at, &["import", "再.xlsx", "-o", "再.toml"]);
        let read = |name: &str| std::fs::read_to_string(at.join(name)).expect("读文件");
        assert_eq!(read("再.toml"), read("回.toml"), "{example}");
    }
}

/// 一张“指标”：数字格、百分数格式、全角、前后的空白、空行、换了次序的栏都照读。
#[test]
fn 填得随便的格照读() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("指标 ").expect("表名");
    sheet.write_row(1, 1, ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "键"]).expect("写表");
    sheet.write_row(3, 1, ["产出指标", " 合格率　", "≥95%"]).expect("写表");
    sheet.write_with_format(3, 4, 0.98, &Format::new().set_num_format("0.00%")).expect("写数");
    sheet.write(3, 5, 50).and_then(|sheet| sheet.write(3, 6, "own")).expect("写数");
    sheet.write_row(6, 1, ["产出指标", "培训人数", "≥200人", "　２１０人 ", "５０", "own"]).expect("写表");
    book.save(folder.path().join("表.xlsx")).expect("写文件");
    let run = ziping(folder.path(), &["import", "表.xlsx", "--unit", "某某局", "--year", "2024"]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.contains("actual = \"98%\"") && run.stdout.contains("actual = \"２１０人\""), "{}", run.stdout);
}

/// 自设的行还没有写、单位还空着的一份也导得出，读回来还是那些；写错的仍然不写。
#[test]
fn 没有填完的也能导出() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    let mut text = ziping(at, &["new", "henan/project@2024"]).stdout;
    text.push_str("\n[[indicator]]\ncode = \"Y1\"\nlevel1 = \"产出指标\"\nname = \"培训人数\"\ntarget = \"≥200人\"\npoints = 12\n");
    std::fs::write(at.join("半.toml"), &text).expect("写文件");
    assert_eq!(ziping(at, &["check", "半.toml"]).exit, 1, "审查不放过");
    let run = ziping(at, &["export", "半.toml", "-o", "半.xlsx"]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""), "{}", run.stderr);
    ziping(at, &["import", "半.xlsx", "-o", "回.toml"]);
    let back = std::fs::read_to_string(at.join("回.toml")).expect("读回");
    assert_eq!(back.matches("[[indicator]]").count(), 1, "{back}");
    assert!(back.contains("\"培训人数\"") && back.contains("\"≥200人\"") && !back.contains("未填"), "{back}");
    let wrong = text.replace("level1 = \"产出指标\"\nname = \"培训人数\"", "level1 = \"产出\"\nname = \"培训人数\"");
    assert_ne!(wrong, text);
    std::fs::write(at.join("错.toml"), wrong).expect("写文件");
    let run = ziping(at, &["export", "错.toml", "-o", "错.xlsx"]);
    assert!(run.exit == 1 && run.stderr.contains("E0404") && !at.join("错.xlsx").exists(), "{}", run.stderr);
}

/// 没有预算执行一块的体系没有“资金”一张表，读回也不提。
#[test]
fn 没有预算执行的没有资金一张表() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    assert_eq!(ziping(at, &["export", "hebei/project@2021", "-o", "表.xlsx"]).exit, 0);
    let bytes = std::fs::read(at.join("表.xlsx")).expect("读文件");
    let sheets = ziping::import::sheets(Path::new("表.xlsx"), &bytes, "其余").expect("读表");
    assert!(sheets.iter().all(|(title, _)| title != "资金") && sheets.iter().any(|(title, _)| title == "指标"));
    let run = ziping(at, &["import", "表.xlsx"]);
    assert!(!run.stderr.contains("W1203"), "{}", run.stderr);
}

#[test]
fn 诊断指着表上的格() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    let head = "键,一级指标,三级指标,年度指标值,分值,实际完成值\n";
    let rows = "own,产出指标,合格率,≥95%,50,九成\nown,产出指标,培训人数,≥200人,50,210人\n";
    std::fs::write(at.join("表.csv"), format!("\u{feff}{head}{rows}")).expect("写文件");
    let arguments = ["import", "表.csv", "--unit", "某某局", "--year", "2024"];
    let run = ziping(at, &arguments);
    assert_eq!(run.exit, 1);
    assert!(run.stderr.contains("E0502") && run.stderr.contains("表.csv F2:1:1"), "{}", run.stderr);
    let gbk = encoding_rs::GB18030.encode(&format!("{head}{rows}")).0.into_owned();
    std::fs::write(at.join("表.csv"), gbk).expect("写文件");
    assert_eq!(ziping(at, &arguments).stderr, run.stderr, "编码不同，说的一样");
}
