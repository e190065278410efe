//! A rebuild that does not come to its end leaves the old table as it was.

use std::time::{Duration, Instant};

use limbeck_testkit::{mariadb, postgres};

use crate::{limbeck, project, same};

const SCRIPT: &str = "\
revision = '1'
down_revision = None

import os

import sqlalchemy as sa
from alembic import op


def upgrade():
    with op.batch_alter_table('t', recreate='always') as batch:
        batch.drop_column('name')
        batch.add_column(sa.Column('more', sa.Integer, server_default=sa.text('DEFAULT')))
";

#[test]
fn a_connection_lost_while_rows_are_copied_leaves_the_old_table() {
    let database = postgres::database();
    database.psql(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
         INSERT INTO t VALUES (1, 'a'), (2, 'b');
         CREATE FUNCTION leave() RETURNS INTEGER VOLATILE LANGUAGE sql
         AS 'SELECT 1 FROM pg_terminate_backend(pg_backend_pid())'",
    );
    let before = database.dump();
    let project = project(&database.url_for("psycopg"));
    let script = SCRIPT.replace("DEFAULT", "leave()");
    project.write("scripts/versions/1.py", &script);
    let printed = limbeck(&project, &["upgrade", "head"]);
    assert_ne!(printed.code, Some(0), "{printed}");
    let told = format!("{}{}", printed.stdout, printed.stderr);
    assert!(told.contains("terminating connection"), "{printed}");
    same(&database.dump(), &before);
    assert_eq!(database.query("SELECT name FROM t ORDER BY id"), ["a", "b"]);
}

#[test]
fn a_program_that_dies_after_a_rebuild_leaves_the_old_table() {
    let project = project("sqlite:///test.db");
    let connection = rusqlite::Connection::open(project.file("test.db")).expect("a database");
    let setup = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'a')";
    connection.execute_batch(setup).expect("a table");
    let script = SCRIPT.replace("DEFAULT", "(1 + 1)") + "    os._exit(9)\n";
    project.write("scripts/versions/1.py", &script);
    let printed = limbeck(&project, &["upgrade", "head"]);
    assert_eq!(printed.code, Some(9), "{printed}");
    let tables: String = connection
        .query_row(
            "SELECT group_concat(sql, '; ') FROM sqlite_master",
            [],
            |row| row.get(0),
        )
        .expect("the tables");
    assert_eq!(tables, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
    let name: String = connection
        .query_row("SELECT name FROM t", [], |row| row.get(0))
        .expect("the row");
    assert_eq!(name, "a");
}

/// On MariaDB each DDL statement is final: the table that is being filled
/// stays, the old one is untouched, and the next run goes on from there.
#[test]
fn a_connection_killed_while_rows_are_copied_on_mariadb_is_resumed() {
    let database = mariadb::database();
    database.query("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
    database.query("INSERT INTO t SELECT seq, 'a' FROM seq_1_to_300000");
    let project = project(&database.url());
    let script = SCRIPT.replace("DEFAULT", "1");
    project.write("scripts/versions/1.py", &script);
    let run = project.start(env!("CARGO_BIN_EXE_limbeck"), &["upgrade", "head"]);
    let copying = format!(
        "SELECT id FROM information_schema.processlist \
         WHERE db = '{}' AND info LIKE 'INSERT INTO%_alembic_tmp_t%'",
        database.name()
    );
    let started = Instant::now();
    loop {
        if let [session, ..] = database.query(&copying).as_slice() {
            database.query(&format!("KILL {session}"));
            break;
        }
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "no rows are copied"
        );
    }
    let printed = limbeck_testkit::finish(run);
    assert_ne!(printed.code, Some(0), "{printed}");
    assert_eq!(
        database.query("SELECT count(*), min(name) FROM t"),
        ["300000\ta"]
    );
    let printed = limbeck(&project, &["upgrade", "head", "--resume"]);
    assert_eq!(printed.code, Some(0), "{printed}");
    assert_eq!(
        database.query("SELECT count(*), min(more) FROM t"),
        ["300000\t1"]
    );
    assert_eq!(database.query("SHOW TABLES LIKE '\\_alembic%'"), [""; 0]);
}
