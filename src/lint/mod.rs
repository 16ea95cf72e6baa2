//! 体检：写法成立、却多半不对的指标。只在 `check` 里看，不影响计分与出表。
//!
//! 一件事一个文件：看什么、用什么词、报什么。宁可漏报，不错报；文件有错误时不看。

mod allow;
mod evidence;
mod fix;
mod full;
mod level;
mod reach;
mod row;
mod spelling;
mod twin;
mod unit;
mod weight;
mod words;

pub use allow::permit;
pub use fix::{Fixed, fixed};
pub use reach::is_bounded_rate;

use crate::check::Checked;
use crate::diagnostic::{Sink, SourceId, Sources};
use crate::model::{Indicator, Set};
use crate::parse::{RawSet, RawSubmission};
use row::Row;

/// 看体系自己写下的各行；从上级来的行是上级的事。
pub fn set(raw: &RawSet, set: &Set, source: SourceId, sources: &Sources, sink: &mut Sink) {
    let text = &sources.get(source).text;
    let pairs = raw.indicators.iter().zip(&set.indicators);
    let all: Vec<Row<'_>> = pairs.map(|(raw, indicator)| Row { raw, indicator, text }).collect();
    let own = |row: &Row<'_>| row.raw.place.source == source;
    let rows: Vec<Row<'_>> = all.iter().copied().filter(own).collect();
    each(&rows, sink);
    let others: Vec<&Indicator> = all.iter().filter(|row| !own(row)).map(|row| row.indicator).collect();
    twin::look(&rows, &others, &set.groups, sink);
    evidence::look(&rows, sink);
    weight::of_set(raw, set, sink);
}

/// 看填报自己写下的各行；体系的行在体系里看。
pub fn submission(raw: &RawSubmission, checked: &Checked, source: SourceId, sources: &Sources, sink: &mut Sink) {
    let text = &sources.get(source).text;
    let pairs = raw.indicators.iter().zip(&checked.submission.own);
    let rows: Vec<Row<'_>> = pairs.map(|((raw, _), indicator)| Row { raw, indicator, text }).collect();
    each(&rows, sink);
    let others: Vec<&Indicator> = checked.set.indicators.iter().collect();
    twin::look(&rows, &others, &checked.set.groups, sink);
    evidence::look(&rows, sink);
    if raw.set.is_none() {
        weight::of_submission(raw, &checked.set, sink);
    }
}

/// 逐行看的。
fn each(rows: &[Row<'_>], sink: &mut Sink) {
    for row in rows {
        reach::look(row, sink);
        full::look(row, sink);
        level::look(row, sink);
        words::look(row, sink);
        unit::look(row, sink);
        spelling::look(row, sink);
    }
}
