//! 分值的通例：下级口径逐条改上级的，只管同一种表。

use crate::command::{Run, ziping};
use std::fs;
use ziping::diagnostic::Code;

/// 一份只依口径的填报，各一级指标一行，余下的分归“其他指标”，凑满一百分；另有一份口径 `某县`。
fn check(profile: &str, kind: &str, points: &[(&str, u32)]) -> Run {
    let mut text =
        format!("[submission]\nprofile = \"{profile}\"\nkind = \"{kind}\"\nunit = \"某某局\"\nyear = 2024\n");
    let rest = [("其他指标", 100 - points.iter().map(|(_, points)| points).sum::<u32>())];
    for (at, (level1, points)) in points.iter().chain(&rest).enumerate() {
        text += &format!(
            "\n[[indicator]]\ncode = \"C{at:02}\"\nlevel1 = \"{level1}\"\nname = \"培训场次{at}\"\ntarget = \"≥10场\"\n\
             points = {points}\nactual = \"10场\"\nevidence = \"签到表\"\n"
        );
    }
    let county = "[profile]\nid = \"某县\"\nextends = \"henan\"\n\n\
                  [[norm]]\nkind = \"project\"\nlevel1 = \"产出指标\"\npoints = \"35~40\"\nsource = \"某财〔2025〕1号\"\n\n\
                  [[norm]]\nkind = \"project\"\nlevel1 = \"效益指标\"\nrequired = true\n";
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("profiles")).unwrap();
    fs::write(folder.path().join("profiles/某县.toml"), county).unwrap();
    fs::write(folder.path().join("填报.toml"), text).unwrap();
    ziping(folder.path(), &["check", "--sets", ".", "填报.toml"])
}

#[test]
fn 各地的通例各管各的() {
    // 全国 40~50 含两端；河南 30；某县 35~40。
    for (profile, fine, wrong, said) in [
        ("national", &[40, 50][..], &[39, 51][..], "通例（财预〔2020〕10号、财预〔2021〕101号）是 40~50 分"),
        ("henan", &[30], &[29, 50], "通例（豫财效〔2024〕1号）是 30 分"),
        ("某县", &[35, 40], &[30, 50], "通例（某财〔2025〕1号）是 35~40 分"),
    ] {
        for points in fine {
            let run = check(profile, "project", &[("产出指标", *points), ("效益指标", 25)]);
            assert_eq!((run.exit, run.codes()), (0, vec![]), "{profile} {points}：{}", run.stderr);
        }
        for points in wrong {
            let run = check(profile, "project", &[("产出指标", *points), ("效益指标", 25)]);
            assert_eq!((run.exit, run.codes()), (0, vec![Code::W0812]), "{profile} {points}：{}", run.stderr);
            assert!(run.stderr.contains(&format!("占 {points} 分，{said}")), "{}", run.stderr);
        }
    }
}

#[test]
fn 下级只写必须有_分值仍随上级() {
    // 某县的效益指标没有写分值，随河南的 25。
    assert_eq!(check("某县", "project", &[("产出指标", 40), ("效益指标", 30)]).codes(), [Code::W0812]);
    let run = check("某县", "project", &[("产出指标（40分）", 40)]);
    assert_eq!(run.codes(), [Code::W0813], "{}", run.stderr);
    assert!(run.stderr.contains("缺少“效益指标”"), "{}", run.stderr);
}

/// 通例说的是一百分的整张表；只填了一部分的不拿来比。
#[test]
fn 不满一百分的不比() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[submission]\nprofile = \"national\"\nunit = \"某某局\"\nyear = 2024\n\n[[indicator]]\nlevel1 = \"产出指标\"\n\
                name = \"培训场次\"\ntarget = \"≥10场\"\npoints = 10\nactual = \"10场\"\nevidence = \"签到表\"\n";
    fs::write(folder.path().join("填报.toml"), text).unwrap();
    let run = ziping(folder.path(), &["check", "填报.toml"]);
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
}

#[test]
fn 项目的通例不管部门整体() {
    let run = check("某县", "department", &[("产出指标", 90)]);
    assert_eq!((run.exit, run.codes()), (0, vec![]), "{}", run.stderr);
}
