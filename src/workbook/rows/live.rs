//! 一行的公式：读实际完成值，算得分、偏差度与提示，计入合计。

use super::super::cell::{at, compare, number};
use super::super::export::{Book, ZIPING};
use super::super::layout::rows;
use super::super::reading::{self, Quantity};
use super::super::scoring::{Cells, is_expressible};
use super::super::sheet::{Look, Page};
use super::cases::{Case, Cases};
use super::totals::deduct;
use super::{NO_ACTUAL, NO_FACTS};
use crate::model::{Counts, NotApplicable, RuleKind, Worth};
use crate::number::Decimal;
use rust_xlsxwriter::XlsxError;

/// 写出时程序算的结果，存在公式旁边；公式读不出而所填没有改过的也照它。
pub struct Shown {
    pub score: String,
    pub deviation: String,
    pub note: String,
}

/// 一行要写公式的各格。
pub struct Live<'a, 'b> {
    pub book: &'a Book<'b>,
    pub at_row: u32,
    pub cases: Cases<'a>,
    pub cells: &'a Cells,
    /// 由公式算出的值（以指标值的单位计）与按不适用处理的条件。
    pub computed: Option<(String, String)>,
    /// 由公式算的一行。
    pub is_computed: bool,
    pub not_applicable: NotApplicable,
    /// 复核扣分，按先后。
    pub deductions: Vec<Worth>,
    /// 公式读不出时的得分与偏差度。
    pub last: (String, String),
    /// 所在的目标占的比例。
    pub share: Option<Decimal>,
    /// 择一组怎样取，以及各成员所在的行。
    pub group: Option<(Counts, &'a [u32])>,
    pub section: usize,
    /// 留给自设指标的空行：什么也没有填的不算。
    pub is_spare: bool,
    pub shown: Shown,
}

impl Live<'_, '_> {
    fn cell(&self, column: u16) -> String {
        at(column, self.at_row)
    }

    /// 写出各格；读指标值的各格另写。
    pub fn write(&self, page: &mut Page) -> Result<(), XlsxError> {
        let at_row = self.at_row;
        let mut hidden = |column, formula: &str| page.formula(at_row, column, formula, "", Look::Plain);
        let net = self.cell(rows::TEXT);
        let quantity = Quantity::at(rows::BODY, at_row);
        hidden(rows::TEXT, &self.text())?;
        for (column, formula) in (rows::BODY..).zip(quantity.formulas(&net)) {
            hidden(column, &formula)?;
        }
        let none = "\"\"";
        let number = self.cases.choose(none, |case| {
            let read = self.number(case, &quantity);
            let read = match &self.computed {
                Some((value, _)) => format!("IF({net}=\"由公式\",{value},{read})"),
                None => read,
            };
            case.scoring.value(&read)
        });
        hidden(rows::NUMBER, &self.beside(number))?;
        let tier = self.cases.choose("0", |case| case.scoring.tier());
        if tier != "0" {
            hidden(rows::TIER, &tier)?;
        }
        let degree = self.cases.choose(none, |case| self.degree(case, &quantity));
        hidden(rows::DEGREE, &self.beside(degree))?;
        hidden(rows::MET, &self.cases.choose(none, |case| case.scoring.met()))?;
        hidden(rows::COMPLETION, &self.cases.choose(none, |case| case.scoring.completion()))?;
        let is_live = !self.is_computed || self.computed.is_some();
        let raw =
            self.cases.choose(none, |case| match is_live && is_expressible(case.scoring.rule, &case.scoring.goal) {
                true => case.scoring.raw(),
                false => none.to_owned(),
            });
        hidden(rows::RAW, &raw)?;
        self.sums(&mut hidden)?;
        page.put_number(at_row, rows::SECTION, Decimal::from(self.section as u64 + 1), Look::Plain)?;
        page.formula(at_row, rows::SCORE, &self.score(), &self.shown.score, Look::Center)?;
        page.formula(at_row, rows::DEVIATION, &self.deviation(), &self.shown.deviation, Look::Center)?;
        page.formula(at_row, rows::NOTE, &self.note(), &self.shown.note, Look::Fixed)
    }

    /// 净文：实际完成值，没有写的看完成程度或给分；由公式算的写“由公式”。
    fn text(&self) -> String {
        let typed = reading::net(&self.cell(rows::ACTUAL));
        let items = &self.cells.items;
        let other = match items.is_empty() {
            true => format!("TRIM({}&\"\")", self.cell(rows::SHARE)),
            false => items.iter().map(|cell| format!("{cell}&\"\"")).collect::<Vec<_>>().join("&"),
        };
        let blank = match &self.computed {
            Some((value, zero)) => format!("IF(ISNUMBER({value}),\"由公式\",IF({zero},\"不适用\",{other}))"),
            None if self.is_computed => format!("IF({other}=\"\",\"由公式\",{other})"),
            None => other,
        };
        format!("IF({typed}=\"\",{blank},{typed})")
    }

    fn number(&self, case: &Case<'_>, quantity: &Quantity) -> String {
        if !(case.scoring.goal.is_numeric() && case.scoring.is_by_number()) {
            return "\"\"".to_owned();
        }
        match case.unit {
            Some(unit) => quantity.in_unit(unit, &quantity.bare(unit)),
            None => quantity.in_unit_of(&Quantity::at(rows::GOAL, self.at_row)),
        }
    }

    fn degree(&self, case: &Case<'_>, quantity: &Quantity) -> String {
        let scoring = &case.scoring;
        match scoring.rule.kind {
            RuleKind::Checklist { .. } | RuleKind::Manual => return "\"\"".to_owned(),
            RuleKind::Tiers { .. } | RuleKind::Percent => return scoring.degree(&quantity.percent()),
            _ if !scoring.goal.is_numeric() => return scoring.degree(&quantity.percent()),
            // 指标值不是百分数而写了百分数，按完成比例；上限不能。
            _ if scoring.goal.is_ceiling() => return "\"\"".to_owned(),
            _ => {}
        }
        let is_negative = format!("IF(ISNUMBER({0}),{0}<0,FALSE)", quantity.digits);
        let share = format!("IF({is_negative},\"\",{})", quantity.percent());
        match case.unit {
            Some(unit) if unit.is_none() || unit.is_rate() => "\"\"".to_owned(),
            Some(_) => share,
            None => {
                let goal = Quantity::at(rows::GOAL, self.at_row);
                format!("IF(OR({}=\"\",{}=\"{}\"),\"\",{share})", goal.suffix, goal.base, super::super::units::RATE)
            }
        }
    }

    /// 指标值可以改的行，按数计分的不能另写完成程度。
    fn beside(&self, formula: String) -> String {
        if self.cases.kind().is_none() {
            return formula;
        }
        let by_number = self.cases.choose("FALSE", |case| {
            let is_number = case.scoring.goal.is_numeric() && case.scoring.is_by_number();
            if is_number { "TRUE" } else { "FALSE" }.to_owned()
        });
        format!("IF(AND({}<>\"\",{by_number}),\"\",{formula})", self.cell(rows::SHARE))
    }

    /// 得分：没有填为空，不适用依规定，公式读不出的由程序计分，再扣复核的分。
    fn score(&self) -> String {
        let (net, raw) = (self.cell(rows::TEXT), self.cell(rows::RAW));
        let not_applicable = match self.not_applicable {
            NotApplicable::Full => self.deducted(&self.cell(rows::POINTS)),
            NotApplicable::Zero => self.deducted("0"),
            NotApplicable::Rescale => "\"-\"".to_owned(),
        };
        // 指标值公式读不懂的，适不适用也由程序说。
        let not_applicable = match self.cases.kind() {
            Some(kind) => format!("IF({kind}=\"\",{},{not_applicable})", self.last.0),
            None => not_applicable,
        };
        let settled = self.cases.choose("\"\"", |case| self.deducted_by(case, &case.scoring.settled()));
        let score = format!(
            "IF({net}=\"\",\"\",IF({net}=\"不适用\",{not_applicable},IF(ISNUMBER({raw}),{settled},{})))",
            self.last.0
        );
        if self.is_spare {
            let no_points = format!("NOT(ISNUMBER({}))", self.cell(rows::POINTS));
            format!("IF(OR({},{no_points}),\"\",{score})", self.is_unfilled(&[rows::TARGET, rows::NAME]))
        } else {
            score
        }
    }

    fn is_unfilled(&self, columns: &[u16]) -> String {
        columns.iter().map(|column| format!("{}=\"\"", self.cell(*column))).collect::<Vec<_>>().join(",")
    }

    fn deviation(&self) -> String {
        let (net, raw, met) = (self.cell(rows::TEXT), self.cell(rows::RAW), self.cell(rows::MET));
        let deviation = self.cases.choose("\"\"", |case| case.scoring.deviation());
        let last = &self.last.1;
        let formula = format!(
            "IF(OR({net}=\"\",{net}=\"不适用\"),\"\",IF(ISNUMBER({raw}),IF({met}=\"\",\"\",{deviation}),{last}))"
        );
        match self.is_spare {
            true => format!("IF(ISNUMBER({}),{formula},\"\")", self.cell(rows::SCORE)),
            false => formula,
        }
    }

    /// 复核扣分，扣完为止；按百分数扣的要修约，照这一种情形的规则。
    fn deducted_by(&self, case: &Case<'_>, score: &str) -> String {
        let rounding = case.scoring.rule.rounding.unwrap_or(self.book.set.profile.row);
        self.deductions.iter().fold(score.to_owned(), |score, worth| deduct(&score, *worth, rounding))
    }

    fn deducted(&self, score: &str) -> String {
        match self.deductions.is_empty() {
            true => score.to_owned(),
            false => self.cases.choose(score, |case| self.deducted_by(case, score)),
        }
    }

    fn note(&self) -> String {
        let profile = &self.book.set.profile;
        let (net, score, met) = (self.cell(rows::TEXT), self.cell(rows::SCORE), self.cell(rows::MET));
        let mut owed = Vec::new();
        if profile.obligations.missed {
            owed.push(format!("{met}=0"));
            if self.deductions.is_empty() {
                owed.push(compare(&score, "<", &self.cell(rows::POINTS)));
            }
        }
        if let Some(from) = profile.obligations.deviation_from {
            let deviation = self.cell(rows::DEVIATION);
            owed.push(format!("IF(ISNUMBER({deviation}),ABS({deviation})>={},FALSE)", number(from)));
        }
        let over = self.cases.choose("FALSE", |case| case.scoring.over_condition().unwrap_or("FALSE".to_owned()));
        owed.extend((over != "FALSE").then_some(over));
        let owed = match owed.is_empty() {
            true => "\"\"".to_owned(),
            false => format!("IF(AND({}=\"\",OR({})),\"缺原因\",\"\")", self.cell(rows::REASON), owed.join(",")),
        };
        let missing = if self.is_computed { NO_FACTS } else { NO_ACTUAL };
        let note =
            format!("IF({net}=\"\",\"{missing}\",IF({net}=\"不适用\",\"\",IF(ISNUMBER({score}),{owed},\"{ZIPING}\")))");
        if !self.is_spare {
            return note;
        }
        let missing = [(rows::NAME, "缺三级指标"), (rows::TARGET, "缺指标值"), (rows::POINTS, "缺分值")];
        let note = missing
            .iter()
            .rev()
            .fold(note, |note, (column, text)| format!("IF({}=\"\",\"{text}\",{note})", self.cell(*column)));
        format!("IF({}=\"\",\"\",{note})", self.filled())
    }

    /// 空行里填了的文字连在一起。
    fn filled(&self) -> String {
        [rows::CODE, rows::NAME, rows::TARGET, rows::ACTUAL, rows::SHARE, rows::POINTS]
            .map(|column| self.cell(column))
            .join("&")
    }

    /// 计入、计分、剔除与未评。
    fn sums(&self, hidden: &mut impl FnMut(u16, &str) -> Result<(), XlsxError>) -> Result<(), XlsxError> {
        let (net, score) = (self.cell(rows::TEXT), self.cell(rows::SCORE));
        let counted = match self.group {
            None => "1".to_owned(),
            Some((counts, members)) => {
                let rank = match counts {
                    Counts::Better => format!("IF(ISNUMBER({score}),{score},-1)"),
                    Counts::Applicable => "1".to_owned(),
                };
                hidden(rows::RANK, &format!("IF({net}=\"不适用\",-2,{rank})"))?;
                let own = self.cell(rows::RANK);
                let others = members.iter().filter(|member| **member != self.at_row);
                let conditions: Vec<String> = others
                    .map(|member| {
                        let sign = if *member < self.at_row { ">" } else { ">=" };
                        format!("{own}{sign}{}", at(rows::RANK, *member))
                    })
                    .collect();
                if conditions.is_empty() { "1".to_owned() } else { format!("IF(AND({}),1,0)", conditions.join(",")) }
            }
        };
        hidden(rows::COUNTED, &counted)?;
        let counted = self.cell(rows::COUNTED);
        let weight = self.share.map_or(String::new(), |share| format!("*{}", number(share)));
        hidden(rows::PART, &format!("IF(AND({counted}=1,ISNUMBER({score})),{score}{weight},0)"))?;
        let points = self.cell(rows::POINTS);
        hidden(rows::DROPPED, &format!("IF(AND({counted}=1,{score}=\"-\"),{points}{weight},0)"))?;
        let open = format!("IF(AND({counted}=1,NOT(ISNUMBER({score})),{score}<>\"-\"),1,0)");
        let open = if self.is_spare { format!("IF({}=\"\",0,{open})", self.filled()) } else { open };
        hidden(rows::OPEN, &open)
    }
}
