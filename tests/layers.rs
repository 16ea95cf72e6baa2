//! 模块只用排在自己前面的模块：读每个源文件的 `crate::` 引用，有向后的箭头就失败。

use std::fs;
use std::path::{Path, PathBuf};

/// 从左到右的次序，与 `src/lib.rs` 和 `docs/architecture.md` 一致。
const ORDER: [&str; 22] = [
    "number",
    "target",
    "diagnostic",
    "formula",
    "model",
    "parse",
    "check",
    "lint",
    "library",
    "score",
    "review",
    "compare",
    "import",
    "audit",
    "report",
    "cases",
    "write",
    "fill",
    "workbook",
    "schema",
    "tidy",
    "cli",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// 源文件里引用的顶层模块：`crate::名称` 与 `use crate::{名称, …}`。
fn used(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let heads: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or("").split(',').collect(),
            None => vec![rest],
        };
        for head in heads {
            let name: String =
                head.trim_start().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn 依赖只朝一个方向() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut seen = 0;
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let Some(module) = relative.iter().next().and_then(|m| m.to_str()).filter(|m| !m.ends_with(".rs")) else {
            continue;
        };
        let own = ORDER.iter().position(|m| *m == module);
        let own = own.unwrap_or_else(|| panic!("模块 {module} 不在次序里，请补上并说明它的位置"));
        for name in used(&fs::read_to_string(&file).unwrap()) {
            let Some(other) = ORDER.iter().position(|m| *m == name) else { continue };
            seen += 1;
            if other > own {
                wrong.push(format!("{}：{module} 用了后面的 {name}", relative.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 50, "只看到 {seen} 处引用，读取的办法可能失效了");
}

#[test]
fn 次序与说明一致() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: Vec<&str> = lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut sorted = ORDER.to_vec();
    sorted.sort_unstable();
    let mut found = declared.clone();
    found.sort_unstable();
    assert_eq!(found, sorted);
}

/// 内容交给只收浮点数的库的地方：
/// - pdf：排版用整数，在这里换成位置与大小；不换金额、比例、得分。
/// - xlsx：字号与纸边；单写着一个数的格子，存进去之前验过印出来是原样，验不过的照文字写。
const BORDERS: [&str; 2] = ["src/write/pdf/ink.rs", "src/write/xlsx/number.rs"];

#[test]
fn 文件与表之间不经浮点() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.retain(|file| !BORDERS.iter().any(|border| file.ends_with(border)));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        for line in code {
            let float = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|w| w == "f64" || w == "f32");
            assert!(!float, "{} 用了浮点：{line}", file.display());
        }
    }
}
