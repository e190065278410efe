//! Histories on a real MariaDB server: the same tables, rows and output as
//! the real Alembic, and what happens when a revision stops half-way.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use limbeck_testkit::mariadb::{TestDatabase, database};
use limbeck_testkit::{Oracle, Printed, Project, mariadb};

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

/// A script that waits for a file between two statements.
const WAITS: &str = "import os, time
import sqlalchemy as sa
from alembic import op

revision = \"h1\"
down_revision = None


def wait():
    with open(\"here\", \"w\"):
        pass
    while not os.path.exists(\"go\"):
        time.sleep(0.01)


def upgrade():
    op.create_table(\"one\", sa.Column(\"a\", sa.Integer))
    op.execute(\"INSERT INTO one VALUES (1)\")
    op.create_table(\"two\", sa.Column(\"a\", sa.Integer))
    op.execute(\"INSERT INTO two VALUES (1)\")
    wait()
    op.create_table(\"three\", sa.Column(\"a\", sa.Integer))
    op.execute(\"INSERT INTO three VALUES (1)\")


def downgrade():
    op.drop_table(\"three\")
    op.drop_table(\"two\")
    wait()
    op.drop_table(\"one\")
";

/// Runs until the script waits, and does something to it then.
fn until_it_waits(project: &Project, arguments: &[&str], then: impl FnOnce(&mut Child)) {
    std::fs::remove_file(project.file("here")).ok();
    let mut child = project
        .command(LIMBECK)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("limbeck starts");
    while !project.file("here").exists() {
        if let Some(ended) = child.try_wait().expect("a child") {
            panic!("it ended before it waited: {ended}");
        }
        thread::sleep(Duration::from_millis(10));
    }
    then(&mut child);
    child.wait().expect("a child");
}

fn waiting_project(database: &TestDatabase) -> Project {
    let project = project("stopped", database, "mysql+pymysql");
    for name in project.list("scripts/versions") {
        std::fs::remove_file(project.file(&format!("scripts/versions/{name}"))).ok();
    }
    project.write("scripts/versions/h1.py", WAITS);
    project
}

#[test]
fn a_killed_run_is_resumed_where_the_server_was() {
    let database = database();
    let project = waiting_project(&database);
    let limbeck = |arguments: &[&str]| project.run(LIMBECK, arguments);
    until_it_waits(&project, &["upgrade", "head"], |child| {
        child.kill().expect("our own child");
    });
    project.write("go", "");
    let refused = limbeck(&["upgrade", "head"]).failure(255);
    has(
        &refused,
        &["Revision h1 was left half-done", "3 of its statements"],
    );
    limbeck(&["upgrade", "head", "--resume"]).success();
    assert_eq!(
        database.query("SHOW TABLES"),
        ["alembic_version", "one", "three", "two"]
    );
    for table in ["one", "two", "three", "alembic_version"] {
        let rows = database.query(&format!("SELECT * FROM {table}"));
        assert_eq!(rows.len(), 1, "{table}");
    }
    // A downgrade too.
    std::fs::remove_file(project.file("go")).expect("our own file");
    until_it_waits(&project, &["downgrade", "base"], |child| {
        child.kill().expect("our own child");
    });
    project.write("go", "");
    let refused = limbeck(&["downgrade", "base"]).failure(255);
    has(
        &refused,
        &["by an earlier downgrade", "2 of its statements"],
    );
    limbeck(&["downgrade", "base", "--resume"]).success();
    assert_eq!(database.query("SHOW TABLES"), ["alembic_version"]);
}

#[test]
fn a_run_whose_connection_is_killed_is_resumed() {
    let database = database();
    let project = waiting_project(&database);
    let limbeck = |arguments: &[&str]| project.run(LIMBECK, arguments);
    until_it_waits(&project, &["upgrade", "head"], |_| {
        let sessions = database.query(&format!(
            "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '{}' AND ID <> CONNECTION_ID()",
            database.name()
        ));
        for session in sessions {
            database.query(&format!("KILL {session}"));
        }
        project.write("go", "");
    });
    limbeck(&["upgrade", "head", "--resume"]).success();
    for table in ["one", "two", "three", "alembic_version"] {
        let rows = database.query(&format!("SELECT * FROM {table}"));
        assert_eq!(rows.len(), 1, "{table}");
    }
}

/// A run that was ended while the server carried a statement out cannot know
/// what became of it.
#[test]
fn a_statement_that_may_have_taken_effect_is_tried_again() {
    for took_effect in [true, false] {
        let database = database();
        let project = waiting_project(&database);
        until_it_waits(&project, &["upgrade", "head"], |child| {
            child.kill().expect("our own child");
        });
        let journal = "alembic_version_journal";
        database.query(&format!(
            "UPDATE {journal} SET finished = 0 WHERE position = 2"
        ));
        if !took_effect {
            database.query("DROP TABLE two");
        }
        project.write("go", "");
        let refused = project.run(LIMBECK, &["upgrade", "head"]).failure(255);
        has(
            &refused,
            &["2 of its statements", "may have taken effect too"],
        );
        project
            .run(LIMBECK, &["upgrade", "head", "--resume"])
            .success();
        for table in ["one", "two", "three"] {
            let rows = database.query(&format!("SELECT * FROM {table}"));
            assert_eq!(rows.len(), 1, "{table}, {took_effect}");
        }
        assert!(!database.query("SHOW TABLES").contains(&journal.to_owned()));
    }
}

#[test]
fn a_second_run_waits_for_the_first_and_finds_its_work_done() {
    let database = database();
    let project = waiting_project(&database);
    until_it_waits(&project, &["upgrade", "head"], |_| {
        let mut second = project
            .command(LIMBECK)
            .args(["upgrade", "head"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("limbeck starts");
        thread::sleep(Duration::from_millis(500));
        assert!(second.try_wait().expect("a child").is_none(), "it waits");
        project.write("go", "");
        let output = second.wait_with_output().expect("a child");
        assert!(output.status.success(), "{output:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!told.contains("Running upgrade"), "{told}");
    });
    assert_eq!(database.query("SELECT count(*) FROM one"), ["1"]);
}

/// What a program of this folder prints.
fn run_program(
    command: impl AsRef<OsStr>,
    before: &[&str],
    program: &str,
    variables: &[(&str, String)],
) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/mysql");
    let file = folder.join(program).display().to_string();
    let mut project = Project::new();
    for (name, value) in variables {
        project = project.variable(name, value);
    }
    project
        .run(command, &[before, &[file.as_str()]].concat())
        .success()
}

/// A program's output under limbeck and under Python.
fn printed(program: &str, variables: &[(&str, String)]) -> (String, String) {
    let python = Oracle::find().program("python");
    (
        run_program(LIMBECK, &["python"], program, variables),
        run_program(python, &[], program, variables),
    )
}

#[test]
fn connections_are_opened_as_pymysql_opens_them() {
    let database = database();
    let (Some(socket), Some((authority, other))) = (mariadb::socket(), mariadb::authorities())
    else {
        return;
    };
    let variables = [
        ("DATABASE_URL", database.url_for("mysql+pymysql")),
        ("SOCKET", socket.display().to_string()),
        ("AUTHORITY", authority.display().to_string()),
        ("OTHER_AUTHORITY", other.display().to_string()),
    ];
    let (ours, theirs) = printed("connect.py", &variables);
    assert_eq!(ours, theirs, "(left: limbeck)");
    assert!(ours.contains("authority TLS"), "{ours}");
}

#[test]
fn values_of_every_type_are_written_and_read_as_sqlalchemy_does() {
    let database = database();
    let url = format!("{}?charset=utf8mb4", database.url_for("mysql+pymysql"));
    let (ours, theirs) = printed("values.py", &[("DATABASE_URL", url)]);
    assert_eq!(ours, theirs, "(left: limbeck)");
}

#[test]
fn inspectors_tell_what_sqlalchemys_tell() {
    let (theirs, ours) = (database(), database());
    let url = |database: &TestDatabase| {
        let url = database.url_for("mysql+pymysql");
        [("DATABASE_URL", format!("{url}?charset=utf8mb4"))]
    };
    let told = run_program(LIMBECK, &["python"], "told.py", &url(&ours));
    let expected = run_program(
        Oracle::find().program("python"),
        &[],
        "told.py",
        &url(&theirs),
    );
    assert_eq!(told, expected, "(left: limbeck)");
}

#[test]
fn every_driver_of_python_has_its_url() {
    let database = database();
    let drivers = [
        ("mysql", "utf8mb4"),
        ("mariadb", "utf8mb4"),
        ("mysql+mysqldb", "utf8mb4"),
        ("mysql+pymysql", "utf8mb4"),
        ("mysql+mysqlconnector", "utf8mb4"),
        ("mariadb+mariadbconnector", "utf8mb4"),
        ("mysql+aiomysql", "utf8mb4"),
        ("mariadb+asyncmy", "utf8"),
    ];
    for (driver, charset) in drivers {
        let project = project("stopped", &database, driver);
        let url = format!("{}?charset={charset}", database.url_for(driver));
        let project = project.variable("DATABASE_URL", &url);
        let asynchronous = driver.ends_with("aiomysql") || driver.ends_with("asyncmy");
        if asynchronous {
            project.write("scripts/env.py", ASYNCHRONOUS);
        }
        let log = project.run(LIMBECK, &["stamp", "h1"]);
        assert_eq!(log.code, Some(0), "{driver}: {log}");
        let current = project.run(LIMBECK, &["current"]).success();
        assert_eq!(current, "h1 (head)\n", "{driver}");
        project.run(LIMBECK, &["stamp", "base"]).success();
    }
}

const ASYNCHRONOUS: &str = "import asyncio, os

from alembic import context
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import create_async_engine


def run(connection):
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()


async def main():
    engine = create_async_engine(os.environ[\"DATABASE_URL\"], poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
";
