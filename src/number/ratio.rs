use super::{Decimal, Mode, Rounding};
use std::cmp::Ordering;

/// 未约简的商 `num / den`，分母恒为正；整除以一的写作没有分母，运算时省去乘一。
///
/// 计分公式多含除法（分值×实际÷目标），商在修约之前一直保持为分子与分母，
/// 因此边界比较与修约都是精确的，不受除法截断影响。数大到二十八位也放不下时取最大的数，
/// 不溢出；那样的数早已在任何满分或零分的界限之外。
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    num: Decimal,
    den: Option<Decimal>,
}

impl Ratio {
    /// 两数之商；除数为零时没有意义，返回 `None`。
    pub fn new(num: Decimal, den: Decimal) -> Option<Ratio> {
        if den.is_zero() {
            None
        } else if den.is_sign_negative() {
            Some(Ratio { num: -num, den: Some(-den) })
        } else {
            Some(Ratio { num, den: Some(den) })
        }
    }

    /// 分子。
    pub fn num(self) -> Decimal {
        self.num
    }

    /// 分母，恒为正。
    pub fn den(self) -> Decimal {
        self.den.unwrap_or(Decimal::ONE)
    }

    /// 以本商的分母计的 `value`。
    fn scaled(self, value: Decimal) -> Decimal {
        self.den.map_or(value, |den| value.saturating_mul(den))
    }

    /// 乘以一个数。
    pub fn times(self, factor: Decimal) -> Ratio {
        Ratio { num: self.num.saturating_mul(factor), den: self.den }
    }

    /// 除以一个数；除数为零时没有意义。
    pub fn over(self, divisor: Decimal) -> Option<Ratio> {
        Ratio::new(self.num, self.scaled(divisor))
    }

    /// `value - self`。
    pub fn below(self, value: Decimal) -> Ratio {
        Ratio { num: self.scaled(value).saturating_sub(self.num), den: self.den }
    }

    /// `self - value`。
    pub fn above(self, value: Decimal) -> Ratio {
        Ratio { num: self.num.saturating_sub(self.scaled(value)), den: self.den }
    }

    /// `self + value`。
    pub fn plus(self, value: Decimal) -> Ratio {
        Ratio { num: self.num.saturating_add(self.scaled(value)), den: self.den }
    }

    /// 两商之差。
    pub fn minus(self, other: Ratio) -> Ratio {
        let num = other.scaled(self.num).saturating_sub(self.scaled(other.num));
        let den = match (self.den, other.den) {
            (Some(a), Some(b)) => Some(a.saturating_mul(b)),
            (a, b) => a.or(b),
        };
        Ratio { num, den }
    }

    /// 限制在 `[low, high]` 之内。
    pub fn clamp(self, low: Decimal, high: Decimal) -> Ratio {
        if self < low {
            Ratio::from(low)
        } else if self > high {
            Ratio::from(high)
        } else {
            self
        }
    }

    /// 向下取整（只用于非负的商）。
    pub fn floor(self) -> Decimal {
        self.round(Rounding { places: 0, mode: Mode::Down })
    }

    /// 向上取整（只用于非负的商）。
    pub fn ceil(self) -> Decimal {
        self.round(Rounding { places: 0, mode: Mode::Up })
    }

    /// 精确修约：化为整数相除，以余数与半个末位比较，不做二次修约。
    pub fn round(self, rounding: Rounding) -> Decimal {
        let den = match self.den {
            None if self.num.scale() <= rounding.places => return self.num,
            den => den.unwrap_or(Decimal::ONE),
        };
        match integers(self.num, den, rounding.places) {
            Some((num, den)) => {
                let quotient = divide(num, den, rounding.mode);
                match i64::try_from(quotient) {
                    Ok(small) => Decimal::new(small, rounding.places),
                    Err(_) => Decimal::try_from_i128_with_scale(quotient, rounding.places).unwrap_or(Decimal::MAX),
                }
            }
            // 数字多到整数也放不下时，商本身已有二十八位，照此修约。
            None => rounding.apply(self.num.checked_div(den).unwrap_or(if self.num.is_sign_negative() {
                Decimal::MIN
            } else {
                Decimal::MAX
            })),
        }
    }

    /// 供讲解书写的近似值：除得尽时给出全部数字，除不尽时四舍五入到六位小数。第二个值说明是否精确。
    pub fn shown(self) -> (Decimal, bool) {
        let shown = self.round(Rounding { places: 6, mode: Mode::HalfUp }).normalize();
        (shown, self.scaled(shown) == self.num)
    }
}

/// 十的各次幂。
const POWERS: [i128; 29] = {
    let mut powers = [1; 29];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// `value × 10^places`，放不进整数时返回 `None`。
fn shifted(value: i128, places: u32) -> Option<i128> {
    let power = *POWERS.get(places as usize)?;
    // 六十四位数相乘不会溢出，不必查。
    match (i64::try_from(value), i64::try_from(power)) {
        (Ok(value), Ok(power)) => Some(i128::from(value) * i128::from(power)),
        _ => value.checked_mul(power),
    }
}

/// `num ÷ den × 10^places` 写成两个整数之商。
fn integers(num: Decimal, den: Decimal, places: u32) -> Option<(i128, i128)> {
    let up = places + den.scale();
    let down = num.scale();
    let (num, den) = (num.mantissa(), den.mantissa());
    if up >= down { Some((shifted(num, up - down)?, den)) } else { Some((num, shifted(den, down - up)?)) }
}

/// 比较 `num ÷ den` 与 `other`，化为整数交叉相乘；放不进整数时返回 `None`。
fn compare(num: Decimal, den: Option<Decimal>, other: Decimal) -> Option<Ordering> {
    let (left, right) = (num.mantissa(), other.mantissa());
    let Some(den) = den else {
        return match num.scale().cmp(&other.scale()) {
            Ordering::Equal => Some(left.cmp(&right)),
            Ordering::Less => Some(shifted(left, other.scale() - num.scale())?.cmp(&right)),
            Ordering::Greater => Some(left.cmp(&shifted(right, num.scale() - other.scale())?)),
        };
    };
    let right = match (i64::try_from(right), i64::try_from(den.mantissa())) {
        (Ok(right), Ok(den)) => i128::from(right) * i128::from(den),
        _ => right.checked_mul(den.mantissa())?,
    };
    let (left_scale, right_scale) = (num.scale(), other.scale() + den.scale());
    if left_scale <= right_scale {
        Some(shifted(left, right_scale - left_scale)?.cmp(&right))
    } else {
        Some(left.cmp(&shifted(right, left_scale - right_scale)?))
    }
}

/// 带修约的整数除法，`den` 为正。
fn divide(num: i128, den: i128, mode: Mode) -> i128 {
    // 常见的数都在六十四位之内，机器除法快得多。
    let (quotient, rest) = match (i64::try_from(num), i64::try_from(den)) {
        (Ok(num), Ok(den)) => (i128::from(num / den), i128::from(num % den)),
        _ => (num / den, num % den),
    };
    let rest = rest.abs();
    let half = rest.cmp(&(den - rest));
    let away = match mode {
        Mode::Down => false,
        Mode::Up => rest != 0,
        Mode::HalfUp => half != Ordering::Less,
        Mode::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && quotient % 2 != 0),
    };
    if away { quotient + num.signum() } else { quotient }
}

impl From<Decimal> for Ratio {
    fn from(num: Decimal) -> Ratio {
        Ratio { num, den: None }
    }
}

impl PartialEq<Decimal> for Ratio {
    fn eq(&self, other: &Decimal) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd<Decimal> for Ratio {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        compare(self.num, self.den, *other).or_else(|| self.num.partial_cmp(&self.scaled(*other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn 中点与余数() {
        let at = |n: &str, d: &str, mode| Ratio::new(dec(n), dec(d)).unwrap().round(Rounding { places: 2, mode });
        // 1.5×0.95 = 1.425，正在中点。
        assert_eq!(at("142.5", "100", Mode::HalfUp), dec("1.43"));
        assert_eq!(at("142.5", "100", Mode::HalfEven), dec("1.42"));
        assert_eq!(at("142.5", "100", Mode::Down), dec("1.42"));
        assert_eq!(at("142.5", "100", Mode::Up), dec("1.43"));
        // 10×18÷19 = 9.4736…
        assert_eq!(at("180", "19", Mode::HalfUp), dec("9.47"));
        assert_eq!(at("-1", "200", Mode::HalfUp), dec("-0.01"));
        // 1÷3 不是中点，进一才进。
        assert_eq!(at("1", "3", Mode::Up), dec("0.34"));
    }

    proptest! {
        /// 与整数运算对照：分子分母放大为整数后，用 i128 的带余除法独立算出同一结果。
        #[test]
        fn 修约与整数运算一致(n in -10_000_000i64..10_000_000, d in 1i64..100_000, mode in 0usize..4) {
            let mode = Mode::NAMES[mode].1;
            let got = Ratio::new(n.into(), d.into()).unwrap().round(Rounding { places: 2, mode });
            let (scaled, d) = (i128::from(n.abs()) * 100, i128::from(d));
            let (q, r) = (scaled / d, scaled % d);
            let up = match mode {
                Mode::Down => false,
                Mode::Up => r > 0,
                Mode::HalfUp => 2 * r >= d,
                Mode::HalfEven => 2 * r > d || (2 * r == d && q % 2 == 1),
            };
            let want = (q + i128::from(up)) * if n < 0 { -1 } else { 1 };
            prop_assert_eq!(got, Decimal::from_i128_with_scale(want, 2));
        }
    }
}
