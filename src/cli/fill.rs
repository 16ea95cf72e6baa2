//! `ziping render --template`：填进用户自己的文档。

use super::forms::Purpose;
use super::import::bytes;
use super::render::{RenderOptions, printed, ready, summary, write_files};
use super::session::Session;
use super::{Ending, narrate};
use crate::diagnostic::{Code, Diagnostic, guess_or_choices};
use crate::fill::{Document, FILE_LIMIT, fill};
use std::path::Path;

pub fn run(template: &Path, options: &RenderOptions, session: &mut Session) -> Ending {
    let name = template.display().to_string();
    let Some(kind) = Document::of(template) else {
        session.complain(Diagnostic::new(Code::E1103, format!("{name} 的扩展名不是 .docx 或 .xlsx")));
        return session.finish();
    };
    let purpose = purpose(options.form.as_deref(), session);
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
    let Some(prepared) = ready(purpose, options, session) else {
        return session.finish();
    };
    let report = printed(&prepared, options, session);
    match fill(&name, &content, kind, &report) {
        Ok(filled) => {
            filled.warnings.into_iter().for_each(|warning| session.complain(warning));
            let copies = options.output.iter().map(|_| filled.bytes.as_slice());
            write_files(&options.output, copies, &summary(&report, purpose), session);
        }
        Err(problems) => problems.into_iter().for_each(|problem| session.complain(problem)),
    }
    session.finish()
}

/// `--form` 说填哪一种表的内容；摆在哪里由自己的表定，所以只认用处。
fn purpose(form: Option<&str>, session: &mut Session) -> Purpose {
    let Some(form) = form else { return Purpose::SelfEvaluation };
    if let Some(purpose) = Purpose::find(form) {
        return purpose;
    }
    let (message, help) = match narrate::is_narrative(form) {
        true => ("绩效情况说明由几份填报合写，不能填进自己的表", "不写 --template，改用 --form narrative".to_owned()),
        false => {
            ("填写自己的表时，--form 只写填哪一种表的内容", guess_or_choices("可以写", form.trim(), &Purpose::names()))
        }
    };
    session.complain(Diagnostic::new(Code::E0106, message).help(help));
    Purpose::SelfEvaluation
}
