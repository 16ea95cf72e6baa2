//! 填报工作簿：把体系或填报写成可填的 xlsx，填好的再读回来。
//!
//! 写出的工作簿里，得分、偏差度、总分与等级是电子表格的公式，由规则逐条写成，供填的人看；
//! 每个公式旁边存着程序算得的结果。读回时只取所填的值，公式与结果一概不信。

pub mod import;
pub mod layout;

#[cfg(feature = "xlsx")]
mod blank;
#[cfg(feature = "xlsx")]
mod budget;
#[cfg(feature = "xlsx")]
mod cell;
#[cfg(feature = "xlsx")]
mod computed;
#[cfg(feature = "xlsx")]
mod export;
#[cfg(feature = "xlsx")]
mod reading;
#[cfg(feature = "xlsx")]
mod rows;
#[cfg(feature = "xlsx")]
mod scoring;
#[cfg(feature = "xlsx")]
mod sheet;
#[cfg(feature = "xlsx")]
mod units;
#[cfg(feature = "xlsx")]
mod written;

#[cfg(feature = "xlsx")]
pub use blank::blank;
#[cfg(feature = "xlsx")]
pub use export::to_workbook;
#[cfg(feature = "xlsx")]
pub use written::without_blanks;
