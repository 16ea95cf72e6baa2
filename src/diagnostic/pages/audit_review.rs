//! 复核：复核单与文件夹的抽查。

use super::{Code, Page};

pub const E1425: Page = Page {
    code: Code::E1425,
    title: "复核的行不在表上",
    why: "复核单里写的行号超出了表，名称在表上找不到或不止一行，或者两样说的不是同一行；改错了行，分就扣在别处了。",
    remedy: "照表上的次序写 row（从 1 数起），或把名称写得与表上一字不差",
    bad: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 3
actual = "190人"
reason = "签到表只有190人"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
    good: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 1
actual = "190人"
reason = "签到表只有190人"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
};

pub const E1426: Page = Page {
    code: Code::E1426,
    title: "扣分太笼统",
    why: "扣分要说清扣多少、为什么：没有写比例、分数或规则的，或没有写原因的，单位无从核对，也无从改正。",
    remedy: "写明 share（如 \"30%\"）、points 或 rule 三样之一，并写 reason",
    bad: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 1
reason = "完成得不好"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
    good: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 1
share = "30%"
reason = "三期培训有一期没有签到表"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
};

pub const E1427: Page = Page {
    code: Code::E1427,
    title: "复核得分算不出",
    why: "复核完成值读不出、与指标值对不上，或表上没有印得分：给不出复核得分，不能当作没有改。",
    remedy: "改写复核完成值，或用 share、points 写明扣多少",
    bad: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 1
actual = "大部分"
reason = "签到表不全"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
    good: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 1
actual = "160人"
reason = "签到表只有160人"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
};

pub const E1428: Page = Page {
    code: Code::E1428,
    title: "没有这条复核规则",
    why: "rule 写的名称不在内置的扣分规则里，复核单里也没有自己写；或者分轻重的规则没有写是哪一档。",
    remedy: "照 docs/audit.md 的规则表写；自己的规则写在复核单的 [[rule]] 里",
    bad: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 1
rule = "no-evidnce"
reason = "没有签到表"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
    good: r#"cat > 复核单.toml <<完
[review]
[[row]]
row = 1
rule = "no-evidence"
reason = "没有签到表"
完
cat > 自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 自评表.json --review 复核单.toml"#,
};

pub const E1429: Page = Page {
    code: Code::E1429,
    title: "抽查的份额不对",
    why: "抽查的份额是比例，要带百分号，大于零、不超过 100%；写成别的就不知道抽几份。",
    remedy: "写成百分数，如 --sample 15%",
    bad: r#"mkdir -p 收到的表
cat > 收到的表/自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 收到的表 --sample 150%"#,
    good: r#"mkdir -p 收到的表
cat > 收到的表/自评表.json <<完
{"unit": "某某局", "year": 2024, "region": "安徽省",
 "budget": {"full_year": "100", "executed": "95", "points": "10", "rate": "95%", "score": "9.5"},
 "rows": [{"l1": "产出指标", "l3": "培训人数", "target": "≥200人", "actual": "210人", "points": "90", "score": "90"}],
 "total_points": "100", "total_score": "99.5"}
完
ziping audit 收到的表 --sample 15%"#,
};
