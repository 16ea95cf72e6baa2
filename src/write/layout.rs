//! 终端表格的版面：分列宽、定行高。

use super::wrap::Need;
use super::{Cell, Grid};

/// 一列（不含框线）通常的最小宽度，两个汉字。
const NARROW: usize = 4;
/// 放不下时一列的最小宽度，一个汉字。
const NARROWEST: usize = 2;
/// 为了不切断数字和单词，一列最多保到这么宽。
const WORD: usize = 14;
/// 平均每列有这么宽时，格子左右各留一列空白。
const ROOMY: usize = 12;

/// 排好的列。
pub(super) struct Columns {
    /// 各列宽度，含左右空白，不含框线。
    pub widths: Vec<usize>,
    /// 格子左右各留的空白。
    pub padding: usize,
}

impl Columns {
    /// 按各单元格的需要（与 `grid.cells` 一一对应）分列；连框线不超过 `limit`，除非每列到了最小还放不下。
    pub fn fit(grid: &Grid, needs: &[Need], limit: usize) -> Columns {
        let count = grid.columns.len();
        let room = limit.saturating_sub(count + 1);
        let roomy = room >= count * ROOMY || wishes(grid, needs, 1, room).iter().sum::<usize>() <= room;
        let padding = usize::from(roomy);
        let floor = if count * NARROW <= room { NARROW } else { NARROWEST };
        let mut words = vec![floor; count];
        for (cell, need) in grid.cells.iter().zip(needs).filter(|(cell, _)| cell.column_span == 1) {
            if let Some(word) = words.get_mut(cell.column) {
                *word = (*word).max((need.word + 2 * padding).min(WORD));
            }
        }
        let least = squeeze(&words, &vec![floor; count], room);
        let widths = squeeze(&wishes(grid, needs, padding, room), &least, room);
        Columns { widths, padding }
    }
}

/// 宽度充足时各列想要的宽度：给了百分比的表按比例分，否则按内容。
fn wishes(grid: &Grid, needs: &[Need], padding: usize, room: usize) -> Vec<usize> {
    // 合并了几列的格子，中间的框线也归它用。
    let need = |cell: &Cell, need: &Need| (need.whole + 2 * padding).saturating_sub(cell.column_span.saturating_sub(1));
    let mut wants: Vec<(&Cell, usize)> =
        grid.cells.iter().zip(needs).map(|(cell, own)| (cell, need(cell, own))).collect();
    if grid.columns.iter().all(Option::is_none) {
        let mut columns = vec![NARROW; grid.columns.len()];
        wants.sort_by_key(|(cell, _)| cell.column_span);
        for (cell, want) in wants {
            let spanned: Vec<usize> = (cell.column..grid.columns.len()).take(cell.column_span).collect();
            let missing = want.saturating_sub(spanned.iter().map(|column| columns[*column]).sum());
            // 不够的部分各列平摊。
            for (at, column) in spanned.iter().enumerate() {
                columns[*column] += missing * (at + 1) / spanned.len() - missing * at / spanned.len();
            }
        }
        return columns;
    }
    let shares = shares(&grid.columns);
    let all: u64 = shares.iter().sum();
    let part = |share: u64, whole: u64| (whole.saturating_mul(share)).div_ceil(all) as usize;
    // 每个格子都不必折行的总宽；再宽就是浪费。
    let enough = wants.iter().map(|(cell, want)| {
        let share: u64 = shares.iter().skip(cell.column).take(cell.column_span).sum();
        (*want as u64).saturating_mul(all).div_ceil(share.max(1))
    });
    let whole = enough.max().unwrap_or(0).min(room as u64);
    shares.iter().map(|share| part(*share, whole)).collect()
}

/// 各列宽度之比：没有写宽度的列平分剩下的；没有剩下的，按已写宽度的平均数。至少有一列写了宽度。
pub(super) fn shares(columns: &[Option<u32>]) -> Vec<u64> {
    let given: Vec<u64> = columns.iter().flatten().map(|width| u64::from(*width)).collect();
    let total: u64 = given.iter().sum();
    let blanks = (columns.len() - given.len()) as u64;
    let blank = match 1000u64.saturating_sub(total).checked_div(blanks) {
        Some(rest) if rest > 0 => rest,
        _ => total / (given.len() as u64).max(1),
    };
    columns.iter().map(|width| width.map_or(blank, u64::from).max(1)).collect()
}

/// 把想要的宽度压到总和不超过 `room`：高出下限的部分按比例缩，总和恰为 `room`。
pub(super) fn squeeze(wishes: &[usize], least: &[usize], room: usize) -> Vec<usize> {
    let extras: Vec<usize> = wishes.iter().zip(least).map(|(wish, least)| wish.saturating_sub(*least)).collect();
    let base: usize = least.iter().sum();
    let extra: usize = extras.iter().sum();
    let spare = room.saturating_sub(base).min(extra);
    let mut before = 0;
    let share = |part: usize| (part as u128 * spare as u128).checked_div(extra as u128).unwrap_or(0) as usize;
    extras
        .iter()
        .zip(least)
        .map(|(part, least)| {
            let after = before + part;
            let width = least + share(after) - share(before);
            before = after;
            width
        })
        .collect()
}

/// 各行高度：先满足不跨行的格子，跨行的格子还不够时加在它的末行。
pub(super) fn row_heights(grid: &Grid, texts: &[Vec<String>]) -> Vec<usize> {
    let mut heights = vec![1; grid.rows];
    let mut spanning: Vec<(&Cell, usize)> = Vec::new();
    for (cell, lines) in grid.cells.iter().zip(texts) {
        match heights.get_mut(cell.row) {
            Some(height) if cell.row_span <= 1 => *height = (*height).max(lines.len()),
            _ => spanning.push((cell, lines.len())),
        }
    }
    // 按末行的先后：处理到一个格子时，它上面各行的高度都已定下。
    spanning.sort_by_key(|(cell, _)| cell.row + cell.row_span);
    for (cell, lines) in spanning {
        let rows = heights.iter_mut().skip(cell.row).take(cell.row_span);
        let (mut room, mut last) = (cell.row_span.saturating_sub(1), None);
        for height in rows {
            room += *height;
            last = Some(height);
        }
        if let Some(height) = last {
            *height += lines.saturating_sub(room);
        }
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit(columns: &[Option<u32>], needs: &[(usize, usize)], limit: usize) -> (Vec<usize>, usize) {
        let texts = vec![String::new(); columns.len()];
        let mut grid = Grid::from_rows(&[], vec![texts], &[]);
        grid.columns = columns.to_vec();
        let needs: Vec<Need> = needs.iter().map(|(whole, word)| Need { whole: *whole, word: *word }).collect();
        let Columns { widths, padding } = Columns::fit(&grid, &needs, limit);
        (widths, padding)
    }

    #[test]
    fn 放得下就按内容() {
        assert_eq!(fit(&[None, None], &[(10, 2), (1, 1)], 80), (vec![12, 4], 1));
        // 按 1:3，第二列要 20+2=22，全表 22÷3×4 进为 30。
        assert_eq!(fit(&[Some(100), Some(300)], &[(4, 2), (20, 2)], 80), (vec![8, 23], 1));
        // 没有写宽度的列平分剩下的 40%。
        assert_eq!(fit(&[Some(600), None, None], &[(60, 2), (2, 2), (2, 2)], 44), (vec![24, 8, 8], 1));
    }

    #[test]
    fn 放不下时保住数字再按比例缩() {
        // 40 列减三条竖线余 37；第一列的数字 9 列加空白 11 保住，余下的归第二列。
        assert_eq!(fit(&[Some(50), Some(950)], &[(9, 9), (200, 2)], 40), (vec![11, 26], 1));
    }

    #[test]
    fn 列太多时逐级收窄() {
        assert_eq!(fit(&[None; 10], &[(20, 2); 10], 51), (vec![4; 10], 0));
        assert_eq!(fit(&[None; 13], &[(20, 2); 13], 40), (vec![2; 13], 0));
        // 每列两列宽也放不下：只好超宽。
        assert_eq!(fit(&[None; 20], &[(20, 2); 20], 40), (vec![2; 20], 0));
    }

    proptest! {
        #[test]
        fn 缩放之后总和恰好且不低于下限(pairs in prop::collection::vec((0usize..1000, 0usize..20), 1..30), room in 0usize..2000) {
            let (wishes, least): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
            let widths = squeeze(&wishes, &least, room);
            let wanted: usize = wishes.iter().zip(&least).map(|(wish, least)| wish.max(least)).sum();
            prop_assert_eq!(widths.iter().sum::<usize>(), wanted.min(room.max(least.iter().sum())));
            prop_assert!(widths.iter().zip(&least).all(|(width, least)| width >= least));
        }
    }
}
