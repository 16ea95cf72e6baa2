//! `ziping export`：写出可填的工作簿。

use super::Ending;
use super::session::Session;
use crate::diagnostic::{Code, Diagnostic};
use clap::Args;
use std::path::PathBuf;

/// `ziping export` 的参数。
#[derive(Debug, Args)]
pub struct ExportOptions {
    /// 指标体系的名称，如 henan/department@2024；或一份填报的文件（.toml）
    #[arg(value_name = "体系或填报")]
    pub subject: String,
    /// 年度；由体系写出时不写就取版本里的年份
    #[arg(long, value_name = "年度")]
    pub year: Option<u16>,
    /// 写到文件（.xlsx）
    #[arg(short, long, value_name = "文件")]
    pub output: PathBuf,
}

/// 没有编进 xlsx 的程序。
#[cfg(not(feature = "xlsx"))]
pub fn run(_: &ExportOptions, session: &mut Session) -> Ending {
    session.complain(Diagnostic::new(Code::E0106, "这个程序编译时没有带 xlsx，写不出工作簿"));
    session.finish()
}

#[cfg(feature = "xlsx")]
pub fn run(options: &ExportOptions, session: &mut Session) -> Ending {
    let is_workbook = options.output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if !is_workbook {
        let message = format!("不知道把 {} 写成什么格式", options.output.display());
        session.complain(Diagnostic::new(Code::E0106, message).help("填报工作簿的扩展名写 .xlsx"));
        return session.finish();
    }
    let input = std::path::Path::new(&options.subject);
    if !session.can_write([&options.output], Some(input)) {
        return session.finish();
    }
    let written = if is_submission(input) { filled::submission(input, session) } else { filled::set(options, session) };
    match written {
        None => {}
        Some(Err(diagnostic)) => session.complain(diagnostic),
        Some(Ok(content)) => {
            session.deliver_file(&options.output, &content);
            if !session.sink.all().iter().any(|d| d.code == Code::E0106) {
                super::output::say(&format!("已写出 {}\n", options.output.display()));
            }
        }
    }
    session.finish()
}

/// 文件里写的是填报，不是体系。
#[cfg(feature = "xlsx")]
fn is_submission(path: &std::path::Path) -> bool {
    use crate::parse::{FileKind, kind_of};
    let is_file = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    is_file && crate::library::read_source(path).map_or(true, |text| kind_of(&text) == Some(FileKind::Submission))
}

#[cfg(feature = "xlsx")]
mod filled {
    use super::{ExportOptions, Session};
    use crate::diagnostic::{Code, Diagnostic, Place, Severity, Sink};
    use crate::library;
    use crate::score::{Detail, score};
    use crate::workbook;
    use std::path::Path;

    type Content = Option<Result<Vec<u8>, Diagnostic>>;

    /// 一份填报：已经填的值都在里面。没有填完的也写，空着的不算错误。
    pub fn submission(path: &Path, session: &mut Session) -> Content {
        let mark = session.sink.mark();
        let scored = session.score(path, Detail::Result);
        let text = match library::read_source(path) {
            Ok(text) => text,
            Err(diagnostic) => return scored.map(|_| Err(diagnostic)),
        };
        let Some(scored) = scored else {
            let content = unfinished(path, &text, session);
            if content.is_some() {
                session.sink.retain_since(mark, |diagnostic| diagnostic.code.severity() != Severity::Error);
            }
            return content;
        };
        session.sink.retain_since(mark, |diagnostic| diagnostic.code != Code::E0403);
        let (set, submission) = (&scored.checked.set, &scored.checked.submission);
        Some(workbook::to_workbook(set, submission, &scored.outcome, &text))
    }

    /// 自设的行还没有写够、单位还没有写的填报；另有错误的没有。
    fn unfinished(path: &Path, text: &str, session: &mut Session) -> Content {
        let (written, checkable) = workbook::without_blanks(text, "未填")?;
        let beside = path.parent().unwrap_or(Path::new(""));
        let mut found = Sink::default();
        let source = session.sources.add(path.display().to_string(), checkable);
        let draft = library::draft_from(source, beside, &session.library, &mut session.sources, &mut found)?;
        let checked = draft.check_unfinished(&mut found)?;
        let is_other = |diagnostic: &&Diagnostic| diagnostic.code.severity() == Severity::Error;
        if found.all().iter().filter(is_other).any(|diagnostic| diagnostic.code != Code::E0403) {
            return None;
        }
        let outcome = score(&checked.set, &checked.submission, Detail::Result);
        Some(workbook::to_workbook(&checked.set, &checked.submission, &outcome, &written))
    }

    /// 一个体系：什么也没有填。
    pub fn set(options: &ExportOptions, session: &mut Session) -> Content {
        let year = options.year.map(i32::from);
        let (sources, sink) = (&mut session.sources, &mut session.sink);
        let set = session.library.set_for(year, &options.subject, None, Path::new(""), sources, sink)?;
        let reference = if options.subject.ends_with(".toml") { options.subject.clone() } else { set.reference() };
        let digits: String = set.version.chars().filter(char::is_ascii_digit).take(4).collect();
        let year = year.or_else(|| digits.parse().ok().filter(|_| digits.len() == 4)).unwrap_or(2024);
        let text = format!("[submission]\nset = {}\nyear = {year}\n", quoted(&reference));
        let place = Place { source: sources.add("空白的填报", text.as_str()), span: 0..0 };
        let submission = workbook::blank(&set, year, &place);
        let outcome = score(&set, &submission, Detail::Result);
        Some(workbook::to_workbook(&set, &submission, &outcome, &text))
    }

    /// TOML 的文字。
    fn quoted(text: &str) -> String {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
