//! 汉字写的数：“三”“二十五”“一百零五”“二〇二一”“三点五”，以及“百分之九十五”“九成”。

use crate::number::fold;

const DIGITS: &str = "〇一二三四五六七八九";

/// 汉字数字的值；“零”“两”另有写法。
fn digit(c: char) -> Option<u64> {
    match c {
        '零' | '○' => Some(0),
        '两' => Some(2),
        _ => DIGITS.chars().position(|d| d == c).map(|at| at as u64),
    }
}

/// 位的大小：十、百、千；万与亿另算。
fn place(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        _ => None,
    }
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || place(c).is_some() || matches!(c, '万' | '亿' | '点')
}

/// 整段汉字读作一个数，写成阿拉伯数字；读不通的返回 `None`。
fn read(run: &str) -> Option<String> {
    let (whole, fraction) = match run.split_once('点') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (run, None),
    };
    let mut text = integer(whole)?.to_string();
    if let Some(fraction) = fraction {
        text.push('.');
        for c in fraction.chars() {
            text.push_str(&digit(c)?.to_string());
        }
        if fraction.is_empty() {
            return None;
        }
    }
    Some(text)
}

fn integer(run: &str) -> Option<u64> {
    if run.is_empty() || run.chars().count() > 12 {
        return None;
    }
    // “二〇二一”逐位写的，不带十百千。
    if run.chars().count() > 1 && run.chars().all(|c| digit(c).is_some()) {
        return run.chars().try_fold(0u64, |sum, c| Some(sum * 10 + digit(c)?));
    }
    let (mut total, mut section, mut pending) = (0u64, 0u64, None);
    for c in run.chars() {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|before| before != 0) {
                return None;
            }
            pending = Some(value);
        } else if let Some(size) = place(c) {
            // “十五”的十前面没有数字。
            section += pending.take().unwrap_or(u64::from(size == 10 && section == 0)) * size;
        } else {
            let size = if c == '亿' { 100_000_000 } else { 10_000 };
            section += pending.take().unwrap_or(0);
            total = total.checked_add(section.checked_mul(size)?)?;
            section = 0;
        }
    }
    let value = total.checked_add(section + pending.unwrap_or(0))?;
    (value > 0 || run.contains(['零', '〇', '○'])).then_some(value)
}

/// 把汉字写的数换成阿拉伯数字：“百分之九十五以上”是“95%以上”，“不少于三次”是“不少于3次”。
///
/// 单独一个“百”“万”是单位的一部分，跟在阿拉伯数字后面的也是，都不换。没有可换的返回 `None`。
pub(super) fn in_digits(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut changed) = (text, false);
    while let Some(c) = rest.chars().next() {
        if let Some((rate, after)) =
            ["百分之", "千分之"].iter().zip(["%", "‰"]).find_map(|(word, rate)| Some((rate, rest.strip_prefix(word)?)))
        {
            let run = leading(after);
            let value = if run == "百" { Some("100".to_owned()) } else { read(run) };
            if let Some(value) = value {
                out.push_str(&value);
                out.push_str(rate);
                (rest, changed) = (&after[run.len()..], true);
                continue;
            }
        }
        let run = leading(rest);
        let starts = digit(c).is_some() || c == '十';
        let follows = out.chars().next_back().is_some_and(|last| fold(last).is_ascii_digit());
        if starts
            && !follows
            && let Some(value) = read(run)
        {
            let after = &rest[run.len()..];
            match after.strip_prefix('成').filter(|_| value.len() <= 2 && !value.contains('.')) {
                Some(after) => {
                    out.push_str(&value);
                    out.push_str("0%");
                    rest = after;
                }
                None => {
                    out.push_str(&value);
                    rest = after;
                }
            }
            changed = true;
            continue;
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    changed.then_some(out)
}

/// 开头一段汉字数。
fn leading(text: &str) -> &str {
    let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 汉字写的数() {
        for (text, want) in [
            ("三次", Some("3次")),
            ("不少于十五场", Some("不少于15场")),
            ("二十五", Some("25")),
            ("一百零五人", Some("105人")),
            ("一千二百", Some("1200")),
            ("三万五千元", Some("35000元")),
            ("百分之九十五以上", Some("95%以上")),
            ("不低于百分之九十八点五", Some("不低于98.5%")),
            ("千分之三", Some("3‰")),
            ("九成以上", Some("90%以上")),
            ("二〇二一年底", Some("2021年底")),
            ("十二月底前", Some("12月底前")),
            ("百分之百", Some("100%")),
            ("5万元", None),
            ("万元", None),
            ("优良", None),
        ] {
            assert_eq!(in_digits(text).as_deref(), want, "{text}");
        }
    }
}
