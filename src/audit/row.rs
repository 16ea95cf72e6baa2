//! 一行：读懂指标值与实际完成值，照口径的默认规则重新计分，与印的得分比。

use super::reading::{Unreadable, actual_text};
use super::{About, Findings, PrintedRow, ReadTarget, Rescored, RowAudit};
use crate::check::{printed_entry, printed_indicator};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{Actual, Profile};
use crate::number::{Decimal, fixed, plain};
use crate::parse::At;
use crate::score::score_row;
use crate::target::Target;

/// 复核第 `at` 行。
pub(super) fn audit(
    at: usize,
    printed: &PrintedRow,
    year: i32,
    profile: &Profile,
    findings: &mut Findings,
) -> RowAudit {
    let target = ReadTarget::of(printed, profile);
    let (points, declared) = (printed.points.points(), printed.score.points());
    let mut push = |diagnostic: Diagnostic| findings.push(About::Row(at), diagnostic);
    let rescored = match &target.target {
        Err(why) => {
            push(unreadable_target(printed, *why));
            None
        }
        Ok(read) => rescore(printed, read, points, year, profile, &mut push),
    };
    let recomputed = rescored.as_ref().and_then(|rescored| rescored.outcome.score);
    if points.is_none() || declared.is_none() {
        push(unprinted(printed, points, declared, recomputed));
    }
    let agrees = declared.zip(recomputed).map(|(declared, recomputed)| declared == recomputed);
    if let (Some(false), Some(points), Some(recomputed)) = (agrees, points, recomputed) {
        let message = format!(
            "{}：分值 {}，指标值“{}”，实际“{}”，照口径得 {}，印的是 {}",
            printed.title(),
            plain(points),
            printed.target.text,
            printed.actual.text,
            fixed(recomputed, profile.row.places),
            printed.score.text
        );
        push(Diagnostic::new(Code::A0307, message).at(&printed.score.place).label("印的得分"));
    }
    RowAudit { target, points, declared, recomputed, agrees, rescored }
}

/// 重新计分；读不出实际完成值、没有分值的返回 `None`。
fn rescore(
    printed: &PrintedRow,
    target: &Target,
    points: Option<Decimal>,
    year: i32,
    profile: &Profile,
    push: &mut impl FnMut(Diagnostic),
) -> Option<Rescored> {
    // 没有印分值的也读一遍，好知道实际完成值读不读得出。
    let indicator = printed_indicator(target.clone(), points.unwrap_or(Decimal::TEN), profile, &printed.target.place);
    let Some(indicator) = indicator else {
        let message = format!("{}：口径对“{}”这样的指标值没有默认规则", printed.title(), printed.target.text);
        push(Diagnostic::new(Code::A0316, message).at(&printed.target.place).label("这个指标值"));
        return None;
    };
    let text = actual_text(&printed.actual.text, target);
    let actual = At { value: text, place: printed.actual.place.clone() };
    let mut heard = Sink::default();
    let entry = printed_entry(&indicator, &actual, year, &mut heard);
    let outcome = score_row(&indicator, &entry, profile);
    if let Actual::Unscored(_) = entry.actual {
        let why = heard.all().last().map(|found| found.message.trim().trim_start_matches('：').to_owned());
        let message = format!("{}：{}", printed.title(), why.unwrap_or_default());
        push(Diagnostic::new(Code::A0317, message).at(&printed.actual.place).label("这个实际完成值"));
    }
    (points.is_some() && outcome.score.is_some()).then_some(Rescored { indicator, entry, outcome })
}

fn unreadable_target(printed: &PrintedRow, why: Unreadable) -> Diagnostic {
    let why = match why {
        Unreadable::Written(error) => error.to_string(),
        Unreadable::Bare => "没有符号，口径没有约定怎样理解".to_owned(),
    };
    let message = format!("{}：指标值“{}”读不出（{why}）", printed.title(), printed.target.text);
    Diagnostic::new(Code::A0316, message).at(&printed.target.place).label("这个指标值")
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
            let due = recomputed.map_or_else(String::new, |score| format!("，照口径得 {}", plain(score)));
            (format!("{title}：没有印得分（分值 {}{due}）", plain(points)), &printed.score)
        }
    };
    Diagnostic::new(Code::A0318, message).at(&cell.place).label("这里没有印")
}
