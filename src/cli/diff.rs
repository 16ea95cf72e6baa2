//! `ziping sets diff`。

use super::compare::{CompareFormat, under_both};
use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::to_json;
use crate::report::changes;
use crate::write::{changes_markdown, changes_text, comparison_markdown, comparison_text, totals_text};
use clap::Args;
use std::path::{Path, PathBuf};

/// `ziping sets diff` 的参数。
#[derive(Debug, Args)]
pub struct DiffOptions {
    /// 前一个指标体系的名称，或 .toml 文件
    #[arg(value_name = "前一个", display_order = 1)]
    pub from: String,
    /// 后一个指标体系的名称，或 .toml 文件
    #[arg(value_name = "后一个", display_order = 2)]
    pub to: String,
    /// 填报文件：各自在两个体系下得多少分
    #[arg(value_name = "填报", display_order = 3)]
    pub files: Vec<PathBuf>,
    /// 格式：text 文字，md，json
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: CompareFormat,
    /// 写到文件，不写到标准输出
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

pub fn run(options: &DiffOptions, session: &mut Session) -> Ending {
    let inputs = [&options.from, &options.to].map(PathBuf::from);
    for input in inputs.iter().chain(&options.files) {
        if !session.can_write(&options.output, Some(input)) {
            return session.finish();
        }
    }
    let mut set = |reference: &str| {
        let (sources, sink) = (&mut session.sources, &mut session.sink);
        session.library.set(reference, None, Path::new(""), sources, sink)
    };
    let (Some(from), Some(to)) = (set(&options.from), set(&options.to)) else {
        return session.finish();
    };
    let changes = changes(&from, &to);
    let comparisons = under_both(&from, &to, &options.files, session);
    let mut text = match options.format {
        CompareFormat::Text => changes_text(&changes),
        CompareFormat::Md => changes_markdown(&changes),
        CompareFormat::Json => {
            session.sink.sort();
            let findings = to_json(&session.sources, &session.sink);
            let json = serde_json::json!({
                "format": "ziping.diff/1",
                "from": changes.from,
                "to": changes.to,
                "groups": changes.groups,
                "comparisons": comparisons,
                "findings": findings,
            });
            format!("{json:#}\n")
        }
    };
    if !comparisons.is_empty() && options.format == CompareFormat::Text {
        text.push_str("\n各份填报\n");
        text.push_str(&totals_text(&comparisons, output::width()));
        for comparison in &comparisons {
            text.push('\n');
            text.push_str(&comparison_text(comparison, output::width()));
        }
    }
    if options.format == CompareFormat::Md {
        for comparison in &comparisons {
            text.push('\n');
            text.push_str(&comparison_markdown(comparison));
        }
    }
    session.deliver(options.output.as_deref(), &text);
    session.finish()
}
