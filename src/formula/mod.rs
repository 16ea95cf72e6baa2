//! 公式：由基础数据算出实际完成值的算式。
//!
//! 只有四则、比较与几个函数，没有变量与循环；量各带单位，单位不合的算式在读入时就指出。
//! 求值全程是分数，不舍入；结果写成小数或交给计分时放不下的，由调用方报告。

mod dimension;
mod evaluate;
mod exact;
mod grammar;
mod print;
mod syntax;
mod typing;
mod workings;

#[cfg(test)]
mod tests;

pub use evaluate::{Undefined, Value, evaluate};
pub use exact::Exact;
pub use grammar::{MAX_DEPTH, MAX_LENGTH, parse};
pub use print::print;
pub use syntax::{Expr, Fault, FaultKind, Function, Node, Operator, plain_name};
pub use typing::check;
pub use workings::{Known, Working, workings};

use crate::number::{Decimal, Unit};
use dimension::Dimension;

/// 以 `unit` 计的数化为以基本单位计的量：2.56 万元为 25600（元），95% 为 0.95。
pub fn base(value: Decimal, unit: &Unit) -> Exact {
    Dimension::of(unit).to_base(&Exact::from(value))
}

/// 以基本单位计的量写成以 `unit` 计的数，[`base`] 的反面。
pub fn in_unit(value: &Exact, unit: &Unit) -> Exact {
    Dimension::of(unit).in_own_unit(value)
}

/// 只有常数的算式的值，如 `1.5 × 95 ÷ 100`、`10 × 95%`。百分数按小数计（95% 为 0.95）。
///
/// 写法不对、用了名称、单位没有消去、结果是真假、除数为零的，指出在哪一处。
pub fn constant(text: &str) -> Result<Exact, Fault> {
    let expr = parse(text)?;
    if let Some(fault) = check(&expr, &[], &Unit::default()).into_iter().next() {
        return Err(fault);
    }
    match evaluate(&expr, &|_| None) {
        Ok(Value::Number(value)) => Ok(value),
        Ok(Value::Truth(_)) => {
            Err(Fault::syntax(expr.span.clone(), "这里要一个数，得出的却是真假").label("是一个比较"))
        }
        Err(undefined) => Err(Fault::syntax(undefined.span, "除数为零").label("等于零")),
    }
}
