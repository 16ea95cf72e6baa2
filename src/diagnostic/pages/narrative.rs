//! 几份填报合写绩效情况说明时的代码。

use super::{Code, Page};

pub const E1301: Page = Page {
    code: Code::E1301,
    title: "同一个项目有两份填报",
    why: "绩效情况说明要数项目的个数、合计资金；同一个项目（内容一字不差，或同一单位的项目名称相同）算两遍，个数与金额就错了",
    remedy: "只留一份；确是两个项目的，在 project 里写清楚各自的名称",
    bad: "ziping render 部门.toml 填报.toml 填报.toml --form narrative",
    good: "ziping render 部门.toml 填报.toml --form narrative",
};

pub const E1302: Page = Page {
    code: Code::E1302,
    title: "几份填报合不成一份说明",
    why: "一份说明说的是一个部门一年的事：恰好一份部门表，各项目的年度与它相同，单位就是这个部门，或者主管部门是它；不然个数、金额与所占的比重都说不通",
    remedy: "只写同一部门、同一年度的填报，其中一份是部门整体的",
    bad: "ziping render 填报.toml --form narrative",
    good: "ziping render 部门.toml 填报.toml --form narrative",
};

pub const E1303: Page = Page {
    code: Code::E1303,
    title: "还有没评完的表",
    why: "说明里的等级、完成与偏差的个数都出自评分结果；还有不予计分的行，就没有总分与等级，数不进去",
    remedy: "先用 ziping check 看这份填报还缺什么，补齐再写说明",
    bad: "\
cat > 项目.toml <<完
[submission]
profile = \"national\"
unit = \"某某局\"
project = \"培训\"
year = 2024

[[indicator]]
level1 = \"产出指标\"
name = \"培训场次\"
target = \"≥10场\"
points = 10
完
ziping render 部门.toml 项目.toml --form narrative",
    good: "\
cat > 项目.toml <<完
[submission]
profile = \"national\"
unit = \"某某局\"
project = \"培训\"
year = 2024

[[indicator]]
level1 = \"产出指标\"
name = \"培训场次\"
target = \"≥10场\"
points = 10
actual = \"12场\"
完
ziping render 部门.toml 项目.toml --form narrative",
};

pub const W1301: Page = Page {
    code: Code::W1301,
    title: "说明里少写一句",
    why: "这一句要用的数或文字，填报里没有，也不能由别的数得出，工具不代为编造，所以没有写；其余照写",
    remedy: "在部门填报的 [narrative] 里补上，键见 docs/narrative.md；本来就不写这一句的不用管",
    bad: "\
cat > 部门-简.toml <<完
[submission]
profile = \"national\"
kind = \"department\"
unit = \"某某局\"
year = 2024

[[indicator]]
level1 = \"产出指标\"
name = \"工作完成率\"
target = \"≥95%\"
points = 10
actual = \"96%\"
完
ziping render 部门-简.toml 填报.toml --form narrative",
    good: "ziping render 部门.toml 填报.toml --form narrative",
};
