//! 坏的输入与写不出的输出：退出码 1 或 2，有代码、有中文说明，从不崩溃，也不动已有的文件。

mod command;

use command::ziping;
use std::fs;
use std::path::Path;
use ziping::diagnostic::Code;

const HEAD: &str = "[submission]\nprofile = \"national\"\nunit = \"某某局\"\nyear = 2024\n";
const OLD_FORM: &str = "<p>上一次写好的表</p>\n";

/// 一份坏的输入：文件名、内容、应当报的代码、说明里应当有的话。
type Bad = (&'static str, Vec<u8>, Code, &'static str);

/// 三条命令都拒绝它，且不动旁边写好的表，也不留下临时文件。
fn refused((name, bytes, code, says): Bad, commands: &[&[&str]]) {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    fs::write(at.join(name), bytes).expect("写文件");
    for command in commands {
        refused_in(at, &[command, &[name][..]].concat(), code, says);
    }
}

fn refused_in(at: &Path, command: &[&str], code: Code, says: &str) {
    fs::write(at.join("out.html"), OLD_FORM).expect("写文件");
    let before = listing(at);
    let run = ziping(at, command);
    let shown: String = run.stderr.chars().take(2000).collect();
    let case = format!("ziping {}\n{shown}", command.join(" "));
    assert!(matches!(run.exit, 1 | 2), "退出码 {}：{case}", run.exit);
    assert!(run.codes().contains(&code), "没有报出 {}：{case}", code.as_str());
    assert!(run.stderr.contains(says), "没有说“{says}”：{case}");
    assert!(!run.stderr.contains("panicked") && !run.stdout.contains("panicked"), "崩溃：{case}");
    assert_eq!(fs::read_to_string(at.join("out.html")).expect("读文件"), OLD_FORM, "动了已有的文件：{case}");
    assert_eq!(listing(at), before, "文件夹里多了或少了文件：{case}");
}

fn listing(at: &Path) -> Vec<String> {
    let entries = fs::read_dir(at).expect("读文件夹");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("读文件夹").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const CHECK: &[&str] = &["check"];
const SCORE: &[&str] = &["score", "--format", "json"];
const RENDER: &[&str] = &["render", "-o", "out.html"];

#[test]
fn 读不到的输入() {
    for command in [CHECK, SCORE, RENDER] {
        let folder = tempfile::tempdir().expect("临时文件夹");
        fs::create_dir(folder.path().join("夹子.toml")).expect("建文件夹");
        refused_in(folder.path(), &[command, &["没有.toml"][..]].concat(), Code::E0101, "没有这个文件");
        refused_in(folder.path(), &[command, &["夹子.toml"][..]].concat(), Code::E0101, "是文件夹");
    }
}

#[test]
fn 坏的字节() {
    let utf16 = |order: fn(u16) -> [u8; 2]| {
        "\u{feff}[submission]\nunit = \"某某局\"\n".encode_utf16().flat_map(order).collect()
    };
    let with = |extra: &str| format!("{HEAD}{extra}").into_bytes();
    let cases: [Bad; 11] = [
        ("国标.toml", encoding_rs::GB18030.encode(HEAD).0.into_owned(), Code::E0102, "GB18030"),
        ("宽字符.toml", utf16(u16::to_le_bytes), Code::E0102, "UTF-16"),
        ("宽字符大端.toml", utf16(u16::to_be_bytes), Code::E0102, "UTF-16"),
        ("图片.toml", (0..=255).cycle().take(4096).collect(), Code::E0102, "可能不是文本文件"),
        ("十兆.toml", vec![b'#'; 10 << 20], Code::E0103, "超过 4 兆"),
        ("空.toml", Vec::new(), Code::E0203, "[submission]"),
        ("只有标记.toml", b"\xef\xbb\xbf".to_vec(), Code::E0203, "[submission]"),
        ("空字节.toml", with("title = \"甲\0乙\"\n"), Code::E0105, "U+0000"),
        ("退格.toml", with("title = \"甲\u{8}乙\"\n"), Code::E0105, "U+0008"),
        ("回车.toml", HEAD.replace('\n', "\r").into_bytes(), Code::E0105, "U+000D"),
        ("截断.toml", with("title = \"甲"), Code::E0104, "引号没有配对"),
    ];
    for case in cases {
        refused(case, &[CHECK, SCORE, RENDER]);
    }
}

#[test]
fn 嵌套太深() {
    let arrays = format!("{HEAD}vetoes = {}{}\n", "[".repeat(5000), "]".repeat(5000));
    let tables = format!("{HEAD}x = {}1{}\n", "{a=".repeat(5000), "}".repeat(5000));
    let keys = format!("{HEAD}{}x = 1\n", "a.".repeat(5000));
    for (name, text) in [("方括号.toml", arrays), ("花括号.toml", tables), ("点.toml", keys)] {
        refused((name, text.into_bytes(), Code::E0108, "嵌套太深"), &[CHECK, SCORE, RENDER]);
    }
}

#[test]
fn 内容不成立() {
    let row = |rest: &str| {
        let row = "[[indicator]]\ncode = \"C01\"\nlevel1 = \"产出指标\"\nname = \"培训\"\n";
        format!("{HEAD}\n{row}{rest}\n").into_bytes()
    };
    let twice = "target = \"≥10场\"\npoints = 10\nactual = \"12场\"";
    let again = format!("{twice}\n\n[[indicator]]\ncode = \"C01\"\nlevel1 = \"产出指标\"\nname = \"人次\"\n{twice}");
    let total = [HEAD, "total = 100\n\n[[indicator]]\nlevel1 = \"产出\"\nname = \"培训\"\n", twice, "\n"].concat();
    let cases: [Bad; 11] = [
        ("编码重复.toml", row(&again), Code::E0205, "“C01”重复"),
        ("编码写错.toml", row(&format!("{twice}\n\n[actuals]\nC02 = \"9场\"")), Code::E0402, "是不是要写“C01”？"),
        ("没有填.toml", row("target = \"≥10场\"\npoints = 10"), Code::E0403, "没有填实际完成值"),
        ("合计不符.toml", total.into_bytes(), Code::E0301, "合计 10 分"),
        ("单位不同.toml", row("target = \"≥95%\"\npoints = 10\nactual = \"98万元\""), Code::E0503, "万元"),
        ("金额无单位.toml", row("target = \"≤104万元\"\npoints = 10\nactual = 98.5"), Code::E0504, "元与万元都有可能"),
        ("小数无百分号.toml", row("target = \"≥95%\"\npoints = 10\nactual = 0.98"), Code::E0504, "98%"),
        ("二十九位.toml", row(&twice.replace("10\n", "0.12345678901234567890123456789\n")), Code::E0207, "16 位"),
        ("实际二十九位.toml", row(&twice.replace("12场", "0.12345678901234567890123456789场")), Code::E0502, "16 位"),
        ("科学记数.toml", row(&twice.replace("10\n", "1e1\n")), Code::E0206, "1e1"),
        ("无穷.toml", row(&twice.replace("10\n", "inf\n")), Code::E0206, "inf"),
    ];
    for case in cases {
        refused(case, &[CHECK, SCORE, RENDER]);
    }
}

#[test]
fn 体系当作填报() {
    let set = include_bytes!("../indicators/henan/project@2024.toml");
    refused(("体系.toml", set.to_vec(), Code::E0203, "[submission]"), &[SCORE, RENDER]);
    let profile = include_bytes!("../indicators/profiles/henan.toml");
    refused(("口径.toml", profile.to_vec(), Code::E0203, "[submission]"), &[SCORE, RENDER]);
}

#[test]
fn 写不出的输出() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    let sound = include_bytes!("../examples/luoyang-jianxi-2024/project.toml");
    fs::write(at.join("填报.toml"), sound).expect("写文件");
    fs::create_dir_all(at.join("模板/henan")).expect("建文件夹");
    fs::write(at.join("模板/henan/project.html"), "{{ 没有这个 }}\n").expect("写文件");
    let cases: [(&[&str], Code, &str); 8] = [
        (&["-o", "没有的夹子/表.html"], Code::E0106, "所在的文件夹不存在"),
        (&["-o", "模板"], Code::E0106, "模板"),
        (&["-o", "填报.toml", "--format", "html"], Code::E0106, "就是输入文件"),
        (&["-o", "表.doc"], Code::E0106, "什么格式"),
        // 两份输出有一份写不出，另一份也不写。
        (&["-o", "out.html", "-o", "没有的夹子/表.md"], Code::E0106, "所在的文件夹不存在"),
        (&["-o", "out.html", "--form", "henan/nothing"], Code::E0109, "henan/project"),
        (&["-o", "out.html", "--templates", "模板"], Code::E0109, "第 1 行"),
        (&["-o", "out.html", "--templates", "没有的夹子"], Code::E0101, "模板文件夹"),
    ];
    for (arguments, code, says) in cases {
        refused_in(at, &[&["render", "填报.toml"][..], arguments].concat(), code, says);
    }
    refused_in(at, &["new", "henan/project@2024", "-o", "填报.toml"], Code::E0106, "不覆盖");
    assert_eq!(fs::read(at.join("填报.toml")).expect("读文件"), sound);
}

/// 文件里的控制字符，不论直接写的还是转义写出的，都不会原样传到终端。
#[test]
fn 控制字符不到终端() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    for rest in ["kind = \"\\u001b[31m红\"\n", "\"\\u001b[2J键\" = 1\n", "title = \"\u{1b}[31m红\"\n"] {
        fs::write(folder.path().join("转义.toml"), [HEAD, rest].concat()).expect("写文件");
        let run = ziping(folder.path(), &["check", "转义.toml"]);
        assert_eq!(run.exit, 1);
        assert!(!run.stderr.contains('\u{1b}') && !run.stdout.contains('\u{1b}'), "{:?}", run.stderr);
    }
}

/// 规则或分值读不出的行，不能悄悄换成默认规则或从总分里消失。
#[test]
fn 读不出的行没有得分() {
    let row = |name: &str, rest: &str| {
        format!(
            "\n[[indicator]]\nlevel1 = \"产出\"\nname = \"{name}\"\ntarget = \"≥90%\"\nactual = \"85%\"\nreason = \"因\"\n{rest}\n"
        )
    };
    let broken = "rule = { kind = \"steps\", per = \"1%\" }\npoints = 10";
    for rest in [broken, "points = \"十分\""] {
        let folder = tempfile::tempdir().expect("临时文件夹");
        let text = [HEAD, &row("甲", rest), &row("乙", "points = 10")].concat();
        fs::write(folder.path().join("填报.toml"), text).expect("写文件");
        let run = ziping(folder.path(), &[SCORE, &["填报.toml"][..]].concat());
        assert_eq!(run.exit, 1);
        let outcome: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_default();
        assert!(outcome["total"]["score"].is_null(), "{rest}\n{}", run.stdout);
    }
}

/// 数再大也不崩溃。
#[test]
fn 极大的数不崩溃() {
    let steps = "\n[[indicator]]\nlevel1 = \"产出\"\nname = \"甲\"\ntarget = \"=1万元\"\npoints = 0.1\nactual = \"49214349276024万元\"\n\
                 reason = \"因\"\nrule = { kind = \"steps\", per = \"8.1万元\", lose = 1820139957822260, partial = \"prorated\" }\n";
    let money = "\n[execution]\npoints = 756901138279931\n\n[budget]\ntotal = { full_year = 0.1, executed = 78714097426262.1 }\n\
                 \n[[indicator]]\nlevel1 = \"产出\"\nname = \"甲\"\ntarget = \"≥90%\"\npoints = 10\nactual = \"95%\"\n";
    for rest in [steps, money] {
        let folder = tempfile::tempdir().expect("临时文件夹");
        fs::write(folder.path().join("填报.toml"), [HEAD, rest].concat()).expect("写文件");
        let run = ziping(folder.path(), &[SCORE, &["填报.toml"][..]].concat());
        assert!(matches!(run.exit, 0..=2) && !run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

/// 没有写板块的体系，择一组只计一行的分值。
#[test]
fn 没有板块的择一组() {
    let row = |code: &str| {
        format!(
            "\n[[indicator]]\ncode = \"{code}\"\nlevel1 = \"产出\"\nname = \"{code}\"\ntarget = \"≥10场\"\npoints = 10\n"
        )
    };
    let head =
        "[set]\nid = \"某县/项目\"\nversion = \"2024\"\nkind = \"project\"\nprofile = \"national\"\ntotal = 10\n";
    let folder = tempfile::tempdir().expect("临时文件夹");
    let text = [head, &row("C01"), &row("C02"), "\n[[group]]\ncodes = [\"C01\", \"C02\"]\n"].concat();
    fs::write(folder.path().join("体系.toml"), text).expect("写文件");
    let run = ziping(folder.path(), &["check", "体系.toml"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
}
