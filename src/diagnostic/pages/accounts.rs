//! 决算核对的代码：发现的问题，与决算文件、核对规则文件的写法。

use super::{Code, Page};

pub const A0501: Page = Page {
    code: Code::A0501,
    title: "勾稽不平",
    why: "决算的表有固定的关系：上级科目等于下级之和，合计等于各部分之和，同一个数在几张表与说明里相同。印出来的数不合这些关系，总有一处错了；因四舍五入而差的尾数不算（A0509）。",
    remedy: "对着原始的决算报表查是哪一处错，改了再公开；不是错的，在说明里写明原因",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"05\"
columns = [\"科目代码\", \"科目名称\", \"小计\", \"基本支出\", \"项目支出\"]
rows = [
    [\"\", \"合计\", 100.00, 80.00, 20.00],
    [\"221\", \"住房保障支出\", 0.00, 0.00, 20.00],
    [\"22102\", \"住房改革支出\", 100.00, 80.00, 20.00],
]",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"05\"
columns = [\"科目代码\", \"科目名称\", \"小计\", \"基本支出\", \"项目支出\"]
rows = [
    [\"\", \"合计\", 100.00, 80.00, 20.00],
    [\"221\", \"住房保障支出\", 100.00, 80.00, 20.00],
    [\"22102\", \"住房改革支出\", 100.00, 80.00, 20.00],
]",
};

pub const A0502: Page = Page {
    code: Code::A0502,
    title: "比率重算不符",
    why: "占比、完成比、增减率都由印出的金额算得：占比＝金额÷基数，完成比＝决算÷预算，增减率＝增减额÷上年数。照印出的金额重新算，与印的比率不同，四舍五入也解释不了。",
    remedy: "重新计算这个比率；基数不是通常的那一个，就在文字里写明基数",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"收入\"
name = \"收入合计\"
amount = 200.00

[[statement]]
topic = \"收入\"
name = \"财政拨款收入\"
amount = 150.00
share = \"57%\"
of = \"收入合计\"",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"收入\"
name = \"收入合计\"
amount = 200.00

[[statement]]
topic = \"收入\"
name = \"财政拨款收入\"
amount = 150.00
share = \"75%\"
of = \"收入合计\"",
};

pub const A0503: Page = Page {
    code: Code::A0503,
    title: "零除零的比率",
    why: "基数是零，比率就没有意义；写成 0.00% 像是“一点也没有完成”，写成 100% 像是“全部完成”，都不对。",
    remedy: "写“—”或“不适用”，或整句不写",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"三公\"
name = \"公务接待费\"
budget = 0.00
amount = 0.00
completion = \"0.00%\"",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"三公\"
name = \"公务接待费\"
budget = 0.00
amount = 0.00
completion = \"—\"",
};

pub const A0504: Page = Page {
    code: Code::A0504,
    title: "留着占位符",
    why: "“**”“XX”是模板里等着填的地方，留在公开的文本里，说明这一处没有填。",
    remedy: "填上数；没有的写 0 或“无”",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"国有资产\"
name = \"特种专业技术用车\"
count = \"**\"",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"国有资产\"
name = \"特种专业技术用车\"
count = \"0\"",
};

pub const A0505: Page = Page {
    code: Code::A0505,
    title: "同名不同数",
    why: "同一个名称、同一样数，在几处印了不同的值；或者同一件事用了几套说法。读的人不知道该信哪一个。",
    remedy: "查是哪一处错；确是两样东西的，用不同的名称",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"支出\"
name = \"项目支出\"
amount = 71.87

[[statement]]
topic = \"绩效\"
name = \"项目支出\"
amount = 66.50",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"支出\"
name = \"项目支出\"
amount = 71.87

[[statement]]
topic = \"绩效\"
name = \"年初预算的项目支出\"
amount = 66.50",
};

pub const A0506: Page = Page {
    code: Code::A0506,
    title: "自评表与决算不符",
    why: "自评表上的预算数、执行数、结转结余率、政府采购执行率、“三公”经费控制率都有决算的数可对；对不上，或者决算里根本没有可算的数，得分就没有依据。",
    remedy: "照决算改自评表；没有可算的数的指标，按不适用处理",
    bad: "\
cat > 决算.toml <<完
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"01\"
side = \"支出\"
columns = [\"项目\", \"行次\", \"金额\"]
rows = [[\"本年支出合计\", 57, 290.00]]
完
ziping audit 部门.toml --accounts 决算.toml",
    good: "\
cat > 决算.toml <<完
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"01\"
side = \"支出\"
columns = [\"项目\", \"行次\", \"金额\"]
rows = [
    [\"本年支出合计\", 57, 294.00],
    [\"年末结转和结余\", 59, 6.00],
]
完
ziping audit 部门.toml --accounts 决算.toml",
};

pub const A0507: Page = Page {
    code: Code::A0507,
    title: "说法与数据不符",
    why: "文字说的与表上的数不是一回事：列举漏了有支出的科目，说的科目表上没有，或者说法与得分相反。",
    remedy: "照表上的数改文字",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"06\"
columns = [\"科目代码\", \"科目名称\", \"决算数\"]
rows = [
    [\"302\", \"商品和服务支出\", 4.69],
    [\"30201\", \"办公费\", 4.31],
    [\"30207\", \"邮电费\", 0.38],
    [\"\", \"公用经费合计\", 4.69],
]

[[statement]]
topic = \"基本支出\"
name = \"公用经费\"
amount = 4.69
items = [\"办公费\"]",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"06\"
columns = [\"科目代码\", \"科目名称\", \"决算数\"]
rows = [
    [\"302\", \"商品和服务支出\", 4.69],
    [\"30201\", \"办公费\", 4.31],
    [\"30207\", \"邮电费\", 0.38],
    [\"\", \"公用经费合计\", 4.69],
]

[[statement]]
topic = \"基本支出\"
name = \"公用经费\"
amount = 4.69
items = [\"办公费\", \"邮电费\"]",
};

pub const A0508: Page = Page {
    code: Code::A0508,
    title: "文字有误或雷同",
    why: "错字、同一行印了两遍、几处增减都用同一个原因：前两样是编排的错，后一样等于没有说明各自为什么增减。",
    remedy: "改错字，删去重复的行；各处的增减各写各的原因",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"绩效\"
name = \"部门职责\"
words = \"手里相关违纪违规行为的投诉\"",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"绩效\"
name = \"部门职责\"
words = \"受理相关违纪违规行为的投诉\"",
};

pub const A0509: Page = Page {
    code: Code::A0509,
    title: "四舍五入的尾差",
    why: "印的数各自四舍五入到末位，相加相除就可能差一点；差的在末位四舍五入容许的出入之内，不算不平，只说明一下。",
    remedy: "不用改；表下注明“因四舍五入可能存在尾差”即可",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"05\"
columns = [\"科目代码\", \"科目名称\", \"小计\", \"基本支出\", \"项目支出\"]
rows = [
    [\"\", \"合计\", 100.01, 80.00, 20.00],
    [\"221\", \"住房保障支出\", 100.01, 80.00, 20.00],
]",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"05\"
columns = [\"科目代码\", \"科目名称\", \"小计\", \"基本支出\", \"项目支出\"]
rows = [
    [\"\", \"合计\", 100.00, 80.00, 20.00],
    [\"221\", \"住房保障支出\", 100.00, 80.00, 20.00],
]",
};

pub const E1415: Page = Page {
    code: Code::E1415,
    title: "决算表的行列对不上",
    why: "每一行的格数要与表头的栏数相同，空格也要占一格；认不出名称一栏、没有数的栏，就不知道哪个数是什么。",
    remedy: "照原表补齐空格（写 \"\"），表头照印的写",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"05\"
columns = [\"科目代码\", \"科目名称\", \"小计\", \"基本支出\", \"项目支出\"]
rows = [[\"\", \"合计\", 100.00, 100.00]]",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[table]]
number = \"05\"
columns = [\"科目代码\", \"科目名称\", \"小计\", \"基本支出\", \"项目支出\"]
rows = [[\"\", \"合计\", 100.00, 100.00, \"\"]]",
};

pub const E1416: Page = Page {
    code: Code::E1416,
    title: "决算里的数读不出",
    why: "这一格有数字，却不是一个数；猜错了，后面的核对全错。",
    remedy: "照原表重抄；空格写 \"\"，没有的写“—”",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"收入\"
name = \"收入合计\"
amount = \"248.O9\"",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"收入\"
name = \"收入合计\"
amount = \"248.09\"",
};

pub const E1417: Page = Page {
    code: Code::E1417,
    title: "核对规则的算式不成立",
    why: "算式读不懂，或者方括号里不是“表/行/栏”；指着几行的要写在 合计、最大、最小 里面，不然不知道是哪一个数。",
    remedy: "取数写成 [表/行/栏]，如 [03/合计/基本支出]，写法见 docs/accounts.md",
    bad: "\
[checks]
id = \"某县/决算\"
version = \"2024\"

[[check]]
id = \"基本加项目\"
kind = \"equal\"
text = \"支出合计等于基本支出加项目支出\"
left = \"[03/合计/本年支出合计]\"
right = \"[03/类/基本支出]\"",
    good: "\
[checks]
id = \"某县/决算\"
version = \"2024\"

[[check]]
id = \"基本加项目\"
kind = \"equal\"
text = \"支出合计等于基本支出加项目支出\"
left = \"[03/合计/本年支出合计]\"
right = \"[03/合计/基本支出] + [03/合计/项目支出]\"",
};

pub const E1418: Page = Page {
    code: Code::E1418,
    title: "核对规则的键不合种类",
    why: "每一种规则各有要写的键；缺了不能核对，多了说明种类写错了。",
    remedy: "照所列的键写，各种规则见 docs/accounts.md",
    bad: "\
[checks]
id = \"某县/决算\"
version = \"2024\"

[[check]]
id = \"基本加项目\"
kind = \"equal\"
text = \"支出合计等于基本支出加项目支出\"
left = \"[03/合计/本年支出合计]\"",
    good: "\
[checks]
id = \"某县/决算\"
version = \"2024\"

[[check]]
id = \"不超过预算\"
kind = \"holds\"
text = \"执行数不超过全年预算数\"
must = \"[表单/资金总额/全年执行数] <= [表单/资金总额/全年预算数]\"",
};

pub const E1419: Page = Page {
    code: Code::E1419,
    title: "决算或规则写了两次",
    why: "同一张表、同一个科目、同一节的同一个名称写了两次，取数时就不知道用哪一个。",
    remedy: "删去一处；确是两样的，把名称写全",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"收入\"
name = \"收入合计\"
amount = 1.00

[[statement]]
topic = \"收入\"
name = \"收入合计\"
amount = 1.00",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024

[[statement]]
topic = \"收入\"
name = \"收入合计\"
amount = 1.00",
};

pub const E1420: Page = Page {
    code: Code::E1420,
    title: "没有这份核对规则",
    why: "按名称或路径找不到，或者找到的不是核对规则，就没有可核对的。",
    remedy: "不写 rules 就用内置的；自己的规则写 .toml 的路径",
    bad: "\
[accounts]
unit = \"某某局\"
year = 2024
rules = \"accounts/department@1999\"",
    good: "\
[accounts]
unit = \"某某局\"
year = 2024
rules = \"accounts/department@2024\"",
};
