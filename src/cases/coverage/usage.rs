//! 体系或口径用到的规则：一条规则配一类指标值，是一处用法。

use super::observed::{FULL_EXECUTION, Observed};
use crate::check::Base;
use crate::model::{Indicator, Rule};
use crate::target::Kind;

/// 规则的一处用法。
pub(super) struct Usage<'a> {
    pub rule: &'a Rule,
    /// 指标值的种类，[`Kind::name`] 的写法。
    pub class: &'static str,
    /// 预算执行率。
    pub is_execution: bool,
    /// 体系中这样用的行。
    pub rows: Vec<&'a Indicator>,
    /// 填报单位自设的行也会这样用。
    pub is_open: bool,
    /// 具名规则的名称；就地写的没有。
    pub name: Option<&'a str>,
    /// 是这类指标值的默认规则，用例里不必写名称。
    pub is_default: bool,
}

impl Usage<'_> {
    /// 称呼，如“规则 proportional（≥）”。
    pub fn title(&self) -> String {
        if self.is_execution {
            return "执行率".to_owned();
        }
        let sign = match self.class {
            "at_least" => "≥",
            "above" => "＞",
            "at_most" => "≤",
            "below" => "＜",
            "exactly" => "＝",
            "between" => "区间",
            "date" => "时限",
            _ => "定性",
        };
        match (self.name, self.rows.first()) {
            (Some(name), _) => format!("规则 {name}（{sign}）"),
            (None, Some(row)) => format!("{} 的规则（{sign}）", row.code),
            (None, None) => format!("默认规则（{sign}）"),
        }
    }

    /// 这一行的计分用的是不是这里的规则。
    pub fn covers(&self, seen: &Observed<'_>) -> bool {
        self.is_execution == seen.is_execution() && self.class == seen.kind.name() && self.rule.same_terms(seen.rule)
    }
}

/// 全部用法：执行率、体系的各行；留有自设余地的连同口径的默认规则。
pub(super) fn usages(base: &Base) -> Vec<Usage<'_>> {
    let mut usages: Vec<Usage<'_>> = Vec::new();
    let (execution, rows, is_open): (Option<&Rule>, &[Indicator], bool) = match base {
        Base::Set(set) => {
            let has_room = set.sections.iter().any(|s| s.room.is_some() || s.parts.iter().any(|p| p.room.is_some()));
            (set.execution.as_ref().map(|execution| &*execution.rule), &set.indicators, has_room)
        }
        Base::Profile(profile) => (Some(&profile.execution.rule), &[], true),
    };
    if let Some(rule) = execution {
        usages.push(Usage { is_execution: true, ..usage(base, rule, FULL_EXECUTION.name()) });
    }
    for row in rows {
        find(&mut usages, base, &row.rule, row.target.kind.name()).rows.push(row);
    }
    if is_open {
        for (class, rule) in &base.profile().defaults {
            if let Some(class) = CLASSES.iter().find(|known| *known == class) {
                find(&mut usages, base, rule, class).is_open = true;
            }
        }
    }
    usages
}

/// 可以有默认规则的指标值种类。
const CLASSES: [&str; 8] = ["at_least", "above", "at_most", "below", "exactly", "between", "qualitative", "date"];

fn find<'u, 'a>(
    usages: &'u mut Vec<Usage<'a>>,
    base: &'a Base,
    rule: &'a Rule,
    class: &'static str,
) -> &'u mut Usage<'a> {
    let same = |usage: &Usage<'_>| !usage.is_execution && usage.class == class && usage.rule.same_terms(rule);
    let at = usages.iter().position(same).unwrap_or_else(|| {
        usages.push(usage(base, rule, class));
        usages.len() - 1
    });
    &mut usages[at]
}

fn usage<'a>(base: &'a Base, rule: &'a Rule, class: &'static str) -> Usage<'a> {
    let named = base.rules().iter().find(|(_, known)| known.same_terms(rule));
    let default = base.profile().defaults.get(class);
    Usage {
        rule,
        class,
        is_execution: false,
        rows: Vec::new(),
        is_open: false,
        name: named.map(|(name, _)| name.as_str()),
        is_default: default.is_some_and(|default| default.same_terms(rule)),
    }
}

impl Usage<'_> {
    /// 指标值不为正的行；没有正的行、也不留自设余地时，只有这些。
    pub fn has_zero_target(&self) -> bool {
        self.rows.iter().any(|row| !is_positive(&row.target.kind))
    }

    /// 有没有指标值为正的行，或自设的行可以为正。
    pub fn has_positive_target(&self) -> bool {
        self.is_open || self.is_execution || self.rows.iter().any(|row| is_positive(&row.target.kind))
    }
}

/// 指标值是正数（区间、时限与定性也算）。
pub(super) fn is_positive(kind: &Kind) -> bool {
    kind.value().is_none_or(|value| value > crate::number::Decimal::ZERO)
}
