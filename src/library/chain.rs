//! 上级：从一份体系或口径出发，沿 `extends` 找齐各级上级。

use super::{Found, Library, PROFILES, sha256};
use crate::diagnostic::{Code, Diagnostic, Sink, SourceId, Sources, guess_or_choices};
use crate::model::Origin;
use crate::parse::{self, At, FileKind, Head, kind_of};
use std::path::{Path, PathBuf};

/// 上级至多几级。
const DEPTH: usize = 8;

/// 一份文件与它的各级上级，从下往上。
pub(super) struct Chain {
    pub sources: Vec<SourceId>,
    /// 与各级一一对应的名称与摘要；第一份的名称要读了才知道，先空着。
    pub origins: Vec<Origin>,
}

impl Library {
    /// 找齐上级。`beside` 是这一份所在的文件夹，内置的没有。
    pub(super) fn chain(
        &self,
        source: SourceId,
        beside: Option<&Path>,
        kind: FileKind,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<Chain> {
        let own = Origin { name: String::new(), sha256: sha256(sources.get(source).text.as_bytes()) };
        let mut chain = Chain { sources: vec![source], origins: vec![own] };
        let mut folder = beside.map(Path::to_owned);
        // 没有上级的占多数，不必为此多读一遍。
        let mut head = sources.get(source).text.contains("extends").then(|| parse::head(sources, source)).flatten();
        while let Some(extends) = head.take().and_then(|head| head.extends) {
            let refuse = |sink: &mut Sink, message: String, help: String| {
                let diagnostic = Diagnostic::new(Code::E0409, message).at(&extends.place).label("这个上级");
                sink.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
                None
            };
            if chain.sources.len() > DEPTH {
                return refuse(sink, format!("上级超过 {DEPTH} 级"), "把中间的几级并成一级".to_owned());
            }
            let found = match self.parent(&extends, folder.as_deref(), kind) {
                Ok(found) => found,
                Err((message, help)) => return refuse(sink, message, help),
            };
            if let Ok(text) = &found.text {
                if chain.sources.iter().any(|&known| sources.get(known).text == *text) {
                    return refuse(
                        sink,
                        format!("上级绕了一圈，又回到“{}”", found.name),
                        "去掉其中一处 extends".to_owned(),
                    );
                }
                if kind_of(text) != Some(kind) {
                    let want = match kind {
                        FileKind::Set => "指标体系",
                        FileKind::Checks => "核对规则",
                        _ => "口径",
                    };
                    return refuse(sink, format!("“{}”不是{want}，不能作上级", extends.value), String::new());
                }
            }
            folder = found.home.folder().map(Path::to_owned);
            let next = found.admit(sources, sink)?;
            let digest = sha256(sources.get(next).text.as_bytes());
            // 上级读不通的，合的时候会报告。
            let parent = parse::head(sources, next).unwrap_or_default();
            let name = parent.name(kind);
            if !extends.value.ends_with(".toml") && name != name_of(&extends.value, kind) {
                let message = format!("上级写的名称是“{name}”，与文件名“{}”不符", extends.value);
                return refuse(sink, message, "改文件名，或改里面的 id 与 version，使两者一致".to_owned());
            }
            chain.sources.push(next);
            chain.origins.push(Origin { name, sha256: digest });
            head = Some(parent);
        }
        Some(chain)
    }

    /// 找一个上级；找不到时给出说明与办法。
    fn parent(&self, extends: &At<String>, folder: Option<&Path>, kind: FileKind) -> Result<Found, (String, String)> {
        let reference = &extends.value;
        if reference.ends_with(".toml") {
            let path: Option<PathBuf> = folder.map(|folder| folder.join(reference)).filter(|path| path.is_file());
            return path.map(|path| Found::at(&path)).ok_or_else(|| {
                (
                    format!("没有这个上级文件：{reference}"),
                    "以 .toml 结尾的是文件路径，从本文件所在的文件夹算起".to_owned(),
                )
            });
        }
        if is_versioned(kind) && !reference.contains('@') {
            let help = format!("写成 {reference}@版本；上级不能随年度变动，否则发布了的体系会跟着变");
            return Err((format!("上级“{reference}”没有写版本"), help));
        }
        self.text(&format!("{}.toml", name_of(reference, kind))).ok_or_else(|| {
            let known: Vec<String> = match kind {
                FileKind::Set => self.sets().into_iter().map(|set| set.reference).collect(),
                FileKind::Checks => self.checks_names(),
                _ => self.profiles(),
            };
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            (format!("没有名为“{reference}”的上级"), guess_or_choices("现有的", reference, &known))
        })
    }
}

impl Head {
    /// 这一份在库里的名称：`<id>@<版本>`，或 `profiles/<id>`。
    fn name(&self, kind: FileKind) -> String {
        let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.clone()).unwrap_or_default();
        let id = &text(&self.id);
        match kind {
            _ if is_versioned(kind) => format!("{id}@{}", text(&self.version)),
            _ => name_of(id, kind),
        }
    }
}

/// 一版一个文件、名称里带版本的。
fn is_versioned(kind: FileKind) -> bool {
    matches!(kind, FileKind::Set | FileKind::Checks)
}

fn name_of(reference: &str, kind: FileKind) -> String {
    if is_versioned(kind) { reference.to_owned() } else { format!("{PROFILES}{reference}") }
}
