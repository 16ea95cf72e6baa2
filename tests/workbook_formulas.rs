//! 填报工作簿的公式：由 LibreOffice 重新计算，得分、偏差度、总分、等级与程序算的逐格相同。
#![cfg(feature = "xlsx")]

#[path = "workbook_formulas/compare.rs"]
mod compare;
#[path = "workbook_formulas/office.rs"]
mod office;
#[path = "workbook_formulas/random.rs"]
mod random;
#[path = "workbook_formulas/typed.rs"]
mod typed;

use compare::{Made, differences, load, make, sound};
use office::{Sheets, office, open, poisoned, read_back, recalculated, shown};
use random::profile;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use ziping::diagnostic::Sink;
use ziping::workbook::layout::Sheet;

/// 交去重新计算的一份：改坏了存着的结果的工作簿，与怎样核对。
struct Job {
    name: String,
    bytes: Vec<u8>,
    check: Check,
}

/// 重新计算之后，说出与程序不同之处。
type Check = Box<dyn Fn(&Sheets) -> Vec<String>>;

impl Job {
    fn new(name: String, bytes: &[u8], check: impl Fn(&Sheets) -> Vec<String> + 'static) -> Job {
        Job { name, bytes: poisoned(bytes), check: Box::new(check) }
    }
}

/// 随机的各种规则与指标值。
fn random_jobs(folder: &Path) -> Vec<Job> {
    let mut scored = 0;
    let jobs = (0..4)
        .map(|at| {
            let text = sound(folder, at, 120);
            let mut made = make(folder, &format!("s{at}"), &text);
            // 这里的公式都写得出，一行也不许留给程序。
            assert_eq!(std::mem::take(&mut made.computed).len(), 4);
            assert_eq!(made.codes.iter().filter(|code| code.starts_with('C')).count(), 4, "由公式算的四行");
            scored += made.outcome.rows.iter().filter(|row| row.score.is_some()).count();
            let bytes = made.bytes.clone();
            Job::new(format!("b{at}"), &bytes, move |sheets| differences(&made, sheets))
        })
        .collect();
    assert!(scored > 300, "只有 {scored} 行有得分");
    jobs
}

/// 手算的案例与公开的例子：择一、分目标、板块上限、否决、复核扣分、折算、时限都在里面。
fn case_jobs() -> Vec<Job> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut jobs = Vec::new();
    for part in ["tests/cases/rules", "examples/luoyang-jianxi-2024", "examples/training"] {
        let mut found: Vec<PathBuf> =
            std::fs::read_dir(root.join(part)).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.sort();
        // 各地公开的表（field_）用的规则，别的案例里都有。
        let is_case = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.ends_with(".toml") && !name.starts_with("field_")
        };
        for path in found.into_iter().filter(is_case) {
            let Some(made) = load(&path, &root.join("tests/cases/sets"), &mut Sink::default()) else { continue };
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let bytes = made.bytes.clone();
            jobs.push(Job::new(name, &bytes, move |sheets| differences(&made, sheets)));
        }
    }
    assert!(jobs.len() > 40, "只有 {} 份案例", jobs.len());
    jobs
}

#[test]
fn 公式算的与程序算的逐格相同() {
    let Some(office) = office() else { return };
    let folder = tempfile::tempdir().unwrap();
    write_profiles(folder.path());
    let mut jobs = random_jobs(folder.path());
    jobs.extend(case_jobs());
    jobs.extend(typed::jobs(folder.path()));
    let files: Vec<PathBuf> = jobs.iter().map(|job| folder.path().join(format!("{}.xlsx", job.name))).collect();
    for (job, file) in jobs.iter().zip(&files) {
        std::fs::write(file, &job.bytes).unwrap();
    }
    // 不重新计算的话，读到的就是改坏的结果。
    for at in [0, jobs.len() - 1] {
        assert!(!(jobs[at].check)(&open(&files[at])).is_empty(), "{}：改坏的结果没有看出来", jobs[at].name);
    }
    let out = recalculated(&office, folder.path(), &files);
    let mut wrong = Vec::new();
    for job in &jobs {
        let found = (job.check)(&read_back(&out, &job.name));
        wrong.extend(found.into_iter().map(|text| format!("{} {text}", job.name)));
    }
    let first: Vec<&str> = wrong.iter().take(30).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} 处不同\n{}", wrong.len(), first.join("\n"));
}

/// 随机的填报用的四种口径。
fn write_profiles(folder: &Path) {
    std::fs::create_dir_all(folder.join("profiles")).unwrap();
    for at in 0..4 {
        std::fs::write(folder.join(format!("profiles/p{at}.toml")), profile(at)).unwrap();
    }
}

/// 公式只用 Excel 2010 就有的函数，长度在限度之内。
fn formulas_are_plain(bytes: &[u8]) {
    const KNOWN: [&str; 37] = [
        "ABS",
        "AND",
        "ASC",
        "CHOOSE",
        "COUNT",
        "EXACT",
        "FIND",
        "FALSE",
        "IF",
        "IFERROR",
        "INDEX",
        "INT",
        "ISERROR",
        "ISNA",
        "ISNUMBER",
        "LEFT",
        "LEN",
        "MATCH",
        "MAX",
        "MID",
        "MIN",
        "MOD",
        "N",
        "NA",
        "NOT",
        "OR",
        "RIGHT",
        "ROUND",
        "ROUNDDOWN",
        "ROUNDUP",
        "SUBSTITUTE",
        "SUM",
        "SUMIF",
        "SUMPRODUCT",
        "TEXT",
        "TRIM",
        "VLOOKUP",
    ];
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut seen = 0;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        if !file.name().unwrap().starts_with("xl/worksheets/sheet") || file.read_to_string(&mut text).is_err() {
            continue;
        }
        for formula in text.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap()) {
            seen += 1;
            assert!(formula.chars().count() < 8000, "太长：{formula}");
            let outside: String = formula.split('"').step_by(2).collect::<Vec<_>>().join(" ");
            for (end, _) in outside.match_indices('(') {
                let before = &outside[..end];
                let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
                let name = &before[start..];
                assert!(name.is_empty() || name == "VALUE" || KNOWN.contains(&name), "不认识的函数 {name}：{formula}");
            }
        }
    }
    assert!(seen > 500, "只看到 {seen} 个公式");
}

/// 没有 LibreOffice 也看得到：每个公式旁边存着程序算的结果。
#[test]
fn 公式旁边存着程序的结果() {
    let folder = tempfile::tempdir().unwrap();
    write_profiles(folder.path());
    let made: Made = make(folder.path(), "s0", &sound(folder.path(), 0, 60));
    let path = folder.path().join("b.xlsx");
    std::fs::write(&path, &made.bytes).unwrap();
    let wrong: Vec<String> = differences(&made, &open(&path))
        .into_iter()
        .filter(|text| !text.contains("表上 \"\"，程序 \"由 ziping 计分\""))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let sheets = open(&path);
    assert_eq!(shown(&sheets[Sheet::Basics.title()], 3, 2), "=某局", "以等号开头的也是文字");
    assert_eq!(made.bytes, make(folder.path(), "s0", &made.text).bytes, "同样的填报写出同样的字节");
    formulas_are_plain(&made.bytes);
}
