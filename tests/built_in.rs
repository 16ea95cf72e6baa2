//! 内置的体系库：体检没有提醒，规则、公式与各行都写明出处，各行都说得出数据从哪里来。

mod command;

use command::ziping;
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, Table};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators")
}

/// 体系与口径文件，连同内容；用例除外。
fn files() -> Vec<(PathBuf, DocumentMut)> {
    let mut files = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".toml") && !name.ends_with(".cases.toml") {
                let document = fs::read_to_string(&path).unwrap().parse().unwrap();
                files.push((path, document));
            }
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// 名为 `key` 的一组表。
fn tables<'t>(table: &'t Table, key: &str) -> Vec<&'t Table> {
    table.get(key).and_then(Item::as_array_of_tables).into_iter().flatten().collect()
}

fn is_written(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Item::as_str).is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn 连同用例审查都没有提醒() {
    let cases = files().into_iter().map(|(path, _)| path.with_extension("cases.toml"));
    let cases: Vec<PathBuf> = cases.filter(|path| path.exists()).collect();
    assert!(cases.len() > 30, "{cases:?}");
    for path in files().into_iter().map(|(path, _)| path).chain(cases) {
        let run = ziping(&root(), &["check", "--deny", "warnings", "--sets", ".", path.to_str().unwrap()]);
        assert_eq!(run.codes(), [], "{}", run.stderr);
        assert_eq!(run.exit, 0, "{}", run.stdout);
    }
}

#[test]
fn 规则与公式与各行都写明出处_各行都有数据来源() {
    let mut missing = Vec::new();
    for (path, table) in files() {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        for (rule, body) in table.get("rules").and_then(Item::as_table).into_iter().flatten() {
            let body = body.as_table().expect("一条规则一张表");
            if !is_written(body, "source") || !is_written(body, "text") {
                missing.push(format!("{name}：规则 {rule}"));
            }
        }
        for formula in tables(&table, "formula") {
            if !is_written(formula, "source") {
                missing.push(format!("{name}：公式 {}", formula["id"]));
            }
        }
        for norm in tables(&table, "norm") {
            if !is_written(norm, "source") {
                missing.push(format!("{name}：通例 {}", norm["level1"]));
            }
        }
        for row in tables(&table, "indicator") {
            if ["source", "evidence", "meaning"].iter().any(|key| !is_written(row, key)) {
                missing.push(format!("{name}：{}", row["code"]));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn 地方的口径都承自全国() {
    for (path, table) in files() {
        if let Some(profile) = table.get("profile").and_then(Item::as_table)
            && profile["id"].as_str() != Some("national")
        {
            let parent = profile.get("extends").and_then(Item::as_str).unwrap_or_default();
            // 一地的新一版承自旧的，旧的承自全国。
            let older = profile["id"].as_str().unwrap_or_default().rsplit_once('-').map(|(place, _)| place);
            assert!(parent == "national" || Some(parent) == older, "{}", path.display());
        }
    }
}

/// 川财绩〔2025〕10号：支出进度到 4、6、8、10 月底应当达到 25%、40%、60%、80%，不到的预警。
#[test]
fn 四川的支出进度预警() {
    let profile = files().into_iter().find(|(path, _)| path.ends_with("profiles/sichuan-2025.toml")).unwrap().1;
    let lines: Vec<_> = tables(&profile, "alert")
        .into_iter()
        .filter_map(|alert| Some((alert.get("by")?.as_integer()?, alert["below"].as_str()?, alert["on"].as_str()?)))
        .collect();
    let want = [(4, "25%"), (6, "40%"), (8, "60%"), (10, "80%")];
    assert_eq!(lines, want.map(|(month, below)| (month, below, "execution")));
    for alert in tables(&profile, "alert") {
        assert!(alert["source"].as_str().unwrap().contains("unconfirmed"));
    }
}

#[test]
fn 每一份都写进体系库的说明() {
    let text = fs::read_to_string(root().join("../docs/library.md")).unwrap();
    for (path, _) in files() {
        let name = path.strip_prefix(root()).unwrap().with_extension("").display().to_string().replace('\\', "/");
        let name = name.strip_prefix("profiles/").unwrap_or(&name);
        assert!(text.contains(&format!("`{name}`")), "docs/library.md 没有写 {name}");
    }
}
