//! 随机的填报：口径、指标值、规则与实际完成值各不相同，每次运行同样的一批。

use std::fmt::Write as _;

/// 固定的伪随机数，每次运行同样的填报。
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.roll(from.len() as u64) as usize]
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

/// 一份口径：修约、偏差度、不适用、等次各不相同。
pub fn profile(at: usize) -> String {
    let mode = ["half_up", "half_even", "down", "up"][at % 4];
    let places = [2, 1, 2, 0][at % 4];
    let section = [2, 1, 3, 2][at % 4];
    let favourable = ["signed", "clip"][at % 2];
    let not_applicable = ["rescale", "full", "zero", "rescale"][at % 4];
    let on = ["exact", "rounded"][at % 2];
    let denominator = ["full_year", "initial"][at % 2];
    let execution = [
        "{ kind = \"proportional\", full_at = \"95%\" }",
        "{ kind = \"steps\", per = \"3%\", lose = 0.7, partial = \"ceiling\" }",
        "{ kind = \"bands\", bands = [{ range = \"<60%\", score = 0 }, { range = \"[60%,90%)\", share_from = \"30%\", share_to = \"90%\" }, { range = \"≥90%\", share = \"100%\" }] }",
        "{ kind = \"proportional\" }",
    ][at % 4];
    format!(
        "[profile]\nid = \"p{at}\"\nextends = \"national\"\ntitle = \"试\"\nbasis = [\"试\"]\n\n\
         [rounding]\nrow = {{ places = {places}, mode = \"{mode}\" }}\nsection = {{ places = {section}, mode = \"{mode}\" }}\n\
         total = {{ places = 1, mode = \"{mode}\" }}\n\n[execution]\ndenominator = \"{denominator}\"\nrule = {execution}\n\
         zero_budget = \"not_applicable\"\nreason_below = \"90%\"\n\n[deviation]\nfavourable = \"{favourable}\"\n\
         rounding = {{ places = 2, mode = \"{mode}\" }}\n\n[reason]\nmissed = true\ndeviation_from = \"30%\"\n\n\
         [not_applicable]\nscore = \"{not_applicable}\"\n\n[grade]\non = \"{on}\"\n\n\
         [[veto]]\ncode = \"V1\"\nname = \"弄虚作假\"\ngrade_max = \"中\"\n[[veto]]\ncode = \"V2\"\nname = \"挪用\"\nscore_cap = 59.5\n\n\
         [[fact]]\nkey = \"jia\"\nname = \"甲数\"\nunit = \"万元\"\n[[fact]]\nkey = \"yi\"\nname = \"乙数\"\nunit = \"万元\"\n\
         [[fact]]\nkey = \"ling\"\nname = \"零数\"\nunit = \"万元\"\n\
         [[formula]]\nid = \"比率/甲乙\"\nexpression = \"甲数 ÷ 乙数\"\nunit = \"%\"\n\
         [[formula]]\nid = \"比率/修约\"\nexpression = \"绝对值(甲数 - 乙数) ÷ 最大(甲数, 乙数)\"\nunit = \"%\"\nrounding = {{ places = 1 }}\n\
         [[formula]]\nid = \"零除零\"\nexpression = \"零数 ÷ 零数\"\nunit = \"%\"\n\
         [[formula]]\nid = \"执行率/总额\"\nexpression = \"全年执行数 ÷ 全年预算数\"\nunit = \"%\"\n"
    )
}

/// 指标值与规则都是随机的一行；写成 `[[indicator]]`。
pub fn row(dice: &mut Dice, number: usize) -> String {
    let unit = dice.pick(&["%", "人", "万元", "", "天"]);
    let value = |dice: &mut Dice, low: u64, span: u64| match dice.roll(3) {
        0 => format!("{}.{}", low + dice.roll(span), dice.roll(100)),
        _ => (low + dice.roll(span)).to_string(),
    };
    let sign = dice.pick(&["≥", "≤", "＞", "＜", "=", "", "between"]);
    let goal = value(dice, 20, 120);
    let (target, is_between) = match sign {
        "between" => {
            let low = 20 + dice.roll(60);
            (format!("[{low}{unit},{}{unit})", low + 1 + dice.roll(50)), true)
        }
        _ if dice.chance(6) => (format!("{sign}0{unit}"), false),
        _ => (format!("{sign}{goal}{unit}"), false),
    };
    let points = format!("{}.{}", 1 + dice.roll(19), dice.roll(10));
    let over = match dice.roll(4) {
        0 => {
            ", over = { flag_at = \"120%\", reason_from = \"130%\", deduct = { from = \"110%\", per = \"7%\", lose = 0.3, partial = \"prorated\", most = 2 } }"
        }
        1 => ", over = { deduct = { from = \"100%\", per = \"10%\", lose = 0.25 } }",
        _ => "",
    };
    let rounding = match dice.roll(4) {
        0 => format!(
            ", rounding = {{ places = {}, mode = \"{}\" }}",
            dice.roll(4),
            dice.pick(&["half_up", "half_even", "down", "up"])
        ),
        _ => String::new(),
    };
    let cap = if dice.chance(12) { ", cap = 0.75" } else { "" };
    let negative = if dice.chance(25) { ", negative = \"keep\"" } else { "" };
    let partial = dice.pick(&["full", "prorated", "ceiling"]);
    let full_at = if dice.chance(30) { ", full_at = \"92%\"" } else { "" };
    let floor = dice.pick(&["", "", ", floor = \"60%\"", ", floor = \"60%\", floor_share = \"35%\""]);
    let unit_per = if unit.is_empty() { "2.5".to_owned() } else { format!("2.5{unit}") };
    let kind = match dice.roll(11) {
        0..=3 => format!(
            "kind = \"proportional\", at_most = \"{}\", exactly = \"{}\"{full_at}{floor}",
            dice.pick(&["linear", "ratio", "zero"]),
            dice.pick(&["at_least", "at_most", "symmetric", "strict"])
        ),
        4 => format!("kind = \"pass\"{full_at}"),
        5 => format!("kind = \"steps\", per = \"{unit_per}\", lose = 0.35, partial = \"{partial}\""),
        6 => format!("kind = \"steps\", measure = \"deviation\", per = \"1.5%\", lose = 0.2, partial = \"{partial}\""),
        7 if !is_between => "kind = \"bands\", on = \"completion\", bands = [{ range = \"<60%\", score = 0.5 }, { range = \"[60%,90%)\", by_completion = true }, { range = \"[90%,100%)\", share_from = \"55%\", share_to = \"95%\" }, { range = \"≥100%\", share = \"100%\" }]".to_owned(),
        8 if !is_between => "kind = \"bands\", on = \"deviation\", bands = [{ range = \"(-∞,-30%)\", score = 0 }, { range = \"[-30%,0)\", share_from = \"20%\", share_to = \"100%\" }, { range = \"[0,30%]\", share = \"100%\" }, { range = \">30%\", share = \"60%\" }]".to_owned(),
        9 => format!(
            "kind = \"bands\", bands = [{{ range = \"<30{unit}\", score = 0.4 }}, {{ range = \"[30{unit},80{unit})\", share_from = \"10%\", share_to = \"90%\" }}, {{ range = \"≥80{unit}\", share = \"100%\" }}]"
        ),
        _ => "kind = \"proportional\"".to_owned(),
    };
    // 指标值为零、按偏差分档的没有意义；读入时也不许。
    let amount = match dice.roll(12) {
        0 => goal.clone(),
        1 => "0".to_owned(),
        2 => format!("-{}", dice.roll(40)),
        3 => format!("{}.{}{}", dice.roll(200), dice.roll(10), 1 + dice.roll(9)),
        _ => value(dice, 0, 190),
    };
    let actual = match unit {
        "万元" if dice.chance(20) => format!("{}元", dice.roll(1_900_000)),
        "%" if dice.chance(20) => format!("{}‰", dice.roll(1900)),
        "人" if dice.chance(15) => format!("{}%", dice.roll(130)),
        "人" if dice.chance(15) => format!("０{}人", dice.roll(130)).replace('0', "０"),
        _ => format!("{amount}{unit}"),
    };
    let actual = if dice.chance(5) { "不适用".to_owned() } else { actual };
    format!(
        "[[indicator]]\ncode = \"N{number:03}\"\nlevel1 = \"{}\"\nname = \"第 {number} 行\"\ntarget = \"{target}\"\npoints = {points}\n\
         actual = \"{actual}\"\n{}rule = {{ {kind}{over}{rounding}{cap}{negative} }}\n\n",
        dice.pick(&["产出指标", "效益指标", "成本指标"]),
        if dice.chance(30) { "reason = \"写了原因\"\n" } else { "" },
    )
}

/// 定性、百分数、清单、人工评分、分档的一行。
pub fn other_row(dice: &mut Dice, number: usize) -> String {
    let tail = match dice.roll(5) {
        0 => format!(
            "target = \"明显\"\npoints = 7.5\nactual = \"{}\"\nrule = \"tiers\"\n",
            dice.pick(&["达成", "100%", "79.5%", "80%", "60%", "33.3%", "0%", "不适用"])
        ),
        1 => format!(
            "target = \"明显\"\npoints = 7\nactual = \"部分达成\"\nshare = \"{}%\"\nrule = \"tiers\"\n",
            60 + dice.roll(20)
        ),
        2 => format!(
            "target = \"健全\"\npoints = 3.3\nactual = \"{}.5%\"\nrule = {{ kind = \"percent\" }}\n",
            dice.roll(120)
        ),
        3 => format!(
            "target = \"齐全\"\npoints = 3\nactual = \"见附件\"\nchecks = [{}, {}]\nrule = {{ kind = \"checklist\", items = [{{ name = \"甲\", lose = 0.5 }}, {{ name = \"乙\", lose = 0.75 }}] }}\n",
            dice.roll(4),
            dice.roll(3)
        ),
        _ => format!(
            "target = \"公开\"\npoints = 2\nactual = \"见网站\"\nchecks = [{}, {}]\nrule = {{ kind = \"checklist\", items = [{{ name = \"甲\", points = 1.2 }}, {{ name = \"乙\", points = 0.8 }}] }}\n",
            dice.chance(60),
            dice.chance(60)
        ),
    };
    let manual = format!(
        "target = \"好\"\npoints = 5\nactual = \"好\"\nscore = {}.{}\nrule = \"manual\"\n",
        dice.roll(5),
        dice.roll(100)
    );
    let tail = if dice.chance(15) { manual } else { tail };
    format!("[[indicator]]\ncode = \"N{number:03}\"\nlevel1 = \"效益指标\"\nname = \"第 {number} 行\"\n{tail}\n")
}

pub fn submission(at: usize, count: usize) -> String {
    let mut dice = Dice(20_240 + at as u64 * 977);
    let (initial, full_year) = (80 + dice.roll(40), 100 + dice.roll(50));
    let executed = full_year - dice.roll(60);
    let mut text = format!(
        "[submission]\nprofile = \"p{at}\"\nunit = \"=某局\"\nyear = 2024\ngrades = \"words\"\n{}\n\
         [execution]\npoints = 10\n\n\
         [budget]\ntotal = {{ initial = {initial}, full_year = {full_year}, executed = {executed} }}\n\n",
        ["", "vetoes = [\"V1\"]", "", "vetoes = [\"V2\"]"][at % 4],
    );
    for number in 0..count {
        text.push_str(&if dice.chance(25) { other_row(&mut dice, number) } else { row(&mut dice, number) });
    }
    for (name, target) in [("比率/甲乙", "≥90%"), ("比率/修约", "≤20%"), ("零除零", "≥90%"), ("执行率/总额", "≥95%")]
    {
        let _ = write!(
            text,
            "[[indicator]]\ncode = \"C{}\"\nlevel1 = \"产出指标\"\nname = \"算得\"\ntarget = \"{target}\"\npoints = 6.3\ncompute = \"{name}\"\n\n",
            text.len()
        );
    }
    let (jia, yi) = (700_000 + dice.roll(400_000), 80 + dice.roll(30));
    let _ = write!(text, "[facts]\njia = \"{jia}元\"\nyi = {yi}.5\nling = 0\n");
    let _ = write!(
        text,
        "[[deduction]]\npoints = 1.35\nreason = \"复核\"\n[[deduction]]\ncode = \"N001\"\nshare = \"30%\"\nreason = \"复核\"\n"
    );
    text
}
