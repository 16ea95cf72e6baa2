//! 终端表格的测试。

use super::*;
use proptest::prelude::*;

fn text(html: &str, width: usize) -> String {
    to_text(&Form::parse(html).unwrap(), width)
}

#[test]
fn 合并的单元格() {
    let html = "<h1>自评表</h1><table>\
        <tr><td rowspan=\"2\">资金</td><td colspan=\"2\" class=\"center\">来源</td></tr>\
        <tr><td>财政</td><td class=\"num\">100.00</td></tr>\
        <tr><td colspan=\"2\">合计</td><td class=\"num\">100.00</td></tr></table>";
    // 表宽 24，标题宽 6，左空 9。
    let expected = "         自评表
┌──────┬───────────────┐
│      │     来源      │
│ 资金 ├──────┬────────┤
│      │ 财政 │ 100.00 │
├──────┴──────┼────────┤
│ 合计        │ 100.00 │
└─────────────┴────────┘
";
    assert_eq!(text(html, 80), expected);
}

#[test]
fn 风车形的四臂() {
    let html = "<table><tr><td colspan=\"2\">甲</td><td rowspan=\"2\">乙</td></tr>\
        <tr><td rowspan=\"2\">丙</td><td>丁</td></tr><tr><td colspan=\"2\">戊</td></tr></table>";
    let expected = "\
┌─────────┬────┐
│ 甲      │    │
├────┬────┤ 乙 │
│    │ 丁 │    │
│ 丙 ├────┴────┤
│    │ 戊      │
└────┴─────────┘
";
    assert_eq!(text(html, 80), expected);
}

#[test]
fn 高出的部分加在末行且上下居中() {
    let html =
        "<table><tr><td rowspan=\"2\">一<br/>二<br/>三<br/>四<br/>五</td><td>甲</td></tr><tr><td>乙</td></tr></table>";
    let expected = "\
┌────┬────┐
│ 一 │ 甲 │
│ 二 ├────┤
│ 三 │ 乙 │
│ 四 │    │
│ 五 │    │
└────┴────┘
";
    assert_eq!(text(html, 80), expected);
}

#[test]
fn 按百分比分列并折行() {
    // 40 列：三条竖线占 3，两列分 37，各留空白；25% 与 75% 为 10 与 27（9.25 进为 10）。
    let html = "<table><col width=\"25%\"/><col width=\"75%\"/>\
        <tr><td>年度履职目标</td><td>完成率达到95.98%以上，群众满意度（抽样）较上年有所提高。</td></tr></table>";
    let expected = "\
┌─────────┬────────────────────────────┐
│ 年度履  │ 完成率达到95.98%以上，群众 │
│ 职目标  │ 满意度（抽样）较上年有所提 │
│         │ 高。                       │
└─────────┴────────────────────────────┘
";
    assert_eq!(text(html, 40), expected);
    assert_eq!(text(html, 0), expected);
}

#[test]
fn 列多时不留空白并放宽数字() {
    let cells: String = (0..10).map(|i| format!("<td>{}</td>", if i == 3 { "1234.56" } else { "指标" })).collect();
    let expected = "\
┌────┬────┬────┬───────┬────┬────┬────┬────┬────┬────┐
│指标│指标│指标│1234.56│指标│指标│指标│指标│指标│指标│
└────┴────┴────┴───────┴────┴────┴────┴────┴────┴────┘
";
    assert_eq!(text(&format!("<table><tr>{cells}</tr></table>"), 56), expected);
}

#[test]
fn 段落与空表() {
    let html = "<h2>一</h2><p class=\"num\">万元</p><table><caption>表</caption><tr><td>甲</td></tr></table><table/><p>注：甲</p><p/>";
    let expected = "一\n  万元\n  表\n┌────┐\n│ 甲 │\n└────┘\n\n注：甲\n\n";
    assert_eq!(text(html, 80), expected);
    assert_eq!(text("<h1>甲</h1>", 40), format!("{}甲\n", " ".repeat(19)));
    assert_eq!(to_text(&Form::default(), usize::MAX), "");
}

#[test]
fn 控制字符不进终端() {
    let grid = Grid::from_rows(&["\u{1b}[31m"], vec![vec!["a\u{7}\u{9b}\r\nb".into()]], &[]);
    let drawn = to_text(&Form { page: Default::default(), blocks: vec![Block::Table(grid)] }, 80);
    assert_eq!(drawn, "┌───────┐\n│ \u{fffd}[31m │\n├───────┤\n│ a\u{fffd}\u{fffd}   │\n│ b     │\n└───────┘\n");
}

/// 拼成格子文字的碎片，有意包括不好量宽度的写法。
const PIECES: [&str; 22] = [
    "甲乙",
    "指标",
    "，",
    "（",
    "”",
    "%",
    "7",
    "20241",
    "1234567.89",
    "abc ",
    "<br/>",
    "😀",
    "👩\u{200d}👧",
    "e\u{301}",
    "\u{200b}",
    "🇨🇳",
    "\u{644}\u{627}",
    "☺\u{fe0f}",
    "\u{200d}",
    "\u{2d31}\u{2d7f}\u{2d31}",
    "\u{85}",
    "“\u{fe01}",
];

/// 随机合并出的表：从逐格的表开始，把互不相交的矩形并起来。
fn merged() -> impl Strategy<Value = String> {
    let size = (1usize..7, 1usize..7);
    size.prop_flat_map(|(rows, columns)| {
        let rectangles = prop::collection::vec((0..rows, 0..columns, 1..=rows, 1..=columns), 0..6);
        let widths = prop::collection::vec(prop::option::of(1u32..60), columns);
        // 长短悬殊，跨行的格子才会比旁边各行加起来还高。
        let pieces = |most| prop::collection::vec(0..PIECES.len(), 0..most);
        let texts = prop::collection::vec(prop_oneof![4 => pieces(5), 1 => pieces(40)], rows * columns);
        (Just((rows, columns)), rectangles, texts, widths)
    })
    .prop_map(|((rows, columns), rectangles, texts, widths)| {
        let mut owner: Vec<Vec<(usize, usize)>> = (0..rows).map(|r| (0..columns).map(|c| (r, c)).collect()).collect();
        let mut spans = vec![vec![(1, 1); columns]; rows];
        for (r, c, h, w) in rectangles {
            let (h, w) = (h.min(rows - r), w.min(columns - c));
            let all = || (r..r + h).flat_map(move |y| (c..c + w).map(move |x| (y, x)));
            if all().all(|(y, x)| owner[y][x] == (y, x) && spans[y][x] == (1, 1)) {
                all().for_each(|(y, x)| owner[y][x] = (r, c));
                spans[r][c] = (h, w);
            }
        }
        let cols: String =
            widths.iter().map(|w| w.map_or("<col/>".into(), |w| format!("<col width=\"{w}%\"/>"))).collect();
        let mut html = format!("<table>{cols}");
        for r in 0..rows {
            html += "<tr>";
            for c in (0..columns).filter(|c| owner[r][*c] == (r, *c)) {
                let (h, w) = spans[r][c];
                let text: String = texts[r * columns + c].iter().map(|at| PIECES[*at]).collect();
                let class = ["left", "num", "center"][(r + c) % 3];
                html += &format!("<td class=\"{class}\" rowspan=\"{h}\" colspan=\"{w}\">{text}</td>");
            }
            html += "</tr>";
        }
        html + "</table>"
    })
}

/// 制表符的臂：左、右。
fn sides(c: char) -> Option<(bool, bool)> {
    Some(match c {
        '─' | '┬' | '┴' | '┼' => (true, true),
        '┐' | '┘' | '┤' => (true, false),
        '┌' | '└' | '├' => (false, true),
        '│' => (false, false),
        _ => return None,
    })
}

/// 制表符的臂：上、下。
fn ends(c: char) -> (bool, bool) {
    match c {
        '│' | '├' | '┤' | '┼' => (true, true),
        '┘' | '└' | '┴' => (true, false),
        '┐' | '┌' | '┬' => (false, true),
        _ => (false, false),
    }
}

/// 各行按显示列展开，框线以外的位置为空格。
fn columns(drawn: &str) -> Vec<Vec<char>> {
    let expand = |line: &str| {
        let mut places = Vec::new();
        let mut plain = String::new();
        for c in line.chars().chain(['│']) {
            if sides(c).is_some() {
                places.extend(std::iter::repeat_n(' ', width(&plain)));
                plain.clear();
                places.push(c);
            } else {
                plain.push(c);
            }
        }
        places.pop();
        places
    };
    drawn.lines().map(expand).collect()
}

proptest! {
    #[test]
    fn 每行同宽且不超限(html in merged(), limit in 40usize..120) {
        let form = Form::parse(&html).unwrap();
        let drawn = to_text(&form, limit);
        let widths: Vec<usize> = drawn.lines().map(width).collect();
        prop_assert!(widths.iter().all(|w| *w == widths[0] && *w <= limit), "{}", drawn);
    }

    #[test]
    fn 线条处处相连(html in merged(), limit in 40usize..120) {
        let drawn = to_text(&Form::parse(&html).unwrap(), limit);
        let places = columns(&drawn);
        for line in &places {
            prop_assert_eq!(line.len(), places[0].len());
            for pair in line.windows(2) {
                let arm = |c, pick: fn((bool, bool)) -> bool| sides(c).is_some_and(pick);
                prop_assert_eq!(arm(pair[0], |s| s.1), arm(pair[1], |s| s.0), "{}", drawn);
            }
        }
        for pair in places.windows(2) {
            for (above, below) in pair[0].iter().zip(&pair[1]) {
                prop_assert_eq!(ends(*above).1, ends(*below).0, "{}", drawn);
            }
        }
        // 外框：首行没有朝上的臂，末行没有朝下的臂。
        prop_assert!(places[0].iter().all(|c| !ends(*c).0) && places[places.len() - 1].iter().all(|c| !ends(*c).1));
    }

    #[test]
    fn 文字一个不少(html in merged(), limit in 40usize..120) {
        let form = Form::parse(&html).unwrap();
        let sorted = |text: String| {
            let mut chars: Vec<char> = text.chars().filter(|c| !matches!(c, ' ' | '\n') && sides(*c).is_none()).collect();
            chars.sort_unstable();
            chars
        };
        let Some(Block::Table(grid)) = form.blocks.first() else { unreachable!() };
        let written: String = grid.cells.iter().map(|cell| clean(&cell.text).into_owned()).collect();
        prop_assert_eq!(sorted(to_text(&form, limit)), sorted(written));
    }

    #[test]
    fn 任意文字任意宽度不崩溃(rows in prop::collection::vec(prop::collection::vec("(\\PC|\\s){0,20}", 0..5), 0..5), limit in any::<usize>()) {
        let grid = Grid::from_rows(&["表头"], rows, &[Align::Right]);
        let drawn = to_text(&Form { page: Default::default(), blocks: vec![Block::Table(grid)] }, limit);
        let widths: Vec<usize> = drawn.lines().map(width).collect();
        prop_assert!(widths.iter().all(|w| *w == widths[0]), "{}", drawn);
    }
}
