//! 一行得分的公式，与 `score` 逐条对应：达标、完成比例、修约之前的得分、得分、偏差度。

use super::cell::{compare, number, rounded, text};
use crate::model::{
    AtMostMethod, Band, ChecklistItem, DeviationSide, ExactlyMethod, Excess, ItemWorth, Measure, NegativeActual,
    Partial, Pay, Profile, Rule, RuleKind, Tier, Variable, ZeroTarget,
};
use crate::number::{Decimal, Rounding};
use crate::target::{Bound, Interval, Kind, Target};

/// 算不出的记号；外面一层改成空文字。
const UNSCORED: &str = "NA()";

/// 一行里公式要引用的各格。
pub struct Cells {
    pub text: String,
    pub number: String,
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

/// 一行的规则、指标值与所引的格。
pub struct Scoring<'a> {
    pub rule: &'a Rule,
    pub target: &'a Target,
    pub profile: &'a Profile,
    pub cells: &'a Cells,
    /// 得分上限（分）：规则的与指标的取小的，没有时以分值为限。
    pub cap: Option<Decimal>,
    /// 本行的分值，档的边界用。
    pub points: Decimal,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Both,
}

/// 方向与界限。
#[derive(Clone, Copy)]
struct Side {
    direction: Direction,
    value: Decimal,
}

/// 公式写得出的规则：时限要比日期的各种写法，数值配清单之外的定性文字要看原文，都由程序计分。
pub fn is_expressible(rule: &Rule, target: &Target) -> bool {
    match (&rule.kind, target.kind) {
        (RuleKind::Percent | RuleKind::Checklist { .. } | RuleKind::Manual | RuleKind::Tiers { .. }, _) => true,
        (_, Kind::Date(_)) => false,
        _ => true,
    }
}

impl Scoring<'_> {
    fn sides(&self) -> Option<Sides> {
        let exactly = match self.rule.kind {
            RuleKind::Proportional { exactly, .. } => exactly,
            _ => ExactlyMethod::Symmetric,
        };
        let one = |direction, value, sign| Some(Sides::One(Side { direction, value }, sign));
        match self.target.kind {
            Kind::AtLeast(t) => one(Direction::Up, t, ">="),
            Kind::Above(t) => one(Direction::Up, t, ">"),
            Kind::AtMost(t) => one(Direction::Down, t, "<="),
            Kind::Below(t) => one(Direction::Down, t, "<"),
            Kind::Exactly(t) | Kind::Bare(t) => match exactly {
                ExactlyMethod::AtLeast if t.is_zero() => one(Direction::Down, t, "<="),
                ExactlyMethod::AtLeast => one(Direction::Up, t, ">="),
                ExactlyMethod::AtMost => one(Direction::Down, t, "<="),
                ExactlyMethod::Symmetric | ExactlyMethod::Strict => one(Direction::Both, t, "="),
            },
            Kind::Between(range) => Some(Sides::Range(range)),
            Kind::Date(_) | Kind::Qualitative => None,
        }
    }

    /// 由文字与单位读出的数，负数照规则处理。
    pub fn value(&self, read: &str) -> String {
        let low = match self.target.kind {
            Kind::Between(range) => range.low.map(|low| low.value),
            other => other.value(),
        };
        let keeps = self.rule.negative == NegativeActual::Keep || low.is_some_and(|low| low < Decimal::ZERO);
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
                    |bound| form(self, Side { direction: Direction::Up, value: bound.value }),
                );
                let mut formula = inside.map_or(any, str::to_owned);
                if let Some(high) = range.high {
                    let side = Side { direction: Direction::Down, value: high.value };
                    formula = format!("IF({},{},{formula})", self.outside(high, ">"), form(self, side));
                }
                if let Some(low) = range.low {
                    let side = Side { direction: Direction::Up, value: low.value };
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
                format!("IF({},1,0)", compare(&cells.number, sign, &number(side.value)))
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
        let (v, t) = (&self.cells.number, number(side.value));
        if side.value <= Decimal::ZERO {
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

    /// 修约之前的得分；算不出的为空。
    pub fn raw(&self) -> String {
        let cells = self.cells;
        let formula = match &self.rule.kind {
            RuleKind::Checklist { items } => self.checklist(items),
            RuleKind::Manual => {
                let given = &cells.given;
                let fits = format!("AND({given}>=0,{given}<={})", cells.points);
                format!("IF(ISNUMBER({given}),IF({fits},{given},{UNSCORED}),{UNSCORED})")
            }
            RuleKind::Tiers { tiers, .. } => self.tiers(tiers),
            _ => {
                let (by_degree, by_number) = (self.by_degree(), self.by_number());
                let excess = self.rule.over.deduct;
                let by_degree = self.less_excess(by_degree, excess, &cells.degree);
                let by_number = match self.sides() {
                    Some(Sides::One(side, _)) if side.direction != Direction::Down && side.value > Decimal::ZERO => {
                        self.less_excess(by_number, excess, &format!("{}/{}", cells.number, number(side.value)))
                    }
                    _ => by_number,
                };
                format!(
                    "IF(ISNUMBER({}),{by_degree},IF(ISNUMBER({}),{by_number},{UNSCORED}))",
                    cells.degree, cells.number
                )
            }
        };
        format!("IFERROR({formula},\"\")")
    }

    /// 达标而超额的，减去超额扣的分。
    fn less_excess(&self, score: String, excess: Option<Excess>, fulfilment: &str) -> String {
        let Some(excess) = excess else { return score };
        let beyond = format!("({fulfilment}-{})", number(excess.from));
        let mut lost = lost(&beyond, excess.per, excess.lose, excess.partial);
        if let Some(most) = excess.most {
            lost = format!("MIN({},{lost})", number(most));
        }
        let is_over = compare(fulfilment, ">", &number(excess.from));
        format!("({score})-IF(AND({}=1,{is_over}),{lost},0)", self.cells.met)
    }

    fn by_number(&self) -> String {
        let (cells, rule) = (self.cells, self.rule);
        match &rule.kind {
            RuleKind::Proportional { .. } | RuleKind::Pass => self.by_side(
                |scoring, side| {
                    let strict = matches!(rule.kind, RuleKind::Pass)
                        || (scoring.is_strict() && side.direction == Direction::Both);
                    let zero = side.value.is_zero() && (strict || rule.zero_target == ZeroTarget::MetOrZero);
                    let undefined = if zero || strict { "0" } else { UNSCORED };
                    let left = if side.value <= Decimal::ZERO {
                        undefined.to_owned()
                    } else {
                        scoring.by_completion(&cells.completion, strict)
                    };
                    format!("IF({}=1,{},{left})", cells.met, cells.points)
                },
                None,
            ),
            RuleKind::Steps { measure, per, lose, from, partial } => self.by_side(
                |_, side| {
                    let start = from.unwrap_or(side.value);
                    let (v, s) = (&cells.number, number(start));
                    let difference = match side.direction {
                        Direction::Up => format!("({s}-{v})"),
                        Direction::Down => format!("({v}-{s})"),
                        Direction::Both => format!("ABS({v}-{s})"),
                    };
                    let beyond = match measure {
                        Measure::Difference => difference,
                        Measure::Deviation if start.is_zero() => return UNSCORED.to_owned(),
                        Measure::Deviation => format!("({difference}/{})", number(start.abs())),
                    };
                    let steps = self.steps(&beyond, *per, *lose, *partial);
                    match from {
                        None => format!("IF({}=1,{},{steps})", cells.met, cells.points),
                        Some(_) => steps,
                    }
                },
                None,
            ),
            RuleKind::Bands { on, bands } => self.by_side(
                |_, side| {
                    let (v, t) = (&cells.number, number(side.value));
                    let value = match on {
                        Variable::Actual => v.clone(),
                        Variable::Completion if side.value <= Decimal::ZERO => return UNSCORED.to_owned(),
                        Variable::Completion => format!("MAX(0,{})", cells.completion),
                        Variable::Deviation if side.value.is_zero() => return UNSCORED.to_owned(),
                        Variable::Deviation => format!("(({v}-{t})/{})", number(side.value.abs())),
                    };
                    let completion = (side.value > Decimal::ZERO).then_some(cells.completion.as_str());
                    self.bands(&value, bands, completion)
                },
                None,
            ),
            _ => UNSCORED.to_owned(),
        }
    }

    fn is_strict(&self) -> bool {
        matches!(self.rule.kind, RuleKind::Proportional { exactly: ExactlyMethod::Strict, .. })
    }

    /// 填的是完成程度。
    fn by_degree(&self) -> String {
        let (degree, points) = (&self.cells.degree, &self.cells.points);
        match &self.rule.kind {
            RuleKind::Percent => format!("{points}*MAX(0,MIN(1,{degree}))"),
            RuleKind::Proportional { .. } => {
                format!("IF({}=1,{points},{})", self.cells.met, self.by_completion(degree, false))
            }
            RuleKind::Pass => format!("IF({}=1,{points},{})", self.cells.met, self.by_completion(degree, true)),
            RuleKind::Steps { measure: Measure::Deviation, per, lose, partial, .. } => {
                self.steps(&format!("(1-{degree})"), *per, *lose, *partial)
            }
            RuleKind::Bands { on: Variable::Completion, bands } => self.bands(degree, bands, Some(degree)),
            RuleKind::Bands { on: Variable::Deviation, bands } => {
                self.bands(&format!("({degree}-1)"), bands, Some(degree))
            }
            _ => UNSCORED.to_owned(),
        }
    }

    /// 没有达标时，以完成比例计分。
    fn by_completion(&self, share: &str, strict: bool) -> String {
        let points = &self.cells.points;
        let mut formula = if strict {
            "0".to_owned()
        } else {
            match self.rule.kind {
                RuleKind::Proportional { floor: Some(floor), .. } => {
                    let at = number(floor.at);
                    let above = match floor.share {
                        None => format!("MAX(0,{share})"),
                        Some(low) => {
                            let (rise, span) = (number(Decimal::ONE - low), number(Decimal::ONE - floor.at));
                            format!("(({share}-{at})*{rise}/{span}+{})", number(low))
                        }
                    };
                    format!("IF({},0,{points}*{above})", compare(&format!("MAX(0,{share})"), "<", &at))
                }
                _ => format!("{points}*MAX(0,{share})"),
            }
        };
        if let Some(at) = self.rule.full_at {
            formula = format!("IF({},{points},{formula})", compare(share, ">=", &number(at)));
        }
        formula
    }

    fn steps(&self, beyond: &str, per: Decimal, lose: Decimal, partial: Partial) -> String {
        let points = &self.cells.points;
        let lost = lost(beyond, per, lose, partial);
        format!("IF({},{points},MAX(0,{points}-{lost}))", compare(beyond, "<=", "0"))
    }

    /// 依次看落在哪个区间。
    fn bands(&self, value: &str, bands: &[Band], completion: Option<&str>) -> String {
        let points = &self.cells.points;
        bands.iter().rev().fold(UNSCORED.to_owned(), |rest, band| {
            let pay = match (band.pay, completion) {
                (Pay::Score(score), _) => number(score),
                (Pay::Share(share), _) => format!("{points}*{}", number(share)),
                (Pay::Completion, Some(share)) => format!("{points}*MAX(0,MIN(1,{share}))"),
                (Pay::Completion, None) => UNSCORED.to_owned(),
                (Pay::Slope(from, to), _) => match (band.range.low, band.range.high) {
                    (Some(low), Some(high)) => format!(
                        "{points}*(({value}-{})*{}/{}+{})",
                        number(low.value),
                        number(to - from),
                        number(high.value - low.value),
                        number(from)
                    ),
                    _ => UNSCORED.to_owned(),
                },
            };
            format!("IF({},{pay},{rest})", inside(value, band.range))
        })
    }

    fn tiers(&self, tiers: &[Tier]) -> String {
        let cells = self.cells;
        let edge = |share: Decimal| Rounding::CENTS.apply(self.points * share);
        let pick = |form: &dyn Fn(usize, &Tier) -> String| {
            tiers
                .iter()
                .enumerate()
                .rev()
                .fold(UNSCORED.to_owned(), |rest, (at, tier)| format!("{}{rest})", form(at, tier)))
        };
        // 写的是哪一档；没有写档名的为零。
        let named = tiers
            .iter()
            .enumerate()
            .rev()
            .fold("0".to_owned(), |rest, (at, tier)| format!("IF({},{},{rest})", self.is_tier(at, tier), at + 1));
        let by_share = pick(&|at, tier| {
            let (low, high) = (number(tier.from), number(tier.to));
            let within = format!("AND({},{})", compare(&cells.degree, ">=", &low), compare(&cells.degree, "<=", &high));
            format!("IF({within},IF(OR({named}=0,{named}={}),{}*{},{UNSCORED}),", at + 1, cells.points, cells.degree)
        });
        let by_score = pick(&|at, tier| {
            let sign = if at == 0 { "<=" } else { "<" };
            let within = format!(
                "AND({}>={},{}{sign}{},OR({named}=0,{named}={}))",
                cells.given,
                number(edge(tier.from)),
                cells.given,
                number(edge(tier.to)),
                at + 1
            );
            format!("IF({within},{},", cells.given)
        });
        format!("IF(ISNUMBER({}),{by_score},IF(ISNUMBER({}),{by_share},{UNSCORED}))", cells.given, cells.degree)
    }

    /// 写的就是第 `at` 档的式子：档名、别名，相同即此档的还有指标值原文。
    fn is_tier(&self, at: usize, tier: &Tier) -> String {
        let written = &self.cells.text;
        let mut names: Vec<String> = std::iter::once(&tier.name)
            .chain(&tier.aliases)
            .filter_map(|name| Some(format!("EXACT({written},{})", text(&fold(name))?)))
            .collect();
        if self.same_text() == Some(at) {
            names.extend(text(&fold(&self.target.text)).map(|t| format!("EXACT({written},{t})")));
        }
        format!("OR({})", names.join(","))
    }

    fn same_text(&self) -> Option<usize> {
        match self.rule.kind {
            RuleKind::Tiers { same_text, .. } => same_text,
            _ => None,
        }
    }

    /// 分档、百分数、定性行的完成程度：另写的百分数在先，其次实际完成值本身，再次档名的默认。
    pub fn degree(&self, own: &str) -> String {
        let cells = self.cells;
        let last = match &self.rule.kind {
            RuleKind::Tiers { tiers, .. } => {
                tiers.iter().enumerate().rev().fold("\"\"".to_owned(), |rest, (at, tier)| {
                    let default = tier.default.map_or("\"\"".to_owned(), number);
                    format!("IF({},{default},{rest})", self.is_tier(at, tier))
                })
            }
            RuleKind::Percent => "\"\"".to_owned(),
            _ => match (self.target.kind, text(&fold(&self.target.text))) {
                (Kind::Qualitative, Some(t)) => format!("IF(EXACT({},{t}),1,\"\")", cells.text),
                _ => "\"\"".to_owned(),
            },
        };
        let found = format!("IF(ISNUMBER({0}),{0},IF(ISNUMBER({own}),{own},{last}))", cells.share);
        format!("IFERROR(IF({found}<0,\"\",{found}),\"\")")
    }

    fn checklist(&self, items: &[ChecklistItem]) -> String {
        let cells = &self.cells.items;
        let count = |cell: &str| format!("IF({cell}=\"是\",1,IF({cell}=\"否\",0,VALUE({cell}&\"\")))");
        let pairs = items.iter().zip(cells);
        let filled: Vec<String> = cells.iter().map(|cell| format!("{cell}<>\"\"")).collect();
        let earned: Vec<String> = pairs
            .clone()
            .filter_map(|(item, cell)| match item.worth {
                ItemWorth::Earn(points) => Some(format!("IF({}>0,{},0)", count(cell), number(points))),
                ItemWorth::Lose(_) => None,
            })
            .collect();
        let lost: Vec<String> = pairs
            .filter_map(|(item, cell)| match item.worth {
                ItemWorth::Lose(points) => Some(format!("{}*{}", count(cell), number(points))),
                ItemWorth::Earn(_) => None,
            })
            .collect();
        let earned = if earned.is_empty() { self.cells.points.clone() } else { earned.join("+") };
        let lost = if lost.is_empty() { "0".to_owned() } else { lost.join("-") };
        format!("IF(AND({}),MAX(0,{earned}-{lost}),{UNSCORED})", filled.join(","))
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
                let (v, t) = (&scoring.cells.number, number(side.value));
                percent(&format!("({v}-{t})/{}", number(side.value.abs())))
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
            Some(Sides::One(side, _)) if side.direction != Direction::Down && side.value > Decimal::ZERO => {
                format!(
                    "IF(ISNUMBER({0}),{0},IF(ISNUMBER({1}),{1}/{2},0))",
                    cells.degree,
                    cells.number,
                    number(side.value)
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

/// 净文折成半角，与之相比的文字也要折。
fn fold(value: &str) -> String {
    value.trim().chars().map(crate::number::fold).collect()
}

fn inside(value: &str, range: Interval) -> String {
    let bound = |bound: Bound, sign: &str| {
        let sign = if bound.closed { format!("{sign}=") } else { sign.to_owned() };
        compare(value, &sign, &number(bound.value))
    };
    let conditions: Vec<String> =
        range.low.map(|low| bound(low, ">")).into_iter().chain(range.high.map(|high| bound(high, "<"))).collect();
    if conditions.is_empty() { "TRUE".to_owned() } else { format!("AND({})", conditions.join(",")) }
}

/// 超出若干档扣的分。
fn lost(beyond: &str, per: Decimal, lose: Decimal, partial: Partial) -> String {
    let count = format!("{beyond}/{}", number(per));
    let count = match partial {
        Partial::Full => format!("INT(ROUND({count},9))"),
        Partial::Prorated => count,
        Partial::Ceiling => format!("ROUNDUP(ROUND({count},9),0)"),
    };
    format!("{count}*{}", number(lose))
}
