//! 测试要看的文件。

use std::fs;
use std::path::{Path, PathBuf};

/// 项目里一个文件夹之下全部能读的 .toml，按路径排。
pub fn toml_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("读文件夹") {
            let path = entry.expect("读文件夹").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                found.extend(fs::read_to_string(&path).ok().map(|text| (path, text)));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} 里没有文件");
    found
}
