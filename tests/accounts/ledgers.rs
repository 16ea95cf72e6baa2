//! 随机而自相一致的一份决算：由几个末级的数推出九张表与说明的全部数。

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use ziping::audit::accounts::{self, Checks};
use ziping::diagnostic::{Sink, Sources};
use ziping::library::{DEFAULT_CHECKS, Library};
use ziping::parse;

/// 要几个随机的数，各以元计。
pub const FIGURES: usize = 16;

/// 科目编码、来源（0 一般公共预算、1 政府性基金、2 事业收入）、基本支出、项目支出。
type Leaf = (&'static str, usize, i64, i64);

/// 末级的数，以元计。
pub struct Ledgers {
    leaves: Vec<Leaf>,
    office: i64,
    retirement: i64,
    carried: i64,
    previous: [i64; 2],
    budgets: Vec<i64>,
}

const NAMES: [(&str, &str); 17] = [
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("2010350", "事业运行"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101102", "事业单位医疗"),
    ("212", "城乡社区支出"),
    ("21208", "国有土地使用权出让收入安排的支出"),
    ("2120801", "征地和拆迁补偿支出"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
    ("22103", "城乡社区住宅"),
];

fn name(code: &str) -> &'static str {
    NAMES.iter().find(|(other, _)| *other == code).unwrap().1
}

/// 正在写的文件：每个数有一个名称，可以改动其中一个。
struct Writer {
    text: String,
    names: Vec<String>,
    changed: Option<usize>,
}

impl Writer {
    /// 万元，两位小数，四舍五入；改动的添 3.21 万元。
    fn money(&mut self, label: &str, yuan: i64) -> String {
        let extra = if self.changed == Some(self.names.len()) { 321 } else { 0 };
        self.names.push(label.to_owned());
        let cents = half_up(yuan, 100) + extra;
        format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100)
    }

    /// 百分数，两位小数；改动的添 5 个百分点。
    fn percent(&mut self, label: &str, part: i64, whole: i64) -> String {
        let extra = if self.changed == Some(self.names.len()) { 500 } else { 0 };
        self.names.push(label.to_owned());
        let hundredths = half_up(part * 10_000, whole) + extra;
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    }

    fn table(&mut self, number: &str, side: &str, columns: &[&str], rows: &[(&str, &str, Vec<i64>)]) {
        let side_key = if side.is_empty() { String::new() } else { format!("side = \"{side}\"\n") };
        let columns_text: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        self.text += &format!(
            "[[table]]\nnumber = \"{number}\"\n{side_key}columns = [\"科目代码\", \"科目名称\", {}]\nrows = [\n",
            columns_text.join(", "),
        );
        for (code, title, values) in rows {
            let values: Vec<String> = values
                .iter()
                .zip(columns)
                .map(|(value, column)| self.money(&format!("{number}{side}/{code}{title}/{column}"), *value))
                .collect();
            self.text += &format!("    [\"{code}\", \"{title}\", {}],\n", values.join(", "));
        }
        self.text += "]\n\n";
    }

    /// 一条说明；`pairs` 是键与写好的值。
    fn statement(&mut self, topic: &str, title: &str, pairs: &[(&str, String)]) {
        self.text += &format!("[[statement]]\ntopic = \"{topic}\"\nname = \"{title}\"\n");
        for (key, value) in pairs {
            let quoted = if *key == "levels" { value.clone() } else { format!("\"{value}\"") };
            self.text += &format!("{key} = {quoted}\n");
        }
        self.text += "\n";
    }

    /// 金额与占比。
    fn shared(&mut self, topic: &str, title: &str, amount: i64, of: &str, whole: i64) {
        let label = format!("说明/{topic}/{title}");
        let pairs = [
            ("amount", self.money(&format!("{label}/金额"), amount)),
            ("share", self.percent(&format!("{label}/占比"), amount, whole)),
            ("of", of.to_owned()),
        ];
        self.statement(topic, title, &pairs);
    }

    /// 金额、增减额与增减率；都是减少。
    fn fallen(&mut self, topic: &str, title: &str, amount: i64, fall: i64) {
        let label = format!("说明/{topic}/{title}");
        let amount_text = self.money(&format!("{label}/金额"), amount);
        let change = format!("减少{}", self.money(&format!("{label}/增减额"), fall));
        let growth = format!("下降{}", self.percent(&format!("{label}/增减率"), fall, amount + fall));
        self.statement(topic, title, &[("amount", amount_text), ("change", change), ("growth", growth)]);
    }
}

/// 正数的商，四舍五入。
fn half_up(value: i64, by: i64) -> i64 {
    (2 * value + by) / (2 * by)
}

impl Ledgers {
    pub fn new(seed: &[i64]) -> Ledgers {
        let leaves = vec![
            // 行政运行的基本支出里有办公费与退休费，要大于它们之和。
            ("2010301", 0, seed[0] + seed[8] + seed[9], seed[1]),
            ("2010350", 2, 0, seed[2]),
            ("2080505", 0, seed[3], 0),
            ("2101102", 0, seed[4], 0),
            ("2120801", 1, 0, seed[5]),
            ("2210201", 0, seed[6], 0),
        ];
        let previous = [seed[10] + seed[11], seed[11]];
        Ledgers {
            leaves,
            office: seed[8],
            retirement: seed[9],
            carried: seed[7],
            previous,
            budgets: seed[12..16].to_vec(),
        }
    }

    /// 合计、类、款、项各行：`value` 由末级得出各栏的数。
    fn rows(
        &self,
        keep: &dyn Fn(usize) -> bool,
        value: &dyn Fn(usize, i64, i64) -> Vec<i64>,
    ) -> Vec<(&'static str, &'static str, Vec<i64>)> {
        let mut sums: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for (code, from, basic, project) in self.leaves.iter().filter(|(_, from, ..)| keep(*from)) {
            let values = value(*from, *basic, *project);
            for length in [0, 3, 5, 7] {
                let sum = sums.entry(code[..length].to_owned()).or_insert_with(|| vec![0; values.len()]);
                sum.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
            }
        }
        let known = |code: &str| NAMES.iter().find(|(other, _)| *other == code).map_or(("", "合计"), |pair| *pair);
        sums.into_iter().map(|(code, values)| (known(&code).0, known(&code).1, values)).collect()
    }

    /// 写成一份决算文件；`changed` 是要改动的第几个数。连同各数的名称。
    pub fn written(&self, changed: Option<usize>) -> (String, Vec<String>) {
        let head = "[accounts]\nunit = \"某某局\"\nyear = 2024\n\n".to_owned();
        let mut out = Writer { text: head, names: Vec::new(), changed };
        let sum = |keep: &dyn Fn(&Leaf) -> i64| self.leaves.iter().map(keep).sum::<i64>();
        let from = |wanted: usize| sum(&|(_, from, basic, project)| if *from == wanted { basic + project } else { 0 });
        let (general, fund, own) = (from(0), from(1), from(2));
        let (basic, all) = (sum(&|leaf| leaf.2), general + fund + own);
        let project = all - basic;
        self.totals(&mut out, general, fund, own);
        let income =
            ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"];
        let rows = self.rows(&|_| true, &|from, basic, project| {
            let all = basic + project;
            if from == 2 { vec![all, 0, 0, all, 0, 0, 0] } else { vec![all, all, 0, 0, 0, 0, 0] }
        });
        out.table("02", "", &income, &rows);
        let spending = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"];
        let rows = self.rows(&|_| true, &|_, basic, project| vec![basic + project, basic, project, 0, 0, 0]);
        out.table("03", "", &spending, &rows);
        let rows = self.rows(&|from| from == 0, &|_, basic, project| vec![basic + project, basic, project]);
        out.table("05", "", &["小计", "基本支出", "项目支出"], &rows);
        let staff = self.economic(&mut out, basic);
        let rows = self.rows(&|from| from == 1, &|_, _, project| vec![0, project, project, 0, project, 0]);
        out.table("07", "", &["年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"], &rows);
        out.table("08", "", &["合计", "基本支出", "项目支出"], &[("", "合计", vec![0, 0, 0])]);
        self.said(&mut out, [general, fund, own, basic, project, staff]);
        (out.text, out.names)
    }

    /// 01、04 表。
    fn totals(&self, out: &mut Writer, general: i64, fund: i64, own: i64) {
        let all = general + fund + own;
        let line = |title: &'static str, value: i64| ("", title, vec![value]);
        let income = [
            line("一、一般公共预算财政拨款收入", general),
            line("二、政府性基金预算财政拨款收入", fund),
            line("三、国有资本经营预算财政拨款收入", 0),
            line("四、上级补助收入", 0),
            line("五、事业收入", own),
            line("六、经营收入", 0),
            line("七、附属单位上缴收入", 0),
            line("八、其他收入", 0),
            line("本年收入合计", all),
            line("使用非财政拨款结余（含专用结余）", 0),
            line("年初结转和结余", self.carried),
            line("总计", all + self.carried),
        ];
        out.table("01", "收入", &["金额"], &income);
        let kinds = self.rows(&|_| true, &|_, basic, project| vec![basic + project]);
        let titles = [
            "一、一般公共服务支出",
            "二、社会保障和就业支出",
            "三、卫生健康支出",
            "四、城乡社区支出",
            "五、住房保障支出",
        ];
        let classes = kinds.into_iter().filter(|(code, ..)| code.len() == 3).zip(titles);
        let mut spending: Vec<_> = classes.map(|((.., values), title)| ("", title, values)).collect();
        spending.extend([
            line("本年支出合计", all),
            line("结余分配", 0),
            line("年末结转和结余", self.carried),
            line("总计", all + self.carried),
        ]);
        out.table("01", "支出", &["金额"], &spending);
        let income = [
            line("一、一般公共预算财政拨款", general),
            line("二、政府性基金预算财政拨款", fund),
            line("三、国有资本经营预算财政拨款", 0),
            line("本年收入合计", general + fund),
            line("年初财政拨款结转和结余", self.carried),
            line("一般公共预算财政拨款年初结转和结余", self.carried),
            line("政府性基金预算财政拨款年初结转和结余", 0),
            line("国有资本经营预算财政拨款年初结转和结余", 0),
            line("总计", general + fund + self.carried),
        ];
        out.table("04", "收入", &["金额"], &income);
        let split = |from: usize, amount: i64| match from {
            0 => vec![amount, amount, 0, 0],
            1 => vec![amount, 0, amount, 0],
            _ => vec![0, 0, 0, 0],
        };
        let kinds = self.rows(&|_| true, &|from, basic, project| split(from, basic + project));
        let classes = kinds.into_iter().filter(|(code, ..)| code.len() == 3).zip(titles);
        let mut rows: Vec<_> = classes.map(|((.., values), title)| ("", title, values)).collect();
        let end = vec![self.carried, self.carried, 0, 0];
        rows.push(("", "本年支出合计", vec![general + fund, general, fund, 0]));
        rows.push(("", "年末财政拨款结转和结余", end));
        rows.push(("", "总计", vec![general + fund + self.carried, general + self.carried, fund, 0]));
        let columns = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"];
        out.table("04", "支出", &columns, &rows);
    }

    /// 06 表；返回人员经费。
    fn economic(&self, out: &mut Writer, basic: i64) -> i64 {
        let of = |code: &str| self.leaves.iter().find(|leaf| leaf.0 == code).map_or(0, |leaf| leaf.2);
        let (pension, medical, housing) = (of("2080505"), of("2101102"), of("2210201"));
        let wages = basic - pension - medical - housing - self.office - self.retirement;
        let welfare = wages + pension + medical + housing;
        let staff = welfare + self.retirement;
        let rows = [
            ("301", "工资福利支出", vec![welfare]),
            ("30101", "基本工资", vec![wages]),
            ("30108", "机关事业单位基本养老保险缴费", vec![pension]),
            ("30110", "职工基本医疗保险缴费", vec![medical]),
            ("30113", "住房公积金", vec![housing]),
            ("303", "对个人和家庭的补助", vec![self.retirement]),
            ("30302", "退休费", vec![self.retirement]),
            ("302", "商品和服务支出", vec![self.office]),
            ("30201", "办公费", vec![self.office]),
            ("", "人员经费合计", vec![staff]),
            ("", "公用经费合计", vec![self.office]),
        ];
        out.table("06", "", &["决算数"], &rows);
        staff
    }

    /// 说明。
    fn said(&self, out: &mut Writer, [general, fund, own, basic, project, staff]: [i64; 6]) {
        let all = general + fund + own;
        let total = out.money("说明/总体/收支总计/金额", all + self.carried);
        out.statement("总体", "收支总计", &[("amount", total)]);
        let amount = out.money("说明/收入/收入合计/金额", all);
        out.statement("收入", "收入合计", &[("amount", amount)]);
        out.shared("收入", "财政拨款收入", general + fund, "收入合计", all);
        out.shared("收入", "事业收入", own, "收入合计", all);
        let amount = out.money("说明/支出/支出合计/金额", all);
        out.statement("支出", "支出合计", &[("amount", amount)]);
        out.shared("支出", "基本支出", basic, "支出合计", all);
        out.shared("支出", "项目支出", project, "支出合计", all);
        let total = out.money("说明/财政拨款/总计/金额", general + fund + self.carried);
        out.statement("财政拨款", "财政拨款收支总计", &[("amount", total)]);
        let classes = self.rows(&|from| from == 0, &|_, basic, project| vec![basic + project]);
        for (_, title, values) in classes.iter().filter(|(code, ..)| code.len() == 3) {
            out.shared("一般公共预算结构", title, values[0], "一般公共预算财政拨款支出", general);
        }
        let leaves = self.leaves.iter().filter(|leaf| leaf.1 == 0).zip(&self.budgets);
        let mut initial = 0;
        for ((code, _, basic, project), budget) in leaves {
            initial += budget;
            let label = format!("说明/一般公共预算/{code}");
            let amount = out.money(&format!("{label}/金额"), basic + project);
            let budget_text = out.money(&format!("{label}/预算数"), *budget);
            let completion = out.percent(&format!("{label}/完成比"), basic + project, *budget);
            let levels = format!("[\"{}\", \"{}\", \"{}\"]", name(&code[..3]), name(&code[..5]), name(code));
            let pairs = [("amount", amount), ("budget", budget_text), ("completion", completion), ("levels", levels)];
            out.statement("一般公共预算", &format!("{}（项）", name(code)), &pairs);
        }
        let label = "说明/一般公共预算/支出";
        let amount = out.money(&format!("{label}/金额"), general);
        let budget = out.money(&format!("{label}/预算数"), initial);
        let completion = out.percent(&format!("{label}/完成比"), general, initial);
        let pairs = [("amount", amount), ("budget", budget), ("completion", completion)];
        out.statement("一般公共预算", "一般公共预算财政拨款支出", &pairs);
        let [staff_fall, office_fall] = self.previous;
        out.fallen("基本支出", "一般公共预算财政拨款基本支出", basic, staff_fall + office_fall);
        out.fallen("基本支出", "人员经费", staff, staff_fall);
        out.fallen("基本支出", "公用经费", self.office, office_fall);
    }
}

/// 内置的规则，只读一遍。
static CHECKS: LazyLock<Checks> = LazyLock::new(|| {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let raw = Library::default().checks(DEFAULT_CHECKS, None, Path::new(""), &mut sources, &mut sink).unwrap();
    accounts::checks(&raw, &mut sink).unwrap()
});

/// 一份决算文件核对的各个发现，前面是级别。
pub fn audited(text: &str) -> Vec<String> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let source = sources.add("决算.toml", text);
    let facts = accounts::facts(&parse::accounts(&sources, source, &mut sink).unwrap(), &mut sink);
    assert!(sink.all().is_empty(), "{:?}", sink.all());
    let found = accounts::audit(&facts, &CHECKS).findings.into_iter();
    found.map(|one| format!("{} {} {}", one.severity.as_str(), one.code.as_str(), one.message)).collect()
}
