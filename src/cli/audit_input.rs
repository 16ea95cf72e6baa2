//! 送来的文件照种类读：公开的表（JSON），填好的工作簿与 csv。

use super::import::bytes;
use super::session::{Session, is_workbook};
use crate::audit::{self, Audit, Table};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::import;
use crate::library::{self, read_source};
use crate::score::{Detail, score};
use std::path::Path;

/// 复核一份文件里的各张表；读不成的没有，原因在诊断里。`profile` 是指定的口径。
pub(super) fn audits(file: &Path, profile: Option<&str>, session: &mut Session) -> Vec<Audit> {
    if extension(file) == "toml" {
        return submission(file, session).into_iter().collect();
    }
    let tables = match read(file, session) {
        Ok(tables) => tables,
        Err(diagnostic) => {
            session.complain(diagnostic);
            return Vec::new();
        }
    };
    let Session { library, sources, sink, .. } = session;
    let choose = |table| {
        let choice = audit::choose(&table, profile, library, sources, sink)?;
        Some(audit::audit(table, choice))
    };
    tables.into_iter().filter_map(choose).collect()
}

/// 填报文件照它自己的体系计分；不能计分的没有。计分时的提醒是 `ziping check` 的事，这里只报错误。
fn submission(file: &Path, session: &mut Session) -> Option<Audit> {
    let mut found = Sink::default();
    let checked = library::submission(file, &session.library, &mut session.sources, &mut found);
    let errors = found.all().iter().filter(|found| found.severity == Severity::Error);
    errors.for_each(|diagnostic| session.complain(diagnostic.clone()));
    let checked = checked?;
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    Some(audit::audit_submission(&checked, &outcome))
}

/// 照扩展名读：工作簿、csv 是填好的表，其余是 JSON。
fn read(file: &Path, session: &mut Session) -> Result<Vec<Table>, Diagnostic> {
    let (sources, sink) = (&mut session.sources, &mut session.sink);
    if is_workbook(file) || extension(file) == "csv" {
        let sheets = import::sheets(file, &bytes(file, import::FILE_LIMIT)?)?;
        return Ok(audit::read::sheets(&sheets, sources, sink));
    }
    let source = sources.add(file.display().to_string(), read_source(file)?);
    Ok(audit::read::json(source, sources, sink).into_iter().collect())
}

fn extension(file: &Path) -> String {
    file.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}
