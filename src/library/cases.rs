//! 用例从哪里来：与体系、口径同处的 `.cases.toml` 文件。

use super::load::beside;
use super::{Found, Library, PROFILES, misnamed};
use crate::check::{self, Base, Case};
use crate::diagnostic::{Sink, SourceId, Sources};
use crate::parse::{self, FileKind, kind_of};
use std::path::{Path, PathBuf};

/// 读入并审查过的一份用例，与所测的体系或口径。
#[derive(Clone, Debug)]
pub struct CheckedCases {
    pub base: Base,
    /// 写了几个用例。
    pub written: usize,
    /// 成立的用例；不成立的已经报告。
    pub cases: Vec<Case>,
}

impl Library {
    /// 与体系或口径同处的用例；没有用例文件时返回 `None`。
    ///
    /// `name` 是体系的名称，或 `profiles/<口径>`；以 `.toml` 结尾的是体系或口径文件的路径，这时须给出已读入的 `known`。
    pub fn cases_of(
        &self,
        name: &str,
        known: Option<&Base>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<CheckedCases> {
        let found = match name.strip_suffix(".toml") {
            Some(stem) => {
                let path = PathBuf::from(format!("{stem}.cases.toml"));
                path.is_file().then(|| Found::at(&path))
            }
            None => self.text(&format!("{name}.cases.toml")),
        };
        let found = found?;
        let shown = found.name.clone();
        let source = found.admit(sources, sink)?;
        let checked = self.cases_from(source, Path::new(""), known, sources, sink)?;
        let wanted = known.map_or_else(|| name.strip_prefix(PROFILES).unwrap_or(name).to_owned(), Base::reference);
        if checked.base.reference() != wanted {
            sink.push(misnamed(&shown, &checked.base.reference(), &wanted));
            return None;
        }
        Some(checked)
    }

    /// 读入并审查一份用例文件；所测的体系或口径先看旁边，再到库里找。
    pub fn cases_file(&self, path: &Path, sources: &mut Sources, sink: &mut Sink) -> Option<CheckedCases> {
        let source = Found::at(path).admit(sources, sink)?;
        self.cases_at(source, path, sources, sink)
    }

    /// 已读入文本的用例文件；`path` 是它的路径，用来找旁边的文件。
    pub fn cases_at(
        &self,
        source: SourceId,
        path: &Path,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<CheckedCases> {
        let stem = path.to_str().and_then(|path| path.strip_suffix(".cases.toml"));
        let neighbour = stem.map(|stem| PathBuf::from(format!("{stem}.toml"))).filter(|path| path.is_file());
        let known = neighbour.and_then(|path| self.base_file(&path, sources, sink));
        self.cases_from(source, beside(path), known.as_ref(), sources, sink)
    }

    /// 一份体系或口径文件；是别的文件时返回 `None`。
    pub fn base_file(&self, path: &Path, sources: &mut Sources, sink: &mut Sink) -> Option<Base> {
        let source = Found::at(path).admit(sources, sink)?;
        match kind_of(&sources.get(source).text)? {
            FileKind::Set => self.set_from(source, Some(beside(path)), sources, sink).map(Base::Set),
            FileKind::Profile => self.profile_from(source, Some(beside(path)), sources, sink).map(Base::Profile),
            FileKind::Submission | FileKind::Cases | FileKind::Review | FileKind::Accounts | FileKind::Checks => None,
        }
    }

    fn cases_from(
        &self,
        source: SourceId,
        beside: &Path,
        known: Option<&Base>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<CheckedCases> {
        let mark = sink.mark();
        let raw = parse::cases(sources, source, sink)?;
        // 写法上有错的用例接着审查，好一次报全，但不能拿去运行。
        let is_readable = !sink.errors_since(mark);
        let base = match (&raw.set, &raw.profile) {
            (Some(set), _) => match known.filter(|base| base.is_set() && base.reference() == set.value) {
                Some(base) => base.clone(),
                None => Base::Set(self.set(&set.value, Some(&set.place), beside, sources, sink)?),
            },
            (None, Some(profile)) => match known.filter(|base| !base.is_set() && base.reference() == profile.value) {
                Some(base) => base.clone(),
                None => Base::Profile(self.profile(&profile.value, Some(&profile.place), sources, sink)?),
            },
            (None, None) => return None,
        };
        let cases = check::cases(&raw, &base, sink);
        is_readable.then_some(CheckedCases { base, written: raw.cases.len(), cases })
    }
}
