//! 写成 xlsx 工作簿：合并的单元格、框线、列宽与行高、A4 的印法，打开就能印。

mod chart;
mod measure;
mod number;
mod pages;
mod sheet;
mod split;
mod style;

pub(crate) use number::number;

use super::Form;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::Charts;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use style::Styles;

/// 没有写宽高的行列，像素；与 [`style::base`] 的字体相配。
const ROW_HEIGHT: u32 = 17;
const COLUMN_WIDTH: u32 = 64;

/// 竖排的 A4 去掉上下纸边，一页放得下的高度，像素。
const COLUMN_PAGE: u32 = 996;

/// 写成工作簿的字节；同一份表样写出的字节相同。
///
/// 列宽相同的表接在一张工作表上。格子里的话一律是文字，不会当作公式；表体里不靠左的、单写着一个数的格子
/// 存作数（可以求和），显示出来与别的格式逐字相同。
///
/// 有 `charts` 的另有一张“图”，画各板块得分、失分的行、资金执行。
///
/// # Errors
///
/// E1101：一格的文字超过 xlsx 的上限。
pub fn to_xlsx(form: &Form, charts: Option<&Charts<'_>>) -> Result<Vec<u8>, Diagnostic> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&style::base(), ROW_HEIGHT, COLUMN_WIDTH).map_err(failed)?;
    let mut styles = Styles::default();
    workbook.set_properties(&properties(&form.page.title)?);
    let sheets = split::sheets(form);
    for sheet in &sheets {
        sheet::write(sheet, &form.page, &mut styles, workbook.add_worksheet())?;
    }
    if let Some(charts) = charts {
        let name = split::unused(chart::NAME, &sheets);
        chart::write(charts, &name, &mut styles, workbook.add_worksheet())?;
    }
    workbook.save_to_buffer().map_err(failed)
}

/// 文件的属性；写定日期，不看时钟。
fn properties(title: &str) -> Result<DocProperties, Diagnostic> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&date))
}

/// 表格库不收的内容；表样读进来时已经限住，照理不会有。
fn failed(error: XlsxError) -> Diagnostic {
    Diagnostic::new(Code::E1101, format!("xlsx 写不成：{error}"))
}
