//! 公式里的引用：找出来，换成别的行。只认引用，别的照抄。

/// 一处引用的一端：列与行各自带不带 `$`。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// 列的字母，整行的引用没有。
    pub column: String,
    pub column_fixed: bool,
    /// 行号，从 1 数起；整列的引用为 0。
    pub row: u32,
    pub row_fixed: bool,
}

/// 一处引用：所在的工作表（写明的），起点，止点（单格的没有）。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub sheet: Option<String>,
    pub start: Point,
    pub end: Option<Point>,
}

/// 引用的起点与止点；单格的没有止点。
pub type Ends = (Point, Option<Point>);

/// Excel 的行数与列数。
pub const MAX_ROW: u32 = 1_048_576;
const MAX_COLUMN: u32 = 16_384;

impl Point {
    /// 读 `A5`、`$A$5`、`5`、`A`；不是引用的为 `None`。
    pub fn parse(word: &str) -> Option<Point> {
        let (column_fixed, rest) = fixed(word);
        let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let (column, rest) = rest.split_at(letters);
        if column.is_empty() {
            let row = row_number(rest)?;
            return Some(Point { column: String::new(), column_fixed: false, row, row_fixed: column_fixed });
        }
        if column_number(column)? > MAX_COLUMN {
            return None;
        }
        let column = column.to_ascii_uppercase();
        if rest.is_empty() {
            return Some(Point { column, column_fixed, row: 0, row_fixed: false });
        }
        let (row_fixed, digits) = fixed(rest);
        Some(Point { column, column_fixed, row: row_number(digits)?, row_fixed })
    }

    /// 列号，从 1 数起；整行的为 0。
    pub fn column_number(&self) -> u32 {
        column_number(&self.column).unwrap_or(0)
    }

    /// 平移几行几列，带 `$` 的不动；移出表外为 `None`。
    pub fn moved(&self, rows: i64, columns: i64) -> Option<Point> {
        let mut point = self.clone();
        if self.row > 0 && !self.row_fixed {
            point.row = u32::try_from(i64::from(self.row) + rows).ok().filter(|row| (1..=MAX_ROW).contains(row))?;
        }
        if !self.column.is_empty() && !self.column_fixed {
            let column = u32::try_from(i64::from(self.column_number()) + columns).ok();
            point.column = column_letters(column.filter(|column| (1..=MAX_COLUMN).contains(column))?);
        }
        Some(point)
    }
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let dollar = |fixed| if fixed { "$" } else { "" };
        write!(f, "{}{}", dollar(self.column_fixed), self.column)?;
        if self.row > 0 {
            write!(f, "{}{}", dollar(self.row_fixed), self.row)?;
        }
        Ok(())
    }
}

fn fixed(text: &str) -> (bool, &str) {
    text.strip_prefix('$').map_or((false, text), |rest| (true, rest))
}

fn row_number(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|row| plain && *row <= MAX_ROW)
}

/// 列的字母变成列号，从 1 数起。
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    letters.bytes().try_fold(0, |n, letter| {
        let letter = letter.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| n * 26 + u32::from(letter - b'A') + 1)
    })
}

/// 列号变成列的字母。
pub fn column_letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// 逐处改写引用；`change` 返回起点与止点的新写法，外部工作簿的引用不改。
pub fn rewrite<E>(formula: &str, change: &mut dyn FnMut(&Reference) -> Result<Ends, E>) -> Result<String, E> {
    let mut out = String::with_capacity(formula.len());
    let mut at = 0;
    let (mut sheet, mut external) = (None::<String>, false);
    while let Some(c) = formula[at..].chars().next() {
        let rest = &formula[at..];
        if c == '"' || c == '\'' {
            let end = quoted(rest, c);
            let text = &rest[..end];
            out.push_str(text);
            at += end;
            if c == '\'' && formula[at..].starts_with('!') {
                let name = text.trim_matches('\'').replace("''", "'");
                external = name.contains('[');
                sheet = Some(name);
                out.push('!');
                at += 1;
            }
            continue;
        }
        if c == '[' {
            let end = bracketed(rest);
            out.push_str(&rest[..end]);
            at += end;
            external = true;
            continue;
        }
        if !is_word(c) {
            out.push(c);
            at += c.len_utf8();
            (sheet, external) = (None, false);
            continue;
        }
        let word = word(rest);
        let after = &rest[word.len()..];
        if after.starts_with('!') {
            sheet = Some(word.to_owned());
            out.push_str(word);
            out.push('!');
            at += word.len() + 1;
            continue;
        }
        let start = Point::parse(word).filter(|_| !after.starts_with(['(', '[']) && !external);
        let second = after.strip_prefix(':').map(self::word).filter(|second| !second.is_empty());
        let end = second.and_then(Point::parse);
        let same = |a: &Point, b: &Point| a.column.is_empty() == b.column.is_empty() && (a.row == 0) == (b.row == 0);
        match (start, end) {
            (Some(start), Some(end)) if same(&start, &end) => {
                at += word.len() + 1 + second.map_or(0, str::len);
                out.push_str(&written(change(&Reference { sheet: sheet.take(), start, end: Some(end) })?));
            }
            (Some(start), _) if start.row > 0 && !start.column.is_empty() => {
                at += word.len();
                out.push_str(&written(change(&Reference { sheet: sheet.take(), start, end: None })?));
            }
            _ => {
                out.push_str(word);
                at += word.len();
            }
        }
        (sheet, external) = (None, false);
    }
    Ok(out)
}

fn written((start, end): Ends) -> String {
    end.map_or_else(|| start.to_string(), |end| format!("{start}:{end}"))
}

/// 公式里用到的函数名有没有这一个。
pub fn calls(formula: &str, name: &str) -> bool {
    let upper = formula.to_ascii_uppercase();
    let mut found = upper.match_indices(name);
    found.any(|(at, _)| {
        let before = upper[..at].chars().next_back().is_none_or(|c| !is_word(c));
        before && upper[at + name.len()..].trim_start().starts_with('(')
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?')
}

fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !is_word(c)).unwrap_or(text.len())]
}

/// 引号括着的一段有多长；两个引号连写是引号本身。
fn quoted(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(next) = text[at..].find(quote) {
        at += next + 1;
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    text.len()
}

fn bracketed(text: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return at + 1,
            b']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn down(formula: &str) -> String {
        let mut seen = |reference: &Reference| {
            let moved = |point: &Point| point.moved(1, 1).ok_or(());
            Ok::<_, ()>((moved(&reference.start)?, reference.end.as_ref().map(moved).transpose()?))
        };
        rewrite(formula, &mut seen).unwrap()
    }

    #[test]
    fn 只改引用() {
        assert_eq!(down("SUM(A1:B2)+$C$3*LOG10(D4)"), "SUM(B2:C3)+$C$3*LOG10(E5)");
        assert_eq!(down("IF(A1=\"A1\",'甲 A1'!A1,乙!$B2)"), "IF(B2=\"A1\",'甲 A1'!B2,乙!$B3)");
        assert_eq!(down("SUM(A:A,3:4)&[1]Sheet1!A1&'[1]甲'!A1"), "SUM(B:B,4:5)&[1]Sheet1!A1&'[1]甲'!A1");
        assert_eq!(down("表1[金额]+TRUE+税率2024年+1.5E3"), "表1[金额]+TRUE+税率2024年+1.5E3");
        assert_eq!(down("XFE1+A1048577"), "XFE1+A1048577");
    }

    #[test]
    fn 列的字母() {
        for (number, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")] {
            assert_eq!(column_letters(number), letters);
            assert_eq!(column_number(letters), Some(number));
        }
    }

    #[test]
    fn 函数名() {
        assert!(calls("1+indirect (\"A1\")", "INDIRECT"));
        assert!(!calls("MYINDIRECT(A1)", "INDIRECT"));
    }
}
