//! 印的得分与算出的不符，是怎样来的。
//!
//! 依次看：超过分值（A0303）；达标却失分（A0301），其中又乘了一遍百分数的（A0304）；未达标却满分（A0302）；
//! 只是修约或取整不同（A0305）；照另一条规则才对得上（A0320）；都不是的（A0307）。定性的另看落没落在所说的一档（A0306）。

use super::way::{Fact, Way, fitting, fitting_full, rounding_text};
use super::{PrintedRow, ReadActual};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Actual, Indicator, Profile, RuleKind, Tier};
use crate::number::{Decimal, Ratio, Rounding, fixed, plain};
use crate::score::score_row;
use crate::target::{Answer, Kind};
use std::sync::Arc;

/// 印着分值与得分的一行。
pub(super) struct Case<'a> {
    pub row: &'a PrintedRow,
    pub points: Decimal,
    pub declared: Decimal,
    /// 算出的得分；算不出的没有。
    pub recomputed: Option<Decimal>,
    pub indicator: &'a Indicator,
    pub actual: &'a ReadActual,
    pub profile: &'a Profile,
}

/// 得分超过分值，读不读得出指标值都看得出。
pub(super) fn above(row: &PrintedRow, points: Decimal, declared: Decimal) -> Option<Diagnostic> {
    (declared > points).then(|| {
        let over = plain(declared - points);
        let message = format!("{}：得分 {} 超过分值 {}，多 {over}", row.title(), plain(declared), plain(points));
        at_score(Code::A0303, message, row)
    })
}

/// 不符的原因，最像的在前。
pub(super) fn causes(case: &Case<'_>) -> Vec<Diagnostic> {
    let Case { row, points, declared, recomputed, actual, .. } = *case;
    let mut found = Vec::new();
    if declared > points {
        found.extend(another_way(case, &[Way::Uncapped]));
        return found;
    }
    if let Some((tier, span)) = tier_of(case).filter(|(_, span)| !span.holds(declared)) {
        let said = match actual.answer {
            Answer::Share(_) | Answer::Number(_) => format!("实际“{}”属“{}”一档", row.actual.text, tier.name),
            _ => format!("实际“{}”是“{}”", row.actual.text, tier.name),
        };
        let message = format!("{}：{said}，应得 {span} 分，印的是 {}", row.title(), plain(declared));
        found.push(at_score(Code::A0306, message, row));
    }
    let Some(due) = recomputed.filter(|due| *due != declared) else { return found };
    match actual.met {
        Some(true) if due == points && declared < points => {
            found.extend(twice(case));
            found.push(lost(case));
        }
        Some(false) if declared == points => {
            found.push(unearned(case, due));
            found.extend(rounded(case, due));
        }
        _ => {
            let explained = rounded(case, due).or_else(|| another_way(case, &[])).or_else(|| another_rule(case));
            if let Some(explained) = explained {
                found.push(explained);
            } else if found.is_empty() {
                found.push(unknown(case, due));
            }
        }
    }
    found
}

/// 诊断指着印的得分。
fn at_score(code: Code, message: String, row: &PrintedRow) -> Diagnostic {
    Diagnostic::new(code, message).at(&row.score.place).label("印的得分")
}

/// “实际 98%，指标值 98%”。
fn against(row: &PrintedRow) -> String {
    format!("实际“{}”，指标值“{}”", row.actual.text, row.target.text)
}

/// A0301：达标却失分。
fn lost(case: &Case<'_>) -> Diagnostic {
    let Case { row, points, declared, .. } = *case;
    let less = points - declared;
    let mut message = format!(
        "{}：{}，已经达标，应得满分 {}，印的是 {}，少 {}",
        row.title(),
        against(row),
        plain(points),
        plain(declared),
        plain(less)
    );
    let share = Ratio::new(declared, points).map(|share| share.times(Decimal::ONE_HUNDRED).shown());
    if let Some((percent, true)) = share {
        message.push_str(&format!("（只给了 {}%）", plain(percent)));
    }
    // 定性的一档之内由单位给分，不一定错，但扣了就要说明。
    let inside = tier_of(case).filter(|(_, span)| span.holds(declared));
    let severity = match &inside {
        Some((tier, span)) => {
            message.push_str(&format!("；仍在“{}”一档 {span} 之内，扣分要说明为什么", tier.name));
            Severity::Warning
        }
        None => Severity::Error,
    };
    at_score(Code::A0301, message, row).severity(severity)
}

/// A0304：达标的行又乘了一遍实际的百分数。
fn twice(case: &Case<'_>) -> Option<Diagnostic> {
    let Case { row, points, declared, .. } = *case;
    let fact = fact(case)?;
    let rate = match fact {
        Fact::Up(a, _, true) => a,
        Fact::Share(share) => share * Decimal::ONE_HUNDRED,
        _ => return None,
    };
    let exact = Way::Percent.exact(points, fact).filter(|_| rate < Decimal::ONE_HUNDRED)?;
    let how = said(exact, declared)?;
    let message = format!(
        "{}：{}，达标应得 {}；印的 {} 是分值又乘了实际的百分数（{}{how}），目标并不是 100%",
        row.title(),
        against(row),
        plain(points),
        plain(declared),
        Way::Percent.sum(points, fact),
    );
    Some(at_score(Code::A0304, message, row))
}

/// A0302：未达标却满分。
fn unearned(case: &Case<'_>, due: Decimal) -> Diagnostic {
    let Case { row, points, .. } = *case;
    let sum = sum(case);
    let message = format!(
        "{}：{}，没有达标，照口径得 {}{}，印的是满分 {}",
        row.title(),
        against(row),
        fixed(due, case.profile.row.places),
        sum,
        plain(points)
    );
    at_score(Code::A0302, message, row)
}

/// A0305：同一算法，修约或取整不同。
fn rounded(case: &Case<'_>, due: Decimal) -> Option<Diagnostic> {
    let Case { row, points, declared, .. } = *case;
    let (fact, way) = fact(case).zip(own_way(case))?;
    let exact = way.exact(points, fact)?;
    // 与口径的算法确是同一个，才谈得上只差修约。
    let rounding = case.indicator.rule.rounding.unwrap_or(case.profile.row);
    if exact.round(rounding) != due {
        return None;
    }
    let fitting = if declared == points { fitting_full(exact, points) } else { fitting(exact, declared) };
    if fitting.is_empty() {
        return None;
    }
    let message = format!(
        "{}：{}＝{}，照口径{}得 {}；{}才是印的 {}",
        row.title(),
        way.sum(points, fact),
        shown(exact),
        rounding_text(&[rounding]),
        fixed(due, rounding.places),
        rounding_text(&fitting),
        plain(declared)
    );
    Some(at_score(Code::A0305, message, row).severity(Severity::Warning))
}

/// A0320：照各地见过的另一种算法才对得上。`only` 为空时试与口径不同的各种。
fn another_way(case: &Case<'_>, only: &[Way]) -> Option<Diagnostic> {
    let Case { row, points, declared, .. } = *case;
    let fact = fact(case)?;
    let own = own_way(case);
    let all: &[Way] = if matches!(fact, Fact::Down(..)) { &Way::DOWN } else { &Way::UP };
    let ways = if only.is_empty() { all } else { only };
    ways.iter().filter(|way| Some(**way) != own).find_map(|way| {
        let exact = way.exact(points, fact)?;
        let how = said(exact, declared)?;
        let sum = way.sum(points, fact);
        let sum = if sum.is_empty() { sum } else { format!("：{sum}{how}") };
        let message = format!("{}：印的 {} 照“{}”才对得上{sum}", row.title(), plain(declared), way.title());
        Some(at_score(Code::A0320, message, row))
    })
}

/// A0320：照口径里另一条具名规则才对得上。
fn another_rule(case: &Case<'_>) -> Option<Diagnostic> {
    let Case { row, declared, indicator, actual, profile, .. } = *case;
    let target = &indicator.target;
    profile.rules.iter().find_map(|(name, rule)| {
        let numeric = matches!(rule.kind, RuleKind::Steps { .. } | RuleKind::Bands { .. });
        let same_unit = rule.unit.as_ref().is_none_or(|unit| unit.is_none() || *unit == target.unit);
        if !numeric || !same_unit || matches!(target.kind, Kind::Qualitative | Kind::Date(_)) {
            return None;
        }
        let other = Indicator { rule: Arc::clone(rule), ..indicator.clone() };
        if score_row(&other, &actual.entry, profile).score != Some(declared) {
            return None;
        }
        let message = format!(
            "{}：{}，印的 {} 照口径里的规则“{}”（{name}）才对得上",
            row.title(),
            against(row),
            plain(declared),
            rule.text
        );
        Some(at_score(Code::A0320, message, row).severity(Severity::Warning))
    })
}

/// A0307：找不到原因。
fn unknown(case: &Case<'_>, due: Decimal) -> Diagnostic {
    let Case { row, points, declared, .. } = *case;
    let sum = sum(case);
    let message = format!(
        "{}：分值 {}，{}，照口径得 {}{}，印的是 {}，哪种修约、哪条规则都对不上",
        row.title(),
        plain(points),
        against(row),
        fixed(due, case.profile.row.places),
        sum,
        plain(declared)
    );
    at_score(Code::A0307, message, row)
}

fn fact(case: &Case<'_>) -> Option<Fact> {
    Fact::of(&case.indicator.target, &case.actual.answer, case.row.title())
}

/// 照口径代入的算式，括在括号里；没有算式的为空。
fn sum(case: &Case<'_>) -> String {
    let sum = fact(case).zip(own_way(case)).map(|(fact, way)| way.sum(case.points, fact));
    sum.filter(|sum| !sum.is_empty()).map_or_else(String::new, |sum| format!("（{sum}）"))
}

/// 口径对这一行的算法，是这里的哪一种。
fn own_way(case: &Case<'_>) -> Option<Way> {
    use crate::model::AtMostMethod;
    let down = matches!(fact(case)?, Fact::Down(..));
    match &case.indicator.rule.kind {
        RuleKind::Proportional { at_most: AtMostMethod::Ratio, .. } if down => Some(Way::Inverse),
        RuleKind::Proportional { at_most: AtMostMethod::Linear, .. } if down => Some(Way::Linear),
        RuleKind::Proportional { .. } if !down => Some(Way::Proportional),
        RuleKind::Percent | RuleKind::Tiers { .. } if !down => Some(Way::Percent),
        RuleKind::Pass => Some(Way::Pass),
        _ => None,
    }
}

/// 由算出的数得到印的数：“＝19.6”或“＝7.2，截尾到整数是 7”；得不到的没有。
fn said(exact: Ratio, declared: Decimal) -> Option<String> {
    if exact == declared {
        return Some(format!("＝{}", plain(declared)));
    }
    let fitting = fitting(exact, declared);
    // 取到整数才凑得上的，多半是巧合。
    if fitting.first()?.places == 0 {
        return None;
    }
    Some(format!("＝{}，{}是 {}", shown(exact), rounding_text(&fitting), plain(declared)))
}

pub(super) fn shown(value: Ratio) -> String {
    match value.shown() {
        (value, true) => plain(value),
        (_, false) => format!("{}…", plain(value.round(Rounding { places: 4, mode: crate::number::Mode::Down }))),
    }
}

/// 一档应得的分，含下端；最高一档含上端。
struct Span {
    low: Decimal,
    high: Decimal,
    is_top: bool,
}

impl Span {
    fn holds(&self, score: Decimal) -> bool {
        score >= self.low && (score < self.high || (self.is_top && score == self.high))
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{}, {}{}", plain(self.low), plain(self.high), if self.is_top { ']' } else { ')' })
    }
}

/// 定性的行所说的一档；没有分档的规则、说不出是哪一档的没有。
fn tier_of<'a>(case: &Case<'a>) -> Option<(&'a Tier, Span)> {
    let RuleKind::Tiers { tiers, .. } = &case.indicator.rule.kind else { return None };
    let at = match (&case.actual.entry.actual, &case.actual.answer) {
        (Actual::Tier { tier, .. }, _) => *tier,
        (_, Answer::Partly) if tiers.len() > 2 => 1,
        (_, Answer::Failed) => tiers.len().checked_sub(1)?,
        _ => return None,
    };
    let tier = tiers.get(at)?;
    let edge = |share: Decimal| Rounding::CENTS.apply(case.points * share);
    Some((tier, Span { low: edge(tier.from), high: edge(tier.to), is_top: at == 0 }))
}
