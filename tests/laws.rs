//! 计分的规律：随机的填报写成 TOML，走完读入、审查、计分、讲解的全程，看应当恒成立的是否都成立。
//!
//! 失败时 proptest 会把填报缩到最小再打印出来；把它抄成 `tests/cases/rules/` 的一例，手算期望，再去改程序。

#[path = "laws/formula.rs"]
mod formula;
#[path = "laws/generate.rs"]
mod generate;
#[path = "laws/survive.rs"]
mod survive;

use generate::*;
use proptest::prelude::*;
use ziping::check::Checked;
use ziping::number::{Decimal, fixed, plain};
use ziping::report;
use ziping::score::{Detail, Status, score};

// ---- 得分的规律 ----

proptest! {
    #![proptest_config(config(300))]

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
        let Checked { set, submission, .. } = &run.checked;
        let silent = score(set, submission, Detail::Result);
        prop_assert!(silent.steps.is_empty());
        prop_assert_eq!(run.json(&silent, false), run.json(&run.outcome, false));
        let again = Run::of(&text);
        prop_assert_eq!(run.json(&run.outcome, true), again.json(&again.outcome, true));
    }
}

proptest! {
    #![proptest_config(config(800))]

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
    fn 与整数运算一致(cents in 1i64..=10_000, target in 1i64..=9_999_999_999, actual in 0i64..=19_999_999_999, up in any::<bool>()) {
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
    fn 比例与偏差和整数运算一致(cents in 1i64..=10_000, target in 1i64..=9_999_999, actual in 1i64..=19_999_999) {
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
    text.chars()
        .map(|c| if ('!'..='~').contains(&c) { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c })
        .collect()
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
    #![proptest_config(config(200))]

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

    /// 万元与元、小时与分钟、千位分隔号：换算精确。
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
            row(format!("≤{}分钟", plain(t * Decimal::from(60))), format!("{a}小时")),
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

/// “9×30%＝2.7”一句的三个数；写的是约等号或不是这样的句子时没有。
fn product(text: &str) -> Option<[Decimal; 3]> {
    let (points, rest) = text.trim_start_matches("得分＝").split_once('×')?;
    let (share, product) = rest.split_once("%＝")?;
    Some([points.parse().ok()?, share.parse().ok()?, product.parse().ok()?])
}

/// 写了等号，就要真的相等。
fn holds(text: &str) -> bool {
    product(text).is_none_or(|[points, share, product]| points * share == product * Decimal::ONE_HUNDRED)
}

proptest! {
    #![proptest_config(config(300))]

    /// 计了分的行都有步骤，修约一步写着所得的分，没有空话。
    #[test]
    fn 讲解与得分一致(rows in any_rows(), budget in budget()) {
        let run = Run::of(&submission(&rows, budget));
        let Checked { set, submission, .. } = &run.checked;
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

proptest! {
    #![proptest_config(config(200))]

    /// 比例除不尽而得分除得尽（9×1÷3），算式也不能写成 9×33.333333%＝3。
    #[test]
    fn 讲解的算式成立(target in 1i64..=30, actual in 0i64..=30, times in 1i64..=3) {
        let points = Decimal::from(target * times);
        let row = Row::new(format!("≥{target}场"), points, "{ kind = \"proportional\" }", &format!("{actual}场"));
        let run = Run::rows(&[row]);
        let Checked { set, submission, .. } = &run.checked;
        let explanation = report::explain(set, submission, &run.outcome);
        let steps = &explanation.rows[0].steps;
        for step in steps {
            prop_assert!(holds(&step.text), "算式不成立：{step:?}");
        }
        // 除得尽的一句读得出来，可见上面不是空比。
        if actual == 0 {
            prop_assert!(steps.iter().any(|step| product(&step.text).is_some()), "{steps:?}");
        }
    }
}
