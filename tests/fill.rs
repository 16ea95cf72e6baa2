//! 自己的表：就地填好的 docx 与 xlsx，例子与内置的表样逐格相同，标记写错的一次报全。

mod command;
#[path = "fill/example.rs"]
mod example;
#[path = "fill/office.rs"]
mod office;

use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// 例子由测试里的程序写出；`ZIPING_UPDATE_DOCS=1 cargo test --test fill` 重写。
#[test]
fn 例子的文件是写出来的() {
    for (name, made) in [("henan-department.docx", example::document()), ("henan-department.xlsx", example::workbook())] {
        let path = root().join("examples/templates").join(name);
        if std::env::var_os("ZIPING_UPDATE_DOCS").is_some() {
            std::fs::write(&path, &made).expect("写例子");
        }
        let stored = std::fs::read(&path).expect("读例子");
        assert!(stored == made, "{name} 与写出的不同；用 ZIPING_UPDATE_DOCS=1 重写");
    }
}
