//! `ziping check`。

use super::session::Session;
use super::{Ending, output};
use crate::cases;
use crate::diagnostic::{Severity, to_json};
use crate::library::{CheckedFile, check_file};
use crate::score::Detail;
use crate::write::Templates;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `ziping check` 的参数。
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// 填报、指标体系、口径或用例文件；- 为标准输入
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 格式：text 文字，json
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: CheckFormat,
    /// 自己的模板文件夹，体系里写的表样也到这里找
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
}

pub fn run(options: &CheckOptions, session: &mut Session) -> Ending {
    let templates = match Templates::load(options.templates.as_deref()) {
        Ok(templates) => templates,
        Err(diagnostic) => {
            session.complain(diagnostic);
            return session.finish();
        }
    };
    let mut lines = Vec::new();
    for path in &options.files {
        let mark = session.sink.mark();
        let Some(file) = check_file(path, &session.library, &mut session.sources, &mut session.sink) else { continue };
        let kind = match &file {
            CheckedFile::Set(_) => "指标体系",
            CheckedFile::Profile => "口径",
            CheckedFile::Submission(_) => "填报",
            CheckedFile::Cases(_) => "用例",
        };
        let set = match &file {
            CheckedFile::Set(set) => set.as_ref(),
            CheckedFile::Profile | CheckedFile::Cases(_) => None,
            CheckedFile::Submission(checked) => checked.as_ref().map(|checked| &checked.set),
        };
        if let Some(diagnostic) = set.and_then(|set| templates.check(&set.form).err()) {
            session.complain(diagnostic);
        }
        if let CheckedFile::Submission(Some(checked)) = &file {
            session.score_checked(checked, Detail::Result);
        }
        if let CheckedFile::Cases(Some(checked)) = &file {
            for case in &checked.cases {
                cases::run(case, &mut session.sink);
            }
        }
        if !session.sink.errors_since(mark) {
            let warnings = session.sink.all()[mark..].iter().filter(|d| d.code.severity() == Severity::Warning).count();
            let tail = if warnings == 0 { String::new() } else { format!("，{warnings} 条提醒") };
            lines.push(format!("{}：{kind}没有错误{tail}\n", path.display()));
        }
    }
    if options.format == CheckFormat::Text {
        output::say(&lines.concat());
        return session.finish();
    }
    session.sink.sort();
    let json = serde_json::json!({
        "format": "ziping.findings/1",
        "findings": to_json(&session.sources, &session.sink),
    });
    output::say(&format!("{json:#}\n"));
    session.ending()
}
