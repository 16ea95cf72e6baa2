//! 绩效运行监控：填报里的进度，口径里的用词与预警线。

use super::submission::Actual;
use super::value::{Count, Date, Filled, Number, Share};
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// 绩效运行监控：截至某日的进度与全年的预计。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Monitoring {
    /// 截至哪一天：日期，或“2024年7月”。
    #[schemars(example = &"2024-07-31")]
    pub as_of: Date,
    /// 资金的进度：总额 total 与各来源，键是来源的 key。
    pub budget: Option<BTreeMap<String, MoneyProgress>>,
    /// 各行的进度，键是编码。
    pub rows: Option<BTreeMap<String, RowProgress>>,
}

/// 一行资金的进度：`{ to_date = 60, expected = 98 }`。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct MoneyProgress {
    /// 截至日的执行数。
    pub to_date: Number,
    /// 全年预计执行数，包括已经执行的；不写的按进度推算。
    pub expected: Option<Number>,
}

/// 一行指标的进度。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct RowProgress {
    /// 截至日的完成情况，写法同实际完成值。
    pub to_date: Option<Actual>,
    /// 全年预计完成情况，写法同实际完成值；越多越好、以数量计的可以不写，按进度推算。
    pub expected: Option<Actual>,
    /// 偏差原因的类别，口径规定；通行的是经费保障、制度保障、人员保障、硬件条件保障、其他。
    #[schemars(example = &"人员保障")]
    pub cause: Option<String>,
    /// 原因说明。
    pub note: Option<String>,
    /// 完成目标的可能性，口径规定；通行的是确定能、有可能、完全不可能。
    #[schemars(example = &"有可能")]
    pub likelihood: Option<String>,
    /// 备注。
    pub remark: Option<String>,
}

/// 监控的用词；不写的用财预〔2019〕136号监控表的。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct MonitoringPolicy {
    /// 偏差原因的类别，监控表上各占一栏。
    #[schemars(example = ["经费保障", "制度保障", "人员保障", "硬件条件保障", "其他"])]
    pub causes: Option<Vec<String>>,
    /// 完成目标可能性的用词，从最有把握到最没有把握。
    #[schemars(example = ["确定能", "有可能", "完全不可能"])]
    pub likelihoods: Option<Vec<String>>,
}

/// 一档预警：从最要紧的写起，指标与资金各一组。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Alert {
    /// 看什么。
    pub on: AlertOn,
    /// 颜色。
    #[schemars(example = &"红")]
    pub label: Filled,
    /// 进度与时间进度之比低于此数；写了 by 的，进度本身低于此数。最后一档不写。
    #[schemars(example = &"60%")]
    pub below: Option<Share>,
    /// 到几月底应当达到 below，1 至 12：截至日过了这个月底才用，到下一个写明的月底为止。
    #[schemars(range(min = 1, max = 12), example = 4)]
    pub by: Option<Count>,
    /// 出处文号；含 unconfirmed 的为未经证实。
    #[schemars(extend("default" = "unconfirmed"))]
    pub source: Option<String>,
}

/// 预警看什么。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum AlertOn {
    /// 指标的完成
    Indicator,
    /// 预算的执行
    Execution,
}
