//! `ziping sets publish`。

use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::publish;
use clap::Args;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// `ziping sets publish` 的参数。
#[derive(Debug, Args)]
pub struct PublishOptions {
    /// 要发布的指标体系或口径文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 发布到这个文件夹；没有时新建
    #[arg(long, value_name = "文件夹")]
    pub to: PathBuf,
}

pub fn run(options: &PublishOptions, session: &mut Session) -> Ending {
    let (library, sources, sink) = (&session.library, &mut session.sources, &mut session.sink);
    let Some(publication) = publish(&options.file, &options.to, library, sources, sink) else {
        return session.finish();
    };
    if let Err(diagnostic) = write_all(&publication.files) {
        session.complain(diagnostic);
        return session.finish();
    }
    let to = options.to.display();
    output::say(&if publication.files.is_empty() {
        format!("{} 已经发布过，内容相同，没有要做的\n", publication.name)
    } else {
        format!("已把 {} 发布到 {to}\n用它时写 --sets {to}；此后不再改这一份，要改就另立版本\n", publication.name)
    });
    session.finish()
}

/// 都能写才动手，免得只写了一半。
fn write_all(files: &[(PathBuf, String)]) -> Result<(), Diagnostic> {
    for (path, _) in files {
        make_folder(path)?;
        output::ensure_writable(path, None)?;
    }
    files.iter().try_for_each(|(path, text)| output::write_file(path, text.as_bytes()))
}

fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).map_err(|error| {
        let reason = match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "那里有同名的文件".to_owned(),
            ErrorKind::PermissionDenied => "没有写入的权限".to_owned(),
            _ => error.to_string(),
        };
        Diagnostic::new(Code::E0106, format!("建不了文件夹 {}（{reason}）", folder.display()))
    })
}
