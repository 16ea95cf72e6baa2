//! `ziping score --assume`：假设几行是别的值，看得分、总分与等次怎样变。填报文件不动。

use super::score::{ScoreFormat, ScoreOptions};
use super::session::Session;
use super::{Ending, output};
use crate::check::{Assumption, read_assumption};
use crate::compare::View;
use crate::diagnostic::{Code, Diagnostic, Place, Severity, Sink, to_json};
use crate::parse::At;
use crate::report::{assumed, assumed_json, explain};
use crate::review::review;
use crate::score::{Detail, score};
use crate::write::{assumption_text, explanation_text};

pub fn run(options: &ScoreOptions, session: &mut Session) -> Ending {
    if options.format == ScoreFormat::Csv {
        output::tell("错误：假设的结果不写成 csv，免得当作自评结果；用 --format text 或 json\n");
        return Ending::CouldNotRun;
    }
    let mark = session.sink.mark();
    let assumptions = read(&options.assume, session);
    let is_well_written = !session.sink.errors_since(mark);
    let draft = session.draft(&options.file);
    let Some(draft) = draft else { return session.finish() };
    let mut before = Sink::default();
    let Some(own) = draft.check(&mut before) else {
        before.all().iter().for_each(|diagnostic| session.complain(diagnostic.clone()));
        return session.finish();
    };
    let own_outcome = score(&own.set, &own.submission, Detail::Result);
    review(&own.set, &own.submission, &own_outcome, &mut before);
    let mut after = Sink::default();
    let detail = if options.steps { Detail::Steps } else { Detail::Result };
    let scored = draft.check_assuming(&own, &assumptions, &mut after).map(|checked| {
        let outcome = score(&checked.set, &checked.submission, detail);
        review(&checked.set, &checked.submission, &outcome, &mut after);
        (checked, outcome)
    });
    // 原来就有的提醒不必再说；假设的值用不着写原因，本来就与算得的不同。
    let matters = |d: &&Diagnostic| {
        let is_known = before.all().iter().any(|known| known.code == d.code && known.message == d.message);
        match d.code {
            Code::E0601 => is_known,
            Code::W0714 => false,
            code => code.severity() == Severity::Error || !is_known,
        }
    };
    after.all().iter().filter(matters).for_each(|diagnostic| session.complain(diagnostic.clone()));
    // 有一处假设不成立，其余的结果也不是所问的，不给出。
    let Some((checked, outcome)) = scored.filter(|_| is_well_written) else {
        session.finish();
        return Ending::CouldNotRun;
    };
    let from = View { set: &own.set, submission: &own.submission, outcome: &own_outcome };
    let to = View { set: &checked.set, submission: &checked.submission, outcome: &outcome };
    let mut codes: Vec<&str> = Vec::new();
    for Assumption { code, .. } in &assumptions {
        if !codes.contains(&code.value.as_str()) {
            codes.push(&code.value);
        }
    }
    let assumed = assumed(from, to, &codes);
    let explanation = options.steps.then(|| explain(&checked.set, &checked.submission, &outcome));
    session.sink.sort();
    let text = match options.format {
        ScoreFormat::Json => {
            let findings = to_json(&session.sources, &session.sink);
            let (set, submission) = (&*checked.set, &checked.submission);
            assumed_json(set, submission, &outcome, explanation.as_ref(), Some(&assumed), findings)
        }
        _ => {
            let mut text = assumption_text(&assumed, &checked.submission.unit, checked.submission.year);
            if let Some(explanation) = &explanation {
                text.push_str("\n以下是假设之后的每一步\n\n");
                text.push_str(&explanation_text(explanation, true));
            }
            text
        }
    };
    session.deliver(options.output.as_deref(), &text);
    session.finish()
}

/// 各处假设，连同它们在命令里的位置。
fn read(texts: &[String], session: &mut Session) -> Vec<Assumption> {
    let mut assumptions = Vec::new();
    for text in texts {
        let source = session.sources.add("--assume", text.as_str());
        let place = Place { source, span: 0..text.len() };
        assumptions.extend(read_assumption(&At { value: text.clone(), place }, &mut session.sink));
    }
    assumptions
}
