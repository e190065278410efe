//! What we read out of real databases, compared with what SQLAlchemy reads.

mod show;

use std::cell::Cell;

use limbeck_database::{Connection, Options, Url};
use limbeck_dialect::{
    Catalog, Parts, Reflection, Request, Sql, reflect, schema_names, table_names,
};
use limbeck_operations::Rows;
use limbeck_schema::{Name, TableName};
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
