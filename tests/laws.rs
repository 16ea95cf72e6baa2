//! 计分的规律：随机的填报写成 TOML，走完读入、审查、计分、讲解的全程，看应当恒成立的是否都成立。
//!
//! 失败时 proptest 会把填报缩到最小再打印出来；把它抄成 `tests/cases/rules/` 的一例，手算期望，再去改程序。

use proptest::prelude::*;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use ziping::check::{self, Base, Checked};
use ziping::diagnostic::{Color, Sink, Sources, to_text};
use ziping::library::Library;
use ziping::model::Profile;
use ziping::number::{Decimal, fixed, plain};
use ziping::score::{Detail, Outcome, Status, score};
use ziping::{parse, report, review};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(vec!["tests/cases/sets".into()]));

static PLAIN: LazyLock<Arc<Profile>> = LazyLock::new(|| {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    LIBRARY.profile("plain", None, &mut sources, &mut sink).expect("测试口径能读")
});

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

// ---- 一行、一份填报 ----

const LEVELS: [&str; 3] = ["产出指标", "效益指标", "满意度指标"];

/// 一行：指标值、分值、规则，以及写实际完成值的几行。
#[derive(Clone, Debug)]
struct Row {
    code: String,
    level1: &'static str,
    target: String,
    points: Decimal,
    rule: String,
    answer: String,
}

impl Row {
    fn new(target: impl Into<String>, points: Decimal, rule: impl Into<String>, actual: &str) -> Row {
        Row {
            code: String::new(),
            level1: LEVELS[0],
            target: target.into(),
            points,
            rule: rule.into(),
            answer: format!("actual = \"{actual}\""),
        }
    }

    fn with_actual(&self, actual: &str) -> Row {
        Row { answer: format!("actual = \"{actual}\""), ..self.clone() }
    }

    fn toml(&self) -> String {
        let Row { code, level1, target, points, rule, answer } = self;
        format!(
            "[[indicator]]\ncode = \"{code}\"\nlevel1 = \"{level1}\"\nname = \"{code}\"\ntarget = \"{target}\"\n\
             points = {points}\nrule = {rule}\n{answer}\n\n"
        )
    }
}

/// 给各行编上码。
fn coded(rows: impl IntoIterator<Item = Row>) -> Vec<Row> {
    rows.into_iter().enumerate().map(|(at, row)| Row { code: format!("N{at:02}"), ..row }).collect()
}

/// 执行率一块：分值 10，全年预算数与全年执行数。
type Budget = Option<(Decimal, Decimal)>;

fn submission(rows: &[Row], budget: Budget) -> String {
    let mut text = "[submission]\nprofile = \"plain\"\nunit = \"某单位\"\nyear = 2024\n\n".to_owned();
    if let Some((full_year, executed)) = budget {
        let total = format!("{{ full_year = {full_year}, executed = {executed} }}");
        text.push_str(&format!("[execution]\npoints = 10\n\n[budget]\nunit = \"万元\"\ntotal = {total}\n\n"));
    }
    text.extend(rows.iter().map(Row::toml));
    text
}

struct Run {
    checked: Checked,
    outcome: Outcome,
}

impl Run {
    fn of(text: &str) -> Run {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let source = sources.add("随机", text);
        let raw = parse::submission(&sources, source, &mut sink);
        let base = Base::Profile(Arc::clone(&PLAIN));
        let checked = raw.and_then(|raw| check::submission(&raw, &base, String::new(), &mut sink));
        let Some(checked) = checked else { panic!("不能计分：\n{text}\n{:?}", sink.all()) };
        let outcome = score(&checked.set, &checked.submission, Detail::Steps);
        Run { checked, outcome }
    }

    fn rows(rows: &[Row]) -> Run {
        Run::of(&submission(&coded(rows.iter().cloned()), None))
    }

    fn score(&self, row: usize) -> Option<Decimal> {
        self.outcome.rows[row].score
    }

    fn json(&self, outcome: &Outcome, steps: bool) -> String {
        let Checked { set, submission } = &self.checked;
        let explanation = steps.then(|| report::explain(set, submission, outcome));
        report::outcome_json(set, submission, outcome, explanation.as_ref(), serde_json::Value::Null)
    }
}

/// 唯一一行的得分。
fn one(row: Row) -> Option<Decimal> {
    Run::rows(&[row]).score(0)
}

// ---- 随机的数与规则 ----

fn points() -> impl Strategy<Value = Decimal> {
    (1i64..=100_00).prop_map(|cents| Decimal::new(cents, 2))
}

/// 至多六位小数的正数。
fn positive() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (1i64..=200).prop_map(Decimal::from),
        (1i64..=2_000_000, 1u32..=6).prop_map(|(digits, places)| Decimal::new(digits, places)),
    ]
}

/// 目标的零到三倍，多数落在目标附近，常常恰好相等。
fn near(target: Decimal) -> impl Strategy<Value = Decimal> {
    prop_oneof![
        1 => Just(target),
        6 => (0i64..=3000).prop_map(move |per_mille| target * Decimal::new(per_mille, 3)),
        1 => Just(Decimal::ZERO),
    ]
}

fn choose(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

fn percent(max: i64) -> impl Strategy<Value = i64> {
    0..=max
}

/// 递增的几个界限（百分数）与随之不减的几个比例（百分数，比界限多一个）。
fn ladder() -> impl Strategy<Value = (Vec<i64>, Vec<i64>)> {
    (prop::collection::btree_set(1i64..=250, 1..5), prop::collection::vec(percent(100), 6)).prop_map(|(edges, mut pays)| {
        pays.truncate(edges.len() + 1);
        pays.sort_unstable();
        (edges.into_iter().collect(), pays)
    })
}

/// 区间表：`edges` 与 `unit` 写成端点，低端是否含本数由 `closed` 定，`pays` 为各段的比例；`slope` 时段内线性上升。
fn bands(on: &str, low: &str, edges: &[String], pays: &[i64], closed: bool, slope: bool) -> String {
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
fn monotone_rule(up: bool, target: Decimal, unit: &'static str) -> impl Strategy<Value = String> {
    let proportional = (choose(&["linear", "ratio", "zero"]), prop::option::of(1i64..=99), prop::option::of(percent(99)), prop::option::of(1i64..=120))
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

const UNITS: &[&str] = &["%", "人", "万元", "元/人·月", ""];

/// 数值的一行，附上指标值的数、单位与方向。
#[derive(Clone, Debug)]
struct Numeric {
    row: Row,
    target: Decimal,
    unit: &'static str,
    up: bool,
}

impl Numeric {
    fn with(&self, actual: Decimal) -> Row {
        self.row.with_actual(&format!("{actual}{}", self.unit))
    }
}

fn numeric() -> impl Strategy<Value = Numeric> {
    (any::<bool>(), any::<bool>(), positive(), choose(UNITS), points()).prop_flat_map(|(up, strict, target, unit, points)| {
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
    })
}

const TIERS: &str = "{ kind = \"tiers\", tiers = [\
    { name = \"达成\", from = \"80%\", to = \"100%\", default = \"100%\" }, \
    { name = \"部分达成\", from = \"60%\", to = \"80%\", default = \"70%\" }, \
    { name = \"未达成\", from = \"0%\", to = \"60%\", default = \"0%\" }] }";

/// 任何种类的一行；数值的行也可以带超额扣分、“＝”与区间。
fn any_row() -> impl Strategy<Value = Row> {
    let over = "over = { flag_at = \"120%\", reason_from = \"130%\", deduct = { from = \"140%\", per = \"7%\", lose = 0.3, most = 2, partial = \"prorated\" } }";
    let overshoot = (points(), positive(), choose(&["at_least", "at_most", "symmetric", "strict"]), any::<bool>())
        .prop_flat_map(move |(points, target, exactly, equal)| {
            near(target).prop_map(move |actual| {
                let sign = if equal { "=" } else { "≥" };
                let rule = format!("{{ kind = \"proportional\", exactly = \"{exactly}\", {over} }}");
                Row::new(format!("{sign}{target}件"), points, rule, &format!("{actual}件"))
            })
        });
    let between = (points(), 1i64..100, 1i64..100, 0i64..400, any::<bool>()).prop_map(|(points, low, width, actual, pass)| {
        let kind = if pass { "pass" } else { "proportional" };
        let target = format!("[{low}人,{}人)", low + width);
        Row::new(target, points, format!("{{ kind = \"{kind}\" }}"), &format!("{actual}人"))
    });
    let share = (points(), 0i64..=1000, any::<bool>()).prop_map(|(points, share, tiers)| {
        let rule = if tiers { TIERS } else { "{ kind = \"percent\" }" };
        Row::new("健全", points, rule, &format!("{}%", Decimal::new(share, 1)))
    });
    let tier = (points(), choose(&["达成", "部分达成", "未达成"])).prop_map(|(points, tier)| Row::new("健全", points, TIERS, tier));
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

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(any_row(), 1..9).prop_map(coded)
}

fn budget() -> impl Strategy<Value = Budget> {
    prop::option::of((1i64..=1_000_000, 0i64..=1_200_000).prop_map(|(b, e)| (Decimal::new(b, 2), Decimal::new(e, 2))))
}

// ---- 得分的规律 ----

proptest! {
    #![proptest_config(config(1600))]

    /// 得分在零与分值之间，板块合计加执行率得分恰是总分。
    #[test]
    fn 得分有界且逐级相加(rows in any_rows(), budget in budget()) {
        let run = Run::of(&submission(&rows, budget));
        for (row, result) in rows.iter().zip(&run.outcome.rows) {
            prop_assert!(!matches!(result.status, Status::NotScored(_)), "未计分：{:?} {row:?}", result.status);
            let score = result.score.unwrap();
            prop_assert!(score >= Decimal::ZERO && score <= row.points, "{score} {row:?}");
            prop_assert!(score.scale() <= 2);
        }
        for (level, section) in run.checked.set.sections.iter().zip(&run.outcome.sections) {
            let inside = rows.iter().zip(&run.outcome.rows).filter(|(row, _)| row.level1 == level.level1);
            let sum: Decimal = inside.map(|(_, result)| result.score.unwrap()).sum();
            prop_assert_eq!(section.score, sum);
        }
        let sections: Decimal = run.outcome.sections.iter().map(|section| section.score).sum();
        let execution = run.outcome.execution.as_ref().map_or(Decimal::ZERO, |e| e.result.score.unwrap());
        prop_assert!(execution >= Decimal::ZERO && execution <= Decimal::TEN);
        prop_assert_eq!(run.outcome.total.score, Some(sections + execution));
    }

    /// 各行的先后不影响各行得分与总分。
    #[test]
    fn 行的先后无关((rows, shuffled) in any_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())), budget in budget()) {
        let (a, b) = (Run::of(&submission(&rows, budget)), Run::of(&submission(&shuffled, budget)));
        for (row, result) in rows.iter().zip(&a.outcome.rows) {
            let there = shuffled.iter().position(|other| other.code == row.code).unwrap();
            prop_assert_eq!(result.score, b.score(there), "{:?}", row);
            prop_assert_eq!(result.deviation, b.outcome.rows[there].deviation);
        }
        prop_assert_eq!(a.outcome.total.score, b.outcome.total.score);
    }

    /// 记不记步骤，结果一样；算两遍，逐字节一样。
    #[test]
    fn 结果确定(rows in any_rows(), budget in budget()) {
        let text = submission(&rows, budget);
        let run = Run::of(&text);
        let Checked { set, submission } = &run.checked;
        let silent = score(set, submission, Detail::Result);
        prop_assert!(silent.steps.is_empty());
        prop_assert_eq!(run.json(&silent, false), run.json(&run.outcome, false));
        let again = Run::of(&text);
        prop_assert_eq!(run.json(&run.outcome, true), again.json(&again.outcome, true));
    }
}

proptest! {
    #![proptest_config(config(6000))]

    /// 实际变好，得分不减。
    #[test]
    fn 实际越好得分不减((row, a, b) in numeric().prop_flat_map(|row| {
        let target = row.target;
        (Just(row), near(target), near(target))
    })) {
        let (worse, better) = if row.up == (a < b) { (a, b) } else { (b, a) };
        let run = Run::rows(&[row.with(worse), row.with(better)]);
        let (low, high) = (run.score(0), run.score(1));
        prop_assert!(low.is_some() && high.is_some(), "{low:?} {high:?} {row:?}");
        prop_assert!(low <= high, "{worse} 得 {low:?}，{better} 得 {high:?}：{row:?}");
    }

    /// 恰好等于目标得满分；“达到得满分”差一个末位即零分。
    #[test]
    fn 边界分毫不差(target in positive(), points in points(), sign in choose(&["≥", "≤", "="]), rule in choose(&[
        "{ kind = \"proportional\", exactly = \"at_least\" }",
        "{ kind = \"proportional\", exactly = \"at_most\", at_most = \"ratio\" }",
        "{ kind = \"proportional\", exactly = \"symmetric\", at_most = \"zero\", floor = \"60%\" }",
        "{ kind = \"proportional\", exactly = \"strict\" }",
        "{ kind = \"pass\" }",
        "{ kind = \"steps\", per = \"0.000001件\", lose = 1, partial = \"ceiling\" }",
        "{ kind = \"steps\", measure = \"deviation\", per = \"1%\", lose = 1, partial = \"ceiling\" }",
    ])) {
        let ulp = Decimal::new(1, 6);
        let row = Row::new(format!("{sign}{target}件"), points, rule, &format!("{target}件"));
        prop_assert_eq!(one(row.clone()), Some(points));
        let worse = if sign == "≤" { target + ulp } else { target - ulp };
        if rule.contains("pass") {
            prop_assert_eq!(one(row.with_actual(&format!("{worse}件"))), Some(Decimal::ZERO));
        }
        if rule.contains("per = \"0.000001件\"") {
            prop_assert_eq!(one(row.with_actual(&format!("{worse}件"))), Some((points - Decimal::ONE).max(Decimal::ZERO)));
        }
    }

    /// 与整数运算对照：分值、实际、目标都放大为整数，用 i128 的带余除法四舍五入。
    #[test]
    fn 与整数运算一致(cents in 1i64..=100_00, target in 1i64..=9_999_999_999, actual in 0i64..=19_999_999_999, up in any::<bool>()) {
        let (p, t, a) = (i128::from(cents), i128::from(target), i128::from(actual));
        let part = match up {
            true => a.min(t),
            false => (2 * t - a).clamp(0, t),
        };
        let want = (2 * p * part + t) / (2 * t);
        let sign = if up { '≥' } else { '≤' };
        let (target, actual) = (Decimal::new(target, 6), Decimal::new(actual, 6));
        let row = Row::new(format!("{sign}{target}"), Decimal::new(cents, 2), "{ kind = \"proportional\", at_most = \"linear\" }", &actual.to_string());
        prop_assert_eq!(one(row), Some(Decimal::from_i128_with_scale(want, 2)));
    }

    /// “≤”按目标÷实际的一种，同样对照；顺便对照偏差度。
    #[test]
    fn 比例与偏差和整数运算一致(cents in 1i64..=100_00, target in 1i64..=9_999_999, actual in 1i64..=19_999_999) {
        let (p, t, a) = (i128::from(cents), i128::from(target), i128::from(actual));
        let want = (2 * p * t.min(a) + a) / (2 * a);
        let off = (a - t).abs() * 10_000;
        let deviation = (2 * off + t) / (2 * t) * (a - t).signum();
        let (target, actual) = (Decimal::new(target, 3), Decimal::new(actual, 3));
        let row = Row::new(format!("≤{target}"), Decimal::new(cents, 2), "{ kind = \"proportional\", at_most = \"ratio\" }", &actual.to_string());
        let run = Run::rows(&[row]);
        prop_assert_eq!(run.score(0), Some(Decimal::from_i128_with_scale(want, 2)));
        prop_assert_eq!(run.outcome.rows[0].deviation, Some(Decimal::from_i128_with_scale(deviation, 2)));
    }

    /// 指标值、实际、区间端点、每档的大小同乘一个数（换一个单位），得分不变。
    #[test]
    fn 同比放大无关(target in 1i64..=500, actual in 0i64..=1500, (edges, pays) in ladder(), per in 1i64..=50, closed in any::<bool>(), up in any::<bool>()) {
        let scaled = |factor: i64| {
            let edges: Vec<String> = edges.iter().map(|edge| format!("{}元", edge * factor)).collect();
            let rules = [
                bands("actual", "[0,", &edges, &pays, closed, true),
                format!("{{ kind = \"steps\", per = \"{}元\", lose = 0.7, partial = \"prorated\" }}", per * factor),
                "{ kind = \"proportional\", at_most = \"ratio\" }".to_owned(),
            ];
            let sign = if up { '≥' } else { '≤' };
            let (target, actual) = (format!("{sign}{}元", target * factor), format!("{}元", actual * factor));
            let rows = rules.map(|rule| Row::new(target.clone(), Decimal::TEN, rule, &actual));
            let run = Run::rows(&rows);
            run.outcome.rows.iter().map(|row| (row.score, row.deviation)).collect::<Vec<_>>()
        };
        prop_assert_eq!(scaled(1), scaled(10_000));
    }
}

// ---- 写法无关 ----

fn wide(text: &str) -> String {
    text.chars().map(|c| if ('!'..='~').contains(&c) { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c }).collect()
}

/// 整数部分加上千位分隔号。
fn grouped(value: Decimal) -> String {
    let text = plain(value);
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), String::new()), |(w, f)| (w, format!(".{f}")));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    format!("{}{fraction}", groups.join(","))
}

proptest! {
    #![proptest_config(config(1500))]

    /// 同一个数的各种写法、同一个指标值的各种写法，得分与偏差都一样。
    #[test]
    fn 写法无关(target in positive(), points in points(), actual in (0i64..=2_000_000, 0u32..=4).prop_map(|(d, p)| Decimal::new(d, p))) {
        let value = plain(actual);
        let tail = if value.contains('.') { "0" } else { ".0" };
        let percents = [
            format!("{value}%"), wide(&format!("{value}%")), format!("{value}{tail}%"), format!("{value} %"),
            format!("%{value}"), format!(" {value}％ "), format!("{}%", grouped(actual)), format!("{value}百分比"),
            format!("+{value}%"), format!("{}‰", actual * Decimal::TEN),
        ];
        let targets = [
            format!("≥{target}%"), format!("≥ {target} %"), wide(&format!(">={target}%")), format!("不低于{target}%"),
            format!("{target}%及以上"), format!("大于等于{target}％"), format!("{target}%以上（含）"), format!("≧{target}%"),
        ];
        let rule = "{ kind = \"proportional\" }";
        let mut rows: Vec<Row> = percents.iter().map(|actual| Row::new(&targets[0], points, rule, actual)).collect();
        rows.extend(targets.iter().map(|target| Row::new(target, points, rule, &percents[0])));
        let run = Run::rows(&rows);
        for (row, result) in rows.iter().zip(&run.outcome.rows) {
            prop_assert_eq!(result.score, run.score(0), "{:?}", row);
            prop_assert_eq!(result.deviation, run.outcome.rows[0].deviation, "{:?}", row);
        }
        prop_assert!(run.score(0).is_some());
    }

    /// 万元与元、年与个月、千位分隔号：换算精确。
    #[test]
    fn 单位换算精确(target in 1i64..=1_000_000, actual in 0i64..=3_000_000) {
        let (t, a) = (Decimal::new(target, 2), Decimal::new(actual, 2));
        let ten_thousand = Decimal::from(10_000);
        let rule = "{ kind = \"proportional\", at_most = \"linear\" }";
        let row = |target: String, actual: String| Row::new(target, Decimal::TEN, rule, &actual);
        let rows = [
            row(format!("≤{t}万元"), format!("{a}万元")),
            row(format!("≤{t}万元"), format!("{}元", plain(a * ten_thousand))),
            row(format!("≤{t}万元"), format!("{}元", grouped(a * ten_thousand))),
            row(format!("≤{}元", plain(t * ten_thousand)), format!("{a}万元")),
            row(format!("≤{}亿元", plain(t / ten_thousand)), format!("{a}万元")),
            row(format!("≤{}个月", plain(t * Decimal::from(12))), format!("{a}年")),
        ];
        let run = Run::rows(&rows);
        for (row, result) in rows.iter().zip(&run.outcome.rows) {
            prop_assert_eq!(result.score, run.score(0), "{:?}", row);
            prop_assert_eq!(result.deviation, run.outcome.rows[0].deviation, "{:?}", row);
        }
        prop_assert!(run.score(0).is_some());
    }
}

// ---- 讲解 ----

/// “得分＝甲×乙%＝丙”一句写了等号，就要真的相等。
fn holds(text: &str) -> bool {
    let parts = text.strip_prefix("得分＝").and_then(|rest| {
        let (points, rest) = rest.split_once('×')?;
        let (share, product) = rest.split_once("%＝")?;
        Some((points.parse::<Decimal>().ok()?, share.parse::<Decimal>().ok()?, product.parse::<Decimal>().ok()?))
    });
    parts.is_none_or(|(points, share, product)| points * share == product * Decimal::ONE_HUNDRED)
}

proptest! {
    #![proptest_config(config(1600))]

    /// 计了分的行都有步骤，修约一步写着所得的分，没有空话。
    #[test]
    fn 讲解与得分一致(rows in any_rows(), budget in budget()) {
        let run = Run::of(&submission(&rows, budget));
        let Checked { set, submission } = &run.checked;
        let explanation = report::explain(set, submission, &run.outcome);
        let execution = run.outcome.execution.as_ref().map(|execution| &execution.result);
        prop_assert_eq!(explanation.rows.len(), rows.len() + usize::from(execution.is_some()));
        for (explained, result) in explanation.rows.iter().zip(execution.into_iter().chain(&run.outcome.rows)) {
            prop_assert!(!explained.steps.is_empty(), "{explained:?}");
            let Some(score) = result.score else { continue };
            prop_assert_eq!(&explained.score, &fixed(score, 2));
            let rounded = explained.steps.iter().rfind(|step| step.title == "修约");
            if result.status != Status::NotApplicable {
                let text = rounded.map_or("", |step| step.text.as_str());
                prop_assert!(text.contains(&fixed(score, 2)), "{score}：{explained:?}");
            }
        }
        for step in explanation.rows.iter().flat_map(|row| &row.steps).chain(&explanation.total) {
            let text = step.text.as_str();
            prop_assert!(!step.title.is_empty() && !text.trim().is_empty(), "{step:?}");
            for word in ["NaN", "panic", "＝＝", "÷＝", "×＝", "None", "Some("] {
                prop_assert!(!text.contains(word), "{step:?}");
            }
            prop_assert!(!text.ends_with(['＝', '≈', '×', '÷', '：']), "{step:?}");
            prop_assert!(holds(text), "算式不成立：{step:?}");
        }
        let sum = fixed(run.outcome.total.score.unwrap(), 2);
        prop_assert!(explanation.total.iter().any(|step| step.text.contains(&sum)), "{sum}：{:?}", explanation.total);
    }
}

// ---- 不崩溃 ----

/// 全程走一遍，连诊断的呈现也写出来；只看回得来。
fn survive(text: &str) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let source = sources.add("变异", text);
    if let Some(raw) = parse::submission(&sources, source, &mut sink) {
        let base = match (&raw.set, &raw.profile) {
            (Some(set), _) => LIBRARY.set(&set.value, None, Path::new("tests"), &mut sources, &mut sink).map(Base::Set),
            (None, Some(profile)) => LIBRARY.profile(&profile.value, None, &mut sources, &mut sink).map(Base::Profile),
            (None, None) => None,
        };
        let checked = base.and_then(|base| check::submission(&raw, &base, String::new(), &mut sink));
        if let Some(Checked { set, submission }) = checked {
            let outcome = score(&set, &submission, Detail::Steps);
            review::review(&set, &submission, &outcome, &mut sink);
            let _ = report::report(&set, &submission, &outcome);
            let explanation = report::explain(&set, &submission, &outcome);
            let _ = report::outcome_json(&set, &submission, &outcome, Some(&explanation), serde_json::Value::Null);
        }
    }
    sink.sort();
    let _ = to_text(&sources, &sink, Color::Never);
}

/// 一处改动；位置以全长的万分之几计。
#[derive(Clone, Debug)]
enum Mutation {
    Byte(usize, u8),
    Insert(usize, &'static str),
    DropLine(usize),
    RepeatLine(usize),
    MoveLine(usize, usize),
    Number(usize, &'static str),
    Cut(usize),
}

const SNIPPETS: &[&str] = &[
    "\"", "'", "[", "]]", "{", "}", "=", "\n", "#", "，", "％", "≥", "≤", "±", "不适用", "-", "0", "9999999999999999",
    "\u{0}", "\u{feff}", "\u{200b}", "𠮷", "true", "{ kind = \"steps\", per = \"0%\", lose = 0 }", "12月底前", "[0,∞)",
    "\n[[indicator]]\n", "\n[[goal]]\nid = \"G\"\nshare = \"0%\"\n", "rule = \"pass\"\n", "profile = \"plain\"\n", "万亿元",
];

const NUMBERS: &[&str] = &[
    "0", "-1", "9999999999999999", "0.0000000000000001", "-9999999999999999", "1e9", "0x1F", "12345678901234567", "1,234", "nan",
    "0.9999999999999999", "inf", "１２",
];

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = || 0usize..10_000;
    prop_oneof![
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
        3 => (at(), choose(SNIPPETS)).prop_map(|(at, text)| Mutation::Insert(at, text)),
        2 => at().prop_map(Mutation::DropLine),
        2 => at().prop_map(Mutation::RepeatLine),
        1 => (at(), at()).prop_map(|(from, to)| Mutation::MoveLine(from, to)),
        4 => (at(), choose(NUMBERS)).prop_map(|(at, text)| Mutation::Number(at, text)),
        1 => at().prop_map(Mutation::Cut),
    ]
}

fn mutate(text: &mut Vec<u8>, mutation: &Mutation) {
    let at = |at: usize| at * text.len() / 10_000;
    let lines = || text.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let line = |at: usize, count: usize| (at * count / 10_000).min(count.saturating_sub(1));
    match *mutation {
        _ if text.is_empty() => {}
        Mutation::Byte(place, byte) => {
            let place = at(place);
            text[place] = byte;
        }
        Mutation::Insert(place, snippet) => {
            let mut place = at(place);
            while place > 0 && text[place] & 0xc0 == 0x80 {
                place -= 1;
            }
            text.splice(place..place, snippet.bytes());
        }
        Mutation::DropLine(place) => {
            let mut lines = lines();
            lines.remove(line(place, lines.len()));
            *text = lines.concat();
        }
        Mutation::RepeatLine(place) => {
            let mut lines = lines();
            let place = line(place, lines.len());
            lines.insert(place, lines[place].clone());
            *text = lines.concat();
        }
        Mutation::MoveLine(from, to) => {
            let mut lines = lines();
            let moved = lines.remove(line(from, lines.len()));
            lines.insert(line(to, lines.len()), moved);
            *text = lines.concat();
        }
        Mutation::Number(place, number) => {
            let digit = |b: &u8| b.is_ascii_digit() || *b == b'.';
            let Some(start) = text[at(place)..].iter().position(digit).map(|n| n + at(place)) else { return };
            let end = text[start..].iter().position(|b| !digit(b)).map_or(text.len(), |n| n + start);
            text.splice(start..end, number.bytes());
        }
        Mutation::Cut(place) => text.truncate(at(place)),
    }
}

/// 最大与最小的容许的数；十六位有效数字，十六位小数。
const EXTREMES: &[&str] = &[
    "0", "1", "3", "0.0000000000000001", "0.3333333333333333", "9999999999999999", "9999999999999.999", "1000000000000000",
    "0.9999999999999999", "-9999999999999999", "-0.0000000000000001",
];

proptest! {
    #![proptest_config(config(6000))]

    /// 改坏的文件有诊断，不崩溃。
    #[test]
    fn 改坏的文件不崩溃(file in choose(&["department.toml", "project.toml"]), mutations in prop::collection::vec(mutation(), 1..7)) {
        let mut text = std::fs::read(Path::new("examples/luoyang-jianxi-2024").join(file)).unwrap();
        for mutation in &mutations {
            mutate(&mut text, mutation);
        }
        if let Ok(text) = parse::decode("变异", &text) {
            survive(&text);
        }
    }

    /// 位数到顶的数有结果或有诊断，不溢出。
    #[test]
    fn 极大极小的数不崩溃(
        sign in choose(&["≥", "≤", ">", "<", "="]), target in choose(EXTREMES), actual in choose(EXTREMES), edge in choose(EXTREMES),
        points in choose(&["100", "0.0001", "9999999999999", "33.3333"]),
        units in choose(&["件 件", "元 万亿元", "万亿元 元", "% %", "亿元 元", " "]),
        rule in choose(&[
            "{ kind = \"proportional\", negative = \"keep\" }",
            "{ kind = \"proportional\", at_most = \"ratio\", exactly = \"symmetric\", floor = \"33.33%\", floor_share = \"0.0000000000000001%\" }",
            "{ kind = \"pass\", full_at = \"0.0000000000000001%\" }",
            "{ kind = \"steps\", per = \"EDGE\", lose = 0.0000000000000001, partial = \"prorated\" }",
            "{ kind = \"steps\", measure = \"deviation\", per = \"0.0000000000000001%\", lose = 9999999999999999, from = \"EDGE\" }",
            "{ kind = \"bands\", bands = [{ range = \"<EDGE\", share = \"33.33%\" }, { range = \"≥EDGE\", by_completion = true }] }",
            "{ kind = \"proportional\", over = { flag_at = \"120%\", deduct = { from = \"100%\", per = \"0.0000000000000001%\", lose = 0.3333333333333333, partial = \"prorated\" } } }",
        ]),
        full_year in choose(EXTREMES), executed in choose(EXTREMES),
    ) {
        let (unit, actual_unit) = units.split_once(' ').unwrap();
        let rule = rule.replace("EDGE", &format!("{edge}{unit}"));
        let row = Row::new(format!("{sign}{target}{unit}"), points.parse().unwrap(), rule, &format!("{actual}{actual_unit}"));
        survive(&submission(&coded([row]), Some((full_year.parse().unwrap(), executed.parse().unwrap()))));
    }
}
