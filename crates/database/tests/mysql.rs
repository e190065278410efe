//! Connections to a real MariaDB server.

use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

use limbeck_database::{Connection, Error, ErrorClass, Lock, Options, Url};
use limbeck_dialect::{Dialect, Parts, Request, Sql, reflect, table_names};
use limbeck_schema::{ConstraintKind, SqlType, TableName, UuidType, Value};
use limbeck_testkit::mariadb::{TestDatabase, database, socket};

fn open(database: &TestDatabase) -> Connection {
    connect(&database.url_for("mysql+pymysql")).expect("the server takes connections")
}

fn connect(url: &str) -> Result<Connection, Error> {
    Connection::open(&Url::parse(url)?, &Options::default())
}

fn value(connection: &Connection, text: &str) -> Value {
    let rows = connection.execute_text(text).expect(text);
    rows.rows[0][0].clone()
}

fn with(text: &str, sets: Vec<Vec<Value>>) -> Sql {
    Sql {
        parameters: sets,
        ..Sql::new(text)
    }
}

#[test]
fn values_come_back_as_pythons_drivers_would_give_them() {
    let database = database();
    let connection = open(&database);
    let check = |text: &str, expect: Value| assert_eq!(value(&connection, text), expect, "{text}");
    check("SELECT 1", Value::Integer(1));
    check("SELECT -5", Value::Integer(-5));
    check(
        "SELECT 18446744073709551615",
        Value::BigInteger("18446744073709551615".into()),
    );
    check("SELECT 1.50", Value::Decimal("1.50".into()));
    check("SELECT 1.5e0", Value::Float(1.5));
    check("SELECT true", Value::Integer(1));
    check("SELECT NULL", Value::Null);
    check("SELECT 'é\\\\%'", Value::from("é\\%"));
    check("SELECT X'00ff'", Value::Bytes(vec![0, 255]));
    check(
        "SELECT CAST('2025-10-22' AS DATE)",
        Value::Date("2025-10-22".into()),
    );
    check(
        "SELECT CAST('2025-10-22 10:30:00.5' AS DATETIME(6))",
        Value::DateTime("2025-10-22 10:30:00.500000".into()),
    );
    check(
        "SELECT CAST('-25:00:01' AS TIME)",
        Value::Interval {
            days: -2,
            seconds: 82_799,
            microseconds: 0,
        },
    );
}

#[test]
fn values_go_to_the_server_and_come_back() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text(
            "CREATE TABLE t (i BIGINT UNSIGNED, b TINYINT(1), d DECIMAL(30, 2), f DOUBLE, \
             s VARCHAR(50), x BLOB, day DATE, at DATETIME(6), span TIME(6), j JSON, u UUID, \
             e ENUM('a', 'b'), y YEAR)",
        )
        .unwrap();
    let sent = vec![
        Value::BigInteger("18446744073709551615".into()),
        Value::Boolean(true),
        Value::Decimal("123456789012345678901234567.89".into()),
        Value::Float(0.1),
        Value::from("it's \\ 5% \"é\" \n🙂"),
        Value::Bytes(vec![0, 39, 92, 255]),
        Value::Date("2025-10-22".into()),
        Value::DateTime("2025-10-22 10:30:00.000007+00:00".into()),
        Value::Interval {
            days: 1,
            seconds: 3_661,
            microseconds: 5,
        },
        Value::Json("{\"a\": [1, \"x\"]}".into()),
        Value::Uuid("0f5b1d8e-0a6b-4d0b-9f3e-2a7c1d9e8f00".into()),
        Value::from("b"),
        Value::Integer(2024),
    ];
    let nulls = vec![Value::Null; sent.len()];
    let places = vec!["?"; sent.len()].join(", ");
    let insert = with(
        &format!("INSERT INTO t VALUES ({places})"),
        vec![sent.clone(), nulls.clone()],
    );
    assert_eq!(connection.execute(&insert).unwrap().affected, Some(2));
    let mut expect = sent;
    expect[1] = Value::Integer(1);
    expect[7] = Value::DateTime("2025-10-22 10:30:00.000007".into());
    expect[9] = Value::from("{\"a\": [1, \"x\"]}");
    expect[10] = Value::from("0f5b1d8e-0a6b-4d0b-9f3e-2a7c1d9e8f00");
    let rows = connection.execute_text("SELECT * FROM t").unwrap();
    assert_eq!(rows.rows, [expect.clone(), nulls]);
    let by_place = with("SELECT * FROM t WHERE s = ?", vec![vec![expect[4].clone()]]);
    assert_eq!(connection.execute(&by_place).unwrap().rows, [expect]);
}

#[test]
fn transactions_last_until_commit_and_ddl_ends_them() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text("CREATE TABLE t (a INT PRIMARY KEY)")
        .unwrap();
    let count = || database.query("SELECT count(*) FROM t").join("");
    connection.execute_text("INSERT INTO t VALUES (1)").unwrap();
    assert_eq!(count(), "0");
    connection.rollback().unwrap();
    connection.execute_text("INSERT INTO t VALUES (2)").unwrap();
    connection.commit().unwrap();
    assert_eq!(count(), "1");
    connection.execute_text("INSERT INTO t VALUES (3)").unwrap();
    connection.execute_text("CREATE TABLE u (a INT)").unwrap();
    connection.rollback().unwrap();
    assert_eq!(count(), "2", "CREATE TABLE commits what came before");
    connection.set_isolation_level("AUTOCOMMIT").unwrap();
    connection.execute_text("INSERT INTO t VALUES (4)").unwrap();
    assert_eq!(count(), "3");
    connection.commit().unwrap();
    connection.set_isolation_level("READ_COMMITTED").unwrap();
    assert_eq!(connection.isolation_level().unwrap(), "READ COMMITTED");
}

#[test]
fn errors_are_those_of_pythons_drivers() {
    let database = database();
    let check = |drivername: &str, statement: &str, expect: &str, class: ErrorClass| {
        let connection = connect(&database.url_for(drivername)).unwrap();
        connection
            .execute_text("CREATE TABLE IF NOT EXISTS t (a INT NOT NULL PRIMARY KEY)")
            .unwrap();
        let error = connection.execute_text(statement).unwrap_err();
        assert_eq!(error.class(), class, "{error}");
        let first = error.to_string();
        let first = first.lines().next().unwrap_or_default();
        assert_eq!(first.replace(database.name(), "d"), expect);
    };
    use ErrorClass::{IntegrityError, OperationalError, ProgrammingError};
    check(
        "mysql+pymysql",
        "SELECT * FROM missing",
        "(pymysql.err.ProgrammingError) (1146, \"Table 'd.missing' doesn't exist\")",
        ProgrammingError,
    );
    check(
        "mysql",
        "DROP TABLE missing",
        "(MySQLdb.OperationalError) (1051, \"Unknown table 'd.missing'\")",
        OperationalError,
    );
    check(
        "mariadb+asyncmy",
        "INSERT INTO t VALUES (1), (1)",
        "(asyncmy.errors.IntegrityError) (1062, \"Duplicate entry '1' for key 'PRIMARY'\")",
        IntegrityError,
    );
    check(
        "mysql+mysqlconnector",
        "DROP TABLE missing",
        "(mysql.connector.errors.OperationalError) 1051 (42S02): Unknown table 'd.missing'",
        OperationalError,
    );
}

#[test]
fn connecting_fails_with_the_reason_and_without_the_password() {
    let database = database();
    let check = |url: &str, expect: &str| {
        let error = connect(url).unwrap_err();
        let shown = format!("{error}\n{}", error.hint().unwrap_or_default());
        assert!(shown.contains(expect), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    };
    let url = database.url_for("mysql+pymysql");
    check(
        &url.replace("secret", "hunter2"),
        "(pymysql.err.OperationalError) (1045, \"Access denied for user 'limbeck'@'127.0.0.1' (using password: YES)\")",
    );
    check(
        "mysql+pymysql://u:hunter2@127.0.0.1:1/d",
        "(2003, \"Can't connect to MySQL server on '127.0.0.1' ([Errno 111] Connection refused)\")",
    );
    check(
        &format!("{url}_missing"),
        &format!("(1049, \"Unknown database '{}_missing'\")", database.name()),
    );
    check(
        &format!("{url}?read_default_file=/etc/my.cnf"),
        "connection option \"read_default_file\" is not supported",
    );
    check(
        &format!("{url}?colour=red"),
        "connect() got an unexpected keyword argument 'colour'",
    );
}

#[test]
fn options_of_the_url_are_obeyed() {
    let database = database();
    let url = database.url_for("mysql+pymysql");
    let options = "charset=utf8mb4&connect_timeout=5&sql_mode=ANSI&init_command=SET%20@x%20%3D%205";
    let connection = connect(&format!("{url}?{options}")).unwrap();
    assert_eq!(value(&connection, "SELECT @x"), Value::Integer(5));
    assert_eq!(value(&connection, "SELECT 'é🙂'"), Value::from("é🙂"));
    assert_eq!(
        connection.default_schema().unwrap().as_deref(),
        Some(database.name())
    );
    if let Some(socket) = socket() {
        let url = format!("mysql://limbeck:secret@/{}", database.name());
        let connection = connect(&format!("{url}?unix_socket={}", socket.display())).unwrap();
        let user = value(&connection, "SELECT USER()");
        assert_eq!(user, Value::from("limbeck@localhost"));
    }
}

#[test]
fn the_dialect_is_that_of_the_server() {
    let database = database();
    let uuid = SqlType::Uuid(UuidType {
        as_uuid: true,
        native: true,
    });
    for name in ["mysql", "mariadb"] {
        let connection = connect(&database.url_for(name)).unwrap();
        let dialect = connection.mysql_dialect().unwrap();
        assert_eq!(dialect.name(), name);
        assert!(dialect.is_mariadb());
        assert_eq!(dialect.spell_type(&uuid).unwrap(), "UUID");
    }
    let connection = connect(&format!("{}?sql_mode=NO_BACKSLASH_ESCAPES", database.url())).unwrap();
    let dialect = connection.mysql_dialect().unwrap();
    let text = "it's \\ so";
    let selected = value(&connection, &format!("SELECT {}", dialect.string(text)));
    assert_eq!(selected, Value::from(text));
}

#[test]
fn a_statement_is_cancelled_from_another_thread() {
    let database = database();
    let connection = open(&database);
    let handle = connection.cancel_handle();
    let canceller = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        handle.cancel();
    });
    let started = std::time::Instant::now();
    let error = connection
        .execute_text("SELECT count(*) FROM seq_1_to_100000 a, seq_1_to_100000 b WHERE a.seq % 7 = b.seq % 11")
        .unwrap_err();
    canceller.join().unwrap();
    assert!(started.elapsed() < Duration::from_secs(20));
    assert!(error.to_string().contains("(1317, "), "{error}");
    assert_eq!(value(&connection, "SELECT 1"), Value::Integer(1));
}

#[test]
fn one_lock_of_a_name_is_held_at_a_time() {
    let database = database();
    let url = Url::parse(&database.url()).unwrap();
    let options = Options::default();
    let wait = Duration::from_millis(300);
    let acquire = |key: &str, seen: &mut Option<i64>| {
        Lock::acquire(&url, &options, key, wait, &mut |waiting| {
            *seen = waiting.holder.as_ref().map(|holder| holder.pid);
            ControlFlow::Continue(())
        })
    };
    let held = acquire("migrations", &mut None).unwrap();
    acquire("others", &mut None).unwrap();
    let mut seen = None;
    let error = acquire("migrations", &mut seen).err().expect("it is held");
    assert!(matches!(error, Error::Locked(_)), "{error}");
    assert_eq!(seen, held.backend_pid().map(i64::from));
    drop(held);
    acquire("migrations", &mut None).unwrap();
}

#[test]
fn a_lost_connection_says_so() {
    let database = database();
    let connection = open(&database);
    let pid = connection.backend_pid().unwrap();
    database.query(&format!("KILL {pid}"));
    let error = connection.execute_text("SELECT 1").unwrap_err();
    assert!(error.is_disconnect(), "{error}");
    assert!(connection.is_closed());
    connection.rollback().unwrap();
}

#[test]
fn a_table_is_reflected_as_it_was_made() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text(
            "CREATE TABLE parent (a INT, b INT, PRIMARY KEY (b, a)) COMMENT 'it''s';
             CREATE TABLE child (
                 id BIGINT(20) UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                 a INT NOT NULL DEFAULT 5, b INT, e ENUM('x', 'it''s') DEFAULT 'x',
                 s VARCHAR(20) COLLATE utf8mb4_bin COMMENT 'five',
                 t TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
                 g INT GENERATED ALWAYS AS (a + 1) STORED, w TEXT, j JSON,
                 UNIQUE KEY u (a, b), KEY k (s(5)), FULLTEXT KEY f (w),
                 CONSTRAINT fk FOREIGN KEY (b, a) REFERENCES parent (b, a) ON DELETE CASCADE,
                 CONSTRAINT c CHECK (a > 1)
             );
             CREATE VIEW seen AS SELECT 1 AS one;
             CREATE SEQUENCE counter",
        )
        .unwrap();
    let listed = table_names("mysql", &[None], &connection).unwrap();
    let listed: Vec<String> = listed.iter().map(|table| table.name.to_string()).collect();
    assert_eq!(listed, ["child", "parent"]);
    let request = Request {
        tables: ["parent", "child", "missing", "seen"]
            .map(TableName::new)
            .to_vec(),
        schemas: vec![None],
        parts: Parts::ALL,
    };
    let reflection = reflect("mysql", &request, &connection).unwrap();
    assert!(reflection.warnings.is_empty(), "{:?}", reflection.warnings);
    let schema = &reflection.schema;
    let names: Vec<String> = schema.tables.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["parent", "child", "seen"]);
    assert_eq!(schema.sequences[0].name.to_string(), "counter");
    assert_eq!(schema.tables[0].comment.as_deref(), Some("it's"));
    assert_eq!(
        schema.tables[0].primary_key(),
        [limbeck_schema::Name::new("b"), "a".into()]
    );
    let child = &schema.tables[1];
    let dialect = connection.mysql_dialect().unwrap();
    let shown: Vec<String> = child
        .columns
        .iter()
        .map(|column| dialect.column(child, column).unwrap())
        .collect();
    assert_eq!(
        shown,
        [
            "id BIGINT(20) UNSIGNED NOT NULL AUTO_INCREMENT",
            "a INTEGER(11) NOT NULL DEFAULT 5",
            "b INTEGER(11)",
            "e ENUM('x','it''s') DEFAULT 'x'",
            "s VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'five'",
            "t TIMESTAMP(3) NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3)",
            "g INTEGER(11) GENERATED ALWAYS AS ((`a` + 1)) STORED",
            "w TEXT",
            "j LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        ]
    );
    let kinds: Vec<String> = child
        .constraints
        .iter()
        .map(|constraint| {
            let kind = match &constraint.kind {
                ConstraintKind::PrimaryKey(_) => "primary".to_owned(),
                ConstraintKind::ForeignKey(key) => {
                    format!("{} {:?}", key.target.table, key.on_delete)
                }
                ConstraintKind::Unique(columns) => format!("unique of {}", columns.len()),
                ConstraintKind::Check(check) => format!("{:?}", check.condition),
                ConstraintKind::Exclude(_) => "exclude".to_owned(),
            };
            let name = constraint.name.name().map_or("", |name| name.as_str());
            format!("{name}: {kind}")
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ": primary",
            "fk: parent Some(\"CASCADE\")",
            "u: unique of 2",
            "c: Raw(\"`a` > 1\")",
        ]
    );
    let indexes: Vec<String> = child
        .indexes
        .iter()
        .map(|index| {
            dialect
                .create_index(index, "ix", &child.name, false)
                .unwrap()
        })
        .collect();
    assert_eq!(
        indexes,
        [
            "CREATE FULLTEXT INDEX ix ON child (w)",
            "CREATE INDEX ix ON child (s(5))",
        ]
    );
}
