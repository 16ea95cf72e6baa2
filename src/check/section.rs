//! 板块是否成立：写全、不重，分值逐级相加，自设的余地合理。

use crate::diagnostic::{Code, Diagnostic, Place, Sink, choices};
use crate::model::{Block, Execution, Group, Indicator, Part, Room, Section};
use crate::number::{Decimal, plain};
use crate::parse::{RawIndicator, RawRoom, RawSection, RawSet};

/// 板块，按写下的先后；没有写板块的一级指标按行推出。
pub(super) fn sections(
    raw: &[RawSection],
    rows: &[RawIndicator],
    indicators: &[Indicator],
    groups: &[Group],
    sink: &mut Sink,
) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for part in raw.iter().filter(|s| s.level2.is_empty()) {
        if sections.iter().any(|s| s.level1 == part.level1.value) {
            let message = format!("板块“{}”写了两次", part.level1.value);
            sink.push(Diagnostic::new(Code::E0205, message).at(&part.level1.place).label("前面已经写过"));
            continue;
        }
        sections.push(Section {
            level1: part.level1.value.clone(),
            points: part.points.value,
            cap: part.cap.as_ref().map(|c| c.value),
            block: part.block,
            parts: Vec::new(),
            room: part.own.as_ref().and_then(|own| room(own, &part.level2, sink)),
        });
    }
    for part in raw.iter().filter(|s| !s.level2.is_empty()) {
        let room = part.own.as_ref().and_then(|own| room(own, &part.level2, sink));
        let one = Part { level2: part.level2.clone(), points: part.points.value, room };
        let Some(section) = sections.iter_mut().find(|s| s.level1 == part.level1.value) else {
            let message = format!("二级板块“{}”之上没有板块“{}”", part.level2, part.level1.value);
            let help = "先写一个只有 level1 的 [[section]]";
            sink.push(Diagnostic::new(Code::E0302, message).at(&part.place).label("这个板块").help(help));
            continue;
        };
        if part.cap.is_some() || part.block != Block::Indicators {
            let message = format!("二级板块“{}”不能写 cap 或 block", part.level2);
            let help = "cap、block 写在一级的 [[section]] 里";
            sink.push(Diagnostic::new(Code::E0305, message).at(&part.place).label("这个板块").help(help));
        }
        if section.room.is_some() {
            let message = format!("“{}”分了二级板块，自设的余地 own 要写在二级板块里", section.level1);
            let help = "把一级板块的 own 移到留有余地的二级板块";
            sink.push(Diagnostic::new(Code::E0305, message).at(&part.place).label("这个板块").help(help));
            section.room = None;
        }
        if section.parts.iter().any(|p| p.level2 == part.level2) {
            let message = format!("二级板块“{}”写了两次", part.level2);
            sink.push(Diagnostic::new(Code::E0205, message).at(&part.place).label("前面已经写过"));
            continue;
        }
        section.parts.push(one);
    }
    if raw.is_empty() {
        let mut sections = derived(indicators.iter().map(|i| (i.level1.as_str(), i.points)));
        for section in &mut sections {
            section.points = counted_points(indicators.iter().filter(|i| i.level1 == section.level1), groups);
        }
        return sections;
    }
    for level1 in rows.iter().filter_map(|row| row.level1.as_ref()) {
        if !sections.is_empty() && !sections.iter().any(|s| s.level1 == level1.value) {
            let names: Vec<&str> = sections.iter().map(|s| s.level1.as_str()).collect();
            let message = format!("一级指标“{}”没有对应的板块", level1.value);
            let help = choices("已有的板块", &level1.value, &names);
            sink.push(Diagnostic::new(Code::E0302, message).at(&level1.place).label("这个一级指标").help(help));
        }
    }
    sections
}

/// 由各行推出板块：一级指标按出现的先后，分值为各行之和。
pub(super) fn derived<'a>(rows: impl Iterator<Item = (&'a str, Decimal)>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (level1, points) in rows {
        match sections.iter_mut().find(|s| s.level1 == level1) {
            Some(section) => section.points += points,
            None => sections.push(Section {
                level1: level1.to_owned(),
                points,
                cap: None,
                block: Block::Indicators,
                parts: Vec::new(),
                room: None,
            }),
        }
    }
    sections
}

/// 择一组内只计一行的分值。
pub fn counted_points<'a>(rows: impl Iterator<Item = &'a Indicator>, groups: &[Group]) -> Decimal {
    let mut counted = vec![false; groups.len()];
    let mut sum = Decimal::ZERO;
    for row in rows {
        match groups.iter().position(|g| g.codes.contains(&row.code)) {
            Some(group) if counted[group] => {}
            Some(group) => {
                counted[group] = true;
                sum += row.points;
            }
            None => sum += row.points,
        }
    }
    sum
}

pub(super) fn check_sums(
    raw: &RawSet,
    sections: &[Section],
    indicators: &[Indicator],
    groups: &[Group],
    execution: Option<&Execution>,
    sink: &mut Sink,
) {
    // 规定写在上级里、分值在本文件里改了的，要在本文件里改。
    let own = raw.id.as_ref().map(|id| (id.place.source, &id.value));
    let unequal = |code: Code, message: String, place: &Place, label: &'static str| {
        let diagnostic = Diagnostic::new(code, message).at(place).label(label);
        match own {
            Some((source, id)) if source != place.source => diagnostic
                .help(format!("这个数写在上级里，不去改它；在 {id} 里改各行的分值，或另写一个数盖过它，使合计相等")),
            _ => diagnostic,
        }
    };
    for section in sections {
        let place =
            raw.sections.iter().find(|s| s.level1.value == section.level1).map_or(&raw.place, |s| &s.points.place);
        let rows = indicators.iter().filter(|i| i.level1 == section.level1);
        let fixed = counted_points(rows, groups);
        let mut open = section.room.is_some();
        let mut expected = fixed;
        for part in &section.parts {
            let rows = indicators.iter().filter(|i| i.level1 == section.level1 && i.level2 == part.level2);
            let sum = counted_points(rows, groups);
            let part_open = part.room.is_some();
            if (!part_open && sum != part.points) || sum > part.points {
                let message =
                    format!("二级指标“{}”规定 {} 分，其下各行合计 {} 分", part.level2, plain(part.points), plain(sum));
                let part_place = raw
                    .sections
                    .iter()
                    .find(|s| s.level1.value == section.level1 && s.level2 == part.level2)
                    .map_or(place, |s| &s.points.place);
                sink.push(unequal(Code::E0302, message, part_place, "与各行之和不符"));
            }
            expected += part.points - sum;
            open |= part_open && part.points == sum;
        }
        if (!open && expected != section.points) || expected > section.points {
            let message =
                format!("板块“{}”规定 {} 分，其下合计 {} 分", section.level1, plain(section.points), plain(expected));
            sink.push(unequal(Code::E0302, message, place, "与其下之和不符"));
        }
    }
    // 分目标计分时，各行先按占比折算，不能直接相加。
    if indicators.iter().any(|i| i.goal.is_some()) {
        return;
    }
    let Some(total) = &raw.total else { return };
    let parts: Decimal = sections.iter().map(|s| s.points).sum();
    let sum = parts + execution.map_or(Decimal::ZERO, |e| e.points);
    if sum != total.value {
        let message = format!("总分规定 {} 分，执行率与各板块合计 {} 分", plain(total.value), plain(sum));
        sink.push(unequal(Code::E0301, message, &total.place, "与合计不符"));
    }
}

/// 自设的余地：行数与分值的两端不颠倒；二级板块里的余地不再写二级指标。`max` 为零的收回上级留的余地。
fn room(raw: &RawRoom, level2: &str, sink: &mut Sink) -> Option<Room> {
    let mut wrong = |message: &str, help: &'static str| {
        sink.push(Diagnostic::new(Code::E0305, message).at(&raw.place).label("这处余地").help(help));
    };
    if raw.min > raw.max {
        wrong(
            "自设的行数 min 大于 max，一行也写不成",
            "改成 min 不大于 max；不留余地的不写 own，或写 own = { max = 0 }",
        );
    }
    if raw.max == 0 {
        return None;
    }
    let (low, high) = (raw.points_min.as_ref().map(|p| p.value), raw.points_max.as_ref().map(|p| p.value));
    let is_empty = low.zip(high).is_some_and(|(low, high)| low > high);
    if is_empty || high.is_some_and(|high| high <= Decimal::ZERO) {
        wrong("自设一行的分值，points_min 大于 points_max 或不大于零", "改成 points_min 不大于 points_max，都大于零");
    }
    if !level2.is_empty() && !raw.level2.is_empty() {
        wrong(
            "余地写在二级板块里，自设的行都归这一个二级指标",
            "去掉 own 里的 level2，或把余地写在没有分二级的一级板块上",
        );
    }
    Some(Room {
        min: raw.min,
        max: raw.max,
        level2: raw.level2.iter().map(|name| name.value.clone()).collect(),
        points_min: low,
        points_max: high,
    })
}
