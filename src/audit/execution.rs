//! 资金一块：执行率照印的预算与执行数算，得分照口径的规则算；各来源之和等于总额。

use super::amount::{Amounts, Match, Rate, percent_text};
use super::cause::shown;
use super::way::{fitting, rounding_text};
use super::{About, ExecutionAudit, Findings, PrintedBudget, PrintedMoney};
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::model::{Denominator, Execution, Money, MoneyRow, Profile, Rule};
use crate::number::{Decimal, Mode, Ratio, Rounding, Unit, fixed, plain};
use crate::score::{ExecutionOutcome, score_execution};
use std::sync::Arc;

/// 复核资金一块；`rule` 是执行率的规则。
pub(super) fn audit(
    budget: &PrintedBudget,
    rule: &Arc<Rule>,
    profile: &Profile,
    findings: &mut Findings,
) -> ExecutionAudit {
    let total = &budget.total;
    let amounts = Amounts::of(total);
    let mut push = |diagnostic: Diagnostic| findings.push(About::Execution, diagnostic);
    let rate = check_rate(total, amounts, "", profile, &mut push);
    for source in &budget.sources {
        check_rate(source, Amounts::of(source), &source.name, profile, &mut push);
    }
    check_sources(budget, amounts, &mut push);
    let (points, declared) = (total.points.points(), total.score.points());
    // 没有印金额、只印了执行率的，照印的执行率算。
    let by_rate = || Rate::read(&total.rate).map(|rate| (rate.percent(), Decimal::ONE_HUNDRED));
    let money = match base(amounts, profile).zip(amounts.executed) {
        Some((budget, executed)) => Some((executed, budget)),
        None => by_rate(),
    };
    let outcome = points.zip(money).map(|(points, money)| rescore(points, money, (rule, profile), &budget.place));
    let recomputed = outcome.as_ref().and_then(|outcome| outcome.result.score);
    let agrees = declared.zip(recomputed).map(|(declared, recomputed)| declared == recomputed);
    match (agrees, declared, points) {
        (Some(false), Some(declared), Some(points)) => {
            push(wrong_score(total, declared, points, recomputed.unwrap_or_default(), money, profile));
        }
        (None, ..) => push(unscored(total, points, declared, recomputed)),
        (Some(true), Some(declared), Some(points)) => {
            let rate = money.and_then(|(executed, budget)| Ratio::new(executed, budget));
            let doubted = rate.and_then(|rate| doubted(total, declared, points, rate, rule, profile));
            doubted.into_iter().for_each(&mut push);
        }
        _ => {}
    }
    let printed = Rounding { places: 2, mode: Mode::HalfUp };
    let rate = rate.map(|rate| rate.times(Decimal::ONE_HUNDRED).round(printed));
    ExecutionAudit { points, declared, recomputed, agrees, rate, outcome }
}

/// 作分母的预算数，依口径。
fn base(amounts: Amounts, profile: &Profile) -> Option<Decimal> {
    match profile.execution.denominator {
        Denominator::FullYear => amounts.full_year,
        Denominator::Initial => amounts.initial,
    }
}

/// 与计分同一算法：执行数、预算数在口径约定的分母上。
fn rescore(
    points: Decimal,
    (executed, budget): (Decimal, Decimal),
    (rule, profile): (&Arc<Rule>, &Profile),
    place: &Place,
) -> ExecutionOutcome {
    let block = Execution { points, rule: Arc::clone(rule), title: String::new(), sources: Vec::new() };
    let money = Money {
        unit: Unit::wan_yuan(),
        total: Some(MoneyRow { initial: Some(budget), full_year: budget, executed }),
        sources: Vec::new(),
        reason: String::new(),
        inferred: false,
        place: place.clone(),
    };
    score_execution(&block, &money, profile)
}

/// 执行率：算术、超过百分之百、预算为零。返回算出的执行率（小数）。
fn check_rate(
    money: &PrintedMoney,
    amounts: Amounts,
    name: &str,
    profile: &Profile,
    push: &mut impl FnMut(Diagnostic),
) -> Option<Ratio> {
    let (budget, executed) = base(amounts, profile).zip(amounts.executed)?;
    let said = if name.is_empty() { String::new() } else { format!("{name}：") };
    let printed = Rate::read(&money.rate);
    let Some(rate) = Ratio::new(executed, budget) else {
        if !executed.is_zero() {
            let message = format!("{said}预算数是 0，却执行了 {}，执行率没有意义", plain(executed));
            push(
                Diagnostic::new(Code::A0403, message)
                    .at(&money.full_year.place)
                    .label("预算为零")
                    .severity(Severity::Error),
            );
        } else if name.is_empty() || printed.is_some_and(|rate| !rate.percent().is_zero()) {
            let message = format!("{said}预算数与执行数都是 0，执行率是 0÷0，没有意义；印的是“{}”", money.rate.text);
            push(Diagnostic::new(Code::A0403, message).at(&money.full_year.place).label("预算为零"));
        }
        return None;
    };
    let sum = format!("{}÷{}", plain(executed), plain(budget));
    if let Some(printed) = printed {
        let shown = printed.shown(rate);
        let wrong = |message: String| Diagnostic::new(Code::A0401, message).at(&money.rate.place).label("印的执行率");
        match printed.against(rate) {
            Match::Rounded => {}
            Match::Truncated => {
                let message = format!("{said}{sum}＝{}，印的“{}”是截尾", percent_text(rate, 4), money.rate.text);
                push(wrong(message).severity(Severity::Note));
            }
            Match::Coarser(places) => {
                let to = if places == 0 { "整数".to_owned() } else { format!("{places} 位小数") };
                let message =
                    format!("{said}{sum}＝{shown}，印的“{}”只准到{to}，后面的零不是算出来的", money.rate.text);
                push(wrong(message).severity(Severity::Warning));
            }
            Match::Different => push(wrong(format!("{said}{sum}＝{shown}，印的是“{}”", money.rate.text))),
        }
    }
    if rate > Decimal::ONE {
        let message =
            format!("{said}执行数 {} 超过预算数 {}，执行率 {}", plain(executed), plain(budget), percent_text(rate, 2));
        push(Diagnostic::new(Code::A0402, message).at(&money.executed.place).label("超过预算"));
    }
    Some(rate)
}

/// 各来源之和等于总额；有一个来源没有印的那一栏不比。
fn check_sources(budget: &PrintedBudget, total: Amounts, push: &mut impl FnMut(Diagnostic)) {
    if budget.sources.is_empty() {
        return;
    }
    let sources: Vec<Amounts> = budget.sources.iter().map(Amounts::of).collect();
    let own = |at: usize| sources.iter().filter_map(move |source| source.all()[at]);
    for (at, title) in ["年初预算数", "全年预算数", "全年执行数"].into_iter().enumerate() {
        let Some(total) = total.all()[at] else { continue };
        let values: Vec<Decimal> = own(at).collect();
        let sum: Decimal = values.iter().sum();
        if values.is_empty() || sum == total {
            continue;
        }
        let terms: Vec<String> = values.iter().map(|value| plain(*value)).collect();
        let message = format!("{title}：各来源之和 {}＝{}，总额印的是 {}", terms.join("+"), plain(sum), plain(total));
        let cells = [&budget.total.initial, &budget.total.full_year, &budget.total.executed];
        push(Diagnostic::new(Code::A0411, message).at(&cells[at].place).label("总额"));
    }
}

/// 得分不符：哪种取整、哪条线才对得上。
fn wrong_score(
    total: &PrintedMoney,
    declared: Decimal,
    points: Decimal,
    recomputed: Decimal,
    money: Option<(Decimal, Decimal)>,
    profile: &Profile,
) -> Diagnostic {
    let due = fixed(recomputed, profile.row.places);
    let rate = money.and_then(|(executed, budget)| Ratio::new(executed, budget));
    let by = rate.map_or_else(String::new, |rate| format!("分值 {}×{}", plain(points), percent_text(rate, 2)));
    let head = format!("执行率得分：{by}，照口径得 {due}，印的是 {}", total.score.text);
    let cause = rate.and_then(|rate| likely(declared, points, rate));
    let (message, severity) = match cause {
        Some(cause) => (format!("{head}；{cause}"), Severity::Warning),
        None => (head, Severity::Error),
    };
    Diagnostic::new(Code::A0404, message).at(&total.score.place).label("印的得分").severity(severity)
}

/// 对得上的做法：取整、截尾、达到某条线得满分、分值印错。
fn likely(declared: Decimal, points: Decimal, rate: Ratio) -> Option<String> {
    let exact = rate.times(points);
    let mut found = Vec::new();
    let fitting = fitting(exact, declared);
    if !fitting.is_empty() {
        let sum = format!("{}×{}＝{}", plain(points), percent_text(rate, 2), shown(exact));
        found.push(format!("{}才是 {}（{sum}）", rounding_text(&fitting), plain(declared)));
    }
    if declared == points && rate < Decimal::ONE {
        found.push(format!("像是执行率达到某条线就得满分，那条线不高于 {}", percent_text(rate, 2)));
    }
    let tenth = rate.times(Decimal::TEN).round(Rounding::CENTS);
    if points == Decimal::ONE_HUNDRED && declared == tenth {
        let score = plain(declared);
        found.push(format!("按分值 10 计正是 {score}，分值一格的 100 像是错把整张表的满分写了进来"));
    }
    (!found.is_empty()).then(|| found.join("；或者"))
}

/// 印的与口径相符，而口径的规则未经证实、照比例又不是这个数：提醒，不当作错。
fn doubted(
    total: &PrintedMoney,
    declared: Decimal,
    points: Decimal,
    rate: Ratio,
    rule: &Rule,
    profile: &Profile,
) -> Option<Diagnostic> {
    let due = rate.times(points).clamp(Decimal::ZERO, points).round(profile.row);
    (rule.is_unconfirmed() && due != declared).then(|| {
        let message = format!(
            "执行率得分：{}×{}＝{}，照比例得 {}，印的是 {}；口径的规则“{}”对得上，但它未经证实",
            plain(points),
            percent_text(rate, 2),
            shown(rate.times(points)),
            fixed(due, profile.row.places),
            total.score.text,
            rule.text
        );
        let diagnostic = Diagnostic::new(Code::A0404, message).at(&total.score.place).label("印的得分");
        diagnostic.severity(Severity::Warning).help("请填报单位写明满分线的文号；没有的照比例计")
    })
}

fn unscored(
    total: &PrintedMoney,
    points: Option<Decimal>,
    declared: Option<Decimal>,
    recomputed: Option<Decimal>,
) -> Diagnostic {
    let missing: Vec<&str> = [(points.is_none(), "分值"), (declared.is_none(), "得分")]
        .into_iter()
        .filter_map(|(is, what)| is.then_some(what))
        .collect();
    let message = match (missing.is_empty(), recomputed) {
        (true, _) => "执行率得分：预算数与执行数不全，或执行率没有意义，无从复算".to_owned(),
        (false, Some(due)) => format!("执行率得分：没有印{}；照口径得 {}", missing.join("与"), plain(due)),
        (false, None) => format!("执行率得分：没有印{}，无从复算", missing.join("与")),
    };
    let cell = if points.is_none() { &total.points } else { &total.score };
    Diagnostic::new(Code::A0318, message).at(&cell.place).label("资金一块")
}
