//! 指标体系与口径从哪里来：用户的文件夹在前，内置的在后，走同一道门。

mod cases;
mod chain;
mod checks;
mod load;
mod publish;
mod published;
mod region;
mod version;

pub use cases::CheckedCases;
pub use checks::{CheckedAccounts, DEFAULT_CHECKS};
pub use load::{
    CheckedFile, CheckedSubmission, Draft, check_file, check_source, draft, draft_from, read_source, sha256, submission,
};
pub use publish::{Publication, publish};
pub use published::{LOCK, Lock};

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId, Sources, guess_or_choices};
use crate::model::{Origin, Profile, Set};
use crate::parse::{self, FileKind, RawSet, kind_of};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::sync::Arc;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/indicators");

/// 口径所在的文件夹。
const PROFILES: &str = "profiles/";

/// 决算核对规则所在的文件夹。
const CHECKS: &str = "accounts/";

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
        let mut all = self.files();
        let is_set = |name: &str| !name.starts_with(PROFILES) && !name.starts_with(CHECKS) && name.contains('@');
        all.retain(|listed| is_set(&listed.reference));
        all
    }

    /// 全部决算核对规则的名称，如 `accounts/department@2024`。
    pub fn checks_names(&self) -> Vec<String> {
        self.files().into_iter().map(|listed| listed.reference).filter(|name| name.starts_with(CHECKS)).collect()
    }

    /// 有没有叫这个名称的体系（可不写版本）或口径。
    pub fn knows(&self, name: &str) -> bool {
        let is_named = |listed: Listed| {
            let id = listed.reference.rsplit_once('@').map_or("", |(id, _)| id);
            listed.reference == name || id == name
        };
        self.profiles().iter().any(|id| id == name) || self.sets().into_iter().any(is_named)
    }

    /// 全部口径的名称。
    pub fn profiles(&self) -> Vec<String> {
        self.files().iter().filter_map(|listed| listed.reference.strip_prefix(PROFILES).map(str::to_owned)).collect()
    }

    /// 全部体系与口径文件，按名称排列，去掉同名的；体系旁边的用例不算。
    fn files(&self) -> Vec<Listed> {
        let mut all: Vec<Listed> = Vec::new();
        for folder in &self.folders {
            walk(folder, folder, &mut all);
        }
        built_in(&BUILT_IN, &mut all);
        all.sort();
        all.dedup_by(|a, b| a.reference == b.reference);
        all.retain(|listed| !listed.reference.ends_with(".cases"));
        all
    }

    fn text(&self, name: &str) -> Option<Found> {
        let sound = Path::new(name).components().all(|c| matches!(c, std::path::Component::Normal(_)));
        if !sound {
            return None;
        }
        let own = self.folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        if let Some(path) = own {
            return Some(Found::at(&path));
        }
        let file = BUILT_IN.get_file(name)?;
        let text = file.contents_utf8().unwrap_or_default().to_owned();
        Some(Found { name: format!("内置：{name}"), text: Ok(text), home: Home::BuiltIn(name.to_owned()) })
    }

    /// 按名称取体系，连同口径读入并审查；`at` 是引用它的地方。
    ///
    /// 以 `.toml` 结尾的名称是文件路径，相对于 `beside`。没有写版本的名称取最新的一版。
    pub fn set(
        &self,
        reference: &str,
        at: Option<&Place>,
        beside: &Path,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Arc<Set>> {
        self.set_for(None, reference, at, beside, sources, sink)
    }

    /// 同上，用于 `year` 年：没有写版本的名称取那一年施行的一版，不施行的版本提醒。
    pub fn set_for(
        &self,
        year: Option<i32>,
        reference: &str,
        at: Option<&Place>,
        beside: &Path,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Arc<Set>> {
        let exact = self.with_version(reference, year);
        let is_path = reference.ends_with(".toml");
        let found = if is_path {
            let path = beside.join(reference);
            path.is_file().then(|| Found::at(&path))
        } else {
            // 没有版本的不是体系，如 profiles/national。
            exact.contains('@').then(|| self.text(&format!("{exact}.toml"))).flatten()
        };
        let Some(found) = found else {
            sink.push(self.no_such_set(reference, at));
            return None;
        };
        let (name, home) = (found.name.clone(), found.home.clone());
        let source = found.admit(sources, sink)?;
        if kind_of(&sources.get(source).text).is_some_and(|kind| kind != FileKind::Set) {
            let message = format!("{name} 不是指标体系");
            let help = "指标体系的文件以 [set] 起头；填报是 [submission]，口径是 [profile]";
            sink.push(Diagnostic::new(Code::E0401, message).at_known(at).label("这个体系").help(help));
            return None;
        }
        let set = self.set_from(source, home.folder(), sources, sink)?;
        if set.reference() != exact && !is_path {
            sink.push(misnamed(&name, &set.reference(), &exact));
            return None;
        }
        if let Some(year) = year {
            self.warn_out_of_force(&set.id, &set.version, set.term, year, at, sink);
        }
        Some(set)
    }

    fn no_such_set(&self, reference: &str, at: Option<&Place>) -> Diagnostic {
        if reference.ends_with(".toml") {
            let from = if at.is_some() { "填报所在的文件夹" } else { "当前的文件夹" };
            let message = format!("没有这个文件：{reference}");
            let help = format!("以 .toml 结尾的是文件路径，从{from}算起");
            return Diagnostic::new(Code::E0401, message).at_known(at).label("这个体系").help(help);
        }
        let sets = self.sets();
        let known: Vec<&str> = sets.iter().map(|s| s.reference.as_str()).collect();
        let help = guess_or_choices("现有的体系", reference, &known);
        Diagnostic::new(Code::E0401, format!("没有名为“{reference}”的指标体系"))
            .at_known(at)
            .label("这个体系")
            .help(help)
    }

    /// 已读入文本的体系，连同各级上级；`beside` 是它所在的文件夹，内置的没有。
    pub fn set_from(
        &self,
        source: SourceId,
        beside: Option<&Path>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Arc<Set>> {
        self.read_set(source, beside, sources, sink).map(|(_, set)| set)
    }

    /// 同上，连同写下的内容。
    fn read_set(
        &self,
        source: SourceId,
        beside: Option<&Path>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<(RawSet, Arc<Set>)> {
        let mark = sink.mark();
        let mut chain = self.chain(source, beside, FileKind::Set, sources, sink)?;
        let raw = parse::set(sources, &chain.sources, sink)?;
        let is_readable = !sink.errors_since(mark);
        let named = raw.profile.as_ref()?;
        let profile = self.profile(&named.value, Some(&named.place), sources, sink)?;
        let own = chain.origins.remove(0);
        let set = check::set(&raw, &profile, own, chain.origins, sink).filter(|_| is_readable)?;
        Some((raw, Arc::new(set)))
    }

    /// 已读入文本的口径，连同各级上级。
    pub fn profile_from(
        &self,
        source: SourceId,
        beside: Option<&Path>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Arc<Profile>> {
        let mark = sink.mark();
        let mut chain = self.chain(source, beside, FileKind::Profile, sources, sink)?;
        let raw = parse::profile(sources, &chain.sources, sink)?;
        let is_readable = !sink.errors_since(mark);
        let id = raw.id.as_ref().map_or("", |id| &id.value);
        chain.origins[0].name = format!("{PROFILES}{id}");
        check::profile(&raw, chain.origins, sink).filter(|_| is_readable).map(Arc::new)
    }

    /// 按名称取口径，读入并审查。
    pub fn profile(
        &self,
        id: &str,
        at: Option<&Place>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Arc<Profile>> {
        let Some(found) = self.text(&format!("{PROFILES}{id}.toml")) else {
            let known = self.profiles();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let help = guess_or_choices("现有的口径", id, &known);
            sink.push(
                Diagnostic::new(Code::E0401, format!("没有名为“{id}”的口径")).at_known(at).label("这个口径").help(help),
            );
            return None;
        };
        let (name, home) = (found.name.clone(), found.home.clone());
        let source = found.admit(sources, sink)?;
        let profile = self.profile_from(source, home.folder(), sources, sink)?;
        if profile.id != id {
            sink.push(misnamed(&name, &profile.id, id));
            return None;
        }
        Some(profile)
    }
}

/// 找到的一份文件：显示的名称、内容与来处。
struct Found {
    name: String,
    text: Result<String, Diagnostic>,
    home: Home,
}

/// 文件的来处。
#[derive(Clone)]
enum Home {
    File(PathBuf),
    /// 内置的，名称如 `profiles/henan.toml`。
    BuiltIn(String),
}

impl Home {
    /// 所在的文件夹，相对的路径从这里算起；内置的没有。
    fn folder(&self) -> Option<&Path> {
        match self {
            Home::File(path) => Some(path.parent().unwrap_or(Path::new(""))),
            Home::BuiltIn(_) => None,
        }
    }
}

impl Found {
    fn at(path: &Path) -> Found {
        let name = if path == Path::new("-") { "标准输入".to_owned() } else { path.display().to_string() };
        Found { name, text: read_source(path), home: Home::File(path.to_owned()) }
    }
}

/// 体系连同上级与口径的摘要：各份一行 `摘要  名称.toml`，自己在前，再取 SHA-256。
///
/// 哪一份改了，它就变；体系自己的摘要看不出这一点。
pub fn definition_sha256(set: &Set) -> String {
    let own = Origin { name: set.reference(), sha256: set.sha256.clone() };
    let own = (!set.sha256.is_empty()).then_some(&own);
    let lines = own.into_iter().chain(&set.ancestors).chain(&set.profile.origins);
    let text: String = lines.map(|origin| format!("{}  {}.toml\n", origin.sha256, origin.name)).collect();
    sha256(text.as_bytes())
}

fn misnamed(file: &str, content: &str, wanted: &str) -> Diagnostic {
    let message = format!("{file} 里写的名称是“{content}”，与文件名“{wanted}”不符");
    Diagnostic::new(Code::E0401, message).help("改文件名，或改里面的 id 与 version，使两者一致")
}

fn listed(path: &Path, built_in: bool) -> Option<Listed> {
    let reference = path.to_str()?.strip_suffix(".toml")?.replace('\\', "/");
    Some(Listed { reference, built_in })
}

fn built_in(folder: &Dir<'_>, all: &mut Vec<Listed>) {
    all.extend(folder.files().filter_map(|f| listed(f.path(), true)));
    for inner in folder.dirs() {
        built_in(inner, all);
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
