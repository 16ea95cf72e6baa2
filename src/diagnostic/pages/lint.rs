//! 体检：写法成立、却多半不对的指标。

use super::{Code, Page};

pub const W0801: Page = Page {
    code: Code::W0801,
    title: "怎样填都达标的指标值",
    why: "实际完成值不会是负数，“≥0”总能达标；合格率、覆盖率一类最多 100%，“≤100%”也总能达标；要做的事写“≤4个”，一件不做也达标。这样的行白得分，量不出好坏。增减、盈亏这些可以为负的量不报；“≤20%”这样超得过的上限不报。",
    remedy: "写成真要达到的数",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥0场"
points = 10
actual = "3场""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "培训场次"
target = "≥10场"
points = 10
actual = "12场""#,
};

pub const W0802: Page = Page {
    code: Code::W0802,
    title: "怎样做都达不到的指标值",
    why: "合格率、及时率、覆盖率、满意度这些是部分占全体的比，最多 100%，“≥101%”“>100%”谁也做不到；不会是负数的量写成“<0”也是这样。增长率、完成率、执行率可以超过 100%，不报。",
    remedy: "这类率最多写“=100%”；要说超额，换成能超额的数量",
    bad: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "工程验收合格率"
target = "≥101%"
points = 10
actual = "100%"
reason = "一处返工""#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "工程验收合格率"
target = "=100%"
points = 10
actual = "100%""#,
};

pub const W0803: Page = Page {
    code: Code::W0803,
    title: "最多 100% 的率写了“≥100%”",
    why: "合格率、到位率、合规率一类不会大于 100%，“≥100%”只有等于一种可能，应当写“=100%”。得分不变；完成率、执行率、增长率可以超过，不报。ziping check --fix 可以直接改。",
    remedy: "写“=100%”",
    bad: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "资金使用合规率"
target = "≥100%"
points = 10
actual = "100%""#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024

[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "资金使用合规率"
target = "=100%"
points = 10
actual = "100%""#,
};

pub const W0804: Page = Page {
    code: Code::W0804,
    title: "成本指标写成了不低于",
    why: "成本是花出去的，写“≥”等于说花得越多越好，复核时按逻辑错误处理。名称说的是节约、降低或某种率的不报。",
    remedy: "写“≤”，或写定一个数“=”",
    bad: r#"[[indicator]]
code = "C01"
level1 = "成本指标"
level2 = "经济成本指标"
name = "培训总成本"
target = "≥20万元"
points = 10
actual = "20万元""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "成本指标"
level2 = "经济成本指标"
name = "培训总成本"
target = "≤20万元"
points = 10
actual = "19.5万元""#,
};

pub const W0805: Page = Page {
    code: Code::W0805,
    title: "率放在了数量指标",
    why: "数量指标说做了多少，写得出个数；率说的是比例，放在质量或时效指标。复核时三级指标与二级指标不符的不计分。",
    remedy: "把率移到质量、时效指标；数量指标写成个数，如“≥19人”",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "人员考勤率"
target = "≥90%"
points = 10
actual = "95%""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "人员考勤率"
target = "≥90%"
points = 10
actual = "95%""#,
};

pub const W0806: Page = Page {
    code: Code::W0806,
    title: "三级指标放错了二级指标",
    why: "及时是时效，合格是质量，花多少钱是成本，满不满意是满意度；经济效益放在产出之下也是放错。放错了地方，复核时这一行不计分。只看二级指标叫数量、质量、时效、成本、满意度与各种效益的；别的叫法不看。",
    remedy: "移到相符的二级指标之下",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "项目完成及时率"
target = "≥95%"
points = 10
actual = "100%""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "时效指标"
name = "项目完成及时率"
target = "≥95%"
points = 10
actual = "100%""#,
};

pub const W0807: Page = Page {
    code: Code::W0807,
    title: "定性与数字混写",
    why: "写成定性的指标值里有要比较的数，这个数不会拿来计分；说“优质”“有序”的名称配一个没有算法的百分数，看着是定量，其实还是凭印象；问“是否”的名称配百分数也是这样。",
    remedy: "评好坏的只写文字；能算的写明算法 formula，用一个率或数作名称",
    bad: r#"[[indicator]]
code = "C01"
level1 = "效益指标"
level2 = "社会效益指标"
name = "为民服务"
target = "≥95% 优质服务"
points = 10
actual = "达成"
qualitative = true"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "效益指标"
level2 = "社会效益指标"
name = "办件好评率"
target = "≥95%"
points = 10
actual = "96%"
formula = "好评件数÷已评价件数""#,
};

pub const W0808: Page = Page {
    code: Code::W0808,
    title: "指标值缺计量单位",
    why: "“≥3”是 3 个、3 次还是 3 万元，表上看不出；实际完成值带了单位也无从核对。零不用写单位；名称末尾的括号里写了单位的不报。",
    remedy: "在数后面写单位，如“≥3批次”",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "化妆品抽验"
target = "≥3"
points = 10
actual = "4""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "数量指标"
name = "化妆品抽验"
target = "≥3批次"
points = 10
actual = "4批次""#,
};

pub const W0809: Page = Page {
    code: Code::W0809,
    title: "同一个指标写了两行",
    why: "名称完全相同的两行，同一件事计了两次分；复核时只计一行，另一行作零分。择一计分的一组、分属不同目标的不算。",
    remedy: "删去一行，或把两行各自量的是什么写清楚",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "工程验收合格率"
target = "≥95%"
points = 10
actual = "100%"

[[indicator]]
code = "C02"
level1 = "产出指标"
level2 = "质量指标"
name = "工程验收合格率"
target = "≥95%"
points = 10
actual = "100%""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "新建工程验收合格率"
target = "≥95%"
points = 10
actual = "100%"

[[indicator]]
code = "C02"
level1 = "产出指标"
level2 = "质量指标"
name = "修缮工程验收合格率"
target = "≥95%"
points = 10
actual = "100%""#,
};

pub const W0810: Page = Page {
    code: Code::W0810,
    title: "两个指标像是同一个",
    why: "名称只差“项目”“工作”“情况”这些可有可无的字，或只是换了次序，多半是同一件事写了两遍。",
    remedy: "确是一件事的删去一行；是两件事的，把不同之处写进名称",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "项目验收合格率"
target = "≥95%"
points = 10
actual = "100%"

[[indicator]]
code = "C02"
level1 = "产出指标"
level2 = "质量指标"
name = "验收合格率"
target = "≥95%"
points = 10
actual = "100%""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "质量指标"
name = "路面验收合格率"
target = "≥95%"
points = 10
actual = "100%"

[[indicator]]
code = "C02"
level1 = "产出指标"
level2 = "质量指标"
name = "护栏验收合格率"
target = "≥95%"
points = 10
actual = "100%""#,
};

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
