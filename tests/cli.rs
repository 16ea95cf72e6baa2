//! 命令行：帮助、退出码、标准输入、输出文件。

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DEPARTMENT: &str = "examples/luoyang-jianxi-2024/department.toml";
const PROJECT: &str = "examples/luoyang-jianxi-2024/project.toml";

fn ziping(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).env("COLUMNS", "100").env("NO_COLOR", "1");
    command.stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// 退出码、标准输出与标准错误，写成一段快照。
fn transcript(arguments: &[&str]) -> String {
    let output = ziping(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    format!(
        "$ ziping {}\n退出码 {}\n--- 标准输出\n{out}--- 标准错误\n{err}",
        arguments.join(" "),
        output.status.code().unwrap()
    )
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn join(folder: &Path, name: &str) -> (PathBuf, String) {
    let path = folder.join(name);
    let shown = path.display().to_string();
    (path, shown)
}

#[test]
fn 帮助() {
    insta::assert_snapshot!("help", transcript(&["--help"]));
    for command in [
        "score",
        "render",
        "explain",
        "check",
        "test",
        "compare",
        "fmt",
        "new",
        "export",
        "monitor",
        "sets",
        "templates",
        "schema",
        "completions",
    ] {
        insta::assert_snapshot!(format!("help_{command}"), transcript(&[command, "--help"]));
    }
    insta::assert_snapshot!("help_templates_copy", transcript(&["templates", "copy", "--help"]));
    for command in ["show", "diff", "publish"] {
        insta::assert_snapshot!(format!("help_sets_{command}"), transcript(&["sets", command, "--help"]));
    }
}

#[test]
fn 不带参数时给引导() {
    insta::assert_snapshot!("welcome", transcript(&[]));
}

#[test]
fn 命令写错() {
    let mut all = String::new();
    for arguments in [
        &["scor", "x"][..],
        &["score"],
        &["score", "--formt", "json", "x"],
        &["score", "--format", "jsno", "x"],
        &["render", "x", "-o"],
        &["check"],
        &["completions", "bsh"],
        &["explain", "E9999"],
        &["score", "a.toml", "b.toml"],
    ] {
        all.push_str(&transcript(arguments));
        all.push('\n');
        assert_eq!(ziping(arguments).status.code(), Some(2), "{arguments:?}");
    }
    insta::assert_snapshot!("wrong_commands", all);
}

#[test]
fn 计分的文字与csv() {
    insta::assert_snapshot!("score_department", transcript(&["score", DEPARTMENT]));
    insta::assert_snapshot!("score_project", transcript(&["score", PROJECT]));
    insta::assert_snapshot!("score_csv", text(&ziping(&["score", DEPARTMENT, "--format", "csv"]).stdout));
}

#[test]
fn 讲解() {
    insta::assert_snapshot!(
        "explain_rows",
        transcript(&["explain", DEPARTMENT, "-i", "T02", "-i", "T06", "-i", "execution"])
    );
    insta::assert_snapshot!("explain_md", text(&ziping(&["explain", PROJECT, "-i", "A01", "--format", "md"]).stdout));
    insta::assert_snapshot!("explain_unknown_row", transcript(&["explain", DEPARTMENT, "-i", "T2O"]));
    insta::assert_snapshot!("explain_code", transcript(&["explain", "e0203"]));
}

#[test]
fn 讲课用的例子没有错误_手算与算得相同() {
    let output = ziping(&["check", "examples/training/rules.toml"]);
    assert_eq!(text(&output.stdout), "examples/training/rules.toml：填报没有错误\n", "{}", text(&output.stderr));
    let computed = |case: &str, rows: &[&str]| {
        let path = format!("tests/cases/rules/{case}.toml");
        let mut arguments = vec!["explain", "--sets", "tests/cases/sets", &path];
        rows.iter().for_each(|row| arguments.extend(["-i", row]));
        text(&ziping(&arguments).stdout)
    };
    let rows = ["R01", "R03", "R06"];
    let cases = ["rates", "zero", "truth"].map(|case| computed(&format!("formula_{case}"), &rows));
    insta::assert_snapshot!("explain_computed", cases.join("\n"));
    insta::assert_snapshot!("explain_training", text(&ziping(&["explain", "examples/training/rules.toml"]).stdout));
}

#[test]
fn 体系() {
    insta::assert_snapshot!("sets", transcript(&["sets"]));
    insta::assert_snapshot!("sets_show", transcript(&["sets", "show", "henan/department@2024"]));
    insta::assert_snapshot!("sets_unknown", transcript(&["sets", "show", "henan/departmnet@2024"]));
}

#[test]
fn 表的文字与markdown() {
    insta::assert_snapshot!("render_text", text(&ziping(&["render", DEPARTMENT]).stdout));
    insta::assert_snapshot!("render_md", text(&ziping(&["render", PROJECT, "--format", "md"]).stdout));
}

#[test]
fn 新建的填报能审查_填好就能计分() {
    for set in ["henan/department@2024", "henan/project@2024"] {
        let folder = scratch();
        let (path, shown) = join(folder.path(), "填报.toml");
        let made = ziping(&["new", set, "--unit", "某市某局", "--year", "2024", "-o", &shown]);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        let blank = fs::read_to_string(&path).unwrap();
        insta::assert_snapshot!(format!("new_{}", set.replace(['/', '@'], "_")), blank);
        // 还没填，审查要逐处指出。
        assert_eq!(ziping(&["check", &shown]).status.code(), Some(1));
        // 已有的文件不覆盖。
        assert_eq!(ziping(&["new", set, "-o", &shown]).status.code(), Some(2));
        assert_eq!(fs::read_to_string(&path).unwrap(), blank);
        // 逐处填上，就是满分：基础数据里结转、三公支出、政策性调整填零，其余填一。
        let zero = |key: &str| ["carry_over", "three_public_spent", "policy_adjustment"].contains(&key);
        let fact = |line: &str| match line.split_once('=') {
            Some((key, _)) if zero(key.trim()) => format!("{key}= 0\n"),
            Some((key, _)) if !key.starts_with('#') => format!("{key}= 1\n"),
            _ => format!("{line}\n"),
        };
        let (before, rest) = blank.split_once("[facts]\n").unwrap_or((&blank, ""));
        let (facts, after) = rest.split_once("\n\n").unwrap_or(("", rest));
        let facts: String = facts.lines().map(fact).collect();
        let block = if facts.is_empty() { String::new() } else { format!("[facts]\n{facts}\n") };
        let filled = format!("{before}{block}{after}")
            .replace("target = \"\"", "target = \"≥95%\"")
            .replace("actual = \"\"", "actual = \"100%\"")
            .replace("name = \"\"", "name = \"某项工作完成率\"")
            .replace("= \"\"  #", "= \"100%\"  #")
            .replace(
                "total = { initial = 0, full_year = 0, executed = 0 }",
                "total = { initial = 1, full_year = 1, executed = 1 }",
            )
            .replace(
                "fiscal = { initial = 0, full_year = 0, executed = 0 }",
                "fiscal = { initial = 1, full_year = 1, executed = 1 }",
            );
        fs::write(&path, filled).unwrap();
        let scored = ziping(&["score", &shown]);
        assert_eq!(scored.status.code(), Some(0), "{}", text(&scored.stderr));
        assert!(text(&scored.stdout).contains("总分 100（满分 100）"), "{}", text(&scored.stdout));
    }
}

#[test]
fn 出表写好各种格式_输入不动() {
    let folder = scratch();
    let (html, html_shown) = join(folder.path(), "表.html");
    let (md, md_shown) = join(folder.path(), "表.md");
    let before = fs::read(DEPARTMENT).unwrap();
    let output = ziping(&["render", DEPARTMENT, "-o", &html_shown, "-o", &md_shown, "--receipt"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("总分 99.41（满分 100）　等次 A"));
    let page = fs::read_to_string(html).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("99.41"));
    assert!(page.contains(concat!("ziping ", env!("CARGO_PKG_VERSION"))), "凭据里要有引擎版本");
    assert!(!page.contains("http"), "表不引用任何外部资源");
    assert!(fs::read_to_string(md).unwrap().contains("99.41"));
    assert_eq!(fs::read(DEPARTMENT).unwrap(), before);
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["表.html", "表.md"], "没有留下临时文件");
}

#[test]
fn 不能写的地方先报告() {
    let folder = scratch();
    let (copy, copy_shown) = join(folder.path(), "填报.toml");
    fs::copy(DEPARTMENT, &copy).unwrap();
    let cases = [
        vec!["render", &copy_shown, "--format", "html", "-o", &copy_shown],
        vec!["score", DEPARTMENT, "-o", "/不存在的文件夹/结果.json"],
        vec!["score", DEPARTMENT, "-o", "/"],
        vec!["render", DEPARTMENT, "-o", "表.pages"],
    ];
    for arguments in cases {
        let output = ziping(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("E0106"), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(fs::read(copy).unwrap(), fs::read(DEPARTMENT).unwrap());
}

#[test]
fn 自己的模板盖过内置的_坏模板说明在哪里() {
    let folder = scratch();
    fs::create_dir(folder.path().join("henan")).unwrap();
    let template = folder.path().join("henan/department.html");
    let shown = folder.path().display().to_string();
    fs::write(&template, "<h1>{{ title }}</h1><p>{{ unit }}：{{ total.score }} {{ grade }}</p>").unwrap();
    let output = ziping(&["render", DEPARTMENT, "--templates", &shown]);
    assert!(text(&output.stdout).contains("洛阳市涧西区政务服务中心：99.41 A"), "{}", text(&output.stdout));
    for (bad, reason) in [
        ("<p>{{ totl }}</p>", "用了不存在的内容"),
        ("<p>\n{% for %}</p>", "第 2 行写法有误"),
        ("{% for a in range(100000) %}{% for b in range(100000) %}{{ b }}{% endfor %}{% endfor %}", "可能有死循环"),
        ("<p>{% include 'other.html' %}</p>", "引用了不存在的模板"),
        ("<ul>{{ title }}</ul>", "表样第 1 行"),
    ] {
        fs::write(&template, bad).unwrap();
        let output = ziping(&["render", DEPARTMENT, "--templates", &shown]);
        assert_eq!(output.status.code(), Some(2), "{bad}");
        assert!(text(&output.stderr).contains(reason), "{bad}\n{}", text(&output.stderr));
    }
}

#[test]
fn 标准输入与写出json() {
    let folder = scratch();
    let (json, shown) = join(folder.path(), "结果.json");
    let mut child = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", "-", "--format", "json", "--steps", "-o", &shown])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(DEPARTMENT).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    let value: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(value["total"]["score"], "99.41");
    assert!(value["indicators"][0]["steps"].as_array().is_some_and(|steps| !steps.is_empty()));
    assert!(text(&output.stderr).contains("标准输入:"));
}

#[test]
fn 有错误时不出表_草稿另说() {
    let folder = scratch();
    let (path, shown) = join(folder.path(), "缺原因.toml");
    let good = fs::read_to_string(DEPARTMENT).unwrap();
    fs::write(&path, good.replace("T03 = { value = \"95%\", reason = \"合理设定绩效目标\" }", "T03 = \"95%\""))
        .unwrap();
    let (html, html_shown) = join(folder.path(), "表.html");
    fs::write(&html, "原来的表").unwrap();
    let output = ziping(&["render", &shown, "-o", &html_shown]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("E0601"));
    assert_eq!(fs::read_to_string(&html).unwrap(), "原来的表");
    let output = ziping(&["render", &shown, "-o", &html_shown, "--draft"]);
    assert_eq!(output.status.code(), Some(1), "草稿写出来了，错误还在");
    assert!(fs::read_to_string(&html).unwrap().contains("草稿"));
}

#[test]
fn 补全脚本() {
    for shell in ["bash", "zsh", "fish"] {
        let output = ziping(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("render"), "{shell}");
    }
}
