//! 基础数据与公式。

use super::{Code, Page};

pub const E0311: Page = Page {
    code: Code::E0311,
    title: "算式读不懂",
    why: "公式的算式写法不对、用了没有定下的名称，或者把比较当成了数，就算不出实际完成值。用到它的文件不予计分。",
    remedy: "算式用 ＋ － × ÷ 与括号，名称写 [[fact]] 的 name；可用的函数有 绝对值、最小、最大、合计、若",
    bad: r#"[[fact]]
key = "reached"
name = "到位资金"
unit = "万元"

[[fact]]
key = "planned"
name = "计划投入资金"
unit = "万元"

[[formula]]
id = "资金到位率/计划投入"
expression = "到位资金 ÷ (计划投入资金"
unit = "%""#,
    good: r#"[[fact]]
key = "reached"
name = "到位资金"
unit = "万元"

[[fact]]
key = "planned"
name = "计划投入资金"
unit = "万元"

[[formula]]
id = "资金到位率/计划投入"
expression = "到位资金 ÷ 计划投入资金"
unit = "%""#,
};

pub const E0312: Page = Page {
    code: Code::E0312,
    title: "公式的单位不合",
    why: "元与人不能相加，金额除以人数也不是百分数；算出的数与公式或指标值的单位合不上，得分就没有意义。用到它的文件不予计分。",
    remedy: "核对各项基础数据与公式的 unit；同类的单位（元、万元）自动换算",
    bad: r#"[[fact]]
key = "spent"
name = "培训支出"
unit = "万元"

[[fact]]
key = "trained"
name = "培训人数"
unit = "人"

[[formula]]
id = "人均培训费/培训人数"
expression = "培训支出 ÷ 培训人数"
unit = "元""#,
    good: r#"[[fact]]
key = "spent"
name = "培训支出"
unit = "万元"

[[fact]]
key = "trained"
name = "培训人数"
unit = "人"

[[formula]]
id = "人均培训费/培训人数"
expression = "培训支出 ÷ 培训人数"
unit = "元/人""#,
};

pub const E0408: Page = Page {
    code: Code::E0408,
    title: "没有这项基础数据或公式",
    why: "填报写的基础数据、指标行 compute 写的公式，体系与口径里都没有；若略过，所填的数就不会进入任何一行。改正之前不出表。",
    remedy: "改成已有的键或公式；基础数据与公式用 ziping sets show 看",
    bad: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
plan = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
actual = "100%""#,
    good: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
actual = "100%""#,
};

pub const E0511: Page = Page {
    code: Code::E0511,
    title: "缺基础数据，算不出",
    why: "这一行由公式算，用到的基础数据没有填，又没有直接写实际完成值。缺着不等于零：这一行不予计分，总分与等次也不给出。",
    remedy: "在 [facts] 里补上所缺的各项，或者直接写实际完成值",
    bad: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/计划投入""#,
    good: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "100万元"
reached = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/计划投入""#,
};

pub const E0512: Page = Page {
    code: Code::E0512,
    title: "公式的除数为零",
    why: "除数为零、被除数不为零，商没有意义；公式写明了这时不予计分（zero_base）。这一行没有得分，总分与等次也不给出。",
    remedy: r#"核对基础数据；确实不适用的，实际完成值写 "不适用""#,
    bad: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "0万元"
reached = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/从严""#,
    good: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "100万元"
reached = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/从严""#,
};

pub const W0713: Page = Page {
    code: Code::W0713,
    title: "除数为零，按不适用",
    why: "除数为零、被除数却不为零，如没有预算而有支出，多半是基础数据漏填或填错；公式约定这时按不适用处理，结果要核对。",
    remedy: r#"核对基础数据；不该算的行，实际完成值写 "不适用""#,
    bad: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "0万元"
reached = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/计划投入""#,
    good: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "100万元"
reached = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/计划投入""#,
};

pub const W0714: Page = Page {
    code: Code::W0714,
    title: "写的值与算得的不同",
    why: "实际完成值既写了数，又能由公式从基础数据算出，两者在印出的位数上不同：不是填错，就是基础数据有误。以写的值计分。",
    remedy: "核对基础数据与写的值；删去写的值，就由公式算",
    bad: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "100万元"
reached = "96万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/计划投入"
actual = "100%""#,
    good: r#"[submission]
profile = "computed"
unit = "某某局"
year = 2024

[facts]
planned = "100万元"
reached = "100万元"

[[indicator]]
code = "C01"
level1 = "过程指标"
name = "资金到位率"
target = "≥100%"
points = 10
compute = "资金到位率/计划投入"
actual = "100%""#,
};
