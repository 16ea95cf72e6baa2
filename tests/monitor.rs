//! 一年的各张表：申报表、监控表、复核表，与 `ziping monitor` 的进度、预警、推算。

mod command;
mod files;

use command::{Run, ziping};
use files::toml_files;
use serde_json::Value;
use std::fs;
use std::path::Path;
use ziping::check::Horizon;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::{Library, draft};
use ziping::model::Stage;
use ziping::parse::{At, RawMoneyProgress, RawMonitoring, RawRowProgress};
use ziping::score::{Detail, score};

const TRAINING: &str = "examples/training/monitoring.toml";
const DEPARTMENT: &str = "examples/luoyang-jianxi-2024/department.toml";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run(arguments: &[&str]) -> Run {
    ziping(root(), arguments)
}

/// 写一份填报，在它所在的文件夹里运行。
fn run_on(text: &str, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("填报.toml"), text).unwrap();
    ziping(folder.path(), arguments)
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}：{}\n{}", run.stdout, run.stderr))
}

/// 一行指标 100 分、没有执行率的填报；`rows` 是 `[monitoring.rows]` 的内容。
fn one_row(target: &str, rows: &str) -> String {
    format!(
        "[submission]\nprofile = \"national\"\nunit = \"某某局\"\nyear = 2024\n\n[[indicator]]\ncode = \"C01\"\n\
         level1 = \"产出指标\"\nname = \"培训\"\ntarget = \"{target}\"\npoints = 100\n\n[monitoring]\n\
         as_of = 2024-07-31\n\n[monitoring.rows]\n{rows}\n"
    )
}

#[test]
fn 例子与手算的相同() {
    let run = run(&["monitor", TRAINING, "--format", "json"]);
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
    let value = json(&run);
    assert_eq!(value["format"], "ziping.monitor/1");
    // 7÷12＝0.58333…
    assert_eq!((&value["period"], &value["elapsed"]), (&"1—7月".into(), &"58.33".into()));
    let row = |code: &str| value["indicators"].as_array().unwrap().iter().find(|row| row["code"] == code).unwrap();
    let same = |code: &str, progress: Option<&str>, pace: Option<&str>, alert: Option<&str>, score: &str| {
        let row = row(code);
        assert_eq!(row["progress"].as_str(), progress, "{code}");
        assert_eq!(row["pace"].as_str(), pace, "{code}");
        assert_eq!(row["alert"].as_str(), alert, "{code}");
        assert_eq!(row["expected_score"], score, "{code}");
    };
    // 380 不高于 400，得满分；上限不看时间进度。
    same("A01", Some("100.00"), Some("100.00"), Some("绿"), "20.00");
    // 6÷12＝50%，÷(7÷12)＝85.714…%；全年 6×12÷7＝10.28 → 10 期，15×10÷12＝12.5。
    same("B01", Some("50.00"), Some("85.71"), Some("绿"), "12.50");
    assert_eq!((&row("B01")["expected"], &row("B01")["basis"]), (&"10期".into(), &"linear".into()));
    // 420÷1200＝35%，÷(7÷12)＝正好 60%，不低于 60%，不是红；10×960÷1200＝8。
    same("B02", Some("35.00"), Some("60.00"), Some("黄"), "8.00");
    same("B03", Some("100.00"), Some("100.00"), Some("绿"), "10.00");
    // 没有写截至日的情况。
    same("B04", None, None, None, "5.00");
    // 档内 70% 得 14 分；预计 20×75%＝15。
    same("C01", Some("70.00"), Some("70.00"), Some("黄"), "15.00");
    // 10×88÷90＝9.777… → 9.78，占 97.8%。
    same("D01", Some("97.80"), Some("97.80"), Some("绿"), "10.00");
    // 执行率 21÷60＝35%，÷(7÷12)＝60%；预计 54÷60＝90%，得 9 分。
    let total = &value["execution"]["rows"][0];
    assert_eq!((&total["rate"], &total["pace"], &total["alert"]), (&"35.00".into(), &"60.00".into(), &"黄".into()));
    assert_eq!((&total["expected_rate"], &value["execution"]["expected_score"]), (&"90.00".into(), &"9.00".into()));
    // 20＋12.5＋8＋10＋5＋15＋10＋9＝89.5，良。
    assert_eq!((&value["total"]["expected_score"], &value["total"]["grade"]), (&"89.50".into(), &"良".into()));
    assert_eq!((&value["total"]["is_inferred"], &value["alert"]), (&true.into(), &"黄".into()));
    let risks: Vec<_> = value["risks"].as_array().unwrap().iter().map(|risk| [&risk["code"], &risk["stake"]]).collect();
    assert_eq!(risks, [["C01", "5.00"], ["B01", "2.50"], ["B02", "2.00"], ["", "1.00"]]);
}

#[test]
fn 时间进度() {
    // 一月底 1÷12；闰年二月底 2÷12；三月十五日 (2＋15÷31)÷12＝0.20698…；年底 1。
    for (as_of, want) in [("1月", "8.33"), ("2024-02-29", "16.67"), ("2024年3月15日", "20.70"), ("12月", "100.00")]
    {
        let value = json(&run(&["monitor", TRAINING, "--format", "json", "--as-of", as_of]));
        assert_eq!(value["elapsed"], want, "{as_of}");
    }
    for as_of in ["2023-07-31", "七月底前后", "2024-13-01"] {
        let run = run(&["monitor", TRAINING, "--as-of", as_of]);
        assert_eq!((run.exit, run.codes()), (1, vec![Code::E0412]), "{as_of}：{}", run.stderr);
    }
}

/// 全年预计写的就是年底的实际时，各行、板块、总分、等次与自评的结果一模一样。
#[test]
fn 预计等于实际时与自评相同() {
    let library = Library::new(vec!["tests/cases/sets".into()]);
    let mut seen = 0;
    let mut rows_seen = 0;
    for (path, _) in ["tests/cases/rules", "examples/luoyang-jianxi-2024"].into_iter().flat_map(toml_files) {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let Some(mut written) = draft(&path, &library, &mut sources, &mut sink) else { continue };
        let Some(own) = written.check(&mut sink) else { continue };
        let outcome = score(&own.set, &own.submission, Detail::Result);
        let place = written.raw.place.clone();
        let at = |value: String| At { value, place: place.clone() };
        let mut rows = Vec::new();
        for row in &own.submission.rows {
            let indicator = own.submission.indicator(&own.set, row);
            let own_at = own.submission.own.iter().position(|own| own.code == indicator.code);
            let inline = own_at.and_then(|at| written.raw.indicators[at].1.clone());
            let listed = written.raw.actuals.iter().find(|(code, _)| code.value == indicator.code);
            let Some(expected) = inline.or(listed.map(|(_, actual)| actual.clone())) else { continue };
            if !expected.is_written() {
                continue;
            }
            rows_seen += 1;
            let row = RawRowProgress {
                place: place.clone(),
                to_date: None,
                expected: Some(expected),
                cause: None,
                note: String::new(),
                likelihood: None,
                remark: String::new(),
            };
            rows.push((at(indicator.code.clone()), row));
        }
        let budget = written.raw.budget.iter().flat_map(|budget| &budget.rows);
        let budget = budget.map(|(key, row)| {
            let money = RawMoneyProgress {
                place: place.clone(),
                to_date: row.executed.clone(),
                expected: row.executed.clone(),
            };
            (key.clone(), money)
        });
        let budget = budget.collect();
        let year = own.submission.year;
        written.raw.monitoring =
            Some(RawMonitoring { place: place.clone(), as_of: Some(at(format!("{year}年7月"))), budget, rows });
        let mut found = Sink::default();
        let own = written.check_at(Stage::Monitoring, &mut found).expect("能监控");
        let monitoring = own.submission.monitoring.clone().expect("有监控");
        let elapsed = monitoring.as_of.elapsed();
        let (checked, projection) =
            written.check_forecast(&own, &monitoring, Horizon::YearEnd, elapsed, &mut found).expect("能推算");
        let forecast = score(&checked.set, &checked.submission, Detail::Result);
        assert!(!projection.is_inferred(), "{}", path.display());
        assert_eq!(format!("{forecast:?}"), format!("{outcome:?}"), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 100 && rows_seen > 500, "只看到 {seen} 份 {rows_seen} 行");
}

#[test]
fn 预计完不成的要写原因() {
    let check = |rows: &str, want: &[Code]| {
        let run = run_on(&one_row("≥10场", rows), &["monitor", "填报.toml"]);
        assert_eq!(run.codes(), want, "{rows}：{}", run.stderr);
    };
    check(r#"C01 = { to_date = "4场", expected = "8场" }"#, &[Code::E0414]);
    check(r#"C01 = { to_date = "4场", expected = "8场", cause = "其他" }"#, &[Code::E0414]);
    check(r#"C01 = { to_date = "4场", expected = "8场", note = "汛期停训" }"#, &[Code::E0414]);
    check(r#"C01 = { to_date = "4场", expected = "8场", cause = "其他", note = "汛期停训" }"#, &[]);
    check(r#"C01 = { to_date = "4场", expected = "10场" }"#, &[]);
    // 推算的不是填报写下的，不追问；列在要失分的行里。
    check(r#"C01 = { to_date = "4场" }"#, &[]);
    // 预计读不懂的，指着预计报出。
    check(r#"C01 = { to_date = "4场", expected = "八成" }"#, &[Code::E0502]);
}

#[test]
fn 推算不了的() {
    let missing = |target: &str, rows: &str| {
        let run = run_on(&one_row(target, rows), &["monitor", "填报.toml", "--format", "json"]);
        assert_eq!((run.exit, run.codes()), (0, vec![Code::W0716]), "{target}：{}", run.stderr);
        assert!(json(&run)["total"]["expected_score"].is_null());
    };
    missing("≥90%", r#"C01 = { to_date = "95%" }"#);
    missing("≤10场", r#"C01 = { to_date = "4场" }"#);
    missing("=10场", r#"C01 = { to_date = "4场" }"#);
    missing("11月底前", r#"C01 = { likelihood = "有可能" }"#);
    missing("≥10场", "");
}

#[test]
fn 推算向下取到原来的小数位() {
    // 3×12÷7＝5.142… → 5；3.5×12÷7＝6 正好；0.85×12÷7＝1.457… → 1.45。
    for (to_date, want) in [("3公里", "5公里"), ("3.5公里", "6公里"), ("0.85公里", "1.45公里")] {
        let rows = format!("C01 = {{ to_date = \"{to_date}\" }}");
        let value = json(&run_on(&one_row("≥10公里", &rows), &["monitor", "填报.toml", "--format", "json"]));
        assert_eq!(value["indicators"][0]["expected"], want, "{to_date}");
    }
}

#[test]
fn 可能性与预计不合() {
    let check = |expected: &str, likelihood: &str, want: &[Code]| {
        let rows = format!(
            "C01 = {{ expected = \"{expected}\", cause = \"其他\", note = \"汛期停训\", likelihood = \"{likelihood}\" }}"
        );
        assert_eq!(
            run_on(&one_row("≥10场", &rows), &["monitor", "填报.toml"]).codes(),
            want,
            "{expected} {likelihood}"
        );
    };
    check("8场", "确定能", &[Code::W0717]);
    check("10场", "完全不可能", &[Code::W0717]);
    check("8场", "有可能", &[]);
    check("8场", "完全不可能", &[]);
    check("10场", "确定能", &[]);
}

#[test]
fn 口径的用词与预警线() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("profiles")).unwrap();
    let alerts = "[[alert]]\non = \"indicator\"\nlabel = \"橙\"\nbelow = \"90%\"\n\n[[alert]]\non = \"indicator\"\nlabel = \"青\"\n";
    let profile = |alerts: &str| {
        let text = format!(
            "[profile]\nid = \"某县\"\nextends = \"national\"\n\n[monitoring]\ncauses = [\"内因\", \"外因\"]\n\n{alerts}"
        );
        fs::write(at.join("profiles/某县.toml"), text).unwrap();
    };
    profile(alerts);
    let rows = r#"C01 = { to_date = "5场", expected = "8场", cause = "外因", note = "汛期停训" }"#;
    fs::write(at.join("填报.toml"), one_row("≥10场", rows).replace("national", "某县")).unwrap();
    // 50%÷(7÷12)＝85.7%，低于 90%。
    let run = ziping(at, &["monitor", "填报.toml", "--sets", ".", "--format", "json"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert_eq!(json(&run)["indicators"][0]["alert"], "橙");
    let run = ziping(at, &["render", "--form", "监控表", "填报.toml", "--sets", ".", "--format", "md"]);
    assert!(run.stdout.contains("外因") && !run.stdout.contains("经费保障"), "{}", run.stdout);
    // 不写上限的排在前面，后面的一档就用不到。
    profile(
        "[[alert]]\non = \"indicator\"\nlabel = \"青\"\n\n[[alert]]\non = \"indicator\"\nlabel = \"橙\"\nbelow = \"90%\"\n",
    );
    let run = ziping(at, &["check", "profiles/某县.toml"]);
    assert_eq!(run.codes(), [Code::E0305, Code::E0305], "{}", run.stderr);
}

#[test]
fn 没有监控的说明白() {
    for arguments in [&["monitor", DEPARTMENT][..], &["render", "--form", "监控表", DEPARTMENT]] {
        let run = run(arguments);
        assert_eq!(run.exit, 1, "{}", run.stderr);
        assert!(run.stderr.contains("没有写绩效运行监控"), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    }
}

#[test]
fn 没有实际完成值的只有申报表与监控表能出() {
    for form in ["申报表", "declaration", "national/declaration", "监控表", "national/monitoring"] {
        let run = run(&["render", "--form", form, TRAINING]);
        assert_eq!((run.exit, run.codes()), (0, vec![]), "{form}：{}", run.stderr);
    }
    for form in ["自评表", "复核表", "national/project"] {
        let run = run(&["render", "--form", form, TRAINING]);
        assert_eq!(run.exit, 1, "{form}");
        assert!(run.codes().contains(&Code::E0403), "{form}：{}", run.stderr);
    }
    // 年中的填报，审查不追问还没有到填的。
    assert_eq!(run(&["check", TRAINING]).codes(), [], "年中的填报");
}

#[test]
fn 表样照种类与地方找() {
    let title = |form: &str, file: &str| {
        let run = run(&["render", "--form", form, file, "--format", "md"]);
        run.stdout.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(title("申报表", DEPARTMENT), "# 部门（单位）整体绩效目标表");
    assert_eq!(title("national/declaration", DEPARTMENT), "# 部门整体支出绩效目标申报表");
    assert_eq!(title("申报表", TRAINING), "# 项目支出绩效目标申报表");
    assert_eq!(title("复核表", DEPARTMENT), "# 部门整体支出绩效自评复核表");
    assert_eq!(title("自评表", DEPARTMENT), "# 部门整体支出绩效自评情况表");
    let same = |a: &str, b: &str, file: &str| {
        let html = |form| run(&["render", "--form", form, file, "--format", "html"]).stdout;
        assert_eq!(html(a), html(b), "{a} {b}");
    };
    same("复核表", "audit", DEPARTMENT);
    same("自评表", "self-evaluation", DEPARTMENT);
    same("监控表", "national/monitoring", TRAINING);
    let run = run(&["render", "--form", "申请表", DEPARTMENT]);
    assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains("national/declaration") && run.stderr.contains("henan/declaration"), "{}", run.stderr);
}

/// 自评 40＋50＝90；复核：C01 扣得分的 10% 得 36，C02 扣 5 分得 45，共 81。
#[test]
fn 复核表并排两个得分() {
    let text = "[submission]\nprofile = \"national\"\nunit = \"某某局\"\nyear = 2024\n\n\
        [[indicator]]\ncode = \"C01\"\nlevel1 = \"产出指标\"\nname = \"培训场次\"\ntarget = \"≥10场\"\npoints = 50\n\
        actual = \"8场\"\nreason = \"汛期停训\"\n\n\
        [[indicator]]\ncode = \"C02\"\nlevel1 = \"产出指标\"\nname = \"合格率\"\ntarget = \"≥90%\"\npoints = 50\n\
        actual = \"95%\"\n\n\
        [[deduction]]\ncode = \"C01\"\nshare = \"10%\"\nreason = \"签到表缺两场\"\n\n\
        [[deduction]]\ncode = \"C02\"\npoints = 5\nreason = \"没有试卷\"\n";
    let run = run_on(text, &["render", "--form", "复核表", "填报.toml", "--format", "md"]);
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
    insta::assert_snapshot!("audit", run.stdout);
}

#[test]
fn 各张表的文字() {
    for (name, arguments) in [
        ("monitor_text", &["monitor", TRAINING][..]),
        ("monitoring", &["render", "--form", "监控表", TRAINING, "--format", "md"]),
        ("declaration", &["render", "--form", "申报表", TRAINING, "--format", "md"]),
    ] {
        let first = run(arguments);
        assert_eq!(first.stdout, run(arguments).stdout, "两次不同");
        insta::assert_snapshot!(name, first.stdout);
    }
}

/// 支出进度：4 月底 25%，6 月底 40%，8 月底 60%，10 月底 80%；预算 60。
#[test]
fn 四川按月的预警线() {
    let text = |as_of: &str, to_date: &str| {
        format!(
            "[submission]\nprofile = \"sichuan-2025\"\nunit = \"某局\"\nyear = 2025\nproject = \"甲\"\n\n\
             [execution]\npoints = 10\n\n[budget]\ntotal = {{ initial = 60, full_year = 60 }}\n\n[[indicator]]\nlevel1 = \"产出指标\"\n\
             level2 = \"数量指标\"\nname = \"培训\"\ntarget = \"≥10期\"\npoints = 90\n\n[monitoring]\n\
             as_of = {as_of}\n\n[monitoring.budget]\ntotal = {{ to_date = {to_date}, expected = 60 }}\n"
        )
    };
    for (as_of, to_date, want) in [
        ("2025-03-31", "0", "正常"),
        ("2025-04-30", "14.99", "预警"),
        ("2025-04-30", "15", "正常"),
        ("2025-07-31", "23.99", "预警"),
        ("2025-07-31", "24", "正常"),
        ("2025-08-31", "35.99", "预警"),
        ("2025-12-31", "48", "正常"),
    ] {
        let value = json(&run_on(&text(as_of, to_date), &["monitor", "填报.toml", "--format", "json"]));
        assert_eq!(value["execution"]["rows"][0]["alert"], want, "{as_of} {to_date}");
    }
    let shown = run_on(&text("2025-04-30", "14.99"), &["monitor", "填报.toml"]);
    assert!(shown.stdout.contains("资金 4 月底低于 25% 为预警"), "{}", shown.stdout);
}

/// check 与 monitor 报的一样：预计完不成而没有写原因，推算不了，可能性与预计不合。
#[test]
fn 审查时也核对监控() {
    let text = one_row("≥10场", "C01 = { to_date = \"3场\", expected = \"8场\", likelihood = \"确定能\" }");
    let check = run_on(&text, &["check", "填报.toml", "--allow", "W0811,W0813"]);
    let monitor = run_on(&text, &["monitor", "填报.toml"]);
    assert_eq!(monitor.codes(), [Code::E0414, Code::W0717]);
    for code in monitor.codes() {
        assert!(check.codes().contains(&code), "{}", check.stderr);
    }
    assert_eq!(check.exit, 1);
    // 写了原因、可能性也改了，就没有了。
    let fine = "C01 = { to_date = \"3场\", expected = \"8场\", likelihood = \"有可能\", cause = \"其他\", note = \"汛期停训\" }";
    let check = run_on(&one_row("≥10场", fine), &["check", "填报.toml"]);
    assert!(!check.codes().iter().any(|code| ["E0414", "W0716", "W0717"].contains(&code.as_str())), "{}", check.stderr);
}
