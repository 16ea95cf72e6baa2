//! 体检：写法成立、却多半不对的指标值，放错的与重复的指标。

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
