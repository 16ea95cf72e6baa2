//! 文字里的标记：`{{ }}`、`{% %}`、`{# #}`，以及 `for`、`if` 起止是否成对。

use std::ops::Range;

/// 一处标记，与它在文字里的范围。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub range: Range<usize>,
    pub tag: Tag,
}

/// 标记的种类；各段文字是去掉首尾空白的表达式。
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    Print(String),
    Comment,
    For {
        targets: Vec<String>,
        source: String,
        filter: Option<String>,
    },
    If(String),
    Elif(String),
    Else,
    EndFor,
    EndIf,
    /// `set 名称 = 表达式`。
    Set {
        name: String,
        source: String,
    },
    /// 其余的语句，整段交给模板引擎。
    Other,
}

impl Tag {
    /// 起头的：`for`、`if`。
    pub fn opens(&self) -> bool {
        matches!(self, Tag::For { .. } | Tag::If(_))
    }

    /// 收尾的：`endfor`、`endif`。
    pub fn closes(&self) -> bool {
        matches!(self, Tag::EndFor | Tag::EndIf)
    }

    /// 中间的：`else`、`elif`。
    pub fn divides(&self) -> bool {
        matches!(self, Tag::Else | Tag::Elif(_))
    }

    /// 与收尾的配对。
    pub fn pairs(&self, close: &Tag) -> bool {
        matches!((self, close), (Tag::For { .. }, Tag::EndFor) | (Tag::If(_), Tag::EndIf))
    }
}

/// 有没有像标记的写法；没有的不必细看。
pub fn has_tags(text: &str) -> bool {
    text.contains("{{") || text.contains("{%") || text.contains("{#")
}

/// 各处标记，自左至右；写坏的返回它的原文与原因。
pub fn tokens(text: &str) -> Result<Vec<Token>, (String, &'static str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_open(text, at) {
        let close = match text.as_bytes()[start + 1] {
            b'{' => "}}",
            b'%' => "%}",
            _ => "#}",
        };
        let end = find_close(text, start + 2, close);
        let Some(mut end) = end else {
            return Err((text[start..].to_owned(), "标记没有写完，缺少收尾的括号"));
        };
        let inner = text[start + 2..end - 2].trim_matches(['-', '+']).trim();
        let tag = match close {
            "}}" => Tag::Print(inner.to_owned()),
            "#}" => Tag::Comment,
            _ => statement(inner).map_err(|why| (text[start..end].to_owned(), why))?,
        };
        if tag == Tag::Other && inner == "raw" {
            end = text[end..].find("endraw").and_then(|at| find_close(text, end + at, "%}")).unwrap_or(text.len());
        }
        found.push(Token { range: start..end, tag });
        at = end;
    }
    Ok(found)
}

fn next_open(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    rest.windows(2).position(|two| matches!(two, b"{{" | b"{%" | b"{#")).map(|at| from + at)
}

/// 收尾之后的位置；引号里的不算。
fn find_close(text: &str, from: usize, close: &str) -> Option<usize> {
    let mut quote = None;
    let bytes = text.as_bytes();
    for at in from..bytes.len() {
        match (quote, bytes[at]) {
            (Some(open), byte) if open == byte && bytes[at - 1] != b'\\' => quote = None,
            (Some(_), _) => {}
            (None, _) if bytes[at..].starts_with(close.as_bytes()) => return Some(at + 2),
            (None, byte @ (b'"' | b'\'')) if close != "#}" => quote = Some(byte),
            _ => {}
        }
    }
    None
}

fn statement(inner: &str) -> Result<Tag, &'static str> {
    let (word, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let rest = rest.trim();
    Ok(match word {
        "for" => {
            let Some(at) = outside(rest, " in ") else { return Err("循环要写成 {% for 名称 in 列表 %}") };
            let targets = rest[..at].split(',').map(|name| name.trim().to_owned()).collect();
            let source = &rest[at + 4..];
            let (source, filter) = match outside(source, " if ") {
                Some(at) => (&source[..at], Some(source[at + 4..].trim().to_owned())),
                None => (source, None),
            };
            Tag::For { targets, source: source.trim().to_owned(), filter }
        }
        "if" => Tag::If(rest.to_owned()),
        "elif" => Tag::Elif(rest.to_owned()),
        "else" => Tag::Else,
        "endfor" => Tag::EndFor,
        "endif" => Tag::EndIf,
        "set" => match rest.split_once('=') {
            Some((name, source)) => Tag::Set { name: name.trim().to_owned(), source: source.trim().to_owned() },
            None => Tag::Other,
        },
        "" => return Err("标记里是空的"),
        _ => Tag::Other,
    })
}

/// 引号与括号之外第一次出现的地方。
fn outside(text: &str, word: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_i32);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(' | b'[' | b'{') => depth += 1,
            (None, b')' | b']' | b'}') => depth -= 1,
            (None, _) if depth == 0 && text.as_bytes()[at..].starts_with(word.as_bytes()) => return Some(at),
            _ => {}
        }
    }
    None
}

/// 没有在这一串里配上对的标记的序号。
pub fn unmatched<'t>(tags: impl IntoIterator<Item = &'t Tag>) -> Vec<usize> {
    let mut open: Vec<(usize, &Tag)> = Vec::new();
    let mut loose = Vec::new();
    for (at, tag) in tags.into_iter().enumerate() {
        if tag.opens() {
            open.push((at, tag));
        } else if tag.closes() {
            match open.last() {
                Some((_, opener)) if opener.pairs(tag) => {
                    let from = open.pop().map_or(0, |(from, _)| from);
                    // 夹在一对里面的中间标记属于这一对。
                    loose.retain(|other| *other < from);
                }
                _ => loose.push(at),
            }
        } else if tag.divides() {
            loose.push(at);
        }
    }
    loose.extend(open.iter().map(|(at, _)| *at));
    loose.sort_unstable();
    loose
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<Tag> {
        tokens(text).unwrap().into_iter().map(|token| token.tag).collect()
    }

    #[test]
    fn 标记按种类分开() {
        assert_eq!(
            tags("甲{{ a.b }}乙{%- for x, y in rows if x.n -%}{# 注 #}{% endfor %}"),
            [
                Tag::Print("a.b".into()),
                Tag::For { targets: vec!["x".into(), "y".into()], source: "rows".into(), filter: Some("x.n".into()) },
                Tag::Comment,
                Tag::EndFor,
            ]
        );
        assert_eq!(tags("{{ \"}}\" }}"), [Tag::Print("\"}}\"".into())]);
        assert_eq!(tags("{% raw %}{{ x }}{% endraw %}"), [Tag::Other]);
        assert!(tokens("{{ 甲").is_err() && tokens("{% for x %}").is_err() && tokens("{% %}").is_err());
    }

    #[test]
    fn 配对() {
        let loose = |text: &str| unmatched(&tags(text));
        assert!(loose("{% for x in y %}{% if x %}{% else %}{% endif %}{% endfor %}").is_empty());
        assert_eq!(loose("{% for x in y %}{{ x }}"), [0]);
        assert_eq!(loose("{% if x %}{% endif %}{% endfor %}{% if y %}"), [2, 3]);
        assert_eq!(loose("{% for x in y %}{% endif %}"), [0, 1]);
    }
}
