//! Questions about what a database holds, for scripts that ask with
//! SQLAlchemy's inspector.

use limbeck_operations::Rows;
use limbeck_schema::Value;

use crate::{Catalog, Error, postgresql, sqlite};

/// What an inspector may want to know. The answers are rows of the given
/// columns, on every dialect; a list in brackets is an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Tables of a schema: name.
    Tables,
    /// Temporary tables: name.
    TemporaryTables,
    /// Views of a schema: name.
    Views,
    /// Materialized views of a schema: name.
    MaterializedViews,
    /// Schemas: name.
    Schemas,
    /// Sequences of a schema: name.
    Sequences,
    /// Enums of a schema: name, schema, whether it is visible, [labels].
    Enums,
    /// Columns of a table: name, class of the type, [its arguments, name
    /// and value in turn], dimensions of the array, name, schema and [labels]
    /// of the enum, whether it may be NULL, default, comment, [start,
    /// increment, minimum, maximum, cache, whether it cycles, whether ALWAYS]
    /// of the identity, expression of the generated column, whether that is
    /// stored, place in the primary key from 1 or 0.
    Columns,
    /// The primary key of a table: name, [columns], comment.
    PrimaryKey,
    /// Foreign keys of a table: name, [columns], schema, table, [columns],
    /// ON DELETE, ON UPDATE, whether DEFERRABLE, INITIALLY DEFERRED, comment.
    ForeignKeys,
    /// Indexes of a table: name, whether it is unique, [columns, NULL for
    /// expressions], [expressions], [INCLUDE columns], WHERE, method, name of
    /// the constraint behind it.
    Indexes,
    /// Unique constraints of a table: name, [columns], comment, whether NULLS
    /// NOT DISTINCT.
    UniqueConstraints,
    /// CHECK constraints of a table: name, condition, comment.
    CheckConstraints,
    /// The comment of a table: text.
    TableComment,
    /// The text of a view: text.
    ViewDefinition,
}

/// Asks a database. `table` says of which table, where a question is about
/// one.
pub fn inspect(
    dialect: &str,
    question: Question,
    schema: Option<&str>,
    table: &str,
    catalog: &dyn Catalog,
) -> Result<Rows, Error> {
    match dialect {
        "postgresql" => postgresql::inspect(question, schema, table, catalog),
        "sqlite" => sqlite::inspect(question, schema, table, catalog),
        other => Err(Error::raised(
            "NotImplementedError",
            format!("limbeck cannot inspect {other} databases yet"),
        )),
    }
}

/// The answer to a question that makes no sense here.
pub(crate) fn not_implemented() -> Error {
    Error::raised("NotImplementedError", "")
}

/// A type's arguments, name and value in turn.
pub(crate) fn arguments(pairs: &[(&str, Value)]) -> Value {
    Value::Array(
        pairs
            .iter()
            .flat_map(|(name, value)| [Value::from(*name), value.clone()])
            .collect(),
    )
}

/// The numbers in the parentheses of a type's spelling.
pub(crate) fn numbers(text: &str) -> Vec<i64> {
    let inside = text
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or("", |(inside, _)| inside);
    inside
        .split(',')
        .filter_map(|number| number.trim().parse().ok())
        .collect()
}
