//! 求值。量都以基本单位计，所以不必再看单位；没有意义的除法说明在哪里。

use super::Exact;
use super::dimension::Dimension;
use super::syntax::{Expr, Function, Node, Operator};
use crate::number::Decimal;
use std::ops::Range;

/// 算得的值，数以基本单位计（元、人、1）。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Number(Exact),
    Truth(bool),
}

impl Value {
    /// 真假作百分数：成立为 100%，不成立为 0%，即一与零。
    pub fn number(self) -> Exact {
        match self {
            Value::Number(value) => value,
            Value::Truth(holds) => Exact::from(Decimal::from(u8::from(holds))),
        }
    }
}

/// 除数为零。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undefined {
    /// 除数在算式里的位置。
    pub span: Range<usize>,
    /// 被除数也为零。
    pub both: bool,
}

/// 求值。`fact` 按名称给出以基本单位计的数；算式须是 [`super::check`] 过的，用到的名称须都有值。
///
/// “若”只算选中的一支。没有值的名称按零计。
pub fn evaluate(expr: &Expr, fact: &dyn Fn(&str) -> Option<Exact>) -> Result<Value, Undefined> {
    match &expr.node {
        Node::Binary(operator, left, right) if operator.is_comparison() => {
            let (left, right) = (number(left, fact)?, number(right, fact)?);
            Ok(Value::Truth(match operator {
                Operator::Less => left < right,
                Operator::AtMost => left <= right,
                Operator::Greater => left > right,
                Operator::AtLeast => left >= right,
                Operator::NotEqual => left != right,
                _ => left == right,
            }))
        }
        _ => number(expr, fact).map(Value::Number),
    }
}

/// 求一个数；真假当作一与零，查过的算式里不会有。
fn number(expr: &Expr, fact: &dyn Fn(&str) -> Option<Exact>) -> Result<Exact, Undefined> {
    let zero = || Exact::from(Decimal::ZERO);
    match &expr.node {
        Node::Literal { value, unit } => Ok(Dimension::of(unit).to_base(&Exact::from(*value))),
        Node::Name(name) => Ok(fact(name).unwrap_or_else(zero)),
        Node::Negate(inner) => Ok(-&number(inner, fact)?),
        Node::Binary(operator, left, right) if !operator.is_comparison() => {
            let (a, b) = (number(left, fact)?, number(right, fact)?);
            match operator {
                Operator::Add => Ok(&a + &b),
                Operator::Subtract => Ok(&a - &b),
                Operator::Multiply => Ok(&a * &b),
                _ => a.over(&b).ok_or_else(|| Undefined { span: right.span.clone(), both: a.is_zero() }),
            }
        }
        Node::Binary(..) => Ok(evaluate(expr, fact)?.number()),
        Node::Call(Function::If, arguments) => match &arguments[..] {
            [condition, yes, no] => {
                let holds = evaluate(condition, fact)? == Value::Truth(true);
                number(if holds { yes } else { no }, fact)
            }
            _ => Ok(zero()),
        },
        Node::Call(function, arguments) => {
            let values: Vec<Exact> = arguments.iter().map(|one| number(one, fact)).collect::<Result<_, _>>()?;
            Ok(match function {
                Function::Abs => values.first().map_or_else(zero, Exact::abs),
                Function::Min => values.into_iter().min().unwrap_or_else(zero),
                Function::Max => values.into_iter().max().unwrap_or_else(zero),
                _ => values.iter().fold(zero(), |sum, value| &sum + value),
            })
        }
    }
}
