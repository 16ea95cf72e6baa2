//! 没有写符号的数往哪边比：多数越大越好；成本、时长、投诉、事故越小越好。

use super::PrintedRow;
use crate::model::{BareTarget, Profile};
use crate::number::Unit;
use crate::target::Kind;

/// 越小越好的事，出现在名称里。
const FEWER: &[&str] = &[
    "投诉",
    "事故",
    "伤亡",
    "死亡",
    "发生数",
    "发生率",
    "发生次数",
    "违规",
    "违纪",
    "违法率",
    "差错",
    "失误",
    "变质",
    "损失",
    "漏",
    "逾期",
    "受害",
    "上访",
    "变动率",
    "控制率",
    "调整率",
    "结转结余率",
    "能耗",
    "排放",
    "空置率",
    "失业率",
    "发病率",
    "返贫",
    "火灾",
    "舆情",
    "浪费",
];

/// 有这些字的，说的是把坏事处理好，仍是越大越好。
const HANDLED: &[&str] = &[
    "下降",
    "降低",
    "减少",
    "查处",
    "处置",
    "处理",
    "整改",
    "办结",
    "化解",
    "回复",
    "答复",
    "结案",
    "及时",
    "救治",
    "扑灭",
    "查明",
    "控制面积",
    "防治",
    "防控",
    "检查",
    "排查",
    "监测",
    "宣传",
    "知晓",
    "挽回",
    "节约",
    "完成率",
];

/// 成本一类里的率，这些才是越小越好。
const LOWER_RATES: &[&str] = &["控制率", "超支", "超概", "占比", "比例", "变动率"];

/// 时长越短越好的名称。
const SPANS: &[&str] = &["时限", "时间", "周期", "工期", "期限", "耗时", "用时", "时长"];

/// 单写一个数、没有写符号的指标值，按什么比较；口径不约定的返回 `None`。
pub(super) fn resolve(kind: Kind, unit: &Unit, row: &PrintedRow, profile: &Profile) -> Option<Kind> {
    let (value, is_bare) = match kind {
        Kind::Bare(value) => (value, true),
        Kind::Exactly(value) => (value, false),
        other => return Some(other),
    };
    if lower_is_better(row, unit) {
        return Some(Kind::AtMost(value));
    }
    match profile.bare {
        _ if !is_bare => Some(kind),
        BareTarget::AtLeast => Some(Kind::AtLeast(value)),
        BareTarget::AtMost => Some(Kind::AtMost(value)),
        BareTarget::Exactly => Some(Kind::Exactly(value)),
        BareTarget::Refuse => None,
    }
}

/// 这一行的数是不是越小越好。
fn lower_is_better(row: &PrintedRow, unit: &Unit) -> bool {
    let name = row.title();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_rate = unit.is_rate() || name.ends_with('率');
    if row.level2.text.contains("成本") || row.level1.text.contains("成本") {
        return if is_rate { has(LOWER_RATES) } else { !name.contains("节约") };
    }
    let is_span = matches!(unit.as_str(), "天" | "个工作日" | "工作日" | "日历天" | "月" | "个月" | "小时" | "分钟");
    (has(FEWER) && !has(HANDLED)) || (is_span && has(SPANS))
}
