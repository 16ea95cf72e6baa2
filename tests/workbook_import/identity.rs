//! 写出再读回、读回再写出，值都不变：随机的填报，与全部计分案例、例子。

use super::book::{self, Cell, Grid, values};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ziping::diagnostic::{Sink, Sources};
use ziping::library::Library;
use ziping::model::{Indicator, RuleKind, Set};
use ziping::number::{Decimal, plain};
use ziping::target::Kind;
use ziping::workbook::layout::{Key, Sheet, facts, goals, money, rows};

/// 依体系的填报所依的：各行定性、时限、清单、人工评分、公式、择一都有。
const SETS: [&str; 7] = [
    "henan/department@2024",
    "henan/project@2024",
    "national/project@2020",
    "national/common-department@2013",
    "national/common-project@2013",
    "national/evaluation@2020",
    "sichuan/department@2017",
];

/// 一行怎样填：写法、数、说明。
type Choice = (u8, u32, u8);

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    proptest::collection::vec((0..12_u8, 0..20_000_u32, 0..8_u8), 40)
}

/// 原因一类的文字：换行、引号、像公式的、全角、段首缩进、很长的。
fn prose(at: u8, number: u32) -> String {
    let text = match at % 8 {
        0 => format!("第 {number} 次调整"),
        1 => "上半年受疫情影响，培训推迟；\n　　下半年补办。".to_owned(),
        2 => "=SUM(A1:A9)".to_owned(),
        3 => "“优”与\"良\"之间\\约定".to_owned(),
        4 => "-3% + @甲、乙".to_owned(),
        5 => "ＡＢＣ１２３％".to_owned(),
        6 => "详见附件。".repeat(60),
        _ => format!("{number}"),
    };
    format!("{text:?}").replace("\\u{3000}", "\u{3000}")
}

/// 一行的实际完成情况，写成 TOML 的键值；一个也没有填的为空。
fn answer(value_key: &str, target: &str, unit: &str, rule: &str, points: &str, choice: Choice) -> Vec<String> {
    let (style, number, note) = choice;
    let mut keys = Vec::new();
    let small = number % 200;
    match (rule, style) {
        (_, 0) => return keys,
        (_, 1) => keys.push(format!("{value_key} = \"不适用\"")),
        (_, 2) => keys.push("not_applicable = true".to_owned()),
        ("checklist points", _) => keys.push(format!("checks = [{}, {}]", number % 2 == 0, number % 3 == 0)),
        ("checklist lose", _) => keys.push(format!("checks = [{}, {}]", number % 4, number % 3)),
        ("manual", _) => {
            keys.push(format!("{value_key} = {}", prose(note, number)));
            keys.push(format!("score = {points}"));
        }
        ("tiers", 3..=5) => {
            keys.push(format!("{value_key} = \"部分达成\""));
            keys.push(format!("share = \"{}%\"", 60 + number % 20));
        }
        ("tiers" | "percent", 6) => {
            keys.push(format!("{value_key} = {target:?}"));
            keys.push(format!("share = \"{small}.5%\""));
        }
        ("tiers" | "percent", _) => keys.push(format!("{value_key} = \"{}%\"", number % 101)),
        ("date", _) => keys.push(format!("{value_key} = \"{}月{}日\"", 1 + number % 12, 1 + number % 28)),
        (_, 3) => keys.push(format!("{value_key} = \"{small}%\"")),
        (_, 4) => keys.push(format!("{value_key} = {small}.{}", number % 10)),
        (_, 5) => keys.push(format!("{value_key} = \"说不清的写法{number}\"")),
        _ => keys.push(format!("{value_key} = \"{small}.{}{unit}\"", number % 10)),
    }
    if note & 1 == 1 {
        keys.push(format!("reason = {}", prose(note, number)));
    }
    if note & 2 == 2 && value_key == "value" {
        keys.push(format!("evidence = {}", prose(note.wrapping_add(3), number)));
    }
    if note == 7 {
        keys.push("inferred = true".to_owned());
    }
    keys
}

fn kind_of(indicator: &Indicator) -> &'static str {
    match &indicator.rule.kind {
        RuleKind::Checklist { items } if items.len() == 2 => "checklist lose",
        RuleKind::Manual => "manual",
        RuleKind::Tiers { .. } => "tiers",
        RuleKind::Percent => "percent",
        _ if matches!(indicator.target.kind, Kind::Date(_)) => "date",
        _ => "",
    }
}

/// `[actuals]` 的一行：一个值，或一张表。
fn listed(code: &str, keys: &[String]) -> String {
    match keys {
        [] => String::new(),
        [only] if only.starts_with("value = ") => format!("{code} = {}\n", &only["value = ".len()..]),
        keys => format!("{code} = {{ {} }}\n", keys.join(", ")),
    }
}

fn head(name: &str, choices: &[Choice]) -> String {
    let (style, number, note) = choices[0];
    let mut text = format!("[submission]\n{name}\nunit = {}\nyear = {}\n", prose(note, number), 2015 + number % 15);
    if style % 2 == 0 {
        let _ = writeln!(text, "date = \"{}年{}月{}日\"", 2024, 1 + number % 12, 1 + number % 28);
    }
    if style % 3 == 0 {
        let _ = writeln!(text, "project = \"{number} 号项目\"\nsupervisor = \"某某局\"");
    }
    text
}

fn tail(choices: &[Choice]) -> String {
    let mut text = String::new();
    let (style, number, note) = choices[1];
    if style % 4 != 0 {
        let amounts = format!("initial = {}.{:02}, full_year = {}, executed = {number}.5", number, style, number + 1);
        let _ = writeln!(text, "\n[budget]\ntotal = {{ {amounts} }}\nreason = {}", prose(note, number));
        if style % 3 == 0 {
            text.push_str("unit = \"元\"\n");
        }
    }
    for &(style, number, note) in &choices[2..2 + usize::from(choices[2].0 % 5)] {
        let _ = writeln!(text, "\n[[goal]]\nid = \"G{number}-{style}\"\nexpected = {}", prose(note, number));
        if style % 2 == 0 {
            let _ = writeln!(text, "achieved = {}", prose(note + 1, number));
        }
    }
    for &(style, number, note) in &choices[7..7 + usize::from(choices[7].0)] {
        let _ = writeln!(text, "\n[[task]]\nname = \"任务{number}\"\ncontent = {}", prose(note, number));
        if style % 2 == 0 {
            let _ = writeln!(text, "achieved = {}", prose(note + 1, number));
        }
    }
    text
}

/// 依一份体系的填报。
fn of_set(set: &Set, name: &str, choices: &[Choice]) -> String {
    let mut text = head(&format!("set = \"{name}\""), choices);
    text.push_str(&tail(choices));
    let mut answers = String::from("\n[actuals]\n");
    for (indicator, choice) in set.indicators.iter().zip(choices.iter().cycle().skip(9)) {
        let (target, unit) = (indicator.target.text.as_str(), indicator.target.unit.as_str());
        let keys = answer("value", target, unit, kind_of(indicator), "0.5", *choice);
        // 由公式算的行一半不填。
        if indicator.compute.is_none() || choice.1 % 2 == 0 {
            answers.push_str(&listed(&indicator.code, &keys));
        }
    }
    for (fact, (style, number, _)) in set.facts_in_use().iter().zip(choices.iter().rev()).filter(|(_, one)| one.0 > 2) {
        let given = if style % 2 == 0 { format!("{number}.25") } else { format!("\"{number}{}\"", fact.unit.as_str()) };
        let head = if text.contains("\n[facts]\n") { "" } else { "\n[facts]\n" };
        let _ = writeln!(text, "{head}{} = {given}", fact.key);
    }
    let mut number = 0;
    for section in &set.sections {
        let whole = section.room.as_ref().map(|room| (room, section.points, room.level2.first()));
        let parts =
            section.parts.iter().filter_map(|part| Some((part.room.as_ref()?, part.points, Some(&part.level2))));
        for (room, points, level2) in whole.into_iter().chain(parts) {
            let taken: Decimal = set
                .indicators
                .iter()
                .filter(|one| one.level1 == section.level1 && (section.parts.is_empty() || Some(&one.level2) == level2))
                .map(|one| one.points)
                .sum();
            let count = room.min.max(1);
            for at in 0..count {
                // 除了最后一行，各一分；最后一行占满余地。
                let points = if at + 1 < count { Decimal::ONE } else { points - taken - Decimal::from(at as u64) };
                let level2 = level2.map(|name| format!("level2 = \"{name}\"\n")).unwrap_or_default();
                let place = format!("level1 = \"{}\"\n{level2}points = {}\n", section.level1, plain(points));
                number += 1;
                own_row(number, &place, choices, &mut text, &mut answers);
            }
        }
    }
    text + &answers
}

/// 自设的一行；实际完成情况有的写在这一段，有的写在 `[actuals]`。
fn own_row(at: usize, place: &str, choices: &[Choice], text: &mut String, answers: &mut String) {
    let choice = choices[(at * 5 + 3) % choices.len()];
    let code = format!("Z{at}");
    let name = prose(choice.2, choice.1);
    let _ =
        write!(text, "\n[[indicator]]\ncode = \"{code}\"\n{place}name = {name}\ntarget = \"≥{}人\"\n", 1 + choice.1);
    // 自设的一行里，佐证是数据来源。
    if choice.0.is_multiple_of(3) {
        text.push_str("evidence = \"年报\"\n");
    }
    if choice.1.is_multiple_of(2) {
        let keys = answer("actual", "", "人", "", "0.5", choice);
        keys.iter().for_each(|key| text.push_str(&format!("{key}\n")));
    } else {
        answers.push_str(&listed(&code, &answer("value", "", "人", "", "0.5", choice)));
    }
}

/// 各种规则一样一行，只依口径；有复核扣分、表上印的得分、板块与分目标。
fn of_profile(choices: &[Choice]) -> String {
    let kinds: [(&str, &str, &str, &str); 12] = [
        ("", "≥95%", "%", "{ kind = \"proportional\", full_at = \"92%\", floor = \"60%\" }"),
        ("", "≤120万元", "万元", "{ kind = \"proportional\", at_most = \"ratio\" }"),
        ("", "=19人", "人", "{ kind = \"pass\", text = \"\"\"达到得满分\n　　达不到不得分\"\"\" }"),
        ("date", "12月20日前", "", "{ kind = \"steps\", per = \"1天\", lose = 0.5 }"),
        ("", "[20天,60天)", "天", "{ kind = \"steps\", per = \"2.5天\", lose = 0.35, partial = \"prorated\" }"),
        (
            "",
            "≥80场",
            "场",
            "{ kind = \"bands\", bands = [{ range = \"<30场\", score = 0.4 }, { range = \"[30场,80场)\", share_from = \"10%\", share_to = \"90%\" }, { range = \"≥80场\", share = \"100%\" }] }",
        ),
        ("tiers", "明显", "", "\"tiers\""),
        ("percent", "健全", "", "{ kind = \"percent\" }"),
        (
            "checklist points",
            "公开",
            "",
            "{ kind = \"checklist\", items = [{ name = \"甲\", points = 4 }, { name = \"乙\", points = 6 }] }",
        ),
        (
            "checklist lose",
            "齐全",
            "",
            "{ kind = \"checklist\", items = [{ name = \"甲\", lose = 0.5 }, { name = \"乙\", lose = 0.75 }] }",
        ),
        ("manual", "好", "", "\"manual\""),
        (
            "",
            "≥5",
            "",
            "{ kind = \"proportional\", over = { flag_at = \"120%\", deduct = { from = \"110%\", per = \"7%\", lose = 0.3 } } }",
        ),
    ];
    let mut text = head("profile = \"national\"\ngrades = \"words\"", choices);
    text.push_str("\n[execution]\npoints = 10\n");
    text.push_str(&tail(choices));
    let mut answers = String::from("\n[actuals]\n");
    for (at, ((kind, target, unit, rule), choice)) in kinds.iter().zip(&choices[20..]).enumerate() {
        let _ = write!(
            text,
            "\n[[indicator]]\ncode = \"N{at}\"\nlevel1 = \"{}\"\nname = \"第 {at} 行\"\ntarget = \"{target}\"\npoints = 10\nrule = {rule}\n",
            ["产出指标", "效益指标"][at % 2],
        );
        if choice.1 % 3 == 0 {
            answers.push_str(&listed(&format!("N{at}"), &answer("value", target, unit, kind, "8.5", *choice)));
        } else {
            let keys = answer("actual", target, unit, kind, "8.5", *choice);
            keys.iter().for_each(|key| text.push_str(&format!("{key}\n")));
        }
    }
    let (style, number, note) = choices[39];
    if style % 2 == 0 {
        let _ = write!(answers, "\n[[deduction]]\ncode = \"N0\"\nshare = \"30%\"\nreason = {}\n", prose(note, number));
        let _ =
            write!(answers, "\n[declared]\ntotal = 9{}.5\n\n[declared.rows]\nN1 = {{ score = 8.25 }}\n", number % 10);
    }
    text + &answers
}

/// 要填的各格：表、行列、文字。
fn inputs(grids: &[Grid]) -> Vec<String> {
    let mut found = Vec::new();
    for grid in grids {
        let Some(sheet) = Sheet::ALL.into_iter().find(|sheet| sheet.title() == grid.name) else { continue };
        let columns: &[u16] = match sheet {
            Sheet::Guide => continue,
            Sheet::Basics => &[2],
            Sheet::Money => &[money::INITIAL, money::FULL_YEAR, money::EXECUTED],
            Sheet::Goals => &[goals::NAME, goals::SHARE, goals::EXPECTED, goals::ACHIEVED],
            Sheet::Rows => &[
                rows::CODE,
                rows::LEVEL1,
                rows::LEVEL2,
                rows::NAME,
                rows::TARGET,
                rows::ACTUAL,
                rows::SHARE,
                rows::POINTS,
                rows::REASON,
                rows::EVIDENCE,
            ],
            Sheet::Facts => &[facts::VALUE],
            Sheet::Rest => &[0],
        };
        for (row, cells) in grid.rows.iter().enumerate() {
            let key = cells.first().map(|cell| format!("{cell:?}")).unwrap_or_default();
            let is_filled =
                sheet == Sheet::Rest || matches!(cells.first(), Some(Cell::Text(text)) if Key::read(text).is_some());
            for column in columns.iter().filter(|_| is_filled) {
                let cell = cells.get(usize::from(*column)).filter(|cell| **cell != Cell::from(""));
                found.extend(cell.map(|cell| format!("{} {row},{column} {key} {cell:?}", grid.name)));
            }
        }
    }
    found
}

/// 写出、读回、再写出：填报的值不变，要填的各格不变。不成立的填报没有。
fn round_trip(path: &Path) -> Option<()> {
    let text = std::fs::read_to_string(path).expect("读文件");
    let name = path.display();
    let bytes = book::export(path)?;
    let read = book::import(Path::new("表.xlsx"), &bytes).unwrap_or_else(|said| panic!("{name}\n{said}\n{text}"));
    same(&values(&text), &values(&read), &format!("{name}\n{text}\n→\n{read}"));
    let again = path.with_extension("again.toml");
    std::fs::write(&again, &read).expect("写文件");
    let second = book::export(&again).unwrap_or_else(|| panic!("{name} 读回的不成立\n{read}"));
    std::fs::remove_file(&again).expect("删文件");
    let (before, after) = (inputs(&book::grids(&bytes)), inputs(&book::grids(&second)));
    let rest = |all: &[String], is_rest: bool| -> Vec<String> {
        all.iter().filter(|line| line.starts_with(Sheet::Rest.title()) == is_rest).cloned().collect()
    };
    assert_eq!(rest(&before, false), rest(&after, false), "{name}\n{text}");
    Some(())
}

fn same(
    before: &std::collections::BTreeMap<String, String>,
    after: &std::collections::BTreeMap<String, String>,
    what: &str,
) {
    let lost: Vec<_> = before.iter().filter(|(path, value)| after.get(*path) != Some(value)).collect();
    let made: Vec<_> = after.iter().filter(|(path, value)| before.get(*path) != Some(value)).collect();
    assert!(lost.is_empty() && made.is_empty(), "原有 {lost:#?}\n读回 {made:#?}\n{what}");
}

fn set(name: &str) -> Arc<Set> {
    let library = Library::new(Vec::new());
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    library.set_for(None, name, None, Path::new(""), &mut sources, &mut sink).expect("内置的体系")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn 随机的填报写出读回值不变(at in 0..SETS.len() + 3, choices in choices()) {
        let folder = tempfile::tempdir().expect("临时文件夹");
        let path = folder.path().join("填报.toml");
        let text = SETS.get(at).map_or_else(|| of_profile(&choices), |name| of_set(&set(name), name, &choices));
        std::fs::write(&path, &text).expect("写文件");
        prop_assert!(round_trip(&path).is_some(), "填报不成立\n{}\n{text}", said(&path));
    }
}

/// 不成立的原因。
fn said(path: &Path) -> String {
    let mut sink = Sink::default();
    let library = Library::new(Vec::new());
    ziping::library::submission(path, &library, &mut Sources::default(), &mut sink);
    sink.all().iter().map(|one| format!("{} {}\n", one.code.as_str(), one.message)).collect()
}

#[test]
fn 案例与例子写出读回值不变() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("临时文件夹");
    let mut tried = 0;
    for part in ["tests/cases/rules", "examples/luoyang-jianxi-2024", "examples/training"] {
        let found = std::fs::read_dir(root.join(part)).expect("读文件夹").map(|entry| entry.expect("读文件夹").path());
        // 各地公开的表（field_）用的规则与写法，别的案例里都有。
        let is_case = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.ends_with(".toml") && !name.starts_with("field_")
        };
        let mut files: Vec<PathBuf> = found.filter(is_case).collect();
        files.sort();
        for path in files {
            let text = std::fs::read_to_string(&path).expect("读文件");
            // 体系按案例所在的文件夹找，内置的体系不用。
            let sets = root.join("tests/cases/sets").display().to_string();
            let copied = folder.path().join(path.file_name().expect("文件名"));
            std::fs::write(&copied, text.replace("../sets", &sets)).expect("写文件");
            tried += usize::from(round_trip(&copied).is_some());
        }
    }
    assert!(tried > 60, "只有 {tried} 份");
}
