//! 文字：逐字取字形量宽，按 Unicode 的规则断行。

use super::Length;
use super::fonts::{Font, Role};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::cell::RefCell;
use std::ops::Range;

/// 没有字体能印的字，印成这个。
const BOX: char = '〓';

/// 排字的人手里的东西：各字体、断行的规则，以及印不出的字。
pub(super) struct Setter<'a> {
    faces: Vec<ttf_parser::Face<'a>>,
    chains: [Vec<usize>; 2],
    segmenter: LineSegmenterBorrowed<'static>,
    missing: RefCell<Vec<char>>,
}

/// 一行字。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub runs: Vec<Run>,
    pub width: Length,
    /// 每个字之后再空多少，使这一行两头对齐。
    pub spread: Length,
}

/// 一段字怎样排。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    pub role: Role,
    pub size: Length,
    /// 最宽多少；比它还宽的一个字独占一行。
    pub limit: Length,
    /// 头一行空出多少。
    pub indent: Length,
    /// 各行尽量一样长。
    pub balanced: bool,
    /// 除末行之外两头对齐。
    pub justified: bool,
}

/// 一行里用同一种字体的一段。
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub font: usize,
    pub text: String,
    pub glyphs: Vec<Glyph>,
    pub width: Length,
}

/// 一个字形。
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub id: u16,
    /// 宽度，字体的单位；一字高分作多少单位各字体不同。
    pub advance: u16,
    /// 印的是这一段文字里的哪几个字节。
    pub range: Range<usize>,
}

/// 量过的一个字。
struct Unit {
    at: usize,
    char: char,
    font: usize,
    id: u16,
    advance: u16,
    width: Length,
    /// 在它前面可以断行。
    opening: bool,
}

impl<'a> Setter<'a> {
    pub fn new(fonts: &'a [Font], chains: [Vec<usize>; 2]) -> Setter<'a> {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        // 打开时都试读过。
        let faces = fonts.iter().filter_map(|font| ttf_parser::Face::parse(font.data.as_ref(), font.index).ok());
        Setter {
            faces: faces.collect(),
            chains,
            segmenter: LineSegmenter::new_for_non_complex_scripts(options),
            missing: RefCell::default(),
        }
    }

    /// 上次问过之后遇到的印不出的字。
    pub fn take_missing(&self) -> Vec<char> {
        self.missing.take()
    }

    /// 排成若干行；没有文字的没有行。
    pub fn lines(&self, text: &str, manner: Manner) -> Vec<Line> {
        self.words(text, &[], manner)
    }

    /// 同 [`lines`](Self::lines)，放得下的词不拆开；`seams` 是各词的分界，在第几个字之前。
    pub fn words(&self, text: &str, seams: &[usize], manner: Manner) -> Vec<Line> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let Manner { role, size, limit, .. } = manner;
        let mut lines = Vec::new();
        let mut before = 0;
        for paragraph in text.split('\n') {
            let indent = if lines.is_empty() { manner.indent } else { 0 };
            let mut units = self.units(paragraph, role, size);
            if units.iter().map(|unit| unit.width).sum::<Length>() > limit - indent {
                self.mark_openings(paragraph, &mut units);
                let starts = paragraph.char_indices().enumerate();
                let starts = starts.filter(|(index, _)| seams.contains(&(before + index))).map(|(_, (at, _))| at);
                keep_words(&mut units, &starts.collect::<Vec<_>>(), limit);
            }
            before += paragraph.chars().count() + 1;
            let limit = if manner.balanced { balance(&units, limit) } else { limit };
            let ranges = broken(&units, limit, indent);
            let last = ranges.len() - 1;
            for (at, range) in ranges.into_iter().enumerate() {
                let mut line = self.line(&units[range], size);
                if manner.justified && at < last {
                    line.spread(limit - if at == 0 { indent } else { 0 }, size);
                }
                lines.push(line);
            }
        }
        lines
    }

    fn units(&self, text: &str, role: Role, size: Length) -> Vec<Unit> {
        let chain = match role {
            Role::Body => &self.chains[0],
            Role::Title => &self.chains[1],
        };
        let mut units = Vec::with_capacity(text.len());
        for (at, char) in text.char_indices() {
            if let Some((font, id)) = self.glyph(chain, char) {
                let face = &self.faces[font];
                let advance = face.glyph_hor_advance(ttf_parser::GlyphId(id)).unwrap_or_default();
                let width = scaled(u64::from(advance), face.units_per_em(), size);
                units.push(Unit { at, char, font, id, advance, width, opening: false });
            }
        }
        units
    }

    /// 依次找有这个字的字体；不占地方的字没有字形就不印，别的印成 [`BOX`]。
    fn glyph(&self, chain: &[usize], char: char) -> Option<(usize, u16)> {
        let find = |char| {
            chain.iter().find_map(|font| {
                let face = self.faces.get(*font)?;
                face.glyph_index(char).filter(|id| id.0 != 0).map(|id| (*font, id.0))
            })
        };
        if is_invisible(char) {
            return None;
        }
        find(char).or_else(|| if char.is_whitespace() { find(' ') } else { None }).or_else(|| {
            self.missing.borrow_mut().push(char);
            find(BOX)
        })
    }

    fn mark_openings(&self, text: &str, units: &mut [Unit]) {
        let mut units = units.iter_mut().peekable();
        for opening in self.segmenter.segment_str(text) {
            while units.next_if(|unit| unit.at < opening).is_some() {}
            if let Some(unit) = units.peek_mut() {
                unit.opening = opening > 0;
            }
        }
    }

    /// 首尾的空格不印；同一种字体的连成一段。
    fn line(&self, units: &[Unit], size: Length) -> Line {
        let solid = |unit: &Unit| unit.char != ' ';
        let start = units.iter().position(solid).unwrap_or(units.len());
        let end = units.iter().rposition(solid).map_or(start, |last| last + 1);
        let mut line = Line::default();
        for part in units[start..end].chunk_by(|a, b| a.font == b.font) {
            let Some(first) = part.first() else { continue };
            let mut run =
                Run { font: first.font, text: String::new(), glyphs: Vec::with_capacity(part.len()), width: 0 };
            let mut total = 0;
            for unit in part {
                let from = run.text.len();
                run.text.push(unit.char);
                total += u64::from(unit.advance);
                run.glyphs.push(Glyph { id: unit.id, advance: unit.advance, range: from..run.text.len() });
            }
            run.width = self.faces.get(run.font).map_or(0, |face| scaled(total, face.units_per_em(), size));
            line.width += run.width;
            line.runs.push(run);
        }
        line
    }
}

impl Line {
    /// 把行末剩下的匀到各字之间；剩得多的不匀。
    fn spread(&mut self, limit: Length, size: Length) {
        let glyphs: usize = self.runs.iter().map(|run| run.glyphs.len()).sum();
        let gaps = Length::try_from(glyphs.saturating_sub(1)).unwrap_or_default();
        let slack = limit - self.width;
        if gaps > 0 && (1..2 * size).contains(&slack) {
            self.spread = slack / gaps;
        }
    }
}

/// 字体的单位换成长度，进一位，不使所量的小于所印的。
fn scaled(advance: u64, units_per_em: u16, size: Length) -> Length {
    let size = u64::try_from(size).unwrap_or_default();
    Length::try_from((advance * size).div_ceil(u64::from(units_per_em.max(1)))).unwrap_or(Length::MAX)
}

/// 不占地方的字：零宽的空格与连接符、变体选择符、软连字符。
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// 附在前一个字上的符号，不与它分开。
fn is_attached(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// 自 `starts` 各处分成词，词前可断；一行放得下的词，里面不断。没有分界的照旧。
fn keep_words(units: &mut [Unit], starts: &[usize], limit: Length) {
    if starts.is_empty() {
        return;
    }
    let word = |unit: &Unit| starts.partition_point(|start| *start <= unit.at);
    for part in units.chunk_by_mut(|one, other| word(one) == word(other)) {
        let fits = part.iter().map(|unit| unit.width).sum::<Length>() <= limit;
        if let Some((first, rest)) = part.split_first_mut() {
            first.opening = starts.contains(&first.at);
            rest.iter_mut().for_each(|unit| unit.opening &= !fits);
        }
    }
}

/// 逐行尽量放满，头一行先空出 `indent`；可断处放不下的从中切开。
fn broken(units: &[Unit], limit: Length, indent: Length) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    while start < units.len() || ranges.is_empty() {
        let mut end = start;
        let mut used = if start == 0 { indent } else { 0 };
        for unit in &units[start..] {
            used += unit.width;
            // 行末的空格可以悬在外面。
            if used > limit && unit.char != ' ' && end > start {
                break;
            }
            end += 1;
        }
        if end < units.len() {
            let legal = (start + 1..=end).rev().find(|at| units[*at].opening);
            let whole = || (start + 1..=end).rev().find(|at| !is_attached(units[*at].char));
            end = legal.or_else(whole).unwrap_or(end);
        }
        ranges.push(start..end);
        start = end;
    }
    ranges
}

/// 行数不变而最窄的行宽；不为此切开本来不必切开的词。
fn balance(units: &[Unit], limit: Length) -> Length {
    let count = broken(units, limit, 0).len();
    if count < 2 {
        return limit;
    }
    let mut longest = 0;
    let mut word = 0;
    for unit in units {
        word = if unit.opening { unit.width } else { word + unit.width };
        longest = longest.max(word);
    }
    let (mut low, mut high) = (longest.min(limit), limit);
    while low < high {
        let middle = low + (high - low) / 2;
        if broken(units, middle, 0).len() > count {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    high
}
