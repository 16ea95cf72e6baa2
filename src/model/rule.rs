use crate::number::{Decimal, Ratio, Rounding, Unit};
use crate::target::Interval;

/// 一条计分规则：公式、参数、文字与出处。比例一律以小数保存（80% 为 0.8）。
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// 规则的文字，讲解时原样引用。
    pub text: String,
    /// 出处：文号；没有查证到文件的写 `unconfirmed`。
    pub source: String,
    pub kind: RuleKind,
    /// 参数里带的单位（如每低 1% 扣分、区间的端点）；按完成比例或偏差计的规则没有。
    pub unit: Option<Unit>,
    /// 完成比例达到此数即得满分（如执行率 95% 以上得满分）。
    pub full_at: Option<Decimal>,
    /// 得分上限（分）。
    pub cap: Option<Decimal>,
    pub over: Over,
    pub zero_target: ZeroTarget,
    pub negative: NegativeActual,
    /// 本规则单独的修约；没有时用口径的行修约。
    pub rounding: Option<Rounding>,
}

impl Rule {
    /// 计分的内容是否相同；文字与出处不论。
    pub fn same_terms(&self, other: &Rule) -> bool {
        let Rule { text: _, source: _, kind, unit, full_at, cap, over, zero_target, negative, rounding } = self;
        (kind, unit, full_at, cap) == (&other.kind, &other.unit, &other.full_at, &other.cap)
            && (over, zero_target, negative, rounding)
                == (&other.over, &other.zero_target, &other.negative, &other.rounding)
    }

    /// 出处里有没有未经证实之处。
    pub fn is_unconfirmed(&self) -> bool {
        self.source.contains("unconfirmed")
    }

    /// 出处的文字。
    pub fn source_text(&self) -> String {
        source_text(&self.source)
    }
}

/// 出处的文字：`unconfirmed` 写作“未经证实”。
pub(super) fn source_text(source: &str) -> String {
    source.replace("unconfirmed", "未经证实")
}

/// 规则的种类与各自的参数。
#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind {
    /// 按完成比例得分，不超过满分。
    Proportional { at_most: AtMostMethod, exactly: ExactlyMethod, floor: Option<Floor> },
    /// 达到得满分，否则不得分。
    Pass,
    /// 每差一档扣若干分，扣完为止。
    Steps {
        measure: Measure,
        /// 一档的大小：按差额计时以指标值的单位计，按偏差计时为比例。
        per: Decimal,
        /// 每档扣的分。
        lose: Decimal,
        /// 起扣点；没有时为指标值。
        from: Option<Decimal>,
        partial: Partial,
    },
    /// 按所在区间得分；区间覆盖全轴、互不重叠。
    Bands { on: Variable, bands: Vec<Band> },
    /// 定性分档，档内按百分比或直接给分。
    Tiers { tiers: Vec<Tier>, same_text: Option<usize> },
    /// 分值×填报的百分比。
    Percent,
    /// 按清单逐项得分或扣分。
    Checklist { items: Vec<ChecklistItem> },
    /// 人工评分，只核对范围。
    Manual,
}

/// "≤"类指标未达标时的算法。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtMostMethod {
    /// 分值×[1-(实际-目标)÷目标]，两倍目标时为零。
    Linear,
    /// 分值×目标÷实际。
    Ratio,
    /// 不得分。
    Zero,
}

/// "="类指标的算法。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExactlyMethod {
    /// 视同"≥"。
    AtLeast,
    /// 视同"≤"。
    AtMost,
    /// 偏高偏低同样折减：分值×(1-|实际-目标|÷目标)。
    Symmetric,
    /// 不等即不得分。
    Strict,
}

/// 及格门槛：完成比例低于 `at` 不得分；给出 `share` 时，自门槛处的 `share` 线性升到满分。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floor {
    pub at: Decimal,
    pub share: Option<Decimal>,
}

/// 分档扣分按什么计差。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// 与起扣点的差额，以指标值的单位计（百分数则为百分点）。
    Difference,
    /// 与起扣点的相对偏差。
    Deviation,
}

/// 不足一档的部分怎样算。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partial {
    /// 只算满档。
    Full,
    /// 按比例。
    Prorated,
    /// 不足一档按一档。
    Ceiling,
}

/// 区间看哪个量。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// 实际完成值，以指标值的单位计。
    Actual,
    /// 完成比例（实际÷目标）。
    Completion,
    /// 相对偏差（实际-目标）÷目标。
    Deviation,
}

/// 一个区间及其得分。
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub range: Interval,
    pub pay: Pay,
}

/// 区间怎样给分。
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pay {
    /// 固定的分。
    Score(Decimal),
    /// 分值的固定比例。
    Share(Decimal),
    /// 在区间两端之间线性变化的比例。
    Slope(Decimal, Decimal),
    /// 分值×完成比例。
    Completion,
}

/// 定性的一档；下限含本数，上限除第一档外不含。
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    pub name: String,
    /// 同义写法。
    pub aliases: Vec<String>,
    pub from: Decimal,
    pub to: Decimal,
    /// 只写档名、不写百分比时取的比例。
    pub default: Option<Decimal>,
}

/// 清单的一项。
#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistItem {
    pub name: String,
    pub worth: ItemWorth,
}

/// 清单一项的分。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemWorth {
    /// 做到得分。
    Earn(Decimal),
    /// 每发生一次扣分。
    Lose(Decimal),
}

/// 超额完成的处理；比例为实际÷目标，只看"≥""＝"类，"≤"类无所谓超额。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// 达到此比例记为超额完成。
    pub flag_at: Option<Decimal>,
    /// 超过此比例须说明原因。
    pub reason_from: Option<Decimal>,
    /// 超过此比例的部分扣分。
    pub deduct: Option<Excess>,
}

/// 超额扣分：自 `from` 起每超 `per` 扣 `lose` 分，至多扣 `most` 分。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    pub from: Decimal,
    pub per: Decimal,
    pub lose: Decimal,
    pub partial: Partial,
    pub most: Option<Decimal>,
}

/// 指标值为零时，比例没有意义，怎样计分。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroTarget {
    /// 达标满分，否则零分。
    MetOrZero,
    /// 不予计分，报诊断。
    NotScored,
}

/// 实际完成值为负时怎样处理。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NegativeActual {
    /// 按零计。
    AsZero,
    /// 照算（得分不低于零）。
    Keep,
}

impl Partial {
    /// 把档数按规定取整。
    pub fn count(self, steps: Ratio) -> Ratio {
        match self {
            Partial::Full => Ratio::from(steps.floor()),
            Partial::Prorated => steps,
            Partial::Ceiling => Ratio::from(steps.ceil()),
        }
    }
}
