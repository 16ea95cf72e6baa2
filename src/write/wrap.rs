//! 按显示宽度折行：汉字占两列，任意两个汉字之间可断，遵守行首行尾禁则。

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// 行首禁则：不能出现在一行开头的标点和百分号等：点号、标号的后一半、连接号、间隔号、分隔号
/// （参照 GB/T 15834—2011，条文未核对）。
const NOT_FIRST: &str = "，。、；：？！）》〉”’」』】〕〗％‰℃°…·・～〜–／,.;:?!)]}>%~/";
/// 行尾禁则：不能出现在一行末尾的标点和货币符号。
const NOT_LAST: &str = "（《〈“‘「『【〔〖￥／([{<$¥/";

/// 零宽连接符，以及用它连成的一个字最多的字节数（最长的表情不到 40）。
const JOINER: char = '\u{200d}';
const LONGEST_JOINED: usize = 64;

/// 显示宽度（终端列数）。
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// 换掉会弄乱版面的字符：制表符换成空格，换行统一为 `\n`，其余控制字符和改变书写方向的字符换成 �。
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.chars().any(bad) {
        return Cow::Borrowed(text);
    }
    let replace = |c: char| match c {
        '\t' => ' ',
        c if bad(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.replace("\r\n", "\n").chars().map(replace).collect())
}

/// 一段文字需要的宽度。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Need {
    /// 完全不折行时的宽度。
    pub whole: usize,
    /// 最长的不可断部分的宽度。
    pub word: usize,
}

/// 量一段文字（已经 [`clean`] 过）。
pub(super) fn measure(text: &str) -> Need {
    let mut need = Need::default();
    for paragraph in text.split('\n') {
        let clusters = split(paragraph.trim_matches(' '));
        need.whole = need.whole.max(clusters.iter().map(|cluster| cluster.width).sum());
        let mut run = 0;
        for (at, cluster) in clusters.iter().enumerate() {
            run = if cluster.breakable { 0 } else { run };
            // 行末的空格不占宽度。
            if cluster.text != " " {
                run += cluster.width;
                need.word = need.word.max(run);
            } else if clusters.get(at + 1).is_some_and(|next| !next.breakable) {
                run += cluster.width;
            }
        }
    }
    need
}

/// 折成宽度不超过 `limit` 的若干行（已经 [`clean`] 过的文字；至少一行）。
///
/// 优先在可断处断开。一行之内没有可断处时（数字、英文单词比格子还长）只能从中切开，
/// 这时也尽量不让禁则标点落在行首行尾。
pub(super) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let clusters = split(paragraph.trim_matches(' '));
        let mut start = 0;
        loop {
            let end = fill(&clusters, start, limit);
            let end = if end == clusters.len() { end } else { cut(&clusters, start, end) };
            let line: String = clusters[start..end]
                .iter()
                .map(|cluster| if cluster.width > limit { "\u{fffd}" } else { cluster.text })
                .collect();
            lines.push(line.trim_matches(' ').to_string());
            start = end;
            if start == clusters.len() {
                break;
            }
        }
    }
    lines
}

/// 印在纸上的宽度：破折号、“≥”一类在中文字体里也占两列。
#[cfg(any(feature = "xlsx", feature = "docx", test))]
fn printed(text: &str) -> usize {
    UnicodeWidthStr::width_cjk(text)
}

/// 表头按词换行：放不下 `limit` 列的一段，在词与词之间（`seams`，在第几个字之前）写上换行，每行尽量放满。
/// 有一个词自己就放不下的，原样不动，由表格程序去折。
#[cfg(any(feature = "xlsx", feature = "docx", test))]
pub(super) fn by_words<'t>(text: &'t str, seams: &[usize], limit: usize) -> Cow<'t, str> {
    if seams.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut lines: Vec<String> = Vec::new();
    let mut before = 0;
    for paragraph in text.split('\n') {
        let mut words = vec![String::new()];
        for (at, c) in paragraph.chars().enumerate() {
            if at > 0 && seams.contains(&(before + at)) {
                words.push(String::new());
            }
            words.iter_mut().next_back().into_iter().for_each(|word| word.push(c));
        }
        before += paragraph.chars().count() + 1;
        if printed(paragraph) <= limit || words.iter().any(|word| printed(word.trim_matches(' ')) > limit) {
            lines.push(paragraph.to_owned());
            continue;
        }
        let mut line = String::new();
        for word in words {
            if !line.is_empty() && printed(&line) + printed(word.trim_end_matches(' ')) > limit {
                lines.push(line.trim_end_matches(' ').to_owned());
                line = word.trim_start_matches(' ').to_owned();
            } else {
                line.push_str(&word);
            }
        }
        lines.push(line);
    }
    Cow::Owned(lines.join("\n"))
}

/// 从 `start` 起一行最多放到哪里；行末的空格可以悬在外面。
fn fill(clusters: &[Cluster], start: usize, limit: usize) -> usize {
    let mut used = 0;
    let mut end = start;
    for cluster in &clusters[start..] {
        // 比整行还宽的字会换成一列宽的 �。
        used += if cluster.width > limit { 1 } else { cluster.width };
        if used > limit && cluster.text != " " && end > start {
            break;
        }
        end += 1;
    }
    end
}

/// 在 `start` 之后、不超过 `end` 处选断点。
fn cut(clusters: &[Cluster], start: usize, end: usize) -> usize {
    let legal = (start + 1..=end).rev().find(|at| clusters[*at].breakable);
    // 禁则标点前后的切口都避开；全避不开就切满。
    let graceful = |at: &usize| !NOT_FIRST.contains(clusters[*at].base) && !NOT_LAST.contains(clusters[*at - 1].base);
    legal.or_else(|| (start + 1..=end).rev().find(graceful)).unwrap_or(end)
}

/// 不可拆开的一个字：基字连同附在它上面的组合符号、变体选择符、连接的表情。
struct Cluster<'a> {
    text: &'a str,
    base: char,
    width: usize,
    /// 它前面可以断行。
    breakable: bool,
}

fn split(text: &str) -> Vec<Cluster<'_>> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut start = 0;
    // 上一个不是空格的字：它是左括号时，后面有空格也不能断。
    let mut last_solid = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().copied();
        if next.is_some_and(|(_, next)| joins(&text[start..at + c.len_utf8()], c, next)) {
            continue;
        }
        let end = next.map_or(text.len(), |(at, _)| at);
        let text = &text[start..end];
        let base = text.chars().next().unwrap_or(c);
        let wide = width(text) >= 2;
        let breakable = clusters.last().is_some_and(|previous| {
            let open = previous.text == " " || previous.width >= 2 || wide;
            open && base != ' ' && !NOT_FIRST.contains(base) && !NOT_LAST.contains(last_solid)
        });
        if base != ' ' {
            last_solid = base;
        }
        clusters.push(Cluster { text, base, width: width(text), breakable });
        start = end;
    }
    clusters
}

/// 一个字已有 `cluster`（末字符为 `previous`），`next` 是否附在它上面、不能分到两行。
fn joins(cluster: &str, previous: char, next: char) -> bool {
    if previous == JOINER {
        // 连接符两边真能连成一个字时，连上之后不会更宽；限长是因为每次都要重新量。
        return cluster.len() <= LONGEST_JOINED && width(&format!("{cluster}{next}")) <= width(cluster);
    }
    let plain = |c: char| c.is_ascii() || ('\u{3400}'..='\u{9fff}').contains(&c);
    if plain(next) {
        return false;
    }
    let regional = |c: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&c);
    let alone = |c: char| c.width().unwrap_or(0);
    alone(next) == 0
        || regional(previous) && regional(next) && cluster.chars().count() == 1
        || width(String::from_iter([previous, next]).as_str()) != alone(previous) + alone(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn 汉字之间可断() {
        assert_eq!(wrap("年度履职目标", 4), ["年度", "履职", "目标"]);
        assert_eq!(wrap("年度履职目标", 5), ["年度", "履职", "目标"]);
        assert_eq!(wrap("完成率95.98%以上", 8), ["完成率", "95.98%以", "上"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("甲\n\n乙", 4), ["甲", "", "乙"]);
    }

    #[test]
    fn 空格处可断且不留在行首行尾() {
        assert_eq!(wrap("the quick  brown", 9), ["the quick", "brown"]);
        assert_eq!(wrap("  ab cd  ", 4), ["ab", "cd"]);
        assert_eq!(wrap("a     b", 3), ["a", "b"]);
    }

    #[test]
    fn 标点不在行首() {
        assert_eq!(wrap("一二三，四五", 6), ["一二", "三，四", "五"]);
        assert_eq!(wrap("一二三）”。四", 8), ["一二", "三）”。", "四"]);
        assert_eq!(wrap("满意度95%，较好", 10), ["满意度", "95%，较好"]);
        assert_eq!(wrap("甲乙 ，丙", 5), ["甲", "乙 ，", "丙"]);
        assert_eq!(wrap("90%~100%", 5), ["90%~1", "00%"]);
    }

    #[test]
    fn 左括号不在行尾() {
        assert_eq!(wrap("一二（三）", 6), ["一二", "（三）"]);
        assert_eq!(wrap("见《办法》", 4), ["见", "《办", "法》"]);
        assert_eq!(wrap("一“二”", 3), ["一", "“二", "”"]);
        assert_eq!(wrap("甲（ 乙丙", 5), ["甲", "（ 乙", "丙"]);
    }

    #[test]
    fn 数字和单词只在放不下时切开() {
        assert_eq!(wrap("共12345元", 6), ["共", "12345", "元"]);
        assert_eq!(wrap("123456789。", 9), ["12345678", "9。"]);
        assert_eq!(wrap("，，，，", 4), ["，，", "，，"]);
    }

    #[test]
    fn 组合字符与表情不拆开() {
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(wrap(&format!("{family}甲"), 2), [family, "甲"]);
        assert_eq!(wrap("🇨🇳🇨🇳", 2), ["🇨🇳", "🇨🇳"]);
        assert_eq!(wrap("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
        assert_eq!(wrap("👍🏽👍🏽", 3), ["👍🏽", "👍🏽"]);
        assert_eq!(wrap("\u{200b}\u{301}", 1), ["\u{200b}\u{301}"]);
        assert_eq!(wrap("甲a", 1), ["\u{fffd}", "a"]);
    }

    #[test]
    fn 量宽度() {
        assert_eq!(measure("完成率95.98%以上\n短"), Need { whole: 16, word: 6 });
        assert_eq!(measure("（甲）乙"), Need { whole: 8, word: 6 });
        assert_eq!(measure("ab cde"), Need { whole: 6, word: 3 });
        assert_eq!(measure("甲 ，"), Need { whole: 5, word: 5 });
        assert_eq!(measure(""), Need::default());
    }

    #[test]
    fn 表头按词换行() {
        // 部门|整体|支出|情况，后面另起一段。
        let head = "部门整体支出情况\n(万元)";
        assert_eq!(by_words(head, &[2, 4, 6], 6), "部门\n整体\n支出\n情况\n(万元)");
        assert_eq!(by_words(head, &[2, 4, 6], 8), "部门整体\n支出情况\n(万元)");
        assert_eq!(by_words(head, &[2, 4, 6], 16), head);
        // 一个词都放不下的不动。
        assert_eq!(by_words(head, &[2, 4, 6], 3), head);
        assert_eq!(by_words("一级 指标", &[2], 4), "一级\n指标");
        // 破折号占两列：1—7月 六列，全长十四列。
        assert_eq!(by_words("1—7月执行情况", &[4], 13), "1—7月\n执行情况");
        assert_eq!(by_words("1—7月执行情况", &[4], 14), "1—7月执行情况");
        // 分界按全文的字数算，第二段也认。
        assert_eq!(by_words("甲\n偏差原因分析及改进措施", &[8], 12), "甲\n偏差原因分析\n及改进措施");
        assert!(matches!(by_words(head, &[], 2), Cow::Borrowed(_)));
    }

    #[test]
    fn 控制字符换掉() {
        assert_eq!(clean("甲\u{1b}[31m\t乙\r\n丙\r\u{202e}"), "甲\u{fffd}[31m 乙\n丙\u{fffd}\u{fffd}");
        assert!(matches!(clean("甲\n乙"), Cow::Borrowed(_)));
    }

    #[test]
    fn 很长的文字也不慢() {
        for unit in ["甲", "a", "\u{301}", " ", "，", "👩\u{200d}", "a ", "\n"] {
            let text = unit.repeat(100_000);
            measure(&text);
            wrap(&text, 10);
        }
    }

    proptest! {
        #[test]
        fn 折行不丢字不超宽(text in "[甲乙丙，。（）“”%a1 \\n😀👩\u{200d}\u{301}\u{fe0f}🇨🇳🏽🏿\u{644}\u{627}\u{200b}-]{0,40}", limit in 2usize..14) {
            let lines = wrap(&text, limit);
            let solid = |text: &str| text.replace(['\n', ' '], "");
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
            for line in &lines {
                prop_assert!(width(line) <= limit, "{:?}", line);
            }
            prop_assert!(wrap(&text, measure(&text).whole).len() <= text.split('\n').count());
        }

        /// 词的分界是按原文的字数记的，换掉字符之后还要对得上；原文里没有回车。
        #[test]
        fn 换掉字符不变字数(text in "(\\PC|[\\u{0}-\\u{c}\\u{e}-\\u{1f}\\u{7f}\\u{202e}\\u{2028}]){0,40}") {
            prop_assert_eq!(clean(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn 按词换行只添换行(text in "[甲乙a1 \\n]{0,16}", seams in prop::collection::btree_set(0usize..18, 0..6), limit in 0usize..12) {
            let seams: Vec<usize> = seams.into_iter().collect();
            let broken = by_words(&text, &seams, limit);
            let bare = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(bare(&broken), bare(&text));
            prop_assert!(broken.split('\n').count() >= text.split('\n').count());
        }

        #[test]
        fn 够宽时禁则必守(text in "([甲乙]|[甲乙][，。）]|（[甲乙]|[甲乙]12%|ab ){0,20}", limit in 10usize..20) {
            // 上面每一小段连同相邻标点都不超过 10 列，所以总有可断处。
            let lines = wrap(&text, limit);
            for line in lines.iter().skip(1) {
                prop_assert!(!line.starts_with(['，', '。', '）', '%']), "{:?}", lines);
            }
            for line in lines.iter().rev().skip(1) {
                prop_assert!(!line.ends_with('（'), "{:?}", lines);
            }
        }
    }
}
