//! 字节到 TOML 树：编码、大小、控制字符与语法。

mod complaint;
mod line;
mod pairs;
mod reason;
mod words;

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId};
use toml::Spanned;
use toml::de::DeTable;

/// 一份文件的大小上限（字节）。一张表不过几十千字节，四兆已是千倍。
pub const LIMIT: usize = 4 << 20;

/// 一份文件是什么。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Set,
    Profile,
    Submission,
    Cases,
    /// 复核单。
    Review,
    /// 决算公开的各张表与说明。
    Accounts,
    /// 决算的核对规则。
    Checks,
}

/// 字节解码为文本；不是 UTF-8 时指明可能的编码。
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    if bytes.len() > LIMIT {
        return Err(Diagnostic::new(Code::E0103, format!("{name} 超过 4 兆字节的上限")));
    }
    let encoding = |guess: String| Err(Diagnostic::new(Code::E0102, format!("{name} {guess}")));
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return encoding("是 UTF-16 编码，不是 UTF-8".to_owned());
    }
    // 没有标记的 UTF-16：英文字母、数字与换行各带一个空字节。
    if bytes.iter().filter(|byte| **byte == 0).count() > bytes.len() / 32 {
        return encoding("不是 UTF-8 文本，可能是 UTF-16 编码，或不是文本文件".to_owned());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            let (text, _, malformed) = encoding_rs::GB18030.decode(bytes);
            let is_gb = !malformed && text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let guess =
                if is_gb { "看来是 GB18030（GBK）编码" } else { "也不是 GB18030，可能不是文本文件" };
            return encoding(format!("不是 UTF-8 文本（第 {line} 行起读不通），{guess}"));
        }
    };
    if text.contains('\r') && !text.contains('\n') {
        let message = format!("{name} 的换行是旧式的 CR（U+000D），分不出行");
        return Err(Diagnostic::new(Code::E0105, message).help("用编辑器把换行改成 LF 或 CRLF，另存后再读"));
    }
    Ok(text.to_owned())
}

/// 看顶层的表名，判断文件是哪一种；哪一种都不是时返回 `None`。
pub fn kind_of(text: &str) -> Option<FileKind> {
    let mut in_text = false;
    text.lines().find_map(|line| {
        let is_inside = in_text;
        in_text ^= (line.matches("\"\"\"").count() + line.matches("'''").count()) % 2 == 1;
        match line.split('#').next().unwrap_or("").trim() {
            _ if is_inside => None,
            "[set]" => Some(FileKind::Set),
            "[profile]" => Some(FileKind::Profile),
            "[submission]" => Some(FileKind::Submission),
            "[cases]" => Some(FileKind::Cases),
            "[review]" => Some(FileKind::Review),
            "[accounts]" => Some(FileKind::Accounts),
            "[checks]" => Some(FileKind::Checks),
            _ => None,
        }
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
    let mark = sink.mark();
    for (at, c) in controls(text).filter(|(at, _)| !text[*at..].starts_with("\r\n")) {
        let place = Place { source, span: at..at + c.len_utf8() };
        let message = format!("文字里有看不见的{} U+{:04X}", control_name(c), c as u32);
        sink.push(Diagnostic::new(Code::E0105, message).at(&place).label("在这里"));
    }
    if sink.errors_since(mark) {
        return None;
    }
    if let Some(at) = pairs::too_deep(text) {
        sink.push(complaint::too_deep(&Place { source, span: at..at + 1 }));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(table);
    }
    for diagnostic in complaint::complaints(text, errors, source) {
        sink.push(diagnostic);
    }
    None
}

fn control_name(c: char) -> &'static str {
    match c {
        '\u{200b}' => "零宽空格",
        '\u{feff}' => "字节顺序标记",
        '\r' => "单独的回车",
        _ if c.is_control() => "控制字符",
        _ => "改变书写方向的字符",
    }
}
