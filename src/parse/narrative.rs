//! 部门填报里的 `[narrative]`：绩效情况说明要用、表上却没有的内容。

use super::reader::{At, Table};
use super::submission::{RawMoney, read_amounts};
use crate::diagnostic::{Place, Sink};

/// 绩效情况说明的补充内容，按书面。
#[derive(Clone, Debug)]
pub struct RawNarrative {
    pub place: Place,
    /// 部门的项目支出总额；三栏各自可缺。
    pub project_spending: Option<RawMoney>,
    /// 应当自评的项目数。
    pub due: Option<At<usize>>,
    pub work: Vec<At<String>>,
    pub good: Vec<At<String>>,
    pub problems: Vec<At<String>>,
    pub measures: Vec<At<String>>,
    pub key_evaluation: String,
}

pub(super) fn read_narrative(mut table: Table<'_>, sink: &mut Sink) -> RawNarrative {
    let raw = RawNarrative {
        place: table.place(),
        project_spending: table.table("project_spending", sink).map(|table| {
            let place = table.place();
            read_amounts(table, place, sink)
        }),
        due: table.count("due", sink),
        work: table.texts("work", sink),
        good: table.texts("good", sink),
        problems: table.texts("problems", sink),
        measures: table.texts("measures", sink),
        key_evaluation: table.text_or_empty("key_evaluation", sink),
    };
    table.finish(sink);
    raw
}
