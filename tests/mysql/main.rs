//! Histories on a real MariaDB server: the same tables, rows and output as
//! the real Alembic, and what happens when a revision stops half-way.

use std::path::Path;

use limbeck_testkit::mariadb::{TestDatabase, database};
use limbeck_testkit::{Oracle, Printed, Project};

const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

/// A project of this folder on a database.
fn project(name: &str, database: &TestDatabase, drivername: &str) -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/mysql");
    let url = format!("{}?charset=utf8mb4", database.url_for(drivername));
    Project::copy_of(&folder.join(name)).variable("DATABASE_URL", &url)
}

/// Definitions and rows of all tables.
fn contents(database: &TestDatabase) -> String {
    let mut contents = database.dump();
    for table in database.query("SHOW TABLES") {
        let rows = database.query(&format!("SELECT * FROM `{table}` ORDER BY 1"));
        contents.push_str(&format!("{table}\n{}\n\n", rows.join("\n")));
    }
    contents
}

fn compare(drivername: &str) {
    let (theirs, ours) = (database(), database());
    let (of_alembic, of_limbeck) = (
        project("history", &theirs, drivername),
        project("history", &ours, drivername),
    );
    let oracle = Oracle::find();
    for arguments in [
        ["upgrade", "head"],
        ["downgrade", "-1"],
        ["upgrade", "+1"],
        ["downgrade", "base"],
        ["upgrade", "head"],
    ] {
        let expected = oracle.alembic(&of_alembic, &arguments).success();
        let actual = of_limbeck.run(LIMBECK, &arguments).success();
        assert_eq!(actual, expected, "{arguments:?} (left: limbeck)");
        assert_eq!(
            contents(&ours),
            contents(&theirs),
            "{arguments:?} (left: limbeck)"
        );
    }
    assert!(contents(&ours).contains("COMMENT='the posts'"));
}

#[test]
fn a_history_makes_the_same_tables_and_rows_under_the_name_of_mysql() {
    compare("mysql+pymysql");
}

#[test]
fn a_history_makes_the_same_tables_and_rows_under_the_name_of_mariadb() {
    compare("mariadb+pymysql");
}

#[track_caller]
fn has(printed: &Printed, expect: &[&str]) {
    for part in expect {
        assert!(
            printed.stderr.contains(part) || printed.stdout.contains(part),
            "no {part:?} in {printed}"
        );
    }
}

#[test]
fn a_revision_that_stops_half_way_goes_on_after_what_the_server_kept() {
    let database = database();
    let project = project("stopped", &database, "mysql+pymysql");
    let limbeck = |arguments: &[&str]| project.run(LIMBECK, arguments);
    let failed = limbeck(&["upgrade", "head"]).failure(1);
    has(
        &failed,
        &[
            "kept: CREATE TABLE one",
            "kept: INSERT INTO one",
            "kept: CREATE TABLE two",
            "rolled back: INSERT INTO two",
            "failed: INSERT INTO missing",
            "--resume",
        ],
    );
    let refused = limbeck(&["upgrade", "head"]).failure(255);
    has(
        &refused,
        &["Revision h1 was left half-done", "3 of its statements"],
    );
    database.query("CREATE TABLE missing (a INT)");
    limbeck(&["upgrade", "head", "--resume"]).success();
    assert_eq!(
        database.query("SHOW TABLES"),
        ["alembic_version", "missing", "one", "three", "two"]
    );
    for table in ["one", "two", "missing", "alembic_version"] {
        let rows = database.query(&format!("SELECT * FROM {table}"));
        assert_eq!(rows.len(), 1, "{table}");
    }
}

#[test]
fn a_stamp_says_that_a_stopped_revision_was_finished_by_hand() {
    let database = database();
    let project = project("stopped", &database, "mysql+pymysql");
    let limbeck = |arguments: &[&str]| project.run(LIMBECK, arguments);
    limbeck(&["upgrade", "head"]).failure(1);
    limbeck(&["stamp", "h1"]).success();
    limbeck(&["upgrade", "head"]).success();
    assert_eq!(
        database.query("SHOW TABLES"),
        ["alembic_version", "one", "two"]
    );
}

#[test]
fn a_changed_revision_is_not_resumed() {
    let database = database();
    let project = project("stopped", &database, "mysql+pymysql");
    project.run(LIMBECK, &["upgrade", "head"]).failure(1);
    let script = "scripts/versions/h1.py";
    project.write(
        script,
        &project.read(script).replace("\"two\"", "\"second\""),
    );
    let refused = project
        .run(LIMBECK, &["upgrade", "head", "--resume"])
        .failure(1);
    has(
        &refused,
        &["cannot go on where it stopped", "CREATE TABLE second"],
    );
    assert!(!database.query("SHOW TABLES").contains(&"second".to_owned()));
}
