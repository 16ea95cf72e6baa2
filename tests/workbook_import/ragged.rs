//! 填得不整齐的、改坏的工作簿：照读，或说明白指着哪一格。每一种一份快照：退出码、与原来不同的值、诊断。

use super::book::{Cell, Grid, export, grids, rewritten, values};
use super::command::ziping;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use ziping::diagnostic::Code;
use ziping::workbook::layout::{HEAD, facts, goals, money, rows};

/// 五行自设、四行体系的一份项目填报。
const PROJECT: &str = r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024
project = "培训"

[budget]
total = { initial = 100, full_year = 120, executed = 120 }
reason = "年中追加"

[[goal]]
id = "G1"
expected = "培训二百人"
achieved = "培训二百一十人"

[[indicator]]
code = "A01"
level1 = "成本指标"
name = "总成本"
target = "≤120万元"
points = 10
actual = "118.5万元"

[[indicator]]
code = "B01"
level1 = "产出指标"
name = "培训人数"
target = "≥200人"
points = 20
actual = "210人"

[[indicator]]
code = "B02"
level1 = "产出指标"
name = "完成时间"
target = "12月20日前"
points = 10
actual = "12月18日"

[[indicator]]
code = "D01"
level1 = "效益指标"
name = "合格率"
target = "≥95%"
points = 25
actual = "98%"
evidence = "考核成绩"

[[indicator]]
code = "E01"
level1 = "满意度指标"
name = "学员满意度"
target = "≥90%"
points = 5
actual = "92%"

[actuals]
M01 = "100%"
M02 = "100%"
M03 = "100%"
M04 = "100%"
"#;

/// 清单、基础数据与否决情形。
const LISTS: &str = r#"[submission]
profile = "试"
unit = "某某局"
year = 2024

[facts]
done = 95
all = 100

[[indicator]]
code = "K1"
level1 = "过程指标"
name = "公开"
target = "公开"
points = 40
rule = { kind = "checklist", items = [{ name = "完整", points = 20 }, { name = "按时", points = 20 }] }
actual = "见网站"
checks = [true, true]

[[indicator]]
code = "K2"
level1 = "产出指标"
name = "完成率"
target = "≥95%"
points = 60
compute = "完成率"
"#;

const PROFILE: &str = r#"[profile]
id = "试"
title = "试"
extends = "national"
basis = ["试"]

[[veto]]
code = "V1"
name = "弄虚作假"
score_cap = 59

[[fact]]
key = "done"
name = "完成数"
unit = "个"

[[fact]]
key = "all"
name = "总数"
unit = "个"

[[formula]]
id = "完成率"
expression = "完成数 ÷ 总数"
unit = "%"
"#;

/// 一种毛病：名称、改法。
type Case = (&'static str, fn(&mut Vec<Grid>));

fn sheet<'g>(grids: &'g mut [Grid], name: &str) -> &'g mut Grid {
    grids.iter_mut().find(|grid| grid.name == name).expect("有这张表")
}

/// 改“指标”里有 `name` 的一行的一格。
fn put(grids: &mut [Grid], name: &str, column: u16, cell: impl Into<Cell>) {
    let grid = sheet(grids, "指标");
    let row = grid.row(name);
    grid.put(row, column, cell);
}

const PROJECTS: &[Case] = &[
    ("数字格与全角", |all| {
        put(all, "培训人数", rows::ACTUAL, Cell::Number(210.0));
        put(all, "总成本", rows::ACTUAL, "　１１８．５万元 ");
        sheet(all, "资金").put(HEAD as usize + 1, money::INITIAL, "１００ ");
        sheet(all, "基本情况").put(HEAD as usize + 2, 2, "２０２４年度");
    }),
    ("百分数格式与日期格", |all| {
        put(all, "合格率", rows::ACTUAL, Cell::Percent(0.98));
        put(all, "完成时间", rows::ACTUAL, Cell::Date(2024, 12, 18));
    }),
    ("没有格式的小数", |all| put(all, "合格率", rows::ACTUAL, Cell::Number(0.98))),
    ("合并的格", |all| {
        let grid = sheet(all, "指标");
        let (first, last) = (grid.row("培训人数"), grid.row("完成时间"));
        for (column, text) in [(rows::LEVEL1, "产出指标"), (rows::REASON, "两项都提前")] {
            grid.put(last, column, "");
            grid.put(first, column, text);
            grid.merged.push((first as u32, column, last as u32, column));
        }
    }),
    ("空行与隐藏的行", |all| {
        let grid = sheet(all, "指标");
        let at = grid.row("完成时间");
        grid.rows.insert(at, Vec::new());
        grid.rows.insert(HEAD as usize + 1, Vec::new());
        grid.hidden.push(at as u32 + 2);
        sheet(all, "资金").rows.insert(HEAD as usize + 1, Vec::new());
    }),
    ("行换了次序", |all| {
        let grid = sheet(all, "指标");
        let (one, other) = (grid.row("培训人数"), grid.row("合格率"));
        grid.rows.swap(one, other);
        let (one, other) = (grid.row("M01"), grid.row("M03"));
        grid.rows.swap(one, other);
    }),
    ("插入与换了次序的栏", |all| {
        let grid = sheet(all, "指标");
        grid.rows.iter_mut().for_each(|row| {
            row.insert(0, "".into());
            row.insert(5, "备注".into());
            row.swap(9, 15);
        });
    }),
    ("删去的栏", |all| {
        sheet(all, "指标").rows.iter_mut().for_each(|row| drop(row.remove(usize::from(rows::EVIDENCE))));
    }),
    ("删去的行", |all| {
        let grid = sheet(all, "指标");
        let at = grid.row("M02");
        grid.rows.remove(at);
        let at = grid.row("学员满意度");
        grid.rows.remove(at);
    }),
    ("键没有了", |all| {
        for name in ["基本情况", "资金", "目标任务", "指标", "基础数据"] {
            sheet(all, name).rows.iter_mut().for_each(|row| drop(row.remove(0)));
        }
    }),
    ("改名与多出的表", |all| {
        sheet(all, "指标").name = "2024 年填报".to_owned();
        sheet(all, "资金").name = " 资金 ".to_owned();
        all.insert(
            0,
            Grid { name: "草稿".to_owned(), rows: vec![vec!["随手记".into()]], merged: vec![], hidden: vec![] },
        );
    }),
    ("少了的表", |all| all.retain(|grid| !["目标任务", "资金"].contains(&grid.name.as_str()))),
    ("没有指标", |all| all.retain(|grid| grid.name != "指标")),
    ("公式填的格", |all| {
        put(all, "培训人数", rows::ACTUAL, Cell::Formula("=200+15", "215"));
        put(all, "合格率", rows::ACTUAL, Cell::Formula("=A1", " "));
    }),
    ("错误值", |all| {
        put(all, "培训人数", rows::ACTUAL, "#DIV/0!");
        sheet(all, "资金").put(HEAD as usize + 1, money::EXECUTED, "#REF!");
    }),
    ("得分改过", |all| {
        put(all, "M01", rows::SCORE, Cell::Number(4.0));
        put(all, "总分", rows::SCORE, Cell::Number(99.0));
    }),
    ("分值与指标值改过", |all| {
        put(all, "M01", rows::POINTS, Cell::Number(6.0));
        put(all, "M02", rows::TARGET, "很合规");
    }),
    ("体系改过", |all| {
        let grid = sheet(all, "说明");
        let at = grid.row("definition");
        grid.put(at, 2, "0".repeat(64).as_str());
        put(all, "M01", rows::POINTS, Cell::Number(6.0));
    }),
    ("没有的版本", |all| {
        for name in ["说明", "其余"] {
            for cell in sheet(all, name).rows.iter_mut().flatten() {
                if let Cell::Text(text) = cell {
                    *text = text.replace("henan/project@2024", "henan/project@2019");
                }
            }
        }
    }),
    ("格式的版次不同", |all| {
        let grid = sheet(all, "说明");
        let at = grid.row("format");
        grid.put(at, 2, "ziping.workbook/9");
    }),
    ("其余改坏", |all| sheet(all, "其余").put(1, 0, "set = 坏了")),
    ("认不出的键", |all| {
        let grid = sheet(all, "指标");
        let (row, other) = (grid.row("M03"), grid.row("M04"));
        grid.put(row, 0, "rwo:M03");
        grid.put(other, 0, "row:M01");
    }),
    ("读不懂的数", |all| {
        put(all, "合格率", rows::ACTUAL, "九成八");
        sheet(all, "资金").put(HEAD as usize + 1, money::FULL_YEAR, "一百二十");
        sheet(all, "目标任务").put(HEAD as usize + 1, goals::SHARE, "六成");
        sheet(all, "基本情况").put(HEAD as usize + 2, 2, "去年");
    }),
];

const LISTED: &[Case] = &[
    ("清单与否决", |all| {
        put(all, "　完整（做到得 20 分）", rows::ACTUAL, "√");
        put(all, "　按时（做到得 20 分）", rows::ACTUAL, "好吧");
        let grid = sheet(all, "基本情况");
        let at = grid.row("弄虚作假");
        grid.put(at, 2, "也许");
    }),
    ("清单只填一项", |all| put(all, "　按时（做到得 20 分）", rows::ACTUAL, "")),
    ("发生了否决", |all| {
        let grid = sheet(all, "基本情况");
        let at = grid.row("弄虚作假");
        grid.put(at, 2, "是");
    }),
    ("基础数据是数字格", |all| {
        let grid = sheet(all, "基础数据");
        let at = grid.row("完成数");
        grid.put(at, facts::VALUE, Cell::Number(96.0));
        put(all, "完成率", rows::REASON, "超额");
    }),
];

/// 读回改过的工作簿：退出码、与原来不同的值、诊断。
fn told(at: &std::path::Path, source: &str, edit: fn(&mut Vec<Grid>), codes: &mut BTreeSet<&'static str>) -> String {
    std::fs::write(at.join("试.toml"), PROFILE).expect("写口径");
    std::fs::create_dir_all(at.join("profiles")).expect("建文件夹");
    std::fs::write(at.join("profiles/试.toml"), PROFILE).expect("写口径");
    std::fs::write(at.join("原.toml"), source).expect("写文件");
    let run = ziping(at, &["export", "原.toml", "-o", "原.xlsx", "--sets", "."]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    let mut all = grids(&std::fs::read(at.join("原.xlsx")).expect("读文件"));
    edit(&mut all);
    std::fs::write(at.join("表.xlsx"), rewritten(&all)).expect("写文件");
    let run = ziping(at, &["import", "表.xlsx", "--sets", "."]);
    codes.extend(run.codes().iter().map(|code| code.as_str()));
    let mut text = format!("退出码 {}\n", run.exit);
    if run.stdout.is_empty() {
        text.push_str("没有读回\n");
    } else {
        let (before, after) = (values(source), values(&run.stdout));
        for (path, value) in &before {
            match after.get(path) {
                Some(new) if new == value => {}
                Some(new) => writeln!(text, "{path}：{value} → {new}").expect("写文字"),
                None => writeln!(text, "{path}：{value} → 没有").expect("写文字"),
            }
        }
        for (path, value) in after.iter().filter(|(path, _)| !before.contains_key(*path)) {
            writeln!(text, "{path}：添了 {value}").expect("写文字");
        }
    }
    text + &run.stderr
}

#[test]
fn 各种毛病照读或说明白() {
    let mut codes = BTreeSet::new();
    for (source, cases) in [(PROJECT, PROJECTS), (LISTS, LISTED)] {
        for (name, edit) in cases {
            let folder = tempfile::tempdir().expect("临时文件夹");
            let text = told(folder.path(), source, *edit, &mut codes);
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
                insta::assert_snapshot!(format!("workbook_import__{name}"), text);
            });
        }
    }
    // 读回的诊断都在上面出现过；带宏与外部链接的（E1202）在 limits。
    for code in Code::ALL.iter().filter(|code| ["E12", "W12"].contains(&&code.as_str()[..3]) && **code != Code::E1202) {
        assert!(codes.contains(code.as_str()), "{} 没有出现", code.as_str());
    }
}

/// 没有改过的，经过重写也一字不差：改法之外没有别的不同。
#[test]
fn 不改就没有不同() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    for source in [PROJECT, LISTS] {
        assert_eq!(told(folder.path(), source, |_| {}, &mut BTreeSet::new()), "退出码 0\n");
    }
    let path = folder.path().join("原.toml");
    std::fs::write(&path, PROJECT).expect("写文件");
    assert!(export(&path).is_some());
}
