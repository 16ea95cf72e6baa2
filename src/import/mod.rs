//! 导入：由财政局的电子表格得出指标体系文件。

mod rule_text;
pub mod standard;

pub use rule_text::{quoted, rule};
