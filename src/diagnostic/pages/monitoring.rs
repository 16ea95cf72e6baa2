//! 绩效运行监控的代码。

use super::Page;
use crate::diagnostic::Code;

pub const E0412: Page = Page {
    code: Code::E0412,
    title: "监控的截至日不在本年",
    why: "时间进度按截至日在一年里的位置算，截至日读不懂或者落在别的年份，进度快慢就无从谈起。监控一块不采用，其余照查。",
    remedy: "写填报年度里的一天，或只写到月，如“2024年7月”",
    bad: r#"[monitoring]
as_of = 2023-07-31"#,
    good: r#"[monitoring]
as_of = 2024-07-31"#,
};

pub const E0413: Page = Page {
    code: Code::E0413,
    title: "监控的用词不在规定之内",
    why: "偏差原因的类别与完成目标的可能性，监控表上各占一栏，别的写法没有栏可印。用词是口径里的数据，各地可以另定。这一处不采用，其余照查。",
    remedy: "改成提示里列出的用词；确实另有规定的，在口径的 [monitoring] 里写 causes、likelihoods",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥95%"
points = 25
actual = "90%"
reason = "汛期停训"

[monitoring]
as_of = 2024-07-31

[monitoring.rows]
C01 = { to_date = "90%", expected = "90%", cause = "天气", note = "汛期停训" }"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥95%"
points = 25
actual = "90%"
reason = "汛期停训"

[monitoring]
as_of = 2024-07-31

[monitoring.rows]
C01 = { to_date = "90%", expected = "90%", cause = "其他", note = "汛期停训" }"#,
};

pub const E0414: Page = Page {
    code: Code::E0414,
    title: "预计完不成，没有写原因",
    why: "监控要求对预计完不成的指标分析原因、提出措施，光写预计数，看表的人无从督促。缺类别或缺说明都算没有写。",
    remedy: "写 cause（口径规定的类别）与 note（原因与措施）",
    bad: r#"cat > 监控.toml <<完
[submission]
profile = "national"
unit = "某某局"
year = 2024
[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 100
[monitoring]
as_of = 2024-07-31
[monitoring.rows]
C01 = { to_date = "4场", expected = "8场" }
完
ziping monitor 监控.toml"#,
    good: r#"cat > 监控.toml <<完
[submission]
profile = "national"
unit = "某某局"
year = 2024
[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 100
[monitoring]
as_of = 2024-07-31
[monitoring.rows]
C01 = { to_date = "4场", expected = "8场", cause = "人员保障", note = "师资不足，九月起请外聘讲师" }
完
ziping monitor 监控.toml"#,
};

pub const E0415: Page = Page {
    code: Code::E0415,
    title: "全年预计少于已经执行",
    why: "全年预计执行数从年初算到年底，包括已经执行的部分，不会比截至日的执行数还少；多半是写成了余下几个月的数。这一行资金的进度不采用。",
    remedy: "写全年的预计数：已经执行的，加上余下几个月要执行的",
    bad: r#"[monitoring]
as_of = 2024-07-31

[monitoring.budget]
total = { to_date = 60, expected = 38 }"#,
    good: r#"[monitoring]
as_of = 2024-07-31

[monitoring.budget]
total = { to_date = 60, expected = 98 }"#,
};

pub const W0716: Page = Page {
    code: Code::W0716,
    title: "没有全年预计，推算不了",
    why: "没有写全年预计的，只有越多越好、以数量计的指标与支出能按进度推算；比率、定性、时限这些推算不了。缺了它，预计的总分与等次给不出来：空着不等于零分。",
    remedy: "写 expected",
    bad: r#"cat > 监控.toml <<完
[submission]
profile = "national"
unit = "某某局"
year = 2024
[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 100
[monitoring]
as_of = 2024-07-31
[monitoring.rows]
C01 = { to_date = "95%" }
完
ziping monitor 监控.toml"#,
    good: r#"cat > 监控.toml <<完
[submission]
profile = "national"
unit = "某某局"
year = 2024
[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥90%"
points = 100
[monitoring]
as_of = 2024-07-31
[monitoring.rows]
C01 = { to_date = "95%", expected = "95%" }
完
ziping monitor 监控.toml"#,
};

pub const W0717: Page = Page {
    code: Code::W0717,
    title: "可能性与预计不合",
    why: "写着确定能完成，预计数却达不到指标值；或者写着完全不可能，预计数却达到了。两处必有一处要改，表照出。",
    remedy: "改可能性，或改预计完成情况",
    bad: r#"cat > 监控.toml <<完
[submission]
profile = "national"
unit = "某某局"
year = 2024
[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 100
[monitoring]
as_of = 2024-07-31
[monitoring.rows]
C01 = { to_date = "4场", expected = "8场", cause = "其他", note = "汛期停训", likelihood = "确定能" }
完
ziping monitor 监控.toml"#,
    good: r#"cat > 监控.toml <<完
[submission]
profile = "national"
unit = "某某局"
year = 2024
[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训场次"
target = "≥10场"
points = 100
[monitoring]
as_of = 2024-07-31
[monitoring.rows]
C01 = { to_date = "4场", expected = "8场", cause = "其他", note = "汛期停训", likelihood = "有可能" }
完
ziping monitor 监控.toml"#,
};
