//! Reading a database's schema.
//!
//! It takes two steps, because a project may choose among the names before
//! anything else is read: [`schema_names`] and [`table_names`], then
//! [`reflect`] for the tables that are wanted. The number of statements does
//! not grow with the number of tables.

mod row;

use indexmap::IndexMap;
use limbeck_schema::{Index, Name, Schema, TableName};

pub(crate) use row::{Row, ask};

use crate::{Catalog, Error, mysql, postgresql, sqlite};

/// The schemas (in PostgreSQL's sense) of a database.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SchemaNames {
    /// The one that new tables are made in: `public`, `main`. `None` when
    /// there is none, as with an empty search path.
    pub default: Option<String>,
    /// All but those of the system (`pg_…`) and SQLite's `temp`, in
    /// alphabetical order; `information_schema` is among them.
    pub all: Vec<String>,
    /// Those whose tables are found by their name alone, in order.
    pub search_path: Vec<String>,
}

/// A table that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTable {
    /// Its name; the schema is the one that was asked for, so `None` for a
    /// table that is found by its name alone.
    pub name: TableName,
    /// The schema that it is really in.
    pub schema: String,
    /// Whether it is a partition of another table.
    pub partition: bool,
}

/// What of tables is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Columns.
    pub columns: bool,
    /// Constraints of all kinds.
    pub constraints: bool,
    /// Indexes.
    pub indexes: bool,
}

impl Parts {
    /// All of them.
    pub const ALL: Parts = Parts {
        columns: true,
        constraints: true,
        indexes: true,
    };
    /// None but a table's comment and options.
    pub const NONE: Parts = Parts {
        columns: false,
        constraints: false,
        indexes: false,
    };
}

/// What is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The tables (or views). A name without a schema is looked up in the
    /// search path. Those that do not exist are missing in the answer.
    pub tables: Vec<TableName>,
    /// The schemas whose sequences and enum types are wanted; `None` stands
    /// for all that are found by their name alone.
    pub schemas: Vec<Option<Name>>,
    /// What of the tables is wanted.
    pub parts: Parts,
}

/// What a database holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reflection {
    /// The tables in the order in which they were asked for, the sequences
    /// that belong to no column, and the enum types.
    ///
    /// Constraints of a table are in SQLAlchemy's order: primary key, foreign
    /// keys, uniques, checks, and then EXCLUDE, each kind by name. Indexes
    /// that a constraint made are not here but in [`Found`]. SQL that the
    /// database gave as text is [`Expression::Raw`](limbeck_schema::Expression::Raw),
    /// names are [`Final`](limbeck_schema::ConstraintName::Final), and options
    /// are those that SQLAlchemy reflects, with `postgresql_include` and
    /// `postgresql_nulls_not_distinct` where they are empty or false too.
    pub schema: Schema,
    /// What is known of tables beyond what models can declare, by the same
    /// names.
    pub found: IndexMap<TableName, Found>,
    /// What could not be read as it is.
    pub warnings: Vec<Warning>,
}

/// What is known of a table in a database beyond what models can declare.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Found {
    /// The schema that it is really in.
    pub schema: String,
    /// What kind of table it is.
    pub kind: TableKind,
    /// The bounds (`FOR VALUES …`) of a partition.
    pub partition: Option<String>,
    /// Columns with the sequences that they own and take their default from:
    /// SERIAL.
    pub serials: IndexMap<Name, Name>,
    /// Indexes that belong to a constraint (UNIQUE, EXCLUDE) of the same
    /// name. The primary key's is not here.
    pub constraint_indexes: Vec<Index>,
}

/// Kinds of things that have columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TableKind {
    /// A table, perhaps partitioned.
    #[default]
    Table,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
    /// A table of another server.
    Foreign,
}

/// Something that could not be read as it is. Where SQLAlchemy warns of it,
/// the text is SQLAlchemy's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A type that SQLAlchemy has no class for; the column has the type
    /// [`Null`](limbeck_schema::SqlType::Null).
    #[error("Did not recognize type '{name}' of {of}")]
    UnknownType {
        /// The type, without its arguments.
        name: String,
        /// `column '…'`, or `DOMAIN '…'`.
        of: String,
    },
    /// An index that SQLAlchemy leaves out on SQLite, and we do not.
    #[error("Skipped unsupported reflection of expression-based index {0}")]
    ExpressionIndex(String),
    /// A CREATE TABLE in SQLite that could not be taken apart: names and
    /// conditions of its constraints are not known.
    #[error("Could not read the definition of table '{table}': {why}")]
    Definition {
        /// The table.
        table: String,
        /// What is wrong with it.
        why: String,
    },
}

/// The schemas of a database, in one statement.
pub fn schema_names(dialect: &str, catalog: &dyn Catalog) -> Result<SchemaNames, Error> {
    match dialect {
        "postgresql" => postgresql::schema_names(catalog),
        "sqlite" => sqlite::schema_names(catalog),
        "mysql" | "mariadb" => mysql::schema_names(catalog),
        other => Err(unsupported(other)),
    }
}

/// The tables of some schemas, in one statement (SQLite: one for each
/// schema), in alphabetical order for each schema: ordinary and partitioned
/// ones and partitions, neither views nor temporary nor foreign tables.
/// `None` stands for all that are found by their name alone.
pub fn table_names(
    dialect: &str,
    schemas: &[Option<Name>],
    catalog: &dyn Catalog,
) -> Result<Vec<ListedTable>, Error> {
    match dialect {
        "postgresql" => postgresql::table_names(schemas, catalog),
        "sqlite" => sqlite::table_names(schemas, catalog),
        "mysql" | "mariadb" => mysql::table_names(schemas, catalog),
        other => Err(unsupported(other)),
    }
}

/// Reads tables, sequences and enum types.
pub fn reflect(
    dialect: &str,
    request: &Request,
    catalog: &dyn Catalog,
) -> Result<Reflection, Error> {
    match dialect {
        "postgresql" => postgresql::reflect(request, catalog),
        "sqlite" => sqlite::reflect(request, catalog),
        "mysql" | "mariadb" => mysql::reflect(request, catalog),
        other => Err(unsupported(other)),
    }
}

fn unsupported(dialect: &str) -> Error {
    Error::raised(
        "NotImplementedError",
        format!("limbeck cannot inspect {dialect} databases yet"),
    )
}
