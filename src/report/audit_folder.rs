//! 一批表的复核总表：文字，与对外的 JSON（`ziping.audit-folder/1`）。

use crate::audit::folder::{Sampling, Standing, formality};
use crate::diagnostic::Code;
use crate::number::{Decimal, plain};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// 一批表的复核总表，全部文字。
#[derive(Clone, Debug, Serialize)]
pub struct FolderReport {
    /// 文件夹的名称。
    pub folder: String,
    /// 印在网页标题里；总表不是一家的，为空。
    pub unit: &'static str,
    /// 各表，重的在前。
    pub tables: Vec<FolderLine>,
    /// 各代码共几条、在几张表上，多的在前。
    pub codes: Vec<CodeLine>,
    /// 自评全是满分的单位。
    pub formality: Vec<FormalityLine>,
    /// 读不成的文件。
    pub unreadable: Vec<UnreadableLine>,
    pub sample: SampleReport,
    /// 错误、提醒、说明各几条。
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub red: usize,
    pub yellow: usize,
}

/// 一张表。
#[derive(Clone, Debug, Serialize)]
pub struct FolderLine {
    pub rank: usize,
    pub path: String,
    pub unit: String,
    pub title: String,
    pub year: String,
    pub declared: String,
    pub grade: String,
    pub recomputed: String,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub agree: usize,
    pub rows: usize,
    /// 红灯、黄灯；没有亮灯的为空。
    pub light: &'static str,
    pub light_name: &'static str,
    pub is_full: bool,
    pub is_sampled: bool,
}

/// 一个代码。
#[derive(Clone, Debug, Serialize)]
pub struct CodeLine {
    pub code: &'static str,
    pub title: &'static str,
    pub count: usize,
    pub tables: usize,
}

/// 自评全是满分的一个单位。
#[derive(Clone, Debug, Serialize)]
pub struct FormalityLine {
    pub unit: String,
    pub tables: usize,
}

/// 读不成的一个文件。
#[derive(Clone, Debug, Serialize)]
pub struct UnreadableLine {
    pub path: String,
    /// 文件里的哪一处；不在哪一处的为空。
    pub place: String,
    pub message: String,
}

/// 抽查。
#[derive(Clone, Debug, Serialize)]
pub struct SampleReport {
    /// 份额，如 15%。
    pub share: String,
    pub seed: String,
    pub red_first: bool,
    /// 份额算出的份数。
    pub size: usize,
    pub paths: Vec<String>,
}

/// 写成总表；`standings` 须已按轻重排好。
pub fn folder_report(
    folder: &str,
    standings: &[Standing],
    unreadable: Vec<UnreadableLine>,
    sampling: &Sampling,
) -> FolderReport {
    let shown = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
    let drawn = sampling.draw(standings);
    let tables: Vec<FolderLine> = standings
        .iter()
        .enumerate()
        .map(|(at, standing)| FolderLine {
            rank: at + 1,
            path: standing.path.clone(),
            unit: standing.unit.clone(),
            title: standing.title.clone(),
            year: standing.year.map(|year| year.to_string()).unwrap_or_default(),
            declared: shown(standing.declared),
            grade: standing.grade.clone().unwrap_or_default(),
            recomputed: shown(standing.recomputed),
            errors: standing.errors,
            warnings: standing.warnings,
            notes: standing.notes,
            agree: standing.agree,
            rows: standing.rows,
            light: standing.light.map_or("", |light| light.title()),
            light_name: standing.light.map_or("", |light| light.name()),
            is_full: standing.is_full,
            is_sampled: drawn.contains(&standing.path.as_str()),
        })
        .collect();
    let mut codes: BTreeMap<Code, (usize, usize)> = BTreeMap::new();
    for (code, count) in standings.iter().flat_map(|standing| &standing.codes) {
        let (sum, tables) = codes.entry(*code).or_default();
        *sum += count;
        *tables += 1;
    }
    let mut codes: Vec<CodeLine> = codes
        .into_iter()
        .map(|(code, (count, tables))| CodeLine { code: code.as_str(), title: code.title(), count, tables })
        .collect();
    codes.sort_by(|a, b| b.count.cmp(&a.count).then(a.code.cmp(b.code)));
    let formality = formality(standings);
    let lit = |name: &str| tables.iter().filter(|table| table.light_name == name).count();
    FolderReport {
        folder: folder.to_owned(),
        unit: "",
        codes,
        formality: formality
            .into_iter()
            .map(|(unit, tables)| FormalityLine { unit: unit.to_owned(), tables })
            .collect(),
        unreadable,
        sample: SampleReport {
            share: format!("{}%", plain((sampling.share * Decimal::ONE_HUNDRED).normalize())),
            seed: sampling.seed.clone(),
            red_first: sampling.red_first,
            size: sampling.size(standings.len()),
            paths: drawn.into_iter().map(str::to_owned).collect(),
        },
        errors: standings.iter().map(|standing| standing.errors).sum(),
        warnings: standings.iter().map(|standing| standing.warnings).sum(),
        notes: standings.iter().map(|standing| standing.notes).sum(),
        red: lit("red"),
        yellow: lit("yellow"),
        tables,
    }
}

/// 总表的 JSON 文字，缩进两格，末尾换行。
pub fn folder_json(report: &FolderReport) -> String {
    let tables: Vec<_> = report
        .tables
        .iter()
        .map(|table| {
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            json!({
                "path": table.path,
                "unit": table.unit,
                "title": table.title,
                "year": text(&table.year),
                "declared": text(&table.declared),
                "grade": text(&table.grade),
                "recomputed": text(&table.recomputed),
                "errors": table.errors,
                "warnings": table.warnings,
                "notes": table.notes,
                "rows": { "total": table.rows, "agree": table.agree },
                "light": text(table.light_name),
                "full": table.is_full,
                "sampled": table.is_sampled,
            })
        })
        .collect();
    let json = json!({
        "format": "ziping.audit-folder/1",
        "tables": tables,
        "codes": report.codes,
        "formality": report.formality,
        "unreadable": report.unreadable,
        "sample": report.sample,
        "totals": { "errors": report.errors, "warnings": report.warnings, "notes": report.notes },
    });
    format!("{json:#}\n")
}
