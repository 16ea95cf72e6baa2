//! 决算的核对：涧西区的公开文本里真有的错都找得到，不错的一条不报；随机的一份账，改动哪个数都看得出。

mod command;
#[path = "accounts/ledgers.rs"]
mod ledgers;

use command::{Run, ziping};
use ledgers::{Ledgers, audited};
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use ziping::diagnostic::Code;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/luoyang-jianxi-2024").join(name)
}

/// 公开的两张自评表连同一份决算，核对的各个发现。
fn findings(accounts: &Path) -> Vec<(String, String, String)> {
    let files = [example("department.toml"), example("project.toml"), accounts.to_owned()];
    let [department, project, accounts] = files.each_ref().map(|path| path.to_str().unwrap());
    let run = ziping(Path::new("."), &["audit", department, project, "--accounts", accounts, "--format", "json"]);
    // 各张自评表的复核与决算的核对各是一份 JSON，接连写出。
    let mut all = serde_json::Deserializer::from_str(&run.stdout).into_iter::<Value>().map(Result::unwrap);
    let json = all.find(|json| json["format"] == "ziping.accounts/1").unwrap_or_else(|| panic!("{}", run.stderr));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = json["findings"].as_array().unwrap().iter();
    all.map(|one| (text(&one["code"]), text(&one["severity"]), text(&one["message"]))).collect()
}

/// 每一条：代码，话里要有的几段。算术都是手算的，写在上面一行。
const FOUND: &[(&str, &[&str])] = &[
    // 1 事业收入：02 表是 0；占比 100%＋100%＝200%
    ("A0501", &["“事业收入”的金额印 248.09万元，02 表“合计”的事业收入印 0万元，相差 248.09万元", "第三部分二"]),
    ("A0502", &["各项收入的占比之和是 100%", "100%＋100%＝200%", "相差 100%"]),
    // 2 221 印 0，下级 22102 是 12.06；212.15＋12.50＋11.38＋0＝236.03，248.09－236.03＝12.06
    ("A0501", &["05 表“221 住房保障支出”的小计印 0.00万元，应为 12.06万元，相差 -12.06万元", "规则 级次"]),
    ("A0501", &["05 表“合计”的小计印 248.09万元，应为 212.15万元＋12.50万元＋11.38万元＝236.03万元，相差 12.06万元"]),
    // 140.28＋12.50＋11.38＋0＝164.16，176.22－164.16＝12.06
    (
        "A0501",
        &["05 表“合计”的基本支出印 176.22万元，应为 140.28万元＋12.50万元＋11.38万元＝164.16万元，相差 12.06万元"],
    ),
    // 05 表印 0.00，03 表印 12.06
    ("A0501", &["05 表“221 住房保障支出”的小计印 0.00万元，03 表“221 住房保障支出”的本年支出合计印 12.06万元"]),
    // 3 12.50－12.24＝0.26，正是 2080502 离退休
    ("A0501", &["“机关事业单位基本养老保险缴费支出（项）”的金额印 12.50万元", "的小计印 12.24万元，相差 0.26万元"]),
    // 4 05 表只有 2101102 事业单位医疗
    ("A0507", &["05 表没有“卫生健康支出—行政事业单位医疗—公务员医疗补助”，那里只有“2101102 事业单位医疗”"]),
    // 5 同一名称：第五节减少 4.12，第六节减少 9.42
    ("A0505", &["“一般公共预算财政拨款支出”的增减额", "印 减少4.12万元", "印 减少9.42万元"]),
    ("A0505", &["“一般公共预算财政拨款支出”的增减率", "印 下降1.63%", "印 下降5.07%"]),
    // 6 同一个原因 8 处；项目支出 -4.12－(-9.42)＝+5.30
    ("A0508", &["同一个原因", "用了 8 处"]),
    ("A0507", &["总的支出下降而项目支出上升", "（-4.12万元）－（-9.42万元）≤0 不成立，左边是 5.3万元"]),
    // 7 06 表 30207 邮电费 0.38 没有列
    ("A0507", &["“公用经费”没有列表上有的 邮电费 0.38万元"]),
    // 8 八项之和 167.26，印 167.25；167.25＋0.26＝167.51，印 167.52：都差 0.01，尾差
    ("A0509", &["“301 工资福利支出”的决算数印 167.25万元", "＝167.26万元，相差 -0.01万元"]),
    ("A0509", &["“人员经费合计”的决算数印 167.52万元，应为 167.25万元＋0.26万元＝167.51万元，相差 0.01万元"]),
    // 9 0÷0
    ("A0503", &["“公务接待费”的完成比印 0.00%，而 0.00万元÷0.00万元 是零除零"]),
    ("A0503", &["“公务接待费”的占比印 0.00%，而 0.00万元÷0.00万元 是零除零"]),
    ("A0503", &["“授予中小企业合同金额”的占比印 0.00%，而 0.00万元÷0.00万元 是零除零", "第三部分十一"]),
    // 10
    ("A0504", &["“特种专业技术用车”里有“**”"]),
    // 11 66.50÷71.87＝92.528175…%，100－92.528175＝7.471824…
    ("A0502", &["“自评项目涉及预算资金”的占比印 100%，应为 66.50万元÷71.87万元＝92.528175…%，相差 7.471824…%"]),
    // 12 10＋10＋5＋10＋5＋10＋15＋5＝70，100－70＝30
    ("A0506", &["项目自评表“合计”的印出的分值印 70", "满分印 100，相差 -30"]),
    // 13 十行里后五行同前五行
    ("A0508", &["年度主要任务不应印两遍：5 行与前面的一字不差", "“任务 10”同自评表“任务 5”"]),
    // 14 10×248.09÷250.65＝9.897865…
    ("A0506", &["得分印 10，应为 10×248.09万元÷250.65万元＝9.897865…，相差 0.102134…"]),
    // 15 |250.65－262.6|÷262.6＝11.95÷262.6＝4.550647…%
    ("A0506", &["预算调整率", "绝对值（250.65万元－262.6万元）÷262.6万元＝4.550647…%"]),
    // 16 (250.65－248.09)÷250.65＝2.56÷250.65＝1.021344…%；2.56 也不在年末结转里
    ("A0506", &["“结转结余率”的实际完成值印 0%，应为 （250.65万元－248.09万元）÷250.65万元＝1.021344…%"]),
    ("A0506", &["250.65万元－248.09万元＝2.56万元，01 表（支出）“年末结转和结余”的金额印 0.00万元，相差 2.56万元"]),
    // 17 采购支出为零，执行率 95%
    ("A0506", &["“政府采购执行率”的实际完成值印 95%，而 说明“政府采购”的“政府采购支出总额”的金额是 0.00万元"]),
    // 18 0÷0；≤10% 不是控制率的指标值
    ("A0503", &["“‘三公经费’控制率”的实际完成值印 0%，而 0万元÷0万元 是零除零"]),
    ("A0506", &["控制率是决算占预算的百分比", "10%≥50% 不成立"]),
    // 19
    ("A0506", &["“部门绩效评价完成率”的实际完成值印 100%", "“重点绩效评价项目”的个数是 0"]),
    // 20
    ("A0506", &["“专项资金细化率”的实际完成值印 90%", "没有专项资金"]),
    // 21
    ("A0506", &["全年预算数印 250.65万元，决算的各张表与说明里没有这个数"]),
    // 22
    ("A0505", &["“部门整体绩效自评”写“A”", "“自评等级为优的项目”写“优”"]),
    // 23
    ("A0507", &["却说执行力度不够", "得分是 10"]),
    // 24 错字六处
    ("A0508", &["写的“手里相关”，应为“受理相关”"]),
    ("A0508", &["写的“督促个单位”，应为“督促各单位”"]),
    ("A0508", &["写的“反映反映”，应为“反映”"]),
    ("A0508", &["写的“医疗保障缴费”，应为“医疗保险缴费”"]),
    ("A0508", &["写的“住房改革住房改革支出”，应为“住房改革支出”"]),
    ("A0508", &["写的“实际值完成值”，应为“实际完成值”"]),
    // 26 2000×19×12＝456000 元＝45.6 万元；71.87－45.6＝26.27
    ("A0506", &["金额印 71.87万元，应为 2000元×19人×12＝45.6万元，相差 26.27万元"]),
    // 32 98%×5＝4.9
    ("A0506", &["98%×5＝4.9，不是整数"]),
    // 34
    ("A0508", &["几项任务写了同一句完成情况", "用了 10 处"]),
];

#[test]
fn 公开文本里的错都找得到() {
    let found = findings(&example("accounts.toml"));
    let missing: Vec<_> = FOUND
        .iter()
        .filter(|(code, parts)| {
            !found.iter().any(|(other, _, message)| other == code && parts.iter().all(|part| message.contains(part)))
        })
        .collect();
    let all: Vec<String> = found.iter().map(|(code, _, message)| format!("{code} {message}")).collect();
    assert!(missing.is_empty(), "没有找到：{missing:#?}\n找到的：\n{}", all.join("\n"));
}

/// 核对之后成立的：这些规则一条错误与提醒也没有，尾差只作说明。
#[test]
fn 成立的一条不报() {
    let silent = [
        "收入构成",
        "支出构成",
        "基本加项目",
        "01收入合计",
        "01支出合计",
        "01收入总计",
        "01支出总计",
        "收支总计相等",
        "04收入合计",
        "04支出各栏",
        "04支出合计",
        "01与02",
        "01与03",
        "01与03各类",
        "04与05",
        "人员经费",
        "公用经费",
        "人员加公用",
        "养老保险缴费",
        "职业年金缴费",
        "医疗缴费",
        "住房公积金",
        "增减率",
        "占比之和：支出",
        "占比之和：结构",
        "分项之和：年初预算",
        "分项之和：公用与人员",
        "说明与表：总计",
        "说明与表：各项支出",
        "说明与表：各类支出",
        "说明与表：基本支出",
        "说明与表：人员经费",
        "说明与表：公用经费",
        "自评表与决算：执行数",
        "自评表与决算：年初预算",
        "执行率",
    ];
    // 只在零除零处报，别的占比与完成比（71.03、28.97、85.51……94.47、96.67、89.03、76.63、84.63）都不报。
    let zero = ["费”的", "合同金额”的", "自评项目涉及预算资金”的", "‘三公’经费”的"];
    let mut wrong = Vec::new();
    for (code, severity, message) in findings(&example("accounts.toml")) {
        let rule = message.rsplit_once("规则 ").map_or("", |(_, rule)| rule.trim_end_matches('）'));
        let is_alarm = severity != "note" && silent.contains(&rule);
        let is_share = ["占比", "完成预算"].contains(&rule) && !zero.iter().any(|name| message.contains(name));
        // 项与部门自评表的合计：29.41＋25＋35＋10＝99.41，分值之和 100。
        let is_department = rule == "印出的分值之和" && message.contains("：自评表");
        if is_alarm || is_share || is_department {
            wrong.push(format!("{code} {message}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// 把公开文本里与表、数有关的错改对，决算自己就一条错误与提醒也没有。
#[test]
fn 改对之后没有发现() {
    let mut text = fs::read_to_string(example("accounts.toml")).unwrap();
    let mut fix = |from: &str, to: &str| {
        assert!(text.contains(from), "例子里没有 {from}");
        text = text.replace(from, to);
    };
    fix(
        "name = \"事业收入\"\nat = \"第三部分二\"\namount = 248.09\nshare = \"100%\"",
        "name = \"事业收入\"\namount = 0.00\nshare = \"0.00%\"",
    );
    fix("\"住房保障支出\", 0.00, 0.00, 0.00", "\"住房保障支出\", 12.06, 12.06, 0.00");
    // 12.24÷14.04＝87.179…%
    fix(
        "budget = 14.04\namount = 12.50\ncompletion = \"89.03%\"",
        "budget = 14.04\namount = 12.24\ncompletion = \"87.18%\"",
    );
    fix("\"公务员医疗补助\"]", "\"事业单位医疗\"]");
    fix("change_of = \"一般公共预算财政拨款支出\"\n", "");
    fix("items = [\"办公费\", \"工会经费\", \"福利费\"]", "items = [\"办公费\", \"邮电费\", \"工会经费\", \"福利费\"]");
    fix("职工基本医疗保障缴费", "职工基本医疗保险缴费");
    fix("completion = \"0.00%\"", "completion = \"—\"");
    fix(
        "amount = 0.00\nshare = \"0.00%\"\nof = \"政府采购支出总额\"",
        "amount = 0.00\nshare = \"—\"\nof = \"政府采购支出总额\"",
    );
    fix("share = \"0.00%\"\nof = \"“三公”经费\"", "share = \"—\"\nof = \"“三公”经费\"");
    fix("count = \"**\"", "count = 0");
    // 66.50÷71.87＝92.528…%
    fix("amount = 66.50\nshare = \"100%\"", "amount = 66.50\nshare = \"92.53%\"");
    fix("grade = \"优\"", "grade = \"A\"");
    for (wrong, right) in [("手里相关", "受理相关"), ("反映反映", "反映"), ("实际值完成值", "实际完成值")]
    {
        fix(wrong, right);
    }
    fix("\"住房改革 住房改革支出\"", "\"住房改革支出\"");
    fix("\"住房改革支出 住房改革支出\"", "\"住房改革支出\"");
    // 项目支出上年 252.21－185.64＝66.57，增加 71.87－66.57＝5.30，5.30÷66.57＝7.961…%
    fix(
        "name = \"项目支出\"\nat = \"第三部分三\"\namount = 71.87",
        "name = \"项目支出\"\namount = 71.87\nchange = \"增加5.30\"\ngrowth = \"增长7.96%\"",
    );
    // 各处的原因各写各的。
    let text = text.lines().enumerate().map(|(at, line)| match line.strip_prefix("reason = \"") {
        Some(_) => format!("reason = \"第 {at} 处各有原因\"\n"),
        None => format!("{line}\n"),
    });
    let text: String = text.collect();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("accounts.toml"), text).unwrap();
    let run: Run = ziping(folder.path(), &["check", "accounts.toml"]);
    let found: Vec<_> =
        run.stderr.lines().filter(|line| line.starts_with("错误") || line.starts_with("提醒")).collect();
    assert_eq!(found, [""; 0], "{}", run.stderr);
}

/// 改了也看不出的数：没有别的数可对。
const UNCOVERED: [&str; 0] = [];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// 以元计的随机的账，印到万元两位：没有错误与提醒，尾差只作说明。
    #[test]
    fn 一致的账没有发现(seed in proptest::collection::vec(600_000i64..9_000_000, ledgers::FIGURES)) {
        let found = audited(&Ledgers::new(&seed).written(None).0);
        prop_assert!(found.iter().all(|one| one.starts_with("note")), "{}", found.join("\n"));
    }
}

/// 改动随便哪个数，至少有一条规则看得出。
#[test]
fn 改动一个数就看得出() {
    // 以分计的整数，印出来没有尾差。
    let seed: Vec<i64> = (0..ledgers::FIGURES as i64).map(|at| 1_000_000 + at * 371_300).collect();
    let ledgers = Ledgers::new(&seed);
    let (clean, names) = ledgers.written(None);
    let alarms = |text: &str| audited(text).into_iter().filter(|one| !one.starts_with("note")).collect::<Vec<_>>();
    assert_eq!(alarms(&clean), [""; 0]);
    assert!(names.len() > 200, "只有 {} 个数", names.len());
    let unseen: Vec<&String> = names
        .iter()
        .enumerate()
        .filter(|(at, _)| alarms(&ledgers.written(Some(*at)).0).is_empty())
        .map(|(_, n)| n)
        .collect();
    assert_eq!(unseen, UNCOVERED, "共 {} 个数，{} 个看不出", names.len(), unseen.len());
}

/// 没能核对的原因；自评表自己的发现不算。
fn errors(run: &Run) -> Vec<Code> {
    run.codes().into_iter().filter(|code| code.as_str().starts_with('E')).collect()
}

/// 自己的规则：承接内置的，改一条、去一条、添一条。
#[test]
fn 自己的规则() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::copy(example("accounts.toml"), at.join("决算.toml")).unwrap();
    fs::copy(example("department.toml"), at.join("部门.toml")).unwrap();
    let rules = "\
[checks]
id = \"某市/决算\"
version = \"2024\"
extends = \"accounts/department@2024\"
remove = [\"错字\"]

[[check]]
id = \"一个原因\"
severity = \"error\"
least = 9

[[check]]
id = \"项目支出的比重\"
kind = \"holds\"
text = \"项目支出不超过支出的四分之一\"
must = \"[03/合计/项目支出] <= [03/合计/本年支出合计] × 25%\"
";
    fs::write(at.join("规则.toml"), rules).unwrap();
    assert_eq!(ziping(at, &["check", "规则.toml"]).exit, 0);
    let run = ziping(at, &["audit", "部门.toml", "--accounts", "决算.toml", "--rules", "规则.toml"]);
    assert_eq!(run.exit, 1, "{}", run.stderr);
    // 248.09×25%＝62.0225
    let said = "71.87万元≤248.09万元×25% 不成立，左边是 71.87万元，右边是 62.0225万元";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    assert!(!run.stdout.contains("规则 错字") && !run.stdout.contains("规则 一个原因"), "{}", run.stdout);
    assert!(run.stdout.contains("规则 级次"), "{}", run.stdout);

    let run = ziping(at, &["audit", "部门.toml", "--accounts", "决算.toml", "--rules", "accounts/departmen@2024"]);
    assert_eq!((run.exit, errors(&run)), (2, vec![Code::E1420]), "{}", run.stderr);
    assert!(run.stderr.contains("是不是要写“accounts/department@2024”"), "{}", run.stderr);
    let run = ziping(at, &["audit", "部门.toml", "--accounts", "没有.toml"]);
    assert_eq!((run.exit, errors(&run)), (2, vec![Code::E0101]), "{}", run.stderr);
    let run = ziping(at, &["audit", "部门.toml", "--accounts", "部门.toml"]);
    assert_eq!(run.exit, 1, "{}", run.stderr);
}

/// 同一份决算写成长表，核对的结果相同。
#[test]
fn 长表与文件的结果相同() {
    let seed: Vec<i64> = (0..ledgers::FIGURES as i64).map(|at| 1_000_000 + at * 371_300).collect();
    let text = Ledgers::new(&seed).written(Some(20)).0;
    let document: toml_edit::DocumentMut = text.parse().unwrap();
    let columns = [
        ("amount", "金额"),
        ("budget", "预算数"),
        ("completion", "完成比"),
        ("share", "占比"),
        ("of", "基数"),
        ("change", "增减额"),
        ("growth", "增减率"),
    ];
    let mut lines = vec!["表,行,栏,值".to_owned()];
    for table in document["table"].as_array_of_tables().unwrap() {
        let key = format!(
            "{}{}",
            table["number"].as_str().unwrap(),
            table.get("side").and_then(|s| s.as_str()).unwrap_or("")
        );
        let heads: Vec<&str> = table["columns"].as_array().unwrap().iter().filter_map(|head| head.as_str()).collect();
        for row in table["rows"].as_array().unwrap() {
            let cells: Vec<String> =
                row.as_array().unwrap().iter().map(|cell| cell.to_string().trim().replace('"', "")).collect();
            for (head, cell) in heads.iter().zip(&cells).skip(2) {
                lines.push(format!("{key},{} {},{head},{cell}", cells[0], cells[1]));
            }
        }
    }
    for statement in document["statement"].as_array_of_tables().unwrap() {
        let text = |key: &str| statement.get(key).and_then(|value| value.as_str());
        let head = format!("说明/{},{}", text("topic").unwrap(), text("name").unwrap());
        lines.extend(columns.iter().filter_map(|(key, column)| Some(format!("{head},{column},{}", text(key)?))));
        if let Some(levels) = statement.get("levels").and_then(|levels| levels.as_array()) {
            let levels: Vec<&str> = levels.iter().filter_map(|level| level.as_str()).collect();
            lines.push(format!("{head},类款项,{}", levels.join("、")));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("决算.csv"), lines.join("\n")).unwrap();
    fs::write(at.join("决算.toml"), &text).unwrap();
    fs::copy(example("department.toml"), at.join("部门.toml")).unwrap();
    let audited = |file: &str| {
        let run = ziping(at, &["audit", "部门.toml", "--accounts", file, "--format", "json"]);
        let mut all = serde_json::Deserializer::from_str(&run.stdout).into_iter::<Value>().map(Result::unwrap);
        let json = all.find(|json| json["format"] == "ziping.accounts/1").unwrap_or_else(|| panic!("{}", run.stderr));
        let mut said: Vec<String> =
            json["findings"].as_array().unwrap().iter().map(|one| one["message"].to_string()).collect();
        said.sort();
        (said, json["checked"].clone())
    };
    let (found, checked) = audited("决算.csv");
    assert_eq!((&found, &checked), (&audited("决算.toml").0, &audited("决算.toml").1));
    assert!(found.len() > 5, "{found:?}");

    fs::write(at.join("坏.csv"), "表,栏,值\n03,基本支出,1\n").unwrap();
    let run = ziping(at, &["audit", "部门.toml", "--accounts", "坏.csv"]);
    assert_eq!((run.exit, errors(&run)), (1, vec![Code::E1415]), "{}", run.stderr);
    fs::write(at.join("坏.csv"), "表,行,栏,值\n03,合计,基本支出,1.O2\n说明/收入,收入合计,金鹅,1\n,合计,基本支出,1\n")
        .unwrap();
    let run = ziping(at, &["audit", "部门.toml", "--accounts", "坏.csv"]);
    assert_eq!(errors(&run), [Code::E1416, Code::E1415, Code::E1415], "{}", run.stderr);
    assert!(run.stderr.contains("是不是要写“金额”"), "{}", run.stderr);
}
