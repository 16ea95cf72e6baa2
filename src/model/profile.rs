use super::{Formulary, Kind, MonitoringPolicy, Origin, Rule, Veto};
use crate::number::{Decimal, Rounding};
use std::collections::BTreeMap;
use std::sync::Arc;

/// 口径：一地的计分约定，全部为数据。
#[derive(Clone, Debug)]
pub struct Profile {
    pub id: String,
    /// 口径文件自己，以及各级上级，从近到远。
    pub origins: Vec<Origin>,
    pub title: String,
    pub basis: Vec<String>,
    /// 适用的地区，如“河南”“洛阳”；复核时按表上的地区找口径。
    pub regions: Vec<String>,
    /// 行、板块、总分的修约。
    pub row: Rounding,
    pub section: Rounding,
    pub total: Rounding,
    pub bare: BareTarget,
    /// 具名规则。
    pub rules: BTreeMap<String, Arc<Rule>>,
    /// 基础数据与公式。
    pub formulary: Arc<Formulary>,
    /// 各类指标值的默认规则，键为 `at_least` 等。
    pub defaults: BTreeMap<String, Arc<Rule>>,
    pub execution: ExecutionPolicy,
    pub deviation_side: DeviationSide,
    pub deviation: Rounding,
    pub obligations: Obligations,
    pub not_applicable: NotApplicable,
    /// 等次表，键为名称（如 `words`、`letters`）。
    pub grades: BTreeMap<String, Vec<Grade>>,
    pub grade_basis: GradeBasis,
    pub vetoes: Vec<Veto>,
    /// 各一级指标的分值通例。
    pub norms: Vec<Norm>,
    /// 绩效运行监控的用词与预警线。
    pub monitoring: MonitoringPolicy,
    /// 执行率没有意义（预算为零）时表上怎样印。
    pub undefined_rate: String,
}

/// 没有符号的指标值（如"30 场"）怎样理解。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareTarget {
    AtLeast,
    AtMost,
    Exactly,
    /// 不作推断，报诊断。
    Refuse,
}

/// 预算执行的约定。
#[derive(Clone, Debug)]
pub struct ExecutionPolicy {
    pub denominator: Denominator,
    pub rule: Arc<Rule>,
    pub zero_budget: ZeroBudget,
    /// 执行率低于此比例须说明原因。
    pub reason_below: Option<Decimal>,
    /// 预算调整幅度超过此比例须说明原因。
    pub adjustment_reason_above: Option<Decimal>,
}

/// 执行率的分母。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denominator {
    /// 年初预算数。
    Initial,
    /// 全年预算数。
    FullYear,
}

/// 预算为零时执行一行怎样计分。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroBudget {
    /// 按不适用处理。
    NotApplicable,
    /// 零分。
    Zero,
    /// 不予计分，报诊断。
    NotScored,
}

/// 偏差度在有利一侧怎样印。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviationSide {
    /// 达标即为零。
    Clip,
    /// 保留正负。
    Signed,
}

/// 何时必须写偏差原因。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obligations {
    /// 未达标或失分即须写。
    pub missed: bool,
    /// 偏差度的绝对值（百分数）达到此数须写。
    pub deviation_from: Option<Decimal>,
}

/// 不适用的行怎样计分。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApplicable {
    /// 得满分。
    Full,
    /// 剔除后其余按比例折算到总分。
    Rescale,
    /// 零分。
    Zero,
}

/// 一个等次：得分不低于 `from`。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    pub label: String,
    pub from: Decimal,
}

/// 等次看修约后的总分还是修约前的。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradeBasis {
    Rounded,
    Exact,
}

/// 分值通例：一种表里一个一级指标通常占多少分。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Norm {
    pub kind: Kind,
    /// “预算执行率”指预算执行一块。
    pub level1: String,
    /// 分值的下限与上限（分），含两端；没有规定分值时为空。
    pub points: Option<(Decimal, Decimal)>,
    /// 必须有。
    pub required: bool,
    pub source: String,
}

impl Norm {
    /// 出处的文字，与规则同一写法。
    pub fn source_text(&self) -> String {
        super::rule::source_text(&self.source)
    }
}
