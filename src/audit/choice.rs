//! 用哪个口径：指定的，其次按地区找，都没有的用全国通行的；用了哪个、为什么都说明白。

use super::Table;
use crate::diagnostic::{Sink, Sources};
use crate::library::Library;
use crate::model::Profile;
use std::sync::Arc;

/// 选定的口径。
#[derive(Clone, Debug)]
pub struct Choice {
    pub profile: Arc<Profile>,
    /// 一句话说明为什么用它。
    pub why: String,
}

/// 全国通行口径的名称。
const NATIONAL: &str = "national";

/// 给一张表选口径；`named` 是指定的名称。指定的口径不存在、口径读不通的返回 `None`，原因在 `sink` 里。
pub fn choose(
    table: &Table,
    named: Option<&str>,
    library: &Library,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Choice> {
    if let Some(named) = named {
        let profile = library.profile(named, None, sources, sink)?;
        return Some(Choice { profile, why: "由 --profile 指定".to_owned() });
    }
    let region = table.region.text.trim_start_matches("中华人民共和国").trim_start_matches("中国").trim();
    // 没有印地区的，看单位的名称以哪里起头。
    let places = [(region, "地区"), (table.unit.as_str(), "单位")];
    for (name, what) in places.into_iter().filter(|(name, _)| !name.is_empty()) {
        let Some(found) = library.profile_of_region(name) else { continue };
        if what == "单位" && !name.starts_with(&found.region) {
            continue;
        }
        let profile = library.profile(&found.profile, None, sources, sink)?;
        let why = format!("{what}“{name}”属“{}”，是这个口径写明的地区", found.region);
        return Some(Choice { profile, why });
    }
    let why = if region.is_empty() {
        "表上没有印地区".to_owned()
    } else {
        format!("没有口径写明适用于“{region}”")
    };
    let profile = library.profile(NATIONAL, None, sources, sink)?;
    Some(Choice { profile, why: format!("{why}，用全国通行的") })
}
