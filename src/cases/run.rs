//! 运行一个用例，与期望核对。

use super::work;
use crate::check::{Case, Subject};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::model::RowOrigin;
use crate::number::{Decimal, fixed, plain};
use crate::report::{Explanation, Sentence, explain};
use crate::score::{Detail, Outcome, RowOutcome, Status, score};

/// 运行过的一个用例。
#[derive(Debug)]
pub struct Ran<'c> {
    pub case: &'c Case,
    /// 小表的结果，带步骤。
    pub outcome: Outcome,
    /// 与期望全部相符。
    pub passed: bool,
}

/// 运行并核对；不符之处推入 `sink`。
pub fn run<'c>(case: &'c Case, sink: &mut Sink) -> Ran<'c> {
    let mark = sink.mark();
    let outcome = score(&case.table.set, &case.table.submission, Detail::Steps);
    Comparison { case, outcome: &outcome, sink, has_differed: false }.compare();
    work::check(case, sink);
    Ran { case, outcome, passed: !sink.errors_since(mark) }
}

/// 结果与期望的比较。
struct Comparison<'a> {
    case: &'a Case,
    outcome: &'a Outcome,
    sink: &'a mut Sink,
    /// 已经有一处不符。
    has_differed: bool,
}

impl Comparison<'_> {
    fn compare(mut self) {
        let expected = &self.case.expected;
        let total = self.outcome.total.score;
        let result = match self.case.subject {
            Subject::Row => self.outcome.rows.first(),
            Subject::Execution => self.outcome.execution.as_ref().map(|execution| &execution.result),
            Subject::Rows | Subject::Total => None,
        };
        let scored = result.map_or(total, |result| result.score);
        if let Some(want) = &expected.score {
            self.number("得分", want.value, scored, result, &want.place);
        }
        if let Some(want) = &expected.deviation {
            self.number("偏差度", want.value, result.and_then(|result| result.deviation), result, &want.place);
        }
        if let Some(want) = &expected.total {
            self.number("总分", want.value, total, result, &want.place);
        }
        if let (Some(want), Some(result)) = (&expected.status, result)
            && want.value != result.status.as_str()
        {
            let got = format!("{}（{}）", result.status.as_str(), result.status.title());
            self.differs(&format!("状态应为 {}，算出的是 {got}", want.value), &want.place);
        }
        if let (Some(want), Some(row)) = (&expected.value, self.case.table.submission.rows.first())
            && row.entry.text != want.value
        {
            let got = if row.entry.text.is_empty() {
                "算不出".to_owned()
            } else {
                format!("算出的是 {}", row.entry.text)
            };
            self.differs(&format!("公式的值应为 {}，{got}", want.value), &want.place);
        }
        if let Some(want) = &expected.grade {
            let got = self.outcome.grade.map(|at| self.case.table.set.grades[at].label.as_str());
            if got != Some(want.value.as_str()) {
                let got = got.map_or_else(|| "没有等次".to_owned(), |got| format!("算出的是“{got}”"));
                self.differs(&format!("等次应为“{}”，{got}", want.value), &want.place);
            }
        }
        if let Some(want) = &expected.counts {
            self.counts(&want.value, &want.place);
        }
    }

    fn number(&mut self, what: &str, want: Decimal, got: Option<Decimal>, result: Option<&RowOutcome>, place: &Place) {
        if got == Some(want) {
            return;
        }
        let got = match (got, result.map(|result| result.status)) {
            (Some(got), _) => format!("算出的是 {}", fixed(got, 2)),
            (None, Some(Status::NotScored(code))) => format!("这一行没有计分：{}（{}）", code.title(), code.as_str()),
            (None, Some(Status::NotApplicable)) => "这一行按不适用剔除".to_owned(),
            (None, _) => format!("没有{what}"),
        };
        self.differs(&format!("{what}应为 {}，{got}", plain(want)), place);
    }

    /// 择一的一组里计入的是不是这一行。
    fn counts(&mut self, want: &str, place: &Place) {
        let Case { table, .. } = self.case;
        let Some(group) = table.set.groups.iter().find(|group| group.codes.iter().any(|code| code == want)) else {
            return;
        };
        let counted = table.submission.rows.iter().zip(&self.outcome.rows).filter(|(_, result)| result.counted);
        let codes = counted.filter_map(|(row, _)| match row.origin {
            RowOrigin::Set(at) => Some(table.set.indicators[at].code.as_str()),
            RowOrigin::Own(_) => None,
        });
        let got = codes.into_iter().find(|code| group.codes.iter().any(|member| member == code));
        if got != Some(want) {
            let got = got.unwrap_or("没有一行");
            self.differs(&format!("应当计 {want}，计入的是 {got}"), place);
        }
    }

    /// 报告一处不符，附上计分的步骤。
    fn differs(&mut self, message: &str, place: &Place) {
        let table = &self.case.table;
        let explanation = explain(&table.set, &table.submission, self.outcome);
        let message = format!("用例“{}”：{message}", self.case.name);
        // 步骤一个用例只列一次。
        let steps = if self.has_differed { String::new() } else { steps(self.case.subject, &explanation) };
        self.has_differed = true;
        let help = format!("{}{steps}", Code::E0901.remedy());
        self.sink.push(Diagnostic::new(Code::E0901, message).at(place).label("期望的结果").help(help));
    }
}

/// 计分的步骤，一步一行，接在补救办法之后。
fn steps(subject: Subject, explanation: &Explanation<'_>) -> String {
    let line = |sentence: &Sentence| format!("\n  {}　{}", sentence.title, sentence.text);
    let mut lines: Vec<String> = Vec::new();
    if subject != Subject::Total {
        for row in &explanation.rows {
            if subject == Subject::Rows {
                lines.push(format!("\n{} {}：", row.code, row.name));
            }
            lines.extend(row.steps.iter().map(line));
        }
    }
    if matches!(subject, Subject::Rows | Subject::Total) {
        lines.extend(explanation.total.iter().map(line));
    }
    lines.concat()
}
