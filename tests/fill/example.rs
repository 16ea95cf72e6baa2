//! `examples/templates/` 的两份例子：河南省部门整体支出绩效自评情况表，列宽与块的次序照内置的表样。

use super::office::{docx, xlsx};
use std::fmt::Write;

/// 各列占表宽的千分之几，与 `templates/henan/department.html` 相同。
const WIDTHS: [u32; 10] = [75, 75, 200, 120, 120, 60, 75, 80, 100, 95];
/// 表宽，单位为二十分之一磅：A4 去掉左右边距。
const PAGE: u32 = 9900;

/// 一行：各格的文字、占几列、样子（c 居中，l 左，r 右，h 表头居中）。
type Line = Vec<(&'static str, usize, char)>;

/// 一行是不是表头（每页重印）。
const HEAD: &str = "head";

/// 全表：`head` 的行每页重印。
fn lines() -> Vec<(&'static str, Line)> {
    vec![
        ("", vec![("部门（单位）名称", 3, 'h'), ("{{ unit }}", 7, 'c')]),
        ("", vec![("{% if money %}", 10, 'c')]),
        (
            "",
            vec![
                ("{{ (\"部门整体支出情况\\n(\" ~ money.unit ~ \")\")|span(money.rows|length + 1) }}", 1, 'h'),
                ("", 2, 'h'),
                ("年初预算数", 1, 'h'),
                ("全年预算数", 1, 'h'),
                ("全年执行数", 2, 'h'),
                ("分值", 1, 'h'),
                ("执行率", 1, 'h'),
                ("得分", 1, 'h'),
            ],
        ),
        (
            "",
            vec![
                ("{% for row in money.rows %}{{ \"\"|span(0) }}", 1, 'h'),
                ("{{ row.name }}", 2, 'l'),
                ("{{ row.initial }}", 1, 'r'),
                ("{{ row.full_year }}", 1, 'r'),
                ("{{ row.executed }}", 2, 'r'),
                ("{{ row.points }}", 1, 'c'),
                ("{{ row.rate }}", 1, 'c'),
                ("{{ row.score }}{% if loop.first and money.inferred %}＊{% endif %}{% endfor %}", 1, 'c'),
            ],
        ),
        ("", vec![("{% endif %}{% if goals %}", 10, 'c')]),
        (
            "",
            vec![
                ("{{ \"年度履职目标\"|span(goals|length + 1) }}", 1, 'h'),
                ("预期目标", 4, 'h'),
                ("实际完成情况", 5, 'h'),
            ],
        ),
        (
            "",
            vec![
                ("{% for goal in goals %}{{ \"\"|span(0) }}", 1, 'h'),
                ("{{ goal.expected }}", 4, 'l'),
                ("{{ goal.achieved }}{% endfor %}", 5, 'l'),
            ],
        ),
        ("", vec![("{% endif %}{% if tasks %}", 10, 'c')]),
        ("", vec![("年度主要任务", 10, 'h')]),
        ("", vec![("任务名称", 2, 'h'), ("主要内容", 3, 'h'), ("实际完成情况", 5, 'h')]),
        (
            "",
            vec![
                ("{% for task in tasks %}{{ task.name }}", 2, 'c'),
                ("{{ task.content }}", 3, 'l'),
                ("{{ task.achieved }}{% endfor %}", 5, 'l'),
            ],
        ),
        ("", vec![("{% endif %}", 10, 'c')]),
        (HEAD, vec![("绩效指标", 10, 'h')]),
        (
            HEAD,
            vec![
                ("一级指标", 1, 'h'),
                ("二级指标", 1, 'h'),
                ("三级指标", 1, 'h'),
                ("年度指标值", 1, 'h'),
                ("实际完成值", 1, 'h'),
                ("分值", 1, 'h'),
                ("得分", 1, 'h'),
                ("偏差度", 1, 'h'),
                ("偏差原因分析及改进措施", 2, 'h'),
            ],
        ),
        (
            "",
            vec![
                ("{% for row in rows %}{{ row.level1|span(row.level1_rows) }}", 1, 'c'),
                ("{{ row.level2|span(row.level2_rows) }}", 1, 'c'),
                ("{{ row.name }}", 1, 'l'),
                ("{{ row.target }}", 1, 'c'),
                ("{{ row.actual }}", 1, 'c'),
                ("{{ row.points }}", 1, 'c'),
                ("{{ row.score }}{% if row.inferred %}＊{% endif %}", 1, 'c'),
                ("{{ row.deviation }}", 1, 'c'),
                ("{{ row.reason }}{% endfor %}", 2, 'l'),
            ],
        ),
        (
            "",
            vec![
                ("总分", 5, 'h'),
                ("{{ total.points }}", 1, 'c'),
                ("{{ total.score }}", 1, 'c'),
                ("", 1, 'c'),
                ("", 2, 'c'),
            ],
        ),
    ]
}

const DRAFT: &str = "{% if draft %}草稿：还有错误没有改完，不能报送{% endif %}";
const DATE: &str = "{% if date %}{{ date }}{% else %}（{{ year }}年度）{% endif %}";
const RECEIPT: &str = "{% if receipt %}凭据：{{ receipt.engine }}；体系 {{ receipt.set }}{% endif %}";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn run(text: &str, style: &str) -> String {
    format!("<w:r><w:rPr>{style}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn paragraph(text: &str, justify: &str, style: &str) -> String {
    format!("<w:p><w:pPr><w:jc w:val=\"{justify}\"/></w:pPr>{}</w:p>", run(text, style))
}

/// 起止在同一段里的标记，有文字的才占一段。
fn conditional(text: &str, justify: &str, style: &str) -> String {
    let inner = text.split_once("%}").map_or(text, |(_, rest)| rest);
    let inner = inner.rsplit_once("{%").map_or(inner, |(rest, _)| rest);
    let opener = text.split_once("%}").map_or("", |(opener, _)| opener);
    [&format!("{opener}%}}"), inner, "{% endif %}"].iter().map(|text| paragraph(text, justify, style)).collect()
}

/// 例子的 docx。
pub fn document() -> Vec<u8> {
    let width = |columns: std::ops::Range<usize>| WIDTHS[columns].iter().sum::<u32>() * PAGE / 1000;
    let mut table =
        String::from("<w:tbl><w:tblPr><w:tblW w:w=\"9900\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(table, "<w:{side} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/>");
    }
    table.push_str(
        "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/>\
         <w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
    );
    for at in 0..WIDTHS.len() {
        let _ = write!(table, "<w:gridCol w:w=\"{}\"/>", width(at..at + 1));
    }
    table.push_str("</w:tblGrid>");
    let mut tables = table.clone();
    for (kind, line) in lines() {
        // 绩效指标另成一表，表头才能每页重印；零高的一段隔开两表。
        if kind == HEAD && line.len() == 1 {
            tables.push_str(
                "</w:tbl><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
                 <w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>",
            );
            tables.push_str(&table);
        }
        let head = if kind == HEAD { "<w:tblHeader/>" } else { "" };
        let _ = write!(tables, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
        let mut column = 0;
        for (text, span, look) in line {
            let justify = match look {
                'l' => "left",
                'r' => "right",
                _ => "center",
            };
            let _ = write!(
                tables,
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{}<w:vAlign w:val=\"center\"/></w:tcPr>{}</w:tc>",
                width(column..column + span),
                if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() },
                paragraph(text, justify, ""),
            );
            column += span;
        }
        tables.push_str("</w:tr>");
    }
    tables.push_str("</w:tbl>");
    let body = format!(
        "{}{}{}{tables}{}{}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"907\" w:right=\"1003\" w:bottom=\"907\" w:left=\"1003\" w:header=\"567\" w:footer=\"454\" w:gutter=\"0\"/>\
         </w:sectPr>",
        conditional(DRAFT, "center", "<w:b/><w:color w:val=\"BB0000\"/>"),
        paragraph(
            "{{ title }}",
            "center",
            "<w:rFonts w:ascii=\"黑体\" w:eastAsia=\"黑体\" w:hAnsi=\"黑体\"/><w:sz w:val=\"36\"/>"
        ),
        paragraph(DATE, "center", "<w:sz w:val=\"24\"/>"),
        conditional(
            "{% if (money and money.inferred) or rows|selectattr(\"inferred\")|list %}＊ 推定，公开的表上没有印{% endif %}",
            "left",
            "<w:sz w:val=\"18\"/>"
        ),
        conditional(RECEIPT, "left", "<w:color w:val=\"555555\"/><w:sz w:val=\"15\"/>"),
    );
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" \
         w:hAnsi=\"仿宋_GB2312\"/><w:sz w:val=\"20\"/><w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"20\" w:after=\"20\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults>";
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let footer = format!(
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}{}{}{}</w:p>",
        run("{{ unit }}　", "<w:sz w:val=\"18\"/>"),
        field("PAGE"),
        run(" / ", "<w:sz w:val=\"18\"/>"),
        field("NUMPAGES"),
    );
    docx(&body, styles, &footer)
}

/// 例子的 xlsx。
pub fn workbook() -> Vec<u8> {
    let letter = |column: usize| char::from(b'A' + column as u8);
    let mut strings: Vec<String> = Vec::new();
    let mut string = |text: &str| {
        strings.push(format!("<t xml:space=\"preserve\">{}</t>", escaped(text)));
        strings.len() - 1
    };
    let mut rows = String::new();
    let mut merges = Vec::new();
    let mut number = 0;
    let mut titles = Vec::new();
    // 草稿、标题、日期三行，各占满一行。
    for (text, style, height) in [(DRAFT, 6, 18), ("{{ title }}", 1, 30), (DATE, 5, 21)] {
        number += 1;
        let _ = write!(
            rows,
            "<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\"><c r=\"A{number}\" s=\"{style}\" t=\"s\"><v>{}</v></c></row>",
            string(text)
        );
        merges.push(format!("A{number}:J{number}"));
    }
    for (kind, line) in lines() {
        number += 1;
        if kind == HEAD {
            titles.push(number);
        }
        let _ = write!(rows, "<row r=\"{number}\">");
        let mut column = 0;
        for (text, span, look) in line {
            let style = match look {
                'h' | 'c' => 2,
                'l' => 3,
                _ => 4,
            };
            for at in column..column + span {
                let cell = format!("{}{number}", letter(at));
                if at == column && !text.is_empty() {
                    // 得分、偏差度印两位小数，数字格式因此是 0.00。
                    let style = if text.contains("deviation") { 7 } else { style };
                    let _ = write!(rows, "<c r=\"{cell}\" s=\"{style}\" t=\"s\"><v>{}</v></c>", string(text));
                } else {
                    let _ = write!(rows, "<c r=\"{cell}\" s=\"{style}\"/>");
                }
            }
            if span > 1 {
                merges.push(format!("{}{number}:{}{number}", letter(column), letter(column + span - 1)));
            }
            column += span;
        }
        rows.push_str("</row>");
    }
    for (text, style) in [
        (
            "{% if (money and money.inferred) or rows|selectattr(\"inferred\")|list %}＊ 推定，公开的表上没有印{% endif %}",
            8,
        ),
        (RECEIPT, 8),
    ] {
        number += 1;
        let _ = write!(
            rows,
            "<row r=\"{number}\"><c r=\"A{number}\" s=\"{style}\" t=\"s\"><v>{}</v></c></row>",
            string(text)
        );
        merges.push(format!("A{number}:J{number}"));
    }
    let columns: String = WIDTHS
        .iter()
        .zip(1..)
        .map(|(width, n)| {
            format!("<col min=\"{n}\" max=\"{n}\" width=\"{}.{}\" customWidth=\"1\"/>", width / 10, width % 10)
        })
        .collect();
    let merged: String = merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let sheet = format!(
        "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:J{number}\"/>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>{columns}</cols><sheetData>{rows}</sheetData>\
         <mergeCells count=\"{}\">{merged}</mergeCells><printOptions horizontalCentered=\"1\"/>\
         <pageMargins left=\"0.7\" right=\"0.7\" top=\"0.63\" bottom=\"0.63\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"portrait\"/>\
         <headerFooter><oddFooter>&amp;C{{{{ unit }}}}　&amp;P / &amp;N</oddFooter></headerFooter>",
        merges.len()
    );
    let names = format!(
        "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">'自评表'!$A$1:$J${number}</definedName>\
         <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'自评表'!${}:${}</definedName>",
        titles[0], titles[1]
    );
    xlsx(&[("自评表", sheet)], &names, &strings, STYLES)
}

const STYLES: &str = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.00\"/></numFmts>\
<fonts count=\"6\"><font><sz val=\"10\"/><name val=\"仿宋_GB2312\"/></font>\
<font><sz val=\"18\"/><name val=\"黑体\"/></font>\
<font><sz val=\"12\"/><name val=\"仿宋_GB2312\"/></font>\
<font><b/><sz val=\"10\"/><color rgb=\"FFBB0000\"/><name val=\"仿宋_GB2312\"/></font>\
<font><sz val=\"8\"/><color rgb=\"FF555555\"/><name val=\"仿宋_GB2312\"/></font>\
<font><sz val=\"9\"/><name val=\"仿宋_GB2312\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"2\"><border/><border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/></border></borders>\
<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"9\">\
<xf xfId=\"0\"/>\
<xf fontId=\"1\" applyFont=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
<xf borderId=\"1\" applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
<xf borderId=\"1\" applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"left\" vertical=\"center\" wrapText=\"1\"/></xf>\
<xf borderId=\"1\" applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"right\" vertical=\"center\" wrapText=\"1\"/></xf>\
<xf fontId=\"2\" applyFont=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
<xf fontId=\"3\" applyFont=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"center\" vertical=\"center\"/></xf>\
<xf numFmtId=\"164\" borderId=\"1\" applyNumberFormat=\"1\" applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
<xf fontId=\"5\" applyFont=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"left\" vertical=\"center\" wrapText=\"1\"/></xf>\
</cellXfs>";
