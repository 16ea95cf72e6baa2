//! 用例的覆盖：建议的用例确实走得到那一处；空的用例什么也没有覆盖；删去一个用例，漏掉的正是它测的那几处。

mod command;

use command::ziping;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use ziping::cases::{self, Coverage, Ran, coverage};
use ziping::check::Base;
use ziping::diagnostic::{Code, Color, Sink, Sources, to_text};
use ziping::library::{CheckedCases, Library};

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/coverage");

/// 内置的与各种规则的样子：全部体系与口径。
fn bases(library: &Library) -> Vec<Base> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut bases: Vec<Base> = Vec::new();
    for id in library.profiles() {
        bases.extend(library.profile(&id, None, &mut sources, &mut sink).map(Base::Profile));
    }
    for set in library.sets() {
        bases.extend(library.set(&set.reference, None, Path::new(""), &mut sources, &mut sink).map(Base::Set));
    }
    assert!(!sink.has_errors(), "{}", to_text(&sources, &sink, Color::Never));
    bases
}

/// 读入一份用例的文字。
fn read(base: &Base, text: &str, library: &Library) -> (CheckedCases, String) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let kind = if base.is_set() { "set" } else { "profile" };
    let head = format!("[cases]\n{kind} = \"{}\"\n\n", base.reference());
    let source = sources.add("用例", head + text);
    let checked = library.cases_at(source, Path::new("用例.toml"), &mut sources, &mut sink);
    let report = to_text(&sources, &sink, Color::Never);
    (checked.unwrap_or_else(|| panic!("{report}")), report)
}

/// 运行后的覆盖；期望相不相符不管。
fn covered(base: &Base, checked: &CheckedCases) -> Coverage {
    let mut sink = Sink::default();
    let ran: Vec<Ran<'_>> = checked.cases.iter().map(|case| cases::run(case, &mut sink)).collect();
    assert!(sink.all().iter().all(|d| matches!(d.code, Code::E0901 | Code::E0902)));
    coverage(base, &ran.iter().collect::<Vec<_>>())
}

#[test]
fn 空的用例什么也没有覆盖_照建议逐处补上就全覆盖() {
    let library = Library::new(vec![RULES.into()]);
    let mut wrong = String::new();
    let mut points = 0;
    for base in bases(&library) {
        let empty = coverage(&base, &[]);
        assert_eq!(empty.gaps.len(), empty.points, "{}：没有用例却有覆盖", base.reference());
        points += empty.points;
        let text: String = empty.gaps.iter().map(|gap| format!("{}\n", gap.proposal)).collect();
        let (checked, report) = read(&base, &text, &library);
        if checked.cases.len() < empty.gaps.len() {
            let _ = writeln!(wrong, "{}：有的建议不能运行\n{report}", base.reference());
        }
        for gap in covered(&base, &checked).gaps {
            let _ = writeln!(wrong, "{}：照建议补了，仍没有走到\n{gap:#?}", base.reference());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(points > 500, "只有 {points} 处，推出要测之处的办法可能失效了");
}

/// 逐个删去一份全覆盖的用例：漏掉的，是这个用例测的那几处，不多也不少；确有用例删不得。
#[test]
fn 删去一个用例_漏掉的正是它测的几处() {
    let library = Library::new(vec![RULES.into()]);
    for name in ["sample/rules@2024", "sample/pass@2024"] {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let set = library.set(name, None, Path::new(""), &mut sources, &mut sink).expect(name);
        let base = Base::Set(set);
        let all = coverage(&base, &[]);
        let texts: Vec<String> = all.gaps.iter().map(|gap| format!("{}\n", gap.proposal)).collect();
        let (checked, report) = read(&base, &texts.concat(), &library);
        assert_eq!(checked.cases.len(), texts.len(), "{report}");
        let mut sink = Sink::default();
        let ran: Vec<Ran<'_>> = checked.cases.iter().map(|case| cases::run(case, &mut sink)).collect();
        let mut needed = 0;
        for (at, own) in all.gaps.iter().enumerate() {
            let rest: Vec<&Ran<'_>> =
                ran.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, r)| r).collect();
            // 这一个单独能走到的各处，与其余合起来仍走不到的各处。
            let alone = coverage(&base, &[&ran[at]]).gaps;
            let lost = coverage(&base, &rest).gaps;
            assert!(!alone.contains(own), "{name}：“{}”走不到“{}”", checked.cases[at].name, own.point);
            assert!(lost.iter().all(|gap| !alone.contains(gap)), "{name}：漏了“{}”没有测的", checked.cases[at].name);
            needed += usize::from(lost.contains(own));
        }
        assert!(needed * 2 > texts.len(), "{name}：{} 个用例里只有 {needed} 个删不得", texts.len());
    }
}

/// 改错期望的任何一样，都要报出不符。
#[test]
fn 改错任何一样期望都不通过() {
    let library = Library::new(vec![RULES.into()]);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let set = library.set("sample/rules@2024", None, Path::new(""), &mut sources, &mut sink).expect("体系");
    let base = Base::Set(set);
    let cases = fs::read_to_string(format!("{RULES}/sample/rules@2024.cases.toml")).expect("用例");
    let body = cases.split_once("\n[[case]]").expect("有用例").1;
    let all: Vec<String> = body.split("\n[[case]]").map(|case| format!("[[case]]{case}\n")).collect();
    let failures = |text: &str| {
        let (checked, report) = read(&base, text, &library);
        let mut sink = Sink::default();
        for case in &checked.cases {
            cases::run(case, &mut sink);
        }
        (sink.all().len(), report)
    };
    let mut mutated = 0;
    for case in &all {
        let (wrong, report) = failures(case);
        assert_eq!((wrong, report.as_str()), (0, ""), "{case}");
        for line in case.lines() {
            let Some((key, value)) = line.split_once(" = ") else { continue };
            let other = match key {
                "score" | "want_total" | "deviation" => "0.123".to_owned(),
                "status" if value == "\"met\"" => "\"missed\"".to_owned(),
                "status" => "\"met\"".to_owned(),
                "grade" => (if value == "\"A\"" { "\"B\"" } else { "\"A\"" }).to_owned(),
                "counts" => (if value == "\"B01\"" { "\"B02\"" } else { "\"B01\"" }).to_owned(),
                "work" => "\"1000 + 1\"".to_owned(),
                _ => continue,
            };
            // 择一的另一组。
            let other = if value.contains("B03") { "\"B04\"".to_owned() } else { other };
            let other = if value.contains("B04") { "\"B03\"".to_owned() } else { other };
            let (wrong, report) = failures(&case.replace(line, &format!("{key} = {other}")));
            assert!(wrong > 0 && report.is_empty(), "{key} 改成 {other} 仍然通过：\n{case}{report}");
            mutated += 1;
        }
    }
    assert!(mutated > 20, "只改了 {mutated} 处");
}

/// 内置的体系与口径，用例全部通过，处处走到。
#[test]
fn 内置的全部覆盖() {
    let run = ziping(Path::new(env!("CARGO_MANIFEST_DIR")), &["test", "--coverage"]);
    assert_eq!(run.codes(), [], "{}", run.stderr);
    assert_eq!(run.exit, 0, "{}{}", run.stdout, run.stderr);
    let built_in = Library::default();
    assert_eq!(run.stdout.lines().count(), built_in.profiles().len() + built_in.sets().len());
}

/// `--propose` 写出的用例整份可用：放到体系旁边，处处走到，只剩得分要手算。
#[test]
fn 建议的用例放到旁边就走到各处() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::copy(Path::new(RULES).join("sample/rules@2024.toml"), folder.path().join("体系.toml")).expect("抄体系");
    let run =
        |arguments: &[&str]| ziping(folder.path(), &[&["test", "体系.toml", "--sets", RULES], arguments].concat());
    let proposed = run(&["--propose"]);
    assert_eq!((proposed.exit, proposed.stderr.as_str()), (0, ""));
    assert!(proposed.stdout.contains("[cases]\nset = \"sample/rules@2024\""), "{}", proposed.stdout);
    fs::write(folder.path().join("体系.cases.toml"), &proposed.stdout).expect("写用例");
    let after = run(&["--coverage"]);
    assert!(after.codes().iter().all(|code| *code == Code::E0901), "{}\n{}", after.stdout, after.stderr);
    assert_eq!(run(&["--propose"]).stdout, "");
}

/// 口径按名称、按文件、按用例文件测都是一回事，自己的用例不算两遍；给文件夹的说明怎样写。
#[test]
fn 口径怎样给都一样() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let by_name = ziping(root, &["test", "national"]);
    assert!(by_name.stdout.starts_with("口径 national：") && !by_name.stdout.contains("另有"), "{}", by_name.stdout);
    for file in ["indicators/profiles/national.toml", "indicators/profiles/national.cases.toml"] {
        let by_file = ziping(root, &["test", file]);
        assert_eq!((by_file.exit, &by_file.stdout), (0, &by_name.stdout), "{file}");
    }
    let folder = ziping(root, &["test", "indicators"]);
    assert_eq!((folder.exit, folder.codes(), folder.stdout.as_str()), (2, vec![Code::E0101], ""));
    assert!(folder.stderr.contains("ziping test --sets indicators"), "{}", folder.stderr);
}

/// 旁边的用例写坏了，不说没有用例。
#[test]
fn 读不通的用例不算没有() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    fs::copy(Path::new(RULES).join("sample/rules@2024.toml"), folder.path().join("体系.toml")).expect("抄体系");
    let line = || ziping(folder.path(), &["test", "体系.toml", "--sets", RULES]);
    assert!(line().stdout.starts_with("sample/rules@2024：没有用例"), "{}", line().stdout);
    fs::write(folder.path().join("体系.cases.toml"), "[cases]\nset = 5\n").expect("写用例");
    assert_eq!(
        (line().exit, line().stdout.starts_with("sample/rules@2024：用例读不通")),
        (1, true),
        "{}",
        line().stdout
    );
}
