//! 复核总表的 csv。

use super::summary::literal;
use crate::report::FolderReport;

/// 一张表一行，重的在前。
///
/// # Errors
///
/// 写不成 csv；写在内存里，照理不会有。
pub fn folder_csv(report: &FolderReport) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "rank",
        "path",
        "unit",
        "title",
        "year",
        "declared",
        "grade",
        "recomputed",
        "errors",
        "warnings",
        "notes",
        "agree",
        "rows",
        "light",
        "full",
        "sampled",
    ])?;
    for table in &report.tables {
        let counts =
            [table.errors, table.warnings, table.notes, table.agree, table.rows].map(|count| count.to_string());
        let [errors, warnings, notes, agree, rows] = &counts;
        let texts = [&table.path, &table.unit, &table.title, &table.grade].map(|text| literal(text));
        let [path, unit, title, grade] = &texts;
        let yes = |yes: bool| if yes { "1" } else { "0" };
        writer.write_record([
            &table.rank.to_string(),
            path,
            unit,
            title,
            &table.year,
            &table.declared,
            grade,
            &table.recomputed,
            errors,
            warnings,
            notes,
            agree,
            rows,
            table.light_name,
            yes(table.is_full),
            yes(table.is_sampled),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
