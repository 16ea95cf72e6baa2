//! 内置的体系与表样有增删时重新编译。

fn main() {
    println!("cargo:rerun-if-changed=indicators");
    println!("cargo:rerun-if-changed=templates");
}
