/// 严重程度。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 结果不能用，退出码 1。
    Error,
    /// 结果可用，但应当核对。
    Warning,
    /// 只作说明，不影响退出码。
    Note,
}

impl Severity {
    /// JSON 中的写法。
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// 中文名称。
    pub fn title(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
            Severity::Note => "说明",
        }
    }
}

macro_rules! codes {
    ($($code:ident),* $(,)?) => {
        /// 诊断代码：E 为错误，W 为提醒，A 为复核的发现；每个代码的说明见 `docs/diagnostics.md`。
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($code),* }

        impl Code {
            /// 全部代码，按编号排列。
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            /// 代码的文字，如 `E0203`。
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$code => stringify!($code)),* }
            }
        }
    };
}

codes! {
    E0101, E0102, E0103, E0104, E0105, E0106, E0107, E0108, E0109,
    E0201, E0202, E0203, E0204, E0205, E0206, E0207, E0208,
    E0301, E0302, E0303, E0304, E0305, E0306, E0307, E0308, E0309, E0310, E0311, E0312,
    E0401, E0402, E0403, E0404, E0405, E0406, E0407, E0408, E0409, E0410, E0411,
    E0412, E0413, E0414, E0415, E0416,
    E0501, E0502, E0503, E0504, E0505, E0506, E0507, E0508, E0509, E0510, E0511, E0512,
    E0601,
    W0702, W0703, W0704, W0705, W0706, W0707, W0708, W0709, W0710, W0711, W0712, W0713, W0714, W0715,
    W0716, W0717, W0718, W0719,
    W0801, W0802, W0803, W0804, W0805, W0806, W0807, W0808, W0809, W0810, W0811,
    W0812, W0813, W0814, W0815, W0816, W0817, W0818, W0819,
    E0901, E0902, E0903, E0904,
    E1001, E1002, W1001, W1002,
    E1101, E1102, W1101, W1102, E1103, E1104, E1105, E1106,
    E1201, E1202, E1203, E1204, E1205, W1201, W1202, W1203, W1204,
    E1301, E1302, E1303, W1301,
    A0301, A0302, A0303, A0304, A0305, A0306, A0307, A0308, A0309, A0310, A0311, A0312, A0313, A0314, A0315,
    A0316, A0317, A0318, A0319, A0320, A0321,
    A0401, A0402, A0403, A0404, A0405, A0406, A0407, A0408, A0409, A0410, A0411, A0412, A0413,
    A0501, A0502, A0503, A0504, A0505, A0506, A0507, A0508, A0509,
    E1401, E1402, E1403, E1404, E1415, E1416, E1417, E1418, E1419, E1420,
    E1425, E1426, E1427, E1428, E1429,
}

impl Code {
    /// 按文字查代码，不分大小写。
    pub fn find(text: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|c| c.as_str().eq_ignore_ascii_case(text.trim()))
    }

    /// 严重程度，由首字母定；复核的发现各有各的。
    pub fn severity(self) -> Severity {
        match self.as_str().as_bytes().first() {
            Some(b'E') => Severity::Error,
            Some(b'A') if NOTES.contains(&self) => Severity::Note,
            Some(b'A') if !DOUBTS.contains(&self) => Severity::Error,
            _ => Severity::Warning,
        }
    }
}

/// 复核的发现里只作说明的。
const NOTES: &[Code] = &[Code::A0318, Code::A0409, Code::A0413, Code::A0509];

/// 复核的发现里要核对、不一定错的；其余的是错误。
const DOUBTS: &[Code] = &[
    Code::A0305,
    Code::A0309,
    Code::A0310,
    Code::A0311,
    Code::A0312,
    Code::A0313,
    Code::A0314,
    Code::A0315,
    Code::A0316,
    Code::A0317,
    Code::A0319,
    Code::A0321,
    Code::A0402,
    Code::A0403,
    Code::A0410,
    Code::A0412,
    Code::A0503,
    Code::A0507,
    Code::A0508,
];
