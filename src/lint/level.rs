//! 放对了地方没有：成本写成了不低于（W0804），率放在数量指标（W0805），三级与二级、二级与一级指标不合（W0806）。

use super::row::Row;
use crate::diagnostic::{Code, Sink};
use crate::target::Kind;

/// 二级指标的几类；别的叫法（共性框架、部门整体）另有所指，不看。
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Quantity,
    Quality,
    Time,
    Cost,
    Benefit,
    Satisfaction,
}

/// 二级指标名称里的字样。
const FAMILIES: &[(&str, Family)] = &[
    ("数量", Family::Quantity),
    ("质量", Family::Quality),
    ("时效", Family::Time),
    ("成本", Family::Cost),
    ("经济效益", Family::Benefit),
    ("社会效益", Family::Benefit),
    ("生态效益", Family::Benefit),
    ("可持续影响", Family::Benefit),
    ("满意度", Family::Satisfaction),
];

const TIME: &[&str] =
    &["及时率", "及时性", "按时率", "按期率", "准时率", "完成时间", "完成时限", "完工时间", "验收时间", "任务完成时限"];
const QUALITY: &[&str] = &["合格率", "达标率", "准确率", "优良率", "优秀率"];
const COST: &[&str] = &["成本", "成本控制", "成本控制数", "成本控制率", "预算控制数", "成本预算"];
const SATISFACTION: &[&str] = &["满意度", "满意率"];
const PROGRESS: &[&str] = &["完成率", "完工率"];
const MONEY: &[&str] = &["金额", "资金支付"];

/// 问服务对象的指标，名称里总有其中之一。
const ASKED: &[&str] = &["满意", "好评", "差评", "评价", "评议", "测评", "认可", "认同", "支持", "投诉", "信访", "感"];

/// 成本一类里越多越好的：节约、降低，以及各种率。
const SAVING: &[&str] = &["节", "降", "减", "率"];

pub fn look(row: &Row<'_>, sink: &mut Sink) {
    let indicator = row.indicator;
    let target = &indicator.target;
    let level2 = indicator.level2.as_str();
    let family = FAMILIES.iter().find(|(word, _)| level2.contains(word)).map(|(_, family)| *family);
    let is_cost = family == Some(Family::Cost) || (family.is_none() && indicator.level1.contains("成本"));
    let upward = matches!(target.kind, Kind::AtLeast(_) | Kind::Above(_));
    if is_cost && upward && !SAVING.iter().any(|word| indicator.name.contains(word)) {
        let message = format!("成本指标“{}”写作 {}，花得越多越算达标", indicator.name, target.text);
        sink.push(row.at_target(Code::W0804, message, "成本应当不超过"));
    }
    let Some(family) = family else { return };
    if let Some(proper) = misplaced(family, &indicator.level1) {
        let message = format!("“{level2}”说的是{proper}，不该放在“{}”之下", indicator.level1);
        let found = row.at_name(Code::W0806, message, "放错了一级指标");
        sink.push(found.help(format!("移到{proper}指标之下，或换成相符的二级指标")));
        return;
    }
    let is_rate = target.unit.is_rate() || (target.unit.is_none() && target.kind.value().is_some() && row.names_rate());
    if family == Family::Quantity && is_rate {
        let message = format!("“{}”是比率，不是数量", indicator.name);
        sink.push(row.at_name(Code::W0805, message, "率不放在数量指标"));
        return;
    }
    let ends = |words: &[&str]| words.iter().any(|word| row.name().ends_with(word));
    let is_money = target.unit.is_money() && !target.unit.as_str().contains('/');
    let is_produced = matches!(family, Family::Quantity | Family::Quality | Family::Time);
    let proper = if ends(SATISFACTION) && family != Family::Satisfaction {
        Some(("满意度指标", "问的是服务对象满不满意"))
    } else if ends(TIME) && matches!(family, Family::Quantity | Family::Quality | Family::Cost) {
        Some(("时效指标", "说的是快慢、早晚"))
    } else if ends(QUALITY) && matches!(family, Family::Time | Family::Cost) {
        Some(("质量指标", "说的是做得好不好"))
    } else if ends(PROGRESS) && family == Family::Quality {
        Some(("数量指标（改写成完成的数）或时效指标", "说的是做了多少，不是做得好不好"))
    } else if ends(COST) && is_produced {
        Some(("成本指标", "说的是花了多少"))
    } else if family == Family::Quantity && (is_money || ends(MONEY)) {
        Some(("成本指标", "花出去的钱不是产出的数量"))
    } else if family == Family::Satisfaction && !ASKED.iter().any(|word| indicator.name.contains(word)) {
        Some(("相符的二级指标", "不是问服务对象满不满意"))
    } else {
        None
    };
    if let Some((proper, why)) = proper {
        let message = format!("“{}”{why}，不该放在“{level2}”之下", indicator.name);
        sink.push(row.at_name(Code::W0806, message, "放错了二级指标").help(format!("移到{proper}之下")));
    }
}

/// 二级指标另有所属时，说出它属于哪一类；一级指标两类合写的（“产出及效果”）不看。
fn misplaced(family: Family, level1: &str) -> Option<&'static str> {
    let is_output = level1.contains("产出");
    let is_outcome = ["效益", "效果"].iter().any(|word| level1.contains(word));
    match family {
        Family::Benefit if is_output && !is_outcome => Some("效益"),
        Family::Quantity | Family::Quality | Family::Time if is_outcome && !is_output => Some("产出"),
        _ => None,
    }
}
