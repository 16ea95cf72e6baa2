//! 自评表的表头：各地的叫法归到同一栏。

use crate::number::fold;

/// 一栏的内容。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Level1,
    Level2,
    Name,
    /// 指标性质：符号写在另一栏。
    Nature,
    Target,
    /// 计量单位：单位写在另一栏。
    Unit,
    Actual,
    Points,
    Score,
    Deviation,
    Reason,
    Initial,
    FullYear,
    Executed,
    Rate,
}

/// 各栏的叫法；空白、括号里的话、“年度”“自评”之类的前缀去掉以后再比。
const NAMES: &[(Column, &[&str])] = &[
    (Column::Level1, &["一级指标", "一级指标名称", "一级"]),
    (Column::Level2, &["二级指标", "二级指标名称", "二级"]),
    (
        Column::Name,
        &["三级指标", "三级指标名称", "三级", "指标名称", "具体指标", "指标内容", "绩效指标名称", "明细指标"],
    ),
    (Column::Nature, &["指标性质", "性质", "计算符号", "符号", "运算符号", "比较符"]),
    (
        Column::Target,
        &[
            "指标值",
            "目标值",
            "预期指标值",
            "预期值",
            "年初指标值",
            "年初目标值",
            "绩效目标值",
            "计划指标值",
            "全年指标值",
            "计划值",
            "预期目标值",
            "年初设定目标值",
        ],
    ),
    (Column::Unit, &["度量单位", "计量单位", "指标单位", "单位"]),
    (
        Column::Actual,
        &[
            "实际完成值",
            "全年实际值",
            "全年完成值",
            "实际值",
            "完成值",
            "实际完成指标值",
            "实际完成情况",
            "完成情况",
            "实际完成",
            "全年实际完成值",
            "指标完成值",
            "情况说明",
        ],
    ),
    (Column::Points, &["分值", "权重", "指标分值", "标准分", "标准分值", "满分", "权重分", "分值权重"]),
    (Column::Score, &["得分", "评分", "自评分", "评价得分", "指标得分", "单位自评得分", "折算得分"]),
    (Column::Deviation, &["偏差度", "偏差率", "偏离度", "偏差"]),
    (Column::Initial, &["年初预算数", "年初预算", "年初预算金额"]),
    (
        Column::FullYear,
        &["全年预算数", "全年预算", "调整后预算数", "调整后预算", "调整预算数", "预算数", "预算金额", "全年预算金额"],
    ),
    (
        Column::Executed,
        &["全年执行数", "执行数", "预算执行数", "实际执行数", "全年执行", "支出数", "实际支出数", "决算数"],
    ),
    (Column::Rate, &["执行率", "预算执行率", "支付率"]),
];

/// 一格的叫法：半角，没有空白与括号里的话，没有“年度”之类的前缀。
pub(super) fn plain_title(cell: &str) -> String {
    let mut depth = 0_usize;
    let mut text = String::new();
    for c in cell.chars().map(fold).filter(|c| !c.is_whitespace()) {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !matches!(c, ':' | '*' | '、' | '/') => text.push(c),
            _ => {}
        }
    }
    text
}

/// 表头的一格是哪一栏。
pub(super) fn recognise(cell: &str) -> Option<Column> {
    let title = plain_title(cell);
    let find = |title: &str| NAMES.iter().find(|(_, names)| names.contains(&title)).map(|(column, _)| *column);
    let bare =
        ["年度", "自评", "绩效"].iter().fold(title.as_str(), |text, word| text.strip_prefix(word).unwrap_or(text));
    // “偏差原因分析及改进措施”“未完成原因”“存在问题和改进措施”：话有长短，看说的是什么。
    let is_reason = title.contains("原因") || title.contains("改进措施");
    find(&title).or_else(|| find(bare)).or_else(|| is_reason.then_some(Column::Reason))
}

/// 认出的表头：各栏在第几列。
#[derive(Clone, Debug)]
pub(super) struct Columns(Vec<(Column, usize)>);

impl Columns {
    /// 一行里认出的各栏；同一栏出现几次的取第一个。
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>) -> Columns {
        let mut found: Vec<(Column, usize)> = Vec::new();
        for (at, cell) in cells.enumerate() {
            if let Some(column) = recognise(cell).filter(|column| found.iter().all(|(known, _)| known != column)) {
                found.push((column, at));
            }
        }
        Columns(found)
    }

    /// 一栏在第几列。
    pub fn at(&self, wanted: Column) -> Option<usize> {
        self.0.iter().find(|(column, _)| *column == wanted).map(|(_, at)| *at)
    }

    /// 两行的表头：上一行的格分成几栏的（自评：完成值、得分），取下一行的叫法。下一行不是表头的返回 `None`。
    pub fn of_two<'c>(above: &[&'c str], below: &[&'c str]) -> Option<Columns> {
        let width = above.len().max(below.len());
        let pairs = (0..width).map(|at| {
            let [above, below] = [above, below].map(|row| row.get(at).copied().unwrap_or(""));
            (above, below)
        });
        let is_split = |(above, below): &(&str, &str)| recognise(above).is_none() && recognise(below).is_some();
        let is_two = pairs.clone().any(|pair| is_split(&pair));
        is_two.then(|| Columns::of(pairs.map(|pair| if is_split(&pair) { pair.1 } else { pair.0 })))
    }

    /// 有指标的名称。
    pub fn is_named(&self) -> bool {
        [Column::Name, Column::Level2, Column::Level1].iter().any(|column| self.at(*column).is_some())
    }

    /// 是指标一块的表头：有指标的名称，又有实际完成值或得分。
    pub fn is_indicators(&self) -> bool {
        self.is_named() && [Column::Actual, Column::Score].iter().any(|column| self.at(*column).is_some())
    }

    /// 是资金一块的表头：有预算数与执行数。
    pub fn is_money(&self) -> bool {
        self.at(Column::Executed).is_some()
            && (self.at(Column::FullYear).is_some() || self.at(Column::Initial).is_some())
    }

    /// 是没有指标值的一块（资金管理情况）的表头：只有分值与得分。
    pub fn is_management(&self) -> bool {
        self.at(Column::Points).is_some()
            && self.at(Column::Score).is_some()
            && !self.is_money()
            && !self.is_indicators()
    }

    /// 最左的一栏。
    pub fn first(&self) -> usize {
        self.0.iter().map(|(_, at)| *at).min().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 各地的叫法() {
        let same = |names: &[&str], column| {
            for name in names {
                assert_eq!(recognise(name), Some(column), "{name}");
            }
        };
        same(&["年度\n指标值", "年度指标值（A）", "指标值", "年初目标值", "绩效目标值"], Column::Target);
        same(&["实际完成值", "全年实际值(B)", "实际 完成值", "自评完成值"], Column::Actual);
        same(&["得分", "自评得分", "自评分"], Column::Score);
        same(&["偏差原因分析及改进措施", "未完成原因及拟采取的改进措施", "存在问题和改进措施"], Column::Reason);
        same(&["全年预算数（A）", "调整后预算数"], Column::FullYear);
        same(&["执行率（B/A×100%）", "预算执行率"], Column::Rate);
        assert_eq!(recognise("总体目标"), None);
        assert_eq!(recognise(""), None);
    }
}
