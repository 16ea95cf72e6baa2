//! pdf：字节相同，字体与印不出的字说得清楚；各格的文字在 `formats.rs` 里看。

mod command;

use command::ziping;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use ziping::diagnostic::Code;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn submission(name: &str) -> String {
    format!("{ROOT}/examples/luoyang-jianxi-2024/{name}.toml")
}

/// 用内置的字体出一份 pdf。
fn rendered(folder: &Path, arguments: &[&str]) -> PathBuf {
    let path = folder.join("自评表.pdf");
    let base = ["render", "-o", "自评表.pdf", "--fonts", "内置"];
    let run = ziping(folder, &[&base, arguments].concat());
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(run.stdout.contains("已写出 自评表.pdf"), "{}", run.stdout);
    path
}

/// 用 pdftotext 抽出的文字，去掉空白；没有这个程序的跳过，CI 上必须有。
fn extracted(path: &Path) -> Option<String> {
    match Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(path).arg("-").output() {
        Ok(output) if output.status.success() => Some(solid(&String::from_utf8(output.stdout).expect("UTF-8"))),
        other => {
            assert!(std::env::var_os("CI").is_none(), "pdftotext：{other:?}");
            println!("没有 pdftotext，跳过");
            None
        }
    }
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn 同样的填报写成相同的字节() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let once = fs::read(rendered(folder.path(), &[&submission("department")])).expect("读 pdf");
    let twice = fs::read(rendered(folder.path(), &[&submission("department")])).expect("读 pdf");
    assert!(once == twice);
    assert!(once.starts_with(b"%PDF-1.7") && once.len() < 200_000, "{} 字节", once.len());
}

#[test]
fn 文件夹里的字体与内置的一样能用() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let fonts = format!("{ROOT}/fonts");
    let run = ziping(folder.path(), &["render", &submission("project"), "-o", "表.pdf", "--fonts", &fonts]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(folder.path().join("表.pdf").exists());
}

#[test]
fn 字体读不到就不写() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::create_dir(folder.path().join("空")).expect("建文件夹");
    for fonts in ["空", "没有"] {
        let run = ziping(folder.path(), &["render", &submission("project"), "-o", "表.pdf", "--fonts", fonts]);
        assert_eq!(run.exit, 2, "{}", run.stderr);
        assert!(run.codes().contains(&Code::E1102), "{}", run.stderr);
        assert!(!folder.path().join("表.pdf").exists());
    }
}

#[test]
fn 印不出的字报告在哪一格() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let text = fs::read_to_string(submission("department")).expect("读填报");
    let text = text.replace("洛阳市涧西区政务服务中心", "洛阳市\u{2cb5a}区政务服务中心");
    fs::write(folder.path().join("某局.toml"), text).expect("写填报");
    let run = ziping(folder.path(), &["render", "某局.toml", "-o", "表.pdf", "--fonts", "内置"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(run.codes().contains(&Code::W1101), "{}", run.stderr);
    assert!(
        run.stderr.contains("“\u{2cb5a}”（U+2CB5A，表的第 1 行第 4 列“洛阳市\u{2cb5a}区政务服务中心”）"),
        "{}",
        run.stderr
    );
    // 印成了〓，抽出来仍是原字。
    if let Some(text) = extracted(&folder.path().join("表.pdf")) {
        assert!(text.contains("洛阳市\u{2cb5a}区政务服务中心"), "{text}");
    }
}
