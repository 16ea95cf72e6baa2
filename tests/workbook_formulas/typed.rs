//! 填的人改指标值：自设指标的空行与已有的自设指标，照填的指标值随填随算，与程序读同样的文字算的相同。

use super::Job;
use super::compare::{make, one_by_one};
use super::office::{Grid, Sheets, shown};
use super::random::Dice;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use std::path::Path;
use ziping::check::Checked;
use ziping::diagnostic::{Place, Sink, Sources};
use ziping::library::Library;
use ziping::number::plain;
use ziping::score::{Detail, RowOutcome, Status, score};
use ziping::workbook::layout::{Key, Sheet, rows};
use ziping::workbook::{blank, to_workbook};

/// 默认规则各不相同的口径。
const PROFILES: [&str; 4] = [
    "",
    "[targets]\nbare = \"at_least\"\n[deviation]\nfavourable = \"clip\"\n[rounding]\nrow = { places = 1, mode = \"half_even\" }\n",
    "[defaults]\nat_least = { kind = \"steps\", measure = \"deviation\", per = \"5%\", lose = 0.35, partial = \"full\" }\n\
     at_most = \"ratio\"\nexactly = { kind = \"proportional\", exactly = \"symmetric\", full_at = \"95%\" }\nbelow = \"pass\"\n\
     qualitative = { kind = \"percent\" }\n[not_applicable]\nscore = \"rescale\"\n[rounding]\nrow = { places = 3, mode = \"down\" }\n",
    "[targets]\nbare = \"refuse\"\n[defaults]\n\
     at_least = { kind = \"proportional\", floor = \"60%\", floor_share = \"35%\", over = { reason_from = \"130%\", deduct = { from = \"110%\", per = \"10%\", lose = 0.5 } } }\n\
     at_most = { kind = \"proportional\", at_most = \"zero\" }\nexactly = { kind = \"proportional\", exactly = \"strict\" }\n\
     above = { kind = \"bands\", on = \"completion\", bands = [{ range = \"<60%\", score = 0 }, { range = \"[60%,100%)\", by_completion = true }, { range = \"≥100%\", share = \"100%\" }] }\n\
     qualitative = \"pass\"\n[not_applicable]\nscore = \"zero\"\n[rounding]\nrow = { places = 2, mode = \"up\" }\n",
];

fn profile(at: usize) -> String {
    format!("[profile]\nid = \"q{at}\"\nextends = \"national\"\ntitle = \"试\"\nbasis = [\"试\"]\n\n{}", PROFILES[at])
}

/// 只留自设余地的体系：二十四处，每处几行空的。
fn roomy(at: usize) -> String {
    let parts: String = (0..24)
        .map(|part| {
            format!("[[section]]\nlevel1 = \"产出指标\"\nlevel2 = \"之{part:02}\"\npoints = 4\nown = {{ min = 0 }}\n\n")
        })
        .collect();
    format!(
        "[set]\nid = \"test/roomy\"\nversion = \"1\"\ntitle = \"测试体系\"\nkind = \"project\"\nprofile = \"q{at}\"\ntotal = 100\n\n\
         [[section]]\nlevel1 = \"产出指标\"\npoints = 96\n\n{parts}\
         [[section]]\nlevel1 = \"效益指标\"\npoints = 4\n\n[[indicator]]\ncode = \"X1\"\nlevel1 = \"效益指标\"\nname = \"甲\"\ntarget = \"≥1个\"\npoints = 4\n"
    )
}

/// 填进一行的文字。
#[derive(Clone, Debug, Default)]
struct Filled {
    target: String,
    actual: String,
    share: String,
    points: String,
    /// 公式读得懂的写法：程序有得分，表上就须有。
    is_plain: bool,
}

fn full_width(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c }).collect()
}

fn amount(dice: &mut Dice) -> String {
    match dice.roll(8) {
        0 => format!("{},{:03}", 1 + dice.roll(30), dice.roll(1000)),
        1 => format!("{},{:03}.{}", 1 + dice.roll(30), dice.roll(1000), dice.roll(10)),
        2 => format!("{}.{:02}", dice.roll(200), dice.roll(100)),
        3 => "0".to_owned(),
        4 => (1000 + dice.roll(9000)).to_string(),
        _ => (1 + dice.roll(200)).to_string(),
    }
}

/// 一个指标值与相配的实际完成值。
fn filled(dice: &mut Dice) -> Filled {
    let points = format!("{}.{}", 1 + dice.roll(15), dice.roll(10));
    let unit = dice.pick(&["%", "人", "万元", "元", "", "天", "个月", "人次", "平方米", "公里", "小时", "‰"]);
    let goal = amount(dice);
    let sign = dice.pick(&[
        "≥",
        "≥",
        "≤",
        "≤",
        ">",
        "<",
        "=",
        "=",
        "",
        "",
        ">=",
        "<=",
        "≧",
        "≦",
        "＝",
        "不低于",
        "不少于",
        "不超过",
        "小于",
        "达到",
        "提升",
        "至少",
    ]);
    let space = dice.pick(&["", "", "", " ", "　"]);
    let target = format!("{sign}{space}{goal}{unit}");
    let done = match dice.roll(4) {
        0 => goal.clone(),
        1 => {
            let whole: u64 = goal.split('.').next().unwrap().replace(',', "").parse().unwrap();
            (whole * (60 + dice.roll(90)) / 100).to_string()
        }
        _ => amount(dice),
    };
    let other = match unit {
        "万元" => "元",
        "元" => "万元",
        "%" => "‰",
        "‰" => "%",
        "个月" => "年",
        "人" => "万人",
        "公里" => "米",
        "小时" => "分钟",
        "平方米" => "㎡",
        "" => "个",
        _ => unit,
    };
    let actual = match dice.roll(14) {
        0 => done,
        1 => format!("{done}{other}"),
        2 => format!("{}.{}%", dice.roll(130), dice.roll(10)),
        3 => format!("-{done}{unit}"),
        4 => "不适用".to_owned(),
        5 => String::new(),
        6 => format!("{done} {unit}"),
        _ => format!("{done}{unit}"),
    };
    let (target, actual) = match dice.roll(6) {
        0 => (full_width(&target), actual),
        1 => (target, full_width(&actual)),
        _ => (target, actual),
    };
    Filled { target, actual, points, is_plain: true, ..Filled::default() }
}

/// 定性的。
fn words(dice: &mut Dice) -> Filled {
    let target = dice.pick(&["明显", "效果显著", "达到预期目标", "提高普及率", "完善（优）"]).to_owned();
    let actual = match dice.roll(6) {
        0 => target.clone(),
        1 => "达成".to_owned(),
        2 => "部分达成".to_owned(),
        3 => "好".to_owned(),
        _ => format!("{}.5%", dice.roll(100)),
    };
    let share = if dice.chance(25) { format!("{}%", 60 + dice.roll(40)) } else { String::new() };
    Filled { target, actual, share, points: format!("{}.5", 1 + dice.roll(9)), is_plain: true }
}

/// 公式不去猜的写法：表上可以没有得分，有的话须与程序相同。
fn strange(dice: &mut Dice) -> Filled {
    let target = dice.pick(&[
        "90%~100%",
        "[90%,100%]",
        "12月底前",
        "2024年12月31日前",
        "约95%",
        "≥",
        "XX%",
        "无",
        "95%以上",
        "2024年",
        "≥95% 优质",
        "≥1,23人",
        "百分之95",
        "%90",
        "≥5人左右",
        "1-2个",
        "±10%",
        "控制在100万元以内",
        "年底前",
        "—",
        "≥*人",
        "≥2,0000人",
        "≥12,人",
        "≥5人·天",
        "≥1.2.3人",
        "≥5abc",
        "≥1e3",
        "5日内",
        "=0",
        "≥95%",
        "≤100",
    ]);
    let actual = dice.pick(&[
        "98%",
        "约98%",
        "九成",
        "5人左右",
        "11月",
        "2024年11月30日",
        "1,2人",
        "1.2.3",
        "95%以上",
        "100%",
        "5",
        "*",
        "2-3个",
        "1000万",
        "12,人",
        "3人·天",
        "2024年",
        "0.5",
        "≥96%",
        "１，２３４人,",
    ]);
    let share = if dice.chance(15) { "85%".to_owned() } else { String::new() };
    Filled { target: target.to_owned(), actual: actual.to_owned(), share, points: "5".to_owned(), is_plain: false }
}

/// 程序照同样的文字逐行算；不成立的没有。`rule` 是这一行另写的规则。
fn expected(folder: &Path, profile: &str, rows: &[(&Filled, &str)]) -> Vec<Option<RowOutcome>> {
    let quoted = |text: &str| toml_edit::Value::from(text).to_string();
    let mut text = format!("[submission]\nprofile = \"{profile}\"\nunit = \"某局\"\nyear = 2024\n\n");
    for (at, (row, rule)) in rows.iter().enumerate() {
        let share = if row.share.is_empty() { String::new() } else { format!("share = {}\n", quoted(&row.share)) };
        let _ = write!(
            text,
            "[[indicator]]\ncode = \"A{at}\"\nlevel1 = \"产出指标\"\nname = \"甲\"\ntarget = {}\npoints = {}\nactual = {}\n{share}{rule}\n",
            quoted(&row.target),
            row.points,
            quoted(&row.actual)
        );
    }
    let score = |checked: Checked| score(&checked.set, &checked.submission, Detail::Result).rows.into_iter().next();
    one_by_one(folder, &text).into_iter().map(|checked| checked.and_then(score)).collect()
}

/// 一行应当有的得分与偏差度。
struct Want {
    row: u32,
    filled: Filled,
    outcome: Option<RowOutcome>,
}

impl Want {
    fn differs(&self, range: &Grid) -> Option<String> {
        let got = (shown(range, self.row, rows::SCORE), shown(range, self.row, rows::DEVIATION));
        let outcome = self.outcome.as_ref();
        let score = outcome.and_then(|outcome| match (outcome.score, outcome.status) {
            (Some(score), _) => Some(plain(score.normalize())),
            (None, Status::NotApplicable) => Some("-".to_owned()),
            (None, _) => None,
        });
        let is_open = got.0.is_empty() || got.0 == "由 ziping 计分";
        let is_same = match score {
            Some(_) if is_open && !self.filled.is_plain => true,
            Some(score) => {
                let deviation = outcome.and_then(|outcome| outcome.deviation);
                got == (score, deviation.map_or(String::new(), |deviation| plain(deviation.normalize())))
            }
            None => is_open,
        };
        (!is_same).then(|| {
            format!(
                "第 {} 行 {:?}：表上 {got:?}，程序 {:?}",
                self.row + 1,
                self.filled,
                outcome.map(|o| (o.score, o.deviation, o.status))
            )
        })
    }
}

fn wanted(rows: Vec<(u32, Filled)>, outcomes: Vec<Option<RowOutcome>>) -> Vec<Want> {
    rows.into_iter().zip(outcomes).map(|((row, filled), outcome)| Want { row, filled, outcome }).collect()
}

fn check(wants: Vec<Want>) -> impl Fn(&Sheets) -> Vec<String> {
    move |sheets| {
        let range = &sheets[Sheet::Rows.title()];
        wants.iter().filter_map(|want| want.differs(range)).collect()
    }
}

/// 往“指标”一张表里填文字；分值填数。
fn fill(bytes: &[u8], cells: &BTreeMap<String, String>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let read = |from: &mut zip::ZipArchive<Cursor<&[u8]>>, at: usize| {
        let mut file = from.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    let all: Vec<(String, Vec<u8>)> = (0..from.len()).map(|at| read(&mut from, at)).collect();
    let book = all.iter().find(|(name, _)| name == "xl/workbook.xml").unwrap();
    let book = String::from_utf8(book.1.clone()).unwrap();
    let place = book.split("<sheet ").skip(1).position(|sheet| sheet.contains("\"指标\"")).unwrap() + 1;
    for (name, content) in all {
        to.start_file(name.clone(), zip::write::SimpleFileOptions::default()).unwrap();
        if name != format!("xl/worksheets/sheet{place}.xml") {
            to.write_all(&content).unwrap();
            continue;
        }
        let mut text = String::from_utf8(content).unwrap();
        for (cell, value) in cells {
            let start = text.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("没有 {cell}"));
            let head = start + text[start..].find('>').unwrap();
            let end = match text[..=head].ends_with("/>") {
                true => head + 1,
                false => head + text[head..].find("</c>").unwrap() + 4,
            };
            let style = text[start..head].split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0");
            let escaped = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let made = match cell.starts_with('J') {
                true => format!("<c r=\"{cell}\" s=\"{style}\"><v>{value}</v></c>"),
                false => format!(
                    "<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>"
                ),
            };
            text.replace_range(start..end, &made);
        }
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// 各行要填的格。
fn cells(row: u32, filled: &Filled, is_spare: bool) -> Vec<(String, String)> {
    let mut all =
        vec![(format!("F{}", row + 1), filled.target.clone()), (format!("H{}", row + 1), filled.actual.clone())];
    all.push((format!("I{}", row + 1), filled.share.clone()));
    if is_spare {
        all.push((format!("E{}", row + 1), "某指标".to_owned()));
        all.push((format!("J{}", row + 1), filled.points.clone()));
    }
    all
}

/// 各行的键与行号。
fn keyed(bytes: &[u8], folder: &Path) -> Vec<(u32, Key, String)> {
    let path = folder.join("keys.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let sheets = super::open(&path);
    let range = &sheets[Sheet::Rows.title()];
    let last = range.len() as u32;
    (0..=last).filter_map(|row| Some((row, Key::read(&shown(range, row, 0))?, shown(range, row, rows::CODE)))).collect()
}

/// 空行：四种口径，每种一百二十行。
fn spare_job(folder: &Path, at: usize) -> Job {
    let path = folder.join(format!("roomy{at}.toml"));
    std::fs::write(&path, roomy(at)).unwrap();
    let library = Library::new(vec![folder.to_owned()]);
    let mut sources = Sources::default();
    let name = path.to_str().unwrap();
    let mut sink = Sink::default();
    let set = library.set_for(None, name, None, folder, &mut sources, &mut sink);
    let set = set.unwrap_or_else(|| panic!("{:?}", sink.all().iter().map(|d| &d.message).collect::<Vec<_>>()));
    let text = format!("[submission]\nset = \"{name}\"\nyear = 2024\n");
    let place = Place { source: sources.add("空白", text.as_str()), span: 0..0 };
    let submission = blank(&set, 2024, &place);
    let bytes = to_workbook(&set, &submission, &score(&set, &submission, Detail::Result), &text).expect("写出");
    let mut dice = Dice(77 + at as u64 * 131);
    let mut all = BTreeMap::new();
    let mut wants = Vec::new();
    for (row, key, _) in keyed(&bytes, folder) {
        if key != Key::Spare {
            continue;
        }
        let filled = match dice.roll(10) {
            0 | 1 => words(&mut dice),
            2 | 3 => strange(&mut dice),
            _ => filled(&mut dice),
        };
        all.extend(cells(row, &filled, true));
        wants.push((row, filled));
    }
    let rows: Vec<(&Filled, &str)> = wants.iter().map(|(_, filled)| (filled, "")).collect();
    let outcomes = expected(folder, &format!("q{at}"), &rows);
    let wants = wanted(wants, outcomes);
    let scored =
        wants.iter().filter(|want| want.outcome.as_ref().is_some_and(|outcome| outcome.score.is_some())).count();
    assert!(wants.len() >= 120 && scored > 50, "{} 行，{scored} 行有得分", wants.len());
    Job::new(format!("spare{at}"), &fill(&bytes, &all), check(wants))
}

/// 已有的自设指标改了指标值：自己写了规则的照它的规则，没有写的照口径的默认。
fn own_job(folder: &Path) -> Job {
    let rules = [
        "",
        "rule = \"pass\"\n",
        "rule = { kind = \"proportional\", at_most = \"ratio\", exactly = \"symmetric\" }\n",
        "rule = \"tiers\"\n",
    ];
    let mut dice = Dice(4_242);
    let mut text = "[submission]\nprofile = \"q0\"\nunit = \"某局\"\nyear = 2024\n\n".to_owned();
    for number in 0..80 {
        let rule = rules[number % rules.len()];
        text.push_str(&format!(
            "[[indicator]]\ncode = \"N{number:02}\"\nlevel1 = \"产出指标\"\nname = \"第 {number} 行\"\ntarget = \"≥90%\"\npoints = 5\nactual = \"80%\"\n{rule}\n"
        ));
    }
    let made = make(folder, "own", &text);
    let mut all = BTreeMap::new();
    let mut wants = Vec::new();
    for (row, key, code) in keyed(&made.bytes, folder) {
        let Key::Own(at) = key else { continue };
        let mut filled = if dice.chance(20) { words(&mut dice) } else { filled(&mut dice) };
        // 每三行有一行不改指标值。
        if at % 3 == 0 {
            filled = Filled { target: "≥90%".to_owned(), share: String::new(), ..filled };
        }
        filled.points = "5".to_owned();
        all.extend(cells(row, &filled, false));
        assert_eq!(code, format!("N{:02}", at - 1));
        wants.push((row, filled));
    }
    let own = |at: usize| rules[at % rules.len()];
    let rows: Vec<(&Filled, &str)> = wants.iter().enumerate().map(|(at, (_, filled))| (filled, own(at))).collect();
    let outcomes = expected(folder, "q0", &rows);
    let wants = wanted(wants, outcomes);
    assert_eq!(wants.len(), 80);
    Job::new("own".to_owned(), &fill(&made.bytes, &all), check(wants))
}

/// 改指标值的各份。
pub fn jobs(folder: &Path) -> Vec<Job> {
    for at in 0..PROFILES.len() {
        std::fs::write(folder.join(format!("profiles/q{at}.toml")), profile(at)).unwrap();
    }
    let mut jobs: Vec<Job> = (0..PROFILES.len()).map(|at| spare_job(folder, at)).collect();
    jobs.push(own_job(folder));
    jobs
}
