//! 压缩包：各部分读出来，改过的重写，没有动过的连压缩后的字节照搬。

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// 文件本身至多这么大。
pub const FILE_LIMIT: usize = 32 << 20;
/// 一个要读的部分解开以后至多这么大。
const PART_LIMIT: u64 = 64 << 20;
/// 各部分合起来解开以后至多这么大。
const EXPANDED_LIMIT: u64 = 256 << 20;
/// 至多几个部分。
const PARTS_LIMIT: usize = 5_000;

/// 打开的文件。
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    changed: BTreeMap<String, String>,
    removed: Vec<String>,
}

impl<'b> Package<'b> {
    /// 打开；打不开、太大的说明原因。
    pub fn open(bytes: &'b [u8]) -> Result<Package<'b>, String> {
        if bytes.len() > FILE_LIMIT {
            return Err(format!("超过 {} 兆", FILE_LIMIT >> 20));
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err("是旧式的 doc、xls，或者加了密码".to_owned());
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "不是完整的 docx 或 xlsx 文件".to_owned())?;
        if archive.len() > PARTS_LIMIT {
            return Err(format!("里面的部分超过 {PARTS_LIMIT} 个"));
        }
        let mut names = Vec::with_capacity(archive.len());
        let mut expanded = 0_u64;
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at).map_err(|_| "有一部分读不出".to_owned())?;
            if part.encrypted() {
                return Err("加了密码".to_owned());
            }
            expanded = expanded.saturating_add(part.size());
            let name = part.name().map_err(|_| "有一部分的名称读不出".to_owned())?.into_owned();
            if names.contains(&name) {
                return Err(format!("里面的 {name} 出现两次"));
            }
            names.push(name);
        }
        if expanded > EXPANDED_LIMIT {
            return Err(format!("解开以后超过 {} 兆", EXPANDED_LIMIT >> 20));
        }
        Ok(Package { archive, names, changed: BTreeMap::new(), removed: Vec::new() })
    }

    /// 各部分的名称，照文件里的次序。
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// 有没有这一部分。
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|other| other == name)
    }

    /// 一部分的文字，已改的为改后的；读不出的说明原因。
    pub fn text(&mut self, name: &str) -> Result<String, String> {
        if let Some(text) = self.changed.get(name) {
            return Ok(text.clone());
        }
        let part = self.archive.by_name(name).map_err(|_| format!("里面没有 {name}，或者读不出"))?;
        let mut bytes = Vec::new();
        let read = part.take(PART_LIMIT + 1).read_to_end(&mut bytes);
        read.map_err(|_| format!("里面的 {name} 已损坏"))?;
        if bytes.len() as u64 > PART_LIMIT {
            return Err(format!("里面的 {name} 解开以后超过 {} 兆", PART_LIMIT >> 20));
        }
        String::from_utf8(bytes).map_err(|_| format!("里面的 {name} 不是 UTF-8 文本"))
    }

    /// 换成这些文字；与原来一字不差的不算改。
    pub fn set(&mut self, name: &str, text: String) {
        if self.text(name).is_ok_and(|old| old == text) {
            return;
        }
        self.changed.insert(name.to_owned(), text);
    }

    /// 去掉一部分。
    pub fn remove(&mut self, name: &str) {
        self.removed.push(name.to_owned());
    }

    /// 写成文件：次序、日期都照原来的。
    pub fn finish(mut self) -> Result<Vec<u8>, String> {
        let failed = |name: &str| format!("里面的 {name} 写不出");
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..self.archive.len() {
            let part = self.archive.by_index_raw(at).map_err(|_| "有一部分读不出".to_owned())?;
            let name = &self.names[at];
            if self.removed.contains(name) {
                continue;
            }
            let Some(text) = self.changed.get(name) else {
                out.raw_copy_file(part).map_err(|_| failed(name))?;
                continue;
            };
            let date = part.last_modified().unwrap_or_default();
            let options = SimpleFileOptions::default();
            let options = options.compression_method(CompressionMethod::Deflated).last_modified_time(date);
            out.start_file(name.as_str(), options).map_err(|_| failed(name))?;
            out.write_all(text.as_bytes()).map_err(|_| failed(name))?;
        }
        out.finish().map(Cursor::into_inner).map_err(|_| failed("目录"))
    }
}
