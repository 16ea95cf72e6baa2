//! 打开 xlsx 之前先看压缩包：有没有宏与外部链接，解开以后有多大。
//!
//! 只读目录，不解开；目录里把大小写小了的，读入时至多读到写明的大小。

use super::not_a_workbook;
use super::table::too_large;
use crate::diagnostic::{Code, Diagnostic};

/// 解开以后至多这么大；两万行的表不到其一半。
const EXPANDED: u64 = 32 << 20;
/// 至多这么多个文件。
const FILES: usize = 2000;

/// 收不收这个压缩包。
///
/// # Errors
/// 目录不完整、太大（E0103）、带宏或外部链接（E1202）。
pub(super) fn inspect(name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let Some(entries) = entries(bytes) else {
        return Err(not_a_workbook(name, "不是完整的工作簿"));
    };
    if entries.len() >= FILES || entries.iter().map(|entry| entry.size).sum::<u64>() > EXPANDED {
        return Err(too_large(name));
    }
    let holds = |part: &[u8]| entries.iter().any(|entry| entry.path.windows(part.len()).any(|at| at == part));
    let (what, help) = if holds(b"vbaProject") {
        ("带着宏", "在表格程序里另存为不带宏的 xlsx")
    } else if holds(b"externalLinks/") {
        ("引用了别的工作簿", "在表格程序里断开外部链接（数据→编辑链接→断开），再保存")
    } else {
        return Ok(());
    };
    Err(Diagnostic::new(Code::E1202, format!("{name} {what}，不读")).help(help))
}

/// 目录里的一个文件。
struct Entry<'b> {
    path: &'b [u8],
    size: u64,
}

/// 压缩包目录里写明的各文件；目录不完整的没有。
fn entries(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let (count, mut at) = (u16_at(end + 10)?, u32_at(end + 16)? as usize);
    let mut found = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let path = at + 46..at + 46 + usize::from(u16_at(at + 28)?);
        found.push(Entry { path: bytes.get(path.clone())?, size: u64::from(u32_at(at + 24)?) });
        at = path.end + usize::from(u16_at(at + 30)?) + usize::from(u16_at(at + 32)?);
    }
    Some(found)
}
