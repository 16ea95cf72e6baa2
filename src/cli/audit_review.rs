//! `ziping audit --review`：把复核单加到送来的表上，出复核表与复核意见。

use super::audit::{AuditOptions, file_audits};
use super::audit_output::{Writers, deliver};
use super::session::Session;
use super::{Ending, output};
use crate::audit::Audit;
use crate::audit::review::{Review, Reviewed, Rules, apply, match_review};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::read_source;
use crate::parse;
use crate::report::{review_json, review_report};
use clap::ValueEnum;
use std::path::Path;

/// 出哪一份。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReviewForm {
    /// 复核表
    #[default]
    #[value(alias = "复核表")]
    Review,
    /// 复核意见
    #[value(alias = "复核意见")]
    Opinion,
}

impl ReviewForm {
    fn template(self) -> &'static str {
        match self {
            ReviewForm::Review => "review",
            ReviewForm::Opinion => "opinion",
        }
    }
}

pub fn run(file: &Path, options: &AuditOptions, session: &mut Session) -> Ending {
    let [table] = options.files.as_slice() else {
        let message = "一份复核单说的是一张表，这里写了几份";
        session.complain(Diagnostic::new(Code::E1425, message).help("一次复核一张表"));
        return session.finish();
    };
    let Some(templates) = session.templates(options.templates.as_deref()) else { return session.finish() };
    let audits = file_audits(table, options, session);
    let Some((raw, mut rules)) = read(file, session) else { return session.finish() };
    let [audit] = audits.as_slice() else {
        if audits.len() > 1 {
            let message = format!("{} 里有 {} 张表，一份复核单说的是一张表", table.display(), audits.len());
            session.complain(Diagnostic::new(Code::E1425, message).help("把要复核的一张另存成一份文件"));
        }
        return session.finish();
    };
    rules.add(&raw.rules, &mut session.sink);
    let (review, reviewed) = checked(&raw, &rules, audit, session);
    if session.sink.has_errors() {
        output::tell("复核单有错误，没有出复核结果；改正后再出。\n");
        return session.finish();
    }
    let report = review_report(audit, &review, &reviewed, &rules.basis);
    let form = options.form.unwrap_or_default().template();
    let html = |_| templates.page(form, &report);
    let json = || review_json(audit, &review, &reviewed);
    deliver(options, &Writers { html: Some(&html), json: Some(&json), ..Writers::default() }, session);
    session.finish()
}

fn read(file: &Path, session: &mut Session) -> Option<(parse::RawReview, Rules)> {
    let text = read_source(file).map_err(|diagnostic| session.complain(diagnostic)).ok()?;
    let source = session.sources.add(file.display().to_string(), text);
    let raw = parse::review(&session.sources, source, &mut session.sink)?;
    Some((raw, Rules::built_in(&mut session.sources, &mut session.sink)))
}

fn checked(raw: &parse::RawReview, rules: &Rules, audit: &Audit, session: &mut Session) -> (Review, Reviewed) {
    let review = match_review(raw, rules, audit, &mut session.sink);
    let reviewed = apply(audit, &review, &mut session.sink);
    (review, reviewed)
}
