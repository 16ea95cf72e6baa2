//! 指标体系文件的写法；指标一行的写法与填报共用。

use super::profile::{NOT_APPLICABLE, read_rules};
use super::reader::{At, Table};
use super::rule::{self, RawRule, RuleTable};
use crate::diagnostic::{Place, Sink};
use crate::model::{Block, Counts, Kind, NotApplicable};
use crate::number::Decimal;

/// 指标体系，按书面内容。
#[derive(Clone, Debug)]
pub struct RawSet {
    pub place: Place,
    pub id: Option<At<String>>,
    pub version: Option<At<String>>,
    pub title: String,
    pub kind: Kind,
    pub issuer: String,
    pub basis: Vec<String>,
    pub effective: String,
    pub note: String,
    pub profile: Option<At<String>>,
    pub form: Option<At<String>>,
    pub total: Option<At<Decimal>>,
    pub grades: Option<At<String>>,
    pub rules: Vec<(At<String>, RuleTable)>,
    pub execution: Option<RawExecution>,
    pub sections: Vec<RawSection>,
    pub indicators: Vec<RawIndicator>,
    pub groups: Vec<RawGroup>,
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

/// 一个板块。
#[derive(Clone, Debug)]
pub struct RawSection {
    pub place: Place,
    pub level1: At<String>,
    pub level2: String,
    pub points: At<Decimal>,
    /// 自设指标的最少与最多行数。
    pub own: Option<(usize, usize)>,
    pub cap: Option<At<Decimal>>,
    pub block: Block,
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

/// 部门或项目。
pub(super) const KINDS: &[(&str, Kind)] = &[("department", Kind::Department), ("project", Kind::Project)];

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawSet {
    let mut raw = RawSet {
        place: root.place(),
        id: None,
        version: None,
        title: String::new(),
        kind: Kind::Project,
        issuer: String::new(),
        basis: Vec::new(),
        effective: String::new(),
        note: String::new(),
        profile: None,
        form: None,
        total: None,
        grades: None,
        rules: Vec::new(),
        execution: None,
        sections: Vec::new(),
        indicators: Vec::new(),
        groups: Vec::new(),
    };
    match root.table("set", sink) {
        None => root.missing("[set]", sink),
        Some(mut head) => {
            raw.place = head.place();
            raw.id = head.require_text("id", sink);
            raw.version = head.require_text("version", sink);
            raw.title = head.text_or_empty("title", sink);
            if !head.has("kind") {
                head.missing("kind", sink);
            }
            raw.kind = head.choice("kind", KINDS, sink).unwrap_or(raw.kind);
            raw.issuer = head.text_or_empty("issuer", sink);
            raw.basis = head.texts("basis", sink).into_iter().map(|t| t.value).collect();
            raw.effective = head.date_text("effective", sink);
            raw.note = head.text_or_empty("note", sink);
            raw.profile = head.require_text("profile", sink);
            raw.form = head.text("form", sink);
            raw.total = head.require_number("total", sink);
            raw.grades = head.text("grades", sink);
            head.finish(sink);
        }
    }
    raw.rules = read_rules(root, sink);
    raw.execution = root.table("execution", sink).map(|table| read_execution(table, sink));
    for table in root.tables("section", sink) {
        raw.sections.extend(read_section(table, sink));
    }
    for mut table in root.tables("indicator", sink) {
        raw.indicators.push(read_indicator(&mut table, sink));
        table.finish(sink);
    }
    for mut table in root.tables("group", sink) {
        let counts = [("better", Counts::Better), ("applicable", Counts::Applicable)];
        let place = table.place();
        let codes = table.texts("codes", sink);
        let counts = table.choice("counts", &counts, sink).unwrap_or(Counts::Better);
        table.finish(sink);
        raw.groups.push(RawGroup { place, codes, counts });
    }
    raw
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

fn read_section(mut table: Table<'_>, sink: &mut Sink) -> Option<RawSection> {
    let place = table.place();
    let level1 = table.require_text("level1", sink);
    let level2 = table.text_or_empty("level2", sink);
    let points = table.require_number("points", sink);
    let own = table.table("own", sink).map(|mut own| {
        let min = own.count("min", sink).map_or(1, |n| n.value);
        let max = own.count("max", sink).map_or(usize::MAX, |n| n.value);
        own.finish(sink);
        (min, max)
    });
    let cap = table.number("cap", sink);
    let blocks = [("indicators", Block::Indicators), ("management", Block::Management)];
    let block = table.choice("block", &blocks, sink).unwrap_or(Block::Indicators);
    table.finish(sink);
    Some(RawSection { place, level1: level1?, level2, points: points?, own, cap, block })
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
        meaning: table.text_or_empty("meaning", sink),
        formula: table.text_or_empty("formula", sink),
        evidence: table.text_or_empty("evidence", sink),
        source: table.text_or_empty("source", sink),
    }
}
