//! `ziping audit`。

use super::audit_input::audits;
use super::audit_output::{AuditFormat, Writers, deliver};
use super::audit_review::{self, ReviewForm};
use super::session::Session;
use super::{Ending, accounts, audit_folder, output};
use crate::audit::{self, Audit};
use crate::diagnostic::{Code, Diagnostic, Severity, Sink, to_sarif};
use crate::report::{audit_json, audit_report, marked_table};
use crate::write::audit_text;
use clap::Args;
use std::path::{Path, PathBuf};

/// 不写时的种子。
const SEED: &str = "1";

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
    /// 连同部门决算一起核对：决算的各张表与说明（.toml，或 csv、xlsx 的长表）
    #[arg(long, value_name = "决算文件")]
    pub accounts: Option<PathBuf>,
    /// 决算的核对规则：名称或 .toml 路径；不写的用决算文件里写的，再没有用内置的
    #[arg(long, value_name = "规则", requires = "accounts")]
    pub rules: Option<PathBuf>,
    /// 格式：text 文字，json，sarif，html，xlsx，docx，pdf，md，文件夹的总表另有 csv；不写时看扩展名
    #[arg(long, value_name = "格式", hide_possible_values = true)]
    pub format: Option<AuditFormat>,
    /// 写到文件，不写到标准输出；可写多次
    #[arg(short, long, value_name = "文件")]
    pub output: Vec<PathBuf>,
    /// 复核单（.toml）：复核完成值、扣分与原因，得出复核得分与偏离度
    #[arg(long, value_name = "复核单", conflicts_with_all = ["accounts", "infer"])]
    pub review: Option<PathBuf>,
    /// 复核出哪一份：review 复核表，opinion 复核意见
    #[arg(long, value_name = "表样", hide_possible_values = true, requires = "review")]
    pub form: Option<ReviewForm>,
    /// 文件夹的抽查份额，不写时 15%
    #[arg(long, value_name = "份额")]
    pub sample: Option<String>,
    /// 抽查的种子：同样的种子与文件抽出同样的几份
    #[arg(long, value_name = "种子", default_value = SEED, hide_default_value = true)]
    pub seed: String,
    /// 红灯的表一律抽到
    #[arg(long)]
    pub red_first: bool,
    /// 自己的模板文件夹，同名的文件盖过内置的
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
    /// 印 pdf 的字体：系统、内置，或字体文件夹；不写时先找系统的
    #[arg(long, value_name = "字体")]
    pub fonts: Option<String>,
}

pub fn run(options: &AuditOptions, session: &mut Session) -> Ending {
    for file in options.files.iter().chain(&options.accounts).chain(&options.rules) {
        if !session.can_write(&options.output, Some(file)) {
            return session.finish();
        }
    }
    let folder = options.files.iter().find(|file| file.is_dir());
    if let Some(message) = at_odds(options, folder) {
        session.complain(Diagnostic::new(Code::E0106, message).help("各个选项的用处见 ziping audit --help"));
        return session.finish();
    }
    let Some(sampling) = audit_folder::sampling(options, session) else { return session.finish() };
    if let Some(review) = &options.review {
        return audit_review::run(review, options, session);
    }
    if let Some(accounts) = &options.accounts {
        return accounts::run(accounts, options, session);
    }
    if let Some(folder) = folder {
        return audit_folder::run(folder, &sampling, options, session);
    }
    let audits: Vec<Audit> = options.files.iter().flat_map(|file| file_audits(file, options, session)).collect();
    if !audits.is_empty() {
        show(&audits, options, session);
    }
    let is_clean = audits.iter().all(|audit| audit.count(Severity::Error) + audit.count(Severity::Warning) == 0);
    match session.finish() {
        Ending::Clean if !is_clean => Ending::Findings,
        ending => ending,
    }
}

/// 合不到一起的选项，不能写了却不起作用；没有的返回 `None`。
fn at_odds(options: &AuditOptions, folder: Option<&PathBuf>) -> Option<&'static str> {
    let samples = options.sample.is_some() || options.red_first || options.seed != SEED;
    match folder {
        Some(_) if options.files.len() > 1 => Some("文件夹要单独写，不能与别的文件写在一起"),
        Some(_) if options.review.is_some() => Some("--review 是一张表的复核单，不能用于文件夹"),
        Some(_) if options.accounts.is_some() => Some("--accounts 核对一个部门的自评表，不能用于文件夹"),
        None if samples => Some("--sample、--seed、--red-first 只用于文件夹的抽查"),
        _ => None,
    }
}

/// 照要的格式写出；表样一次写一份。
fn show(audits: &[Audit], options: &AuditOptions, session: &mut Session) {
    let Some(templates) = session.templates(options.templates.as_deref()) else { return };
    let sources = session.sources.clone();
    let joined = |write: &dyn Fn(&Audit) -> String| audits.iter().map(write).collect::<Vec<_>>().join("\n");
    let text = || joined(&|audit| audit_text(&audit_report(audit, &sources), output::width()));
    let json = || joined(&|audit| audit_json(audit, &sources));
    let sarif = || {
        let mut sink = Sink::default();
        audits.iter().flat_map(|audit| &audit.findings).for_each(|finding| sink.push(finding.diagnostic.clone()));
        format!("{:#}\n", to_sarif(&sources, &sink))
    };
    let html = |format| match audits {
        [audit] => {
            let summary = audit_report(audit, &sources).summary;
            templates.page("audit", &marked_table(audit, &sources, summary, format != AuditFormat::Xlsx))
        }
        _ => Err(Diagnostic::new(Code::E0106, "表样一次写一张表，这里有几张")
            .help("一次写一个文件，或把它们放进一个文件夹出总表")),
    };
    let writers =
        Writers { text: Some(&text), json: Some(&json), sarif: Some(&sarif), html: Some(&html), ..Writers::default() };
    deliver(options, &writers, session);
}

/// 复核一份文件里的各张表，要推断的推断。
pub(super) fn file_audits(file: &Path, options: &AuditOptions, session: &mut Session) -> Vec<Audit> {
    let mut audits = audits(file, options.profile.as_deref(), session);
    if options.infer {
        for audit in &mut audits {
            audit.inference = Some(audit::infer(audit));
        }
    }
    audits
}
