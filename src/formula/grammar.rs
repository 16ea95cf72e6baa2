//! 算式的语法。全角半角的运算符都认；先乘除后加减再比较，比较不能连写。

use super::plain_name;
use super::syntax::{COMPARISON, Expr, Fault, Function, Node, Operator, PRODUCT, SIGN, SUM, in_name, starts_name};
use crate::number::{Decimal, NumberError, Unit, fold, read_number};
use std::ops::Range;
use winnow::Parser;
use winnow::combinator::{Infix, Prefix, expression};
use winnow::error::{ErrMode, ParserError};
use winnow::stream::{LocatingSlice, Location, Stateful, Stream};
use winnow::token::take_while;

/// 算式至多多少个字。
pub const MAX_LENGTH: usize = 1000;
/// 括号与函数至多套多少层。
pub const MAX_DEPTH: u32 = 32;

/// 读到哪里，套了几层括号。
type Input<'i> = Stateful<LocatingSlice<&'i str>, u32>;
type Read<T> = Result<T, ErrMode<Fault>>;

/// 读算式。位置是在 `text` 里的字节范围。
pub fn parse(text: &str) -> Result<Expr, Fault> {
    let length = text.chars().count();
    if length > MAX_LENGTH {
        let message = format!("算式有 {length} 个字，至多 {MAX_LENGTH} 个");
        return Err(Fault::syntax(0..text.len(), message).label("太长").help("分成几个公式写"));
    }
    let mut input = Stateful { input: LocatingSlice::new(text), state: 0 };
    let read = whole(&mut input).and_then(|expr| spaces(&mut input).map(|()| expr));
    match read {
        Ok(expr) if input.eof_offset() == 0 => Ok(expr),
        Ok(expr) => Err(left_over(&expr, here(&input), next(&input))),
        Err(ErrMode::Backtrack(fault) | ErrMode::Cut(fault)) => Err(fault),
        Err(ErrMode::Incomplete(_)) => Err(Fault::syntax(0..text.len(), "算式不完整")),
    }
}

/// 读完一个算式之后还有字。
fn left_over(expr: &Expr, at: Range<usize>, next: Option<char>) -> Fault {
    let fault = |message: &str| Fault::syntax(at.clone(), message);
    match next {
        Some(')') => fault("多了一个右括号").label("没有与它配对的左括号"),
        Some(',') => fault("逗号只能用来隔开函数里的各个量").label("这个逗号").help("数里不写千位分隔号"),
        Some('<' | '>' | '=' | '≤' | '≥' | '≠' | '!') if matches!(expr.node, Node::Binary(o, ..) if o.is_comparison()) => {
            fault("比较不能连写").label("第二个比较").help("一次只比两个量")
        }
        Some(c) => Fault::syntax(at, format!("这里应当是运算符，或者到此为止，写的是“{c}”"))
            .label("应当是 ＋ － × ÷ 或比较符号"),
        None => fault("算式不完整"),
    }
}

impl ParserError<Input<'_>> for Fault {
    type Inner = Fault;

    fn from_input(input: &Input<'_>) -> Self {
        Fault::syntax(here(input), "读不懂")
    }

    fn into_inner(self) -> Result<Self::Inner, Self> {
        Ok(self)
    }
}

/// 下一个字的位置；到了末尾则指着最后一个字之后。
fn here(input: &Input<'_>) -> Range<usize> {
    let start = input.current_token_start();
    let rest: &str = input.input.as_ref();
    start..start + rest.chars().next().map_or(0, char::len_utf8)
}

/// 下一个字，折成半角。
fn next(input: &Input<'_>) -> Option<char> {
    let rest: &str = input.input.as_ref();
    rest.chars().next().map(fold)
}

fn backtrack<T>(input: &Input<'_>) -> Read<T> {
    Err(ErrMode::Backtrack(Fault::from_input(input)))
}

fn refuse<T>(fault: Fault) -> Read<T> {
    Err(ErrMode::Cut(fault))
}

fn spaces(input: &mut Input<'_>) -> Read<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

/// 一个完整的算式。
fn whole(input: &mut Input<'_>) -> Read<Expr> {
    expression(operand).prefix(sign).infix(operator).parse_next(input)
}

/// 数、名称、函数、括号、绝对值。
fn operand(input: &mut Input<'_>) -> Read<Expr> {
    spaces(input)?;
    match next(input) {
        Some('0'..='9') => literal(input),
        Some('(') => {
            let (inner, span) = nested(input, ')', "右括号")?;
            Ok(Expr { span, ..inner })
        }
        Some('|') => {
            let (inner, span) = nested(input, '|', "另一条竖线")?;
            Ok(Expr { span, node: Node::Call(Function::Abs, vec![inner]) })
        }
        Some('[') => reference(input),
        Some(c) if starts_name(c) => named(input),
        _ => backtrack(input),
    }
}

/// 一对括号或竖线里的算式，连同整个的位置。
fn nested(input: &mut Input<'_>, close: char, title: &str) -> Read<(Expr, Range<usize>)> {
    let open = enter(input)?;
    let inner = whole(input)?;
    let end = leave(input, &open, close, title)?;
    Ok((inner, open.start..end))
}

/// 走进一层括号，返回左括号的位置。
fn enter(input: &mut Input<'_>) -> Read<Range<usize>> {
    let open = here(input);
    input.next_token();
    input.state += 1;
    if input.state > MAX_DEPTH {
        let message = format!("括号套得太深，至多 {MAX_DEPTH} 层");
        return refuse(Fault::syntax(open, message).label("从这里起太深").help("分成几个公式写"));
    }
    Ok(open)
}

/// 走出一层括号，返回末尾的位置。
fn leave(input: &mut Input<'_>, open: &Range<usize>, close: char, title: &str) -> Read<usize> {
    spaces(input)?;
    if next(input) != Some(close) {
        let (at, found) = (here(input), next(input));
        let fault = match found {
            None => Fault::syntax(open.clone(), format!("到末尾也没有{title}")).label("与这一个配对"),
            Some(c) => {
                Fault::syntax(at, format!("这里应当是运算符或{title}，写的是“{c}”")).label(format!("应当是{title}"))
            }
        };
        return refuse(fault);
    }
    let end = here(input).end;
    input.next_token();
    input.state -= 1;
    Ok(end)
}

/// 书面的数，后面可以紧跟单位：`95%`、`100万元`。
fn literal(input: &mut Input<'_>) -> Read<Expr> {
    let start = input.current_token_start();
    let digits = take_while(1.., |c| matches!(fold(c), '0'..='9' | '.')).parse_next(input)?;
    let unit_at = here(input);
    let word = take_while(0.., |c: char| matches!(c, '%' | '％' | '‰') || c.is_alphabetic()).parse_next(input)?;
    let span = start..unit_at.start;
    let value: Decimal = match read_number(digits) {
        Ok(value) => value,
        Err(NumberError::TooManyDigits) => {
            return refuse(Fault::syntax(span, format!("“{digits}”的有效数字超过 16 位")).label("这个数"));
        }
        Err(_) => return refuse(Fault::syntax(span, format!("“{digits}”不是数")).label("这个数")),
    };
    let Some(unit) = Unit::read(word).filter(Unit::is_known) else {
        let at = unit_at.start..unit_at.start + word.len();
        let fault = Fault::syntax(at, format!("“{word}”不是常见的计量单位")).label("数后面紧跟的要是单位");
        return refuse(fault.help("名称不能以数字开头；相乘要写 ×"));
    };
    Ok(Expr { span: start..unit_at.start + word.len(), node: Node::Literal { value, unit } })
}

/// 方括号里的名称：表上一格的位置，如 `[03/合计/基本支出]`；连同方括号都是名称。
fn reference(input: &mut Input<'_>) -> Read<Expr> {
    let start = input.current_token_start();
    let open = here(input);
    let word = take_while(1.., |c: char| fold(c) != ']').parse_next(input)?;
    if next(input) != Some(']') {
        return refuse(Fault::syntax(open, "到末尾也没有右方括号").label("与这一个配对"));
    }
    input.next_token();
    let name = format!("{}]", word.chars().map(fold).collect::<String>());
    Ok(Expr { span: start..input.current_token_start(), node: Node::Name(name) })
}

/// 名称，或者函数。
fn named(input: &mut Input<'_>) -> Read<Expr> {
    let start = input.current_token_start();
    let word = take_while(1.., in_name).parse_next(input)?;
    let span = start..start + word.len();
    let Some(name) = plain_name(word) else {
        return refuse(Fault::syntax(span, "引号里没有名称").label("只有引号"));
    };
    spaces(input)?;
    if next(input) != Some('(') {
        return Ok(Expr { span, node: Node::Name(name) });
    }
    let Some(function) = Function::find(&name) else {
        let known: Vec<String> =
            Function::NAMES.iter().map(|(_, ascii, title)| format!("{title}（{ascii}）")).collect();
        let fault = Fault::syntax(span, format!("没有“{name}”这个函数")).label("括号前面的要是函数");
        return refuse(fault.help(format!("可以用：{}；相乘要写 ×", known.join("、"))));
    };
    let open = enter(input)?;
    let mut arguments = vec![whole(input)?];
    spaces(input)?;
    while next(input) == Some(',') {
        input.next_token();
        arguments.push(whole(input)?);
        spaces(input)?;
    }
    let end = leave(input, &open, ')', "逗号或右括号")?;
    let (least, most) = function.arity();
    if !(least..=most).contains(&arguments.len()) {
        let message = format!("“{}”要 {least} 个量，写了 {} 个", function.title(), arguments.len());
        let help =
            if function == Function::If { "写成 若(条件, 成立时的值, 不成立时的值)" } else { "" };
        return refuse(Fault::syntax(start..end, message).label("这个函数").help(help));
    }
    Ok(Expr { span: start..end, node: Node::Call(function, arguments) })
}

/// 正负号。这是量的位置上最后一种可能，都不是就是写错了。
fn sign<'i>(input: &mut Input<'i>) -> Read<Prefix<Input<'i>, Expr, ErrMode<Fault>>> {
    spaces(input)?;
    let (at, found) = (here(input), next(input));
    let Some(sign) = found.filter(|c| matches!(c, '+' | '-' | '－')) else {
        let message = match found {
            None => "到这里就没有了，还缺一个量".to_owned(),
            Some(c) => format!("这里应当是数、名称、函数或括号，写的是“{c}”"),
        };
        return refuse(Fault::syntax(at, message).label("缺一个量"));
    };
    input.next_token();
    spaces(input)?;
    if next(input).is_some_and(|c| matches!(c, '+' | '-')) {
        let fault = Fault::syntax(here(input), "两个符号不能连写").label("第二个符号").help("加括号，如 甲 - (-乙)");
        return refuse(fault);
    }
    if sign == '+' { Ok(Prefix(SIGN, |_, inner| Ok(inner))) } else { Ok(Prefix(SIGN, negate)) }
}

fn negate(_: &mut Input<'_>, inner: Expr) -> Read<Expr> {
    Ok(Expr { span: inner.span.clone(), node: Node::Negate(Box::new(inner)) })
}

/// 运算符与比较符号。
fn operator<'i>(input: &mut Input<'i>) -> Read<Infix<Input<'i>, Expr, ErrMode<Fault>>> {
    spaces(input)?;
    let Some(first) = next(input) else { return backtrack(input) };
    let mut ahead = *input;
    ahead.next_token();
    let pair = next(&ahead);
    let mut take = |count: usize| {
        for _ in 0..count {
            input.next_token();
        }
    };
    let infix = match (first, pair) {
        ('+', _) => Infix::Left(SUM, |_, a, b| Ok(binary(Operator::Add, a, b))),
        ('-', _) => Infix::Left(SUM, |_, a, b| Ok(binary(Operator::Subtract, a, b))),
        ('*' | '×' | '·', _) => Infix::Left(PRODUCT, |_, a, b| Ok(binary(Operator::Multiply, a, b))),
        ('/' | '÷', _) => Infix::Left(PRODUCT, |_, a, b| Ok(binary(Operator::Divide, a, b))),
        ('≤' | '≦', _) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::AtMost, a, b))),
        ('≥' | '≧', _) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::AtLeast, a, b))),
        ('≠', _) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::NotEqual, a, b))),
        ('<', Some('=')) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::AtMost, a, b))),
        ('<', Some('>')) | ('!', Some('=')) => {
            Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::NotEqual, a, b)))
        }
        ('>', Some('=')) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::AtLeast, a, b))),
        ('<', _) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::Less, a, b))),
        ('>', _) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::Greater, a, b))),
        ('=', _) => Infix::Neither(COMPARISON, |_, a, b| Ok(binary(Operator::Equal, a, b))),
        _ => return backtrack(input),
    };
    take(match (first, pair) {
        ('<' | '>' | '!' | '=', Some('=')) | ('<', Some('>')) => 2,
        _ => 1,
    });
    Ok(infix)
}

fn binary(operator: Operator, left: Expr, right: Expr) -> Expr {
    Expr { span: left.span.start..right.span.end, node: Node::Binary(operator, Box::new(left), Box::new(right)) }
}
