//! 分值与规则。

use super::{Code, Page};

pub const E0301: Page = Page {
    code: Code::E0301,
    title: "总分与各部分合计不符",
    why: "执行率与各板块（或各行）的分值相加，不等于规定的总分，总分和等次就没有依据。整份文件不予计分。",
    remedy: "核对各行分值与 total，改到相等",
    bad: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024
total = 100

[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 90
actual = "12场""#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024
total = 100

[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 100
actual = "12场""#,
};

pub const E0302: Page = Page {
    code: Code::E0302,
    title: "分值或占比的合计不符",
    why: "其下各行的分值相加不等于板块规定的分值，或者各目标的占比相加不等于 100%，得分无法归总。改正之前不出表。",
    remedy: "改各行的分值或占比，使合计与规定相等；各行一级、二级指标的名称与板块一致",
    bad: r#"[[section]]
level1 = "产出指标"
points = 50

[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 45"#,
    good: r#"[[section]]
level1 = "产出指标"
points = 50

[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 50"#,
};

pub const E0303: Page = Page {
    code: Code::E0303,
    title: "区间或档次之间有缺口",
    why: "落在缺口里的实际完成值没有任何给分，应得几分说不清。这条规则不成立，用到它的文件不予计分。",
    remedy: "使区间从最低到最高首尾相接、覆盖全部数值，衔接处一端含本数（方括号）、另一端不含（圆括号）；定性各档从 100% 到 0%，上一档的 from 等于下一档的 to",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 10
actual = "92%"
rule = { kind = "bands", bands = [
    { range = "[0%,60%)", score = 0 },
    { range = "[70%,90%)", score = 6 },
    { range = "[90%,∞)", score = 10 },
] }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 10
actual = "92%"
rule = { kind = "bands", bands = [
    { range = "[0%,60%)", score = 0 },
    { range = "[60%,90%)", score = 6 },
    { range = "[90%,∞)", score = 10 },
] }"#,
};

pub const E0304: Page = Page {
    code: Code::E0304,
    title: "区间或档次重叠",
    why: "重叠处的实际完成值有两种给分，取哪一种说不清。这条规则不成立，用到它的文件不予计分。",
    remedy: "衔接处只让一端含本数，如 [0%,60%) 之后写 [60%,90%)；定性各档从高到低写，上一档的 from 等于下一档的 to",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 10
actual = "92%"
rule = { kind = "bands", bands = [
    { range = "[0%,60%]", score = 0 },
    { range = "[60%,90%)", score = 6 },
    { range = "[90%,∞)", score = 10 },
] }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 10
actual = "92%"
rule = { kind = "bands", bands = [
    { range = "[0%,60%)", score = 0 },
    { range = "[60%,90%)", score = 6 },
    { range = "[90%,∞)", score = 10 },
] }"#,
};

pub const E0305: Page = Page {
    code: Code::E0305,
    title: "规则的参数不成立",
    why: "规则缺少参数、参数超出范围或者互相矛盾，无法据以计分。用到它的文件不予计分。",
    remedy: "按提示改这一处的参数；各种规则的写法见 docs/file-format.md",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 10
actual = "92%"
rule = { kind = "steps", per = "0%", lose = 0.5 }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 10
actual = "92%"
rule = { kind = "steps", per = "1%", lose = 0.5 }"#,
};

pub const E0306: Page = Page {
    code: Code::E0306,
    title: "没有可用的规则",
    why: "规则的名称在口径和体系里都没有，或者这一行没有写规则、口径对这种指标值又没有默认规则。整份文件不予计分。",
    remedy: "写已有的规则名称，或在这一行就地写下规则",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场"
rule = "proportion""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场"
rule = "proportional""#,
};

pub const E0307: Page = Page {
    code: Code::E0307,
    title: "规则与指标值不相配",
    why: "例如按比例的规则要有数，不能用于定性指标；以百分点计的扣分不能用于场次。硬算出来的得分没有意义，整份文件不予计分。",
    remedy: "换一种与指标值相配的规则；规则参数与指标值写同一单位",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "9场"
reason = "停办一期"
rule = { kind = "steps", per = "1%", lose = 0.5 }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "9场"
reason = "停办一期"
rule = { kind = "steps", per = "1场", lose = 0.5 }"#,
};

pub const E0308: Page = Page {
    code: Code::E0308,
    title: "等次表不成立",
    why: "等次的下限没有从高到低、最低一等不从 0 分起，或者所写的等次、等次表不存在，总分就可能没有等次。用到它的文件不予计分。",
    remedy: "从高到低写各等次的下限，最低一等写 from = 0；引用的名称写已有的",
    bad: r#"[grades.words]
levels = [
    { label = "优", from = 90 },
    { label = "良", from = 80 },
]"#,
    good: r#"[grades.words]
levels = [
    { label = "优", from = 90 },
    { label = "良", from = 80 },
    { label = "差", from = 0 },
]"#,
};

pub const E0309: Page = Page {
    code: Code::E0309,
    title: "分值不合规定",
    why: "分值应当大于零，至多四位小数；没有分的行不计分，位数太多多半是录入有误。整份文件不予计分。",
    remedy: "写表上规定的分值，如 1.5",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 0
actual = "12场""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const E0310: Page = Page {
    code: Code::E0310,
    title: "规则的分与本行分值不符",
    why: "清单各项的得分相加不等于本行分值，或者区间的得分高于本行分值，全部做到时的得分就不是满分。整份文件不予计分。",
    remedy: "改规则里的分，或改本行分值，使两者一致",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "制度健全性"
target = "健全"
points = 10
actual = "健全"
checks = [true, true]
rule = { kind = "checklist", items = [
    { name = "有制度", points = 6 },
    { name = "有执行记录", points = 3 },
] }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "制度健全性"
target = "健全"
points = 10
actual = "健全"
checks = [true, true]
rule = { kind = "checklist", items = [
    { name = "有制度", points = 6 },
    { name = "有执行记录", points = 4 },
] }"#,
};
