//! 随机的填报：各种指标值、规则与实际完成值，写成 TOML，走完读入、审查、计分的全程。

use proptest::prelude::*;
use std::sync::{Arc, LazyLock};
use ziping::check::{self, Base, Checked};
use ziping::diagnostic::{Sink, Sources};
use ziping::library::Library;
use ziping::model::Profile;
use ziping::number::Decimal;
use ziping::score::{Detail, Outcome, score};
use ziping::{parse, report};

pub static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(vec!["tests/cases/sets".into()]));

pub static PLAIN: LazyLock<Arc<Profile>> = LazyLock::new(|| {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    LIBRARY.profile("plain", None, &mut sources, &mut sink).expect("测试口径能读")
});

/// 每条规律试多少份；失败的种子不另存文件，抄成案例。
pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

pub const LEVELS: [&str; 3] = ["产出指标", "效益指标", "满意度指标"];

/// 一行：指标值、分值、规则，以及写实际完成值的几行。
#[derive(Clone, Debug)]
pub struct Row {
    pub code: String,
    pub level1: &'static str,
    pub target: String,
    pub points: Decimal,
    pub rule: String,
    pub answer: String,
}

impl Row {
    pub fn new(target: impl Into<String>, points: Decimal, rule: impl Into<String>, actual: &str) -> Row {
        Row {
            code: String::new(),
            level1: LEVELS[0],
            target: target.into(),
            points,
            rule: rule.into(),
            answer: format!("actual = \"{actual}\""),
        }
    }

    pub fn with_actual(&self, actual: &str) -> Row {
        Row { answer: format!("actual = \"{actual}\""), ..self.clone() }
    }

    pub fn toml(&self) -> String {
        let Row { code, level1, target, points, rule, answer } = self;
        format!(
            "[[indicator]]\ncode = \"{code}\"\nlevel1 = \"{level1}\"\nname = \"{code}\"\ntarget = \"{target}\"\n\
             points = {points}\nrule = {rule}\n{answer}\n\n"
        )
    }
}

/// 给各行编上码。
pub fn coded(rows: impl IntoIterator<Item = Row>) -> Vec<Row> {
    rows.into_iter().enumerate().map(|(at, row)| Row { code: format!("N{at:02}"), ..row }).collect()
}

/// 执行率一块：分值 10，全年预算数与全年执行数。
pub type Budget = Option<(Decimal, Decimal)>;

pub fn submission(rows: &[Row], budget: Budget) -> String {
    let mut text = "[submission]\nprofile = \"plain\"\nunit = \"某单位\"\nyear = 2024\n\n".to_owned();
    if let Some((full_year, executed)) = budget {
        let total = format!("{{ full_year = {full_year}, executed = {executed} }}");
        text.push_str(&format!("[execution]\npoints = 10\n\n[budget]\nunit = \"万元\"\ntotal = {total}\n\n"));
    }
    text.extend(rows.iter().map(Row::toml));
    text
}

pub struct Run {
    pub checked: Checked,
    pub outcome: Outcome,
}

impl Run {
    pub fn of(text: &str) -> Run {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let source = sources.add("随机", text);
        let raw = parse::submission(&sources, source, &mut sink);
        let base = Base::Profile(Arc::clone(&PLAIN));
        let checked = raw.and_then(|raw| check::submission(&raw, &base, String::new(), &mut sink));
        let Some(checked) = checked else { panic!("不能计分：\n{text}\n{:?}", sink.all()) };
        let outcome = score(&checked.set, &checked.submission, Detail::Steps);
        Run { checked, outcome }
    }

    pub fn rows(rows: &[Row]) -> Run {
        Run::of(&submission(&coded(rows.iter().cloned()), None))
    }

    pub fn score(&self, row: usize) -> Option<Decimal> {
        self.outcome.rows[row].score
    }

    pub fn json(&self, outcome: &Outcome, steps: bool) -> String {
        let Checked { set, submission, .. } = &self.checked;
        let explanation = steps.then(|| report::explain(set, submission, outcome));
        report::outcome_json(set, submission, outcome, explanation.as_ref(), serde_json::Value::Null)
    }
}

/// 唯一一行的得分。
pub fn one(row: Row) -> Option<Decimal> {
    Run::rows(&[row]).score(0)
}

pub fn points() -> impl Strategy<Value = Decimal> {
    (1i64..=10_000).prop_map(|cents| Decimal::new(cents, 2))
}

/// 至多六位小数的正数。
pub fn positive() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (1i64..=200).prop_map(Decimal::from),
        (1i64..=2_000_000, 1u32..=6).prop_map(|(digits, places)| Decimal::new(digits, places)),
    ]
}

/// 目标的零到三倍，时而恰好相等；夹杂与目标无关的整数，使商多半除不尽。
pub fn near(target: Decimal) -> impl Strategy<Value = Decimal> {
    prop_oneof![
        1 => Just(target),
        4 => (0i64..=3000).prop_map(move |per_mille| target * Decimal::new(per_mille, 3)),
        3 => (0i64..=300).prop_map(Decimal::from),
        1 => Just(Decimal::ZERO),
    ]
}

pub fn choose(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

pub fn percent(max: i64) -> impl Strategy<Value = i64> {
    0..=max
}

/// 递增的几个界限（百分数）与随之不减的几个比例（百分数，比界限多一个）。
pub fn ladder() -> impl Strategy<Value = (Vec<i64>, Vec<i64>)> {
    (prop::collection::btree_set(1i64..=250, 1..5), prop::collection::vec(percent(100), 6)).prop_map(
        |(edges, mut pays)| {
            pays.truncate(edges.len() + 1);
            pays.sort_unstable();
            (edges.into_iter().collect(), pays)
        },
    )
}

/// 区间表：`edges` 与 `unit` 写成端点，低端是否含本数由 `closed` 定，`pays` 为各段的比例；`slope` 时段内线性上升。
pub fn bands(on: &str, low: &str, edges: &[String], pays: &[i64], closed: bool, slope: bool) -> String {
    let (open, close) = if closed { ('[', ')') } else { ('(', ']') };
    let mut list = Vec::new();
    for (at, pay) in pays.iter().enumerate() {
        let range = match (at.checked_sub(1).map(|at| &edges[at]), edges.get(at)) {
            (None, Some(high)) => format!("{low}{high}{close}"),
            (Some(low), Some(high)) => format!("{open}{low},{high}{close}"),
            (Some(low), None) => format!("{open}{low},∞)"),
            (None, None) => "(-∞,∞)".to_owned(),
        };
        let inner = at > 0 && at + 1 < pays.len();
        let (from, to) = (pays[at], pays[(at + 1).min(pays.len() - 1)]);
        list.push(if slope && inner && from < to {
            format!("{{ range = \"{range}\", share_from = \"{from}%\", share_to = \"{to}%\" }}")
        } else {
            format!("{{ range = \"{range}\", share = \"{pay}%\" }}")
        });
    }
    format!("{{ kind = \"bands\", on = \"{on}\", bands = [{}] }}", list.join(", "))
}

/// 越大越好（`up`）或越小越好的一行所用的规则：得分随实际变好而不减。
pub fn monotone_rule(up: bool, target: Decimal, unit: &'static str) -> impl Strategy<Value = String> {
    let proportional = (
        choose(&["linear", "ratio", "zero"]),
        prop::option::of(1i64..=99),
        prop::option::of(percent(99)),
        prop::option::of(1i64..=120),
    )
        .prop_map(|(at_most, floor, share, full_at)| {
            let mut rule = format!("kind = \"proportional\", at_most = \"{at_most}\", exactly = \"at_least\"");
            if let Some(floor) = floor {
                rule.push_str(&format!(", floor = \"{floor}%\""));
                rule.push_str(&share.map_or_else(String::new, |share| format!(", floor_share = \"{share}%\"")));
            }
            rule.push_str(&full_at.map_or_else(String::new, |at| format!(", full_at = \"{at}%\"")));
            format!("{{ {rule} }}")
        });
    let partial = choose(&["full", "prorated", "ceiling"]);
    let steps = (any::<bool>(), positive(), 1i64..=500, partial, prop::option::of(near(target))).prop_map(
        move |(deviation, per, lose, partial, from)| {
            let measure = if deviation { "deviation" } else { "difference" };
            let per = if deviation { format!("{per}%") } else { format!("{per}{unit}") };
            let from = from.filter(|from| !from.is_zero()).map_or_else(String::new, |from| format!(", from = \"{from}{unit}\""));
            let lose = Decimal::new(lose, 2);
            format!("{{ kind = \"steps\", measure = \"{measure}\", per = \"{per}\", lose = {lose}, partial = \"{partial}\"{from} }}")
        },
    );
    let banded = (choose(&["actual", "completion", "deviation"]), ladder(), any::<bool>(), any::<bool>()).prop_map(
        move |(on, (edges, mut pays), closed, slope)| {
            // 实际与偏差越小越好时，比例反过来；完成比例总是越大越好。
            let slope = slope && (up || on == "completion");
            if !up && on != "completion" {
                pays.reverse();
            }
            let low = if on == "actual" || (on == "completion" && up) { "[0," } else { "(-∞," };
            let edge = |edge: &i64| match on {
                "actual" => format!("{}{unit}", target * Decimal::new(*edge, 2)),
                "completion" => format!("{edge}%"),
                _ => format!("{}%", edge - 100),
            };
            bands(on, low, &edges.iter().map(edge).collect::<Vec<_>>(), &pays, closed, slope)
        },
    );
    prop_oneof![
        3 => proportional.boxed(),
        1 => Just("{ kind = \"pass\" }".to_owned()).boxed(),
        3 => steps.boxed(),
        3 => banded.boxed(),
    ]
}

pub const UNITS: &[&str] = &["%", "人", "万元", "元/人·月", ""];

/// 数值的一行，附上指标值的数、单位与方向。
#[derive(Clone, Debug)]
pub struct Numeric {
    pub row: Row,
    pub target: Decimal,
    pub unit: &'static str,
    pub up: bool,
}

impl Numeric {
    pub fn with(&self, actual: Decimal) -> Row {
        self.row.with_actual(&format!("{actual}{}", self.unit))
    }
}

pub fn numeric() -> impl Strategy<Value = Numeric> {
    (any::<bool>(), any::<bool>(), positive(), choose(UNITS), points()).prop_flat_map(
        |(up, strict, target, unit, points)| {
            let sign = match (up, strict) {
                (true, false) => "≥",
                (true, true) => ">",
                (false, false) => "≤",
                (false, true) => "<",
            };
            (monotone_rule(up, target, unit), near(target)).prop_map(move |(rule, actual)| {
                let row = Row::new(format!("{sign}{target}{unit}"), points, rule, &format!("{actual}{unit}"));
                Numeric { row, target, unit, up }
            })
        },
    )
}

pub const TIERS: &str = "{ kind = \"tiers\", tiers = [\
    { name = \"达成\", from = \"80%\", to = \"100%\", default = \"100%\" }, \
    { name = \"部分达成\", from = \"60%\", to = \"80%\", default = \"70%\" }, \
    { name = \"未达成\", from = \"0%\", to = \"60%\", default = \"0%\" }] }";

/// 任何种类的一行；数值的行也可以带超额扣分、“＝”与区间。
pub fn any_row() -> impl Strategy<Value = Row> {
    let over = "over = { flag_at = \"120%\", reason_from = \"130%\", deduct = { from = \"140%\", per = \"7%\", lose = 0.3, most = 2, partial = \"prorated\" } }";
    let overshoot = (points(), positive(), choose(&["at_least", "at_most", "symmetric", "strict"]), any::<bool>())
        .prop_flat_map(move |(points, target, exactly, equal)| {
            near(target).prop_map(move |actual| {
                let sign = if equal { "=" } else { "≥" };
                let rule = format!("{{ kind = \"proportional\", exactly = \"{exactly}\", {over} }}");
                Row::new(format!("{sign}{target}件"), points, rule, &format!("{actual}件"))
            })
        });
    let between =
        (points(), 1i64..100, 1i64..100, 0i64..400, any::<bool>()).prop_map(|(points, low, width, actual, pass)| {
            let kind = if pass { "pass" } else { "proportional" };
            let target = format!("[{low}人,{}人)", low + width);
            Row::new(target, points, format!("{{ kind = \"{kind}\" }}"), &format!("{actual}人"))
        });
    let share = (points(), 0i64..=1000, any::<bool>()).prop_map(|(points, share, tiers)| {
        let rule = if tiers { TIERS } else { "{ kind = \"percent\" }" };
        Row::new("健全", points, rule, &format!("{}%", Decimal::new(share, 1)))
    });
    let tier = (points(), choose(&["达成", "部分达成", "未达成"]))
        .prop_map(|(points, tier)| Row::new("健全", points, TIERS, tier));
    let manual = (points(), 0i64..=100).prop_map(|(points, share)| Row {
        answer: format!("actual = \"有改善\"\nscore = {}", points * Decimal::new(share, 2)),
        ..Row::new("明显改善", points, "{ kind = \"manual\" }", "")
    });
    let earn = (points(), any::<[bool; 2]>()).prop_map(|(points, checks)| {
        let rule = format!("{{ kind = \"checklist\", items = [{{ name = \"甲\", points = {0} }}, {{ name = \"乙\", points = {0} }}] }}", points);
        Row { answer: format!("actual = \"如表\"\nchecks = {checks:?}"), ..Row::new("健全", points * Decimal::TWO, rule, "") }
    });
    let lose = (points(), prop::array::uniform2(0u32..9)).prop_map(|(points, checks)| {
        let rule = "{ kind = \"checklist\", items = [{ name = \"甲\", lose = 0.5 }, { name = \"乙\", lose = 1.25 }] }";
        Row { answer: format!("actual = \"如表\"\nchecks = {checks:?}"), ..Row::new("规范", points, rule, "") }
    });
    let date = (points(), 1u32..=12, 1u32..=28, any::<bool>()).prop_map(|(points, month, day, pass)| {
        let rule = if pass { "{ kind = \"pass\" }" } else { "{ kind = \"steps\", per = \"1天\", lose = 0.4 }" };
        Row::new("6月30日前", points, rule, &format!("{month}月{day}日"))
    });
    let absent = points().prop_map(|points| Row::new("≥95%", points, "{ kind = \"proportional\" }", "不适用"));
    let kinds = prop_oneof![
        6 => numeric().prop_map(|numeric| numeric.row).boxed(),
        2 => overshoot.boxed(),
        1 => between.boxed(),
        2 => share.boxed(),
        1 => tier.boxed(),
        1 => manual.boxed(),
        1 => earn.boxed(),
        1 => lose.boxed(),
        1 => date.boxed(),
        1 => absent.boxed(),
    ];
    (kinds, 0..LEVELS.len()).prop_map(|(row, level)| Row { level1: LEVELS[level], ..row })
}

pub fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(any_row(), 1..9).prop_map(coded)
}

pub fn budget() -> impl Strategy<Value = Budget> {
    prop::option::of((1i64..=1_000_000, 0i64..=1_200_000).prop_map(|(b, e)| (Decimal::new(b, 2), Decimal::new(e, 2))))
}
