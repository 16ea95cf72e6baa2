//! JSON 文字读成带位置的值；数照书面写法，不经浮点。

use crate::diagnostic::{Code, Diagnostic, Place, SourceId};
use crate::parse::At;

/// 一个值。
#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// 数的书面写法。
    Number(String),
    Text(String),
    List(Vec<At<Value>>),
    Object(Vec<(At<String>, At<Value>)>),
}

/// 至多嵌套这么多层；一张表只有四层。
const DEPTH: usize = 32;

/// 读一份 JSON 文字。
///
/// # Errors
/// 第一处读不通的地方。
pub(super) fn parse(text: &str, source: SourceId) -> Result<At<Value>, Diagnostic> {
    let mut reader = Reader { text, source, at: 0 };
    let value = reader.value(0)?;
    reader.blank();
    if reader.at < text.len() {
        return Err(reader.wrong("一份文件只写一个 JSON 值，后面还有别的"));
    }
    Ok(value)
}

struct Reader<'t> {
    text: &'t str,
    source: SourceId,
    at: usize,
}

type Read<T> = Result<T, Diagnostic>;

impl Reader<'_> {
    fn place(&self, from: usize) -> Place {
        Place { source: self.source, span: from..self.at }
    }

    fn wrong(&self, why: &str) -> Diagnostic {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        let place = Place { source: self.source, span: self.at..end };
        Diagnostic::new(Code::E1401, format!("JSON 读不通：{why}")).at(&place).label("到这里读不下去")
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn blank(&mut self) {
        while let Some(c) = self.peek().filter(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{feff}')) {
            self.at += c.len_utf8();
        }
    }

    /// 下一个是这个字符就越过它。
    fn eat(&mut self, wanted: char) -> bool {
        self.blank();
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.at += wanted.len_utf8();
        }
        is_next
    }

    fn value(&mut self, depth: usize) -> Read<At<Value>> {
        self.blank();
        if depth > DEPTH {
            return Err(self.wrong("嵌套得太深"));
        }
        let from = self.at;
        let value = match self.peek() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Value::Text(self.string()?),
            Some('-' | '0'..='9') => self.number()?,
            None => return Err(self.wrong("文件到这里就完了，还没有写完")),
            _ => self.word()?,
        };
        Ok(At { value, place: self.place(from) })
    }

    fn word(&mut self) -> Read<Value> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let words = [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
        match words.into_iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, value)) => {
                self.at += word.len();
                Ok(value)
            }
            None => Err(self.wrong("这里应当是文字（加双引号）、数、true、false、null、{ 或 [")),
        }
    }

    fn number(&mut self) -> Read<Value> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let written: String = rest.chars().take_while(|c| is_part(*c)).collect();
        if written.contains(['e', 'E', '+']) || written.trim_start_matches('-').is_empty() {
            return Err(self.wrong("数照平常的写法写，不用科学记数法"));
        }
        self.at += written.len();
        Ok(Value::Number(written))
    }

    fn object(&mut self, depth: usize) -> Read<Value> {
        self.at += 1;
        let mut entries: Vec<(At<String>, At<Value>)> = Vec::new();
        if self.eat('}') {
            return Ok(Value::Object(entries));
        }
        loop {
            self.blank();
            let from = self.at;
            if self.peek() != Some('"') {
                return Err(self.wrong("这里应当是键（加双引号）"));
            }
            let key = At { value: self.string()?, place: self.place(from) };
            if entries.iter().any(|(known, _)| known.value == key.value) {
                let message = format!("JSON 读不通：键“{}”写了两次", key.value);
                return Err(Diagnostic::new(Code::E1401, message).at(&key.place).label("前面已经写过"));
            }
            if !self.eat(':') {
                return Err(self.wrong("键的后面应当是冒号"));
            }
            entries.push((key, self.value(depth + 1)?));
            if self.eat('}') {
                return Ok(Value::Object(entries));
            }
            if !self.eat(',') {
                return Err(self.wrong("这里应当是逗号或 }"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Read<Value> {
        self.at += 1;
        let mut items = Vec::new();
        if self.eat(']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.eat(']') {
                return Ok(Value::List(items));
            }
            if !self.eat(',') {
                return Err(self.wrong("这里应当是逗号或 ]"));
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(c) = self.peek() else { return Err(self.wrong("文字的引号没有写完")) };
            match c {
                '"' => {
                    self.at += 1;
                    return Ok(text);
                }
                '\\' => text.push(self.escape()?),
                c if u32::from(c) < 0x20 => return Err(self.wrong("文字里不能直接换行，写作 \\n")),
                c => {
                    self.at += c.len_utf8();
                    text.push(c);
                }
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        self.at += 1;
        let Some(c) = self.peek() else { return Err(self.wrong("文字的引号没有写完")) };
        let plain = match c {
            '"' | '\\' | '/' => c,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(),
            _ => return Err(self.wrong("反斜线后面只能是 \" \\ / b f n r t u")),
        };
        self.at += c.len_utf8();
        Ok(plain)
    }

    /// `\u` 与四位十六进制数，或合成一个字的两个。
    fn unicode(&mut self) -> Read<char> {
        let first = self.unit()?;
        if (0xd800..0xdc00).contains(&first) && self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u")) {
            self.at += 1;
            let second = self.unit()?;
            let joined = 0x10000 + ((first - 0xd800) << 10) + second.wrapping_sub(0xdc00) % 0x400;
            return char::from_u32(joined).ok_or_else(|| self.wrong("\\u 后面的两个数合不成一个字"));
        }
        char::from_u32(first).ok_or_else(|| self.wrong("\\u 后面的数不是一个字"))
    }

    fn unit(&mut self) -> Read<u32> {
        let digits = self.text.get(self.at + 1..self.at + 5).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                self.at += 5;
                Ok(unit)
            }
            None => Err(self.wrong("\\u 后面是四位十六进制数")),
        }
    }
}
