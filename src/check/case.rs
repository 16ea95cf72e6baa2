//! 用例是否成立：所测的行、规则、等次都在，期望写得出；每个用例成为一张只有所测内容的小表。
//!
//! 小表与填报走同一道门（[`submission`]），用例因此测的就是计分本身。

use super::section::counted_points;
use super::set::{grades, indicator};
use super::submission::{Base, Checked, YEARS, bad_year, submission};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, Sink, choices, guess_or_choices};
use crate::model::{
    Block, Execution, Grade, Indicator, Kind, NegativeActual, Over, Profile, Rule, RuleKind, Section, Set, Term,
    ZeroTarget,
};
use crate::number::{Decimal, Mode, Rounding, plain};
use crate::parse::{At, RawActual, RawBudget, RawCase, RawCases, RawDeclared, RawIndicator, RawSubmission};
use crate::target;
use std::sync::Arc;

/// 审查过的一个用例。
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub place: Place,
    pub subject: Subject,
    /// 只有所测内容的小表与它的填报。
    pub table: Checked,
    pub expected: Expected,
}

/// 用例测什么。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// 一行指标。
    Row,
    /// 预算执行率。
    Execution,
    /// 几行组成的小表：择一、封顶、折算。
    Rows,
    /// 总分之后的等次与否决。
    Total,
}

/// 期望的结果；没有写的不核对。
#[derive(Clone, Debug, Default)]
pub struct Expected {
    pub score: Option<At<Decimal>>,
    /// 偏差度（百分数）。
    pub deviation: Option<At<Decimal>>,
    pub status: Option<At<&'static str>>,
    /// 公式算出的值，照印出的写法。
    pub value: Option<At<String>>,
    /// 择一的一组里计入的行。
    pub counts: Option<At<String>>,
    /// 否决之后的总分。
    pub total: Option<At<Decimal>>,
    pub grade: Option<At<String>>,
    /// 手算的算式，与 `score` 或 `total` 核对。
    pub work: Option<At<String>>,
}

/// 没有写年度的用例按这一年，只影响没有写年份的时限。
pub const YEAR: usize = 2024;

/// 自写的一行的编码。
const OWN: &str = "R01";

/// 审查一份用例；不成立的逐个报告，其余的返回。
pub fn cases(raw: &RawCases, base: &Base, sink: &mut Sink) -> Vec<Case> {
    let year = raw.year.as_ref().map_or(YEAR, |year| year.value);
    if let Some(at) = raw.year.as_ref().filter(|year| !YEARS.contains(&year.value)) {
        sink.push(bad_year(at));
        return Vec::new();
    }
    let mut names: Vec<&str> = Vec::with_capacity(raw.cases.len());
    let mut cases = Vec::with_capacity(raw.cases.len());
    for case in &raw.cases {
        let Some(name) = &case.name else { continue };
        if names.contains(&name.value.as_str()) {
            let message = format!("用例“{}”写了两个", name.value);
            sink.push(Diagnostic::new(Code::E0205, message).at(&name.place).label("前面已经用过"));
        }
        names.push(&name.value);
        let reading = Reading { raw: case, name: &name.value, base, year };
        cases.extend(reading.case(sink));
    }
    cases
}

/// 正在审查的一个用例。
struct Reading<'a> {
    raw: &'a RawCase,
    name: &'a str,
    base: &'a Base,
    year: usize,
}

/// 小表与填在上面的内容。
struct Draft {
    set: Set,
    actuals: Vec<(At<String>, RawActual)>,
}

impl Reading<'_> {
    fn refuse(&self, message: &str, place: &Place) -> Diagnostic {
        Diagnostic::new(Code::E0903, format!("用例“{}”：{message}", self.name)).at(place)
    }

    fn case(&self, sink: &mut Sink) -> Option<Case> {
        let mark = sink.mark();
        let subject = self.subject(sink)?;
        self.check_keys(subject, sink);
        let mut found = Sink::default();
        let draft = match subject {
            Subject::Row => self.row(&mut found),
            Subject::Execution => self.execution(&mut found),
            Subject::Rows => self.rows(&mut found),
            Subject::Total => self.total(&mut found),
        };
        let expected = self.expected(subject, draft.as_ref().map(|draft| &draft.set), sink);
        let table = draft.and_then(|draft| self.filled(draft, &mut found));
        self.pass_on(&found, table.is_some(), sink);
        let table = table.filter(|_| !sink.errors_since(mark))?;
        Some(Case { name: self.name.to_owned(), place: self.raw.place.clone(), subject, table, expected })
    }

    /// 测的是哪一样；一个用例只测一样。
    fn subject(&self, sink: &mut Sink) -> Option<Subject> {
        let raw = self.raw;
        let is_row = raw.row.is_some()
            || raw.target.is_some()
            || raw.rule.is_some()
            || raw.actual.is_some()
            || !raw.facts.is_empty();
        let subjects = [
            (is_row && raw.budget.is_none(), Subject::Row),
            (raw.budget.is_some(), Subject::Execution),
            (raw.rows.is_some(), Subject::Rows),
            (raw.total.is_some(), Subject::Total),
        ];
        let mut written = subjects.into_iter().filter_map(|(is_written, subject)| is_written.then_some(subject));
        if let (Some(subject), None) = (written.next(), written.next()) {
            return Some(subject);
        }
        let message = "一个用例测一样，而且只测一样";
        let help = "写一种：row 与 actual（体系的一行），rule、target、points 与 actual（自写的一行），budget（执行率），\
                    rows（几行），或 total（等次与否决）";
        sink.push(self.refuse(message, &raw.place).label("这个用例").help(help));
        None
    }

    /// 写了对不上所测内容的键。
    fn check_keys(&self, subject: Subject, sink: &mut Sink) {
        use Subject::{Execution, Row, Rows, Total};
        let raw = self.raw;
        let in_profile = matches!(self.base, Base::Profile(_));
        let own = subject == Row && (raw.row.is_none() || in_profile);
        let is_total = subject == Total;
        let keys = [
            ("row", raw.row.as_ref().map(|k| &k.place), subject == Row && !in_profile),
            ("rows", raw.rows.as_ref().map(|k| &k.place), subject == Rows && !in_profile),
            ("rule", raw.rule.as_ref().map(|k| k.place()), own || (subject == Execution && in_profile)),
            ("target", raw.target.as_ref().map(|k| &k.place), own),
            ("points", raw.points.as_ref().map(|k| &k.place), own || (subject == Execution && in_profile)),
            ("compute", raw.compute.as_ref().map(|k| &k.place), own),
            ("actual", raw.actual.as_ref().map(|k| &k.place), subject == Row),
            ("budget", raw.budget.as_ref().map(|k| &k.place), subject == Execution),
            ("total", raw.total.as_ref().map(|k| &k.place), is_total),
            ("veto", raw.veto.as_ref().map(|k| &k.place), is_total),
            ("grades", raw.grades.as_ref().map(|k| &k.place), is_total && in_profile),
            ("score", raw.score.as_ref().map(|k| &k.place), !is_total),
            ("deviation", raw.deviation.as_ref().map(|k| &k.place), subject == Row),
            ("status", raw.status.as_ref().map(|k| &k.place), matches!(subject, Row | Execution)),
            ("facts", raw.facts.first().map(|(key, _)| &key.place), subject == Row),
            ("value", raw.value.as_ref().map(|k| &k.place), subject == Row),
            ("counts", raw.counts.as_ref().map(|k| &k.place), subject == Rows),
            ("want_total", raw.want_total.as_ref().map(|k| &k.place), is_total),
            ("grade", raw.grade.as_ref().map(|k| &k.place), is_total),
        ];
        let what = match subject {
            Row => "测一行",
            Execution => "测执行率",
            Rows => "测几行",
            Total => "测总分",
        };
        let whose = if in_profile { "口径" } else { "体系" };
        let allowed: Vec<&str> = keys.iter().filter(|(.., fits)| *fits).map(|(key, ..)| *key).collect();
        for (key, place, fits) in &keys {
            if let Some(place) = place.filter(|_| !fits) {
                let message = format!("{whose}的用例{what}，不能写 {key}");
                let help = format!("可以写：name、{}、work", allowed.join("、"));
                sink.push(self.refuse(&message, place).label("这个键").help(help));
            }
        }
    }

    /// 期望：至少写一样，等次与行都存在。
    fn expected(&self, subject: Subject, table: Option<&Set>, sink: &mut Sink) -> Expected {
        let raw = self.raw;
        let expected = Expected {
            score: raw.score.clone(),
            deviation: raw.deviation.clone(),
            status: raw.status.clone(),
            value: raw.value.clone(),
            counts: raw.counts.clone(),
            total: raw.want_total.clone(),
            grade: raw.grade.clone(),
            work: raw.work.clone(),
        };
        let nothing = expected.score.is_none()
            && expected.deviation.is_none()
            && expected.status.is_none()
            && expected.value.is_none()
            && expected.counts.is_none()
            && expected.total.is_none()
            && expected.grade.is_none();
        if nothing {
            let help = match subject {
                Subject::Row => "写上手算的 score、deviation、status，或公式算出的 value",
                Subject::Execution => "写上手算的 score 或 status",
                Subject::Rows => "写上计入的行 counts，或手算的 score",
                Subject::Total => "写上应得的 grade，或否决之后的 want_total",
            };
            sink.push(self.refuse("没有写期望的结果", &raw.place).label("这个用例").help(help));
        }
        let result = expected.score.as_ref().or(expected.total.as_ref());
        if let Some(work) = expected.work.as_ref().filter(|_| result.is_none()) {
            let help = "算式与 score（测总分的与 want_total）核对，两者一起写";
            sink.push(self.refuse("写了算式，没有写得分", &work.place).label("这个算式").help(help));
        }
        let Some(table) = table else { return expected };
        if let Some(grade) = &expected.grade {
            let known: Vec<&str> = table.grades.iter().map(|g| g.label.as_str()).collect();
            if !known.contains(&grade.value.as_str()) {
                let message = format!("没有“{}”这个等次", grade.value);
                let help = choices("可以是", &grade.value, &known);
                sink.push(self.refuse(&message, &grade.place).label("这个等次").help(help));
            }
        }
        if let Some(code) = &expected.counts {
            let known: Vec<&str> = table.groups.iter().flat_map(|g| g.codes.iter().map(String::as_str)).collect();
            if !known.contains(&code.value.as_str()) {
                let message = format!("“{}”不在这几行的择一组里", code.value);
                let help = if known.is_empty() {
                    "这几行没有择一组".to_owned()
                } else {
                    choices("可以是", &code.value, &known)
                };
                sink.push(self.refuse(&message, &code.place).label("这一行").help(help));
            }
        }
        expected
    }

    fn row(&self, sink: &mut Sink) -> Option<Draft> {
        let raw = self.raw;
        let row = match (&raw.row, self.base) {
            (Some(code), Base::Set(set)) => self.known_row(code, set, sink)?.clone(),
            (Some(_), Base::Profile(_)) => return None,
            (None, _) => self.own_row(sink)?,
        };
        let mut actual = match &raw.actual {
            Some(actual) => actual.clone(),
            None if row.compute.is_some() && !raw.facts.is_empty() => unwritten(&raw.place),
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

    fn execution(&self, sink: &mut Sink) -> Option<Draft> {
        let raw = self.raw;
        let execution = match self.base {
            Base::Set(set) => set.execution.clone(),
            Base::Profile(profile) => {
                let points = raw.points.as_ref().map(|points| points.value);
                if points.is_none() {
                    sink.push(self.refuse("口径的执行率用例要写分值 points", &raw.place).label("这个用例"));
                }
                let rule = match &raw.rule {
                    Some(rule) => super::rule::resolve(rule, self.base.rules(), sink)?,
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
    fn rows(&self, sink: &mut Sink) -> Option<Draft> {
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
    fn total(&self, sink: &mut Sink) -> Option<Draft> {
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
        let actual = RawActual { score: Some(total.clone()), ..unwritten(place) };
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
        }
    }

    /// 小表填好，经填报的审查。
    fn filled(&self, draft: Draft, sink: &mut Sink) -> Option<Checked> {
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
        };
        submission(&raw, &Base::Set(Arc::new(draft.set)), String::new(), sink)
    }

    /// 审查小表时发现的错误说成用例不能运行；期望本来就是不予计分的，读不出的实际完成值不算。
    fn pass_on(&self, found: &Sink, has_table: bool, sink: &mut Sink) {
        let wants_unscored = self.raw.status.as_ref().is_some_and(|status| status.value == "not_scored");
        let errors = found.all().iter().filter(|d| d.code.severity() == Severity::Error);
        for error in errors.filter(|_| !(has_table && wants_unscored)) {
            if error.code == Code::E0903 {
                sink.push(error.clone());
                continue;
            }
            // 自写的一行就叫用例的名称，不必说两遍。
            let said = error.message.strip_prefix(&format!("{OWN} {}：", self.name)).unwrap_or(&error.message);
            let message = format!("{said}（{}）", error.code.as_str());
            let place = error.place.as_ref().unwrap_or(&self.raw.place);
            sink.push(self.refuse(&message, place).label(error.label.clone()).help(error.help.clone()));
        }
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

/// 没有写实际完成值的一行。
fn unwritten(place: &Place) -> RawActual {
    RawActual {
        place: place.clone(),
        value: None,
        share: None,
        score: None,
        checks: None,
        not_applicable: false,
        facts: Vec::new(),
        reason: String::new(),
        evidence: String::new(),
        inferred: false,
        unreadable: false,
    }
}

fn section(level1: &str, points: Decimal) -> Section {
    Section { level1: level1.to_owned(), points, cap: None, block: Block::Indicators, parts: Vec::new(), room: None }
}
