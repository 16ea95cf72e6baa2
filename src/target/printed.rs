//! 公开的表上印的指标值：不是照格式写的，符号与单位可能写在名称里，数可能夹在话里。
//!
//! 先照通常的写法读；读不通再换着读：汉字数换成阿拉伯数字，去掉空格与说明的话，一句话里只有一个数的取那个数。
//! 含义不止一种的仍旧报错，不猜。

use super::numeral::in_digits;
use super::sign::{Sign, prefix_words, relation, sign, suffix_words};
use super::{Bound, Deadline, Interval, Kind, Target, TargetError, grammar};
use crate::number::{Decimal, Unit, fold, scan_number};

/// 句子里的数前面可以有的动词：“完成3个项目建设”里的数就是指标值。
const VERBS: &[&str] = &[
    "完成", "开展", "建设", "新建", "改建", "举办", "组织", "培训", "购置", "采购", "实现", "覆盖", "发放", "保障",
    "安装", "维修", "改造", "种植", "补助", "资助", "救助", "扶持", "新增",
];

/// 说不准的话：这个数只是约数。
const VAGUE: &[&str] = &["左右", "上下", "约", "大概", "近", "多个", "余"];

/// 每过一段时间一次的期限：“每月10日前”。
const RECURRING: &[&str] = &["每月", "每季度", "每周", "次月", "每季"];

/// 一句话至少要有这么多汉字，读不出数时才算文字描述。
const SENTENCE: usize = 6;

/// 读公开的表上印的一个指标值。`name` 是指标的名称：“公猪舍(≥**平方米)”的符号与单位、“经营主体(个)”的单位在那里。
///
/// 没有写符号的仍是 [`Kind::Bare`]。
pub fn read_printed(text: &str, name: &str) -> Result<Target, TargetError> {
    let whole = text.trim();
    let (mut kind, mut unit) = read(whole, name)?;
    let hint = Hint::in_name(name);
    if kind.value().is_some() {
        if unit.is_none() {
            unit = hint.unit;
        }
        if let (Kind::Bare(value), Some(sign)) = (kind, hint.sign) {
            kind = signed(sign, value);
        }
        // “完成时间”写作 2021 的是年份，写作 20211231 的是日期。
        if unit.is_none()
            && let Kind::Bare(_) = kind
            && timed(name)
            && let Some(deadline) = bare_date(whole)
        {
            (kind, unit) = (Kind::Date(deadline), Unit::default());
        }
    }
    Ok(Target { text: whole.to_owned(), kind, unit })
}

/// 名称说的是时间。
fn timed(name: &str) -> bool {
    ["时间", "时限", "日期", "期限"].iter().any(|word| name.contains(word))
}

/// 没有分隔的日期：“2021”“20211231”“2021.12”。
fn bare_date(text: &str) -> Option<Deadline> {
    let digits: String = text.chars().map(fold).collect();
    let spaced = match digits.len() {
        4 => format!("{digits}年"),
        8 if digits.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])
        }
        6 | 7 => digits.split_once('.').map(|(year, month)| format!("{year}年{month}月"))?,
        _ => return None,
    };
    Deadline::read(&spaced)
}

fn signed(sign: Sign, value: Decimal) -> Kind {
    match sign {
        Sign::AtLeast => Kind::AtLeast(value),
        Sign::AtMost => Kind::AtMost(value),
        Sign::Above => Kind::Above(value),
        Sign::Below => Kind::Below(value),
        Sign::Exactly => Kind::Exactly(value),
    }
}

fn read(whole: &str, name: &str) -> Result<(Kind, Unit), TargetError> {
    // “2021.01-2021.12”两头都是年月，不是小数。
    if let Some(deadline) = period_end(whole) {
        return Ok((Kind::Date(deadline), Unit::default()));
    }
    let first = grammar::read(whole);
    match &first {
        Ok((Kind::Qualitative, _)) if in_digits(whole).is_none() => return first,
        Ok((Kind::Qualitative, _)) | Err(TargetError::Grammar { .. } | TargetError::Words { .. }) => {}
        Ok((_, unit)) if unit.is_known() => return first,
        Ok(_) => {}
        Err(TargetError::Number(_)) => {}
        Err(_) => return first,
    }
    let (text, numerals) = spelled(whole);
    if RECURRING.iter().any(|word| text.starts_with(word)) && text.contains(['日', '号']) {
        return Ok((Kind::Qualitative, Unit::default()));
    }
    if let Ok((kind, unit)) = grammar::read(&text)
        && !matches!(kind, Kind::Qualitative)
        && (unit.is_known() || matches!(kind, Kind::Date(_)))
    {
        return Ok((kind, unit));
    }
    let found = chain(&text).or_else(|| dated(&text)).or_else(|| single(&text, name, numerals));
    match (found, first) {
        (Some(found), _) => Ok(found),
        (None, Ok(first)) => Ok(first),
        (None, Err(error)) if is_sentence(&text) => match error {
            TargetError::Number(_) => Err(error),
            _ => Ok((Kind::Qualitative, Unit::default())),
        },
        (None, Err(TargetError::Grammar { .. } | TargetError::Words { .. })) if numbers(&text).len() > 1 => {
            Err(TargetError::Grammar { at: 0, why: "一格里不止一个数，说不清以哪个为准" })
        }
        (None, Err(error)) => Err(error),
    }
}

/// 说明的话多于数。
fn is_sentence(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(|c| c.is_ascii_digit()).count();
    letters >= SENTENCE && letters > digits * 2 && !VAGUE.iter().any(|word| text.contains(word) && letters < 10)
}

/// 换成通常的字形。
pub(super) fn respelled(text: &str) -> String {
    spelled(text).0
}

/// 全角折半角，汉字数换成阿拉伯数字，去掉数与符号旁边的空格、行末的标点，改正夹在 % 前的字母 O 与 l；
/// 第二个值说明有没有汉字写的数。
fn spelled(text: &str) -> (String, bool) {
    let folded: Vec<char> = text
        .chars()
        .map(|c| match fold(c) {
            '〉' | '﹥' => '>',
            '〈' | '﹤' => '<',
            '﹦' => '=',
            other => other,
        })
        .collect();
    let close = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || ".%><=≥≤≧≦±~-".contains(*c));
    let mut out = String::with_capacity(text.len());
    for (at, &c) in folded.iter().enumerate() {
        let before = folded[..at].iter().rev().find(|c| !c.is_whitespace());
        let after = folded[at + 1..].iter().find(|c| !c.is_whitespace());
        let both_digits = before.is_some_and(char::is_ascii_digit) && after.is_some_and(char::is_ascii_digit);
        if c.is_whitespace() && !both_digits && (close(before) || close(after) || before.is_none() || after.is_none()) {
            continue;
        }
        out.push(c);
    }
    let out = rate_letters(out.trim_end_matches(['。', ';', ',', '、', '.']));
    let out = ["指标值", "目标值", "年度目标"].iter().fold(out, |text, label| {
        text.strip_prefix(label).and_then(|rest| rest.strip_prefix(':')).map(str::to_owned).unwrap_or(text)
    });
    let out = out.trim_start_matches(['￥', '¥']).to_owned();
    let out = without_notes(&out);
    match in_digits(&out) {
        Some(digits) => (digits, true),
        None => (out, false),
    }
}

/// 认错的字：“1OO%”“l00%”里的字母是数字。
fn rate_letters(text: &str) -> String {
    let Some(head) = text.strip_suffix('%') else { return text.to_owned() };
    let start = head
        .rfind(|c: char| !(c.is_ascii_digit() || "OolI.".contains(c)))
        .map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8));
    let run = &head[start..];
    if !run.contains(|c: char| c.is_ascii_digit()) || !run.contains(['O', 'o', 'l', 'I']) {
        return text.to_owned();
    }
    let mended: String = run
        .chars()
        .map(|c| match c {
            'O' | 'o' => '0',
            'l' | 'I' => '1',
            c => c,
        })
        .collect();
    format!("{}{mended}%", &head[..start])
}

/// 去掉“(含95%)”这样的附注，留下“(含)”。
fn without_notes(text: &str) -> String {
    let Some(open) = text.rfind('(') else { return text.to_owned() };
    let Some(inside) = text[open + 1..].split(')').next() else { return text.to_owned() };
    let close = open + 1 + inside.len();
    let note =
        ["不含", "含"].iter().find(|word| inside.starts_with(*word) && inside.chars().any(|c| c.is_ascii_digit()));
    match note {
        Some(note) if close < text.len() => format!("{}({note}){}", &text[..open], &text[close + 1..]),
        _ => text.to_owned(),
    }
}

/// 两头都写了符号的区间：“90%≤满意度<95%”“≥90%且≤100%”“大于0小于5”。
fn chain(text: &str) -> Option<(Kind, Unit)> {
    let spans = numbers(text);
    let [(first, first_end), (second, second_end)] = spans[..] else { return None };
    let (low, high) = (&text[first..first_end], &text[second..second_end]);
    let between = &text[first_end..second];
    let (low, high) = (scan_number(low).ok()??.0, scan_number(high).ok()??.0);
    let (unit, after) = unit_of(between);
    let last = unit_of(&text[second_end..]);
    let unit = if unit.is_none() { last.0 } else { unit };
    if !last.1.trim().is_empty() {
        return None;
    }
    let (lower, upper) = if first == 0 {
        // 90%≤X<95%
        let (opening, rest) = sign(after.trim_start());
        let (closing, _) = sign_at_end(rest)?;
        (flipped(opening?.0)?, closing)
    } else {
        let (opening, before) = sign_at_end(&text[..first])?;
        let joined = after.trim_start_matches(['且', '并', ',', ';', '、', '而', ' ']);
        let (closing, rest) = sign(joined);
        if !rest.is_empty() || !before.is_empty() {
            return None;
        }
        (opening, closing?.0)
    };
    let bound = |value, sign| match sign {
        Sign::AtLeast | Sign::AtMost => Some(Bound::closed(value)),
        Sign::Above | Sign::Below => Some(Bound::open(value)),
        Sign::Exactly => None,
    };
    let is_lower = |sign| matches!(sign, Sign::AtLeast | Sign::Above);
    let interval = match (is_lower(lower), is_lower(upper)) {
        (true, false) => Interval { low: bound(low, lower), high: bound(high, upper) },
        (false, true) => Interval { low: bound(high, upper), high: bound(low, lower) },
        _ => return None,
    };
    (interval.low.is_some() && interval.high.is_some() && !interval.is_empty())
        .then_some((Kind::Between(interval), unit))
}

/// “90%≤X”说的是 X≥90%。
fn flipped(sign: Sign) -> Option<Sign> {
    match sign {
        Sign::AtLeast => Some(Sign::AtMost),
        Sign::AtMost => Some(Sign::AtLeast),
        Sign::Above => Some(Sign::Below),
        Sign::Below => Some(Sign::Above),
        Sign::Exactly => None,
    }
}

/// 夹在话里的时限：“项目于2021年12月底前完成验收”“2021年1月-12月”。
fn dated(text: &str) -> Option<(Kind, Unit)> {
    let found = |deadline| Some((Kind::Date(deadline), Unit::default()));
    if let Some(deadline) = period_end(text) {
        return found(deadline);
    }
    if text.chars().count() > 60 {
        return None;
    }
    let start = text.find(|c: char| c.is_ascii_digit()).or_else(|| text.find("年底")).or_else(|| text.find("年内"))?;
    let body = &text[start..];
    let ends = body.char_indices().map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>();
    let (end, deadline) = ends.into_iter().rev().find_map(|end| Some((end, Deadline::read(&body[..end])?)))?;
    let rest = &body[end..];
    // 后面还有数的是另一件事；只说了一年的多半是工作的名称。
    let only_year = !body[..end].contains(['月', '底', '末', '内', '前', '-', '/', '.']);
    let unrelated = rest.chars().any(|c| c.is_ascii_digit()) || (only_year && !rest.starts_with("完成"));
    if unrelated { None } else { found(deadline) }
}

/// 一段日子：期限是后一端。
fn period_end(text: &str) -> Option<Deadline> {
    let mark = |c: char| matches!(c, '-' | '~' | '—' | '–' | '至' | '到');
    for (at, c) in text.char_indices().filter(|(_, c)| mark(*c)) {
        let (left, right) = (&text[..at], text[at + c.len_utf8()..].trim_start_matches(mark));
        let is_date = |c: char| c.is_ascii_digit() || "年月日号./ 份底末".contains(c);
        if left.is_empty() || !left.chars().all(is_date) || !left.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let dotted = |text: &str| bare_date(text).filter(|_| text.contains('.'));
        let year = left.split_once('年').map(|(year, _)| year).filter(|year| year.len() == 4);
        let own_year = right.contains('年') || right.split(['-', '/', '.']).next().is_some_and(|head| head.len() == 4);
        let read = match year {
            Some(year) if !own_year => Deadline::read(&format!("{year}年{right}")),
            _ => Deadline::read(right).filter(|_| right.contains(['年', '月']) || own_year).or_else(|| dotted(right)),
        };
        if let Some(deadline) = read.filter(|_| left.contains(['年', '月', '.', '/']) || right.contains('月')) {
            return Some(deadline);
        }
    }
    None
}

/// 一句话里只有一个数（或只有一个数带符号、只有末尾一个是率）。
///
/// `numerals` 为真时数原是汉字写的，后面不能再接别的话：“一次性补助”不是一次。
fn single(text: &str, name: &str, numerals: bool) -> Option<(Kind, Unit)> {
    let spans = numbers(text);
    let &(start, end) = match spans[..] {
        [] => return None,
        [_] => spans.first()?,
        _ => {
            let symbol = |at: usize| matches!(sign_at_end(&text[..at]), Some((_, head)) if !head.is_empty());
            let signed: Vec<_> = spans.iter().filter(|(start, _)| symbol(*start)).collect();
            match (signed[..].first(), spans.last()?) {
                (Some(only), last) if signed.len() == 1 && *only == last => last,
                (None, last @ (start, end))
                    if text[..*start].ends_with(['率', '度']) && text[*end..].starts_with('%') =>
                {
                    last
                }
                _ => return None,
            }
        }
    };
    let (value, _) = scan_number(&text[start..end]).ok()??;
    let (head, tail) = (&text[..start], &text[end..]);
    let (head, rate_before) = match head.strip_suffix('%') {
        Some(head) => (head, true),
        None => (head, false),
    };
    let (operator, before) = match sign_at_end(head) {
        Some((sign, before)) => (Some(sign), before),
        None => (None, head),
    };
    let (unit, after) = if rate_before { (Unit::percent(), tail) } else { unit_of(tail) };
    let (suffix, after) = suffix_words(after);
    let words = after.trim_matches(|c: char| c.is_whitespace() || ",。;、()（）".contains(c));
    let ordinal =
        before.ends_with(['第', '.', '、', '(', '#']) || (before.ends_with('前') && !before.ends_with("提前"));
    let doubtful = ordinal || VAGUE.iter().any(|word| text.contains(word));
    let year = tail.starts_with('年') && value >= Decimal::from(1900) && value <= Decimal::from(2100);
    if doubtful || year || words.starts_with(['.', '、', ':']) {
        return None;
    }
    let headed = (before.is_empty() && !numerals) || VERBS.iter().any(|verb| before.ends_with(verb));
    let spoken = operator.is_some() || suffix.is_some();
    // 没有单位也没有符号的数，未必是指标值。
    if (unit.is_none() && !spoken && !(before.is_empty() && words.is_empty()))
        || (!words.is_empty() && !spoken && !headed)
    {
        return None;
    }
    // 没有单位的数后面紧跟着话，是一个不认得的单位。
    if unit.is_none() && !words.is_empty() && !rate_before && Hint::in_name(name).unit.is_none() && operator.is_none() {
        return None;
    }
    let kind = match (operator, suffix) {
        (Some(sign), Some(after)) if sign != after => return None,
        (Some(sign), _) | (None, Some(sign)) => signed(sign, value),
        (None, None) => Kind::Bare(value),
    };
    Some((kind, unit))
}

/// 各个数在文中的起止。
pub(super) fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match scan_number(&text[at..]) {
            Ok(Some((_, length))) if c.is_ascii_digit() => {
                spans.push((at, at + length));
                at += length;
            }
            _ => at += c.len_utf8(),
        }
    }
    spans
}

/// 开头最长的一个认得的单位，与剩下的文字。
pub(super) fn unit_of(text: &str) -> (Unit, &str) {
    let text = text.trim_start();
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(12).collect();
    for end in ends.into_iter().rev() {
        let unit = Unit::read(&text[..end]).filter(|unit| !unit.is_none() && unit.is_known());
        if let Some(unit) = unit {
            return (unit, &text[end..]);
        }
    }
    (Unit::default(), text)
}

/// 末尾的比较符号或比较词，与它前面的文字。
fn sign_at_end(text: &str) -> Option<(Sign, &str)> {
    let text = text.trim_end();
    let symbols = text.trim_end_matches(|c| matches!(relation(c), '≥' | '≤' | '>' | '<' | '='));
    if symbols.len() < text.len() {
        let (found, rest) = sign(&text[symbols.len()..]);
        return found.filter(|_| rest.is_empty()).map(|(sign, _)| (sign, symbols));
    }
    prefix_words().find_map(|(word, sign)| Some((sign, text.strip_suffix(word)?)))
}

/// 名称里带的符号与单位：“排污沟(≥米)”“带动贫困户(人)”“满意度≥”。
#[derive(Default)]
struct Hint {
    sign: Option<Sign>,
    unit: Unit,
}

impl Hint {
    fn in_name(name: &str) -> Hint {
        let name = name.trim().trim_end_matches(['*', '_']);
        if let Some((sign, _)) = sign_at_end(name).filter(|_| name.ends_with(|c| "≥≤><=".contains(relation(c)))) {
            return Hint { sign: Some(sign), unit: Unit::default() };
        }
        let Some(inside) = name.strip_suffix([')', '）']) else { return Hint::default() };
        let Some((_, note)) = inside.rsplit_once(['(', '（']) else { return Hint::default() };
        let note = note.trim();
        let note = note.strip_prefix("单位").map_or(note, |rest| rest.trim_start_matches([':', '：', ' ']));
        let (sign, rest) = sign(note);
        let rest = rest.trim_start_matches(|c: char| matches!(fold(c), '*' | '_' | 'X' | '×' | ' ' | '…'));
        let unit = Unit::read(rest).filter(|unit| unit.is_known() || rest == "月");
        match (sign, unit.filter(|unit| !unit.is_none())) {
            (Some((sign, _)), Some(unit)) => Hint { sign: Some(sign), unit },
            (None, Some(unit)) => Hint { sign: None, unit },
            (_, None) => Hint::default(),
        }
    }
}

#[cfg(test)]
mod tests;
