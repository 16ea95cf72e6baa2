//! 诊断：`cases/diagnostics/` 里每种错误一份文件，文件名以代码开头；说明页与文档由此核对。

mod command;
#[path = "fill/office.rs"]
#[allow(dead_code)]
mod office;

use command::ziping;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use ziping::diagnostic::{Code, Severity};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/diagnostics");

/// 单靠一份存下来的文件造不出的诊断，以及测它的地方。
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::E0101, "bad_input：读不到的输入"),
    (Code::E0102, "bad_input：坏的字节"),
    (Code::E0103, "bad_input：坏的字节"),
    (Code::E0106, "bad_input：写不出的输出"),
    (Code::E0108, "bad_input：嵌套太深"),
    (Code::E0109, "bad_input：写不出的输出"),
    (Code::E1001, "import：表格导入的快照"),
    (Code::E1002, "import：表格导入的快照"),
    (Code::W1001, "import：表格导入的快照"),
    (Code::W1002, "import：表格导入的快照"),
    (Code::E1102, "pdf：字体与列数"),
    (Code::W1101, "pdf：印不出的字"),
    (Code::E1301, "narrative：合不到一起的填报"),
    (Code::E1302, "narrative：合不到一起的填报"),
    (Code::E1303, "narrative：合不到一起的填报"),
    (Code::W1301, "narrative：没有分母的句子"),
    (Code::W1102, "fill：草稿看不出的提醒"),
    (Code::E1103, "fill：坏的文件"),
    (Code::E1104, "fill：写错的标记"),
    (Code::E1105, "fill：写错的标记"),
    (Code::E1106, "fill：写错的标记"),
    (Code::E1201, "workbook_import：改坏的工作簿的快照"),
    (Code::E1202, "workbook_import：宏与外部链接"),
    (Code::E1203, "workbook_import：改坏的工作簿的快照"),
    (Code::E1204, "workbook_import：改坏的工作簿的快照"),
    (Code::E1205, "workbook_import：改坏的工作簿的快照"),
    (Code::W1201, "workbook_import：改坏的工作簿的快照"),
    (Code::W1202, "workbook_import：改坏的工作簿的快照"),
    (Code::W1203, "workbook_import：改坏的工作簿的快照"),
    (Code::W1204, "workbook_import：改坏的工作簿的快照"),
    (Code::E0411, "published：不能发布的各种情形"),
    (Code::E1101, "formats：放不下的一格"),
    (Code::E0414, "monitor：预计完不成的要写原因"),
    (Code::W0716, "monitor：推算不了的"),
    (Code::W0717, "monitor：可能性与预计不合"),
    (Code::A0506, "accounts：公开文本里的错都找得到"),
    (Code::E0904, "coverage：只有一行的体系"),
    (Code::E1401, "audit：读不成的表"),
    (Code::E1402, "audit：读不成的表"),
    (Code::E1403, "audit：读不成的表"),
    (Code::E1404, "audit：读不成的表"),
    (Code::E1425, "reviewed：写得不对的复核单"),
    (Code::E1426, "reviewed：写得不对的复核单"),
    (Code::E1427, "reviewed：写得不对的复核单"),
    (Code::E1428, "reviewed：写得不对的复核单"),
    (Code::E1429, "reviewed：抽查的份额"),
];

#[test]
fn 每份文件的诊断() {
    insta::glob!("cases/diagnostics/*.toml", |path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("文件名");
        let code = Code::find(&name[..5]).expect("文件名以诊断代码开头");
        let run = ziping(Path::new(CASES), &["check", "--sets", "library", name]);
        assert!(run.codes().contains(&code), "{name} 没有报出 {}：\n{}", code.as_str(), run.stderr);
        match code.severity() {
            Severity::Error => assert!(matches!(run.exit, 1 | 2), "{name} 退出码 {}", run.exit),
            Severity::Warning | Severity::Note => assert_eq!(run.exit, 0, "{name}：\n{}", run.stderr),
        }
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!("check", format!("退出码 {}\n{}\n{}", run.exit, run.stdout, run.stderr));
        });
    });
}

#[test]
fn 每个代码都有文件可测() {
    let files: Vec<String> = fs::read_dir(CASES)
        .expect("读文件夹")
        .map(|entry| entry.expect("读文件夹").file_name().to_string_lossy().into_owned())
        .collect();
    for code in Code::ALL {
        // 复核的发现，由说明页的例子测（audit：每个发现的例子），另有公开的表。
        if code.as_str().starts_with('A') {
            continue;
        }
        let stored = files.iter().any(|name| name.starts_with(code.as_str()));
        let elsewhere = ELSEWHERE.iter().any(|(other, _)| other == code);
        assert!(stored != elsewhere, "{} 应当有且只有一处可测：存下的文件，或列在 ELSEWHERE", code.as_str());
    }
}

/// 说明页的例子都是真的：错误的写法报出这个代码，正确的写法没有错误，也不再报它。
#[test]
fn 说明页的例子() {
    for &code in Code::ALL {
        let name = code.as_str();
        let wide = code.title().chars().filter(|c| !c.is_ascii()).count();
        assert!(wide <= 16, "{name} 的标题有 {wide} 个汉字");
        assert_ne!(code.bad(), code.good(), "{name} 的两个例子相同");
        let (codes, exits, report) = tried(code.good());
        assert!(exits.iter().all(|exit| *exit == 0), "{name} 正确的写法有错误：\n{report}");
        assert!(!codes.contains(&code), "{name} 正确的写法仍报出它：\n{report}");
        // 上百层的括号不便印在说明页上。
        if code != Code::E0108 {
            let (codes, _, report) = tried(code.bad());
            assert!(codes.contains(&code), "{name} 错误的写法没有报出它：\n{report}");
        }
    }
}

/// 照打命令，或把 TOML 片段补成一份完整的文件来审查。
fn tried(example: &str) -> (Vec<Code>, Vec<i32>, String) {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    let library = format!("{CASES}/library");
    let commands: Vec<Vec<&str>> =
        example.lines().filter_map(|line| line.strip_prefix("ziping ")).map(|line| line.split(' ').collect()).collect();
    let runs: Vec<_> = if commands.is_empty() {
        // 测体系一行的用例连覆盖一起看。
        let is_suite = example.contains("[[case]]") && example.contains("row = ");
        let name = if is_suite { "例子.cases.toml" } else { "例子.toml" };
        let command = if is_suite { &["test", "--coverage"][..] } else { &["check"] };
        fs::write(at.join(name), completed(example)).expect("写文件");
        let sets = if is_suite { format!("{CASES}/../coverage") } else { library };
        vec![ziping(at, &[command, &["--sets", &sets, name]].concat())]
    } else {
        let text = completed("[submission]\nset = \"henan/project@2024\"\nunit = \"某某局\"\nyear = 2024\n");
        fs::write(at.join("填报.toml"), &text).expect("写文件");
        let unread = text.replacen("actual = \"", "actual = \"约", 1);
        assert_ne!(unread, text);
        fs::write(at.join("有错.toml"), unread).expect("写文件");
        let set = "[set]\nid = \"某县/项目\"\nversion = \"2024\"\nextends = \"henan/project@2024\"\n";
        fs::write(at.join("体系.toml"), set).expect("写文件");
        fs::write(at.join("体系-改.toml"), format!("{set}title = \"改过的\"\n")).expect("写文件");
        fs::write(at.join("体系-2025.toml"), set.replace("version = \"2024\"", "version = \"2025\"")).expect("写文件");
        fs::write(at.join("部门.toml"), DEPARTMENT).expect("写文件");
        fs::write(at.join("填报-GBK.toml"), encoding_rs::GB18030.encode(&text).0).expect("写文件");
        fs::write(at.join("全县明细账.toml"), vec![b'#'; 5 << 20]).expect("写文件");
        for (name, marks) in [
            ("写错名称.docx", "{{ unti }}"),
            ("没有草稿.docx", "{{ unit }}"),
            ("少了收尾.docx", "{% for row in rows %}{{ row.name }}"),
            ("跨出表外.docx", "{% for row in rows %}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% endfor %}"),
        ] {
            let close = if marks.contains("<w:tc>") { "</w:tc></w:tr></w:tbl><w:p/>" } else { "" };
            let body = format!("<w:p><w:r><w:t>{marks}</w:t></w:r></w:p>{close}");
            fs::write(at.join(name), office::docx(&body, "", "<w:p/>")).expect("写文件");
        }
        workbooks(at);
        // “cat > 文件 <<完”与“完”之间的几行是一份文件。
        for file in example.split("cat > ").skip(1) {
            let (name, rest) = file.split_once(" <<完\n").expect("写明到哪里完");
            fs::create_dir_all(at.join(name).parent().expect("在文件夹里")).expect("建文件夹");
            fs::write(at.join(name), rest.split("\n完\n").next().unwrap_or(rest)).expect("写文件");
        }
        commands.iter().map(|arguments| ziping(at, arguments)).collect()
    };
    let report = runs.iter().map(|run| run.stderr.as_str()).collect();
    (runs.iter().flat_map(|run| run.codes()).collect(), runs.iter().map(|run| run.exit).collect(), report)
}

/// 说明页用的几份工作簿：要填的格里是公式、带宏、体系改过。
fn workbooks(folder: &Path) {
    let head = ["键", "一级指标", "三级指标", "年度指标值", "分值", "实际完成值"];
    let row = ["own", "产出指标", "培训人数", "≥200人", "100"];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("指标").expect("表名");
    sheet.write_row(0, 0, head).and_then(|sheet| sheet.write_row(1, 0, row)).expect("写表");
    sheet.write_formula(1, 5, rust_xlsxwriter::Formula::new("=200+10").set_result("210")).expect("写公式");
    book.save(folder.join("公式.xlsx")).expect("写文件");
    let guide = book.add_worksheet().set_name("说明").expect("表名");
    let rows =
        [["键", "事项", "内容"], ["set", "所依的体系", "henan/project@2024"], ["definition", "体系的摘要", "0000"]];
    guide.write_row_matrix(0, 0, rows).expect("写表");
    book.save(folder.join("旧填报.xlsx")).expect("写文件");
    let mut zip = zip::ZipWriter::new(fs::File::create(folder.join("带宏.xlsm")).expect("建文件"));
    zip.start_file("xl/vbaProject.bin", zip::write::SimpleFileOptions::default()).expect("写文件");
    zip.finish().expect("写文件");
}

/// 说明页的片段是整张的表；补上它没有写的表。
fn completed(example: &str) -> String {
    let has = |text: &str| example.contains(text);
    if has("[[case]]") {
        let base = if has("row = ") { "set = \"sample/pass@2024\"" } else { "profile = \"national\"" };
        return format!("[cases]\n{base}\n\n{example}\n");
    }
    if ["[set]", "[profile]", "[accounts]", "[checks]"].into_iter().any(has) {
        return example.to_owned();
    }
    if has("[[veto]]") || has("[grades.") || has("[[fact]]") {
        return format!("[profile]\nid = \"某县\"\n\n{example}\n");
    }
    if has("[[section]]") {
        let head = "id = \"某县/项目\"\nversion = \"2024\"\nkind = \"project\"\nprofile = \"national\"\ntotal = 50";
        return format!("[set]\n{head}\n\n{example}\n");
    }
    let mut text = String::new();
    if !has("[submission]") {
        text.push_str("[submission]\nprofile = \"strict\"\nunit = \"某某局\"\nyear = 2024\n\n");
    }
    let _ = writeln!(text, "{example}");
    let mut row = |level1: &str, target: &str, points: u32, actual: &str| {
        let _ = writeln!(
            text,
            "\n[[indicator]]\ncode = \"Z{points}\"\nlevel1 = \"{level1}\"\nname = \"自设指标\"\ntarget = \"{target}\"\n\
             points = {points}\nactual = \"{actual}\"",
        );
    };
    if has("\"henan/project@2024\"") {
        let own = [("成本指标", 10), ("产出指标", 30), ("效益指标", 25), ("满意度指标", 5)];
        for (level1, points) in own.into_iter().filter(|(level1, _)| !has(level1)) {
            row(level1, "≥95%", points, "96%");
        }
        text.push_str("\n[actuals]\nM01 = \"100%\"\nM02 = \"100%\"\nM03 = \"100%\"\nM04 = \"100%\"\n");
        if !has("[budget]") {
            text.push_str("\n[budget]\ntotal = { full_year = 100, executed = 98 }\n");
        }
    } else if has("[actuals]") {
        text.push_str("\n[[indicator]]\ncode = \"C01\"\nlevel1 = \"产出指标\"\nname = \"培训场次\"\ntarget = \"≥10场\"\npoints = 10\n");
    } else if !has("[[indicator]]") {
        row("产出指标", "≥10场", 10, "12场");
    }
    text
}

/// `docs/diagnostics.md` 由说明页生成；`ZIPING_UPDATE_DOCS=1` 时重写。
#[test]
fn 文档与说明页一致() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let text = document();
    if std::env::var_os("ZIPING_UPDATE_DOCS").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().expect("文件夹")).expect("建文件夹");
        fs::write(&path, &text).expect("写文档");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == text, "docs/diagnostics.md 与说明页不一致，用 ZIPING_UPDATE_DOCS=1 cargo test 重写");
}

fn document() -> String {
    let mut text = INTRODUCTION.to_owned();
    for code in Code::ALL {
        let _ = write!(
            text,
            "\n## {} {}\n\n{}。{}\n\n办法：{}。\n\n错误的写法：\n\n{}\n正确的写法：\n\n{}",
            code.as_str(),
            code.title(),
            code.severity().title(),
            code.why(),
            code.remedy(),
            fenced(code.bad()),
            fenced(code.good()),
        );
    }
    text
}

fn fenced(example: &str) -> String {
    let language = if example.lines().any(|line| line.starts_with("ziping ")) { "sh" } else { "toml" };
    format!("```{language}\n{example}\n```\n")
}

/// 说明页的命令用的一份部门表。
const DEPARTMENT: &str = "\
[submission]
profile = \"national\"
kind = \"department\"
unit = \"某某局\"
year = 2024

[execution]
points = 10

[budget]
total = { initial = 300, full_year = 300, executed = 294 }

[[indicator]]
level1 = \"产出指标\"
name = \"工作完成率\"
target = \"≥95%\"
points = 90
actual = \"96%\"

[narrative]
project_spending = { full_year = 100, executed = 98 }
key_evaluation = \"没有重点绩效评价项目。\"
";

const INTRODUCTION: &str = "\
# 诊断代码

<!-- 由 tests/diagnostics.rs 从 src/diagnostic/pages/ 生成，不要手改；改说明页之后运行
     ZIPING_UPDATE_DOCS=1 cargo test --test diagnostics -->

工具发现的每个问题都有一个代码、在文件中的位置（文件:行:列）、原因和办法。一次运行尽量报全，不是改一处才报下一处。

在命令行查一个代码：`ziping explain E0203`。要给别的程序读，用 `ziping check 填报.toml --format json`。

级别由代码的首字母定：

- **E 错误**：结果不能用。`ziping check` 与 `ziping score` 的退出码是 1；`ziping render` 不出表，也不动已有的文件（加 `--draft` 可以先出一份标明草稿的表）。
- **W 提醒**：结果可用，但应当核对。不影响退出码，照常出表。
- **A 复核的发现**：`ziping audit` 对送来的表说的话。各有级别：错误、提醒、说明；有错误或提醒时退出码是 1。

退出码：0 没有错误（可以有提醒）；1 有错误；2 没能运行——文件读不到、写不出、表样或模板有误，或者命令写错。

读不出、说不清的内容从不猜测。一行因此不能计分时，它的得分是“不予计分”，不是零分，总分与等次也不给出。

| 代码 | 说的是 |
|---|---|
| E01 | 文件读不到、读不通，或写不出 |
| E02 | 键、类型与数的写法 |
| E03 | 分值与规则 |
| E04 | 填报与指标体系对不上 |
| E05 | 指标值与实际完成值 |
| E06 | 应当写而没有写的说明 |
| E10、W10 | 导入电子表格 |
| E12、W12 | 读回填报工作簿 |
| E11、W11 | 写成 xlsx、docx、pdf |
| E13、W13 | 几份填报合写绩效情况说明 |
| A03 | 复核：一行的指标值、实际完成值、得分、偏差度、原因 |
| A04 | 复核：资金、板块、总分、等次与整张表 |
| A05 | 复核：决算的表、说明与自评表相互核对 |
| E14 | 复核：读送来的表、决算与核对规则 |
| W07 | 提醒 |
| W08 | 体检：写法成立、却多半不对的指标；只在 ziping check 里看 |
";
