//! 摆好的一页：哪里有字，哪里有线。

use super::Length;
use super::text::Line;

/// 一页。
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    pub texts: Vec<Text<'a>>,
    pub rules: Vec<Rule>,
}

/// 一行字。
#[derive(Clone, Debug)]
pub(super) struct Text<'a> {
    pub x: Length,
    /// 行的上沿。
    pub top: Length,
    pub size: Length,
    /// 行高；字在行里上下居中。
    pub leading: Length,
    pub color: Color,
    pub line: &'a Line,
    pub owner: Owner,
    /// 重印的表头，不算正文。
    pub again: bool,
}

/// 字属于表样的哪一块、哪一格。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner {
    pub block: usize,
    /// 表里的格子的序号；不是表的没有。
    pub cell: Option<usize>,
}

/// 一条横线或竖线的两端。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub from: (Length, Length),
    pub to: (Length, Length),
}

/// 字的颜色。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Color {
    Black,
    Gray,
    Red,
}

impl Text<'_> {
    /// 基线：汉字的方框在行里居中，框的百分之八十八在基线之上。
    pub fn baseline(&self) -> Length {
        self.top + (self.leading - self.size) / 2 + self.size * 88 / 100
    }
}
