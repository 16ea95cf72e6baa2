//! 把表样分到各张工作表：列宽相同的表接在一张上，与纸上一样；列宽不同的另起一张。

use crate::write::{Block, Form, Grid};

/// 工作表名最多的字数（按 UTF-16 计），以及不许用的字符。
const NAME_LIMIT: usize = 31;
const FORBIDDEN: &str = "*?:[]\\/";

/// 一张工作表：自上而下的块，其中的表列数与列宽都相同。
pub(super) struct Sheet<'f> {
    /// 合规定的名称，各张不重。
    pub name: String,
    pub blocks: Vec<&'f Block>,
}

impl<'f> Sheet<'f> {
    /// 这张上的各张表。
    pub fn tables(&self) -> impl Iterator<Item = &'f Grid> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            _ => None,
        })
    }
}

/// 分成各张工作表；没有内容的表样也有一张。
pub(super) fn sheets(form: &Form) -> Vec<Sheet<'_>> {
    let mut groups: Vec<Vec<&Block>> = vec![Vec::new()];
    let mut last: Option<&Grid> = None;
    for block in &form.blocks {
        let Block::Table(grid) = block else {
            groups.last_mut().into_iter().for_each(|group| group.push(block));
            continue;
        };
        if grid.rows == 0 {
            continue;
        }
        if last.is_some_and(|above| !above.continues(grid)) {
            let own = groups.last_mut().map(lead).unwrap_or_default();
            groups.push(own);
        }
        groups.last_mut().into_iter().for_each(|group| group.push(block));
        last = Some(grid);
    }
    let mut sheets: Vec<Sheet<'_>> = Vec::new();
    for blocks in groups {
        let name = unused(&named(form, &blocks), &sheets);
        sheets.push(Sheet { name, blocks });
    }
    sheets
}

/// 上一张表之后，从标题或表名起的各块归下一张表，其余留在原处。
fn lead<'f>(group: &mut Vec<&'f Block>) -> Vec<&'f Block> {
    let after = group.iter().rposition(|block| matches!(block, Block::Table(_))).map_or(0, |at| at + 1);
    let opens = |block: &&Block| match block {
        Block::Heading { .. } => true,
        Block::Paragraph { class, .. } => class == "caption",
        Block::Table(_) => false,
    };
    let at = group.iter().skip(after).position(opens).map_or(group.len(), |at| after + at);
    group.split_off(at)
}

/// 工作表名取其中的第一个标题，没有的取文件的标题。
fn named(form: &Form, blocks: &[&Block]) -> String {
    let heading = blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let name: String = heading
        .unwrap_or(&form.page.title)
        .chars()
        .filter(|c| !FORBIDDEN.contains(*c) && !c.is_control() && !c.is_whitespace())
        .collect();
    let name = name.trim_matches('\'');
    if name.is_empty() { "表".to_owned() } else { cut(name, NAME_LIMIT).trim_end_matches('\'').to_owned() }
}

/// 没有用过的名称：重了的后面写上第几张。表格程序不分大小写。
pub(super) fn unused(name: &str, sheets: &[Sheet<'_>]) -> String {
    let used = |name: &str| sheets.iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
    let mut free = name.to_owned();
    let mut number = 1;
    while used(&free) {
        number += 1;
        let suffix = format!("（{number}）");
        free = format!("{}{suffix}", cut(name, NAME_LIMIT - suffix.chars().count()));
    }
    free
}

/// 前面不超过 `limit` 个字的一段。
fn cut(name: &str, limit: usize) -> &str {
    let mut used = 0;
    let end = name.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > limit
    });
    end.map_or(name, |(at, _)| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> Vec<(String, usize)> {
        let form = Form::parse(html).unwrap();
        sheets(&form).into_iter().map(|sheet| (sheet.name, sheet.blocks.len())).collect()
    }

    #[test]
    fn 列宽相同的表在一张上() {
        let table = "<table><col width=\"40%\"/><col width=\"60%\"/><tr><td/><td/></tr></table>";
        let wide = "<table><tr><td/></tr></table>";
        let html =
            format!("<h1>甲表</h1><p>年度</p>{table}<p>注</p>{table}<p>注</p><h2>乙/表</h2><p>年度</p>{wide}{wide}");
        let expected = [("甲表".into(), 6), ("乙表".into(), 3), ("表".into(), 1)];
        assert_eq!(names(&html), expected);
        assert_eq!(names(""), [("表".into(), 0)]);
        assert_eq!(names("<table/><p>注</p>"), [("表".into(), 1)]);
    }

    #[test]
    fn 名称合规定且不重() {
        let one = |name: &str| format!("<h1>{name}</h1><table><tr><td/></tr></table>");
        let long = "长".repeat(40);
        let html = format!("{}{}{}{}", one("A"), one("a"), one(&long), one(&long));
        let expected =
            [("A".into(), 2), ("a（2）".into(), 2), ("长".repeat(31), 2), (format!("{}（2）", "长".repeat(28)), 2)];
        assert_eq!(names(&html), expected);
        assert_eq!(names(&one("''")), [("表".into(), 2)]);
        assert_eq!(names(&one(&format!("{}'尾", "字".repeat(30))))[0].0, "字".repeat(30));
        assert_eq!(names(&one(&"𠮷".repeat(20)))[0].0, "𠮷".repeat(15));
    }
}
