//! 填报与体系对不上。

use super::{Code, Page};

pub const E0401: Page = Page {
    code: Code::E0401,
    title: "没有这个体系或口径",
    why: "按名称或路径找不到所依的指标体系或口径，就不知道有哪些指标、怎样计分。这份填报不再往下查，也不计分。",
    remedy: "用 ziping sets 看现有的名称；自己的体系用 --sets 指明文件夹，或写相对于填报文件的 .toml 路径",
    bad: r#"[submission]
set = "henan/projet@2024"
unit = "某某局"
year = 2024"#,
    good: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024"#,
};

pub const E0402: Page = Page {
    code: Code::E0402,
    title: "编码所指的不存在",
    why: "实际完成值、扣分、择一组或绩效目标所写的编码，在指标或目标里没有；若略过，所填的数就不会进入任何一行。这一处不采用，其余照查，改正之前不出表。",
    remedy: "改成已有的编码，留意字母 O 与数字 0、字母 l 与数字 1；所属的目标写 [[goal]] 的 id",
    bad: r#"[actuals]
C01 = "12场"
C0l = "120人次""#,
    good: r#"[actuals]
C01 = "12场""#,
};

pub const E0403: Page = Page {
    code: Code::E0403,
    title: "没有填实际完成值或资金",
    why: "有指标而没有实际完成值，或者有预算执行一项而没有资金数，得不出分。这一行不予计分，总分与等次也不给出：空着不等于零分。",
    remedy: r#"补上实际完成值，确实不适用的写 "不适用"；资金在 [budget] 里写 total"#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = """#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const E0404: Page = Page {
    code: Code::E0404,
    title: "自设指标不合体系的规定",
    why: "自设的行不在体系留出的板块之下，或者行数不合规定，分值就无处归总。整份文件不予计分。",
    remedy: "一级、二级指标的名称照体系写，行数按规定；可以自设的地方用 ziping sets show 看",
    bad: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024

[[indicator]]
code = "D01"
level1 = "效益"
name = "服务群众满意率"
target = "≥95%"
points = 25
actual = "96%""#,
    good: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024

[[indicator]]
code = "D01"
level1 = "效益指标"
name = "服务群众满意率"
target = "≥95%"
points = 25
actual = "96%""#,
};

pub const E0405: Page = Page {
    code: Code::E0405,
    title: "没有这一资金来源",
    why: "体系规定了资金来源的名目，所写的键不在其中，表上没有地方印。这一行资金不采用，其余照查，改正之前不出表。",
    remedy: "改成提示里列出的键",
    bad: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }
fical = { full_year = 100, executed = 98 }"#,
    good: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }
fiscal = { full_year = 100, executed = 98 }"#,
};

pub const E0406: Page = Page {
    code: Code::E0406,
    title: "金额为负",
    why: "预算数与执行数不会小于零，负数多半是录入有误，或把调减的数写成了预算数。这一行资金不采用，改正之前不出表。",
    remedy: "写调整以后的数额，不写增减数",
    bad: r#"[budget]
unit = "万元"
total = { initial = 100, full_year = -20, executed = 78 }"#,
    good: r#"[budget]
unit = "万元"
total = { initial = 100, full_year = 80, executed = 78 }"#,
};

pub const E0407: Page = Page {
    code: Code::E0407,
    title: "没有这种否决情形",
    why: "口径里没有这个编码的否决情形，就不知道后果是零分、限分还是限等次。这一处不采用，其余照查，改正之前不出表。",
    remedy: "写口径里已有的编码，或先在口径的 [[veto]] 里写明情形与后果",
    bad: r#"# 填报
[submission]
profile = "national"
unit = "某某局"
year = 2024
vetoes = ["V9"]"#,
    good: r#"# 口径：先写明情形与后果，填报里才能引用
[[veto]]
code = "V9"
name = "骗取财政资金"
zero = true"#,
};
