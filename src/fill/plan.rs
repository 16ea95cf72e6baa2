//! 段落与行之间的循环和条件：一串标记与单元读成树，再照树走。

use super::scope::{Filler, Scope};
use super::tags::Tag;
use crate::diagnostic::Code;
use minijinja::Value;
use std::iter::Peekable;
use std::vec::IntoIter;

/// 一串里的一项。
#[derive(Debug)]
pub enum Item<U> {
    Tag(Tag),
    /// 一段、一行，照原样或填过再出。
    Unit(U),
}

/// 树上的一块。
#[derive(Debug)]
pub enum Piece<U> {
    Unit(U),
    For {
        id: usize,
        targets: Vec<String>,
        source: String,
        filter: Option<String>,
        body: Vec<Piece<U>>,
        empty: Vec<Piece<U>>,
    },
    /// 各分支：条件（`else` 没有）与内容。
    If(Vec<(Option<String>, Vec<Piece<U>>)>),
}

/// 读成树；起止已知成对，配不上的返回那个标记。
pub fn build<U>(items: Vec<Item<U>>) -> Result<Vec<Piece<U>>, Tag> {
    let mut items = items.into_iter().peekable();
    let pieces = sequence(&mut items, &mut 0)?;
    match items.next() {
        Some(Item::Tag(tag)) => Err(tag),
        _ => Ok(pieces),
    }
}

type Items<U> = Peekable<IntoIter<Item<U>>>;

fn sequence<U>(items: &mut Items<U>, ids: &mut usize) -> Result<Vec<Piece<U>>, Tag> {
    let mut pieces = Vec::new();
    loop {
        match items.peek() {
            None => return Ok(pieces),
            Some(Item::Tag(tag)) if !tag.opens() => return Ok(pieces),
            _ => {}
        }
        match items.next() {
            Some(Item::Unit(unit)) => pieces.push(Piece::Unit(unit)),
            Some(Item::Tag(tag @ Tag::For { .. })) => pieces.push(repeated(tag, items, ids)?),
            Some(Item::Tag(tag)) => pieces.push(branches(tag, items, ids)?),
            None => return Ok(pieces),
        }
    }
}

fn repeated<U>(opener: Tag, items: &mut Items<U>, ids: &mut usize) -> Result<Piece<U>, Tag> {
    let id = *ids;
    *ids += 1;
    let body = sequence(items, ids)?;
    let mut empty = Vec::new();
    let mut end = items.next();
    if matches!(end, Some(Item::Tag(Tag::Else))) {
        empty = sequence(items, ids)?;
        end = items.next();
    }
    match (opener, end) {
        (Tag::For { targets, source, filter }, Some(Item::Tag(Tag::EndFor))) => {
            Ok(Piece::For { id, targets, source, filter, body, empty })
        }
        (_, Some(Item::Tag(tag))) => Err(tag),
        (opener, _) => Err(opener),
    }
}

fn branches<U>(opener: Tag, items: &mut Items<U>, ids: &mut usize) -> Result<Piece<U>, Tag> {
    let Tag::If(first) = &opener else { return Err(opener) };
    let mut condition = Some(first.clone());
    let mut all = Vec::new();
    loop {
        let body = sequence(items, ids)?;
        let is_last = condition.is_none();
        all.push((condition, body));
        condition = match items.next() {
            Some(Item::Tag(Tag::EndIf)) => return Ok(Piece::If(all)),
            Some(Item::Tag(Tag::Else)) if !is_last => None,
            Some(Item::Tag(Tag::Elif(source))) if !is_last => Some(source),
            Some(Item::Tag(tag)) => return Err(tag),
            _ => return Err(opener),
        };
    }
}

/// 照树走，每到一个单元叫一次 `emit`。
pub fn walk<U>(filler: &Filler, pieces: &[Piece<U>], scope: &Scope, place: &str, emit: &mut dyn FnMut(&U, &Scope)) {
    for piece in pieces {
        match piece {
            Piece::Unit(unit) => {
                if !filler.step(place) {
                    return;
                }
                emit(unit, scope);
            }
            Piece::If(branches) => {
                for (condition, body) in branches {
                    let taken = match condition {
                        None => true,
                        Some(source) => match filler.evaluate(source, scope, place) {
                            Some(value) => value.is_true(),
                            None => break,
                        },
                    };
                    if taken {
                        walk(filler, body, scope, place, emit);
                        break;
                    }
                }
            }
            Piece::For { id, targets, source, filter, body, empty } => {
                let scopes = scopes(filler, (*id, targets, source, filter.as_deref()), scope, place);
                if scopes.is_empty() {
                    walk(filler, empty, scope, place, emit);
                }
                for inner in scopes {
                    walk(filler, body, &inner, place, emit);
                }
            }
        }
    }
}

/// 循环每一遍看得见的内容。
fn scopes(
    filler: &Filler,
    (id, targets, source, filter): (usize, &[String], &str, Option<&str>),
    scope: &Scope,
    place: &str,
) -> Vec<Scope> {
    let Some(list) = filler.evaluate(source, scope, place) else { return Vec::new() };
    let Ok(values) = list.try_iter() else {
        filler.report(Code::E1104, place, &format!("“{source}”不是列表，不能循环"), None);
        return Vec::new();
    };
    let named = |value: Value| -> Vec<(String, Value)> {
        match targets {
            [name] => vec![(name.clone(), value)],
            names => {
                let part = |at| value.get_item_by_index(at).unwrap_or_default();
                names.iter().enumerate().map(|(at, name)| (name.clone(), part(at))).collect()
            }
        }
    };
    let mut kept: Vec<Scope> = Vec::new();
    for value in values {
        if !filler.step(place) {
            return Vec::new();
        }
        let inner = scope.with(named(value));
        let keep = match filter {
            Some(filter) => filler.evaluate(filter, &inner, place).is_some_and(|value| value.is_true()),
            None => true,
        };
        if keep {
            kept.push(inner);
        }
    }
    let length = kept.len();
    for (at, inner) in kept.iter_mut().enumerate() {
        let entries = [
            ("index", Value::from(at + 1)),
            ("index0", Value::from(at)),
            ("revindex", Value::from(length - at)),
            ("revindex0", Value::from(length - at - 1)),
            ("first", Value::from(at == 0)),
            ("last", Value::from(at + 1 == length)),
            ("length", Value::from(length)),
        ];
        let mut with = inner.with([("loop".to_owned(), Value::from_iter(entries))]);
        with.path.push((id, at));
        *inner = with;
    }
    kept
}
