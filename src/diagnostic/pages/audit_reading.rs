//! 复核：读送来的表。

use super::{Code, Page};

pub const E1401: Page = Page {
    code: Code::E1401,
    title: "JSON 读不通",
    why: "送来的 .json 要是一份完整的 JSON：键与文字加双引号，各项用逗号分开，括号成对。",
    remedy: "照标出的位置改；多半是少了引号、逗号或括号",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局" "year": 2024}
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

pub const E1402: Page = Page {
    code: Code::E1402,
    title: "JSON 里的类型不对",
    why: "各格是文字或数，rows 是一组表，budget 是一张表，truncated 是真假；写成别的就读不出是什么。",
    remedy: "照 docs/audit.md 的表改",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "rows": "无"}
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

pub const E1403: Page = Page {
    code: Code::E1403,
    title: "没有可以复核的内容",
    why: "既没有指标行也没有资金一块，看不出是一张自评表。",
    remedy: "送来有指标行的表；JSON 的键见 docs/audit.md",
    bad: r#"cat > 自评表.json <<完
{"unit": "某某局", "rows": []}
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

pub const E1404: Page = Page {
    code: Code::E1404,
    title: "没有认出自评表",
    why: "工作簿与 csv 里要有一行表头：指标一块有三级指标与年度指标值、实际完成值或得分，资金一块有预算数与执行数。各地的叫法多数认得，一栏也没有认出的不猜。",
    remedy: "看是不是送错了文件；表头的叫法特别的，改成通用的名称",
    bad: r#"cat > 自评表.csv <<完
姓名,电话
张三,12345
完
ziping audit 自评表.csv"#,
    good: r#"cat > 自评表.csv <<完
一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施
产出指标,数量指标,培训人数,≥200人,210人,100,100,
总分,,,,,100,100,
完
ziping audit 自评表.csv"#,
};
