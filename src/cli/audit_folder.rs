//! `ziping audit 文件夹`：里面的表逐张复核，写成按轻重排列的总表与抽查名单。

use super::Ending;
use super::audit::{AuditOptions, file_audits};
use super::audit_output::{Writers, deliver};
use super::session::Session;
use crate::audit::folder::{Sampling, Standing, rank};
use crate::diagnostic::{Code, Diagnostic, region};
use crate::library::read_source;
use crate::number::{Decimal, read_quantity};
use crate::parse::{FileKind, kind_of};
use crate::report::{UnreadableLine, folder_json, folder_report};
use crate::write::folder_csv;
use std::path::{Path, PathBuf};

/// 当作自评表的扩展名。
const EXTENSIONS: [&str; 6] = ["json", "toml", "csv", "xlsx", "xls", "xlsm"];

pub fn run(folder: &Path, sampling: &Sampling, options: &AuditOptions, session: &mut Session) -> Ending {
    let mut files = Vec::new();
    if let Err(error) = find(folder, &mut files) {
        session.complain(Diagnostic::new(Code::E0101, format!("读不到文件夹 {}（{error}）", folder.display())));
        return session.finish();
    }
    // 写到这个文件夹里的结果，下一次不当作表。
    let outputs: Vec<PathBuf> = options.output.iter().filter_map(|path| path.canonicalize().ok()).collect();
    files.retain(|file| !file.canonicalize().is_ok_and(|file| outputs.contains(&file)));
    files.sort();
    if files.is_empty() {
        session.complain(
            Diagnostic::new(Code::E0101, format!("文件夹 {} 里没有自评表", folder.display()))
                .help("把自评表（.json、.toml、.csv、.xlsx）放在这个文件夹里"),
        );
        return session.finish();
    }
    let Some(templates) = session.templates(options.templates.as_deref()) else { return session.finish() };
    let (mut standings, mut unreadable) = (Vec::new(), Vec::new());
    for file in &files {
        let path = relative(file, folder);
        let mark = session.sink.mark();
        let audits = file_audits(file, options, session);
        if audits.is_empty() {
            unreadable.push(why(path, mark, session));
            continue;
        }
        // 一份文件里有几张表的，路径后面写上第几张。
        let named = |at: usize| if audits.len() == 1 { path.clone() } else { format!("{path}#{}", at + 1) };
        standings.extend(audits.iter().enumerate().map(|(at, audit)| Standing::of(named(at), audit)));
    }
    rank(&mut standings);
    let name =
        folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned());
    let report = folder_report(&name, &standings, unreadable, sampling);
    let json = || folder_json(&report);
    let csv = || folder_csv(&report).unwrap_or_default();
    let html = |_| templates.page("audit-folder", &report);
    let writers = Writers { json: Some(&json), csv: Some(&csv), html: Some(&html), ..Writers::default() };
    deliver(options, &writers, session);
    let has_findings = report.errors + report.warnings + report.unreadable.len() > 0;
    match session.finish() {
        // 有的表读不成，其余照样复核：算作有发现，不算没能运行。
        Ending::CouldNotRun if !standings.is_empty() => Ending::Findings,
        Ending::Clean if has_findings => Ending::Findings,
        ending => ending,
    }
}

/// 读抽查的份额；写得不对的返回 `None`，原因已经报告。
pub fn sampling(options: &AuditOptions, session: &mut Session) -> Option<Sampling> {
    let share = match &options.sample {
        None => Sampling::SHARE,
        Some(text) => {
            let read = read_quantity(text).ok().filter(|read| read.unit.as_str() == "%");
            let share = read.map(|read| read.value / Decimal::ONE_HUNDRED);
            let Some(share) = share.filter(|share| *share > Decimal::ZERO && *share <= Decimal::ONE) else {
                session.complain(Diagnostic::new(Code::E1429, format!("抽查的份额不能是“{text}”")));
                return None;
            };
            share
        }
    };
    Some(Sampling { share, seed: options.seed.clone(), red_first: options.red_first })
}

/// 文件夹里的表，连同下级的文件夹；隐藏的与正在编辑的临时文件不算，体系、口径、用例不是自评表。
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        // 链接到文件夹的不进去，免得兜圈子。
        if path.is_dir() {
            if !path.is_symlink() {
                find(&path, files)?;
            }
            continue;
        }
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let is_table = extension.as_deref().is_some_and(|extension| EXTENSIONS.contains(&extension));
        if is_table && !is_other(&path, extension.as_deref()) {
            files.push(path);
        }
    }
    Ok(())
}

/// 是别的文件：体系、口径、用例，或复核单。
fn is_other(path: &Path, extension: Option<&str>) -> bool {
    let is_other = |text: String| {
        let kind = kind_of(&text);
        matches!(kind, Some(FileKind::Set | FileKind::Profile | FileKind::Cases | FileKind::Review))
    };
    match extension {
        Some("toml") => read_source(path).is_ok_and(is_other),
        // 本程序自己写的结果。
        Some("json") => read_source(path).is_ok_and(|text| text.contains("\"format\": \"ziping.")),
        _ => false,
    }
}

/// 相对于文件夹的路径，以“/”分隔。
fn relative(file: &Path, folder: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file);
    let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// 一个文件为什么读不成：自 `mark` 以来的第一条诊断。
fn why(path: String, mark: usize, session: &Session) -> UnreadableLine {
    let found = session.sink.all().get(mark);
    let place = found.and_then(|found| found.place.as_ref()).map(|place| {
        let place = session.sources.shown(place);
        let at = region(session.sources.get(place.source), place.span.clone());
        format!("第 {} 行第 {} 列", at.line, at.column)
    });
    UnreadableLine {
        path,
        place: place.unwrap_or_default(),
        message: found.map_or_else(|| "读不成".to_owned(), |found| found.message.clone()),
    }
}
