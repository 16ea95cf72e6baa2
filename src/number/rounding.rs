use super::Decimal;
use rust_decimal::RoundingStrategy;

/// 修约方式。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 四舍五入（五一律向远离零的方向进位）。
    HalfUp,
    /// 四舍六入五成双。
    HalfEven,
    /// 截断（向零）。
    Down,
    /// 进一（远离零）。
    Up,
}

impl Mode {
    /// 文件中的写法与中文名称。
    pub const NAMES: [(&'static str, Mode, &'static str); 4] = [
        ("half_up", Mode::HalfUp, "四舍五入"),
        ("half_even", Mode::HalfEven, "四舍六入五成双"),
        ("down", Mode::Down, "截尾"),
        ("up", Mode::Up, "进一"),
    ];

    /// 中文名称，用于讲解。
    pub fn title(self) -> &'static str {
        Self::NAMES[self as usize].2
    }

    fn strategy(self) -> RoundingStrategy {
        match self {
            Mode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Mode::HalfEven => RoundingStrategy::MidpointNearestEven,
            Mode::Down => RoundingStrategy::ToZero,
            Mode::Up => RoundingStrategy::AwayFromZero,
        }
    }
}

/// 修约：保留的小数位数与方式。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    pub places: u32,
    pub mode: Mode,
}

impl Rounding {
    /// 两位小数、四舍五入，是各地表格最常见的做法。
    pub const CENTS: Rounding = Rounding { places: 2, mode: Mode::HalfUp };

    /// 对一个有限小数修约。
    pub fn apply(self, value: Decimal) -> Decimal {
        if value.scale() <= self.places {
            return value;
        }
        value.round_dp_with_strategy(self.places, self.mode.strategy())
    }
}
