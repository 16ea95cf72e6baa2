//! 分值通例与写明不报的提醒。

use super::set::Kind;
use super::value::{Filled, Value};
use schemars::JsonSchema;

/// 一个一级指标的分值通例；points 与 required 至少写一样。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Norm {
    /// 哪一种表。
    pub kind: Kind,
    /// 一级指标；“预算执行率”指预算执行一块。
    pub level1: Filled,
    /// 通常占多少分：一个数，或 "40~60" 这样的范围。
    #[schemars(example = &"40~60")]
    pub points: Option<Value>,
    /// 必须有。
    pub required: Option<bool>,
    /// 出处文号；含 unconfirmed 的为未经证实。
    #[schemars(extend("default" = "unconfirmed"))]
    pub source: Option<String>,
}

/// 写明不报的一个提醒。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Allow {
    /// W 开头的诊断代码。
    #[schemars(example = &"W0805")]
    pub code: Filled,
    /// 只对这些编码的行；不写时对整份文件。
    pub rows: Option<Vec<String>>,
    /// 为什么不报。
    pub reason: Filled,
}
