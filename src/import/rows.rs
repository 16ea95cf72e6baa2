//! 表上的各行：合并的格填满，合计核对，读成指标、执行率与板块的分值。

use super::header::{Column, Header};
use super::one_line;
use super::table::{Placed, cell_name};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::number::{Decimal, fold, plain, read_number};
use crate::target::{Target, TargetError, read_target};

/// 表上的一行指标。
pub(super) struct Line {
    /// 表上的行，从零开始。
    pub row: usize,
    pub code: Option<String>,
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub target: Target,
    pub qualitative: bool,
    pub points: Decimal,
    pub standard: String,
    pub meaning: String,
    pub formula: String,
    pub evidence: String,
    pub source: String,
}

/// 预算执行率的一行。
pub(super) struct Execution {
    pub row: usize,
    pub points: Decimal,
    pub name: String,
    pub standard: String,
}

/// 写明了分值的板块；二级的 `level2` 不空。
pub(super) struct Declared {
    pub row: usize,
    pub level1: String,
    pub level2: String,
    pub points: Decimal,
}

/// 读出的全部内容。
#[derive(Default)]
pub(super) struct Content {
    pub lines: Vec<Line>,
    pub execution: Option<Execution>,
    pub declared: Vec<Declared>,
}

impl Content {
    /// 执行率与各行分值之和。
    fn sum(&self) -> Decimal {
        self.execution_points() + self.lines.iter().map(|line| line.points).sum::<Decimal>()
    }

    /// 总分：一级指标写明了分值的照写明的，没有写的为其下各行之和。
    pub fn total(&self) -> Decimal {
        let declared = |level1: &str| self.declared.iter().find(|d| d.level1 == level1 && d.level2.is_empty());
        let written: Decimal = self.declared.iter().filter(|d| d.level2.is_empty()).map(|d| d.points).sum();
        let rest = self.lines.iter().filter(|line| declared(&line.level1).is_none());
        self.execution_points() + written + rest.map(|line| line.points).sum::<Decimal>()
    }

    fn execution_points(&self) -> Decimal {
        self.execution.as_ref().map_or(Decimal::ZERO, |execution| execution.points)
    }
}

/// 各行分值之和，不是指标。
const SUMS: &[&str] = &["合计", "小计", "总计", "总分"];

/// 说明与落款，不是指标。
const REMARKS: &[&str] = &["注", "备注", "说明", "填表", "填报", "联系", "单位负责人", "负责人", "制表", "审核"];

struct Reader<'p, 't, 's> {
    placed: &'p Placed<'t>,
    header: &'p Header,
    sink: &'s mut Sink,
    content: Content,
    level1: String,
    level2: String,
    /// 上一次小计以来的各行从这里开始。
    since: usize,
}

pub(super) fn read(placed: &Placed<'_>, header: &Header, sink: &mut Sink) -> Content {
    let mut reader = Reader {
        placed,
        header,
        sink,
        content: Content::default(),
        level1: String::new(),
        level2: String::new(),
        since: 0,
    };
    for row in header.first..placed.table.rows.len() {
        reader.row(row);
    }
    if reader.content.lines.is_empty() && !reader.sink.has_errors() {
        let message = format!("{} 的表头以下没有一行指标", placed.table.name);
        reader.sink.push(Diagnostic::new(Code::E1001, message));
    }
    reader.content
}

impl Reader<'_, '_, '_> {
    fn text(&self, row: usize, column: Column) -> &str {
        self.header.column(column).map_or("", |at| self.placed.cell(row, at))
    }

    /// 分在几栏的文字连起来；合并的格各栏相同，只取一次。
    fn joined(&self, row: usize, column: Column) -> String {
        let mut parts: Vec<&str> = self.header.columns(column).map(|at| self.placed.cell(row, at)).collect();
        parts.retain(|part| !part.is_empty());
        parts.dedup();
        let ended = |part: &&str| part.trim_end_matches(['；', '。', ';']).to_owned();
        match parts.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            several => several.iter().map(ended).collect::<Vec<_>>().join("；"),
        }
    }

    /// 一行读不成：指着哪一格、为什么。
    fn refuse(&mut self, row: usize, column: Column, why: &str, help: &str) {
        let at = self.header.column(column).unwrap_or(0);
        let message = format!("{} {why}", cell_name(row, at));
        let place = self.placed.at(row, at);
        self.sink.push(Diagnostic::new(Code::E1002, message).at(&place).label("这一格").help(help.to_owned()));
    }

    fn row(&mut self, row: usize) {
        let (first, second) = (one_line(self.text(row, Column::Level1)), one_line(self.text(row, Column::Level2)));
        let (name, points) = (one_line(self.text(row, Column::Name)), self.text(row, Column::Points).to_owned());
        let cells = self.placed.table.rows.get(row).map_or(&[][..], Vec::as_slice);
        // 合计、注释也许写在序号一类没有认出的栏里。
        let outer = cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
        let inner = [&first, &second, &name].into_iter().find(|text| !text.is_empty()).map_or("", String::as_str);
        if inner.is_empty() && outer.is_empty() {
            return;
        }
        let packed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let leads = [packed(inner), packed(outer)];
        let is_sum = |lead: &&String| SUMS.iter().any(|word| lead.starts_with(word));
        // 一级指标合并填满的，“小计”写在后面的栏里。
        let later = [&second, &name].map(|text| packed(text)).into_iter().find(|text| SUMS.contains(&text.as_str()));
        if let Some(lead) = leads.iter().find(is_sum).or(later.as_ref()) {
            return self.sum(row, lead, &points);
        }
        let is_remark = |word: &&str| {
            leads.iter().any(|lead| lead.strip_prefix(*word).is_some_and(|rest| !rest.starts_with("指标")))
        };
        if points.is_empty() && self.text(row, Column::Target).is_empty() && REMARKS.iter().any(is_remark) {
            return;
        }
        if !first.is_empty() {
            let (level1, worth) = with_points(&first);
            if level1 != self.level1 {
                (self.level1, self.level2) = (level1, String::new());
                self.declare(row, worth, false);
            }
        }
        if !second.is_empty() {
            let (level2, worth) = with_points(&second);
            if level2 != self.level2 {
                self.level2 = level2;
                self.declare(row, worth, true);
            }
        }
        let is_execution = ["预算执行", "资金执行"]
            .iter()
            .any(|word| self.level1.contains(word) || (self.level1.is_empty() && name.contains(word)));
        if name.is_empty() && points.is_empty() && !is_execution {
            return;
        }
        let Some(points) = self.points(row, &points) else { return };
        if is_execution {
            return self.execution(row, name, points);
        }
        self.indicator(row, name, points);
    }

    fn declare(&mut self, row: usize, written: Option<Decimal>, second: bool) {
        let column = self.header.level_points[usize::from(second)];
        let beside = column.and_then(|at| points_in(self.placed.cell(row, at)));
        if let Some(points) = written.or(beside) {
            let level2 = if second { self.level2.clone() } else { String::new() };
            self.content.declared.push(Declared { row, level1: self.level1.clone(), level2, points });
        }
    }

    fn points(&mut self, row: usize, text: &str) -> Option<Decimal> {
        // 执行率的分值也许只写在一级指标的括号里。
        let declared = self.content.declared.last().filter(|d| d.row == row).map(|d| d.points);
        let points = if text.is_empty() { declared } else { points_in(text) };
        if points.is_none() {
            let why =
                if text.is_empty() { "没有分值".to_owned() } else { format!("的分值“{text}”不是数") };
            self.refuse(row, Column::Points, &why, "分值写成数，如 10；不计分的行从表里删去");
        }
        points
    }

    fn execution(&mut self, row: usize, name: String, points: Decimal) {
        if self.content.execution.is_some() {
            return self.refuse(row, Column::Name, "是又一行预算执行率", "预算执行率只有一行；别的指标换一个一级指标");
        }
        let level1 = self.level1.clone();
        self.content.declared.retain(|declared| declared.level1 != level1);
        let name = if name.is_empty() { level1 } else { name };
        let standard = self.joined(row, Column::Standard);
        self.content.execution = Some(Execution { row, points, name, standard });
    }

    fn indicator(&mut self, row: usize, name: String, points: Decimal) {
        if name.is_empty() {
            return self.refuse(row, Column::Name, "没有指标名称", "写上三级指标的名称");
        }
        if self.level1.is_empty() {
            return self.refuse(row, Column::Level1, "没有一级指标", "写上一级指标；合并的格写在第一行");
        }
        let (text, qualitative) = self.target(row);
        let target = match read_target(&text) {
            Ok(target) => target,
            Err(_) if qualitative => Target { text, kind: crate::target::Kind::Qualitative, unit: Default::default() },
            Err(error) => {
                let why = match error {
                    TargetError::Empty => "没有指标值".to_owned(),
                    error => format!("的指标值“{text}”读不懂：{error}"),
                };
                return self.refuse(row, Column::Target, &why, error.remedy());
            }
        };
        let kind = if qualitative { crate::target::Kind::Qualitative } else { target.kind };
        let code = self.text(row, Column::Code).to_owned();
        let line = Line {
            row,
            code: Some(code).filter(|code| !code.is_empty()),
            level1: self.level1.clone(),
            level2: self.level2.clone(),
            name,
            target: Target { kind, ..target },
            qualitative,
            points,
            standard: self.joined(row, Column::Standard),
            meaning: self.joined(row, Column::Meaning),
            formula: self.joined(row, Column::Formula),
            evidence: self.joined(row, Column::Evidence),
            source: self.joined(row, Column::Source),
        };
        self.content.lines.push(line);
    }

    /// 性质、指标值、计量单位合成一个指标值；第二个值是写明了定性。
    fn target(&self, row: usize) -> (String, bool) {
        let value = one_line(self.text(row, Column::Target));
        let sign: String = self.text(row, Column::Sign).chars().map(fold).filter(|c| !c.is_whitespace()).collect();
        let unit = one_line(self.text(row, Column::Unit));
        if sign.contains("定性") {
            return (value, true);
        }
        let sign = match sign.as_str() {
            "正向" | "正向指标" | "大于等于" | "不低于" => "≥",
            "反向" | "反向指标" | "逆向" | "小于等于" | "不高于" => "≤",
            "等于" => "=",
            "大于" => ">",
            "小于" => "<",
            "≥" | "≤" | "=" | ">" | "<" | ">=" | "<=" | "≧" | "≦" => sign.as_str(),
            _ => "",
        };
        let bare = value.chars().next().is_some_and(|c| fold(c).is_ascii_digit());
        let head = if bare { sign } else { "" };
        // 指标值里已经写了单位的，不再加。
        let lacks_unit = value.chars().last().is_some_and(|c| fold(c).is_ascii_digit());
        let tail = if lacks_unit && !matches!(unit.as_str(), "/" | "-" | "—" | "无") { unit.as_str() } else { "" };
        (format!("{head}{value}{tail}"), false)
    }

    /// 合计与小计：与各行之和核对。
    fn sum(&mut self, row: usize, lead: &str, points: &str) {
        let Some(written) = points_in(points) else { return };
        let sum = |lines: &[Line]| lines.iter().map(|line| line.points).sum::<Decimal>();
        let lines = &self.content.lines;
        let (agrees, code, got) = if lead.starts_with("小计") {
            let of_level = |level2: bool| {
                let same = |l: &&Line| l.level1 == self.level1 && (!level2 || l.level2 == self.level2);
                lines.iter().rev().take_while(same).map(|line| line.points).sum::<Decimal>()
            };
            let since = sum(&lines[self.since..]);
            (written == since || written == of_level(true) || written == of_level(false), Code::E0302, since)
        } else {
            (written == self.content.sum(), Code::E0301, self.content.sum())
        };
        self.since = self.content.lines.len();
        if !agrees {
            let at = self.header.column(Column::Points).unwrap_or(0);
            let message =
                format!("{} 的{lead}是 {}，以上各行相加是 {}", cell_name(row, at), plain(written), plain(got));
            let place = self.placed.at(row, at);
            self.sink.push(Diagnostic::new(code, message).at(&place).label("这个数"));
        }
    }
}

/// 分值：`10`、`10分`、`10%`。
fn points_in(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_end_matches(['分', '%', '％']).trim();
    read_number(text).ok()
}

/// “产出指标（50分）”拆成名称与分值。
fn with_points(text: &str) -> (String, Option<Decimal>) {
    let text = text.trim();
    let inside = text.strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
    match inside.and_then(|(name, inside)| Some((name.trim(), points_in(inside)?))) {
        Some((name, points)) if !name.is_empty() => (name.to_owned(), Some(points)),
        _ => (text.to_owned(), None),
    }
}
