//! 算式印成文字：全角运算符、中文函数名，只在该有的地方加括号；印出的照样读得回来。

use super::syntax::{COMPARISON, Expr, Node, SIGN};
use crate::number::plain;
use std::fmt;

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(self, &|_| None))
    }
}

/// 印出来；`replace` 有值的部分不照原样印，换成所给的文字。
pub fn print(expr: &Expr, replace: &dyn Fn(&Expr) -> Option<String>) -> String {
    let mut text = String::new();
    write(expr, 0, replace, &mut text);
    text
}

/// `power` 是外面的紧密程度：里面的松就加括号。
fn write(expr: &Expr, power: i64, replace: &dyn Fn(&Expr) -> Option<String>, out: &mut String) {
    if let Some(text) = replace(expr) {
        let bare = power < COMPARISON || !text.starts_with('-');
        out.push_str(&if bare { text } else { format!("（{text}）") });
        return;
    }
    let own = match &expr.node {
        Node::Binary(operator, ..) => operator.power(),
        Node::Negate(_) => SIGN - 1,
        Node::Literal { .. } | Node::Name(_) | Node::Call(..) => i64::MAX,
    };
    let bracket = own < power;
    if bracket {
        out.push('（');
    }
    match &expr.node {
        Node::Literal { value, unit } => {
            out.push_str(&plain(*value));
            out.push_str(unit.as_str());
        }
        Node::Name(name) => out.push_str(name),
        Node::Negate(inner) => {
            out.push('－');
            write(inner, SIGN, replace, out);
        }
        Node::Binary(operator, left, right) => {
            // 左结合：左边同样松紧的不加括号，右边的要加；比较两边都加。
            let left_power = own + i64::from(own == COMPARISON);
            write(left, left_power, replace, out);
            out.push_str(operator.sign());
            // 负号不紧跟在运算符后面。
            let right_power = if matches!(right.node, Node::Negate(_)) { SIGN } else { own + 1 };
            write(right, right_power, replace, out);
        }
        Node::Call(function, arguments) => {
            out.push_str(function.title());
            out.push('（');
            for (at, argument) in arguments.iter().enumerate() {
                if at > 0 {
                    out.push('，');
                }
                write(argument, 0, replace, out);
            }
            out.push('）');
        }
    }
    if bracket {
        out.push('）');
    }
}
