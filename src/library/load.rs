//! 从文件到审查过的内容。

use super::{CheckedAccounts, CheckedCases, Found, Library};
use crate::check::{self, Assumption, Base, Checked, Horizon, Projection};
use crate::diagnostic::{Code, Diagnostic, Sink, SourceId, Sources};
use crate::lint;
use crate::model::{Monitoring, Set, Stage};
use crate::number::Ratio;
use crate::parse::{self, FileKind, LIMIT, RawChecks, RawDeclared, RawSubmission, decode, kind_of};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// 内容的 SHA-256，十六进制小写。
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 读一份文本文件；`-` 为标准输入。
pub fn read_source(path: &Path) -> Result<String, Diagnostic> {
    let standard_input = path == Path::new("-");
    let name = if standard_input { "标准输入".to_owned() } else { path.display().to_string() };
    let limit = LIMIT as u64 + 1;
    let mut bytes = Vec::new();
    let read = if standard_input {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else if path.is_dir() {
        return Err(Diagnostic::new(Code::E0101, format!("{name} 是文件夹，不是文件")));
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    if let Err(error) = read {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "没有这个文件".to_owned(),
            std::io::ErrorKind::PermissionDenied => "没有读取的权限".to_owned(),
            _ => format!("读取出错（{error}）"),
        };
        return Err(Diagnostic::new(Code::E0101, format!("读不到 {name}：{reason}")));
    }
    decode(&name, &bytes)
}

/// 读入并审查一份填报。文件读不到时返回 `None`，原因在 `sink` 里。
pub fn submission(path: &Path, library: &Library, sources: &mut Sources, sink: &mut Sink) -> Option<Checked> {
    let source = Found::at(path).admit(sources, sink)?;
    submission_from(source, beside(path), library, sources, sink)
}

pub(super) fn beside(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn submission_from(
    source: SourceId,
    beside: &Path,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Checked> {
    draft_from(source, beside, library, sources, sink)?.check(sink)
}

/// 读入而还没有审查的填报，与所依的体系或口径；假设与换体系都从这里改起。
#[derive(Clone, Debug)]
pub struct Draft {
    pub raw: RawSubmission,
    pub base: Base,
    sha256: String,
    is_readable: bool,
}

impl Draft {
    /// 照原样审查。
    pub fn check(&self, sink: &mut Sink) -> Option<Checked> {
        check::submission(&self.raw, &self.base, self.sha256.clone(), sink).filter(|_| self.is_readable)
    }

    /// 还没有填完的也收：不问自设的行够不够、分值合计对不对。
    pub fn check_unfinished(&self, sink: &mut Sink) -> Option<Checked> {
        let checked = match &self.base {
            Base::Set(set) => check::unfinished(&self.raw, set, self.sha256.clone(), sink),
            Base::Profile(_) => check::submission(&self.raw, &self.base, self.sha256.clone(), sink),
        };
        checked.filter(|_| self.is_readable)
    }

    /// 看写下的内容，处在一年里的哪一步：有监控而实际完成值与执行数一个也没有写的，是年中的填报。
    pub fn stage(&self) -> Stage {
        let inline = self.raw.indicators.iter().filter_map(|(_, actual)| actual.as_ref());
        let mut actuals = self.raw.actuals.iter().map(|(_, actual)| actual).chain(inline);
        let money = self.raw.budget.iter().flat_map(|budget| &budget.rows);
        let is_over =
            actuals.any(|actual| actual.is_written()) || money.into_iter().any(|(_, row)| row.executed.is_some());
        if self.raw.monitoring.is_some() && !is_over { Stage::Monitoring } else { Stage::Evaluation }
    }

    /// 照一年里的某一步审查。
    pub fn check_at(&self, stage: Stage, sink: &mut Sink) -> Option<Checked> {
        let checked = check::submission_at(&self.raw, &self.base, stage, self.sha256.clone(), sink);
        checked.filter(|_| self.is_readable)
    }

    /// 换上监控的进度再审查：截至日的，或全年预计的；`elapsed` 是时间进度。
    pub fn check_forecast(
        &self,
        own: &Checked,
        monitoring: &Monitoring,
        horizon: Horizon,
        elapsed: Ratio,
        sink: &mut Sink,
    ) -> Option<(Checked, Projection)> {
        let mut raw = self.raw.clone();
        let projection = check::forecast(&mut raw, own, monitoring, horizon, elapsed);
        let checked = check::submission_at(&raw, &self.base, Stage::Monitoring, self.sha256.clone(), sink)?;
        Some((checked, projection))
    }

    /// 换上假设的值再审查；得出的不是这份文件的结果，没有它的摘要。有一处假设不成立的返回 `None`。
    pub fn check_assuming(&self, own: &Checked, assumptions: &[Assumption], sink: &mut Sink) -> Option<Checked> {
        let mut raw = self.raw.clone();
        // 表上印的得分说的是原来的值。
        raw.declared = RawDeclared::default();
        let mark = sink.mark();
        check::assume(&mut raw, own, assumptions, sink);
        if sink.errors_since(mark) {
            return None;
        }
        check::submission(&raw, &self.base, String::new(), sink)
    }
}

/// 读入一份填报，找到所依的体系或口径，先不审查。
pub fn draft(path: &Path, library: &Library, sources: &mut Sources, sink: &mut Sink) -> Option<Draft> {
    let source = Found::at(path).admit(sources, sink)?;
    draft_from(source, beside(path), library, sources, sink)
}

/// 已经读入的一份填报，找到所依的体系或口径；`beside` 是它所在的文件夹。
pub fn draft_from(
    source: SourceId,
    beside: &Path,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Draft> {
    let sha256 = sha256(sources.get(source).text.as_bytes());
    let mark = sink.mark();
    let raw = parse::submission(sources, source, sink)?;
    // 写法上有错的填报接着审查，好一次报全，但不能拿去计分。
    let is_readable = !sink.errors_since(mark);
    let base = match (&raw.set, &raw.profile) {
        (Some(set), _) => {
            let year = raw.year.as_ref().and_then(|year| i32::try_from(year.value).ok());
            Base::Set(library.set_for(year, &set.value, Some(&set.place), beside, sources, sink)?)
        }
        (None, Some(profile)) => Base::Profile(library.profile(&profile.value, Some(&profile.place), sources, sink)?),
        (None, None) => return None,
    };
    Some(Draft { raw, base, sha256, is_readable })
}

/// 审查过的一份填报，连同读入的原样：监控的推算要从原样改起。
pub struct CheckedSubmission {
    pub draft: Draft,
    pub checked: Checked,
}

/// 审查过的一份文件；有错误而不成立的没有内容。
pub enum CheckedFile {
    Set(Option<Arc<Set>>),
    Profile,
    Submission(Option<Box<CheckedSubmission>>),
    Cases(Option<CheckedCases>),
    /// 复核单：只看写法，说的是哪一行要与表对上才知道。
    Review,
    Accounts(Option<Box<CheckedAccounts>>),
    Checks(Option<RawChecks>),
}

/// 审查一份文件，不论是体系、口径、填报、用例、决算还是核对规则；没有错误的接着体检。文件读不到时返回 `None`。
pub fn check_file(
    path: &Path,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<(SourceId, CheckedFile)> {
    let source = Found::at(path).admit(sources, sink)?;
    Some((source, check_source(source, path, library, sources, sink)))
}

/// 审查已经读入、或改写过还没有写出的一份；`path` 是它所在的地方。
pub fn check_source(
    source: SourceId,
    path: &Path,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> CheckedFile {
    let mark = sink.mark();
    match kind_of(&sources.get(source).text) {
        Some(FileKind::Set) => {
            let read = library.read_set(source, Some(beside(path)), sources, sink);
            if let Some((raw, set)) = read.as_ref().filter(|_| !sink.errors_since(mark)) {
                lint::set(raw, set, source, sources, sink);
            }
            CheckedFile::Set(read.map(|(_, set)| set))
        }
        Some(FileKind::Profile) => {
            library.profile_from(source, Some(beside(path)), sources, sink);
            CheckedFile::Profile
        }
        Some(FileKind::Review) => {
            parse::review(sources, source, sink);
            CheckedFile::Review
        }
        Some(FileKind::Cases) => CheckedFile::Cases(library.cases_at(source, path, sources, sink)),
        Some(FileKind::Accounts) => {
            let accounts = library.accounts_from(source, beside(path), None, sources, sink);
            CheckedFile::Accounts(accounts.map(Box::new))
        }
        Some(FileKind::Checks) => CheckedFile::Checks(library.checks_from(source, Some(beside(path)), sources, sink)),
        _ => {
            let draft = draft_from(source, beside(path), library, sources, sink);
            let checked = draft.and_then(|draft| {
                let checked = draft.check_at(draft.stage(), sink)?;
                Some(CheckedSubmission { draft, checked })
            });
            if let Some(CheckedSubmission { draft, checked }) = &checked
                && !sink.errors_since(mark)
            {
                lint::submission(&draft.raw, checked, source, sources, sink);
            }
            CheckedFile::Submission(checked.map(Box::new))
        }
    }
}
