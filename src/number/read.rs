use super::{Decimal, Unit};

/// 一个数最多容许的有效数字位数。
///
/// 十六位足以把百万亿元精确到分；两个这样的数与分值相乘仍不超出 28 位，
/// 因此计分的每一步都没有舍入。
pub const MAX_DIGITS: usize = 16;

/// 读数失败的原因。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// 不是数。
    NotANumber,
    /// 有效数字超过 [`MAX_DIGITS`] 位。
    TooManyDigits,
    /// 千位分隔号不在三位一组的位置。
    Grouping,
}

/// 带单位的数，数值与单位都按书面写法保留：`98%` 是 98 与 `%`，不是 0.98。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub value: Decimal,
    pub unit: Unit,
}

/// 全角数字、字母、符号折成半角，其余不变。
pub fn fold(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '−' | '﹣' => '-',
        '﹢' => '+',
        '﹪' => '%',
        _ => c,
    }
}

/// 从开头取出一个数，返回数值与所占字节数；开头不是数时返回 `Ok(None)`。
///
/// 接受全角数字与符号、正负号、三位一组的千位分隔号。
pub fn scan_number(text: &str) -> Result<Option<(Decimal, usize)>, NumberError> {
    let next = |at: usize| text[at..].chars().next().map(|raw| (fold(raw), at + raw.len_utf8()));
    let digit_at = |at: usize| next(at).is_some_and(|(c, _)| c.is_ascii_digit());
    let (negative, start) = match next(0) {
        Some((sign @ ('+' | '-'), end)) => (sign == '-', end),
        _ => (false, 0),
    };
    if !digit_at(start) {
        return Ok(None);
    }
    let mut scan = Scan { negative, ..Scan::default() };
    let mut end = start;
    while let Some((c, after)) = next(end) {
        match c {
            '0'..='9' => scan.digit(c as u8 - b'0'),
            '.' if !scan.fraction && digit_at(after) => scan.point()?,
            ',' if !scan.fraction && digit_at(after) => scan.separator()?,
            _ => break,
        }
        end = after;
    }
    Ok(Some((scan.value()?, end)))
}

/// 读到一半的数。
#[derive(Default)]
struct Scan {
    negative: bool,
    mantissa: i64,
    /// 有效数字与小数的位数。
    significant: usize,
    scale: usize,
    /// 过了小数点。
    fraction: bool,
    /// 有过千位分隔号，以及其后的位数。
    grouped: bool,
    since: usize,
}

impl Scan {
    fn digit(&mut self, digit: u8) {
        self.since += 1;
        self.scale += usize::from(self.fraction);
        if self.mantissa != 0 || digit != 0 {
            self.significant += 1;
        }
        if self.significant <= MAX_DIGITS {
            self.mantissa = self.mantissa * 10 + i64::from(digit);
        }
    }

    fn separator(&mut self) -> Result<(), NumberError> {
        if self.since > 3 || (self.grouped && self.since != 3) {
            return Err(NumberError::Grouping);
        }
        (self.grouped, self.since) = (true, 0);
        Ok(())
    }

    /// 整数部分到此为止。
    fn point(&mut self) -> Result<(), NumberError> {
        self.end_of_integer()?;
        self.fraction = true;
        Ok(())
    }

    fn end_of_integer(&self) -> Result<(), NumberError> {
        if self.grouped && !self.fraction && self.since != 3 { Err(NumberError::Grouping) } else { Ok(()) }
    }

    fn value(&self) -> Result<Decimal, NumberError> {
        self.end_of_integer()?;
        if self.significant > MAX_DIGITS || self.scale > MAX_DIGITS {
            return Err(NumberError::TooManyDigits);
        }
        let mantissa = if self.negative { -self.mantissa } else { self.mantissa };
        Ok(Decimal::new(mantissa, self.scale as u32))
    }
}

/// 整段文字读作一个不带单位的数（首尾空白不计）。
pub fn read_number(text: &str) -> Result<Decimal, NumberError> {
    let text = text.trim();
    match scan_number(text)? {
        Some((value, end)) if end == text.len() => Ok(value),
        _ => Err(NumberError::NotANumber),
    }
}

/// 整段文字读作一个数，可带单位（前置的 `%` 亦可）。
pub fn read_quantity(text: &str) -> Result<Quantity, NumberError> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['%', '％', '﹪']) {
        return Ok(Quantity { value: read_number(rest)?, unit: Unit::percent() });
    }
    let Some((value, end)) = scan_number(text)? else {
        return Err(NumberError::NotANumber);
    };
    let unit = Unit::read(&text[end..]).ok_or(NumberError::NotANumber)?;
    Ok(Quantity { value, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Result<String, NumberError> {
        read_number(text).map(|v| v.to_string())
    }

    #[test]
    fn 书面写法() {
        assert_eq!(number("１，２３４．５０"), Ok("1234.50".into()));
        assert_eq!(number(" -4.12 "), Ok("-4.12".into()));
        assert_eq!(number("－３"), Ok("-3".into()));
        assert_eq!(number("1,234,567"), Ok("1234567".into()));
        assert_eq!(number("1,23"), Err(NumberError::Grouping));
        assert_eq!(number("1234,567"), Err(NumberError::Grouping));
        assert_eq!(number("12.3.4"), Err(NumberError::NotANumber));
        assert_eq!(number("1e3"), Err(NumberError::NotANumber));
        assert_eq!(number(""), Err(NumberError::NotANumber));
        assert_eq!(number("-"), Err(NumberError::NotANumber));
        assert_eq!(number("--1"), Err(NumberError::NotANumber));
    }

    #[test]
    fn 位数上限() {
        assert_eq!(number("99999999999999.99"), Ok("99999999999999.99".into()));
        assert_eq!(number("12345678901234567"), Err(NumberError::TooManyDigits));
        assert_eq!(number("0.00000000000000001"), Err(NumberError::TooManyDigits));
        assert_eq!(number("0.12345678901234567890123456789"), Err(NumberError::TooManyDigits));
    }

    #[test]
    fn 带单位() {
        let q = read_quantity("98.98 %").unwrap();
        assert_eq!((q.value.to_string().as_str(), q.unit.as_str()), ("98.98", "%"));
        let q = read_quantity("%90").unwrap();
        assert_eq!((q.value.to_string().as_str(), q.unit.as_str()), ("90", "%"));
        let q = read_quantity("2,000元／人•月").unwrap();
        assert_eq!((q.value.to_string().as_str(), q.unit.as_str()), ("2000", "元/人·月"));
        assert_eq!(read_quantity("95%3"), Err(NumberError::NotANumber));
    }
}
