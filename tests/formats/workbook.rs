//! 写成的工作簿：格子、合并、框线、印法与网格相符，同样的表写出同样的字节。

use crate::xlsx::{Area, Sheet, part, sheets};
use crate::{bare, grids, published, texts, wholes};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::{self, Library};
use ziping::report::charts;
use ziping::score::{Detail, score};
use ziping::write::{Block, Form, Grid, to_xlsx};

fn written(form: &Form) -> (Vec<u8>, Vec<Sheet>) {
    let bytes = to_xlsx(form, None).expect("写得成");
    let sheets = sheets(&bytes);
    (bytes, sheets)
}

fn only(html: &str) -> Sheet {
    let (_, mut sheets) = written(&Form::parse(html).expect("读得通"));
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

/// 一格在工作表上的各段：跨页的在分页处断开。
fn parts(sheet: &Sheet, area: Area) -> Vec<Area> {
    let (top, left, bottom, right) = area;
    let mut edges: Vec<usize> = sheet.breaks.iter().copied().filter(|row| *row > top && *row <= bottom).collect();
    edges.insert(0, top);
    edges.push(bottom + 1);
    edges.windows(2).map(|edge| (edge[0], left, edge[1] - 1, right)).collect()
}

/// 工作表与自上而下的各块逐格相符；一行网格占一行。
fn same(sheet: &Sheet, blocks: &[Block]) {
    let columns = blocks.iter().find_map(|block| match block {
        Block::Table(grid) => Some(grid.columns.len()),
        _ => None,
    });
    let columns = columns.unwrap_or(1);
    let mut areas: Vec<(Area, &str, bool)> = Vec::new();
    let mut top = 0;
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => {
                areas.push(((top, 0, top, columns - 1), text, false));
                top += 1;
            }
            Block::Table(grid) => {
                areas.extend(grid.cells.iter().map(|cell| {
                    let (row, column) = (top + cell.row, cell.column);
                    // 左上角的空格与下面一格连着，中间不画线。
                    let above = |row: usize| grid.cell_at(row, column).is_some_and(|other| other.corner);
                    let boxed = !cell.corner && !cell.row.checked_sub(1).is_some_and(above);
                    ((row, column, row + cell.row_span - 1, column + cell.column_span - 1), cell.text.as_str(), boxed)
                }));
                top += grid.rows;
            }
        }
    }
    assert_eq!(sheet.heights.len(), top, "行数");
    let mut merged = BTreeSet::new();
    let mut texts = 0;
    for (area, text, boxed) in areas {
        let parts = parts(sheet, area);
        merged.extend(parts.iter().copied().filter(|part| (part.0, part.1) != (part.2, part.3)));
        let shown: Vec<&String> = parts.iter().filter_map(|part| sheet.shown.get(&(part.0, part.1))).collect();
        match text {
            "" => assert!(shown.is_empty(), "{area:?} 该是空的：{shown:?}"),
            // 窄的表头按词换行，换行不算。
            text => assert_eq!(shown.iter().map(|text| bare(text)).collect::<Vec<_>>(), [bare(text)], "{area:?}"),
        }
        texts += shown.len();
        for (row, column) in (area.0..=area.2).flat_map(|row| (area.1..=area.3).map(move |column| (row, column))) {
            assert_eq!(sheet.boxed.contains(&(row, column)), boxed, "第 {row} 行第 {column} 列的框线");
        }
    }
    assert_eq!(sheet.merged, merged);
    assert_eq!(sheet.shown.len(), texts, "没有多余的文字");
}

#[test]
fn 公开的表逐格相符() {
    for (name, html) in published() {
        let form = Form::parse(&html).expect("读得回");
        let (bytes, sheets) = written(&form);
        let seen = sheets.iter().flat_map(|sheet| sheet.shown.values());
        assert_eq!(wholes(seen.map(String::as_str)), wholes(texts(&form).iter().map(String::as_str)), "{name}");
        assert_eq!(sheets.len(), 1, "{name}：列宽相同的两张表接在一张上");
        same(&sheets[0], &form.blocks);
        assert!(!sheets[0].numbers.is_empty(), "{name}：分值与得分存作数");
        assert_eq!(bytes, to_xlsx(&form, None).expect("写得成"), "{name}：字节相同");
    }
}

/// 表头放不下的在词与词之间换行；不是表头的、放得下的照原样。
#[test]
fn 窄的表头按词换行() {
    let table = |columns: &str| {
        format!(
            "<table>{columns}<thead><tr><th><span>年度</span><span>指标值</span></th><th>分值</th></tr></thead>\
             <tbody><tr><td><span>年度</span><span>指标值</span></td><td>10</td></tr></tbody></table>"
        )
    };
    let narrow = only(&table("<col width=\"8%\"/><col width=\"92%\"/>"));
    assert_eq!((&*narrow.shown[&(0, 0)], &*narrow.shown[&(1, 0)]), ("年度\n指标值", "年度指标值"));
    let wide = only(&table("<col width=\"50%\"/><col width=\"50%\"/>"));
    assert_eq!(wide.shown[&(0, 0)], "年度指标值");
}

/// 总分一行上面的得分加起来就是总分：存作数，可以求和。
#[test]
fn 得分可以求和() {
    let (_, html) = published().remove(0);
    let sheet = only(&html);
    let total = sheet.shown.iter().find(|(_, text)| *text == "总分").map(|(place, _)| place.0).expect("有总分一行");
    // 资金一块与绩效指标一块都有得分一栏，后面的是指标。
    let head = sheet.shown.iter().rfind(|(_, text)| *text == "得分").map(|(place, _)| *place).expect("有得分一栏");
    let below = |place: &(usize, usize)| place.1 == head.1 && place.0 > head.0 && place.0 < total;
    let column = sheet.shown.iter().filter(|(place, _)| below(place));
    let hundredths = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{fraction:0<2}").parse::<u32>().expect("数")
    };
    let rows: Vec<u32> = column.map(|(_, text)| hundredths(text)).collect();
    assert_eq!(rows.len(), 23);
    // 指标 89.41 分，执行率另得 10 分。
    assert_eq!(rows.iter().sum::<u32>() + 1000, 9941);
    assert_eq!(sheet.shown[&(total, head.1)], "99.41");
    assert!(sheet.numbers.contains(&(total, head.1)));
}

#[test]
fn 数与文字() {
    let cells = [
        ("12", "num", true),
        ("1.50", "center", true),
        ("-10.00", "center", true),
        // 名称与说明靠左，写成数的不当作数。
        ("12", "left", false),
        ("007", "num", false),
        ("98.98%", "num", false),
        ("≥95%", "center", false),
        ("2024年6月", "center", false),
        ("2024-06-01", "center", false),
        ("12345678901234567", "num", false),
    ];
    for (text, class, number) in cells {
        let sheet = only(&format!("<table><tr><td class=\"{class}\">{text}</td></tr></table>"));
        assert_eq!(sheet.shown[&(0, 0)], text);
        assert_eq!(sheet.numbers.contains(&(0, 0)), number, "{text}");
    }
    // 太窄放不下的数照文字写，可以折行，不会显示成一串 #。
    let narrow =
        only("<table><col width=\"3%\"/><col width=\"97%\"/><tr><td class=\"num\">123456.78</td><td/></tr></table>");
    assert_eq!(narrow.shown[&(0, 0)], "123456.78");
    assert!(narrow.numbers.is_empty());
}

#[test]
fn 公式写法的文字不成公式() {
    for text in ["=1+1", "+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://例\")", "-", "=cmd|' /C calc'!A0"] {
        for class in ["left", "center", "num"] {
            let escaped = text.replace('"', "&quot;");
            let sheet = only(&format!("<p>{escaped}</p><table><tr><td class=\"{class}\">{escaped}</td></tr></table>"));
            for place in [(0, 0), (1, 0)] {
                assert_eq!(sheet.shown[&place], text);
                assert!(sheet.quoted.contains(&place) && !sheet.numbers.contains(&place), "{text}");
            }
        }
    }
    // 制表符与回车打头的只有代码造得出来。
    for text in ["\t=1", "\r=1"] {
        let grid = Grid::from_rows(&[], vec![vec![text.to_owned()]], &[]);
        let (_, sheets) = written(&Form { blocks: vec![Block::Table(grid)], ..Form::default() });
        assert!(sheets[0].quoted.contains(&(0, 0)));
    }
    let plain = only("<table><tr><td>5=5</td></tr></table>");
    assert!(plain.quoted.is_empty());
}

#[test]
fn 印法() {
    let (name, html) = published().remove(0);
    let (bytes, sheets) = written(&Form::parse(&html).expect("读得回"));
    assert_eq!(sheets[0].name, "部门整体支出绩效自评情况表");
    let xml = &sheets[0].xml;
    for part in [
        "paperSize=\"9\"",
        "orientation=\"portrait\"",
        "fitToHeight=\"0\"",
        "fitToPage=\"1\"",
        "horizontalCentered=\"1\"",
        "第 &amp;P 页 共 &amp;N 页",
    ] {
        assert!(xml.contains(part), "{name} 没有 {part}");
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    // 标题、日期、基本情况一行、资金五行、目标两行、任务十二行之后，是绩效指标的两行表头。
    assert!(
        workbook.contains("_xlnm.Print_Titles\" localSheetId=\"0\">部门整体支出绩效自评情况表!$23:$24<"),
        "{workbook}"
    );
    assert!(
        workbook.contains("_xlnm.Print_Area\" localSheetId=\"0\">部门整体支出绩效自评情况表!$A$1:$J$49<"),
        "{workbook}"
    );
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("仿宋_GB2312") && styles.contains("方正小标宋简体"));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2000-01-01T00:00:00Z") && core.contains("洛阳市涧西区政务服务中心"), "{core}");
    let wide = only("<div class=\"landscape\"><table><tr><td/></tr></table></div>");
    assert!(wide.xml.contains("orientation=\"landscape\""));
}

/// 公开的部门表：执行率与三个板块的分值、得分，五行各失零点一五、零点零七，都照表手算。
#[test]
fn 图与图下的数() {
    let path = Path::new("examples/luoyang-jianxi-2024/department.toml");
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let checked = library::submission(path, &Library::default(), &mut sources, &mut sink).expect("示例能读");
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    let charts = charts(&checked.set, &checked.submission, &outcome);
    let form = Form::parse("<h1>图</h1><table><tr><td>甲</td></tr></table>").expect("读得通");
    let bytes = to_xlsx(&form, Some(&charts)).expect("写得成");
    assert_eq!(bytes, to_xlsx(&form, Some(&charts)).expect("写得成"));
    let sheets = sheets(&bytes);
    assert_eq!(sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["图", "图（2）"]);
    let sheet = &sheets[1];
    let rows: BTreeSet<usize> = sheet.shown.keys().map(|place| place.0).collect();
    let row = |row: &usize| (0..4).map(|column| sheet.shown.get(&(*row, column)).map_or("", String::as_str)).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(row).collect();
    let expected = [
        ["板块", "分值", "得分", "得分率"],
        ["预算执行率", "10", "10.00", "100.00%"],
        ["投入管理指标", "30", "29.41", "98.03%"],
        ["产出指标", "25", "25.00", "100.00%"],
        ["效益指标", "35", "35.00", "100.00%"],
        ["指标", "失分", "", ""],
        ["年度履职目标相关性", "0.15", "", ""],
        ["管理制度健全性", "0.15", "", ""],
        ["资产管理规范性", "0.15", "", ""],
        ["工作任务科学性", "0.07", "", ""],
        ["绩效指标合理性", "0.07", "", ""],
        ["资金", "全年预算数", "全年执行数", "执行率"],
        ["部门预算总额", "250.65", "248.09", "98.98%"],
        ["资金来源：（1）财政拨款", "250.65", "248.09", "98.98%"],
    ];
    assert_eq!(rows, expected);
    assert_eq!(sheet.numbers.len(), 8 + 5 + 4);
    let titles = [("各板块得分", 2), ("失分的行，从多到少", 1), ("资金执行（万元）", 2)];
    for (at, (title, series)) in titles.into_iter().enumerate() {
        let chart = part(&bytes, &format!("xl/charts/chart{}.xml", at + 1));
        assert!(chart.contains(title), "{title}");
        assert_eq!(chart.matches("<c:ser>").count(), series, "{title}");
        assert!(chart.contains("'图（2）'!$A$"), "{title} 的数取自表里：{chart}");
    }
    assert!(part(&bytes, "xl/charts/chart4.xml").is_empty());
}

/// 一格几千字：行高不超过上限（409.5 磅），占几行的合并起来，文字一个不少。
#[test]
fn 很高的行分成几行() {
    let text = "情况说明".repeat(1000);
    let sheet = only(&format!(
        "<table><col width=\"20%\"/><col width=\"80%\"/><tr><td>名</td><td>{text}</td></tr><tr><td/><td/></tr></table>"
    ));
    assert!(sheet.heights.len() > 3);
    assert!(sheet.heights.iter().all(|height| *height <= 40_950), "{:?}", sheet.heights);
    assert!(sheet.shown.values().any(|shown| *shown == text));
    assert_eq!(sheet.shown.len(), 2);
}

#[test]
fn 放不下的一格() {
    let long = "长".repeat(32_768);
    let form = Form::parse(&format!("<p>前</p><table><tr><td/><td>{long}</td></tr></table>")).expect("读得通");
    let diagnostic = to_xlsx(&form, None).expect_err("一格至多 32767 字");
    assert_eq!(diagnostic.code, Code::E1101);
    assert_eq!(diagnostic.message, "第 2 行第 2 列的文字有 32768 字，xlsx 的一格放不下");
    let form = Form::parse(&format!("<p>{}</p>", &long[3..])).expect("读得通");
    assert!(to_xlsx(&form, None).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn 随机的表逐格相符(table in grids::table(), title in "[甲乙]{1,6}", note in "[丙丁=+]{0,6}") {
        let html = format!("<h1>{title}</h1>{table}<p class=\"note\">{note}</p>");
        let form = Form::parse(&html).expect("生成的表合规定");
        let (bytes, sheets) = written(&form);
        prop_assert_eq!(sheets.len(), 1);
        same(&sheets[0], &form.blocks);
        prop_assert_eq!(bytes, to_xlsx(&form, None).expect("写得成"));
    }
}
