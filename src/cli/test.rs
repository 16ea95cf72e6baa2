//! `ziping test`。

use super::session::Session;
use super::{Ending, output};
use crate::cases::{self, Ran};
use crate::check::Base;
use crate::diagnostic::{Code, Diagnostic, to_json};
use crate::library::CheckedCases;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `ziping test` 的参数。
#[derive(Debug, Args)]
pub struct TestOptions {
    /// 指标体系、口径的名称，或它们的文件、用例文件；不写时测全部
    #[arg(value_name = "指标体系或文件")]
    pub subjects: Vec<String>,
    /// 格式：text 文字，json
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: TestFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
}

/// 要测的一个体系或口径，与同处的用例。
struct Suite {
    base: Base,
    cases: Option<CheckedCases>,
}

pub fn run(options: &TestOptions, session: &mut Session) -> Ending {
    let mut suites = Vec::new();
    if options.subjects.is_empty() {
        for id in session.library.profiles() {
            suites.extend(named(&id, session));
        }
        for listed in session.library.sets() {
            suites.extend(named(&listed.reference, session));
        }
    }
    for subject in &options.subjects {
        let is_file = subject.ends_with(".toml") || Path::new(subject).is_file();
        suites.extend(if is_file { file(subject, session) } else { named(subject, session) });
    }
    let mut lines = String::new();
    let mut values = Vec::new();
    for suite in &suites {
        let cases = suite.cases.as_ref().map_or(&[][..], |checked| &checked.cases);
        let ran: Vec<Ran<'_>> = cases.iter().map(|case| cases::run(case, &mut session.sink)).collect();
        let passed = ran.iter().filter(|ran| ran.passed).count();
        let name = suite.base.reference();
        let written = suite.cases.as_ref().map_or(0, |checked| checked.written);
        lines.push_str(&line(&name, suite.base.is_set(), written, passed));
        let kind = if suite.base.is_set() { "set" } else { "profile" };
        values.push(json!({ kind: name, "cases": written, "passed": passed }));
    }
    match options.format {
        TestFormat::Text => {
            output::say(&lines);
            session.finish()
        }
        TestFormat::Json => {
            session.sink.sort();
            let findings = to_json(&session.sources, &session.sink);
            let value = json!({ "format": "ziping.test/1", "suites": values, "findings": findings });
            output::say(&format!("{value:#}\n"));
            session.ending()
        }
    }
}

fn line(name: &str, is_set: bool, cases: usize, passed: usize) -> String {
    let name = if is_set { name.to_owned() } else { format!("口径 {name}") };
    let result = match cases {
        0 => "没有用例".to_owned(),
        _ if cases == passed => format!("{cases} 个用例，全部通过"),
        _ => format!("{cases} 个用例，通过 {passed} 个，没有通过 {} 个", cases - passed),
    };
    format!("{name}：{result}\n")
}

/// 库里的体系，或口径。
fn named(name: &str, session: &mut Session) -> Option<Suite> {
    let Session { library, sources, sink, .. } = session;
    let is_profile = !name.contains('@') && library.profiles().iter().any(|id| id == name);
    let (base, beside) = if is_profile {
        (Base::Profile(library.profile(name, None, sources, sink)?), format!("profiles/{name}"))
    } else {
        (Base::Set(library.set(name, None, Path::new(""), sources, sink)?), name.to_owned())
    };
    let cases = library.cases_of(&beside, &base, sources, sink);
    Some(Suite { base, cases })
}

/// 一份体系、口径或用例的文件。
fn file(name: &str, session: &mut Session) -> Option<Suite> {
    let Session { library, sources, sink, .. } = session;
    let path = PathBuf::from(name);
    if name.ends_with(".cases.toml") {
        let checked = library.cases_file(&path, sources, sink)?;
        return Some(Suite { base: checked.base.clone(), cases: Some(checked) });
    }
    let mark = sink.mark();
    let Some(base) = library.base_file(&path, sources, sink) else {
        if !sink.errors_since(mark) {
            let message = format!("{name} 不是指标体系、口径或用例的文件");
            sink.push(
                Diagnostic::new(Code::E0401, message)
                    .help("看里面有没有 [set]、[profile] 或 [cases]；填报用 ziping check 审查"),
            );
        }
        return None;
    };
    let cases = library.cases_of(name, &base, sources, sink);
    Some(Suite { base, cases })
}
