//! 由公式算出的行：取基础数据，求值，换算到指标值的单位，与填报写的值核对。

use super::formula::{by_share, shown};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, guess_or_choices};
use crate::formula::{Exact, Undefined, base, evaluate, in_unit};
use crate::model::{
    Actual, Band, Computed, Entry, Fact, Formula, Formulary, Indicator, Input, Money, Partial, Pay, RuleKind, Set,
    Tier, Worth, ZeroBase,
};
use crate::number::{Decimal, MAX_DIGITS, Ratio, Unit, plain};
use crate::parse::RawGiven;
use crate::target::Kind;
use std::sync::Arc;

/// 一份填报的基础数据。
pub(super) struct Facts<'s> {
    known: &'s Formulary,
    /// `[facts]` 里写的。
    given: Vec<Given>,
    money: &'s Money,
}

/// 一项基础数据的序号、书面的数与单位；写得不对、已经报告过的没有数。
type Given = (usize, Option<(Decimal, Unit)>);

impl<'s> Facts<'s> {
    pub fn new(given: &[RawGiven], set: &'s Set, money: &'s Money, sink: &mut Sink) -> Facts<'s> {
        let known = &*set.formulary;
        Facts { known, given: read(given, known, sink), money }
    }

    /// 一项的数：本行写的，`[facts]` 里写的，或者取自资金总额。没有写的为 `None`。
    fn find(&self, at: usize, row: &[Given]) -> Option<Option<(Decimal, Unit)>> {
        let written = row.iter().chain(&self.given).find(|(fact, _)| *fact == at);
        written.map(|(_, value)| value.clone()).or_else(|| {
            let value = self.known.facts.get(at)?.from?.of(self.money.total.as_ref()?)?;
            Some(Some((value, self.money.unit.clone())))
        })
    }
}

/// 读一组基础数据：键须有，单位须能换算；没写单位的按规定的单位。
fn read(given: &[RawGiven], known: &Formulary, sink: &mut Sink) -> Vec<Given> {
    let mut values = Vec::with_capacity(given.len());
    for (key, value) in given {
        let Some(at) = known.fact(&key.value) else {
            sink.push(no_such_fact(&key.value, &key.place, known));
            continue;
        };
        let Some(value) = value else {
            values.push((at, None));
            continue;
        };
        let fact = &known.facts[at];
        let (number, unit) = &value.value;
        let is_share = |number: Decimal| !number.is_zero() && number.abs() <= Decimal::ONE;
        if unit.is_none() && fact.unit.is_rate() && is_share(*number) {
            let number = plain(*number);
            let message = format!("“{}”以“{}”计，{number} 是不是百分数不能确定", fact.name, fact.unit.as_str());
            let help = "写成带百分号的文字，如 \"95%\"";
            sink.push(Diagnostic::new(Code::E0504, message).at(&value.place).label("缺百分号").help(help));
            values.push((at, None));
        } else if unit.is_none() {
            values.push((at, Some((*number, fact.unit.clone()))));
        } else if unit.factor_to(&fact.unit).is_some() {
            values.push((at, Some((*number, unit.clone()))));
        } else {
            values.push((at, None));
            let message = format!("“{}”以{}计，写的是“{}”", fact.name, shown(&fact.unit), unit.as_str());
            let help = format!("写以{}计的数", shown(&fact.unit));
            sink.push(Diagnostic::new(Code::E0503, message).at(&value.place).label("单位对不上").help(help));
        }
    }
    values
}

fn no_such_fact(key: &str, place: &Place, known: &Formulary) -> Diagnostic {
    let message = format!("没有“{key}”这项基础数据");
    let diagnostic = Diagnostic::new(Code::E0408, message).at(place).label("没有这一项");
    if let Some(fact) = known.facts.iter().find(|fact| fact.name == key || fact.plain == key) {
        return diagnostic.help(format!("键写 {}（{}）", fact.key, fact.name));
    }
    let keys: Vec<&str> = known.facts.iter().map(|fact| fact.key.as_str()).collect();
    match keys.is_empty() {
        true => diagnostic.help("所依的体系与口径没有规定基础数据，删去这一项"),
        false => diagnostic.help(guess_or_choices("可以写", key, &keys)),
    }
}

/// 公式代入数之后的结果。
enum Found {
    Value(Exact),
    /// 除数与被除数都为零。
    NotApplicable,
    ZeroBase,
}

/// 一行的公式与代入的数。
struct Work<'w> {
    indicator: &'w Indicator,
    computed: Computed,
    found: Found,
}

impl<'w> Work<'w> {
    /// 求值；缺基础数据时返回缺的各项，写得不对的不在其内。
    fn new(
        indicator: &'w Indicator,
        formula: &Arc<Formula>,
        facts: &Facts<'_>,
        row: &[Given],
    ) -> Result<Work<'w>, Vec<usize>> {
        let mut missing = Vec::new();
        let mut inputs = Vec::new();
        let mut is_sound = true;
        for name in formula.expression.names() {
            // 审查过的公式，名称都在。
            let Some(at) = facts.known.named(name) else { continue };
            match facts.find(at, row) {
                Some(Some((value, unit))) => inputs.push(Input { fact: at, value, unit }),
                Some(None) => is_sound = false,
                None => missing.push(at),
            }
        }
        if !missing.is_empty() || !is_sound {
            return Err(missing);
        }
        let fact = |name: &str| {
            let at = facts.known.named(name)?;
            inputs.iter().find(|input| input.fact == at).map(|input| base(input.value, &input.unit))
        };
        let found = match evaluate(&formula.expression, &fact) {
            Ok(value) => Found::Value(value.number()),
            Err(Undefined { both: true, .. }) => Found::NotApplicable,
            Err(_) => Found::ZeroBase,
        };
        Ok(Work { indicator, computed: Computed { formula: Arc::clone(formula), inputs }, found })
    }
}

/// 填好由公式算的一行；`entry` 写了值的只核对。`row` 是本行自己的基础数据。
pub(super) fn fill(
    entry: &mut Entry,
    is_written: bool,
    indicator: &Indicator,
    facts: &Facts<'_>,
    row: &[RawGiven],
    place: &Place,
    sink: &mut Sink,
) {
    let row = read(row, facts.known, sink);
    let Some(formula) = &indicator.compute else { return };
    let work = Work::new(indicator, formula, facts, &row);
    if is_written {
        if let Ok(work) = work {
            work.compare(entry, place, sink);
        }
        return;
    }
    match work {
        Ok(work) => work.fill(entry, place, sink),
        Err(missing) => {
            entry.actual = Actual::Unscored(Code::E0511);
            if missing.is_empty() {
                return;
            }
            let all: Vec<String> = missing.iter().map(|at| titled(&facts.known.facts[*at])).collect();
            let name = named(indicator);
            let message = format!("{name}：缺基础数据 {}，按公式“{}”算不出", all.join("、"), formula.id);
            let keys: Vec<&str> = missing.iter().map(|at| facts.known.facts[*at].key.as_str()).collect();
            let help = format!("在 [facts] 里写 {}，或者直接写实际完成值", keys.join("、"));
            sink.push(Diagnostic::new(Code::E0511, message).at(place).help(help));
        }
    }
}

fn named(indicator: &Indicator) -> String {
    format!("{} {}", indicator.code, indicator.name)
}

fn titled(fact: &Fact) -> String {
    match fact.from {
        Some(column) => format!("{}（{}，取自 [budget] 总额的{}）", fact.name, fact.key, column.title()),
        None => format!("{}（{}）", fact.name, fact.key),
    }
}

impl Work<'_> {
    fn fill(self, entry: &mut Entry, place: &Place, sink: &mut Sink) {
        let (name, formula) = (named(self.indicator), &self.computed.formula);
        match &self.found {
            Found::Value(value) => {
                let printed = formula.printed(value);
                let scored = match (formula.rounding, &printed) {
                    (Some(_), Some((rounded, _))) => Some(base(*rounded, &formula.unit)),
                    (Some(_), None) => None,
                    (None, _) => Some(value.clone()),
                };
                let actual = scored.map_or(Err(Code::E0207), |scored| actual(self.indicator, formula, &scored));
                entry.text = printed.map_or_else(String::new, |(_, text)| text);
                entry.actual = actual.unwrap_or_else(|code| {
                    let why = match code {
                        Code::E0505 => format!("算出的完成程度 {} 不在范围之内", entry.text),
                        _ => "算出的数位数太多，计分时不能一位不差".to_owned(),
                    };
                    let help = match (code, formula.rounding) {
                        (Code::E0207, None) => "给公式写上 rounding，以修约后的数计分",
                        _ => "核对基础数据，或者直接写实际完成值",
                    };
                    let message = format!("{name}：公式“{}”{why}", formula.id);
                    sink.push(Diagnostic::new(code, message).at(place).help(help));
                    Actual::Unscored(code)
                });
            }
            Found::NotApplicable => not_applicable(entry),
            Found::ZeroBase if formula.zero_base == ZeroBase::NotApplicable => {
                let message = format!("{name}：公式“{}”的除数为零、被除数不为零，按不适用处理", formula.id);
                sink.push(Diagnostic::new(Code::W0713, message).at(place));
                not_applicable(entry);
            }
            Found::ZeroBase => {
                let message = format!("{name}：公式“{}”的除数为零、被除数不为零，算不出", formula.id);
                sink.push(Diagnostic::new(Code::E0512, message).at(place));
                entry.actual = Actual::Unscored(Code::E0512);
            }
        }
        entry.computed = Some(Box::new(self.computed));
    }

    /// 写的值与算出的不同时提醒；写的值算数。
    fn compare(&self, entry: &Entry, place: &Place, sink: &mut Sink) {
        let formula = &self.computed.formula;
        let computed = match &self.found {
            Found::Value(value) => formula.printed(value),
            Found::NotApplicable | Found::ZeroBase => None,
        };
        let written = match &entry.actual {
            Actual::Unscored(_) => return,
            Actual::NotApplicable => None,
            actual => match written(actual, self.indicator) {
                Some(value) => in_unit(&value, &formula.unit).round(formula.printing()),
                None => return,
            },
        };
        if written == computed.as_ref().map(|(value, _)| *value) {
            return;
        }
        let ours = match (&self.found, computed) {
            (Found::Value(_), Some((_, text))) => format!("应为 {text}"),
            (Found::Value(_), None) => "得出的数太大".to_owned(),
            (Found::NotApplicable, _) => "除数与被除数都为零，应为不适用".to_owned(),
            (Found::ZeroBase, _) => "除数为零，算不出".to_owned(),
        };
        let text = if entry.text.is_empty() { "不适用" } else { &entry.text };
        let message = format!("{}：写的是 {text}，按公式“{}”{ours}", named(self.indicator), formula.id);
        sink.push(Diagnostic::new(Code::W0714, message).at(place).label("写的值"));
    }
}

fn not_applicable(entry: &mut Entry) {
    entry.actual = Actual::NotApplicable;
    entry.text = "不适用".to_owned();
}

/// 填报写的值，以基本单位计；不是数的没有。
fn written(actual: &Actual, indicator: &Indicator) -> Option<Exact> {
    match actual {
        Actual::Number(value) => Some(base(*value, &indicator.target.unit)),
        Actual::Share(share) | Actual::Tier { worth: Worth::Share(share), .. } => Some(Exact::from(*share)),
        _ => None,
    }
}

/// 算出的值作实际完成值；位数多到计分时放不下的是 `E0207`，完成程度越界的是 `E0505`。
fn actual(indicator: &Indicator, formula: &Formula, value: &Exact) -> Result<Actual, Code> {
    if by_share(&indicator.target, &indicator.rule) {
        if value.is_negative() {
            return Err(Code::E0505);
        }
        if let RuleKind::Tiers { tiers, .. } = &indicator.rule.kind {
            return tier(tiers, value);
        }
        return match short(value) {
            Some(share) => Ok(Actual::Share(share)),
            None => quotient(indicator, value).map(Actual::ShareQuotient),
        };
    }
    // 没有单位的指标值配没有单位的公式，已经查过。
    let unit = if indicator.target.unit.is_none() { &formula.unit } else { &indicator.target.unit };
    let value = in_unit(value, unit);
    match short(&value) {
        Some(number) => Ok(Actual::Number(number)),
        None => quotient(indicator, &value).map(Actual::Quotient),
    }
}

/// 与书面的数同样短的小数。
fn short(value: &Exact) -> Option<Decimal> {
    let number = value.as_decimal()?;
    let digits = plain(number.abs()).chars().filter(char::is_ascii_digit).count();
    (digits <= MAX_DIGITS).then_some(number)
}

fn tier(tiers: &[Tier], value: &Exact) -> Result<Actual, Code> {
    // 档内的比例要写成小数。
    let share = value.as_decimal().ok_or(Code::E0207)?;
    let found = tiers.iter().position(|tier| share >= tier.from && share <= tier.to);
    found.map(|tier| Actual::Tier { tier, worth: Worth::Share(share) }).ok_or(Code::E0505)
}

/// 计分时与指标值、规则的参数、分值连乘，每一步都放得下的商。
fn quotient(indicator: &Indicator, value: &Exact) -> Result<Ratio, Code> {
    let ratio = value.as_ratio().ok_or(Code::E0207)?;
    let factors = factors(indicator);
    // 按比例扣超额的分时，得分与扣分各有一个分母，相减时相乘。
    let fits = match indicator.rule.over.deduct {
        Some(excess) if excess.partial == Partial::Prorated => (value * value).fits(&[&factors[..], &factors].concat()),
        _ => value.fits(&factors),
    };
    if fits { Ok(ratio) } else { Err(Code::E0207) }
}

/// 计分时会与实际完成值连乘连除的各个数。
fn factors(indicator: &Indicator) -> Vec<Decimal> {
    let rule = &indicator.rule;
    let mut all = vec![indicator.points, Decimal::ONE_HUNDRED];
    match indicator.target.kind {
        Kind::Between(range) => all.extend(range.low.into_iter().chain(range.high).map(|bound| bound.value)),
        kind => all.extend(kind.value()),
    }
    all.extend([rule.full_at, rule.cap, indicator.cap].into_iter().flatten());
    match &rule.kind {
        RuleKind::Proportional { floor: Some(floor), .. } => {
            all.push(floor.at);
            all.extend(floor.share);
        }
        RuleKind::Steps { per, lose, from, .. } => {
            all.extend([*per, *lose]);
            all.extend(*from);
        }
        // 只落在一个区间，取参数最长的一个。
        RuleKind::Bands { bands, .. } => {
            let length = |factors: &Vec<Decimal>| factors.iter().map(|factor| plain(*factor).len()).sum::<usize>();
            all.extend(bands.iter().map(band).max_by_key(length).unwrap_or_default());
        }
        _ => {}
    }
    if let Some(excess) = rule.over.deduct {
        all.extend([excess.from, excess.per, excess.lose]);
        all.extend(excess.most);
    }
    all
}

fn band(band: &Band) -> Vec<Decimal> {
    let mut all: Vec<Decimal> = band.range.low.iter().chain(&band.range.high).map(|bound| bound.value).collect();
    match band.pay {
        Pay::Score(value) | Pay::Share(value) => all.push(value),
        Pay::Slope(from, to) => all.extend([from, to]),
        Pay::Completion => {}
    }
    all
}
