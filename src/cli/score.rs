//! `ziping score`。

use super::args::{ScoreFormat, ScoreOptions};
use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::to_json;
use crate::report::{explain, outcome_json, report};
use crate::score::Detail;
use crate::write::{explanation_text, summary_csv, summary_text};

pub fn run(options: &ScoreOptions, session: &mut Session) -> Ending {
    if !session.can_write(&options.output, Some(&options.file)) {
        return session.finish();
    }
    let detail = if options.steps { Detail::Steps } else { Detail::Result };
    let Some(scored) = session.score(&options.file, detail) else {
        return session.finish();
    };
    let (set, submission, outcome) = (&*scored.checked.set, &scored.checked.submission, &scored.outcome);
    session.sink.sort();
    let explanation = options.steps.then(|| explain(set, submission, outcome));
    let text = match options.format {
        ScoreFormat::Json => {
            let findings = to_json(&session.sources, &session.sink);
            outcome_json(set, submission, outcome, explanation.as_ref(), findings)
        }
        ScoreFormat::Csv => summary_csv(&report(set, submission, outcome)).unwrap_or_default(),
        ScoreFormat::Text => {
            let mut text = summary_text(&report(set, submission, outcome), &set.reference(), output::width());
            if let Some(explanation) = &explanation {
                text.push('\n');
                text.push_str(&explanation_text(explanation, true));
            }
            text
        }
    };
    session.deliver(options.output.as_deref(), &text);
    session.finish()
}
