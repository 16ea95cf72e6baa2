//! 文档不说假话：`docs/` 里完整的例子都读得进、没有错误，手算的数与算得的相同；
//! 代码、键名与输出的字段，文档都写到。

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use ziping::cases;
use ziping::check::Checked;
use ziping::diagnostic::{Code, Color, Sink, Sources, to_json, to_text};
use ziping::library::{self, CheckedFile, Library};
use ziping::report::{explain, outcome_json, report};
use ziping::review::review;
use ziping::score::{Detail, Outcome, score};

const FORMAT: &str = "file-format.md";
const RULES: &str = "rules.md";

/// 一份完整的例子：哪份文档、从第几行起、是什么、内容。
struct Example {
    place: String,
    kind: String,
    text: String,
}

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}：{error}", path.display()))
}

fn examples(name: &str) -> Vec<Example> {
    let text = document(name);
    let mut lines = text.lines().enumerate();
    let mut all = Vec::new();
    while let Some((at, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        if let Some(kind) = info.strip_prefix("toml ") {
            let (place, text) = (format!("docs/{name}:{}", at + 1), body.join("\n") + "\n");
            all.push(Example { place, kind: kind.to_owned(), text });
        }
    }
    assert!(!all.is_empty(), "{name} 里没有完整的例子");
    all
}

impl Example {
    /// 表头里的一个文字键。
    fn value(&self, key: &str) -> &str {
        let mut lines = self.text.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        lines.next().and_then(|rest| rest.strip_suffix('"')).unwrap_or_else(|| panic!("{}：没有 {key}", self.place))
    }

    /// 在体系库里的文件名；填报没有。
    fn file(&self) -> Option<String> {
        match self.kind.as_str() {
            "profile" => Some(format!("profiles/{}.toml", self.value("id"))),
            "set" => Some(format!("{}@{}.toml", self.value("id"), self.value("version"))),
            "cases" => Some(format!("profiles/{}.cases.toml", self.value("profile"))),
            "submission" => None,
            other => panic!("{}：不认识的例子“{other}”", self.place),
        }
    }
}

/// 全部例子，与装着其中口径、体系的文件夹。
fn written() -> (Vec<Example>, tempfile::TempDir) {
    let all: Vec<Example> = [FORMAT, RULES].into_iter().flat_map(examples).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut names = BTreeSet::new();
    for example in &all {
        let Some(name) = example.file() else { continue };
        let path = folder.path().join(&name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &example.text).unwrap();
        assert!(names.insert(name), "{}：文件名重复", example.place);
    }
    (all, folder)
}

/// 一份填报走完读入、审查、计分、核对。
fn scored(text: &str, library: &Library, sources: &mut Sources, sink: &mut Sink) -> Option<(Checked, Outcome)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("填报.toml");
    fs::write(&path, text).unwrap();
    let loaded = library::submission(&path, library, sources, sink)?;
    let (set, submission) = (&loaded.set, &loaded.submission);
    let outcome = score(set, submission, Detail::Steps);
    review(set, submission, &outcome, sink);
    Some((loaded, outcome))
}

#[test]
fn 例子都没有错误_手算的数与算得的相同() {
    let (all, folder) = written();
    let library = Library::new(vec![folder.path().to_owned()]);
    let mut wrong = Vec::new();
    for example in &all {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        match example.file() {
            Some(name) => {
                let path = folder.path().join(name);
                let checked = library::check_file(&path, &library, &mut sources, &mut sink).map(|(_, file)| file);
                if let Some(CheckedFile::Cases(Some(checked))) = checked {
                    for case in &checked.cases {
                        cases::run(case, &mut sink);
                    }
                }
            }
            None => {
                scored(&example.text, &library, &mut sources, &mut sink);
                let declared = example.text.contains("[declared");
                if example.place.contains(RULES) && !declared {
                    wrong.push(format!("{}：算例没有写 [declared]", example.place));
                }
            }
        }
        if sink.has_errors() || sink.all().iter().any(|d| d.code == Code::W0705) {
            wrong.push(format!("{}\n{}", example.place, to_text(&sources, &sink, Color::Never)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn 提到的代码都有() {
    for name in [FORMAT, RULES] {
        let text = document(name);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let codes = words.filter(|word| {
            word.len() == 5 && word.starts_with(['E', 'W']) && word[1..].bytes().all(|b| b.is_ascii_digit())
        });
        for code in codes {
            assert!(Code::find(code).is_some(), "{name}：没有 {code} 这个代码");
        }
    }
}

/// 文档的标题里，以及以 `` ` `` 括起的各个英文词。
fn documented() -> BTreeSet<String> {
    let text = document(FORMAT);
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let prose = text.split("\n```").step_by(2);
    let quoted = prose.flat_map(|part| part.split('`').skip(1).step_by(2));
    let words = headings.chain(quoted).flat_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// 读键的各个方法；第一个参数是键名。
const READERS: &str = "text text_or_empty require_text texts number require_number quantity share count flag choice \
    choice_at date date_text present_text inner_text table
    tables merged merged_entries merged_tables entries items item has missing";

#[test]
fn 读的键都写到() {
    let known = documented();
    for file in ["cases", "formula", "monitoring", "norm", "profile", "rule", "section", "set", "submission"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/parse/{file}.rs"));
        let source = fs::read_to_string(path).unwrap();
        for reader in READERS.split_whitespace() {
            // 表名在文件里可能另起一行，引号前容许空白。
            for rest in source.split(&format!(".{reader}(")).skip(1) {
                let Some(key) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                    continue;
                };
                let key = key.trim_matches(['[', ']']);
                assert!(known.contains(key), "docs/{FORMAT} 没有写到 src/parse/{file}.rs 读的键 {key}");
            }
        }
    }
}

/// JSON 值里出现的全部字段名。
fn fields(value: &serde_json::Value, names: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, inner) in map {
                names.insert(name.clone());
                fields(inner, names);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| fields(item, names)),
        _ => {}
    }
}

#[test]
fn 输出的字段都写到() {
    let (all, folder) = written();
    let library = Library::new(vec![folder.path().to_owned()]);
    let mut names = BTreeSet::new();
    for example in all.iter().filter(|example| example.kind == "submission") {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let Some((loaded, outcome)) = scored(&example.text, &library, &mut sources, &mut sink) else { continue };
        let (set, submission) = (&*loaded.set, &loaded.submission);
        let explanation = explain(set, submission, &outcome);
        let json = outcome_json(set, submission, &outcome, Some(&explanation), to_json(&sources, &sink));
        fields(&serde_json::from_str(&json).unwrap(), &mut names);
        let report = report(set, submission, &outcome).with_receipt(set, submission);
        fields(&serde_json::to_value(&report).unwrap(), &mut names);
    }
    let known = documented();
    let missing: Vec<&String> = names.iter().filter(|name| !known.contains(*name)).collect();
    assert!(missing.is_empty(), "docs/{FORMAT} 没有写到输出的字段 {missing:?}");
}

/// 写坏的键要改成什么，诊断里列了常用的键名；列出的都得是真能写的。
#[test]
fn 诊断里提到的键都读得到() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/parse");
    let literals = |text: &str| -> Vec<String> { text.split('"').skip(1).step_by(2).map(str::to_owned).collect() };
    let read: BTreeSet<String> = ["cases", "formula", "profile", "rule", "section", "set", "submission"]
        .iter()
        .flat_map(|file| literals(&fs::read_to_string(root.join(format!("{file}.rs"))).unwrap()))
        .map(|key| key.trim_matches(['[', ']']).to_owned())
        .collect();
    let words = fs::read_to_string(root.join("syntax/words.rs")).unwrap();
    let lists = words.split_once("pub const NUMBER_KEYS").expect("键名表还在").1;
    let mut seen = 0;
    for literal in literals(lists) {
        for key in literal.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|key| !key.is_empty()) {
            seen += 1;
            assert!(read.contains(key), "words.rs 里的 {key} 没有哪个表读");
        }
    }
    assert!(seen > 60, "只看到 {seen} 个键，读取的办法可能失效了");
}
