//! 电子表格：rust_xlsxwriter 与 LibreOffice 写的工作簿，行多了，图表、图、条件格式、小图、名称都跟着走。

use super::book::text_cell;
use super::office::{LINKS, packed, part, parts, xlsx};
use super::{SHEET, department, filled, problems};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatDataBar, ConditionalFormatFormula, DataValidation, DataValidationRule, Format,
    Image, ObjectMovement, Sparkline, Workbook, XlsxError,
};
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use ziping::diagnostic::Code;
use ziping::fill::Document;

/// 一个像素的图。
const DOT: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
    85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0, 0, 0, 73, 69, 78, 68,
    174, 66, 96, 130,
];

/// 第 3 行重复各板块，第 4 行合计，第 6、7 行合并；图表在第 9 行，图在第 12 行。
fn template() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表")?;
    let number = Format::new().set_num_format("0.00");
    sheet.merge_range(0, 0, 0, 4, "{{ unit }}", &Format::new())?;
    sheet.write_row(1, 0, ["板块", "分值", "得分", "得分率"])?;
    sheet.write(2, 0, "{% for s in sections %}{{ s.level1 }}")?;
    sheet.write_with_format(2, 1, "{{ s.points }}", &number)?;
    sheet.write_with_format(2, 2, "{{ s.score }}", &number)?;
    sheet.write_formula(2, 3, "=C3/B3")?;
    sheet.write(2, 6, "{% endfor %}")?;
    sheet.write(3, 0, "合计")?;
    sheet.write_formula(3, 1, "=SUM(B3:B3)")?;
    sheet.write_formula(3, 2, "=SUM(C3:C3)")?;
    sheet.write_formula(3, 3, "=C4/B4")?;
    sheet.merge_range(5, 0, 6, 3, "说明", &Format::new())?;
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_categories(("表", 2, 0, 2, 0)).set_values(("表", 2, 1, 2, 1)).set_name(("表", 1, 1));
    sheet.insert_chart(8, 0, &chart)?;
    let image = || Image::new_from_buffer(&DOT).map(|image| image.set_width(64).set_height(100));
    sheet.insert_image(11, 5, &image()?.set_object_movement(ObjectMovement::MoveButDontSizeWithCells))?;
    sheet.insert_image(0, 8, &image()?.set_object_movement(ObjectMovement::MoveAndSizeWithCells))?;
    sheet.add_conditional_format(2, 1, 2, 1, &ConditionalFormatDataBar::new())?;
    let rule = ConditionalFormatFormula::new().set_rule("=$C3<$C$4").set_format(Format::new().set_bold());
    sheet.add_conditional_format(2, 0, 2, 3, &rule)?;
    let check = DataValidation::new().allow_decimal_number_formula(DataValidationRule::LessThan("=$B$4".into()));
    sheet.add_data_validation(3, 2, 3, 2, &check)?;
    sheet.add_sparkline(2, 4, &Sparkline::new().set_range(("表", 2, 1, 2, 2)))?;
    sheet.add_sparkline(3, 4, &Sparkline::new().set_range(("表", 2, 1, 2, 1)))?;
    sheet.write_url(5, 5, "internal:表!A4")?;
    sheet.set_freeze_panes(2, 0)?.set_print_area(0, 0, 6, 4)?.set_repeat_rows(0, 1)?;
    sheet.set_page_breaks(&[7])?;
    let other = book.add_worksheet().set_name("另")?;
    other.write_formula(0, 0, "=表!B4+SUM(表!C3:C3)")?;
    book.define_name("合计", "=表!$B$4")?;
    book.save_to_buffer()
}

fn sections() -> u32 {
    let count = department().sections.len();
    assert!(count > 1);
    u32::try_from(count).unwrap()
}

/// 图的位置：各幅的起行与止行，从 0 数起。
fn anchors(drawing: &str) -> Vec<(u32, u32)> {
    let rows = |text: &str| -> Vec<u32> {
        text.split("<xdr:row>").skip(1).map(|row| row.split('<').next().unwrap().parse().unwrap()).collect()
    };
    drawing.split("<xdr:twoCellAnchor").skip(1).map(rows).map(|rows| (rows[0], rows[1])).collect()
}

#[test]
fn 图表与图_条件格式_小图_名称() {
    let before = template().unwrap();
    let book = filled(&before, Document::Xlsx);
    let more = sections() - 1;
    let (last, total) = (3 + more, 4 + more);
    let chart = part(&book, "xl/charts/chart1.xml");
    for expected in [
        format!("<c:f>表!$A$3:$A${last}</c:f>"),
        format!("<c:f>表!$B$3:$B${last}</c:f>"),
        "<c:f>表!$B$2</c:f>".to_owned(),
    ] {
        assert!(chart.contains(&expected), "没有 {expected}：\n{chart}");
    }
    assert!(!chart.contains("Cache") && !chart.contains("{{"));
    // 图表与大小固定的图整个下移；跨过循环、随格改变大小的图撑开。
    let moved = anchors(&part(&book, "xl/drawings/drawing1.xml"));
    let old = anchors(&part(&before, "xl/drawings/drawing1.xml"));
    assert!(old.len() == 3 && old.iter().any(|(top, bottom)| *top == 0 && *bottom > 3), "有一幅跨过第 3 行：{old:?}");
    let expected: Vec<(u32, u32)> =
        old.iter().map(|(top, bottom)| (if *top == 0 { 0 } else { top + more }, bottom + more)).collect();
    assert_eq!(moved, expected);
    let page = part(&book, SHEET);
    for expected in [
        format!("<conditionalFormatting sqref=\"B3:B{last}\">"),
        format!("<xm:sqref>B3:B{last}</xm:sqref>"),
        format!("<conditionalFormatting sqref=\"A3:D{last}\">"),
        format!("<formula>$C3&lt;$C${total}</formula>"),
        format!("sqref=\"C{total}\""),
        format!("<formula1>$B${total}</formula1>"),
        format!("<xm:f>表!B3:B{last}</xm:f><xm:sqref>E{total}</xm:sqref>"),
        "<xm:f>表!B3:C3</xm:f><xm:sqref>E3</xm:sqref>".to_owned(),
        format!("<xm:f>表!B{last}:C{last}</xm:f><xm:sqref>E{last}</xm:sqref>"),
        format!("<mergeCell ref=\"A{}:D{}\"/>", 6 + more, 7 + more),
        format!("<hyperlink ref=\"F{}\" location=\"表!A{total}\"", 6 + more),
        format!("<brk id=\"{}\"", 7 + more),
        format!("<f>SUM(C3:C{last})</f>"),
        format!("<f>C{last}/B{last}</f>"),
    ] {
        assert!(page.contains(&expected), "没有 {expected}：\n{page}");
    }
    assert!(page.contains("ySplit=\"2\" topLeftCell=\"A3\""), "{page}");
    let names = part(&book, "xl/workbook.xml");
    for expected in [
        format!("表!$A$1:$E${}</definedName>", 7 + more),
        "表!$1:$2</definedName>".to_owned(),
        format!(">表!$B${total}</definedName>"),
    ] {
        assert!(names.contains(&expected), "没有 {expected}：\n{names}");
    }
    assert!(part(&book, "xl/worksheets/sheet2.xml").contains(&format!("<f>表!B{total}+SUM(表!C3:C{last})</f>")));
}

/// 循环一行也没有：指着它的条件格式、有效性、小图、链接一并去掉，冻结的行数跟着少。
#[test]
fn 行没有了的一并去掉() {
    let row = |number: u32, cells: &str| format!("<row r=\"{number}\">{cells}</row>");
    let rows = [
        row(1, &text_cell("A1", "{% for s in sections if false %}{{ s.level1 }}{% endfor %}")),
        row(2, &text_cell("A2", "{% for s in sections if false %}")),
        row(3, &text_cell("A3", "{{ s.level1 }}")),
        row(4, &text_cell("A4", "{% endfor %}")),
        row(5, &text_cell("A5", "末行")),
    ]
    .concat();
    let view = "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"4\" topLeftCell=\"A5\" state=\"frozen\"/>\
        <selection activeCell=\"A3\" sqref=\"A3\"/></sheetView></sheetViews>";
    let rest = "<conditionalFormatting sqref=\"A3\"><cfRule type=\"expression\"><formula>A3&gt;1</formula></cfRule></conditionalFormatting>\
        <dataValidations count=\"2\"><dataValidation sqref=\"A3\"/><dataValidation sqref=\"A5\"/></dataValidations>\
        <hyperlinks><hyperlink ref=\"A3\" location=\"A5\"/></hyperlinks><rowBreaks count=\"1\"><brk id=\"4\"/></rowBreaks>";
    let page = format!("{view}<sheetData>{rows}</sheetData>{rest}");
    let book = filled(&xlsx(&[("表", page)], "", &[], "<cellXfs count=\"1\"><xf/></cellXfs>"), Document::Xlsx);
    let page = part(&book, SHEET);
    for gone in ["conditionalFormatting", "hyperlink", "activeCell", "A3"] {
        assert!(!page.contains(gone), "还有 {gone}：\n{page}");
    }
    for kept in [
        "<dataValidations count=\"1\"><dataValidation sqref=\"A2\"/>",
        "<brk id=\"1\"/>",
        "ySplit=\"1\" topLeftCell=\"A2\"",
    ] {
        assert!(page.contains(kept), "没有 {kept}：\n{page}");
    }
}

/// 共用的公式：主的写在后面的也认得；`calcChain` 连同指着它的一并去掉。
#[test]
fn 共用的公式与计算次序的缓存() {
    let cell = |at: &str, formula: &str| format!("<c r=\"{at}\">{formula}<v>1</v></c>");
    let rows = [
        format!(
            "<row r=\"1\">{}{}</row>",
            text_cell("A1", "{% for s in sections %}{{ s.points }}"),
            text_cell("C1", "{% endfor %}")
        ),
        format!("<row r=\"3\">{}</row>", cell("B3", "<f t=\"shared\" si=\"0\"/>")),
        format!("<row r=\"4\">{}</row>", cell("B4", "<f t=\"shared\" ref=\"B3:B4\" si=\"0\">A4*2+$A$5</f>")),
        "<row r=\"5\"><c r=\"A5\"><v>7</v></c></row>".to_owned(),
    ];
    let plain = xlsx(
        &[("表", format!("<sheetData>{}</sheetData>", rows.concat()))],
        "",
        &[],
        "<cellXfs count=\"1\"><xf/></cellXfs>",
    );
    let mut all: Vec<(String, String)> =
        parts(&plain).into_iter().map(|(name, text)| (name, String::from_utf8(text).unwrap())).collect();
    for (name, text) in &mut all {
        let (close, added) = match name.as_str() {
            "[Content_Types].xml" => {
                ("</Types>", "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"x\"/>".to_owned())
            }
            "xl/_rels/workbook.xml.rels" => {
                let link = format!("<Relationship Id=\"rIdC\" Type=\"{LINKS}/calcChain\" Target=\"calcChain.xml\"/>");
                ("</Relationships>", link)
            }
            _ => continue,
        };
        *text = text.replace(close, &format!("{added}{close}"));
    }
    all.push(("xl/calcChain.xml".to_owned(), "<calcChain><c r=\"B3\"/></calcChain>".to_owned()));
    let named: Vec<(&str, String)> = all.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let book = filled(&packed(&named), Document::Xlsx);
    let more = sections() - 1;
    let page = part(&book, SHEET);
    for row in [3, 4] {
        let at = row + more;
        let expected = format!("<c r=\"B{at}\"><f>A{at}*2+$A${}</f></c>", 5 + more);
        assert!(page.contains(&expected), "没有 {expected}：\n{page}");
    }
    assert!(
        !parts(&book)
            .iter()
            .any(|(name, text)| { name.contains("calcChain") || String::from_utf8_lossy(text).contains("calcChain") })
    );
}

#[test]
fn 模拟运算表移不动() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"3\"><c r=\"A3\"><f t=\"dataTable\" ref=\"A3:A4\" r1=\"B9\"/><v>1</v></c></row>",
        text_cell("A1", "{% for s in sections %}{{ s.points }}"),
        text_cell("B1", "{% endfor %}")
    );
    let found = problems(&super::book::sheet(&rows, ""), Document::Xlsx);
    assert!(found.iter().any(|(code, text)| *code == Code::E1106 && text.contains("模拟运算表")), "{found:?}");
}

/// LibreOffice 的位置；没有时在 CI 里是失败，在别处跳过。
fn soffice() -> Option<&'static str> {
    let found = ["soffice", "libreoffice"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()));
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "没有 LibreOffice");
        println!("没有 LibreOffice，跳过");
    }
    found
}

/// 由 LibreOffice 另存为一种格式。
fn saved_as(office: &str, folder: &Path, bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let input = folder.join(format!("原.{from}"));
    std::fs::write(&input, bytes).unwrap();
    let out = folder.join("出");
    let done = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", folder.join("home").display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .args([&out, &input])
        .output()
        .expect("运行 LibreOffice");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::read(out.join(format!("原.{}", to.split(':').next().unwrap()))).expect("转成了")
}

/// LibreOffice 另存的工作簿照样填；填好的由它重新计算，合计等于各板块之和。
#[test]
fn 由表格程序写的工作簿填好再算() {
    let Some(office) = soffice() else { return };
    let folder = tempfile::tempdir().unwrap();
    let theirs = saved_as(office, folder.path(), &template().unwrap(), "xlsx", "xlsx");
    let book = filled(&theirs, Document::Xlsx);
    let computed = saved_as(office, folder.path(), &book, "xlsx", "xlsx");
    let mut computed: Xlsx<_> = Xlsx::new(Cursor::new(computed)).unwrap();
    let page = computed.worksheet_range("表").unwrap();
    let rows: Vec<(String, String)> =
        department().sections.iter().map(|s| (s.level1.to_owned(), s.points.clone())).collect();
    for (row, (name, points)) in (2..).zip(&rows) {
        assert_eq!(page.get_value((row, 0)), Some(&Data::String(name.clone())));
        assert_eq!(page.get_value((row, 1)).map(ToString::to_string).as_ref(), Some(points));
    }
    let total = 2 + sections();
    assert_eq!(page.get_value((total, 0)), Some(&Data::String("合计".to_owned())));
    // 三个板块共九十分（执行率的十分不在内），得 89.41。
    assert_eq!(page.get_value((total, 1)), Some(&Data::Float(90.0)));
    assert_eq!(page.get_value((total, 2)).unwrap().to_string(), "89.41");
    let other = computed.worksheet_range("另").unwrap();
    assert_eq!(other.get_value((0, 0)).unwrap().to_string(), "179.41");
}
