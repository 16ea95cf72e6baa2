//! 各种值的写法。

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// 一种值的写法：名称与 schema，到处就地写出。
macro_rules! written {
    ($(#[$about:meta])* $name:ident, $schema:tt) => {
        $(#[$about])*
        pub struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

written!(
    /// 不能为空的文字。
    Filled,
    { "type": "string", "pattern": r"\S" }
);

written!(
    /// 版本：不能为空，没有斜线。
    Version,
    { "type": "string", "pattern": r"^[^/\\]*[^/\\\s][^/\\]*$" }
);

written!(
    /// 编码：英文字母、数字、`-`、`_`、`.`，至多 32 个。
    Key,
    { "type": "string", "pattern": r"^\s*[A-Za-z0-9._-]{1,32}\s*$" }
);

written!(
    /// 数，或加引号的数。
    Number,
    { "type": ["number", "string"], "pattern": r"^\s*[+\-＋－−﹣﹢]?([0-9０-９]{1,3}([,，][0-9０-９]{3})+|[0-9０-９]+)([.．][0-9０-９]+)?\s*$" }
);

written!(
    /// 照印的一格：数，或加引号的文字。
    Printed,
    { "type": ["number", "string"] }
);

written!(
    /// 加引号、带百分号的数。
    Share,
    { "type": "string", "pattern": r"^\s*[+\-＋－−﹣﹢]?([0-9０-９]{1,3}([,，][0-9０-９]{3})+|[0-9０-９]+)([.．][0-9０-９]+)?\s*(%|％|﹪|‰|百分比)\s*$", "examples": ["80%"] }
);

written!(
    /// 带单位的数，加引号；没有单位的可以不加。
    Quantity,
    { "type": ["number", "string"], "pattern": r"^\s*[+\-＋－−﹣﹢]?[0-9０-９]", "examples": ["5%", "1天", "2万元"] }
);

written!(
    /// 不加引号的非负整数。
    Count,
    { "type": "integer", "minimum": 0 }
);

written!(
    /// 日期，原样印出。
    Date,
    { "type": "string", "examples": ["2024-01-01"] }
);

written!(
    /// 实际完成值：文字、数，真假写作 1 与 0。
    Value,
    { "type": ["string", "number", "boolean"] }
);

written!(
    /// 清单的一项：做到没有，或发生的次数。
    Check,
    { "type": ["boolean", "integer"], "minimum": 0 }
);

/// 修约。
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Rounding {
    /// 小数位数，0 至 8。
    #[schemars(range(max = 8))]
    pub places: Count,
    /// 怎样取舍。
    #[schemars(extend("default" = "half_up"))]
    pub mode: Option<Mode>,
}

/// 怎样取舍。
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum Mode {
    /// 四舍五入；五一律远离零进位
    HalfUp,
    /// 四舍六入五成双
    HalfEven,
    /// 截尾
    Down,
    /// 进一；有余数就远离零进位
    Up,
}
