use crate::model::{Measure, NotApplicable, Partial, Variable, Worth};
use crate::number::{Decimal, Ratio, Rounding};

/// 计分的一步：公式里代入的数与所得的数。文字由 `report` 写出。
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// 不适用，按口径处理。
    NotApplicable { policy: NotApplicable, points: Decimal },
    /// 负的实际完成值按零计。
    NegativeAsZero { actual: Ratio },
    /// 执行率＝执行数÷预算数。
    Rate { executed: Decimal, budget: Decimal, rate: Ratio },
    /// 预算为零。
    ZeroBudget,
    /// 实际与目标比较。
    Compare { actual: Ratio, met: bool },
    /// 与时限比较。
    Timing { met: bool, days_late: Option<i64> },
    /// 指标值为零：达标满分，否则零分。
    ZeroTarget { met: bool },
    /// 完成比例。
    Completion { how: Completion, share: Ratio },
    /// 完成比例达到满分线。
    FullAt { at: Decimal, reached: bool },
    /// 及格门槛。
    Floor { at: Decimal, share: Option<Decimal>, passed: bool },
    /// 与起扣点相差多少。
    Beyond { measure: Measure, start: Decimal, beyond: Ratio },
    /// 折合几档，扣多少分。
    Lose { per: Decimal, partial: Partial, count: Ratio, lose: Decimal, lost: Ratio },
    /// 落在第几个区间。
    Band { on: Variable, value: Ratio, band: usize },
    /// 定性的档与取值。
    Tier { tier: usize, worth: Worth },
    /// 清单：得分合计与扣分合计。
    Checklist { earned: Decimal, lost: Decimal },
    /// 人工给分。
    Manual { score: Decimal },
    /// 满分或零分。
    AllOrNothing { full: bool },
    /// 分值乘以比例。
    Multiply { points: Decimal, share: Ratio, product: Ratio },
    /// 分值减去扣分，扣完为止。
    Subtract { points: Decimal, lost: Ratio, left: Ratio },
    /// 超额扣分。
    Excess { fulfilment: Ratio, from: Decimal, count: Ratio, lost: Ratio },
    /// 不超过上限。
    Cap { cap: Decimal },
    /// 修约。
    Round { from: Ratio, rounding: Rounding, to: Decimal },
    /// 复核扣分。
    Deduct { worth: Worth, to: Decimal },
    /// 偏差度；目标为零时没有算式。`of_share` 为真时是完成比例与 100% 之差。
    Deviation { raw: Option<Ratio>, of_share: bool, clipped: bool, to: Decimal },
    /// 执行率得分与各板块得分相加。
    Sum { sum: Decimal },
    /// 剔除不适用后折算。
    Rescale { sum: Decimal, points: Decimal, dropped: Decimal, to: Ratio },
    /// 否决情形。
    Veto { veto: usize },
}

/// 完成比例的算法，代入的数依次为实际与目标。
#[derive(Clone, Copy, Debug)]
pub enum Completion {
    /// 实际÷目标。
    ActualOverTarget(Ratio, Decimal),
    /// 1-(实际-目标)÷目标。
    LinearOver(Ratio, Decimal),
    /// 目标÷实际。
    TargetOverActual(Ratio, Decimal),
    /// 1-|实际-目标|÷目标。
    Symmetric(Ratio, Decimal),
    /// 填报的就是完成比例。
    Given,
}

/// 步骤记在哪里。
pub(super) trait Trace {
    /// 记一步；不记录时连步骤也不构造。
    fn step(&mut self, step: impl FnOnce() -> Step);
    /// 已记的步数。
    fn mark(&self) -> u32;
}

/// 不记录。
pub(super) struct Silent;

impl Trace for Silent {
    fn step(&mut self, _: impl FnOnce() -> Step) {}
    fn mark(&self) -> u32 {
        0
    }
}

/// 记录。
pub(super) struct Record(pub Vec<Step>);

impl Trace for Record {
    fn step(&mut self, step: impl FnOnce() -> Step) {
        self.0.push(step());
    }
    fn mark(&self) -> u32 {
        self.0.len() as u32
    }
}
