//! 指标体系文件的写法；指标一行的写法与填报共用。

use super::formula::{RawFact, RawFormula, read_facts, read_formulas};
use super::layer::{Member, Removals, is_whole};
use super::norm::{RawAllow, read_allows};
use super::profile::{NOT_APPLICABLE, read_rules};
use super::reader::{At, Table};
use super::rule::{self, RawRule, RuleTable};
use super::section::{RawSection, levels, read_sections, section_name};
use crate::diagnostic::{Place, Sink};
use crate::model::{Counts, Kind, NotApplicable};
use crate::number::Decimal;

/// 指标体系，按书面内容。
#[derive(Clone, Debug)]
pub struct RawSet {
    pub place: Place,
    pub id: Option<At<String>>,
    pub version: Option<At<String>>,
    /// 上级的名称或路径；各键已与上级的合好。
    pub extends: Option<At<String>>,
    pub title: String,
    pub kind: Kind,
    pub issuer: String,
    pub basis: Vec<String>,
    /// 施行与废止的日期，还没有看是不是日期。
    pub effective: Option<At<String>>,
    pub expires: Option<At<String>>,
    pub note: String,
    pub profile: Option<At<String>>,
    pub form: Option<At<String>>,
    pub total: Option<At<Decimal>>,
    pub grades: Option<At<String>>,
    pub rules: Vec<(At<String>, RuleTable)>,
    pub facts: Vec<RawFact>,
    pub formulas: Vec<RawFormula>,
    pub execution: Option<RawExecution>,
    pub sections: Vec<RawSection>,
    pub indicators: Vec<RawIndicator>,
    pub groups: Vec<RawGroup>,
    pub allows: Vec<RawAllow>,
}

/// 预算执行一块。
#[derive(Clone, Debug)]
pub struct RawExecution {
    pub place: Place,
    pub points: Option<At<Decimal>>,
    pub rule: Option<RawRule>,
    pub title: String,
    pub sources: Vec<RawSource>,
}

/// 一行资金来源。
#[derive(Clone, Debug)]
pub struct RawSource {
    pub key: At<String>,
    pub name: String,
}

/// 一行指标。
#[derive(Clone, Debug)]
pub struct RawIndicator {
    pub place: Place,
    pub code: Option<At<String>>,
    pub level1: Option<At<String>>,
    pub level2: String,
    pub name: Option<At<String>>,
    pub target: Option<At<String>>,
    pub qualitative: bool,
    pub points: Option<At<Decimal>>,
    pub rule: Option<RawRule>,
    pub cap: Option<At<Decimal>>,
    pub not_applicable: Option<NotApplicable>,
    pub goal: Option<At<String>>,
    /// 实际完成值由哪个公式算。
    pub compute: Option<At<String>>,
    pub meaning: String,
    pub formula: String,
    pub evidence: String,
    pub source: String,
}

/// 择一计分的一组。
#[derive(Clone, Debug)]
pub struct RawGroup {
    pub place: Place,
    pub codes: Vec<At<String>>,
    pub counts: Counts,
}

/// 只说这一份文件、不从上级取的键。
const PRIVATE: &[&str] = &["id", "version", "extends", "remove", "effective", "expires", "note"];

/// 部门或项目。
pub(super) const KINDS: &[(&str, Kind)] = &[("department", Kind::Department), ("project", Kind::Project)];

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawSet {
    let mut raw = RawSet {
        place: root.place(),
        id: None,
        version: None,
        extends: None,
        title: String::new(),
        kind: Kind::Project,
        issuer: String::new(),
        basis: Vec::new(),
        effective: None,
        expires: None,
        note: String::new(),
        profile: None,
        form: None,
        total: None,
        grades: None,
        rules: Vec::new(),
        facts: Vec::new(),
        formulas: Vec::new(),
        execution: None,
        sections: Vec::new(),
        indicators: Vec::new(),
        groups: Vec::new(),
        allows: Vec::new(),
    };
    match root.merged("set", sink).map(|head| head.private(PRIVATE)) {
        None => root.missing("[set]", sink),
        Some(mut head) => {
            raw.place = head.place();
            raw.id = head.require_text("id", sink);
            raw.version = head.require_text("version", sink);
            raw.extends = head.text("extends", sink);
            head.texts("remove", sink);
            raw.title = head.text_or_empty("title", sink);
            if !head.has("kind") {
                head.missing("kind", sink);
            }
            raw.kind = head.choice("kind", KINDS, sink).unwrap_or(raw.kind);
            raw.issuer = head.text_or_empty("issuer", sink);
            raw.basis = head.texts("basis", sink).into_iter().map(|t| t.value).collect();
            raw.effective = head.date("effective", sink);
            raw.expires = head.date("expires", sink);
            raw.note = head.text_or_empty("note", sink);
            raw.profile = head.require_text("profile", sink);
            raw.form = head.text("form", sink);
            raw.total = head.require_number("total", sink);
            raw.grades = head.text("grades", sink);
            head.finish(sink);
        }
    }
    raw.rules = read_rules(root, sink);
    raw.facts = read_facts(root, sink);
    raw.formulas = read_formulas(root, sink);
    let mut removals = Removals::read(root, "set");
    raw.execution = read_merged_execution(root, &mut removals, sink);
    raw.sections = read_sections(root, &mut removals, sink);
    let mut gone = Vec::new();
    raw.indicators = read_indicators(root, &raw.sections, &mut removals, &mut gone, sink);
    raw.groups = read_groups(root, &gone, sink);
    removals.finish(sink);
    raw.allows = read_allows(root, sink);
    raw
}

/// 预算执行一块，与上级的逐键合；`remove` 里写了 `execution` 的，上级的不要。
fn read_merged_execution(root: &mut Table<'_>, removals: &mut Removals, sink: &mut Sink) -> Option<RawExecution> {
    let depths: Vec<usize> = (0..root.layers().count()).collect();
    let below = |depth: usize| root.layers().skip(depth + 1).any(|layer| layer.has_here("execution"));
    let cut = depths.into_iter().find(|&depth| below(depth) && removals.takes(depth, &["execution"]));
    let table = root.merged_down_to("execution", cut.unwrap_or(usize::MAX), sink)?;
    Some(read_execution(table, sink))
}

/// 各行，与上级的按编码合；新添的、改了一、二级指标的，排到所属的一、二级指标之下。
fn read_indicators(
    root: &mut Table<'_>,
    sections: &[RawSection],
    removals: &mut Removals,
    gone: &mut Vec<(usize, String)>,
    sink: &mut Sink,
) -> Vec<RawIndicator> {
    let identity = |table: &Table<'_>| table.peek_text("code").map(str::to_owned);
    let mut removed = |depth: usize, table: &Table<'_>| {
        let (level1, level2) = levels(table);
        let code = identity(table).unwrap_or_default();
        let taken = removals.takes(depth, &[&code, &level1, &section_name(&level1, &level2)]);
        if taken {
            gone.push((depth, code));
        }
        taken
    };
    let members = root.merged_tables("indicator", &identity, &mut removed, sink);
    let known: Vec<String> = members.iter().filter(|m| !m.is_added).filter_map(|m| identity(&m.table)).collect();
    let mut rows: Vec<RawIndicator> = Vec::with_capacity(members.len());
    let mut moved = Vec::new();
    for mut member in members {
        let name = identity(&member.table).unwrap_or_default();
        if !is_whole(&member, "指标", &name, &["level1", "name", "target", "points"], &known, sink) {
            continue;
        }
        let table = &mut member.table;
        let is_moved = table.is_layered() && (table.has_here("level1") || table.has_here("level2"));
        let row = read_indicator(table, sink);
        member.table.finish(sink);
        if member.is_added || is_moved {
            moved.push(row);
        } else {
            rows.push(row);
        }
    }
    for row in moved {
        let at = place_of_row(&row, &rows, sections);
        rows.insert(at, row);
    }
    rows
}

fn place_of_row(new: &RawIndicator, rows: &[RawIndicator], sections: &[RawSection]) -> usize {
    let level1 = |row: &RawIndicator| row.level1.as_ref().map(|l| l.value.clone());
    let rank = |name: &Option<String>| sections.iter().position(|s| Some(&s.level1.value) == name.as_ref());
    let mine = level1(new);
    let part = |row: &RawIndicator| {
        sections.iter().position(|s| Some(&s.level1.value) == mine.as_ref() && s.level2 == row.level2)
    };
    let peers = |row: &&RawIndicator| level1(row) == mine;
    if let Some(at) = rows.iter().rposition(|row| peers(&row) && row.level2 == new.level2) {
        return at + 1;
    }
    if let Some(last) = rows.iter().rposition(|row| peers(&row)) {
        // 二级指标有规定的先后时，排在后面的二级指标之前。
        let later = rows.iter().position(|row| peers(&row) && part(row) > part(new) && part(new).is_some());
        return later.unwrap_or(last + 1);
    }
    let later = rows.iter().position(|row| rank(&level1(row)) > rank(&mine) && rank(&mine).is_some());
    later.unwrap_or(rows.len())
}

/// 择一的各组：下级的一组盖过上级里有同一编码的组；去掉的行退出上级的组，剩不足两行的组就不成组。
fn read_groups(root: &mut Table<'_>, gone: &[(usize, String)], sink: &mut Sink) -> Vec<RawGroup> {
    let mut groups: Vec<(usize, RawGroup)> = Vec::new();
    for Member { mut table, layer, .. } in root.merged_tables("group", &|_| None, &mut |_, _| false, sink) {
        let counts = [("better", Counts::Better), ("applicable", Counts::Applicable)];
        let place = table.place();
        let mut codes = table.texts("codes", sink);
        let counts = table.choice("counts", &counts, sink).unwrap_or(Counts::Better);
        table.finish(sink);
        groups.retain(|(from, group)| *from == layer || !group.codes.iter().any(|c| has_code(&codes, &c.value)));
        let written = codes.len();
        codes.retain(|code| !gone.iter().any(|(at, gone)| *at < layer && *gone == code.value));
        if codes.len() == written || codes.len() >= 2 {
            groups.push((layer, RawGroup { place, codes, counts }));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn has_code(codes: &[At<String>], code: &str) -> bool {
    codes.iter().any(|c| c.value == code)
}

/// 预算执行一块：体系与只有口径的填报共用。
pub(super) fn read_execution(mut table: Table<'_>, sink: &mut Sink) -> RawExecution {
    let mut raw = RawExecution {
        place: table.place(),
        points: table.require_number("points", sink),
        rule: table.item("rule").and_then(|item| rule::read_item("rule", item, sink)),
        title: table.text("title", sink).map_or_else(|| "年度资金总额".to_owned(), |t| t.value),
        sources: Vec::new(),
    };
    for mut source in table.tables("source", sink) {
        let key = source.require_text("key", sink);
        let name = source.require_text("name", sink);
        source.finish(sink);
        if let (Some(key), Some(name)) = (key, name) {
            raw.sources.push(RawSource { key, name: name.value });
        }
    }
    table.finish(sink);
    raw
}

/// 一行指标；填报里的行还有别的键，由调用方接着读。
pub(super) fn read_indicator(table: &mut Table<'_>, sink: &mut Sink) -> RawIndicator {
    RawIndicator {
        place: table.place(),
        code: table.text("code", sink),
        level1: table.require_text("level1", sink),
        level2: table.text_or_empty("level2", sink),
        name: table.require_text("name", sink),
        target: table.require_text("target", sink),
        qualitative: table.flag("qualitative", sink),
        points: table.require_number("points", sink),
        rule: table.item("rule").and_then(|item| rule::read_item("rule", item, sink)),
        cap: table.number("cap", sink),
        not_applicable: table.choice("when_not_applicable", NOT_APPLICABLE, sink),
        goal: table.text("goal", sink),
        // 空的是不要上级写的公式。
        compute: table.text("compute", sink).filter(|named| !named.value.is_empty()),
        meaning: table.text_or_empty("meaning", sink),
        formula: table.text_or_empty("formula", sink),
        evidence: table.text_or_empty("evidence", sink),
        source: table.text_or_empty("source", sink),
    }
}
