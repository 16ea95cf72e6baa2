//! 工作簿的各格与程序的结果逐个比。

use super::office::{Sheets, shown};
use super::random::submission;
use std::path::Path;
use ziping::check::{self, Checked};
use ziping::diagnostic::{Sink, Sources};
use ziping::library::{self, Library};
use ziping::number::{Decimal, plain};
use ziping::score::{Detail, Outcome, Status, score};
use ziping::workbook::layout::{Key, Sheet, money, rows};
use ziping::workbook::to_workbook;

/// 写出的一份，连同程序算的结果。
pub struct Made {
    /// 由公式算的各行。
    pub computed: Vec<String>,
    pub codes: Vec<String>,
    pub outcome: Outcome,
    pub grade: String,
    pub bytes: Vec<u8>,
    pub text: String,
}

pub fn make(folder: &Path, name: &str, text: &str) -> Made {
    let path = folder.join(format!("{name}.toml"));
    std::fs::write(&path, text).unwrap();
    let mut sink = Sink::default();
    load(&path, folder, &mut sink).unwrap_or_else(|| {
        let errors: Vec<&str> = sink.all().iter().map(|d| d.message.as_str()).collect();
        panic!("填报不成立：{}", errors.join("\n"))
    })
}

/// 一份填报文件，不成立的没有。
pub fn load(path: &Path, folder: &Path, sink: &mut Sink) -> Option<Made> {
    let text = &std::fs::read_to_string(path).unwrap();
    let library = Library::new(vec![folder.to_owned()]);
    let checked = library::submission(path, &library, &mut Sources::default(), sink)?;
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    let bytes = to_workbook(&checked.set, &checked.submission, &outcome, text).expect("写出");
    let rows = &checked.submission.rows;
    let codes = rows.iter().map(|row| checked.submission.indicator(&checked.set, row).code.clone()).collect();
    let grade = outcome.grade.map_or(String::new(), |at| checked.set.grades[at].label.clone());
    let computed = rows.iter().map(|row| checked.submission.indicator(&checked.set, row));
    let computed = computed.filter(|row| row.compute.is_some()).map(|row| row.code.clone()).collect();
    Some(Made { computed, codes, outcome, grade, bytes, text: text.to_owned() })
}

/// 一份填报的各行 `[[indicator]]` 各自单独审查；不成立的没有。口径只读一遍。
pub fn one_by_one(folder: &Path, text: &str) -> Vec<Option<Checked>> {
    let path = folder.join("one.toml");
    std::fs::write(&path, text).unwrap();
    let library = Library::new(vec![folder.to_owned()]);
    let mut sink = Sink::default();
    let draft = library::draft(&path, &library, &mut Sources::default(), &mut sink).expect("读得进");
    let errors: Vec<&str> = sink.all().iter().map(|d| d.message.as_str()).collect();
    assert!(!sink.has_errors(), "写法不对：{}", errors.join("\n"));
    let mut raw = draft.raw;
    raw.deductions.clear();
    let rows = std::mem::take(&mut raw.indicators);
    let alone = |row| {
        raw.indicators = vec![row];
        check::submission(&raw, &draft.base, String::new(), &mut Sink::default())
    };
    rows.into_iter().map(alone).collect()
}

/// 随机的各行里，读入时就不成立的（规则与指标值不配）去掉。
pub fn sound(folder: &Path, at: usize, count: usize) -> String {
    let whole = submission(at, count);
    let is_sound = one_by_one(folder, &whole);
    let mut parts: Vec<&str> = whole.split("[[indicator]]\n").collect();
    let head = parts.remove(0);
    let (last, tail) = {
        let last = parts.pop().unwrap();
        let (row, tail) = last.split_at(last.find("[facts]").unwrap());
        (row.to_owned(), tail.to_owned())
    };
    let all = parts.into_iter().chain([last.as_str()]).zip(is_sound);
    let kept: Vec<&str> = all.filter(|(_, checked)| checked.is_some()).map(|(part, _)| part).collect();
    assert!(kept.len() * 3 > count * 2, "只有 {} 行成立", kept.len());
    let rows: String = kept.iter().map(|part| format!("[[indicator]]\n{part}")).collect();
    let tail = if rows.contains("\"N001\"") { tail } else { tail.replace("N001", kept[0].split('"').nth(1).unwrap()) };
    format!("{head}{rows}{tail}")
}

/// 工作簿里的各格与程序的结果逐个比，返回不同之处。
pub fn differences(made: &Made, sheets: &Sheets) -> Vec<String> {
    let range = &sheets[Sheet::Rows.title()];
    let mut wrong = Vec::new();
    let mut expect = |what: String, got: String, want: String| {
        if got != want {
            wrong.push(format!("{what}：表上 {got:?}，程序 {want:?}"));
        }
    };
    let mut checked = 0;
    let mut is_left = false;
    let optional = |value: Option<Decimal>| value.map_or(String::new(), |value| plain(value.normalize()));
    let last = range.len() as u32;
    for row in 0..=last {
        let key = shown(range, row, 0);
        if Key::read(&key).is_some_and(|key| matches!(key, Key::Own(_) | Key::Row(_))) {
            let code = shown(range, row, rows::CODE);
            // 没有写编码的自设指标，看它是第几段。
            let at = made.codes.iter().position(|known| *known == code).unwrap_or_else(|| {
                let number = key.trim_start_matches("own:");
                made.codes.iter().position(|known| *known == format!("R{number:0>2}")).unwrap()
            });
            let result = &made.outcome.rows[at];
            let score = match (result.score, result.status) {
                (Some(score), _) => plain(score.normalize()),
                (None, Status::NotApplicable) => "-".to_owned(),
                // 没有得分的，空着或写明由程序计分，总之不是数。
                (None, _) => match shown(range, row, rows::SCORE) {
                    text if text.is_empty() || text == "由 ziping 计分" => text,
                    _ => "没有得分".to_owned(),
                },
            };
            // 由公式算的行可以留给程序，表上只是没有数，不会是错的数。
            if made.computed.contains(&code) && shown(range, row, rows::SCORE) == "由 ziping 计分" {
                (is_left, checked) = (true, checked + 1);
                continue;
            }
            let source = made.text.split("[[indicator]]").find(|part| part.contains(&format!("\"{code}\"")));
            let source = source.unwrap_or_default();
            expect(format!("{code} 得分\n{source}"), shown(range, row, rows::SCORE), score);
            expect(format!("{code} 偏差度\n{source}"), shown(range, row, rows::DEVIATION), optional(result.deviation));
            checked += 1;
        }
        let total = match shown(range, row, rows::NAME).as_str() {
            "总分" if is_left => "未评完".to_owned(),
            "等级" if is_left => String::new(),
            "总分" => made.outcome.total.score.map_or("未评完".to_owned(), |score| plain(score.normalize())),
            "等级" => made.grade.clone(),
            _ => continue,
        };
        expect(shown(range, row, rows::NAME), shown(range, row, rows::SCORE), total);
        checked += 1;
    }
    assert!(checked > made.codes.len(), "有行没有比到");
    if let Some(execution) = &made.outcome.execution {
        let budget = &sheets[Sheet::Money.title()];
        let head = ziping::workbook::layout::HEAD + 1;
        let score = match execution.result.status {
            Status::NotApplicable if execution.result.score.is_none() => "-".to_owned(),
            _ => optional(execution.result.score),
        };
        expect("执行率得分".into(), shown(budget, head, money::SCORE), score);
        if let Some(rate) = execution.rate {
            // csv 里照百分数写。
            let printed = shown(budget, head, money::RATE);
            let whole = printed.strip_suffix('%').and_then(|text| text.parse::<Decimal>().ok());
            let printed = whole.map_or(printed, |whole| plain((whole / Decimal::ONE_HUNDRED).normalize()));
            expect("执行率".into(), printed, optional(Some(rate / Decimal::ONE_HUNDRED)));
        }
    }
    wrong
}
