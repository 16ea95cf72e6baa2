//! 写出：标准输出、标准错误与文件。

use crate::diagnostic::{Code, Diagnostic};
use std::fs::Permissions;
use std::io::Write;
use std::path::Path;

/// 写到标准输出；读的一方先关了也不算错。
pub fn say(text: &str) {
    show(text.as_bytes());
}

/// 同 [`say`]，内容不一定是文字。
pub fn show(content: &[u8]) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(content).and_then(|()| out.flush());
}

/// 写到标准错误。
pub fn tell(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes());
}

/// 动手之前先看能不能写：文件夹在不在，会不会盖掉输入。
pub fn ensure_writable(output: &Path, input: Option<&Path>) -> Result<(), Diagnostic> {
    let refuse = |reason: &str| Err(Diagnostic::new(Code::E0106, format!("写不出 {}：{reason}", output.display())));
    if output.is_dir() {
        return refuse("这是一个文件夹");
    }
    if !folder(output).is_dir() {
        return refuse("所在的文件夹不存在");
    }
    let same = |input: &Path| match (input.canonicalize(), output.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if input.is_some_and(same) {
        return refuse("它就是输入文件");
    }
    Ok(())
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// 先写到旁边的临时文件，再改名：要么整份写好，要么原样不动。
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    write_with(path, content, None)
}

/// 改写已有的文件，办法与 [`write_file`] 相同；权限照旧，链接改写它所指的文件，只读的不动。
pub fn replace_file(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let failed = |reason: &str| Diagnostic::new(Code::E0106, format!("写不出 {}（{reason}）", path.display()));
    let real = path.canonicalize().map_err(|error| failed(&error.to_string()))?;
    let permissions = real.metadata().map_err(|error| failed(&error.to_string()))?.permissions();
    if permissions.readonly() {
        return Err(failed("文件是只读的"));
    }
    write_with(&real, text.as_bytes(), Some(permissions))
}

fn write_with(path: &Path, content: &[u8], permissions: Option<Permissions>) -> Result<(), Diagnostic> {
    let failed = |error: &std::io::Error| Diagnostic::new(Code::E0106, format!("写不出 {}（{error}）", path.display()));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ziping-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(path)).map_err(|error| failed(&error))?;
    file.write_all(content).and_then(|()| file.flush()).map_err(|error| failed(&error))?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions).map_err(|error| failed(&error))?;
    }
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// 终端的列数；不是终端时按 100 列。
pub fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100).clamp(60, 200)
}
