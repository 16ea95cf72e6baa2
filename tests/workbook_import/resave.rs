//! 用表格程序重存：LibreOffice 另存的 xlsx、xls、各表的 csv（UTF-8 与 GB18030）都读回同样的填报。

use super::command::ziping;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

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

/// 转换到 `out` 里。
fn converted(office: &Path, at: &Path, to: &str, file: &str, out: &str) {
    let profile = tempfile::tempdir().expect("临时文件夹");
    let output = Command::new(office)
        .current_dir(at)
        .arg(format!("-env:UserInstallation=file://{}", profile.path().display()))
        .args(["--headless", "--convert-to", to, "--outdir", out, file])
        .output()
        .expect("运行 LibreOffice");
    assert!(output.status.success(), "{to}：{}", String::from_utf8_lossy(&output.stderr));
}

/// 读回的填报，与报出的代码。
fn read(at: &Path, file: &str) -> (String, Vec<String>) {
    let run = ziping(at, &["import", file]);
    assert_eq!(run.exit, 0, "{file}\n{}", run.stderr);
    (run.stdout.clone(), run.codes().iter().map(|code| code.as_str().to_owned()).collect())
}

#[test]
fn 重存以后读回不变() {
    let Some(office) = office() else { return };
    for example in ["luoyang-jianxi-2024/department", "luoyang-jianxi-2024/project", "training/rules"] {
        let folder = tempfile::tempdir().expect("临时文件夹");
        let at = folder.path();
        std::fs::copy(format!("{ROOT}/examples/{example}.toml"), at.join("原.toml")).expect("复制");
        assert_eq!(ziping(at, &["export", "原.toml", "-o", "表.xlsx"]).exit, 0, "{example}");
        let before = read(at, "表.xlsx");
        converted(&office, at, "xlsx", "表.xlsx", "新");
        assert_eq!(read(at, "新/表.xlsx"), before, "{example} xlsx");
        converted(&office, at, "xls:MS Excel 97", "表.xlsx", "旧");
        assert_eq!(read(at, "旧/表.xls"), before, "{example} xls");
        // 44 逗号，34 引号，76 是 UTF-8；第九项不写作格式化以后的样子，最后一项 -1 是每张表一份。
        converted(
            &office,
            at,
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
            "表.xlsx",
            "散",
        );
        assert_eq!(read(at, "散"), before, "{example} csv");
        std::fs::create_dir(at.join("国标")).expect("建文件夹");
        for file in std::fs::read_dir(at.join("散")).expect("读文件夹") {
            let path = file.expect("读文件夹").path();
            let text = std::fs::read_to_string(&path).expect("读文件");
            let bytes = encoding_rs::GB18030.encode(&text).0.into_owned();
            std::fs::write(at.join("国标").join(path.file_name().expect("文件名")), bytes).expect("写文件");
        }
        assert_eq!(read(at, "国标"), before, "{example} GB18030");
    }
}

/// LibreOffice 存的 ods 不读，说明怎样另存。
#[test]
fn ods_说明怎样另存() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("mimetype", zip::write::SimpleFileOptions::default()).expect("写部分");
    std::io::Write::write_all(&mut writer, b"application/vnd.oasis.opendocument.spreadsheet").expect("写部分");
    std::fs::write(folder.path().join("表.ods"), writer.finish().expect("打包").into_inner()).expect("写文件");
    let run = ziping(folder.path(), &["import", "表.ods"]);
    assert_eq!(run.exit, 1, "{}", run.stderr);
    assert!(run.stderr.contains("E1001") && run.stderr.contains("另存为 xlsx"), "{}", run.stderr);
}

/// 旧式的 xls 里百分数格式的数与日期照样认得。
#[test]
fn xls_的百分数与日期() {
    let Some(office) = office() else { return };
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    let mut book = rust_xlsxwriter::Workbook::new();
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.00%");
    let own = rust_xlsxwriter::Format::new().set_num_format("0.0%;-0.0%");
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy/m/d");
    let sheet = book.add_worksheet().set_name("指标").expect("表名");
    let head = ["键", "一级指标", "三级指标", "年度指标值", "分值", "实际完成值"];
    sheet.write_row(0, 0, head).expect("写表");
    for (row, (name, target, points)) in
        (1..).zip([("合格率", "≥95%", 40), ("覆盖率", "≥95%", 30), ("完工", "12月20日前", 30)])
    {
        sheet.write_row(row, 0, ["own", "产出指标", name, target]).expect("写表");
        sheet.write(row, 4, points).expect("写数");
    }
    sheet.write_with_format(1, 5, 0.98, &percent).expect("写数");
    sheet.write_with_format(2, 5, 0.965, &own).expect("写数");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 12, 18).expect("日期");
    sheet.write_with_format(3, 5, &day, &date).expect("写日期");
    book.save(at.join("表.xlsx")).expect("写文件");
    converted(&office, at, "xls:MS Excel 97", "表.xlsx", ".");
    let run = ziping(at, &["import", "表.xls", "--unit", "某某局", "--year", "2024"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    for says in ["actual = \"98%\"", "actual = \"96.5%\"", "actual = \"2024年12月18日\""] {
        assert!(run.stdout.contains(says), "没有 {says}\n{}", run.stdout);
    }
}
