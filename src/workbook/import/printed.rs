//! 表上的得分与程序算得的核对：表上的是公式的结果，只核对，不采用。

use super::fill::Filler;
use super::page::Page;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::model::{RowOrigin, Set, Submission};
use crate::number::{Decimal, plain, read_number};
use crate::score::Outcome;
use crate::workbook::layout::rows;

/// 表上的一个得分说的是什么。
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Row(String),
    Deviation(String),
    /// 自设指标的第几段，从零起。
    Own(usize),
    Execution,
    Total,
    Grade,
}

/// 表上的一个得分。
#[derive(Clone, Debug)]
pub struct Printed {
    what: What,
    text: String,
    place: Place,
}

impl<'p, 'b> Filler<'_, 'p, 'b, '_, '_> {
    /// 记下一格得分；空着的、写着字的（未评完）不记。
    pub(super) fn print_cell(&mut self, page: &Page<'_>, row: usize, column: u16, what: What) {
        let text = page.cell(row, column).to_owned();
        if read_number(&text).is_ok() || (what == What::Grade && !text.is_empty()) {
            let place = self.place(page, row, column);
            self.printed.push(Printed { what, text, place });
        }
    }

    /// 自设指标由表上的次序换成填报里的次序。
    pub(super) fn reorder(&mut self, order: &[usize]) {
        for one in &mut self.printed {
            if let What::Own(at) = &mut one.what {
                *at = order.iter().position(|order| order == at).unwrap_or(*at);
            }
        }
    }

    /// 总分与等级两行。
    pub(super) fn print_total(&mut self, page: &Page<'_>, row: usize) {
        match page.cell(row, rows::NAME) {
            "总分" => self.print_cell(page, row, rows::SCORE, What::Total),
            "等级" => self.print_cell(page, row, rows::SCORE, What::Grade),
            _ => {}
        }
    }
}

/// 把表上的得分当作填报印的得分，供复核；填报里另写的不动。
pub fn declare(printed: &[Printed], set: &Set, submission: &mut Submission) {
    for one in printed {
        let value = read_number(&one.text).ok();
        let own = |at: &usize| submission.rows.iter().position(|row| row.origin == RowOrigin::Own(*at));
        let coded = |code: &str| submission.rows.iter().position(|row| submission.indicator(set, row).code == code);
        let at = match &one.what {
            What::Row(code) | What::Deviation(code) => coded(code),
            What::Own(at) => own(at),
            What::Execution | What::Total | What::Grade => None,
        };
        let declared = &mut submission.declared;
        let row = at.and_then(|at| declared.rows.get_mut(at));
        match (&one.what, row) {
            (What::Deviation(_), Some(row)) => row.deviation = row.deviation.or(value),
            (What::Row(_) | What::Own(_), Some(row)) => {
                row.score = row.score.or(value);
                row.place.get_or_insert_with(|| one.place.clone());
            }
            (What::Execution, _) => declared.execution = declared.execution.or(value),
            (What::Total, _) => {
                declared.total = declared.total.or(value);
                declared.total_place.get_or_insert_with(|| one.place.clone());
            }
            (What::Grade, _) => {
                declared.grade.get_or_insert_with(|| one.text.clone());
                declared.grade_place.get_or_insert_with(|| one.place.clone());
            }
            _ => {}
        }
    }
}

/// 表上的得分与算得的不同时提醒，指着那一格，两个数都说。
pub fn check_printed(printed: &[Printed], set: &Set, submission: &Submission, outcome: &Outcome, sink: &mut Sink) {
    let at_code = |code: &str| submission.rows.iter().position(|row| submission.indicator(set, row).code == code);
    let result = |at: Option<usize>| at.and_then(|at| outcome.rows.get(at));
    for one in printed {
        let (name, scored): (&str, Option<Decimal>) = match &one.what {
            What::Row(code) => ("得分", result(at_code(code)).and_then(|row| row.score)),
            What::Deviation(code) => ("偏差度", result(at_code(code)).and_then(|row| row.deviation)),
            What::Own(own) => {
                let at = submission.rows.iter().position(|row| row.origin == RowOrigin::Own(*own));
                ("得分", result(at).and_then(|row| row.score))
            }
            What::Execution => ("执行率得分", outcome.execution.as_ref().and_then(|one| one.result.score)),
            What::Total => ("总分", outcome.total.score),
            What::Grade => {
                let label = outcome.grade.and_then(|at| set.grades.get(at)).map(|grade| grade.label.as_str());
                let is_grade = set.grades.iter().any(|grade| grade.label == one.text);
                if let Some(label) = label.filter(|label| is_grade && *label != one.text) {
                    let message = format!("表上的等级是“{}”，ziping 评为“{label}”", one.text);
                    sink.push(Diagnostic::new(Code::W1201, message).at(&one.place));
                }
                continue;
            }
        };
        let Ok(shown) = read_number(&one.text) else { continue };
        if let Some(scored) = scored.filter(|scored| *scored != shown) {
            let message = format!("表上的{name}是 {}，ziping 算得 {}", plain(shown), plain(scored));
            sink.push(Diagnostic::new(Code::W1201, message).at(&one.place));
        }
    }
}
