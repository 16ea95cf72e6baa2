//! 复核的结果写成各种格式：终端文字、json、sarif、csv，与由同一份网页写成的各种表样。

use super::audit::AuditOptions;
use super::output;
use super::render::{FormFormat, convert};
use super::session::Session;
use crate::diagnostic::{Code, Diagnostic};
use clap::ValueEnum;
use std::path::Path;

/// 复核的结果写成什么。
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    Text,
    Json,
    Sarif,
    Csv,
    Html,
    Xlsx,
    Docx,
    Pdf,
    Md,
}

impl AuditFormat {
    /// 扩展名说的格式。
    fn by_extension(path: &Path) -> Option<AuditFormat> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => AuditFormat::Text,
            "json" => AuditFormat::Json,
            "sarif" => AuditFormat::Sarif,
            "csv" => AuditFormat::Csv,
            "html" | "htm" => AuditFormat::Html,
            "xlsx" => AuditFormat::Xlsx,
            "docx" => AuditFormat::Docx,
            "pdf" => AuditFormat::Pdf,
            "md" | "markdown" => AuditFormat::Md,
            _ => return None,
        })
    }

    /// 名称，照命令行的写法。
    fn name(self) -> &'static str {
        match self {
            AuditFormat::Text => "text",
            AuditFormat::Json => "json",
            AuditFormat::Sarif => "sarif",
            AuditFormat::Csv => "csv",
            AuditFormat::Html => "html",
            AuditFormat::Xlsx => "xlsx",
            AuditFormat::Docx => "docx",
            AuditFormat::Pdf => "pdf",
            AuditFormat::Md => "md",
        }
    }
}

/// 各样怎样写；没有的写不成这一格式。
#[derive(Default)]
pub struct Writers<'w> {
    pub text: Option<&'w dyn Fn() -> String>,
    pub json: Option<&'w dyn Fn() -> String>,
    pub sarif: Option<&'w dyn Fn() -> String>,
    pub csv: Option<&'w dyn Fn() -> String>,
    pub html: Option<&'w dyn Fn(AuditFormat) -> Result<String, Diagnostic>>,
}

impl Writers<'_> {
    fn write(
        &self,
        format: AuditFormat,
        fonts: Option<&str>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let plain = match format {
            AuditFormat::Text => self.text,
            AuditFormat::Json => self.json,
            AuditFormat::Sarif => self.sarif,
            AuditFormat::Csv => self.csv,
            _ => None,
        };
        if let Some(write) = plain {
            return Ok(write().into_bytes());
        }
        let form = match format {
            AuditFormat::Text => Some(FormFormat::Text),
            AuditFormat::Html => Some(FormFormat::Html),
            AuditFormat::Xlsx => Some(FormFormat::Xlsx),
            AuditFormat::Docx => Some(FormFormat::Docx),
            AuditFormat::Pdf => Some(FormFormat::Pdf),
            AuditFormat::Md => Some(FormFormat::Md),
            AuditFormat::Json | AuditFormat::Sarif | AuditFormat::Csv => None,
        };
        match self.html.zip(form) {
            Some((html, form)) => convert(&html(format)?, form, None, fonts, findings),
            None => {
                let message = format!("这里写不成 {}", format.name());
                Err(Diagnostic::new(Code::E0106, message).help("能写成什么见 docs/audit.md 的“写成什么”"))
            }
        }
    }
}

/// 照参数写出；没有 `-o` 的写到标准输出。
pub fn deliver(options: &AuditOptions, writers: &Writers<'_>, session: &mut Session) {
    let mut findings = Vec::new();
    let fonts = options.fonts.as_deref();
    if options.output.is_empty() {
        let format = options.format.unwrap_or(AuditFormat::Text);
        match writers.write(format, fonts, &mut findings) {
            Ok(content) => output::show(&content),
            Err(diagnostic) => session.complain(diagnostic),
        }
    }
    for path in &options.output {
        let Some(format) = options.format.or_else(|| AuditFormat::by_extension(path)) else {
            session.complain(
                Diagnostic::new(Code::E0106, format!("不知道把 {} 写成什么格式", path.display()))
                    .help("扩展名写 .html、.xlsx、.docx、.pdf、.md、.txt、.json、.sarif 或 .csv，或用 --format 指定"),
            );
            continue;
        };
        match writers.write(format, fonts, &mut findings) {
            Ok(content) => session.deliver_file(path, &content),
            Err(diagnostic) => session.complain(diagnostic),
        }
    }
    findings.into_iter().for_each(|finding| session.complain(finding));
}
