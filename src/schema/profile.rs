//! 口径文件。

use super::formula::{FACT, FORMULA, Fact, Formula, each_requires};
use super::monitoring::{Alert, MonitoringPolicy};
use super::norm::Norm;
use super::rule::{Rule, RuleTable};
use super::set::NotApplicable;
use super::value::{Filled, Number, Rounding, Share};
use schemars::{JsonSchema, Schema};
use serde_json::json;
use std::collections::BTreeMap;

/// 一地怎样计分：修约、默认规则、执行率、偏差度、等次。格式见 docs/file-format.md 第 9 章。
#[derive(JsonSchema)]
#[schemars(title = "ziping 口径", deny_unknown_fields, transform = whole_without_parent)]
pub struct ProfileFile {
    /// 表头：名称与依据。
    pub profile: ProfileHead,
    /// 各处的修约。
    pub rounding: Option<Roundings>,
    /// 指标值怎样理解。
    pub targets: Option<Targets>,
    /// 具名规则，`[rules.名称]`。
    pub rules: Option<BTreeMap<String, RuleTable>>,
    /// 基础数据，一项一张。
    pub fact: Option<Vec<Fact>>,
    /// 公式，一个一张。
    pub formula: Option<Vec<Formula>>,
    /// 行里没写 rule 时，各种指标值用的规则；没有的，行里必须写。
    pub defaults: Option<Defaults>,
    /// 预算执行率怎样算。
    pub execution: Option<Policy>,
    /// 偏差度。
    pub deviation: Option<Deviation>,
    /// 什么时候必须写原因。
    pub reason: Option<Reasons>,
    /// 不适用的行怎样计分。
    pub not_applicable: Option<NotApplicablePolicy>,
    /// 等次表，`[grades.名称]`。
    pub grades: Option<BTreeMap<String, Grades>>,
    /// 等次看哪个总分。
    pub grade: Option<Grade>,
    /// 否决情形，一种一张。
    pub veto: Option<Vec<Veto>>,
    /// 各一级指标的分值通例，一条一张。
    pub norm: Option<Vec<Norm>>,
    /// 绩效运行监控的用词。
    pub monitoring: Option<MonitoringPolicy>,
    /// 监控的预警线，一档一张；不写的用通用的（未经证实）。
    pub alert: Option<Vec<Alert>>,
    /// 表上怎样印。
    pub form: Option<Form>,
}

/// 没有上级的口径，各处必填的键都要写；有上级的只写要改的。
fn whole_without_parent(schema: &mut Schema) {
    schema.insert("if".to_owned(), json!({ "properties": { "profile": { "not": { "required": ["extends"] } } } }));
    let consequences = ["zero", "score_cap", "grade_max"].map(|key| json!({ "required": [key] }));
    let then = json!({ "properties": {
        "veto": { "items": { "required": ["name"], "oneOf": consequences } },
        "fact": each_requires(FACT),
        "formula": each_requires(FORMULA),
    } });
    schema.insert("then".to_owned(), then);
}

/// `[profile]`：表头。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct ProfileHead {
    /// 名称，与文件名一致：`profiles/<id>.toml`。
    #[schemars(example = &"henan")]
    pub id: Filled,
    /// 上级口径的名称或 .toml 路径；写了它，这里只写与上级不同的。
    #[schemars(example = &"national")]
    pub extends: Option<String>,
    /// 标题。
    pub title: Option<String>,
    /// 依据的文号。
    #[schemars(example = ["财预〔2020〕10号"])]
    pub basis: Option<Vec<String>>,
    /// 说明。
    pub note: Option<String>,
    /// 适用的地区；复核时按表上的地区找口径，写得最长的优先。
    #[schemars(example = ["河南", "洛阳"])]
    pub regions: Option<Vec<Filled>>,
}

/// 各处的修约。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Roundings {
    /// 每行的得分。
    pub row: Option<Rounding>,
    /// 每个板块的得分。
    pub section: Option<Rounding>,
    /// 总分。
    pub total: Option<Rounding>,
}

/// 指标值怎样理解。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Targets {
    /// 没有符号的指标值（如“2000元”）怎样理解。
    #[schemars(extend("default" = "refuse"))]
    pub bare: Option<Bare>,
}

/// 没有符号的指标值怎样理解。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Bare {
    /// 不低于
    AtLeast,
    /// 不高于
    AtMost,
    /// 等于
    Exactly,
    /// 不约定，报 E0508
    Refuse,
}

/// 各种指标值的默认规则。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Defaults {
    /// 不低于（≥）。
    pub at_least: Option<Rule>,
    /// 高于（>）。
    pub above: Option<Rule>,
    /// 不高于（≤）。
    pub at_most: Option<Rule>,
    /// 低于（<）。
    pub below: Option<Rule>,
    /// 等于（=）。
    pub exactly: Option<Rule>,
    /// 区间。
    pub between: Option<Rule>,
    /// 定性。
    pub qualitative: Option<Rule>,
    /// 时限。
    pub date: Option<Rule>,
}

/// 预算执行率怎样算。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Policy {
    /// 执行率的分母。
    #[schemars(extend("default" = "full_year"))]
    pub denominator: Option<Denominator>,
    /// 执行率的规则；不写时为分值×执行率。
    pub rule: Option<Rule>,
    /// 预算为零时怎样计分。
    #[schemars(extend("default" = "not_scored"))]
    pub zero_budget: Option<ZeroBudget>,
    /// 执行率低于此数，须写原因（E0601）。
    #[schemars(example = &"90%")]
    pub reason_below: Option<Share>,
    /// 预算调整的幅度超过此数，须写原因（E0601）。
    #[schemars(example = &"30%")]
    pub adjustment_reason_above: Option<Share>,
}

/// 执行率的分母。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Denominator {
    /// 全年预算数
    FullYear,
    /// 年初预算数
    Initial,
}

/// 预算为零时怎样计分。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum ZeroBudget {
    /// 按不适用
    NotApplicable,
    /// 零分
    Zero,
    /// 不予计分（E0509）
    NotScored,
}

/// 偏差度。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Deviation {
    /// 达标的行怎样印。
    #[schemars(extend("default" = "clip"))]
    pub favourable: Option<Favourable>,
    /// 偏差度的修约；不写时两位、四舍五入。
    pub rounding: Option<Rounding>,
}

/// 达标的行，偏差度怎样印。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Favourable {
    /// 一律 0
    Clip,
    /// 保留正负
    Signed,
}

/// 什么时候必须写原因。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Reasons {
    /// 未达标或失分须写原因（E0601）。
    #[schemars(extend("default" = false))]
    pub missed: Option<bool>,
    /// 偏差度绝对值达到此数须写原因（E0601）。
    #[schemars(example = &"30%")]
    pub deviation_from: Option<Share>,
}

/// 不适用的行怎样计分。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct NotApplicablePolicy {
    /// 怎样计分。
    #[schemars(extend("default" = "full"))]
    pub score: Option<NotApplicable>,
}

/// 一张等次表。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Grades {
    /// 各等次，由高到低；最低一等从 0 起。
    pub levels: Option<Vec<Level>>,
}

/// 一个等次。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Level {
    /// 等次。
    #[schemars(example = &"优")]
    pub label: Filled,
    /// 下限，含本数。
    #[schemars(example = 90)]
    pub from: Number,
}

/// 等次看哪个总分。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Grade {
    /// 修约后的还是修约前的。
    #[schemars(extend("default" = "rounded"))]
    pub on: Option<GradeBasis>,
}

/// 等次看修约后的还是修约前的总分。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum GradeBasis {
    /// 修约后的总分
    Rounded,
    /// 修约前的总分
    Exact,
}

/// 一种否决情形；后果恰写一种。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Veto {
    /// 编码；填报的 vetoes 写它。
    #[schemars(example = &"V1")]
    pub code: Filled,
    /// 名称。
    #[schemars(example = &"自评内容弄虚作假")]
    pub name: Option<Filled>,
    /// 出处文号；含 unconfirmed 的为未经证实。
    #[schemars(extend("default" = "unconfirmed"))]
    pub source: Option<String>,
    /// 总分记零。
    pub zero: Option<bool>,
    /// 总分不超过这个数。
    pub score_cap: Option<Number>,
    /// 等次不高于这一等。
    pub grade_max: Option<String>,
}

/// 表上怎样印。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Form {
    /// 预算为零时，表上执行率印什么。
    #[schemars(extend("default" = "-"))]
    pub undefined_rate: Option<String>,
}
