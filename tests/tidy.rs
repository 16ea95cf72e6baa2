//! 整理排版：整理过的再整理不变，内容不变，注释一条不少、次序照旧；本项目的文件都是整理过的。

mod command;
mod files;

use command::ziping;
use files::toml_files;
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;
use toml::de::{DeTable, DeValue};
use ziping::diagnostic::Code;
use ziping::tidy::tidy;

fn every_file() -> Vec<(PathBuf, String)> {
    ["indicators", "examples", "tests/cases"].into_iter().flat_map(toml_files).collect()
}

/// 一个值，数照书面写法。
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(number) => format!("{}@{}", number.as_str(), number.radix()),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(items) => items.iter().map(|item| shown(item.get_ref()) + ",").collect(),
        DeValue::Table(table) => content(table),
    }
}

/// 一张表的内容，键按名称排。
fn content(table: &DeTable<'_>) -> String {
    let pairs: Vec<String> =
        table.iter().map(|(key, value)| format!("{:?}={}", key.get_ref(), shown(value.get_ref()))).collect();
    format!("{{{}}}", pairs.join(";"))
}

/// 键在文件中的次序：位置排好的全部键。
fn keys(table: &DeTable<'_>, found: &mut Vec<(usize, String)>) {
    fn inside(value: &DeValue<'_>, found: &mut Vec<(usize, String)>) {
        match value {
            DeValue::Table(table) => keys(table, found),
            DeValue::Array(items) => items.iter().for_each(|item| inside(item.get_ref(), found)),
            _ => {}
        }
    }
    for (key, value) in table {
        found.push((key.span().start, key.get_ref().to_string()));
        inside(value.get_ref(), found);
    }
}

/// 内容与键的次序。
fn meaning(text: &str) -> (String, Vec<String>) {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("读不通：{error}\n{text}"));
    let mut found = Vec::new();
    keys(table.get_ref(), &mut found);
    found.sort();
    (content(table.get_ref()), found.into_iter().map(|(_, key)| key).collect())
}

/// 文字、注释与其余的字符。
#[derive(Debug, PartialEq)]
enum Token<'t> {
    Text(&'t str),
    Comment(&'t str),
    Other(char),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let fence = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|fence| rest.starts_with(fence));
        let length = match (first, fence) {
            ('#', _) => rest.find('\n').unwrap_or(rest.len()),
            (_, Some(fence)) => fence.len() + text_end(&rest[fence.len()..], fence),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        found.push(match (first, fence) {
            ('#', _) => Token::Comment(token.trim_end()),
            (_, Some(_)) => Token::Text(token),
            _ => Token::Other(first),
        });
        rest = after;
    }
    found
}

/// 文字到收尾的引号为止的长度。
fn text_end(rest: &str, fence: &str) -> usize {
    let escapes = fence.starts_with('"');
    let mut at = 0;
    while at < rest.len() {
        if escapes && rest[at..].starts_with('\\') {
            at += 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if rest[at..].starts_with(fence) {
            // 三引号之前还可以有一两个引号。
            let extra = rest[at + fence.len()..].chars().take_while(|c| fence.len() == 3 && fence.starts_with(*c));
            return at + fence.len() + extra.count();
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn comments(text: &str) -> Vec<&str> {
    let all = tokens(text).into_iter();
    all.filter_map(|token| if let Token::Comment(comment) = token { Some(comment) } else { None }).collect()
}

/// 打乱空白，添上注释：每一处由 `choices` 里的一个数决定怎样改。
fn disturbed(text: &str, choices: &[u8]) -> String {
    let mut choices = choices.iter().cycle().copied();
    let mut out = String::new();
    let all = tokens(text);
    for (at, token) in all.iter().enumerate() {
        let choice = choices.next().unwrap_or(0);
        let next = all.get(at + 1);
        match token {
            Token::Text(text) | Token::Comment(text) => out.push_str(text),
            Token::Other('\n') => match choice % 8 {
                0 => out.push_str("\n\n\n"),
                1 => out.push_str(&format!("\n  # 添{choice}\n")),
                2 if !matches!(at.checked_sub(1).and_then(|at| all.get(at)), Some(Token::Comment(_))) => {
                    out.push_str(&format!(" #添{choice}  \n"));
                }
                3 => out.push_str("  \t\r\n\t"),
                4 => out.push_str("\n    "),
                _ => out.push('\n'),
            },
            Token::Other(mark @ ('=' | ',')) => match choice % 4 {
                0 => out.push_str(&format!("  {mark}\t")),
                _ => out.push(*mark),
            },
            Token::Other(' ') if choice % 4 == 0 => {}
            Token::Other('[') if next != Some(&Token::Other('[')) && choice % 3 == 0 => out.push_str("[ "),
            Token::Other('{') if choice % 3 == 0 => out.push_str("{   "),
            Token::Other(other) => out.push(*other),
        }
    }
    if choices.next().is_some_and(|choice| choice % 2 == 0) {
        out.truncate(out.trim_end().len());
    }
    out
}

/// 整理的三条规律。
fn holds(text: &str) -> String {
    let tidied = tidy(text).unwrap_or_else(|span| panic!("{span:?} 读不通\n{text}"));
    // TOML 里多行文字的 CRLF 与 LF 是同一个换行。
    let text = text.replace("\r\n", "\n");
    assert_eq!(meaning(&tidied), meaning(&text), "内容变了\n{text}");
    assert_eq!(comments(&tidied), comments(&text), "注释变了\n{text}");
    assert_eq!(tidy(&tidied).as_deref(), Ok(tidied.as_str()), "再整理又变了\n{tidied}");
    let all = tokens(&tidied);
    let ends = all.windows(2).filter(|pair| matches!(pair, [Token::Other(' ' | '\t' | '\r'), Token::Other('\n')]));
    assert_eq!(ends.count(), 0, "行末有空白\n{tidied}");
    tidied
}

#[test]
fn 内置与例子都是整理过的() {
    for (path, text) in ["indicators", "examples"].into_iter().flat_map(toml_files) {
        assert_eq!(tidy(&text).as_deref(), Ok(text.as_str()), "用 ziping fmt {} 整理", path.display());
    }
}

#[test]
fn 每一份能读的文件都守规律() {
    let mut seen = 0;
    for (_, text) in every_file() {
        if DeTable::parse(&text).is_ok() {
            seen += 1;
            holds(&text);
        }
    }
    assert!(seen > 100, "只看了 {seen} 份");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn 打乱了照样整理(at in 0usize..10_000, choices in prop::collection::vec(any::<u8>(), 50..400)) {
        let all = every_file();
        let (_, text) = &all[at % all.len()];
        // 打乱之后读不通的（如写坏的案例）不在此列。
        let disturbed = disturbed(text, &choices);
        prop_assume!(DeTable::parse(&disturbed).is_ok());
        holds(&disturbed);
    }
}

#[test]
fn 样子() {
    let written = "\n\n# 头\n   [set]   # 表头注\n  id='x'\ntitle   =   'y'    # 注一\na . \"b\" = 1\nc=2 #注二\n\n\na.d= 3\n\
        list=[1,2 ,12.50,]\nmulti = [ # 先\n  1 , # 甲\n\n  # 单\n\n\n  2\n  # 乙\n  , 3 # 丙\n  # 末\n\n]\n[[indicator]]\n\
        x = {a=1,b = { c=[ 1,2] }}\nnone = [\n]\nn = 1_000.50\n# 尾\n\n[b]\n# 完   ";
    let want = "# 头\n[set]        # 表头注\nid = 'x'\ntitle = 'y'  # 注一\na.\"b\" = 1\nc = 2        #注二\n\na.d = 3\n\
        list = [1, 2, 12.50]\nmulti = [  # 先\n    1,  # 甲\n\n    # 单\n\n    2,\n    # 乙\n    3,  # 丙\n    # 末\n]\n\n\
        [[indicator]]\nx = { a = 1, b = { c = [1, 2] } }\nnone = []\nn = 1_000.50\n# 尾\n\n[b]\n# 完\n";
    assert_eq!(holds(written), want);
}

#[test]
fn 长的数组一项一行_长的行不推开别行的注释() {
    let item = "{ name = \"内容完整内容完整\", points = 1 }";
    let tidied = holds(&format!("items = [{item}, {item}, {item}]\n"));
    assert_eq!(tidied, format!("items = [\n    {item},\n    {item},\n    {item},\n]\n"));
    let long = format!("T01 = \"{}\"", "长".repeat(50));
    assert_eq!(
        holds(&format!("{long} # 甲\nT02=1#乙\nT003=1 #丙\n")),
        format!("{long}  # 甲\nT02 = 1   #乙\nT003 = 1  #丙\n")
    );
}

#[test]
fn 空的文件仍是空的() {
    for text in ["", "\n\n", "\u{feff}", "  \n"] {
        assert_eq!(tidy(text).as_deref(), Ok(""));
    }
    assert_eq!(tidy("# 只有注释").as_deref(), Ok("# 只有注释\n"));
}

#[test]
fn 语法有错的原样留下_其余照常整理() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("写文件");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("读文件");
    write("甲.toml", "a=1");
    write("坏.toml", "a=\n[b\n");
    write("净.toml", "a = 1\n");
    write("乙.toml", "\u{feff}b = 2\r\n");
    let all = ["甲.toml", "坏.toml", "净.toml", "乙.toml"];
    let checked = ziping(folder.path(), &[&["fmt", "--check"][..], &all].concat());
    assert_eq!((checked.exit, checked.stdout.as_str()), (1, "甲.toml\n乙.toml\n"));
    assert_eq!(read("甲.toml"), "a=1", "--check 不改文件");
    let run = ziping(folder.path(), &[&["fmt"][..], &all].concat());
    assert_eq!(run.exit, 1);
    assert!(run.codes().contains(&Code::E0104) && run.stderr.contains("坏.toml"), "{}", run.stderr);
    assert_eq!(
        (read("甲.toml"), read("坏.toml"), read("乙.toml")),
        ("a = 1\n".into(), "a=\n[b\n".into(), "b = 2\n".into())
    );
    let again = ziping(folder.path(), &["fmt", "--check", "甲.toml", "净.toml", "乙.toml"]);
    assert_eq!((again.exit, again.stdout.as_str()), (0, ""));
    let missing = ziping(folder.path(), &["fmt", "没有.toml", "甲.toml"]);
    assert_eq!(missing.exit, 2);
}

#[cfg(unix)]
#[test]
fn 改写时权限照旧_只读的不动() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("临时文件夹");
    let path = folder.path().join("甲.toml");
    let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("改权限");
    fs::write(&path, "a=1").expect("写文件");
    mode(0o444);
    let refused = ziping(folder.path(), &["fmt", "甲.toml"]);
    assert_eq!(refused.exit, 2, "{}", refused.stderr);
    assert_eq!(fs::read_to_string(&path).expect("读文件"), "a=1");
    mode(0o600);
    std::os::unix::fs::symlink("甲.toml", folder.path().join("链.toml")).expect("建链接");
    assert_eq!(ziping(folder.path(), &["fmt", "链.toml"]).exit, 0);
    assert_eq!(fs::read_to_string(&path).expect("读文件"), "a = 1\n");
    assert_eq!(fs::metadata(&path).expect("读权限").permissions().mode() & 0o777, 0o600);
    assert!(fs::symlink_metadata(folder.path().join("链.toml")).expect("读链接").is_symlink());
}
