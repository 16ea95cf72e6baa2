//! 整张表：全部满分、照抄的文字、执行与得分相矛盾、表不完整。

use super::total::is_execution;
use super::{About, ExecutionAudit, Findings, Printed, RowAudit, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Profile, RuleKind};
use crate::number::{Decimal, Mode, Ratio, Rounding, fixed, plain};

/// 复核整张表。
pub(super) fn audit(
    table: &Table,
    rows: &[RowAudit],
    execution: Option<&ExecutionAudit>,
    profile: &Profile,
    findings: &mut Findings,
) {
    check_full(table, rows, execution, findings);
    check_repeated(table, profile, findings);
    if let Some(execution) = execution {
        check_contradictions(table, rows, execution, findings);
    }
    if table.truncated && table.total_score.is_blank() {
        let message = "只有表的一部分，没有总分，合计无从核对";
        findings.push(About::Table, Diagnostic::new(Code::A0413, message).at(&table.place).label("这张表"));
    }
}

/// 少于这么多行，全部满分不足为奇。
pub(super) const MANY: usize = 3;

/// 各行全部满分。
fn check_full(table: &Table, rows: &[RowAudit], execution: Option<&ExecutionAudit>, findings: &mut Findings) {
    let is_full = |points: Option<Decimal>, score: Option<Decimal>| points.is_some() && points == score;
    let scored: Vec<&RowAudit> = rows.iter().filter(|row| row.declared.is_some()).collect();
    let block = execution.is_none_or(|block| block.declared.is_none() || is_full(block.points, block.declared));
    if scored.len() >= MANY && scored.iter().all(|row| is_full(row.points, row.declared)) && block {
        let sum: Decimal = scored.iter().filter_map(|row| row.declared).sum();
        let message = format!("印着得分的 {} 行全部满分（共 {} 分），没有一行失分", scored.len(), plain(sum));
        findings.push(About::Table, Diagnostic::new(Code::A0409, message).at(&table.place).label("这张表"));
    }
}

/// 几个字以上的话，几行写得一字不差，才说是照抄。
const LONG: usize = 8;

/// 多行用同一段文字：实际完成情况或原因。
fn check_repeated(table: &Table, profile: &Profile, findings: &mut Findings) {
    let columns: [(&str, Vec<&Printed>); 2] = [
        ("实际完成值", table.rows.iter().map(|row| &row.actual).collect()),
        ("偏差原因", table.rows.iter().map(|row| &row.reason).collect()),
    ];
    for (title, cells) in columns {
        let mut seen: Vec<&str> = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let text = cell.text.as_str();
            if text.chars().count() < LONG || seen.contains(&text) || is_tier(text, profile) {
                continue;
            }
            seen.push(text);
            let same: Vec<String> = cells
                .iter()
                .enumerate()
                .skip(at)
                .filter(|(_, other)| other.text == text)
                .map(|(row, _)| (row + 1).to_string())
                .collect();
            if same.len() >= MANY {
                let message = format!("第 {} 行的{title}一字不差：“{text}”", same.join("、"));
                findings.push(About::Table, Diagnostic::new(Code::A0410, message).at(&cell.place).label("同一段文字"));
            }
        }
    }
}

/// 是口径里一档的名称，本来就该写得一样。
fn is_tier(text: &str, profile: &Profile) -> bool {
    profile.rules.values().any(|rule| match &rule.kind {
        RuleKind::Tiers { tiers, .. } => {
            tiers.iter().any(|tier| tier.name == text || tier.aliases.iter().any(|alias| alias == text))
        }
        _ => false,
    })
}

/// 执行与得分相矛盾：指标的得分率高出执行率得分率许多，或预算没有用完而指标全部完成。
fn check_contradictions(table: &Table, rows: &[RowAudit], execution: &ExecutionAudit, findings: &mut Findings) {
    let own = table.rows.iter().zip(rows).filter(|(row, _)| !is_execution(row.title(), &row.level1.text));
    let pairs: Vec<(Decimal, Decimal)> = own.filter_map(|(_, row)| row.points.zip(row.declared)).collect();
    let (points, score) =
        pairs.iter().fold((Decimal::ZERO, Decimal::ZERO), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let place = table.budget.as_ref().map_or(&table.place, |budget| &budget.total.executed.place);
    let mut push = |message: String| {
        let diagnostic = Diagnostic::new(Code::A0412, message).at(place).label("执行数");
        findings.push(About::Execution, diagnostic);
    };
    let percent = |value: Ratio| {
        let value = value.times(Decimal::ONE_HUNDRED).round(Rounding { places: 2, mode: Mode::HalfUp });
        format!("{}%", fixed(value, 2))
    };
    if let (Some(rate), Some(cell)) = (execution.rate, table.budget.as_ref().map(|budget| &budget.total))
        && rate < Decimal::from(80)
        && !cell.executed.is_blank()
    {
        let done = if pairs.iter().all(|(points, score)| points == score) && !pairs.is_empty() {
            "，指标却全部满分"
        } else {
            ""
        };
        push(format!(
            "执行率 {}%，预算有 {}% 没有执行，超过 20%{done}",
            fixed(rate, 2),
            fixed(Decimal::ONE_HUNDRED - rate, 2)
        ));
    }
    let shares = Ratio::new(score, points)
        .zip(execution.declared.zip(execution.points).and_then(|(score, points)| Ratio::new(score, points)));
    let Some((index, spent)) = shares.filter(|(index, _)| *index > Decimal::ZERO) else { return };
    // (指标得分率-执行得分率)÷指标得分率 > 5%
    let gap = index.minus(spent);
    let limit = index.times(Decimal::new(5, 2));
    if gap.minus(limit) > Decimal::ZERO {
        push(format!(
            "指标得 {}÷{}＝{}，执行率得分只有 {}，相差超过 5%：完成得好而钱没有花出去，两者要有说法",
            plain(score),
            plain(points),
            percent(index),
            percent(spent)
        ));
    }
}
