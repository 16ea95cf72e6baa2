//! 指标值与实际完成值。

use super::{Code, Page};

pub const E0501: Page = Page {
    code: Code::E0501,
    title: "指标值读不懂",
    why: "指标值只读含义唯一的写法；占位符、一格两个指标值、数后面的说明文字都读不出确定的界限。工具不猜，整份文件不予计分。",
    remedy: r#"一行只写一个符号、一个数、一个单位，如 "≥95%"；定性的写期望达到的情况"#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场左右"
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

pub const E0502: Page = Page {
    code: Code::E0502,
    title: "实际完成值读不懂",
    why: "实际完成值里没有数、写成了范围、不是日期或不是规定的档次，无法与指标值比较。这一行不予计分，总分与等次也不给出。",
    remedy: "照指标值的样子，写实际达到的数、日期、档次或百分数",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "已完成""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const E0503: Page = Page {
    code: Code::E0503,
    title: "单位对不上",
    why: "指标值与实际完成值的单位不能换算（如场与人），或者规则要实际的数而只写了完成比例。这一行不予计分，总分与等次也不给出。",
    remedy: "写与指标值同一单位的实际数",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "320人""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const E0504: Page = Page {
    code: Code::E0504,
    title: "缺单位或百分号",
    why: "没有写百分号或金额单位，同一个数有两种读法：0.98 是 0.98% 还是 98%，104 是元还是万元。工具不猜，这一行不予计分，总分与等次也不给出。",
    remedy: r#"写上百分号或单位，如 "98%"、"104万元""#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥95%"
points = 10
actual = 0.98"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥95%"
points = 10
actual = "98%""#,
};

pub const E0505: Page = Page {
    code: Code::E0505,
    title: "档次或得分不合规定",
    why: "档次与百分数、得分互相矛盾，超出零至满分，或者该写得分而没有写。这一行不予计分，总分与等次也不给出。",
    remedy: "使档次、百分数与得分一致，并在零至满分之间",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "目标科学性"
target = "科学"
points = 10
actual = "部分达成"
share = "85%"
reason = "依据不够充分""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "目标科学性"
target = "科学"
points = 10
actual = "部分达成"
share = "75%"
reason = "依据不够充分""#,
};

pub const E0506: Page = Page {
    code: Code::E0506,
    title: "先后或逾期天数不能确定",
    why: "日期写得不够细，是否按时或逾期几天说不清，例如时限“9月前”而完成“9月”。这一行不予计分，总分与等次也不给出。",
    remedy: r#"完成的日期写到日，如 "2024年9月15日"；时限写含义明确的，如 "9月底前""#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "完成时间"
target = "9月前"
points = 10
actual = "9月""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "完成时间"
target = "9月底前"
points = 10
actual = "9月15日""#,
};

pub const E0507: Page = Page {
    code: Code::E0507,
    title: "按比例算没有意义",
    why: "指标值为零或为负时，完成比例与偏差要除以它，按比例的规则算不出得分。这一行不予计分，总分与等次也不给出。",
    remedy: r#"核对指标值；确实为零的，换用达到得满分、否则不得分的规则（rule = "pass"）"#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "安全事故"
target = "≤0起"
points = 10
actual = "1起"
reason = "一起设备事故，已整改"
rule = { kind = "proportional", zero_target = "not_scored" }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "安全事故"
target = "≤0起"
points = 10
actual = "1起"
reason = "一起设备事故，已整改"
rule = "pass""#,
};

pub const E0508: Page = Page {
    code: Code::E0508,
    title: "指标值没有写符号",
    why: "“10场”是至少、至多还是正好，口径没有约定，是否达标就说不清。工具不猜，整份文件不予计分。",
    remedy: r#"写上 ≥、≤ 或 ＝，如 "≥10场"；或在口径的 [targets] 里用 bare 约定"#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "10场"
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

pub const E0509: Page = Page {
    code: Code::E0509,
    title: "预算为零而执行率无意义",
    why: "执行率的分母为零，算不出执行率，口径又规定这种情形不予计分。执行率一项与总分、等次都不给出。",
    remedy: "核对预算数；确实没有预算的，换用不设执行率的体系，或由口径的 zero_budget 规定怎样计分",
    bad: r#"[execution]
points = 10

[budget]
unit = "万元"
total = { full_year = 0, executed = 0 }"#,
    good: r#"[execution]
points = 10

[budget]
unit = "万元"
total = { full_year = 100, executed = 98 }"#,
};

pub const E0510: Page = Page {
    code: Code::E0510,
    title: "清单没有逐项填写",
    why: "按清单计分的行，要知道每一项做到没有或发生几次，只写一句话得不出分。这一行不予计分，总分与等次也不给出。",
    remedy: "按清单的次序写 checks = [true, false]，项数与清单相同；扣分项写发生的次数",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "制度健全性"
target = "健全"
points = 10
actual = "健全"
rule = { kind = "checklist", items = [
    { name = "有制度", points = 6 },
    { name = "有执行记录", points = 4 },
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
