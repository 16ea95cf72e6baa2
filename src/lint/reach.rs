//! 指标值够不够得着：怎样填都达标的（W0801）、怎样做都达不到的（W0802）、不会超过 100% 却写“≥100%”的（W0803）。

use super::row::{Row, without_note};
use crate::diagnostic::{Code, Sink};
use crate::number::Decimal;
use crate::target::Kind;

/// 部分占全体的率，最多 100%。完成率、执行率、控制率、增长率这些可以超过，不在此列。
const BOUNDED: &[&str] = &[
    "合格率",
    "优良率",
    "优秀率",
    "达标率",
    "及时率",
    "按时率",
    "按期率",
    "准时率",
    "准确率",
    "正确率",
    "真实率",
    "完整率",
    "规范率",
    "合规率",
    "合法率",
    "覆盖率",
    "到位率",
    "兑付率",
    "发放率",
    "公开率",
    "公示率",
    "知晓率",
    "满意率",
    "满意度",
    "查处率",
    "查明率",
    "处置率",
    "结案率",
    "办结率",
    "回复率",
    "答复率",
    "整改率",
    "通过率",
    "成活率",
    "存活率",
    "完好率",
    "有效率",
    "参保率",
    "入学率",
    "出勤率",
    "考勤率",
    "到岗率",
    "应用率",
    "细化率",
    "配备率",
    "扑灭率",
    "责停率",
    "普及率",
    "开工率",
    "完工率",
    "归档率",
];

/// 可以是负数的量：变动、差额、盈亏、温度。
const SIGNED: &[&str] = &[
    "增", "变", "降", "减", "升", "涨", "调整", "净", "利润", "盈", "亏", "差", "偏", "节", "结余", "同比", "环比",
    "温",
];

/// 说做了什么的数量；写成“不超过”，一件不做也达标。
const DONE: &[&str] = &["完成", "开展", "新建", "建设", "改造", "扶持", "补助"];

/// 最多 100% 的率，看名称认得；末尾的括号不算。
pub fn is_bounded_rate(name: &str) -> bool {
    let name = without_note(name);
    BOUNDED.iter().any(|word| name.ends_with(word))
}

pub fn look(row: &Row<'_>, sink: &mut Sink) {
    let target = &row.indicator.target;
    let hundred = Decimal::ONE_HUNDRED;
    let is_bounded = target.unit.as_str() == "%" && is_bounded_rate(&row.indicator.name);
    // 算法里有减号的差额、节约率，也可以是负数。
    let is_difference = row.raw.compute.is_some() || row.indicator.formula.contains(['-', '－', '−', '—']);
    let is_signed = is_difference || SIGNED.iter().any(|word| row.indicator.name.contains(word));
    let text = &target.text;
    let zero = Decimal::ZERO;
    let (always, never) = match target.kind {
        Kind::AtLeast(v) => (!is_signed && v <= zero, is_bounded && v > hundred),
        Kind::Above(v) => (!is_signed && v < zero, is_bounded && v >= hundred),
        Kind::AtMost(v) => (is_bounded && v >= hundred, !is_signed && v < zero),
        Kind::Below(v) => (is_bounded && v > hundred, !is_signed && v <= zero),
        Kind::Exactly(v) => (false, (is_bounded && v > hundred) || (!is_signed && v < zero)),
        Kind::Between(range) => {
            let low = range.low.is_none_or(|low| low.value <= zero);
            let high = range.high.is_none_or(|high| high.value >= hundred);
            (is_bounded && low && high, is_bounded && range.low.is_some_and(|low| low.value > hundred))
        }
        Kind::Bare(_) | Kind::Date(_) | Kind::Qualitative => (false, false),
    };
    let is_done = row.indicator.level2.contains("数量") && DONE.iter().any(|word| row.name().starts_with(word));
    if is_done && matches!(target.kind, Kind::AtMost(_) | Kind::Below(_)) {
        let message = format!("“{}”的指标值 {text} 一件不做也达标", row.indicator.name);
        sink.push(row.at_target(Code::W0801, message, "做得越少越好").help("要做到的数写“≥”或“=”"));
    }
    if always {
        let message = format!("“{}”的指标值 {text} 怎样填都达标，量不出好坏", row.indicator.name);
        sink.push(row.at_target(Code::W0801, message, "没有达不到的时候"));
    }
    if never {
        let why = if is_bounded { "这个率最多 100%" } else { "这个量不会是负数" };
        let message = format!("“{}”的指标值 {text} 怎样做都达不到：{why}", row.indicator.name);
        sink.push(row.at_target(Code::W0802, message, "达不到"));
    }
    if is_bounded && target.kind == Kind::AtLeast(hundred) {
        let message = format!("“{}”最多 100%，“{text}”应当写作“=100%”", row.indicator.name);
        let fix = row.target_fix("=100%", "不会超过 100% 的率，≥100% 写作 =100%");
        sink.push(row.at_target(Code::W0803, message, "不会大于 100%").with_fix(fix));
    }
}
