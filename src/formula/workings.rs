//! 算式的演算：先写名称，再代入数，每一步内层运算一行，最后得数。

use super::evaluate::{Undefined, Value, evaluate};
use super::print::print;
use super::syntax::{Expr, Function, Node};
use super::{base, in_unit, typing};
use crate::number::{Decimal, Unit, plain};

/// 一项基础数据：名称、数与书面的单位。
#[derive(Clone, Debug)]
pub struct Known<'k> {
    /// 算式里用的名称，见 [`super::plain_name`]。
    pub name: &'k str,
    pub value: Decimal,
    pub unit: &'k Unit,
}

/// 演算的一行。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Working {
    /// 代入了数的算式。
    Put(String),
    /// 一步内层运算。
    Inner(String),
    /// 得数，以公式的单位计。
    Result(String),
    /// 除数为零，到此为止。
    Undefined(String),
}

/// 以 `unit` 为单位的公式的演算；算式须是 [`super::check`] 过的。
pub fn workings(expr: &Expr, known: &[Known<'_>], unit: &Unit) -> Vec<Working> {
    let names: Vec<(&str, &Unit)> = known.iter().map(|k| (k.name, k.unit)).collect();
    let put = print(expr, &|part| match &part.node {
        Node::Name(name) => {
            known.iter().find(|k| k.name == name).map(|k| format!("{}{}", plain(k.value), k.unit.as_str()))
        }
        _ => None,
    });
    let mut work = Work { known, names, unit, lines: vec![Working::Put(put)] };
    match work.step(expr, true) {
        Ok(last) => work.lines.push(Working::Result(last)),
        Err(line) => work.lines.push(Working::Undefined(line)),
    }
    work.lines
}

struct Work<'w> {
    known: &'w [Known<'w>],
    names: Vec<(&'w str, &'w Unit)>,
    unit: &'w Unit,
    lines: Vec<Working>,
}

impl Work<'_> {
    fn value(&self, expr: &Expr) -> Result<Value, Undefined> {
        let fact = |name: &str| self.known.iter().find(|k| k.name == name).map(|k| base(k.value, k.unit));
        evaluate(expr, &fact)
    }

    /// 先算里面各部分，各成一行，再给出本层的得数；除数为零时以说明作错误。
    fn step(&mut self, expr: &Expr, is_whole: bool) -> Result<String, String> {
        let mut parts = expr.children();
        if let (Node::Call(Function::If, _), [condition, yes, no]) = (&expr.node, &parts[..]) {
            // 只算选中的一支；条件算不出的由下面说明。
            let chosen = match self.value(condition) {
                Ok(Value::Truth(true)) => vec![*condition, *yes],
                Ok(_) => vec![*condition, *no],
                Err(_) => vec![*condition],
            };
            parts = chosen;
        }
        let mut shown: Vec<(*const Expr, String)> = Vec::new();
        for part in parts {
            if !is_leaf(part) {
                let text = self.step(part, false)?;
                shown.push((std::ptr::from_ref(part), text));
            }
        }
        let has_inner = !shown.is_empty();
        let line = print(expr, &|part| {
            let done = shown.iter().find(|(at, _)| std::ptr::eq(*at, part)).map(|(_, text)| text.clone());
            done.or_else(|| match &part.node {
                Node::Name(_) => self.value(part).ok().map(|value| self.show(part, &value)),
                _ => None,
            })
        });
        let value = match self.value(expr) {
            Ok(value) => value,
            Err(undefined) if undefined.both => return Err(format!("{line}：除数与被除数都为零，没有意义")),
            Err(_) => return Err(format!("{line}：除数为零，没有意义")),
        };
        let text = if is_whole { self.result(&value) } else { self.show(expr, &value) };
        if !is_whole {
            self.lines.push(Working::Inner(format!("{line}{}{text}", equals(&value))));
        } else if has_inner {
            return Ok(format!("{line}{}{text}", equals(&value)));
        }
        Ok(text)
    }

    /// 中间的值，照算式里的单位印。
    fn show(&self, expr: &Expr, value: &Value) -> String {
        match value {
            Value::Truth(holds) => truth(*holds).to_owned(),
            Value::Number(number) => typing::dimension(expr, &self.names).unwrap_or_default().show(number),
        }
    }

    /// 最后的值，照公式的单位印。
    fn result(&self, value: &Value) -> String {
        match value {
            Value::Truth(holds) => truth(*holds).to_owned(),
            Value::Number(number) => format!("{}{}", in_unit(number, self.unit).shown(), self.unit.as_str()),
        }
    }
}

/// 不必另写一行的：数、名称，以及它们的相反数。
fn is_leaf(expr: &Expr) -> bool {
    match &expr.node {
        Node::Literal { .. } | Node::Name(_) => true,
        Node::Negate(inner) => matches!(inner.node, Node::Literal { .. } | Node::Name(_)),
        _ => false,
    }
}

/// 数用等号接，真假用冒号接。
fn equals(value: &Value) -> &'static str {
    match value {
        Value::Number(_) => "＝",
        Value::Truth(_) => "：",
    }
}

fn truth(holds: bool) -> &'static str {
    if holds { "成立" } else { "不成立" }
}
