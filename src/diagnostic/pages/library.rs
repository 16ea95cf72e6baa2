//! 体系与口径的上级、版本与发布。

use super::{Code, Page};

pub const E0409: Page = Page {
    code: Code::E0409,
    title: "上级找不到或合不上",
    why: "写了 extends 的体系或口径，内容要与上级合成一份。上级不存在、没有写明版本、绕成一圈，或者要改、要去掉的上级里没有，合出来的就不是所想的那一份，因此整份不采用。",
    remedy: "照上级的编码与板块名称写（ziping sets show 可看）；新添的指标要写全 level1、name、target、points，新添的板块要写 points",
    bad: r#"[set]
id = "某县/项目"
version = "2024"
extends = "henan/project@2024"
remove = ["M05"]"#,
    good: r#"[set]
id = "某县/项目"
version = "2024"
extends = "henan/project@2024"

[[indicator]]
code = "M04"
target = "规范有效""#,
};
