//! Expressions and statements, built with the shim and written by the
//! dialects, against what SQLAlchemy writes.

use limbeck_python::printed;

const TABLES: &str = include_str!("tables.py");
const CASES: &str = include_str!("cases.txt");
const RUN: &str = include_str!("run.py");

#[test]
fn expressions_and_statements_are_written_as_sqlalchemy_writes_them() {
    let source = format!("{TABLES}\nCASES = {CASES:?}\n{RUN}");
    let lines = CASES.lines().filter(|line| line.starts_with("  ")).count();
    assert_eq!(printed(&source).unwrap(), format!("{lines} compared\n"));
    assert!(lines > 800);
}
