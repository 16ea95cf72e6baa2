//! 数：精确小数、百分比、单位与修约。
//!
//! 全流程只用十进制小数，从书面文字直接读取，任何一步都不经过二进制浮点。

mod ratio;
mod read;
mod rounding;
mod unit;

pub use ratio::Ratio;
pub use read::{MAX_DIGITS, NumberError, Quantity, fold, read_number, read_quantity, scan_number};
pub use rounding::{Mode, Rounding};
pub use rust_decimal::Decimal;
pub use unit::{Component, Unit};

/// 去掉小数末尾多余的零："10.00" 写作 "10"，"1.50" 写作 "1.5"。
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// 按固定位数书写，不足补零："12" 写作 "12.00"。位数多于 `places` 时保留原样，不在书写时修约。
pub fn fixed(value: Decimal, places: u32) -> String {
    let value = value.normalize();
    let places = places.max(value.scale()) as usize;
    format!("{value:.places$}")
}
