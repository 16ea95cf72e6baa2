//! 各代码的说明页：为什么是问题、怎样改、一对错误与正确的写法。
//!
//! `bad` 与 `good` 是整张的表（连同表头），或可以照打的命令；`tests/diagnostics.rs` 逐页验证
//! 错误的写法报出这个代码、正确的写法没有错误，并由此生成 `docs/diagnostics.md`。

mod accounts;
mod audit_quality;
mod audit_reading;
mod audit_review;
mod audit_rows;
mod audit_score;
mod audit_table;
mod cases;
mod declaration;
mod fill;
mod forms;
mod formulas;
mod import;
mod library;
mod lint;
mod matching;
mod monitoring;
mod narrative;
mod norms;
mod pdf;
mod reading;
mod review;
mod rules;
mod values;
mod workbook;
mod writing;

use super::code::Code;

/// 一个代码的说明页。
struct Page {
    code: Code,
    title: &'static str,
    why: &'static str,
    remedy: &'static str,
    bad: &'static str,
    good: &'static str,
}

/// 全部说明页，次序与 [`Code::ALL`] 相同。
const PAGES: &[Page] = &[
    reading::E0101,
    reading::E0102,
    reading::E0103,
    reading::E0104,
    reading::E0105,
    reading::E0106,
    reading::E0107,
    reading::E0108,
    reading::E0109,
    writing::E0201,
    writing::E0202,
    writing::E0203,
    writing::E0204,
    writing::E0205,
    writing::E0206,
    writing::E0207,
    writing::E0208,
    rules::E0301,
    rules::E0302,
    rules::E0303,
    rules::E0304,
    rules::E0305,
    rules::E0306,
    rules::E0307,
    rules::E0308,
    rules::E0309,
    rules::E0310,
    formulas::E0311,
    formulas::E0312,
    matching::E0401,
    matching::E0402,
    matching::E0403,
    matching::E0404,
    matching::E0405,
    matching::E0406,
    matching::E0407,
    formulas::E0408,
    library::E0409,
    library::E0410,
    library::E0411,
    monitoring::E0412,
    monitoring::E0413,
    monitoring::E0414,
    monitoring::E0415,
    declaration::E0416,
    values::E0501,
    values::E0502,
    values::E0503,
    values::E0504,
    values::E0505,
    values::E0506,
    values::E0507,
    values::E0508,
    values::E0509,
    values::E0510,
    formulas::E0511,
    formulas::E0512,
    review::E0601,
    review::W0702,
    review::W0703,
    review::W0704,
    review::W0705,
    review::W0706,
    review::W0707,
    review::W0708,
    review::W0709,
    review::W0710,
    review::W0711,
    review::W0712,
    formulas::W0713,
    formulas::W0714,
    library::W0715,
    monitoring::W0716,
    monitoring::W0717,
    declaration::W0718,
    declaration::W0719,
    lint::W0801,
    lint::W0802,
    lint::W0803,
    lint::W0804,
    lint::W0805,
    lint::W0806,
    lint::W0807,
    lint::W0808,
    lint::W0809,
    lint::W0810,
    norms::W0811,
    norms::W0812,
    norms::W0813,
    norms::W0814,
    norms::W0815,
    norms::W0816,
    norms::W0817,
    norms::W0818,
    norms::W0819,
    cases::E0901,
    cases::E0902,
    cases::E0903,
    cases::E0904,
    import::E1001,
    import::E1002,
    import::W1001,
    import::W1002,
    forms::E1101,
    pdf::E1102,
    pdf::W1101,
    fill::W1102,
    fill::E1103,
    fill::E1104,
    fill::E1105,
    fill::E1106,
    workbook::E1201,
    workbook::E1202,
    workbook::E1203,
    workbook::E1204,
    workbook::E1205,
    workbook::W1201,
    workbook::W1202,
    workbook::W1203,
    workbook::W1204,
    narrative::E1301,
    narrative::E1302,
    narrative::E1303,
    narrative::W1301,
    audit_score::A0301,
    audit_score::A0302,
    audit_score::A0303,
    audit_score::A0304,
    audit_score::A0305,
    audit_score::A0306,
    audit_rows::A0307,
    audit_quality::A0308,
    audit_quality::A0309,
    audit_quality::A0310,
    audit_quality::A0311,
    audit_quality::A0312,
    audit_quality::A0313,
    audit_quality::A0314,
    audit_quality::A0315,
    audit_rows::A0316,
    audit_rows::A0317,
    audit_rows::A0318,
    audit_quality::A0319,
    audit_score::A0320,
    audit_quality::A0321,
    audit_table::A0401,
    audit_table::A0402,
    audit_table::A0403,
    audit_table::A0404,
    audit_table::A0405,
    audit_table::A0406,
    audit_table::A0407,
    audit_table::A0408,
    audit_table::A0409,
    audit_table::A0410,
    audit_table::A0411,
    audit_table::A0412,
    audit_table::A0413,
    accounts::A0501,
    accounts::A0502,
    accounts::A0503,
    accounts::A0504,
    accounts::A0505,
    accounts::A0506,
    accounts::A0507,
    accounts::A0508,
    accounts::A0509,
    audit_reading::E1401,
    audit_reading::E1402,
    audit_reading::E1403,
    audit_reading::E1404,
    accounts::E1415,
    accounts::E1416,
    accounts::E1417,
    accounts::E1418,
    accounts::E1419,
    accounts::E1420,
    audit_review::E1425,
    audit_review::E1426,
    audit_review::E1427,
    audit_review::E1428,
    audit_review::E1429,
];

/// 说明页的内容。
impl Code {
    fn page(self) -> &'static Page {
        &PAGES[self as usize]
    }

    /// 标题。
    pub fn title(self) -> &'static str {
        self.page().title
    }

    /// 为什么这是问题。
    pub fn why(self) -> &'static str {
        self.page().why
    }

    /// 通用的补救办法。
    pub fn remedy(self) -> &'static str {
        self.page().remedy
    }

    /// 错误的写法示例。
    pub fn bad(self) -> &'static str {
        self.page().bad
    }

    /// 正确的写法示例。
    pub fn good(self) -> &'static str {
        self.page().good
    }
}

/// 说明页与代码一一对应，编译时查明。
const _: () = {
    assert!(PAGES.len() == Code::ALL.len());
    let mut at = 0;
    while at < PAGES.len() {
        assert!(PAGES[at].code as usize == at);
        at += 1;
    }
};
