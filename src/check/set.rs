//! 指标体系是否成立：编码不重，分值逐级相加，规则与指标值相配。

use super::formula::{self, formulary};
use super::norm;
use super::rule::{self, Names};
use super::section::{check_sums, sections};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, choices};
use crate::model::{
    BareTarget, Execution, Formulary, Grade, Group, Indicator, Kind, MoneySource, Origin, Profile, Set, Term,
};
use crate::number::{Decimal, plain};
use crate::parse::{At, RawExecution, RawGroup, RawIndicator, RawSet};
use crate::target::{self, Target, read_date, read_target};
use std::collections::HashMap;
use std::sync::Arc;

/// 审查指标体系。`origin` 是文件自己，`ancestors` 是各级上级。有错误时返回 `None`。
pub fn set(
    raw: &RawSet,
    profile: &Arc<Profile>,
    origin: Origin,
    ancestors: Vec<Origin>,
    sink: &mut Sink,
) -> Option<Set> {
    let mark = sink.mark();
    let mut names = profile.rules.clone();
    rule::collect(&raw.rules, &mut names, sink);
    let formulary = formulary(Some(&profile.formulary), &raw.facts, &raw.formulas, sink);
    let execution = raw.execution.as_ref().and_then(|e| execution(e, profile, &names, sink));
    let mut indicators = Vec::with_capacity(raw.indicators.len());
    let mut seen = Codes::default();
    for row in &raw.indicators {
        let Some(code) = &row.code else {
            let message = "体系里的指标要有编码 code";
            sink.push(Diagnostic::new(Code::E0203, message).at(&row.place).label("这一行"));
            continue;
        };
        seen.add(code, sink);
        indicators.extend(indicator(row, code.value.clone(), profile, &names, &formulary, sink));
    }
    let groups: Vec<Group> = raw.groups.iter().filter_map(|g| group(g, &indicators, sink)).collect();
    let sections = sections(&raw.sections, &raw.indicators, &indicators, &groups, sink);
    if !sink.errors_since(mark) {
        check_sums(raw, &sections, &indicators, &groups, execution.as_ref(), sink);
    }
    let grades = grades(raw.grades.as_ref(), profile, sink);
    let term = term(raw, sink);
    if let Some(id) = &raw.id {
        check_id(id, sink);
    }
    if let Some(version) = raw.version.as_ref().filter(|version| version.value.contains(['/', '\\'])) {
        let message = format!("版本“{}”里不能有斜线", version.value);
        let help = "版本写年份或编号，如 2024、2024.1，它是文件名的一部分";
        sink.push(Diagnostic::new(Code::E0208, message).at(&version.place).label("这个版本").help(help));
    }
    let codes: Vec<&str> = indicators.iter().map(|i| i.code.as_str()).collect();
    let allows = norm::allows(&raw.allows, &codes, sink);
    let (id, version, total) = (raw.id.as_ref()?, raw.version.as_ref()?, raw.total.as_ref()?);
    if sink.errors_since(mark) {
        return None;
    }
    Some(Set {
        id: id.value.clone(),
        version: version.value.clone(),
        sha256: origin.sha256,
        ancestors,
        title: title(&raw.title, raw.kind),
        kind: raw.kind,
        issuer: raw.issuer.clone(),
        basis: raw.basis.clone(),
        term,
        note: raw.note.clone(),
        form: raw.form.as_ref().map_or_else(|| default_form(raw.kind).to_owned(), |f| f.value.clone()),
        total: total.value,
        profile: Arc::clone(profile),
        rules: names,
        formulary,
        grades,
        execution,
        sections,
        indicators,
        groups,
        allows,
    })
}

/// 名称就是文件的路径：各段不空，不是 `.` 与 `..`，没有反斜线。
pub(super) fn check_id(id: &At<String>, sink: &mut Sink) {
    let is_sound = |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\\');
    if !id.value.split('/').all(is_sound) {
        let message = format!("名称“{}”不能作文件名", id.value);
        let help = "写成 henan/project 这样，不以 / 开头或结尾，没有 .. 与反斜线";
        sink.push(Diagnostic::new(Code::E0208, message).at(&id.place).label("这个名称").help(help));
    }
}

/// 施行的期间：两端都是历上的日子，先施行后废止。
fn term(raw: &RawSet, sink: &mut Sink) -> Term {
    let mut day = |text: &Option<At<String>>| {
        let text = text.as_ref()?;
        let day = read_date(&text.value).and_then(|span| span.day());
        if day.is_none() {
            let message = format!("“{}”不是日期", text.value);
            let help = "写年月日，如 2024-01-01";
            sink.push(Diagnostic::new(Code::E0206, message).at(&text.place).label("这个日期").help(help));
        }
        day
    };
    let term = Term { effective: day(&raw.effective), expires: day(&raw.expires) };
    if let (Some(from), Some(to), Some(written)) = (term.effective, term.expires, &raw.expires)
        && to < from
    {
        let message = format!("废止的日期 {to} 在施行的日期 {from} 之前");
        let help = "expires 写施行的最后一天，不早于 effective";
        sink.push(Diagnostic::new(Code::E0206, message).at(&written.place).label("这个日期").help(help));
    }
    term
}

/// 表的标题；没有写的按部门或项目取通用的。
pub(super) fn title(written: &str, kind: Kind) -> String {
    let common = match kind {
        Kind::Department => "部门整体支出绩效自评表",
        Kind::Project => "项目支出绩效自评表",
    };
    if written.is_empty() { common.to_owned() } else { written.to_owned() }
}

/// 没有指定表样时的通用表样。
pub(super) fn default_form(kind: Kind) -> &'static str {
    match kind {
        Kind::Department => "national/department",
        Kind::Project => "national/project",
    }
}

/// 已经用过的编码。
#[derive(Default)]
pub(super) struct Codes(HashMap<String, Place>);

impl Codes {
    /// 占用一个编好的编码；已经用过的不占，返回假。
    pub(super) fn take(&mut self, code: &str, place: &Place) -> bool {
        if self.0.contains_key(code) {
            return false;
        }
        self.0.insert(code.to_owned(), place.clone());
        true
    }

    /// 收下一个编码；重复或写法不对时报告。
    pub(super) fn add(&mut self, code: &At<String>, sink: &mut Sink) {
        let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if code.value.is_empty() || code.value.len() > 32 || !code.value.chars().all(sound) {
            let message = format!("编码“{}”的写法不对", code.value);
            let help = "编码用英文字母、数字、短横、下划线与点，不超过 32 个字符";
            sink.push(Diagnostic::new(Code::E0208, message).at(&code.place).label("这个编码").help(help));
        }
        if self.0.insert(code.value.clone(), code.place.clone()).is_some() {
            let message = format!("编码“{}”重复", code.value);
            sink.push(Diagnostic::new(Code::E0205, message).at(&code.place).label("前面已经用过"));
        }
    }
}

/// 等次表：指定的一张，没有指定时取口径中唯一的一张；口径没有等次则不评等次。
pub(super) fn grades(named: Option<&At<String>>, profile: &Profile, sink: &mut Sink) -> Vec<Grade> {
    let Some(name) = named else {
        let only = profile.grades.values().next().filter(|_| profile.grades.len() == 1);
        let chosen = only.or_else(|| profile.grades.get("words"));
        if chosen.is_none() && !profile.grades.is_empty() {
            let names: Vec<&str> = profile.grades.keys().map(String::as_str).collect();
            let message = format!("口径 {} 有不止一张等次表，要写明用哪一张", profile.id);
            let help = format!("写 grades = \"…\"，可以是：{}", names.join("、"));
            sink.push(Diagnostic::new(Code::E0308, message).help(help));
        }
        return chosen.cloned().unwrap_or_default();
    };
    if let Some(grades) = profile.grades.get(&name.value) {
        return grades.clone();
    }
    let known: Vec<&str> = profile.grades.keys().map(String::as_str).collect();
    let help = choices(&format!("口径 {} 的等次表", profile.id), &name.value, &known);
    sink.push(Diagnostic::new(Code::E0308, format!("没有名为“{}”的等次表", name.value)).at(&name.place).help(help));
    Vec::new()
}

/// 预算执行一块。
pub(super) fn execution(raw: &RawExecution, profile: &Profile, names: &Names, sink: &mut Sink) -> Option<Execution> {
    let rule = match &raw.rule {
        Some(raw) => rule::resolve(raw, names, sink)?,
        None => Arc::clone(&profile.execution.rule),
    };
    let points = raw.points.as_ref()?;
    check_points(Some(points), sink);
    let target = full_execution();
    rule::fits(&rule, &target, points.value, &raw.place, sink);
    let mut codes = Codes::default();
    for source in &raw.sources {
        codes.add(&source.key, sink);
    }
    let sources = raw.sources.iter().map(|s| MoneySource { key: s.key.value.clone(), name: s.name.clone() }).collect();
    Some(Execution { points: points.value, rule, title: raw.title.clone(), sources })
}

/// 分值不为负，不大得离奇，至多四位小数。
fn check_points(points: Option<&At<Decimal>>, sink: &mut Sink) {
    let most = Decimal::new(100_000, 0);
    let sound = |v: Decimal| v >= Decimal::ZERO && v <= most && v.normalize().scale() <= 4;
    if let Some(points) = points.filter(|p| !sound(p.value)) {
        let message = format!("分值 {} 应在 0 至 {most} 之间，至多四位小数", plain(points.value));
        sink.push(Diagnostic::new(Code::E0309, message).at(&points.place).label("这个分值"));
    }
}

/// 执行率的指标值：不低于 100%。
pub(super) fn full_execution() -> Target {
    Target {
        text: "≥100%".to_owned(),
        kind: target::Kind::AtLeast(Decimal::ONE_HUNDRED),
        unit: crate::number::Unit::percent(),
    }
}

/// 一行指标：指标值读得懂、分值为正、规则相配。
pub(super) fn indicator(
    raw: &RawIndicator,
    code: String,
    profile: &Profile,
    names: &Names,
    formulary: &Formulary,
    sink: &mut Sink,
) -> Option<Indicator> {
    let target = raw.target.as_ref().and_then(|text| read(text, raw.qualitative, profile, sink));
    if let Some(points) = raw.points.as_ref().filter(|p| p.value.is_zero()) {
        sink.push(Diagnostic::new(Code::E0309, "分值应当大于零").at(&points.place).label("这个分值"));
    }
    check_points(raw.points.as_ref(), sink);
    if let Some(cap) = raw.cap.as_ref().filter(|c| c.value <= Decimal::ZERO) {
        sink.push(Diagnostic::new(Code::E0305, "得分上限 cap 应当大于零").at(&cap.place));
    }
    let (target, points) = (target?, raw.points.as_ref()?.value);
    let rule = match &raw.rule {
        Some(raw) => rule::resolve(raw, names, sink)?,
        None => match profile.defaults.get(target.kind.name()) {
            Some(rule) => Arc::clone(rule),
            None => {
                let message = format!("没有写规则，口径 {} 对{}也没有默认规则", profile.id, target.kind.title());
                sink.push(
                    Diagnostic::new(Code::E0306, message).at(&raw.place).label("这一行").help("在这一行写上 rule"),
                );
                return None;
            }
        },
    };
    let target_place = raw.target.as_ref().map_or(&raw.place, |t| &t.place);
    let place = raw.rule.as_ref().map_or(target_place, |rule| rule.place());
    rule::fits(&rule, &target, points, place, sink);
    let compute = raw.compute.as_ref().and_then(|named| formula::compute(named, &target, &rule, formulary, sink));
    // 没有写公式的文字，就照算式印。
    let text = compute.as_ref().filter(|_| raw.formula.is_empty()).map(|formula| formula.expression.to_string());
    Some(Indicator {
        code,
        level1: raw.level1.as_ref()?.value.clone(),
        level2: raw.level2.clone(),
        name: raw.name.as_ref()?.value.clone(),
        target,
        points,
        rule,
        cap: raw.cap.as_ref().map(|c| c.value),
        not_applicable: raw.not_applicable,
        goal: raw.goal.as_ref().map(|g| g.value.clone()),
        compute,
        meaning: raw.meaning.clone(),
        formula: text.unwrap_or_else(|| raw.formula.clone()),
        evidence: raw.evidence.clone(),
        source: raw.source.clone(),
    })
}

/// 读指标值；没有符号的数按口径的约定理解，约定不清就报告，不猜。
fn read(text: &At<String>, qualitative: bool, profile: &Profile, sink: &mut Sink) -> Option<Target> {
    if qualitative {
        let kind = target::Kind::Qualitative;
        return Some(Target { text: text.value.clone(), kind, unit: crate::number::Unit::default() });
    }
    let mut target = match read_target(&text.value) {
        Ok(target) => target,
        Err(error) => {
            let message = format!("指标值“{}”读不懂：{error}", text.value);
            sink.push(Diagnostic::new(Code::E0501, message).at(&text.place).label("这个指标值").help(error.remedy()));
            return None;
        }
    };
    if let target::Kind::Bare(value) = target.kind {
        target.kind = match profile.bare {
            BareTarget::AtLeast => target::Kind::AtLeast(value),
            BareTarget::AtMost => target::Kind::AtMost(value),
            BareTarget::Exactly => target::Kind::Exactly(value),
            BareTarget::Refuse => {
                let message = format!("指标值“{}”没有符号，口径 {} 没有约定怎样理解", text.value, profile.id);
                sink.push(Diagnostic::new(Code::E0508, message).at(&text.place).label("缺 ≥、≤ 或 ＝"));
                return None;
            }
        };
    }
    if !target.unit.is_known() {
        let message = format!("“{}”不是常见的计量单位", target.unit.as_str());
        sink.push(Diagnostic::new(Code::W0706, message).at(&text.place).label("单位在这里"));
    }
    Some(target)
}

fn group(raw: &RawGroup, indicators: &[Indicator], sink: &mut Sink) -> Option<Group> {
    let mut points = None;
    let mut sound = raw.codes.len() >= 2;
    if !sound {
        let message = "择一计分的一组至少要有两行";
        sink.push(Diagnostic::new(Code::E0305, message).at(&raw.place).label("这一组"));
    }
    for code in &raw.codes {
        let Some(row) = indicators.iter().find(|i| i.code == code.value) else {
            let message = format!("择一组里的编码“{}”不存在", code.value);
            sink.push(Diagnostic::new(Code::E0402, message).at(&code.place).label("没有这一行"));
            sound = false;
            continue;
        };
        if *points.get_or_insert(row.points) != row.points {
            let message = "择一计分的各行分值应当相同";
            sink.push(Diagnostic::new(Code::E0305, message).at(&code.place).label("分值不同"));
            sound = false;
        }
    }
    sound.then(|| Group { codes: raw.codes.iter().map(|c| c.value.clone()).collect(), counts: raw.counts })
}
