//! 评后核对与提醒。

use super::{Code, Page};

pub const E0601: Page = Page {
    code: Code::E0601,
    title: "该写的原因没有写",
    why: "口径要求失分的行、执行率过低或预算调整过大时写明原因，表上这一栏不能空着。得分照算，补上之前不出表。",
    remedy: r#"写上原因和改进措施：[[indicator]] 里写 reason = "……"，[actuals] 里写成 T01 = { value = "90%", reason = "……" }"#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "8场""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "8场"
reason = "停办两期；已列入下年度一季度计划""#,
};

pub const W0702: Page = Page {
    code: Code::W0702,
    title: "实际写成了完成比例",
    why: "指标值是数量或时限，实际完成值写的是百分数，只能当作完成比例，表上看不出实际做了多少。照常计分，只作提醒。",
    remedy: r#"写与指标值同一单位的实际数，如 "19人""#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "100%""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const W0703: Page = Page {
    code: Code::W0703,
    title: "所依的规则未经证实",
    why: "这条规则由公开的自评表反推，没有查到文件；它算出的执行率得分与按比例计的不同。照常按这条规则计分，报送之前应当核对。",
    remedy: "向同级财政部门核对执行率的计分办法；办法不同的，换用或自写口径",
    bad: r#"[submission]
profile = "henan"
unit = "某某局"
year = 2024

[execution]
points = 10

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }"#,
    good: r#"[submission]
profile = "henan"
unit = "某某局"
year = 2024

[execution]
points = 10
rule = "execution_proportional"

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }"#,
};

pub const W0704: Page = Page {
    code: Code::W0704,
    title: "推定的内容",
    why: "标了 inferred = true 的数，公开的表上没有印，是由别处反推的，不能当作原表的内容引用。照常计分，逐处提醒。",
    remedy: "查到原数之后填上，并删去 inferred = true",
    bad: r#"[actuals]
C01 = { value = "12场", inferred = true }"#,
    good: r#"[actuals]
C01 = { value = "12场" }"#,
};

pub const W0705: Page = Page {
    code: Code::W0705,
    title: "与表上印的不同",
    why: "[declared] 里照抄的得分、偏差度、总分或等次，与按口径重算的不同：可能原表算错，也可能抄错，或者口径不同。结果以重算的为准，照常出表。",
    remedy: "核对原表；抄录有误的改 [declared]，原表算错的请更正原表",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "9场"
reason = "停办一期"

[declared.rows]
C01 = { score = 10 }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "9场"
reason = "停办一期"

[declared.rows]
C01 = { score = 9 }"#,
};

pub const W0706: Page = Page {
    code: Code::W0706,
    title: "不常见的单位",
    why: "数后面的文字按计量单位理解，却不在常见的单位之列，也许是说明文字或别字。照常计分，只作提醒。",
    remedy: "核对单位；是说明文字的移到 meaning，确是量词的不必改",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10讲座"
points = 10
actual = "12讲座""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const W0707: Page = Page {
    code: Code::W0707,
    title: "没有写单位",
    why: "指标值与实际完成值一个有单位、一个没有，没有的按另一方的单位理解。照常计分；本意若不是这个单位，结果就会错。",
    remedy: "两处都写上同一单位",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = 12"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const W0708: Page = Page {
    code: Code::W0708,
    title: "一个来源的预算为零",
    why: "这一来源没有预算，它的执行率没有意义，表上照口径的约定印出（如 0.00%）。不影响按总额计算的执行率与得分。",
    remedy: "没有这项资金的不必改，也可以不写这一来源；有这项资金的核对预算数",
    bad: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }
fiscal = { full_year = 100, executed = 98 }
unit_funds = { full_year = 0, executed = 0 }"#,
    good: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }
fiscal = { full_year = 100, executed = 98 }"#,
};

pub const W0709: Page = Page {
    code: Code::W0709,
    title: "超额很多而没有写原因",
    why: "实际完成值远高于指标值，往往是指标值定得偏低，口径要求说明。得分照算，只作提醒。",
    remedy: "补上 reason，说明超额的原因；下一年度按实际水平定指标值",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "20场""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "20场"
reason = "新增两项专题培训；下年度指标值相应调高""#,
};

pub const W0710: Page = Page {
    code: Code::W0710,
    title: "任务重复",
    why: "年度主要任务有几行与前面的完全相同，多半是多贴了一遍，表上也会印两遍。照常计分、出表。",
    remedy: "删去重复的 [[task]]；原表就是这样印的可以保留",
    bad: r#"[[task]]
name = "干部培训"
content = "举办专题培训班"
achieved = "已完成"

[[task]]
name = "干部培训"
content = "举办专题培训班"
achieved = "已完成""#,
    good: r#"[[task]]
name = "干部培训"
content = "举办专题培训班"
achieved = "已完成""#,
};

pub const W0711: Page = Page {
    code: Code::W0711,
    title: "执行数超过预算数",
    why: "执行数大于全年预算数，执行率超过 100%，多半是预算数没有写调整以后的，或者录入有误。照常计分，得分不超过分值。",
    remedy: "核对这两个数；全年预算数写调整以后的数",
    bad: r#"[execution]
points = 10

[budget]
unit = "万元"
total = { full_year = 100, executed = 101 }"#,
    good: r#"[execution]
points = 10

[budget]
unit = "万元"
total = { full_year = 105, executed = 101 }"#,
};

pub const W0712: Page = Page {
    code: Code::W0712,
    title: "来源合计与总额不符",
    why: "各资金来源相加不等于总额，有一处录入有误或者漏了一个来源。执行率按总额计算，照常计分。",
    remedy: "核对各来源与总额，使年初预算数、全年预算数、全年执行数三栏都相等",
    bad: r#"[execution]
points = 10
source = [
    { key = "fiscal", name = "财政拨款" },
    { key = "other", name = "其他资金" },
]

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }
fiscal = { full_year = 60, executed = 59 }
other = { full_year = 30, executed = 39 }"#,
    good: r#"[execution]
points = 10
source = [
    { key = "fiscal", name = "财政拨款" },
    { key = "other", name = "其他资金" },
]

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }
fiscal = { full_year = 60, executed = 59 }
other = { full_year = 40, executed = 39 }"#,
};
