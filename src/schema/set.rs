//! 指标体系文件；指标一行与预算执行一块，填报也用。

use super::formula::{FACT, FORMULA, Fact, Formula, each_requires};
use super::norm::Allow;
use super::rule::{Rule, RuleTable};
use super::value::{Count, Date, Filled, Key, Number, Version};
use schemars::{JsonSchema, Schema};
use serde_json::json;
use std::collections::BTreeMap;

/// 一张自评表有哪些行、各多少分、依哪个口径计分。格式见 docs/file-format.md 第 10 章。
#[derive(JsonSchema)]
#[schemars(title = "ziping 指标体系", deny_unknown_fields, transform = whole_without_parent)]
pub struct SetFile {
    /// 表头：名称、版本、口径、总分。
    pub set: SetHead,
    /// 具名规则，`[rules.名称]`；与口径重名时用这里的。
    pub rules: Option<BTreeMap<String, RuleTable>>,
    /// 基础数据，一项一张；与口径同一个 key 时用这里的。
    pub fact: Option<Vec<Fact>>,
    /// 公式，一个一张；与口径同一个 id 时用这里的。
    pub formula: Option<Vec<Formula>>,
    /// 预算执行率一块；不写就没有。
    pub execution: Option<Execution>,
    /// 板块：一、二级指标各多少分；都不写时由各行推出。
    pub section: Option<Vec<Section>>,
    /// 指标，一行一张。
    pub indicator: Option<Vec<SetIndicator>>,
    /// 择一计分的一组。
    pub group: Option<Vec<Group>>,
    /// 写明不报的提醒，一条一张。
    pub allow: Option<Vec<Allow>>,
}

/// 没有上级的体系，各处必填的键都要写；有上级的只写要改的。
fn whole_without_parent(schema: &mut Schema) {
    schema.insert("if".to_owned(), json!({ "properties": { "set": { "not": { "required": ["extends"] } } } }));
    let then = json!({ "properties": {
        "set": { "required": ["kind", "profile", "total"] },
        "execution": { "required": ["points"] },
        "section": each_requires(&["points"]),
        "indicator": each_requires(&["level1", "name", "target", "points"]),
        "fact": each_requires(FACT),
        "formula": each_requires(FORMULA),
    } });
    schema.insert("then".to_owned(), then);
}

/// `[set]`：表头。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct SetHead {
    /// 名称，与文件名一致：`<id>@<version>.toml`。
    #[schemars(example = &"henan/project")]
    pub id: Filled,
    /// 版本，与文件名一致；没有斜线。
    #[schemars(example = &"2024")]
    pub version: Version,
    /// 上级体系的名称或 .toml 路径；写了它，这里只写与上级不同的。
    #[schemars(example = &"national/project@2021")]
    pub extends: Option<String>,
    /// 上级里有、这里不要的：编码、一级指标、`一级指标/二级指标` 或 execution。
    pub remove: Option<Vec<String>>,
    /// 表的标题。
    pub title: Option<String>,
    /// 部门还是项目；没有上级时必填。
    pub kind: Option<Kind>,
    /// 发布机关。
    pub issuer: Option<String>,
    /// 依据的文号。
    #[schemars(example = ["财预〔2020〕10号"])]
    pub basis: Option<Vec<String>>,
    /// 施行日期。
    pub effective: Option<Date>,
    /// 失效日期；不写时一直施行。
    #[schemars(example = &"2024-12-31")]
    pub expires: Option<Date>,
    /// 说明。
    pub note: Option<String>,
    /// 口径的名称；没有上级时必填。
    #[schemars(example = &"national")]
    pub profile: Option<Filled>,
    /// 表样；不写时为 national/department 或 national/project。
    #[schemars(example = &"henan/project")]
    pub form: Option<String>,
    /// 总分，等于执行率与各板块分值之和；没有上级时必填。
    #[schemars(example = 100)]
    pub total: Option<Number>,
    /// 用口径里哪张等次表。
    #[schemars(example = &"words")]
    pub grades: Option<String>,
}

/// 部门还是项目。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Kind {
    /// 部门整体支出
    Department,
    /// 项目支出
    Project,
}

/// 预算执行率一块。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Execution {
    /// 执行率的分值；没有上级时必填。
    #[schemars(example = 10)]
    pub points: Option<Number>,
    /// 执行率的规则；不写时用口径的。
    pub rule: Option<Rule>,
    /// 总额一行的名称。
    #[schemars(extend("default" = "年度资金总额"))]
    pub title: Option<String>,
    /// 资金来源各行。
    pub source: Option<Vec<Source>>,
}

/// 一行资金来源。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Source {
    /// 填报 `[budget]` 里的键，写法同编码。
    #[schemars(example = &"fiscal")]
    pub key: Key,
    /// 表上的名称。
    #[schemars(example = &"其中：财政拨款")]
    pub name: Filled,
}

/// 一个板块。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Section {
    /// 一级指标。
    #[schemars(example = &"产出指标")]
    pub level1: Filled,
    /// 二级指标；写了就是二级的规定，上面须先有只写 level1 的一张。
    #[schemars(example = &"数量指标")]
    pub level2: Option<String>,
    /// 分值，等于其下各行之和；没有上级时必填。
    pub points: Option<Number>,
    /// 留给填报单位自设的余地。
    pub own: Option<Own>,
    /// 板块得分上限（分）；写在一级板块上。
    pub cap: Option<Number>,
    /// 在表上哪一块；写在一级板块上。
    #[schemars(extend("default" = "indicators"))]
    pub block: Option<Block>,
}

/// 自设指标的余地。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Own {
    /// 至少几行。
    #[schemars(extend("default" = 1))]
    pub min: Option<Count>,
    /// 至多几行；不写时不限。
    pub max: Option<Count>,
    /// 自设行可用的二级指标；不写时不限。
    #[schemars(example = ["数量指标", "质量指标"])]
    pub level2: Option<Vec<String>>,
    /// 每行至少几分。
    pub points_min: Option<Number>,
    /// 每行至多几分。
    pub points_max: Option<Number>,
}

/// 在表上哪一块。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Block {
    /// 绩效指标
    Indicators,
    /// 资金管理情况
    Management,
}

/// 体系的一行指标。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct SetIndicator {
    /// 编码：英文字母、数字、`-`、`_`、`.`，不重复；与上级的相同就是改那一行。
    #[schemars(example = &"T01")]
    pub code: Key,
    #[schemars(flatten)]
    pub row: Row,
}

/// 一行指标，编码除外。
#[derive(JsonSchema)]
pub struct Row {
    /// 一级指标，须有对应的板块。
    #[schemars(example = &"产出指标")]
    pub level1: Option<Filled>,
    /// 二级指标。
    #[schemars(example = &"数量指标")]
    pub level2: Option<String>,
    /// 三级指标。
    pub name: Option<Filled>,
    /// 年度指标值：数、区间、时限或定性的文字。
    #[schemars(example = &"≥95%", example = &"=19人", example = &"90%~100%", example = &"12月底前", example = &"健全")]
    pub target: Option<Filled>,
    /// 不读指标值里的数，作定性。
    #[schemars(extend("default" = false))]
    pub qualitative: Option<bool>,
    /// 分值，大于 0，至多四位小数。
    #[schemars(example = 10)]
    pub points: Option<Number>,
    /// 计分规则：具名规则的名称，或就地写的表；不写时用口径的 `[defaults]`。
    pub rule: Option<Rule>,
    /// 得分上限（分），大于 0。
    pub cap: Option<Number>,
    /// 不适用时怎样计分；不写时依口径。
    pub when_not_applicable: Option<NotApplicable>,
    /// 所属目标的 id。
    pub goal: Option<String>,
    /// 实际完成值由哪个公式算：公式的 id。
    #[schemars(example = &"结转结余率/支出预算数")]
    pub compute: Option<String>,
    /// 指标解释，只供讲解。
    pub meaning: Option<String>,
    /// 计算公式的文字，只供讲解。
    pub formula: Option<String>,
    /// 数据来源、佐证材料。
    pub evidence: Option<String>,
    /// 出处。
    pub source: Option<String>,
}

/// 不适用时怎样计分。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum NotApplicable {
    /// 满分
    Full,
    /// 剔除后折算
    Rescale,
    /// 零分
    Zero,
}

/// 择一计分的一组。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Group {
    /// 两行以上的编码，分值相同。
    #[schemars(example = ["E1", "E2"])]
    pub codes: Option<Vec<String>>,
    /// 计哪一行。
    #[schemars(extend("default" = "better"))]
    pub counts: Option<Counts>,
}

/// 计哪一行。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Counts {
    /// 适用的行里得分最高的，同分取在前的
    Better,
    /// 第一个适用的
    Applicable,
}
