//! 实际完成值与指标值对上：单位换算、百分比、定性档次、时限。

use super::compute::{self, Facts};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::model::{Actual, Entry, Indicator, RuleKind, Tier, Worth};
use crate::number::{Decimal, Rounding, Unit, plain, read_quantity};
use crate::parse::RawActual;
use crate::target::{Kind, Timing, read_date, read_target};

/// 一行的填报内容；读不出的记作不予计分，并报告。
///
/// `is_own` 表示这一行写在 `[[indicator]]` 里，而不是 `[actuals]` 里，补救办法因此不同。
pub(super) fn entry(
    indicator: &Indicator,
    raw: Option<&RawActual>,
    is_own: bool,
    row: &Place,
    year: i32,
    facts: &Facts<'_>,
    sink: &mut Sink,
) -> Entry {
    let is_written = raw.is_some_and(RawActual::is_written);
    let mut entry = if indicator.compute.is_some() && !is_written {
        empty(Actual::Unscored(Code::E0511), raw)
    } else {
        read(indicator, raw, is_own, row, year, sink)
    };
    let own = raw.map_or(&[][..], |raw| &raw.facts);
    if let (None, Some((key, _))) = (&indicator.compute, own.first()) {
        let message = format!("{} {}：这一行不由公式算，不能写 facts", indicator.code, indicator.name);
        let help = "各行公用的写在 [facts] 里；由公式算的行要有 compute";
        sink.push(Diagnostic::new(Code::E0204, message).at(&key.place).label("这一行的基础数据").help(help));
        return entry;
    }
    let place = raw.and_then(|raw| raw.value.as_ref()).map_or(row, |value| &value.place);
    compute::fill(&mut entry, is_written, indicator, facts, own, place, sink);
    entry
}

/// 还没有值的一行，原因、佐证照写下的。
fn empty(actual: Actual, raw: Option<&RawActual>) -> Entry {
    Entry {
        actual,
        computed: None,
        text: String::new(),
        reason: raw.map(|raw| raw.reason.clone()).unwrap_or_default(),
        evidence: raw.map(|raw| raw.evidence.clone()).unwrap_or_default(),
        inferred: raw.is_some_and(|raw| raw.inferred),
    }
}

/// 读填报写下的值。
pub(super) fn read(
    indicator: &Indicator,
    raw: Option<&RawActual>,
    is_own: bool,
    row: &Place,
    year: i32,
    sink: &mut Sink,
) -> Entry {
    let Some(raw) = raw else {
        let message = format!("{} {}：没有填实际完成值", indicator.code, indicator.name);
        let key = if is_own {
            "在这一行写 actual".to_owned()
        } else {
            format!("在 [actuals] 里写 {}", indicator.code)
        };
        let help = format!("{key} = \"…\"；不适用时写 \"不适用\"");
        sink.push(Diagnostic::new(Code::E0403, message).at(row).help(help));
        return empty(Actual::Unscored(Code::E0403), None);
    };
    let text = raw.value.as_ref().map(|v| v.value.clone()).unwrap_or_default();
    let actual = match raw.unreadable {
        true => Actual::Unscored(Code::E0502),
        false => Reading { indicator, raw, is_own, year, sink }.read(),
    };
    if raw.inferred {
        let message = format!("{} {}：实际完成值是推定的，公开的表上没有印", indicator.code, indicator.name);
        sink.push(Diagnostic::new(Code::W0704, message).at(&raw.place).label("推定"));
    }
    Entry { text, ..empty(actual, Some(raw)) }
}

struct Reading<'a> {
    indicator: &'a Indicator,
    raw: &'a RawActual,
    is_own: bool,
    year: i32,
    sink: &'a mut Sink,
}

impl Reading<'_> {
    fn place(&self) -> &Place {
        self.raw.value.as_ref().map_or(&self.raw.place, |v| &v.place)
    }

    fn text(&self) -> &str {
        self.raw.value.as_ref().map_or("", |v| v.value.as_str())
    }

    /// 另写几个键的补救办法。
    fn write_beside(&self, keys: &str) -> String {
        if self.is_own { format!("在这一行另写 {keys}") } else { format!("写成 {{ value = \"…\", {keys} }}") }
    }

    /// 报告读不出，本行不予计分。
    fn refuse(&mut self, code: Code, message: String, help: &str) -> Actual {
        self.report(code, message, help);
        Actual::Unscored(code)
    }

    /// 报告；没有针对此处的改法时用代码的通用改法。
    fn report(&mut self, code: Code, message: String, help: &str) {
        let message = format!("{} {}：{message}", self.indicator.code, self.indicator.name);
        let mut diagnostic = Diagnostic::new(code, message).at(self.place()).label("这个实际完成值");
        if !help.is_empty() {
            diagnostic = diagnostic.help(help.to_owned());
        }
        self.sink.push(diagnostic);
    }

    fn read(mut self) -> Actual {
        if self.raw.not_applicable || self.text() == "不适用" {
            return Actual::NotApplicable;
        }
        let rule = &self.indicator.rule;
        let numeric = !matches!(self.indicator.target.kind, Kind::Qualitative | Kind::Date(_));
        let by_number = matches!(
            rule.kind,
            RuleKind::Proportional { .. } | RuleKind::Pass | RuleKind::Steps { .. } | RuleKind::Bands { .. }
        );
        if by_number && (self.raw.score.is_some() || (numeric && self.raw.share.is_some())) {
            let message = "这一行按实际完成值计分，不能另写 share 或 score".to_owned();
            return self.refuse(Code::E0505, message, "删去 share、score，只写实际完成值");
        }
        match &rule.kind {
            RuleKind::Checklist { items } => self.checklist(items.len()),
            RuleKind::Manual => self.manual(),
            _ if self.text().is_empty() && self.raw.share.is_none() && self.raw.score.is_none() => {
                self.refuse(Code::E0403, "没有填实际完成值".into(), "")
            }
            RuleKind::Tiers { tiers, same_text } => self.tier(tiers, *same_text),
            RuleKind::Percent => match self.percent() {
                Some(share) => self.share_within(share),
                None => {
                    let message = format!("实际完成值“{}”应当是百分数", self.text());
                    self.refuse(Code::E0502, message, "写成带百分号的数，如 \"90%\"")
                }
            },
            _ => match self.indicator.target.kind {
                Kind::Qualitative => self.qualitative(),
                Kind::Date(_) => self.date(),
                _ => self.number(),
            },
        }
    }

    /// 写在 `share` 里，或者实际完成值本身是百分数。
    fn percent(&self) -> Option<Decimal> {
        if let Some(share) = &self.raw.share {
            return Some(share.value);
        }
        let quantity = read_quantity(self.text()).ok()?;
        let factor = quantity.unit.factor_to(&Unit::percent())?;
        Some(quantity.value * factor / Decimal::ONE_HUNDRED)
    }

    fn share_within(&mut self, share: Decimal) -> Actual {
        if share < Decimal::ZERO {
            let message = format!("完成比例“{}”不能为负", self.text());
            return self.refuse(Code::E0505, message, "写 0% 到 100%");
        }
        Actual::Share(share)
    }

    fn checklist(&mut self, items: usize) -> Actual {
        match &self.raw.checks {
            Some(checks) if checks.value.len() == items => Actual::Checks(checks.value.clone()),
            Some(checks) => {
                let message = format!("清单有 {items} 项，checks 写了 {} 个", checks.value.len());
                self.refuse(Code::E0510, message, "按清单的次序逐项写，做到写 true，没有做到写 false，扣分的写次数")
            }
            None => {
                let help = self.write_beside("checks = [true, false]") + "，按清单的次序";
                self.refuse(Code::E0510, "清单没有逐项填写".into(), &help)
            }
        }
    }

    fn manual(&mut self) -> Actual {
        let points = self.indicator.points;
        match &self.raw.score {
            Some(score) if score.value >= Decimal::ZERO && score.value <= points => Actual::Score(score.value),
            Some(score) => {
                let message = format!("人工评分 {} 不在 0 至 {} 之间", plain(score.value), plain(points));
                self.refuse(Code::E0505, message, "得分不能为负，也不能超过分值")
            }
            None => {
                let help = self.write_beside("score = 4.5");
                self.refuse(Code::E0505, "人工评分的行没有写得分".into(), &help)
            }
        }
    }

    fn tier(&mut self, tiers: &[Tier], same_text: Option<usize>) -> Actual {
        let text = self.text().to_owned();
        let named = tiers
            .iter()
            .position(|t| t.name == text || t.aliases.contains(&text))
            .or_else(|| same_text.filter(|_| !text.is_empty() && text == self.indicator.target.text));
        if let Some(score) = &self.raw.score {
            let score = score.value;
            return self.tier_score(tiers, named, score);
        }
        if let Some(share) = self.percent() {
            let found = tiers.iter().position(|t| share >= t.from && share <= t.to);
            return match (found, named) {
                (None, _) => {
                    let message = format!("完成程度 {}% 不在 0% 至 100% 之间", plain(share * Decimal::ONE_HUNDRED));
                    self.refuse(Code::E0505, message, "定性指标的完成程度写 0% 至 100%")
                }
                (Some(found), Some(named)) if found != named => {
                    let message = format!(
                        "写的是“{text}”，{}% 却落在“{}”一档",
                        plain(share * Decimal::ONE_HUNDRED),
                        tiers[found].name
                    );
                    self.refuse(Code::E0505, message, "改档次或改百分比，使两者一致")
                }
                (Some(tier), _) => Actual::Tier { tier, worth: Worth::Share(share) },
            };
        }
        match named {
            Some(tier) => match tiers[tier].default {
                Some(share) => Actual::Tier { tier, worth: Worth::Share(share) },
                None => {
                    let message = format!("只写了“{text}”，没有写档内的得分");
                    let help = self.write_beside("share = \"85%\"") + "，或写 score";
                    self.refuse(Code::E0505, message, &help)
                }
            },
            None if read_quantity(&text).is_ok_and(|q| q.unit.is_none()) => {
                let message = format!("“{text}”没有带百分号，是 {text}% 还是 {text} 分不能确定");
                let help = format!("百分比写成 \"{text}%\"；直接给分的，{}", self.write_beside("score = 9"));
                self.refuse(Code::E0504, message, &help)
            }
            None => {
                let names: Vec<&str> = tiers.iter().map(|t| t.name.as_str()).collect();
                let message = format!("“{text}”不是任何一档，也不是百分数");
                let help = format!("写百分数（如 \"90%\"），或写其中一档：{}", names.join("、"));
                self.refuse(Code::E0502, message, &help)
            }
        }
    }

    /// 直接给分：应当落在所写的档内；没有写档时由得分反推。
    fn tier_score(&mut self, tiers: &[Tier], named: Option<usize>, score: Decimal) -> Actual {
        let points = self.indicator.points;
        let edge = |share: Decimal| Rounding::CENTS.apply(points * share);
        let inside = |at: usize| {
            let top = if at == 0 { score <= edge(tiers[at].to) } else { score < edge(tiers[at].to) };
            score >= edge(tiers[at].from) && top
        };
        let found = named.or_else(|| (0..tiers.len()).find(|&at| inside(at)));
        match found {
            Some(tier) if inside(tier) => Actual::Tier { tier, worth: Worth::Score(score) },
            Some(tier) => {
                let (low, high) = (edge(tiers[tier].from), edge(tiers[tier].to));
                let close = if tier == 0 { ']' } else { ')' };
                let message = format!(
                    "“{}”一档应得 [{}, {}{close} 分，写的是 {} 分",
                    tiers[tier].name,
                    plain(low),
                    plain(high),
                    plain(score)
                );
                self.refuse(Code::E0505, message, "改档次或改得分，使得分落在档内")
            }
            None => {
                let message = format!("得分 {} 不在 0 至 {} 之间", plain(score), plain(points));
                self.refuse(Code::E0505, message, "得分不能为负，也不能超过分值")
            }
        }
    }

    fn qualitative(&mut self) -> Actual {
        if let Some(share) = self.percent() {
            return self.share_within(share);
        }
        if self.text() == self.indicator.target.text {
            return Actual::Share(Decimal::ONE);
        }
        let message = format!("定性指标的实际完成值“{}”无法判断是否达到“{}”", self.text(), self.indicator.target.text);
        self.refuse(Code::E0502, message, "写完成程度的百分数，如 \"100%\"；达到时也可照写指标值")
    }

    fn date(&mut self) -> Actual {
        let Kind::Date(deadline) = &self.indicator.target.kind else {
            return Actual::Unscored(Code::E0502);
        };
        if let Some(share) = self.percent() {
            return self.share_completed(share);
        }
        let Some(done) = read_date(self.text()) else {
            let message = format!("时限指标的实际完成值“{}”不是日期", self.text());
            return self.refuse(Code::E0502, message, "写完成的日期，如 \"2024年11月30日\" 或 \"11月\"");
        };
        let timing = deadline.compare(&done, self.year);
        if timing == Timing::Undecided {
            let message = format!("“{}”与时限“{}”哪个在先不能确定", self.text(), self.indicator.target.text);
            return self.refuse(Code::E0506, message, "写到日；时限写成“9月底前”或“8月底前”");
        }
        Actual::Date { timing, days_late: deadline.days_late(&done, self.year) }
    }

    /// 指标值不是百分数而实际写了百分数：按完成比例理解，并提醒。
    fn share_completed(&mut self, share: Decimal) -> Actual {
        if matches!(self.indicator.target.kind, Kind::AtMost(_) | Kind::Below(_)) {
            let text = &self.indicator.target.text;
            let message = format!("指标值“{text}”是上限，实际完成值“{}”不能当作完成比例", self.text());
            let help = format!("写以“{}”计的实际数", self.indicator.target.unit.as_str());
            return self.refuse(Code::E0503, message, &help);
        }
        let message =
            format!("指标值“{}”不是百分数，实际完成值“{}”按完成比例计分", self.indicator.target.text, self.text());
        self.report(Code::W0702, message, "最好写与指标值同一单位的实际数");
        self.share_within(share)
    }

    fn number(&mut self) -> Actual {
        let target = &self.indicator.target;
        let read = read_target(self.text());
        let (value, unit) = match read {
            Ok(target) => match target.kind {
                Kind::Bare(value) => (value, target.unit),
                Kind::Qualitative | Kind::Date(_) => {
                    let message = format!("实际完成值“{}”里没有数", self.text());
                    return self.refuse(Code::E0502, message, "写实际达到的数，如 \"98%\"、\"19人\"");
                }
                _ => {
                    let message = format!("实际完成值“{}”写成了范围", self.text());
                    return self.refuse(Code::E0502, message, "写实际达到的数，不带 ≥、≤ 等符号");
                }
            },
            Err(error) => {
                let message = format!("实际完成值“{}”读不懂：{error}", self.text());
                return self.refuse(Code::E0502, message, "写一个数，可带单位，如 \"98%\"、\"1,200人\"");
            }
        };
        if let Some(factor) = unit.factor_to(&target.unit) {
            return match value.checked_mul(factor) {
                Some(value) => Actual::Number(value),
                None => self.refuse(Code::E0207, format!("“{}”换算单位之后太大", self.text()), ""),
            };
        }
        let (ours, theirs) = (target.unit.as_str().to_owned(), unit.as_str().to_owned());
        if unit.is_none() {
            if target.unit.is_rate() && !value.is_zero() && value.abs() <= Decimal::ONE {
                let message =
                    format!("“{}”没有带百分号，是 {}% 还是 {} 不能确定", self.text(), plain(value), as_percent(value));
                let help = format!("写成 \"{}\" 或 \"{}%\"（加引号）", as_percent(value), plain(value));
                return self.refuse(Code::E0504, message, &help);
            }
            if target.unit.is_money() && !value.is_zero() {
                let message = format!("金额“{}”没有写单位，元与万元都有可能（指标值以{ours}计）", self.text());
                return self.refuse(Code::E0504, message, "写上单位，如 \"104万元\"");
            }
            let message = format!("“{}”没有写单位，按指标值的“{ours}”计", self.text());
            self.report(Code::W0707, message, "最好写上单位");
            return Actual::Number(value);
        }
        if target.unit.is_none() {
            if unit.is_money() || unit.is_rate() || unit.as_str() == "万" {
                let message =
                    format!("指标值“{}”没有写单位，实际完成值以“{theirs}”计，两者能否相比不能确定", target.text);
                let help = format!(
                    "指标值也写上单位（以“{theirs}”计）；指标值由体系规定的，实际完成值写成与它同一单位的数，不带单位"
                );
                return self.refuse(Code::E0504, message, &help);
            }
            let message = format!("指标值“{}”没有写单位，按实际完成值的“{theirs}”计", target.text);
            self.report(Code::W0707, message, "最好给指标值写上单位");
            return Actual::Number(value);
        }
        if unit.is_rate() && !target.unit.is_rate() {
            return self
                .share_completed(value * unit.factor_to(&Unit::percent()).unwrap_or_default() / Decimal::ONE_HUNDRED);
        }
        let message = format!("指标值以“{ours}”计，实际完成值以“{theirs}”计，单位对不上");
        let help = if ours == "%" {
            "指标值是百分数，实际也写百分数，如 \"98%\"".to_owned()
        } else {
            format!("写成以“{ours}”计的数，或写完成比例的百分数")
        };
        self.refuse(Code::E0503, message, &help)
    }
}

fn as_percent(value: Decimal) -> String {
    format!("{}%", plain(value * Decimal::ONE_HUNDRED))
}
