//! 填报工作簿的格局：有哪几张表，每一列、每一行是什么，值写成什么样的文字。
//!
//! 写出与读回走同一套表。每张表的第一列（隐藏）是这一行的键；键是空的行（标题、栏名、合计、分隔）不带内容。
//! 要填的格一律是文字格，照填报文件里的写法，所以 `98%`、`19人`、`12月底` 写什么样就是什么样；
//! 只有金额与分值是数字格。表上看不到的键（规则、复核扣分、表上印的得分……）写成 TOML，
//! 收在隐藏的“其余”一张表里，读回时以它为底，把各表的值放回去。

/// 工作簿格式的名称与版次，写在“说明”里。
pub const FORMAT: &str = "ziping.workbook/1";

/// 一张表。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// 怎样填；所依的体系与格式的版次。
    Guide,
    /// 单位、年度、项目、否决情形。
    Basics,
    /// 总额与各来源。
    Money,
    /// 年度目标与主要任务。
    Goals,
    /// 各行指标。
    Rows,
    /// 基础数据。
    Facts,
    /// 隐藏：表上看不到的键，一格一行 TOML。
    Rest,
}

impl Sheet {
    /// 各表，按在工作簿里的次序。
    pub const ALL: [Sheet; 7] =
        [Sheet::Guide, Sheet::Basics, Sheet::Money, Sheet::Goals, Sheet::Rows, Sheet::Facts, Sheet::Rest];

    /// 工作表的名称。
    pub fn title(self) -> &'static str {
        match self {
            Sheet::Guide => "说明",
            Sheet::Basics => "基本情况",
            Sheet::Money => "资金",
            Sheet::Goals => "目标任务",
            Sheet::Rows => "指标",
            Sheet::Facts => "基础数据",
            Sheet::Rest => "其余",
        }
    }

    /// 各列，第一列是键；“其余”只有一列 TOML。
    pub fn columns(self) -> &'static [Column] {
        match self {
            Sheet::Guide => &GUIDE,
            Sheet::Basics => &BASICS,
            Sheet::Money => &MONEY,
            Sheet::Goals => &GOALS,
            Sheet::Rows => &ROWS,
            Sheet::Facts => &FACTS,
            Sheet::Rest => &[],
        }
    }
}

/// 一列。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// 栏名；隐藏的列也有。
    pub title: &'static str,
    /// 宽，以一个数字的宽计；零为隐藏。
    pub width: u16,
}

const fn column(title: &'static str, width: u16) -> Column {
    Column { title, width }
}

/// 各表的键所在的列。
pub const KEY: u16 = 0;
/// 标题、说明之后栏名所在的行（从零起）；内容自下一行起。
pub const HEAD: u32 = 2;

const GUIDE: [Column; 3] = [column("键", 0), column("事项", 18), column("内容", 90)];
/// “说明”与“基本情况”的值所在的列。
pub const VALUE: u16 = 2;

const BASICS: [Column; 4] = [column("键", 0), column("事项", 26), column("填写", 52), column("说明", 34)];

/// “资金”各列：名称、年初预算数、全年预算数、全年执行数、分值、执行率、得分、提示。
///
/// 金额单位、说明两行的值在 [`money::INITIAL`] 一列。
pub mod money {
    pub const NAME: u16 = 1;
    pub const INITIAL: u16 = 2;
    pub const FULL_YEAR: u16 = 3;
    pub const EXECUTED: u16 = 4;
    pub const POINTS: u16 = 5;
    pub const RATE: u16 = 6;
    pub const SCORE: u16 = 7;
    pub const NOTE: u16 = 8;
}
const MONEY: [Column; 14] = [
    column("键", 0),
    column("资金", 24),
    column("年初预算数", 16),
    column("全年预算数", 16),
    column("全年执行数", 16),
    column("分值", 8),
    column("执行率", 12),
    column("得分", 12),
    column("提示", 24),
    column("执行率数", 0),
    column("达标", 0),
    column("完成比例", 0),
    column("修约前", 0),
    column("空", 0),
];

/// “目标任务”各列。目标：编号、占比、预期目标、实际完成情况；任务：名称、（空）、主要内容、实际完成情况。
pub mod goals {
    /// 目标的编号；任务的名称。
    pub const NAME: u16 = 1;
    /// 目标的占比，写成 `60%`；任务没有。
    pub const SHARE: u16 = 2;
    /// 预期目标；主要内容。
    pub const EXPECTED: u16 = 3;
    pub const ACHIEVED: u16 = 4;
}
const GOALS: [Column; 5] = [
    column("键", 0),
    column("编号或任务名称", 22),
    column("占比", 8),
    column("预期目标或主要内容", 48),
    column("实际完成情况", 48),
];

/// “指标”各列。[`rows::TEXT`] 起是算得分用的隐藏列，读回时不看。
pub mod rows {
    pub const CODE: u16 = 1;
    pub const LEVEL1: u16 = 2;
    pub const LEVEL2: u16 = 3;
    pub const NAME: u16 = 4;
    pub const TARGET: u16 = 5;
    /// 指标值的单位，只供看；值自己带单位。
    pub const UNIT: u16 = 6;
    /// 实际完成值的原文；清单的一项为 `是`、`否` 或次数。
    pub const ACTUAL: u16 = 7;
    /// 完成程度（带百分号，即 `share`）或所给的分（不带，即 `score`）；两样都写了时以空格隔开。
    pub const SHARE: u16 = 8;
    pub const POINTS: u16 = 9;
    pub const SCORE: u16 = 10;
    pub const DEVIATION: u16 = 11;
    pub const REASON: u16 = 12;
    pub const EVIDENCE: u16 = 13;
    pub const NOTE: u16 = 14;
    /// 去掉首尾空白、折成半角的实际完成值。
    pub const TEXT: u16 = 15;
    /// 自此六列读实际完成值：去掉正负号的，开头的数（文字），数，单位，基本单位，倍数。
    pub const BODY: u16 = 16;
    /// 去掉首尾空白、折成半角的指标值；只有指标值可以改的行才有，下同。
    pub const GOAL_TEXT: u16 = 22;
    /// 指标值开头的比较符号有几个字。
    pub const GOAL_SKIP: u16 = 23;
    /// 符号之后的。
    pub const GOAL_REST: u16 = 24;
    /// 自此六列读指标值，同 [`BODY`]。
    pub const GOAL: u16 = 25;
    /// 指标值是哪一种；读不出为空。
    pub const GOAL_KIND: u16 = 31;
    /// 写的是第几档，没有写档名为零；分档的行才有。
    pub const TIER: u16 = 32;
    /// 以指标值的单位计的数。
    pub const NUMBER: u16 = 33;
    /// 完成程度，1 为 100%。
    pub const DEGREE: u16 = 34;
    /// 达标为 1，未达标为 0。
    pub const MET: u16 = 35;
    /// 完成比例。
    pub const COMPLETION: u16 = 36;
    /// 修约之前的得分。
    pub const RAW: u16 = 37;
    /// 择一组里比先后用的数。
    pub const RANK: u16 = 38;
    /// 计入总分为 1。
    pub const COUNTED: u16 = 39;
    /// 计入板块的分。
    pub const PART: u16 = 40;
    /// 按不适用剔除的分值。
    pub const DROPPED: u16 = 41;
    /// 还没有得分为 1。
    pub const OPEN: u16 = 42;
    /// 所属的板块，从一起。
    pub const SECTION: u16 = 43;
}
const ROWS: [Column; 44] = [
    column("键", 0),
    column("编码", 7),
    column("一级指标", 14),
    column("二级指标", 18),
    column("三级指标", 25),
    column("年度指标值", 14),
    column("单位", 8),
    column("实际完成值", 14),
    column("完成程度或给分", 10),
    column("分值", 7),
    column("得分", 9),
    column("偏差度(%)", 9),
    column("偏差原因分析及改进措施", 28),
    column("佐证材料", 16),
    column("提示", 15),
    column("净文", 0),
    column("数文", 0),
    column("数字", 0),
    column("数", 0),
    column("单位后缀", 0),
    column("基本单位", 0),
    column("倍数", 0),
    column("标净文", 0),
    column("标符", 0),
    column("标余", 0),
    column("标数文", 0),
    column("标数字", 0),
    column("标数", 0),
    column("标单位后缀", 0),
    column("标基本单位", 0),
    column("标倍数", 0),
    column("标种类", 0),
    column("档", 0),
    column("数值", 0),
    column("程度", 0),
    column("达标", 0),
    column("完成比例", 0),
    column("修约前", 0),
    column("比较", 0),
    column("计入", 0),
    column("计分", 0),
    column("剔除", 0),
    column("未评", 0),
    column("板块", 0),
];

/// “基础数据”各列：名称、单位、数值（要填的，可带单位）、说明，以及隐藏的以基本单位计的数。
pub mod facts {
    pub const NAME: u16 = 1;
    pub const UNIT: u16 = 2;
    pub const VALUE: u16 = 3;
    pub const MEANING: u16 = 4;
    /// 自此各列隐藏，公式用：去掉首尾空白、折成半角的数值。
    pub const TEXT: u16 = 5;
    /// 自此六列读数值，同 [`super::rows::BODY`]。
    pub const BODY: u16 = 6;
    /// 以基本单位计的数。
    pub const BASE: u16 = 12;
}
const FACTS: [Column; 13] = [
    column("键", 0),
    column("名称", 40),
    column("单位", 8),
    column("数值", 18),
    column("说明", 60),
    column("净文", 0),
    column("数文", 0),
    column("数字", 0),
    column("数", 0),
    column("单位后缀", 0),
    column("基本单位", 0),
    column("倍数", 0),
    column("基本单位数", 0),
];

/// 带内容的一行是什么；键的文字由 [`Key::text`] 写、[`Key::read`] 读。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// 说明：格式的版次 [`FORMAT`]。
    Format,
    /// 说明：体系带版本的名称，或口径的名称，供人看；读回以“其余”里的为准。
    Set,
    /// 说明：体系连同上级与口径的摘要。
    Definition,
    /// 基本情况：`[submission]` 的一个键（[`BASIC_KEYS`]）。
    Basic(&'static str),
    /// 基本情况：一种否决情形，值为 `是` 或空。
    Veto(String),
    /// 资金：`total` 或来源的键。
    Money(String),
    /// 资金：金额单位。
    MoneyUnit,
    /// 资金：执行率偏低或调整的说明。
    MoneyReason,
    /// 目标任务：一个年度目标；各列都空的不算。
    Goal,
    /// 目标任务：一项任务；各列都空的不算。
    Task,
    /// 指标：体系的一行，按编码。
    Row(String),
    /// 指标：填报里 `[[indicator]]` 的第几段（从一起），与“其余”里的同一次序。
    Own(usize),
    /// 指标：留给自设指标的空行；各列都空的不算，填了的添在后面。
    Spare,
    /// 指标：上面那一行的清单的第几项（从一起）。
    Item(usize),
    /// 基础数据：一项，按键。
    Fact(String),
}

/// “基本情况”里的键、名称，按先后。
pub const BASIC_KEYS: [(&str, &str); 6] = [
    ("unit", "单位名称"),
    ("year", "年度"),
    ("date", "填报日期"),
    ("project", "项目名称"),
    ("supervisor", "主管部门"),
    ("implementer", "实施单位"),
];

/// 清单的一项做到了。
pub const YES: &str = "是";
/// 清单的一项没有做到。
pub const NO: &str = "否";
/// 不适用的行，实际完成值写这三个字。
pub const NOT_APPLICABLE: &str = "不适用";

impl Key {
    /// 写在键那一列的文字。
    pub fn text(&self) -> String {
        match self {
            Key::Format => "format".into(),
            Key::Set => "set".into(),
            Key::Definition => "definition".into(),
            Key::Basic(key) => format!("submission:{key}"),
            Key::Veto(code) => format!("veto:{code}"),
            Key::Money(key) => format!("money:{key}"),
            Key::MoneyUnit => "budget:unit".into(),
            Key::MoneyReason => "budget:reason".into(),
            Key::Goal => "goal".into(),
            Key::Task => "task".into(),
            Key::Row(code) => format!("row:{code}"),
            Key::Own(at) => format!("own:{at}"),
            Key::Spare => "own".into(),
            Key::Item(at) => format!("item:{at}"),
            Key::Fact(key) => format!("fact:{key}"),
        }
    }

    /// 键那一列的文字读成键；不认识的为 `None`。
    pub fn read(text: &str) -> Option<Key> {
        let (kind, rest) = text.split_once(':').map_or((text, None), |(kind, rest)| (kind, Some(rest)));
        match (kind, rest) {
            ("format", None) => Some(Key::Format),
            ("set", None) => Some(Key::Set),
            ("definition", None) => Some(Key::Definition),
            ("submission", Some(name)) => {
                BASIC_KEYS.iter().find(|(key, _)| *key == name).map(|(key, _)| Key::Basic(key))
            }
            ("veto", Some(code)) => Some(Key::Veto(code.to_owned())),
            ("money", Some(key)) => Some(Key::Money(key.to_owned())),
            ("budget", Some("unit")) => Some(Key::MoneyUnit),
            ("budget", Some("reason")) => Some(Key::MoneyReason),
            ("goal", None) => Some(Key::Goal),
            ("task", None) => Some(Key::Task),
            ("row", Some(code)) => Some(Key::Row(code.to_owned())),
            ("own", Some(at)) => at.parse().ok().map(Key::Own),
            ("own", None) => Some(Key::Spare),
            ("item", Some(at)) => at.parse().ok().map(Key::Item),
            ("fact", Some(key)) => Some(Key::Fact(key.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 键写出读回相同() {
        let keys = [
            Key::Format,
            Key::Set,
            Key::Definition,
            Key::Basic("year"),
            Key::Veto("V1".into()),
            Key::Money("total".into()),
            Key::MoneyUnit,
            Key::MoneyReason,
            Key::Goal,
            Key::Task,
            Key::Row("T:01".into()),
            Key::Own(3),
            Key::Spare,
            Key::Item(2),
            Key::Fact("staff".into()),
        ];
        for key in keys {
            assert_eq!(Key::read(&key.text()).as_ref(), Some(&key));
        }
        assert_eq!(Key::read("own:甲"), None);
        assert_eq!(Key::read(""), None);
    }

    #[test]
    fn 各列与列号相符() {
        let title = |sheet: Sheet, at: u16| sheet.columns()[usize::from(at)].title;
        assert_eq!(title(Sheet::Rows, rows::ACTUAL), "实际完成值");
        assert_eq!(title(Sheet::Rows, rows::NOTE), "提示");
        assert_eq!(title(Sheet::Rows, rows::SECTION), "板块");
        assert_eq!(title(Sheet::Money, money::NOTE), "提示");
        assert_eq!(title(Sheet::Facts, facts::BASE), "基本单位数");
        assert_eq!(title(Sheet::Goals, goals::ACHIEVED), "实际完成情况");
    }
}
