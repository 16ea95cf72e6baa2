//! 一个值的排版：数组与就地的表的空白与分行，其余照原文。

use super::Written;
use super::gap::Gap;
use toml_edit::Value;
use unicode_width::UnicodeWidthStr;

/// 一行的宽度（列）；超出的数组改为一项一行。
const WIDTH: usize = 100;

/// 一项一行时，每一层缩进几格。
const INDENT: usize = 4;

/// 一对键值。
pub(super) fn pair(key: &str, value: &Value, written: Written<'_>) -> String {
    let code = format!("{key} = {}", layout(value, 0, written));
    match value {
        Value::Array(array) if array.len() > 1 && !code.contains('\n') && code.width() > WIDTH => {
            format!("{key} = {}", Listing::of_array(array, written).broken(0, written))
        }
        _ => code,
    }
}

fn layout(value: &Value, depth: usize, written: Written<'_>) -> String {
    match value {
        Value::Array(array) => {
            let listing = Listing::of_array(array, written);
            // 原来分了行的照旧分行。
            if listing.has_comment() || (listing.has_break && !array.is_empty()) {
                listing.broken(depth, written)
            } else {
                listing.joined(depth, written)
            }
        }
        Value::InlineTable(table) => {
            let listing = Listing::of_table(table, written);
            if listing.has_comment() { listing.broken(depth, written) } else { listing.joined(depth, written) }
        }
        scalar => written.slice(scalar.span()).to_owned(),
    }
}

/// 括号里的各项，与各项之间的空白。
struct Listing<'d, 't> {
    brackets: [&'static str; 2],
    /// 单行时括号内侧的空格。
    padding: &'static str,
    /// 各项：键（数组没有）与值。
    entries: Vec<(Option<String>, &'d Value)>,
    /// 各项之前的空白，最后是收尾括号之前的。
    gaps: Vec<[&'t str; 2]>,
    has_break: bool,
}

impl<'d, 't> Listing<'d, 't> {
    fn of_array(array: &'d toml_edit::Array, written: Written<'t>) -> Self {
        let entries: Vec<_> = array.iter().map(|value| (None, value)).collect();
        let leads = array.iter().map(|value| written.raw(value.decor().prefix())).collect();
        Listing::new(["[", "]"], "", entries, leads, written.raw(Some(array.trailing())), written)
    }

    fn of_table(table: &'d toml_edit::InlineTable, written: Written<'t>) -> Self {
        let mut pairs = table.get_values();
        pairs.sort_by_key(|(_, value)| value.span().map(|span| span.start));
        let leads = pairs.iter().map(|(path, _)| written.raw(path.last().and_then(|key| key.leaf_decor().prefix())));
        let leads = leads.collect();
        let entries: Vec<_> = pairs.iter().map(|(path, value)| (Some(written.path(path)), *value)).collect();
        Listing::new(["{", "}"], " ", entries, leads, written.raw(Some(table.trailing())), written)
    }

    fn new(
        brackets: [&'static str; 2],
        padding: &'static str,
        entries: Vec<(Option<String>, &'d Value)>,
        leads: Vec<&'t str>,
        trailing: &'t str,
        written: Written<'t>,
    ) -> Self {
        // 前一项之后、逗号之前的空白，与逗号之后的合成一处。
        let tails = entries.iter().map(|(_, value)| written.raw(value.decor().suffix()));
        let before = std::iter::once("").chain(tails);
        let after = leads.into_iter().chain(std::iter::once(trailing));
        let gaps: Vec<[&str; 2]> = before.zip(after).map(|(before, after)| [before, after]).collect();
        let has_break = gaps.as_flattened().iter().any(|raw| raw.contains('\n'));
        Listing { brackets, padding, entries, gaps, has_break }
    }

    fn has_comment(&self) -> bool {
        self.gaps.as_flattened().iter().any(|raw| raw.contains('#'))
    }

    fn entry(&self, at: usize, depth: usize, written: Written<'_>) -> String {
        let Some((key, value)) = self.entries.get(at) else { return String::new() };
        let value = layout(value, depth, written);
        key.as_ref().map_or_else(|| value.clone(), |key| format!("{key} = {value}"))
    }

    fn joined(&self, depth: usize, written: Written<'_>) -> String {
        let [open, close] = self.brackets;
        if self.entries.is_empty() {
            return format!("{open}{close}");
        }
        let entries: Vec<String> = (0..self.entries.len()).map(|at| self.entry(at, depth, written)).collect();
        let padding = self.padding;
        format!("{open}{padding}{}{padding}{close}", entries.join(", "))
    }

    /// 一项一行，末项也带逗号。
    fn broken(&self, depth: usize, written: Written<'_>) -> String {
        let [open, close] = self.brackets;
        let inner = " ".repeat((depth + 1) * INDENT);
        let mut out = open.to_owned();
        for (at, [before, after]) in self.gaps.iter().enumerate() {
            let raw = [*before, *after].concat();
            let mut gap = Gap::read_after(&raw);
            if at == 0 {
                gap = gap.without_lead();
            }
            if at == self.entries.len() {
                gap = gap.without_tail();
            }
            if let Some(note) = gap.note {
                out.push_str("  ");
                out.push_str(note);
            }
            for line in gap.rest {
                out.push('\n');
                if let Some(comment) = line {
                    out.push_str(&inner);
                    out.push_str(comment);
                }
            }
            if at < self.entries.len() {
                out.push('\n');
                out.push_str(&inner);
                out.push_str(&self.entry(at, depth + 1, written));
                out.push(',');
            }
        }
        out.push('\n');
        out.push_str(&" ".repeat(depth * INDENT));
        out.push_str(close);
        out
    }
}
