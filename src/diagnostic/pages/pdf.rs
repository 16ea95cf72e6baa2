//! 写 pdf。

use super::{Code, Page};

pub const E1102: Page = Page {
    code: Code::E1102,
    title: "写不成 pdf、docx",
    why: "字体读不到，或者表的列太多，用最小的字 A4 纸也放不下，docx 的表超过六十三列；没有写出文件，已有的不动。",
    remedy: "--fonts 写 内置、系统，或一个放着字体的文件夹；列太多的减少列数，或改写 .html",
    bad: "ziping render 填报.toml -o 自评表.pdf --fonts 没有的文件夹",
    good: "ziping render 填报.toml -o 自评表.pdf --fonts 内置",
};

pub const W1101: Page = Page {
    code: Code::W1101,
    title: "没有字体能印的字",
    why: "机器上的字体与内置的字体都没有这个字，多半是人名、地名里的生僻字；pdf 上印成了〓，复制出来仍是原字。",
    remedy: "装一种有这个字的字体（如宋体的扩展 SimSun-ExtB），或用 --fonts 指出放着它的文件夹，再出一次",
    bad: "\
cat > 某局.toml <<完
[submission]
profile = \"national\"
unit = \"某市𬭚湖管理局\"
kind = \"department\"
year = 2024

[[indicator]]
code = \"C01\"
level1 = \"产出指标\"
name = \"培训场次\"
target = \"≥10场\"
points = 10
actual = \"12场\"
完
ziping render 某局.toml -o 自评表.pdf --fonts 内置",
    good: "\
cat > 某局.toml <<完
[submission]
profile = \"national\"
unit = \"某市洪湖管理局\"
kind = \"department\"
year = 2024

[[indicator]]
code = \"C01\"
level1 = \"产出指标\"
name = \"培训场次\"
target = \"≥10场\"
points = 10
actual = \"12场\"
完
ziping render 某局.toml -o 自评表.pdf --fonts 内置",
};
