//! `ziping check --fix`：照确定的改法改写，再审查一遍，没有变坏才写出。

use super::output;
use super::session::Session;
use crate::diagnostic::{Fix, Severity, SourceId, Sources, region};
use crate::library::CheckedFile;
use crate::lint::fixed;
use std::path::Path;

/// 至多改几遍：相叠的改动一遍做一处。
const PASSES: usize = 4;

/// 改好了的一份：新的全文、审查的结果、逐处的说明。
pub struct Rewritten {
    pub source: SourceId,
    pub file: CheckedFile,
    pub lines: Vec<String>,
}

/// 改写一份文件；`mark` 起的诊断换成改好之后的。没有可改的、改了更坏的、写不出的返回 `None`。
pub fn run(
    path: &Path,
    first: SourceId,
    mark: usize,
    look: impl Fn(SourceId, &mut Session) -> CheckedFile,
    session: &mut Session,
) -> Option<Rewritten> {
    let before = session.sink.clone();
    let errors = before.count(Severity::Error);
    let (mut source, mut result, mut lines) = (first, None, Vec::new());
    for _ in 0..PASSES {
        let name = session.sources.get(source).name.clone();
        let text = session.sources.get(source).text.clone();
        let Some(new) = fixed(source, &text, &session.sink.all()[mark..]) else { break };
        lines.extend(new.done.iter().map(|fix| told(&name, fix, &session.sources)));
        source = session.sources.add(name, new.text);
        session.sink.retain_since(mark, |_| false);
        result = Some(look(source, session));
    }
    let file = result?;
    let text = &session.sources.get(source).text;
    let written = if session.sink.count(Severity::Error) > errors {
        output::tell(&format!("{}：改了反而有更多错误，没有改动\n", path.display()));
        session.sink = before;
        return None;
    } else if path == Path::new("-") {
        Ok(())
    } else {
        // 读入时去掉的字节顺序标记照旧写回。
        let mark = std::fs::read(path).is_ok_and(|bytes| bytes.starts_with("\u{feff}".as_bytes()));
        output::replace_file(path, &format!("{}{text}", if mark { "\u{feff}" } else { "" }))
    };
    if let Err(diagnostic) = written {
        session.sink = before;
        session.complain(diagnostic);
        return None;
    }
    Some(Rewritten { source, file, lines })
}

/// “填报.toml:12　"≥100%" → "=100%"（……）”
fn told(name: &str, fix: &Fix, sources: &Sources) -> String {
    let source = sources.get(fix.place.source);
    let old = source.text.get(fix.place.span.clone()).unwrap_or_default();
    let line = region(source, fix.place.span.clone()).line;
    format!("{name}:{line}　{old} → {}（{}）\n", fix.replacement, fix.what)
}
