//! 限度：炸弹、大表、宏与外部链接，都在解开之前或解到一半时拒绝，又快又不占内存。

use super::command::ziping;
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// 打包各部分。
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("写部分");
        writer.write_all(content).expect("写部分");
    }
    writer.finish().expect("打包").into_inner()
}

/// 把目录与各部分前面写明的解开以后的大小都改成 `size`。
fn lying(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    for (mark, offset) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let found: Vec<usize> =
            (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(mark)).map(|at| at + offset).collect();
        for at in found {
            bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
        }
    }
    bytes
}

/// 读不成：说明里有 `says`，不出结果，不到一分钟（未优化的构建也算在内）。
fn refused(name: &str, bytes: &[u8], code: &str, says: &str) {
    let folder = tempfile::tempdir().expect("临时文件夹");
    std::fs::write(folder.path().join(name), bytes).expect("写文件");
    let start = Instant::now();
    let run = ziping(folder.path(), &["import", name, "-o", "回.toml"]);
    assert!(start.elapsed() < Duration::from_secs(60), "{name} 用了 {:?}", start.elapsed());
    assert!(run.stderr.contains(code) && run.stderr.contains(says), "{name} 应当说 {code} {says}：\n{}", run.stderr);
    assert!(run.exit != 0 && !folder.path().join("回.toml").exists(), "{name} 退出码 {}", run.exit);
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn 炸弹不论目录里怎样写都拒绝() {
    let zeros = vec![b' '; 200 << 20];
    let bomb = zipped(&[(SHEET, &zeros)]);
    assert!(bomb.len() < 1 << 20, "压缩以后很小：{}", bomb.len());
    refused("炸弹.xlsx", &bomb, "E0103", "解开以后超过 24 MiB");
    refused("谎报的炸弹.xlsx", &lying(bomb, 100), "E1001", "大小与目录里写的不同");
}

#[test]
fn 各部分合起来也有限度() {
    let part = vec![b' '; 12 << 20];
    refused(
        "三份.xlsx",
        &zipped(&[("a.xml", &part), ("b.xml", &part), ("c.xml", &part)]),
        "E0103",
        "解开以后超过 32 MiB",
    );
    let names: Vec<String> = (0..2001).map(|at| format!("xl/{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    refused("两千份.xlsx", &zipped(&parts), "E0103", "部分超过 2000 个");
}

#[test]
fn 大小与目录不同的当作已损坏() {
    refused("谎报.xlsx", &lying(zipped(&[(SHEET, b"<worksheet/>")]), 4), "E1001", "大小与目录里写的不同");
    refused("不是.xlsx", b"PK\x03\x04 no", "E1001", "不是完整的工作簿");
}

#[test]
fn 行列与文字有限度() {
    let far = |row, column| {
        let mut book = Workbook::new();
        book.add_worksheet().write(row, column, "远处").expect("写格");
        book.save_to_buffer().expect("写出")
    };
    refused("行多.xlsx", &far(20_000, 0), "E0103", "至多 20000 行");
    refused("列多.xlsx", &far(0, 200), "E0103", "200 列");
    // 一段长的文字两万格共用：文件不到一兆，各格的文字有一个多 GiB。
    let shared = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(30_000));
    let mut cells = String::from("<worksheet><sheetData>");
    for row in 1..=1_000 {
        cells.push_str(&format!("<row r=\"{row}\">"));
        ('A'..='T').for_each(|column| cells.push_str(&format!("<c r=\"{column}{row}\" t=\"s\"><v>0</v></c>")));
        cells.push_str("</row>");
    }
    cells.push_str("</sheetData></worksheet>");
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "短").expect("写格");
    let bytes = book.save_to_buffer().expect("写出");
    let shared = replaced(&replaced(&bytes, "xl/sharedStrings.xml", &shared), SHEET, &cells);
    assert!(shared.len() < 1 << 20, "压缩以后很小：{}", shared.len());
    refused("共用.xlsx", &shared, "E0103", "各格的文字 32 MiB");
}

/// 换掉一个部分。
fn replaced(bytes: &[u8], name: &str, content: &str) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("打开");
    let mut parts = Vec::new();
    for at in 0..from.len() {
        let mut part = from.by_index(at).expect("读部分");
        let (known, mut old) = (part.name().expect("名称").into_owned(), Vec::new());
        part.read_to_end(&mut old).expect("读部分");
        parts.push((known.clone(), if known == name { content.as_bytes().to_vec() } else { old }));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zipped(&parts)
}

#[test]
fn 宏与外部链接不读() {
    let link = b"<Types><Override PartName=\"/xl/e.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml\"/></Types>";
    let cases: [(&str, &[u8], &str); 4] = [
        ("xl/vbaProject.bin", b"x", "带着宏"),
        ("xl/externalLinks/externalLink1.xml", b"x", "引用了别的工作簿"),
        ("[Content_Types].xml", link, "引用了别的工作簿"),
        ("xl/connections.xml", b"x", "连着外部数据"),
    ];
    for (part, content, says) in cases {
        refused("表.xlsx", &zipped(&[(part, content)]), "E1202", says);
    }
}

#[test]
fn 残缺的_xls_不读() {
    for length in [8, 512, 600, 2000] {
        let mut bytes = vec![0_u8; length];
        bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        refused("旧.xls", &bytes, "E1001", "读不通的 xls");
    }
}
