//! 覆盖：体系用到的规则，哪一处没有用例走到。
//!
//! 要测到的各处由体系与口径推出（[`usage`]、[`points`]、[`whole`]、[`formulas`]），走没走到看运行的步骤与结果，
//! 不看用例自己怎样说。规则按内容辨认，口径与上级的用例因此也算数。

mod formulas;
mod observed;
mod point;
mod points;
mod specimen;
mod usage;
mod whole;

use super::Ran;
use crate::check::Base;
use observed::observed;

/// 一个体系或口径的覆盖。
#[derive(Clone, Debug)]
pub struct Coverage {
    /// 要测到的处数。
    pub points: usize,
    /// 没有用例走到的。
    pub gaps: Vec<Gap>,
}

/// 没有用例走到的一处。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// 哪条规则、哪张等次表……
    pub subject: String,
    /// 哪一处。
    pub point: String,
    /// 走得到这里的用例，得分待手算。
    pub proposal: String,
}

/// 要测到的一处，走到了没有。
struct Item {
    gap: Gap,
    is_reached: bool,
}

/// 这些用例走到了哪里；`ran` 是体系自己的，连同它的口径与各级上级的。
pub fn coverage(base: &Base, ran: &[&Ran<'_>]) -> Coverage {
    let seen: Vec<_> = ran.iter().flat_map(|ran| observed(ran)).collect();
    let usages = usage::usages(base);
    let mut items: Vec<Item> = Vec::new();
    for usage in &usages {
        let title = usage.title();
        for wanted in points::points(usage, base) {
            let is_reached = seen.iter().any(|seen| usage.covers(seen) && wanted.point.is_reached(seen));
            let gap = Gap { subject: title.clone(), point: wanted.point.title(), proposal: wanted.proposal };
            items.push(Item { gap, is_reached });
        }
    }
    items.extend(whole::items(base, &usages, ran, &seen));
    items.extend(formulas::items(base, ran));
    let points = items.len();
    let gaps = items.into_iter().filter(|item| !item.is_reached).map(|item| item.gap).collect();
    Coverage { points, gaps }
}
