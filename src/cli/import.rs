//! `ziping import`：由电子表格得出指标体系文件，或由填报工作簿读回填报。

use super::Ending;
use super::session::Session;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::{self, FILE_LIMIT, Heading, Table};
use crate::model::Kind;
use crate::tidy::tidy;
use crate::workbook::import as filled;
use crate::workbook::layout::Sheet;
use clap::{Args, ValueEnum};
use std::io::Read;
use std::path::{Path, PathBuf};

/// 一个文件夹里至多这么多份 csv。
const FILES: usize = 32;

/// `ziping import` 的参数。
#[derive(Debug, Args)]
pub struct ImportOptions {
    /// 填报工作簿（xlsx、xls，每张表一份 csv 的文件夹，或“指标”一张表的 csv）；写了 --id 的是指标体系的表格
    #[arg(value_name = "表格")]
    pub table: PathBuf,
    /// 得出指标体系：它的名称，如 某县/项目
    #[arg(long, value_name = "名称", requires = "edition")]
    pub id: Option<String>,
    /// 指标体系的版本，如 2025
    #[arg(long = "version", value_name = "版本", requires = "id")]
    pub edition: Option<String>,
    /// 读回单独一张“指标”：所依的体系；不写时依口径
    #[arg(long, value_name = "体系", conflicts_with = "id")]
    pub set: Option<String>,
    /// 读回单独一张“指标”：单位名称
    #[arg(long, value_name = "单位", default_value = "", hide_default_value = true, conflicts_with = "id")]
    pub unit: String,
    /// 读回单独一张“指标”：年度
    #[arg(long, value_name = "年度", conflicts_with = "id")]
    pub year: Option<u16>,
    /// 口径的名称；不写时为 national
    #[arg(long, value_name = "口径", default_value = "national", hide_default_value = true)]
    pub profile: String,
    /// project 项目（不写时即是），或 department 部门整体
    #[arg(
        long,
        value_name = "哪一种",
        default_value = "project",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub kind: KindChoice,
    /// 表的标题
    #[arg(long, value_name = "标题", default_value = "", hide_default_value = true)]
    pub title: String,
    /// 工作簿里的哪一张表；不写时取第一张认得出表头的
    #[arg(long, value_name = "工作表")]
    pub sheet: Option<String>,
    /// 写到文件；已有的文件不覆盖
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// 部门整体或项目。
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindChoice {
    Department,
    Project,
}

pub fn run(options: &ImportOptions, session: &mut Session) -> Ending {
    if let Some(path) = options.output.as_ref().filter(|path| path.exists()) {
        let message = format!("{} 已经有了，不覆盖", path.display());
        session.complain(Diagnostic::new(Code::E0106, message).help("换一个文件名，或先把它移开"));
        return session.finish();
    }
    if !session.can_write(&options.output, Some(&options.table)) {
        return session.finish();
    }
    let (Some(id), Some(version)) = (&options.id, &options.edition) else {
        read_back(options, session);
        return session.finish();
    };
    let table = bytes(&options.table, FILE_LIMIT)
        .and_then(|bytes| import::read(&options.table, &bytes, options.sheet.as_deref()));
    match table {
        Err(diagnostic) => session.complain(diagnostic),
        Ok(table) => {
            let heading = Heading {
                id,
                version,
                title: &options.title,
                kind: match options.kind {
                    KindChoice::Department => Kind::Department,
                    KindChoice::Project => Kind::Project,
                },
                profile: &options.profile,
            };
            let made = import::set(&table, &heading, &session.library, &mut session.sources, &mut session.sink);
            if let Some(text) = made {
                session.deliver(options.output.as_deref(), &text);
            }
        }
    }
    session.finish()
}

/// 读回填报；审查、计分，与表上的得分核对，都指着表上的格。
fn read_back(options: &ImportOptions, session: &mut Session) {
    let heading = filled::Heading {
        set: options.set.as_deref(),
        profile: &options.profile,
        unit: &options.unit,
        year: options.year,
    };
    let Some(read) = session.read_workbook(&options.table, &heading) else { return };
    session.score_workbook(&options.table, &read);
    // 读回的不曾是用户的文件：有错误也写出，改表或改文件都行。
    let text = tidy(&read.text).unwrap_or(read.text);
    session.deliver(options.output.as_deref(), &text);
}

/// 一份填报工作簿的各张表：一个工作簿，或一个文件夹，里面每张表另存成一份 csv。
pub(super) fn sheets(path: &Path) -> Result<Vec<(String, Table)>, Diagnostic> {
    let verbatim = Sheet::Rest.title();
    if !path.is_dir() {
        return bytes(path, FILE_LIMIT).and_then(|bytes| import::sheets(path, &bytes, verbatim));
    }
    let unreadable = |error| Diagnostic::new(Code::E0101, format!("读不到 {}：{error}", path.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        files.extend(file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")).then_some(file.clone()));
    }
    if files.is_empty() {
        let message = format!("{} 里没有 csv", path.display());
        return Err(Diagnostic::new(Code::E0101, message).help("每张工作表另存为一份 csv，文件名照表名，如 指标.csv"));
    }
    if files.len() > FILES {
        let message = format!("{} 里的 csv 超过 {FILES} 份", path.display());
        return Err(Diagnostic::new(Code::E0103, message).help("一个文件夹放一份填报工作簿的各张表"));
    }
    files.sort();
    let one = |file: &PathBuf| bytes(file, FILE_LIMIT).and_then(|bytes| import::sheet(file, &bytes, verbatim));
    files.iter().map(one).collect()
}

/// 文件的字节，比容许的 `limit` 多读一个就停。
pub(super) fn bytes(path: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let limit = limit as u64 + 1;
    let read = std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let why = if path.is_dir() {
                "这是一个文件夹".to_owned()
            } else if error.kind() == std::io::ErrorKind::NotFound {
                "没有这个文件".to_owned()
            } else {
                error.to_string()
            };
            Err(Diagnostic::new(Code::E0101, format!("读不到 {}：{why}", path.display())))
        }
    }
}
