//! 表头：哪一栏是什么。

use super::table::{Placed, cell_name};
use crate::diagnostic::{Code, Diagnostic, Sink};

/// 一栏的内容。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Code,
    Level1,
    Level2,
    Name,
    Sign,
    Target,
    Unit,
    Points,
    Standard,
    Meaning,
    Formula,
    Evidence,
    Source,
}

/// 各栏的叫法；括号、空白与“年度”之类去掉以后再比。
const NAMES: &[(Column, &str, &[&str])] = &[
    (Column::Code, "编码", &["编码", "指标编码", "代码", "指标代码"]),
    (Column::Level1, "一级指标", &["一级指标", "一级", "一级指标名称", "指标类别"]),
    (Column::Level2, "二级指标", &["二级指标", "二级", "二级指标名称"]),
    (
        Column::Name,
        "三级指标",
        &["三级指标", "三级", "三级指标名称", "指标名称", "具体指标", "指标内容", "明细指标", "绩效指标名称"],
    ),
    (Column::Sign, "指标性质", &["指标性质", "性质", "计算符号", "符号", "运算符号", "运算符", "指标方向", "比较符"]),
    (
        Column::Target,
        "指标值",
        &[
            "指标值",
            "目标值",
            "指标目标值",
            "绩效目标值",
            "预期指标值",
            "计划值",
            "计划指标值",
            "年初目标值",
            "全年指标值",
            "绩效指标值",
            "预期值",
            "标杆值",
            "年初指标值",
        ],
    ),
    (Column::Unit, "计量单位", &["计量单位", "度量单位", "单位", "指标单位", "数量单位"]),
    (
        Column::Points,
        "分值",
        &[
            "分值",
            "权重",
            "指标分值",
            "标准分值",
            "标准分",
            "满分",
            "分数",
            "分值权重",
            "权重分值",
            "权重%",
            "分值%",
            "指标权重",
            "权重分",
            "参考分值",
            "分",
        ],
    ),
    (
        Column::Standard,
        "评分标准",
        &[
            "评分标准",
            "评扣分标准",
            "评分细则",
            "计分方法",
            "计分标准",
            "扣分标准",
            "评价标准",
            "评分规则",
            "评分办法",
            "评分方法",
            "赋分规则",
            "打分标准",
            "计分规则",
            "评价评分标准",
            "评分依据",
            "评分标准及方法",
            "评分标准说明",
            "得分标准",
        ],
    ),
    (Column::Meaning, "指标解释", &["指标解释", "指标说明", "解释", "说明", "指标定义", "指标释义", "指标内涵"]),
    (Column::Formula, "计算公式", &["计算公式", "计算方法", "公式", "计算方式"]),
    (
        Column::Evidence,
        "数据来源",
        &[
            "数据来源",
            "佐证",
            "佐证材料",
            "证明材料",
            "资料来源",
            "取数来源",
            "评价依据",
            "证据来源",
            "数据来源及佐证材料",
        ],
    ),
    (Column::Source, "出处", &["出处", "依据", "文件依据", "设置依据", "设定依据"]),
];

/// 少了就读不成的几栏。
const REQUIRED: [Column; 4] = [Column::Level1, Column::Name, Column::Target, Column::Points];

/// 表头至多在这一行之前。
const DEPTH: usize = 10;

/// 认出的表头。
pub(super) struct Header {
    /// 数据从这一行起。
    pub first: usize,
    columns: Vec<(Column, usize)>,
    /// 紧跟在一、二级指标之后的分值栏。
    pub level_points: [Option<usize>; 2],
}

impl Header {
    pub fn column(&self, wanted: Column) -> Option<usize> {
        self.columns(wanted).next()
    }

    /// 同一种内容的各栏，由左到右。
    pub fn columns(&self, wanted: Column) -> impl Iterator<Item = usize> {
        self.columns.iter().filter(move |(column, _)| *column == wanted).map(|(_, at)| *at)
    }
}

/// 分在几栏也能连起来读的文字；别的只能有一栏。
const JOINED: [Column; 5] = [Column::Standard, Column::Meaning, Column::Formula, Column::Evidence, Column::Source];

/// 认作同一种内容、却不能连起来读的两栏。
fn doubled(columns: &[(Column, usize)]) -> Option<(Column, usize, usize)> {
    columns.iter().enumerate().find_map(|(at, (column, first))| {
        let again = columns[at + 1..].iter().find(|(other, _)| other == column && !JOINED.contains(other));
        again.map(|(_, second)| (*column, *first, *second))
    })
}

fn recognise(cell: &str) -> Option<Column> {
    let text: String = cell
        .chars()
        .map(crate::number::fold)
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '[' | ']' | ':' | '/' | '、' | '*' | '【' | '】'))
        .collect();
    let text =
        ["年度", "绩效评价", "自评"].iter().fold(text.as_str(), |text, word| text.strip_prefix(word).unwrap_or(text));
    let find = |text: &str| NAMES.iter().find(|(_, _, names)| names.contains(&text)).map(|(column, ..)| *column);
    // “分值(分)”“指标值(含单位)”：括号里的话不算。
    let outside = cell.split(['(', '（']).next().unwrap_or("");
    let outside: String = outside.chars().filter(|c| !c.is_whitespace()).collect();
    find(text).or_else(|| find(&outside)).or_else(|| find(outside.strip_prefix("年度").unwrap_or(&outside)))
}

fn columns(cells: &[&str]) -> (Vec<(Column, usize)>, [Option<usize>; 2]) {
    let mut found: Vec<(Column, usize)> = Vec::new();
    let mut points: Vec<(Option<Column>, usize)> = Vec::new();
    let mut level = None;
    for (at, cell) in cells.iter().enumerate() {
        match recognise(cell) {
            Some(Column::Points) => points.push((level, at)),
            Some(column) => {
                if matches!(column, Column::Level1 | Column::Level2 | Column::Name) {
                    level = Some(column);
                }
                found.push((column, at));
            }
            None => {}
        }
    }
    // 有几栏分值的，各属它左边的一级；行的分值取三级之后的第一栏。
    let of = |wanted: Column| points.iter().find(|(level, _)| *level == Some(wanted)).map(|(_, at)| *at);
    let own = of(Column::Name).or_else(|| points.last().map(|(_, at)| *at));
    found.extend(own.map(|at| (Column::Points, at)));
    let other = |at: Option<usize>| at.filter(|at| Some(*at) != own);
    (found, [other(of(Column::Level1)), other(of(Column::Level2))])
}

/// 找表头：在前十行里，也许分作上下两行。
pub(super) fn find(placed: &Placed<'_>, sink: &mut Sink) -> Option<Header> {
    let width = placed.table.rows.iter().take(DEPTH + 1).map(Vec::len).max().unwrap_or(0);
    let mut best: (usize, usize, Vec<Column>) = (0, 0, REQUIRED.to_vec());
    let mut twice = None;
    for row in 0..DEPTH.min(placed.table.rows.len()) {
        let one: Vec<&str> = (0..width).map(|column| placed.cell(row, column)).collect();
        let two: Vec<&str> = (0..width)
            .map(|column| {
                let (above, below) = (placed.cell(row, column), placed.cell(row + 1, column));
                if recognise(below).is_some() { below } else { above }
            })
            .collect();
        for (cells, depth) in [(one, 1), (two, 2)] {
            let (found, level_points) = columns(&cells);
            let missing: Vec<Column> =
                REQUIRED.into_iter().filter(|wanted| found.iter().all(|(column, _)| column != wanted)).collect();
            if missing.is_empty() {
                let Some(pair) = doubled(&found) else {
                    return Some(Header { first: row + depth, columns: found, level_points });
                };
                twice = twice.or(Some((row, pair)));
            }
            if found.len() > best.0 {
                best = (found.len(), row, missing);
            }
        }
    }
    if let Some((row, (column, first, second))) = twice {
        let (one, other) = (cell_name(row, first), cell_name(row, second));
        let message = format!("{one}、{other} 两栏都像“{}”，不知道用哪一栏", title(column).unwrap_or_default());
        let diagnostic = Diagnostic::new(Code::E1001, message).at(&placed.at(row, second)).label("又一栏");
        sink.push(diagnostic.help("把不用的一栏改名或删去"));
        return None;
    }
    let (found, row, missing) = best;
    let titles: Vec<&str> = missing.iter().filter_map(|column| title(*column)).collect();
    let help = "表头要有“一级指标”“三级指标”“指标值”“分值”；“二级指标”“评分标准”“计量单位”等可有可无";
    let diagnostic = if found == 0 {
        Diagnostic::new(Code::E1001, format!("{} 的前 {DEPTH} 行里没有认出表头", placed.table.name))
    } else {
        let message = format!("表头里没有认出这几栏：{}（最像表头的是 {} 一行）", titles.join("、"), cell_name(row, 0));
        Diagnostic::new(Code::E1001, message).at(&placed.line(row)).label("这一行")
    };
    sink.push(diagnostic.help(help));
    None
}

fn title(column: Column) -> Option<&'static str> {
    NAMES.iter().find(|(other, ..)| *other == column).map(|(_, title, _)| *title)
}

/// 表里有没有认得出的表头。
#[cfg(feature = "xlsx")]
pub(super) fn is_in(table: &super::Table) -> bool {
    find(&table.place(&mut crate::diagnostic::Sources::default()), &mut Sink::default()).is_some()
}
