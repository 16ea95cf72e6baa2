//! 一张工作表怎样写：各种格的样式、值与公式。

use super::layout::{Column, HEAD, Sheet};
use crate::number::{Decimal, plain};
use crate::write::number;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// 字体：到处都有的宋体。
const FONT: &str = "宋体";
/// 要填的格的底色。
const INPUT: &str = "FFF9D6";
/// 栏名的底色。
const HEADING: &str = "E7EEF7";
/// 合计的底色。
const TOTAL: &str = "F2F2F2";
/// 缺填的底色。
const MISSING: &str = "F8CBAD";

/// 一格的样子。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Title,
    Note,
    Head,
    /// 锁住的文字，靠左。
    Fixed,
    /// 锁住的文字或数，居中。
    Center,
    /// 锁住的百分数。
    Percent,
    /// 合计，锁住。
    Total,
    /// 要填的文字。
    Input,
    /// 要填的文字，居中。
    InputCenter,
    /// 要填的数或是否。
    InputNumber,
    /// 颜色说明里要填的格，锁住。
    SampleInput,
    /// 颜色说明里还缺的格，锁住。
    SampleMissing,
    /// 隐藏的列。
    Plain,
}

/// 正在写的一张表。
pub struct Page {
    sheet: Worksheet,
    looks: Vec<(Look, Format)>,
    last: u32,
    columns: &'static [Column],
    /// 要不止一行字才放得下的各行，各要几行。
    tall: BTreeMap<u32, u32>,
}

impl Page {
    /// 写好标题、说明与栏名。
    pub fn new(kind: Sheet, title: &str, note: &str) -> Result<Page, XlsxError> {
        let mut page = Page {
            sheet: Worksheet::new(),
            looks: looks(),
            last: HEAD,
            columns: kind.columns(),
            tall: BTreeMap::new(),
        };
        let columns = page.columns;
        page.sheet.set_name(kind.title())?.set_formula_result_default("").set_default_row_height(18);
        page.put(0, 1, title, Look::Title)?;
        page.put(1, 1, note, Look::Note)?;
        page.sheet.set_row_height(0, 30)?;
        for (at, column) in (0_u16..).zip(columns) {
            match column.width {
                0 => page.sheet.set_column_hidden(at)?,
                width => page.sheet.set_column_width(at, width)?,
            };
            page.put(HEAD, at, column.title, Look::Head)?;
        }
        page.sheet.set_row_height(HEAD, 32)?;
        page.sheet.set_freeze_panes(HEAD + 1, 0)?;
        page.sheet.set_repeat_rows(HEAD, HEAD)?;
        Ok(page)
    }

    /// 说明一行跨过看得见的各列。
    pub fn merge(&mut self, row: u32, first: u16, last: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        let format = self.format(look);
        self.sheet.merge_range(row, first, row, last, text, &format)?;
        Ok(())
    }

    fn format(&self, look: Look) -> Format {
        self.looks.iter().find(|(known, _)| *known == look).map(|(_, format)| format.clone()).unwrap_or_default()
    }

    /// 文字；以 `=`、`+`、`-`、`@` 开头的也是文字。
    pub fn put(&mut self, row: u32, column: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        self.last = self.last.max(row);
        let format = self.format(look);
        if text.is_empty() {
            self.sheet.write_blank(row, column, &format)?;
        } else {
            self.sheet.write_string_with_format(row, column, text, &format)?;
        }
        if row > HEAD {
            self.fit(row, column, text);
        }
        Ok(())
    }

    /// 一格的文字要几行才放得下；隐藏的列不论。
    fn fit(&mut self, row: u32, column: u16, text: &str) {
        let width = self.columns.get(usize::from(column)).map_or(0, |column| usize::from(column.width));
        if width < 3 {
            return;
        }
        let lines: usize = text.split('\n').map(|line| line.width().div_ceil(width - 1).max(1)).sum();
        let tall = self.tall.entry(row).or_insert(1);
        *tall = (*tall).max(lines as u32);
    }

    /// 数字格；数字太长的写成文字。
    pub fn put_number(&mut self, row: u32, column: u16, value: Decimal, look: Look) -> Result<(), XlsxError> {
        self.last = self.last.max(row);
        let format = self.format(look);
        let text = plain(value);
        match number(&text) {
            Some(number) => self.sheet.write_number_with_format(row, column, number.value, &format)?,
            None => self.sheet.write_string_with_format(row, column, text, &format)?,
        };
        Ok(())
    }

    /// 公式，连同程序算得的结果。
    pub fn formula(&mut self, row: u32, column: u16, text: &str, result: &str, look: Look) -> Result<(), XlsxError> {
        self.last = self.last.max(row);
        let format = self.format(look);
        let formula = Formula::new(format!("={text}")).set_result(result);
        self.sheet.write_formula_with_format(row, column, formula, &format)?;
        Ok(())
    }

    /// 一行至少几行字高。
    pub fn at_least(&mut self, row: u32, lines: u32) {
        let tall = self.tall.entry(row).or_insert(lines);
        *tall = (*tall).max(lines);
    }

    /// 一格的填写规定。
    pub fn check(&mut self, row: u32, column: u16, rule: &DataValidation) -> Result<(), XlsxError> {
        self.sheet.add_data_validation(row, column, row, column, rule)?;
        Ok(())
    }

    /// 公式成立时把一列标出来。
    pub fn mark(&mut self, first: u32, last: u32, column: u16, condition: &str) -> Result<(), XlsxError> {
        let format = Format::new().set_background_color(MISSING);
        let rule = ConditionalFormatFormula::new().set_rule(format!("={condition}").as_str()).set_format(format);
        self.sheet.add_conditional_format(first, column, last, column, &rule)?;
        Ok(())
    }

    /// 锁住结构，设好打印，收进工作簿。
    pub fn finish(mut self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let visible = (0_u16..).zip(self.columns).filter(|(_, column)| column.width > 0).map(|(at, _)| at);
        let (first, last) = visible.fold((1, 1), |(first, last), at| (first, last.max(at)));
        let wide: u32 = self.columns.iter().map(|column| u32::from(column.width)).sum();
        // 只有一行字的不定行高，填了长的文字自己会变高；最高四百零九磅。
        for (row, lines) in self.tall.iter().filter(|(_, lines)| **lines > 1) {
            self.sheet.set_row_height(*row, (lines * 14 + 6).min(409))?;
        }
        let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
        self.sheet.protect_with_options(&options);
        self.sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
        self.sheet.set_print_area(0, first, self.last, last)?;
        self.sheet.set_footer("&C第 &P 页 共 &N 页");
        if wide > 100 {
            self.sheet.set_landscape();
        }
        workbook.push_worksheet(self.sheet);
        Ok(())
    }
}

/// “其余”一张表：一格一行文字，隐藏。
pub fn rest(workbook: &mut Workbook, text: &str) -> Result<(), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(Sheet::Rest.title())?;
    for (row, line) in (0_u32..).zip(text.lines()) {
        sheet.write_string(row, 0, line)?;
    }
    sheet.set_very_hidden(true).protect();
    workbook.push_worksheet(sheet);
    Ok(())
}

fn looks() -> Vec<(Look, Format)> {
    let base = || Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter);
    let boxed = || base().set_border(FormatBorder::Thin).set_border_color("9AA5B1").set_text_wrap();
    let input = || boxed().set_background_color(INPUT).set_unlocked();
    let center = FormatAlign::Center;
    vec![
        (Look::Title, base().set_font_name("黑体").set_font_size(16)),
        (Look::Note, base().set_font_color("666666")),
        (Look::Head, boxed().set_bold().set_background_color(HEADING).set_align(center)),
        (Look::Fixed, boxed()),
        (Look::Center, boxed().set_align(center)),
        (Look::Percent, boxed().set_align(center).set_num_format("0.00%")),
        (Look::Total, boxed().set_bold().set_align(center).set_background_color(TOTAL)),
        (Look::Input, input().set_num_format("@")),
        (Look::InputCenter, input().set_num_format("@").set_align(center)),
        (Look::InputNumber, input().set_align(center)),
        (Look::SampleInput, boxed().set_align(center).set_background_color(INPUT)),
        (Look::SampleMissing, boxed().set_align(center).set_background_color(MISSING)),
        (Look::Plain, Format::new()),
    ]
}
