//! SQLite databases, in memory and in files.

use std::ops::ControlFlow;
use std::time::Duration;

use limbeck_database::{Connection, Error, Options, Url};
use limbeck_dialect::Sql;
use limbeck_schema::Value;

fn open(url: &str) -> Result<Connection, Error> {
    Connection::open(&Url::parse(url)?, &Options::default())
}

fn with(text: &str, parameters: Vec<Value>) -> Sql {
    Sql {
        parameters: vec![parameters],
        ..Sql::new(text)
    }
}

#[test]
fn values_go_in_and_come_out_as_with_python() {
    let connection = open("sqlite://").unwrap();
    connection
        .execute_text("CREATE TABLE t (a INTEGER, b BOOLEAN, c VARCHAR(3), d BLOB, e)")
        .unwrap();
    let inserted = connection
        .execute(&with(
            "INSERT INTO t VALUES (?, ?, ?, ?, ?)",
            vec![
                Value::Integer(1),
                Value::Boolean(true),
                Value::from("x"),
                Value::Bytes(vec![0]),
                Value::Decimal("1.5".into()),
            ],
        ))
        .unwrap();
    assert_eq!(inserted.affected, Some(1));
    assert_eq!(inserted.last_insert_id, Some(1));
    let rows = connection.execute_text("SELECT *, 1 FROM t").unwrap();
    let types: Vec<&str> = rows
        .columns
        .iter()
        .map(|column| column.type_name.as_str())
        .collect();
    assert_eq!(types, ["INTEGER", "BOOLEAN", "VARCHAR(3)", "BLOB", "", ""]);
    assert_eq!(
        rows.rows,
        [[
            Value::Integer(1),
            Value::Integer(1),
            Value::from("x"),
            Value::Bytes(vec![0]),
            Value::Float(1.5),
            Value::Integer(1),
        ]]
    );
}

#[test]
fn errors_read_as_sqlalchemy_prints_them() {
    let connection = open("sqlite://").unwrap();
    connection
        .execute_text("CREATE TABLE u (id INT PRIMARY KEY NOT NULL)")
        .unwrap();
    connection.execute_text("INSERT INTO u VALUES (1)").unwrap();
    let check = |sql: Sql, expect: &str| {
        assert_eq!(connection.execute(&sql).unwrap_err().to_string(), expect);
    };
    check(
        Sql::new("select * from x"),
        "(sqlite3.OperationalError) no such table: x\n[SQL: select * from x]\n\
         (Background on this error at: https://sqlalche.me/e/21/e3q8)",
    );
    check(
        Sql::new("selec"),
        "(sqlite3.OperationalError) near \"selec\": syntax error\n[SQL: selec]\n\
         (Background on this error at: https://sqlalche.me/e/21/e3q8)",
    );
    check(
        with("insert into u values (?)", vec![Value::Integer(1)]),
        "(sqlite3.IntegrityError) UNIQUE constraint failed: u.id\n\
         [SQL: insert into u values (?)]\n[parameters: (1,)]\n\
         (Background on this error at: https://sqlalche.me/e/21/gkpj)",
    );
    check(
        with("insert into u values (?)", vec![Value::Null]),
        "(sqlite3.IntegrityError) NOT NULL constraint failed: u.id\n\
         [SQL: insert into u values (?)]\n[parameters: (None,)]\n\
         (Background on this error at: https://sqlalche.me/e/21/gkpj)",
    );
    check(
        Sql::new("select 1; select 2"),
        "(sqlite3.ProgrammingError) You can only execute one statement at a time.\n\
         [SQL: select 1; select 2]\n\
         (Background on this error at: https://sqlalche.me/e/21/f405)",
    );
    check(
        with("select ?", vec![Value::Array(vec![Value::Integer(1)])]),
        "(sqlite3.ProgrammingError) Error binding parameter 1: type 'list' is not supported\n\
         [SQL: select ?]\n[parameters: ([1],)]\n\
         (Background on this error at: https://sqlalche.me/e/21/f405)",
    );
    check(
        with(
            "select ?",
            vec![Value::BigInteger("1180591620717411303424".into())],
        ),
        "Python int too large to convert to SQLite INTEGER",
    );
}

#[test]
fn a_file_that_cannot_be_opened_is_an_error() {
    let check = |url: &str, expect: &str| {
        assert_eq!(open(url).unwrap_err().to_string(), expect, "{url}");
    };
    check(
        "sqlite:////nowhere/at/all.db",
        "(sqlite3.OperationalError) unable to open database file\n\
         (Background on this error at: https://sqlalche.me/e/21/e3q8)",
    );
    check(
        "sqlite:///file:/tmp/nowhere.db?mode=ro&uri=true",
        "(sqlite3.OperationalError) unable to open database file\n\
         (Background on this error at: https://sqlalche.me/e/21/e3q8)",
    );
    check(
        "sqlite://host/x.db",
        "Invalid SQLite URL: sqlite://host/x.db\nValid SQLite URL forms are:\n \
         sqlite:///:memory: (or, sqlite://)\n sqlite:///relative/path/to/file.db\n \
         sqlite:////absolute/path/to/file.db",
    );
    check(
        "oracle://root@h/d",
        "oracle databases are not supported; PostgreSQL, SQLite, MySQL and MariaDB are",
    );
}

#[test]
fn ddl_is_rolled_back_and_pragmas_begin_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:///{}", folder.path().join("a.db").display());
    let connection = open(&url).unwrap();
    connection.execute_text("PRAGMA foreign_keys=ON").unwrap();
    assert!(connection.in_transaction() && !connection.server_in_transaction());
    connection.execute_text("SELECT 1").unwrap();
    assert!(!connection.server_in_transaction());
    connection.execute_text("CREATE TABLE t (a)").unwrap();
    assert!(connection.server_in_transaction());
    connection.rollback().unwrap();
    let tables = "SELECT count(*) FROM sqlite_master";
    assert_eq!(
        connection.execute_text(tables).unwrap().rows,
        [[Value::Integer(0)]]
    );
    connection.execute_text("CREATE TABLE t (a)").unwrap();
    connection.commit().unwrap();
    connection.close();
    assert!(matches!(
        connection.execute_text("SELECT 1"),
        Err(Error::Closed)
    ));
    assert_eq!(
        open(&url).unwrap().execute_text(tables).unwrap().rows,
        [[Value::Integer(1)]]
    );
}

#[test]
fn a_relative_file_lies_in_the_given_folder_and_others_can_be_attached() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        directory: Some(folder.path().to_owned()),
        attach: vec![("app".to_owned(), folder.path().join("app.db"))],
        ..Options::default()
    };
    let url = Url::parse("sqlite:///main.db").unwrap();
    let connection = Connection::open(&url, &options).unwrap();
    connection.execute_text("CREATE TABLE app.t (a)").unwrap();
    connection.execute_text("CREATE TABLE u (a)").unwrap();
    connection.commit().unwrap();
    let files = |name: &str| folder.path().join(name).exists();
    assert!(files("main.db") && files("app.db"));
    assert_eq!(
        connection.default_schema().unwrap().as_deref(),
        Some("main")
    );
}

#[test]
fn a_writer_waits_a_bounded_time_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:///{}", folder.path().join("a.db").display());
    let (first, second) = (open(&url).unwrap(), open(&url).unwrap());
    let mut tries = 0;
    let mut begin = |connection: &Connection| {
        connection.begin_immediate(Duration::from_millis(200), &mut |_| {
            tries += 1;
            ControlFlow::Continue(())
        })
    };
    begin(&first).unwrap();
    let error = begin(&second).unwrap_err();
    assert!(matches!(error, Error::Locked(_)), "{error}");
    assert!(!second.in_transaction());
    first.commit().unwrap();
    begin(&second).unwrap();
    assert!(second.in_transaction() && second.server_in_transaction());
    assert!(tries > 1);
}

#[test]
fn a_scripts_own_begin_is_ended_with_the_transaction() {
    let connection = open("sqlite://").unwrap();
    connection.execute_text("BEGIN").unwrap();
    connection.execute_text("SELECT 1").unwrap();
    connection.commit().unwrap();
    assert!(!connection.server_in_transaction());
    connection.execute_text("BEGIN").unwrap();
    connection.execute_text("CREATE TABLE t (a)").unwrap();
    connection.rollback().unwrap();
    assert!(connection.execute_text("SELECT * FROM t").is_err());
}
