//! 把一份填报换到另一个体系上：对得上的行照填的值，对不上的留作说明，不猜。

use super::section::{counted_points, derived};
use super::submission::{Base, Checked, submission};
use crate::diagnostic::{Severity, Sink};
use crate::model::{Indicator, Room, RowOrigin, Set};
use crate::number::Decimal;
use crate::parse::{At, RawActual, RawDeclared, RawSubmission};
use std::sync::Arc;

/// 换上去的结果。
#[derive(Clone, Debug)]
pub struct Refitted {
    pub checked: Checked,
    /// 自设的行合不合余地；不合的只能逐行看，板块与总分没有意义。
    pub is_whole: bool,
    /// 对不上的各处，一处一句。
    pub notes: Vec<String>,
}

/// 换到体系 `to`。`own` 是照它自己的体系审查的结果；`pairs` 说 `own` 的第几行对应 `to` 的第几行。
/// 连体系里的行也换不上去的返回 `None`。
pub fn refit(raw: &RawSubmission, own: &Checked, to: &Arc<Set>, pairs: &[(usize, usize)]) -> Option<Refitted> {
    let mut raw = raw.clone();
    let mut notes = Vec::new();
    (raw.total, raw.grades, raw.profile, raw.form, raw.execution) = (None, None, None, None, None);
    raw.declared = RawDeclared::default();
    let target = |row: usize| pairs.iter().find(|(from, _)| *from == row).map(|(_, to)| *to);
    move_rows(&mut raw, own, to, &target, &mut notes);
    retain(&mut raw, own, to, &target, &mut notes);
    let mut sink = Sink::default();
    let whole = submission(&raw, &Base::Set(Arc::clone(to)), String::new(), &mut sink);
    let is_whole = whole.is_some();
    let errors = sink.all().iter().filter(|d| d.code.severity() == Severity::Error);
    notes.extend(errors.map(|d| format!("{}（{}）", d.message, d.code.as_str())));
    // 自设的行不合余地：放开板块的规定，只为逐行计分。
    let relaxed = || submission(&raw, &Base::Set(Arc::new(relaxed(to, &raw))), String::new(), &mut Sink::default());
    let checked = whole.or_else(relaxed)?;
    Some(Refitted { checked, is_whole, notes })
}

/// 各板块恰好容得下这份填报自设的行；板块与总分的分值因此没有意义。
fn relaxed(set: &Set, raw: &RawSubmission) -> Set {
    let mut set = set.clone();
    let own: Vec<(&str, Decimal)> = raw
        .indicators
        .iter()
        .filter_map(|(row, _)| Some((row.level1.as_ref()?.value.as_str(), row.points.as_ref()?.value)))
        .collect();
    for section in derived(own.iter().copied()) {
        if !set.sections.iter().any(|known| known.level1 == section.level1) {
            set.sections.push(section);
        }
    }
    for section in &mut set.sections {
        let fixed = counted_points(set.indicators.iter().filter(|row| row.level1 == section.level1), &set.groups);
        let mine = own.iter().filter(|(level1, _)| *level1 == section.level1).map(|(_, points)| *points);
        section.points = fixed + mine.sum::<Decimal>();
        section.parts.clear();
        section.room = Some(Room { min: 0, max: usize::MAX, level2: Vec::new(), points_min: None, points_max: None });
    }
    set
}

/// 各行的实际完成值移到对应的编码下；没有对应的自设行照旧自设，没有对应的体系行放下。
fn move_rows(
    raw: &mut RawSubmission,
    own: &Checked,
    to: &Set,
    target: &dyn Fn(usize) -> Option<usize>,
    notes: &mut Vec<String>,
) {
    let given = std::mem::take(&mut raw.actuals);
    let mut indicators: Vec<_> = std::mem::take(&mut raw.indicators).into_iter().map(Some).collect();
    let mut left = Vec::new();
    for (at, row) in own.submission.rows.iter().enumerate() {
        let indicator = own.submission.indicator(&own.set, row);
        let listed = given.iter().find(|(code, _)| code.value == indicator.code).map(|(_, actual)| actual.clone());
        let written = match row.origin {
            RowOrigin::Set(_) => None,
            RowOrigin::Own(at) => indicators.get_mut(at).and_then(Option::take),
        };
        let Some(there) = target(at) else {
            match written {
                Some((mut own_row, actual)) => {
                    own_row.code = Some(At { value: indicator.code.clone(), place: own_row.place.clone() });
                    raw.indicators.push((own_row, actual.or(listed)));
                }
                None => left.push(titled(indicator)),
            }
            continue;
        };
        let actual: Option<RawActual> = written.and_then(|(_, actual)| actual).or(listed);
        let code = &to.indicators[there].code;
        if *code != indicator.code {
            notes.push(format!("{} 对应 {code}", titled(indicator)));
        }
        if let Some(actual) = actual {
            raw.actuals.push((At { value: code.clone(), place: actual.place.clone() }, actual));
        }
    }
    if !left.is_empty() {
        notes.push(format!("没有这几行：{}", left.join("、")));
    }
}

/// 扣分、否决、资金来源与基础数据，只留下体系里有的。
fn retain(
    raw: &mut RawSubmission,
    own: &Checked,
    to: &Set,
    target: &dyn Fn(usize) -> Option<usize>,
    notes: &mut Vec<String>,
) {
    let codes: Vec<&str> =
        own.submission.rows.iter().map(|row| own.submission.indicator(&own.set, row).code.as_str()).collect();
    let own_codes: Vec<String> =
        raw.indicators.iter().filter_map(|(row, _)| row.code.as_ref().map(|code| code.value.clone())).collect();
    let mut dropped = Vec::new();
    raw.deductions.retain_mut(|deduction| {
        let Some(code) = &mut deduction.code else { return true };
        if own_codes.contains(&code.value) {
            return true;
        }
        let there = codes.iter().position(|known| *known == code.value).and_then(target);
        match there {
            Some(there) => code.value.clone_from(&to.indicators[there].code),
            None => dropped.push(format!("对 {} 的复核扣分", code.value)),
        }
        there.is_some()
    });
    raw.vetoes.retain(|veto| {
        let is_known = to.profile.vetoes.iter().any(|known| known.code == veto.value);
        if !is_known {
            dropped.push(format!("否决情形 {}", veto.value));
        }
        is_known
    });
    if let Some(budget) = &mut raw.budget {
        let sources = to.execution.iter().flat_map(|block| &block.sources);
        let keys: Vec<&str> = sources.map(|source| source.key.as_str()).chain(["total"]).collect();
        budget.rows.retain(|(key, _)| keys.contains(&key.value.as_str()));
    }
    raw.facts.retain(|(key, _)| to.formulary.facts.iter().any(|fact| fact.key == key.value));
    if !dropped.is_empty() {
        notes.push(format!("不用：{}", dropped.join("、")));
    }
}

fn titled(indicator: &Indicator) -> String {
    format!("{} {}", indicator.code, indicator.name)
}
