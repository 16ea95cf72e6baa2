//! 文字写进 XML：转义，换掉 XML 里不能有的字符。

use crate::write::wrap::clean;
use quick_xml::escape::escape;

/// XML 声明，各部分的开头。
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// 转义之后的文字；控制字符与非字符换成 �。
pub(super) fn escaped(text: &str) -> String {
    let clean = clean(text);
    let clean = clean.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    escape(clean.as_str()).into_owned()
}

/// 一串文字；换行写作 `w:br`。没有文字的不写。
pub(super) fn run(text: &str, strong: bool, out: &mut String) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if strong {
        out.push_str("<w:rPr><w:b/><w:bCs/></w:rPr>");
    }
    for (at, line) in escaped(text).split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        if !line.is_empty() {
            out.push_str("<w:t xml:space=\"preserve\">");
            out.push_str(line);
            out.push_str("</w:t>");
        }
    }
    out.push_str("</w:r>");
}

/// 水平对齐的写法；两端之外的都写明。
pub(super) fn justification(align: crate::write::Align) -> &'static str {
    match align {
        crate::write::Align::Left => "",
        crate::write::Align::Center => "<w:jc w:val=\"center\"/>",
        crate::write::Align::Right => "<w:jc w:val=\"right\"/>",
    }
}
