//! 几份填报合写一份说明：一份部门表，另附同一家、同一年各项目的表，一个项目一份，都评完了。

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{Kind, Set, Submission};
use crate::score::Outcome;

/// 一份填报与它的结果。
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub set: &'a Set,
    pub submission: &'a Submission,
    pub outcome: &'a Outcome,
}

/// 合得到一起的一份部门表与各项目的表，项目照给出的次序。
#[derive(Clone, Debug)]
pub struct Gathered<'a> {
    pub department: Part<'a>,
    pub projects: Vec<Part<'a>>,
}

/// 分出部门表与项目的表，合不到一起的各处推入 `sink`；没有部门表时返回 `None`。
///
/// 有错误时也返回能合的全部，供出草稿；重复的项目只留前一份。
pub fn gather<'a>(parts: &[Part<'a>], sink: &mut Sink) -> Option<Gathered<'a>> {
    let mut departments = parts.iter().filter(|part| part.is_department());
    let Some(&department) = departments.next() else {
        let message = "没有部门整体支出自评的填报，写不成说明";
        sink.push(Diagnostic::new(Code::E1302, message).help("把部门的填报与各项目的填报一起写在命令里"));
        return None;
    };
    let head = department.submission;
    for other in departments {
        let message = format!("已经有 {} 的部门表，又有一份部门表", head.unit);
        sink.push(Diagnostic::new(Code::E1302, message).at(&other.submission.place).label("又一份部门表"));
    }
    complete(department, "部门整体", sink);
    let mut projects: Vec<Part<'a>> = Vec::new();
    for &project in parts.iter().filter(|part| !part.is_department()) {
        let own = project.submission;
        let name = project.name();
        if own.year != head.year {
            let message = format!("“{name}”是 {} 年度的，部门表是 {} 年度的", own.year, head.year);
            sink.push(Diagnostic::new(Code::E1302, message).at(&own.place).label("年度不同"));
        }
        if ![&own.unit, &own.supervisor].contains(&&head.unit) {
            let message = format!("“{name}”的单位是“{}”，部门表的是“{}”", own.unit, head.unit);
            let help = "单位名称写得与部门表一致；下属单位的项目，在 supervisor 里写部门的名称";
            sink.push(Diagnostic::new(Code::E1302, message).at(&own.place).label("单位不同").help(help));
        }
        if projects.iter().any(|before| is_same(before.submission, own)) {
            let message = format!("“{name}”的填报已经有一份");
            sink.push(Diagnostic::new(Code::E1301, message).at(&own.place).label("又一份"));
            continue;
        }
        complete(project, name, sink);
        projects.push(project);
    }
    Some(Gathered { department, projects })
}

impl<'a> Part<'a> {
    /// 是部门整体的表，不是项目的。
    pub fn is_department(&self) -> bool {
        self.set.kind == Kind::Department
    }

    /// 说明里怎样称呼这个项目：项目名称，没有写的照实说没有写。
    pub fn name(&self) -> &'a str {
        if self.submission.project.is_empty() { "没有写名称的项目" } else { &self.submission.project }
    }
}

/// 是不是同一个项目：内容一字不差，或者同一家单位的项目名称相同。
fn is_same(one: &Submission, other: &Submission) -> bool {
    let named = !one.project.is_empty() && one.project == other.project;
    one.sha256 == other.sha256 || (named && one.unit == other.unit && one.implementer == other.implementer)
}

fn complete(part: Part<'_>, name: &str, sink: &mut Sink) {
    if part.outcome.total.score.is_none() {
        let message = format!("“{name}”没有总分，不能写进说明");
        sink.push(Diagnostic::new(Code::E1303, message).at(&part.submission.place).label("没有评完"));
    }
}
