//! 按地区找口径：口径文件自己写明适用哪里。

use super::{Library, PROFILES};
use crate::diagnostic::Sources;
use crate::parse;

/// 按地区找到的口径。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regional {
    /// 口径的名称。
    pub profile: String,
    /// 它写明的地区里，对上的一个。
    pub region: String,
}

impl Library {
    /// 适用于 `region`（如“湖北省鄂州市”）的口径：地名以它起头的优先，其次含有它的，同样的取写得最长的。
    /// 没有口径写明这里的返回 `None`。
    pub fn profile_of_region(&self, region: &str) -> Option<Regional> {
        let mut best: Option<((bool, usize), Regional)> = None;
        for id in self.profiles() {
            let Some(Ok(text)) = self.text(&format!("{PROFILES}{id}.toml")).map(|found| found.text) else { continue };
            // 没有写地区的占多数，不必读。
            if !text.contains("regions") {
                continue;
            }
            let mut sources = Sources::default();
            let source = sources.add(id.as_str(), text);
            let regions = parse::head(&sources, source).map(|head| head.regions).unwrap_or_default();
            for known in regions.into_iter().map(|known| known.value).filter(|known| !known.is_empty()) {
                let rank = (region.starts_with(&known), known.len());
                if region.contains(&known) && best.as_ref().is_none_or(|(top, _)| rank > *top) {
                    best = Some((rank, Regional { profile: id.clone(), region: known }));
                }
            }
        }
        best.map(|(_, regional)| regional)
    }
}
