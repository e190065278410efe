//! Statements of PostgreSQL for changes that Alembic has no operation for.

use limbeck_schema::{Name, SequenceOptions, TableName};

use crate::Dialect;

/// The statement that gives a constraint another name.
pub(crate) fn rename_constraint(
    dialect: &dyn Dialect,
    table: &TableName,
    old: &Name,
    new: &Name,
) -> String {
    format!(
        "ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
        dialect.table(table),
        dialect.quote(old),
        dialect.quote(new)
    )
}

/// The statement that adds a value to an enum, after another one or before
/// the first.
pub(crate) fn add_enum_value(
    dialect: &dyn Dialect,
    name: &TableName,
    value: &str,
    after: Option<&str>,
    before: Option<&str>,
) -> String {
    let place = match (after, before) {
        (Some(after), _) => format!(" AFTER {}", dialect.string(after)),
        (None, Some(before)) => format!(" BEFORE {}", dialect.string(before)),
        (None, None) => String::new(),
    };
    format!(
        "ALTER TYPE {} ADD VALUE IF NOT EXISTS {}{place}",
        dialect.table(name),
        dialect.string(value)
    )
}

/// The statement that gives a type another name.
pub(crate) fn rename_type(dialect: &dyn Dialect, name: &TableName, new: &Name) -> String {
    format!(
        "ALTER TYPE {} RENAME TO {}",
        dialect.table(name),
        dialect.quote(new)
    )
}

/// The statements that make a column of an enum one of the type that now has
/// that name, by way of its text.
pub(crate) fn change_enum_column(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    name: &TableName,
    array: bool,
    default: Option<&str>,
) -> Vec<String> {
    let alter = format!(
        "ALTER TABLE {} ALTER COLUMN {}",
        dialect.table(table),
        dialect.quote(column)
    );
    let brackets = if array { "[]" } else { "" };
    let name = dialect.table(name);
    let mut statements = Vec::new();
    if default.is_some() {
        statements.push(format!("{alter} DROP DEFAULT"));
    }
    statements.push(format!(
        "{alter} TYPE {name}{brackets} USING {}::text{brackets}::{name}{brackets}",
        dialect.quote(column)
    ));
    if let Some(default) = default {
        statements.push(format!("{alter} SET DEFAULT {default}"));
    }
    statements
}

/// The statement that gives a sequence these numbers; what is not given
/// stays.
pub(crate) fn alter_sequence(
    dialect: &dyn Dialect,
    name: &TableName,
    options: &SequenceOptions,
) -> String {
    let mut text = format!("ALTER SEQUENCE {}", dialect.table(name));
    let mut add = |words: &str, number: Option<i64>| {
        if let Some(number) = number {
            text.push_str(&format!(" {words} {number}"));
        }
    };
    add("INCREMENT BY", options.increment);
    add("MINVALUE", options.min_value);
    add("MAXVALUE", options.max_value);
    add("START WITH", options.start);
    add("CACHE", options.cache);
    match options.cycle {
        Some(true) => text.push_str(" CYCLE"),
        Some(false) => text.push_str(" NO CYCLE"),
        None => {}
    }
    text
}
