//! 核对规则：由写下的内容读成能用的规则，写得不成立的指出在哪里。

use super::arithmetic::Formula;
use super::reference::Reference;
use crate::diagnostic::{Code, Diagnostic, Place, Severity, Sink, choices};
use crate::formula::{Exact, Expr, Node, base, parse};
use crate::parse::{At, CheckKind, RawCheck, RawChecks, finding_code};
use std::collections::BTreeMap;

/// 一份核对规则。
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// 名称，如 `accounts/department@2024`。
    pub reference: String,
    pub title: String,
    /// 没有写依据的规则，依据是它。
    pub basis: String,
    pub checks: Vec<Check>,
}

/// 一条规则。
#[derive(Clone, Debug)]
pub struct Check {
    pub id: String,
    pub kind: CheckKind,
    pub text: String,
    pub severity: Option<Severity>,
    pub code: Code,
    pub basis: String,
    pub each: Vec<Each>,
    pub when: Option<Formula>,
    pub left: Option<Formula>,
    pub right: Option<Formula>,
    pub must: Option<Formula>,
    /// 容许的出入，以基本单位计；没有写的按印出的位数。
    pub tolerance: Option<Exact>,
    pub given: Vec<Reference>,
    pub texts: Vec<String>,
    pub words: Vec<String>,
    pub groups: Vec<Vec<String>>,
    pub least: usize,
}

/// 逐行核对哪些表：表的名称可用 `*`，后面可以写哪几行。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Each {
    pub table: String,
    pub row: Option<String>,
}

/// 各种文字的名称。
pub const PASSAGES: [&str; 11] =
    ["名称", "数", "注", "原因", "原话", "等次", "列举", "任务", "完成情况", "目标", "偏差原因"];

/// 一种规则要写、可以写哪些键。
struct Shape {
    needs: &'static [&'static str],
    may: &'static [&'static str],
    code: Code,
}

fn shape(kind: CheckKind) -> Shape {
    let (needs, may, code): (&'static [&'static str], &'static [&'static str], Code) = match kind {
        CheckKind::Equal => (&["left", "right"], &["each", "when", "tolerance", "given"], Code::A0501),
        CheckKind::Holds => (&["must"], &["each", "when", "given"], Code::A0501),
        CheckKind::Absent => (&["left", "when"], &["each"], Code::A0506),
        CheckKind::Needs => (&["left", "given"], &["each", "when"], Code::A0506),
        CheckKind::Appears => (&["left"], &["each", "when"], Code::A0506),
        CheckKind::Whole => (&["left"], &["each", "when"], Code::A0506),
        CheckKind::Placeholder => (&["texts", "words"], &[], Code::A0504),
        CheckKind::Misspelt => (&["texts", "words"], &[], Code::A0508),
        CheckKind::Claim => (&["texts", "words"], &["when"], Code::A0507),
        CheckKind::Alike => (&["texts", "least"], &[], Code::A0508),
        CheckKind::Repeated => (&["texts"], &[], Code::A0508),
        CheckKind::Vocabulary => (&["texts", "groups"], &[], Code::A0505),
        CheckKind::SameName => (&["each"], &[], Code::A0505),
        CheckKind::Listed => (&["each", "right"], &["when"], Code::A0507),
        CheckKind::Named => (&["each", "left"], &[], Code::A0507),
    };
    Shape { needs, may, code }
}

/// 读成能用的规则；有不成立的返回 `None`，原因在 `sink` 里。
pub fn checks(raw: &RawChecks, sink: &mut Sink) -> Option<Checks> {
    let mark = sink.mark();
    let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.clone()).unwrap_or_default();
    let mut all: Vec<Check> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for one in &raw.checks {
        if let Some(id) = &one.id {
            if seen.contains(&id.value.as_str()) {
                let message = format!("规则“{}”写了两次", id.value);
                sink.push(Diagnostic::new(Code::E1419, message).at(&id.place).label("前面已经写过"));
            }
            seen.push(&id.value);
        }
        all.extend(check(one, sink));
    }
    let reference = format!("{}@{}", text(&raw.id), text(&raw.version));
    let checks = Checks { reference, title: raw.title.clone(), basis: raw.basis.clone(), checks: all };
    (!sink.errors_since(mark)).then_some(checks)
}

fn check(raw: &RawCheck, sink: &mut Sink) -> Option<Check> {
    let (id, kind, text) = (raw.id.as_ref()?, raw.kind?, raw.text.as_ref()?);
    let shape = shape(kind);
    let written = [
        ("each", !raw.each.is_empty()),
        ("when", raw.when.is_some()),
        ("left", raw.left.is_some()),
        ("right", raw.right.is_some()),
        ("must", raw.must.is_some()),
        ("tolerance", raw.tolerance.is_some()),
        ("given", !raw.given.is_empty()),
        ("texts", !raw.texts.is_empty()),
        ("words", !raw.words.is_empty()),
        ("groups", !raw.groups.is_empty()),
        ("least", raw.least.is_some()),
    ];
    for (key, is_written) in written {
        let message = match (is_written, shape.needs.contains(&key), shape.may.contains(&key)) {
            (false, true, _) => format!("规则“{}”要写 {key}", id.value),
            (true, false, false) => format!("规则“{}”这一种不用 {key}", id.value),
            _ => continue,
        };
        let may =
            if shape.may.is_empty() { String::new() } else { format!("；可以写：{}", shape.may.join("、")) };
        let help = format!("这一种规则要写：{}{may}", shape.needs.join("、"));
        sink.push(Diagnostic::new(Code::E1418, message).at(&raw.place).label("这一条").help(help));
    }
    let code = match &raw.code {
        None => shape.code,
        Some(written) => finding_code(&written.value).unwrap_or_else(|| {
            let known: Vec<&str> =
                Code::ALL.iter().map(|code| code.as_str()).filter(|code| code.starts_with("A05")).collect();
            let message = format!("“{}”不是决算核对的代码", written.value);
            let help = choices("可以写", &written.value, &known);
            sink.push(Diagnostic::new(Code::E1418, message).at(&written.place).label("这个代码").help(help));
            shape.code
        }),
    };
    for wanted in raw.texts.iter().filter(|wanted| !PASSAGES.contains(&wanted.value.as_str())) {
        let message = format!("没有“{}”这一种文字", wanted.value);
        let help = choices("可以写", &wanted.value, &PASSAGES);
        sink.push(Diagnostic::new(Code::E1418, message).at(&wanted.place).label("这一种").help(help));
    }
    if kind == CheckKind::Misspelt {
        for word in raw.words.iter().filter(|word| !word.value.contains('→')) {
            let message = format!("“{}”没有写该怎样写", word.value);
            let help = "错的写法与对的写法以 → 隔开，如 \"帐户→账户\"";
            sink.push(Diagnostic::new(Code::E1418, message).at(&word.place).label("这个词").help(help));
        }
    }
    let mut formula = |written: &Option<At<String>>, want: Want, is_many: bool| {
        written.as_ref().and_then(|text| read_formula(text, want, is_many, sink))
    };
    let when = formula(&raw.when, Want::Comparison, false);
    let left = formula(&raw.left, Want::Number, false);
    let right = formula(&raw.right, Want::Number, kind == CheckKind::Listed);
    let must = formula(&raw.must, Want::Comparison, false);
    let given = raw
        .given
        .iter()
        .filter_map(|at| Reference::read(&at.value).map_err(|why| sink.push(unreadable(at.place.clone(), why))).ok());
    let given = given.collect();
    Some(Check {
        id: id.value.clone(),
        kind,
        text: text.value.clone(),
        severity: raw.severity,
        code,
        basis: raw.basis.clone(),
        each: raw.each.iter().map(|each| Each::read(&each.value)).collect(),
        when,
        left,
        right,
        must,
        tolerance: raw.tolerance.as_ref().map(|at| base(at.value.0, &at.value.1)),
        given,
        texts: raw.texts.iter().map(|at| at.value.clone()).collect(),
        words: raw.words.iter().map(|at| at.value.clone()).collect(),
        groups: raw.groups.iter().map(|group| group.value.clone()).collect(),
        least: raw.least.as_ref().map_or(2, |least| least.value),
    })
}

impl Each {
    /// `03`、`03/类`、`说明/*`、`说明/收入/事业收入`。
    fn read(text: &str) -> Each {
        let parts: Vec<&str> = text.split('/').map(str::trim).collect();
        let length = if parts.first() == Some(&"说明") { 2 } else { 1 };
        let table = parts.iter().take(length).copied().collect::<Vec<_>>().join("/");
        let row = parts.get(length..).filter(|rest| !rest.is_empty()).map(|rest| rest.join("/"));
        Each { table: table.replace('（', "(").replace('）', ")"), row }
    }
}

/// 算式应当得出什么。
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    Number,
    Comparison,
}

fn unreadable(place: Place, why: String) -> Diagnostic {
    Diagnostic::new(Code::E1417, why).at(&place).label("这里")
}

fn read_formula(written: &At<String>, want: Want, is_many: bool, sink: &mut Sink) -> Option<Formula> {
    let within = |span: &std::ops::Range<usize>| {
        let start = written.place.span.start;
        Place { source: written.place.source, span: start + span.start..(start + span.end).min(written.place.span.end) }
    };
    let expr = match parse(&written.value) {
        Ok(expr) => expr,
        Err(fault) => {
            let diagnostic = Diagnostic::new(Code::E1417, fault.message).at(&within(&fault.span)).label(fault.label);
            sink.push(if fault.help.is_empty() { diagnostic } else { diagnostic.help(fault.help) });
            return None;
        }
    };
    if (want == Want::Comparison) != expr.is_comparison() {
        let want =
            if want == Want::Comparison { "一个比较，如 [甲] = [乙]" } else { "一个数，不是比较" };
        sink.push(unreadable(written.place.clone(), format!("这里要{want}")));
        return None;
    }
    let mut reader = Reader { references: BTreeMap::new(), faults: Vec::new() };
    reader.walk(&expr, is_many);
    for (span, why) in &reader.faults {
        sink.push(unreadable(within(span), why.clone()));
    }
    reader.faults.is_empty().then_some(Formula { expr, references: reader.references })
}

/// 读出算式里的各个引用。
struct Reader {
    references: BTreeMap<String, Reference>,
    faults: Vec<(std::ops::Range<usize>, String)>,
}

impl Reader {
    /// `can_be_many`：这里可以指着几行，由外面的函数合起来。
    fn walk(&mut self, expr: &Expr, can_be_many: bool) {
        match &expr.node {
            Node::Literal { .. } => {}
            Node::Name(name) if !name.starts_with('[') => {
                let why = format!("“{name}”要写在方括号里，如 [03/合计/{name}]");
                self.faults.push((expr.span.clone(), why));
            }
            Node::Name(name) => match Reference::read(name) {
                Err(why) => self.faults.push((expr.span.clone(), why)),
                Ok(reference) if reference.must_be_summed() && !can_be_many => {
                    let why = format!("{name}可能指着几行，要写在 合计（sum）、最大、最小 里面");
                    self.faults.push((expr.span.clone(), why));
                }
                Ok(reference) => {
                    self.references.insert(name.clone(), reference);
                }
            },
            Node::Negate(inner) => self.walk(inner, false),
            Node::Binary(_, left, right) => {
                self.walk(left, false);
                self.walk(right, false);
            }
            Node::Call(function, arguments) => {
                use crate::formula::Function::{Max, Min, Sum};
                arguments.iter().for_each(|argument| self.walk(argument, matches!(function, Sum | Min | Max)));
            }
        }
    }
}
