//! 指标值的写法：引导词、比较、数、单位、后缀，自左向右读，读不尽就报错。

use super::sign::{Sign, Suffix, Tail, combine, sign};
use super::{Bound, Deadline, Interval, Kind, TargetError};
use crate::number::{Decimal, Unit, fold, scan_number};

/// 说明升降的词，只说变化，不说方向上的界限：“提升10%”没有写“不低于”。
const CHANGES: &[&str] = &["提升", "提高", "增长", "增加", "上升", "升至", "下降", "降低", "减少", "降至", "完成"];

/// 说明保持在某处的词，后面必须写明“以内”“以上”或区间。
const HOLDS: &[&str] = &["控制在", "保持在", "稳定在", "维持在", "在"];

/// 含有这些字样的不是单位，而是没读懂的话。
const NOT_IN_UNITS: &[&str] = &[
    "优质", "服务", "基本", "明显", "左右", "上下", "满意", "完成", "达到", "超过", "不足", "以", "于", "的", "且",
    "或", "和", "及", "与",
];

/// 整个单元格只有它时，算没有填；“一”是扫描时认错的“—”。
const BLANKS: &[&str] = &["一", "无", "暂无", "待定", "N/A", "n/a"];

/// 读指标值，给出含义与单位。
pub(super) fn read(whole: &str) -> Result<(Kind, Unit), TargetError> {
    let body = whole.trim();
    if body.is_empty() {
        return Err(TargetError::Empty);
    }
    let look = Look::over(body);
    if look.placeholder || BLANKS.contains(&body) {
        return Err(TargetError::Placeholder);
    }
    let described = |kind| Ok((kind, Unit::default()));
    if labelled(body, "定性").or_else(|| labelled(body, "定性指标")).is_some() {
        return described(Kind::Qualitative);
    }
    if let Some(text) = labelled(body, "文字描述") {
        return described(Deadline::read(text).map_or(Kind::Qualitative, Kind::Date));
    }
    if look.calendar
        && let Some(deadline) = Deadline::read(body)
    {
        return described(Kind::Date(deadline));
    }
    let reader = Reader { whole };
    if !look.digit {
        if !body.contains(char::is_alphabetic) || sign(body).0.is_some_and(|(_, symbol)| symbol) {
            return reader.fail(body, "只有符号，没有数也没有文字");
        }
        if body.contains("百分之") || body.contains("千分之") {
            return reader.fail(body, "数没有用阿拉伯数字写");
        }
        return described(Kind::Qualitative);
    }
    if body.starts_with(['(', '（', '[', '［', '【']) {
        let (interval, unit) = reader.brackets(body)?;
        return Ok((Kind::Between(interval), unit));
    }
    reader.measure(body)
}

/// 通看一遍，判断文字的大类。
struct Look {
    digit: bool,
    placeholder: bool,
    /// 有日期才用得着的字或分隔号。
    calendar: bool,
}

impl Look {
    fn over(body: &str) -> Look {
        let mut look = Look { digit: false, placeholder: false, calendar: false };
        let (mut blank, mut last) = (true, ' ');
        for c in body.chars().map(fold) {
            look.digit |= c.is_ascii_digit() || c == '∞';
            look.calendar |= matches!(c, '年' | '月' | '季' | '-' | '/' | '.');
            blank &= matches!(c, '-' | '—' | '–' | '―' | '─' | '/' | '\\' | '*' | '_' | '.' | '…' | '?' | ' ');
            // “**”“XX”“××”是等待填写的空位。
            look.placeholder |= c == last && matches!(c, '*' | 'X' | 'x' | '×');
            last = c;
        }
        look.placeholder |= blank;
        look
    }
}

/// 去掉开头的标签；标签后面须是空白、冒号或结尾。
fn labelled<'t>(body: &'t str, label: &str) -> Option<&'t str> {
    let rest = body.strip_prefix(label)?;
    match rest.chars().next() {
        None => Some(rest),
        Some(c) if c.is_whitespace() || fold(c) == ':' => Some(rest[c.len_utf8()..].trim()),
        Some(_) => None,
    }
}

struct Reader<'a> {
    /// 原文，报错时据以算出位置。
    whole: &'a str,
}

impl Reader<'_> {
    /// 报告读不通；`part` 是原文中从出错处开始的一段。
    fn fail<T>(&self, part: &str, why: &'static str) -> Result<T, TargetError> {
        let at = (part.as_ptr() as usize).saturating_sub(self.whole.as_ptr() as usize);
        Err(TargetError::Grammar { at, why })
    }

    /// 带数的指标值：单个界限、用横线或“至”连接的区间、±。
    fn measure(&self, body: &str) -> Result<(Kind, Unit), TargetError> {
        let mut rest = body;
        let held = HOLDS.iter().find_map(|word| body.strip_prefix(word));
        if let Some(after) = held {
            rest = after.trim_start();
        } else if let Some(after) = CHANGES.iter().find_map(|word| body.strip_prefix(word)) {
            rest = after.strip_prefix(['到', '至']).unwrap_or(after).trim_start();
        }
        if let Some(spread) = rest.strip_prefix('±') {
            return self.spread(spread);
        }
        let (sign, rest) = sign(rest);
        let (value, rate, rest) = self.number(rest)?;
        if let Some(at) = rest.find(is_range_mark) {
            if sign.is_some() {
                return self.fail(rest, "比较符号与区间不能同时写");
            }
            return self.range(value, self.unit(&rest[..at], value, rate)?, &rest[at..]);
        }
        let tail = Tail::split(rest);
        let unit = self.unit(tail.unit, value, rate)?;
        let kind = match combine(sign.map(|(sign, _)| sign), tail.suffix, tail.included) {
            Some(Some(Sign::AtLeast)) => Kind::AtLeast(value),
            Some(Some(Sign::AtMost)) => Kind::AtMost(value),
            Some(Some(Sign::Above)) => Kind::Above(value),
            Some(Some(Sign::Below)) => Kind::Below(value),
            Some(Some(Sign::Exactly)) => Kind::Exactly(value),
            Some(None) if held.is_some() => return self.fail(rest, "没有写明“以内”“以上”还是“等于”"),
            Some(None) => Kind::Bare(value),
            None => return self.fail(rest, "前面的符号与后面的“以上”“以下”“含”对不上"),
        };
        Ok((kind, unit))
    }

    /// “±10%”“±5人以内”。
    fn spread(&self, text: &str) -> Result<(Kind, Unit), TargetError> {
        let (value, rate, rest) = self.number(text)?;
        let tail = Tail::split(rest);
        if value < Decimal::ZERO || tail.included.is_some() || matches!(tail.suffix, Some(Suffix::Up | Suffix::Within))
        {
            return self.fail(text, "± 后面只写一个数与单位");
        }
        let unit = self.unit(tail.unit, value, rate)?;
        let interval = Interval { low: Some(Bound::closed(-value)), high: Some(Bound::closed(value)) };
        Ok((Kind::Between(interval), unit))
    }

    /// 区间的后一端；`text` 从连接号开始。
    fn range(&self, low: Decimal, low_unit: Unit, text: &str) -> Result<(Kind, Unit), TargetError> {
        let mut far = text.chars();
        let mark = far.next();
        let far = far.as_str();
        // 中文破折号占两格，写作两个字符。
        let far =
            mark.filter(|c| matches!(c, '—' | '―' | '─')).and_then(|c| far.strip_prefix(c)).unwrap_or(far).trim_start();
        if mark.is_some_and(|c| fold(c) == '-') && far.chars().next().is_some_and(|c| fold(c) == '-') {
            return self.fail(far, "连写两个横线，分不清连接号与负号");
        }
        let (high, rate, rest) = self.number(far)?;
        let tail = Tail::split(rest);
        if tail.included.is_some() || tail.suffix.is_some_and(|s| s != Suffix::Within) {
            return self.fail(rest, "区间后面不能再写“以上”“以下”“含”");
        }
        let unit = self.shared(low_unit, self.unit(tail.unit, high, rate)?, far)?;
        let interval = Interval { low: Some(Bound::closed(low)), high: Some(Bound::closed(high)) };
        if interval.is_empty() { Err(TargetError::EmptyRange) } else { Ok((Kind::Between(interval), unit)) }
    }

    /// “[60%,90%)”。逗号可能是千位分隔号，只有一种断法读得通才算数。
    fn brackets(&self, body: &str) -> Result<(Interval, Unit), TargetError> {
        const MOST_COMMAS: usize = 12;
        let low_closed = !body.starts_with(['(', '（']);
        let mut inner = body.chars();
        inner.next();
        let high_closed = match inner.next_back().map(fold) {
            Some(')') => false,
            Some(']' | '】') => true,
            _ => return self.fail(body, "括号不成对，或括号后面还有文字"),
        };
        let inner = inner.as_str();
        let mut result = self.fail(inner, "括号里要写两端，中间用逗号");
        for (at, comma) in inner.match_indices([',', '，', ';', '；']).take(MOST_COMMAS) {
            let low = self.end(&inner[..at], "-∞");
            let high = self.end(&inner[at + comma.len()..], "∞");
            match (low, high) {
                (Ok(_), Ok(_)) if result.is_ok() => return self.fail(inner, "逗号太多，分不清两端"),
                (Ok(low), Ok(high)) => result = Ok((low, high)),
                (Err(error), _) | (_, Err(error)) if result.is_err() => result = Err(error),
                _ => {}
            }
        }
        let ((low, low_unit), (high, high_unit)) = result?;
        let interval = Interval {
            low: low.map(|value| Bound { value, closed: low_closed }),
            high: high.map(|value| Bound { value, closed: high_closed }),
        };
        let unit = self.shared(low_unit, high_unit, inner)?;
        if interval.is_empty() { Err(TargetError::EmptyRange) } else { Ok((interval, unit)) }
    }

    /// 括号里的一端：数与单位，或无穷。
    fn end(&self, text: &str, infinity: &str) -> Result<(Option<Decimal>, Unit), TargetError> {
        let word = text.trim();
        let unsigned = word.strip_prefix(['+', '＋']).unwrap_or(word);
        if unsigned.chars().map(fold).eq(infinity.chars()) {
            return Ok((None, Unit::default()));
        }
        let (value, rate, rest) = self.number(text)?;
        Ok((Some(value), self.unit(rest, value, rate)?))
    }

    /// 读一个数，返回数值、写在数前面的比率单位（“%90”“百分之90”）与剩下的文字。
    fn number<'t>(&self, text: &'t str) -> Result<(Decimal, Option<Unit>, &'t str), TargetError> {
        let text = text.trim_start();
        let prefix = ["%", "％", "﹪", "百分之", "‰", "千分之"].into_iter().enumerate();
        let prefix = prefix.filter_map(|(order, word)| Some((order, text.strip_prefix(word)?))).next();
        let (rate, digits) = match prefix {
            Some((0..=3, digits)) => (Some(Unit::percent()), digits.trim_start()),
            Some((_, digits)) => (Unit::read("‰"), digits.trim_start()),
            None => (None, text),
        };
        match scan_number(digits).map_err(TargetError::Number)? {
            Some((value, length)) => Ok((value, rate, &digits[length..])),
            None => self.fail(digits, "这里应当是一个数"),
        }
    }

    /// 数后面的文字须整个是单位。
    fn unit(&self, text: &str, value: Decimal, rate: Option<Unit>) -> Result<Unit, TargetError> {
        let word = text.trim();
        if let Some(rate) = rate {
            return if word.is_empty() { Ok(rate) } else { self.fail(text, "单位在数的前后各写了一次") };
        }
        let Some(unit) = Unit::read(word) else {
            return self.not_a_unit(text);
        };
        let name = unit.as_str();
        if matches!(name, "" | "%") {
            return Ok(unit);
        }
        let year = name.starts_with('年') && value >= Decimal::from(1900) && value <= Decimal::from(2100);
        if year || name.starts_with(['月', '号']) || name.ends_with(['前', '后', '底', '末', '初']) {
            return self.fail(text, "像日期又不是完整的日期；时长写“12个月”，时限写“12月底前”");
        }
        let spelled = name.starts_with(|c: char| c.is_alphabetic() || c == '‰');
        // 与数隔开的生僻字样，多半是别的话而不是单位。
        let apart = word.len() != text.len() || word.contains(char::is_whitespace);
        if !spelled || NOT_IN_UNITS.iter().any(|word| name.contains(word)) || (apart && !unit.is_known()) {
            return self.not_a_unit(text);
        }
        Ok(unit)
    }

    /// 报告不是单位的文字；先有单位、后有话的另外说明。
    fn not_a_unit<T>(&self, text: &str) -> Result<T, TargetError> {
        const VAGUE: &[&str] = &["左右", "上下"];
        let word = text.trim();
        let spaced = word
            .split_once(char::is_whitespace)
            .filter(|(head, _)| Unit::read(head).is_some_and(|unit| !unit.is_none() && unit.is_known()));
        let rest = spaced.map(|(_, rest)| rest).or_else(|| word.strip_prefix(['%', '％', '‰']));
        let is_words = |rest: &str| {
            rest.contains(char::is_alphabetic)
                && !rest.contains(|c: char| fold(c).is_ascii_digit())
                && !VAGUE.contains(&rest.trim())
        };
        match self.fail(text, "数后面的文字不是计量单位") {
            Err(TargetError::Grammar { at, .. }) if rest.is_some_and(is_words) => Err(TargetError::Words { at }),
            failed => failed,
        }
    }

    /// 区间两端共用的单位；一端没写的随另一端。
    fn shared(&self, low: Unit, high: Unit, part: &str) -> Result<Unit, TargetError> {
        match (low.is_none(), high.is_none()) {
            (true, _) => Ok(high),
            (_, true) => Ok(low),
            _ if low == high => Ok(low),
            _ => self.fail(part, "区间两端的单位不同"),
        }
    }
}

/// 连接区间两端的符号或字。
fn is_range_mark(c: char) -> bool {
    matches!(fold(c), '-' | '~' | '—' | '–' | '―' | '─' | '∼' | '〜' | '至' | '到')
}
