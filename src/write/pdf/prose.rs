//! 标题与段落：各是多大的字，怎样对齐，前后空多少。

use super::fonts::Role;
use super::sheet::Color;
use super::text::{Line, Manner, Setter};
use super::{Length, MILLIMETRE, POINT, aligned, leading};
use crate::write::Align;

/// 排好的标题或段落。
pub(super) struct Prose {
    pub lines: Vec<Line>,
    pub style: Style,
}

/// 标题或段落的样子，与表样的 CSS 相同。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    role: Role,
    pub size: Length,
    pub leading: Length,
    pub align: Align,
    pub color: Color,
    pub above: Length,
    pub below: Length,
    /// 头一行空出多少。
    pub indent: Length,
    /// 除末行之外两头对齐。
    justified: bool,
    /// 不与上一块、下一块分在两页。
    pub ties: (bool, bool),
}

impl Style {
    fn sized(size: Length) -> Style {
        let (align, color, role) = (Align::Left, Color::Black, Role::Body);
        let (leading, ties) = (leading(size), (false, false));
        Style { role, size, leading, align, color, above: 0, below: 0, indent: 0, justified: false, ties }
    }

    /// 一级标题居中，二、三级标题同成段的文字，换用标题的字体。
    pub fn heading(level: u8) -> Style {
        let style = match level {
            1 => Style { leading: 18 * POINT * 13 / 10, align: Align::Center, ..Style::sized(18 * POINT) },
            _ => Style::text(),
        };
        Style { role: Role::Title, ties: (false, true), ..style }
    }

    /// 成段的文字：三号字，照公文的行距，首行缩进两字，两头对齐。
    fn text() -> Style {
        let size = 16 * POINT;
        Style { leading: 28 * POINT, indent: 2 * size, justified: true, ..Style::sized(size) }
    }

    /// 段落，由类名定。
    pub fn paragraph(class: &str) -> Style {
        let has = |name: &str| class.split_ascii_whitespace().any(|class| class == name);
        let mut style = Style::sized(10 * POINT);
        if has("date") {
            style = Style { above: MILLIMETRE * 3 / 2, below: 3 * MILLIMETRE, ..Style::sized(12 * POINT) };
            (style.align, style.ties) = (Align::Center, (false, true));
        } else if has("text") {
            style = Style::text();
        } else if has("note") {
            style = Style { above: MILLIMETRE * 3 / 2, ties: (true, false), ..Style::sized(9 * POINT) };
        } else if has("foot") {
            let size = POINT * 15 / 2;
            style = Style { above: 2 * MILLIMETRE, leading: size * 3 / 2, ..Style::sized(size) };
            (style.color, style.ties) = (Color::Gray, (true, false));
        } else if has("draft") {
            style = Style { below: 2 * MILLIMETRE, color: Color::Red, align: Align::Center, ..style };
        } else if has("caption") {
            (style.align, style.ties) = (Align::Center, (false, true));
        }
        if has("strong") || has("draft") {
            style.role = Role::Title;
        }
        if has("center") {
            style.align = Align::Center;
        } else if has("num") {
            style.align = Align::Right;
        }
        style
    }
}

impl Prose {
    /// 排成宽 `limit` 的若干行。
    pub fn set(text: &str, style: Style, limit: Length, setter: &Setter) -> Prose {
        let text = crate::write::wrap::clean(text);
        let Style { role, size, indent, justified, .. } = style;
        let balanced = style.align == Align::Center;
        let lines = setter.lines(&text, Manner { role, size, limit, indent, balanced, justified });
        Prose { lines, style }
    }

    /// 各行从哪里写起：头一行空出 `indent`。
    pub fn start(&self, line: usize, left: Length, right: Length) -> Length {
        let indent = if line == 0 { self.style.indent } else { 0 };
        let width = self.lines.get(line).map_or(0, |line| line.width);
        aligned(self.style.align, left + indent, right, width)
    }
}
