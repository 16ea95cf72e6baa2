//! 写法：键、类型与数。

use super::{Code, Page};

pub const E0201: Page = Page {
    code: Code::E0201,
    title: "不认识的键",
    why: "这一层没有这个键，多半是拼错或写错了地方；若悄悄略过，填的内容就白填了。这个键不采用，其余照查，改正之前不出表。",
    remedy: "改成正确的键名，或移到它所属的表里；说明文字写在 # 后面",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "8场"
reson = "疫情停办两期，下半年补办""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "8场"
reason = "疫情停办两期，下半年补办""#,
};

pub const E0202: Page = Page {
    code: Code::E0202,
    title: "值的类型不对",
    why: "这个键要的是另一种值，例如要数而写了一组，要文字而没有加引号。这个值不采用，其余照查，改正之前不出表。",
    remedy: "文字加英文双引号，整数与 true、false 不加引号，一组写在方括号里，一行资金写成 { full_year = 100, executed = 98 }",
    bad: r#"[submission]
profile = "national"
unit = "某某局"
year = "2024""#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024"#,
};

pub const E0203: Page = Page {
    code: Code::E0203,
    title: "缺少必填的键",
    why: "少了这一项，内容就不完整，工具不代为补上。所缺的行或块不能计分，改正之前不出表。",
    remedy: "补上这个键和它的值；不清楚怎样写时，用 ziping new 生成一份对照",
    bad: r#"[submission]
profile = "national"
year = 2024"#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024"#,
};

pub const E0204: Page = Page {
    code: Code::E0204,
    title: "这里不能这样写",
    why: "这里只接受几种固定的写法，或者这一项已由指标体系规定，填报里不能另写。这一处不采用，改正之前不出表。",
    remedy: "改成提示里列出的写法之一，或删去这一处",
    bad: r#"[submission]
profile = "national"
kind = "项目"
unit = "某某局"
year = 2024"#,
    good: r#"[submission]
profile = "national"
kind = "project"
unit = "某某局"
year = 2024"#,
};

pub const E0205: Page = Page {
    code: Code::E0205,
    title: "编码或内容重复",
    why: "同一个编码、板块或实际完成值写了两处，以哪一处为准说不清。工具不代为挑选，改正之前不出表。",
    remedy: "只留一处，或给其中一行换一个没有用过的编码",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场"

[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训人次"
target = "≥100人次"
points = 10
actual = "120人次""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场"

[[indicator]]
code = "C02"
level1 = "产出指标"
name = "培训人次"
target = "≥100人次"
points = 10
actual = "120人次""#,
};

pub const E0206: Page = Page {
    code: Code::E0206,
    title: "数读不出或超出范围",
    why: "这里要一个数（比例要带百分号，年度在 1990 至 2100 之间），所写的不能读成合适的数。工具不猜，这个数不采用，改正之前不出表。",
    remedy: r#"写成阿拉伯数字，如 1200、98.5；比例写成加引号的百分数，如 "80%"；年度写四位"#,
    bad: r#"[budget]
unit = "万元"
total = { full_year = "1,23", executed = 98 }"#,
    good: r#"[budget]
unit = "万元"
total = { full_year = "1,230", executed = 98 }"#,
};

pub const E0207: Page = Page {
    code: Code::E0207,
    title: "数的位数太多",
    why: "超过 16 位有效数字的数，不能保证每一步都算得精确，工具也不悄悄舍去。这个数不采用，改正之前不出表。",
    remedy: "按公布的位数写，金额到分即可；或换用大一级的单位，如万元、亿元",
    bad: r#"[budget]
unit = "元"
total = { full_year = 2506500.00000000000, executed = 2480900 }"#,
    good: r#"[budget]
unit = "元"
total = { full_year = 2506500.00, executed = 2480900 }"#,
};

pub const E0208: Page = Page {
    code: Code::E0208,
    title: "文字为空或编码不合写法",
    why: "单位名称、指标名称这类必填的文字不能为空；编码只能用英文字母、数字、短横、下划线与点，不超过 32 个字符，别处才好引用。改正之前不出表。",
    remedy: "填上文字；编码写成 C01 这样",
    bad: r#"[[indicator]]
code = "产出1"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};
