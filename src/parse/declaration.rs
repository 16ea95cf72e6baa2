//! 项目填报里的 `[declaration]`：申报绩效目标时才说的项目情况。

use super::reader::{At, Table};
use crate::diagnostic::{Place, Sink};
use crate::number::Decimal;

/// 项目属性的写法：新的还是接着做的，做多久。
const NATURES: &[(&str, &str)] = &[("新增", "新增"), ("延续", "延续")];
const DURATIONS: &[(&str, &str)] = &[("经常性", "经常性"), ("一次性", "一次性"), ("阶段性", "阶段性")];

/// 项目情况，按书面。
#[derive(Clone, Debug)]
pub struct RawDeclaration {
    pub place: Place,
    pub nature: Option<&'static str>,
    pub duration: Option<&'static str>,
    pub start: Option<At<String>>,
    pub end: Option<At<String>>,
    pub leader: String,
    pub supervisor_code: String,
    pub overview: String,
    pub basis: String,
    pub feasibility: String,
    pub necessity: String,
    pub schedule: String,
    pub long_term: String,
    pub total: Option<At<Decimal>>,
}

pub(super) fn read_declaration(mut table: Table<'_>, sink: &mut Sink) -> RawDeclaration {
    let raw = RawDeclaration {
        place: table.place(),
        nature: table.choice("nature", NATURES, sink),
        duration: table.choice("duration", DURATIONS, sink),
        start: table.date("start", sink),
        end: table.date("end", sink),
        leader: table.text_or_empty("leader", sink),
        supervisor_code: table.text_or_empty("supervisor_code", sink),
        overview: table.text_or_empty("overview", sink),
        basis: table.text_or_empty("basis", sink),
        feasibility: table.text_or_empty("feasibility", sink),
        necessity: table.text_or_empty("necessity", sink),
        schedule: table.text_or_empty("schedule", sink),
        long_term: table.text_or_empty("long_term", sink),
        total: table.number("total", sink),
    };
    table.finish(sink);
    raw
}
