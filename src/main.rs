//! 命令行程序入口。

use std::process::ExitCode;

fn main() -> ExitCode {
    ziping::cli::run()
}
