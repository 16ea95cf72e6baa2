//! `ziping audit`。

use super::audit_input::audits;
use super::session::Session;
use super::{Ending, output};
use crate::audit::{self, Audit};
use crate::diagnostic::Severity;
use crate::report::{audit_json, audit_report};
use crate::write::audit_text;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// `ziping audit` 的参数。
#[derive(Debug, Args)]
pub struct AuditOptions {
    /// 送来的自评表；- 为标准输入
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 用这个口径；不写的按表上的地区找，找不到用全国通行的
    #[arg(long, value_name = "口径")]
    pub profile: Option<String>,
    /// 规则不知道时，试各种规则与修约，列出对得上最多的
    #[arg(long)]
    pub infer: bool,
    /// 格式：text 文字，json
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: AuditFormat,
    /// 写到文件，不写到标准输出
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    Text,
    Json,
}

pub fn run(options: &AuditOptions, session: &mut Session) -> Ending {
    for file in &options.files {
        if !session.can_write(&options.output, Some(file)) {
            return session.finish();
        }
    }
    let audits: Vec<Audit> = options.files.iter().flat_map(|file| file_audits(file, options, session)).collect();
    if !audits.is_empty() {
        let texts: Vec<String> = audits.iter().map(|audit| written(audit, options.format, session)).collect();
        session.deliver(options.output.as_deref(), &texts.join("\n"));
    }
    let is_clean = audits.iter().all(|audit| audit.count(Severity::Error) + audit.count(Severity::Warning) == 0);
    match session.finish() {
        Ending::Clean if !is_clean => Ending::Findings,
        ending => ending,
    }
}

/// 复核一份文件里的各张表，要推断的推断。
fn file_audits(file: &Path, options: &AuditOptions, session: &mut Session) -> Vec<Audit> {
    let mut audits = audits(file, options.profile.as_deref(), session);
    if options.infer {
        for audit in &mut audits {
            audit.inference = Some(audit::infer(audit));
        }
    }
    audits
}

fn written(audit: &Audit, format: AuditFormat, session: &Session) -> String {
    match format {
        AuditFormat::Text => audit_text(&audit_report(audit, &session.sources), output::width()),
        AuditFormat::Json => audit_json(audit, &session.sources),
    }
}
