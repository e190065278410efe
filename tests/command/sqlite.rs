//! What limbeck does on SQLite and Alembic does not: tables are altered, and
//! a run is one transaction.

use limbeck_testkit::{Printed, Project};

use crate::LIMBECK;
use crate::both::stock;

/// A project with one revision, whose `upgrade()` is `body`, and a database
/// that `sql` has filled.
fn project(sql: &str, body: &str) -> Project {
    let project = stock();
    connection(&project)
        .execute_batch(sql)
        .expect("a filled database");
    write(&project, "r1", "None", body);
    project
}

fn write(project: &Project, id: &str, down: &str, body: &str) {
    let body: String = body
        .lines()
        .map(|line| format!("    {}\n", line.trim()))
        .collect();
    project.write(
        &format!("scripts/versions/{id}.py"),
        &format!(
            "from alembic import op\nimport sqlalchemy as sa\nrevision = '{id}'\n\
             down_revision = {down}\n\ndef upgrade():\n{body}\ndef downgrade():\n    pass\n"
        ),
    );
}

fn connection(project: &Project) -> rusqlite::Connection {
    rusqlite::Connection::open(project.file("test.db")).expect("a database")
}

fn upgrade(project: &Project) -> Printed {
    project.run(LIMBECK, &["upgrade", "head"])
}

/// The definitions in the database, but for the version table's.
fn definitions(project: &Project) -> Vec<String> {
    let connection = connection(project);
    let mut statement = connection
        .prepare(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL \
             AND tbl_name <> 'alembic_version' ORDER BY type, name",
        )
        .expect("a query");
    statement
        .query_map([], |row| row.get::<_, String>(0))
        .expect("rows")
        .map(|sql| {
            let sql = sql.expect("a definition");
            sql.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

const USERS: &str = "
CREATE TABLE groups (id INTEGER PRIMARY KEY);
INSERT INTO groups VALUES (7);
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email VARCHAR(20) COLLATE NOCASE,
    age VARCHAR DEFAULT '0',
    group_id INTEGER,
    shout VARCHAR GENERATED ALWAYS AS (upper(email)) VIRTUAL,
    CONSTRAINT ck_age CHECK (age <> 'x'),
    UNIQUE (email)
);
INSERT INTO users (id, email, age, group_id) VALUES (1, 'a@b', '41', 7), (99, 'c@d', NULL, NULL);
DELETE FROM users WHERE id = 99;
CREATE TABLE log (text);
CREATE INDEX ix_age ON users (age) WHERE age IS NOT NULL;
CREATE TRIGGER tr AFTER UPDATE ON users BEGIN INSERT INTO log VALUES (new.email); END;
CREATE VIEW v AS SELECT email FROM users;
";

#[test]
fn a_column_is_altered_and_nothing_else_is_lost() {
    let project = project(
        USERS,
        "op.alter_column('users', 'age', type_=sa.Integer(), nullable=False, server_default='5')",
    );
    upgrade(&project).success();
    assert_eq!(
        definitions(&project),
        [
            "CREATE INDEX ix_age ON users (age) WHERE age IS NOT NULL",
            "CREATE TABLE groups (id INTEGER PRIMARY KEY)",
            "CREATE TABLE log (text)",
            "CREATE TABLE sqlite_sequence(name,seq)",
            "CREATE TABLE \"users\" ( id INTEGER PRIMARY KEY AUTOINCREMENT, \
             email VARCHAR(20) COLLATE NOCASE, age INTEGER DEFAULT '5' NOT NULL, \
             group_id INTEGER, shout VARCHAR GENERATED ALWAYS AS (upper(email)) VIRTUAL, \
             CONSTRAINT ck_age CHECK (age <> 'x'), UNIQUE (email) )",
            "CREATE TRIGGER tr AFTER UPDATE ON users BEGIN INSERT INTO log VALUES (new.email); END",
            "CREATE VIEW v AS SELECT email FROM users",
        ]
    );
    let connection = connection(&project);
    connection
        .execute_batch("UPDATE users SET email = 'e@f'; INSERT INTO users (email) VALUES ('g')")
        .expect("a working table");
    let read =
        |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).expect(sql) };
    assert_eq!(
        read("SELECT typeof(age) || age FROM users WHERE id = 1"),
        "integer41"
    );
    assert_eq!(read("SELECT text FROM log"), "e@f");
    assert_eq!(read("SELECT shout FROM users WHERE id = 1"), "E@F");
    assert_eq!(
        read("SELECT max(id) || '' FROM users"),
        "100",
        "AUTOINCREMENT goes on"
    );
    assert_eq!(read("SELECT group_concat(email) FROM v"), "e@f,g");
}

#[test]
fn constraints_are_added_and_dropped() {
    let project = project(
        USERS,
        "op.create_foreign_key('fk_group', 'users', 'groups', ['group_id'], ['id'], ondelete='CASCADE')
         op.create_check_constraint('ck_email', 'users', sa.column('email') != '')
         op.create_unique_constraint('uq_age', 'users', ['age', 'group_id'])
         op.drop_constraint('ck_age', 'users', type_='check')
         op.add_column('users', sa.Column('nick', sa.String(), unique=True))
         op.add_column('users', sa.Column('boss', sa.Integer(), sa.ForeignKey('users.id')))
         op.add_column('users', sa.Column('at', sa.DateTime(), server_default=sa.func.now()))",
    );
    upgrade(&project).success();
    let users = definitions(&project)
        .into_iter()
        .find(|sql| sql.starts_with("CREATE TABLE \"users\""))
        .expect("the table");
    for part in [
        "CONSTRAINT fk_group FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE",
        "CONSTRAINT ck_email CHECK (email != '')",
        "CONSTRAINT uq_age UNIQUE (age, group_id)",
        "nick VARCHAR",
        "UNIQUE (nick)",
        "at DATETIME DEFAULT CURRENT_TIMESTAMP",
        "boss INTEGER",
        "REFERENCES users (id)",
    ] {
        assert!(users.contains(part), "{part} is not in {users}");
    }
    assert!(!users.contains("ck_age"), "{users}");
    let number: i64 = connection(&project)
        .query_row(
            "SELECT count(*) FROM users WHERE at IS NOT NULL",
            [],
            |row| row.get(0),
        )
        .expect("a number");
    assert_eq!(number, 1);
}

#[test]
fn a_change_that_the_rows_refuse_leaves_the_table_as_it_was() {
    let project = project(
        &USERS.replace("DELETE FROM users WHERE id = 99;", ""),
        "op.alter_column('users', 'age', nullable=False)",
    );
    let before = definitions(&project);
    let printed = upgrade(&project).failure(1);
    assert!(
        printed.stderr.contains("NOT NULL constraint failed"),
        "{printed}"
    );
    assert_eq!(definitions(&project), before);
}

#[test]
fn what_cannot_be_altered_is_named() {
    for (body, expected) in [
        (
            "op.alter_column('users', 'nothing', nullable=False)",
            "no column nothing",
        ),
        (
            "op.drop_constraint('nothing', 'users')",
            "no constraint named nothing",
        ),
        ("op.alter_column('nothing', 'x', nullable=False)", "nothing"),
    ] {
        let project = project(USERS, body);
        let printed = upgrade(&project);
        assert!(matches!(printed.code, Some(1 | 255)), "{printed}");
        let all = format!("{}{}", printed.stdout, printed.stderr);
        assert!(all.contains(expected), "{printed}");
    }
}

#[test]
fn rows_of_other_tables_are_not_put_at_risk() {
    let project = project(
        USERS,
        "op.create_table('posts', sa.Column('user_id', sa.Integer(), sa.ForeignKey('users.id', ondelete='CASCADE')))
         op.execute('INSERT INTO posts VALUES (1)')
         op.alter_column('users', 'age', nullable=True)",
    );
    project.write(
        "scripts/env.py",
        &project.read("scripts/env.py").replace(
            "        context.configure(connection",
            "        connection.exec_driver_sql('PRAGMA foreign_keys=ON')\n        \
             connection.commit()\n        context.configure(connection",
        ),
    );
    upgrade(&project).success();
    let posts: i64 = connection(&project)
        .query_row("SELECT count(*) FROM posts", [], |row| row.get(0))
        .expect("a number");
    assert_eq!(posts, 1, "rows that point at a rebuilt table");
}

#[test]
fn revisions_that_were_finished_stay_when_a_later_one_fails() {
    let project = project("", "op.create_table('one', sa.Column('x', sa.Integer()))");
    write(
        &project,
        "r2",
        "'r1'",
        "op.create_table('two', sa.Column('x', sa.Integer()))",
    );
    write(
        &project,
        "r3",
        "'r2'",
        "op.create_table('three', sa.Column('x', sa.Integer()))\nop.execute('SELECT * FROM nowhere')",
    );
    let printed = upgrade(&project).failure(1);
    for part in [
        "no such table: nowhere",
        "r3.py",
        "line 8",
        "rolled back",
        "r1, r2",
        "at r2",
    ] {
        assert!(
            printed.stderr.contains(part),
            "{part:?} is not in {printed}"
        );
    }
    assert_eq!(
        definitions(&project),
        [
            "CREATE TABLE one ( x INTEGER )",
            "CREATE TABLE two ( x INTEGER )"
        ]
    );
    let current = project.run(LIMBECK, &["current"]).success();
    assert_eq!(current.trim(), "r2");
}
