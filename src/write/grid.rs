//! 网格：合并单元格的表。

mod read;

pub(super) use read::read_table;

use std::ops::Range;

/// 列数上限。
pub const MAX_COLUMNS: usize = 200;
/// 行数上限。
pub const MAX_ROWS: usize = 20_000;
/// `rowspan`、`colspan` 的上限。
pub const MAX_SPAN: usize = 1000;

const FREE: u32 = u32::MAX;

/// 一张表。每个位置恰好属于一个单元格：没有空缺，也没有重叠。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// 每列的宽度，单位为千分之一表宽（"8%" 为 80）；没有写宽度的列为 `None`。
    pub columns: Vec<Option<u32>>,
    /// 行数。
    pub rows: usize,
    /// 单元格，按左上角先行后列排列。
    pub cells: Vec<Cell>,
    /// 表头（`thead`）的行数。
    pub header_rows: usize,
    /// `thead` 与各 `tbody` 的行范围；没有行的不列。
    pub blocks: Vec<Range<usize>>,
    /// 与 `blocks` 一一对应的 `data-block` 名，没有写的为空。
    pub block_names: Vec<String>,
    /// 每行是否不与上一行分在两页：表头各行与其下一行、`tbody` 类名 `keep`（一段不分开）与 `end`
    /// （连同上一行不分开）、`tr` 类名 `head` 与 `next`（不与下一行分开）。
    pub tied: Vec<bool>,
    /// 每个位置属于哪个单元格。
    cover: Vec<Vec<u32>>,
}

/// 一个单元格。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
    pub row_span: usize,
    pub column_span: usize,
    /// 文字；`<br/>` 为换行，空白已合并。
    pub text: String,
    pub align: Align,
    /// 是表头：`th`，或者在 `thead` 里。
    pub header: bool,
    /// 全部文字加粗。
    pub strong: bool,
    /// 与正下方的格子连成一格，中间不画线（类名 `corner`）。
    pub corner: bool,
    /// 表头按词换行的地方（`th` 里 `span` 的起止处）：在第几个字之前，从小到大。
    pub seams: Vec<usize>,
    /// 批注（`title`）：网页上停住鼠标时显示，工作簿里是格子的批注；没有的为空。
    pub note: String,
}

/// 水平对齐。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

impl Grid {
    /// 用代码造一张没有合并单元格的表。`header` 为空则没有表头；短的行补空格子；
    /// `aligns` 按列给出表体的对齐，缺的为左对齐，表头一律居中。
    pub fn from_rows(header: &[&str], rows: Vec<Vec<String>>, aligns: &[Align]) -> Grid {
        let header: Vec<String> = header.iter().map(|text| text.to_string()).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(header.len());
        let mut grid = Grid { columns: vec![None; width], ..Grid::default() };
        if width == 0 {
            return grid;
        }
        grid.header_rows = usize::from(!header.is_empty());
        let body = grid.header_rows..grid.header_rows + rows.len();
        for range in [0..grid.header_rows, body].into_iter().filter(|range| !range.is_empty()) {
            grid.push_block(range, "");
        }
        let headers = std::iter::once(header).take(grid.header_rows);
        for (row, mut texts) in headers.chain(rows).enumerate() {
            texts.resize(width, String::new());
            let header = row < grid.header_rows;
            grid.cover.push((0..width).map(|column| (row * width + column) as u32).collect());
            grid.cells.extend(texts.into_iter().enumerate().map(|(column, text)| {
                let align = if header { Align::Center } else { aligns.get(column).copied().unwrap_or_default() };
                Cell { row, column, row_span: 1, column_span: 1, text, align, header, ..Cell::default() }
            }));
        }
        grid.rows = grid.cover.len();
        grid.tied = (0..grid.rows).map(|row| (1..=grid.header_rows).contains(&row)).collect();
        grid
    }

    /// 与下面紧邻的一张表能不能接成一张：各列都写了宽度，且两表相同。
    pub fn continues(&self, below: &Grid) -> bool {
        !self.columns.is_empty() && self.columns.iter().all(Option::is_some) && self.columns == below.columns
    }

    /// 把列数相同的一张表接在下面。
    pub fn stack(&mut self, below: &Grid) {
        let (rows, cells) = (self.rows, self.cells.len() as u32);
        self.blocks.extend(below.blocks.iter().map(|range| range.start + rows..range.end + rows));
        self.block_names.extend_from_slice(&below.block_names);
        self.tied.extend_from_slice(&below.tied);
        self.cells.extend(below.cells.iter().map(|cell| Cell { row: cell.row + rows, ..cell.clone() }));
        self.cover.extend(below.cover.iter().map(|row| row.iter().map(|index| index + cells).collect()));
        self.rows += below.rows;
    }

    /// 占据这个位置的单元格（合并单元格占据它的每个位置）；位置在表外时为 `None`。
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.get(self.index_at(row, column)?)
    }

    /// 左上角在这一行的单元格，自左至右。
    pub fn starting_in(&self, row: usize) -> &[Cell] {
        let start = self.cells.partition_point(|cell| cell.row < row);
        let length = self.cells[start..].partition_point(|cell| cell.row == row);
        &self.cells[start..start + length]
    }

    /// 占据这个位置的单元格在 `cells` 中的序号。
    pub(super) fn index_at(&self, row: usize, column: usize) -> Option<usize> {
        self.cover.get(row)?.get(column).filter(|index| **index != FREE).map(|index| *index as usize)
    }

    fn push_block(&mut self, rows: Range<usize>, name: &str) {
        self.blocks.push(rows);
        self.block_names.push(name.into());
    }
}
