//! 用例的覆盖：建议的用例确实走得到那一处；空的用例什么也没有覆盖；删去一个用例，漏掉的正是它测的那几处。

use std::fmt::Write;
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
