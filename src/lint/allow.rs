//! 写明不报的提醒（`[[allow]]`）；没有用上的，它自己就是一条提醒（W0818）。

use crate::diagnostic::{Code, Diagnostic, Severity, Sink};
use crate::model::Allow;

/// 从某一刻起的提醒里，去掉写明不报的。
pub fn permit(allows: &[Allow], mark: usize, sink: &mut Sink) {
    let mut used = vec![false; allows.len()];
    sink.retain_since(mark, |found| {
        let covers = |allow: &Allow| {
            let here = allow.rows.is_empty() || allow.rows.iter().any(|row| row == found.row_code());
            allow.code == found.code && here && found.severity == Severity::Warning
        };
        // 一份文件里提到的别的文件（上级、口径）的提醒，不归它管。
        let mut permitted = false;
        for (allow, used) in allows.iter().zip(&mut used) {
            let same_file = found.place.as_ref().is_none_or(|place| place.source == allow.place.source);
            if same_file && covers(allow) {
                (*used, permitted) = (true, true);
            }
        }
        !permitted
    });
    for (allow, _) in allows.iter().zip(used).filter(|(_, used)| !used) {
        let message = format!("写明不报 {}，却没有这样的提醒", allow.code.as_str());
        sink.push(Diagnostic::new(Code::W0818, message).at(&allow.place).label("没有用上"));
    }
}
