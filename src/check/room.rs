//! 自设指标是否落在体系留出的余地里：板块、二级指标、行数与分值。

use super::section::counted_points;
use super::submission::Own;
use crate::diagnostic::{Code, Diagnostic, Sink, choices, did_you_mean};
use crate::model::{Indicator, Room, Section, Set};
use crate::number::{Decimal, plain};
use crate::parse::RawSubmission;

/// 自设指标落在体系留出的余地里，行数与分值合乎规定。
pub(super) fn check_room(raw: &RawSubmission, set: &Set, own: &[Own<'_>], sink: &mut Sink) {
    for row in own {
        if set.indicators.iter().any(|i| i.code == row.indicator.code) {
            let message = format!("自设指标的编码“{}”与体系里的指标相同", row.indicator.code);
            sink.push(Diagnostic::new(Code::E0205, message).at(&row.place).label("换一个编码"));
        }
        if let Some(room) = room_of(&set.sections, &row.indicator) {
            check_row(row, room, sink);
        } else {
            let open = open_places(&set.sections);
            let level2 = Some(row.indicator.level2.as_str()).filter(|l| !l.is_empty());
            let message = format!("“{}”之下不能自设指标", level2.unwrap_or(&row.indicator.level1));
            let help = if open.is_empty() {
                "这个体系不留自设指标的余地".to_owned()
            } else {
                format!("可以自设的地方：{}{}", open.join("、"), guess_level(&row.indicator, &set.sections))
            };
            sink.push(Diagnostic::new(Code::E0404, message).at(&row.place).label("这一行").help(help));
        }
    }
    for section in &set.sections {
        let rooms = section.parts.iter().map(|p| (p.level2.as_str(), p.points, p.room.as_ref()));
        let whole = section.parts.is_empty().then_some(("", section.points, section.room.as_ref()));
        for (level2, points, room) in rooms.chain(whole) {
            let inside = |i: &Indicator| i.level1 == section.level1 && (level2.is_empty() || i.level2 == level2);
            let name = if level2.is_empty() { &section.level1 } else { level2 };
            if let Some(room) = room {
                let rows: Vec<&Own<'_>> = own.iter().filter(|o| inside(&o.indicator)).collect();
                check_count(name, room, &rows, raw, sink);
                let fixed = counted_points(set.indicators.iter().filter(|i| inside(i)), &set.groups);
                let sum = fixed + rows.iter().map(|o| o.indicator.points).sum::<Decimal>();
                // 一行也没有写而必须写的，上面已经报告过。
                if sum != points && (!rows.is_empty() || room.min == 0) {
                    let message = format!("“{name}”规定 {} 分，其下各行合计 {} 分", plain(points), plain(sum));
                    let place = rows.first().map_or(&raw.place, |row| &row.place);
                    sink.push(Diagnostic::new(Code::E0302, message).at(place).label("从这里起"));
                }
            }
        }
    }
}

fn check_count(name: &str, room: &Room, rows: &[&Own<'_>], raw: &RawSubmission, sink: &mut Sink) {
    if (room.min..=room.max).contains(&rows.len()) {
        return;
    }
    let want = match (room.min, room.max) {
        (min, usize::MAX) => format!("至少 {min} 行"),
        (min, max) if min == max => format!(" {min} 行"),
        (min, max) => format!(" {min} 至 {max} 行"),
    };
    let message = format!("“{name}”之下应当自设{want}，写了 {} 行", rows.len());
    let place = rows.first().map_or(&raw.place, |row| &row.place);
    let help = format!("用 [[indicator]] 写，level1、level2 与体系一致（{name}）");
    sink.push(Diagnostic::new(Code::E0404, message).at(place).help(help));
}

/// 一行的二级指标与分值合乎这处余地的规定。
fn check_row(row: &Own<'_>, room: &Room, sink: &mut Sink) {
    let mut wrong = |message: String, help: String| {
        sink.push(Diagnostic::new(Code::E0404, message).at(&row.place).label("这一行").help(help));
    };
    let Indicator { level1, level2, points, .. } = &row.indicator;
    let names: Vec<&str> = room.level2.iter().map(String::as_str).collect();
    if !names.is_empty() && !names.contains(&level2.as_str()) {
        let message = if level2.is_empty() {
            format!("自设在“{level1}”之下的行要写明二级指标 level2")
        } else {
            format!("“{level1}”之下自设的行，二级指标不能是“{level2}”")
        };
        wrong(message, choices("可以写", level2, &names));
    }
    let (low, high) = (room.points_min, room.points_max);
    if low.is_some_and(|low| *points < low) || high.is_some_and(|high| *points > high) {
        let want = match (low, high) {
            (Some(low), Some(high)) => format!("在 {} 至 {} 分之间", plain(low), plain(high)),
            (Some(low), None) => format!("不少于 {} 分", plain(low)),
            (_, high) => format!("不超过 {} 分", high.map(plain).unwrap_or_default()),
        };
        let message = format!("“{level1}”之下自设的行，每行的分值应当{want}，这一行 {} 分", plain(*points));
        wrong(message, "改这一行的分值，或把它拆开、与别的行合并".to_owned());
    }
}

fn room_of<'s>(sections: &'s [Section], row: &Indicator) -> Option<&'s Room> {
    let section = sections.iter().find(|s| s.level1 == row.level1)?;
    if section.parts.is_empty() {
        return section.room.as_ref();
    }
    section.parts.iter().find(|p| p.level2 == row.level2)?.room.as_ref()
}

fn open_places(sections: &[Section]) -> Vec<String> {
    let parts = sections
        .iter()
        .flat_map(|s| s.parts.iter().filter(|p| p.room.is_some()).map(|p| format!("{}／{}", s.level1, p.level2)));
    let whole = sections.iter().filter(|s| s.parts.is_empty() && s.room.is_some()).map(|s| s.level1.clone());
    parts.chain(whole).collect()
}

/// 一、二级指标的名称与体系对不上时，猜一个最像的，接在补救办法之后。
fn guess_level(row: &Indicator, sections: &[Section]) -> String {
    let names: Vec<&str> = sections
        .iter()
        .flat_map(|s| std::iter::once(s.level1.as_str()).chain(s.parts.iter().map(|p| p.level2.as_str())))
        .collect();
    let unknown = [&row.level1, &row.level2].into_iter().find(|name| !names.contains(&name.as_str()));
    let guess = unknown.and_then(|name| did_you_mean(name, &names));
    guess.map_or_else(String::new, |guess| format!("；{guess}"))
}
