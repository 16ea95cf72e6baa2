//! 发布：文件夹里的 `published.lock` 记下发布了的体系与口径的摘要，发布之后内容不许再变。

use super::{BUILT_IN, Found, Home, sha256};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceId, Sources};
use crate::parse::{self, At};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// 记发布情况的文件名。
pub const LOCK: &str = "published.lock";

/// 名称里的下级文件夹至多几层；按路径引用的文件，往上这么多层找 `published.lock`。
const LEVELS: usize = 6;

/// 发布了的各个文件（相对于所在的文件夹，用 `/` 分隔）与内容的摘要。
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(pub BTreeMap<String, String>);

impl Lock {
    /// 写成文件；同样的内容逐字节相同。
    pub fn to_text(&self) -> String {
        let lines = self.0.iter().map(|(name, digest)| format!("\"{name}\" = \"{digest}\"\n"));
        format!("{HEADER}\n[files]\n{}", lines.collect::<String>())
    }

    /// 读一个文件夹的；没有这个文件的是空的。读不通时报告并返回 `None`。
    pub fn of_folder(folder: &Path, sources: &mut Sources, sink: &mut Sink) -> Option<Lock> {
        let path = folder.join(LOCK);
        if !path.exists() {
            return Some(Lock::default());
        }
        match super::read_source(&path) {
            Ok(text) => read(&path.display().to_string(), text, sources, sink).map(Lock::from_files),
            Err(diagnostic) => {
                sink.push(diagnostic);
                None
            }
        }
    }

    /// 内置的；读入一份内置的就要看一次，只读一遍。
    pub fn built_in() -> &'static Lock {
        static BUILT_IN_LOCK: LazyLock<Lock> = LazyLock::new(|| {
            let (mut sources, mut sink) = (Sources::default(), Sink::default());
            let text = BUILT_IN.get_file(LOCK).and_then(|file| file.contents_utf8()).unwrap_or_default();
            read(LOCK, text.to_owned(), &mut sources, &mut sink).map(Lock::from_files).unwrap_or_default()
        });
        &BUILT_IN_LOCK
    }

    fn from_files(files: Vec<(At<String>, At<String>)>) -> Lock {
        Lock(files.into_iter().map(|(name, digest)| (name.value, digest.value)).collect())
    }
}

const HEADER: &str = "\
# 发布了的体系与口径，以及各自内容的 SHA-256。发布之后不再改动：要改，另立一个版本再发布。
# 由 ziping sets publish 写，不要手改。
";

type Files = Vec<(At<String>, At<String>)>;

fn read(name: &str, text: String, sources: &mut Sources, sink: &mut Sink) -> Option<Files> {
    let mark = sink.mark();
    let source = sources.add(name, text);
    let files = parse::lock(sources, source, sink)?;
    (!sink.errors_since(mark)).then_some(files)
}

/// 发布了的文件内容没有变；变了的报告，返回假。
pub(super) fn verify(home: &Home, source: SourceId, sources: &mut Sources, sink: &mut Sink) -> bool {
    let digest = sha256(sources.get(source).text.as_bytes());
    let locked = match home {
        Home::BuiltIn(name) => Lock::built_in().0.get(name).cloned(),
        Home::File(path) => {
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let mut found = None;
            for folder in absolute.ancestors().skip(1).take(LEVELS) {
                if !folder.join(LOCK).exists() {
                    continue;
                }
                let Some(mut files) = Lock::of_folder(folder, sources, sink) else { return false };
                let name = absolute.strip_prefix(folder).ok().map(slashed).unwrap_or_default();
                found = files.0.remove(&name);
                break;
            }
            found
        }
    };
    let Some(want) = locked.filter(|want| *want != digest) else { return true };
    // 内容读得通时指着版本，读不通时指着开头。
    let head = parse::head(sources, source).unwrap_or_default();
    let at = head.version.or(head.id).map_or(Place { source, span: 0..0 }, |at| at.place);
    let message = format!("这一份发布之后改过了：{LOCK} 记的摘要是 {}…，现在是 {}…", short(&want), short(&digest));
    sink.push(Diagnostic::new(Code::E0410, message).at(&at).label("这一版已经发布"));
    false
}

fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}

/// 相对路径写成用 `/` 分隔的名称。
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

impl Found {
    /// 收下内容；读不到的、发布之后改过的，报告并返回 `None`。
    pub(super) fn admit(self, sources: &mut Sources, sink: &mut Sink) -> Option<SourceId> {
        match self.text {
            Ok(text) => {
                let source = sources.add(self.name, text);
                verify(&self.home, source, sources, sink).then_some(source)
            }
            Err(diagnostic) => {
                sink.push(diagnostic);
                None
            }
        }
    }
}
