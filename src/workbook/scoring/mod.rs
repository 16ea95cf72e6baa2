//! 一行得分的公式，与 `score` 逐条对应：达标、完成比例、修约之前的得分、得分、偏差度。

mod points;
mod words;

use super::cell::{compare, number, rounded};
use crate::model::{AtMostMethod, DeviationSide, ExactlyMethod, NegativeActual, Profile, Rule, RuleKind};
use crate::number::Decimal;
use crate::target::{Bound, Interval, Kind, Target};
use std::cmp::Ordering;

/// 算不出的记号；外面一层改成空文字。
const UNSCORED: &str = "NA()";

/// 一行里公式要引用的各格。
pub struct Cells {
    /// 实际完成值的文字。
    pub text: String,
    /// 指标值的文字。
    pub target: String,
    pub number: String,
    pub tier: String,
    pub degree: String,
    pub met: String,
    pub completion: String,
    pub raw: String,
    /// 分值。
    pub points: String,
    /// 清单各项的格。
    pub items: Vec<String>,
    /// 所给的分（没有写百分号的数），不是数时为空文字。
    pub given: String,
    /// 档内的百分数，没有写的为空文字。
    pub share: String,
}

/// 与实际相比的界限：写定的数，或填在格里、只知道正负的数。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    text: String,
    abs: String,
    sign: Ordering,
}

impl Amount {
    /// 写定的数。
    pub fn fixed(value: Decimal) -> Amount {
        Amount { text: number(value), abs: number(value.abs()), sign: value.cmp(&Decimal::ZERO) }
    }

    /// 一格里的数，与零相比是 `sign`。
    pub fn typed(cell: &str, sign: Ordering) -> Amount {
        match sign {
            Ordering::Equal => Amount::fixed(Decimal::ZERO),
            _ => Amount { text: cell.to_owned(), abs: format!("ABS({cell})"), sign },
        }
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn abs(&self) -> &str {
        &self.abs
    }

    fn is_zero(&self) -> bool {
        self.sign == Ordering::Equal
    }

    fn is_positive(&self) -> bool {
        self.sign == Ordering::Greater
    }
}

/// 指标值的含义。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// ≥
    AtLeast(Amount),
    /// ＞
    Above(Amount),
    /// ≤
    AtMost(Amount),
    /// ＜
    Below(Amount),
    /// ＝
    Exactly(Amount),
    /// 区间。
    Between(Interval),
    /// 定性。
    Words,
    /// 时限。
    Date,
}

impl Goal {
    /// 读好的指标值。
    pub fn of(target: &Target) -> Goal {
        match target.kind {
            Kind::AtLeast(value) => Goal::AtLeast(Amount::fixed(value)),
            Kind::Above(value) => Goal::Above(Amount::fixed(value)),
            Kind::AtMost(value) => Goal::AtMost(Amount::fixed(value)),
            Kind::Below(value) => Goal::Below(Amount::fixed(value)),
            Kind::Exactly(value) | Kind::Bare(value) => Goal::Exactly(Amount::fixed(value)),
            Kind::Between(range) => Goal::Between(range),
            Kind::Qualitative => Goal::Words,
            Kind::Date(_) => Goal::Date,
        }
    }

    /// 与实际的数相比的，不是定性与时限。
    pub fn is_numeric(&self) -> bool {
        !matches!(self, Goal::Words | Goal::Date)
    }

    /// 上限：百分数不能当作完成比例。
    pub fn is_ceiling(&self) -> bool {
        matches!(self, Goal::AtMost(_) | Goal::Below(_))
    }

    /// 负数照算：界限（区间的下端）自己就在负数一侧。
    fn reaches_negative(&self) -> bool {
        match self {
            Goal::AtLeast(t) | Goal::Above(t) | Goal::AtMost(t) | Goal::Below(t) | Goal::Exactly(t) => {
                t.sign == Ordering::Less
            }
            Goal::Between(range) => range.low.is_some_and(|low| low.value < Decimal::ZERO),
            Goal::Words | Goal::Date => false,
        }
    }
}

/// 一行的规则、指标值与所引的格。
pub struct Scoring<'a> {
    pub rule: &'a Rule,
    pub goal: Goal,
    pub profile: &'a Profile,
    pub cells: &'a Cells,
    /// 得分上限（分）：规则的与指标的取小的，没有时以分值为限。
    pub cap: Option<Decimal>,
    /// 写定的分值，档的边界用；可以改的没有。
    pub points: Option<Decimal>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Both,
}

/// 方向与界限。
#[derive(Clone)]
struct Side {
    direction: Direction,
    value: Amount,
}

/// 公式写得出的规则：时限由程序计分。
pub fn is_expressible(rule: &Rule, goal: &Goal) -> bool {
    match rule.kind {
        RuleKind::Percent | RuleKind::Checklist { .. } | RuleKind::Manual | RuleKind::Tiers { .. } => true,
        RuleKind::Proportional { .. } | RuleKind::Pass | RuleKind::Steps { .. } | RuleKind::Bands { .. } => {
            *goal != Goal::Date
        }
    }
}

impl Scoring<'_> {
    fn sides(&self) -> Option<Sides> {
        let exactly = match self.rule.kind {
            RuleKind::Proportional { exactly, .. } => exactly,
            _ => ExactlyMethod::Symmetric,
        };
        let one = |direction, value: &Amount, sign| Some(Sides::One(Side { direction, value: value.clone() }, sign));
        match &self.goal {
            Goal::AtLeast(t) => one(Direction::Up, t, ">="),
            Goal::Above(t) => one(Direction::Up, t, ">"),
            Goal::AtMost(t) => one(Direction::Down, t, "<="),
            Goal::Below(t) => one(Direction::Down, t, "<"),
            Goal::Exactly(t) => match exactly {
                ExactlyMethod::AtLeast if t.is_zero() => one(Direction::Down, t, "<="),
                ExactlyMethod::AtLeast => one(Direction::Up, t, ">="),
                ExactlyMethod::AtMost => one(Direction::Down, t, "<="),
                ExactlyMethod::Symmetric | ExactlyMethod::Strict => one(Direction::Both, t, "="),
            },
            Goal::Between(range) => Some(Sides::Range(*range)),
            Goal::Date | Goal::Words => None,
        }
    }

    /// 以实际的数计分的规则。
    pub fn is_by_number(&self) -> bool {
        matches!(
            self.rule.kind,
            RuleKind::Proportional { .. } | RuleKind::Pass | RuleKind::Steps { .. } | RuleKind::Bands { .. }
        )
    }

    /// 由文字与单位读出的数，负数照规则处理。
    pub fn value(&self, read: &str) -> String {
        let keeps = self.rule.negative == NegativeActual::Keep || self.goal.reaches_negative();
        if keeps { read.to_owned() } else { format!("IF(ISNUMBER({read}),MAX(0,{read}),\"\")") }
    }

    /// 按数分两侧的式子；区间先看低于下端、再看高于上端。
    fn by_side(&self, form: impl Fn(&Self, Side) -> String, inside: Option<&str>) -> String {
        match self.sides() {
            None => UNSCORED.to_owned(),
            Some(Sides::One(side, _)) => form(self, side),
            Some(Sides::Range(range)) => {
                let any = range.low.or(range.high).map_or_else(
                    || UNSCORED.to_owned(),
                    |bound| form(self, Side { direction: Direction::Up, value: Amount::fixed(bound.value) }),
                );
                let mut formula = inside.map_or(any, str::to_owned);
                if let Some(high) = range.high {
                    let side = Side { direction: Direction::Down, value: Amount::fixed(high.value) };
                    formula = format!("IF({},{},{formula})", self.outside(high, ">"), form(self, side));
                }
                if let Some(low) = range.low {
                    let side = Side { direction: Direction::Up, value: Amount::fixed(low.value) };
                    formula = format!("IF({},{},{formula})", self.outside(low, "<"), form(self, side));
                }
                formula
            }
        }
    }

    fn outside(&self, bound: Bound, sign: &str) -> String {
        let sign = if bound.closed { sign.to_owned() } else { format!("{sign}=") };
        compare(&self.cells.number, &sign, &number(bound.value))
    }

    /// 达标为 1；没有读出数的为空。
    pub fn met(&self) -> String {
        let cells = self.cells;
        if self.is_plain() {
            return format!("IF(ISNUMBER({0}),IF({1},1,0),\"\")", cells.raw, compare(&cells.raw, ">=", &cells.points));
        }
        let by_number = match self.sides() {
            Some(Sides::One(side, sign)) => {
                format!("IF({},1,0)", compare(&cells.number, sign, side.value.text()))
            }
            Some(Sides::Range(range)) => {
                let outside: Vec<String> = range
                    .low
                    .map(|low| self.outside(low, "<"))
                    .into_iter()
                    .chain(range.high.map(|high| self.outside(high, ">")))
                    .collect();
                if outside.is_empty() { "1".to_owned() } else { format!("IF(OR({}),0,1)", outside.join(",")) }
            }
            None => "\"\"".to_owned(),
        };
        format!(
            "IF(ISNUMBER({0}),IF({1},1,0),IF(ISNUMBER({2}),{by_number},\"\"))",
            cells.degree,
            compare(&cells.degree, ">=", "1"),
            cells.number
        )
    }

    /// 分档、清单、人工评分：得满分即达标。
    fn is_plain(&self) -> bool {
        matches!(self.rule.kind, RuleKind::Tiers { .. } | RuleKind::Checklist { .. } | RuleKind::Manual)
    }

    /// 完成比例；没有意义的为空。
    pub fn completion(&self) -> String {
        if self.is_plain() {
            return "\"\"".to_owned();
        }
        let by_number = self.by_side(|scoring, side| scoring.completion_of(side), None);
        let (degree, value) = (&self.cells.degree, &self.cells.number);
        format!("IF(ISNUMBER({degree}),{degree},IF(ISNUMBER({value}),IFERROR({by_number},\"\"),\"\"))")
    }

    fn completion_of(&self, side: Side) -> String {
        let (v, t) = (&self.cells.number, side.value.text());
        if !side.value.is_positive() {
            return UNSCORED.to_owned();
        }
        let at_most = match self.rule.kind {
            RuleKind::Proportional { at_most, .. } => at_most,
            _ => AtMostMethod::Linear,
        };
        match (side.direction, at_most) {
            (Direction::Up, _) => format!("{v}/{t}"),
            (Direction::Down, AtMostMethod::Linear) => format!("1-({v}-{t})/{t}"),
            (Direction::Down, AtMostMethod::Ratio) => format!("IF({v}>0,{t}/{v},1)"),
            (Direction::Down, AtMostMethod::Zero) => "0".to_owned(),
            (Direction::Both, _) => format!("1-ABS({v}-{t})/{t}"),
        }
    }

    /// 封顶、修约之后的得分（没有扣复核的分）；`RAW` 不是数时不应引用。
    pub fn settled(&self) -> String {
        let cells = self.cells;
        let cap = match self.cap {
            Some(cap) => format!("MIN({},{})", cells.points, number(cap)),
            None => cells.points.clone(),
        };
        let rounding = self.rule.rounding.unwrap_or(self.profile.row);
        // 进位只有在上限的小数位更多时才会越过上限。
        format!("MIN({cap},{})", rounded(&format!("MIN({cap},MAX(0,{}))", cells.raw), rounding))
    }

    /// 偏差度（百分数）；没有意义的为空。
    pub fn deviation(&self) -> String {
        let cells = self.cells;
        let percent = |ratio: &str| rounded(&format!("({ratio})*100"), self.profile.deviation);
        let of_number = self.by_side(
            |scoring, side| {
                if side.value.is_zero() {
                    return format!("IF({}=1,0,\"\")", scoring.cells.met);
                }
                let (v, t) = (&scoring.cells.number, side.value.text());
                percent(&format!("({v}-{t})/{}", side.value.abs()))
            },
            Some("0"),
        );
        let raw = match self.rule.kind {
            RuleKind::Checklist { .. } | RuleKind::Manual => return "\"\"".to_owned(),
            RuleKind::Tiers { .. } => {
                let share = format!("IF(ISNUMBER({0}),{0}/{1},{2})", cells.given, cells.points, cells.degree);
                percent(&format!("{share}-1"))
            }
            _ => {
                let by_degree = percent(&format!("{}-1", cells.degree));
                if self.sides().is_none() {
                    by_degree
                } else {
                    format!("IF(ISNUMBER({}),{by_degree},{of_number})", cells.degree)
                }
            }
        };
        match self.profile.deviation_side {
            DeviationSide::Clip => format!("IF({}=1,0,{raw})", cells.met),
            DeviationSide::Signed => raw,
        }
    }

    /// 超过规定的比例而须说明原因的条件；没有这一条的为空。
    pub fn over_condition(&self) -> Option<String> {
        let from = self.rule.over.reason_from?;
        let cells = self.cells;
        let fulfilment = match self.sides() {
            Some(Sides::One(side, _)) if side.direction != Direction::Down && side.value.is_positive() => {
                format!(
                    "IF(ISNUMBER({0}),{0},IF(ISNUMBER({1}),{1}/{2},0))",
                    cells.degree,
                    cells.number,
                    side.value.text()
                )
            }
            _ => format!("IF(ISNUMBER({0}),{0},0)", cells.degree),
        };
        (!self.is_plain()).then(|| compare(&fulfilment, ">", &number(from)))
    }
}

/// 单一的界限，或区间。
enum Sides {
    One(Side, &'static str),
    Range(Interval),
}
