//! 读懂印着的指标值与实际完成值，把实际完成值化成计分用的样子。

use super::PrintedRow;
use super::lean::resolve;
use crate::diagnostic::Code;
use crate::model::{Actual, Entry, Profile, Rule, RuleKind, Tier, Worth};
use crate::number::{Decimal, Unit};
use crate::target::{Answer, Kind, Target, TargetError, Timing, read_answer, read_printed};

/// 预算执行率一行的名称。
const EXECUTION: &[&str] = &["预算执行率", "预算执行进度", "资金执行率", "预算执行"];

/// 读懂的指标值；读不懂的记下原因。
#[derive(Clone, Debug)]
pub struct ReadTarget {
    /// 照印的意思；没有写符号的是 [`Kind::Bare`]。
    pub target: Result<Target, Unreadable>,
    /// 计分时按什么比较。
    pub scored: Option<Kind>,
}

/// 指标值为什么读不懂。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Written(TargetError),
    /// 没有符号，口径又没有约定怎样理解。
    Bare,
}

impl ReadTarget {
    /// 读印着的指标值；没有写符号的，按名称与口径的约定比较。
    pub(super) fn of(row: &PrintedRow, profile: &Profile) -> ReadTarget {
        match read_printed(&row.target.text, &row.name.text) {
            Ok(target) => match resolve(target.kind, &target.unit, row, profile) {
                Some(kind) => ReadTarget { target: Ok(target), scored: Some(kind) },
                None => ReadTarget { target: Err(Unreadable::Bare), scored: None },
            },
            Err(error) => {
                // 预算执行率一行没有印指标值的，人人知道是 100%。
                let is_blank = matches!(error, TargetError::Empty | TargetError::Placeholder);
                let is_rate = is_blank && EXECUTION.contains(&row.name.text.as_str());
                let scored = is_rate.then_some(Kind::AtLeast(Decimal::ONE_HUNDRED));
                ReadTarget { target: Err(Unreadable::Written(error)), scored }
            }
        }
    }

    /// 计分用的指标值。
    pub(super) fn wanted(&self) -> Option<Target> {
        let kind = self.scored?;
        let implied = || Target { text: "100%".to_owned(), kind, unit: Unit::percent() };
        Some(self.target.as_ref().map_or_else(|_| implied(), |target| Target { kind, ..target.clone() }))
    }

    /// 输出中的种类：没有写符号的数是 `exactly`，读不懂的是 `unreadable`。
    pub fn kind(&self) -> &'static str {
        match &self.target {
            Ok(Target { kind: Kind::Bare(_), .. }) => "exactly",
            Ok(target) => target.kind.name(),
            Err(_) => "unreadable",
        }
    }

    /// 单一的界限值。
    pub fn value(&self) -> Option<Decimal> {
        self.target.as_ref().ok()?.kind.value()
    }

    /// 单位；没有的为空。
    pub fn unit(&self) -> &str {
        self.target.as_ref().map_or("", |target| target.unit.as_str())
    }
}

/// 读懂的实际完成值：说的是什么、达没达到、计分时怎样代入。
#[derive(Clone, Debug)]
pub struct ReadActual {
    pub answer: Answer,
    /// 达没达到指标值；说不准的没有。
    pub met: Option<bool>,
    /// 计分用的实际完成值；化不成的记着诊断代码。
    pub(super) entry: Entry,
    /// 化不成的原因。
    pub(super) why: &'static str,
}

impl ReadActual {
    /// 已经由填报读懂的实际完成值，达没达到也已算出。
    pub(super) fn given(row: &PrintedRow, target: &Target, entry: Entry, met: Option<bool>) -> ReadActual {
        ReadActual { answer: read_answer(&row.actual.text, target), met, entry, why: "" }
    }
}

/// 省了单位的金额与指标值差这么多倍，多半是元与万元写混了。
const SCALE: i64 = 1_000;

/// 对着计分用的指标值读一行的实际完成值。
pub(super) fn read_actual(row: &PrintedRow, target: &Target, rule: &Rule, year: i32) -> ReadActual {
    let mut answer = read_answer(&row.actual.text, target);
    if let (Answer::Number(value), Some(wanted)) = (&answer, target.kind.value())
        && target.unit.is_money()
        && !row.actual.text.contains(['元', '万', '亿'])
        && wanted > Decimal::ZERO
        && *value >= wanted.saturating_mul(Decimal::from(SCALE))
    {
        answer = Answer::OtherUnit(Unit::default());
    }
    let met = answer.meets(&target.kind, year);
    let (actual, why) = match actual(&answer, met, target, rule, year) {
        Ok(actual) => (actual, ""),
        Err(why) => (Actual::Unscored(Code::E0502), why),
    };
    let entry = Entry {
        actual,
        computed: None,
        text: row.actual.text.clone(),
        reason: row.reason.text.clone(),
        evidence: String::new(),
        inferred: false,
    };
    ReadActual { answer, met, entry, why }
}

fn actual(answer: &Answer, met: Option<bool>, target: &Target, rule: &Rule, year: i32) -> Result<Actual, &'static str> {
    let is_date = matches!(target.kind, Kind::Date(_));
    match answer {
        Answer::Blank => Err("没有填实际完成值"),
        Answer::Placeholder => Err("只有占位符号，没有填"),
        Answer::NotApplicable => Err("写的是“无”或不适用，按不适用怎样给分，要看说明"),
        Answer::OtherUnit(unit) if unit.is_none() => Err("没有写单位，与指标值差了上千倍，像是元与万元写混了"),
        Answer::OtherUnit(_) => Err("单位与指标值的不能换算"),
        Answer::Number(value) | Answer::Fraction(value) if target.kind == Kind::Qualitative => {
            share(*value / Decimal::ONE_HUNDRED, rule)
        }
        Answer::Number(value) | Answer::Fraction(value) => Ok(Actual::Number(*value)),
        Answer::Share(_) if matches!(target.kind, Kind::AtMost(_) | Kind::Below(_)) => {
            Err("指标值是上限，百分数不能当作完成比例")
        }
        Answer::Share(value) if is_date => Ok(Actual::Date { timing: timing(*value >= Decimal::ONE), days_late: None }),
        Answer::Share(value) => share(*value, rule),
        Answer::Date(done) => match &target.kind {
            Kind::Date(deadline) => match deadline.compare(done, year) {
                Timing::Undecided => Err("与时限哪个在先说不清"),
                timing => Ok(Actual::Date { timing, days_late: deadline.days_late(done, year) }),
            },
            _ => Err("写的是日期"),
        },
        Answer::Done if is_date => Ok(Actual::Date { timing: timing(true), days_late: Some(0) }),
        Answer::Failed if is_date => Ok(Actual::Date { timing: timing(false), days_late: None }),
        Answer::Done => share(Decimal::ONE, rule),
        Answer::Range(_) => match met {
            Some(true) => share(Decimal::ONE, rule),
            Some(false) => Err("只写了范围，没有写达到多少"),
            None => Err("只写了范围，达没达到说不准"),
        },
        Answer::Partly | Answer::Failed => Err("只说没有全部做到，没有写做到多少"),
        Answer::Words => Err("从这句话判断不出达没达到"),
    }
}

fn timing(met: bool) -> Timing {
    if met { Timing::Met } else { Timing::Missed }
}

/// 完成比例；分档的规则要找到所在的一档。
fn share(value: Decimal, rule: &Rule) -> Result<Actual, &'static str> {
    let RuleKind::Tiers { tiers, .. } = &rule.kind else { return Ok(Actual::Share(value)) };
    let within = |tier: &Tier| value >= tier.from && value <= tier.to;
    match tiers.iter().position(within) {
        Some(tier) => Ok(Actual::Tier { tier, worth: Worth::Share(value) }),
        None => Err("完成程度不在 0% 至 100% 之间"),
    }
}
