//! 单位合不合：加减与比较要同一量纲，结果要能以公式的单位计。

use super::dimension::Dimension;
use super::syntax::{Expr, Fault, Function, Node, Operator};
use crate::diagnostic::guess_or_choices;
use crate::number::Unit;

/// 算式的一个部分得出什么。
#[derive(Clone, Debug)]
pub(super) enum Type {
    /// 以某种单位计的量。
    Quantity(Dimension),
    /// 书面的零，可以与任何量相加相比。
    Zero,
    /// 真假。
    Truth,
}

impl Type {
    fn title(&self) -> String {
        match self {
            Type::Quantity(dimension) => dimension.title(),
            Type::Zero => "0".to_owned(),
            Type::Truth => "真假".to_owned(),
        }
    }
}

/// 查算式的名称与单位；`names` 是可用的名称与各自的单位，`unit` 是结果要用的单位。一次报全。
///
/// 真假作结果时，`unit` 须没有或为 `%`：成立为 100%，不成立为 0%。
pub fn check(expr: &Expr, names: &[(&str, &Unit)], unit: &Unit) -> Vec<Fault> {
    let mut typing = Typing { names, faults: Vec::new() };
    let found = typing.type_of(expr);
    let want = Dimension::of(unit);
    match found {
        Some(Type::Quantity(got)) if !got.fits(&want) => {
            let message = format!("算出来的是{}，不能写成{}", got.title(), want.title());
            let help = "改公式的 unit，或改算式";
            typing.faults.push(Fault::unit(expr.span.clone(), message).label("算出来的单位不对").help(help));
        }
        Some(Type::Truth) if !want.is_pure() => {
            let message = format!("比较得出的是真假，不能写成{}", want.title());
            let help = "unit 写 \"%\"：成立为 100%，不成立为 0%";
            typing.faults.push(Fault::unit(expr.span.clone(), message).label("得出真假").help(help));
        }
        _ => {}
    }
    typing.faults
}

/// 已经查过的算式，得出什么量纲；零与真假没有。
pub(super) fn dimension(expr: &Expr, names: &[(&str, &Unit)]) -> Option<Dimension> {
    match (Typing { names, faults: Vec::new() }).type_of(expr) {
        Some(Type::Quantity(dimension)) => Some(dimension),
        _ => None,
    }
}

struct Typing<'n> {
    names: &'n [(&'n str, &'n Unit)],
    faults: Vec<Fault>,
}

impl Typing<'_> {
    /// 得出什么；有一处不成立就不再往上推，免得一错多报。
    fn type_of(&mut self, expr: &Expr) -> Option<Type> {
        match &expr.node {
            Node::Literal { value, unit } if value.is_zero() && unit.is_none() => Some(Type::Zero),
            Node::Literal { unit, .. } => Some(Type::Quantity(Dimension::of(unit))),
            Node::Name(name) => self.name(expr, name),
            Node::Negate(inner) => self.number(inner),
            Node::Binary(operator, left, right) => self.binary(expr, *operator, left, right),
            Node::Call(function, arguments) => self.call(expr, *function, arguments),
        }
    }

    fn name(&mut self, expr: &Expr, name: &str) -> Option<Type> {
        if let Some((_, unit)) = self.names.iter().find(|(known, _)| *known == name) {
            return Some(Type::Quantity(Dimension::of(unit)));
        }
        let known: Vec<&str> = self.names.iter().map(|(known, _)| *known).collect();
        let help = match (Function::find(name), known.is_empty()) {
            (Some(function), _) => format!("“{}”是函数，后面写括号与量", function.title()),
            (None, true) => "这里只能写数；名称要先用 [[fact]] 定下".to_owned(),
            (None, false) => guess_or_choices("可以用的名称", name, &known),
        };
        let fault = Fault::syntax(expr.span.clone(), format!("没有“{name}”这项基础数据"));
        self.faults.push(fault.label("没有这个名称").help(help));
        None
    }

    /// 要一个数，不要真假。
    fn number(&mut self, expr: &Expr) -> Option<Type> {
        let found = self.type_of(expr)?;
        if let Type::Truth = found {
            let fault = Fault::syntax(expr.span.clone(), "这里要一个数，写的是比较");
            self.faults.push(fault.label("得出真假").help("比较只能作“若”的条件，或作整个公式"));
            return None;
        }
        Some(found)
    }

    fn binary(&mut self, expr: &Expr, operator: Operator, left: &Expr, right: &Expr) -> Option<Type> {
        let (left, right) = (self.number(left), self.number(right));
        let (left, right) = (left?, right?);
        match operator {
            Operator::Divide if matches!(right, Type::Zero) => {
                let help = "改除数；除数可能为零的，写成基础数据的名称，由 zero_base 规定怎样办";
                self.faults.push(Fault::syntax(expr.span.clone(), "除数写成了 0").label("除以零没有意义").help(help));
                None
            }
            Operator::Multiply | Operator::Divide => Some(match (&left, &right) {
                (Type::Quantity(a), Type::Quantity(b)) if operator == Operator::Multiply => Type::Quantity(a.times(b)),
                (Type::Quantity(a), Type::Quantity(b)) => Type::Quantity(a.over(b)),
                // 零乘以量、除以量还是零。
                _ => Type::Zero,
            }),
            _ => {
                let sum = self.same(expr, left, right, if operator.is_comparison() { "相比" } else { "相加减" })?;
                Some(if operator.is_comparison() { Type::Truth } else { sum })
            }
        }
    }

    /// 两个量同一量纲；结果照前一个的单位印。
    fn same(&mut self, expr: &Expr, left: Type, right: Type, verb: &str) -> Option<Type> {
        match (left, right) {
            (Type::Zero, other) | (other, Type::Zero) => Some(other),
            (Type::Quantity(a), Type::Quantity(b)) if a.fits(&b) => Some(Type::Quantity(a)),
            (a, b) => {
                let message = format!("{}与{}不能{verb}", a.title(), b.title());
                self.faults.push(Fault::unit(expr.span.clone(), message).label("单位不合"));
                None
            }
        }
    }

    fn call(&mut self, expr: &Expr, function: Function, arguments: &[Expr]) -> Option<Type> {
        let values = match (function, arguments) {
            (Function::If, [condition, values @ ..]) => {
                if let Some(found @ (Type::Quantity(_) | Type::Zero)) = self.type_of(condition) {
                    let message = format!("“若”的条件应当是比较，写的是{}", found.title());
                    let fault = Fault::syntax(condition.span.clone(), message).label("这里要一个比较");
                    self.faults.push(fault.help("写成 若(甲 > 0, 甲 ÷ 乙, 0)"));
                }
                values
            }
            _ => arguments,
        };
        let found: Vec<Option<Type>> = values.iter().map(|value| self.number(value)).collect();
        let mut all = found.into_iter().collect::<Option<Vec<Type>>>()?.into_iter();
        let first = all.next()?;
        let verb = if function == Function::If { "作为同一个结果" } else { "放在一起" };
        all.try_fold(first, |sum, next| self.same(expr, sum, next, verb))
    }
}
