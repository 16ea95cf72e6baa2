use super::{Allow, Computed, Declaration, Denominator, Indicator, Monitoring, Set, Supplement};
use crate::diagnostic::{Code, Place};
use crate::number::{Decimal, Ratio, Unit};
use crate::target::Timing;

/// 填报：一个单位一年的一张表，已与指标体系逐行对上。
#[derive(Clone, Debug)]
pub struct Submission {
    /// 单位名称。
    pub unit: String,
    pub year: i32,
    /// 表上印的填报日期。
    pub date: String,
    /// 项目名称、主管部门、实施单位；部门表为空。
    pub project: String,
    pub supervisor: String,
    pub implementer: String,
    pub sha256: String,
    /// 表头在填报文件中的位置。
    pub place: Place,
    pub money: Money,
    pub goals: Vec<Goal>,
    pub tasks: Vec<Task>,
    /// 自设指标。
    pub own: Vec<Indicator>,
    /// 全部指标行，按表上的次序。
    pub rows: Vec<Row>,
    pub deductions: Vec<Deduction>,
    /// 发生的否决情形在口径中的序号。
    pub vetoes: Vec<usize>,
    pub declared: Declared,
    /// 绩效情况说明的补充内容；项目的为空。
    pub supplement: Supplement,
    /// 申报的项目情况；部门的、没有写的为空。
    pub declaration: Declaration,
    /// 绩效运行监控；没有写的没有。
    pub monitoring: Option<Monitoring>,
    /// 填报写明不报的提醒。
    pub allows: Vec<Allow>,
}

/// 一行的指标从哪里来。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOrigin {
    /// 体系中的第几行。
    Set(usize),
    /// 自设的第几行。
    Own(usize),
}

/// 一行：指标与填报。
#[derive(Clone, Debug)]
pub struct Row {
    pub origin: RowOrigin,
    /// 所属一级板块在体系中的序号。
    pub section: usize,
    /// 所属择一组的序号。
    pub group: Option<usize>,
    /// 所属绩效目标的序号。
    pub goal: Option<usize>,
    pub entry: Entry,
    /// 填报文件中写这一行的位置。
    pub place: Place,
}

impl Submission {
    /// 一行的指标。
    pub fn indicator<'a>(&'a self, set: &'a Set, row: &Row) -> &'a Indicator {
        match row.origin {
            RowOrigin::Set(at) => &set.indicators[at],
            RowOrigin::Own(at) => &self.own[at],
        }
    }

    /// 一行所属目标的占比；不分目标计分的没有。
    pub fn goal_share(&self, row: &Row) -> Option<Decimal> {
        self.goals[row.goal?].share
    }

    /// 针对第 `row` 行的复核扣分。
    pub fn deductions_of(&self, row: usize) -> impl Iterator<Item = &Deduction> {
        self.deductions.iter().filter(move |d| d.row == Some(row))
    }
}

/// 一行的填报内容。
#[derive(Clone, Debug)]
pub struct Entry {
    pub actual: Actual,
    /// 由公式算出的，代入了什么；填报写了值的没有。
    pub computed: Option<Box<Computed>>,
    /// 表上印的实际完成值。
    pub text: String,
    /// 偏差原因分析及改进措施。
    pub reason: String,
    pub evidence: String,
    /// 推定：公开的表上没有印这一行。
    pub inferred: bool,
}

/// 实际完成值，已换算到指标值的单位。
#[derive(Clone, Debug)]
pub enum Actual {
    /// 数值，以指标值的单位计。
    Number(Decimal),
    /// 由公式算出、写不成有限小数的数值，以指标值的单位计。
    Quotient(Ratio),
    /// 完成比例（1 为 100%）。
    Share(Decimal),
    /// 由公式算出、写不成有限小数的完成比例。
    ShareQuotient(Ratio),
    /// 定性的档与档内取值。
    Tier { tier: usize, worth: Worth },
    /// 与时限比较的结果；逾期的天数算得出时附上。
    Date { timing: Timing, days_late: Option<i64> },
    /// 清单各项：做到为 1，或发生的次数。
    Checks(Vec<u32>),
    /// 人工给的分。
    Score(Decimal),
    /// 不适用。
    NotApplicable,
    /// 读不出，不予计分；代码说明原因。
    Unscored(Code),
}

/// 定性档内的取值。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// 分值的比例。
    Share(Decimal),
    /// 直接给分。
    Score(Decimal),
}

/// 资金情况，总额与各来源。
#[derive(Clone, Debug)]
pub struct Money {
    pub unit: Unit,
    pub total: Option<MoneyRow>,
    /// 与体系的资金来源一一对应。
    pub sources: Vec<Option<MoneyRow>>,
    /// 执行率偏低或调整过大的说明。
    pub reason: String,
    /// 推定：公开的表上没有印资金情况。
    pub inferred: bool,
    pub place: Place,
}

/// 资金的一行：年初预算数、全年预算数、全年执行数。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyRow {
    pub initial: Option<Decimal>,
    pub full_year: Decimal,
    pub executed: Decimal,
}

impl MoneyRow {
    /// 作执行率分母的预算数；没有填的为空。
    pub fn budget(&self, denominator: Denominator) -> Option<Decimal> {
        match denominator {
            Denominator::FullYear => Some(self.full_year),
            Denominator::Initial => self.initial,
        }
    }
}

/// 年度目标：预期与实际完成情况；分项计分时带编号与占比。
#[derive(Clone, Debug)]
pub struct Goal {
    pub id: String,
    pub share: Option<Decimal>,
    pub expected: String,
    pub achieved: String,
}

/// 年度主要任务。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub name: String,
    pub content: String,
    pub achieved: String,
}

/// 复核扣分：对某一行或总分，扣若干分或得分的比例。
#[derive(Clone, Debug)]
pub struct Deduction {
    /// 所扣的行；没有时扣总分。
    pub row: Option<usize>,
    pub worth: Worth,
    pub reason: String,
}

/// 单位自己印在表上的得分。
#[derive(Clone, Debug, Default)]
pub struct Declared {
    pub total: Option<Decimal>,
    pub grade: Option<String>,
    pub execution: Option<Decimal>,
    /// 与各行一一对应。
    pub rows: Vec<DeclaredRow>,
    pub total_place: Option<Place>,
    pub grade_place: Option<Place>,
}

/// 一行所印的得分与偏差度。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredRow {
    pub score: Option<Decimal>,
    pub deviation: Option<Decimal>,
    pub place: Option<Place>,
}
