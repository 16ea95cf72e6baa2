//! 基础数据与公式：口径与体系共用。

use super::value::{Filled, Rounding};
use schemars::JsonSchema;
use serde_json::{Value, json};

/// 没有上级时，一组表的各张都要写的键。
pub(super) fn each_requires(keys: &[&str]) -> Value {
    json!({ "items": { "required": keys } })
}

/// 没有上级时，一项基础数据要写的键。
pub(super) const FACT: &[&str] = &["name", "unit"];

/// 没有上级时，一个公式要写的键。
pub(super) const FORMULA: &[&str] = &["expression", "unit"];

/// 一项基础数据。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Fact {
    /// 填报里的键，写法同编码。
    #[schemars(example = &"carry_over")]
    pub key: Filled,
    /// 公式里的名称：字母、汉字、数字、下划线。
    #[schemars(example = &"结转结余总额")]
    pub name: Option<Filled>,
    /// 单位；没有单位的写 ""。
    #[schemars(example = &"万元", example = &"人", example = &"")]
    pub unit: Option<String>,
    /// 指什么、从哪里取数。
    pub meaning: Option<String>,
    /// 直接取自填报 `[budget]` 总额的哪一栏。
    pub from: Option<BudgetColumn>,
}

/// 填报 `[budget]` 总额的一栏。
#[derive(JsonSchema)]
#[schemars(inline)]
pub enum BudgetColumn {
    /// 年初预算数
    #[schemars(rename = "budget.initial")]
    Initial,
    /// 全年预算数
    #[schemars(rename = "budget.full_year")]
    FullYear,
    /// 全年执行数
    #[schemars(rename = "budget.executed")]
    Executed,
}

/// 一个公式：由基础数据算出实际完成值。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Formula {
    /// 名称与用以区别的话；指标的 `compute` 写它。
    #[schemars(example = &"结转结余率/支出预算数")]
    pub id: Filled,
    /// 算式：+ - × ÷、括号、比较、绝对值、最小、最大、合计、若。
    #[schemars(example = &"结转结余总额 ÷ 支出预算数")]
    pub expression: Option<Filled>,
    /// 结果的单位；没有单位的写 ""。
    #[schemars(example = &"%")]
    pub unit: Option<String>,
    /// 先修约再计分；不写时按准确的商计分，印两位。
    pub rounding: Option<Rounding>,
    /// 除数为零而被除数不为零时怎样办。
    #[schemars(extend("default" = "not_applicable"))]
    pub zero_base: Option<ZeroBase>,
    /// 公式的文字说明。
    pub text: Option<String>,
    /// 出处文号；含 unconfirmed 的为未经证实。
    #[schemars(extend("default" = "unconfirmed"))]
    pub source: Option<String>,
}

/// 除数为零而被除数不为零时怎样办。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum ZeroBase {
    /// 不适用，并提醒（W0713）
    NotApplicable,
    /// 不予计分（E0512）
    NotScored,
}
