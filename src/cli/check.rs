//! `ziping check`。

use super::fix;
use super::forms::look_ahead;
use super::session::{Session, is_workbook};
use super::{Ending, output};
use crate::audit::accounts;
use crate::cases;
use crate::diagnostic::{Code, Diagnostic, Severity, SourceId, choices, to_json, to_sarif};
use crate::library::{CheckedAccounts, CheckedFile, check_file, check_source};
use crate::lint;
use crate::model::Stage;
use crate::score::Detail;
use crate::write::Templates;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// `ziping check` 的参数。
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// 填报、指标体系、口径或用例文件；- 为标准输入
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 格式：text 文字，json，sarif
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: CheckFormat,
    /// 把提醒作错误：代码（逗号隔开，可写多次），或 warnings 全部提醒
    #[arg(long, value_name = "代码", value_delimiter = ',')]
    pub deny: Vec<String>,
    /// 不报这些提醒（逗号隔开，可写多次）；先于 --deny
    #[arg(long, value_name = "代码", value_delimiter = ',')]
    pub allow: Vec<String>,
    /// 照确定的改法改写文件，逐处说明；- 写到标准输出
    #[arg(long)]
    pub fix: bool,
    /// 自己的模板文件夹，体系里写的表样也到这里找
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    Sarif,
}

/// 命令行里写的取舍。
struct Choice {
    allow: Vec<Code>,
    deny: Vec<Code>,
    deny_all: bool,
}

impl Choice {
    fn read(options: &CheckOptions) -> Result<Choice, String> {
        let mut choice = Choice { allow: Vec::new(), deny: Vec::new(), deny_all: false };
        for word in &options.allow {
            choice.allow.push(warning("--allow", word)?);
        }
        for word in &options.deny {
            if word.trim() == "warnings" {
                choice.deny_all = true;
            } else {
                choice.deny.push(warning("--deny", word)?);
            }
        }
        Ok(choice)
    }

    /// 从某一刻起的诊断：不报的去掉，要严的提为错误。
    fn apply(&self, mark: usize, session: &mut Session) {
        let sink = &mut session.sink;
        sink.retain_since(mark, |found| found.severity == Severity::Error || !self.allow.contains(&found.code));
        sink.raise(|found| found.severity == Severity::Warning && (self.deny_all || self.deny.contains(&found.code)));
    }
}

/// 认得的提醒代码；错误本来就是错误，也不能不报。
fn warning(option: &str, word: &str) -> Result<Code, String> {
    let known: Vec<&str> =
        Code::ALL.iter().filter(|code| code.severity() == Severity::Warning).map(|code| code.as_str()).collect();
    match Code::find(word) {
        Some(code) if code.severity() == Severity::Warning => Ok(code),
        Some(code) => Err(format!("{option} 只能写提醒的代码，{} 是错误", code.as_str())),
        None => Err(format!("{option} 不能写“{word}”。{}", choices("提醒的代码", &word.to_uppercase(), &known))),
    }
}

pub fn run(options: &CheckOptions, session: &mut Session) -> Ending {
    let choice = match Choice::read(options) {
        Ok(choice) => choice,
        Err(message) => {
            output::tell(&format!("错误：{message}\n看用法：ziping check --help\n"));
            return Ending::CouldNotRun;
        }
    };
    let Some(templates) = session.templates(options.templates.as_deref()) else {
        return session.finish();
    };
    let mut lines = Vec::new();
    for path in &options.files {
        let mark = session.sink.mark();
        if is_workbook(path) {
            check_workbook(path, options.fix, session);
            choice.apply(mark, session);
            if !session.sink.errors_since(mark) {
                lines.push(format!("{}：填报工作簿没有错误\n", path.display()));
            }
            continue;
        }
        let checked = check_file(path, &session.library, &mut session.sources, &mut session.sink);
        let Some((mut source, mut file)) = checked else { continue };
        finish(&file, mark, &choice, &templates, session);
        if options.fix {
            let look = |source: SourceId, session: &mut Session| {
                let mark = session.sink.mark();
                let file = check_source(source, path, &session.library, &mut session.sources, &mut session.sink);
                finish(&file, mark, &choice, &templates, session);
                file
            };
            if let Some(fixed) = fix::run(path, source, mark, look, session) {
                (source, file) = (fixed.source, fixed.file);
                lines.extend(fixed.lines);
            }
            if path == Path::new("-") && options.format == CheckFormat::Text {
                output::say(&session.sources.get(source).text);
            }
        }
        if !session.sink.errors_since(mark) {
            let warnings = session.sink.all()[mark..].iter().filter(|d| d.severity == Severity::Warning).count();
            let tail = if warnings == 0 { String::new() } else { format!("，{warnings} 条提醒") };
            lines.push(format!("{}：{}没有错误{tail}\n", path.display(), kind(&file)));
        }
    }
    report(options, &lines, session)
}

/// 填报工作簿：读回、审查、计分，与表上的得分核对；不改写。
fn check_workbook(path: &Path, is_fixing: bool, session: &mut Session) {
    if is_fixing {
        let message = format!("{} 是工作簿，--fix 只改 .toml", path.display());
        session.complain(Diagnostic::new(Code::E0106, message).help("先用 ziping import 读成填报文件"));
        return;
    }
    session.score(path, Detail::Result);
}

fn report(options: &CheckOptions, lines: &[String], session: &mut Session) -> Ending {
    // 改好的标准输入写在标准输出，话都到标准错误。
    let spoken = options.fix && options.files.iter().any(|path| path == Path::new("-"));
    match options.format {
        CheckFormat::Text if spoken => output::tell(&lines.concat()),
        CheckFormat::Text => output::say(&lines.concat()),
        CheckFormat::Json | CheckFormat::Sarif => {
            if options.fix {
                output::tell(&lines.concat());
            }
            session.sink.sort();
            let json = if options.format == CheckFormat::Sarif {
                to_sarif(&session.sources, &session.sink)
            } else {
                let findings = to_json(&session.sources, &session.sink);
                serde_json::json!({ "format": "ziping.findings/1", "findings": findings })
            };
            output::say(&format!("{json:#}\n"));
            return session.ending();
        }
    }
    session.finish()
}

fn kind(file: &CheckedFile) -> &'static str {
    match file {
        CheckedFile::Set(_) => "指标体系",
        CheckedFile::Profile => "口径",
        CheckedFile::Submission(_) => "填报",
        CheckedFile::Cases(_) => "用例",
        CheckedFile::Review => "复核单",
        CheckedFile::Accounts(_) => "决算",
        CheckedFile::Checks(_) => "核对规则",
    }
}

/// 审查之后的核对：表样、得分、用例；再按写明的取舍。
fn finish(file: &CheckedFile, mark: usize, choice: &Choice, templates: &Templates, session: &mut Session) {
    let set = match file {
        CheckedFile::Set(set) => set.as_ref(),
        CheckedFile::Profile
        | CheckedFile::Cases(_)
        | CheckedFile::Accounts(_)
        | CheckedFile::Checks(_)
        | CheckedFile::Review => None,
        CheckedFile::Submission(own) => own.as_ref().map(|own| &own.checked.set),
    };
    if let Some(diagnostic) = set.and_then(|set| templates.check(&set.form).err()) {
        session.complain(diagnostic);
    }
    if let CheckedFile::Submission(Some(own)) = file {
        // 年中的填报还没有得分可核对，只核对监控。
        if own.checked.stage == Stage::Evaluation {
            session.score_checked(&own.checked, Detail::Result);
        }
        if let Some(monitoring) = own.checked.submission.monitoring.clone() {
            look_ahead(&own.draft, own.checked.clone(), monitoring, session);
        }
    }
    if let CheckedFile::Cases(Some(checked)) = file {
        for case in &checked.cases {
            cases::run(case, &mut session.sink);
        }
    }
    match file {
        CheckedFile::Accounts(Some(checked)) => reconcile(checked, session),
        CheckedFile::Checks(Some(raw)) => drop(accounts::checks(raw, &mut session.sink)),
        _ => {}
    }
    // 有错误时没有体检，写明不报的用没用上还说不定。
    if !session.sink.errors_since(mark) {
        match file {
            CheckedFile::Set(Some(set)) => lint::permit(&set.allows, mark, &mut session.sink),
            CheckedFile::Submission(Some(own)) => {
                lint::permit(&own.checked.submission.allows, mark, &mut session.sink);
            }
            _ => {}
        }
    }
    choice.apply(mark, session);
}

/// 决算的表与说明相互核对；与自评表的核对用 ziping audit。
fn reconcile(checked: &CheckedAccounts, session: &mut Session) {
    let facts = accounts::facts(&checked.raw, &mut session.sink);
    if let Some(checks) = accounts::checks(&checked.checks, &mut session.sink) {
        accounts::audit(&facts, &checks).findings.into_iter().for_each(|found| session.sink.push(found));
    }
}
