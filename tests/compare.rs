//! 比较：体系的不同、同一份填报在两个体系下的得分、两份填报，以及假设。期望一律手算。

mod command;

use command::ziping;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::Library;
use ziping::model::Set;
use ziping::report::{ChangeKind, changes};
use ziping::write::changes_text;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/compare");

/// 照打一条命令，退出码与两路输出都记下。
fn transcript(arguments: &[&str]) -> String {
    let run = ziping(Path::new(CASES), arguments);
    format!("$ ziping {}\n退出码 {}\n{}--- 标准错误\n{}", arguments.join(" "), run.exit, run.stdout, run.stderr)
}

#[test]
fn 各种比较() {
    let sets = ["--sets", "../sets"];
    let with = |arguments: &[&'static str]| transcript(&[arguments, &sets].concat());
    let library = ["--sets", "../diagnostics/library"];
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("diff", with(&["sets", "diff", "inherit/base@1", "inherit/county@1", "项目.toml"]));
        insta::assert_snapshot!("diff_md", with(&["sets", "diff", "inherit/county@1", "inherit/town@1", "--format", "md"]));
        insta::assert_snapshot!("compare", with(&["compare", "--set", "inherit/base@1", "--set", "inherit/county@1", "项目.toml"]));
        insta::assert_snapshot!("compare_md", with(&["compare", "项目.toml", "../rules/inherit_county.toml", "--format", "md"]));
        insta::assert_snapshot!("compare_own", transcript(&[&["compare", "--set", "某县/余地@2024", "--set", "某县/项目@2024", "自设.toml"][..], &library].concat()));
        insta::assert_snapshot!("assume", with(&["score", "项目.toml", "--assume", "A01=100件", "--assume", "execution=100%", "--assume", "B03=300户"]));
        insta::assert_snapshot!("assume_unscored", with(&["score", "项目.toml", "--assume", "A02=多"]));
        insta::assert_snapshot!("assume_wrong", with(&["score", "项目.toml", "--assume", "A1=100件", "--assume", "A01", "--assume", "A02=48人"]));
    });
}

/// 两版之间：A1 的指标值与分值变了，A2 改编码为 Z2、分值变了，A3 去掉，A4 新添。
fn editions(folder: &Path) {
    let row = |code: &str, name: &str, target: &str, points: u32| {
        format!(
            "[[indicator]]\ncode = \"{code}\"\nlevel1 = \"产出指标\"\nname = \"{name}\"\ntarget = \"{target}\"\npoints = {points}\n"
        )
    };
    let head = |version: &str| {
        format!("[set]\nid = \"v\"\nversion = \"{version}\"\nkind = \"project\"\nprofile = \"national\"\ntotal = 100\n")
    };
    let first = [row("A1", "件数", "≥100件", 50), row("A2", "合格率", "≥90%", 40), row("A3", "场次", "≥1场", 10)];
    let second = [row("A1", "件数", "≥150件", 60), row("Z2", "合格率", "≥90%", 40)];
    fs::write(folder.join("v@1.toml"), head("1") + &first.concat()).unwrap();
    fs::write(folder.join("v@2.toml"), head("2") + &second.concat()).unwrap();
    let submission = "[submission]\nset = \"v@1\"\nunit = \"某某局\"\nyear = 2024\n[actuals]\n\
        A1 = { value = \"90件\", reason = \"停工\" }\nA2 = { value = \"85%\", reason = \"返工\" }\nA3 = \"1场\"\n";
    fs::write(folder.join("填报.toml"), submission).unwrap();
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let run = ziping(folder, &[arguments, &["--sets", ".", "--format", "json"]].concat());
    assert_eq!(run.exit, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn 两版之下的得分() {
    let folder = tempfile::tempdir().unwrap();
    editions(folder.path());
    let found = json(folder.path(), &["compare", "--set", "v@1", "--set", "v@2", "填报.toml"]);
    let one = &found["comparisons"][0];
    // 一版：50×90÷100＝45，40×85÷90＝37.78，10；二版：60×90÷150＝36，37.78。
    assert_eq!(one["total"], serde_json::json!({ "from": "92.78", "to": "73.78", "difference": "－19.00" }));
    assert_eq!(one["grade"], serde_json::json!({ "from": "优", "to": "中" }));
    let rows = one["rows"].as_array().unwrap();
    let named: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(named, ["件数", "场次"], "合格率只是改了编码，得分没有变");
    assert_eq!(rows[0]["difference"], "－9.00");
    assert_eq!(rows[0]["why"], serde_json::json!(["分值 50 → 60", "指标值 ≥100件 → ≥150件"]));
    assert_eq!(rows[1]["why"], serde_json::json!(["后一边没有这一行"]));
    let notes = one["notes"].to_string();
    assert!(notes.contains("A2 合格率 对应 Z2") && notes.contains("没有这几行：A3 场次"), "{notes}");

    let found = json(folder.path(), &["sets", "diff", "v@1", "v@2"]);
    let changes = found["groups"][0]["changes"].as_array().unwrap();
    let kinds: Vec<_> = changes.iter().map(|c| (c["kind"].as_str().unwrap(), c["subject"].as_str().unwrap())).collect();
    assert_eq!(found["groups"][0]["title"], "指标");
    assert_eq!(kinds, [("changed", "A1 件数"), ("renamed", "A2 合格率"), ("removed", "A3 场次")]);
}

#[test]
fn 假设不改文件也不充作结果() {
    let folder = tempfile::tempdir().unwrap();
    editions(folder.path());
    let at = folder.path();
    let before = fs::read_to_string(at.join("填报.toml")).unwrap();
    let found = json(at, &["score", "填报.toml", "--assume", "A1=96件"]);
    // 50×96÷100＝48；48＋37.78＋10＝95.78，离满分 4.22。
    let assumed = &found["assumed"];
    assert_eq!(assumed["total"], serde_json::json!({ "from": "92.78", "to": "95.78", "difference": "＋3.00" }));
    assert_eq!(assumed["remaining"], "4.22");
    assert_eq!(assumed["rows"][0]["remaining"], "2.00");
    assert_eq!(found["total"]["score"], "95.78");
    assert_eq!(found["receipt"]["submission_sha256"], "", "假设的没有填报的摘要");
    assert_eq!(fs::read_to_string(at.join("填报.toml")).unwrap(), before);
    assert!(json(at, &["score", "填报.toml"]).get("assumed").is_none());
    let run = ziping(at, &["score", "填报.toml", "--sets", ".", "--assume", "A1=96件", "--format", "csv"]);
    assert_eq!((run.exit, run.stdout.as_str()), (2, ""));
    assert_eq!(ziping(at, &["render", "填报.toml", "--assume", "A1=96件"]).exit, 2);
    // 没有写原因的行，假设失分也不要原因。
    let bare = before.replace("A3 = \"1场\"", "A3 = \"2场\"");
    fs::write(at.join("填报.toml"), bare).unwrap();
    let found = json(at, &["score", "填报.toml", "--assume", "A3=0场"]);
    assert_eq!(found["findings"], serde_json::json!([]));
    assert_eq!(found["total"]["score"], "82.78");
}

#[test]
fn 命令写错() {
    let at = Path::new(CASES);
    for arguments in [
        &["compare", "项目.toml"][..],
        &["compare", "项目.toml", "项目.toml", "项目.toml"],
        &["compare", "--set", "inherit/base@1", "项目.toml"],
        &["compare", "--set", "无", "--set", "有", "项目.toml"],
        &["compare", "没有.toml", "项目.toml"],
        &["sets", "diff", "henan/project@2024", "没有"],
        &["sets", "diff", "henan/project@2024", "没有.toml"],
        &["sets", "diff", "henan/project@2024", "项目.toml"],
        &["sets", "diff", "henan/project@2024", "profiles/national"],
        &["score", "项目.toml", "--assume", "A01"],
        &["score", "项目.toml", "--assume", "A01=100件", "--assume", "A01=99件"],
        &["score", "项目.toml", "--assume", "execution=95"],
    ] {
        let run = ziping(at, &[arguments, &["--sets", "../sets"]].concat());
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{arguments:?}\n{}", run.stderr);
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
    let run = ziping(at, &["compare", "项目.toml", "项目.toml", "-o", "项目.toml", "--sets", "../sets"]);
    assert_eq!((run.exit, run.codes()), (2, vec![Code::E0106]), "不写到输入上");
}

// ---- 规律，以全部内置的体系验 ----

fn built_in() -> Vec<Arc<Set>> {
    let library = Library::default();
    let sets = library.sets().into_iter().map(|listed| {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        library.set(&listed.reference, None, Path::new(""), &mut sources, &mut sink).expect("内置的体系成立")
    });
    sets.collect()
}

#[test]
fn 与自己没有不同_倒过来增减互换() {
    let sets = built_in();
    assert!(sets.len() > 10);
    let count = |from: &Set, to: &Set, kind: ChangeKind| {
        let changes = changes(from, to);
        changes.groups.iter().flat_map(|group| &group.changes).filter(|change| change.kind == kind).count()
    };
    for (at, a) in sets.iter().enumerate() {
        assert!(changes(a, a).groups.is_empty(), "{} 与自己不同", a.reference());
        for b in &sets[at + 1..] {
            let there = (count(a, b, ChangeKind::Added), count(a, b, ChangeKind::Removed));
            let back = (count(b, a, ChangeKind::Removed), count(b, a, ChangeKind::Added));
            assert_eq!(there, back, "{} 与 {}", a.reference(), b.reference());
            let all = |from: &Set, to: &Set| changes(from, to).groups.iter().map(|g| g.changes.len()).sum::<usize>();
            assert_eq!(all(a, b), all(b, a), "{} 与 {}", a.reference(), b.reference());
            let text = changes_text(&changes(a, b));
            assert!(!text.contains("unconfirmed"), "出处写作未经证实：{text}");
        }
    }
}

#[test]
fn 什么也不改的下级与上级只差施行日期() {
    for set in built_in() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("[set]\nid = \"下级\"\nversion = \"1\"\nextends = \"{}\"\n", set.reference());
        fs::write(folder.path().join("下级@1.toml"), text).unwrap();
        let library = Library::new(vec![folder.path().to_owned()]);
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let child = library.set("下级@1", None, Path::new(""), &mut sources, &mut sink);
        let child = child.unwrap_or_else(|| panic!("{}：{:?}", set.reference(), sink.all()));
        let lines: Vec<String> = changes(&set, &child)
            .groups
            .into_iter()
            .flat_map(|group| group.changes)
            .flat_map(|change| change.lines)
            .map(|line| line.what)
            .collect();
        assert!(lines.iter().all(|what| what == "施行" || what == "废止"), "{}：{lines:?}", set.reference());
    }
}

#[test]
fn 同一个体系之下没有差别() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["examples/luoyang-jianxi-2024/department.toml", "examples/luoyang-jianxi-2024/project.toml"] {
        let found = json(root, &["compare", file, file]);
        let one = &found["comparisons"][0];
        assert_eq!(one["total"]["difference"], "0.00");
        assert_eq!(one["rows"], serde_json::json!([]));
        assert_eq!(one["notes"], serde_json::json!([]));
    }
}

#[test]
fn 什么也不改的下级得分相同() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for kind in ["department", "project"] {
        let folder = tempfile::tempdir().unwrap();
        let parent = format!("henan/{kind}@2024");
        let text = format!("[set]\nid = \"下级\"\nversion = \"1\"\nextends = \"{parent}\"\n");
        fs::write(folder.path().join("下级@1.toml"), text).unwrap();
        let sets = folder.path().to_str().unwrap();
        let file = format!("examples/luoyang-jianxi-2024/{kind}.toml");
        let found = json(root, &["compare", "--set", &parent, "--set", "下级@1", &file, "--sets", sets]);
        let one = &found["comparisons"][0];
        assert_eq!(one["total"]["difference"], "0.00", "{kind}：{one}");
        assert_eq!((&one["rows"], &one["notes"]), (&serde_json::json!([]), &serde_json::json!([])), "{kind}");
    }
}
