//! 体检：来源、通例与写法。

use super::{Code, Page};

pub const W0811: Page = Page {
    code: Code::W0811,
    title: "没有写数据来源",
    why: "没有来源的数无从核对；复核时拿不出佐证的行不计分。一份文件只报一条，列出缺的行。由公式算出的行，来源就是基础数据，不报。",
    remedy: r#"在 [[indicator]] 里写 evidence，如 evidence = "培训签到表与结业名册""#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场"
evidence = "培训签到表""#,
};

pub const W0812: Page = Page {
    code: Code::W0812,
    title: "分值不合通例",
    why: "口径里用 [[norm]] 写明一百分的表上一级指标通常占多少分，如产出 50、效益 30、满意度 10。分值在批复预算时定下，偏离通例的要有依据。",
    remedy: "照通例改分值；另有规定的，在自己的口径里另写一条 [[norm]]",
    bad: r#"[submission]
profile = "norms"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场"

[[indicator]]
code = "C02"
level1 = "其他指标"
name = "资料归档"
target = "≥10册"
points = 90
actual = "12册""#,
    good: r#"[submission]
profile = "norms"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 50
actual = "12场"

[[indicator]]
code = "C02"
level1 = "其他指标"
name = "资料归档"
target = "≥10册"
points = 50
actual = "12册""#,
};

pub const W0813: Page = Page {
    code: Code::W0813,
    title: "缺必须有的一级指标",
    why: "口径规定产出、效益这些一级指标每张表都要有，缺了就不成一张完整的自评表。",
    remedy: "补上这个一级指标，至少一行",
    bad: r#"[submission]
profile = "norms"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "效益指标"
level2 = "社会效益指标"
name = "受益人数"
target = "≥10人"
points = 10
actual = "12人"

[[indicator]]
code = "C02"
level1 = "其他指标"
name = "资料归档"
target = "≥10册"
points = 90
actual = "12册""#,
    good: r#"[submission]
profile = "norms"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 50
actual = "12场"

[[indicator]]
code = "C02"
level1 = "其他指标"
name = "资料归档"
target = "≥10册"
points = 50
actual = "12册""#,
};

pub const W0814: Page = Page {
    code: Code::W0814,
    title: "满意度没有调查",
    why: "满意度要问了服务对象才知道；没有问卷、测评的，复核时不计分，“没有接到投诉”不算调查。来源、算法或解释里写到问卷、调查、测评、评议、回访的不报。",
    remedy: r#"在 evidence 里写明问了谁、怎样问，如 evidence = "参训人员问卷 120 份""#,
    bad: r#"[[indicator]]
code = "C01"
level1 = "满意度指标"
level2 = "服务对象满意度指标"
name = "参训人员满意度"
target = "≥95%"
points = 10
actual = "96%"
evidence = "没有接到投诉""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "满意度指标"
level2 = "服务对象满意度指标"
name = "参训人员满意度"
target = "≥95%"
points = 10
actual = "96%"
evidence = "参训人员问卷 120 份""#,
};

pub const W0815: Page = Page {
    code: Code::W0815,
    title: "名称里写了符号或指标值",
    why: "名称只说量什么；符号与数写在 target 里，名称里再写一遍，改了一处就与另一处不符。重复在头或在尾、去掉后名称仍完整的，ziping check --fix 可以直接改。",
    remedy: "从名称里去掉符号与数",
    bad: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "时效指标"
name = "年度资金支付完成率100%"
target = "=100%"
points = 10
actual = "100%""#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "时效指标"
name = "年度资金支付完成率"
target = "=100%"
points = 10
actual = "100%""#,
};

pub const W0816: Page = Page {
    code: Code::W0816,
    title: "空泛的话",
    why: "“效果明显”“显著提升”没有说什么提升了多少，做没做到全凭一句话；复核时空泛的定性指标按偏差扣分。",
    remedy: "写出可以核对的事实：什么、由多少到多少、以什么为证",
    bad: r#"[[indicator]]
code = "C01"
level1 = "效益指标"
level2 = "社会效益指标"
name = "对农户增收的带动"
target = "效果明显"
points = 10
actual = "达成""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "效益指标"
level2 = "社会效益指标"
name = "对农户增收的带动"
target = "参训农户全部签订用工或收购合同"
points = 10
actual = "达成""#,
};

pub const W0817: Page = Page {
    code: Code::W0817,
    title: "指标值的写法不统一",
    why: "“>=95%”“≧95%”“９５％”读得懂，意思都是“≥95%”；印在一张表上参差不齐，也不便汇总查找。ziping check --fix 可以直接改，意思与得分不变。",
    remedy: "用 ≥ ≤ > < =，半角数字，百分号写在数后",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "培训考核优秀人数占比"
target = ">=９５％"
points = 10
actual = "96%""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "培训考核优秀人数占比"
target = "≥95%"
points = 10
actual = "96%""#,
};

pub const W0818: Page = Page {
    code: Code::W0818,
    title: "写明不报的提醒没有用上",
    why: "[[allow]] 写明不报的提醒，这份文件里已经没有了；留着它，以后真有问题时也不会报。",
    remedy: "删去这一条 [[allow]]",
    bad: r#"[[allow]]
code = "W0805"
reason = "本级表样如此"

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
    good: r#"[[allow]]
code = "W0811"
reason = "佐证另行装订"

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const W0819: Page = Page {
    code: Code::W0819,
    title: "指标值与满分线不同",
    why: "指标值说做到多少算达标，规则另说做到多少给满分，两处的数不一样：达标的拿不到满分，或者没有达标也满分。多半是改了一处、忘了另一处。",
    remedy: "两处改成同一个数；确要分开的，用 [[allow]] 写明理由",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "培训考核优秀人数占比"
target = "≥97%"
points = 8
rule = { kind = "bands", bands = [{ range = "≥95%", score = 8 }, { range = "<95%", score = 0 }] }
actual = "98%""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "培训考核优秀人数占比"
target = "≥97%"
points = 8
rule = { kind = "bands", bands = [{ range = "≥97%", score = 8 }, { range = "<97%", score = 0 }] }
actual = "98%""#,
};
