//! 一行一行印出来，行尾的注释对齐。

use unicode_width::UnicodeWidthStr;

/// 比这更宽（列）的行不参与对齐，免得一行长的把各行的注释都推到右边去。
const WIDEST: usize = 80;

/// 文件的一行；一对键值可以有几行。
pub(super) enum Line<'t> {
    Blank,
    Comment(&'t str),
    Header { code: String, note: Option<&'t str> },
    Pair { code: String, note: Option<&'t str> },
}

impl Line<'_> {
    /// 内容与行尾的注释。
    fn code(&self) -> Option<(&str, Option<&str>)> {
        match self {
            Line::Header { code, note } | Line::Pair { code, note } => Some((code, *note)),
            Line::Blank | Line::Comment(_) => None,
        }
    }

    /// 参与对齐的宽度：有行尾注释、不跨行、不太宽的才有。
    fn column(&self) -> Option<usize> {
        let (code, note) = self.code()?;
        let width = code.width();
        (note.is_some() && !code.contains('\n') && width <= WIDEST).then_some(width)
    }

    /// 与下一行是不是一段：空行、整行注释、跨行的值与表头都把段隔开。
    fn joins(&self, next: &Line<'_>) -> bool {
        let single = |line: &Line<'_>| line.code().is_some_and(|(code, _)| !code.contains('\n'));
        single(self) && single(next) && !matches!(next, Line::Header { .. })
    }
}

/// 印成文字：相连各行的行尾注释对齐到最宽一行之后两列。
pub(super) fn print(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for run in lines.chunk_by(Line::joins) {
        let column = run.iter().filter_map(Line::column).max().unwrap_or(0);
        for line in run {
            match line {
                Line::Blank => {}
                Line::Comment(comment) => out.push_str(comment),
                Line::Header { code, note } | Line::Pair { code, note } => {
                    out.push_str(code);
                    if let Some(note) = note {
                        let padding = line.column().map_or(0, |width| column - width);
                        out.extend(std::iter::repeat_n(' ', padding + 2));
                        out.push_str(note);
                    }
                }
            }
            out.push('\n');
        }
    }
    out
}
