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

pub const E0410: Page = Page {
    code: Code::E0410,
    title: "发布之后改过",
    why: "发布了的体系或口径，别人已经照它填报、照它计分；再改它，同一个名称就有了两种内容，算过的分无从复核。内容与 published.lock 记的摘要不同的文件不采用。",
    remedy: "把文件恢复原样；要改的，复制一份，体系另写 version，口径另起 id，再用 ziping sets publish 发布",
    bad: r#"# 2023 版发布之后又改过
[submission]
set = "某县/项目@2023"
unit = "某某局"
year = 2024"#,
    good: r#"[submission]
set = "某县/项目@2024"
unit = "某某局"
year = 2024"#,
};

pub const E0411: Page = Page {
    code: Code::E0411,
    title: "不能发布",
    why: "同一个版本已经发布过别的内容，或者所依的口径、上级还没有发布到同一处，或者按路径引用上级：这样发布出去，别人得到的与本地的不是同一份。",
    remedy: "内容要改的，另写 version 再发布；所依的口径与上级先发布，引用时写名称，不写路径",
    bad: r#"ziping sets publish 体系.toml --to 已发布
ziping sets publish 体系-改.toml --to 已发布"#,
    good: r#"ziping sets publish 体系.toml --to 已发布
ziping sets publish 体系-2025.toml --to 已发布"#,
};

pub const W0715: Page = Page {
    code: Code::W0715,
    title: "这一年度不施行的版本",
    why: "体系写明了施行与废止的日期，填报的年度不在其内，多半是该换版本而没有换。照所写的版本计分。",
    remedy: "换成那一年施行的版本，或只写名称、不写 @版本，由年度决定；确实要用这一版的可以不理会",
    bad: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2021"#,
    good: r#"[submission]
set = "henan/project@2024"
unit = "某某局"
year = 2024"#,
};
