//! 表样的书写：模板生成的受限 HTML 先读成 [`Form`]，再写成各种格式。
//!
//! 表样只有一份模板。HTML 输出就是模板文本本身；终端文本、Markdown、xlsx、docx、pdf
//! 都走同一份网格，所以改一处模板，各格式一起改。
//!
//! # 受限 HTML
//!
//! 文本必须是合法的 XML（标记配对、属性带引号、空元素写作 `<br/>`），可以是整个文档，也可以是片段：
//!
//! - 容器（透明）：`html`、`body`、`div`；整个跳过：`head`、`style`、`script`、`svg`、注释。
//! - 块：`h1`～`h3`、`p`、`table`。文字只能写在块内。
//! - 块内文字：`br`、`strong`、`b`、`span`（透明）；空白按 HTML 的规则合并。
//! - 表：`caption`?、`colgroup`/`col`（`width="8%"` 或 `style="width:8%"`，可带 `span`）、`thead`?、
//!   `tbody`（可有多个，一个是表样的一块，可带 `data-block` 名）、`tr`、`td`/`th`（`rowspan`、`colspan`、`class`）。
//! - `class` 中 `num` 右对齐、`center` 居中、`left` 左对齐；不写时 `th` 居中、`td` 左对齐。
//! - 实体只认 XML 的五个和数字实体（`&nbsp;` 要写成 `&#160;`）。

mod accounts;
mod assumption;
mod audit;
mod audit_folder;
mod comparison;
#[cfg(feature = "docx")]
mod docx;
mod explanation;
mod grid;
pub(crate) mod height;
mod layout;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
mod summary;
mod svg;
pub(crate) mod template;
mod text;
mod wrap;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use accounts::accounts_text;
pub use assumption::assumption_text;
pub use audit::audit_text;
pub use audit_folder::folder_csv;
pub use comparison::{changes_markdown, changes_text, comparison_markdown, comparison_text, totals_text};
#[cfg(feature = "docx")]
pub use docx::to_docx;
pub use explanation::{explanation_markdown, explanation_text};
pub use grid::{Align, Cell, Grid, MAX_COLUMNS, MAX_ROWS, MAX_SPAN};
pub use markdown::to_markdown;
#[cfg(feature = "pdf")]
pub use pdf::{Fonts, Pdf, to_pdf};
pub use summary::{summary_csv, summary_text};
pub use svg::charts_svg;
pub use template::{Templates, built_in as built_in_templates};
pub use text::{to_list, to_text};
pub use wrap::width as display_width;
#[cfg(feature = "xlsx")]
pub(crate) use xlsx::number;
#[cfg(feature = "xlsx")]
pub use xlsx::to_xlsx;

use roxmltree::{Document, Error, Node, ParsingOptions};
use std::fmt;

/// 元素嵌套的上限；走树是递归的，不设限会被恶意输入耗尽栈。
const MAX_DEPTH: usize = 64;
/// 节点总数的上限，约为最大表格的节点数。
const MAX_NODES: u32 = 10_000_000;
/// 片段没有根元素，先套一个；它独占首行，原文的行号因此只差一。
const ROOT: &str = "ziping-form";

/// 一份表样：自上而下的块。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// 纸面。
    pub page: Page,
    /// 各块，按书写顺序。
    pub blocks: Vec<Block>,
}

/// 表样的纸面：一律 A4。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// 文件的标题（`<title>`），不印在纸上；没有写的为空。
    pub title: String,
    /// 横排：有 `div` 的类名含 `landscape`。
    pub landscape: bool,
    /// 草稿：有 `div` 的类名含 `draft`，每页加“草稿”底字。
    pub draft: bool,
}

impl Page {
    fn read(root: Node) -> Page {
        let named = |tag| root.descendants().filter(move |node| name(*node) == Some(tag));
        let classed = |class| {
            named("div")
                .any(|div| div.attribute("class").unwrap_or_default().split_ascii_whitespace().any(|c| c == class))
        };
        let title = named("title").next().and_then(|title| title.text()).unwrap_or_default();
        Page { title: title.trim().to_owned(), landscape: classed("landscape"), draft: classed("draft") }
    }
}

/// 表样中的一块。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// 标题，`level` 为 1～3；`<br/>` 记作换行。
    Heading { level: u8, text: String },
    /// 段落。`class` 是原样的类名，另补两种：表的 `caption` 记作 `caption`，全部文字加粗的段落补 `strong`。
    Paragraph { text: String, class: String },
    /// 表格。
    Table(Grid),
}

/// 表样文本不合规定：在哪里、为什么。行列从 1 数起，列按字数。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    pub line: u32,
    pub column: u32,
    pub message: String,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "表样第 {} 行第 {} 列：{}", self.line, self.column, self.message)
    }
}

impl std::error::Error for FormError {}

impl FormError {
    /// 指向某个节点开头的错误。
    fn at(node: Node, message: impl Into<String>) -> FormError {
        let place = node.document().text_pos_at(node.range().start);
        FormError { line: place.row.saturating_sub(1).max(1), column: place.col, message: message.into() }
    }
}

impl Form {
    /// 读受限 HTML。任何不在子集内的写法都是错误，不会悄悄丢掉内容。
    pub fn parse(html: &str) -> Result<Form, FormError> {
        let text = format!("<{ROOT}>\n{}\n</{ROOT}>", without_prolog(html));
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&text, options).map_err(|error| malformed(html, &error))?;
        let mut blocks = Vec::new();
        let root = document.root_element();
        read_blocks(root, 0, &mut blocks)?;
        Ok(Form { page: Page::read(root), blocks })
    }
}

/// 把文首的 BOM、XML 声明和 DOCTYPE 换成空格（行列不变），它们在根元素之内不合 XML。
fn without_prolog(html: &str) -> String {
    let blank = |c: char| if c == '\n' { c } else { ' ' };
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    loop {
        let body = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']);
        text.extend(rest[..rest.len() - body.len()].chars().map(blank));
        let comment = body.starts_with("<!--");
        let doctype = body.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype"));
        let close = match () {
            () if comment => body.find("-->").map(|at| at + 3),
            () if body.starts_with("<?") => body.find("?>").map(|at| at + 2),
            () if doctype => body.find('>').map(|at| at + 1),
            () => None,
        };
        let (prolog, after) = body.split_at(close.unwrap_or(0));
        if comment {
            text.push_str(prolog);
        } else {
            text.extend(prolog.chars().map(blank));
        }
        if prolog.is_empty() {
            return text + after;
        }
        rest = after;
    }
}

/// XML 层的错误，换成中文并把位置对回原文。
fn malformed(html: &str, error: &Error) -> FormError {
    let message = match error {
        Error::UnexpectedCloseTag(open, _, _)
            if matches!(open.as_str(), "br" | "col" | "meta" | "link" | "hr" | "img") =>
        {
            format!("<{open}> 要写成 <{open}/>")
        }
        Error::UnexpectedCloseTag(open, close, _) if open == ROOT => format!("多出结束标记 </{close}>"),
        Error::UnexpectedCloseTag(open, close, _) if close == ROOT => format!("<{open}> 没有结束标记"),
        Error::UnexpectedCloseTag(open, close, _) => format!("<{open}> 还没有结束，就遇到了 </{close}>"),
        Error::UnknownEntityReference(name, _) => {
            format!("不认识的实体 &{name};：只能用 &amp; &lt; &gt; &quot; &apos; 和数字实体（空格写 &#160;）")
        }
        Error::MalformedEntityReference(_) => "& 没有转义，请写成 &amp;".into(),
        Error::InvalidAttributeValue(_) => "属性值里的 < 请写成 &lt;".into(),
        Error::DuplicatedAttribute(name, _) => format!("属性 {name} 写了两次"),
        Error::NonXmlChar(c, _) => format!("不能出现的控制字符 U+{:04X}", u32::from(*c)),
        Error::InvalidComment(_) => "注释里不能有 --，且要以 --> 结束".into(),
        Error::UnexpectedEndOfStream => "文本没有写完（有标记或注释没有结束）".into(),
        Error::NodesLimitReached => format!("内容太多，超过 {MAX_NODES} 个节点"),
        other => format!("不是合法的 XML 写法（{}）", english(other)),
    };
    let last = html.lines().count().max(1) as u32;
    let past_end = || (last, html.lines().last().map_or(0, |line| line.chars().count()) as u32 + 1);
    let place = error.pos();
    let (line, column) = match place.row.saturating_sub(1) {
        _ if matches!(error, Error::UnexpectedEndOfStream) => past_end(),
        line if line > last => past_end(),
        line => (line.max(1), place.col),
    };
    FormError { line, column, message }
}

/// 库的英文说明，去掉它自带的位置（那是套了根元素之后的位置）。
fn english(error: &Error) -> String {
    let text = error.to_string();
    let place = format!(" at {}", error.pos());
    text.replace(&place, "")
}

/// 元素名；文字、注释等没有名字。
fn name<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.is_element().then(|| node.tag_name().name())
}

/// 整个跳过的节点：注释、处理指令、空白文字，以及只对浏览器有意义的元素。
fn is_skipped(node: Node) -> bool {
    match name(node) {
        Some(name) => matches!(name, "head" | "style" | "script" | "svg"),
        None => !node.is_text() || node.text().is_none_or(|text| text.trim_ascii().is_empty()),
    }
}

fn read_blocks(parent: Node, depth: usize, blocks: &mut Vec<Block>) -> Result<(), FormError> {
    for node in parent.children().filter(|node| !is_skipped(*node)) {
        if depth >= MAX_DEPTH {
            return Err(FormError::at(node, format!("嵌套超过 {MAX_DEPTH} 层")));
        }
        match name(node) {
            Some("html" | "body" | "div") => read_blocks(node, depth + 1, blocks)?,
            Some(tag @ ("h1" | "h2" | "h3")) => {
                let level = tag.as_bytes()[1] - b'0';
                blocks.push(Block::Heading { level, text: Inline::read(node)?.text });
            }
            Some("p") => {
                let inline = Inline::read(node)?;
                let class = node.attribute("class").unwrap_or_default().trim_ascii();
                let class = match (inline.strong, class) {
                    (true, "") => "strong".into(),
                    (true, class) => format!("{class} strong"),
                    (false, class) => class.into(),
                };
                blocks.push(Block::Paragraph { text: inline.text, class });
            }
            Some("table") => {
                let (caption, grid) = grid::read_table(node)?;
                blocks.extend(caption.map(|text| Block::Paragraph { text, class: "caption".into() }));
                blocks.push(Block::Table(grid));
            }
            Some(tag) => return Err(FormError::at(node, format!("这里不能用 <{tag}>"))),
            None => return Err(FormError::at(node, "文字要写在 p、标题或单元格里")),
        }
    }
    Ok(())
}

/// 一个块或单元格内的文字。
#[derive(Default)]
struct Inline {
    /// 合并空白之后的文字，`<br/>` 为换行。
    text: String,
    /// 有文字，且全部加粗。
    strong: bool,
    plain: bool,
    space: bool,
    /// `span` 的起止处之前各有几个字。
    seams: Vec<usize>,
}

impl Inline {
    fn read(node: Node) -> Result<Inline, FormError> {
        let mut inline = Inline::default();
        inline.walk(node, 0, false)?;
        // HTML 中末尾的 <br/> 不另起一行。
        if inline.text.ends_with('\n') {
            inline.text.pop();
        }
        inline.strong &= !inline.plain;
        let count = inline.text.chars().count();
        inline.seams.retain(|seam| (1..count).contains(seam));
        inline.seams.dedup();
        Ok(inline)
    }

    fn walk(&mut self, parent: Node, depth: usize, strong: bool) -> Result<(), FormError> {
        for node in parent.children() {
            if depth >= MAX_DEPTH {
                return Err(FormError::at(node, format!("嵌套超过 {MAX_DEPTH} 层")));
            }
            match name(node) {
                None if node.is_text() => self.push(node.text().unwrap_or_default(), strong),
                _ if is_skipped(node) => {}
                Some("br") => {
                    self.text.push('\n');
                    self.space = false;
                }
                Some("strong" | "b") => self.walk(node, depth + 1, true)?,
                Some("span") => {
                    self.seams.push(self.text.chars().count());
                    self.walk(node, depth + 1, strong)?;
                    self.seams.push(self.text.chars().count());
                }
                Some("table") => return Err(FormError::at(node, "表中不能再套表")),
                Some(tag) => {
                    let message = format!("文字中不能用 <{tag}>，只能用 br、strong、b、span");
                    return Err(FormError::at(node, message));
                }
                None => {}
            }
        }
        Ok(())
    }

    /// 连续的空白合成一个空格，行首行末的空白去掉。
    fn push(&mut self, text: &str, strong: bool) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.strong |= strong;
            self.plain |= !strong;
            self.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error(html: &str) -> String {
        Form::parse(html).unwrap_err().to_string()
    }

    #[test]
    fn 整个文档与片段读出同样的块() {
        let inner = "<h1>自评表</h1><p class=\"num\">单位：<b>万元</b></p>";
        let whole = format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><style>td > b {{}}</style></head><body><div>{inner}</div></body></html>"
        );
        let form = Form::parse(inner).unwrap();
        assert_eq!(form.blocks, Form::parse(&whole).unwrap().blocks);
        assert_eq!(
            form,
            Form::parse(&format!("\u{feff}<?xml version=\"1.0\"?><!-- 说明 --><!doctype html>{inner}")).unwrap()
        );
        assert_eq!(
            form.blocks,
            [
                Block::Heading { level: 1, text: "自评表".into() },
                Block::Paragraph { text: "单位：万元".into(), class: "num".into() },
            ]
        );
    }

    #[test]
    fn 纸面从标题与类名读出() {
        let html = "<html><head><title> 某局 自评表 </title></head><body><div class=\"sheet landscape\"><div class=\"draft\"/></div></body></html>";
        let page = Page { title: "某局 自评表".into(), landscape: true, draft: true };
        assert_eq!(Form::parse(html).unwrap().page, page);
        assert_eq!(Form::parse("<div class=\"landscapes\"><p>甲</p></div>").unwrap().page, Page::default());
    }

    #[test]
    fn 空白按网页规则合并() {
        let form =
            Form::parse("<p>  甲\n  乙 <b> 丙</b> <br/> 丁&#160; &amp;<br/></p><p><strong>注</strong> </p>").unwrap();
        assert_eq!(
            form.blocks,
            [
                Block::Paragraph { text: "甲 乙 丙\n丁\u{a0} &".into(), class: String::new() },
                Block::Paragraph { text: "注".into(), class: "strong".into() },
            ]
        );
    }

    #[test]
    fn 错误指明原文的行列() {
        assert_eq!(error("<p>甲</p>\n  <ul/>"), "表样第 2 行第 3 列：这里不能用 <ul>");
        assert_eq!(error("<!DOCTYPE html><h4/>"), "表样第 1 行第 16 列：这里不能用 <h4>");
        assert_eq!(error("<div>\n中文</div>"), "表样第 1 行第 6 列：文字要写在 p、标题或单元格里");
        assert_eq!(error("<p>\n<i>甲</i></p>"), "表样第 2 行第 1 列：文字中不能用 <i>，只能用 br、strong、b、span");
        assert_eq!(
            error("<p>甲&nbsp;</p>"),
            "表样第 1 行第 5 列：不认识的实体 &nbsp;：只能用 &amp; &lt; &gt; &quot; &apos; 和数字实体（空格写 &#160;）"
        );
    }

    #[test]
    fn 标记不配对() {
        assert_eq!(error("<div>\n<p>甲"), "表样第 2 行第 5 列：<p> 没有结束标记");
        assert_eq!(error("<p>甲<br></p>"), "表样第 1 行第 9 列：<br> 要写成 <br/>");
        assert_eq!(error("<p>甲</p></p>"), "表样第 1 行第 9 列：多出结束标记 </p>");
        assert_eq!(error("<p><b>甲</p>"), "表样第 1 行第 8 列：<b> 还没有结束，就遇到了 </p>");
        assert_eq!(error("<p>甲<"), "表样第 1 行第 6 列：不是合法的 XML 写法（invalid name token）");
        for broken in
            ["<!-- 甲", "<p a=1/>", "<p>\u{0}</p>", "<!DOCTYPE", "<?xml", "a & b", "</ziping-form><ziping-form>"]
        {
            assert!(Form::parse(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn 嵌套过深是错误而不是崩溃() {
        let deep =
            |tag: &str, n: usize| format!("<p>{}{}</p>", format!("<{tag}>").repeat(n), format!("</{tag}>").repeat(n));
        assert!(Form::parse(&deep("b", 60)).is_ok());
        assert!(error(&deep("b", 100_000)).contains("嵌套超过 64 层"));
        assert!(error(&format!("{}{}", "<div>".repeat(70), "</div>".repeat(70))).contains("嵌套超过 64 层"));
    }

    #[test]
    fn 空文本是空表样() {
        assert_eq!(Form::parse(""), Ok(Form::default()));
        assert_eq!(Form::parse(" <!-- 空 --> "), Ok(Form::default()));
    }

    proptest! {
        #[test]
        fn 任意文本不崩溃(html in "(<(/?(table|tr|td|p|b|br|thead|tbody|col|div))( (rowspan|colspan|width)=\"[0-9a%-]{0,4}\")?/?>|[甲<&;>!\\-? ]|\\PC){0,40}") {
            if let Err(error) = Form::parse(&html) {
                prop_assert!(error.line >= 1 && error.column >= 1);
            }
        }
    }
}
