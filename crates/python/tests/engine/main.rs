//! What scripts do with engines, connections, results and inspectors.
//!
//! Each case is the body of an `upgrade()` that prints, run on PostgreSQL and
//! on SQLite. What SQLAlchemy makes it print is beside it: for both databases,
//! or for each.

#[allow(dead_code)]
#[path = "../migrate/project.rs"]
mod project;

use std::{fs, path::Path};

use limbeck_testkit::postgres;
use project::{Project, ini};

fn check(case: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine/cases");
    let body = fs::read_to_string(folder.join(format!("{case}.py"))).expect("the case");
    let database = postgres::database();
    for (dialect, url) in [
        ("postgresql", database.url()),
        ("sqlite", "sqlite:///%(here)s/test.db".to_owned()),
    ] {
        let expect = fs::read_to_string(folder.join(format!("{case}.{dialect}.txt")))
            .or_else(|_| fs::read_to_string(folder.join(format!("{case}.txt"))))
            .expect("what it prints");
        let project = Project::new();
        project.write(
            "alembic.ini",
            &ini().replace("sqlite:///%(here)s/test.db", &url),
        );
        let body = format!("bind = op.get_bind()\n{body}");
        project.revision("aaa", None, &body, "pass");
        let printed = project.upgrade("head").success();
        assert_eq!(printed, expect, "{case} on {dialect}");
    }
}

#[test]
fn results_give_rows_as_sqlalchemys_do() {
    check("results");
}

#[test]
fn statements_take_parameters_and_columns_have_types() {
    check("statements");
}

#[test]
fn values_mean_the_same_in_every_place_of_a_statement() {
    check("values");
}

#[test]
fn transactions_begin_by_themselves_and_nest() {
    check("transactions");
}

#[test]
fn errors_have_sqlalchemys_classes_and_texts() {
    check("errors");
}

#[test]
fn urls_are_read_changed_and_written() {
    check("urls");
}

#[test]
fn listeners_of_engines_are_called() {
    check("events");
}

#[test]
fn programs_know_sqlites_connections_by_their_class() {
    check("driver");
}

#[test]
fn async_engines_work_under_asyncio() {
    check("asynchronous");
}

#[test]
fn an_inspector_tells_what_is_there() {
    check("inspector");
}
