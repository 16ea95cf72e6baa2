//! `ziping render --form narrative`：一份部门表与各项目的填报，合写一份绩效情况说明。

use super::render::{FormFormat, RenderOptions, deliver};
use super::session::{Scored, Session};
use super::{Ending, output};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::read_source;
use crate::parse::{FileKind, kind_of};
use crate::report::{Narrative, charts, narrative};
use crate::review::{Part, gather};
use crate::score::Detail;
use crate::write::{Templates, charts_svg};
use std::path::{Path, PathBuf};

/// 说明的模板不写所属的一套时的名称，也是每一套里这份模板的名称。
const NAME: &str = "narrative";
/// 部门表所用的一套表样里没有说明的模板时，用这一套的。
const FALLBACK: &str = "national";

/// 要的是不是说明：`narrative`，或某一套表样的 `…/narrative`。
pub fn is_narrative(form: &str) -> bool {
    form == NAME || form.rsplit('/').next() == Some(NAME)
}

pub fn run(
    form: &str,
    options: &RenderOptions,
    formats: &[FormFormat],
    templates: &Templates,
    session: &mut Session,
) -> Ending {
    let files = files(options, session);
    for file in &files {
        session.can_write(&options.output, Some(file));
    }
    if session.sink.has_errors() {
        return session.finish();
    }
    // 一份读不成，其余照读，一次报全。
    let scored: Vec<Option<Scored>> = files.iter().map(|file| session.score(file, Detail::Result)).collect();
    let is_whole = scored.iter().all(Option::is_some);
    let scored: Vec<Scored> = scored.into_iter().flatten().collect();
    let parts: Vec<Part<'_>> = scored
        .iter()
        .map(|Scored { checked, outcome }| Part { set: &checked.set, submission: &checked.submission, outcome })
        .collect();
    // 有读不成的，不能断言没有部门表。
    let gathered = match is_whole || parts.iter().any(Part::is_department) {
        true => gather(&parts, &mut session.sink),
        false => None,
    };
    let Some(gathered) = gathered else { return session.finish() };
    if !is_whole {
        output::tell("有读不成的填报，个数与合计说不全，没有写说明；改正后再写。\n");
        return session.finish();
    }
    let mut narrative = narrative(&gathered, &mut session.sink);
    if session.sink.has_errors() && !options.draft {
        output::tell("有错误，没有写说明；改正后再写，或加 --draft 先出草稿。\n");
        return session.finish();
    }
    if options.receipt {
        narrative = narrative.with_receipts(&gathered);
    }
    narrative.draft = session.sink.has_errors();
    let Part { set, submission, outcome } = gathered.department;
    let charts = options.charts.then(|| charts(set, submission, outcome));
    let drawn = charts.as_ref().map(charts_svg).unwrap_or_default();
    let html = templates.narrative(&template(form, &set.form, templates), &narrative, &drawn);
    deliver(html, charts.as_ref(), options, formats, &summary(&narrative), session)
}

/// 要读的各份填报：文件夹里的照文件名的次序，只取填报；命令里已经写明的不再取。
fn files(options: &RenderOptions, session: &mut Session) -> Vec<PathBuf> {
    let written: Vec<&PathBuf> = std::iter::once(&options.file).chain(&options.projects).collect();
    let named: Vec<PathBuf> =
        written.iter().filter(|path| !path.is_dir()).filter_map(|path| path.canonicalize().ok()).collect();
    let mut files = Vec::with_capacity(written.len());
    for path in written {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        match submissions_in(path) {
            Ok(found) if found.is_empty() => session.complain(
                Diagnostic::new(Code::E0101, format!("文件夹 {} 里没有填报", path.display()))
                    .help("把各项目的填报（.toml）放在这个文件夹里，或逐个写出文件"),
            ),
            Ok(found) => {
                files.extend(found.into_iter().filter(|file| file.canonicalize().is_ok_and(|f| !named.contains(&f))));
            }
            Err(error) => {
                session.complain(Diagnostic::new(Code::E0101, format!("读不到文件夹 {}（{error}）", path.display())))
            }
        }
    }
    files
}

/// 文件夹里的填报，按文件名排列；体系、口径与用例不取，读不成的留着，读的时候报告。
fn submissions_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        let is_other = |text: String| kind_of(&text).is_some_and(|kind| kind != FileKind::Submission);
        if is_toml && path.is_file() && !read_source(&path).is_ok_and(is_other) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// 用哪份模板：写明哪一套的照写的，不然用部门表那一套的，那一套没有的用全国的。
fn template(form: &str, of_set: &str, templates: &Templates) -> String {
    if form != NAME {
        return form.to_owned();
    }
    let own = of_set.rsplit_once('/').map(|(family, _)| format!("{family}/{NAME}"));
    own.filter(|own| templates.check(own).is_ok()).unwrap_or_else(|| format!("{FALLBACK}/{NAME}"))
}

/// 写成文件之后的一句话。
fn summary(narrative: &Narrative<'_>) -> String {
    let department = &narrative.department;
    let grade = if department.grade.is_empty() { String::new() } else { format!("　等次 {}", department.grade) };
    format!(
        "{}　{} 年度　{}\n部门整体 {}（满分 {}）{grade}　项目 {} 个\n",
        narrative.unit,
        narrative.year,
        narrative.title,
        department.score,
        department.points,
        narrative.projects.len()
    )
}
