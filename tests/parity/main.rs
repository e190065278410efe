//! Offline SQL, compared with the real Alembic: each file in `cases` is the
//! body of a revision. All cases of a dialect make one history, which both
//! programs print with `--sql`; the output is compared case by case, byte by
//! byte.
//!
//! A case begins with comments that say where it runs:
//! `# dialects: postgresql sqlite`, and, where limbeck is meant to differ,
//! `# differs: why` (then an equal output fails).

mod calls;
mod history;

use history::{Case, History};
use limbeck_testkit::Oracle;

/// What stands before each case in its file.
pub const PRELUDE: &str = "\
from alembic import context, op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite

";

fn cases() -> Vec<Case> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/parity/cases");
    let mut cases: Vec<Case> = std::fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|entry| Case::read(&entry.expect("an entry").path()))
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn compare(dialect: &str, direction: &[&str]) {
    let cases: Vec<Case> = cases()
        .into_iter()
        .filter(|case| case.dialects.iter().any(|name| name == dialect))
        .collect();
    let history = History::new(dialect, &cases);
    let expected = Oracle::find().alembic(&history.project, direction);
    let expected = history.by_case(&expected.success());
    let actual = history
        .project
        .run(env!("CARGO_BIN_EXE_limbeck"), direction);
    let actual = history.by_case(&actual.success());
    let mut wrong = Vec::new();
    for (name, expected) in &expected {
        let case = cases.iter().find(|case| case.name == *name);
        let may_differ =
            direction[0] == "upgrade" && case.is_some_and(|case| case.differs.is_some());
        let actual = actual.get(name).map_or("", String::as_str);
        if (actual == expected) == may_differ {
            wrong.push(format!(
                "{name}{}\n--- Alembic\n{expected}\n--- limbeck\n{actual}\n",
                if may_differ { " (is equal now)" } else { "" }
            ));
        }
    }
    assert_eq!(actual.len(), expected.len());
    assert!(
        wrong.is_empty(),
        "{dialect}: {} of {} cases are wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn upgrades_on_postgresql_print_the_same_sql() {
    compare("postgresql", &["upgrade", "head", "--sql"]);
}

#[test]
fn downgrades_on_postgresql_print_the_same_sql() {
    compare("postgresql", &["downgrade", "head:base", "--sql"]);
}

#[test]
fn upgrades_on_sqlite_print_the_same_sql() {
    compare("sqlite", &["upgrade", "head", "--sql"]);
}

#[test]
fn downgrades_on_sqlite_print_the_same_sql() {
    compare("sqlite", &["downgrade", "head:base", "--sql"]);
}

#[test]
fn upgrades_on_mysql_print_the_same_sql() {
    compare("mysql", &["upgrade", "head", "--sql"]);
}

#[test]
fn downgrades_on_mysql_print_the_same_sql() {
    compare("mysql", &["downgrade", "head:base", "--sql"]);
}

#[test]
fn upgrades_on_mariadb_print_the_same_sql() {
    compare("mariadb", &["upgrade", "head", "--sql"]);
}

#[test]
fn downgrades_on_mariadb_print_the_same_sql() {
    compare("mariadb", &["downgrade", "head:base", "--sql"]);
}

/// The example's SQL, without what docs/differences.md says is better: the
/// casts that PostgreSQL demands, and the way out of the transaction.
#[test]
fn the_example_prints_the_same_sql_but_for_what_is_better() {
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/genji/api");
    let project = limbeck_testkit::Project::copy_of(&example)
        .variable("DATABASE_URL", "postgresql+psycopg://u@localhost/genji");
    let oracle = Oracle::find();
    for (arguments, casts, exits) in [
        (["upgrade", "head", "--sql"], 1, 1),
        (["upgrade", "xyz789:abc123def456", "--sql"], 0, 0),
        (["downgrade", "abc123def456:base", "--sql"], 0, 0),
        (["stamp", "heads", "--sql"], 0, 0),
    ] {
        let expected = oracle.alembic(&project, &arguments).success();
        let actual = project
            .run(env!("CARGO_BIN_EXE_limbeck"), &arguments)
            .success();
        let cast = " USING age::INTEGER;";
        let (leave, enter) = (
            "COMMIT;\n\nCREATE INDEX CONCURRENTLY",
            "gin(body);\n\nBEGIN;",
        );
        assert_eq!(actual.matches(cast).count(), casts, "{actual}");
        assert_eq!(actual.matches(leave).count(), exits, "{actual}");
        assert_eq!(actual.matches(enter).count(), exits, "{actual}");
        let plain = actual
            .replace(cast, ";")
            .replace(leave, "CREATE INDEX CONCURRENTLY")
            .replace(enter, "gin(body);");
        assert_eq!(plain, expected, "{arguments:?} (left: limbeck)");
    }
}

#[test]
fn there_are_more_than_a_hundred_cases() {
    assert!(cases().len() > 100, "only {} cases", cases().len());
}
