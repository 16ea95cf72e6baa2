//! 一处用法要测到哪些地方，各配一个走得到的用例。

mod bands;
mod numeric;
mod steps;

use super::point::Point;
use super::specimen::Specimen;
use super::usage::Usage;
use crate::check::Base;
use crate::model::{ItemWorth, RuleKind};
use crate::number::{Decimal, plain};
use crate::report::percent;
use crate::target::{Kind, read_date};

/// 要测到的一处与建议的用例。
pub(super) struct Wanted {
    pub point: Point,
    pub proposal: String,
}

/// 正在列的一处用法。
struct List<'u> {
    usage: &'u Usage<'u>,
    title: String,
    specimen: Specimen,
    wanted: Vec<Wanted>,
}

/// 一处用法要测到的各处。
pub(super) fn points(usage: &Usage<'_>, base: &Base) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    if usage.has_positive_target()
        && let Some(specimen) = Specimen::of(usage, base, true)
    {
        let mut list = List { usage, title: usage.title(), specimen, wanted };
        list.positive();
        wanted = list.wanted;
    }
    if usage.has_zero_target()
        && let Some(specimen) = Specimen::of(usage, base, false)
    {
        let mut list = List { usage, title: usage.title(), specimen, wanted };
        list.zero_target();
        wanted = list.wanted;
    }
    wanted
}

impl List<'_> {
    /// 实际完成值为一个数就走到。
    fn number(&mut self, point: Point, value: Decimal) {
        let proposal = self.specimen.number(&self.name(&point), value);
        self.push(point, proposal);
    }

    /// 实际完成值照 TOML 的写法。
    fn text(&mut self, point: Point, actual: &str) {
        let proposal = self.specimen.text(&self.name(&point), actual);
        self.push(point, proposal);
    }

    fn push(&mut self, point: Point, proposal: String) {
        if !self.wanted.iter().any(|wanted| wanted.point == point) {
            self.wanted.push(Wanted { point, proposal });
        }
    }

    fn name(&self, point: &Point) -> String {
        format!("{}：{}", self.title, point.title()).replace('"', "'")
    }

    fn positive(&mut self) {
        let rule = self.usage.rule;
        match &rule.kind {
            RuleKind::Tiers { tiers, same_text } => {
                for (at, tier) in tiers.iter().enumerate() {
                    let middle = percent((tier.from + tier.to) / Decimal::TWO);
                    self.text(Point::Tier(at, tier.name.clone()), &format!("\"{middle}\""));
                    self.text(Point::TierEdge(at, tier.name.clone()), &format!("\"{}\"", percent(tier.from)));
                    if tier.default.is_some() {
                        self.text(Point::TierName(at, tier.name.clone()), &quoted(&tier.name));
                    }
                }
                if same_text.is_some() && matches!(self.specimen.kind, Kind::Qualitative) {
                    let target = quoted(&self.specimen.target);
                    self.text(Point::SameText, &target);
                }
            }
            RuleKind::Percent => {
                self.text(Point::Full, "\"100%\"");
                self.text(Point::Part, "\"50%\"");
                self.text(Point::Zero, "\"0%\"");
            }
            RuleKind::Checklist { items } => self.checklist(&items.iter().map(|item| item.worth).collect::<Vec<_>>()),
            RuleKind::Manual => {
                let score = plain(self.specimen.points / Decimal::TWO);
                self.text(Point::Given, &format!("{{ score = {score} }}"));
            }
            RuleKind::Pass if matches!(self.specimen.kind, Kind::Qualitative) => {
                self.text(Point::Met, "\"100%\"");
                if let Some(at) = rule.full_at {
                    self.text(Point::FullAt(at), &format!("\"{}\"", percent(at)));
                }
                self.text(Point::Zero, "\"0%\"");
            }
            RuleKind::Proportional { .. } | RuleKind::Pass | RuleKind::Steps { .. } | RuleKind::Bands { .. } => {
                if let Kind::Date(_) = self.specimen.kind {
                    self.date();
                } else {
                    self.numeric();
                }
            }
        }
    }

    fn checklist(&mut self, worths: &[ItemWorth]) {
        let marks = |count: &dyn Fn(usize, Decimal) -> u64| {
            let marks = worths.iter().enumerate().map(|(at, worth)| match worth {
                ItemWorth::Earn(points) | ItemWorth::Lose(points) => count(at, *points).to_string(),
            });
            format!("{{ value = \"见清单\", checks = [{}] }}", marks.collect::<Vec<_>>().join(", "))
        };
        let points = self.specimen.points;
        if let Some(ItemWorth::Earn(_)) = worths.first() {
            self.text(Point::Full, &marks(&|_, _| 1));
            if worths.len() > 1 {
                self.text(Point::Part, &marks(&|at, _| u64::from(at == 0)));
            }
            self.text(Point::Zero, &marks(&|_, _| 0));
            return;
        }
        self.text(Point::Full, &marks(&|_, _| 0));
        if let Some(cheap) = worths.iter().position(|worth| matches!(worth, ItemWorth::Lose(lose) if *lose < points)) {
            self.text(Point::Part, &marks(&|at, _| u64::from(at == cheap)));
        }
        let all = |lose: Decimal| u64::try_from((points / lose).ceil()).unwrap_or(u64::from(u32::MAX));
        self.text(Point::Zero, &marks(&|at, lose| if at == 0 { all(lose) } else { 0 }));
    }

    /// 时限：按时、逾期；按天扣分的再看扣了几档。
    fn date(&mut self) {
        let Kind::Date(deadline) = self.specimen.kind else { return };
        let late = |days: Decimal| {
            let days = i64::try_from(days).ok()?;
            let found = days_around(&self.specimen.target);
            found.into_iter().find(|text| {
                read_date(text).is_some_and(|done| deadline.days_late(&done, crate::check::YEAR as i32) == Some(days))
            })
        };
        let target = quoted(&self.specimen.target);
        let wanted = match self.usage.rule.kind {
            RuleKind::Steps { per, lose, from, .. } => self.steps_of_days(per, lose, from.unwrap_or_default()),
            _ => vec![(Point::Late, Decimal::ONE)],
        };
        let dated: Vec<(Point, String)> =
            wanted.into_iter().filter_map(|(point, days)| Some((point, quoted(&late(days)?)))).collect();
        self.text(Point::InTime, &target);
        for (point, actual) in dated {
            self.text(point, &actual);
        }
    }

    /// 指标值为零或为负：比例没有意义。
    fn zero_target(&mut self) {
        let uses_ratio = matches!(self.usage.rule.kind, RuleKind::Proportional { .. } | RuleKind::Pass);
        let Some(target) = self.specimen.bound().filter(|_| uses_ratio) else { return };
        if !matches!(self.usage.class, "above" | "below") {
            self.number(Point::Equal, target);
        }
        // “≥0”不会不达标：负数按零计。
        if matches!(self.usage.class, "at_most" | "below" | "exactly") {
            self.number(Point::ZeroTarget, target + Decimal::ONE);
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace(['"', '\\'], ""))
}

/// 时限前后两年的每一天。
fn days_around(target: &str) -> Vec<String> {
    let digits: String = target.chars().take_while(char::is_ascii_digit).collect();
    let year = digits.parse::<u32>().ok().filter(|year| *year >= 1990).unwrap_or(crate::check::YEAR as u32);
    let mut days = Vec::with_capacity(2 * 366);
    for year in [year, year + 1] {
        for month in 1..=12 {
            let last = match month {
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            days.extend((1..=last).map(|day| format!("{year}年{month}月{day}日")));
        }
    }
    days
}
