//! Several processes on one database, runs that are stopped from outside,
//! statements that take no part in transactions, and databases that Alembic
//! and limbeck migrate by turns.

use std::fs;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use limbeck_testkit::postgres::{self, TestDatabase};
use limbeck_testkit::{Oracle, Printed, Project, finish};

use crate::LIMBECK;
use crate::both::{revision, stock};
use crate::failures::{checked, configured, has, limbeck, on, script};

/// How long is waited for what is sure to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a project's database is.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Postgresql,
    Sqlite,
}

/// A project, and the PostgreSQL database that it is on, if it is.
fn project(kind: Kind) -> (Project, Option<TestDatabase>) {
    match kind {
        Kind::Postgresql => {
            let database = postgres::database();
            (on(&database.url()), Some(database))
        }
        Kind::Sqlite => (stock(), None),
    }
}

/// Three revisions, the second of which writes the file `started`, and does
/// `body` as long as there is the file `slow`.
fn slow(project: &Project, body: &str) {
    revision(project, "r1", "None", "");
    script(
        project,
        "r2",
        "'r1'",
        &format!(
            "import os, time\nop.create_table('t_r2', sa.Column('x', sa.Integer()))\n\
             open('started', 'w').close()\nif os.path.exists('slow'):\n    {body}"
        ),
    );
    revision(project, "r3", "'r2'", "");
    project.write("slow", "");
}

const SQL_SLEEP: &str = "op.execute('SELECT pg_sleep(3)')";
const SQL_LOOP: &str = "op.execute('WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 \
                        FROM c WHERE x < 2000000000) SELECT count(*) FROM c')";
const PYTHON_LOOP: &str = "while True: pass";
const PYTHON_SLEEP: &str = "time.sleep(3)";

/// Starts limbeck and waits until it is in the second revision.
fn start_slow(project: &Project) -> Child {
    let child = project.start(LIMBECK, &["upgrade", "head"]);
    let began = Instant::now();
    while !project.file("started").exists() {
        assert!(began.elapsed() < PATIENCE, "limbeck does not come to r2");
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(150));
    child
}

fn kill(child: &Child, signal: &str) {
    let status = Command::new("kill")
        .args(["-s", signal, &child.id().to_string()])
        .status();
    assert!(status.expect("kill runs").success(), "a process to stop");
}

fn runs(printed: &Printed) -> usize {
    printed.stderr.matches("Running upgrade").count()
}

#[track_caller]
fn at(project: &Project, expected: &str) {
    assert_eq!(limbeck(project, &["current"]).success().trim(), expected);
}

#[test]
fn eight_processes_apply_each_revision_once() {
    for kind in [Kind::Postgresql, Kind::Sqlite] {
        let (project, _database) = project(kind);
        for number in 1..=5 {
            let down = match number {
                1 => "None".to_owned(),
                _ => format!("'r{}'", number - 1),
            };
            revision(&project, &format!("r{number}"), &down, "");
        }
        let children: Vec<Child> = (0..8)
            .map(|_| project.start(LIMBECK, &["upgrade", "head"]))
            .collect();
        let mut count = 0;
        for child in children {
            let printed = checked(finish(child));
            assert_eq!(printed.code, Some(0), "{kind:?}: {printed}");
            count += runs(&printed);
        }
        assert_eq!(count, 5, "{kind:?}");
        at(&project, "r5 (head)");
    }
}

#[test]
fn a_wait_for_the_lock_says_so_and_ends() {
    for kind in [Kind::Postgresql, Kind::Sqlite] {
        let (project, _database) = project(kind);
        slow(&project, PYTHON_SLEEP);
        let first = start_slow(&project);
        let waiting = project.start(LIMBECK, &["upgrade", "head"]);
        let printed = limbeck(&project, &["--lock-timeout", "1", "upgrade", "head"]).failure(255);
        has(
            &printed,
            &[
                "another migration of this database did not finish within 1 s",
                "hint: wait for it to end",
                "--no-lock",
            ],
        );
        let holder = "pid ";
        if matches!(kind, Kind::Postgresql) {
            has(&printed, &[holder, "limbeck, user "]);
        }
        // Who waits can be stopped.
        let stopped = project.start(LIMBECK, &["upgrade", "head"]);
        thread::sleep(Duration::from_millis(300));
        kill(&stopped, "INT");
        assert_eq!(checked(finish(stopped)).code, Some(130), "{kind:?}");
        // Who only looks does not wait.
        at(&project, "");
        assert_eq!(runs(&checked(finish(first))), 3, "{kind:?}");
        let printed = checked(finish(waiting));
        assert_eq!(
            (printed.code, runs(&printed)),
            (Some(0), 0),
            "{kind:?}: {printed}"
        );
        has(
            &printed,
            &["waiting for another migration of this database"],
        );
        if matches!(kind, Kind::Postgresql) {
            has(&printed, &[holder]);
        }
        at(&project, "r3 (head)");
    }
}

#[test]
fn without_the_lock_nothing_is_waited_for() {
    let (project, database) = project(Kind::Postgresql);
    let database = database.expect("a database");
    revision(&project, "r1", "None", "");
    limbeck(&project, &["upgrade", "head"]).success();
    script(
        &project,
        "r2",
        "'r1'",
        "open('started', 'w').close()\nimport time\ntime.sleep(1.5)",
    );
    let first = start_slow(&project);
    // The server shows the locks of other tests' databases as well.
    let locks = "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database \
                 WHERE locktype = 'advisory' AND datname = current_database()";
    assert_eq!(database.psql(locks), "1\n");
    let began = Instant::now();
    limbeck(&project, &["--no-lock", "upgrade", "r1"]).success();
    assert!(began.elapsed() < Duration::from_secs(1), "it has waited");
    checked(finish(first)).success();
    // A session ends a moment after its client.
    let ended = Instant::now();
    while database.psql(locks) != "0\n" {
        assert!(ended.elapsed() < PATIENCE, "the lock is still held");
    }
}

#[test]
fn a_run_on_postgresql_that_is_stopped_leaves_a_known_revision_and_no_lock() {
    stop(Kind::Postgresql, false, SQL_SLEEP, "INT", "");
    stop(Kind::Postgresql, true, SQL_SLEEP, "INT", "r1");
    stop(Kind::Postgresql, true, PYTHON_LOOP, "INT", "r1");
    stop(Kind::Postgresql, false, PYTHON_SLEEP, "KILL", "");
    stop(Kind::Postgresql, true, SQL_SLEEP, "KILL", "r1");
}

#[test]
fn a_run_on_sqlite_that_is_stopped_leaves_a_known_revision_and_no_lock() {
    stop(Kind::Sqlite, false, SQL_LOOP, "INT", "r1");
    stop(Kind::Sqlite, false, PYTHON_LOOP, "INT", "r1");
    stop(Kind::Sqlite, false, SQL_LOOP, "KILL", "");
}

/// Stops a run in its second revision. The database then is at `now`, and the
/// next run goes on from there.
#[track_caller]
fn stop(kind: Kind, per_migration: bool, body: &str, signal: &str, now: &str) {
    let (project, _database) = project(kind);
    slow(&project, body);
    if per_migration {
        configured(&project, "transaction_per_migration=True");
    }
    let child = start_slow(&project);
    kill(&child, signal);
    let printed = checked(finish(child));
    if signal == "INT" {
        assert_eq!(printed.code, Some(130), "{printed}");
        let place = if now.is_empty() { "base" } else { now };
        let place = format!("database: at {place}");
        has(
            &printed,
            &["Interrupted.", "revision: r2 (upgrade) failed", &place],
        );
    } else {
        assert_eq!(printed.code, None, "{printed}");
    }
    at(&project, now);
    fs::remove_file(project.file("slow")).expect("a file");
    limbeck(&project, &["--lock-timeout", "1", "upgrade", "head"]).success();
    at(&project, "r3 (head)");
}

#[test]
fn an_index_is_built_concurrently_while_others_wait_for_the_lock() {
    let (project, database) = project(Kind::Postgresql);
    let database = database.expect("a database");
    script(
        &project,
        "r1",
        "None",
        "op.create_table('t', sa.Column('x', sa.Integer()))\n\
         open('started', 'w').close()\nop.execute('SELECT pg_sleep(0.5)')\n\
         op.create_index('ix_a', 't', ['x'], postgresql_concurrently=True)\n\
         op.execute('CREATE INDEX CONCURRENTLY ix_b ON t (x)')",
    );
    let first = start_slow(&project);
    let others: Vec<Child> = (0..3)
        .map(|_| project.start(LIMBECK, &["upgrade", "head"]))
        .collect();
    let began = Instant::now();
    checked(finish(first)).success();
    for other in others {
        let printed = checked(finish(other));
        assert_eq!((printed.code, runs(&printed)), (Some(0), 0), "{printed}");
    }
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "they waited for one another"
    );
    let valid = "SELECT count(*) FROM pg_index WHERE indisvalid AND indrelid = 't'::regclass";
    assert_eq!(database.psql(valid), "2\n");
}

#[test]
fn an_invalid_index_of_an_earlier_try_is_replaced() {
    let by_operation =
        "op.create_index('ix', 't', ['x'], unique=True, postgresql_concurrently=True)";
    let by_text = "op.execute('CREATE UNIQUE INDEX CONCURRENTLY ix ON t (x)')";
    for body in [by_operation, by_text] {
        let (project, database) = project(Kind::Postgresql);
        let database = database.expect("a database");
        script(
            &project,
            "r1",
            "None",
            "op.create_table('t', sa.Column('x', sa.Integer()))\n\
             op.execute('INSERT INTO t VALUES (1), (1)')",
        );
        script(&project, "r2", "'r1'", body);
        let printed = limbeck(&project, &["upgrade", "head"]).failure(1);
        has(
            &printed,
            &[
                "is duplicated",
                "changes: partly committed",
                "database: at r1",
            ],
        );
        let state = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass";
        assert_eq!(database.psql(state), "f\n", "{body}");
        database.psql("DELETE FROM t");
        let printed = limbeck(&project, &["upgrade", "head"]);
        has(&printed, &["ix is invalid", "dropped"]);
        printed.success();
        assert_eq!(database.psql(state), "t\n", "{body}");
        at(&project, "r2 (head)");
    }
}

#[test]
fn statements_that_refuse_a_transaction_run_outside_of_one() {
    let (project, database) = project(Kind::Postgresql);
    let database = database.expect("a database");
    let other = format!("{}_other", database.name());
    script(
        &project,
        "r1",
        "None",
        &format!(
            "op.execute(\"CREATE TYPE mood AS ENUM ('a')\")\n\
             op.execute(\"ALTER TYPE mood ADD VALUE 'b'\")\n\
             op.execute(\"CREATE TABLE t (x mood DEFAULT 'b')\")\n\
             op.execute(\"INSERT INTO t VALUES ('b')\")\n\
             op.execute('CREATE INDEX ix ON t (x)')\n\
             op.execute('VACUUM t')\n\
             op.execute('REINDEX INDEX CONCURRENTLY ix')\n\
             op.execute('DROP INDEX CONCURRENTLY ix')\n\
             op.execute('CREATE DATABASE {other}')\n\
             op.execute('DROP DATABASE {other}')"
        ),
    );
    limbeck(&project, &["upgrade", "head"]).success();
    assert_eq!(database.psql("SELECT x FROM t"), "b\n");
    at(&project, "r1 (head)");
}

#[test]
fn alembic_and_limbeck_take_turns_on_postgresql() {
    take_turns(Kind::Postgresql);
}

#[test]
fn alembic_and_limbeck_take_turns_on_sqlite() {
    take_turns(Kind::Sqlite);
}

/// A database that the two have migrated by turns is like one that Alembic
/// alone has migrated.
fn take_turns(kind: Kind) {
    let oracle = Oracle::find();
    let ours: fn(&Oracle, &Project, &[&str]) = |_, project, arguments| {
        limbeck(project, arguments).success();
    };
    let theirs: fn(&Oracle, &Project, &[&str]) = |oracle, project, arguments| {
        oracle.alembic(project, arguments).success();
    };
    let mut seen = Vec::new();
    for [one, two] in [[theirs, theirs], [ours, theirs], [theirs, ours]] {
        let (project, database) = project(kind);
        revision(&project, "a1", "None", "");
        revision(&project, "b2", "'a1'", "");
        revision(&project, "c3", "'a1'", "");
        revision(&project, "d4", "('b2', 'c3')", "");
        one(&oracle, &project, &["upgrade", "b2"]);
        two(&oracle, &project, &["upgrade", "head"]);
        let up = state(&project, database.as_ref());
        one(&oracle, &project, &["downgrade", "b2"]);
        two(&oracle, &project, &["stamp", "a1"]);
        seen.push((up, state(&project, database.as_ref())));
    }
    assert_eq!(seen[0], seen[1], "limbeck began");
    assert_eq!(seen[0], seen[2], "Alembic began");
    let all = &seen[0].0;
    assert!(all.contains("d4") && all.contains("t_d4"), "{all}");
}

/// All that is in a database, the version table's rows too.
fn state(project: &Project, database: Option<&TestDatabase>) -> String {
    if let Some(database) = database {
        let versions = database.psql("SELECT version_num FROM alembic_version ORDER BY 1");
        // Newer versions of pg_dump write a random key.
        let dump: Vec<String> = database
            .dump()
            .lines()
            .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
            .map(str::to_owned)
            .collect();
        return format!("{versions}{}", dump.join("\n"));
    }
    let connection = rusqlite::Connection::open(project.file("test.db")).expect("a database");
    let read = |sql: &str| -> String {
        let mut statement = connection.prepare(sql).expect("a query");
        let rows = statement
            .query_map([], |row| row.get::<_, String>(0))
            .expect("rows");
        rows.map(|row| row.expect("a text") + "\n").collect()
    };
    read("SELECT version_num FROM alembic_version ORDER BY 1")
        + &read("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
}

#[test]
fn the_version_table_is_where_env_py_puts_it() {
    let oracle = Oracle::find();
    let run = |alembic: bool| {
        let (project, database) = project(Kind::Postgresql);
        let database = database.expect("a database");
        database.psql("CREATE SCHEMA history");
        revision(&project, "a1", "None", "");
        revision(&project, "b2", "'a1'", "");
        configured(
            &project,
            "version_table='versions', version_table_schema='history', \
             on_version_apply=lambda **kw: open('applied', 'a').write(\
             f\"{kw['step'].up_revision_id} {kw['heads']}\\n\"), \
             transaction_per_migration=True",
        );
        for arguments in [
            &["upgrade", "head"][..],
            &["downgrade", "-1"],
            &["upgrade", "head"],
        ] {
            if alembic {
                oracle.alembic(&project, arguments).success();
            } else {
                limbeck(&project, arguments).success();
            }
        }
        (
            project.read("applied"),
            database.psql("SELECT version_num FROM history.versions"),
            database.psql("SELECT to_regclass('public.alembic_version') IS NULL"),
        )
    };
    let ours = run(false);
    assert_eq!(ours, run(true), "left: limbeck");
    assert_eq!((ours.1.as_str(), ours.2.as_str()), ("b2\n", "t\n"));
}

#[test]
fn a_connection_that_env_py_shares_keeps_its_transaction() {
    // env.py plays the application that hands over its own connection.
    let env = "from alembic import context
from sqlalchemy import engine_from_config, text

engine = engine_from_config(context.config.get_section('alembic'))
with engine.connect() as connection:
    connection.execute(text('SELECT 1'))
    context.config.attributes['connection'] = connection
    shared = context.config.attributes['connection']
    context.configure(connection=shared)
    with context.begin_transaction():
        context.run_migrations()
    if context.get_x_argument():
        connection.commit()
";
    let (project, database) = project(Kind::Postgresql);
    let database = database.expect("a database");
    project.write("scripts/env.py", env);
    revision(&project, "a1", "None", "");
    limbeck(&project, &["upgrade", "head"]).success();
    assert_eq!(
        database
            .psql("SELECT to_regclass('t_a1') IS NULL AND to_regclass('alembic_version') IS NULL"),
        "t\n",
        "whoever began the transaction ends it"
    );
    limbeck(&project, &["-x", "commit", "upgrade", "head"]).success();
    assert_eq!(
        database.psql("SELECT version_num FROM alembic_version"),
        "a1\n"
    );
    script(
        &project,
        "b2",
        "'a1'",
        "op.execute('SELECT * FROM nowhere')",
    );
    let printed = limbeck(&project, &["-x", "commit", "upgrade", "head"]).failure(1);
    has(&printed, &["in a transaction that env.py began"]);
    at(&project, "a1");
}
