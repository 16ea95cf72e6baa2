//! 小计、总分与等级。

use super::super::cell::{at, compare, number, range, rounded, text};
use super::super::export::{Book, UNFINISHED};
use super::super::layout::{Sheet, YES, money, rows};
use super::super::sheet::{Look, Page};
use super::{Sums, score_text};
use crate::model::{GradeBasis, VetoEffect, Worth};
use crate::number::{Decimal, Rounding, plain};
use rust_xlsxwriter::XlsxError;

/// 扣分：扣几分，或扣得分的比例；扣完为止。
pub(super) fn deduct(score: &str, worth: Worth, rounding: Rounding) -> String {
    match worth {
        Worth::Score(points) => format!("MAX(0,ROUND({score}-{},10))", number(points)),
        Worth::Share(share) => {
            format!("MAX(0,{})", rounded(&format!("({score})*{}", number(Decimal::ONE - share)), rounding))
        }
    }
}

/// 小计、总分与等级。
pub(super) fn write(book: &Book<'_>, page: &mut Page, first: u32, sums: &Sums) -> Result<(), XlsxError> {
    let (set, outcome) = (book.set, book.outcome);
    let by_goals = book.submission.rows.iter().any(|row| row.goal.is_some());
    let section_column = range(rows::SECTION, sums.first, sums.last);
    let sum = |column, section: usize| {
        format!("SUMIF({section_column},{},{})", section + 1, range(column, sums.first, sums.last))
    };
    let mut next = first;
    let mut scores = Vec::new();
    // 自设的行还没有凑足分值的，程序也算得出，表上写“未评完”。
    let mut is_unfinished = false;
    for (index, (section, result)) in set.sections.iter().zip(&outcome.sections).enumerate() {
        line(page, next, &format!("{}　小计", section.level1), Some(section.points))?;
        let cap = section.cap.map_or(section.points, |cap| cap.min(section.points));
        let part = sum(rows::PART, index);
        let score = if by_goals { format!("ROUND({part},10)") } else { rounded(&part, set.profile.section) };
        let mut open = format!("{}>0", sum(rows::OPEN, index));
        let mut is_short = false;
        if sums.rooms[index] && set.groups.is_empty() && !by_goals {
            let written = sum(rows::POINTS, index);
            let points = compare(&written, "<>", &number(section.points));
            open = format!("OR({open},{points})");
            let in_section = book.submission.rows.iter().filter(|row| row.section == index);
            let known: Decimal = in_section.map(|row| book.submission.indicator(set, row).points).sum();
            is_short = known != section.points;
            let note = format!("IF({points},\"分值合计 \"&{written}&\"，应为 {}\",\"\")", plain(section.points));
            let shown = format!("分值合计 {}，应为 {}", plain(known), plain(section.points));
            page.formula(next, rows::NOTE, &note, if is_short { &shown } else { "" }, Look::Total)?;
        }
        is_unfinished |= is_short;
        let shown = if result.complete && !is_short { plain(result.score) } else { UNFINISHED.to_owned() };
        let formula = format!("IF({open},\"{UNFINISHED}\",MIN({},{score}))", number(cap));
        page.formula(next, rows::SCORE, &formula, &shown, Look::Total)?;
        scores.push(at(rows::SCORE, next));
        next += 1;
    }
    let mut dropped = format!("SUM({})", range(rows::DROPPED, sums.first, sums.last));
    if let Some((execution, place)) = set.execution.as_ref().zip(book.execution_place) {
        line(page, next, "预算执行率", Some(execution.points))?;
        let from = format!("'{}'!{}", Sheet::Money.title(), at(money::SCORE, place));
        let result = outcome.execution.as_ref().map_or_else(String::new, |e| score_text(&e.result));
        page.formula(
            next,
            rows::SCORE,
            &format!("IF({from}=\"\",\"{UNFINISHED}\",{from})"),
            &or_open(result),
            Look::Total,
        )?;
        let cell = at(rows::SCORE, next);
        dropped = format!("({dropped}+IF({cell}=\"-\",{},0))", number(execution.points));
        scores.push(cell);
        next += 1;
    }
    line(page, next, "总分", Some(set.total))?;
    // 未经修约的总分与修约后的总分各占一格隐藏的列。
    let (exact, settled) = (at(rows::RAW, next), at(rows::PART, next));
    let unfinished = scores.iter().map(|cell| format!("{cell}=\"{UNFINISHED}\"")).collect::<Vec<_>>().join(",");
    let all = scores.iter().map(|cell| format!("N({cell})")).collect::<Vec<_>>().join("+");
    let total = number(set.total);
    let rescaled = format!("IF({dropped}=0,{all},({all})*{total}/({total}-{dropped}))");
    page.formula(next, rows::RAW, &format!("IF(OR({unfinished}),\"\",IFERROR({rescaled},\"\"))"), "", Look::Plain)?;
    let rounded_total = rounded(&exact, set.profile.total);
    page.formula(next, rows::PART, &format!("IF(ISNUMBER({exact}),{rounded_total},\"\")"), "", Look::Plain)?;
    let deductions = book.submission.deductions.iter().filter(|d| d.row.is_none());
    let mut score = deductions.fold(settled.clone(), |score, d| deduct(&score, d.worth, set.profile.total));
    for (veto, cell) in set.profile.vetoes.iter().zip(&book.vetoes) {
        match veto.effect {
            VetoEffect::Zero => score = format!("IF({cell}=\"{YES}\",0,{score})"),
            VetoEffect::ScoreCap(cap) => {
                score = format!("MIN({score},IF({cell}=\"{YES}\",{},1000000))", number(cap));
            }
            VetoEffect::GradeMax(_) => {}
        }
    }
    let result = outcome.total.score.filter(|_| !is_unfinished).map_or_else(|| UNFINISHED.to_owned(), plain);
    page.formula(
        next,
        rows::SCORE,
        &format!("IF(ISNUMBER({settled}),{score},\"{UNFINISHED}\")"),
        &result,
        Look::Total,
    )?;
    let total_cell = at(rows::SCORE, next);
    if !set.grades.is_empty() {
        next += 1;
        line(page, next, "等级", None)?;
        let ground = match set.profile.grade_basis {
            GradeBasis::Rounded => total_cell.clone(),
            GradeBasis::Exact => format!("IF({total_cell}={settled},{exact},{total_cell})"),
        };
        grade(book, page, next, &total_cell, &ground, is_unfinished)?;
    }
    Ok(())
}

fn or_open(text: String) -> String {
    if text.is_empty() { UNFINISHED.to_owned() } else { text }
}

fn line(page: &mut Page, row: u32, title: &str, points: Option<Decimal>) -> Result<(), XlsxError> {
    for column in rows::CODE..=rows::NOTE {
        page.put(row, column, "", Look::Total)?;
    }
    page.put(row, rows::NAME, title, Look::Total)?;
    match points {
        Some(points) => page.put_number(row, rows::POINTS, points, Look::Total),
        None => Ok(()),
    }
}

/// 等级：总分不低于其下限的最高一等，再看否决情形的限级。
fn grade(
    book: &Book<'_>,
    page: &mut Page,
    row: u32,
    total: &str,
    ground: &str,
    is_unfinished: bool,
) -> Result<(), XlsxError> {
    let set = book.set;
    let place = set.grades.iter().enumerate().rev().fold("0".to_owned(), |rest, (at, grade)| {
        format!("IF({},{},{rest})", compare(ground, ">=", &number(grade.from)), at + 1)
    });
    let limits: Vec<String> = set
        .profile
        .vetoes
        .iter()
        .zip(&book.vetoes)
        .filter_map(|(veto, cell)| match &veto.effect {
            VetoEffect::GradeMax(label) => {
                let limit = set.grades.iter().position(|grade| grade.label == *label)?;
                Some(format!("IF({cell}=\"{YES}\",{},0)", limit + 1))
            }
            _ => None,
        })
        .collect();
    let index = at(rows::RAW, row);
    page.formula(row, rows::RAW, &format!("IF(ISNUMBER({total}),{place},0)"), "", Look::Plain)?;
    let limited = if limits.is_empty() { index.clone() } else { format!("MAX({index},{})", limits.join(",")) };
    let labels: Option<Vec<String>> = set.grades.iter().map(|grade| text(&grade.label)).collect();
    let shown = book.outcome.grade.filter(|_| !is_unfinished).map_or("", |at| set.grades[at].label.as_str());
    match labels {
        Some(labels) => {
            let formula = format!("IF({index}=0,\"\",CHOOSE({limited},{}))", labels.join(","));
            page.formula(row, rows::SCORE, &formula, shown, Look::Total)
        }
        None => page.put(row, rows::SCORE, shown, Look::Total),
    }
}
