//! 复核：一行写得好不好。

use super::{Code, Page};

pub const A0308: Page = Page {
    code: Code::A0308,
    title: "偏差度的大小正负不对",
    why: "偏差度＝(实际－指标值)÷指标值×100%，没有达标的是负数。印的与算的大小不同、正负反了，或写成了小数。达标的行印零、印正数，两种做法都有，都不算错。",
    remedy: "照算式改偏差度",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "180人", "points": "90", "score": "81", "reason": "两期停办", "deviation": "10"}],
 "total_points": "100", "total_score": "90.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "180人", "points": "90", "score": "81", "reason": "两期停办，下年度补办", "deviation": "-10"}],
 "total_points": "100", "total_score": "90.5"}
完
ziping audit 自评表.json"#,
};

pub const A0309: Page = Page {
    code: Code::A0309,
    title: "应写原因未写",
    why: "没有达标或失了分的行，口径要求写偏差原因和改进措施，这里空着。",
    remedy: "写上原因和改进措施；“无”“同上”不算",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "180人", "points": "90", "score": "81"}],
 "total_points": "100", "total_score": "90.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "180人", "points": "90", "score": "81", "reason": "两期停办，下年度一季度补办"}],
 "total_points": "100", "total_score": "90.5"}
完
ziping audit 自评表.json"#,
};

pub const A0310: Page = Page {
    code: Code::A0310,
    title: "没有偏差却写了原因",
    why: "已经达标、没有失分，却写了偏差原因，多半是从别的行或上年的表上抄来的。",
    remedy: "删去这一行的原因；确有偏差的，改实际完成值",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "200人", "points": "90", "score": "90", "reason": "受疫情影响"}],
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

pub const A0311: Page = Page {
    code: Code::A0311,
    title: "实际值照抄指标值",
    why: "实际完成值连符号一起照抄指标值，或百分数与指标值分毫不差，看不出实际做到多少。100% 与 0、写明等于的个数本来就会相同，不算。",
    remedy: "写实际达到的数，如 96.4%，并留存计算的依据",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "≥200人", "points": "90", "score": "90"}],
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

pub const A0312: Page = Page {
    code: Code::A0312,
    title: "实际与指标值单位不同",
    why: "实际完成值的单位与指标值的不能换算，或没有写单位、差上千倍，两个数不能相比；指标值是数量而实际写百分数的，看不出做了多少。",
    remedy: "实际完成值写成与指标值同一单位的数",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "105%", "points": "90", "score": "90"}],
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

pub const A0313: Page = Page {
    code: Code::A0313,
    title: "定性与定量混填",
    why: "定性的指标填了一个没有来历的数，或指标值是数、实际只写“达成预期指标”，得分都没有依据。",
    remedy: "定量的写实际的数；定性的写达到的情况，或写属于哪一档",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "达成预期指标", "points": "90", "score": "90"}],
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

pub const A0314: Page = Page {
    code: Code::A0314,
    title: "重复的行",
    why: "两行的名称、指标值、实际完成值都相同，同一件事计了两次分。",
    remedy: "删去一行，把分值并到另一行",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "45", "score": "45"},
          {"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "45", "score": "45"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "45", "score": "45"},
          {"l1": "产出指标", "l3": "培训场次", "target": "≥5场", "actual": "6场", "points": "45", "score": "45"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0315: Page = Page {
    code: Code::A0315,
    title: "还留着占位符",
    why: "名称、指标值、实际完成值或原因里还留着 **、XX、待填这样的空位，是套用模板没有填完。",
    remedy: "填上实际的内容，删去占位符",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数(≥**人)", "target": "200", "actual": "210人", "points": "90", "score": "90"}],
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

pub const A0319: Page = Page {
    code: Code::A0319,
    title: "大幅超额未说明",
    why: "实际超过指标值很多（口径规定的比例，通行的是 130%），多半是指标值定低了，办法要求分析说明。照得满分，但要写明。",
    remedy: "写明为什么超出，下年度是否调高指标值",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "300人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "300人", "points": "90", "score": "90", "reason": "新增线上培训一期，下年度调高指标值"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0321: Page = Page {
    code: Code::A0321,
    title: "指标与类别不符",
    why: "指标放错了类别，或写法不合它的性质：率放在数量指标里，成本写“≥”，最多 100% 的率写“≥100%”，要做到的数写“≤”。复核时这样的行不给分或要求改。",
    remedy: "换到合适的类别，或改写指标值的符号",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l2": "数量指标", "l3": "培训人员覆盖率", "target": "≥95%", "actual": "96%", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l2": "数量指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};
