//! 复核：整张表的发现。

use super::{Code, Page};

pub const A0401: Page = Page {
    code: Code::A0401,
    title: "执行率算错",
    why: "印着的预算数、执行数相除，按所印的位数四舍五入，得不到印着的执行率。",
    remedy: "照“执行数÷预算数”改执行率；数抄错了的改数",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "96%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0402: Page = Page {
    code: Code::A0402,
    title: "执行率超过百分之百",
    why: "执行数大于预算数：多半是预算数没有填调整后的，或把别的资金也算了进来。",
    remedy: "预算数填调整后的全年预算数；确实超支的写明来源",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "105", "points": "10", "rate": "105%", "score": "10"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "100"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0403: Page = Page {
    code: Code::A0403,
    title: "预算为零",
    why: "预算数是 0，执行率是除以零，没有意义；印成 0 或 100% 都不对。",
    remedy: "核对总额一行是不是漏填；确实没有预算的，执行率印“-”，分值按不适用处理",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "0", "executed": "0", "points": "10", "rate": "0", "score": "0"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "90"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0404: Page = Page {
    code: Code::A0404,
    title: "执行率得分不符",
    why: "照口径的规则，分值与执行率算不出印着的得分。说明里写出像是哪种取整或满分线；那要有依据，否则照比例。",
    remedy: "照口径改得分；取整或满分线另有规定的，写明文号",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0405: Page = Page {
    code: Code::A0405,
    title: "总分不等于各项之和",
    why: "各行得分与执行率得分相加，不是印着的总分。",
    remedy: "重新相加；漏了行的补上",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0406: Page = Page {
    code: Code::A0406,
    title: "分值之和不等于满分",
    why: "各行分值与执行率的分值相加，不是印着的满分：权重分配有误，总分因此不在同一把尺上。",
    remedy: "调整分值，使各行与执行率合计等于满分",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "95", "score": "95"}],
 "total_points": "100", "total_score": "104.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0407: Page = Page {
    code: Code::A0407,
    title: "等次与得分不符",
    why: "照口径的等次表，印着的总分评不到印着的等次，或等次不在等次表里。",
    remedy: "照分数线改等次；另用一套等次的，写明分数线",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5", "grade": "良"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5", "grade": "优"}
完
ziping audit 自评表.json"#,
};

pub const A0408: Page = Page {
    code: Code::A0408,
    title: "板块的分值与各行不符",
    why: "一、二级指标名称后面印着分值，它下面各行的分值相加却不是这个数。",
    remedy: "改名称后面的分值，或调整各行的分值",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标(50分)", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标(90分)", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0409: Page = Page {
    code: Code::A0409,
    title: "各行全部满分",
    why: "没有一行失分。不一定错，但多半是目标定低了或没有认真评，复核时常列为形式化。",
    remedy: "逐行核对佐证；目标定低了的，来年调高",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "100", "points": "10", "rate": "100%", "score": "10"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "培训场次", "target": "≥5场", "actual": "6场", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "发放材料", "target": "≥500份", "actual": "520份", "points": "30", "score": "30"}],
 "total_points": "100", "total_score": "100"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "100", "points": "10", "rate": "100%", "score": "10"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "培训场次", "target": "≥5场", "actual": "6场", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "发放材料", "target": "≥500份", "actual": "450份", "points": "30", "score": "27", "reason": "印刷晚了一周，已与印厂改签合同。"}],
 "total_points": "100", "total_score": "97"}
完
ziping audit 自评表.json"#,
};

pub const A0410: Page = Page {
    code: Code::A0410,
    title: "多行用同一段文字",
    why: "三行以上的实际完成情况或原因一字不差：没有写这一行的事实，看不出做了什么。",
    remedy: "逐行写各自做了多少、与目标差多少",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "100", "points": "10", "rate": "100%", "score": "10"},
 "rows": [{"l1": "产出指标", "l3": "管理制度", "target": "制度健全", "actual": "按照时间节点很好地完成了任务", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "财务制度", "target": "制度健全", "actual": "按照时间节点很好地完成了任务", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "档案管理", "target": "制度健全", "actual": "按照时间节点很好地完成了任务", "points": "30", "score": "30"}],
 "total_points": "100", "total_score": "100"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "100", "points": "10", "rate": "100%", "score": "10"},
 "rows": [{"l1": "产出指标", "l3": "管理制度", "target": "制度健全", "actual": "100%", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "财务制度", "target": "制度健全", "actual": "100%", "points": "30", "score": "30"},
          {"l1": "产出指标", "l3": "档案管理", "target": "制度健全", "actual": "90%", "points": "30", "score": "27", "reason": "两册档案年底才补齐。"}],
 "total_points": "100", "total_score": "97"}
完
ziping audit 自评表.json"#,
};

pub const A0411: Page = Page {
    code: Code::A0411,
    title: "各来源之和不等于总额",
    why: "财政拨款、其他资金等各来源相加，不是总额一行的数。",
    remedy: "核对各来源与总额；少列的来源补上",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5",
            "sources": [{"name": "财政拨款", "full_year": "80", "executed": "80"},
                        {"name": "其他资金", "full_year": "20", "executed": "10"}]},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5",
            "sources": [{"name": "财政拨款", "full_year": "80", "executed": "80"},
                        {"name": "其他资金", "full_year": "20", "executed": "15"}]},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0412: Page = Page {
    code: Code::A0412,
    title: "执行与得分相矛盾",
    why: "钱没有花出去，指标却几乎满分：要么目标与预算无关，要么完成情况报高了。两种情形会报：指标得分率比执行率得分率高出 5% 以上；预算有两成以上没有执行。",
    remedy: "写明没有执行的原因；核对指标是不是真的完成了",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "60", "points": "10", "rate": "60%", "score": "6"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "96"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0413: Page = Page {
    code: Code::A0413,
    title: "表不完整",
    why: "只有表的一部分，或有的行没有印得分，总分无从核对；能复算的行照常复算。",
    remedy: "送来完整的表",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_score": "99.5", "truncated": true}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};
