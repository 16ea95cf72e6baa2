//! pdf：用 pdftotext 抽出的文字，依次恰是各块各格的文字；多出来的只有页码与重印的表头。

use super::{bare, published, texts};
use std::process::Command;
use ziping::write::{Block, Fonts, Form, to_pdf};

/// 抽出的文字，去掉空白；没有 pdftotext 的跳过，CI 上必须有。
fn extracted(content: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let path = folder.path().join("自评表.pdf");
    std::fs::write(&path, content).expect("写 pdf");
    match Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output() {
        Ok(output) if output.status.success() => Some(bare(&String::from_utf8(output.stdout).expect("UTF-8"))),
        other => {
            assert!(std::env::var_os("CI").is_none(), "pdftotext：{other:?}");
            println!("没有 pdftotext，跳过");
            None
        }
    }
}

/// 各表表头的文字。
fn heads(form: &Form) -> Vec<String> {
    let head = |block: &Block| match block {
        Block::Table(grid) if grid.header_rows > 0 => {
            let cells = grid.cells.iter().take_while(|cell| cell.row < grid.header_rows);
            Some(cells.map(|cell| bare(&cell.text)).collect())
        }
        _ => None,
    };
    form.blocks.iter().filter_map(head).collect()
}

#[test]
fn 抽出的文字() {
    let fonts = Fonts::built_in();
    for (name, html) in published() {
        let form = Form::parse(&html).expect("读得回");
        let pdf = to_pdf(&form, &fonts).expect("写得成");
        assert!(pdf.findings.is_empty(), "{name}：{:?}", pdf.findings);
        let Some(text) = extracted(&pdf.content) else { return };
        let heads = heads(&form);
        let mut rest = text.as_str();
        for own in texts(&form).iter().map(|text| bare(text)).filter(|own| !own.is_empty()) {
            // 页与页之间是页码“1/2”，接着的表先重印表头。
            if !rest.starts_with(&own) {
                let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '/');
                assert_ne!(after, rest, "{name}：“{own}”之前多出文字，或者它不在：{rest}");
                let again =
                    heads.iter().find_map(|head| after.strip_prefix(head.as_str()).filter(|_| !head.starts_with(&own)));
                rest = again.unwrap_or(after);
            }
            rest = rest.strip_prefix(&own).unwrap_or_else(|| panic!("{name}：“{own}”不在 {rest}"));
        }
        let pages = rest.split_once('/').map(|(number, count)| number == count);
        assert_eq!(pages, Some(true), "{name}：末尾应是末页的页码，却是 {rest}");
    }
}
