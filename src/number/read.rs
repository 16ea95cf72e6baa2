use super::{Decimal, Unit};
use std::str::FromStr;

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
    let mut digits = String::new();
    let mut end = 0;
    let mut seen_point = false;
    let mut groups: Option<usize> = None;
    let mut since = 0usize;
    let mut chars = text.char_indices().peekable();
    while let Some(&(at, raw)) = chars.peek() {
        let c = fold(raw);
        match c {
            '+' | '-' if digits.is_empty() => {
                if c == '-' {
                    digits.push('-');
                } else if end != 0 {
                    return Ok(None);
                }
                end = at + raw.len_utf8();
                chars.next();
                if !chars.peek().is_some_and(|&(_, n)| fold(n).is_ascii_digit()) {
                    return Ok(None);
                }
                continue;
            }
            '0'..='9' => {
                digits.push(c);
                since += 1;
            }
            '.' if !seen_point && since > 0 => {
                let mut ahead = chars.clone();
                ahead.next();
                if !ahead.peek().is_some_and(|&(_, n)| fold(n).is_ascii_digit()) {
                    break;
                }
                if groups.is_some() && since != 3 {
                    return Err(NumberError::Grouping);
                }
                groups = None;
                seen_point = true;
                digits.push('.');
            }
            ',' if !seen_point && since > 0 => {
                let mut ahead = chars.clone();
                ahead.next();
                if !ahead.peek().is_some_and(|&(_, n)| fold(n).is_ascii_digit()) {
                    break;
                }
                if since > 3 || (groups.is_some() && since != 3) {
                    return Err(NumberError::Grouping);
                }
                groups = Some(groups.unwrap_or(0) + 1);
                since = 0;
            }
            _ => break,
        }
        end = at + raw.len_utf8();
        chars.next();
    }
    if groups.is_some() && since != 3 {
        return Err(NumberError::Grouping);
    }
    if !digits.ends_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let significant = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    let fraction = digits.split_once('.').map_or(0, |(_, f)| f.len());
    if significant > MAX_DIGITS || fraction > MAX_DIGITS {
        return Err(NumberError::TooManyDigits);
    }
    match Decimal::from_str(&digits) {
        Ok(value) => Ok(Some((value, end))),
        Err(_) => Err(NumberError::NotANumber),
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
