//! 出表时写 pdf：用哪里的字体。

use crate::diagnostic::Diagnostic;
use crate::write::Form;

/// 用 `--fonts` 说的字体写成 pdf；印不出的字记进 `findings`。
#[cfg(feature = "pdf")]
pub fn pdf(form: &Form, fonts: Option<&str>, findings: &mut Vec<Diagnostic>) -> Result<Vec<u8>, Diagnostic> {
    use crate::write::{Fonts, to_pdf};
    let fonts = match fonts {
        None | Some("系统") => Fonts::system(),
        Some("内置") => Fonts::built_in(),
        Some(folder) => Fonts::folder(folder.as_ref())?,
    };
    let pdf = to_pdf(form, &fonts)?;
    findings.extend(pdf.findings);
    Ok(pdf.content)
}

/// 没有编进 pdf 时说明白。
#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &Form, _: Option<&str>, _: &mut Vec<Diagnostic>) -> Result<Vec<u8>, Diagnostic> {
    let message = "这个程序编译时没有带上 pdf";
    Err(Diagnostic::new(crate::diagnostic::Code::E1102, message).help("改写成 .html，在浏览器里打印成 pdf"))
}
