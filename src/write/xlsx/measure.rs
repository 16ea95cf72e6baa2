//! 版面：列宽与行高，单位为像素（每英寸 96）。

use crate::write::height::{FontSize, Need, SHORTEST, TALLEST, height, raise, unwrapped};
use crate::write::layout::{Columns, shares};
use crate::write::wrap::{by_words, clean, measure};
use crate::write::{Cell, Grid};
use std::borrow::Cow;

/// 更高的一行分开之后，每行至多这么高。
const PIECE: u32 = 100;
/// 格子里的文字；表头放不下的按词换行。
pub(super) fn text<'c>(cell: &'c Cell, columns: &[u32], size: FontSize) -> Cow<'c, str> {
    by_words(&cell.text, &cell.seams, size.columns(cell_width(cell, columns)) as usize)
}

/// 写下一格的文字要的高度。
pub(super) fn cell_height(cell: &Cell, columns: &[u32], size: FontSize) -> u32 {
    if shrinks(cell, columns, size) {
        return unwrapped(&cell.text, size);
    }
    height(&text(cell, columns, size), cell_width(cell, columns), size)
}

/// 表体里没有断处的一串（数、百分数、代号），照字号一行正好放得下：替换的字体宽些时缩小字号，不折成两行。
pub(super) fn shrinks(cell: &Cell, columns: &[u32], size: FontSize) -> bool {
    let need = measure(&clean(&cell.text));
    let is_solid = need.whole > 0 && need.word == need.whole && !cell.text.contains('\n');
    !cell.header && is_solid && need.whole <= size.columns(cell_width(cell, columns)) as usize
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
    let need = |cell: &Cell| Need {
        rows: cell.row..cell.row + cell.row_span.max(1),
        height: cell_height(cell, columns, size),
    };
    raise(&mut heights, grid.cells.iter().map(need).collect(), |_| true);
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

    /// 十磅的数字宽 6⅔ 像素：六个要 40 像素。放得下的一行高 24，放不下的折成两行高 43。
    #[test]
    fn 没有断处的一串缩小字号() {
        let shown = |cell: &str, width: u32| {
            let grid = grid(&format!("<tr>{cell}</tr>"));
            (shrinks(&grid.cells[0], &[width], TEN), rows(&grid, &[width], TEN)[0])
        };
        assert_eq!(shown("<td>98.98%</td>", 8 + 40), (true, 24));
        assert_eq!(shown("<td>98.98%</td>", 8 + 39), (false, 43));
        assert_eq!(shown("<td>98 98</td>", 100), (false, 24));
        assert_eq!(shown("<td>甲乙</td>", 100), (false, 24));
        assert_eq!(shown("<th>98.98%</th>", 100), (false, 24));
        assert_eq!(shown("<td/>", 100), (false, 18));
    }

    #[test]
    fn 跨行的格子不够高时各行平摊() {
        let tall = grid(
            "<tr><td rowspan=\"2\">一\n二\n三\n四</td><td>甲</td></tr><tr><td>乙</td></tr>"
                .replace('\n', "<br/>")
                .as_str(),
        );
        assert_eq!(rows(&tall, &[100, 100], TEN), [41, 41]);
        let tall = grid("<tr><td rowspan=\"2\">一</td><td>甲</td></tr><tr><td>乙</td></tr>");
        assert_eq!(rows(&tall, &[100, 100], TEN), [24, 24]);
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
                prop_assert!(has >= cell_height(cell, &columns, TEN));
            }
            for height in heights {
                let pieces = pieces(height);
                prop_assert!(pieces.iter().all(|piece| *piece <= TALLEST));
                prop_assert_eq!(pieces.iter().sum::<u32>(), height);
            }
        }
    }
}
