//! 出表：写成各种格式的文件。

use super::{Code, Page};

pub const E1101: Page = Page {
    code: Code::E1101,
    title: "xlsx 的一格放不下",
    why: "表格程序规定一格至多 32767 字，再多就打不开。工具不代为删减；已有的文件保持原样，退出码 2。",
    remedy: "把这一格写短些，或换成没有这条限制的格式（.html、.docx、.pdf）",
    bad: r#"cat > 长.html <<完
<p>{{ "长" * 32768 }}</p>
完
ziping render 填报.toml --templates . --form 长 -o 自评表.xlsx"#,
    good: r#"cat > 长.html <<完
<p>{{ "长" * 100 }}</p>
完
ziping render 填报.toml --templates . --form 长 -o 自评表.xlsx"#,
};
