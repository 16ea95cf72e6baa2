//! 教程照着做得通：`docs/tutorial-bureau.md` 的命令逐条运行，写出的话与文中的相符。
//!
//! 代码块的第一行说明它是什么：`sh` 是命令；`text` 是上面几条命令写出的话，逐行按次序出现；
//! `toml 文件` 写下这份文件；`toml 原来 文件` 与随后的 `toml 改成` 把文件里的一段换掉。

mod command;

use command::ziping;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// 文中的一个代码块：第几行起、是什么、内容。
struct Block {
    line: usize,
    info: String,
    text: String,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut lines = document.lines().enumerate();
    let mut all = Vec::new();
    while let Some((at, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        all.push(Block { line: at + 1, info: info.to_owned(), text: body.join("\n") + "\n" });
    }
    all
}

/// 运行一条命令，返回写出的全部文字；`ziping` 之外只有建文件夹与复制。报出的代码文中都要提到。
fn run(folder: &Path, line: &str, document: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        ["ziping", ..] => {
            let run = ziping(folder, &words[1..]);
            assert_eq!(run.exit, 0, "{line}\n{}\n{}", run.stdout, run.stderr);
            for code in run.codes() {
                assert!(document.contains(code.as_str()), "{line} 报出 {}，文中没有提到", code.as_str());
            }
            run.stdout + &run.stderr
        }
        ["mkdir", "-p", ..] => {
            words[2..].iter().for_each(|name| fs::create_dir_all(folder.join(name)).expect("建文件夹"));
            String::new()
        }
        ["cp", from, to] => {
            fs::copy(folder.join(from), folder.join(to)).expect("复制");
            String::new()
        }
        _ => panic!("教程里不认识的命令：{line}"),
    }
}

/// 每一行都在写出的话里，按次序。
fn follow(block: &Block, output: &str) {
    let mut rest = output;
    for line in block.text.lines() {
        let line = line.trim();
        let at = rest.find(line).unwrap_or_else(|| panic!("第 {} 行起的“{line}”没有写出来：\n{output}", block.line));
        rest = &rest[at + line.len()..];
    }
}

#[test]
fn 教程照着做得通() {
    let folder = tempfile::tempdir().expect("临时文件夹");
    let at = folder.path();
    fs::create_dir_all(at.join("examples/bureau")).expect("建文件夹");
    for name in ["指标体系.csv", "培训@2025.cases.toml"] {
        let name = Path::new("examples/bureau").join(name);
        fs::copy(Path::new(ROOT).join(&name), at.join(&name)).expect("复制例子");
    }
    let document = fs::read_to_string(Path::new(ROOT).join("docs/tutorial-bureau.md")).expect("读教程");
    let mut output = String::new();
    let mut replaced: Option<(String, String)> = None;
    let (mut commands, mut followed) = (0, 0);
    for block in blocks(&document) {
        match block.info.split(' ').collect::<Vec<_>>()[..] {
            ["sh"] => {
                output = block.text.lines().map(|line| run(at, line, &document)).collect();
                commands += block.text.lines().count();
            }
            ["text"] => {
                follow(&block, &output);
                followed += 1;
            }
            ["toml", "原来", file] => replaced = Some((file.to_owned(), block.text)),
            ["toml", "改成"] => {
                let (file, old) = replaced.take().expect("先有“原来”");
                let text = fs::read_to_string(at.join(&file)).expect("读文件");
                assert_eq!(text.matches(&old).count(), 1, "第 {} 行要改的一段在 {file} 里：\n{text}", block.line);
                fs::write(at.join(&file), text.replace(&old, &block.text)).expect("写文件");
            }
            ["toml", file] => fs::write(at.join(file), &block.text).expect("写文件"),
            _ => panic!("第 {} 行：不认识的代码块“{}”", block.line, block.info),
        }
    }
    assert!(commands > 15 && followed > 6, "只跑了 {commands} 条命令、对了 {followed} 处，读取的办法可能失效了");
    let form = fs::read_to_string(at.join("自评表.html")).expect("读出的表");
    assert!(form.contains("97.08") && form.contains("某县培训项目支出绩效自评表"), "表上应有总分与标题");
}
