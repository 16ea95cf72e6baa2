//! 旧式 xls 的记录：先走一遍，看各格在不在限度以内、有没有密码与外部链接，并记下百分数格式的格。
//!
//! 读入器按四至开一整块，也不说各格的数字格式；所以先看，看过了再交给它。

use super::compound::{self, u16_at, u32_at};
use super::not_a_workbook;
use super::table::{COLUMNS, ROWS, too_large};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeSet;

/// 每张表里百分数格式的格，表照工作簿里的次序。
#[derive(Debug, Default)]
pub(super) struct Percents(Vec<BTreeSet<(u32, u32)>>);

impl Percents {
    /// 第几张表的一格是不是百分数格式。
    pub fn has(&self, sheet: usize, place: (u32, u32)) -> bool {
        self.0.get(sheet).is_some_and(|cells| cells.contains(&place))
    }
}

/// 记录的种类。
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000a;
    pub const PASSWORD: u16 = 0x002f;
    pub const SHEET: u16 = 0x0085;
    pub const MULTIPLE: u16 = 0x00bd;
    pub const RICH: u16 = 0x00d6;
    pub const STYLE: u16 = 0x00e0;
    pub const SHARED: u16 = 0x00fd;
    pub const BOOK: u16 = 0x01ae;
    pub const EXTENT: u16 = 0x0200;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const TRUTH: u16 = 0x0205;
    pub const SHORT: u16 = 0x027e;
    pub const FORMAT: u16 = 0x041e;
    pub const BEGIN: u16 = 0x0809;
}

/// 自己这份工作簿、加载项：不是别的工作簿。
const OWN_BOOKS: [u16; 2] = [0x0401, 0x3a01];
/// 自带的百分数格式 `0%`、`0.00%`。
const PERCENTS: [u16; 2] = [9, 10];

/// 收不收这份 xls；收的得出各格是不是百分数。
///
/// # Errors
/// 容器或记录读不通、加了密码（E1001）、太大（E0103）、带宏或外部链接（E1202）。
pub(super) fn inspect(name: &str, bytes: &[u8]) -> Result<Percents, Diagnostic> {
    let unreadable = || not_a_workbook(name, "是加了密码的工作簿，或读不通的 xls");
    let stream = compound::workbook(bytes).ok_or_else(unreadable)?;
    if stream.has_macro {
        let message = format!("{name} 带着宏，不读");
        return Err(Diagnostic::new(Code::E1202, message).help("在表格程序里另存为不带宏的 xlsx"));
    }
    let (mut sheets, mut styles, mut formats) = (Vec::new(), Vec::new(), BTreeSet::from(PERCENTS));
    for (kind, data) in records(&stream.bytes, 0) {
        match kind {
            kind::PASSWORD => return Err(unreadable()),
            kind::SHEET => sheets.extend(u32_at(data, 0)),
            kind::STYLE => styles.extend(u16_at(data, 2)),
            kind::FORMAT if is_percent(data) => formats.extend(u16_at(data, 0)),
            kind::BOOK if u16_at(data, 2).is_some_and(|kind| !OWN_BOOKS.contains(&kind)) => {
                let message = format!("{name} 引用了别的工作簿，不读");
                let help = "在表格程序里断开外部链接（数据→编辑链接→断开），再保存";
                return Err(Diagnostic::new(Code::E1202, message).help(help));
            }
            _ => {}
        }
    }
    let percents: BTreeSet<u16> =
        (0_u16..).zip(&styles).filter(|(_, format)| formats.contains(format)).map(|(style, _)| style).collect();
    let one = |start: u32| sheet(name, &stream.bytes, start as usize, &percents);
    sheets.into_iter().map(one).collect::<Result<_, _>>().map(Percents)
}

/// 一张表里百分数格式的格；有超出限度的格就不收。
fn sheet(
    name: &str,
    stream: &[u8],
    start: usize,
    percents: &BTreeSet<u16>,
) -> Result<BTreeSet<(u32, u32)>, Diagnostic> {
    let mut found = BTreeSet::new();
    for (kind, data) in records(stream, start) {
        if kind == kind::EXTENT && !is_within(data) {
            return Err(too_large(name));
        }
        let is_cell = matches!(
            kind,
            kind::FORMULA
                | kind::MULTIPLE
                | kind::RICH
                | kind::SHARED
                | kind::NUMBER
                | kind::LABEL
                | kind::TRUTH
                | kind::SHORT
        );
        let Some((row, column)) = u16_at(data, 0).zip(u16_at(data, 2)).filter(|_| is_cell) else { continue };
        // 一行里连着的几个数，每个六个字节：样式与数。
        let count = if kind == kind::MULTIPLE { (data.len().saturating_sub(6) / 6) as u16 } else { 1 };
        for at in 0..count {
            let place = (u32::from(row), u32::from(column) + u32::from(at));
            if place.0 as usize >= ROWS || place.1 as usize >= COLUMNS {
                return Err(too_large(name));
            }
            if u16_at(data, 4 + 6 * usize::from(at)).is_some_and(|style| percents.contains(&style)) {
                found.insert(place);
            }
        }
    }
    Ok(found)
}

/// 自 `start` 起的各条记录，到这一段的结尾为止；嵌在里面的图表不看。
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let (mut at, mut depth) = (start, 0_usize);
    std::iter::from_fn(move || {
        loop {
            let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
            let data = stream.get(at + 4..at + 4 + length)?;
            at += 4 + length;
            match kind {
                kind::BEGIN => depth += 1,
                kind::EOF if depth <= 1 => return None,
                kind::EOF => depth -= 1,
                _ if depth <= 1 => return Some((kind, data)),
                _ => {}
            }
        }
    })
}

/// 写明的四至合理：读入器照着它预备地方。
fn is_within(data: &[u8]) -> bool {
    let ends = if data.len() == 10 {
        let at = |at| u16_at(data, at).map(u32::from);
        at(0).zip(at(2)).zip(at(4).zip(at(6)))
    } else {
        u32_at(data, 0)
            .zip(u32_at(data, 4))
            .zip(u16_at(data, 8).zip(u16_at(data, 10)).map(|(a, b)| (a.into(), b.into())))
    };
    // 空的表写零；四至含头不含尾。
    ends.is_none_or(|((top, bottom), (left, right)): ((u32, u32), (u32, u32))| {
        top <= bottom && left <= right && bottom as usize <= ROWS && right as usize <= COLUMNS.max(256)
    })
}

/// 自定的数字格式里有没有百分号：字数、每字一个还是两个字节，然后是文字。
fn is_percent(data: &[u8]) -> bool {
    let text = data.get(5..).unwrap_or_default();
    match data.get(4).map(|flags| flags & 1) {
        Some(1) => text.chunks_exact(2).any(|pair| pair == [b'%', 0]),
        _ => data.get(3..).unwrap_or_default().contains(&b'%'),
    }
}
