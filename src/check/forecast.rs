//! 推算：把填报的实际完成值与执行数换成监控里截至日的，或全年预计的，其余不动，再照常审查、计分。

use super::submission::Checked;
use crate::model::{Denominator, MoneyProgress, MoneyRow, Monitoring, RuleKind, Submission};
use crate::number::{Decimal, Mode, Ratio, Rounding, plain};
use crate::parse::{At, RawActual, RawDeclared, RawSubmission};
use crate::target::Kind;

/// 看到哪一天。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// 截至监控的日子。
    ToDate,
    /// 全年。
    YearEnd,
}

/// 一个值从哪里来。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 填报写下的。
    Stated,
    /// 按进度推算的。
    Linear,
    /// 没有写，也推算不了。
    Missing,
}

/// 推算的依据，与填报的各行、体系的资金来源一一对应。
#[derive(Clone, Debug)]
pub struct Projection {
    pub rows: Vec<Basis>,
    /// 推算出的完成值的文字；写下的、没有的为空。
    pub texts: Vec<String>,
    /// 总额的执行数（单位同资金情况），连同从哪里来。
    pub total: (Option<Decimal>, Basis),
    pub sources: Vec<(Option<Decimal>, Basis)>,
}

impl Projection {
    /// 有没有哪一处是推算的。
    pub fn is_inferred(&self) -> bool {
        let money = std::iter::once(&self.total).chain(&self.sources).map(|(_, basis)| basis);
        self.rows.iter().chain(money).any(|basis| *basis == Basis::Linear)
    }
}

/// 换上进度。`own` 是照原样审查的结果；`elapsed` 是时间进度，按进度推算时用。
pub fn forecast(
    raw: &mut RawSubmission,
    own: &Checked,
    monitoring: &Monitoring,
    horizon: Horizon,
    elapsed: Ratio,
) -> Projection {
    // 表上印的得分说的是原来的值。
    raw.declared = RawDeclared::default();
    let mut rows = Vec::with_capacity(monitoring.rows.len());
    let mut texts = Vec::with_capacity(monitoring.rows.len());
    let written = raw.monitoring.take().map(|monitoring| monitoring.rows).unwrap_or_default();
    for at in 0..own.submission.rows.len() {
        let indicator = own.submission.indicator(&own.set, &own.submission.rows[at]);
        let row = written.iter().find(|(code, _)| code.value == indicator.code).map(|(_, row)| row);
        let (stated, to_date) = match horizon {
            Horizon::ToDate => (row.and_then(|row| row.to_date.as_ref()), None),
            Horizon::YearEnd => (row.and_then(|row| row.expected.as_ref()), row.and_then(|row| row.to_date.as_ref())),
        };
        let stated = stated.filter(|actual| actual.is_written() || !actual.facts.is_empty());
        let linear = to_date.filter(|_| stated.is_none()).and_then(|to_date| extended(own, at, to_date, elapsed));
        rows.push(match (stated, &linear) {
            (Some(_), _) => Basis::Stated,
            (None, Some(_)) => Basis::Linear,
            (None, None) => Basis::Missing,
        });
        texts.push(
            linear.as_ref().and_then(|actual| actual.value.as_ref()).map(|v| v.value.clone()).unwrap_or_default(),
        );
        replace(raw, &own.submission, &indicator.code, stated.cloned().or(linear));
    }
    let (total, sources) = money(raw, own, monitoring, horizon, elapsed);
    Projection { rows, texts, total, sources }
}

/// 一行可以随时间累积：越多越好、以件数场次计的数，按它的比例计分。比率、定性、时限与上限不能。
pub fn accumulates(kind: &Kind, is_rate: bool, rule: &RuleKind) -> bool {
    let counts = matches!(kind, Kind::AtLeast(_) | Kind::Above(_)) && !is_rate;
    counts
        && matches!(
            rule,
            RuleKind::Proportional { .. } | RuleKind::Pass | RuleKind::Steps { .. } | RuleKind::Bands { .. }
        )
}

/// 把截至日的数按时间进度放大到全年，向下取到原来的小数位；不能累积的、读不出数的没有。
fn extended(own: &Checked, at: usize, to_date: &RawActual, elapsed: Ratio) -> Option<RawActual> {
    let indicator = own.submission.indicator(&own.set, &own.submission.rows[at]);
    let target = &indicator.target;
    if !accumulates(&target.kind, target.unit.is_rate(), &indicator.rule.kind) {
        return None;
    }
    let written = to_date.value.as_ref()?;
    let quantity = crate::number::read_quantity(&written.value).ok()?;
    if quantity.unit.is_rate() || quantity.value < Decimal::ZERO {
        return None;
    }
    let year = prorated(quantity.value, elapsed)?;
    let value = format!("{}{}", plain(year), quantity.unit.as_str());
    Some(RawActual {
        value: Some(At { value, place: written.place.clone() }),
        ..RawActual::unwritten(to_date.place.clone())
    })
}

/// `value ÷ 时间进度`，向下取到 `value` 的小数位。
fn prorated(value: Decimal, elapsed: Ratio) -> Option<Decimal> {
    let year = Ratio::new(value.checked_mul(elapsed.den())?, elapsed.num())?;
    Some(year.round(Rounding { places: value.normalize().scale(), mode: Mode::Down }))
}

/// 一行的实际完成值换成 `actual`；没有的当作还没有填，只留由公式算要用的基础数据。
fn replace(raw: &mut RawSubmission, submission: &Submission, code: &str, actual: Option<RawActual>) {
    let listed = raw.actuals.iter().position(|(known, _)| known.value == code).map(|at| raw.actuals.remove(at).1);
    let own = submission.own.iter().position(|indicator| indicator.code == code);
    let unwritten =
        |before: &RawActual| RawActual { facts: before.facts.clone(), ..RawActual::unwritten(before.place.clone()) };
    let actual = actual.or_else(|| listed.as_ref().map(unwritten));
    if let Some((_, slot)) = own.and_then(|at| raw.indicators.get_mut(at)) {
        *slot = actual.or_else(|| slot.as_ref().map(unwritten));
    } else if let Some(actual) = actual {
        let code = At { value: code.to_owned(), place: actual.place.clone() };
        raw.actuals.push((code, actual));
    }
}

type Executed = (Option<Decimal>, Basis);

/// 执行数换成进度里的；没有进度的来源，原来的执行数不是这一天的，不留。
fn money(
    raw: &mut RawSubmission,
    own: &Checked,
    monitoring: &Monitoring,
    horizon: Horizon,
    elapsed: Ratio,
) -> (Executed, Vec<Executed>) {
    let denominator = own.set.profile.execution.denominator;
    let known = own.set.execution.as_ref().map_or(&[][..], |execution| &execution.sources);
    let money = &own.submission.money;
    let executed = |progress: Option<MoneyProgress>, row: Option<MoneyRow>| match (progress, horizon) {
        (None, _) => (None, Basis::Missing),
        (Some(progress), Horizon::ToDate) => (Some(progress.to_date), Basis::Stated),
        (Some(progress), Horizon::YearEnd) => match progress.expected {
            Some(expected) => (Some(expected), Basis::Stated),
            None => (spent(progress.to_date, row, denominator, elapsed), Basis::Linear),
        },
    };
    let total = executed(monitoring.total, money.total);
    let sources: Vec<Executed> =
        monitoring.sources.iter().zip(&money.sources).map(|(progress, row)| executed(*progress, *row)).collect();
    if let Some(budget) = &mut raw.budget {
        budget.rows.retain_mut(|(key, row)| {
            let at = known.iter().position(|source| source.key == key.value);
            let value = if key.value == "total" { total.0 } else { at.and_then(|at| sources[at].0) };
            if let Some(value) = value {
                row.executed = Some(At { value, place: row.place.clone() });
            }
            value.is_some()
        });
    }
    (total, sources)
}

/// 按进度推算的全年执行数，两位小数，不超过预算。
fn spent(to_date: Decimal, row: Option<MoneyRow>, denominator: Denominator, elapsed: Ratio) -> Option<Decimal> {
    let year = Ratio::new(to_date.checked_mul(elapsed.den())?, elapsed.num())?.round(Rounding::CENTS);
    let budget = row.and_then(|row| row.budget(denominator));
    Some(budget.map_or(year, |budget| year.min(budget.max(to_date))))
}
