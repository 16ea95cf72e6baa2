//! 体系里的一块、一行，逐样写成文字，供比较。

use super::changes::Text;
use super::profile_text::not_applicable_text;
use crate::compare::Shelf;
use crate::model::{Block, Execution, Indicator, Kind, Room, Set};
use crate::number::{Decimal, plain};

fn text(what: &str, text: impl Into<String>) -> Text {
    (what.to_owned(), text.into())
}

fn points(value: Option<Decimal>) -> String {
    value.map(|value| format!("{} 分", plain(value))).unwrap_or_default()
}

/// 整个体系的几样；名称与版本、说明、摘要不算不同。
pub(super) fn whole_texts(set: &Set) -> Vec<Text> {
    let grades: Vec<String> = set.grades.iter().map(|g| format!("{} ≥{}", g.label, plain(g.from))).collect();
    let day = |day: Option<crate::target::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        text("标题", set.title.as_str()),
        text("种类", if set.kind == Kind::Department { "部门整体" } else { "项目" }),
        text("发布机关", set.issuer.as_str()),
        text("依据", set.basis.join("、")),
        text("施行", day(set.term.effective)),
        text("废止", day(set.term.expires)),
        text("总分", points(Some(set.total))),
        text("表样", set.form.as_str()),
        text("口径", set.profile.id.as_str()),
        text("等次", grades.join("，")),
    ]
}

pub(super) fn execution_texts(execution: &Execution) -> Vec<Text> {
    let Execution { points: worth, rule: _, title, sources } = execution;
    let sources: Vec<String> = sources.iter().map(|source| format!("{}（{}）", source.name, source.key)).collect();
    vec![text("分值", points(Some(*worth))), text("总额的名称", title.as_str()), text("资金来源", sources.join("、"))]
}

pub(super) fn shelf_texts(shelf: &Shelf<'_>) -> Vec<Text> {
    let Shelf { level1: _, level2: _, points: worth, cap, block, room } = shelf;
    vec![
        text("分值", points(Some(*worth))),
        text("得分上限", points(*cap)),
        text("表上的位置", if *block == Block::Management { "资金管理情况" } else { "绩效指标" }),
        text("自设的余地", room.map(room_text).unwrap_or_default()),
    ]
}

pub(super) fn indicator_texts(row: &Indicator) -> Vec<Text> {
    let Indicator {
        code,
        level1,
        level2,
        name,
        target,
        points: worth,
        // 规则另成一类，同样的一换合在一起说。
        rule: _,
        cap,
        not_applicable,
        goal,
        compute,
        meaning,
        formula,
        evidence,
        source: _,
    } = row;
    let place = if level2.is_empty() { level1.clone() } else { format!("{level1}／{level2}") };
    vec![
        text("编码", code.as_str()),
        text("名称", name.as_str()),
        text("所属", place),
        text("指标值", target.text.as_str()),
        text("指标值理解为", target.kind.title()),
        text("分值", points(Some(*worth))),
        text("得分上限", points(*cap)),
        text("不适用时", not_applicable.map(not_applicable_text).unwrap_or_default()),
        text("所属目标", goal.clone().unwrap_or_default()),
        text("由公式算", compute.as_ref().map(|formula| formula.id.clone()).unwrap_or_default()),
        text("指标解释", meaning.as_str()),
        text("计算公式", formula.as_str()),
        text("数据来源", evidence.as_str()),
        text("出处", row.source_text()),
    ]
}

/// 自设的余地，如“至少 1 行，每行 5 至 15 分，二级指标可用：数量指标、质量指标”。
pub fn room_text(room: &Room) -> String {
    let mut text = match (room.min, room.max) {
        (min, usize::MAX) => format!("至少 {min} 行"),
        (min, max) if min == max => format!("{min} 行"),
        (min, max) => format!("{min} 至 {max} 行"),
    };
    match (room.points_min, room.points_max) {
        (Some(low), Some(high)) => text.push_str(&format!("，每行 {} 至 {} 分", plain(low), plain(high))),
        (Some(low), None) => text.push_str(&format!("，每行不少于 {} 分", plain(low))),
        (None, Some(high)) => text.push_str(&format!("，每行不超过 {} 分", plain(high))),
        (None, None) => {}
    }
    if !room.level2.is_empty() {
        text.push_str(&format!("，二级指标可用：{}", room.level2.join("、")));
    }
    text
}
