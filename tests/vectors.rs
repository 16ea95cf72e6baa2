//! 计分的符合性向量：`tests/cases/rules/` 的每份填报自带期望，写在 `[declared]` 与几种注释行里。
//!
//! 怎样添一例、注释行怎样写，见 `tests/README.md`。

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use ziping::diagnostic::{Severity, Sink, Sources};
use ziping::library::{self, Library};
use ziping::number::Decimal;
use ziping::review;
use ziping::score::{Detail, Status, score};

/// 预算执行率一行在注释里的名称。
const EXECUTION: &str = "execution";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new("tests/cases/rules");
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// 形如 `# 未计分: R03 E0507` 的注释行，逐行取出其后的各词。
fn notes<'t>(text: &'t str, key: &str) -> Vec<Vec<&'t str>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':'));
    lines.map(|rest| rest.split_whitespace().collect()).collect()
}

/// 一份案例与期望不符之处，一处一句。
fn disagreements(path: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = std::fs::read_to_string(path).unwrap();
    let library = Library::new(vec!["tests/cases/sets".into()]);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let Some(loaded) = library::submission(path, &library, &mut sources, &mut sink) else {
        return sink.all().iter().map(|d| format!("不能计分：{} {}", d.code.as_str(), d.message)).collect();
    };
    let (set, submission) = (&loaded.set, &loaded.submission);
    let outcome = score(set, submission, Detail::Result);
    review::review(set, submission, &outcome, &mut sink);

    let unscored = notes(&text, "未计分");
    let statuses = notes(&text, "状态");
    let undefined: Vec<&str> = notes(&text, "无偏差度").concat();
    let mut named: BTreeSet<&str> = undefined.iter().copied().collect();
    named.extend(unscored.iter().chain(&statuses).map(|words| words[0]));

    let declared = &submission.declared;
    let execution = outcome.execution.as_ref().map(|e| (EXECUTION, &e.result, declared.execution, None));
    let rows = submission.rows.iter().zip(&outcome.rows).zip(&declared.rows);
    let rows = rows.map(|((row, result), declared)| {
        (submission.indicator(set, row).code.as_str(), result, declared.score, declared.deviation)
    });
    for (code, result, want, want_deviation) in execution.into_iter().chain(rows) {
        named.remove(code);
        let mut differ = |what: &str, want: &str, got: &str| {
            if want != got {
                wrong.push(format!("{code}：{what}应为 {want}，算得 {got}"));
            }
        };
        let code_of = |status| if let Status::NotScored(code) = status { code.as_str() } else { "" };
        let reason = unscored.iter().find(|words| words[0] == code).map_or("", |words| words[1]);
        differ("未计分的代码", reason, code_of(result.status));
        if let Some(words) = statuses.iter().find(|words| words[0] == code) {
            differ("状态", words[1], result.status.as_str());
        }
        // 剔除折算的行与未计分的行没有得分，其余各行都要写期望。
        differ("得分", &shown(want), &shown(result.score));
        if undefined.contains(&code) {
            differ("偏差度", "无", &shown(result.deviation));
        } else if want_deviation.is_some() {
            differ("偏差度", &shown(want_deviation), &shown(result.deviation));
        }
    }
    wrong.extend(named.iter().map(|code| format!("注释行写了 {code}，没有这一行")));

    // 有行未计分时没有总分，`[declared]` 也不写。
    let differ_total = (shown(declared.total), shown(outcome.total.score));
    if differ_total.0 != differ_total.1 {
        wrong.push(format!("总分应为 {}，算得 {}", differ_total.0, differ_total.1));
    }
    let grade = outcome.grade.map(|at| set.grades[at].label.as_str());
    if declared.grade.is_some() && declared.grade.as_deref() != grade {
        wrong.push(format!("等次应为 {:?}，算得 {grade:?}", declared.grade));
    }
    wrong.extend(unexpected(&text, &sink));
    wrong
}

fn shown(value: Option<Decimal>) -> String {
    value.map_or_else(|| "无".to_owned(), |value| value.normalize().to_string())
}

/// 错误须恰是注释里写的那些；提醒只要写了的都在。
fn unexpected(text: &str, sink: &Sink) -> Vec<String> {
    let mut want: BTreeSet<&str> = notes(text, "诊断").concat().into_iter().collect();
    want.extend(notes(text, "未计分").iter().map(|words| words[1]));
    let mut wrong = Vec::new();
    for diagnostic in sink.all().iter().filter(|d| d.code.severity() == Severity::Error) {
        if !want.contains(diagnostic.code.as_str()) {
            wrong.push(format!("多报了 {}：{}", diagnostic.code.as_str(), diagnostic.message));
        }
    }
    let got: BTreeSet<&str> = sink.all().iter().map(|d| d.code.as_str()).collect();
    wrong.extend(want.difference(&got).map(|code| format!("没有报 {code}")));
    wrong
}

#[test]
fn 各案例与期望相符() {
    let cases = cases();
    assert!(cases.len() > 60, "案例少了：{}", cases.len());
    let mut report = String::new();
    for path in &cases {
        for line in disagreements(path) {
            report.push_str(&format!("{}：{line}\n", path.display()));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
