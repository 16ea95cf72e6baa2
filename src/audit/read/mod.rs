//! 读送来的表：各种文件都成为照印的一张 [`Table`](super::Table)。

mod json;
mod json_text;

pub use json::json;
