//! Operations made to fit a real PostgreSQL database.

use limbeck_database::{Connection, Options, Url};
use limbeck_dialect::{Binds, Catalog, Dialect, Object, Postgresql};
use limbeck_operations::{AlterColumn, CreateIndex, CreateTable, Execute, Operation};
use limbeck_schema::{
    Column, ColumnDefault, Computed, ConstraintName, EnumType, Expression, Index, Name,
    OptionValue, PostgresqlType, SqlType, Statement, StringType, Table, TableName, UuidType,
};
use limbeck_testkit::postgres::{TestDatabase, database};

fn open(database: &TestDatabase) -> Connection {
    let url = Url::parse(&database.url()).expect("a URL");
    Connection::open(&url, &Options::default()).expect("the server takes connections")
}

fn enumeration(name: &str) -> SqlType {
    SqlType::Enum(EnumType {
        labels: vec!["a".to_owned()],
        name: Some(Name::new(name)),
        native: true,
        ..EnumType::default()
    })
}

fn domain(name: &str, data_type: SqlType) -> SqlType {
    SqlType::Postgresql(PostgresqlType::Domain {
        name: TableName::new(name),
        data_type: Box::new(data_type),
        collation: None,
        default: None,
        constraint_name: None,
        not_null: false,
        check: None,
        create_type: true,
    })
}

fn array(item: SqlType) -> SqlType {
    SqlType::Array {
        item: Box::new(item),
        dimensions: None,
    }
}

fn plain(name: &str) -> SqlType {
    SqlType::Postgresql(PostgresqlType::Plain(name.to_owned()))
}

fn types() -> Vec<SqlType> {
    let text = StringType::default();
    vec![
        SqlType::String(StringType {
            length: Some(10),
            collation: Some("C".to_owned()),
        }),
        SqlType::Text(text.clone()),
        SqlType::Char(text),
        SqlType::Integer,
        SqlType::SmallInteger,
        SqlType::BigInteger,
        SqlType::Numeric {
            precision: Some(10),
            scale: Some(2),
            asdecimal: true,
        },
        SqlType::Float {
            precision: None,
            asdecimal: false,
        },
        SqlType::Real { precision: None },
        SqlType::Boolean {
            create_constraint: false,
            name: None,
        },
        SqlType::Date,
        SqlType::Time { timezone: false },
        SqlType::Time { timezone: true },
        SqlType::DateTime { timezone: false },
        SqlType::DateTime { timezone: true },
        SqlType::Postgresql(PostgresqlType::Interval {
            fields: None,
            precision: None,
        }),
        SqlType::LargeBinary { length: None },
        SqlType::Json {
            none_as_null: false,
        },
        SqlType::Postgresql(PostgresqlType::Jsonb {
            none_as_null: false,
        }),
        SqlType::Uuid(UuidType {
            as_uuid: true,
            native: true,
        }),
        plain("INET"),
        plain("CIDR"),
        plain("MONEY"),
        plain("OID"),
        plain("REGCLASS"),
        plain("TSVECTOR"),
        SqlType::Postgresql(PostgresqlType::Bit {
            length: Some(8),
            varying: false,
        }),
        array(SqlType::Integer),
        array(SqlType::Text(StringType::default())),
        enumeration("mood"),
        enumeration("Colour"),
        domain("positive", SqlType::Integer),
        domain("word", SqlType::Text(StringType::default())),
    ]
}

fn change(old: &SqlType, new: &SqlType) -> Operation {
    Operation::AlterColumn(Box::new(AlterColumn {
        table: TableName::in_schema(Some(Name::new("app")), "Things"),
        column: Name::new("Size"),
        sql_type: Some(new.clone()),
        existing_type: Some(old.clone()),
        ..AlterColumn::default()
    }))
}

/// The `USING` that an operation was given.
fn using(operation: &Operation) -> Option<&str> {
    match operation {
        Operation::AlterColumn(change) => change.options.text("postgresql_using"),
        other => panic!("{other:?}"),
    }
}

fn succeeds(connection: &Connection, sql: &str) -> bool {
    connection.savepoint("try").unwrap();
    let result = connection.execute_text(sql).is_ok();
    connection.rollback_to("try").unwrap();
    result
}

#[test]
fn a_change_of_type_gets_using_exactly_where_the_server_asks_for_it() {
    let database = database();
    let connection = open(&database);
    let dialect = Postgresql::new();
    connection
        .execute_text(
            "CREATE SCHEMA app; CREATE TYPE mood AS ENUM ('a'); CREATE TYPE \"Colour\" AS ENUM ('a');
             CREATE DOMAIN positive AS integer; CREATE DOMAIN word AS text",
        )
        .unwrap();
    let mut added = 0;
    for old in types() {
        let spelled = dialect.spell_type(&old).unwrap();
        connection.savepoint("made").unwrap();
        connection
            .execute_text(&format!("CREATE TABLE app.\"Things\" (\"Size\" {spelled})"))
            .unwrap();
        for new in types() {
            let target = dialect.spell_type(&new).unwrap();
            let bare = target.replace(" COLLATE \"C\"", "");
            let alter = format!("ALTER TABLE app.\"Things\" ALTER COLUMN \"Size\" TYPE {target}");
            let wanted = !succeeds(&connection, &alter)
                && succeeds(&connection, &format!("{alter} USING \"Size\"::{bare}"));
            let online = dialect
                .prepare(change(&old, &new), Some(&connection as &dyn Catalog))
                .unwrap();
            let expect = wanted.then(|| format!("\"Size\"::{bare}"));
            assert_eq!(
                using(&online.operation),
                expect.as_deref(),
                "online, {spelled} to {target}"
            );
            added += usize::from(wanted);
            // Without a server nothing is known of domains.
            let is_domain = |sql_type: &SqlType| {
                matches!(sql_type, SqlType::Postgresql(PostgresqlType::Domain { .. }))
            };
            if !is_domain(&old) && !is_domain(&new) {
                let offline = dialect.prepare(change(&old, &new), None).unwrap();
                assert_eq!(
                    using(&offline.operation),
                    expect.as_deref(),
                    "offline, {spelled} to {target}"
                );
            }
        }
        connection.rollback_to("made").unwrap();
    }
    assert!(added > 50, "{added}");
}

#[test]
fn a_using_of_the_script_is_left_alone() {
    let mut operation = change(&SqlType::Text(StringType::default()), &SqlType::Integer);
    if let Operation::AlterColumn(change) = &mut operation {
        change.options.set(
            "postgresql_using",
            OptionValue::Text("length(\"Size\")".to_owned()),
        );
    }
    let prepared = Postgresql::new().prepare(operation, None).unwrap();
    assert_eq!(using(&prepared.operation), Some("length(\"Size\")"));
}

fn concurrent_index(name: &str) -> Operation {
    let mut index = Index {
        name: ConstraintName::Given(Name::new(name)),
        table: Some(TableName::in_schema(Some(Name::new("app")), "t")),
        expressions: vec![Expression::column("a")],
        unique: true,
        options: Default::default(),
    };
    index
        .options
        .set("postgresql_concurrently", OptionValue::Boolean(true));
    Operation::CreateIndex(CreateIndex {
        index,
        if_not_exists: false,
        naming: Default::default(),
    })
}

fn execute(sql: &str) -> Operation {
    Operation::Execute(Box::new(Execute {
        statement: Statement::Plain(sql.to_owned()),
        parameters: Vec::new(),
        options: Default::default(),
    }))
}

#[test]
fn an_index_that_an_earlier_try_left_invalid_is_dropped_first() {
    let database = database();
    let connection = open(&database);
    connection.set_autocommit(true).unwrap();
    let dialect = Postgresql::new();
    let run = |operation: Operation| {
        let prepared = dialect.prepare(operation, Some(&connection)).unwrap();
        let before: Vec<String> = prepared.before.iter().map(|sql| sql.text.clone()).collect();
        assert!(prepared.before.iter().all(|sql| sql.autocommit));
        assert_eq!(prepared.notices.len(), before.len());
        let statements = dialect
            .compile(&prepared.operation, Binds::Bound)
            .expect("SQL");
        let result = prepared
            .before
            .iter()
            .chain(&statements)
            .try_for_each(|sql| connection.execute(sql).map(drop));
        (before, result.is_ok())
    };
    connection
        .execute_text(
            "CREATE SCHEMA app; CREATE TABLE app.t (a integer); INSERT INTO app.t VALUES (1), (1)",
        )
        .unwrap();
    // Doubles make the index fail, and what is left is invalid.
    assert_eq!(run(concurrent_index("Ix")), (vec![], false));
    assert_eq!(
        run(concurrent_index("Ix")),
        (vec!["DROP INDEX CONCURRENTLY app.\"Ix\"".to_owned()], false)
    );
    connection.execute_text("DELETE FROM app.t").unwrap();
    assert_eq!(
        run(execute(
            "-- again\nCREATE UNIQUE INDEX CONCURRENTLY \"Ix\" ON App.t (a)"
        )),
        (vec!["DROP INDEX CONCURRENTLY app.\"Ix\"".to_owned()], true)
    );
    // A valid index of that name stays, and the server refuses a second.
    assert_eq!(run(concurrent_index("Ix")), (vec![], false));
    assert!(
        dialect
            .has(
                Object::Index,
                &TableName::in_schema(Some(Name::new("app")), "Ix"),
                &connection
            )
            .unwrap()
    );
}

#[test]
fn computed_columns_are_stored_where_the_server_knows_no_others() {
    let database = database();
    let connection = open(&database);
    let dialect = Postgresql::new();
    let create = |persisted| {
        let mut column = Column::new("b", SqlType::Integer);
        column.default = ColumnDefault::Computed(Box::new(Computed {
            expression: Expression::Raw("a + 1".to_owned()),
            persisted,
        }));
        Operation::CreateTable(Box::new(CreateTable {
            table: Table {
                name: TableName::new("t"),
                columns: vec![Column::new("a", SqlType::Integer), column],
                ..Table::default()
            },
            if_not_exists: false,
        }))
    };
    let version: u32 = database
        .psql("SHOW server_version_num")
        .trim()
        .parse()
        .unwrap();
    let prepared = dialect.prepare(create(None), Some(&connection)).unwrap();
    assert_eq!(prepared.notices.len(), usize::from(version < 180_000));
    for sql in dialect.compile(&prepared.operation, Binds::Bound).unwrap() {
        connection.execute(&sql).unwrap();
    }
    let refused = dialect.prepare(create(Some(false)), Some(&connection));
    assert_eq!(refused.is_err(), version < 180_000);
}

#[test]
fn the_catalog_says_what_is_there() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_text(
            "CREATE SCHEMA app; CREATE TABLE app.t (a integer); CREATE INDEX ix ON app.t (a);
             CREATE SEQUENCE sq; CREATE TYPE app.mood AS ENUM ('a'); CREATE VIEW v AS SELECT 1 AS a",
        )
        .unwrap();
    let check = |object, schema: Option<&str>, name: &str, expect: bool| {
        let name = TableName::in_schema(schema.map(Name::new), name);
        let found = Postgresql::new().has(object, &name, &connection).unwrap();
        assert_eq!(found, expect, "{object:?} {name}");
    };
    check(Object::Table, Some("app"), "t", true);
    check(Object::Table, None, "t", false);
    check(Object::Table, None, "v", true);
    check(Object::Table, Some("app"), "ix", false);
    check(Object::Index, Some("app"), "ix", true);
    check(Object::Sequence, None, "sq", true);
    check(Object::Sequence, Some("app"), "sq", false);
    check(Object::Type, Some("app"), "mood", true);
    check(Object::Type, None, "mood", false);
    check(Object::Schema, None, "app", true);
    check(Object::Schema, None, "other", false);
}
