//! 绩效情况说明：涧西区的一份与公开文本里的数相同，每个数都出自结果，随机的一批项目个数另行数出来比。

mod command;

use command::{Run, ziping};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use ziping::check::Checked;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::{self, Library};
use ziping::report::{Narrative, narrative};
use ziping::review::{Part, gather};
use ziping::score::{Detail, Outcome, score};
use ziping::write::{Form, Templates, to_markdown, to_text};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/luoyang-jianxi-2024");

/// 读入、计分的几份填报。
struct Read(Vec<(Checked, Outcome)>);

impl Read {
    fn of(paths: &[&Path]) -> Read {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let read = paths.iter().map(|path| {
            let checked = library::submission(path, &Library::default(), &mut sources, &mut sink);
            let checked = checked.unwrap_or_else(|| panic!("{} 读不成：{:?}", path.display(), sink.all()));
            let outcome = score(&checked.set, &checked.submission, Detail::Result);
            (checked, outcome)
        });
        Read(read.collect())
    }

    fn narrated<T>(&self, look: impl FnOnce(&Narrative<'_>, &Sink) -> T) -> T {
        let parts: Vec<Part<'_>> = self
            .0
            .iter()
            .map(|(checked, outcome)| Part { set: &checked.set, submission: &checked.submission, outcome })
            .collect();
        let mut sink = Sink::default();
        let gathered = gather(&parts, &mut sink).expect("有部门表");
        let narrative = narrative(&gathered, &mut sink);
        look(&narrative, &sink)
    }

    /// 照 `form` 写成的文字。
    fn text(&self, form: &str) -> String {
        self.narrated(|narrative, _| {
            let html = Templates::load(None).expect("内置的模板").narrative(form, narrative, "").expect("写成");
            to_text(&Form::parse(&html).expect("受限的 HTML"), 4000)
        })
    }
}

fn jianxi() -> Read {
    let folder = Path::new(EXAMPLE);
    Read::of(&[&folder.join("department.toml"), &folder.join("project.toml")])
}

/// 公开文本第三部分“十三、预算绩效情况说明”与“三、支出决算情况说明”里印的数。
#[test]
fn 与公开的文本相同() {
    let text = jianxi().text("henan/narrative");
    for printed in [
        // “本部门整体绩效自评得分 99.41分，评价等级为A”
        "整体绩效自评得分99.41分",
        "评价等级为A",
        // “支出总额为 248.09万元，其中基本支出 176.22万元；项目支出 71.87万元”，“占 71.03%”“占 28.97%”
        "248.09万元，其中基本支出176.22万元，占71.03%；项目支出71.87万元，占28.97%",
        // “涵盖项目 1个，涉及预算资金 66.50万元，占部门预算项目支出总额的 100%”
        "涵盖项目1个，涉及年初预算数66.50万元，占部门项目支出年初预算数66.50万元的100.00%",
        // “按照预算执行率、资金管理情况、成本指标、产出指标、效益指标、满意度指标六个方面”
        "按照预算执行率、资金管理情况、成本指标、产出指标、效益指标、满意度指标6个方面进行自评",
        // “需绩效自评项目 1个，实际自评 1个，1 个项目自评等级为优，0 个项目自评为良，0 个项目自评为中”
        "需绩效自评项目1个，实际自评1个。1个项目自评等级为优，0个项目自评等级为良，0个项目自评等级为中",
        // “1个项目完成所有绩效指标，0个项目目标完成存在偏差”
        "1个项目完成所有绩效指标，0个项目目标完成存在偏差",
        "本部门无重点绩效评价项目",
    ] {
        assert!(text.contains(printed), "没有“{printed}”：\n{text}");
    }
    // 原文拿年初的 66.50 说占“项目支出总额”的 100%，而项目支出决算是 71.87：两栏不能相除
    //（66.50÷71.87＝92.53%，71.87÷66.50＝108.07%），说明里各栏只同自己的一栏比。
    assert!(!text.contains("92.53") && !text.contains("108.0"), "{text}");
    assert!(text.contains("全年执行数71.87万元，占部门项目支出全年执行数71.87万元的100.00%"), "{text}");
    // 原文没有印项目的全年预算，部门的也没有，所以这一栏不说占多少。
    assert!(text.contains("涉及全年预算数71.87万元；"), "{text}");
    assert!(text.contains("其中1个项目的资金数为推定数"), "{text}");
}

/// 偏差度 -10.00 的三行、-5.00 的两行，得分与原因照公开的表。
#[test]
fn 偏差照公开的表() {
    let read = jianxi();
    read.narrated(|narrative, sink| {
        let rows: Vec<_> =
            narrative.department.rows.iter().map(|r| [r.code, r.actual, &r.deviation, &r.score, &r.lost]).collect();
        assert_eq!(
            rows,
            [
                ["T01", "90%", "-10.00%", "1.35", "0.15"],
                ["T02", "95%", "-5.00%", "1.43", "0.07"],
                ["T03", "95%", "-5.00%", "1.43", "0.07"],
                ["T12", "90%", "-10.00%", "1.35", "0.15"],
                ["T14", "90%", "-10.00%", "1.35", "0.15"],
            ]
        );
        assert_eq!(narrative.department.rows[2].reason, "合理设定绩效目标。");
        // 100－99.41
        assert_eq!(narrative.department.lost_total, "0.59");
        assert_eq!((narrative.missed, narrative.unexplained), (5, 0));
        assert!(narrative.projects[0].rows.is_empty());
        assert!(sink.all().is_empty(), "{:?}", sink.all());
    });
}

/// 文字里的每个数（连同小数点）。
fn numbers(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    text.split(|c| !is_part(c)).map(|n| n.trim_matches('.').to_owned()).filter(|n| !n.is_empty()).collect()
}

/// 说明里的每个数都在填报、结果或说明的数据里；单是序号的除外。
fn every_number_has_a_source(read: &Read, files: &[String]) {
    for form in ["national/narrative", "henan/narrative"] {
        let text = read.text(form);
        let mut known: BTreeSet<String> = files.iter().flat_map(|file| numbers(file)).collect();
        for (checked, outcome) in &read.0 {
            let report = ziping::report::report(&checked.set, &checked.submission, outcome);
            known.extend(numbers(&serde_json::to_string(&report).expect("写成 JSON")));
        }
        let rows = read.narrated(|narrative, _| {
            let data = serde_json::to_value(narrative).expect("写成 JSON");
            known.extend(numbers(&data.to_string()));
            let count = |n: usize| n.to_string();
            known.extend([narrative.projects.len(), narrative.aspects.len()].map(count));
            known.insert(count(narrative.projects.len() - narrative.scored));
            let parts = std::iter::once(&narrative.department).chain(&narrative.projects);
            known.extend(parts.clone().map(|part| count(part.lost.len())));
            parts.map(|part| part.rows.len()).max().unwrap_or(0).max(narrative.projects.len())
        });
        // 序号：（1）、1. 之类。
        known.extend((1..=rows.max(9)).map(|n| n.to_string()));
        let strange: Vec<_> = numbers(&text).difference(&known).cloned().collect();
        assert!(strange.is_empty(), "{form} 里没有来处的数：{strange:?}\n{text}");
    }
}

#[test]
fn 每个数都有来处() {
    let files = ["department.toml", "project.toml"].map(|name| fs::read_to_string(Path::new(EXAMPLE).join(name)));
    every_number_has_a_source(&jianxi(), &files.map(Result::unwrap));
}

#[test]
fn 各格式的段落相同() {
    let read = jianxi();
    read.narrated(|narrative, _| {
        let templates = Templates::load(None).expect("内置的模板");
        let html = templates.narrative("henan/narrative", narrative, "").expect("写成");
        assert_eq!(html, templates.narrative("henan/narrative", narrative, "").expect("再写一遍"));
        let form = Form::parse(&html).expect("受限的 HTML");
        let markdown = to_markdown(&form);
        assert_eq!(markdown.matches("\n## ").count(), 3);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let text = bare(&to_text(&form, 100));
        for block in &form.blocks {
            let ziping::write::Block::Paragraph { text: paragraph, .. } = block else { continue };
            assert!(text.contains(&bare(paragraph)), "终端文字里没有：{paragraph}");
        }
    });
}

// ---- 随机的一批项目 ----

/// 一个项目：三行各 50、30、20 分，达到得满分，否则零分；资金以分计。
#[derive(Clone, Debug)]
struct Project {
    met: [bool; 3],
    reasoned: bool,
    initial: u64,
    full_year: u64,
    executed: u64,
    in_yuan: bool,
}

const POINTS: [u32; 3] = [50, 30, 20];

fn project() -> impl Strategy<Value = Project> {
    (any::<[bool; 3]>(), any::<bool>(), 1u64..1_000_000, 1u64..1_000_000, 0u64..=100, any::<bool>()).prop_map(
        |(met, reasoned, initial, full_year, percent, in_yuan)| {
            let executed = full_year * percent / 100;
            Project { met, reasoned, initial, full_year, executed, in_yuan }
        },
    )
}

/// 以分计的金额写成元或万元。
fn amount(cents: u64, in_yuan: bool) -> String {
    match in_yuan {
        true => format!("{}.{:02}", cents / 100, cents % 100),
        false => format!("{}.{:06}", cents / 1_000_000, cents % 1_000_000),
    }
}

impl Project {
    fn score(&self) -> u32 {
        self.met.iter().zip(POINTS).filter(|(met, _)| **met).map(|(_, points)| points).sum()
    }

    /// 口径 national 的等次：90、80、60。
    fn grade(&self) -> &'static str {
        match self.score() {
            90.. => "优",
            80.. => "良",
            60.. => "中",
            _ => "差",
        }
    }

    fn file(&self, number: usize) -> String {
        let money = |cents| amount(cents, self.in_yuan);
        let mut text = format!(
            "[submission]\nprofile = \"national\"\ngrades = \"words\"\nunit = \"某某局\"\nproject = \"项目{number}\"\n\
             year = 2024\n\n[budget]\nunit = \"{}\"\ntotal = {{ initial = {}, full_year = {}, executed = {} }}\n",
            if self.in_yuan { "元" } else { "万元" },
            money(self.initial),
            money(self.full_year),
            money(self.executed),
        );
        for (at, met) in self.met.iter().enumerate() {
            let _ = write!(
                text,
                "\n[[indicator]]\nlevel1 = \"产出指标\"\nname = \"任务{at}\"\ntarget = \"≥10场\"\npoints = {}\n\
                 rule = \"pass\"\nactual = \"{}场\"\n",
                POINTS[at],
                if *met { 10 } else { 9 },
            );
            if self.reasoned {
                text.push_str("reason = \"场地不足；明年提前安排\"\n");
            }
        }
        text
    }
}

const DEPARTMENT: &str = "\
[submission]
profile = \"national\"
kind = \"department\"
unit = \"某某局\"
year = 2024

[execution]
points = 10

[budget]
total = { full_year = 90000, executed = 80000 }

[[indicator]]
level1 = \"产出指标\"
name = \"工作完成率\"
target = \"≥95%\"
points = 90
actual = \"96%\"
";

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn 个数与合计照另数的(projects in prop::collection::vec(project(), 1..9)) {
        let folder = tempfile::tempdir().unwrap();
        let mut paths = vec![folder.path().join("部门.toml")];
        let total = |pick: fn(&Project) -> u64| projects.iter().map(pick).sum::<u64>();
        let executed = total(|p| p.executed);
        // 部门的项目支出是各项目的四倍，占的比重因此总是 25.00%；没有执行的没有比重。
        let spending = format!("\n[narrative]\nproject_spending = {{ executed = {} }}\n", amount(executed * 4, false));
        let mut files = vec![format!("{DEPARTMENT}{spending}")];
        for (at, project) in projects.iter().enumerate() {
            paths.push(folder.path().join(format!("项目{at}.toml")));
            files.push(project.file(at));
        }
        for (path, file) in paths.iter().zip(&files) {
            fs::write(path, file).unwrap();
        }
        let paths: Vec<&Path> = paths.iter().map(|path| path.as_path()).collect();
        let read = Read::of(&paths);
        let count = |is: &dyn Fn(&Project) -> bool| projects.iter().filter(|p| is(p)).count();
        let missed = projects.iter().flat_map(|p| p.met).filter(|met| !met).count();
        read.narrated(|narrative, _| {
            for label in ["优", "良", "中", "差"] {
                let counted = narrative.grades.iter().find(|g| g.label == label).map_or(0, |g| g.count);
                prop_assert_eq!(counted, count(&|p| p.grade() == label), "{}", label);
            }
            prop_assert_eq!(narrative.grades.iter().map(|g| g.count).sum::<usize>(), projects.len());
            prop_assert_eq!(narrative.scored, projects.len());
            prop_assert_eq!(narrative.complete, count(&|p| p.met == [true; 3]));
            prop_assert_eq!(narrative.deviating, count(&|p| p.met != [true; 3]));
            prop_assert_eq!(narrative.missed, missed);
            let unexplained = projects.iter().filter(|p| !p.reasoned).flat_map(|p| p.met).filter(|met| !met).count();
            prop_assert_eq!(narrative.unexplained, unexplained);
            let lost: Vec<_> = narrative.projects.iter().map(|p| p.lost_total.clone()).collect();
            let expected: Vec<_> = projects.iter().map(|p| format!("{}.00", 100 - p.score())).collect();
            prop_assert_eq!(lost, expected);
            // 写成文字的金额至少两位小数，多的位数照留，去掉末尾的零再比。
            let amounts: Vec<_> = narrative.covered.iter().map(|c| c.amount.trim_end_matches('0').to_owned()).collect();
            let sums = [total(|p| p.initial), total(|p| p.full_year), executed];
            prop_assert_eq!(amounts, sums.map(|cents| amount(cents, false).trim_end_matches('0').to_owned()));
            let share = if executed == 0 { "" } else { "25.00%" };
            prop_assert_eq!(narrative.covered[2].share.as_str(), share);
            Ok(())
        })?;
        every_number_has_a_source(&read, &files);
    }
}

// ---- 命令 ----

fn written(files: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn good() -> Project {
    Project {
        met: [true; 3],
        reasoned: false,
        initial: 1_000_000,
        full_year: 1_000_000,
        executed: 980_000,
        in_yuan: false,
    }
}

fn narrate(folder: &Path, files: &[&str], more: &[&str]) -> Run {
    ziping(folder, &[&["render"], files, &["--form", "narrative"], more].concat())
}

fn count(run: &Run, code: Code) -> usize {
    run.codes().iter().filter(|other| **other == code).count()
}

#[test]
fn 文件夹里只取填报_已写明的不重复取() {
    let set = "[set]\nid = \"某县/项目\"\nversion = \"2024\"\nextends = \"henan/project@2024\"\n".to_owned();
    let folder = written(&[
        ("部门.toml", DEPARTMENT.to_owned()),
        ("项目/乙.toml", good().file(2)),
        ("项目/甲.toml", good().file(1)),
        ("项目/体系.toml", set),
        ("项目/说明.txt", "不是填报".to_owned()),
        ("项目/部门.toml", DEPARTMENT.to_owned()),
    ]);
    fs::remove_file(folder.path().join("部门.toml")).unwrap();
    let run = narrate(folder.path(), &["项目/部门.toml", "项目"], &["--format", "md"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(run.stdout.contains("涵盖项目2个，涉及年初预算数2.00万元"), "{}", run.stdout);
    // 照文件名的次序：乙在甲前（按字的编码）。
    let (first, second) = (run.stdout.find("项目2：").unwrap(), run.stdout.find("项目1：").unwrap());
    assert!(first < second, "{}", run.stdout);
}

#[test]
fn 合不到一起的一次报全() {
    let other_year = good().file(3).replace("year = 2024", "year = 2023");
    let other_unit = good().file(4).replace("某某局", "别的局");
    let under = good().file(5).replace("unit = \"某某局\"", "unit = \"某某站\"\nsupervisor = \"某某局\"");
    let unscored = good().file(6).replacen("actual = \"10场\"\n", "", 1);
    let folder = written(&[
        ("部门.toml", DEPARTMENT.to_owned()),
        ("一.toml", good().file(1)),
        ("一又.toml", format!("{}# 又一份\n", good().file(1))),
        ("三.toml", other_year),
        ("四.toml", other_unit),
        ("五.toml", under),
        ("六.toml", unscored),
        ("坏.toml", "[submission]\nunit = \n".to_owned()),
        ("又部门.toml", format!("{DEPARTMENT}# 又一份\n")),
    ]);
    let run = narrate(folder.path(), &["部门.toml", "."], &["-o", "说明.html"]);
    assert_eq!(run.exit, 1, "{}", run.stderr);
    assert_eq!(count(&run, Code::E1301), 1, "{}", run.stderr);
    // 年度、单位、又一份部门表；下属单位的项目不算。
    assert_eq!(count(&run, Code::E1302), 3, "{}", run.stderr);
    assert_eq!(count(&run, Code::E1303), 1, "{}", run.stderr);
    for file in ["一又.toml", "三.toml", "四.toml", "六.toml", "坏.toml", "又部门.toml"] {
        assert!(run.stderr.contains(&format!("{file}:")), "没有指出 {file}：\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("五.toml:1:"), "{}", run.stderr);
    // 有一份读不成，少写哪些句子还说不准；个数与合计不全，草稿也不出。
    assert_eq!(count(&run, Code::W1301), 0, "{}", run.stderr);
    let run = narrate(folder.path(), &["部门.toml", "坏.toml"], &["--draft", "-o", "说明.html"]);
    assert_eq!(run.exit, 1, "{}", run.stderr);
    assert!(run.stderr.contains("没有写说明"), "{}", run.stderr);
    assert!(!folder.path().join("说明.html").exists());
}

#[test]
fn 没有部门表_或读不成() {
    let folder = written(&[("一.toml", good().file(1)), ("坏.toml", "[submission]\n".to_owned())]);
    let run = narrate(folder.path(), &["一.toml"], &[]);
    assert_eq!((run.exit, run.codes().contains(&Code::E1302)), (1, true), "{}", run.stderr);
    // 读不成的也许就是部门表，不另说没有部门表。
    let run = narrate(folder.path(), &["坏.toml", "一.toml"], &[]);
    assert_eq!((run.exit, run.codes().contains(&Code::E1302)), (1, false), "{}", run.stderr);
    let run = narrate(folder.path(), &["没有.toml", "一.toml"], &[]);
    assert_eq!((run.exit, run.codes().contains(&Code::E0101)), (2, true), "{}", run.stderr);
    let empty = tempfile::tempdir().unwrap();
    let run = narrate(empty.path(), &["."], &[]);
    assert_eq!((run.exit, run.codes().contains(&Code::E0101)), (2, true), "{}", run.stderr);
}

#[test]
fn 草稿照写_没有评完的另数() {
    let folder = written(&[
        ("部门.toml", DEPARTMENT.to_owned()),
        ("一.toml", good().file(1)),
        ("二.toml", good().file(2).replacen("actual = \"10场\"\n", "", 1)),
    ]);
    let run = narrate(folder.path(), &["部门.toml", "一.toml", "二.toml"], &["--draft", "--format", "md"]);
    assert_eq!(run.exit, 1, "{}", run.stderr);
    assert!(run.stdout.contains("草稿"), "{}", run.stdout);
    assert!(run.stdout.contains("实际自评1个（另有1个尚未完成自评）"), "{}", run.stdout);
    assert!(run.stdout.contains("1个项目完成所有绩效指标，0个项目目标完成存在偏差"), "{}", run.stdout);
}

#[test]
fn 没有分母的句子不写而提醒() {
    let project = good().file(1).replace("initial = 1.000000, ", "");
    let folder = written(&[("部门.toml", DEPARTMENT.to_owned()), ("一.toml", project.clone())]);
    let run = narrate(folder.path(), &["部门.toml", "一.toml"], &["--format", "md"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    // 没有项目支出、没有重点评价；年初预算一个也没有填，不是少写的。
    assert_eq!(count(&run, Code::W1301), 2, "{}", run.stderr);
    assert!(!run.stdout.contains("占部门项目支出") && !run.stdout.contains("基本支出"), "{}", run.stdout);
    assert!(!run.stdout.contains("年初预算数") && !run.stdout.contains("重点绩效评价"), "{}", run.stdout);

    // 一个填了年初预算，一个没有填：合计不出。
    fs::write(folder.path().join("二.toml"), good().file(2)).unwrap();
    let run = narrate(folder.path(), &["部门.toml", "一.toml", "二.toml"], &["--format", "md"]);
    assert!(run.stderr.contains("“项目1”没有填年初预算数"), "{}", run.stderr);
    assert!(!run.stdout.contains("年初预算数") && run.stdout.contains("涉及全年预算数2.00万元"), "{}", run.stdout);

    // 项目的执行数比部门的项目支出还多，应自评的比填报还少。
    let keys = "\n[narrative]\nkey_evaluation = \"无\"\ndue = 0\nproject_spending = { executed = 0.5 }\n";
    fs::write(folder.path().join("部门.toml"), format!("{DEPARTMENT}{keys}")).unwrap();
    let run = narrate(folder.path(), &["部门.toml", "一.toml"], &["--format", "md"]);
    assert_eq!(count(&run, Code::W1301), 2, "{}", run.stderr);
    assert!(!run.stdout.contains("占部门项目支出") && !run.stdout.contains("需绩效自评项目"), "{}", run.stdout);
    // 项目支出比部门的支出还多。
    let keys = keys.replace("0.5", "80000.01");
    fs::write(folder.path().join("部门.toml"), format!("{DEPARTMENT}{keys}")).unwrap();
    let run = narrate(folder.path(), &["部门.toml", "一.toml"], &["--format", "md"]);
    assert!(run.stderr.contains("项目支出却写了 80000.01"), "{}", run.stderr);
    assert!(!run.stdout.contains("基本支出"), "{}", run.stdout);

    // 知道年初的，不知道执行的。
    let keys = keys.replace("executed = 80000.01", "full_year = 4");
    fs::write(folder.path().join("部门.toml"), format!("{DEPARTMENT}{keys}")).unwrap();
    let run = narrate(folder.path(), &["部门.toml", "一.toml"], &["--format", "md"]);
    assert!(run.stderr.contains("没有写项目支出的执行数"), "{}", run.stderr);
    assert!(run.stdout.contains("全年预算数1.00万元，占部门项目支出全年预算数4.00万元的25.00%"), "{}", run.stdout);

    // 没有项目的填报，那一节整个不写。
    fs::write(folder.path().join("部门.toml"), DEPARTMENT).unwrap();
    let run = narrate(folder.path(), &["部门.toml"], &["--format", "md"]);
    assert!(run.stderr.contains("没有项目的填报") && !run.stdout.contains("涵盖项目"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn 写不得的键() {
    let with = |keys: &str| written(&[("一.toml", format!("{}\n[narrative]\n{keys}\n", good().file(1)))]);
    for (keys, code) in [
        ("due = 1", Code::E0204),
        ("project_spending = { executed = -1 }", Code::E0406),
        ("project_spendin = 3", Code::E0201),
        ("project_spending = 3", Code::E0202),
        ("due = -1", Code::E0206),
    ] {
        let folder = with(keys);
        let run = ziping(folder.path(), &["check", "一.toml"]);
        assert!(run.codes().contains(&code), "{keys}：{}", run.stderr);
    }
}

#[test]
fn 不盖掉项目的填报_别的表样不收项目() {
    let folder = written(&[("部门.toml", DEPARTMENT.to_owned()), ("一.toml", good().file(1))]);
    let before = fs::read(folder.path().join("一.toml")).unwrap();
    let run = narrate(folder.path(), &["部门.toml", "一.toml"], &["--format", "html", "-o", "一.toml"]);
    assert_eq!((run.exit, run.codes()), (2, vec![Code::E0106]), "{}", run.stderr);
    assert_eq!(fs::read(folder.path().join("一.toml")).unwrap(), before);
    let run = ziping(folder.path(), &["render", "部门.toml", "一.toml"]);
    assert_eq!(run.exit, 2);
    assert!(run.stderr.contains("--form narrative"), "{}", run.stderr);
}

#[test]
fn 自己的模板可以改话() {
    let national = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/national/narrative.html"));
    let own = national.unwrap().replace("本部门整体绩效自评得分", "本局自评");
    let folder = written(&[
        ("部门.toml", DEPARTMENT.to_owned()),
        ("一.toml", good().file(1)),
        ("模板/national/narrative.html", own),
    ]);
    let run = narrate(folder.path(), &["部门.toml", "一.toml"], &["--templates", "模板", "--format", "md"]);
    assert!(run.stdout.contains("2024年度，本局自评98.89分"), "{}", run.stdout);
    let run = narrate(folder.path(), &["部门.toml", "一.toml"], &["--receipt", "--charts", "--format", "html"]);
    assert_eq!(run.stdout.matches("凭据：").count(), 2, "部门与项目各一条");
    assert_eq!(run.stdout.matches("<svg ").count(), 3);
}
