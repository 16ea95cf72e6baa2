use super::{Fact, Formula, Formulary, Grade, NotApplicable, Profile, Rule};
use crate::diagnostic::{Code, Place};
use crate::number::Decimal;
use crate::target::{Day, Target};
use std::collections::BTreeMap;
use std::sync::Arc;

/// 指标体系：一张表的结构、指标与口径。
#[derive(Clone, Debug)]
pub struct Set {
    pub id: String,
    pub version: String,
    /// 体系文件内容的 SHA-256；只有口径、没有体系的填报为空。
    pub sha256: String,
    /// 各级上级，从近到远。
    pub ancestors: Vec<Origin>,
    pub title: String,
    pub kind: Kind,
    pub issuer: String,
    pub basis: Vec<String>,
    pub term: Term,
    pub note: String,
    /// 出表用的模板名称。
    pub form: String,
    pub total: Decimal,
    pub profile: Arc<Profile>,
    /// 具名规则：口径的，加上体系自己的；自设指标可以引用。
    pub rules: BTreeMap<String, Arc<Rule>>,
    /// 基础数据与公式：口径的，加上体系自己的。
    pub formulary: Arc<Formulary>,
    pub grades: Vec<Grade>,
    pub execution: Option<Execution>,
    pub sections: Vec<Section>,
    pub indicators: Vec<Indicator>,
    pub groups: Vec<Group>,
    /// 体系文件自己写明不报的提醒。
    pub allows: Vec<Allow>,
}

/// 一份体系或口径文件：库里的名称（`henan/project@2024`、`profiles/henan`）与内容的 SHA-256。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub name: String,
    pub sha256: String,
}

/// 一个版本施行的期间，含两端；没有写的一端不限。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    pub effective: Option<Day>,
    pub expires: Option<Day>,
}

impl Term {
    /// 这一年里有没有施行的日子。
    pub fn covers(&self, year: i32) -> bool {
        self.effective.is_none_or(|day| day.year <= year) && self.expires.is_none_or(|day| day.year >= year)
    }
}

/// 部门整体或项目。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Department,
    Project,
}

impl Kind {
    /// 文件中的写法。
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Department => "department",
            Kind::Project => "project",
        }
    }
}

/// 预算执行一块。
#[derive(Clone, Debug)]
pub struct Execution {
    pub points: Decimal,
    pub rule: Arc<Rule>,
    /// 总额一行的名称，如"部门预算总额"。
    pub title: String,
    pub sources: Vec<MoneySource>,
}

/// 资金来源的一行。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneySource {
    pub key: String,
    pub name: String,
}

/// 板块：一个一级指标。
#[derive(Clone, Debug)]
pub struct Section {
    pub level1: String,
    pub points: Decimal,
    /// 得分上限（分）。
    pub cap: Option<Decimal>,
    pub block: Block,
    /// 体系对二级指标的规定；没有规定时为空。
    pub parts: Vec<Part>,
    /// 不分二级指标的自设余地。
    pub room: Option<Room>,
}

/// 板块中的一个二级指标。
#[derive(Clone, Debug)]
pub struct Part {
    pub level2: String,
    pub points: Decimal,
    /// 留给填报单位自设指标的余地。
    pub room: Option<Room>,
}

/// 留给填报单位自设指标的余地。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// 行数，含两端；不限的 `max` 为最大的整数。
    pub min: usize,
    pub max: usize,
    /// 可用的二级指标；空的不限。
    pub level2: Vec<String>,
    /// 每行的最低与最高分值，含两端。
    pub points_min: Option<Decimal>,
    pub points_max: Option<Decimal>,
}

/// 在表上属于哪一块。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// 绩效指标。
    Indicators,
    /// 资金管理情况。
    Management,
}

/// 一行指标。
#[derive(Clone, Debug)]
pub struct Indicator {
    pub code: String,
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub target: Target,
    /// 分值。
    pub points: Decimal,
    pub rule: Arc<Rule>,
    /// 得分上限（分）。
    pub cap: Option<Decimal>,
    /// 不适用时怎样计分；没有时依口径。
    pub not_applicable: Option<NotApplicable>,
    /// 所属绩效目标的编号。
    pub goal: Option<String>,
    /// 没有写实际完成值时，由哪个公式算。
    pub compute: Option<Arc<Formula>>,
    /// 指标解释。
    pub meaning: String,
    /// 计算公式（文字）。
    pub formula: String,
    /// 数据来源或佐证。
    pub evidence: String,
    /// 出处。
    pub source: String,
}

impl Indicator {
    /// 出处的文字，与规则同一写法。
    pub fn source_text(&self) -> String {
        super::rule::source_text(&self.source)
    }
}

/// 二者择其一的一组指标：分值相同，只计一行。
#[derive(Clone, Debug)]
pub struct Group {
    pub codes: Vec<String>,
    pub counts: Counts,
}

/// 一组之中计哪一行。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// 得分高的。
    Better,
    /// 第一个适用的。
    Applicable,
}

/// 否决或限级的情形。
#[derive(Clone, Debug)]
pub struct Veto {
    pub code: String,
    pub name: String,
    pub effect: VetoEffect,
    pub source: String,
}

impl Veto {
    /// 出处的文字，与规则同一写法。
    pub fn source_text(&self) -> String {
        super::rule::source_text(&self.source)
    }
}

/// 否决的后果。
#[derive(Clone, Debug, PartialEq)]
pub enum VetoEffect {
    /// 总分记零。
    Zero,
    /// 总分不超过。
    ScoreCap(Decimal),
    /// 等次不高于。
    GradeMax(String),
}

impl Set {
    /// 各行用到的公式，按行的先后，不重复。
    pub fn formulas_in_use(&self) -> Vec<&Arc<Formula>> {
        let mut used: Vec<&Arc<Formula>> = Vec::new();
        for formula in self.indicators.iter().filter_map(|row| row.compute.as_ref()) {
            if !used.iter().any(|known| known.id == formula.id) {
                used.push(formula);
            }
        }
        used
    }

    /// 各行的公式用到的基础数据，按规定的先后。
    pub fn facts_in_use(&self) -> Vec<&Fact> {
        let used = self.formulas_in_use();
        let names: Vec<&str> = used.iter().flat_map(|formula| formula.expression.names()).collect();
        self.formulary.facts.iter().filter(|fact| names.contains(&fact.plain.as_str())).collect()
    }

    /// 带版本的名称，如 `henan/department@2024`。
    pub fn reference(&self) -> String {
        if self.version.is_empty() { self.id.clone() } else { format!("{}@{}", self.id, self.version) }
    }
}

/// 写明不报的一个提醒，连同理由。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    pub code: Code,
    /// 只对这些编码的行；空为整份文件。
    pub rows: Vec<String>,
    pub reason: String,
    pub place: Place,
}
