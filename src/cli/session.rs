//! 一次运行：体系库、读过的文本、收集到的诊断。

use super::args::ColorChoice;
use super::{Ending, output};
use crate::check::Checked;
use crate::diagnostic::{Code, Color, Diagnostic, Sink, Sources, to_text};
use crate::library::{self, Library};
use crate::review::review;
use crate::score::{Detail, Outcome, score};
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
        let checked = library::submission(path, &self.library, &mut self.sources, &mut self.sink)?;
        let outcome = self.score_checked(&checked, detail);
        Some(Scored { checked, outcome })
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
        let is_fatal = |d: &Diagnostic| fatal.contains(&d.code) || (d.code == Code::E0401 && d.place.is_none());
        if self.sink.all().iter().any(is_fatal) {
            Ending::CouldNotRun
        } else if self.sink.has_errors() {
            Ending::Findings
        } else {
            Ending::Clean
        }
    }
}
