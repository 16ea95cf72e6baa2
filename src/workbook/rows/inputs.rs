//! 一行里要填的格：实际完成值、完成程度或给分、原因、佐证，清单的各项，自设的空行。

use super::super::layout::{Key, NO, YES, rows};
use super::super::sheet::{Look, Page};
use super::super::written::{WrittenActual, decimal};
use crate::model::{Indicator, ItemWorth, Room, RuleKind};
use crate::number::{Decimal, plain};
use crate::target::Kind;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, XlsxError};

/// 原因与佐证至多几个字。
const LONGEST: u32 = 2000;

fn length(most: u32) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(most));
    rule.set_error_title("太长")?.set_error_message(format!("至多 {most} 个字"))
}

/// 完成程度或给分一格写着的。
pub(super) fn given(written: &WrittenActual) -> String {
    let all = [&written.share, &written.score].into_iter().map(String::as_str);
    all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// 实际完成值（分档的有下拉）、完成程度或给分、原因、佐证。自设的行可以改成定性的，完成程度一格总能填。
pub(super) fn actual(
    page: &mut Page,
    at_row: u32,
    indicator: &Indicator,
    written: &WrittenActual,
    is_own: bool,
) -> Result<(), XlsxError> {
    page.put(at_row, rows::ACTUAL, &written.value, Look::InputCenter)?;
    let given = given(written);
    let takes = matches!(indicator.rule.kind, RuleKind::Tiers { .. } | RuleKind::Percent | RuleKind::Manual)
        || matches!(indicator.target.kind, Kind::Qualitative | Kind::Date(_));
    let look = if takes || is_own || !given.is_empty() { Look::InputCenter } else { Look::Center };
    page.put(at_row, rows::SHARE, &given, look)?;
    if let RuleKind::Tiers { tiers, .. } = &indicator.rule.kind {
        let names: Vec<&str> = tiers.iter().map(|tier| tier.name.as_str()).chain(["不适用"]).collect();
        // 下拉只供选，百分数照样可以写。
        if let Ok(rule) = DataValidation::new().allow_list_strings(&names) {
            page.check(at_row, rows::ACTUAL, &rule.show_error_message(false))?;
        }
    } else {
        page.check(at_row, rows::ACTUAL, &length(LONGEST)?)?;
    }
    for (column, value) in [(rows::REASON, &written.reason), (rows::EVIDENCE, &written.evidence)] {
        page.put(at_row, column, value, Look::Input)?;
        page.check(at_row, column, &length(LONGEST)?)?;
    }
    Ok(())
}

/// 清单的一项。
pub(super) fn checklist_item(
    page: &mut Page,
    at_row: u32,
    number: usize,
    item: &crate::model::ChecklistItem,
    value: &str,
) -> Result<(), XlsxError> {
    for column in rows::CODE..=rows::NOTE {
        page.put(at_row, column, "", Look::Center)?;
    }
    page.put(at_row, 0, &Key::Item(number).text(), Look::Plain)?;
    let worth = match item.worth {
        ItemWorth::Earn(points) => format!("　{}（做到得 {} 分）", item.name, plain(points)),
        ItemWorth::Lose(points) => format!("　{}（每次扣 {} 分）", item.name, plain(points)),
    };
    page.put(at_row, rows::NAME, &worth, Look::Fixed)?;
    match decimal(value) {
        Some(count) => page.put_number(at_row, rows::ACTUAL, count, Look::InputNumber)?,
        None => page.put(at_row, rows::ACTUAL, value, Look::InputNumber)?,
    }
    let rule = match item.worth {
        ItemWorth::Earn(_) => DataValidation::new().allow_list_strings(&[YES, NO]),
        ItemWorth::Lose(_) => Ok(DataValidation::new().allow_whole_number(DataValidationRule::Between(0, 9999))),
    };
    if let Ok(rule) = rule.and_then(|rule| rule.set_error_message("做到的写 是、没有做到写 否；扣分的写发生的次数"))
    {
        page.check(at_row, rows::ACTUAL, &rule)?;
    }
    Ok(())
}

/// 留给自设指标的一个空行；二级指标由体系规定的锁住。
pub(super) fn spare(
    page: &mut Page,
    at_row: u32,
    level1: &str,
    level2: &str,
    room: &Room,
    total: Decimal,
) -> Result<(), XlsxError> {
    page.put(at_row, 0, &Key::Spare.text(), Look::Plain)?;
    page.put(at_row, rows::LEVEL1, level1, Look::Center)?;
    if level2.is_empty() {
        page.put(at_row, rows::LEVEL2, "", Look::InputCenter)?;
        let names: Vec<&str> = room.level2.iter().map(String::as_str).collect();
        if let Some(Ok(rule)) = (!names.is_empty()).then(|| DataValidation::new().allow_list_strings(&names)) {
            page.check(at_row, rows::LEVEL2, &rule.set_error_message("从下拉里选一个二级指标")?)?;
        }
    } else {
        page.put(at_row, rows::LEVEL2, level2, Look::Center)?;
    }
    for column in [rows::CODE, rows::TARGET, rows::ACTUAL, rows::SHARE] {
        page.put(at_row, column, "", Look::InputCenter)?;
    }
    for column in [rows::NAME, rows::REASON, rows::EVIDENCE] {
        page.put(at_row, column, "", Look::Input)?;
    }
    page.put(at_row, rows::UNIT, "", Look::Center)?;
    page.put(at_row, rows::POINTS, "", Look::InputNumber)?;
    let (least, most) = (room.points_min.unwrap_or_default(), room.points_max.unwrap_or(total));
    let rule = DataValidationRule::Between(Formula::new(plain(least)), Formula::new(plain(most)));
    let message = format!("分值写 {} 至 {} 之间的数", plain(least), plain(most));
    let rule = DataValidation::new().allow_decimal_number_formula(rule).set_error_message(message)?;
    page.check(at_row, rows::POINTS, &rule)
}
