//! 改坏的文件与极端的数：只有诊断，没有崩溃。

use super::generate::*;
use proptest::prelude::*;
use std::path::Path;
use ziping::audit::accounts;
use ziping::check::{self, Base, Checked};
use ziping::diagnostic::{Color, Sink, SourceId, Sources, to_text};
use ziping::parse::FileKind;
use ziping::score::{Detail, score};
use ziping::{cases, parse, report, review};

/// 全程走一遍，连诊断的呈现也写出来；只看回得来。
fn survive(text: &str) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let source = sources.add("变异", text);
    match parse::kind_of(text) {
        Some(FileKind::Set) => drop(LIBRARY.set_from(source, None, &mut sources, &mut sink)),
        Some(FileKind::Profile) => {
            LIBRARY.profile_from(source, None, &mut sources, &mut sink);
        }
        Some(FileKind::Cases) => {
            let checked = LIBRARY.cases_at(source, Path::new("变异"), &mut sources, &mut sink);
            for case in checked.iter().flat_map(|checked| &checked.cases) {
                cases::run(case, &mut sink);
            }
        }
        Some(FileKind::Review) => drop(parse::review(&sources, source, &mut sink)),
        Some(FileKind::Accounts) => {
            let checked = LIBRARY.accounts_from(source, Path::new(""), None, &mut sources, &mut sink);
            if let Some(checked) = checked {
                let facts = accounts::facts(&checked.raw, &mut sink);
                if let Some(checks) = accounts::checks(&checked.checks, &mut sink) {
                    accounts::audit(&facts, &checks).findings.into_iter().for_each(|found| sink.push(found));
                }
            }
        }
        Some(FileKind::Checks) => {
            if let Some(raw) = LIBRARY.checks_from(source, None, &mut sources, &mut sink) {
                accounts::checks(&raw, &mut sink);
            }
        }
        Some(FileKind::Submission) | None => survive_submission(source, &mut sources, &mut sink),
    }
    sink.sort();
    let _ = to_text(&sources, &sink, Color::Never);
}

fn survive_submission(source: SourceId, sources: &mut Sources, sink: &mut Sink) {
    if let Some(raw) = parse::submission(sources, source, sink) {
        let base = match (&raw.set, &raw.profile) {
            (Some(set), _) => LIBRARY.set(&set.value, None, Path::new("tests"), sources, sink).map(Base::Set),
            (None, Some(profile)) => LIBRARY.profile(&profile.value, None, sources, sink).map(Base::Profile),
            (None, None) => None,
        };
        let checked = base.and_then(|base| check::submission(&raw, &base, String::new(), sink));
        if let Some(Checked { set, submission, .. }) = checked {
            let outcome = score(&set, &submission, Detail::Steps);
            review::review(&set, &submission, &outcome, sink);
            let _ = report::report(&set, &submission, &outcome);
            let explanation = report::explain(&set, &submission, &outcome);
            let _ = report::outcome_json(&set, &submission, &outcome, Some(&explanation), serde_json::Value::Null);
        }
    }
}

/// 拿来改坏的文件：填报、体系、口径、用例，带公式的与不带的。
const FILES: &[&str] = &[
    "examples/luoyang-jianxi-2024/department.toml",
    "examples/luoyang-jianxi-2024/project.toml",
    "examples/luoyang-jianxi-2024/accounts.toml",
    "indicators/accounts/department@2024.toml",
    "indicators/henan/department@2024.toml",
    "indicators/profiles/henan.toml",
    "indicators/profiles/national.cases.toml",
    "tests/cases/sets/profiles/formula.toml",
    "tests/cases/rules/formula_over.toml",
];

/// 一处改动；位置以全长的万分之几计。
#[derive(Clone, Debug)]
enum Mutation {
    Byte(usize, u8),
    Insert(usize, &'static str),
    DropLine(usize),
    RepeatLine(usize),
    MoveLine(usize, usize),
    Number(usize, &'static str),
    Cut(usize),
}

const SNIPPETS: &[&str] = &[
    "\"",
    "'",
    "[",
    "]]",
    "{",
    "}",
    "=",
    "\n",
    "#",
    "，",
    "％",
    "≥",
    "≤",
    "±",
    "不适用",
    "-",
    "0",
    "9999999999999999",
    "\u{0}",
    "\u{feff}",
    "\u{200b}",
    "𠮷",
    "true",
    "{ kind = \"steps\", per = \"0%\", lose = 0 }",
    "12月底前",
    "[0,∞)",
    "\n[[indicator]]\n",
    "\n[[goal]]\nid = \"G\"\nshare = \"0%\"\n",
    "rule = \"pass\"\n",
    "profile = \"plain\"\n",
    "万亿元",
];

const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "9999999999999999",
    "0.0000000000000001",
    "-9999999999999999",
    "1e9",
    "0x1F",
    "12345678901234567",
    "1,234",
    "nan",
    "0.9999999999999999",
    "inf",
    "１２",
];

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = || 0usize..10_000;
    prop_oneof![
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
        3 => (at(), choose(SNIPPETS)).prop_map(|(at, text)| Mutation::Insert(at, text)),
        2 => at().prop_map(Mutation::DropLine),
        2 => at().prop_map(Mutation::RepeatLine),
        1 => (at(), at()).prop_map(|(from, to)| Mutation::MoveLine(from, to)),
        4 => (at(), choose(NUMBERS)).prop_map(|(at, text)| Mutation::Number(at, text)),
        1 => at().prop_map(Mutation::Cut),
    ]
}

fn mutate(text: &mut Vec<u8>, mutation: &Mutation) {
    let at = |at: usize| at * text.len() / 10_000;
    let lines = || text.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let line = |at: usize, count: usize| (at * count / 10_000).min(count.saturating_sub(1));
    match *mutation {
        _ if text.is_empty() => {}
        Mutation::Byte(place, byte) => {
            let place = at(place);
            text[place] = byte;
        }
        Mutation::Insert(place, snippet) => {
            let mut place = at(place);
            while place > 0 && text[place] & 0xc0 == 0x80 {
                place -= 1;
            }
            text.splice(place..place, snippet.bytes());
        }
        Mutation::DropLine(place) => {
            let mut lines = lines();
            lines.remove(line(place, lines.len()));
            *text = lines.concat();
        }
        Mutation::RepeatLine(place) => {
            let mut lines = lines();
            let place = line(place, lines.len());
            lines.insert(place, lines[place].clone());
            *text = lines.concat();
        }
        Mutation::MoveLine(from, to) => {
            let mut lines = lines();
            let moved = lines.remove(line(from, lines.len()));
            lines.insert(line(to, lines.len()), moved);
            *text = lines.concat();
        }
        Mutation::Number(place, number) => {
            let digit = |b: &u8| b.is_ascii_digit() || *b == b'.';
            let Some(start) = text[at(place)..].iter().position(digit).map(|n| n + at(place)) else { return };
            let end = text[start..].iter().position(|b| !digit(b)).map_or(text.len(), |n| n + start);
            text.splice(start..end, number.bytes());
        }
        Mutation::Cut(place) => text.truncate(at(place)),
    }
}

/// 最大与最小的容许的数；十六位有效数字，十六位小数。
const EXTREMES: &[&str] = &[
    "0",
    "1",
    "3",
    "0.0000000000000001",
    "0.3333333333333333",
    "9999999999999999",
    "9999999999999.999",
    "1000000000000000",
    "0.9999999999999999",
    "-9999999999999999",
    "-0.0000000000000001",
];

proptest! {
    #![proptest_config(config(800))]

    /// 改坏的文件有诊断，不崩溃。
    #[test]
    fn 改坏的文件不崩溃(file in choose(FILES), mutations in prop::collection::vec(mutation(), 1..7)) {
        let mut text = std::fs::read(file).unwrap();
        for mutation in &mutations {
            mutate(&mut text, mutation);
        }
        if let Ok(text) = parse::decode("变异", &text) {
            survive(&text);
        }
    }

    /// 位数到顶的数有结果或有诊断，不溢出。
    #[test]
    fn 极大极小的数不崩溃(
        sign in choose(&["≥", "≤", ">", "<", "="]), target in choose(EXTREMES), actual in choose(EXTREMES), edge in choose(EXTREMES),
        points in choose(&["100", "0.0001", "9999999999999", "33.3333"]),
        units in choose(&["件 件", "元 万亿元", "万亿元 元", "% %", "亿元 元", " "]),
        rule in choose(&[
            "{ kind = \"proportional\", negative = \"keep\" }",
            "{ kind = \"proportional\", at_most = \"ratio\", exactly = \"symmetric\", floor = \"33.33%\", floor_share = \"0.0000000000000001%\" }",
            "{ kind = \"pass\", full_at = \"0.0000000000000001%\" }",
            "{ kind = \"steps\", per = \"EDGE\", lose = 0.0000000000000001, partial = \"prorated\" }",
            "{ kind = \"steps\", measure = \"deviation\", per = \"0.0000000000000001%\", lose = 9999999999999999, from = \"EDGE\" }",
            "{ kind = \"bands\", bands = [{ range = \"<EDGE\", share = \"33.33%\" }, { range = \"≥EDGE\", by_completion = true }] }",
            "{ kind = \"proportional\", over = { flag_at = \"120%\", deduct = { from = \"100%\", per = \"0.0000000000000001%\", lose = 0.3333333333333333, partial = \"prorated\" } } }",
        ]),
        full_year in choose(EXTREMES), executed in choose(EXTREMES),
    ) {
        let (unit, actual_unit) = units.split_once(' ').unwrap();
        let rule = rule.replace("EDGE", &format!("{edge}{unit}"));
        let row = Row::new(format!("{sign}{target}{unit}"), points.parse().unwrap(), rule, &format!("{actual}{actual_unit}"));
        survive(&submission(&coded([row]), Some((full_year.parse().unwrap(), executed.parse().unwrap()))));
    }
}
