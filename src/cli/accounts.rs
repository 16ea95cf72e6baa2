//! `ziping audit --accounts`：自评表连同部门决算一起核对。

use super::audit::{AuditOptions, file_audits};
use super::audit_output::{Writers, deliver};
use super::session::{Session, is_workbook};
use super::{Ending, output};
use crate::audit::Audit;
use crate::audit::accounts::{self, Facts, Report};
use crate::diagnostic::{Severity, Sink, to_sarif};
use crate::import;
use crate::library::{CheckedAccounts, draft};
use crate::parse::RawAccounts;
use crate::report::{accounts_json, accounts_report, audit_json, audit_report};
use crate::write::{accounts_text, audit_text};
use std::path::Path;

/// 复核各份自评表，再与决算一起核对，先后写出。
pub fn run(path: &Path, options: &AuditOptions, session: &mut Session) -> Ending {
    let audits: Vec<(&Path, Vec<Audit>)> =
        options.files.iter().map(|file| (file.as_path(), file_audits(file, options, session))).collect();
    let found = reconcile(path, &audits, options, session);
    let audits = audits.iter().flat_map(|(_, audits)| audits);
    let sources = session.sources.clone();
    let text = || {
        let forms = audits.clone().map(|audit| audit_text(&audit_report(audit, &sources), output::width()));
        let own = found.iter().map(|(report, rules)| accounts_text(&accounts_report(report, rules, &sources)));
        forms.chain(own).collect::<Vec<_>>().join("\n")
    };
    let json = || {
        let forms = audits.clone().map(|audit| audit_json(audit, &sources));
        let own = found.iter().map(|(report, rules)| accounts_json(report, rules, &sources));
        forms.chain(own).collect::<Vec<_>>().join("\n")
    };
    let sarif = || {
        let forms = audits.clone().flat_map(|audit| &audit.findings).map(|finding| &finding.diagnostic);
        let own = found.iter().flat_map(|(report, _)| &report.findings);
        let mut sink = Sink::default();
        forms.chain(own).for_each(|one| sink.push(one.clone()));
        format!("{:#}\n", to_sarif(&sources, &sink))
    };
    if found.is_some() || audits.clone().next().is_some() {
        let writers = Writers { text: Some(&text), json: Some(&json), sarif: Some(&sarif), ..Writers::default() };
        deliver(options, &writers, session);
    }
    let heavy = [Severity::Error, Severity::Warning];
    let on_forms: usize = audits.map(|audit| heavy.map(|one| audit.count(one)).iter().sum::<usize>()).sum();
    let on_accounts: usize =
        found.iter().map(|(report, _)| heavy.map(|one| report.count(one)).iter().sum::<usize>()).sum();
    match session.finish() {
        Ending::Clean if on_forms + on_accounts > 0 => Ending::Findings,
        ending => ending,
    }
}

/// 核对的结果，与所用规则的名称；决算与规则读不成的没有，原因在诊断里。
fn reconcile(
    path: &Path,
    audits: &[(&Path, Vec<Audit>)],
    options: &AuditOptions,
    session: &mut Session,
) -> Option<(Report, String)> {
    let rules = options.rules.as_deref();
    let mark = session.sink.mark();
    let checked = if is_long(path) {
        let raw = read_long(path, session)?;
        let Session { library, sources, sink, .. } = session;
        let checks = library.checks_for(&raw, rules, Path::new(""), sources, sink)?;
        CheckedAccounts { raw, checks }
    } else {
        session.library.accounts(path, rules, &mut session.sources, &mut session.sink)?
    };
    let mut facts = accounts::facts(&checked.raw, &mut session.sink);
    let checks = accounts::checks(&checked.checks, &mut session.sink)?;
    for (file, audits) in audits {
        add_form(file, audits, &mut facts, session);
    }
    (!session.sink.errors_since(mark)).then(|| (accounts::audit(&facts, &checks), checks.reference.clone()))
}

/// 写成长表的决算：csv 或工作簿。
fn is_long(path: &Path) -> bool {
    is_workbook(path) || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

fn read_long(path: &Path, session: &mut Session) -> Option<RawAccounts> {
    let table = super::import::bytes(path, import::FILE_LIMIT).and_then(|bytes| import::read(path, &bytes, None));
    match table {
        Ok(table) => accounts::long::accounts(&table, &mut session.sources, &mut session.sink),
        Err(diagnostic) => {
            session.complain(diagnostic);
            None
        }
    }
}

/// 一份自评表加进基础：填报文件连同任务与说明，别的只有表上的各格。
fn add_form(file: &Path, audits: &[Audit], facts: &mut Facts, session: &mut Session) {
    if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        // 填报自己的毛病，复核时已经说过。
        let mut said = Sink::default();
        let draft = draft(file, &session.library, &mut session.sources, &mut said);
        let checked = draft.and_then(|draft| draft.check(&mut said).map(|checked| (draft, checked)));
        if let Some((draft, checked)) = checked {
            accounts::add_submission(&draft.raw, &checked.set, facts);
            return;
        }
    }
    audits.iter().for_each(|audit| accounts::add_table(&audit.table, facts));
}
