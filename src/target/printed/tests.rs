use super::*;
use crate::number::plain;
use proptest::prelude::*;

fn show(text: &str, name: &str) -> String {
    let Ok(target) = read_printed(text, name) else { return "unreadable".to_owned() };
    let (kind, value) = match target.kind {
        Kind::Bare(value) => ("bare", plain(value)),
        Kind::Between(interval) => ("between", interval.to_string()),
        kind => (kind.name(), kind.value().map(plain).unwrap_or_default()),
    };
    [kind, &value, target.unit.as_str()].join(" ").trim_end().to_owned()
}

/// 各地公开的表上别的写法，含义逐条手写。
#[test]
fn 公开的表上的写法() {
    let mut wrong = Vec::new();
    for (text, name, want) in [
        ("百分之九十五", "", "bare 95 %"),
        ("不低于百分之九十五", "", "at_least 95 %"),
        ("三次", "", "bare 3 次"),
        ("不少于三次", "", "at_least 3 次"),
        ("两场", "", "bare 2 场"),
        ("九成以上", "", "at_least 90 %"),
        ("一次性补助", "", "qualitative"),
        ("一户一档", "", "qualitative"),
        ("一般", "", "qualitative"),
        ("1.5万人次", "", "bare 1.5 万人次"),
        ("≥1,200人次", "", "at_least 1200 人次"),
        ("全年4次", "", "bare 4 次"),
        ("每年不少于2场", "", "at_least 2 场"),
        ("≥2场/年", "", "at_least 2 场/年"),
        ("每季度1次", "", "bare 1 次"),
        ("增长5%以上", "", "at_least 5 %"),
        ("比上年增长5%以上", "", "at_least 5 %"),
        ("较上年提升10%", "", "bare 10 %"),
        ("≥95%（省级考核）", "", "at_least 95 %"),
        ("≥95% 优质服务", "", "at_least 95 %"),
        ("合格率≥98%", "", "at_least 98 %"),
        ("合格率达到98%以上", "", "at_least 98 %"),
        ("覆盖率100%", "", "bare 100 %"),
        ("培训人数≥200人", "", "at_least 200 人"),
        ("6小时内扑灭率≥95%", "", "at_least 95 %"),
        ("完成3个项目建设", "", "bare 3 个"),
        ("完成河道治理5公里", "", "bare 5 公里"),
        ("培训3期，培训200人", "", "unreadable"),
        ("100%1000件", "", "unreadable"),
        ("严格执行中央八项规定精神", "", "qualitative"),
        ("1.完善制度；2.加强日常管理；3.按月通报", "", "qualitative"),
        ("95%以上（含95%）", "", "at_least 95 %"),
        ("≥90%且≤100%", "", "between [90,100] %"),
        ("90%≤满意度<95%", "", "between [90,95) %"),
        ("大于0小于5", "", "between (0,5)"),
        ("90%-95%", "", "between [90,95] %"),
        ("〉95%", "", "above 95 %"),
        ("≥ 95 ％", "", "at_least 95 %"),
        ("≥98 .5 %", "", "at_least 98.5 %"),
        ("1OO%", "", "bare 100 %"),
        ("≥9O%", "", "at_least 90 %"),
        ("≤35℃", "", "at_most 35 ℃"),
        ("十二月底前", "", "date"),
        ("2021年12月31日前完成全部工程", "", "date"),
        ("项目于2021年12月底前完工", "", "date"),
        ("2021年1月-12月", "", "date"),
        ("2021年1-12月", "", "date"),
        ("1月至12月", "", "date"),
        ("2021.01-2021.12", "", "date"),
        ("2021年1月1日至2021年12月31日", "", "date"),
        ("2021年第四季度", "", "date"),
        ("2021年12月", "", "date"),
        ("20211231", "项目完成时间", "date"),
        ("2021.12", "完成时限", "date"),
        ("2021", "完成时间", "date"),
        ("每月10日前", "", "qualitative"),
        ("按时完成", "", "qualitative"),
        ("15", "带动主体(个)", "bare 15 个"),
        ("≥15", "带动主体（单位：户）", "at_least 15 户"),
        ("22.8", "公猪舍(≥**平方米)", "at_least 22.8 平方米"),
        ("90", "群众满意度≥", "at_least 90"),
        ("90%", "受益户(含监测对象)满意度", "bare 90 %"),
        ("63", "成本控制数(万元)", "bare 63 万元"),
        ("95%左右", "", "unreadable"),
        ("≥XX%", "", "unreadable"),
        ("一", "", "unreadable"),
        ("-", "", "unreadable"),
        ("", "", "unreadable"),
        ("￥500元", "", "bare 500 元"),
        ("0.9‰", "", "bare 0.9 ‰"),
        ("400元/人、天", "", "bare 400 元/人、天"),
        ("1250KVA", "", "bare 1250 KVA"),
        ("提前10天", "", "bare 10 天"),
        ("第3名", "", "unreadable"),
    ] {
        let read = show(text, name);
        if read != want {
            wrong.push(format!("“{text}”，名称“{name}”：{read}，应为 {want}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// 三十二份公开的表，逐行与手写的相同。
#[test]
fn 二百一十八行的指标值() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/audit");
    let expected = std::fs::read_to_string(format!("{folder}/targets.txt")).unwrap();
    let (mut rows, mut seen) = (Vec::new(), 0);
    for line in expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(case) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let text = std::fs::read_to_string(format!("{folder}/field-cases/{case}.json")).unwrap();
            let table: serde_json::Value = serde_json::from_str(&text).unwrap();
            rows = table["rows"].as_array().unwrap().clone();
            continue;
        }
        let (at, want) = line.split_once(' ').unwrap();
        let row = &rows[at.parse::<usize>().unwrap() - 1];
        let (text, name) = (row["target"].as_str().unwrap_or(""), row["l3"].as_str().unwrap_or(""));
        assert_eq!(show(text, name).replace("bare", "exactly"), want, "{name}“{text}”");
        seen += 1;
    }
    assert_eq!(seen, 218);
}

proptest! {
    #[test]
    fn 任何文字都不崩溃(text in "\\PC*", name in "\\PC{0,12}") {
        let _ = show(&text, &name);
    }

    /// 从公开的写法改坏几处，照样不崩溃；读出的数都是文中写着的。
    #[test]
    fn 改坏的指标值不崩溃(
        base in prop::sample::select(vec![
            "≥95%", "不低于95%以上", "100%1000件", "2021年12月31日前完成", "90%≤满意度<95%", "每季度1次",
            "百分之九十五", "三万五千元", "400元/人、天", "2021年1月-12月", "≥1,200人次（省级）", "(0,10%]",
        ]),
        at in 0usize..12,
        add in "[0-9０-９.,%％≥≤><＝~—\\-()（）年月日底前至以上下含百千万亿一二三十零点成个XX* ]{0,4}",
    ) {
        let chars: Vec<char> = base.chars().collect();
        let at = at.min(chars.len());
        let text: String = chars[..at].iter().copied().chain(add.chars()).chain(chars[at..].iter().copied()).collect();
        let _ = show(&text, &format!("完成情况({add})"));
        let _ = show(&text, "完成时间");
    }
}
