//! `ziping render`。

use super::forms::{self, Prepared, Purpose};
use super::pdf::pdf;
use super::session::Session;
use super::{Ending, fill, narrate, output};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Charts, Report, charts};
use crate::write::{Form, charts_svg, to_markdown, to_text};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// `ziping render` 的参数。
#[derive(Debug, Args)]
pub struct RenderOptions {
    /// 填报文件；- 为标准输入
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 各项目的填报，或放着它们的文件夹；只在 --form narrative 时写
    #[arg(value_name = "项目")]
    pub projects: Vec<PathBuf>,
    /// 写到文件，按扩展名定格式；可写多次；不写时在终端显示
    #[arg(short, long, value_name = "文件")]
    pub output: Vec<PathBuf>,
    /// 格式：html、xlsx、docx、md、text、pdf；不写时看扩展名
    #[arg(long, value_name = "格式", hide_possible_values = true)]
    pub format: Option<FormFormat>,
    /// 出哪一张表：self-evaluation 自评表、declaration 申报表、monitoring 监控表、audit 复核表，或表样的全名；narrative 由部门与各项目的填报写成绩效情况说明
    #[arg(long, value_name = "表样")]
    pub form: Option<String>,
    /// 填进自己的表：写着 {{ }} 的 .docx 或 .xlsx，写法见 docs/templates.md
    #[arg(long, value_name = "文档", conflicts_with_all = ["projects", "format", "templates", "charts"])]
    pub template: Option<PathBuf>,
    /// 自己的模板文件夹，同名的文件盖过内置的
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
    /// 表尾附凭据：引擎版本、体系与填报的摘要
    #[arg(long)]
    pub receipt: bool,
    /// 网页的表后、工作簿另附图：各板块得分、失分的行、资金执行
    #[arg(long)]
    pub charts: bool,
    /// 印 pdf 的字体：系统、内置，或字体文件夹；不写时先找系统的
    #[arg(long, value_name = "字体")]
    pub fonts: Option<String>,
    /// 有错误也出表，并标明草稿
    #[arg(long)]
    pub draft: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormFormat {
    Html,
    Xlsx,
    Docx,
    Md,
    Text,
    Pdf,
}

pub fn run(options: &RenderOptions, session: &mut Session) -> Ending {
    if let Some(template) = &options.template {
        return fill::run(template, options, session);
    }
    let mut formats = Vec::new();
    for path in &options.output {
        match options.format.or_else(|| by_extension(path)) {
            Some(format) => formats.push(format),
            None => session.complain(
                Diagnostic::new(Code::E0106, format!("不知道把 {} 写成什么格式", path.display()))
                    .help("扩展名写 .html、.xlsx、.docx、.md、.txt 或 .pdf，或用 --format 指定"),
            ),
        }
    }
    if !session.can_write(&options.output, Some(&options.file)) || session.sink.has_errors() {
        return session.finish();
    }
    let Some(templates) = session.templates(options.templates.as_deref()) else {
        return session.finish();
    };
    if let Some(form) = options.form.as_deref().filter(|form| narrate::is_narrative(form)) {
        return narrate::run(form, options, &formats, &templates, session);
    }
    if !options.projects.is_empty() {
        output::tell(
            "错误：一次出一份表；几份填报合写一份绩效情况说明用 --form narrative\n看用法：ziping render --help\n",
        );
        return Ending::CouldNotRun;
    }
    let purpose = Purpose::of(options.form.as_deref());
    let Some(prepared) = ready(purpose, options, session) else {
        return session.finish();
    };
    let (set, submission) = (prepared.set(), prepared.submission());
    let report = printed(&prepared, options, session);
    let form = &forms::template(options.form.as_deref(), purpose, set, &templates);
    let charts = options.charts.then(|| charts(set, submission, prepared.outcome()));
    let drawn = charts.as_ref().map(charts_svg).unwrap_or_default();
    let html = templates.html_with_charts(form, &report, &drawn);
    deliver(html, charts.as_ref(), options, &formats, &summary(&report, purpose), session)
}

/// 备好一张表；有错误又没有要草稿的，说明白，返回 `None`。
pub(super) fn ready(purpose: Purpose, options: &RenderOptions, session: &mut Session) -> Option<Prepared> {
    let prepared = forms::prepare(&options.file, purpose, session)?;
    if session.sink.has_errors() && !options.draft {
        output::tell("有错误，没有出表；改正后再出，或加 --draft 先出草稿。\n");
        return None;
    }
    Some(prepared)
}

/// 表上的文字：要凭据的附凭据，还有错误的是草稿。
pub(super) fn printed<'p>(prepared: &'p Prepared, options: &RenderOptions, session: &Session) -> Report<'p> {
    let mut report = prepared.report();
    if options.receipt {
        report = report.with_receipt(prepared.set(), prepared.submission());
    }
    report.draft = session.sink.has_errors();
    report
}

/// 写出各份文件，都写成了的说一声。
pub(super) fn write_files<'c>(
    outputs: &[PathBuf],
    contents: impl Iterator<Item = &'c [u8]>,
    summary: &str,
    session: &mut Session,
) {
    for (path, content) in outputs.iter().zip(contents) {
        session.deliver_file(path, content);
    }
    if !session.sink.all().iter().any(|d| d.code == Code::E0106) {
        let done: String = outputs.iter().map(|path| format!("已写出 {}\n", path.display())).collect();
        output::say(&format!("{summary}{done}"));
    }
}

/// 把写成的 HTML 照要的格式写出，工作簿另附 `charts`；写成了文件的，最后说一声。
pub(super) fn deliver(
    html: Result<String, Diagnostic>,
    charts: Option<&Charts<'_>>,
    options: &RenderOptions,
    formats: &[FormFormat],
    summary: &str,
    session: &mut Session,
) -> Ending {
    let mut findings = Vec::new();
    let mut written_as = |html: &str, format| convert(html, format, charts, options.fonts.as_deref(), &mut findings);
    let written = html.and_then(|html| {
        if options.output.is_empty() {
            output::show(&written_as(&html, options.format.unwrap_or(FormFormat::Text))?);
            return Ok(Vec::new());
        }
        formats.iter().map(|format| written_as(&html, *format)).collect()
    });
    findings.into_iter().for_each(|finding| session.complain(finding));
    match written {
        Ok(contents) if contents.is_empty() => {}
        Ok(contents) => write_files(&options.output, contents.iter().map(Vec::as_slice), summary, session),
        Err(diagnostic) => session.complain(diagnostic),
    }
    session.finish()
}

fn by_extension(path: &Path) -> Option<FormFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(FormFormat::Html),
        "xlsx" => Some(FormFormat::Xlsx),
        "docx" => Some(FormFormat::Docx),
        "md" | "markdown" => Some(FormFormat::Md),
        "txt" => Some(FormFormat::Text),
        "pdf" => Some(FormFormat::Pdf),
        _ => None,
    }
}

/// 同一份 HTML，写成要的格式；写的时候发现的问题记进 `findings`。
pub(super) fn convert(
    html: &str,
    format: FormFormat,
    charts: Option<&Charts<'_>>,
    fonts: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<u8>, Diagnostic> {
    let form = || Form::parse(html).map_err(|error| Diagnostic::new(Code::E0109, error.to_string()));
    Ok(match format {
        FormFormat::Html => html.as_bytes().to_vec(),
        FormFormat::Xlsx => xlsx(&form()?, charts)?,
        FormFormat::Docx => docx(&form()?)?,
        FormFormat::Md => to_markdown(&form()?).into_bytes(),
        FormFormat::Text => to_text(&form()?, output::width()).into_bytes(),
        FormFormat::Pdf => pdf(&form()?, fonts, findings)?,
    })
}

#[cfg(feature = "xlsx")]
fn xlsx(form: &Form, charts: Option<&Charts<'_>>) -> Result<Vec<u8>, Diagnostic> {
    crate::write::to_xlsx(form, charts)
}

/// 没有带写工作簿的部分：说明怎么办。
#[cfg(not(feature = "xlsx"))]
fn xlsx(_: &Form, _: Option<&Charts<'_>>) -> Result<Vec<u8>, Diagnostic> {
    Err(Diagnostic::new(Code::E0106, "这份程序没有带写 xlsx 的部分").help("构建时加 xlsx"))
}

#[cfg(feature = "docx")]
fn docx(form: &Form) -> Result<Vec<u8>, Diagnostic> {
    crate::write::to_docx(form)
}

/// 没有带写 docx 的部分：说明怎么办。
#[cfg(not(feature = "docx"))]
fn docx(_: &Form) -> Result<Vec<u8>, Diagnostic> {
    Err(Diagnostic::new(Code::E0106, "这份程序没有带写 docx 的部分").help("构建时加 docx"))
}

/// 写成文件之后的一句话：哪张表，多少分。
pub(super) fn summary(report: &Report<'_>, purpose: Purpose) -> String {
    let title = purpose.title().unwrap_or(report.title);
    let mut text = format!("{}　{} 年度　{title}\n", report.unit, report.year);
    // 申报与监控时还没有总分。
    if matches!(purpose, Purpose::SelfEvaluation | Purpose::Audit) {
        text.push_str(&format!("总分 {}（满分 {}）", report.total.score, report.total.points));
        if !report.grade.is_empty() {
            text.push_str(&format!("　等次 {}", report.grade));
        }
        text.push('\n');
    }
    text
}
