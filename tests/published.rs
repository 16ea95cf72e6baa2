//! 发布与版本：发布了的不许再变，没有写版本的名称取那一年施行的一版；内置的体系与口径都在 `published.lock` 里。

mod command;

use command::{Run, ziping};
use std::fs;
use std::path::Path;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::{LOCK, Lock, sha256};

/// 一个项目体系，三行产出；`more` 接在表头后面。
fn set(version: &str, more: &str) -> String {
    format!(
        "[set]\nid = \"某县/项目\"\nversion = \"{version}\"\nkind = \"project\"\ntotal = 10\n{more}\n\
         [[indicator]]\ncode = \"A01\"\nlevel1 = \"产出指标\"\nname = \"培训场次\"\ntarget = \"≥10场\"\npoints = 10\n"
    )
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_default()
}

fn publish(folder: &Path, file: &str) -> Run {
    ziping(folder, &["sets", "publish", file, "--to", "全市", "--sets", "."])
}

const PROFILE: &str = "[profile]\nid = \"某县\"\nextends = \"national\"\n";

#[test]
fn 发布一份体系与它的口径() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let text = set("2024", "profile = \"某县\"");
    write(at, "体系.toml", &text);
    write(at, "体系.cases.toml", "# 用例\n");
    write(at, "profiles/某县.toml", PROFILE);

    // 口径还没有发布。
    let run = publish(at, "体系.toml");
    assert_eq!((run.exit, run.codes()), (1, vec![Code::E0411]), "{}", run.stderr);
    assert!(run.stderr.contains("ziping sets publish profiles/某县.toml --to 全市"), "{}", run.stderr);
    assert!(!at.join("全市").exists(), "没有发布成的不留下什么");

    assert_eq!(publish(at, "profiles/某县.toml").exit, 0);
    let run = publish(at, "体系.toml");
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
    assert!(run.stdout.contains("已把 某县/项目@2024 发布到 全市"), "{}", run.stdout);
    assert_eq!(read(at, "全市/某县/项目@2024.toml"), text);
    assert_eq!(read(at, "全市/某县/项目@2024.cases.toml"), "# 用例\n");
    let lock = read(at, "全市/published.lock");
    let names: Vec<&str> = lock.lines().filter_map(|line| line.strip_prefix('"')?.split('"').next()).collect();
    assert_eq!(names, ["profiles/某县.toml", "某县/项目@2024.toml"]);

    // 同样的再发布一次，什么也不做。
    let run = publish(at, "体系.toml");
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(run.stdout.contains("已经发布过，内容相同"), "{}", run.stdout);
    assert_eq!(read(at, "全市/published.lock"), lock);

    // 内容变了，不覆盖；另立版本可以。
    write(at, "体系.toml", &format!("{text}# 改过\n"));
    let run = publish(at, "体系.toml");
    assert_eq!((run.exit, run.codes()), (1, vec![Code::E0411]), "{}", run.stderr);
    assert_eq!(read(at, "全市/某县/项目@2024.toml"), text);
    write(at, "体系.toml", &set("2025", "profile = \"某县\""));
    assert_eq!(publish(at, "体系.toml").exit, 0);
}

#[test]
fn 不能发布的各种情形() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let refused = |name: &str, text: &str, want: &[Code], said: &str| {
        write(at, name, text);
        let run = publish(at, name);
        assert_eq!((run.exit, run.codes()), (1, want.to_vec()), "{}", run.stderr);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    };
    write(at, "上级.toml", &set("2024", "profile = \"national\""));
    let child = |extends: &str| format!("[set]\nid = \"某镇/项目\"\nversion = \"1\"\nextends = \"{extends}\"\n");
    refused("a.toml", &child("上级.toml"), &[Code::E0411, Code::E0411], "按路径引用的上级不能发布");
    write(at, "某县/项目@2024.toml", &set("2024", "profile = \"national\""));
    refused("b.toml", &child("某县/项目@2024"), &[Code::E0411], "所依的 某县/项目@2024 还没有发布");
    let broken = set("2024", "profile = \"national\"").replace("total = 10", "total = 11");
    refused("c.toml", &broken, &[Code::E0301], "合计 10 分");
    let submission = "[submission]\nprofile = \"national\"\nunit = \"某某局\"\nyear = 2024\n";
    refused("d.toml", submission, &[Code::E0411], "不是指标体系，也不是口径");
    let outside = set("2024", "profile = \"national\"").replace("某县/项目", "../项目");
    refused("e.toml", &outside, &[Code::E0208], "不能作文件名");
    let slashed = set("../x", "profile = \"national\"");
    refused("g.toml", &slashed, &[Code::E0208], "不能有斜线");
    write(at, "全市/某县/项目@2024.toml", "# 没有发布的另一份\n");
    refused("f.toml", &set("2024", "profile = \"national\""), &[Code::E0411], "已经有了，内容与这一份不同");
    assert!(!at.join("全市/published.lock").exists());
}

/// 有一处写不成、读不到，就什么也不写。
#[test]
fn 不写一半() {
    let text = set("2024", "profile = \"national\"");
    for blocked in ["全市/published.lock", "全市/某县/项目@2024.cases.toml", "体系.cases.toml"] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        write(at, "体系.toml", &text);
        let cases = "[cases]\nset = \"某县/项目@2024\"\n";
        if blocked != "体系.cases.toml" {
            write(at, "体系.cases.toml", cases);
        }
        std::fs::create_dir_all(at.join(blocked)).unwrap();
        let run = publish(at, "体系.toml");
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{blocked}\n{}", run.stderr);
        assert!(!at.join("全市/某县/项目@2024.toml").exists(), "{blocked}");
        assert!(!at.join("全市/published.lock").is_file(), "{blocked}");
    }
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "体系.toml", &text);
    write(folder.path(), "全市", "");
    let run = publish(folder.path(), "体系.toml");
    assert_eq!((run.exit, run.codes()), (2, vec![Code::E0106]));
    assert!(run.stderr.contains("那里有同名的文件"), "{}", run.stderr);
}

#[test]
fn 发布之后改了就用不成() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let text = set("2024", "profile = \"national\"");
    write(at, "体系.toml", &text);
    assert_eq!(publish(at, "体系.toml").exit, 0);
    let submission =
        "[submission]\nset = \"某县/项目@2024\"\nunit = \"某某局\"\nyear = 2024\n[actuals]\nA01 = \"10场\"\n";
    write(at, "填报.toml", submission);
    assert_eq!(ziping(at, &["score", "填报.toml", "--sets", "全市"]).exit, 0);

    write(at, "全市/某县/项目@2024.toml", &text.replace("≥10场", "≥8场"));
    // 按名称引用、按路径引用、直接审查、作上级，都看得出。
    write(at, "按路径.toml", &submission.replace("某县/项目@2024", "全市/某县/项目@2024.toml"));
    write(at, "下级.toml", "[set]\nid = \"某镇/项目\"\nversion = \"1\"\nextends = \"某县/项目@2024\"\n");
    for file in ["填报.toml", "按路径.toml", "全市/某县/项目@2024.toml", "下级.toml"] {
        let run = ziping(at, &["check", file, "--sets", "全市"]);
        assert_eq!((run.exit, run.codes()), (1, vec![Code::E0410]), "{file}\n{}", run.stderr);
        assert!(run.stderr.contains("项目@2024.toml:3:"), "指着版本一行：{}", run.stderr);
    }
    // 已有一份变了，别的也不能往里发布。
    write(at, "体系.toml", &set("2025", "profile = \"national\""));
    assert_eq!(publish(at, "体系.toml").codes(), [Code::E0410]);
    // 恢复原样就好了。
    write(at, "全市/某县/项目@2024.toml", &text);
    assert_eq!(ziping(at, &["score", "填报.toml", "--sets", "全市"]).exit, 0);
    // 发布情况写坏了，这个文件夹里的都不采用。
    write(at, "全市/published.lock", "[files\n");
    assert_eq!(ziping(at, &["score", "填报.toml", "--sets", "全市"]).exit, 1);
}

/// 2023 年的到年底废止，2024 年的没有废止，2025 年的从七月起；另有一版没有写日期。
#[test]
fn 没有写版本的取那一年施行的() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let editions = [
        ("草稿", ""),
        ("2023", "effective = 2023-01-01\nexpires = 2023-12-31"),
        ("2024", "effective = 2024-01-01\nexpires = 2025-12-31"),
        ("2025", "effective = 2025-07-01\nexpires = 2025-12-31"),
    ];
    for (version, more) in editions {
        write(at, &format!("某县/项目@{version}.toml"), &set(version, &format!("profile = \"national\"\n{more}")));
    }
    let used = |year: u32| {
        let text =
            format!("[submission]\nset = \"某县/项目\"\nunit = \"某某局\"\nyear = {year}\n[actuals]\nA01 = \"10场\"\n");
        write(at, "填报.toml", &text);
        let run = ziping(at, &["score", "填报.toml", "--sets", ".", "--format", "json"]);
        assert_eq!(run.exit, 0, "{}", run.stderr);
        let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        (json["set"]["version"].as_str().unwrap().to_owned(), run.codes())
    };
    let found = |version: &str, codes: &[Code]| (version.to_owned(), codes.to_vec());
    assert_eq!(used(2023), found("2023", &[]));
    assert_eq!(used(2024), found("2024", &[]));
    assert_eq!(used(2025), found("2025", &[]));
    // 都不施行的年度，没有写日期的一直施行。
    assert_eq!(used(2022), found("草稿", &[]));
    assert_eq!(used(2026), found("草稿", &[]));
    fs::remove_file(at.join("某县/项目@草稿.toml")).unwrap();
    assert_eq!(used(2022), found("2025", &[Code::W0715]));
    assert_eq!(used(2026), found("2025", &[Code::W0715]));

    // 新建时按年度取，写明取了哪一版；看体系时取最新的。
    let run = ziping(at, &["new", "某县/项目", "--year", "2024", "--sets", "."]);
    assert!(run.stdout.contains("set = \"某县/项目@2024\""), "{}", run.stdout);
    let run = ziping(at, &["sets", "show", "某县/项目", "--sets", "."]);
    assert!(run.stdout.starts_with("某县/项目@2025"), "{}", run.stdout);
    let run = ziping(at, &["new", "某县/项目@2023", "--year", "2024", "--sets", "."]);
    assert_eq!((run.exit, run.codes()), (0, vec![Code::W0715]), "{}", run.stderr);
    assert!(run.stderr.contains("2024 年度施行的是 某县/项目@2024"), "{}", run.stderr);
}

/// 内置的体系与口径，凡发布了的都没有再变；`ZIPING_UPDATE_LOCK=1` 在还没有随版本发出去之前重写。
#[test]
fn 内置的与发布情况一致() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators");
    if std::env::var_os("ZIPING_UPDATE_LOCK").is_some_and(|value| value == "1") {
        let mut lock = Lock::default();
        for name in built_in(&root) {
            let digest = sha256(&fs::read(root.join(&name)).unwrap());
            lock.0.insert(name, digest);
        }
        fs::write(root.join(LOCK), lock.to_text()).unwrap();
    }
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let lock = Lock::of_folder(&root, &mut sources, &mut sink).expect("读得通");
    assert_eq!(read(&root, LOCK), lock.to_text(), "写法不是命令写的样子");
    let advice =
        "内置的发布了就不再改，另立版本；还没有随版本发出去的，ZIPING_UPDATE_LOCK=1 cargo test --test published";
    let known: Vec<String> = lock.0.keys().cloned().collect();
    let mut all = built_in(&root);
    all.sort();
    assert_eq!(known, all, "{LOCK} 记的与内置的各份不一样。{advice}");
    for (name, want) in &lock.0 {
        let digest = fs::read(root.join(name)).map(|bytes| sha256(&bytes)).unwrap_or_default();
        assert_eq!(digest, *want, "{name} 发布之后改过了。{advice}");
    }
}

/// 体系与口径文件，用例除外。
fn built_in(root: &Path) -> Vec<String> {
    let mut all = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".toml") && !name.ends_with(".cases.toml") {
                all.push(name);
            }
        }
    }
    all
}
