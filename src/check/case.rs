//! 用例是否成立：所测的行、规则、等次都在，期望写得出；每个用例成为一张只有所测内容的小表。
//!
//! 小表与填报走同一道门（[`super::submission`]），用例因此测的就是计分本身。

mod table;

use super::submission::{Base, Checked, YEARS, bad_year};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, Sink, choices};
use crate::model::Set;
use crate::number::Decimal;
use crate::parse::{At, RawActual, RawCase, RawCases};

/// 审查过的一个用例。
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub place: Place,
    pub subject: Subject,
    /// 只有所测内容的小表与它的填报。
    pub table: Checked,
    pub expected: Expected,
}

/// 用例测什么。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// 一行指标。
    Row,
    /// 预算执行率。
    Execution,
    /// 几行组成的小表：择一、封顶、折算。
    Rows,
    /// 总分之后的等次与否决。
    Total,
}

/// 期望的结果；没有写的不核对。
#[derive(Clone, Debug, Default)]
pub struct Expected {
    pub score: Option<At<Decimal>>,
    /// 偏差度（百分数）。
    pub deviation: Option<At<Decimal>>,
    pub status: Option<At<&'static str>>,
    /// 公式算出的值，照印出的写法。
    pub value: Option<At<String>>,
    /// 择一的一组里计入的行。
    pub counts: Option<At<String>>,
    /// 否决之后的总分。
    pub total: Option<At<Decimal>>,
    pub grade: Option<At<String>>,
    /// 手算的算式，与 `score` 或 `total` 核对。
    pub work: Option<At<String>>,
}

/// 没有写年度的用例按这一年，只影响没有写年份的时限。
pub const YEAR: usize = 2024;

/// 自写的一行的编码。
const OWN: &str = "R01";

/// 审查一份用例；不成立的逐个报告，其余的返回。
pub fn cases(raw: &RawCases, base: &Base, sink: &mut Sink) -> Vec<Case> {
    let year = raw.year.as_ref().map_or(YEAR, |year| year.value);
    if let Some(at) = raw.year.as_ref().filter(|year| !YEARS.contains(&year.value)) {
        sink.push(bad_year(at));
        return Vec::new();
    }
    let mut names: Vec<&str> = Vec::with_capacity(raw.cases.len());
    let mut cases = Vec::with_capacity(raw.cases.len());
    for case in &raw.cases {
        let Some(name) = &case.name else { continue };
        if names.contains(&name.value.as_str()) {
            let message = format!("用例“{}”写了两个", name.value);
            sink.push(Diagnostic::new(Code::E0205, message).at(&name.place).label("前面已经用过"));
        }
        names.push(&name.value);
        let reading = Reading { raw: case, name: &name.value, base, year };
        cases.extend(reading.case(sink));
    }
    cases
}

/// 正在审查的一个用例。
struct Reading<'a> {
    raw: &'a RawCase,
    name: &'a str,
    base: &'a Base,
    year: usize,
}

/// 小表与填在上面的内容。
struct Draft {
    set: Set,
    actuals: Vec<(At<String>, RawActual)>,
}

impl Reading<'_> {
    fn refuse(&self, message: &str, place: &Place) -> Diagnostic {
        Diagnostic::new(Code::E0903, format!("用例“{}”：{message}", self.name)).at(place)
    }

    fn case(&self, sink: &mut Sink) -> Option<Case> {
        let mark = sink.mark();
        let subject = self.subject(sink)?;
        self.check_keys(subject, sink);
        let mut found = Sink::default();
        let draft = match subject {
            Subject::Row => self.row(&mut found),
            Subject::Execution => self.execution(&mut found),
            Subject::Rows => self.rows(&mut found),
            Subject::Total => self.total(&mut found),
        };
        let expected = self.expected(subject, draft.as_ref().map(|draft| &draft.set), sink);
        let table = draft.and_then(|draft| self.filled(draft, &mut found));
        self.pass_on(&found, table.is_some(), sink);
        let table = table.filter(|_| !sink.errors_since(mark))?;
        Some(Case { name: self.name.to_owned(), place: self.raw.place.clone(), subject, table, expected })
    }

    /// 测的是哪一样；一个用例只测一样。
    fn subject(&self, sink: &mut Sink) -> Option<Subject> {
        let raw = self.raw;
        let is_row = raw.row.is_some()
            || raw.target.is_some()
            || raw.rule.is_some()
            || raw.actual.is_some()
            || !raw.facts.is_empty();
        let subjects = [
            (is_row && raw.budget.is_none(), Subject::Row),
            (raw.budget.is_some(), Subject::Execution),
            (raw.rows.is_some(), Subject::Rows),
            (raw.total.is_some(), Subject::Total),
        ];
        let mut written = subjects.into_iter().filter_map(|(is_written, subject)| is_written.then_some(subject));
        if let (Some(subject), None) = (written.next(), written.next()) {
            return Some(subject);
        }
        if !raw.is_readable {
            return None;
        }
        let message = "一个用例测一样，而且只测一样";
        let help = "写一种：row 与 actual（体系的一行），rule、target、points 与 actual（自写的一行），budget（执行率），\
                    rows（几行），或 total（等次与否决）";
        sink.push(self.refuse(message, &raw.place).label("这个用例").help(help));
        None
    }

    /// 写了对不上所测内容的键。
    fn check_keys(&self, subject: Subject, sink: &mut Sink) {
        use Subject::{Execution, Row, Rows, Total};
        let raw = self.raw;
        let in_profile = matches!(self.base, Base::Profile(_));
        let own = subject == Row && (raw.row.is_none() || in_profile);
        let is_total = subject == Total;
        let keys = [
            ("row", raw.row.as_ref().map(|k| &k.place), subject == Row && !in_profile),
            ("rows", raw.rows.as_ref().map(|k| &k.place), subject == Rows && !in_profile),
            ("rule", raw.rule.as_ref().map(|k| k.place()), own || (subject == Execution && in_profile)),
            ("target", raw.target.as_ref().map(|k| &k.place), own),
            ("points", raw.points.as_ref().map(|k| &k.place), own || (subject == Execution && in_profile)),
            ("compute", raw.compute.as_ref().map(|k| &k.place), own),
            ("actual", raw.actual.as_ref().map(|k| &k.place), subject == Row),
            ("budget", raw.budget.as_ref().map(|k| &k.place), subject == Execution),
            ("total", raw.total.as_ref().map(|k| &k.place), is_total),
            ("veto", raw.veto.as_ref().map(|k| &k.place), is_total),
            ("grades", raw.grades.as_ref().map(|k| &k.place), is_total && in_profile),
            ("score", raw.score.as_ref().map(|k| &k.place), !is_total),
            ("deviation", raw.deviation.as_ref().map(|k| &k.place), subject == Row),
            ("status", raw.status.as_ref().map(|k| &k.place), matches!(subject, Row | Execution)),
            ("facts", raw.facts.first().map(|(key, _)| &key.place), subject == Row),
            ("value", raw.value.as_ref().map(|k| &k.place), subject == Row),
            ("counts", raw.counts.as_ref().map(|k| &k.place), subject == Rows),
            ("want_total", raw.want_total.as_ref().map(|k| &k.place), is_total),
            ("grade", raw.grade.as_ref().map(|k| &k.place), is_total),
        ];
        let what = match subject {
            Row => "测一行",
            Execution => "测执行率",
            Rows => "测几行",
            Total => "测总分",
        };
        let whose = if in_profile { "口径" } else { "体系" };
        let allowed: Vec<&str> = keys.iter().filter(|(.., fits)| *fits).map(|(key, ..)| *key).collect();
        for (key, place, fits) in &keys {
            if let Some(place) = place.filter(|_| !fits) {
                let message = format!("{whose}的用例{what}，不能写 {key}");
                let help = format!("可以写：name、{}、work", allowed.join("、"));
                sink.push(self.refuse(&message, place).label("这个键").help(help));
            }
        }
    }

    /// 期望：至少写一样，等次与行都存在。
    fn expected(&self, subject: Subject, table: Option<&Set>, sink: &mut Sink) -> Expected {
        let raw = self.raw;
        let expected = Expected {
            score: raw.score.clone(),
            deviation: raw.deviation.clone(),
            status: raw.status.clone(),
            value: raw.value.clone(),
            counts: raw.counts.clone(),
            total: raw.want_total.clone(),
            grade: raw.grade.clone(),
            work: raw.work.clone(),
        };
        let nothing = expected.score.is_none()
            && expected.deviation.is_none()
            && expected.status.is_none()
            && expected.value.is_none()
            && expected.counts.is_none()
            && expected.total.is_none()
            && expected.grade.is_none();
        if nothing && raw.is_readable {
            let help = match subject {
                Subject::Row => "写上手算的 score、deviation、status，或公式算出的 value",
                Subject::Execution => "写上手算的 score 或 status",
                Subject::Rows => "写上计入的行 counts，或手算的 score",
                Subject::Total => "写上应得的 grade，或否决之后的 want_total",
            };
            sink.push(self.refuse("没有写期望的结果", &raw.place).label("这个用例").help(help));
        }
        let result = expected.score.as_ref().or(expected.total.as_ref());
        if let Some(work) = expected.work.as_ref().filter(|_| result.is_none()) {
            let help = "算式与 score（测总分的与 want_total）核对，两者一起写";
            sink.push(self.refuse("写了算式，没有写得分", &work.place).label("这个算式").help(help));
        }
        let Some(table) = table else { return expected };
        if let Some(grade) = &expected.grade {
            let known: Vec<&str> = table.grades.iter().map(|g| g.label.as_str()).collect();
            if !known.contains(&grade.value.as_str()) {
                let message = format!("没有“{}”这个等次", grade.value);
                let help = choices("可以是", &grade.value, &known);
                sink.push(self.refuse(&message, &grade.place).label("这个等次").help(help));
            }
        }
        if let Some(code) = &expected.counts {
            let known: Vec<&str> = table.groups.iter().flat_map(|g| g.codes.iter().map(String::as_str)).collect();
            if !known.contains(&code.value.as_str()) {
                let message = format!("“{}”不在这几行的择一组里", code.value);
                let help = if known.is_empty() {
                    "这几行没有择一组".to_owned()
                } else {
                    choices("可以是", &code.value, &known)
                };
                sink.push(self.refuse(&message, &code.place).label("这一行").help(help));
            }
        }
        expected
    }

    /// 审查小表时发现的错误说成用例不能运行；期望本来就是不予计分的，读不出的实际完成值不算。
    fn pass_on(&self, found: &Sink, has_table: bool, sink: &mut Sink) {
        let wants_unscored = self.raw.status.as_ref().is_some_and(|status| status.value == "not_scored");
        let errors = found.all().iter().filter(|d| d.severity == Severity::Error);
        for error in errors.filter(|_| !(has_table && wants_unscored)) {
            if error.code == Code::E0903 {
                sink.push(error.clone());
                continue;
            }
            // 自写的一行就叫用例的名称，不必说两遍。
            let said = error.message.strip_prefix(&format!("{OWN} {}：", self.name)).unwrap_or(&error.message);
            let message = format!("{said}（{}）", error.code.as_str());
            let place = error.place.as_ref().unwrap_or(&self.raw.place);
            sink.push(self.refuse(&message, place).label(error.label.clone()).help(error.help.clone()));
        }
    }
}
