//! 诊断：代码、位置、原因与补救办法。
//!
//! 各阶段把发现的问题推入 [`Sink`] 后继续往下走，一次报全；呈现见 [`to_text`] 与 [`to_json`]。

mod code;
mod pages;
mod render;
mod sarif;

pub use code::{Code, Severity};
pub use render::{Color, Region, region, to_json, to_text};
pub use sarif::to_sarif;

use std::borrow::Cow;
use std::ops::Range;

/// 一份输入文本及其显示名称（路径或"标准输入"）。
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub text: String,
    /// 由别的输入得出的一份：哪一段从哪里来。自己写的没有。
    origins: Vec<(Range<usize>, Place)>,
}

/// 全部输入文本；诊断用编号指向其中一份。
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

/// [`Sources`] 中一份文本的编号。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceId(u32);

impl Sources {
    /// 收下一份文本，返回编号。
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.0.push(Source { name: name.into(), text: text.into(), origins: Vec::new() });
        SourceId(self.0.len() as u32 - 1)
    }

    /// 说明一份文本是由别的输入得出的，各段从哪里来；它的诊断从此指着来处。
    pub fn derive(&mut self, id: SourceId, origins: Vec<(Range<usize>, Place)>) {
        self.0[id.0 as usize].origins = origins;
    }

    /// 是不是由别的输入得出的。
    pub fn is_derived(&self, id: SourceId) -> bool {
        !self.get(id).origins.is_empty()
    }

    /// 用户看得到的位置：由别的输入得出的，取包着它的最短一段的来处。
    pub fn shown<'a>(&'a self, place: &'a Place) -> &'a Place {
        let origins = self.get(place.source).origins.iter();
        let around = origins.filter(|(span, _)| span.contains(&place.span.start));
        around.min_by_key(|(span, _)| span.len()).map_or(place, |(_, origin)| origin)
    }

    /// 按编号取文本。
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }
}

/// 文本中的一处：哪一份、哪一段（字节范围）。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub source: SourceId,
    pub span: Range<usize>,
}

/// 一条诊断。
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub code: Code,
    /// 问题所在；与文件内容无关的问题（如文件打不开）没有位置。
    pub place: Option<Place>,
    /// 一句话说明是什么问题、为什么。
    pub message: String,
    /// 标在原文旁边的短语。
    pub label: Cow<'static, str>,
    /// 怎么改。
    pub help: Cow<'static, str>,
    /// 严重程度；默认由代码定，`--deny` 可以提为错误。
    pub severity: Severity,
    /// 只有一部分诊断才有的。
    more: Option<Box<More>>,
}

/// 说的是哪一行、怎样改：多数诊断没有，另放一处。
#[derive(Clone, Debug, Default)]
struct More {
    row: String,
    fix: Option<Fix>,
}

/// 确定的改动：把一段原文换成另一段。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub place: Place,
    pub replacement: String,
    /// 一句话说明改了什么。
    pub what: &'static str,
}

impl Diagnostic {
    /// 以代码与说明起头；补救办法默认取该代码的通用办法。
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            place: None,
            message: message.into(),
            label: Cow::Borrowed(""),
            help: Cow::Borrowed(code.remedy()),
            severity: code.severity(),
            more: None,
        }
    }

    /// 标出位置。
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    /// 知道位置就标出，不知道的没有位置。
    pub fn at_known(mut self, place: Option<&Place>) -> Self {
        self.place = place.cloned();
        self
    }

    /// 加上原文旁的短语。
    pub fn label(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.label = label.into();
        self
    }

    /// 这一处比代码通常的轻或重。
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// 换成针对此处的补救办法。
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = help.into();
        self
    }

    /// 说明是哪一行指标。
    pub fn row(mut self, code: &str) -> Self {
        code.clone_into(&mut self.more.get_or_insert_default().row);
        self
    }

    /// 附上确定的改动。
    pub fn with_fix(mut self, fix: Option<Fix>) -> Self {
        if fix.is_some() {
            self.more.get_or_insert_default().fix = fix;
        }
        self
    }

    /// 说的是哪一行指标（编码）；不单说一行的为空。
    pub fn row_code(&self) -> &str {
        self.more.as_ref().map_or("", |more| &more.row)
    }

    /// 改法确定时，照着改就行的改动。
    pub fn fix(&self) -> Option<&Fix> {
        self.more.as_ref()?.fix.as_ref()
    }
}

/// 诊断的收集处。
#[derive(Clone, Debug, Default)]
pub struct Sink(Vec<Diagnostic>);

impl Sink {
    /// 推入一条。
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// 全部诊断，按推入先后。
    pub fn all(&self) -> &[Diagnostic] {
        &self.0
    }

    /// 某一级别的条数。
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// 有没有错误级的诊断。
    pub fn has_errors(&self) -> bool {
        self.errors_since(0)
    }

    /// 记下此刻的条数，供 [`Sink::errors_since`] 比较。
    pub fn mark(&self) -> usize {
        self.0.len()
    }

    /// 自某一刻以来有没有新的错误。
    pub fn errors_since(&self, mark: usize) -> bool {
        self.0[mark..].iter().any(|d| d.severity == Severity::Error)
    }

    /// 从某一刻起，只留下合乎条件的。
    pub fn retain_since(&mut self, mark: usize, mut keep: impl FnMut(&Diagnostic) -> bool) {
        let mut at = 0;
        self.0.retain(|diagnostic| {
            at += 1;
            at <= mark || keep(diagnostic)
        });
    }

    /// 把合乎条件的提为错误。
    pub fn raise(&mut self, mut is_error: impl FnMut(&Diagnostic) -> bool) {
        for diagnostic in &mut self.0 {
            if is_error(diagnostic) {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// 按文件内的先后排好，没有位置的在前；同一处同一代码只留一条。
    pub fn sort(&mut self) {
        let key = |d: &Diagnostic| d.place.as_ref().map(|p| (p.source.0, p.span.start, p.span.end));
        self.0.sort_by_key(key);
        self.0.dedup_by(|a, b| a.code == b.code && a.place == b.place && a.message == b.message);
    }
}

/// 列出候选，并猜一个最像的：“现有的体系：甲、乙；是不是要写“甲”？”。
pub fn choices(title: &str, name: &str, candidates: &[&str]) -> String {
    let guess = did_you_mean(name, candidates).map_or_else(String::new, |guess| format!("；{guess}"));
    format!("{title}：{}{guess}", candidates.join("、"))
}

/// 有相近的只说相近的，没有才列出候选。
pub fn guess_or_choices(title: &str, name: &str, candidates: &[&str]) -> String {
    did_you_mean(name, candidates).unwrap_or_else(|| choices(title, name, candidates))
}

/// 在候选中找最像的一个，问一句“是不是要写”。
pub fn did_you_mean(name: &str, candidates: &[&str]) -> Option<String> {
    let near = candidates
        .iter()
        .map(|c| (strsim::damerau_levenshtein(name, c), *c))
        .filter(|(distance, c)| distance * 2 <= name.chars().count().max(c.chars().count()))
        .min_by_key(|(distance, _)| *distance);
    near.map(|(_, c)| format!("是不是要写“{c}”？"))
}
