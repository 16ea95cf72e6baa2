//! 量纲：一个量以什么计，能不能相加相比，相乘相除之后以什么计。

use super::Exact;
use crate::number::{Decimal, Unit};

/// 量纲与印出时的单位。量纲相同而单位不同（元与万元）的可以相加相比。
#[derive(Clone, Debug, Default)]
pub(super) struct Dimension {
    /// 各基本单位的幂，没有零次的；一个也没有的是纯数。
    parts: Vec<Part>,
    /// 纯数印出时的写法。
    pure: Pure,
}

/// 一个基本单位：印成什么单位，那个单位合多少基本单位，几次幂。
#[derive(Clone, Debug)]
struct Part {
    base: String,
    name: String,
    factor: Decimal,
    power: i32,
}

/// 纯数印成什么：`%` 的数要乘一百。
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pure {
    name: String,
    worth: Decimal,
}

impl Default for Pure {
    fn default() -> Self {
        Pure { name: String::new(), worth: Decimal::ONE }
    }
}

impl Pure {
    fn percent() -> Pure {
        Pure { name: "%".to_owned(), worth: Decimal::new(1, 2) }
    }
}

impl Dimension {
    /// 一个单位的量纲。`%`、`‰`、`个百分点`、`倍` 与单独的大数词是纯数。
    pub fn of(unit: &Unit) -> Dimension {
        let mut all: Vec<_> = unit.components().collect();
        if let [one] = &all[..]
            && let Some(worth) = pure_worth(one.base, one.factor)
        {
            return Dimension { parts: Vec::new(), pure: Pure { name: unit.as_str().to_owned(), worth } };
        }
        let mut dimension = Dimension::default();
        for one in all.drain(..) {
            // 工资标准写“元/人·月”，与时长的“个月”是一回事。
            let base = if one.base == "月" { "个月" } else { one.base };
            dimension.multiply(base, one.name, one.factor, one.power);
        }
        dimension
    }

    fn multiply(&mut self, base: &str, name: &str, factor: Decimal, power: i32) {
        match self.parts.iter_mut().find(|part| part.base == base) {
            Some(part) => part.power += power,
            None => self.parts.push(Part { base: base.to_owned(), name: name.to_owned(), factor, power }),
        }
        self.parts.retain(|part| part.power != 0);
    }

    /// 两个量之积的量纲，`sign` 为 -1 时是商。
    fn combine(&self, other: &Dimension, sign: i32) -> Dimension {
        let mut product = Dimension { parts: self.parts.clone(), pure: Pure::default() };
        for part in &other.parts {
            product.multiply(&part.base, &part.name, part.factor, part.power * sign);
        }
        if product.parts.is_empty() {
            product.pure = match (self.is_pure(), other.is_pure()) {
                (true, true) if self.pure == Pure::default() => other.pure.clone(),
                (true, true) => self.pure.clone(),
                // 两个量相除，单位消去，印成百分数。
                _ => Pure::percent(),
            };
        }
        product
    }

    pub fn times(&self, other: &Dimension) -> Dimension {
        self.combine(other, 1)
    }

    pub fn over(&self, other: &Dimension) -> Dimension {
        self.combine(other, -1)
    }

    /// 是不是纯数。
    pub fn is_pure(&self) -> bool {
        self.parts.is_empty()
    }

    /// 能不能相加相比。
    pub fn fits(&self, other: &Dimension) -> bool {
        let same = |part: &Part| other.parts.iter().any(|o| o.base == part.base && o.power == part.power);
        self.parts.len() == other.parts.len() && self.parts.iter().all(same)
    }

    /// 一个印出的单位合多少基本单位。
    fn worth(&self) -> Exact {
        let start = if self.is_pure() { self.pure.worth } else { Decimal::ONE };
        self.parts.iter().fold(Exact::from(start), |worth, part| {
            // 倍数都是正数，没有零的负次幂。
            Exact::from(part.factor).power(part.power).map_or(worth.clone(), |factor| &worth * &factor)
        })
    }

    /// 以印出的单位计的数，化为以基本单位计。
    pub fn to_base(&self, value: &Exact) -> Exact {
        value * &self.worth()
    }

    /// 以基本单位计的数，化为以印出的单位计。
    pub fn in_own_unit(&self, value: &Exact) -> Exact {
        value.over(&self.worth()).unwrap_or_else(|| value.clone())
    }

    /// 印出的单位。
    pub fn name(&self) -> String {
        if self.is_pure() {
            return self.pure.name.clone();
        }
        let side = |sign: i32| {
            let names =
                self.parts.iter().filter(|part| part.power.signum() == sign).map(|part| match part.power.abs() {
                    1 => part.name.clone(),
                    power => format!("{}^{power}", part.name),
                });
            names.collect::<Vec<_>>().join("·")
        };
        let below = side(-1);
        if below.is_empty() { side(1) } else { format!("{}/{below}", side(1)) }
    }

    /// 说给人听的名称。
    pub fn title(&self) -> String {
        match self.name() {
            name if !name.is_empty() => format!("“{name}”"),
            _ => "没有单位的数".to_owned(),
        }
    }

    /// 一个以基本单位计的量写成文字，如 `2.56万元`。
    pub fn show(&self, value: &Exact) -> String {
        format!("{}{}", self.in_own_unit(value).shown(), self.name())
    }
}

/// 纯数的单位折合多少；别的单位没有。
fn pure_worth(base: &str, factor: Decimal) -> Option<Decimal> {
    match base {
        "%" | "个百分点" => Some(factor / Decimal::ONE_HUNDRED),
        "" | "倍" => Some(factor),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(unit: &str) -> Dimension {
        Dimension::of(&Unit::read(unit).unwrap())
    }

    #[test]
    fn 相乘相除的单位() {
        assert_eq!(of("万元").over(&of("人")).name(), "万元/人");
        assert_eq!(of("元/人·月").times(&of("人")).times(&of("个月")).name(), "元");
        assert_eq!(of("万元").over(&of("元")).name(), "%");
        assert_eq!(of("").times(&of("万元")).name(), "万元");
        assert_eq!(of("%").times(&of("")).name(), "%");
        assert_eq!(of("万元").times(&of("万元")).name(), "万元^2");
    }

    #[test]
    fn 能不能相加() {
        assert!(of("万元").fits(&of("元")));
        assert!(of("%").fits(&of("")));
        assert!(of("元/人·年").fits(&of("万元/人·个月")));
        assert!(!of("万元").fits(&of("人")));
        assert!(!of("万元/人").fits(&of("万元")));
        assert!(!of("").fits(&of("万元")));
    }

    #[test]
    fn 换算精确() {
        let base = of("万元").to_base(&Exact::from(Decimal::new(256, 2)));
        assert_eq!(base, Exact::from(Decimal::new(25_600, 0)));
        assert_eq!(of("元/人·年").to_base(&Exact::from(Decimal::new(12, 0))), Exact::from(Decimal::ONE));
        assert_eq!(of("万元").show(&base), "2.56万元");
        assert_eq!(of("%").show(&Exact::from(Decimal::new(95, 2))), "95%");
    }
}
