//! 格子的样子：字体、对齐、框线。用到哪种造哪种。

use super::number::points;
use crate::write::height::FontSize;
use crate::write::{Align, Cell};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::BTreeMap;

/// 正文与标题的字体，公文通用的；没有装的机器由表格程序换成相近的。
pub(super) const BODY: &str = "仿宋_GB2312";
const TITLE: &str = "方正小标宋简体";
/// 字体字符集：简体中文。
const GB2312: u8 = 134;

/// 工作簿的基准字体。列宽以它的数字宽度为单位，所以要各处都有、宽度一致的：Arial 十磅的数字宽七像素。
pub(super) fn base() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10)
}

/// 表里文字的字号。
pub(super) const CELL: FontSize = FontSize(20);

/// 一种样子。
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    pub font: Font,
    pub align: Align,
    pub strong: bool,
    /// 四边画细线。
    pub bordered: bool,
    /// 上、下不画线：与上、下的格子看上去是一格。
    pub open_top: bool,
    pub open_bottom: bool,
    /// 放不下时缩小字号，不折行。
    pub shrink: bool,
    /// 再编辑时也照文字看待，不当作公式。
    pub literal: bool,
    /// 数字格式；文字没有。
    pub number: String,
}

/// 字体与字号。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Font {
    #[default]
    Cell,
    /// 标题，一至三级。
    Title(u8),
    /// 标题下的日期。
    Date,
    Note,
    Foot,
    Draft,
}

impl Font {
    /// 段落按类名定字体。
    pub fn of_paragraph(class: &str) -> Font {
        let has = |name: &str| class.split_ascii_whitespace().any(|class| class == name);
        match () {
            () if has("draft") => Font::Draft,
            () if has("date") => Font::Date,
            () if has("note") => Font::Note,
            () if has("foot") => Font::Foot,
            () => Font::Cell,
        }
    }

    pub fn size(self) -> FontSize {
        match self {
            Font::Title(1) => FontSize(36),
            Font::Title(2) => FontSize(28),
            Font::Title(_) | Font::Date => FontSize(24),
            Font::Cell | Font::Draft => CELL,
            Font::Note => FontSize(18),
            Font::Foot => FontSize(15),
        }
    }
}

impl Style {
    /// 表里一格的样子。
    pub fn of_cell(cell: &Cell) -> Style {
        Style {
            align: cell.align,
            strong: cell.strong,
            bordered: true,
            literal: is_risky(&cell.text),
            ..Style::default()
        }
    }

    fn format(&self) -> Format {
        let align = match self.align {
            Align::Left => FormatAlign::Left,
            Align::Center => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let title = matches!(self.font, Font::Title(_));
        let mut format = Format::new()
            .set_font_name(if title { TITLE } else { BODY })
            .set_font_charset(GB2312)
            .set_font_size(points(self.font.size().0))
            .set_align(align)
            .set_align(FormatAlign::VerticalCenter);
        format = if self.shrink { format.set_shrink() } else { format.set_text_wrap() };
        let line = |open: bool| if open { FormatBorder::None } else { FormatBorder::Thin };
        if self.bordered {
            format = format
                .set_border(FormatBorder::Thin)
                .set_border_top(line(self.open_top))
                .set_border_bottom(line(self.open_bottom));
        }
        if self.strong {
            format = format.set_bold();
        }
        match self.font {
            Font::Draft => format = format.set_font_color(Color::RGB(0x00BB_0000)),
            Font::Foot => format = format.set_font_color(Color::RGB(0x0055_5555)),
            _ => {}
        }
        if self.literal {
            format = format.set_quote_prefix();
        }
        if !self.number.is_empty() {
            format = format.set_num_format(&self.number);
        }
        format
    }
}

/// 手工输入会被当作公式或命令的文字：存的虽是文字，有人双击再回车就会变成公式。
pub(super) fn is_risky(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// 已经造好的样子。
#[derive(Default)]
pub(super) struct Styles {
    made: BTreeMap<Style, Format>,
}

impl Styles {
    pub fn get(&mut self, style: &Style) -> &Format {
        self.made.entry(style.clone()).or_insert_with_key(Style::format)
    }
}
