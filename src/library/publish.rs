//! 发布之前的核对：内容成立、所依的都已发布、同一个名称没有别的内容。只看不写。

use super::published::slashed;
use super::{BUILT_IN, Found, LOCK, Library, Lock, PROFILES, read_source, sha256};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId, Sources};
use crate::model::Origin;
use crate::parse::{self, FileKind, kind_of};
use std::path::{Path, PathBuf};

/// 可以发布的一份。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// 在库里的名称，如 `henan/project@2024`、`profiles/henan`。
    pub name: String,
    /// 要写的各个文件，依次写；发布情况在最后。同样的一份已经发布过的没有要写的。
    pub files: Vec<(PathBuf, String)>,
}

/// 核对一份体系或口径能不能发布到文件夹 `to`。不能的返回 `None`，原因在 `sink` 里。
pub fn publish(
    file: &Path,
    to: &Path,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Publication> {
    let mark = sink.mark();
    let source = Found::at(file).admit(sources, sink)?;
    let text = sources.get(source).text.clone();
    let (name, origins) = checked(file, source, to, library, sources, sink)?;
    let lock = Lock::of_folder(to, sources, sink)?;
    check_lock(&lock, to, sink);
    let head = parse::head(sources, source).unwrap_or_default();
    let mut refuse = |place: Option<&Place>, message: String, help: String| {
        sink.push(Diagnostic::new(Code::E0411, message).at_known(place).help(help));
    };
    if let Some(extends) = head.extends.filter(|extends| extends.value.ends_with(".toml")) {
        let help = "上级先发布到同一处，再写它的名称，如 extends = \"henan/project@2024\"";
        refuse(Some(&extends.place), "按路径引用的上级不能发布，换个地方就找不到了".to_owned(), help.to_owned());
    }
    for origin in &origins {
        let name = format!("{}.toml", origin.name);
        let built_in = BUILT_IN.get_file(&name).is_some_and(|file| sha256(file.contents()) == origin.sha256);
        if !built_in && lock.0.get(&name) != Some(&origin.sha256) {
            let message = format!("所依的 {} 还没有发布到 {}", origin.name, to.display());
            refuse(None, message, format!("先发布它：ziping sets publish {name} --to {}", to.display()));
        }
    }
    let version = head.version.or(head.id).map(|at| at.place);
    let file_name = format!("{name}.toml");
    let target = to.join(&file_name);
    let there = target.is_file().then(|| read_source(&target));
    let digest = sha256(text.as_bytes());
    let is_same = matches!(&there, Some(Ok(known)) if *known == text);
    match lock.0.get(&file_name) {
        Some(known) if *known != digest => {
            let message = format!("{name} 已经发布过，内容与这一份不同");
            let help = "内容要改的，体系另写 version，口径另起 id，再发布";
            refuse(version.as_ref(), message, help.to_owned());
        }
        None if there.is_some() && !is_same => {
            let message = format!("{} 已经有了，内容与这一份不同", target.display());
            refuse(version.as_ref(), message, "先把它移开，或另写 version".to_owned());
        }
        _ => {}
    }
    let cases = cases(file, &target, sink);
    if sink.errors_since(mark) {
        return None;
    }
    let mut files = Vec::new();
    if !is_same {
        files.push((target.clone(), text));
    }
    files.extend(cases);
    if lock.0.get(&file_name) != Some(&digest) {
        let mut lock = lock;
        lock.0.insert(file_name, digest);
        files.push((to.join(LOCK), lock.to_text()));
    }
    Some(Publication { name, files })
}

/// 审查要发布的一份，得出它的名称与所依的各份。
fn checked(
    file: &Path,
    source: SourceId,
    to: &Path,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<(String, Vec<Origin>)> {
    // 发布到的地方也是找口径与上级的地方。
    let mut folders = library.folders.clone();
    folders.push(to.to_owned());
    let library = Library::new(folders);
    let beside = Some(file.parent().unwrap_or(Path::new("")));
    match kind_of(&sources.get(source).text) {
        Some(FileKind::Set) => {
            let set = library.set_from(source, beside, sources, sink)?;
            let origins = set.ancestors.iter().chain(&set.profile.origins).cloned().collect();
            Some((set.reference(), origins))
        }
        Some(FileKind::Profile) => {
            let profile = library.profile_from(source, beside, sources, sink)?;
            Some((format!("{PROFILES}{}", profile.id), profile.origins.iter().skip(1).cloned().collect()))
        }
        _ => {
            let message = format!("{} 不是指标体系，也不是口径", file.display());
            sink.push(Diagnostic::new(Code::E0411, message).help("发布的文件以 [set] 或 [profile] 起头"));
            None
        }
    }
}

/// 旁边的用例一并带上；已经相同的不必写，读不到的报告。
fn cases(file: &Path, target: &Path, sink: &mut Sink) -> Option<(PathBuf, String)> {
    let cases = file.with_extension("cases.toml");
    if !cases.exists() {
        return None;
    }
    let text = read_source(&cases).map_err(|diagnostic| sink.push(diagnostic)).ok()?;
    let target = target.with_extension("cases.toml");
    let is_same = read_source(&target).is_ok_and(|known| known == text);
    (!is_same).then_some((target, text))
}

/// 已发布的各份都还在、都没有变，才往里添。
fn check_lock(lock: &Lock, to: &Path, sink: &mut Sink) {
    for (name, digest) in &lock.0 {
        let path = to.join(name);
        let found = read_source(&path).ok().map(|text| sha256(text.as_bytes()));
        if found.as_ref() == Some(digest) {
            continue;
        }
        let what = if found.is_none() { "没有了" } else { "改过了" };
        let message = format!("已发布的 {} {what}，与 {LOCK} 不符", slashed(&path));
        sink.push(Diagnostic::new(Code::E0410, message));
    }
}
