//! 电子表格：行多了，公式、范围、合并、名称都跟着走；移不动的报告。

use super::office::{part, xlsx};
use super::{SHEET, department, filled, problems};
use ziping::diagnostic::Code;
use ziping::fill::Document;

/// 一张工作表：各行的 XML。
pub fn sheet(rows: &str, rest: &str) -> Vec<u8> {
    sheet_with(rows, rest, "")
}

fn sheet_with(rows: &str, rest: &str, names: &str) -> Vec<u8> {
    let page = format!("<dimension ref=\"A1:C9\"/><sheetData>{rows}</sheetData>{rest}");
    let other = "<sheetData><row r=\"1\"><c r=\"A1\"><f>SUM(表!B3:B3)</f><v>1</v></c></row></sheetData>";
    let styles = "<cellXfs count=\"1\"><xf numFmtId=\"2\"/></cellXfs>";
    xlsx(&[("表", page), ("另", other.to_owned())], names, &[], styles)
}

pub fn text_cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn 行多了公式与范围跟着走() {
    let rows = [
        format!("<row r=\"1\">{}</row>", text_cell("A1", "名称")),
        // 第 3 行重复；它下面空一行，再下面是合计。
        format!(
            "<row r=\"3\">{}{}<c r=\"C3\"><f>B3/2</f><v>0</v></c>{}</row>",
            text_cell("A3", "{% for s in sections %}{{ s.level1 }}"),
            text_cell("B3", "{{ s.points }}"),
            text_cell("D3", "{% endfor %}"),
        ),
        "<row r=\"5\"><c r=\"B5\"><f>SUM(B3:B3)</f><v>9</v></c><c r=\"C5\"><f>B5+另!A1</f></c></row>".to_owned(),
    ]
    .concat();
    let rest = "<mergeCells count=\"2\"><mergeCell ref=\"D3:E3\"/><mergeCell ref=\"A5:A6\"/></mergeCells>\
        <conditionalFormatting sqref=\"B3\"><cfRule type=\"expression\"><formula>B3&gt;$B$5</formula></cfRule></conditionalFormatting>\
        <dataValidations><dataValidation sqref=\"A5:B5\"><formula1>$B$5</formula1></dataValidation></dataValidations>\
        <rowBreaks><brk id=\"5\"/></rowBreaks>";
    let names = "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">表!$A$1:$C$6</definedName>";
    let book = filled(&sheet_with(&rows, rest, names), Document::Xlsx);
    let n = department().sections.len();
    assert!(n > 1);
    let page = part(&book, SHEET);
    let total = 4 + n;
    for expected in [
        "<c r=\"C3\"><f>B3/2</f></c>".to_owned(),
        format!("<c r=\"C{}\"><f>B{0}/2</f></c>", 2 + n),
        format!("<c r=\"B{total}\"><f>SUM(B3:B{})</f></c><c r=\"C{total}\"><f>B{total}+另!A1</f></c>", 2 + n),
        format!("<mergeCell ref=\"D{}:E{0}\"/>", 2 + n),
        format!("<mergeCell ref=\"A{total}:A{}\"/>", total + 1),
        format!("sqref=\"B3:B{}\"><cfRule type=\"expression\"><formula>B3&gt;$B${total}</formula>", 2 + n),
        format!("sqref=\"A{total}:B{total}\"><formula1>$B${total}</formula1>"),
        format!("<brk id=\"{total}\"/>"),
    ] {
        assert!(page.contains(&expected), "没有 {expected}：\n{page}");
    }
    assert!(!page.contains("dimension"));
    assert!(part(&book, "xl/worksheets/sheet2.xml").contains(&format!("<f>SUM(表!B3:B{})</f></c>", 2 + n)));
    let names = part(&book, "xl/workbook.xml");
    assert!(names.contains(&format!("表!$A$1:$C${}", total + 1)) && names.contains("fullCalcOnLoad=\"1\""), "{names}");
}

#[test]
fn 整格一个数的存成数_别的都是文字() {
    let rows = [
        ("A1", "{{ total.score }}"),
        ("B1", "{{ total.score }} 分"),
        ("C1", "{{ \"=1+1\" }}"),
        ("D1", "{{ \"甲\\n乙\" }}"),
        ("E1", "{{ money.rows[0].rate }}"),
        ("F1", "{{ \"\" }}"),
    ];
    let cells: String = rows.iter().map(|(at, text)| text_cell(at, text)).collect();
    let book = filled(&sheet(&format!("<row r=\"1\">{cells}</row>"), ""), Document::Xlsx);
    let page = part(&book, SHEET);
    for expected in [
        "<c r=\"A1\"><v>99.41</v></c>",
        "<t>99.41 分</t>",
        "<c r=\"C1\" t=\"inlineStr\"><is><t>=1+1</t></is></c>",
        "<c r=\"D1\" t=\"inlineStr\" s=\"1\">",
        "<t>98.98%</t>",
        "<c r=\"F1\"></c>",
    ] {
        assert!(page.contains(expected), "没有 {expected}：\n{page}");
    }
    assert!(part(&book, "xl/styles.xml").contains("<alignment wrapText=\"1\"/>"));
}

#[test]
fn 移不动的报告() {
    let row = |number: u32, text: &str| {
        format!(
            "<row r=\"{number}\">{}{}</row>",
            text_cell(&format!("A{number}"), text),
            text_cell(&format!("B{number}"), "{% endfor %}")
        )
    };
    let looped = row(3, "{% for s in sections %}{{ s.level1 }}");
    let with = |more: &str, rest: &str| {
        let found = problems(&sheet(&format!("{looped}{more}"), rest), Document::Xlsx);
        assert!(found.iter().all(|(code, _)| *code == Code::E1106), "{found:?}");
        found[0].1.clone()
    };
    assert!(with("<row r=\"5\"><c r=\"A5\"><f>A3</f></c></row>", "").contains("工作表“表”A5 的公式"));
    assert!(with("<row r=\"5\"><c r=\"A5\"><f>INDIRECT(\"A9\")</f></c></row>", "").contains("INDIRECT"));
    assert!(with("", "<legacyDrawing/>").contains("批注"));
    let merged = "<mergeCells><mergeCell ref=\"A4:A5\"/></mergeCells>";
    let nested = row(3, "{% for s in sections %}").replace("{% endfor %}", "");
    let rows = nested + &format!("<row r=\"4\">{}</row>", text_cell("A4", "{{ s.level1 }}")) + &row(5, "");
    let found = problems(
        &sheet(
            &(rows.replace("<row r=\"5\">", "<row r=\"6\">").replace("A5\"", "A6\"").replace("B5\"", "B6\"")
                + "<row r=\"7\"/>"),
            &merged.replace("A4:A5", "A5:A7"),
        ),
        Document::Xlsx,
    );
    assert!(found.iter().any(|(_, text)| text.contains("合并单元格只占了循环的一部分")), "{found:?}");
}
