use super::Step;
use crate::diagnostic::Code;
use crate::number::{Decimal, Ratio};
use std::ops::Range;

/// 评分结果，与填报的各行一一对应。
#[derive(Clone, Debug)]
pub struct Outcome {
    pub execution: Option<ExecutionOutcome>,
    pub rows: Vec<RowOutcome>,
    /// 与体系的板块一一对应。
    pub sections: Vec<SectionOutcome>,
    pub total: TotalOutcome,
    /// 等次在体系等次表中的序号；不评等次或未评完时没有。
    pub grade: Option<usize>,
    /// 计分步骤，各行取各自的一段。
    pub steps: Vec<Step>,
}

/// 预算执行的结果。
#[derive(Clone, Debug)]
pub struct ExecutionOutcome {
    /// 执行率（百分数，两位小数）；预算为零时没有。
    pub rate: Option<Decimal>,
    pub points: Decimal,
    pub result: RowOutcome,
}

/// 一行的结果。
#[derive(Clone, Debug)]
pub struct RowOutcome {
    /// 得分；不予计分或按不适用剔除时没有。
    pub score: Option<Decimal>,
    /// 偏差度（百分数）；没有意义时没有。
    pub deviation: Option<Decimal>,
    pub status: Status,
    /// 是否计入总分；择一组中落选的行不计。
    pub counted: bool,
    /// 实际÷目标，用于判断超额完成。
    pub fulfilment: Option<Ratio>,
    /// 在 [`Outcome::steps`] 中的一段。
    pub steps: Range<u32>,
}

/// 一行的状态。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 达标。
    Met,
    /// 未达标。
    Missed,
    /// 超额完成（达到规则规定的比例）。
    Exceeded,
    /// 不适用。
    NotApplicable,
    /// 不予计分，代码说明原因；不等于零分。
    NotScored(Code),
}

impl Status {
    /// JSON 中的写法。
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::Missed => "missed",
            Status::Exceeded => "exceeded",
            Status::NotApplicable => "not_applicable",
            Status::NotScored(_) => "not_scored",
        }
    }

    /// 中文名称。
    pub fn title(self) -> &'static str {
        match self {
            Status::Met => "达标",
            Status::Missed => "未达标",
            Status::Exceeded => "超额完成",
            Status::NotApplicable => "不适用",
            Status::NotScored(_) => "未计分",
        }
    }
}

/// 一个板块的结果。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionOutcome {
    pub points: Decimal,
    /// 已计分各行之和；有未计分的行时只是部分。
    pub score: Decimal,
    /// 有没有未计分的行。
    pub complete: bool,
}

/// 总分。
#[derive(Clone, Debug)]
pub struct TotalOutcome {
    pub points: Decimal,
    /// 总分；有未计分的行时没有。
    pub score: Option<Decimal>,
    /// 执行率与各板块得分之和，未经折算、扣分与否决。
    pub sum: Decimal,
    /// 按不适用剔除的分值。
    pub dropped: Decimal,
    pub steps: Range<u32>,
}
