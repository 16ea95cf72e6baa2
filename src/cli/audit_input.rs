//! 送来的文件照种类读：公开的表（JSON），填好的工作簿与 csv。

use super::import::bytes;
use super::session::{Session, is_workbook};
use crate::audit::{self, Audit, Table};
use crate::diagnostic::Diagnostic;
use crate::import;
use crate::library::read_source;
use std::path::Path;

/// 复核一份文件里的各张表；读不成的没有，原因在诊断里。`profile` 是指定的口径。
pub(super) fn audits(file: &Path, profile: Option<&str>, session: &mut Session) -> Vec<Audit> {
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
