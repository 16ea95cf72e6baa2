//! 讲解的书写：终端文字与 Markdown（可作讲义）。

use crate::report::{Explained, Explanation, Sentence};
use std::fmt::Write;

/// 终端文字。
pub fn explanation_text(explanation: &Explanation<'_>, with_total: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}　{}　{} 年度", explanation.unit, explanation.title, explanation.year);
    for row in &explanation.rows {
        let _ = writeln!(out, "\n{}（{} 分）　得 {} 分　{}", heading(row), row.points, row.score, row.status);
        let mut line = |title: &str, text: &str| {
            if !text.is_empty() {
                let _ = writeln!(out, "  {title}　{text}");
            }
        };
        line("指标值", row.target);
        line("实　际", &row.actual);
        line("解　释", row.meaning);
        line("公　式", row.formula);
        line("规　则", row.rule);
        for parameter in &row.parameters {
            line("　　　", parameter);
        }
        line("出　处", &row.source);
        steps(&row.steps, &mut out);
        if let Some(lost) = &row.lost {
            let _ = writeln!(out, "  失分　{lost}");
        }
        if !row.reason.is_empty() {
            let _ = writeln!(out, "  原因　{}", row.reason);
        }
    }
    if with_total {
        let _ = writeln!(out, "\n总分 {}　{}", explanation.score, explanation.grade);
        steps(&explanation.total, &mut out);
    }
    out
}

fn heading(row: &Explained<'_>) -> String {
    if row.code.is_empty() { row.name.to_owned() } else { format!("{} {}", row.code, row.name) }
}

fn steps(sentences: &[Sentence], out: &mut String) {
    for (at, step) in sentences.iter().enumerate() {
        let _ = writeln!(out, "  {}. {}：{}", at + 1, step.title, step.text);
    }
}

/// Markdown：一行指标一节，可直接放进讲义。
pub fn explanation_markdown(explanation: &Explanation<'_>, with_total: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escape(explanation.title));
    let _ = writeln!(out, "{}　{} 年度", escape(explanation.unit), explanation.year);
    for row in &explanation.rows {
        let _ = writeln!(out, "\n## {}\n", escape(&heading(row)));
        let _ = writeln!(out, "| 指标值 | 实际完成值 | 分值 | 得分 | 偏差度 | 状态 |\n|---|---|--:|--:|--:|---|");
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |\n",
            escape(row.target),
            escape(&row.actual),
            row.points,
            row.score,
            row.deviation.as_deref().unwrap_or("－"),
            row.status
        );
        for (title, text) in [("解释", row.meaning), ("公式", row.formula)] {
            if !text.is_empty() {
                let _ = writeln!(out, "- **{title}**　{}", escape(text));
            }
        }
        let _ = writeln!(out, "- **规则**　{}", escape(row.rule));
        for parameter in &row.parameters {
            let _ = writeln!(out, "  - {}", escape(parameter));
        }
        let _ = writeln!(out, "- **出处**　{}\n", escape(&row.source));
        numbered(&row.steps, &mut out);
        if let Some(lost) = &row.lost {
            let _ = writeln!(out, "\n失分 **{lost}**。{}", escape(row.reason));
        }
    }
    if with_total {
        let _ = writeln!(out, "\n## 总分 {}　{}\n", explanation.score, escape(explanation.grade));
        numbered(&explanation.total, &mut out);
    }
    out
}

fn numbered(sentences: &[Sentence], out: &mut String) {
    for (at, step) in sentences.iter().enumerate() {
        let _ = writeln!(out, "{}. **{}**　{}", at + 1, step.title, escape(&step.text));
    }
}

/// 使 Markdown 的记号按字面显示。
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '|' | '*' | '_' | '`' | '\\' | '<' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
