//! 循环展开以后，原来的第几行到了哪里。

use super::formula::{Ends, Point, Reference, rewrite};
use std::collections::{BTreeMap, BTreeSet};

/// 走到各层循环的第几遍。
pub type Path = Vec<(usize, usize)>;

/// 一张工作表的行：原来的行号对应新的行号。
#[derive(Debug, Default)]
pub struct RowMap {
    /// 原来的每一行（从 1 数起，0 空着）到了哪几行，各在循环的第几遍。
    places: Vec<Vec<(u32, Path)>>,
    /// 最后一行之后的各行，下移多少。
    below: i64,
    changed: bool,
}

/// 引用移不动的原因。
pub type Stuck = &'static str;

impl RowMap {
    /// `out` 是新的各行：原来的行号与循环的第几遍；`last` 是原来的最后一行。
    pub fn new(out: &[(u32, Path)], last: u32) -> RowMap {
        let mut places = vec![Vec::new(); last as usize + 1];
        let mut changed = out.len() != last as usize;
        for (new, (source, path)) in (1_u32..).zip(out) {
            changed |= new != *source;
            if let Some(list) = places.get_mut(*source as usize) {
                list.push((new, path.clone()));
            }
        }
        RowMap { places, below: out.len() as i64 - i64::from(last), changed }
    }

    /// 有没有一行动了位置。
    pub fn changed(&self) -> bool {
        self.changed
    }

    /// 各层循环的编号。
    pub fn loops(&self) -> BTreeSet<usize> {
        self.places.iter().flatten().flat_map(|(_, path)| path.iter().map(|(id, _)| *id)).collect()
    }

    /// 一行到了哪几行；与 `from` 同在一层循环的，只看同一遍的。
    pub fn places(&self, row: u32, from: &Path) -> Vec<u32> {
        match self.places.get(row as usize) {
            None => u32::try_from(i64::from(row) + self.below).ok().into_iter().collect(),
            Some(list) => {
                let beside = |path: &Path| {
                    path.iter().all(|(id, at)| from.iter().all(|(other, here)| id != other || at == here))
                };
                list.iter().filter(|(_, path)| beside(path)).map(|(new, _)| *new).collect()
            }
        }
    }

    /// 一行到了哪几行，各在循环的第几遍。
    pub fn copies(&self, row: u32) -> Vec<(u32, Path)> {
        match self.places.get(row as usize) {
            Some(list) => list.clone(),
            None => self.places(row, &Path::new()).into_iter().map(|row| (row, Path::new())).collect(),
        }
    }

    /// 一行的第一处；没有了的，看它下面最近的一行。
    pub fn onward(&self, row: u32) -> u32 {
        let end = row.max(self.places.len() as u32);
        (row..=end).find_map(|row| self.places(row, &Path::new()).first().copied()).unwrap_or(1)
    }

    /// 一行的最后一处；没有了的，看它上面最近的一行，上面也没有的为 `None`。
    pub fn backward(&self, row: u32) -> Option<u32> {
        (1..=row).rev().find_map(|row| self.places(row, &Path::new()).last().copied())
    }

    /// 一段到了哪里：头一行的第一处到末一行的最后一处；一行不剩的为 `None`。
    pub fn span(&self, start: u32, end: u32, from: &Path) -> Option<(u32, u32)> {
        let (start, end) = (start.min(end), start.max(end));
        let first = (start..=end).find_map(|row| self.places(row, from).first().copied())?;
        let last = (start..=end).rev().find_map(|row| self.places(row, from).last().copied())?;
        Some((first, last))
    }

    /// 合并单元格到了哪里：整个在一遍之内的每遍一处，圈住整个循环的跟着撑开。
    pub fn merges(&self, start: u32, end: u32) -> Result<Vec<(u32, u32)>, Stuck> {
        let of = |row: u32| self.places.get(row as usize).cloned();
        let (Some(tops), Some(bottoms)) = (of(start), of(end)) else {
            return Ok(self.span(start, end, &Path::new()).into_iter().collect());
        };
        let paired = tops.len() == bottoms.len() && tops.iter().zip(&bottoms).all(|(a, b)| a.1 == b.1);
        if paired && !tops.is_empty() {
            return Ok(tops.iter().zip(&bottoms).map(|(a, b)| (a.0, b.0)).collect());
        }
        let Some((first, last)) = self.span(start, end, &Path::new()) else { return Ok(Vec::new()) };
        let inside: usize = (start..=end).filter_map(of).map(|list| list.len()).sum();
        if inside as u32 == last - first + 1 {
            Ok(vec![(first, last)])
        } else {
            Err("合并单元格只占了循环的一部分")
        }
    }
}

/// 整个工作簿的行：按工作表的名称。
pub type Maps = BTreeMap<String, RowMap>;

/// 公式跟着行走；`home` 是公式所在的工作表，`from` 是它在循环的第几遍。
pub fn shift(formula: &str, home: &str, from: &Path, maps: &Maps) -> Result<String, Stuck> {
    if maps.values().any(RowMap::changed) && super::formula::calls(formula, "INDIRECT") {
        return Err("用了 INDIRECT，行数变了以后它指到哪里说不准");
    }
    rewrite(formula, &mut |reference| moved(reference, home, from, maps, false))
}

/// 图表、小图引用的数跟着行走；单独指着重复的一行的，撑开成一段。
pub fn spread(formula: &str, home: &str, from: &Path, maps: &Maps) -> Result<String, Stuck> {
    rewrite(formula, &mut |reference| moved(reference, home, from, maps, true))
}

fn moved(reference: &Reference, home: &str, from: &Path, maps: &Maps, spreads: bool) -> Result<Ends, Stuck> {
    let unmoved = (reference.start.clone(), reference.end.clone());
    let name = reference.sheet.as_deref().unwrap_or(home);
    let known = maps.iter().find(|(other, _)| other.to_lowercase() == name.to_lowercase());
    let Some((_, map)) = known else {
        let several = name.contains(':') && maps.values().any(RowMap::changed);
        return if several { Err("一次指着几张工作表") } else { Ok(unmoved) };
    };
    if !map.changed() || reference.start.row == 0 {
        return Ok(unmoved);
    }
    // 别的工作表的循环与这里的第几遍无关。
    let outside = Path::new();
    let from = if name.to_lowercase() == home.to_lowercase() { from } else { &outside };
    let at = |point: &Point, row| Point { row, ..point.clone() };
    match &reference.end {
        Some(end) => {
            let (first, last) = map
                .span(reference.start.row, end.row, from)
                .ok_or("指着的各行都在循环里，而循环一行也没有；把表头一行也圈进范围")?;
            let (first, last) = if reference.start.row <= end.row { (first, last) } else { (last, first) };
            Ok((at(&reference.start, first), Some(at(end, last))))
        }
        None => match map.places(reference.start.row, from).as_slice() {
            [row] => Ok((at(&reference.start, *row), None)),
            [] => Err("指着的一行没有了"),
            [first, .., last] if spreads => Ok((at(&reference.start, *first), Some(at(&reference.start, *last)))),
            _ => Err("单独指着重复的一行，不知道是哪一遍；要合计就写成范围，如 SUM(D5:D5)"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 原来五行：第 3 行重复三遍，第 4 行是收尾的标记，没有了。
    fn maps() -> Maps {
        let at = |i| vec![(0, i)];
        let out = [(1, vec![]), (2, vec![]), (3, at(0)), (3, at(1)), (3, at(2)), (5, vec![])];
        Maps::from([("甲".to_owned(), RowMap::new(&out, 5)), ("乙".to_owned(), RowMap::new(&[(1, vec![])], 1))])
    }

    #[test]
    fn 公式跟着行走() {
        let shifted = |formula: &str, from: &Path| shift(formula, "甲", from, &maps());
        assert_eq!(shifted("SUM(D3:D3)+D5+D$9", &vec![]).unwrap(), "SUM(D3:D5)+D6+D$10");
        assert_eq!(shifted("SUM(D3:D4)", &vec![]).unwrap(), "SUM(D3:D5)");
        assert_eq!(shifted("D3/E3+D1", &vec![(0, 2)]).unwrap(), "D5/E5+D1");
        assert_eq!(shifted("乙!D3+SUM(3:5)", &vec![]).unwrap(), "乙!D3+SUM(3:6)");
        assert!(shifted("D3", &vec![]).is_err());
        assert!(shifted("D4", &vec![]).is_err());
        assert!(shifted("INDIRECT(\"D9\")", &vec![]).is_err());
    }

    #[test]
    fn 没有了的一行看最近的() {
        let all = maps();
        let map = &all["甲"];
        assert_eq!((map.onward(3), map.backward(3)), (3, Some(5)));
        assert_eq!((map.onward(4), map.backward(4)), (6, Some(5)));
        assert_eq!((map.onward(9), map.backward(9)), (10, Some(10)));
        assert_eq!(map.copies(3).len(), 3);
        assert_eq!(spread("甲!$D$3", "", &vec![], &all).unwrap(), "甲!$D$3:$D$5");
        assert_eq!(RowMap::new(&[], 2).backward(2), None);
    }

    #[test]
    fn 合并单元格() {
        let all = maps();
        let map = &all["甲"];
        assert_eq!(map.merges(3, 3), Ok(vec![(3, 3), (4, 4), (5, 5)]));
        assert_eq!(map.merges(2, 5), Ok(vec![(2, 6)]));
        assert_eq!(map.merges(3, 4), Ok(vec![(3, 5)]));
        assert_eq!(map.merges(7, 8), Ok(vec![(8, 9)]));
        assert_eq!(map.loops().into_iter().collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn 只占循环一部分的合并不行() {
        let at = |i| vec![(0, i)];
        let out = [(1, at(0)), (2, at(0)), (1, at(1)), (2, at(1)), (3, vec![])];
        let map = RowMap::new(&out, 3);
        assert!(map.merges(2, 3).is_err());
        assert_eq!(map.merges(1, 2), Ok(vec![(1, 2), (3, 4)]));
    }
}
