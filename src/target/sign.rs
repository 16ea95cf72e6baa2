//! 比较：数前面的符号与词，单位后面的“以上”“以内”“(含)”，以及它们合在一起的意思。

use crate::number::fold;

/// 比较方式，来自符号、前面的词或后缀。
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    AtLeast,
    AtMost,
    Above,
    Below,
    Exactly,
}

/// 写在数前面的比较词；前一个词是后一个词的开头时，长的在前。
const SIGN_WORDS: &[(&str, Sign)] = &[
    ("大于等于", Sign::AtLeast),
    ("大于或等于", Sign::AtLeast),
    ("不少于", Sign::AtLeast),
    ("不低于", Sign::AtLeast),
    ("不小于", Sign::AtLeast),
    ("至少", Sign::AtLeast),
    ("最少", Sign::AtLeast),
    ("达到", Sign::AtLeast),
    ("达", Sign::AtLeast),
    ("小于等于", Sign::AtMost),
    ("小于或等于", Sign::AtMost),
    ("不超过", Sign::AtMost),
    ("不高于", Sign::AtMost),
    ("不大于", Sign::AtMost),
    ("不多于", Sign::AtMost),
    ("未超过", Sign::AtMost),
    ("至多", Sign::AtMost),
    ("最多", Sign::AtMost),
    ("大于", Sign::Above),
    ("超过", Sign::Above),
    ("高于", Sign::Above),
    ("多于", Sign::Above),
    ("小于", Sign::Below),
    ("低于", Sign::Below),
    ("少于", Sign::Below),
    ("不足", Sign::Below),
    ("不满", Sign::Below),
    ("等于", Sign::Exactly),
    ("为", Sign::Exactly),
];

/// 比较符号的各种字形，前面的与后面的同义。
const SIGNS: &[(&str, Sign)] = &[
    ("≥ ≧ ⩾ ≮ >= => ＞＝ ＝＞", Sign::AtLeast),
    ("≤ ≦ ⩽ ≯ <= =< ＜＝ ＝＜", Sign::AtMost),
    ("> ＞ ﹥", Sign::Above),
    ("< ＜ ﹤", Sign::Below),
    ("= ＝ ﹦ ═ ==", Sign::Exactly),
];

impl Sign {
    /// 五个符号之一。
    fn symbol(self) -> &'static str {
        match self {
            Sign::AtLeast => "≥",
            Sign::AtMost => "≤",
            Sign::Above => ">",
            Sign::Below => "<",
            Sign::Exactly => "=",
        }
    }
}

/// 比较的各种写法与它们的意思（`≥`、`≤`、`>`、`<`、`=` 之一），供不能调用 `sign` 的地方对照。
pub fn spellings() -> impl Iterator<Item = (&'static str, &'static str)> {
    let symbols = SIGNS.iter().flat_map(|(all, sign)| all.split(' ').map(|one| (one, sign.symbol())));
    symbols.chain(SIGN_WORDS.iter().map(|(word, sign)| (*word, sign.symbol())))
}

/// 写在单位后面的后缀。
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    Up,
    Down,
    Within,
}

const SUFFIXES: &[(&str, Suffix)] = &[
    ("及以上", Suffix::Up),
    ("以上", Suffix::Up),
    ("及以下", Suffix::Down),
    ("以下", Suffix::Down),
    ("以内", Suffix::Down),
    ("之内", Suffix::Down),
    ("内", Suffix::Down),
    ("之间", Suffix::Within),
];

/// 读走开头的比较符号或比较词；第二个值说明是否符号。
pub(super) fn sign(text: &str) -> (Option<(Sign, bool)>, &str) {
    let mut chars = text.chars();
    let found = match chars.next().map(relation) {
        Some('≥') => Sign::AtLeast,
        Some('≤') => Sign::AtMost,
        Some(first @ ('>' | '<' | '=')) => {
            let after_first = chars.clone();
            match (first, chars.next().map(relation)) {
                ('>', Some('=')) | ('=', Some('>')) => Sign::AtLeast,
                ('<', Some('=')) | ('=', Some('<')) => Sign::AtMost,
                ('=', Some('=')) => Sign::Exactly,
                _ => {
                    chars = after_first;
                    match first {
                        '>' => Sign::Above,
                        '<' => Sign::Below,
                        _ => Sign::Exactly,
                    }
                }
            }
        }
        _ => {
            let word = SIGN_WORDS.iter().find_map(|&(word, sign)| Some(((sign, false), text.strip_prefix(word)?)));
            return word.map_or((None, text), |(sign, rest)| (Some(sign), rest));
        }
    };
    (Some((found, true)), chars.as_str())
}

/// 写在数前面的比较词，长的在前。
pub(super) fn prefix_words() -> impl Iterator<Item = (&'static str, Sign)> {
    SIGN_WORDS.iter().copied().filter(|(word, _)| *word != "为")
}

/// 读走开头的“以上”“以内”一类后缀与“(含)”，返回它的意思与剩下的文字。
pub(super) fn suffix_words(text: &str) -> (Option<Sign>, &str) {
    let rest = text.trim_start();
    let rest = ["(含)", "（含）"].iter().find_map(|note| rest.strip_prefix(note)).unwrap_or(rest);
    let found = SUFFIXES.iter().filter(|(_, suffix)| *suffix != Suffix::Within);
    let found = found.filter_map(|(word, suffix)| Some((*suffix, rest.strip_prefix(word)?))).next();
    match found {
        Some((suffix, after)) => {
            let after = ["(含)", "（含）"].iter().find_map(|note| after.strip_prefix(note)).unwrap_or(after);
            (Some(if suffix == Suffix::Up { Sign::AtLeast } else { Sign::AtMost }), after)
        }
        None => (None, text),
    }
}

/// 比较符号的各种字形归到 ≥ ≤ > < = 五个。
pub(super) fn relation(c: char) -> char {
    match fold(c) {
        '≧' | '⩾' | '≮' | '⪰' => '≥',
        '≦' | '⩽' | '≯' | '⪯' => '≤',
        '﹥' | '〉' => '>',
        '﹤' | '〈' => '<',
        '﹦' | '═' => '=',
        other => other,
    }
}

/// 单位之后的部分：`100%以下(含)` 拆成 `%`、以下、含。
pub(super) struct Tail<'t> {
    pub unit: &'t str,
    pub suffix: Option<Suffix>,
    /// 括号里写明含或不含本数。
    pub included: Option<bool>,
}

impl<'t> Tail<'t> {
    pub fn split(text: &'t str) -> Tail<'t> {
        if matches!(text, "" | "%") {
            return Tail { unit: text, suffix: None, included: None };
        }
        let unit = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(fold(c), '。' | ';' | ',' | '、'));
        let mut tail = Tail { unit, suffix: None, included: None };
        // “以上(含)”与“(含)以上”两种次序都有。
        for _ in 0..2 {
            if tail.included.is_none()
                && let Some((unit, included)) = strip_note(tail.unit)
            {
                (tail.unit, tail.included) = (unit, Some(included));
            }
            if tail.suffix.is_none() {
                let found = SUFFIXES.iter().find_map(|&(word, suffix)| Some((tail.unit.strip_suffix(word)?, suffix)));
                if let Some((unit, suffix)) = found {
                    (tail.unit, tail.suffix) = (unit.trim_end(), Some(suffix));
                }
            }
        }
        tail
    }
}

/// 去掉末尾的“(含)”“(不含)”。
fn strip_note(text: &str) -> Option<(&str, bool)> {
    let inside = text.strip_suffix([')', '）'])?;
    let (unit, note) = inside.rsplit_once(['(', '（'])?;
    let included = match note.trim() {
        "含" | "含本数" | "包含" => true,
        "不含" | "不含本数" | "不包含" => false,
        _ => return None,
    };
    Some((unit.trim_end(), included))
}

/// 前面的比较、后缀、含或不含合在一起的意思；互相矛盾时为 `None`，什么也没写时为 `Some(None)`。
pub(super) fn combine(sign: Option<Sign>, suffix: Option<Suffix>, included: Option<bool>) -> Option<Option<Sign>> {
    let sign = match (sign, suffix) {
        (None, None) => return included.is_none().then_some(None),
        (None, Some(Suffix::Up)) if included == Some(false) => Sign::Above,
        (None, Some(Suffix::Down)) if included == Some(false) => Sign::Below,
        (None | Some(Sign::AtLeast), Some(Suffix::Up)) => Sign::AtLeast,
        (None | Some(Sign::AtMost), Some(Suffix::Down)) => Sign::AtMost,
        (Some(sign), None) => sign,
        _ => return None,
    };
    let consistent = match sign {
        Sign::AtLeast | Sign::AtMost => included != Some(false),
        Sign::Above | Sign::Below => included != Some(true),
        Sign::Exactly => included.is_none(),
    };
    consistent.then_some(Some(sign))
}
