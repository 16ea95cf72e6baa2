//! 复核：一行的发现。

use super::{Code, Page};

pub const A0307: Page = Page {
    code: Code::A0307,
    title: "得分与口径不符",
    why: "分值、指标值、实际完成值都印着，照口径的规则重新算，得不到印着的得分，常见的原因又都不像：多半是手填的数。",
    remedy: "照算式改得分；确实另有评分办法的，用 --profile 指定口径，或写明依据",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "180人", "points": "90", "score": "77.3"}],
 "total_points": "100", "total_score": "86.8"}
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

pub const A0316: Page = Page {
    code: Code::A0316,
    title: "指标值读不出",
    why: "指标值空着、只有占位符号，或写得没有唯一的意思，这一行无从复算，就不算，也不猜。",
    remedy: "补上指标值，如“≥95%”“=19人”；定性的写期望达到的情况",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "", "actual": "210人", "points": "90", "score": "90"}],
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

pub const A0317: Page = Page {
    code: Code::A0317,
    title: "实际完成值空着或读不出",
    why: "没有填实际完成值，或写的话判断不了是否达到指标值，这一行的得分就没有依据。",
    remedy: "填实际达到的数；定性的照指标值写，或写完成程度的百分数",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "", "points": "90", "score": "90"}],
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

pub const A0318: Page = Page {
    code: Code::A0318,
    title: "没有分值或得分",
    why: "表上没有印分值或得分，这一行只读得出内容，无从复算；合计也少这一项。",
    remedy: "补印分值与得分；所依的评分表另附的，一并送来",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"},
          {"l1": "产出指标", "l3": "培训场次", "target": "≥5场", "actual": "5场"}],
"truncated": true}
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
