//! 用词：定性与数字混写（W0807）、名称里带符号或指标值（W0815）、空泛的话（W0816）。

use super::row::Row;
use crate::diagnostic::{Code, Sink};
use crate::number::{fold, plain};
use crate::target::Kind;

/// 说好坏的词；配上百分数，却说不出这个百分数怎样算。
const PRAISE: &[&str] = &["优质", "优良", "良好", "健全", "完善", "有序", "高效", "便民", "明显", "显著"];

/// 名称里有这些字的，是一个能算的量。
const MEASURES: &[&str] = &["率", "度", "比", "数", "量", "额", "面积", "水平"];

/// 只写在符号后面的才算数。
const SIGNS: &[char] = &['≥', '≤', '>', '<', '≧', '≦', '⩾', '⩽', '﹥', '﹤'];

/// 空泛的话：程度词、变化词、结果词，整句只有它们时，谁也说不清做到没有。
const DEGREES: &[&str] =
    &["有效", "明显", "显著", "进一步", "不断", "逐步", "有所", "持续", "大幅", "较大", "切实", "得到", "基本"];
const CHANGES: &[&str] = &["提高", "提升", "改善", "增强", "加强", "促进", "优化", "推动"];
const RESULTS: &[&str] = &["效果", "成效", "影响"];
const GRADES: &[&str] = &["明显", "显著", "良好", "较好", "好", "高", "较高", "大", "较大"];

/// 名称里的这些话说不出是什么。
const EMPTY_NAMES: &[&str] = &["相关工作", "有关工作", "其他工作", "等工作", "等事项", "其他事项"];

pub fn look(row: &Row<'_>, sink: &mut Sink) {
    let indicator = row.indicator;
    let target = &indicator.target;
    if target.kind == Kind::Qualitative {
        if measured(&target.text) {
            let message = format!("定性的指标值“{}”里写了要比较的数", target.text);
            sink.push(row.at_target(Code::W0807, message, "数不会拿来比较"));
        }
        if is_vague(&target.text) {
            let message = format!("指标值“{}”空泛，说不清怎样算做到", target.text);
            sink.push(row.at_target(Code::W0816, message, "空泛"));
        }
    } else {
        let praise = PRAISE.iter().find(|word| indicator.name.contains(*word));
        let is_measure = MEASURES.iter().any(|word| indicator.name.contains(word));
        let is_explained = !indicator.formula.is_empty() || row.raw.compute.is_some();
        if indicator.name.contains("是否") && target.unit.is_rate() && !is_explained {
            let message = format!("“{}”问的是是或否，答不出 {}", indicator.name, target.text);
            let help = "改成能数的率，如“及时纳入率”，并写明算法（formula）；只问是否的改作定性，指标值写“是”";
            sink.push(row.at_target(Code::W0807, message, "这个数怎样算").help(help));
        } else if let Some(praise) = praise.filter(|_| target.unit.is_rate() && !is_measure && !is_explained) {
            let message = format!("“{}”说的是“{praise}”，{} 却没有算法", indicator.name, target.text);
            let help = "写明百分数怎样算（formula），或改成能数的指标；评好坏的改作定性，写 qualitative = true";
            sink.push(row.at_target(Code::W0807, message, "这个数怎样算").help(help));
        }
    }
    if is_vague(&indicator.name) || EMPTY_NAMES.iter().any(|word| indicator.name.ends_with(word)) {
        let message = format!("名称“{}”空泛，看不出量的是什么", indicator.name);
        sink.push(row.at_name(Code::W0816, message, "空泛"));
    }
    name(row, sink);
}

/// 名称里只说量什么，不写符号，也不写指标值。
fn name(row: &Row<'_>, sink: &mut Sink) {
    let (name, target) = (&row.indicator.name, &row.indicator.target);
    let quantity = target.kind.value().filter(|_| !target.unit.is_none());
    let quantity = quantity.map(|value| format!("{}{}", plain(value), target.unit.as_str()));
    let written = [Some(target.text.clone()), quantity].into_iter().flatten().filter(|_| target.kind.value().is_some());
    if let Some(text) = written.into_iter().find(|text| text.chars().count() > 1 && holds(name, text)) {
        let message = format!("名称“{name}”里又写了一遍指标值 {text}");
        let fix = without(name, &text).and_then(|new| row.name_fix(&new, "名称里不重复写指标值"));
        sink.push(row.at_name(Code::W0815, message, "指标值只写在 target 里").with_fix(fix));
    } else if name.chars().map(fold).any(|c| SIGNS.contains(&c)) {
        let message = format!("名称“{name}”里写了比较符号");
        sink.push(row.at_name(Code::W0815, message, "符号写在 target 里"));
    } else if name.strip_suffix(['%', '％']).is_some_and(|head| head.ends_with(|c: char| fold(c).is_ascii_digit())) {
        let message = format!("名称“{name}”末尾写了指标值");
        sink.push(row.at_name(Code::W0815, message, "指标值写在 target 里"));
    }
}

/// 名称里有没有这段文字，且不是一个更长的数的后半截。
fn holds(name: &str, text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    name.match_indices(text).any(|(at, _)| !(text.starts_with(digit) && name[..at].ends_with(digit)))
}

/// 指标值在头或在尾，去掉后仍是一个完整的名称。
fn without(name: &str, text: &str) -> Option<String> {
    const HANGING: &[&str] = &["达", "达到", "至", "到", "为", "于", "过", "等于", "控制在", "保持在", "约", "：", ":"];
    let rest = name.strip_suffix(text).or_else(|| name.strip_prefix(text))?.trim();
    let hanging = HANGING.iter().any(|word| rest.ends_with(word)) || rest.ends_with(|c| "≥≤><=≧≦＝".contains(c));
    (rest.chars().count() >= 4 && !hanging).then(|| rest.to_owned())
}

/// 符号后面有数，或数后面有百分号、“以上”“以下”。
fn measured(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    let pairs = chars.windows(2).any(|pair| {
        let signed = SIGNS.contains(&pair[0]) && pair[1].is_ascii_digit();
        signed || (pair[0].is_ascii_digit() && matches!(pair[1], '%' | '‰'))
    });
    pairs
        || ["不低于", "不少于", "不超过", "不高于"]
            .iter()
            .any(|w| text.contains(w) && text.contains(|c: char| c.is_ascii_digit()))
}

fn is_vague(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !"，。、".contains(*c)).collect();
    let mut rest = text.as_str();
    while let Some(after) = DEGREES.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    let is_change = CHANGES.contains(&rest);
    let is_result = RESULTS.iter().any(|word| rest.strip_prefix(word).is_some_and(|end| GRADES.contains(&end)));
    is_change || is_result || GRADES.contains(&text.as_str())
}
