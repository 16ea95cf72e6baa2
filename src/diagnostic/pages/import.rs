//! 导入电子表格时的代码。

use super::{Code, Page};

pub const E1001: Page = Page {
    code: Code::E1001,
    title: "认不出表格或表头",
    why: "导入要在前十行里找到写着“一级指标”“三级指标”“指标值”“分值”的表头；没有表头就不知道哪一栏是什么，不按位置猜",
    remedy: "表头写上这几栏，或把工作簿另存为 xlsx、CSV UTF-8 再导入",
    bad: "\
cat > 表.csv <<完
产出指标,培训人数,≥200人,100
完
ziping import 表.csv --id 某县/项目 --version 2025",
    good: "\
cat > 表.csv <<完
一级指标,三级指标,指标值,分值
产出指标,培训人数,≥200人,100
完
ziping import 表.csv --id 某县/项目 --version 2025",
};

pub const E1002: Page = Page {
    code: Code::E1002,
    title: "表里的一行读不成指标",
    why: "一行指标要有名称、读得懂的指标值和是数的分值；缺了或读不懂的不能悄悄跳过，否则总分就少了",
    remedy: "在表里改好这一格再导入",
    bad: "\
cat > 表.csv <<完
一级指标,三级指标,指标值,分值
产出指标,培训人数,≥200人 左右,100
完
ziping import 表.csv --id 某县/项目 --version 2025",
    good: "\
cat > 表.csv <<完
一级指标,三级指标,指标值,分值
产出指标,培训人数,≥200人,100
完
ziping import 表.csv --id 某县/项目 --version 2025",
};

pub const W1001: Page = Page {
    code: Code::W1001,
    title: "评分标准说不准",
    why: "这一行的评分标准不止一种读法，或与指标值、分值对不上；所以没有写成规则，原话留着，本行由人评分",
    remedy: "把标准改成含义唯一的写法再导入，或在体系文件里写这一行的 rule；能读的写法见 docs/import.md",
    bad: "\
cat > 表.csv <<完
一级指标,三级指标,指标值,分值,评分标准
产出指标,参训满意度,≥95%,100,95%以上得满分，90%-95%得60分，90%以下不得分
完
ziping import 表.csv --id 某县/项目 --version 2025",
    good: "\
cat > 表.csv <<完
一级指标,三级指标,指标值,分值,评分标准
产出指标,参训满意度,≥95%,100,95%以上得满分，90%(含)-95%(不含)得60分，低于90%不得分
完
ziping import 表.csv --id 某县/项目 --version 2025",
};

pub const W1002: Page = Page {
    code: Code::W1002,
    title: "评分标准照约定补足",
    why: "评分标准读成了规则，但有一处没有写明，照约定补足：如不足一档的部分没有说怎样算，按不扣分读",
    remedy: "核对补足的地方；与本意不同的，在标准里写明再导入",
    bad: "\
cat > 表.csv <<完
一级指标,三级指标,指标值,分值,评分标准
产出指标,参训满意度,≥95%,100,每低1个百分点扣5分，扣完为止
完
ziping import 表.csv --id 某县/项目 --version 2025",
    good: "\
cat > 表.csv <<完
一级指标,三级指标,指标值,分值,评分标准
产出指标,参训满意度,≥95%,100,每低1个百分点扣5分，不足1个百分点按比例扣分，扣完为止
完
ziping import 表.csv --id 某县/项目 --version 2025",
};
