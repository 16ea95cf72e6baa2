//! 成文：结果写成表上的文字、讲解的步骤与对外的 JSON。数字在这里、也只在这里变成文字。

mod explain;
mod form;
mod json;
mod rule_text;
mod working;

pub use explain::{Explained, Explanation, Sentence, explain};
pub use form::{
    FormGoal, FormMoney, FormMoneyRow, FormRow, FormSection, FormTask, FormTotal, LostPoints, Receipt, Report, report,
};
pub use json::outcome_json;
pub use rule_text::{interval, kind_title, parameters, percent};

/// 引擎的名称与版本，印在凭据里。
pub const ENGINE: &str = concat!("ziping ", env!("CARGO_PKG_VERSION"));
