//! 上级与下级合成一份：`cases/sets/inherit/` 的各体系合成后是什么样子；上级太多、改了就变的摘要。

mod command;

use command::ziping;
use std::fs;
use std::path::Path;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::{Library, definition_sha256};

const SETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/sets");

#[test]
fn 合成的体系() {
    for name in ["county", "town", "same", "computed"] {
        let run = ziping(Path::new(SETS), &["sets", "show", "--sets", ".", &format!("inherit/{name}@1")]);
        assert_eq!(run.exit, 0, "{}", run.stderr);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(name, run.stdout);
        });
    }
}

/// 写一串体系，一份接一份作上级，最上面的是 `henan/project@2024`。
fn chain(folder: &Path, length: usize) {
    for at in 0..length {
        let above = if at + 1 == length { "henan/project@2024".to_owned() } else { format!("{}.toml", at + 1) };
        let text = format!("[set]\nid = \"第{at}级\"\nversion = \"1\"\nextends = \"{above}\"\n");
        fs::write(folder.join(format!("{at}.toml")), text).unwrap();
    }
}

#[test]
fn 上级至多八级() {
    let folder = tempfile::tempdir().unwrap();
    chain(folder.path(), 8);
    let run = ziping(folder.path(), &["check", "0.toml"]);
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
    chain(folder.path(), 9);
    let run = ziping(folder.path(), &["check", "0.toml"]);
    assert_eq!((run.exit, run.codes()), (1, vec![Code::E0409]), "{}", run.stderr);
    assert!(run.stderr.contains("超过 8 级") && run.stderr.contains("8.toml:4:"), "{}", run.stderr);
}

/// 体系自己的摘要不变，上级或口径一变，连同上级与口径的摘要就变。
#[test]
fn 摘要看得出上级与口径变了没有() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("profiles/inherit")).unwrap();
    fs::create_dir_all(at("inherit")).unwrap();
    let files =
        ["inherit/base@1.toml", "inherit/county@1.toml", "profiles/inherit/base.toml", "profiles/inherit/county.toml"];
    for name in files {
        fs::copy(Path::new(SETS).join(name), at(name)).unwrap();
    }
    let digests = || {
        let library = Library::new(vec![folder.path().to_owned()]);
        let set = library.set("inherit/county@1", None, Path::new(""), &mut Sources::default(), &mut Sink::default());
        let set = set.expect("读得进");
        (set.sha256.clone(), definition_sha256(&set))
    };
    let before = digests();
    for name in ["inherit/base@1.toml", "profiles/inherit/base.toml", "profiles/inherit/county.toml"] {
        let text = fs::read_to_string(at(name)).unwrap();
        fs::write(at(name), format!("{text}\n# 改了一处\n")).unwrap();
        let after = digests();
        assert_eq!(before.0, after.0);
        assert_ne!(before.1, after.1, "{name} 改了，摘要没有变");
        fs::write(at(name), text).unwrap();
    }
    assert_eq!(before, digests());
}
