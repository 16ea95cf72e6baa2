//! 一年里的各张表：出哪一张、要不要实际完成值、用哪份表样。

use super::session::Session;
use crate::check::{Checked, Horizon, read_as_of};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::library::{Draft, draft};
use crate::model::{Monitoring, Set, Stage, Submission};
use crate::parse::At;
use crate::report::{Recheck, Report, Watch, recheck, report};
use crate::review::review_monitoring;
use crate::score::{Detail, Outcome, score};
use crate::write::Templates;
use std::path::Path;

/// 表的用处。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// 绩效目标申报表。
    Declaration,
    /// 绩效运行监控表。
    Monitoring,
    /// 自评表。
    SelfEvaluation,
    /// 复核表。
    Audit,
}

/// 各种用处的名称：模板的文件名在前，其余是别名。
const NAMES: [(Purpose, &[&str]); 4] = [
    (Purpose::SelfEvaluation, &["self-evaluation", "自评表"]),
    (Purpose::Declaration, &["declaration", "申报表", "绩效目标申报表"]),
    (Purpose::Monitoring, &["monitoring", "监控表", "绩效运行监控表"]),
    (Purpose::Audit, &["audit", "复核表"]),
];

impl Purpose {
    /// `--form` 写的是哪一种表；全名看斜线后面的一段，都不是的当作自评表。
    pub fn of(form: Option<&str>) -> Purpose {
        form.and_then(Purpose::find).unwrap_or(Purpose::SelfEvaluation)
    }

    /// 名称写的是哪一种表；全名看斜线后面的一段。
    pub fn find(name: &str) -> Option<Purpose> {
        let last = name.trim().rsplit('/').next()?;
        NAMES.iter().find(|(_, names)| names.contains(&last)).map(|(purpose, _)| *purpose)
    }

    /// 各种表的名称。
    pub fn names() -> Vec<&'static str> {
        NAMES.iter().filter_map(|(_, names)| names.get(1).copied()).collect()
    }

    /// 写出之后说的名称；自评表照体系的标题。
    pub fn title(self) -> Option<&'static str> {
        match self {
            Purpose::SelfEvaluation => None,
            Purpose::Declaration => Some("绩效目标申报表"),
            Purpose::Monitoring => Some("绩效运行监控表"),
            Purpose::Audit => Some("绩效自评复核表"),
        }
    }

    /// 申报与监控时还没有实际完成值。
    fn stage(self) -> Stage {
        match self {
            Purpose::Declaration => Stage::Declaration,
            Purpose::Monitoring => Stage::Monitoring,
            Purpose::SelfEvaluation | Purpose::Audit => Stage::Evaluation,
        }
    }
}

/// 表样的名称：写了全名的照写，写用处的按体系的表样所在的地方找，没有的用全国的；都没有写用体系的。
pub fn template(form: Option<&str>, purpose: Purpose, set: &Set, templates: &Templates) -> String {
    let Some(form) = form.map(str::trim) else { return set.form.clone() };
    let Some((_, names)) = NAMES.iter().find(|(_, names)| names.contains(&form)) else { return form.to_owned() };
    if purpose == Purpose::SelfEvaluation {
        return set.form.clone();
    }
    let region = set.form.split('/').next().unwrap_or_default();
    let own = format!("{region}/{}", names[0]);
    if templates.names().contains(&own) { own } else { format!("national/{}", names[0]) }
}

/// 备好的一张表。
pub struct Prepared {
    checked: Checked,
    outcome: Outcome,
    watch: Option<Box<Watch>>,
    recheck: Option<Recheck>,
}

impl Prepared {
    pub fn set(&self) -> &Set {
        &self.checked.set
    }

    pub fn submission(&self) -> &Submission {
        &self.checked.submission
    }

    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// 表上的文字。
    pub fn report(&self) -> Report<'_> {
        let mut report = report(self.set(), self.submission(), &self.outcome);
        if let Some(watch) = &self.watch {
            report = report.with_monitoring(watch);
        }
        if let Some(recheck) = &self.recheck {
            report = report.with_recheck(recheck);
        }
        report
    }
}

/// 读入一份填报，照表的用处审查、计分。不能出表时返回 `None`，原因都在诊断里。
pub fn prepare(file: &Path, purpose: Purpose, session: &mut Session) -> Option<Prepared> {
    match purpose {
        Purpose::SelfEvaluation => {
            let scored = session.score(file, Detail::Result)?;
            Some(Prepared { checked: scored.checked, outcome: scored.outcome, watch: None, recheck: None })
        }
        Purpose::Audit => {
            let scored = session.score(file, Detail::Result)?;
            let (mut checked, after) = (scored.checked, scored.outcome);
            let deductions = std::mem::take(&mut checked.submission.deductions);
            let own = score(&checked.set, &checked.submission, Detail::Result);
            checked.submission.deductions = deductions;
            let recheck = recheck(&checked.set, &checked.submission, &own, &after);
            Some(Prepared { checked, outcome: own, watch: None, recheck })
        }
        Purpose::Declaration => {
            let draft = draft(file, &session.library, &mut session.sources, &mut session.sink)?;
            let checked = draft.check_at(purpose.stage(), &mut session.sink)?;
            let outcome = score(&checked.set, &checked.submission, Detail::Result);
            Some(Prepared { checked, outcome, watch: None, recheck: None })
        }
        Purpose::Monitoring => {
            let watch = watch(file, None, session)?;
            let (checked, outcome) = (watch.own.clone(), watch.to_date_outcome.clone());
            Some(Prepared { checked, outcome, watch: Some(Box::new(watch)), recheck: None })
        }
    }
}

/// 读入一份填报，看它的监控；`as_of` 盖过填报里写的截至日。没有监控、不能推算时返回 `None`。
pub fn watch(file: &Path, as_of: Option<&str>, session: &mut Session) -> Option<Watch> {
    let draft = draft(file, &session.library, &mut session.sources, &mut session.sink)?;
    let own = draft.check_at(Stage::Monitoring, &mut session.sink)?;
    let Some(mut monitoring) = own.submission.monitoring.clone() else {
        if draft.raw.monitoring.is_none() {
            let message = "填报里没有写绩效运行监控";
            let help = "写上 [monitoring]，至少有截至日 as_of；写法见 docs/file-format.md 第 11 章";
            session.complain(Diagnostic::new(Code::E0403, message).at(&draft.raw.place).help(help));
        }
        return None;
    };
    if let Some(text) = as_of {
        let source = session.sources.add("--as-of", text);
        let place = crate::diagnostic::Place { source, span: 0..text.len() };
        let text = At { value: text.to_owned(), place };
        monitoring.as_of = read_as_of(&text, own.submission.year, &mut session.sink)?;
    }
    look_ahead(&draft, own, monitoring, session)
}

/// 换上截至日的与全年预计的，各审查、计分一遍，核对监控。`own` 是 `draft` 照原样审查的结果。
pub fn look_ahead(draft: &Draft, own: Checked, monitoring: Monitoring, session: &mut Session) -> Option<Watch> {
    let elapsed = monitoring.as_of.elapsed();
    let mut found = Sink::default();
    let mut look = |horizon| draft.check_forecast(&own, &monitoring, horizon, elapsed, &mut found);
    let to_date = look(Horizon::ToDate);
    let year_end = look(Horizon::YearEnd);
    report_new(&found, session);
    let ((to_date, _), (year_end, projection)) = (to_date?, year_end?);
    let to_date_outcome = score(&to_date.set, &to_date.submission, Detail::Result);
    let year_end_outcome = score(&year_end.set, &year_end.submission, Detail::Result);
    let sink = &mut session.sink;
    review_monitoring(&own.set, &own.submission, &monitoring, &year_end_outcome, &projection, sink);
    Some(Watch { own, monitoring, elapsed, to_date, to_date_outcome, year_end, year_end_outcome, projection })
}

/// 换上进度之后才有的诊断；没有写的由监控的核对去说，执行数的合计各列不一定都写。
fn report_new(found: &Sink, session: &mut Session) {
    for diagnostic in found.all() {
        let is_known = session.sink.all().iter().any(|known| {
            known.code == diagnostic.code && known.message == diagnostic.message && known.place == diagnostic.place
        });
        if !is_known && !matches!(diagnostic.code, Code::E0403 | Code::W0712) {
            session.complain(diagnostic.clone());
        }
    }
}
