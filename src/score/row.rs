//! 一行指标的计分。

use super::Completion;
use super::measure::{self, Bound, Direction};
use super::outcome::{RowOutcome, Status};
use super::step::{Step, Trace};
use crate::diagnostic::Code;
use crate::model::{
    Actual, AtMostMethod, Band, Deduction, DeviationSide, Entry, ExactlyMethod, Indicator, ItemWorth, Measure,
    NegativeActual, NotApplicable, Partial, Pay, Profile, Rule, RuleKind, Variable, Worth, ZeroTarget,
};
use crate::number::{Decimal, Mode, Ratio, Rounding};
use crate::target::{Kind, Timing};

/// 规则与分值：指标行与执行率共用。
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub kind: &'a Kind,
    pub rule: &'a Rule,
    pub points: Decimal,
    pub cap: Decimal,
}

/// 按规则所得的分，尚未封顶与修约。
struct Earned {
    score: Ratio,
    met: bool,
    gap: Gap,
    fulfilment: Option<Ratio>,
}

/// 偏差从何算起；达标的行往往不必算，所以先记下两数。
#[derive(Clone, Copy)]
enum Gap {
    /// 没有偏差可言。
    Undefined,
    /// 实际与界限之差，相对于界限。
    Bound(Bound, Ratio),
    /// 完成比例与 100% 之差。
    Share(Ratio),
    /// 在规定的区间之内，没有偏差。
    Inside,
}

impl Gap {
    /// 相对偏差（小数）；界限为零时没有意义。
    fn ratio(self) -> Option<Ratio> {
        match self {
            Gap::Undefined => None,
            Gap::Bound(bound, actual) => measure::deviation(bound, actual),
            Gap::Share(share) => Some(share.above(Decimal::ONE)),
            Gap::Inside => Some(Ratio::from(Decimal::ZERO)),
        }
    }
}

/// 一行指标。
pub(super) fn score<'a, T: Trace>(
    indicator: &Indicator,
    entry: &Entry,
    profile: &Profile,
    deductions: impl Iterator<Item = &'a Deduction>,
    trace: &mut T,
) -> RowOutcome {
    let mark = trace.mark();
    let rule = &*indicator.rule;
    let cap = [rule.cap, indicator.cap].into_iter().flatten().fold(indicator.points, Decimal::min);
    let terms = Terms { kind: &indicator.target.kind, rule, points: indicator.points, cap };
    let mut outcome = match &entry.actual {
        Actual::Unscored(code) => unscored(*code),
        Actual::NotApplicable => {
            not_applicable(indicator.not_applicable.unwrap_or(profile.not_applicable), indicator.points, trace)
        }
        actual => settle(terms, earned(terms, actual, trace), profile, trace),
    };
    for deduction in deductions {
        if let Some(score) = outcome.score {
            let to = deduct(score, deduction.worth, rule.rounding.unwrap_or(profile.row));
            trace.step(|| Step::Deduct { worth: deduction.worth, to });
            outcome.score = Some(to);
        }
    }
    outcome.steps = mark..trace.mark();
    outcome
}

/// 复核扣分，扣完为止。
pub fn deduct(score: Decimal, worth: Worth, rounding: Rounding) -> Decimal {
    let left = match worth {
        Worth::Score(points) => score - points,
        Worth::Share(share) => rounding.apply(score * (Decimal::ONE - share)),
    };
    left.max(Decimal::ZERO)
}

pub(super) fn unscored(code: Code) -> RowOutcome {
    RowOutcome {
        score: None,
        deviation: None,
        status: Status::NotScored(code),
        counted: true,
        fulfilment: None,
        steps: 0..0,
    }
}

pub(super) fn not_applicable<T: Trace>(policy: NotApplicable, points: Decimal, trace: &mut T) -> RowOutcome {
    trace.step(|| Step::NotApplicable { policy, points });
    let score = match policy {
        NotApplicable::Full => Some(points),
        NotApplicable::Zero => Some(Decimal::ZERO),
        NotApplicable::Rescale => None,
    };
    RowOutcome { score, deviation: None, status: Status::NotApplicable, counted: true, fulfilment: None, steps: 0..0 }
}

/// 以执行率 `a` 计分；执行率一行没有偏差度一栏。
pub(super) fn score_rate<T: Trace>(terms: Terms<'_>, a: Ratio, profile: &Profile, trace: &mut T) -> RowOutcome {
    let earned = by_number(terms, a, trace).map(|earned| Earned { gap: Gap::Undefined, ..earned });
    settle(terms, earned, profile, trace)
}

fn earned<T: Trace>(terms: Terms<'_>, actual: &Actual, trace: &mut T) -> Result<Earned, Code> {
    let points = terms.points;
    let plain = |score: Ratio, gap| Earned { met: score >= points, score, gap, fulfilment: None };
    match actual {
        Actual::Number(value) => by_value(terms, Ratio::from(*value), trace),
        Actual::Quotient(value) => by_value(terms, *value, trace),
        Actual::Share(share) => by_share(terms, Ratio::from(*share), trace),
        Actual::ShareQuotient(share) => by_share(terms, *share, trace),
        Actual::Tier { tier, worth } => {
            trace.step(|| Step::Tier { tier: *tier, worth: *worth });
            let (score, share) = match *worth {
                Worth::Share(share) => (multiply(points, Ratio::from(share), trace), Some(Ratio::from(share))),
                Worth::Score(score) => (Ratio::from(score), Ratio::new(score, points)),
            };
            Ok(plain(score, share.map_or(Gap::Undefined, Gap::Share)))
        }
        Actual::Date { timing, days_late } => by_date(terms, *timing, *days_late, trace),
        Actual::Checks(checks) => Ok(plain(by_checklist(terms, checks, trace), Gap::Undefined)),
        Actual::Score(score) => {
            trace.step(|| Step::Manual { score: *score });
            Ok(plain(Ratio::from(*score), Gap::Undefined))
        }
        Actual::NotApplicable | Actual::Unscored(_) => Err(Code::E0502),
    }
}

/// 以实际的数计分；负数按规则的约定。
fn by_value<T: Trace>(terms: Terms<'_>, mut value: Ratio, trace: &mut T) -> Result<Earned, Code> {
    // 指标值自己就在负数一侧的（如 ±10%、≥-5%），负数照算。
    let as_zero = terms.rule.negative == NegativeActual::AsZero && !reaches_negative(terms.kind);
    if value < Decimal::ZERO && as_zero {
        trace.step(|| Step::NegativeAsZero { actual: value });
        value = Ratio::from(Decimal::ZERO);
    }
    if let RuleKind::Tiers { .. } | RuleKind::Percent = terms.rule.kind {
        return Err(Code::E0502);
    }
    by_number(terms, value, trace)
}

fn reaches_negative(kind: &Kind) -> bool {
    let low = match kind {
        Kind::Between(range) => range.low.map(|low| low.value),
        other => other.value(),
    };
    low.is_some_and(|low| low < Decimal::ZERO)
}

fn by_number<T: Trace>(terms: Terms<'_>, a: Ratio, trace: &mut T) -> Result<Earned, Code> {
    let (at_most, exactly) = match terms.rule.kind {
        RuleKind::Proportional { at_most, exactly, .. } => (at_most, exactly),
        _ => (AtMostMethod::Linear, ExactlyMethod::Symmetric),
    };
    let bound = measure::bound(terms.kind, exactly, a).ok_or(Code::E0502)?;
    let is_between = matches!(terms.kind, Kind::Between(_));
    let fulfilment = match bound.direction {
        Direction::Up | Direction::Both if !bound.value.is_sign_negative() && !is_between => a.over(bound.value),
        _ => None,
    };
    trace.step(|| Step::Compare { actual: a, met: bound.met });
    let score = match &terms.rule.kind {
        RuleKind::Proportional { .. } | RuleKind::Pass => {
            let strict = matches!(terms.rule.kind, RuleKind::Pass)
                || (exactly == ExactlyMethod::Strict && bound.direction == Direction::Both);
            by_completion(terms, bound, || measure::completion(bound, a, at_most), strict, trace)?
        }
        RuleKind::Steps { measure, from, .. } => {
            let start = from.unwrap_or(bound.value);
            let direction = bound.direction;
            let difference = measure::beyond(direction, a, start);
            let beyond = match measure {
                Measure::Difference => difference,
                Measure::Deviation => difference.over(start.abs()).ok_or(Code::E0507)?,
            };
            trace.step(|| Step::Beyond { measure: *measure, start, beyond });
            if from.is_none() && bound.met { full(terms.points, trace) } else { by_steps(terms, beyond, trace) }
        }
        RuleKind::Bands { on, bands } => {
            let completion = measure::completion(bound, a, at_most);
            let value = match on {
                Variable::Actual => a,
                Variable::Completion => {
                    let (how, share) = completion.ok_or(Code::E0507)?;
                    trace.step(|| Step::Completion { how, share });
                    // “≤”类超过两倍目标时，完成比例到零为止。
                    if share < Decimal::ZERO { Ratio::from(Decimal::ZERO) } else { share }
                }
                Variable::Deviation => measure::deviation(bound, a).ok_or(Code::E0507)?,
            };
            by_band(terms.points, *on, value, bands, completion.map(|c| c.1), trace)?
        }
        _ => return Err(Code::E0502),
    };
    let gap = if bound.met && is_between { Gap::Inside } else { Gap::Bound(bound, a) };
    Ok(Earned { score, met: bound.met, gap, fulfilment })
}

/// 完成比例已知（填报的百分数，或由实际与目标算出）。
fn by_share<T: Trace>(terms: Terms<'_>, given: Ratio, trace: &mut T) -> Result<Earned, Code> {
    let met = given >= Decimal::ONE;
    trace.step(|| Step::Completion { how: Completion::Given, share: given });
    let score = match &terms.rule.kind {
        RuleKind::Percent => multiply(terms.points, given.clamp(Decimal::ZERO, Decimal::ONE), trace),
        RuleKind::Proportional { .. } | RuleKind::Pass => {
            let bound = Bound { direction: Direction::Up, value: Decimal::ONE, met };
            let strict = matches!(terms.rule.kind, RuleKind::Pass);
            by_completion(terms, bound, || Some((Completion::Given, given)), strict, trace)?
        }
        RuleKind::Steps { measure: Measure::Deviation, .. } => {
            let beyond = given.below(Decimal::ONE);
            trace.step(|| Step::Beyond { measure: Measure::Deviation, start: Decimal::ONE, beyond });
            by_steps(terms, beyond, trace)
        }
        RuleKind::Bands { on: Variable::Completion, bands } => {
            by_band(terms.points, Variable::Completion, given, bands, Some(given), trace)?
        }
        RuleKind::Bands { on: Variable::Deviation, bands } => {
            by_band(terms.points, Variable::Deviation, given.above(Decimal::ONE), bands, Some(given), trace)?
        }
        _ => return Err(Code::E0503),
    };
    Ok(Earned { score, met, gap: Gap::Share(given), fulfilment: Some(given) })
}

fn by_completion<T: Trace>(
    terms: Terms<'_>,
    bound: Bound,
    completion: impl FnOnce() -> Option<(Completion, Ratio)>,
    strict: bool,
    trace: &mut T,
) -> Result<Ratio, Code> {
    let points = terms.points;
    if bound.met {
        return Ok(full(points, trace));
    }
    let Some((how, share)) = completion() else {
        // 目标不为正，完成比例没有意义；为零时按规则的约定。
        if bound.value.is_zero() && (strict || terms.rule.zero_target == ZeroTarget::MetOrZero) {
            trace.step(|| Step::ZeroTarget { met: false });
            return Ok(Ratio::from(Decimal::ZERO));
        }
        return if strict { Ok(nothing(trace)) } else { Err(Code::E0507) };
    };
    if !matches!(how, Completion::Given) && (!strict || terms.rule.full_at.is_some()) {
        trace.step(|| Step::Completion { how, share });
    }
    if let Some(at) = terms.rule.full_at {
        let reached = share >= at;
        trace.step(|| Step::FullAt { at, reached });
        if reached {
            return Ok(full(points, trace));
        }
    }
    if strict {
        return Ok(nothing(trace));
    }
    // 没有达标，完成比例不会超过 100%。
    let mut share = if share.num().is_sign_negative() { Ratio::from(Decimal::ZERO) } else { share };
    if let RuleKind::Proportional { floor: Some(floor), .. } = terms.rule.kind {
        let passed = share >= floor.at;
        trace.step(|| Step::Floor { at: floor.at, share: floor.share, passed });
        if !passed {
            return Ok(nothing(trace));
        }
        if let Some(at_floor) = floor.share {
            // 自门槛处的比例线性升到 100%。
            let span = Decimal::ONE - floor.at;
            share = share.above(floor.at).times(Decimal::ONE - at_floor).over(span).ok_or(Code::E0507)?.plus(at_floor);
        }
    }
    Ok(multiply(points, share, trace))
}

fn by_steps<T: Trace>(terms: Terms<'_>, beyond: Ratio, trace: &mut T) -> Ratio {
    let RuleKind::Steps { per, lose, partial, .. } = terms.rule.kind else {
        return Ratio::from(Decimal::ZERO);
    };
    if beyond <= Decimal::ZERO {
        return full(terms.points, trace);
    }
    let (count, lost) = steps_lost(beyond, per, lose, partial);
    trace.step(|| Step::Lose { per, partial, count, lose, lost });
    let left = lost.below(terms.points).clamp(Decimal::ZERO, terms.points);
    trace.step(|| Step::Subtract { points: terms.points, lost, left });
    left
}

fn steps_lost(beyond: Ratio, per: Decimal, lose: Decimal, partial: Partial) -> (Ratio, Ratio) {
    let count = beyond.over(per).map_or(Ratio::from(Decimal::ZERO), |steps| partial.count(steps));
    (count, count.times(lose))
}

fn by_band<T: Trace>(
    points: Decimal,
    on: Variable,
    value: Ratio,
    bands: &[Band],
    completion: Option<Ratio>,
    trace: &mut T,
) -> Result<Ratio, Code> {
    let inside = |band: &Band| {
        let low = band.range.low.is_none_or(|low| value > low.value || (low.closed && value == low.value));
        let high = band.range.high.is_none_or(|high| value < high.value || (high.closed && value == high.value));
        low && high
    };
    let at = bands.iter().position(inside).ok_or(Code::E0303)?;
    trace.step(|| Step::Band { on, value, band: at });
    match bands[at].pay {
        Pay::Score(score) => Ok(Ratio::from(score)),
        Pay::Share(share) => Ok(multiply(points, Ratio::from(share), trace)),
        Pay::Completion => {
            let share = completion.ok_or(Code::E0507)?;
            Ok(multiply(points, share.clamp(Decimal::ZERO, Decimal::ONE), trace))
        }
        Pay::Slope(from, to) => {
            let (Some(low), Some(high)) = (bands[at].range.low, bands[at].range.high) else {
                return Err(Code::E0305);
            };
            let rise = value.above(low.value).times(to - from).over(high.value - low.value);
            Ok(multiply(points, rise.ok_or(Code::E0305)?.plus(from), trace))
        }
    }
}

fn by_date<T: Trace>(terms: Terms<'_>, timing: Timing, days_late: Option<i64>, trace: &mut T) -> Result<Earned, Code> {
    let met = timing == Timing::Met;
    trace.step(|| Step::Timing { met, days_late });
    let score = match &terms.rule.kind {
        _ if met => full(terms.points, trace),
        RuleKind::Pass => nothing(trace),
        RuleKind::Steps { from, .. } => {
            let late = Decimal::from(days_late.ok_or(Code::E0506)?);
            by_steps(terms, Ratio::from(late - from.unwrap_or_default()), trace)
        }
        _ => return Err(Code::E0502),
    };
    let gap = if met { Gap::Share(Ratio::from(Decimal::ONE)) } else { Gap::Undefined };
    Ok(Earned { score, met, gap, fulfilment: None })
}

fn by_checklist<T: Trace>(terms: Terms<'_>, checks: &[u32], trace: &mut T) -> Ratio {
    let RuleKind::Checklist { items } = &terms.rule.kind else {
        return Ratio::from(Decimal::ZERO);
    };
    let (mut earned, mut lost, mut earns) = (Decimal::ZERO, Decimal::ZERO, false);
    for (item, count) in items.iter().zip(checks) {
        match item.worth {
            ItemWorth::Earn(points) => {
                earns = true;
                if *count > 0 {
                    earned += points;
                }
            }
            ItemWorth::Lose(points) => lost += points * Decimal::from(*count),
        }
    }
    if !earns {
        earned = terms.points;
    }
    trace.step(|| Step::Checklist { earned, lost });
    Ratio::from((earned - lost).max(Decimal::ZERO))
}

fn full<T: Trace>(points: Decimal, trace: &mut T) -> Ratio {
    trace.step(|| Step::AllOrNothing { full: true });
    Ratio::from(points)
}

fn nothing<T: Trace>(trace: &mut T) -> Ratio {
    trace.step(|| Step::AllOrNothing { full: false });
    Ratio::from(Decimal::ZERO)
}

fn multiply<T: Trace>(points: Decimal, share: Ratio, trace: &mut T) -> Ratio {
    let product = share.times(points);
    trace.step(|| Step::Multiply { points, share, product });
    product
}

/// 超额扣分、封顶、修约、偏差度与状态。
fn settle<T: Trace>(terms: Terms<'_>, earned: Result<Earned, Code>, profile: &Profile, trace: &mut T) -> RowOutcome {
    let earned = match earned {
        Ok(earned) => earned,
        Err(code) => return unscored(code),
    };
    let rule = terms.rule;
    let mut score = earned.score;
    if let (Some(excess), Some(fulfilment)) = (rule.over.deduct, earned.fulfilment) {
        let beyond = fulfilment.above(excess.from);
        if earned.met && beyond > Decimal::ZERO {
            let (count, mut lost) = steps_lost(beyond, excess.per, excess.lose, excess.partial);
            if let Some(most) = excess.most {
                lost = lost.clamp(Decimal::ZERO, most);
            }
            trace.step(|| Step::Excess { fulfilment, from: excess.from, count, lost });
            score = score.minus(lost);
        }
    }
    if score > terms.cap {
        trace.step(|| Step::Cap { cap: terms.cap });
        score = Ratio::from(terms.cap);
    } else if score.num().is_sign_negative() {
        score = Ratio::from(Decimal::ZERO);
    }
    let rounding = rule.rounding.unwrap_or(profile.row);
    // 进位只有在上限的小数位更多时才会越过上限。
    let rounded = score.round(rounding);
    let to = if terms.cap.scale() > rounding.places { rounded.min(terms.cap) } else { rounded };
    trace.step(|| Step::Round { from: score, rounding, to });
    let deviation = deviation(earned.met, earned.gap, profile, trace);
    let exceeded =
        earned.met && rule.over.flag_at.zip(earned.fulfilment).is_some_and(|(at, fulfilment)| fulfilment >= at);
    let status = match (exceeded, earned.met) {
        (true, _) => Status::Exceeded,
        (_, true) => Status::Met,
        _ => Status::Missed,
    };
    RowOutcome { score: Some(to), deviation, status, counted: true, fulfilment: earned.fulfilment, steps: 0..0 }
}

/// 偏差度（百分数）。达标而口径只印不足一侧的，不必算就是零。
fn deviation<T: Trace>(met: bool, gap: Gap, profile: &Profile, trace: &mut T) -> Option<Decimal> {
    if matches!(gap, Gap::Undefined) {
        return None;
    }
    let of_share = matches!(gap, Gap::Share(_));
    let raw = || gap.ratio().map(|ratio| ratio.times(Decimal::ONE_HUNDRED));
    if met && profile.deviation_side == DeviationSide::Clip {
        trace.step(|| Step::Deviation { raw: raw(), of_share, clipped: true, to: Decimal::ZERO });
        return Some(Decimal::ZERO);
    }
    // 目标为零而达标：偏差为零；未达标则没有意义。
    let Some(raw) = raw() else {
        return met.then_some(Decimal::ZERO);
    };
    let to = raw.round(profile.deviation);
    trace.step(|| Step::Deviation { raw: Some(raw), of_share, clipped: false, to });
    Some(to)
}

/// 执行率按两位小数、四舍五入印出。
pub(super) const RATE: Rounding = Rounding { places: 2, mode: Mode::HalfUp };
