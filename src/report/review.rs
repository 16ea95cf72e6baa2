//! 人工复核写成文字：复核表、复核意见，与对外的 JSON（`ziping.review/1`）。

use crate::audit::review::{Effect, Ground, GroundKind, Review, Reviewed, ReviewedItem};
use crate::audit::{Audit, PrintedRow};
use crate::diagnostic::Severity;
use crate::number::{Decimal, Ratio, Rounding, fixed, plain};
use serde::Serialize;
use serde_json::json;

/// 一张表的人工复核，全部文字；复核表与复核意见用同一份。
#[derive(Clone, Debug, Serialize)]
pub struct ReviewReport {
    pub title: String,
    pub unit: String,
    /// 年度；没有印的为空。
    pub year: String,
    pub reviewer: String,
    pub date: String,
    pub opinion: String,
    /// 重新计分用的口径。
    pub profile_title: String,
    pub execution: Option<ReviewLine>,
    pub rows: Vec<ReviewLine>,
    pub total: ReviewTotal,
    /// 重新计分的各行里，相符、不符、未比的行数。
    pub agree: usize,
    pub differ: usize,
    pub uncompared: usize,
    /// 有改动的各行与资金一块，照表上的次序。
    pub changed: Vec<ReviewLine>,
    /// 重新计算发现的错误，一条一句。
    pub errors: Vec<String>,
    /// 重新计算的提醒有几条。
    pub warnings: usize,
    /// 要求改正的各条，不重。
    pub fixes: Vec<String>,
    /// 用到内置扣分规则时的出处；没有用到的为空。
    pub basis: String,
}

/// 一行的自评与复核。
#[derive(Clone, Debug, Serialize)]
pub struct ReviewLine {
    /// 第几行，从一数起；资金一块为空。
    pub number: String,
    pub level1: String,
    pub level2: String,
    /// 一级、二级的格子跨几行；被上一行跨到的为零。
    pub level1_rows: usize,
    pub level2_rows: usize,
    pub name: String,
    pub target: String,
    pub points: String,
    pub own_actual: String,
    pub own: String,
    pub actual: String,
    pub score: String,
    /// 比自评少的分，没有改动的为空；多出来的带负号。
    pub lost: String,
    /// 复核指标偏差：（自评得分－复核得分）÷自评得分，没有改动的为空。
    pub divergence: String,
    /// 扣分依据，一处一句。
    pub grounds: Vec<String>,
    /// 复核得分比自评高。
    pub is_raised: bool,
    /// 相差几分，不带正负号。
    pub gap: String,
}

/// 总分的自评与复核。
#[derive(Clone, Debug, Serialize)]
pub struct ReviewTotal {
    pub points: String,
    pub own: String,
    pub score: String,
    pub lost: String,
    /// 相差几分，不带正负号；相同的为空。
    pub gap: String,
    pub is_raised: bool,
    pub divergence: String,
    pub own_grade: String,
    pub grade: String,
}

fn shown(value: Option<Decimal>) -> String {
    value.map(plain).unwrap_or_default()
}

/// 人工复核写成文字；`basis` 是内置扣分规则的出处。
pub fn review_report(audit: &Audit, review: &Review, reviewed: &Reviewed, basis: &str) -> ReviewReport {
    let table = &audit.table;
    let mut rows: Vec<ReviewLine> =
        table.rows.iter().zip(&reviewed.rows).enumerate().map(|(at, (row, item))| line(at, row, item)).collect();
    span(&mut rows);
    let execution = reviewed.execution.as_ref().zip(table.budget.as_ref()).map(|(item, budget)| {
        let money = &budget.total;
        let blank = ReviewLine {
            name: "预算执行率".to_owned(),
            points: money.points.text.clone(),
            own_actual: money.rate.text.clone(),
            ..with_item(item)
        };
        ReviewLine { own: if money.score.is_blank() { shown(item.own) } else { money.score.text.clone() }, ..blank }
    });
    let changed = execution.iter().chain(&rows).filter(|line| !line.grounds.is_empty()).cloned().collect();
    let grounds = || reviewed.rows.iter().chain(&reviewed.execution).flat_map(|item| &item.grounds);
    let mut fixes: Vec<String> = Vec::new();
    for rule in grounds().filter_map(|ground| ground.rule.as_ref()) {
        if !rule.fix.is_empty() && !fixes.contains(&rule.fix) {
            fixes.push(rule.fix.clone());
        }
    }
    let is_ruled = grounds().any(|ground| ground.rule.is_some());
    let count = |wanted| audit.rows.iter().filter(|row| row.agrees == wanted).count();
    let errors = audit.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error);
    let errors = errors.map(|finding| {
        let row = finding.row().map_or_else(String::new, |at| format!("（第{}行）", at + 1));
        format!("{row}{}", finding.diagnostic.message)
    });
    let lost = reviewed.own.zip(reviewed.score).map(|(own, score)| own - score).filter(|lost| !lost.is_zero());
    ReviewReport {
        title: if table.title.is_empty() { "绩效自评表".to_owned() } else { table.title.clone() },
        unit: table.unit.clone(),
        year: table.year.map(|year| year.to_string()).unwrap_or_default(),
        reviewer: review.reviewer.clone(),
        date: review.date.clone(),
        opinion: review.opinion.clone(),
        profile_title: audit.profile.title.clone(),
        execution,
        rows,
        total: ReviewTotal {
            points: shown(audit.total.points),
            own: shown(reviewed.own),
            score: shown(reviewed.score),
            lost: shown(lost),
            gap: shown(lost.map(|lost| lost.abs())),
            is_raised: lost.is_some_and(|lost| lost < Decimal::ZERO),
            divergence: reviewed.divergence.map(|share| format!("{}%", fixed(share, 2))).unwrap_or_default(),
            own_grade: reviewed.own_grade.clone().unwrap_or_default(),
            grade: reviewed.grade.clone().unwrap_or_default(),
        },
        agree: count(Some(true)),
        differ: count(Some(false)),
        uncompared: count(None),
        changed,
        errors: errors.collect(),
        warnings: audit.count(Severity::Warning),
        fixes,
        basis: if is_ruled { basis.to_owned() } else { String::new() },
    }
}

fn line(at: usize, row: &PrintedRow, item: &ReviewedItem) -> ReviewLine {
    ReviewLine {
        number: (at + 1).to_string(),
        level1: row.level1.text.clone(),
        level2: row.level2.text.clone(),
        level1_rows: 1,
        level2_rows: 1,
        name: row.title().to_owned(),
        target: row.target.text.clone(),
        points: row.points.text.clone(),
        own_actual: row.actual.text.clone(),
        own: if row.score.is_blank() { shown(item.own) } else { row.score.text.clone() },
        ..with_item(item)
    }
}

/// 只有复核的几样，其余空着。
fn with_item(item: &ReviewedItem) -> ReviewLine {
    let lost = item.lost().filter(|lost| !lost.is_zero());
    let divergence = lost.zip(item.own).and_then(|(lost, own)| Ratio::new(lost, own));
    let blank = String::new;
    ReviewLine {
        number: blank(),
        level1: blank(),
        level2: blank(),
        level1_rows: 1,
        level2_rows: 1,
        name: blank(),
        target: blank(),
        points: blank(),
        own_actual: blank(),
        own: blank(),
        actual: item.actual.clone().unwrap_or_default(),
        score: shown(item.score),
        lost: shown(lost),
        divergence: divergence.map_or_else(String::new, |share| {
            format!("{}%", fixed(share.times(Decimal::ONE_HUNDRED).round(Rounding::CENTS), 2))
        }),
        grounds: item.grounds.iter().map(ground_text).collect(),
        is_raised: lost.is_some_and(|lost| lost < Decimal::ZERO),
        gap: shown(lost.map(|lost| lost.abs())),
    }
}

/// 一处改动的依据：规则的话、原因、扣多少。
fn ground_text(ground: &Ground) -> String {
    let how = match ground.kind {
        GroundKind::Recomputed => "照口径重新计算".to_owned(),
        GroundKind::Actual => "按复核完成值重新计算".to_owned(),
        GroundKind::Share(share) => format!("扣得分的 {}%", plain(share * Decimal::ONE_HUNDRED)),
        GroundKind::Points(_) => String::new(),
        GroundKind::Kept => match ground.rule.as_ref().map(|rule| rule.effect) {
            Some(Effect::Stated) => "要求改正，不扣分".to_owned(),
            _ => "不扣分".to_owned(),
        },
    };
    let lost = match ground.lost {
        lost if lost > Decimal::ZERO => format!("扣 {} 分", plain(lost)),
        lost if lost < Decimal::ZERO => format!("加 {} 分", plain(lost.abs())),
        _ if ground.kind == GroundKind::Kept => String::new(),
        _ => "得分不变".to_owned(),
    };
    let level = ground.level.map_or_else(String::new, |level| format!("（{}）", level.title()));
    let rule = ground.rule.as_ref().map_or_else(String::new, |rule| format!("{}{level}", rule.text));
    let said: Vec<&str> = [rule.as_str(), ground.reason.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    let end: Vec<&str> = [how.as_str(), lost.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    match said.is_empty() {
        true => end.join("，"),
        false => format!("{}（{}）", said.join("：").trim_end_matches('。'), end.join("，")),
    }
}

/// 相邻的同名一、二级合并单元格；没有名称的各自一格。
fn span(rows: &mut [ReviewLine]) {
    let (mut first1, mut first2) = (0, 0);
    for at in 1..rows.len() {
        let same1 = !rows[at].level1.is_empty() && rows[at].level1 == rows[first1].level1;
        let same2 = same1 && !rows[at].level2.is_empty() && rows[at].level2 == rows[first2].level2;
        if same1 {
            rows[first1].level1_rows += 1;
            rows[at].level1_rows = 0;
        } else {
            first1 = at;
        }
        if same2 {
            rows[first2].level2_rows += 1;
            rows[at].level2_rows = 0;
        } else {
            first2 = at;
        }
    }
}

/// 复核的 JSON 文字，缩进两格，末尾换行。
pub fn review_json(audit: &Audit, review: &Review, reviewed: &Reviewed) -> String {
    let number = |value: Option<Decimal>| value.map(plain);
    let item = |item: &ReviewedItem| {
        let grounds = item.grounds.iter().map(|ground| {
            let rule = ground.rule.as_ref().map(|rule| rule.id.as_str());
            json!({ "rule": rule, "reason": ground.reason, "lost": plain(ground.lost), "text": ground_text(ground) })
        });
        let grounds: Vec<_> = grounds.collect();
        json!({
            "declared": number(item.own),
            "reviewed": number(item.score),
            "lost": number(item.lost()),
            "actual": item.actual,
            "grounds": grounds,
        })
    };
    let rows = audit.table.rows.iter().zip(&reviewed.rows).enumerate().map(|(at, (printed, row))| {
        let mut value = item(row);
        value["row"] = json!(at + 1);
        value["name"] = json!(printed.title());
        value
    });
    let rows: Vec<_> = rows.collect();
    let json = json!({
        "format": "ziping.review/1",
        "unit": audit.table.unit,
        "year": audit.table.year,
        "reviewer": review.reviewer,
        "date": review.date,
        "rows": rows,
        "execution": reviewed.execution.as_ref().map(item),
        "total": {
            "declared": number(reviewed.own),
            "reviewed": number(reviewed.score),
            "divergence": reviewed.divergence.map(|share| fixed(share, 2)),
        },
        "grade": { "declared": reviewed.own_grade, "reviewed": reviewed.grade },
    });
    format!("{json:#}\n")
}
