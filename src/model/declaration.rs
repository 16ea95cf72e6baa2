use crate::number::Decimal;
use crate::target::Day;

/// 申报绩效目标时才说的项目情况，写在项目填报的 `[declaration]`；没有写的都为空。
#[derive(Clone, Debug, Default)]
pub struct Declaration {
    /// 项目属性：新增、延续。
    pub nature: &'static str,
    /// 项目属性：经常性、一次性、阶段性。
    pub duration: &'static str,
    /// 起止时间，照所写的。
    pub start: String,
    pub end: String,
    /// 结束的那一天；没有写、起止时间不成立的没有。
    pub last_day: Option<Day>,
    /// 项目负责人。
    pub leader: String,
    /// 主管部门编码。
    pub supervisor_code: String,
    /// 项目概况（职能概述）。
    pub overview: String,
    /// 立项依据、可行性、必要性。
    pub basis: String,
    pub feasibility: String,
    pub necessity: String,
    /// 项目实施进度计划。
    pub schedule: String,
    /// 长期目标。
    pub long_term: String,
    /// 项目资金总额，与资金情况同一单位；阶段性的项目是几年合计，不与当年的相比。
    pub total: Option<Decimal>,
}
