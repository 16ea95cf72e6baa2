//! `ziping schema`：编辑器用的 JSON Schema。

use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Format;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};

/// `ziping schema` 的参数。
#[derive(Debug, Args)]
pub struct SchemaOptions {
    /// 哪一种文件：set 指标体系，profile 口径，submission 填报，cases 用例，review 复核单，accounts 决算，checks 决算的核对规则
    #[arg(
        value_name = "文件种类",
        hide_possible_values = true,
        required_unless_present = "output",
        value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| Format::find(&name).ok_or(name))
    )]
    pub format: Option<Format>,
    /// 写到这个文件夹，没有就新建；不写种类时都写
    #[arg(short, long, value_name = "文件夹")]
    pub output: Option<PathBuf>,
}

pub fn run(options: &SchemaOptions, session: &mut Session) -> Ending {
    match (&options.output, options.format) {
        (None, Some(format)) => output::say(&format.json()),
        (Some(folder), format) => {
            let formats = format.map_or(Format::ALL.to_vec(), |format| vec![format]);
            write_all(folder, &formats, session);
        }
        // 命令行里两者必有其一。
        (None, None) => {}
    }
    session.finish()
}

fn write_all(folder: &Path, formats: &[Format], session: &mut Session) {
    if let Err(error) = std::fs::create_dir_all(folder) {
        let message = format!("建不了文件夹 {}（{error}）", folder.display());
        return session.complain(Diagnostic::new(Code::E0106, message));
    }
    let paths = formats.iter().map(|format| (format, folder.join(format!("{}.json", format.name()))));
    let paths: Vec<_> = paths.collect();
    if !session.can_write(paths.iter().map(|(_, path)| path), None) {
        return;
    }
    for (format, path) in &paths {
        session.deliver(Some(path), &format.json());
        output::tell(&format!("写好 {}\n", path.display()));
    }
}
