//! 导入：评分标准的写法逐例读成规则、计分；表格读成体系文件。

mod command;

use command::ziping;
use proptest::prelude::*;
use ziping::diagnostic::{Sink, Sources};
use ziping::import::standard::{self, Reading, Row};
use ziping::import::{quoted, rule};
use ziping::library::{self, Library};
use ziping::model::{BareTarget, Partial, Rule, RuleKind};
use ziping::number::{Decimal, plain, read_number};
use ziping::score::{Detail, score};
use ziping::target::read_target;

/// 评分标准的一例。
struct Wording<'t> {
    line: usize,
    name: &'t str,
    target: &'t str,
    points: &'t str,
    words: &'t str,
    want: &'t str,
    scores: &'t str,
}

fn wordings(text: &str) -> Vec<Wording<'_>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [name, target, points, words, want, scores] = cells[..] else {
                panic!("第 {} 行不是六栏", at + 1)
            };
            Wording { line: at + 1, name, target, points, words, want, scores }
        })
        .collect()
}

fn read(wording: &Wording<'_>) -> Reading {
    let target = read_target(wording.target).expect("指标值");
    let points = read_number(wording.points).expect("分值");
    let row = Row { name: wording.name, target: &target, points, bare: BareTarget::Exactly };
    standard::read(wording.words, &row)
}

/// 一行的填报。
fn submission(wording: &Wording<'_>, rule_text: &str, actual: &str) -> String {
    format!(
        "[submission]\nprofile = \"plain\"\nunit = \"某某局\"\nyear = 2024\n\n[[indicator]]\nlevel1 = \"产出指标\"\n\
         name = {}\ntarget = {}\npoints = {}\nactual = {}\n{rule_text}",
        quoted(wording.name),
        quoted(wording.target),
        wording.points,
        quoted(if actual.is_empty() { "不适用" } else { actual }),
    )
}

struct Tried {
    rule: Option<Rule>,
    score: Option<String>,
    complaints: String,
}

fn try_out(text: &str) -> Tried {
    let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("临时文件");
    std::fs::write(file.path(), text).expect("写文件");
    let library = Library::new(vec!["tests/cases/sets".into()]);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let loaded = library::submission(file.path(), &library, &mut sources, &mut sink);
    let complaints = sink.all().iter().map(|d| format!("{} {}；", d.code.as_str(), d.message)).collect();
    let Some(loaded) = loaded else { return Tried { rule: None, score: None, complaints } };
    let outcome = score(&loaded.set, &loaded.submission, Detail::Result);
    let row = &loaded.submission.rows[0];
    let rule = Some((*loaded.submission.indicator(&loaded.set, row).rule).clone());
    Tried { rule, score: outcome.rows[0].score.map(|s| s.normalize().to_string()), complaints }
}

#[test]
fn 评分标准的写法() {
    let text = std::fs::read_to_string("tests/cases/import/wordings.txt").expect("读案例");
    let (mut wrong, mut read_count, mut refused) = (Vec::new(), 0, 0);
    let all = wordings(&text);
    for wording in &all {
        let at = format!("第 {} 行“{}”", wording.line, wording.words);
        match (read(wording), wording.want.strip_prefix("不读")) {
            (Reading::Unsure { why, near }, Some(reason)) => {
                refused += 1;
                if !why.contains(reason.trim()) || near.is_empty() {
                    wrong.push(format!("{at}：原因是“{why}”"));
                }
            }
            (Reading::Unsure { why, .. }, None) => wrong.push(format!("{at}：没有读出，{why}")),
            (Reading::Certain { rule, .. }, Some(_)) => wrong.push(format!("{at}：不该读出 {:?}", rule.kind)),
            (Reading::Certain { rule: found, .. }, None) => {
                read_count += 1;
                let rule_text = rule(&found, "indicator");
                if !rule_text.contains(&format!("kind = \"{}\"", wording.want)) {
                    wrong.push(format!("{at}：读成 {rule_text}"));
                }
                let tries: Vec<(&str, &str)> = if wording.scores.is_empty() {
                    vec![("", "")]
                } else {
                    wording.scores.split(' ').map(|pair| pair.split_once('=').expect("实际=得分")).collect()
                };
                for (actual, want) in tries {
                    let tried = try_out(&submission(wording, &rule_text, actual));
                    if tried.rule.as_ref() != Some(&*found) {
                        wrong.push(format!("{at}：写出再读不同\n{rule_text}{}", tried.complaints));
                        break;
                    }
                    if !want.is_empty() && tried.score.as_deref() != Some(want) {
                        wrong.push(format!(
                            "{at}：实际 {actual} 应得 {want}，算得 {:?} {}",
                            tried.score, tried.complaints
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} 处不符\n{}", wrong.len(), wrong.join("\n"));
    assert!(read_count >= 60 && refused >= 20, "读出 {read_count} 例，不读 {refused} 例");
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c })
        .collect()
}

proptest! {
    /// 同一条标准，半角、全角、夹空格与换行，读成同一条规则；规则的参数就是写下的数；写出再读不变。
    #[test]
    fn 写法不同含义相同(per in 1_i64..50, tenths in 1_i64..100, down in any::<bool>(), how in 0..3_usize) {
        let (per, lose) = (Decimal::new(per, 0), Decimal::new(tenths, 1));
        let (verb, target) = if down { ("低", "≥95%") } else { ("超过", "≤5%") };
        let (tail, partial) = [
            ("，不足部分不计", Partial::Full),
            ("，不足部分按比例扣分", Partial::Prorated),
            ("，不足一档按一档计算", Partial::Ceiling),
        ][how];
        let words = format!("每{verb}{}个百分点扣{}分，扣完为止{tail}。", plain(per), plain(lose));
        let spread: String = words.chars().flat_map(|c| if c == '点' { vec!['\n', c, ' '] } else { vec![c] }).collect();
        let wide = full_width(&words);
        let row = |words| Wording { line: 0, name: "比率", target, points: "10", words, want: "", scores: "" };
        let found: Vec<Reading> = [words.as_str(), &wide, &spread].map(|words| read(&row(words))).into();
        for reading in &found {
            let Reading::Certain { rule: found, .. } = reading else { panic!("没有读出“{words}”：{reading:?}") };
            let unit = found.unit.as_ref().map(|unit| unit.as_str());
            prop_assert_eq!(unit, Some("%"));
            let RuleKind::Steps { per: size, lose: lost, from: None, partial: read, .. } = found.kind else {
                panic!("读成 {:?}", found.kind)
            };
            prop_assert_eq!((size, lost, read), (per, lose, partial));
            let again = try_out(&submission(&row(&words), &rule(found, "indicator"), "95%")).rule;
            prop_assert_eq!(again.as_ref(), Some(&**found));
        }
    }
}

const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/import/tables");

/// 每张表导入所得的文件与诊断。
#[test]
fn 每张表导入的结果() {
    insta::glob!("cases/import/tables/*", |path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("文件名");
        if cfg!(not(feature = "xlsx")) && name.ends_with(".xlsx") {
            return;
        }
        let run = ziping(Path::new(TABLES), &["import", name, "--id", "某县/项目", "--version", "2025"]);
        assert_eq!(run.exit == 0, !run.stdout.is_empty(), "{name}：有错误就不出文件，没有错误就出\n{}", run.stderr);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!("table", format!("退出码 {}\n{}\n{}", run.exit, run.stdout, run.stderr));
        });
        if run.exit == 0 {
            let folder = tempfile::tempdir().expect("临时文件夹");
            std::fs::write(folder.path().join("体系.toml"), &run.stdout).expect("写文件");
            let check = ziping(folder.path(), &["check", "体系.toml"]);
            assert!(!check.stderr.contains("错误["), "{name} 导入所得的文件有错误：\n{}", check.stderr);
            let fmt = ziping(folder.path(), &["fmt", "--check", "体系.toml"]);
            assert_eq!((fmt.exit, fmt.stdout.as_str()), (0, ""), "{name} 导入所得的文件要整理");
        }
    });
}

/// 县局的例子照文档的命令导入；只有一行说不准。
#[test]
fn 县局的例子() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bureau/指标体系.csv");
    let arguments = ["import", table, "--id", "某县/项目", "--version", "2025", "-o", "体系.toml"];
    let run = ziping(folder.path(), &arguments);
    assert_eq!((run.exit, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let codes: Vec<&str> = run.codes().iter().map(|code| code.as_str()).collect();
    assert_eq!(codes, ["W1002", "W1001"], "{}", run.stderr);
    let made = std::fs::read_to_string(folder.path().join("体系.toml")).expect("读文件");
    let again = ziping(folder.path(), &arguments);
    assert_eq!(again.exit, 2, "已有的文件不覆盖：{}", again.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("体系.toml")).expect("读文件"), made);
}

/// 名称与版本将来是文件名：写不得的不收。
#[test]
fn 名称与版本() {
    let folder = std::path::Path::new(TABLES);
    for (id, version) in
        [("a b", "1"), ("../x", "1"), ("/x", "1"), ("", "1"), ("a@1", "1"), ("甲/乙", "1/2"), ("甲", "")]
    {
        let run = ziping(folder, &["import", "tab.csv", "--id", id, "--version", version]);
        assert_eq!((run.exit, run.stdout.as_str()), (1, ""), "{id}@{version}");
        assert_eq!(run.codes().iter().map(|code| code.as_str()).collect::<Vec<_>>(), ["E0208"], "{id}@{version}");
    }
    for id in ["某县", "某县/项目", "bureau-1/x_2.3"] {
        assert_eq!(ziping(folder, &["import", "tab.csv", "--id", id, "--version", "2025年"]).exit, 0, "{id}");
    }
}

#[test]
fn 一万行与过多的行() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let table = |rows: usize| {
        let mut text = "一级指标,三级指标,指标值,分值,评分标准\n".to_owned();
        for row in 0..rows {
            text += &format!("产出指标,指标{row},≥{row}个,0.01,每少1个扣0.01分，扣完为止\n");
        }
        std::fs::write(folder.path().join("长表.csv"), text).expect("写文件");
        ziping(folder.path(), &["import", "长表.csv", "--id", "某县/项目", "--version", "2025"])
    };
    let long = table(10_000);
    assert_eq!(long.exit, 0, "{}", &long.stderr[..long.stderr.len().min(2000)]);
    assert_eq!(long.stdout.matches("[[indicator]]").count(), 10_000);
    let longer = table(30_000);
    assert_eq!(longer.exit, 2);
    assert!(longer.stderr.contains("E0103") && longer.stdout.is_empty(), "{}", longer.stderr);
}
