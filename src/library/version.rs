//! 版本：没有写版本的名称，取那一年施行的一版；写了版本的，看那一年施行不施行。

use super::Library;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, Sources};
use crate::model::Term;
use crate::parse;
use crate::target::{Day, read_date};
use std::cmp::Ordering;

/// 一个体系的一个版本。
struct Edition {
    version: String,
    term: Term,
}

impl Library {
    /// 没有写版本的名称补上版本：`year` 年施行的里面最新的一版，没有施行的就取最新的一版。
    /// 写了版本的、是路径的，原样返回；一个版本也没有的也原样返回，由查找的一方报告。
    pub(super) fn with_version(&self, reference: &str, year: Option<i32>) -> String {
        if reference.contains('@') || reference.ends_with(".toml") {
            return reference.to_owned();
        }
        let editions = self.editions(reference);
        let in_force = editions.iter().filter(|edition| year.is_none_or(|year| edition.term.covers(year)));
        let chosen = in_force.max_by(|a, b| a.order(b)).or_else(|| editions.iter().max_by(|a, b| a.order(b)));
        chosen.map_or_else(|| reference.to_owned(), |edition| format!("{reference}@{}", edition.version))
    }

    /// 一个体系的全部版本。
    fn editions(&self, id: &str) -> Vec<Edition> {
        let versions = self.sets().into_iter().filter_map(|listed| {
            let (name, version) = listed.reference.rsplit_once('@')?;
            (name == id).then(|| version.to_owned())
        });
        versions.map(|version| Edition { term: self.term(&format!("{id}@{version}")), version }).collect()
    }

    /// 只看一版的施行期间；读不出的当作没有写，用到它时会报告。
    fn term(&self, reference: &str) -> Term {
        let text = self.text(&format!("{reference}.toml")).and_then(|found| found.text.ok());
        let mut sources = Sources::default();
        let head = text.and_then(|text| {
            let source = sources.add(reference, text);
            parse::head(&sources, source)
        });
        let head = head.unwrap_or_default();
        let day = |text: Option<parse::At<String>>| -> Option<Day> { read_date(&text?.value)?.day() };
        Term { effective: day(head.effective), expires: day(head.expires) }
    }

    /// 这一版在 `year` 年不施行的，提醒一条，并说那一年施行的是哪一版。
    pub(super) fn warn_out_of_force(
        &self,
        id: &str,
        version: &str,
        term: Term,
        year: i32,
        at: Option<&Place>,
        sink: &mut Sink,
    ) {
        if term.covers(year) {
            return;
        }
        let message = match (term.effective, term.expires) {
            (Some(from), _) if from.year > year => format!("{id}@{version} 自 {from} 起施行，{year} 年度还没有施行"),
            (_, Some(to)) => format!("{id}@{version} 施行到 {to} 为止，{year} 年度已经不施行"),
            _ => return,
        };
        let editions = self.editions(id);
        let other = editions.iter().filter(|edition| edition.term.covers(year)).max_by(|a, b| a.order(b));
        let diagnostic = Diagnostic::new(Code::W0715, message).at_known(at).label("这个体系");
        sink.push(match other {
            Some(other) => diagnostic.help(format!("{year} 年度施行的是 {id}@{}", other.version)),
            None => diagnostic,
        });
    }
}

impl Edition {
    /// 先看施行日期，再看版本号；没有写施行日期的最旧。
    fn order(&self, other: &Edition) -> Ordering {
        let key = |edition: &Edition| edition.term.effective;
        key(self).cmp(&key(other)).then_with(|| natural(&self.version, &other.version))
    }
}

/// 版本号的先后：一段段比，数字段比大小（`2` 在 `10` 之前），其余按字。
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (pieces(a).into_iter(), pieces(b).into_iter());
    loop {
        let (x, y) = match (a.next(), b.next()) {
            (Some(x), Some(y)) => (x, y),
            (x, y) => return x.is_some().cmp(&y.is_some()),
        };
        let is_number = |piece: &str| piece.starts_with(|c: char| c.is_ascii_digit());
        let order = if is_number(x) && is_number(y) {
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            x.cmp(y)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// 切成数字段与其余的段。
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_ascii_digit() != first.is_ascii_digit()).unwrap_or(rest.len());
        let (piece, tail) = rest.split_at(end);
        pieces.push(piece);
        rest = tail;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::natural;
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn 版本号的先后() {
        let cases = [
            ("2024", "2023", Greater),
            ("9", "10", Less),
            ("2024", "2024", Equal),
            ("2024", "2024.1", Less),
            ("2024-2", "2024-10", Less),
            ("v2", "v1.9", Greater),
            ("2024修订", "2024", Greater),
            ("", "1", Less),
        ];
        for (a, b, want) in cases {
            assert_eq!(natural(a, b), want, "{a} 与 {b}");
        }
    }
}
