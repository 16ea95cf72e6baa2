//! 用例的小表：只有所测的一行、执行率、几行或总分，填好之后与填报走同一道门。

use super::{Draft, OWN, Reading};
use crate::check::rule;
use crate::check::section::counted_points;
use crate::check::set::{grades, indicator};
use crate::check::submission::{Base, Checked, submission};
use crate::diagnostic::{Sink, guess_or_choices};
use crate::model::{
    Block, Execution, Grade, Indicator, Kind, NegativeActual, Over, Profile, Rule, RuleKind, Section, Set, Term,
    ZeroTarget,
};
use crate::number::{Decimal, Mode, Rounding, plain};
use crate::parse::{At, RawActual, RawBudget, RawDeclared, RawIndicator, RawSubmission};
use crate::target;
use std::sync::Arc;

impl Reading<'_> {
    pub(super) fn row(&self, sink: &mut Sink) -> Option<Draft> {
        let raw = self.raw;
        let row = match (&raw.row, self.base) {
            (Some(code), Base::Set(set)) => self.known_row(code, set, sink)?.clone(),
            (Some(_), Base::Profile(_)) => return None,
            (None, _) => self.own_row(sink)?,
        };
        let mut actual = match &raw.actual {
            Some(actual) => actual.clone(),
            None if row.compute.is_some() && !raw.facts.is_empty() => RawActual::unwritten(raw.place.clone()),
            None => {
                let help = "写 actual = \"95%\"，或 { share = \"85%\" }、{ score = 8 }、{ checks = [true, false] }；\
                            由公式算的行可写 facts";
                sink.push(self.refuse("没有写实际完成值", &raw.place).label("这个用例").help(help));
                return None;
            }
        };
        actual.facts.extend(raw.facts.iter().cloned());
        let code = At { value: row.code.clone(), place: raw.place.clone() };
        let section = section(&row.level1, row.points);
        let indicators = vec![Indicator { goal: None, ..row }];
        let total = section.points;
        let set = Set { indicators, sections: vec![section], total, ..self.blank() };
        Some(Draft { set, actuals: vec![(code, actual)] })
    }

    fn known_row<'s>(&self, code: &At<String>, set: &'s Set, sink: &mut Sink) -> Option<&'s Indicator> {
        let found = set.indicators.iter().find(|i| i.code == code.value);
        if found.is_none() {
            let known: Vec<&str> = set.indicators.iter().map(|i| i.code.as_str()).collect();
            let help = guess_or_choices("已有的编码", &code.value, &known);
            let message = format!("体系里没有编码为“{}”的行", code.value);
            sink.push(self.refuse(&message, &code.place).label("没有这一行").help(help));
        }
        found
    }

    /// 自写的一行，与填报里的自设指标走同一道门。
    fn own_row(&self, sink: &mut Sink) -> Option<Indicator> {
        let raw = self.raw;
        if raw.target.is_none() || raw.points.is_none() {
            let help = match self.base {
                Base::Set(_) => "测体系的一行写 row；自写的一行写 target 与 points",
                Base::Profile(_) => "自写的一行写 target 与 points，规则不是默认的再写 rule",
            };
            sink.push(self.refuse("没有写明是哪一行", &raw.place).label("这个用例").help(help));
            return None;
        }
        let text = |value: &str| Some(At { value: value.to_owned(), place: raw.place.clone() });
        let own = RawIndicator {
            place: raw.place.clone(),
            code: None,
            level1: text("用例"),
            level2: String::new(),
            name: text(self.name),
            target: raw.target.clone(),
            qualitative: raw.qualitative,
            points: raw.points.clone(),
            rule: raw.rule.clone(),
            cap: None,
            not_applicable: None,
            goal: None,
            compute: raw.compute.clone(),
            meaning: String::new(),
            formula: String::new(),
            evidence: String::new(),
            source: String::new(),
        };
        indicator(&own, OWN.to_owned(), self.base.profile(), self.base.rules(), self.base.formulary(), sink)
    }

    pub(super) fn execution(&self, sink: &mut Sink) -> Option<Draft> {
        let raw = self.raw;
        let execution = match self.base {
            Base::Set(set) => set.execution.clone(),
            Base::Profile(profile) => {
                let points = raw.points.as_ref().map(|points| points.value);
                if points.is_none() {
                    sink.push(self.refuse("口径的执行率用例要写分值 points", &raw.place).label("这个用例"));
                }
                let rule = match &raw.rule {
                    Some(rule) => rule::resolve(rule, self.base.rules(), sink)?,
                    None => Arc::clone(&profile.execution.rule),
                };
                Some(Execution { points: points?, rule, title: String::new(), sources: Vec::new() })
            }
        };
        let Some(execution) = execution else {
            let place = raw.budget.as_ref().map_or(&raw.place, |budget| &budget.place);
            sink.push(self.refuse("这个体系没有预算执行率一块", place).label("资金情况"));
            return None;
        };
        let total = execution.points;
        let execution = Some(Execution { sources: Vec::new(), ..execution });
        Some(Draft { set: Set { execution, total, ..self.blank() }, actuals: Vec::new() })
    }

    /// 体系中的几行，连同它们的择一组与板块上限。
    pub(super) fn rows(&self, sink: &mut Sink) -> Option<Draft> {
        let (Some(rows), Base::Set(set)) = (&self.raw.rows, self.base) else { return None };
        let mut indicators: Vec<Indicator> = Vec::with_capacity(rows.actuals.len());
        for (code, _) in &rows.actuals {
            let found = self.known_row(code, set, sink);
            indicators.extend(found.map(|row| Indicator { goal: None, ..row.clone() }));
        }
        if rows.actuals.is_empty() {
            sink.push(self.refuse("一行也没有写", &rows.place).label("这里"));
        }
        if indicators.is_empty() || indicators.len() < rows.actuals.len() {
            return None;
        }
        let has = |code: &String| indicators.iter().any(|i| i.code == *code);
        let groups: Vec<_> = set.groups.iter().filter(|g| g.codes.iter().any(has)).cloned().collect();
        let used = set.sections.iter().filter(|s| indicators.iter().any(|i| i.level1 == s.level1));
        let sections = used.map(|s| Section { parts: Vec::new(), room: None, ..s.clone() }).collect();
        let total = counted_points(indicators.iter(), &groups);
        let set = Set { indicators, sections, groups, total, ..self.blank() };
        Some(Draft { set, actuals: rows.actuals.clone() })
    }

    /// 只有一行、得分就是所写总分的表，用来看等次与否决。
    pub(super) fn total(&self, sink: &mut Sink) -> Option<Draft> {
        let total = self.raw.total.as_ref()?;
        let most = match self.base {
            Base::Set(set) => set.total,
            Base::Profile(_) => Decimal::ONE_HUNDRED,
        };
        if total.value < Decimal::ZERO || total.value > most {
            let message = format!("总分 {} 不在 0 至 {} 之间", plain(total.value), plain(most));
            sink.push(self.refuse(&message, &total.place).label("这个总分"));
            return None;
        }
        let blank = self.blank();
        let grades = match self.base {
            Base::Set(_) => blank.grades.clone(),
            Base::Profile(profile) => grades(self.raw.grades.as_ref(), profile, sink),
        };
        let place = &total.place;
        let row = Indicator {
            code: OWN.to_owned(),
            level1: "用例".to_owned(),
            level2: String::new(),
            name: "总分".to_owned(),
            target: target::Target {
                text: String::new(),
                kind: target::Kind::Qualitative,
                unit: crate::number::Unit::default(),
            },
            points: most,
            rule: Arc::new(as_given()),
            cap: None,
            not_applicable: None,
            goal: None,
            compute: None,
            meaning: String::new(),
            formula: String::new(),
            evidence: String::new(),
            source: String::new(),
        };
        let actual = RawActual { score: Some(total.clone()), ..RawActual::unwritten(place.clone()) };
        let profile = Arc::new(Profile { section: EXACT, ..(*blank.profile).clone() });
        let code = At { value: row.code.clone(), place: place.clone() };
        let sections = vec![section("用例", most)];
        let set = Set { indicators: vec![row], sections, total: most, profile, grades, ..blank };
        Some(Draft { set, actuals: vec![(code, actual)] })
    }

    /// 一张空表：口径、等次与体系的相同，没有行。
    fn blank(&self) -> Set {
        let profile = self.base.profile();
        let (id, grades): (&str, &[Grade]) = match self.base {
            Base::Set(set) => (&set.id, &set.grades),
            Base::Profile(profile) => (&profile.id, &[]),
        };
        Set {
            id: id.to_owned(),
            version: String::new(),
            sha256: String::new(),
            ancestors: Vec::new(),
            title: self.name.to_owned(),
            kind: Kind::Project,
            issuer: String::new(),
            basis: Vec::new(),
            term: Term::default(),
            note: String::new(),
            form: String::new(),
            total: Decimal::ZERO,
            profile: Arc::clone(profile),
            rules: self.base.rules().clone(),
            formulary: Arc::clone(self.base.formulary()),
            grades: grades.to_vec(),
            execution: None,
            sections: Vec::new(),
            indicators: Vec::new(),
            groups: Vec::new(),
            allows: Vec::new(),
        }
    }

    /// 小表填好，经填报的审查。
    pub(super) fn filled(&self, draft: Draft, sink: &mut Sink) -> Option<Checked> {
        let place = &self.raw.place;
        let text = |value: &str| Some(At { value: value.to_owned(), place: place.clone() });
        let budget = self.raw.budget.as_ref().map(|money| RawBudget {
            place: money.place.clone(),
            unit: None,
            reason: String::new(),
            inferred: false,
            rows: vec![(At { value: "total".to_owned(), place: money.place.clone() }, money.clone())],
        });
        let raw = RawSubmission {
            place: place.clone(),
            set: None,
            profile: None,
            kind: None,
            form: None,
            grades: None,
            total: None,
            title: String::new(),
            unit: text(self.name),
            year: Some(At { value: self.year, place: place.clone() }),
            date: String::new(),
            project: String::new(),
            supervisor: String::new(),
            implementer: String::new(),
            vetoes: self.raw.veto.iter().cloned().collect(),
            execution: None,
            budget,
            facts: Vec::new(),
            goals: Vec::new(),
            tasks: Vec::new(),
            indicators: Vec::new(),
            actuals: draft.actuals,
            deductions: Vec::new(),
            declared: RawDeclared::default(),
            narrative: None,
            declaration: None,
            monitoring: None,
            allows: Vec::new(),
        };
        submission(&raw, &Base::Set(Arc::new(draft.set)), String::new(), sink)
    }
}

/// 不修约。
const EXACT: Rounding = Rounding { places: 8, mode: Mode::HalfUp };

/// 得分照所写的数，不修约。
fn as_given() -> Rule {
    Rule {
        text: String::new(),
        source: String::new(),
        kind: RuleKind::Manual,
        unit: None,
        full_at: None,
        cap: None,
        over: Over::default(),
        zero_target: ZeroTarget::NotScored,
        negative: NegativeActual::Keep,
        rounding: Some(EXACT),
    }
}

fn section(level1: &str, points: Decimal) -> Section {
    Section { level1: level1.to_owned(), points, cap: None, block: Block::Indicators, parts: Vec::new(), room: None }
}
