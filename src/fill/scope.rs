//! 求值：模板引擎、看得见的内容，以及收集问题。

use super::tags::{Tag, Token, tokens};
use crate::diagnostic::{Code, Diagnostic, guess_or_choices};
use crate::report::Report;
use crate::write::template;
use minijinja::value::{Kwargs, ValueKind, merge_maps};
use minijinja::{AutoEscape, Environment, ErrorKind, Value};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet};

/// 一份文件里循环与条件至多生成多少段、多少行。
const STEPS: usize = 200_000;
/// 合并标记的首尾；文字里不会有的码位。
pub const SPAN: (char, char) = ('\u{fdd2}', '\u{fdd3}');

/// 填一份文件时的公共部分。
pub struct Filler {
    file: String,
    environment: Environment<'static>,
    root: Value,
    problems: RefCell<Vec<Diagnostic>>,
    warnings: RefCell<Vec<Diagnostic>>,
    /// 标记里写到了 `draft`。
    mentions_draft: Cell<bool>,
    steps: Cell<usize>,
}

/// 循环里看得见的内容，与走到了各层循环的第几遍。
#[derive(Clone)]
pub struct Scope {
    pub values: Value,
    /// （循环的编号，第几遍），自外而内。
    pub path: Vec<(usize, usize)>,
}

impl Filler {
    pub fn new(file: &str, report: &Report<'_>) -> Filler {
        let mut environment = template::sandbox();
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.add_filter("span", |value: Value, rows: usize, options: Kwargs| {
            options.assert_all_used()?;
            let text = if rows == 0 { String::new() } else { value.to_string() };
            Ok::<_, minijinja::Error>(format!("{}{rows}{}{text}", SPAN.0, SPAN.1))
        });
        let root = Value::from_serialize(report);
        let (problems, warnings) = (RefCell::default(), RefCell::default());
        let (mentions_draft, steps) = (Cell::new(false), Cell::new(0));
        Filler { file: file.to_owned(), environment, root, problems, warnings, mentions_draft, steps }
    }

    /// 最外层看得见的内容。
    pub fn outermost(&self) -> Scope {
        Scope { values: self.root.clone(), path: Vec::new() }
    }

    /// 记下一个问题；同一句话只记一遍。
    pub fn report(&self, code: Code, place: &str, message: &str, help: Option<String>) {
        self.note(&self.problems, code, place, message, help);
    }

    /// 记下一处要再核对的；不妨碍出文件。
    pub fn warn(&self, place: &str, message: &str, help: Option<String>) {
        self.note(&self.warnings, Code::W1102, place, message, help);
    }

    fn note(&self, list: &RefCell<Vec<Diagnostic>>, code: Code, place: &str, message: &str, help: Option<String>) {
        let gap = if place.is_empty() { "" } else { " " };
        let message = format!("{}{gap}{place}：{message}", self.file);
        let mut list = list.borrow_mut();
        if list.iter().any(|other| other.code == code && other.message == message) {
            return;
        }
        let diagnostic = Diagnostic::new(code, message);
        list.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    /// 表上有没有写到草稿的地方。
    pub fn mentions_draft(&self) -> bool {
        self.mentions_draft.get()
    }

    /// 有没有问题。
    pub fn failed(&self) -> bool {
        !self.problems.borrow().is_empty()
    }

    /// 全部问题，与要再核对的。
    pub fn into_findings(self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        (self.problems.into_inner(), self.warnings.into_inner())
    }

    /// 又生成一段；太多时报告，返回假。
    pub fn step(&self, place: &str) -> bool {
        self.steps.set(self.steps.get() + 1);
        let within = self.steps.get() <= STEPS;
        if !within {
            self.report(Code::E1105, place, &format!("循环生成的内容超过 {STEPS} 段"), None);
        }
        within
    }

    /// 求一个表达式；求不出的记下，返回 `None`。
    pub fn evaluate(&self, source: &str, scope: &Scope, place: &str) -> Option<Value> {
        let expression = match self.environment.compile_expression(source) {
            Ok(expression) => expression,
            Err(error) => {
                self.fault(&error, place);
                return None;
            }
        };
        let value = match expression.eval(scope.values.clone()) {
            Ok(value) if value.is_undefined() => Err(ErrorKind::UndefinedError.into()),
            value => value,
        };
        value.map_err(|error| self.unknown(expression.undeclared_variables(true), scope, place, &error)).ok()
    }

    /// 写出一段模板；写不出的记下，返回 `None`。
    pub fn render(&self, source: &str, scope: &Scope, place: &str) -> Option<String> {
        let template = match self.environment.template_from_str(source) {
            Ok(template) => template,
            Err(error) => {
                self.fault(&error, place);
                return None;
            }
        };
        match template.render(scope.values.clone()) {
            Ok(text) => Some(text),
            Err(error) => {
                self.unknown(template.undeclared_variables(true), scope, place, &error);
                None
            }
        }
    }

    /// 求值失败：找得出不存在的、没有内容的名称就说名称，否则照引擎的话说。
    fn unknown(&self, names: HashSet<String>, scope: &Scope, place: &str, error: &minijinja::Error) {
        let names: BTreeSet<String> = names.into_iter().collect();
        let found: Vec<(String, Vec<String>)> =
            names.iter().filter_map(|name| self.lookup(name, &scope.values)).collect();
        for (name, known) in &found {
            self.missing(name, known, place);
        }
        let is_undefined = error.kind() == ErrorKind::UndefinedError;
        let blank = names.iter().filter(|_| is_undefined).find_map(|name| blank(name, &scope.values));
        match blank {
            _ if !found.is_empty() => {}
            Some(name) => self.absent(&name, place),
            None => self.fault(error, place),
        }
    }

    /// 沿着 `a.b.c` 找；走不通时返回走到哪里断的，与那里有哪些名称。
    fn lookup(&self, path: &str, values: &Value) -> Option<(String, Vec<String>)> {
        let mut at = values.clone();
        let mut walked = String::new();
        for name in path.split('.') {
            let is_global = walked.is_empty() && self.environment.globals().any(|(global, _)| global == name);
            if is_global || at.kind() != ValueKind::Map {
                return None;
            }
            if !walked.is_empty() {
                walked.push('.');
            }
            walked.push_str(name);
            let next = at.get_attr(name).unwrap_or_default();
            if next.is_undefined() {
                return Some((walked, keys(&at)));
            }
            at = next;
        }
        None
    }

    fn missing(&self, name: &str, known: &[String], place: &str) {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let last = name.rsplit('.').next().unwrap_or(name);
        let help = guess_or_choices("这里可以写", last, &known);
        self.report(Code::E1104, place, &format!("没有“{name}”这一项"), Some(help));
    }

    /// 报表里有这一项，这一次没有内容。
    fn absent(&self, name: &str, place: &str) {
        let form = if name == "monitoring" { "加 --form 监控表，或者" } else { "" };
        let help = format!("{form}先用 {{% if {name} %}} 判断");
        self.report(Code::E1104, place, &format!("“{name}”这一次没有内容"), Some(help));
    }

    /// 引擎报的错，译成中文。
    fn fault(&self, error: &minijinja::Error, place: &str) {
        let code = if error.kind() == ErrorKind::SyntaxError { Code::E1105 } else { Code::E1104 };
        let detail = error.detail().map_or_else(String::new, |detail| format!("（{detail}）"));
        self.report(code, place, &format!("{}{detail}", template::reason(error.kind())), None);
    }
}

/// 沿着 `a.b.c` 走到的没有内容（而不是没有这一项）的一层；末一层不算。
fn blank(path: &str, values: &Value) -> Option<String> {
    let (above, _) = path.rsplit_once('.')?;
    let mut at = values.clone();
    let mut walked: Vec<&str> = Vec::new();
    for name in above.split('.') {
        walked.push(name);
        at = at.get_attr(name).ok()?;
        if at.is_none() {
            return Some(walked.join("."));
        }
    }
    None
}

fn keys(map: &Value) -> Vec<String> {
    map.try_iter().map(|keys| keys.map(|key| key.to_string()).collect()).unwrap_or_default()
}

impl Scope {
    /// 添上几个名称，盖过外层同名的。
    pub fn with(&self, names: impl IntoIterator<Item = (String, Value)>) -> Scope {
        let added = Value::from_iter(names);
        Scope { values: merge_maps([added, self.values.clone()]), path: self.path.clone() }
    }
}

/// 填之前先看一遍：写法不对的、没有的名称，连走不到的地方一起报全。
pub struct Inspector<'f> {
    filler: &'f Filler,
    /// 各层循环的名称，与列表的头一项（列表空的没有）。
    bound: Vec<(Vec<String>, Option<Value>)>,
    set: Vec<String>,
    opaque: bool,
}

impl<'f> Inspector<'f> {
    pub fn new(filler: &'f Filler) -> Inspector<'f> {
        Inspector { filler, bound: Vec::new(), set: Vec::new(), opaque: false }
    }

    /// 看一段文字。
    pub fn text(&mut self, text: &str, place: &str) {
        let tokens = match tokens(text) {
            Ok(tokens) => tokens,
            Err((_, why)) => return self.filler.report(Code::E1105, place, why, None),
        };
        for Token { tag, range } in tokens {
            if tag != Tag::Comment && text[range].contains("draft") {
                self.filler.mentions_draft.set(true);
            }
            match tag {
                Tag::Print(source) | Tag::If(source) | Tag::Elif(source) => self.expression(&source, place),
                Tag::For { targets, source, filter } => {
                    self.expression(&source, place);
                    let sample = self.sample(&source);
                    let sample = if targets.len() == 1 { sample } else { None };
                    self.bound.push((targets, sample));
                    if let Some(filter) = filter {
                        self.expression(&filter, place);
                    }
                }
                Tag::EndFor => {
                    self.bound.pop();
                }
                Tag::Set { name, source } => {
                    self.expression(&source, place);
                    self.set.push(name);
                }
                Tag::Other => self.opaque = true,
                Tag::Comment | Tag::Else | Tag::EndIf => {}
            }
        }
    }

    /// 看得见的名称里，循环的头一项作样。
    fn values(&self) -> Value {
        let bound = self.bound.iter().rev().flat_map(|(names, sample)| {
            names.iter().map(|name| (name.clone(), sample.clone().unwrap_or_else(|| Value::from(()))))
        });
        let set = self.set.iter().map(|name| (name.clone(), Value::from(())));
        let around = (!self.bound.is_empty()).then(|| ("loop".to_owned(), Value::from(())));
        let mut layers: Vec<Value> = bound.map(|one| Value::from_iter([one])).collect();
        layers.push(set.chain(around).collect());
        layers.push(self.filler.root.clone());
        merge_maps(layers)
    }

    fn sample(&self, source: &str) -> Option<Value> {
        let expression = self.filler.environment.compile_expression(source).ok()?;
        expression.eval(self.values()).ok()?.try_iter().ok()?.next()
    }

    fn expression(&self, source: &str, place: &str) {
        let expression = match self.filler.environment.compile_expression(source) {
            Ok(expression) => expression,
            Err(error) => {
                let curly = source.contains(['“', '”', '‘', '’']);
                if !curly {
                    return self.filler.fault(&error, place);
                }
                let help = "标记里的引号要写半角的直引号 \"，文字处理软件常把它自动改成弯的";
                return self.filler.report(Code::E1105, place, "写法有误", Some(help.to_owned()));
            }
        };
        if self.opaque {
            return;
        }
        let names: BTreeSet<String> = expression.undeclared_variables(true).into_iter().collect();
        let values = self.values();
        for (name, known) in names.iter().filter_map(|name| self.filler.lookup(name, &values)) {
            self.filler.missing(&name, &known, place);
        }
    }
}
