//! All that is known of PostgreSQL, SQLite and MySQL: their SQL, their types, their
//! quoting and their catalogs. Nothing outside this crate writes SQL.

mod batch;
pub mod change;
mod ddl;
mod dialect;
mod dml;
mod inspect;
mod literal;
mod mysql;
mod nameless;
mod postgresql;
mod quote;
mod reflect;
pub mod same;
mod sqlite;
mod transaction;
mod types;

use limbeck_operations::{Operation, Rows};
use limbeck_schema::{TableName, Value};

pub use batch::{Step, collect, recreates, steps};
pub use dialect::Dialect;
pub use inspect::{Question, inspect};
pub use mysql::{JOURNAL_COMMENT, Mysql};
pub use postgresql::{Cursor, Postgresql};
pub use quote::python_string;
pub use reflect::{
    Found, ListedTable, Parts, Reflection, Request, SchemaNames, TableKind, Warning, reflect,
    schema_names, table_names,
};
pub use sqlite::Sqlite;

/// A statement as a server takes it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sql {
    /// The text, with the server's own placeholders (`$1`, `?`), and without
    /// blanks around it. Where it is printed, Alembic writes four spaces for
    /// each tab in it.
    pub text: String,
    /// Values for the placeholders, one set an execution. Empty for a
    /// statement without parameters, which is executed once.
    pub parameters: Vec<Vec<Value>>,
    /// Whether the server refuses it inside a transaction (`CREATE INDEX
    /// CONCURRENTLY`, `VACUUM`).
    pub autocommit: bool,
    /// The type that this statement creates along with a table. Within one
    /// run a type is created once: whoever executes or prints statements
    /// leaves out those whose type an earlier statement has created.
    pub creates_type: Option<TableName>,
    /// What is wrong if this query, a check, gives rows.
    pub refuses_rows: Option<String>,
}

impl Sql {
    /// A statement without parameters that runs inside a transaction.
    pub fn new(text: impl Into<String>) -> Sql {
        Sql {
            text: text.into(),
            ..Sql::default()
        }
    }
}

/// The SQL of an expression by itself, columns with their tables.
pub fn expression(
    dialect: &dyn Dialect,
    expression: &limbeck_schema::Expression,
    binds: Binds,
) -> Result<String, Error> {
    let context = dml::ExpressionContext {
        qualified: true,
        binds,
    };
    dml::expression(dialect, expression, &context)
}

/// The SQL of an expression as it stands in the definition of a table or an
/// index: columns without their table, values as literals.
pub fn definition(
    dialect: &dyn Dialect,
    expression: &limbeck_schema::Expression,
) -> Result<String, Error> {
    dml::expression(dialect, expression, &dml::ExpressionContext::DEFINITION)
}

/// What becomes of values in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binds {
    /// They are sent beside the statement: online.
    Bound,
    /// They are written into it: offline.
    Inline,
    /// They have names, as SQLAlchemy shows a statement to a reader.
    Shown(Placeholders),
}

/// How a Python driver writes a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholders {
    /// The form of one.
    pub style: PlaceholderStyle,
    /// Whether a type follows each of those whose type the driver would not
    /// send.
    pub casts: bool,
    /// Whether the list of an IN has a placeholder for each of its values, as
    /// when a statement is executed, or stands for what it will become.
    pub expanded: bool,
}

/// The forms of PEP 249.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceholderStyle {
    /// `:name`
    Named,
    /// `%(name)s`
    Pyformat,
    /// `%s`
    Format,
    /// `?`
    Question,
    /// `$1`
    Numbered,
}

impl PlaceholderStyle {
    /// Whether values are told by their place rather than by their name.
    pub fn is_positional(self) -> bool {
        !matches!(self, PlaceholderStyle::Named | PlaceholderStyle::Pyformat)
    }
}

/// A statement as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Its text.
    pub text: String,
    /// Its parameters in the order in which they stand there, those of one
    /// name once where they have names; `None` is a value that is not known.
    pub parameters: Vec<(String, Option<limbeck_schema::Value>)>,
}

/// The statement with placeholders, as a reader sees it.
///
/// # Errors
///
/// When the dialect cannot express it.
pub fn shown(
    dialect: &dyn Dialect,
    statement: &limbeck_schema::Statement,
    placeholders: Placeholders,
) -> Result<Shown, Error> {
    dml::shown(dialect, statement, placeholders)
}

/// As [`shown`], of an expression.
///
/// # Errors
///
/// When the dialect cannot express it.
pub fn shown_expression(
    dialect: &dyn Dialect,
    expression: &limbeck_schema::Expression,
    placeholders: Placeholders,
) -> Result<Shown, Error> {
    dml::shown_expression(dialect, expression, placeholders)
}

/// Why an operation cannot be written as SQL.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What SQLAlchemy or Alembic would raise, as class and message.
    #[error("{message}")]
    Raised {
        /// The Python exception class: `CompileError`, `NotImplementedError`,
        /// `IdentifierError`, `CommandError`, ….
        class: &'static str,
        /// Its message, to the letter where SQLAlchemy or Alembic has one.
        message: String,
    },
    /// The catalog could not be asked.
    #[error(transparent)]
    Catalog(#[from] Box<dyn std::error::Error>),
}

impl Error {
    /// What SQLAlchemy says after an error of the kind
    /// `UnsupportedCompilationError`.
    pub(crate) const UNSUPPORTED_BACKGROUND: &str =
        " (Background on this error at: https://sqlalche.me/e/21/l7de)";

    /// An error of that Python class.
    pub(crate) fn raised(class: &'static str, message: impl Into<String>) -> Error {
        Error::Raised {
            class,
            message: message.into(),
        }
    }

    /// SQLAlchemy's `CompileError`.
    pub(crate) fn compile(message: impl Into<String>) -> Error {
        Error::raised("CompileError", message)
    }
}

/// Kinds of objects that a database can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// A table or a view.
    Table,
    /// A sequence.
    Sequence,
    /// An index.
    Index,
    /// A type or a domain.
    Type,
    /// A schema; the name's own schema is not used.
    Schema,
}

/// A live database that can be asked what is there.
pub trait Catalog {
    /// Executes a read-only statement.
    fn query(&self, sql: &Sql) -> Result<Rows, Box<dyn std::error::Error>>;
}

/// An operation that was made to fit the database at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// Statements to execute first.
    pub before: Vec<Sql>,
    /// The operation, perhaps completed (`USING` in a change of type).
    pub operation: Operation,
    /// Whether the statements before do all that the operation asks, so that
    /// it is not compiled any more.
    pub replaced: bool,
    /// What the user should be told of it.
    pub notices: Vec<String>,
}

impl Prepared {
    /// An operation that fits as it is.
    pub(crate) fn as_is(operation: Operation) -> Prepared {
        Prepared {
            before: Vec::new(),
            operation,
            replaced: false,
            notices: Vec::new(),
        }
    }
}

/// The dialect of SQLAlchemy's name, for SQL that is executed (`Bound`) or
/// printed as the Python driver would have it (`Inline`).
///
/// A driver that is not named stands for SQLAlchemy's default one. `None`
/// when no dialect has that name.
pub fn dialect(name: &str, driver: Option<&str>, binds: Binds) -> Option<Box<dyn Dialect>> {
    match (name, binds) {
        ("postgresql", Binds::Bound) => Some(Box::new(Postgresql::new())),
        ("postgresql", Binds::Inline | Binds::Shown(_)) => Some(Box::new(Postgresql::printed_for(
            driver.unwrap_or("psycopg"),
        ))),
        ("sqlite", _) => Some(Box::new(Sqlite)),
        ("mysql" | "mariadb", Binds::Inline | Binds::Shown(_)) => Some(Box::new(
            Mysql::printed_for(name, driver.unwrap_or("mysqldb")),
        )),
        // Until a server is asked, the name says which one it is.
        ("mysql" | "mariadb", Binds::Bound) => Some(Box::new(Mysql::new(name))),
        _ => None,
    }
}
