//! 表格程序里一格的文字：至多多少字，要多高（像素，每英寸 96）。合并的单元格表格程序不会自己定行高，所以按字宽算出来。

use super::wrap::{clean, measure, wrap};
use std::ops::Range;

/// 一格至多的字数（按 UTF-16 计）。
pub(crate) const TEXT_LIMIT: usize = 32_767;
/// 一行至多这么高：表格程序的上限 409.5 磅。
pub(crate) const TALLEST: u32 = 546;
/// 一格左右的空白，连同各程序折行的出入。
const SIDES: u32 = 8;
/// 一格上下的空白。
const ENDS: u32 = 4;
/// 没有字的行的高度。
pub(crate) const SHORTEST: u32 = 18;

/// 字号，单位为半磅。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FontSize(pub u32);

impl FontSize {
    /// 几行的高度，一行是字号的 1.45 倍：各种宋体、仿宋里最高的。
    fn lines(self, count: u32) -> u32 {
        self.0.saturating_mul(29).saturating_mul(count).div_ceil(30)
    }

    /// 这么宽放得下几列；一个汉字两列，宽为字号。
    pub(super) fn columns(self, width: u32) -> u32 {
        width.saturating_sub(SIDES) * 3 / self.0.max(1)
    }
}

/// 一段文字折行后的高度。
pub(crate) fn height(text: &str, width: u32, size: FontSize) -> u32 {
    if text.is_empty() {
        return SHORTEST;
    }
    let text = clean(text);
    // 替换的字体里西文比半个汉字宽，最多宽两成：按占几成把每行能放的列数折减。
    let narrow = text.chars().filter(|c| c.is_ascii() && *c != '\n').count();
    let whole: usize = text.lines().map(|line| measure(line).whole).sum();
    let limit = size.columns(width) as usize * 5 * whole / (5 * whole + narrow).max(1);
    let lines = wrap(&text, limit).len() as u32;
    // 长的文字各程序折行有出入，每十二行多留一行。
    size.lines(lines + lines / 12) + ENDS
}

/// 不折行的文字的高度：只看写了几行。
pub(crate) fn unwrapped(text: &str, size: FontSize) -> u32 {
    size.lines(text.split('\n').count() as u32) + ENDS
}

/// 竖排的文字的高度：一字一行，最长的一行定。
pub(crate) fn stacked(text: &str, size: FontSize) -> u32 {
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    size.lines(longest as u32) + ENDS
}

/// 转了方向的文字的高度：最长的一行有多宽就多高。
pub(crate) fn turned(text: &str, size: FontSize) -> u32 {
    (measure(&clean(text)).whole as u32 * size.0).div_ceil(3) + SIDES
}

/// 跨行的格子要的高度：占哪几行，合起来要多高。
pub(crate) struct Need {
    pub rows: Range<usize>,
    pub height: u32,
}

/// 按各格的需要加高各行：单行的先定；跨行的还不够高时，差的部分由它的各行平摊。`may` 说哪一行可以加高。
pub(crate) fn raise(heights: &mut [u32], mut needs: Vec<Need>, may: impl Fn(usize) -> bool) {
    needs.sort_by_key(|need| (need.rows.len(), need.rows.start));
    for Need { rows, height } in needs {
        let has: u32 = heights.iter().take(rows.end).skip(rows.start).sum();
        let missing = height.saturating_sub(has);
        let count = rows.clone().filter(|row| may(*row)).count() as u32;
        for (at, row) in (0..).zip(rows.filter(|row| may(*row))) {
            if let Some(height) = heights.get_mut(row) {
                *height += missing * (at + 1) / count - missing * at / count;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: FontSize = FontSize(20);

    /// 十磅一字宽 13⅓ 像素，一行高 19⅓（1.45 倍），上下共留 4。
    #[test]
    fn 行高按折行算() {
        assert_eq!(height("汉字", 8 + 27, TEN), 24);
        assert_eq!(height("汉字", 8 + 26, TEN), 43);
        assert_eq!(height("一\n二\n三", 100, TEN), 62);
        // 六个数字按七个多的宽度留：53 像素够七个，54 像素够八个。
        assert_eq!(height("123456", 8 + 53, TEN), 43);
        assert_eq!(height("123456", 8 + 54, TEN), 24);
        assert_eq!(height("", 100, TEN), 18);
    }

    #[test]
    fn 不折行的与竖着写的() {
        assert_eq!((unwrapped("很长很长的一行", TEN), unwrapped("甲\n乙", TEN)), (24, 43));
        assert_eq!(stacked("绩效\n指标值", TEN), 62);
        // 四个汉字宽 53⅓ 像素，加上两头的空白。
        assert_eq!(turned("绩效指标", TEN), 62);
    }

    #[test]
    fn 跨行的差多少由可以加高的行平摊() {
        let needs = || vec![Need { rows: 0..3, height: 100 }, Need { rows: 1..2, height: 30 }];
        let mut heights = [20, 20, 20, 20];
        raise(&mut heights, needs(), |_| true);
        assert_eq!(heights, [30, 40, 30, 20]);
        let mut heights = [20, 20, 20, 20];
        raise(&mut heights, needs(), |row| row > 0);
        assert_eq!(heights, [20, 45, 35, 20]);
        raise(&mut heights, needs(), |_| false);
        assert_eq!(heights, [20, 45, 35, 20]);
    }
}
