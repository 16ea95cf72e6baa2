//! `ziping compare`。

use super::session::{Scored, Session};
use super::{Ending, output};
use crate::check::{Checked, refit};
use crate::compare::{Pair, View, are_kin, lines, pair_rows};
use crate::diagnostic::{Code, Diagnostic, Severity, Sink, to_json};
use crate::library::{Draft, draft};
use crate::model::Set;
use crate::report::{Comparison, comparison};
use crate::score::{Detail, score};
use crate::write::{comparison_markdown, comparison_text};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `ziping compare` 的参数。
#[derive(Debug, Args)]
pub struct CompareOptions {
    /// 填报文件；不写 --set 时恰好两份
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 在这个指标体系下计分；写两次，前一个比后一个
    #[arg(long, value_name = "指标体系")]
    pub set: Vec<String>,
    /// 格式：text 文字，md，json
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: CompareFormat,
    /// 写到文件，不写到标准输出
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    Text,
    Md,
    Json,
}

pub fn run(options: &CompareOptions, session: &mut Session) -> Ending {
    let complaint = match (options.set.len(), options.files.len()) {
        (0, 2) | (2, 1..) => None,
        (0, _) => Some("不写 --set 时恰好比较两份填报"),
        _ => Some("--set 要写两次：前一个与后一个指标体系"),
    };
    if let Some(complaint) = complaint {
        output::tell(&format!("错误：{complaint}\n看用法：ziping compare --help\n"));
        return Ending::CouldNotRun;
    }
    for file in &options.files {
        if !session.can_write(&options.output, Some(file)) {
            return session.finish();
        }
    }
    let comparisons = match &options.set[..] {
        [from, to] => {
            let mut set = |reference: &str| {
                let (sources, sink) = (&mut session.sources, &mut session.sink);
                session.library.set(reference, None, Path::new(""), sources, sink)
            };
            match (set(from), set(to)) {
                (Some(from), Some(to)) => under_both(&from, &to, &options.files, session),
                _ => Vec::new(),
            }
        }
        _ => two_files(&options.files, session),
    };
    if !comparisons.is_empty() {
        let text = written(&comparisons, options.format, session);
        session.deliver(options.output.as_deref(), &text);
    }
    session.finish()
}

fn written(comparisons: &[Comparison], format: CompareFormat, session: &mut Session) -> String {
    match format {
        CompareFormat::Text => {
            let texts: Vec<String> = comparisons.iter().map(|c| comparison_text(c, output::width())).collect();
            texts.join("\n")
        }
        CompareFormat::Md => {
            let texts: Vec<String> = comparisons.iter().map(comparison_markdown).collect();
            format!("# 比较\n\n{}", texts.join("\n"))
        }
        CompareFormat::Json => {
            session.sink.sort();
            let findings = to_json(&session.sources, &session.sink);
            let json = serde_json::json!({
                "format": "ziping.compare/1",
                "comparisons": comparisons,
                "findings": findings,
            });
            format!("{json:#}\n")
        }
    }
}

/// 两份填报各依自己的体系。
fn two_files(files: &[PathBuf], session: &mut Session) -> Vec<Comparison> {
    let mut scored = Vec::new();
    for file in files {
        let checked = own(file, session).map(|(_, checked)| checked);
        scored.extend(checked.map(|checked| {
            let outcome = score(&checked.set, &checked.submission, Detail::Result);
            Scored { checked, outcome }
        }));
    }
    match &scored[..] {
        [from, to] => vec![comparison(view(from), view(to), (true, true), Vec::new())],
        _ => Vec::new(),
    }
}

fn view(scored: &Scored) -> View<'_> {
    View { set: &scored.checked.set, submission: &scored.checked.submission, outcome: &scored.outcome }
}

/// 每份填报在两个体系下各计一次分；读不成的略过，原因在诊断里。
pub fn under_both(from: &Arc<Set>, to: &Arc<Set>, files: &[PathBuf], session: &mut Session) -> Vec<Comparison> {
    files.iter().filter_map(|file| under(from, to, file, session)).collect()
}

/// 在一个体系下计的分。
struct Under {
    scored: Scored,
    is_whole: bool,
    notes: Vec<String>,
}

/// 读入一份填报，照它自己的体系审查；提醒是 check 的事，这里只报错误与不施行的版本。
fn own(file: &Path, session: &mut Session) -> Option<(Draft, Checked)> {
    let mut sink = Sink::default();
    let draft = draft(file, &session.library, &mut session.sources, &mut sink);
    let checked = draft.as_ref().and_then(|draft| draft.check(&mut sink));
    let matters = |d: &&Diagnostic| d.code.severity() == Severity::Error || d.code == Code::W0715;
    sink.all().iter().filter(matters).for_each(|diagnostic| session.complain(diagnostic.clone()));
    draft.zip(checked)
}

fn under(from: &Arc<Set>, to: &Arc<Set>, file: &Path, session: &mut Session) -> Option<Comparison> {
    let (draft, own) = own(file, session)?;
    let outcome = score(&own.set, &own.submission, Detail::Result);
    let under = |set: &Arc<Set>| -> Option<Under> {
        if own.set.reference() == set.reference() && own.set.sha256 == set.sha256 {
            let outcome = outcome.clone();
            return Some(Under { scored: Scored { checked: own.clone(), outcome }, is_whole: true, notes: Vec::new() });
        }
        let there = View { set: &own.set, submission: &own.submission, outcome: &outcome };
        let pairs = pair_rows(&there.lines(), &lines(set), are_kin(&own.set, set));
        let pairs: Vec<(usize, usize)> = pairs.into_iter().filter_map(Pair::both).collect();
        let refitted = refit(&draft.raw, &own, set, &pairs)?;
        let outcome = score(&refitted.checked.set, &refitted.checked.submission, Detail::Result);
        let mut notes: Vec<String> =
            refitted.notes.into_iter().map(|note| format!("按 {} 计分：{note}", set.reference())).collect();
        if !refitted.is_whole {
            notes.push(format!("按 {} 计分：自设的行不合余地，只逐行比，不给总分", set.reference()));
        }
        Some(Under { scored: Scored { checked: refitted.checked, outcome }, is_whole: refitted.is_whole, notes })
    };
    let (before, after) = (under(from)?, under(to)?);
    let notes = before.notes.iter().chain(&after.notes).cloned().collect();
    Some(comparison(view(&before.scored), view(&after.scored), (before.is_whole, after.is_whole), notes))
}
