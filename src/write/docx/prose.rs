//! 标题与段落：样子都在样式表里，这里只定用哪一种。

use super::markup::{justification, run};
use crate::write::{Align, Block};

/// 一至三级标题。
pub(super) fn heading(level: u8, text: &str, out: &mut String) {
    let style = match level {
        1 => "Heading1",
        2 => "Heading2",
        _ => "Heading3",
    };
    write(style, Align::Left, text, false, out);
}

/// 段落：类名定样式与对齐。
pub(super) fn paragraph(text: &str, class: &str, out: &mut String) {
    let has = |name: &str| has(class, name);
    const STYLES: [(&str, &str); 6] = [
        ("date", "Date"),
        ("text", "FormText"),
        ("note", "FormNote"),
        ("foot", "FormFoot"),
        ("draft", "FormDraft"),
        ("caption", "FormCaption"),
    ];
    let style = STYLES.iter().find(|(class, _)| has(class)).map_or("Normal", |(_, style)| style);
    let align = match () {
        () if has("center") => Align::Center,
        () if has("num") => Align::Right,
        () => Align::Left,
    };
    write(style, align, text, has("strong"), out);
}

/// 注与凭据紧跟在表后，不与表分在两页。
pub(super) fn follows_table(block: &Block) -> bool {
    matches!(block, Block::Paragraph { class, .. } if has(class, "note") || has(class, "foot"))
}

/// 表后藏起来的一段。
pub(super) fn joint(out: &mut String) {
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"FormJoint\"/><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>");
}

fn has(class: &str, name: &str) -> bool {
    class.split_ascii_whitespace().any(|class| class == name)
}

/// 靠左是各样式原来的样子，不另写，免得盖过居中的样式。
fn write(style: &str, align: Align, text: &str, strong: bool, out: &mut String) {
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
    out.push_str(style);
    out.push_str("\"/>");
    out.push_str(justification(align));
    out.push_str("</w:pPr>");
    run(text, strong, out);
    out.push_str("</w:p>");
}
