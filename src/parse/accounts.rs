//! 决算公开文件的写法：各张决算表与情况说明里的数，照印的写。

use super::reader::{At, Item, Table};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};

/// 一个部门一年的决算，按书面内容。
#[derive(Clone, Debug)]
pub struct RawAccounts {
    pub place: Place,
    pub unit: Option<At<String>>,
    pub year: Option<At<usize>>,
    /// 金额单位，不写为万元。
    pub money: Option<At<String>>,
    /// 用哪份核对规则。
    pub rules: Option<At<String>>,
    pub tables: Vec<RawLedger>,
    pub statements: Vec<RawStatement>,
}

/// 一张决算表。
#[derive(Clone, Debug)]
pub struct RawLedger {
    pub place: Place,
    /// 公开几表，如 `03`。
    pub number: Option<At<String>>,
    /// 收支两边印在一张表上的，是哪一边：收入、支出。
    pub side: String,
    pub title: String,
    pub columns: Vec<At<String>>,
    pub rows: Vec<RawLedgerRow>,
    pub note: Option<At<String>>,
}

/// 表上的一行：各栏照印的文字，空格为空。
#[derive(Clone, Debug)]
pub struct RawLedgerRow {
    pub place: Place,
    pub cells: Vec<At<String>>,
}

/// 情况说明里的一条：一个名称，与它后面印的数和话。
#[derive(Clone, Debug)]
pub struct RawStatement {
    pub place: Place,
    pub topic: Option<At<String>>,
    pub name: Option<At<String>>,
    /// 在公开文本的哪里，如“第三部分二”。
    pub at: String,
    /// 键与照印的文字，次序同 [`FIGURES`]。
    pub figures: Vec<(&'static str, At<String>)>,
    /// 占比的基数：同一节里的名称，或 `[表/行/栏]`。
    pub of: Option<At<String>>,
    /// 增减额说的是什么，与名称不同时才写。
    pub change_of: Option<At<String>>,
    /// 类、款、项的名称。
    pub levels: Vec<At<String>>,
    /// “主要包括”后面列的各项。
    pub items: Vec<At<String>>,
    pub reason: Option<At<String>>,
    pub grade: Option<At<String>>,
    pub words: Option<At<String>>,
}

/// 一条说明里的各个数：文件里的键，公式里的栏名。
pub const FIGURES: [(&str, &str); 8] = [
    ("amount", "金额"),
    ("budget", "预算数"),
    ("completion", "完成比"),
    ("share", "占比"),
    ("previous", "上年数"),
    ("change", "增减额"),
    ("growth", "增减率"),
    ("count", "个数"),
];

pub(super) fn read(root: &mut Table<'_>, sink: &mut Sink) -> RawAccounts {
    let mut raw = RawAccounts {
        place: root.place(),
        unit: None,
        year: None,
        money: None,
        rules: None,
        tables: Vec::new(),
        statements: Vec::new(),
    };
    match root.table("accounts", sink) {
        None => root.missing("[accounts]", sink),
        Some(mut head) => {
            raw.place = head.place();
            raw.unit = head.require_text("unit", sink);
            raw.year = head.count("year", sink);
            if !head.has("year") {
                head.missing("year", sink);
            }
            raw.money = head.text("money", sink);
            raw.rules = head.text("rules", sink);
            head.finish(sink);
        }
    }
    for table in root.tables("table", sink) {
        raw.tables.push(read_ledger(table, sink));
    }
    for table in root.tables("statement", sink) {
        raw.statements.push(read_statement(table, sink));
    }
    raw
}

fn read_ledger(mut table: Table<'_>, sink: &mut Sink) -> RawLedger {
    let place = table.place();
    let number = table.require_text("number", sink);
    let side = table.text_or_empty("side", sink);
    let title = table.text_or_empty("title", sink);
    let columns = table.texts("columns", sink);
    let mut rows = Vec::new();
    match table.items("rows", sink) {
        None if !table.has("rows") => table.missing("rows", sink),
        None => {}
        Some((items, _)) => {
            for item in items {
                let Some(cells) = item.array("rows", "各栏的一组，如 [\"201\", \"一般公共服务支出\", 212.15]", sink)
                else {
                    continue;
                };
                let cells = cells.into_iter().filter_map(|cell| read_cell("rows", cell, sink)).collect();
                rows.push(RawLedgerRow { place: item.place(), cells });
            }
        }
    }
    let note = table.text("note", sink);
    table.finish(sink);
    for row in rows.iter().filter(|row: &&RawLedgerRow| row.cells.len() != columns.len()) {
        let message = format!("这一行有 {} 格，表头有 {} 栏", row.cells.len(), columns.len());
        sink.push(Diagnostic::new(Code::E1415, message).at(&row.place).label("格数不对"));
    }
    RawLedger { place, number, side, title, columns, rows, note }
}

/// 一格照印的文字；不加引号的数留着书面写法。
fn read_cell(key: &str, item: Item<'_>, sink: &mut Sink) -> Option<At<String>> {
    let Some(text) = item.as_written() else {
        item.wrong(key, "数，或照印的文字（加双引号）", sink);
        return None;
    };
    Some(At { value: text.trim().to_owned(), place: item.place() })
}

fn read_statement(mut table: Table<'_>, sink: &mut Sink) -> RawStatement {
    let place = table.place();
    let topic = table.require_text("topic", sink);
    let name = table.require_text("name", sink);
    let mut figures = Vec::new();
    for (key, _) in FIGURES {
        figures.extend(table.item(key).and_then(|item| Some((key, read_cell(key, item, sink)?))));
    }
    let statement = RawStatement {
        place,
        topic,
        name,
        at: table.text_or_empty("at", sink),
        figures,
        of: table.text("of", sink),
        change_of: table.text("change_of", sink),
        levels: table.texts("levels", sink),
        items: table.texts("items", sink),
        reason: table.text("reason", sink),
        grade: table.text("grade", sink),
        words: table.text("words", sink),
    };
    table.finish(sink);
    statement
}
