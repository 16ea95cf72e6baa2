//! 一次运行：体系库、读过的文本、收集到的诊断。

use super::args::ColorChoice;
use super::{Ending, output};
use crate::check::Checked;
use crate::diagnostic::{Code, Color, Diagnostic, Sink, Sources, to_text};
use crate::library::{self, Draft, Library, draft_from};
use crate::review::review;
use crate::score::{Detail, Outcome, score};
use crate::workbook::import as filled;
use crate::workbook::import::Imported;
use crate::write::Templates;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// 一次运行的公共部分。
pub struct Session {
    pub library: Library,
    pub sources: Sources,
    pub sink: Sink,
    color: Color,
}

/// 读入并计分的一份填报。
pub struct Scored {
    pub checked: Checked,
    pub outcome: Outcome,
}

impl Session {
    pub fn new(folders: Vec<PathBuf>, color: ColorChoice) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || !std::io::stderr().is_terminal();
        let color = match color {
            ColorChoice::Always => Color::Always,
            ColorChoice::Auto if !plain => Color::Always,
            ColorChoice::Auto | ColorChoice::Never => Color::Never,
        };
        Session { library: Library::new(folders), sources: Sources::default(), sink: Sink::default(), color }
    }

    /// 读入、审查、计分、核对。不能计分时返回 `None`，原因都在诊断里。
    pub fn score(&mut self, path: &Path, detail: Detail) -> Option<Scored> {
        if !is_workbook(path) {
            let checked = library::submission(path, &self.library, &mut self.sources, &mut self.sink)?;
            let outcome = self.score_checked(&checked, detail);
            return Some(Scored { checked, outcome });
        }
        let read = self.read_workbook(path, &filled::Heading::default())?;
        let checked = self.workbook_draft(path, &read)?.check(&mut self.sink)?;
        let outcome = self.score_checked(&checked, detail);
        filled::check_printed(&read.printed, &checked.set, &checked.submission, &outcome, &mut self.sink);
        Some(Scored { checked, outcome })
    }

    /// 读入而还没有审查的填报：填报文件，或填报工作簿。
    pub fn draft(&mut self, path: &Path) -> Option<Draft> {
        if !is_workbook(path) {
            return library::draft(path, &self.library, &mut self.sources, &mut self.sink);
        }
        let read = self.read_workbook(path, &filled::Heading::default())?;
        self.workbook_draft(path, &read)
    }

    /// 读回填报工作簿。
    pub fn read_workbook(&mut self, path: &Path, heading: &filled::Heading<'_>) -> Option<Imported> {
        let sheets = super::import::sheets(path);
        match sheets {
            Ok(sheets) => filled::submission(path, &sheets, heading, &self.library, &mut self.sources, &mut self.sink),
            Err(diagnostic) => {
                self.sink.push(diagnostic);
                None
            }
        }
    }

    /// 读回的填报，还没有审查。
    pub fn workbook_draft(&mut self, path: &Path, read: &Imported) -> Option<Draft> {
        let beside = path.parent().unwrap_or(Path::new(""));
        draft_from(read.source, beside, &self.library, &mut self.sources, &mut self.sink)
    }

    /// 读回的填报：审查、计分，与表上的得分核对。
    pub fn score_workbook(&mut self, path: &Path, read: &Imported) {
        let checked = self.workbook_draft(path, read).and_then(|draft| draft.check(&mut self.sink));
        if let Some(checked) = checked {
            let outcome = self.score_checked(&checked, Detail::Result);
            filled::check_printed(&read.printed, &checked.set, &checked.submission, &outcome, &mut self.sink);
        }
    }

    /// 审查过的填报：计分、核对。
    pub fn score_checked(&mut self, checked: &Checked, detail: Detail) -> Outcome {
        let outcome = score(&checked.set, &checked.submission, detail);
        review(&checked.set, &checked.submission, &outcome, &mut self.sink);
        outcome
    }

    /// 写出文件或标准输出；写不出时报告。
    pub fn deliver(&mut self, path: Option<&Path>, text: &str) {
        match path {
            None => output::say(text),
            Some(path) => self.deliver_file(path, text.as_bytes()),
        }
    }

    /// 写出文件；写不出时报告。
    pub fn deliver_file(&mut self, path: &Path, content: &[u8]) {
        if let Err(diagnostic) = output::write_file(path, content) {
            self.sink.push(diagnostic);
        }
    }

    /// 输出的路径都能写才往下走。
    pub fn can_write<'a>(&mut self, outputs: impl IntoIterator<Item = &'a PathBuf>, input: Option<&Path>) -> bool {
        let mark = self.sink.mark();
        for path in outputs {
            if let Err(diagnostic) = output::ensure_writable(path, input) {
                self.sink.push(diagnostic);
            }
        }
        !self.sink.errors_since(mark)
    }

    /// 载入模板，`folder` 里同名的盖过内置的；载入不了的报告。
    pub fn templates(&mut self, folder: Option<&Path>) -> Option<Templates> {
        Templates::load(folder).map_err(|diagnostic| self.complain(diagnostic)).ok()
    }

    /// 推入一条没有位置的诊断。
    pub fn complain(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// 把诊断写到标准错误，得出结局。
    pub fn finish(&mut self) -> Ending {
        self.sink.sort();
        output::tell(&to_text(&self.sources, &self.sink, self.color));
        self.ending()
    }

    /// 由诊断得出的结局。
    pub fn ending(&self) -> Ending {
        let fatal = [
            Code::E0101,
            Code::E0102,
            Code::E0103,
            Code::E0106,
            Code::E0109,
            Code::E1101,
            Code::E1102,
            Code::E1103,
            Code::E1104,
            Code::E1105,
            Code::E1106,
        ];
        // 命令里写的体系不存在，也是没能运行；文件里写错的是文件的错误。
        let is_fatal = |d: &Diagnostic| {
            fatal.contains(&d.code) || (matches!(d.code, Code::E0401 | Code::E1420) && d.place.is_none())
        };
        if self.sink.all().iter().any(is_fatal) {
            Ending::CouldNotRun
        } else if self.sink.has_errors() {
            Ending::Findings
        } else {
            Ending::Clean
        }
    }
}

/// 按扩展名是工作簿。
pub fn is_workbook(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| matches!(extension.as_str(), "xlsx" | "xls" | "xlsm"))
}
