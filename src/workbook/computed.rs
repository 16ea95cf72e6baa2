//! 由基础数据算实际完成值的公式：算式写成电子表格的写法，量一律以基本单位计。

use super::cell::{compare, number};
use crate::formula::{Expr, Function, Node, Operator, base};
use crate::number::{Decimal, Unit};

/// 一个单位合多少基本单位；写不成有限小数的没有。
pub fn factor(unit: &Unit) -> Option<Decimal> {
    base(Decimal::ONE, unit).as_decimal()
}

/// 算式；`fact` 给出一项基础数据的格。除数与被除数都为零是 `NA()`，只有除数为零是 `1/0`。
pub fn formula(expr: &Expr, fact: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let inner = |expr: &Expr| formula(expr, fact);
    Some(match &expr.node {
        Node::Literal { value, unit } => number(base(*value, unit).as_decimal()?),
        Node::Name(name) => fact(name)?,
        Node::Negate(expr) => format!("(-{})", inner(expr)?),
        Node::Binary(operator, left, right) => {
            let (left, right) = (inner(left)?, inner(right)?);
            match operator {
                Operator::Add => format!("({left}+{right})"),
                Operator::Subtract => format!("({left}-{right})"),
                Operator::Multiply => format!("({left}*{right})"),
                Operator::Divide => {
                    let is_zero = |side: &str| format!("ROUND({side},12)=0");
                    format!("IF({},IF({},NA(),1/0),{left}/{right})", is_zero(&right), is_zero(&left))
                }
                Operator::Less => truth(&compare(&left, "<", &right)),
                Operator::AtMost => truth(&compare(&left, "<=", &right)),
                Operator::Greater => truth(&compare(&left, ">", &right)),
                Operator::AtLeast => truth(&compare(&left, ">=", &right)),
                Operator::Equal => truth(&compare(&left, "=", &right)),
                Operator::NotEqual => truth(&compare(&left, "<>", &right)),
            }
        }
        Node::Call(function, arguments) => {
            let all: Option<Vec<String>> = arguments.iter().map(inner).collect();
            let all = all?.join(",");
            match function {
                Function::Abs => format!("ABS({all})"),
                Function::Min => format!("MIN({all})"),
                Function::Max => format!("MAX({all})"),
                Function::Sum => format!("SUM({all})"),
                Function::If => format!("IF({all})"),
            }
        }
    })
}

/// 真假作数：真为 1。
fn truth(condition: &str) -> String {
    format!("IF({condition},1,0)")
}
