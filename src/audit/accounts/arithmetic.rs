//! 一条算式用在一处：取数、求值，连同四舍五入容许的上下限，写成看得懂的算术。

use super::facts::Facts;
use super::reference::{Here, Reference, Term};
use crate::formula::{Exact, Expr, Function, Node, Operator, Undefined, Value, base, evaluate, in_unit, print};
use crate::number::{Decimal, Unit};
use std::collections::BTreeMap;

/// 一条读懂了的算式。
#[derive(Clone, Debug)]
pub struct Formula {
    pub expr: Expr,
    /// 算式里的各个引用。
    pub references: BTreeMap<String, Reference>,
}

/// 取好了数的算式。
#[derive(Clone, Debug)]
pub struct Filled {
    expr: Expr,
    pub terms: Vec<Term>,
}

/// 上下限。
pub type Range = (Exact, Exact);

impl Formula {
    /// 说到正在核对的那一栏。
    pub fn uses_column(&self) -> bool {
        self.references.values().any(Reference::uses_this_column)
    }

    /// 取数；缺哪一个就说缺哪一个。
    pub fn fill(&self, facts: &Facts, here: Here<'_>) -> Result<Filled, String> {
        let mut terms = Vec::new();
        let expr = self.put(&self.expr, facts, here, &mut terms)?;
        Ok(Filled { expr, terms })
    }

    fn put(&self, expr: &Expr, facts: &Facts, here: Here<'_>, terms: &mut Vec<Term>) -> Result<Expr, String> {
        let node = match &expr.node {
            Node::Literal { .. } => expr.node.clone(),
            Node::Name(name) => {
                let reference = self.references.get(name).ok_or_else(|| format!("没有“{name}”"))?;
                let found = reference.find(facts, here)?;
                let term = found.into_iter().next().ok_or_else(|| format!("没有“{name}”"))?;
                numbered(term, terms)
            }
            Node::Negate(inner) => Node::Negate(Box::new(self.put(inner, facts, here, terms)?)),
            Node::Binary(operator, left, right) => {
                let left = Box::new(self.put(left, facts, here, terms)?);
                Node::Binary(*operator, left, Box::new(self.put(right, facts, here, terms)?))
            }
            Node::Call(function, arguments) => {
                let mut all = Vec::new();
                for argument in arguments {
                    let many = match &argument.node {
                        Node::Name(name) => self.references.get(name).filter(|reference| reference.is_many()),
                        _ => None,
                    };
                    let Some(reference) = many else {
                        all.push(self.put(argument, facts, here, terms)?);
                        continue;
                    };
                    for term in reference.find(facts, here)? {
                        all.push(Expr { span: argument.span.clone(), node: numbered(term, terms) });
                    }
                }
                if all.is_empty() {
                    return Err("要加的各个数都没有印".to_owned());
                }
                Node::Call(*function, all)
            }
        };
        Ok(Expr { span: expr.span.clone(), node })
    }
}

/// 记下一个数，算式里以它的序号作名称。
fn numbered(term: Term, terms: &mut Vec<Term>) -> Node {
    terms.push(term);
    Node::Name((terms.len() - 1).to_string())
}

impl Filled {
    fn term(&self, name: &str) -> Option<&Term> {
        self.terms.get(name.parse::<usize>().ok()?)
    }

    /// 整个算式就是一个印出的数。
    pub fn single(&self) -> Option<&Term> {
        match &self.expr.node {
            Node::Name(name) => self.term(name),
            _ => None,
        }
    }

    /// 值，以基本单位计；除数为零时说明在哪里。
    pub fn value(&self) -> Result<Value, Undefined> {
        evaluate(&self.expr, &|name| self.term(name).map(|term| term.value.clone()))
    }

    /// 各数在四舍五入容许的出入之内，值的上下限；除数可以为零时没有。
    pub fn range(&self) -> Option<Range> {
        self.range_of(&self.expr)
    }

    /// 比较两边的上下限；不是比较的没有。
    pub fn sides(&self) -> Option<(Range, Range)> {
        match &self.expr.node {
            Node::Binary(operator, left, right) if operator.is_comparison() => {
                Some((self.range_of(left)?, self.range_of(right)?))
            }
            _ => None,
        }
    }

    /// 比较两边的值；不是比较的、除数为零的没有。
    pub fn side_values(&self) -> Option<(Exact, Exact)> {
        let fact = |name: &str| self.term(name).map(|term| term.value.clone());
        match &self.expr.node {
            Node::Binary(_, left, right) => {
                Some((evaluate(left, &fact).ok()?.number(), evaluate(right, &fact).ok()?.number()))
            }
            _ => None,
        }
    }

    fn range_of(&self, expr: &Expr) -> Option<Range> {
        match &expr.node {
            Node::Literal { value, unit } => Some((base(*value, unit), base(*value, unit))),
            Node::Name(name) => {
                let term = self.term(name)?;
                Some((&term.value - &term.slack, &term.value + &term.slack))
            }
            Node::Negate(inner) => self.range_of(inner).map(|(low, high)| (-&high, -&low)),
            Node::Binary(operator, left, right) => combine(*operator, &self.range_of(left)?, &self.range_of(right)?),
            Node::Call(function, arguments) => {
                let all: Vec<Range> = arguments.iter().map(|one| self.range_of(one)).collect::<Option<_>>()?;
                let ends = |pick: &dyn Fn(&mut dyn Iterator<Item = Exact>) -> Option<Exact>| {
                    Some((pick(&mut all.iter().map(|r| r.0.clone()))?, pick(&mut all.iter().map(|r| r.1.clone()))?))
                };
                match function {
                    Function::Sum => {
                        ends(&|values| Some(values.fold(Exact::from(Decimal::ZERO), |sum, one| &sum + &one)))
                    }
                    Function::Min => ends(&|values| values.min()),
                    Function::Max => ends(&|values| values.max()),
                    Function::Abs => all.first().map(|(low, high)| {
                        let zero = Exact::from(Decimal::ZERO);
                        let crosses = low.is_negative() && !high.is_negative();
                        let (a, b) = (low.abs(), high.abs());
                        let (least, most) = if a < b { (a, b) } else { (b, a) };
                        (if crosses { zero } else { least }, most)
                    }),
                    // 条件在上下限之间可能成立也可能不成立，不估。
                    Function::If => None,
                }
            }
        }
    }

    /// 代入了数的算式：合计写成相加，零不写。
    pub fn shown(&self) -> String {
        let text = print(&self.expr, &|part| match &part.node {
            Node::Name(name) => self.term(name).map(Term::signed),
            Node::Call(Function::Sum, arguments) => {
                let sum = self.summed(arguments);
                let is_whole = std::ptr::eq(part, &raw const self.expr);
                Some(if is_whole || !sum.contains('＋') { sum } else { format!("（{sum}）") })
            }
            _ => None,
        });
        let length = text.chars().count();
        if length <= LONGEST { text } else { format!("{}……", text.chars().take(LONGEST).collect::<String>()) }
    }

    /// 各数说一遍：“某表某行某栏是 x”。
    pub fn told(&self) -> String {
        let all = self.terms.iter().take(MOST_TOLD).map(|term| format!("{}是 {}", term.label, term.text));
        all.collect::<Vec<_>>().join("，")
    }

    fn summed(&self, arguments: &[Expr]) -> String {
        let shown = arguments.iter().filter_map(|argument| match &argument.node {
            Node::Name(name) => self.term(name).filter(|term| !term.value.is_zero()).map(Term::signed),
            _ => Some(print(argument, &|part| match &part.node {
                Node::Name(name) => self.term(name).map(Term::signed),
                _ => None,
            })),
        });
        let all: Vec<String> = shown.collect();
        if all.is_empty() { "0".to_owned() } else { all.join("＋") }
    }

    /// 以哪个单位写出结果：印着百分数的用百分数，否则用第一个数的单位。
    pub fn unit(&self) -> Unit {
        self.terms.iter().find(|term| !term.unit.is_none()).map(|term| term.unit.clone()).unwrap_or_default()
    }
}

/// 至多说这么多个数。
const MOST_TOLD: usize = 4;

/// 讲算术至多写这么多字。
const LONGEST: usize = 200;

/// 以某个单位写出一个以基本单位计的值。
pub fn written(value: &Exact, unit: &Unit) -> String {
    format!("{}{}", in_unit(value, unit).shown(), unit.as_str())
}

fn combine(operator: Operator, a: &Range, b: &Range) -> Option<Range> {
    let ends = |values: [Exact; 4]| {
        let (low, high) = (values.iter().min()?.clone(), values.iter().max()?.clone());
        Some((low, high))
    };
    match operator {
        Operator::Add => Some((&a.0 + &b.0, &a.1 + &b.1)),
        Operator::Subtract => Some((&a.0 - &b.1, &a.1 - &b.0)),
        Operator::Multiply => ends([&a.0 * &b.0, &a.0 * &b.1, &a.1 * &b.0, &a.1 * &b.1]),
        Operator::Divide if b.0.is_zero() || b.1.is_zero() || b.0.is_negative() != b.1.is_negative() => None,
        Operator::Divide => ends([a.0.over(&b.0)?, a.0.over(&b.1)?, a.1.over(&b.0)?, a.1.over(&b.1)?]),
        _ => None,
    }
}
