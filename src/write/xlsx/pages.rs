//! 分页：一页放到哪一行为止。表格程序自己分页会把跨行的单元格拦腰切断，所以先替它分好。

use std::ops::Range;

/// 一张工作表上与分页有关的：各行的高度，哪些行不与上一行分开，跨行的单元格。
#[derive(Default)]
pub(super) struct Pages {
    /// 各行的高度，像素。
    pub heights: Vec<u32>,
    /// 不与上一行分开的行。
    pub tied: Vec<bool>,
    /// 跨行的单元格占的行，与写下它的文字要的高度。
    pub spans: Vec<(Range<u32>, u32)>,
    /// 每页重印的表头行。
    pub header: Range<u32>,
}

impl Pages {
    /// 各页（第一页除外）从哪一行起；一页至多 `capacity` 像素高。
    ///
    /// 在一页的后三分之一里找切到的合并单元格最少的一行，文字放不进上下任何一半的尤其不切；一样的取最后一行。
    pub fn starts(&self, capacity: u32) -> Vec<u32> {
        let costs = self.costs();
        let count = self.heights.len() as u32;
        let repeated: u32 = self.between(self.header.clone());
        let (mut starts, mut first) = (Vec::new(), 0);
        while first < count {
            let mut room = capacity;
            if first >= self.header.end && first > 0 {
                room = room.saturating_sub(repeated);
            }
            // 能放到哪一行；再小的纸也至少放一行。
            let (mut end, mut used, mut early) = (first + 1, self.between(first..first + 1), first + 1);
            while end < count && used + self.between(end..end + 1) <= room {
                used += self.between(end..end + 1);
                end += 1;
                if used * 3 <= room * 2 {
                    early = end;
                }
            }
            if end >= count {
                break;
            }
            let free = |row: &u32| !self.tied.get(*row as usize).is_some_and(|tied| *tied);
            let cost = |row: &u32| costs.get(*row as usize).copied().unwrap_or_default();
            let best = (early.max(first + 1)..=end).rev().filter(free).min_by_key(cost);
            let chosen = best.or_else(|| (first + 1..early).rev().find(free)).unwrap_or(end);
            starts.push(chosen);
            first = chosen;
        }
        starts
    }

    /// 在各行之前分页，切断几个单元格的文字、几个单元格。
    fn costs(&self) -> Vec<(u32, u32)> {
        let mut costs = vec![(0, 0); self.heights.len() + 1];
        for (rows, need) in &self.spans {
            for row in rows.start + 1..rows.end {
                let room = self.between(rows.start..row).max(self.between(row..rows.end));
                if let Some((cut, crossed)) = costs.get_mut(row as usize) {
                    *cut += u32::from(room < *need);
                    *crossed += 1;
                }
            }
        }
        costs
    }

    /// 几行合起来的高度。
    pub fn between(&self, rows: Range<u32>) -> u32 {
        self.heights.iter().skip(rows.start as usize).take(rows.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pages(heights: &[u32], spans: &[(Range<u32>, u32)], tied: &[usize], header: Range<u32>) -> Pages {
        let tied = (0..heights.len()).map(|row| tied.contains(&row)).collect();
        Pages { heights: heights.to_vec(), tied, spans: spans.to_vec(), header }
    }

    #[test]
    fn 放满一页再分() {
        assert_eq!(pages(&[10; 5], &[], &[], 0..0).starts(20), [2, 4]);
        assert_eq!(pages(&[10; 2], &[], &[], 0..0).starts(20), Vec::<u32>::new());
        // 重印的表头占去一行，每页只剩三行。
        assert_eq!(pages(&[10; 8], &[], &[], 0..1).starts(40), [4, 7]);
    }

    #[test]
    fn 不分开的行挪到下一页() {
        assert_eq!(pages(&[10; 6], &[], &[4], 0..0).starts(40), [3]);
        // 全不许分开的，放满为止。
        assert_eq!(pages(&[10; 6], &[], &[1, 2, 3, 4, 5], 0..0).starts(40), [4]);
    }

    #[test]
    fn 页底附近少切合并的单元格() {
        let spans = [(3..6, 1), (0..6, 1)];
        assert_eq!(pages(&[10; 6], &spans, &[], 0..0).starts(40), [3]);
        // 离页底太远的不取。
        assert_eq!(pages(&[10; 6], &[(1..6, 1)], &[], 0..0).starts(40), [4]);
        // 要三十五高的文字，切在第四行之后下半才放得下。
        assert_eq!(pages(&[10; 8], &[(2..8, 35)], &[2, 3], 0..0).starts(50), [4]);
    }

    proptest! {
        #[test]
        fn 每页放得下且都往前走(
            heights in prop::collection::vec(1u32..60, 1..60),
            tied in prop::collection::vec(any::<bool>(), 60),
            span in (0u32..60, 2u32..30),
            header in 0u32..3,
        ) {
            let count = heights.len() as u32;
            let spans = vec![(span.0.min(count)..(span.0 + span.1).min(count), 50)];
            let pages = Pages { tied: tied[..heights.len()].to_vec(), spans, header: 0..header.min(count), heights };
            let mut edges = pages.starts(100);
            prop_assert!(edges.iter().all(|row| *row > 0 && *row < count));
            edges.insert(0, 0);
            edges.push(count);
            for edge in edges.windows(2) {
                prop_assert!(edge[0] < edge[1]);
                let header = if edge[0] > 0 && edge[0] >= pages.header.end { pages.between(pages.header.clone()) } else { 0 };
                prop_assert!(edge[1] - edge[0] == 1 || pages.between(edge[0]..edge[1]) + header <= 100);
            }
        }
    }
}
