//! 填写自己的 docx、xlsx 表时的代码。

use super::{Code, Page};

pub const E1103: Page = Page {
    code: Code::E1103,
    title: "自己的表打不开",
    why: "只填 .docx 文档与 .xlsx 工作簿：要是完整的文件，没有加密码，不带宏，也不大得出奇。打不开的不猜，什么也不写，退出码 2。",
    remedy: "用文字处理或表格软件打开，另存为 .docx 或 .xlsx（去掉密码与宏）再试；可先用 ziping templates copy 的例子对照",
    bad: "\
cat > 本局表.docx <<完
这是一个文本文件
完
ziping render 填报.toml --template 本局表.docx -o 自评表.docx",
    good: "\
ziping templates copy henan-department.docx --to .
ziping render 填报.toml --template henan-department.docx -o 自评表.docx",
};

pub const E1104: Page = Page {
    code: Code::E1104,
    title: "表上写了没有的内容",
    why: "{{ }} 里的名称要是报表里有的，过滤器要是引擎认得的；写错一个字，那一格就会空着交出去，所以当作错误。有一处不对就不出文件。",
    remedy: "照 docs/templates.md 的表改名称；这一项本来可以没有的，先用 {% if %} 判断",
    bad: "ziping render 填报.toml --template 写错名称.docx -o 自评表.docx",
    good: "\
ziping templates copy henan-department.docx --to .
ziping render 填报.toml --template henan-department.docx -o 自评表.docx",
};

pub const E1105: Page = Page {
    code: Code::E1105,
    title: "表上的标记写坏或不成对",
    why: "{{ 要有 }} 收尾，{% for %} 要有 {% endfor %}，{% if %} 要有 {% endif %}；少一个就不知道重复到哪里为止。标记里的引号要是直引号。",
    remedy: "找到提示的那一段，补上收尾的标记；引号改成半角的直引号",
    bad: "ziping render 填报.toml --template 少了收尾.docx -o 自评表.docx",
    good: "\
ziping templates copy henan-department.docx --to .
ziping render 填报.toml --template henan-department.docx -o 自评表.docx",
};

pub const E1106: Page = Page {
    code: Code::E1106,
    title: "循环与表的结构合不上",
    why: "循环的起止要在同一张表、同一层里；工作表里重复的行不能只占一个合并单元格的一部分，公式也不能只指着重复的那一行。勉强填出来的表格线、合计都会错，所以不填。",
    remedy: "起止写在同一行的首尾，或者各占一行；合并单元格、公式的范围把整个循环圈在里面，写法见 docs/templates.md",
    bad: "ziping render 填报.toml --template 跨出表外.docx -o 自评表.docx",
    good: "\
ziping templates copy henan-department.docx --to .
ziping render 填报.toml --template henan-department.docx -o 自评表.docx",
};

pub const W1102: Page = Page {
    code: Code::W1102,
    title: "填好的表要再核对",
    why: "文件写出来了，有一处照看不出或印不全：出的是草稿，表上却没有写 {{ draft }} 的地方，拿到表的人不知道还有错误没有改完；或者一格的文字比电子表格一行的上限（409.5 磅）还高。",
    remedy: "在表头写 {% if draft %}草稿{% endif %}；文字太高的把列放宽、字号改小，或在表上多合并几行",
    bad: "ziping render 有错.toml --template 没有草稿.docx -o 自评表.docx --draft",
    good: "\
ziping templates copy henan-department.docx --to .
ziping render 填报.toml --template henan-department.docx -o 自评表.docx",
};
