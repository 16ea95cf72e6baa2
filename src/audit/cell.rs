//! 比较两格文字时，只看说了什么。

use crate::number::fold;

/// 去掉标点与空白，全角照半角。
pub(super) fn spoken(text: &str) -> String {
    text.chars().map(fold).filter(|c| c.is_alphanumeric() || matches!(c, '%' | '.' | '<' | '>' | '≥' | '≤')).collect()
}

/// 等于没有写的原因：空着、“无”、“无偏差”、“0”、横线。
pub(super) fn is_trivial(text: &str) -> bool {
    matches!(spoken(text).as_str(), "" | "无" | "无偏差" | "0" | "否" | "没有" | "无原因" | "不适用" | "无需说明")
}
