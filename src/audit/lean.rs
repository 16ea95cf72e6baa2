//! 没有写符号的数往哪边比：多数越大越好；成本、时长、投诉、事故越小越好。

use super::PrintedRow;
use crate::model::{BareTarget, Profile};
use crate::number::Unit;
use crate::target::Kind;

/// 坏事，后面只接 [`COUNTED`]，才是越小越好：“投诉次数”是，“投诉办结率”“事故应急演练次数”不是。
const HARMS: &[&str] = &[
    "投诉", "事故", "伤亡", "死亡", "差错", "失误", "违规", "违纪", "违法", "损失", "逾期", "受害", "上访", "信访",
    "发病", "返贫", "失业", "空置", "漏诊", "变质", "浪费", "舆情", "火灾", "超标", "泄密", "脱靶",
];

/// 数坏事的后缀。
const COUNTED: &[&str] = &[
    "",
    "率",
    "数",
    "量",
    "次数",
    "件数",
    "起数",
    "人数",
    "面积",
    "比例",
    "比率",
    "事件",
    "事件数",
    "发生率",
    "发生数",
    "发生次数",
    "发生起数",
    "事件发生率",
    "事件发生数",
    "事件发生次数",
];

/// 以这些结尾的也是越小越好。
const ENDINGS: &[&str] = &[
    "变动率",
    "预算调整率",
    "结转结余率",
    "结转率",
    "能耗",
    "排放量",
    "经费控制率",
    "人员控制率",
    "成本控制率",
    "预算控制率",
    "面积控制率",
    "支出控制率",
    "经费”控制率",
    "经费\"控制率",
    "平均价格",
];

/// 有这些字的，说的是把坏事减下去，仍是越大越好。
const REDUCED: &[&str] = &["下降", "降低", "减少", "压减", "挽回", "节约"];

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
    let title = row.title();
    // 末尾括号里的单位不算名称。
    let name =
        title.strip_suffix([')', '）']).and_then(|head| head.rsplit_once(['(', '（'])).map_or(title, |(head, _)| head);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_rate = unit.is_rate() || name.ends_with('率');
    if row.level2.text.contains("成本") || row.level1.text.contains("成本") {
        return if is_rate { has(LOWER_RATES) } else { !name.contains("节约") };
    }
    let is_harm = HARMS.iter().any(|harm| name.rsplit_once(harm).is_some_and(|(_, rest)| COUNTED.contains(&rest)));
    let is_span = matches!(unit.as_str(), "天" | "个工作日" | "工作日" | "日历天" | "月" | "个月" | "小时" | "分钟");
    let is_low = is_harm || ENDINGS.iter().any(|end| name.ends_with(end)) || (is_span && has(SPANS));
    is_low && !has(REDUCED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Printed;
    use crate::diagnostic::{Place, Sources};

    #[test]
    fn 越小越好的名称() {
        let mut sources = Sources::default();
        let place = Place { source: sources.add("表", ""), span: 0..0 };
        let cell = |text: &str| Printed { text: text.to_owned(), place: place.clone() };
        let lower = |level2: &str, name: &str, unit: &str| {
            let row = PrintedRow {
                level1: cell("产出指标"),
                level2: cell(level2),
                name: cell(name),
                target: cell(""),
                actual: cell(""),
                points: cell(""),
                score: cell(""),
                deviation: cell(""),
                reason: cell(""),
                reason_given: None,
                place: place.clone(),
            };
            lower_is_better(&row, &Unit::read(unit).unwrap())
        };
        for (level2, name, unit) in [
            ("成本指标", "培训成本", "元/人、天"),
            ("成本指标", "成本控制率", "%"),
            ("质量指标", "群众投诉率", "%"),
            ("社会效益指标", "安全生产事故发生次数", "次"),
            ("社会效益指标", "人员伤亡事故", "人次"),
            ("时效指标", "任务完成时限(月)", "月"),
            ("预算执行", "“三公经费”变动率", "%"),
            ("预算配置", "在职人员控制率", "%"),
        ] {
            assert!(lower(level2, name, unit), "{name}");
        }
        for (level2, name, unit) in [
            ("成本指标", "成本节约率", "%"),
            ("成本指标", "库存成本核算率", "%"),
            ("质量指标", "投诉办结率", "%"),
            ("质量指标", "森林火灾火因查明率", "%"),
            ("数量指标", "事故应急演练次数", "次"),
            ("社会效益指标", "事故起数下降率", "%"),
            ("质量指标", "有害生物防控控制率", "%"),
            ("数量指标", "人均培训学时", "小时"),
        ] {
            assert!(!lower(level2, name, unit), "{name}");
        }
    }
}
