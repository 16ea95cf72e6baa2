//! 两个体系哪里不同，写成文字：总体、执行率、板块、指标、规则、口径。

use super::profile_text::{formulary_texts, kind_name, profile_texts};
use super::rule_text::{asides, kind_title, parameters};
use super::set_text::{execution_texts, indicator_texts, shelf_texts, whole_texts};
use crate::compare::{self, Pair, are_kin, by_key, changed_rules, pair_rows, shelves};
use crate::model::{Counts, Indicator, Rule, Set};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// 一样内容的名称与文字；没有内容的文字为空。
pub(super) type Text = (String, String);

/// 两个体系的全部不同。
#[derive(Debug, Serialize)]
pub struct Changes {
    pub from: String,
    pub to: String,
    /// 没有不同的一类不出现。
    pub groups: Vec<ChangeGroup>,
}

/// 一类不同。
#[derive(Debug, Serialize)]
pub struct ChangeGroup {
    pub title: &'static str,
    pub changes: Vec<Change>,
}

/// 一处不同。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub kind: ChangeKind,
    /// 哪一行、哪一块；整个体系的为空。
    pub subject: String,
    pub lines: Vec<ChangeLine>,
}

/// 不同的种类。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Added,
    Removed,
    /// 编码改了，是同一行。
    Renamed,
    /// 换了一级或二级指标。
    Moved,
    Changed,
}

impl ChangeKind {
    /// 中文名称。
    pub fn title(self) -> &'static str {
        match self {
            ChangeKind::Added => "新增",
            ChangeKind::Removed => "去掉",
            ChangeKind::Renamed => "改编码",
            ChangeKind::Moved => "移动",
            ChangeKind::Changed => "修改",
        }
    }
}

/// 一样内容由什么改为什么；没有的一边为空。
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    pub what: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// 两个体系的不同；同样的两份没有。
pub fn changes(from: &Set, to: &Set) -> Changes {
    let groups = [
        ("总体", changed("", &whole_texts(from), &whole_texts(to)).into_iter().collect()),
        ("执行率", execution(from, to)),
        ("板块", sections(from, to)),
        ("指标", indicators(from, to)),
        ("规则", rules(from, to)),
        ("口径", profile(from, to)),
    ];
    let groups = groups.into_iter().filter(|(_, changes)| !changes.is_empty());
    let groups = groups.map(|(title, changes): (_, Vec<Change>)| ChangeGroup { title, changes }).collect();
    Changes { from: from.reference(), to: to.reference(), groups }
}

/// 名称相同的两样比文字，不同的各成一行。
fn lines(from: &[Text], to: &[Text]) -> Vec<ChangeLine> {
    let some = |text: Option<&Text>| text.map(|(_, text)| text.clone()).filter(|text| !text.is_empty());
    by_key(from, to, |(what, _)| what)
        .into_iter()
        .filter_map(|Pair { from, to }| {
            let what = from.or(to)?.0.clone();
            let line = ChangeLine { what, from: some(from), to: some(to) };
            (line.from != line.to).then_some(line)
        })
        .collect()
}

fn changed(subject: &str, from: &[Text], to: &[Text]) -> Option<Change> {
    let lines = lines(from, to);
    let subject = subject.to_owned();
    (!lines.is_empty()).then_some(Change { kind: ChangeKind::Changed, subject, lines })
}

/// 只有一边有的：把有内容的各样都列出来。
fn one_sided(kind: ChangeKind, subject: String, texts: &[Text]) -> Change {
    let lines = if kind == ChangeKind::Added { lines(&[], texts) } else { lines(texts, &[]) };
    Change { kind, subject, lines }
}

fn execution(from: &Set, to: &Set) -> Vec<Change> {
    let change = match (&from.execution, &to.execution) {
        (Some(a), Some(b)) => changed("预算执行率", &execution_texts(a), &execution_texts(b)),
        (Some(a), None) => Some(one_sided(ChangeKind::Removed, "预算执行率".to_owned(), &execution_texts(a))),
        (None, Some(b)) => Some(one_sided(ChangeKind::Added, "预算执行率".to_owned(), &execution_texts(b))),
        (None, None) => None,
    };
    change.into_iter().collect()
}

fn sections(from: &Set, to: &Set) -> Vec<Change> {
    let (from, to) = (shelves(from), shelves(to));
    let title = |level1: &str, level2: &str| {
        if level2.is_empty() { level1.to_owned() } else { format!("{level1}／{level2}") }
    };
    let pairs = by_key(&from, &to, |shelf| (shelf.level1, shelf.level2));
    let changes = pairs.into_iter().filter_map(|pair| match (pair.from, pair.to) {
        (Some(a), Some(b)) => changed(&title(a.level1, a.level2), &shelf_texts(a), &shelf_texts(b)),
        (Some(a), None) => Some(one_sided(ChangeKind::Removed, title(a.level1, a.level2), &shelf_texts(a))),
        (None, Some(b)) => Some(one_sided(ChangeKind::Added, title(b.level1, b.level2), &shelf_texts(b))),
        (None, None) => None,
    });
    changes.collect()
}

fn indicators(from: &Set, to: &Set) -> Vec<Change> {
    let (all, others) = (compare::lines(from), compare::lines(to));
    let title = |row: &Indicator| format!("{} {}", row.code, row.name);
    let one = |kind, row: &Indicator| {
        let mut change = one_sided(kind, title(row), &indicator_texts(row));
        // 编码与名称已在题目里。
        change.lines.retain(|line| line.what != "编码" && line.what != "名称");
        let rule = ChangeLine {
            what: "规则".to_owned(),
            from: (kind == ChangeKind::Removed).then(|| kind_title(&row.rule).to_owned()),
            to: (kind == ChangeKind::Added).then(|| kind_title(&row.rule).to_owned()),
        };
        change.lines.push(rule);
        change
    };
    let mut found: Vec<Change> = pair_rows(&all, &others, are_kin(from, to))
        .into_iter()
        .filter_map(|pair| match (pair.from.map(|at| all[at].0), pair.to.map(|at| others[at].0)) {
            (Some(a), Some(b)) => {
                let mut change = changed(&title(a), &indicator_texts(a), &indicator_texts(b))?;
                if a.code != b.code {
                    change.kind = ChangeKind::Renamed;
                } else if (&a.level1, &a.level2) != (&b.level1, &b.level2) {
                    change.kind = ChangeKind::Moved;
                }
                Some(change)
            }
            (Some(a), None) => Some(one(ChangeKind::Removed, a)),
            (None, Some(b)) => Some(one(ChangeKind::Added, b)),
            (None, None) => None,
        })
        .collect();
    found.extend(groups(from, to));
    found
}

/// 择一的各组。
fn groups(from: &Set, to: &Set) -> Vec<Change> {
    let texts = |set: &Set| -> Vec<Text> {
        let counts = |counts| if counts == Counts::Better { "计得分高的" } else { "计第一个适用的" };
        set.groups.iter().map(|group| (group.codes.join("、"), counts(group.counts).to_owned())).collect()
    };
    let lines = lines(&texts(from), &texts(to));
    let change = Change { kind: ChangeKind::Changed, subject: "择一".to_owned(), lines };
    if change.lines.is_empty() { Vec::new() } else { vec![change] }
}

fn rules(from: &Set, to: &Set) -> Vec<Change> {
    changed_rules(from, to)
        .into_iter()
        .map(|change| Change {
            kind: ChangeKind::Changed,
            subject: change
                .rows
                .iter()
                .map(|row| if *row == "execution" { "预算执行率" } else { row })
                .collect::<Vec<_>>()
                .join("、"),
            lines: rule_lines("", Some(change.from), Some(change.to)),
        })
        .collect()
}

/// 两条规则的不同：种类、逐条的参数，以及参数之外的约定。`prefix` 接在每样的名称之前。
pub(super) fn rule_lines(prefix: &str, from: Option<&Rule>, to: Option<&Rule>) -> Vec<ChangeLine> {
    let texts = |rule: Option<&Rule>| rule.map(rule_texts).unwrap_or_default();
    let (from_texts, to_texts) = (texts(from), texts(to));
    let mut found = lines(&from_texts, &to_texts);
    let sentences = |rule: Option<&Rule>| rule.map(|rule| parameters(rule, None)).unwrap_or_default();
    let (before, after) = (sentences(from), sentences(to));
    let mut gone = before.iter().filter(|line| !after.contains(line)).cloned();
    let mut come = after.iter().filter(|line| !before.contains(line)).cloned();
    loop {
        let (from, to) = (gone.next(), come.next());
        if from.is_none() && to.is_none() {
            break;
        }
        found.push(ChangeLine { what: "参数".to_owned(), from, to });
    }
    for line in &mut found {
        line.what = format!("{prefix}{}", line.what);
    }
    found
}

/// 规则里不在参数句子里的各样。
fn rule_texts(rule: &Rule) -> Vec<Text> {
    let mut texts = asides(rule);
    texts.insert(0, ("种类".to_owned(), kind_title(rule).to_owned()));
    texts
}

fn profile(from: &Set, to: &Set) -> Vec<Change> {
    let (a, b) = (&*from.profile, &*to.profile);
    let mut all = lines(&profile_texts(a), &profile_texts(b));
    // 几种指标值同样的一换合在一起。
    let mut defaults: Vec<(Vec<&str>, Option<&Rule>, Option<&Rule>)> = Vec::new();
    for (kind, from, to) in default_rules(&a.defaults, &b.defaults).into_iter().filter(|(_, from, to)| from != to) {
        match defaults.iter_mut().find(|(_, known, other)| (*known, *other) == (from, to)) {
            Some((kinds, ..)) => kinds.push(kind_name(kind)),
            None => defaults.push((vec![kind_name(kind)], from, to)),
        }
    }
    for (kinds, from, to) in defaults {
        all.extend(rule_lines(&format!("{}的默认规则·", kinds.join("、")), from, to));
    }
    // 两边都有执行率一块的，规则已在上一类里说过。
    let has_execution = from.execution.is_some() && to.execution.is_some();
    if a.execution.rule != b.execution.rule && !has_execution {
        all.extend(rule_lines("执行率的规则·", Some(&a.execution.rule), Some(&b.execution.rule)));
    }
    all.extend(lines(&formulary_texts(&from.formulary), &formulary_texts(&to.formulary)));
    if all.is_empty() {
        return Vec::new();
    }
    let subject = if a.id == b.id { b.id.clone() } else { format!("{} → {}", a.id, b.id) };
    vec![Change { kind: ChangeKind::Changed, subject, lines: all }]
}

type Defaults = BTreeMap<String, Arc<Rule>>;

/// 两份默认规则里出现的各种指标值，与两边各自的规则。
fn default_rules<'a>(from: &'a Defaults, to: &'a Defaults) -> Vec<(&'a str, Option<&'a Rule>, Option<&'a Rule>)> {
    let keys: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let get = |map: &'a Defaults, key: &String| map.get(key).map(|rule| &**rule);
    keys.into_iter().map(|key| (key.as_str(), get(from, key), get(to, key))).collect()
}
