//! `ziping templates`：列出内置的模板，抄出来改。

use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Code, Diagnostic, choices};
use crate::write::built_in_templates;
use clap::{Args, Subcommand};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// 可以照着改的 docx、xlsx 例子。
static DOCUMENTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/templates");

/// `ziping templates` 的参数。
#[derive(Debug, Args)]
pub struct TemplatesOptions {
    #[command(subcommand)]
    pub command: Option<TemplatesCommand>,
}

#[derive(Debug, Subcommand)]
pub enum TemplatesCommand {
    /// 列出内置的模板
    #[command(
        before_help = "例子:\n  ziping templates list\n  ziping templates\n",
        override_usage = "ziping templates list [选项]"
    )]
    List,
    /// 抄到文件夹；不写名称时全部抄出
    #[command(
        before_help = "例子:\n  ziping templates copy --to 我的模板\n  ziping templates copy henan-department.docx --to 我的模板\n",
        override_usage = "ziping templates copy [选项] [名称]... --to <文件夹>"
    )]
    Copy {
        /// 模板的名称，照 ziping templates list 所列
        #[arg(value_name = "名称")]
        names: Vec<String>,
        /// 抄到这个文件夹，没有就新建
        #[arg(long, value_name = "文件夹")]
        to: PathBuf,
        /// 已有的文件也覆盖
        #[arg(long)]
        force: bool,
    },
}

pub fn run(options: &TemplatesOptions, session: &mut Session) -> Ending {
    match &options.command {
        None | Some(TemplatesCommand::List) => {
            output::say(&list());
            Ending::Clean
        }
        Some(TemplatesCommand::Copy { names, to, force }) => {
            copy(names, to, *force, session);
            session.finish()
        }
    }
}

/// 全部模板的名称与内容。
fn all() -> BTreeMap<String, &'static [u8]> {
    let mut all = built_in_templates();
    for file in DOCUMENTS.files() {
        let name = file.path().to_string_lossy();
        if name.ends_with(".docx") || name.ends_with(".xlsx") {
            all.insert(name.into_owned(), file.contents());
        }
    }
    all
}

fn list() -> String {
    let mut out = String::from("表样（抄出来改，render --templates 文件夹 采用）\n");
    let (forms, documents): (Vec<String>, Vec<String>) = all().into_keys().partition(|name| name.ends_with(".html"));
    for name in forms {
        out.push_str(&format!("  {name}\n"));
    }
    out.push_str("\n文档（抄出来改，render --template 文件 填写）\n");
    for name in documents {
        out.push_str(&format!("  {name}\n"));
    }
    out
}

/// 先看名称都有、都写得了，再动手。
fn copy(names: &[String], to: &Path, force: bool, session: &mut Session) {
    let all = all();
    let mut wanted = Vec::new();
    for name in names {
        match all.get_key_value(name) {
            Some((name, content)) => wanted.push((name, *content)),
            None => {
                let known: Vec<&str> = all.keys().map(String::as_str).collect();
                let help = choices("现有的模板", name, &known);
                session.complain(Diagnostic::new(Code::E0109, format!("没有名为“{name}”的模板")).help(help));
            }
        }
    }
    if names.is_empty() {
        wanted.extend(all.iter().map(|(name, content)| (name, *content)));
    }
    wanted.sort();
    wanted.dedup();
    for (name, _) in &wanted {
        let path = to.join(name);
        if path.exists() && !force {
            let message = format!("{} 已经有了，不覆盖", path.display());
            session.complain(Diagnostic::new(Code::E0106, message).help("换一个文件夹，或加 --force 覆盖"));
        }
    }
    if session.sink.has_errors() {
        return;
    }
    for (name, content) in wanted {
        let path = to.join(name);
        let folder = path.parent().unwrap_or(to);
        if let Err(error) = std::fs::create_dir_all(folder) {
            let message = format!("建不成文件夹 {}（{error}）", folder.display());
            session.complain(Diagnostic::new(Code::E0106, message));
            return;
        }
        let before = session.sink.mark();
        session.deliver_file(&path, content);
        if !session.sink.errors_since(before) {
            output::say(&format!("已写出 {}\n", path.display()));
        }
    }
}
