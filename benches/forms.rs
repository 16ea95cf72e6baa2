//! 一千份部门表：从审查过的填报起，计分、成文、套表样，写成网页、工作簿与 docx。运行：`cargo bench --bench forms`。
//!
//! 用公开的部门整体支出绩效自评情况表（二十三行指标、十项任务），两个线程各做一半；每份都重新计分，不取现成的。

use divan::{Bencher, black_box};
use std::path::Path;
use std::thread;
use ziping::check::Checked;
use ziping::diagnostic::{Sink, Sources};
use ziping::library::{self, Library};
use ziping::report::report;
use ziping::score::{Detail, score};
use ziping::write::Templates;

fn main() {
    divan::main();
}

const FORMS: usize = 1000;
const THREADS: usize = 2;

fn department() -> Checked {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/luoyang-jianxi-2024/department.toml");
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    library::submission(&path, &Library::default(), &mut sources, &mut sink).expect("示例能读")
}

fn html(templates: &Templates, checked: &Checked) -> String {
    let outcome = score(&checked.set, &checked.submission, Detail::Result);
    let report = report(&checked.set, &checked.submission, &outcome);
    templates.html("henan/department", &report).expect("出得了表")
}

/// 一千份分给各线程；返回写出的总字节数。
fn all(write: impl Fn(&Templates, &Checked) -> usize + Sync) -> usize {
    let checked = department();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    let templates = Templates::load(None).expect("模板成立");
                    (0..FORMS / THREADS).map(|_| write(&templates, black_box(&checked))).sum::<usize>()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("线程做完")).sum()
    })
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn thousand_html(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| all(|templates, checked| html(templates, checked).len()));
}

#[cfg(feature = "xlsx")]
#[divan::bench(sample_count = 5, sample_size = 1)]
fn thousand_xlsx(bencher: Bencher<'_, '_>) {
    use ziping::write::{Form, to_xlsx};
    bencher.bench_local(|| {
        all(|templates, checked| {
            let form = Form::parse(&html(templates, checked)).expect("读得回");
            to_xlsx(&form, None).expect("写得成").len()
        })
    });
}

#[cfg(feature = "docx")]
#[divan::bench(sample_count = 5, sample_size = 1)]
fn thousand_docx(bencher: Bencher<'_, '_>) {
    use ziping::write::{Form, to_docx};
    bencher.bench_local(|| {
        all(|templates, checked| {
            let form = Form::parse(&html(templates, checked)).expect("读得回");
            to_docx(&form).expect("写得成").len()
        })
    });
}
