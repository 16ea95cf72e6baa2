//! 打开 xlsx 之前先看压缩包：有几个部分，真解开有多大，有没有宏与外部链接。
//!
//! 大小不信目录里写的：逐个部分边解边数，超过了就停，解开的不留在内存里。

use super::not_a_workbook;
use crate::diagnostic::{Code, Diagnostic};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// 各部分合起来解开以后至多这么大；两万行的表不到其一半。
const EXPANDED: u64 = 32 << 20;
/// 一个部分解开以后至多这么大。
const PART: u64 = 24 << 20;
/// 至多这么多个部分。
const PARTS: usize = 2000;

/// 各部分的种类写在这里。
const TYPES: &str = "[Content_Types].xml";

/// 收不收这个压缩包。
///
/// # Errors
/// 读不通的、大小与目录里写的不同的（E1001）、太大的（E0103）、带宏或外部链接的（E1202）。
pub(super) fn inspect(name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_a_workbook(name, "不是完整的工作簿"))?;
    if archive.len() > PARTS {
        return Err(too_large(name, &format!("里面的部分超过 {PARTS} 个")));
    }
    let mut left = EXPANDED;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| not_a_workbook(name, "加了密码，或有一部分读不出"))?;
        let (path, written) = (part.name().map(|path| path.to_string()).unwrap_or_default(), part.size());
        let mut types = Vec::new();
        let limit = left.min(PART);
        let mut limited = part.by_ref().take(limit + 1);
        let read = match path.as_str() {
            TYPES => limited.read_to_end(&mut types).map(|read| read as u64),
            _ => std::io::copy(&mut limited, &mut std::io::sink()),
        };
        let read = match read {
            Ok(read) if read > limit => return Err(too_large(name, &expanded(limit, &path))),
            Ok(read) if read == written => read,
            _ => return Err(not_a_workbook(name, &format!("里面的 {path} 已损坏，或大小与目录里写的不同"))),
        };
        left -= read;
        refuse_foreign(name, &path.to_ascii_lowercase())?;
        refuse_foreign(name, &String::from_utf8_lossy(&types).to_ascii_lowercase())?;
    }
    Ok(())
}

/// 哪里超过了：一个部分，或合起来。
fn expanded(limit: u64, path: &str) -> String {
    if limit == PART {
        format!("里面的 {path} 解开以后超过 {} MiB", PART >> 20)
    } else {
        format!("解开以后超过 {} MiB", EXPANDED >> 20)
    }
}

fn too_large(name: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::E0103, format!("{name} 太大：{why}"))
        .help("只留要读的各张表，去掉图片与撑满整张表的格式，另存再读")
}

/// 名称或种类说明带着宏、引用了别处的。
fn refuse_foreign(name: &str, lowercase: &str) -> Result<(), Diagnostic> {
    let (what, help) = if lowercase.contains("vbaproject") {
        ("带着宏", "在表格程序里另存为不带宏的 xlsx")
    } else if lowercase.contains("externallink") {
        ("引用了别的工作簿", "在表格程序里断开外部链接（数据→编辑链接→断开），再保存")
    } else if lowercase.ends_with("xl/connections.xml") {
        ("连着外部数据", "在表格程序里删去数据连接（数据→查询和连接），再保存")
    } else {
        return Ok(());
    };
    Err(Diagnostic::new(Code::E1202, format!("{name} {what}，不读")).help(help))
}
