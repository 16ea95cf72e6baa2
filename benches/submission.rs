//! 一份三十行填报的读入、审查、计分与出表。运行：`cargo bench`。
//!
//! 两种填报：`department` 依体系填报（三十行由体系规定，填报只写实际完成值），
//! `standalone` 只依口径、三十行全写在填报里。

use divan::{Bencher, black_box};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use ziping::check::{self, Base, Checked};
use ziping::diagnostic::{Sink, Sources};
use ziping::library::Library;
use ziping::parse;
use ziping::report::report;
use ziping::score::{Detail, score};
use ziping::write::Templates;

fn main() {
    divan::main();
}

const ROWS: usize = 30;

/// 三十行指标：定量、定性、“≤”、“＝”都有，约三分之一未达标。
fn indicators(with_actuals: bool) -> String {
    let mut text = String::new();
    for row in 0..ROWS {
        let (level1, level2) =
            [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")][row / 10];
        let (target, _) = pair(row);
        let _ = write!(
            text,
            "[[indicator]]\ncode = \"T{row:02}\"\nlevel1 = \"{level1}\"\nlevel2 = \"{level2}\"\nname = \"第{row}项工作完成情况\"\ntarget = \"{target}\"\npoints = 3\n"
        );
        if with_actuals {
            let _ = writeln!(text, "actual = \"{}\"\nreason = \"受天气影响，工期顺延，已采取措施赶工\"", pair(row).1);
        }
    }
    text
}

fn pair(row: usize) -> (&'static str, &'static str) {
    const PAIRS: [(&str, &str); 6] = [
        ("≥95%", "98%"),
        ("相关", "100%"),
        ("≤20%", "15%"),
        ("=19人", "19人"),
        ("≥1,200件", "1,150件"),
        ("规范", "90%"),
    ];
    PAIRS[row % PAIRS.len()]
}

fn standalone() -> String {
    let head = "[submission]\nprofile = \"henan\"\nunit = \"某市某局\"\nyear = 2024\ntotal = 100\ngrades = \"letters\"\n\
                [execution]\npoints = 10\n[budget]\ntotal = { initial = 262.6, full_year = 250.65, executed = 248.09 }\n";
    format!("{head}{}", indicators(true))
}

fn set() -> String {
    let head = "[set]\nid = \"bench\"\nversion = \"1\"\ntitle = \"部门整体支出绩效自评情况表\"\nkind = \"department\"\n\
                profile = \"henan\"\nform = \"henan/department\"\ngrades = \"letters\"\ntotal = 100\n[execution]\npoints = 10\n";
    format!("{head}{}", indicators(false))
}

fn department() -> String {
    let mut text = "[submission]\nset = \"bench@1\"\nunit = \"某市某局\"\nyear = 2024\n[budget]\n\
                    total = { initial = 262.6, full_year = 250.65, executed = 248.09 }\n[actuals]\n"
        .to_owned();
    for row in 0..ROWS {
        let _ = writeln!(
            text,
            "T{row:02} = {{ value = \"{}\", reason = \"受天气影响，工期顺延，已采取措施赶工\" }}",
            pair(row).1
        );
    }
    text
}

struct Prepared {
    sources: Sources,
    source: ziping::diagnostic::SourceId,
    base: Base,
}

fn prepare(text: String, with_set: bool) -> Prepared {
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let library = Library::default();
    let base = if with_set {
        let source = sources.add("set", set());
        Base::Set(library.set_from(source, None, &mut sources, &mut sink).expect("体系成立"))
    } else {
        Base::Profile(library.profile("henan", None, &mut sources, &mut sink).expect("口径成立"))
    };
    let source = sources.add("submission", text);
    Prepared { sources, source, base }
}

fn checked(prepared: &Prepared) -> Checked {
    let mut sink = Sink::default();
    let raw = parse::submission(&prepared.sources, prepared.source, &mut sink).expect("读得通");
    let checked = check::submission(&raw, &prepared.base, String::new(), &mut sink).expect("成立");
    assert!(!sink.has_errors(), "{:?}", sink.all());
    checked
}

#[divan::bench(args = ["department", "standalone"])]
fn parse(bencher: Bencher<'_, '_>, kind: &str) {
    let prepared = of(kind);
    bencher.bench_local(|| parse::submission(black_box(&prepared.sources), prepared.source, &mut Sink::default()));
}

fn of(kind: &str) -> Prepared {
    if kind == "department" { prepare(department(), true) } else { prepare(standalone(), false) }
}

#[divan::bench(args = ["department", "standalone"])]
fn parse_and_check(bencher: Bencher<'_, '_>, kind: &str) {
    let prepared = of(kind);
    bencher.bench_local(|| {
        let mut sink = Sink::default();
        let raw = parse::submission(black_box(&prepared.sources), prepared.source, &mut sink);
        raw.and_then(|raw| check::submission(&raw, &prepared.base, String::new(), &mut sink))
    });
}

#[divan::bench(args = [Detail::Result, Detail::Steps])]
fn score_rows(bencher: Bencher<'_, '_>, detail: Detail) {
    let checked = checked(&of("department"));
    bencher.bench_local(|| score(black_box(&checked.set), &checked.submission, detail));
}

#[divan::bench]
fn render_html(bencher: Bencher<'_, '_>) {
    let checked = checked(&of("department"));
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    let templates = Templates::load(None).expect("模板成立");
    bencher.bench_local(|| {
        templates.html("henan/department", &report(&checked.set, black_box(&checked.submission), &outcome))
    });
}

/// 三十行的部门表写成 pdf：字体备好一次，各份共用。`thousand` 是两个线程各写五百份。
#[cfg(feature = "pdf")]
mod pdf {
    use super::*;
    use ziping::write::{Fonts, Form, to_pdf};

    fn form() -> Form {
        let checked = checked(&of("department"));
        let outcome = score(&checked.set, &checked.submission, Detail::Result);
        let templates = Templates::load(None).expect("模板成立");
        let report = report(&checked.set, &checked.submission, &outcome);
        Form::parse(&templates.html("henan/department", &report).expect("成立")).expect("受限 HTML")
    }

    #[divan::bench]
    fn one(bencher: Bencher<'_, '_>) {
        let (form, fonts) = (form(), Fonts::built_in());
        bencher.bench_local(|| to_pdf(black_box(&form), &fonts).map(|pdf| pdf.content));
    }

    #[divan::bench(sample_count = 1)]
    fn thousand(bencher: Bencher<'_, '_>) {
        let (form, fonts) = (form(), Fonts::built_in());
        let half = || (0..500).filter(|_| to_pdf(black_box(&form), &fonts).is_ok()).count();
        bencher.bench_local(|| {
            std::thread::scope(|scope| {
                let other = scope.spawn(half);
                half() + other.join().unwrap_or_default()
            })
        });
    }

    #[divan::bench]
    fn load_built_in_fonts(bencher: Bencher<'_, '_>) {
        bencher.bench_local(Fonts::built_in);
    }

    #[divan::bench]
    fn load_system_fonts(bencher: Bencher<'_, '_>) {
        bencher.bench_local(Fonts::system);
    }
}

#[divan::bench]
fn load_built_in_set(bencher: Bencher<'_, '_>) {
    let library = Library::default();
    bencher.bench_local(|| -> Option<Arc<ziping::model::Set>> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        library.set(black_box("henan/department@2024"), None, Path::new(""), &mut sources, &mut sink)
    });
}

#[divan::bench]
fn load_templates(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Templates::load(None).map(|_| ()).ok());
}
