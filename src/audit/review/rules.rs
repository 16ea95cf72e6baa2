//! 扣分规则：内置的一组，与复核单里自己写的。

use crate::diagnostic::{Code, Diagnostic, Sink, Sources, guess_or_choices};
use crate::number::Decimal;
use crate::parse::{self, At, Level, RawReviewRule};
use std::sync::Arc;

/// 内置的一组扣分规则，是数据，出处写在文件里。
const BUILT_IN: &str = include_str!("../../../reviews/chengdu-pidu-2025.toml");
const BUILT_IN_NAME: &str = "内置：reviews/chengdu-pidu-2025.toml";

/// 一条扣分规则。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRule {
    pub id: String,
    pub title: String,
    pub effect: Effect,
    /// 印在扣分依据里的话。
    pub text: String,
    /// 怎样改正；没有写的为空。
    pub fix: String,
}

/// 一条规则扣多少：得分的比例。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Share(Decimal),
    /// 按轻重分档：严重、中等、轻微。
    Levels([Decimal; 3]),
    /// 不定扣多少，由复核人写。
    Stated,
    /// 不扣分，只作说明。
    Keep,
}

/// 可用的扣分规则。
#[derive(Clone, Debug, Default)]
pub struct Rules {
    rules: Vec<Arc<ReviewRule>>,
    /// 内置规则的出处。
    pub basis: String,
}

impl Rules {
    /// 内置的一组。
    pub fn built_in(sources: &mut Sources, sink: &mut Sink) -> Rules {
        let source = sources.add(BUILT_IN_NAME, BUILT_IN);
        let Some(raw) = parse::review_rules(sources, source, sink) else { return Rules::default() };
        let mut rules = Rules { rules: Vec::new(), basis: raw.basis };
        rules.add(&raw.rules, sink);
        rules
    }

    /// 添上几条；同名的盖过前面的。
    pub fn add(&mut self, raw: &[RawReviewRule], sink: &mut Sink) {
        for rule in raw {
            let Some(id) = &rule.id else { continue };
            let effect = match (&rule.share, rule.levels, rule.keep) {
                (Some(share), None, false) => Effect::Share(share.value),
                (None, Some(levels), false) => Effect::Levels(levels),
                (None, None, false) => Effect::Stated,
                (None, None, true) => Effect::Keep,
                _ => {
                    let message = format!("规则“{}”的 share、levels、keep 只能写一样", id.value);
                    sink.push(Diagnostic::new(Code::E1426, message).at(&rule.place).label("这条规则"));
                    continue;
                }
            };
            let all = match effect {
                Effect::Share(share) => vec![share],
                Effect::Levels(levels) => levels.to_vec(),
                Effect::Stated | Effect::Keep => Vec::new(),
            };
            if all.iter().any(|share| !is_share(*share)) {
                let message = format!("规则“{}”扣的比例要在 0% 与 100% 之间", id.value);
                sink.push(Diagnostic::new(Code::E1426, message).at(&rule.place).label("这条规则"));
                continue;
            }
            let (title, text, fix) = (rule.title.clone(), rule.text.clone(), rule.fix.clone());
            let rule = Arc::new(ReviewRule { id: id.value.clone(), title, effect, text, fix });
            self.rules.retain(|other| other.id != rule.id);
            self.rules.push(rule);
        }
    }

    /// 按名称取。
    pub fn find(&self, id: &str) -> Option<&Arc<ReviewRule>> {
        self.rules.iter().find(|rule| rule.id == id || rule.title == id)
    }

    /// 全部规则。
    pub fn all(&self) -> impl Iterator<Item = &ReviewRule> {
        self.rules.iter().map(|rule| &**rule)
    }

    /// 没有这条规则。
    pub(super) fn unknown(&self, name: &At<String>) -> Diagnostic {
        let names: Vec<&str> = self.rules.iter().map(|rule| rule.id.as_str()).collect();
        let message = format!("没有名为“{}”的复核规则", name.value);
        let help = guess_or_choices("现有的规则", &name.value, &names);
        Diagnostic::new(Code::E1428, message).at(&name.place).label("这个名称").help(help)
    }
}

impl ReviewRule {
    /// 某一档扣的比例；分档的要写明哪一档。
    pub(super) fn share(&self, level: Option<Level>) -> Result<Option<Decimal>, &'static str> {
        match (self.effect, level) {
            (Effect::Share(share), None) => Ok(Some(share)),
            (Effect::Levels([severe, medium, light]), Some(level)) => Ok(Some(match level {
                Level::Severe => severe,
                Level::Medium => medium,
                Level::Light => light,
            })),
            (Effect::Levels(_), None) => Err("这条规则按轻重分档，要写 level"),
            (Effect::Stated | Effect::Keep, None) => Ok(None),
            (_, Some(_)) => Err("这条规则不分轻重，不写 level"),
        }
    }
}

/// 比例在 0 与 1 之间。
pub(super) fn is_share(share: Decimal) -> bool {
    share >= Decimal::ZERO && share <= Decimal::ONE
}
