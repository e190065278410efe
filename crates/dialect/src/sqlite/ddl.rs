//! SQLite's own parts of DDL.

use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, Index, Name, OptionValue, Options, Table,
    TableName,
};

use super::Sqlite;
use crate::{Dialect, Error, ddl, types};

/// A column's definition.
pub(super) fn column(dialect: &Sqlite, table: &Table, column: &Column) -> Result<String, Error> {
    let mut text = format!(
        "{} {}",
        dialect.quote(&column.name),
        dialect.spell_type(&column.sql_type)?
    );
    if let Some(default) = ddl::default_text(dialect, &column.default)? {
        if needs_parentheses(&default) {
            text.push_str(&format!(" DEFAULT ({default})"));
        } else {
            text.push_str(&format!(" DEFAULT {default}"));
        }
    }
    if !ddl::is_nullable(table, column) {
        text.push_str(" NOT NULL");
        text.push_str(&on_conflict(&column.options, "sqlite_on_conflict_not_null"));
    }
    if let [first, rest @ ..] = &key_columns(table)[..]
        && (*first == column.name || rest.contains(&column.name))
    {
        if column.autoincrement == Some(true) && !rest.is_empty() {
            return Err(Error::compile(
                "SQLite does not support autoincrement for composite primary keys",
            ));
        }
        if primary_key_in_column(table) {
            text.push_str(" PRIMARY KEY");
            text.push_str(&on_conflict(
                &column.options,
                "sqlite_on_conflict_primary_key",
            ));
            text.push_str(" AUTOINCREMENT");
        }
    }
    if let ColumnDefault::Computed(computed) = &column.default {
        text.push(' ');
        text.push_str(&dialect.computed(computed)?);
    }
    Ok(text)
}

/// Whether SQLite takes the default only in parentheses: it is no literal,
/// and more than one word.
pub(super) fn needs_parentheses(default: &str) -> bool {
    let first = default.trim_start().chars().next();
    if matches!(first, Some('\'' | '"' | '(')) {
        return false;
    }
    let line = default.split('\n').next().unwrap_or(default);
    line.chars().any(|c| !c.is_alphanumeric() && c != '_') || (line.len() < default.len())
}

fn key_columns(table: &Table) -> Vec<Name> {
    match ddl::primary_key(table) {
        Some(Constraint {
            kind: ConstraintKind::PrimaryKey(columns),
            ..
        }) => columns,
        _ => Vec::new(),
    }
}

/// Whether the primary key is `PRIMARY KEY AUTOINCREMENT` in its column.
pub(super) fn primary_key_in_column(table: &Table) -> bool {
    let columns = key_columns(table);
    let [name] = &columns[..] else {
        return false;
    };
    table.options.is_true("sqlite_autoincrement")
        && table.column(name.as_str()).is_some_and(|column| {
            types::is_integer(&column.sql_type) && !ddl::has_foreign_key(table, column)
        })
}

/// ` ON CONFLICT …`, or nothing.
fn on_conflict(options: &Options, name: &str) -> String {
    match options.text(name) {
        Some(action) => format!(" ON CONFLICT {action}"),
        None => String::new(),
    }
}

/// ON CONFLICT of a constraint, which a column may have asked for.
pub(super) fn constraint_suffix(
    table: Option<&Table>,
    constraint: &Constraint,
) -> Result<String, Error> {
    let own = on_conflict(&constraint.options, "sqlite_on_conflict");
    let of_column = |columns: &[Name], option: &str| match (columns, table) {
        ([name], Some(table)) if own.is_empty() => table
            .column(name.as_str())
            .map(|column| on_conflict(&column.options, option))
            .unwrap_or_default(),
        _ => own.clone(),
    };
    Ok(match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) => of_column(columns, "sqlite_on_conflict_primary_key"),
        ConstraintKind::Unique(columns) => of_column(columns, "sqlite_on_conflict_unique"),
        ConstraintKind::Check(check) if check.in_column.is_some() && !own.is_empty() => {
            return Err(Error::compile(
                "SQLite does not support on conflict clause for column check constraint",
            ));
        }
        ConstraintKind::Check(_) => own,
        ConstraintKind::ForeignKey(_) | ConstraintKind::Exclude(_) => String::new(),
    })
}

/// What follows the closing parenthesis of CREATE TABLE.
pub(super) fn table_options(options: &Options) -> String {
    let mut words = Vec::new();
    if matches!(
        options.get("sqlite_with_rowid"),
        Some(OptionValue::Boolean(false))
    ) {
        words.push("WITHOUT ROWID");
    }
    if options.is_true("sqlite_strict") {
        words.push("STRICT");
    }
    if words.is_empty() {
        String::new()
    } else {
        format!("\n {}", words.join(",\n "))
    }
}

/// CREATE INDEX: the schema belongs to the index, not to the table.
pub(super) fn create_index(
    dialect: &Sqlite,
    index: &Index,
    name: &str,
    table: &TableName,
    if_not_exists: bool,
) -> Result<String, Error> {
    let elements = index
        .expressions
        .iter()
        .map(|element| ddl::expression(dialect, element))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!(
        "CREATE {}INDEX {}{} ON {} ({}){}",
        if index.unique { "UNIQUE " } else { "" },
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        ddl::in_schema(dialect, table.schema.as_ref(), name),
        dialect.quote(&table.name),
        elements.join(", "),
        ddl::condition(dialect, &index.options, "sqlite_where")?,
    ))
}
