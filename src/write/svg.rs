//! 图：横条图写成 SVG，接在网页的表样之后。坐标都是整数，黑白打印也分得清。
//!
//! 画布宽一千，高随条数；文字按显示宽度折行（一列宽 [`HALF`]），放不下的折到下一行，不截断。
//! 每张图带 `title` 与 `desc`，读屏软件念得出全部的数。

use super::wrap::{clean, wrap};
use crate::number::{Decimal, Ratio, fixed};
use crate::report::Charts;
use minijinja::HtmlEscape;
use num_traits::ToPrimitive;
use std::fmt::Write;

/// 画布的宽度。
const WIDTH: usize = 1000;
/// 字号与行距。
const FONT: usize = 20;
const LINE: usize = 26;
/// 折行时一列算多宽：半角字有宽有窄，比字号的一半宽些才放得下。
const HALF: usize = FONT * 3 / 5;
/// 条的起点与最长的条。
const LEFT: usize = 290;
const LONGEST: usize = 360;
/// 空框与其中实块的高度。
const FRAME: usize = 20;
const SOLID: usize = 12;
/// 文字与条之间、条与条之间的空白。
const GAP: usize = 10;
/// 失分的图至多画几行，其余的只写合计。
const MOST_LOST: usize = 20;

const FAMILY: &str = "仿宋_GB2312, FangSong_GB2312, 仿宋, FangSong, STFangsong, Noto Serif CJK SC, serif";
const HEADING: &str = "黑体, SimHei, STHeiti, Noto Sans CJK SC, sans-serif";

/// 一张横条图。
struct Chart {
    id: &'static str,
    title: &'static str,
    /// 条的意思；没有条时说明为什么。
    legend: String,
    bars: Vec<Bar>,
}

/// 一条：空框是满额，实块是实际。
struct Bar {
    label: String,
    frame: Option<Decimal>,
    solid: Option<Decimal>,
    value: String,
}

/// 三张图；没有数据的不画。
pub fn charts_svg(charts: &Charts<'_>) -> String {
    let mut out = String::new();
    for chart in [sections(charts), lost(charts), execution(charts)].into_iter().flatten() {
        chart.draw(&mut out);
    }
    out
}

fn sections(charts: &Charts<'_>) -> Option<Chart> {
    let bars: Vec<Bar> = charts
        .sections
        .iter()
        .map(|section| Bar {
            label: section.name.to_owned(),
            frame: Some(section.points),
            solid: section.score,
            value: format!("{} / {}　{}", section.score_text, section.points_text, section.rate_text),
        })
        .collect();
    let legend = "空框为分值，实块为得分".to_owned();
    (!bars.is_empty()).then_some(Chart { id: "sections", title: "各板块得分", legend, bars })
}

fn lost(charts: &Charts<'_>) -> Option<Chart> {
    charts.sections.first()?;
    let drawn = if charts.lost.len() > MOST_LOST { MOST_LOST - 1 } else { charts.lost.len() };
    let (drawn, rest) = charts.lost.split_at(drawn);
    let mut bars: Vec<Bar> = drawn
        .iter()
        .map(|row| Bar {
            label: format!("{} {}", row.code, row.name).trim_start().to_owned(),
            frame: None,
            solid: Some(row.amount),
            value: row.lost.clone(),
        })
        .collect();
    if !rest.is_empty() {
        let amount: Decimal = rest.iter().map(|row| row.amount).sum();
        let label = format!("其余 {} 行合计", rest.len());
        // 合计不与各行比长短。
        bars.push(Bar { label, frame: None, solid: None, value: fixed(amount, 2) });
    }
    let legend = if bars.is_empty() { "已评的各行没有失分" } else { "从多到少，单位：分" };
    Some(Chart { id: "lost", title: "失分的行", legend: legend.to_owned(), bars })
}

fn execution(charts: &Charts<'_>) -> Option<Chart> {
    let unit = charts.money_unit;
    let bars: Vec<Bar> = charts
        .execution
        .iter()
        .map(|money| {
            let budget = if money.budget.is_some() { &money.budget_text } else { "未填" };
            Bar {
                label: money.name.to_owned(),
                frame: money.budget,
                solid: Some(money.executed),
                value: format!("{} / {budget}　{}", money.executed_text, money.rate_text),
            }
        })
        .collect();
    let legend = format!("空框为{}，实块为全年执行数，单位：{unit}", charts.budget_title);
    (!bars.is_empty()).then_some(Chart { id: "execution", title: "资金执行", legend, bars })
}

impl Chart {
    fn draw(&self, out: &mut String) {
        let amounts = self.bars.iter().flat_map(|bar| [bar.frame, bar.solid]).flatten();
        let longest = amounts.max().unwrap_or_default();
        let mut body = String::new();
        text(&mut body, Anchor::Start, 0, LINE, HEADING, self.title);
        text(&mut body, Anchor::Start, self.title.chars().count() * FONT + FONT, LINE, FAMILY, &self.legend);
        let mut top = LINE + FONT;
        for bar in &self.bars {
            top += bar.draw(&mut body, top, longest) + GAP;
        }
        if !self.bars.is_empty() {
            let (from, to) = (LINE + FONT - GAP / 2, top - GAP / 2);
            let _ = writeln!(body, "<path d=\"M{LEFT} {from}V{to}\" stroke=\"#000\" stroke-width=\"1\"/>");
        }
        let words: Vec<String> = self.bars.iter().map(|bar| format!("{} {}", bar.label, bar.value)).collect();
        let (id, title) = (self.id, self.title);
        let description = format!("{}。{}", self.legend, words.join("；"));
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {WIDTH} {top}\" overflow=\"visible\" role=\"img\" \
             aria-labelledby=\"chart-{id}-title chart-{id}-desc\" font-size=\"{FONT}\">\n\
             <title id=\"chart-{id}-title\">{title}</title>\n<desc id=\"chart-{id}-desc\">{}</desc>\n{body}</svg>",
            HtmlEscape(&clean(&description)),
        );
    }
}

impl Bar {
    /// 从 `top` 起画一条，返回它的高度。
    fn draw(&self, out: &mut String, top: usize, longest: Decimal) -> usize {
        let lengths = [self.frame, self.solid].map(|amount| amount.map(|amount| length(amount, longest)));
        let end = LEFT + lengths.iter().flatten().max().unwrap_or(&0) + GAP;
        let label = wrap(&clean(&self.label), (LEFT - GAP) / HALF);
        let value = wrap(&clean(self.value.trim_end()), (WIDTH - end) / HALF);
        let lines = label.len().max(value.len()).max(1);
        let middle = top + lines * LINE / 2;
        if let Some(length) = lengths[0] {
            let y = middle - FRAME / 2;
            let _ = writeln!(
                out,
                "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{length}\" height=\"{FRAME}\" fill=\"#fff\" stroke=\"#000\"/>"
            );
        }
        if let Some(length) = lengths[1] {
            let y = middle - SOLID / 2;
            let _ =
                writeln!(out, "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{length}\" height=\"{SOLID}\" fill=\"#3f5a80\"/>");
        }
        for (anchor, x, texts) in [(Anchor::End, LEFT - GAP, &label), (Anchor::Start, end, &value)] {
            let first = middle - texts.len() * LINE / 2 + FONT;
            for (at, line) in texts.iter().enumerate() {
                text(out, anchor, x, first + at * LINE, FAMILY, line);
            }
        }
        lines * LINE
    }
}

/// 条长：与最大的一项成比例，四舍五入到整数；负的与没有最大项的为零。
fn length(amount: Decimal, longest: Decimal) -> usize {
    let whole = Decimal::from(LONGEST);
    let share = Ratio::new(amount, longest).filter(|_| amount > Decimal::ZERO);
    share.and_then(|share| share.times(whole).plus(Decimal::new(5, 1)).floor().to_usize()).unwrap_or(0)
}

/// 文字从 `x` 起，还是到 `x` 止。
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    End,
}

fn text(out: &mut String, anchor: Anchor, x: usize, y: usize, family: &str, words: &str) {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::End => "end",
    };
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-family=\"{family}\">{}</text>",
        HtmlEscape(words)
    );
}
