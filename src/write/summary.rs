//! 计分结果的摘要：终端表格与 csv。

use super::{Align, Grid, to_list};
use crate::report::Report;
use std::fmt::Write;

/// 终端上的结果：各行、板块、总分、等次与失分。`width` 为终端列数。
pub fn summary_text(report: &Report<'_>, set: &str, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}　{} 年度　{}", report.unit, report.year, report.title);
    if !set.is_empty() {
        let _ = writeln!(out, "体系 {set}");
    }
    if let Some(total) = report.money.as_ref().and_then(|money| money.rows.first()) {
        let rate = if total.rate.is_empty() { "－" } else { &total.rate };
        let _ = writeln!(out, "预算执行率 {rate}　分值 {}　得分 {}", total.points, total.score);
    }
    let header = ["编码", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差度", "状态"];
    let aligns =
        [Align::Left, Align::Left, Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Left];
    let rows = report.management.iter().chain(&report.rows).map(|row| {
        let score = if row.inferred { format!("{}＊", row.score) } else { row.score.clone() };
        let cells = [row.code, row.name, row.target, row.actual, &row.points, &score, &row.deviation, row.status];
        cells.map(str::to_owned).to_vec()
    });
    out.push_str(&table(&header, rows.collect(), &aligns, width));
    if report.rows.iter().chain(&report.management).any(|row| row.inferred) {
        out.push_str("＊ 推定，公开的表上没有印\n");
    }
    let sections = report.sections.iter();
    let rows = sections.map(|s| vec![s.level1.to_owned(), s.points.clone(), s.score.clone()]);
    out.push_str(&table(&["板块", "分值", "得分"], rows.collect(), &[Align::Left, Align::Right, Align::Right], width));
    let _ = write!(out, "总分 {}（满分 {}）", report.total.score, report.total.points);
    if report.total.scored_points != report.total.points {
        let _ = write!(out, "　已评 {} 分，得 {}", report.total.scored_points, report.total.scored);
    }
    if !report.grade.is_empty() {
        let _ = write!(out, "　等次 {}", report.grade);
    }
    out.push('\n');
    if !report.lost.is_empty() {
        out.push_str("失分（从多到少）\n");
        for row in &report.lost {
            let name = if row.code.is_empty() { row.name.to_owned() } else { format!("{} {}", row.code, row.name) };
            let _ = writeln!(out, "  －{}　{name}　{}", row.lost, row.reason.replace('\n', " "));
        }
    }
    out
}

fn table(header: &[&str], rows: Vec<Vec<String>>, aligns: &[Align], width: usize) -> String {
    to_list(&Grid::from_rows(header, rows, aligns), width)
}

/// csv：一行一个指标，另有预算执行率（`execution`）与总分（`total`）两行。
///
/// 以 `= + - @` 开头的文字前加单引号，免得电子表格当作公式；数字各列不加。
pub fn summary_csv(report: &Report<'_>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "code",
        "level1",
        "level2",
        "name",
        "target",
        "actual",
        "points",
        "score",
        "deviation",
        "status",
        "reason",
    ])?;
    if let Some(total) = report.money.as_ref().and_then(|money| money.rows.first()) {
        let (points, score) = (&total.points, &total.score);
        writer.write_record(["execution", "", "", "预算执行率", "", &total.rate, points, score, "", "", ""])?;
    }
    for row in report.management.iter().chain(&report.rows) {
        let texts = [row.level1, row.level2, row.name, row.target, row.actual, row.reason].map(literal);
        let [level1, level2, name, target, actual, reason] = &texts;
        let fields = [
            row.code,
            level1,
            level2,
            name,
            target,
            actual,
            &row.points,
            &row.score,
            &row.deviation,
            row.status,
            reason,
        ];
        writer.write_record(fields)?;
    }
    let (points, score) = (&report.total.points, &report.total.score);
    writer.write_record(["total", "", "", "总分", "", "", points, score, "", report.grade, ""])?;
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

pub(super) fn literal(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
