//! Rebuilds this crate when a frozen Python module is added or changed: the
//! macro that freezes `modules/` reads files that Cargo knows nothing of.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=modules");
}
