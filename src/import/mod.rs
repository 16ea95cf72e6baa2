//! 导入：由财政局的电子表格得出指标体系文件。
//!
//! 表（`table`、`workbook`）→ 表头（`header`）→ 各行（`rows`）→ 评分标准（`standard`）→ 体系文件（`set_text`），
//! 最后把所得的文件照常读入、审查一遍；有错误的不给出。诊断都指着表上的行与格。

#[cfg(feature = "xlsx")]
mod archive;
#[cfg(feature = "xlsx")]
mod biff;
#[cfg(feature = "xlsx")]
mod compound;
mod header;
mod rows;
mod rule_text;
mod set_text;
pub mod standard;
mod table;
mod workbook;

pub use rule_text::{quoted, rule};
pub use table::{FILE_LIMIT, Placed, Table, cell_name, is_workbook, read, sheet, sheets};

use crate::diagnostic::{Code, Diagnostic, Sink, Sources};
use crate::library::Library;
use crate::model::Kind;
use crate::parse::LIMIT;
use rows::Content;
use set_text::Writer;

/// 体系文件的开头。
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    pub id: &'a str,
    pub version: &'a str,
    pub title: &'a str,
    pub kind: Kind,
    /// 口径的名称。
    pub profile: &'a str,
}

/// 由表得出体系文件的文字；有错误时返回 `None`，原因在 `sink` 里。
pub fn set(
    table: &Table,
    heading: &Heading<'_>,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<String> {
    let mark = sink.mark();
    check_name("--id", heading.id, heading.id.split('/'), sink);
    check_name("--version", heading.version, [heading.version], sink);
    let profile = library.profile(heading.profile, None, sources, sink)?;
    let placed = table.place(sources);
    let header = header::find(&placed, sink)?;
    let content = rows::read(&placed, &header, sink);
    let written = Writer { placed: &placed, header: &header, bare: profile.bare, sink }.write(heading, &content);
    if sink.errors_since(mark) {
        return None;
    }
    if written.text.len() > LIMIT {
        let message = format!("{} 导入所得的体系超过 {} MiB", table.name, LIMIT >> 20);
        sink.push(Diagnostic::new(Code::E0103, message).help("把表分成几张，各成一份体系"));
        return None;
    }
    let source = sources.add("导入所得的体系", written.text.as_str());
    let mut found = Sink::default();
    let set = library.set_from(source, None, sources, &mut found);
    // 所得的文件不在用户手上：诊断改指表上出错的那一行。
    for diagnostic in found.all() {
        let place = diagnostic.place.as_ref().and_then(|place| {
            if place.source != source {
                return Some(place.clone());
            }
            let origin = written.origins.iter().find(|(span, _)| span.contains(&place.span.start));
            origin.map(|(_, row)| placed.line(*row))
        });
        sink.push(diagnostic.clone().at_known(place.as_ref()));
    }
    set.filter(|_| !sink.errors_since(mark)).map(|_| written.text)
}

/// 名称与版本是发布以后的文件名：不写空白、`@` 与文件名里不能有的字符，各段不是空的，也不是 `..`。
fn check_name<'a>(option: &str, written: &str, parts: impl IntoIterator<Item = &'a str>, sink: &mut Sink) {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || r#"@/\:*?"<>|"#.contains(c);
    let is_sound = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(is_odd);
    if !parts.into_iter().all(is_sound) {
        let message = format!("{option} 不能写“{}”", one_line(written));
        let help = "写成 --id 某县/项目 --version 2025：只用汉字、字母、数字、-、_ 与 .";
        sink.push(Diagnostic::new(Code::E0208, message).help(help));
    }
}

/// 格内的几行连成一行；汉字之间不留空白。
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

/// 各行的编码：表上有且都合写法、不重复的用表上的；否则一级指标依次取字母，其下依次编号。
fn codes(content: &Content) -> Vec<String> {
    let sound = |code: &str| {
        (1..=32).contains(&code.len())
            && code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let own: Vec<String> = content.lines.iter().filter_map(|l| l.code.clone()).filter(|code| sound(code)).collect();
    let distinct: std::collections::BTreeSet<&String> = own.iter().collect();
    if own.len() == content.lines.len() && distinct.len() == own.len() {
        return own;
    }
    let mut sections: Vec<(&str, usize)> = Vec::new();
    let mut codes = Vec::with_capacity(content.lines.len());
    for line in &content.lines {
        let at = sections.iter().position(|(level1, _)| *level1 == line.level1).unwrap_or_else(|| {
            sections.push((line.level1.as_str(), 0));
            sections.len() - 1
        });
        sections[at].1 += 1;
        codes.push(format!("{}{:02}", letters(at), sections[at].1));
    }
    codes
}

/// 第几个一级指标的字母：A、B……Z、AA。
fn letters(at: usize) -> String {
    table::cell_name(0, at).trim_end_matches('1').to_owned()
}

/// 这份程序没有带读工作簿的部分，或文件不是工作簿。
fn not_a_workbook(name: &str, why: &str) -> Diagnostic {
    let message = format!("{name} {why}");
    Diagnostic::new(Code::E1001, message).help("在表格程序里打开，另存为 xlsx 或“CSV UTF-8”再导入")
}
