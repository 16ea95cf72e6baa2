//! 写坏的 TOML 常见的样子，各有缘由与改法。

/// 缘由与改法。
pub type Words = (&'static str, &'static str);

pub const BACKSLASH: Words =
    ("反斜线不能单独写在双引号里", "每个反斜线写成两个 \\\\，或把文字两端的双引号改成英文单引号 '");
pub const CHINESE_QUOTES: Words = ("用了中文引号", "换成英文双引号 \"，前后都要换");

/// 引号之外的字符，按它所在的地方。
pub struct Seat {
    /// 等号之前。
    pub in_key: bool,
    /// 一个键或值的开头。
    pub is_fresh: bool,
    /// 紧接在加了引号的文字之后。
    pub after_text: bool,
    /// 这一行前面有左括号。
    pub in_brackets: bool,
}

type Counts = fn(&Seat) -> bool;

/// 与英文符号相像的字符：字符、在什么地方算数、缘由与改法。
pub const LOOKALIKES: &[(&str, Counts, Words)] = &[
    ("“”‘’＂", |seat| seat.is_fresh || seat.in_key, CHINESE_QUOTES),
    ("，、", |seat| seat.in_brackets || seat.in_key && seat.after_text, ("用了中文逗号", "换成英文逗号 ,")),
    ("＝", |seat| seat.in_key, ("用了全角等号", "换成英文等号 =")),
    ("：:", |seat| seat.in_key && !seat.is_fresh, ("键后面写了冒号", "换成英文等号 =")),
    ("［］【】", |seat| seat.is_fresh || seat.after_text, ("用了中文方括号", "换成英文方括号 [ ]，前后都要换")),
    ("｛｝", |seat| seat.is_fresh || seat.after_text, ("用了全角花括号", "换成英文花括号 { }，前后都要换")),
    (
        "\u{3000}\u{a0}",
        |seat| seat.is_fresh || seat.in_key || seat.after_text,
        ("用了全角空格或不换行空格", "删去它，或换成普通空格"),
    ),
];

/// 语法库的英文说明与译文；先看那一行的样子，看不出缘由才用这张表，按先后取第一个对得上的。
pub const MESSAGES: &[(&str, Words)] = &[
    ("missing comma", ("两项之间缺逗号", "各项之间用英文逗号 , 分开")),
    ("extra comma", ("多了逗号", "删去多余的逗号")),
    ("missing value", ("等号后面没有值", "补上值；文字要加英文双引号")),
    ("extra `=`", ("多了等号", "一行只写一个等号")),
    ("extra assignment", ("多了等号", "一个键只写一个等号")),
    ("assignment", ("键后面没有等号", "写成 键 = 值")),
    ("unexpected `=`", ("方括号里写了等号", "方括号里只写值，如 [\"V1\", \"V2\"]；写等号的要用花括号 { }")),
    ("missing key", ("花括号里少了键", "花括号里各项写成 键 = 值，用英文逗号分开")),
    ("key with no value", ("键后面没有等号", "写成 键 = 值；说明文字前面加 #")),
    ("keys cannot be empty", ("等号前面没有键", "写成 键 = 值")),
    ("invalid unquoted key", ("键名里有不能用的字符", "键名只用英文字母、数字、下划线与短横，不留空格")),
    ("invalid key-value", ("这一行不是 键 = 值", "写成 键 = 值；说明文字前面加 #")),
    ("leading zero", ("数字前面多了零", "去掉开头的零；编码一类的数字加英文双引号，如 \"001\"")),
    ("redundant numeric sign", ("数字前面多了正负号", "只留一个正负号")),
    ("unexpected sign", ("数字前面多了正负号", "去掉正负号")),
    ("`_` may only", ("数里的下划线位置不对", "去掉下划线")),
    ("invalid mantissa", ("小数点前面没有数字", "补上零，如 0.5")),
    ("invalid fraction", ("小数点后面没有数字", "补上数字或去掉小数点，如 5.0 或 5")),
    ("invalid float", ("小数写法不对", "写成 12.5；不是数的加英文双引号")),
    ("number", ("数的写法不对", "写成 12.5；不是数的加英文双引号")),
    ("digits", ("数的写法不对", "写成 12.5；不是数的加英文双引号")),
    ("radix", ("数的写法不对", "写成 12.5；不是数的加英文双引号")),
    ("opening quote", ("引号不在文字的开头", "整段文字两端加英文双引号，中间的引号用中文引号“”")),
    ("array opening", ("多了一个右方括号", "删去多余的 ]，或补上对应的 [")),
    ("inline table opening", ("多了一个右花括号", "删去多余的 }，或补上对应的 {")),
    ("unexpected", ("行末多了内容", "一行只写一个 键 = 值；说明文字前面加 #")),
    ("", ("这一处读不通", "文字两端加英文双引号，引号和括号成对，一行只写一个 键 = 值")),
];

/// 只写数、不带单位的键。
pub const NUMBER_KEYS: &[&str] = &[
    "points",
    "score",
    "year",
    "initial",
    "full_year",
    "executed",
    "total",
    "cap",
    "score_cap",
    "lose",
    "most",
    "places",
    "min",
    "max",
    "execution",
    "deviation",
];

/// 写两层方括号的表。
pub const REPEATED: &[&str] = &["indicator", "goal", "task", "deduction", "section", "group", "veto"];

/// 常被写成汉字的表名。
pub const TABLES: &[(&str, &str)] = &[
    ("填报", "[submission]"),
    ("预算", "[budget]"),
    ("目标", "[[goal]]"),
    ("任务", "[[task]]"),
    ("指标", "[[indicator]]"),
    ("实际完成值", "[actuals]"),
    ("复核扣分", "[[deduction]]"),
    ("指标体系", "[set]"),
    ("口径", "[profile]"),
];

/// 常被写成汉字的键。
pub const KEYS: &[(&str, &str)] = &[
    ("指标体系", "set"),
    ("口径", "profile"),
    ("单位", "unit"),
    ("单位名称", "unit"),
    ("年度", "year"),
    ("日期", "date"),
    ("填报日期", "date"),
    ("项目名称", "project"),
    ("主管部门", "supervisor"),
    ("实施单位", "implementer"),
    ("标题", "title"),
    ("编码", "code"),
    ("一级指标", "level1"),
    ("二级指标", "level2"),
    ("三级指标", "name"),
    ("指标名称", "name"),
    ("名称", "name"),
    ("指标值", "target"),
    ("年度指标值", "target"),
    ("分值", "points"),
    ("实际完成值", "actual"),
    ("得分", "score"),
    ("原因", "reason"),
    ("偏差原因", "reason"),
    ("预期目标", "expected"),
    ("实际完成情况", "achieved"),
    ("年初预算数", "initial"),
    ("全年预算数", "full_year"),
    ("全年执行数", "executed"),
];

/// 各表里可写的键，供改汉字的键时对照；全部的键见 docs/file-format.md。
pub const TABLE_KEYS: &[(&str, &str)] = &[
    ("submission", "set、profile、unit、year、date、project、supervisor、implementer、vetoes"),
    ("budget", "unit、total、reason，以及体系规定的资金来源"),
    ("goal", "expected、achieved"),
    ("task", "name、content、achieved"),
    ("indicator", "code、level1、level2、name、target、points、rule、actual、reason"),
    ("deduction", "code、points、share、reason"),
    ("declared", "total、execution、grade"),
];
