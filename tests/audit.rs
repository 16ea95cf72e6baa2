//! 复核：读送来的表，逐行重算，各种发现。每个发现另有说明页的例子（`diagnostics.rs`）。

mod command;

use command::{Run, ziping};
use std::fs;
use ziping::diagnostic::Code;

/// 写成一份文件再复核。
fn audited(name: &str, text: &str) -> Run {
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::write(folder.path().join(name), text).expect("写文件");
    ziping(folder.path(), &["audit", name])
}

#[test]
fn 读不成的表() {
    let cases = [
        ("{\"unit\": \"某局\",}", Code::E1401, "这里应当是键"),
        ("{\"unit\": \"某局\"", Code::E1401, "这里应当是逗号或 }"),
        ("", Code::E1401, "还没有写完"),
        ("{\"year\": 2.4e3}", Code::E1401, "不用科学记数法"),
        ("{\"unit\": \"a\", \"unit\": \"b\"}", Code::E1401, "写了两次"),
        ("{\"unit\": \"\\uZZZZ\"}", Code::E1401, "四位十六进制数"),
        ("[]", Code::E1402, "“最外层”应当是一张表"),
        ("null", Code::E1402, "“最外层”应当是一张表"),
        (
            "{\"rows\": [{\"l3\": [1]}], \"truncated\": \"是\", \"kind\": \"项目\", \"year\": 24}",
            Code::E1402,
            "“l3”应当是文字或数",
        ),
        ("{\"unit\": \"某局\", \"rows\": []}", Code::E1403, "没有可以复核的"),
    ];
    for (text, code, message) in cases {
        let run = audited("表.json", text);
        assert_eq!(run.exit, 1, "{text}\n{}", run.stderr);
        assert!(run.codes().contains(&code), "{text}\n{}", run.stderr);
        assert!(run.stderr.contains(message), "{text}\n{}", run.stderr);
        assert!(run.stdout.is_empty(), "{text}\n{}", run.stdout);
    }
    // 类型不对的一次报全。
    let run = audited("表.json", cases[8].0);
    assert_eq!(run.codes().len(), 4, "{}", run.stderr);
    let deep = "[".repeat(10_000);
    assert_eq!(audited("表.json", &deep).codes(), [Code::E1401]);
}
