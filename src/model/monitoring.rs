use crate::diagnostic::Place;
use crate::number::Decimal;
use crate::target::Day;

/// 审查填报时处在一年的哪一步：前两步还没有实际完成值，空着不算错。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 申报绩效目标。
    Declaration,
    /// 绩效运行监控。
    Monitoring,
    /// 自评。
    Evaluation,
}

/// 绩效运行监控：截至某日的进度与全年的预计。
#[derive(Clone, Debug)]
pub struct Monitoring {
    /// 截至哪一天，含当日。
    pub as_of: Day,
    /// 总额的进度。
    pub total: Option<MoneyProgress>,
    /// 与体系的资金来源一一对应。
    pub sources: Vec<Option<MoneyProgress>>,
    /// 与填报的各行一一对应。
    pub rows: Vec<Option<RowProgress>>,
}

/// 一行资金的进度，单位同资金情况。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyProgress {
    /// 截至日的执行数。
    pub to_date: Decimal,
    /// 全年预计执行数；没有写的由进度推算。
    pub expected: Option<Decimal>,
}

/// 一行指标的进度。值本身由各自的规则读，这里只留表上的文字。
#[derive(Clone, Debug)]
pub struct RowProgress {
    pub to_date: String,
    pub expected: String,
    /// 偏差原因的类别，在口径的类别中的序号。
    pub cause: Option<usize>,
    /// 原因说明。
    pub note: String,
    /// 完成目标的可能性，在口径的用词中的序号；从最有把握到最没有把握。
    pub likelihood: Option<usize>,
    /// 备注。
    pub remark: String,
    pub place: Place,
}

/// 监控的用词与预警线，全部为数据。
#[derive(Clone, Debug)]
pub struct MonitoringPolicy {
    /// 偏差原因的类别。
    pub causes: Vec<String>,
    /// 完成目标可能性的用词，从最有把握到最没有把握。
    pub likelihoods: Vec<String>,
    /// 预警线，从最要紧到最不要紧；指标与资金各一组。
    pub alerts: Vec<Alert>,
}

/// 一档预警。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    pub on: AlertOn,
    /// 颜色，如“红”。
    pub label: String,
    /// 进度与时间进度之比低于此数（1 为 100%）；写了 `by` 的，进度本身低于此数。最后一档没有。
    pub below: Option<Decimal>,
    /// 到这个月底应当达到 `below`；截至日还没有到的不用，到了更晚的一个月，就用更晚的。
    pub by: Option<u32>,
    pub source: String,
}

/// 预警看什么。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertOn {
    /// 指标的完成。
    Indicator,
    /// 预算的执行。
    Execution,
}

impl Alert {
    /// 出处的文字，与规则同一写法。
    pub fn source_text(&self) -> String {
        super::rule::source_text(&self.source)
    }
}
