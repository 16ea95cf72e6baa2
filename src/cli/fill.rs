//! `ziping render --template`：填进用户自己的文档。

use super::forms::Purpose;
use super::import::bytes;
use super::render::{RenderOptions, summary};
use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Code, Diagnostic};
use crate::fill::{Document, FILE_LIMIT, fill};
use crate::report::report;
use crate::score::Detail;
use std::path::Path;

pub fn run(template: &Path, options: &RenderOptions, session: &mut Session) -> Ending {
    let name = template.display().to_string();
    let Some(kind) = Document::of(template) else {
        session.complain(Diagnostic::new(Code::E1103, format!("{name} 的扩展名不是 .docx 或 .xlsx")));
        return session.finish();
    };
    if options.output.is_empty() {
        let message = "填写自己的表要写明写到哪个文件";
        session.complain(Diagnostic::new(Code::E0106, message).help("加 -o 自评表.docx 或 -o 自评表.xlsx"));
        return session.finish();
    }
    for path in options.output.iter().filter(|path| Document::of(path) != Some(kind)) {
        let message = format!("{} 与 {name} 不是一种文件", path.display());
        session.complain(Diagnostic::new(Code::E0106, message).help("写出的文件与自己的表用同一个扩展名"));
    }
    let writable = [options.file.as_path(), template].map(|input| session.can_write(&options.output, Some(input)));
    if writable != [true, true] || session.sink.has_errors() {
        return session.finish();
    }
    let content = match bytes(template, FILE_LIMIT) {
        Ok(content) => content,
        Err(diagnostic) => {
            session.complain(diagnostic);
            return session.finish();
        }
    };
    let Some(scored) = session.score(&options.file, Detail::Result) else {
        return session.finish();
    };
    if session.sink.has_errors() && !options.draft {
        output::tell("有错误，没有出表；改正后再出，或加 --draft 先出草稿。\n");
        return session.finish();
    }
    let (set, submission) = (&*scored.checked.set, &scored.checked.submission);
    let mut report = report(set, submission, &scored.outcome);
    if options.receipt {
        report = report.with_receipt(set, submission);
    }
    report.draft = session.sink.has_errors();
    match fill(&name, &content, kind, &report) {
        Ok(filled) => {
            for path in &options.output {
                session.deliver_file(path, &filled);
            }
            if !session.sink.all().iter().any(|d| d.code == Code::E0106) {
                let done = options.output.iter().map(|path| format!("已写出 {}\n", path.display()));
                output::say(&format!("{}{}", summary(&report, Purpose::SelfEvaluation), done.collect::<String>()));
            }
        }
        Err(problems) => problems.into_iter().for_each(|problem| session.complain(problem)),
    }
    session.finish()
}
