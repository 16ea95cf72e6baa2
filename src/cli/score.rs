//! `ziping score`。

use super::session::Session;
use super::{Ending, assume, output};
use crate::diagnostic::to_json;
use crate::report::{explain, outcome_json, report};
use crate::score::Detail;
use crate::write::{explanation_text, summary_csv, summary_text};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `ziping score` 的参数。
#[derive(Debug, Args)]
pub struct ScoreOptions {
    /// 填报文件；- 为标准输入
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 格式：text 文字，json，csv
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: ScoreFormat,
    /// 连同每一步（text 与 json）
    #[arg(long)]
    pub steps: bool,
    /// 假设这一行是另一个值（可写多次），如 T01=96%、execution=95%；只看后果，不是自评结果
    #[arg(long, value_name = "编码=值")]
    pub assume: Vec<String>,
    /// 写到文件，不写到标准输出
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScoreFormat {
    Text,
    Json,
    Csv,
}

pub fn run(options: &ScoreOptions, session: &mut Session) -> Ending {
    if !session.can_write(&options.output, Some(&options.file)) {
        return session.finish();
    }
    if !options.assume.is_empty() {
        return assume::run(options, session);
    }
    let detail = if options.steps { Detail::Steps } else { Detail::Result };
    let Some(scored) = session.score(&options.file, detail) else {
        return session.finish();
    };
    let (set, submission, outcome) = (&*scored.checked.set, &scored.checked.submission, &scored.outcome);
    session.sink.sort();
    let explanation = options.steps.then(|| explain(set, submission, outcome));
    let text = match options.format {
        ScoreFormat::Json => {
            let findings = to_json(&session.sources, &session.sink);
            outcome_json(set, submission, outcome, explanation.as_ref(), findings)
        }
        ScoreFormat::Csv => summary_csv(&report(set, submission, outcome)).unwrap_or_default(),
        ScoreFormat::Text => {
            let mut text = summary_text(&report(set, submission, outcome), &set.reference(), output::width());
            if let Some(explanation) = &explanation {
                text.push('\n');
                text.push_str(&explanation_text(explanation, true));
            }
            text
        }
    };
    session.deliver(options.output.as_deref(), &text);
    session.finish()
}
