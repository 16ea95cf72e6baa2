//! 一层盖一层：体系与口径有上级时，同一张表逐键合，一组表按各自的名称合。
//!
//! 合的是带位置的原始内容，所以每个值都记得自己写在哪一份文件里。

use super::reader::{At, Item, Table};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, did_you_mean};

/// 上级里有、下级要去掉的名称。
pub struct Removals {
    /// 写在第几层、哪里，有没有去掉什么。
    wanted: Vec<(usize, At<String>, bool)>,
    /// 各处可以去掉的名称，供猜测。
    known: Vec<String>,
}

impl Removals {
    /// 各层表头 `head` 里的 `remove`，从最下级起；类型不对的读表头时会报告。
    pub fn read(root: &Table<'_>, head: &str) -> Self {
        let mut wanted = Vec::new();
        for (depth, layer) in root.layers().enumerate() {
            let head = Table::new(layer.map, layer.source, 0..0).peek(head).and_then(|item| item.as_table());
            let texts = head.map(|mut head| head.texts("remove", &mut Sink::default())).unwrap_or_default();
            wanted.extend(texts.into_iter().map(|text| (depth, text, false)));
        }
        Removals { wanted, known: Vec::new() }
    }

    /// 第 `depth` 层要不要去掉叫这些名称之一的。
    pub fn takes(&mut self, depth: usize, names: &[&str]) -> bool {
        let mut taken = false;
        for (_, wanted, hit) in self.wanted.iter_mut().filter(|(at, ..)| *at == depth) {
            if names.contains(&wanted.value.as_str()) {
                (*hit, taken) = (true, true);
            }
        }
        for name in names {
            if !self.known.iter().any(|known| known == name) {
                self.known.push((*name).to_owned());
            }
        }
        taken
    }

    /// 没有去掉任何东西的，各报一条。
    pub fn finish(self, sink: &mut Sink) {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        for (_, wanted, _) in self.wanted.iter().filter(|(.., hit)| !hit) {
            // 什么也没有问过的，没有上级。
            let message = if known.is_empty() {
                format!("没有写 extends，也就没有可以去掉的“{}”", wanted.value)
            } else {
                format!("上级里没有“{}”，去不掉", wanted.value)
            };
            sink.push(missed(&wanted.place, message, &wanted.value, &known));
        }
    }
}

/// 改写或去掉上级没有的东西。
fn missed(place: &Place, message: String, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::E0409, message).at(place).label("上级里没有");
    match did_you_mean(name, known) {
        Some(guess) => diagnostic.help(guess),
        None => diagnostic,
    }
}

/// 合成的一组表里的一张。
pub struct Member<'t> {
    pub table: Table<'t>,
    /// 最早写在第几层；0 为最下级。
    pub layer: usize,
    /// 上级没有，这一层新添的；没有上级的都不算。
    pub is_added: bool,
}

impl<'t> Table<'t> {
    /// 垫上上级的同一张表。
    pub fn over(mut self, under: Option<Table<'t>>) -> Table<'t> {
        self.under = under.map(Box::new);
        self
    }

    /// 这些键只说这一份文件，不从上级取。
    pub fn private(mut self, keys: &'static [&'static str]) -> Table<'t> {
        let mut layer = Some(&mut self);
        while let Some(table) = layer {
            table.private = keys;
            layer = table.under.as_deref_mut();
        }
        self
    }

    /// 有没有上级。
    pub fn is_layered(&self) -> bool {
        self.under.is_some()
    }

    /// 各层，从最下级起。
    pub fn layers(&self) -> impl Iterator<Item = &Table<'t>> {
        std::iter::successors(Some(self), |table| table.under.as_deref())
    }

    /// 这一层自己写了没有（不算读过）。
    pub fn has_here(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// 一个文字键（不算读过），各层里取最下级写了的。
    pub fn peek_text(&self, key: &str) -> Option<&'t str> {
        self.peek(key)?.as_written().map(str::trim)
    }

    /// 下级的表，与上级的逐键合。
    pub fn merged(&mut self, key: &'static str, sink: &mut Sink) -> Option<Table<'t>> {
        self.merged_down_to(key, usize::MAX, sink)
    }

    /// 下级的表，与上级的逐键合；只合到第 `depth` 层为止，再上面的不要。
    pub fn merged_down_to(&mut self, key: &'static str, depth: usize, sink: &mut Sink) -> Option<Table<'t>> {
        let here = self.here(key).and_then(|item| item.table(key, sink));
        let under = self.under.as_mut().and_then(|under| under.merged_down_to(key, depth.saturating_sub(1), sink));
        let under = under.filter(|_| depth > 0);
        match here {
            Some(table) => Some(table.over(under)),
            None => under,
        }
    }

    /// 以任意文字为键的下级表，各层合在一起：同名的取最下级的，整个换掉。
    pub fn merged_entries(&mut self, key: &'static str, sink: &mut Sink) -> Vec<(At<&'t str>, Item<'t>)> {
        let mut entries = self.under.as_mut().map(|under| under.merged_entries(key, sink)).unwrap_or_default();
        let here = self.here(key).and_then(|item| item.table(key, sink));
        for (name, item) in here.map(Table::into_entries).unwrap_or_default() {
            match entries.iter_mut().find(|(known, _)| known.value == name.value) {
                Some(entry) => *entry = (name, item),
                None => entries.push((name, item)),
            }
        }
        entries
    }

    /// 一组下级的表，各层合在一起：`identity` 相同的逐键合，其余添在后面。
    ///
    /// `removed` 说第几层要去掉上级的哪一张。
    pub fn merged_tables(
        &mut self,
        key: &'static str,
        identity: &dyn Fn(&Table<'t>) -> Option<String>,
        removed: &mut dyn FnMut(usize, &Table<'t>) -> bool,
        sink: &mut Sink,
    ) -> Vec<Member<'t>> {
        self.gather(key, 0, identity, removed, sink)
    }

    fn gather(
        &mut self,
        key: &'static str,
        depth: usize,
        identity: &dyn Fn(&Table<'t>) -> Option<String>,
        removed: &mut dyn FnMut(usize, &Table<'t>) -> bool,
        sink: &mut Sink,
    ) -> Vec<Member<'t>> {
        let is_layered = self.is_layered();
        let mut members = match &mut self.under {
            Some(under) => under.gather(key, depth + 1, identity, removed, sink),
            None => Vec::new(),
        };
        members.retain(|member| !removed(depth, &member.table));
        let inherited: Vec<(Option<String>, Table<'t>)> =
            members.iter().map(|member| (identity(&member.table), member.table.clone())).collect();
        let mut used = vec![false; inherited.len()];
        for table in self.here(key).map(|item| item.tables(key, sink)).unwrap_or_default() {
            let name = identity(&table);
            let found = inherited.iter().position(|(known, _)| known.is_some() && *known == name);
            let Some(at) = found else {
                members.push(Member { table, layer: depth, is_added: is_layered });
                continue;
            };
            let table = table.over(Some(inherited[at].1.clone()));
            // 同一份文件里写了两次的都留下，由审查报告重复。
            if std::mem::replace(&mut used[at], true) {
                members.push(Member { table, layer: depth, is_added: false });
            } else {
                members[at].table = table;
            }
        }
        members
    }
}

/// 新添的一张写全了没有；没有写全的多半是把上级的名称写错了。
pub fn is_whole(member: &Member<'_>, what: &str, name: &str, keys: &[&str], known: &[String], sink: &mut Sink) -> bool {
    let lacking: Vec<&str> = keys.iter().copied().filter(|key| !member.table.has(key)).collect();
    if !member.is_added || lacking.is_empty() || name.is_empty() {
        return true;
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = format!("上级里没有{what}“{name}”；当作新添的，又缺 {}", lacking.join("、"));
    sink.push(missed(&member.table.place(), message, name, &known));
    false
}
