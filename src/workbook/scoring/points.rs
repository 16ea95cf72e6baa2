//! 修约之前的得分：按规则的种类各写一段。

use super::super::cell::{compare, number};
use super::{Amount, Direction, Scoring, Sides, UNSCORED};
use crate::model::{
    Band, ChecklistItem, ExactlyMethod, Excess, ItemWorth, Measure, Partial, Pay, RuleKind, Variable, ZeroTarget,
};
use crate::number::Decimal;
use crate::target::{Bound, Interval};

impl Scoring<'_> {
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
                    Some(Sides::One(side, _)) if side.direction != Direction::Down && side.value.is_positive() => {
                        self.less_excess(by_number, excess, &format!("{}/{}", cells.number, side.value.text()))
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
                    let left = if !side.value.is_positive() {
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
                    let start = from.map_or_else(|| side.value.clone(), Amount::fixed);
                    let (v, s) = (&cells.number, start.text());
                    let difference = match side.direction {
                        Direction::Up => format!("({s}-{v})"),
                        Direction::Down => format!("({v}-{s})"),
                        Direction::Both => format!("ABS({v}-{s})"),
                    };
                    let beyond = match measure {
                        Measure::Difference => difference,
                        Measure::Deviation if start.is_zero() => return UNSCORED.to_owned(),
                        Measure::Deviation => format!("({difference}/{})", start.abs()),
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
                    let (v, t) = (&cells.number, side.value.text());
                    let value = match on {
                        Variable::Actual => v.clone(),
                        Variable::Completion if !side.value.is_positive() => return UNSCORED.to_owned(),
                        Variable::Completion => format!("MAX(0,{})", cells.completion),
                        Variable::Deviation if side.value.is_zero() => return UNSCORED.to_owned(),
                        Variable::Deviation => format!("(({v}-{t})/{})", side.value.abs()),
                    };
                    let completion = (side.value.is_positive()).then_some(cells.completion.as_str());
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
