//! 版面：列宽与行高，单位为像素（每英寸 96）。合并的单元格表格程序不会自己定行高，所以按字宽算出来。

use crate::write::layout::{Columns, shares};
use crate::write::wrap::{clean, measure, wrap};
use crate::write::{Cell, Grid};

/// 一行至多这么高：表格程序的上限 409.5 磅。
pub(super) const TALLEST: u32 = 546;
/// 更高的一行分开之后，每行至多这么高。
const PIECE: u32 = 100;
/// 一格左右的空白，连同各程序折行的出入。
const SIDES: u32 = 8;
/// 一格上下的空白。
const ENDS: u32 = 5;
/// 没有字的行的高度。
const SHORTEST: u32 = 18;

/// 字号，单位为半磅。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FontSize(pub u32);

impl FontSize {
    /// 一行的高度，字号的 1.45 倍：各种宋体、仿宋里最高的。
    fn line(self) -> u32 {
        (self.0 * 29).div_ceil(30)
    }

    /// 这么宽放得下几列；一个汉字两列，宽为字号。
    fn columns(self, width: u32) -> u32 {
        width.saturating_sub(SIDES) * 3 / self.0.max(1)
    }
}

/// 一段文字折行后的高度。
pub(super) fn height(text: &str, width: u32, size: FontSize) -> u32 {
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
    (lines + lines / 12) * size.line() + ENDS
}

/// 一行写不写得下：写数的格子不会折行，放不下就显示成一串 #。
pub(super) fn fits(text: &str, width: u32, size: FontSize) -> bool {
    let narrow = text.chars().count() as u32;
    narrow * 6 <= size.columns(width) * 5
}

/// 各列的宽度，合计为 `width`：写了宽度的按比例，没有写的按内容。
pub(super) fn columns(grid: &Grid, width: u32) -> Vec<u32> {
    let parts: Vec<u64> = match grid.columns.iter().all(Option::is_none) {
        true => {
            let needs: Vec<_> = grid.cells.iter().map(|cell| measure(&clean(&cell.text))).collect();
            Columns::fit(grid, &needs, 100).widths.into_iter().map(|width| width as u64).collect()
        }
        false => shares(&grid.columns),
    };
    let all = parts.iter().sum::<u64>().max(1);
    let mut before = 0;
    parts
        .iter()
        .map(|part| {
            let from = before * u64::from(width) / all;
            before += part;
            (before * u64::from(width) / all - from).max(1) as u32
        })
        .collect()
}

/// 一个单元格占的各列合起来有多宽。
pub(super) fn cell_width(cell: &Cell, columns: &[u32]) -> u32 {
    columns.iter().skip(cell.column).take(cell.column_span).sum()
}

/// 各行的高度；跨行的格子还不够高时，差的部分由它的各行平摊。
pub(super) fn rows(grid: &Grid, columns: &[u32], size: FontSize) -> Vec<u32> {
    let mut heights = vec![SHORTEST; grid.rows];
    let mut spanning: Vec<(&Cell, u32)> = Vec::new();
    for cell in &grid.cells {
        let need = height(&cell.text, cell_width(cell, columns), size);
        match heights.get_mut(cell.row) {
            Some(height) if cell.row_span <= 1 => *height = (*height).max(need),
            _ => spanning.push((cell, need)),
        }
    }
    spanning.sort_by_key(|(cell, _)| (cell.row_span, cell.row));
    for (cell, need) in spanning {
        let rows = heights.iter_mut().skip(cell.row).take(cell.row_span);
        let has: u32 = rows.map(|height| *height).sum();
        let missing = need.saturating_sub(has);
        let count = cell.row_span.max(1) as u32;
        for (at, height) in (0..).zip(heights.iter_mut().skip(cell.row).take(cell.row_span)) {
            *height += missing * (at + 1) / count - missing * at / count;
        }
    }
    heights
}

/// 太高的一行分成几行，各行的高度，矮些才好填满一页；不高的就是一行。
pub(super) fn pieces(height: u32) -> Vec<u32> {
    let count = if height > TALLEST { height.div_ceil(PIECE) } else { 1 };
    (0..count).map(|at| height * (at + 1) / count - height * at / count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Block, Form};
    use proptest::prelude::*;

    const TEN: FontSize = FontSize(20);

    fn grid(rows: &str) -> Grid {
        match Form::parse(&format!("<table>{rows}</table>")).unwrap().blocks.pop() {
            Some(Block::Table(grid)) => grid,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn 列宽按比例且合计不差() {
        let three = grid("<col width=\"33.3%\"/><col width=\"33.3%\"/><col width=\"33.4%\"/><tr><td/><td/><td/></tr>");
        assert_eq!(columns(&three, 100), [33, 33, 34]);
        let blank = grid("<col width=\"20%\"/><col/><col/><tr><td/><td/><td/></tr>");
        assert_eq!(columns(&blank, 100), [20, 40, 40]);
        let none = grid("<tr><td>甲</td><td>乙乙乙乙乙乙乙乙乙乙</td></tr>");
        let widths = columns(&none, 300);
        assert!(widths[1] > 2 * widths[0] && widths.iter().sum::<u32>() == 300, "{widths:?}");
    }

    /// 十磅一字宽 13⅓ 像素，一行高 20（十磅的 1.45 倍是 19⅓ 像素）。
    #[test]
    fn 行高按折行算() {
        assert_eq!(height("汉字", 8 + 27, TEN), 25);
        assert_eq!(height("汉字", 8 + 26, TEN), 45);
        assert_eq!(height("一\n二\n三", 100, TEN), 65);
        // 六个数字按七个多的宽度留：53 像素够七个，54 像素够八个。
        assert_eq!(height("123456", 8 + 53, TEN), 45);
        assert_eq!(height("123456", 8 + 54, TEN), 25);
        assert!(fits("123456", 8 + 54, TEN) && !fits("123456", 8 + 53, TEN));
        assert_eq!(height("", 100, TEN), 18);
    }

    #[test]
    fn 跨行的格子不够高时各行平摊() {
        let tall = grid(
            "<tr><td rowspan=\"2\">一\n二\n三\n四</td><td>甲</td></tr><tr><td>乙</td></tr>"
                .replace('\n', "<br/>")
                .as_str(),
        );
        assert_eq!(rows(&tall, &[100, 100], TEN), [42, 43]);
        let tall = grid("<tr><td rowspan=\"2\">一</td><td>甲</td></tr><tr><td>乙</td></tr>");
        assert_eq!(rows(&tall, &[100, 100], TEN), [25, 25]);
    }

    #[test]
    fn 太高的行分开() {
        assert_eq!(pieces(546), [546]);
        assert_eq!(pieces(547), [91, 91, 91, 91, 91, 92]);
        assert_eq!(pieces(1001).len(), 11);
    }

    proptest! {
        #[test]
        fn 每格都够高(texts in prop::collection::vec("(\\PC){0,60}", 6), width in 20u32..700) {
            let cell = |at: usize| texts[at].chars().filter(|c| !"<&>".contains(*c) && !c.is_control()).collect::<String>();
            let html = format!(
                "<tr><td rowspan=\"3\">{}</td><td rowspan=\"2\">{}</td><td>{}</td></tr><tr><td>{}</td></tr><tr><td colspan=\"2\">{}</td></tr>",
                cell(0), cell(1), cell(2), cell(3), cell(4)
            );
            let grid = grid(&html);
            let columns = columns(&grid, width);
            let heights = rows(&grid, &columns, TEN);
            for cell in &grid.cells {
                let has: u32 = heights[cell.row..cell.row + cell.row_span].iter().sum();
                prop_assert!(has >= height(&cell.text, cell_width(cell, &columns), TEN));
            }
            for height in heights {
                let pieces = pieces(height);
                prop_assert!(pieces.iter().all(|piece| *piece <= TALLEST));
                prop_assert_eq!(pieces.iter().sum::<u32>(), height);
            }
        }
    }
}
