//! 资金情况：来源对得上，合计等于总额，执行不超预算。

use crate::diagnostic::{Code, Diagnostic, Place, Sink, choices};
use crate::model::{Denominator, Money, MoneyRow, Set, Stage};
use crate::number::{Decimal, Unit, plain};
use crate::parse::{At, RawBudget, RawMoney};

/// 审查资金情况；体系没有执行一块时可以不写。
pub(super) fn money(raw: Option<&RawBudget>, set: &Set, stage: Stage, place: &Place, sink: &mut Sink) -> Money {
    let execution = set.execution.as_ref();
    let sources = execution.map_or(&[][..], |e| &e.sources);
    let mut money = Money {
        unit: Unit::wan_yuan(),
        total: None,
        sources: vec![None; sources.len()],
        reason: String::new(),
        inferred: false,
        place: place.clone(),
    };
    let Some(raw) = raw else {
        if execution.is_some() {
            let message = "没有写资金情况，执行率无法计算";
            let help = "写上 [budget]，至少有 total = { full_year = …, executed = … }";
            sink.push(Diagnostic::new(Code::E0403, message).at(place).help(help));
        }
        return money;
    };
    money.place = raw.place.clone();
    money.reason = raw.reason.clone();
    money.inferred = raw.inferred;
    if let Some(text) = &raw.unit {
        match Unit::read(&text.value).filter(|u| u.is_money()) {
            Some(unit) => money.unit = unit,
            None => {
                let message = format!("“{}”不是金额单位", text.value);
                sink.push(Diagnostic::new(Code::E0204, message).at(&text.place).help("写 元、万元 或 亿元"));
            }
        }
    }
    for (key, row) in &raw.rows {
        let Some(values) = read_row(&key.value, row, stage, sink) else { continue };
        if key.value == "total" {
            money.total = Some(values);
        } else if let Some(at) = sources.iter().position(|s| s.key == key.value) {
            money.sources[at] = Some(values);
        } else {
            let mut known = vec!["total"];
            known.extend(sources.iter().map(|s| s.key.as_str()));
            let help = choices("可以写", &key.value, &known);
            let message = format!("没有“{}”这一资金来源", key.value);
            sink.push(Diagnostic::new(Code::E0405, message).at(&key.place).label("这个来源").help(help));
        }
    }
    if money.total.is_none() && execution.is_some() && !raw.rows.iter().any(|(key, _)| key.value == "total") {
        let message = "没有写资金总额 total，执行率无法计算";
        sink.push(Diagnostic::new(Code::E0403, message).at(&raw.place).label("缺 total"));
    }
    let needs_initial = execution.is_some() && set.profile.execution.denominator == Denominator::Initial;
    if needs_initial && money.total.is_some_and(|total| total.initial.is_none()) {
        let message = "执行率以年初预算数为分母，总额没有写 initial";
        sink.push(Diagnostic::new(Code::E0403, message).at(&raw.place).help("在 total 里写 initial"));
    }
    check_sum(raw, &money, sink);
    money
}

/// 一行资金。申报与监控时，全年预算数没有写的取年初预算数，执行数没有写的作零。
fn read_row(name: &str, row: &RawMoney, stage: Stage, sink: &mut Sink) -> Option<MoneyRow> {
    let mut sound = true;
    for amount in [&row.initial, &row.full_year, &row.executed].into_iter().flatten() {
        if amount.value < Decimal::ZERO {
            let message = format!("{name}：金额 {} 不能为负", plain(amount.value));
            sink.push(Diagnostic::new(Code::E0406, message).at(&amount.place).label("负数"));
            sound = false;
        }
    }
    let early = stage != Stage::Evaluation;
    let full_year = row.full_year.as_ref().or(row.initial.as_ref().filter(|_| early));
    let nothing = At { value: Decimal::ZERO, place: row.place.clone() };
    let executed = row.executed.as_ref().or(early.then_some(&nothing));
    for (key, missing) in [("full_year", full_year.is_none()), ("executed", executed.is_none())] {
        if missing && row.is_readable {
            let message = format!("缺少必填的“{key}”");
            sink.push(Diagnostic::new(Code::E0203, message).at(&row.place).label(format!("这里要写 {key}")));
        }
    }
    let (full_year, executed) = (full_year?, executed?);
    if executed.value > full_year.value {
        let message = format!("{name}：执行数 {} 超过全年预算数 {}", plain(executed.value), plain(full_year.value));
        sink.push(Diagnostic::new(Code::W0711, message).at(&executed.place).label("超过预算"));
    }
    let initial = row.initial.as_ref().map(|a| a.value);
    sound.then_some(MoneyRow { initial, full_year: full_year.value, executed: executed.value })
}

fn check_sum(raw: &RawBudget, money: &Money, sink: &mut Sink) {
    let Some(total) = money.total else { return };
    let rows: Vec<MoneyRow> = money.sources.iter().flatten().copied().collect();
    if rows.is_empty() || rows.len() < money.sources.len() {
        return;
    }
    let initial = rows.iter().map(|r| r.initial).sum::<Option<Decimal>>().zip(total.initial);
    let columns = [
        ("年初预算数", initial),
        ("全年预算数", Some((rows.iter().map(|r| r.full_year).sum(), total.full_year))),
        ("全年执行数", Some((rows.iter().map(|r| r.executed).sum(), total.executed))),
    ];
    for (name, pair) in columns {
        if let Some((sum, total)) = pair.filter(|(sum, total)| sum != total) {
            let message = format!("{name}各来源合计 {}，总额写的是 {}", plain(sum), plain(total));
            sink.push(Diagnostic::new(Code::W0712, message).at(&raw.place).label("资金情况"));
        }
    }
}
