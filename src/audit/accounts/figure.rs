//! 一个印出的数：照印的文字、化成的分数，与四舍五入容许的出入。

use crate::diagnostic::Place;
use crate::formula::{Exact, base};
use crate::number::{Decimal, Unit, fold, read_quantity};

/// 一格。
#[derive(Clone, Debug)]
pub struct Figure {
    /// 照印的文字。
    pub text: String,
    pub unit: Unit,
    pub reading: Reading,
    pub place: Place,
}

/// 读成什么。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// 空格，或以横线表示没有。
    Blank,
    /// 数，以基本单位计（元、1）；`slack` 是末位四舍五入容许的出入，印的零没有出入。
    Number { value: Exact, slack: Exact },
    /// 不是数。
    Words,
}

/// 金额印到的小数位数：省去末尾的零不算少印。
const MONEY_PLACES: u32 = 2;

impl Figure {
    /// 读一格；没有写单位的以 `unit` 计。
    pub fn read(text: &str, unit: &Unit, place: &Place) -> Figure {
        let plain: String = text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
        let is_blank = plain.chars().all(|c| matches!(c, '-' | '—' | '–' | '/' | '─'));
        let (unit, reading) = match read_quantity(&plain) {
            _ if is_blank => (unit.clone(), Reading::Blank),
            // 金额后面跟着认不得的字（如把 0 印成 O），不当作数。
            Ok(quantity) if unit.is_money() && !quantity.unit.is_none() && !quantity.unit.is_known() => {
                (unit.clone(), Reading::Words)
            }
            Ok(quantity) => {
                let own = if quantity.unit.is_none() { unit.clone() } else { quantity.unit };
                let reading = number(quantity.value, &own);
                (own, reading)
            }
            Err(_) => (unit.clone(), Reading::Words),
        };
        Figure { text: text.to_owned(), unit, reading, place: place.clone() }
    }

    /// 增减的写法：“减少4.12”“下降1.63%”，减少为负；“持平”“无增减”为零。
    pub fn read_change(text: &str, unit: &Unit, place: &Place) -> Figure {
        let plain = text.trim();
        let mut figure = Figure { text: plain.to_owned(), ..Figure::read("", unit, place) };
        if ["持平", "无增减", "无变化", "与上年持平"].contains(&plain) {
            figure.reading = number(Decimal::ZERO, unit);
            return figure;
        }
        let found = DIRECTIONS.iter().find_map(|(word, down)| Some((plain.strip_prefix(word)?, *down)));
        let (rest, is_down) = found.unwrap_or((plain, false));
        let read = Figure::read(rest, unit, place);
        (figure.unit, figure.reading) = (read.unit, read.reading);
        if let Reading::Number { value, .. } = &mut figure.reading
            && is_down
        {
            *value = -&*value;
        }
        figure
    }

    /// 印着的数。
    pub fn value(&self) -> Option<&Exact> {
        match &self.reading {
            Reading::Number { value, .. } => Some(value),
            Reading::Blank | Reading::Words => None,
        }
    }

    /// 照印的文字，金额补上单位。
    pub fn shown(&self) -> String {
        let has_unit = self.unit.is_none() || self.text.contains(self.unit.as_str());
        if has_unit { self.text.clone() } else { format!("{}{}", self.text, self.unit.as_str()) }
    }
}

/// 增减的用词，是不是减。
const DIRECTIONS: &[(&str, bool)] = &[
    ("增加", false),
    ("增长", false),
    ("上升", false),
    ("提高", false),
    ("减少", true),
    ("下降", true),
    ("降低", true),
    ("压减", true),
];

fn number(value: Decimal, unit: &Unit) -> Reading {
    let places = if unit.is_money() { value.scale().max(MONEY_PLACES) } else { value.scale() };
    let rounds = unit.is_rate() || (unit.is_money() && unit.as_str() != "元");
    let half = if rounds && !value.is_zero() && places < 28 { Decimal::new(5, places + 1) } else { Decimal::ZERO };
    Reading::Number { value: base(value, unit), slack: base(half, unit) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    fn reading(text: &str, unit: &str) -> String {
        let place = Place { source: Sources::default().add("", ""), span: 0..0 };
        let unit = Unit::read(unit).unwrap();
        match Figure::read_change(text, &unit, &place).reading {
            Reading::Blank => "空".to_owned(),
            Reading::Words => "字".to_owned(),
            Reading::Number { value, slack } => format!("{}±{}", value.shown(), slack.shown()),
        }
    }

    #[test]
    fn 印出的数() {
        // 0.005 万元＝50 元。
        assert_eq!(reading("248.09", "万元"), "2480900±50");
        assert_eq!(reading("8.7", "万元"), "87000±50");
        assert_eq!(reading("0.00", "万元"), "0±0");
        assert_eq!(reading("减少4.12", "万元"), "-41200±50");
        assert_eq!(reading("下降 1.63%", "%"), "-0.0163±0.00005");
        assert_eq!(reading("100%", "%"), "1±0.005");
        assert_eq!(reading("2000元", "万元"), "2000±0");
        assert_eq!(reading("19", "人"), "19±0");
        assert_eq!(reading("持平", "%"), "0±0");
        assert_eq!(["", "—", "-", "/"].map(|text| reading(text, "万元")), ["空"; 4]);
        assert_eq!(["**", "12.3O", "相关"].map(|text| reading(text, "万元")), ["字"; 3]);
    }
}
