//! 整理 TOML 文件的排版：空白、空行、对齐归一，注释、次序与每个值的写法一概不动。
//!
//! 读成 toml_edit 的文档（各处的注释与写法都在），再照统一的样子印出来。整理过的再整理一遍，一字不差。

mod gap;
mod line;
mod value;

use gap::Gap;
use line::{Line, print};
use std::ops::Range;
use toml_edit::{Document, Item, Key, RawString, Table};

/// 整理一份 TOML 的排版。换行一律改成 LF，多行文字里的也是；开头的 BOM 去掉。
///
/// # Errors
///
/// 语法有错时给出错误在文中的字节范围。
pub fn tidy(text: &str) -> Result<String, Range<usize>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let document = Document::parse(text.as_str()).map_err(|error| error.span().unwrap_or(0..0))?;
    let written = Written(&text);
    let mut lines = Vec::new();
    for block in blocks(document.as_table()) {
        if block.is_shown() {
            Gap::read(written.raw(block.table.decor().prefix())).before_header(&mut lines);
            let note = written.note(block.table.decor().suffix());
            lines.push(Line::Header { code: block.header(written), note });
        }
        let mut pairs = block.table.get_values();
        pairs.sort_by_key(|(_, value)| value.span().map(|span| span.start));
        for (path, value) in pairs {
            let lead = path.last().and_then(|key| key.leaf_decor().prefix());
            Gap::read(written.raw(lead)).before_pair(&mut lines);
            let code = value::pair(&written.path(&path), value, written);
            lines.push(Line::Pair { code, note: written.note(value.decor().suffix()) });
        }
    }
    Gap::read(written.raw(Some(document.trailing()))).at_end(&mut lines);
    Ok(print(&lines))
}

/// 原文；各处按位置取出书面的写法。
#[derive(Clone, Copy)]
struct Written<'t>(&'t str);

impl<'t> Written<'t> {
    fn slice(self, span: Option<Range<usize>>) -> &'t str {
        span.and_then(|span| self.0.get(span)).unwrap_or_default()
    }

    /// 键值之间的空白与注释。
    fn raw(self, raw: Option<&RawString>) -> &'t str {
        self.slice(raw.and_then(RawString::span))
    }

    /// 行尾的注释，从 `#` 起。
    fn note(self, raw: Option<&RawString>) -> Option<&'t str> {
        let note = self.raw(raw).trim();
        (!note.is_empty()).then_some(note)
    }

    /// 键，以点相连的连起来。
    fn path(self, path: &[&Key]) -> String {
        let keys: Vec<&str> = path.iter().map(|key| self.slice(key.span())).collect();
        keys.join(".")
    }
}

/// 一个表头与它下面的各行。
struct Block<'d> {
    path: Vec<&'d Key>,
    table: &'d Table,
    is_element: bool,
    position: isize,
}

impl Block<'_> {
    /// 有没有写出表头：开头的各行没有，只写了下级 `[a.b]` 的 `a` 也没有。
    fn is_shown(&self) -> bool {
        !self.path.is_empty() && !self.table.is_implicit()
    }

    fn header(&self, written: Written<'_>) -> String {
        let name = written.path(&self.path);
        if self.is_element { format!("[[{name}]]") } else { format!("[{name}]") }
    }
}

/// 全部的表，按在文件中的先后。
fn blocks(root: &Table) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    collect(root, false, &mut Vec::new(), &mut found);
    found.sort_by_key(|block| (!block.path.is_empty(), block.position));
    found
}

fn collect<'d>(table: &'d Table, is_element: bool, path: &mut Vec<&'d Key>, found: &mut Vec<Block<'d>>) {
    if !table.is_dotted() {
        let position = table.position().unwrap_or_default();
        found.push(Block { path: path.clone(), table, is_element, position });
    }
    for (name, item) in table {
        let Some(key) = table.key(name) else { continue };
        path.push(key);
        match item {
            Item::Table(inner) => collect(inner, false, path, found),
            Item::ArrayOfTables(inner) => inner.iter().for_each(|one| collect(one, true, path, found)),
            Item::None | Item::Value(_) => {}
        }
        path.pop();
    }
}
