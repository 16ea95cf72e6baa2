//! 总分、分值与等次：总分等于各项之和，分值之和等于满分，等次与总分相合。

use super::{About, ExecutionAudit, Findings, RowAudit, Table, TotalAudit};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Grade, Profile};
use crate::number::{Decimal, plain};

/// 复核总分一行。
pub(super) fn audit(
    table: &Table,
    rows: &[RowAudit],
    execution: Option<&ExecutionAudit>,
    profile: &Profile,
    findings: &mut Findings,
) -> TotalAudit {
    // 执行率已经是表里一行的，资金一块的得分不再加一遍。
    let execution = execution.filter(|_| !table.rows.iter().any(|row| is_execution(row.title(), &row.level1.text)));
    let sum_of = |row: fn(&RowAudit) -> Option<Decimal>, block: fn(&ExecutionAudit) -> Option<Decimal>| {
        let rows: Option<Decimal> = rows.iter().map(row).sum();
        execution.map_or(Some(Decimal::ZERO), block).and_then(|execution| Some(rows? + execution))
    };
    let (declared, points) = (table.total_score.points(), table.total_points.points());
    let whole = |sum: Option<Decimal>| sum.filter(|_| !table.truncated && !rows.is_empty());
    let sum = whole(sum_of(|row| row.declared, |block| block.declared));
    let recomputed = whole(sum_of(|row| row.recomputed, |block| block.recomputed));
    let mut audit = TotalAudit {
        points,
        declared,
        sum,
        recomputed: recomputed.map(|score| profile.total.apply(score)),
        agrees: declared.zip(sum).map(|(declared, sum)| declared == sum),
        grade: (!table.grade.is_blank()).then(|| table.grade.text.clone()),
        grade_due: None,
    };
    match (audit.agrees, declared, sum) {
        (Some(false), Some(declared), Some(sum)) => {
            let terms = terms(rows, execution);
            let message = format!("总分：各项得分 {terms}＝{}，印的总分是 {}", plain(sum), plain(declared));
            push(findings, Code::A0405, message, table, true);
        }
        (None, Some(declared), _) => unsummed(table, rows, execution, declared, &mut audit, findings),
        _ => {}
    }
    if let (Some(sum), false) = (whole(sum_of(|row| row.points, |block| block.points)), rows.is_empty()) {
        check_points(table, rows, execution, sum, findings);
    }
    check_grade(table, profile, &mut audit, findings);
    audit
}

/// 这一行就是预算执行率。
pub(super) fn is_execution(name: &str, level1: &str) -> bool {
    let named = |text: &str| text.contains("预算执行") && (text.contains('率') || text.contains("进度"));
    named(name) || named(level1)
}

fn push(findings: &mut Findings, code: Code, message: String, table: &Table, is_score: bool) {
    let cell = if is_score { &table.total_score } else { &table.total_points };
    findings.push(About::Total, Diagnostic::new(code, message).at(&cell.place).label("总分"));
}

/// 各项相加的式子；同样的几项连写，太多的只写块。
fn terms(rows: &[RowAudit], execution: Option<&ExecutionAudit>) -> String {
    let own = rows.iter().filter_map(|row| row.declared).chain(execution.and_then(|block| block.declared));
    let all: Vec<String> = own.map(plain).collect();
    if all.len() <= 24 { all.join("+") } else { format!("（{} 项）", all.len()) }
}

/// 加不出总分的：不完整，或有一格没有印。看得见的已经说明总分不对的，照样报出。
fn unsummed(
    table: &Table,
    rows: &[RowAudit],
    execution: Option<&ExecutionAudit>,
    declared: Decimal,
    audit: &mut TotalAudit,
    findings: &mut Findings,
) {
    let pairs = rows.iter().map(|row| (row.points, row.declared)).chain(execution.map(|e| (e.points, e.declared)));
    let seen: Vec<(Option<Decimal>, Option<Decimal>)> = pairs.collect();
    let sum: Decimal = seen.iter().filter_map(|(_, score)| *score).sum();
    let lost =
        seen.iter().filter_map(|(points, score)| Some((*points)? - (*score)?)).filter(|lost| *lost > Decimal::ZERO);
    let lost: Vec<Decimal> = lost.collect();
    let full = audit.points.unwrap_or(Decimal::ONE_HUNDRED);
    let most = full - lost.iter().sum::<Decimal>();
    if declared > most && declared <= full {
        let terms: Vec<String> = lost.iter().map(|lost| plain(*lost)).collect();
        let message = format!(
            "总分：看得见的各项已失 {}＝{} 分，总分至多 {}－{}＝{}，印的是 {}",
            terms.join("+"),
            plain(full - most),
            plain(full),
            plain(full - most),
            plain(most),
            plain(declared)
        );
        audit.agrees = Some(false);
        push(findings, Code::A0405, message, table, true);
    } else if sum > declared {
        let message = format!("总分：看得见的各项得分之和 {}，已超过印的总分 {}", plain(sum), plain(declared));
        audit.agrees = Some(false);
        push(findings, Code::A0405, message, table, true);
    } else {
        let why = if table.truncated { "只有表的一部分" } else { "有的行没有印得分" };
        let message = format!("{why}，看得见的得分之和 {}，印的总分 {} 无从核对", plain(sum), plain(declared));
        push(findings, Code::A0413, message, table, true);
    }
}

/// 分值之和等于满分；没有印满分的按 100 分看，只作提醒。
fn check_points(
    table: &Table,
    rows: &[RowAudit],
    execution: Option<&ExecutionAudit>,
    sum: Decimal,
    findings: &mut Findings,
) {
    let printed = table.total_points.points();
    let full = printed.unwrap_or(Decimal::ONE_HUNDRED);
    if sum == full {
        return;
    }
    let own: Decimal = rows.iter().filter_map(|row| row.points).sum();
    let parts = execution.and_then(|block| block.points).map_or_else(
        || format!("各行分值之和是 {}", plain(own)),
        |block| format!("各行分值之和 {}，加执行率 {}，共 {}", plain(own), plain(block), plain(sum)),
    );
    let (message, severity) = match printed {
        Some(full) => (format!("分值：{parts}，印的满分是 {}", plain(full)), Severity::Error),
        None => (format!("分值：{parts}，不是 100 分；表上没有印满分"), Severity::Warning),
    };
    let diagnostic = Diagnostic::new(Code::A0406, message).at(&table.total_points.place).label("满分");
    findings.push(About::Total, diagnostic.severity(severity));
}

/// 印的等次，去掉“级”“等”之类。
fn grade_label(printed: &str) -> &str {
    printed.trim_end_matches(['级', '等', '秀', '好'])
}

/// 口径里有这个等次的那张等次表。
pub(super) fn grades_of<'p>(printed: &str, profile: &'p Profile) -> Option<&'p [Grade]> {
    let label = grade_label(printed);
    let known = |grades: &&Vec<Grade>| grades.iter().any(|grade| grade.label == printed || grade.label == label);
    profile.grades.values().find(known).map(Vec::as_slice)
}

/// 等次照口径里有这个等次的那张表评。
fn check_grade(table: &Table, profile: &Profile, audit: &mut TotalAudit, findings: &mut Findings) {
    let Some(printed) = audit.grade.clone() else { return };
    let label = grade_label(&printed);
    let Some(grades) = grades_of(&printed, profile) else {
        let message = format!("等次“{printed}”不在口径的等次表里，分数线无从核对");
        let diagnostic = Diagnostic::new(Code::A0407, message).at(&table.grade.place).label("印的等次");
        findings.push(About::Total, diagnostic.severity(Severity::Warning));
        return;
    };
    let Some(score) = audit.declared else { return };
    let due = grades.iter().find(|grade| score >= grade.from);
    audit.grade_due = due.map(|grade| grade.label.clone());
    if let Some(due) = due.filter(|due| due.label != printed && due.label != label) {
        let message =
            format!("等次：总分 {} 不低于 {}，应评“{}”，印的是“{printed}”", plain(score), plain(due.from), due.label);
        findings.push(About::Total, Diagnostic::new(Code::A0407, message).at(&table.grade.place).label("印的等次"));
    }
}
