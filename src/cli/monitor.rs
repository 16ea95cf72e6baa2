//! `ziping monitor`。

use super::forms::watch;
use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Code, Diagnostic, to_json};
use crate::report::{monitor, monitor_json};
use crate::write::{Form, to_markdown, to_text};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// `ziping monitor` 的参数。
#[derive(Debug, Args)]
pub struct MonitorOptions {
    /// 带 [monitoring] 的填报文件；- 为标准输入
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 截至哪一天，如 2024-07-31 或 7月；不写时照填报里的
    #[arg(long, value_name = "日期")]
    pub as_of: Option<String>,
    /// 格式：text 文字，json，md，html；不写时看扩展名
    #[arg(long, value_name = "格式", hide_possible_values = true)]
    pub format: Option<MonitorFormat>,
    /// 写到文件，不写到标准输出
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 自己的模板文件夹，monitor.html 盖过内置的
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MonitorFormat {
    Text,
    Json,
    Md,
    Html,
}

pub fn run(options: &MonitorOptions, session: &mut Session) -> Ending {
    let by_name = options.output.as_deref().map(by_extension);
    let format = match (options.format, by_name) {
        (Some(format), _) | (None, Some(Some(format))) => format,
        (None, None) => MonitorFormat::Text,
        (None, Some(None)) => {
            let path = options.output.as_deref().unwrap_or(Path::new(""));
            session.complain(
                Diagnostic::new(Code::E0106, format!("不知道把 {} 写成什么格式", path.display()))
                    .help("扩展名写 .html、.md、.txt 或 .json，或用 --format 指定"),
            );
            return session.finish();
        }
    };
    if !session.can_write(&options.output, Some(&options.file)) {
        return session.finish();
    }
    let Some(templates) = session.templates(options.templates.as_deref()) else {
        return session.finish();
    };
    let Some(watch) = watch(&options.file, options.as_of.as_deref(), session) else {
        return session.finish();
    };
    session.sink.sort();
    let monitor = monitor(&watch);
    let form = || {
        let html = templates.monitor_html(&monitor)?;
        Form::parse(&html).map_err(|error| Diagnostic::new(Code::E0109, error.to_string()))
    };
    let written = match format {
        MonitorFormat::Json => Ok(monitor_json(&monitor, to_json(&session.sources, &session.sink)).into_bytes()),
        MonitorFormat::Text => form().map(|form| to_text(&form, output::width()).into_bytes()),
        MonitorFormat::Md => form().map(|form| to_markdown(&form).into_bytes()),
        MonitorFormat::Html => templates.monitor_html(&monitor).map(String::into_bytes),
    };
    match (written, &options.output) {
        (Ok(content), Some(path)) => session.deliver_file(path, &content),
        (Ok(content), None) => output::show(&content),
        (Err(diagnostic), _) => session.complain(diagnostic),
    }
    session.finish()
}

fn by_extension(path: &Path) -> Option<MonitorFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(MonitorFormat::Html),
        "md" | "markdown" => Some(MonitorFormat::Md),
        "txt" => Some(MonitorFormat::Text),
        "json" => Some(MonitorFormat::Json),
        _ => None,
    }
}
