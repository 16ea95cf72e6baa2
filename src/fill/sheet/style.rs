//! 单元格的样式：数字格式是哪一种，文字多大、怎样摆；要换行的另添一个样式。

use super::super::tree::{Element, Node, Part};
use crate::number::Decimal;
use crate::write::height::FontSize;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// 数字格式。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 常规：小数末尾的零不显示。
    General,
    /// 文本。
    Text,
    /// 写明了怎样显示。
    Given,
}

/// 文字在格里怎样走。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// 自动换行。
    Wrapped,
    /// 不换行。
    Straight,
    /// 竖排，一字一行。
    Stacked,
    /// 转了方向。
    Turned,
}

/// 文字的样子里与高度有关的。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub size: FontSize,
    pub flow: Flow,
    /// 缩进几级。
    pub indent: u32,
}

/// 没有写字号的：十一磅。
const USUAL: FontSize = FontSize(22);

/// `styles.xml`。
pub struct Styles {
    part: Option<Part>,
    wrapped: BTreeMap<usize, usize>,
}

impl Styles {
    pub fn new(part: Option<Part>) -> Styles {
        Styles { part, wrapped: BTreeMap::new() }
    }

    fn formats(&self) -> Option<&Element> {
        self.part.as_ref()?.root.child("cellXfs")
    }

    fn entry(&self, style: usize) -> Option<&Element> {
        self.formats()?.elements().nth(style)
    }

    /// 这个样式的数字格式。
    pub fn format(&self, style: usize) -> Format {
        match self.entry(style).and_then(|entry| entry.attribute("numFmtId")).as_deref() {
            None | Some("0") => Format::General,
            Some("49") => Format::Text,
            Some(id) => {
                let formats = self.part.as_ref().and_then(|part| part.root.child("numFmts"));
                let own = formats.and_then(|all| {
                    all.elements().find(|one| one.attribute("numFmtId").as_deref() == Some(id))?.attribute("formatCode")
                });
                match own.as_deref() {
                    Some("@") => Format::Text,
                    Some(code) if code.eq_ignore_ascii_case("general") => Format::General,
                    _ => Format::Given,
                }
            }
        }
    }

    fn font(&self, index: usize) -> Option<&Element> {
        self.part.as_ref()?.root.child("fonts")?.elements().nth(index)
    }

    /// 这个样式的文字多大、怎样走。
    pub fn look(&self, style: usize) -> Look {
        let entry = self.entry(style);
        let font = entry.and_then(|entry| entry.attribute("fontId")?.parse().ok()).unwrap_or(0);
        let size = self.font(font).and_then(font_size).unwrap_or(USUAL);
        let alignment = entry.and_then(|entry| entry.child("alignment"));
        let says = |name: &str| alignment.and_then(|alignment| alignment.attribute(name)).unwrap_or_default();
        let spreads = |name: &str| matches!(says(name).as_str(), "justify" | "distributed");
        let flow = match says("textRotation").as_str() {
            "" | "0" if is_true(&says("wrapText")) || spreads("horizontal") || spreads("vertical") => Flow::Wrapped,
            "" | "0" => Flow::Straight,
            "255" => Flow::Stacked,
            _ => Flow::Turned,
        };
        Look { size, flow, indent: says("indent").parse().unwrap_or(0) }
    }

    /// 基准字体里一个数字的宽度，像素；列宽以它为单位。
    pub fn digit(&self) -> u32 {
        let font = self.font(0);
        let FontSize(size) = font.and_then(font_size).unwrap_or(USUAL);
        let name = font.and_then(|font| font.child("name")?.attribute("val")).unwrap_or_default();
        // 汉字字体的数字占半个字，不足一像素的进上去；西文字体的略窄，四舍五入。
        let is_chinese = !name.is_ascii() || ["SimSun", "NSimSun", "SimHei", "FangSong", "KaiTi"].contains(&&*name);
        if is_chinese { size.div_ceil(3) } else { (2 * size + 3) / 6 }.max(1)
    }

    /// 与它相同、会自动换行的样式；没有样式表的照旧。
    pub fn wrapping(&mut self, style: usize) -> usize {
        let Some(entry) = self.entry(style) else { return style };
        let wraps = entry.child("alignment").and_then(|alignment| alignment.attribute("wrapText"));
        if wraps.as_deref().is_some_and(is_true) {
            return style;
        }
        if let Some(made) = self.wrapped.get(&style) {
            return *made;
        }
        let mut entry = entry.clone();
        entry.set_attribute("applyAlignment", "1");
        if entry.child("alignment").is_none() {
            let alignment = Element::beside(&entry, "alignment");
            entry.children.insert(0, Node::Element(alignment));
        }
        if let Some(alignment) = entry.child_mut("alignment") {
            alignment.set_attribute("wrapText", "1");
        }
        let Some(formats) = self.part.as_mut().and_then(|part| part.root.child_mut("cellXfs")) else { return style };
        let index = formats.elements().count();
        formats.children.push(Node::Element(entry));
        formats.set_attribute("count", &(index + 1).to_string());
        self.wrapped.insert(style, index);
        index
    }

    /// 添过样式的，写回的文字。
    pub fn changed(&self) -> Option<String> {
        self.part.as_ref().filter(|_| !self.wrapped.is_empty()).map(Part::to_string)
    }
}

/// 属性写的是“是”。
pub fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// 字体（或 run 的样式）写着的字号。
pub fn font_size(font: &Element) -> Option<FontSize> {
    let points = Decimal::from_str_exact(font.child("sz")?.attribute("val")?.trim()).ok()?;
    let halves = (points * Decimal::TWO).ceil().to_u32()?;
    (1..=2 * 409).contains(&halves).then_some(FontSize(halves))
}

/// 能不差一分一毫地存成数的写法：十五位有效数字以内，照这个格式看得到的还是这几个字。
pub fn is_number(text: &str, format: Format) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if format == Format::Text || !plain(whole) || !plain(fraction) || (whole.len() > 1 && whole.starts_with('0')) {
        return false;
    }
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0').trim_end_matches('0').len();
    let is_negative_zero = significant == 0 && text.starts_with('-');
    let loses_zeros = format == Format::General && digits.contains('.') && digits.ends_with('0');
    significant <= 15 && !is_negative_zero && !loses_zeros && whole.len() <= 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 数照原样才存成数() {
        for text in ["0", "262.6", "-0.25", "99.41", "100"] {
            assert!(is_number(text, Format::General) && is_number(text, Format::Given), "{text}");
        }
        for text in ["007", "1,000", "98%", "1e5", "", "-", ".5", "5.", "-0", "+1", "1234567890.1234567"] {
            assert!(!is_number(text, Format::Given), "{text}");
        }
        assert!(is_number("1.50", Format::Given) && !is_number("1.50", Format::General));
        assert!(!is_number("1", Format::Text));
    }
}
