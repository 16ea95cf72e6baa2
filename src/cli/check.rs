//! `ziping check`。

use super::args::{CheckFormat, CheckOptions};
use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Severity, to_json};
use crate::library::check_file;
use crate::parse::FileKind;
use crate::review::review;
use crate::score::{Detail, score};

pub fn run(options: &CheckOptions, session: &mut Session) -> Ending {
    let mut lines = Vec::new();
    for path in &options.files {
        let mark = session.sink.mark();
        let found = check_file(path, &session.library, &mut session.sources, &mut session.sink);
        let Some((kind, checked)) = found else { continue };
        if let Some(checked) = checked {
            let outcome = score(&checked.set, &checked.submission, Detail::Result);
            review(&checked.set, &checked.submission, &outcome, &mut session.sink);
        }
        let kind = match kind {
            FileKind::Set => "指标体系",
            FileKind::Profile => "口径",
            FileKind::Submission => "填报",
        };
        if !session.sink.errors_since(mark) {
            let warnings = session.sink.all()[mark..].iter().filter(|d| d.code.severity() == Severity::Warning).count();
            let tail = if warnings == 0 { String::new() } else { format!("，{warnings} 条提醒") };
            lines.push(format!("{}：{kind}没有错误{tail}\n", path.display()));
        }
    }
    if options.format == CheckFormat::Text {
        output::say(&lines.concat());
        return session.finish();
    }
    session.sink.sort();
    let json = serde_json::json!({
        "format": "ziping.findings/1",
        "findings": to_json(&session.sources, &session.sink),
    });
    output::say(&format!("{json:#}\n"));
    session.ending()
}
