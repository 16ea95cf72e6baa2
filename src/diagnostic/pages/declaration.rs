//! 申报的项目情况的代码。

use super::Page;
use crate::diagnostic::Code;

pub const E0416: Page = Page {
    code: Code::E0416,
    title: "项目的起止时间不成立",
    why: "起止时间印在申报表上，时效指标也照它核对。日期读不懂，或者结束早于开始，两样都做不了。",
    remedy: "写成日期，或只写到月，如“2024年3月”；结束不早于开始，长期的项目不写 end",
    bad: r#"[declaration]
start = 2024-09-01
end = "2024年3月""#,
    good: r#"[declaration]
start = "2024年3月"
end = 2024-09-01"#,
};

pub const W0718: Page = Page {
    code: Code::W0718,
    title: "时限晚于项目结束",
    why: "项目结束之后没有钱也没有人再去做，时限却定在后面，多半是起止时间或指标值有一处写错了。",
    remedy: "改指标值的时限，或 [declaration] 的 end",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "时效指标"
name = "完工时间"
target = "2024年12月底前"
points = 25
actual = "2024年9月"

[declaration]
start = "2024年3月"
end = "2024年9月""#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
level2 = "时效指标"
name = "完工时间"
target = "2024年9月底前"
points = 25
actual = "2024年9月"

[declaration]
start = "2024年3月"
end = "2024年9月""#,
};

pub const W0719: Page = Page {
    code: Code::W0719,
    title: "申报表没有填全",
    why: "申报表上项目名称、主管部门、年度目标都有自己的一格，缺了会印成空格子，财政部门不收。",
    remedy: "在 [submission] 里写 project、supervisor，在 [[goal]] 里写 expected",
    bad: r#"[submission]
profile = "national"
unit = "某某镇人民政府"
year = 2024

[declaration]
nature = "新增""#,
    good: r#"[submission]
profile = "national"
unit = "某某镇人民政府"
year = 2024
project = "灌溉渠系改造"
supervisor = "某县水利局"

[[goal]]
expected = "改造干渠 3.2 公里"

[declaration]
nature = "新增""#,
};
