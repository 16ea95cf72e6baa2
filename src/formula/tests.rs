use super::*;
use crate::number::{Rounding, plain};

fn value(text: &str) -> String {
    match constant(text) {
        Ok(value) => value.shown(),
        Err(fault) => format!("{}..{} {}", fault.span.start, fault.span.end, fault.message),
    }
}

#[test]
fn 四则与先后() {
    // 1.5×95=142.5，÷100=1.425
    assert_eq!(value("1.5 × 95 ÷ 100"), "1.425");
    assert_eq!(value("10 × 95%"), "9.5");
    assert_eq!(value("１０＊（１＋２）／４"), "7.5");
    assert_eq!(value("2 + 3 * 4 - 6 / 3"), "12");
    assert_eq!(value("10 - 2 - 3"), "5");
    assert_eq!(value("24 ÷ 4 ÷ 2"), "3");
    assert_eq!(value("-2 × -(3)"), "6");
    assert_eq!(value("|3 - 5| × 2"), "4");
    assert_eq!(value("||1 - 3| - 5|"), "3");
    assert_eq!(value("abs(-3) + 最小(4, 2) + MAX（1，7）＋合计(1,2,3)"), "18");
    assert_eq!(value("若(3 ≥ 2, 1, 1 ÷ (2 - 2))"), "1");
    assert_eq!(value("if(3 <> 3, 1, 0.5)"), "0.5");
    // 2.56÷250.65 = 0.01021344…
    assert_eq!(value("2.56万元 ÷ 250.65万元"), "0.010213…");
    assert_eq!(value("25600元 ÷ 2.5万元"), "1.024");
    assert_eq!(value("10000000000000000000"), "0..20 “10000000000000000000”的有效数字超过 16 位");
}

#[test]
fn 写错的地方指得准() {
    assert_eq!(value("1 + "), "4..4 到这里就没有了，还缺一个量");
    assert_eq!(value("1 + × 2"), "4..6 这里应当是数、名称、函数或括号，写的是“×”");
    assert_eq!(value("(1 + 2"), "0..1 到末尾也没有右括号");
    assert_eq!(value("1 + 2)"), "5..6 多了一个右括号");
    assert_eq!(value("1 - -2"), "3");
    assert_eq!(value("1 - --2"), "5..6 两个符号不能连写");
    assert_eq!(value("1 < 2 < 3"), "6..7 比较不能连写");
    assert_eq!(value("1,234 + 1"), "1..2 逗号只能用来隔开函数里的各个量");
    assert_eq!(value("平均(1, 2)"), "0..6 没有“平均”这个函数");
    assert_eq!(value("若(1, 2)"), "0..9 “若”要 3 个量，写了 2 个");
    assert_eq!(value("1 2"), "2..3 这里应当是运算符，或者到此为止，写的是“2”");
    assert_eq!(value("3个半"), "1..7 “个半”不是常见的计量单位");
    assert_eq!(value("5 ÷ (2 - 2)"), "5..12 除数为零");
    assert_eq!(value("5 ÷ 0"), "0..6 除数写成了 0");
    assert_eq!(value("3 > 2"), "0..5 这里要一个数，得出的却是真假");
    assert_eq!(value("(3 > 2) + 1"), "0..7 这里要一个数，写的是比较");
    assert_eq!(value("预算 + 1"), "0..6 没有“预算”这项基础数据");
    assert_eq!(value("1万元 + 1人"), "0..14 “万元”与“人”不能相加减");
    assert_eq!(value("100元"), "0..6 算出来的是“元”，不能写成没有单位的数");
    assert_eq!(value(""), "0..0 到这里就没有了，还缺一个量");
}

#[test]
fn 太长太深不崩溃() {
    let deep = "(".repeat(10_000) + "1" + &")".repeat(10_000);
    assert!(constant(&deep).unwrap_err().message.contains("至多 1000 个"));
    let deep = "(".repeat(400) + "1" + &")".repeat(400);
    assert!(constant(&deep).unwrap_err().message.contains("至多 32 层"));
    let deep = "(".repeat(32) + "1" + &")".repeat(32);
    assert_eq!(value(&deep), "1");
    assert_eq!(value(&("-(".repeat(200) + "1")), "65..66 括号套得太深，至多 32 层");
    // 五百个一相加。
    assert_eq!(value(&("1+".repeat(499) + "1")), "500");
    // 2 的 333 次幂，远超小数的位数，分数照算。
    let big = constant(&("2×".repeat(333) + "1÷" + "3")).unwrap();
    assert!(big.round(Rounding::CENTS).is_none() && big.as_ratio().is_none() && big.as_decimal().is_none());
}

#[test]
fn 单位() {
    let read = |text: &str| Unit::read(text).unwrap();
    let (money, people, months, wage) = (read("万元"), read("人"), read("个月"), read("元/人·月"));
    let names = [("经费", &money), ("人数", &people), ("月数", &months), ("标准", &wage)];
    let faults = |text: &str, unit: &str| -> Vec<String> {
        let expr = parse(text).unwrap();
        check(&expr, &names, &read(unit)).into_iter().map(|f| f.message).collect()
    };
    assert_eq!(faults("经费 ÷ 人数", "元/人"), [""; 0]);
    assert_eq!(faults("标准 × 人数 × 月数", "万元"), [""; 0]);
    assert_eq!(faults("经费 ÷ (标准 × 人数 × 月数)", "%"), [""; 0]);
    assert_eq!(faults("max(经费 − 100万元, 0) ÷ 经费", "%"), [""; 0]);
    assert_eq!(faults("经费 > 0", "%"), [""; 0]);
    assert_eq!(faults("经费 + 人数", "万元"), ["“万元”与“人”不能相加减"]);
    assert_eq!(faults("经费 ÷ 人数", "万元"), ["算出来的是“万元/人”，不能写成“万元”"]);
    assert_eq!(
        faults("若(经费 > 人数, 1, 经费)", "%"),
        ["“万元”与“人”不能相比", "没有单位的数与“万元”不能作为同一个结果"]
    );
    assert_eq!(faults("若(经费, 1, 2)", "%"), ["“若”的条件应当是比较，写的是“万元”"]);
    assert_eq!(faults("经费 > 0", "万元"), ["比较得出的是真假，不能写成“万元”"]);
    assert_eq!(faults("经费用 ÷ 预算数", "%"), ["没有“经费用”这项基础数据", "没有“预算数”这项基础数据"]);
}

#[test]
fn 名称里的引号与全角() {
    let expr = parse("“三公经费”实际数 ÷ 三公经费预算数_２").unwrap();
    assert_eq!(expr.names(), ["三公经费实际数", "三公经费预算数_2"]);
    assert_eq!(plain_name("“三公经费”实际数").as_deref(), Some("三公经费实际数"));
    assert_eq!(plain_name("2023年结转"), None);
    assert_eq!(plain_name("甲 乙"), None);
    assert_eq!(plain_name("“”"), None);
}

fn lines(text: &str, facts: &[(&str, &str, &str)], unit: &str) -> Vec<String> {
    let units: Vec<Unit> = facts.iter().map(|(.., unit)| Unit::read(unit).unwrap()).collect();
    let known: Vec<Known<'_>> = facts
        .iter()
        .zip(&units)
        .map(|((name, value, _), unit)| Known { name, value: value.parse().unwrap(), unit })
        .collect();
    let expr = parse(text).unwrap();
    let names: Vec<(&str, &Unit)> = known.iter().map(|k| (k.name, k.unit)).collect();
    let unit = Unit::read(unit).unwrap();
    assert_eq!(check(&expr, &names, &unit), []);
    workings(&expr, &known, &unit).into_iter().map(|line| format!("{line:?}")).collect()
}

#[test]
fn 演算逐行() {
    assert_eq!(
        lines("结转 ÷ 预算", &[("结转", "2.56", "万元"), ("预算", "250.65", "万元")], "%"),
        ["Put(\"2.56万元÷250.65万元\")", "Result(\"1.021344…%\")"]
    );
    // 250.65-262.6=-11.95；11.95÷262.6=4.550647…%
    assert_eq!(
        lines("abs(调整 - 年初) / 年初", &[("调整", "250.65", "万元"), ("年初", "262.6", "万元")], "%"),
        [
            "Put(\"绝对值（250.65万元－262.6万元）÷262.6万元\")",
            "Inner(\"250.65万元－262.6万元＝-11.95万元\")",
            "Inner(\"绝对值（-11.95万元）＝11.95万元\")",
            "Result(\"11.95万元÷262.6万元＝4.550647…%\")",
        ]
    );
    assert_eq!(
        lines("若(采购 = 0, 100%, 执行 ÷ 采购)", &[("采购", "0", "万元"), ("执行", "0", "元")], "%"),
        [
            "Put(\"若（0万元＝0，100%，0元÷0万元）\")",
            "Inner(\"0万元＝0：成立\")",
            "Result(\"若（成立，100%，0元÷0万元）＝100%\")",
        ]
    );
    assert_eq!(
        lines("执行 ÷ 采购 - 1", &[("采购", "0", "万元"), ("执行", "0", "元")], "%"),
        ["Put(\"0元÷0万元－1\")", "Undefined(\"0元÷0万元：除数与被除数都为零，没有意义\")"]
    );
    assert_eq!(lines("甲 > 3人", &[("甲", "4", "人")], "%"), ["Put(\"4人＞3人\")", "Result(\"成立\")"]);
}

#[test]
fn 分数写成小数() {
    let third = constant("1 ÷ 3").unwrap();
    assert_eq!((third.as_decimal(), third.shown().as_str()), (None, "0.333333…"));
    assert_eq!(third.round(Rounding::CENTS).map(plain).as_deref(), Some("0.33"));
    let eighth = constant("0 - 1 ÷ 8").unwrap();
    assert_eq!(eighth.as_decimal().map(plain).as_deref(), Some("-0.125"));
    // 中点：-0.125 四舍五入到两位，远离零。
    assert_eq!(eighth.round(Rounding::CENTS).map(plain).as_deref(), Some("-0.13"));
    let ratio = constant("2.56 ÷ 250.65").unwrap().as_ratio().unwrap();
    // 256÷25065 已是最简。
    assert_eq!((plain(ratio.num()), plain(ratio.den())), ("256".into(), "25065".into()));
}
