//! 一批表的复核：各表的轻重、红黄灯、形式化的单位，与可以重现的抽查。

use super::total::is_execution;
use super::{Audit, ExecutionAudit};
use crate::diagnostic::{Code, Severity};
use crate::number::{Decimal, Ratio};
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// 一张表复核下来的要紧处；留下这些，表本身可以放掉。
#[derive(Clone, Debug)]
pub struct Standing {
    /// 相对于文件夹的路径，以“/”分隔。
    pub path: String,
    pub unit: String,
    pub title: String,
    pub year: Option<i32>,
    pub declared: Option<Decimal>,
    pub recomputed: Option<Decimal>,
    pub grade: Option<String>,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// 各行里印的与算的相符的行数。
    pub agree: usize,
    pub rows: usize,
    pub light: Option<Light>,
    /// 自评满分：印的总分等于满分。
    pub is_full: bool,
    /// 各代码的条数。
    pub codes: BTreeMap<Code, usize>,
}

/// 红灯与黄灯。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// 有没有执行完的：预算数为零，或没有执行的超过两成。
    Yellow,
    /// 指标的得分率比执行率的得分率高出百分之五以上。
    Red,
}

impl Light {
    /// 中文名称。
    pub fn title(self) -> &'static str {
        match self {
            Light::Yellow => "黄灯",
            Light::Red => "红灯",
        }
    }

    /// 输出中的名称。
    pub fn name(self) -> &'static str {
        match self {
            Light::Yellow => "yellow",
            Light::Red => "red",
        }
    }
}

impl Standing {
    /// 一张表的要紧处。
    pub fn of(path: String, audit: &Audit) -> Standing {
        let mut codes = BTreeMap::new();
        for finding in &audit.findings {
            *codes.entry(finding.diagnostic.code).or_default() += 1;
        }
        let full = audit.total.points.unwrap_or(Decimal::ONE_HUNDRED);
        Standing {
            path,
            unit: audit.table.unit.clone(),
            title: audit.table.title.clone(),
            year: audit.table.year,
            declared: audit.total.declared,
            recomputed: audit.total.recomputed,
            grade: audit.total.grade.clone(),
            errors: audit.count(Severity::Error),
            warnings: audit.count(Severity::Warning),
            notes: audit.count(Severity::Note),
            agree: audit.rows.iter().filter(|row| row.agrees == Some(true)).count(),
            rows: audit.rows.len(),
            light: light(audit),
            is_full: audit.total.declared == Some(full),
            codes,
        }
    }

    /// 轻重的次序：错误多的在先，其次红灯、黄灯、提醒、说明，再按路径。
    fn weight(&self) -> impl Ord + use<'_> {
        (Reverse(self.errors), Reverse(self.light), Reverse(self.warnings), Reverse(self.notes), &self.path)
    }
}

/// 按轻重排列。
pub fn rank(standings: &mut [Standing]) {
    standings.sort_by(|a, b| a.weight().cmp(&b.weight()));
}

/// 一张表亮什么灯。
fn light(audit: &Audit) -> Option<Light> {
    let own = audit.table.rows.iter().zip(&audit.rows).filter(|(row, _)| !is_execution(row.title(), &row.level1.text));
    let pairs = own.filter_map(|(_, row)| row.points.zip(row.declared));
    let (points, score) = pairs.fold((Decimal::ZERO, Decimal::ZERO), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let execution = audit.execution.as_ref()?;
    if let (Some(index), Some(spent)) = (Ratio::new(score, points), share(execution)) {
        // (指标得分率－执行得分率)÷指标得分率 > 5%；指标得零分的不比。
        let gap = index.minus(spent).minus(index.times(Decimal::new(5, 2)));
        if gap > Decimal::ZERO {
            return Some(Light::Red);
        }
    }
    let is_empty = audit.findings.iter().any(|finding| finding.diagnostic.code == Code::A0403);
    let is_slow = execution.rate.is_some_and(|rate| rate < Decimal::from(80));
    (is_empty || is_slow).then_some(Light::Yellow)
}

fn share(execution: &ExecutionAudit) -> Option<Ratio> {
    Ratio::new(execution.declared?, execution.points?)
}

/// 自评全是满分的单位与它的表数：列为形式化。没有印单位的不列。
pub fn formality(standings: &[Standing]) -> Vec<(&str, usize)> {
    let mut units: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for standing in standings.iter().filter(|standing| standing.declared.is_some() && !standing.unit.is_empty()) {
        let (count, is_full) = units.entry(&standing.unit).or_insert((0, true));
        *count += 1;
        *is_full &= standing.is_full;
    }
    units.into_iter().filter(|(_, (_, is_full))| *is_full).map(|(unit, (count, _))| (unit, count)).collect()
}

/// 怎样抽查。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// 份额，小数：大于零、不超过一。
    pub share: Decimal,
    pub seed: String,
    /// 红灯的一律抽到。
    pub red_first: bool,
}

impl Sampling {
    /// 不写份额时的份额。
    pub const SHARE: Decimal = Decimal::from_parts(15, 0, 0, false, 2);

    /// 抽几份：份额乘份数，有零头进一，至少一份；没有表的不抽。
    pub fn size(&self, count: usize) -> usize {
        let exact = (Decimal::from(count) * self.share).ceil();
        let size = usize::try_from(exact).unwrap_or(count);
        size.max(1).min(count)
    }

    /// 抽到的各份的路径，按路径排列。
    ///
    /// 每份以“种子、换行、路径”的 SHA-256 为签，签小的先抽：与文件的先后、机器都无关。
    /// 红灯一律抽到的，先算进份数；红灯比份数多的，全数抽到，份数因此多出来。
    pub fn draw<'s>(&self, standings: &'s [Standing]) -> Vec<&'s str> {
        let size = self.size(standings.len());
        let is_sure = |standing: &&Standing| self.red_first && standing.light == Some(Light::Red);
        let mut drawn: Vec<&str> = standings.iter().filter(is_sure).map(|standing| standing.path.as_str()).collect();
        let mut rest: Vec<&str> =
            standings.iter().filter(|standing| !is_sure(standing)).map(|standing| standing.path.as_str()).collect();
        rest.sort_by_cached_key(|path| self.lot(path));
        rest.truncate(size.saturating_sub(drawn.len()));
        drawn.append(&mut rest);
        drawn.sort_unstable();
        drawn
    }

    fn lot(&self, path: &str) -> Vec<u8> {
        Sha256::digest(format!("{}\n{path}", self.seed)).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn standing(path: &str, light: Option<Light>) -> Standing {
        Standing {
            path: path.to_owned(),
            unit: String::new(),
            title: String::new(),
            year: None,
            declared: None,
            recomputed: None,
            grade: None,
            errors: 0,
            warnings: 0,
            notes: 0,
            agree: 0,
            rows: 0,
            light,
            is_full: false,
            codes: BTreeMap::new(),
        }
    }

    fn sampling(percent: u32, red_first: bool) -> Sampling {
        Sampling { share: Decimal::new(percent.into(), 2), seed: "1".to_owned(), red_first }
    }

    #[test]
    fn 份数有零头进一() {
        // 15%：1 份抽 1，7 份 1.05 进到 2，20 份正好 3，100 份 15；没有表的不抽。
        let sizes = [0, 1, 7, 20, 100].map(|count| sampling(15, false).size(count));
        assert_eq!(sizes, [0, 1, 2, 3, 15]);
    }

    #[test]
    fn 签由种子与路径定() {
        // 另用 python 的 hashlib 照“1、换行、路径”排出。
        let all = ["甲.json", "乙.json", "丙.json", "丁.json"].map(|path| standing(path, None));
        let mut order: Vec<&str> = all.iter().map(|standing| standing.path.as_str()).collect();
        order.sort_by_key(|path| sampling(25, false).lot(path));
        assert_eq!(order, EXPECTED);
        assert_eq!(sampling(25, false).draw(&all), EXPECTED[..1]);
    }

    const EXPECTED: [&str; 4] = ["丙.json", "乙.json", "丁.json", "甲.json"];

    proptest! {
        #[test]
        fn 与文件的先后无关(count in 1usize..40, percent in 1u32..=100, turn in 0usize..40, reds in 0usize..10) {
            let light = |at: usize| (at < reds).then_some(Light::Red);
            let mut all: Vec<Standing> = (0..count).map(|at| standing(&format!("{at}.json"), light(at))).collect();
            let sampling = sampling(percent, true);
            let drawn: Vec<String> = sampling.draw(&all).into_iter().map(str::to_owned).collect();
            all.rotate_left(turn % count);
            prop_assert_eq!(&drawn, &sampling.draw(&all));
            let red = reds.min(count);
            prop_assert_eq!(drawn.len(), sampling.size(count).max(red));
            let reds: Vec<String> = (0..red).map(|at| format!("{at}.json")).collect();
            prop_assert!(reds.iter().all(|path| drawn.contains(path)));
            if percent == 100 { prop_assert_eq!(drawn.len(), count); }
        }
    }
}
