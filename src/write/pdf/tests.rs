//! 随意的表、随意的字，摆到纸上都成立的规律。

use super::fonts::Role;
use super::sheet::{Sheet, Text};
use super::*;
use crate::write::Grid;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// 一个格子的来料：跨几行、几列，对齐，文字。
type Piece = (usize, usize, &'static str, String);

/// 把来料逐格填成一段：放不下的跨度收窄。
fn section(tag: &str, class: &str, rows: usize, columns: usize, pieces: &[Piece], at: &mut usize) -> String {
    let mut taken = vec![vec![false; columns]; rows];
    let mut html = format!("<{tag} class=\"{class}\">");
    for row in 0..rows {
        html.push_str("<tr>");
        for column in 0..columns {
            if taken[row][column] {
                continue;
            }
            let (down, along, align, text) = &pieces[*at % pieces.len()];
            *at += 1;
            let down = (*down).min(rows - row);
            let along =
                (1..=(*along).min(columns - column)).take_while(|n| !taken[row][column + n - 1]).last().unwrap_or(1);
            for line in &mut taken[row..row + down] {
                line[column..column + along].fill(true);
            }
            html.push_str(&format!("<td class=\"{align}\" rowspan=\"{down}\" colspan=\"{along}\">{text}</td>"));
        }
        html.push_str("</tr>");
    }
    html + &format!("</{tag}>")
}

prop_compose! {
    fn any_form()(
        columns in 1usize..7,
        heads in 0usize..3,
        bodies in prop::collection::vec((1usize..14, prop::sample::select(vec!["", "keep", "end"])), 1..4),
        pieces in prop::collection::vec(
            (1usize..6, 1usize..4, prop::sample::select(vec!["left", "center", "num"]), any_text()), 1..40),
        landscape: bool,
        before in any_text(),
    ) -> Form {
        let mut at = 0;
        let short: Vec<Piece> = vec![(1, 1, "center", "表头".into()), (2, 1, "center", "跨行的表头".into())];
        let head = if heads > 0 { section("thead", "", heads, columns, &short, &mut at) } else { String::new() };
        let body: String = bodies.iter().map(|(rows, class)| section("tbody", class, *rows, columns, &pieces, &mut at)).collect();
        let sheet = if landscape { "landscape" } else { "portrait" };
        Form::parse(&format!("<div class=\"{sheet}\"><h1>标题</h1><p>{before}</p><table>{head}{body}</table><p class=\"note\">注</p></div>")).unwrap()
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[甲乙丙，。（）“”0-9a-z%≥ ]{0,12}",
        3 => "[甲乙丙，。（）“”0-9a-z%≥ ]{20,120}",
        1 => "[甲乙丙，。、；]{400,2500}",
    ]
}

/// 框出一行字的长方形。
fn area(text: &Text) -> [Length; 4] {
    [text.x, text.x + text.line.width, text.top, text.top + text.leading]
}

fn overlap(one: [Length; 4], other: [Length; 4]) -> bool {
    one[0] < other[1] && other[0] < one[1] && one[2] < other[3] && other[2] < one[3]
}

fn with_pages(
    form: &Form,
    check: impl FnOnce(&[Set], &[Sheet]) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let fonts = Fonts::built_in();
    let (chosen, chains) = fonts.chosen("".chars());
    let setter = Setter::new(&chosen, chains);
    let (across, down) = frame(form);
    let blocks = set(form, &across, &setter, &mut Vec::new()).unwrap();
    let sheets = Flow::pages(&blocks, across, down);
    check(&blocks, &sheets)
}

fn tables<'s, 'a>(blocks: &'s [Set<'a>]) -> impl Iterator<Item = (usize, &'s Table<'a>)> {
    blocks.iter().enumerate().filter_map(|(at, set)| match set {
        Set::Table(table) => Some((at, table)),
        Set::Prose(_) => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn 每行字恰好印一次而且在自己的格子里(form in any_form()) {
        with_pages(&form, |blocks, sheets| {
            let mut seen: BTreeMap<_, Vec<*const text::Line>> = BTreeMap::new();
            for text in sheets.iter().flat_map(|sheet| &sheet.texts).filter(|text| !text.again) {
                seen.entry(text.owner).or_default().push(text.line);
            }
            for (block, table) in tables(blocks) {
                for index in 0..table.grid.cells.len() {
                    let own = seen.remove(&sheet::Owner { block, cell: Some(index) }).unwrap_or_default();
                    // 先后也照旧：各行存在一处，地址依次增大。
                    prop_assert_eq!(own.len(), table.line_count(index));
                    prop_assert!(own.windows(2).all(|pair| pair[0] < pair[1]));
                    let sides = table.sides(index);
                    let texts = sheets.iter().flat_map(|sheet| &sheet.texts);
                    for text in texts.filter(|text| text.owner == sheet::Owner { block, cell: Some(index) }) {
                        prop_assert!(text.x > sides.start && text.x + text.line.width < sides.end);
                    }
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn 字不出纸不相叠也不压线(form in any_form()) {
        let (across, down) = frame(&form);
        with_pages(&form, |_, sheets| {
            for sheet in sheets {
                for (at, text) in sheet.texts.iter().enumerate() {
                    let area = area(text);
                    prop_assert!(area[0] >= across.start && area[1] <= across.end, "左右 {:?}", area);
                    prop_assert!(area[2] >= down.start && area[3] <= down.end, "上下 {:?}", area);
                    prop_assert!(sheet.texts[..at].iter().all(|other| !overlap(area, self::area(other))));
                    let crossed = sheet.rules.iter().any(|rule| {
                        overlap(area, [rule.from.0, rule.to.0, rule.from.1, rule.to.1])
                    });
                    prop_assert!(!crossed, "线压在字上 {:?}", area);
                }
                for rule in &sheet.rules {
                    prop_assert!(rule.from.1 >= down.start && rule.to.1 <= down.end);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn 续表的每页先重印表头再封口(form in any_form()) {
        let (across, _) = frame(&form);
        with_pages(&form, |blocks, sheets| {
            for (block, table) in tables(blocks) {
                let on = |sheet: &&Sheet| sheet.texts.iter().any(|text| text.owner.block == block && !text.again);
                let pages: Vec<&Sheet> = sheets.iter().filter(on).collect();
                let is_head = |text: &&Text| text.owner.block == block && text.owner.cell.is_some_and(|cell| table.grid.cells[cell].row < table.grid.header_rows);
                for (at, sheet) in pages.iter().enumerate() {
                    let heads = sheet.texts.iter().filter(is_head).count();
                    let first = pages[0].texts.iter().filter(is_head).count();
                    prop_assert_eq!(heads, first, "第 {} 页的表头", at + 1);
                    // 表在这一页的头尾各有一条横贯的线。
                    let whole: Vec<_> = sheet.rules.iter().filter(|rule| rule.from.0 == across.start && rule.to.0 == across.end && rule.from.1 == rule.to.1).collect();
                    let (top, bottom) = (sheet.rules.iter().map(|rule| rule.from.1).min(), sheet.rules.iter().map(|rule| rule.to.1).max());
                    prop_assert_eq!(whole.first().map(|rule| rule.from.1), top);
                    prop_assert_eq!(whole.last().map(|rule| rule.from.1).max(whole.iter().map(|rule| rule.from.1).max()), bottom);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn 断行不丢字也不违反禁则(text in "[甲乙丙，。、；：？！（）《》“”0-9a-z% ]{0,80}", limit in 2i64..30, balanced: bool) {
        let fonts = Fonts::built_in();
        let (chosen, chains) = fonts.chosen("".chars());
        let setter = Setter::new(&chosen, chains);
        let limit = limit * 10 * POINT;
        let manner = Manner { role: Role::Body, size: 10 * POINT, limit, indent: 0, balanced, justified: false };
        let lines = setter.lines(&text, manner);
        let printed: Vec<String> = lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect();
        let solid = |text: &str| text.replace(' ', "");
        prop_assert_eq!(solid(&printed.concat()), solid(&text));
        for line in &lines {
            prop_assert!(line.width <= limit);
        }
        // 一行放得下六个字以上时，标点不会连着多到只好切开。
        if limit >= 120 * POINT && !text.contains(|c: char| "，。、；：？！（）《》“”".contains(c) && text.matches(c).count() > 2) {
            for line in printed.iter().skip(1) {
                prop_assert!(!line.starts_with(['，', '。', '、', '；', '：', '？', '！', '）', '》', '”']), "{:?}", printed);
            }
        }
    }
}

/// 宽 `columns` 个字的格子里，各行是什么。
fn broken(text: &str, seams: &[usize], columns: Length) -> Vec<String> {
    let fonts = Fonts::built_in();
    let (chosen, chains) = fonts.chosen("".chars());
    let setter = Setter::new(&chosen, chains);
    let (size, limit) = (10 * POINT, columns * 10 * POINT);
    let manner = Manner { role: Role::Body, size, limit, indent: 0, balanced: true, justified: false };
    let lines = setter.words(text, seams, manner);
    lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect()
}

#[test]
fn 表头按词断行() {
    // 三字宽：不记得词的时候是“部门整/体支出/情况”。
    assert_eq!(broken("部门整体支出情况", &[2, 4, 6], 3), ["部门", "整体", "支出", "情况"]);
    assert_eq!(broken("一级指标", &[2], 3), ["一级", "指标"]);
    assert_eq!(broken("偏差原因分析及改进措施", &[6], 8), ["偏差原因分析", "及改进措施"]);
    // 一行放得下的不断；比格子还长的词照常断。
    assert_eq!(broken("一级指标", &[2], 4), ["一级指标"]);
    assert_eq!(broken("年度指标值", &[2], 2), ["年度", "指标", "值"]);
    // 换行之后接着数。
    assert_eq!(broken("甲乙\n一级指标", &[5], 3), ["甲乙", "一级", "指标"]);
}

#[test]
fn 表样里的词到纸上不拆开() {
    let head = |label: &str| {
        let form = grid(&format!(
            "<table><col width=\"7%\"/><col width=\"93%\"/><tr><th>{label}</th><td>甲</td></tr></table>"
        ));
        let mut count = 0;
        with_pages(&form, |blocks, _| {
            count = tables(blocks).map(|(_, table)| table.line_count(0)).sum();
            Ok(())
        })
        .unwrap();
        count
    };
    // 一格净宽三字多。
    assert_eq!(head("部门整体支出"), 2);
    assert_eq!(head("<span>部门</span><span>整体</span><span>支出</span>"), 3);
}

#[test]
fn 公文的段落头一行空两字且两头对齐() {
    let form = grid(&format!("<h1>说明</h1><h2>一、概况</h2><p class=\"text\">{}</p>", "甲，乙、丙".repeat(30)));
    with_pages(&form, |_, sheets| {
        let (across, em) = (frame(&form).0, 16 * POINT);
        let texts: Vec<&Text> = sheets[0].texts.iter().collect();
        let left: Vec<Length> = texts.iter().skip(1).map(|text| text.x - across.start).collect();
        // 小标题与正文的头一行空两字，其余顶格。
        prop_assert_eq!(&left[..3], [2 * em, 2 * em, 0]);
        // 除末行之外，右边与版心齐，差不到一字的千分之几。
        for text in &texts[2..texts.len() - 1] {
            let glyphs: usize = text.line.runs.iter().map(|run| run.glyphs.len()).sum();
            let end = text.x + text.line.width + text.line.spread * (glyphs as Length - 1);
            prop_assert!((across.end - 100..=across.end).contains(&end), "{} 不到 {}", end, across.end);
        }
        Ok(())
    })
    .unwrap();
}

fn grid(html: &str) -> Form {
    Form::parse(html).unwrap()
}

#[test]
fn 跨页的格子文字留在放得下的一页() {
    // 左边一格跨六十行，字只有一行：每行高 13.5 磅加上下各 1.984 磅与线 0.75 磅，一页放四十来行。
    let rows: String = (0..60)
        .map(|row| {
            if row == 0 {
                "<tr><td rowspan=\"60\">产出</td><td>甲</td></tr>".to_owned()
            } else {
                "<tr><td>甲</td></tr>".to_owned()
            }
        })
        .collect();
    let form = grid(&format!("<table><thead><tr><th>一级</th><th>三级</th></tr></thead><tbody>{rows}</tbody></table>"));
    with_pages(&form, |_, sheets| {
        prop_assert_eq!(sheets.len(), 2);
        let on = |sheet: &Sheet, owner| sheet.texts.iter().filter(|text| text.owner.cell == Some(owner)).count();
        // 表头两格是 0 与 1，跨行的格子是 2。
        prop_assert_eq!((on(&sheets[0], 2), on(&sheets[1], 2)), (1, 0));
        prop_assert_eq!((on(&sheets[0], 0), on(&sheets[1], 0)), (1, 1));
        // 页高 841.89 减上下页边与半条线：可用 750.42 磅，每行 18.218 磅，放 41 行；第二页另有表头一行。
        let rows = |sheet: &Sheet| {
            sheet
                .texts
                .iter()
                .filter(|text| !text.again && text.owner.cell.is_some_and(|cell| cell > 2 || cell == 3))
                .count()
        };
        prop_assert_eq!((rows(&sheets[0]), rows(&sheets[1])), (40, 20));
        Ok(())
    })
    .unwrap();
}

#[test]
fn 不分开的行一起移到下一页() {
    let row = |class: &str, text: &str| format!("<tr class=\"{class}\"><td>{text}</td></tr>");
    let lead: String = (0..39).map(|_| row("", "甲")).collect();
    let first_of = |rest: &str| {
        let form = grid(&format!("<table><tbody>{lead}</tbody>{rest}</table>"));
        let mut count = 0;
        with_pages(&form, |_, sheets| {
            count = sheets[0].texts.len();
            Ok(())
        })
        .unwrap();
        count
    };
    let two = row("", "乙").repeat(2);
    // 一页放四十一行：三十九行之后还放两行。
    assert_eq!(first_of(&format!("<tbody>{two}{two}</tbody>")), 41);
    // 三行一段不分开，放不下就整段移走。
    assert_eq!(first_of(&format!("<tbody class=\"keep\">{two}{two}</tbody>")), 39);
    // 小表头不留在页末。
    assert_eq!(first_of(&format!("<tbody>{}{}{two}</tbody>", row("", "乙"), row("head", "小表头"))), 40);
    // 总分连同上一行移走。
    assert_eq!(first_of(&format!("<tbody>{two}</tbody><tbody class=\"end\">{}</tbody>", row("", "总分"))), 40);
}

#[test]
fn 角上的空格与下面连成一格() {
    let form = grid(
        "<table><thead><tr><th class=\"corner\"></th><th>甲</th></tr></thead><tbody><tr><th>乙</th><td>丙</td></tr></tbody></table>",
    );
    with_pages(&form, |_, sheets| {
        let middle = sheets[0].rules.iter().map(|rule| rule.from.1).filter(|y| *y > frame(&form).1.start).min();
        let lines: Vec<_> =
            sheets[0].rules.iter().filter(|rule| rule.from.1 == rule.to.1 && Some(rule.from.1) == middle).collect();
        // 两列各半，中间的横线只在右半边。
        prop_assert_eq!(lines.len(), 1);
        prop_assert!(lines[0].from.0 > frame(&form).0.start && lines[0].to.0 == frame(&form).0.end);
        Ok(())
    })
    .unwrap();
}

#[test]
fn 列太多说明放不下() {
    let wide = |columns| {
        let rows = vec![vec!["1".to_owned(); columns]];
        let blocks = vec![Block::Table(Grid::from_rows(&[], rows, &[]))];
        to_pdf(&Form { blocks, ..Form::default() }, &Fonts::built_in())
    };
    assert!(wide(40).is_ok());
    let refused = wide(80).err().unwrap();
    assert_eq!(refused.code, Code::E1102);
    assert_eq!(refused.message, "表有 80 列，竖放的 A4 纸放不下");
}

#[test]
fn 印不出的字说明在哪一格() {
    let form = grid("<table><tr><td>甲</td></tr><tr><td>王\u{2cb5a}\u{fe00}\u{200b}局长</td></tr></table>");
    let pdf = to_pdf(&form, &Fonts::built_in()).unwrap();
    let messages: Vec<&str> = pdf.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        ["没有字体能印“\u{2cb5a}”（U+2CB5A，表的第 2 行第 1 列“王\u{2cb5a}\u{fe00}\u{200b}局长”），pdf 上印成了〓"]
    );
}

#[test]
fn 空的表样也有一页() {
    let pdf = to_pdf(&Form::default(), &Fonts::built_in()).unwrap();
    assert!(pdf.content.starts_with(b"%PDF-"));
    let twice = to_pdf(&Form::default(), &Fonts::built_in()).unwrap();
    assert!(pdf.content == twice.content);
}
