//! 年度指标值：把“≥95%”“不少于800篇”“[90%,100%]”“12月底前”这样的书面写法读成确定的含义。
//!
//! 只读得出唯一含义的写法才读；读不通的一律报错并说明怎样写，从不猜测。
//! 指标值没有比较符号时（“95%”“10场”）如实记作 [`Kind::Bare`]，方向由口径决定。

mod answer;
mod date;
mod grammar;
mod numeral;
mod printed;
mod sign;
#[cfg(test)]
mod tests;

use crate::number::{Decimal, MAX_DIGITS, NumberError, Unit, plain};
pub use answer::{Answer, read_answer};
pub use date::{DateSpan, Day, Deadline, Timing, read_date};
pub use printed::read_printed;
pub use sign::spellings as sign_spellings;
use std::fmt;

/// 读懂了的指标值。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// 原样文字，只去掉首尾空白。
    pub text: String,
    pub kind: Kind,
    /// 数值与区间两端共用的单位；没写单位以及时限、定性时为空。
    pub unit: Unit,
}

/// 指标值的种类与界限，数值按书面写法保留：`95%` 是 95。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// ≥
    AtLeast(Decimal),
    /// ≤
    AtMost(Decimal),
    /// ＞，不含本数。
    Above(Decimal),
    /// ＜，不含本数。
    Below(Decimal),
    /// ＝
    Exactly(Decimal),
    /// 只写了数，没有写方向。
    Bare(Decimal),
    /// 两个界限之间。
    Between(Interval),
    /// 完成的时限。
    Date(Deadline),
    /// 定性描述。
    Qualitative,
}

impl Kind {
    /// 文件与输出中的名称。
    pub fn name(&self) -> &'static str {
        match self {
            Kind::AtLeast(_) => "at_least",
            Kind::AtMost(_) => "at_most",
            Kind::Above(_) => "above",
            Kind::Below(_) => "below",
            Kind::Exactly(_) => "exactly",
            Kind::Bare(_) => "bare",
            Kind::Between(_) => "between",
            Kind::Date(_) => "date",
            Kind::Qualitative => "qualitative",
        }
    }

    /// 中文名称，用于讲解与报错。
    pub fn title(&self) -> &'static str {
        match self {
            Kind::AtLeast(_) => "不低于",
            Kind::AtMost(_) => "不高于",
            Kind::Above(_) => "高于",
            Kind::Below(_) => "低于",
            Kind::Exactly(_) => "等于",
            Kind::Bare(_) => "未写符号",
            Kind::Between(_) => "区间",
            Kind::Date(_) => "时限",
            Kind::Qualitative => "定性",
        }
    }

    /// 单一的界限值；区间、时限与定性没有。
    pub fn value(&self) -> Option<Decimal> {
        match *self {
            Kind::AtLeast(v) | Kind::AtMost(v) | Kind::Above(v) | Kind::Below(v) | Kind::Exactly(v) | Kind::Bare(v) => {
                Some(v)
            }
            Kind::Between(_) | Kind::Date(_) | Kind::Qualitative => None,
        }
    }
}

/// 区间；`None` 表示那一端无界。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
}

/// 区间的一端。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    pub value: Decimal,
    /// 是否包括本数。
    pub closed: bool,
}

impl Bound {
    /// 含本数的一端。
    pub fn closed(value: Decimal) -> Bound {
        Bound { value, closed: true }
    }

    /// 不含本数的一端。
    pub fn open(value: Decimal) -> Bound {
        Bound { value, closed: false }
    }
}

impl Interval {
    /// 数是否在区间内。
    pub fn contains(&self, value: Decimal) -> bool {
        self.low.is_none_or(|b| value > b.value || (b.closed && value == b.value))
            && self.high.is_none_or(|b| value < b.value || (b.closed && value == b.value))
    }

    /// 是否一个数也不含：下端大于上端，或两端相等而有一端不含本数。
    pub fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                low.value > high.value || (low.value == high.value && !(low.closed && high.closed))
            }
            _ => false,
        }
    }

    /// 读分档区间："[60%,90%)"、"(30%,∞)"、"(-∞,0]"、"=0"、"≤10%"、"＜5"；凡有界限含义的指标值写法也都可以。
    ///
    /// 两端须用同一单位，一端没写的随另一端。没有括号也没有符号的单个数不是区间。
    pub fn read(text: &str) -> Result<(Interval, Unit), TargetError> {
        let (kind, unit) = grammar::read(text)?;
        let range = |low, high| Interval { low, high };
        let interval = match kind {
            Kind::AtLeast(v) => range(Some(Bound::closed(v)), None),
            Kind::AtMost(v) => range(None, Some(Bound::closed(v))),
            Kind::Above(v) => range(Some(Bound::open(v)), None),
            Kind::Below(v) => range(None, Some(Bound::open(v))),
            Kind::Exactly(v) => range(Some(Bound::closed(v)), Some(Bound::closed(v))),
            Kind::Between(interval) => interval,
            Kind::Bare(_) | Kind::Date(_) | Kind::Qualitative => {
                return Err(TargetError::Grammar { at: 0, why: "区间要带括号或比较符号" });
            }
        };
        Ok((interval, unit))
    }
}

/// 与读入同一写法，不带单位："[60,90)"、"(30,∞)"、"=0"。
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high && low.closed => return write!(f, "={}", plain(low.value)),
            _ => {}
        }
        match self.low {
            Some(low) => write!(f, "{}{},", if low.closed { '[' } else { '(' }, plain(low.value))?,
            None => f.write_str("(-∞,")?,
        }
        match self.high {
            Some(high) => write!(f, "{}{}", plain(high.value), if high.closed { ']' } else { ')' }),
            None => f.write_str("∞)"),
        }
    }
}

/// 指标值读不懂的原因。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetError {
    /// 空白。
    Empty,
    /// 占位，还没有填：“—”“/”“XX%”。
    Placeholder,
    /// 其中的数读不出。
    Number(NumberError),
    /// 写法读不通：`at` 是出错处在原文中的字节位置。
    Grammar { at: usize, why: &'static str },
    /// 数与单位后面接着说明的话，如“≥95% 优质服务”：`at` 是单位在原文中的字节位置。
    Words { at: usize },
    /// 区间里一个数也没有。
    EmptyRange,
}

impl TargetError {
    /// 应当怎样写。
    pub fn remedy(&self) -> &'static str {
        match self {
            TargetError::Empty | TargetError::Placeholder => {
                "填上指标值，如 \"≥95%\"、\"≤104万元\"、\"12月底前\"；定性的写期望达到的情况"
            }
            TargetError::Number(NumberError::TooManyDigits) => "减少位数，或换用大一级的单位，如万元、亿元",
            TargetError::Number(NumberError::Grouping) => "千位分隔号三位一组，如 \"1,234,567\"；也可以不写",
            TargetError::Number(NumberError::NotANumber) => "数用阿拉伯数字写，如 \"1200\"、\"98.5%\"",
            TargetError::Grammar { .. } => {
                "一行只写一个符号、一个数、一个单位，如 \"≥95%\"、\"不少于800篇\"、\"90%~100%\"、\"2024年12月底前\"；其余文字写到说明里"
            }
            TargetError::Words { .. } => {
                "拆开写：指标值只写数与单位，如 \"≥95%\"，后面的话写进名称或解释 meaning；本来是评好坏、不比较这个数的，作定性 qualitative = true"
            }
            TargetError::EmptyRange => "小的一端写在前面，如 \"[90%,100%]\"；只取一个数时写 \"=90%\"",
        }
    }
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            TargetError::Empty => f.write_str("没有填写"),
            TargetError::Placeholder => f.write_str("只有占位符号，没有填写"),
            TargetError::Number(NumberError::NotANumber) => f.write_str("其中的数读不出"),
            TargetError::Number(NumberError::TooManyDigits) => write!(f, "其中的数超过 {MAX_DIGITS} 位"),
            TargetError::Number(NumberError::Grouping) => f.write_str("千位分隔号不在三位一组的位置"),
            TargetError::Grammar { why, .. } => f.write_str(why),
            TargetError::Words { .. } => f.write_str("数与单位后面还有说明的话"),
            TargetError::EmptyRange => f.write_str("区间里一个数也没有"),
        }
    }
}

impl std::error::Error for TargetError {}

/// 读一个指标值。
///
/// “以上、以下、以内”含本数，“超过、不满”不含本数，依《中华人民共和国民法典》第一千二百五十九条。
pub fn read_target(text: &str) -> Result<Target, TargetError> {
    let (kind, unit) = grammar::read(text)?;
    Ok(Target { text: text.trim().to_owned(), kind, unit })
}
