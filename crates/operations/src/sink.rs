//! The one door to a database, or to a file of SQL.

use limbeck_schema::Value;

use crate::{Execute, Operation};

/// A column of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultColumn {
    /// Its name.
    pub name: String,
    /// The server's name of its type (`int4`, `varchar`), or the declared
    /// type on SQLite; empty when not known.
    pub type_name: String,
}

/// What a statement gave back.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Rows {
    /// The columns; empty for a statement that returns no rows.
    pub columns: Vec<ResultColumn>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// How many rows a statement changed or returned, if the server said.
    pub affected: Option<u64>,
    /// SQLite's last inserted rowid.
    pub last_insert_id: Option<i64>,
}

/// Receives what a migration does, in the order in which it does it.
pub trait Sink {
    /// Why an operation could not be carried out.
    type Error;

    /// Carries out an operation: executes it, prints it, or looks at it.
    fn invoke(&self, operation: Operation) -> Result<(), Self::Error>;

    /// Executes a statement for what it returns. Offline this prints the
    /// statement and returns nothing, as Alembic does.
    fn query(&self, statement: Execute) -> Result<Option<Rows>, Self::Error>;
}
