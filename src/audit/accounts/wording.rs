//! 文字的核对：占位符、错字、说法、雷同、重复、用词、同名不同数、列举、科目名称。

use super::arithmetic::Formula;
use super::check::{Check, Checks, Each};
use super::facts::{FactRow, FactTable, Facts, Passage, plain, quoted};
use super::figure::Figure;
use super::numeric::{sentence, with_basis};
use super::reference::{Here, leaf, matches};
use crate::diagnostic::{Diagnostic, Place};
use crate::formula::Value;
use crate::parse::CheckKind;
use std::collections::BTreeMap;

/// 一条文字规则的各个发现；核对了几处计入 `seen`。
pub fn run(check: &Check, checks: &Checks, facts: &Facts, seen: &mut usize) -> Vec<Diagnostic> {
    let mut finder = Finder { check, checks, found: Vec::new() };
    let passages: Vec<&Passage> =
        facts.passages.iter().filter(|passage| check.texts.iter().any(|kind| kind == passage.kind)).collect();
    *seen += passages.len();
    match check.kind {
        CheckKind::Placeholder => finder.placeholders(&passages),
        CheckKind::Misspelt => finder.misspelt(&passages),
        CheckKind::Claim => finder.claims(&passages, facts),
        CheckKind::Alike => finder.alike(&passages),
        CheckKind::Repeated => finder.repeated(&passages),
        CheckKind::Vocabulary => finder.vocabulary(&passages),
        CheckKind::SameName => *seen += finder.same_name(facts),
        CheckKind::Listed => *seen += finder.listed(facts),
        CheckKind::Named => *seen += finder.named(facts),
        _ => {}
    }
    finder.found
}

/// `each` 所说的各行，连同所在的表。
pub fn each<'f>(check: &'f Check, facts: &'f Facts) -> impl Iterator<Item = (&'f FactTable, &'f FactRow)> {
    check.each.iter().flat_map(move |Each { table: pattern, row }| {
        let tables = facts.tables.iter().filter(move |table| matches(pattern, &table.key));
        tables.flat_map(move |table| {
            let rows: Vec<&FactRow> = match row {
                Some(row) => super::reference::Reference::rows_of(row, table),
                None => table.rows.iter().collect(),
            };
            rows.into_iter().map(move |row| (table, row))
        })
    })
}

struct Finder<'c> {
    check: &'c Check,
    checks: &'c Checks,
    found: Vec<Diagnostic>,
}

impl Finder<'_> {
    fn push(&mut self, said: &str, place: &Place, row: Option<&FactRow>) {
        let check = self.check;
        let here = Here { table: None, row, column: None };
        let mut found = Diagnostic::new(check.code, sentence(check, said, here)).at(place).label("在这里");
        if let Some(severity) = check.severity {
            found.severity = severity;
        }
        self.found.push(with_basis(found, check, self.checks));
    }

    fn placeholders(&mut self, passages: &[&Passage]) {
        for passage in passages {
            let text = passage.text.to_lowercase();
            if let Some(word) = self.check.words.iter().find(|word| text.contains(&word.to_lowercase())) {
                let said = format!("{}里有“{word}”：{}", passage.owner, short(&passage.text));
                self.push(&said, &passage.place, None);
            }
        }
    }

    fn misspelt(&mut self, passages: &[&Passage]) {
        for passage in passages {
            let text: String = passage.text.chars().filter(|c| !c.is_whitespace()).collect();
            for pair in &self.check.words {
                let Some((wrong, right)) = pair.split_once('→') else { continue };
                if text.contains(wrong.trim()) && !(right.trim().contains(wrong.trim()) && text.contains(right.trim()))
                {
                    let said = format!("{}写的“{}”，应为“{}”", passage.owner, wrong.trim(), right.trim());
                    self.push(&said, &passage.place, None);
                }
            }
        }
    }

    fn claims(&mut self, passages: &[&Passage], facts: &Facts) {
        let because = match self.check.when.as_ref().map(|when| when.fill(facts, Here::default())) {
            None => String::new(),
            Some(Ok(filled)) if filled.value() == Ok(Value::Truth(true)) => format!("，而 {}", filled.told()),
            Some(_) => return,
        };
        let mut said_before: Vec<String> = Vec::new();
        for passage in passages {
            // 同一句话印在说明里，又抄在填报里的，只说一次。
            if said_before.contains(&essence(&passage.text)) {
                continue;
            }
            said_before.push(essence(&passage.text));
            let said = self.check.words.iter().find(|word| {
                let mut parts = word.split('*').filter(|part| !part.is_empty());
                let mut rest = passage.text.as_str();
                parts.all(|part| match rest.split_once(part) {
                    Some((_, after)) => {
                        rest = after;
                        true
                    }
                    None => false,
                })
            });
            if said.is_some() {
                let said = format!("{}说“{}”{because}", passage.owner, short(&passage.text));
                self.push(&said, &passage.place, None);
            }
        }
    }

    fn alike(&mut self, passages: &[&Passage]) {
        let mut groups: BTreeMap<String, Vec<&Passage>> = BTreeMap::new();
        for passage in passages {
            let text = essence(&passage.text);
            if !text.is_empty() {
                groups.entry(text).or_default().push(passage);
            }
        }
        for group in groups.values().filter(|group| group.len() >= self.check.least) {
            let Some(first) = group.first() else { continue };
            let owners: Vec<&str> = group.iter().map(|passage| passage.owner.as_str()).collect();
            let said = format!("“{}”用了 {} 处：{}", short(&first.text), group.len(), owners.join("、"));
            self.push(&said, &first.place, None);
        }
    }

    fn repeated(&mut self, passages: &[&Passage]) {
        let mut first: BTreeMap<String, &Passage> = BTreeMap::new();
        let mut again: Vec<(&Passage, &Passage)> = Vec::new();
        for passage in passages {
            match first.get(&essence(&passage.text)) {
                Some(known) => again.push((passage, known)),
                None => drop(first.insert(essence(&passage.text), passage)),
            }
        }
        if let Some((second, _)) = again.first() {
            let pairs: Vec<String> =
                again.iter().map(|(second, first)| format!("{}同{}", second.owner, first.owner)).collect();
            let said = format!("{} 行与前面的一字不差：{}", again.len(), pairs.join("，"));
            self.push(&said, &second.place, None);
        }
    }

    fn vocabulary(&mut self, passages: &[&Passage]) {
        let mut used: Vec<(usize, &Passage)> = Vec::new();
        for passage in passages {
            let group = self.check.groups.iter().position(|group| group.contains(&passage.text));
            if let Some(group) = group.filter(|group| used.iter().all(|(known, _)| known != group)) {
                used.push((group, passage));
            }
        }
        if let [_, second, ..] = used[..] {
            let said: Vec<String> = used.iter().map(|(_, one)| format!("{}写“{}”", one.owner, one.text)).collect();
            self.push(&said.join("，"), &second.1.place, None);
        }
    }

    /// 同一个名称、同一样数，印了不同的值。
    fn same_name(&mut self, facts: &Facts) -> usize {
        let mut first: BTreeMap<(String, usize), (&FactTable, &FactRow, &Figure)> = BTreeMap::new();
        let mut seen = 0;
        let check = self.check;
        for (table, row) in each(check, facts) {
            for (at, figure) in row.cells.iter().enumerate() {
                let Some((figure, value)) = figure.as_ref().and_then(|figure| Some((figure, figure.value()?))) else {
                    continue;
                };
                let column = &table.columns[at];
                let is_change = matches!(column.as_str(), "增减额" | "增减率");
                // 占比、完成比各有各的基数，不比。
                if !is_change && !matches!(column.as_str(), "金额" | "预算数" | "个数") {
                    continue;
                }
                let own = if is_change && !row.about.change_of.is_empty() { &row.about.change_of } else { &row.title };
                seen += 1;
                let Some((table1, row1, known)) = first.get(&(plain(own), at)) else {
                    first.insert((plain(own), at), (table, row, figure));
                    continue;
                };
                if known.value() != Some(value) && known.unit.is_rate() == figure.unit.is_rate() {
                    let said = format!(
                        "“{own}”的{column}，{}“{}”印 {}，{}“{}”印 {}",
                        table1.title,
                        quoted(&row1.title),
                        known.shown(),
                        table.title,
                        quoted(&row.title),
                        figure.shown(),
                    );
                    let place = figure.place.clone();
                    self.push(&said, &place, Some(row));
                }
            }
        }
        seen
    }

    /// 列的各项与表上不为零的各行一致。
    fn listed(&mut self, facts: &Facts) -> usize {
        let check = self.check;
        let mut seen = 0;
        for (table, row) in each(check, facts).filter(|(_, row)| !row.about.items.is_empty()) {
            let here = Here { table: Some(table), row: Some(row), column: None };
            let Some(terms) = check.right.as_ref().and_then(|right| every(right, facts, here)) else { continue };
            seen += 1;
            let bare = |text: &str| plain(text.trim_start_matches(|c: char| c.is_ascii_digit()));
            let items: Vec<String> = row.about.items.iter().map(|item| plain(item)).collect();
            let unlisted: Vec<String> = terms
                .iter()
                .filter(|term| !term.value.is_zero() && !items.contains(&bare(&term.name)))
                .map(|term| format!("{} {}", bare(&term.name), term.text))
                .collect();
            let known: Vec<String> = terms.iter().filter(|t| !t.value.is_zero()).map(|t| bare(&t.name)).collect();
            let extra: Vec<&str> =
                row.about.items.iter().filter(|item| !known.contains(&plain(item))).map(String::as_str).collect();
            let mut said = Vec::new();
            if !unlisted.is_empty() {
                said.push(format!("没有列表上有的 {}", unlisted.join("、")));
            }
            if !extra.is_empty() {
                said.push(format!("列的“{}”表上没有支出", extra.join("、")));
            }
            if !said.is_empty() {
                let place = row.place.clone();
                self.push(&format!("{}“{}”{}", table.title, quoted(&row.title), said.join("；")), &place, Some(row));
            }
        }
        seen
    }

    /// 写的类款项在表上找得到。
    fn named(&mut self, facts: &Facts) -> usize {
        let check = self.check;
        let mut seen = 0;
        for (table, row) in each(check, facts).filter(|(_, row)| !row.about.levels.is_empty()) {
            let here = Here { table: Some(table), row: Some(row), column: None };
            let reference = check.left.as_ref().and_then(|left| left.references.values().next());
            let Some(ledger) = reference.and_then(|reference| reference.table(facts, here)) else { continue };
            seen += 1;
            let levels = &row.about.levels;
            if leaf(ledger, levels).is_some() {
                continue;
            }
            let parent = levels.split_last().and_then(|(_, above)| leaf(ledger, above));
            let known: Vec<String> = parent
                .iter()
                .flat_map(|parent| ledger.children(&parent.code))
                .map(|child| child.title.clone())
                .collect();
            let hint =
                if known.is_empty() { String::new() } else { format!("，那里只有“{}”", known.join("、")) };
            let place = row.place.clone();
            self.push(&format!("{}没有“{}”{hint}", ledger.title, levels.join("—")), &place, Some(row));
        }
        seen
    }
}

/// 一个可能指着几行的引用，取得的各个数。
fn every(formula: &Formula, facts: &Facts, here: Here<'_>) -> Option<Vec<super::reference::Term>> {
    formula.references.values().next()?.find(facts, here).ok()
}

/// 比对雷同用的文字：去掉空白与标点。
fn essence(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// 引用的话至多写这么长。
fn short(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    if text.chars().count() <= 40 { text } else { format!("{}……", text.chars().take(40).collect::<String>()) }
}
