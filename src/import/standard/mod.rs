//! 评分标准：把表上的一句话读成计分规则；只读含义唯一的，其余说明哪里读不出。
//!
//! 先按语法读成各句（`clause`），再合在一起看与本行的指标值是否相符：数值的在 `numeric`（`steps`、`proportion`、
//! `excess`、`bands`），定性与时限的在 `listed`；`axis` 定标准说的是哪个量。

mod axis;
mod bands;
mod clause;
mod excess;
mod listed;
mod numeric;
mod proportion;
mod range;
mod steps;
mod words;

use crate::model::{BareTarget, NegativeActual, Over, Rule, RuleKind, ZeroTarget};
use crate::number::{Decimal, Unit, plain};
use crate::target::{Kind, Target};
use clause::{Clause, Outcome, When};

/// 评分标准所在的一行。
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// 指标名称。
    pub name: &'a str,
    pub target: &'a Target,
    /// 分值。
    pub points: Decimal,
    /// 口径怎样理解没有符号的指标值。
    pub bare: BareTarget,
}

/// 读的结果。
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// 含义唯一；`notes` 是照约定补足的地方，要人核对。
    Certain { rule: Box<Rule>, notes: Vec<String> },
    /// 说不准：`why` 是原因，`near` 是读得出的相近写法。
    Unsure { why: String, near: &'static str },
}

/// 读一段评分标准。
pub fn read(words: &str, row: &Row<'_>) -> Reading {
    let kind = match (row.target.kind, row.bare) {
        (Kind::Bare(value), BareTarget::AtLeast) => Kind::AtLeast(value),
        (Kind::Bare(value), BareTarget::AtMost) => Kind::AtMost(value),
        (Kind::Bare(value), BareTarget::Exactly) => Kind::Exactly(value),
        (kind, _) => kind,
    };
    let is_bare = matches!(row.target.kind, Kind::Bare(_));
    let equal = if is_bare { "指标值没有写符号，口径按“＝”理解" } else { "指标值是“＝”" };
    let facts =
        Facts { name: row.name, text: &row.target.text, kind, equal, unit: &row.target.unit, points: row.points };
    match understand(words, &facts) {
        Ok(found) => Reading::Certain {
            rule: Box::new(Rule {
                text: super::one_line(words),
                source: "unconfirmed".to_owned(),
                unit: found.unit,
                full_at: found.full_at,
                cap: None,
                over: found.over,
                zero_target: ZeroTarget::MetOrZero,
                negative: if found.signed { NegativeActual::Keep } else { NegativeActual::AsZero },
                rounding: None,
                kind: found.kind,
            }),
            notes: found.notes,
        },
        Err(why) => Reading::Unsure { why, near: near(&kind) },
    }
}

/// 一行的情况，指标值没写符号的已依口径定了方向。
struct Facts<'a> {
    name: &'a str,
    text: &'a str,
    kind: Kind,
    /// 指标值是“＝”时怎样说。
    equal: &'static str,
    unit: &'a Unit,
    points: Decimal,
}

/// 读出的规则内容。
struct Found {
    kind: RuleKind,
    unit: Option<Unit>,
    full_at: Option<Decimal>,
    over: Over,
    /// 区间里有负数。
    signed: bool,
    notes: Vec<String>,
}

impl Found {
    fn new(kind: RuleKind) -> Found {
        Found { kind, unit: None, full_at: None, over: Over::default(), signed: false, notes: Vec::new() }
    }
}

/// 说不准的原因。
type Why = String;

/// 只能由人掂量的字样。
const VAGUE: &[&str] =
    &["酌情", "视情", "适当", "情节", "左右", "大约", "原则上", "打分", "专家", "以上情况", "综合评"];

fn understand(words: &str, row: &Facts<'_>) -> Result<Found, Why> {
    let text = words::normal(words);
    if let Some(word) = VAGUE.iter().find(|word| text.contains(**word)) {
        return Err(format!("“{word}”要由人掂量"));
    }
    let all = clause::clauses(&text, row.unit.as_str()).map_err(|unread| format!("“{}”读不出", brief(&unread)))?;
    let parts = Parts::sort(all, row)?;
    match row.kind {
        Kind::Bare(_) => Err("指标值没有写符号，方向不定".to_owned()),
        Kind::Qualitative | Kind::Date(_) => listed::read(parts, row),
        _ => numeric::read(parts, row),
    }
}

/// 原因里引用的原话至多这么多字。
const QUOTED: usize = 40;

fn brief(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

/// 分了类的各句。
#[derive(Default)]
struct Parts {
    /// 得满分、不得分、得若干分的各句，依书写次序。
    scores: Vec<Clause>,
    steps: Vec<Clause>,
    proportions: Vec<Clause>,
    loses: Vec<Clause>,
    tiers: Vec<Clause>,
    explain: Vec<Clause>,
    partial: Option<(crate::model::Partial, Option<words::Amount>)>,
}

impl Parts {
    /// 分类，并核对写明的分值与本行相符。
    fn sort(all: Vec<Clause>, row: &Facts<'_>) -> Result<Parts, Why> {
        let mut parts = Parts::default();
        for clause in all {
            match &clause.outcome {
                Outcome::Nothing | Outcome::Most(None) => {}
                Outcome::Most(Some(most)) if *most == row.points => {}
                Outcome::Most(Some(most)) => {
                    return Err(format!("至多扣 {} 分，与分值 {} 不同", plain(*most), plain(row.points)));
                }
                Outcome::Worth(worth) if *worth == row.points => {}
                Outcome::Worth(worth) => {
                    return Err(format!("标准里的满分 {} 与分值 {} 不同", plain(*worth), plain(row.points)));
                }
                Outcome::Partial(..) if parts.partial.is_some() => {
                    return Err("不足一档怎样算写了两次".to_owned());
                }
                Outcome::Partial(partial, of) => parts.partial = Some((*partial, of.clone())),
                Outcome::Explain => parts.explain.push(clause),
                Outcome::Step { .. } => parts.steps.push(clause),
                Outcome::Proportion { worth: Some(worth), .. } if *worth != row.points => {
                    return Err(format!("算式里的 {} 与分值 {} 不同", plain(*worth), plain(row.points)));
                }
                Outcome::Proportion { .. } => parts.proportions.push(clause),
                Outcome::Lose(lost) if *lost == row.points && clause.when.is_some() => {
                    parts.scores.push(Clause { outcome: Outcome::None, ..clause });
                }
                Outcome::Lose(_) => parts.loses.push(clause),
                Outcome::Tiers(_) => parts.tiers.push(clause),
                Outcome::Score(score) if *score == row.points => {
                    parts.scores.push(Clause { outcome: Outcome::Full, ..clause });
                }
                Outcome::Score(score) if score.is_zero() => {
                    parts.scores.push(Clause { outcome: Outcome::None, ..clause });
                }
                Outcome::Score(score) if *score > row.points => {
                    return Err(format!("得 {} 分，高于分值 {}", plain(*score), plain(row.points)));
                }
                Outcome::Share(share) if *share == Decimal::ONE => {
                    parts.scores.push(Clause { outcome: Outcome::Full, ..clause });
                }
                Outcome::Share(share) if share.is_zero() => {
                    parts.scores.push(Clause { outcome: Outcome::None, ..clause });
                }
                Outcome::Share(share) if *share > Decimal::ONE || share.is_sign_negative() => {
                    return Err("给分的比例不在 0 与 100% 之间".to_owned());
                }
                Outcome::Full | Outcome::None | Outcome::Score(_) | Outcome::Share(_) | Outcome::Spread(..) => {
                    parts.scores.push(clause);
                }
            }
        }
        Ok(parts)
    }

    fn count(&self, outcome: &Outcome) -> usize {
        self.scores.iter().filter(|clause| clause.outcome == *outcome).count()
    }
}

/// “达到得满分”与“否则不得分”各一句，别无他话。
fn is_pass(parts: &Parts, accepts: impl Fn(&Clause) -> Result<bool, Why>) -> Result<bool, Why> {
    if parts.scores.len() != 2 || parts.count(&Outcome::Full) != 1 || parts.count(&Outcome::None) != 1 {
        return Ok(false);
    }
    Ok(accepts(&parts.scores[0])? && accepts(&parts.scores[1])?)
}

fn is_otherwise(clause: &Clause) -> bool {
    matches!(clause.when, Some(When::Missed | When::Otherwise))
}

/// 这一类指标值读得出的写法，供改写时参照。
fn near(kind: &Kind) -> &'static str {
    match kind {
        Kind::AtLeast(_) | Kind::Above(_) => {
            "可以写成“达到指标值得满分，每低1个百分点扣0.5分，扣完为止，不足1个百分点按比例扣分”，\
             “达到得满分，未达到按完成比例得分”，或“≥95%得满分，90%(含)-95%(不含)得3分，低于90%不得分”"
        }
        Kind::AtMost(_) | Kind::Below(_) => {
            "可以写成“不超过指标值得满分，每超过1%扣0.5分，扣完为止，不足1%按比例扣分”，\
             或“得分=目标值/实际值×分值”"
        }
        Kind::Exactly(_) | Kind::Between(_) | Kind::Bare(_) => {
            "可以写成“达到指标值得满分，否则不得分”；要按差距扣分的，指标值写成“≥…”或“≤…”"
        }
        Kind::Date(_) => "可以写成“按时完成得满分，每逾期1天扣0.5分，扣完为止”，或“按时完成得满分，逾期不得分”",
        Kind::Qualitative => {
            "可以写成“优得100%，良得80%，中得60%，差不得分”，“缺一项扣0.5分，扣完为止”，\
             或“①制度健全得1分；②执行有效得1分”（各项之和等于分值）"
        }
    }
}
