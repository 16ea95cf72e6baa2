//! 交给 LibreOffice 重新计算，读回各表。

use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use ziping::number::{Decimal, plain};
use ziping::workbook::layout::Sheet;

/// 一张表各格的文字；数去掉末尾的零。
pub type Grid = Vec<Vec<String>>;
/// 各张表，按名称。
pub type Sheets = BTreeMap<String, Grid>;

/// 把每个公式存着的结果换成 `-7`；重新计算之后才会对。
pub fn poisoned(bytes: &[u8]) -> Vec<u8> {
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
pub fn office() -> Option<PathBuf> {
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

/// 总是重新计算，各张表写成 csv：比写成 xlsx 再读快得多。
pub fn recalculated(office: &Path, folder: &Path, files: &[PathBuf]) -> PathBuf {
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
        // 逗号、引号、UTF-8，写格里的数而不写显示的样子，每张表一个文件。
        .args(["--headless", "--convert-to"])
        .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
        .arg("--outdir")
        .arg(&out)
        .args(files)
        .output()
        .expect("运行 LibreOffice");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    out
}

/// 重新计算过的一份：指标与资金两张表。
pub fn read_back(out: &Path, name: &str) -> Sheets {
    let mut sheets = Sheets::new();
    for title in [Sheet::Rows.title(), Sheet::Money.title()] {
        let path = out.join(format!("{name}-{title}.csv"));
        if !path.exists() {
            continue;
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(&path).unwrap();
        let grid = reader.records().map(|row| row.unwrap().iter().map(tidy).collect()).collect();
        sheets.insert(title.to_owned(), grid);
    }
    assert!(sheets.contains_key(Sheet::Rows.title()), "{name} 没有转出来");
    sheets
}

/// 存在文件里的，没有重新计算。
pub fn open(path: &Path) -> Sheets {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap_or_else(|error| panic!("{}：{error}", path.display()));
    let names = book.sheet_names().clone();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        other => tidy(&other.to_string()),
    };
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let (height, width) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
            let cell = |row, column| range.get_value((row, column)).map_or_else(String::new, text);
            let grid = (0..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect();
            (name, grid)
        })
        .collect()
}

/// 数收到八位小数、十五位有效数字，去掉末尾的零；别的照原样。
fn tidy(text: &str) -> String {
    let is_code = text.starts_with('0') && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let number = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok().filter(|_| !is_code);
    number.map_or_else(
        || text.to_owned(),
        |number| {
            let whole = number.trunc().abs().to_string().len() as u32;
            plain(number.round_dp(8.min(15_u32.saturating_sub(whole))).normalize())
        },
    )
}

/// 一格的文字。
pub fn shown(grid: &Grid, row: u32, column: u16) -> String {
    grid.get(row as usize).and_then(|row| row.get(usize::from(column))).cloned().unwrap_or_default()
}
