use crate::number::Decimal;

/// 绩效情况说明的补充内容，写在部门填报的 `[narrative]`；没有写的都为空。
#[derive(Clone, Debug, Default)]
pub struct Supplement {
    /// 部门的项目支出总额，与资金情况同一单位。
    pub spending: Spending,
    /// 应当自评的项目数。
    pub due: Option<usize>,
    /// 绩效管理工作开展情况，一项一段。
    pub work: Vec<String>,
    pub good: Vec<String>,
    pub problems: Vec<String>,
    pub measures: Vec<String>,
    /// 重点绩效评价结果。
    pub key_evaluation: String,
}

/// 部门的项目支出总额，三栏各自可缺。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    pub initial: Option<Decimal>,
    pub full_year: Option<Decimal>,
    pub executed: Option<Decimal>,
}
