//! All that is known of PostgreSQL and SQLite: their SQL, their types, their
//! quoting and their catalogs. Nothing outside this crate writes SQL.

mod dml;

use limbeck_operations::{Operation, Rows};
use limbeck_schema::{Name, SqlType, Statement, TableName, Value};

/// A statement as a server takes it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sql {
    /// The text, with the server's own placeholders (`$1`, `?`).
    pub text: String,
    /// Values for the placeholders, one set an execution. Empty for a
    /// statement without parameters, which is executed once.
    pub parameters: Vec<Vec<Value>>,
    /// Whether the server refuses it inside a transaction (`CREATE INDEX
    /// CONCURRENTLY`, `VACUUM`).
    pub autocommit: bool,
}

/// What becomes of values in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binds {
    /// They are sent beside the statement: online.
    Bound,
    /// They are written into it: offline.
    Inline,
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
    /// What the user should be told of it.
    pub notices: Vec<String>,
}

/// A kind of database.
pub trait Dialect {
    /// SQLAlchemy's name: `postgresql`, `sqlite`.
    fn name(&self) -> &'static str;

    /// The name of Alembic's implementation class, which its log lines show.
    fn impl_name(&self) -> &'static str;

    /// Whether Alembic assumes transactional DDL here.
    fn transactional_ddl(&self) -> bool;

    /// Longest name that the server takes, in bytes or characters as
    /// SQLAlchemy counts them.
    fn max_identifier_length(&self) -> usize;

    /// The name, quoted if it must be.
    fn quote(&self, name: &Name) -> String;

    /// The table's name with its schema, quoted where they must be.
    fn table(&self, table: &TableName) -> String;

    /// The type's spelling in a column definition.
    fn spell_type(&self, sql_type: &SqlType) -> Result<String, Error>;

    /// The value as a literal of that type.
    fn literal(&self, value: &Value, sql_type: &SqlType) -> Result<String, Error>;

    /// Fits an operation to the database at hand; without a catalog
    /// (offline), only what the operation itself says is used.
    fn prepare(
        &self,
        operation: Operation,
        catalog: Option<&dyn Catalog>,
    ) -> Result<Prepared, Error>;

    /// The operation's statements, in order.
    fn compile(&self, operation: &Operation, binds: Binds) -> Result<Vec<Sql>, Error>;

    /// The statement's SQL.
    fn statement(&self, statement: &Statement, binds: Binds) -> Result<Sql, Error>;

    /// Whether the server refuses this SQL inside a transaction.
    fn refuses_transaction(&self, sql: &str) -> bool;
}
