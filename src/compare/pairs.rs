//! 两个体系的各行、各板块、各规则怎样对应。

use crate::model::{Block, Indicator, Room, Rule, Section, Set};
use crate::number::Decimal;

/// 对应的一对；只有一边有的，另一边为空。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    pub from: Option<T>,
    pub to: Option<T>,
}

impl<T> Pair<T> {
    /// 两边都有。
    pub fn both(self) -> Option<(T, T)> {
        self.from.zip(self.to)
    }
}

/// 两个体系是不是一家：同一个名称的两版，或者一个是另一个的上级，或者有同一个上级。
///
/// 一家的，编码相同就是同一行，名称改了也是；不是一家的，编码相同不说明什么。
pub fn are_kin(a: &Set, b: &Set) -> bool {
    let line = |set: &Set| -> Vec<String> {
        let own = (!set.version.is_empty()).then(|| set.reference());
        own.into_iter().chain(set.ancestors.iter().map(|origin| origin.name.clone())).collect()
    };
    let (a_line, b_line) = (line(a), line(b));
    (a.id == b.id && !a.version.is_empty() && !b.version.is_empty()) || a_line.iter().any(|name| b_line.contains(name))
}

/// 要对应的一行：指标，以及它是不是体系里的（自设的行各单位自编编码，编码相同不说明什么）。
pub type Line<'a> = (&'a Indicator, bool);

/// 两行算不算同一行。
type Same<'s> = dyn Fn(&Line<'_>, &Line<'_>) -> bool + 's;

/// 体系里的各行。
pub fn lines(set: &Set) -> Vec<Line<'_>> {
    set.indicators.iter().map(|row| (row, true)).collect()
}

/// 两边的行怎样对应，给出序号：编码与名称都相同的，名称相同而编码改了的（两边各只有一行叫这个名称），
/// 一家的体系里编码相同的；其余各自只有一边有。次序依前一边，后一边独有的在后。
pub fn pair_rows(from: &[Line<'_>], to: &[Line<'_>], kin: bool) -> Vec<Pair<usize>> {
    let is_only = |rows: &[Line<'_>], name: &str| rows.iter().filter(|(row, _)| row.name == name).count() == 1;
    let identical = |a: &Line<'_>, b: &Line<'_>| a.0.code == b.0.code && a.0.name == b.0.name;
    let renamed =
        |a: &Line<'_>, b: &Line<'_>| a.0.name == b.0.name && is_only(from, &a.0.name) && is_only(to, &b.0.name);
    let kindred = |a: &Line<'_>, b: &Line<'_>| kin && a.1 && b.1 && a.0.code == b.0.code;
    let passes: [&Same<'_>; 3] = [&identical, &renamed, &kindred];
    let mut partner: Vec<Option<usize>> = vec![None; from.len()];
    let mut taken = vec![false; to.len()];
    for same in passes {
        for (row, slot) in from.iter().zip(&mut partner).filter(|(_, slot)| slot.is_none()) {
            *slot = to.iter().zip(&taken).position(|(there, taken)| !taken && same(row, there));
            if let Some(at) = *slot {
                taken[at] = true;
            }
        }
    }
    let kept = partner.into_iter().enumerate().map(|(at, to)| Pair { from: Some(at), to });
    let added = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(at, _)| Pair { from: None, to: Some(at) });
    kept.chain(added).collect()
}

/// 按键对应的两组。
pub fn by_key<'a, T, K: PartialEq>(from: &'a [T], to: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<Pair<&'a T>> {
    let find = |all: &'a [T], wanted: &K| all.iter().find(|one| key(one) == *wanted);
    let kept = from.iter().map(|one| Pair { from: Some(one), to: find(to, &key(one)) });
    let added = to.iter().filter(|one| find(from, &key(one)).is_none()).map(|one| Pair { from: None, to: Some(one) });
    kept.chain(added).collect()
}

/// 一个一级或二级板块。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shelf<'a> {
    pub level1: &'a str,
    /// 一级板块为空。
    pub level2: &'a str,
    pub points: Decimal,
    pub cap: Option<Decimal>,
    pub block: Block,
    pub room: Option<&'a Room>,
}

/// 体系的各级板块，一级在前，其下二级随后。
pub fn shelves(set: &Set) -> Vec<Shelf<'_>> {
    set.sections
        .iter()
        .flat_map(|section| {
            let Section { level1, points, cap, block, parts, room } = section;
            let (cap, block) = (*cap, *block);
            let whole = Shelf { level1, level2: "", points: *points, cap, block, room: room.as_ref() };
            let parts = parts.iter().map(move |part| Shelf {
                level2: &part.level2,
                points: part.points,
                cap: None,
                room: part.room.as_ref(),
                ..whole
            });
            std::iter::once(whole).chain(parts)
        })
        .collect()
}

/// 一条规则换成了另一条，与用它的各行。
#[derive(Clone, Debug)]
pub struct RuleChange<'a> {
    pub from: &'a Rule,
    pub to: &'a Rule,
    /// 用到的行在后一边的编码；执行率为 `execution`。
    pub rows: Vec<&'a str>,
}

/// 两边都有的行里换了的规则，同样的一换合在一起。
pub fn changed_rules<'a>(from: &'a Set, to: &'a Set) -> Vec<RuleChange<'a>> {
    let execution = from.execution.as_ref().zip(to.execution.as_ref());
    let execution = execution.map(|(a, b)| (&*a.rule, &*b.rule, "execution"));
    let pairs = pair_rows(&lines(from), &lines(to), are_kin(from, to)).into_iter().filter_map(Pair::both);
    let rows = pairs.map(|(a, b)| {
        let (a, b) = (&from.indicators[a], &to.indicators[b]);
        (&*a.rule, &*b.rule, b.code.as_str())
    });
    let mut changes: Vec<RuleChange<'a>> = Vec::new();
    for (a, b, code) in execution.into_iter().chain(rows).filter(|(a, b, _)| a != b) {
        match changes.iter_mut().find(|change| change.from == a && change.to == b) {
            Some(change) => change.rows.push(code),
            None => changes.push(RuleChange { from: a, to: b, rows: vec![code] }),
        }
    }
    changes
}
