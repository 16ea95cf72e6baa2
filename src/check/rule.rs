//! 规则是否成立：参数齐全合理，区间不缺不叠，与指标值的种类相配。

use crate::diagnostic::{Code, Diagnostic, Place, Sink, choices};
use crate::model::{Band, ItemWorth, Measure, NegativeActual, Pay, Rule, RuleKind, Tier, Variable};
use crate::number::{Decimal, plain};
use crate::parse::{At, RawRule, RuleTable};
use crate::target::{Interval, Kind, Target};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// 具名规则。
pub(super) type Names = BTreeMap<String, Arc<Rule>>;

/// 审查一批具名规则并收下；重名时后写的盖过先写的。
pub(super) fn collect(raw: &[(At<String>, RuleTable)], names: &mut Names, sink: &mut Sink) {
    for (name, table) in raw {
        validate(table, sink);
        names.insert(name.value.clone(), Arc::new(table.rule.clone()));
    }
}

/// 引用的名称找到规则，就地写的审查后收下。
pub(super) fn resolve(raw: &RawRule, names: &Names, sink: &mut Sink) -> Option<Arc<Rule>> {
    match raw {
        RawRule::Table(table) => {
            validate(table, sink);
            Some(Arc::new(table.rule.clone()))
        }
        RawRule::Named(name) => {
            let found = names.get(&name.value).cloned();
            if found.is_none() {
                let known: Vec<&str> = names.keys().map(String::as_str).collect();
                let help = choices("可用的规则", &name.value, &known);
                let message = format!("没有名为“{}”的规则", name.value);
                sink.push(Diagnostic::new(Code::E0306, message).at(&name.place).label("这个名称").help(help));
            }
            found
        }
    }
}

/// 规则自身的参数是否成立。
fn validate(table: &RuleTable, sink: &mut Sink) {
    let rule = &table.rule;
    let mut bad = |message: String, place: &Place| {
        sink.push(Diagnostic::new(Code::E0305, message).at(place).label("这条规则"));
    };
    let positive = |value: Decimal| value > Decimal::ZERO;
    if rule.full_at.is_some_and(|f| !positive(f)) {
        bad("full_at 应当大于零".into(), &table.place);
    }
    if rule.full_at.is_some() && !matches!(rule.kind, RuleKind::Proportional { .. } | RuleKind::Pass) {
        bad("full_at 只用于 proportional 与 pass".into(), &table.place);
    }
    if rule.cap.is_some_and(|c| !positive(c)) {
        bad("cap 应当大于零".into(), &table.place);
    }
    if let Some(excess) = &rule.over.deduct
        && (!positive(excess.per) || !positive(excess.lose) || excess.from < Decimal::ONE)
    {
        bad("over.deduct 的 per、lose 应当大于零，from 不小于 100%".into(), &table.place);
    }
    match &rule.kind {
        RuleKind::Proportional { floor: Some(floor), .. } => {
            let share_ok = floor.share.is_none_or(|s| s >= Decimal::ZERO && s < Decimal::ONE);
            if !positive(floor.at) || floor.at >= Decimal::ONE || !share_ok {
                bad("及格门槛 floor 应在 0 与 100% 之间，floor_share 不小于 0、小于 100%".into(), &table.place);
            }
        }
        RuleKind::Steps { per, lose, .. } if (!positive(*per) || !positive(*lose)) => {
            bad("每档的大小 per 与扣分 lose 都应当大于零".into(), &table.place);
        }
        RuleKind::Bands { on, bands } => validate_bands(*on, bands, table, sink),
        RuleKind::Tiers { tiers, .. } => validate_tiers(tiers, table, sink),
        RuleKind::Checklist { items } => validate_checklist(items.iter().map(|i| i.worth), table, sink),
        _ => {}
    }
}

fn validate_bands(on: Variable, bands: &[Band], table: &RuleTable, sink: &mut Sink) {
    if bands.is_empty() {
        let message = "区间一个也没有写";
        sink.push(Diagnostic::new(Code::E0305, message).at(&table.place).label("这条规则"));
        return;
    }
    for (band, At { place, .. }) in bands.iter().zip(&table.parts) {
        let negative = match band.pay {
            Pay::Score(v) | Pay::Share(v) => v < Decimal::ZERO,
            Pay::Slope(a, b) => {
                if band.range.low.is_none() || band.range.high.is_none() {
                    let message = "线性给分的区间两端都要有界";
                    sink.push(Diagnostic::new(Code::E0305, message).at(place).label("这个区间"));
                }
                a < Decimal::ZERO || b < Decimal::ZERO
            }
            Pay::Completion => false,
        };
        if negative {
            sink.push(Diagnostic::new(Code::E0305, "区间的得分不能为负").at(place).label("这个区间"));
        }
    }
    let mut order: Vec<usize> = (0..bands.len()).collect();
    order.sort_by_key(|&i| bands[i].range.low.map_or((0, Decimal::ZERO, false), |b| (1, b.value, !b.closed)));
    let unsigned = table.rule.negative == NegativeActual::AsZero && on != Variable::Deviation;
    let start = |range: &Interval| range.low.is_none() || (unsigned && range.contains(Decimal::ZERO));
    let written = |at: usize| table.parts[at].value.as_str();
    let mut report = |code: Code, at: usize, message: String, label: &'static str| {
        sink.push(Diagnostic::new(code, message).at(&table.parts[at].place).label(label));
    };
    let first = order[0];
    if !start(&bands[first].range) {
        let from = if unsigned { "零" } else { "负无穷" };
        let message = format!("区间有缺口：最低的区间是 {}，从{from}到它之间没有给分", written(first));
        report(Code::E0303, first, message, "最低的区间从这里开始");
    }
    for pair in order.windows(2) {
        let (below, above) = (pair[0], pair[1]);
        let (a, b) = (written(below), written(above));
        let ends = bands[below].range.high.zip(bands[above].range.low);
        let touch = ends.map(|(high, low)| (low.value.cmp(&high.value), low.closed, high.closed));
        match touch {
            None | Some((Ordering::Less, ..)) | Some((Ordering::Equal, true, true)) => {
                report(Code::E0304, above, format!("区间 {a} 与 {b} 重叠"), "与前一区间重叠");
            }
            Some((Ordering::Greater, ..)) | Some((Ordering::Equal, false, false)) => {
                report(Code::E0303, above, format!("区间有缺口：{a} 与 {b} 之间没有给分"), "与前一区间之间有缺口");
            }
            Some(_) => {}
        }
    }
    let last = order[order.len() - 1];
    if bands[last].range.high.is_some() {
        let message = format!("区间有缺口：最高的区间是 {}，再往上没有给分", written(last));
        report(Code::E0303, last, message, "最高的区间到此为止");
    }
}

fn validate_tiers(tiers: &[Tier], table: &RuleTable, sink: &mut Sink) {
    let mut bad = |code: Code, message: String, place: &Place| {
        sink.push(Diagnostic::new(code, message).at(place).label("这一档"));
    };
    if tiers.is_empty() {
        bad(Code::E0305, "一档也没有写".into(), &table.place);
        return;
    }
    for (tier, At { place, .. }) in tiers.iter().zip(&table.parts) {
        if tier.from > tier.to || tier.from < Decimal::ZERO {
            bad(Code::E0305, format!("“{}”一档的下限高于上限或为负", tier.name), place);
        }
        if tier.default.is_some_and(|d| d < tier.from || d > tier.to) {
            bad(Code::E0305, format!("“{}”一档的 default 不在本档之内", tier.name), place);
        }
    }
    for (pair, At { place, .. }) in tiers.windows(2).zip(&table.parts[1..]) {
        let (upper, lower) = (&pair[0], &pair[1]);
        if lower.to < upper.from {
            bad(Code::E0303, format!("“{}”与“{}”两档之间有缺口", upper.name, lower.name), place);
        } else if lower.to > upper.from {
            bad(Code::E0304, format!("“{}”与“{}”两档重叠，或没有从高到低排列", upper.name, lower.name), place);
        }
    }
    let (first, last) = (&tiers[0], &tiers[tiers.len() - 1]);
    if first.to != Decimal::ONE {
        bad(Code::E0303, format!("最高一档“{}”应当到 100%", first.name), &table.parts[0].place);
    }
    if !last.from.is_zero() {
        bad(Code::E0303, format!("最低一档“{}”应当从 0% 起", last.name), &table.parts[tiers.len() - 1].place);
    }
}

fn validate_checklist(worths: impl Iterator<Item = ItemWorth>, table: &RuleTable, sink: &mut Sink) {
    let (mut earn, mut lose, mut unsound) = (0, 0, false);
    for worth in worths {
        let value = match worth {
            ItemWorth::Earn(v) => {
                earn += 1;
                v
            }
            ItemWorth::Lose(v) => {
                lose += 1;
                v
            }
        };
        unsound |= value <= Decimal::ZERO;
    }
    let message = if earn + lose == 0 {
        "清单一项也没有写"
    } else if earn > 0 && lose > 0 {
        "同一份清单不能既有得分项又有扣分项"
    } else if unsound {
        "清单各项的分应当大于零"
    } else {
        return;
    };
    sink.push(Diagnostic::new(Code::E0305, message).at(&table.place).label("这份清单"));
}

/// 规则用在这一行是否相配：指标值的种类、单位、分值。
pub(super) fn fits(rule: &Rule, target: &Target, points: Decimal, place: &Place, sink: &mut Sink) {
    let numeric = !matches!(target.kind, Kind::Qualitative | Kind::Date(_));
    let fits = match &rule.kind {
        RuleKind::Proportional { .. } => numeric,
        RuleKind::Bands { on, .. } => numeric && (*on == Variable::Actual || !matches!(target.kind, Kind::Between(_))),
        RuleKind::Steps { measure, .. } => {
            numeric || (matches!(target.kind, Kind::Date(_)) && *measure == Measure::Difference)
        }
        RuleKind::Tiers { .. } => !matches!(target.kind, Kind::Date(_)),
        RuleKind::Pass | RuleKind::Percent | RuleKind::Checklist { .. } | RuleKind::Manual => true,
    };
    if !fits {
        let message = format!("这条规则不能用于{}的指标值“{}”", target.kind.title(), target.text);
        sink.push(Diagnostic::new(Code::E0307, message).at(place).label("规则与指标值不相配"));
        return;
    }
    if let Some(unit) = &rule.unit {
        let date_days = matches!(target.kind, Kind::Date(_)) && unit.as_str() == "天";
        let same = unit.is_none() || *unit == target.unit || date_days;
        if !same && numeric {
            let message = format!("规则参数以“{}”计，指标值以“{}”计", unit.as_str(), target.unit.as_str());
            sink.push(Diagnostic::new(Code::E0307, message).at(place).help("两处写同一单位"));
        } else if !same {
            let message = "时限的扣分规则要以天计";
            sink.push(Diagnostic::new(Code::E0307, message).at(place).help("per 写成 \"1天\""));
        }
    }
    if let RuleKind::Checklist { items } = &rule.kind {
        let earned: Decimal =
            items.iter().map(|i| if let ItemWorth::Earn(v) = i.worth { v } else { Decimal::ZERO }).sum();
        if !earned.is_zero() && earned != points {
            let message = format!("清单各项合计 {} 分，本行分值 {} 分", plain(earned), plain(points));
            sink.push(Diagnostic::new(Code::E0310, message).at(place).label("两者应当相等"));
        }
    }
    if let RuleKind::Bands { bands, .. } = &rule.kind {
        let most = bands.iter().filter_map(|b| if let Pay::Score(v) = b.pay { Some(v) } else { None }).max();
        if let Some(most) = most.filter(|m| *m > points) {
            let message = format!("区间的得分 {} 高于本行分值 {}", plain(most), plain(points));
            sink.push(Diagnostic::new(Code::E0310, message).at(place).label("得分不能高于分值"));
        }
    }
}
