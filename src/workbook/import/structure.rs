//! 体系的一行锁住的各栏：表上写的与体系的不同时，两个值都说。
//!
//! 体系自导出以来没有改过的，是表上改了，不收；体系改过的，只提醒，照现在的体系。

use super::fill::Filler;
use super::page::Page;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Set;
use crate::number::{fold, plain, read_number};
use crate::workbook::layout::rows;

impl<'p, 'b> Filler<'_, 'p, 'b, '_, '_> {
    /// 体系的一行的指标值与分值，与体系的相同；空着的、没有这一栏的不论。
    pub(super) fn check_structure(&mut self, page: &'p Page<'b>, row: usize, code: &str) {
        let Some(set) = self.set else { return };
        let Some(indicator) = set.indicators.iter().find(|one| one.code == code) else { return };
        let (target, points) = (page.cell(row, rows::TARGET), page.cell(row, rows::POINTS));
        if !target.is_empty() && folded(target) != folded(&indicator.target.text) {
            self.differs(page, row, rows::TARGET, ("年度指标值", target, &indicator.target.text), set);
        }
        if !points.is_empty() && read_number(points).ok() != Some(indicator.points) {
            self.differs(page, row, rows::POINTS, ("分值", points, &plain(indicator.points)), set);
        }
    }

    fn differs(
        &mut self,
        page: &Page<'_>,
        row: usize,
        column: u16,
        (what, shown, known): (&str, &str, &str),
        set: &Set,
    ) {
        let message = format!("表上的{what}是“{shown}”，{} 的是“{known}”", set.reference());
        let place = self.place(page, row, column);
        let diagnostic = match self.is_renewed {
            true => Diagnostic::new(Code::W1204, message),
            false => {
                Diagnostic::new(Code::E1205, message).help(format!("改回“{known}”；体系要改的，改好体系重新导出再填"))
            }
        };
        self.sink.push(diagnostic.at(&place));
    }
}

/// 全角与空白不论。
fn folded(text: &str) -> String {
    text.chars().map(fold).filter(|c| !c.is_whitespace()).collect()
}
