//! 讲解：规则的文字、代入的数、算式、修约与结果，一步一句。

use super::form::UNSCORED;
use super::rule_text::{equals, interval, parameters, partial, percent, ratio, variable};
use super::working::working;
use crate::model::{Indicator, Measure, NotApplicable, Pay, Rule, RuleKind, Set, Submission, VetoEffect, Worth};
use crate::number::{Decimal, Ratio, fixed, plain};
use crate::score::{Completion, Outcome, RowOutcome, Status, Step};
use crate::target::{Kind, Target};

/// 一份填报的讲解。
#[derive(Debug)]
pub struct Explanation<'a> {
    pub title: &'a str,
    pub unit: &'a str,
    pub year: i32,
    /// 执行率（如有）在前，其后是各行。
    pub rows: Vec<Explained<'a>>,
    pub total: Vec<Sentence>,
    pub score: String,
    pub grade: &'a str,
}

/// 一行的讲解。
#[derive(Debug)]
pub struct Explained<'a> {
    /// 执行率一行的编码为空。
    pub code: &'a str,
    pub name: &'a str,
    pub target: &'a str,
    pub actual: String,
    pub points: String,
    pub rule: &'a str,
    pub parameters: Vec<String>,
    pub source: String,
    /// 指标解释、计算公式与指标出处。
    pub meaning: &'a str,
    pub formula: &'a str,
    pub steps: Vec<Sentence>,
    pub score: String,
    pub lost: Option<String>,
    pub deviation: Option<String>,
    pub status: &'static str,
    pub reason: &'a str,
}

/// 一步。
#[derive(Debug)]
pub struct Sentence {
    pub title: &'static str,
    pub text: String,
}

/// 讲解全表。`outcome` 须带步骤。
pub fn explain<'a>(set: &'a Set, submission: &'a Submission, outcome: &Outcome) -> Explanation<'a> {
    let mut rows = Vec::with_capacity(outcome.rows.len() + 1);
    if let (Some(block), Some(result)) = (&set.execution, &outcome.execution) {
        let kind = Some(&Kind::AtLeast(Decimal::ONE_HUNDRED));
        let context = Context { rule: &block.rule, target: "≥100%", kind, unit: "%", points: block.points };
        rows.push(Explained {
            name: "预算执行率",
            actual: result.rate.map_or_else(String::new, |rate| format!("{}%", fixed(rate, 2))),
            reason: &submission.money.reason,
            ..explained(context, "", &result.result, outcome)
        });
    }
    for (row, result) in submission.rows.iter().zip(&outcome.rows) {
        let indicator = submission.indicator(set, row);
        let explained = explained(Context::of(indicator), &indicator.code, result, outcome);
        let mut steps = working(&row.entry, &set.formulary);
        steps.extend(explained.steps);
        rows.push(Explained {
            name: &indicator.name,
            actual: row.entry.text.clone(),
            meaning: &indicator.meaning,
            formula: &indicator.formula,
            reason: &row.entry.reason,
            steps,
            ..explained
        });
    }
    Explanation {
        title: &set.title,
        unit: &submission.unit,
        year: submission.year,
        rows,
        total: total(set, submission, outcome),
        score: outcome.total.score.map_or_else(|| UNSCORED.to_owned(), |s| fixed(s, 2)),
        grade: outcome.grade.map_or("", |at| &set.grades[at].label),
    }
}

/// 写步骤时要看的规则与指标值。
#[derive(Clone, Copy)]
struct Context<'a> {
    rule: &'a Rule,
    target: &'a str,
    kind: Option<&'a Kind>,
    unit: &'a str,
    points: Decimal,
}

impl<'a> Context<'a> {
    fn of(indicator: &'a Indicator) -> Self {
        let Target { text, kind, unit } = &indicator.target;
        let (rule, points) = (&*indicator.rule, indicator.points);
        Context { rule, target: text, kind: Some(kind), unit: unit.as_str(), points }
    }

    fn number(&self, value: Ratio) -> String {
        format!("{}{}", ratio(value).0, self.unit)
    }
}

fn explained<'a>(context: Context<'a>, code: &'a str, result: &RowOutcome, outcome: &Outcome) -> Explained<'a> {
    let range = result.steps.start as usize..result.steps.end as usize;
    let mut steps: Vec<Sentence> = outcome.steps[range].iter().map(|step| sentence(step, context)).collect();
    if let Status::NotScored(why) = result.status {
        steps.push(Sentence { title: "未计分", text: format!("{}（{}）", why.title(), why.as_str()) });
    }
    if !result.counted {
        steps.push(Sentence { title: "择一", text: "本组计另一行，本行不计入总分".to_owned() });
    }
    let lost = result.score.map(|s| context.points - s).filter(|l| *l > Decimal::ZERO);
    Explained {
        code,
        name: "",
        target: context.target,
        actual: String::new(),
        points: plain(context.points),
        rule: &context.rule.text,
        parameters: parameters(context.rule, context.kind),
        source: context.rule.source_text(),
        meaning: "",
        formula: "",
        steps,
        score: result.score.map_or_else(|| UNSCORED.to_owned(), |s| fixed(s, 2)),
        lost: lost.map(|l| fixed(l, 2)),
        deviation: result.deviation.map(|d| fixed(d, 2)),
        status: result.status.title(),
        reason: "",
    }
}

fn sentence(step: &Step, context: Context<'_>) -> Sentence {
    let say = |title, text| Sentence { title, text };
    match *step {
        Step::NotApplicable { policy, points } => say(
            "不适用",
            match policy {
                NotApplicable::Full => format!("按口径得满分 {}", plain(points)),
                NotApplicable::Zero => "按口径不得分".to_owned(),
                NotApplicable::Rescale => format!("按口径剔除这 {} 分，其余折算到满分", plain(points)),
            },
        ),
        Step::NegativeAsZero { actual } => say("负数", format!("实际完成值 {} 为负，按零计", ratio(actual).0)),
        Step::Rate { executed, budget, rate } => {
            let (shown, equals) = ratio(rate.times(Decimal::ONE_HUNDRED));
            say("执行率", format!("执行数÷预算数＝{}÷{}{equals}{shown}%", plain(executed), plain(budget)))
        }
        Step::ZeroBudget => say("执行率", "预算数为零，执行率没有意义".to_owned()),
        Step::Compare { actual, met } => {
            let verdict = if met { "达标" } else { "未达标" };
            say("比较", format!("实际 {}，指标值 {}，{verdict}", context.number(actual), context.target))
        }
        Step::Timing { met, days_late } => say(
            "时限",
            match (met, days_late) {
                (true, _) => format!("在“{}”之内完成", context.target),
                (false, Some(days)) => format!("晚于“{}”{days} 天", context.target),
                (false, None) => format!("晚于“{}”", context.target),
            },
        ),
        Step::ZeroTarget { .. } => say("零目标", "指标值为零，比例没有意义：达标满分，未达标零分".to_owned()),
        Step::Completion { how, share } => say("完成比例", completion(how, share, context)),
        Step::FullAt { at, reached } => {
            let verdict = if reached { "达到" } else { "没有达到" };
            say("满分线", format!("{verdict} {}", percent(at)))
        }
        Step::Floor { at, share, passed } => say(
            "门槛",
            match (passed, share) {
                (false, _) => format!("低于 {}，不得分", percent(at)),
                (true, None) => format!("不低于 {}", percent(at)),
                (true, Some(share)) => format!("不低于 {}，由 {} 线性升到 100%", percent(at), percent(share)),
            },
        ),
        Step::Beyond { measure, start, beyond } => {
            let (shown, equals) = match measure {
                Measure::Difference => ratio(beyond),
                Measure::Deviation => ratio(beyond.times(Decimal::ONE_HUNDRED)),
            };
            say(
                "相差",
                match measure {
                    Measure::Difference => {
                        format!("与 {}{} 相差{equals}{shown}{}", plain(start), context.unit, context.unit)
                    }
                    Measure::Deviation => format!("偏差{equals}{shown}%"),
                },
            )
        }
        Step::Lose { per, partial: part, count, lose, lost } => {
            let (steps, equals) = (ratio(count).0, equals(&[count, lost]));
            let per = match context.rule.kind {
                RuleKind::Steps { measure: Measure::Deviation, .. } => percent(per),
                _ => format!("{}{}", plain(per), context.rule.unit.as_ref().map_or("", |unit| unit.as_str())),
            };
            let text = format!(
                "每 {per} 一档，{}，计 {steps} 档；扣分＝{steps}×{}{equals}{}",
                partial(part),
                plain(lose),
                ratio(lost).0
            );
            say("扣分", text)
        }
        Step::Band { on, value, band } => say("区间", band_text(on, value, band, context)),
        Step::Tier { tier, worth } => say("档次", tier_text(tier, worth, context)),
        Step::Checklist { earned, lost } => say(
            "清单",
            if lost.is_zero() {
                format!("各项得分合计 {}", plain(earned))
            } else {
                format!("{} 分扣 {} 分，扣完为止", plain(earned), plain(lost))
            },
        ),
        Step::Manual { score } => say("评分", format!("人工评定 {} 分", plain(score))),
        Step::AllOrNothing { full } => {
            say("得分", if full { format!("得满分 {}", plain(context.points)) } else { "不得分".to_owned() })
        }
        Step::Multiply { points, share, product } => {
            let percent = share.times(Decimal::ONE_HUNDRED);
            let equals = equals(&[percent, product]);
            say("得分", format!("{}×{}%{equals}{}", plain(points), ratio(percent).0, ratio(product).0))
        }
        Step::Subtract { points, lost, left } => {
            let equals = equals(&[lost, left]);
            say("得分", format!("{}－{}{equals}{}，扣完为止", plain(points), ratio(lost).0, ratio(left).0))
        }
        Step::Excess { fulfilment, from, count, lost } => {
            let share = ratio(fulfilment.times(Decimal::ONE_HUNDRED)).0;
            let text =
                format!("完成 {share}%，超过 {}，计 {} 档，扣 {} 分", percent(from), ratio(count).0, ratio(lost).0);
            say("超额", text)
        }
        Step::Cap { cap } => say("封顶", format!("不超过 {}", plain(cap))),
        Step::Round { from, rounding, to } => {
            let (shown, exact) = from.shown();
            let text = if exact && shown == to {
                format!("保留 {} 位小数：{}", rounding.places, fixed(to, rounding.places))
            } else {
                let (shown, places, mode) = (ratio(from).0, rounding.places, rounding.mode.title());
                format!("{shown} → {}（保留 {places} 位小数，{mode}）", fixed(to, places))
            };
            say("修约", text)
        }
        Step::Deduct { worth, to } => say(
            "复核",
            match worth {
                Worth::Score(points) => format!("复核扣 {} 分，余 {}", plain(points), plain(to)),
                Worth::Share(share) => format!("复核扣得分的 {}，余 {}", percent(share), plain(to)),
            },
        ),
        Step::Deviation { raw: None, to, .. } => say("偏差度", format!("达标，记 {}", fixed(to, 2))),
        Step::Deviation { raw: Some(raw), of_share, clipped, to } => {
            let (shown, equals) = ratio(raw);
            let formula = if of_share { "(完成比例－100%)×100" } else { "(实际－目标)÷目标×100" };
            let tail = if clipped && raw != to {
                "，达标按 0.00 计".to_owned()
            } else {
                format!("，记 {}", fixed(to, 2))
            };
            say("偏差度", format!("{formula}{equals}{shown}{tail}"))
        }
        Step::Sum { sum } => say("合计", plain(sum)),
        Step::Rescale { sum, points, dropped, to } => {
            let (shown, equals) = ratio(to);
            let text = format!(
                "剔除不适用的 {} 分：{}×{}÷({}－{}){equals}{shown}",
                plain(dropped),
                plain(sum),
                plain(points),
                plain(points),
                plain(dropped)
            );
            say("折算", text)
        }
        Step::Veto { .. } => say("否决", String::new()),
    }
}

fn completion(how: Completion, share: Ratio, context: Context<'_>) -> String {
    let share = share.times(Decimal::ONE_HUNDRED);
    let shown = ratio(share).0;
    let equals = match how {
        Completion::ActualOverTarget(a, _)
        | Completion::LinearOver(a, _)
        | Completion::TargetOverActual(a, _)
        | Completion::Symmetric(a, _) => equals(&[a, share]),
        Completion::Given => "",
    };
    let unit = context.unit;
    match how {
        Completion::ActualOverTarget(a, t) => {
            format!("实际÷目标＝{}{unit}÷{}{unit}{equals}{shown}%", ratio(a).0, plain(t))
        }
        Completion::LinearOver(a, t) => {
            let (a, t) = (ratio(a).0, plain(t));
            format!("1－(实际－目标)÷目标＝1－({a}－{t})÷{t}{equals}{shown}%")
        }
        Completion::TargetOverActual(a, t) => {
            format!("目标÷实际＝{}{unit}÷{}{unit}{equals}{shown}%", plain(t), ratio(a).0)
        }
        Completion::Symmetric(a, t) => {
            let (a, t) = (ratio(a).0, plain(t));
            format!("1－|实际－目标|÷目标＝1－|{a}－{t}|÷{t}{equals}{shown}%")
        }
        Completion::Given => format!("{shown}%"),
    }
}

fn band_text(on: crate::model::Variable, value: Ratio, band: usize, context: Context<'_>) -> String {
    let RuleKind::Bands { bands, .. } = &context.rule.kind else { return String::new() };
    let shown = match on {
        crate::model::Variable::Actual => context.number(value),
        _ => format!("{}%", ratio(value.times(Decimal::ONE_HUNDRED)).0),
    };
    let range = interval(&bands[band].range, on, context.unit);
    let pay = match bands[band].pay {
        Pay::Score(score) => format!("，得 {} 分", plain(score)),
        Pay::Share(_) | Pay::Slope(..) | Pay::Completion => String::new(),
    };
    format!("{} {shown} 落在 {range}{pay}", variable(on))
}

fn tier_text(tier: usize, worth: Worth, context: Context<'_>) -> String {
    let RuleKind::Tiers { tiers, .. } = &context.rule.kind else { return String::new() };
    let one = &tiers[tier];
    let value = match worth {
        Worth::Share(share) => percent(share),
        Worth::Score(score) => format!("{} 分", plain(score)),
    };
    format!("{value} 属于“{}”（{}至{}）", one.name, percent(one.from), percent(one.to))
}

fn total(set: &Set, submission: &Submission, outcome: &Outcome) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut parts = Vec::new();
    if let Some(score) = outcome.execution.as_ref().and_then(|e| e.result.score) {
        parts.push(format!("预算执行率 {}", fixed(score, 2)));
    }
    for (section, result) in set.sections.iter().zip(&outcome.sections) {
        parts.push(format!("{} {}", section.level1, fixed(result.score, 2)));
    }
    let context = Context { rule: &FORMLESS, target: "", kind: None, unit: "", points: set.total };
    let range = outcome.total.steps.start as usize..outcome.total.steps.end as usize;
    for step in &outcome.steps[range] {
        sentences.push(match *step {
            Step::Sum { sum } => {
                Sentence { title: "合计", text: format!("{}＝{}", parts.join("＋"), fixed(sum, 2)) }
            }
            Step::Veto { veto } => Sentence { title: "否决", text: veto_text(set, veto) },
            _ => sentence(step, context),
        });
    }
    if outcome.total.score.is_none() {
        sentences.push(Sentence { title: "总分", text: "有的行没有计分，总分从略".to_owned() });
    }
    for deduction in submission.deductions.iter().filter(|d| d.row.is_none()) {
        sentences.push(Sentence { title: "扣分原因", text: deduction.reason.clone() });
    }
    if let Some(at) = outcome.grade {
        let grade = &set.grades[at];
        let text = format!("{}（{} 分及以上）", grade.label, plain(grade.from));
        sentences.push(Sentence { title: "等次", text });
    }
    sentences
}

fn veto_text(set: &Set, veto: usize) -> String {
    let veto = &set.profile.vetoes[veto];
    let effect = match &veto.effect {
        VetoEffect::Zero => "总分记零".to_owned(),
        VetoEffect::ScoreCap(cap) => format!("总分不超过 {}", plain(*cap)),
        VetoEffect::GradeMax(label) => format!("等次不高于“{label}”"),
    };
    format!("{}：{effect}（{}）", veto.name, veto.source_text())
}

/// 总分各步不涉及具体规则。
static FORMLESS: Rule = Rule {
    text: String::new(),
    source: String::new(),
    kind: RuleKind::Manual,
    unit: None,
    full_at: None,
    cap: None,
    over: crate::model::Over { flag_at: None, reason_from: None, deduct: None },
    zero_target: crate::model::ZeroTarget::NotScored,
    negative: crate::model::NegativeActual::Keep,
    rounding: None,
};
