//! 读回填报工作簿时的代码。

use super::{Code, Page};

pub const E1201: Page = Page {
    code: Code::E1201,
    title: "不是填报工作簿",
    why: "读回要有“指标”一张表，栏名在前十二行里；格式的版次要是这个程序读的，隐藏的“其余”一张表要读得通",
    remedy: "用 ziping export 导出再填；要得出指标体系的，写上 --id 与 --version",
    bad: "\
cat > 指标.csv <<完
一级指标,培训,目标,分
产出指标,培训人数,≥200人,100
完
ziping import 指标.csv --unit 某某局 --year 2024",
    good: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
};

pub const E1202: Page = Page {
    code: Code::E1202,
    title: "工作簿带宏或外部链接",
    why: "宏会运行，外部链接与数据连接的值不在这份文件里，读了也说不准是什么；这样的工作簿不读",
    remedy: "另存为不带宏的 xlsx，断开外部链接",
    bad: "\
ziping import 带宏.xlsm",
    good: "\
ziping export 填报.toml -o 填报.xlsx
ziping import 填报.xlsx",
};

pub const E1203: Page = Page {
    code: Code::E1203,
    title: "格里是错误值",
    why: "格里的公式引用坏了，或算不出，没有值可取",
    remedy: "把这一格改写成所要填的值",
    bad: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,#REF!
完
ziping import 指标.csv --unit 某某局 --year 2024",
    good: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
};

pub const E1204: Page = Page {
    code: Code::E1204,
    title: "这一格读不懂",
    why: "否决情形只写 是 或空着；清单的各项写 是、否 或发生的次数，填了一项就要填全",
    remedy: "照这一格的说明改写",
    bad: "\
cat > 指标.csv <<完
键,编码,一级指标,三级指标,年度指标值,分值,实际完成值
row:M01,M01,过程指标,资金,健全,5,
item:1,,,做到,,,好吧
完
ziping import 指标.csv --set henan/project@2024 --unit 某某局 --year 2024",
    good: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
};

pub const E1205: Page = Page {
    code: Code::E1205,
    title: "这一行对不上",
    why: "隐藏的键不认识、重复了、与编码不同，或“其余”里没有它，多半是复制、剪切过整行；锁住的分值、指标值与体系的不同，多半是撤销保护改过。说不清照哪一个，不猜",
    remedy: "删去多出来的行，或从原来的工作簿里把这一行复制回来；分值、指标值照体系改回",
    bad: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
own:1,产出指标,培训场次,≥2场,10,3场
完
ziping import 指标.csv --unit 某某局 --year 2024",
    good: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
};

pub const W1201: Page = Page {
    code: Code::W1201,
    title: "表上的得分与算得的不同",
    why: "表上的得分是电子表格的公式算的，或有人改过；读回时重新计分，以算得的为准",
    remedy: "核对这一格；公式没有重新计算的，在表格程序里按 F9 再保存",
    bad: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值,得分
own,产出指标,培训人数,≥200人,100,210人,99
完
ziping import 指标.csv --unit 某某局 --year 2024",
    good: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
};

pub const W1202: Page = Page {
    code: Code::W1202,
    title: "要填的格里是公式",
    why: "公式的结果是表格程序上次算好的，也许没有重新计算；取这个值，请核对",
    remedy: "复制这一格，选择性粘贴为值",
    bad: "\
ziping import 公式.xlsx --unit 某某局 --year 2024",
    good: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
};

pub const W1203: Page = Page {
    code: Code::W1203,
    title: "按名称认出",
    why: "表改了名、少了表，或隐藏的键一栏没有了，于是按栏名、编码与名称认；认得出的照读",
    remedy: "核对读回的内容；要免得认错，重新导出再填",
    bad: "\
cat > 指标.csv <<完
一级指标,三级指标,年度指标值,分值,实际完成值
产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
    good: "\
cat > 指标.csv <<完
键,一级指标,三级指标,年度指标值,分值,实际完成值
own,产出指标,培训人数,≥200人,100,210人
完
ziping import 指标.csv --unit 某某局 --year 2024",
};

pub const W1204: Page = Page {
    code: Code::W1204,
    title: "体系与导出的时候不同",
    why: "工作簿里记着导出时体系连同上级与口径的摘要，与现在的不同，或命令里另写了一份体系；按工作簿所依的、现在的体系计分",
    remedy: "核对体系改了什么；重新导出再填",
    bad: "\
ziping import 旧填报.xlsx",
    good: "\
ziping export 填报.toml -o 填报.xlsx
ziping import 填报.xlsx",
};
