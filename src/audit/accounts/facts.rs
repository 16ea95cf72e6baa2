//! 基础：决算的各张表、说明的各条、自评表，都成为有名称的表、行、栏，公式以 `[表/行/栏]` 取数。

use super::figure::Figure;
use crate::diagnostic::Place;
use crate::number::fold;

/// 全部的数与文字。
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub tables: Vec<FactTable>,
    pub passages: Vec<Passage>,
}

/// 一张表。
#[derive(Clone, Debug)]
pub struct FactTable {
    /// 公式里的名称：`03`、`01收入`、`说明/收入`、`表单`。
    pub key: String,
    /// 说给人听的名称，如“03 表”。
    pub title: String,
    /// 各栏，已按 [`plain`] 折过。
    pub columns: Vec<String>,
    pub rows: Vec<FactRow>,
    /// 决算表：没有印的科目、空格就是零。别的表没有印的就是没有。
    pub is_ledger: bool,
}

/// 一行。
#[derive(Clone, Debug)]
pub struct FactRow {
    /// 科目编码；没有的为空。
    pub code: String,
    /// 名称，已按 [`plain`] 折过。
    pub name: String,
    /// 照印的名称，编码在前。
    pub title: String,
    /// 名称前印着“一、”“二、”。
    pub is_numbered: bool,
    /// 与各栏一一对应；没有这一栏的没有。
    pub cells: Vec<Option<Figure>>,
    pub about: About,
    pub place: Place,
}

/// 说明的一条除了数以外的内容；决算表的行都为空。
#[derive(Clone, Debug, Default)]
pub struct About {
    /// 占比的基数，照写的。
    pub of: String,
    /// 增减额说的名称，照印的；与本条的名称相同时为空。
    pub change_of: String,
    /// 类、款、项的名称，照印的。
    pub levels: Vec<String>,
    /// 列举的各项，照印的。
    pub items: Vec<String>,
    /// 在公开文本的哪里。
    pub at: String,
}

/// 一段文字。
#[derive(Clone, Debug)]
pub struct Passage {
    /// 哪一种：原因、原话、任务、完成情况、名称、数、等次……
    pub kind: &'static str,
    /// 是谁的，如“表单 任务 2”。
    pub owner: String,
    pub text: String,
    pub place: Place,
}

impl FactTable {
    /// 第几栏；名称须已折过。
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// 有科目编码。
    pub fn is_coded(&self) -> bool {
        self.rows.iter().any(|row| !row.code.is_empty())
    }

    /// 直接的下级：编码以它起头、最短的那一级。
    pub fn children<'t>(&'t self, code: &str) -> impl Iterator<Item = &'t FactRow> + use<'t> {
        let parent = code.to_owned();
        let is_under =
            move |row: &&FactRow| !parent.is_empty() && row.code.len() > parent.len() && row.code.starts_with(&parent);
        let nearest = self.rows.iter().filter(is_under.clone()).map(|row| row.code.len()).min();
        self.rows.iter().filter(is_under).filter(move |row| Some(row.code.len()) == nearest)
    }
}

impl Facts {
    /// 按名称取一张表。
    pub fn table(&self, key: &str) -> Option<&FactTable> {
        self.tables.iter().find(|table| table.key == key)
    }
}

/// 用来比对的写法：全角折成半角，空白、引号与序号去掉。
pub fn plain(text: &str) -> String {
    let quotes = ['“', '”', '‘', '’', '"', '\'', '《', '》'];
    let folded: String = text.chars().map(fold).filter(|c| !c.is_whitespace() && !quotes.contains(c)).collect();
    strip_number(&folded).to_owned()
}

/// 放在引号里说的名称：里面的引号改成单的。
pub fn quoted(title: &str) -> String {
    title.trim().replace('“', "‘").replace('”', "’")
}

/// 去掉“一、”“二十六、”“(一)”“1.”一类的序号。
fn strip_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    match rest.strip_prefix('、') {
        Some(rest) if rest.len() + "、".len() < text.len() => rest,
        _ => text,
    }
}

/// 名称前有没有“一、”一类的序号。
pub fn is_numbered(text: &str) -> bool {
    let text = text.trim();
    strip_number(text).len() < text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 名称的写法() {
        assert_eq!(plain("二十六、抗疫特别国债安排的支出"), "抗疫特别国债安排的支出");
        assert_eq!(plain("因公出国（境）费"), "因公出国(境)费");
        assert_eq!(plain("“三公”经费"), "三公经费");
        assert_eq!(plain("一般公共服务支出"), "一般公共服务支出");
        assert!(is_numbered("一、财政拨款收入") && !is_numbered("一般公共服务支出"));
    }
}
