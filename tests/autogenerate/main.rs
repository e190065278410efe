//! Changes of models, each on PostgreSQL, SQLite and MariaDB, beside the real
//! Alembic: each file in `cases` declares models before and after a change.
//!
//! The database holds what was before; then the difference must be seen, the
//! file written, run, undone and run again, and models and database must be
//! equal in between. With `autogenerate = alembic` in the configuration all
//! that is printed and written must be Alembic's, and without it the file must
//! hold Alembic's lines.

mod case;
mod example;
mod matrix;
mod mistakes;
mod project;
mod properties;
mod sqlite;
mod text;

use case::Database::{Mysql, Postgresql, Sqlite};

/// The program that is tested.
pub const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

#[test]
fn tables_change_on_postgresql() {
    matrix::run("tables", Postgresql);
}

#[test]
fn tables_change_on_sqlite() {
    matrix::run("tables", Sqlite);
}

#[test]
fn tables_change_on_mariadb() {
    matrix::run("tables", Mysql);
}

#[test]
fn columns_change_on_postgresql() {
    matrix::run("columns", Postgresql);
}

#[test]
fn columns_change_on_sqlite() {
    matrix::run("columns", Sqlite);
}

#[test]
fn columns_change_on_mariadb() {
    matrix::run("columns", Mysql);
}

#[test]
fn keys_change_on_postgresql() {
    matrix::run("keys", Postgresql);
}

#[test]
fn keys_change_on_sqlite() {
    matrix::run("keys", Sqlite);
}

#[test]
fn keys_change_on_mariadb() {
    matrix::run("keys", Mysql);
}

#[test]
fn indexes_change_on_postgresql() {
    matrix::run("indexes", Postgresql);
}

#[test]
fn indexes_change_on_sqlite() {
    matrix::run("indexes", Sqlite);
}

#[test]
fn indexes_change_on_mariadb() {
    matrix::run("indexes", Mysql);
}

#[test]
fn types_change_on_postgresql() {
    matrix::run("types", Postgresql);
}

#[test]
fn types_change_on_sqlite() {
    matrix::run("types", Sqlite);
}

#[test]
fn options_are_heeded_on_postgresql() {
    matrix::run("options", Postgresql);
}

#[test]
fn options_are_heeded_on_sqlite() {
    matrix::run("options", Sqlite);
}

#[test]
fn what_only_mysql_has_changes_on_mariadb() {
    matrix::run("mysql", Mysql);
}

#[test]
fn there_are_more_than_a_hundred_cases() {
    let count: usize = ["tables", "columns", "keys", "indexes", "types"]
        .iter()
        .map(|folder| case::files(&case::root().join(folder)).len())
        .sum();
    assert!(count > 100, "only {count} cases");
}
