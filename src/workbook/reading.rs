//! 把填的文字读成数的公式：`98%`、`19人`、`980,000元`、`-3`。
//!
//! 只认数（可带千位分隔号）后面直接跟认得的单位的写法；别的写法（中文数字、前后的话）公式不猜，
//! 由程序读回之后再算。

use super::cell::{at, number};
use super::units::{RATE, UNITS, family};
use crate::number::Unit;

/// 读一段文字的六格，依次相邻。
pub struct Quantity {
    /// 去掉开头的正负号。
    body: String,
    /// 开头的数，去掉千位分隔号，还是文字。
    plain: String,
    /// 带正负号的数；读不出为空。
    pub digits: String,
    /// 数后面的文字。
    pub suffix: String,
    /// 单位的基本单位；没有写单位、不认得的为空。
    pub base: String,
    /// 一个单位合多少基本单位。
    pub factor: String,
}

/// 净文：去掉首尾空白，全角折成半角；`ASC` 不一定折全角的空格，先换掉。
pub fn net(cell: &str) -> String {
    format!("TRIM(ASC(SUBSTITUTE({cell}&\"\",\"　\",\" \")))")
}

impl Quantity {
    /// 自 `first` 列起的六格。
    pub fn at(first: u16, row: u32) -> Quantity {
        let cell = |step| at(first + step, row);
        Quantity { body: cell(0), plain: cell(1), digits: cell(2), suffix: cell(3), base: cell(4), factor: cell(5) }
    }

    /// 六格的公式；`text` 是净文所在的格。
    pub fn formulas(&self, text: &str) -> [String; 6] {
        let Quantity { body, plain, digits, suffix, base, .. } = self;
        let point = format!("FIND(\".\",{plain}&\".\")");
        // 写了千位分隔号的，照三位一组重写一遍，与所写的相同才认。
        let grouped = format!(
            "TEXT(INT(VALUE({plain})),\"#,##0\")&IF(ISNUMBER(FIND(\".\",{plain})),MID({plain},FIND(\".\",{plain}),20),\"\")"
        );
        let is_plain = format!("LEFT({body},LEN({plain}))={plain}");
        let is_grouped = format!("LEFT({body},LEN({plain})+INT(({point}-2)/3))={grouped}");
        let is_digit = |c: &str| format!("ISNUMBER(FIND({c},\"0123456789\"))");
        [
            format!("IF(OR(LEFT({text},1)=\"-\",LEFT({text},1)=\"+\"),MID({text},2,255),{text})"),
            format!(
                "LEFT(SUBSTITUTE({body},\",\",\"\"),SUMPRODUCT(LEN({body})-LEN(SUBSTITUTE({body},{{\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\".\"}},\"\"))))"
            ),
            format!(
                "IFERROR(IF(AND({plain}<>\"\",LEN({plain})<=15,LEN({plain})-LEN(SUBSTITUTE({plain},\".\",\"\"))<=1,{},{},OR({is_plain},{is_grouped})),IF(LEFT({text},1)=\"-\",-1,1)*VALUE({plain}),\"\"),\"\")",
                is_digit(&format!("LEFT({plain},1)")),
                is_digit(&format!("RIGHT({plain},1)")),
            ),
            format!("IF({digits}=\"\",\"\",TRIM(MID({body},1+LEN({plain})+IF({is_plain},0,INT(({point}-2)/3)),255)))"),
            // 1900 至 2100 年是年份，不是时长。
            format!(
                "IF({suffix}=\"\",\"\",IF(AND(LEFT({suffix},1)=\"年\",ABS({digits}-2000)<=100),\"\",IFERROR(IF(EXACT(VLOOKUP({suffix},{UNITS},1,FALSE),{suffix}),VLOOKUP({suffix},{UNITS},2,FALSE),\"\"),\"\")))"
            ),
            format!("IF({base}=\"\",\"\",VLOOKUP({suffix},{UNITS},3,FALSE))"),
        ]
    }

    /// 换算成 `unit` 的数，`bare` 是没有写单位时的式子；认不出为空。
    pub fn in_unit(&self, unit: &Unit, bare: &str) -> String {
        let Quantity { digits, suffix, base, .. } = self;
        if unit.is_none() {
            return format!("IF({digits}=\"\",\"\",IF({suffix}=\"\",{bare},{}))", self.counted());
        }
        let (family, factor) = family(unit);
        let scaled = self.scaled(&number(factor));
        format!("IF({digits}=\"\",\"\",IF({suffix}=\"\",{bare},IF({base}=\"{family}\",{scaled},\"\")))")
    }

    /// 以 `goal` 的单位计的数，单位都由填的文字读出；认不出为空。
    pub fn in_unit_of(&self, goal: &Quantity) -> String {
        let Quantity { digits, suffix, base, .. } = self;
        let bare = format!(
            "IF({0}=\"{RATE}\",IF(OR({digits}=0,ABS({digits})>1),{digits},\"\"),IF(LEFT({0},1)=\"元\",IF({digits}=0,0,\"\"),{digits}))",
            goal.base
        );
        let same = format!("IF(AND({base}<>\"\",{base}={}),{},\"\")", goal.base, self.scaled(&goal.factor));
        format!(
            "IF({digits}=\"\",\"\",IF({}=\"\",IF({suffix}=\"\",{digits},{}),IF({suffix}=\"\",{bare},{same})))",
            goal.suffix,
            self.counted()
        )
    }

    /// 指标值没有写单位：实际写了量词的照数比；金额、比率、“万”说不清。
    fn counted(&self) -> String {
        let Quantity { digits, suffix, base, .. } = self;
        format!("IF(OR({base}=\"\",{base}=\"{RATE}\",{suffix}=\"万\",LEFT({base},1)=\"元\"),\"\",{digits})")
    }

    /// 乘以两个单位之比；比是整数或整数之一，改用乘或除，免得带进二进制的零头。
    fn scaled(&self, to: &str) -> String {
        let (digits, from) = (&self.digits, &self.factor);
        format!(
            "IF({from}={to},{digits},IF({from}>{to},ROUND({digits}*({from}/{to}),9),ROUND({digits}/({to}/{from}),12)))"
        )
    }

    /// 没有写单位的数怎样理解，与程序相同：百分数在一以内的、金额不为零的说不清。
    pub fn bare(&self, unit: &Unit) -> String {
        let digits = &self.digits;
        if unit.is_rate() {
            format!("IF(OR({digits}=0,ABS({digits})>1),{digits},\"\")")
        } else if unit.is_money() {
            format!("IF({digits}=0,0,\"\")")
        } else {
            digits.clone()
        }
    }

    /// 百分数写成小数；不是百分数的为空。
    pub fn percent(&self) -> String {
        format!("IF({}=\"{RATE}\",ROUND({}*{}/1000,12),\"\")", self.base, self.digits, self.factor)
    }
}
