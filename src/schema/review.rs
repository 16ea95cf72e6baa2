//! 复核单。

use super::value::{Count, Filled, Number, Share};
use schemars::JsonSchema;

/// 复核人改了哪些完成值、扣了哪些分、为什么；由 ziping audit --review 加到送来的自评表上。
#[derive(JsonSchema)]
#[schemars(title = "ziping 复核单", deny_unknown_fields)]
pub struct ReviewFile {
    /// 表头：谁在什么时候复核的。
    pub review: ReviewHead,
    /// 对各行的复核，同一行可以有几处。
    pub row: Option<Vec<ReviewRow>>,
    /// 预算执行的复核数。
    pub budget: Option<ReviewBudget>,
    /// 自己的扣分规则，盖过内置的同名规则。
    pub rule: Option<Vec<ReviewRule>>,
}

/// `[review]`：表头。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct ReviewHead {
    /// 复核的单位。
    #[schemars(example = &"某县财政局")]
    pub reviewer: Option<String>,
    /// 复核日期，照写的印。
    #[schemars(example = &"2025年5月20日")]
    pub date: Option<String>,
    /// 复核人员的意见，照写的印。
    pub opinion: Option<String>,
    /// 没有写到的行也照口径重新计分。
    pub recompute: Option<bool>,
}

/// 对一行的复核：哪一行、改成什么或扣多少、为什么。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
#[schemars(extend("anyOf" = [{ "required": ["row"] }, { "required": ["name"] }]))]
pub struct ReviewRow {
    /// 第几行，从 1 数起，不算资金一块。
    #[schemars(example = 3)]
    pub row: Option<Count>,
    /// 三级指标的名称，与表上一字不差。
    pub name: Option<String>,
    /// 复核完成值，写法照表上的实际完成值。
    #[schemars(example = &"190人")]
    pub actual: Option<String>,
    /// 扣分规则的 id。
    #[schemars(example = &"no-evidence")]
    pub rule: Option<String>,
    /// 分轻重的规则的哪一档。
    pub level: Option<Level>,
    /// 扣得分的比例。
    pub share: Option<Share>,
    /// 扣若干分。
    pub points: Option<Number>,
    /// 原因，必须写。
    #[schemars(example = &"签到表只有190人")]
    pub reason: Option<String>,
}

/// 轻重。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Level {
    /// 严重
    Severe,
    /// 中等
    Medium,
    /// 轻微
    Light,
}

/// 预算执行的复核数，单位照表上的；只写改了的。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct ReviewBudget {
    /// 全年预算数。
    pub full_year: Option<Number>,
    /// 全年执行数。
    pub executed: Option<Number>,
    /// 原因，必须写。
    pub reason: Option<String>,
}

/// 一条扣分规则；share、levels、keep 至多写一样，都没有写的只要求改正。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct ReviewRule {
    /// 名称，写在 `rule` 里的。
    pub id: Filled,
    /// 标题。
    pub title: Filled,
    /// 扣得分的比例。
    pub share: Option<Share>,
    /// 按轻重分档的比例。
    pub levels: Option<Levels>,
    /// 不扣分，只作说明。
    pub keep: Option<bool>,
    /// 印在扣分依据里的话。
    pub text: Filled,
    /// 改正要求，印在复核意见里。
    pub fix: Option<String>,
}

/// 按轻重分档，扣得分的比例。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Levels {
    /// 严重。
    pub severe: Share,
    /// 中等。
    pub medium: Share,
    /// 轻微。
    pub light: Share,
}
