//! 从 `<table>` 读出网格。

use super::{Align, Cell, FREE, Grid, MAX_COLUMNS, MAX_ROWS, MAX_SPAN};
use crate::write::{FormError, Inline, is_skipped, name};
use roxmltree::Node;

/// 读一个 `<table>`，得到表名（`caption`）和网格。
pub(in crate::write) fn read_table(table: Node) -> Result<(Option<String>, Grid), FormError> {
    let mut grid = Grid::default();
    let mut caption = None;
    // 直接写在 table 下的连续几行，按 HTML 的规则算一个 tbody。
    let mut loose = Vec::new();
    for node in table.children().filter(|node| !is_skipped(*node)) {
        if name(node) != Some("tr") && !loose.is_empty() {
            grid.read_section(&std::mem::take(&mut loose), None)?;
        }
        let started = !grid.cover.is_empty() || !loose.is_empty();
        match name(node) {
            Some("tr") => loose.push(node),
            Some("caption") if caption.is_none() && !started => caption = Some(Inline::read(node)?.text),
            Some("colgroup") if !started => {
                for column in node.children().filter(|node| !is_skipped(*node)) {
                    grid.read_column(column)?;
                }
            }
            Some("col") if !started => grid.read_column(node)?,
            Some("thead") if !started => {
                grid.read_section(&rows_of(node)?, Some(node))?;
                grid.header_rows = grid.cover.len();
            }
            Some("tbody") => grid.read_section(&rows_of(node)?, Some(node))?,
            Some(tag @ ("caption" | "colgroup" | "col" | "thead")) => {
                return Err(FormError::at(node, format!("<{tag}> 重复，或者没有写在各行之前")));
            }
            Some(tag) => return Err(FormError::at(node, format!("表中不能直接用 <{tag}>"))),
            None => return Err(FormError::at(node, "表中的文字要写在单元格里")),
        }
    }
    grid.read_section(&loose, None)?;
    grid.rows = grid.cover.len();
    Ok((caption, grid))
}

/// `thead`、`tbody` 下的各行。
fn rows_of<'a, 'input>(section: Node<'a, 'input>) -> Result<Vec<Node<'a, 'input>>, FormError> {
    let rows: Vec<_> = section.children().filter(|node| !is_skipped(*node)).collect();
    match rows.iter().find(|node| name(**node) != Some("tr")) {
        Some(other) => Err(FormError::at(*other, "这里只能写 <tr>")),
        None => Ok(rows),
    }
}

impl Grid {
    fn read_column(&mut self, node: Node) -> Result<(), FormError> {
        if name(node) != Some("col") {
            return Err(FormError::at(node, "colgroup 中只能写 <col/>"));
        }
        let width =
            match (node.attribute("width"), node.attribute("style").and_then(style_width)) {
                (Some(width), _) | (None, Some(width)) => Some(read_percent(width).ok_or_else(|| {
                    FormError::at(node, format!("列宽“{width}”应为 0 以上、100% 以内的百分数，如 8%"))
                })?),
                (None, None) => None,
            };
        let span = read_span(node, "span")?.max(1);
        if self.columns.len() + span > MAX_COLUMNS {
            return Err(FormError::at(node, format!("表超过 {MAX_COLUMNS} 列")));
        }
        self.columns.extend(std::iter::repeat_n(width, span));
        Ok(())
    }

    /// 读一段（thead 或 tbody，直接写在 table 下的几行没有 `section`）的各行；跨行的单元格不能越出这一段。
    fn read_section(&mut self, rows: &[Node], section: Option<Node>) -> Result<(), FormError> {
        let header = section.and_then(name) == Some("thead");
        let block = section.and_then(|section| section.attribute("data-block")).unwrap_or_default();
        let start = self.cover.len();
        let end = start + rows.len();
        if let Some(node) = rows.get(MAX_ROWS.saturating_sub(start)) {
            return Err(FormError::at(*node, format!("表超过 {MAX_ROWS} 行")));
        }
        if start == end {
            return Ok(());
        }
        self.push_block(start..end, block);
        self.cover.resize(end, Vec::new());
        let classed = |class| section.is_some_and(|section| has_class(section, class));
        let whole = header || classed("keep") || classed("end");
        for (row, node) in (start..end).zip(rows) {
            let after_head = row == start && start > 0 && start == self.header_rows;
            let after_tie = row > start && rows.get(row - start - 1).is_some_and(ties_next);
            self.tied.push(after_head || after_tie || whole && row > start || classed("end") && row > 0);
            let mut column = 0;
            for cell in node.children().filter(|node| !is_skipped(*node)) {
                column = self.read_cell(cell, row, column, end, header)?;
            }
            self.check_row(*node, row)?;
        }
        Ok(())
    }

    /// 读一个单元格，放在本行 `column` 起第一个空位；返回它右边的一列。
    fn read_cell(
        &mut self,
        node: Node,
        row: usize,
        mut column: usize,
        end: usize,
        header: bool,
    ) -> Result<usize, FormError> {
        let heading = match name(node) {
            Some("td") => false,
            Some("th") => true,
            _ => return Err(FormError::at(node, "行中只能写 <td> 或 <th>")),
        };
        let column_span = read_span(node, "colspan")?;
        // HTML 规定 rowspan="0" 为跨到本段末行；colspan 没有这种写法。
        let row_span = match read_span(node, "rowspan")? {
            0 => end - row,
            span => span,
        };
        if column_span == 0 {
            return Err(FormError::at(node, "colspan 不能是 0"));
        }
        if row + row_span > end {
            let message = format!("rowspan=\"{row_span}\" 超出了本段：从这一行起只剩 {} 行", end - row);
            return Err(FormError::at(node, message));
        }
        while self.cover[row].get(column).is_some_and(|index| *index != FREE) {
            column += 1;
        }
        if column + column_span > MAX_COLUMNS {
            return Err(FormError::at(node, format!("表超过 {MAX_COLUMNS} 列")));
        }
        let index = self.cells.len() as u32;
        for (line, cover) in (row..).zip(&mut self.cover[row..row + row_span]) {
            if cover.len() < column + column_span {
                cover.resize(column + column_span, FREE);
            }
            for (place, owner) in (column..).zip(&mut cover[column..column + column_span]) {
                if *owner != FREE {
                    let message = format!("与上方跨行的单元格重叠（第 {} 行第 {} 列）", line + 1, place + 1);
                    return Err(FormError::at(node, message));
                }
                *owner = index;
            }
        }
        let align = node.attribute("class").unwrap_or_default().split_ascii_whitespace().fold(
            if heading { Align::Center } else { Align::Left },
            |align, class| match class {
                "num" => Align::Right,
                "center" => Align::Center,
                "left" => Align::Left,
                _ => align,
            },
        );
        let Inline { text, strong, mut seams, .. } = Inline::read(node)?;
        if !heading {
            seams.clear();
        }
        let (header, corner) = (heading || header, has_class(node, "corner"));
        let note = node.attribute("title").unwrap_or_default().to_owned();
        self.cells.push(Cell { row, column, row_span, column_span, text, align, header, strong, corner, seams, note });
        Ok(column + column_span)
    }

    /// 一行读完之后必须占满全部列；列数由 col 规定，没有 col 时由首行规定。
    fn check_row(&mut self, node: Node, row: usize) -> Result<(), FormError> {
        let cover = &self.cover[row];
        if self.columns.is_empty() {
            self.columns = vec![None; cover.len()];
        }
        let width = self.columns.len();
        let place = row + 1;
        let message = match cover.iter().position(|owner| *owner == FREE) {
            _ if width == 0 => format!("表的第 {place} 行没有单元格"),
            Some(hole) => format!("表的第 {place} 行在第 {} 列有空缺", hole + 1),
            None if cover.len() != width => format!("表的第 {place} 行占 {} 列，而全表是 {width} 列", cover.len()),
            None => return Ok(()),
        };
        Err(FormError::at(node, message))
    }
}

/// 类名里有没有这一个。
fn has_class(node: Node, class: &str) -> bool {
    node.attribute("class").unwrap_or_default().split_ascii_whitespace().any(|own| own == class)
}

/// 这一行不与下一行分在两页。
fn ties_next(row: &Node) -> bool {
    has_class(*row, "head") || has_class(*row, "next")
}

/// 读跨度属性；没有写为 1。
fn read_span(node: Node, attribute: &str) -> Result<usize, FormError> {
    let Some(text) = node.attribute(attribute) else { return Ok(1) };
    let digits = text.trim_ascii();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FormError::at(node, format!("{attribute}=\"{text}\" 不是整数")));
    }
    match digits.parse() {
        Ok(span) if span <= MAX_SPAN => Ok(span),
        _ => Err(FormError::at(node, format!("{attribute}=\"{text}\" 超过 {MAX_SPAN}"))),
    }
}

fn style_width(style: &str) -> Option<&str> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.filter(|(name, _)| name.trim_ascii() == "width").map(|(_, value)| value.trim_ascii()).next_back()
}

/// "8%" 为 80，"12.5%" 为 125；更细的小数四舍五入。
fn read_percent(text: &str) -> Option<u32> {
    let number = text.trim_ascii().strip_suffix('%')?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > 3 {
        return None;
    }
    let mut places = fraction.bytes().map(|b| u32::from(b - b'0'));
    let tenth = places.next().unwrap_or(0) + u32::from(places.next().unwrap_or(0) >= 5);
    Some(whole.parse::<u32>().ok()? * 10 + tenth).filter(|width| (1..=1000).contains(width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Block, Form};

    fn grid(rows: &str) -> Grid {
        match Form::parse(&format!("<table>{rows}</table>")).unwrap().blocks.pop() {
            Some(Block::Table(grid)) => grid,
            other => panic!("{other:?}"),
        }
    }

    /// 错误的行列与说明；表写在第 1 行。
    fn error(rows: &str) -> String {
        Form::parse(&format!("<table>{rows}</table>")).unwrap_err().to_string()
    }

    /// 每个位置写上占据它的单元格的文字。
    fn map(grid: &Grid) -> Vec<String> {
        let text = |row, column| grid.cell_at(row, column).map_or("?", |cell| &cell.text);
        (0..grid.rows).map(|row| (0..grid.columns.len()).map(|column| text(row, column)).collect()).collect()
    }

    #[test]
    fn 跨行跨列() {
        let grid = grid(
            "<tr><td rowspan=\"2\">甲</td><td colspan=\"2\">乙</td></tr><tr><td>丙</td><td rowspan=\" 2 \">丁</td></tr><tr><td colspan=\"2\">戊</td></tr>",
        );
        assert_eq!(map(&grid), ["甲乙乙", "甲丙丁", "戊戊丁"]);
        assert_eq!(grid.starting_in(1).iter().map(|cell| cell.column).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((grid.cell_at(3, 0), grid.cell_at(0, 3)), (None, None));
        assert!(grid.starting_in(9).is_empty());
    }

    #[test]
    fn 整行都被上方占据也成立() {
        assert_eq!(map(&grid("<tr><td rowspan=\"2\">甲</td></tr><tr></tr><tr><td>乙</td></tr>")), ["甲", "甲", "乙"]);
    }

    #[test]
    fn 表头各段与列宽() {
        let grid = grid(
            "<colgroup><col width=\"8%\"/><col style=\"color:red; width: 12.25%\"/><col span=\"2\"/></colgroup>\
             <thead><tr><th>甲</th><td>乙</td><th class=\"x num\">丙</th><th/></tr></thead>\
             <tbody data-block=\"资金\"><tr><td/><td class=\"num\">1</td><th class=\"left\"><b>x</b></th><td class=\"center\"/></tr></tbody>\
             <tbody></tbody><tr><td colspan=\"4\"/></tr><tr><td colspan=\"4\"/></tr>",
        );
        assert_eq!(grid.columns, [Some(80), Some(123), None, None]);
        assert_eq!((grid.header_rows, grid.rows), (1, 4));
        assert_eq!(grid.blocks, [0..1, 1..2, 2..4]);
        assert_eq!(grid.block_names, ["", "资金", ""]);
        let aligns: Vec<_> = grid.cells.iter().map(|cell| cell.align).collect();
        use Align::*;
        assert_eq!(aligns, [Center, Left, Right, Center, Left, Right, Left, Center, Left, Left]);
        let headers: Vec<_> = grid.cells.iter().map(|cell| cell.header).collect();
        assert_eq!(headers, [true, true, true, true, false, false, true, false, false, false]);
        assert!(grid.cells[6].strong && !grid.cells[0].strong);
    }

    #[test]
    fn 表名与空表() {
        let form = Form::parse("<table><caption>表 1</caption></table><table><tbody/></table>").unwrap();
        let empty = Block::Table(Grid::default());
        assert_eq!(
            form.blocks,
            [Block::Paragraph { text: "表 1".into(), class: "caption".into() }, empty.clone(), empty]
        );
    }

    #[test]
    fn 跨度写错() {
        assert_eq!(error("<tr><td rowspan=\"abc\"/></tr>"), "表样第 1 行第 12 列：rowspan=\"abc\" 不是整数");
        assert_eq!(error("<tr><td rowspan=\"-1\"/></tr>"), "表样第 1 行第 12 列：rowspan=\"-1\" 不是整数");
        assert_eq!(error("<tr><td colspan=\"\"/></tr>"), "表样第 1 行第 12 列：colspan=\"\" 不是整数");
        assert_eq!(error("<tr><td colspan=\"0\"/></tr>"), "表样第 1 行第 12 列：colspan 不能是 0");
        assert_eq!(error("<tr><td colspan=\"1001\"/></tr>"), "表样第 1 行第 12 列：colspan=\"1001\" 超过 1000");
        let huge = "9".repeat(400);
        assert!(error(&format!("<tr><td rowspan=\"{huge}\"/></tr>")).ends_with("超过 1000"));
        assert_eq!(error("<tr><td colspan=\"201\"/></tr>"), "表样第 1 行第 12 列：表超过 200 列");
        assert_eq!(
            error("<tr><td rowspan=\"2\"/></tr>"),
            "表样第 1 行第 12 列：rowspan=\"2\" 超出了本段：从这一行起只剩 1 行"
        );
    }

    #[test]
    fn 跨行不越出本段() {
        let across = "<tbody><tr><td rowspan=\"2\"/></tr></tbody><tbody><tr><td/></tr></tbody>";
        assert!(error(across).ends_with("从这一行起只剩 1 行"));
        assert_eq!(
            map(&grid(
                "<tbody><tr><td>甲</td></tr><tr><td rowspan=\"0\">乙</td></tr><tr/></tbody><tbody><tr><td>丙</td></tr></tbody>"
            )),
            ["甲", "乙", "乙", "丙"]
        );
    }

    #[test]
    fn 空缺多余与重叠() {
        assert_eq!(
            error("<tr><td/><td/></tr>\n<tr><td/></tr>"),
            "表样第 2 行第 1 列：表的第 2 行占 1 列，而全表是 2 列"
        );
        assert_eq!(
            error("<tr><td/></tr><tr><td/><td/></tr>"),
            "表样第 1 行第 22 列：表的第 2 行占 2 列，而全表是 1 列"
        );
        assert_eq!(error("<col/><col/><tr><td/></tr>"), "表样第 1 行第 20 列：表的第 1 行占 1 列，而全表是 2 列");
        assert_eq!(error("<tr></tr>"), "表样第 1 行第 8 列：表的第 1 行没有单元格");
        let hole = "<tr><td/><td/><td rowspan=\"2\"/></tr>\n<tr><td/></tr>";
        assert_eq!(error(hole), "表样第 2 行第 1 列：表的第 2 行在第 2 列有空缺");
        let overlap = "<tr><td/><td rowspan=\"2\"/></tr><tr><td colspan=\"2\"/></tr>";
        assert_eq!(error(overlap), "表样第 1 行第 43 列：与上方跨行的单元格重叠（第 2 行第 2 列）");
    }

    #[test]
    fn 行数列数有上限() {
        assert!(error(&"<tr><td/></tr>".repeat(MAX_ROWS + 1)).ends_with("表超过 20000 行"));
        assert_eq!(grid(&"<tr><td/></tr>".repeat(MAX_ROWS)).rows, MAX_ROWS);
        assert!(error("<col span=\"201\"/>").ends_with("表超过 200 列"));
        assert!(error(&format!("<tr>{}</tr>", "<td/>".repeat(201))).ends_with("表超过 200 列"));
    }

    #[test]
    fn 结构写错() {
        assert_eq!(error("<tr><td><table/></td></tr>"), "表样第 1 行第 16 列：表中不能再套表");
        assert_eq!(
            error("<tr><td><p/></td></tr>"),
            "表样第 1 行第 16 列：文字中不能用 <p>，只能用 br、strong、b、span"
        );
        assert_eq!(error("<td/>"), "表样第 1 行第 8 列：表中不能直接用 <td>");
        assert_eq!(error("<tbody><td/></tbody>"), "表样第 1 行第 15 列：这里只能写 <tr>");
        assert_eq!(error("<tr>甲</tr>"), "表样第 1 行第 12 列：行中只能写 <td> 或 <th>");
        assert_eq!(error("甲"), "表样第 1 行第 8 列：表中的文字要写在单元格里");
        assert!(error("<tr><td/></tr><thead/>").ends_with("<thead> 重复，或者没有写在各行之前"));
        assert!(error("<colgroup><p/></colgroup>").ends_with("colgroup 中只能写 <col/>"));
        for width in ["8", "0%", "100.1%", "-1%", "8px", "%", "1e1%", "99999999999%"] {
            assert!(error(&format!("<col width=\"{width}\"/>")).contains("列宽"), "{width}");
        }
    }

    #[test]
    fn 表头记得按词换行的地方() {
        let seams = |cell: &str| grid(&format!("<tr>{cell}</tr>")).cells.remove(0).seams;
        assert_eq!(seams("<th><span>部门</span><span>整体</span><span>支出</span></th>"), [2, 4]);
        assert_eq!(seams("<th>年度<span>指标值</span>（万元）</th>"), [2, 5]);
        assert_eq!(seams("<th><span>一级</span> <span>指标</span></th>"), [2]);
        assert_eq!(seams("<th><span>全部</span></th>"), [0; 0]);
        // 只有 th 里的 span 是词；推定的＊写在 td 里，不与前面的数分开。
        assert_eq!(seams("<td>10<span class=\"star\">＊</span></td>"), [0; 0]);
    }

    #[test]
    fn 用代码造表() {
        let rows = vec![vec!["一".into(), "1".into()], vec!["二".into()]];
        let grid = Grid::from_rows(&["名", "数"], rows, &[Align::Left, Align::Right]);
        assert_eq!(map(&grid), ["名数", "一1", "二"]);
        assert_eq!((grid.rows, grid.header_rows, grid.blocks.clone()), (3, 1, vec![0..1, 1..3]));
        assert_eq!(grid.cells[3].align, Align::Right);
        assert_eq!(Grid::from_rows(&[], vec![], &[]), Grid::default());
        assert_eq!(Grid::from_rows(&[], vec![vec![]], &[]).rows, 0);
    }
}
