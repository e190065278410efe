//! Connections to a real PostgreSQL server.

use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

use limbeck_database::{Connection, Error, ErrorClass, Libpq, Lock, Options, Url};
use limbeck_dialect::Sql;
use limbeck_schema::Value;
use limbeck_testkit::postgres::{TestDatabase, database, port, socket_folder};

fn open(database: &TestDatabase) -> Connection {
    connect(&database.url(), &Options::default()).expect("the server takes connections")
}

fn connect(url: &str, options: &Options) -> Result<Connection, Error> {
    Connection::open(&Url::parse(url)?, options)
}

fn with(text: &str, parameters: Vec<Value>) -> Sql {
    Sql {
        parameters: vec![parameters],
        ..Sql::new(text)
    }
}

fn value(connection: &Connection, text: &str) -> Value {
    let rows = connection.execute_text(text).expect(text);
    rows.rows[0][0].clone()
}

#[test]
fn values_come_back_as_pythons_drivers_would_give_them() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN positive AS int")
        .unwrap();
    let check = |text: &str, expect: Value| assert_eq!(value(&connection, text), expect, "{text}");
    let other = |type_name: &str, text: &str| Value::Other {
        type_name: type_name.to_owned(),
        text: text.to_owned(),
    };
    check("SELECT true", Value::Boolean(true));
    check("SELECT 1::smallint", Value::Integer(1));
    check("SELECT 9223372036854775807", Value::Integer(i64::MAX));
    check("SELECT 1.5::float8", Value::Float(1.5));
    check("SELECT 1.50", Value::Decimal("1.50".into()));
    check("SELECT 'é'::varchar(3)", Value::from("é"));
    check("SELECT '\\x00ff'::bytea", Value::Bytes(vec![0, 255]));
    check("SELECT date '2025-10-22'", Value::Date("2025-10-22".into()));
    check(
        "SELECT timestamp '2025-10-22 10:30:00.5'",
        Value::DateTime("2025-10-22 10:30:00.5".into()),
    );
    check(
        "SET TIME ZONE 'UTC'; SELECT timestamptz '2025-10-22 10:30:00+02'",
        Value::DateTime("2025-10-22 08:30:00+00:00".into()),
    );
    check("SELECT time '10:30'", Value::Time("10:30:00".into()));
    check(
        "SELECT interval '1 day 1 second'",
        Value::Interval {
            days: 1,
            seconds: 1,
            microseconds: 0,
        },
    );
    check(
        "SELECT uuid '6ba7b810-9dad-11d1-80b4-00c04fd430c8'",
        Value::Uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8".into()),
    );
    check(
        "SELECT '{\"a\": 1}'::jsonb",
        Value::Json("{\"a\": 1}".into()),
    );
    check(
        "SELECT ARRAY['a', NULL]",
        Value::Array(vec![Value::from("a"), Value::Null]),
    );
    check("SELECT 'ok'::mood", Value::from("ok"));
    check("SELECT 5::positive", Value::Integer(5));
    check("SELECT inet '10.0.0.1'", other("inet", "10.0.0.1"));
    check("SELECT int4range(1, 3)", other("int4range", "[1,3)"));
    check("SELECT NULL::int", Value::Null);
    check("SELECT 1; SELECT 2", Value::Integer(2));
}

#[test]
fn each_kind_of_parameter_reaches_its_column() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text(
            "CREATE TABLE t (a int, b bigint, c float8, d numeric, e text, f bytea, g date, \
             h timestamptz, i interval, j uuid, k jsonb, l text[], m boolean, n inet, o varchar)",
        )
        .unwrap();
    let row = vec![
        Value::Integer(1),
        Value::Integer(1 << 40),
        Value::Float(0.1),
        Value::Decimal("1.20".into()),
        Value::from("o'k"),
        Value::Bytes(vec![1, 2]),
        Value::Date("2025-01-02".into()),
        Value::DateTime("2025-01-02 03:04:05+00:00".into()),
        Value::Interval {
            days: 2,
            seconds: 3,
            microseconds: 4,
        },
        Value::Uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8".into()),
        Value::Json("{\"a\": [1]}".into()),
        Value::Array(vec![Value::from("x\"y"), Value::Null]),
        Value::Boolean(false),
        Value::Other {
            type_name: "inet".into(),
            text: "10.0.0.1".into(),
        },
        Value::Null,
    ];
    let places: Vec<String> = (1..=row.len()).map(|n| format!("${n}")).collect();
    let rows = connection
        .execute(&with(
            &format!("INSERT INTO t VALUES ({})", places.join(", ")),
            row.clone(),
        ))
        .unwrap();
    assert_eq!(rows.affected, Some(1));
    connection.execute_text("SET TIME ZONE 'UTC'").unwrap();
    let rows = connection.execute_text("SELECT * FROM t").unwrap();
    assert_eq!(rows.rows, [row]);
    assert_eq!(rows.columns[8].name, "i");
    assert_eq!(rows.columns[8].type_name, "interval");
}

#[test]
fn one_statement_runs_once_for_each_set_of_parameters() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text("CREATE TABLE t (a int, b text)")
        .unwrap();
    let sets = (0..1000)
        .map(|n| {
            vec![
                if n == 0 {
                    Value::Null
                } else {
                    Value::Integer(n * 100)
                },
                Value::from("x"),
            ]
        })
        .collect();
    let rows = connection
        .execute(&Sql {
            parameters: sets,
            ..Sql::new("INSERT INTO t VALUES ($1, $2)")
        })
        .unwrap();
    assert_eq!(rows.affected, Some(1000));
    assert_eq!(
        value(&connection, "SELECT sum(a) FROM t"),
        Value::Integer(49_950_000)
    );
}

#[test]
fn a_first_statement_begins_a_transaction() {
    let database = database();
    let connection = open(&database);
    assert!(!connection.in_transaction());
    connection.execute_text("CREATE TABLE t (a int)").unwrap();
    assert!(connection.in_transaction() && connection.server_in_transaction());
    assert!(matches!(connection.begin(), Err(Error::AlreadyBegun)));
    connection.rollback().unwrap();
    assert!(!connection.in_transaction() && !connection.server_in_transaction());
    assert_eq!(
        value(&connection, "SELECT to_regclass('t')::text"),
        Value::Null
    );
    connection.commit().unwrap();

    connection.begin().unwrap();
    assert!(connection.in_transaction() && !connection.server_in_transaction());
    connection.execute_text("CREATE TABLE t (a int)").unwrap();
    connection.savepoint("s").unwrap();
    connection.execute_text("INSERT INTO t VALUES (1)").unwrap();
    connection.rollback_to("s").unwrap();
    connection.release("s").unwrap();
    connection.commit().unwrap();
    assert_eq!(database.psql("SELECT count(*) FROM t"), "0\n");
}

#[test]
fn after_a_scripts_own_commit_statements_run_by_themselves() {
    let database = database();
    let connection = open(&database);
    connection.execute_text("CREATE TABLE t (a int)").unwrap();
    connection.execute_text("COMMIT").unwrap();
    assert!(connection.in_transaction() && !connection.server_in_transaction());
    connection
        .execute_text("CREATE INDEX CONCURRENTLY i ON t (a)")
        .unwrap();
    connection.commit().unwrap();
    connection.execute_text("SELECT 1").unwrap();
    assert!(connection.server_in_transaction());
}

#[test]
fn autocommit_lets_statements_run_that_refuse_a_transaction() {
    let database = database();
    let connection = open(&database);
    connection.execute_text("SELECT 1").unwrap();
    assert!(matches!(
        connection.set_autocommit(true),
        Err(Error::IsolationInTransaction)
    ));
    connection.commit().unwrap();
    connection.set_isolation_level("autocommit").unwrap();
    connection.execute_text("VACUUM").unwrap();
    assert!(connection.in_transaction() && !connection.server_in_transaction());
    connection.commit().unwrap();
    connection.set_isolation_level("SERIALIZABLE").unwrap();
    assert_eq!(
        value(&connection, "SHOW transaction_isolation"),
        Value::from("serializable")
    );
    connection.rollback().unwrap();
    let error = connection.set_isolation_level("foo").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Invalid value 'FOO' for isolation_level. Valid isolation levels for 'postgresql' are \
         AUTOCOMMIT, READ COMMITTED, READ UNCOMMITTED, REPEATABLE READ, SERIALIZABLE"
    );
}

#[test]
fn errors_read_as_sqlalchemy_prints_them() {
    let database = database();
    let check = |driver: &str, sql: Sql, expect: &str| {
        let connection = connect(&database.url_for(driver), &Options::default()).unwrap();
        connection
            .execute_text("CREATE TEMP TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (1)")
            .unwrap();
        let error = connection.execute(&sql).unwrap_err();
        assert_eq!(error.to_string(), expect);
        assert!(connection.transaction_failed());
        connection.rollback().unwrap();
        connection.execute_text("SELECT 1").unwrap();
    };
    check(
        "psycopg",
        Sql::new("select * from x"),
        "(psycopg.errors.UndefinedTable) relation \"x\" does not exist\n\
         LINE 1: select * from x\n                      ^\n\
         [SQL: select * from x]\n\
         (Background on this error at: https://sqlalche.me/e/21/f405)",
    );
    check(
        "psycopg2",
        Sql::new("select * from x"),
        "(psycopg2.errors.UndefinedTable) relation \"x\" does not exist\n\
         LINE 1: select * from x\n                      ^\n\n\
         [SQL: select * from x]\n\
         (Background on this error at: https://sqlalche.me/e/21/f405)",
    );
    check(
        "asyncpg",
        with("select * from x where a = $1", vec![Value::Integer(1)]),
        "(sqlalchemy.dialects.postgresql.asyncpg.ProgrammingError) relation \"x\" does not exist\n\
         [SQL: select * from x where a = $1]\n\
         [parameters: (1,)]\n\
         (Background on this error at: https://sqlalche.me/e/21/f405)",
    );
    check(
        "psycopg",
        with("insert into u values ($1)", vec![Value::Integer(1)]),
        "(psycopg.errors.UniqueViolation) duplicate key value violates unique constraint \"u_pkey\"\n\
         DETAIL:  Key (id)=(1) already exists.\n\
         [SQL: insert into u values ($1)]\n\
         [parameters: (1,)]\n\
         (Background on this error at: https://sqlalche.me/e/21/gkpj)",
    );
    check(
        "psycopg",
        Sql::new("do $$ begin raise exception 'boo' using hint='h', detail='d'; end $$"),
        "(psycopg.errors.RaiseException) boo\n\
         DETAIL:  d\n\
         HINT:  h\n\
         CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE\n\
         [SQL: do $$ begin raise exception 'boo' using hint='h', detail='d'; end $$]\n\
         (Background on this error at: https://sqlalche.me/e/21/f405)",
    );
    check(
        "psycopg",
        Sql::new("copy u from stdin"),
        "(psycopg.errors.QueryCanceled) COPY from stdin failed: COPY FROM STDIN has no input here\n\
         CONTEXT:  COPY u, line 1\n\
         [SQL: copy u from stdin]\n\
         (Background on this error at: https://sqlalche.me/e/21/e3q8)",
    );
}

#[test]
fn a_failed_connection_says_where_and_why_without_the_password() {
    let database = database();
    let port = port().expect("this test looks at the throw-away server's own texts");
    let check = |url: &str, expect: &str| {
        let error = connect(url, &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), expect);
        let hint = error.hint().unwrap();
        assert!(!hint.contains("hunter2") && hint.contains("***"), "{hint}");
        assert!(error.is_disconnect());
    };
    check(
        &format!("postgresql://postgres:hunter2@127.0.0.1:{port}/postgres"),
        &format!(
            "(psycopg.OperationalError) connection failed: connection to server at \"127.0.0.1\", \
             port {port} failed: FATAL:  password authentication failed for user \"postgres\"\n\
             (Background on this error at: https://sqlalche.me/e/21/e3q8)"
        ),
    );
    check(
        "postgresql+psycopg2://postgres:hunter2@127.0.0.1:1/postgres",
        "(psycopg2.OperationalError) connection to server at \"127.0.0.1\", port 1 failed: \
         Connection refused\n\
         \tIs the server running on that host and accepting TCP/IP connections?\n\n\
         (Background on this error at: https://sqlalche.me/e/21/e3q8)",
    );
    check(
        "postgresql://u:hunter2@/nope?host=/nowhere",
        "(psycopg.OperationalError) connection is bad: connection to server on socket \
         \"/nowhere/.s.PGSQL.5432\" failed: No such file or directory\n\
         \tIs the server running locally and accepting connections on that socket?\n\
         (Background on this error at: https://sqlalche.me/e/21/e3q8)",
    );
    let missing = database.url().replace(database.name(), "nope");
    let error = connect(&missing, &Options::default()).unwrap_err();
    assert!(
        error
            .message()
            .ends_with("FATAL:  database \"nope\" does not exist"),
        "{error}"
    );
    assert_eq!(error.sqlstate(), Some("3D000"));
    assert_eq!(error.class(), ErrorClass::OperationalError);
    let error = connect(
        &format!("{}?sslmode=require", database.url()),
        &Options::default(),
    );
    assert!(
        error
            .unwrap_err()
            .message()
            .ends_with("failed: server does not support SSL, but SSL was required")
    );
}

#[test]
fn the_surroundings_give_what_the_url_leaves_out() {
    let database = database();
    let folder = socket_folder().expect("this test knows the throw-away server");
    let mut options = Options {
        application_name: Some("limbeck".to_owned()),
        ..Options::default()
    };
    let variables = &mut options.libpq.variables;
    let socket = folder.to_string_lossy().into_owned();
    variables.insert("PGHOST".to_owned(), socket);
    variables.insert("PGPORT".to_owned(), port().unwrap().to_string());
    variables.insert("PGUSER".to_owned(), "postgres".to_owned());
    variables.insert("PGOPTIONS".to_owned(), "-csearch_path=app".to_owned());
    let url = format!("postgresql:///{}", database.name());
    let connection = connect(&url, &options).unwrap();
    assert_eq!(value(&connection, "SHOW search_path"), Value::from("app"));
    assert_eq!(
        value(&connection, "SHOW application_name"),
        Value::from("limbeck")
    );
    assert_eq!(connection.default_schema().unwrap(), None);
    assert_eq!(
        connection.backend_pid().map(i64::from),
        match value(&connection, "SELECT pg_backend_pid()") {
            Value::Integer(pid) => Some(pid),
            _ => None,
        }
    );
}

#[test]
fn a_password_file_is_asked_when_nothing_else_names_a_password() {
    let database = database();
    let home = tempfile::tempdir().unwrap();
    let url = Url::parse(&database.url()).unwrap();
    let line = format!("*:*:*:postgres:{}\n", url.password().unwrap());
    std::fs::write(home.path().join(".pgpass"), line).unwrap();
    let url = url.set(|parts| parts.password = None);
    let error = Connection::open(&url, &Options::default()).unwrap_err();
    assert!(
        error
            .message()
            .ends_with("fe_sendauth: no password supplied")
    );
    let options = Options {
        libpq: Libpq {
            home: Some(home.path().to_owned()),
            ..Libpq::default()
        },
        ..Options::default()
    };
    Connection::open(&url, &options).unwrap();
}

#[test]
fn the_first_host_that_answers_is_taken() {
    let database = database();
    let url = database
        .url()
        .replace(&format!("127.0.0.1:{}", port().unwrap()), "");
    let url = format!("{url}?host=127.0.0.1:1&host=127.0.0.1:{}", port().unwrap());
    connect(&url, &Options::default()).unwrap();
    connect(
        &format!("{url}&target_session_attrs=read-write"),
        &Options::default(),
    )
    .unwrap();
    let error = connect(
        &format!("{url}&target_session_attrs=standby"),
        &Options::default(),
    );
    let message = error.unwrap_err().message();
    assert!(message.contains("All failures were:"), "{message}");
    assert!(
        message.contains("server is not in hot standby mode"),
        "{message}"
    );
}

#[test]
fn a_running_statement_can_be_cancelled_from_another_thread() {
    let database = database();
    let connection = open(&database);
    let handle = connection.cancel_handle();
    let canceller = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        handle.cancel();
    });
    let error = connection.execute_text("SELECT pg_sleep(30)").unwrap_err();
    canceller.join().unwrap();
    assert_eq!(error.sqlstate(), Some("57014"));
    connection.rollback().unwrap();
    connection.execute_text("SELECT 1").unwrap();
}

#[test]
fn a_lost_connection_is_said_to_be_lost() {
    let database = database();
    let connection = open(&database);
    let error = connection
        .execute_text("SELECT pg_terminate_backend(pg_backend_pid())")
        .unwrap_err();
    assert_eq!(
        error.driver_class().as_deref(),
        Some("psycopg.errors.AdminShutdown")
    );
    assert!(error.is_disconnect() && connection.is_closed());
    connection.rollback().unwrap();
    assert!(matches!(
        connection.execute_text("SELECT 1"),
        Err(Error::Closed)
    ));
}

#[test]
fn notices_are_kept_until_they_are_asked_for() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text("DROP TABLE IF EXISTS nope")
        .unwrap();
    let notices = connection.take_notices();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].severity, "NOTICE");
    assert_eq!(
        notices[0].message,
        "table \"nope\" does not exist, skipping"
    );
    assert!(connection.take_notices().is_empty());
}

#[test]
fn a_lock_has_one_holder_and_the_others_learn_who_it_is() {
    let database = database();
    let url = Url::parse(&database.url()).unwrap();
    let options = Options {
        application_name: Some("first".to_owned()),
        ..Options::default()
    };
    let acquire = |timeout: Duration, on_wait: &mut dyn FnMut(&str)| {
        Lock::acquire(&url, &options, "migrations", timeout, &mut |waiting| {
            on_wait(
                &waiting
                    .holder
                    .as_ref()
                    .map_or(String::new(), ToString::to_string),
            );
            ControlFlow::Continue(())
        })
    };
    let lock = acquire(Duration::ZERO, &mut |_| ()).unwrap();
    let pid = lock.backend_pid().unwrap();
    let mut seen = String::new();
    let error = acquire(Duration::from_millis(200), &mut |holder| {
        seen = holder.to_owned()
    });
    let message = error.err().unwrap().to_string();
    assert!(
        seen.starts_with(&format!(
            "pid {pid}, first, user postgres at 127.0.0.1, since "
        )),
        "{seen}"
    );
    assert!(
        message.starts_with("another migration is running on this database; gave up after 0 s"),
        "{message}"
    );
    assert!(message.contains(&seen), "{message}");
    // It must not stand in the way of CREATE INDEX CONCURRENTLY.
    let connection = open(&database);
    connection.set_autocommit(true).unwrap();
    connection.execute_text("CREATE TABLE t (a int)").unwrap();
    connection
        .execute_text("CREATE INDEX CONCURRENTLY i ON t (a)")
        .unwrap();
    drop(lock);
    acquire(Duration::from_secs(10), &mut |_| ()).unwrap();
}
