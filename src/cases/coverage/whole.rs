//! 不属于哪一条规则的：预算为零、不适用、修约、等次、否决、择一与板块上限。

use super::observed::Observed;
use super::specimen::{Specimen, opening};
use super::usage::Usage;
use super::{Gap, Item};
use crate::cases::Ran;
use crate::check::{Base, Subject, counted_points};
use crate::model::{
    Counts, Grade, Group, Indicator, ItemWorth, NotApplicable, RowOrigin, RuleKind, Set, Veto, VetoEffect, ZeroBudget,
};
use crate::number::{Decimal, Mode, Ratio, Rounding, plain};
use crate::score::{Status, Step};
use crate::target::Kind;

/// 全部各处。
pub(super) fn items(base: &Base, usages: &[Usage<'_>], ran: &[&Ran<'_>], seen: &[Observed<'_>]) -> Vec<Item> {
    let mut list = List { base, ran, seen, items: Vec::new() };
    if usages.iter().any(|usage| usage.is_execution) {
        list.zero_budget();
    }
    list.not_applicable(usages);
    list.tie(usages);
    match base {
        Base::Set(set) => {
            list.grades("等次", &set.grades, None);
            for group in &set.groups {
                list.group(set, group);
            }
            list.section_caps(set);
        }
        Base::Profile(profile) => {
            for (name, grades) in &profile.grades {
                list.grades(&format!("等次表 {name}"), grades, Some(name));
            }
        }
    }
    for veto in &base.profile().vetoes {
        // 限到这张表没有的等次，这个体系用不上。
        let is_usable = match (&veto.effect, base) {
            (VetoEffect::GradeMax(label), Base::Set(set)) => {
                set.grades.iter().skip(1).any(|grade| grade.label == *label)
            }
            _ => true,
        };
        if is_usable {
            list.veto(veto);
        }
    }
    list.items
}

struct List<'a> {
    base: &'a Base,
    ran: &'a [&'a Ran<'a>],
    seen: &'a [Observed<'a>],
    items: Vec<Item>,
}

impl List<'_> {
    fn push(&mut self, subject: &str, point: &str, body: &str, is_reached: bool) {
        let name = format!("{subject}：{point}").replace('"', "'");
        let proposal = format!("{}{body}", opening(&name));
        let gap = Gap { subject: subject.to_owned(), point: point.to_owned(), proposal };
        self.items.push(Item { gap, is_reached });
    }

    fn zero_budget(&mut self) {
        let policy = self.base.profile().execution.zero_budget;
        let status = if policy == ZeroBudget::NotScored { "not_scored" } else { "not_applicable" };
        let points = if self.base.is_set() { "" } else { "points = 10\n" };
        let body = format!("{points}budget = {{ initial = 0, full_year = 0, executed = 0 }}\nstatus = \"{status}\"\n");
        let is_reached = self.ran.iter().any(|ran| {
            let same = ran.case.table.set.profile.execution.zero_budget == policy;
            same && ran.case.subject == Subject::Execution && ran.outcome.steps.iter().any(is_zero_budget)
        });
        self.push("执行率", "预算为零", &body, is_reached);
    }

    fn not_applicable(&mut self, usages: &[Usage<'_>]) {
        let default = self.base.profile().not_applicable;
        let mut policies: Vec<(NotApplicable, String)> = Vec::new();
        match self.base {
            Base::Set(set) => {
                for row in &set.indicators {
                    let policy = row.not_applicable.unwrap_or(default);
                    if !policies.iter().any(|(known, _)| *known == policy) {
                        policies.push((policy, format!("row = \"{}\"\n", row.code)));
                    }
                }
            }
            Base::Profile(_) => {
                let usage = usages.iter().find(|usage| !usage.is_execution);
                let specimen = usage.and_then(|usage| Specimen::of(usage, self.base, true));
                policies.extend(specimen.map(|specimen| (default, specimen.head)));
            }
        }
        for (policy, row) in policies {
            let title = match policy {
                NotApplicable::Full => "得满分",
                NotApplicable::Rescale => "剔除",
                NotApplicable::Zero => "不得分",
            };
            let body = format!("{row}actual = \"不适用\"\nstatus = \"not_applicable\"\n");
            let applies = |step: &Step| matches!(step, Step::NotApplicable { policy: seen, .. } if *seen == policy);
            let is_reached = self.seen.iter().any(|seen| !seen.is_execution() && seen.has(applies));
            self.push("不适用", title, &body, is_reached);
            if let (NotApplicable::Rescale, Base::Set(set)) = (policy, self.base) {
                self.rescale(set);
            }
        }
    }

    /// 剔除之后其余折算到满分。
    fn rescale(&mut self, set: &Set) {
        let default = set.profile.not_applicable;
        let dropped = set.indicators.iter().find(|row| row.not_applicable.unwrap_or(default) == NotApplicable::Rescale);
        let is_alone = |row: &&Indicator| !set.groups.iter().any(|group| group.codes.contains(&row.code));
        let kept = set.indicators.iter().filter(is_alone).find_map(|row| {
            let is_other = dropped.is_some_and(|dropped| dropped.code != row.code);
            is_other.then(|| Some((row, extremes(row)?.1))).flatten()
        });
        let (Some(dropped), Some((kept, actual))) = (dropped, kept) else { return };
        let body = format!(
            "rows = {{ {} = \"不适用\", {} = {actual} }}\nscore = 0   # 改成手算的得分\n",
            dropped.code, kept.code
        );
        let is_reached = self.ran.iter().any(|ran| {
            ran.case.subject == Subject::Rows
                && ran.outcome.steps.iter().any(|step| matches!(step, Step::Rescale { .. }))
        });
        self.push("不适用", "其余折算到满分", &body, is_reached);
    }

    /// 正好在修约的分界上：四舍五入与五成双在此不同。
    fn tie(&mut self, usages: &[Usage<'_>]) {
        let rounding = self.base.profile().row;
        let plain_rule = |usage: &&Usage<'_>| {
            let is_plain = match usage.rule.kind {
                RuleKind::Proportional { floor, .. } => floor.is_none(),
                _ => false,
            };
            is_plain
                && usage.class == "at_least"
                && usage.rule.rounding.is_none()
                && usage.rule.cap.is_none()
                && usage.rule.full_at.is_none_or(|at| at > Decimal::new(9, 1))
                && (usage.is_default || usage.name.is_some())
                && !usage.is_execution
        };
        let Some(usage) = usages.iter().find(plain_rule) else { return };
        // 得分写作 8.2…25：前一位是偶数，四舍五入与五成双在此不同。
        let digits = "2".repeat(rounding.places as usize);
        let Ok(score) = Decimal::from_str_exact(&format!("8.{digits}5")) else { return };
        let share = score * Decimal::TEN;
        let rule = match usage.name {
            Some(name) if !usage.is_default => format!("rule = \"{name}\"\n"),
            _ => String::new(),
        };
        let body = format!(
            "{rule}target = \"≥100%\"\npoints = 10\nactual = \"{}%\"\nscore = 0   # 改成手算的得分\n",
            plain(share)
        );
        let is_reached = self.seen.iter().any(|seen| {
            seen.has(|step| matches!(step, Step::Round { from, rounding: used, .. } if *used == rounding && is_tie(*from, rounding)))
        });
        let (places, mode) = (rounding.places, rounding.mode.title());
        self.push("修约", &format!("正好在第 {} 位是五（保留 {places} 位，{mode}）", places + 1), &body, is_reached);
    }

    fn grades(&mut self, subject: &str, grades: &[Grade], table: Option<&str>) {
        let named = table.map_or_else(String::new, |name| format!("grades = \"{name}\"\n"));
        let totals: Vec<&&Ran<'_>> = self
            .ran
            .iter()
            .filter(|ran| {
                let table = &ran.case.table;
                ran.case.subject == Subject::Total && table.set.grades == grades && table.submission.vetoes.is_empty()
            })
            .collect();
        let scored = |at: usize, score: Decimal| {
            totals.iter().any(|ran| ran.outcome.grade == Some(at) && ran.outcome.total.score == Some(score))
        };
        let mut found = Vec::new();
        for (at, grade) in grades.iter().enumerate() {
            let label = grade.label.replace('"', "'");
            let above =
                at.checked_sub(1).and_then(|at| grades.get(at)).map_or(Decimal::ONE_HUNDRED, |above| above.from);
            let inside = (grade.from + above) / Decimal::TWO;
            let body = |total: Decimal| format!("{named}total = {}\ngrade = \"{label}\"\n", plain(total));
            let is_inside = totals.iter().any(|ran| {
                let between = ran.outcome.total.score.is_some_and(|score| score != grade.from);
                ran.outcome.grade == Some(at) && between
            });
            found.push((format!("“{label}”之内"), body(inside), is_inside));
            if !grade.from.is_zero() {
                found.push((
                    format!("“{label}”的下限 {}", plain(grade.from)),
                    body(grade.from),
                    scored(at, grade.from),
                ));
            }
        }
        let rounding = self.base.profile().total;
        if let (Some(top), true) = (grades.first().filter(|top| !top.from.is_zero()), rounding.mode != Mode::Down) {
            let short = top.from - Decimal::new(5, rounding.places + 1);
            let rounded_up = |step: &Step| matches!(step, Step::Round { from, rounding: used, to } if *used == rounding && *from < top.from && *to >= top.from);
            let is_reached = totals.iter().any(|ran| ran.outcome.steps.iter().any(rounded_up));
            let body =
                format!("{named}total = {}\nwant_total = 0   # 改成手算的总分，另写应得的 grade\n", plain(short));
            found.push((format!("修约才到“{}”的下限", top.label.replace('"', "'")), body, is_reached));
        }
        for (point, body, is_reached) in found {
            self.push(subject, &point, &body, is_reached);
        }
    }

    fn veto(&mut self, veto: &Veto) {
        let is_reached = self.ran.iter().any(|ran| {
            let set = &ran.case.table.set;
            let happened = ran.case.table.submission.vetoes.iter().filter_map(|at| set.profile.vetoes.get(*at));
            let mut same = happened.filter(|known| known.code == veto.code && known.effect == veto.effect);
            ran.case.subject == Subject::Total && same.next().is_some() && has_effect(ran, &veto.effect)
        });
        let top = match self.base {
            Base::Set(set) => set.total,
            Base::Profile(_) => Decimal::ONE_HUNDRED,
        };
        let body = format!("total = {}\nveto = \"{}\"\n", plain(top), veto.code);
        let expected = match &veto.effect {
            VetoEffect::GradeMax(label) => format!("grade = \"{label}\"\n"),
            VetoEffect::Zero | VetoEffect::ScoreCap(_) => "want_total = 0   # 改成否决之后的总分\n".to_owned(),
        };
        let named = match (&veto.effect, self.base) {
            (VetoEffect::GradeMax(label), Base::Profile(profile)) => {
                let table = profile.grades.iter().find(|(_, grades)| grades.iter().any(|grade| grade.label == *label));
                table.map_or_else(String::new, |(name, _)| format!("grades = \"{name}\"\n"))
            }
            _ => String::new(),
        };
        self.push("否决", &format!("{} {}", veto.code, veto.name), &format!("{named}{body}{expected}"), is_reached);
    }

    fn group(&mut self, set: &Set, group: &Group) {
        let rows: Vec<&Indicator> = set.indicators.iter().filter(|row| group.codes.contains(&row.code)).collect();
        let [first, second, ..] = rows[..] else { return };
        let (Some(first_actual), Some(second_actual)) = (extremes(first), extremes(second)) else { return };
        let better = group.counts == Counts::Better;
        let not_applicable = "\"不适用\"".to_owned();
        let pairs = [
            (first, (&first_actual.1, if better { &second_actual.0 } else { &second_actual.1 })),
            (second, (if better { &first_actual.0 } else { &not_applicable }, &second_actual.1)),
        ];
        let subject = format!("择一 {}", group.codes.join("、"));
        for (counted, (first_actual, second_actual)) in pairs {
            let body = format!(
                "rows = {{ {} = {first_actual}, {} = {second_actual} }}\ncounts = \"{}\"\n",
                first.code, second.code, counted.code
            );
            let is_first = counted.code == first.code;
            let is_reached = self.ran.iter().any(|ran| counts(ran, group, is_first));
            let title = match (better, is_first) {
                (true, true) => "排在前的得分高，计它",
                (true, false) => "排在后的得分高，计它",
                (false, true) => "排在前的适用，计它",
                (false, false) => "排在前的不适用，计后面的",
            };
            self.push(&subject, title, &body, is_reached);
        }
    }

    /// 板块上限：板块里的行固定，而且加起来超过上限的。
    fn section_caps(&mut self, set: &Set) {
        for section in &set.sections {
            let Some(cap) = section.cap.filter(|cap| *cap < section.points) else { continue };
            let rows: Vec<&Indicator> = set.indicators.iter().filter(|row| row.level1 == section.level1).collect();
            let actuals: Vec<String> =
                rows.iter().filter_map(|row| Some(format!("{} = {}", row.code, extremes(row)?.1))).collect();
            let sum = counted_points(rows.iter().copied(), &set.groups);
            if sum <= cap || actuals.len() < rows.len() {
                continue;
            }
            let body = format!("rows = {{ {} }}\nscore = 0   # 改成手算的得分\n", actuals.join(", "));
            let is_reached = self.ran.iter().any(|ran| {
                let sections = ran.case.table.set.sections.iter().zip(&ran.outcome.sections);
                let mut capped = sections.filter(|(known, result)| {
                    known.level1 == section.level1 && known.cap == section.cap && result.score == cap
                });
                ran.case.subject == Subject::Rows && capped.next().is_some() && earned(ran) > cap
            });
            self.push(&format!("板块 {}", section.level1), &format!("封顶 {} 分", plain(cap)), &body, is_reached);
        }
    }
}

fn is_zero_budget(step: &Step) -> bool {
    matches!(step, Step::ZeroBudget)
}

/// 修约前的数正好在两个末位的正中。
fn is_tie(value: Ratio, rounding: Rounding) -> bool {
    let scale = Decimal::from(10u64.pow(rounding.places.min(15)));
    let twice = value.times(scale * Decimal::TWO);
    let whole = twice.floor();
    twice == whole && whole % Decimal::TWO == Decimal::ONE
}

/// 否决改变了总分或等次。
fn has_effect(ran: &Ran<'_>, effect: &VetoEffect) -> bool {
    let total = &ran.outcome.total;
    match effect {
        VetoEffect::Zero | VetoEffect::ScoreCap(_) => total.score.is_some_and(|score| score < total.sum),
        VetoEffect::GradeMax(label) => {
            let grades = &ran.case.table.set.grades;
            let limit = grades.iter().position(|grade| grade.label == *label);
            let higher = limit.and_then(|at| at.checked_sub(1)).and_then(|at| grades.get(at));
            ran.outcome.grade == limit && higher.zip(total.score).is_some_and(|(higher, score)| score >= higher.from)
        }
    }
}

/// 这组里计入的是不是排在最前的（`is_first`），以及落选的行确实是按规则落选的。
fn counts(ran: &Ran<'_>, group: &Group, is_first: bool) -> bool {
    let table = &ran.case.table;
    let Some(at) = table.set.groups.iter().position(|known| known.codes == group.codes && known.counts == group.counts)
    else {
        return false;
    };
    let members: Vec<_> = table
        .submission
        .rows
        .iter()
        .zip(&ran.outcome.rows)
        .filter(|(row, _)| row.group == Some(at) && matches!(row.origin, RowOrigin::Set(_)))
        .map(|(_, result)| result)
        .collect();
    let Some(counted) = members.iter().position(|result| result.counted) else { return false };
    let rivals = || members.iter().enumerate().filter(|(at, _)| *at != counted).map(|(_, result)| result);
    let rightly = match group.counts {
        Counts::Better => rivals().any(|rival| rival.score.is_some() && rival.score < members[counted].score),
        Counts::Applicable if is_first => rivals().any(|rival| rival.status != Status::NotApplicable),
        Counts::Applicable => members[0].status == Status::NotApplicable,
    };
    members.len() >= 2 && (counted == 0) == is_first && rightly
}

/// 各行得分之和，未经板块上限。
fn earned(ran: &Ran<'_>) -> Decimal {
    ran.outcome.rows.iter().filter(|row| row.counted).filter_map(|row| row.score).sum()
}

/// 一行得分最低与最高的实际完成值，照 TOML 的写法。
fn extremes(row: &Indicator) -> Option<(String, String)> {
    let quoted = |text: String| format!("\"{text}\"");
    match &row.rule.kind {
        RuleKind::Tiers { .. } | RuleKind::Percent => return Some((quoted("0%".into()), quoted("100%".into()))),
        RuleKind::Manual => {
            return Some(("{ score = 0 }".to_owned(), format!("{{ score = {} }}", plain(row.points))));
        }
        RuleKind::Checklist { items } => {
            let earns = items.iter().any(|item| matches!(item.worth, ItemWorth::Earn(_)));
            let marks = |mark: &str| format!("{{ checks = [{}] }}", vec![mark; items.len()].join(", "));
            return Some(if earns { (marks("0"), marks("1")) } else { (marks("9"), marks("0")) });
        }
        _ => {}
    }
    let unit = row.target.unit.as_str();
    let number = |value: Decimal| quoted(format!("{}{unit}", plain(value)));
    match row.target.kind {
        Kind::Qualitative => Some((quoted("0%".into()), quoted("100%".into()))),
        Kind::Date(_) => None,
        Kind::Between(range) => {
            let value = match (range.low, range.high) {
                (Some(low), Some(high)) => (low.value + high.value) / Decimal::TWO,
                (Some(end), None) => end.value + Decimal::ONE,
                (None, Some(end)) => end.value - Decimal::ONE,
                (None, None) => return None,
            };
            let far = range.high.or(range.low)?.value;
            Some((number(far * Decimal::TEN + Decimal::TEN), number(value)))
        }
        Kind::AtLeast(target) | Kind::Exactly(target) | Kind::Bare(target) => {
            Some((number(Decimal::ZERO), number(target)))
        }
        Kind::Above(target) => Some((number(Decimal::ZERO), number(target + Decimal::ONE))),
        Kind::AtMost(target) | Kind::Below(target) => {
            Some((number(target * Decimal::TEN + Decimal::TEN), number(target / Decimal::TWO)))
        }
    }
}
