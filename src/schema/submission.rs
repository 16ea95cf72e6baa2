//! 填报文件；实际完成值与一行资金，用例也用。

use super::monitoring::Monitoring;
use super::norm::Allow;
use super::set::{Execution, Kind, Row};
use super::value::{Check, Count, Date, Filled, Key, Number, Quantity, Share, Value};
use schemars::{JsonSchema, Schema};
use serde_json::json;
use std::collections::BTreeMap;

/// 一个单位一年的内容：资金、目标、自设指标、实际完成值。格式见 docs/file-format.md 第 11 章。
#[derive(JsonSchema)]
#[schemars(title = "ziping 填报", deny_unknown_fields, transform = by_set_or_profile)]
pub struct SubmissionFile {
    /// 表头：依哪个体系，哪个单位，哪一年。
    pub submission: SubmissionHead,
    /// 预算执行率一块；只依口径时才写。
    #[schemars(transform = points_required)]
    pub execution: Option<Execution>,
    /// 资金情况：总额与各来源。
    pub budget: Option<Budget>,
    /// 基础数据：体系或口径 `[[fact]]` 的 key，值为带单位的数。
    pub facts: Option<BTreeMap<String, Quantity>>,
    /// 年度目标，一项一张。
    pub goal: Option<Vec<Goal>>,
    /// 年度主要任务，一项一张。
    pub task: Option<Vec<Task>>,
    /// 自设指标；只依口径时，这里就是全部指标。
    pub indicator: Option<Vec<OwnIndicator>>,
    /// 实际完成值，键是编码。
    pub actuals: Option<BTreeMap<String, Actual>>,
    /// 复核扣分，一处一张。
    pub deduction: Option<Vec<Deduction>>,
    /// 表上印的得分，只用来核对。
    pub declared: Option<Declared>,
    /// 绩效情况说明要用、表上没有的内容；只写在部门的表里。
    pub narrative: Option<Narrative>,
    /// 申报绩效目标时才说的项目情况；只写在项目的表里。
    pub declaration: Option<Declaration>,
    /// 绩效运行监控：年中的进度与全年的预计。
    pub monitoring: Option<Monitoring>,
    /// 写明不报的提醒，一条一张。
    pub allow: Option<Vec<Allow>>,
}

/// 依体系的，结构都由体系规定；只依口径的，指标全写在这里。
fn by_set_or_profile(schema: &mut Schema) {
    let has_set = json!({ "properties": { "submission": { "required": ["set"] } } });
    let by_set = json!({ "properties": {
        "submission": { "properties": { "grades": false, "total": false } },
        "execution": false,
    } });
    schema.insert("if".to_owned(), has_set);
    schema.insert("then".to_owned(), by_set);
    schema.insert("else".to_owned(), json!({ "required": ["indicator"] }));
}

fn points_required(schema: &mut Schema) {
    schema.insert("required".to_owned(), json!(["points"]));
}

/// `[submission]`：表头。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
#[schemars(extend("anyOf" = [{ "required": ["set"] }, { "required": ["profile"] }]))]
pub struct SubmissionHead {
    /// 体系的名称，或 .toml 路径；与 profile 二者其一。
    #[schemars(example = &"henan/department@2024")]
    pub set: Option<String>,
    /// 没有体系时所依的口径。
    #[schemars(example = &"national")]
    pub profile: Option<String>,
    /// 部门还是项目；只依口径时才写。
    #[schemars(extend("default" = "project"))]
    pub kind: Option<Kind>,
    /// 表样；只依口径时才写。
    pub form: Option<String>,
    /// 用口径里哪张等次表；只依口径时才写。
    pub grades: Option<String>,
    /// 总分，须等于各行合计；只依口径时才写。
    pub total: Option<Number>,
    /// 表的标题；只依口径时才写。
    pub title: Option<String>,
    /// 单位名称。
    pub unit: Filled,
    /// 年度。
    #[schemars(range(min = 1990, max = 2100), example = 2024)]
    pub year: Count,
    /// 填报日期，原样印出。
    #[schemars(example = &"2025年3月")]
    pub date: Option<Date>,
    /// 项目名称。
    pub project: Option<String>,
    /// 主管部门。
    pub supervisor: Option<String>,
    /// 实施单位。
    pub implementer: Option<String>,
    /// 发生的否决情形：口径 `[[veto]]` 的 code。
    pub vetoes: Option<Vec<String>>,
}

/// 资金情况：总额，以及体系规定的各来源，键是来源的 key。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Budget {
    /// 金额单位。
    #[schemars(extend("default" = "万元", "enum" = ["元", "千元", "万元", "百万元", "千万元", "亿元", "万亿元"]))]
    pub unit: Option<String>,
    /// 执行率偏低或预算调整的说明。
    pub reason: Option<String>,
    /// 推定：公开的表上没有印，表上加 ＊。
    #[schemars(extend("default" = false))]
    pub inferred: Option<bool>,
    /// 总额。
    pub total: Option<Money>,
    #[schemars(flatten)]
    pub sources: BTreeMap<String, Money>,
}

/// 一行资金：`{ initial = 100, full_year = 100, executed = 98 }`。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Money {
    /// 年初预算数。
    pub initial: Option<Number>,
    /// 全年预算数；自评必填，申报与监控时不写的取年初预算数。
    pub full_year: Option<Number>,
    /// 全年执行数；自评必填，申报与监控时还没有。
    pub executed: Option<Number>,
}

/// 年度目标。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Goal {
    /// 分目标的编号；指标的 goal 指向它。
    pub id: Option<String>,
    /// 分目标所占的比例；写了的合计须为 100%。
    pub share: Option<Share>,
    /// 预期目标。
    pub expected: Option<String>,
    /// 实际完成情况。
    pub achieved: Option<String>,
}

/// 年度主要任务。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Task {
    /// 任务名称。
    pub name: Option<String>,
    /// 主要内容。
    pub content: Option<String>,
    /// 实际完成情况。
    pub achieved: Option<String>,
}

/// 一行自设指标。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline, transform = row_required)]
pub struct OwnIndicator {
    /// 编码；不写时依次为 R01、R02……
    #[schemars(example = &"C01")]
    pub code: Option<Key>,
    #[schemars(flatten)]
    pub row: Row,
    /// 实际完成值，原样印在表上；不适用的写 "不适用"。
    #[schemars(example = &"98%")]
    pub actual: Option<Value>,
    #[schemars(flatten)]
    pub filled: Filling,
}

fn row_required(schema: &mut Schema) {
    schema.insert("required".to_owned(), json!(["level1", "name", "target", "points"]));
    schema.insert("dependentRequired".to_owned(), json!({ "facts": ["compute"] }));
}

/// 一行的实际完成情况：一个值，或一张表。
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
pub enum Actual {
    /// 实际完成值，原样印在表上；不适用的写 "不适用"。
    Value(Value),
    /// 带原因、佐证或给分依据的。
    Table(ActualTable),
}

/// 一行的实际完成情况，写成表。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct ActualTable {
    /// 实际完成值，原样印在表上；不适用的写 "不适用"。
    #[schemars(example = &"98%")]
    pub value: Option<Value>,
    #[schemars(flatten)]
    pub filled: Filling,
    /// 佐证材料。
    pub evidence: Option<String>,
}

/// 实际完成情况的各键，值与佐证除外。
#[derive(JsonSchema)]
pub struct Filling {
    /// 清单规则：按清单次序逐项写 true、false 或发生的次数。
    #[schemars(example = [true, false, true])]
    pub checks: Option<Vec<Check>>,
    /// 完成程度；定性、percent、tiers 与时限行用，印的文字另写在值里。
    #[schemars(example = &"85%")]
    pub share: Option<Share>,
    /// 直接给的分：tiers 在档内给分，manual 人工评分；0 至分值之间。
    pub score: Option<Number>,
    /// 不适用。
    #[schemars(extend("default" = false))]
    pub not_applicable: Option<bool>,
    /// 只用于这一行的基础数据。
    pub facts: Option<BTreeMap<String, Quantity>>,
    /// 偏差原因分析及改进措施。
    pub reason: Option<String>,
    /// 推定：公开的表上没有印这一行，表上加 ＊。
    #[schemars(extend("default" = false))]
    pub inferred: Option<bool>,
}

/// 一处复核扣分；扣多少恰写一种。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
#[schemars(extend("oneOf" = [{ "required": ["points"] }, { "required": ["share"] }]))]
pub struct Deduction {
    /// 扣哪一行；不写扣总分。
    pub code: Option<String>,
    /// 扣几分，大于 0。
    pub points: Option<Number>,
    /// 扣得分的百分之几。
    pub share: Option<Share>,
    /// 原因。
    pub reason: Filled,
}

/// 表上印的得分。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Declared {
    /// 总分。
    pub total: Option<Number>,
    /// 等次。
    pub grade: Option<String>,
    /// 执行率得分。
    pub execution: Option<Number>,
    /// 各行的得分与偏差度，键是编码。
    pub rows: Option<BTreeMap<String, DeclaredRow>>,
}

/// 一行印的得分与偏差度。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct DeclaredRow {
    /// 得分。
    pub score: Option<Number>,
    /// 偏差度，不带百分号。
    pub deviation: Option<Number>,
}

/// 绩效情况说明的补充内容，见 docs/narrative.md；没有写的，说明里那一句就不写。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Narrative {
    /// 部门的项目支出总额，与 budget 同一单位，用来算自评的项目占多少。
    pub project_spending: Option<Spending>,
    /// 应当自评的项目数。
    pub due: Option<Count>,
    /// 绩效管理工作开展情况，一项一段。
    pub work: Option<Vec<String>>,
    /// 好的方面，一项一条。
    pub good: Option<Vec<String>>,
    /// 存在问题，一项一条；不写时由失分的指标写出。
    pub problems: Option<Vec<String>>,
    /// 下一步改进措施，一项一条；不写时由存在偏差的指标写出。
    pub measures: Option<Vec<String>>,
    /// 重点绩效评价结果。
    pub key_evaluation: Option<String>,
}

/// 申报的项目情况，只印在申报表上。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Declaration {
    /// 项目属性：新的还是接着做的。
    pub nature: Option<Nature>,
    /// 项目属性：做多久。
    pub duration: Option<Duration>,
    /// 开始时间。
    #[schemars(example = &"2024年1月")]
    pub start: Option<Date>,
    /// 结束时间，不早于开始；长期的项目不写。
    #[schemars(example = &"2024年12月")]
    pub end: Option<Date>,
    /// 项目负责人。
    pub leader: Option<String>,
    /// 主管部门编码。
    pub supervisor_code: Option<String>,
    /// 项目概况，职能概述。
    pub overview: Option<String>,
    /// 立项依据。
    pub basis: Option<String>,
    /// 项目可行性。
    pub feasibility: Option<String>,
    /// 项目必要性。
    pub necessity: Option<String>,
    /// 项目实施进度计划。
    pub schedule: Option<String>,
    /// 长期目标。
    pub long_term: Option<String>,
    /// 项目资金总额，与 budget 同一单位；阶段性的项目是几年合计。
    pub total: Option<Number>,
}

/// 新的还是接着做的。
#[derive(JsonSchema)]
#[schemars(inline)]
pub enum Nature {
    /// 头一年做
    #[schemars(rename = "新增")]
    New,
    /// 上一年就有
    #[schemars(rename = "延续")]
    Continued,
}

/// 做多久。
#[derive(JsonSchema)]
#[schemars(inline)]
pub enum Duration {
    /// 年年都做
    #[schemars(rename = "经常性")]
    Recurrent,
    /// 做一次就完
    #[schemars(rename = "一次性")]
    Once,
    /// 分几年做完
    #[schemars(rename = "阶段性")]
    Phased,
}

/// 项目支出总额：知道哪一栏写哪一栏。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Spending {
    /// 年初预算数。
    pub initial: Option<Number>,
    /// 全年预算数。
    pub full_year: Option<Number>,
    /// 全年执行数（决算数）。
    pub executed: Option<Number>,
}
