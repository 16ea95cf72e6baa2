//! `ziping fmt`：整理文件的排版。

use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::library::read_source;
use crate::parse;
use crate::tidy::tidy;
use clap::Args;
use std::path::{Path, PathBuf};

/// `ziping fmt` 的参数。
#[derive(Debug, Args)]
pub struct FmtOptions {
    /// 要整理的 .toml 文件；- 读标准输入，写到标准输出
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 只列出排版要改的文件，不改动；有要改的退出码为 1
    #[arg(long)]
    pub check: bool,
}

pub fn run(options: &FmtOptions, session: &mut Session) -> Ending {
    let mut is_untidy = false;
    for path in &options.files {
        let Some((text, tidied)) = read(path, session) else { continue };
        let standard_input = path == Path::new("-");
        // 与文件的字节相比：BOM 与 CRLF 也算要改的。
        let is_same = if standard_input {
            text == tidied
        } else {
            std::fs::read(path).is_ok_and(|bytes| bytes == tidied.as_bytes())
        };
        if options.check {
            if !is_same {
                is_untidy = true;
                let name = if standard_input { "标准输入".to_owned() } else { path.display().to_string() };
                output::say(&format!("{name}\n"));
            }
        } else if standard_input {
            output::say(&tidied);
        } else if !is_same {
            match output::replace_file(path, &tidied) {
                Ok(()) => output::tell(&format!("{}：已整理\n", path.display())),
                Err(diagnostic) => session.complain(diagnostic),
            }
        }
    }
    match session.finish() {
        Ending::Clean if is_untidy => Ending::Findings,
        ending => ending,
    }
}

/// 一份文件的原文与整理后的文字；读不到、语法有错的报告后跳过。
fn read(path: &Path, session: &mut Session) -> Option<(String, String)> {
    let text = match read_source(path) {
        Ok(text) => text,
        Err(diagnostic) => {
            session.complain(diagnostic);
            return None;
        }
    };
    let name = if path == Path::new("-") { "标准输入".to_owned() } else { path.display().to_string() };
    let source = session.sources.add(name, text.clone());
    if !parse::is_well_formed(&session.sources, source, &mut session.sink) {
        return None;
    }
    match tidy(&text) {
        Ok(tidied) => Some((text, tidied)),
        Err(span) => {
            let diagnostic = Diagnostic::new(Code::E0104, "这里的写法读不懂，没有整理");
            session.complain(diagnostic.at(&Place { source, span }).label("从这里起"));
            None
        }
    }
}
