//! 各个一级指标：名称后面印的分值等于各行分值之和。

use super::{About, Findings, Printed, PrintedRow, RowAudit, SectionAudit, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::number::{Decimal, plain, read_quantity};

/// 各个一级指标，按表上的先后。
pub(super) fn audit(table: &Table, rows: &[RowAudit], findings: &mut Findings) -> Vec<SectionAudit> {
    let groups = groups(&table.rows, |row| &row.level1);
    let last = groups.len().saturating_sub(1);
    let mut sections = Vec::with_capacity(groups.len());
    for (at, group) in groups.iter().enumerate() {
        let all = |value: fn(&RowAudit) -> Option<Decimal>| -> Option<Decimal> {
            group.rows.iter().map(|&row| value(&rows[row])).sum()
        };
        let points = all(|row| row.points);
        // 表在这一块里断了的，后面还有没抄下的行。
        let is_open = table.truncated && at == last;
        check(About::Section(at), group, points, is_open, findings);
        sections.push(SectionAudit {
            level1: group.name.clone(),
            printed_points: group.printed,
            points,
            declared: all(|row| row.declared),
            recomputed: all(|row| row.recomputed),
        });
    }
    // 二级指标后面印着分值的，同样核对。
    for (at, section) in groups.iter().enumerate() {
        let own: Vec<&PrintedRow> = section.rows.iter().map(|&row| &table.rows[row]).collect();
        let parts = self::groups(&own, |row| &row.level2);
        let last_part = parts.len().saturating_sub(1);
        for (index, part) in parts.iter().enumerate() {
            let points = part.rows.iter().map(|&row| rows[section.rows[row]].points).sum();
            let is_open = table.truncated && at == last && index == last_part;
            check(About::Section(at), part, points, is_open, findings);
        }
    }
    sections
}

/// 名称相同的各行。
struct Group<'t> {
    name: String,
    printed: Option<Decimal>,
    cell: &'t Printed,
    rows: Vec<usize>,
}

fn groups<'t, R: std::borrow::Borrow<PrintedRow> + 't>(
    rows: &'t [R],
    level: impl Fn(&'t PrintedRow) -> &'t Printed,
) -> Vec<Group<'t>> {
    let mut groups: Vec<Group<'t>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cell = level(row.borrow());
        let (name, printed) = split_points(&cell.text);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.rows.push(at),
            None => groups.push(Group { name: name.to_owned(), printed, cell, rows: vec![at] }),
        }
    }
    groups
}

fn check(about: About, group: &Group<'_>, points: Option<Decimal>, is_open: bool, findings: &mut Findings) {
    let Some((printed, points)) = group.printed.zip(points) else { return };
    if printed == points || (is_open && points < printed) {
        return;
    }
    let message = format!("{}：印着 {} 分，各行分值之和是 {}", group.name, plain(printed), plain(points));
    findings.push(about, Diagnostic::new(Code::A0408, message).at(&group.cell.place).label("印的分值"));
}

/// “产出指标(50分)”“决策（10）”：名称与后面的分值。
pub(super) fn split_points(text: &str) -> (&str, Option<Decimal>) {
    let split = || {
        let head = text.trim_end().strip_suffix([')', '）'])?;
        let open = head.rfind(['(', '（'])?;
        let inner = head[open..].trim_start_matches(['(', '（']);
        let quantity = read_quantity(inner).ok()?;
        let is_points = quantity.unit.is_none() || quantity.unit.as_str() == "分";
        is_points.then_some((head[..open].trim(), quantity.value))
    };
    split().map_or((text, None), |(name, points)| (name, Some(points)))
}

#[cfg(test)]
mod tests {
    use super::split_points;

    #[test]
    fn 名称后面的分值() {
        let split = |text| {
            let (name, points) = split_points(text);
            format!("{name}/{}", points.map(|points| points.to_string()).unwrap_or_default())
        };
        assert_eq!(split("产出指标(50分)"), "产出指标/50");
        assert_eq!(split("决策（10）"), "决策/10");
        assert_eq!(split("质量指标 (7.5 分）"), "质量指标/7.5");
        assert_eq!(split("产出指标"), "产出指标/");
        assert_eq!(split("牛羊(只)"), "牛羊(只)/");
        assert_eq!(split("补助(12头)"), "补助(12头)/");
        assert_eq!(split(")"), ")/");
    }
}
