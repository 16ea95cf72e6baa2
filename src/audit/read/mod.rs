//! 读送来的表：各种文件都成为照印的一张 [`Table`](super::Table)。

mod columns;
mod json;
mod json_text;
mod sheet;

pub use json::json;
pub use sheet::sheets;
