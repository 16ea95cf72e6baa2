//! 字体：先用机器上的仿宋、宋体、黑体，没有的用内置的两份；各份文件共用。

use crate::diagnostic::{Code, Diagnostic};
use fontdb::{Database, Family, ID, Query, Style, Weight};
use krilla::Data;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

static SERIF: &[u8] = include_bytes!("../../../fonts/NotoSerifSC-GB2312.otf");
static SANS: &[u8] = include_bytes!("../../../fonts/NotoSansSC-GB2312.otf");

/// 正文的字体，先后依表样的 CSS。
const BODY: [&str; 8] =
    ["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "宋体", "SimSun", "Songti SC"];
/// 标题与加粗的字体。
const TITLE: [&str; 7] =
    ["方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "黑体", "SimHei", "Heiti SC", "STHeiti"];
/// 上面各种字体的文件名开头（小写）；别的文件不打开。
const FILES: [&str; 9] = ["simfang", "fangsong", "stfang", "simsun", "songti", "fzxbs", "simhei", "stheiti", "仿宋"];
/// 生僻字先到这些字体里找：字多，又是大陆的字形。
const RARE: [&str; 8] = [
    "SimSun-ExtB",
    "SimSun-ExtG",
    "Songti SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
];

/// 备好的字体，可反复出表。
pub struct Fonts {
    fonts: Vec<Font>,
    /// 正文、标题各用哪几种，依次找字。
    chains: [Vec<usize>; 2],
    rare: Option<Rare>,
}

/// 用在哪里的字。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Title,
}

/// 一种字体。
#[derive(Clone)]
pub(super) struct Font {
    pub data: Data,
    pub index: u32,
    pub ink: krilla::text::Font,
}

/// 生僻字才用到的字体：第一次遇到才看机器上有哪些。
#[derive(Default)]
struct Rare {
    database: OnceLock<Database>,
    opened: Mutex<HashMap<ID, Option<Font>>>,
}

impl Font {
    /// 打开一种字体；不是字体、没有字形的为 `None`。
    fn open(data: Data, index: u32) -> Option<Font> {
        ttf_parser::Face::parse(data.as_ref(), index).ok()?;
        Some(Font { ink: krilla::text::Font::new(data.clone(), index)?, data, index })
    }

    fn load(database: &Database, id: ID) -> Option<Font> {
        let data = database.with_face_data(id, |data, _| Data::from(data.to_vec()))?;
        Font::open(data, database.face(id)?.index)
    }
}

impl Fonts {
    /// 只用内置的两份：同一份填报在哪里都写成相同的字节。
    pub fn built_in() -> Fonts {
        Fonts::new([Vec::new(), Vec::new()], None)
    }

    /// 先用机器上的仿宋、宋体、黑体、小标宋，没有的用内置的；都没有的字再到机器上别的字体里找。
    pub fn system() -> Fonts {
        let mut database = Database::new();
        for file in named_files(&folders()) {
            // 打不开的字体当作没有。
            let _ = database.load_font_file(file);
        }
        let named = |names: &[&str]| named(&database, names).and_then(|id| Font::load(&database, id)).into_iter();
        Fonts::new([named(&BODY).collect(), named(&TITLE).collect()], Some(Rare::default()))
    }

    /// 只用这个文件夹里的字体与内置的两份。
    ///
    /// # Errors
    ///
    /// 文件夹读不到，或里面没有一种打得开的字体（E1102）。
    pub fn folder(folder: &Path) -> Result<Fonts, Diagnostic> {
        let refuse = |reason: &str| Diagnostic::new(Code::E1102, format!("字体文件夹“{}”{reason}", folder.display()));
        if !folder.is_dir() {
            return Err(refuse("读不到"));
        }
        let mut files = Vec::new();
        collect(folder, 0, &mut files);
        files.sort();
        let mut database = Database::new();
        for file in files {
            // 不是字体的文件不理会。
            let _ = database.load_font_file(file);
        }
        let all: Vec<ID> = database.faces().map(|face| face.id).collect();
        let chain = |names: &[&str]| {
            let first = named(&database, names).into_iter();
            first.chain(all.iter().copied()).filter_map(|id| Font::load(&database, id)).collect::<Vec<_>>()
        };
        let (body, title) = (chain(&BODY), chain(&TITLE));
        if body.is_empty() {
            return Err(refuse("里没有打得开的字体"));
        }
        Ok(Fonts::new([body, title], None))
    }

    /// 各种用处先找自己的字体，再找内置的同类，最后找别的。
    fn new(own: [Vec<Font>; 2], rare: Option<Rare>) -> Fonts {
        let mut fonts = Vec::new();
        let mut chains = own.map(|own| {
            let start = fonts.len();
            fonts.extend(own);
            (start..fonts.len()).collect::<Vec<_>>()
        });
        let found = chains.clone();
        for (at, data) in [SERIF, SANS].into_iter().enumerate() {
            if let Some(font) = Font::open(Data::from(data), 0) {
                chains[at].push(fonts.len());
                fonts.push(font);
            }
        }
        let built_in = [chains[0].last().copied(), chains[1].last().copied()];
        for (at, chain) in chains.iter_mut().enumerate() {
            chain.extend(built_in[1 - at]);
            chain.extend(&found[1 - at]);
        }
        Fonts { fonts, chains, rare }
    }

    /// 印这些字要用的全部字体，以及正文、标题各依次找哪几种。
    pub(super) fn chosen(&self, text: impl Iterator<Item = char>) -> (Vec<Font>, [Vec<usize>; 2]) {
        let (mut fonts, mut chains) = (self.fonts.clone(), self.chains.clone());
        let Some(rare) = &self.rare else { return (fonts, chains) };
        let mut missing: Vec<char> = text.filter(|c| !c.is_ascii()).collect();
        missing.sort_unstable();
        missing.dedup();
        drop_covered(&mut missing, &fonts);
        for font in rare.find(&mut missing) {
            for chain in &mut chains {
                chain.push(fonts.len());
            }
            fonts.push(font);
        }
        (fonts, chains)
    }
}

impl Rare {
    /// 找出有这些字的字体，一种能印几个就划去几个。
    fn find(&self, missing: &mut Vec<char>) -> Vec<Font> {
        let mut found = Vec::new();
        if missing.is_empty() {
            return found;
        }
        let database = self.database.get_or_init(|| {
            let mut database = Database::new();
            database.load_system_fonts();
            database
        });
        let mut faces: Vec<_> =
            database.faces().filter(|face| face.style == Style::Normal && face.weight == Weight::NORMAL).collect();
        let rank = |names: &[(String, fontdb::Language)]| {
            RARE.iter().position(|rare| names.iter().any(|(name, _)| name == rare)).unwrap_or(RARE.len())
        };
        faces.sort_by_cached_key(|face| (rank(&face.families), face.post_script_name.clone()));
        for face in faces {
            let has_any = database.with_face_data(face.id, |data, index| {
                ttf_parser::Face::parse(data, index)
                    .is_ok_and(|face| missing.iter().any(|c| face.glyph_index(*c).is_some()))
            });
            if has_any != Some(true) {
                continue;
            }
            let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            let font = opened.entry(face.id).or_insert_with(|| Font::load(database, face.id)).clone();
            if let Some(font) = font {
                drop_covered(missing, std::slice::from_ref(&font));
                found.push(font);
            }
            if missing.is_empty() {
                break;
            }
        }
        found
    }
}

/// 划去这些字体里有的字。
fn drop_covered(missing: &mut Vec<char>, fonts: &[Font]) {
    for font in fonts {
        if let Ok(face) = ttf_parser::Face::parse(font.data.as_ref(), font.index) {
            missing.retain(|c| face.glyph_index(*c).is_none());
        }
    }
}

/// 依次按名称找，找到的第一种。
fn named(database: &Database, names: &[&str]) -> Option<ID> {
    names.iter().find_map(|name| database.query(&Query { families: &[Family::Name(name)], ..Query::default() }))
}

/// 放字体的文件夹；没有的不要紧。
fn folders() -> Vec<PathBuf> {
    let variable = |name: &str, rest: &str| std::env::var_os(name).map(|base| Path::new(&base).join(rest));
    let home = ["Library/Fonts", ".local/share/fonts", ".fonts"].into_iter().filter_map(|rest| variable("HOME", rest));
    let windows =
        [variable("SYSTEMROOT", "Fonts"), variable("LOCALAPPDATA", "Microsoft/Windows/Fonts")].into_iter().flatten();
    let fixed = ["/System/Library/Fonts", "/Library/Fonts", "/usr/share/fonts", "/usr/local/share/fonts"];
    windows.chain(home).chain(fixed.into_iter().map(PathBuf::from)).collect()
}

/// 这些文件夹里，文件名像是 [`FILES`] 的字体文件。
fn named_files(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, 0, &mut files);
    }
    files.retain(|file| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
        FILES.iter().any(|start| name.starts_with(start))
    });
    files.sort();
    files
}

/// 文件夹里的字体文件，下至几层；读不到的略过。
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    const DEEPEST: usize = 4;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if ["ttf", "ttc", "otf", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
            files.push(path);
        } else if depth < DEEPEST && extension.is_empty() && path.is_dir() {
            collect(&path, depth + 1, files);
        }
    }
}
