//! 分数：公式求值用，分子分母多大都不舍入。

use crate::number::{Decimal, Mode, Ratio, Rounding};
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{Pow, Signed, Zero};
use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

/// 一个有理数，已约简。
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(BigRational);

impl Exact {
    /// 两数之商；除数为零时没有意义。
    pub fn over(&self, divisor: &Exact) -> Option<Exact> {
        (!divisor.is_zero()).then(|| Exact(&self.0 / &divisor.0))
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// 绝对值。
    pub fn abs(&self) -> Exact {
        Exact(self.0.abs())
    }

    /// 整数次幂；零没有负的次幂。
    pub(super) fn power(&self, power: i32) -> Option<Exact> {
        (power >= 0 || !self.is_zero()).then(|| Exact(Pow::pow(&self.0, power)))
    }

    /// 精确修约；大到小数放不下（二十八位）的为 `None`。
    pub fn round(&self, rounding: Rounding) -> Option<Decimal> {
        let scaled = self.0.numer() * BigInt::from(10).pow(rounding.places);
        let den = self.0.denom();
        // 大整数的除法向零取整，余数与被除数同号。
        let (mut quotient, rest) = (&scaled / den, (&scaled % den).abs());
        let half = (&rest * 2u8).cmp(den);
        let away = match rounding.mode {
            Mode::Down => false,
            Mode::Up => !rest.is_zero(),
            Mode::HalfUp => half != Ordering::Less,
            Mode::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && quotient.bit(0)),
        };
        if away {
            quotient += if scaled.sign() == Sign::Minus { -1 } else { 1 };
        }
        decimal(&quotient, rounding.places)
    }

    /// 除得尽而且放得下时的小数，一位不舍。
    pub fn as_decimal(&self) -> Option<Decimal> {
        let places = MAX_SCALE;
        let exact = |places| self.round(Rounding { places, mode: Mode::Down }).filter(|d| Exact::from(*d) == *self);
        // 从少到多试位数，免得大数因为补零而放不下。
        (0..=places).find_map(exact)
    }

    /// 化为计分用的商；分子或分母放不进二十八位时为 `None`。
    pub fn as_ratio(&self) -> Option<Ratio> {
        Ratio::new(decimal(self.0.numer(), 0)?, decimal(self.0.denom(), 0)?)
    }

    /// 作为商与这些因数连乘连除，每一步都还放得进小数，修约时也放得进整数。
    ///
    /// 估得宽：加减只会使数大几倍，另留一万倍的余地。
    pub fn fits(&self, factors: &[Decimal]) -> bool {
        let ten = |power: u32| BigInt::from(10).pow(power);
        let size = self.0.numer().abs().max(self.0.denom().clone());
        let (mut product, mut scale) = (size * ten(4), ten(0));
        for factor in factors {
            let power = ten(factor.scale());
            product *= BigInt::from(factor.mantissa()).abs().max(power.clone());
            scale *= power;
        }
        let most_places = 8;
        product <= BigInt::from(Decimal::MAX.mantissa())
            && product * scale * ten(most_places) <= BigInt::from(i128::MAX)
    }

    /// 讲解里的写法：除得尽且不超过六位的写全，否则截到六位，后加省略号。
    pub fn shown(&self) -> String {
        let cut = Rounding { places: 6, mode: Mode::Down };
        match self.round(cut) {
            Some(value) if Exact::from(value) == *self => crate::number::plain(value),
            Some(value) => format!("{}…", crate::number::fixed(value, 6)),
            None => self.0.to_integer().to_string(),
        }
    }
}

/// 小数容得下的小数位数。
const MAX_SCALE: u32 = 28;

fn decimal(mantissa: &BigInt, scale: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, scale).ok()
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Exact {
        Exact(BigRational::new(value.mantissa().into(), BigInt::from(10).pow(value.scale())))
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact(-&self.0)
    }
}
