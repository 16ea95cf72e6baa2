//! 一行写得好不好：偏差度、原因、照抄、单位、占位符、超额、指标与类别。得分对不对另看。

use super::cell::{is_trivial, spoken};
use super::{PrintedRow, ReadActual, RowAudit};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Profile, RuleKind};
use crate::number::{Decimal, Mode, Ratio, Rounding, plain, read_quantity};
use crate::score::RowOutcome;
use crate::target::{Answer, Kind, Target};

/// 看一行。`actual` 在指标值读得懂时才有。
pub(super) fn look(
    row: &PrintedRow,
    audit: &RowAudit,
    actual: Option<&ReadActual>,
    profile: &Profile,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    placeholder(row, &mut found);
    let outcome = audit.rescored.as_ref().map(|rescored| &rescored.outcome);
    reason(row, audit, actual, outcome, profile, &mut found);
    let Ok(target) = &audit.target.target else { return found };
    if let Some(actual) = actual {
        found.extend(unit(row, target, actual, audit));
        found.extend(nature(row, target, actual, audit));
        found.extend(copied(row, target, actual));
        found.extend(excess(row, audit, profile));
        if let Some(outcome) = outcome {
            found.extend(deviation(row, actual, outcome));
        }
    }
    found
}

/// A0315：没有填的占位符。
fn placeholder(row: &PrintedRow, found: &mut Vec<Diagnostic>) {
    const MARKS: &[&str] = &["**", "XX", "xx", "××", "＊＊", "___", "待填", "……%"];
    let cells = [
        (&row.name, "名称", Severity::Warning),
        (&row.target, "指标值", Severity::Error),
        (&row.actual, "实际完成值", Severity::Error),
        (&row.reason, "偏差原因", Severity::Error),
    ];
    for (cell, what, severity) in cells {
        if let Some(mark) = MARKS.iter().find(|mark| cell.text.contains(**mark)) {
            let message = format!("{}：{what}“{}”里还留着占位符 {mark}", row.title(), cell.text);
            found.push(Diagnostic::new(Code::A0315, message).at(&cell.place).label("没有填").severity(severity));
        }
    }
}

/// A0309、A0310：该写原因的没有写，没有偏差的写了。
fn reason(
    row: &PrintedRow,
    audit: &RowAudit,
    actual: Option<&ReadActual>,
    outcome: Option<&RowOutcome>,
    profile: &Profile,
    found: &mut Vec<Diagnostic>,
) {
    let is_given = row.reason_given.unwrap_or(!is_trivial(&row.reason.text));
    let lost = audit.points.zip(audit.declared).map(|(points, declared)| points - declared);
    let lost = lost.filter(|lost| *lost > Decimal::ZERO);
    let missed = actual.and_then(|actual| actual.met) == Some(false);
    let deviation = outcome.and_then(|outcome| outcome.deviation).unwrap_or_default();
    let is_wide = profile.obligations.deviation_from.is_some_and(|from| deviation.abs() >= from);
    if (profile.obligations.missed && (missed || lost.is_some())) || is_wide {
        if !is_given {
            let why = match (missed, lost) {
                (true, _) => format!("没有达标（实际“{}”，指标值“{}”）", row.actual.text, row.target.text),
                (false, Some(lost)) => format!("失 {} 分", plain(lost)),
                (false, None) => format!("偏差度 {}", plain(deviation)),
            };
            let message = format!("{}：{why}，没有写偏差原因和改进措施", row.title());
            found.push(Diagnostic::new(Code::A0309, message).at(&row.reason.place).label("没有写"));
        }
        return;
    }
    let is_full = audit.points.is_some() && audit.points == audit.declared;
    let met = actual.and_then(|actual| actual.met) == Some(true);
    let is_over = outcome.and_then(|outcome| outcome.fulfilment).is_some_and(|share| share > Decimal::ONE);
    if is_given && met && !is_over && (is_full || audit.declared.is_none()) {
        let message = format!("{}：已经达标、没有失分，却写了偏差原因", row.title());
        found.push(Diagnostic::new(Code::A0310, message).at(&row.reason.place).label("没有偏差"));
    }
}

/// A0312：实际完成值的单位与指标值不同，或少了单位说不清。
fn unit(row: &PrintedRow, target: &Target, actual: &ReadActual, audit: &RowAudit) -> Option<Diagnostic> {
    let ours = match target.unit.as_str() {
        "" => "没有单位的数".to_owned(),
        unit => format!("以“{unit}”计"),
    };
    let (message, severity) = match &actual.answer {
        Answer::OtherUnit(unit) if unit.is_none() => (
            format!("指标值“{}”{ours}，实际“{}”没有写单位，差上千倍，像是另一个单位", row.target.text, row.actual.text),
            Severity::Error,
        ),
        Answer::OtherUnit(unit) => (
            format!("指标值“{}”{ours}，实际“{}”以“{}”计，不能相比", row.target.text, row.actual.text, unit.as_str()),
            Severity::Error,
        ),
        Answer::Fraction(value) => {
            (format!("实际“{}”没有百分号，按 {}% 理解", row.actual.text, plain(*value)), Severity::Warning)
        }
        Answer::Share(_) if target.kind.value().is_some() => (
            format!("指标值“{}”{ours}，实际写的是百分数“{}”，看不出做了多少", row.target.text, row.actual.text),
            Severity::Warning,
        ),
        // 两边都没有单位、差了十几倍还给满分，多半不是同一种数。
        Answer::Number(_)
            if target.unit.is_none() && is_far(audit) && !row.actual.text.contains(char::is_alphabetic) =>
        {
            (
                format!(
                    "指标值“{}”与实际“{}”都没有写单位，相差这么多却给满分，可能不是同一种数",
                    row.target.text, row.actual.text
                ),
                Severity::Warning,
            )
        }
        _ => return None,
    };
    let message = format!("{}：{message}", row.title());
    Some(Diagnostic::new(Code::A0312, message).at(&row.actual.place).label("这个实际完成值").severity(severity))
}

/// 实际不到指标值的一成，却给了满分。
fn is_far(audit: &RowAudit) -> bool {
    let is_full = audit.points.is_some() && audit.points == audit.declared;
    is_full && audit.fulfilment.is_some_and(|share| share < Decimal::new(1, 1))
}

/// A0313：定性的填了数，定量的填了话。
fn nature(row: &PrintedRow, target: &Target, actual: &ReadActual, audit: &RowAudit) -> Option<Diagnostic> {
    let is_measured = target.kind.value().is_some() || matches!(target.kind, Kind::Between(_));
    let by_percent = audit.rescored.as_ref().is_some_and(|row| matches!(row.indicator.rule.kind, RuleKind::Percent));
    let (message, severity) = match &actual.answer {
        Answer::Number(_) | Answer::Share(_) if target.kind == Kind::Qualitative && !by_percent => {
            let text =
                format!("指标值“{}”是定性的，实际填了数“{}”，看不出这个数怎样来", row.target.text, row.actual.text);
            // 带百分号的是完成程度，通行；光写一个数的才说不清。
            let is_degree = matches!(actual.answer, Answer::Share(_));
            (text, if is_degree { Severity::Note } else { Severity::Warning })
        }
        Answer::Done | Answer::Partly | Answer::Failed | Answer::Words if is_measured => (
            format!("指标值“{}”是数，实际只写了“{}”，没有写做到多少", row.target.text, row.actual.text),
            Severity::Warning,
        ),
        _ => return None,
    };
    let message = format!("{}：{message}", row.title());
    Some(Diagnostic::new(Code::A0313, message).at(&row.actual.place).label("这个实际完成值").severity(severity))
}

/// A0311：实际完成值照抄指标值。100% 与 0、写明等于的个数本来就会相同，不算。
fn copied(row: &PrintedRow, target: &Target, actual: &ReadActual) -> Option<Diagnostic> {
    let (message, severity) = match &actual.answer {
        Answer::Range(kind) if *kind == target.kind => {
            let text = format!("实际“{}”连符号一起照抄指标值，没有写实际做到多少", row.actual.text);
            (text, Severity::Warning)
        }
        Answer::Number(value) if Some(*value) == target.kind.value() && target.unit.is_rate() => {
            if value.is_zero() || *value >= Decimal::ONE_HUNDRED || matches!(target.kind, Kind::Exactly(_)) {
                return None;
            }
            let same =
                format!("实际“{}”与指标值“{}”分毫不差，像是照抄，应有计算的依据", row.actual.text, row.target.text);
            (same, Severity::Note)
        }
        _ => return None,
    };
    let message = format!("{}：{message}", row.title());
    Some(Diagnostic::new(Code::A0311, message).at(&row.actual.place).label("照抄").severity(severity))
}

/// A0319：大幅超额没有说明。
fn excess(row: &PrintedRow, audit: &RowAudit, profile: &Profile) -> Option<Diagnostic> {
    let rescored = audit.rescored.as_ref();
    let fulfilment = audit.fulfilment?;
    let rule = match rescored {
        Some(row) => &row.indicator.rule,
        None => profile.defaults.get("at_least")?,
    };
    // “每月1次”与全年的次数不能这样比。
    if ["每月", "每季", "每周", "每天", "每日", "每半年"].iter().any(|word| row.target.text.contains(word))
    {
        return None;
    }
    let from = rule.over.reason_from.unwrap_or(Decimal::new(13, 1));
    if fulfilment <= from || row.reason_given.unwrap_or(!is_trivial(&row.reason.text)) {
        return None;
    }
    let percent =
        |ratio: Ratio| plain(ratio.times(Decimal::ONE_HUNDRED).round(Rounding { places: 2, mode: Mode::HalfUp }));
    let message = format!(
        "{}：实际“{}”是指标值“{}”的 {}%，超过 {}%，没有说明为什么超出这么多、目标是不是定低了",
        row.title(),
        row.actual.text,
        row.target.text,
        percent(fulfilment),
        percent(Ratio::from(from)),
    );
    Some(Diagnostic::new(Code::A0319, message).at(&row.actual.place).label("大幅超额"))
}

/// A0308：印的偏差度与算出的不同。有利一侧印零、印正数，两种做法都有，都不算错。
fn deviation(row: &PrintedRow, actual: &ReadActual, outcome: &RowOutcome) -> Option<Diagnostic> {
    let printed = read_quantity(&row.deviation.text).ok().filter(|q| q.unit.is_none() || q.unit.is_rate())?;
    let value = printed.value;
    let due = outcome.deviation?;
    let met = actual.met == Some(true);
    let rounded = |due: Decimal| Rounding { places: value.scale(), mode: Mode::HalfUp }.apply(due);
    let raw = outcome.fulfilment.map(|share| share.above(Decimal::ONE).times(Decimal::ONE_HUNDRED));
    let signed = raw.map(|raw| raw.round(Rounding { places: value.scale(), mode: Mode::HalfUp }));
    if value == rounded(due) || value == due || (met && (value.is_zero() || Some(value) == signed)) {
        return None;
    }
    let reversed = !due.is_zero() && value == rounded(-due);
    let as_share = value * Decimal::ONE_HUNDRED == due || rounded(due / Decimal::ONE_HUNDRED) == value;
    let why = if reversed {
        "正负反了"
    } else if !due.is_zero() && as_share {
        "像是写成了小数"
    } else if met {
        "已经达标，没有不利的偏差"
    } else {
        "大小不对"
    };
    let message = format!(
        "{}：实际“{}”、指标值“{}”，偏差度是 {}，印的是“{}”，{why}",
        row.title(),
        row.actual.text,
        row.target.text,
        plain(due),
        row.deviation.text
    );
    Some(Diagnostic::new(Code::A0308, message).at(&row.deviation.place).label("印的偏差度"))
}

/// A0314：整行重复；`earlier` 是前面各行。
pub(super) fn duplicate(row: &PrintedRow, earlier: &[PrintedRow]) -> Option<Diagnostic> {
    if row.name.text.is_empty() {
        return None;
    }
    let same = |other: &&PrintedRow| {
        spoken(&other.name.text) == spoken(&row.name.text)
            && other.level2.text == row.level2.text
            && spoken(&other.target.text) == spoken(&row.target.text)
            && spoken(&other.actual.text) == spoken(&row.actual.text)
    };
    let at = earlier.iter().position(|other| same(&other))?;
    let message = format!("{}：与第 {} 行的名称、指标值、实际完成值都相同，同一件事计了两次分", row.title(), at + 1);
    Some(Diagnostic::new(Code::A0314, message).at(&row.name.place).label("重复"))
}
