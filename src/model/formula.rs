use super::MoneyRow;
use super::rule::source_text;
use crate::formula::{Exact, Expr, in_unit};
use crate::number::{Decimal, Rounding, Unit, fixed};
use std::sync::Arc;

/// 一项基础数据：单位填报一次，供各行的公式用。
#[derive(Clone, Debug)]
pub struct Fact {
    /// 填报文件里的键。
    pub key: String,
    /// 表上与讲解里的名称。
    pub name: String,
    /// 算式里比对用的名称：去掉引号，折成半角。
    pub plain: String,
    pub unit: Unit,
    /// 解释。
    pub meaning: String,
    /// 取自资金总额的哪一栏；没有填报时用。
    pub from: Option<BudgetColumn>,
}

/// 资金总额的一栏。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetColumn {
    Initial,
    FullYear,
    Executed,
}

impl BudgetColumn {
    /// 文件中的写法与中文名称。
    pub const NAMES: [(&'static str, BudgetColumn, &'static str); 3] = [
        ("budget.initial", BudgetColumn::Initial, "年初预算数"),
        ("budget.full_year", BudgetColumn::FullYear, "全年预算数"),
        ("budget.executed", BudgetColumn::Executed, "全年执行数"),
    ];

    /// 这一栏的数；年初预算数可以没有。
    pub fn of(self, row: &MoneyRow) -> Option<Decimal> {
        match self {
            BudgetColumn::Initial => row.initial,
            BudgetColumn::FullYear => Some(row.full_year),
            BudgetColumn::Executed => Some(row.executed),
        }
    }

    /// 中文名称。
    pub fn title(self) -> &'static str {
        Self::NAMES[self as usize].2
    }

    /// 文件中的写法。
    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// 一个公式：由基础数据算出实际完成值。
#[derive(Clone, Debug)]
pub struct Formula {
    /// 名称与用以区别的话，如 `结转结余率/支出预算数`。
    pub id: String,
    pub expression: Expr,
    /// 结果的单位。
    pub unit: Unit,
    /// 先修约、以修约后的数计分；没有时以精确的商计分，印出时保留两位。
    pub rounding: Option<Rounding>,
    pub zero_base: ZeroBase,
    /// 公式的文字。
    pub text: String,
    /// 出处；没有查证到文件的写 `unconfirmed`。
    pub source: String,
}

/// 除数为零而被除数不为零时怎样处理；两者都为零一律不适用。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroBase {
    /// 不适用，并提醒。
    NotApplicable,
    /// 不予计分，报诊断。
    NotScored,
}

impl Formula {
    /// 名称：`id` 里斜线之前的部分。
    pub fn title(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(title, _)| title)
    }

    /// 印出时的修约。
    pub fn printing(&self) -> Rounding {
        self.rounding.unwrap_or(Rounding::CENTS)
    }

    /// 以基本单位计的值印在表上的数与文字；大到放不下的没有。
    pub fn printed(&self, value: &Exact) -> Option<(Decimal, String)> {
        let rounding = self.printing();
        let value = in_unit(value, &self.unit).round(rounding)?;
        // 真假只有 100% 与 0%，不补零。
        let places = if self.expression.is_comparison() { 0 } else { rounding.places };
        Some((value, format!("{}{}", fixed(value, places), self.unit.as_str())))
    }

    /// 出处的文字，与规则同一写法。
    pub fn source_text(&self) -> String {
        source_text(&self.source)
    }
}

/// 全部基础数据与公式，按写下的先后；体系的盖过口径里同键、同名的。
#[derive(Clone, Debug, Default)]
pub struct Formulary {
    pub facts: Vec<Fact>,
    pub formulas: Vec<Arc<Formula>>,
}

impl Formulary {
    /// 按键找基础数据，返回序号。
    pub fn fact(&self, key: &str) -> Option<usize> {
        self.facts.iter().position(|fact| fact.key == key)
    }

    /// 按算式里的名称找基础数据，返回序号。
    pub fn named(&self, plain: &str) -> Option<usize> {
        self.facts.iter().position(|fact| fact.plain == plain)
    }

    /// 按 `id` 找公式。
    pub fn formula(&self, id: &str) -> Option<&Arc<Formula>> {
        self.formulas.iter().find(|formula| formula.id == id)
    }
}

/// 一行由公式算出的实际完成值，代入了哪些数。
#[derive(Clone, Debug)]
pub struct Computed {
    pub formula: Arc<Formula>,
    /// 用到的基础数据，按在算式里出现的先后。
    pub inputs: Vec<Input>,
}

/// 代入的一项。
#[derive(Clone, Debug)]
pub struct Input {
    /// 在 [`Formulary::facts`] 里的序号。
    pub fact: usize,
    /// 书面的数与单位。
    pub value: Decimal,
    pub unit: Unit,
}
