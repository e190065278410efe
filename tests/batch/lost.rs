//! A rebuild that does not come to its end leaves the old table as it was.

use limbeck_testkit::postgres;

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
