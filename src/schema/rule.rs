//! 计分规则：名称，或按 `kind` 各有各的键的表。

use super::value::{Filled, Number, Quantity, Rounding, Share};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// 引用规则的地方：名称或表。
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
pub enum Rule {
    /// 口径或体系里具名规则的名称。
    Named(Filled),
    /// 就地写的规则。
    Table(RuleTable),
}

/// 写成表的规则：公共的键，加上按 `kind` 各有的键。
pub enum RuleTable {
    Proportional(Common, Proportional),
    Pass(Common, Plain),
    Steps(Common, Steps),
    Bands(Common, Bands),
    Tiers(Common, Tiers),
    Percent(Common, Plain),
    Checklist(Common, Checklist),
    Manual(Common, Plain),
}

impl JsonSchema for RuleTable {
    fn schema_name() -> Cow<'static, str> {
        "Rule".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kinds: [(&str, &str, Schema); 8] = [
            ("proportional", "按完成比例得分，不超过满分", Proportional::json_schema(generator)),
            ("pass", "达到得满分，否则不得分", Plain::json_schema(generator)),
            ("steps", "每差一档扣若干分，扣完为止", Steps::json_schema(generator)),
            ("bands", "按所在的区间给分", Bands::json_schema(generator)),
            ("tiers", "定性分档，档内按百分比或直接给分", Tiers::json_schema(generator)),
            ("percent", "分值×填报的百分数", Plain::json_schema(generator)),
            ("checklist", "按清单逐项得分或扣分", Checklist::json_schema(generator)),
            ("manual", "人工评分，只核对范围", Plain::json_schema(generator)),
        ];
        let common = Common::json_schema(generator);
        let variants: Vec<Value> =
            kinds.into_iter().map(|(kind, about, own)| variant(kind, about, &common, own)).collect();
        json_schema!({ "description": "一条计分规则；`kind` 决定还能写哪些键。", "oneOf": variants })
    }
}

/// 一种规则：公共的键、自己的键与 `kind`，合成一张表。
fn variant(kind: &str, about: &str, common: &Schema, own: Schema) -> Value {
    let part = |schema: &Schema, key: &str| schema.get(key).cloned().unwrap_or_default();
    let mut properties = Map::new();
    for schema in [common, &own] {
        properties.extend(part(schema, "properties").as_object().cloned().unwrap_or_default());
    }
    properties.insert("kind".to_owned(), json!({ "description": format!("规则的种类：{about}。"), "const": kind }));
    let mut required = vec![json!("kind")];
    required.extend(part(&own, "required").as_array().cloned().unwrap_or_default());
    json!({
        "title": format!("{kind} {about}"),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// 各种规则公共的键。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Common {
    /// 规则的文字，讲解时引用。
    pub text: Option<String>,
    /// 出处文号；含 unconfirmed 的为未经证实。
    #[schemars(extend("default" = "unconfirmed"))]
    pub source: Option<String>,
    /// 完成比例达到此数即满分；proportional 与 pass 用。
    #[schemars(example = &"95%")]
    pub full_at: Option<Share>,
    /// 得分上限（分），大于 0。
    pub cap: Option<Number>,
    /// 超额完成。
    pub over: Option<Over>,
    /// 指标值为零时怎样计分。
    #[schemars(extend("default" = "met_or_zero"))]
    pub zero_target: Option<ZeroTarget>,
    /// 实际为负时怎样处理。
    #[schemars(extend("default" = "as_zero"))]
    pub negative: Option<Negative>,
    /// 本规则单独的修约；不写时用口径的 `[rounding]` `row`。
    pub rounding: Option<Rounding>,
}

/// 超额完成：比例为 实际÷目标。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Over {
    /// 达标且达到此比例，状态记为超额完成。
    #[schemars(example = &"120%")]
    pub flag_at: Option<Share>,
    /// 超过此比例须写原因（W0709）。
    #[schemars(example = &"130%")]
    pub reason_from: Option<Share>,
    /// 超额扣分。
    pub deduct: Option<Deduct>,
}

/// 超额扣分。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Deduct {
    /// 从这个比例起扣，不小于 100%。
    pub from: Share,
    /// 每超多少算一档。
    pub per: Share,
    /// 每档扣几分。
    pub lose: Number,
    /// 不足一档怎样算。
    #[schemars(extend("default" = "full"))]
    pub partial: Option<Partial>,
    /// 至多扣几分。
    pub most: Option<Number>,
}

/// 指标值为零时怎样计分。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum ZeroTarget {
    /// 达标满分，否则零分
    MetOrZero,
    /// 未达标的不予计分（E0507）
    NotScored,
}

/// 实际为负时怎样处理。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Negative {
    /// 按零计
    AsZero,
    /// 照算；指标值或区间含负数的用它
    Keep,
}

/// 不足一档怎样算。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Partial {
    /// 不计，只算满档
    Full,
    /// 按比例
    Prorated,
    /// 不足一档按一档
    Ceiling,
}

/// 没有自己的键。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Plain {}

/// 按完成比例。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Proportional {
    /// “≤”类未达标时的算法。
    #[schemars(extend("default" = "linear"))]
    pub at_most: Option<AtMost>,
    /// “＝”类的算法。
    #[schemars(extend("default" = "at_least"))]
    pub exactly: Option<Exactly>,
    /// 及格门槛：完成比例低于它不得分，0 与 100% 之间。
    #[schemars(example = &"60%")]
    pub floor: Option<Share>,
    /// 门槛处的得分比例，由此线性升到满分。
    #[schemars(example = &"60%")]
    pub floor_share: Option<Share>,
}

/// “≤”类未达标时的算法。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum AtMost {
    /// 分值×[1-(实际-目标)÷目标]
    Linear,
    /// 分值×目标÷实际
    Ratio,
    /// 不得分
    Zero,
}

/// “＝”类的算法。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Exactly {
    /// 视同“≥”
    AtLeast,
    /// 视同“≤”
    AtMost,
    /// 偏高偏低同样折减：分值×(1-|实际-目标|÷目标)
    Symmetric,
    /// 不等即零分
    Strict,
}

/// 每差一档扣分。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Steps {
    /// 差多少怎样量。
    #[schemars(extend("default" = "difference"))]
    pub measure: Option<Measure>,
    /// 一档的大小，大于 0；与指标值同一单位，时限写 "1天"，按 deviation 的写百分数。
    pub per: Quantity,
    /// 每档扣的分，大于 0。
    pub lose: Number,
    /// 起扣点；不写时为指标值。
    pub from: Option<Quantity>,
    /// 不足一档怎样算。
    #[schemars(extend("default" = "full"))]
    pub partial: Option<Partial>,
}

/// 差多少怎样量。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Measure {
    /// 与起扣点的差额，以指标值的单位计（百分数即百分点）
    Difference,
    /// 与起扣点的相对偏差
    Deviation,
}

/// 按区间给分。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Bands {
    /// 看哪个量。
    #[schemars(extend("default" = "actual"))]
    pub on: Option<Variable>,
    /// 各区间：合起来不缺不叠，单位相同。
    pub bands: Vec<Band>,
}

/// 区间看哪个量。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Variable {
    /// 实际完成值
    Actual,
    /// 完成比例（实际÷目标）
    Completion,
    /// 相对偏差
    Deviation,
}

/// 一个区间；给分办法恰写一种。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
#[schemars(extend("oneOf" = [
    { "required": ["score"] }, { "required": ["share"] },
    { "required": ["share_from", "share_to"] }, { "required": ["by_completion"] },
]))]
pub struct Band {
    /// 区间：方括号含本数，圆括号不含。
    #[schemars(example = &"[60%,90%)", example = &"(30%,∞)", example = &"=0", example = &"≤10%")]
    pub range: Filled,
    /// 固定的分，不高于本行分值。
    pub score: Option<Number>,
    /// 分值的百分数。
    pub share: Option<Share>,
    /// 区间下端的比例，到上端线性变化。
    pub share_from: Option<Share>,
    /// 区间上端的比例。
    pub share_to: Option<Share>,
    /// 分值×完成比例。
    pub by_completion: Option<bool>,
}

/// 定性分档。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Tiers {
    /// 各档，由高到低；第一档到 100%，最后一档从 0% 起，不缺不叠。
    pub tiers: Vec<Tier>,
    /// 实际完成值与指标值文字相同时归入哪一档（档的 name）。
    pub same_text: Option<String>,
}

/// 一档。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Tier {
    /// 档名。
    #[schemars(example = &"达成年度指标")]
    pub name: Filled,
    /// 同义写法。
    pub aliases: Option<Vec<String>>,
    /// 下限，含本数。
    pub from: Share,
    /// 上限；第一档含本数，其余不含。
    pub to: Share,
    /// 只写档名时取的比例，须在本档之内。
    pub default: Option<Share>,
}

/// 清单。
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Checklist {
    /// 清单各项：都写 points（做到得分），或都写 lose（每次扣分）。
    pub items: Vec<ChecklistItem>,
}

/// 清单的一项。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
#[schemars(extend("oneOf" = [{ "required": ["points"] }, { "required": ["lose"] }]))]
pub struct ChecklistItem {
    /// 名称。
    pub name: Filled,
    /// 做到得几分；各项之和等于本行分值。
    pub points: Option<Number>,
    /// 每发生一次扣几分。
    pub lose: Option<Number>,
}
