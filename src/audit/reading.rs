//! 读懂印着的指标值与实际完成值。

use super::PrintedRow;
use crate::model::{BareTarget, Profile};
use crate::number::{Decimal, Unit, read_number};
use crate::target::{Kind, Target, TargetError, read_target};

/// 读懂的指标值；读不懂的记下原因。
#[derive(Clone, Debug)]
pub struct ReadTarget {
    pub target: Result<Target, Unreadable>,
}

/// 指标值为什么读不懂。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Written(TargetError),
    /// 没有符号，口径又没有约定怎样理解。
    Bare,
}

impl ReadTarget {
    /// 照口径的约定读印着的指标值。
    pub(super) fn of(row: &PrintedRow, profile: &Profile) -> ReadTarget {
        let read = read_target(&row.target.text).map_err(Unreadable::Written);
        let target = read.and_then(|mut target| {
            if let Kind::Bare(value) = target.kind {
                target.kind = match profile.bare {
                    BareTarget::AtLeast => Kind::AtLeast(value),
                    BareTarget::AtMost => Kind::AtMost(value),
                    BareTarget::Exactly => Kind::Exactly(value),
                    BareTarget::Refuse => return Err(Unreadable::Bare),
                };
            }
            Ok(target)
        });
        ReadTarget { target }
    }

    /// 输出中的种类；读不懂的是 `unreadable`。
    pub fn kind(&self) -> &'static str {
        self.target.as_ref().map_or("unreadable", |target| target.kind.name())
    }

    /// 单一的界限值。
    pub fn value(&self) -> Option<Decimal> {
        self.target.as_ref().ok()?.kind.value()
    }

    /// 单位；没有的为空。
    pub fn unit(&self) -> &str {
        self.target.as_ref().map_or("", |target| target.unit.as_str())
    }
}

/// 印着的实际完成值，补上表上省去的：没有写单位的用指标值的单位，重写一遍的符号去掉。
pub(super) fn actual_text(printed: &str, target: &Target) -> String {
    let bare = printed.trim_start_matches(['≥', '≤', '＝', '=', '>', '<', '＞', '＜', '﹦']).trim();
    let is_scored = !matches!(target.kind, Kind::Qualitative | Kind::Date(_));
    if is_scored && !target.unit.is_none() && read_number(bare).is_ok() {
        return format!("{bare}{}", unit_text(&target.unit));
    }
    if is_scored { bare.to_owned() } else { printed.to_owned() }
}

fn unit_text(unit: &Unit) -> &str {
    unit.as_str()
}
