//! Statements for changes that Alembic has no operation for. `None` where a
//! dialect has no such statement.

use limbeck_schema::{Name, SequenceOptions, TableName};

use crate::{Catalog, Dialect, Error, postgresql};

/// Whether the dialect has the statements of this module.
pub fn supported(dialect: &dyn Dialect) -> bool {
    dialect.name() == "postgresql"
}

/// The statement that gives a constraint another name.
pub fn rename_constraint(
    dialect: &dyn Dialect,
    table: &TableName,
    old: &Name,
    new: &Name,
) -> Option<String> {
    supported(dialect).then(|| postgresql::change::rename_constraint(dialect, table, old, new))
}

/// The statement that gives a constraint a comment, or takes it away.
pub fn comment_on_constraint(
    dialect: &dyn Dialect,
    table: &TableName,
    name: &Name,
    comment: Option<&str>,
) -> Option<String> {
    supported(dialect)
        .then(|| postgresql::change::comment_on_constraint(dialect, table, name, comment))
}

/// The statement that adds a value to an enum, after another one or before
/// the first. It does not run inside a transaction on servers before 12.
pub fn add_enum_value(
    dialect: &dyn Dialect,
    name: &TableName,
    value: &str,
    after: Option<&str>,
    before: Option<&str>,
) -> Option<String> {
    supported(dialect)
        .then(|| postgresql::change::add_enum_value(dialect, name, value, after, before))
}

/// The statement that gives a value of an enum another name.
pub fn rename_enum_value(
    dialect: &dyn Dialect,
    name: &TableName,
    old: &str,
    new: &str,
) -> Option<String> {
    supported(dialect).then(|| postgresql::change::rename_enum_value(dialect, name, old, new))
}

/// SQL of the server's, such as a default, once a value of the enum of that
/// name is called otherwise.
pub fn with_renamed_value(sql: &str, name: &Name, old: &str, new: &str) -> String {
    postgresql::change::with_renamed_value(sql, name, old, new)
}

/// SQL of the server's in words that it writes in the same way again when it
/// is told them.
pub fn rereadable(dialect: &dyn Dialect, sql: &str) -> String {
    match supported(dialect) {
        true => postgresql::change::rereadable(sql),
        false => sql.to_owned(),
    }
}

/// SQL of PostgreSQL's without what it leaves in it when a column's type
/// changes, and what means nothing.
pub fn without_traces(sql: &str) -> String {
    postgresql::change::without_traces(sql)
}

/// Whether SQL of the server's casts something to a type of that name.
pub fn casts_to(sql: &str, name: &Name) -> bool {
    postgresql::change::casts_to(sql, name)
}

/// What stands in the way of making an enum type anew, but for columns,
/// constraints and indexes, in the server's words: `view v`, `function f(mood)`.
pub fn held_by(
    dialect: &dyn Dialect,
    name: &TableName,
    catalog: &dyn Catalog,
) -> Result<Vec<String>, Error> {
    match supported(dialect) {
        true => postgresql::change::held_by(name, catalog),
        false => Ok(Vec::new()),
    }
}

/// The statement that gives a type another name.
pub fn rename_type(dialect: &dyn Dialect, name: &TableName, new: &Name) -> Option<String> {
    supported(dialect).then(|| postgresql::change::rename_type(dialect, name, new))
}

/// The statements that make a column of an enum one of the type that now has
/// that name; `default` is what stands after DEFAULT. None where a dialect
/// has no enums.
pub fn change_enum_column(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    name: &TableName,
    array: bool,
    default: Option<&str>,
) -> Vec<String> {
    match supported(dialect) {
        true => {
            postgresql::change::change_enum_column(dialect, table, column, name, array, default)
        }
        false => Vec::new(),
    }
}

/// What comes before and after a column that takes its numbers from that
/// sequence of its own becomes an identity which starts with `start`.
pub fn without_serial(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    sequence: &TableName,
    start: i64,
) -> (Vec<String>, Vec<String>) {
    match supported(dialect) {
        true => postgresql::change::without_serial(dialect, table, column, sequence, start),
        false => (Vec::new(), Vec::new()),
    }
}

/// The statements that let a column of that type take its numbers from that
/// sequence of its own, which they create.
pub fn with_serial(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    sequence: &TableName,
    sql_type: &str,
) -> Vec<String> {
    match supported(dialect) {
        true => postgresql::change::with_serial(dialect, table, column, sequence, sql_type),
        false => Vec::new(),
    }
}

/// The statement that gives a sequence these numbers; what is not given
/// stays.
pub fn alter_sequence(
    dialect: &dyn Dialect,
    name: &TableName,
    options: &SequenceOptions,
) -> Option<String> {
    supported(dialect).then(|| postgresql::change::alter_sequence(dialect, name, options))
}
