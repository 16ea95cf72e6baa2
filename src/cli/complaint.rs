//! 命令写错时的中文说明。

use super::{Ending, output};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// 说明命令错在哪里；帮助与版本写到标准输出。
pub fn report(error: &clap::Error) -> Ending {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        output::say(&error.render().to_string());
        return Ending::Clean;
    }
    let get = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let arg = get(ContextKind::InvalidArg);
    let value = get(ContextKind::InvalidValue);
    let valid = get(ContextKind::ValidValue);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这条命令", get(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项，或多写了内容"),
        ErrorKind::MissingRequiredArgument => format!("还缺 {arg}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 后面要写值"),
        ErrorKind::InvalidValue => format!("{arg} 不能写“{value}”，可以写：{valid}"),
        ErrorKind::ValueValidation => format!("{arg} 的值“{value}”不对"),
        ErrorKind::ArgumentConflict => format!("{arg} 不能这样同时写或重复写"),
        ErrorKind::MissingSubcommand => "还缺命令".to_owned(),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => "命令写得不对".to_owned(),
    };
    // 有几个相近的，最像的在最后。
    let nearest = |kind| match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
        _ => get(kind),
    };
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .map(nearest)
        .into_iter()
        .find(|s| !s.is_empty())
        .map_or_else(String::new, |s| format!("；是不是要写“{s}”？"));
    output::tell(&format!("错误：{message}{suggested}\n看用法：ziping --help，或 ziping <命令> --help\n"));
    Ending::CouldNotRun
}
