//! `ziping test`。

use super::session::Session;
use super::{Ending, output};
use crate::cases::{self, Coverage, Ran, coverage};
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
    /// 没有用例走到的地方也报告，并给出可补的用例
    #[arg(long)]
    pub coverage: bool,
    /// 没有用例走到的地方写成待填的用例，写到标准输出
    #[arg(long, conflicts_with = "coverage")]
    pub propose: bool,
    /// 格式：text 文字，json
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: TestFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
}

/// 要测的一个体系或口径；用例以在 [`Plan::files`] 中的序号指出。
struct Suite {
    base: Base,
    /// 同处的用例。
    own: Option<usize>,
    /// 同处有用例文件，但读不通，已经报告。
    is_broken: bool,
    /// 它的口径与各级上级的用例，覆盖也算数。
    shared: Vec<usize>,
}

/// 要测的全部；一份用例只读、只运行一遍。
#[derive(Default)]
struct Plan {
    suites: Vec<Suite>,
    files: Vec<CheckedCases>,
    /// 读过的名称与在 `files` 中的序号；没有用例的为空。
    names: Vec<(String, Option<usize>)>,
}

pub fn run(options: &TestOptions, session: &mut Session) -> Ending {
    let mut plan = Plan::default();
    if options.subjects.is_empty() {
        for id in session.library.profiles() {
            plan.named(&id, session);
        }
        for listed in session.library.sets() {
            plan.named(&listed.reference, session);
        }
    }
    for subject in &options.subjects {
        if subject.ends_with(".toml") || Path::new(subject).is_file() {
            plan.file(subject, session);
        } else if Path::new(subject).is_dir() && !session.library.knows(subject) {
            let message = format!("{subject} 是文件夹，不是文件");
            let help = format!("测一个文件夹里的各份：ziping test --sets {subject}");
            session.complain(Diagnostic::new(Code::E0101, message).help(help));
        } else {
            plan.named(subject, session);
        }
    }
    let ran: Vec<Vec<Ran<'_>>> = plan
        .files
        .iter()
        .map(|file| file.cases.iter().map(|case| cases::run(case, &mut session.sink)).collect())
        .collect();
    let mut results = Vec::with_capacity(plan.suites.len());
    for suite in &plan.suites {
        let result = Result::of(suite, &plan.files, &ran);
        if options.coverage {
            result.report(session);
        }
        results.push(result);
    }
    if options.propose {
        output::say(&results.iter().map(Result::proposals).collect::<Vec<_>>().join("\n"));
        return session.finish();
    }
    match options.format {
        TestFormat::Text => {
            output::say(&results.iter().map(Result::line).collect::<String>());
            session.finish()
        }
        TestFormat::Json => {
            session.sink.sort();
            let findings = to_json(&session.sources, &session.sink);
            let suites: Vec<_> = results.iter().map(Result::json).collect();
            let value = json!({ "format": "ziping.test/1", "suites": suites, "findings": findings });
            output::say(&format!("{value:#}\n"));
            session.ending()
        }
    }
}

impl Plan {
    /// 库里的体系，或口径。
    fn named(&mut self, name: &str, session: &mut Session) {
        let Session { library, sources, sink, .. } = session;
        let is_profile = !name.contains('@') && library.profiles().iter().any(|id| id == name);
        let found = if is_profile {
            let profile = library.profile(name, None, sources, sink);
            profile.map(|profile| (Base::Profile(profile), format!("profiles/{name}")))
        } else {
            library
                .set(name, None, Path::new(""), sources, sink)
                .map(|set| (set.reference(), Base::Set(set)))
                .map(|(name, base)| (base, name))
        };
        if let Some((base, beside)) = found {
            self.beside(&beside, base, session);
        }
    }

    /// 一份体系、口径或用例的文件。
    fn file(&mut self, name: &str, session: &mut Session) {
        let Session { library, sources, sink, .. } = session;
        let path = PathBuf::from(name);
        if name.ends_with(".cases.toml") {
            let Some(checked) = library.cases_file(&path, sources, sink) else { return };
            let base = checked.base.clone();
            self.files.push(checked);
            let own = Some(self.files.len() - 1);
            return self.suite(base, own, false, session);
        }
        let mark = sink.mark();
        match library.base_file(&path, sources, sink) {
            Some(base) => {
                self.beside(name, base, session);
            }
            None if !sink.errors_since(mark) => {
                let message = format!("{name} 不是指标体系、口径或用例的文件");
                let help = "看里面有没有 [set]、[profile] 或 [cases]；填报用 ziping check 审查";
                sink.push(Diagnostic::new(Code::E0401, message).help(help));
            }
            None => {}
        }
    }

    /// 体系或口径，连同叫 `name` 的同处的用例。
    fn beside(&mut self, name: &str, base: Base, session: &mut Session) {
        let mark = session.sink.mark();
        let own = self.cases(name, Some(&base), session);
        let is_broken = own.is_none() && session.sink.errors_since(mark);
        self.suite(base, own, is_broken, session);
    }

    fn suite(&mut self, base: Base, own: Option<usize>, is_broken: bool, session: &mut Session) {
        // 口径的第一份就是它自己。
        let (ancestors, own_profile) = match &base {
            Base::Set(set) => (&set.ancestors[..], 0),
            Base::Profile(_) => (&[][..], 1),
        };
        let profiles = base.profile().origins.iter().skip(own_profile);
        let origins = ancestors.iter().chain(profiles).map(|origin| origin.name.clone());
        let mut shared: Vec<usize> = Vec::new();
        for name in origins.collect::<Vec<_>>() {
            shared.extend(self.cases(&name, None, session));
        }
        self.suites.push(Suite { base, own, is_broken, shared });
    }

    /// 与体系或口径同处的用例，读过的不再读。
    fn cases(&mut self, name: &str, known: Option<&Base>, session: &mut Session) -> Option<usize> {
        if let Some((_, at)) = self.names.iter().find(|(read, _)| read == name) {
            return *at;
        }
        let checked = session.library.cases_of(name, known, &mut session.sources, &mut session.sink);
        let at = checked.map(|checked| {
            self.files.push(checked);
            self.files.len() - 1
        });
        self.names.push((name.to_owned(), at));
        at
    }
}

/// 一个体系或口径的结果。
struct Result {
    name: String,
    is_set: bool,
    cases: usize,
    passed: usize,
    is_broken: bool,
    /// 口径与上级的用例数。
    shared: usize,
    coverage: Coverage,
}

impl Result {
    fn of(suite: &Suite, files: &[CheckedCases], ran: &[Vec<Ran<'_>>]) -> Result {
        let all = suite.own.iter().chain(&suite.shared).filter_map(|at| ran.get(*at));
        let all: Vec<&Ran<'_>> = all.flatten().collect();
        let own = suite.own.and_then(|at| Some((files.get(at)?, ran.get(at)?)));
        Result {
            name: suite.base.reference(),
            is_set: suite.base.is_set(),
            cases: own.map_or(0, |(file, _)| file.written),
            passed: own.map_or(0, |(_, ran)| ran.iter().filter(|ran| ran.passed).count()),
            is_broken: suite.is_broken,
            shared: suite.shared.iter().filter_map(|at| files.get(*at)).map(|file| file.written).sum(),
            coverage: coverage(&suite.base, &all),
        }
    }

    fn title(&self) -> String {
        if self.is_set { self.name.clone() } else { format!("口径 {}", self.name) }
    }

    fn covered(&self) -> usize {
        self.coverage.points - self.coverage.gaps.len()
    }

    fn line(&self) -> String {
        let shared = if self.shared == 0 {
            String::new()
        } else {
            format!("（另有口径与上级的 {} 个）", self.shared)
        };
        let result = match self.cases {
            0 if self.is_broken => format!("用例读不通{shared}"),
            0 => format!("没有用例{shared}"),
            cases if cases == self.passed => format!("{cases} 个用例{shared}，全部通过"),
            cases => {
                format!("{cases} 个用例{shared}，通过 {} 个，没有通过 {} 个", self.passed, cases - self.passed)
            }
        };
        format!("{}：{result}；覆盖 {}/{}\n", self.title(), self.covered(), self.coverage.points)
    }

    /// 没有用例走到的地方逐处报告；一个用例也没有的只说一句。
    fn report(&self, session: &mut Session) {
        let title = self.title();
        if self.is_broken {
            return;
        }
        if self.cases + self.shared == 0 {
            let message = format!("{title}：没有用例");
            let help = "在旁边写一份 .cases.toml，写法见 file-format.md 的用例文件一章";
            return session.complain(Diagnostic::new(Code::E0904, message).help(help));
        }
        for gap in &self.coverage.gaps {
            let message = format!("{title}：{}没有用例算到“{}”", gap.subject, gap.point);
            let help = format!("可以补这个用例，结果手算\n{}", gap.proposal.trim_end());
            session.complain(Diagnostic::new(Code::E0904, message).help(help));
        }
    }

    /// 待填的用例；还没有用例的，连同表头。
    fn proposals(&self) -> String {
        let kind = if self.is_set { "set" } else { "profile" };
        let mut parts = Vec::with_capacity(self.coverage.gaps.len() + 1);
        if self.cases == 0 {
            parts.push(format!("# {}的手算的例子。\n\n[cases]\n{kind} = \"{}\"\n", self.title(), self.name));
        }
        parts.extend(self.coverage.gaps.iter().map(|gap| format!("{}\n", gap.proposal.trim_end())));
        parts.join("\n")
    }

    fn json(&self) -> serde_json::Value {
        let kind = if self.is_set { "set" } else { "profile" };
        let gaps = self.coverage.gaps.iter();
        let uncovered: Vec<_> =
            gaps.map(|gap| json!({ "subject": gap.subject, "point": gap.point, "case": gap.proposal })).collect();
        json!({
            kind: self.name,
            "cases": self.cases,
            "passed": self.passed,
            "points": self.coverage.points,
            "covered": self.covered(),
            "uncovered": uncovered,
        })
    }
}
