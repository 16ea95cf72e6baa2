//! 一行：读懂指标值与实际完成值，照口径的默认规则重新计分，与印的得分比，再看写得好不好。

use super::reading::{Unreadable, read_actual};
use super::way::Fact;
use super::{About, Findings, PrintedRow, ReadActual, ReadTarget, Rescored, RowAudit, Table};
use super::{category, cause, quality};
use crate::check::printed_indicator;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Actual, Indicator, Profile};
use crate::number::{Decimal, fixed, plain};
use crate::score::{RowOutcome, Status, score_row};
use crate::target::{Answer, TargetError};

/// 整张表的情形：各行共有的一栏整个没有印，就不逐行当作毛病。
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub profile: &'a Profile,
    pub year: i32,
    has_targets: bool,
    has_actuals: bool,
}

impl<'a> Context<'a> {
    pub fn of(table: &Table, profile: &'a Profile) -> Context<'a> {
        Context {
            profile,
            year: table.year.unwrap_or_default(),
            has_targets: table.rows.iter().any(|row| !row.target.is_blank()),
            has_actuals: table.rows.iter().any(|row| !row.actual.is_blank()),
        }
    }
}

/// 复核第 `at` 行；`earlier` 是前面各行。
pub(super) fn audit(
    at: usize,
    printed: &PrintedRow,
    earlier: &[PrintedRow],
    context: Context<'_>,
    findings: &mut Findings,
) -> RowAudit {
    let profile = context.profile;
    let target = ReadTarget::of(printed, profile);
    let points = printed.points.points();
    let mut push = |diagnostic: Diagnostic| findings.push(About::Row(at), diagnostic);
    if let Err(why) = &target.target {
        push(unreadable_target(printed, *why, &target, context));
    }
    let scored = target.wanted().and_then(|wanted| {
        // 没有印分值的也读一遍，好知道实际完成值读不读得出。
        let indicator = printed_indicator(wanted, points.unwrap_or(Decimal::TEN), profile, &printed.target.place);
        if indicator.is_none() {
            push(no_rule(printed));
        }
        Some(score(printed, indicator?, context, &mut push))
    });
    judge(at, printed, target, scored, earlier, context, findings)
}

/// 复核第 `at` 行；规则与结果已经由体系算出，不用口径的默认规则。
pub(super) fn audit_scored(
    at: usize,
    printed: &PrintedRow,
    own: Rescored,
    earlier: &[PrintedRow],
    context: Context<'_>,
    findings: &mut Findings,
) -> RowAudit {
    let Rescored { indicator, entry, outcome } = own;
    let target = ReadTarget { target: Ok(indicator.target.clone()), scored: Some(indicator.target.kind) };
    let met = match outcome.status {
        Status::Met | Status::Exceeded => Some(true),
        Status::Missed => Some(false),
        Status::NotApplicable | Status::NotScored(_) => None,
    };
    let why = match outcome.status {
        Status::NotScored(code) => code.title(),
        _ => "不适用，剔除后折算",
    };
    let actual = ReadActual::given(printed, &indicator.target, entry, met);
    if outcome.score.is_none() {
        findings.push(About::Row(at), unscored(printed, &actual, why, context));
    }
    judge(at, printed, target, Some((indicator, actual, outcome)), earlier, context, findings)
}

/// 一行的规则、实际完成值与重新计分的结果。
type Scored = (Indicator, ReadActual, RowOutcome);

/// 与印的得分比，再看写得好不好。
fn judge(
    at: usize,
    printed: &PrintedRow,
    target: ReadTarget,
    scored: Option<Scored>,
    earlier: &[PrintedRow],
    context: Context<'_>,
    findings: &mut Findings,
) -> RowAudit {
    let profile = context.profile;
    let (points, declared) = (printed.points.points(), printed.score.points());
    let mut push = |diagnostic: Diagnostic| findings.push(About::Row(at), diagnostic);
    let fact =
        scored.as_ref().and_then(|(indicator, actual, _)| Fact::of(&indicator.target, &actual.answer, printed.title()));
    let fulfilment = scored.as_ref().and_then(|(.., outcome)| outcome.fulfilment);
    let actual = scored.as_ref().map(|(_, actual, _)| actual.clone());
    let recomputed = scored.as_ref().and_then(|(.., outcome)| outcome.score).filter(|_| points.is_some());
    if points.is_none() || declared.is_none() {
        push(unprinted(printed, points, declared, recomputed));
    }
    let agrees = declared.zip(recomputed).map(|(declared, recomputed)| declared == recomputed);
    if let (Some(points), Some(declared)) = (points, declared) {
        if let Some(above) = cause::above(printed, points, declared) {
            push(above);
        }
        if let Some((indicator, actual, _)) = &scored {
            let case = cause::Case { row: printed, points, declared, recomputed, indicator, actual, profile };
            cause::causes(&case).into_iter().for_each(&mut push);
        }
    }
    let rescored = scored
        .filter(|(.., outcome)| points.is_some() && outcome.score.is_some())
        .map(|(indicator, actual, outcome)| Rescored { indicator, entry: actual.entry, outcome });
    let audit = RowAudit { target, points, declared, recomputed, agrees, rescored, actual, fulfilment, fact };
    quality::look(printed, &audit, audit.actual.as_ref(), profile).into_iter().for_each(&mut push);
    category::look(printed, audit.target.target.as_ref().ok()).into_iter().for_each(&mut push);
    quality::duplicate(printed, earlier).into_iter().for_each(&mut push);
    audit
}

/// 重新计分；读不出实际完成值的不计分，说明原因。
fn score(
    printed: &PrintedRow,
    indicator: Indicator,
    context: Context<'_>,
    push: &mut impl FnMut(Diagnostic),
) -> Scored {
    let actual = read_actual(printed, &indicator.target, &indicator.rule, context.year);
    let outcome = score_row(&indicator, &actual.entry, context.profile);
    let why = match (&actual.entry.actual, outcome.score) {
        (Actual::Unscored(_), _) => Some(actual.why),
        (_, None) => Some("照口径的规则算不出得分"),
        _ => None,
    };
    if let Some(why) = why {
        push(unscored(printed, &actual, why, context));
    }
    (indicator, actual, outcome)
}

fn unscored(printed: &PrintedRow, actual: &ReadActual, why: &str, context: Context<'_>) -> Diagnostic {
    let message = if printed.actual.is_blank() {
        format!("{}：{why}，无从复算", printed.title())
    } else {
        format!("{}：实际完成值“{}”：{why}，无从复算", printed.title(), printed.actual.text)
    };
    // 一句话判断不出达没达到、写明不适用，只是无从复算，不一定是毛病。
    let severity = match actual.answer {
        Answer::Words | Answer::NotApplicable | Answer::Partly | Answer::Failed => Severity::Note,
        Answer::Blank if !context.has_actuals => Severity::Note,
        _ => Severity::Warning,
    };
    let diagnostic = Diagnostic::new(Code::A0317, message).at(&printed.actual.place).label("这个实际完成值");
    diagnostic.severity(severity)
}

fn no_rule(printed: &PrintedRow) -> Diagnostic {
    let message = format!("{}：口径对“{}”这样的指标值没有默认规则", printed.title(), printed.target.text);
    Diagnostic::new(Code::A0316, message).at(&printed.target.place).label("这个指标值")
}

fn unreadable_target(printed: &PrintedRow, why: Unreadable, target: &ReadTarget, context: Context<'_>) -> Diagnostic {
    let reason = match why {
        Unreadable::Written(error) => error.to_string(),
        Unreadable::Bare => "没有符号，口径没有约定怎样理解".to_owned(),
    };
    let is_blank = matches!(why, Unreadable::Written(TargetError::Empty | TargetError::Placeholder));
    let message = if target.scored.is_some() {
        format!("{}：没有印指标值，执行率按 100% 计", printed.title())
    } else if is_blank {
        format!("{}：没有印指标值，无从复算", printed.title())
    } else {
        format!("{}：指标值“{}”读不出（{reason}）", printed.title(), printed.target.text)
    };
    let is_note = target.scored.is_some() || (is_blank && !context.has_targets);
    let severity = if is_note { Severity::Note } else { Severity::Warning };
    Diagnostic::new(Code::A0316, message).at(&printed.target.place).label("这个指标值").severity(severity)
}

fn unprinted(
    printed: &PrintedRow,
    points: Option<Decimal>,
    declared: Option<Decimal>,
    recomputed: Option<Decimal>,
) -> Diagnostic {
    let title = printed.title();
    let (message, cell) = match (points, declared) {
        (None, None) => (format!("{title}：没有印分值与得分，无从复算"), &printed.points),
        (None, Some(score)) => (format!("{title}：没有印分值，印的得分 {} 无从复算", plain(score)), &printed.points),
        (Some(points), _) => {
            let due = recomputed.map_or_else(String::new, |score| format!("，照口径得 {}", fixed(score, 2)));
            (format!("{title}：没有印得分（分值 {}{due}）", plain(points)), &printed.score)
        }
    };
    Diagnostic::new(Code::A0318, message).at(&cell.place).label("这里没有印")
}
