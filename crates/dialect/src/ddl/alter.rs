//! ALTER COLUMN.

use limbeck_operations::AlterColumn;
use limbeck_schema::{ColumnDefault, Constraint, SqlType};

use super::{column, constraint};
use crate::{Dialect, Error, Sql, quote::dotted_table};

/// The statements of `op.alter_column`, in Alembic's order.
pub(super) fn column(dialect: &dyn Dialect, change: &AlterColumn) -> Result<Vec<Sql>, Error> {
    let mut statements = Vec::new();
    if let (Some(existing), Some(_)) = (&change.existing_type, &change.sql_type)
        && let Some(check) = counted(dialect, existing, change.existing_type_check.as_ref())
    {
        statements.extend(constraint::drop_made_by_type(
            dialect,
            &change.table,
            check,
            &change.naming,
        )?);
    }
    let parts = match dialect.redefine_column(change)? {
        Some(parts) => parts,
        None => by_property(dialect, change)?,
    };
    statements.extend(parts.into_iter().map(Sql::new));
    if let Some(sql_type) = &change.sql_type
        && let Some(check) = counted(dialect, sql_type, change.type_check.as_ref())
    {
        statements.extend(constraint::add(
            dialect,
            &change.table,
            check,
            &change.naming,
        )?);
    }
    Ok(statements)
}

/// A statement for each property that changes.
fn by_property(dialect: &dyn Dialect, change: &AlterColumn) -> Result<Vec<String>, Error> {
    let suffix = dialect.change_type_suffix(change)?;
    let mut parts = Vec::new();
    let sql_type = match &change.sql_type {
        Some(sql_type) => Some(format!(
            "{} TYPE {}{suffix}",
            prefix(dialect, change),
            dialect.spell_type(sql_type)?
        )),
        None => None,
    };
    if dialect.changes_type_first() {
        parts.extend(sql_type.clone());
    }
    if let Some(nullable) = change.nullable {
        let action = if nullable { "DROP" } else { "SET" };
        parts.push(format!("{} {action} NOT NULL", prefix(dialect, change)));
    }
    if let Some(default) = &change.default {
        parts.push(change_default(dialect, change, default)?);
    }
    if !dialect.changes_type_first() {
        parts.extend(sql_type);
    }
    if let Some(comment) = &change.comment {
        parts.push(dialect.change_comment(change, comment.as_deref())?);
    }
    if let Some(new_name) = &change.new_name {
        parts.push(format!(
            "ALTER TABLE {} RENAME {}{} TO {}",
            dotted_table(dialect, change.table.schema.as_ref(), &change.table.name),
            dialect.rename_column_words(),
            dialect.quote(&change.column),
            dialect.quote(new_name),
        ));
    }
    Ok(parts)
}

/// The type's CHECK, where the type is not native.
fn counted<'a>(
    dialect: &dyn Dialect,
    sql_type: &SqlType,
    check: Option<&'a Constraint>,
) -> Option<&'a Constraint> {
    check.filter(|_| !constraint::is_native(dialect, sql_type))
}

/// `ALTER TABLE t ALTER COLUMN c`.
pub(crate) fn prefix(dialect: &dyn Dialect, change: &AlterColumn) -> String {
    format!(
        "ALTER TABLE {} ALTER COLUMN {}",
        dotted_table(dialect, change.table.schema.as_ref(), &change.table.name),
        dialect.quote(&change.column),
    )
}

/// The error for a default that becomes a generated column, or the other way
/// round.
pub(crate) fn check_default(
    default: &ColumnDefault,
    existing: Option<&ColumnDefault>,
) -> Result<(), Error> {
    if matches!(default, ColumnDefault::Computed(_))
        || matches!(existing, Some(ColumnDefault::Computed(_)))
    {
        return Err(Error::compile(
            "Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is not supported.",
        ));
    }
    Ok(())
}

fn change_default(
    dialect: &dyn Dialect,
    change: &AlterColumn,
    default: &ColumnDefault,
) -> Result<String, Error> {
    let existing = change.existing_default.as_ref();
    check_default(default, existing)?;
    match (default, existing) {
        (ColumnDefault::Identity(identity), _) => dialect.change_identity(change, Some(identity)),
        (ColumnDefault::None, Some(ColumnDefault::Identity(_))) => {
            dialect.change_identity(change, None)
        }
        (_, Some(ColumnDefault::Identity(_))) => Err(Error::compile(
            "An identity is removed with server_default=None before a default takes its place.",
        )),
        (ColumnDefault::None, _) => Ok(format!("{} DROP DEFAULT", prefix(dialect, change))),
        (default, _) => match column::default_text(dialect, default)? {
            Some(text) => Ok(format!("{} SET DEFAULT {text}", prefix(dialect, change))),
            None => Err(Error::compile(
                "FetchedValue() says that there is a default, and not which: it cannot be set.",
            )),
        },
    }
}
