//! 送来的文件照种类读：公开的表（JSON），填好的工作簿与 csv，填报文件与填报工作簿。

use super::import::sheets;
use super::session::{Session, is_workbook};
use crate::audit::{self, Audit, Table};
use crate::check::Checked;
use crate::diagnostic::{Severity, Sink};
use crate::library::{self, read_source};
use crate::score::{Detail, score};
use crate::workbook::import as filled;
use std::path::Path;

/// 复核一份文件里的各张表；读不成的没有，原因在诊断里。`profile` 是指定的口径。
///
/// 填报文件与填报工作簿写明了所依的体系，照它计分；其余的是照印的表，照口径的默认规则计分。
pub(super) fn audits(file: &Path, profile: Option<&str>, session: &mut Session) -> Vec<Audit> {
    let read = match extension(file).as_str() {
        "toml" => {
            let checked = submission(file, session);
            return own(checked, profile, session);
        }
        "csv" => sheets(file),
        _ if is_workbook(file) => sheets(file),
        _ => return printed(json(file, session).into_iter().collect(), profile, session),
    };
    match read {
        Ok(sheets) if filled::is_filled(&sheets) => {
            let checked = workbook(file, session);
            own(checked, profile, session)
        }
        Ok(sheets) => {
            let tables = audit::read::sheets(&sheets, &mut session.sources, &mut session.sink);
            printed(tables, profile, session)
        }
        Err(diagnostic) => {
            session.complain(diagnostic);
            Vec::new()
        }
    }
}

/// 照印的各张表，各选各的口径。
fn printed(tables: Vec<Table>, profile: Option<&str>, session: &mut Session) -> Vec<Audit> {
    let Session { library, sources, sink, .. } = session;
    let choose = |table| {
        let choice = audit::choose(&table, profile, library, sources, sink)?;
        Some(audit::audit(table, choice))
    };
    tables.into_iter().filter_map(choose).collect()
}

fn json(file: &Path, session: &mut Session) -> Option<Table> {
    match read_source(file) {
        Ok(text) => {
            let source = session.sources.add(file.display().to_string(), text);
            audit::read::json(source, &session.sources, &mut session.sink)
        }
        Err(diagnostic) => {
            session.complain(diagnostic);
            None
        }
    }
}

/// 填报文件；不能计分的没有。计分时的提醒是 `ziping check` 的事，这里只报错误。
fn submission(file: &Path, session: &mut Session) -> Option<Checked> {
    let mut found = Sink::default();
    let checked = library::submission(file, &session.library, &mut session.sources, &mut found);
    pass_on(&found, session);
    checked
}

/// 填报工作簿：表上的得分当作印的得分。
fn workbook(file: &Path, session: &mut Session) -> Option<Checked> {
    let read = session.read_workbook(file, &filled::Heading::default())?;
    let mut found = Sink::default();
    let checked = session.workbook_draft(file, &read).and_then(|draft| draft.check(&mut found));
    pass_on(&found, session);
    let mut checked = checked?;
    filled::declare(&read.printed, &checked.set, &mut checked.submission);
    Some(checked)
}

/// 审查过的填报：没有另指定口径的，照它自己的体系计分。
fn own(checked: Option<Checked>, profile: Option<&str>, session: &mut Session) -> Vec<Audit> {
    let Some(checked) = checked else { return Vec::new() };
    if profile.is_some() {
        return printed(vec![audit::printed_table(&checked)], profile, session);
    }
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    vec![audit::audit_submission(&checked, &outcome)]
}

fn pass_on(found: &Sink, session: &mut Session) {
    let errors = found.all().iter().filter(|found| found.severity == Severity::Error);
    errors.for_each(|diagnostic| session.complain(diagnostic.clone()));
}

fn extension(file: &Path) -> String {
    file.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}
