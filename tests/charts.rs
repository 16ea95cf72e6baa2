//! 图：数据与手算的相同，画出来的合乎 XML、坐标都是整数，附了图的网页读成的表样不变。

use std::path::Path;
use ziping::check::Checked;
use ziping::diagnostic::{Sink, Sources};
use ziping::library::{self, Library};
use ziping::number::Decimal;
use ziping::report::{Charts, charts, report};
use ziping::score::{Detail, Outcome, score};
use ziping::write::{Form, Templates, charts_svg};

fn example(name: &str) -> (Checked, Outcome) {
    let path = Path::new("examples/luoyang-jianxi-2024").join(name);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let checked = library::submission(&path, &Library::default(), &mut sources, &mut sink).expect("示例能读");
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    (checked, outcome)
}

fn of<'a>((checked, outcome): &'a (Checked, Outcome)) -> Charts<'a> {
    charts(&checked.set, &checked.submission, outcome)
}

/// 部门表：投入管理三十分里五行失分（公开的表所印），执行率 248.09÷250.65。
#[test]
fn 部门表的数据() {
    let example = example("department.toml");
    let charts = of(&example);
    let sections: Vec<_> =
        charts.sections.iter().map(|s| [s.name, &s.score_text, &s.points_text, &s.rate_text]).collect();
    // 29.41÷30＝98.033…%
    assert_eq!(
        sections,
        [
            ["预算执行率", "10.00", "10", "100.00%"],
            ["投入管理指标", "29.41", "30", "98.03%"],
            ["产出指标", "25.00", "25", "100.00%"],
            ["效益指标", "35.00", "35", "100.00%"],
        ]
    );
    let lost: Vec<_> = charts.lost.iter().map(|row| (row.code, row.lost.as_str())).collect();
    // 1.5－1.35＝0.15，1.5－1.43＝0.07；相同的照表上的次序。
    assert_eq!(lost, [("T01", "0.15"), ("T12", "0.15"), ("T14", "0.15"), ("T02", "0.07"), ("T03", "0.07")]);
    let money: Vec<_> =
        charts.execution.iter().map(|m| [m.name, &m.budget_text, &m.executed_text, &m.rate_text]).collect();
    // 248.09÷250.65＝98.978…%；预算与执行都是零的两个来源不列。
    assert_eq!(
        money,
        [["部门预算总额", "250.65", "248.09", "98.98%"], ["资金来源：（1）财政拨款", "250.65", "248.09", "98.98%"],]
    );
    assert_eq!((charts.money_unit, charts.budget_title), ("万元", "全年预算数"));
}

#[test]
fn 没有失分的也说明白() {
    let example = example("project.toml");
    let charts = of(&example);
    assert!(charts.lost.is_empty());
    assert!(charts_svg(&charts).contains("已评的各行没有失分"));
}

#[test]
fn 画出来的合乎_xml_而坐标都是整数() {
    let example = example("department.toml");
    let svg = charts_svg(&of(&example));
    let document = format!("<div>{svg}</div>");
    let document = roxmltree::Document::parse(&document).expect("合法的 XML");
    let root = document.root_element();
    let drawings: Vec<_> = root.children().filter(|node| node.is_element()).collect();
    assert_eq!(drawings.len(), 3);
    for drawing in drawings {
        for part in ["title", "desc"] {
            let found = drawing.children().find(|node| node.tag_name().name() == part).expect("读屏的说明");
            let id = found.attribute("id").expect("编号");
            assert!(drawing.attribute("aria-labelledby").is_some_and(|ids| ids.split(' ').any(|other| other == id)));
            assert!(found.text().is_some_and(|text| !text.is_empty()));
        }
        let height: usize = drawing.attribute("viewBox").expect("画布").rsplit(' ').next().unwrap().parse().unwrap();
        for node in drawing.descendants().filter(|node| node.is_element()) {
            let number = |name: &str| node.attribute(name).map_or(0, |text| text.parse::<usize>().expect("整数"));
            assert!(number("x") + number("width") <= 1000 && number("y") + number("height") <= height, "画出了界");
        }
    }
    // 图里写出的数就是数据里的数。
    let texts: Vec<&str> = root.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    let words = texts.join("\n");
    // 总额与财政拨款相同，所以资金的那一句有两条。
    for (text, bars) in [("29.41 / 30　98.03%", 1), ("T02 工作任务科学性", 1), ("248.09 / 250.65　98.98%", 2)]
    {
        assert_eq!(words.matches(text).count(), 2 * bars, "{text} 应在图上与说明里各有一处");
    }
}

/// 条长与数成比例：0.15 的条最长，0.07 的是它的 7/15。
#[test]
fn 条长成比例() {
    let example = example("department.toml");
    let svg = charts_svg(&of(&example));
    let lost = svg.split("<svg ").nth(2).expect("第二张图");
    let widths: Vec<usize> = lost
        .split("<rect ")
        .skip(1)
        .map(|rect| rect.split("width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
        .collect();
    // 360×7÷15＝168
    assert_eq!(widths, [360, 360, 360, 168, 168]);
}

#[test]
fn 附了图的网页读成的表样不变() {
    let templates = Templates::load(None).expect("内置的模板");
    for (name, form) in [("department.toml", "henan/department"), ("project.toml", "henan/project")] {
        let example = example(name);
        let (checked, outcome) = &example;
        let report = report(&checked.set, &checked.submission, outcome);
        let plain = templates.html(form, &report).expect("出表");
        let charted = templates.html_with_charts(form, &report, &charts_svg(&of(&example))).expect("出表");
        assert!(!plain.contains("<svg") && charted.contains("<svg"));
        assert_eq!(Form::parse(&plain).unwrap(), Form::parse(&charted).unwrap());
    }
}

/// 各行失的分相加，就是满分减去不适用的分值与得的分：每份计分的案例都成立，板块封顶、板块修约的另算。
#[test]
fn 失分相加等于满分减得分() {
    let library = Library::new(vec!["tests/cases/sets".into()]);
    let mut seen = 0;
    for entry in std::fs::read_dir("tests/cases/rules").expect("案例") {
        let path = entry.expect("案例").path();
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let Some(checked) = library::submission(&path, &library, &mut sources, &mut sink) else { continue };
        let (set, submission) = (&checked.set, &checked.submission);
        let outcome = score(set, submission, Detail::Result);
        let is_capped = set.sections.iter().any(|section| section.cap.is_some());
        if outcome.total.score.is_none() || is_capped {
            continue;
        }
        let charts = charts(set, submission, &outcome);
        let lost: Decimal = charts.lost.iter().map(|row| row.amount).sum();
        let expected = outcome.total.points - outcome.total.dropped - outcome.total.sum;
        assert_eq!(lost, expected, "{}", path.display());
        assert!(charts.lost.windows(2).all(|pair| pair[0].amount >= pair[1].amount), "{}", path.display());
        // 各板块的分值相加是满分，得分相加是总分修约、扣分之前的和。
        let scores: Decimal = charts.sections.iter().filter_map(|section| section.score).sum();
        assert_eq!(scores, outcome.total.sum, "{}", path.display());
        seen += 1;
    }
    assert!(seen > 50, "只看了 {seen} 份");
}
