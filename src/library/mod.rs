//! 指标体系与口径从哪里来：用户的文件夹在前，内置的在后，走同一道门。

mod load;

pub use load::{CheckedFile, check_file, read_source, sha256, submission};

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId, Sources, choices};
use crate::model::{Profile, Set};
use crate::parse;
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::sync::Arc;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/indicators");

/// 体系库：若干文件夹，加上内置的体系。
#[derive(Clone, Debug, Default)]
pub struct Library {
    folders: Vec<PathBuf>,
}

/// 库里的一个体系或口径。
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// 名称，如 `henan/department@2024`。
    pub reference: String,
    /// 是否内置。
    pub built_in: bool,
}

impl Library {
    /// 在内置的体系之前，先在这些文件夹里找。
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Library { folders }
    }

    /// 全部体系，按名称排列；文件夹里的盖过同名的内置体系。
    pub fn sets(&self) -> Vec<Listed> {
        let mut all: Vec<Listed> = Vec::new();
        for folder in &self.folders {
            walk(folder, folder, &mut all);
        }
        built_in_sets(&BUILT_IN, &mut all);
        all.sort();
        all.dedup_by(|a, b| a.reference == b.reference);
        all.retain(|listed| listed.reference.contains('@'));
        all
    }

    fn text(&self, name: &str) -> Option<(String, Result<String, Diagnostic>)> {
        let sound = Path::new(name).components().all(|c| matches!(c, std::path::Component::Normal(_)));
        if !sound {
            return None;
        }
        for folder in &self.folders {
            let path = folder.join(name);
            if path.is_file() {
                let shown = path.display().to_string();
                return Some((shown, read_source(&path)));
            }
        }
        let file = BUILT_IN.get_file(name)?;
        Some((format!("内置：{name}"), Ok(file.contents_utf8().unwrap_or_default().to_owned())))
    }

    /// 按名称取体系，连同口径读入并审查；`at` 是引用它的地方。
    ///
    /// 以 `.toml` 结尾的名称是文件路径，相对于 `beside`。
    pub fn set(
        &self,
        reference: &str,
        at: Option<&Place>,
        beside: &Path,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Arc<Set>> {
        let found = if reference.ends_with(".toml") {
            let path = beside.join(reference);
            path.is_file().then(|| (path.display().to_string(), read_source(&path)))
        } else {
            self.text(&format!("{reference}.toml"))
        };
        let Some((name, text)) = found else {
            sink.push(self.no_such_set(reference, at));
            return None;
        };
        match text {
            Ok(text) => {
                let source = sources.add(name.as_str(), text);
                let set = self.set_from(source, sources, sink)?;
                if set.reference() != reference && !reference.ends_with(".toml") {
                    sink.push(misnamed(&name, &set.reference(), reference));
                    return None;
                }
                Some(set)
            }
            Err(diagnostic) => {
                sink.push(diagnostic);
                None
            }
        }
    }

    fn no_such_set(&self, reference: &str, at: Option<&Place>) -> Diagnostic {
        if let (true, Some(place)) = (reference.ends_with(".toml"), at) {
            let message = format!("没有这个文件：{reference}");
            let help = "以 .toml 结尾的是文件路径，从填报所在的文件夹算起";
            return Diagnostic::new(Code::E0401, message).at(place).label("这个体系").help(help);
        }
        let sets = self.sets();
        let known: Vec<&str> = sets.iter().map(|s| s.reference.as_str()).collect();
        let help = choices("现有的体系", reference, &known);
        Diagnostic::new(Code::E0401, format!("没有名为“{reference}”的指标体系"))
            .at_known(at)
            .label("这个体系")
            .help(help)
    }

    /// 已读入文本的体系。
    pub fn set_from(&self, source: SourceId, sources: &mut Sources, sink: &mut Sink) -> Option<Arc<Set>> {
        let mark = sink.mark();
        let raw = parse::set(sources, source, sink)?;
        let is_readable = !sink.errors_since(mark);
        let digest = sha256(sources.get(source).text.as_bytes());
        let named = raw.profile.as_ref()?;
        let profile = self.profile(&named.value, Some(&named.place), sources, sink)?;
        check::set(&raw, &profile, digest, sink).filter(|_| is_readable).map(Arc::new)
    }

    /// 按名称取口径，读入并审查。
    pub fn profile(
        &self,
        id: &str,
        at: Option<&Place>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Arc<Profile>> {
        let Some((name, text)) = self.text(&format!("profiles/{id}.toml")) else {
            let known = self.profiles();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let help = choices("现有的口径", id, &known);
            sink.push(
                Diagnostic::new(Code::E0401, format!("没有名为“{id}”的口径")).at_known(at).label("这个口径").help(help),
            );
            return None;
        };
        match text {
            Ok(text) => {
                let source = sources.add(name.as_str(), text);
                let mark = sink.mark();
                let raw = parse::profile(sources, source, sink)?;
                let is_readable = !sink.errors_since(mark);
                let profile = check::profile(&raw, sink).filter(|_| is_readable)?;
                if profile.id != id {
                    sink.push(misnamed(&name, &profile.id, id));
                    return None;
                }
                Some(Arc::new(profile))
            }
            Err(diagnostic) => {
                sink.push(diagnostic);
                None
            }
        }
    }

    /// 全部口径的名称。
    pub fn profiles(&self) -> Vec<String> {
        let mut all = Vec::new();
        for folder in &self.folders {
            walk(&folder.join("profiles"), &folder.join("profiles"), &mut all);
        }
        if let Some(folder) = BUILT_IN.get_dir("profiles") {
            all.extend(folder.files().filter_map(|f| listed(f.path().strip_prefix("profiles").ok()?, true)));
        }
        let mut names: Vec<String> = all.into_iter().map(|l| l.reference).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn misnamed(file: &str, content: &str, wanted: &str) -> Diagnostic {
    let message = format!("{file} 里写的名称是“{content}”，与文件名“{wanted}”不符");
    Diagnostic::new(Code::E0401, message).help("改文件名，或改里面的 id 与 version，使两者一致")
}

fn listed(path: &Path, built_in: bool) -> Option<Listed> {
    let reference = path.to_str()?.strip_suffix(".toml")?.replace('\\', "/");
    Some(Listed { reference, built_in })
}

fn built_in_sets(folder: &Dir<'_>, all: &mut Vec<Listed>) {
    all.extend(folder.files().filter_map(|f| listed(f.path(), true)));
    for inner in folder.dirs() {
        built_in_sets(inner, all);
    }
}

fn walk(root: &Path, folder: &Path, all: &mut Vec<Listed>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            walk(root, &path, all);
        } else if let Some(one) = path.strip_prefix(root).ok().and_then(|p| listed(p, false)) {
            all.push(one);
        }
    }
}
