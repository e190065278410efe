//! Columns: their definitions, and ADD COLUMN.

use limbeck_operations::AddColumn;
use limbeck_schema::{
    Column, ColumnDefault, Computed, Constraint, ConstraintKind, ForeignKey, Name, Table, TableName,
};

use super::{constraint, expression, index, table};
use crate::{Dialect, Error, Sql, quote::dotted_table};

/// A column's definition with the CHECKs that were written in it.
pub(crate) fn with_constraints(
    dialect: &dyn Dialect,
    table: &Table,
    column: &Column,
) -> Result<String, Error> {
    let mut text = dialect.column(table, column)?;
    for constraint in own_constraints(table, column) {
        if let Some(constraint) =
            constraint::text(dialect, &table.name, Some(table), constraint, &table.naming)?
        {
            text.push(' ');
            text.push_str(&constraint);
        }
    }
    Ok(text)
}

/// The CHECKs that were written in the column.
fn own_constraints<'a>(
    table: &'a Table,
    column: &'a Column,
) -> impl Iterator<Item = &'a Constraint> {
    table
        .constraints
        .iter()
        .filter(|constraint| match &constraint.kind {
            ConstraintKind::Check(check) => check.in_column.as_ref() == Some(&column.name),
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::ForeignKey(_)
            | ConstraintKind::Exclude(_) => false,
        })
}

/// Whether the column accepts NULL. A primary key's does not unless it was
/// said to.
pub(crate) fn is_nullable(table: &Table, column: &Column) -> bool {
    if column.nullable_given {
        column.nullable
    } else {
        column.nullable && !is_in_primary_key(table, column)
    }
}

/// Whether the column belongs to the primary key.
pub(crate) fn is_in_primary_key(table: &Table, column: &Column) -> bool {
    match table::primary_key(table) {
        Some(Constraint {
            kind: ConstraintKind::PrimaryKey(names),
            ..
        }) => names.contains(&column.name),
        _ => false,
    }
}

/// Whether a foreign key of the table is made of the column.
pub(crate) fn has_foreign_key(table: &Table, column: &Column) -> bool {
    foreign_keys(table, &column.name).next().is_some()
}

fn foreign_keys<'a>(table: &'a Table, column: &'a Name) -> impl Iterator<Item = &'a ForeignKey> {
    table
        .constraints
        .iter()
        .filter_map(move |constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(key) if key.columns.contains(column) => Some(key),
            _ => None,
        })
}

/// What stands after DEFAULT, if anything does.
pub(crate) fn default_text(
    dialect: &dyn Dialect,
    default: &ColumnDefault,
) -> Result<Option<String>, Error> {
    match default {
        ColumnDefault::Literal(text) => Ok(Some(dialect.string(text))),
        ColumnDefault::Expression(value) => expression(dialect, value).map(Some),
        ColumnDefault::None
        | ColumnDefault::Computed(_)
        | ColumnDefault::Identity(_)
        | ColumnDefault::Fetched => Ok(None),
    }
}

/// `GENERATED ALWAYS AS (…)`, stored or virtual as the script says.
pub(crate) fn generic_computed(
    dialect: &dyn Dialect,
    computed: &Computed,
) -> Result<String, Error> {
    let suffix = match computed.persisted {
        Some(true) => " STORED",
        Some(false) => " VIRTUAL",
        None => "",
    };
    Ok(format!(
        "GENERATED ALWAYS AS ({}){suffix}",
        expression(dialect, &computed.expression)?
    ))
}

/// COMMENT ON COLUMN.
pub(super) fn comment_text(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    comment: &str,
) -> String {
    format!(
        "COMMENT ON COLUMN {}.{} IS {}",
        dialect.table(table),
        dialect.quote(column),
        dialect.string(comment),
    )
}

/// ADD COLUMN, and what the column brings along.
pub(super) fn add(dialect: &dyn Dialect, add: &AddColumn) -> Result<Vec<Sql>, Error> {
    let table = &add.table;
    let Some(column) = table.columns.first() else {
        return Ok(Vec::new());
    };
    let inline = inline_reference(add, column);
    let mut text = format!(
        "ALTER TABLE {} ADD COLUMN {}{}",
        dotted_table(dialect, table.name.schema.as_ref(), &table.name.name),
        if add.if_not_exists {
            "IF NOT EXISTS "
        } else {
            ""
        },
        dialect.column(table, column)?,
    );
    if add.inline_primary_key && is_in_primary_key(table, column) {
        text.push_str(" PRIMARY KEY");
    }
    if let Some((constraint, key)) = inline {
        text.push_str(&constraint::inline_reference(dialect, constraint, key)?);
    }
    for constraint in own_constraints(table, column) {
        if let Some(constraint) =
            constraint::text(dialect, &table.name, Some(table), constraint, &table.naming)?
        {
            text.push(' ');
            text.push_str(&constraint);
        }
    }
    let mut statements = vec![Sql::new(text)];
    for constraint in &table.constraints {
        let separate = match &constraint.kind {
            ConstraintKind::PrimaryKey(_) => false,
            ConstraintKind::Check(check) => check.in_column.is_none(),
            ConstraintKind::ForeignKey(_) => {
                inline.is_none_or(|(inline, _)| !std::ptr::eq(inline, constraint))
            }
            ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => true,
        };
        if separate {
            statements.extend(constraint::add_to(dialect, table, constraint)?);
        }
    }
    for index in &table.indexes {
        statements.push(index::create(
            dialect,
            index,
            Some(&table.name),
            &table.naming,
            false,
        )?);
    }
    if let Some(comment) = &column.comment
        && dialect.has_comments()
    {
        statements.push(Sql::new(comment_text(
            dialect,
            &table.name,
            &column.name,
            comment,
        )));
    }
    Ok(statements)
}

/// The foreign key that is written in the column's definition: asked for, and
/// the only one, of this column alone.
fn inline_reference<'a>(
    add: &'a AddColumn,
    column: &Column,
) -> Option<(&'a Constraint, &'a ForeignKey)> {
    if !add.inline_references {
        return None;
    }
    let mut keys = add
        .table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(key) if key.columns.contains(&column.name) => {
                Some((constraint, key))
            }
            _ => None,
        });
    let first = keys.next()?;
    (keys.next().is_none() && first.1.columns.len() == 1).then_some(first)
}
