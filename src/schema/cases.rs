//! 用例文件。

use super::rule::Rule;
use super::submission::{Actual, Money};
use super::value::{Count, Filled, Number, Quantity};
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// 体系或口径的手算例子，由 ziping test 逐个运行核对。
#[derive(JsonSchema)]
#[schemars(title = "ziping 用例", deny_unknown_fields)]
pub struct CasesFile {
    /// 表头：测哪个体系或口径。
    pub cases: CasesHead,
    /// 用例，一个一张。
    pub case: Option<Vec<Case>>,
}

/// `[cases]`：表头。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
#[schemars(extend("anyOf" = [{ "required": ["set"] }, { "required": ["profile"] }]))]
pub struct CasesHead {
    /// 所测的指标体系；与 profile 二者其一。
    #[schemars(example = &"national/project@2020")]
    pub set: Option<String>,
    /// 所测的口径。
    #[schemars(example = &"national")]
    pub profile: Option<String>,
    /// 年度，读时限用。
    #[schemars(example = 2024)]
    pub year: Option<Count>,
}

/// 一个用例。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Case {
    /// 名称，说清查什么。
    #[schemars(example = &"数量未达标，按完成比例")]
    pub name: Filled,
    /// 体系中一行的编码。
    pub row: Option<String>,
    /// 自拟的行的规则；不写时用口径的默认规则。
    pub rule: Option<Rule>,
    /// 自拟的行的指标值。
    #[schemars(example = &"≤20%")]
    pub target: Option<String>,
    /// 自拟的行不读指标值里的数，作定性。
    pub qualitative: Option<bool>,
    /// 自拟的行的分值；口径的执行率用例也要写。
    pub points: Option<Number>,
    /// 自拟的行由哪个公式算：公式的 id。
    #[schemars(example = &"结转结余率/支出预算数")]
    pub compute: Option<String>,
    /// 代入公式的基础数据，带单位的数。
    pub facts: Option<BTreeMap<String, Quantity>>,
    /// 期望公式算出的值，照印在表上的写。
    #[schemars(example = &"1.02%")]
    pub value: Option<String>,
    /// 实际完成值，写法同填报的 `[actuals]`。
    pub actual: Option<Actual>,
    /// 体系中几行一起算：键是编码，值同填报的 `[actuals]`。
    pub rows: Option<BTreeMap<String, Actual>>,
    /// 预算执行率的一行资金。
    pub budget: Option<Money>,
    /// 总分，用来查等次与否决。
    pub total: Option<Number>,
    /// 用口径里哪张等次表。
    pub grades: Option<String>,
    /// 发生的否决情形：口径 `[[veto]]` 的 code。
    pub veto: Option<String>,
    /// 期望的得分。
    pub score: Option<Number>,
    /// 期望的偏差度，不带百分号。
    pub deviation: Option<Number>,
    /// 期望的状态。
    pub status: Option<Status>,
    /// 期望择一组里计哪一行。
    pub counts: Option<String>,
    /// 期望的总分。
    pub want_total: Option<Number>,
    /// 期望的等次。
    pub grade: Option<String>,
    /// 手算的算式，单独求值，修约后须等于 score。
    #[schemars(example = &"1.5 × 95 ÷ 100")]
    pub work: Option<String>,
}

/// 一行的状态。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Status {
    /// 达标
    Met,
    /// 未达标
    Missed,
    /// 超额完成
    Exceeded,
    /// 不适用
    NotApplicable,
    /// 不予计分
    NotScored,
}
