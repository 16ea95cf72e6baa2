//! 命令行参数与帮助。

use super::{
    audit::AuditOptions, check::CheckOptions, compare::CompareOptions, explain::ExplainOptions, export::ExportOptions,
    fmt::FmtOptions, import::ImportOptions, monitor::MonitorOptions, new::NewOptions, render::RenderOptions,
    schema::SchemaOptions, score::ScoreOptions, sets::SetsOptions, templates::TemplatesOptions, test::TestOptions,
};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const HELP: &str = "{about}\n\n{before-help}用法:
  {usage}\n\n{all-args}{after-help}";

/// 全部参数。
#[derive(Debug, Parser)]
#[command(
    name = "ziping",
    version,
    about = "预算绩效自评：指标体系计分、逐步讲解、按官方表样出表",
    before_help = "例子:\n  ziping score  examples/luoyang-jianxi-2024/department.toml\n  ziping render examples/luoyang-jianxi-2024/department.toml -o 自评表.html\n",
    override_usage = "ziping [选项] <命令>",
    after_help = "退出码：0 没有错误；1 有错误（用例不符、排版要改的也是）；2 没能运行。",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// 先在这个文件夹里找指标体系与口径（可写多次）
    #[arg(long, global = true, value_name = "文件夹")]
    pub sets: Vec<PathBuf>,
    /// 终端上色：auto 自动，always 总是，never 从不
    #[arg(
        long,
        global = true,
        value_name = "方式",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: ColorChoice,
    /// 显示帮助
    #[arg(short = 'h', long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// 终端是否上色。
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// 命令。
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 计分：各行得分、偏差度、总分与等次
    #[command(
        before_help = "例子:\n  ziping score examples/luoyang-jianxi-2024/department.toml\n  ziping score 填报.toml --format json --steps -o 结果.json\n",
        override_usage = "ziping score [选项] <文件>",
        after_help = "文件写 - 时读标准输入。没有错误时退出码为 0，有错误为 1，没能运行为 2。"
    )]
    Score(ScoreOptions),
    /// 出表：按官方表样写成 html、xlsx、docx、pdf、md 或终端文字
    #[command(
        before_help = "例子:\n  ziping render examples/luoyang-jianxi-2024/department.toml -o 自评表.html\n  ziping render 填报.toml -o 自评表.xlsx -o 自评表.md --receipt\n",
        override_usage = "ziping render [选项] <文件> [项目]...",
        after_help = "有错误时不出表，也不动已有的文件；--draft 可以先出一份草稿。\n绩效情况说明：ziping render 部门.toml 项目文件夹 --form narrative -o 说明.html"
    )]
    Render(RenderOptions),
    /// 监控：年中看进度、预警，推算全年的得分
    #[command(
        before_help = "例子:\n  ziping monitor examples/training/monitoring.toml\n  ziping monitor 填报.toml --as-of 2024-07-31 -o 监控.html\n",
        override_usage = "ziping monitor [选项] <文件>",
        after_help = "进度写在填报的 [monitoring] 里；监控表用 ziping render --form 监控表 出。怎样推算见 docs/forms.md。"
    )]
    Monitor(MonitorOptions),
    /// 讲解：这一行的分怎么来的；也可查诊断代码
    #[command(
        before_help = "例子:\n  ziping explain examples/luoyang-jianxi-2024/department.toml --indicator T02\n  ziping explain E0203\n",
        override_usage = "ziping explain [选项] <文件或诊断代码>"
    )]
    Explain(ExplainOptions),
    /// 审查：填报、指标体系或口径哪里不对、缺什么
    #[command(
        before_help = "例子:\n  ziping check examples/luoyang-jianxi-2024/department.toml\n  ziping check 体系.toml --deny W0804,W0806 --fix\n",
        override_usage = "ziping check [选项] <文件>..."
    )]
    Check(CheckOptions),
    /// 复核：别人送来的自评表重新算一遍，说出哪里不符、为什么
    #[command(
        before_help = "例子:\n  ziping audit 自评表.json\n  ziping audit examples/luoyang-jianxi-2024/department.toml --format json -o 复核.json\n",
        override_usage = "ziping audit [选项] <文件>...",
        after_help = "没有错误与提醒时退出码为 0，有为 1，没能运行为 2。送来的表怎样写、有哪些发现，见 docs/audit.md。"
    )]
    Audit(AuditOptions),
    /// 测试：运行体系与口径的用例，与手算的结果核对
    #[command(
        before_help = "例子:\n  ziping test henan/department@2024 --coverage\n  ziping test 体系.toml --propose > 体系.cases.toml\n",
        override_usage = "ziping test [选项] [指标体系或文件]...",
        after_help = "用例写在体系、口径旁边的 .cases.toml 里。全部相符时退出码为 0，有不符为 1，没能运行为 2。"
    )]
    Test(TestOptions),
    /// 比较：同一份填报在两个指标体系下各得多少分，或两份填报逐行差多少
    #[command(
        before_help = "例子:\n  ziping compare --set national/project@2020 --set national/project@2021 项目甲.toml 项目乙.toml\n  ziping compare 去年.toml 今年.toml\n",
        override_usage = "ziping compare [选项] <文件>...",
        after_help = "对不上的行不猜：只比两边都有的，其余写在说明里。两个体系本身的不同用 ziping sets diff 看。"
    )]
    Compare(CompareOptions),
    /// 整理：归一文件的排版，不动内容、次序与注释
    #[command(
        before_help = "例子:\n  ziping fmt 填报.toml 体系.toml\n  ziping fmt --check 体系/*.toml\n",
        override_usage = "ziping fmt [选项] <文件>...",
        after_help = "数与文字的写法一概不动。语法有错的文件报告后原样留下，其余照常整理。"
    )]
    Fmt(FmtOptions),
    /// 新建：生成一份带注释、待填的填报
    #[command(
        before_help = "例子:\n  ziping new henan/department@2024 -o 填报.toml\n  ziping new henan/project@2024 --unit 某某局 --year 2024 -o 项目.toml\n",
        override_usage = "ziping new [选项] <指标体系>"
    )]
    New(NewOptions),
    /// 导入：读回填报工作簿，或由电子表格（csv、xlsx、xls）得出指标体系文件
    #[command(
        before_help = "例子:\n  ziping import 填报.xlsx -o 填报.toml\n  ziping import 指标体系.csv --id 某县/项目 --version 2025 -o 某县项目@2025.toml\n",
        override_usage = "ziping import [选项] <表格>",
        after_help = "填报工作簿里的公式一概不信，得分重新算，不同的提醒；见 docs/workbook.md。指标体系的评分标准读得准的写成规则，说不准的留作人工评分并提醒，有错误时不出文件；见 docs/import.md。"
    )]
    Import(ImportOptions),
    /// 导出：可填的 Excel 工作簿，得分随填随算
    #[command(
        before_help = "例子:\n  ziping export henan/department@2024 -o 填报.xlsx\n  ziping export examples/luoyang-jianxi-2024/project.toml -o 填报.xlsx\n",
        override_usage = "ziping export [选项] <体系或填报> -o <文件>",
        after_help = "表里的得分由公式算，供填的时候看；哪些规则写不成公式，见工作簿的“说明”与 docs/workbook.md。"
    )]
    Export(ExportOptions),
    /// 指标体系：列出、查看，比较两个，发布
    #[command(
        before_help = "例子:\n  ziping sets\n  ziping sets show henan/department@2024\n",
        override_usage = "ziping sets [选项] [命令]"
    )]
    Sets(SetsOptions),
    /// 模板：列出内置的，抄一份出来改
    #[command(
        before_help = "例子:\n  ziping templates list\n  ziping templates copy henan/department.html --to 我的模板\n",
        override_usage = "ziping templates [选项] [命令]",
        after_help = "改好的 .html 用 ziping render --templates 文件夹 采用；.docx、.xlsx 用 ziping render --template 文件 填写。写法见 docs/templates.md。"
    )]
    Templates(TemplatesOptions),
    /// 编辑器：写出补全、说明、标错用的 JSON Schema
    #[command(
        before_help = "例子:\n  ziping schema -o schema\n  ziping schema submission\n",
        override_usage = "ziping schema [选项] [文件种类]",
        after_help = "在 .toml 的第一行写 #:schema schema/submission.json，编辑器就认得；设置办法见 docs/editors.md。"
    )]
    Schema(SchemaOptions),
    /// 补全：写出命令行的补全脚本
    #[command(
        before_help = "例子:\n  ziping completions bash > ~/.local/share/bash-completion/completions/ziping\n  ziping completions fish > ~/.config/fish/completions/ziping.fish\n",
        override_usage = "ziping completions <外壳>"
    )]
    Completions {
        /// bash、zsh、fish、powershell 或 elvish
        #[arg(value_name = "外壳", hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
}

/// 命令的定义，帮助的标题都用中文。
pub fn command() -> clap::Command {
    chinese(Arguments::command())
}

fn chinese(command: clap::Command) -> clap::Command {
    let mut command = command
        .help_template(HELP)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_subcommand(true);
    let mut positional = Vec::new();
    for arg in command.get_arguments() {
        positional.push((arg.get_id().clone(), arg.is_positional()));
    }
    for (id, is_positional) in positional {
        let heading = if is_positional { "参数" } else { "选项" };
        command = command.mut_arg(id, |arg| arg.help_heading(heading));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, chinese);
    }
    command
}

/// 补全脚本的文字。
pub fn completions(shell: clap_complete::Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut command(), "ziping", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
