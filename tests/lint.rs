//! 体检：各地公开的自评表里确有的行，该报的都报，不该报的一条不报；公开的两张表逐行核对。

mod command;
#[path = "lint/norm.rs"]
mod norm;
#[path = "lint/options.rs"]
mod options;

use command::ziping;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// 表里的一行。
struct Row {
    /// 应当报出的代码。
    codes: BTreeSet<String>,
    /// 地方与年度。
    from: String,
    level1: String,
    level2: String,
    name: String,
    target: String,
}

/// 读一张表；`has_codes` 时第一栏是代码。
fn table(file: &str, has_codes: bool) -> Vec<Row> {
    let text = fs::read_to_string(Path::new(ROOT).join("tests/cases/lint").join(file)).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut cells: Vec<&str> = line.split('｜').collect();
            let codes = if has_codes { cells.remove(0) } else { "" };
            assert_eq!(cells.len(), 5, "{file}：{line}");
            let [from, level1, level2, name, target] = std::array::from_fn(|at| cells[at].to_owned());
            Row { codes: codes.split_whitespace().map(str::to_owned).collect(), from, level1, level2, name, target }
        })
        .collect()
}

/// 几行合成一份体系。
fn set(rows: &[&Row]) -> String {
    let mut text = format!(
        "[set]\nid = \"某县/项目\"\nversion = \"2024\"\nkind = \"project\"\nprofile = \"plain\"\ntotal = {}\n",
        rows.len()
    );
    for (at, row) in rows.iter().enumerate() {
        let (target, qualitative) = match row.target.strip_prefix("定性 ≥") {
            Some(rest) => (format!("≥{rest}"), "\nqualitative = true"),
            None => (row.target.clone(), ""),
        };
        let _ = write!(
            text,
            "\n[[indicator]]\ncode = \"R{at:02}\"\nlevel1 = \"{}\"\nlevel2 = \"{}\"\nname = \"{}\"\ntarget = \"{target}\"\
             \npoints = 1{qualitative}\n",
            row.level1, row.level2, row.name,
        );
    }
    text
}

/// 体检各份体系，取每份报出的代码；没有数据来源的不计。
fn found(sets: &[String]) -> Vec<BTreeSet<String>> {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..sets.len()).map(|at| format!("{at:03}.toml")).collect();
    for (name, text) in names.iter().zip(sets) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let library = format!("{ROOT}/tests/cases/sets");
    let mut arguments = vec!["check", "--format", "json", "--allow", "W0811", "--sets", &library];
    arguments.extend(names.iter().map(String::as_str));
    let run = ziping(folder.path(), &arguments);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let mut codes = vec![BTreeSet::new(); sets.len()];
    for finding in json["findings"].as_array().unwrap() {
        let at = names.iter().position(|name| name == finding["file"].as_str().unwrap()).unwrap();
        codes[at].insert(finding["code"].as_str().unwrap().to_owned());
    }
    codes
}

fn differing(rows: &[Row]) -> Vec<String> {
    let sets: Vec<String> = rows.iter().map(|row| set(&[row])).collect();
    let pairs = rows.iter().zip(found(&sets)).filter(|(row, codes)| row.codes != *codes);
    pairs
        .map(|(row, codes)| format!("{}“{}”{}：应报 {:?}，报了 {codes:?}", row.from, row.name, row.target, row.codes))
        .collect()
}

#[test]
fn 该报的都报() {
    let rows = table("fires.txt", true);
    assert!(rows.iter().all(|row| !row.codes.is_empty()));
    let differing = differing(&rows);
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn 不该报的一条不报() {
    let differing = differing(&table("quiet.txt", false));
    assert!(differing.is_empty(), "{differing:#?}");
}

/// 一张表里的药品、化妆品、医疗器械，各种猪舍，名称相近而不是一件事。
#[test]
fn 同一张表的各行不是重复的() {
    let rows: Vec<Row> = table("fires.txt", true).into_iter().chain(table("quiet.txt", false)).collect();
    let mut tables: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        tables.entry(&row.from).or_default().push(row);
    }
    let sets: Vec<String> = tables.values().map(|rows| set(rows)).collect();
    for ((from, rows), codes) in tables.iter().zip(found(&sets)) {
        let of_rows: BTreeSet<String> = rows.iter().flat_map(|row| row.codes.clone()).collect();
        assert_eq!(codes, of_rows, "{from}");
    }
}

/// 成都市郫都区 2025 年的复核规则：同一指标在产出与效益各写一次、写两次的，只计一行。
#[test]
fn 同一件事写两行() {
    let row = |level1: &str, level2: &str, name: &str| Row {
        codes: BTreeSet::new(),
        from: String::new(),
        level1: level1.to_owned(),
        level2: level2.to_owned(),
        name: name.to_owned(),
        target: "≥95%".to_owned(),
    };
    let pass = row("产出指标", "质量指标", "美丽宜居自然村庄验收通过率");
    let again = row("效益指标", "社会效益指标", "美丽宜居自然村庄验收通过率");
    let near = row("产出指标", "质量指标", "美丽宜居自然村庄项目验收的通过率");
    let other = row("产出指标", "质量指标", "户用卫生厕所改造验收通过率");
    let sets = [set(&[&pass, &again]), set(&[&pass, &near]), set(&[&pass, &other])];
    let [same, near, other] = <[_; 3]>::try_from(found(&sets)).unwrap();
    assert_eq!(same, BTreeSet::from(["W0809".to_owned()]));
    assert_eq!(near, BTreeSet::from(["W0810".to_owned()]));
    assert_eq!(other, BTreeSet::new());
}

/// 洛阳市涧西区政务服务中心 2024 年的两张表：审查时查出的指标质量问题，逐行看报不报。
#[test]
fn 公开的两张表逐行() {
    let folder = Path::new(ROOT).join("examples/luoyang-jianxi-2024");
    let run = ziping(&folder, &["check", "--format", "json", "project.toml", "department.toml"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in json["findings"].as_array().unwrap() {
        let file = finding["file"].as_str().unwrap();
        let line = usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
        let text = fs::read_to_string(folder.join(file)).unwrap();
        // 诊断指着的那一行往前，最近的名称就是所在的指标。
        let above: Vec<&str> = text.lines().take(line).collect();
        let name = above.iter().rev().find_map(|line| line.strip_prefix("name = "));
        let code = finding["code"].as_str().unwrap();
        if let Some(name) = name.filter(|_| code.starts_with("W08") && code != "W0811" || code == "W0702") {
            rows.entry(name.trim_matches('"').to_owned()).or_default().insert(code.to_owned());
        }
    }
    let want = [
        // 指标值是元，实际完成值是百分数，没有符号。
        ("每人每月薪资", &["W0702"][..]),
        // 率放在了数量指标。
        ("人员考勤率", &["W0805"]),
        // 不会超过 100%，应当写“=100%”。
        ("资金发放到位率", &["W0803"]),
        ("资金使用合规率", &["W0803"]),
        // 问了谁不清楚，没有调查。
        ("单位满意度", &["W0814"]),
        ("企业、群众满意度", &["W0814"]),
        // 说好坏的话配一个没有算法的百分数。
        ("优质的服务群众", &["W0807"]),
        ("实现导办、代办、帮办建立健全便民便企服务", &["W0807"]),
    ];
    let want: BTreeMap<String, BTreeSet<String>> = want
        .iter()
        .map(|(name, codes)| ((*name).to_owned(), codes.iter().map(|code| (*code).to_owned()).collect()))
        .collect();
    assert_eq!(rows, want);
}
