//! 预算绩效自评：指标体系计分、逐步讲解、按官方表样出表。
//!
//! 数据单向流动，每个模块只用排在它前面的模块：
//!
//! `number` → `target` → `diagnostic` → `formula`（公式）→ `model` → `parse`（读入）→ `check`（审查）
//! → `lint`（体检）→ `library`（体系库）→ `score`（计分）→ `review`（评后核对）→ `compare`（比较）→ `import`（导入）→ `audit`（复核）→ `report`（成文）
//! → `cases`（用例）→ `write`（出表）→ `fill`（填写自己的表）→ `workbook`（填报工作簿）→ `schema`（编辑器）→ `tidy`（整理排版）→ `cli`（命令行）
//!
//! ```
//! use std::path::Path;
//! use ziping::diagnostic::{Sink, Sources};
//! use ziping::library::{self, Library};
//! use ziping::score::{Detail, score};
//!
//! let (mut sources, mut sink) = (Sources::default(), Sink::default());
//! let file = Path::new("examples/luoyang-jianxi-2024/department.toml");
//! let loaded = library::submission(file, &Library::default(), &mut sources, &mut sink).expect("填报成立");
//! let outcome = score(&loaded.set, &loaded.submission, Detail::Result);
//! assert_eq!(outcome.total.score.map(|score| score.to_string()).as_deref(), Some("99.41"));
//! ```

pub mod audit;
pub mod cases;
pub mod check;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod fill;
pub mod formula;
pub mod import;
pub mod library;
pub mod lint;
pub mod model;
pub mod number;
pub mod parse;
pub mod report;
pub mod review;
pub mod schema;
pub mod score;
pub mod target;
pub mod tidy;
pub mod workbook;
pub mod write;
