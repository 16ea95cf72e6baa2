//! 图：另起一张工作表，先画图，图下是它的数；改了数图跟着变。

use super::failed;
use super::number::number;
use super::sheet::paper;
use super::style::{BODY, CELL, Style, Styles, is_risky};
use super::{COLUMN_PAGE, ROW_HEIGHT};
use crate::diagnostic::Diagnostic;
use crate::report::Charts;
use crate::write::Align;
use crate::write::height::{TALLEST, height};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, Color, Worksheet,
};

/// 工作表的名称。
pub(super) const NAME: &str = "图";
/// 名称一列与各数一列的宽度，像素，合起来与表同宽。
const NAMES: u32 = 250;
const VALUES: u32 = 136;
const WIDTH: u32 = NAMES + 3 * VALUES;
/// 竖立的图的高度；横条的图每条的高度与条以外的高度。
const UPRIGHT: u32 = 300;
const BAR: u32 = 26;
const AROUND: u32 = 80;
/// 横条的图至多画几条，其余的只列数。
const MOST_BARS: usize = 20;
/// 实块与空框的颜色，黑白打印分得清。
const SOLID: Color = Color::RGB(0x002F_5597);
const FRAME: Color = Color::RGB(0x00D9_D9D9);

/// 一张图与它的数：第一列是名称，其余是数。
struct Block {
    title: String,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    /// 画哪几列；只画一列的是从多到少的横条。
    drawn: Vec<u16>,
}

/// 写成一张工作表。
pub(super) fn write(
    charts: &Charts<'_>,
    name: &str,
    styles: &mut Styles,
    worksheet: &mut Worksheet,
) -> Result<(), Diagnostic> {
    worksheet.set_name(name).map_err(failed)?;
    worksheet.set_column_width_pixels(0, NAMES).map_err(failed)?;
    for column in 1..=3 {
        worksheet.set_column_width_pixels(column, VALUES).map_err(failed)?;
    }
    let (mut next, mut used, mut breaks) = (0, 0, Vec::new());
    for block in blocks(charts) {
        let rows = block.height().div_ceil(ROW_HEIGHT) + 1;
        let heights = block.heights();
        let height = rows * ROW_HEIGHT + heights.iter().sum::<u32>() + ROW_HEIGHT;
        if used > 0 && used + height > COLUMN_PAGE {
            breaks.push(next);
            used = 0;
        }
        used += height;
        let head = next + rows;
        worksheet.insert_chart(next, 0, &block.chart(name, head)).map_err(failed)?;
        for (row, height) in (head..).zip(&heights) {
            worksheet.set_row_height_pixels(row, *height).map_err(failed)?;
        }
        block.table(head, styles, worksheet)?;
        next = head + heights.len() as u32 + 1;
    }
    paper(worksheet, false);
    worksheet.set_page_breaks(&breaks).map_err(failed)?;
    Ok(())
}

/// 三张图；没有数据的不画。
fn blocks(charts: &Charts<'_>) -> Vec<Block> {
    let heads = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let sections = charts.sections.iter();
    let score = |text: &str, known: bool| if known { text.to_owned() } else { String::new() };
    let sections = Block {
        title: "各板块得分".into(),
        heads: heads(&["板块", "分值", "得分", "得分率"]),
        rows: sections
            .map(|bar| {
                let score = score(&bar.score_text, bar.score.is_some());
                vec![bar.name.to_owned(), bar.points_text.clone(), score, bar.rate_text.clone()]
            })
            .collect(),
        drawn: vec![1, 2],
    };
    let lost = Block {
        title: "失分的行，从多到少".into(),
        heads: heads(&["指标", "失分"]),
        rows: charts.lost.iter().map(|row| vec![row.name.to_owned(), row.lost.clone()]).collect(),
        drawn: vec![1],
    };
    let execution = Block {
        title: format!("资金执行（{}）", charts.money_unit),
        heads: heads(&["资金", charts.budget_title, "全年执行数", "执行率"]),
        rows: charts
            .execution
            .iter()
            .map(|bar| {
                vec![bar.name.to_owned(), bar.budget_text.clone(), bar.executed_text.clone(), bar.rate_text.clone()]
            })
            .collect(),
        drawn: vec![1, 2],
    };
    [sections, lost, execution].into_iter().filter(|block| !block.rows.is_empty()).collect()
}

impl Block {
    /// 从多到少的横条；不然是并排的竖条。
    fn is_ranked(&self) -> bool {
        self.drawn.len() == 1
    }

    fn bars(&self) -> u32 {
        self.rows.len().min(MOST_BARS) as u32
    }

    /// 图的高度，像素。
    fn height(&self) -> u32 {
        if self.is_ranked() { AROUND + BAR * self.bars() } else { UPRIGHT }
    }

    /// 图下各行的高度：名称太长的折行。
    fn heights(&self) -> Vec<u32> {
        let rows = std::iter::once(&self.heads).chain(&self.rows);
        let name = |row: &'_ Vec<String>| row.first().cloned().unwrap_or_default();
        rows.map(|row| height(&name(row), NAMES, CELL).min(TALLEST)).collect()
    }

    /// 图；数在 `head` 一行之下。
    fn chart(&self, sheet: &str, head: u32) -> Chart {
        let mut chart = Chart::new(if self.is_ranked() { ChartType::Bar } else { ChartType::Column });
        chart.set_width(WIDTH).set_height(self.height()).set_alt_text(&self.title);
        chart.title().set_name(&self.title).set_font(&font(14));
        let (first, last) = (head + 1, head + self.bars());
        for (at, column) in self.drawn.iter().enumerate() {
            let color = if at + 1 == self.drawn.len() { SOLID } else { FRAME };
            let mut format = ChartFormat::new();
            format
                .set_solid_fill(ChartSolidFill::new().set_color(color))
                .set_border(ChartLine::new().set_color(Color::Black));
            let mut label = ChartDataLabel::new();
            label.show_value().set_position(ChartDataLabelPosition::OutsideEnd).set_font(&font(9));
            chart
                .add_series()
                .set_name((sheet, head, *column))
                .set_categories((sheet, first, 0, last, 0))
                .set_values((sheet, first, *column, last, *column))
                .set_format(&mut format)
                .set_data_label(&label)
                .set_gap(60);
        }
        chart.x_axis().set_font(&font(9)).set_major_gridlines(false);
        chart.y_axis().set_font(&font(9)).set_major_gridlines(false);
        if self.is_ranked() {
            // 横条自下而上排，倒过来多的在上；条上写着数，不画数轴。
            chart.y_axis().set_reverse();
            chart.x_axis().set_min(0).set_hidden(true);
            chart.legend().set_hidden();
        } else {
            chart.y_axis().set_min(0);
            chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
        }
        chart
    }

    /// 图下的数。
    fn table(&self, head: u32, styles: &mut Styles, worksheet: &mut Worksheet) -> Result<(), Diagnostic> {
        let bordered = Style { bordered: true, ..Style::default() };
        for (row, texts) in (head..).zip(std::iter::once(&self.heads).chain(&self.rows)) {
            for (column, text) in (0..).zip(texts) {
                let found = if row > head && column > 0 { number(text) } else { None };
                let align = match (row > head, column) {
                    (true, 0) => Align::Left,
                    (true, _) => Align::Right,
                    (false, _) => Align::Center,
                };
                let style = Style { align, literal: is_risky(text) && found.is_none(), ..bordered.clone() };
                match found {
                    Some(found) => {
                        let format = styles.get(&Style { number: found.format, ..style });
                        worksheet.write_number_with_format(row, column, found.value, format)
                    }
                    None => worksheet.write_string_with_format(row, column, text, styles.get(&style)),
                }
                .map_err(failed)?;
            }
        }
        Ok(())
    }
}

fn font(points: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(BODY).set_size(points);
    font
}
