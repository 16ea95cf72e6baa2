//! 体系与口径的用例。

use super::{Code, Page};

pub const E0901: Page = Page {
    code: Code::E0901,
    title: "用例的结果不同",
    why: "用例写明应得的结果，按体系与口径算出的却不是这个数：要么手算错了，要么规则的参数写错了，单位照着填就会算错分。",
    remedy: "对照算式逐步核对：手算错的改用例，规则错的改口径或体系",
    bad: r#"[[case]]
name = "完成九成五"
target = "≥100%"
points = 10
actual = "95%"
score = 9.6"#,
    good: r#"[[case]]
name = "完成九成五"
target = "≥100%"
points = 10
actual = "95%"
score = 9.5"#,
};

pub const E0902: Page = Page {
    code: Code::E0902,
    title: "手算的算式与得分不符",
    why: "work 写的是手算的算式，工具单独把它算出来，按这一行的修约修约，应当恰好是所写的得分；不等就说明这个用例不是手算的，或者写错了数。",
    remedy: "把算式或得分改对，使两者一致",
    bad: r#"[[case]]
name = "完成九成五"
target = "≥100%"
points = 10
actual = "95%"
score = 9.5
work = "10 × 94 ÷ 100""#,
    good: r#"[[case]]
name = "完成九成五"
target = "≥100%"
points = 10
actual = "95%"
score = 9.5
work = "10 × 95 ÷ 100""#,
};

pub const E0903: Page = Page {
    code: Code::E0903,
    title: "用例不能运行",
    why: "用例所说的行、规则、等次不存在，没有写期望的结果，或者写了不能一起写的键，这个用例因此什么也没有测。",
    remedy: "一个用例测一样：体系的一行、自写的一行、执行率、几行，或总分；并写上手算的结果",
    bad: r#"[[case]]
name = "完成九成五"
rule = "proportionl"
target = "≥100%"
points = 10
actual = "95%"
score = 9.5"#,
    good: r#"[[case]]
name = "完成九成五"
rule = "proportional"
target = "≥100%"
points = 10
actual = "95%"
score = 9.5"#,
};

pub const E0904: Page = Page {
    code: Code::E0904,
    title: "没有用例算到这里",
    why: "体系里用到的规则有一处从没有用例走到：写错了参数也不会有人发现。只在 ziping test --coverage 时报出。",
    remedy: "补一个走到这里的用例，得分手算",
    bad: r#"[[case]]
name = "达标"
row = "C01"
actual = "10场"
score = 10"#,
    good: r#"[[case]]
name = "达标"
row = "C01"
actual = "10场"
score = 10

[[case]]
name = "未达标"
row = "C01"
actual = "9场"
score = 0

[[case]]
name = "不适用"
row = "C01"
actual = "不适用"
score = 10"#,
};
