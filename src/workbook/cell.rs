//! 公式里的格与数怎样写。

use crate::number::{Decimal, Mode, Rounding, plain};

/// 列的字母，从零起。
pub fn letters(column: u16) -> String {
    let mut text = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        text.insert(0, char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    text
}

/// 一格，列不随填充而动，如 `$K7`；行从零起。
pub fn at(column: u16, row: u32) -> String {
    format!("${}{}", letters(column), row + 1)
}

/// 一列里的一段，如 `$K$4:$K$20`；行从零起，含两端。
pub fn range(column: u16, first: u32, last: u32) -> String {
    let letters = letters(column);
    format!("${letters}${}:${letters}${}", first + 1, last + 1)
}

/// 公式里的数；负数加括号。
pub fn number(value: Decimal) -> String {
    let text = plain(value);
    if value.is_sign_negative() { format!("({text})") } else { text }
}

/// 公式里的文字：加引号，引号写两个。公式里的一段文字至多 255 字，更长的写不进，为 `None`。
pub fn text(value: &str) -> Option<String> {
    let fits = value.encode_utf16().count() <= 255 && !value.contains(['\n', '\r']);
    fits.then(|| format!("\"{}\"", value.replace('"', "\"\"")))
}

/// 修约 `value`：电子表格的数是二进制的，先把放大后的数收到七位小数，中点与整数才是它本来的样子。
pub fn rounded(value: &str, rounding: Rounding) -> String {
    let places = rounding.places;
    let power = plain(Decimal::from(10_u64.pow(places)));
    let scaled = if places == 0 { format!("ROUND({value},7)") } else { format!("ROUND(({value})*{power},7)") };
    let back = if places == 0 { String::new() } else { format!("/{power}") };
    match rounding.mode {
        Mode::HalfUp => format!("ROUND({scaled},0){back}"),
        Mode::Down => format!("ROUNDDOWN({scaled},0){back}"),
        Mode::Up => format!("ROUNDUP({scaled},0){back}"),
        Mode::HalfEven => {
            format!("IF(ABS(MOD({scaled},1)-0.5)<0.000001,2*ROUND({scaled}/2,0),ROUND({scaled},0)){back}")
        }
    }
}

/// 比较两个算出来的量：差收到十位小数再与零比，`sign` 如 `>=`。
pub fn compare(left: &str, sign: &str, right: &str) -> String {
    format!("ROUND({left}-{right},10){sign}0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 列的字母() {
        for (column, want) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), want);
        }
        assert_eq!(at(10, 6), "$K7");
        assert_eq!(range(10, 3, 19), "$K$4:$K$20");
    }

    #[test]
    fn 文字里的引号与过长的文字() {
        assert_eq!(text("“优”\"良\"").as_deref(), Some("\"“优”\"\"良\"\"\""));
        assert_eq!(text(&"长".repeat(256)), None);
        assert_eq!(text("两\n行"), None);
    }

    #[test]
    fn 修约的写法() {
        let at = |mode, places| rounded("X", Rounding { places, mode });
        assert_eq!(at(Mode::HalfUp, 2), "ROUND(ROUND((X)*100,7),0)/100");
        assert_eq!(at(Mode::Down, 0), "ROUNDDOWN(ROUND(X,7),0)");
        assert_eq!(at(Mode::Up, 1), "ROUNDUP(ROUND((X)*10,7),0)/10");
        assert!(at(Mode::HalfEven, 2).starts_with("IF(ABS(MOD(ROUND((X)*100,7),1)-0.5)"));
    }
}
