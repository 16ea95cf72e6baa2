//! 照着确定的改动改写文件：只动改动所指的几段，其余逐字节不变。

use crate::diagnostic::{Diagnostic, Fix, SourceId};

/// 改好的全文与做了的改动，按在文件中的先后。
#[derive(Clone, Debug)]
pub struct Fixed {
    pub text: String,
    pub done: Vec<Fix>,
}

/// 把 `source` 一份的改动合进全文；相叠的只做前一处，下一遍再改。没有可改的返回 `None`。
pub fn fixed<'d>(source: SourceId, text: &str, found: impl IntoIterator<Item = &'d Diagnostic>) -> Option<Fixed> {
    let mut fixes: Vec<&Fix> = found.into_iter().filter_map(Diagnostic::fix).collect();
    fixes.retain(|fix| fix.place.source == source && text.get(fix.place.span.clone()).is_some());
    fixes.sort_by_key(|fix| (fix.place.span.start, fix.place.span.end));
    let (mut new, mut done, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    for fix in fixes {
        let span = &fix.place.span;
        if span.start < at || (span.start == at && !done.is_empty()) {
            continue;
        }
        new.push_str(&text[at..span.start]);
        new.push_str(&fix.replacement);
        at = span.end;
        done.push(fix.clone());
    }
    new.push_str(&text[at..]);
    (!done.is_empty()).then_some(Fixed { text: new, done })
}
