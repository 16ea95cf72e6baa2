//! 十进制小数交给电子表格的数字格。

use crate::number::{Decimal, plain};

/// 十五位有效数字以内的小数写成二进制的数，读回来还是原来的文字；放不下的没有，改写成文字。
pub fn native(value: Decimal) -> Option<f64> {
    let text = plain(value);
    let number: f64 = text.parse().ok()?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits <= 15 && number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 写得下的与写不下的() {
        for text in ["0", "66.5", "-3", "1234567890123.45", "0.000001"] {
            assert_eq!(native(Decimal::from_str_exact(text).unwrap()).unwrap().to_string(), text);
        }
        assert_eq!(native(Decimal::from_str_exact("1234567890123456.7").unwrap()), None);
    }
}
