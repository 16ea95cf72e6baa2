//! 复核单的写法：复核人改了哪些完成值、扣了哪些分、为什么；扣分规则的写法也在这里。

use super::reader::{At, Table};
use crate::diagnostic::{Place, Sink};
use crate::number::Decimal;

/// 一份复核单，按书面内容。
#[derive(Clone, Debug)]
pub struct RawReview {
    pub place: Place,
    /// 复核的单位。
    pub reviewer: String,
    /// 复核日期，照写的印。
    pub date: String,
    /// 复核人员的意见，照写的印。
    pub opinion: String,
    /// 没有写到的行也照口径重新计分。
    pub recompute: bool,
    pub rows: Vec<RawReviewRow>,
    pub budget: Option<RawReviewBudget>,
    /// 自己的扣分规则，盖过内置的同名规则。
    pub rules: Vec<RawReviewRule>,
}

/// 对一行的复核。
#[derive(Clone, Debug)]
pub struct RawReviewRow {
    pub place: Place,
    /// 第几行，从一数起。
    pub row: Option<At<usize>>,
    /// 三级指标的名称；与 `row` 二者其一。
    pub name: Option<At<String>>,
    /// 复核完成值。
    pub actual: Option<At<String>>,
    /// 扣分规则的名称。
    pub rule: Option<At<String>>,
    pub level: Option<At<Level>>,
    pub share: Option<At<Decimal>>,
    pub points: Option<At<Decimal>>,
    pub reason: Option<At<String>>,
}

/// 预算执行的复核数。
#[derive(Clone, Debug)]
pub struct RawReviewBudget {
    pub place: Place,
    pub full_year: Option<At<Decimal>>,
    pub executed: Option<At<Decimal>>,
    pub reason: Option<At<String>>,
}

/// 一组扣分规则：标题、出处与各条。
#[derive(Clone, Debug)]
pub struct RawReviewRules {
    pub title: String,
    pub basis: String,
    pub rules: Vec<RawReviewRule>,
}

/// 一条扣分规则。
#[derive(Clone, Debug)]
pub struct RawReviewRule {
    pub place: Place,
    pub id: Option<At<String>>,
    pub title: String,
    pub share: Option<At<Decimal>>,
    /// 按轻重分档的比例：严重、中等、轻微。
    pub levels: Option<[Decimal; 3]>,
    /// 不扣分，只作说明。
    pub keep: bool,
    pub text: String,
    /// 怎样改正。
    pub fix: String,
}

/// 轻重。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Severe,
    Medium,
    Light,
}

impl Level {
    /// 写法与档。
    pub const NAMES: [(&'static str, Level); 3] =
        [("severe", Level::Severe), ("medium", Level::Medium), ("light", Level::Light)];

    /// 中文名称。
    pub fn title(self) -> &'static str {
        match self {
            Level::Severe => "严重",
            Level::Medium => "中等",
            Level::Light => "轻微",
        }
    }
}

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawReview {
    let mut raw = RawReview {
        place: root.place(),
        reviewer: String::new(),
        date: String::new(),
        opinion: String::new(),
        recompute: false,
        rows: Vec::new(),
        budget: None,
        rules: Vec::new(),
    };
    match root.table("review", sink) {
        None => root.missing("[review]", sink),
        Some(mut head) => {
            raw.place = head.place();
            raw.reviewer = head.text_or_empty("reviewer", sink);
            raw.date = head.date_text("date", sink);
            raw.opinion = head.text_or_empty("opinion", sink);
            raw.recompute = head.flag("recompute", sink);
            head.finish(sink);
        }
    }
    raw.rows = root.tables("row", sink).into_iter().map(|table| read_row(table, sink)).collect();
    raw.budget = root.table("budget", sink).map(|table| read_budget(table, sink));
    raw.rules = root.tables("rule", sink).into_iter().map(|table| read_rule(table, sink)).collect();
    raw
}

fn read_row(mut table: Table<'_>, sink: &mut Sink) -> RawReviewRow {
    if !table.has("row") && !table.has("name") {
        table.missing("row", sink);
    }
    let row = RawReviewRow {
        place: table.place(),
        row: table.count("row", sink),
        name: table.text("name", sink),
        actual: table.text("actual", sink),
        rule: table.text("rule", sink),
        level: table.choice_at("level", &Level::NAMES, sink),
        share: table.share("share", sink),
        points: table.number("points", sink),
        reason: table.text("reason", sink),
    };
    table.finish(sink);
    row
}

fn read_budget(mut table: Table<'_>, sink: &mut Sink) -> RawReviewBudget {
    let budget = RawReviewBudget {
        place: table.place(),
        full_year: table.number("full_year", sink),
        executed: table.number("executed", sink),
        reason: table.text("reason", sink),
    };
    table.finish(sink);
    budget
}

/// 读一组扣分规则的文件。
pub(super) fn read_rules(root: &mut Table<'_>, sink: &mut Sink) -> RawReviewRules {
    let (mut title, mut basis) = (String::new(), String::new());
    if let Some(mut head) = root.table("rules", sink) {
        title = head.text_or_empty("title", sink);
        basis = head.text_or_empty("basis", sink);
        head.finish(sink);
    }
    let rules = root.tables("rule", sink).into_iter().map(|table| read_rule(table, sink)).collect();
    RawReviewRules { title, basis, rules }
}

fn read_rule(mut table: Table<'_>, sink: &mut Sink) -> RawReviewRule {
    let levels = table.table("levels", sink).and_then(|mut levels| {
        let all = Level::NAMES.map(|(name, _)| {
            if !levels.has(name) {
                levels.missing(name, sink);
            }
            levels.share(name, sink).map(|share| share.value)
        });
        levels.finish(sink);
        match all {
            [Some(severe), Some(medium), Some(light)] => Some([severe, medium, light]),
            _ => None,
        }
    });
    let rule = RawReviewRule {
        place: table.place(),
        id: table.require_text("id", sink),
        title: table.require_text("title", sink).map(|title| title.value).unwrap_or_default(),
        share: table.share("share", sink),
        levels,
        keep: table.flag("keep", sink),
        text: table.require_text("text", sink).map(|text| text.value).unwrap_or_default(),
        fix: table.text_or_empty("fix", sink),
    };
    table.finish(sink);
    rule
}
