//! `ziping sets`。

use super::diff::{self, DiffOptions};
use super::publish::{self, PublishOptions};
use super::session::Session;
use super::{Ending, output};
use crate::diagnostic::{Sink, Sources};
use crate::model::{Block, Room, Set};
use crate::number::plain;
use crate::report::{kind_title, parameters, room_text};
use crate::write::display_width;
use clap::{Args, Subcommand};
use std::fmt::Write;
use std::path::Path;

/// `ziping sets` 的参数。
#[derive(Debug, Args)]
pub struct SetsOptions {
    #[command(subcommand)]
    pub command: Option<SetsCommand>,
}

#[derive(Debug, Subcommand)]
pub enum SetsCommand {
    /// 列出全部指标体系
    #[command(
        before_help = "例子:\n  ziping sets list\n  ziping sets list --sets 我的体系/\n",
        override_usage = "ziping sets list [选项]"
    )]
    List,
    /// 看一个指标体系的结构、指标与规则
    #[command(
        before_help = "例子:\n  ziping sets show henan/department@2024\n  ziping sets show henan/project@2024\n",
        override_usage = "ziping sets show [选项] <指标体系>"
    )]
    Show {
        /// 指标体系的名称（不写版本取最新的一版），或 .toml 文件
        #[arg(value_name = "指标体系")]
        set: String,
    },
    /// 两个指标体系哪里不同；给出填报时，各在两边得多少分
    #[command(
        before_help = "例子:\n  ziping sets diff national/project@2020 national/project@2021\n  ziping sets diff 去年体系.toml 今年体系.toml 项目甲.toml --format md -o 变化.md\n",
        override_usage = "ziping sets diff [选项] <前一个> <后一个> [填报]..."
    )]
    Diff(DiffOptions),
    /// 发布：核对之后放进共用的文件夹，此后内容不许再变
    #[command(
        before_help = "例子:\n  ziping sets publish 体系.toml --to 全市体系/\n  ziping sets publish 口径.toml --to 全市体系/ --sets 我的体系/\n",
        override_usage = "ziping sets publish [选项] <文件> --to <文件夹>",
        after_help = "同一个版本发布过别的内容的，不覆盖；内容相同的，什么也不做。"
    )]
    Publish(PublishOptions),
}

pub fn run(options: &SetsOptions, session: &mut Session) -> Ending {
    match &options.command {
        None | Some(SetsCommand::List) => list(session),
        Some(SetsCommand::Show { set }) => {
            let found = session.library.set(set, None, Path::new(""), &mut session.sources, &mut session.sink);
            if let Some(set) = found {
                output::say(&shown(&set));
            }
            session.finish()
        }
        Some(SetsCommand::Diff(options)) => diff::run(options, session),
        Some(SetsCommand::Publish(options)) => publish::run(options, session),
    }
}

fn list(session: &mut Session) -> Ending {
    let mut out = String::new();
    let all = session.library.sets();
    let widest = all.iter().map(|listed| display_width(&listed.reference)).max().unwrap_or(0);
    for listed in all {
        let mut sources = Sources::default();
        let mut sink = Sink::default();
        let set = session.library.set(&listed.reference, None, Path::new(""), &mut sources, &mut sink);
        let origin = if listed.built_in { "内置" } else { "自有" };
        let title = set.map_or_else(|| "（有错误，用 check 看）".to_owned(), |set| set.title.clone());
        let gap = " ".repeat(widest - display_width(&listed.reference));
        let _ = writeln!(out, "{}{gap}  {origin}　{title}", listed.reference);
    }
    let _ = writeln!(out, "\n口径：{}", session.library.profiles().join("、"));
    let _ = writeln!(out, "看一个：ziping sets show <名称>；生成填报：ziping new <名称> -o 填报.toml");
    output::say(&out);
    Ending::Clean
}

fn shown(set: &Set) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}　{}", set.reference(), set.title);
    let mut line = |title: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "{title}　{text}");
        }
    };
    line("发布", &set.issuer);
    line("依据", &set.basis.join("、"));
    line("施行", &set.term.effective.map(|day| day.to_string()).unwrap_or_default());
    line("废止", &set.term.expires.map(|day| day.to_string()).unwrap_or_default());
    line("上级", &set.ancestors.iter().map(|origin| origin.name.as_str()).collect::<Vec<_>>().join(" ← "));
    line("口径", &format!("{}　{}", set.profile.id, set.profile.title));
    let above = set.profile.origins.iter().skip(1);
    line("口径的上级", &above.map(|origin| origin.name.as_str()).collect::<Vec<_>>().join(" ← "));
    let grades: Vec<String> = set.grades.iter().map(|g| format!("{} ≥{}", g.label, plain(g.from))).collect();
    line("等次", &grades.join("，"));
    line("说明", &set.note);
    let _ = writeln!(out, "总分 {}", plain(set.total));
    if let Some(execution) = &set.execution {
        let _ = writeln!(out, "\n预算执行率　{} 分　{}", plain(execution.points), execution.rule.text);
        let _ = writeln!(out, "  出处：{}", execution.rule.source_text());
    }
    for section in &set.sections {
        let block = if section.block == Block::Management { "（资金管理情况）" } else { "" };
        let _ =
            writeln!(out, "\n{}　{} 分{block}{}", section.level1, plain(section.points), room(section.room.as_ref()));
        for row in set.indicators.iter().filter(|i| i.level1 == section.level1) {
            let level2 = if row.level2.is_empty() { String::new() } else { format!("［{}］", row.level2) };
            let _ = writeln!(
                out,
                "  {:<5}{level2}{}　{}　{} 分　{}",
                row.code,
                row.name,
                row.target.text,
                plain(row.points),
                kind_title(&row.rule)
            );
        }
        for part in section.parts.iter().filter(|p| p.room.is_some()) {
            let _ = writeln!(out, "  　　　［{}］{} 分{}", part.level2, plain(part.points), room(part.room.as_ref()));
        }
    }
    formulas(set, &mut out);
    let _ = writeln!(out, "\n规则");
    let mut seen: Vec<&str> = Vec::new();
    for row in &set.indicators {
        if seen.contains(&row.rule.text.as_str()) {
            continue;
        }
        seen.push(&row.rule.text);
        let _ = writeln!(out, "  {}　{}\n    出处：{}", kind_title(&row.rule), row.rule.text, row.rule.source_text());
        for parameter in parameters(&row.rule, None) {
            let _ = writeln!(out, "    {parameter}");
        }
    }
    out
}

/// 各行用到的基础数据与公式，以及自设指标另可用的公式。
fn formulas(set: &Set, out: &mut String) {
    let used = set.formulas_in_use();
    if !used.is_empty() {
        let _ = writeln!(out, "\n基础数据");
    }
    for fact in set.facts_in_use() {
        let unit = if fact.unit.is_none() { String::new() } else { format!("　{}", fact.unit.as_str()) };
        let from = fact.from.map_or_else(String::new, |column| format!("　可取自资金总额的{}", column.title()));
        let meaning = if fact.meaning.is_empty() { String::new() } else { format!("　{}", fact.meaning) };
        let _ = writeln!(out, "  {}　{}{unit}{from}{meaning}", fact.key, fact.name);
    }
    if !used.is_empty() {
        let _ = writeln!(out, "\n公式");
    }
    for formula in &used {
        let rows = set.indicators.iter().filter(|row| row.compute.as_ref().is_some_and(|one| one.id == formula.id));
        let codes: Vec<&str> = rows.map(|row| row.code.as_str()).collect();
        let _ = writeln!(out, "  {}　{}　用于 {}", formula.id, formula.expression, codes.join("、"));
        let text = if formula.text.is_empty() { String::new() } else { format!("{}　", formula.text) };
        let _ = writeln!(out, "    {text}出处：{}", formula.source_text());
    }
    let others = set.formulary.formulas.iter().filter(|formula| !used.iter().any(|one| one.id == formula.id));
    let others: Vec<&str> = others.map(|formula| formula.id.as_str()).collect();
    if !others.is_empty() {
        let _ = writeln!(out, "\n另可用于自设指标的公式：{}", others.join("、"));
    }
}

fn room(room: Option<&Room>) -> String {
    room.map(|room| format!("　自设，{}", room_text(room))).unwrap_or_default()
}
