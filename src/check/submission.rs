//! 填报是否成立：行与体系对上，自设指标在余地之内，分值相加等于总分。

use super::compute::Facts;
use super::room::check_room;
use super::rule::Names;
use super::section::derived;
use super::set::{Codes, default_form, execution, grades, indicator, title};
use super::{actual, declaration, money, monitoring, narrative, norm};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, choices, guess_or_choices};
use crate::model::{
    Declared, DeclaredRow, Deduction, Formulary, Goal, Indicator, Kind, Profile, Row, RowOrigin, Rule, Set, Stage,
    Submission, Task, Term, VetoEffect, Worth,
};
use crate::number::{Decimal, plain};
use crate::parse::{At, RawActual, RawSubmission};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// 填报所依据的：一个体系，或者只有口径。
#[derive(Clone, Debug)]
pub enum Base {
    Set(Arc<Set>),
    Profile(Arc<Profile>),
}

impl Base {
    /// 是体系，不是口径。
    pub fn is_set(&self) -> bool {
        matches!(self, Base::Set(_))
    }

    /// 体系带版本的名称，或口径的名称。
    pub fn reference(&self) -> String {
        match self {
            Base::Set(set) => set.reference(),
            Base::Profile(profile) => profile.id.clone(),
        }
    }

    /// 所依的口径；体系的就是它自己的口径。
    pub fn profile(&self) -> &Arc<Profile> {
        match self {
            Base::Set(set) => &set.profile,
            Base::Profile(profile) => profile,
        }
    }

    /// 具名规则：体系的包括它的口径的。
    pub fn rules(&self) -> &BTreeMap<String, Arc<Rule>> {
        match self {
            Base::Set(set) => &set.rules,
            Base::Profile(profile) => &profile.rules,
        }
    }

    /// 基础数据与公式：体系的包括它的口径的。
    pub fn formulary(&self) -> &Arc<Formulary> {
        match self {
            Base::Set(set) => &set.formulary,
            Base::Profile(profile) => &profile.formulary,
        }
    }
}

/// 审查过的填报与所依的体系（只有口径时为临时拼成的体系）。
#[derive(Clone, Debug)]
pub struct Checked {
    pub set: Arc<Set>,
    pub submission: Submission,
    /// 照一年里的哪一步审查的。
    pub stage: Stage,
}

/// 审查自评的填报。结构性的错误使其不能计分，返回 `None`；个别行读不出则该行不予计分。
pub fn submission(raw: &RawSubmission, base: &Base, sha256: String, sink: &mut Sink) -> Option<Checked> {
    submission_at(raw, base, Stage::Evaluation, sha256, sink)
}

/// 审查一年里某一步的填报：申报与监控时还没有实际完成值与执行数，空着不报，那些行不予计分。
pub fn submission_at(
    raw: &RawSubmission,
    base: &Base,
    stage: Stage,
    sha256: String,
    sink: &mut Sink,
) -> Option<Checked> {
    let mark = sink.mark();
    let (set, own) = match base {
        Base::Set(set) => {
            refuse_overrides(raw, sink);
            (Arc::clone(set), own_rows(raw, &set.profile, &set.rules, &set.formulary, sink))
        }
        Base::Profile(profile) => ad_hoc(raw, profile, sink),
    };
    let has_set = matches!(base, Base::Set(_));
    if has_set && !sink.errors_since(mark) {
        check_room(raw, &set, &own, sink);
    }
    let year = raw.year.as_ref().map_or(0, |y| y.value);
    if let Some(at) = raw.year.as_ref().filter(|year| !YEARS.contains(&year.value)) {
        sink.push(bad_year(at));
    }
    let unit = raw.unit.as_ref().map(|u| u.value.clone()).unwrap_or_default();
    if sink.errors_since(mark) {
        return None;
    }
    let goals: Vec<Goal> = raw
        .goals
        .iter()
        .map(|g| Goal {
            id: g.id.as_ref().map(|i| i.value.clone()).unwrap_or_default(),
            share: g.share.as_ref().map(|s| s.value),
            expected: g.expected.clone(),
            achieved: g.achieved.clone(),
        })
        .collect();
    check_goals(raw, &set, sink);
    let money = money::money(raw.budget.as_ref(), &set, stage, &raw.place, sink);
    let facts = Facts::new(&raw.facts, &set, &money, sink);
    let rows = rows(raw, &set, &own, has_set, year as i32, &facts, stage, sink);
    let indicators: Vec<Indicator> = own.into_iter().map(|o| o.indicator).collect();
    let codes: Vec<&str> = rows.iter().map(|row| code_of(row, &set, &indicators)).collect();
    let allows = norm::allows(&raw.allows, &codes, sink);
    let monitoring =
        raw.monitoring.as_ref().and_then(|raw| monitoring::monitoring(raw, &set, &codes, year as i32, sink));
    let deductions = raw.deductions.iter().filter_map(|d| deduction(d, &codes, sink)).collect();
    let mut declared = Declared {
        total: raw.declared.total.as_ref().map(|t| t.value),
        grade: raw.declared.grade.as_ref().map(|g| g.value.clone()),
        execution: raw.declared.execution.as_ref().map(|e| e.value),
        rows: vec![DeclaredRow::default(); rows.len()],
        total_place: raw.declared.total.as_ref().map(|t| t.place.clone()),
        grade_place: raw.declared.grade.as_ref().map(|g| g.place.clone()),
    };
    for (code, row) in &raw.declared.rows {
        match codes.iter().position(|known| *known == code.value) {
            Some(at) => {
                declared.rows[at] = DeclaredRow {
                    score: row.score.as_ref().map(|s| s.value),
                    deviation: row.deviation.as_ref().map(|d| d.value),
                    place: Some(code.place.clone()),
                };
            }
            None => sink.push(no_such_row(code, codes.iter().copied())),
        }
    }
    let vetoes = raw.vetoes.iter().filter_map(|veto| find_veto(veto, &set, sink)).collect();
    check_tasks(raw, sink);
    let declaration = declaration::declaration(raw, &set, year as i32, sink);
    let supplement = narrative::supplement(raw.narrative.as_ref(), set.kind, sink);
    if money.inferred {
        let message = "资金情况是推定的，公开的表上没有印";
        sink.push(Diagnostic::new(Code::W0704, message).at(&money.place).label("推定"));
    }
    let submission = Submission {
        unit,
        year: year as i32,
        date: raw.date.clone(),
        project: raw.project.clone(),
        supervisor: raw.supervisor.clone(),
        implementer: raw.implementer.clone(),
        sha256,
        place: raw.place.clone(),
        money,
        goals,
        tasks: raw
            .tasks
            .iter()
            .map(|t| Task { name: t.name.clone(), content: t.content.clone(), achieved: t.achieved.clone() })
            .collect(),
        own: indicators,
        rows,
        deductions,
        vetoes,
        declared,
        supplement,
        declaration,
        monitoring,
        allows,
    };
    declaration::check_deadlines(&set, &submission, sink);
    Some(Checked { set, submission, stage })
}

/// 容许的年度。
pub(super) const YEARS: RangeInclusive<usize> = 1990..=2100;

/// 年度不在容许之内。
pub(super) fn bad_year(year: &At<usize>) -> Diagnostic {
    let message = format!("年度 {} 不在 1990 至 2100 之间", year.value);
    Diagnostic::new(Code::E0206, message).at(&year.place).help("写四位年份，如 year = 2024")
}

/// 完全相同的任务行，合并成一条提醒。
fn check_tasks(raw: &RawSubmission, sink: &mut Sink) {
    let mut seen = HashSet::new();
    let repeated: Vec<_> = raw.tasks.iter().filter(|t| !seen.insert((&t.name, &t.content, &t.achieved))).collect();
    if let Some(first) = repeated.first() {
        let message = format!("年度主要任务有 {} 行与前面的完全相同，从这一行起", repeated.len());
        sink.push(Diagnostic::new(Code::W0710, message).at(&first.place).label("重复的任务"));
    }
}

fn code_of<'a>(row: &Row, set: &'a Set, own: &'a [Indicator]) -> &'a str {
    match row.origin {
        RowOrigin::Set(at) => &set.indicators[at].code,
        RowOrigin::Own(at) => &own[at].code,
    }
}

/// 依体系填报时，体系规定了的事项不能在填报里另写。
fn refuse_overrides(raw: &RawSubmission, sink: &mut Sink) {
    let places = [
        ("total", raw.total.as_ref().map(|t| &t.place)),
        ("grades", raw.grades.as_ref().map(|t| &t.place)),
        ("profile", raw.profile.as_ref().map(|t| &t.place)),
        ("form", raw.form.as_ref().map(|t| &t.place)),
        ("[execution]", raw.execution.as_ref().map(|e| &e.place)),
    ];
    for (name, place) in places {
        if let Some(place) = place {
            let message = format!("已依指标体系填报，{name} 由体系规定，不能另写");
            sink.push(Diagnostic::new(Code::E0204, message).at(place).help("删去这一处，或不写 set 而只依口径填报"));
        }
    }
}

/// 填报里写下的一行指标。
pub(super) struct Own<'r> {
    pub indicator: Indicator,
    pub actual: Option<&'r RawActual>,
    pub place: Place,
}

fn own_rows<'r>(
    raw: &'r RawSubmission,
    profile: &Profile,
    rules: &Names,
    formulary: &Formulary,
    sink: &mut Sink,
) -> Vec<Own<'r>> {
    let mut codes = Codes::default();
    for code in raw.indicators.iter().filter_map(|(row, _)| row.code.as_ref()) {
        codes.add(code, sink);
    }
    let mut own = Vec::with_capacity(raw.indicators.len());
    for (at, (row, actual)) in raw.indicators.iter().enumerate() {
        // 没有写编码的按行号编，避开已经用过的。
        let code = match &row.code {
            Some(code) => code.value.clone(),
            None => {
                (at + 1..).map(|n| format!("R{n:02}")).find(|code| codes.take(code, &row.place)).unwrap_or_default()
            }
        };
        if let Some(indicator) = indicator(row, code, profile, rules, formulary, sink) {
            own.push(Own { indicator, actual: actual.as_ref(), place: row.place.clone() });
        }
    }
    own
}

/// 只有口径：由填报的各行拼成一个没有名称版本的体系。
fn ad_hoc<'r>(raw: &'r RawSubmission, profile: &Arc<Profile>, sink: &mut Sink) -> (Arc<Set>, Vec<Own<'r>>) {
    let own = own_rows(raw, profile, &profile.rules, &profile.formulary, sink);
    if raw.indicators.is_empty() {
        let message = "只依口径填报时，要在 [[indicator]] 里写下全部指标";
        sink.push(Diagnostic::new(Code::E0203, message).at(&raw.place).label("没有一行指标"));
    }
    let execution = raw.execution.as_ref().and_then(|e| execution(e, profile, &profile.rules, sink));
    let kind = raw.kind.unwrap_or(Kind::Project);
    let weight = |row: &Indicator| {
        let goal = raw.goals.iter().find(|g| g.id.as_ref().map(|id| &id.value) == row.goal.as_ref());
        row.goal.as_ref().and(goal).and_then(|g| g.share.as_ref()).map_or(Decimal::ONE, |share| share.value)
    };
    let weighted = own.iter().map(|o| (o.indicator.level1.as_str(), o.indicator.points * weight(&o.indicator)));
    let sections = derived(weighted);
    let sum =
        sections.iter().map(|s| s.points).sum::<Decimal>() + execution.as_ref().map_or(Decimal::ZERO, |e| e.points);
    if let Some(total) = raw.total.as_ref().filter(|t| t.value != sum) {
        let message = format!("总分规定 {} 分，执行率与各行合计 {} 分", plain(total.value), plain(sum));
        sink.push(Diagnostic::new(Code::E0301, message).at(&total.place).label("与合计不符"));
    }
    let set = Set {
        id: profile.id.clone(),
        version: String::new(),
        sha256: String::new(),
        ancestors: Vec::new(),
        rules: profile.rules.clone(),
        formulary: Arc::clone(&profile.formulary),
        title: title(&raw.title, kind),
        kind,
        issuer: String::new(),
        basis: profile.basis.clone(),
        term: Term::default(),
        note: String::new(),
        form: raw.form.as_ref().map_or_else(|| default_form(kind).to_owned(), |f| f.value.clone()),
        total: raw.total.as_ref().map_or(sum, |t| t.value),
        profile: Arc::clone(profile),
        grades: grades(raw.grades.as_ref(), profile, sink),
        execution,
        sections,
        indicators: Vec::new(),
        groups: Vec::new(),
        allows: Vec::new(),
    };
    (Arc::new(set), own)
}

/// 分目标计分：各行的目标存在，占比各在 0 与 100% 之间、合计 100%。
fn check_goals(raw: &RawSubmission, set: &Set, sink: &mut Sink) {
    let mut codes = Codes::default();
    for id in raw.goals.iter().filter_map(|g| g.id.as_ref()) {
        codes.add(id, sink);
    }
    let goals = raw.goals.iter().filter(|g| g.share.is_some()).filter_map(|g| g.id.as_ref());
    let known: Vec<&str> = goals.map(|id| id.value.as_str()).collect();
    let from_set = set.indicators.iter().filter_map(|i| Some((i.goal.as_deref()?, &raw.place)));
    let own = raw.indicators.iter().filter_map(|(i, _)| i.goal.as_ref()).map(|g| (g.value.as_str(), &g.place));
    for (goal, place) in from_set.chain(own) {
        if !known.contains(&goal) {
            let message = format!("指标所属的目标“{goal}”不存在，或没有写占比 share");
            let help = choices("已有的目标", goal, &known);
            sink.push(Diagnostic::new(Code::E0402, message).at(place).label("这个目标").help(help));
        }
    }
    let shares: Vec<&At<Decimal>> = raw.goals.iter().filter_map(|g| g.share.as_ref()).collect();
    for share in &shares {
        if share.value <= Decimal::ZERO || share.value > Decimal::ONE {
            sink.push(Diagnostic::new(Code::E0302, "目标的占比应在 0 与 100% 之间").at(&share.place).label("占比"));
        }
    }
    let sum: Decimal = shares.iter().map(|s| s.value).sum();
    if let Some(first) = shares.first().filter(|_| sum != Decimal::ONE) {
        let message = format!("各目标的占比合计 {}%，应当是 100%", plain(sum * Decimal::ONE_HUNDRED));
        sink.push(Diagnostic::new(Code::E0302, message).at(&first.place).label("占比"));
    }
}

#[expect(clippy::too_many_arguments, reason = "各行要对照填报的每一部分")]
fn rows(
    raw: &RawSubmission,
    set: &Set,
    own: &[Own<'_>],
    has_set: bool,
    year: i32,
    facts: &Facts<'_>,
    stage: Stage,
    sink: &mut Sink,
) -> Vec<Row> {
    let mut actuals: HashMap<&str, &RawActual> = HashMap::with_capacity(raw.actuals.len());
    for (code, actual) in &raw.actuals {
        actuals.insert(&code.value, actual);
    }
    let mut rows = Vec::with_capacity(set.indicators.len() + own.len());
    let all = set.indicators.iter().enumerate().map(|(at, i)| (RowOrigin::Set(at), i, None, &raw.place));
    let own_all = own.iter().enumerate().map(|(at, o)| (RowOrigin::Own(at), &o.indicator, o.actual, &o.place));
    for (origin, indicator, inline, place) in all.chain(own_all) {
        let listed = actuals.remove(indicator.code.as_str());
        if let (Some(_), Some(listed)) = (inline, listed) {
            let message = format!("{} 的实际完成值写了两处", indicator.code);
            sink.push(Diagnostic::new(Code::E0205, message).at(&listed.place).label("另一处在 [[indicator]] 里"));
        }
        let actual = inline.or(listed);
        let place = actual.map_or(place, |a| &a.place);
        // 还没有到填实际完成值的时候，空着不报。
        let mut unheard = Sink::default();
        let is_early = stage != Stage::Evaluation && !actual.is_some_and(RawActual::is_written);
        let sink = if is_early { &mut unheard } else { &mut *sink };
        let listed_in_set = matches!(origin, RowOrigin::Set(_)) || listed.is_some();
        rows.push(Row {
            origin,
            section: set.sections.iter().position(|s| s.level1 == indicator.level1).unwrap_or(0),
            group: set.groups.iter().position(|g| g.codes.contains(&indicator.code)),
            goal: indicator
                .goal
                .as_ref()
                .and_then(|goal| raw.goals.iter().position(|g| g.id.as_ref().is_some_and(|id| id.value == *goal))),
            entry: actual::entry(indicator, actual, !listed_in_set, place, year, facts, sink),
            place: place.clone(),
        });
    }
    if has_set && !own.is_empty() {
        sort_rows(&mut rows, set, own);
    }
    for (code, _) in raw.actuals.iter().filter(|(code, _)| actuals.contains_key(code.value.as_str())) {
        let known = set.indicators.iter().chain(own.iter().map(|o| &o.indicator)).map(|i| i.code.as_str());
        sink.push(no_such_row(code, known));
    }
    rows
}

/// 自设指标插到所属的一、二级指标之下。
fn sort_rows(rows: &mut [Row], set: &Set, own: &[Own<'_>]) {
    let level2 = |row: &Row| match row.origin {
        RowOrigin::Set(at) => set.indicators[at].level2.as_str(),
        RowOrigin::Own(at) => own[at].indicator.level2.as_str(),
    };
    let rank = |row: &Row| {
        let section = &set.sections[row.section];
        let part = section.parts.iter().position(|p| p.level2 == level2(row)).unwrap_or(section.parts.len());
        (row.section, part)
    };
    rows.sort_by_key(rank);
}

pub(super) fn no_such_row<'a>(code: &At<String>, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let help = guess_or_choices("已有的编码", &code.value, &known);
    let message = format!("没有编码为“{}”的指标", code.value);
    Diagnostic::new(Code::E0402, message).at(&code.place).label("没有这一行").help(help)
}

fn deduction(raw: &crate::parse::RawDeduction, known: &[&str], sink: &mut Sink) -> Option<Deduction> {
    let row = match &raw.code {
        None => None,
        Some(code) => match known.iter().position(|k| *k == code.value) {
            Some(at) => Some(at),
            None => {
                sink.push(no_such_row(code, known.iter().copied()));
                return None;
            }
        },
    };
    let worth = match (&raw.points, &raw.share) {
        (Some(points), None) if points.value > Decimal::ZERO => Worth::Score(points.value),
        (None, Some(share)) if share.value > Decimal::ZERO && share.value <= Decimal::ONE => Worth::Share(share.value),
        _ => {
            let message = "扣分要写且只写一种：points（分）或 share（得分的百分比，不超过 100%）";
            sink.push(Diagnostic::new(Code::E0305, message).at(&raw.place).label("这条扣分"));
            return None;
        }
    };
    Some(Deduction { row, worth, reason: raw.reason.as_ref()?.value.clone() })
}

fn find_veto(code: &At<String>, set: &Set, sink: &mut Sink) -> Option<usize> {
    let profile = &set.profile;
    let found = profile.vetoes.iter().position(|v| v.code == code.value);
    if found.is_none() {
        let known: Vec<&str> = profile.vetoes.iter().map(|v| v.code.as_str()).collect();
        let help = if known.is_empty() {
            format!("口径 {} 没有规定否决情形", profile.id)
        } else {
            choices("已有的情形", &code.value, &known)
        };
        let message = format!("没有编码为“{}”的否决情形", code.value);
        sink.push(Diagnostic::new(Code::E0407, message).at(&code.place).help(help));
    }
    if let Some(VetoEffect::GradeMax(label)) = found.map(|at| &profile.vetoes[at].effect)
        && !set.grades.iter().any(|g| g.label == *label)
    {
        let labels: Vec<&str> = set.grades.iter().map(|g| g.label.as_str()).collect();
        let message = format!("“{}”限定的等次“{label}”不在本表的等次之内", code.value);
        let help = format!("本表的等次：{}；改口径里的 grade_max，或换一张等次表", labels.join("、"));
        sink.push(Diagnostic::new(Code::E0407, message).at(&code.place).help(help));
    }
    found
}
