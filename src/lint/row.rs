//! 所看的一行：写下的与读懂的放在一起，连同怎样指出它。

use crate::diagnostic::{Code, Diagnostic, Fix, Place};
use crate::model::Indicator;
use crate::parse::{At, RawIndicator};

/// 一行指标。
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub raw: &'a RawIndicator,
    pub indicator: &'a Indicator,
    /// 所在文件的全文。
    pub text: &'a str,
}

impl<'a> Row<'a> {
    /// 指出指标值。
    pub fn at_target(&self, code: Code, message: String, label: &'static str) -> Diagnostic {
        self.finding(code, message, self.raw.target.as_ref(), label)
    }

    /// 指出名称。
    pub fn at_name(&self, code: Code, message: String, label: &'static str) -> Diagnostic {
        self.finding(code, message, self.raw.name.as_ref(), label)
    }

    fn finding(&self, code: Code, message: String, at: Option<&At<String>>, label: &'static str) -> Diagnostic {
        let place = at.map_or(&self.raw.place, |at| &at.place);
        Diagnostic::new(code, message).at(place).label(label).row(&self.indicator.code)
    }

    /// 把指标值改成 `new`。
    pub fn target_fix(&self, new: &str, what: &'static str) -> Option<Fix> {
        self.rewrite(self.raw.target.as_ref()?, new, what)
    }

    /// 把名称改成 `new`。
    pub fn name_fix(&self, new: &str, what: &'static str) -> Option<Fix> {
        self.rewrite(self.raw.name.as_ref()?, new, what)
    }

    /// 只改写成一行、没有转义的文字；别的写法请人改。
    fn rewrite(&self, at: &At<String>, new: &str, what: &'static str) -> Option<Fix> {
        let written = self.text.get(at.place.span.clone())?;
        let inner = written.strip_prefix('"')?.strip_suffix('"')?;
        let plain = |text: &str| !text.contains(['"', '\\', '\n', '\r']);
        let place: &Place = &at.place;
        (plain(inner) && plain(new) && inner.trim() == at.value && !new.is_empty()).then(|| Fix {
            place: place.clone(),
            replacement: format!("\"{new}\""),
            what,
        })
    }

    /// 名称，不带末尾括号里的单位或说明。
    pub fn name(&self) -> &'a str {
        without_note(&self.indicator.name)
    }

    /// 名称说的是不是一个率。
    pub fn names_rate(&self) -> bool {
        self.name().ends_with(['率', '比']) || ["比例", "占比", "比重"].iter().any(|w| self.name().ends_with(w))
    }
}

/// 去掉末尾的一个括号：“产出指标(50分)”是“产出指标”。
pub fn without_note(text: &str) -> &str {
    let text = text.trim();
    match text.strip_suffix([')', '）']).and_then(|inside| inside.rfind(['(', '（'])) {
        Some(at) if at > 0 => text[..at].trim_end(),
        _ => text,
    }
}
