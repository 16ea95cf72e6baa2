//! 决算公开文件，与它的核对规则文件。

use super::value::{Count, Filled, Printed};
use schemars::JsonSchema;

/// 一个部门一年的决算公开：各张表与情况说明，照印的写。
#[derive(JsonSchema)]
#[schemars(title = "ziping 决算", deny_unknown_fields)]
pub struct AccountsFile {
    /// 表头：单位、年度。
    pub accounts: AccountsHead,
    /// 决算表，一张一段。
    pub table: Option<Vec<Ledger>>,
    /// 情况说明里的各条。
    pub statement: Option<Vec<Statement>>,
}

/// `[accounts]`：表头。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct AccountsHead {
    /// 单位名称。
    pub unit: Filled,
    /// 年度。
    #[schemars(example = 2024)]
    pub year: Count,
    /// 金额单位，不写为万元。
    #[schemars(example = &"万元")]
    pub money: Option<String>,
    /// 用哪份核对规则：名称，或 .toml 路径；不写用内置的。
    #[schemars(example = &"accounts/department@2024")]
    pub rules: Option<String>,
}

/// 一张决算表。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Ledger {
    /// 公开几表。
    #[schemars(example = &"03")]
    pub number: Filled,
    /// 收支两边印在一张表上的，是哪一边：收入、支出。
    #[schemars(example = &"支出")]
    pub side: Option<String>,
    /// 表的标题。
    pub title: Option<String>,
    /// 各栏的名称，照表头写。
    pub columns: Option<Vec<String>>,
    /// 各行，格数与栏数相同；空格写 ""。
    pub rows: Vec<Vec<Printed>>,
    /// 表下的注。
    pub note: Option<String>,
}

/// 情况说明里的一条。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Statement {
    /// 在哪一节：总体、收入、支出、财政拨款、一般公共预算、一般公共预算结构、基本支出、三公、政府采购、国有资产、绩效……
    #[schemars(example = &"收入")]
    pub topic: Filled,
    /// 说的是什么，照印的名称。
    #[schemars(example = &"事业收入")]
    pub name: Filled,
    /// 在公开文本的哪里。
    #[schemars(example = &"第三部分二")]
    pub at: Option<String>,
    /// 金额：收入、支出或决算。
    pub amount: Option<Printed>,
    /// 预算数：年初预算或全年预算。
    pub budget: Option<Printed>,
    /// 完成预算的百分比。
    pub completion: Option<Printed>,
    /// 占比。
    pub share: Option<Printed>,
    /// 占比的基数：说明里的名称，或 [表/行/栏]。
    #[schemars(example = &"收入合计")]
    pub of: Option<String>,
    /// 上年数。
    pub previous: Option<Printed>,
    /// 与上年相比增减多少，连同增减的字样。
    #[schemars(example = &"减少4.12")]
    pub change: Option<Printed>,
    /// 与上年相比增减百分之几，连同增减的字样。
    #[schemars(example = &"下降1.63%")]
    pub growth: Option<Printed>,
    /// 增减额说的名称，与 name 不同时写。
    pub change_of: Option<String>,
    /// 个数：车辆、人次、项目。
    pub count: Option<Printed>,
    /// 类、款、项的名称。
    pub levels: Option<Vec<String>>,
    /// “主要包括”后面列的各项。
    pub items: Option<Vec<String>>,
    /// 写的原因。
    pub reason: Option<String>,
    /// 评价等级。
    pub grade: Option<String>,
    /// 要核对的原话。
    pub words: Option<String>,
}

/// 决算的核对规则。
#[derive(JsonSchema)]
#[schemars(title = "ziping 核对规则", deny_unknown_fields)]
pub struct ChecksFile {
    /// 表头：名称、版本。
    pub checks: ChecksHead,
    /// 规则，一条一段。
    pub check: Option<Vec<Check>>,
}

/// `[checks]`：表头。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct ChecksHead {
    /// 名称。
    #[schemars(example = &"accounts/department")]
    pub id: Filled,
    /// 版本。
    #[schemars(example = &"2024")]
    pub version: Filled,
    /// 标题。
    pub title: Option<String>,
    /// 勾稽规则没有写依据时的依据。
    pub basis: Option<String>,
    /// 上级：同名的规则逐键改，其余照用。
    #[schemars(example = &"accounts/department@2024")]
    pub extends: Option<String>,
    /// 去掉上级的哪几条规则。
    pub remove: Option<Vec<String>>,
}

/// 一条规则。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct Check {
    /// 名称，写在发现的末尾；承接的规则按它合。
    #[schemars(example = &"级次")]
    pub id: Filled,
    /// 种类。
    pub kind: Option<CheckKind>,
    /// 一句话说应当怎样。
    #[schemars(example = &"每个科目等于它的下级科目之和")]
    pub text: Option<String>,
    /// 级别；不写的由代码定。
    pub severity: Option<Severity>,
    /// 报哪个代码，不写的由种类定。
    #[schemars(example = &"A0502")]
    pub code: Option<String>,
    /// 依据。
    pub basis: Option<String>,
    /// 逐行核对哪些表，后面可写哪几行。
    pub each: Option<Vec<String>>,
    /// 在什么条件下才核对：一个比较。
    pub when: Option<String>,
    /// 印出的数。
    #[schemars(example = &"[本行/本栏]")]
    pub left: Option<String>,
    /// 重新算出的数。
    #[schemars(example = &"合计([下级/本栏])")]
    pub right: Option<String>,
    /// 应当成立的比较。
    pub must: Option<String>,
    /// 容许的出入；不写的按印出的位数。
    #[schemars(example = &"1万元")]
    pub tolerance: Option<Printed>,
    /// 有其中一个数就不必报。
    pub given: Option<Vec<String>>,
    /// 看哪几种文字。
    pub texts: Option<Vec<String>>,
    /// 字样；错字写成“错→对”。
    pub words: Option<Vec<String>>,
    /// 各成一套的用词。
    pub groups: Option<Vec<Vec<String>>>,
    /// 相同到几处才报。
    pub least: Option<Count>,
}

/// 规则的种类。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum CheckKind {
    /// 左右相等
    Equal,
    /// 一个比较成立
    Holds,
    /// 条件成立时不应印着这个数
    Absent,
    /// 印着这个数，就要有能说明它的数
    Needs,
    /// 这个数在决算里找得到
    Appears,
    /// 是整数
    Whole,
    /// 不应有的占位符
    Placeholder,
    /// 错字
    Misspelt,
    /// 条件成立时不应说的话
    Claim,
    /// 多处用同一段话
    Alike,
    /// 同一行印了两遍
    Repeated,
    /// 用了不止一套词
    Vocabulary,
    /// 同一个名称印了不同的数
    SameName,
    /// 列举与表上不为零的各行一致
    Listed,
    /// 类款项的名称在表上找得到
    Named,
}

/// 级别。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Severity {
    /// 错误
    Error,
    /// 提醒
    Warning,
    /// 说明
    Note,
}
