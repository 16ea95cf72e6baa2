//! 字节到 TOML 树：编码、大小、控制字符与语法。

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId};
use toml::Spanned;
use toml::de::{DeTable, Error};

/// 一份文件的大小上限（字节）。一张表不过几十千字节，四兆已是千倍。
pub const LIMIT: usize = 4 << 20;

/// 一份文件是什么。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Set,
    Profile,
    Submission,
}

/// 字节解码为文本；不是 UTF-8 时指明可能的编码。
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    if bytes.len() > LIMIT {
        let size = bytes.len() / (1 << 20);
        return Err(Diagnostic::new(Code::E0103, format!("{name} 有 {size} 兆字节，超过 4 兆的上限")));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Diagnostic::new(Code::E0102, format!("{name} 是 UTF-16 编码，不是 UTF-8")));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            let (text, _, malformed) = encoding_rs::GB18030.decode(bytes);
            let is_gb = !malformed && text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let guess = if is_gb {
                "，看来是 GB18030（GBK）编码"
            } else {
                "，也不是 GB18030，可能不是文本文件"
            };
            Err(Diagnostic::new(Code::E0102, format!("{name} 不是 UTF-8 文本（第 {line} 行起读不通）{guess}")))
        }
    }
}

/// 看顶层的表名，判断文件是体系、口径还是填报；都不是时返回 `None`。
pub fn kind_of(text: &str) -> Option<FileKind> {
    text.lines().find_map(|line| match line.trim_end().split('#').next().unwrap_or("").trim() {
        "[set]" => Some(FileKind::Set),
        "[profile]" => Some(FileKind::Profile),
        "[submission]" => Some(FileKind::Submission),
        _ => None,
    })
}

/// 文字里不应出现的字符：除换行、制表以外的控制字符，以及看不见的、改变书写方向的字符。
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200b}')
}

/// 逐个找出不应出现的字符及其位置。
///
/// 按字节扫过去，只在可能的首字节（C0、DEL、C2、E2、EF）处才解码成字符。
pub(super) fn controls(text: &str) -> impl Iterator<Item = (usize, char)> {
    let suspect = |byte: u8| matches!(byte, 0..=8 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef);
    let bytes = text.bytes().enumerate().filter(move |(_, byte)| suspect(*byte));
    bytes.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?))).filter(|(_, c)| is_control(*c))
}

/// 解析 TOML；有语法错误时全部推入诊断并返回 `None`。
pub(super) fn parse<'i>(text: &'i str, source: SourceId, sink: &mut Sink) -> Option<Spanned<DeTable<'i>>> {
    let mut clean = true;
    for (at, c) in controls(text).filter(|(at, _)| !is_line_end(text, *at)) {
        let place = Place { source, span: at..at + c.len_utf8() };
        let message = format!("文字里有看不见的控制字符 U+{:04X}", c as u32);
        sink.push(Diagnostic::new(Code::E0105, message).at(&place).label("在这里"));
        clean = false;
    }
    if !clean {
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(table);
    }
    let mut last_line = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        // 同一行往往接连报错，后面的多由第一处引起。
        let line = text[..floor(text, span.start)].matches('\n').count();
        if last_line.replace(line) != Some(line) {
            sink.push(syntax_error(text, source, &error, span));
        }
    }
    None
}

fn is_line_end(text: &str, at: usize) -> bool {
    text[at..].starts_with("\r\n")
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn syntax_error(text: &str, source: SourceId, error: &Error, span: std::ops::Range<usize>) -> Diagnostic {
    let message = error.message();
    let start = floor(text, span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let key = line.split('=').next().unwrap_or("");
    let unquoted_key = !key.trim_start().starts_with(['"', '\'', '#', '[']) && !key.is_ascii() && line.contains('=');
    if unquoted_key {
        let place = Place { source, span: line_start..line_start + key.trim_end().len() };
        let message = format!("键“{}”含有汉字却没有加引号", key.trim());
        return Diagnostic::new(Code::E0107, message)
            .at(&place)
            .label("要用英文键名，或加引号")
            .help("键名一律用英文（见 docs/file-format.md）；确需汉字的键写成 \"键\" = 值");
    }
    if message.contains("recursion limit") {
        let place = Place { source, span };
        return Diagnostic::new(Code::E0108, "括号嵌套太深，读不下去").at(&place).label("嵌套到这里");
    }
    let place = Place { source, span };
    let (reason, help) = translate(message);
    let mut diagnostic =
        Diagnostic::new(Code::E0104, format!("TOML 写法有误：{reason}")).at(&place).label("读到这里出错");
    if !help.is_empty() {
        diagnostic = diagnostic.help(help);
    }
    diagnostic
}

/// 语法库的英文说明译成中文；生僻的一律归为"写法不合 TOML 规定"。
fn translate(message: &str) -> (&'static str, &'static str) {
    const TABLE: &[(&str, &str, &str)] = &[
        ("duplicate key", "同一张表里键重复了", "同一个键只能写一次，请删去重复的一行"),
        ("key with no value", "有键没有值", "写成 键 = 值"),
        ("missing value", "等号后面没有值", "补上值；文字要加英文双引号"),
        ("unquoted string", "文字没有加引号", "文字两端加英文双引号，如 name = \"满意度\""),
        ("string values must be quoted", "文字没有加引号", "文字两端加英文双引号，如 name = \"满意度\""),
        ("missing opening quote", "缺前引号", "文字两端用英文双引号，不能用中文引号“”"),
        (
            "invalid basic string",
            "文字的引号没有配对，或中间有不能直接写的字符",
            "一行之内引号要成对；文字中的英文双引号写成 \\\"",
        ),
        ("invalid literal string", "单引号文字没有配对", "一行之内单引号要成对"),
        ("invalid multi-line", "三引号文字没有配对", "以三个引号开头的文字要以三个引号结尾"),
        ("unclosed array", "数组没有右方括号", "补上 ]"),
        ("unclosed inline table", "花括号没有配对", "补上 }"),
        ("unclosed table", "表名没有右方括号", "表名写成 [表名]"),
        ("missing comma", "缺逗号", "各项之间用英文逗号分开"),
        ("extra comma", "多了逗号", "删去多余的逗号"),
        ("extra `=`", "多了等号", "每行只有一个等号"),
        ("extra assignment", "多了等号", "每行只有一个等号"),
        ("missing assignment", "缺等号", "写成 键 = 值"),
        ("invalid key", "键名写法不对", "键名用英文字母、数字、下划线或短横"),
        ("leading zero", "数字前面多了零", "去掉开头的零；编码一类的数字请加引号"),
        ("redundant numeric sign", "数字前面多了正负号", "只留一个正负号"),
        ("invalid integer", "整数写法不对", "数字只能含 0-9；带单位的值请加引号，如 \"19人\""),
        ("invalid mantissa", "小数写法不对", "小数写成 12.5；带单位的值请加引号"),
        ("invalid fraction", "小数写法不对", "小数写成 12.5；带单位的值请加引号"),
        ("digits", "数字写法不对", "带单位或百分号的值请加引号，如 \"98%\""),
        ("invalid date-time", "日期写法不对", "日期写成 2024-01-01，或加引号按文字写"),
        ("unexpected content", "一行里有多余的内容", "一行只写一个 键 = 值；带单位或百分号的值请加引号，如 \"98%\""),
        ("unexpected key or value", "多了内容", "一行只写一个 键 = 值；带单位或百分号的值请加引号，如 \"98%\""),
        ("invalid table", "表名写法不对", "表名写成 [表名] 或 [[表名]]"),
        ("invalid key-value", "一行写法不对", "写成 键 = 值"),
    ];
    TABLE
        .iter()
        .find(|(english, ..)| message.contains(english))
        .map_or(("这一处不合 TOML 的规定", ""), |(_, reason, help)| (reason, help))
}
