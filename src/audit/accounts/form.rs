//! 自评表成为基础：部门的叫“表单”，项目的叫“项目”，与决算的表一样取数。

use super::facts::{About, FactRow, FactTable, Facts, Passage, plain, quoted};
use super::figure::Figure;
use crate::audit::{Printed, PrintedMoney, Table};
use crate::diagnostic::Place;
use crate::model::{Kind, Set};
use crate::number::{Decimal, Unit, plain as digits};
use crate::parse::{At, RawActual, RawMoney, RawSubmission};

const COLUMNS: [&str; 13] = [
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差度",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "执行率",
    "印出的分值",
    "满分",
    "总分",
    "个数",
];

/// 资金总额一行的名称。
const TOTAL: &str = "资金总额";

/// 正在写的一张自评表。
struct Form {
    table: FactTable,
    passages: Vec<Passage>,
    money: Unit,
}

/// 填报里的一行指标。
struct Line<'l> {
    code: &'l str,
    name: &'l str,
    target: &'l str,
    points: Decimal,
    actual: Option<&'l RawActual>,
    place: &'l Place,
}

fn written(text: &Option<At<String>>) -> &str {
    text.as_ref().map_or("", |at| at.value.as_str())
}

/// 一份填报加进基础；`set` 是它的各行指标。
pub fn add_submission(raw: &RawSubmission, set: &Set, facts: &mut Facts) {
    let mut form = Form::new(set.kind, &raw.place, facts);
    let budget = raw.budget.as_ref();
    if let Some(unit) = budget.and_then(|budget| budget.unit.as_ref()).and_then(|unit| Unit::read(&unit.value)) {
        form.money = unit;
    }
    let execution = set.execution.as_ref();
    for (key, money) in budget.into_iter().flat_map(|budget| &budget.rows) {
        let source = execution.and_then(|block| block.sources.iter().find(|source| source.key == key.value));
        let is_total = key.value == "total";
        let points = execution.filter(|_| is_total).map(|block| digits(block.points));
        let score = raw.declared.execution.as_ref().filter(|_| is_total);
        let name = match source {
            _ if is_total => TOTAL.to_owned(),
            Some(source) => format!("资金来源{}", source.name),
            None => format!("资金来源{}", key.value),
        };
        form.money_row(&name, money, points, score.map(|at| (digits(at.value), at.place.clone())));
    }
    let mut printed = raw.declared.execution.as_ref().and(execution).map_or(Decimal::ZERO, |block| block.points);
    for indicator in &set.indicators {
        let actual = raw.actuals.iter().find(|(code, _)| code.value == indicator.code).map(|(_, actual)| actual);
        let (name, target) = (indicator.name.as_str(), indicator.target.text.as_str());
        let line = Line { code: &indicator.code, name, target, points: indicator.points, actual, place: &raw.place };
        printed += form.indicator(raw, &line);
    }
    for (at, (own, inline)) in raw.indicators.iter().enumerate() {
        let code = own.code.as_ref().map_or_else(|| format!("R{:02}", at + 1), |code| code.value.clone());
        let listed = raw.actuals.iter().find(|(known, _)| known.value == code).map(|(_, actual)| actual);
        let points = own.points.as_ref().map_or(Decimal::ZERO, |points| points.value);
        let actual = inline.as_ref().or(listed);
        let (name, target) = (written(&own.name), written(&own.target));
        let line = Line { code: &code, name, target, points, actual, place: &own.place };
        printed += form.indicator(raw, &line);
    }
    if let Some((_, first)) = raw.declared.rows.first() {
        let place = first.score.as_ref().map_or(&raw.place, |at| &at.place);
        let total = raw.declared.total.as_ref().map(|at| digits(at.value)).unwrap_or_default();
        form.row(
            "合计",
            place,
            &[("印出的分值", digits(printed), place), ("满分", digits(set.total), place), ("总分", total, place)],
        );
    }
    form.words(raw);
    form.finish(facts);
}

/// 照印的一张表加进基础：别的格式送来的没有任务与目标。
pub fn add_table(table: &Table, facts: &mut Facts) {
    let mut form = Form::new(table.kind.unwrap_or(Kind::Department), &table.place, facts);
    for (at, money) in table.budget.iter().flat_map(|b| std::iter::once(&b.total).chain(&b.sources)).enumerate() {
        let PrintedMoney { name, initial, full_year, executed, points, rate, score, place } = money;
        let name = if at == 0 { TOTAL.to_owned() } else { format!("资金来源{name}") };
        let cells = [
            ("年初预算数", initial),
            ("全年预算数", full_year),
            ("全年执行数", executed),
            ("执行率", rate),
            ("分值", points),
            ("得分", score),
        ];
        form.printed(&name, place, &cells);
    }
    for row in &table.rows {
        let cells = [
            ("年度指标值", &row.target),
            ("实际完成值", &row.actual),
            ("分值", &row.points),
            ("得分", &row.score),
            ("偏差度", &row.deviation),
        ];
        form.printed(row.title(), &row.place, &cells);
        form.say("偏差原因", row.title(), &row.reason.text, &row.reason.place);
    }
    form.printed("合计", &table.place, &[("满分", &table.total_points), ("总分", &table.total_score)]);
    form.say("等次", "评价等级", &table.grade.text, &table.grade.place);
    form.finish(facts);
}

impl Form {
    fn new(kind: Kind, place: &Place, facts: &Facts) -> Form {
        let name = if kind == Kind::Department { "表单" } else { "项目" };
        let earlier = facts.tables.iter().filter(|table| table.key.starts_with(name)).count();
        let key = if earlier == 0 { name.to_owned() } else { format!("{name}{}", earlier + 1) };
        let title = if kind == Kind::Department { "自评表" } else { "项目自评表" };
        let columns = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
        let table = FactTable { key, title: title.to_owned(), columns, rows: Vec::new(), is_ledger: false };
        let mut form = Form { table, passages: Vec::new(), money: Unit::wan_yuan() };
        form.row("任务", place, &[]);
        form
    }

    /// 一栏的数没有写单位时以什么计。
    fn unit(&self, column: &str) -> Unit {
        match column {
            "年初预算数" | "全年预算数" | "全年执行数" => self.money.clone(),
            "执行率" | "偏差度" => Unit::percent(),
            _ => Unit::default(),
        }
    }

    fn row(&mut self, name: &str, place: &Place, cells: &[(&str, String, &Place)]) {
        let cells = COLUMNS.iter().map(|column| {
            let (_, text, place) = cells.iter().find(|(name, ..)| name == column)?;
            // 指标值前面的符号不是数的一部分。
            let text = text.trim_start_matches(['≥', '≤', '＞', '＜', '>', '<', '=', '＝', '≧', '≦']);
            Some(Figure::read(text, &self.unit(column), place))
        });
        let cells = cells.collect();
        self.table.rows.push(FactRow {
            code: String::new(),
            name: plain(name),
            title: name.to_owned(),
            is_numbered: false,
            cells,
            about: About::default(),
            place: place.clone(),
        });
    }

    fn printed(&mut self, name: &str, place: &Place, cells: &[(&str, &Printed)]) {
        let cells: Vec<_> = cells.iter().map(|(column, cell)| (*column, cell.text.clone(), &cell.place)).collect();
        self.row(name, place, &cells);
    }

    fn money_row(&mut self, name: &str, money: &RawMoney, points: Option<String>, score: Option<(String, Place)>) {
        let of = |at: &Option<At<Decimal>>| at.as_ref().map(|at| digits(at.value)).unwrap_or_default();
        let place = |at: &Option<At<Decimal>>| at.as_ref().map_or_else(|| money.place.clone(), |at| at.place.clone());
        let (initial, full_year, executed) = (place(&money.initial), place(&money.full_year), place(&money.executed));
        let (score, scored) = score.unwrap_or_else(|| (String::new(), money.place.clone()));
        self.row(
            name,
            &money.place,
            &[
                ("年初预算数", of(&money.initial), &initial),
                ("全年预算数", of(&money.full_year), &full_year),
                ("全年执行数", of(&money.executed), &executed),
                ("分值", points.unwrap_or_default(), &money.place),
                ("得分", score, &scored),
            ],
        );
    }

    fn say(&mut self, kind: &'static str, owner: &str, text: &str, place: &Place) {
        if !text.trim().is_empty() {
            let owner = format!("{}“{}”", self.table.title, quoted(owner));
            self.passages.push(Passage { kind, owner, text: text.trim().to_owned(), place: place.clone() });
        }
    }

    /// 一行指标；返回印着得分的一行的分值。
    fn indicator(&mut self, raw: &RawSubmission, line: &Line<'_>) -> Decimal {
        let declared = raw.declared.rows.iter().find(|(known, _)| known.value == line.code);
        let place = line.actual.map_or(line.place, |actual| &actual.place);
        let value = line.actual.and_then(|actual| actual.value.as_ref());
        let score = declared.and_then(|(_, row)| row.score.as_ref());
        self.row(
            line.name,
            place,
            &[
                ("年度指标值", line.target.to_owned(), place),
                (
                    "实际完成值",
                    value.map(|at| at.value.clone()).unwrap_or_default(),
                    value.map_or(place, |at| &at.place),
                ),
                ("分值", digits(line.points), place),
                ("得分", score.map(|at| digits(at.value)).unwrap_or_default(), score.map_or(place, |at| &at.place)),
            ],
        );
        if let Some(actual) = line.actual {
            self.say("偏差原因", line.name, &actual.reason, &actual.place);
        }
        if declared.is_some() { line.points } else { Decimal::ZERO }
    }

    /// 目标、任务、说明与等次。
    fn words(&mut self, raw: &RawSubmission) {
        for (at, goal) in raw.goals.iter().enumerate() {
            self.say("目标", &format!("年度目标 {}", at + 1), &goal.expected, &raw.place);
        }
        let mut distinct: Vec<String> = Vec::new();
        for (at, task) in raw.tasks.iter().enumerate() {
            let owner = format!("任务 {}", at + 1);
            let text = format!("{}：{}", task.name, task.content);
            if !distinct.contains(&plain(&text)) {
                distinct.push(plain(&text));
            }
            self.say("任务", &owner, &text, &task.place);
            self.say("完成情况", &owner, &task.achieved, &task.place);
        }
        if let Some(first) = raw.tasks.first() {
            let counted = Figure::read(&distinct.len().to_string(), &Unit::default(), &first.place);
            let at = self.table.column("个数");
            if let Some(cell) = at.and_then(|at| self.table.rows.first_mut()?.cells.get_mut(at)) {
                *cell = Some(counted);
            }
        }
        if let Some(narrative) = &raw.narrative {
            let all = [&narrative.work, &narrative.good, &narrative.problems, &narrative.measures];
            for line in all.into_iter().flatten() {
                self.say("原话", "绩效情况", &line.value, &line.place);
            }
        }
        if let Some(grade) = &raw.declared.grade {
            self.say("等次", "评价等级", &grade.value, &grade.place);
        }
    }

    fn finish(self, facts: &mut Facts) {
        facts.tables.push(self.table);
        facts.passages.extend(self.passages);
    }
}
