//! 打开旧式的 xls 之前先看容器：各处的扇区链走得到头，有没有宏；取出“Workbook”一条流给 [`super::biff`] 看。

/// 扇区链的尽头，以及不是扇区的编号从哪里起。
const END: u32 = 0xffff_fffe;
const SPECIAL: u32 = 0xffff_fffa;
/// 目录的一项有多长。
const ENTRY: usize = 128;
/// 不到这么长的流放在小扇区里。
const MINI: usize = 4096;

/// 容器里的一条流。
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stream {
    pub bytes: Vec<u8>,
    pub has_macro: bool,
}

/// 取出工作簿的流；容器不完整、链绕回去的没有。
pub(super) fn workbook(bytes: &[u8]) -> Option<Stream> {
    let size = match u16_at(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sectors = Sectors { bytes: bytes.get(size..)?, size };
    let fat = fat(bytes, &sectors)?;
    let directory = sectors.chain(u32_at(bytes, 48)?, &fat)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY).collect();
    let named = |name: &str| entries.iter().find(|entry| name_of(entry).eq_ignore_ascii_case(name));
    let has_macro = named("_VBA_PROJECT_CUR").is_some();
    let found = named("Workbook").or_else(|| named("Book"))?;
    let (start, length) = (u32_at(found, 116)?, u32_at(found, 120)? as usize);
    let root = entries.first()?;
    let mut stream = if u32_at(bytes, 64)? > 0 && length < MINI {
        let small = sectors.chain(u32_at(root, 116)?, &fat)?;
        let small = Sectors { bytes: &small, size: 64 };
        small.chain(start, &words(&sectors.chain(u32_at(bytes, 60)?, &fat)?))?
    } else {
        // 小扇区虽用不着，读入器也会走一遍。
        if u32_at(bytes, 64)? > 0 {
            sectors.chain(u32_at(root, 116)?, &fat)?;
            sectors.chain(u32_at(bytes, 60)?, &fat)?;
        }
        sectors.chain(start, &fat)?
    };
    stream.truncate(length);
    Some(Stream { bytes: stream, has_macro })
}

/// 一条流按扇区切开。
struct Sectors<'b> {
    bytes: &'b [u8],
    size: usize,
}

impl Sectors<'_> {
    /// 一个扇区；最后一个可以不满。
    fn get(&self, at: u32) -> Option<&[u8]> {
        let start = (at as usize).checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// 沿着链接起来；绕回去的没有。
    fn chain(&self, first: u32, next: &[u32]) -> Option<Vec<u8>> {
        let (mut all, mut at) = (Vec::new(), first);
        while at != END {
            all.extend_from_slice(self.get(at)?);
            if all.len() > self.bytes.len() {
                return None;
            }
            at = *next.get(at as usize)?;
        }
        Some(all)
    }
}

/// 扇区的下一个是哪一个。
fn fat(bytes: &[u8], sectors: &Sectors<'_>) -> Option<Vec<u32>> {
    let mut list = words(bytes.get(76..512)?);
    let (mut at, mut left) = (u32_at(bytes, 68)?, bytes.len() / sectors.size);
    while at < SPECIAL {
        left = left.checked_sub(1)?;
        list.extend(words(sectors.get(at)?));
        at = list.pop()?;
    }
    let mut fat = Vec::new();
    for at in list.into_iter().filter(|at| *at < SPECIAL) {
        fat.extend(words(sectors.get(at)?));
        if fat.len() > bytes.len() {
            return None;
        }
    }
    Some(fat)
}

fn name_of(entry: &[u8]) -> String {
    let units = entry.get(..64).unwrap_or_default().chunks_exact(2).map_while(|pair| u16_at(pair, 0));
    String::from_utf16_lossy(&units.take_while(|unit| *unit != 0).collect::<Vec<u16>>())
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map_while(|four| u32_at(four, 0)).collect()
}

/// 从 `at` 起的两个字节，低位在前。
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// 从 `at` 起的四个字节，低位在前。
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 一个扇区一个扇区地写：0 是扇区表，1 是目录，其余是流。
    fn container(next: &[u32], names: &[(&str, u32, u32)], stream: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff; 512];
        bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        for (at, value) in [(44, 1_u32), (48, 1), (60, END), (64, 0), (68, END), (72, 0), (76, 0)] {
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
        let mut table: Vec<u8> = next.iter().flat_map(|next| next.to_le_bytes()).collect();
        table.resize(512, 0xff);
        let mut directory = Vec::new();
        for (name, start, length) in names {
            let mut entry = vec![0; ENTRY];
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry[..units.len()].copy_from_slice(&units);
            entry[116..120].copy_from_slice(&start.to_le_bytes());
            entry[120..124].copy_from_slice(&length.to_le_bytes());
            directory.extend(entry);
        }
        directory.resize(512, 0);
        [bytes, table, directory, stream.to_vec()].concat()
    }

    #[test]
    fn 取出工作簿的流() {
        let names = [("Root Entry", END, 0), ("Workbook", 2, 600), ("_VBA_PROJECT_CUR", END, 0)];
        let stream: Vec<u8> = (0..1024_u32).map(|at| at as u8).collect();
        let made = workbook(&container(&[END, END, 3, END], &names, &stream)).expect("读得通");
        assert_eq!((made.bytes.as_slice(), made.has_macro), (&stream[..600], true));
        assert!(!workbook(&container(&[END, END, 3, END], &names[..2], &stream)).expect("读得通").has_macro);
    }

    #[test]
    fn 链绕回去的不读() {
        let names = [("Root Entry", END, 0), ("Workbook", 2, 1 << 30)];
        assert_eq!(workbook(&container(&[END, END, 3, 2], &names, &[0; 1024])), None);
        assert_eq!(workbook(&container(&[END, 1, 3, END], &names, &[0; 1024])), None, "目录绕回去");
        assert_eq!(workbook(&container(&[END, END, 90, END], &names, &[0; 1024])), None, "指到外面");
        assert_eq!(workbook(&[0xd0, 0xcf, 0x11, 0xe0]), None);
    }
}
