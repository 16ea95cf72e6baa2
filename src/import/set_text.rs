//! 写成体系文件，说不准的地方留下注释；记着每一段出自表上哪一行。

use super::header::{Column, Header};
use super::rows::{Content, Execution, Line};
use super::rule_text::{quoted, rule};
use super::standard::{self, Reading, Row};
use super::table::{Placed, cell_name};
use super::{Heading, codes, one_line};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{BareTarget, Kind};
use crate::number::{Decimal, plain};
use crate::target::read_target;
use std::fmt::Write;
use std::ops::Range;

/// 写出的体系文件。
pub(super) struct Written {
    pub text: String,
    /// 文本的一段与它出自的行。
    pub origins: Vec<(Range<usize>, usize)>,
}

pub(super) struct Writer<'a> {
    pub placed: &'a Placed<'a>,
    pub header: &'a Header,
    pub bare: BareTarget,
    pub sink: &'a mut Sink,
}

impl Writer<'_> {
    pub fn write(&mut self, heading: &Heading<'_>, content: &Content) -> Written {
        let mut text = String::new();
        let mut origins = Vec::new();
        let _ = write!(
            text,
            "#:schema schema/set.json\n# 由 {} 导入。核对之后再用：ziping check 本文件\n\n[set]\nid = {}\nversion = {}\n",
            self.placed.table.name.replace('\n', " "),
            quoted(heading.id),
            quoted(heading.version)
        );
        if !heading.title.is_empty() {
            let _ = writeln!(text, "title = {}", quoted(heading.title));
        }
        let kind = match heading.kind {
            Kind::Department => "department",
            Kind::Project => "project",
        };
        let total = plain(content.total());
        let _ = write!(text, "kind = \"{kind}\"\nprofile = {}\ntotal = {total}\n", quoted(heading.profile));
        if let Some(execution) = &content.execution {
            let start = text.len();
            self.execution(execution, &mut text);
            origins.push((start..text.len(), execution.row));
        }
        sections(content, &mut text, &mut origins);
        for (line, code) in content.lines.iter().zip(codes(content)) {
            let start = text.len();
            self.indicator(line, &code, &mut text);
            origins.push((start..text.len(), line.row));
        }
        Written { text, origins }
    }

    fn standard_cell(&self, row: usize) -> (String, crate::diagnostic::Place) {
        let mut written = self.header.columns(Column::Standard).filter(|at| !self.placed.cell(row, *at).is_empty());
        let at = written.next().unwrap_or(0);
        (cell_name(row, at), self.placed.at(row, at))
    }

    /// 照约定补足的地方：写成注释，也作提醒。
    fn notes(&mut self, row: usize, notes: &[String], text: &mut String) {
        let (cell, place) = self.standard_cell(row);
        for note in notes {
            let _ = writeln!(text, "# {cell}：{note}。");
            let message = format!("{cell} 的评分标准照约定补足：{note}");
            self.sink.push(Diagnostic::new(Code::W1002, message).at(&place).label("这条标准"));
        }
    }

    fn unsure(&mut self, row: usize, why: &str, near: &'static str, then: &str, text: &mut String) {
        let (cell, place) = self.standard_cell(row);
        let _ = writeln!(text, "# {cell}：评分标准说不准（{why}），{then}。");
        let message = format!("{cell} 的评分标准说不准：{why}；{then}");
        self.sink.push(Diagnostic::new(Code::W1001, message).at(&place).label("这条标准").help(near));
    }

    fn execution(&mut self, execution: &Execution, text: &mut String) {
        let _ = writeln!(text, "\n[execution]\npoints = {}", plain(execution.points));
        let Ok(target) = read_target("≥100%") else { return };
        if execution.standard.is_empty() {
            return;
        }
        let row = Row { name: &execution.name, target: &target, points: execution.points, bare: self.bare };
        match standard::read(&execution.standard, &row) {
            Reading::Certain { rule: found, notes } => {
                self.notes(execution.row, &notes, text);
                text.push_str(&rule(&found, "execution"));
            }
            Reading::Unsure { why, near } => {
                self.unsure(execution.row, &why, near, "执行率依口径的规则", text);
            }
        }
    }

    fn indicator(&mut self, line: &Line, code: &str, text: &mut String) {
        let _ = write!(text, "\n[[indicator]]\ncode = {}\nlevel1 = {}\n", quoted(code), quoted(&line.level1));
        if !line.level2.is_empty() {
            let _ = writeln!(text, "level2 = {}", quoted(&line.level2));
        }
        let _ = write!(text, "name = {}\ntarget = {}\n", quoted(&line.name), quoted(&line.target.text));
        if line.qualitative {
            text.push_str("qualitative = true\n");
        }
        let _ = writeln!(text, "points = {}", plain(line.points));
        let kept = [
            ("meaning", &line.meaning),
            ("formula", &line.formula),
            ("evidence", &line.evidence),
            ("source", &line.source),
        ];
        for (key, value) in kept.into_iter().filter(|(_, value)| !value.is_empty()) {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
        if line.standard.is_empty() {
            return;
        }
        let row = Row { name: &line.name, target: &line.target, points: line.points, bare: self.bare };
        match standard::read(&line.standard, &row) {
            Reading::Certain { rule: found, notes } => {
                self.notes(line.row, &notes, text);
                text.push_str(&rule(&found, "indicator"));
            }
            Reading::Unsure { why, near } => {
                self.unsure(line.row, &why, near, "本行留作人工评分", text);
                let words = one_line(&line.standard);
                let _ = writeln!(text, "rule = {{ kind = \"manual\", text = {} }}", quoted(&words));
            }
        }
    }
}

/// 写明了分值的板块。有一处写明，全部板块都写；一个板块有一处二级写明，它的二级都写。
fn sections(content: &Content, text: &mut String, origins: &mut Vec<(Range<usize>, usize)>) {
    if content.declared.is_empty() {
        return;
    }
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut write = |level1: &str, level2: &str, row: usize| {
        let declared = content.declared.iter().find(|d| d.level1 == level1 && d.level2 == level2);
        let inside = content.lines.iter().filter(|l| l.level1 == level1 && (level2.is_empty() || l.level2 == level2));
        let points = declared.map_or_else(|| inside.map(|line| line.points).sum::<Decimal>(), |d| d.points);
        let start = text.len();
        let _ = writeln!(text, "\n[[section]]\nlevel1 = {}", quoted(level1));
        if !level2.is_empty() {
            let _ = writeln!(text, "level2 = {}", quoted(level2));
        }
        let _ = writeln!(text, "points = {}", plain(points));
        origins.push((start..text.len(), declared.map_or(row, |d| d.row)));
    };
    for line in &content.lines {
        let level1 = line.level1.as_str();
        if !seen.contains(&(level1, "")) {
            seen.push((level1, ""));
            write(level1, "", line.row);
            let divided = content.declared.iter().any(|d| d.level1 == level1 && !d.level2.is_empty());
            for inner in content.lines.iter().filter(|l| divided && l.level1 == level1 && !l.level2.is_empty()) {
                if !seen.contains(&(level1, inner.level2.as_str())) {
                    seen.push((level1, inner.level2.as_str()));
                    write(level1, &inner.level2, inner.row);
                }
            }
        }
    }
}
