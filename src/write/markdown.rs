//! 写成 Markdown（GFM）。
//!
//! GFM 的表不能合并单元格，也只能有一行表头，所以一张表按块（`tbody`）拆成几张：
//! 每块去掉没有单元格起始的列；合并单元格的文字写在左上角，其余位置留空。
//! 各块的首行作表头；紧跟 `thead` 的一块用 `thead` 作表头，多行表头逐列用 `<br>` 并成一行。

use super::wrap::clean;
use super::{Align, Block, Form, Grid};
use std::ops::Range;

/// 写成 Markdown；各块之间空一行，以换行结束。
pub fn to_markdown(form: &Form) -> String {
    let mut parts = Vec::new();
    for block in &form.blocks {
        match block {
            Block::Heading { level, text } if !text.is_empty() => {
                // 行末的 # 会被当作标题的收尾。
                let mut text = escape(text);
                if text.ends_with('#') {
                    text.insert(text.len() - 1, '\\');
                }
                parts.push(format!("{} {text}", "#".repeat(usize::from(*level).clamp(1, 6))));
            }
            Block::Paragraph { text, class } if !text.is_empty() => {
                let text = escape(text);
                match class.split_ascii_whitespace().any(|class| class == "strong") {
                    true => parts.push(format!("**{text}**")),
                    false => parts.push(guard_start(text)),
                }
            }
            Block::Heading { .. } | Block::Paragraph { .. } => {}
            Block::Table(grid) => parts.extend(tables(grid)),
        }
    }
    let mut markdown = parts.join("\n\n");
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    markdown
}

/// 一张网格拆成的各张表。
fn tables(grid: &Grid) -> Vec<String> {
    let mut parts = Vec::new();
    let mut blocks = grid.blocks.iter().cloned().peekable();
    while let Some(block) = blocks.next() {
        if block.start >= grid.header_rows {
            parts.push(table(grid, block.start..block.start + 1, block.start + 1..block.end));
        } else {
            // 表头与紧跟的一块合成一张表。
            let body = blocks.next().unwrap_or(block.end..block.end);
            parts.push(table(grid, block, body));
        }
    }
    parts
}

/// 以 `header` 各行为表头、`body` 各行为表体的一张表。
fn table(grid: &Grid, header: Range<usize>, body: Range<usize>) -> String {
    let mut columns: Vec<usize> =
        header.clone().chain(body.clone()).flat_map(|row| grid.starting_in(row)).map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();

    let mut heads = vec![String::new(); columns.len()];
    for cell in header.flat_map(|row| grid.starting_in(row)).filter(|cell| !cell.text.is_empty()) {
        if let Ok(at) = columns.binary_search(&cell.column) {
            let separator = if heads[at].is_empty() { "" } else { "<br>" };
            heads[at] += &format!("{separator}{}", escape(&cell.text));
        }
    }
    let mut lines = vec![line(&heads), line(&rulers(grid, &columns, body.clone()))];
    for row in body {
        let mut texts = vec![String::new(); columns.len()];
        for cell in grid.starting_in(row) {
            if let Ok(at) = columns.binary_search(&cell.column) {
                let text = escape(&cell.text);
                texts[at] = if cell.strong && !text.is_empty() { format!("**{text}**") } else { text };
            }
        }
        lines.push(line(&texts));
    }
    lines.join("\n")
}

fn line(texts: &[String]) -> String {
    let cells: Vec<String> =
        texts.iter().map(|text| if text.is_empty() { "  |".into() } else { format!(" {text} |") }).collect();
    format!("|{}", cells.concat())
}

/// 分隔行的各格。GFM 按列对齐：一列表体中有文字的格子对齐一致时才写出来。
fn rulers(grid: &Grid, columns: &[usize], body: Range<usize>) -> Vec<String> {
    let mut aligns: Vec<Option<Align>> = vec![None; columns.len()];
    for cell in body.flat_map(|row| grid.starting_in(row)).filter(|cell| !cell.text.is_empty()) {
        if let Ok(at) = columns.binary_search(&cell.column) {
            let mixed = aligns[at].is_some_and(|align| align != cell.align);
            aligns[at] = Some(if mixed { Align::Left } else { cell.align });
        }
    }
    let ruler = |align: &Option<Align>| match align {
        Some(Align::Center) => ":---:".to_string(),
        Some(Align::Right) => "---:".to_string(),
        Some(Align::Left) | None => "---".to_string(),
    };
    aligns.iter().map(ruler).collect()
}

/// 转义行内有特殊意义的字符；换行写作 `<br>`。
pub(super) fn escape(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // & 只在可能构成实体时转义；~ 会把“90%~100%，1~2”划掉。
        let mut entity = || c == '&' && chars.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#');
        if matches!(c, '|' | '\\' | '*' | '_' | '<' | '`' | '[' | ']' | '~') || entity() {
            escaped.push('\\');
        }
        match c {
            '\n' => escaped.push_str("<br>"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// 段首的 "1."、"-"、"#" 等不让它变成列表或标题。
fn guard_start(text: String) -> String {
    let text = text.trim_start_matches(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        Some(b'#' | b'-' | b'+' | b'>' | b'=') if digits == 0 => format!("\\{text}"),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn markdown(html: &str) -> String {
        to_markdown(&Form::parse(html).unwrap())
    }

    #[test]
    fn 按块拆成几张表() {
        let html = "<h1>自评表</h1><p>（2024年度）</p><table>\
            <thead><tr><th>指标</th><th>得分</th></tr></thead>\
            <tbody><tr><td>数量</td><td class=\"num\">9.5</td></tr><tr><td>质量</td><td class=\"num\">10</td></tr></tbody>\
            <tbody><tr><td colspan=\"2\">总分</td></tr><tr><td colspan=\"2\"><b>19.5</b></td></tr></tbody></table>";
        let expected = "\
# 自评表

（2024年度）

| 指标 | 得分 |
| --- | ---: |
| 数量 | 9.5 |
| 质量 | 10 |

| 总分 |
| --- |
| **19.5** |
";
        assert_eq!(markdown(html), expected);
    }

    #[test]
    fn 合并的格子其余位置留空() {
        let html = "<table><tr><td rowspan=\"2\">资金</td><td colspan=\"2\">来源</td><td class=\"center\">数</td></tr>\
            <tr><td colspan=\"2\">财政</td><td class=\"center\">1</td></tr>\
            <tr><td colspan=\"3\">合计</td><td class=\"center\">2</td></tr></table>";
        let expected = "\
| 资金 | 来源 | 数 |
| --- | --- | :---: |
|  | 财政 | 1 |
| 合计 |  | 2 |
";
        assert_eq!(markdown(html), expected);
    }

    #[test]
    fn 多行表头并成一行() {
        let html = "<table><thead><tr><th rowspan=\"2\">指标</th><th colspan=\"2\">绩效</th></tr><tr><th>目标</th><th>实际</th></tr></thead></table>";
        assert_eq!(markdown(html), "| 指标 | 绩效<br>目标 | 实际 |\n| --- | --- | --- |\n");
    }

    #[test]
    fn 转义() {
        let html = "<p>a|b*c_d&lt;e`f\\[g] 90%~100%<br/>&amp;amp; A&amp;</p>";
        assert_eq!(markdown(html), "a\\|b\\*c\\_d\\<e\\`f\\\\\\[g\\] 90%\\~100%<br>\\&amp; A&\n");
        assert_eq!(
            markdown("<p>1. 甲</p><p>- 乙</p><p># 丙</p><p>2024年</p>"),
            "1\\. 甲\n\n\\- 乙\n\n\\# 丙\n\n2024年\n"
        );
        assert_eq!(markdown("<h2>C #</h2>"), "## C \\#\n");
        assert_eq!(
            markdown("<table><tr><td>1. 甲</td><td>- 乙|丙</td></tr></table>"),
            "| 1. 甲 | - 乙\\|丙 |\n| --- | --- |\n"
        );
        assert_eq!(markdown("<p><b>注：</b></p>"), "**注：**\n");
    }

    #[test]
    fn 空的不写() {
        assert_eq!(markdown("<h1/><p/><table/>"), "");
        assert_eq!(markdown("<table><tr><td/></tr></table>"), "|  |\n| --- |\n");
    }

    proptest! {
        #[test]
        fn 每行的格数相同(rows in prop::collection::vec(prop::collection::vec("[甲|\\\\\n*a`<]{0,4}", 0..4), 0..5)) {
            let table = to_markdown(&Form { page: Default::default(), blocks: vec![Block::Table(Grid::from_rows(&["|"], rows, &[]))] });
            // 去掉转义之后，竖线只剩分隔用的。
            let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            let counts: Vec<usize> = table.lines().map(bars).collect();
            prop_assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "{}", table);
        }
    }
}
