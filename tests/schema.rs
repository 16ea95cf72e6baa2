//! 编辑器用的 JSON Schema：与 `schema/` 里的相同，键与固定写法同读入的一致，能用的文件都通过，写坏的不通过。

mod command;
mod files;

use command::ziping;
use files::toml_files;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use toml::de::{DeTable, DeValue};
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::parse::{self, FileKind, kind_of};
use ziping::schema::Format;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(format: Format) -> Value {
    serde_json::from_str(&format.json()).expect("schema 是 JSON")
}

#[test]
fn 文件夹里的与输出的相同() {
    for format in Format::ALL {
        let path = root().join(format!("schema/{}.json", format.name()));
        if std::env::var_os("ZIPING_UPDATE_DOCS").is_some() {
            fs::write(&path, format.json()).expect("写文件");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == format.json(), "{} 过时了：用 ziping schema -o schema 重写", path.display());
    }
}

#[test]
fn 每个键都有汉字的说明() {
    fn walk(value: &Value, path: &str) {
        for (key, property) in value.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let about = property.get("description").and_then(Value::as_str).unwrap_or_default();
            let is_chinese = about.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(is_chinese, "{path}/{key} 没有说明");
        }
        match value {
            Value::Object(map) => {
                let inside = map.iter().filter(|(key, _)| !matches!(key.as_str(), "if" | "then"));
                inside.for_each(|(key, inner)| walk(inner, &format!("{path}/{key}")));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, path)),
            _ => {}
        }
    }
    for format in Format::ALL {
        walk(&schema(format), format.name());
    }
}

/// 通到一张表的一步。
#[derive(Clone)]
enum Step {
    Key(String),
    /// 以任意文字为键。
    Any,
    Item,
    /// 规则的种类，写在表里，不再往下走。
    Kind(String),
}

/// schema 里的一张表：怎样走到，有哪些键，各键的固定写法。
struct Table {
    path: Vec<Step>,
    keys: BTreeSet<String>,
    choices: BTreeMap<String, BTreeSet<String>>,
}

/// 全部的表。
fn tables(format: Format) -> Vec<Table> {
    let root = schema(format);
    let mut found = Vec::new();
    visit(&root, &root, &mut Vec::new(), &mut found);
    found
}

fn visit(root: &Value, node: &Value, path: &mut Vec<Step>, found: &mut Vec<Table>) {
    if let Some(to) = node.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(to.trim_start_matches('#')).expect("引用的都在");
        return visit(root, target, path, found);
    }
    for several in ["anyOf", "oneOf"] {
        for one in node.get(several).and_then(Value::as_array).into_iter().flatten() {
            visit(root, one, path, found);
        }
    }
    let properties = node.get("properties").and_then(Value::as_object);
    let depth = path.len();
    path.extend(properties.and_then(kind_in).map(Step::Kind));
    let keys = properties.into_iter().flatten().map(|(key, inner)| (Step::Key(key.clone()), inner));
    let items = node.get("items").map(|inner| (Step::Item, inner));
    let any = node.get("additionalProperties").filter(|inner| inner.is_object()).map(|inner| (Step::Any, inner));
    for (step, inner) in keys.chain(items).chain(any) {
        path.push(step);
        visit(root, inner, path, found);
        path.pop();
    }
    if let (Some(properties), Some(Value::Bool(false))) = (properties, node.get("additionalProperties")) {
        let of = |inner: &Value| {
            let names = inner.get("enum").and_then(Value::as_array)?;
            Some(names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        found.push(Table {
            path: path.clone(),
            keys: properties.keys().cloned().collect(),
            choices: properties.iter().filter_map(|(key, inner)| Some((key.clone(), of(inner)?))).collect(),
        });
    }
    path.truncate(depth);
}

/// 规则的表里写定的 `kind`。
fn kind_in(properties: &serde_json::Map<String, Value>) -> Option<String> {
    properties.get("kind")?.get("const")?.as_str().map(str::to_owned)
}

impl Table {
    fn name(&self, format: Format) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Key(key) => format!("/{key}"),
            Step::Any => "/*".to_owned(),
            Step::Item => "[]".to_owned(),
            Step::Kind(kind) => format!("（{kind}）"),
        });
        format!("{}{}", format.name(), steps.collect::<String>())
    }

    /// 只含这张表的一份文件，表里写着 `inside`。
    fn file(&self, format: Format, inside: &str) -> String {
        let mut text = format!("{{ {inside} }}");
        for step in self.path.iter().skip(1).rev() {
            text = match step {
                Step::Key(key) => format!("{{ {key} = {text} }}"),
                Step::Any => format!("{{ any = {text} }}"),
                Step::Item => format!("[{text}]"),
                Step::Kind(kind) => text.replacen('{', &format!("{{ kind = \"{kind}\","), 1),
            };
        }
        // 没有 [profile] 的口径不往下读。
        let head = if format == Format::Profile { "profile = { id = \"x\" }\n" } else { "" };
        match self.path.first() {
            Some(Step::Key(key)) if key == "profile" && !head.is_empty() => format!("{key} = {text}\n"),
            Some(Step::Key(key)) => format!("{head}{key} = {text}\n"),
            _ => format!("{head}{inside}\n"),
        }
    }

    /// 读入时报出的某个代码的办法。
    fn help(&self, format: Format, inside: &str, code: Code) -> String {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let text = self.file(format, inside);
        let source = sources.add("x", text.as_str());
        match format {
            Format::Set => drop(parse::set(&sources, &[source], &mut sink)),
            Format::Profile => drop(parse::profile(&sources, &[source], &mut sink)),
            Format::Submission => drop(parse::submission(&sources, source, &mut sink)),
            Format::Cases => drop(parse::cases(&sources, source, &mut sink)),
            Format::Review => drop(parse::review(&sources, source, &mut sink)),
            Format::Accounts => drop(parse::accounts(&sources, source, &mut sink)),
            Format::Checks => drop(parse::checks(&sources, &[source], &mut sink)),
        }
        let found = sink.all().iter().find(|diagnostic| diagnostic.code == code);
        found.map(|d| d.help.to_string()).unwrap_or_else(|| panic!("{}：没有报出\n{text}", self.name(format)))
    }
}

/// 办法里列出的词：“这里可以写：甲、乙”。
fn listed(help: &str) -> BTreeSet<String> {
    let list = help.split_once('：').map_or("", |(_, list)| list);
    list.split('、').map(str::to_owned).collect()
}

/// 怎么也不像哪个键的名字。
const ODD: &str = "________________________________";

#[test]
fn 键与读入的相同() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for format in Format::ALL {
        for table in tables(format) {
            let help = table.help(format, &format!("{ODD} = 1"), Code::E0201);
            let read = listed(&help);
            seen += read.len();
            let lacking: Vec<_> = read.difference(&table.keys).collect();
            let extra: Vec<_> = table.keys.difference(&read).collect();
            if !lacking.is_empty() || !extra.is_empty() {
                let name = table.name(format);
                wrong.push(format!("{name}：src/schema 缺 {lacking:?}，多 {extra:?}"));
            }
        }
    }
    assert!(seen > 300, "只看到 {seen} 个键，读取的办法可能失效了");
    assert!(wrong.is_empty(), "在 src/schema 的对应类型里添减字段：\n{}", wrong.join("\n"));
}

#[test]
fn 固定写法与读入的相同() {
    let mut seen = 0;
    for format in Format::ALL {
        for table in tables(format) {
            for (key, choices) in &table.choices {
                let name = format!("{} 的 {key}", table.name(format));
                // 金额单位由审查核对。
                if name == "submission/budget 的 unit" {
                    continue;
                }
                seen += 1;
                let help = table.help(format, &format!("{key} = \"{ODD}\""), Code::E0204);
                assert_eq!(&listed(&help), choices, "{name}");
            }
        }
    }
    assert!(seen > 20, "只看到 {seen} 处");
}

#[test]
fn 规则的种类与读入的相同() {
    let mut kinds = BTreeSet::new();
    for table in tables(Format::Profile) {
        kinds.extend(
            table.path.into_iter().filter_map(|step| if let Step::Kind(kind) = step { Some(kind) } else { None }),
        );
    }
    let rule =
        Table { path: vec![Step::Key("rules".to_owned()), Step::Any], keys: BTreeSet::new(), choices: BTreeMap::new() };
    assert_eq!(listed(&rule.help(Format::Profile, &format!("kind = \"{ODD}\""), Code::E0204)), kinds);
}

/// TOML 的值写成 JSON：数照书面文字，日期作文字。
fn json(value: &DeValue<'_>) -> Value {
    let number = |text: &str| {
        let text = text.replace('_', "");
        serde_json::from_str(text.trim_start_matches('+')).unwrap_or(Value::String(text))
    };
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(integer) => number(integer.as_str()),
        DeValue::Float(float) => number(float.as_str()),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect())
}

/// 各种文件的校验器。
struct Validators(Vec<(Format, jsonschema::Validator)>);

impl Validators {
    fn new() -> Self {
        let build = |format| jsonschema::draft202012::new(&schema(format)).expect("schema 成立");
        Validators(Format::ALL.map(|format| (format, build(format))).into())
    }

    /// 一份文件不合之处；语法不通的不看。
    fn faults(&self, text: &str) -> Option<Vec<String>> {
        let document = DeTable::parse(text).ok()?;
        let format = match kind_of(text) {
            Some(FileKind::Set) => Format::Set,
            Some(FileKind::Profile) => Format::Profile,
            Some(FileKind::Cases) => Format::Cases,
            Some(FileKind::Review) => Format::Review,
            Some(FileKind::Accounts) => Format::Accounts,
            Some(FileKind::Checks) => Format::Checks,
            _ => Format::Submission,
        };
        let (_, validator) = self.0.iter().find(|(one, _)| *one == format).expect("各种都有");
        let value = object(document.get_ref());
        let faults = validator.iter_errors(&value);
        Some(faults.map(|fault| format!("{}：{fault}", fault.instance_path())).collect())
    }
}

#[test]
fn 能用的文件都通过() {
    let validators = Validators::new();
    let mut wrong = Vec::new();
    let mut seen = 0;
    let mut check = |name: String, text: &str| {
        seen += 1;
        match validators.faults(text) {
            Some(faults) if faults.is_empty() => {}
            faults => wrong.push(format!("{name}\n  {}", faults.unwrap_or_default().join("\n  "))),
        }
    };
    for folder in ["indicators", "examples", "tests/cases/rules", "tests/cases/sets"] {
        for (path, text) in &toml_files(folder) {
            check(path.display().to_string(), text);
        }
    }
    for name in ["file-format.md", "rules.md"] {
        let text = fs::read_to_string(root().join("docs").join(name)).expect("读文档");
        for part in text.split("\n```toml ").skip(1) {
            let (kind, rest) = part.split_once('\n').expect("有内容");
            if matches!(kind, "set" | "profile" | "submission" | "cases" | "review") {
                check(format!("docs/{name} 的 {kind}"), rest.split("\n```").next().unwrap_or_default());
            }
        }
    }
    assert!(seen > 80, "只看到 {seen} 份");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn 导入所得的都通过() {
    let validators = Validators::new();
    let folder = root().join("tests/cases/import/tables");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).expect("读文件夹") {
        let name = entry.expect("读文件夹").file_name().to_string_lossy().into_owned();
        let run = ziping(&folder, &["import", &name, "--id", "某县/项目", "--version", "2025"]);
        if run.exit == 0 {
            seen += 1;
            assert_eq!(validators.faults(&run.stdout), Some(Vec::new()), "{name}");
        } else {
            assert!(!run.codes().is_empty(), "{name} 没有说为什么：{}", run.stderr);
        }
    }
    assert!(seen > 5, "只看到 {seen} 份");
}

/// 编辑时常有的错：改自一份通过的填报、体系、口径。
#[test]
fn 常见的错都标得出() {
    const SET: &str = r#"
[set]
id = "x"
version = "1"
kind = "project"
profile = "national"
total = 100
[[indicator]]
code = "A01"
level1 = "产出指标"
name = "甲"
target = "≥5个"
points = 100
rule = { kind = "steps", per = "1个", lose = 1 }
"#;
    let validators = Validators::new();
    assert_eq!(validators.faults(SET), Some(Vec::new()));
    for (from, to) in [
        ("points = 100", "point = 100"),
        ("points = 100", "points = true"),
        ("points = 100", "points = \"十分\""),
        ("total = 100", "total = \"满分\""),
        ("kind = \"project\"", "kind = \"projects\""),
        ("kind = \"project\"", "kind = \"项目\""),
        ("code = \"A01\"", "code = \"甲 01\""),
        ("code = \"A01\"", "code = 1"),
        ("name = \"甲\"", "name = \"  \""),
        ("name = \"甲\"", "name = [\"甲\"]"),
        ("[[indicator]]", "[indicator]"),
        ("[[indicator]]", "[[indicators]]"),
        ("kind = \"steps\"", "kind = \"step\""),
        ("kind = \"steps\", ", ""),
        ("per = \"1个\", ", ""),
        ("lose = 1", "loses = 1"),
        ("lose = 1", "lose = 1, partial = \"half\""),
        ("lose = 1", "lose = 1, floor = \"60%\""),
        ("lose = 1", "lose = 1, cap = \"五分\""),
        ("lose = 1", "lose = 1, over = { flag = \"120%\" }"),
        ("lose = 1", "lose = 1, over = { flag_at = 1.2 }"),
        ("lose = 1", "lose = 1, rounding = { places = 9 }"),
        ("lose = 1", "lose = 1, rounding = { mode = \"down\" }"),
        ("lose = 1", "lose = 1, over = { deduct = { from = \"120%\", per = \"10%\" } }"),
    ] {
        let text = SET.replacen(from, to, 1);
        assert_ne!(text, SET, "{from}");
        assert!(validators.faults(&text).is_some_and(|faults| !faults.is_empty()), "“{to}”没有标出");
    }
}

/// schema 说不出来的：历上没有的日子，两处的先后。
const UNSAYABLE: &[&str] = &["E0206_effective.toml", "E0206_expires.toml"];

#[test]
fn 写坏的不通过() {
    let validators = Validators::new();
    let mut seen = 0;
    let mut passed = Vec::new();
    for (path, text) in toml_files("tests/cases/diagnostics") {
        let name = path.file_name().expect("有名称").to_string_lossy().into_owned();
        let is_ours = ["E0201", "E0202", "E0203", "E0204", "E0206", "E0208"].iter().any(|code| name.starts_with(code));
        if !is_ours || UNSAYABLE.contains(&name.as_str()) {
            continue;
        }
        seen += 1;
        if validators.faults(&text).is_none_or(|faults| faults.is_empty()) {
            passed.push(name);
        }
    }
    assert!(seen > 15, "只看到 {seen} 份");
    assert!(passed.is_empty(), "写坏的通过了：{passed:?}");
}
