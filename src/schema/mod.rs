//! 文件格式的 JSON Schema：编辑器据此补全、说明、标错。
//!
//! 这里的类型只描述写法，不用来读文件；字段就是 `parse` 读的键，注释就是编辑器里看到的说明。
//! 添一个键，在对应的类型里添一个字段，再以 `ZIPING_UPDATE_DOCS=1 cargo test --test schema` 重写 `schema/`。

mod accounts;
mod cases;
mod flatten;
mod formula;
mod monitoring;
mod norm;
mod profile;
mod review;
mod rule;
mod set;
mod submission;
mod value;

pub use accounts::{AccountsFile, ChecksFile};
pub use cases::CasesFile;
pub use profile::ProfileFile;
pub use review::ReviewFile;
pub use set::SetFile;
pub use submission::SubmissionFile;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

/// 有格式可写的文件。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 指标体系。
    Set,
    /// 口径。
    Profile,
    /// 填报。
    Submission,
    /// 用例。
    Cases,
    /// 复核单。
    Review,
    /// 决算公开。
    Accounts,
    /// 决算的核对规则。
    Checks,
}

impl Format {
    /// 全部，按命令行与文件夹里的次序。
    pub const ALL: [Format; 7] = [
        Format::Set,
        Format::Profile,
        Format::Submission,
        Format::Cases,
        Format::Review,
        Format::Accounts,
        Format::Checks,
    ];

    /// 名称，也是文件名：`set` 写成 `set.json`。
    pub fn name(self) -> &'static str {
        match self {
            Format::Set => "set",
            Format::Profile => "profile",
            Format::Submission => "submission",
            Format::Cases => "cases",
            Format::Review => "review",
            Format::Accounts => "accounts",
            Format::Checks => "checks",
        }
    }

    /// 按名称取。
    pub fn find(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// JSON Schema（2020-12）的文字，末尾有换行。
    pub fn json(self) -> String {
        let settings = SchemaSettings::draft2020_12()
            .with_transform(RecursiveTransform(flatten::without_null))
            .with_transform(RecursiveTransform(flatten::listed_choices));
        let generator = settings.into_generator();
        let schema = match self {
            Format::Set => generator.into_root_schema_for::<SetFile>(),
            Format::Profile => generator.into_root_schema_for::<ProfileFile>(),
            Format::Submission => generator.into_root_schema_for::<SubmissionFile>(),
            Format::Cases => generator.into_root_schema_for::<CasesFile>(),
            Format::Review => generator.into_root_schema_for::<ReviewFile>(),
            Format::Accounts => generator.into_root_schema_for::<AccountsFile>(),
            Format::Checks => generator.into_root_schema_for::<ChecksFile>(),
        };
        format!("{:#}\n", schema.as_value())
    }
}
