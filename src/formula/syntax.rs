//! 算式读成的树，与写错时指出的一处。

use crate::number::{Decimal, Unit, fold};
use std::ops::Range;

/// 算式的一个部分；`span` 是在算式文字里的字节范围，比较两个算式时不计。
#[derive(Clone, Debug)]
pub struct Expr {
    pub span: Range<usize>,
    pub node: Node,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.node == other.node
    }
}

/// 算式的一层。
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// 书面的数，不为负，可带单位。
    Literal {
        value: Decimal,
        unit: Unit,
    },
    /// 基础数据的名称，已去掉引号、折成半角；写在方括号里的连同方括号。
    Name(String),
    Negate(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    Call(Function, Vec<Expr>),
}

/// 两个量之间的运算符。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
    NotEqual,
}

impl Operator {
    /// 印出的写法。
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "＋",
            Operator::Subtract => "－",
            Operator::Multiply => "×",
            Operator::Divide => "÷",
            Operator::Less => "＜",
            Operator::AtMost => "≤",
            Operator::Greater => "＞",
            Operator::AtLeast => "≥",
            Operator::Equal => "＝",
            Operator::NotEqual => "≠",
        }
    }

    /// 是否比较。
    pub fn is_comparison(self) -> bool {
        self.power() == COMPARISON
    }

    /// 结合的紧密程度，越大越先算。
    pub(super) fn power(self) -> i64 {
        match self {
            Operator::Add | Operator::Subtract => SUM,
            Operator::Multiply | Operator::Divide => PRODUCT,
            _ => COMPARISON,
        }
    }
}

/// 比较、加减、乘除、负号的紧密程度；相邻两级相差二，中间留给左结合。
pub(super) const COMPARISON: i64 = 1;
pub(super) const SUM: i64 = 3;
pub(super) const PRODUCT: i64 = 5;
pub(super) const SIGN: i64 = 7;

/// 函数。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Abs,
    Min,
    Max,
    Sum,
    If,
}

impl Function {
    /// 英文名、中文名；印出的是中文名。
    pub const NAMES: [(Function, &'static str, &'static str); 5] = [
        (Function::Abs, "abs", "绝对值"),
        (Function::Min, "min", "最小"),
        (Function::Max, "max", "最大"),
        (Function::Sum, "sum", "合计"),
        (Function::If, "if", "若"),
    ];

    /// 按名称找函数，英文不分大小写。
    pub fn find(name: &str) -> Option<Function> {
        let found = Self::NAMES.iter().find(|(_, ascii, title)| name.eq_ignore_ascii_case(ascii) || name == *title);
        found.map(|(function, ..)| *function)
    }

    /// 中文名。
    pub fn title(self) -> &'static str {
        Self::NAMES[self as usize].2
    }

    /// 要几个量，含两端。
    pub(super) fn arity(self) -> (usize, usize) {
        match self {
            Function::Abs => (1, 1),
            Function::Min | Function::Max | Function::Sum => (1, usize::MAX),
            Function::If => (3, 3),
        }
    }
}

impl Expr {
    /// 用到的名称，按出现的先后，不重复。
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect(&mut names);
        names
    }

    fn collect<'e>(&'e self, names: &mut Vec<&'e str>) {
        match &self.node {
            Node::Literal { .. } => {}
            Node::Name(name) if names.contains(&name.as_str()) => {}
            Node::Name(name) => names.push(name),
            Node::Negate(inner) => inner.collect(names),
            Node::Binary(_, left, right) => {
                left.collect(names);
                right.collect(names);
            }
            Node::Call(_, arguments) => arguments.iter().for_each(|argument| argument.collect(names)),
        }
    }

    /// 整个是一个比较，得出真假。
    pub fn is_comparison(&self) -> bool {
        matches!(self.node, Node::Binary(operator, ..) if operator.is_comparison())
    }

    /// 下一层的各个部分。
    pub(super) fn children(&self) -> Vec<&Expr> {
        match &self.node {
            Node::Literal { .. } | Node::Name(_) => Vec::new(),
            Node::Negate(inner) => vec![inner],
            Node::Binary(_, left, right) => vec![left, right],
            Node::Call(_, arguments) => arguments.iter().collect(),
        }
    }
}

/// 名称里可写可不写的引号。
const QUOTES: [char; 9] = ['“', '”', '‘', '’', '「', '」', '"', '＂', '\''];

/// 能不能作名称的第一个字：汉字、字母、下划线或引号。
pub(super) fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_' || QUOTES.contains(&c)
}

/// 能不能在名称里。
pub(super) fn in_name(c: char) -> bool {
    starts_name(c) || fold(c).is_ascii_digit() || fold(c) == '_'
}

/// 名称用来比对的写法：去掉引号，全角折成半角。不能作名称的（空的、以数字开头的、含别的字符的）为 `None`。
pub fn plain_name(text: &str) -> Option<String> {
    let text = text.trim();
    let name: String = text.chars().filter(|c| !QUOTES.contains(c)).map(fold).collect();
    let sound = name.chars().next().is_some_and(starts_name) && text.chars().all(in_name);
    sound.then_some(name)
}

/// 算式不成立的一处。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// 在算式文字里的字节范围。
    pub span: Range<usize>,
    pub kind: FaultKind,
    /// 一句话说明。
    pub message: String,
    /// 标在原文旁边的短语。
    pub label: String,
    /// 怎么改，没有针对此处的改法时为空。
    pub help: String,
}

/// 是写法不对，还是单位不合。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    Syntax,
    Unit,
}

impl Fault {
    pub(super) fn syntax(span: Range<usize>, message: impl Into<String>) -> Fault {
        let (label, help) = (String::new(), String::new());
        Fault { span, kind: FaultKind::Syntax, message: message.into(), label, help }
    }

    pub(super) fn unit(span: Range<usize>, message: impl Into<String>) -> Fault {
        Fault { kind: FaultKind::Unit, ..Fault::syntax(span, message) }
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Fault {
        self.label = label.into();
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = help.into();
        self
    }
}
