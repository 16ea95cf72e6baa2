//! 表样模板：minijinja 的受限 HTML，内置一套，可按文件名逐个替换。

use crate::diagnostic::{Code, Diagnostic, choices};
use crate::report::{Monitor, Narrative, Report};
use include_dir::{Dir, include_dir};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, UndefinedBehavior, Value, context};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// 一份模板至多执行的指令数；最长的表不到其百分之一。
const FUEL: u64 = 20_000_000;

/// 备好的模板，可反复出表。
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// 载入内置模板；`folder` 里同名的文件盖过内置的。
    pub fn load(folder: Option<&Path>) -> Result<Templates, Diagnostic> {
        let mut environment = sandbox();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if !value.is_safe() => write_text(out, text).map_err(minijinja::Error::from),
            _ => minijinja::escape_formatter(out, state, value),
        });
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut all: Vec<(String, String)> = built_in().into_iter().map(|(name, bytes)| (name, text(bytes))).collect();
        if let Some(folder) = folder {
            overlay(folder, &mut all)?;
        }
        for (name, text) in all {
            environment.add_template_owned(name.clone(), text).map_err(|error| broken(&name, &error))?;
        }
        Ok(Templates { environment })
    }

    /// 全部表样的名称（不含公用的片段）。
    pub fn names(&self) -> Vec<String> {
        let names = self.environment.templates().map(|(name, _)| name);
        let mut names: Vec<String> =
            names.filter(|n| n.contains('/')).filter_map(|n| n.strip_suffix(".html")).map(str::to_owned).collect();
        names.sort();
        names
    }

    /// 有没有这个表样；没有时说明有哪些。
    pub fn check(&self, form: &str) -> Result<(), Diagnostic> {
        if self.environment.get_template(&format!("{form}.html")).is_ok() {
            return Ok(());
        }
        let names = self.names();
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let help = choices("现有的表样", form, &known);
        Err(Diagnostic::new(Code::E0109, format!("没有名为“{form}”的表样")).help(help))
    }

    /// 按表样写成 HTML。
    pub fn html(&self, form: &str, report: &Report<'_>) -> Result<String, Diagnostic> {
        self.html_with_charts(form, report, "")
    }

    /// 按表样写成 HTML，表后附图；`charts` 是 [`super::charts_svg`] 所写，没有图的为空。
    pub fn html_with_charts(&self, form: &str, report: &Report<'_>, charts: &str) -> Result<String, Diagnostic> {
        let charts = Value::from_safe_string(charts.to_owned());
        self.fill(form, context! { charts, ..Value::from_serialize(report) })
    }

    /// 按表样写成说明；`charts` 同上。
    pub fn narrative(&self, form: &str, narrative: &Narrative<'_>, charts: &str) -> Result<String, Diagnostic> {
        let charts = Value::from_safe_string(charts.to_owned());
        self.fill(form, context! { charts, receipt => (), ..Value::from_serialize(narrative) })
    }

    /// 监控的结果写成 HTML；模板是 `monitor.html`，也可以盖过。
    pub fn monitor_html(&self, monitor: &Monitor<'_>) -> Result<String, Diagnostic> {
        let rest = context! { charts => "", draft => false, receipt => () };
        self.fill("monitor", context! { ..rest, ..Value::from_serialize(monitor) })
    }

    /// 把写好的文字填进一页；模板是 `名称.html`，也可以盖过。
    pub fn page(&self, name: &str, content: &impl Serialize) -> Result<String, Diagnostic> {
        let rest = context! { charts => "", draft => false, receipt => () };
        self.fill(name, context! { ..rest, ..Value::from_serialize(content) })
    }

    fn fill(&self, form: &str, content: Value) -> Result<String, Diagnostic> {
        self.check(form)?;
        let name = format!("{form}.html");
        let template = self.environment.get_template(&name);
        template.and_then(|template| template.render(content)).map_err(|error| broken(&name, &error))
    }
}

/// 模板的共同约束：用了没有的名称即错误，限步数，读不到文件。
pub(crate) fn sandbox() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment
}

/// 文字转义；文字里的换行在表上就是换行。
fn write_text(out: &mut Output<'_>, text: &str) -> std::fmt::Result {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\n' => "<br/>",
            _ => continue,
        };
        out.write_str(&text[plain..at])?;
        out.write_str(escaped)?;
        plain = at + 1;
    }
    out.write_str(&text[plain..])
}

/// 内置的模板：名称与内容。
pub fn built_in() -> BTreeMap<String, &'static [u8]> {
    let mut all = BTreeMap::new();
    let mut pending = vec![&BUILT_IN];
    while let Some(folder) = pending.pop() {
        all.extend(folder.files().map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents())));
        pending.extend(folder.dirs());
    }
    all
}

/// 用户文件夹里的模板：同名的替换，新名的添上。
fn overlay(folder: &Path, all: &mut Vec<(String, String)>) -> Result<(), Diagnostic> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        Diagnostic::new(Code::E0101, format!("读不到模板文件夹 {}（{error}）", path.display()))
    };
    let mut pending = vec![folder.to_owned()];
    while let Some(at) = pending.pop() {
        for entry in std::fs::read_dir(&at).map_err(|error| unreadable(&at, &error))? {
            let path = entry.map_err(|error| unreadable(&at, &error))?.path();
            if path.is_dir() {
                pending.push(path);
                continue;
            }
            let Some(name) = path.strip_prefix(folder).ok().and_then(Path::to_str) else { continue };
            let name = name.replace('\\', "/");
            if !name.ends_with(".html") {
                continue;
            }
            let text = std::fs::read_to_string(&path)
                .map_err(|_| Diagnostic::new(Code::E0102, format!("模板 {} 不是 UTF-8 文本", path.display())))?;
            all.retain(|(existing, _)| *existing != name);
            all.push((name, text));
        }
    }
    Ok(())
}

/// 模板的错误译成中文：哪份模板、第几行、什么问题。
fn broken(name: &str, error: &minijinja::Error) -> Diagnostic {
    let file = error.name().unwrap_or(name);
    let line = error.line().map_or_else(String::new, |line| format!("第 {line} 行"));
    let reason = reason(error.kind());
    let detail = error.detail().map_or_else(String::new, |detail| format!("（{detail}）"));
    Diagnostic::new(Code::E0109, format!("模板 {file} {line}{reason}{detail}"))
}

/// 引擎报的是哪一类错。
pub(crate) fn reason(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::SyntaxError => "写法有误",
        ErrorKind::UndefinedError => "用了不存在的内容",
        ErrorKind::TemplateNotFound => "引用了不存在的模板",
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            "用了不存在的过滤器或函数"
        }
        ErrorKind::OutOfFuel => "执行的步骤太多，可能有死循环",
        _ => "执行出错",
    }
}
