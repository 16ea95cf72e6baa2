//! 送来的一张表，照印的样子：每格是文字与位置。

use crate::diagnostic::Place;
use crate::model::Kind;
use crate::number::{Decimal, Quantity, read_quantity};

/// 一张自评表，照印的样子。
#[derive(Clone, Debug)]
pub struct Table {
    /// 出处：网址或文件，只作说明。
    pub source: String,
    /// 地区，如“安徽省天长市”；没有印的为空。
    pub region: Printed,
    pub year: Option<i32>,
    /// 部门整体或项目；看不出的没有。
    pub kind: Option<Kind>,
    pub unit: String,
    pub title: String,
    /// 只有一部分：缺行、缺总分，合计因此无从核对。
    pub truncated: bool,
    pub budget: Option<PrintedBudget>,
    pub rows: Vec<PrintedRow>,
    pub total_points: Printed,
    pub total_score: Printed,
    pub grade: Printed,
    /// 整张表的位置。
    pub place: Place,
}

/// 一格：印的文字（去掉首尾空白）与位置；没有印的文字为空，位置是它所在的行或表。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub text: String,
    pub place: Place,
}

/// 一行指标。
#[derive(Clone, Debug)]
pub struct PrintedRow {
    pub level1: Printed,
    pub level2: Printed,
    pub name: Printed,
    pub target: Printed,
    pub actual: Printed,
    pub points: Printed,
    pub score: Printed,
    pub deviation: Printed,
    pub reason: Printed,
    /// 有没有写原因；原文没有抄下、只知道有没有的也算。
    pub reason_given: Option<bool>,
    pub place: Place,
}

/// 资金一块：总额，与各来源。
#[derive(Clone, Debug)]
pub struct PrintedBudget {
    pub total: PrintedMoney,
    pub sources: Vec<PrintedMoney>,
    pub place: Place,
}

/// 资金的一行。
#[derive(Clone, Debug)]
pub struct PrintedMoney {
    pub name: String,
    pub initial: Printed,
    pub full_year: Printed,
    pub executed: Printed,
    pub points: Printed,
    pub rate: Printed,
    pub score: Printed,
    pub place: Place,
}

impl Printed {
    /// 没有印的一格。
    pub fn blank(place: &Place) -> Printed {
        Printed { text: String::new(), place: place.clone() }
    }

    /// 没有印。
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// 印的分：不带单位，或写作“10分”。
    pub fn points(&self) -> Option<Decimal> {
        self.quantity().filter(|q| q.unit.is_none() || q.unit.as_str() == "分").map(|q| q.value)
    }

    /// 印的数，可带单位。
    pub fn quantity(&self) -> Option<Quantity> {
        read_quantity(&self.text).ok()
    }
}

impl PrintedRow {
    /// 说到这一行时的名称：三级指标，没有的用二级、一级。
    pub fn title(&self) -> &str {
        let names = [&self.name, &self.level2, &self.level1];
        names.into_iter().map(|name| name.text.as_str()).find(|name| !name.is_empty()).unwrap_or("（没有名称）")
    }

    /// 写了偏差原因：印着原因，或注明写了。
    pub fn has_reason(&self) -> bool {
        self.reason_given.unwrap_or(!self.reason.is_blank())
    }
}
