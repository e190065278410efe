//! What a batch on SQLite keeps, although Alembic would lose it, and what
//! stops it.

use limbeck_testkit::{Printed, Project};
use rusqlite::Connection;

use crate::{limbeck, project};

const SCRIPT: &str = "\
revision = '1'
down_revision = None

import sqlalchemy as sa
from alembic import op


def upgrade():
";

/// Runs a script's lines on a database that begins with `setup`.
fn run(setup: &str, lines: &str) -> (Printed, Connection) {
    let project = project("sqlite:///test.db");
    run_in(&project, setup, lines)
}

fn run_in(project: &Project, setup: &str, lines: &str) -> (Printed, Connection) {
    let connection = Connection::open(project.file("test.db")).expect("a database");
    connection.execute_batch(setup).expect("tables");
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    project.write("scripts/versions/1.py", &format!("{SCRIPT}{lines}"));
    (limbeck(project, &["upgrade", "head"]), connection)
}

fn text(connection: &Connection, query: &str) -> String {
    let mut statement = connection.prepare(query).expect(query);
    let count = statement.column_count();
    let rows = statement
        .query_map([], |row| {
            let values: Result<Vec<String>, _> = (0..count)
                .map(|index| {
                    row.get::<_, rusqlite::types::Value>(index)
                        .map(|value| match value {
                            rusqlite::types::Value::Null => "NULL".to_owned(),
                            rusqlite::types::Value::Integer(number) => number.to_string(),
                            rusqlite::types::Value::Real(number) => number.to_string(),
                            rusqlite::types::Value::Text(text) => text,
                            rusqlite::types::Value::Blob(_) => "BLOB".to_owned(),
                        })
                })
                .collect();
            Ok(values?.join("|"))
        })
        .expect(query);
    let rows: Result<Vec<String>, _> = rows.collect();
    rows.expect(query).join("\n")
}

fn definition(connection: &Connection, name: &str) -> String {
    let query = format!("SELECT sql FROM sqlite_master WHERE name = '{name}'");
    text(connection, &query)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

const REBUILD: &str = "\
with op.batch_alter_table('t') as batch:
    batch.alter_column('name', existing_type=sa.Text(), nullable=False)
    batch.add_column(sa.Column('more', sa.Integer, server_default=sa.text('(1 + 1)')))";

/// A rebuild leaves this part of a definition as it was.
#[track_caller]
fn keeps(definition_of_t: &str, part: &str) {
    let (printed, connection) = run(definition_of_t, REBUILD);
    printed.success();
    let after = definition(&connection, "t");
    assert!(after.contains(part), "{part:?} is not in {after}");
    assert!(after.contains("name TEXT NOT NULL"), "{after}");
    assert!(after.contains("more"), "{after}");
}

#[test]
fn checks_without_names_are_kept() {
    keeps(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, age INT CHECK (age > 0), CHECK (id < 9))",
        "CHECK (id < 9)",
    );
    keeps(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, age INT CHECK (age > 0))",
        "age INT CHECK (age > 0)",
    );
}

#[test]
fn strict_tables_and_those_without_rowid_stay_so() {
    keeps(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT) STRICT",
        ") STRICT",
    );
    keeps(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT) WITHOUT ROWID",
        ") WITHOUT ROWID",
    );
}

#[test]
fn collations_and_conflict_clauses_are_kept() {
    keeps(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, mail TEXT COLLATE NOCASE)",
        "mail TEXT COLLATE NOCASE",
    );
    keeps(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, a INT UNIQUE ON CONFLICT IGNORE)",
        "UNIQUE ON CONFLICT IGNORE",
    );
}

#[test]
fn generated_columns_are_kept_and_computed_anew() {
    let setup = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT,
        upper TEXT GENERATED ALWAYS AS (upper(name)) STORED);
        INSERT INTO t (id, name) VALUES (1, 'a')";
    keeps(setup, "GENERATED ALWAYS AS (upper(name)) STORED");
    let (_, connection) = run(setup, REBUILD);
    assert_eq!(
        text(&connection, "SELECT name, upper, more FROM t"),
        "a|A|2"
    );
}

#[test]
fn the_highest_number_of_autoincrement_is_kept() {
    let project = project("sqlite:///test.db");
    let setup = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
        INSERT INTO t VALUES (9, 'gone'); DELETE FROM t; INSERT INTO t VALUES (3, 'a')";
    let (printed, connection) = run_in(&project, setup, REBUILD);
    printed.success();
    connection
        .execute_batch("INSERT INTO t (name) VALUES ('b')")
        .expect("a row");
    assert_eq!(text(&connection, "SELECT id FROM t"), "3\n10");
}

#[test]
fn triggers_views_and_all_indexes_are_kept() {
    let project = project("sqlite:///test.db");
    let setup = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, age INT);
        CREATE TABLE log (what TEXT);
        CREATE TRIGGER changed AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (NEW.name); END;
        CREATE VIEW names AS SELECT name FROM t;
        CREATE INDEX partial ON t (age) WHERE age > 5;
        CREATE UNIQUE INDEX lowered ON t (lower(name));
        INSERT INTO t VALUES (1, 'a', 7)";
    let (printed, connection) = run_in(&project, setup, REBUILD);
    printed.success();
    connection
        .execute_batch("UPDATE t SET name = 'b'")
        .expect("a change");
    assert_eq!(text(&connection, "SELECT what FROM log"), "b");
    assert_eq!(text(&connection, "SELECT name FROM names"), "b");
    assert_eq!(
        definition(&connection, "partial"),
        "CREATE INDEX partial ON t (age) WHERE age > 5"
    );
    assert_eq!(
        definition(&connection, "lowered"),
        "CREATE UNIQUE INDEX lowered ON t (lower(name))"
    );
}

#[test]
fn a_new_name_of_a_column_is_followed_by_all_that_uses_it() {
    let setup = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''), age INT);
        CREATE TABLE child (t_name TEXT REFERENCES t (name));
        CREATE VIEW names AS SELECT name FROM t;
        CREATE INDEX by_name ON t (lower(name));
        INSERT INTO t VALUES (1, 'a', 7)";
    let lines = "\
with op.batch_alter_table('t') as batch:
    batch.alter_column('name', new_column_name='title', existing_type=sa.Text(), nullable=False)
    batch.create_unique_constraint('uq', ['name', 'age'])";
    let (printed, connection) = run(setup, lines);
    printed.success();
    let after = definition(&connection, "t");
    assert!(
        after.contains("title TEXT NOT NULL") || after.contains("\"title\" TEXT NOT NULL"),
        "{after}"
    );
    assert!(
        after.contains("CONSTRAINT uq UNIQUE (title, age)"),
        "{after}"
    );
    assert_eq!(text(&connection, "SELECT * FROM names"), "a");
    assert!(definition(&connection, "child").contains("title"));
    assert!(definition(&connection, "by_name").contains("title"));
}

#[test]
fn a_column_goes_with_the_checks_that_are_about_it_alone() {
    let setup = "CREATE TABLE t (id INTEGER PRIMARY KEY, flag BOOLEAN, name TEXT,
        CHECK (flag IN (0, 1)), CHECK (name <> ''));
        INSERT INTO t VALUES (1, 1, 'a')";
    let lines = "\
with op.batch_alter_table('t') as batch:
    batch.drop_column('flag')";
    let (printed, connection) = run(setup, lines);
    printed.success();
    let after = definition(&connection, "t");
    assert!(!after.contains("flag"), "{after}");
    assert!(after.contains("CHECK (name <> '')"), "{after}");
    assert_eq!(text(&connection, "SELECT * FROM t"), "1|a");
}

/// A batch that stops, says why, and leaves all as it was.
#[track_caller]
fn stops(setup: &str, lines: &str, why: &str) {
    let (printed, connection) = run(setup, lines);
    let shown = printed.to_string();
    assert_ne!(printed.code, Some(0), "{shown}");
    assert!(shown.contains(why), "{why:?} is not in {shown}");
    let fresh = Connection::open_in_memory().expect("a database");
    fresh.execute_batch(setup).expect("tables");
    let all = "SELECT type, name, sql FROM sqlite_master \
               WHERE name <> 'alembic_version' AND tbl_name <> 'alembic_version' ORDER BY name";
    assert_eq!(text(&connection, all), text(&fresh, all));
    assert_eq!(
        text(&connection, "SELECT * FROM t"),
        text(&fresh, "SELECT * FROM t")
    );
}

#[test]
fn what_would_be_lost_with_a_column_is_named() {
    let drop = "\
with op.batch_alter_table('t') as batch:
    batch.drop_column('age')";
    let table = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, age INT)";
    stops(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, age INT, CHECK (age > id))",
        drop,
        "CHECK (age > id) is about the column age, which is to go; drop it first",
    );
    stops(
        &format!("{table}; CREATE INDEX ages ON t (age)"),
        drop,
        "CREATE INDEX ages ON t (age) is about the column age",
    );
    stops(
        &format!("{table}; CREATE VIEW ages AS SELECT age FROM t"),
        drop,
        "CREATE VIEW ages AS SELECT age FROM t is about the column age",
    );
    stops(
        &format!(
            "{table}; CREATE TRIGGER old AFTER UPDATE ON t BEGIN DELETE FROM t WHERE id = OLD.age; END"
        ),
        drop,
        "is about the column age",
    );
}

#[test]
fn rows_that_do_not_fit_leave_the_old_table() {
    stops(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, NULL)",
        REBUILD,
        "NOT NULL constraint failed",
    );
}

#[test]
fn a_table_that_is_not_there_is_named() {
    stops(
        "CREATE TABLE t (id INTEGER PRIMARY KEY)",
        "with op.batch_alter_table('nope') as batch:\n    batch.drop_column('x')",
        "NoSuchTableError: nope",
    );
}

const ENFORCING: &str = "\
from alembic import context
from sqlalchemy import create_engine, event

engine = create_engine(context.config.get_main_option('sqlalchemy.url'))


@event.listens_for(engine, 'connect')
def enforce(connection, record):
    cursor = connection.cursor()
    cursor.execute('PRAGMA foreign_keys=ON')
    cursor.close()


with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
";

const FAMILY: &str = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE child (t_id INTEGER REFERENCES t (id) ON DELETE CASCADE);
    INSERT INTO t VALUES (1, 'a'); INSERT INTO child VALUES (1)";

#[test]
fn rows_that_point_at_a_rebuilt_table_survive() {
    let project = project("sqlite:///test.db");
    project.write("scripts/env.py", ENFORCING);
    let lines =
        format!("{REBUILD}\nassert op.get_bind().scalar(sa.text('PRAGMA foreign_keys')) == 1");
    let (printed, connection) = run_in(&project, FAMILY, &lines);
    printed.success();
    assert_eq!(text(&connection, "SELECT t_id FROM child"), "1");
    assert!(definition(&connection, "t").contains("name TEXT NOT NULL"));
    assert!(definition(&connection, "child").contains("REFERENCES t (id) ON DELETE CASCADE"));
    assert_eq!(text(&connection, "PRAGMA foreign_key_check"), "");
}

#[test]
fn a_reference_that_rows_do_not_keep_stops_where_references_are_enforced() {
    let project = project("sqlite:///test.db");
    project.write("scripts/env.py", ENFORCING);
    let lines = "\
with op.batch_alter_table('t') as batch:
    batch.create_foreign_key('fk', 'other', ['name'], ['id'])";
    let setup = format!("{FAMILY}; CREATE TABLE other (id TEXT PRIMARY KEY)");
    let (printed, connection) = run_in(&project, &setup, lines);
    let shown = printed.failure(255).to_string();
    assert!(shown.contains("points at nothing"), "{shown}");
    assert!(!definition(&connection, "t").contains("fk"), "{shown}");
}

#[test]
fn one_batch_is_one_rebuild() {
    let setup = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, age INT, note TEXT);
        CREATE TABLE log (what TEXT)";
    let lines = "\
with op.batch_alter_table('t') as batch:
    batch.alter_column('name', nullable=False, existing_type=sa.Text())
    batch.alter_column('age', type_=sa.BigInteger(), existing_type=sa.Integer())
    batch.create_unique_constraint('uq', ['name'])
    batch.create_check_constraint('ck', 'age > 0')
    batch.drop_column('note')
    batch.create_index('ix', ['age'])";
    let (printed, connection) = run(setup, lines);
    printed.success();
    // Each rebuild would have taken another number from the schema's cookie.
    let version: i64 = text(&connection, "PRAGMA schema_version")
        .parse()
        .expect("a number");
    let before = {
        let fresh = Connection::open_in_memory().expect("a database");
        fresh.execute_batch(setup).expect("tables");
        text(&fresh, "PRAGMA schema_version")
            .parse::<i64>()
            .expect("a number")
    };
    // CREATE TABLE, DROP TABLE, RENAME, CREATE INDEX, and the version table.
    assert!(version - before <= 10, "{before} {version}");
    assert_eq!(
        definition(&connection, "t"),
        "CREATE TABLE \"t\" ( id INTEGER PRIMARY KEY, name TEXT NOT NULL, age BIGINT, \
         CONSTRAINT uq UNIQUE (name), CONSTRAINT ck CHECK (age > 0) )"
    );
}
