//! 口径的各项约定、基础数据与公式，逐样写成文字，供比较。

use super::changes::Text;
use super::rule_text::percent;
use crate::check::norm_text;
use crate::model::Denominator;
use crate::model::{
    AlertOn, BareTarget, DeviationSide, ExecutionPolicy, Formulary, GradeBasis, MonitoringPolicy, NotApplicable,
    Obligations, Profile, VetoEffect, ZeroBase, ZeroBudget,
};
use crate::number::{Decimal, Mode, Rounding, plain};

/// 口径的各项约定；规则另比。
pub(super) fn profile_texts(profile: &Profile) -> Vec<Text> {
    let Profile {
        id: _,
        origins: _,
        title: _,
        basis,
        regions: _,
        row,
        section,
        total,
        bare,
        rules: _,
        formulary: _,
        defaults: _,
        execution: ExecutionPolicy { denominator, rule: _, zero_budget, reason_below, adjustment_reason_above },
        deviation_side,
        deviation,
        obligations: Obligations { missed, deviation_from },
        not_applicable,
        grades: _,
        grade_basis,
        vetoes,
        norms,
        monitoring: MonitoringPolicy { causes, likelihoods, alerts },
        undefined_rate,
    } = profile;
    let share = |share: &Option<Decimal>| share.map(percent).unwrap_or_default();
    let bare = match bare {
        BareTarget::AtLeast => "≥",
        BareTarget::AtMost => "≤",
        BareTarget::Exactly => "＝",
        BareTarget::Refuse => "不推断，报错",
    };
    let zero_budget = match zero_budget {
        ZeroBudget::NotApplicable => "按不适用",
        ZeroBudget::Zero => "零分",
        ZeroBudget::NotScored => "不予计分",
    };
    let mut texts: Vec<Text> = [
        ("口径的依据", basis.join("、")),
        ("每行的修约", rounding(*row)),
        ("板块的修约", rounding(*section)),
        ("总分的修约", rounding(*total)),
        ("没有符号的指标值", bare.to_owned()),
        ("执行率的分母", if *denominator == Denominator::Initial { "年初预算数" } else { "全年预算数" }.to_owned()),
        ("预算为零", zero_budget.to_owned()),
        ("执行率低于此数须说明", share(reason_below)),
        ("预算调整超过此数须说明", share(adjustment_reason_above)),
        ("达标的偏差度", if *deviation_side == DeviationSide::Clip { "一律为零" } else { "保留正负" }.to_owned()),
        ("偏差度的修约", rounding(*deviation)),
        ("未达标须写原因", if *missed { "是" } else { "否" }.to_owned()),
        ("偏差度达到此数须写原因", deviation_from.map(|from| format!("{}%", plain(from))).unwrap_or_default()),
        ("不适用", not_applicable_text(*not_applicable).to_owned()),
        ("等次看", if *grade_basis == GradeBasis::Exact { "修约前的总分" } else { "修约后的总分" }.to_owned()),
        ("执行率没有意义时印", undefined_rate.clone()),
        ("监控的偏差原因类别", causes.join("、")),
        ("完成目标可能性的用词", likelihoods.join("、")),
    ]
    .map(|(what, text)| (what.to_owned(), text))
    .to_vec();
    for veto in vetoes {
        let effect = match &veto.effect {
            VetoEffect::Zero => "总分记零".to_owned(),
            VetoEffect::ScoreCap(cap) => format!("总分不超过 {} 分", plain(*cap)),
            VetoEffect::GradeMax(label) => format!("等次不高于“{label}”"),
        };
        texts.push((format!("否决情形 {}", veto.code), format!("{}：{effect}", veto.name)));
    }
    for norm in norms {
        let points = norm.points.map(|points| format!("{} 分", norm_text(points)));
        let required = norm.required.then(|| "必须有".to_owned());
        let text = points.into_iter().chain(required).collect::<Vec<_>>().join("，");
        texts.push((format!("分值通例 {}／{}", norm.kind.as_str(), norm.level1), text));
    }
    for alert in alerts {
        let on = if alert.on == AlertOn::Indicator { "指标" } else { "资金" };
        let below = alert.below.map_or_else(|| "其余".to_owned(), |below| format!("低于 {}", percent(below)));
        let by = alert.by.map_or_else(String::new, |month| format!("／{month} 月底"));
        texts.push((format!("预警 {on}／{}{by}", alert.label), below));
    }
    texts
}

/// 基础数据与公式。
pub(super) fn formulary_texts(formulary: &Formulary) -> Vec<Text> {
    let facts = formulary.facts.iter().map(|fact| {
        let from = fact.from.map_or_else(String::new, |from| format!("，取自{}", from.title()));
        (format!("基础数据 {}", fact.key), format!("{}（{}）{from}", fact.name, fact.unit.as_str()))
    });
    let formulas = formulary.formulas.iter().map(|formula| {
        let zero = if formula.zero_base == ZeroBase::NotScored { "，除数为零不予计分" } else { "" };
        let places = formula.rounding.map_or_else(String::new, |r| format!("，{}", rounding(r)));
        let text = format!("{}（{}）{places}{zero}", formula.expression, formula.unit.as_str());
        (format!("公式 {}", formula.id), text)
    });
    facts.chain(formulas).collect()
}

/// 修约的文字，如“2 位小数，四舍五入”。
pub(super) fn rounding(rounding: Rounding) -> String {
    let title = Mode::NAMES.iter().find(|(_, mode, _)| *mode == rounding.mode).map_or("", |(_, _, title)| title);
    format!("{} 位小数，{title}", rounding.places)
}

pub(super) fn not_applicable_text(policy: NotApplicable) -> &'static str {
    match policy {
        NotApplicable::Full => "得满分",
        NotApplicable::Rescale => "剔除后折算",
        NotApplicable::Zero => "零分",
    }
}

/// 指标值种类的名称，键同 `[defaults]`。
pub(super) fn kind_name(kind: &str) -> &'static str {
    match kind {
        "at_least" => "“≥”类",
        "above" => "“＞”类",
        "at_most" => "“≤”类",
        "below" => "“＜”类",
        "exactly" => "“＝”类",
        "between" => "区间",
        "qualitative" => "定性",
        _ => "时限",
    }
}
