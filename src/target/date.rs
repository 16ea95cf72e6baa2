//! 日期与时限：“9月前”“12月底前”“2021年底”“2022-12-30”。

use crate::number::{Decimal, Ratio, fold};
use std::fmt;

/// 文字所说的一段日子。日期为（月，日），日为 31 时一律指当月最后一天。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period {
    year: Option<i32>,
    first: (u32, u32),
    last: (u32, u32),
    /// 带“前”字。
    before: bool,
}

/// 指标值里的时限。
///
/// 写到日的，含当日，有没有“前”字都一样；“12月底前”“年底”“2021年12月”含该月最后一天。
/// “9月前”没有“底”字，含不含九月说不清，九月之内完成的不作判断。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline(Period);

/// 实际完成值所说的日期：可能的最早一天到最晚一天。
///
/// “7月”是 7 月 1 日至 31 日；“2021年底”是 12 月 31 日；“12月31日前”最早不限，最晚是当日。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateSpan(Period);

/// 历上的一天，如施行日期。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Day {
    /// 是当月的最后一天。
    pub fn is_month_end(&self) -> bool {
        self.day == month_length(self.year, self.month)
    }

    /// 一年过去了多少（小数）：过完的月数加上当月过去的天数所占，除以十二；七月底是十二分之七。
    pub fn elapsed(&self) -> Ratio {
        let length = month_length(self.year, self.month);
        let (months, length) = (self.month.saturating_sub(1), length.max(1));
        let days = Decimal::from(months * length + self.day.min(length));
        Ratio::new(days, Decimal::from(length * 12)).unwrap_or(Ratio::from(Decimal::ONE))
    }
}

impl DateSpan {
    /// 所说的一段日子的第一天；没写年份的按 `default_year` 年。
    pub fn first_day(&self, default_year: i32) -> Day {
        self.0.day(self.0.first, default_year)
    }

    /// 所说的一段日子的最后一天；没写年份的按 `default_year` 年。
    pub fn last_day(&self, default_year: i32) -> Day {
        self.0.day(self.0.last, default_year)
    }

    /// 写明了年月日的一天；只写到月、没写年份的不是。
    pub fn day(&self) -> Option<Day> {
        let Period { year, first, last, before } = self.0;
        let year = year.filter(|_| first == last && !before)?;
        Some(Day { year, month: first.0, day: first.1.min(month_length(year, first.0)) })
    }
}

/// 是否按时。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// 按时。
    Met,
    /// 逾期。
    Missed,
    /// 写得不够细，不能确定。
    Undecided,
}

impl Deadline {
    pub(super) fn read(text: &str) -> Option<Deadline> {
        period(text).map(Deadline)
    }

    /// 同样的文字写在实际完成值里所说的一段日子。
    pub fn span(&self) -> DateSpan {
        DateSpan(self.0)
    }

    /// 是否“9月前”这样含不含当月说不清的写法。
    pub fn is_ambiguous(&self) -> bool {
        self.0.before && self.0.first != self.0.last
    }

    /// 是否按时；任何一方没写年份的，按 `default_year` 年。
    pub fn compare(&self, done: &DateSpan, default_year: i32) -> Timing {
        let (first, last) = self.0.days(default_year);
        let (earliest, latest) = done.0.days(default_year);
        // 同样带“前”字、说的是同一段日子，怎样理解“前”都一致。
        let same = self.0.before && done.0.before && (first, last) == (earliest, latest);
        let met = if self.is_ambiguous() { latest < first } else { latest <= last };
        if met || same {
            Timing::Met
        } else if !done.0.before && earliest > last {
            Timing::Missed
        } else {
            Timing::Undecided
        }
    }

    /// 逾期的整天数，按时为 0；不能确定、完成日期没有写到日或时限含义不清时为 `None`。
    pub fn days_late(&self, done: &DateSpan, default_year: i32) -> Option<i64> {
        match self.compare(done, default_year) {
            Timing::Met => Some(0),
            Timing::Undecided => None,
            Timing::Missed => {
                let (earliest, latest) = done.0.days(default_year);
                let known = earliest == latest && !self.is_ambiguous();
                known.then(|| latest - self.0.days(default_year).1)
            }
        }
    }
}

/// 把实际完成值读作日期；不是日期的返回 `None`。
pub fn read_date(text: &str) -> Option<DateSpan> {
    period(text).map(DateSpan)
}

impl Period {
    /// 其中的一天；月底写作 31 日的，换成当月最后一天。
    fn day(&self, (month, day): (u32, u32), default_year: i32) -> Day {
        let year = self.year.unwrap_or(default_year);
        Day { year, month, day: day.min(month_length(year, month)) }
    }

    /// 首尾两天的序数。
    fn days(&self, default_year: i32) -> (i64, i64) {
        let year = self.year.unwrap_or(default_year);
        let number = |(month, day): (u32, u32)| day_number(year, month, day.min(month_length(year, month)));
        (number(self.first), number(self.last))
    }
}

fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// 公历日期的序数，相邻两天差一。年从三月起算，闰日便落在年末。
fn day_number(year: i32, month: u32, day: u32) -> i64 {
    let (year, month) = (i64::from(year) - i64::from(month < 3), (i64::from(month) + 9) % 12);
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (month * 153 + 2) / 5 + i64::from(day)
}

/// 整段文字读作日期，前后容许“已于”“前”“完成”一类字样。
fn period(text: &str) -> Option<Period> {
    let mut cursor = Cursor { rest: text };
    cursor.word(&["已于", "已在", "于", "在", "截至", "截止到", "截止", "不晚于", "不迟于"]);
    let (year, first, last) = calendar(&mut cursor)?;
    let before = cursor.word(&["之前", "以前", "前"]).is_some();
    if !before {
        cursor.word(&["之内", "以内", "内"]);
    }
    cursor.word(&["全部完成", "完成", "完工", "竣工"]);
    cursor.word(&["。", ";", ","]);
    cursor.rest.trim_start().is_empty().then_some(Period { year, first, last, before })
}

type Span = (Option<i32>, (u32, u32), (u32, u32));

const YEAR_END: (u32, u32) = (12, 31);

fn calendar(cursor: &mut Cursor) -> Option<Span> {
    let this_year = cursor.word(&["当年", "本年", "每年"]).is_some();
    if let Some(quarter) = quarter(cursor) {
        return Some(quarter_span(None, quarter));
    }
    let Some((number, width)) = cursor.digits() else {
        return match cursor.word(&["年底", "年末", "年内", "上半年", "下半年"]) {
            Some(0 | 1) => Some((None, YEAR_END, YEAR_END)),
            Some(2) => Some((None, (1, 1), YEAR_END)),
            Some(half) => Some(half_year(None, half == 3)),
            None if this_year => cursor.word(&["底", "末"]).map(|_| (None, YEAR_END, YEAR_END)),
            None => None,
        };
    };
    if width <= 2 {
        cursor.word(&["月"])?;
        return month(cursor, None, number);
    }
    if width != 4 || !(1900..=2100).contains(&number) || this_year {
        return None;
    }
    let year = Some(number as i32);
    if cursor.word(&["年"]).is_none() {
        return separated(cursor, year);
    }
    if let Some(quarter) = quarter(cursor) {
        return Some(quarter_span(year, quarter));
    }
    if let Some((number, width)) = cursor.digits() {
        cursor.word(&["月"])?;
        return (width <= 2).then(|| month(cursor, year, number)).flatten();
    }
    match cursor.word(&["年底", "年末", "底", "末", "上半年", "下半年", "度"]) {
        Some(0..=3) => Some((year, YEAR_END, YEAR_END)),
        Some(half @ (4 | 5)) => Some(half_year(year, half == 4)),
        _ => Some((year, (1, 1), YEAR_END)),
    }
}

/// 读走“第三季度”“3季度”“四季度末”。
fn quarter(cursor: &mut Cursor) -> Option<u32> {
    let mut ahead = Cursor { rest: cursor.rest };
    ahead.word(&["第"]);
    let order = ahead.word(&["一", "二", "三", "四", "1", "2", "3", "4"])?;
    ahead.word(&["季度", "季"])?;
    let _ = ahead.word(&["末", "底"]);
    cursor.rest = ahead.rest;
    Some(order as u32 % 4 + 1)
}

fn quarter_span(year: Option<i32>, quarter: u32) -> Span {
    let last = quarter * 3;
    (year, (last - 2, 1), (last, 31))
}

fn half_year(year: Option<i32>, first: bool) -> Span {
    if first { (year, (1, 1), (6, 30)) } else { (year, (7, 1), YEAR_END) }
}

/// “-12-30”“/12/30”“.12.30”，以及只到月的“-12”“/12”；“2021.12”是小数，不作日期。
fn separated(cursor: &mut Cursor, year: Option<i32>) -> Option<Span> {
    const SEPARATORS: [&str; 3] = ["-", "/", "."];
    let separator = SEPARATORS[cursor.word(&SEPARATORS)?];
    let (month, width) = cursor.digits()?;
    if width > 2 || !(1..=12).contains(&month) {
        return None;
    }
    if cursor.word(&[separator]).is_some() {
        let (day, width) = cursor.digits()?;
        return (width <= 2).then(|| single(year, month, day)).flatten();
    }
    (separator != ".").then_some((year, (month, 1), (month, 31)))
}

/// “月”字之后：日、旬、底，或者整月。
fn month(cursor: &mut Cursor, year: Option<i32>, month: u32) -> Option<Span> {
    if !(1..=12).contains(&month) {
        return None;
    }
    if let Some((day, width)) = cursor.digits() {
        cursor.word(&["日", "号"])?;
        return (width <= 2).then(|| single(year, month, day)).flatten();
    }
    cursor.word(&["份"]);
    let (first, last) = match cursor.word(&["底", "末", "上旬", "中旬", "下旬"]) {
        Some(0 | 1) => (31, 31),
        Some(2) => (1, 10),
        Some(3) => (11, 20),
        Some(_) => (21, 31),
        None => (1, 31),
    };
    Some((year, (month, first), (month, last)))
}

/// 写明的一天；历上没有的日子不是日期。
fn single(year: Option<i32>, month: u32, day: u32) -> Option<Span> {
    let exists = (1..=month_length(year.unwrap_or(2000), month)).contains(&day);
    exists.then_some((year, (month, day), (month, day)))
}

/// 从左向右读；词与词之间容许空白，全角照半角读。
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    /// 读走开头的一个词，返回它在表中的次序。
    fn word(&mut self, words: &[&str]) -> Option<usize> {
        let text = self.rest.trim_start();
        for (order, word) in words.iter().enumerate() {
            let mut chars = text.chars();
            if word.chars().all(|w| chars.next().is_some_and(|c| fold(c) == w)) {
                self.rest = chars.as_str();
                return Some(order);
            }
        }
        None
    }

    /// 读走开头的数字，返回数值与位数；超过四位的不会是年月日。
    fn digits(&mut self) -> Option<(u32, usize)> {
        let mut chars = self.rest.trim_start().chars();
        let (mut value, mut width, mut rest) = (0, 0, chars.as_str());
        while let Some(digit) = chars.next().and_then(|c| fold(c).to_digit(10)) {
            if width == 4 {
                return None;
            }
            (value, width, rest) = (value * 10 + digit, width + 1, chars.as_str());
        }
        (width > 0).then(|| {
            self.rest = rest;
            (value, width)
        })
    }
}
