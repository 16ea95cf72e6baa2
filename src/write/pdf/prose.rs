//! 标题与段落：各是多大的字，怎样对齐，前后空多少。

use super::fonts::Role;
use super::sheet::Color;
use super::text::{Line, Setter};
use super::{Length, MILLIMETRE, POINT, leading};
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
    /// 不与上一块、下一块分在两页。
    pub ties: (bool, bool),
}

impl Style {
    fn sized(size: Length) -> Style {
        let (align, color, role) = (Align::Left, Color::Black, Role::Body);
        Style { role, size, leading: leading(size), align, color, above: 0, below: 0, ties: (false, false) }
    }

    /// 一至三级标题。
    pub fn heading(level: u8) -> Style {
        let size = match level {
            1 => 18 * POINT,
            2 => 14 * POINT,
            _ => 12 * POINT,
        };
        let tight = if level == 1 { size * 13 / 10 } else { leading(size) };
        Style { role: Role::Title, leading: tight, align: Align::Center, ties: (false, true), ..Style::sized(size) }
    }

    /// 段落，由类名定。
    pub fn paragraph(class: &str) -> Style {
        let has = |name: &str| class.split_ascii_whitespace().any(|class| class == name);
        let mut style = Style::sized(10 * POINT);
        if has("date") {
            style = Style { above: MILLIMETRE * 3 / 2, below: 3 * MILLIMETRE, ..Style::sized(12 * POINT) };
            (style.align, style.ties) = (Align::Center, (false, true));
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
        let lines = setter.lines(&text, style.role, style.size, limit, style.align == Align::Center);
        Prose { lines, style }
    }
}
