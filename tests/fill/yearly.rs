//! 监控与复核的内容也能填进自己的表；自己的表里能写的名称，文档都写到。

use super::command::ziping;
use super::office::{docx, xlsx};
use super::read::{paragraphs, sheet_cells};
use super::{SHEET, department, root};
use std::collections::BTreeSet;
use std::path::Path;
use ziping::check::Horizon;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::library::{self, Library};
use ziping::model::Stage;
use ziping::report::{Watch, report};
use ziping::score::{Detail, score};

const TRAINING: &str = "examples/training/monitoring.toml";

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn render(folder: &Path, file: &str, more: &[&str]) -> super::command::Run {
    ziping(folder, &[&["render", file], more].concat())
}

/// 各数与 `tests/monitor.rs` 手算的相同：执行率 21÷60＝35.00%，期数按进度推算为 10 期。
#[test]
fn 监控的各栏填进自己的文档() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let training = root().join(TRAINING);
    let training = training.to_str().unwrap();
    let body = [
        "{{ project }}（{{ monitoring.period }}）",
        "{% for row in monitoring.money %}",
        "{{ row.name }} {{ row.to_date }} {{ row.rate }}%",
        "{% endfor %}",
        "{% for row in rows %}",
        "{{ row.name }}：{{ row.progress.to_date }}，{{ row.progress.expected }}{% if row.progress.inferred %}（推算）{% endif %}\
         {% if row.progress.cause is not none %}，{{ monitoring.causes[row.progress.cause] }}：{{ row.progress.note }}{% endif %}",
        "{% endfor %}",
    ];
    std::fs::write(at.join("表.docx"), docx(&body.map(p).concat(), "", "<w:p/>")).unwrap();
    let run = render(at, training, &["--form", "监控表", "--template", "表.docx", "-o", "出.docx"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(run.stdout.contains("绩效运行监控表") && !run.stdout.contains("总分"), "{}", run.stdout);
    let texts = paragraphs(&std::fs::read(at.join("出.docx")).unwrap());
    for expected in [
        "基层干部培训（虚构）（1—7月）",
        "年度资金总额 21 35.00%",
        "培训期数：6期，10期（推算）",
        "培训人次：420人次，960人次，人员保障：师资调走两人，九月起外聘讲师，每期多招 20 人",
    ] {
        assert!(texts.iter().any(|text| text == expected), "没有 {expected}：{texts:#?}");
    }
    // 没有写 --form，说出缺什么。
    let department = root().join("examples/luoyang-jianxi-2024/department.toml");
    let run = render(at, department.to_str().unwrap(), &["--template", "表.docx", "-o", "出.docx"]);
    assert_eq!(run.exit, 2);
    let said = run.stderr.contains("“monitoring”这一次没有内容") && run.stderr.contains("--form 监控表");
    assert!(said && run.codes().contains(&Code::E1104), "{}", run.stderr);
}

/// 自评 40＋50＝90；复核：C01 扣得分的 10% 得 36，C02 扣 5 分得 45，共 81。
#[test]
fn 复核的各栏填进自己的工作簿() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let row = |code: &str, target: &str, actual: &str| {
        format!(
            "[[indicator]]\ncode = \"{code}\"\nlevel1 = \"产出指标\"\nname = \"{code}\"\ntarget = \"{target}\"\npoints = 50\n\
             actual = \"{actual}\"\nreason = \"汛期停训\"\n\n"
        )
    };
    let text = format!(
        "[submission]\nprofile = \"national\"\nunit = \"某某局\"\nyear = 2024\n\n{}{}\
         [[deduction]]\ncode = \"C01\"\nshare = \"10%\"\nreason = \"签到表缺两场\"\n\n\
         [[deduction]]\ncode = \"C02\"\npoints = 5\nreason = \"没有试卷\"\n",
        row("C01", "≥10场", "8场"),
        row("C02", "≥90%", "95%")
    );
    std::fs::write(at.join("填报.toml"), text).unwrap();
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let page = format!(
        "<sheetData><row r=\"1\">{}{}{}</row><row r=\"2\">{}{}</row></sheetData>",
        cell("A1", "{% for row in rows %}{{ row.score }}"),
        cell("B1", "{{ row.recheck.score }}"),
        cell("C1", "{{ row.recheck.basis }}{% endfor %}"),
        cell("A2", "{{ total.score }}"),
        cell("B2", "{{ recheck.total.score }}"),
    );
    std::fs::write(at.join("表.xlsx"), xlsx(&[("复核", page)], "", &[], "")).unwrap();
    let filled = |form: &[&str]| -> Vec<String> {
        let run = render(at, "填报.toml", &[&["--template", "表.xlsx", "-o", "出.xlsx"], form].concat());
        assert_eq!(run.exit, 0, "{}", run.stderr);
        let cells = sheet_cells(&std::fs::read(at.join("出.xlsx")).unwrap(), SHEET, 0);
        cells.into_iter().map(|cell| cell.4).collect()
    };
    let both = ["40", "36", "签到表缺两场（扣 10%）", "50", "45", "没有试卷（扣 5 分）", "90", "81"];
    assert_eq!(filled(&["--form", "复核表"]), both);
    // 自评表是扣过的结果，没有复核的各栏。
    assert_eq!(filled(&[]), ["36", "", "", "45", "", "", "81", ""]);
}

#[test]
fn 填哪一种表的内容写错了() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("表.docx"), docx(&p("{{ unit }}"), "", "<w:p/>")).unwrap();
    let training = root().join(TRAINING);
    let with = |form: &str| {
        render(at, training.to_str().unwrap(), &["--form", form, "--template", "表.docx", "-o", "出.docx"])
    };
    for (form, word) in [("监控", "是不是要写“监控表”"), ("narrative", "--form narrative"), ("某表", "自评表")]
    {
        let run = with(form);
        assert_eq!((run.exit, run.codes()), (2, vec![Code::E0106]), "{form}：{}", run.stderr);
        assert!(run.stderr.contains(word), "{form}：{}", run.stderr);
    }
    assert_eq!(with("national/monitoring").exit, 0);
}

/// 训练用的监控。
fn watch() -> Watch {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let path = root().join(TRAINING);
    let draft = library::draft(&path, &Library::default(), &mut sources, &mut sink).expect("读得进");
    let own = draft.check_at(Stage::Monitoring, &mut sink).expect("能监控");
    let monitoring = own.submission.monitoring.clone().expect("有监控");
    let elapsed = monitoring.as_of.elapsed();
    let mut look = |horizon| draft.check_forecast(&own, &monitoring, horizon, elapsed, &mut sink).expect("能推算");
    let ((to_date, _), (year_end, projection)) = (look(Horizon::ToDate), look(Horizon::YearEnd));
    let to_date_outcome = score(&to_date.set, &to_date.submission, Detail::Result);
    let year_end_outcome = score(&year_end.set, &year_end.submission, Detail::Result);
    Watch { own, monitoring, elapsed, to_date, to_date_outcome, year_end, year_end_outcome, projection }
}

/// 文档里的名称就是报表真有的名称，监控的在内。
#[test]
fn 文档写到全部名称() {
    let text = std::fs::read_to_string(root().join("docs/templates.md")).unwrap();
    let table = text.split("## 能填的内容").nth(1).unwrap().split("\n## ").next().unwrap();
    let documented: BTreeSet<String> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).map(str::to_owned).collect();
    let watch = watch();
    let (set, submission) = (&watch.own.set, &watch.own.submission);
    let yearly = report(set, submission, &watch.to_date_outcome).with_monitoring(&watch).with_receipt(set, submission);
    let mut real = BTreeSet::new();
    keys(&serde_json::to_value(&yearly).unwrap(), "", &mut real);
    keys(&serde_json::to_value(department()).unwrap(), "", &mut real);
    // 资金管理情况各行的内容写在 rows 下。
    real.retain(|key| !key.starts_with("management."));
    // 合计的一项里只列下面的。
    real.remove("total");
    assert_eq!(documented, real);
}

fn keys(value: &serde_json::Value, above: &str, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, inner) in map {
                let name = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
                found.insert(name.clone());
                keys(inner, &name, found);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| keys(item, above, found)),
        _ => {}
    }
}
