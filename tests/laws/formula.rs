//! 公式的规律：与独立的分数运算一致，与写法、单位无关，印出的读得回来，乱写的不崩溃。

use super::generate::*;
use proptest::prelude::*;
use std::sync::Arc;
use ziping::check::{self, Base};
use ziping::diagnostic::{Sink, Sources};
use ziping::formula::{self, Undefined, Value, constant, evaluate, parse};
use ziping::model::Profile;
use ziping::number::{Decimal, Mode, Rounding};
use ziping::parse as files;
use ziping::score::{Detail, score};

/// 另写的一套算式：自己的树、自己的书写、自己的分数，与程序的语法和求值无关。
#[derive(Clone, Debug)]
enum Tree {
    Number(i64, u32),
    Negate(Box<Tree>),
    Binary(&'static str, Box<Tree>, Box<Tree>),
    Abs(Box<Tree>),
    Many(&'static str, Vec<Tree>),
    If(Box<Tree>, &'static str, Box<Tree>, Box<Tree>, Box<Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = (0i64..=999, 0u32..=2).prop_map(|(digits, places)| Tree::Number(digits, places));
    leaf.prop_recursive(4, 12, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            6 => (choose(&["+", "-", "×", "÷", "*", "/", "＋", "－"]), boxed.clone(), boxed.clone())
                .prop_map(|(sign, a, b)| Tree::Binary(sign, a, b)),
            1 => boxed.clone().prop_map(Tree::Negate),
            1 => boxed.clone().prop_map(Tree::Abs),
            1 => (choose(&["最小", "max", "合计", "sum", "MIN"]), prop::collection::vec(inner, 1..4))
                .prop_map(|(name, all)| Tree::Many(name, all)),
            1 => (boxed.clone(), choose(&["<", "≤", ">=", "＝", "<>", ">"]), boxed.clone(), boxed.clone(), boxed)
                .prop_map(|(a, sign, b, yes, no)| Tree::If(a, sign, b, yes, no)),
        ]
    })
}

/// 每一层都加括号，先后就不由语法决定。
fn spell(tree: &Tree) -> String {
    match tree {
        Tree::Number(digits, places) => Decimal::new(*digits, *places).to_string(),
        Tree::Negate(a) => format!("(-({}))", spell(a)),
        Tree::Binary(sign, a, b) => format!("({} {sign} {})", spell(a), spell(b)),
        Tree::Abs(a) => format!("|{}|", spell(a)),
        Tree::Many(name, all) => format!("{name}({})", all.iter().map(spell).collect::<Vec<_>>().join("，")),
        Tree::If(a, sign, b, yes, no) => {
            format!("若({} {sign} {}, {}, {})", spell(a), spell(b), spell(yes), spell(no))
        }
    }
}

/// 以整数的分子、分母计；除数为零或放不下时没有。
type Fraction = (i128, i128);

fn reduced(n: i128, d: i128) -> Option<Fraction> {
    let (mut a, mut b) = (n.checked_abs()?, d.checked_abs()?);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let sign = d.signum();
    (d != 0).then(|| (n / a.max(1) * sign, d / a.max(1) * sign))
}

fn add((a, b): Fraction, (c, d): Fraction, sign: i128) -> Option<Fraction> {
    let n = a.checked_mul(d)?.checked_add(c.checked_mul(b)?.checked_mul(sign)?)?;
    reduced(n, b.checked_mul(d)?)
}

fn less((a, b): Fraction, (c, d): Fraction) -> Option<std::cmp::Ordering> {
    Some(a.checked_mul(d)?.cmp(&c.checked_mul(b)?))
}

fn oracle(tree: &Tree) -> Option<Fraction> {
    match tree {
        Tree::Number(digits, places) => reduced((*digits).into(), 10i128.pow(*places)),
        Tree::Negate(a) => oracle(a).map(|(n, d)| (-n, d)),
        Tree::Abs(a) => oracle(a).map(|(n, d)| (n.abs(), d)),
        Tree::Binary(sign, a, b) => {
            let (x @ (a, b), y @ (c, d)) = (oracle(a)?, oracle(b)?);
            match *sign {
                "+" | "＋" => add(x, y, 1),
                "-" | "－" => add(x, y, -1),
                "×" | "*" => reduced(a.checked_mul(c)?, b.checked_mul(d)?),
                _ => reduced(a.checked_mul(d)?, b.checked_mul(c)?),
            }
        }
        Tree::Many(name, all) => {
            let mut all = all.iter().map(oracle).collect::<Option<Vec<_>>>()?.into_iter();
            let first = all.next()?;
            all.try_fold(first, |sum, next| match *name {
                "合计" | "sum" => add(sum, next, 1),
                "max" => Some(if less(sum, next)?.is_lt() { next } else { sum }),
                _ => Some(if less(sum, next)?.is_gt() { next } else { sum }),
            })
        }
        Tree::If(a, sign, b, yes, no) => {
            let order = less(oracle(a)?, oracle(b)?)?;
            let holds = match *sign {
                "<" => order.is_lt(),
                "≤" => order.is_le(),
                ">" => order.is_gt(),
                ">=" => order.is_ge(),
                "＝" => order.is_eq(),
                _ => order.is_ne(),
            };
            oracle(if holds { yes } else { no })
        }
    }
}

fn value(text: &str) -> Result<Value, Undefined> {
    evaluate(&parse(text).unwrap_or_else(|fault| panic!("{text}：{fault:?}")), &|_| None)
}

/// 与分数相等：相减为零。
fn equals(value: &formula::Exact, (n, d): Fraction) -> bool {
    let (Ok(n), Ok(d)) = (Decimal::try_from_i128_with_scale(n, 0), Decimal::try_from_i128_with_scale(d, 0)) else {
        return true;
    };
    &formula::Exact::from(d) * value == formula::Exact::from(n)
}

proptest! {
    #![proptest_config(config(1500))]

    /// 求值与独立的分数运算一致；没有意义的两边都没有意义。
    #[test]
    fn 求值与整数分数一致(tree in tree()) {
        let text = spell(&tree);
        match (value(&text), oracle(&tree)) {
            (Ok(Value::Number(got)), Some(want)) => prop_assert!(equals(&got, want), "{text}＝{got:?}，应为 {want:?}"),
            (Ok(other), Some(want)) => prop_assert!(false, "{text}＝{other:?}，应为 {want:?}"),
            // 没有意义，或者整数放不下；程序不限大小。
            (_, None) => {}
            (Err(_), Some(want)) => prop_assert!(false, "{text} 应为 {want:?}"),
        }
    }

    /// 印出的算式读得回来，一层不差。
    #[test]
    fn 印出的读得回来(tree in tree()) {
        let expr = parse(&spell(&tree)).unwrap();
        let printed = expr.to_string();
        let again = parse(&printed);
        prop_assert_eq!(again.as_ref(), Ok(&expr), "{}", printed);
    }

    /// 加、乘与次序无关；减了再加回来，乘了再除回去，分毫不差。
    #[test]
    fn 交换与还原(a in tree(), b in tree()) {
        let (a, b) = (spell(&a), spell(&b));
        prop_assume!(value(&a).is_ok() && value(&b).is_ok());
        prop_assert_eq!(value(&format!("{a} + {b}")), value(&format!("{b} + {a}")));
        prop_assert_eq!(value(&format!("{a} × {b}")), value(&format!("{b} × {a}")));
        prop_assert_eq!(value(&format!("{a} - {b} + {b}")), value(&a));
        if let Ok(there) = value(&format!("{a} ÷ {b} × {b}")) {
            prop_assert_eq!(Ok(there), value(&a));
        }
        prop_assert_eq!(value(&format!("abs({a} - {b})")), value(&format!("max({a}, {b}) - min({a}, {b})")));
    }

    /// 修约与带余除法一致。
    #[test]
    fn 修约与整数一致(n in -1_000_000_000i64..1_000_000_000, d in 1i64..1_000_000, places in 0u32..5, mode in 0usize..4) {
        let mode = Mode::NAMES[mode].1;
        let text = format!("({n}) ÷ {d}");
        let got = constant(&text).unwrap().round(Rounding { places, mode }).unwrap();
        let (scaled, den) = (i128::from(n.abs()) * 10i128.pow(places), i128::from(d));
        let (quotient, rest) = (scaled / den, scaled % den);
        let up = match mode {
            Mode::Down => false,
            Mode::Up => rest > 0,
            Mode::HalfUp => 2 * rest >= den,
            Mode::HalfEven => 2 * rest > den || (2 * rest == den && quotient % 2 == 1),
        };
        let want = (quotient + i128::from(up)) * i128::from(n.signum());
        prop_assert_eq!(got, Decimal::from_i128_with_scale(want, places), "{}", text);
    }
}

/// 一行由公式算的填报；`facts` 写在 `[facts]` 里。
fn computed(target: &str, points: i64, facts: &str) -> String {
    format!(
        "[submission]\nprofile = \"formula\"\nunit = \"某单位\"\nyear = 2024\n\n[facts]\n{facts}\n\n[[indicator]]\n\
         code = \"R01\"\nlevel1 = \"过程指标\"\nname = \"结转结余率\"\ntarget = \"{target}\"\npoints = {points}\n\
         compute = \"结转结余率/预算数\"\n"
    )
}

/// 实际完成值的文字、得分与偏差度。
fn settled(text: &str) -> (String, Option<Decimal>, Option<Decimal>) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let profile: Arc<Profile> = LIBRARY.profile("formula", None, &mut sources, &mut sink).expect("测试口径能读");
    let source = sources.add("随机", text);
    let raw = files::submission(&sources, source, &mut sink).expect("能读");
    let checked = check::submission(&raw, &Base::Profile(profile), String::new(), &mut sink)
        .unwrap_or_else(|| panic!("{text}\n{:?}", sink.all()));
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    let row = &outcome.rows[0];
    (checked.submission.rows[0].entry.text.clone(), row.score, row.deviation)
}

proptest! {
    #![proptest_config(config(400))]

    /// 以元、万元、亿元填，结果一样。
    #[test]
    fn 单位换了结果不变(carry in 0i64..10_000_000, budget in 1i64..10_000_000, target in 1i64..150) {
        let target = format!("≤{target}%");
        let at = |shift: u32, unit: &str| {
            let amount = |cents: i64| Decimal::new(cents, shift + 2);
            computed(&target, 10, &format!("carry_over = \"{}{unit}\"\nbudget = \"{}{unit}\"", amount(carry), amount(budget)))
        };
        let yuan = settled(&at(0, "元"));
        prop_assert_eq!(&settled(&at(4, "万元")), &yuan);
        prop_assert_eq!(&settled(&at(8, "亿元")), &yuan);
        let mixed = computed(&target, 10, &format!(
            "carry_over = \"{}元\"\nbudget = \"{}万元\"", Decimal::new(carry, 2), Decimal::new(budget, 6)
        ));
        prop_assert_eq!(&settled(&mixed), &yuan);
    }

    /// “≥”按比例、“≤”线性的得分，与整数分数的带余除法一致：结转÷预算×100 与目标相比，逐行四舍五入。
    /// 十几位的数也一位不差；长到放不下的只会不予计分，不会算错。
    #[test]
    fn 算出的行与整数运算一致(
        (carry, budget) in prop_oneof![
            (0i64..1_000_000, 1i64..1_000_000),
            (0i64..1_000_000_000_000, 1i64..1_000_000_000_000),
            (0i64..9_999_999_999_999_999, 1i64..9_999_999_999_999_999),
        ],
        target in 1i64..200,
        points in 1i64..100,
        up in any::<bool>(),
    ) {
        let sign = if up { "≥" } else { "≤" };
        let text = computed(&format!("{sign}{target}%"), points, &format!("carry_over = {carry}\nbudget = {budget}"));
        let [carry, budget, target, points] = [carry, budget, target, points].map(i128::from);
        // 完成比例 n÷d，限制在零与一之间。
        let (actual, d) = (carry * 100, budget * target);
        let n = if up { actual } else { 2 * d - actual }.clamp(0, d);
        let cents = (n * points * 200 + d) / (2 * d);
        let (score, want) = (settled(&text).1, Decimal::from_i128_with_scale(cents, 2));
        let may_refuse = carry.max(budget) > 1_000_000_000_000;
        prop_assert!(score == Some(want) || (score.is_none() && may_refuse), "{score:?}，应为 {want}：{text}");
    }

    /// 乱写的算式有诊断，没有崩溃；位置落在字与字之间。
    #[test]
    fn 乱写的算式不崩溃(text in "[ 0-9.甲乙三公“”+*/×÷()（）|，,<>=≤≠%万元a-c_若合计-]{0,60}") {
        if let Err(fault) = constant(&text) {
            prop_assert!(text.get(fault.span.clone()).is_some(), "{text:?} {fault:?}");
            prop_assert!(!fault.message.is_empty());
        }
    }

    #[test]
    fn 任何文字都不崩溃(text in "\\PC{0,80}") {
        if let Err(fault) = constant(&text) {
            prop_assert!(text.get(fault.span.clone()).is_some(), "{text:?} {fault:?}");
        }
    }
}
