//! 填报工作簿的公式：由 LibreOffice 重新计算，得分、偏差度、总分、等级与程序算的逐格相同。
#![cfg(feature = "xlsx")]

use calamine::{Data, Range, Reader, Xlsx};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use ziping::diagnostic::{Sink, Sources};
use ziping::library::{self, Library};
use ziping::number::{Decimal, plain};
use ziping::score::{Detail, Outcome, Status, score};
use ziping::workbook::layout::{Key, Sheet, money, rows};
use ziping::workbook::to_workbook;

/// 固定的伪随机数，每次运行同样的填报。
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.roll(from.len() as u64) as usize]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

/// 一份口径：修约、偏差度、不适用、等次各不相同。
fn profile(at: usize) -> String {
    let mode = ["half_up", "half_even", "down", "up"][at % 4];
    let places = [2, 1, 2, 0][at % 4];
    let section = [2, 1, 3, 2][at % 4];
    let favourable = ["signed", "clip"][at % 2];
    let not_applicable = ["rescale", "full", "zero", "rescale"][at % 4];
    let on = ["exact", "rounded"][at % 2];
    let denominator = ["full_year", "initial"][at % 2];
    let execution = [
        "{ kind = \"proportional\", full_at = \"95%\" }",
        "{ kind = \"steps\", per = \"3%\", lose = 0.7, partial = \"ceiling\" }",
        "{ kind = \"bands\", bands = [{ range = \"<60%\", score = 0 }, { range = \"[60%,90%)\", share_from = \"30%\", share_to = \"90%\" }, { range = \"≥90%\", share = \"100%\" }] }",
        "{ kind = \"proportional\" }",
    ][at % 4];
    format!(
        "[profile]\nid = \"p{at}\"\nextends = \"national\"\ntitle = \"试\"\nbasis = [\"试\"]\n\n\
         [rounding]\nrow = {{ places = {places}, mode = \"{mode}\" }}\nsection = {{ places = {section}, mode = \"{mode}\" }}\n\
         total = {{ places = 1, mode = \"{mode}\" }}\n\n[execution]\ndenominator = \"{denominator}\"\nrule = {execution}\n\
         zero_budget = \"not_applicable\"\nreason_below = \"90%\"\n\n[deviation]\nfavourable = \"{favourable}\"\n\
         rounding = {{ places = 2, mode = \"{mode}\" }}\n\n[reason]\nmissed = true\ndeviation_from = \"30%\"\n\n\
         [not_applicable]\nscore = \"{not_applicable}\"\n\n[grade]\non = \"{on}\"\n\n\
         [[veto]]\ncode = \"V1\"\nname = \"弄虚作假\"\ngrade_max = \"中\"\n[[veto]]\ncode = \"V2\"\nname = \"挪用\"\nscore_cap = 59.5\n\n\
         [[fact]]\nkey = \"jia\"\nname = \"甲数\"\nunit = \"万元\"\n[[fact]]\nkey = \"yi\"\nname = \"乙数\"\nunit = \"万元\"\n\
         [[fact]]\nkey = \"ling\"\nname = \"零数\"\nunit = \"万元\"\n\
         [[formula]]\nid = \"比率/甲乙\"\nexpression = \"甲数 ÷ 乙数\"\nunit = \"%\"\n\
         [[formula]]\nid = \"比率/修约\"\nexpression = \"绝对值(甲数 - 乙数) ÷ 最大(甲数, 乙数)\"\nunit = \"%\"\nrounding = {{ places = 1 }}\n\
         [[formula]]\nid = \"零除零\"\nexpression = \"零数 ÷ 零数\"\nunit = \"%\"\n\
         [[formula]]\nid = \"执行率/总额\"\nexpression = \"全年执行数 ÷ 全年预算数\"\nunit = \"%\"\n"
    )
}

/// 指标值与规则都是随机的一行；写成 `[[indicator]]`。
fn row(dice: &mut Dice, number: usize) -> String {
    let unit = dice.pick(&["%", "人", "万元", "", "天"]);
    let value = |dice: &mut Dice, low: u64, span: u64| match dice.roll(3) {
        0 => format!("{}.{}", low + dice.roll(span), dice.roll(100)),
        _ => (low + dice.roll(span)).to_string(),
    };
    let sign = dice.pick(&["≥", "≤", "＞", "＜", "=", "", "between"]);
    let goal = value(dice, 20, 120);
    let (target, is_between) = match sign {
        "between" => {
            let low = 20 + dice.roll(60);
            (format!("[{low}{unit},{}{unit})", low + 1 + dice.roll(50)), true)
        }
        _ if dice.chance(6) => (format!("{sign}0{unit}"), false),
        _ => (format!("{sign}{goal}{unit}"), false),
    };
    let points = format!("{}.{}", 1 + dice.roll(19), dice.roll(10));
    let over = match dice.roll(4) {
        0 => {
            ", over = { flag_at = \"120%\", reason_from = \"130%\", deduct = { from = \"110%\", per = \"7%\", lose = 0.3, partial = \"prorated\", most = 2 } }"
        }
        1 => ", over = { deduct = { from = \"100%\", per = \"10%\", lose = 0.25 } }",
        _ => "",
    };
    let rounding = match dice.roll(4) {
        0 => format!(
            ", rounding = {{ places = {}, mode = \"{}\" }}",
            dice.roll(4),
            dice.pick(&["half_up", "half_even", "down", "up"])
        ),
        _ => String::new(),
    };
    let cap = if dice.chance(12) { ", cap = 0.75" } else { "" };
    let negative = if dice.chance(25) { ", negative = \"keep\"" } else { "" };
    let partial = dice.pick(&["full", "prorated", "ceiling"]);
    let full_at = if dice.chance(30) { ", full_at = \"92%\"" } else { "" };
    let floor = dice.pick(&["", "", ", floor = \"60%\"", ", floor = \"60%\", floor_share = \"35%\""]);
    let unit_per = if unit.is_empty() { "2.5".to_owned() } else { format!("2.5{unit}") };
    let kind = match dice.roll(11) {
        0..=3 => format!(
            "kind = \"proportional\", at_most = \"{}\", exactly = \"{}\"{full_at}{floor}",
            dice.pick(&["linear", "ratio", "zero"]),
            dice.pick(&["at_least", "at_most", "symmetric", "strict"])
        ),
        4 => format!("kind = \"pass\"{full_at}"),
        5 => format!("kind = \"steps\", per = \"{unit_per}\", lose = 0.35, partial = \"{partial}\""),
        6 => format!("kind = \"steps\", measure = \"deviation\", per = \"1.5%\", lose = 0.2, partial = \"{partial}\""),
        7 if !is_between => "kind = \"bands\", on = \"completion\", bands = [{ range = \"<60%\", score = 0.5 }, { range = \"[60%,90%)\", by_completion = true }, { range = \"[90%,100%)\", share_from = \"55%\", share_to = \"95%\" }, { range = \"≥100%\", share = \"100%\" }]".to_owned(),
        8 if !is_between => "kind = \"bands\", on = \"deviation\", bands = [{ range = \"(-∞,-30%)\", score = 0 }, { range = \"[-30%,0)\", share_from = \"20%\", share_to = \"100%\" }, { range = \"[0,30%]\", share = \"100%\" }, { range = \">30%\", share = \"60%\" }]".to_owned(),
        9 => format!(
            "kind = \"bands\", bands = [{{ range = \"<30{unit}\", score = 0.4 }}, {{ range = \"[30{unit},80{unit})\", share_from = \"10%\", share_to = \"90%\" }}, {{ range = \"≥80{unit}\", share = \"100%\" }}]"
        ),
        _ => "kind = \"proportional\"".to_owned(),
    };
    // 指标值为零、按偏差分档的没有意义；读入时也不许。
    let amount = match dice.roll(12) {
        0 => goal.clone(),
        1 => "0".to_owned(),
        2 => format!("-{}", dice.roll(40)),
        3 => format!("{}.{}{}", dice.roll(200), dice.roll(10), 1 + dice.roll(9)),
        _ => value(dice, 0, 190),
    };
    let actual = match unit {
        "万元" if dice.chance(20) => format!("{}元", dice.roll(1_900_000)),
        "%" if dice.chance(20) => format!("{}‰", dice.roll(1900)),
        "人" if dice.chance(15) => format!("{}%", dice.roll(130)),
        "人" if dice.chance(15) => format!("０{}人", dice.roll(130)).replace('0', "０"),
        _ => format!("{amount}{unit}"),
    };
    let actual = if dice.chance(5) { "不适用".to_owned() } else { actual };
    format!(
        "[[indicator]]\ncode = \"N{number:03}\"\nlevel1 = \"{}\"\nname = \"第 {number} 行\"\ntarget = \"{target}\"\npoints = {points}\n\
         actual = \"{actual}\"\n{}rule = {{ {kind}{over}{rounding}{cap}{negative} }}\n\n",
        dice.pick(&["产出指标", "效益指标", "成本指标"]),
        if dice.chance(30) { "reason = \"写了原因\"\n" } else { "" },
    )
}

/// 定性、百分数、清单、人工评分、分档的一行。
fn other_row(dice: &mut Dice, number: usize) -> String {
    let tail = match dice.roll(5) {
        0 => format!(
            "target = \"明显\"\npoints = 7.5\nactual = \"{}\"\nrule = \"tiers\"\n",
            dice.pick(&["达成", "100%", "79.5%", "80%", "60%", "33.3%", "0%", "不适用"])
        ),
        1 => format!(
            "target = \"明显\"\npoints = 7\nactual = \"部分达成\"\nshare = \"{}%\"\nrule = \"tiers\"\n",
            60 + dice.roll(20)
        ),
        2 => format!(
            "target = \"健全\"\npoints = 3.3\nactual = \"{}.5%\"\nrule = {{ kind = \"percent\" }}\n",
            dice.roll(120)
        ),
        3 => format!(
            "target = \"齐全\"\npoints = 3\nactual = \"见附件\"\nchecks = [{}, {}]\nrule = {{ kind = \"checklist\", items = [{{ name = \"甲\", lose = 0.5 }}, {{ name = \"乙\", lose = 0.75 }}] }}\n",
            dice.roll(4),
            dice.roll(3)
        ),
        _ => format!(
            "target = \"公开\"\npoints = 2\nactual = \"见网站\"\nchecks = [{}, {}]\nrule = {{ kind = \"checklist\", items = [{{ name = \"甲\", points = 1.2 }}, {{ name = \"乙\", points = 0.8 }}] }}\n",
            dice.chance(60),
            dice.chance(60)
        ),
    };
    let manual = format!(
        "target = \"好\"\npoints = 5\nactual = \"好\"\nscore = {}.{}\nrule = \"manual\"\n",
        dice.roll(5),
        dice.roll(100)
    );
    let tail = if dice.chance(15) { manual } else { tail };
    format!("[[indicator]]\ncode = \"N{number:03}\"\nlevel1 = \"效益指标\"\nname = \"第 {number} 行\"\n{tail}\n")
}

fn submission(at: usize, count: usize) -> String {
    let mut dice = Dice(20_240 + at as u64 * 977);
    let (initial, full_year) = (80 + dice.roll(40), 100 + dice.roll(50));
    let executed = full_year - dice.roll(60);
    let mut text = format!(
        "[submission]\nprofile = \"p{at}\"\nunit = \"=某局\"\nyear = 2024\ngrades = \"words\"\n{}\n\
         [execution]\npoints = 10\n\n\
         [budget]\ntotal = {{ initial = {initial}, full_year = {full_year}, executed = {executed} }}\n\n",
        ["", "vetoes = [\"V1\"]", "", "vetoes = [\"V2\"]"][at % 4],
    );
    for number in 0..count {
        text.push_str(&if dice.chance(25) { other_row(&mut dice, number) } else { row(&mut dice, number) });
    }
    for (name, target) in [("比率/甲乙", "≥90%"), ("比率/修约", "≤20%"), ("零除零", "≥90%"), ("执行率/总额", "≥95%")]
    {
        let _ = write!(
            text,
            "[[indicator]]\ncode = \"C{}\"\nlevel1 = \"产出指标\"\nname = \"算得\"\ntarget = \"{target}\"\npoints = 6.3\ncompute = \"{name}\"\n\n",
            text.len()
        );
    }
    let (jia, yi) = (700_000 + dice.roll(400_000), 80 + dice.roll(30));
    let _ = write!(text, "[facts]\njia = \"{jia}元\"\nyi = {yi}.5\nling = 0\n");
    let _ = write!(
        text,
        "[[deduction]]\npoints = 1.35\nreason = \"复核\"\n[[deduction]]\ncode = \"N001\"\nshare = \"30%\"\nreason = \"复核\"\n"
    );
    text
}

/// 写出的一份，连同程序算的结果。
struct Made {
    /// 由公式算的各行。
    computed: Vec<String>,
    codes: Vec<String>,
    outcome: Outcome,
    grade: String,
    bytes: Vec<u8>,
    text: String,
}

fn make(folder: &Path, name: &str, text: &str) -> Made {
    let path = folder.join(format!("{name}.toml"));
    std::fs::write(&path, text).unwrap();
    let mut sink = Sink::default();
    load(&path, folder, &mut sink).unwrap_or_else(|| {
        let errors: Vec<&str> = sink.all().iter().map(|d| d.message.as_str()).collect();
        panic!("填报不成立：{}", errors.join("\n"))
    })
}

/// 一份填报文件，不成立的没有。
fn load(path: &Path, folder: &Path, sink: &mut Sink) -> Option<Made> {
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

/// 随机的各行里，读入时就不成立的（规则与指标值不配）去掉，直到成立。
fn sound(folder: &Path, at: usize, count: usize) -> String {
    let whole = submission(at, count);
    let mut parts: Vec<&str> = whole.split("[[indicator]]\n").collect();
    let head = parts.remove(0);
    let (last, tail) = {
        let last = parts.pop().unwrap();
        let (row, tail) = last.split_at(last.find("[facts]").unwrap());
        (row.to_owned(), tail.to_owned())
    };
    let path = folder.join("one.toml");
    let library = Library::new(vec![folder.to_owned()]);
    let keeps = |part: &str| {
        let one = format!("[submission]\nprofile = \"p{at}\"\nunit = \"某局\"\nyear = 2024\n\n[[indicator]]\n{part}");
        std::fs::write(&path, one).unwrap();
        library::submission(&path, &library, &mut Sources::default(), &mut Sink::default()).is_some()
    };
    let kept: Vec<&str> = parts.into_iter().chain([last.as_str()]).filter(|part| keeps(part)).collect();
    assert!(kept.len() * 3 > count * 2, "只有 {} 行成立", kept.len());
    let rows: String = kept.iter().map(|part| format!("[[indicator]]\n{part}")).collect();
    let tail = if rows.contains("\"N001\"") { tail } else { tail.replace("N001", kept[0].split('"').nth(1).unwrap()) };
    format!("{head}{rows}{tail}")
}

/// 把每个公式存着的结果换成 `-7`；重新计算之后才会对。
fn poisoned(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut file = from.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(content).unwrap();
            let mut parts = text.split("</f>");
            let mut out = parts.next().unwrap().to_owned();
            for part in parts {
                let rest = part.split_once("</v>").map_or(part, |(_, rest)| rest);
                out.push_str("</f><v>-7</v>");
                out.push_str(rest);
            }
            content = out.into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// LibreOffice 的位置；没有时在 CI 里是失败，在别处跳过。
fn office() -> Option<PathBuf> {
    let found = ["soffice", "libreoffice"]
        .iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()));
    match found {
        Some(name) => Some(PathBuf::from(name)),
        None if std::env::var_os("CI").is_some() => panic!("没有 LibreOffice"),
        None => {
            println!("没有 LibreOffice，跳过");
            None
        }
    }
}

/// 总是重新计算，转成 xlsx。
fn recalculated(office: &Path, folder: &Path, files: &[PathBuf]) -> PathBuf {
    let home = folder.join("home");
    std::fs::create_dir_all(home.join("user")).unwrap();
    let settings = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" \
        xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
        <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item>\
        </oor:items>";
    std::fs::write(home.join("user/registrymodifications.xcu"), settings).unwrap();
    let out = folder.join("out");
    let done = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", home.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .args(files)
        .output()
        .expect("运行 LibreOffice");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    out
}

fn open(path: &Path) -> BTreeMap<String, Range<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap_or_else(|error| panic!("{}：{error}", path.display()));
    let names = book.sheet_names().clone();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range)
        })
        .collect()
}

fn shown(range: &Range<Data>, row: u32, column: u16) -> String {
    match range.get_value((row, u32::from(column))) {
        None | Some(Data::Empty) => String::new(),
        Some(Data::Float(number)) => {
            let text = format!("{number:.8}");
            plain(Decimal::from_str_exact(&text).unwrap().normalize())
        }
        Some(Data::Int(number)) => number.to_string(),
        Some(other) => other.to_string(),
    }
}

/// 工作簿里的各格与程序的结果逐个比，返回不同之处。
fn differences(made: &Made, sheets: &BTreeMap<String, Range<Data>>) -> Vec<String> {
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
    let last = range.end().unwrap().0;
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
            expect("执行率".into(), shown(budget, head, money::RATE), optional(Some(rate / Decimal::ONE_HUNDRED)));
        }
    }
    wrong
}

#[test]
fn 公式算的与程序算的逐格相同() {
    let Some(office) = office() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("profiles")).unwrap();
    let mut files = Vec::new();
    let mut all = Vec::new();
    for at in 0..4 {
        std::fs::write(folder.path().join(format!("profiles/p{at}.toml")), profile(at)).unwrap();
        let text = sound(folder.path(), at, 120);
        let mut made = make(folder.path(), &format!("s{at}"), &text);
        // 这里的公式都写得出，一行也不许留给程序。
        assert_eq!(std::mem::take(&mut made.computed).len(), 4);
        let path = folder.path().join(format!("b{at}.xlsx"));
        std::fs::write(&path, poisoned(&made.bytes)).unwrap();
        assert_eq!(made.codes.iter().filter(|code| code.starts_with('C')).count(), 4, "由公式算的四行");
        // 不重新计算的话，读到的就是改坏的结果。
        let stale = differences(&made, &open(&path));
        assert!(stale.len() > made.codes.len(), "改坏的结果没有看出来");
        files.push(path);
        all.push(made);
    }
    let out = recalculated(&office, folder.path(), &files);
    let mut wrong = Vec::new();
    let mut scored = 0;
    for (at, made) in all.iter().enumerate() {
        scored += made.outcome.rows.iter().filter(|row| row.score.is_some()).count();
        wrong.extend(
            differences(made, &open(&out.join(format!("b{at}.xlsx")))).into_iter().map(|text| format!("b{at} {text}")),
        );
    }
    assert!(scored > 300, "只有 {scored} 行有得分");
    assert!(
        wrong.is_empty(),
        "{} 处不同\n{}",
        wrong.len(),
        wrong.iter().take(12).cloned().collect::<Vec<_>>().join("\n")
    );
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
    std::fs::create_dir_all(folder.path().join("profiles")).unwrap();
    std::fs::write(folder.path().join("profiles/p0.toml"), profile(0)).unwrap();
    let made = make(folder.path(), "s0", &sound(folder.path(), 0, 60));
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

/// 手算的案例与公开的例子：择一、分目标、板块上限、否决、复核扣分、折算、时限都在里面。
#[test]
fn 案例的公式与程序相同() {
    let Some(office) = office() else { return };
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut all = Vec::new();
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
            let book = folder.path().join(format!("{name}.xlsx"));
            std::fs::write(&book, poisoned(&made.bytes)).unwrap();
            files.push(book);
            all.push((name, made));
        }
    }
    assert!(all.len() > 40, "只有 {} 份案例", all.len());
    let out = recalculated(&office, folder.path(), &files);
    let mut wrong = Vec::new();
    for (name, made) in &all {
        let sheets = open(&out.join(format!("{name}.xlsx")));
        wrong.extend(differences(made, &sheets).into_iter().map(|text| format!("{name} {text}")));
    }
    assert!(
        wrong.is_empty(),
        "{} 处不同\n{}",
        wrong.len(),
        wrong
            .iter()
            .map(|t| format!("{} ## {}", t.lines().next().unwrap(), t.lines().last().unwrap()))
            .collect::<Vec<_>>()
            .join("\n")
    );
}
