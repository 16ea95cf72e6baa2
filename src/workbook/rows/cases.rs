//! 一行的公式要分哪几种情形：指标值写定的只有一种；可以改的按填的指标值是哪一种分，各用各的规则。

use super::super::cell::{at, text};
use super::super::layout::rows;
use super::super::reading::{self, Quantity};
use super::super::scoring::{Amount, Goal, Scoring};
use super::super::units::{self, SIGNS};
use crate::model::{Measure, Profile, Rule, RuleKind, Variable};
use crate::number::Unit;
use std::cmp::Ordering;

/// 指标值没有改过，照写出时读好的算。
const ORIGINAL: &str = "原";
/// 定性的指标值。
const WORDS: &str = "文";
/// 没有数、也不是定性的指标值里的字：日期、占位、百分之几。
const NOT_WORDS: [&str; 24] = [
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "年",
    "月",
    "-",
    "/",
    ".",
    "\\",
    "X",
    "x",
    "×",
    "∞",
    "…",
    "—",
    "百分之",
    "千分之",
];
/// 等于没有填的指标值。
const BLANKS: [&str; 5] = ["一", "无", "暂无", "待定", "_"];
/// 只能与数连用的符号。
const SYMBOLS: &str = "≥≧⩾≮≤≦⩽≯><=﹥﹤﹦═";

/// 由界限得出的含义。
type Form = fn(Amount) -> Goal;

/// 一种情形。
pub struct Case<'a> {
    /// 指标值是这一种时用；只有一种情形的不看。
    tag: String,
    pub scoring: Scoring<'a>,
    /// 写定的单位；由指标值读出的没有。
    pub unit: Option<&'a Unit>,
}

/// 一行的各种情形。
pub struct Cases<'a> {
    all: Vec<Case<'a>>,
    /// 指标值是哪一种所在的格；只有一种情形的没有。
    kind: Option<String>,
}

impl<'a> Cases<'a> {
    /// 指标值与规则都写定的一行。
    pub fn fixed(scoring: Scoring<'a>, unit: &'a Unit) -> Cases<'a> {
        Cases { all: vec![Case { tag: String::new(), scoring, unit: Some(unit) }], kind: None }
    }

    /// 指标值可以改的一行：没有改的照 `original`，改了的按口径的默认规则或这一行自己写的规则。
    pub fn typed(
        original: Option<(Scoring<'a>, &'a Unit)>,
        rule: Option<&'a Rule>,
        profile: &'a Profile,
        at_row: u32,
        scoring: impl Fn(&'a Rule, Goal) -> Scoring<'a>,
    ) -> Cases<'a> {
        let first = original.map(|(scoring, unit)| Case { tag: ORIGINAL.to_owned(), scoring, unit: Some(unit) });
        let mut all: Vec<Case<'a>> = first.into_iter().collect();
        let cell = Quantity::at(rows::GOAL, at_row).digits;
        let kinds: [(&str, &str, Form); 5] = [
            ("at_least", "≥", Goal::AtLeast),
            ("above", ">", Goal::Above),
            ("at_most", "≤", Goal::AtMost),
            ("below", "<", Goal::Below),
            ("exactly", "=", Goal::Exactly),
        ];
        let chosen = |name: &str| rule.or_else(|| profile.defaults.get(name).map(|rule| &**rule));
        for (name, sign, goal) in kinds {
            let Some(rule) = chosen(name) else { continue };
            for (tail, ordering) in [("+", Ordering::Greater), ("0", Ordering::Equal), ("-", Ordering::Less)] {
                let goal = goal(Amount::typed(&cell, ordering));
                if is_usable(rule, &goal) {
                    all.push(Case { tag: format!("{sign}{tail}"), scoring: scoring(rule, goal), unit: None });
                }
            }
        }
        if let Some(rule) = chosen("qualitative").filter(|rule| is_usable(rule, &Goal::Words)) {
            all.push(Case { tag: WORDS.to_owned(), scoring: scoring(rule, Goal::Words), unit: None });
        }
        Cases { all, kind: Some(at(rows::GOAL_KIND, at_row)) }
    }

    /// 指标值是哪一种所在的格；指标值写定的没有。
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// 各种情形的式子合成一个，相同的并作一处；哪一种也不是的为 `otherwise`。
    pub fn choose(&self, otherwise: &str, form: impl Fn(&Case<'a>) -> String) -> String {
        let Some(kind) = &self.kind else {
            return self.all.first().map_or_else(|| otherwise.to_owned(), form);
        };
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for case in &self.all {
            let formula = form(case);
            match groups.iter_mut().find(|(known, _)| *known == formula) {
                Some((_, tags)) => tags.push(&case.tag),
                None => groups.push((formula, vec![&case.tag])),
            }
        }
        groups.iter().rev().filter(|(formula, _)| formula != otherwise).fold(
            otherwise.to_owned(),
            |rest, (formula, tags)| {
                let mut tests: Vec<String> = tags.iter().map(|tag| format!("{kind}=\"{tag}\"")).collect();
                let test = if tests.len() == 1 { tests.remove(0) } else { format!("OR({})", tests.join(",")) };
                format!("IF({test},{formula},{rest})")
            },
        )
    }
}

/// 指标值改了以后，规则还用得上、公式也写得出：参数不带单位，与指标值的种类相配。
fn is_usable(rule: &Rule, goal: &Goal) -> bool {
    match &rule.kind {
        RuleKind::Proportional { .. } => goal.is_numeric(),
        RuleKind::Steps { measure, .. } => goal.is_numeric() && *measure == Measure::Deviation,
        RuleKind::Bands { on, .. } => goal.is_numeric() && *on != Variable::Actual,
        RuleKind::Pass | RuleKind::Tiers { .. } | RuleKind::Percent | RuleKind::Checklist { .. } | RuleKind::Manual => {
            true
        }
    }
}

/// 读指标值的各格：列与公式。`original` 是写出时的原文，没有改过的不必再读；`qualitative` 写明了是定性的。
pub fn goal_formulas(at_row: u32, profile: &Profile, original: Option<&str>, qualitative: bool) -> Vec<(u16, String)> {
    let cell = |column| at(column, at_row);
    let (net, skip, rest) = (cell(rows::GOAL_TEXT), cell(rows::GOAL_SKIP), cell(rows::GOAL_REST));
    let goal = Quantity::at(rows::GOAL, at_row);
    let longest_first = (1..=5).fold("0".to_owned(), |rest, length| {
        format!("IF(ISNUMBER(MATCH(LEFT({net},{length}),INDEX({SIGNS},0,1),0)),{length},{rest})")
    });
    let mut all = vec![
        (rows::GOAL_TEXT, reading::net(&cell(rows::TARGET))),
        (rows::GOAL_SKIP, longest_first),
        (rows::GOAL_REST, format!("TRIM(MID({net},{skip}+1,255))")),
    ];
    all.extend((rows::GOAL..).zip(goal.formulas(&rest)));
    let sign = format!("IF({skip}=0,\"{}\",VLOOKUP(LEFT({net},{skip}),{SIGNS},2,FALSE))", units::bare(profile.bare));
    let class = format!("IF({0}>0,\"+\",IF({0}=0,\"0\",\"-\"))", goal.digits);
    let number = format!("IF(OR({}=\"\",{}<>\"\"),{sign}&{class},\"\")", goal.suffix, goal.base);
    let listed = |all: &[&str]| all.iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(",");
    let none_of = format!("SUMPRODUCT(LEN({net})-LEN(SUBSTITUTE({net},{{{}}},\"\")))=0", listed(&NOT_WORDS));
    let blanks = BLANKS.iter().map(|blank| format!("{net}<>\"{blank}\"")).collect::<Vec<_>>().join(",");
    let words = format!("IF(AND({none_of},ISERROR(FIND(LEFT({net},1),\"{SYMBOLS}\")),{blanks}),\"{WORDS}\",\"\")");
    let strange = ["*", "?", "~"].map(|c| format!("ISNUMBER(FIND(\"{c}\",{net}))")).join(",");
    let mut kind = if qualitative {
        format!("\"{WORDS}\"")
    } else {
        format!("IF(OR({strange}),\"\",IF(ISNUMBER({}),{number},{words}))", goal.digits)
    };
    kind = format!("IF({net}=\"\",\"\",{kind})");
    if let Some(original) = original.and_then(|original| text(original.trim())) {
        kind = format!("IF(EXACT(TRIM({}&\"\"),{original}),\"{ORIGINAL}\",{kind})", cell(rows::TARGET));
    }
    all.push((rows::GOAL_KIND, kind));
    all
}
