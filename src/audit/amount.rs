//! 印着的金额与比率：单位各异、小数位数不一，照书面比。

use super::{Printed, PrintedMoney};
use crate::number::{Decimal, Mode, Quantity, Ratio, Rounding, plain};

/// 一行资金，三个数已化为同一单位；没有印、读不出的没有。
#[derive(Clone, Copy, Debug)]
pub(super) struct Amounts {
    pub initial: Option<Decimal>,
    pub full_year: Option<Decimal>,
    pub executed: Option<Decimal>,
}

impl Amounts {
    pub fn of(money: &PrintedMoney) -> Amounts {
        let cells = [&money.initial, &money.full_year, &money.executed].map(amount);
        // 单位取第一个写明的；没有写的与它相同。
        let unit = cells.iter().flatten().map(|q| q.unit.clone()).find(|unit| !unit.is_none()).unwrap_or_default();
        let [initial, full_year, executed] = cells.map(|cell| {
            let Quantity { value, unit: own } = cell?;
            if own.is_none() { Some(value) } else { own.factor_to(&unit).and_then(|factor| value.checked_mul(factor)) }
        });
        Amounts { initial, full_year, executed }
    }

    /// 年初预算数、全年预算数、全年执行数。
    pub fn all(self) -> [Option<Decimal>; 3] {
        [self.initial, self.full_year, self.executed]
    }
}

/// 金额：“620.82万元”“5.8万”，也可以只有数。
fn amount(cell: &Printed) -> Option<Quantity> {
    let text = cell.text.strip_suffix('万').map(|head| format!("{head}万元"));
    let cell = Printed { text: text.unwrap_or_else(|| cell.text.clone()), place: cell.place.clone() };
    cell.quantity().filter(|q| q.unit.is_none() || q.unit.is_money())
}

/// 印着的比率：数与小数位数；带不带百分号。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    value: Decimal,
    places: u32,
    has_sign: bool,
}

/// 印的比率与算出的相比。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// 照所印的位数四舍五入相同。
    Rounded,
    /// 照所印的位数截尾才相同。
    Truncated,
    /// 只取到较少的位数才相同，末尾添了零。
    Coarser(u32),
    Different,
}

impl Rate {
    /// “86%”“99.97”“0.1”“100.00%”；不是数的没有。
    pub fn read(cell: &Printed) -> Option<Rate> {
        let quantity = cell.quantity()?;
        let has_sign = quantity.unit.as_str() == "%";
        (has_sign || quantity.unit.is_none()).then(|| Rate {
            value: quantity.value,
            places: quantity.value.scale(),
            has_sign,
        })
    }

    /// 按百分数理解的值。
    pub fn percent(self) -> Decimal {
        if self.is_share() { self.value * Decimal::ONE_HUNDRED } else { self.value }
    }

    /// 没有百分号、不超过 1 的，是写成小数的比率。
    fn is_share(self) -> bool {
        !self.has_sign && self.value > Decimal::ZERO && self.value <= Decimal::ONE
    }

    /// 与算出的比率（小数）相比。
    pub fn against(self, rate: Ratio) -> Match {
        let percent = rate.times(Decimal::ONE_HUNDRED);
        let exact = if self.is_share() { rate } else { percent };
        let at = |exact: Ratio, places, mode| exact.round(Rounding { places, mode }) == self.value;
        if at(exact, self.places, Mode::HalfUp) || (self.is_share() && at(percent, self.places, Mode::HalfUp)) {
            return Match::Rounded;
        }
        let coarser = (self.value.normalize().scale()..self.places).rev();
        if let Some(places) = coarser.into_iter().find(|places| at(exact, *places, Mode::HalfUp)) {
            return Match::Coarser(places);
        }
        if at(exact, self.places, Mode::Down) { Match::Truncated } else { Match::Different }
    }

    /// 算出的比率按同样的位数写。
    pub fn shown(self, rate: Ratio) -> String {
        let places = if self.is_share() { 2 } else { self.places.max(2) };
        percent_text(rate, places)
    }
}

/// 比率写成百分数，四舍五入到 `places` 位。
pub(super) fn percent_text(rate: Ratio, places: u32) -> String {
    let percent = rate.times(Decimal::ONE_HUNDRED).round(Rounding { places, mode: Mode::HalfUp });
    format!("{}%", plain(percent))
}
