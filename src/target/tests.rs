use super::*;
use proptest::prelude::*;

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// 写成“种类 数 单位”，读不通的写成“? 原因的类别”。
fn show(text: &str) -> String {
    let target = match read_target(text) {
        Ok(target) => target,
        Err(error) => {
            let class = match error {
                TargetError::Empty => "空",
                TargetError::Placeholder => "占位",
                TargetError::Number(_) => "数",
                TargetError::Grammar { at, .. } => {
                    assert!(at <= text.len() && text.is_char_boundary(at), "{text} {at}");
                    "文法"
                }
                TargetError::Words { at } => {
                    assert!(text.is_char_boundary(at), "{text} {at}");
                    "有话"
                }
                TargetError::EmptyRange => "空区间",
            };
            return format!("? {class}");
        }
    };
    assert_eq!(target.text, text.trim());
    let value = match target.kind {
        Kind::Between(interval) => interval.to_string(),
        kind => kind.value().map(plain).unwrap_or_default(),
    };
    [target.kind.name(), &value, target.unit.as_str()].join(" ").trim_end().to_owned()
}

fn check(table: &[(&str, &str)]) {
    for (text, want) in table {
        assert_eq!(show(text), *want, "指标值“{text}”");
    }
}

/// 三十二份公开自评表里出现过的全部指标值，含义逐条手写。
#[test]
fn 公开表里的指标值() {
    check(&[
        ("", "? 空"),
        ("≥50个", "at_least 50 个"),
        ("≥100百分比", "at_least 100 %"),
        ("严格执行相关制度规定", "qualitative"),
        ("在项目计划完成时间内完成", "qualitative"),
        ("≤90万元", "at_most 90 万元"),
        ("符合相关规定", "qualitative"),
        ("效果明显", "qualitative"),
        ("1", "bare 1"),
        ("90%", "bare 90 %"),
        ("≤4", "at_most 4"),
        ("≥200", "at_least 200"),
        ("≥2000", "at_least 2000"),
        ("≥10", "at_least 10"),
        ("≥95%", "at_least 95 %"),
        ("9月前", "date"),
        ("11月前", "date"),
        ("29.5亩", "bare 29.5 亩"),
        ("3亩", "bare 3 亩"),
        ("192只", "bare 192 只"),
        ("95%", "bare 95 %"),
        ("≥11.376万元", "at_least 11.376 万元"),
        ("90人", "bare 90 人"),
        ("%90", "bare 90 %"),
        ("43.2", "bare 43.2"),
        ("100", "bare 100"),
        (">=5000", "at_least 5000"),
        ("<=62.73", "at_most 62.73"),
        (">=90%", "at_least 90 %"),
        ("文字描述 2021年12月31日前完成", "date"),
        (">=6", "at_least 6"),
        ("文字描述 维护国家和社会公共利益,提高办案质量", "qualitative"),
        (">=80%", "at_least 80 %"),
        ("=100%", "exactly 100 %"),
        ("100%", "bare 100 %"),
        ("98%", "bare 98 %"),
        ("100%1000件", "? 文法"),
        ("100%5个", "? 文法"),
        ("不低于95%", "at_least 95 %"),
        ("不低于90%", "at_least 90 %"),
        ("63", "bare 63"),
        ("0起", "bare 0 起"),
        ("是", "qualitative"),
        ("小于0.9‰", "below 0.9 ‰"),
        ("0人次", "bare 0 人次"),
        ("不超过预算", "qualitative"),
        ("专款专用", "qualitative"),
        ("1000万元", "bare 1000 万元"),
        ("1年", "bare 1 年"),
        ("5亿元", "bare 5 亿元"),
        ("不少于800篇", "at_least 800 篇"),
        ("10场", "bare 10 场"),
        ("200期", "bare 200 期"),
        ("提高普及率", "qualitative"),
        ("知识更新率", "qualitative"),
        ("≤104万元", "at_most 104 万元"),
        ("提升10%", "bare 10 %"),
        ("≦100%", "at_most 100 %"),
        ("≦0", "at_most 0"),
        ("=0", "exactly 0"),
        ("100%以下(含)", "at_most 100 %"),
        ("0", "bare 0"),
        ("高", "qualitative"),
        ("一", "? 占位"),
        ("符合相关文件要求", "qualitative"),
        ("2021年12月完成", "date"),
        ("15万元", "bare 15 万元"),
        ("35万元", "bare 35 万元"),
        ("14.8万元", "bare 14.8 万元"),
        ("改善学校的办学条件", "qualitative"),
        ("社会认可的办学环境", "qualitative"),
        ("8755", "bare 8755"),
        ("75元", "bare 75 元"),
        ("≥3", "at_least 3"),
        ("≥2", "at_least 2"),
        ("≥124", "at_least 124"),
        ("≥290", "at_least 290"),
        ("≥21", "at_least 21"),
        ("≥90", "at_least 90"),
        ("≥150", "at_least 150"),
        ("≥30", "at_least 30"),
        ("2021年底", "date"),
        ("400元/人、天", "bare 400 元/人、天"),
        ("=6万元", "exactly 6 万元"),
        ("=5万元", "exactly 5 万元"),
        ("=4万元", "exactly 4 万元"),
        ("≥90%", "at_least 90 %"),
        ("定性 优良中低差", "qualitative"),
        ("≥266米", "at_least 266 米"),
        ("≥50厘米", "at_least 50 厘米"),
        ("20万元", "bare 20 万元"),
        ("≥1000人", "at_least 1000 人"),
        ("显著提升", "qualitative"),
        ("﹦72890元", "exactly 72890 元"),
        ("﹦100%", "exactly 100 %"),
        ("15", "bare 15"),
        ("11442", "bare 11442"),
        ("8000", "bare 8000"),
        ("1980", "bare 1980"),
        ("90", "bare 90"),
        ("22.8", "bare 22.8"),
        ("180", "bare 180"),
        ("54", "bare 54"),
        ("104", "bare 104"),
        ("76.44", "bare 76.44"),
        ("29.6", "bare 29.6"),
        ("14", "bare 14"),
        ("50", "bare 50"),
        ("230", "bare 230"),
        ("2", "bare 2"),
        ("4", "bare 4"),
        ("≥1290.3平方米", "at_least 1290.3 平方米"),
        ("550", "bare 550"),
        ("3", "bare 3"),
        ("≥100%", "at_least 100 %"),
        ("10", "bare 10"),
    ]);
}

/// 制度与表样里的写法，以及同一意思的各种字形。
#[test]
fn 各种写法() {
    check(&[
        ("98.98 %", "bare 98.98 %"),
        ("=19 人", "exactly 19 人"),
        ("≤2000元/人·月", "at_most 2000 元/人·月"),
        ("＞＝９５％", "at_least 95 %"),
        ("=>95%", "at_least 95 %"),
        ("⩾ 95%", "at_least 95 %"),
        ("=<5", "at_most 5"),
        ("⩽5", "at_most 5"),
        ("＜5", "below 5"),
        ("＞１，２００人", "above 1200 人"),
        ("==1", "exactly 1"),
        ("═1", "exactly 1"),
        ("百分之95", "bare 95 %"),
        ("不低于百分之95", "at_least 95 %"),
        ("大于或等于3次", "at_least 3 次"),
        ("小于等于3次", "at_most 3 次"),
        ("超过3次", "above 3 次"),
        ("未超过3次", "at_most 3 次"),
        ("不足3次", "below 3 次"),
        ("至少3次", "at_least 3 次"),
        ("达到95%以上", "at_least 95 %"),
        ("为100%", "exactly 100 %"),
        ("95%及以上", "at_least 95 %"),
        ("95%（含）以上", "at_least 95 %"),
        ("95%以上（不含）", "above 95 %"),
        ("控制在100万元以内", "at_most 100 万元"),
        ("控制在90%-100%之间", "between [90,100] %"),
        ("保持在95%以上", "at_least 95 %"),
        ("15个工作日内", "at_most 15 个工作日"),
        ("60日历天", "bare 60 日历天"),
        ("下降3%", "bare 3 %"),
        ("提升≥10%", "at_least 10 %"),
        ("降低到5%以下", "at_most 5 %"),
        ("12个月", "bare 12 个月"),
        ("-4.12%", "bare -4.12 %"),
        ("≥95%。", "at_least 95 %"),
        ("90%-100%", "between [90,100] %"),
        ("90%~100%", "between [90,100] %"),
        ("90%～100%", "between [90,100] %"),
        ("90%——100%", "between [90,100] %"),
        ("90%至100%", "between [90,100] %"),
        ("90-100%", "between [90,100] %"),
        ("%90-%100", "between [90,100] %"),
        ("1-2个", "between [1,2] 个"),
        ("±10%", "between [-10,10] %"),
        ("-5%~-3%", "between [-5,-3] %"),
        ("100-100%", "between =100 %"),
        ("[90%,100%]", "between [90,100] %"),
        ("（0，10%］", "between (0,10] %"),
        ("[1,000元,2,000元)", "between [1000,2000) 元"),
        ("12月底前", "date"),
        ("2022年12月30日", "date"),
        ("2022-12-30", "date"),
        ("2021年6月上旬", "date"),
        ("年底前完成", "date"),
        ("2021年第3季度", "date"),
        ("第三季度末前", "date"),
        ("2021年", "date"),
        ("定性", "qualitative"),
        ("文字描述：相关", "qualitative"),
    ]);
}

/// 读不通的一律报错，不猜。
#[test]
fn 刁钻的写法() {
    check(&[
        ("　 ", "? 空"),
        ("—", "? 占位"),
        ("-", "? 占位"),
        ("／", "? 占位"),
        ("无", "? 占位"),
        ("≥**%", "? 占位"),
        ("XX年12月底前", "? 占位"),
        ("××人", "? 占位"),
        ("≥", "? 文法"),
        ("≥人", "? 文法"),
        ("%", "? 文法"),
        ("百分之九十五", "? 文法"),
        ("≥≥5", "? 文法"),
        ("≥95% 优质服务", "? 有话"),
        ("≥95%优质服务", "? 有话"),
        ("≥10场 全部达标", "? 有话"),
        ("≥95% 左右", "? 文法"),
        ("95 优质", "? 文法"),
        ("基本达到95%左右", "? 文法"),
        ("5人左右", "? 文法"),
        ("≥95%以下", "? 文法"),
        ("超过95%以上", "? 文法"),
        ("≥95%(不含)", "? 文法"),
        (">95%(含)", "? 文法"),
        ("95%(含)", "? 文法"),
        ("控制在100万元", "? 文法"),
        ("大于0小于5", "? 文法"),
        ("≥90%-95%", "? 文法"),
        ("90%-95%以上", "? 文法"),
        ("90%--95%", "? 文法"),
        ("5万-10万元", "? 文法"),
        ("100%-90%", "? 空区间"),
        ("(5,5]", "? 空区间"),
        ("[1,2,3]", "? 数"),
        ("[1,200,300]", "? 文法"),
        ("[1,2", "? 文法"),
        ("[1,2)%", "? 文法"),
        ("(1)完善制度", "? 文法"),
        ("±10%以上", "? 文法"),
        ("%90%", "? 文法"),
        ("1.2.3", "? 文法"),
        ("1e3", "? 文法"),
        ("95.%", "? 文法"),
        ("1,23", "? 数"),
        ("≥12345678901234567", "? 数"),
        ("18月", "? 文法"),
        ("≥12月", "? 文法"),
        ("1-12月", "? 文法"),
        ("2月30日", "? 文法"),
        ("2021年2月29日前", "? 文法"),
        ("15日前", "? 文法"),
        ("2021年12月30日至31日", "? 文法"),
        ("2020-2021年", "? 文法"),
    ]);
}

#[test]
fn 出错的位置与说明() {
    let Err(error) = read_target(" ≥95%1000件") else { panic!("应当报错") };
    // 空格一字节、≥ 三字节、95 两字节，出错处在百分号。
    assert_eq!(error, TargetError::Grammar { at: 6, why: "数后面的文字不是计量单位" });
    assert_eq!(error.to_string(), "数后面的文字不是计量单位");
    assert!(error.remedy().contains("≥95%"));
}

#[test]
fn 分档区间() {
    let read = |text: &str| match Interval::read(text) {
        Ok((interval, unit)) => format!("{interval} {}", unit.as_str()).trim_end().to_owned(),
        Err(error) => format!("? {error}"),
    };
    for (text, want) in [
        ("[60%,90%)", "[60,90) %"),
        ("(0,10%]", "(0,10] %"),
        ("(30%,∞)", "(30,∞) %"),
        ("（30%，＋∞）", "(30,∞) %"),
        ("(-∞,0]", "(-∞,0]"),
        ("(−∞,+∞)", "(-∞,∞)"),
        ("=0", "=0"),
        ("≤10%", "(-∞,10] %"),
        ("<5", "(-∞,5)"),
        (">30%", "(30,∞) %"),
        ("≥90%", "[90,∞) %"),
        ("[-10%,10%]", "[-10,10] %"),
        ("±10%", "[-10,10] %"),
        ("(∞,5]", "? 这里应当是一个数"),
        ("[60%,90元)", "? 区间两端的单位不同"),
        ("[90%,60%)", "? 区间里一个数也没有"),
        ("90%", "? 区间要带括号或比较符号"),
        ("", "? 没有填写"),
    ] {
        assert_eq!(read(text), want, "区间“{text}”");
    }
    let (half_open, _) = Interval::read("(0,10]").unwrap();
    for (value, inside) in [("0", false), ("0.01", true), ("10.00", true), ("10.01", false)] {
        assert_eq!(half_open.contains(dec(value)), inside, "{value}");
    }
}

/// 列出来供对照的各种写法，读数前的符号时意思相同。
#[test]
fn 列出的符号写法都读得出() {
    for (text, symbol) in super::sign_spellings() {
        let kind = |sign: &str| read_target(&format!("{sign}5人")).unwrap().kind;
        assert_eq!(kind(text), kind(symbol), "{text}");
    }
}

/// 时限、实际、是否按时、逾期天数；年份缺省为 2021 年。
#[test]
fn 时限与完成日期() {
    use Timing::*;
    for (target, actual, timing, late) in [
        ("9月前", "7月", Met, Some(0)),
        ("9月前", "8月31日", Met, Some(0)),
        ("9月前", "9月1日", Undecided, None),
        ("9月前", "9月", Undecided, None),
        ("9月前", "9月前", Met, Some(0)),
        ("9月前", "10月1日", Missed, None),
        ("11月前", "10月", Met, Some(0)),
        ("9月底前", "9月30日", Met, Some(0)),
        ("9月底前", "10月5日", Missed, Some(5)),
        ("9月底前", "10月", Missed, None),
        ("12月底前", "12月", Met, Some(0)),
        ("12月15日", "12月", Undecided, None),
        ("12月15日前", "2021年12月15日", Met, Some(0)),
        ("12月15日前", "12月16日", Missed, Some(1)),
        ("2021年12月31日前完成", "2021年12月31日前完成", Met, Some(0)),
        ("2021年12月31日前完成", "2022.1.2", Missed, Some(2)),
        ("2021年12月完成", "2021年12月完成", Met, Some(0)),
        ("2021年底", "2021年底", Met, Some(0)),
        ("2021年底", "2021/12/31", Met, Some(0)),
        ("2021年底", "2022-03-01", Missed, Some(60)),
        ("2020年2月底前", "2020年2月29日", Met, Some(0)),
        ("2月底前", "3月1日", Missed, Some(1)),
        ("2021年6月上旬", "2021年6月10日", Met, Some(0)),
        ("2021年6月上旬", "2021年6月中旬", Missed, None),
        ("2021年上半年", "已于2021年7月1日完成", Missed, Some(1)),
        ("2021年前", "2021年5月", Undecided, None),
        ("年底前", "11月", Met, Some(0)),
        ("11月", "12月31日前", Undecided, None),
        ("２０２１ 年 12 月 31 日前", "２０２１－１２－３１", Met, Some(0)),
    ] {
        let Ok(Target { kind: Kind::Date(deadline), .. }) = read_target(target) else {
            panic!("不是时限：{target}")
        };
        let done = read_date(actual).unwrap_or_else(|| panic!("不是日期：{actual}"));
        assert_eq!(deadline.compare(&done, 2021), timing, "时限“{target}”，实际“{actual}”");
        assert_eq!(deadline.days_late(&done, 2021), late, "时限“{target}”，实际“{actual}”");
    }
}

#[test]
fn 不是日期的文字() {
    let texts = [
        "",
        "95%",
        "12",
        "12个月",
        "2021.12",
        "13月",
        "2021年13月",
        "2021-02-30",
        "0月",
        "2021-12/30",
        "按时完成",
        "20211年",
    ];
    for text in texts {
        assert_eq!(read_date(text), None, "{text}");
    }
}

const ALPHABET: &str = "[0-9０-９.,，%％‰≥≤><＝=≦±~～—\\-\\[\\]()（）∞/·年月日底前至到内含不以上下元万个人次服务大小于超过达控制在无一X* ]{0,14}";

proptest! {
    #[test]
    fn 任何文字都不崩溃(text in "\\PC*") {
        let _ = show(&text);
        let _ = (Interval::read(&text), read_date(&text));
    }

    #[test]
    fn 像指标值的文字都不崩溃(text in ALPHABET) {
        let _ = show(&text);
        if let Ok((interval, _)) = Interval::read(&text) {
            prop_assert!(!interval.is_empty());
        }
        if let (Ok(Target { kind: Kind::Date(deadline), .. }), Some(done)) = (read_target(&text), read_date(&text)) {
            let _ = (deadline.compare(&done, i32::MIN), deadline.days_late(&done, i32::MAX));
        }
    }

    #[test]
    fn 全角与半角读法相同(value in 0u64..1_000_000_000, scale in 0u32..4) {
        let half = format!("≥{}%", Decimal::new(value as i64, scale));
        let full: String = half
            .chars()
            .map(|c| if c.is_ascii() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c })
            .collect();
        let (half, full) = (read_target(&half).unwrap(), read_target(&full).unwrap());
        prop_assert_eq!(half.kind, Kind::AtLeast(Decimal::new(value as i64, scale)));
        prop_assert_eq!((half.kind, half.unit), (full.kind, full.unit));
    }

    #[test]
    fn 区间写出再读回不变(low in proptest::option::of((-999i64..999, any::<bool>())), width in 0i64..999, high in proptest::option::of(any::<bool>())) {
        let base = low.map_or(0, |(value, _)| value);
        let interval = Interval {
            low: low.map(|(value, closed)| Bound { value: Decimal::new(value, 1), closed }),
            high: high.map(|closed| Bound { value: Decimal::new(base + width, 1), closed }),
        };
        match Interval::read(&interval.to_string()) {
            Ok((again, _)) => prop_assert_eq!(again, interval),
            Err(error) => {
                prop_assert_eq!(error, TargetError::EmptyRange);
                prop_assert!(interval.is_empty());
            }
        }
    }

    /// 与逐日翻日历对照：逾期天数等于从时限次日数到完成日的天数。
    #[test]
    fn 逾期天数与翻日历一致(year in 1900i32..2090, late in 0i64..1500) {
        let Ok(Target { kind: Kind::Date(deadline), .. }) = read_target(&format!("{year}年2月底前")) else {
            return Err(TestCaseError::fail("不是时限"));
        };
        let leap = |year: i32| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let lengths = |year| [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let (mut y, mut m, mut d) = (year, 1usize, lengths(year)[1]);
        for _ in 0..late {
            d += 1;
            if d > lengths(y)[m] {
                (m, d) = (m + 1, 1);
            }
            if m == 12 {
                (y, m) = (y + 1, 0);
            }
        }
        let done = read_date(&format!("{y}-{}-{d}", m + 1)).unwrap();
        prop_assert_eq!(deadline.days_late(&done, 0), Some(late));
    }
}
