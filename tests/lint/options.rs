//! `check` 的选项：--deny、--allow、--format json 与 sarif、--fix，以及文件里的 `[[allow]]`。

use crate::command::{Run, ziping};
use serde_json::Value;
use std::fs;
use std::path::Path;
use ziping::diagnostic::Code;

/// 一份只依口径的填报，逐行写名称、指标值、实际完成值；`more` 接在表头后面。
fn submission(more: &str, rows: &[(&str, &str, &str)]) -> String {
    let mut text = format!("[submission]\nprofile = \"plain\"\nunit = \"某某局\"\nyear = 2024\n{more}\n");
    for (at, (name, target, actual)) in rows.iter().enumerate() {
        text += &format!(
            "\n[[indicator]]\ncode = \"C{at:02}\"\nlevel1 = \"产出指标\"\nlevel2 = \"质量指标\"\nname = \"{name}\"\n\
             target = \"{target}\"\npoints = 10\nactual = \"{actual}\"\nevidence = \"台账\"\n"
        );
    }
    text
}

/// 两条提醒：第 12 行的“≥100%”（W0803），第 22 行的异写（W0817）。
fn sample() -> String {
    submission("", &[("资金使用合规率", "≥100%", "100%"), ("质量达标率", ">=９５%", "96%")])
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/sets");
    ziping(folder, &[&["check", "--sets", library], arguments].concat())
}

fn scratch(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("填报.toml"), text).unwrap();
    folder
}

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join("填报.toml")).unwrap()
}

#[test]
fn 从严与不报() {
    let folder = scratch(&sample());
    let run = |arguments: &[&str]| {
        let run = check(folder.path(), &[arguments, &["填报.toml"]].concat());
        (run.exit, run.codes())
    };
    let both = vec![Code::W0803, Code::W0817];
    assert_eq!(run(&[]), (0, both.clone()));
    for deny in ["warnings", "W0803", "w0803", "W0803,W0817", "W0805,W0803"] {
        assert_eq!(run(&["--deny", deny]), (1, both.clone()), "{deny}");
    }
    assert_eq!(run(&["--deny", "W0805"]), (0, both.clone()), "没有报出的代码，从严也没有错误");
    assert_eq!(run(&["--allow", "W0803"]), (0, vec![Code::W0817]));
    for allow in [&["--allow", "W0803,W0817"][..], &["--allow", "W0803", "--allow", "W0817"]] {
        assert_eq!(run(allow), (0, vec![]), "{allow:?}");
    }
    // 不报先于从严。
    assert_eq!(run(&["--deny", "warnings", "--allow", "W0803,W0817"]), (0, vec![]));
    assert_eq!(run(&["--deny", "warnings", "--allow", "W0817"]), (1, vec![Code::W0803]));
    // 从严的当作错误说。
    let denied = check(folder.path(), &["--deny", "W0803", "填报.toml"]);
    assert!(denied.stderr.contains("错误[W0803]") && denied.stderr.contains("提醒[W0817]"), "{}", denied.stderr);
}

#[test]
fn 一处只说一遍() {
    let folder = scratch(&submission("", &[("服务是否优质", "≥95%", "96%")]));
    assert_eq!(check(folder.path(), &["填报.toml"]).codes(), [Code::W0807]);
}

#[test]
fn 不认得的代码不运行() {
    let folder = scratch(&sample());
    for (arguments, said) in [
        (["--deny", "W9999"], "--deny 不能写“W9999”"),
        (["--allow", "W0803,W080"], "--allow 不能写“W080”"),
        (["--allow", "E0501"], "--allow 只能写提醒的代码，E0501 是错误"),
        (["--deny", "E0501"], "--deny 只能写提醒的代码，E0501 是错误"),
        (["--allow", "warnings"], "--allow 不能写“warnings”"),
        (["--deny", ""], "--deny 不能写“”"),
    ] {
        let run = check(folder.path(), &[&arguments[..], &["填报.toml"]].concat());
        assert_eq!(run.exit, 2, "{arguments:?}");
        assert!(run.stderr.contains(said) && run.stdout.is_empty(), "{arguments:?}：{}", run.stderr);
    }
}

#[test]
fn 改法写进json() {
    let folder = scratch(&sample());
    let run = check(folder.path(), &["--format", "json", "填报.toml"]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
    assert_eq!(json["format"], "ziping.findings/1");
    let first = &json["findings"][0];
    assert_eq!((&first["code"], &first["severity"]), (&"W0803".into(), &"warning".into()));
    // target = "≥100%"：引号在第 10 列，连引号七个字。
    let fix = &first["fix"];
    let place = ["line", "column", "end_line", "end_column"].map(|key| fix[key].as_u64().unwrap());
    assert_eq!(place, [12, 10, 12, 17]);
    assert_eq!(fix["replacement"], "\"=100%\"");
    assert_eq!(json["findings"][1]["fix"]["replacement"], "\"≥95%\"");
}

#[test]
fn sarif的样子() {
    let folder = scratch(&sample());
    let run = check(folder.path(), &["--format", "sarif", "--deny", "W0803", "填报.toml"]);
    assert_eq!((run.exit, run.stderr.as_str()), (1, ""));
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["version"], "2.1.0");
    let driver = &json["runs"][0]["tool"]["driver"];
    assert_eq!(driver["name"], "ziping");
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Code::ALL.len());
    let results = json["runs"][0]["results"].as_array().unwrap();
    let heads: Vec<_> = results.iter().map(|r| (r["ruleId"].as_str().unwrap(), r["level"].as_str().unwrap())).collect();
    assert_eq!(heads, [("W0803", "error"), ("W0817", "warning")]);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().unwrap().contains("办法："));
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E5%A1%AB%E6%8A%A5.toml");
    let region = serde_json::json!({ "startLine": 12, "startColumn": 10, "endLine": 12, "endColumn": 17 });
    assert_eq!(place["region"], region);
    let change = &results[0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], place["artifactLocation"]["uri"]);
    assert_eq!(change["replacements"][0]["deletedRegion"], region);
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "\"=100%\"");
}

#[test]
fn 改写文件() {
    let folder = scratch(&sample());
    let run = check(folder.path(), &["--fix", "填报.toml"]);
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
    assert_eq!(read(folder.path()), sample().replace("≥100%", "=100%").replace(">=９５%", "≥95%"));
    assert!(run.stdout.contains("填报.toml:12　\"≥100%\" → \"=100%\""), "{}", run.stdout);
    assert!(run.stdout.contains("填报.toml:22　\">=９５%\" → \"≥95%\""), "{}", run.stdout);
    // 没有可改的，再改一遍不动文件，也没有留下别的文件。
    let before = read(folder.path());
    let again = check(folder.path(), &["--fix", "填报.toml"]);
    assert_eq!((again.stdout.as_str(), read(folder.path())), ("填报.toml：填报没有错误\n", before));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    // 不报的不改。
    fs::write(folder.path().join("填报.toml"), sample()).unwrap();
    check(folder.path(), &["--fix", "--allow", "W0803", "填报.toml"]);
    assert_eq!(read(folder.path()), sample().replace(">=９５%", "≥95%"));
    // 从严的一样改；改完就没有错误。
    fs::write(folder.path().join("填报.toml"), sample()).unwrap();
    assert_eq!(check(folder.path(), &["--fix", "--deny", "warnings", "填报.toml"]).exit, 0);
}

#[test]
fn 改写时别处逐字节不变() {
    // 回车换行、字节顺序标记、注释、缩进照旧。
    let text = sample().replace("\n[[indicator]]\n", "\n# 批注　\n[[indicator]]  # 一行\n").replace('\n', "\r\n");
    let folder = scratch(&format!("\u{feff}{text}"));
    assert_eq!(check(folder.path(), &["--fix", "填报.toml"]).exit, 0);
    let want = text.replace("≥100%", "=100%").replace(">=９５%", "≥95%");
    assert_eq!(read(folder.path()), format!("\u{feff}{want}"));
}

#[test]
fn 同一处两种改法先后做() {
    // “>=100％”先换字形成“≥100%”，再写成“=100%”；或一步改成，结果都一样。
    let text = submission("", &[("资金使用合规率", ">=100％", "100%")]);
    let folder = scratch(&text);
    let run = check(folder.path(), &["--fix", "填报.toml"]);
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
    assert_eq!(read(folder.path()), text.replace(">=100％", "=100%"));
}

#[test]
fn 引号写法特别的请人改() {
    let text = sample().replace("\"≥100%\"", "'≥100%'").replace("\">=９５%\"", "\"\\u003E=95%\"");
    let folder = scratch(&text);
    let run = check(folder.path(), &["--fix", "填报.toml"]);
    assert_eq!(run.codes(), [Code::W0803, Code::W0817], "{}", run.stderr);
    assert_eq!(read(folder.path()), text);
}

#[test]
fn 有错误的文件不改() {
    let text = sample().replace("actual = \"96%\"\n", "actual = \"96%\"\nactaul = 1\n");
    let folder = scratch(&text);
    let run = check(folder.path(), &["--fix", "填报.toml"]);
    assert_eq!(run.exit, 1);
    assert_eq!(read(folder.path()), text);
}

#[test]
fn 写明不报的不改() {
    let allow = "\n[[allow]]\ncode = \"W0803\"\nrows = [\"C00\"]\nreason = \"原表如此\"\n";
    let text = submission(allow, &[("资金使用合规率", ">=100％", "100%")]);
    let folder = scratch(&text);
    let run = check(folder.path(), &["--fix", "--deny", "W0818", "填报.toml"]);
    assert_eq!((run.exit, read(folder.path())), (0, text.replace(">=100％", "≥100%")), "{}", run.stderr);
}

/// 口径没有写“=”类怎样计分：“≥100%”改成“=100%”反而有错误，一个字不动。
#[test]
fn 改了更坏就不改() {
    let text = sample().replace("profile = \"plain\"", "profile = \"只写不低于\"");
    let folder = scratch(&text);
    let profile = "[profile]\nid = \"只写不低于\"\n\n[defaults]\nat_least = { kind = \"proportional\" }\n";
    fs::create_dir(folder.path().join("profiles")).unwrap();
    fs::write(folder.path().join("profiles/只写不低于.toml"), profile).unwrap();
    let run = check(folder.path(), &["--fix", "--sets", ".", "填报.toml"]);
    assert_eq!((run.exit, run.codes()), (0, vec![Code::W0803, Code::W0817]), "{}", run.stderr);
    assert!(run.stderr.contains("填报.toml：改了反而有更多错误，没有改动"), "{}", run.stderr);
    assert_eq!(read(folder.path()), text);
    assert!(!run.stdout.contains("→"), "没有改的不说改了：{}", run.stdout);
}

#[test]
fn 标准输入改好写到标准输出() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/sets");
    let mut child = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["check", "--fix", "--sets", library, "-"])
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(sample().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let want = sample().replace("≥100%", "=100%").replace(">=９５%", "≥95%");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), want);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("→"));
}

#[cfg(unix)]
#[test]
fn 权限照旧_不能写的说明() {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch(&sample());
    let path = folder.path().join("填报.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(check(folder.path(), &["--fix", "填报.toml"]).exit, 0);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    fs::write(&path, sample()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let run = check(folder.path(), &["--fix", "填报.toml"]);
    assert_eq!(run.exit, 2, "{}", run.stderr);
    assert!(run.codes().contains(&Code::E0106) && run.stderr.contains("文件是只读的"), "{}", run.stderr);
    assert_eq!(read(folder.path()), sample());
    // 链接改的是它指向的文件，自己仍是链接。
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("填报.toml", folder.path().join("链接.toml")).unwrap();
    assert_eq!(check(folder.path(), &["--fix", "链接.toml"]).exit, 0);
    assert!(folder.path().join("链接.toml").is_symlink());
    assert_eq!(read(folder.path()), sample().replace("≥100%", "=100%").replace(">=９５%", "≥95%"));
}

#[test]
fn 没有用上的不报是提醒() {
    let allow = |code: &str| format!("\n[[allow]]\ncode = \"{code}\"\nreason = \"原表如此\"\n");
    let rows = [("资金使用合规率", "≥100%", "100%")];
    let folder = scratch(&submission(&allow("W0803"), &rows));
    assert_eq!(check(folder.path(), &["--deny", "warnings", "填报.toml"]).exit, 0, "用上的不再报");
    let folder = scratch(&submission(&(allow("W0803") + &allow("W0805")), &rows));
    let run = check(folder.path(), &["填报.toml"]);
    assert_eq!((run.exit, run.codes()), (0, vec![Code::W0818]));
    assert_eq!(check(folder.path(), &["--deny", "W0818", "填报.toml"]).exit, 1);
    // 只对别的行的，这一行照报，它自己也没有用上。
    let text = submission(
        &allow("W0803").replace("reason", "rows = [\"C01\"]\nreason"),
        &[rows[0], ("培训场次", "≥1场", "1场")],
    );
    let folder = scratch(&text);
    assert_eq!(check(folder.path(), &["填报.toml"]).codes(), [Code::W0818, Code::W0803]);
}
