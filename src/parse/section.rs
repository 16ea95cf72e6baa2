//! 板块的写法，以及与上级的板块怎样合。

use super::layer::{Removals, is_whole};
use super::reader::{At, Table};
use crate::diagnostic::{Place, Sink};
use crate::model::Block;
use crate::number::Decimal;

/// 一个板块。
#[derive(Clone, Debug)]
pub struct RawSection {
    pub place: Place,
    pub level1: At<String>,
    pub level2: String,
    pub points: At<Decimal>,
    /// 留给填报单位自设的余地。
    pub own: Option<RawRoom>,
    pub cap: Option<At<Decimal>>,
    pub block: Block,
}

/// 留给填报单位自设指标的余地。
#[derive(Clone, Debug)]
pub struct RawRoom {
    pub place: Place,
    /// 最少与最多行数。
    pub min: usize,
    pub max: usize,
    /// 可用的二级指标；空的不限。
    pub level2: Vec<At<String>>,
    /// 每行的最低与最高分值。
    pub points_min: Option<At<Decimal>>,
    pub points_max: Option<At<Decimal>>,
}

/// 板块的名称：`产出指标`，或 `产出指标/数量指标`。
pub(super) fn section_name(level1: &str, level2: &str) -> String {
    if level2.is_empty() { level1.to_owned() } else { format!("{level1}/{level2}") }
}

/// 一行或一个板块所在的一级与二级。
pub(super) fn levels(table: &Table<'_>) -> (String, String) {
    let text = |key| table.peek_text(key).unwrap_or_default().to_owned();
    (text("level1"), text("level2"))
}

/// 各板块，与上级的按一、二级名称合。新添的二级板块跟在同一板块之后；新添的一级板块，
/// 跟在本文件里写在它前面的板块之后，或写在它后面的板块之前，都没有的放在最后。
pub(super) fn read_sections(root: &mut Table<'_>, removals: &mut Removals, sink: &mut Sink) -> Vec<RawSection> {
    let identity = |table: &Table<'_>| {
        let (level1, level2) = levels(table);
        Some(section_name(&level1, &level2))
    };
    let mut removed = |depth: usize, table: &Table<'_>| {
        let (level1, level2) = levels(table);
        removals.takes(depth, &[&level1, &section_name(&level1, &level2)])
    };
    let members = root.merged_tables("section", &identity, &mut removed, sink);
    let known: Vec<String> = members.iter().filter(|m| !m.is_added).filter_map(|m| identity(&m.table)).collect();
    let written: Vec<(Place, String)> = members.iter().map(|m| (m.table.place(), levels(&m.table).0)).collect();
    let mut sections: Vec<RawSection> = Vec::with_capacity(members.len());
    for member in members {
        let name = identity(&member.table).unwrap_or_default();
        if !is_whole(&member, "板块", &name, &["points"], &known, sink) {
            continue;
        }
        let is_added = member.is_added;
        let Some(section) = read_section(member.table, sink) else { continue };
        let at = if is_added { place_of_section(&section, &sections, &written) } else { sections.len() };
        sections.insert(at, section);
    }
    sections
}

fn place_of_section(new: &RawSection, sections: &[RawSection], written: &[(Place, String)]) -> usize {
    let first = |level1: &str| sections.iter().position(|s| s.level1.value == level1);
    let after = |level1: &str| sections.iter().rposition(|s| s.level1.value == level1).map(|at| at + 1);
    if let Some(at) = after(&new.level1.value) {
        return at;
    }
    // 同一份文件里写在前面与后面的板块，由近及远。
    let beside = written.iter().filter(|(place, _)| place.source == new.place.source);
    let (mut above, mut below): (Vec<_>, Vec<_>) =
        beside.partition(|(place, _)| place.span.start < new.place.span.start);
    above.sort_by_key(|(place, _)| std::cmp::Reverse(place.span.start));
    below.sort_by_key(|(place, _)| place.span.start);
    let above = above.into_iter().find_map(|(_, level1)| after(level1));
    above.or_else(|| below.into_iter().find_map(|(_, level1)| first(level1))).unwrap_or(sections.len())
}

fn read_section(mut table: Table<'_>, sink: &mut Sink) -> Option<RawSection> {
    let place = table.place();
    let level1 = table.require_text("level1", sink);
    let level2 = table.text_or_empty("level2", sink);
    let points = table.require_number("points", sink);
    let own = table.table("own", sink).map(|mut own| {
        let max = own.count("max", sink).map_or(usize::MAX, |n| n.value);
        let room = RawRoom {
            place: own.place(),
            min: own.count("min", sink).map_or(max.min(1), |n| n.value),
            max,
            level2: own.texts("level2", sink),
            points_min: own.number("points_min", sink),
            points_max: own.number("points_max", sink),
        };
        own.finish(sink);
        room
    });
    let cap = table.number("cap", sink);
    let blocks = [("indicators", Block::Indicators), ("management", Block::Management)];
    let block = table.choice("block", &blocks, sink).unwrap_or(Block::Indicators);
    table.finish(sink);
    Some(RawSection { place, level1: level1?, level2, points: points?, own, cap, block })
}
