use super::{Decimal, fold};
use std::borrow::Cow;

/// 计量单位，按规范写法保存；无单位为空。
///
/// 只有换算关系确定的单位才互相换算：比率（% 与 ‰）、金额、时长（年与月、小时与分钟）、
/// 长度、重量、面积，以及任何单位前的万、百万、千万、亿。天与月等不定关系不换算。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit(Cow<'static, str>);

/// 单位、所属量纲、折合该量纲基本单位的倍数（以十的幂与尾数表示，保持精确）。
const KNOWN: &[(&str, &str, i64, u32)] = &[
    ("%", "%", 1, 0),
    ("‰", "%", 1, 1),
    ("个百分点", "个百分点", 1, 0),
    ("元", "元", 1, 0),
    ("千元", "元", 1_000, 0),
    ("万元", "元", 10_000, 0),
    ("百万元", "元", 1_000_000, 0),
    ("千万元", "元", 10_000_000, 0),
    ("亿元", "元", 100_000_000, 0),
    ("万亿元", "元", 1_000_000_000_000, 0),
    ("分钟", "分钟", 1, 0),
    ("小时", "分钟", 60, 0),
    ("个月", "个月", 1, 0),
    ("年", "个月", 12, 0),
    ("毫米", "毫米", 1, 0),
    ("厘米", "毫米", 10, 0),
    ("米", "毫米", 1_000, 0),
    ("公里", "毫米", 1_000_000, 0),
    ("克", "克", 1, 0),
    ("公斤", "克", 1_000, 0),
    ("吨", "克", 1_000_000, 0),
    ("平方米", "平方米", 1, 0),
    ("公顷", "平方米", 10_000, 0),
    ("平方公里", "平方米", 1_000_000, 0),
];

/// 同一单位的其他写法。
const ALIASES: &[(&str, &str)] = &[
    ("百分比", "%"),
    ("百分之", "%"),
    ("％", "%"),
    ("千分比", "‰"),
    ("百分点", "个百分点"),
    ("圆", "元"),
    ("日", "天"),
    ("千米", "公里"),
    ("千克", "公斤"),
    ("㎡", "平方米"),
    ("m²", "平方米"),
    ("m2", "平方米"),
    ("平米", "平方米"),
    ("立方", "立方米"),
    ("m³", "立方米"),
];

/// 常用量词。不在此列的单位仍可使用，审查时提示核对。
const COMMON: &str = " 人 人次 个 件 次 篇 场 期 户 家 项 批 批次 只 头 亩 株 棵 台 套 辆 艘 座 栋 间 处 所 条 份 本 册 \
    张 块 天 工作日 周 季度 起 例 班 届 村 镇 乡 县 门 名 位 组 队 支 部 种 类 宗 笔 幅 页 字 千字 级 层 根 眼 口 床 \
    桶 箱 袋 盏 面 万 亿 千 立方米 升 千瓦 千瓦时 度 分 倍 学时 课时 平台 标段 品种 孔 \
    场次 台次 件次 户次 人天 日历天 个工作日 ℃ ";

impl Unit {
    /// 百分号。
    pub fn percent() -> Unit {
        Unit(Cow::Borrowed("%"))
    }

    /// 万元，资金栏的通行单位。
    pub fn wan_yuan() -> Unit {
        Unit(Cow::Borrowed("万元"))
    }

    /// 读单位。空白为无单位；含数字、比较符号、标点或超过十二个字的不是单位，返回 `None`。
    pub fn read(text: &str) -> Option<Unit> {
        let text = text.trim();
        match text {
            "" => return Some(Unit::default()),
            "%" | "％" => return Some(Unit::percent()),
            _ => {}
        }
        let mut unit = String::with_capacity(text.len());
        for c in text.chars().map(fold).filter(|c| !c.is_whitespace()) {
            match c {
                '•' | '・' | '.' | '*' | '×' => unit.push('·'),
                '%' | '‰' | '/' | '·' | '、' | '²' | '³' | '㎡' | '℃' | '°' => unit.push(c),
                '(' | ')' => unit.push(c),
                _ if c.is_alphabetic() => unit.push(c),
                _ if c.is_ascii_digit() && unit.ends_with('m') => unit.push(c),
                _ => return None,
            }
        }
        if unit.chars().count() > 12 || (unit.starts_with('%') && unit.len() > 1) {
            return None;
        }
        if let Some(inner) = unit.strip_prefix('(').and_then(|u| u.strip_suffix(')')) {
            unit = inner.to_owned();
        } else if unit.contains(['(', ')']) {
            return None;
        }
        let (head, tail) = unit.split_at(unit.find('/').unwrap_or(unit.len()));
        let name = ALIASES.iter().find(|(alias, _)| *alias == head).map_or(head, |(_, name)| name);
        if tail.is_empty()
            && let Some((known, ..)) = KNOWN.iter().find(|(known, ..)| *known == name)
        {
            return Some(Unit(Cow::Borrowed(known)));
        }
        Some(Unit(Cow::Owned(format!("{name}{tail}"))))
    }

    /// 规范写法；无单位为空串。
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 是否没有单位。
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// 是否比率（% 或 ‰）。
    pub fn is_rate(&self) -> bool {
        matches!(&*self.0, "%" | "‰")
    }

    /// 是否金额（含 元/人·月 这样的单价）。
    pub fn is_money(&self) -> bool {
        self.parts().0 == "元"
    }

    /// 是否已知的单位或常用量词（复合单位看分子）。
    pub fn is_known(&self) -> bool {
        let (base, ..) = self.parts();
        self.is_none()
            || KNOWN.iter().any(|(name, ..)| *name == base)
            || COMMON.split_whitespace().any(|name| name == base)
    }

    /// 把以本单位计的数换算为以 `other` 计，乘以此倍数；换算关系不定时为 `None`。
    pub fn factor_to(&self, other: &Unit) -> Option<Decimal> {
        if self == other {
            return Some(Decimal::ONE);
        }
        let (base, per, factor) = self.parts();
        let (other_base, other_per, other_factor) = other.parts();
        (base == other_base && per == other_per && !base.is_empty()).then(|| factor / other_factor)
    }

    /// 认得的各种写法：可换算的单位、别名与常用量词。
    pub fn spellings() -> impl Iterator<Item = &'static str> {
        let known = KNOWN.iter().map(|(name, ..)| *name);
        known.chain(ALIASES.iter().map(|(alias, _)| *alias)).chain(COMMON.split_whitespace())
    }

    /// 拆成基本单位、分母部分（带 `/`，没有的为空）、一个本单位合多少基本单位；前两样相同的才可换算。
    pub fn parts(&self) -> (&str, &str, Decimal) {
        let text: &str = &self.0;
        let (head, per) = text.split_at(text.find('/').unwrap_or(text.len()));
        let (base, factor) = base_of(head);
        if base.is_empty() { (head, per, Decimal::ONE) } else { (base, per, factor) }
    }

    /// 拆成相乘的各个单位，`/` 之后的幂为负一；没有单位的一个也没有。
    pub fn components(&self) -> impl Iterator<Item = Component<'_>> {
        self.0.split('/').enumerate().flat_map(|(at, side)| {
            let power = if at == 0 { 1 } else { -1 };
            side.split('·').filter(|name| !name.is_empty()).map(move |name| {
                let (base, factor) = base_of(name);
                Component { base, name, factor, power }
            })
        })
    }
}

/// 复合单位里的一个单位。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Component<'u> {
    /// 基本单位；单独的大数词（万、亿）没有。
    pub base: &'u str,
    /// 书面写法。
    pub name: &'u str,
    /// 一个本单位合多少基本单位。
    pub factor: Decimal,
    pub power: i32,
}

/// 一个单位的基本单位与折合的倍数；单独的大数词没有基本单位。
fn base_of(name: &str) -> (&str, Decimal) {
    if let Some(&(_, base, value, scale)) = KNOWN.iter().find(|(known, ..)| *known == name) {
        return (base, Decimal::new(value, scale));
    }
    for (prefix, value) in [("百万", 1_000_000), ("千万", 10_000_000), ("万", 10_000), ("亿", 100_000_000)] {
        if let Some(rest) = name.strip_prefix(prefix) {
            let multiple = Decimal::new(value, 0);
            return match KNOWN.iter().find(|(known, ..)| *known == rest) {
                Some(&(_, base, value, scale)) => (base, multiple * Decimal::new(value, scale)),
                None => (rest, multiple),
            };
        }
    }
    (name, Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(from: &str, to: &str) -> Option<String> {
        let factor = Unit::read(from).unwrap().factor_to(&Unit::read(to).unwrap());
        factor.map(|f| f.normalize().to_string())
    }

    #[test]
    fn 只换算确定的关系() {
        assert_eq!(factor("万元", "元").as_deref(), Some("10000"));
        assert_eq!(factor("元", "亿元").as_deref(), Some("0.00000001"));
        assert_eq!(factor("‰", "%").as_deref(), Some("0.1"));
        assert_eq!(factor("百分比", "％").as_deref(), Some("1"));
        assert_eq!(factor("万人次", "人次").as_deref(), Some("10000"));
        assert_eq!(factor("万吨", "公斤").as_deref(), Some("10000000"));
        assert_eq!(factor("万元/人·月", "元／人•月").as_deref(), Some("10000"));
        assert_eq!(factor("年", "个月").as_deref(), Some("12"));
        assert_eq!(factor("千米", "米").as_deref(), Some("1000"));
        assert_eq!(factor("天", "个月"), None);
        assert_eq!(factor("元/人·月", "元/人·年"), None);
        assert_eq!(factor("人", "户"), None);
        assert_eq!(factor("", "人"), None);
        assert_eq!(factor("%", "个百分点"), None);
    }

    #[test]
    fn 不是单位的文字() {
        for text in ["3个", "≥5", "% 优质服务", "，", "这是一段长得不可能是计量单位的话"] {
            assert_eq!(Unit::read(text), None, "{text}");
        }
        assert!(Unit::read("亩").unwrap().is_known());
        assert!(!Unit::read("优质服务").unwrap().is_known());
        assert!(Unit::read("元/人·月").unwrap().is_money());
    }
}
