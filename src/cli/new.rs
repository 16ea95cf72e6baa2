//! `ziping new`：一份带注释、待填的填报。

use super::Ending;
use super::session::Session;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Kind, RuleKind, Set};
use crate::number::plain;
use crate::tidy::tidy;
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// `ziping new` 的参数。
#[derive(Debug, Args)]
pub struct NewOptions {
    /// 指标体系的名称，如 henan/department@2024
    #[arg(value_name = "指标体系")]
    pub set: String,
    /// 单位名称
    #[arg(long, value_name = "名称", default_value = "", hide_default_value = true)]
    pub unit: String,
    /// 年度
    #[arg(long, value_name = "年度")]
    pub year: Option<u16>,
    /// 写到文件；已有的文件不覆盖
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

pub fn run(options: &NewOptions, session: &mut Session) -> Ending {
    if let Some(path) = options.output.as_ref().filter(|path| path.exists()) {
        let message = format!("{} 已经有了，不覆盖", path.display());
        session.complain(Diagnostic::new(Code::E0106, message).help("换一个文件名，或先把它移开"));
        return session.finish();
    }
    if !session.can_write(&options.output, None) {
        return session.finish();
    }
    let year = options.year.map(i32::from);
    let (sources, sink) = (&mut session.sources, &mut session.sink);
    let found = session.library.set_for(year, &options.set, None, Path::new(""), sources, sink);
    if let Some(set) = found {
        // 没有写版本的，填报里写明取了哪一版。
        let reference = if options.set.ends_with(".toml") { options.set.clone() } else { set.reference() };
        let text = blank(&set, &reference, &options.unit, options.year);
        // 排版与 ziping fmt 整理的一样。
        let text = tidy(&text).unwrap_or(text);
        session.deliver(options.output.as_deref(), &text);
    }
    session.finish()
}

/// 待填的填报。留空的地方在审查时都会指出来。
fn blank(set: &Set, reference: &str, unit: &str, year: Option<u16>) -> String {
    let mut out = String::new();
    let year = year.map_or_else(|| set.version.clone(), |y| y.to_string());
    let year: String = year.chars().filter(char::is_ascii_digit).take(4).collect();
    let unit: String = unit.chars().filter(|c| !matches!(c, '"' | '\\') && !c.is_control()).collect();
    let _ = write!(
        out,
        "#:schema schema/submission.json\n# {}　{reference}\n# 编辑器的补全与说明：在本文件旁边运行 ziping schema -o schema。\n# 填好后：ziping check 本文件　看还缺什么；ziping render 本文件 -o 自评表.html　出表。\n\n\
         [submission]\nset = \"{reference}\"\nunit = \"{unit}\"            # 单位名称\nyear = {}\n\
         date = \"\"            # 填报日期，如 2025年3月\n",
        set.title,
        if year.len() == 4 { &year } else { "2024" }
    );
    if set.kind == Kind::Project {
        out.push_str(
            "project = \"\"         # 项目名称\nsupervisor = \"\"      # 主管部门\nimplementer = \"\"     # 实施单位\n",
        );
    }
    if let Some(execution) = &set.execution {
        let _ = write!(
            out,
            "\n# 预算执行（{} 分）：{}\n[budget]\nunit = \"万元\"\n\
             total = {{ initial = 0, full_year = 0, executed = 0 }}   # {}：年初预算数、全年预算数、全年执行数\n",
            plain(execution.points),
            execution.rule.text,
            execution.title
        );
        for source in &execution.sources {
            let _ =
                writeln!(out, "{} = {{ initial = 0, full_year = 0, executed = 0 }}   # {}", source.key, source.name);
        }
    }
    out.push_str("\n[[goal]]              # 年度目标；多行文字用三个引号\nexpected = \"\"         # 预期目标\nachieved = \"\"         # 实际完成情况\n");
    if set.kind == Kind::Department {
        out.push_str(
            "\n[[task]]              # 年度主要任务，一项一段\nname = \"\"\ncontent = \"\"\nachieved = \"\"\n",
        );
    }
    own(set, &mut out);
    facts(set, &mut out);
    out.push_str(
        "\n# 实际完成值。未达标的要写原因：T01 = { value = \"90%\", reason = \"……\" }\n# 不适用的写 \"不适用\"。\n",
    );
    if let Some(row) = set.indicators.iter().find(|row| row.compute.is_some()) {
        let _ =
            writeln!(out, "# 由公式算的行不必填；要写原因时写 {} = {{ reason = \"……\" }}，也可以直接写值。", row.code);
    }
    out.push_str("[actuals]\n");
    let widest = set.indicators.iter().map(|i| i.code.len()).max().unwrap_or(0);
    for row in &set.indicators {
        if row.compute.is_some() {
            let (code, name, target, points) = (&row.code, &row.name, &row.target.text, plain(row.points));
            let _ = writeln!(out, "# {code:<widest$} 由公式算   # {name}　指标值 {target}　{points} 分");
            continue;
        }
        let input = match &row.rule.kind {
            RuleKind::Checklist { .. } => "{ checks = [] }",
            RuleKind::Manual => "{ value = \"\" }",
            _ => "\"\"",
        };
        let _ = writeln!(
            out,
            "{:<widest$} = {input}   # {}　指标值 {}　{} 分",
            row.code,
            row.name,
            row.target.text,
            plain(row.points)
        );
    }
    if set.kind == Kind::Department {
        out.push_str(NARRATIVE);
    }
    out
}

/// 部门的填报末尾，绩效情况说明的补充内容；都可不写，所以都在注释里。
const NARRATIVE: &str = "
# 绩效情况说明（ziping render 本文件 项目文件夹 --form narrative）要用、表上没有的，都可不写；键见 docs/narrative.md。
# [narrative]
# project_spending = { initial = 0, executed = 0 }   # 部门的项目支出总额：年初预算数、全年执行数
# due = 0               # 应当自评的项目数
# problems = [\"\"]       # 存在问题
# measures = [\"\"]       # 下一步改进措施
# key_evaluation = \"\"   # 重点绩效评价结果
";

/// 各行的公式用到的基础数据；能取自资金总额的不必填。
fn facts(set: &Set, out: &mut String) {
    let used = set.facts_in_use();
    if used.is_empty() {
        return;
    }
    out.push_str("\n# 基础数据，各行的公式用。可写带单位的文字，如 \"2.56万元\"，或按所注单位的数。\n[facts]\n");
    let widest = used.iter().map(|fact| fact.key.len()).max().unwrap_or(0);
    for fact in used {
        let mut note = fact.name.clone();
        for part in [fact.unit.as_str(), &fact.meaning.replace(['\n', '\r'], " ")] {
            if !part.is_empty() {
                let _ = write!(note, "　{part}");
            }
        }
        match fact.from {
            Some(column) => {
                let _ =
                    writeln!(out, "# {:<widest$} = \"\"   # {note}　不写就取自资金总额的{}", fact.key, column.title());
            }
            None => {
                let _ = writeln!(out, "{:<widest$} = \"\"   # {note}", fact.key);
            }
        }
    }
}

/// 自设指标：每处余地给一段样子。
fn own(set: &Set, out: &mut String) {
    let mut number = 0;
    for section in &set.sections {
        let parts = section.parts.iter().filter(|p| p.room.is_some()).map(|p| (p.level2.as_str(), p.points));
        let level2 = section.room.as_ref().and_then(|room| room.level2.first()).map_or("", String::as_str);
        let whole = (section.parts.is_empty() && section.room.is_some()).then_some((level2, section.points));
        for (level2, points) in parts.chain(whole) {
            number += 1;
            let _ = write!(
                out,
                "\n# 自设指标：{}{}{}，合计 {} 分；可写多段\n[[indicator]]\ncode = \"Z{number:02}\"\nlevel1 = \"{}\"\n\
                 level2 = \"{level2}\"\nname = \"\"            # 三级指标\ntarget = \"\"          # 年度指标值，如 ≥95%\n\
                 points = {}\nactual = \"\"          # 实际完成值\nreason = \"\"          # 未达标的原因与改进措施\n",
                section.level1,
                if level2.is_empty() { "" } else { "／" },
                level2,
                plain(points),
                section.level1,
                plain(points)
            );
        }
    }
}
