//! 指标放得对不对（A0321）：率写成数量、成本写“≥”、不会超过 100% 的率写得更高、板块与类别不合。

use super::PrintedRow;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::is_bounded_rate;
use crate::number::{Decimal, plain};
use crate::target::{Kind, Target};

/// 百分数大到这么多，多半是单位写错了。
const ABSURD: i64 = 1_000;

/// 成本一类里说得上越多越好的率。
const GOOD_COST_RATES: &[&str] =
    &["节约", "执行率", "完成率", "到位率", "核算率", "保障率", "合规", "兑付率", "发放率"];

/// 看一行放在哪一类；一行至多报一处。
pub(super) fn look(row: &PrintedRow, target: Option<&Target>) -> Option<Diagnostic> {
    let name = row.title();
    let (message, severity) = said(row, target, name)?;
    let diagnostic = Diagnostic::new(Code::A0321, format!("{name}：{message}")).at(&row.name.place);
    Some(diagnostic.label("指标与类别").severity(severity))
}

fn said(row: &PrintedRow, target: Option<&Target>, name: &str) -> Option<(String, Severity)> {
    let level2 = row.level2.text.as_str();
    let level1 = row.level1.text.as_str();
    let warning = |text: String| Some((text, Severity::Warning));
    let note = |text: String| Some((text, Severity::Note));
    if let Some(target) = target {
        let text = &row.target.text;
        let is_up = matches!(target.kind, Kind::AtLeast(_) | Kind::Above(_));
        let is_down = matches!(target.kind, Kind::AtMost(_) | Kind::Below(_));
        let value = target.kind.value().unwrap_or_default();
        let is_percent = target.unit.as_str() == "%";
        if level2.contains("成本") && is_up && !GOOD_COST_RATES.iter().any(|word| name.contains(word)) {
            return warning(format!("成本指标写作“{text}”，花得越多越好，应当写“≤”"));
        }
        if is_percent && value > Decimal::from(ABSURD) {
            return warning(format!("指标值是 {}%，多半单位写错了", plain(value)));
        }
        if is_percent && is_bounded_rate(name) && is_up && value >= Decimal::ONE_HUNDRED {
            return note(format!("这个率最多 100%，“{text}”应当写作“=100%”"));
        }
        if is_percent && is_bounded_rate(name) && !is_down && value > Decimal::ONE_HUNDRED {
            return warning(format!("这个率最多 100%，指标值却是“{text}”"));
        }
        if level2.contains("数量") && is_percent && name.contains(['率', '度', '比']) {
            return warning(format!("“{text}”是率，不是数量，应当放在质量、时效或效益指标里"));
        }
        if level2.contains("数量")
            && is_down
            && ["完成", "开展", "新建", "建设", "改造"].iter().any(|word| name.contains(word))
        {
            return warning(format!("数量指标写作“{text}”，一件不做也达标，要做到的数写“≥”或“=”"));
        }
        let is_count = !target.unit.is_none() && !is_percent && target.kind.value().is_some();
        if (level2.contains("满意") || level1.contains("满意")) && is_count && !name.contains("满意") {
            return warning(format!("量的是“{text}”，不是满意度"));
        }
    }
    if level2.contains("数量")
        && ["资金金额", "经费", "成本", "投资额", "支出"]
            .iter()
            .any(|word| name.ends_with(word) || name.starts_with(word))
    {
        return warning("说的是花多少钱，不是做多少事，应当放在成本指标里".to_owned());
    }
    if level1.contains("产出") && (level2.contains("效益") || level2.contains("满意")) {
        return note(format!("“{level2}”不属于“{level1}”"));
    }
    if (level1.contains("效益") || level1.contains("效果"))
        && ["数量", "质量", "时效", "成本"].iter().any(|w| level2.contains(w))
    {
        return note(format!("“{level2}”不属于“{level1}”"));
    }
    None
}
