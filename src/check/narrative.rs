//! 绩效情况说明的补充内容：只写在部门表里，金额不为负。

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{Kind, Spending, Supplement};
use crate::number::{Decimal, plain};
use crate::parse::{At, RawNarrative};

/// 审查 `[narrative]`；没有写的得到空的一份。
pub(super) fn supplement(raw: Option<&RawNarrative>, kind: Kind, sink: &mut Sink) -> Supplement {
    let Some(raw) = raw else { return Supplement::default() };
    if kind == Kind::Project {
        let message = "绩效情况说明的内容写在部门的表里，项目的表不写";
        let help = "移到部门整体支出自评的填报里";
        sink.push(Diagnostic::new(Code::E0204, message).at(&raw.place).label("这张表").help(help));
    }
    let mut amount = |written: &Option<At<Decimal>>| {
        let at = written.as_ref()?;
        if at.value < Decimal::ZERO {
            let message = format!("项目支出：金额 {} 不能为负", plain(at.value));
            sink.push(Diagnostic::new(Code::E0406, message).at(&at.place).label("负数"));
            return None;
        }
        Some(at.value)
    };
    let spending = raw.project_spending.as_ref().map(|money| Spending {
        initial: amount(&money.initial),
        full_year: amount(&money.full_year),
        executed: amount(&money.executed),
    });
    Supplement {
        spending: spending.unwrap_or_default(),
        due: raw.due.as_ref().map(|due| due.value),
        work: written(&raw.work),
        good: written(&raw.good),
        problems: written(&raw.problems),
        measures: written(&raw.measures),
        key_evaluation: raw.key_evaluation.trim().to_owned(),
    }
}

/// 写了文字的各项。
fn written(texts: &[At<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.trim()).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}
