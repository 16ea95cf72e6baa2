//! `ziping explain`。

use super::Ending;
use super::session::Session;
use crate::diagnostic::{Code, Diagnostic, choices};
use crate::report::explain;
use crate::score::Detail;
use crate::write::{explanation_markdown, explanation_text};
use clap::{Args, ValueEnum};
use std::fmt::Write;
use std::path::PathBuf;

/// `ziping explain` 的参数。
#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// 填报文件，或诊断代码（如 E0203）
    #[arg(value_name = "文件或诊断代码")]
    pub subject: PathBuf,
    /// 只讲这一行（可写多次）；execution 为预算执行率
    #[arg(short, long, value_name = "编码")]
    pub indicator: Vec<String>,
    /// 格式：text 文字，md 讲义
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: ExplainFormat,
    /// 写到文件，不写到标准输出
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    Text,
    Md,
}

pub fn run(options: &ExplainOptions, session: &mut Session) -> Ending {
    if !session.can_write(&options.output, Some(&options.subject)) {
        return session.finish();
    }
    if let Some(text) = code_page(options) {
        session.deliver(options.output.as_deref(), &text);
        return session.finish();
    }
    if looks_like_code(options) {
        let message = format!("没有 {} 这个诊断代码，也没有叫这个名字的文件", options.subject.display());
        session.complain(Diagnostic::new(Code::E0101, message).help("全部代码见 docs/diagnostics.md"));
        return session.finish();
    }
    let Some(scored) = session.score(&options.subject, Detail::Steps) else {
        return session.finish();
    };
    let mut explanation = explain(&scored.checked.set, &scored.checked.submission, &scored.outcome);
    let whole = options.indicator.is_empty();
    if !whole {
        let code_of = |code: &str| if code.is_empty() { "execution" } else { code }.to_owned();
        let known: Vec<String> = explanation.rows.iter().map(|row| code_of(row.code)).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for wanted in options.indicator.iter().filter(|w| !known.contains(&w.as_str())) {
            let help = choices("已有的编码", wanted, &known);
            session.complain(Diagnostic::new(Code::E0402, format!("没有编码为“{wanted}”的指标")).help(help));
        }
        explanation.rows.retain(|row| options.indicator.contains(&code_of(row.code)));
    }
    let text = match options.format {
        ExplainFormat::Text => explanation_text(&explanation, whole),
        ExplainFormat::Md => explanation_markdown(&explanation, whole),
    };
    if !explanation.rows.is_empty() {
        session.deliver(options.output.as_deref(), &text);
    }
    session.finish()
}

/// 样子像诊断代码（一个字母四个数字），却没有这个代码，也没有这个文件。
fn looks_like_code(options: &ExplainOptions) -> bool {
    let subject = options.subject.to_str().unwrap_or("");
    let (letter, digits) = subject.split_at(subject.len().min(subject.chars().next().map_or(0, char::len_utf8)));
    let shaped = letter.chars().all(|c| c.is_ascii_alphabetic()) && digits.len() == 4;
    shaped && digits.bytes().all(|b| b.is_ascii_digit()) && !options.subject.exists()
}

/// 写的是诊断代码、又没有同名的文件时，给出该代码的说明页。
fn code_page(options: &ExplainOptions) -> Option<String> {
    let subject = options.subject.to_str()?;
    let code = Code::find(subject).filter(|_| !options.subject.exists())?;
    let mut page = String::new();
    let (title, severity) = (code.title(), code.severity().title());
    let indent = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let _ = writeln!(page, "{}　{title}（{severity}）\n", code.as_str());
    let _ = writeln!(page, "为什么　{}\n办　法　{}\n", code.why(), code.remedy());
    let _ = write!(page, "错误的写法：\n\n{}\n正确的写法：\n\n{}", indent(code.bad()), indent(code.good()));
    Some(page)
}
