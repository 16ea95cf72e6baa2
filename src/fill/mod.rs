//! 用户自己的 Word 文档与电子表格：里面的 `{{ }}` 与 `{% %}` 就地填好，其余照原样。
//!
//! 看得见的内容就是表样模板看得见的 [`Report`]，写法见 `docs/templates.md`。只重写有标记的部分，
//! 别的部分连压缩后的字节照搬；带宏的不收，外部链接不读、不改。

mod docx;
mod inline;
mod package;
mod plan;
mod rows;
mod scope;
mod sheet;
mod tags;
mod tree;

pub use package::FILE_LIMIT;

use crate::diagnostic::{Code, Diagnostic};
use crate::report::Report;
use package::Package;
use scope::Filler;
use tree::Part;

/// 文件是哪一种。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// Word 文档。
    Docx,
    /// 电子表格。
    Xlsx,
}

impl Document {
    /// 由扩展名得出。
    pub fn of(path: &std::path::Path) -> Option<Document> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "docx" => Some(Document::Docx),
            "xlsx" => Some(Document::Xlsx),
            _ => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Document::Docx => "docx 文档",
            Document::Xlsx => "xlsx 工作簿",
        }
    }
}

/// 填好的文件。
#[derive(Debug)]
pub struct Filled {
    pub bytes: Vec<u8>,
    /// 文件出得来、还要再核对的（W1102）。
    pub warnings: Vec<Diagnostic>,
}

/// 填好一份文件；有问题时不出，问题一次报全。`name` 是显示用的文件名。
///
/// # Errors
///
/// E1103 打不开，E1104 至 E1106 标记不对，E1101 一格放不下。
pub fn fill(name: &str, bytes: &[u8], kind: Document, report: &Report<'_>) -> Result<Filled, Vec<Diagnostic>> {
    let broken = |why: String| vec![Diagnostic::new(Code::E1103, format!("{name} {why}"))];
    let mut package = Package::open(bytes).map_err(broken)?;
    let types = content_types(&mut package).map_err(broken)?;
    let main = |end: &str| types.iter().any(|(_, kind)| kind.ends_with(end));
    if types.iter().any(|(_, kind)| kind.contains("macroEnabled") || kind.ends_with("vbaProject")) {
        return Err(broken("带宏，不填".to_owned()));
    }
    let is_word = main("wordprocessingml.document.main+xml") || main("wordprocessingml.template.main+xml");
    let is_sheet = main("spreadsheetml.sheet.main+xml") || main("spreadsheetml.template.main+xml");
    let found = match (is_word, is_sheet) {
        (true, _) => Document::Docx,
        (_, true) => Document::Xlsx,
        _ => return Err(broken("不是 docx 文档，也不是 xlsx 工作簿".to_owned())),
    };
    if found != kind {
        return Err(broken(format!("其实是 {}，扩展名要写成原来的", found.title())));
    }
    let filler = Filler::new(name, report);
    let done = match kind {
        Document::Docx => docx::fill(&mut package, &types, &filler),
        Document::Xlsx => sheet::fill(&mut package, &filler),
    };
    done.map_err(broken)?;
    if report.draft && !filler.mentions_draft() {
        let help = "在表头写上 {% if draft %}草稿{% endif %}；现在这一份不要报送";
        filler.warn("", "出的是草稿，表上没有写 draft 的地方，看不出是草稿", Some(help.to_owned()));
    }
    let (problems, warnings) = filler.into_findings();
    if !problems.is_empty() {
        return Err(problems);
    }
    let bytes = package.finish().map_err(broken)?;
    Ok(Filled { bytes, warnings })
}

/// 各部分的名称与内容类型，照 `[Content_Types].xml`。
fn content_types(package: &mut Package<'_>) -> Result<Vec<(String, String)>, String> {
    const NAME: &str = "[Content_Types].xml";
    if !package.has(NAME) {
        return Err("不是 docx 文档，也不是 xlsx 工作簿".to_owned());
    }
    let part = Part::parse(&package.text(NAME)?).map_err(|why| format!("里面的 {NAME} {why}"))?;
    let entries = part.root.elements().filter(|element| element.local == "Override");
    Ok(entries
        .filter_map(|element| {
            let name = element.attribute("PartName")?;
            Some((name.trim_start_matches('/').to_owned(), element.attribute("ContentType")?))
        })
        .collect())
}
