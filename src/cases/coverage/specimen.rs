//! 建议的用例：取一行或自写一行，配上走得到那一处的实际完成值。

use super::usage::{Usage, is_positive};
use crate::check::Base;
use crate::model::{Denominator, ItemWorth, Pay, RuleKind};
use crate::number::{Decimal, Ratio, plain};
use crate::target::{Kind, read_target};

/// 用来写建议的一行。
pub(super) struct Specimen {
    /// 用例里写明是哪一行的几句。
    pub head: String,
    pub kind: Kind,
    pub target: String,
    pub unit: String,
    pub points: Decimal,
    /// 执行率不写实际完成值，写资金情况；前面的几个字是分值与年初预算数。
    execution: Option<(String, &'static str)>,
}

/// 自写的一行里，各类指标值的界限。
const UP: Decimal = Decimal::ONE_HUNDRED;

impl Specimen {
    /// 具名的、默认的规则自写一行；就地写的取体系中的一行。`positive` 为假时取指标值不为正的一行。
    pub fn of(usage: &Usage<'_>, base: &Base, positive: bool) -> Option<Specimen> {
        if usage.is_execution {
            return Some(execution(usage, base));
        }
        if positive && (usage.is_default || usage.name.is_some()) {
            return own(usage, UP, own_points(usage));
        }
        let row = usage.rows.iter().find(|row| is_positive(&row.target.kind) == positive)?;
        Some(Specimen {
            head: format!("row = \"{}\"\n", row.code),
            kind: row.target.kind,
            target: row.target.text.clone(),
            unit: row.target.unit.as_str().to_owned(),
            points: row.points,
            execution: None,
        })
    }

    /// 以“指标值为 `target`”另写一行；不能自写的没有。
    pub fn with_target(usage: &Usage<'_>, target: Decimal) -> Option<Specimen> {
        let can = !usage.is_execution && (usage.is_default || usage.name.is_some());
        can.then(|| own(usage, target, own_points(usage)))?
    }

    /// 指标值的界限。
    pub fn bound(&self) -> Option<Decimal> {
        self.kind.value()
    }

    /// 实际完成值为一个数的用例。
    pub fn number(&self, name: &str, value: Decimal) -> String {
        let value = plain(value);
        match &self.execution {
            None => self.text(name, &format!("\"{value}{}\"", self.unit)),
            Some((points, initial)) => {
                let budget = format!("budget = {{ {initial}full_year = 100, executed = {value} }}");
                format!("{}{points}{budget}\n{SCORE}", opening(name))
            }
        }
    }

    /// 实际完成值照 TOML 写法的用例。
    pub fn text(&self, name: &str, actual: &str) -> String {
        format!("{}{}actual = {actual}\n{SCORE}", opening(name), self.head)
    }
}

/// 等着填的得分。
const SCORE: &str = "score = 0   # 改成手算的得分\n";

/// 用例的开头。
pub(super) fn opening(name: &str) -> String {
    format!("[[case]]\nname = \"{name}\"\n")
}

/// 执行率的用例：体系的分值已定，口径的另写。
fn execution(usage: &Usage<'_>, base: &Base) -> Specimen {
    let (points, line) = match base {
        Base::Set(set) => (set.execution.as_ref().map_or(Decimal::TEN, |execution| execution.points), String::new()),
        Base::Profile(_) => {
            let points = own_points(usage);
            (points, format!("points = {}\n", plain(points)))
        }
    };
    let initial = match base.profile().execution.denominator {
        Denominator::Initial => "initial = 100, ",
        Denominator::FullYear => "",
    };
    Specimen {
        head: String::new(),
        kind: Kind::AtLeast(UP),
        target: String::new(),
        unit: "%".to_owned(),
        points,
        execution: Some((line, initial)),
    }
}

fn own(usage: &Usage<'_>, target: Decimal, points: Decimal) -> Option<Specimen> {
    let unit = usage.rule.unit.as_ref().map_or("%", |unit| unit.as_str());
    let bound = match usage.rule.kind {
        RuleKind::Steps { from: Some(from), .. } if from > Decimal::ZERO => from,
        _ => target,
    };
    let (low, high) = (plain(bound * Decimal::new(9, 1)), plain(bound * Decimal::new(11, 1)));
    let shown = plain(bound);
    let text = match usage.class {
        "at_least" => format!("≥{shown}{unit}"),
        "above" => format!("＞{shown}{unit}"),
        "at_most" => format!("≤{shown}{unit}"),
        "below" => format!("＜{shown}{unit}"),
        "exactly" => format!("={shown}{unit}"),
        "between" => format!("[{low}{unit},{high}{unit}]"),
        "date" => "12月底前".to_owned(),
        _ => "健全".to_owned(),
    };
    let read = read_target(&text).ok()?;
    let rule = match usage.name {
        Some(name) if !usage.is_default => format!("rule = \"{name}\"\n"),
        _ => String::new(),
    };
    Some(Specimen {
        head: format!("{rule}target = \"{text}\"\npoints = {}\n", plain(points)),
        kind: read.kind,
        target: text,
        unit: read.unit.as_str().to_owned(),
        points,
        execution: None,
    })
}

/// 自写一行的分值：够扣两档，不低于区间的得分，等于清单之和，高于上限。
fn own_points(usage: &Usage<'_>) -> Decimal {
    let ten = Decimal::TEN;
    let points = match &usage.rule.kind {
        RuleKind::Steps { lose, .. } => *lose * Decimal::TWO,
        RuleKind::Bands { bands, .. } => {
            let scores =
                bands.iter().filter_map(|band| if let Pay::Score(score) = band.pay { Some(score) } else { None });
            scores.fold(ten, Decimal::max)
        }
        RuleKind::Checklist { items } => {
            let earned: Decimal = items
                .iter()
                .map(|item| if let ItemWorth::Earn(points) = item.worth { points } else { Decimal::ZERO })
                .sum();
            if earned.is_zero() { ten } else { earned }
        }
        _ => ten,
    };
    match usage.rule.cap {
        Some(cap) if cap >= points => cap * Decimal::TWO,
        _ => points,
    }
}

/// 除得尽的商。
pub(super) fn quotient(num: Decimal, den: Decimal) -> Option<Decimal> {
    let (shown, exact) = Ratio::new(num, den)?.shown();
    exact.then_some(shown)
}
