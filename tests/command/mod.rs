//! 在指定的文件夹里运行 ziping，取回退出码与两路输出。

use std::path::Path;
use std::process::Command;
use ziping::diagnostic::Code;

/// 一次运行的结果。
pub struct Run {
    pub exit: i32,
    pub stdout: String,
    pub stderr: String,
}

/// 运行一条命令；`folder` 为当前文件夹，输出里的路径因此都短。
pub fn ziping(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .expect("运行 ziping");
    Run {
        exit: output.status.code().expect("正常退出，而不是被信号终止"),
        stdout: String::from_utf8(output.stdout).expect("标准输出是 UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("标准错误是 UTF-8"),
    }
}

impl Run {
    /// 报出的全部代码：诊断在标准错误里，复核的发现在标准输出里。
    pub fn codes(&self) -> Vec<Code> {
        let is_head = |line: &&str| ["错误[", "提醒[", "说明["].iter().any(|head| line.starts_with(head));
        let heads = self.stderr.lines().chain(self.stdout.lines()).filter(is_head);
        heads.filter_map(|line| Code::find(line.split(['[', ']']).nth(1)?)).collect()
    }
}
