//! 自己的表：就地填好的 docx 与 xlsx，例子与内置的表样逐格相同，标记写错的一次报全。

#[path = "fill/book.rs"]
mod book;
mod command;
#[path = "fill/example.rs"]
mod example;
#[path = "fill/height.rs"]
mod height;
#[path = "fill/laws.rs"]
mod laws;
#[path = "fill/moves.rs"]
mod moves;
#[path = "fill/office.rs"]
mod office;
#[path = "fill/read.rs"]
mod read;
#[path = "fill/yearly.rs"]
mod yearly;

use command::ziping;
use office::{docx, part, parts};
use read::{Cell, sheet_cells, word_cells};
use std::path::Path;
use std::sync::LazyLock;
use ziping::check::Checked;
use ziping::diagnostic::{Code, Sink, Sources};
use ziping::fill::{Document, fill};
use ziping::library::{self, Library};
use ziping::report::{Report, report};
use ziping::score::{Detail, Outcome, score};
use ziping::write::{Block, Form, Templates};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// 公开的部门表，审查过、计过分的。
static DEPARTMENT: LazyLock<(Checked, Outcome)> = LazyLock::new(|| {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let path = root().join("examples/luoyang-jianxi-2024/department.toml");
    let loaded = library::submission(&path, &Library::default(), &mut sources, &mut sink).expect("填报成立");
    let outcome = score(&loaded.set, &loaded.submission, Detail::Result);
    (loaded, outcome)
});

/// 公开的部门表出的报表。
fn department() -> Report<'static> {
    let (loaded, outcome) = &*DEPARTMENT;
    report(&loaded.set, &loaded.submission, outcome)
}

fn filled(bytes: &[u8], kind: Document) -> Vec<u8> {
    fill("表", bytes, kind, &department())
        .map(|filled| filled.bytes)
        .unwrap_or_else(|all| panic!("{}", all.iter().map(|one| one.message.clone()).collect::<Vec<_>>().join("\n")))
}

/// 各个问题：代码与说明。
fn problems(bytes: &[u8], kind: Document) -> Vec<(Code, String)> {
    let done = fill("表", bytes, kind, &department());
    done.expect_err("应当有问题").into_iter().map(|one| (one.code, format!("{} {}", one.message, one.help))).collect()
}

/// 内置表样的各格。
fn built_in(form: &str) -> Vec<Cell> {
    let html = Templates::load(None).expect("模板").html(form, &department()).expect("出表");
    let mut cells = Vec::new();
    let mut above = 0;
    for block in Form::parse(&html).expect("合规定").blocks {
        if let Block::Table(grid) = block {
            cells.extend(
                grid.cells
                    .iter()
                    .map(|cell| (cell.row + above, cell.column, cell.row_span, cell.column_span, cell.text.clone())),
            );
            above += grid.rows;
        }
    }
    cells.sort();
    cells
}

/// 例子由测试里的程序写出；`ZIPING_UPDATE_DOCS=1 cargo test --test fill` 重写。
#[test]
fn 例子的文件是写出来的() {
    for (name, made) in [("henan-department.docx", example::document()), ("henan-department.xlsx", example::workbook())]
    {
        let path = root().join("examples/templates").join(name);
        if std::env::var_os("ZIPING_UPDATE_DOCS").is_some() {
            std::fs::write(&path, &made).expect("写例子");
        }
        let stored = std::fs::read(&path).expect("读例子");
        assert!(stored == made, "{name} 与写出的不同；用 ZIPING_UPDATE_DOCS=1 重写");
    }
}

#[test]
fn 例子填好以后与内置的表样逐格相同() {
    let expected = built_in("henan/department");
    assert!(expected.len() > 200);
    assert_eq!(word_cells(&filled(&example::document(), Document::Docx)), expected);
    let book = filled(&example::workbook(), Document::Xlsx);
    // 前三行是草稿、标题、日期，末两行是注与凭据。
    let rows = expected.iter().map(|cell| cell.0).max().unwrap();
    let cells: Vec<Cell> = sheet_cells(&book, SHEET, 3).into_iter().filter(|cell| cell.0 <= rows).collect();
    assert_eq!(cells, expected);
    let names = part(&book, "xl/workbook.xml");
    assert!(names.contains(&format!("'自评表'!$A$1:$J${}", rows + 6)), "{names}");
}

#[test]
fn 同样的内容写出同样的字节_没有标记的部分照搬() {
    for (bytes, kind, touched) in [
        (example::document(), Document::Docx, vec!["word/document.xml", "word/footer1.xml"]),
        (example::workbook(), Document::Xlsx, vec!["xl/workbook.xml", "xl/sharedStrings.xml", SHEET]),
    ] {
        let once = filled(&bytes, kind);
        assert!(once == filled(&bytes, kind));
        for ((name, before), (other, after)) in parts(&bytes).iter().zip(parts(&once)) {
            assert_eq!(*name, other);
            assert_eq!(*before != after, touched.contains(&name.as_str()), "{name}");
            assert!(!String::from_utf8(after).unwrap().contains("{{"), "{name}");
        }
    }
}

fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn r(style: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{style}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn body(bytes: &[u8]) -> String {
    let text = part(bytes, "word/document.xml");
    let inner = text.split_once("<w:body>").unwrap().1.split_once("</w:body>").unwrap().0;
    inner.replace(" xml:space=\"preserve\"", "")
}

fn word(content: &str) -> String {
    body(&filled(&docx(content, "", "<w:p/>"), Document::Docx))
}

#[test]
fn 拆在几处的标记并到头一处() {
    let split = p(&[
        &r("<w:b/>", "单位：{"),
        "<w:proofErr w:type=\"spellStart\"/>",
        &r("<w:i/>", "{ un"),
        "<w:bookmarkStart w:id=\"0\" w:name=\"a\"/>",
        &r("", "it }}。"),
    ]
    .concat());
    let joined = p(&[
        &r("<w:b/>", "单位：洛阳市涧西区政务服务中心"),
        "<w:proofErr w:type=\"spellStart\"/>",
        &r("<w:i/>", ""),
        "<w:bookmarkStart w:id=\"0\" w:name=\"a\"/>",
        &r("", "。"),
    ]
    .concat());
    assert_eq!(word(&split), joined);
}

#[test]
fn 段内的循环照各处的格式重复() {
    let line = p(&[r("", "{% for s in sections %}"), r("<w:b/>", "{{ s.level1 }}"), r("", "；{% endfor %}")].concat());
    let text = word(&line);
    let names: Vec<String> = department().sections.iter().map(|s| s.level1.to_owned()).collect();
    assert!(names.len() > 1);
    let repeated: String = names.iter().map(|name| r("<w:b/>", name) + &r("", "；")).collect();
    assert_eq!(text, p(&(r("", "") + &repeated)));
}

#[test]
fn 段落的循环与条件() {
    let content = [
        "{% for t in tasks if loop is defined or t.name %}",
        "{{ loop.index }}．{{ t.name }}",
        "{% endfor %}",
        "{% if draft %}",
        "草稿",
        "{% elif year > 2030 %}",
        "以后",
        "{% else %}",
        "{{ year }}",
        "{% endif %}",
    ]
    .map(|text| p(&r("", &text.replace('>', "&gt;"))))
    .concat();
    let tasks: Vec<String> = department().tasks.iter().map(|t| t.name.to_owned()).collect();
    let mut expected: String = tasks.iter().zip(1..).map(|(name, n)| p(&r("", &format!("{n}．{name}")))).collect();
    expected.push_str(&p(&r("", "2024")));
    assert_eq!(word(&content), expected);
}

#[test]
fn 值里的换行是换行_符号不坏标记() {
    let text = word(&p(&r("<w:b/>", "{{ \"甲\\n&lt;乙&gt;&amp;\" }}")));
    let expected = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:br/><w:t>&lt;乙&gt;&amp;</w:t></w:r></w:p>";
    assert_eq!(text, expected);
}

#[test]
fn 独占一行的标记重复中间的各行() {
    let row = |text: &str| format!("<w:tr><w:tc>{}</w:tc></w:tr>", p(&r("", text)));
    let table = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row("{% for s in sections %}"),
        row("{{ s.level1 }}"),
        row("{{ s.points }}"),
        row("{% endfor %}")
    );
    let expected: String = department().sections.iter().map(|s| row(s.level1) + &row(&s.points)).collect();
    assert_eq!(word(&table), format!("<w:tbl>{expected}</w:tbl>"));
}

#[test]
fn 写错的一次报全() {
    let content = [
        "{{ unti }}",
        "{{ total.scor }}",
        "{% for row in rows %}",
        "{{ row.nmae }}",
        "{% endfor %}",
        "{{ unit | upcase }}",
    ]
    .map(|text| p(&r("", text)))
    .concat();
    let found = problems(&docx(&content, "", &p(&r("", "{{ unit + }}"))), Document::Docx);
    let says = |code: Code, words: &[&str]| {
        assert!(
            found.iter().any(|(other, text)| *other == code && words.iter().all(|word| text.contains(word))),
            "{code:?} {words:?}：{found:#?}"
        );
    };
    says(Code::E1104, &["正文“{{ unti }}”", "没有“unti”", "是不是要写“unit”"]);
    says(Code::E1104, &["没有“total.scor”", "是不是要写“score”"]);
    says(Code::E1104, &["没有“row.nmae”", "是不是要写“name”"]);
    says(Code::E1105, &["页脚“{{ unit + }}”", "写法有误"]);
}

#[test]
fn 不成对与跨出结构() {
    let one = |content: &str| problems(&docx(content, "", "<w:p/>"), Document::Docx)[0].0;
    assert_eq!(one(&p(&r("", "{% for row in rows %}"))), Code::E1105);
    assert_eq!(one(&p(&r("", "甲{% endif %}"))), Code::E1105);
    assert_eq!(one(&p(&r("", "{{ unit"))), Code::E1105);
    let cell = |text: &str| format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&r("", text)));
    assert_eq!(one(&(p(&r("", "{% for row in rows %}")) + &cell("{% endfor %}"))), Code::E1106);
}

#[test]
fn 坏的文件() {
    let broken = |bytes: &[u8], kind| {
        let found = problems(bytes, kind);
        assert_eq!(found[0].0, Code::E1103, "{found:?}");
        found[0].1.clone()
    };
    assert!(broken(b"", Document::Docx).contains("不是完整的"));
    assert!(broken(b"PK\x03\x04....", Document::Xlsx).contains("不是完整的"));
    assert!(broken(&[0xd0, 0xcf, 0x11, 0xe0, 0], Document::Docx).contains("加了密码"));
    assert!(broken(&example::document(), Document::Xlsx).contains("其实是 docx"));
    assert!(broken(&docx("<w:p>", "", "<w:p/>"), Document::Docx).contains("不是合法的 XML"));
    let mut cut = example::document();
    cut.truncate(cut.len() / 2);
    assert!(broken(&cut, Document::Docx).contains("不是完整的"));
    let bomb = "甲".repeat(100 << 20);
    assert!(broken(&office::packed(&[("[Content_Types].xml", bomb)]), Document::Docx).contains("解开以后超过"));
}

/// 有错误的填报只能出草稿；表上没有写草稿的地方，提醒。
#[test]
fn 草稿看不出的提醒() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let text = std::fs::read_to_string(root().join("examples/luoyang-jianxi-2024/department.toml")).unwrap();
    std::fs::write(at.join("有错.toml"), text.replacen("T01 = { value = \"", "T01 = { value = \"大约", 1)).unwrap();
    std::fs::write(at.join("没有.docx"), docx(&p(&r("", "{{ unit }}{# draft #}")), "", "<w:p/>")).unwrap();
    std::fs::write(at.join("例子.docx"), example::document()).unwrap();
    let render = |template: &str, more: &[&str]| {
        let arguments = [&["render", "有错.toml", "--template", template, "-o", "表.docx"], more].concat();
        ziping(at, &arguments)
    };
    let stopped = render("没有.docx", &[]);
    assert_eq!(stopped.exit, 1);
    assert!(!at.join("表.docx").exists() && !stopped.codes().contains(&Code::W1102), "{}", stopped.stderr);
    let silent = render("没有.docx", &["--draft"]);
    assert_eq!(silent.exit, 1);
    assert!(silent.codes().contains(&Code::W1102) && at.join("表.docx").exists(), "{}", silent.stderr);
    let marked = render("例子.docx", &["--draft"]);
    assert!(!marked.codes().contains(&Code::W1102), "{}", marked.stderr);
    let text = part(&std::fs::read(at.join("表.docx")).unwrap(), "word/document.xml");
    assert!(text.contains("草稿：还有错误没有改完"));
}

#[test]
fn 模板抄出来_不覆盖_写错名称说有哪些() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let list = ziping(at, &["templates", "list"]);
    assert!(list.stdout.contains("henan/department.html") && list.stdout.contains("henan-department.docx"));
    let copy = ziping(at, &["templates", "copy", "--to", "我的"]);
    assert_eq!((copy.exit, copy.stderr.as_str()), (0, ""));
    for name in ["page.html", "macros.html", "henan/department.html", "henan-department.xlsx"] {
        assert!(at.join("我的").join(name).is_file(), "{name}");
    }
    std::fs::write(at.join("我的/page.html"), "改过的").unwrap();
    let again = ziping(at, &["templates", "copy", "page.html", "--to", "我的"]);
    assert_eq!((again.exit, again.codes()), (2, vec![Code::E0106]));
    assert_eq!(std::fs::read_to_string(at.join("我的/page.html")).unwrap(), "改过的");
    assert_eq!(ziping(at, &["templates", "copy", "page.html", "--to", "我的", "--force"]).exit, 0);
    assert!(std::fs::read_to_string(at.join("我的/page.html")).unwrap().contains("@page"));
    let wrong = ziping(at, &["templates", "copy", "page.htm", "--to", "我的"]);
    assert!(wrong.exit == 2 && wrong.stderr.contains("是不是要写“page.html”"), "{}", wrong.stderr);
}

/// 文件夹里的模板盖过内置的；写错的说出哪个文件、第几行。
#[test]
fn 文件夹里的模板() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let department = root().join("examples/luoyang-jianxi-2024/department.toml");
    let department = department.to_str().unwrap();
    assert_eq!(ziping(at, &["templates", "copy", "--to", "我的"]).exit, 0);
    let render = || ziping(at, &["render", department, "--templates", "我的", "-o", "表.html"]);
    assert_eq!(render().exit, 0);
    let plain = ziping(at, &["render", department, "-o", "原.html"]);
    assert_eq!(plain.exit, 0);
    let read = |name: &str| std::fs::read_to_string(at.join(name)).unwrap();
    assert_eq!(read("表.html"), read("原.html"));
    let names = ["page.html", "macros.html", "henan/department.html"];
    for name in names {
        let path = at.join("我的").join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        std::fs::write(&path, format!("{}\n{{{{ }}}}\n", text.trim_end())).unwrap();
        let run = render();
        assert_eq!(run.exit, 2, "{name}");
        assert!(run.stderr.contains(&format!("{name} 第 {} 行", lines + 1)), "{name}：{}", run.stderr);
        std::fs::write(&path, text).unwrap();
    }
    let page = at.join("我的/page.html");
    std::fs::write(&page, std::fs::read_to_string(&page).unwrap().replace("凭据：", "凭证：")).unwrap();
    let run = ziping(at, &["render", department, "--templates", "我的", "--receipt", "-o", "表.html"]);
    assert_eq!(run.exit, 0);
    assert!(read("表.html").contains("凭证："));
}
