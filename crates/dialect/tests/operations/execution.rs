//! How statements are run: where a transaction is refused, what a driver's
//! spelling changes, which types a run creates once.

use limbeck_dialect::{Binds, Dialect, Postgresql, Sqlite, dialect};
use limbeck_operations::{Execute, ExecutionOptions, Operation};
use limbeck_schema::{Column, OptionValue, SqlType, Statement, TableName};

use super::{build::*, printed, tables::enumeration};

fn execute(sql: &str) -> Operation {
    Operation::Execute(Box::new(Execute {
        statement: Statement::Plain(sql.to_owned()),
        parameters: Vec::new(),
        options: Default::default(),
    }))
}

/// The operation's statements, those that must run outside of a transaction
/// with a `!`.
fn marked(dialect: &dyn Dialect, operation: &Operation) -> Vec<String> {
    dialect
        .compile(operation, Binds::Bound)
        .expect("SQL")
        .into_iter()
        .map(|sql| format!("{}{}", if sql.autocommit { "!" } else { "" }, sql.text))
        .collect()
}

fn check(dialect: &dyn Dialect, operation: &Operation, expect: &[&str]) {
    assert_eq!(marked(dialect, operation), expect);
}

#[test]
fn a_text_is_taken_apart_only_where_a_transaction_is_refused() {
    let postgresql = Postgresql::new();
    check(
        &postgresql,
        &execute("UPDATE t SET a = 1; UPDATE t SET b = ';VACUUM'"),
        &["UPDATE t SET a = 1; UPDATE t SET b = ';VACUUM'"],
    );
    check(
        &postgresql,
        &execute(
            "SET lock_timeout = '1s';\nCREATE INDEX CONCURRENTLY ix ON t (a); -- done\nANALYZE t;",
        ),
        &[
            "SET lock_timeout = '1s'",
            "!CREATE INDEX CONCURRENTLY ix ON t (a)",
            "ANALYZE t",
        ],
    );
    check(
        &postgresql,
        &execute("ALTER TYPE mood ADD VALUE 'new'"),
        &["!ALTER TYPE mood ADD VALUE 'new'"],
    );
    check(&Sqlite, &execute("VACUUM"), &["!VACUUM"]);
    check(
        &Sqlite,
        &execute("CREATE INDEX concurrently ON t (a)"),
        &["CREATE INDEX concurrently ON t (a)"],
    );
}

#[test]
fn schemas_are_translated_where_sql_is_executed() {
    let insert = |schema: Option<&str>| {
        let table = TableName::in_schema(schema.map(Into::into), "t");
        let row = [("a".into(), limbeck_schema::Value::Integer(1))];
        Operation::Execute(Box::new(Execute {
            statement: Statement::insert_values(table, row),
            parameters: Vec::new(),
            options: ExecutionOptions {
                schema_translate_map: vec![
                    (None, Some("tenant".to_owned())),
                    (Some("app".to_owned()), None),
                ],
                ..ExecutionOptions::default()
            },
        }))
    };
    let check = |operation: Operation, binds, expect: &str| {
        let statements = Sqlite.compile(&operation, binds).expect("SQL");
        assert_eq!(statements[0].text, expect);
    };
    check(
        insert(None),
        Binds::Bound,
        "INSERT INTO tenant.t (a) VALUES (?)",
    );
    check(
        insert(Some("app")),
        Binds::Bound,
        "INSERT INTO t (a) VALUES (?)",
    );
    check(
        insert(Some("b")),
        Binds::Bound,
        "INSERT INTO b.t (a) VALUES (?)",
    );
    check(insert(None), Binds::Inline, "INSERT INTO t (a) VALUES (1)");
}

#[test]
fn a_concurrent_index_runs_outside_of_a_transaction() {
    let mut index = index(Some("ix"), &["a"]);
    index
        .options
        .set("postgresql_concurrently", OptionValue::Boolean(true));
    let (_, operation) = create_index("", index);
    check(
        &Postgresql::new(),
        &operation,
        &["!CREATE INDEX CONCURRENTLY ix ON t (a)"],
    );
    check(&Sqlite, &operation, &["CREATE INDEX ix ON t (a)"]);
}

#[test]
fn percents_are_doubled_for_drivers_that_format_with_them() {
    let mut column = Column::new("a%b", string(None));
    column.default = limbeck_schema::ColumnDefault::Literal("5%".to_owned());
    let mut table = table(vec![column]);
    table.constraints = vec![check_text(given("c%"), "a like '%x'")];
    let (_, operation) = create("", table);
    let doubled = "CREATE TABLE t (\n    \"a%%b\" VARCHAR DEFAULT '5%%', \n    CONSTRAINT \"c%%\" CHECK (a like '%%x')\n);";
    let plain = doubled.replace("%%", "%");
    for (name, driver, binds, expect) in [
        ("postgresql", None, Binds::Inline, doubled),
        ("postgresql", Some("psycopg2"), Binds::Inline, doubled),
        ("postgresql", Some("asyncpg"), Binds::Inline, &plain),
        ("postgresql", None, Binds::Bound, &plain),
        ("sqlite", None, Binds::Inline, &plain),
    ] {
        let dialect = dialect(name, driver, binds).expect("a dialect");
        assert_eq!(printed(&*dialect, &operation), expect, "{name} {driver:?}");
    }
    assert!(dialect("oracle", None, Binds::Bound).is_none());
}

#[test]
fn a_statement_says_which_type_it_creates() {
    let enumeration = || {
        let mut enumeration = enumeration(&["a"], Some("mood"));
        enumeration.schema = Some("app".into());
        SqlType::Enum(enumeration)
    };
    let (_, operation) = create(
        "",
        table(vec![
            Column::new("a", enumeration()),
            Column::new("b", enumeration()),
        ]),
    );
    let created: Vec<Option<TableName>> = Postgresql::new()
        .compile(&operation, Binds::Bound)
        .expect("SQL")
        .into_iter()
        .map(|sql| sql.creates_type)
        .collect();
    assert_eq!(created, [Some(in_schema("app", "mood")), None]);
}
