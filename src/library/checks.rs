//! 决算的核对规则从哪里来：自己的文件，或库里的一份；都可以有上级。

use super::{Found, Library};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId, Sources, guess_or_choices};
use crate::parse::{self, FileKind, RawAccounts, RawChecks, kind_of};
use std::path::Path;

/// 没有写用哪一份时用的核对规则。
pub const DEFAULT_CHECKS: &str = "accounts/department@2024";

/// 读入的一份决算，与核对它的规则。
#[derive(Clone, Debug)]
pub struct CheckedAccounts {
    pub raw: RawAccounts,
    pub checks: RawChecks,
}

impl Library {
    /// 已读入文本的决算，连同核对它的规则；`beside` 是它所在的文件夹，`rules` 是另行指定的规则。
    pub fn accounts_from(
        &self,
        source: SourceId,
        beside: &Path,
        rules: Option<&Path>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<CheckedAccounts> {
        let mark = sink.mark();
        let raw = parse::accounts(sources, source, sink)?;
        let is_readable = !sink.errors_since(mark);
        let checks = self.checks_for(&raw, rules, beside, sources, sink)?;
        is_readable.then_some(CheckedAccounts { raw, checks })
    }

    /// 核对一份决算用的规则：另行指定的，决算文件里写的，或内置的。
    pub fn checks_for(
        &self,
        raw: &RawAccounts,
        rules: Option<&Path>,
        beside: &Path,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<RawChecks> {
        match (rules, &raw.rules) {
            (Some(rules), _) => self.checks(&rules.to_string_lossy(), None, Path::new(""), sources, sink),
            (None, Some(rules)) => self.checks(&rules.value, Some(&rules.place), beside, sources, sink),
            (None, None) => self.checks(DEFAULT_CHECKS, None, beside, sources, sink),
        }
    }

    /// 读入一份决算，连同核对它的规则；文件读不到时返回 `None`，原因在 `sink` 里。
    pub fn accounts(
        &self,
        path: &Path,
        rules: Option<&Path>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<CheckedAccounts> {
        let source = Found::at(path).admit(sources, sink)?;
        self.accounts_from(source, path.parent().unwrap_or(Path::new("")), rules, sources, sink)
    }

    /// 按名称或路径取核对规则；以 `.toml` 结尾的是路径，相对于 `beside`。`at` 是引用它的地方。
    pub fn checks(
        &self,
        reference: &str,
        at: Option<&Place>,
        beside: &Path,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<RawChecks> {
        let found = if reference.ends_with(".toml") {
            let path = beside.join(reference);
            path.is_file().then(|| Found::at(&path))
        } else {
            self.text(&format!("{reference}.toml"))
        };
        let Some(found) = found else {
            let known = self.checks_names();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let help = guess_or_choices("现有的核对规则", reference, &known);
            let message = format!("没有名为“{reference}”的核对规则");
            sink.push(Diagnostic::new(Code::E1420, message).at_known(at).label("这份规则").help(help));
            return None;
        };
        let (name, home) = (found.name.clone(), found.home.clone());
        let source = found.admit(sources, sink)?;
        if kind_of(&sources.get(source).text) != Some(FileKind::Checks) {
            let message = format!("{name} 不是核对规则");
            let help = "核对规则的文件以 [checks] 起头";
            sink.push(Diagnostic::new(Code::E1420, message).at_known(at).label("这份规则").help(help));
            return None;
        }
        self.checks_from(source, home.folder(), sources, sink)
    }

    /// 已读入文本的核对规则，连同各级上级；`beside` 是它所在的文件夹，内置的没有。
    pub fn checks_from(
        &self,
        source: SourceId,
        beside: Option<&Path>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<RawChecks> {
        let mark = sink.mark();
        let chain = self.chain(source, beside, FileKind::Checks, sources, sink)?;
        let raw = parse::checks(sources, &chain.sources, sink)?;
        (!sink.errors_since(mark)).then_some(raw)
    }
}
