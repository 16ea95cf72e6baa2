//! 预警：进度落在口径的哪一档，所用的预警线怎样写明。

use crate::model::{Alert, AlertOn};
use crate::number::{Decimal, Ratio, plain};
use crate::target::Day;
use serde::Serialize;

/// 一档预警线。
#[derive(Debug, Serialize)]
pub struct AlertLine {
    pub on: &'static str,
    pub label: String,
    /// 低于此数（百分数）；最后一档没有。
    pub below: Option<String>,
    /// 到几月底应当达到；不限月份的没有。
    pub by: Option<u32>,
    pub source: String,
}

impl From<&Alert> for AlertLine {
    fn from(alert: &Alert) -> AlertLine {
        AlertLine {
            on: match alert.on {
                AlertOn::Indicator => "指标",
                AlertOn::Execution => "资金",
            },
            label: alert.label.clone(),
            below: alert.below.map(|below| plain(below * Decimal::ONE_HUNDRED)),
            by: alert.by,
            source: alert.source_text(),
        }
    }
}

/// 某一天看到的进度；没有意义的为空。
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub progress: Option<Ratio>,
    /// 进度与时间进度之比。
    pub pace: Option<Ratio>,
    pub as_of: Day,
}

/// 进度落在哪一档：有多要紧（小的要紧；最后一档最不要紧）与颜色。没有进度的没有。
///
/// 写了月份的几档比进度本身，只用已经过了的最近一个月底的；其余的比进度与时间进度之比。
pub(super) fn find_alert(alerts: &[Alert], on: AlertOn, seen: Seen) -> Option<(usize, &str)> {
    let Seen { progress, pace, as_of } = seen;
    let passed = if as_of.is_month_end() { as_of.month } else { as_of.month.saturating_sub(1) };
    let group = || alerts.iter().filter(move |alert| alert.on == on);
    let latest = group().filter_map(|alert| alert.by).filter(|month| *month <= passed).max();
    let mut ranks: Vec<&str> = Vec::new();
    for alert in group() {
        let rank = ranks.iter().position(|label| *label == alert.label).unwrap_or(ranks.len());
        if rank == ranks.len() {
            ranks.push(&alert.label);
        }
        let value = if alert.by.is_some() { progress } else { pace };
        let Some(below) = alert.below else { return value.map(|_| (usize::MAX, alert.label.as_str())) };
        let applies = alert.by.is_none() || alert.by == latest;
        if applies && value.is_some_and(|value| value < below) {
            return Some((rank, &alert.label));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(label: &str, below: Option<i64>, by: Option<u32>) -> Alert {
        let below = below.map(|percent| Decimal::new(percent, 2));
        Alert { on: AlertOn::Execution, label: label.to_owned(), below, by, source: String::new() }
    }

    fn found(alerts: &[Alert], progress: i64, pace: i64, month: u32, day: u32) -> Option<(usize, &str)> {
        let ratio = |percent| Some(Ratio::from(Decimal::new(percent, 2)));
        let as_of = Day { year: 2025, month, day };
        find_alert(alerts, AlertOn::Execution, Seen { progress: ratio(progress), pace: ratio(pace), as_of })
    }

    #[test]
    fn 比时间进度的几档() {
        let alerts = [alert("红", Some(60), None), alert("黄", Some(80), None), alert("绿", None, None)];
        assert_eq!(found(&alerts, 0, 59, 7, 31), Some((0, "红")));
        assert_eq!(found(&alerts, 0, 60, 7, 31), Some((1, "黄")));
        assert_eq!(found(&alerts, 0, 80, 7, 31), Some((usize::MAX, "绿")));
        let none = Seen { progress: None, pace: None, as_of: Day { year: 2025, month: 7, day: 31 } };
        assert_eq!(find_alert(&alerts, AlertOn::Execution, none), None);
        assert_eq!(find_alert(&alerts, AlertOn::Indicator, none), None);
    }

    /// 四月底 25%，六月底 40%；到月底才看，之后沿用到下一个写明的月底。
    #[test]
    fn 到几月底的几档() {
        let alerts = [alert("预警", Some(25), Some(4)), alert("预警", Some(40), Some(6)), alert("正常", None, None)];
        let safe = Some((usize::MAX, "正常"));
        let caught = Some((0, "预警"));
        for (progress, month, day, want) in [
            (0, 4, 29, safe),
            (24, 4, 30, caught),
            (25, 4, 30, safe),
            (24, 6, 29, caught),
            (39, 6, 29, safe),
            (39, 6, 30, caught),
            (40, 6, 30, safe),
            (39, 12, 31, caught),
        ] {
            assert_eq!(found(&alerts, progress, 1, month, day), want, "{progress}% {month}-{day}");
        }
    }
}
