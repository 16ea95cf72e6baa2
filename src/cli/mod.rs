//! 命令行：读命令，跑流程，结果写到标准输出，其余的话写到标准错误。

mod accounts;
mod args;
mod assume;
mod audit;
mod audit_folder;
mod audit_input;
mod audit_output;
mod audit_review;
mod check;
mod compare;
mod complaint;
mod diff;
mod explain;
mod export;
mod fill;
mod fix;
mod fmt;
mod forms;
mod import;
mod monitor;
mod narrate;
mod new;
mod output;
mod pdf;
mod publish;
mod render;
mod schema;
mod score;
mod session;
mod sets;
mod templates;
mod test;

use args::{Arguments, Command};
use clap::{CommandFactory, FromArgMatches};
use session::Session;
use std::process::ExitCode;

/// 运行的结局，对应退出码。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// 没有错误（可以有提醒），0。
    Clean,
    /// 有错误，1。
    Findings,
    /// 没能运行：文件读不到、写不出，或命令写错，2。
    CouldNotRun,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> ExitCode {
        ExitCode::from(match ending {
            Ending::Clean => 0,
            Ending::Findings => 1,
            Ending::CouldNotRun => 2,
        })
    }
}

/// 程序入口：读命令行参数并运行。
pub fn run() -> ExitCode {
    let matches = match args::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return complaint::report(&error).into(),
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return complaint::report(&error.format(&mut Arguments::command())).into(),
    };
    let Some(command) = arguments.command else {
        output::say(WELCOME);
        return Ending::Clean.into();
    };
    let mut session = Session::new(arguments.sets, arguments.color);
    let ending = match command {
        Command::Score(options) => score::run(&options, &mut session),
        Command::Render(options) => render::run(&options, &mut session),
        Command::Explain(options) => explain::run(&options, &mut session),
        Command::Audit(options) => audit::run(&options, &mut session),
        Command::Check(options) => check::run(&options, &mut session),
        Command::Test(options) => test::run(&options, &mut session),
        Command::Compare(options) => compare::run(&options, &mut session),
        Command::Fmt(options) => fmt::run(&options, &mut session),
        Command::New(options) => new::run(&options, &mut session),
        Command::Export(options) => export::run(&options, &mut session),
        Command::Monitor(options) => monitor::run(&options, &mut session),
        Command::Import(options) => import::run(&options, &mut session),
        Command::Sets(options) => sets::run(&options, &mut session),
        Command::Templates(options) => templates::run(&options, &mut session),
        Command::Schema(options) => schema::run(&options, &mut session),
        Command::Completions { shell } => {
            output::say(&args::completions(shell));
            Ending::Clean
        }
    };
    ending.into()
}

/// 不带参数时的引导。
const WELCOME: &str = "\
ziping　预算绩效自评

  指标体系写成文件，填报写成文件；算得分、讲步骤、出官方表样，全部离线。

先试这两条：

  ziping score  examples/luoyang-jianxi-2024/department.toml
  ziping render examples/luoyang-jianxi-2024/department.toml -o 自评表.html

自己填一份：

  ziping sets                                       有哪些指标体系
  ziping new henan/department@2024 -o 填报.toml     生成一份待填的填报
  ziping check 填报.toml                            看还缺什么、错在哪里
  ziping explain 填报.toml --indicator T01          这一行的分怎么来的

每条命令加 --help 看用法和例子；诊断代码用 ziping explain E0203 查。
";
