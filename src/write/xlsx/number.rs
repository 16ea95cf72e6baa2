//! 写成数的格子：全项目只有这里把十进制文字交给表格库的双精度数，别处一律不经浮点。

/// 双精度数能原样记住的有效数字。
const DIGITS: usize = 15;

/// 可以写成数的文字。
#[derive(Debug)]
pub(crate) struct Number {
    pub value: f64,
    /// 显示出同样文字的数字格式。
    pub format: String,
}

/// 认出可以写成数的文字。
///
/// 认得的写法：不带多余的零的整数与小数，可有负号。编码（前面有零）、百分数、带单位与分节号的都不是；
/// 有效数字超过十五位的、换成数再印出来不是原样的也不是，都照文字写。
pub(crate) fn number(text: &str) -> Option<Number> {
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = magnitude.split_once('.').map_or((magnitude, None), |(w, f)| (w, Some(f)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !fraction.is_none_or(digits) || whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let places = fraction.map_or(0, str::len);
    let zero = magnitude.bytes().all(|b| matches!(b, b'0' | b'.'));
    if whole.len() + places > DIGITS || zero && magnitude.len() != text.len() {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    let format = match places {
        0 => "0".to_owned(),
        _ => format!("0.{}", "0".repeat(places)),
    };
    (format!("{value:.places$}") == text).then_some(Number { value, format })
}

/// 纸边，单位由毫米换成英寸：左右 17.7、上下 16、页脚 8，与表样的网页相同。
pub(super) fn margins(worksheet: &mut rust_xlsxwriter::Worksheet) {
    worksheet.set_margins(17.7 / 25.4, 17.7 / 25.4, 16.0 / 25.4, 16.0 / 25.4, 8.0 / 25.4, 8.0 / 25.4);
}

/// 字号由半磅换成磅。
pub(super) fn points(half: u32) -> f64 {
    f64::from(half) / 2.0
}

#[cfg(test)]
mod tests {
    use super::number;
    use proptest::prelude::*;

    #[test]
    fn 数与不是数的文字() {
        let cases = [
            ("0", Some("0")),
            ("12", Some("0")),
            ("-3", Some("0")),
            ("1.50", Some("0.00")),
            ("250.65", Some("0.00")),
            ("-0.10", Some("0.00")),
            ("123456789012345", Some("0")),
            ("0.00", Some("0.00")),
            ("1234567890123456", None),
            ("007", None),
            ("-0", None),
            ("-0.00", None),
            ("+1", None),
            ("=1", None),
            (".5", None),
            ("5.", None),
            ("", None),
            ("-", None),
            ("98%", None),
            ("≥95", None),
            ("1,200", None),
            ("1e3", None),
            ("１２", None),
            ("12 ", None),
            ("NaN", None),
            ("inf", None),
        ];
        for (text, format) in cases {
            assert_eq!(number(text).map(|number| number.format).as_deref(), format, "{text}");
        }
    }

    proptest! {
        /// 存进文件的是最短的写法；补上格式要的零就是原来的文字。
        #[test]
        fn 存下的数印出来是原样(whole in 0u64..10_000_000_000, fraction in "[0-9]{0,5}", negative in any::<bool>()) {
            let point = if fraction.is_empty() { "" } else { "." };
            let sign = if negative && (whole > 0 || fraction.bytes().any(|b| b != b'0')) { "-" } else { "" };
            let text = format!("{sign}{whole}{point}{fraction}");
            let stored = number(&text).unwrap().value.to_string();
            let (stored_whole, stored_fraction) = stored.split_once('.').unwrap_or((&stored, ""));
            let width = fraction.len();
            prop_assert_eq!(format!("{stored_whole}{point}{stored_fraction:0<width$}"), text);
        }
    }
}
