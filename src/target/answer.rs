//! 公开的表上印的实际完成值，对着指标值读：可能重复指标值的符号，可能只写“达成预期指标”，可能少了单位。

use super::printed::{numbers, read_printed, respelled, unit_of};
use super::{DateSpan, Interval, Kind, Target, Timing, read_date};
use crate::number::{Decimal, Unit, plain, scan_number};

/// 读出来的实际完成值；数都已换算到指标值的单位。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 空着。
    Blank,
    /// 占位，还没有填：“**”“XX”。
    Placeholder,
    /// 写明没有发生或不适用：“无”“不适用”。
    NotApplicable,
    /// 一个数。
    Number(Decimal),
    /// 指标值是百分数而实际写成小数（0.98），这里是折成的百分数。
    Fraction(Decimal),
    /// 指标值不是百分数而实际写了百分数：完成比例（1 为 100%）。
    Share(Decimal),
    /// 带着符号的数：“≥266米”“小于0”“95%以上”。
    Range(Kind),
    /// 日期。
    Date(DateSpan),
    /// 说做到了：“达成预期指标”“已完成”，或照写定性的指标值。
    Done,
    /// 说做到一部分。
    Partly,
    /// 说没有做到。
    Failed,
    /// 别的话，判断不出做到没有。
    Words,
    /// 单位与指标值的不能换算。
    OtherUnit(Unit),
}

/// 说做到了的话；去掉标点、“了”“已”之后整句相同。
const DONE: &[&str] = &[
    "达成预期指标",
    "达成年度指标",
    "达成预期目标",
    "达成预期",
    "达到预期指标",
    "达到预期目标",
    "达到预期",
    "达到目标",
    "达到指标值",
    "达成目标",
    "达成指标",
    "全部达成",
    "达成",
    "达标",
    "完成",
    "全部完成",
    "全面完成",
    "完成目标",
    "完成任务",
    "完成年度目标",
    "完成预期目标",
    "按时完成",
    "按期完成",
    "及时完成",
    "如期完成",
    "按计划完成",
    "超额完成",
    "圆满完成",
    "按时",
    "及时",
    "是",
];

/// 说按时的话，后面做的什么不论。
const ON_TIME: &[&str] = &["按时", "按期", "及时", "如期", "准时", "按计划", "提前"];

/// 说做到一部分的话。
const PARTLY: &[&str] = &["部分达成", "部分完成", "基本达成", "基本完成", "基本达到", "未全部完成", "未完全完成"];

/// 说没有做到的话。
const FAILED: &[&str] = &["未达成", "未完成", "未达到", "未达标", "没有完成", "未开展", "未实施", "未启动"];

/// 不适用的话。
const ABSENT: &[&str] = &["无", "不适用", "不涉及", "未涉及", "未发生", "没有发生", "没有", "暂无", "N/A"];

/// 其中说一件也没有的。
const NONE: &[&str] = &["无", "未发生", "没有发生", "没有"];

/// 说做成了事的话；句中有它、又没有 [`DOUBTS`] 的，是自己说做到了。
const CLAIMS: &[&str] = &[
    "完成", "达到", "达成", "提升", "提高", "改善", "良好", "显著", "有效", "明显", "健全", "规范", "符合", "保障",
    "落实", "到位", "及时", "合格", "实现", "增强", "促进", "稳定", "持续", "更新", "优化", "推动", "严格", "合理",
];

/// 有这些话，说不准做到多少。
const DOUBTS: &[&str] = &[
    "未",
    "不",
    "没",
    "无",
    "部分",
    "基本",
    "尚",
    "有所",
    "较",
    "初步",
    "逐步",
    "一般",
    "待",
    "差",
    "下降",
    "滞后",
    "推进中",
    "正在",
    "有待",
    "欠",
];

/// 数前面不表示界限的话：“达到98%”就是 98%。
const REACHED: &[&str] = &["实际完成", "已达到", "达到", "已达", "达", "完成", "为", "共", "约"];

/// 数的单位可以互称的几组：这些量词换一个写法，数的是同一样东西。
const ALIKE: &[&[&str]] = &[
    &["人", "名", "位", "人次"],
    &["个", "项", "件", "处", "所", "座", "家", "宗"],
    &["次", "场", "期", "批", "批次", "场次", "班"],
    &["户", "家"],
    &["台", "套", "件", "辆"],
    &["年", "周年"],
    &["天", "日历天", "工作日", "个工作日"],
    &["头", "只", "羽"],
    &["株", "棵"],
    &["份", "本", "册", "篇"],
];

/// 对着指标值读实际完成值。
pub fn read_answer(text: &str, target: &Target) -> Answer {
    let text = text.trim();
    let letters = text.chars().any(char::is_alphanumeric);
    if text.is_empty() || !letters && !text.contains(['*', '×']) {
        return Answer::Blank;
    }
    if ["**", "XX", "xx", "××", "待填", "__"].iter().any(|mark| text.contains(mark)) {
        return Answer::Placeholder;
    }
    if ABSENT.contains(&text) {
        // “0 起”“≤3 次”的“无”是一次也没有。
        let none = target.kind.value().is_some_and(|value| value.is_zero())
            || matches!(target.kind, Kind::AtMost(_) | Kind::Below(_));
        if target.kind == Kind::Qualitative && target.text.trim().starts_with('零') && NONE.contains(&text) {
            return Answer::Done;
        }
        return if none && NONE.contains(&text) { Answer::Number(Decimal::ZERO) } else { Answer::NotApplicable };
    }
    if spoken(text) == spoken(&target.text) && !measured(&target.kind) {
        return Answer::Done;
    }
    // “零事故”填 0：写成话的零。
    let zero = target.kind == Kind::Qualitative && target.text.trim().starts_with('零');
    if zero && number(text, target) == Some(Answer::Number(Decimal::ZERO)) {
        return Answer::Done;
    }
    match target.kind {
        Kind::Date(_) => dated(text).unwrap_or_else(|| phrase(text, target)),
        Kind::Qualitative => match number(text, target) {
            Some(number @ Answer::Share(_)) => number,
            // 夹在话里的数说的是事情，光写一个数的才是填了数。
            Some(number @ Answer::Number(_)) if !text.contains(char::is_alphabetic) => number,
            _ => phrase(text, target),
        },
        _ => number(text, target).unwrap_or_else(|| phrase(text, target)),
    }
}

fn measured(kind: &Kind) -> bool {
    !matches!(kind, Kind::Qualitative | Kind::Date(_))
}

fn dated(text: &str) -> Option<Answer> {
    if let Some(date) = read_date(text).or_else(|| read_date(&respelled(text))) {
        return Some(Answer::Date(date));
    }
    match read_printed(text, "时间").ok()?.kind {
        Kind::Date(deadline) => Some(Answer::Date(deadline.span())),
        Kind::Bare(value) => {
            let read = read_printed(text, "").ok()?;
            read.unit.is_rate().then(|| Answer::Share(value / Decimal::ONE_HUNDRED))
        }
        _ => None,
    }
}

/// 读出一个数或带符号的数；没有数的返回 `None`。
fn number(text: &str, target: &Target) -> Option<Answer> {
    let reached = |text: &str| REACHED.iter().find_map(|word| text.strip_prefix(word)).map(str::to_owned);
    let read = |text: &str| read_printed(text, "").ok().filter(|read| measured(&read.kind));
    let read = reached(text).and_then(|rest| read(&rest)).or_else(|| read(text)).or_else(|| own_unit(text, target))?;
    let rate = read.unit.is_rate();
    let factor = match convert(&read.unit, &target.unit) {
        _ if rate && target.kind == Kind::Qualitative => {
            let whole = read.unit.factor_to(&Unit::percent())?;
            return Some(Answer::Share(read.kind.value()?.checked_mul(whole)? / Decimal::ONE_HUNDRED));
        }
        None if rate => {
            let whole = read.unit.factor_to(&Unit::percent())?;
            return match read.kind.value() {
                Some(value) if matches!(read.kind, Kind::Bare(_) | Kind::Exactly(_)) => {
                    Some(Answer::Share(value.checked_mul(whole)? / Decimal::ONE_HUNDRED))
                }
                _ => Some(Answer::OtherUnit(read.unit)),
            };
        }
        None => return Some(Answer::OtherUnit(read.unit)),
        Some(factor) => factor,
    };
    let scaled = |value: Decimal| value.checked_mul(factor);
    match read.kind {
        Kind::Bare(value) | Kind::Exactly(value) => {
            let value = scaled(value)?;
            let small = value > Decimal::ZERO && value <= Decimal::ONE;
            if target.unit.is_rate() && read.unit.is_none() && small && largest(&target.kind)? > Decimal::TEN {
                return Some(Answer::Fraction(value * Decimal::ONE_HUNDRED));
            }
            Some(Answer::Number(value))
        }
        Kind::AtLeast(value) => Some(Answer::Range(Kind::AtLeast(scaled(value)?))),
        Kind::AtMost(value) => Some(Answer::Range(Kind::AtMost(scaled(value)?))),
        Kind::Above(value) => Some(Answer::Range(Kind::Above(scaled(value)?))),
        Kind::Below(value) => Some(Answer::Range(Kind::Below(scaled(value)?))),
        Kind::Between(interval) if factor == Decimal::ONE => Some(Answer::Range(Kind::Between(interval))),
        _ => None,
    }
}

/// 一句话里有几个数，只有一个与指标值同一单位。
fn own_unit(text: &str, target: &Target) -> Option<Target> {
    let text = respelled(text);
    let mut found = numbers(&text).into_iter().filter(|(_, end)| {
        let (unit, _) = unit_of(&text[*end..]);
        !unit.is_none() && unit == target.unit
    });
    let (start, end) = found.next().filter(|_| found.next().is_none())?;
    let (value, _) = scan_number(&text[start..end]).ok()??;
    Some(Target { text: text.clone(), kind: Kind::Bare(value), unit: target.unit.clone() })
}

/// 指标值里最大的数。
fn largest(kind: &Kind) -> Option<Decimal> {
    match kind {
        Kind::Between(interval) => interval.high.or(interval.low).map(|bound| bound.value),
        other => other.value(),
    }
}

/// 换算的倍数；一边没写单位的照另一边，量词可以互称的当作相同。
fn convert(from: &Unit, to: &Unit) -> Option<Decimal> {
    if from.is_none() || to.is_none() {
        return Some(Decimal::ONE);
    }
    // “62.73万”对“万元”：省了后面的单位。
    if matches!(from.as_str(), "万" | "亿" | "千") && to.as_str() != from.as_str() {
        let base = to.as_str().trim_start_matches(['万', '亿', '千', '百']);
        return Unit::read(&format!("{}{base}", from.as_str()))?.factor_to(to);
    }
    let head = |unit: &Unit| unit.as_str().split('/').next().unwrap_or_default().to_owned();
    let (a, b) = (head(from), head(to));
    let alike = ALIKE.iter().any(|group| group.contains(&a.as_str()) && group.contains(&b.as_str()));
    from.factor_to(to).or_else(|| (alike || a == b).then_some(Decimal::ONE))
}

/// 一句话说做到没有。
fn phrase(text: &str, target: &Target) -> Answer {
    let said = spoken(text);
    let wanted = spoken(&target.text);
    let scale = graded(&target.text);
    if let Some(at) = scale.as_ref().and_then(|scale| scale.iter().position(|grade| grade.to_string() == said)) {
        return if at == 0 { Answer::Done } else { Answer::Words };
    }
    let on_time = ON_TIME.iter().any(|word| said.starts_with(word)) && !DOUBTS.iter().any(|word| said.contains(word));
    if said.is_empty() {
        Answer::Words
    } else if DONE.contains(&said.as_str()) || on_time || (target.kind == Kind::Qualitative && said == wanted) {
        Answer::Done
    } else if PARTLY.iter().any(|word| said.starts_with(word)) {
        Answer::Partly
    } else if FAILED.iter().any(|word| said.starts_with(word)) {
        Answer::Failed
    } else if target.kind == Kind::Qualitative
        && (CLAIMS.iter().any(|word| said.contains(word)) || (wanted.chars().count() >= 2 && said.contains(&wanted)))
        && !DOUBTS.iter().any(|word| said.contains(word) && !wanted.contains(word))
    {
        Answer::Done
    } else {
        Answer::Words
    }
}

/// 去掉标点、空白与“了”“已”，只比说了什么。
fn spoken(text: &str) -> String {
    let text = ["文字描述", "定性"].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    text.chars().filter(|c| c.is_alphanumeric() && !matches!(c, '了' | '已')).collect()
}

/// 指标值列出的等次：“优良中低差”。
fn graded(target: &str) -> Option<Vec<char>> {
    let scale: Vec<char> = spoken(target).chars().collect();
    (scale.len() >= 3 && scale.iter().all(|c| "优良中低差好较一般高".contains(*c)) && scale[0] == '优').then_some(scale)
}

impl Answer {
    /// 达没达到；说不准的为 `None`。没写年份的日期按 `year` 年。
    pub fn meets(&self, kind: &Kind, year: i32) -> Option<bool> {
        match self {
            Answer::Number(value) | Answer::Fraction(value) => interval(kind).map(|interval| interval.contains(*value)),
            Answer::Share(share) => match kind {
                Kind::AtMost(_) | Kind::Below(_) => None,
                _ => Some(*share >= Decimal::ONE),
            },
            Answer::Range(said) => within(&interval(said)?, &interval(kind)?),
            Answer::Date(done) => match kind {
                Kind::Date(deadline) => match deadline.compare(done, year) {
                    Timing::Met => Some(true),
                    Timing::Missed => Some(false),
                    Timing::Undecided => None,
                },
                _ => None,
            },
            Answer::Done => Some(true),
            Answer::Partly | Answer::Failed => Some(false),
            Answer::Blank | Answer::Placeholder | Answer::NotApplicable | Answer::Words | Answer::OtherUnit(_) => None,
        }
    }

    /// 说到它时的写法。
    pub fn shown(&self) -> String {
        match self {
            Answer::Number(value) | Answer::Fraction(value) => plain(*value),
            Answer::Share(share) => format!("{}%", plain(*share * Decimal::ONE_HUNDRED)),
            _ => String::new(),
        }
    }
}

/// 数值指标值的范围。
fn interval(kind: &Kind) -> Option<Interval> {
    use super::Bound;
    let range = |low, high| Some(Interval { low, high });
    match *kind {
        Kind::AtLeast(v) | Kind::Bare(v) => range(Some(Bound::closed(v)), None),
        Kind::Above(v) => range(Some(Bound::open(v)), None),
        Kind::AtMost(v) => range(None, Some(Bound::closed(v))),
        Kind::Below(v) => range(None, Some(Bound::open(v))),
        Kind::Exactly(v) if v.is_zero() => range(None, Some(Bound::closed(v))),
        Kind::Exactly(v) => range(Some(Bound::closed(v)), None),
        Kind::Between(interval) => Some(interval),
        Kind::Date(_) | Kind::Qualitative => None,
    }
}

/// `said` 整个在 `wanted` 之内为真，整个在外为假，两可的为 `None`。
fn within(said: &Interval, wanted: &Interval) -> Option<bool> {
    let low_inside = match (said.low, wanted.low) {
        (_, None) => true,
        (Some(said), Some(wanted)) => {
            said.value > wanted.value || (said.value == wanted.value && (wanted.closed || !said.closed))
        }
        (None, Some(_)) => false,
    };
    let high_inside = match (said.high, wanted.high) {
        (_, None) => true,
        (Some(said), Some(wanted)) => {
            said.value < wanted.value || (said.value == wanted.value && (wanted.closed || !said.closed))
        }
        (None, Some(_)) => false,
    };
    if low_inside && high_inside {
        return Some(true);
    }
    let apart = |below: Option<super::Bound>, above: Option<super::Bound>| {
        below.zip(above).is_some_and(|(high, low)| {
            high.value < low.value || (high.value == low.value && !(high.closed && low.closed))
        })
    };
    (apart(said.high, wanted.low) || apart(wanted.high, said.low)).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 写成“种类 数 达没达到”。
    fn show(target: &str, name: &str, actual: &str) -> String {
        let target = read_printed(target, name).unwrap();
        let answer = read_answer(actual, &target);
        let kind = match &answer {
            Answer::Blank => "空",
            Answer::Placeholder => "占位",
            Answer::NotApplicable => "不适用",
            Answer::Number(_) => "数",
            Answer::Fraction(_) => "小数",
            Answer::Share(_) => "比例",
            Answer::Range(_) => "范围",
            Answer::Date(_) => "日期",
            Answer::Done => "做到",
            Answer::Partly => "部分",
            Answer::Failed => "没做到",
            Answer::Words => "话",
            Answer::OtherUnit(_) => "单位不同",
        };
        let met = match answer.meets(&target.kind, 2021) {
            Some(true) => "达标",
            Some(false) => "未达",
            None => "",
        };
        [kind, &answer.shown(), met].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn 各种实际完成值() {
        let mut wrong = Vec::new();
        for (target, name, actual, want) in [
            ("≥50个", "", "50", "数 50 达标"),
            ("≥100百分比", "", "100", "数 100 达标"),
            ("≥266米", "", "≥266米", "范围 达标"),
            ("≥95%", "", "95%以上", "范围 达标"),
            ("≥95%", "", "90%以上", "范围"),
            ("≥95%", "", "≤90%", "范围 未达"),
            ("≦0", "", "小于0", "范围 达标"),
            ("≥95%", "", "达到98%", "数 98 达标"),
            ("≥95%", "", "已达到98%", "数 98 达标"),
            ("≥95%", "", "94.99%", "数 94.99 未达"),
            ("≥95%", "", "0.98", "小数 98 达标"),
            ("≥95%", "", "1", "小数 100 达标"),
            ("5亿元", "", "6.47亿元", "数 6.47 达标"),
            ("<=62.73", "", "62.73万", "数 62.73 达标"),
            ("≤104万元", "", "1039700元", "数 103.97 达标"),
            ("≤104万元", "", "103.97万", "数 103.97 达标"),
            (">=6", "", "8年", "数 8 达标"),
            ("10场", "", "9场", "数 9 未达"),
            ("10场", "", "10次", "数 10 达标"),
            ("2000元", "", "100%", "比例 100% 达标"),
            ("≤2000元", "", "100%", "比例 100%"),
            ("≥10公里", "", "12亩", "单位不同"),
            ("400元/人、天", "", "180元/人、天", "数 180 未达"),
            ("≥10场", "", "已完成培训12场", "数 12 达标"),
            ("≥10场", "", "达成预期指标", "做到 达标"),
            ("≥10场", "", "部分完成", "部分 未达"),
            ("≥10场", "", "未完成", "没做到 未达"),
            ("100%", "", "无", "不适用"),
            ("零事故", "", "0", "做到 达标"),
            ("零投诉", "", "无", "做到 达标"),
            ("≥10场", "", "", "空"),
            ("≥10场", "", "—", "空"),
            ("≥10场", "", "**场", "占位"),
            ("9月前", "", "7月", "日期 达标"),
            ("11月前", "", "10月", "日期 达标"),
            ("2021年12月31日前", "", "2022年1月5日", "日期 未达"),
            ("文字描述 2021年12月31日前完成", "", "2021年12月31日前完成", "做到 达标"),
            ("2021年底前", "", "按时完成", "做到 达标"),
            ("2021年底前", "", "按期支付到位", "做到 达标"),
            ("2021年底前", "", "2021年11月30日完成全部工程", "日期 达标"),
            ("2021年底前", "", "100%", "比例 100% 达标"),
            ("10", "任务完成时限(月)", "10", "数 10 达标"),
            ("显著提升", "", "显著提升", "做到 达标"),
            (
                "文字描述 维护国家和社会公共利益,提高办案质量",
                "",
                "维护了国家和社会公共利益,提高了办案质量",
                "做到 达标",
            ),
            ("定性 优良中低差", "", "优", "做到 达标"),
            ("定性 优良中低差", "", "良", "话"),
            ("提高普及率", "", "稳步提升", "做到 达标"),
            ("知识更新率", "", "实时更新", "做到 达标"),
            ("提高普及率", "", "有所提升", "话"),
            ("提高普及率", "", "正在推进中", "话"),
            ("制度健全", "", "制度已健全并严格执行", "做到 达标"),
            ("≥200人", "", "培训3期，共210人", "数 210 达标"),
            ("≤3次", "", "无", "数 0 达标"),
            ("0起", "", "未发生", "数 0 达标"),
            ("有效带动", "", "有效带动就业120人", "做到 达标"),
            ("健全", "", "90", "数 90"),
            ("≥98%", "", "98.6%，已完成", "数 98.6 达标"),
            ("≥98%", "", "完成率98.6%", "数 98.6 达标"),
            ("30天", "工期", "28个工作日", "数 28 未达"),
            ("效果明显", "", "达成预期指标", "做到 达标"),
            ("效果明显", "", "效果不明显", "话"),
            ("健全", "", "90%", "比例 90% 未达"),
            ("健全", "", "未全部完成", "部分 未达"),
            ("0起", "", "0起", "数 0 达标"),
            ("小于0.9‰", "", "0.5‰", "数 0.5 达标"),
            ("小于0.9‰", "", "0.05%", "数 0.5 达标"),
            ("8000", "实现产值(%)", "12767.36", "数 12767.36 达标"),
        ] {
            let read = show(target, name, actual);
            if read != want {
                wrong.push(format!("“{target}”与“{actual}”：{read}，应为 {want}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    proptest! {
        #[test]
        fn 任何实际完成值都不崩溃(target in "\\PC{0,12}", actual in "\\PC*") {
            if let Ok(target) = read_printed(&target, "") {
                let _ = read_answer(&actual, &target).meets(&target.kind, 2021);
            }
        }

        #[test]
        fn 像实际完成值的文字不崩溃(
            target in prop::sample::select(vec!["≥95%", "10场", "≤104万元", "9月前", "显著提升", "[90%,100%]", "0起"]),
            actual in "[0-9.,%‰≥≤><=~—\\-年月日底前万亿元场次达到已完成以上下无优良]{0,10}",
        ) {
            let target = read_printed(target, "").unwrap();
            let _ = read_answer(&actual, &target).meets(&target.kind, 2021);
        }
    }
}
