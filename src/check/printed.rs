//! 别人印好的一行：指标值已经读懂，规则取口径的默认规则；实际完成值与填报同样读。

use super::actual;
use super::rule::fits;
use crate::diagnostic::{Place, Sink};
use crate::model::{Entry, Indicator, Profile};
use crate::number::Decimal;
use crate::parse::{At, RawActual};
use crate::target::Target;
use std::sync::Arc;

/// 由读懂的指标值与分值得出一行指标；口径对这类指标值没有默认规则、或规则与它不相配的返回 `None`。
pub fn printed_indicator(target: Target, points: Decimal, profile: &Profile, place: &Place) -> Option<Indicator> {
    let rule = Arc::clone(profile.defaults.get(target.kind.name())?);
    let mut sink = Sink::default();
    fits(&rule, &target, points, place, &mut sink);
    let blank = String::new;
    (!sink.has_errors()).then(|| Indicator {
        code: blank(),
        level1: blank(),
        level2: blank(),
        name: blank(),
        target,
        points,
        rule,
        cap: None,
        not_applicable: None,
        goal: None,
        compute: None,
        meaning: blank(),
        formula: blank(),
        evidence: blank(),
        source: blank(),
    })
}

/// 照填报的办法读印着的实际完成值；读不出的不予计分，原因推入 `sink`。
pub fn printed_entry(indicator: &Indicator, actual: &At<String>, year: i32, sink: &mut Sink) -> Entry {
    let raw = RawActual { value: Some(actual.clone()), ..RawActual::unwritten(actual.place.clone()) };
    actual::read(indicator, Some(&raw), true, &actual.place, year, sink)
}
