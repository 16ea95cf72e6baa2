//! 比较：两个体系哪里对应、哪里不同；两份结果逐行差多少、为什么差。
//!
//! 纯函数，只说是什么，不写成文字（见 `report`）。

mod outcomes;
mod pairs;

pub use outcomes::{Reason, RowDifference, View, outcomes};
pub use pairs::{Line, Pair, RuleChange, Shelf, are_kin, by_key, changed_rules, lines, pair_rows, shelves};
