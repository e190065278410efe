//! What we read out of real databases, compared with what SQLAlchemy reads.

mod show;

use std::cell::Cell;

use limbeck_database::{Connection, Options, Url};
use limbeck_dialect::{
    Catalog, Parts, Question, Reflection, Request, Sql, inspect, reflect, schema_names, table_names,
};
use limbeck_operations::Rows;
use limbeck_schema::{
    ConstraintKind, ExcludeElement, Expression, Name, SequenceOptions, SqlType, StringType,
    TableName, UnaryOperator, Value,
};
use limbeck_testkit::postgres::{TestDatabase, database};

fn open(database: &TestDatabase) -> Connection {
    connect(&database.url())
}

fn connect(url: &str) -> Connection {
    Connection::open(&Url::parse(url).expect("a URL"), &Options::default()).expect("a database")
}

fn in_memory() -> Connection {
    connect("sqlite://")
}

/// Reads all tables of some schemas, and some others besides.
fn all(connection: &Connection, schemas: &[Option<Name>], others: &[TableName]) -> Reflection {
    let dialect = connection.dialect_name();
    let listed = table_names(dialect, schemas, connection).expect("names");
    let mut tables: Vec<TableName> = listed.into_iter().map(|table| table.name).collect();
    tables.extend(others.iter().cloned());
    tables.sort();
    let request = Request {
        tables,
        schemas: schemas.to_vec(),
        parts: Parts::ALL,
    };
    reflect(dialect, &request, connection).expect("a schema")
}

fn compare(shown: &str, expect: &str) {
    for (ours, theirs) in shown.lines().zip(expect.lines()) {
        assert_eq!(ours.trim_end(), theirs.trim_end());
    }
    assert_eq!(shown.lines().count(), expect.lines().count());
}

#[test]
fn postgresql_is_reflected_as_sqlalchemy_reflects_it() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_script(include_str!("postgresql.sql"))
        .expect("the tables are made");
    let public = |name: &str| TableName::in_schema(Some(Name::new("public")), name);
    let schemas = [None, Some(Name::new("Odd Schema")), Some(Name::new("app"))];
    let reflection = all(
        &connection,
        &schemas,
        &[
            TableName::new("seen"),
            public("abroad"),
            public("children"),
            public("defaults"),
        ],
    );
    compare(&show::show(&reflection), include_str!("postgresql.txt"));
}

#[test]
fn sqlite_is_reflected_as_sqlalchemy_reflects_it() {
    let connection = in_memory();
    connection
        .execute_script(include_str!("sqlite.sql"))
        .expect("the tables are made");
    let reflection = all(&connection, &[None], &[TableName::new("seen")]);
    compare(&show::show(&reflection), include_str!("sqlite.txt"));
}

/// One table with all that SQLAlchemy does not see.
#[test]
fn what_sqlalchemy_does_not_see_is_reflected_too() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_script(include_str!("postgresql.sql"))
        .expect("the tables are made");
    // SQLAlchemy loses the parenthesis before it where the table has a schema.
    connection
        .execute_script(
            "CREATE SEQUENCE plus_seq; \
             ALTER TABLE defaults ADD plus integer DEFAULT (nextval('plus_seq') + 1); \
             ALTER SEQUENCE plus_seq OWNED BY defaults.plus",
        )
        .unwrap();
    let reflection = all(&connection, &[None, Some(Name::new("app"))], &[]);
    let table = |name: &str| &reflection.schema.tables[&TableName::new(name)];
    let found = |name: &str| &reflection.found[&TableName::new(name)];

    // EXCLUDE.
    let exclude = |name: &str| {
        let constraints = table("indexed").constraints.iter();
        let mut named =
            constraints.filter(|one| one.name.name().is_some_and(|own| own.as_str() == name));
        named.next().expect("the constraint").clone()
    };
    let constraint = exclude("no_overlap");
    let ConstraintKind::Exclude(no_overlap) = constraint.kind else {
        panic!("{constraint:?}");
    };
    assert_eq!(no_overlap.using, "gist");
    assert_eq!(
        no_overlap.condition,
        Some(Expression::Raw("room > 0".into()))
    );
    let element = |expression, operator: &str, class: Option<&str>| ExcludeElement {
        expression,
        operator: operator.to_owned(),
        operator_class: class.map(str::to_owned),
    };
    assert_eq!(
        no_overlap.elements,
        [
            element(Expression::column("room"), "=", None),
            element(Expression::column("during"), "&&", None),
        ]
    );
    let constraint = exclude("odd_one");
    assert_eq!(constraint.deferral.deferrable, Some(true));
    let ConstraintKind::Exclude(odd_one) = constraint.kind else {
        panic!("{:?}", constraint.kind);
    };
    let lower = Expression::Raw("lower(\"Mixed\")".into());
    let class = Some("text_pattern_ops");
    assert_eq!(odd_one.elements, [element(lower, "=", class)]);

    // Collations, and the order of expressions, in indexes.
    let index = |name: &str| {
        let mut indexes = table("indexed").indexes.iter();
        let index = indexes.find(|one| one.name.name().is_some_and(|own| own.as_str() == name));
        index.expect("the index").expressions.clone()
    };
    assert_eq!(
        index("collated"),
        [
            Expression::Collate {
                operand: Box::new(Expression::column("name")),
                collation: Name::new("C"),
            },
            Expression::column("Mixed"),
        ]
    );
    assert_eq!(
        index("expressed")[2],
        Expression::Unary {
            operator: UnaryOperator::Descending,
            operand: Box::new(Expression::Raw("(room + 1)".into())),
        }
    );

    // Partitions, and what is not valid yet.
    assert_eq!(
        table("measured").options.text("postgresql_partition_by"),
        Some("RANGE (at)")
    );
    assert_eq!(
        found("measured_2024").partition.as_deref(),
        Some("FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')")
    );
    assert_eq!(found("measured").partition, None);
    let not_valid: Vec<String> = table("children")
        .constraints
        .iter()
        .filter(|one| one.options.is_true("postgresql_not_valid"))
        .map(|one| one.name.name().unwrap().to_string())
        .collect();
    assert_eq!(not_valid, ["later", "unchecked"]);

    // SERIAL: a sequence of one's own.
    let serials: Vec<String> = found("defaults")
        .serials
        .iter()
        .map(|(column, sequence)| format!("{column} {sequence}"))
        .collect();
    assert_eq!(
        serials,
        [
            "id defaults_id_seq",
            "big defaults_big_seq",
            "tiny defaults_tiny_seq"
        ]
    );

    // Sequences that belong to no column, with all their numbers.
    let sequences = &reflection.schema.sequences;
    let names: Vec<String> = sequences.iter().map(|one| one.name.to_string()).collect();
    assert_eq!(names, ["app.small", "counter"]);
    assert_eq!(sequences[0].data_type, Some(SqlType::Smallint));
    assert_eq!(
        sequences[1].options,
        SequenceOptions {
            start: Some(5),
            increment: Some(2),
            min_value: Some(1),
            max_value: Some(100),
            cycle: Some(true),
            cache: Some(3),
            ..SequenceOptions::default()
        }
    );
    let schemas = schema_names("postgresql", &connection).unwrap();
    assert_eq!(schemas.default.as_deref(), Some("public"));
    assert_eq!(schemas.search_path, ["public"]);
    assert_eq!(
        schemas.all,
        ["Odd Schema", "app", "information_schema", "public"]
    );
    let listed = table_names("postgresql", &[None], &connection).unwrap();
    let partitions: Vec<String> = listed
        .iter()
        .filter(|table| table.partition)
        .map(|table| table.name.to_string())
        .collect();
    assert_eq!(partitions, ["measured_2024"]);
    assert!(listed.iter().all(|table| table.schema == "public"));
}

#[test]
fn what_sqlalchemy_does_not_see_in_sqlite_is_reflected_too() {
    let connection = in_memory();
    connection
        .execute_script(
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, \
             name VARCHAR(9) COLLATE NOCASE CONSTRAINT named UNIQUE, \
             other INTEGER CONSTRAINT far REFERENCES t (id) ON DELETE CASCADE DEFERRABLE); \
             CREATE INDEX mixed ON t (name, other DESC, name COLLATE BINARY, lower(name) DESC)",
        )
        .unwrap();
    let reflection = all(&connection, &[None], &[]);
    let table = &reflection.schema.tables[0];
    assert!(table.options.is_true("sqlite_autoincrement"));
    assert_eq!(
        table.columns[1].sql_type,
        SqlType::Varchar(StringType {
            length: Some(9),
            collation: Some("NOCASE".into()),
        })
    );
    let names: Vec<Option<&str>> = table
        .constraints
        .iter()
        .map(|one| one.name.name().map(Name::as_str))
        .collect();
    assert_eq!(names, [None, Some("far"), Some("named")]);
    let ConstraintKind::ForeignKey(key) = &table.constraints[1].kind else {
        panic!("{:?}", table.constraints[1]);
    };
    assert_eq!(key.on_delete.as_deref(), Some("CASCADE"));
    assert_eq!(table.constraints[1].deferral.deferrable, Some(true));
    let descending = |operand| Expression::Unary {
        operator: UnaryOperator::Descending,
        operand: Box::new(operand),
    };
    assert_eq!(
        table.indexes[0].expressions,
        [
            Expression::column("name"),
            descending(Expression::column("other")),
            Expression::Collate {
                operand: Box::new(Expression::column("name")),
                collation: Name::new("BINARY"),
            },
            descending(Expression::Raw("lower(name)".into())),
        ]
    );
    assert_eq!(
        reflection.warnings[0].to_string(),
        "Skipped unsupported reflection of expression-based index mixed"
    );
}

#[test]
fn a_foreign_key_to_a_partitioned_table_is_one() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_script(
            "CREATE TABLE p (id integer PRIMARY KEY) PARTITION BY RANGE (id); \
             CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (9); \
             CREATE TABLE c (p integer REFERENCES p) PARTITION BY RANGE (p); \
             CREATE TABLE c1 PARTITION OF c FOR VALUES FROM (1) TO (9)",
        )
        .unwrap();
    let reflection = all(&connection, &[None], &[]);
    for table in ["c", "c1"] {
        let constraints = &reflection.schema.tables[&TableName::new(table)].constraints;
        assert_eq!(constraints.len(), 1, "{table}: {constraints:?}");
    }
}

#[test]
fn a_table_may_be_asked_for_under_two_names() {
    let database = database();
    for (connection, own) in [(open(&database), "public"), (in_memory(), "main")] {
        connection
            .execute_script(
                "CREATE TABLE t (id integer PRIMARY KEY, a integer CHECK (a > 0)); \
                 CREATE INDEX i ON t (a)",
            )
            .unwrap();
        let own = TableName::in_schema(Some(Name::new(own)), "t");
        let reflection = all(&connection, &[None], std::slice::from_ref(&own));
        for name in [TableName::new("t"), own] {
            let table = &reflection.schema.tables[&name];
            assert_eq!(
                (
                    table.columns.len(),
                    table.constraints.len(),
                    table.indexes.len()
                ),
                (2, 2, 1),
                "{name}"
            );
        }
    }
}

#[test]
fn tables_of_the_search_path_have_no_schema() {
    let database = database();
    let connection = open(&database);
    connection
        .execute_script(
            "CREATE SCHEMA app; CREATE TABLE app.a (id integer PRIMARY KEY); \
             CREATE TABLE b (a integer REFERENCES app.a); CREATE TABLE app.b (id integer); \
             CREATE TYPE app.mood AS ENUM ('sad'); SET search_path TO public, app",
        )
        .unwrap();
    let app = Some(Name::new("app"));
    let shown = |tables: &[Option<Name>]| {
        let listed = table_names("postgresql", tables, &connection).unwrap();
        let shown = listed
            .into_iter()
            .map(|table| format!("{} of {}", table.name, table.schema));
        shown.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(shown(&[None]), "a of app, b of public");
    assert_eq!(
        shown(std::slice::from_ref(&app)),
        "app.a of app, app.b of app"
    );
    assert_eq!(
        shown(&[app.clone(), None]),
        "a of app, b of public, app.a of app, app.b of app"
    );
    let reflection = all(&connection, &[None, app], &[]);
    let key = |table: TableName| match &reflection.schema.tables[&table].constraints[0].kind {
        ConstraintKind::ForeignKey(key) => key.target.table.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(key(TableName::new("b")), "a");
    assert_eq!(reflection.found[&TableName::new("a")].schema, "app");
    let enums = reflection.schema.enums.iter();
    let enums: Vec<Option<&str>> = enums
        .map(|found| found.schema.as_ref().map(Name::as_str))
        .collect();
    assert_eq!(enums, [None, Some("app")]);
}

#[test]
fn a_role_without_rights_reads_all_schemas() {
    let database = database();
    let connection = open(&database);
    let role = format!("reader_{}", database.name());
    connection
        .execute_script(&format!(
            "CREATE SCHEMA closed; CREATE TABLE closed.t (id serial PRIMARY KEY, \
             own bigint GENERATED ALWAYS AS IDENTITY, x text DEFAULT lower('X') CHECK (x <> '')); \
             CREATE INDEX i ON closed.t (lower(x)); CREATE TABLE open (id integer); \
             CREATE ROLE \"{role}\"; SET ROLE \"{role}\""
        ))
        .unwrap();
    connection.savepoint("refused").unwrap();
    assert!(connection.execute_text("SELECT * FROM closed.t").is_err());
    connection.rollback_to("refused").unwrap();
    let reflection = all(&connection, &[None, Some(Name::new("closed"))], &[]);
    let names: Vec<String> = reflection
        .schema
        .tables
        .keys()
        .map(ToString::to_string)
        .collect();
    assert_eq!(names, ["open", "closed.t"]);
    let closed = &reflection.schema.tables[1];
    assert_eq!(
        (
            closed.columns.len(),
            closed.constraints.len(),
            closed.indexes.len()
        ),
        (3, 2, 1)
    );
    connection
        .execute_script(&format!(
            "RESET ROLE; DROP SCHEMA closed CASCADE; DROP ROLE \"{role}\""
        ))
        .unwrap();
}

#[test]
fn a_dropped_connection_is_an_error() {
    let database = database();
    let connection = open(&database);
    let killer = open(&database);
    let pid = connection.backend_pid().unwrap();
    killer
        .execute_text(&format!("SELECT pg_terminate_backend({pid})"))
        .unwrap();
    let request = Request {
        tables: vec![TableName::new("t")],
        schemas: vec![None],
        parts: Parts::ALL,
    };
    let error = reflect("postgresql", &request, &connection).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("terminating connection") || text.contains("closed the connection"),
        "{text}"
    );
}

#[test]
fn an_inspector_tells_the_same() {
    let check = |connection: &Connection, question, table: &str, expect: &[&str]| {
        let dialect = connection.dialect_name();
        let rows = inspect(dialect, question, None, table, connection).expect("an answer");
        let shown: Vec<String> = rows.rows.iter().map(|row| values(row)).collect();
        assert_eq!(shown, expect, "{question:?} of {table}");
    };
    let database = database();
    let connection = open(&database);
    connection
        .execute_script(include_str!("postgresql.sql"))
        .expect("the tables are made");
    check(
        &connection,
        Question::Columns,
        "parents",
        &[
            "id INTEGER [] 0 - - - no - - - - no 2 no",
            "kind INTEGER [] 0 - - - no - - - - no 1 no",
            "The Name TEXT [] 0 - - - yes - - - - no 0 no",
        ],
    );
    check(
        &connection,
        Question::PrimaryKey,
        "parents",
        &["parents_key [kind id] a key"],
    );
    check(
        &connection,
        Question::Indexes,
        "children",
        &["children_self_key yes [self] [self] [] - - children_self_key []"],
    );
    check(
        &connection,
        Question::CheckConstraints,
        "children",
        &[
            "children_b_check twice(b) < 100 -",
            "positive_a a > 0 AND (b > 0 OR \"D\" <> ')'::text) -",
            "unchecked c > 0 -",
            "wrapped a IS NOT NULL a check",
        ],
    );
    check(
        &connection,
        Question::TableComment,
        "defaults",
        &["what's there []"],
    );
    check(
        &connection,
        Question::Enums,
        "",
        &[
            "hollow public yes []",
            "mood public yes [sad it's ok happy]",
        ],
    );
    check(&connection, Question::Views, "", &["seen"]);
    check(&connection, Question::TableComment, "nothing", &[]);
    let domain = inspect(
        "postgresql",
        Question::Columns,
        Some("app"),
        "things",
        &connection,
    );
    assert_eq!(
        values(&domain.unwrap().rows[2]),
        "word DOMAIN [name word data_type [VARCHAR [collation C] 0 - - -] schema app \
         collation C constraint_name word_check not_null no check VALUE::text <> ''::text \
         create_type no] 0 - - - yes - - - - no 0 no"
    );

    let connection = in_memory();
    connection
        .execute_script(include_str!("sqlite.sql"))
        .expect("the tables are made");
    check(
        &connection,
        Question::Columns,
        "parents",
        &[
            "a INTEGER [] 0 - - - no - - - - no 2 -",
            "b TEXT [] 0 - - - no - - - - no 1 -",
            "c TEXT [] 0 - - - yes - - - - no 0 -",
        ],
    );
    check(
        &connection,
        Question::ForeignKeys,
        "children",
        &[
            "pair [c b] - parents [a b] CASCADE SET NULL yes yes -",
            "- [c] - singles [id] - - no no -",
            "- [b] - parents [c] - - no no -",
            "- [a] - singles [id] - - no no -",
        ],
    );
    check(
        &connection,
        Question::UniqueConstraints,
        "parents",
        &["two [a c] - no", "- [c] - no"],
    );
    check(
        &connection,
        Question::ViewDefinition,
        "seen",
        &["CREATE VIEW seen AS SELECT a, b FROM parents"],
    );
}

fn values(values: &[Value]) -> String {
    let shown = values.iter().map(|value| match value {
        Value::Null => "-".to_owned(),
        Value::Boolean(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Array(items) => format!("[{}]", self::values(items)),
        other => panic!("{other:?}"),
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// A catalog that counts its questions.
struct Counting<'a> {
    connection: &'a Connection,
    count: Cell<usize>,
}

impl Catalog for Counting<'_> {
    fn query(&self, sql: &Sql) -> Result<Rows, Box<dyn std::error::Error>> {
        self.count.set(self.count.get() + 1);
        self.connection.query(sql)
    }
}

#[test]
fn the_number_of_statements_does_not_grow_with_the_tables() {
    let database = database();
    for connection in [open(&database), in_memory()] {
        connection
            .execute_text("CREATE TABLE t0 (id integer PRIMARY KEY)")
            .unwrap();
        for number in 1..=200 {
            let before = number - 1;
            let script = format!(
                "CREATE TABLE t{number} (id integer PRIMARY KEY, a text DEFAULT 'x' UNIQUE, \
                 b integer REFERENCES t{before}, CONSTRAINT c{number} CHECK (b > 0)); \
                 CREATE INDEX i{number} ON t{number} (b, a) WHERE b > 1"
            );
            connection.execute_script(&script).unwrap();
        }
        let count = |number: usize| {
            let catalog = Counting {
                connection: &connection,
                count: Cell::new(0),
            };
            let names = (1..=number).map(|number| TableName::new(format!("t{number}")));
            let request = Request {
                tables: names.collect(),
                schemas: vec![None],
                parts: Parts::ALL,
            };
            let reflection = reflect(connection.dialect_name(), &request, &catalog).unwrap();
            assert_eq!(reflection.schema.tables.len(), number);
            for table in reflection.schema.tables.values() {
                assert_eq!(table.columns.len(), 3, "{}", table.name);
                assert_eq!(table.constraints.len(), 4, "{}", table.name);
                assert_eq!(table.indexes.len(), 1, "{}", table.name);
            }
            catalog.count.get()
        };
        let one = count(1);
        assert_eq!(one, count(200), "{}", connection.dialect_name());
        assert!(one < 12, "{one}");
    }
}
