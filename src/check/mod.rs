//! 审查：原始内容成为有效的口径、指标体系与填报；凡不成立之处一次报全。

mod actual;
mod assume;
mod case;
mod compute;
mod declaration;
mod forecast;
mod formula;
mod money;
mod monitoring;
mod narrative;
mod norm;
mod printed;
mod profile;
mod refit;
mod room;
mod rule;
mod section;
mod set;
mod submission;
mod unfinished;

pub use assume::{Assumption, EXECUTION, assume, read_assumption};
pub use case::{Case, Expected, Subject, YEAR, cases};
pub use forecast::{Basis, Horizon, Projection, accumulates, forecast};
pub use monitoring::read_as_of;
pub use norm::norm_text;
pub use printed::{printed_entry, printed_indicator};
pub use profile::profile;
pub use refit::{Refitted, refit};
pub use section::counted_points;
pub use set::set;
pub use submission::{Base, Checked, submission, submission_at};
pub use unfinished::unfinished;
