//! 读入：文件与 TOML 写法。

use super::{Code, Page};

pub const E0101: Page = Page {
    code: Code::E0101,
    title: "读不到文件",
    why: "文件或文件夹不存在、没有读取的权限，或者把文件夹当成了文件，没有内容可读。这份文件不再往下处理，退出码 2。",
    remedy: "核对路径与文件名，确认文件在那里并且可以读取",
    bad: "ziping score 填抱.toml",
    good: "ziping score 填报.toml",
};

pub const E0102: Page = Page {
    code: Code::E0102,
    title: "文件不是 UTF-8 编码",
    why: "工具只读 UTF-8 文本；按别的编码猜着读，汉字和数都可能读错。整份文件不读，退出码 2。",
    remedy: "用编辑器把文件另存为 UTF-8 编码，或用 iconv 转码后再读",
    bad: "ziping check 填报-GBK.toml",
    good: r#"iconv -f GB18030 -t UTF-8 填报-GBK.toml > 填报.toml
ziping check 填报.toml"#,
};

pub const E0103: Page = Page {
    code: Code::E0103,
    title: "文件太大",
    why: "一份填报或体系不过几十千字节，超过 4 兆字节的多半不是这类文件。整份文件不读，退出码 2。",
    remedy: "核对是不是选错了文件；填报按每个单位、每个项目各写一份",
    bad: "ziping check 全县明细账.toml",
    good: "ziping check 填报.toml",
};

pub const E0104: Page = Page {
    code: Code::E0104,
    title: "TOML 写法有误",
    why: "这一处不合 TOML 的语法，读不出键和值。语法错误一次列出，改完之前不查内容，也不计分。",
    remedy: "文字与带单位、百分号的值两端加英文双引号，引号和括号成对，一行只写一个 键 = 值，日期写历上有的日子",
    bad: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥95%"
points = 10
actual = 98%"#,
    good: r#"[[indicator]]
code = "C01"
level1 = "产出指标"
name = "培训合格率"
target = "≥95%"
points = 10
actual = "98%""#,
};

pub const E0105: Page = Page {
    code: Code::E0105,
    title: "有看不见的控制字符",
    why: "零宽空格、控制字符和改变书写方向的字符看不出来，却会使名称对不上、表上的文字与所见不同；换行只有旧式的 CR 时，整份文件分不出行。改正之前不出表。",
    remedy: "删去这个字符，在原处重新键入这几个字；从网页、聊天软件粘贴的文字常带这种字符",
    bad: r#"[submission]
profile = "national"
unit = "某某\u200b局"      # 两个字之间夹着一个零宽空格
year = 2024"#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024"#,
};

pub const E0106: Page = Page {
    code: Code::E0106,
    title: "写不出文件",
    why: "要写的位置是文件夹、所在的文件夹不存在、没有写的权限、就是输入文件本身，或者扩展名看不出格式；ziping new 也不覆盖已有的文件。已有的文件保持原样，退出码 2。",
    remedy: "确认文件夹存在并且可写，文件名不与输入文件相同，扩展名是要的格式（如 .html）",
    bad: "ziping render 填报.toml -o 没有的文件夹/自评表.html",
    good: "ziping render 填报.toml -o 自评表.html",
};

pub const E0107: Page = Page {
    code: Code::E0107,
    title: "键名用了汉字",
    why: "键只能用英文字母、数字、短横与下划线，工具认得的键都是英文。这一行读不出，改正之前不查内容，也不计分。",
    remedy: "键名改用英文，各表有哪些键见 docs/file-format.md；编码也用英文字母和数字",
    bad: r#"[submission]
profile = "national"
单位 = "某某局"
year = 2024"#,
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024"#,
};

pub const E0108: Page = Page {
    code: Code::E0108,
    title: "括号嵌套太深",
    why: "填报与体系的括号至多几层，几十层的嵌套多半是文件损坏或者由程序写错。整份文件不读，也不计分。",
    remedy: "找回完好的文件，或删去多余的括号",
    bad: "vetoes = [[[[[[[[ ……上百层…… ]]]]]]]]",
    good: r#"[submission]
profile = "national"
unit = "某某局"
year = 2024
vetoes = []"#,
};

pub const E0109: Page = Page {
    code: Code::E0109,
    title: "表样或模板有误",
    why: "没有这个名称的表样，或者自己的模板写错了、用了不存在的内容，表画不出来。已有的文件保持原样，退出码 2。",
    remedy: "表样写已有的名称；模板按提示的文件与行号改，可以先不写 --templates，用内置的表样对照",
    bad: "ziping render 填报.toml --form henan/projcet -o 自评表.html",
    good: "ziping render 填报.toml --form henan/project -o 自评表.html",
};
