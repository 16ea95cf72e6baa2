//! 公式里的 `[表/行/栏]`：读懂写法，到基础里取数。

use super::facts::{FactRow, FactTable, Facts, plain, quoted};
use super::figure::{Figure, Reading};
use crate::diagnostic::Place;
use crate::formula::{Exact, in_unit};
use crate::number::{Decimal, Unit};

/// 一个引用。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    table: Named,
    row: Selector,
    column: Named,
}

/// 正在核对的一处，或写明的名称（几个写法以 `|` 隔开，取有的一个）。
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// 本表、本栏。
    This,
    /// 本名：栏名就是本行的名称。
    Own,
    Any(Vec<String>),
}

/// 哪几行。
#[derive(Clone, Debug, PartialEq, Eq)]
enum Selector {
    This,
    /// 本项：说明里写的类款项，到表上找。
    Levels,
    /// 下级科目。
    Children,
    /// 类、款、项：编码的位数。
    Length(usize),
    /// 名称前有序号的各行。
    Numbered,
    /// 写着类款项的各条。
    Detailed,
    /// 编码或名称，几个以 `,` 隔开都要，以 `|` 隔开取有的一个；`*` 代表任意的字。
    Listed(Vec<Vec<String>>),
}

/// 取得的一个数。
#[derive(Clone, Debug)]
pub struct Term {
    /// 哪张表哪一行哪一栏。
    pub label: String,
    /// 那一行的名称，照印的。
    pub name: String,
    /// 照印的文字，金额补上单位。
    pub text: String,
    pub value: Exact,
    pub slack: Exact,
    pub unit: Unit,
    pub place: Option<Place>,
}

impl Term {
    /// 写在算式里的样子：“减少4.12万元”写成带负号的数。
    pub fn signed(&self) -> String {
        let is_bare = self.text.starts_with(|c: char| c.is_numeric() || matches!(c, '-' | '－' | '+' | '＋'));
        if is_bare {
            self.text.clone()
        } else {
            format!("{}{}", in_unit(&self.value, &self.unit).shown(), self.unit.as_str())
        }
    }
}

/// 正在核对的一处。
#[derive(Clone, Copy, Debug, Default)]
pub struct Here<'f> {
    pub table: Option<&'f FactTable>,
    pub row: Option<&'f FactRow>,
    /// 第几栏。
    pub column: Option<usize>,
}

impl Reference {
    /// 读方括号里的写法；不成立时说明为什么。
    pub fn read(text: &str) -> Result<Reference, String> {
        let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
        let parts: Vec<&str> = inside.split('/').map(str::trim).collect();
        if parts.iter().any(|part| part.is_empty()) {
            return Err(format!("“{inside}”里有一段是空的"));
        }
        match &parts[..] {
            [row, column] => {
                Ok(Reference { table: Named::This, row: Selector::read(row), column: Named::read(column) })
            }
            [table @ .., row, column] if !table.is_empty() => {
                let key = table.join("/");
                let table = if key == "本表" { Named::This } else { Named::Any(names(&key)) };
                Ok(Reference { table, row: Selector::read(row), column: Named::read(column) })
            }
            _ => Err(format!("“{inside}”要写成 表/行/栏")),
        }
    }

    /// 可能指着几行。
    pub fn is_many(&self) -> bool {
        match &self.row {
            Selector::This | Selector::Levels => false,
            Selector::Children | Selector::Length(_) | Selector::Numbered | Selector::Detailed => true,
            Selector::Listed(all) => all.len() > 1 || all.iter().flatten().any(|one| one.contains(['*', '?'])),
        }
    }

    /// 说的就是几行，不能只当一个数用；名称里有 `*` 的，只要一个数时取第一行。
    pub fn must_be_summed(&self) -> bool {
        self.is_many() && !matches!(&self.row, Selector::Listed(all) if all.len() == 1)
    }

    /// 说的是正在核对的那一栏。
    pub fn uses_this_column(&self) -> bool {
        self.column == Named::This
    }

    /// 取数；没有这样的数时说明缺什么。
    pub fn find(&self, facts: &Facts, here: Here<'_>) -> Result<Vec<Term>, String> {
        let table = self.table(facts, here).ok_or_else(|| match &self.table {
            Named::Any(keys) => format!("没有“{}”这张表", keys.join("|")),
            Named::This | Named::Own => "这里没有本表".to_owned(),
        })?;
        let base_of = self.column == Named::Any(vec!["基数".to_owned()]);
        if base_of && let Some(row) = here.row.filter(|_| self.row == Selector::This) {
            return base_amount(facts, table, row);
        }
        let column = self.column(table, here)?;
        let rows = self.rows(table, here)?;
        if rows.is_empty() {
            return Err(format!("{} 没有这样的行", table.title));
        }
        let terms = rows.into_iter().map(|row| term(table, row, column));
        // 几行里没有印的不算；只要一行的，没有印就是缺。
        let terms = terms.filter(|term| !self.is_many() || !matches!(term, Err(Lacking::Unprinted(_))));
        terms.map(said).collect()
    }

    /// 一张表里合乎 `row` 写法的各行，如“类”“合计”。
    pub fn rows_of<'t>(row: &str, table: &'t FactTable) -> Vec<&'t FactRow> {
        let reference = Reference { table: Named::This, row: Selector::read(row), column: Named::This };
        let found = reference.rows(table, Here { table: Some(table), row: None, column: None }).unwrap_or_default();
        let printed = found.into_iter().filter_map(|row| match row {
            Row::Printed(row) => Some(row),
            Row::Unlisted(_) => None,
        });
        printed.collect()
    }

    /// 指着的那张表。
    pub fn table<'f>(&self, facts: &'f Facts, here: Here<'f>) -> Option<&'f FactTable> {
        match &self.table {
            Named::Any(keys) => keys.iter().find_map(|key| facts.table(key)),
            Named::This | Named::Own => here.table,
        }
    }

    fn column(&self, table: &FactTable, here: Here<'_>) -> Result<usize, String> {
        let own = here.row.map(|row| row.name.clone());
        let names: Vec<&str> = match &self.column {
            Named::This => {
                let name = here.table.zip(here.column).and_then(|(table, at)| table.columns.get(at));
                name.map(String::as_str).into_iter().collect()
            }
            Named::Own => own.as_deref().into_iter().collect(),
            Named::Any(names) => names.iter().map(String::as_str).collect(),
        };
        let found = names.iter().find_map(|name| {
            let exact = table.column(name);
            exact.or_else(|| {
                name.contains(['*', '?']).then(|| table.columns.iter().position(|c| matches(name, c))).flatten()
            })
        });
        found.ok_or_else(|| format!("{} 没有“{}”一栏", table.title, names.first().copied().unwrap_or("本栏")))
    }

    fn rows<'t>(&self, table: &'t FactTable, here: Here<'_>) -> Result<Vec<Row<'t>>, String> {
        let all =
            |keep: &dyn Fn(&FactRow) -> bool| table.rows.iter().filter(|row| keep(row)).map(Row::Printed).collect();
        let this = || here.row.ok_or_else(|| "这里没有本行".to_owned());
        Ok(match &self.row {
            Selector::This => {
                let row = this()?;
                let is_coded = !row.code.is_empty() && table.is_coded();
                let found = table.rows.iter().find(|other| match is_coded {
                    true => other.code == row.code,
                    false => other.name == row.name,
                });
                match found {
                    Some(found) => vec![Row::Printed(found)],
                    // 有编码的决算表不印这个科目，就是零。
                    None if is_coded && table.is_ledger => vec![Row::Unlisted(row.title.clone())],
                    None => return Err(format!("{} 没有“{}”", table.title, row.title)),
                }
            }
            Selector::Levels => {
                let row = this()?;
                let found = leaf(table, &row.about.levels);
                vec![Row::Printed(
                    found.ok_or_else(|| format!("{} 没有“{}”", table.title, row.about.levels.join("—")))?,
                )]
            }
            Selector::Children => table.children(&this()?.code).map(Row::Printed).collect(),
            Selector::Length(length) => all(&|row| row.code.len() == *length),
            Selector::Numbered => all(&|row| row.is_numbered),
            Selector::Detailed => all(&|row| !row.about.levels.is_empty()),
            Selector::Listed(groups) => {
                let mut rows = Vec::new();
                for names in groups {
                    let found = names.iter().find_map(|name| {
                        let rows: Vec<Row<'t>> = all(&|row| matches(name, &row.code) || matches(name, &row.name));
                        (!rows.is_empty()).then_some(rows)
                    });
                    match found {
                        Some(found) => rows.extend(found),
                        // 写明编码的科目没有印，就是零。
                        None if table.is_ledger && table.is_coded() && is_code(&names[0]) => {
                            rows.push(Row::Unlisted(names[0].clone()));
                        }
                        None if self.is_many() => {}
                        None => return Err(format!("{} 没有“{}”", table.title, names[0])),
                    }
                }
                rows
            }
        })
    }
}

/// 印着的一行，或没有印的科目。
enum Row<'t> {
    Printed(&'t FactRow),
    Unlisted(String),
}

/// 取不到数的原因。
enum Lacking {
    /// 没有印这个数。
    Unprinted(String),
    /// 印的不是数。
    Words(String),
}

fn said(term: Result<Term, Lacking>) -> Result<Term, String> {
    term.map_err(|lacking| match lacking {
        Lacking::Unprinted(why) | Lacking::Words(why) => why,
    })
}

fn term(table: &FactTable, row: Row<'_>, column: usize) -> Result<Term, Lacking> {
    let name = &table.columns[column];
    let zero = |label: String, name: &str, unit: Unit, place: Option<Place>| Term {
        label,
        name: name.to_owned(),
        text: format!("0{}", unit.as_str()),
        value: Exact::from(Decimal::ZERO),
        slack: Exact::from(Decimal::ZERO),
        unit,
        place,
    };
    let row = match row {
        Row::Unlisted(title) => {
            let unit = table.rows.iter().find_map(|row| row.cells.get(column)?.as_ref()).map(|f| f.unit.clone());
            return Ok(zero(
                format!("{}没有印的“{title}”的{name}", table.title),
                &title,
                unit.unwrap_or_default(),
                None,
            ));
        }
        Row::Printed(row) => row,
    };
    let label = format!("{}“{}”的{name}", table.title, quoted(&row.title));
    match row.cells.get(column).and_then(Option::as_ref) {
        Some(figure @ Figure { reading: Reading::Number { value, slack }, .. }) => Ok(Term {
            label,
            name: row.title.clone(),
            text: figure.shown(),
            value: value.clone(),
            slack: slack.clone(),
            unit: figure.unit.clone(),
            place: Some(figure.place.clone()),
        }),
        Some(Figure { reading: Reading::Words, text, .. }) => Err(Lacking::Words(format!("{label}印的“{text}”不是数"))),
        Some(figure) if table.is_ledger => Ok(zero(label, &row.title, figure.unit.clone(), Some(figure.place.clone()))),
        _ => Err(Lacking::Unprinted(format!("没有{label}"))),
    }
}

/// 一条说明的占比以什么为基数。
fn base_amount(facts: &Facts, table: &FactTable, row: &FactRow) -> Result<Vec<Term>, String> {
    let of = &row.about.of;
    if of.is_empty() {
        return Err(format!("{}“{}”没有写基数", table.title, row.title));
    }
    if of.starts_with('[') {
        return Reference::read(of)?.find(facts, Here { table: Some(table), row: Some(row), column: None });
    }
    let name = plain(of);
    let others = facts.tables.iter().filter(|other| other.key.starts_with("说明/") && other.key != table.key);
    let found = std::iter::once(table).chain(others).find_map(|table| {
        let row = table.rows.iter().find(|row| row.name == name)?;
        term(table, Row::Printed(row), table.column("金额")?).ok()
    });
    found.map(|term| vec![term]).ok_or_else(|| format!("说明里没有“{of}”的金额"))
}

/// 类款项的名称在表上是哪一行：最后一级同名，上一级也同名。
pub fn leaf<'t>(table: &'t FactTable, levels: &[String]) -> Option<&'t FactRow> {
    let names: Vec<String> = levels.iter().map(|level| plain(level)).collect();
    let (last, above) = names.split_last()?;
    table.rows.iter().find(|row| {
        let is_under = |name: &String| {
            // 上级的名称有印重了的，尾巴相同就算。
            let is_above = |up: &FactRow| up.code.len() < row.code.len() && row.code.starts_with(&up.code);
            table.rows.iter().any(|up| is_above(up) && up.name.ends_with(name.as_str()))
        };
        row.name == *last && above.iter().all(is_under)
    })
}

impl Named {
    fn read(text: &str) -> Named {
        match text {
            "本栏" => Named::This,
            "本名" => Named::Own,
            _ => Named::Any(names(text)),
        }
    }
}

impl Selector {
    fn read(text: &str) -> Selector {
        match text {
            "本行" => Selector::This,
            "本项" => Selector::Levels,
            "下级" => Selector::Children,
            "类" => Selector::Length(3),
            "款" => Selector::Length(5),
            "项" => Selector::Length(7),
            "各项" => Selector::Numbered,
            "各科目" => Selector::Detailed,
            _ => Selector::Listed(text.split([',', '，']).map(names).collect()),
        }
    }
}

fn names(text: &str) -> Vec<String> {
    text.split('|').map(plain).collect()
}

fn is_code(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit())
}

/// `*` 代表任意几个字，`?` 代表一个字；空的文字不与任何写法相合。
pub fn matches(pattern: &str, text: &str) -> bool {
    fn fits(pattern: &[char], text: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('*', rest)) => (0..=text.len()).any(|at| fits(rest, &text[at..])),
            Some((one, rest)) => {
                text.split_first().is_some_and(|(c, left)| (*one == '?' || one == c) && fits(rest, left))
            }
        }
    }
    if !pattern.contains(['*', '?']) {
        return pattern == text && !text.is_empty();
    }
    // 星号多了要试的遍数成倍增加，所以至多三个。
    let mut letters: Vec<char> = pattern.chars().collect();
    letters.dedup_by(|a, b| *a == '*' && *b == '*');
    let text: Vec<char> = text.chars().collect();
    letters.iter().filter(|c| **c == '*').count() <= 3 && !text.is_empty() && fits(&letters, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn 星号() {
        assert!(matches("302*", "30201") && matches("*岗位*", "提供就业岗位") && matches("合计", "合计"));
        assert!(!matches("302", "30201") && !matches("*岗位", "岗位数") && !matches("*", "") && !matches("", ""));
        assert!(matches("302??", "30201") && !matches("302??", "302"));
        assert!(matches("使用*结余*", "使用非财政拨款结余(含专用结余)"));
    }

    #[test]
    fn 写法() {
        assert!(Reference::read("[03/下级/本栏]").unwrap().is_many());
        assert!(!Reference::read("[说明/收入/事业收入/金额]").unwrap().is_many());
        assert!(!Reference::read("[本行/小计|合计]").unwrap().is_many());
        assert!(Reference::read("[06/301,303/决算数]").unwrap().is_many());
        assert_eq!(Reference::read("[03]").unwrap_err(), "“03”要写成 表/行/栏");
        assert_eq!(Reference::read("[03//小计]").unwrap_err(), "“03//小计”里有一段是空的");
    }
}
