//! 复核：一行的得分怎样来的。

use super::{Code, Page};

pub const A0301: Page = Page {
    code: Code::A0301,
    title: "达标却失分",
    why: "实际已经达到指标值，办法规定得全部分值，印的得分却少于分值，表上看不出为什么扣。常见的是凭印象各扣一两分。定性的一档之内由单位给分，仍在档内的只作提醒。",
    remedy: "改成满分；确有扣分的依据，写明扣在哪里、按哪一条",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "85", "reason": "谦虚"}],
 "total_points": "100", "total_score": "94.5"}
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

pub const A0302: Page = Page {
    code: Code::A0302,
    title: "未达标却满分",
    why: "实际没有达到指标值，印的却是满分。办法规定未达标的按完成比例给分，或者不得分。",
    remedy: "照算式改得分，写明没有达标的原因和改进措施",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "180人", "points": "90", "score": "90", "reason": "两期培训停办"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "180人", "points": "90", "score": "81", "reason": "两期培训停办，下年度一季度补办"}],
 "total_points": "100", "total_score": "90.5"}
完
ziping audit 自评表.json"#,
};

pub const A0303: Page = Page {
    code: Code::A0303,
    title: "得分超过分值",
    why: "一行的得分最高不能超过它的分值，没有加分项；超额完成也只得满分。",
    remedy: "改成不超过分值的得分；加分另有依据的，写明依据",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "92"}],
 "total_points": "100", "total_score": "101.5"}
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

pub const A0304: Page = Page {
    code: Code::A0304,
    title: "又乘了一遍百分数",
    why: "指标值本身就是百分数（如 98%），实际也是 98%，已经达标，得分却用分值乘以 98%：把达标的行扣了分。应当用实际除以指标值。",
    remedy: "得分＝分值×实际÷指标值，不超过分值；达标得满分",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "资料整编完成率", "target": "98%", "actual": "98%", "points": "90", "score": "88.2", "reason": "按 98% 计"}],
 "total_points": "100", "total_score": "97.7"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "资料整编完成率", "target": "98%", "actual": "99%", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0305: Page = Page {
    code: Code::A0305,
    title: "修约或取整不同",
    why: "算法相同，只是保留的小数位数、进舍的办法与口径不同，例如取到整分。一行只差零点几分，各行加起来就可能换一个等次。",
    remedy: "各行按口径规定的位数四舍五入；要取整的，全表用同一种办法并写明",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "195人", "points": "90", "score": "88", "reason": "少一期"}],
 "total_points": "100", "total_score": "97.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "195人", "points": "90", "score": "87.75", "reason": "少一期，下年度补上"}],
 "total_points": "100", "total_score": "97.25"}
完
ziping audit 自评表.json"#,
};

pub const A0306: Page = Page {
    code: Code::A0306,
    title: "得分不在所说的档内",
    why: "定性指标分三档，档内由单位给分；写的是“达成”，得分却低于这一档的下限，或写的是“部分达成”，得分却在别的档里。",
    remedy: "改档次或改得分，使得分落在所说的档内",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "管理制度健全性", "target": "健全", "actual": "部分达成", "points": "90", "score": "85", "reason": "两项制度未修订"}],
 "total_points": "100", "total_score": "94.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "管理制度健全性", "target": "健全", "actual": "健全", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json"#,
};

pub const A0320: Page = Page {
    code: Code::A0320,
    title: "照另一条规则才对得上",
    why: "印的得分照口径的规则对不上，照另一条见过的规则正好对上：不封顶、不看目标、用比值代替线性、分档扣分等。可能用错了规则，也可能另有评分办法。",
    remedy: "确认该用哪条规则：用错的改得分；另有办法的，用 --profile 指定口径。规则不知道时用 --infer 试",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l2": "成本指标", "l3": "培训费用", "target": "≤20万元", "actual": "25万元", "points": "90", "score": "72", "reason": "场地涨价"}],
 "total_points": "100", "total_score": "81.5"}
完
ziping audit 自评表.json"#,
    good: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l2": "成本指标", "l3": "培训费用", "target": "≤20万元", "actual": "25万元", "points": "90", "score": "67.5", "reason": "场地涨价，下年度改用自有场地"}],
 "total_points": "100", "total_score": "77"}
完
ziping audit 自评表.json"#,
};
