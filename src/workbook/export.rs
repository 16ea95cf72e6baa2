//! 写出填报工作簿。

use super::cell::at;
use super::layout::{BASIC_KEYS, FORMAT, HEAD, Key, Sheet, VALUE, YES, facts, goals};
use super::reading::{self, Quantity};
use super::scoring::{Goal, is_expressible};
use super::sheet::{Look, Page, rest};
use super::written::{Written, decimal};
use super::{budget, computed, rows, units};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::definition_sha256;
use crate::model::{BudgetColumn, Fact, Kind, Set, Submission, VetoEffect};
use crate::number::{Unit, plain};
use crate::score::Outcome;
use rust_xlsxwriter::{DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Workbook, XlsxError};

/// 公式算不出、要由程序计分的格写这几个字。
pub const ZIPING: &str = "由 ziping 计分";
/// 还有行没有得分时，小计与总分写这几个字。
pub const UNFINISHED: &str = "未评完";
/// 目标、任务至少留几行。
const SPARE_GOALS: usize = 3;
const SPARE_TASKS: usize = 10;

/// 要写出的填报，连同写的时候记下的位置。
pub struct Book<'a> {
    pub set: &'a Set,
    pub submission: &'a Submission,
    pub outcome: &'a Outcome,
    /// 依体系，还是只依口径。
    pub has_set: bool,
    pub written: Written,
    /// 各否决情形填在哪一格。
    pub vetoes: Vec<String>,
    /// 资金总额在“资金”的第几行。
    pub execution_place: Option<u32>,
    /// 各公式在“基础数据”的第几行。
    pub formulas: Vec<(String, u32)>,
}

/// 写成工作簿；`source` 是填报文件的文字，表上没有的键从里面取。
pub fn to_workbook(set: &Set, submission: &Submission, outcome: &Outcome, source: &str) -> Result<Vec<u8>, Diagnostic> {
    let book = Book {
        set,
        submission,
        outcome,
        has_set: !set.id.is_empty(),
        written: Written::new(source),
        vetoes: Vec::new(),
        execution_place: None,
        formulas: Vec::new(),
    };
    write(book).map_err(|error| match error {
        XlsxError::MaxStringLengthExceeded => {
            Diagnostic::new(Code::E0106, "写不出工作簿：有一段文字超过 32767 个字，一格放不下")
                .help("缩短这段文字再导出")
        }
        other => Diagnostic::new(Code::E0106, format!("写不出工作簿：{other}")),
    })
}

fn write(mut book: Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // 文件里的时刻写定，同样的内容才有同样的字节。
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&book.set.title).set_creation_datetime(&day));
    guide(&book, &mut workbook)?;
    basics(&mut book, &mut workbook)?;
    budget::write(&mut book, &mut workbook)?;
    goals_and_tasks(&mut book, &mut workbook)?;
    // 指标要引用基础数据的行，先排好位置。
    place_formulas(&mut book);
    rows::write(&mut book, &mut workbook)?;
    facts_sheet(&mut book, &mut workbook)?;
    units::write(&book, &mut workbook)?;
    rest(&mut workbook, &book.written.rest())?;
    workbook.save_to_buffer()
}

fn guide(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let set = book.set;
    let mut page = Page::new(Sheet::Guide, &set.title, "预算绩效自评填报工作簿")?;
    let title = if set.id.is_empty() { format!("口径 {}", set.profile.id) } else { set.reference() };
    let mut next = HEAD + 1;
    let mut put = |key: Option<Key>, name: &str, text: &str, look: Look| -> Result<(), XlsxError> {
        page.put(next, 0, &key.map(|key| key.text()).unwrap_or_default(), Look::Plain)?;
        page.put(next, 1, name, look)?;
        page.put(next, VALUE, text, Look::Fixed)?;
        next += 1;
        Ok(())
    };
    let money = if set.execution.is_some() { "资金、" } else { "" };
    put(None, "浅黄色", "要填的格；其余的锁住了，没有密码", Look::SampleInput)?;
    put(None, "橙色", "还缺的格：没有填实际完成值，或该写原因没有写；“提示”一栏写着缺什么", Look::SampleMissing)?;
    put(None, "灰色", "小计、总分与等级，随填随算", Look::Total)?;
    put(
        None,
        "怎样填",
        &format!("依次填 基本情况、{money}目标任务、指标；有 基础数据 的先填它，由公式算的指标不必另填。"),
        Look::Center,
    )?;
    put(
        None,
        "实际完成值",
        "连单位照写，如 98%、1,200人、104万元；有时限的写完成的日期，如 2024年11月30日。不适用的写“不适用”。定性的可以选档，也可以写百分数。清单逐项写 是、否，扣分的写次数。",
        Look::Center,
    )?;
    put(
        None,
        "完成程度或给分",
        "定性的写了档名、要另给档内的分时填：完成程度带百分号（85%），直接给分不带（8.5）。人工评分的写分。",
        Look::Center,
    )?;
    put(
        None,
        "自设的指标",
        "填在一级指标之下的空行里：指标值写符号、数与单位，如 ≥95%、≤104万元、=19人；定性的写期望达到的情况。各行分值合计等于小计的分值。",
        Look::Center,
    )?;
    put(
        None,
        ZIPING,
        "写着这几个字的格，公式读不懂所填的或算不出，由程序读回之后算；总分在那之前写“未评完”。",
        Look::Center,
    )?;
    put(None, "自动算的数", "供填的时候看，正式的得分以程序读回之后算的为准。", Look::Center)?;
    put(
        None,
        "填好之后",
        "ziping check 填报.xlsx 看还缺什么，ziping render 填报.xlsx -o 自评表.docx 出表；要存成文字的，ziping import 填报.xlsx -o 填报.toml。",
        Look::Center,
    )?;
    put(Some(Key::Set), "所依的体系", &title, Look::Center)?;
    put(Some(Key::Definition), "体系的摘要", &definition_sha256(set), Look::Center)?;
    put(Some(Key::Format), "格式", FORMAT, Look::Center)?;
    let left: Vec<String> = book
        .submission
        .rows
        .iter()
        .map(|row| book.submission.indicator(set, row))
        .filter(|row| !is_expressible(&row.rule, &Goal::of(&row.target)))
        .map(|row| format!("{} {}", row.code, row.name))
        .collect();
    if !left.is_empty() {
        put(None, "写不成公式的行", &left.join("、"), Look::Center)?;
    }
    page.finish(workbook)
}

fn basics(book: &mut Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let mut page = Page::new(Sheet::Basics, "基本情况", "浅黄色的格要填")?;
    let mut next = HEAD + 1;
    for (key, name) in BASIC_KEYS {
        let mut value = book.written.take("submission", key);
        if key == "year" && value.is_empty() {
            value = book.submission.year.to_string();
        }
        // 部门的表没有项目一栏；写了的照样留着。
        let is_project = matches!(key, "project" | "supervisor" | "implementer");
        if is_project && book.set.kind == Kind::Department && value.is_empty() {
            continue;
        }
        page.put(next, 0, &Key::Basic(key).text(), Look::Plain)?;
        page.put(next, 1, name, Look::Center)?;
        match decimal(&value).filter(|_| key == "year") {
            Some(year) => {
                page.put_number(next, VALUE, year, Look::InputNumber)?;
                let rule = DataValidation::new().allow_whole_number(DataValidationRule::Between(1990, 2100));
                page.check(next, VALUE, &rule.set_error_message("写四位年份，如 2024")?)?;
            }
            None => page.put(next, VALUE, &value, Look::Input)?,
        }
        page.put(next, VALUE + 1, if key == "unit" { "必填" } else { "" }, Look::Fixed)?;
        next += 1;
    }
    let written = book.written.take_texts("submission", "vetoes");
    for veto in &book.set.profile.vetoes {
        page.put(next, 0, &Key::Veto(veto.code.clone()).text(), Look::Plain)?;
        page.put(next, 1, &veto.name, Look::Fixed)?;
        page.put(next, VALUE, if written.contains(&veto.code) { YES } else { "" }, Look::InputCenter)?;
        page.check(
            next,
            VALUE,
            &DataValidation::new().allow_list_strings(&[YES])?.set_error_message("发生了写 是，没有的空着")?,
        )?;
        let effect = match &veto.effect {
            VetoEffect::Zero => "发生的，总分记零".to_owned(),
            VetoEffect::ScoreCap(cap) => format!("发生的，总分不超过 {}", plain(*cap)),
            VetoEffect::GradeMax(label) => format!("发生的，等次不高于“{label}”"),
        };
        page.put(next, VALUE + 1, &format!("{effect}；选 是"), Look::Fixed)?;
        book.vetoes.push(format!("'{}'!{}", Sheet::Basics.title(), at(VALUE, next)));
        next += 1;
    }
    page.finish(workbook)
}

fn goals_and_tasks(book: &mut Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let mut page = Page::new(
        Sheet::Goals,
        "目标任务",
        "年度目标在前，主要任务在后。行不够的，撤销工作表保护（没有密码），把一个空行整行复制、插入在它下面。",
    )?;
    let written = book.written.take_each("goal", ["id", "share", "expected", "achieved"]);
    let mut next = HEAD + 1;
    for number in 0..written.len().max(SPARE_GOALS) {
        let [id, share, expected, achieved] = written.get(number).cloned().unwrap_or_default();
        page.put(next, 0, &Key::Goal.text(), Look::Plain)?;
        page.put(next, goals::NAME, &id, Look::InputCenter)?;
        page.put(next, goals::SHARE, &share, Look::InputCenter)?;
        page.put(next, goals::EXPECTED, &expected, Look::Input)?;
        page.put(next, goals::ACHIEVED, &achieved, Look::Input)?;
        next += 1;
    }
    for (column, title) in [
        (goals::NAME, "任务名称"),
        (goals::SHARE, ""),
        (goals::EXPECTED, "主要内容"),
        (goals::ACHIEVED, "实际完成情况"),
    ] {
        page.put(next, column, title, Look::Head)?;
    }
    next += 1;
    let written = book.written.take_each("task", ["name", "content", "achieved"]);
    let least = if book.set.kind == Kind::Department { SPARE_TASKS } else { SPARE_GOALS };
    for number in 0..written.len().max(least) {
        let [name, content, achieved] = written.get(number).cloned().unwrap_or_default();
        page.put(next, 0, &Key::Task.text(), Look::Plain)?;
        page.put(next, goals::NAME, &name, Look::Input)?;
        page.put(next, goals::SHARE, "", Look::Center)?;
        page.put(next, goals::EXPECTED, &content, Look::Input)?;
        page.put(next, goals::ACHIEVED, &achieved, Look::Input)?;
        next += 1;
    }
    page.finish(workbook)
}

/// 用到的各项基础数据，以及填报另外写了的。
fn listed<'a>(book: &Book<'a>) -> Vec<&'a Fact> {
    let written = book.written.keys("facts");
    let set: &'a Set = book.set;
    let own = book.submission.own.iter().filter_map(|row| row.compute.as_ref());
    let names: Vec<&str> = own.flat_map(|formula| formula.expression.names()).collect();
    let used = set.facts_in_use();
    let is_listed = |fact: &&Fact| {
        used.iter().any(|known| known.key == fact.key)
            || names.contains(&fact.plain.as_str())
            || written.contains(&fact.key)
    };
    set.formulary.facts.iter().filter(is_listed).collect()
}

/// 用到的公式，体系的在前，自设指标的在后。
fn formulas<'a>(book: &Book<'a>) -> Vec<&'a crate::model::Formula> {
    let set: &'a Set = book.set;
    let submission: &'a Submission = book.submission;
    let mut used: Vec<&crate::model::Formula> = set.formulas_in_use().into_iter().map(|formula| &**formula).collect();
    for formula in submission.own.iter().filter_map(|row| row.compute.as_deref()) {
        if !used.iter().any(|known| known.id == formula.id) {
            used.push(formula);
        }
    }
    used
}

/// 公式排在各项基础数据之后，隔一行栏名。
fn place_formulas(book: &mut Book<'_>) {
    let first = HEAD + 2 + listed(book).len() as u32;
    // 取自资金总额的，表上没有资金一块就没有数。
    let known = |name: &str| {
        let fact = book.set.formulary.named(name).map(|at| &book.set.formulary.facts[at])?;
        (fact.from.is_none() || book.execution_place.is_some()).then(|| fact.key.clone())
    };
    let placed = formulas(book)
        .into_iter()
        .filter(|formula| computed::factor(&formula.unit).is_some())
        .filter(|formula| computed::formula(&formula.expression, &known).is_some());
    book.formulas = placed.zip(first..).map(|(formula, at)| (formula.id.clone(), at)).collect();
}

fn facts_sheet(book: &mut Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let mut page =
        Page::new(Sheet::Facts, "基础数据", "各行的公式用；可写带单位的数，如 2.56万元，不写单位的按所注单位。")?;
    let all = listed(book);
    let mut next = HEAD + 1;
    for fact in &all {
        let cell = |column| at(column, next);
        page.put(next, 0, &Key::Fact(fact.key.clone()).text(), Look::Plain)?;
        page.put(next, facts::NAME, &fact.name, Look::Fixed)?;
        page.put(next, facts::UNIT, fact.unit.as_str(), Look::Center)?;
        page.put(next, facts::VALUE, &book.written.take("facts", &fact.key), Look::InputCenter)?;
        let from = fact.from.map(|column| format!("不写就取自资金总额的{}。", column.title())).unwrap_or_default();
        page.put(next, facts::MEANING, &format!("{from}{}", fact.meaning), Look::Fixed)?;
        let net = cell(facts::TEXT);
        let quantity = Quantity::at(facts::BODY, next);
        let mut hidden = |column, formula: &str| page.formula(next, column, formula, "", Look::Plain);
        hidden(facts::TEXT, &reading::net(&cell(facts::VALUE)))?;
        for (column, formula) in (facts::BODY..).zip(quantity.formulas(&net)) {
            hidden(column, &formula)?;
        }
        let bare = if fact.unit.is_rate() { quantity.bare(&fact.unit) } else { quantity.digits.clone() };
        let own = scaled(&format!("({})", quantity.in_unit(&fact.unit, &bare)), &fact.unit);
        let missing = match fact.from.zip(book.execution_place) {
            Some((column, place)) => {
                let money = format!("'{}'!{}", Sheet::Money.title(), at(money_column(column), place));
                let value = scaled(&money, &book.submission.money.unit);
                format!("IF(ISNUMBER({money}),{value},\"\")")
            }
            None => "\"\"".to_owned(),
        };
        hidden(facts::BASE, &format!("IF({net}=\"\",{missing},IFERROR({own},\"\"))"))?;
        next += 1;
    }
    if !book.formulas.is_empty() {
        for (column, title) in
            [(facts::NAME, "公式"), (facts::UNIT, "单位"), (facts::VALUE, "算得"), (facts::MEANING, "算式")]
        {
            page.put(next, column, title, Look::Head)?;
        }
    }
    let place = |name: &str| {
        let fact = book.set.formulary.named(name).and_then(|at| book.set.formulary.facts.get(at))?;
        let row = all.iter().position(|known| known.key == fact.key)?;
        Some(at(facts::BASE, HEAD + 1 + row as u32))
    };
    for formula in formulas(book) {
        let Some((_, row)) = book.formulas.iter().find(|(id, _)| *id == formula.id) else { continue };
        let Some(text) = computed::formula(&formula.expression, &place) else { continue };
        let needed: Vec<String> =
            formula.expression.names().into_iter().filter_map(place).map(|cell| format!("{cell}=\"\"")).collect();
        let factor = computed::factor(&formula.unit).map(super::cell::number).unwrap_or_default();
        let mut value = format!("({text})/{factor}");
        if let Some(rounding) = formula.rounding {
            value = super::cell::rounded(&value, rounding);
        }
        let base = at(facts::BASE, *row);
        let value = if needed.is_empty() { value } else { format!("IF(OR({}),\"\",{value})", needed.join(",")) };
        let shown =
            format!("IF(ISERROR({base}),IF(ISNA({base}),\"不适用\",\"除数为零\"),IF({base}=\"\",\"缺数\",{base}))");
        page.put(*row, facts::NAME, &formula.id, Look::Fixed)?;
        page.put(*row, facts::UNIT, formula.unit.as_str(), Look::Center)?;
        page.formula(*row, facts::VALUE, &shown, &value_text(book, formula), Look::Center)?;
        page.put(*row, facts::MEANING, &formula.expression.to_string(), Look::Fixed)?;
        page.formula(*row, facts::BASE, &value, "", Look::Plain)?;
    }
    page.finish(workbook)
}

/// 公式算得的数，取自用它的第一行；没有算出的为“缺数”。
fn value_text(book: &Book<'_>, formula: &crate::model::Formula) -> String {
    let rows = &book.submission.rows;
    let found = rows.iter().find(|row| row.entry.computed.as_ref().is_some_and(|done| done.formula.id == formula.id));
    let printed = found.map(|row| row.entry.text.trim_end_matches(formula.unit.as_str()).to_owned());
    printed.filter(|text| !text.is_empty()).unwrap_or_else(|| "缺数".to_owned())
}

fn money_column(column: BudgetColumn) -> u16 {
    match column {
        BudgetColumn::Initial => super::layout::money::INITIAL,
        BudgetColumn::FullYear => super::layout::money::FULL_YEAR,
        BudgetColumn::Executed => super::layout::money::EXECUTED,
    }
}

/// 以 `unit` 计的格化为基本单位。
fn scaled(cell: &str, unit: &Unit) -> String {
    match computed::factor(unit) {
        Some(factor) => format!("ROUND({cell}*{},9)", super::cell::number(factor)),
        None => "NA()".to_owned(),
    }
}
