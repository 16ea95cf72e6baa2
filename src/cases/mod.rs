//! 用例：体系与口径的手算例子，逐个运行，与期望核对。
//!
//! 用例走的是填报的同一条路（审查、计分），这里只比较结果；不符时连同计分的步骤说明。

mod coverage;
mod run;
mod work;

pub use coverage::{Coverage, Gap, coverage};
pub use run::{Ran, run};
