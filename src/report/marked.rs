//! 复核的一张表照原样印出，有问题的格子就地标上记号，下面逐条列出。

use super::audit::place_text;
use crate::audit::{About, Audit, Finding, Printed, PrintedMoney, PrintedRow};
use crate::diagnostic::{Code, Severity, Sources};
use crate::number::{Decimal, fixed, plain};
use serde::Serialize;

/// 标了记号的一张表。
#[derive(Clone, Debug, Serialize)]
pub struct MarkedTable {
    pub title: String,
    pub unit: String,
    pub year: String,
    pub region: String,
    pub profile: String,
    pub profile_title: String,
    pub why: String,
    pub summary: String,
    /// 记号印在格子里；工作簿里写在批注里，格子只放原来的数。
    pub is_inline: bool,
    /// 整张表的记号。
    pub head: MarkedCell,
    pub money: Vec<MarkedMoney>,
    pub rows: Vec<MarkedRow>,
    pub total_points: MarkedCell,
    pub total_score: MarkedCell,
    pub total_recomputed: String,
    pub grade: MarkedCell,
    pub grade_due: String,
    /// 各条发现，照记号的次序。
    pub findings: Vec<MarkedFinding>,
}

/// 一格：文字、记号，与批注。
#[derive(Clone, Debug, Default, Serialize)]
pub struct MarkedCell {
    pub text: String,
    pub marks: Vec<Mark>,
    /// 最重的级别；没有记号的为空。
    pub class: &'static str,
    /// 批注：各条发现的话。
    pub note: String,
}

/// 一个记号：符号与下面第几条。
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    pub symbol: &'static str,
    pub class: &'static str,
    pub number: usize,
}

/// 资金的一行。
#[derive(Clone, Debug, Serialize)]
pub struct MarkedMoney {
    pub name: MarkedCell,
    pub initial: MarkedCell,
    pub full_year: MarkedCell,
    pub executed: MarkedCell,
    pub points: MarkedCell,
    pub rate: MarkedCell,
    pub score: MarkedCell,
    /// 只有总额一行有。
    pub recomputed: String,
}

/// 指标的一行。
#[derive(Clone, Debug, Serialize)]
pub struct MarkedRow {
    pub number: usize,
    pub level1: MarkedCell,
    pub level2: MarkedCell,
    /// 一级、二级的格子跨几行；被上一行跨到的为零。
    pub level1_rows: usize,
    pub level2_rows: usize,
    pub name: MarkedCell,
    pub target: MarkedCell,
    pub actual: MarkedCell,
    pub points: MarkedCell,
    pub score: MarkedCell,
    pub recomputed: String,
    pub deviation: MarkedCell,
    pub reason: MarkedCell,
}

/// 一条发现。
#[derive(Clone, Debug, Serialize)]
pub struct MarkedFinding {
    pub number: usize,
    pub symbol: &'static str,
    pub class: &'static str,
    pub severity: &'static str,
    pub code: &'static str,
    /// 说的是表上哪里。
    pub about: String,
    /// 文件:行:列。
    pub place: String,
    pub message: String,
    pub help: String,
}

fn symbol(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✕",
        Severity::Warning => "△",
        Severity::Note => "○",
    }
}

/// 各条发现落在哪一格。
struct Spots<'a> {
    /// 按表上的先后；第几条就是记号的号。
    order: Vec<(Spot<'a>, &'a Finding)>,
}

/// 记号标在哪里。
#[derive(Clone, Copy)]
enum Spot<'a> {
    /// 整张表。
    Table,
    /// 资金总额的名目。
    Money,
    Cell(&'a Printed),
}

/// 一张表上的格子，按印的先后。
fn cells(audit: &Audit) -> Vec<&Printed> {
    let table = &audit.table;
    let mut cells: Vec<&Printed> = Vec::new();
    if let Some(budget) = &table.budget {
        for money in std::iter::once(&budget.total).chain(&budget.sources) {
            let own = [&money.initial, &money.full_year, &money.executed, &money.points, &money.score, &money.rate];
            cells.extend(own);
        }
    }
    cells.extend(table.rows.iter().flat_map(row_cells));
    cells.extend([&table.total_points, &table.total_score, &table.grade]);
    cells
}

fn row_cells(row: &PrintedRow) -> [&Printed; 9] {
    [
        &row.level1,
        &row.level2,
        &row.name,
        &row.target,
        &row.actual,
        &row.points,
        &row.score,
        &row.deviation,
        &row.reason,
    ]
}

impl<'a> Spots<'a> {
    fn of(audit: &'a Audit) -> Spots<'a> {
        let cells = cells(audit);
        let mut order: Vec<(Spot<'a>, &Finding)> =
            audit.findings.iter().map(|finding| (spot(finding, audit, &cells), finding)).collect();
        order.sort_by_key(|(spot, _)| match spot {
            Spot::Table => 0,
            Spot::Money => 1,
            Spot::Cell(cell) => cells.iter().position(|other| std::ptr::eq(*other, *cell)).map_or(0, |at| at + 2),
        });
        Spots { order }
    }

    /// 落在一处的：编号与发现。
    fn on(&self, is_here: impl Fn(&Spot<'a>) -> bool) -> impl Iterator<Item = (usize, &'a Finding)> {
        self.order
            .iter()
            .enumerate()
            .filter(move |(_, (spot, _))| is_here(spot))
            .map(|(at, (_, finding))| (at + 1, *finding))
    }

    fn cell(&self, printed: &Printed) -> MarkedCell {
        marked(printed.text.clone(), self.on(|spot| matches!(spot, Spot::Cell(cell) if std::ptr::eq(*cell, printed))))
    }
}

/// 一条发现标在哪一格：指着唯一一格的标在那里；填报的各格没有各自的位置，看说的是什么。
fn spot<'a>(finding: &Finding, audit: &'a Audit, cells: &[&'a Printed]) -> Spot<'a> {
    let place = finding.diagnostic.place.as_ref();
    let mut pointed = cells.iter().filter(|cell| !cell.is_blank() && place == Some(&cell.place));
    if let (Some(cell), None) = (pointed.next(), pointed.next()) {
        return Spot::Cell(cell);
    }
    match finding.about {
        About::Row(at) => {
            audit.table.rows.get(at).map_or(Spot::Table, |row| Spot::Cell(said_of(finding.diagnostic.code, row)))
        }
        About::Execution => Spot::Money,
        About::Total if finding.diagnostic.code == Code::A0407 => Spot::Cell(&audit.table.grade),
        About::Total if finding.diagnostic.code == Code::A0406 => Spot::Cell(&audit.table.total_points),
        About::Total => Spot::Cell(&audit.table.total_score),
        About::Section(_) | About::Table => Spot::Table,
    }
}

/// 一行的发现说的是哪一格。
fn said_of(code: Code, row: &PrintedRow) -> &Printed {
    match code {
        Code::A0316 | Code::A0321 => &row.target,
        Code::A0311 | Code::A0312 | Code::A0313 | Code::A0317 | Code::A0319 => &row.actual,
        Code::A0308 => &row.deviation,
        Code::A0309 | Code::A0310 => &row.reason,
        Code::A0314 | Code::A0315 => &row.name,
        Code::A0318 if row.points.is_blank() => &row.points,
        _ => &row.score,
    }
}

fn marked<'f>(text: String, own: impl Iterator<Item = (usize, &'f Finding)>) -> MarkedCell {
    let mut cell = MarkedCell { text, ..MarkedCell::default() };
    let (mut notes, mut worst) = (Vec::new(), None);
    for (number, finding) in own {
        let found = &finding.diagnostic;
        cell.marks.push(Mark { symbol: symbol(found.severity), class: found.severity.as_str(), number });
        notes.push(format!("{number}. {}[{}] {}", found.severity.title(), found.code.as_str(), found.message));
        worst = Some(worst.map_or(found.severity, |worst: Severity| worst.min(found.severity)));
    }
    cell.class = worst.map_or("", Severity::as_str);
    // 批注写在属性里，不换行。
    cell.note = notes.join("；").replace('\n', " ");
    cell
}

/// 标上记号；`is_inline` 为假的，记号只写在批注里。
pub fn marked_table(audit: &Audit, sources: &Sources, summary: String, is_inline: bool) -> MarkedTable {
    let table = &audit.table;
    let spots = Spots::of(audit);
    let score = |value: Option<Decimal>| value.map(|value| fixed(value, audit.profile.row.places)).unwrap_or_default();
    let money_row = |money: &PrintedMoney, is_total: bool| MarkedMoney {
        name: marked(
            if money.name.is_empty() { "资金总额".to_owned() } else { money.name.clone() },
            spots.on(|spot| is_total && matches!(spot, Spot::Money)),
        ),
        initial: spots.cell(&money.initial),
        full_year: spots.cell(&money.full_year),
        executed: spots.cell(&money.executed),
        points: spots.cell(&money.points),
        rate: spots.cell(&money.rate),
        score: spots.cell(&money.score),
        recomputed: match (&audit.execution, is_total) {
            (Some(block), true) => score(block.recomputed),
            _ => String::new(),
        },
    };
    let money = table.budget.iter().flat_map(|budget| {
        let sources = budget.sources.iter().map(|money| money_row(money, false));
        std::iter::once(money_row(&budget.total, true)).chain(sources)
    });
    let mut rows: Vec<MarkedRow> = table
        .rows
        .iter()
        .zip(&audit.rows)
        .enumerate()
        .map(|(at, (row, own))| MarkedRow {
            number: at + 1,
            level1: spots.cell(&row.level1),
            level2: spots.cell(&row.level2),
            level1_rows: 1,
            level2_rows: 1,
            name: spots.cell(&row.name),
            target: spots.cell(&row.target),
            actual: spots.cell(&row.actual),
            points: spots.cell(&row.points),
            score: spots.cell(&row.score),
            recomputed: score(own.recomputed),
            deviation: spots.cell(&row.deviation),
            reason: spots.cell(&row.reason),
        })
        .collect();
    span(&mut rows);
    let total = &audit.total;
    MarkedTable {
        title: if table.title.is_empty() { "自评表".to_owned() } else { table.title.clone() },
        unit: table.unit.clone(),
        year: table.year.map(|year| year.to_string()).unwrap_or_default(),
        region: table.region.text.clone(),
        profile: audit.profile.id.clone(),
        profile_title: audit.profile.title.clone(),
        why: audit.why.clone(),
        summary,
        is_inline,
        head: marked(String::new(), spots.on(|spot| matches!(spot, Spot::Table))),
        money: money.collect(),
        rows,
        total_points: spots.cell(&table.total_points),
        total_score: spots.cell(&table.total_score),
        total_recomputed: total.recomputed.map(plain).unwrap_or_default(),
        grade: spots.cell(&table.grade),
        grade_due: total.grade_due.clone().unwrap_or_default(),
        findings: spots
            .order
            .iter()
            .enumerate()
            .map(|(at, (_, finding))| {
                let found = &finding.diagnostic;
                MarkedFinding {
                    number: at + 1,
                    symbol: symbol(found.severity),
                    class: found.severity.as_str(),
                    severity: found.severity.title(),
                    code: found.code.as_str(),
                    about: about_text(finding.about),
                    place: place_text(found, sources),
                    message: found.message.clone(),
                    help: found.help.clone().into_owned(),
                }
            })
            .collect(),
    }
}

fn about_text(about: About) -> String {
    match about {
        About::Row(at) => format!("第 {} 行", at + 1),
        About::Execution => "资金".to_owned(),
        About::Section(_) => "板块".to_owned(),
        About::Total => "总分".to_owned(),
        About::Table => "整张表".to_owned(),
    }
}

/// 相邻的同名一、二级合并成一格，记号归到合成的一格上。
fn span(rows: &mut [MarkedRow]) {
    let (mut first1, mut first2) = (0, 0);
    for at in 1..rows.len() {
        let same1 = !rows[at].level1.text.is_empty() && rows[at].level1.text == rows[first1].level1.text;
        let same2 = same1 && !rows[at].level2.text.is_empty() && rows[at].level2.text == rows[first2].level2.text;
        if same1 {
            rows[first1].level1_rows += 1;
            rows[at].level1_rows = 0;
            let moved = std::mem::take(&mut rows[at].level1);
            absorb(&mut rows[first1].level1, moved);
            rows[at].level1.text = rows[first1].level1.text.clone();
        } else {
            first1 = at;
        }
        if same2 {
            rows[first2].level2_rows += 1;
            rows[at].level2_rows = 0;
            let moved = std::mem::take(&mut rows[at].level2);
            absorb(&mut rows[first2].level2, moved);
            rows[at].level2.text = rows[first2].level2.text.clone();
        } else {
            first2 = at;
        }
    }
}

fn absorb(into: &mut MarkedCell, from: MarkedCell) {
    if into.class.is_empty() {
        into.class = from.class;
    }
    let notes: Vec<String> =
        [std::mem::take(&mut into.note), from.note].into_iter().filter(|n| !n.is_empty()).collect();
    into.note = notes.join("；");
    into.marks.extend(from.marks);
}
